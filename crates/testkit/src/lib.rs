//! A whole product in a temporary folder, with a clock that tests move by hand. Development only.

use app::auth::session::SignedIn;
use app::{App, Call, Clock, Config};
use domain::account::{Account, Role};
use domain::need::{Indicator, NeedContent};
use domain::policy::Actor;
use domain::{Lang, Secret, Timestamp};
use jiff::tz::TimeZone;
use tempfile::TempDir;

/// A product with its folder; both go together.
#[derive(Debug)]
pub struct World {
    /// The product.
    pub app: App,
    /// Its configuration, for opening it a second time.
    pub config: Config,
    folder: TempDir,
}

/// The password of everybody in a world.
pub const PASSWORD: &str = "望潮而立 at the pier 7";

impl World {
    /// Opens an empty product at 9:00 of 16 March 2026 in Shanghai.
    pub async fn new() -> Self {
        Self::at("2026-03-16T09:00:00+08:00", None).await
    }

    /// Opens an empty product at a time, over PostgreSQL where an address is given.
    pub async fn at(time: &str, database_url: Option<String>) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let zone = TimeZone::get("Asia/Shanghai").expect("the zone is compiled in");
        let mut config = Config::serving(folder.path().to_owned());
        config.weak_passwords = true;
        config.database_url = database_url;
        let now: Timestamp = time.parse().expect("tests write times by RFC 3339");
        let app = App::open(&config, Clock::hand(now, zone)).await.expect("an empty product opens");
        Self { app, config, folder }
    }

    /// Returns the data folder.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Returns a call of the house, which may do everything.
    pub fn house() -> Call {
        Call::by(Actor::House)
    }

    /// Invites a person with these roles, sets the password of this world, and signs in.
    pub async fn person(&self, login: &str, roles: impl IntoIterator<Item = Role>) -> Someone {
        let invitation = app::auth::link::Invitation {
            login: login.to_owned(),
            name: login.split('@').next().unwrap_or(login).to_owned(),
            lang: Lang::ZhHans,
            roles: roles.into_iter().collect(),
        };
        let (_, token) = self.app.invite(&Self::house(), invitation).await.expect("an invitation");
        let password = Secret::new(PASSWORD.to_owned());
        let signed =
            self.app.set_password_by_link(token.reveal(), password, "test").await.expect("a password");
        self.someone(signed).await
    }

    /// Wraps a signed-in person.
    pub async fn someone(&self, signed: SignedIn) -> Someone {
        let known = self.app.known(signed.token.reveal()).await.expect("it reads").expect("a living session");
        Someone { token: signed.token, account: known.account, call: Call::by(known.actor) }
    }
}

/// A signed-in person.
#[derive(Debug)]
pub struct Someone {
    /// The session's token.
    pub token: Secret<String>,
    /// The account.
    pub account: Account,
    /// The person's calls.
    pub call: Call,
}

/// A need that lacks nothing for approval, with its title for every text.
pub fn complete_need(title: &str) -> NeedContent {
    let text = title.to_owned();
    NeedContent {
        title: text.clone(),
        problem: text.clone(),
        current_state: text.clone(),
        tried: text.clone(),
        expected: text,
        contact_name: "周工".to_owned(),
        contact_phone: "15400000001".to_owned(),
        decision_owner: "总经理".to_owned(),
        industry: "345".to_owned(),
        field: "bearings".to_owned(),
        modes: vec!["development".to_owned()],
        budget: domain::money::Budget::ToDiscuss,
        wanted_by: Some(domain::Date::constant(2026, 12, 31)),
        indicators: vec![Indicator {
            name: "振动速度".to_owned(),
            target: "0.8".to_owned(),
            ..Indicator::default()
        }],
        ..NeedContent::default()
    }
}

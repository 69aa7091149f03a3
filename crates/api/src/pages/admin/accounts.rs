//! The list of accounts.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::response::Response;
use domain::account::{Account, AccountState};

use super::ties::Ties;
use crate::http::{Access, Answer, Caller, Registry, Server};
use crate::pages::{page, query};
use crate::view::admin::{AccountLine, AccountList};
use crate::view::desk::Tab;
use crate::view::parts::Pager;
use crate::view::{Form, Frame, Place, format};

/// How many accounts one part of the list shows.
const PART: usize = 50;
/// The roles in the order of the tabs.
const ROLES: [&str; 6] = ["broker", "company", "expert", "liaison", "official", "administrator"];

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new().get(Access::Page, "/admin/accounts", list)
}

async fn list(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    let all = server.app().accounts(&caller.call).await?;
    let f = server.frame(&caller).await?;
    let ties = Ties::read(&server, &caller).await?;
    let urls = server.urls();
    let role = query(&caller, "role").unwrap_or_default();
    let text = query(&caller, "q").unwrap_or_default();
    let number = query(&caller, "page").and_then(|p| p.parse().ok()).unwrap_or(1_usize).max(1);
    let tabs = tabs(&server, &f, &all, &role);
    let wanted = text.trim().to_lowercase();
    let found: Vec<&Account> = all
        .iter()
        .filter(|a| role.is_empty() || a.roles.iter().any(|r| r.code() == role))
        .filter(|a| a.name.to_lowercase().contains(&wanted) || a.login.contains(&wanted))
        .collect();
    let pages = found.len().div_ceil(PART).max(1);
    let number = number.min(pages);
    let mut rows = Vec::new();
    for account in found.iter().skip((number - 1) * PART).take(PART) {
        rows.push(line(&server, &f, &ties, account).await?);
    }
    let part = |n: usize| {
        let n = n.to_string();
        urls.list(&urls.accounts(), &[("role", &role), ("q", &text), ("page", &n)])
    };
    let title = f.t("nav-accounts");
    page(&AccountList {
        tabs,
        form: Form::new("filter", urls.accounts(), "").with("q", &text),
        rows,
        pager: Pager {
            total: found.len(),
            previous: if number > 1 { part(number - 1) } else { String::new() },
            next: if number < pages { part(number + 1) } else { String::new() },
            page: number,
            pages,
        },
        f: f.at(Place::Accounts, title),
    })
}

fn tabs(server: &Server, f: &Frame, all: &[Account], chosen: &str) -> Vec<Tab> {
    let urls = server.urls();
    let mut tabs = vec![Tab {
        word: f.t("hit-all"),
        count: all.len(),
        href: urls.accounts(),
        current: chosen.is_empty(),
    }];
    let held: BTreeSet<&str> = all.iter().flat_map(|a| a.roles.iter().map(|r| r.code())).collect();
    tabs.extend(ROLES.into_iter().filter(|r| held.contains(r)).map(|role| Tab {
        word: f.code("role", role),
        count: all.iter().filter(|a| a.roles.iter().any(|r| r.code() == role)).count(),
        href: urls.list(&urls.accounts(), &[("role", role)]),
        current: chosen == role,
    }));
    tabs
}

/// Puts an account into a line.
pub(super) async fn line(server: &Server, f: &Frame, ties: &Ties, account: &Account) -> Answer<AccountLine> {
    let sessions = server.app().sessions(account.id).await?;
    let zone = server.app().clock().zone();
    let seen = match sessions.iter().map(|s| s.last_seen_at).max() {
        Some(at) => format::moment(at, zone),
        // Only open sessions are listed, so nothing is known of somebody who has signed out.
        None => match account.state {
            AccountState::Invited => String::new(),
            AccountState::Active | AccountState::Disabled { .. } => "—".to_owned(),
        },
    };
    Ok(AccountLine {
        name: account.name.clone(),
        login: account.login.clone(),
        roles: ties.words(f, &account.roles),
        state: account.state.code(),
        seen,
        href: server.urls().account_of(account.id),
    })
}

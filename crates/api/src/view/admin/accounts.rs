//! Accounts and service tokens.

use askama::Template;

use crate::view::desk::Tab;
use crate::view::form::Choice;
use crate::view::parts::{Entry, Pager};
use crate::view::{Form, Frame};

/// A secret that is shown this one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownOnce {
    /// The link or token.
    pub secret: String,
    /// Whose or what for.
    pub of: String,
    /// Until when it works, as `2026-03-12 18:00`; empty for no end.
    pub until: String,
}

/// One account in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountLine {
    /// The name people see.
    pub name: String,
    /// The sign-in name.
    pub login: String,
    /// The roles in words, with what they are tied to, such as 企业（恒汐燃油）.
    pub roles: Vec<String>,
    /// The state's code: `invited`, `active`, `disabled`.
    pub state: &'static str,
    /// Last sign-in, as `2026-03-05 14:20`; empty for never.
    pub seen: String,
    /// Its page.
    pub href: String,
}

impl AccountLine {
    fn tone(&self) -> &'static str {
        state_tone(self.state)
    }
}

fn state_tone(state: &str) -> &'static str {
    match state {
        "active" => "success",
        "disabled" => "danger",
        _ => "warn",
    }
}

/// The list of accounts.
#[derive(Debug, Clone, Template)]
#[template(path = "admin/accounts.html")]
pub struct AccountList {
    /// The frame.
    pub f: Frame,
    /// All, and those of each role.
    pub tabs: Vec<Tab>,
    /// Scope `filter`, sent by GET; field `q`.
    pub form: Form,
    /// The accounts, by login.
    pub rows: Vec<AccountLine>,
    /// The ways to more of them.
    pub pager: Pager,
}

/// The form that invites a person.
#[derive(Debug, Clone, Template)]
#[template(path = "admin/account_new.html")]
pub struct AccountNew {
    /// The frame.
    pub f: Frame,
    /// Scope `account`; fields `name`, `login`, `lang`, `roles` (several), `organisation`, `owner`, `expert`, `team`, `until`.
    pub form: Form,
    /// Companies for the role of a company, after an empty choice.
    pub organisations: Vec<Choice>,
    /// Experts for the role of an expert, after an empty choice.
    pub experts: Vec<Choice>,
    /// Teams for the role of a liaison, after an empty choice.
    pub teams: Vec<Choice>,
}

fn langs(f: &Frame) -> Vec<Choice> {
    Choice::of_codes(f.l, "lang", &["zh-Hans", "zh-Hant", "en"])
}

fn roles(f: &Frame) -> Vec<Choice> {
    Choice::of_codes(f.l, "role", &["company", "expert", "liaison", "broker", "official", "administrator"])
}

impl AccountNew {
    fn langs(&self) -> Vec<Choice> {
        langs(&self.f)
    }
    fn roles(&self) -> Vec<Choice> {
        roles(&self.f)
    }
}

/// One account.
#[derive(Debug, Clone, Template)]
#[template(path = "admin/account.html")]
pub struct AccountPage {
    /// The frame.
    pub f: Frame,
    /// The account as in the list.
    pub account: AccountLine,
    /// The one-time link that was just made.
    pub link: Option<ShownOnce>,
    /// Changes the roles: scope `account`, fields as when inviting.
    pub change: Option<Form>,
    /// Companies, after an empty choice.
    pub organisations: Vec<Choice>,
    /// Experts, after an empty choice.
    pub experts: Vec<Choice>,
    /// Teams, after an empty choice.
    pub teams: Vec<Choice>,
    /// Switches it off; no fields.
    pub disable: Option<Form>,
    /// Switches it on; no fields.
    pub enable: Option<Form>,
    /// Makes a one-time link for a new password, or a new invitation; no fields.
    pub reset: Option<Form>,
    /// Why it cannot be switched off, such as the last administrator; may be empty.
    pub kept: String,
    /// Sessions that are open.
    pub sessions: usize,
    /// What happened so far.
    pub line: Vec<Entry>,
}

impl AccountPage {
    fn roles(&self) -> Vec<Choice> {
        roles(&self.f)
    }
    fn invited(&self) -> bool {
        self.account.state == "invited"
    }
}

/// One service token in the list.
#[derive(Debug, Clone)]
pub struct TokenLine {
    /// What it is for.
    pub label: String,
    /// What it may do: the scopes' codes.
    pub scopes: Vec<&'static str>,
    /// When it stops working, as a day; empty for no end.
    pub expires: String,
    /// The state's code: `active`, `expired`, `revoked`.
    pub state: &'static str,
    /// Revokes it; no fields; `None` once it does not work.
    pub revoke: Option<Form>,
}

impl TokenLine {
    fn tone(&self) -> &'static str {
        if self.state == "active" { "success" } else { "neutral" }
    }
}

/// Service tokens: list, form, and the one that was just made.
#[derive(Debug, Clone, Template)]
#[template(path = "admin/tokens.html")]
pub struct TokenList {
    /// The frame.
    pub f: Frame,
    /// The token that was just made.
    pub made: Option<ShownOnce>,
    /// The tokens, the latest first.
    pub rows: Vec<TokenLine>,
    /// Makes one: scope `token`, fields `label`, `scopes` (several), `expires_at` (a day).
    pub form: Form,
}

impl TokenList {
    fn scopes(&self) -> Vec<Choice> {
        Choice::of_codes(self.f.l, "scope", &["directory:read", "imports:write", "matching:read"])
    }
}

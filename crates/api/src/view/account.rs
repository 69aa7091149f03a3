//! The own account: language, password, sessions.

use askama::Template;
use domain::Lang;

use super::{Choice, Form, Frame};

/// One place where the account is signed in.
#[derive(Debug, Clone)]
pub struct SessionRow {
    /// Browser and system in words, such as Firefox · Windows.
    pub device: String,
    /// When it began, as `2026-03-05 14:20`.
    pub started: String,
    /// When it was last used, as `2026-03-05 14:20`.
    pub seen: String,
    /// Whether it is this one.
    pub current: bool,
    /// Scope `session`; no fields; ends it. `None` for this one.
    pub end: Option<Form>,
}

/// The page of the own account.
#[derive(Debug, Clone, Template)]
#[template(path = "account/account.html")]
pub struct AccountPage {
    /// The frame.
    pub f: Frame,
    /// The name people see.
    pub name: String,
    /// The sign-in name.
    pub login: String,
    /// What the account may be, in words.
    pub roles: Vec<String>,
    /// Scope `account`; field `lang`.
    pub language: Form,
    /// Scope `account`; fields `password_now`, `password`, `password_again`.
    pub password: Form,
    /// Where the account is signed in, this place first.
    pub sessions: Vec<SessionRow>,
    /// Scope `account`; no fields; ends all sessions but this one. `None` when there is no other.
    pub end_others: Option<Form>,
}

impl AccountPage {
    fn languages(&self) -> Vec<Choice> {
        Lang::ALL.iter().map(|lang| Choice::new(lang.tag(), self.f.code("lang", lang.tag()))).collect()
    }
}

//! Invented facts for the page of the own account.

use super::{Kit, Sample};
use crate::view::account::{AccountPage, SessionRow};
use crate::view::nav::Place;
use crate::view::{Face, Form};

pub(super) fn pages(k: &Kit) -> Vec<Sample> {
    vec![
        Sample::of("account", &account(k, Face::Company, false)),
        Sample::of("account-error", &account(k, Face::Company, true)),
        Sample::of("account-broker", &account(k, Face::Broker, false)),
    ]
}

fn account(k: &Kit, face: Face, wrong: bool) -> AccountPage {
    let mut f = k.signed(face, Place::Account, "nav-account");
    let mut password = Form::new("account", f.urls.password(), "key-2").versioned(4);
    if wrong {
        password.complain("password_now", "wrong");
        password.complain("password_again", "mismatch");
        f.has_errors = true;
    }
    let session = |device: &str, current: bool| SessionRow {
        device: device.to_owned(),
        started: "2026-03-01 08:55".to_owned(),
        seen: "2026-03-05 14:20".to_owned(),
        current,
        end: (!current).then(|| Form::new("session", f.urls.session_end("session_2"), "key-3")),
    };
    AccountPage {
        name: k.say("陈屿", "陳嶼", "Chen Yu").to_owned(),
        login: "chen@hengxi.example".to_owned(),
        roles: vec![f.code("role", face.code())],
        language: Form::new("account", f.urls.language(), "key-1").versioned(4).with("lang", k.lang.tag()),
        password,
        sessions: vec![session("Firefox · Windows", true), session("Chrome · Android", false)],
        end_others: Some(Form::new("account", f.urls.sessions_end(), "key-4")),
        f,
    }
}

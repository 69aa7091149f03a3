//! Invented facts for the pages everybody sees.

use super::{Kit, Sample};
use crate::view::nav::Place;
use crate::view::public::{
    Alliance, ErrorKind, ErrorPage, Explain, Landing, Link, LinkKind, LinkSpent, SignIn, SignedOut, Topic,
};
use crate::view::{Face, Form};

pub(super) fn pages(k: &Kit) -> Vec<Sample> {
    let mut pages = vec![
        Sample::of("landing", &landing(k)),
        Sample::of("sign-in", &sign_in(k, false)),
        Sample::of("sign-in-error", &sign_in(k, true)),
        Sample::of("signed-out", &SignedOut { f: k.visitor(Place::None, "signed-out-title") }),
        Sample::of("link-set-up", &link(k, LinkKind::SetUp)),
        Sample::of("link-invitation", &link(k, LinkKind::Invitation)),
        Sample::of("link-reset", &link(k, LinkKind::Reset)),
        Sample::of("link-sign-in", &link(k, LinkKind::SignIn)),
        Sample::of("link-spent", &LinkSpent { f: k.visitor(Place::None, "link-spent-title") }),
    ];
    for (name, topic, title) in [
        ("help", Topic::Help, "foot-help"),
        ("privacy", Topic::Privacy, "foot-privacy"),
        ("accessibility", Topic::Accessibility, "foot-accessibility"),
    ] {
        pages.push(Sample::of(name, &Explain { f: k.visitor(Place::None, title), topic }));
    }
    for (name, kind) in ERRORS {
        pages.push(Sample::of(name, &error(k, kind)));
    }
    pages
}

const ERRORS: [(&str, ErrorKind); 12] = [
    ("error-400", ErrorKind::Unreadable),
    ("error-403", ErrorKind::Forbidden),
    ("error-404", ErrorKind::NotFound),
    ("error-405", ErrorKind::WrongMethod),
    ("error-409", ErrorKind::Refused),
    ("error-413", ErrorKind::TooLarge),
    ("error-415", ErrorKind::WrongType),
    ("error-422", ErrorKind::Invalid),
    ("error-428", ErrorKind::VersionMissing),
    ("error-429", ErrorKind::TooMany),
    ("error-500", ErrorKind::Failed),
    ("error-503", ErrorKind::Unavailable),
];

fn landing(k: &Kit) -> Landing {
    let f = k.visitor(Place::Landing, "landing-title");
    let form = Form::new("sign", f.urls.sign_in(), "key-1").with("next", "");
    Landing {
        f,
        form,
        alliance: Alliance { teams: 36, teams_abroad: 8, experts: 412, brokers: 23, needs: 96 },
        as_of: "2026-03-05".to_owned(),
    }
}

fn sign_in(k: &Kit, wrong: bool) -> SignIn {
    let mut f = k.visitor(Place::None, "sign-in");
    let mut form = Form::new("sign", f.urls.sign_in(), "key-1").with("next", "/kjj/home");
    if wrong {
        form = form.with("login", "chen@hengxi.example");
        form.complain("password", "wrong_credentials");
        f.has_errors = true;
    }
    SignIn { f, form, expired: !wrong }
}

fn link(k: &Kit, kind: LinkKind) -> Link {
    let f = k.visitor(Place::None, &format!("link-title-{}", crate::i18n::tidy(kind.code())));
    let form = Form::new("link", f.urls.link("3f9c"), "key-1");
    let known = kind != LinkKind::SetUp;
    let name = if known { k.say("陈屿", "陳嶼", "Chen Yu") } else { "" };
    Link {
        form: form.with("name", name),
        kind,
        login: if known { "chen@hengxi.example".to_owned() } else { String::new() },
        name: name.to_owned(),
        roles: if known { vec![f.code("role", Face::Company.code())] } else { Vec::new() },
        until: "2026-03-12 18:00".to_owned(),
        f,
    }
}

fn error(k: &Kit, kind: ErrorKind) -> ErrorPage {
    let f = k.signed(Face::Company, Place::None, "error-home");
    let mut page = ErrorPage::new(f, kind);
    "01jnk3q7".clone_into(&mut page.request_id);
    page.back = page.f.urls.home();
    if kind == ErrorKind::TooMany {
        page.retry_after = 30;
    }
    page
}

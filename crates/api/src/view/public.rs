//! Pages for everybody: landing, sign-in, one-time links, help, errors.

use askama::Template;
use domain::Level;

use super::parts::{Cover, Gap, Quote};
use super::{Form, Frame, Html, Of};

/// Figures of the alliance on the landing page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Alliance {
    /// Expert teams.
    pub teams: usize,
    /// Of these abroad.
    pub teams_abroad: usize,
    /// Experts.
    pub experts: usize,
    /// Technology brokers.
    pub brokers: usize,
    /// Needs that are listed.
    pub needs: usize,
}

/// The landing page: what the alliance is, and sign-in beside it.
#[derive(Debug, Clone, Template)]
#[template(path = "public/landing.html")]
pub struct Landing {
    /// The frame.
    pub f: Frame,
    /// The sign-in form, scope `sign`; fields `login`, `password`, `next`.
    pub form: Form,
    /// The alliance in figures.
    pub alliance: Alliance,
    /// The day of the figures, as `2026-03-05`.
    pub as_of: String,
}

impl Landing {
    /// Returns the example of a recommendation that the page shows.
    fn example(&self) -> Html {
        let f = &self.f;
        let quote = Quote {
            id: String::new(),
            covers: vec![(1, Cover::Hit)],
            pieces: vec![
                piece(f.t("landing-quote-before"), None),
                piece(f.t("landing-quote-marked"), Some(1)),
                piece(f.t("landing-quote-after"), None),
            ],
            lang: f.l.lang,
            translation: String::new(),
            kind: f.code("evidence", "paper"),
            title: f.t("landing-quote-title"),
            details: vec!["2024".to_owned()],
            href: String::new(),
        };
        quote.show(f)
    }

    fn level_hint(&self, level: impl Of<Level>) -> String {
        self.f.t(&format!("level-{}-hint", level.get().code()))
    }

    fn gap(&self) -> Html {
        let f = &self.f;
        Gap { number: 4, what: f.t("landing-gap"), question: f.t("landing-gap-question") }.show(f)
    }
}

fn piece(text: String, mark: Option<usize>) -> super::parts::Piece {
    super::parts::Piece { text, mark }
}

/// The sign-in page.
#[derive(Debug, Clone, Template)]
#[template(path = "public/sign_in.html")]
pub struct SignIn {
    /// The frame.
    pub f: Frame,
    /// Scope `sign`; fields `login`, `password`, `next` (where to go afterwards, a path of ours).
    pub form: Form,
    /// Whether a session has just ended, so that the page says that nothing is lost.
    pub expired: bool,
}

/// The notice after signing out.
#[derive(Debug, Clone, Template)]
#[template(path = "public/signed_out.html")]
pub struct SignedOut {
    /// The frame.
    pub f: Frame,
}

/// What a one-time link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// The first administrator sets the installation up.
    SetUp,
    /// An invited person chooses a password.
    Invitation,
    /// A person chooses a new password.
    Reset,
    /// A demo role signs in by one press, without a password.
    SignIn,
}

impl LinkKind {
    /// Returns the stable code, the same as the purpose's.
    pub const fn code(self) -> &'static str {
        match self {
            Self::SetUp => "set_up",
            Self::Invitation => "invitation",
            Self::Reset => "reset",
            Self::SignIn => "sign_in",
        }
    }
}

/// The page behind a one-time link.
#[derive(Debug, Clone, Template)]
#[template(path = "public/link.html")]
pub struct Link {
    /// The frame.
    pub f: Frame,
    /// What the link is for.
    pub kind: LinkKind,
    /// Scope `link`; fields `login` and `name` for set-up, `name` for an invitation, `password` and `password_again`.
    pub form: Form,
    /// The sign-in name the link belongs to; empty for set-up.
    pub login: String,
    /// The name of the person, for the greeting; may be empty.
    pub name: String,
    /// What the person may be here, in words; may be empty.
    pub roles: Vec<String>,
    /// When the link stops working, as `2026-03-05 14:20`.
    pub until: String,
}

/// The page behind a one-time link that does not work any more.
#[derive(Debug, Clone, Template)]
#[template(path = "public/link_spent.html")]
pub struct LinkSpent {
    /// The frame.
    pub f: Frame,
}

/// A short page of explanation: `help`, `privacy` or `accessibility`.
#[derive(Debug, Clone, Template)]
#[template(path = "public/explain.html")]
pub struct Explain {
    /// The frame.
    pub f: Frame,
    /// Which page.
    pub topic: Topic,
}

/// The pages of explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// How the product is used.
    Help,
    /// What happens to personal data.
    Privacy,
    /// How far everybody can use the pages.
    Accessibility,
}

impl Topic {
    /// All topics.
    pub const ALL: [Self; 3] = [Self::Help, Self::Privacy, Self::Accessibility];

    /// Returns the beginning of the topic's message keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Help => "help",
            Self::Privacy => "privacy",
            Self::Accessibility => "accessibility",
        }
    }

    /// Returns the number of its sections.
    const fn sections(self) -> usize {
        match self {
            Self::Help => 5,
            Self::Privacy => 6,
            Self::Accessibility => 4,
        }
    }
}

impl Explain {
    fn sections(&self) -> Vec<(usize, String, String)> {
        (1..=self.topic.sections())
            .map(|n| {
                let (f, code) = (&self.f, self.topic.code());
                (n, f.code("explain", &format!("{code}-{n}")), f.code("explain", &format!("{code}-{n}-text")))
            })
            .collect()
    }
}

/// What went wrong with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// 400: the request cannot be read.
    Unreadable,
    /// 403: one may know of it and may not read it.
    Forbidden,
    /// 404: nothing here, or nothing one may know of.
    NotFound,
    /// 405: not done this way.
    WrongMethod,
    /// 409: the state of the thing does not allow it.
    Refused,
    /// 413: the request is too large.
    TooLarge,
    /// 415: a file of a kind that is not taken.
    WrongType,
    /// 422: it was understood and cannot be taken.
    Invalid,
    /// 428: the request says no version.
    VersionMissing,
    /// 429: too many requests.
    TooMany,
    /// 500: our fault.
    Failed,
    /// 503: not ready, or too busy.
    Unavailable,
}

impl ErrorKind {
    /// All kinds.
    pub const ALL: [Self; 12] = [
        Self::Unreadable,
        Self::Forbidden,
        Self::NotFound,
        Self::WrongMethod,
        Self::Refused,
        Self::TooLarge,
        Self::WrongType,
        Self::Invalid,
        Self::VersionMissing,
        Self::TooMany,
        Self::Failed,
        Self::Unavailable,
    ];

    /// Returns the status code.
    pub const fn status(self) -> u16 {
        match self {
            Self::Unreadable => 400,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::WrongMethod => 405,
            Self::Refused => 409,
            Self::TooLarge => 413,
            Self::WrongType => 415,
            Self::Invalid => 422,
            Self::VersionMissing => 428,
            Self::TooMany => 429,
            Self::Failed => 500,
            Self::Unavailable => 503,
        }
    }

    /// Returns the kind that fits a status code.
    pub fn from_status(status: u16) -> Self {
        Self::ALL.into_iter().find(|kind| kind.status() == status).unwrap_or(if status < 500 {
            Self::Unreadable
        } else {
            Self::Failed
        })
    }

    /// Returns the end of the kind's message keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not_found",
            Self::WrongMethod => "wrong_method",
            Self::Refused => "refused",
            Self::TooLarge => "too_large",
            Self::WrongType => "wrong_type",
            Self::Invalid => "invalid",
            Self::VersionMissing => "version_missing",
            Self::TooMany => "too_many",
            Self::Failed => "failed",
            Self::Unavailable => "unavailable",
        }
    }
}

/// The page for a request that did not work.
#[derive(Debug, Clone, Template)]
#[template(path = "public/error.html")]
pub struct ErrorPage {
    /// The frame; its title is set by [`ErrorPage::new`].
    pub f: Frame,
    /// What went wrong.
    pub kind: ErrorKind,
    /// One more sentence for the reader, already in the page's language; may be empty.
    pub detail: String,
    /// The number to tell on the phone; empty where answers must be the same byte for byte.
    pub request_id: String,
    /// Seconds to wait; 0 where waiting does not help.
    pub retry_after: u32,
    /// Where to try again or go back to; may be empty.
    pub back: String,
}

impl ErrorPage {
    /// Makes the page of a kind with its title.
    pub fn new(f: Frame, kind: ErrorKind) -> Self {
        let title = f.code("error-title", kind.code());
        let f = f.at(super::Place::None, title);
        Self {
            f,
            kind,
            detail: String::new(),
            request_id: String::new(),
            retry_after: 0,
            back: String::new(),
        }
    }
}

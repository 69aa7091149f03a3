//! The navigation: a side index for brokers and officials, tabs for companies and experts.

use super::frame::{Face, Frame};

/// The navigation entry a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Place {
    /// None of them.
    #[default]
    None,
    /// The landing page.
    Landing,
    /// A company's own needs.
    OwnNeeds,
    /// Needs suggested to an expert.
    Suggestions,
    /// The expert's own profile.
    Profile,
    /// The broker's queue.
    Inbox,
    /// The list of needs.
    Needs,
    /// The directory of experts.
    Experts,
    /// The directory of teams.
    Teams,
    /// The directory of organisations.
    Organisations,
    /// The overall search.
    Search,
    /// Imports.
    Imports,
    /// Figures.
    Reports,
    /// Accounts.
    Accounts,
    /// Service tokens.
    Tokens,
    /// The audit trail.
    Audit,
    /// Health and index.
    System,
    /// The own account.
    Account,
}

/// One entry.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its word.
    pub word: String,
    /// Where it leads.
    pub href: String,
    /// Its drawing.
    pub icon: &'static str,
    /// The number beside it; zero is not shown.
    pub count: usize,
    /// Whether the page belongs to it.
    pub current: bool,
}

/// Entries under one heading.
#[derive(Debug, Clone)]
pub struct Group {
    /// The heading.
    pub word: String,
    /// The entries.
    pub items: Vec<Item>,
}

fn item(f: &Frame, place: Place) -> Item {
    let u = &f.urls;
    let (key, href, icon, count) = match place {
        Place::None | Place::Landing => ("landing", u.landing(), "globe", 0),
        Place::OwnNeeds => ("own-needs", u.home(), "list", f.counts.waiting),
        Place::Suggestions => ("suggestions", u.suggestions(), "fit", f.counts.suggestions),
        Place::Profile => ("profile", u.profile(), "user", 0),
        Place::Inbox => ("inbox", u.inbox(), "inbox", f.counts.inbox),
        Place::Needs => (if f.dense() { "needs" } else { "public-needs" }, u.needs(), "list", 0),
        Place::Experts => ("experts", u.experts(), "users", 0),
        Place::Teams => ("teams", u.teams(), "flag", 0),
        Place::Organisations => ("organisations", u.organisations(), "doc", 0),
        Place::Search => ("search", u.search(), "search", 0),
        Place::Imports => ("imports", u.imports(), "plus", 0),
        Place::Reports => ("reports", u.reports(), "chart", 0),
        Place::Accounts => ("accounts", u.accounts(), "user", 0),
        Place::Tokens => ("tokens", u.tokens(), "lock", 0),
        Place::Audit => ("audit", u.audit(), "eye", 0),
        Place::System => ("system", u.system(), "check", 0),
        Place::Account => ("account", u.account(), "user", 0),
    };
    Item { word: f.code("nav", key), href, icon, count, current: place == f.place }
}

fn has(f: &Frame, face: Face) -> bool {
    f.signed.as_ref().is_some_and(|signed| signed.faces.contains(&face))
}

/// Returns the side index.
pub fn groups(f: &Frame) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut add = |key: &str, places: &[Place]| {
        groups.push(Group {
            word: f.code("nav-group", key),
            items: places.iter().map(|p| item(f, *p)).collect(),
        });
    };
    if has(f, Face::Broker) {
        add("work", &[Place::Inbox, Place::Needs, Place::Search]);
    } else if has(f, Face::Official) {
        add("work", &[Place::Reports, Place::Needs, Place::Search]);
    } else {
        add("work", &[Place::Needs, Place::Search]);
    }
    add("directory", &[Place::Experts, Place::Teams, Place::Organisations]);
    if has(f, Face::Broker) || has(f, Face::Administrator) {
        add("data", &[Place::Imports]);
    }
    if has(f, Face::Administrator) {
        add("admin", &[Place::Accounts, Place::Tokens, Place::Audit, Place::System]);
    }
    if has(f, Face::Company) {
        add("company", &[Place::OwnNeeds]);
    }
    if has(f, Face::Expert) {
        add("expert", &[Place::Suggestions, Place::Profile]);
    }
    groups
}

/// Returns the bottom bar of a phone, four entries; the fifth opens the index.
pub fn dock(f: &Frame) -> Vec<Item> {
    let first = if has(f, Face::Broker) {
        Place::Inbox
    } else if has(f, Face::Administrator) {
        Place::Accounts
    } else if has(f, Face::Official) {
        Place::Reports
    } else {
        Place::Organisations
    };
    [first, Place::Needs, Place::Experts, Place::Search].into_iter().map(|place| item(f, place)).collect()
}

/// Returns the tabs of companies and experts.
pub fn tabs(f: &Frame) -> Vec<Item> {
    let mut places = Vec::new();
    if has(f, Face::Company) {
        places.push(Place::OwnNeeds);
    }
    if has(f, Face::Expert) {
        places.push(Place::Suggestions);
    }
    if has(f, Face::Expert) {
        places.push(Place::Profile);
    }
    places.extend([Place::Needs, Place::Experts]);
    places.into_iter().map(|place| item(f, place)).collect()
}

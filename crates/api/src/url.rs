//! Every address of the product, made in one place so that it can run under any public path.

use std::fmt::{Display, Write as _};

use crate::assets;

/// Makes every address; the base is the path of the public URL, such as `/kjj`, or empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Urls {
    base: String,
}

/// The address of a draft: under its identifier for its company, or under its secret key for a visitor without an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftUrls {
    root: String,
}

impl DraftUrls {
    /// Returns the task list of the draft.
    pub fn tasks(&self) -> &str {
        &self.root
    }
    /// Returns the page of one section; a POST there saves it.
    pub fn section(&self, slug: impl Display) -> String {
        format!("{}/{slug}", self.root)
    }
    /// Returns the page that shows all answers before they are sent.
    pub fn check(&self) -> String {
        self.section("check")
    }
    /// Returns where a POST submits the draft.
    pub fn submission(&self) -> String {
        self.section("submission")
    }
    /// Returns the receipt of the submission.
    pub fn receipt(&self) -> String {
        self.section("receipt")
    }
}

macro_rules! fixed {
    ($($(#[$doc:meta])* $name:ident => $path:literal;)*) => {$(
        $(#[$doc])*
        pub fn $name(&self) -> String {
            self.path($path)
        }
    )*};
}

macro_rules! keyed {
    ($($(#[$doc:meta])* $name:ident => $before:literal $after:literal;)*) => {$(
        $(#[$doc])*
        pub fn $name(&self, id: impl Display) -> String {
            format!(concat!("{}", $before, "/{}", $after), self.base, segment(&id.to_string()))
        }
    )*};
}

impl Urls {
    /// Takes the path of the public URL, with or without slashes at its ends.
    pub fn new(base: &str) -> Self {
        let trimmed = base.trim_matches('/');
        Self { base: if trimmed.is_empty() { String::new() } else { format!("/{trimmed}") } }
    }

    /// Returns the base path: empty, or such as `/kjj`.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Returns a path of the product under the base; `path` begins with a slash.
    pub fn path(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// Returns the address of a static file with its content hash, such as `/static/site.3f2a1c9b.css`.
    pub fn asset(&self, name: &str) -> String {
        format!("{}/static/{}", self.base, assets::hashed(name))
    }

    /// Returns an address with one more query parameter, replacing one of the same name.
    pub fn with(&self, address: &str, name: &str, value: &str) -> String {
        with_query(address, name, value)
    }

    /// Returns a draft's addresses for its company.
    pub fn draft(&self, id: impl Display) -> DraftUrls {
        DraftUrls { root: format!("{}/needs/{}/edit", self.base, segment(&id.to_string())) }
    }

    /// Returns a draft's addresses for a visitor who holds its key.
    pub fn open_draft(&self, key: impl Display) -> DraftUrls {
        DraftUrls { root: format!("{}/drafts/{}", self.base, segment(&key.to_string())) }
    }

    /// Returns the page of one candidate of a need: why, or why not.
    pub fn candidate(&self, need: impl Display, expert: impl Display) -> String {
        format!("{}/{}", self.candidates(need), segment(&expert.to_string()))
    }

    /// Returns a list with a query, such as `/experts?q=…`; pairs with an empty value are left out.
    pub fn list(&self, address: &str, query: &[(&str, &str)]) -> String {
        let mut url = address.to_owned();
        for (name, value) in query.iter().filter(|(_, value)| !value.is_empty()) {
            url.push(if url.contains('?') { '&' } else { '?' });
            let _ = write!(url, "{}={}", encode(name), encode(value));
        }
        url
    }

    fixed! {
        /// The landing page.
        landing => "/";
        /// The sign-in page; a POST there signs in.
        sign_in => "/sign-in";
        /// Where a POST signs out.
        sign_out => "/sign-out";
        /// The page after signing out.
        signed_out => "/signed-out";
        /// The first page of whoever is signed in.
        home => "/home";
        /// The own account: language, password, sessions.
        account => "/account";
        /// Where a POST changes the own password.
        password => "/account/password";
        /// Where a POST changes the own language.
        language => "/account/language";
        /// Where a POST ends all other sessions.
        sessions_end => "/account/sessions/end";
        /// How the product is used.
        help => "/help";
        /// What happens to personal data.
        privacy => "/privacy";
        /// The accessibility statement.
        accessibility => "/accessibility";
        /// The list of needs; a company sees its own.
        needs => "/needs";
        /// The form that starts a need; a POST there creates the draft.
        need_new => "/needs/new";
        /// Needs that may be worth an expert's time.
        suggestions => "/suggestions";
        /// The expert's own profile.
        profile => "/profile";
        /// The form of the own profile; a POST there saves it.
        profile_edit => "/profile/edit";
        /// Where a POST confirms that the own profile is still right.
        profile_confirmation => "/profile/confirmation";
        /// Where a POST records the expert's own consent to be listed.
        profile_consent => "/profile/consent";
        /// The broker's queue.
        inbox => "/inbox";
        /// A phone call becomes a draft.
        call => "/inbox/call";
        /// The directory of experts.
        experts => "/experts";
        /// The form that enters an expert; a POST there creates it.
        expert_new => "/experts/new";
        /// The directory of teams.
        teams => "/teams";
        /// The form that enters a team.
        team_new => "/teams/new";
        /// The directory of companies and institutes.
        organisations => "/organisations";
        /// The form that enters an organisation.
        organisation_new => "/organisations/new";
        /// The overall search.
        search => "/search";
        /// Imports and their receipts.
        imports => "/imports";
        /// The form that uploads a file.
        import_new => "/imports/new";
        /// Figures for the bureau.
        reports => "/reports";
        /// Accounts and roles.
        accounts => "/admin/accounts";
        /// The form that invites a person.
        account_new => "/admin/accounts/new";
        /// Service tokens.
        tokens => "/admin/tokens";
        /// The audit trail.
        audit => "/admin/audit";
        /// Health, index and backups.
        system => "/admin/system";
        /// The documentation of the JSON interface.
        api_docs => "/api/docs";
    }

    keyed! {
        /// A one-time link: set-up, invitation, reset.
        link => "/links" "";
        /// Where a POST ends one session.
        session_end => "/account/sessions" "/end";
        /// One need, as the viewer may read it.
        need => "/needs" "";
        /// Where a POST answers the broker's question.
        need_answer => "/needs" "/answers";
        /// Where a POST records the consent to the exact public text.
        need_consent => "/needs" "/consent";
        /// Where a POST takes the need back.
        need_withdrawal => "/needs" "/withdrawal";
        /// Where a POST pauses the need.
        need_pause => "/needs" "/pause";
        /// Where a POST lets a paused or expired need go on.
        need_resumption => "/needs" "/resumption";
        /// Who read the need, and when.
        need_readers => "/needs" "/readers";
        /// A need's form for print, stamp and signature.
        need_print => "/needs" "/print";
        /// The need's candidates.
        candidates => "/needs" "/candidates";
        /// The defence sheet of a need.
        defence => "/needs" "/defence";
        /// One item of the broker's queue.
        inbox_item => "/inbox" "";
        /// One expert.
        expert => "/experts" "";
        /// The form of an expert.
        expert_edit => "/experts" "/edit";
        /// One team.
        team => "/teams" "";
        /// The form of a team.
        team_edit => "/teams" "/edit";
        /// One organisation.
        organisation => "/organisations" "";
        /// The form of an organisation.
        organisation_edit => "/organisations" "/edit";
        /// One item of evidence.
        evidence => "/evidence" "";
        /// One import: dry run, receipt, undo.
        import => "/imports" "";
        /// Where a POST applies a dry run.
        import_application => "/imports" "/application";
        /// Where a POST undoes an import.
        import_undo => "/imports" "/undo";
        /// A stored file.
        file => "/files" "";
        /// One account.
        account_of => "/admin/accounts" "";
        /// One service token.
        token => "/admin/tokens" "";
    }
}

/// Adds a query parameter to an address, replacing one of the same name and keeping a fragment at the end.
fn with_query(address: &str, name: &str, value: &str) -> String {
    let (address, fragment) = address.split_once('#').map_or((address, None), |(a, f)| (a, Some(f)));
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let name = encode(name);
    let mut url = path.to_owned();
    url.push('?');
    for pair in
        query.split('&').filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(name.as_str()))
    {
        url.push_str(pair);
        url.push('&');
    }
    let _ = write!(url, "{name}={}", encode(value));
    if let Some(fragment) = fragment {
        let _ = write!(url, "#{fragment}");
    }
    url
}

/// Writes a text as one path segment.
fn segment(text: &str) -> String {
    encode(text)
}

/// Percent-encodes everything but unreserved characters.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_path_stands_before_every_address() {
        let urls = Urls::new("/kjj/");
        assert_eq!(urls.need("need_1"), "/kjj/needs/need_1");
        assert_eq!(urls.draft("need_1").section("problem"), "/kjj/needs/need_1/edit/problem");
        assert_eq!(Urls::new("").landing(), "/");
        assert!(urls.asset("site.css").starts_with("/kjj/static/site."));
    }

    #[test]
    fn a_parameter_is_replaced_and_a_fragment_kept() {
        let urls = Urls::default();
        assert_eq!(
            urls.with("/needs?page=2&lang=en#list", "lang", "zh-Hant"),
            "/needs?page=2&lang=zh-Hant#list"
        );
        assert_eq!(urls.with("/needs", "q", "轴承 Z4"), "/needs?q=%E8%BD%B4%E6%89%BF%20Z4");
    }
}

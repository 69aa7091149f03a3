//! First pages of officials and administrators: figures that open to their lists.

use askama::Template;

use crate::view::desk::Fact;
use crate::view::{Frame, Html};

/// One figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What is counted.
    pub word: String,
    /// How many, as written.
    pub value: String,
    /// Its unit; may be empty.
    pub unit: String,
    /// A line below, such as a comparison; may be empty.
    pub note: String,
    /// The list that has exactly as many entries.
    pub href: String,
}

/// A row of needs by state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateCount {
    /// The state's code.
    pub state: &'static str,
    /// How many.
    pub count: usize,
    /// The list.
    pub href: String,
}

/// The first page of officials: no figure without its list.
#[derive(Debug, Clone, Template)]
#[template(path = "admin/official.html")]
pub struct OfficialHome {
    /// The frame.
    pub f: Frame,
    /// Until when is counted, as `2026-03-05 14:00`.
    pub as_of: String,
    /// The figures at the top, at most six: companies, needs, published, matching, experts, teams.
    pub figures: Vec<Figure>,
    /// Needs by state, in the order of the life cycle.
    pub states: Vec<StateCount>,
    /// Needs by technical field: word, count and list.
    pub fields: Vec<Fact>,
    /// Needs that are late, each with its list or page.
    pub late: Vec<Fact>,
}

impl OfficialHome {
    fn total(&self) -> usize {
        self.states.iter().map(|one| one.count).sum()
    }
}

/// One parameter of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiParameter {
    /// Its name.
    pub name: String,
    /// Where it stands: `path`, `query` or `header`.
    pub place: String,
    /// Whether it is required.
    pub required: bool,
    /// Its type, such as `string` or a schema's name.
    pub kind: String,
    /// What it does.
    pub text: String,
}

/// One answer of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiAnswer {
    /// The status code.
    pub status: String,
    /// What it means.
    pub text: String,
    /// The schema's name; may be empty.
    pub schema: String,
}

/// One operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiOperation {
    /// Its name in the document, used as `id`.
    pub id: String,
    /// The method, in capitals.
    pub method: String,
    /// The path under the server's address.
    pub path: String,
    /// What it does, in a sentence.
    pub summary: String,
    /// Further words; may be empty.
    pub text: String,
    /// Its parameters.
    pub parameters: Vec<ApiParameter>,
    /// The schema's name of what is sent; may be empty.
    pub request: String,
    /// Its answers.
    pub answers: Vec<ApiAnswer>,
}

/// Operations under one tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiTag {
    /// The tag.
    pub name: String,
    /// What it is about; may be empty.
    pub text: String,
    /// Its operations.
    pub operations: Vec<ApiOperation>,
}

/// One schema of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiSchema {
    /// Its name.
    pub name: String,
    /// What it is; may be empty.
    pub text: String,
    /// Its fields: name, type, whether required, what it is.
    pub fields: Vec<ApiParameter>,
}

/// The documentation of the JSON interface, made from the OpenAPI document, whose words stay English.
#[derive(Debug, Clone, Template)]
#[template(path = "api/docs.html")]
pub struct ApiDocs {
    /// The frame.
    pub f: Frame,
    /// The document's version.
    pub version: String,
    /// The server's address.
    pub server: String,
    /// The operations by tag.
    pub tags: Vec<ApiTag>,
    /// The schemas by name.
    pub schemas: Vec<ApiSchema>,
}

impl ApiDocs {
    /// Words of the page inside the English document carry the page's language.
    fn ui(&self) -> Html {
        if self.f.lang() == "en" { Html::default() } else { Html(format!(r#" lang="{}""#, self.f.lang())) }
    }
    fn count(&self) -> usize {
        self.tags.iter().map(|tag| tag.operations.len()).sum()
    }
    fn anchor(schema: &str) -> String {
        format!("schema-{}", schema.trim_start_matches('[').trim_end_matches(']'))
    }
    fn known(&self, schema: &str) -> bool {
        let bare = schema.trim_start_matches('[').trim_end_matches(']');
        self.schemas.iter().any(|one| one.name == bare)
    }
}

//! Around a list: pager, facets, chosen filters, and what stands where it is empty.

use askama::Template;

use crate::view::{Frame, Html};

/// The ways from one part of a list to the others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pager {
    /// How many there are in all.
    pub total: usize,
    /// Where the part before is; empty on the first.
    pub previous: String,
    /// Where the part after is; empty on the last.
    pub next: String,
    /// The number of this part, from 1; 0 where parts are not numbered.
    pub page: usize,
    /// How many parts there are; 0 where they are not numbered.
    pub pages: usize,
}

impl Pager {
    /// Draws total and links.
    pub fn show(&self, f: &Frame) -> Html {
        Html::of(&PagerHtml { f, p: self })
    }
}

#[derive(Template)]
#[template(path = "macros/pager.html")]
struct PagerHtml<'a> {
    f: &'a Frame,
    p: &'a Pager,
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// The value that is sent.
    pub value: String,
    /// What people read.
    pub label: String,
    /// How many there are.
    pub count: usize,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A facet with its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// The query parameter.
    pub name: String,
    /// What people read.
    pub label: String,
    /// Its values.
    pub values: Vec<FacetValue>,
}

/// The facets beside a list; a form that is sent by GET.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facets {
    /// Where the form is sent.
    pub action: String,
    /// Parameters that are kept, such as the query.
    pub kept: Vec<(String, String)>,
    /// The facets.
    pub facets: Vec<Facet>,
}

impl Facets {
    /// Draws the form; on a phone it opens by a link to `#facets`.
    pub fn show(&self, f: &Frame) -> Html {
        Html::of(&FacetsHtml { f, s: self })
    }
}

#[derive(Template)]
#[template(path = "macros/facets.html")]
struct FacetsHtml<'a> {
    f: &'a Frame,
    s: &'a Facets,
}

/// A chosen filter with the address without it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// What is chosen.
    pub word: String,
    /// The list without it.
    pub href: String,
}

/// Draws the chosen filters, each with a cross, and a link that clears them all.
pub fn chips(f: &Frame, chosen: &[Chip], clear: &str) -> Html {
    Html::of(&Chips { f, chosen, clear })
}

#[derive(Template)]
#[template(path = "macros/chips.html")]
struct Chips<'a> {
    f: &'a Frame,
    chosen: &'a [Chip],
    clear: &'a str,
}

/// What stands where a list is empty: one sentence and one way on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Empty {
    /// What appears here, or that nothing fits.
    pub what: String,
    /// A further line; may be empty.
    pub more: String,
    /// The word of the way on; empty for none.
    pub word: String,
    /// Where it leads.
    pub href: String,
}

impl Empty {
    /// Draws it.
    pub fn show(&self) -> Html {
        Html::of(&EmptyHtml { e: self })
    }
}

#[derive(Template)]
#[template(
    source = r#"<div class="empty"><b>{{ e.what }}</b>{% if !e.more.is_empty() %}<p>{{ e.more }}</p>{% endif %}{% if !e.word.is_empty() %}<a class="btn" href="{{ e.href }}">{{ e.word }}</a>{% endif %}</div>"#,
    ext = "html"
)]
struct EmptyHtml<'a> {
    e: &'a Empty,
}

//! Questions to the finder and their answers.

mod build;
mod collect;
mod cursor;
mod highlight;
mod units;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use domain::evidence::EvidenceKind;
use domain::{Lang, NeedId, OrganisationId, TeamId};

pub use cursor::Cursor;
pub use highlight::highlight;

use crate::doc::{Audience, DocKey, Kind};
use crate::error::Error;
use crate::finder::Finder;
use build::Strictness;

/// More hits than this are not returned at once.
pub const MOST_HITS: usize = 100;
const USUAL_HITS: usize = 20;

/// One question.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// The words; of a long text the first 512 characters count. Empty means everything that passes the filters.
    pub text: String,
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Only what has these facts.
    pub filters: Filters,
    /// What the viewer may find at all.
    pub visible: Visibility,
    /// How many hits, at most [`MOST_HITS`]; 0 means 20.
    pub limit: usize,
    /// Go on after this hit.
    pub after: Option<Cursor>,
    /// The order.
    pub sort: Sort,
}

/// The order of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Sort {
    /// The best first; without words the newest first.
    #[default]
    Relevance,
    /// The last changed first.
    Newest,
}

/// Facts a hit must have: one of each list that is not empty.
#[derive(Debug, Clone, Default)]
pub struct Filters {
    /// Slugs of technical fields.
    pub fields: Vec<String>,
    /// Country codes.
    pub countries: Vec<String>,
    /// Teams.
    pub teams: Vec<TeamId>,
    /// Languages.
    pub languages: Vec<Lang>,
    /// Kinds of evidence.
    pub evidence: Vec<EvidenceKind>,
    /// Years of evidence, both ends included.
    pub years: Option<RangeInclusive<i16>>,
    /// Only from abroad, or only from home.
    pub foreign: Option<bool>,
    /// Owning organisations.
    pub owners: Vec<OrganisationId>,
}

/// What one viewer may find, as the store says at the time of the request; the default sees public texts only.
#[derive(Debug, Clone, Default)]
pub struct Visibility {
    /// The level the viewer has for everything.
    pub everyone: Audience,
    /// Whether the viewer is abroad and finds only what was opened abroad.
    pub abroad: bool,
    /// Organisations whose documents the viewer finds at every indexed level.
    pub own_organisations: BTreeSet<OrganisationId>,
    /// Needs the viewer finds up to L2.
    pub granted: BTreeSet<NeedId>,
    /// Documents the viewer must not find.
    pub hidden: BTreeSet<DocKey>,
    /// Organisations whose documents the viewer must not find.
    pub hidden_organisations: BTreeSet<OrganisationId>,
}

/// One found document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// Which one.
    pub key: DocKey,
    /// How well it fits; only comparable within one answer, and not for viewers, since the rarity of a word is counted
    /// over everything. 0 when the order is by time.
    pub score: f32,
}

/// One page of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The hits, in order.
    pub hits: Vec<Hit>,
    /// How many documents fit in all.
    pub total: usize,
    /// How many of them have which facts: `kind`, `field`, `country`, `team`, `language`, `evidence`, `year`, each with
    /// the most frequent value first.
    pub facets: BTreeMap<String, Vec<(String, usize)>>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<Cursor>,
    /// Whether nothing held enough of the words, so that these hits hold only some.
    pub relaxed: bool,
}

impl Finder {
    /// Answers one question; hits, total and facets know nothing but what the viewer may find.
    ///
    /// Results of the index are proposals: the caller reads them afresh from the store and checks them again.
    pub fn search(&self, query: &Query) -> Result<Page, Error> {
        let strictness = match &query.after {
            Some(cursor) if cursor.relaxed => Strictness::Relaxed,
            Some(_) | None => Strictness::Strict,
        };
        let page = self.search_once(query, strictness)?;
        if page.total > 0 || query.after.is_some() {
            return Ok(page);
        }
        self.search_once(query, Strictness::Relaxed)
    }

    fn search_once(&self, query: &Query, strictness: Strictness) -> Result<Page, Error> {
        let opened = self.opened()?;
        let searcher = opened.reader.searcher();
        let wanted = build::Builder { fields: &self.fields, searcher: &searcher }.build(query, strictness);
        let relaxed = strictness == Strictness::Relaxed;
        let limit = if query.limit == 0 { USUAL_HITS } else { query.limit.min(MOST_HITS) };
        let gather = collect::Gather {
            limit,
            after: query.after.as_ref().map(|cursor| (cursor.rank, cursor.tie)),
            newest: query.sort == Sort::Newest || !wanted.ranked,
        };
        let newest = gather.newest;
        let found = searcher.search(&*wanted.query, &gather).map_err(Error::engine("search"));
        let mut found = self.watch(found)?;
        let more = found.best.len() > limit;
        found.best.truncate(limit);
        let last = found.best.last().filter(|_| more);
        let next = last.map(|last| Cursor { relaxed, rank: last.rank, tie: last.tie });
        let mut hits = Vec::with_capacity(found.best.len());
        for best in &found.best {
            let score = if newest { 0.0 } else { collect::score_of(best.rank) };
            hits.push(Hit { key: self.key_of(&searcher, best.address)?, score });
        }
        Ok(Page { hits, total: found.total, facets: found.facets, next, relaxed: relaxed && found.total > 0 })
    }
}

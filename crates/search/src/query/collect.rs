//! One pass over the matching documents: the best of them, how many there are, and their facets.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader, TantivyError};

use crate::schema::{FACETS, YEAR};

/// More values than this of one facet are not shown.
const MOST_VALUES: usize = 100;

/// Collects the `limit` best documents after a mark, and one more to know whether there is a next page.
pub(super) struct Gather {
    pub(super) limit: usize,
    pub(super) after: Option<(u64, u64)>,
    pub(super) newest: bool,
}

/// One collected document; more is better, and the tie is a hash of its key, so that the order is the same everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Best {
    pub(super) rank: u64,
    pub(super) tie: u64,
    pub(super) address: DocAddress,
}

/// What was collected.
pub(super) struct Found {
    pub(super) best: Vec<Best>,
    pub(super) total: usize,
    pub(super) facets: BTreeMap<String, Vec<(String, usize)>>,
}

/// What was collected in one segment, with the facet values still to be counted together.
pub(super) struct Part {
    best: Vec<Best>,
    total: usize,
    facets: Vec<(&'static str, String, usize)>,
}

pub(super) struct Segment {
    ordinal: SegmentOrdinal,
    limit: usize,
    after: Option<(u64, u64)>,
    updated: Option<Column<i64>>,
    tie: Column<u64>,
    year: Column<i64>,
    columns: Vec<(&'static str, StrColumn, Vec<usize>)>,
    years: HashMap<i64, usize>,
    best: BinaryHeap<Reverse<Best>>,
    total: usize,
}

/// Scores are never negative, so their bits order as they do.
fn rank_of_score(score: Score) -> u64 {
    u64::from(score.max(0.0).to_bits())
}

/// Reads the score back from a rank.
pub(super) fn score_of(rank: u64) -> f32 {
    f32::from_bits(rank as u32)
}

impl Collector for Gather {
    type Fruit = Found;
    type Child = Segment;

    fn for_segment(&self, ordinal: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<Segment> {
        let fast = reader.fast_fields();
        let mut columns = Vec::with_capacity(FACETS.len());
        for name in FACETS {
            if let Some(column) = fast.str(name)? {
                let counts = vec![0; column.dictionary().num_terms()];
                columns.push((name, column, counts));
            }
        }
        Ok(Segment {
            ordinal,
            limit: self.limit + 1,
            after: self.after,
            updated: if self.newest { Some(fast.i64("updated")?) } else { None },
            tie: fast.u64("tie")?,
            year: fast.i64(YEAR)?,
            columns,
            years: HashMap::new(),
            best: BinaryHeap::new(),
            total: 0,
        })
    }

    fn requires_scoring(&self) -> bool {
        !self.newest
    }

    fn merge_fruits(&self, parts: Vec<tantivy::Result<Part>>) -> tantivy::Result<Found> {
        let mut best = Vec::new();
        let mut total = 0;
        let mut counted: BTreeMap<(&'static str, String), usize> = BTreeMap::new();
        for part in parts {
            let part = part?;
            best.extend(part.best);
            total += part.total;
            for (name, value, count) in part.facets {
                *counted.entry((name, value)).or_default() += count;
            }
        }
        best.sort_unstable_by(|a, b| b.cmp(a));
        best.truncate(self.limit + 1);
        let mut facets: BTreeMap<String, Vec<(String, usize)>> = BTreeMap::new();
        for ((name, value), count) in counted {
            facets.entry(name.to_owned()).or_default().push((value, count));
        }
        for values in facets.values_mut() {
            values.sort_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
            values.truncate(MOST_VALUES);
        }
        Ok(Found { best, total, facets })
    }
}

impl SegmentCollector for Segment {
    type Fruit = tantivy::Result<Part>;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.total += 1;
        for (_, column, counts) in &mut self.columns {
            for ord in column.term_ords(doc) {
                if let Some(count) = counts.get_mut(ord as usize) {
                    *count += 1;
                }
            }
        }
        for year in self.year.values_for_doc(doc) {
            *self.years.entry(year).or_default() += 1;
        }
        let rank = match &self.updated {
            Some(updated) => tantivy::i64_to_u64(updated.first(doc).unwrap_or(i64::MIN)),
            None => rank_of_score(score),
        };
        let tie = self.tie.first(doc).unwrap_or_default();
        if self.after.is_some_and(|mark| (rank, tie) >= mark) {
            return;
        }
        self.best.push(Reverse(Best { rank, tie, address: DocAddress::new(self.ordinal, doc) }));
        if self.best.len() > self.limit {
            self.best.pop();
        }
    }

    fn harvest(self) -> tantivy::Result<Part> {
        let mut facets = Vec::new();
        for (name, column, counts) in self.columns {
            for (ord, count) in counts.into_iter().enumerate().filter(|(_, count)| *count > 0) {
                let mut value = String::new();
                if !column.ord_to_str(ord as u64, &mut value).map_err(TantivyError::from)? {
                    return Err(TantivyError::InternalError(format!("the facet {name} lacks value {ord}")));
                }
                facets.push((name, value, count));
            }
        }
        facets.extend(self.years.into_iter().map(|(year, count)| (YEAR, year.to_string(), count)));
        Ok(Part {
            best: self.best.into_iter().map(|Reverse(best)| best).collect(),
            total: self.total,
            facets,
        })
    }
}

//! How a document is laid out in the index.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};
use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

use crate::analysis;
use crate::doc::{Audience, Doc, Part};
use crate::tokeniser;

/// Grows with every change of the layout that the schema itself does not show.
const LAYOUT: u32 = 1;
/// Prefixes of names shorter or longer than this are not searched for.
pub(crate) const PREFIX: std::ops::RangeInclusive<usize> = 2..=16;

/// The facets, by the name that pages and JSON use; the year is a number and stands apart.
pub(crate) const FACETS: [&str; 6] = ["kind", "field", "country", "team", "language", "evidence"];
/// The name of the one numeric facet.
pub(crate) const YEAR: &str = "year";

/// Handles of the fields.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    pub(crate) id: Field,
    /// The kind, on one document per key only, for counting keys.
    pub(crate) lead: Field,
    /// The viewers for whom this document speaks for its key.
    pub(crate) viewer: Field,
    pub(crate) owner: Field,
    pub(crate) foreign: Field,
    pub(crate) facets: [Field; 6],
    pub(crate) year: Field,
    pub(crate) updated: Field,
    pub(crate) tie: Field,
    pub(crate) content: Field,
    /// All texts.
    pub(crate) text: Field,
    /// Names and titles once more, for weight.
    pub(crate) title: Field,
    /// Key words once more, for weight.
    pub(crate) keywords: Field,
    /// Names as one string: folded, and in pinyin.
    pub(crate) key: Field,
    /// The beginnings of those.
    pub(crate) prefix: Field,
}

/// Who looks: somebody at home or abroad, up to an audience.
pub(crate) fn viewer_code(abroad: bool, audience: Audience) -> &'static str {
    match (abroad, audience) {
        (false, Audience::Public) => "home0",
        (false, Audience::Verified) => "home1",
        (false, Audience::Undertaking) => "home2",
        (true, Audience::Public) => "abroad0",
        (true, Audience::Verified) => "abroad1",
        (true, Audience::Undertaking) => "abroad2",
    }
}

pub(crate) fn build() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let words = |record| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default().set_tokenizer(tokeniser::NAME).set_index_option(record),
        )
    };
    let fields = Fields {
        id: schema.add_text_field("id", STRING | STORED),
        lead: schema.add_text_field("lead", STRING),
        viewer: schema.add_text_field("viewer", STRING),
        owner: schema.add_text_field("owner", STRING),
        foreign: schema.add_bool_field("foreign", INDEXED),
        facets: FACETS.map(|name| schema.add_text_field(name, STRING | FAST)),
        year: schema.add_i64_field(YEAR, INDEXED | FAST),
        updated: schema.add_i64_field("updated", FAST),
        tie: schema.add_u64_field("tie", FAST),
        content: schema.add_u64_field("content", FAST),
        text: schema.add_text_field("text", words(IndexRecordOption::WithFreqsAndPositions)),
        title: schema.add_text_field("title", words(IndexRecordOption::WithFreqs)),
        keywords: schema.add_text_field("keywords", words(IndexRecordOption::WithFreqs)),
        key: schema.add_text_field("key", STRING),
        prefix: schema.add_text_field("prefix", STRING),
    };
    (schema.build(), fields)
}

/// Names the folder of an index: a change of schema or analysis gives another name, hence a rebuild.
pub(crate) fn fingerprint(schema: &Schema) -> String {
    let schema = serde_json::to_string(schema).expect("a schema is plain data");
    let digest = Sha256::digest(format!("{LAYOUT} {} {schema}", analysis::VERSION));
    digest[..6].iter().fold(String::new(), |name, byte| format!("{name}{byte:02x}"))
}

/// Lays a document out: one engine document for every distinct set of texts that some viewer may find.
pub(crate) fn lay_out(fields: &Fields, doc: &Doc) -> Vec<TantivyDocument> {
    let content = doc.content_hash();
    let mut variants: Vec<(Vec<usize>, Vec<&'static str>)> = Vec::new();
    for abroad in [false, true] {
        for audience in Audience::ALL {
            let may_find =
                |i: &usize| doc.texts[*i].audience <= audience && (!abroad || doc.texts[*i].abroad);
            let texts: Vec<usize> = (0..doc.texts.len()).filter(may_find).collect();
            let code = viewer_code(abroad, audience);
            match variants.iter_mut().find(|(known, _)| *known == texts) {
                Some((_, viewers)) => viewers.push(code),
                None if texts.is_empty() => {}
                None => variants.push((texts, vec![code])),
            }
        }
    }
    let mut laid: Vec<TantivyDocument> = Vec::with_capacity(variants.len());
    for (texts, viewers) in variants {
        let mut out = facts(fields, doc, content);
        if laid.is_empty() {
            out.add_text(fields.lead, doc.key.kind().code());
        }
        for viewer in viewers {
            out.add_text(fields.viewer, viewer);
        }
        for i in texts {
            add_text(fields, &mut out, doc.texts[i].part, &doc.texts[i].text);
        }
        laid.push(out);
    }
    laid
}

fn facts(fields: &Fields, doc: &Doc, content: u64) -> TantivyDocument {
    let mut out = TantivyDocument::new();
    let id = doc.key.to_string();
    let [kind, field, country, team, language, evidence] = fields.facets;
    out.add_text(kind, doc.key.kind().code());
    for slug in &doc.fields {
        out.add_text(field, slug);
    }
    for code in &doc.countries {
        out.add_text(country, code);
    }
    for id in &doc.teams {
        out.add_text(team, id.to_string());
    }
    for lang in &doc.languages {
        out.add_text(language, lang.tag());
    }
    if let Some(kind) = doc.evidence {
        out.add_text(evidence, kind.code());
    }
    if let Some(owner) = doc.owner {
        out.add_text(fields.owner, owner.to_string());
    }
    if let Some(year) = doc.year {
        out.add_i64(fields.year, i64::from(year));
    }
    out.add_bool(fields.foreign, doc.foreign);
    out.add_i64(fields.updated, doc.updated.as_microsecond());
    let digest = Sha256::digest(id.as_bytes());
    out.add_u64(fields.tie, u64::from_be_bytes(digest[..8].try_into().expect("a digest has 32 bytes")));
    out.add_u64(fields.content, content);
    out.add_text(fields.id, id);
    out
}

fn add_text(fields: &Fields, out: &mut TantivyDocument, part: Part, text: &str) {
    out.add_text(fields.text, text);
    match part {
        Part::Name => {
            out.add_text(fields.title, text);
            add_name(fields, out, text);
        }
        Part::Title => out.add_text(fields.title, text),
        Part::Keywords => out.add_text(fields.keywords, text),
        Part::Body => {}
    }
}

fn add_name(fields: &Fields, out: &mut TantivyDocument, name: &str) {
    let mut keys = analysis::pinyin_keys(name);
    keys.push(name_key(name));
    let words = analysis::fold(name);
    keys.extend(words.split_whitespace().map(name_key));
    keys.sort_unstable();
    keys.dedup();
    let mut beginnings = BTreeSet::new();
    for key in keys.iter().filter(|key| !key.is_empty()) {
        out.add_text(fields.key, key);
        let longest = key.chars().count();
        beginnings.extend(PREFIX.filter(|length| *length <= longest).map(|length| beginning(key, length)));
    }
    for beginning in beginnings {
        out.add_text(fields.prefix, beginning);
    }
}

fn beginning(key: &str, length: usize) -> String {
    key.chars().take(length).collect()
}

/// Folds a name, or a query that may be one, into one string of letters and digits.
pub(crate) fn name_key(name: &str) -> String {
    analysis::fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

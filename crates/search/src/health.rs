//! Opening an index so that damaged files ask for a rebuild instead of becoming wrong answers.

use std::fs;
use std::path::{Path, PathBuf};

use tantivy::Index;
use tantivy::schema::Schema;

use crate::error::{Error, Reason};
use crate::finder::Opened;
use crate::{place, schema};

/// Opens the index that counts, and looks at every byte of it once.
pub(crate) fn open_current(home: &Path, schema: &Schema) -> Result<Result<Opened, Reason>, Error> {
    let Some(name) = place::current(home)? else { return Ok(Err(Reason::Missing)) };
    if name.is_empty() {
        return Ok(Err(Reason::Damaged("the file “current” is unreadable".to_owned())));
    }
    if !place::is_ours(&name, &schema::fingerprint(schema)) {
        return Ok(Err(Reason::OtherVersion));
    }
    let place = home.join(name);
    Ok(open_place(&place, schema))
}

pub(crate) fn open_place(place: &Path, schema: &Schema) -> Result<Opened, Reason> {
    let damaged = |e: tantivy::TantivyError| Reason::Damaged(e.to_string());
    let index = Index::open_in_dir(place).map_err(damaged)?;
    if index.schema() != *schema {
        return Err(Reason::OtherVersion);
    }
    if !is_meta_whole(place, &index).map_err(damaged)? {
        return Err(Reason::Damaged("meta.json holds something else than the engine writes".to_owned()));
    }
    if let Some(file) = unlisted(place, &index).map_err(damaged)? {
        return Err(Reason::Damaged(format!("{file} is not in the list of files")));
    }
    let mut wrong: Vec<PathBuf> = index.validate_checksum().map_err(damaged)?.into_iter().collect();
    wrong.sort();
    if let Some(file) = wrong.first() {
        return Err(Reason::Damaged(format!("{} does not match its checksum", file.display())));
    }
    let opened = Opened::new(index, Some(place.to_owned())).map_err(|e| Reason::Damaged(e.to_string()))?;
    if let Some(what) = miscounted(&opened).map_err(damaged)? {
        return Err(Reason::Damaged(what));
    }
    if opened.bookmark().is_none() {
        return Err(Reason::Damaged("it has no bookmark".to_owned()));
    }
    Ok(opened)
}

/// Whether the unchecked file of metadata reads back as it is: the engine passes over names that it does not know.
fn is_meta_whole(place: &Path, index: &Index) -> tantivy::Result<bool> {
    let written: serde_json::Value = serde_json::from_slice(&fs::read(place.join("meta.json"))?)?;
    Ok(written == serde_json::to_value(index.load_metas()?)?)
}

/// A file that counts but that the engine's list of files lacks, so that the engine would not check it.
fn unlisted(place: &Path, index: &Index) -> tantivy::Result<Option<String>> {
    let segments = index.searchable_segment_ids()?;
    let counts =
        |name: &str| name == "meta.json" || segments.iter().any(|id| name.starts_with(&id.uuid_string()));
    let listed = index.directory().list_managed_files();
    let names = place::names(place);
    Ok(names.into_iter().find(|name| counts(name) && !listed.contains(Path::new(name))))
}

/// Compares the numbers of the unchecked list of segments with what the checked files say.
fn miscounted(opened: &Opened) -> tantivy::Result<Option<String>> {
    for segment in opened.reader.searcher().segment_readers() {
        let rows = segment.fast_fields().u64("tie")?.num_docs();
        let alive =
            segment.alive_bitset().map_or(rows as usize, tantivy::fastfield::AliveBitSet::num_alive_docs);
        if segment.max_doc() != rows || segment.num_docs() as usize != alive {
            return Ok(Some(format!(
                "segment {} has a wrong count",
                segment.segment_id().short_uuid_string()
            )));
        }
    }
    Ok(None)
}

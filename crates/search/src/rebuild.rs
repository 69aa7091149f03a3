//! Building a new index beside the old one, and swapping.

use std::fs::File;
use std::path::PathBuf;

use tantivy::{Index, IndexWriter};

use crate::doc::{Bookmark, Doc};
use crate::error::Error;
use crate::finder::{self, Finder, Opened};
use crate::{place, schema, tokeniser};

/// A new index under construction; the old one answers until [`Rebuild::finish`].
///
/// Dropping it unfinished leaves everything as it was.
pub struct Rebuild<'f> {
    finder: &'f Finder,
    index: Index,
    writer: Option<IndexWriter>,
    place: Option<PathBuf>,
    added: usize,
    finished: bool,
    _lock: Option<File>,
}

impl Finder {
    /// Begins a new index; [`Error::Busy`] when another rebuild of the same folder runs.
    pub fn start_rebuild(&self) -> Result<Rebuild<'_>, Error> {
        let lock = self.home.as_deref().map(place::rebuild_lock).transpose()?;
        let fingerprint = schema::fingerprint(&self.schema);
        let place = self.home.as_deref().map(|home| place::fresh(home, &fingerprint)).transpose()?;
        let index = match &place {
            Some(place) => Index::create_in_dir(place, self.schema.clone()),
            None => Ok(Index::create_in_ram(self.schema.clone())),
        };
        let index = index.map_err(Error::engine("create an index"))?;
        tokeniser::register(&index);
        let writer = Some(finder::new_writer(&index)?);
        Ok(Rebuild { finder: self, index, writer, place, added: 0, finished: false, _lock: lock })
    }
}

impl Rebuild<'_> {
    /// Adds documents; one that came before under the same key is replaced.
    pub fn add(&mut self, docs: impl IntoIterator<Item = Doc>) -> Result<(), Error> {
        let writer = self.writer.as_ref().expect("the writer lives until the rebuild is finished");
        for doc in docs {
            finder::put(writer, &self.finder.fields, &doc)?;
            self.added += 1;
        }
        Ok(())
    }

    /// Returns how many documents were added, for a progress bar.
    pub const fn added(&self) -> usize {
        self.added
    }

    /// Lets the new index answer from now on and removes the old one.
    ///
    /// Changes applied to the old index since the documents were read are found again from `bookmark` on, so it must be
    /// the position before the first read.
    pub fn finish(mut self, bookmark: &Bookmark) -> Result<(), Error> {
        let mut writer = self.writer.take().expect("the writer lives until the rebuild is finished");
        finder::commit(&mut writer, bookmark)?;
        writer.wait_merging_threads().map_err(Error::engine("finish merging"))?;
        let opened = Opened::new(self.index.clone(), self.place.clone())?;
        let _idle = self.finder.stop_writing();
        if let (Some(home), Some(place)) = (&self.finder.home, &self.place) {
            place::point_at(home, place)?;
            self.finished = true;
            self.finder.swap(opened);
            place::keep_only(home, place);
        } else {
            self.finder.swap(opened);
        }
        Ok(())
    }
}

impl Drop for Rebuild<'_> {
    fn drop(&mut self) {
        self.writer = None;
        if let (false, Some(place)) = (self.finished, &self.place) {
            // What stays behind is removed after the next swap.
            drop(std::fs::remove_dir_all(place));
        }
    }
}

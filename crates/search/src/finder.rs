//! The finder itself: opening, following the outbox, counting.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tantivy::collector::DocSetCollector;
use tantivy::indexer::IndexWriterOptions;
use tantivy::query::TermQuery;
use tantivy::schema::{IndexRecordOption, Schema, Value};
use tantivy::{DocAddress, Index, IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, Term};

use crate::doc::{Bookmark, Change, Doc, DocKey, Kind};
use crate::error::{Error, Reason};
use crate::schema::{self, Fields};
use crate::{health, place, tokeniser};

/// The least the engine accepts; an outbox batch is far smaller.
const WRITER_BYTES: usize = 15_000_000;

/// Finds experts, teams, evidence and needs by words, for discovery.
///
/// It can be shared between threads; searching never waits for writing.
pub struct Finder {
    pub(crate) home: Option<PathBuf>,
    pub(crate) schema: Schema,
    pub(crate) fields: Fields,
    state: RwLock<State>,
    writer: Mutex<Option<IndexWriter>>,
}

enum State {
    Ready(Arc<Opened>),
    NeedsRebuild(Reason),
}

/// One usable index.
pub(crate) struct Opened {
    pub(crate) index: Index,
    pub(crate) reader: IndexReader,
    pub(crate) place: Option<PathBuf>,
}

/// What `index stats` shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stats {
    /// How many keys of each kind are in the index.
    pub documents: BTreeMap<Kind, usize>,
    /// How many pieces the engine keeps the index in.
    pub segments: usize,
    /// Bytes on disk; 0 in memory.
    pub bytes: u64,
    /// How far it has followed the outbox.
    pub bookmark: Option<Bookmark>,
}

impl Finder {
    /// Opens the index in a folder, which is made when it does not exist.
    ///
    /// A missing, damaged or differently laid out index is no error: [`Finder::needs_rebuild`] says so, and until
    /// [`Finder::start_rebuild`] has done its work everything else answers [`Error::NeedsRebuild`].
    pub fn open(dir: &Path) -> Result<Self, Error> {
        fs::create_dir_all(dir).map_err(Error::disk("create", dir))?;
        let (schema, fields) = schema::build();
        let state = match health::open_current(dir, &schema)? {
            Ok(opened) => State::Ready(Arc::new(opened)),
            Err(reason) => State::NeedsRebuild(reason),
        };
        Ok(Self::new(Some(dir.to_owned()), schema, fields, state))
    }

    /// Makes an empty index in memory, for tests and trials.
    pub fn in_memory() -> Result<Self, Error> {
        let (schema, fields) = schema::build();
        let opened = Opened::new(Index::create_in_ram(schema.clone()), None)?;
        Ok(Self::new(None, schema, fields, State::Ready(Arc::new(opened))))
    }

    fn new(home: Option<PathBuf>, schema: Schema, fields: Fields, state: State) -> Self {
        Self { home, schema, fields, state: RwLock::new(state), writer: Mutex::new(None) }
    }

    /// Says why the index must be rebuilt before it can be used; `None` when it is ready.
    pub fn needs_rebuild(&self) -> Option<Reason> {
        match &*self.state.read().unwrap_or_else(PoisonError::into_inner) {
            State::Ready(_) => None,
            State::NeedsRebuild(reason) => Some(reason.clone()),
        }
    }

    /// Makes a batch of changes searchable, together with how far the outbox has been followed.
    ///
    /// After an error nothing of the batch is in the index and the bookmark is the old one; the same batch may come again.
    pub fn apply(&self, batch: Vec<Change>, bookmark: &Bookmark) -> Result<(), Error> {
        let mut slot = self.lock_writer();
        let opened = self.opened()?;
        let mut writer = match slot.take() {
            Some(writer) => writer,
            None => new_writer(&opened.index).map_err(|error| self.after_failed_write(&opened, error))?,
        };
        if let Err(error) =
            write(&mut writer, &self.fields, batch).and_then(|()| commit(&mut writer, bookmark))
        {
            // What the writer had not committed goes with it.
            drop(writer);
            return Err(self.after_failed_write(&opened, error));
        }
        *slot = Some(writer);
        self.watch(opened.reader.reload().map_err(Error::engine("open the new version")))
    }

    /// Gives back the 15 MB and the thread of the writer; the next [`Finder::apply`] takes them again.
    pub fn release_writer(&self) -> Result<(), Error> {
        match self.lock_writer().take() {
            Some(writer) => writer.wait_merging_threads().map_err(Error::engine("finish merging")),
            None => Ok(()),
        }
    }

    /// Returns how far the index has followed the outbox; `None` when it is empty or must be rebuilt.
    pub fn bookmark(&self) -> Option<Bookmark> {
        self.opened().ok().and_then(|opened| opened.bookmark())
    }

    /// Counts what is in the index.
    pub fn stats(&self) -> Result<Stats, Error> {
        let opened = self.opened()?;
        let searcher = opened.reader.searcher();
        let mut documents = BTreeMap::new();
        for kind in Kind::ALL {
            documents.insert(kind, self.leads(&searcher, kind)?.len());
        }
        Ok(Stats {
            documents,
            segments: searcher.segment_readers().len(),
            bytes: opened.place.as_deref().map_or(0, place::bytes),
            bookmark: opened.bookmark(),
        })
    }

    /// Returns every key of a kind with its [`Doc::content_hash`], ordered, for comparison with the database.
    pub fn ids(&self, kind: Kind) -> Result<impl Iterator<Item = (DocKey, u64)> + use<>, Error> {
        let opened = self.opened()?;
        let searcher = opened.reader.searcher();
        let mut keys = Vec::new();
        for address in self.leads(&searcher, kind)? {
            let content = searcher.segment_reader(address.segment_ord).fast_fields().u64("content");
            let content = self.watch(content.map_err(Error::engine("read a document")))?;
            keys.push((self.key_of(&searcher, address)?, content.first(address.doc_id).unwrap_or_default()));
        }
        keys.sort_unstable();
        Ok(keys.into_iter())
    }

    fn leads(&self, searcher: &Searcher, kind: Kind) -> Result<Vec<DocAddress>, Error> {
        let lead = Term::from_field_text(self.fields.lead, kind.code());
        let found = searcher.search(&TermQuery::new(lead, IndexRecordOption::Basic), &DocSetCollector);
        Ok(self.watch(found.map_err(Error::engine("count documents")))?.into_iter().collect())
    }

    pub(crate) fn key_of(&self, searcher: &Searcher, address: DocAddress) -> Result<DocKey, Error> {
        let doc: TantivyDocument =
            self.watch(searcher.doc(address).map_err(Error::engine("read a document")))?;
        let id = doc.get_first(self.fields.id).and_then(|value| value.as_str()).unwrap_or_default();
        id.parse().map_err(|bad: domain::id::BadId| {
            let reason = Reason::Damaged(bad.to_string());
            self.spoil(reason.clone());
            Error::NeedsRebuild(reason)
        })
    }

    pub(crate) fn opened(&self) -> Result<Arc<Opened>, Error> {
        match &*self.state.read().unwrap_or_else(PoisonError::into_inner) {
            State::Ready(opened) => Ok(Arc::clone(opened)),
            State::NeedsRebuild(reason) => Err(Error::NeedsRebuild(reason.clone())),
        }
    }

    /// Lets another index answer from now on; the caller has pointed the disk at it.
    pub(crate) fn swap(&self, opened: Opened) {
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = State::Ready(Arc::new(opened));
    }

    /// Waits until nobody writes, and drops the idle writer.
    pub(crate) fn stop_writing(&self) -> MutexGuard<'_, Option<IndexWriter>> {
        let mut slot = self.lock_writer();
        *slot = None;
        slot
    }

    fn lock_writer(&self) -> MutexGuard<'_, Option<IndexWriter>> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn spoil(&self, reason: Reason) {
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = State::NeedsRebuild(reason);
    }

    /// A full disk leaves the last version whole and the batch can come again; lost files ask for a rebuild.
    fn after_failed_write(&self, opened: &Opened, error: Error) -> Error {
        let Some(place) = opened.place.as_deref().filter(|_| !matches!(error, Error::Busy)) else {
            return error;
        };
        match health::open_place(place, &self.schema) {
            Ok(_) => error,
            Err(reason) => {
                self.spoil(reason.clone());
                Error::NeedsRebuild(reason)
            }
        }
    }

    /// Passes a result on, and remembers damage that showed itself while the index was in use.
    pub(crate) fn watch<T>(&self, result: Result<T, Error>) -> Result<T, Error> {
        result.map_err(|error| match error.damage() {
            Some(reason) if self.home.is_some() => {
                self.spoil(reason.clone());
                Error::NeedsRebuild(reason)
            }
            _ => error,
        })
    }
}

impl Opened {
    pub(crate) fn new(index: Index, place: Option<PathBuf>) -> Result<Self, Error> {
        tokeniser::register(&index);
        let reader =
            index.reader_builder().reload_policy(ReloadPolicy::Manual).doc_store_cache_num_blocks(16);
        let reader = reader.try_into().map_err(Error::engine("open the index"))?;
        Ok(Self { index, reader, place })
    }

    pub(crate) fn bookmark(&self) -> Option<Bookmark> {
        let payload = self.index.load_metas().ok()?.payload?;
        let stamped: Stamped = serde_json::from_str(&payload).ok()?;
        (stamped.check == stamp(&stamped.bookmark)).then_some(stamped.bookmark)
    }
}

/// A bookmark as the engine keeps it; the engine keeps no checksum of the file it lies in.
#[derive(Serialize, Deserialize)]
struct Stamped {
    #[serde(flatten)]
    bookmark: Bookmark,
    check: String,
}

fn stamp(bookmark: &Bookmark) -> String {
    let digest = Sha256::digest(format!("{} {}", bookmark.epoch, bookmark.sequence));
    digest[..8].iter().fold(String::new(), |check, byte| format!("{check}{byte:02x}"))
}

pub(crate) fn new_writer(index: &Index) -> Result<IndexWriter, Error> {
    let options = IndexWriterOptions::builder()
        .num_worker_threads(1)
        .num_merge_threads(1)
        .memory_budget_per_thread(WRITER_BYTES)
        .build();
    index.writer_with_options(options).map_err(Error::engine("begin writing"))
}

fn write(writer: &mut IndexWriter, fields: &Fields, batch: Vec<Change>) -> Result<(), Error> {
    for change in batch {
        match change {
            Change::Put(doc) => put(writer, fields, &doc)?,
            Change::Delete(key) => delete(writer, fields, key),
        }
    }
    Ok(())
}

fn delete(writer: &IndexWriter, fields: &Fields, key: DocKey) {
    writer.delete_term(Term::from_field_text(fields.id, &key.to_string()));
}

pub(crate) fn put(writer: &IndexWriter, fields: &Fields, doc: &Doc) -> Result<(), Error> {
    delete(writer, fields, doc.key);
    for laid in schema::lay_out(fields, doc) {
        writer.add_document(laid).map_err(Error::engine("add a document"))?;
    }
    Ok(())
}

pub(crate) fn commit(writer: &mut IndexWriter, bookmark: &Bookmark) -> Result<(), Error> {
    let stamped = Stamped { bookmark: bookmark.clone(), check: stamp(bookmark) };
    let payload = serde_json::to_string(&stamped).expect("a bookmark is plain data");
    let mut prepared = writer.prepare_commit().map_err(Error::engine("prepare a commit"))?;
    prepared.set_payload(&payload);
    prepared.commit().map(|_| ()).map_err(Error::engine("commit"))
}

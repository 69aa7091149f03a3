use std::fs;
use std::path::{Path, PathBuf};

use search::{Bookmark, Change, Error, Finder, Kind, Reason};
use tempfile::TempDir;

use crate::corpus::{ask, bookmark, changes, corpus, found, need};

fn built() -> (TempDir, Finder) {
    let dir = TempDir::new().expect("a temporary folder");
    let finder = Finder::open(dir.path()).expect("an empty folder opens");
    assert_eq!(finder.needs_rebuild(), Some(Reason::Missing));
    rebuild(&finder, 7);
    (dir, finder)
}

fn rebuild(finder: &Finder, sequence: i64) {
    let mut rebuild = finder.start_rebuild().expect("a rebuild begins");
    rebuild.add(corpus().into_iter().map(|labelled| labelled.doc)).expect("documents are added");
    assert_eq!(rebuild.added(), corpus().len());
    rebuild.finish(&bookmark(sequence)).expect("the new index is swapped in");
}

fn index_folders(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).expect("the folder is there");
    let mut paths: Vec<PathBuf> =
        entries.map(|e| e.expect("an entry").path()).filter(|p| p.is_dir()).collect();
    paths.sort();
    paths
}

#[test]
fn the_bookmark_comes_back_after_a_restart() {
    let (dir, finder) = built();
    assert_eq!(finder.bookmark(), Some(bookmark(7)));
    finder.apply(vec![Change::Delete(need("n-5g").into())], &bookmark(8)).expect("a change is applied");
    drop(finder);
    let finder = Finder::open(dir.path()).expect("the folder opens");
    assert_eq!(finder.needs_rebuild(), None);
    assert_eq!(finder.bookmark(), Some(bookmark(8)));
    assert_eq!(found(&finder, &ask("zjy")), ["zhou"]);
}

#[test]
fn changes_are_visible_at_once_and_replace_each_other() {
    let (_dir, finder) = built();
    let spindle = corpus().into_iter().find(|l| l.label == "n-spindle").expect("it is in the corpus").doc;
    let mut changed = spindle.clone();
    changed.texts[0].text = "磁悬浮轴系".to_owned();
    finder.apply(vec![spindle.into(), changed.clone().into()], &bookmark(8)).expect("a change is applied");
    assert_eq!(found(&finder, &ask("磁悬浮轴系")), ["n-spindle"]);
    assert!(!found(&finder, &ask("早期磨损")).contains(&"n-spindle"));
    let known: Vec<_> = finder.ids(Kind::Need).expect("keys are listed").collect();
    assert_eq!(known.len(), 7);
    assert!(known.contains(&(changed.key, changed.content_hash())));
    finder.apply(vec![Change::Delete(changed.key)], &bookmark(9)).expect("a change is applied");
    assert_eq!(finder.ids(Kind::Need).expect("keys are listed").count(), 6);
    finder.release_writer().expect("the writer is given back");
    finder.apply(vec![changed.into()], &bookmark(10)).expect("the writer comes back");
    assert_eq!(finder.ids(Kind::Need).expect("keys are listed").count(), 7);
}

#[test]
fn statistics_count_keys_and_not_their_levels() {
    let (_dir, finder) = built();
    let stats = finder.stats().expect("statistics");
    assert_eq!(stats.documents.values().copied().collect::<Vec<_>>(), [8, 1, 17, 7]);
    assert!(stats.bytes > 0 && stats.segments > 0);
    assert_eq!(stats.bookmark, Some(bookmark(7)));
}

#[test]
fn a_rebuild_swaps_and_leaves_one_folder() {
    let (dir, finder) = built();
    let before = index_folders(dir.path());
    let mut new = finder.start_rebuild().expect("a rebuild begins");
    assert!(matches!(finder.start_rebuild(), Err(Error::Busy)));
    new.add([corpus().remove(0).doc]).expect("a document is added");
    finder.apply(vec![Change::Delete(need("n-5g").into())], &bookmark(8)).expect("the old one still follows");
    assert_eq!(found(&finder, &ask("量子纠缠 5G-NR")).len(), 2);
    new.finish(&bookmark(20)).expect("the new index is swapped in");
    assert_eq!(finder.bookmark(), Some(bookmark(20)));
    assert_eq!(found(&finder, &ask("")), ["zhou"]);
    let after = index_folders(dir.path());
    assert_eq!((before.len(), after.len()), (1, 1));
    assert_ne!(before, after);
    finder.apply(vec![Change::Delete(need("n-5g").into())], &bookmark(21)).expect("the new one follows");
    drop(finder);
    assert_eq!(Finder::open(dir.path()).expect("the folder opens").bookmark(), Some(bookmark(21)));
}

#[test]
fn an_abandoned_rebuild_leaves_the_old_index() {
    let (dir, finder) = built();
    let mut new = finder.start_rebuild().expect("a rebuild begins");
    new.add([corpus().remove(0).doc]).expect("a document is added");
    drop(new);
    assert_eq!(finder.bookmark(), Some(bookmark(7)));
    assert_eq!(index_folders(dir.path()).len(), 1);
}

#[test]
fn a_crash_in_the_middle_of_a_rebuild_leaves_the_old_index() {
    let (dir, finder) = built();
    let old = index_folders(dir.path());
    drop(finder);
    // What a killed process leaves: a half-written folder and a draft of the pointer.
    let half = PathBuf::from(old[0].to_string_lossy().replace("-1", "-2"));
    fs::create_dir(&half).expect("a half-built folder");
    fs::write(half.join("meta.json"), "{").expect("a torn file");
    fs::write(dir.path().join("current.new"), "index-").expect("a torn draft");
    let finder = Finder::open(dir.path()).expect("the folder opens");
    assert_eq!(finder.bookmark(), Some(bookmark(7)));
    rebuild(&finder, 30);
    assert_eq!(index_folders(dir.path()).len(), 1);
    assert_eq!(finder.bookmark(), Some(bookmark(30)));
}

/// What an index answers, to tell whether damage shows.
fn answers(finder: &Finder) -> (Vec<&'static str>, Vec<&'static str>, usize, Option<Bookmark>) {
    let needs = finder.ids(Kind::Need).expect("keys are listed").count();
    (found(finder, &ask("轴承磨损")), found(finder, &ask("")), needs, finder.bookmark())
}

fn is_json(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "json")
}

fn flipped(whole: &[u8], at: usize) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    bytes[at] ^= 0x55;
    bytes
}

fn damaged_forms(name: &str, whole: &[u8]) -> Vec<Option<Vec<u8>>> {
    let length = whole.len();
    let mut forms = vec![None, Some(Vec::new()), Some(whole[..length / 2].to_vec())];
    // The engine keeps no checksum of its JSON files: those are looked at more closely.
    let step = if is_json(name) { 29 } else { length.div_ceil(4) };
    forms.extend((0..length).step_by(step).chain([length - 1]).map(|at| Some(flipped(whole, at))));
    forms
}

#[test]
fn damage_to_any_file_asks_for_a_rebuild_or_changes_no_answer() {
    let (dir, finder) = built();
    finder.apply(vec![Change::Delete(need("n-5g").into())], &bookmark(18)).expect("a change is applied");
    finder.release_writer().expect("the writer is given back");
    let right = answers(&finder);
    drop(finder);
    let place = index_folders(dir.path()).remove(0);
    let files = fs::read_dir(&place).expect("the index folder").map(|e| e.expect("an entry").path());
    let files: Vec<PathBuf> = files.filter(|p| !p.to_string_lossy().ends_with(".lock")).collect();
    assert!(files.len() > 5);
    for file in files {
        let whole = fs::read(&file).expect("the file is read");
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        for form in damaged_forms(&name, &whole) {
            match &form {
                None => fs::remove_file(&file).expect("the file is removed"),
                Some(bytes) => fs::write(&file, bytes).expect("the file is damaged"),
            }
            let finder = Finder::open(dir.path()).expect("damage is no error");
            if finder.needs_rebuild().is_some() {
                assert!(matches!(finder.search(&ask("轴承")), Err(Error::NeedsRebuild(_))));
                assert!(matches!(finder.apply(changes(), &bookmark(9)), Err(Error::NeedsRebuild(_))));
                assert_eq!(finder.bookmark(), None);
            } else {
                assert!(is_json(&name), "{name}");
                assert_eq!(answers(&finder), right, "{name}");
            }
            fs::write(&file, &whole).expect("the file is mended");
        }
    }
    assert_eq!(answers(&Finder::open(dir.path()).expect("the folder opens")), right);
}

#[test]
fn a_damaged_index_is_rebuilt_in_place() {
    let (dir, finder) = built();
    drop(finder);
    let place = index_folders(dir.path()).remove(0);
    fs::remove_dir_all(&place).expect("the index is removed");
    let finder = Finder::open(dir.path()).expect("the folder opens");
    assert!(matches!(finder.needs_rebuild(), Some(Reason::Damaged(_))));
    rebuild(&finder, 12);
    assert_eq!(finder.needs_rebuild(), None);
    assert_eq!(found(&finder, &ask("zjy")), ["zhou"]);
}

#[test]
fn an_index_of_another_version_asks_for_a_rebuild() {
    let (dir, finder) = built();
    drop(finder);
    fs::write(dir.path().join("current"), "index-000000000000-1").expect("the pointer is written");
    let finder = Finder::open(dir.path()).expect("the folder opens");
    assert_eq!(finder.needs_rebuild(), Some(Reason::OtherVersion));
    fs::write(dir.path().join("current"), [0xff, 0xfe]).expect("the pointer is damaged");
    let finder = Finder::open(dir.path()).expect("the folder opens");
    assert!(matches!(finder.needs_rebuild(), Some(Reason::Damaged(_))));
}

#[test]
fn two_writers_do_not_mix() {
    let (dir, first) = built();
    first.apply(Vec::new(), &bookmark(8)).expect("the first writes");
    let second = Finder::open(dir.path()).expect("reading is free");
    let refused = second.apply(Vec::new(), &bookmark(9)).expect_err("the second must not write");
    assert!(matches!(refused, Error::Busy));
    assert!(refused.to_string().contains("Stop it"));
    first.release_writer().expect("the writer is given back");
    second.apply(Vec::new(), &bookmark(9)).expect("now the second writes");
}

#[test]
fn files_lost_while_running_ask_for_a_rebuild() {
    let (dir, finder) = built();
    let place = index_folders(dir.path()).remove(0);
    fs::remove_dir_all(&place).expect("the index is removed");
    assert!(matches!(finder.apply(changes(), &bookmark(8)), Err(Error::NeedsRebuild(_))));
    assert!(matches!(finder.search(&ask("轴承")), Err(Error::NeedsRebuild(_))));
    rebuild(&finder, 9);
    assert_eq!(found(&finder, &ask("zjy")), ["zhou"]);
}

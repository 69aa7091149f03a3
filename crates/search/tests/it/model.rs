use std::collections::BTreeMap;

use proptest::prelude::*;
use search::{Change, Doc, DocKey, Finder, Kind, Query};

use crate::corpus::{ask, bookmark, corpus};

#[derive(Debug, Clone)]
enum Step {
    Put(usize, i64),
    Delete(usize),
    Release,
    Rebuild,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (0..40_usize, 0..4_i64).prop_map(|(i, n)| Step::Put(i, n)),
        3 => (0..40_usize).prop_map(Step::Delete),
        1 => Just(Step::Release),
        1 => Just(Step::Rebuild),
    ]
}

fn changed(doc: &Doc, n: i64) -> Doc {
    let mut doc = doc.clone();
    doc.year = Some(2000 + n as i16);
    doc
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn the_index_holds_what_was_put_last(batches in prop::collection::vec(prop::collection::vec(step(), 0..6), 1..6)) {
        let corpus: Vec<Doc> = corpus().into_iter().map(|labelled| labelled.doc).collect();
        let finder = Finder::in_memory().expect("memory is enough");
        let mut truth: BTreeMap<DocKey, Doc> = BTreeMap::new();
        for (sequence, batch) in batches.into_iter().enumerate() {
            let mark = bookmark(sequence as i64);
            let mut changes: Vec<Change> = Vec::new();
            for step in batch {
                match step {
                    Step::Put(i, n) => {
                        let doc = changed(&corpus[i % corpus.len()], n);
                        truth.insert(doc.key, doc.clone());
                        changes.push(doc.into());
                    }
                    Step::Delete(i) => {
                        let key = corpus[i % corpus.len()].key;
                        truth.remove(&key);
                        changes.push(Change::Delete(key));
                    }
                    Step::Release => finder.release_writer().expect("the writer is given back"),
                    Step::Rebuild => {
                        changes.clear();
                        let mut rebuild = finder.start_rebuild().expect("a rebuild begins");
                        rebuild.add(truth.values().cloned()).expect("documents are added");
                        rebuild.finish(&mark).expect("the new index is swapped in");
                    }
                }
            }
            finder.apply(changes, &mark).expect("the batch is applied");
            prop_assert_eq!(finder.bookmark(), Some(mark));
            for kind in Kind::ALL {
                let known: Vec<_> = finder.ids(kind).expect("keys are listed").collect();
                let wanted: Vec<_> =
                    truth.values().filter(|d| d.key.kind() == kind).map(|d| (d.key, d.content_hash())).collect();
                prop_assert_eq!(known, wanted);
            }
            let all = finder.search(&Query { visible: everything(), ..ask("") }).expect("the question is answered");
            prop_assert_eq!(all.total, truth.len());
        }
    }
}

fn everything() -> search::Visibility {
    search::Visibility { everyone: search::Audience::Undertaking, ..search::Visibility::default() }
}

use std::collections::BTreeSet;

use search::{Audience, Finder, Kind, Query, Visibility};

use crate::corpus::{ask, finder, found, need, organisation};

fn needs(finder: &Finder, text: &str, visible: Visibility) -> Vec<&'static str> {
    let query = Query { kind: Some(Kind::Need), visible, ..ask(text) };
    let page = finder.search(&query).expect("the question is answered");
    let counted = page.facets.get("kind").map_or(0, |kinds| kinds.iter().map(|(_, n)| n).sum());
    assert_eq!(counted, page.total, "facets count what is found, no more");
    assert_eq!(page.hits.len(), page.total);
    found(finder, &query)
}

fn at(everyone: Audience) -> Visibility {
    Visibility { everyone, ..Visibility::default() }
}

fn set<T: Ord>(one: T) -> BTreeSet<T> {
    BTreeSet::from([one])
}

#[test]
fn texts_of_a_higher_level_find_nothing_for_lower_viewers() {
    let finder = finder();
    for (text, least) in [
        ("早期磨损", Audience::Public),
        ("运行500小时", Audience::Verified),
        ("某车企", Audience::Undertaking),
    ] {
        for audience in Audience::ALL {
            let wanted: &[&str] = if audience >= least { &["n-spindle"] } else { &[] };
            assert_eq!(needs(&finder, text, at(audience)), wanted, "{text} at {audience:?}");
        }
    }
}

#[test]
fn a_need_with_nothing_public_does_not_exist_for_the_public() {
    let finder = finder();
    assert_eq!(needs(&finder, "", at(Audience::Public)).len(), 6);
    assert_eq!(needs(&finder, "", at(Audience::Verified)).len(), 6);
    assert_eq!(needs(&finder, "", at(Audience::Undertaking)).len(), 7);
    assert!(
        needs(&finder, "电机轴承磨损课题", at(Audience::Public)).iter().all(|label| *label != "n-secret")
    );
}

#[test]
fn the_owner_and_the_invited_find_more_and_each_need_once() {
    let finder = finder();
    let own = Visibility { own_organisations: set(organisation("bearing-factory")), ..Visibility::default() };
    assert_eq!(needs(&finder, "某车企", own.clone()), ["n-spindle"]);
    assert_eq!(needs(&finder, "镝含量", own.clone()), [""; 0]);
    assert_eq!(needs(&finder, "", own.clone()).len(), 6);

    let granted = Visibility { granted: set(need("n-magnet")), ..Visibility::default() };
    assert_eq!(needs(&finder, "镝含量", granted.clone()), ["n-magnet"]);
    assert_eq!(needs(&finder, "某车企", granted), [""; 0]);

    let both = Visibility { granted: set(need("n-spindle")), ..own };
    assert_eq!(needs(&finder, "某车企", both.clone()), ["n-spindle"]);
    assert_eq!(needs(&finder, "", both).len(), 6);
}

#[test]
fn hidden_documents_are_in_no_count() {
    let finder = finder();
    let hidden = Visibility { hidden: set(need("n-spindle").into()), ..at(Audience::Verified) };
    assert_eq!(needs(&finder, "磨损", hidden), [""; 0]);
    let conflict = Visibility {
        hidden_organisations: set(organisation("bearing-factory")),
        ..at(Audience::Undertaking)
    };
    assert_eq!(needs(&finder, "", conflict).len(), 5);
    let granted_but_hidden = Visibility {
        granted: set(need("n-secret")),
        hidden: set(need("n-secret").into()),
        ..Visibility::default()
    };
    assert_eq!(needs(&finder, "", granted_but_hidden).len(), 6);
}

#[test]
fn abroad_only_what_was_opened_is_found() {
    let finder = finder();
    let abroad = Visibility { abroad: true, everyone: Audience::Undertaking, ..Visibility::default() };
    assert_eq!(needs(&finder, "", abroad.clone()), ["n-weld"]);
    assert_eq!(needs(&finder, "line speed", abroad.clone()), [""; 0]);
    let own = Visibility { own_organisations: set(organisation("motor-maker")), ..abroad };
    assert_eq!(needs(&finder, "line speed", own), ["n-weld"]);
}

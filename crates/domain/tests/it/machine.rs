//! Any sequence of moves: nothing panics, final states absorb, every accepted move is one event and one version.

use std::collections::BTreeSet;

use domain::event::Event;
use domain::need::{ConsentKind, Need, NeedContent, NeedState, NotAcceptedReason, PublicText, Ready};
use domain::{AccountId, Act, Changed, NeedId, OrganisationId, Timestamp};
use proptest::prelude::*;
use uuid::Uuid;

const MOVES: [&str; 17] = [
    "declare",
    "submit",
    "take",
    "return",
    "not_accept",
    "approve",
    "word",
    "consent",
    "consent_privately",
    "clear",
    "publish",
    "match",
    "pause",
    "resume",
    "expire",
    "renew",
    "withdraw",
];

fn account(n: u128) -> AccountId {
    AccountId::from_uuid(Uuid::from_u128(n))
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_770_000_000 + second).expect("a time of our days")
}

fn content() -> NeedContent {
    let text = "深沟球轴承异音，Z3 组不达标".to_owned();
    NeedContent {
        title: text.clone(),
        problem: text.clone(),
        current_state: text.clone(),
        tried: text.clone(),
        expected: text.clone(),
        contact_name: "周工".to_owned(),
        contact_phone: "15400000001".to_owned(),
        decision_owner: "总经理".to_owned(),
        industry: "345".to_owned(),
        field: "bearings".to_owned(),
        modes: vec!["development".to_owned()],
        budget: domain::money::Budget::ToDiscuss,
        wanted_by: Some(domain::Date::constant(2027, 1, 31)),
        indicators: vec![domain::need::Indicator {
            name: "振动速度".to_owned(),
            target: "0.8".to_owned(),
            ..domain::need::Indicator::default()
        }],
        ..NeedContent::default()
    }
}

fn public() -> PublicText {
    PublicText {
        title: "轴承降噪".to_owned(),
        summary: "求降低异音的办法".to_owned(),
        ..PublicText::default()
    }
}

fn draft() -> Need {
    let act = Act::own(account(1), at(0));
    let id = NeedId::from_uuid(Uuid::from_u128(7));
    let mut need = Need::draft(id, "2026-0001".to_owned(), content(), &act).expect("the content fits").next;
    need.organisation = Some(OrganisationId::from_uuid(Uuid::from_u128(9)));
    need
}

fn make(need: Need, step: &str, second: i64) -> Result<Changed<Need>, String> {
    let now = at(second);
    let act = Act::own(account(2), now);
    let checksum = need.public.as_ref().map(PublicText::checksum).unwrap_or_default();
    let ready = Ready { review_by: domain::Date::constant(2026, 3, 1), exemption: None };
    let late = domain::Date::constant(2026, 4, 1);
    match step {
        "declare" => need.declare(act).map_err(|e| e.to_string()),
        "submit" => need.submit(&act).map_err(|e| e.to_string()),
        "take" => need.take(account(2), now).map_err(|e| e.to_string()),
        "return" => need.give_back(account(2), now).map_err(|e| e.to_string()),
        "not_accept" => need.not_accept(NotAcceptedReason::OutOfScope, "", now).map_err(|e| e.to_string()),
        "approve" => need.approve(ready, &act).map_err(|e| e.to_string()),
        "word" => need.word(public()).map_err(|e| e.to_string()),
        "consent" => need.consent(ConsentKind::Publication, &checksum, act).map_err(|e| e.to_string()),
        "consent_privately" => {
            need.consent(ConsentKind::PrivateMatching, &checksum, act).map_err(|e| e.to_string())
        }
        "clear" => need.clear(&checksum, act).map_err(|e| e.to_string()),
        "publish" => need.publish(now).map_err(|e| e.to_string()),
        "match" => need.start_matching(now).map_err(|e| e.to_string()),
        "pause" => need.pause("停产检修", now).map_err(|e| e.to_string()),
        "resume" => need.resume(now).map_err(|e| e.to_string()),
        "expire" => need.expire(now, late).map_err(|e| e.to_string()),
        "renew" => need.renew(late, now).map_err(|e| e.to_string()),
        "withdraw" => need.withdraw("已自行解决", now).map_err(|e| e.to_string()),
        other => panic!("no such move: {other}"),
    }
}

fn walk(steps: &[&str]) -> Vec<(Need, Option<Event>)> {
    let mut need = draft();
    let mut seen = vec![(need.clone(), None)];
    for (second, step) in steps.iter().enumerate() {
        if let Ok(Changed { next, event }) = make(need.clone(), step, second as i64) {
            need = next;
            seen.push((need.clone(), Some(event)));
        }
    }
    seen
}

proptest! {
    #[test]
    fn any_sequence_of_moves_keeps_the_rules(steps in prop::collection::vec(prop::sample::select(&MOVES[..]), 0..40)) {
        let seen = walk(&steps);
        for pair in seen.windows(2) {
            let ((before, _), (after, event)) = (&pair[0], &pair[1]);
            prop_assert!(!before.state.is_final(), "a final state let {:?} through", event);
            prop_assert_eq!(after.version, before.version + 1);
            prop_assert!(event.is_some());
            prop_assert!(after.returns <= domain::need::RETURNS_BEFORE_A_CALL);
            if after.state.listed() {
                let consent = after.consent.as_ref().expect("nothing is listed without consent");
                prop_assert_eq!(consent.kind, ConsentKind::Publication);
                prop_assert_eq!(Some(consent.checksum.clone()), after.public.as_ref().map(PublicText::checksum));
                prop_assert!(after.cleared.is_some());
            }
        }
    }
}

#[test]
fn the_usual_way_reaches_matching() {
    let steps = [
        "declare", "submit", "take", "return", "submit", "take", "approve", "word", "consent", "clear",
        "publish", "match",
    ];
    let seen = walk(&steps);
    assert_eq!(seen.len(), steps.len() + 1);
    assert_eq!(seen.last().expect("a start at least").0.state.code(), "matching");
}

#[test]
fn a_third_return_asks_for_a_call() {
    let seen = walk(&["declare", "submit", "return", "submit", "return", "submit"]);
    let need = seen.last().expect("a start at least").0.clone();
    let refused = need.give_back(account(2), at(99)).expect_err("the third return does not go out");
    assert_eq!(refused.code, "phone_instead");
}

#[test]
fn a_changed_text_needs_a_new_consent() {
    let seen = walk(&["declare", "submit", "approve", "word", "consent", "clear"]);
    let need = seen.last().expect("a start at least").0.clone();
    let other = PublicText { summary: "另一段文字".to_owned(), ..public() };
    let need = need.word(other).expect("an approved need takes a new wording").next;
    let refused = need.publish(at(99)).expect_err("the consent was for the old text");
    assert_eq!(refused.code, "consent_missing");
}

/// Draws the machine as it really is: every state that moves reach, every move that is accepted.
fn mermaid() -> String {
    let mut edges: BTreeSet<(String, &str, String)> = BTreeSet::new();
    let mut open = vec![draft()];
    let mut known: BTreeSet<String> = BTreeSet::new();
    while let Some(need) = open.pop() {
        for step in MOVES {
            for later in [1, 2] {
                let Ok(Changed { next, .. }) = make(need.clone(), step, later) else { continue };
                let (from, to) = (need.state.code().to_owned(), next.state.code().to_owned());
                if from != to {
                    edges.insert((from, step, to));
                }
                let key = format!(
                    "{:?}{:?}{}{:?}{}",
                    next.state.code(),
                    next.consent.as_ref().map(|c| c.kind),
                    next.cleared.is_some(),
                    resting(&next.state),
                    next.public.is_some()
                );
                if known.insert(key) {
                    open.push(next);
                }
            }
        }
    }
    let mut lines = vec!["stateDiagram-v2".to_owned(), "    [*] --> draft".to_owned()];
    lines.extend(edges.into_iter().map(|(from, step, to)| format!("    {from} --> {to}: {step}")));
    lines.join("\n")
}

fn resting(state: &NeedState) -> Option<&'static str> {
    match state {
        NeedState::Paused { was, .. } | NeedState::Expired { was, .. } => Some(was.code()),
        NeedState::Draft
        | NeedState::Submitted { .. }
        | NeedState::Returned { .. }
        | NeedState::NotAccepted { .. }
        | NeedState::InDiagnosis { .. }
        | NeedState::Approved { .. }
        | NeedState::Published { .. }
        | NeedState::Matching { .. }
        | NeedState::PrivateMatching { .. }
        | NeedState::Withdrawn { .. }
        | NeedState::Merged { .. } => None,
    }
}

#[test]
fn the_architecture_shows_the_machine_as_it_is() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ARCHITECTURE.md");
    let text = std::fs::read_to_string(path).expect("ARCHITECTURE.md stands at the root");
    let drawn = mermaid();
    assert!(text.contains(&drawn), "ARCHITECTURE.md lacks this drawing of the need:\n{drawn}");
}

//! What the demo alliance must be whatever its words are.

use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

use domain::event::Subject;
use domain::evidence::EvidenceKind;
use domain::matching::MatchState;
use domain::need::{ConsentKind, NeedState, PublicText};
use domain::organisation::{OrganisationKind, check_credit_code};
use domain::{Lang, Timestamp};
use uuid::Uuid;

use super::vocab::vocabulary;
use super::{Demo, chance, generate};

fn now() -> Timestamp {
    "2026-11-24T03:00:00Z".parse().expect("a time")
}

fn demo() -> &'static Demo {
    static BUILT: OnceLock<Demo> = OnceLock::new();
    BUILT.get_or_init(|| build(7))
}

fn build(seed: u64) -> Demo {
    let mut next = 0_u128;
    generate(seed, now(), &mut || {
        next += 1;
        Uuid::from_u128(next)
    })
}

#[test]
fn the_same_seed_gives_the_same_alliance() {
    assert_eq!(format!("{:?}", demo()), format!("{:?}", build(7)));
    assert_ne!(format!("{:?}", demo().experts), format!("{:?}", build(8).experts));
}

#[test]
fn the_counts_are_those_of_the_commission() {
    let demo = demo();
    let companies: Vec<_> = demo
        .organisations
        .iter()
        .filter(|o| o.profile.kind == OrganisationKind::Company && !o.profile.foreign)
        .collect();
    assert_eq!(companies.len(), 60);
    assert_eq!(demo.teams.iter().filter(|t| t.profile.foreign).count(), 8);
    assert_eq!(demo.teams.len(), 36);
    assert!(demo.teams.iter().all(|t| t.profile.demo) && demo.needs.iter().all(|n| n.demo));
    assert_eq!(demo.experts.len(), 400);
    assert_eq!(demo.needs.len(), 150);
}

#[test]
fn every_expert_has_six_to_fifteen_items_and_colleagues_share_some() {
    let demo = demo();
    let mut has: BTreeMap<_, usize> = BTreeMap::new();
    for (expert, _) in demo.evidence.iter().flat_map(|e| &e.owners) {
        *has.entry(*expert).or_default() += 1;
    }
    assert_eq!(has.len(), demo.experts.len());
    assert!(has.values().all(|n| (6..=15).contains(n)), "{:?}", has.values().max());
    assert!(demo.evidence.iter().filter(|e| e.owners.len() > 1).count() > 500);
    for kind in EvidenceKind::ALL {
        assert!(demo.evidence.iter().any(|e| e.kind == kind), "{}", kind.code());
    }
}

#[test]
fn credit_codes_are_right_and_nobody_s() {
    let demo = demo();
    let mut seen = HashSet::new();
    for organisation in &demo.organisations {
        let Some(code) = &organisation.profile.credit_code else {
            assert!(organisation.profile.foreign, "{}", organisation.profile.name);
            continue;
        };
        assert_eq!(check_credit_code(code), Ok(()));
        assert_eq!(&code[8..10], "YY");
        assert!(seen.insert(code.clone()));
    }
}

#[test]
fn patents_carry_a_right_check_digit() {
    assert_eq!(super::evidence::chinese_patent(0), "ZL209910000000.3");
    assert_eq!(super::evidence::chinese_patent(1_000_000).len(), "ZL209911000000.0".len());
}

#[test]
fn every_state_is_there_with_what_it_needs() {
    let demo = demo();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for need in &demo.needs {
        *counts.entry(need.state.code()).or_default() += 1;
        let checksum = need.public.as_ref().map(PublicText::checksum);
        let open = match &need.state {
            NeedState::Published { .. } | NeedState::Matching { .. } => Some(ConsentKind::Publication),
            NeedState::PrivateMatching { .. } => Some(ConsentKind::PrivateMatching),
            NeedState::Paused { .. } | NeedState::Expired { .. } => need.consent.as_ref().map(|c| c.kind),
            NeedState::Draft
            | NeedState::Submitted { .. }
            | NeedState::Returned { .. }
            | NeedState::NotAccepted { .. }
            | NeedState::InDiagnosis { .. }
            | NeedState::Approved { .. }
            | NeedState::Withdrawn { .. }
            | NeedState::Merged { .. } => None,
        };
        if let Some(kind) = open {
            let consent = need.consent.as_ref().expect("an open need has a consent");
            assert_eq!((consent.kind, Some(&consent.checksum)), (kind, checksum.as_ref()));
            assert_eq!(need.cleared.as_ref().map(|c| &c.0), checksum.as_ref());
        }
        if need.review_by.is_some() {
            assert_eq!(need.content.missing_at_approval(), Vec::<&str>::new(), "{}", need.content.title);
            assert!(need.content.indicators.iter().any(domain::need::Indicator::checkable));
            assert!(need.organisation.is_some() && need.broker.is_some());
        }
        if need.foreign_visible {
            assert!(need.public.as_ref().is_some_and(PublicText::english) && need.chokepoint.is_none());
        }
    }
    assert_eq!(counts.len(), NeedState::CODES.len(), "{counts:?}");
    for (state, n) in [("submitted", 12), ("returned", 8), ("in_diagnosis", 10), ("approved", 8)] {
        assert_eq!(counts[state], n, "{state}");
    }
    for (state, n) in [("published", 30), ("matching", 40), ("private_matching", 10)] {
        assert_eq!(counts[state], n, "{state}");
    }
}

#[test]
fn times_run_forward_and_end_now() {
    for need in &demo().needs {
        assert!(need.created_at <= now());
        let submitted = need.first_submitted_at.unwrap_or(need.created_at);
        assert!(need.created_at <= submitted);
        if let Some(since) = need.state.since() {
            assert!(submitted <= since && since <= now(), "{} {:?}", need.number, need.state);
        }
    }
}

#[test]
fn every_need_has_a_past_that_agrees_with_its_state_and_its_dates() {
    let demo = demo();
    for need in &demo.needs {
        let past: Vec<_> = demo.past.iter().filter(|(e, _)| e.subject == Subject::Need(need.id)).collect();
        assert!(past.is_sorted_by_key(|(_, act)| act.at), "{}", need.number);
        assert_eq!(past[0].0.what, "need.drafted");
        assert_eq!(past[0].1.at, need.created_at);
        let talks = past.iter().filter(|(e, _)| ["need.asked", "need.answered"].contains(&e.what.as_str()));
        assert_eq!(past.len() as i64 - talks.count() as i64, need.version, "{}", need.number);
        let when = |what: &str| past.iter().rev().find(|(e, _)| e.what == what).map(|(_, a)| a.at);
        assert_eq!(need.first_submitted_at.is_some(), when("need.submitted").is_some());
        assert_eq!(need.consent.as_ref().map(|c| c.act.at), when("need.consented"), "{}", need.number);
        assert_eq!(need.cleared.as_ref().map(|(_, act)| act.at), when("need.cleared"), "{}", need.number);
        if let Some(since) = need.state.since() {
            let moved = past.iter().rev().find(|(e, _)| e.facts["to"] == need.state.code());
            assert_eq!(moved.map(|(_, a)| a.at), Some(since), "{} {:?}", need.number, need.state);
        }
    }
}

#[test]
fn people_act_in_working_hours_and_nothing_lies_ahead() {
    for seed in [1, 7, 42] {
        for (event, act) in build(seed).past {
            assert!(act.at <= now(), "{} {}", event.what, act.at);
            assert!(act.by.is_none() || chance::at_work(act.at), "{} {}", event.what, act.at);
            if let Some(told) = act.on_behalf.map(|b| b.told_at) {
                assert!(told <= act.at && chance::at_work(told), "{} {told}", event.what);
            }
        }
    }
}

#[test]
fn only_the_clock_lets_needs_expire_and_experts_grow_stale() {
    for (event, act) in &demo().past {
        assert_eq!(act.by.is_none(), ["need.expired", "expert.stale"].contains(&event.what.as_str()));
    }
}

#[test]
fn returned_needs_hold_an_open_question_and_mergers_point_at_older_needs() {
    let demo = demo();
    for need in &demo.needs {
        let open = demo.questions.iter().filter(|q| q.need == need.id && q.answer.is_none()).count();
        assert_eq!(open, usize::from(need.state.code() == "returned"), "{}", need.number);
        if let NeedState::Merged { into, .. } = &need.state {
            let older = demo.needs.iter().find(|n| n.id == *into).expect("a merger points at a need");
            assert!(older.created_at < need.created_at && older.state.code() != "merged");
        }
    }
}

#[test]
fn matches_stand_in_every_state_and_no_pair_twice() {
    let demo = demo();
    let mut pairs = HashSet::new();
    let mut states = HashSet::new();
    for one in &demo.matches {
        assert!(pairs.insert((one.need, one.partner)));
        states.insert(one.state.code());
        if let MatchState::Shortlisted { since, .. } | MatchState::Excluded { since, .. } = &one.state {
            assert!(one.created_at <= *since && *since <= now());
        }
    }
    assert_eq!(states.len(), 3);
    assert!(demo.conflicts.len() >= 15);
}

#[test]
fn accounts_cover_every_role() {
    let demo = demo();
    let count =
        |code: &str| demo.accounts.iter().filter(|a| a.roles.iter().any(|r| r.code() == code)).count();
    for (code, n) in
        [("administrator", 1), ("broker", 3), ("official", 1), ("company", 2), ("expert", 2), ("liaison", 1)]
    {
        assert_eq!(count(code), n, "{code}");
    }
    let logins: HashSet<_> = demo.accounts.iter().map(|a| a.login.clone()).collect();
    assert_eq!(logins.len(), demo.accounts.len());
}

#[test]
fn titles_differ_and_all_three_languages_are_written() {
    let demo = demo();
    let titles: HashSet<_> = demo.evidence.iter().map(|e| &e.title).collect();
    assert!(titles.len() * 100 >= demo.evidence.len() * 97, "{} of {}", titles.len(), demo.evidence.len());
    for lang in Lang::ALL {
        assert!(demo.evidence.iter().filter(|e| e.language == lang).count() > 80, "{}", lang.tag());
        assert!(demo.experts.iter().any(|e| e.profile.language == Some(lang)));
        assert!(demo.needs.iter().any(|n| n.language == lang), "{}", lang.tag());
    }
}

#[test]
fn no_two_needs_share_a_title_nor_two_of_a_company_their_first_sentence() {
    for seed in [1, 7, 42] {
        let (mut titles, mut sentences) = (HashSet::new(), HashSet::new());
        for need in build(seed).needs {
            let first =
                need.content.problem.split_inclusive(['。', '；', ';', '.']).next().map(str::to_owned);
            assert!(sentences.insert((need.organisation_name, first)), "{}", need.content.problem);
            assert!(titles.insert(need.content.title.clone()), "{}", need.content.title);
        }
    }
}

#[test]
fn texts_pass_the_checks_of_the_business() {
    let demo = demo();
    for need in demo.needs.clone() {
        need.content.checked().expect("a need's content is checked");
    }
    for expert in demo.experts.clone() {
        expert.profile.checked().expect("an expert's profile is checked");
    }
    for organisation in demo.organisations.clone() {
        organisation.profile.checked().expect("an organisation's profile is checked");
    }
    for team in demo.teams.clone() {
        team.profile.checked().expect("a team's profile is checked");
    }
    for evidence in demo.evidence.clone() {
        assert!(evidence.enter().is_ok());
    }
}

#[test]
fn slugs_and_industries_are_those_of_the_pick_lists() {
    for speciality in &vocabulary().specialities {
        assert!(crate::data::field(&speciality.field).is_some(), "{}", speciality.field);
        assert!(crate::data::chains().iter().any(|c| c.slug == speciality.chain), "{}", speciality.chain);
        for company in &speciality.companies {
            assert!(crate::data::industry(&company.industry).is_some(), "{}", company.name);
        }
        for home in &speciality.team {
            assert!(vocabulary().institutes.contains_key(&home.org), "{}", home.org);
        }
    }
}

//! The access rules of a need, written by hand as a table and never computed from the policy.

use std::collections::BTreeSet;

use domain::account::Role;
use domain::policy::{Actor, Decision, NeedAction, NeedFacts, NeedSight, Person, decide_need};
use domain::{AccountId, Id, Level, NeedId, OrganisationId, Timestamp};
use uuid::Uuid;

fn id<K>(n: u128) -> Id<K> {
    Id::from_uuid(Uuid::from_u128(n))
}

const OURS: u128 = 1;
const OTHERS: u128 = 2;

fn person(account: u128, roles: &[Role], verified: bool, foreign: bool) -> Actor {
    let roles: BTreeSet<Role> = roles.iter().copied().collect();
    Actor::Person(Person::new(id(account), &roles, verified, foreign, Timestamp::UNIX_EPOCH))
}

fn actors() -> Vec<(&'static str, Actor)> {
    let company = |organisation| Role::Company { organisation: id(organisation), owner: false };
    let expert = Role::Expert { expert: id(50) };
    vec![
        ("nobody", Actor::STRANGER),
        ("holder of the private link", Actor::Guest { draft: Some(id(7)) }),
        ("member of the company", person(10, &[company(OURS)], true, false)),
        ("member of another company", person(11, &[company(OTHERS)], true, false)),
        ("member of an unverified company", person(12, &[company(OTHERS)], false, false)),
        ("expert at home", person(13, &[expert], true, false)),
        ("expert abroad", person(14, &[expert], true, true)),
        ("broker on the case", person(20, &[Role::Broker], true, false)),
        ("other broker", person(21, &[Role::Broker], true, false)),
        ("official", person(30, &[Role::Official], true, false)),
        ("administrator", person(31, &[Role::Administrator], true, false)),
    ]
}

fn facts(listed: bool, draft: bool) -> NeedFacts {
    let broker: Option<AccountId> = Some(id(20));
    let organisation: Option<OrganisationId> = Some(id(OURS));
    let need: NeedId = id(7);
    NeedFacts { need, organisation, created_by: Some(id(10)), broker, listed, draft, foreign_visible: false }
}

fn word(sight: Option<NeedSight>) -> String {
    match sight {
        None => "hidden".to_owned(),
        Some(s) if s.english_only => "english".to_owned(),
        Some(s) if s.public_only => "public".to_owned(),
        Some(s) => {
            let name = if s.identity { "+name" } else { "" };
            match s.up_to {
                Level::Public => format!("L0{name}"),
                Level::Verified => format!("L1{name}"),
                Level::Undertaking => format!("L2{name}"),
                Level::Case => format!("L3{name}"),
            }
        }
    }
}

#[test]
fn everybody_sees_what_the_table_says() {
    // Columns: draft, submitted and not listed, listed.
    let table = [
        ("nobody", "hidden", "hidden", "public"),
        ("holder of the private link", "L3+name", "L3+name", "L3+name"),
        ("member of the company", "L3+name", "L3+name", "L3+name"),
        ("member of another company", "hidden", "hidden", "L1"),
        ("member of an unverified company", "hidden", "hidden", "public"),
        ("expert at home", "hidden", "hidden", "L1"),
        ("expert abroad", "hidden", "hidden", "hidden"),
        ("broker on the case", "L3+name", "L3+name", "L3+name"),
        ("other broker", "hidden", "L2+name", "L2+name"),
        ("official", "hidden", "L1+name", "L1+name"),
        ("administrator", "hidden", "hidden", "L1"),
    ];
    for ((name, actor), (row, draft, submitted, listed)) in actors().into_iter().zip(table) {
        assert_eq!(name, row);
        assert_eq!(word(NeedSight::of(&actor, &facts(false, true))), draft, "{name}, draft");
        assert_eq!(word(NeedSight::of(&actor, &facts(false, false))), submitted, "{name}, submitted");
        assert_eq!(word(NeedSight::of(&actor, &facts(true, false))), listed, "{name}, listed");
    }
}

#[test]
fn abroad_only_an_opened_need_is_seen_and_only_in_english() {
    let open = NeedFacts { foreign_visible: true, ..facts(true, false) };
    let abroad = &actors()[6].1;
    assert_eq!(word(NeedSight::of(abroad, &open)), "english");
}

#[test]
fn only_the_broker_on_the_case_reviews() {
    for (name, actor) in actors() {
        let answer = decide_need(&actor, NeedAction::Review, &facts(true, false));
        match name {
            "broker on the case" => assert!(answer.is_ok()),
            "other broker" => assert_eq!(answer, Err(Decision::Forbid("not_your_case"))),
            "expert abroad" => assert_eq!(answer, Err(Decision::Hide)),
            "nobody" | "holder of the private link" => assert_eq!(answer, Err(Decision::SignIn)),
            _ => assert_eq!(answer, Err(Decision::Forbid("not_allowed")), "{name}"),
        }
    }
}

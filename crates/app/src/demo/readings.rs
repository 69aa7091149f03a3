//! Who looked at the needs of the demo alliance since they are listed.

use std::collections::BTreeSet;

use domain::account::Account;
use domain::need::{Need, Reading, noted};
use domain::policy::{Actor, NeedSight, Person};

use super::{Demo, House, chance};

/// Lets the people of the alliance read what is listed, by the rule that notes everybody's readings.
pub(super) fn enter(house: &mut House<'_>, demo: &mut Demo) {
    let mut readings = Vec::new();
    for need in demo.needs.iter().filter(|n| n.state.listed()) {
        let mut seen = BTreeSet::new();
        for _ in 0..chance::between(&mut house.rng, 0, 6) {
            let account = chance::one(&mut house.rng, &demo.accounts);
            readings.extend(one(house, need, account).filter(|r| seen.insert((r.reader, r.day))));
        }
    }
    // Identifiers follow the times, as they do where people read one after the other.
    readings.sort_by_key(|r| r.at);
    let mut ids: Vec<_> = readings.iter().map(|r| r.id).collect();
    ids.sort_unstable();
    for (reading, id) in readings.iter_mut().zip(ids) {
        reading.id = id;
    }
    demo.readings = readings;
}

fn one(house: &mut House<'_>, need: &Need, account: &Account) -> Option<Reading> {
    let actor = Actor::Person(Person::new(account.id, &account.roles, true, false, house.now));
    let sight = NeedSight::of(&actor, &need.facts())?;
    let (reader, part) = noted(&actor, &need.facts(), &sight)?;
    let since = need.state.since()?;
    let hours = chance::between(&mut house.rng, 2, 900);
    let at = chance::after(&mut house.rng, since, hours, house.now);
    let day = chance::day(at);
    Some(Reading { id: house.id(), need: need.id, version: need.version, reader, part, day, at })
}

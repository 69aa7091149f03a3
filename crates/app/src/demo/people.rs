//! People's names and the accounts of the demo roles.

use std::collections::BTreeSet;

use domain::account::{Account, AccountState, Role};
use domain::expert::ExpertState;
use domain::{AccountId, Lang};

use super::vocab::Names;
use super::{Demo, Home, House, chance};

/// Draws a name that nobody in the house has yet: as written, and in Latin letters.
pub(super) fn name(house: &mut House<'_>, key: &str) -> (String, String) {
    let names = &house.words.people[key];
    loop {
        let (written, latin) = draw(house, names, key == "mainland");
        if house.names.insert(written.clone()) {
            return (written, latin);
        }
    }
}

fn draw(house: &mut House<'_>, names: &Names, syllables: bool) -> (String, String) {
    let family = chance::one(&mut house.rng, &names.family);
    let given = chance::one(&mut house.rng, &names.given);
    let Some((family, family_latin)) = family.split_once('|') else {
        let full = format!("{given} {family}");
        return (full.clone(), full);
    };
    let (first, first_latin) = given.split_once('|').unwrap_or((given, given));
    if !syllables {
        return (format!("{family}{first}"), format!("{first_latin} {family_latin}"));
    }
    let second = chance::one(&mut house.rng, &names.given);
    let (second, second_latin) = second.split_once('|').unwrap_or((second, second));
    if second == first || chance::percent(&mut house.rng, 35) {
        return (format!("{family}{first}"), format!("{family_latin} {}", capital(first_latin)));
    }
    let latin = format!("{family_latin} {}{second_latin}", capital(first_latin));
    (format!("{family}{first}{second}"), latin)
}

/// Returns a text with its first letter as a capital.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn account(id: AccountId, login: &str, name: String, lang: Lang, role: Role) -> Account {
    Account {
        id,
        version: 1,
        login: login.to_owned(),
        name,
        lang,
        roles: BTreeSet::from([role]),
        state: AccountState::Active,
    }
}

/// The administrator, three brokers and an official.
pub(super) fn staff(house: &mut House<'_>) -> Vec<Account> {
    let mut staff = Vec::new();
    for (login, role) in [
        ("admin@market.example.cn", Role::Administrator),
        ("broker1@market.example.cn", Role::Broker),
        ("broker2@market.example.cn", Role::Broker),
        ("broker3@market.example.cn", Role::Broker),
        ("official@bureau.example.cn", Role::Official),
    ] {
        let id = house.id();
        if role == Role::Broker {
            house.brokers.push(id);
        }
        let (name, _) = name(house, "mainland");
        staff.push(account(id, login, name, Lang::ZhHans, role));
    }
    staff
}

/// The owner and a member of the first company.
pub(super) fn company(house: &mut House<'_>, demo: &mut Demo) {
    let Some(organisation) = demo.organisations.iter().find(|o| o.profile.kind.code() == "company") else {
        return;
    };
    let organisation = organisation.id;
    let (owner, member) = (house.id(), house.id());
    house.owner = Some(owner);
    for (id, login, owner) in
        [(owner, "owner@company.example.cn", true), (member, "member@company.example.cn", false)]
    {
        let (name, _) = name(house, "mainland");
        demo.accounts.push(account(id, login, name, Lang::ZhHans, Role::Company { organisation, owner }));
    }
}

/// An expert of a domestic team, one of a foreign team, and a liaison of the first team.
pub(super) fn members(house: &mut House<'_>, demo: &Demo, homes: &[Home]) -> Vec<Account> {
    let mut members = Vec::new();
    for (login, foreign, lang) in
        [("expert@team.example.cn", false, Lang::ZhHans), ("expert@team.example.org", true, Lang::En)]
    {
        let fits = |h: &&Home| {
            demo.teams[h.team].profile.foreign == foreign
                && house.words.specialities[h.speciality].lang == lang
        };
        let person = homes.iter().find(fits).and_then(|home| {
            demo.experts[home.members.clone()].iter().find(|e| e.state == ExpertState::Active)
        });
        if let Some(person) = person {
            let role = Role::Expert { expert: person.id };
            members.push(account(house.id(), login, person.profile.name.clone(), lang, role));
        }
    }
    if let Some(team) = demo.teams.first() {
        let until = house.now.checked_add(jiff::SignedDuration::from_hours(24 * 300)).ok();
        let (name, _) = name(house, "mainland");
        let role = Role::Liaison { team: team.id, until };
        members.push(account(house.id(), "liaison@team.example.cn", name, Lang::ZhHans, role));
    }
    members
}

//! Conflicts of interest, and the matches of needs that look for candidates.

use std::collections::HashSet;

use domain::conflict::{Conflict, ConflictKind};
use domain::matching::{Band, ExclusionReason, Match, Partner};
use domain::need::Need;
use domain::organisation::{Organisation, OrganisationKind};
use domain::{Act, ExpertId, OrganisationId, Refused};
use jiff::ToSpan;

use super::{Demo, Home, House, chance};

/// Declares a conflict in most specialities.
pub(super) fn conflicts(house: &mut House<'_>, demo: &Demo, homes: &[Home]) -> Vec<Conflict> {
    let companies: Vec<&Organisation> =
        demo.organisations.iter().filter(|o| o.profile.kind == OrganisationKind::Company).collect();
    let mut conflicts = Vec::new();
    for (nth, home) in homes.iter().enumerate() {
        let before: usize =
            house.words.specialities[..home.speciality].iter().map(|s| s.companies.len()).sum();
        let own = house.words.specialities[home.speciality].companies.len();
        if own == 0 {
            continue;
        }
        let company = companies[before + nth % own];
        let member = home.members.start + 2 + nth % 4;
        let line = &house.words.needs.conflicts[nth % house.words.needs.conflicts.len()];
        let (code, note) = line.split_once('|').unwrap_or((line, ""));
        let days = chance::between(&mut house.rng, 20, 300);
        let declared_at =
            chance::office(&mut house.rng, house.now, days).max(demo.experts[member].created_at);
        let since = chance::day(declared_at).checked_sub(2.years()).ok();
        let past = note.starts_with("去年");
        let conflict = Conflict {
            id: house.id(),
            expert: demo.experts[member].id,
            organisation: company.id,
            kind: ConflictKind::from_code(code).unwrap_or(ConflictKind::Avoided),
            since: since.filter(|_| code != "avoided"),
            until: since.and_then(|d| d.checked_add(8.months()).ok()).filter(|_| past),
            note: note.to_owned(),
            declared_at,
        };
        let by = house.broker(home.speciality);
        conflicts.push(house.note(conflict.declare(), &Act::own(by, declared_at)));
    }
    conflicts
}

/// Enters the matches of every need that looks, or looked, for candidates.
pub(super) fn enter(house: &mut House<'_>, demo: &mut Demo, homes: &[Home]) {
    let blocked: HashSet<(ExpertId, OrganisationId)> =
        demo.conflicts.iter().map(|c| (c.expert, c.organisation)).collect();
    let mut matches = Vec::new();
    for (nth, need) in demo.needs.iter().enumerate() {
        if let Some(since) = house.matched.get(&need.id).copied() {
            let ranked = rank(house, demo, homes, need);
            let wanted = chance::between(&mut house.rng, 4, 8);
            for (place, expert) in ranked.into_iter().take(wanted).enumerate() {
                let expert = &demo.experts[expert];
                let conflict = need.organisation.is_some_and(|o| blocked.contains(&(expert.id, o)));
                matches.push(one(house, need, Partner::Expert(expert.id), place, conflict, since));
            }
            if nth % 5 == 0
                && let Some(home) = home_of(house, homes, need)
            {
                let team = demo.teams[home.team].id;
                matches.push(one(house, need, Partner::Team(team), 2, false, since));
            }
        }
    }
    demo.matches = matches;
}

fn home_of<'a>(house: &House<'_>, homes: &'a [Home], need: &Need) -> Option<&'a Home> {
    let speciality = speciality(house, need)?;
    homes.iter().find(|h| h.speciality == speciality)
}

fn speciality(house: &House<'_>, need: &Need) -> Option<usize> {
    house.words.specialities.iter().position(|s| s.story.iter().any(|t| t.title == need.content.title))
}

/// Orders the suggested experts of the speciality by how much of the need their topics speak of.
fn rank(house: &House<'_>, demo: &Demo, homes: &[Home], need: &Need) -> Vec<usize> {
    let Some(speciality) = speciality(house, need) else { return Vec::new() };
    let asked: HashSet<(char, char)> = pairs(&format!(
        "{} {} {}",
        need.content.title,
        need.content.problem,
        need.content.keywords.join(" ")
    ));
    let words = &house.words.specialities[speciality];
    let score: Vec<usize> = words
        .topic
        .iter()
        .map(|t| {
            let said = format!("{} {} {}", t.name, t.objects.join(" "), t.failures.join(" "));
            pairs(&said).intersection(&asked).count()
        })
        .collect();
    let mut found: Vec<(usize, usize)> = Vec::new();
    for home in homes.iter().filter(|h| h.speciality == speciality) {
        for (member, (main, second)) in home.members.clone().zip(&home.topics) {
            if demo.experts[member].state.suggested() {
                found.push((score[*main] * 2 + score[*second], member));
            }
        }
    }
    found.sort_by_key(|(score, member)| (std::cmp::Reverse(*score), *member));
    found.into_iter().map(|(_, member)| member).collect()
}

fn pairs(text: &str) -> HashSet<(char, char)> {
    text.chars().zip(text.chars().skip(1)).filter(|(a, b)| a.is_alphabetic() && b.is_alphabetic()).collect()
}

fn one(
    house: &mut House<'_>,
    need: &Need,
    partner: Partner,
    place: usize,
    conflict: bool,
    since: jiff::Timestamp,
) -> Match {
    let by_hand = chance::percent(&mut house.rng, 8);
    let band = match place {
        0 | 1 => Band::Strong,
        2..=4 => Band::Possible,
        _ => Band::ToVerify,
    };
    let by = need.broker.unwrap_or_else(|| house.broker(0));
    let hours = chance::between(&mut house.rng, 2, 30);
    let moved = chance::after(&mut house.rng, since, hours, house.now);
    let id = house.id();
    let suggested = Match::suggest(id, need.id, partner, (!by_hand).then_some(band), by_hand, since);
    let suggested = house.note::<_, Refused>(Ok(suggested), &Act::own(by, since));
    let act = Act::own(by, moved);
    if conflict {
        let excluded = suggested.exclude(by, ExclusionReason::Conflict, "", moved);
        house.note(excluded, &act)
    } else if place < 4 && chance::percent(&mut house.rng, 45) {
        house.note(suggested.shortlist(by, moved), &act)
    } else if chance::percent(&mut house.rng, 18) {
        let line = chance::one(&mut house.rng, &house.words.needs.exclusions);
        let (code, note) = line.split_once('|').unwrap_or((line, ""));
        let reason = ExclusionReason::from_code(code).unwrap_or(ExclusionReason::Other);
        house.note(suggested.exclude(by, reason, note, moved), &act)
    } else {
        suggested
    }
}

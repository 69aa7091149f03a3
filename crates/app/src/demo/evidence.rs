//! Evidence of the demo experts; colleagues share items.

use std::collections::HashSet;

use domain::evidence::{Evidence, EvidenceKind};
use domain::{Act, Lang};

use super::sentences::Facts;
use super::vocab::{Speciality, Topic};
use super::{Demo, Home, House, chance};

/// Fewest and most items of one expert.
pub(super) const ITEMS: (usize, usize) = (6, 15);

/// Enters evidence for every member of every team.
pub(super) fn enter(house: &mut House<'_>, demo: &mut Demo, homes: &[Home]) {
    let mut titles = HashSet::new();
    for home in homes {
        let count = home.members.len();
        let wanted: Vec<usize> =
            (0..count).map(|_| chance::between(&mut house.rng, ITEMS.0, ITEMS.1 - 3)).collect();
        let mut has = vec![0; count];
        for nth in 0..count {
            while has[nth] < wanted[nth] {
                let owners = owners(house, home, &mut has, nth);
                let item = item(house, demo, home, &owners, &mut titles);
                demo.evidence.push(item);
            }
        }
    }
}

/// The first owner and up to three colleagues with the same topic who have room.
fn owners(house: &mut House<'_>, home: &Home, has: &mut [usize], nth: usize) -> Vec<usize> {
    let (main, second) = home.topics[nth];
    let mut colleagues: Vec<usize> = (0..has.len())
        .filter(|c| *c != nth && has[*c] < ITEMS.1)
        .filter(|c| home.topics[*c].0 == main || home.topics[*c].1 == main || home.topics[*c].0 == second)
        .collect();
    chance::shuffle(&mut house.rng, &mut colleagues);
    colleagues.truncate([0, 1, 1, 2, 3][chance::below(&mut house.rng, 5)]);
    let owners: Vec<usize> = std::iter::once(nth).chain(colleagues).collect();
    for owner in &owners {
        has[*owner] += 1;
    }
    owners
}

fn kind(house: &mut House<'_>) -> EvidenceKind {
    match chance::below(&mut house.rng, 100) {
        0..42 => EvidenceKind::Paper,
        42..66 => EvidenceKind::Patent,
        66..79 => EvidenceKind::Project,
        79..83 => EvidenceKind::Standard,
        83..89 => EvidenceKind::Product,
        _ => EvidenceKind::Consultation,
    }
}

fn item(
    house: &mut House<'_>,
    demo: &Demo,
    home: &Home,
    owners: &[usize],
    titles: &mut HashSet<String>,
) -> Evidence {
    let own = &house.words.specialities[home.speciality];
    let (main, second) = home.topics[owners[0]];
    let place = if chance::percent(&mut house.rng, 65) { main } else { second };
    let kind = kind(house);
    let english = (kind == EvidenceKind::Paper && chance::percent(&mut house.rng, 40))
        .then(|| house.words.speciality(&own.english))
        .flatten();
    let (speciality, topic) = match english {
        Some((_, other)) => (other, chance::one(&mut house.rng, &other.topic)),
        None => (own, &own.topic[place]),
    };
    let (title, body, keywords, roles, source) = text(house, speciality, topic, kind, titles);
    let since = chance::between(&mut house.rng, 60, 360);
    let newest = chance::day(house.now).year();
    let year = 2012 + chance::below(&mut house.rng, (newest - 2012 + 1).max(1) as usize) as i16;
    let foreign = &house.words.institutes[&own.team[0].org].country;
    let number = identifier(house, kind, year, foreign);
    let named = owners.iter().enumerate().map(|(nth, owner)| {
        (demo.experts[home.members.start + owner].id, roles[usize::from(nth > 0)].clone())
    });
    let known = owners.iter().map(|o| demo.experts[home.members.start + o].created_at).max();
    let entered = chance::office(&mut house.rng, house.now, since);
    let created_at = known.map_or(entered, |known| known.max(entered));
    let evidence = Evidence {
        version: 1,
        kind,
        title,
        body,
        keywords,
        year: Some(year),
        language: speciality.lang,
        identifier: number,
        source,
        verified: chance::percent(&mut house.rng, 70),
        owners: named.collect(),
        created_at,
        id: house.id(),
    };
    let by = house.broker(owners[0]);
    house.note(evidence.enter(), &Act::own(by, created_at))
}

type Written = (String, String, Vec<String>, &'static [String; 2], String);

/// Writes title and abstract; draws again while the title is taken.
fn text(
    house: &mut House<'_>,
    speciality: &'static Speciality,
    topic: &'static Topic,
    kind: EvidenceKind,
    titles: &mut HashSet<String>,
) -> Written {
    let patterns = &house.words.sentences[speciality.lang.tag()][kind.code()];
    let mut tries = 0;
    loop {
        let facts = Facts::draw(&mut house.rng, speciality, topic);
        let title = facts.fill(chance::one(&mut house.rng, &patterns.titles).as_str());
        let title = if speciality.lang == Lang::En { super::people::capital(&title) } else { title };
        tries += 1;
        if !titles.insert(title.clone()) && tries < 60 {
            continue;
        }
        let body = facts.fill(chance::one(&mut house.rng, &patterns.bodies).as_str());
        let keywords = vec![topic.name.clone(), facts.object.to_owned(), facts.method.to_owned()];
        return (title, body, keywords, &patterns.roles, patterns.source.clone());
    }
}

/// Returns an identifier that is nobody's: DOI prefix 10.5555, patents of the year 2099, our own numbers.
fn identifier(house: &mut House<'_>, kind: EvidenceKind, year: i16, country: &str) -> String {
    let number = chance::below(&mut house.rng, 10_000);
    match kind {
        EvidenceKind::Paper => format!("10.5555/demo.{year}.{number:04}"),
        EvidenceKind::Patent => patent(house, country),
        EvidenceKind::Project => format!("MLK-{year}-{number:04}"),
        EvidenceKind::Standard => format!("T/MLTB {:03}—{year}", number % 400 + 1),
        EvidenceKind::Product => String::new(),
        EvidenceKind::Consultation => format!("WZ-{year}-{:04}", number % 600 + 1),
    }
}

fn patent(house: &mut House<'_>, country: &str) -> String {
    let serial = chance::below(&mut house.rng, 1_000_000);
    match country {
        "DE" => format!("DE 10 2099 {:03} {:03} B4", serial / 1000, serial % 1000),
        "CN" => chinese_patent(serial),
        "HK" | "TW" if serial.is_multiple_of(2) => chinese_patent(serial),
        other => format!("{other} 99{serial:06} B"),
    }
}

/// Returns a Chinese patent number of the year 2099 with its check digit (weights 2 to 9, then 2 to 5, modulo 11).
pub(super) fn chinese_patent(serial: usize) -> String {
    let digits = format!("20991{:07}", serial % 10_000_000);
    let weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
    let sum: u32 = digits.chars().zip(weights).map(|(c, w)| w * c.to_digit(10).unwrap_or(0)).sum();
    let check = match sum % 11 {
        10 => 'X',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    };
    format!("ZL{digits}.{check}")
}

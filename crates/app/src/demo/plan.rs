//! Which need ends where: the plan of the 150 needs.

use super::vocab::{Note, Story};
use super::{House, chance};

/// Where a need of the plan ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Draft,
    Submitted,
    Returned,
    NotAccepted,
    InDiagnosis,
    Approved,
    Published,
    Matching,
    PrivateMatching,
    Paused,
    Expired,
    Withdrawn,
    Merged,
}

/// How many full stories end where; short notes add drafts, calls, refusals and mergers.
const ENDS: [(End, usize); 10] = [
    (End::Submitted, 4),
    (End::Returned, 8),
    (End::InDiagnosis, 10),
    (End::Approved, 8),
    (End::Published, 30),
    (End::Matching, 40),
    (End::PrivateMatching, 10),
    (End::Paused, 6),
    (End::Expired, 6),
    (End::Withdrawn, 5),
];

/// What a need is written from.
#[derive(Debug, Clone, Copy)]
pub(super) enum Words {
    Full(&'static Story),
    Short(&'static Note),
}

/// One planned need.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    /// Place of the speciality.
    pub(super) speciality: usize,
    /// What it is written from.
    pub(super) words: Words,
    /// Where it ends.
    pub(super) end: End,
    /// Which company of the speciality asks.
    pub(super) company: usize,
    /// Place among those that end alike.
    pub(super) nth: usize,
}

/// Plans what every need is written from, who asks it and where it ends.
pub(super) fn plans(house: &mut House<'_>) -> Vec<Plan> {
    let words = house.words;
    let mut stories: Vec<(usize, usize, &'static Story)> = words
        .specialities
        .iter()
        .enumerate()
        .flat_map(|(at, s)| s.story.iter().enumerate().map(move |(nth, story)| (at, nth, story)))
        .collect();
    chance::shuffle(&mut house.rng, &mut stories);
    // The first company shows an account's own needs, and older needs of mergers must be known by then.
    let like = |title: &str| words.needs.again.iter().any(|n| n.like == title);
    stories.sort_by_key(|(at, _, story)| (!like(&story.title), *at != 0));
    let mut ends: Vec<End> = ENDS.iter().flat_map(|(end, n)| std::iter::repeat_n(*end, *n)).collect();
    chance::shuffle(&mut house.rng, &mut ends);
    let first: Vec<End> = std::iter::repeat_n(End::Matching, words.needs.again.len())
        .chain([End::Returned, End::Published, End::PrivateMatching])
        .collect();
    for (place, end) in first.iter().enumerate() {
        if let Some(at) = (place..ends.len()).find(|at| ends[*at] == *end) {
            ends.swap(place, at);
        }
    }
    let mut plans: Vec<Plan> = ends
        .into_iter()
        .zip(stories.iter().cycle())
        .map(|(end, (speciality, company, story))| {
            let named = story.company.map_or(*company, |place| place.saturating_sub(1));
            let company = if *speciality == 0 { 0 } else { named };
            Plan { speciality: *speciality, words: Words::Full(story), end, company, nth: 0 }
        })
        .collect();
    for (list, end) in [
        (&words.needs.draft, End::Draft),
        (&words.needs.call, End::Submitted),
        (&words.needs.refused, End::NotAccepted),
        (&words.needs.again, End::Merged),
    ] {
        plans.extend(list.iter().map(|note| {
            let speciality = words.speciality(&note.slug).map_or(0, |(at, _)| at);
            let company = usize::from(end == End::NotAccepted);
            Plan { speciality, words: Words::Short(note), end, company, nth: 0 }
        }));
    }
    number(&mut plans);
    plans
}

fn number(plans: &mut [Plan]) {
    let mut counts: Vec<(End, usize)> = Vec::new();
    for plan in plans {
        match counts.iter_mut().find(|(end, _)| *end == plan.end) {
            Some((_, n)) => {
                *n += 1;
                plan.nth = *n;
            }
            None => counts.push((plan.end, 0)),
        }
    }
}

/// How many days ago a need reached where it ends.
pub(super) fn age(house: &mut House<'_>, plan: &Plan) -> usize {
    let rng = &mut house.rng;
    match plan.end {
        // From a few minutes to past the promised answer.
        End::Submitted => [0, 0, 1, 1, 2, 2, 3, 4, 5, 6, 8, 11][plan.nth % 12],
        End::Draft => chance::between(rng, 0, 12),
        End::Returned => chance::between(rng, 1, 16),
        End::InDiagnosis => chance::between(rng, 1, 21),
        End::Approved => chance::between(rng, 1, 14),
        End::Published => chance::between(rng, 2, 75),
        End::Matching => chance::between(rng, 45, 150),
        End::PrivateMatching => chance::between(rng, 4, 90),
        End::Paused => chance::between(rng, 5, 60),
        End::Expired => chance::between(rng, 2, 40),
        End::NotAccepted | End::Withdrawn => chance::between(rng, 5, 120),
        End::Merged => chance::between(rng, 3, 30),
    }
}

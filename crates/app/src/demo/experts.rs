//! Teams and their members.

use domain::expert::{Expert, ExpertProfile, ExpertState};
use domain::team::{Team, TeamProfile};
use domain::{Act, Lang, Timestamp};
use jiff::ToSpan;

use super::vocab::{Institute, Speciality, TeamWords};
use super::{Demo, EXPERTS, Home, House, chance, organisations, people};

/// Enters teams with their members, domestic teams first, and returns where each stands.
pub(super) fn enter(house: &mut House<'_>, demo: &mut Demo) -> Vec<Home> {
    let words = house.words;
    let mut all: Vec<(usize, &Speciality, &TeamWords)> = words
        .specialities
        .iter()
        .enumerate()
        .flat_map(|(at, s)| s.team.iter().map(move |t| (at, s, t)))
        .collect();
    all.sort_by_key(|(_, _, t)| words.institutes[&t.org].country != "CN");
    let (each, more) = (EXPERTS / all.len(), EXPERTS % all.len());
    let mut homes = Vec::new();
    for (place, (speciality_at, speciality, team)) in all.into_iter().enumerate() {
        let institute = &words.institutes[&team.org];
        push_team(house, demo, speciality, team, institute);
        let first = demo.experts.len();
        let mut topics = Vec::new();
        for nth in 0..each + usize::from(place < more) {
            let count = speciality.topic.len();
            let pair = (nth % count, (nth + 1 + nth / count % (count - 1).max(1)) % count);
            topics.push(pair);
            push_expert(house, demo, speciality, institute, nth, pair);
        }
        let members = first..demo.experts.len();
        homes.push(Home { speciality: speciality_at, team: demo.teams.len() - 1, members, topics });
    }
    homes
}

fn push_team(
    house: &mut House<'_>,
    demo: &mut Demo,
    speciality: &Speciality,
    team: &TeamWords,
    institute: &Institute,
) {
    let organisation = demo.organisations.iter().find(|o| o.profile.name == institute.name).map(|o| o.id);
    let profile = TeamProfile {
        name: team.name.clone(),
        name_en: team.en.clone(),
        summary: team.summary.clone(),
        organisation,
        organisation_name: institute.name.clone(),
        foreign: institute.country != "CN",
        country: institute.country.clone(),
        fields: vec![speciality.field.clone()],
        capacity_per_quarter: chance::percent(&mut house.rng, 60)
            .then(|| chance::between(&mut house.rng, 8, 20) as i32),
        demo: true,
    };
    let days = chance::between(&mut house.rng, 380, 760);
    let created_at = chance::office(&mut house.rng, house.now, days);
    let by = house.broker(demo.teams.len());
    let id = house.id();
    let team = house.note(Team::enter(id, profile, created_at), &Act::own(by, created_at));
    demo.teams.push(team);
}

fn push_expert(
    house: &mut House<'_>,
    demo: &mut Demo,
    speciality: &Speciality,
    institute: &Institute,
    nth: usize,
    topics: (usize, usize),
) {
    let Some(team) = demo.teams.last() else { return };
    let (team, organisation) = (team.id, team.profile.organisation);
    let (name, name_latin) = people::name(house, &institute.people);
    let names = &house.words.people[&institute.people];
    let post = if nth == 0 { &names.posts[0] } else { chance::one(&mut house.rng, &names.posts[1..]) };
    let domestic = institute.people == "mainland";
    let mail = name_latin.to_lowercase().replace('ü', "u").replace([' ', '-'], ".");
    let profile = ExpertProfile {
        name_latin,
        organisation,
        organisation_name: institute.name.clone(),
        post: post.clone(),
        team: Some(team),
        discipline: speciality.discipline.clone(),
        fields: vec![speciality.field.clone()],
        industries: speciality.users.clone(),
        languages: names.languages.clone(),
        service_forms: forms(house, domestic),
        capacity_per_quarter: if nth == 0 { 2 } else { chance::between(&mut house.rng, 2, 5) as i32 },
        phone: if domestic { organisations::phone(house) } else { String::new() },
        email: format!("{mail}{}@{}", demo.experts.len() + 1, institute.host),
        language: Some(speciality.lang),
        region: institute.region.clone(),
        ..knowledge(house, speciality, topics, name)
    };
    let place = demo.experts.len();
    let (profile, state, [created_at, consent, confirmed]) = standing(house, profile, place, nth == 0);
    let expert = arrive(house, place, profile, state, [created_at, consent, confirmed]);
    demo.experts.push(expert);
}

/// Enters an expert, notes consent and last confirmation on their days, and moves to the final state.
fn arrive(
    house: &mut House<'_>,
    place: usize,
    profile: ExpertProfile,
    state: ExpertState,
    [created_at, consent, confirmed]: [Timestamp; 3],
) -> Expert {
    let broker = house.broker(place);
    let bare = ExpertProfile { consent_on: None, confirmed_on: None, ..profile.clone() };
    let id = house.id();
    let mut expert = house.note(Expert::enter(id, bare, created_at), &Act::own(broker, created_at));
    if profile.consent_on.is_some() {
        let agreed = ExpertProfile { confirmed_on: profile.consent_on, ..profile.clone() };
        expert = house.note(expert.revise(agreed), &Act::own(broker, consent));
        if profile.confirmed_on > profile.consent_on {
            expert = house.note(expert.revise(profile), &Act::own(broker, confirmed));
        }
    }
    if state == expert.state {
        return expert;
    }
    let act = match &state {
        ExpertState::Left { at } => Act::own(broker, *at),
        ExpertState::Stale { since } => Act::timer(*since),
        ExpertState::Invited
        | ExpertState::Onboarding
        | ExpertState::Active
        | ExpertState::OnLeave { .. } => {
            Act::own(broker, chance::after(&mut house.rng, confirmed, 3, house.now))
        }
    };
    house.note(expert.set_state(state), &act)
}

fn forms(house: &mut House<'_>, domestic: bool) -> Vec<String> {
    let mut forms = vec!["remote".to_owned()];
    if domestic && chance::percent(&mut house.rng, 80) || chance::percent(&mut house.rng, 25) {
        forms.push("on_site".to_owned());
    }
    forms
}

/// What the expert knows, from the two topics.
fn knowledge(
    house: &mut House<'_>,
    speciality: &Speciality,
    (main, second): (usize, usize),
    name: String,
) -> ExpertProfile {
    let (main, second) = (&speciality.topic[main], &speciality.topic[second]);
    let mut specialities = vec![main.name.clone(), second.name.clone()];
    for _ in 0..2 {
        let method = chance::one(&mut house.rng, &main.methods).name.clone();
        if !specialities.contains(&method) {
            specialities.push(method);
        }
    }
    let mut problems: Vec<&str> = main.problems.iter().map(String::as_str).collect();
    chance::shuffle(&mut house.rng, &mut problems);
    problems.truncate(2);
    if main.name != second.name {
        problems.push(chance::one(&mut house.rng, &second.problems).as_str());
    }
    let gap = if speciality.lang == Lang::En { " " } else { "" };
    ExpertProfile {
        name,
        specialities,
        specialities_en: [main, second].iter().map(|t| t.en.clone()).filter(|t| !t.is_empty()).collect(),
        problems: problems.join(gap),
        notes: equipment(house, speciality),
        ..ExpertProfile::default()
    }
}

fn equipment(house: &mut House<'_>, speciality: &Speciality) -> String {
    let mut list: Vec<&str> = speciality.equipment.iter().map(String::as_str).collect();
    if list.is_empty() || chance::percent(&mut house.rng, 40) {
        return String::new();
    }
    chance::shuffle(&mut house.rng, &mut list);
    list.truncate(2);
    match speciality.lang {
        Lang::ZhHans => format!("可用设备：{}。", list.join("、")),
        Lang::ZhHant => format!("可用設備：{}。", list.join("、")),
        Lang::En => format!("Equipment available: {}.", list.join("; ")),
    }
}

/// Settles where the expert stands and the days that go with it; leaders are active.
fn standing(
    house: &mut House<'_>,
    mut profile: ExpertProfile,
    place: usize,
    leader: bool,
) -> (ExpertProfile, ExpertState, [Timestamp; 3]) {
    let dusty = !leader && place % 40 == 19;
    let days = if dusty {
        chance::between(&mut house.rng, 480, 640)
    } else {
        chance::between(&mut house.rng, 60, 360)
    };
    let created_at = chance::office(&mut house.rng, house.now, days);
    let later = days - chance::between(&mut house.rng, 5, 40);
    let consent = chance::office(&mut house.rng, house.now, later);
    let confirmed = if dusty { later } else { chance::between(&mut house.rng, 2, later) };
    let confirmed = chance::office(&mut house.rng, house.now, confirmed);
    let today = chance::day(house.now);
    let state = match place % 40 {
        _ if leader => ExpertState::Active,
        _ if matches!(place, 133 | 266 | 378) => {
            ExpertState::Left { at: chance::office(&mut house.rng, house.now, 2) }
        }
        7 | 23 => ExpertState::Invited,
        19 => {
            let since = confirmed.checked_add(jiff::SignedDuration::from_hours(24 * 366));
            ExpertState::Stale { since: since.unwrap_or(house.now) }
        }
        31 => ExpertState::OnLeave { until: today.checked_add(45.days()).ok() },
        37 => ExpertState::Onboarding,
        _ => ExpertState::Active,
    };
    if state != ExpertState::Invited {
        profile.consent_on = Some(chance::day(consent));
        profile.confirmed_on = Some(chance::day(confirmed.max(consent)));
    }
    (profile, state, [created_at, consent.max(created_at), confirmed.max(consent).max(created_at)])
}

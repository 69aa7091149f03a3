//! Needs in every state, with their histories as far as the state carries them, and the questions on them.

use std::collections::BTreeMap;

use domain::need::{Need, NeedContent, Origin, Section, Source};
use domain::organisation::OrganisationKind;
use domain::question::Question;
use domain::{Act, Level};

use super::plan::{End, Plan, Words, plans};
use super::{Demo, House, chance, course, stories};

/// Enters the needs and the questions on them.
pub(super) fn enter(house: &mut House<'_>, demo: &mut Demo) {
    let mut built: Vec<(Need, Vec<Question>)> = Vec::new();
    let mut older: BTreeMap<String, Need> = BTreeMap::new();
    for plan in plans(house) {
        let (need, questions) = build(house, demo, plan, &older);
        older.entry(need.content.title.clone()).or_insert_with(|| need.clone());
        built.push((need, questions));
    }
    built.sort_by_key(|(need, _)| need.created_at);
    let mut serials: BTreeMap<i16, usize> = BTreeMap::new();
    for (mut need, questions) in built {
        let year = chance::day(need.created_at).year();
        let serial = serials.entry(year).or_default();
        *serial += 1;
        need.number = format!("{year}-{serial:04}");
        demo.needs.push(need);
        demo.questions.extend(questions);
    }
}

fn build(
    house: &mut House<'_>,
    demo: &Demo,
    plan: Plan,
    older: &BTreeMap<String, Need>,
) -> (Need, Vec<Question>) {
    let draft = draft(house, demo, plan);
    let into = match plan.words {
        Words::Short(note) => older.get(&note.like),
        Words::Full(_) => None,
    };
    course::live(house, draft, plan, into)
}

/// The need as the company writes it.
fn draft(house: &mut House<'_>, demo: &Demo, plan: Plan) -> Need {
    let speciality = &house.words.specialities[plan.speciality];
    let at = company(house, demo, plan);
    let organisation = &demo.organisations[at];
    let content: NeedContent = match plan.words {
        Words::Full(story) => stories::content(house, speciality, story, organisation),
        Words::Short(note) => {
            let mut content = stories::note(house, speciality, note, organisation);
            stories::ensure_reachable(house, &mut content);
            content
        }
    };
    let own = is_first(demo, at);
    let unlinked = plan.end == End::Submitted && plan.nth % 3 == 2 && !own;
    let source = if own { Source::Company } else { source(house) };
    let created_by = if own { house.owner } else { Some(house.broker(plan.speciality)) };
    let act = Act { by: created_by, at: house.now, on_behalf: None };
    let bare =
        Need::draft(house.id(), String::new(), content, &act).expect("the vocabulary fits the fields").next;
    let mut need = Need {
        organisation: (!unlinked).then_some(organisation.id),
        organisation_name: organisation.profile.name.clone(),
        level: Level::Verified,
        source,
        language: speciality.lang,
        demo: true,
        ..bare
    };
    provenance(house, demo, &mut need);
    levels(house, &mut need, plan.end);
    need
}

fn company(house: &House<'_>, demo: &Demo, plan: Plan) -> usize {
    let before: usize = house.words.specialities[..plan.speciality].iter().map(|s| s.companies.len()).sum();
    let own = house.words.specialities[plan.speciality].companies.len().max(1);
    let first =
        demo.organisations.iter().position(|o| o.profile.kind == OrganisationKind::Company).unwrap_or(0);
    first + before + plan.company % own
}

fn is_first(demo: &Demo, at: usize) -> bool {
    demo.organisations.iter().position(|o| o.profile.kind == OrganisationKind::Company) == Some(at)
}

fn source(house: &mut House<'_>) -> Source {
    match chance::below(&mut house.rng, 100) {
        0..62 => Source::Broker,
        62..80 => Source::Import,
        80..94 => Source::Event,
        _ => Source::Agent,
    }
}

/// Notes an agent's principal, or the platform an import came from.
fn provenance(house: &mut House<'_>, demo: &Demo, need: &mut Need) {
    match need.source {
        Source::Agent => {
            let agent = demo.organisations.iter().find(|o| o.profile.kind == OrganisationKind::Agent);
            if let Some(agent) = agent {
                need.acting_for = std::mem::replace(&mut need.organisation_name, agent.profile.name.clone());
                need.organisation = Some(agent.id);
            }
        }
        Source::Import => {
            let number = format!("XQ{:05}", chance::below(&mut house.rng, 100_000));
            need.origin = Some(Origin { platform: "企业技术需求征集表".to_owned(), number });
        }
        Source::Company | Source::Broker | Source::Event => {}
    }
}

fn levels(house: &mut House<'_>, need: &mut Need, end: End) {
    if end == End::PrivateMatching || chance::percent(&mut house.rng, 12) {
        need.level = Level::Undertaking;
        if end != End::PrivateMatching {
            need.section_levels.insert(Section::Title, Level::Verified);
        }
    } else {
        for (section, chances) in
            [(Section::Tried, 30), (Section::Conditions, 25), (Section::CurrentState, 15)]
        {
            if chance::percent(&mut house.rng, chances) {
                need.section_levels.insert(section, Level::Undertaking);
            }
        }
    }
}

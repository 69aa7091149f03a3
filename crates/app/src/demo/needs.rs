//! Needs in every state, with their histories as far as the state carries them, and the questions on them.

use std::collections::BTreeMap;

use domain::need::{
    Consent, ConsentKind, Need, NeedContent, NeedState, NotAcceptedReason, Origin, PublicText, Resting,
    Section, Source,
};
use domain::organisation::OrganisationKind;
use domain::question::{Answer, Question};
use domain::{Act, Channel, Level, OnBehalf, Proof, Timestamp};
use jiff::ToSpan;

use super::vocab::{Note, Story};
use super::{Demo, House, chance, stories};

/// Where a need of the plan ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
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
enum Words {
    Full(&'static Story),
    Short(&'static Note),
}

#[derive(Debug, Clone, Copy)]
struct Plan {
    speciality: usize,
    words: Words,
    end: End,
    /// Which company of the speciality asks.
    company: usize,
    /// Place among those that end alike.
    nth: usize,
}

/// Enters the needs and the questions on them.
pub(super) fn enter(house: &mut House<'_>, demo: &mut Demo) {
    let mut built: Vec<(Need, Vec<Question>, Option<&'static str>)> =
        plans(house).into_iter().map(|plan| build(house, demo, plan)).collect();
    built.sort_by_key(|(need, ..)| need.created_at);
    let targets: BTreeMap<String, Need> =
        built.iter().rev().map(|(n, ..)| (n.content.title.clone(), n.clone())).collect();
    let mut serials: BTreeMap<i16, usize> = BTreeMap::new();
    for (mut need, questions, like) in built {
        let year = chance::day(need.created_at).year();
        let serial = serials.entry(year).or_default();
        *serial += 1;
        need.number = format!("{year}-{serial:04}");
        if let (Some(older), NeedState::Merged { into, .. }) =
            (like.and_then(|title| targets.get(title)), &mut need.state)
        {
            *into = older.id;
        }
        demo.needs.push(need);
        demo.questions.extend(questions);
    }
}

fn plans(house: &mut House<'_>) -> Vec<Plan> {
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
            let company = if *speciality == 0 { 0 } else { *company };
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
fn age(house: &mut House<'_>, plan: &Plan) -> usize {
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

/// The times of a need's steps.
struct Times {
    created: Timestamp,
    submitted: Timestamp,
    taken: Timestamp,
    approved: Timestamp,
    consented: Timestamp,
    cleared: Timestamp,
    since: Timestamp,
}

impl Times {
    fn draw(house: &mut House<'_>, end: End, age: usize) -> Self {
        let rest = if end == End::Expired { 180 } else { 0 };
        let gaps: [usize; 7] = match end {
            End::Draft | End::Submitted | End::Merged | End::NotAccepted => [0, 0, 0, 0, 0, 0, 2],
            End::Returned | End::InDiagnosis => [0, 0, 0, 0, 0, 2, 3],
            End::Approved => [0, 0, 0, 1, 4, 3, 2],
            End::Published | End::PrivateMatching => [1, 1, 2, 2, 5, 3, 2],
            End::Matching | End::Paused | End::Expired | End::Withdrawn => [9, 2, 2, 3, 6, 3, 2],
        };
        let mut days = vec![age];
        for (nth, gap) in gaps.into_iter().enumerate() {
            let before = days[nth] + if gap == 0 { 0 } else { chance::between(&mut house.rng, 1, gap) };
            days.push(before + if nth == 0 { rest } else { 0 });
        }
        let times = chance::steps(&mut house.rng, house.now, &days);
        let [created, submitted, taken, approved, _worded, consented, cleared, since] = times[..] else {
            unreachable!("eight days give eight times")
        };
        Self { created, submitted, taken, approved, consented, cleared, since }
    }
}

fn build(house: &mut House<'_>, demo: &Demo, plan: Plan) -> (Need, Vec<Question>, Option<&'static str>) {
    let age = age(house, &plan);
    let mut times = Times::draw(house, plan.end, age);
    if plan.end == End::Submitted && plan.nth == 0 {
        // One has just come in.
        times.since = house.now.checked_sub(25.minutes()).unwrap_or(house.now);
    }
    let need = bare(house, demo, plan, &times, age);
    let mut need = open(house, need, plan, &times);
    let mut questions = Vec::new();
    if plan.end == End::Returned {
        questions.push(ask(house, &mut need, plan, &times));
    } else if need.broker.is_some() && plan.end != End::NotAccepted && chance::percent(&mut house.rng, 28) {
        questions.push(answered(house, &need, &times));
    }
    let like = match plan.words {
        Words::Short(note) if !note.like.is_empty() => Some(note.like.as_str()),
        Words::Short(_) | Words::Full(_) => None,
    };
    (need, questions, like)
}

/// The need as the company handed it in, and the state it reached.
fn bare(house: &mut House<'_>, demo: &Demo, plan: Plan, times: &Times, age: usize) -> Need {
    let speciality = &house.words.specialities[plan.speciality];
    let at = company(house, demo, plan);
    let organisation = &demo.organisations[at];
    let content: NeedContent = match plan.words {
        Words::Full(story) => stories::content(house, speciality, story, organisation, age),
        Words::Short(note) => {
            let mut content = stories::note(house, speciality, note, organisation);
            stories::ensure_reachable(house, &mut content);
            content
        }
    };
    let own = is_first(demo, at);
    let broker = house.broker(plan.speciality);
    let unlinked = plan.end == End::Submitted && plan.nth % 3 == 2 && !own;
    let source = if own { Source::Company } else { source(house) };
    let draft = plan.end == End::Draft;
    let declaration = (!draft).then(|| act(house, own, plan.speciality, times.submitted, &content, false));
    let (organisation_id, organisation_name) = (organisation.id, organisation.profile.name.clone());
    let mut need = Need {
        id: house.id(),
        version: 1,
        number: String::new(),
        organisation: (!unlinked).then_some(organisation_id),
        organisation_name,
        content,
        level: Level::Verified,
        section_levels: BTreeMap::new(),
        state: NeedState::Draft,
        declaration,
        public: None,
        consent: None,
        cleared: None,
        broker: None,
        returns: 0,
        review_by: None,
        foreign_visible: false,
        chokepoint: None,
        source,
        acting_for: String::new(),
        origin: None,
        language: speciality.lang,
        created_at: times.created,
        first_submitted_at: (!draft).then_some(times.submitted),
        created_by: if own { house.owner } else { Some(broker) },
        demo: true,
    };
    provenance(house, demo, &mut need);
    levels(house, &mut need, plan.end);
    need.state = state(house, plan, times);
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

fn state(house: &mut House<'_>, plan: Plan, times: &Times) -> NeedState {
    let since = times.since;
    let was = [Resting::Matching, Resting::Published, Resting::PrivateMatching][plan.nth % 3];
    let note = match plan.words {
        Words::Short(note) => Some(note),
        Words::Full(_) => None,
    };
    let words = &house.words.needs;
    match plan.end {
        End::Draft => NeedState::Draft,
        End::Submitted => NeedState::Submitted { since },
        End::Returned => NeedState::Returned { since },
        End::NotAccepted => NeedState::NotAccepted {
            since,
            reason: note
                .and_then(|n| NotAcceptedReason::from_code(&n.code))
                .unwrap_or(NotAcceptedReason::Other),
            note: note.map_or_else(String::new, |n| n.reason.clone()),
        },
        End::InDiagnosis => NeedState::InDiagnosis { since },
        End::Approved => NeedState::Approved { since: times.approved, exemption: None },
        End::Published => NeedState::Published { since },
        End::Matching => NeedState::Matching { since },
        End::PrivateMatching => NeedState::PrivateMatching { since },
        End::Paused => {
            NeedState::Paused { since, was, reason: words.pauses[plan.nth % words.pauses.len()].clone() }
        }
        End::Expired => NeedState::Expired { since, was },
        End::Withdrawn => NeedState::Withdrawn {
            since,
            reason: words.withdrawals[plan.nth % words.withdrawals.len()].clone(),
        },
        // The real target is set once every need is built.
        End::Merged => NeedState::Merged { since, into: house.id() },
    }
}

/// Adds broker, public text, consent, clearance and review day as far as the state asks for them.
fn open(house: &mut House<'_>, mut need: Need, plan: Plan, times: &Times) -> Need {
    let broker = house.broker(plan.speciality);
    if !matches!(plan.end, End::Draft | End::Submitted) {
        need.broker = Some(broker);
    }
    if plan.end == End::Returned || chance::percent(&mut house.rng, 12) && need.broker.is_some() {
        need.returns = 1 + i32::from(plan.end == End::Returned && plan.nth == 5);
    }
    let Words::Full(story) = plan.words else { return need };
    if matches!(plan.end, End::Submitted | End::Returned | End::InDiagnosis) {
        return need;
    }
    need.review_by = review_by(plan.end, times);
    if !story.chokepoint.is_empty() {
        need.chokepoint = Some(story.chokepoint.clone());
    }
    if plan.end == End::Approved && plan.nth < 3 {
        return need;
    }
    let public = stories::public(&house.words.specialities[plan.speciality], story);
    let private = match &need.state {
        NeedState::PrivateMatching { .. } => true,
        NeedState::Paused { was, .. } | NeedState::Expired { was, .. } => *was == Resting::PrivateMatching,
        NeedState::Draft
        | NeedState::Submitted { .. }
        | NeedState::Returned { .. }
        | NeedState::NotAccepted { .. }
        | NeedState::InDiagnosis { .. }
        | NeedState::Approved { .. }
        | NeedState::Published { .. }
        | NeedState::Matching { .. }
        | NeedState::Withdrawn { .. }
        | NeedState::Merged { .. } => false,
    };
    if !(plan.end == End::Approved && plan.nth < 6) {
        agree(house, &mut need, plan, times, &public, private);
    }
    let listed = need.state.listed();
    need.foreign_visible =
        listed && public.english() && need.chokepoint.is_none() && chance::percent(&mut house.rng, 75);
    need.public = Some(public);
    need
}

fn agree(
    house: &mut House<'_>,
    need: &mut Need,
    plan: Plan,
    times: &Times,
    public: &PublicText,
    private: bool,
) {
    let checksum = public.checksum();
    let own = house.owner.is_some() && need.created_by == house.owner;
    let kind = if private { ConsentKind::PrivateMatching } else { ConsentKind::Publication };
    let act = act(house, own, plan.speciality, times.consented, &need.content, true);
    need.consent = Some(Consent { kind, checksum: checksum.clone(), act });
    need.cleared = Some((checksum, Act::own(house.broker(plan.speciality), times.cleared)));
}

fn review_by(end: End, times: &Times) -> Option<domain::Date> {
    match end {
        End::Expired => chance::day(times.since).yesterday().ok(),
        End::Draft
        | End::Submitted
        | End::Returned
        | End::NotAccepted
        | End::InDiagnosis
        | End::Approved
        | End::Published
        | End::Matching
        | End::PrivateMatching
        | End::Paused
        | End::Withdrawn
        | End::Merged => chance::day(times.approved).checked_add(240.days()).ok(),
    }
}

/// An act of the company: its own where it has an account, else recorded by the broker, with a call-back where it binds.
fn act(
    house: &mut House<'_>,
    own: bool,
    speciality: usize,
    at: Timestamp,
    content: &NeedContent,
    binds: bool,
) -> Act {
    let broker = house.broker(speciality);
    if let (true, Some(owner)) = (own, house.owner) {
        return Act::own(owner, at);
    }
    let minutes = chance::between(&mut house.rng, 4, 55) as i64;
    let told_at = at.checked_sub(minutes.minutes()).unwrap_or(at);
    let proof =
        if binds { Proof::CallBack { by: house.broker(speciality + 1), at: told_at } } else { Proof::Word };
    let channel =
        *chance::one(&mut house.rng, &[Channel::Phone, Channel::Phone, Channel::Visit, Channel::Wechat]);
    let on_behalf = Some(OnBehalf { channel, person: content.contact_name.clone(), told_at, proof });
    Act { by: Some(broker), at, on_behalf }
}

/// Asks the open question of a returned need, and blanks what it asks for.
fn ask(house: &mut House<'_>, need: &mut Need, plan: Plan, times: &Times) -> Question {
    let open = &house.words.needs.open;
    let (field, text) = open[plan.nth % open.len()].split_once('|').unwrap_or(("", ""));
    let name = need.content.indicators.first().map_or("", |i| i.name.as_str());
    let text = text.replace("{indicator}", name);
    stories::blank(&mut need.content, field);
    Question {
        id: house.id(),
        version: 1,
        need: need.id,
        field: field.to_owned(),
        text,
        asked_by: house.broker(plan.speciality),
        asked_at: times.since,
        answer: None,
    }
}

fn answered(house: &mut House<'_>, need: &Need, times: &Times) -> Question {
    let line = chance::one(&mut house.rng, &house.words.needs.answered);
    let mut parts = line.splitn(3, '|').map(str::to_owned);
    let mut next = || parts.next().unwrap_or_default();
    let (field, text, answer) = (next(), next(), next());
    let own = house.owner.is_some() && need.created_by == house.owner;
    let broker = need.broker.unwrap_or_else(|| house.broker(0));
    let speciality = house.brokers.iter().position(|b| *b == broker).unwrap_or(0);
    let act = act(house, own, speciality, times.since.min(times.cleared), &need.content, false);
    Question {
        id: house.id(),
        version: 1,
        need: need.id,
        field,
        text,
        asked_by: broker,
        asked_at: times.taken,
        answer: Some(Answer { text: answer, act }),
    }
}

//! The course of a need: the steps that took it where it ends, and when each was.
//!
//! Every step is the move the business makes, so that state, dates, history and versions agree.

use domain::need::{ConsentKind, Need, NotAcceptedReason, PublicText, Ready, Resting, Trouble};
use domain::question::Question;
use domain::{AccountId, Act, Changed, Channel, NeedId, OnBehalf, Proof, Timestamp};
use jiff::ToSpan;

use super::plan::{End, Plan, Words, age};
use super::{House, chance, stories};

/// One step of a need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Draft,
    Revise,
    Submit,
    Take,
    Ask,
    Answer,
    GiveBack,
    Resubmit,
    Refuse,
    Merge,
    Mark,
    Approve,
    Word,
    Agree,
    Clear,
    Publish,
    ShowAbroad,
    Match,
    MatchPrivately,
    Pause,
    Expire,
    Withdraw,
}

impl Step {
    /// At most how many days pass between the step before and this one.
    const fn gap(self) -> usize {
        match self {
            Self::Revise | Self::Mark | Self::ShowAbroad => 0,
            Self::Draft | Self::Take | Self::Clear | Self::Publish => 1,
            Self::Submit | Self::Ask | Self::GiveBack | Self::Refuse | Self::Merge | Self::Word => 2,
            Self::Answer | Self::Resubmit | Self::Approve => 3,
            Self::Agree | Self::MatchPrivately => 4,
            Self::Match => 6,
            Self::Pause | Self::Withdraw => 40,
            Self::Expire => 180,
        }
    }
}

/// What a need's course is led by.
struct Course {
    plan: Plan,
    broker: AccountId,
    /// The company's own account, where it has one.
    owner: Option<AccountId>,
    public: Option<PublicText>,
    /// What the last return asks and what it blanks.
    open: Option<(String, String)>,
    /// The day of the last step, after which an expired need expired.
    end: Timestamp,
}

/// Where a paused or expired need rested.
fn was(plan: Plan) -> Resting {
    [Resting::Matching, Resting::Published, Resting::PrivateMatching][plan.nth % 3]
}

/// Leads a draft to where its plan ends, and returns it with the questions on it; `into` is what it is merged into.
pub(super) fn live(
    house: &mut House<'_>,
    mut draft: Need,
    plan: Plan,
    into: Option<&Need>,
) -> (Need, Vec<Question>) {
    let public = match plan.words {
        Words::Full(story) => Some(stories::public(&house.words.specialities[plan.speciality], story)),
        Words::Short(_) => None,
    };
    let path = path(house, plan, public.as_ref(), into);
    let times = times(house, plan, &path);
    // Lists go by identifier, the newest first, so a need's has to be as old as the need.
    draft.id = minted_at(draft.id, times.first().copied().unwrap_or(house.now));
    let open = (plan.end == End::Returned).then(|| open_question(house, &mut draft, plan));
    let end = times.last().copied().unwrap_or(house.now);
    let owner = house.owner.filter(|_| draft.created_by == house.owner);
    let course = Course { plan, broker: house.broker(plan.speciality), owner, public, open, end };
    let mut need = draft;
    let mut talk = Talk::default();
    for (step, at) in path.into_iter().zip(times) {
        if matches!(step, Step::Answer | Step::Resubmit) {
            answer(house, &course, &need, &mut talk, at);
        }
        need = match step {
            Step::Ask | Step::GiveBack => ask(house, &course, need, &mut talk, (step, at)),
            Step::Answer => need,
            Step::Draft
            | Step::Revise
            | Step::Submit
            | Step::Resubmit
            | Step::Agree
            | Step::Pause
            | Step::Withdraw => company(house, &course, need, step, at),
            Step::Take
            | Step::Refuse
            | Step::Merge
            | Step::Mark
            | Step::Approve
            | Step::Word
            | Step::Clear
            | Step::Publish
            | Step::ShowAbroad
            | Step::Match
            | Step::MatchPrivately
            | Step::Expire => market(house, &course, need, step, into, at),
        };
        if matches!(step, Step::Match | Step::MatchPrivately) {
            house.matched.insert(need.id, at);
        }
    }
    (need, talk.questions)
}

/// Moves an identifier to a time: its first 48 bits are milliseconds since 1970.
fn minted_at(id: NeedId, at: Timestamp) -> NeedId {
    let mut bytes = *id.uuid().as_bytes();
    let millis = u64::try_from(at.as_millisecond()).unwrap_or(0);
    bytes[..6].copy_from_slice(&millis.to_be_bytes()[2..]);
    NeedId::from_uuid(uuid::Uuid::from_bytes(bytes))
}

/// Draws the steps that lead where the plan ends.
fn path(house: &mut House<'_>, plan: Plan, public: Option<&PublicText>, into: Option<&Need>) -> Vec<Step> {
    let mut path = vec![Step::Draft];
    if chance::percent(&mut house.rng, 25) {
        path.push(Step::Revise);
    }
    if plan.end == End::Draft {
        return path;
    }
    path.push(Step::Submit);
    match plan.end {
        End::Draft | End::Submitted => return path,
        End::NotAccepted => path.push(Step::Refuse),
        End::Merged => path.extend(into.map(|_| Step::Merge)),
        End::Returned => {
            if plan.nth == 5 {
                path.extend([Step::Take, Step::GiveBack, Step::Resubmit]);
            }
            path.extend([Step::Take, Step::GiveBack]);
        }
        End::InDiagnosis
        | End::Approved
        | End::Published
        | End::Matching
        | End::PrivateMatching
        | End::Paused
        | End::Expired
        | End::Withdrawn => {
            path.push(Step::Take);
            match chance::below(&mut house.rng, 100) {
                0..14 => path.extend([Step::GiveBack, Step::Resubmit, Step::Take]),
                14..36 => path.extend([Step::Ask, Step::Answer]),
                _ => {}
            }
        }
    }
    if plan.end != End::InDiagnosis
        && let Some(public) = public.filter(|_| path.last() != Some(&Step::GiveBack) && path.len() > 2)
        && path.contains(&Step::Take)
    {
        opened(house, plan, public, &mut path);
    }
    path
}

/// Adds the steps from the approval on.
fn opened(house: &mut House<'_>, plan: Plan, public: &PublicText, path: &mut Vec<Step>) {
    let key = matches!(plan.words, Words::Full(story) if !story.chokepoint.is_empty());
    path.extend(key.then_some(Step::Mark));
    path.push(Step::Approve);
    let waits = plan.end == End::Approved;
    if waits && plan.nth < 3 {
        return;
    }
    path.push(Step::Word);
    if waits && plan.nth < 6 {
        return;
    }
    path.extend([Step::Agree, Step::Clear]);
    let abroad = public.english() && !key && chance::percent(&mut house.rng, 75);
    let rest: &[Step] = match (plan.end, was(plan)) {
        (End::Published | End::Withdrawn, _) | (End::Paused | End::Expired, Resting::Published) => {
            &[Step::Publish]
        }
        (End::Matching, _) | (End::Paused | End::Expired, Resting::Matching) => &[Step::Publish, Step::Match],
        (End::PrivateMatching, _) | (End::Paused | End::Expired, Resting::PrivateMatching) => {
            &[Step::MatchPrivately]
        }
        (
            End::Draft
            | End::Submitted
            | End::Returned
            | End::NotAccepted
            | End::InDiagnosis
            | End::Approved
            | End::Merged,
            _,
        ) => &[],
    };
    for step in rest {
        path.push(*step);
        let listed = matches!(plan.end, End::Published | End::Matching);
        path.extend((*step == Step::Publish && listed && abroad).then_some(Step::ShowAbroad));
    }
    path.extend(match plan.end {
        End::Paused => Some(Step::Pause),
        End::Expired => Some(Step::Expire),
        End::Withdrawn => Some(Step::Withdraw),
        End::Draft
        | End::Submitted
        | End::Returned
        | End::NotAccepted
        | End::InDiagnosis
        | End::Approved
        | End::Published
        | End::Matching
        | End::PrivateMatching
        | End::Merged => None,
    });
}

/// Draws when each step was: the last one as long ago as the plan wants, the others before it.
fn times(house: &mut House<'_>, plan: Plan, path: &[Step]) -> Vec<Timestamp> {
    let mut days = vec![age(house, &plan)];
    for (nth, step) in path.iter().enumerate().skip(1).rev() {
        let least = if *step == Step::Expire { 180 } else { usize::from(step.gap() > 0) };
        let least = if matches!(path[nth], Step::Submit) && plan.end == End::Submitted { 0 } else { least };
        let before = days[0] + chance::between(&mut house.rng, least.min(step.gap()), step.gap());
        days.insert(0, before);
    }
    let mut times = chance::steps(&mut house.rng, house.now, &days);
    let lately = house.now.checked_sub(25.minutes()).unwrap_or(house.now);
    if plan.end == End::Submitted && plan.nth == 0 && chance::at_work(lately) {
        // One has just come in.
        if let Some(last) = times.last_mut() {
            *last = lately.max(*last);
        }
    }
    times
}

/// A step of the company: its own where it has an account, else recorded by the broker.
fn company(house: &mut House<'_>, course: &Course, need: Need, step: Step, at: Timestamp) -> Need {
    let nth = course.plan.nth;
    let act = act(house, course, &need, at, step == Step::Agree);
    let words = &house.words.needs;
    let changed: Result<Changed<Need>, Trouble> = match step {
        Step::Draft => {
            let drafted = Need::draft(need.id, String::new(), need.content.clone(), &act);
            drafted
                .map(|d| Changed { next: Need { created_at: at, ..need }, event: d.event })
                .map_err(Into::into)
        }
        Step::Revise => {
            let content = need.content.clone();
            need.revise(content)
        }
        Step::Agree => {
            let checksum = need.public.as_ref().map(PublicText::checksum).unwrap_or_default();
            let private = course.plan.end == End::PrivateMatching
                || matches!(course.plan.end, End::Paused | End::Expired)
                    && was(course.plan) == Resting::PrivateMatching;
            let kind = if private { ConsentKind::PrivateMatching } else { ConsentKind::Publication };
            need.consent(kind, &checksum, act.clone())
        }
        Step::Pause => need.pause(&words.pauses[nth % words.pauses.len()], at),
        Step::Withdraw => need.withdraw(&words.withdrawals[nth % words.withdrawals.len()], at),
        other => {
            debug_assert!(matches!(other, Step::Submit | Step::Resubmit), "{other:?} is not the company's");
            let need = declared(house, need, &act);
            need.submit(&act)
        }
    };
    house.note(changed, &act)
}

fn declared(house: &mut House<'_>, need: Need, act: &Act) -> Need {
    if need.declaration.is_some() {
        return need;
    }
    let changed = need.declare(act.clone());
    house.note(changed, act)
}

/// A step of the market: the broker's, or the timer's.
fn market(
    house: &mut House<'_>,
    course: &Course,
    need: Need,
    step: Step,
    into: Option<&Need>,
    at: Timestamp,
) -> Need {
    let act = Act::own(course.broker, at);
    if step == Step::Expire {
        let changed = need.expire(at, chance::day(at));
        return house.note(changed, &Act::timer(at));
    }
    let changed: Result<Changed<Need>, Trouble> = match step {
        Step::Take => need.take(course.broker, at).map_err(Into::into),
        Step::Refuse => {
            let (reason, note) = refusal(course.plan);
            let need = Need { broker: Some(course.broker), ..need };
            need.not_accept(reason, note, at)
        }
        Step::Merge => {
            let need = Need { broker: Some(course.broker), ..need };
            let into = into.expect("a merger is planned only when its older need is known");
            need.merge_into(into, at).map_err(Into::into)
        }
        Step::Mark => need.set_chokepoint(key_technology(course.plan)),
        Step::Approve => need.approve(Ready { review_by: review_by(course, at), exemption: None }, &act),
        Step::Word => need.word(course.public.clone().expect("only full stories are approved")),
        Step::Clear => {
            let checksum = need.public.as_ref().map(PublicText::checksum).unwrap_or_default();
            need.clear(&checksum, act.clone())
        }
        Step::ShowAbroad => need.set_foreign_visible(true).map_err(Into::into),
        Step::Publish => need.publish(at).map_err(Into::into),
        other => {
            debug_assert!(matches!(other, Step::Match | Step::MatchPrivately), "{other:?}");
            need.start_matching(at).map_err(Into::into)
        }
    };
    house.note(changed, &act)
}

fn refusal(plan: Plan) -> (NotAcceptedReason, &'static str) {
    match plan.words {
        Words::Short(note) => {
            let reason = NotAcceptedReason::from_code(&note.code).unwrap_or(NotAcceptedReason::Other);
            (reason, &note.reason)
        }
        Words::Full(_) => (NotAcceptedReason::Other, ""),
    }
}

fn key_technology(plan: Plan) -> Option<String> {
    match plan.words {
        Words::Full(story) => Some(story.chokepoint.clone()),
        Words::Short(_) => None,
    }
}

fn review_by(course: &Course, approved: Timestamp) -> domain::Date {
    let day = if course.plan.end == End::Expired {
        chance::day(course.end).yesterday()
    } else {
        chance::day(approved).checked_add(240.days())
    };
    day.unwrap_or_else(|_| chance::day(approved))
}

/// An act of the company: its own where it has an account, else recorded by the broker, with a call-back where it binds.
fn act(house: &mut House<'_>, course: &Course, need: &Need, at: Timestamp, binds: bool) -> Act {
    if let Some(owner) = course.owner {
        return Act::own(owner, at);
    }
    let minutes = chance::between(&mut house.rng, 4, 55);
    let told_at = chance::shortly_before(at, minutes);
    let second = house.broker(course.plan.speciality + 1);
    let proof = if binds { Proof::CallBack { by: second, at: told_at } } else { Proof::Word };
    let channel =
        *chance::one(&mut house.rng, &[Channel::Phone, Channel::Phone, Channel::Visit, Channel::Wechat]);
    let on_behalf = Some(OnBehalf { channel, person: need.content.contact_name.clone(), told_at, proof });
    Act { by: Some(course.broker), at, on_behalf }
}

/// Draws what a returned need is asked, and blanks what the question asks for.
fn open_question(house: &House<'_>, need: &mut Need, plan: Plan) -> (String, String) {
    let open = &house.words.needs.open;
    let (field, text) = open[plan.nth % open.len()].split_once('|').unwrap_or(("", ""));
    let name = need.content.indicators.first().map_or("", |i| i.name.as_str());
    let text = text.replace("{indicator}", name);
    stories::blank(&mut need.content, field);
    (field.to_owned(), text)
}

/// The questions on a need, and the answer that the last one will get.
#[derive(Default)]
struct Talk {
    questions: Vec<Question>,
    answer: String,
}

/// Asks a question; a need that is given back goes to the company with it, the last time without an answer.
fn ask(
    house: &mut House<'_>,
    course: &Course,
    need: Need,
    talk: &mut Talk,
    (step, at): (Step, Timestamp),
) -> Need {
    let act = Act::own(course.broker, at);
    let line = chance::one(&mut house.rng, &house.words.needs.answered);
    let mut parts = line.splitn(3, '|').map(str::to_owned);
    let mut next = || parts.next().unwrap_or_default();
    let (mut field, mut text, answer) = (next(), next(), next());
    talk.answer = answer;
    if let Some((asked, words)) = course.open.as_ref().filter(|_| at == course.end) {
        (field, text) = (asked.clone(), words.clone());
    }
    let question = Question {
        id: house.id(),
        version: 1,
        need: need.id,
        field,
        text,
        asked_by: course.broker,
        asked_at: at,
        answer: None,
    };
    let question = house.note(question.ask(), &act);
    talk.questions.push(question);
    if step == Step::Ask { need } else { house.note(need.give_back(course.broker, at), &act) }
}

/// Answers the last question.
fn answer(house: &mut House<'_>, course: &Course, need: &Need, talk: &mut Talk, at: Timestamp) {
    let act = act(house, course, need, at, false);
    let words = std::mem::take(&mut talk.answer);
    if let Some(question) = talk.questions.pop() {
        let question = house.note(question.answer(&words, act.clone()), &act);
        talk.questions.push(question);
    }
}

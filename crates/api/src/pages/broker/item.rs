//! One need as queue and review show it: what is there, what is missing, what may be the same, what can be decided.

use app::{Found, NeedSeen, SearchRequest};
use domain::need::{Indicator, NeedState, RETURNS_BEFORE_A_CALL};
use domain::{NeedId, Timestamp};
use jiff::tz::TimeZone;

use super::RefusedForm;
use crate::http::{Answer, Caller, Server};
use crate::pages::draft::indicator_rows;
use crate::pages::listed::{field_words, lang_of};
use crate::pages::need::field_words as about;
use crate::view::broker::{Check, Decisions, InboxItem, Similar};
use crate::view::desk::Fact;
use crate::view::parts::Piece;
use crate::view::{Choice, Form, Frame, format};

/// Where an item stands in the list it was opened from.
#[derive(Debug, Clone, Default)]
pub(super) struct Position {
    pub(super) place: usize,
    pub(super) of: usize,
    pub(super) previous: String,
    pub(super) next: String,
}

/// Says how pressing a promise is: late or today, soon, or neither.
pub(super) fn tone(now: Timestamp, due: Timestamp, zone: &TimeZone) -> &'static str {
    let day = |at: Timestamp| at.to_zoned(zone.clone()).date();
    match (due <= now, day(due) == day(now)) {
        (true, _) | (false, true) => "danger",
        (false, false) if due.duration_since(now).as_hours() < 30 => "warn",
        (false, false) => "",
    }
}

/// Builds an item.
pub(super) async fn item(
    server: &Server,
    caller: &Caller,
    f: &Frame,
    seen: &NeedSeen,
    at: Position,
    refused: Option<&RefusedForm>,
) -> Answer<InboxItem> {
    let app = server.app();
    let zone = app.clock().zone().clone();
    let now = app.clock().now();
    let (due, tone) = match seen.state {
        NeedState::Submitted { since } => {
            let due = app.promise_from(since).await?;
            (f.t1("due-by", "by", format::moment(due, &zone)), tone(now, due, &zone))
        }
        NeedState::Draft
        | NeedState::Returned { .. }
        | NeedState::NotAccepted { .. }
        | NeedState::InDiagnosis { .. }
        | NeedState::Approved { .. }
        | NeedState::Published { .. }
        | NeedState::Matching { .. }
        | NeedState::PrivateMatching { .. }
        | NeedState::Paused { .. }
        | NeedState::Expired { .. }
        | NeedState::Withdrawn { .. }
        | NeedState::Merged { .. } => (String::new(), "info"),
    };
    let (organisation, company) = seen.organisation.clone().unwrap_or_default();
    let c = &seen.content;
    let review = seen.review.as_ref();
    let source = review.map(|r| f.code("source", r.source.code())).unwrap_or_default();
    let came_at = review.and_then(|r| r.first_submitted_at).unwrap_or(seen.created_at);
    let notes = [industry(f, &c.industry), review.map(|r| r.acting_for.clone()).unwrap_or_default()];
    let urls = server.urls();
    let brokers = app.brokers(&caller.call).await.unwrap_or_default();
    Ok(InboxItem {
        id: seen.id.to_string(),
        number: seen.number.clone(),
        title: seen.title.clone(),
        lang: seen.language,
        place: at.place,
        of: at.of,
        came: format!("{source} · {}", format::moment(came_at, &zone)),
        state: seen.state.code(),
        due,
        tone: if tone.is_empty() { "info" } else { tone },
        level: seen.level,
        company,
        company_href: organisation.map(|id| urls.organisation(id)).unwrap_or_default(),
        notes: notes.into_iter().filter(|n| !n.is_empty()).collect(),
        words: vec![Piece { text: c.problem.clone(), mark: None }],
        indicators: indicator_rows(seen),
        facts: facts(f, seen),
        files: Vec::new(),
        checks: checks(f, seen, urls),
        similar: similar(server, caller, f, seen).await?,
        fields: fields(f, seen),
        brokers: brokers.into_iter().map(|a| Choice::new(a.id.to_string(), a.name)).collect(),
        decide: decisions(server, seen, refused),
        previous: at.previous,
        next: at.next,
    })
}

fn industry(f: &Frame, code: &str) -> String {
    app::data::industry_name(code, f.l.lang).unwrap_or_else(|| code.to_owned())
}

/// Puts what was given besides the problem into words and values.
pub(super) fn facts(f: &Frame, seen: &NeedSeen) -> Vec<Fact> {
    let c = &seen.content;
    let told = [("current_state", c.current_state.clone()), ("tried", c.tried.clone())];
    let told = told.into_iter().map(|(name, value)| Fact::new(f.code("need", name), value));
    expectation(f, seen).into_iter().chain(told).collect()
}

/// Lists what the company expects, in what terms.
pub(super) fn expectation(f: &Frame, seen: &NeedSeen) -> Vec<Fact> {
    let c = &seen.content;
    let modes: Vec<String> = c.modes.iter().map(|m| f.code("mode", m)).collect();
    [
        ("expected", c.expected.clone()),
        ("budget", format::budget(&c.budget, f.l)),
        ("wanted_by", c.wanted_by.map(format::day).unwrap_or_default()),
        ("modes", modes.join("、")),
        ("field", field_words(f, &c.field)),
    ]
    .into_iter()
    .map(|(name, value)| Fact::new(f.code("need", name), value))
    .collect()
}

/// Lists what approval needs, each missing piece with the question to ask.
pub(super) fn checks(f: &Frame, seen: &NeedSeen, urls: &crate::url::Urls) -> Vec<Check> {
    let missing = seen.content.missing_at_approval();
    let review = urls.need(seen.id);
    let check = |field: &str, done: bool| {
        let question = if done { String::new() } else { f.code("ask", field) };
        let ask = urls.list(&review, &[("ask", field), ("question", &question)]);
        Check {
            what: f.code("need", field),
            done,
            ask: if done { String::new() } else { format!("{ask}#return") },
            question,
        }
    };
    let companys = [
        "problem",
        "current_state",
        "tried",
        "expected",
        "modes",
        "budget",
        "wanted_by",
        "decision_owner",
        "contact_phone",
    ];
    let mut checks: Vec<Check> =
        companys.iter().map(|field| check(field, !missing.contains(field))).collect();
    checks.push(check("indicators", seen.content.indicators.iter().any(Indicator::checkable)));
    for (at, one) in seen.content.indicators.iter().enumerate() {
        if !one.checkable() {
            checks.push(check_indicator(f, urls, &review, at, "target"));
        } else if one.test_method.is_empty() {
            checks.push(check_indicator(f, urls, &review, at, "test_method"));
        }
    }
    checks.sort_by_key(|c| c.done);
    checks
}

fn check_indicator(f: &Frame, urls: &crate::url::Urls, review: &str, at: usize, part: &str) -> Check {
    let field = format!("indicators.{at}.{part}");
    let question = f.t1(&format!("ask-indicator-{}", part.replace('_', "-")), "number", at + 1);
    let ask = format!("{}#return", urls.list(review, &[("ask", &field), ("question", &question)]));
    Check { what: about(f, &field), done: false, question, ask }
}

/// Proposes needs that may be the same: the finder's nearest titles, read afresh.
async fn similar(server: &Server, caller: &Caller, f: &Frame, seen: &NeedSeen) -> Answer<Vec<Similar>> {
    let request = SearchRequest {
        text: seen.title.chars().take(120).collect(),
        kind: "need".to_owned(),
        limit: 4,
        ..SearchRequest::default()
    };
    let Ok(found) = server.app().search(&caller.call, &request).await else { return Ok(Vec::new()) };
    let urls = server.urls();
    let rows = found.found.into_iter().filter_map(|one| match one {
        Found::Need(row) if row.id != seen.id => Some(Similar {
            number: row.number.clone(),
            lang: lang_of(&row.title),
            title: row.title.clone(),
            note: f.code("state", row.state.code()),
            href: urls.need(row.id),
        }),
        Found::Need(_) | Found::Expert(..) | Found::Team(_) | Found::Evidence(..) => None,
    });
    Ok(if found.relaxed { Vec::new() } else { rows.take(3).collect() })
}

/// Lists the fields a question can be about.
pub(super) fn fields(f: &Frame, seen: &NeedSeen) -> Vec<Choice> {
    let mut list = vec![Choice::new("", f.t("ask-whole"))];
    let names = [
        "title",
        "background",
        "current_state",
        "problem",
        "tried",
        "expected",
        "modes",
        "budget",
        "wanted_by",
        "contact_phone",
    ];
    list.extend(names.iter().map(|name| Choice::new(*name, about(f, name))));
    for (at, one) in seen.content.indicators.iter().enumerate() {
        for part in ["now", "target", "test_method"] {
            let label = format!(
                "{} · {} · {}",
                about(f, &format!("indicators.{at}")),
                one.name,
                f.code("need-indicators", part)
            );
            list.push(Choice::new(format!("indicators.{at}.{part}"), label));
        }
    }
    list
}

/// Makes the form of an act, or takes the refused one with its complaints.
pub(super) fn act_form(
    server: &Server,
    id: NeedId,
    version: i64,
    act: &str,
    refused: Option<&RefusedForm>,
) -> Form {
    match refused {
        Some(one) if one.act == act => one.form.clone(),
        Some(_) | None => {
            Form::new("act", server.urls().need_act(&id.to_string(), act), server.key()).versioned(version)
        }
    }
}

fn decisions(server: &Server, seen: &NeedSeen, refused: Option<&RefusedForm>) -> Decisions {
    let form = |act: &str| Some(act_form(server, seen.id, seen.version, act, refused));
    let returns = seen.review.as_ref().map_or(0, |r| r.returns);
    let mine = seen.sight.own;
    let review = server.urls().need(seen.id);
    let mut decide = Decisions::default();
    if seen.state.is_final() {
        return decide;
    }
    decide.assign = form("assignment");
    if !mine {
        return decide;
    }
    decide.merge = (seen.state.code() != "draft").then(|| form("merge")).flatten();
    match seen.state {
        NeedState::Submitted { .. } => {
            decide.take = form("take");
            decide.phone_instead = returns >= RETURNS_BEFORE_A_CALL;
            decide.give_back = form("return").filter(|_| !decide.phone_instead);
            decide.not_accept = form("not-acceptance");
            decide.approve = format!("{review}#approve");
        }
        NeedState::InDiagnosis { .. } => {
            decide.phone_instead = returns >= RETURNS_BEFORE_A_CALL;
            decide.give_back = form("return").filter(|_| !decide.phone_instead);
            decide.not_accept = form("not-acceptance");
            decide.approve = format!("{review}#approve");
        }
        NeedState::Returned { .. } => decide.not_accept = form("not-acceptance"),
        NeedState::Approved { .. } => {
            decide.take = form("take");
            decide.open = format!("{review}#wording");
        }
        NeedState::Draft
        | NeedState::NotAccepted { .. }
        | NeedState::Published { .. }
        | NeedState::Matching { .. }
        | NeedState::PrivateMatching { .. }
        | NeedState::Paused { .. }
        | NeedState::Expired { .. }
        | NeedState::Withdrawn { .. }
        | NeedState::Merged { .. } => {}
    }
    decide
}

//! Following a need: the company's list and page, its acts, and the form for print.

use app::{NeedFilter, NeedSeen};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::need::{ConsentKind, NeedState};
use domain::policy::NeedAction;
use domain::{NeedId, Timestamp};

use super::draft::{Desk, colleagues, groups, moved_on, on_behalf};
use super::{page, page_as};
use crate::http::input::{At, Form as Sent};
use crate::http::{Access, Answer, Caller, Failure, Registry, Server};
use crate::view::company::{CompanyHome, ConsentAsk, NeedPrint, NeedRow, OwnNeed, QuestionItem, Waiting};
use crate::view::parts::{Entry, Pager, When};
use crate::view::{Form, Frame, Place, format};

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new()
        .get(Access::Page, "/needs", list)
        .get(Access::Page, "/needs/{id}", show)
        .get(
            Access::Page,
            "/needs/{id}/print",
            async |State(s): State<Server>, c: Caller, At(id): At<NeedId>| {
                print_page(&s, &Desk::own(c, id)).await
            },
        )
        .post(
            Access::Page,
            "/needs/{id}/answers",
            async |s: State<Server>, At(id): At<NeedId>, sent: Sent| acted(s, id, "answers", sent).await,
        )
        .post(
            Access::Page,
            "/needs/{id}/consent",
            async |s: State<Server>, At(id): At<NeedId>, sent: Sent| acted(s, id, "consent", sent).await,
        )
        .post(
            Access::Page,
            "/needs/{id}/withdrawal",
            async |s: State<Server>, At(id): At<NeedId>, sent: Sent| acted(s, id, "withdrawal", sent).await,
        )
        .post(Access::Page, "/needs/{id}/pause", async |s: State<Server>, At(id): At<NeedId>, sent: Sent| {
            acted(s, id, "pause", sent).await
        })
        .post(
            Access::Page,
            "/needs/{id}/resumption",
            async |s: State<Server>, At(id): At<NeedId>, sent: Sent| acted(s, id, "resumption", sent).await,
        )
}

async fn acted(State(server): State<Server>, id: NeedId, what: &str, sent: Sent) -> Answer<Response> {
    // The policy speaks before any field is looked at.
    let rule = if what == "consent" { NeedAction::Consent } else { NeedAction::ActAsCompany };
    server.app().need_for(&sent.caller.call, id, rule).await?;
    let desk = Desk::own(sent.caller.clone(), id);
    act(&server, &desk, what, &sent).await
}

/// A broker's list has its own room; everybody else browses what is listed.
async fn list(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    if caller.call.actor.is_broker() || caller.call.actor.is_official() {
        return super::broker::needs_page(&server, &caller).await;
    }
    super::listed::page_of(&server, &caller).await
}

/// Draws the first page of a company: what waits for it, and its needs.
pub(super) async fn company_home(server: &Server, caller: &Caller) -> Answer<Response> {
    let organisation = super::draft::company_of(caller).ok_or_else(Failure::not_found)?;
    let f = server.frame(caller).await?;
    let after = super::query(caller, "after").and_then(|t| t.parse().ok());
    let filter = NeedFilter { organisation: Some(organisation), limit: 50, after, ..NeedFilter::default() };
    let found = server.app().needs(&caller.call, &filter).await?;
    let seen = server.app().organisation(&caller.call, organisation).await?;
    let zone = server.app().clock().zone().clone();
    let urls = server.urls();
    let mut waiting = Vec::new();
    let mut needs = Vec::new();
    for row in &found.rows {
        let since = row.state.since().unwrap_or(row.created_at);
        let draft = matches!(row.state, NeedState::Draft);
        let what = if row.awaits_consent {
            Some(f.t("waiting-consent"))
        } else if row.open_questions > 0 {
            Some(f.t1("waiting-questions", "count", row.open_questions))
        } else {
            matches!(row.state, NeedState::Returned { .. }).then(|| f.t("waiting-resubmit"))
        };
        if let Some(what) = what {
            waiting.push(Waiting {
                what,
                number: row.number.clone(),
                since: format::moment(since, &zone),
                href: urls.need(row.id),
            });
        }
        needs.push(NeedRow {
            number: row.number.clone(),
            title: row.title.clone(),
            state: row.state.code(),
            level: row.level,
            since: format::moment(since, &zone),
            next: next_of(server, &f, &row.state, row.review_by.map(format::day)).await?,
            href: if draft { urls.draft(row.id).tasks().to_owned() } else { urls.need(row.id) },
        });
    }
    waiting.reverse();
    needs.sort_by(|a: &NeedRow, b: &NeedRow| b.number.cmp(&a.number));
    let next =
        found.next.map(|id| urls.list(&urls.needs(), &[("after", &id.to_string())])).unwrap_or_default();
    let pager = Pager {
        total: usize::try_from(found.total).unwrap_or(usize::MAX),
        previous: String::new(),
        next,
        page: 0,
        pages: 0,
    };
    let title = f.t("home-title");
    page(&CompanyHome {
        f: f.at(Place::OwnNeeds, title),
        organisation: seen.organisation.profile.name.clone(),
        pending: seen.organisation.state.code() == "pending",
        waiting,
        needs,
        pager,
    })
}

/// Says in words what happens next and by when.
async fn next_of(server: &Server, f: &Frame, state: &NeedState, review_by: Option<String>) -> Answer<String> {
    let zone = server.app().clock().zone();
    Ok(match state {
        NeedState::Submitted { since } => {
            f.t1("next-submitted", "by", format::moment(server.app().promise_from(*since).await?, zone))
        }
        NeedState::Published { .. } => {
            review_by.map(|day| f.t1("next-published", "by", day)).unwrap_or_default()
        }
        NeedState::Matching { .. } | NeedState::PrivateMatching { .. } => {
            review_by.map(|day| f.t1("next-listed", "by", day)).unwrap_or_default()
        }
        NeedState::Draft
        | NeedState::Returned { .. }
        | NeedState::InDiagnosis { .. }
        | NeedState::Approved { .. }
        | NeedState::Expired { .. } => f.code("next", state.code()),
        NeedState::NotAccepted { .. }
        | NeedState::Paused { .. }
        | NeedState::Withdrawn { .. }
        | NeedState::Merged { .. } => String::new(),
    })
}

/// The company sees its own page, a broker the review, everybody else what the need shows them.
async fn show(State(server): State<Server>, caller: Caller, At(id): At<NeedId>) -> Answer<Response> {
    let seen = server.app().open_need(&caller.call, id).await?;
    let behalf = super::query(&caller, "as").as_deref() == Some("company");
    if caller.call.actor.is_broker() && !behalf {
        return super::broker::review_page(&server, &caller, seen, None, StatusCode::OK).await;
    }
    if !seen.sight.own {
        return super::listed::need_page(&server, &caller, seen).await;
    }
    own_page(&server, &Desk::own(caller, id), None, StatusCode::OK).await
}

/// What was refused: the act's name and the form with its complaints.
pub(super) type RefusedAct = (String, Form);

/// Draws a need as its company sees it.
pub(super) async fn own_page(
    server: &Server,
    desk: &Desk,
    refused: Option<RefusedAct>,
    status: StatusCode,
) -> Answer<Response> {
    let app = server.app();
    let seen = app.need(&desk.caller.call, desk.need).await?;
    let f = server.frame(&desk.caller).await?;
    let review = seen.review.clone().ok_or_else(Failure::not_found)?;
    let zone = app.clock().zone().clone();
    let editable = seen.state.editable();
    let urls = desk.urls(server);
    let names = app.account_names(&people(&review)).await?;
    let broker = review.broker.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
    let form = |what: &str, scope: &'static str| match &refused {
        Some((name, form)) if name == what => form.clone(),
        Some(_) | None => Form::new(scope, address(server, desk, what), server.key()).versioned(seen.version),
    };
    let mut questions: Vec<QuestionItem> = (1..)
        .zip(&review.questions)
        .map(|(n, q)| QuestionItem {
            id: format!("q-{n}"),
            field: if q.field.is_empty() { String::new() } else { field_words(&f, &q.field) },
            edit: if editable {
                urls.section(crate::view::company::Part::of_field(&q.field).slug())
            } else {
                String::new()
            },
            text: q.text.clone(),
            asked_by: names.get(&q.asked_by).cloned().unwrap_or_default(),
            asked_at: format::moment(q.asked_at, &zone),
            answer: q.answer.as_ref().map(|a| a.text.clone()).unwrap_or_default(),
            answered: q.answer.as_ref().map(|a| act_words(&f, &a.act, &names, &zone)).unwrap_or_default(),
            form: q.answer.is_none().then(|| form("answers", "answer").with("question", q.id.to_string())),
        })
        .collect();
    questions.sort_by_key(|q| !q.answer.is_empty());
    let since = seen.state.since();
    let answered =
        matches!(seen.state, NeedState::Returned { .. }) && questions.iter().all(|q| !q.answer.is_empty());
    let consented = matches!(seen.state, NeedState::Approved { .. }) && review.consent.is_some();
    let view = OwnNeed {
        id: seen.id.to_string(),
        number: seen.number.clone(),
        title: seen.title.clone(),
        state: seen.state.code(),
        since: since.map(|at| format::moment(at, &zone)).unwrap_or_default(),
        level: seen.level,
        next: match () {
            () if answered => f.t("next-answered"),
            () if consented => f.t("next-consented"),
            () => next_of(server, &f, &seen.state, seen.review_by.map(format::day)).await?,
        },
        resubmit: if answered { urls.check() } else { String::new() },
        merged: merged(server, desk, &seen).await,
        reason: reason_of(&f, &seen.state),
        broker,
        questions,
        consent: consent_of(&f, &seen, &review, form("consent", "consent"), &names, &zone),
        groups: groups(&f, &seen, None),
        recorder: colleagues(server, &desk.caller).await?,
        line: line(server, &f, desk, &seen).await?,
        edit: if editable && seen.state.code() != "submitted" {
            urls.tasks().to_owned()
        } else {
            String::new()
        },
        pause: seen.state.listed().then(|| form("pause", "pause")),
        readers: usize::try_from(server.app().count_need_readers(&seen).await?).unwrap_or(usize::MAX),
        readers_href: if desk.key.is_none() { server.urls().need_readers(seen.id) } else { String::new() },
        resume: matches!(seen.state, NeedState::Paused { .. } | NeedState::Expired { .. })
            .then(|| form("resumption", "resume")),
        withdraw: (!seen.state.is_final()).then(|| form("withdrawal", "withdraw")),
        f: {
            let title = seen.number.clone();
            let mut f = f.at(Place::OwnNeeds, title);
            f.has_errors = refused.is_some();
            f
        },
    };
    page_as(status, &view)
}

/// Returns number and address of what a need was merged into, where its company may read that.
async fn merged(server: &Server, desk: &Desk, seen: &NeedSeen) -> Option<(String, String)> {
    let NeedState::Merged { into, .. } = &seen.state else { return None };
    let into = server.app().need(&desk.caller.call, *into).await.ok()?;
    Some((into.number.clone(), server.urls().need(into.id)))
}

fn people(review: &app::NeedReview) -> Vec<domain::AccountId> {
    let asked =
        review.questions.iter().flat_map(|q| [Some(q.asked_by), q.answer.as_ref().and_then(|a| a.act.by)]);
    let consent = review.consent.as_ref().and_then(|c| c.act.by);
    asked.chain([review.broker, consent]).flatten().collect()
}

/// Names a field, such as `indicators.1.target`, as people do.
pub(super) fn field_words(f: &Frame, field: &str) -> String {
    let mut parts = field.split('.');
    let first = parts.next().unwrap_or_default();
    let word = f.code("need", first);
    match parts.next().and_then(|n| n.parse::<usize>().ok()) {
        Some(at) => format!("{word} {}", at + 1),
        None => word,
    }
}

/// Says who did something, when, and on whose behalf.
pub(super) fn act_words(
    f: &Frame,
    act: &domain::Act,
    names: &std::collections::BTreeMap<domain::AccountId, String>,
    zone: &jiff::tz::TimeZone,
) -> String {
    let who = act.by.and_then(|id| names.get(&id).cloned()).unwrap_or_else(|| f.t("act-visitor"));
    let when = format::moment(act.at, zone);
    match &act.on_behalf {
        None => format!("{who} · {when}"),
        Some(behalf) => {
            let channel = f.code("channel", behalf.channel.code());
            format!("{} · {channel} · {} · {when}", behalf.person, f.t1("act-recorded-by", "name", who))
        }
    }
}

fn reason_of(f: &Frame, state: &NeedState) -> String {
    match state {
        NeedState::NotAccepted { reason, note, .. } => {
            let word = f.code("not-accepted", reason.code());
            if note.is_empty() { word } else { format!("{word}：{note}") }
        }
        NeedState::Paused { reason, .. } | NeedState::Withdrawn { reason, .. } => reason.clone(),
        NeedState::Draft
        | NeedState::Submitted { .. }
        | NeedState::Returned { .. }
        | NeedState::InDiagnosis { .. }
        | NeedState::Approved { .. }
        | NeedState::Published { .. }
        | NeedState::Matching { .. }
        | NeedState::PrivateMatching { .. }
        | NeedState::Expired { .. }
        | NeedState::Merged { .. } => String::new(),
    }
}

fn consent_of(
    f: &Frame,
    seen: &NeedSeen,
    review: &app::NeedReview,
    form: Form,
    names: &std::collections::BTreeMap<domain::AccountId, String>,
    zone: &jiff::tz::TimeZone,
) -> Option<ConsentAsk> {
    let public = review.public.as_ref()?;
    let given = review.consent.as_ref();
    if given.is_none() && !matches!(seen.state, NeedState::Approved { .. }) {
        return None;
    }
    Some(ConsentAsk {
        kind: given.map_or("publication", |c| c.kind.code()),
        title: public.title.clone(),
        summary: public.summary.clone(),
        title_en: public.title_en.clone(),
        summary_en: public.summary_en.clone(),
        checksum: public.checksum(),
        form,
        given: given.map(|c| act_words(f, &c.act, names, zone)).unwrap_or_default(),
    })
}

/// Draws what happened so far; the names of outsiders are no business of the company's.
async fn line(server: &Server, f: &Frame, desk: &Desk, seen: &NeedSeen) -> Answer<Vec<Entry>> {
    let history = server.app().need_history(&desk.caller.call, seen.id).await?;
    let ids: Vec<_> = history.iter().filter_map(|h| h.by).collect();
    let names = server.app().account_names(&ids).await?;
    let zone = server.app().clock().zone();
    let entries = history.iter().filter(|h| shown(&h.what)).map(|h| Entry {
        when: When::Past,
        time: format::moment(h.at, zone),
        machine: format::machine(h.at, zone),
        what: f.code("event", &h.what.replace('.', "-")),
        who: h.by.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
        proof: String::new(),
    });
    Ok(entries.collect())
}

/// Small steps of writing are left out of the time line.
pub(super) fn shown(what: &str) -> bool {
    !matches!(what, "need.revised" | "need.read" | "need.levels_set" | "need.linked" | "batch.taken_back")
}

fn address(server: &Server, desk: &Desk, what: &str) -> String {
    if desk.key.is_some() {
        return desk.urls(server).section(what);
    }
    let urls = server.urls();
    match what {
        "answers" => urls.need_answer(desk.need),
        "consent" => urls.need_consent(desk.need),
        "pause" => urls.need_pause(desk.need),
        "resumption" => urls.need_resumption(desk.need),
        _ => urls.need_withdrawal(desk.need),
    }
}

/// Does an act of the company and shows the page again where a field cannot be taken.
pub(super) async fn act(server: &Server, desk: &Desk, what: &str, sent: &Sent) -> Answer<Response> {
    let (scope, word) = match what {
        "answers" => ("answer", "answered"),
        "consent" => ("consent", "consented"),
        "pause" => ("pause", "paused"),
        "resumption" => ("resume", "resumed"),
        _ => ("withdraw", "withdrawn"),
    };
    match done(server, desk, what, sent).await {
        Ok(()) => moved_on(server, desk, word),
        Err(app::Error::Invalid(fields)) => {
            let seen = server.app().need(&desk.caller.call, desk.need).await?;
            let mut form = Form::new(scope, address(server, desk, what), server.key())
                .versioned(seen.version)
                .filled_again(sent.fields());
            for field in &fields {
                form = form.refused(field);
            }
            own_page(server, desk, Some((what.to_owned(), form)), StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn done(server: &Server, desk: &Desk, what: &str, sent: &Sent) -> app::Result<()> {
    let (app, call, id) = (server.app(), &sent_call(desk, sent), desk.need);
    let behalf = on_behalf(server, sent).await?;
    let behalf = behalf.as_ref();
    match what {
        "answers" => {
            let question = sent.text("question").parse().map_err(|_| app::Error::NotFound)?;
            app.answer_question(call, id, sent.version, question, sent.text("answer"), behalf).await?;
        }
        "consent" => {
            if sent.text("agree") != "true" {
                return Err(app::Error::field("agree", "required"));
            }
            let kind = ConsentKind::from_code(sent.text("kind"))
                .ok_or_else(|| app::Error::field("kind", "unknown"))?;
            app.consent_to_text(call, id, sent.version, kind, sent.text("checksum"), behalf).await?;
        }
        "pause" => drop(app.pause_need(call, id, sent.version, sent.text("reason"), behalf).await?),
        "resumption" => {
            let seen = app.need(call, id).await?;
            if let NeedState::Expired { .. } = seen.state {
                let until = app.next_review_day();
                app.renew_need(call, id, sent.version, until, behalf).await?;
            } else {
                app.resume_need(call, id, sent.version, behalf).await?;
            }
        }
        _ => {
            let reason = if sent.has("reason") { sent.text("reason") } else { "discarded" };
            app.withdraw_need(call, id, sent.version, reason, behalf).await?;
        }
    }
    Ok(())
}

/// The form's key with the desk's actor, who may hold a private link.
fn sent_call(desk: &Desk, sent: &Sent) -> app::Call {
    app::Call { key: sent.caller.call.key.clone(), ..desk.caller.call.clone() }
}

/// Draws a need's form for print, stamp and signature.
pub(super) async fn print_page(server: &Server, desk: &Desk) -> Answer<Response> {
    let seen = server.app().need(&desk.caller.call, desk.need).await?;
    if !seen.sight.own {
        return Err(Failure::not_found());
    }
    let f = server.frame(&desk.caller).await?;
    let zone = server.app().clock().zone();
    let printed: Timestamp = server.app().clock().now();
    let groups = groups(&f, &seen, None);
    let words: Vec<&str> = groups.iter().flat_map(|g| g.rows.iter().map(|r| r.value.as_str())).collect();
    let checksum = domain::need::checksum(&words).chars().take(12).collect();
    let title = seen.number.clone();
    page(&NeedPrint {
        f: f.at(Place::OwnNeeds, title),
        id: seen.id.to_string(),
        number: seen.number.clone(),
        organisation: seen.organisation.as_ref().map(|(_, name)| name.clone()).unwrap_or_default(),
        level: seen.level,
        version: seen.version,
        checksum,
        printed: format::moment(printed, zone),
        groups,
    })
}

//! One expert: the page, and what a broker records there.

use app::{ConflictEntry, ExpertSeen};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::ExpertId;
use domain::conflict::ConflictKind;
use domain::evidence::Evidence;
use domain::expert::ExpertState;

use super::distinct;
use crate::http::input::{At, Form as Sent};
use crate::http::{Access, Answer, Caller, Failure, Registry, Server};
use crate::pages::draft::{colleagues, on_behalf};
use crate::pages::listed::{field_words, lang_of};
use crate::pages::short::short;
use crate::pages::{back_with, page_as};
use crate::view::desk::Fact;
use crate::view::directory::{ConflictLine, EvidenceLine, ExpertDesk, ExpertPage};
use crate::view::parts::{Pager, Piece, Quote};
use crate::view::{Form, Frame, Place, format};

/// Lists the routes of this part.
pub(super) fn routes() -> Registry {
    Registry::new()
        .get(Access::Page, "/experts/{id}", show)
        .post(Access::Page, "/experts/{id}/conflicts", declare)
        .post(
            Access::Page,
            "/experts/{id}/confirmation",
            async |s: State<Server>, At(id): At<ExpertId>, sent: Sent| note(s, id, "confirmed", sent).await,
        )
        .post(
            Access::Page,
            "/experts/{id}/consent",
            async |s: State<Server>, At(id): At<ExpertId>, sent: Sent| note(s, id, "consented", sent).await,
        )
        .post(Access::Page, "/experts/{id}/state", stand)
}

async fn show(State(server): State<Server>, caller: Caller, At(id): At<ExpertId>) -> Answer<Response> {
    let seen = server.app().expert(&caller.call, id).await?;
    draw(&server, &caller, &seen, None, StatusCode::OK).await
}

fn evidence_line(f: &Frame, item: &Evidence, own: ExpertId) -> EvidenceLine {
    let text = if item.body.is_empty() { &item.title } else { &item.body };
    let shown = short(text, 240);
    let full = if shown == text.trim() { String::new() } else { text.trim().to_owned() };
    let details =
        [item.year.map(|y| y.to_string()).unwrap_or_default(), item.identifier.clone(), item.source.clone()];
    EvidenceLine {
        quote: Quote {
            id: item.id.to_string(),
            covers: Vec::new(),
            pieces: vec![Piece { text: shown.clone(), mark: None }],
            lang: item.language,
            translation: String::new(),
            kind: f.code("evidence", item.kind.code()),
            title: item.title.clone(),
            details: details.into_iter().filter(|d| !d.is_empty()).collect(),
            href: String::new(),
        },
        role: item.owners.iter().find(|(id, _)| *id == own).map(|(_, role)| role.clone()).unwrap_or_default(),
        verified: item.verified,
        shared: Vec::new(),
        full,
    }
}

async fn draw(
    server: &Server,
    caller: &Caller,
    seen: &ExpertSeen,
    refused: Option<Form>,
    status: StatusCode,
) -> Answer<Response> {
    let f = server.frame(caller).await?;
    let p = &seen.expert.profile;
    let words = |prefix: &str, codes: &[String]| {
        codes.iter().map(|c| f.code(prefix, c)).collect::<Vec<_>>().join("、")
    };
    let mut facts = vec![
        Fact::new(f.code("expert", "discipline"), p.discipline.clone()),
        Fact::new(
            f.code("expert", "fields"),
            p.fields.iter().map(|s| field_words(&f, s)).collect::<Vec<_>>().join("、"),
        ),
        Fact::new(f.code("expert", "industries"), p.industries.join("、")),
        Fact::new(f.code("expert", "languages"), words("language", &p.languages)),
        Fact::new(f.code("expert", "service_forms"), words("service-form", &p.service_forms)),
        Fact::new(f.code("expert", "region"), p.region.clone()),
    ];
    facts.retain(|fact| !fact.value.is_empty());
    let title = p.name.clone();
    let mut frame = f.clone().at(Place::Experts, title);
    frame.has_errors = refused.is_some();
    let view = ExpertPage {
        id: seen.expert.id.to_string(),
        name: p.name.clone(),
        name_latin: if p.name_latin.trim() == p.name.trim() { String::new() } else { p.name_latin.clone() },
        lang: p.language.unwrap_or_else(|| lang_of(&p.name)),
        home: [p.post.as_str(), p.organisation_name.as_str()]
            .into_iter()
            .filter(|t| !t.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
        team: seen.team.as_ref().map(|t| t.profile.name.clone()).unwrap_or_default(),
        team_href: seen.team.as_ref().map(|t| server.urls().team(t.id)).unwrap_or_default(),
        state: seen.expert.state.code(),
        consent_on: p.consent_on.map(format::day).unwrap_or_default(),
        confirmed: p.confirmed_on.map(format::day).unwrap_or_default(),
        capacity: p.capacity_per_quarter.to_string(),
        own: p.problems.clone(),
        specialities: distinct(p.specialities.iter().chain(&p.specialities_en)),
        facts,
        evidence: seen.evidence.iter().map(|e| evidence_line(&f, e, seen.expert.id)).collect(),
        pager: Pager {
            total: seen.evidence.len(),
            previous: String::new(),
            next: String::new(),
            page: 0,
            pages: 0,
        },
        desk: if seen.permit.internal { Some(desk(server, caller, &f, seen, refused).await?) } else { None },
        f: frame,
    };
    page_as(status, &view)
}

async fn desk(
    server: &Server,
    caller: &Caller,
    f: &Frame,
    seen: &ExpertSeen,
    refused: Option<Form>,
) -> Answer<ExpertDesk> {
    let urls = server.urls();
    let (id, version) = (seen.expert.id.to_string(), seen.expert.version);
    let form = |scope: &'static str, act: &str| {
        Form::new(scope, urls.expert_act(&id, act), server.key()).versioned(version)
    };
    let today = server.app().clock().today();
    let mut conflicts = Vec::new();
    for conflict in &seen.conflicts {
        let organisation = server.app().organisation(&caller.call, conflict.organisation).await?;
        let span = [conflict.since, conflict.until].map(|d| d.map(format::day).unwrap_or_default());
        conflicts.push(ConflictLine {
            organisation: organisation.organisation.profile.name,
            kind: conflict.kind.code(),
            span: span.join(" – "),
            counts: conflict.counts_on(today),
            note: conflict.note.clone(),
        });
    }
    conflicts.sort_by_key(|c| !c.counts);
    let p = &seen.expert.profile;
    let contact = [("phone", &p.phone), ("email", &p.email), ("notes", &p.notes)];
    Ok(ExpertDesk {
        contact: contact
            .into_iter()
            .filter(|(_, v)| !v.is_empty())
            .map(|(n, v)| Fact::new(f.code("expert", n), v.clone()))
            .collect(),
        conflicts,
        declare: Some(refused.unwrap_or_else(|| form("expert", "conflicts"))),
        confirm: Some(form("act", "confirmation")),
        consent: p.consent_on.is_none().then(|| form("act", "consent")),
        state: Some(form("expert", "state").with("state", seen.expert.state.code())),
        second: colleagues(server, caller).await?.unwrap_or_default(),
        needs: Vec::new(),
        edit: urls.expert_edit(seen.expert.id),
    })
}

async fn declare(State(server): State<Server>, At(id): At<ExpertId>, sent: Sent) -> Answer<Response> {
    let app = server.app();
    match declared(&server, id, &sent).await {
        Ok(()) => back_with(&server, &server.urls().expert(id), "saved"),
        Err(app::Error::Invalid(fields)) => {
            let seen = app.expert(&sent.caller.call, id).await?;
            let mut form =
                Form::new("expert", server.urls().expert_act(&id.to_string(), "conflicts"), server.key())
                    .filled_again(sent.fields());
            for field in &fields {
                form = form.refused(field);
            }
            draw(&server, &sent.caller, &seen, Some(form), StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn declared(server: &Server, expert: ExpertId, sent: &Sent) -> app::Result<()> {
    let app = server.app();
    app.may_read_queue(&sent.caller.call)?;
    let name = sent.text("organisation_name").trim().to_owned();
    let filter =
        app::OrganisationFilter { name: name.clone(), limit: 2, ..app::OrganisationFilter::default() };
    let (found, _) = app.organisations(&sent.caller.call, &filter).await?;
    let organisation =
        found.iter().find(|o| o.profile.name == name).or(if found.len() == 1 { found.first() } else { None });
    let organisation = organisation
        .filter(|_| !name.is_empty())
        .ok_or_else(|| app::Error::field("organisation_name", "unknown"))?;
    let day = |field: &str| match sent.text(field).trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| app::Error::field(field, "bad_date")),
    };
    let entry = ConflictEntry {
        expert,
        organisation: organisation.id,
        kind: ConflictKind::from_code(sent.text("kind"))
            .ok_or_else(|| app::Error::field("kind", "required"))?,
        since: day("since")?,
        until: day("until")?,
        note: sent.text("note").to_owned(),
    };
    app.declare_conflict(&sent.caller.call, entry).await.map(|_| ())
}

/// Records on behalf that a profile was confirmed, or that the expert consented to be listed.
async fn note(
    State(server): State<Server>,
    id: ExpertId,
    what: &'static str,
    sent: Sent,
) -> Answer<Response> {
    let app = server.app();
    app.may_read_queue(&sent.caller.call)?;
    let seen = app.expert(&sent.caller.call, id).await?;
    let behalf = on_behalf(&server, &sent).await?;
    let told = behalf.as_ref().ok_or_else(|| Failure::field("on_behalf.person", "required"))?;
    let day = Some(app.clock().day_of(told.told_at));
    let mut profile = seen.expert.profile;
    if what == "consented" {
        if matches!(told.proof, domain::Proof::Word) {
            return Err(Failure::field("on_behalf.proof.kind", "proof_required"));
        }
        profile.consent_on = day;
    } else {
        profile.confirmed_on = day;
    }
    app.revise_expert(&sent.caller.call, id, sent.version, profile, behalf.as_ref()).await?;
    back_with(&server, &server.urls().expert(id), what)
}

async fn stand(State(server): State<Server>, At(id): At<ExpertId>, sent: Sent) -> Answer<Response> {
    let app = server.app();
    app.may_read_queue(&sent.caller.call)?;
    let until = match sent.text("until").trim() {
        "" => None,
        text => Some(text.parse().map_err(|_| Failure::field("until", "bad_date"))?),
    };
    let state = match sent.text("state") {
        "active" => ExpertState::Active,
        "on_leave" => ExpertState::OnLeave { until },
        "left" => ExpertState::Left { at: app.clock().now() },
        _ => return Err(Failure::field("state", "unknown")),
    };
    app.set_expert_state(&sent.caller.call, id, sent.version, state, None).await?;
    back_with(&server, &server.urls().expert(id), "saved")
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_that_differ_in_case_or_plural_stand_once() {
        let words =
            ["magnetic recycling", "Magnetic Recycling", "magnet alloys", "Magnet alloy", "glass", "轴承"];
        let words: Vec<String> = words.into_iter().map(str::to_owned).collect();
        assert_eq!(super::distinct(&words), ["magnetic recycling", "magnet alloys", "glass", "轴承"]);
    }
}

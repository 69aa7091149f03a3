//! Organisations: the list, one organisation, a broker's word, and the form.

use std::ops::RangeInclusive;

use app::{NeedFilter, OrganisationFilter};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::OrganisationId;
use domain::event::Subject;
use domain::organisation::{
    FOUNDED, Organisation, OrganisationKind, OrganisationProfile, OrganisationState, STAFF,
};

use crate::http::input::{At, Form as Sent};
use crate::http::{Access, Answer, Caller, Failure, Registry, Server};
use crate::pages::listed::{field_words, lang_of, title_of};
use crate::pages::{back_with, page, page_as, query};
use crate::view::broker::NeedLine;
use crate::view::desk::{Fact, Relax, Tab};
use crate::view::directory::{OrganisationForm, OrganisationLine, OrganisationList, OrganisationPage};
use crate::view::parts::Pager;
use crate::view::{Form, Frame, Place, format};

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new()
        .get(Access::Page, "/organisations", list)
        .get(Access::Page, "/organisations/new", new)
        .post(Access::Page, "/organisations/new", enter)
        .get(
            Access::Page,
            "/organisations/{id}",
            async |State(s): State<Server>, c: Caller, At(id): At<OrganisationId>| {
                show(&s, &c, id, None, StatusCode::OK).await
            },
        )
        .get(Access::Page, "/organisations/{id}/edit", edit)
        .post(Access::Page, "/organisations/{id}/edit", save)
        .post(Access::Page, "/organisations/{id}/verification", verify)
        .post(Access::Page, "/organisations/{id}/suspension", suspend)
}

async fn list(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    let app = server.app();
    let (text, kind, state) = (
        query(&caller, "q").unwrap_or_default(),
        query(&caller, "kind").unwrap_or_default(),
        query(&caller, "state").unwrap_or_default(),
    );
    let some = |t: &str| Some(t.to_owned()).filter(|t| !t.is_empty());
    let filter = OrganisationFilter {
        state: some(&state),
        kind: some(&kind),
        name: text.clone(),
        limit: 50,
        after: query(&caller, "after").and_then(|t| t.parse().ok()),
    };
    let (found, total) = app.organisations(&caller.call, &filter).await?;
    let f = server.frame(&caller).await?;
    let urls = server.urls();
    let address = |state: &str, after: &str| {
        urls.list(&urls.organisations(), &[("q", &text), ("kind", &kind), ("state", state), ("after", after)])
    };
    let mut tabs = Vec::new();
    for code in ["", "pending", "verified", "suspended"] {
        let counted = OrganisationFilter { state: some(code), limit: 1, ..OrganisationFilter::default() };
        let (_, count) = app.organisations(&caller.call, &counted).await?;
        tabs.push(Tab {
            word: f.code("organisations-tab", if code.is_empty() { "all" } else { code }),
            count: usize::try_from(count).unwrap_or(usize::MAX),
            href: urls.list(&urls.organisations(), &[("state", code)]),
            current: code == state,
        });
    }
    let mut rows = Vec::new();
    for o in &found {
        let needs = NeedFilter { organisation: Some(o.id), limit: 1, ..NeedFilter::default() };
        let needs = app.needs(&caller.call, &needs).await?.total;
        rows.push(line(&server, &f, o, usize::try_from(needs).unwrap_or(0)));
    }
    let next =
        if found.len() == 50 { found.last().map(|o| address(&state, &o.id.to_string())) } else { None };
    let all = tabs.first().map_or(0, |t| t.count);
    let title = f.t("nav-organisations");
    let view = OrganisationList {
        relax: if rows.is_empty() {
            vec![Relax { word: f.t("filters-clear"), count: all, href: urls.organisations() }]
        } else {
            Vec::new()
        },
        tabs,
        form: Form::new("filter", urls.organisations(), "")
            .with("q", &text)
            .with("kind", &kind)
            .with("state", &state),
        chips: Vec::new(),
        clear: urls.organisations(),
        rows,
        pager: Pager {
            total: usize::try_from(total).unwrap_or(usize::MAX),
            previous: String::new(),
            next: next.unwrap_or_default(),
            page: 0,
            pages: 0,
        },
        can_enter: caller.call.actor.is_broker(),
        f: f.at(Place::Organisations, title),
    };
    page(&view)
}

fn line(server: &Server, f: &Frame, o: &Organisation, needs: usize) -> OrganisationLine {
    let p = &o.profile;
    OrganisationLine {
        name: p.name.clone(),
        lang: lang_of(&p.name),
        href: server.urls().organisation(o.id),
        kind: p.kind.code(),
        state: o.state.code(),
        industry: app::data::industry_name(&p.industry, f.l.lang).unwrap_or_else(|| p.industry.clone()),
        region: p.region.clone(),
        needs,
        entered: format::day_of(o.created_at, server.app().clock().zone()),
    }
}

async fn show(
    server: &Server,
    caller: &Caller,
    id: OrganisationId,
    refused: Option<Form>,
    status: StatusCode,
) -> Answer<Response> {
    let app = server.app();
    let seen = app.organisation(&caller.call, id).await?;
    let f = server.frame(caller).await?;
    let (o, zone) = (&seen.organisation, app.clock().zone().clone());
    let p = &o.profile;
    let mut facts = vec![
        Fact::new(f.code("organisation", "credit_code"), p.credit_code.clone().unwrap_or_default()),
        Fact::new(
            f.code("organisation", "industry"),
            app::data::industry_name(&p.industry, f.l.lang).unwrap_or_else(|| p.industry.clone()),
        ),
        Fact::new(f.code("organisation", "region"), p.region.clone()),
        Fact::new(f.code("organisation", "address"), p.address.clone()),
        Fact::new(f.code("organisation", "staff"), p.staff.map(format::integer).unwrap_or_default()),
        Fact::new(f.code("organisation", "founded"), p.founded.map(|y| y.to_string()).unwrap_or_default()),
        Fact::new(f.code("organisation", "former_names"), p.former_names.join("、")),
    ];
    facts.retain(|fact| !fact.value.is_empty());
    let mut contact = vec![
        Fact::new(f.code("organisation", "contact_name"), p.contact_name.clone()),
        Fact::new(f.code("organisation", "contact_phone"), p.contact_phone.clone()),
        Fact::new(f.code("organisation", "contact_email"), p.contact_email.clone()),
    ];
    contact.retain(|fact| !fact.value.is_empty());
    let decided = match &o.state {
        OrganisationState::Pending => String::new(),
        OrganisationState::Verified { by, at } => {
            let name = app.account_names(&[*by]).await?.into_values().next().unwrap_or_default();
            format!("{name} · {}", format::moment(*at, &zone))
        }
        OrganisationState::Suspended { at, reason } => format!("{} · {reason}", format::moment(*at, &zone)),
    };
    let filter = NeedFilter { organisation: Some(id), limit: 50, ..NeedFilter::default() };
    let needs = app
        .needs(&caller.call, &filter)
        .await?
        .rows
        .into_iter()
        .map(|row| need_line(server, &f, row))
        .collect();
    let broker = caller.call.actor.is_broker();
    let act = |what: &str| {
        Form::new("organisation", server.urls().organisation_act(&id.to_string(), what), server.key())
            .versioned(o.version)
    };
    let title = p.name.clone();
    let mut frame = f.clone().at(Place::Organisations, title);
    frame.has_errors = refused.is_some();
    let view = OrganisationPage {
        name: p.name.clone(),
        lang: lang_of(&p.name),
        name_en: p.name_en.clone(),
        kind: p.kind.code(),
        state: o.state.code(),
        decided,
        facts,
        contact,
        needs,
        line: Vec::new(),
        verify: (broker && o.state.code() != "verified").then(|| act("verification")),
        suspend: (broker && o.state.code() != "suspended")
            .then(|| refused.unwrap_or_else(|| act("suspension"))),
        edit: if broker || caller.call.actor.owns(id) {
            server.urls().organisation_edit(id)
        } else {
            String::new()
        },
        f: frame,
    };
    page_as(status, &view)
}

fn need_line(server: &Server, f: &Frame, row: app::NeedRow) -> NeedLine {
    NeedLine {
        lang: lang_of(&row.title),
        company: String::new(),
        field: field_words(f, &row.field),
        state: row.state.code(),
        level: row.level,
        broker: String::new(),
        questions: row.open_questions,
        shortlisted: 0,
        moved: format::moment(row.state.since().unwrap_or(row.created_at), server.app().clock().zone()),
        due: row.review_by.map(format::day).unwrap_or_default(),
        tone: "",
        chokepoint: false,
        href: server.urls().need(row.id),
        bench: String::new(),
        number: row.number,
        title: title_of(f, &row.title),
    }
}

async fn verify(State(server): State<Server>, At(id): At<OrganisationId>, sent: Sent) -> Answer<Response> {
    server.app().verify_organisation(&sent.caller.call, id, sent.version).await?;
    back_with(&server, &server.urls().organisation(id), "verified")
}

async fn suspend(State(server): State<Server>, At(id): At<OrganisationId>, sent: Sent) -> Answer<Response> {
    server.app().organisation(&sent.caller.call, id).await?;
    server.app().may_read_queue(&sent.caller.call)?;
    match server.app().suspend_organisation(&sent.caller.call, id, sent.version, sent.text("reason")).await {
        Ok(_) => back_with(&server, &server.urls().organisation(id), "suspended"),
        Err(app::Error::Invalid(fields)) => {
            let address = server.urls().organisation_act(&id.to_string(), "suspension");
            let mut form = Form::new("organisation", address, server.key()).filled_again(sent.fields());
            form.version = sent.version;
            for field in &fields {
                form = form.refused(field);
            }
            show(&server, &sent.caller, id, Some(form), StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn form_page(
    server: &Server,
    caller: &Caller,
    name: String,
    form: Form,
    back: String,
    status: StatusCode,
) -> Answer<Response> {
    let f = server.frame(caller).await?;
    let title = if name.is_empty() { f.t("organisation-new") } else { name.clone() };
    let mut f = f.at(Place::Organisations, title);
    f.has_errors = form.has_errors();
    page_as(status, &OrganisationForm { f, name, form, back })
}

async fn new(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    server.app().may_read_queue(&caller.call)?;
    let form =
        Form::new("organisation", server.urls().organisation_new(), server.key()).with("kind", "company");
    form_page(&server, &caller, String::new(), form, server.urls().organisations(), StatusCode::OK).await
}

fn profile(sent: &Sent) -> app::Result<OrganisationProfile> {
    let number = |field: &str, bounds: &RangeInclusive<i64>| match sent.text(field).trim() {
        "" => Ok(None),
        text => domain::number::whole(field, text, bounds).map(Some),
    };
    let lines = |field: &str| -> Vec<String> {
        sent.text(field).lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect()
    };
    let text = |field: &str| sent.text(field).to_owned();
    let founded = number("founded", &FOUNDED)?
        .map(i16::try_from)
        .transpose()
        .map_err(|_| domain::Invalid::outside("founded", &FOUNDED))?;
    Ok(OrganisationProfile {
        name: text("name"),
        name_en: text("name_en"),
        former_names: lines("former_names"),
        kind: OrganisationKind::from_code(sent.text("kind"))
            .ok_or_else(|| app::Error::field("kind", "required"))?,
        credit_code: Some(text("credit_code")).filter(|c| !c.trim().is_empty()),
        industry: text("industry"),
        region: text("region"),
        address: text("address"),
        contact_name: text("contact_name"),
        contact_phone: text("contact_phone"),
        contact_email: text("contact_email"),
        staff: number("staff", &STAFF)?,
        founded,
        tags: lines("tags"),
        foreign: sent.text("foreign") == "true",
    })
}

async fn enter(State(server): State<Server>, sent: Sent) -> Answer<Response> {
    let done = match profile(&sent) {
        Ok(profile) => server.app().enter_organisation(&sent.caller.call, profile).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(done) => {
            let Subject::Organisation(id) = done.subject else { return Err(Failure::not_found()) };
            back_with(&server, &server.urls().organisation(id), "saved")
        }
        Err(app::Error::Invalid(fields)) => {
            let mut form = Form::new("organisation", server.urls().organisation_new(), server.key())
                .filled_again(sent.fields());
            for field in &fields {
                form = form.refused(field);
            }
            form_page(
                &server,
                &sent.caller,
                String::new(),
                form,
                server.urls().organisations(),
                StatusCode::UNPROCESSABLE_ENTITY,
            )
            .await
        }
        Err(other) => Err(other.into()),
    }
}

fn edit_form(server: &Server, o: &Organisation) -> Form {
    let p = &o.profile;
    Form::new("organisation", server.urls().organisation_edit(o.id), server.key())
        .versioned(o.version)
        .with("name", &p.name)
        .with("name_en", &p.name_en)
        .with("former_names", p.former_names.join("\n"))
        .with("kind", p.kind.code())
        .with("credit_code", p.credit_code.clone().unwrap_or_default())
        .with("industry", &p.industry)
        .with("region", &p.region)
        .with("address", &p.address)
        .with("contact_name", &p.contact_name)
        .with("contact_phone", &p.contact_phone)
        .with("contact_email", &p.contact_email)
        .with("staff", p.staff.map(|n| n.to_string()).unwrap_or_default())
        .with("founded", p.founded.map(|y| y.to_string()).unwrap_or_default())
        .with("tags", p.tags.join("\n"))
        .with("foreign", p.foreign.to_string())
}

async fn edit(State(server): State<Server>, caller: Caller, At(id): At<OrganisationId>) -> Answer<Response> {
    let seen = server.app().organisation(&caller.call, id).await?;
    if !(caller.call.actor.is_broker() || caller.call.actor.owns(id)) {
        return Err(app::Error::Forbidden("not_allowed").into());
    }
    let name = seen.organisation.profile.name.clone();
    form_page(
        &server,
        &caller,
        name,
        edit_form(&server, &seen.organisation),
        server.urls().organisation(id),
        StatusCode::OK,
    )
    .await
}

async fn save(State(server): State<Server>, At(id): At<OrganisationId>, sent: Sent) -> Answer<Response> {
    let app = server.app();
    let seen = app.organisation(&sent.caller.call, id).await?;
    if !(sent.caller.call.actor.is_broker() || sent.caller.call.actor.owns(id)) {
        return Err(app::Error::Forbidden("not_allowed").into());
    }
    let done = match profile(&sent) {
        Ok(profile) => app.revise_organisation(&sent.caller.call, id, sent.version, profile).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => back_with(&server, &server.urls().organisation(id), "saved"),
        Err(app::Error::Invalid(fields)) => {
            let mut form = edit_form(&server, &seen.organisation).filled_again(sent.fields());
            for field in &fields {
                form = form.refused(field);
            }
            let name = seen.organisation.profile.name.clone();
            form_page(
                &server,
                &sent.caller,
                name,
                form,
                server.urls().organisation(id),
                StatusCode::UNPROCESSABLE_ENTITY,
            )
            .await
        }
        Err(other) => Err(other.into()),
    }
}

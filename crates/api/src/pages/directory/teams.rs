//! Teams: the list, one team, and its form.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::TeamId;
use domain::event::Subject;
use domain::team::{Team, TeamProfile};

use super::experts::{card, tabs};
use crate::http::input::{At, Form as Sent};
use crate::http::{Access, Answer, Caller, Failure, Registry, Server};
use crate::pages::listed::{country_words, field_words, lang_of};
use crate::pages::{back_with, page, page_as, query};
use crate::view::desk::{Fact, Relax};
use crate::view::directory::{TeamForm, TeamLine, TeamList, TeamPage};
use crate::view::parts::{Chip, Pager};
use crate::view::{Choice, Form, Frame, Place};

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new()
        .get(Access::Page, "/teams", list)
        .get(Access::Page, "/teams/new", new)
        .post(Access::Page, "/teams/new", enter)
        .get(Access::Page, "/teams/{id}", show)
        .get(Access::Page, "/teams/{id}/edit", edit)
        .post(Access::Page, "/teams/{id}/edit", save)
}

fn line(server: &Server, f: &Frame, team: &Team, members: u64) -> TeamLine {
    let p = &team.profile;
    TeamLine {
        name: p.name.clone(),
        lang: lang_of(&p.name),
        name_en: p.name_en.clone(),
        href: server.urls().team(team.id),
        organisation: p.organisation_name.clone(),
        country: country_words(f, &p.country),
        foreign: p.foreign,
        fields: p.fields.iter().map(|s| field_words(f, s)).collect(),
        members: usize::try_from(members).unwrap_or(0),
        capacity: p.capacity_per_quarter.map(|n| n.to_string()).unwrap_or_default(),
        demo: p.demo,
    }
}

async fn list(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    let teams = server.app().teams(&caller.call).await?;
    let f = server.frame(&caller).await?;
    let urls = server.urls();
    let (text, field, origin) = (
        query(&caller, "q").unwrap_or_default(),
        query(&caller, "field").unwrap_or_default(),
        query(&caller, "origin").unwrap_or_default(),
    );
    let folded = text.trim().to_lowercase();
    let fits = |t: &Team| {
        let p = &t.profile;
        let named =
            [&p.name, &p.name_en, &p.organisation_name].iter().any(|n| n.to_lowercase().contains(&folded));
        named
            && (field.is_empty() || p.fields.contains(&field))
            && (origin.is_empty() || p.foreign == (origin == "foreign"))
    };
    let rows: Vec<TeamLine> =
        teams.iter().filter(|(t, _)| fits(t)).map(|(t, n)| line(&server, &f, t, *n)).collect();
    let mut chips = Vec::new();
    if !field.is_empty() {
        chips.push(Chip {
            word: field_words(&f, &field),
            href: urls.list(&urls.teams(), &[("q", &text), ("origin", &origin)]),
        });
    }
    if !origin.is_empty() {
        chips.push(Chip {
            word: f.code("origin", &origin),
            href: urls.list(&urls.teams(), &[("q", &text), ("field", &field)]),
        });
    }
    let members: u64 = teams.iter().map(|(_, n)| *n).sum();
    let mut fields = vec![Choice::new("", f.t("filter-all"))];
    fields.extend(f.fields().into_iter().map(|(slug, name)| Choice::new(slug, name)));
    let title = f.t("nav-teams");
    let view = TeamList {
        tabs: tabs(&server, &f, usize::try_from(members).unwrap_or(0), teams.len(), true),
        form: Form::new("filter", urls.teams(), "")
            .with("q", &text)
            .with("field", &field)
            .with("origin", &origin),
        fields,
        relax: if rows.is_empty() {
            vec![Relax { word: f.t("filters-clear"), count: teams.len(), href: urls.teams() }]
        } else {
            Vec::new()
        },
        chips,
        clear: urls.teams(),
        foreign: teams.iter().filter(|(t, _)| t.profile.foreign).count(),
        pager: Pager { total: rows.len(), previous: String::new(), next: String::new(), page: 0, pages: 0 },
        rows,
        can_enter: caller.call.actor.is_broker(),
        f: f.at(Place::Teams, title),
    };
    page(&view)
}

async fn show(State(server): State<Server>, caller: Caller, At(id): At<TeamId>) -> Answer<Response> {
    let seen = server.app().team(&caller.call, id).await?;
    let f = server.frame(&caller).await?;
    let p = &seen.team.profile;
    let mut facts = vec![
        Fact::new(f.code("team", "organisation_name"), p.organisation_name.clone()),
        Fact::new(f.code("team", "country"), country_words(&f, &p.country)),
        Fact::new(
            f.code("team", "fields"),
            p.fields.iter().map(|s| field_words(&f, s)).collect::<Vec<_>>().join("、"),
        ),
        Fact::new(
            f.code("team", "capacity_per_quarter"),
            p.capacity_per_quarter.map(|n| n.to_string()).unwrap_or_default(),
        ),
    ];
    facts.retain(|fact| !fact.value.is_empty());
    let mut members = Vec::new();
    for expert in &seen.members {
        let evidence = server.app().expert(&caller.call, expert.id).await?.evidence;
        members.push(card(&server, "", expert, Some(&seen.team), &evidence));
    }
    let may_edit = caller.call.actor.is_broker() || caller.call.actor.is_liaison_of(id);
    let title = p.name.clone();
    let view = TeamPage {
        name: p.name.clone(),
        lang: lang_of(&p.name),
        name_en: p.name_en.clone(),
        summary: p.summary.clone(),
        facts,
        foreign: p.foreign,
        demo: p.demo,
        members,
        hidden: 0,
        liaisons: Vec::new(),
        edit: if may_edit { server.urls().team_edit(id) } else { String::new() },
        f: f.at(Place::Teams, title),
    };
    page(&view)
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
    let fields = f.fields().into_iter().map(|(slug, name)| Choice::new(slug, name)).collect();
    let title = if name.is_empty() { f.t("team-new") } else { name.clone() };
    let mut f = f.at(Place::Teams, title);
    f.has_errors = form.has_errors();
    page_as(status, &TeamForm { f, name, form, fields, back })
}

async fn new(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    server.app().may_read_queue(&caller.call)?;
    let form = Form::new("team", server.urls().team_new(), server.key());
    form_page(&server, &caller, String::new(), form, server.urls().teams(), StatusCode::OK).await
}

fn profile(sent: &Sent, kept: &TeamProfile) -> app::Result<TeamProfile> {
    const FIELD: &str = "capacity_per_quarter";
    let bounds = &domain::team::CAPACITY;
    let capacity = match sent.text(FIELD).trim() {
        "" => None,
        text => Some(
            i32::try_from(domain::number::whole(FIELD, text, bounds)?)
                .map_err(|_| domain::Invalid::outside(FIELD, bounds))?,
        ),
    };
    Ok(TeamProfile {
        name: sent.text("name").to_owned(),
        name_en: sent.text("name_en").to_owned(),
        summary: sent.text("summary").to_owned(),
        organisation_name: sent.text("organisation_name").to_owned(),
        foreign: sent.text("foreign") == "true",
        country: sent.text("country").to_owned(),
        fields: sent.all("fields").into_iter().map(str::to_owned).collect(),
        capacity_per_quarter: capacity,
        ..kept.clone()
    })
}

async fn enter(State(server): State<Server>, sent: Sent) -> Answer<Response> {
    let done = match profile(&sent, &TeamProfile::default()) {
        Ok(profile) => server.app().enter_team(&sent.caller.call, profile).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(done) => {
            let Subject::Team(id) = done.subject else { return Err(Failure::not_found()) };
            back_with(&server, &server.urls().team(id), "saved")
        }
        Err(app::Error::Invalid(fields)) => {
            let mut form =
                Form::new("team", server.urls().team_new(), server.key()).filled_again(sent.fields());
            for field in &fields {
                form = form.refused(field);
            }
            form_page(
                &server,
                &sent.caller,
                String::new(),
                form,
                server.urls().teams(),
                StatusCode::UNPROCESSABLE_ENTITY,
            )
            .await
        }
        Err(other) => Err(other.into()),
    }
}

fn edit_form(server: &Server, team: &Team) -> Form {
    let p = &team.profile;
    Form::new("team", server.urls().team_edit(team.id), server.key())
        .versioned(team.version)
        .with("name", &p.name)
        .with("name_en", &p.name_en)
        .with("summary", &p.summary)
        .with("organisation_name", &p.organisation_name)
        .with("foreign", p.foreign.to_string())
        .with("country", &p.country)
        .with_all("fields", p.fields.clone())
        .with("capacity_per_quarter", p.capacity_per_quarter.map(|n| n.to_string()).unwrap_or_default())
}

async fn edit(State(server): State<Server>, caller: Caller, At(id): At<TeamId>) -> Answer<Response> {
    let seen = server.app().team(&caller.call, id).await?;
    if !(caller.call.actor.is_broker() || caller.call.actor.is_liaison_of(id)) {
        return Err(app::Error::Forbidden("not_allowed").into());
    }
    form_page(
        &server,
        &caller,
        seen.team.profile.name.clone(),
        edit_form(&server, &seen.team),
        server.urls().team(id),
        StatusCode::OK,
    )
    .await
}

async fn save(State(server): State<Server>, At(id): At<TeamId>, sent: Sent) -> Answer<Response> {
    let app = server.app();
    let seen = app.team(&sent.caller.call, id).await?;
    let done = match profile(&sent, &seen.team.profile) {
        Ok(profile) => app.revise_team(&sent.caller.call, id, sent.version, profile).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => back_with(&server, &server.urls().team(id), "saved"),
        Err(app::Error::Invalid(fields)) => {
            let mut form = edit_form(&server, &seen.team).filled_again(sent.fields());
            for field in &fields {
                form = form.refused(field);
            }
            let name = seen.team.profile.name.clone();
            form_page(
                &server,
                &sent.caller,
                name,
                form,
                server.urls().team(id),
                StatusCode::UNPROCESSABLE_ENTITY,
            )
            .await
        }
        Err(other) => Err(other.into()),
    }
}

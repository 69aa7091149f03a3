//! The forms that enter an expert and change what is known.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::ExpertId;
use domain::event::Subject;
use domain::expert::{Expert, ExpertProfile};

use crate::http::input::{At, Form as Sent};
use crate::http::{Access, Answer, Caller, Failure, Registry, Server};
use crate::pages::expert::{profile_form, profile_of};
use crate::pages::{back_with, page_as};
use crate::view::directory::ExpertForm;
use crate::view::{Choice, Form, Place};

/// Lists the routes of this part.
pub(super) fn routes() -> Registry {
    Registry::new()
        .get(Access::Page, "/experts/new", async |State(s): State<Server>, c: Caller| {
            new(&s, &c, None, StatusCode::OK).await
        })
        .post(Access::Page, "/experts/new", enter)
        .get(Access::Page, "/experts/{id}/edit", edit)
        .post(Access::Page, "/experts/{id}/edit", save)
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
    let mut teams = vec![Choice::new("", f.t("nothing-given"))];
    teams.extend(
        server
            .app()
            .teams(&caller.call)
            .await?
            .into_iter()
            .map(|(t, _)| Choice::new(t.id.to_string(), t.profile.name)),
    );
    let fields = f.fields().into_iter().map(|(slug, name)| Choice::new(slug, name)).collect();
    let title = if name.is_empty() { f.t("expert-new") } else { name.clone() };
    let mut f = f.at(Place::Experts, title);
    f.has_errors = form.has_errors();
    page_as(status, &ExpertForm { f, name, form, teams, fields, back })
}

async fn new(
    server: &Server,
    caller: &Caller,
    refused: Option<Form>,
    status: StatusCode,
) -> Answer<Response> {
    server.app().may_read_queue(&caller.call)?;
    let form = refused.unwrap_or_else(|| {
        Form::new("expert", server.urls().expert_new(), server.key()).with("capacity_per_quarter", "3")
    });
    form_page(server, caller, String::new(), form, server.urls().experts(), status).await
}

/// Puts a form's further fields, which only brokers fill, into a profile.
fn completed(mut profile: ExpertProfile, sent: &Sent) -> app::Result<ExpertProfile> {
    if sent.fields().iter().any(|(n, _)| n == "team") {
        profile.team = match sent.text("team") {
            "" => None,
            text => Some(text.parse().map_err(|_| app::Error::field("team", "bad_id"))?),
        };
        profile.fields = sent.all("fields").into_iter().map(str::to_owned).collect();
    }
    Ok(profile)
}

async fn enter(State(server): State<Server>, sent: Sent) -> Answer<Response> {
    let empty =
        ExpertProfile { capacity_per_quarter: domain::expert::DEFAULT_CAPACITY, ..ExpertProfile::default() };
    let done = match profile_of(&empty, &sent).and_then(|p| completed(p, &sent)) {
        Ok(profile) => server.app().enter_expert(&sent.caller.call, profile).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(done) => {
            let Subject::Expert(id) = done.subject else { return Err(Failure::not_found()) };
            back_with(&server, &server.urls().expert(id), "saved")
        }
        Err(app::Error::Invalid(fields)) => {
            let mut form =
                Form::new("expert", server.urls().expert_new(), server.key()).filled_again(sent.fields());
            for field in &fields {
                form = form.refused(field);
            }
            new(&server, &sent.caller, Some(form), StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

fn edit_form(server: &Server, expert: &Expert) -> Form {
    profile_form(server.urls().expert_edit(expert.id), server.key(), expert)
        .with("team", expert.profile.team.map(|t| t.to_string()).unwrap_or_default())
        .with_all("fields", expert.profile.fields.clone())
}

async fn edit(State(server): State<Server>, caller: Caller, At(id): At<ExpertId>) -> Answer<Response> {
    server.app().may_read_queue(&caller.call)?;
    let seen = server.app().expert(&caller.call, id).await?;
    let form = edit_form(&server, &seen.expert);
    form_page(
        &server,
        &caller,
        seen.expert.profile.name.clone(),
        form,
        server.urls().expert(id),
        StatusCode::OK,
    )
    .await
}

async fn save(State(server): State<Server>, At(id): At<ExpertId>, sent: Sent) -> Answer<Response> {
    let app = server.app();
    app.may_read_queue(&sent.caller.call)?;
    let seen = app.expert(&sent.caller.call, id).await?;
    let done = match profile_of(&seen.expert.profile, &sent).and_then(|p| completed(p, &sent)) {
        Ok(profile) => app.revise_expert(&sent.caller.call, id, sent.version, profile, None).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => back_with(&server, &server.urls().expert(id), "saved"),
        Err(app::Error::Invalid(fields)) => {
            let mut form = edit_form(&server, &seen.expert).filled_again(sent.fields());
            for field in &fields {
                form = form.refused(field);
            }
            let name = seen.expert.profile.name.clone();
            form_page(
                &server,
                &sent.caller,
                name,
                form,
                server.urls().expert(id),
                StatusCode::UNPROCESSABLE_ENTITY,
            )
            .await
        }
        Err(other) => Err(other.into()),
    }
}

//! Writing a need, part by part: for a company under the need's name, for a visitor under the private link.

mod fill;
mod summary;

use app::{NeedEntry, NeedLevels, NeedSeen};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::account::Role;
use domain::event::Subject;
use domain::policy::NeedAction;
use domain::{NeedId, OrganisationId};

use fill::levels_of;
pub(super) use fill::{indicators, on_behalf};
use summary::compared;
pub(super) use summary::{colleagues, groups, indicator_rows};

use super::{back_with, page, page_as, to};
use crate::http::input::{At, AtTwo, Form as Sent};
use crate::http::{Access, Answer, Caller, Failure, Registry, Server};
use crate::url::DraftUrls;
use crate::view::company::{DraftTasks, Missing, NeedCheck, NeedPart, NeedReceipt, NeedStart, Part};
use crate::view::{Form, Place, format};

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new()
        .get(Access::Page, "/needs/new", start)
        .post(Access::Page, "/needs/new", begin)
        .get(Access::Page, "/needs/{id}/edit", async |s: State<Server>, c: Caller, At(id): At<NeedId>| {
            tasks(s, Desk::own(c, id)).await
        })
        .get(
            Access::Page,
            "/needs/{id}/edit/{slug}",
            async |s: State<Server>, c: Caller, AtTwo(id, slug): AtTwo<NeedId, String>| {
                step(s, Desk::own(c, id), slug).await
            },
        )
        .post(
            Access::Page,
            "/needs/{id}/edit/{slug}",
            async |s: State<Server>, AtTwo(id, slug): AtTwo<NeedId, String>, sent: Sent| {
                let desk = Desk::own(sent.caller.clone(), id);
                save(s, desk, slug, sent).await
            },
        )
        .get(Access::Page, "/drafts/{key}", async |s: State<Server>, c: Caller, At(key): At<String>| {
            let desk = Desk::keyed(&s, c, key)?;
            tasks(s, desk).await
        })
        .get(
            Access::Page,
            "/drafts/{key}/{slug}",
            async |s: State<Server>, c: Caller, AtTwo(key, slug): AtTwo<String, String>| {
                let desk = Desk::keyed(&s, c, key)?;
                step(s, desk, slug).await
            },
        )
        .post(
            Access::Page,
            "/drafts/{key}/{slug}",
            async |s: State<Server>, AtTwo(key, slug): AtTwo<String, String>, sent: Sent| {
                let desk = Desk::keyed(&s, sent.caller.clone(), key)?;
                save(s, desk, slug, sent).await
            },
        )
}

/// Who writes which need, and under which addresses.
pub(super) struct Desk {
    pub(super) caller: Caller,
    pub(super) need: NeedId,
    /// The private link's key, for a visitor.
    pub(super) key: Option<String>,
}

impl Desk {
    pub(super) fn own(caller: Caller, need: NeedId) -> Self {
        Self { caller, need, key: None }
    }

    pub(super) fn keyed(server: &Server, caller: Caller, key: String) -> Answer<Self> {
        let need = server.app().read_draft_pass(&key).ok_or_else(Failure::not_found)?;
        Ok(Self { caller: caller.with_draft(need), need, key: Some(key) })
    }

    pub(super) fn urls(&self, server: &Server) -> DraftUrls {
        match &self.key {
            Some(key) => server.urls().open_draft(key),
            None => server.urls().draft(self.need),
        }
    }

    /// The full address that a visitor must keep.
    pub(super) fn keep(&self, server: &Server) -> String {
        self.key
            .as_ref()
            .map(|key| format!("{}{}", server.origin(), server.urls().open_draft(key).tasks()))
            .unwrap_or_default()
    }

    async fn read(&self, server: &Server) -> Answer<NeedSeen> {
        let action =
            if self.caller.call.actor.is_broker() { NeedAction::Review } else { NeedAction::ActAsCompany };
        Ok(server.app().need_for(&self.caller.call, self.need, action).await?)
    }
}

async fn start(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    let form = Form::new("need", server.urls().need_new(), server.key());
    start_page(&server, &caller, form, StatusCode::OK).await
}

async fn start_page(server: &Server, caller: &Caller, form: Form, status: StatusCode) -> Answer<Response> {
    let f = server.frame(caller).await?;
    let title = f.t("landing-submit");
    let mut f = f.at(Place::OwnNeeds, title);
    f.has_errors = form.has_errors();
    page_as(status, &NeedStart { f, form })
}

/// The company a member writes for, if it is one.
pub(super) fn company_of(caller: &Caller) -> Option<OrganisationId> {
    caller.call.actor.roles().find_map(|role| match role {
        Role::Company { organisation, .. } => Some(organisation),
        Role::Expert { .. } | Role::Liaison { .. } | Role::Broker | Role::Official | Role::Administrator => {
            None
        }
    })
}

async fn begin(State(server): State<Server>, sent: Sent) -> Answer<Response> {
    let caller = &sent.caller;
    let organisation = company_of(caller);
    let mut organisation_name = sent.text("organisation_name").to_owned();
    if let Some(id) = organisation {
        organisation_name = server.app().organisation(&caller.call, id).await?.organisation.profile.name;
    }
    let content = domain::need::NeedContent {
        title: sent.text("title").to_owned(),
        problem: sent.text("problem").to_owned(),
        contact_name: sent.text("contact_name").to_owned(),
        contact_phone: sent.text("contact_phone").to_owned(),
        ..domain::need::NeedContent::default()
    };
    let entry =
        NeedEntry { content, organisation, organisation_name, language: caller.lang, ..NeedEntry::default() };
    match server.app().enter_need(&caller.call, entry).await {
        Ok(done) => {
            let Subject::Need(id) = done.subject else { return Err(Failure::not_found()) };
            if caller.signed_in() {
                return to(server.urls().draft(id).tasks());
            }
            to(server.urls().open_draft(server.app().draft_pass(id)).tasks())
        }
        Err(app::Error::Invalid(fields)) => {
            let mut form =
                Form::new("need", server.urls().need_new(), server.key()).filled(sent.fields().to_vec());
            for field in &fields {
                form = form.refused(field);
            }
            start_page(&server, caller, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn tasks(State(server): State<Server>, desk: Desk) -> Answer<Response> {
    let seen = desk.read(&server).await?;
    if !seen.state.editable() && desk.key.is_none() {
        return to(&server.urls().need(desk.need));
    }
    if desk.key.is_some() && !matches!(seen.state.code(), "draft") {
        return super::need::own_page(&server, &desk, None, StatusCode::OK).await;
    }
    let f = server.frame(&desk.caller).await?;
    let draft = fill::draft(&server, &f, &desk, &seen).await?;
    let title = f.t("tasks-title");
    let discard = if seen.state.code() == "draft" {
        withdraw_form(&server, &desk, &seen)
    } else {
        Form::new("need", "", "")
    };
    page(&DraftTasks { f: f.at(Place::OwnNeeds, title), draft, name: seen.title.clone(), discard })
}

fn withdraw_form(server: &Server, desk: &Desk, seen: &NeedSeen) -> Form {
    let action = match desk.key {
        Some(_) => desk.urls(server).section("withdrawal"),
        None => server.urls().need_withdrawal(desk.need),
    };
    Form::new("need", action, server.key()).versioned(seen.version)
}

async fn step(State(server): State<Server>, desk: Desk, slug: String) -> Answer<Response> {
    match slug.as_str() {
        "check" => check(&server, &desk, None, StatusCode::OK).await,
        "receipt" => receipt(&server, &desk).await,
        "print" => super::need::print_page(&server, &desk).await,
        slug => {
            let part = Part::from_slug(slug).ok_or_else(Failure::not_found)?;
            let seen = desk.read(&server).await?;
            let form = fill::form(&server, &desk, &seen, part);
            part_page(&server, &desk, &seen, part, form, 0, StatusCode::OK).await
        }
    }
}

async fn part_page(
    server: &Server,
    desk: &Desk,
    seen: &NeedSeen,
    part: Part,
    form: Form,
    more: usize,
    status: StatusCode,
) -> Answer<Response> {
    let f = server.frame(&desk.caller).await?;
    let draft = fill::draft(server, &f, desk, seen).await?;
    let title = f.code("part", part.slug());
    let rows = form.rows("indicators").max(1) + more;
    let mut f = f.at(Place::OwnNeeds, title);
    f.has_errors = form.has_errors();
    page_as(status, &NeedPart { f, draft, part, form, rows })
}

async fn save(State(server): State<Server>, desk: Desk, slug: String, sent: Sent) -> Answer<Response> {
    // The key travels with the form; the caller knows which draft the link opens.
    let mut desk = desk;
    desk.caller.call.key.clone_from(&sent.caller.call.key);
    match slug.as_str() {
        "submission" => submit(&server, &desk, &sent).await,
        "answers" | "consent" | "withdrawal" | "pause" | "resumption" => {
            super::need::act(&server, &desk, &slug, &sent).await
        }
        slug => {
            let part = Part::from_slug(slug).ok_or_else(Failure::not_found)?;
            save_part(&server, &desk, part, &sent).await
        }
    }
}

async fn save_part(server: &Server, desk: &Desk, part: Part, sent: &Sent) -> Answer<Response> {
    let seen = desk.read(server).await?;
    let call = &desk.caller.call;
    let saved = match part {
        Part::Audience => {
            let levels: NeedLevels = levels_of(sent)?;
            server.app().set_need_levels(call, desk.need, sent.version, levels, None).await
        }
        Part::Problem | Part::Indicators | Part::Expectation | Part::Contact => {
            match fill::content(&seen, part, sent) {
                Ok(content) => revise(server, desk, &seen, part, sent, content).await,
                Err(invalid) => Err(invalid),
            }
        }
    };
    match saved {
        Ok(_) if sent.text("act") == "add-row" => {
            let seen = desk.read(server).await?;
            let form = fill::form(server, desk, &seen, part);
            part_page(server, desk, &seen, part, form, 1, StatusCode::OK).await
        }
        Ok(_) => to(&next_address(&desk.urls(server), part, sent.text("act"))),
        Err(app::Error::Invalid(fields)) => {
            let mut form = fill::form(server, desk, &seen, part).filled_again(sent.fields());
            for field in &fields {
                form = form.refused(field);
            }
            part_page(server, desk, &seen, part, form, 0, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        // Somebody saved meanwhile: what was typed stays, under the present version.
        Err(app::Error::Stale { .. }) => {
            let mut form = fill::form(server, desk, &seen, part).filled_again(sent.fields());
            form.complain("version", "changed_meanwhile");
            part_page(server, desk, &seen, part, form, 0, StatusCode::CONFLICT).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn revise(
    server: &Server,
    desk: &Desk,
    seen: &NeedSeen,
    part: Part,
    sent: &Sent,
    content: domain::need::NeedContent,
) -> app::Result<app::Done> {
    let call = &desk.caller.call;
    let name = sent.text("organisation_name");
    let known = seen.organisation.as_ref().is_some_and(|(id, _)| id.is_some());
    if part == Part::Contact && !known && !name.is_empty() {
        // Two changes of one page: the key stands for the second, which is the page's own.
        let first = app::Call { key: None, ..call.clone() };
        let done = server.app().link_need(&first, desk.need, sent.version, None, name).await?;
        return server.app().revise_need(call, desk.need, Some(done.version), content, None).await;
    }
    server.app().revise_need(call, desk.need, sent.version, content, None).await
}

/// After a part comes the next one, or the task list where the writer wants to stop.
fn next_address(urls: &DraftUrls, part: Part, act: &str) -> String {
    if act == "later" {
        return urls.tasks().to_owned();
    }
    match Part::ALL.get(part.number()) {
        Some(next) => urls.section(next.slug()),
        None => urls.check(),
    }
}

async fn check(server: &Server, desk: &Desk, refused: Option<Form>, status: StatusCode) -> Answer<Response> {
    let seen = desk.read(server).await?;
    let f = server.frame(&desk.caller).await?;
    let draft = fill::draft(server, &f, desk, &seen).await?;
    let form = refused
        .unwrap_or_else(|| Form::new("need", draft.urls.submission(), server.key()).versioned(seen.version));
    let missing = |fields: Vec<&str>| -> Vec<Missing> {
        fields
            .into_iter()
            .map(|field| Missing {
                what: f.code("need", field),
                href: draft.urls.section(Part::of_field(field).slug()),
            })
            .collect()
    };
    let mut required = missing(fill::missing_to_submit(&seen));
    if server.app().wanted_later(&seen.content).is_err() {
        let what = f.t1("invalid-not-after-today", "label", f.code("need", "wanted_by"));
        required.push(Missing { what, href: draft.urls.section(Part::Expectation.slug()) });
    }
    let hidden = ["industry", "field", "contact_name", "contact_phone", "title", "problem"];
    let mut later =
        missing(seen.content.missing_at_approval().into_iter().filter(|m| !hidden.contains(m)).collect());
    later.extend((1..).zip(&seen.content.indicators).filter(|(_, one)| one.lacks_figure()).map(
        |(number, one)| Missing {
            what: f.t2("indicator-lacks-figure", "number", number, "target", compared(one)),
            href: draft.urls.section(Part::Indicators.slug()),
        },
    ));
    let groups = groups(&f, &seen, Some(&draft.urls));
    let recorder = colleagues(server, &desk.caller).await?;
    let title = f.t("part-check");
    let mut f = f.at(Place::OwnNeeds, title);
    f.has_errors = form.has_errors();
    page_as(status, &NeedCheck { f, draft, groups, required, later, form, recorder })
}

async fn submit(server: &Server, desk: &Desk, sent: &Sent) -> Answer<Response> {
    let declared = sent.text("declaration") == "true";
    let done = match on_behalf(server, sent).await {
        Ok(behalf) => {
            server
                .app()
                .submit_need(&desk.caller.call, desk.need, sent.version, declared, behalf.as_ref())
                .await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => to(&desk.urls(server).receipt()),
        Err(app::Error::Invalid(fields)) => {
            let seen = desk.read(server).await?;
            let mut form = Form::new("need", desk.urls(server).submission(), server.key())
                .versioned(seen.version)
                .filled_again(sent.fields());
            for field in &fields {
                form = form.refused(field);
            }
            check(server, desk, Some(form), StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn receipt(server: &Server, desk: &Desk) -> Answer<Response> {
    let seen = desk.read(server).await?;
    let Some(since) = seen.state.since() else { return to(desk.urls(server).tasks()) };
    let f = server.frame(&desk.caller).await?;
    let zone = server.app().clock().zone();
    let title = f.t("receipt-title");
    let promise = server.app().promise_from(since).await?;
    let (follow, print) = match &desk.key {
        Some(_) => (desk.keep(server), desk.urls(server).section("print")),
        None => (server.urls().need(desk.need), server.urls().need_print(desk.need)),
    };
    let view = NeedReceipt {
        f: f.at(Place::OwnNeeds, title),
        number: seen.number.clone(),
        submitted: format::moment(since, zone),
        promise: format::moment(promise, zone),
        follow,
        keep: desk.keep(server),
        print,
    };
    page(&view)
}

pub(super) fn moved_on(server: &Server, desk: &Desk, done: &str) -> Answer<Response> {
    match &desk.key {
        Some(_) => back_with(server, desk.urls(server).tasks(), done),
        None => back_with(server, &server.urls().need(desk.need), done),
    }
}

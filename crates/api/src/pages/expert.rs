//! The expert's pages: needs worth their time, and the own profile.

use app::NeedSeen;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::ExpertId;
use domain::account::Role;
use domain::evidence::Evidence;
use domain::expert::{ExpertProfile, ExpertState};

use super::{back_with, page, page_as};
use crate::http::input::Form as Sent;
use crate::http::{Access, Answer, Caller, Failure, Registry, Server};
use crate::view::expert::{EvidenceRow, ExpertHome, Profile, ProfileEdit, Suggestion};
use crate::view::parts::{Pager, Quote};
use crate::view::{Form, Frame, Place, format};

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new()
        .get(Access::Page, "/suggestions", home)
        .get(Access::Page, "/profile", profile)
        .get(Access::Page, "/profile/edit", edit)
        .post(Access::Page, "/profile/edit", save)
        .post(Access::Page, "/profile/confirmation", confirm)
        .post(Access::Page, "/profile/consent", consent)
}

/// Returns the expert who asks; everybody else gets nothing here.
pub(super) fn expert_of(caller: &Caller) -> Answer<ExpertId> {
    if !caller.signed_in() {
        return Err(app::Error::SignIn("sign_in_first").into());
    }
    caller
        .call
        .actor
        .roles()
        .find_map(|role| match role {
            Role::Expert { expert } => Some(expert),
            Role::Company { .. }
            | Role::Liaison { .. }
            | Role::Broker
            | Role::Official
            | Role::Administrator => None,
        })
        .ok_or_else(Failure::not_found)
}

async fn home(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    let id = expert_of(&caller)?;
    let f = server.frame(&caller).await?;
    let seen = server.app().expert(&caller.call, id).await?;
    let worth = server.app().needs_for_expert(&caller.call, id, 20).await?;
    let suggestions = worth
        .into_iter()
        .map(|(row, candidate)| Suggestion {
            id: row.id.to_string(),
            number: row.number.clone(),
            lang: super::listed::lang_of(&row.title),
            title: super::listed::title_of(&f, &row.title),
            summary: super::short::short(&row.summary, 160),
            field: super::listed::field_words(&f, &row.field),
            level: row.level,
            band: candidate.band.code(),
            quotes: super::quote::best(&f, &candidate, 2),
            wanted_by: row.review_by.map(format::day).unwrap_or_default(),
        })
        .collect();
    let p = &seen.expert.profile;
    let title = f.t("suggestions-title");
    let view = ExpertHome {
        name: p.name.clone(),
        suggestions,
        set_aside: 0,
        capacity: p.capacity_per_quarter,
        confirmed: p.confirmed_on.map(format::day).unwrap_or_default(),
        stale: matches!(seen.expert.state, ExpertState::Stale { .. }),
        confirm: confirm_form(&server, &seen.expert),
        f: f.at(Place::Suggestions, title),
    };
    page(&view)
}

fn confirm_form(server: &Server, expert: &domain::expert::Expert) -> Option<Form> {
    let today = server.app().clock().today();
    let lately = today.checked_sub(jiff::Span::new().months(6)).ok();
    let fresh = expert.profile.confirmed_on.is_some_and(|day| lately.is_some_and(|l| day >= l));
    (!fresh).then(|| {
        Form::new("confirm", server.urls().profile_confirmation(), server.key()).versioned(expert.version)
    })
}

/// The expert's own passages that answer a need; none for everybody else.
pub(super) async fn own_quotes(
    server: &Server,
    caller: &Caller,
    f: &Frame,
    seen: &NeedSeen,
) -> Answer<Vec<Quote>> {
    let Ok(id) = expert_of(caller) else { return Ok(Vec::new()) };
    let candidate = server.app().fit_of(&caller.call, seen, id).await?;
    Ok(candidate.map(|c| super::quote::best(f, &c, 3)).unwrap_or_default())
}

/// Puts an evidence item into a row.
pub(super) fn evidence_row(item: &Evidence) -> EvidenceRow {
    let source = [item.source.as_str(), item.identifier.as_str()]
        .into_iter()
        .filter(|s| !s.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    EvidenceRow {
        kind: item.kind.code(),
        title: item.title.clone(),
        lang: item.language,
        year: item.year.map(|y| y.to_string()).unwrap_or_default(),
        source,
        href: String::new(),
    }
}

async fn profile(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    let id = expert_of(&caller)?;
    let f = server.frame(&caller).await?;
    let seen = server.app().expert(&caller.call, id).await?;
    let p = &seen.expert.profile;
    let team = seen.team.as_ref().map(|t| t.profile.name.clone()).unwrap_or_default();
    let post: Vec<&str> = [p.post.as_str(), p.organisation_name.as_str(), team.as_str()]
        .into_iter()
        .filter(|s| !s.is_empty())
        .collect();
    let mut facts = vec![
        (f.code("expert", "discipline"), p.discipline.clone()),
        (f.code("expert", "industries"), p.industries.join("、")),
        (
            f.code("expert", "languages"),
            p.languages.iter().map(|l| f.code("language", l)).collect::<Vec<_>>().join("、"),
        ),
        (
            f.code("expert", "service_forms"),
            p.service_forms.iter().map(|s| f.code("service-form", s)).collect::<Vec<_>>().join("、"),
        ),
        (f.code("expert", "capacity_per_quarter"), p.capacity_per_quarter.to_string()),
        (f.code("expert", "phone"), p.phone.clone()),
        (f.code("expert", "email"), p.email.clone()),
        (f.code("expert", "region"), p.region.clone()),
    ];
    facts.retain(|(_, value)| !value.is_empty());
    let missing = [
        ("specialities", p.specialities.is_empty()),
        ("problems", p.problems.is_empty()),
        ("specialities_en", p.specialities_en.is_empty()),
    ]
    .into_iter()
    .filter(|(_, lacks)| *lacks)
    .map(|(field, _)| f.t1("profile-missing", "field", f.code("expert", field)))
    .collect();
    let title = f.t("profile-title");
    let view = Profile {
        name: p.name.clone(),
        post: post.join(" · "),
        problems: p.problems.clone(),
        lang: p.language.unwrap_or_default(),
        state: seen.expert.state.code(),
        specialities: p.specialities.iter().chain(&p.specialities_en).cloned().collect(),
        facts,
        consent: p.consent_on.map(format::day).unwrap_or_default(),
        confirmed: p.confirmed_on.map(format::day).unwrap_or_default(),
        evidence: seen.evidence.iter().map(evidence_row).collect(),
        pager: Pager {
            total: seen.evidence.len(),
            previous: String::new(),
            next: String::new(),
            page: 0,
            pages: 0,
        },
        missing,
        confirm: Form::new("confirm", server.urls().profile_confirmation(), server.key())
            .versioned(seen.expert.version),
        consent_form: p.consent_on.is_none().then(|| {
            Form::new("consent-own", server.urls().profile_consent(), server.key())
                .versioned(seen.expert.version)
        }),
        f: f.at(Place::Profile, title),
    };
    page(&view)
}

/// Fills the form of a profile with what is kept.
pub(super) fn profile_form(action: String, key: String, expert: &domain::expert::Expert) -> Form {
    let p = &expert.profile;
    Form::new("expert", action, key)
        .versioned(expert.version)
        .with("name", &p.name)
        .with("name_latin", &p.name_latin)
        .with("organisation_name", &p.organisation_name)
        .with("post", &p.post)
        .with("discipline", &p.discipline)
        .with("specialities", p.specialities.join("\n"))
        .with("specialities_en", p.specialities_en.join("\n"))
        .with("problems", &p.problems)
        .with("industries", p.industries.join("\n"))
        .with_all("languages", p.languages.clone())
        .with_all("service_forms", p.service_forms.clone())
        .with("capacity_per_quarter", p.capacity_per_quarter.to_string())
        .with("phone", &p.phone)
        .with("email", &p.email)
        .with("region", &p.region)
        .with("notes", &p.notes)
}

/// Puts what a profile form says into the profile that is kept; a field the form does not show stays.
pub(super) fn profile_of(kept: &ExpertProfile, sent: &Sent) -> app::Result<ExpertProfile> {
    let shows = |name: &str| sent.fields().iter().any(|(n, _)| n == name);
    let mut p = kept.clone();
    for (name, slot) in [
        ("name", &mut p.name),
        ("name_latin", &mut p.name_latin),
        ("organisation_name", &mut p.organisation_name),
        ("post", &mut p.post),
        ("discipline", &mut p.discipline),
        ("problems", &mut p.problems),
        ("phone", &mut p.phone),
        ("email", &mut p.email),
        ("region", &mut p.region),
        ("notes", &mut p.notes),
    ] {
        if shows(name) {
            sent.text(name).clone_into(slot);
        }
    }
    let lines = |name: &str| -> Vec<String> {
        sent.text(name).lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect()
    };
    for (name, slot) in [
        ("specialities", &mut p.specialities),
        ("specialities_en", &mut p.specialities_en),
        ("industries", &mut p.industries),
    ] {
        if shows(name) {
            *slot = lines(name);
        }
    }
    p.languages = sent.all("languages").into_iter().map(str::to_owned).collect();
    p.service_forms = sent.all("service_forms").into_iter().map(str::to_owned).collect();
    if shows("capacity_per_quarter") {
        const FIELD: &str = "capacity_per_quarter";
        let bounds = &domain::expert::CAPACITY;
        let capacity = domain::number::whole(FIELD, sent.text(FIELD), bounds)?;
        p.capacity_per_quarter =
            i32::try_from(capacity).map_err(|_| domain::Invalid::outside(FIELD, bounds))?;
    }
    Ok(p)
}

async fn edit(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    let id = expert_of(&caller)?;
    let seen = server.app().expert(&caller.call, id).await?;
    let form = profile_form(server.urls().profile_edit(), server.key(), &seen.expert);
    edit_page(&server, &caller, form, StatusCode::OK).await
}

async fn edit_page(server: &Server, caller: &Caller, form: Form, status: StatusCode) -> Answer<Response> {
    let f = server.frame(caller).await?;
    let title = f.t("profile-edit-title");
    let mut f = f.at(Place::Profile, title);
    f.has_errors = form.has_errors();
    page_as(status, &ProfileEdit { f, form })
}

async fn save(State(server): State<Server>, sent: Sent) -> Answer<Response> {
    let id = expert_of(&sent.caller)?;
    let app = server.app();
    let seen = app.expert(&sent.caller.call, id).await?;
    let done = match profile_of(&seen.expert.profile, &sent) {
        Ok(profile) => app.revise_expert(&sent.caller.call, id, sent.version, profile, None).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => back_with(&server, &server.urls().profile(), "saved"),
        Err(app::Error::Invalid(fields)) => {
            let mut form = profile_form(server.urls().profile_edit(), server.key(), &seen.expert)
                .filled_again(sent.fields());
            for field in &fields {
                form = form.refused(field);
            }
            edit_page(&server, &sent.caller, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn confirm(State(server): State<Server>, sent: Sent) -> Answer<Response> {
    let id = expert_of(&sent.caller)?;
    let app = server.app();
    let seen = app.expert(&sent.caller.call, id).await?;
    let profile = ExpertProfile { confirmed_on: Some(app.clock().today()), ..seen.expert.profile };
    app.revise_expert(&sent.caller.call, id, sent.version, profile, None).await?;
    back_with(&server, &server.urls().profile(), "confirmed")
}

async fn consent(State(server): State<Server>, sent: Sent) -> Answer<Response> {
    let id = expert_of(&sent.caller)?;
    if sent.text("agree") != "true" {
        return Err(Failure::field("agree", "required"));
    }
    let app = server.app();
    let seen = app.expert(&sent.caller.call, id).await?;
    let profile = ExpertProfile { consent_on: Some(app.clock().today()), ..seen.expert.profile };
    app.revise_expert(&sent.caller.call, id, sent.version, profile, None).await?;
    back_with(&server, &server.urls().profile(), "consented")
}

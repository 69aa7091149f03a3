//! Experts: the list with facets, one expert, and the form brokers correct one with.

use std::collections::BTreeMap;

use app::{ConflictEntry, ExpertSeen, Found, SearchRequest};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::ExpertId;
use domain::conflict::ConflictKind;
use domain::event::Subject;
use domain::evidence::Evidence;
use domain::expert::{Expert, ExpertProfile, ExpertState};
use domain::team::Team;

use super::all;
use crate::http::input::{At, Form as Sent};
use crate::http::{Access, Answer, Caller, Failure, Registry, Server};
use crate::pages::draft::{colleagues, on_behalf};
use crate::pages::expert::{profile_form, profile_of};
use crate::pages::listed::{country_words, field_words, lang_of, marked};
use crate::pages::short::short;
use crate::pages::{back_with, page, page_as, query};
use crate::view::desk::{Fact, Relax, Tab};
use crate::view::directory::{
    ConflictLine, EvidenceLine, ExpertCard, ExpertDesk, ExpertForm, ExpertList, ExpertPage,
};
use crate::view::parts::{Chip, Facet, FacetValue, Facets, Pager, Piece, Quote};
use crate::view::{Choice, Form, Frame, Place, format};

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new()
        .get(Access::Page, "/experts", list)
        .get(Access::Page, "/experts/new", async |State(s): State<Server>, c: Caller| {
            new(&s, &c, None, StatusCode::OK).await
        })
        .post(Access::Page, "/experts/new", enter)
        .get(Access::Page, "/experts/{id}", show)
        .get(Access::Page, "/experts/{id}/edit", edit)
        .post(Access::Page, "/experts/{id}/edit", save)
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

/// The two lists of the directory above every one of them.
pub(super) fn tabs(server: &Server, f: &Frame, experts: usize, teams: usize, on_teams: bool) -> Vec<Tab> {
    let urls = server.urls();
    vec![
        Tab { word: f.t("nav-experts"), count: experts, href: urls.experts(), current: !on_teams },
        Tab { word: f.t("nav-teams"), count: teams, href: urls.teams(), current: on_teams },
    ]
}

/// Facets of the list: query parameter and facet of the finder.
const FACETS: [&str; 3] = ["field", "country", "team"];

async fn list(State(server): State<Server>, caller: Caller) -> Answer<Response> {
    let app = server.app();
    let teams = app.teams(&caller.call).await?;
    let f = server.frame(&caller).await?;
    let urls = server.urls();
    let text = query(&caller, "q").unwrap_or_default();
    let chosen: BTreeMap<&str, Vec<String>> = FACETS.iter().map(|name| (*name, all(&caller, name))).collect();
    let request = SearchRequest {
        text: text.clone(),
        kind: "expert".to_owned(),
        fields: chosen["field"].clone(),
        countries: chosen["country"].clone(),
        teams: chosen["team"].iter().filter_map(|t| t.parse().ok()).collect(),
        foreign: None,
        limit: 20,
        cursor: query(&caller, "after"),
    };
    let found = app.search(&caller.call, &request).await?;
    let names: BTreeMap<String, String> =
        teams.iter().map(|(t, _)| (t.id.to_string(), t.profile.name.clone())).collect();
    let label = |facet: &str, value: &str| match facet {
        "field" => field_words(&f, value),
        "team" => names.get(value).cloned().unwrap_or_default(),
        _ => country_words(&f, value),
    };
    let address = |left_out: Option<(&str, &str)>, after: &str| {
        let mut pairs: Vec<(&str, &str)> = vec![("q", &text)];
        for (name, values) in &chosen {
            pairs.extend(
                values.iter().filter(|v| left_out != Some((*name, v.as_str()))).map(|v| (*name, v.as_str())),
            );
        }
        pairs.push(("after", after));
        urls.list(&urls.experts(), &pairs)
    };
    let facets = FACETS.iter().map(|name| Facet {
        name: (*name).to_owned(),
        label: f.code("facet", name),
        values: found
            .facets
            .get(*name)
            .into_iter()
            .flatten()
            .take(12)
            .map(|(value, count)| FacetValue {
                value: value.clone(),
                label: label(name, value),
                count: *count,
                chosen: chosen[name].contains(value),
            })
            .collect(),
    });
    let facets = Facets {
        action: urls.experts(),
        kept: [("q".to_owned(), text.clone())].into_iter().filter(|(_, v)| !v.is_empty()).collect(),
        facets: facets.filter(|facet| !facet.values.is_empty()).collect(),
    };
    let chips: Vec<Chip> = chosen
        .iter()
        .flat_map(|(name, values)| values.iter().map(move |v| (*name, v)))
        .map(|(name, v)| Chip { word: label(name, v), href: address(Some((name, v)), "") })
        .collect();
    let broker = caller.call.actor.is_broker();
    let mut cards = Vec::new();
    for one in &found.found {
        if let Found::Expert(expert, team) = one {
            let evidence = app.expert(&caller.call, expert.id).await?.evidence;
            cards.push(card(&server, &text, expert, team.as_deref(), &evidence));
        }
    }
    let total = app
        .search(
            &caller.call,
            &SearchRequest { kind: "expert".to_owned(), limit: 1, ..SearchRequest::default() },
        )
        .await?
        .total;
    let relax = if cards.is_empty() && !chips.is_empty() {
        vec![Relax { word: f.t("filters-clear"), count: total, href: urls.experts() }]
    } else {
        Vec::new()
    };
    let title = f.t("nav-experts");
    let view = ExpertList {
        tabs: tabs(&server, &f, total, teams.len(), false),
        form: Form::new("filter", urls.experts(), "").with("q", &text),
        facets,
        chips,
        clear: urls.experts(),
        cards,
        pager: Pager {
            total: found.total,
            previous: String::new(),
            next: found.next.as_deref().map(|after| address(None, after)).unwrap_or_default(),
            page: 0,
            pages: 0,
        },
        relax,
        can_enter: broker,
        export: String::new(),
        behind: usize::try_from(app.index_lag().await?.max(0)).unwrap_or(0),
        f: f.at(Place::Experts, title),
    };
    page(&view)
}

/// Lists words without those that differ from an earlier one in case, blanks or the plural only.
fn distinct<'a>(words: impl IntoIterator<Item = &'a String>) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    words.into_iter().filter(|word| seen.insert(folded(word))).cloned().collect()
}

fn folded(word: &str) -> String {
    let singular = |part: &str| match part.strip_suffix('s') {
        Some(stem) if part.len() > 3 && !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
        Some(_) | None => part.to_owned(),
    };
    let parts = word.to_lowercase();
    parts.split(|c: char| c.is_whitespace() || c == '-').map(singular).collect::<Vec<_>>().join(" ")
}

/// Builds the card of an expert.
pub(super) fn card(
    server: &Server,
    text: &str,
    expert: &Expert,
    team: Option<&Team>,
    evidence: &[Evidence],
) -> ExpertCard {
    let p = &expert.profile;
    let today = server.app().clock().today();
    let old =
        today.checked_sub(jiff::Span::new().months(domain::expert::STALE_AFTER_MONTHS - 1)).unwrap_or(today);
    let mut kinds: BTreeMap<&'static str, usize> = BTreeMap::new();
    for item in evidence {
        *kinds.entry(item.kind.code()).or_default() += 1;
    }
    let home = [
        p.post.clone(),
        p.organisation_name.clone(),
        team.map(|t| t.profile.name.clone()).unwrap_or_default(),
    ];
    let own = short(&p.problems, 120);
    ExpertCard {
        name: p.name.clone(),
        lang: p.language.unwrap_or_else(|| lang_of(&p.name)),
        href: server.urls().expert(expert.id),
        home: home.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · "),
        own: marked(text, &own),
        specialities: distinct(&p.specialities).into_iter().take(4).collect(),
        evidence: kinds.into_iter().collect(),
        capacity: p.capacity_per_quarter.to_string(),
        full: p.capacity_per_quarter == 0,
        confirmed: p.confirmed_on.map(format::day).unwrap_or_default(),
        stale_soon: p.confirmed_on.is_some_and(|day| day < old),
        state: expert.state.code(),
        consented: p.consent_on.is_some(),
        foreign: team.is_some_and(|t| t.profile.foreign),
    }
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

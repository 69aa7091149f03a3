//! The review of a need: from what is missing to its opening, in five steps on one page.

use std::collections::BTreeMap;

use app::{NeedReview as Kept, NeedSeen, OrganisationFilter};
use axum::http::StatusCode;
use axum::response::Response;
use domain::need::{Indicator, NeedState, PublicText, Section};
use domain::{AccountId, Proof, Timestamp};
use jiff::tz::TimeZone;

use super::RefusedForm;
use super::item::{Position, act_form, checks, item};
use crate::http::{Answer, Caller, Failure, Server};
use crate::pages::draft::{colleagues, indicator_rows};
use crate::pages::need::{act_words, field_words as about, shown};
use crate::pages::{page_as, query};
use crate::view::broker::{ClearanceView, ConsentView, Differs, NeedReview, OtherActs, SectionView, Wording};
use crate::view::company::{Part, QuestionItem};
use crate::view::desk::{DiffKind, DiffPiece, Fact};
use crate::view::parts::{Entry, Task, TaskState, When};
use crate::view::{Choice, Form, Frame, Place, format};

/// What the parts of the page share.
struct Sheet<'a> {
    server: &'a Server,
    f: &'a Frame,
    seen: &'a NeedSeen,
    kept: &'a Kept,
    names: BTreeMap<AccountId, String>,
    zone: TimeZone,
    refused: Option<&'a RefusedForm>,
}

impl Sheet<'_> {
    fn form(&self, act: &str) -> Form {
        act_form(self.server, self.seen.id, self.seen.version, act, self.refused)
    }

    fn state(&self) -> &'static str {
        self.seen.state.code()
    }

    /// Shows the form of an act only to the broker who answers for the need.
    fn own(&self, act: &str, open: bool) -> Option<Form> {
        (open && self.seen.sight.own).then(|| self.form(act))
    }
}

/// Draws the review.
pub(in crate::pages) async fn review_page(
    server: &Server,
    caller: &Caller,
    seen: NeedSeen,
    refused: Option<RefusedForm>,
    status: StatusCode,
) -> Answer<Response> {
    let mut f = server.frame(caller).await?;
    let kept = seen.review.clone().ok_or_else(Failure::not_found)?;
    let names = server.app().account_names(&people(&kept)).await?;
    let zone = server.app().clock().zone().clone();
    let asked = asked(server, caller, &seen);
    let refused = refused.or(asked);
    f.has_errors = status == StatusCode::UNPROCESSABLE_ENTITY;
    let title = seen.number.clone();
    let f = f.at(Place::Needs, title);
    let item = item(server, caller, &f, &seen, Position::default(), refused.as_ref()).await?;
    let second = colleagues(server, caller).await?.unwrap_or_default();
    let companies = if reviewable(&seen) { companies(server, caller, &f, &seen).await? } else { Vec::new() };
    let line = line(server, caller, &f, &seen).await?;
    let sheet = Sheet { server, f: &f, seen: &seen, kept: &kept, names, zone, refused: refused.as_ref() };
    let matching = matches!(seen.state, NeedState::Matching { .. } | NeedState::PrivateMatching { .. });
    let view = NeedReview {
        broker: kept.broker.and_then(|id| sheet.names.get(&id).cloned()).unwrap_or_default(),
        readers: if seen.sight.own { server.urls().need_readers(seen.id) } else { String::new() },
        visible_to: super::visible_to(&f, seen.level, seen.sight.own),
        returns: usize::try_from(kept.returns).unwrap_or(0),
        review_by: seen.review_by.map(format::day).unwrap_or_default(),
        chokepoint: kept.chokepoint.clone().unwrap_or_default(),
        abroad: kept.foreign_visible,
        tasks: tasks(&sheet),
        sections: sections(&sheet),
        questions: questions(&sheet),
        checks: checks(&f, &seen, server.urls()),
        similar: item.similar.clone(),
        approve: sheet.own("approval", reviewable(&seen)).map(|form| {
            if form.value("review_by").is_empty() {
                form.with("review_by", format::day(server.app().next_review_day()))
                    .with("organisation", if companies.iter().any(|c| c.value == NEW) { NEW } else { "" })
                    .with("industry", &seen.content.industry)
                    .with("technical_field", &seen.content.field)
            } else {
                form
            }
        }),
        companies,
        exemption_needed: !seen.content.indicators.iter().any(Indicator::checkable),
        industries: industries(&f),
        fields: fields(&f),
        approved: approved(&sheet),
        wording: wording(&sheet),
        consent: consent(&sheet),
        clearance: clearance(&sheet),
        publish: sheet.own("publication", ready(&sheet, "publication")),
        start: sheet.own("matching", seen.state.code() == "published" || ready(&sheet, "private_matching")),
        privately: ready(&sheet, "private_matching"),
        bench: if matching && seen.sight.own { server.urls().candidates(seen.id) } else { String::new() },
        acts: other_acts(&sheet),
        line,
        second,
        item,
        f: f.clone(),
    };
    page_as(status, &view)
}

fn reviewable(seen: &NeedSeen) -> bool {
    matches!(seen.state, NeedState::Submitted { .. } | NeedState::InDiagnosis { .. })
}

/// The choice that enters the named company as a new one.
pub(super) const NEW: &str = "new";

/// Offers what a need may belong to while only a name is known: like-named companies first, then a new entry.
async fn companies(server: &Server, caller: &Caller, f: &Frame, seen: &NeedSeen) -> Answer<Vec<Choice>> {
    let Some((None, name)) = seen.organisation.clone() else { return Ok(Vec::new()) };
    let mut out = vec![Choice::new("", f.t("approve-company-choose"))];
    if !name.trim().is_empty() {
        out.push(Choice::new(NEW, f.t1("approve-company-new", "name", name.trim())));
    }
    let all = OrganisationFilter { limit: 100, ..OrganisationFilter::default() };
    let (mut known, _) = server.app().organisations(&caller.call, &all).await?;
    let alike = |o: &domain::organisation::Organisation| {
        let bag = |t: &str| t.chars().collect::<std::collections::BTreeSet<char>>();
        bag(&o.profile.name).intersection(&bag(&name)).count()
    };
    known.sort_by_key(|o| std::cmp::Reverse(alike(o)));
    out.extend(known.into_iter().map(|o| Choice::new(o.id.to_string(), o.profile.name)));
    Ok(out)
}

/// Opens the form for returning with the question that a missing piece proposed.
fn asked(server: &Server, caller: &Caller, seen: &NeedSeen) -> Option<RefusedForm> {
    let field = query(caller, "ask")?;
    let form = act_form(server, seen.id, seen.version, "return", None)
        .with("field", field)
        .with("question", query(caller, "question").unwrap_or_default());
    Some(RefusedForm { act: "return".to_owned(), form })
}

fn people(kept: &Kept) -> Vec<AccountId> {
    let questions =
        kept.questions.iter().flat_map(|q| [Some(q.asked_by), q.answer.as_ref().and_then(|a| a.act.by)]);
    let acts = [kept.consent.as_ref().map(|c| &c.act), kept.cleared.as_ref().map(|(_, act)| act)];
    let acts = acts.into_iter().flatten().map(|act| act.by);
    questions.chain(acts).chain([kept.broker]).flatten().collect()
}

/// Tells whether the company consented to this kind, to this text, and a broker cleared it.
fn ready(sheet: &Sheet<'_>, kind: &str) -> bool {
    let Some(public) = &sheet.kept.public else { return false };
    let sum = public.checksum();
    let consented = sheet.kept.consent.as_ref().is_some_and(|c| c.kind.code() == kind && c.checksum == sum);
    let cleared = sheet.kept.cleared.as_ref().is_some_and(|(c, _)| *c == sum);
    sheet.state() == "approved" && consented && cleared
}

fn tasks(sheet: &Sheet<'_>) -> Vec<Task> {
    let approved = !matches!(sheet.state(), "draft" | "submitted" | "returned" | "in_diagnosis");
    let sum = sheet.kept.public.as_ref().map(PublicText::checksum);
    let consented = sum.is_some() && sheet.kept.consent.as_ref().map(|c| &c.checksum) == sum.as_ref();
    let cleared = sum.is_some() && sheet.kept.cleared.as_ref().map(|(c, _)| c) == sum.as_ref();
    let open = matches!(sheet.state(), "published" | "matching" | "private_matching");
    let steps = [
        ("approve", approved, true),
        ("wording", sum.is_some(), true),
        ("consent", consented, approved && sum.is_some()),
        ("clearance", cleared, sum.is_some()),
        ("opening", open, consented && cleared),
    ];
    let mut current = true;
    steps
        .into_iter()
        .map(|(step, done, possible)| {
            let is_current = current && !done;
            current &= done;
            let state = match (done, possible) {
                (true, _) => TaskState::Done,
                (false, true) => TaskState::NotStarted,
                (false, false) => TaskState::Blocked,
            };
            let word = sheet.f.code("review-step", step);
            Task { word, href: format!("#{step}"), state, current: is_current, note: String::new() }
        })
        .collect()
}

fn sections(sheet: &Sheet<'_>) -> Vec<SectionView> {
    let (f, seen) = (sheet.f, sheet.seen);
    let c = &seen.content;
    let edit = |part: Part| {
        let open = seen.state.editable() && seen.sight.own;
        if open { sheet.server.urls().draft(seen.id).section(part.slug()) } else { String::new() }
    };
    let fact = |name: &str, value: &str| Fact::new(f.code("need", name), value);
    Section::ALL
        .into_iter()
        .map(|section| {
            let level =
                seen.section_levels.iter().find(|(s, _)| *s == section).map_or(seen.level, |(_, l)| *l);
            let (part, facts) = match section {
                Section::Title => (Part::Problem, vec![fact("title", &seen.title)]),
                Section::Background => (Part::Problem, vec![fact("background", &c.background)]),
                Section::CurrentState => (Part::Problem, vec![fact("current_state", &c.current_state)]),
                Section::Problem => (Part::Problem, vec![fact("problem", &c.problem)]),
                Section::Tried => (Part::Problem, vec![fact("tried", &c.tried)]),
                Section::Indicators => (Part::Indicators, Vec::new()),
                Section::Expected => (Part::Expectation, super::item::expectation(f, seen)),
                Section::Conditions => (
                    Part::Indicators,
                    vec![
                        fact("conditions", &c.conditions),
                        fact("wanted_approaches", &c.wanted_approaches),
                        fact("excluded_approaches", &c.excluded_approaches),
                    ],
                ),
                Section::Contact => (
                    Part::Contact,
                    vec![
                        fact("contact_name", &c.contact_name),
                        fact("contact_phone", &c.contact_phone),
                        fact("contact_email", &c.contact_email),
                        fact("decision_owner", &c.decision_owner),
                    ],
                ),
            };
            SectionView {
                title: f.code("section", section.code()),
                level,
                own_level: level != seen.level,
                edit: edit(part),
                facts,
                indicators: if section == Section::Indicators { indicator_rows(seen) } else { Vec::new() },
            }
        })
        .collect()
}

fn questions(sheet: &Sheet<'_>) -> Vec<QuestionItem> {
    let mut list: Vec<QuestionItem> = (1..)
        .zip(&sheet.kept.questions)
        .map(|(n, q)| QuestionItem {
            id: format!("q-{n}"),
            field: if q.field.is_empty() { String::new() } else { about(sheet.f, &q.field) },
            edit: String::new(),
            text: q.text.clone(),
            asked_by: sheet.names.get(&q.asked_by).cloned().unwrap_or_default(),
            asked_at: format::moment(q.asked_at, &sheet.zone),
            answer: q.answer.as_ref().map(|a| a.text.clone()).unwrap_or_default(),
            answered: q
                .answer
                .as_ref()
                .map(|a| act_words(sheet.f, &a.act, &sheet.names, &sheet.zone))
                .unwrap_or_default(),
            form: (q.answer.is_none() && sheet.seen.sight.own)
                .then(|| sheet.form("answers").with("question", q.id.to_string())),
        })
        .collect();
    list.sort_by_key(|q| !q.answer.is_empty());
    list
}

fn approved(sheet: &Sheet<'_>) -> String {
    let until = sheet.seen.review_by.map(format::day).unwrap_or_default();
    let NeedState::Approved { since, exemption } = &sheet.seen.state else {
        // Later states no longer carry the time of approval; the time line does.
        let known = sheet.seen.review_by.is_some() && !reviewable(sheet.seen);
        return if known { sheet.f.t1("review-approved-until", "until", until) } else { String::new() };
    };
    let when = format::moment(*since, &sheet.zone);
    let mut words = sheet.f.t2("review-approved", "when", when, "until", until);
    if let Some(exemption) = exemption {
        words.push_str(&sheet.f.t1("review-exempted", "reason", exemption));
    }
    words
}

fn wording(sheet: &Sheet<'_>) -> Option<Wording> {
    if matches!(sheet.state(), "draft" | "returned") {
        return None;
    }
    let public = sheet.kept.public.clone().unwrap_or_default();
    let c = &sheet.seen.content;
    let open = matches!(
        sheet.seen.state,
        NeedState::Submitted { .. } | NeedState::InDiagnosis { .. } | NeedState::Approved { .. }
    );
    let form = sheet.own("wording", open).map(|form| {
        let fill = |form: Form, name: &str, kept: &str, proposed: &str| {
            let value = if kept.is_empty() { proposed } else { kept };
            if form.value(name).is_empty() { form.with(name, value) } else { form }
        };
        let form = fill(form, "title", &public.title, &sheet.seen.title);
        let form = fill(form, "summary", &public.summary, &c.problem);
        let form = fill(form, "title_en", &public.title_en, "");
        fill(form, "summary_en", &public.summary_en, "")
    });
    let company = sheet.seen.organisation.as_ref().map(|(_, name)| name.clone()).unwrap_or_default();
    let gives_away =
        !company.is_empty() && [&public.title, &public.summary].iter().any(|t| t.contains(&company));
    let checksum =
        if public.title.is_empty() { String::new() } else { public.checksum().chars().take(12).collect() };
    let differs = [("title", &sheet.seen.title, &public.title), ("problem", &c.problem, &public.summary)]
        .into_iter()
        .filter(|(_, own, outside)| !outside.is_empty() && own != outside)
        .map(|(name, own, outside)| Differs { word: sheet.f.code("need", name), pieces: diff(own, outside) })
        .collect();
    Some(Wording {
        form,
        title: public.title,
        summary: public.summary,
        title_en: public.title_en,
        summary_en: public.summary_en,
        differs,
        warnings: if gives_away { vec![sheet.f.t("wording-names-company")] } else { Vec::new() },
        checksum,
    })
}

/// Compares two texts by what they begin and end with; the middle is what changed.
fn diff(old: &str, new: &str) -> Vec<DiffPiece> {
    let (a, b): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let most = a.len().min(b.len()) - head;
    let tail = a.iter().rev().zip(b.iter().rev()).take(most).take_while(|(x, y)| x == y).count();
    let text = |chars: &[char]| chars.iter().collect::<String>();
    [
        DiffPiece::new(DiffKind::Same, text(&a[..head])),
        DiffPiece::new(DiffKind::Removed, text(&a[head..a.len() - tail])),
        DiffPiece::new(DiffKind::Added, text(&b[head..b.len() - tail])),
        DiffPiece::new(DiffKind::Same, text(&a[a.len() - tail..])),
    ]
    .into_iter()
    .filter(|p| !p.text.is_empty())
    .collect()
}

fn consent(sheet: &Sheet<'_>) -> Option<ConsentView> {
    let public = sheet.kept.public.as_ref()?;
    let sum = public.checksum();
    let given = sheet.kept.consent.as_ref();
    let stale = given.is_some_and(|c| c.checksum != sum);
    let open = sheet.state() == "approved" && given.is_none_or(|_| stale);
    Some(ConsentView {
        given: given
            .map(|c| {
                let kind = sheet.f.code("consent-kind", c.kind.code());
                format!("{kind} · {}", act_words(sheet.f, &c.act, &sheet.names, &sheet.zone))
            })
            .unwrap_or_default(),
        stale,
        form: sheet.own("consent", open).map(|form| form.with("checksum", sum).with("agree", "true")),
    })
}

fn clearance(sheet: &Sheet<'_>) -> Option<ClearanceView> {
    let public = sheet.kept.public.as_ref()?;
    let sum = public.checksum();
    let given = sheet.kept.cleared.as_ref();
    let stale = given.is_some_and(|(c, _)| *c != sum);
    let open = given.is_none_or(|_| stale) && !sheet.seen.state.listed();
    Some(ClearanceView {
        given: given.map(|(_, act)| act_words(sheet.f, act, &sheet.names, &sheet.zone)).unwrap_or_default(),
        stale,
        form: sheet.own("clearance", open).map(|form| form.with("checksum", sum)),
        second: String::new(),
    })
}

fn other_acts(sheet: &Sheet<'_>) -> OtherActs {
    let state = &sheet.seen.state;
    let live = !state.is_final();
    let resting = matches!(state, NeedState::Paused { .. } | NeedState::Expired { .. });
    let matching = matches!(
        state,
        NeedState::Published { .. } | NeedState::Matching { .. } | NeedState::PrivateMatching { .. }
    );
    OtherActs {
        ask: sheet.own("question", live && sheet.state() != "draft"),
        submit: sheet.own("submission", matches!(state, NeedState::Draft | NeedState::Returned { .. })),
        chokepoint: sheet
            .own("chokepoint", live)
            .map(|form| form.with("chokepoint", sheet.kept.chokepoint.clone().unwrap_or_default())),
        abroad: sheet
            .own("abroad", live && sheet.kept.public.is_some())
            .map(|form| form.with("visible", sheet.kept.foreign_visible.to_string())),
        pause: sheet.own("pause", matching),
        resume: sheet.own("resumption", resting),
        renew: sheet.own("renewal", matching || matches!(state, NeedState::Expired { .. })),
        withdraw: sheet.own("withdrawal", live),
    }
}

async fn line(server: &Server, caller: &Caller, f: &Frame, seen: &NeedSeen) -> Answer<Vec<Entry>> {
    let history = server.app().need_history(&caller.call, seen.id).await?;
    let ids: Vec<_> = history.iter().filter_map(|h| h.by).collect();
    let names = server.app().account_names(&ids).await?;
    let zone = server.app().clock().zone();
    let when = |at: Timestamp| (format::moment(at, zone), format::machine(at, zone));
    let entries = history.iter().filter(|h| shown(&h.what)).map(|h| {
        let (time, machine) = when(h.at);
        let mut who = h.by.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
        if let Some(behalf) = &h.on_behalf {
            who = format!("{} · {} · {who}", behalf.person, f.code("channel", behalf.channel.code()));
        }
        let what = f.code("event", &h.what.replace('.', "-"));
        let proof = match h.on_behalf.as_ref().map(|b| &b.proof) {
            Some(Proof::Scan { file }) => server.urls().file(file),
            Some(Proof::Word | Proof::CallBack { .. }) | None => String::new(),
        };
        Entry { when: When::Past, time, machine, what, who, proof }
    });
    Ok(entries.collect())
}

fn industries(f: &Frame) -> Vec<Choice> {
    let all = app::data::industries().iter();
    let named = all.map(|i| Choice::new(i.code.as_str(), format!("{} {}", i.code, i.name)));
    std::iter::once(Choice::new("", f.t("nothing-given"))).chain(named).collect()
}

fn fields(f: &Frame) -> Vec<Choice> {
    let all = f.fields().into_iter();
    let named = all.map(|(slug, name)| Choice::new(slug, name));
    std::iter::once(Choice::new("", f.t("nothing-given"))).chain(named).collect()
}

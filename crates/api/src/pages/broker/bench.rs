//! The match workbench: candidates against indicators, with quotes, gaps, blocks and decisions.

use app::engine::Reason;
use app::{Block as Rule, CandidatePage, CandidateSeen, NeedSeen};
use axum::extract::State;
use axum::response::Response;
use domain::matching::{ExclusionReason, MatchState, Partner};
use domain::policy::NeedAction;
use domain::{ExpertId, NeedId};

use crate::http::input::{At, AtTwo, Form as Sent};
use crate::http::{Access, Answer, Caller, Failure, Registry, Server};
use crate::pages::listed::{field_words, lang_of};
use crate::pages::quote::{best, cover, cut, gaps};
use crate::pages::{back_with, page, query, to};
use crate::view::broker::{
    Bench, Block, Candidate, Cell, Compare, Defence, Group, Head, Nobody, Pane, Who, WhyNot,
};
use crate::view::parts::Cover;
use crate::view::{Form, Frame, Place, format};

/// How many candidates the table shows.
const SHOWN: usize = 20;

/// Lists the routes of this room.
pub(super) fn routes() -> Registry {
    Registry::new()
        .get(Access::Page, "/needs/{id}/candidates", bench)
        .get(Access::Page, "/needs/{id}/candidates/{expert}", one)
        .post(
            Access::Page,
            "/needs/{id}/candidates/shortlist",
            async |s: State<Server>, At(id): At<NeedId>, sent: Sent| decide(s, id, "shortlist", sent).await,
        )
        .post(
            Access::Page,
            "/needs/{id}/candidates/exclusion",
            async |s: State<Server>, At(id): At<NeedId>, sent: Sent| decide(s, id, "exclusion", sent).await,
        )
        .post(
            Access::Page,
            "/needs/{id}/candidates/undo",
            async |s: State<Server>, At(id): At<NeedId>, sent: Sent| decide(s, id, "undo", sent).await,
        )
        .post(
            Access::Page,
            "/needs/{id}/candidates/group",
            async |s: State<Server>, At(id): At<NeedId>, sent: Sent| decide(s, id, "shortlist", sent).await,
        )
        .post(Access::Page, "/needs/{id}/candidates/addition", add)
        .get(Access::Page, "/needs/{id}/defence", defence)
}

/// What the parts of the page share.
struct Desk<'a> {
    server: &'a Server,
    f: &'a Frame,
    seen: &'a NeedSeen,
    found: &'a CandidatePage,
}

impl Desk<'_> {
    fn who(&self, c: &CandidateSeen) -> Who {
        let p = &c.expert.profile;
        let team = c.team.as_ref().map(|t| t.profile.name.clone()).unwrap_or_default();
        let home = [p.organisation_name.clone(), team]
            .into_iter()
            .filter(|t| !t.is_empty())
            .collect::<Vec<_>>()
            .join(" · ");
        Who {
            id: c.expert.id.to_string(),
            team: false,
            name: p.name.clone(),
            lang: lang_of(&p.name),
            home,
            href: self.server.urls().expert(c.expert.id),
        }
    }

    fn all(&self) -> impl Iterator<Item = &CandidateSeen> {
        self.found.ranked.iter().chain(&self.found.blocked)
    }

    fn heads(&self) -> Vec<Head> {
        let indicators = &self.seen.content.indicators;
        if indicators.is_empty() {
            let words = (1..).zip(&self.found.aspects);
            return words
                .map(|(number, a)| Head { number, name: a.chars().take(8).collect(), target: String::new() })
                .collect();
        }
        (1..)
            .zip(indicators)
            .map(|(number, i)| {
                let target = format!("{} {} {}", i.comparison.sign(), i.target, i.unit);
                Head { number, name: i.name.clone(), target: target.trim().to_owned() }
            })
            .collect()
    }

    fn blocks(&self, c: &CandidateSeen) -> Vec<Block> {
        c.blocks
            .iter()
            .map(|rule| {
                let (kind, text) = match rule {
                    Rule::Conflict(conflict) => {
                        let kind = self.f.code("conflict", conflict.kind.code());
                        let since = conflict.since.map(format::day).unwrap_or_default();
                        ("conflict", self.f.t2("block-conflict", "kind", kind, "since", since))
                    }
                    Rule::Avoided => ("conflict", self.f.t("block-avoided")),
                    Rule::Foreign => ("foreign", self.f.t("block-foreign")),
                    Rule::NoConsent => ("consent", self.f.t("block-consent")),
                    Rule::NotAvailable(state) => ("capacity", self.f.code("block-state", state)),
                };
                Block { kind, hard: rule.is_hard(), text }
            })
            .collect()
    }

    fn address(&self, expert: ExpertId) -> String {
        let urls = self.server.urls();
        urls.list(&urls.candidates(self.seen.id), &[("open", &expert.to_string())])
    }

    fn form(&self, act: &str, expert: ExpertId) -> Form {
        let address = self.server.urls().candidates_act(&self.seen.id.to_string(), act);
        Form::new("match", address, self.server.key()).with("partner", expert.to_string())
    }

    fn state(c: &CandidateSeen) -> &'static str {
        c.decision.as_ref().map_or("suggested", |m| m.state.code())
    }

    fn row(
        &self,
        c: &CandidateSeen,
        ranked: bool,
        current: Option<ExpertId>,
        picked: &[String],
    ) -> Candidate {
        let excluded = match c.decision.as_ref().map(|m| &m.state) {
            Some(MatchState::Excluded { reason, note, .. }) => {
                let word = self.f.code("exclusion", reason.code());
                if note.is_empty() { word } else { format!("{word}：{note}") }
            }
            Some(MatchState::Suggested | MatchState::Shortlisted { .. }) | None => String::new(),
        };
        Candidate {
            who: self.who(c),
            band: c.answer.band.code(),
            covers: c.answer.aspects.iter().map(|a| cover(a.class)).collect(),
            capacity: c.expert.profile.capacity_per_quarter.to_string(),
            by_hand: c.decision.as_ref().is_some_and(|m| m.by_hand),
            state: Self::state(c),
            excluded,
            blocks: self.blocks(c),
            ranked,
            href: self.address(c.expert.id),
            current: current == Some(c.expert.id),
            picked: picked.contains(&c.expert.id.to_string()),
        }
    }

    fn facts(&self, c: &CandidateSeen) -> Vec<String> {
        let f = self.f;
        let mut facts: Vec<String> = c
            .answer
            .reasons
            .iter()
            .map(|reason| match reason {
                Reason::SameField(slug) => f.t1("reason-field", "field", field_words(f, slug)),
                Reason::RecentEvidence { items, since } => {
                    f.t2("reason-recent", "count", *items, "since", since.to_string())
                }
                Reason::Evidence(items) => f.t1("reason-evidence", "count", *items),
                Reason::Languages(tags) => {
                    let words: Vec<String> = tags.iter().map(|t| f.code("language", t)).collect();
                    f.t1("reason-languages", "languages", words.join(" / "))
                }
                Reason::Translated => f.t("reason-translated"),
            })
            .collect();
        if let Some(day) = c.expert.profile.confirmed_on {
            facts.push(f.t1("reason-confirmed", "day", format::day(day)));
        }
        facts
    }

    fn pane(&self, c: &CandidateSeen) -> Pane {
        let hard = c.blocks.iter().any(Rule::is_hard);
        let state = Self::state(c);
        let id = c.expert.id;
        Pane {
            who: self.who(c),
            rank: if hard { 0 } else { c.answer.rank },
            band: c.answer.band.code(),
            record: String::new(),
            facts: self.facts(c),
            quotes: best(self.f, &c.answer, 6),
            gaps: gaps(self.f, &c.answer),
            blocks: self.blocks(c),
            state,
            decided: String::new(),
            shortlist: (!hard && state != "shortlisted").then(|| self.form("shortlist", id)),
            exclude: (state != "excluded").then(|| self.form("exclusion", id)),
            undo: (state != "suggested").then(|| self.form("undo", id)),
        }
    }

    fn why_not(&self, c: &CandidateSeen) -> WhyNot {
        let hard = c.blocks.iter().any(Rule::is_hard);
        WhyNot {
            who: self.who(c),
            rank: c.answer.rank,
            of: self.found.experts,
            band: c.answer.band.code(),
            note: String::new(),
            quotes: best(self.f, &c.answer, 2),
            gaps: gaps(self.f, &c.answer),
            blocks: self.blocks(c),
            add: (!hard && Self::state(c) != "shortlisted").then(|| self.form("addition", c.expert.id)),
        }
    }

    fn group(&self) -> Option<Group> {
        if self.found.group.len() < 2 {
            return None;
        }
        let member = |id: ExpertId| self.all().find(|c| c.expert.id == id);
        let members: Vec<(Who, Vec<usize>)> = self
            .found
            .group
            .iter()
            .filter_map(|(id, brings)| Some((self.who(member(*id)?), brings.clone())))
            .collect();
        let covered: Vec<usize> = members.iter().flat_map(|(_, b)| b.clone()).collect();
        let address = self.server.urls().candidates_act(&self.seen.id.to_string(), "group");
        let form = Form::new("match", address, self.server.key())
            .with_all("partner", members.iter().map(|(w, _)| w.id.clone()));
        Some(Group {
            missing: (1..=self.found.aspects.len()).filter(|n| !covered.contains(n)).collect(),
            smallest: true,
            form: Some(form),
            members,
        })
    }

    fn cell(&self, c: &CandidateSeen, at: usize) -> Cell {
        let answer = c.answer.aspects.get(at);
        let quote = answer.and_then(|a| a.quotes.first());
        Cell {
            cover: answer.map_or(Cover::Gap, |a| cover(a.class)),
            pieces: quote.map(|q| cut(q, at + 1)).unwrap_or_default(),
            lang: quote.map_or(self.seen.language, |q| lang_of(&q.text)),
            source: quote
                .map(|q| {
                    let kind = if q.kind.is_empty() {
                        self.f.t("quote-profile")
                    } else {
                        self.f.code("evidence", &q.kind)
                    };
                    let year = q.year.map(|y| y.to_string()).unwrap_or_default();
                    format!("{kind} {year}").trim().to_owned()
                })
                .unwrap_or_default(),
        }
    }

    fn compare(&self, picked: &[String], only_different: bool) -> Option<Compare> {
        let chosen: Vec<&CandidateSeen> =
            self.all().filter(|c| picked.contains(&c.expert.id.to_string())).take(4).collect();
        if chosen.len() < 2 {
            return None;
        }
        let rows = self.heads().into_iter().enumerate().map(|(at, head)| {
            let cells: Vec<Cell> = chosen.iter().map(|c| self.cell(c, at)).collect();
            (head, cells)
        });
        let differs = |cells: &[Cell]| cells.windows(2).any(|w| w[0].cover != w[1].cover);
        let rows = rows.filter(|(_, cells)| !only_different || differs(cells)).collect();
        let urls = self.server.urls();
        let mut pairs: Vec<(&str, &str)> = picked.iter().map(|p| ("compare", p.as_str())).collect();
        if !only_different {
            pairs.push(("different", "true"));
        }
        Some(Compare {
            columns: chosen.iter().map(|c| (self.who(c), c.answer.band.code())).collect(),
            rows,
            blocks: chosen.iter().map(|c| self.blocks(c)).collect(),
            only_different,
            toggle: urls.list(&urls.candidates(self.seen.id), &pairs),
        })
    }
}

/// Reads a parameter that may come several times.
fn all(caller: &Caller, name: &str) -> Vec<String> {
    let query = caller.here.split_once('?').map_or("", |(_, q)| q);
    form_urlencoded::parse(query.as_bytes())
        .filter(|(n, v)| n == name && !v.is_empty())
        .map(|(_, v)| v.into_owned())
        .collect()
}

async fn bench(State(server): State<Server>, caller: Caller, At(id): At<NeedId>) -> Answer<Response> {
    let app = server.app();
    let seen = app.need_for(&caller.call, id, NeedAction::Match).await?;
    let f = server.frame(&caller).await?;
    let found = app.candidates(&caller.call, id, SHOWN).await?;
    let desk = Desk { server: &server, f: &f, seen: &seen, found: &found };
    let asked = query(&caller, "name").unwrap_or_default();
    let (why_not, namesakes) = why(&desk, &caller, &asked).await?;
    let open: Option<ExpertId> = query(&caller, "open")
        .and_then(|t| t.parse().ok())
        .or_else(|| found.ranked.first().map(|c| c.expert.id));
    let picked: Vec<String> = all(&caller, "compare").into_iter().chain(all(&caller, "partner")).collect();
    let rows = found.ranked.iter().map(|c| desk.row(c, true, open, &picked));
    let blocked = found.blocked.iter().map(|c| desk.row(c, false, open, &picked));
    let broker = seen.review.as_ref().and_then(|r| r.broker);
    let names = app.account_names(&broker.into_iter().collect::<Vec<_>>()).await?;
    let urls = server.urls();
    let now = format::moment(app.clock().now(), app.clock().zone());
    let view = Bench {
        id: seen.id.to_string(),
        number: seen.number.clone(),
        title: seen.title.clone(),
        lang: seen.language,
        state: seen.state.code(),
        level: seen.level,
        company: seen.organisation.as_ref().map(|(_, name)| name.clone()).unwrap_or_default(),
        brokers: names.into_values().collect::<Vec<_>>().join("、"),
        due: seen.review_by.map(format::day).unwrap_or_default(),
        visible_to: f.t("review-visible-own"),
        run: format!(
            "{now} · {}",
            f.t2("bench-searched", "documents", found.documents, "experts", found.experts)
        ),
        behind: usize::try_from(app.index_lag().await?.max(0)).unwrap_or(0),
        heads: desk.heads(),
        candidates: rows.chain(blocked).collect(),
        form: Form::new("match", urls.candidates(seen.id), server.key()).versioned(seen.version),
        shortlisted: found.ranked.iter().filter(|c| Desk::state(c) == "shortlisted").count(),
        pane: desk.all().find(|c| Some(c.expert.id) == open).map(|c| desk.pane(c)),
        asked,
        why_not,
        namesakes,
        group: desk.group(),
        compare: desk.compare(&picked, query(&caller, "different").is_some()),
        add: Form::new("match", urls.candidates_act(&seen.id.to_string(), "addition"), server.key()),
        nobody: found.nobody_suitable.then(|| Nobody { why: f.t("bench-nobody-why"), closest: Vec::new() }),
        more: String::new(),
        f: f.clone().at(Place::Needs, seen.number.clone()),
    };
    page(&view)
}

/// Answers why somebody is not among the first, by name or by identifier.
async fn why(desk: &Desk<'_>, caller: &Caller, asked: &str) -> Answer<(Option<WhyNot>, Vec<Who>)> {
    let app = desk.server.app();
    let chosen: Option<ExpertId> = query(caller, "why").and_then(|t| t.parse().ok());
    let candidates = match chosen {
        Some(id) => vec![id],
        None if asked.is_empty() => return Ok((None, Vec::new())),
        None => app.experts_named(&caller.call, asked).await?.into_iter().map(|e| e.id).collect(),
    };
    if let [id] = candidates.as_slice() {
        let seen = app.candidate(&caller.call, desk.seen.id, *id).await?;
        return Ok((Some(desk.why_not(&seen)), Vec::new()));
    }
    let mut namesakes = Vec::new();
    for id in candidates {
        namesakes.push(desk.who(&app.candidate(&caller.call, desk.seen.id, id).await?));
    }
    Ok((None, namesakes))
}

/// One candidate's own address opens the workbench with the answer.
async fn one(
    State(server): State<Server>,
    caller: Caller,
    AtTwo(id, expert): AtTwo<NeedId, ExpertId>,
) -> Answer<Response> {
    server.app().candidate(&caller.call, id, expert).await?;
    let urls = server.urls();
    to(&format!("{}#why-not", urls.list(&urls.candidates(id), &[("why", &expert.to_string())])))
}

fn partners(sent: &Sent) -> Answer<Vec<Partner>> {
    let list = sent.all("partner");
    if list.is_empty() {
        return Err(Failure::field("partner", "required"));
    }
    list.into_iter()
        .map(|t| t.parse().map(Partner::Expert).map_err(|_| Failure::field("partner", "bad_id")))
        .collect()
}

async fn decide(State(server): State<Server>, id: NeedId, act: &str, sent: Sent) -> Answer<Response> {
    let app = server.app();
    let list = partners(&sent)?;
    for (at, partner) in list.iter().enumerate() {
        // One key stands for one change; several ticked candidates get one each.
        let mut call = sent.caller.call.clone();
        if let Some(key) = &mut call.key {
            key.key = format!("{}-{at}", key.key);
        }
        match act {
            "shortlist" => drop(app.shortlist(&call, id, *partner, false).await?),
            "undo" => drop(app.undo_decision(&call, id, *partner).await?),
            _ => {
                let reason = ExclusionReason::from_code(sent.text("reason"))
                    .ok_or_else(|| Failure::field("reason", "required"))?;
                app.exclude(&call, id, *partner, reason, sent.text("note")).await?;
            }
        }
    }
    let word = match act {
        "shortlist" => "shortlisted",
        "undo" => "undone",
        _ => "excluded",
    };
    back_with(&server, &server.urls().candidates(id), word)
}

async fn add(State(server): State<Server>, At(id): At<NeedId>, sent: Sent) -> Answer<Response> {
    let app = server.app();
    let partner = if sent.has("partner") {
        partners(&sent)?[0]
    } else {
        let found = app.experts_named(&sent.caller.call, sent.text("partner_name")).await?;
        match found.as_slice() {
            [one] => Partner::Expert(one.id),
            [] => return Err(Failure::field("partner_name", "unknown")),
            _ => {
                let urls = server.urls();
                return to(&format!(
                    "{}#why-not",
                    urls.list(&urls.candidates(id), &[("name", sent.text("partner_name"))])
                ));
            }
        }
    };
    app.shortlist(&sent.caller.call, id, partner, true).await?;
    back_with(&server, &server.urls().candidates(id), "added")
}

/// Draws the sheet that defends the shortlist on one page.
async fn defence(State(server): State<Server>, caller: Caller, At(id): At<NeedId>) -> Answer<Response> {
    let app = server.app();
    let seen = app.need_for(&caller.call, id, NeedAction::Match).await?;
    let f = server.frame(&caller).await?;
    let found = app.candidates(&caller.call, id, SHOWN).await?;
    let desk = Desk { server: &server, f: &f, seen: &seen, found: &found };
    let listed: Vec<&CandidateSeen> =
        found.ranked.iter().filter(|c| Desk::state(c) == "shortlisted").take(4).collect();
    let rows: Vec<(Head, Vec<Cell>)> = desk
        .heads()
        .into_iter()
        .enumerate()
        .map(|(at, head)| (head, listed.iter().map(|c| desk.cell(c, at)).collect()))
        .collect();
    let mut others = Vec::new();
    for name in all(&caller, "why").iter().filter_map(|t| t.parse::<ExpertId>().ok()).take(3) {
        others.push(desk.why_not(&app.candidate(&caller.call, id, name).await?));
    }
    let words: Vec<String> = rows
        .iter()
        .flat_map(|(h, cells)| {
            cells.iter().map(move |c| {
                format!("{}{}", h.name, c.pieces.iter().map(|p| p.text.as_str()).collect::<String>())
            })
        })
        .collect();
    let sum = domain::need::checksum(&words.iter().map(String::as_str).collect::<Vec<_>>());
    let c = &seen.content;
    let expected = [
        c.expected.clone(),
        format::budget(&c.budget, f.l),
        c.wanted_by.map(format::day).unwrap_or_default(),
    ];
    let now = format::moment(app.clock().now(), app.clock().zone());
    let me = caller.known.as_ref().map(|k| k.account.name.clone()).unwrap_or_default();
    let view = Defence {
        id: seen.id.to_string(),
        number: seen.number.clone(),
        version: seen.version,
        title: seen.title.clone(),
        lang: seen.language,
        company: seen.organisation.as_ref().map(|(_, name)| name.clone()).unwrap_or_default(),
        level: seen.level,
        expected: expected.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · "),
        searched: f.t2("bench-searched", "documents", found.documents, "experts", found.experts),
        columns: listed.iter().map(|c| (desk.who(c), c.answer.band.code())).collect(),
        rows,
        blocks: listed
            .iter()
            .map(|c| desk.blocks(c).into_iter().map(|b| b.text).collect::<Vec<_>>().join("；"))
            .collect(),
        others,
        form: Form::new("opinion", server.urls().defence(id), "")
            .with("opinion", query(&caller, "opinion").unwrap_or_default()),
        made: format!("{me} · {now}"),
        checksum: sum
            .chars()
            .take(16)
            .collect::<Vec<_>>()
            .chunks(4)
            .map(|c| c.iter().collect::<String>())
            .collect::<Vec<_>>()
            .join(" "),
        f: f.clone().at(Place::Needs, seen.number.clone()),
    };
    page(&view)
}

//! What the workbench shares with its other sheets: candidates, quotes and blocks as the page shows them.

use std::collections::BTreeMap;

use app::engine::Reason;
use app::{Block as Rule, CandidatePage, CandidateSeen, NeedSeen};
use domain::matching::{Match, MatchState};
use domain::{AccountId, ExpertId};

use crate::http::Server;
use crate::pages::listed::{field_words, lang_of};
use crate::pages::quote::{best, cover, cut, gaps};
use crate::view::broker::{Block, Candidate, Cell, Compare, Group, Head, Pane, Who, WhyNot};
use crate::view::parts::Cover;
use crate::view::{Form, Frame, format};

/// What the parts of the page share.
pub(super) struct Desk<'a> {
    pub(super) server: &'a Server,
    pub(super) f: &'a Frame,
    pub(super) seen: &'a NeedSeen,
    pub(super) found: &'a CandidatePage,
    /// Who decided, by name.
    pub(super) names: BTreeMap<AccountId, String>,
}

impl Desk<'_> {
    pub(super) fn who(&self, c: &CandidateSeen) -> Who {
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

    pub(super) fn all(&self) -> impl Iterator<Item = &CandidateSeen> {
        self.found.ranked.iter().chain(&self.found.blocked)
    }

    pub(super) fn heads(&self) -> Vec<Head> {
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

    pub(super) fn blocks(&self, c: &CandidateSeen) -> Vec<Block> {
        let rules = c.blocks.iter().map(|rule| {
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
                Rule::Full => ("capacity", self.f.t1("block-full", "count", c.spent)),
            };
            Block { kind, hard: rule.is_hard(), text }
        });
        rules.chain(self.exclusion(c)).collect()
    }

    /// What a broker decided stands in the way as a rule does, so that no sheet forgets it.
    fn exclusion(&self, c: &CandidateSeen) -> Option<Block> {
        let Some(MatchState::Excluded { reason, note, .. }) = c.decision.as_ref().map(|m| &m.state) else {
            return None;
        };
        let word = self.f.code("exclusion", reason.code());
        let text = if note.is_empty() {
            word
        } else {
            self.f.t2("block-excluded", "reason", word, "note", note.clone())
        };
        Some(Block { kind: "excluded", hard: false, text })
    }

    fn address(&self, expert: ExpertId) -> String {
        let urls = self.server.urls();
        urls.list(&urls.candidates(self.seen.id), &[("open", &expert.to_string())])
    }

    fn form(&self, act: &str, expert: ExpertId) -> Form {
        let address = self.server.urls().candidates_act(&self.seen.id.to_string(), act);
        Form::new("match", address, self.server.key()).with("partner", expert.to_string())
    }

    pub(super) fn state(c: &CandidateSeen) -> &'static str {
        c.decision.as_ref().map_or("suggested", |m| m.state.code())
    }

    /// Lists those who take part, then those a broker left out, then those a rule keeps out.
    pub(super) fn rows(&self, current: Option<ExpertId>, picked: &[String]) -> Vec<Candidate> {
        let (out, open): (Vec<_>, Vec<_>) =
            self.found.ranked.iter().partition(|c| Self::state(c) == "excluded");
        let aside = out.into_iter().chain(&self.found.blocked).map(|c| self.row(c, false, current, picked));
        open.into_iter().map(|c| self.row(c, true, current, picked)).chain(aside).collect()
    }

    fn row(
        &self,
        c: &CandidateSeen,
        ranked: bool,
        current: Option<ExpertId>,
        picked: &[String],
    ) -> Candidate {
        Candidate {
            who: self.who(c),
            band: c.answer.band.code(),
            covers: c.answer.aspects.iter().map(|a| cover(a.class)).collect(),
            capacity: self.capacity(c),
            by_hand: c.decision.as_ref().is_some_and(|m| m.by_hand),
            state: Self::state(c),
            blocks: self.blocks(c),
            ranked,
            href: self.address(c.expert.id),
            current: current == Some(c.expert.id),
            version: c.decision.as_ref().map_or(0, |m| m.version),
            picked: picked.contains(&c.expert.id.to_string()),
        }
    }

    /// Counts from 1 among those who take part, as the table does; 0 for others.
    fn place(&self, c: &CandidateSeen) -> usize {
        let open = self.found.ranked.iter().filter(|one| Self::state(one) != "excluded");
        open.zip(1..).find(|(one, _)| one.expert.id == c.expert.id).map_or(0, |(_, place)| place)
    }

    fn capacity(&self, c: &CandidateSeen) -> String {
        let of = c.expert.profile.capacity_per_quarter;
        format!("{} / {of}", (i64::from(of) - i64::from(c.spent)).max(0))
    }

    /// Says who decided and when.
    fn decided(&self, decision: Option<&Match>) -> String {
        let (since, by) = match decision.map(|m| &m.state) {
            Some(MatchState::Shortlisted { since, by } | MatchState::Excluded { since, by, .. }) => {
                (since, by)
            }
            Some(MatchState::Suggested) | None => return String::new(),
        };
        let name = self.names.get(by).cloned().unwrap_or_default();
        let at = format::moment(*since, self.server.app().clock().zone());
        [name, at].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ")
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

    pub(super) fn pane(&self, c: &CandidateSeen) -> Pane {
        let hard = c.blocks.iter().any(Rule::is_hard);
        let state = Self::state(c);
        let id = c.expert.id;
        Pane {
            who: self.who(c),
            rank: self.place(c),
            band: c.answer.band.code(),
            record: String::new(),
            facts: self.facts(c),
            quotes: best(self.f, &c.answer, 6),
            gaps: gaps(self.f, &c.answer),
            blocks: self.blocks(c),
            state,
            version: c.decision.as_ref().map_or(0, |m| m.version),
            decided: self.decided(c.decision.as_ref()),
            shortlist: (!hard && state != "shortlisted").then(|| self.form("shortlist", id)),
            exclude: (state != "excluded").then(|| self.form("exclusion", id)),
            undo: (state != "suggested").then(|| self.form("undo", id)),
        }
    }

    pub(super) fn why_not(&self, c: &CandidateSeen) -> WhyNot {
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

    pub(super) fn group(&self) -> Option<Group> {
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

    pub(super) fn cell(&self, c: &CandidateSeen, at: usize) -> Cell {
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

    pub(super) fn compare(&self, picked: &[String], only_different: bool) -> Option<Compare> {
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

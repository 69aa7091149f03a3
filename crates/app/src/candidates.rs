//! Candidates for a need: the engine over the alliance's evidence, blocks kept apart from the score, and decisions.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::conflict::Conflict;
use domain::event::Subject;
use domain::expert::Expert;
use domain::matching::{Band, ExclusionReason, Match, MatchState, Partner};
use domain::need::{Need, NeedState};
use domain::policy::{Action, NeedAction};
use domain::team::Team;
use domain::{ExpertId, NeedId, TeamId};
use store::Tx;

use crate::engine::{
    Candidate, Engine, EvidenceText, ExpertText, IndicatorText, NeedText, lexicon, read_entries,
    smallest_group,
};
use crate::need::judge;
use crate::{App, Call, Done, Error, NeedRow, NeedSeen, Result};

/// What stands in the way of a candidate; a rule, never a part of the score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A declared conflict of interest with the need's company.
    Conflict(Box<Conflict>),
    /// The company asked to avoid this partner.
    Avoided,
    /// A foreign team, and the need is not open abroad.
    Foreign,
    /// No recorded consent: known to brokers only.
    NoConsent,
    /// On leave, stale or no longer taking part.
    NotAvailable(&'static str),
}

impl Block {
    /// Returns the stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Conflict(_) => "conflict",
            Self::Avoided => "avoided",
            Self::Foreign => "foreign",
            Self::NoConsent => "no_consent",
            Self::NotAvailable(_) => "not_available",
        }
    }

    /// Tells whether the candidate takes no part in the ranking because of it.
    pub const fn is_hard(&self) -> bool {
        match self {
            Self::Conflict(_) | Self::Avoided | Self::Foreign | Self::NotAvailable(_) => true,
            Self::NoConsent => false,
        }
    }
}

/// A candidate with everything a broker sees of it.
#[derive(Debug, Clone)]
pub struct CandidateSeen {
    /// The expert.
    pub expert: Expert,
    /// The team.
    pub team: Option<Team>,
    /// The engine's answer.
    pub answer: Candidate,
    /// What stands in the way.
    pub blocks: Vec<Block>,
    /// What a broker decided, if anything.
    pub decision: Option<Match>,
}

/// The candidates of a need.
#[derive(Debug, Clone)]
pub struct CandidatePage {
    /// Those who take part, the best first.
    pub ranked: Vec<CandidateSeen>,
    /// Those whom a rule keeps out, kept visible.
    pub blocked: Vec<CandidateSeen>,
    /// What was asked, in the need's words.
    pub aspects: Vec<String>,
    /// The smallest group that answers what several answer together, with what each brings.
    pub group: Vec<(ExpertId, Vec<usize>)>,
    /// Teams as teams, the best first, with members that carry them.
    pub teams: Vec<(Team, Vec<ExpertId>)>,
    /// Whether nobody should be proposed.
    pub nobody_suitable: bool,
    /// How many experts were searched.
    pub experts: usize,
    /// How many documents were searched.
    pub documents: usize,
}

/// The glossary the product ships; a bureau's own list adds to it.
const GLOSSARY: &str = include_str!("../../../data/glossary.tsv");

/// Candidates looked at before rules keep some out.
const DEEP: usize = 60;

/// An engine with the place in the outbox it was built at.
#[derive(Debug)]
pub(crate) struct Built {
    engine: Arc<Engine>,
    sequence: i64,
}

/// Returns the built-in word list; a line that does not read is a defect of ours.
pub fn built_in_glossary() -> Vec<crate::engine::Entry> {
    read_entries(GLOSSARY).expect("the shipped glossary is checked by a test")
}

impl App {
    /// Renews the engine when experts, teams or evidence changed since it was built.
    pub async fn engine_step(&self) -> Result<bool> {
        let built = self.engine_place();
        let last = self.store.last_sequence().await?;
        if built == Some(last) {
            return Ok(false);
        }
        if let Some(from) = built {
            let heard = self.store.heard_after(from, 2_000).await?;
            let pruned = heard.first().is_some_and(|h| h.sequence > from + 1);
            let touches = heard.iter().any(|h| {
                matches!(h.subject, Some(Subject::Expert(_) | Subject::Team(_) | Subject::Evidence(_)))
            });
            if !pruned && !touches {
                self.advance_engine(heard.last().map_or(last, |h| h.sequence));
                return Ok(false);
            }
        }
        let texts = self.expert_texts().await?;
        let engine = tokio::task::spawn_blocking(move || {
            Engine::build(texts, &Arc::new(lexicon(built_in_glossary())))
        })
        .await
        .map_err(Error::internal)?;
        self.set_engine(Built { engine: Arc::new(engine), sequence: last });
        Ok(true)
    }

    /// Returns the engine, building it where nobody has yet.
    async fn engine(&self) -> Result<Arc<Engine>> {
        if let Some(engine) = self.engine_now() {
            return Ok(engine);
        }
        self.engine_step().await?;
        self.engine_now().ok_or_else(|| Error::Unavailable("the matching engine is being built".into()))
    }

    fn engine_now(&self) -> Option<Arc<Engine>> {
        self.engine.read().ok()?.as_ref().map(|b| Arc::clone(&b.engine))
    }

    fn engine_place(&self) -> Option<i64> {
        self.engine.read().ok()?.as_ref().map(|b| b.sequence)
    }

    fn set_engine(&self, built: Built) {
        if let Ok(mut slot) = self.engine.write() {
            *slot = Some(built);
        }
    }

    fn advance_engine(&self, sequence: i64) {
        if let Ok(mut slot) = self.engine.write()
            && let Some(built) = slot.as_mut()
        {
            built.sequence = sequence;
        }
    }

    async fn expert_texts(&self) -> Result<Vec<ExpertText>> {
        let mut texts: BTreeMap<ExpertId, ExpertText> = BTreeMap::new();
        for expert in self.store.all_experts().await? {
            if matches!(expert.state, domain::expert::ExpertState::Left { .. }) {
                continue;
            }
            let p = expert.profile;
            let specialities = p.specialities.into_iter().chain(p.specialities_en).collect();
            let text = ExpertText {
                key: expert.id.to_string(),
                name: p.name,
                team: p.team.map(|t| t.to_string()),
                languages: p.languages,
                specialities,
                profile: p.problems,
                fields: p.fields,
                evidence: Vec::new(),
                capacity: u32::try_from(p.capacity_per_quarter).ok(),
            };
            texts.insert(expert.id, text);
        }
        for evidence in self.store.all_evidence().await? {
            let item = EvidenceText {
                id: evidence.id.to_string(),
                kind: evidence.kind.code().to_owned(),
                title: evidence.title,
                body: evidence.body,
                keywords: evidence.keywords,
                year: evidence.year.map(i32::from),
                cites: Vec::new(),
            };
            for (owner, _) in &evidence.owners {
                if let Some(text) = texts.get_mut(owner) {
                    text.evidence.push(item.clone());
                }
            }
        }
        Ok(texts.into_values().collect())
    }

    /// Ranks experts for a need, with quotes, gaps and blocks; the broker who answers for the need.
    pub async fn candidates(&self, call: &Call, id: NeedId, limit: usize) -> Result<CandidatePage> {
        let need = self.store.need(id).await?.ok_or(Error::NotFound)?;
        judge(call, &need, NeedAction::Match)?;
        self.candidates_of(&need, limit).await
    }

    async fn candidates_of(&self, need: &Need, limit: usize) -> Result<CandidatePage> {
        let engine = self.engine().await?;
        let text = need_text(need);
        let (ranking, teams) = tokio::task::spawn_blocking(move || {
            let ranking = engine.rank(&text, DEEP);
            (ranking, engine.teams(&text, 5))
        })
        .await
        .map_err(Error::internal)?;
        let rules = self.rules(need).await?;
        let mut ids: Vec<ExpertId> =
            ranking.candidates.iter().filter_map(|c| c.expert.parse().ok()).collect();
        ids.extend(
            rules.decisions.keys().filter_map(|p| if let Partner::Expert(id) = p { Some(*id) } else { None }),
        );
        let experts: BTreeMap<ExpertId, Expert> =
            self.store.experts_by_ids(&ids).await?.into_iter().map(|e| (e.id, e)).collect();
        let (mut ranked, mut blocked) = (Vec::new(), Vec::new());
        for answer in ranking.candidates {
            let Some(expert) = answer.expert.parse().ok().and_then(|id: ExpertId| experts.get(&id)) else {
                continue;
            };
            let seen = rules.seen(expert.clone(), answer);
            if seen.blocks.iter().any(Block::is_hard) {
                if blocked.len() < 10 {
                    blocked.push(seen);
                }
            } else if ranked.len() < limit || seen.decision.is_some() {
                ranked.push(seen);
            }
        }
        let open: Vec<Candidate> = ranked
            .iter()
            .filter(|c| !excluded(c.decision.as_ref()))
            .take(12)
            .map(|c| c.answer.clone())
            .collect();
        let group = smallest_group(&open)
            .into_iter()
            .filter_map(|(key, brings)| Some((key.parse().ok()?, brings)))
            .collect();
        let teams = teams
            .into_iter()
            .filter_map(|t| {
                let team = rules.teams.get(&t.team.parse().ok()?)?.clone();
                Some((team, t.members.iter().filter_map(|m| m.parse().ok()).collect()))
            })
            .collect();
        Ok(CandidatePage {
            ranked,
            blocked,
            aspects: ranking.aspects,
            group,
            teams,
            nobody_suitable: ranking.nobody_suitable,
            experts: ranking.experts,
            documents: ranking.documents,
        })
    }

    /// Explains any expert for a need: why, or why not.
    pub async fn candidate(&self, call: &Call, id: NeedId, expert: ExpertId) -> Result<CandidateSeen> {
        let need = self.store.need(id).await?.ok_or(Error::NotFound)?;
        judge(call, &need, NeedAction::Match)?;
        let expert = self.store.expert(expert).await?.ok_or(Error::NotFound)?;
        let engine = self.engine().await?;
        let (text, key) = (need_text(&need), expert.id.to_string());
        let answer = tokio::task::spawn_blocking(move || engine.explain(&text, &key))
            .await
            .map_err(Error::internal)?;
        let answer = answer.ok_or(Error::NotFound)?;
        Ok(self.rules(&need).await?.seen(expert, answer))
    }

    /// Finds experts by their names for the why-not question; brokers only.
    pub async fn experts_named(&self, call: &Call, name: &str) -> Result<Vec<Expert>> {
        self.permit(&call.actor, &Action::ReadQueue)?;
        let request = crate::SearchRequest {
            text: name.to_owned(),
            kind: "expert".to_owned(),
            limit: 8,
            ..crate::SearchRequest::default()
        };
        let found = self.search(call, &request).await?;
        Ok(found
            .found
            .into_iter()
            .filter_map(|f| if let crate::Found::Expert(e, _) = f { Some(*e) } else { None })
            .collect())
    }

    /// Ranks experts for a text that is stored nowhere.
    pub async fn preview(
        &self,
        call: &Call,
        text: NeedText,
        limit: usize,
    ) -> Result<(crate::engine::Ranking, BTreeMap<String, Expert>)> {
        self.permit(&call.actor, &Action::PreviewMatching)?;
        let engine = self.engine().await?;
        let ranking = tokio::task::spawn_blocking(move || engine.rank(&text, limit.clamp(1, 100)))
            .await
            .map_err(Error::internal)?;
        let ids: Vec<ExpertId> = ranking.candidates.iter().filter_map(|c| c.expert.parse().ok()).collect();
        let seen: BTreeMap<String, Expert> = self
            .store
            .experts_by_ids(&ids)
            .await?
            .into_iter()
            .filter(|e| self.permit(&call.actor, &Action::ReadExpert(crate::directory::facts_of(e))).is_ok())
            .map(|e| (e.id.to_string(), e))
            .collect();
        let candidates = ranking.candidates.into_iter().filter(|c| seen.contains_key(&c.expert)).collect();
        Ok((crate::engine::Ranking { candidates, ..ranking }, seen))
    }

    /// Tells how one expert fits a need as that expert may read it: quotes are the expert's own, asked by visible text only.
    pub async fn fit_of(&self, call: &Call, seen: &NeedSeen, expert: ExpertId) -> Result<Option<Candidate>> {
        if !call.actor.is_expert(expert) {
            return Err(Error::NotFound);
        }
        let engine = self.engine().await?;
        let text = seen_text(seen);
        let key = expert.to_string();
        tokio::task::spawn_blocking(move || engine.explain(&text, &key)).await.map_err(Error::internal)
    }

    /// Lists the listed needs that fit an expert best, each with the expert's own passages.
    pub async fn needs_for_expert(
        &self,
        call: &Call,
        expert: ExpertId,
        limit: usize,
    ) -> Result<Vec<(NeedRow, Candidate)>> {
        if !call.actor.is_expert(expert) {
            return Err(Error::NotFound);
        }
        let engine = self.engine().await?;
        let mut seen = Vec::new();
        for need in self.store.all_needs().await? {
            if !need.state.listed() {
                continue;
            }
            let Some(sight) = domain::policy::NeedSight::of(&call.actor, &need.facts()) else { continue };
            let row = crate::need::row(need.clone(), sight, 0);
            seen.push((row, NeedSeen::new(need, Vec::new(), sight, false)));
        }
        let key = expert.to_string();
        let mut fits = tokio::task::spawn_blocking(move || {
            let fit =
                |(row, seen): (NeedRow, NeedSeen)| Some((row, engine.explain(&seen_text(&seen), &key)?));
            seen.into_iter().filter_map(fit).collect::<Vec<_>>()
        })
        .await
        .map_err(Error::internal)?;
        // Without an answer to one aspect or a fit of its own there is little to gain, and with a low place too.
        let answers = |c: &Candidate| c.aspects.iter().any(|a| !a.quotes.is_empty());
        fits.retain(|(_, c)| c.rank <= 40 && (answers(c) || c.band > Band::ToVerify && !c.theme.is_empty()));
        fits.sort_by(|a, b| b.1.band.cmp(&a.1.band).then_with(|| a.1.rank.cmp(&b.1.rank)));
        fits.truncate(limit);
        Ok(fits)
    }

    /// Reads a match the caller may work on.
    pub async fn matches(&self, call: &Call, need: NeedId) -> Result<Vec<Match>> {
        let found = self.store.need(need).await?.ok_or(Error::NotFound)?;
        judge(call, &found, NeedAction::Match)?;
        Ok(self.store.matches_of(need).await?)
    }

    /// Puts a partner on the shortlist; a conflict of interest stands in the way.
    pub async fn shortlist(
        &self,
        call: &Call,
        need: NeedId,
        partner: Partner,
        by_hand: bool,
    ) -> Result<Done> {
        let broker = call.actor.account().ok_or(Error::SignIn("sign_in_first"))?;
        let found = self.store.need(need).await?.ok_or(Error::NotFound)?;
        if let Partner::Expert(id) = partner {
            let expert = self.store.expert(id).await?.ok_or_else(|| Error::field("partner", "unknown"))?;
            let blocks = self.rules(&found).await?.blocks(&expert);
            if blocks.iter().any(Block::is_hard) {
                return Err(domain::Refused {
                    what: "match",
                    state: "blocked",
                    action: "shortlist",
                    code: "blocked",
                }
                .into());
            }
        }
        self.decide(call, need, partner, by_hand, |m, at| Ok(m.shortlist(broker, at)?)).await
    }

    /// Leaves a partner out, with a reason.
    pub async fn exclude(
        &self,
        call: &Call,
        need: NeedId,
        partner: Partner,
        reason: ExclusionReason,
        note: &str,
    ) -> Result<Done> {
        let broker = call.actor.account().ok_or(Error::SignIn("sign_in_first"))?;
        self.decide(call, need, partner, false, |m, at| Ok(m.exclude(broker, reason, note, at)?)).await
    }

    /// Takes the last decision on a partner back.
    pub async fn undo_decision(&self, call: &Call, need: NeedId, partner: Partner) -> Result<Done> {
        self.decide(call, need, partner, false, |m, _| Ok(m.undo()?)).await
    }

    async fn decide(
        &self,
        call: &Call,
        need: NeedId,
        partner: Partner,
        by_hand: bool,
        step: impl FnOnce(Match, domain::Timestamp) -> Result<domain::Changed<Match>> + Send,
    ) -> Result<Done> {
        let act = call.act(self.clock.now(), None);
        let id = self.clock.mint();
        self.change(call, async move |tx: Tx| {
            let found = tx.need(need).await?.ok_or(Error::NotFound)?;
            judge(call, &found, NeedAction::Review)?;
            if !matches!(found.state, NeedState::Matching { .. } | NeedState::PrivateMatching { .. }) {
                return Err(domain::Refused {
                    what: "need",
                    state: found.state.code(),
                    action: "shortlist",
                    code: "state",
                }
                .into());
            }
            let known = match tx.match_with(need, partner).await? {
                Some(known) => known,
                None => tx.apply(Match::suggest(id, need, partner, None, by_hand, act.at), &act).await?,
            };
            let next = tx.apply(step(known, act.at)?, &act).await?;
            Ok(Done { subject: Subject::Match(next.id), version: next.version })
        })
        .await
    }

    async fn rules(&self, need: &Need) -> Result<Rules> {
        let today = self.clock.today();
        let mut conflicts: BTreeMap<ExpertId, Conflict> = BTreeMap::new();
        if let Some(organisation) = need.organisation {
            for conflict in self.store.conflicts_with(organisation).await? {
                if conflict.counts_on(today) {
                    conflicts.insert(conflict.expert, conflict);
                }
            }
        }
        Ok(Rules {
            conflicts,
            avoid: need
                .content
                .avoid
                .iter()
                .map(|n| search::analysis::fold(n))
                .filter(|n| !n.is_empty())
                .collect(),
            abroad: need.foreign_visible,
            teams: self.store.all_teams().await?.into_iter().map(|t| (t.id, t)).collect(),
            decisions: self.store.matches_of(need.id).await?.into_iter().map(|m| (m.partner, m)).collect(),
        })
    }
}

fn excluded(decision: Option<&Match>) -> bool {
    decision.is_some_and(|m| matches!(m.state, MatchState::Excluded { .. }))
}

/// The rules of one need, read once.
struct Rules {
    conflicts: BTreeMap<ExpertId, Conflict>,
    avoid: BTreeSet<String>,
    abroad: bool,
    teams: BTreeMap<TeamId, Team>,
    decisions: BTreeMap<Partner, Match>,
}

impl Rules {
    fn blocks(&self, expert: &Expert) -> Vec<Block> {
        let mut blocks = Vec::new();
        if let Some(conflict) = self.conflicts.get(&expert.id) {
            blocks.push(Block::Conflict(Box::new(conflict.clone())));
        }
        let team = expert.profile.team.and_then(|t| self.teams.get(&t));
        let named = [&expert.profile.name, &expert.profile.organisation_name]
            .into_iter()
            .chain(team.map(|t| &t.profile.name));
        if named.map(|n| search::analysis::fold(n)).any(|n| self.avoid.contains(&n)) {
            blocks.push(Block::Avoided);
        }
        if team.is_some_and(|t| t.profile.foreign) && !self.abroad {
            blocks.push(Block::Foreign);
        }
        if !expert.state.suggested() {
            blocks.push(Block::NotAvailable(expert.state.code()));
        }
        if expert.profile.consent_on.is_none() {
            blocks.push(Block::NoConsent);
        }
        blocks
    }

    fn seen(&self, expert: Expert, answer: Candidate) -> CandidateSeen {
        let blocks = self.blocks(&expert);
        let team = expert.profile.team.and_then(|t| self.teams.get(&t)).cloned();
        let decision = self.decisions.get(&Partner::Expert(expert.id)).cloned();
        CandidateSeen { expert, team, answer, blocks, decision }
    }
}

/// Puts a need into the engine's words; protected text is only ever a query.
fn need_text(need: &Need) -> NeedText {
    text_of(
        need.id.to_string(),
        &need.content,
        need.public.as_ref().map(|p| p.summary.clone()).unwrap_or_default(),
        need.foreign_visible,
    )
}

fn seen_text(seen: &NeedSeen) -> NeedText {
    let mut text = text_of(seen.id.to_string(), &seen.content, seen.summary.clone(), true);
    if text.title.is_empty() {
        text.title.clone_from(&seen.title);
    }
    text
}

fn text_of(key: String, c: &domain::need::NeedContent, summary: String, foreign: bool) -> NeedText {
    let description: Vec<&str> = [&c.problem, &c.current_state, &c.expected]
        .into_iter()
        .map(String::as_str)
        .filter(|t| !t.is_empty())
        .collect();
    let description = if description.is_empty() { summary } else { description.join("\n") };
    NeedText {
        key,
        title: c.title.clone(),
        description,
        field: c.field.clone(),
        keywords: c.keywords.iter().chain(&c.keywords_en).cloned().collect(),
        indicators: c
            .indicators
            .iter()
            .map(|i| IndicatorText {
                name: i.name.clone(),
                target: format!("{} {}", i.comparison.sign(), i.target).trim().to_owned(),
                unit: i.unit.clone(),
            })
            .collect(),
        excluded: [c.excluded_approaches.clone()].into_iter().filter(|t| !t.is_empty()).collect(),
        foreign: Some(foreign),
        exclude_evidence: Vec::new(),
    }
}

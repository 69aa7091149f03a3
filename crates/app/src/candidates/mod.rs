//! Candidates for a need: the engine over the alliance's evidence, blocks kept apart from the score, and decisions.

mod decide;
mod keeper;
mod rules;
mod text;

use std::collections::BTreeMap;

use domain::ExpertId;
use domain::NeedId;
use domain::expert::Expert;
use domain::matching::{Band, Match, MatchState};
use domain::need::Need;
use domain::policy::{Action, NeedAction};
use domain::team::Team;

pub use decide::{Pick, Verdict};
pub(crate) use keeper::Built;
pub use keeper::built_in_glossary;
pub use rules::Block;
use text::{need_text, seen_text};

use crate::engine::{Candidate, NeedText, smallest_group};
use crate::need::judge;
use crate::{App, Call, Error, NeedRow, NeedSeen, Result};

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
    /// How often the expert was shortlisted this quarter, for any need.
    pub spent: u32,
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

/// Candidates looked at before rules keep some out.
const DEEP: usize = 60;

impl App {
    /// Ranks experts for a need, with quotes, gaps and blocks; the broker who answers for the need.
    pub async fn candidates(&self, call: &Call, id: NeedId, limit: usize) -> Result<CandidatePage> {
        let need = self.store.need(id).await?.ok_or(Error::NotFound)?;
        let sight = judge(call, &need, NeedAction::Match)?;
        self.note_reading(call, &need, &sight).await?;
        self.candidates_of(&need, limit).await
    }

    async fn candidates_of(&self, need: &Need, limit: usize) -> Result<CandidatePage> {
        let engine = self.engine().await?;
        let text = need_text(need);
        let rules = self.rules(need).await?;
        let decided: Vec<String> = rules.decided().map(|id| id.to_string()).collect();
        let (ranking, teams) = tokio::task::spawn_blocking(move || {
            let mut ranking = engine.rank(&text, DEEP);
            // Whom a broker decided on stays in sight, however far down the engine would put them.
            for key in decided {
                if ranking.candidates.iter().all(|c| c.expert != key) {
                    ranking.candidates.extend(engine.explain(&text, &key));
                }
            }
            (ranking, engine.teams(&text, 5))
        })
        .await
        .map_err(Error::internal)?;
        let ids: Vec<ExpertId> = ranking.candidates.iter().filter_map(|c| c.expert.parse().ok()).collect();
        let experts: BTreeMap<ExpertId, Expert> =
            self.store.experts_by_ids(&ids).await?.into_iter().map(|e| (e.id, e)).collect();
        let (mut ranked, mut blocked) = (Vec::new(), Vec::new());
        for answer in ranking.candidates {
            let Some(expert) = answer.expert.parse().ok().and_then(|id: ExpertId| experts.get(&id)) else {
                continue;
            };
            let seen = rules.seen(expert.clone(), answer);
            if seen.blocks.iter().any(Block::is_hard) {
                if blocked.len() < 10 || seen.decision.is_some() {
                    blocked.push(seen);
                }
            } else if ranked.len() < limit || seen.decision.is_some() {
                ranked.push(seen);
            }
        }
        // What was found orders before how much was written: a band never stands below a lower one.
        ranked.sort_by(|a, b| {
            b.answer.band.cmp(&a.answer.band).then_with(|| a.answer.rank.cmp(&b.answer.rank))
        });
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
        let experts: Vec<Expert> = found
            .found
            .into_iter()
            .filter_map(|f| if let crate::Found::Expert(e, _) = f { Some(*e) } else { None })
            .collect();
        // The search also finds what people wrote; where names fit, only names count.
        let wanted = search::analysis::fold(name.trim());
        let named = |e: &&Expert| {
            [&e.profile.name, &e.profile.name_latin]
                .into_iter()
                .any(|n| search::analysis::fold(n).contains(&wanted))
        };
        let fitting: Vec<Expert> = experts.iter().filter(named).cloned().collect();
        Ok(if fitting.is_empty() { experts } else { fitting })
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
}

fn excluded(decision: Option<&Match>) -> bool {
    decision.is_some_and(|m| matches!(m.state, MatchState::Excluded { .. }))
}

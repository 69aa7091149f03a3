//! Decisions of a broker on candidates: shortlisted, left out with a reason, taken back.

use domain::NeedId;
use domain::event::Subject;
use domain::matching::{ExclusionReason, Match, MatchState, Partner};
use domain::need::{Need, NeedState};
use domain::policy::NeedAction;
use store::Tx;

use super::Block;
use crate::need::judge;
use crate::{App, Call, Done, Error, Result};

/// What a broker decides on candidates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict<'a> {
    /// Puts them on the shortlist; a rule that keeps somebody out stands in the way.
    Shortlist {
        /// Whether the broker named them, rather than the engine.
        by_hand: bool,
    },
    /// Leaves them out.
    Exclude {
        /// Why.
        reason: ExclusionReason,
        /// In words; needed where the reason is another one.
        note: &'a str,
    },
    /// Takes the last decision back.
    Undo,
}

/// A partner that is decided on, as the caller saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pick {
    /// Who.
    pub who: Partner,
    /// The version of the decision the caller saw, 0 for none; `None` where the face does not ask for one.
    pub seen: Option<i64>,
}

impl From<Partner> for Pick {
    fn from(who: Partner) -> Self {
        Self { who, seen: None }
    }
}

impl Verdict<'_> {
    /// Tells whether a match stands where this verdict would bring it.
    fn holds(&self, state: &MatchState) -> bool {
        match (self, state) {
            (Self::Shortlist { .. }, MatchState::Shortlisted { .. })
            | (Self::Exclude { .. }, MatchState::Excluded { .. })
            | (Self::Undo, MatchState::Suggested) => true,
            (
                Self::Shortlist { .. } | Self::Exclude { .. } | Self::Undo,
                MatchState::Suggested | MatchState::Shortlisted { .. } | MatchState::Excluded { .. },
            ) => false,
        }
    }
}

impl App {
    /// Reads the matches of a need the caller may work on.
    pub async fn matches(&self, call: &Call, need: NeedId) -> Result<Vec<Match>> {
        let found = self.store.need(need).await?.ok_or(Error::NotFound)?;
        judge(call, &found, NeedAction::Match)?;
        Ok(self.store.matches_of(need).await?)
    }

    /// Decides on one or several candidates together: all of them or none.
    ///
    /// Where several are named, those who stand there already are left as they are.
    ///
    /// # Errors
    /// `Stale` when somebody decided on one of them since the caller looked.
    pub async fn decide(
        &self,
        call: &Call,
        need: NeedId,
        partners: &[Pick],
        verdict: Verdict<'_>,
    ) -> Result<Done> {
        let found = self.store.need(need).await?.ok_or(Error::NotFound)?;
        judge(call, &found, NeedAction::Review)?;
        if partners.is_empty() {
            return Err(Error::field("partner", "required"));
        }
        if matches!(verdict, Verdict::Shortlist { .. }) {
            self.unblocked(&found, partners).await?;
        }
        self.change(call, async move |tx: Tx| self.decide_in(&tx, call, need, partners, verdict).await).await
    }

    async fn unblocked(&self, need: &Need, partners: &[Pick]) -> Result<()> {
        let rules = self.rules(need).await?;
        for partner in partners {
            let Partner::Expert(id) = partner.who else { continue };
            let expert = self.store.expert(id).await?.ok_or_else(|| Error::field("partner", "unknown"))?;
            if rules.blocks(&expert).iter().any(Block::is_hard) {
                return Err(domain::Refused {
                    what: "match",
                    state: "blocked",
                    action: "shortlist",
                    code: "blocked",
                }
                .into());
            }
        }
        Ok(())
    }

    async fn decide_in(
        &self,
        tx: &Tx,
        call: &Call,
        need: NeedId,
        partners: &[Pick],
        verdict: Verdict<'_>,
    ) -> Result<Done> {
        let act = call.act(self.clock.now(), None);
        let broker = call.actor.account().ok_or(Error::SignIn("sign_in_first"))?;
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
        let mut done = Done { subject: Subject::Need(need), version: found.version };
        for partner in partners {
            let by_hand = verdict == Verdict::Shortlist { by_hand: true };
            let known = tx.match_with(need, partner.who).await?;
            if partner.seen.is_some_and(|seen| seen != known.as_ref().map_or(0, |m| m.version)) {
                return Err(Error::Stale { what: "match" });
            }
            let known = match known {
                Some(known) if partners.len() > 1 && verdict.holds(&known.state) => continue,
                Some(known) => known,
                None => {
                    let new = Match::suggest(self.clock.mint(), need, partner.who, None, by_hand, act.at);
                    tx.apply(new, &act).await?
                }
            };
            let changed = match verdict {
                Verdict::Shortlist { .. } => known.shortlist(broker, act.at)?,
                Verdict::Exclude { reason, note } => known.exclude(broker, reason, note, act.at)?,
                Verdict::Undo => known.undo()?,
            };
            let next = tx.apply(changed, &act).await?;
            done = Done { subject: Subject::Match(next.id), version: next.version };
        }
        Ok(done)
    }
}

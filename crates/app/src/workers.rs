//! What the house does by itself: following the outbox, timers, keeping house. Every worker is a step; the daemon loops.

use std::time::Duration;

use domain::policy::NeedAction;
use jiff::SignedDuration;
use tokio_util::sync::CancellationToken;

use crate::need::Step;
use crate::{App, Call, Error, Result};

/// How often the followers look when nobody wakes them.
const PAUSE: Duration = Duration::from_millis(400);
/// How often the timers look.
const TIMERS: SignedDuration = SignedDuration::from_mins(10);
/// How long outbox entries and repetition keys are kept.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

impl App {
    /// Runs all workers until the token is cancelled; a step that fails is logged and tried again.
    pub async fn work(self, stop: CancellationToken) {
        let mut timers_at = None;
        let mut idle = 0_u32;
        #[expect(clippy::disallowed_methods, reason = "the daemon's loop is the one place that waits")]
        let pause = tokio::time::sleep;
        while !stop.is_cancelled() {
            let busy = match self.index_step().await {
                Ok(more) => more,
                Err(error) => {
                    tracing::warn!(%error, "the index could not follow; it will try again");
                    false
                }
            };
            if !busy && let Err(error) = self.engine_step().await {
                tracing::warn!(%error, "the matching engine could not be renewed; it will try again");
            }
            let now = self.clock.now();
            if timers_at.is_none_or(|at| now.duration_since(at) >= TIMERS) {
                timers_at = Some(now);
                if let Err(error) = self.timer_step().await {
                    tracing::warn!(%error, "the timers could not run; they will try again");
                }
            }
            if busy {
                idle = 0;
                continue;
            }
            idle = idle.saturating_add(1);
            // After a quiet minute the writer's memory goes back.
            if idle == 150
                && let Err(error) = self.finder.release_writer()
            {
                tracing::warn!(%error, "the index writer could not be released");
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = self.woken() => idle = 0,
                () = pause(PAUSE) => {}
            }
        }
        if let Err(error) = self.finder.release_writer() {
            tracing::warn!(%error, "the index writer could not be closed");
        }
    }

    /// Runs every worker until nothing is left to do; for tests and for commands that end.
    pub async fn drain(&self) -> Result<()> {
        while self.index_step().await? {}
        self.engine_step().await?;
        self.timer_step().await?;
        while self.index_step().await? {}
        Ok(())
    }

    /// Moves what is due: needs past their last day expire. Both moves can be taken back by one click.
    pub async fn timer_step(&self) -> Result<usize> {
        let today = self.clock.today();
        let call = Call::house("timer");
        let mut moved = 0;
        for id in self.store.overdue_needs(today, 500).await? {
            let step = Step { need: id, seen: None, action: NeedAction::Read, on_behalf: None };
            match self.change_need(&call, step, |need, act| Ok(need.expire(act.at, today)?)).await {
                Ok(_) => moved += 1,
                // Somebody moved it meanwhile, which is as good.
                Err(Error::Refused(_) | Error::Stale { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        let before = self.clock.now().saturating_sub(KEPT).map_err(Error::internal)?;
        self.store.prune_outbox(before).await?;
        self.store
            .write(async |tx: store::Tx| -> Result<()> { Ok(tx.forget_keys(before).await.map(|_| ())?) })
            .await?;
        Ok(moved)
    }
}

//! Imports that are being applied: how far each is, for whoever looks at it meanwhile.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use domain::BatchId;

use super::Mode;
use crate::{App, Call, Error, Result};

/// How long a caller waits for its import before it is told to look again later.
const PATIENCE: Duration = Duration::from_secs(1);

/// Rows done and rows in all of the imports that run in this process.
#[derive(Debug, Clone, Default)]
pub(crate) struct Running(Arc<Mutex<HashMap<BatchId, (usize, usize)>>>);

impl Running {
    fn set(&self, id: BatchId, far: (usize, usize)) {
        self.runs().insert(id, far);
    }

    fn runs(&self) -> std::sync::MutexGuard<'_, HashMap<BatchId, (usize, usize)>> {
        self.0.lock().expect("nothing panics while it holds the list")
    }
}

/// An import's end takes it off the list, also where it ends in an error.
struct Guard(Running, BatchId);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.runs().remove(&self.1);
    }
}

impl App {
    /// Applies a planned batch, which goes on when the caller leaves; `None` where it takes longer than a form waits.
    pub async fn begin_import(&self, call: &Call, id: BatchId, mode: Mode) -> Option<Result<()>> {
        self.running.set(id, (0, 0));
        let (app, call, guard) = (self.clone(), call.clone(), Guard(self.running.clone(), id));
        let work = tokio::spawn(async move {
            let told = guard.0.clone();
            let progress = Arc::new(move |done, total| told.set(id, (done, total)));
            let applied = app.apply_import(&call, id, mode, Some(progress)).await;
            drop(guard);
            applied.map(drop)
        });
        match tokio::time::timeout(PATIENCE, work).await {
            Ok(Ok(applied)) => Some(applied),
            Ok(Err(broken)) => Some(Err(Error::internal(broken))),
            Err(_) => None,
        }
    }

    /// Returns the rows done and the rows in all of an import that runs now.
    pub fn import_progress(&self, id: BatchId) -> Option<(usize, usize)> {
        self.running.runs().get(&id).copied()
    }
}

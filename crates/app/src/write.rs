//! Changes that may be repeated without harm.

use store::Tx;

use crate::{App, Call, Done, Error, Result};

impl App {
    /// Runs a change once per idempotency key: a repetition returns what the first run did, and changes nothing.
    ///
    /// The record of the key commits together with the change, so a lost answer can always be asked for again.
    pub(crate) async fn change<F, Fut>(&self, call: &Call, work: F) -> Result<Done>
    where
        F: FnOnce(Tx) -> Fut + Send,
        Fut: Future<Output = Result<Done>> + Send,
    {
        let now = self.clock.now();
        let caller = call.name();
        let done = self
            .store
            .write(async |tx: Tx| -> Result<Done> {
                tx.set_request_id(&call.request_id);
                let Some(key) = &call.key else { return work(tx).await };
                if let Some(record) = tx.idempotency(&caller, &key.key).await? {
                    if record.fingerprint != key.fingerprint {
                        return Err(Error::KeyReused);
                    }
                    return serde_json::from_str(&record.outcome).map_err(Error::internal);
                }
                let done = work(tx.clone()).await?;
                let outcome = serde_json::to_string(&done).map_err(Error::internal)?;
                tx.remember(&caller, &key.key, &key.fingerprint, &outcome, now).await?;
                Ok(done)
            })
            .await?;
        self.wake();
        Ok(done)
    }
}

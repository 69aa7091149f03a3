//! Passwords: Argon2id off the async threads, few at a time, and a check of length and commonness.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::{Invalid, Secret};
use tokio::sync::Semaphore;

use crate::{Error, Result};

/// Fewest characters of a password.
pub const SHORTEST: usize = 10;
/// Most characters of a password.
pub const LONGEST: usize = 128;

/// How many passwords are hashed at the same time.
const AT_ONCE: usize = 2;

/// Hashes and checks passwords.
#[derive(Debug, Clone)]
pub struct Passwords {
    params: Params,
    gate: Arc<Semaphore>,
    /// The hash of no password, checked for unknown users so that they take the same time.
    decoy: Arc<str>,
}

impl Passwords {
    /// Builds the checker; `weak` parameters are for tests only.
    pub fn new(weak: bool) -> Self {
        let params = if weak { Params::new(8, 1, 1, None) } else { Params::new(19 * 1024, 2, 1, None) };
        let params = params.expect("the parameters lie within Argon2's limits");
        let decoy = hash(&params, "a password nobody has").expect("hashing a short text works");
        Self { params, gate: Arc::new(Semaphore::new(AT_ONCE)), decoy: decoy.into() }
    }

    /// Refuses a password that is too short, too long or among the first an attacker would try.
    pub fn check(password: &Secret<String>, about: &[&str]) -> std::result::Result<(), Invalid> {
        let length = password.reveal().chars().count();
        if length < SHORTEST {
            return Err(Invalid::new("password", "too_short"));
        }
        if length > LONGEST {
            return Err(Invalid::new("password", "too_long"));
        }
        // Below 2 of 4, fewer than 10^8 guesses are enough.
        if u8::from(zxcvbn::zxcvbn(password.reveal(), about).score()) < 2 {
            return Err(Invalid::new("password", "too_common"));
        }
        Ok(())
    }

    /// Hashes a password for storing.
    pub async fn hash(&self, password: Secret<String>) -> Result<String> {
        let params = self.params.clone();
        self.off_thread(move || hash(&params, password.reveal())).await?
    }

    /// Compares a password with a stored hash; without one the answer is no, after the same work.
    pub async fn verify(&self, password: Secret<String>, stored: Option<String>) -> Result<bool> {
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| self.decoy.to_string());
        let same = self
            .off_thread(move || {
                PasswordHash::new(&stored).is_ok_and(|h| {
                    Argon2::default().verify_password(password.reveal().as_bytes(), &h).is_ok()
                })
            })
            .await?;
        Ok(same && known)
    }

    async fn off_thread<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let _turn = self.gate.acquire().await.map_err(Error::internal)?;
        tokio::task::spawn_blocking(work).await.map_err(Error::internal)
    }
}

fn hash(params: &Params, password: &str) -> Result<String> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone())
        .hash_password(password.as_bytes())
        .map(|h| h.to_string())
        .map_err(|e| Error::internal(e.to_string()))
}

//! Random tokens, and how they are stored and compared.

use domain::Secret;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// Makes a token of 32 random bytes, in URL-safe base 64.
pub fn token() -> Secret<String> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    Secret::new(data_encoding::BASE64URL_NOPAD.encode(&bytes))
}

/// Returns the SHA-256 under which a token is stored.
pub fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// Signs a text with the installation's key, in URL-safe base 64.
pub fn sign(key: &[u8], text: &str) -> String {
    data_encoding::BASE64URL_NOPAD.encode(&mac(key, text).finalize().into_bytes())
}

/// Checks a signature in constant time.
pub fn verify(key: &[u8], text: &str, signature: &str) -> bool {
    data_encoding::BASE64URL_NOPAD
        .decode(signature.as_bytes())
        .is_ok_and(|bytes| mac(key, text).verify_slice(&bytes).is_ok())
}

fn mac(key: &[u8], text: &str) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(text.as_bytes());
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_fits_its_text_alone() {
        let signature = sign(b"key", "need_1");
        assert!(verify(b"key", "need_1", &signature));
        assert!(!verify(b"key", "need_2", &signature));
        assert!(!verify(b"other", "need_1", &signature));
        assert!(!verify(b"key", "need_1", "no signature"));
    }
}

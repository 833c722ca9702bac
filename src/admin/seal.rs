//! Credentials at rest: XChaCha20-Poly1305 under a key derived from the salt key.
//!
//! One subkey per purpose (HKDF-SHA256, RFC 5869, the purpose as `info`, the installation's id as
//! salt), and the place of a value as associated data: a ciphertext moved to another row, column or
//! purpose does not open. Written as `cw1:` and base64url of nonce and ciphertext.

use crate::domain::secret::Secret;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

const PREFIX: &str = "cw1:";
const NONCE_BYTES: usize = 24;
const AT_REST: &[u8] = b"cw/at-rest/v1";

/// Why a stored value does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The salt key is another one than the value was sealed with, or the value was moved or changed.
    #[error(
        "a stored credential does not open: LITELLM_SALT_KEY is not the one it was sealed with, or the database \
         was tampered with. Set the salt key that this database was used with before"
    )]
    WrongSalt,
    /// The value is not a sealed one.
    #[error("a stored credential is damaged: it is not in the form that this program writes")]
    Malformed,
    /// The system gave no random numbers.
    #[error("the system has no random numbers to give")]
    NoRandom,
}

/// Seals and opens.
pub struct Sealer(XChaCha20Poly1305);

/// A key of its own for one purpose, from the salt key (HKDF-SHA256, RFC 5869).
#[must_use]
pub fn subkey(salt_key: &Secret, install_id: &str, purpose: &[u8]) -> [u8; 32] {
    let mut key = [0; 32];
    // 32 bytes are far below HKDF's limit, the only way in which expanding fails.
    let _ = Hkdf::<Sha256>::new(Some(install_id.as_bytes()), salt_key.expose().as_bytes())
        .expand(purpose, &mut key);
    key
}

impl Sealer {
    /// Derives the key for values at rest.
    #[must_use]
    pub fn new(salt_key: &Secret, install_id: &str) -> Self {
        let mut key = Zeroizing::new([0; 32]);
        // 32 bytes are far below HKDF's limit, the only way in which expanding fails.
        let _ = Hkdf::<Sha256>::new(Some(install_id.as_bytes()), salt_key.expose().as_bytes())
            .expand(AT_REST, &mut *key);
        Self(XChaCha20Poly1305::new(Key::from_slice(&*key)))
    }

    /// Seals a text for one place (`table|column|row`).
    pub fn seal(&self, place: &str, text: &str) -> Result<String, SealError> {
        let mut nonce = [0; NONCE_BYTES];
        getrandom::fill(&mut nonce).map_err(|_| SealError::NoRandom)?;
        let payload = Payload {
            msg: text.as_bytes(),
            aad: place.as_bytes(),
        };
        let sealed = self
            .0
            .encrypt(XNonce::from_slice(&nonce), payload)
            .map_err(|_| SealError::Malformed)?;
        Ok(format!(
            "{PREFIX}{}",
            URL_SAFE_NO_PAD.encode([&nonce[..], &sealed].concat())
        ))
    }

    /// Opens a text that was sealed for the same place.
    pub fn open(&self, place: &str, sealed: &str) -> Result<Zeroizing<String>, SealError> {
        let encoded = sealed.strip_prefix(PREFIX).ok_or(SealError::Malformed)?;
        let bytes = URL_SAFE_NO_PAD
            .decode(encoded)
            .map_err(|_| SealError::Malformed)?;
        let (nonce, sealed) = bytes
            .split_at_checked(NONCE_BYTES)
            .ok_or(SealError::Malformed)?;
        let payload = Payload {
            msg: sealed,
            aad: place.as_bytes(),
        };
        let text = self
            .0
            .decrypt(XNonce::from_slice(nonce), payload)
            .map_err(|_| SealError::WrongSalt)?;
        String::from_utf8(text)
            .map(Zeroizing::new)
            .map_err(|_| SealError::Malformed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealer(salt: &str) -> Sealer {
        Sealer::new(&Secret::new(salt), "install")
    }

    #[test]
    fn a_value_opens_in_its_place_with_its_salt_and_nowhere_else() {
        let sealed = sealer("super-secret-salt")
            .seal("models|params|1", "sk-canary")
            .expect("sealed");
        assert!(!sealed.contains("canary"));
        let open = |salt: &str, place: &str, sealed: &str| {
            sealer(salt)
                .open(place, sealed)
                .map(|text| text.to_string())
        };
        assert_eq!(
            open("super-secret-salt", "models|params|1", &sealed).as_deref(),
            Ok("sk-canary")
        );
        assert_eq!(
            open("super-secret-salt", "models|params|2", &sealed),
            Err(SealError::WrongSalt)
        );
        assert_eq!(
            open("another-secret-salt", "models|params|1", &sealed),
            Err(SealError::WrongSalt)
        );
        let other_install = Sealer::new(&Secret::new("super-secret-salt"), "other");
        assert_eq!(
            other_install.open("models|params|1", &sealed).map(|_| ()),
            Err(SealError::WrongSalt)
        );
        assert_eq!(
            open("super-secret-salt", "models|params|1", "sk-canary"),
            Err(SealError::Malformed)
        );
    }

    #[test]
    fn every_flipped_or_missing_bit_is_noticed() {
        let sealer = sealer("super-secret-salt");
        let sealed = sealer.seal("p", "value").expect("sealed");
        let bytes = URL_SAFE_NO_PAD
            .decode(&sealed[PREFIX.len()..])
            .expect("base64");
        for at in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1;
            assert!(
                sealer
                    .open("p", &format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(flipped)))
                    .is_err()
            );
            let cut = URL_SAFE_NO_PAD.encode(&bytes[..at]);
            assert!(sealer.open("p", &format!("{PREFIX}{cut}")).is_err());
        }
        assert_ne!(
            sealer.seal("p", "value"),
            sealer.seal("p", "value"),
            "nonces differ"
        );
    }
}

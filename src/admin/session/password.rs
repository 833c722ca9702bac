//! Passwords: made with Argon2id; LiteLLM's older forms are read once and replaced.

use crate::admin::AdminError;
use crate::domain::login::{PASSWORD_BYTES_MAX, PasswordRules};
use crate::domain::secret::Secret;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use tokio::sync::Semaphore;

/// Memory, passes and lanes: OWASP's first choice for Argon2id.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Hashes that are computed at the same time: each takes 19 MiB and a core.
const AT_ONCE: usize = 2;

static PLACES: Semaphore = Semaphore::const_new(AT_ONCE);

/// Whether a password is the one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// It is not.
    No,
    /// It is.
    Yes,
    /// It is, and its hash is in an older form that should be replaced.
    Old,
}

fn argon2() -> Argon2<'static> {
    // These are within Argon2's bounds, so the default is never taken.
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Hashes a password for keeping, in PHC form, if it is what the rules ask for. Waits for its turn.
pub async fn hash(password: &str, rules: &PasswordRules) -> Result<Secret, AdminError> {
    if let Some(message) = rules.lacks(password) {
        return Err(AdminError::Invalid {
            field: "password".into(),
            message,
        });
    }
    rehash(password).await
}

/// The same for a password that is in use already, whatever its length.
pub async fn rehash(password: &str) -> Result<Secret, AdminError> {
    let password = Secret::new(password);
    let hashed = in_turn(move || {
        argon2()
            .hash_password(password.expose().as_bytes())
            .map(|hash| hash.to_string())
            .ok()
    });
    let hashed = hashed.await.flatten();
    hashed
        .map(Secret::new)
        .ok_or_else(|| super::super::seal::SealError::NoRandom.into())
}

/// Compares a password with a stored hash. Waits for its turn. Without a hash as much work is done, so
/// that the time does not tell who has an account.
pub async fn verify(password: &str, stored: Option<&Secret>) -> Match {
    if password.len() > PASSWORD_BYTES_MAX {
        return Match::No;
    }
    let (password, stored) = (Secret::new(password), stored.cloned());
    let compared = in_turn(move || match &stored {
        Some(stored) => compare(password.expose(), stored.expose()),
        None => {
            let _ = argon2().hash_password_with_salt(password.expose().as_bytes(), &[0; 16]);
            Match::No
        }
    });
    compared.await.unwrap_or(Match::No)
}

async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let _place = PLACES.acquire().await.ok()?;
    tokio::task::spawn_blocking(work).await.ok()
}

fn compare(password: &str, stored: &str) -> Match {
    if let Ok(parsed) = PasswordHash::new(stored) {
        let same = argon2().verify_password(password.as_bytes(), &parsed);
        return if same.is_ok() { Match::Yes } else { Match::No };
    }
    if let Some(encoded) = stored.strip_prefix("scrypt:") {
        return older(of_scrypt(password, encoded));
    }
    // An unsalted SHA-256 in hexadecimal, the oldest form.
    older(
        crate::domain::key::KeyHash::from_hex(stored)
            .map(|hash| bool::from(Sha256::digest(password.as_bytes()).ct_eq(&hash.0[..]))),
    )
}

fn older(same: Option<bool>) -> Match {
    if same == Some(true) {
        Match::Old
    } else {
        Match::No
    }
}

/// `base64(salt of 16 bytes, key of 32)`, made with n = 16384, r = 8, p = 1.
fn of_scrypt(password: &str, encoded: &str) -> Option<bool> {
    let bytes = STANDARD.decode(encoded).ok()?;
    let (salt, key) = bytes.split_at_checked(16)?;
    let params = scrypt::Params::new(14, 8, 1).ok()?;
    let mut made = [0; 32];
    scrypt::scrypt(password.as_bytes(), salt, &params, &mut made).ok()?;
    Some(bool::from(made[..].ct_eq(key)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn each_stored_form_knows_its_password_and_no_other() {
        let usual = PasswordRules::default();
        let made = hash("correct horse", &usual).await.expect("a hash");
        assert!(made.expose().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert_eq!(verify("correct horse", Some(&made)).await, Match::Yes);
        assert_eq!(verify("wrong", Some(&made)).await, Match::No);
        // Python: hashlib.scrypt(b"correct horse", salt=bytes(range(16)), n=16384, r=8, p=1, dklen=32)
        let of_scrypt =
            Secret::new("scrypt:AAECAwQFBgcICQoLDA0ODyWzdoQDZvTTsOIeQUR2Z2480Oia9EMDVqI0zgtloCG1");
        assert_eq!(verify("correct horse", Some(&of_scrypt)).await, Match::Old);
        assert_eq!(verify("wrong", Some(&of_scrypt)).await, Match::No);
        let of_sha =
            Secret::new("4104d36f8da2c254349f85836793ebe029e0c957063a34c91c2e9203187b5631");
        assert_eq!(verify("correct horse", Some(&of_sha)).await, Match::Old);
        assert_eq!(verify("wrong", Some(&of_sha)).await, Match::No);
        assert_eq!(verify("anything", None).await, Match::No);
        assert!(hash("short", &usual).await.is_err());
    }
}

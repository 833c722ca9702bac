//! Virtual keys: who may call, what they may call, and until when.

use super::limits::Limits;
use super::secret::Secret;
use super::time::Micros;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The SHA-256 of a whole secret, `sk-` included: how a key is stored, looked up and named.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyHash(pub [u8; 32]);

impl KeyHash {
    /// Hashes a secret as it arrived.
    #[must_use]
    pub fn of(secret: &str) -> Self {
        Self(Sha256::digest(secret.as_bytes()).into())
    }

    /// Reads 64 hexadecimal digits.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        let mut hash = [0; 32];
        for (byte, pair) in hash.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(hash))
    }

    /// 64 lowercase hexadecimal digits.
    #[must_use]
    pub fn hex(&self) -> String {
        use fmt::Write;
        self.0
            .iter()
            .fold(String::with_capacity(64), |mut text, byte| {
                // Writing to a String cannot fail.
                let _ = write!(text, "{byte:02x}");
                text
            })
    }
}

impl fmt::Debug for KeyHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyHash({}…)", &self.hex()[..8])
    }
}

/// Makes the secret of a new key from 32 random bytes: `sk-` and 43 characters, 256 bits.
#[must_use]
pub fn mint(random: &[u8; 32]) -> Secret {
    use base64::Engine;
    Secret::new(format!(
        "sk-{}",
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(random)
    ))
}

/// What a key is for; decides the route groups it may call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyType {
    /// Whatever its owner's role allows.
    #[default]
    Default,
    /// LLM routes only.
    LlmApi,
    /// Management routes only.
    Management,
    /// Routes that tell and change nothing.
    ReadOnly,
}

impl KeyType {
    /// The name in requests, answers and the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::LlmApi => "llm_api",
            Self::Management => "management",
            Self::ReadOnly => "read_only",
        }
    }

    /// Reads the name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [
            Self::Default,
            Self::LlmApi,
            Self::Management,
            Self::ReadOnly,
        ]
        .into_iter()
        .find(|t| t.as_str() == text)
    }

    /// The `allowed_routes` that a key of this type is given when none are named.
    #[must_use]
    pub fn routes(self) -> &'static [&'static str] {
        match self {
            Self::Default => &[],
            Self::LlmApi => &["llm_api_routes"],
            Self::Management => &["management_routes"],
            Self::ReadOnly => &["info_routes"],
        }
    }
}

/// A virtual key: everything that is stored about it except its spend.
#[derive(Clone, Debug)]
pub struct VirtualKey {
    /// The hash of its secret; its identity. The secret itself is shown once and kept nowhere.
    pub hash: KeyHash,
    /// `sk-...` and the secret's last four characters, to recognise it by.
    pub name: String,
    /// A name that people give it; unique among live keys.
    pub alias: Option<String>,
    /// The user it belongs to.
    pub user_id: Option<Arc<str>>,
    /// The team it belongs to.
    pub team_id: Option<Arc<str>>,
    /// Models it may call, as written: names, `*`, `openai/*`, access groups. Empty means all.
    pub models: Vec<String>,
    /// Names that stand for other models when this key calls.
    pub aliases: BTreeMap<String, String>,
    /// What it is for.
    pub key_type: KeyType,
    /// Routes and route groups it may call. Empty means no limit of its own.
    pub allowed_routes: Vec<String>,
    /// Refused while true.
    pub blocked: bool,
    /// When it dies; `None` means never.
    pub expires_at: Option<Micros>,
    /// What it may spend and do.
    pub limits: Limits,
    /// A named budget whose limits hold where there are none of its own.
    pub budget_id: Option<Arc<str>>,
    /// The organization it belongs to.
    pub organization_id: Option<Arc<str>>,
    /// The operator's own notes: a JSON object as text.
    pub metadata: String,
    /// Accepted fields that only inform (`config`, `permissions`, …): a JSON object as text.
    pub extra: String,
    /// When it was made.
    pub created_at: Micros,
    /// When it was last changed.
    pub updated_at: Micros,
    /// Who made it.
    pub created_by: String,
    /// Who changed it last.
    pub updated_by: String,
}

impl VirtualKey {
    /// Whether it is past its end.
    #[must_use]
    pub fn is_expired(&self, now: Micros) -> bool {
        self.expires_at.is_some_and(|end| end <= now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_match_the_field_and_read_back() {
        // The vector of LiteLLM's own proxy, so that its clients keep their keys.
        let hash = KeyHash::of("sk-439e4T_q8Gpet9Oa6IqSEw");
        assert_eq!(
            hash.hex(),
            "20f076440ce7611fdcb75c31cfd49c2411f24e60067f27cce7e0eb654daa776c"
        );
        assert_eq!(KeyHash::from_hex(&hash.hex()), Some(hash));
        assert_eq!(KeyHash::from_hex("20f0"), None);
        assert_eq!(KeyHash::from_hex(&"é".repeat(32)), None);
    }

    #[test]
    fn a_minted_key_carries_all_256_bits() {
        let secret = mint(&[0xff; 32]);
        assert_eq!(secret.expose().len(), 3 + 43);
        assert!(secret.expose().starts_with("sk-__"));
    }
}

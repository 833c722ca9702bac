//! LiteLLM's secrets at rest, opened.
//!
//! The key is the SHA-256 of the salt key, or of the master key where there was no salt. Each text is
//! sealed by itself: `nonce(24) ‖ tag(16) ‖ text` under XSalsa20-Poly1305 (`NaCl`'s secretbox) in base64,
//! or `v2:gcm:` and base64 of `nonce(12) ‖ text ‖ tag(16)` under AES-256-GCM.

use crate::domain::secret::Secret;
use aes_gcm::Aes256Gcm;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use crypto_secretbox::XSalsa20Poly1305;
use crypto_secretbox::aead::generic_array::GenericArray;
use crypto_secretbox::aead::{Aead, KeyInit};
use serde_json::Value;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

const GCM_PREFIX: &str = "v2:gcm:";
const GCM_NONCE_BYTES: usize = 12;
const BOX_NONCE_BYTES: usize = 24;
const TAG_BYTES: usize = 16;

/// A text as it is stored: sealed in one of two ways, or plain.
enum Stored {
    Plain,
    Box(Vec<u8>),
    Gcm(Vec<u8>),
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let text = text.trim();
    URL_SAFE
        .decode(text)
        .or_else(|_| STANDARD.decode(text))
        .ok()
}

impl Stored {
    fn of(text: &str) -> Self {
        if let Some(encoded) = text.strip_prefix(GCM_PREFIX) {
            return Self::Gcm(decode(encoded).unwrap_or_default());
        }
        match decode(text) {
            Some(bytes) if bytes.len() >= BOX_NONCE_BYTES + TAG_BYTES => Self::Box(bytes),
            _ => Self::Plain,
        }
    }
}

/// The keys that texts may have been sealed with, the likeliest first.
pub struct Opener(Vec<Zeroizing<[u8; 32]>>);

impl Opener {
    /// Takes salt keys and master keys as they were configured.
    #[must_use]
    pub fn new(keys: &[Secret]) -> Self {
        let derived = |key: &Secret| Zeroizing::new(Sha256::digest(key.expose()).into());
        Self(keys.iter().map(derived).collect())
    }

    /// Opens a text; one that is not sealed stays what it is. `None` when it is sealed with another key.
    #[must_use]
    pub fn text(&self, text: &str) -> Option<String> {
        let opened = match Stored::of(text) {
            Stored::Plain => return Some(text.to_owned()),
            Stored::Box(bytes) => self.0.iter().find_map(|key| open_box(key, &bytes)),
            Stored::Gcm(bytes) => self.0.iter().find_map(|key| open_gcm(key, &bytes)),
        };
        String::from_utf8(opened?).ok()
    }

    /// Opens every text in a value. The places of those that do not open are told.
    pub fn value(&self, value: &Value, place: &str, shut: &mut Vec<String>) -> Value {
        match value {
            Value::String(text) => {
                let Some(opened) = self.text(text) else {
                    shut.push(place.to_owned());
                    return Value::Null;
                };
                Value::String(opened)
            }
            Value::Array(items) => items
                .iter()
                .map(|item| self.value(item, place, shut))
                .collect(),
            Value::Object(members) => members
                .iter()
                .map(|(name, member)| {
                    let opened = self.value(member, &format!("{place}.{name}"), shut);
                    (name.clone(), opened)
                })
                .collect(),
            other => other.clone(),
        }
    }
}

fn open_box(key: &[u8; 32], bytes: &[u8]) -> Option<Vec<u8>> {
    let (nonce, sealed) = bytes.split_at_checked(BOX_NONCE_BYTES)?;
    XSalsa20Poly1305::new(GenericArray::from_slice(key))
        .decrypt(GenericArray::from_slice(nonce), sealed)
        .ok()
}

fn open_gcm(key: &[u8; 32], bytes: &[u8]) -> Option<Vec<u8>> {
    let (nonce, sealed) = bytes.split_at_checked(GCM_NONCE_BYTES)?;
    Aes256Gcm::new(GenericArray::from_slice(key))
        .decrypt(GenericArray::from_slice(nonce), sealed)
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn opener(keys: &[&str]) -> Opener {
        Opener::new(&keys.iter().map(|key| Secret::new(*key)).collect::<Vec<_>>())
    }

    /// Made by LiteLLM's own code with this salt.
    const VECTORS: [(&str, &str); 3] = [
        (
            "5yIhXUAo3hpJUoU9Dp9htVpUYOKuQw2TXkzt2OwRwFFtc_OMIJuhJUe3rpAp",
            "gpt-5",
        ),
        (
            "x0ggUlqymFYB0QzsifcI7slnC4yA9RERhVDM4YlUsYRfCKYxjrTHhJqiOLd57A==",
            "openai",
        ),
        (
            "5LsbNQC4eKGgL_X5dkrgjUI0fe_quH6k9BXy6p34gNKgc92g_UXm_uTBdmz3bYkf-pD81L5zQKPNacwEJ-quyqfNTAx4vuvycA==",
            "os.environ/LITELLM_OPENAI_API_KEY",
        ),
    ];

    #[test]
    fn litellm_s_own_texts_open_with_their_salt_and_with_no_other() {
        for (sealed, text) in VECTORS {
            assert_eq!(
                opener(&["super-secret-salt"]).text(sealed).as_deref(),
                Some(text)
            );
            assert_eq!(
                opener(&["sk-master", "super-secret-salt"])
                    .text(sealed)
                    .as_deref(),
                Some(text)
            );
            assert_eq!(opener(&["another-salt"]).text(sealed), None);
            assert_eq!(opener(&[]).text(sealed), None);
        }
    }

    #[test]
    fn the_newer_form_opens_and_one_that_was_changed_does_not() {
        let key: [u8; 32] = Sha256::digest("salt").into();
        let nonce = [7; GCM_NONCE_BYTES];
        let sealed = Aes256Gcm::new(GenericArray::from_slice(&key))
            .encrypt(GenericArray::from_slice(&nonce), b"sk-provider".as_slice())
            .expect("seals");
        let bytes = [&nonce[..], &sealed].concat();
        let written = format!("{GCM_PREFIX}{}", URL_SAFE.encode(&bytes));
        assert_eq!(
            opener(&["salt"]).text(&written).as_deref(),
            Some("sk-provider")
        );
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            let written = format!("{GCM_PREFIX}{}", URL_SAFE.encode(changed));
            assert_eq!(opener(&["salt"]).text(&written), None);
        }
        assert_eq!(opener(&["salt"]).text("v2:gcm:not base64"), None);
    }

    #[test]
    fn every_text_of_a_value_is_opened_and_what_does_not_is_told_by_place() {
        let sealed = VECTORS[0].0;
        let value = json!({ "model": sealed, "rpm": 5, "api_base": "https://plain.example/v1",
                            "more": { "list": [sealed, true] } });
        let mut shut = Vec::new();
        let opened = opener(&["super-secret-salt"]).value(&value, "m", &mut shut);
        assert_eq!(
            opened,
            json!({ "model": "gpt-5", "rpm": 5, "api_base": "https://plain.example/v1",
                    "more": { "list": ["gpt-5", true] } })
        );
        assert!(shut.is_empty());
        opener(&["other"]).value(&value, "m", &mut shut);
        assert_eq!(shut, ["m.model", "m.more.list"]);
    }
}

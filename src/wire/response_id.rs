//! Ids of responses that lead back to where they are kept, and prove whose they are.
//!
//! `resp_` and the base64 of `litellm:custom_llm_provider:P;model_id:D;response_id:R;owner:T`, the form
//! that LiteLLM's SDK reads, with a mark at its end: HMAC-SHA256 (RFC 2104) over the rest and the owner.
//! A key that is not of the owner cannot make the mark, so no table has to remember whose answer is whose.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::fmt::Write;

/// What ids of responses begin with.
const PREFIX: &str = "resp_";
/// What ids of files begin with.
pub const FILE: &str = "file-";
/// What ids of batches begin with.
pub const BATCH: &str = "batch_";
/// Bytes of the mark: enough that it cannot be guessed.
const MARK_BYTES: usize = 16;

/// Makes ids and reads them.
#[derive(Clone)]
pub struct ResponseIds([u8; 32]);

/// Where an answer is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The provider's name.
    pub provider: String,
    /// The deployment that made it.
    pub deployment: String,
    /// Its id at the provider.
    pub id: String,
}

/// Secret inside.
impl std::fmt::Debug for ResponseIds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ResponseIds")
    }
}

impl ResponseIds {
    /// With a secret of this installation.
    #[must_use]
    pub fn new(secret: [u8; 32]) -> Self {
        Self(secret)
    }

    fn mark(&self, said: &str, owner: &str) -> String {
        // Any length of key is taken.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else {
            return String::new();
        };
        mac.update(said.as_bytes());
        mac.update(&[0]);
        mac.update(owner.as_bytes());
        let bytes = mac.finalize().into_bytes();
        bytes[..MARK_BYTES]
            .iter()
            .fold(String::with_capacity(2 * MARK_BYTES), |mut hex, byte| {
                // Writing to a String cannot fail.
                let _ = write!(hex, "{byte:02x}");
                hex
            })
    }

    /// The id that a client is told.
    #[must_use]
    pub fn wrap(&self, kept: &Kept, owner: &str) -> String {
        self.wrap_as(PREFIX, kept, owner)
    }

    /// The same for another kind of thing.
    #[must_use]
    pub fn wrap_as(&self, prefix: &str, kept: &Kept, owner: &str) -> String {
        let Kept {
            provider,
            deployment,
            id,
        } = kept;
        let said = format!(
            "litellm:custom_llm_provider:{provider};model_id:{deployment};response_id:{id}"
        );
        let mark = self.mark(&said, owner);
        format!(
            "{prefix}{}",
            URL_SAFE_NO_PAD.encode(format!("{said};owner:{mark}"))
        )
    }

    /// Where the answer of an id is kept; `None` for ids of another form.
    #[must_use]
    pub fn unwrap(&self, id: &str) -> Option<Kept> {
        self.unwrap_as(PREFIX, id)
    }

    /// The same for another kind of thing.
    #[must_use]
    pub fn unwrap_as(&self, prefix: &str, id: &str) -> Option<Kept> {
        Some(Self::read(prefix, id)?.0)
    }

    /// Whether an id was made for this owner.
    #[must_use]
    pub fn is_of(&self, id: &str, owner: &str) -> bool {
        self.is_of_as(PREFIX, id, owner)
    }

    /// The same for another kind of thing.
    #[must_use]
    pub fn is_of_as(&self, prefix: &str, id: &str, owner: &str) -> bool {
        use subtle::ConstantTimeEq;
        let Some((_, said, mark)) = Self::read(prefix, id) else {
            return false;
        };
        bool::from(mark.as_bytes().ct_eq(self.mark(&said, owner).as_bytes()))
    }

    fn read(prefix: &str, id: &str) -> Option<(Kept, String, String)> {
        let encoded = id.strip_prefix(prefix)?.trim_end_matches('=');
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(encoded).ok()?).ok()?;
        let rest = text.strip_prefix("litellm:custom_llm_provider:")?;
        let (provider, rest) = rest.split_once(";model_id:")?;
        let (deployment, rest) = rest.split_once(";response_id:")?;
        let (id, mark) = rest.rsplit_once(";owner:").unwrap_or((rest, ""));
        let said = text
            .rsplit_once(";owner:")
            .map_or(text.as_str(), |(said, _)| said);
        let kept = Kept {
            provider: provider.to_owned(),
            deployment: deployment.to_owned(),
            id: id.to_owned(),
        };
        Some((kept, said.to_owned(), mark.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_leads_back_and_is_its_owners_alone() {
        let ids = ResponseIds::new([7; 32]);
        let kept = Kept {
            provider: "openai".into(),
            deployment: "d-1".into(),
            id: "resp_up;odd".into(),
        };
        let id = ids.wrap(&kept, "user:ann");
        assert_eq!(ids.unwrap(&id), Some(kept.clone()));
        assert!(ids.is_of(&id, "user:ann"));
        assert!(!ids.is_of(&id, "user:ben") && !ResponseIds::new([8; 32]).is_of(&id, "user:ann"));
        // LiteLLM's own form has no mark: it leads back, and is nobody's.
        let bare = "litellm:custom_llm_provider:openai;model_id:d-1;response_id:resp_up1";
        let bare = format!(
            "resp_{}",
            base64::engine::general_purpose::STANDARD.encode(bare)
        );
        assert_eq!(
            ids.unwrap(&bare).map(|kept| kept.id),
            Some("resp_up1".to_owned())
        );
        assert!(!ids.is_of(&bare, ""));
        assert_eq!(ids.unwrap("resp_0123456789abcdef"), None);
        assert_eq!(ids.unwrap("x"), None);
    }
}

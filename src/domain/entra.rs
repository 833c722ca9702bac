//! What access tokens of Microsoft Entra are got with: an application and its secret.
//!
//! Source: Microsoft identity platform, "OAuth 2.0 client credentials flow".

use super::secret::Secret;
use sha2::{Digest, Sha256};

/// Where tokens are got unless something else is said.
pub const AUTHORITY: &str = "https://login.microsoftonline.com";
/// What tokens are for: Azure's model services.
pub const SCOPE: &str = "https://cognitiveservices.azure.com/.default";

/// An application that may call a deployment.
#[derive(Clone, Debug)]
pub struct EntraCredentials {
    /// The tenant, by id or name.
    pub tenant_id: String,
    /// The application.
    pub client_id: String,
    /// Its secret.
    pub client_secret: Secret,
    /// What its tokens are for.
    pub scope: String,
    /// Where they are got, without a slash at the end.
    pub authority: String,
}

impl EntraCredentials {
    /// Where tokens are got.
    #[must_use]
    pub fn token_uri(&self) -> String {
        format!("{}/{}/oauth2/v2.0/token", self.authority, self.tenant_id)
    }

    /// Tells credentials apart without being one.
    #[must_use]
    pub fn fingerprint(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(b"entra\0");
        let uri = self.token_uri();
        for part in [
            &uri,
            &self.client_id,
            self.client_secret.expose(),
            &self.scope,
        ] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        hash.finalize().into()
    }
}

/// Whether a text may be a tenant: it becomes a part of an address.
#[must_use]
pub fn is_tenant(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    !text.is_empty() && text.len() <= 128 && text.chars().all(fits)
}

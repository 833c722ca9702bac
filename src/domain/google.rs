//! Google Cloud's names: who calls, and where Vertex AI's models of a project are.

use super::secret::Secret;
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// Where Google exchanges credentials for tokens.
pub const TOKEN_URI: &str = "https://oauth2.googleapis.com/token";

/// What access tokens are got with.
///
/// Source: Google Cloud, "Authenticate as a service account" and "How Application Default Credentials
/// works" (the files' members).
#[derive(Clone, Debug)]
pub enum GoogleCredentials {
    /// A service account's key.
    ServiceAccount {
        /// Who it is.
        client_email: String,
        /// Its key, PKCS #8 in PEM form.
        private_key: Secret,
        /// Names the key.
        private_key_id: Option<String>,
        /// Where tokens are got.
        token_uri: String,
    },
    /// Somebody's own login (`gcloud auth application-default login`).
    User {
        /// The program that they logged in with.
        client_id: String,
        /// Its secret.
        client_secret: Secret,
        /// Stands for the login.
        refresh_token: Secret,
        /// Where tokens are got.
        token_uri: String,
    },
}

#[derive(Deserialize)]
struct File {
    #[serde(rename = "type")]
    kind: Option<String>,
    project_id: Option<String>,
    quota_project_id: Option<String>,
    private_key_id: Option<String>,
    private_key: Option<String>,
    client_email: Option<String>,
    client_id: Option<String>,
    client_secret: Option<String>,
    refresh_token: Option<String>,
    token_uri: Option<String>,
}

impl GoogleCredentials {
    /// Reads the JSON of a credential file; also tells the project that it names.
    pub fn parse(json: &str) -> Result<(Self, Option<String>), &'static str> {
        let file: File = serde_json::from_str(json)
            .map_err(|_| "is not the JSON of a Google credential file")?;
        let token_uri = file.token_uri.unwrap_or_else(|| TOKEN_URI.to_owned());
        if !token_uri.starts_with("https://") && !token_uri.starts_with("http://127.0.0.1:") {
            return Err("has a token_uri that is no https address");
        }
        let project = file.project_id.or(file.quota_project_id);
        let missing = "lacks members that its type needs";
        let credentials = match file.kind.as_deref() {
            Some("service_account") => Self::ServiceAccount {
                client_email: file.client_email.ok_or(missing)?,
                private_key: file.private_key.map(Secret::new).ok_or(missing)?,
                private_key_id: file.private_key_id,
                token_uri,
            },
            Some("authorized_user") => Self::User {
                client_id: file.client_id.ok_or(missing)?,
                client_secret: file.client_secret.map(Secret::new).ok_or(missing)?,
                refresh_token: file.refresh_token.map(Secret::new).ok_or(missing)?,
                token_uri,
            },
            _ => return Err("must be of type service_account or authorized_user"),
        };
        Ok((credentials, project))
    }

    /// Where tokens are got.
    #[must_use]
    pub fn token_uri(&self) -> &str {
        match self {
            Self::ServiceAccount { token_uri, .. } | Self::User { token_uri, .. } => token_uri,
        }
    }

    /// Tells credentials apart without being one.
    #[must_use]
    pub fn fingerprint(&self) -> [u8; 32] {
        let (who, what) = match self {
            Self::ServiceAccount {
                client_email,
                private_key,
                ..
            } => (client_email, private_key),
            Self::User {
                client_id,
                refresh_token,
                ..
            } => (client_id, refresh_token),
        };
        let mut hash = Sha256::new();
        for part in [who, what.expose(), self.token_uri()] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        hash.finalize().into()
    }
}

/// Whether a text can be a location; it becomes a part of a host's name.
#[must_use]
pub fn is_location(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 40
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// The host that serves a location.
///
/// Source: Vertex AI, "Deployments and endpoints" (regional, multi-region and global endpoints).
#[must_use]
pub fn vertex_host(location: &str) -> String {
    match location {
        "global" => "https://aiplatform.googleapis.com".to_owned(),
        "us" | "eu" => format!("https://aiplatform.{location}.rep.googleapis.com"),
        _ => format!("https://{location}-aiplatform.googleapis.com"),
    }
}

/// Whose models those of a name are, and below which path of a project they are served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Publisher {
    /// Google's own: `generateContent`.
    Google,
    /// Anthropic's: Messages by `rawPredict`.
    Anthropic,
    /// Others' that are served in OpenAI's shape (`meta/…`, `…-maas`).
    Open,
}

impl Publisher {
    /// Tells by the model's name.
    pub fn of(model: &str) -> Result<Self, &'static str> {
        let name = model.rsplit('/').next().unwrap_or(model);
        if name.starts_with("claude") {
            return Ok(Self::Anthropic);
        }
        if ["mistral", "codestral", "jamba"]
            .iter()
            .any(|start| name.starts_with(start))
            && !name.ends_with("-maas")
        {
            return Err(
                "models of this publisher on Vertex AI are not served; use the publisher's own API",
            );
        }
        let others =
            model.contains('/') && !model.starts_with("google/") && !model.starts_with("gemini/");
        Ok(if others || name.ends_with("-maas") {
            Self::Open
        } else {
            Self::Google
        })
    }

    /// The path of its models in a project.
    #[must_use]
    pub fn path(self, version: &str, project: &str, location: &str) -> String {
        let place = format!("/{version}/projects/{project}/locations/{location}");
        match self {
            Self::Google => format!("{place}/publishers/google"),
            Self::Anthropic => format!("{place}/publishers/anthropic"),
            Self::Open => format!("{place}/endpoints/openapi"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_the_publisher_and_locations_the_host() {
        for (model, publisher) in [
            ("gemini-2.5-pro", Publisher::Google),
            ("google/gemini-2.5-pro", Publisher::Google),
            ("text-embedding-005", Publisher::Google),
            ("claude-sonnet-4-5@20250929", Publisher::Anthropic),
            ("anthropic/claude-opus-4", Publisher::Anthropic),
            ("meta/llama-4-scout-17b-16e-instruct-maas", Publisher::Open),
            ("deepseek-ai/deepseek-v3.1-maas", Publisher::Open),
        ] {
            assert_eq!(Publisher::of(model), Ok(publisher), "{model}");
        }
        assert!(Publisher::of("mistral-large@2411").is_err());
        assert_eq!(
            vertex_host("eu"),
            "https://aiplatform.eu.rep.googleapis.com"
        );
        assert_eq!(vertex_host("global"), "https://aiplatform.googleapis.com");
        assert!(is_location("us-east5") && !is_location("evil.example/") && !is_location(""));
    }

    #[test]
    fn files_are_read_and_bad_ones_named_without_their_secrets() {
        let account = r#"{"type":"service_account","project_id":"p","client_email":"a@p","private_key":"KEY"}"#;
        let (credentials, project) = GoogleCredentials::parse(account).expect("a file");
        assert_eq!(
            (credentials.token_uri(), project.as_deref()),
            (TOKEN_URI, Some("p"))
        );
        assert!(!format!("{credentials:?}").contains("KEY"));
        for bad in [
            "{}",
            "no JSON",
            r#"{"type":"service_account"}"#,
            r#"{"type":"external_account"}"#,
            r#"{"type":"authorized_user","client_id":"a","client_secret":"b","refresh_token":"c","token_uri":"http://evil/"}"#,
        ] {
            assert!(GoogleCredentials::parse(bad).is_err(), "{bad}");
        }
    }
}

//! Access tokens for Google Cloud and for Azure: got once, kept until shortly before they end, renewed by one call
//! while the others wait.
//!
//! Sources: RFC 7523 (JWT bearer grants), RFC 6749 section 6 (refresh tokens), Google Identity, "Using
//! OAuth 2.0 for Server to Server Applications".

use crate::domain::entra::EntraCredentials;
use crate::domain::google::GoogleCredentials;
use crate::wire::fault::Fault;
use arc_swap::ArcSwapOption;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// How long before its end a token is renewed.
const MARGIN: Duration = Duration::from_secs(120);
/// How long a refusal is taken at its word before it is asked again.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long getting a token may take.
const TIMEOUT: Duration = Duration::from_secs(20);
/// What tokens are asked for.
const SCOPE: &str = "https://www.googleapis.com/auth/cloud-platform";
/// The longest life that Google gives an assertion, in seconds.
const ASSERTION_SECONDS: u64 = 3_600;

/// The tokens of every credential that is in use.
#[derive(Debug, Default)]
pub(super) struct Tokens(Mutex<HashMap<[u8; 32], Arc<Source>>>);

#[derive(Debug, Default)]
struct Source {
    token: ArcSwapOption<Token>,
    refused: ArcSwapOption<(Instant, String)>,
    renewing: tokio::sync::Mutex<()>,
}

#[derive(Debug)]
pub(super) struct Token {
    header: HeaderValue,
    good_until: Instant,
}

impl Source {
    fn token(&self) -> Option<HeaderValue> {
        let token = self.token.load();
        let good = token
            .as_ref()
            .filter(|token| Instant::now() < token.good_until);
        good.map(|token| token.header.clone())
    }

    fn refusal(&self) -> Option<String> {
        let refused = self.refused.load();
        let recent = refused
            .as_ref()
            .filter(|refused| refused.0.elapsed() < PATIENCE);
        recent.map(|refused| refused.1.clone())
    }
}

impl Tokens {
    /// `Bearer …` for a credential.
    pub(super) async fn bearer<F>(
        &self,
        id: [u8; 32],
        fetch: impl FnOnce() -> F,
    ) -> Result<HeaderValue, Fault>
    where
        F: Future<Output = Result<Token, String>>,
    {
        let source = {
            let mut sources = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            sources.entry(id).or_default().clone()
        };
        if let Some(header) = source.token() {
            return Ok(header);
        }
        let _one_at_a_time = source.renewing.lock().await;
        // Whoever waited may find it done.
        if let Some(header) = source.token() {
            return Ok(header);
        }
        if let Some(why) = source.refusal() {
            return Err(fault(why));
        }
        match fetch().await {
            Ok(token) => {
                let header = token.header.clone();
                source.token.store(Some(Arc::new(token)));
                Ok(header)
            }
            Err(why) => {
                source
                    .refused
                    .store(Some(Arc::new((Instant::now(), why.clone()))));
                Err(fault(why))
            }
        }
    }
}

fn fault(why: String) -> Fault {
    Fault::connection("upstream_authentication", 502, why)
}

#[derive(Deserialize)]
struct Granted {
    access_token: String,
    #[serde(default = "an_hour")]
    expires_in: u64,
}

fn an_hour() -> u64 {
    3_600
}

#[derive(Deserialize)]
struct Denied {
    error: Option<String>,
    error_description: Option<String>,
}

pub(super) async fn fetch(
    client: &reqwest::Client,
    credentials: &GoogleCredentials,
) -> Result<Token, String> {
    let form = match credentials {
        GoogleCredentials::ServiceAccount { .. } => vec![
            (
                "grant_type",
                "urn:ietf:params:oauth:grant-type:jwt-bearer".to_owned(),
            ),
            ("assertion", assertion(credentials, SystemTime::now())?),
        ],
        GoogleCredentials::User {
            client_id,
            client_secret,
            refresh_token,
            ..
        } => vec![
            ("grant_type", "refresh_token".to_owned()),
            ("client_id", client_id.clone()),
            ("client_secret", client_secret.expose().to_owned()),
            ("refresh_token", refresh_token.expose().to_owned()),
        ],
    };
    grant(client, credentials.token_uri(), &form, &GOOGLE).await
}

/// A token of Microsoft Entra for an application (OAuth 2.0 client credentials).
pub(super) async fn fetch_entra(
    client: &reqwest::Client,
    credentials: &EntraCredentials,
) -> Result<Token, String> {
    let form = [
        ("grant_type", "client_credentials".to_owned()),
        ("client_id", credentials.client_id.clone()),
        (
            "client_secret",
            credentials.client_secret.expose().to_owned(),
        ),
        ("scope", credentials.scope.clone()),
    ];
    grant(client, &credentials.token_uri(), &form, &ENTRA).await
}

/// Who gives tokens for what, and what an admin can do about a refusal.
struct Service {
    purpose: &'static str,
    name: &'static str,
    remedy: &'static str,
}

const GOOGLE: Service = Service {
    purpose: "Vertex AI",
    name: "Google's token service",
    remedy: "vertex_credentials",
};
const ENTRA: Service = Service {
    purpose: "Azure",
    name: "Microsoft Entra",
    remedy: "tenant_id, client_id and client_secret",
};

/// Asks for a token.
async fn grant(
    client: &reqwest::Client,
    uri: &str,
    form: &[(&str, String)],
    service: &Service,
) -> Result<Token, String> {
    let Service {
        purpose,
        name,
        remedy,
    } = service;
    let asked = Instant::now();
    let request = client
        .post(uri)
        .timeout(TIMEOUT)
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(encoded(form));
    let answer = request.send().await.map_err(|error| {
        let why = if error.is_timeout() {
            "did not answer in time"
        } else {
            "could not be reached"
        };
        format!("no access token for {purpose}: {name} {why}")
    })?;
    let status = answer.status();
    let body = answer
        .bytes()
        .await
        .map_err(|_| format!("no access token for {purpose}: the answer broke off"))?;
    if !status.is_success() {
        let denied: Denied = serde_json::from_slice(&body).unwrap_or(Denied {
            error: None,
            error_description: None,
        });
        let words = denied
            .error_description
            .or(denied.error)
            .unwrap_or_default();
        return Err(format!(
            "no access token for {purpose}: {name} answered {} {words}. An admin can replace {remedy}.",
            status.as_u16()
        ));
    }
    let granted: Granted = serde_json::from_slice(&body).map_err(|_| {
        format!("no access token for {purpose}: the token service's answer holds none")
    })?;
    let mut header =
        HeaderValue::from_str(&format!("Bearer {}", granted.access_token)).map_err(|_| {
            format!("no access token for {purpose}: the token cannot stand in a header")
        })?;
    header.set_sensitive(true);
    let life = Duration::from_secs(granted.expires_in.min(86_400));
    // A token that is shorter than the margin is used for half its life.
    let good_until = asked + life.saturating_sub(MARGIN).max(life / 2);
    Ok(Token { header, good_until })
}

fn encoded(form: &[(&str, String)]) -> String {
    let mut url = reqwest::Url::parse("http://form/").ok();
    let pairs = form.iter().map(|(name, value)| (*name, value.as_str()));
    if let Some(url) = &mut url {
        url.query_pairs_mut().extend_pairs(pairs);
    }
    url.and_then(|url| url.query().map(str::to_owned))
        .unwrap_or_default()
}

/// A signed claim to be the service account (RFC 7523, RS256).
fn assertion(credentials: &GoogleCredentials, now: SystemTime) -> Result<String, String> {
    let GoogleCredentials::ServiceAccount {
        client_email,
        private_key,
        private_key_id,
        token_uri,
    } = credentials
    else {
        return Err("only service accounts sign".to_owned());
    };
    let seconds = now
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    let header = json!({ "alg": "RS256", "typ": "JWT", "kid": private_key_id });
    let claims = json!({
        "iss": client_email, "scope": SCOPE, "aud": token_uri, "iat": seconds, "exp": seconds + ASSERTION_SECONDS,
    });
    let part = |value: &serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", part(&header), part(&claims));
    let key = key_pair(private_key.expose())?;
    let mut signature = vec![0; key.public().modulus_len()];
    key.sign(
        &RSA_PKCS1_SHA256,
        &SystemRandom::new(),
        signed.as_bytes(),
        &mut signature,
    )
    .map_err(|_| "the service account's key could not sign".to_owned())?;
    Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
}

/// Reads an RSA key in PEM form.
pub(super) fn key_pair(pem: &str) -> Result<RsaKeyPair, String> {
    let unusable =
        || "vertex_credentials hold a private_key that is no RSA key in PEM form".to_owned();
    let body: String = pem
        .lines()
        .map(str::trim)
        .filter(|line| !line.starts_with("-----"))
        .collect();
    let der = STANDARD.decode(body).map_err(|_| unusable())?;
    if pem.contains("BEGIN RSA PRIVATE KEY") {
        return RsaKeyPair::from_der(&der).map_err(|_| unusable());
    }
    RsaKeyPair::from_pkcs8(&der).map_err(|_| unusable())
}

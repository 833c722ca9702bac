//! The two back ends of a command: a proxy over HTTP, and the same routes inside this process.

use super::assemble;
use super::failure::{Exit, Failure};
use crate::config::Config;
use crate::domain::secret::Secret;
use crate::http::inside::{Chunks, Inside};
use crate::jobs;
use crate::store::Store;
use ::http::{HeaderMap, Request};
use bytes::Bytes;
use futures_util::StreamExt;
use reqwest::Method;
use serde_json::Value;
use std::sync::Arc;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

/// Whom the audit log names.
const CHANGED_BY: &str = "cli";

/// One request to the API.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The method.
    pub method: Method,
    /// Path and query.
    pub path: String,
    /// Media type and bytes of the body.
    pub body: Option<(&'static str, Bytes)>,
    /// Whose request it is; the administrator's without.
    pub key: Option<Secret>,
    /// Further headers.
    pub headers: Vec<(String, String)>,
}

impl Ask {
    /// One without a body.
    pub fn new(method: Method, path: impl Into<String>) -> Self {
        Self {
            method,
            path: path.into(),
            body: None,
            key: None,
            headers: Vec::new(),
        }
    }

    /// With a body in JSON.
    #[must_use]
    pub fn json(mut self, body: &Value) -> Self {
        self.body = Some(("application/json", Bytes::from(body.to_string())));
        self
    }

    /// As the holder of this key.
    #[must_use]
    pub fn with_key(mut self, key: Option<Secret>) -> Self {
        self.key = key;
        self
    }
}

/// An answer: its head, and its body as it comes.
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    body: Body,
}

enum Body {
    Http(Box<reqwest::Response>),
    Inside(Chunks),
}

impl Reply {
    /// The next bytes; `None` at the end.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Failure> {
        let cut =
            |cause: String| Failure::new(Exit::Unreachable, "the answer broke off").cause(cause);
        match &mut self.body {
            Body::Http(response) => {
                let chunk = response.chunk().await;
                chunk.map_err(|error| cut(error.without_url().to_string()))
            }
            Body::Inside(chunks) => chunks.next().await.transpose().map_err(cut),
        }
    }

    /// The whole text.
    pub async fn text(&mut self) -> Result<String, Failure> {
        let mut bytes = Vec::new();
        while let Some(chunk) = self.chunk().await? {
            bytes.extend_from_slice(&chunk);
        }
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Whether it is a yes.
    #[must_use]
    pub fn is_good(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The id under which the proxy's log and ledger know the request.
    #[must_use]
    pub fn call_id(&self) -> &str {
        let id = self.headers.get("x-litellm-call-id");
        id.and_then(|id| id.to_str().ok()).unwrap_or("-")
    }
}

/// The management API of a proxy.
pub struct Api {
    /// Where it is.
    pub url: String,
    pub(super) key: Secret,
    pub(super) client: reqwest::Client,
}

impl Api {
    /// Sends a request.
    pub async fn open(&self, ask: &Ask) -> Result<Reply, Failure> {
        let key = ask.key.as_ref().unwrap_or(&self.key);
        let mut request = self
            .client
            .request(ask.method.clone(), format!("{}{}", self.url, ask.path))
            .bearer_auth(key.expose())
            .header("litellm-changed-by", CHANGED_BY);
        for (name, value) in &ask.headers {
            request = request.header(name, value);
        }
        if let Some((media_type, bytes)) = &ask.body {
            request = request
                .header("content-type", *media_type)
                .body(bytes.clone());
        }
        let response = request
            .send()
            .await
            .map_err(|error| self.unreachable(&error))?;
        Ok(Reply {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: Body::Http(Box::new(response)),
        })
    }

    fn unreachable(&self, error: &reqwest::Error) -> Failure {
        let cause = if error.is_timeout() {
            "it did not answer in time; --timeout lets it take longer"
        } else {
            "the connection failed"
        };
        Failure::new(
            Exit::Unreachable,
            format!("no proxy answers at {}", self.url),
        )
        .cause(cause)
        .help("start it with `cw-proxy serve`, or work on the database with --offline")
    }
}

/// The routes of a proxy on a database, without a listener.
///
/// What it changes is written directly, and what it calls is on record as a running proxy's calls
/// are. It never claims the ledger: calls that a proxy has open are that proxy's.
pub struct Local {
    routes: Inside,
    key: Secret,
    /// The database.
    pub store: Store,
    stop: CancellationToken,
}

/// How far back budget windows are read: longer than any that can be open.
const WINDOW_MICROS_MAX: i64 = 400 * 86_400_000_000;

impl Local {
    /// Puts a proxy together on the configured database.
    pub async fn open(config: &Config) -> Result<Self, Failure> {
        let store = assemble::open_store(config, true).await?;
        let (salt, _) = assemble::salt_key(config)?;
        // Nobody else ever has this key: whoever has the database needs none.
        let key = one_time_key()?;
        let assemble::Proxy {
            app,
            entries,
            build,
            // Nothing runs here that could be reloaded: who asks for it is told so.
            reloads: _,
            // Nobody is told what commands do.
            heard: _,
        } = assemble::local(config, store.clone(), &key, &salt).await?;
        let cutoff = crate::domain::time::Micros(assemble::now().0 - WINDOW_MICROS_MAX);
        let gateway = &app.gateway;
        gateway
            .ledger
            .settle(&store.load_totals(cutoff).await?, Vec::new());
        let stop = CancellationToken::new();
        tokio::spawn(jobs::commit::run(
            entries,
            store.ledger_writer(),
            gateway.journal.clone(),
            gateway.ledger.clone(),
        ));
        tokio::spawn(jobs::cache::run(
            gateway.clone(),
            store.clone(),
            stop.clone(),
        ));
        tokio::spawn(jobs::refresh::run(
            gateway.clone(),
            store.clone(),
            Arc::new(Mutex::new(build)),
            stop.clone(),
        ));
        Ok(Self {
            routes: Inside::new(&app),
            key,
            store,
            stop,
        })
    }

    /// Answers a request.
    pub async fn ask(&self, ask: &Ask) -> Result<Reply, Failure> {
        let key = ask.key.as_ref().unwrap_or(&self.key);
        let mut request = Request::builder()
            .method(ask.method.clone())
            .uri(&ask.path)
            .header("authorization", format!("Bearer {}", key.expose()))
            .header("litellm-changed-by", CHANGED_BY);
        for (name, value) in &ask.headers {
            request = request.header(name, value);
        }
        let bytes = match &ask.body {
            Some((media_type, bytes)) => {
                request = request.header("content-type", *media_type);
                bytes.clone()
            }
            None => Bytes::new(),
        };
        let request = request
            .body(bytes)
            .map_err(|error| Failure::usage("this is no request that can be sent").cause(error))?;
        let (head, chunks) = self.routes.ask(request).await;
        Ok(Reply {
            status: head.status.as_u16(),
            headers: head.headers,
            body: Body::Inside(chunks),
        })
    }
}

impl Drop for Local {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

fn one_time_key() -> Result<Secret, Failure> {
    let mut bytes = zeroize::Zeroizing::new([0; 32]);
    getrandom::fill(&mut *bytes).map_err(|error| {
        Failure::new(Exit::Failed, "the system has no random numbers").cause(error)
    })?;
    Ok(crate::domain::key::mint(&bytes))
}

//! The only HTTP to providers: one client, bounded waits, bounded bodies, no redirects.

mod google;
mod sigv4;
pub mod tls;
mod webhook;

use crate::domain::deployment::Deployment;
use crate::domain::entra::EntraCredentials;
use crate::domain::google::{GoogleCredentials, is_location, vertex_host};
use crate::domain::handling::Trust;
use crate::domain::provider::{Auth, Dialect};
use crate::wire::fault::Fault;
use crate::wire::media::Upload;
use bytes::{Bytes, BytesMut};
use futures_util::FutureExt;
use reqwest::header::{
    ACCEPT_ENCODING, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName,
    HeaderValue, TRANSFER_ENCODING, USER_AGENT,
};
use std::collections::{HashMap, VecDeque};
use std::pin::Pin;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// How long a connection may take to be made.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long an unused connection is kept.
const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(60);
/// Most headers that an answer may have.
const HEADERS_MAX: usize = 100;
/// The longest body of a refusal that is read, in bytes.
const ERROR_BODY_BYTES_MAX: usize = 64 << 10;

/// Where one deployment is called, made when the catalog is built so that a call parses nothing.
#[derive(Debug, Clone)]
pub struct Endpoint {
    base: reqwest::Url,
    headers: HeaderMap,
    /// Those of `headers` that are not the same for everyone: credential and the operator's own.
    own: HeaderMap,
    scheme: Scheme,
    /// Whether it is Vertex AI, whose own paths name the location that decides the host.
    vertex: bool,
    /// The client to call it with, where it is trusted in another way than the others.
    client: Option<reqwest::Client>,
}

/// What proves who calls.
#[derive(Debug, Clone)]
enum Scheme {
    /// The headers of the endpoint, the same for each request.
    Headers,
    /// A signature over each request.
    SigV4(Box<sigv4::Signer>),
    /// An access token of Google Cloud.
    Google(Arc<GoogleCredentials>, [u8; 32]),
    /// An access token of Microsoft Entra.
    Entra(Arc<EntraCredentials>, [u8; 32]),
}

impl Endpoint {
    /// Prepares base URL and headers of a deployment, or says what is wrong with them.
    pub fn new(deployment: &Deployment) -> Result<Self, String> {
        let provider = deployment.provider;
        let base = deployment.api_base.as_deref().ok_or_else(|| {
            let wanted = match provider.dialect {
                Dialect::Bedrock => "aws_region_name (or AWS_REGION)",
                _ => "api_base",
            };
            format!(
                "provider '{}' has no default address: set litellm_params.{wanted}",
                provider.name
            )
        })?;
        let base =
            reqwest::Url::parse(base).map_err(|error| format!("api_base is not a URL: {error}"))?;
        if !matches!(base.scheme(), "http" | "https") || base.cannot_be_a_base() {
            return Err(format!(
                "api_base must be an http or https URL, not '{}'",
                base.scheme()
            ));
        }
        let mut own = HeaderMap::new();
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        headers.insert(
            USER_AGENT,
            HeaderValue::from_static(concat!("cw-proxy/", env!("CARGO_PKG_VERSION"))),
        );
        if let Some(secret) = &deployment.api_key {
            let (name, value) = match provider.auth {
                // Anthropic's tokens of subscriptions travel another way than its keys.
                Auth::Header("x-api-key") if secret.expose().starts_with("sk-ant-oat") => {
                    own.insert(
                        "anthropic-beta",
                        HeaderValue::from_static("oauth-2025-04-20"),
                    );
                    (AUTHORIZATION, format!("Bearer {}", secret.expose()))
                }
                Auth::Header(name) => (HeaderName::from_static(name), secret.expose().to_owned()),
                _ => (AUTHORIZATION, format!("Bearer {}", secret.expose())),
            };
            own.insert(name, sensitive("the api key", &value)?);
        }
        for (name, value) in &deployment.extra_headers {
            let parsed = HeaderName::from_bytes(name.as_bytes())
                .map_err(|_| format!("'{name}' is not a header name"))?;
            own.insert(parsed, sensitive(name, value.expose())?);
        }
        headers.extend(own.clone());
        Ok(Self {
            base,
            headers,
            own,
            scheme: scheme(deployment)?,
            vertex: provider.is_vertex(),
            client: trusting(deployment)?,
        })
    }

    /// The endpoint of a deployment that is never called.
    pub fn nowhere() -> Result<Self, String> {
        let base = reqwest::Url::parse("http://mock.invalid");
        Ok(Self {
            base: base.map_err(|error| error.to_string())?,
            headers: HeaderMap::new(),
            own: HeaderMap::new(),
            scheme: Scheme::Headers,
            vertex: false,
            client: None,
        })
    }

    /// The address of an operation; `path` may bring a query.
    fn url(&self, path: &str) -> reqwest::Url {
        let mut url = self.base.clone();
        let (path, query) = match path.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (path, None),
        };
        let base = self.base.path().trim_end_matches('/');
        // A base that names the operation already is taken at its word.
        if !base.ends_with(path) {
            url.set_path(&[base, path].concat());
        }
        if query.is_some() {
            url.set_query(query);
        }
        url
    }
}

impl Endpoint {
    /// The address of a provider's own path. Base and path may both bring a version (`/v1`): the
    /// path's counts.
    fn own_url(&self, rest: &str, query: Option<&str>) -> reqwest::Url {
        let mut url = self.base.clone();
        let mut base = self.base.path().trim_end_matches('/');
        let rest = rest.trim_start_matches('/');
        // A whole path names its project and location itself; Google's host for it is the location's.
        if self.vertex && rest.split('/').nth(1) == Some("projects") {
            base = "";
            let mut parts = rest.split('/').skip_while(|part| *part != "locations");
            let location = parts.nth(1).filter(|location| is_location(location));
            let google = url
                .host_str()
                .is_some_and(|host| host.ends_with("googleapis.com"));
            let host = location.filter(|_| google).map(vertex_host);
            let moved = host.and_then(|host| reqwest::Url::parse(&host).ok());
            url = moved.unwrap_or(url);
        }
        if is_version(rest.split('/').next().unwrap_or_default())
            && let Some((root, last)) = base.rsplit_once('/')
            && is_version(last)
        {
            base = root;
        }
        if !rest.is_empty() {
            url.set_path(&[base, "/", rest].concat());
        }
        url.set_query(query.filter(|query| !query.is_empty()));
        url
    }

    /// Where a provider's own path is, without its query.
    #[must_use]
    pub fn own_address(&self, rest: &str) -> String {
        self.own_url(rest, None).to_string()
    }
}

/// How a deployment's requests are signed: with AWS's key, unless a bearer token goes in its place.
fn scheme(deployment: &Deployment) -> Result<Scheme, String> {
    if let Some(google) = &deployment.google {
        if let GoogleCredentials::ServiceAccount { private_key, .. } = &**google {
            google::key_pair(private_key.expose())?;
        }
        return Ok(Scheme::Google(google.clone(), google.fingerprint()));
    }
    if let Some(entra) = &deployment.handling.entra {
        return Ok(Scheme::Entra(entra.clone(), entra.fingerprint()));
    }
    let Some(aws) = &deployment.aws else {
        return Ok(Scheme::Headers);
    };
    if deployment.api_key.is_some() {
        return Ok(Scheme::Headers);
    }
    let Some(credentials) = &aws.credentials else {
        return Err(
            "no AWS credential: set aws_access_key_id and aws_secret_access_key, or api_key to a \
                    Bedrock API key"
                .to_owned(),
        );
    };
    let Some(region) = &aws.region else {
        return Err("no AWS region to sign for: set aws_region_name".to_owned());
    };
    Ok(Scheme::SigV4(Box::new(sigv4::Signer {
        credentials: credentials.clone(),
        region: region.clone(),
        service: "bedrock",
    })))
}

impl Scheme {
    /// Signs a request as it is about to be sent.
    fn sign(
        &self,
        method: &str,
        url: &reqwest::Url,
        headers: &mut HeaderMap,
        body: &[u8],
    ) -> Result<(), Fault> {
        let Self::SigV4(signer) = self else {
            return Ok(());
        };
        let now = jiff::Timestamp::now();
        let moment = now.strftime("%Y%m%dT%H%M%SZ").to_string();
        signer
            .sign(method, url, headers, body, &moment)
            .map_err(|why| Fault::connection("upstream_connect", 502, why))
    }
}

/// `v1`, `v1beta`, `v2`, …
fn is_version(segment: &str) -> bool {
    let number = segment.strip_prefix('v').unwrap_or_default();
    number.starts_with(|c: char| c.is_ascii_digit())
}

/// The body of a request.
#[derive(Debug)]
pub enum Content {
    /// JSON, or nothing.
    Json(Bytes),
    /// A form. No service that signs requests takes one.
    Form(Upload),
}

impl From<Bytes> for Content {
    fn from(body: Bytes) -> Self {
        Self::Json(body)
    }
}

/// A body in pieces that are not put together first.
struct Pieces(VecDeque<Bytes>);

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
        Poll::Ready(
            self.0
                .pop_front()
                .map(|piece| Ok(http_body::Frame::data(piece))),
        )
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_empty()
    }

    fn size_hint(&self) -> http_body::SizeHint {
        http_body::SizeHint::with_exact(self.0.iter().map(|piece| piece.len() as u64).sum())
    }
}

/// A request on a provider's own path, as the client made it.
#[derive(Debug)]
pub struct OwnRequest {
    /// The method.
    pub method: reqwest::Method,
    /// The path below the provider's root.
    pub rest: String,
    /// The query, without a credential.
    pub query: Option<String>,
    /// The client's headers that may be passed on.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

fn sensitive(name: &str, value: &str) -> Result<HeaderValue, String> {
    let mut value = HeaderValue::from_str(value)
        .map_err(|_| format!("{name} holds a character that no header may hold"))?;
    value.set_sensitive(true);
    Ok(value)
}

/// The client for every provider.
#[derive(Debug, Clone)]
pub struct Client(reqwest::Client, Arc<google::Tokens>);

fn client(tls: rustls::ClientConfig) -> Result<reqwest::Client, String> {
    reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .connect_timeout(CONNECT_TIMEOUT)
        .pool_idle_timeout(POOL_IDLE_TIMEOUT)
        .tcp_nodelay(true)
        .http1_max_headers(HEADERS_MAX)
        .build()
        .map_err(|error| format!("cannot set up the HTTP client: {error}"))
}

/// The client for a deployment that is trusted in its own way. One is made for each way, so that
/// connections outlive the catalog; a changed file is another way.
fn trusting(deployment: &Deployment) -> Result<Option<reqwest::Client>, String> {
    static CLIENTS: LazyLock<Mutex<HashMap<(Trust, u64), reqwest::Client>>> =
        LazyLock::new(Mutex::default);
    let Some(trust) = &deployment.handling.trust else {
        return Ok(None);
    };
    let key = (trust.clone(), tls::fingerprint(trust)?);
    let mut clients = CLIENTS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = clients.get(&key) {
        return Ok(Some(known.clone()));
    }
    let made = client(tls::config_of(trust)?)?;
    clients.retain(|(other, _), _| other != trust);
    clients.insert(key, made.clone());
    Ok(Some(made))
}

impl Client {
    /// The client to call an endpoint with.
    fn of<'a>(&'a self, endpoint: &'a Endpoint) -> &'a reqwest::Client {
        endpoint.client.as_ref().unwrap_or(&self.0)
    }

    /// Makes the client. `ca_file` names further certificate authorities in PEM form.
    pub fn new(ca_file: Option<&std::path::Path>) -> Result<Self, String> {
        Ok(Self(client(tls::config(ca_file)?)?, Arc::default()))
    }

    /// Adds the access token of an endpoint that wants one.
    async fn authorize(
        &self,
        endpoint: &Endpoint,
        headers: &mut HeaderMap,
        deadline: Instant,
    ) -> Result<(), Fault> {
        let bearer = match &endpoint.scheme {
            Scheme::Google(credentials, id) => {
                let fetch = || google::fetch(&self.0, credentials);
                timeout_at(deadline, self.1.bearer(*id, fetch)).await
            }
            Scheme::Entra(credentials, id) => {
                let fetch = || google::fetch_entra(self.of(endpoint), credentials);
                timeout_at(deadline, self.1.bearer(*id, fetch)).await
            }
            Scheme::Headers | Scheme::SigV4(_) => return Ok(()),
        };
        let bearer = bearer.map_err(|_| timed_out("the token service was silent"))??;
        headers.insert(AUTHORIZATION, bearer);
        Ok(())
    }

    /// Sends a request and waits for the head of the answer, at most until `deadline`. `forwarded` are the
    /// client's own headers: everybody else's count before them.
    pub async fn send(
        &self,
        endpoint: &Endpoint,
        path: &str,
        (headers, forwarded): (&[(&'static str, String)], Option<&HeaderMap>),
        content: impl Into<Content>,
        deadline: Instant,
    ) -> Result<Response, Fault> {
        let mut all = endpoint.headers.clone();
        for (name, value) in headers {
            // The deployment's own count, as an operator may pin a version; of lists both are sent.
            let both = all.get(*name).map(|own| own.to_str().unwrap_or_default());
            let value = match both {
                Some(own) if name.ends_with("-beta") => format!("{own},{value}"),
                Some(_) => continue,
                None => value.clone(),
            };
            if let Ok(value) = HeaderValue::from_str(&value) {
                all.insert(HeaderName::from_static(name), value);
            }
        }
        for (name, value) in forwarded.into_iter().flatten() {
            if !endpoint.headers.contains_key(name) && !headers.iter().any(|(own, _)| name == own) {
                all.append(name.clone(), value.clone());
            }
        }
        self.authorize(endpoint, &mut all, deadline).await?;
        let url = endpoint.url(path);
        let body = match content.into() {
            Content::Json(body) => {
                endpoint.scheme.sign("POST", &url, &mut all, &body)?;
                reqwest::Body::from(body)
            }
            Content::Form(upload) => {
                let media_type = HeaderValue::from_str(&upload.content_type).map_err(|_| {
                    Fault::connection("upstream_connect", 502, "the form has no boundary to send")
                })?;
                all.insert(CONTENT_TYPE, media_type);
                reqwest::Body::wrap(Pieces(upload.pieces.into()))
            }
        };
        let client = self.of(endpoint);
        let request = client.post(url).headers(all).body(body).send();
        match timeout_at(deadline, request).await {
            Err(_) => Err(timed_out("the provider was silent before it answered")),
            Ok(Err(error)) => Err(transport_fault(&error)),
            Ok(Ok(response)) => Ok(Response(response)),
        }
    }
}

impl Client {
    /// Sends a client's own request with our credential, and waits for the head of the answer.
    pub async fn send_own(
        &self,
        endpoint: &Endpoint,
        own: OwnRequest,
        deadline: Instant,
    ) -> Result<Response, Fault> {
        let mut headers = own.headers;
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        headers.extend(endpoint.own.clone());
        self.authorize(endpoint, &mut headers, deadline).await?;
        let url = endpoint.own_url(&own.rest, own.query.as_deref());
        let method = own.method.as_str();
        endpoint
            .scheme
            .sign(method, &url, &mut headers, &own.body)?;
        let request = self
            .of(endpoint)
            .request(own.method, url)
            .headers(headers)
            .body(own.body)
            .send();
        match timeout_at(deadline, request).await {
            Err(_) => Err(timed_out("before it answered")),
            Ok(Err(error)) => Err(transport_fault(&error)),
            Ok(Ok(response)) => Ok(Response(response)),
        }
    }
}

/// An answer whose head has arrived.
#[derive(Debug)]
pub struct Response(reqwest::Response);

impl Response {
    /// An answer that came over no network.
    #[must_use]
    pub fn made(media_type: &'static str, body: Bytes) -> Self {
        let mut answer = http::Response::new(body);
        let value = HeaderValue::from_static(media_type);
        answer.headers_mut().insert(CONTENT_TYPE, value);
        Self(answer.into())
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.0.status().as_u16()
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.0.headers()
    }

    /// A header as text; empty when absent.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.0
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// Refuses a body in an encoding that we did not ask for, which is how small answers grow huge, and
    /// one whose length is told in two ways, which is how answers of others are slipped in.
    pub fn require_plain(&self) -> Result<(), Fault> {
        let headers = self.0.headers();
        if headers.contains_key(CONTENT_LENGTH) && headers.contains_key(TRANSFER_ENCODING) {
            return Err(Fault::connection(
                "upstream_protocol",
                502,
                "the provider's answer has both a content-length and a transfer-encoding",
            ));
        }
        match self.header("content-encoding") {
            "" | "identity" => Ok(()),
            other => Err(Fault::connection(
                "upstream_invalid_response",
                502,
                format!(
                    "the provider's answer is encoded as '{other}' although plain bytes were asked for"
                ),
            )),
        }
    }

    /// The next bytes of the body, `None` at its end, waiting at most until `deadline`.
    pub async fn chunk(&mut self, deadline: Instant) -> Result<Option<Bytes>, Fault> {
        // The timer is asked only when there is nothing to read; a provider that always has more to say
        // must not live on that.
        if Instant::now() >= deadline {
            return Err(timed_out("the provider went on without coming to an end"));
        }
        match timeout_at(deadline, self.0.chunk()).await {
            Err(_) => Err(timed_out(
                "the provider was silent in the middle of its answer",
            )),
            Ok(Err(error)) => Err(cut_fault(&error)),
            Ok(Ok(chunk)) => Ok(chunk),
        }
    }

    /// The next bytes of the body if they are here already: `None` when they must be waited for.
    pub fn ready_chunk(&mut self) -> Option<Result<Option<Bytes>, Fault>> {
        let chunk = self.0.chunk().now_or_never()?;
        Some(chunk.map_err(|error| cut_fault(&error)))
    }

    /// The whole body, up to `bytes_max`.
    pub async fn whole(&mut self, bytes_max: usize, deadline: Instant) -> Result<Bytes, Fault> {
        let Some(first) = self.chunk(deadline).await? else {
            return Ok(Bytes::new());
        };
        let too_long = || {
            Fault::connection(
                "upstream_invalid_response",
                502,
                format!("the provider's answer is longer than {bytes_max} bytes"),
            )
        };
        let Some(second) = self.chunk(deadline).await? else {
            return if first.len() > bytes_max {
                Err(too_long())
            } else {
                Ok(first)
            };
        };
        let mut body = BytesMut::from(&first[..]);
        let mut next = Some(second);
        while let Some(chunk) = next {
            if body.len() + chunk.len() > bytes_max {
                return Err(too_long());
            }
            body.extend_from_slice(&chunk);
            next = self.chunk(deadline).await?;
        }
        Ok(body.freeze())
    }

    /// The body of a refusal: what of it can be had, cut short rather than failed.
    pub async fn error_body(&mut self, deadline: Instant) -> Bytes {
        let mut body = BytesMut::new();
        while let Ok(Some(chunk)) = self.chunk(deadline).await {
            body.extend_from_slice(&chunk);
            if body.len() > ERROR_BODY_BYTES_MAX {
                body.truncate(ERROR_BODY_BYTES_MAX);
                break;
            }
        }
        body.freeze()
    }
}

fn timed_out(why: &str) -> Fault {
    Fault::connection("upstream_timeout", 504, format!("Request timed out: {why}"))
}

/// What went wrong before an answer began. The URL is left out: it may hold what should not be told.
fn transport_fault(error: &reqwest::Error) -> Fault {
    let why = root_cause(error);
    if error.is_connect() {
        let code = if why.contains("certificate") || why.contains("tls") {
            "upstream_tls"
        } else {
            "upstream_connect"
        };
        return Fault::connection(code, 502, format!("cannot connect to the provider: {why}"));
    }
    Fault::connection(
        "upstream_protocol",
        502,
        format!("the provider broke off before it answered: {why}"),
    )
}

fn cut_fault(error: &reqwest::Error) -> Fault {
    let why = root_cause(error);
    Fault::connection(
        "upstream_truncated",
        502,
        format!("the provider broke off in the middle of its answer: {why}"),
    )
}

/// The innermost reason, which names the fact (`connection refused`) and never the address.
fn root_cause(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}

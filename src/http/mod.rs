//! HTTP: every route in one list, and the one place where a request meets its right to be there.

mod access;
mod address;
pub mod body;
pub mod cache;
pub mod count;
pub mod dialect;
pub mod error;
pub mod extract;
pub mod files;
pub mod headers;
pub mod health;
pub mod inside;
pub mod llm;
pub mod manage;
pub mod metrics;
pub mod models;
pub mod openapi;
pub mod pass;
pub mod public;
mod refused;
pub mod responses;
pub mod server;
pub mod ui;
pub mod unserved;
pub mod watch;

use crate::admin::session::{self, bearer};
use crate::admin::{Actor, Admin, MASTER_ACTOR};
use crate::config::{Docs, HealthChecks};
use crate::domain::key::KeyHash;
use crate::domain::otel::Otel as OtelSettings;
use crate::domain::record::CallType;
use crate::domain::secret::{Secret, mask};
use crate::gateway::Gateway;
use crate::gateway::authenticate::{Caller, Presented, authenticate, require_route};
use crate::gateway::refusal::Refusal;
use crate::jobs::health_checks::Checks;
use crate::jobs::upkeep::Pruning;
use crate::store::Store;
use crate::telemetry::Trace;
use crate::telemetry::alerts::Messenger;
use crate::telemetry::otel::Tls;
use crate::wire::response_id::ResponseIds;
use crate::wire::seals::Seals;
use arc_swap::ArcSwap;
use axum::Router;
use axum::body::Body;
use axum::response::Response;
use axum::routing::{MethodFilter, on};
use error::{Problem, Statuses};
use extract::KeyHeader;
use futures_util::future::BoxFuture;
use http::header::HeaderValue;
use http::request::Parts;
use manage::Managed;
use serde_json::{Map, Value};
use std::sync::Arc;
use std::time::Instant;

/// Everything that handlers share.
pub struct App {
    /// The data plane.
    pub gateway: Arc<Gateway>,
    /// The database.
    pub store: Store,
    /// Operations.
    pub admin: Admin,
    /// The header that alone carries the key, when an operator named one.
    pub key_header: KeyHeader,
    /// Headers in which clients name the end user.
    pub end_user_headers: Vec<http::HeaderName>,
    /// The longest request body of an LLM route, in bytes.
    pub request_bytes_max: usize,
    /// Makes and reads the ids of responses.
    pub response_ids: ResponseIds,
    /// Whether responses of providers without a store of their own are kept.
    pub keeps_responses: bool,
    /// Sealed thoughts of models, kept for clients that drop them.
    pub seals: Arc<Seals>,
    /// Which documents of the API are there for anybody.
    pub docs: Docs,
    /// Errors name the call in their bodies.
    pub call_ids_in_errors: bool,
    /// Headers that become tags of calls.
    pub tag_headers: Vec<http::HeaderName>,
    /// Whether `/health/drain` is there, and what it asks for.
    pub draining: Option<Option<Secret>>,
    /// Models that anybody is told of, and links beside them.
    pub public_hub: (Vec<String>, Map<String, Value>),
    /// Search engines are told to stay away.
    pub block_robots: bool,
    /// `/health/readiness/details` needs no key.
    pub open_readiness_details: bool,
    /// Statuses that the operator chose.
    pub statuses: Statuses,
    /// The admin pages.
    pub ui: ui::Ui,
    /// Who may scrape metrics.
    pub scraping: metrics::Scraping,
    /// How people are told of alerts.
    pub messenger: Messenger,
    /// Where traces, metrics and logs go.
    pub otel: OtelSettings,
    /// When what is past its retention goes.
    pub pruning: Pruning,
    /// What is told of the models' health, and how often they are looked after.
    pub health: HealthChecks,
    /// What was found when they were looked after last.
    pub checks: Checks,
    /// How clients of telemetry trust.
    pub tls: Tls,
}

/// Somebody who may be where they are. Only what lets people in makes one.
#[derive(Debug)]
pub struct Authed {
    caller: Caller,
    /// Who logged in, where it is a session's key.
    logged_in: Option<Actor>,
}

impl From<Caller> for Authed {
    fn from(caller: Caller) -> Self {
        Self {
            caller,
            logged_in: None,
        }
    }
}

impl Authed {
    /// Who it is.
    #[must_use]
    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    /// Who that is to operations.
    #[must_use]
    pub fn actor(&self) -> Actor {
        match (&self.logged_in, &self.caller) {
            (Some(actor), _) => actor.clone(),
            (None, Caller::Master) => Actor::master(MASTER_ACTOR),
            (None, Caller::Key(entry)) => Actor::holder(entry.clone()),
        }
    }
}

/// A request on its way to a handler.
pub struct Asked {
    /// Who asks.
    pub by: Authed,
    /// Line and headers.
    pub parts: Parts,
    /// The body, not yet read.
    pub body: Body,
    /// When it arrived.
    pub arrived: Instant,
    /// The call id that the client is told.
    pub call_id: Arc<str>,
}

type Answering = BoxFuture<'static, Result<Response, Problem>>;

/// Who may use a route, and what answers it.
#[derive(Clone, Copy)]
pub enum Serve {
    /// Anybody.
    Open(fn(Arc<App>) -> BoxFuture<'static, Response>),
    /// Any key whose routes include one of these groups: the operation, and its name in errors. Spends money.
    Llm(CallType, &'static str),
    /// The same with model and operation in the path.
    LlmByPath,
    /// The same in Gemini's own form.
    Gemini,
    /// A provider's own paths.
    Pass(&'static str),
    /// Gemini's operations where the path names no model.
    GeminiWithoutModel,
    /// Any key whose routes include one of these groups. Handlers look at whose things they show.
    Keyed(&'static [&'static str], fn(Arc<App>, Asked) -> Answering),
    /// What Prometheus scrapes. It looks itself at who asks.
    Metrics,
    /// What an orchestrator calls before it stops the process. It looks itself at who asks.
    Drain,
    /// An operation of the management API; its row says who may use it.
    Managed(&'static Managed),
}

/// One route.
#[derive(Clone, Copy)]
pub struct Route {
    /// The method.
    pub method: MethodFilter,
    /// The path as axum writes it.
    pub path: &'static str,
    /// Who may use it, and what answers.
    pub serve: Serve,
}

const GET: MethodFilter = MethodFilter::GET;
const POST: MethodFilter = MethodFilter::POST;
/// Groups under which keys list the routes that tell of models.
pub const MODEL_INFO: &[&str] = &["llm_api_routes", "openai_routes", "info_routes"];
const ANY: MethodFilter = MethodFilter::GET
    .or(MethodFilter::POST)
    .or(MethodFilter::PUT)
    .or(MethodFilter::PATCH)
    .or(MethodFilter::DELETE);
const PASS_GROUPS: &[&str] = &["llm_api_routes", "mapped_pass_through_routes"];
const CHAT: Serve = Serve::Llm(CallType::Chat, "/chat/completions");
const COMPLETION: Serve = Serve::Llm(CallType::Completion, "/completions");
const EMBEDDING: Serve = Serve::Llm(CallType::Embedding, "/embeddings");
const MESSAGES: Serve = Serve::Llm(CallType::Messages, "anthropic_messages");
const RESPONSES: Serve = Serve::Llm(CallType::Responses, "/responses");
const IMAGES: Serve = Serve::Llm(CallType::ImageGeneration, "/images/generations");
const IMAGE_EDIT: Serve = Serve::Llm(CallType::ImageEdit, "/images/edits");
const IMAGE_VARIATION: Serve = Serve::Llm(CallType::ImageVariation, "/images/variations");
const SPEECH: Serve = Serve::Llm(CallType::Speech, "/audio/speech");
const TRANSCRIPTION: Serve = Serve::Llm(CallType::Transcription, "/audio/transcriptions");
const TRANSLATION: Serve = Serve::Llm(CallType::Translation, "/audio/translations");
const MODERATION: Serve = Serve::Llm(CallType::Moderation, "/moderations");
const RERANK: Serve = Serve::Llm(CallType::Rerank, "/rerank");
const COUNT_TOKENS: Serve = Serve::Keyed(llm::GROUPS, |app, asked| {
    Box::pin(count::messages(app, asked))
});

const STORED: Serve = Serve::Keyed(llm::GROUPS, |app, asked| {
    Box::pin(responses::one(app, asked))
});

const UPLOAD: Serve = Serve::Keyed(llm::GROUPS, |app, asked| {
    Box::pin(files::upload(app, asked))
});
const FILES: Serve = Serve::Keyed(llm::GROUPS, |app, asked| Box::pin(files::files(app, asked)));
const ONE_FILE: Serve = Serve::Keyed(llm::GROUPS, |app, asked| Box::pin(files::one(app, asked)));
const NEW_BATCH: Serve = Serve::Keyed(llm::GROUPS, |app, asked| {
    Box::pin(files::batches::create(app, asked))
});
const BATCHES: Serve = Serve::Keyed(llm::GROUPS, |app, asked| {
    Box::pin(files::batches::batches(app, asked))
});
const ONE_BATCH: Serve = Serve::Keyed(llm::GROUPS, |app, asked| {
    Box::pin(files::batches::one(app, asked))
});

impl Serve {
    /// Whether calls on it spend money.
    fn spends(self) -> bool {
        matches!(
            self,
            Self::Llm(..) | Self::LlmByPath | Self::Gemini | Self::Pass(_)
        )
    }
}

/// Every route of the service.
#[rustfmt::skip]
pub const ROUTES: &[Route] = &[
    Route { method: GET, path: "/health/liveliness", serve: Serve::Open(|app| Box::pin(health::liveliness(app))) },
    Route { method: GET, path: "/health/liveness", serve: Serve::Open(|app| Box::pin(health::liveliness(app))) },
    Route { method: GET, path: "/health/readiness", serve: Serve::Open(|app| Box::pin(health::readiness(app))) },
    Route { method: GET, path: "/health/drain", serve: Serve::Drain },
    Route { method: GET, path: "/metrics", serve: Serve::Metrics },
    Route { method: GET, path: "/metrics/", serve: Serve::Metrics },
    Route { method: POST, path: "/v1/chat/completions", serve: CHAT },
    Route { method: POST, path: "/chat/completions", serve: CHAT },
    Route { method: POST, path: "/litellm_proxy/chat/completions", serve: CHAT },
    Route { method: POST, path: "/litellm_proxy/v1/chat/completions", serve: CHAT },
    Route { method: POST, path: "/litellm_proxy/embeddings", serve: EMBEDDING },
    Route { method: POST, path: "/v1/completions", serve: COMPLETION },
    Route { method: POST, path: "/completions", serve: COMPLETION },
    Route { method: POST, path: "/v1/embeddings", serve: EMBEDDING },
    Route { method: POST, path: "/embeddings", serve: EMBEDDING },
    Route { method: POST, path: "/v1/messages", serve: MESSAGES },
    Route { method: POST, path: "/v1/messages/count_tokens", serve: COUNT_TOKENS },
    Route { method: POST, path: "/claude_code_gateway/v1/messages", serve: MESSAGES },
    Route { method: POST, path: "/claude_code_gateway/v1/messages/count_tokens", serve: COUNT_TOKENS },
    Route { method: POST, path: "/v1/responses", serve: RESPONSES },
    Route { method: POST, path: "/responses", serve: RESPONSES },
    Route { method: POST, path: "/openai/v1/responses", serve: RESPONSES },
    Route { method: POST, path: "/v1/images/generations", serve: IMAGES },
    Route { method: POST, path: "/images/generations", serve: IMAGES },
    Route { method: POST, path: "/v1/images/edits", serve: IMAGE_EDIT },
    Route { method: POST, path: "/images/edits", serve: IMAGE_EDIT },
    Route { method: POST, path: "/v1/images/variations", serve: IMAGE_VARIATION },
    Route { method: POST, path: "/images/variations", serve: IMAGE_VARIATION },
    Route { method: POST, path: "/v1/audio/speech", serve: SPEECH },
    Route { method: POST, path: "/audio/speech", serve: SPEECH },
    Route { method: POST, path: "/v1/audio/transcriptions", serve: TRANSCRIPTION },
    Route { method: POST, path: "/audio/transcriptions", serve: TRANSCRIPTION },
    Route { method: POST, path: "/v1/audio/translations", serve: TRANSLATION },
    Route { method: POST, path: "/audio/translations", serve: TRANSLATION },
    Route { method: POST, path: "/v1/moderations", serve: MODERATION },
    Route { method: POST, path: "/moderations", serve: MODERATION },
    Route { method: POST, path: "/v2/rerank", serve: RERANK },
    Route { method: POST, path: "/v1/rerank", serve: RERANK },
    Route { method: POST, path: "/rerank", serve: RERANK },
    Route { method: POST, path: "/v1/files", serve: UPLOAD },
    Route { method: POST, path: "/files", serve: UPLOAD },
    Route { method: GET, path: "/v1/files", serve: FILES },
    Route { method: GET, path: "/files", serve: FILES },
    Route { method: ANY, path: "/v1/files/{*rest}", serve: ONE_FILE },
    Route { method: ANY, path: "/files/{*rest}", serve: ONE_FILE },
    Route { method: POST, path: "/v1/batches", serve: NEW_BATCH },
    Route { method: POST, path: "/batches", serve: NEW_BATCH },
    Route { method: GET, path: "/v1/batches", serve: BATCHES },
    Route { method: GET, path: "/batches", serve: BATCHES },
    Route { method: ANY, path: "/v1/batches/{*rest}", serve: ONE_BATCH },
    Route { method: ANY, path: "/batches/{*rest}", serve: ONE_BATCH },
    Route { method: ANY, path: "/v1/responses/{*rest}", serve: STORED },
    Route { method: ANY, path: "/responses/{*rest}", serve: STORED },
    Route { method: ANY, path: "/openai/v1/responses/{*rest}", serve: STORED },
    Route { method: POST, path: "/v1beta/models/{*id}", serve: Serve::Gemini },
    Route { method: POST, path: "/v1alpha/models/{*id}", serve: Serve::Gemini },
    Route { method: POST, path: "/v1/models/{*id}", serve: Serve::Gemini },
    Route { method: POST, path: "/models/{*id}", serve: Serve::Gemini },
    Route { method: POST, path: "/gemini:generateContent", serve: Serve::GeminiWithoutModel },
    Route { method: POST, path: "/gemini:streamGenerateContent", serve: Serve::GeminiWithoutModel },
    Route { method: POST, path: "/engines/{*rest}", serve: Serve::LlmByPath },
    Route { method: POST, path: "/openai/deployments/{*rest}", serve: Serve::LlmByPath },
    Route { method: GET, path: "/v1/models", serve: Serve::Keyed(MODEL_INFO, |app, asked| Box::pin(models::list(app, asked))) },
    Route { method: GET, path: "/models", serve: Serve::Keyed(MODEL_INFO, |app, asked| Box::pin(models::list(app, asked))) },
    Route { method: GET, path: "/v1/models/{*id}", serve: Serve::Keyed(MODEL_INFO, |app, asked| Box::pin(models::one(app, asked))) },
    Route { method: GET, path: "/models/{*id}", serve: Serve::Keyed(MODEL_INFO, |app, asked| Box::pin(models::one(app, asked))) },
];

/// Every route that is no operation of the management API.
pub fn routes() -> impl Iterator<Item = &'static Route> {
    ROUTES.iter().chain(public::ROUTES).chain(cache::ROUTES)
}

/// What handlers share, swapped whole when the configuration is reloaded. A request keeps what it began
/// with.
pub type Live = Arc<ArcSwap<App>>;

/// Puts the routes together.
pub fn router(app: &Arc<App>) -> Router {
    live_router(&Arc::new(ArcSwap::new(app.clone())))
}

/// The same for what may change while it serves.
pub fn live_router(live: &Live) -> Router {
    let mut router = Router::new();
    for route in routes() {
        let live = live.clone();
        let serve = route.serve;
        let handler =
            move |request: axum::extract::Request| enter(live.load_full(), serve, request);
        router = router.route(route.path, on(route.method, handler));
    }
    for managed in manage::routes() {
        let live = live.clone();
        let handler = move |request: axum::extract::Request| {
            enter(live.load_full(), Serve::Managed(managed), request)
        };
        router = router.route(managed.path, on(managed.verb.filter(), handler));
    }
    for page in ui::routes() {
        let live = live.clone();
        let handler = move |request: axum::extract::Request| {
            ui::visit::enter(live.load_full(), page, request)
        };
        router = router.route(page.path, on(page.verb.filter(), handler));
    }
    for (prefix, provider) in pass::PREFIXES {
        let live = live.clone();
        let serve = Serve::Pass(provider);
        let handler =
            move |request: axum::extract::Request| enter(live.load_full(), serve, request);
        router = router.route(&format!("/{prefix}/{{*rest}}"), on(ANY, handler));
    }
    let rest = live.clone();
    let elsewhere = move |request: axum::extract::Request| elsewhere(rest.load_full(), request);
    let gateway = live.load().gateway.clone();
    let watched = move |request: axum::extract::Request, next: axum::middleware::Next| {
        watch::watch(gateway.clone(), request, next)
    };
    router
        .fallback(elsewhere)
        .method_not_allowed_fallback(unserved::wrong_method)
        .layer(axum::middleware::map_response(harden))
        .layer(axum::middleware::from_fn(watched))
}

/// Paths without a route: the operator's own that are passed on, and those that are not served.
async fn elsewhere(app: Arc<App>, request: axum::extract::Request) -> Response {
    let endpoint = app
        .gateway
        .catalog()
        .endpoint(request.uri().path())
        .cloned();
    let Some(endpoint) = endpoint else {
        return unserved::answer(request).await;
    };
    if let Some(trace) = request.extensions().get::<Arc<Trace>>() {
        trace.tell_route(&endpoint.path);
    }
    let arrived = Instant::now();
    let (mut parts, body) = request.into_parts();
    extract::note_end_user(&mut parts, &app.end_user_headers);
    extract::note_tags(&mut parts, &app.tag_headers);
    let own = endpoint
        .key_header
        .as_deref()
        .and_then(|name| parts.headers.get(name)?.to_str().ok());
    let presented = || match own {
        Some(secret) => Presented::Secret(secret.trim_start_matches("Bearer ").trim()),
        None => extract::presented(&parts, &app.key_header),
    };
    let noted = |problem: Problem| {
        let passes = Some(CallType::PassThrough);
        refused::by_list(&app, passes, &presented(), &parts, &problem);
        problem
    };
    let allowed = address::require_allowed(&app, &parts);
    let served = || access::require_served(&app, &parts, PASS_GROUPS).map_err(noted);
    if let Err(problem) = allowed.and_then(|()| served()) {
        return problem.into_response();
    }
    let call_id = extract::call_id(&parts.headers);
    let named = app.call_ids_in_errors.then(|| call_id.clone());
    let entered = async {
        let refuse = |refusal: Refusal| {
            let problem = app.refuse(&refusal);
            let told = (&refusal, &problem);
            let passes = Some(CallType::PassThrough);
            refused::at_door(&app, passes, &presented(), &parts, told);
            problem
        };
        let presented = presented();
        let caller = app.gateway.authenticate(&presented).await.map_err(refuse)?;
        watch::tell_caller(&parts, &caller);
        require_route(&caller, parts.uri.path(), PASS_GROUPS).map_err(refuse)?;
        access::require_pass(&caller, &parts, std::iter::empty()).map_err(refuse)?;
        access::require_admin(&app, &caller, &parts, PASS_GROUPS).map_err(noted)?;
        Ok::<_, Problem>(Authed::from(caller))
    };
    let answered = match entered.await {
        Err(problem) => Err(problem),
        Ok(by) => {
            let asked = Asked {
                by,
                parts,
                body,
                arrived,
                call_id: call_id.clone(),
            };
            pass::endpoint(app, asked, endpoint).await
        }
    };
    let mut response = answered.unwrap_or_else(|problem: Problem| {
        let named = named.as_deref();
        problem.naming(named).into_response()
    });
    headers::put(response.headers_mut(), "x-litellm-call-id", &call_id);
    response
}

/// Every request passes here: who is it, and may they? Then, and only then, its handler.
async fn enter(app: Arc<App>, serve: Serve, request: axum::extract::Request) -> Response {
    let arrived = Instant::now();
    let (mut parts, body) = request.into_parts();
    extract::note_end_user(&mut parts, &app.end_user_headers);
    extract::note_tags(&mut parts, &app.tag_headers);
    let call_id = extract::call_id(&parts.headers);
    let door = dialect::door_of_path(parts.uri.path());
    if serve.spends()
        && let Some(trace) = parts.extensions.get::<Arc<Trace>>()
    {
        trace.tell_spends();
    }
    let groups = match serve {
        Serve::Open(handler) => return handler(app).await,
        Serve::Drain => return health::drain(app, &parts).await,
        Serve::Metrics => metrics::GROUPS,
        Serve::Llm(..) | Serve::LlmByPath | Serve::Gemini => llm::GROUPS,
        Serve::Pass(_) | Serve::GeminiWithoutModel => PASS_GROUPS,
        Serve::Keyed(groups, _) => groups,
        Serve::Managed(managed) => managed.groups,
    };
    let named = app.call_ids_in_errors.then(|| call_id.clone());
    let said = move |problem: Problem| {
        let named = named.as_deref();
        problem.through(door).naming(named).into_response()
    };
    let allowed = address::require_allowed(&app, &parts);
    let noted = |problem: Problem| {
        let presented = extract::presented(&parts, &app.key_header);
        let call_type = refused::call_type(serve);
        refused::by_list(&app, call_type, &presented, &parts, &problem);
        problem
    };
    let served = || access::require_served(&app, &parts, groups).map_err(noted);
    if let Err(problem) = allowed.and_then(|()| served()) {
        return said(problem);
    }
    if let Serve::Metrics = serve {
        let answered = metrics::answer(app, parts).await;
        return answered.unwrap_or_else(Problem::into_response);
    }
    let entered = let_in(&app, serve, groups, &parts).await;
    let mut response = match entered {
        Err(problem) => said(problem),
        Ok(by) => {
            let key = by.caller().key().filter(|_| serve.spends()).cloned();
            let key = key.map(|entry| (entry, app.gateway.clone()));
            let asked = Asked {
                by,
                parts,
                body,
                arrived,
                call_id: call_id.clone(),
            };
            // Boxed: the layers around this would each move futures of many kilobytes.
            let answered = match serve {
                Serve::Llm(call_type, route) => {
                    let given = llm::Given::default();
                    Box::pin(llm::call(app, asked, call_type, route, given)).await
                }
                Serve::LlmByPath => Box::pin(llm::call_by_path(app, asked)).await,
                Serve::Gemini => Box::pin(llm::gemini(app, asked)).await,
                Serve::Pass(provider) => Box::pin(pass::pass(app, asked, provider)).await,
                Serve::GeminiWithoutModel => Box::pin(pass::gemini_without_model(app, asked)).await,
                Serve::Keyed(_, handler) => handler(app, asked).await,
                Serve::Managed(managed) => managed.answer(app, asked).await,
                // Answered above.
                Serve::Metrics | Serve::Drain => Ok(Response::default()),
                Serve::Open(handler) => Ok(handler(app).await),
            };
            answered.unwrap_or_else(|problem| {
                let mut refused = said(problem);
                if let Some((entry, gateway)) = key {
                    let spend = gateway.key_spend(Some(&entry));
                    headers::tell_key(refused.headers_mut(), &entry, spend);
                }
                refused
            })
        }
    };
    headers::put(response.headers_mut(), "x-litellm-call-id", &call_id);
    headers::put(
        response.headers_mut(),
        "x-litellm-version",
        headers::COMPATIBLE_VERSION,
    );
    response
}

/// Who comes, if they may be here.
async fn let_in(
    app: &App,
    serve: Serve,
    groups: &[&str],
    parts: &Parts,
) -> Result<Authed, Problem> {
    let refuse = |refusal: Refusal| app.refuse(&refusal);
    let presented = extract::presented(parts, &app.key_header);
    let presented_again = || extract::presented(parts, &app.key_header);
    let refuse = |refusal: Refusal| {
        let problem = refuse(refusal.clone());
        let told = (&refusal, &problem);
        let call_type = refused::call_type(serve);
        refused::at_door(app, call_type, &presented_again(), parts, told);
        problem
    };
    // A key that somebody chose may look like a session's; then it is a key.
    let is_other = |presented: &Presented<'_>| {
        let found = authenticate(&app.gateway.catalog(), presented, app.gateway.now());
        matches!(found, Err(Refusal::UnknownKey { .. }))
    };
    let by = match presented {
        Presented::Secret(key) if bearer::secret_of(key).is_some() && is_other(&presented) => {
            by_session(app, serve, key, parts).await?
        }
        presented => match app.gateway.authenticate(&presented).await {
            Ok(caller) => Authed::from(caller),
            Err(refusal) => match access::anonymous(app, serve, parts) {
                Some(anybody) => return Ok(anybody),
                None => return Err(refuse(refusal)),
            },
        },
    };
    let (caller, path) = (by.caller(), parts.uri.path());
    watch::tell_caller(parts, caller);
    require_route(caller, path, groups).map_err(refuse)?;
    let provider = match serve {
        Serve::Pass(provider) => Some(provider),
        Serve::GeminiWithoutModel => Some("gemini"),
        _ => None,
    };
    if let Some(provider) = provider {
        access::require_pass(caller, parts, pass::prefixes_of(provider)).map_err(refuse)?;
    }
    access::require_admin(app, caller, parts, groups).inspect_err(|problem| {
        let call_type = refused::call_type(serve);
        refused::by_list(app, call_type, &presented_again(), parts, problem);
    })?;
    if let Serve::Managed(managed) = serve {
        managed.admit(caller, path).map_err(refuse)?;
    }
    Ok(by)
}

/// Whose session a key is of. Sessions manage and look; calls are made with keys.
async fn by_session(app: &App, serve: Serve, key: &str, parts: &Parts) -> Result<Authed, Problem> {
    let secret = bearer::secret_of(key).unwrap_or_default();
    let (gateway, operator) = (&app.gateway, &app.ui.operator);
    let session = session::resume(&app.admin, gateway, operator, secret).await?;
    let known = session.and_then(|session| bearer::caller(gateway, &session));
    let Some((caller, actor)) = known else {
        return Err(app.refuse(&Refusal::UnknownKey {
            masked: mask(key),
            hash: KeyHash::of(key).hex(),
        }));
    };
    let opens = match serve {
        Serve::Managed(_) => true,
        Serve::Keyed(groups, _) => groups.contains(&"info_routes"),
        _ => false,
    };
    if !opens {
        return Err(app.refuse(&Refusal::RouteNotAllowed {
            allowed: bearer::ROUTES.iter().map(ToString::to_string).collect(),
            route: parts.uri.path().to_owned(),
        }));
    }
    Ok(Authed {
        caller,
        logged_in: Some(actor),
    })
}

impl App {
    /// Turns a refusal into an answer.
    #[must_use]
    pub fn refuse(&self, refusal: &Refusal) -> Problem {
        error::refusal(refusal, self.statuses, self.gateway.now())
    }
}

/// Headers that keep answers out of frames and away from guessing browsers.
async fn harden(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert("vary", HeaderValue::from_static("Origin"));
    headers.insert("x-frame-options", HeaderValue::from_static("DENY"));
    // Pages say more.
    headers
        .entry("content-security-policy")
        .or_insert(HeaderValue::from_static("frame-ancestors 'none'"));
    headers.insert(
        "x-content-type-options",
        HeaderValue::from_static("nosniff"),
    );
    response
}

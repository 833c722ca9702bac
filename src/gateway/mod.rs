//! The pipeline: what happens to one call, in one screen.
//!
//! 1. [`authenticate`](mod@authenticate) - whose secret is this?
//! 2. [`route`](mod@route) - which deployments answer to the name, and may the caller use it?
//! 3. [`admit`](mod@admit) - is there room in limits and budgets? Reserve it, in all of them or in none.
//! 4. intent on record - before a provider is paid
//! 5. [`call`](mod@call) - translate, send; the next deployment on a fault that another one may not have
//! 6. [`stream`] or the whole answer - usage is noted as it passes
//! 7. [`meter`] - price it; the final row is committed before the last bytes leave
//!
//! Nothing here knows the database: it reads one [`catalog::Catalog`] and one [`ledger::Ledger`], and
//! what must be on record goes into the [`journal`].

pub mod admit;
pub mod affinity;
pub mod authenticate;
pub mod batch;
pub mod cache;
pub mod call;
pub mod catalog;
pub mod count;
mod drive;
mod embed;
pub mod fallback;
pub mod fault_class;
pub mod guard;
pub mod health;
pub mod holders;
pub mod journal;
pub mod ledger;
pub mod media;
pub mod meter;
mod mirror;
pub mod nudge;
pub mod pass;
mod probe;
pub mod refusal;
pub mod refused;
pub mod retry;
pub mod route;
pub mod strategy;
pub mod stream;
pub mod tags;

use admit::{CallContext, admit};
use arc_swap::{ArcSwap, Guard};
use authenticate::{Caller, Presented, authenticate};
use bytes::Bytes;
use cache::Cache;
use call::{Deadlines, UpstreamHeaders};
use catalog::{Catalog, KeyEntry, Served};
use drive::{Calling, Course};
use health::Health;
use journal::Journal;
use ledger::{Ledger, PlaceHeld};
use nudge::Nudge;
use refusal::{Refusal, Tries};
use route::{Plan, route};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio_util::task::TaskTracker;

use crate::domain::budget::{Scope, ScopeKind, WindowKey};
use crate::domain::deployment::Deployment;
use crate::domain::guardrail::Guarding;
use crate::domain::money::Nanos;
use crate::domain::price::{Cost, ServiceTier};
use crate::domain::record::CallType;
use crate::domain::time::Micros;
use crate::domain::usage::Usage;
use crate::telemetry::Observer;
use crate::upstream::Client;
use crate::wire::door::openai::{Request, mock_answer};
use http::HeaderValue;

/// How long after a refresh an unknown key may ask for the next one.
const REFRESH_PAUSE_MICROS: i64 = 1_000_000;

/// The data plane: everything that calls share.
#[derive(Debug)]
pub struct Gateway {
    catalog: ArcSwap<Catalog>,
    /// Spend and limits in memory.
    pub ledger: Arc<Ledger>,
    /// The way to the ledger's writer.
    pub journal: Journal,
    /// Asks for a fresh catalog.
    pub nudge: Nudge,
    /// Answers that are given again.
    pub cache: Cache,
    /// Calls in flight, which own themselves: a client that leaves does not end them.
    pub calls: TaskTracker,
    /// Who is told what happens.
    pub observer: Arc<Observer>,
    /// How deployments fare.
    pub health: Health,
    /// Which calls keep to a deployment.
    pub affinity: affinity::Affinity,
    upstream: Client,
    clock: fn() -> Micros,
    draining: AtomicBool,
    last_refresh: AtomicI64,
}

/// An answer on its way to the client.
#[derive(Debug)]
pub struct Answer {
    /// What its headers tell.
    pub meta: AnswerMeta,
    /// Its body.
    pub body: AnswerBody,
}

/// The body of an answer.
#[derive(Debug)]
pub enum AnswerBody {
    /// JSON, complete.
    Whole(Bytes),
    /// Server-sent events, as they come.
    Stream(mpsc::Receiver<Bytes>),
    /// Other bytes, as they come. Nothing in them could tell that they are not all, so that is told
    /// beside them.
    Raw(mpsc::Receiver<Bytes>, Cut),
}

/// Set when bytes end that are not all.
pub type Cut = Arc<AtomicBool>;

/// What an answer's headers tell.
#[derive(Debug)]
pub struct AnswerMeta {
    /// The name that was asked for.
    pub group: Arc<str>,
    /// Who answered.
    pub served: Arc<Served>,
    /// How often it was tried.
    pub tries: Tries,
    /// The model that was asked for, where a budget sent the call to a cheaper one.
    pub degraded_from: Option<Arc<str>>,
    /// What it cost; `None` for a stream, which has only begun, and when the price is unknown.
    pub cost: Option<Cost>,
    /// What the key has spent in all, this call included when its cost is known.
    pub key_spend: Nanos,
    /// The key that called.
    pub key: Option<Arc<KeyEntry>>,
    /// What is left of the rate limits that the call is under.
    pub places: Vec<PlaceHeld>,
    /// The provider's own headers.
    pub upstream_headers: UpstreamHeaders,
    /// How long the provider took, to its first event or in all.
    pub upstream_time: Duration,
    /// The media type of an answer that is neither JSON nor events.
    pub content_type: Option<HeaderValue>,
    /// What names an answer that was given before.
    pub cache_key: Option<String>,
    /// What the call is under, those of whoever answered included.
    pub guarding: Option<Arc<Guarding>>,
    /// The guardrails that looked at the call.
    pub guardrails: Vec<Arc<str>>,
}

impl Gateway {
    /// Puts the parts together.
    #[must_use]
    pub fn new(
        catalog: Catalog,
        journal: Journal,
        upstream: Client,
        observer: Arc<Observer>,
        clock: fn() -> Micros,
    ) -> Self {
        Self {
            catalog: ArcSwap::from_pointee(catalog),
            ledger: Arc::default(),
            journal,
            nudge: Nudge::default(),
            cache: Cache::default(),
            calls: TaskTracker::new(),
            observer,
            health: Health::default(),
            affinity: affinity::Affinity::default(),
            upstream,
            clock,
            draining: AtomicBool::new(false),
            last_refresh: AtomicI64::new(0),
        }
    }

    /// The snapshot in force.
    pub fn catalog(&self) -> Guard<Arc<Catalog>> {
        self.catalog.load()
    }

    /// Puts another snapshot in force.
    pub fn set_catalog(&self, catalog: Catalog) {
        self.health.retain(|id| catalog.served(id).is_some());
        self.catalog.store(Arc::new(catalog));
    }

    /// What time it is.
    #[must_use]
    pub fn now(&self) -> Micros {
        (self.clock)()
    }

    /// Refuses new calls from now on.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    /// Whether new calls are refused.
    #[must_use]
    pub fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Relaxed)
    }

    /// Says who calls. A key that is not known yet may have been made a moment ago by another
    /// process: one look at the database is worth it, at most one a second.
    pub async fn authenticate(&self, presented: &Presented<'_>) -> Result<Caller, Refusal> {
        let now = self.now();
        let first = authenticate(&self.catalog(), presented, now);
        if !matches!(first, Err(Refusal::UnknownKey { .. })) {
            return first;
        }
        let last = self.last_refresh.load(Ordering::Relaxed);
        let due = now.0 - last >= REFRESH_PAUSE_MICROS;
        if !due
            || self
                .last_refresh
                .compare_exchange(last, now.0, Ordering::Relaxed, Ordering::Relaxed)
                .is_err()
        {
            return first;
        }
        self.nudge.refresh().await;
        authenticate(&self.catalog(), presented, now)
    }

    /// Makes one call under its guardrails, and returns when its answer is complete or its stream has
    /// begun.
    pub async fn call(
        self: &Arc<Self>,
        caller: Caller,
        mut context: CallContext,
        mut request: Request,
    ) -> Result<Answer, Refusal> {
        if self.is_draining() {
            return Err(Refusal::Draining);
        }
        if request.call_type == CallType::Responses {
            request.origins = self.catalog().origins(&request.object);
        }
        admit::require_params(&self.catalog(), &caller, &context, &request)?;
        admit::require_session(&self.catalog(), &mut context, &request)?;
        let served = self.might_answer(&caller, &context, &request);
        guard::call(self, caller, context, request, &served).await
    }

    /// Everyone who answers to the model that is asked for; nobody where that is settled later, or refused.
    fn might_answer(
        &self,
        caller: &Caller,
        context: &CallContext,
        request: &Request,
    ) -> Vec<Arc<Served>> {
        let catalog = self.catalog();
        if catalog.guards.is_empty() {
            return Vec::new();
        }
        let plan = route::everyone(&catalog, caller, context, request);
        plan.map(|plan| plan.served).unwrap_or_default()
    }

    async fn call_routed(
        self: &Arc<Self>,
        caller: Caller,
        context: CallContext,
        request: Request,
    ) -> Result<Answer, Refusal> {
        if let Some(text) = request.controls.mock_response.clone() {
            let catalog = self.catalog.load_full();
            let plan = route(self, &catalog, &caller, &context, &request)?;
            return Ok(self.mock(&caller, &request, &plan, &text));
        }
        self.begin(caller, context, request).await
    }

    /// The same where it is settled who answers: a check of one deployment. Limits, budgets and the
    /// ledger hold for it as for any call.
    pub async fn call_planned(
        self: &Arc<Self>,
        caller: Caller,
        context: CallContext,
        mut request: Request,
        plan: Plan,
    ) -> Result<Answer, Refusal> {
        request.controls.disable_fallbacks = true;
        let catalog = self.catalog.load_full();
        let course = Course::new(&catalog, &caller, &request);
        let calling = Calling {
            gateway: self,
            catalog: &catalog,
            caller: &caller,
            context: &context,
            request: &request,
        };
        let entry = calling.enter_planned(plan, |wanted| admit(self, wanted))?;
        drop(catalog);
        self.see_through(caller, context, request, None, entry, course)
            .await
    }

    /// What some usage of a model costs, by the name that clients use or by a provider's; `None` when
    /// nobody knows its price.
    #[must_use]
    pub fn price_of(&self, model: &str, usage: &Usage) -> Option<Nanos> {
        let catalog = self.catalog();
        let declared = catalog
            .find(model)
            .and_then(|found| found.served.first().cloned());
        let served = declared.or_else(|| {
            let provider = catalog.provider_of(model)?;
            catalog.pass_through(provider, Some(model))
        })?;
        let cost = served
            .deployment
            .pricing
            .cost(usage, ServiceTier::Standard)?;
        Some(cost.total)
    }

    /// How long a call may take.
    #[must_use]
    pub fn deadlines(&self, request: &Request, deployment: &Deployment) -> Deadlines {
        let catalog = self.catalog();
        let policy = &catalog.policy;
        let whole = request
            .controls
            .timeout_ms
            .or(deployment.timeout_ms)
            .unwrap_or(policy.request_timeout_ms);
        let silence = request
            .controls
            .stream_timeout_ms
            .or(deployment.stream_timeout_ms)
            .or(policy.stream_timeout_ms);
        let wait = if request.stream {
            silence.unwrap_or(whole)
        } else {
            whole
        };
        Deadlines {
            wait: Duration::from_millis(wait),
            stream_max: Duration::from_millis(policy.stream_max_ms),
        }
    }

    /// Who judges where a request for moderation names no model: what is declared for it, or OpenAI's
    /// latest.
    #[must_use]
    pub fn moderation_model(&self) -> String {
        let catalog = self.catalog();
        let judges = catalog.deployments().map(|served| &served.deployment);
        let judges = judges.filter(|judge| {
            let common = judge.team.is_none() && !judge.group.contains('*');
            common && judge.mode.as_deref() == Some("moderation")
        });
        let named = judges.map(|judge| judge.group.to_string()).min();
        named.unwrap_or_else(|| route::USUAL_JUDGE.to_owned())
    }

    /// Whether the client of a stream sees the usage chunk.
    #[must_use]
    pub fn shows_usage(&self, request: &Request) -> bool {
        request.include_usage || self.catalog().policy.always_include_usage
    }

    /// An answer that calls nobody and costs nothing, for testing clients.
    fn mock(&self, caller: &Caller, request: &Request, plan: &Plan, text: &str) -> Answer {
        let created = self.now().0 / 1_000_000;
        let body = mock_answer(request, &plan.group, text, created, &Usage::default());
        let meta = AnswerMeta {
            group: plan.group.clone(),
            served: plan.served[0].clone(),
            tries: Tries::default(),
            degraded_from: None,
            cost: Some(Cost::default()),
            key_spend: self.key_spend(caller.key()),
            key: caller.key().cloned(),
            places: Vec::new(),
            upstream_headers: UpstreamHeaders::new(),
            upstream_time: Duration::ZERO,
            content_type: (request.call_type == CallType::Speech)
                .then(|| HeaderValue::from_static("application/octet-stream")),
            cache_key: None,
            guarding: request.guarding.clone(),
            guardrails: Vec::new(),
        };
        if !request.stream {
            return Answer {
                meta,
                body: AnswerBody::Whole(body),
            };
        }
        let (chunks, stream) = mpsc::channel(1);
        // One place, one chunk: it fits.
        let _ = chunks.try_send(body);
        Answer {
            meta,
            body: AnswerBody::Stream(stream),
        }
    }

    /// Whether the words of calls are kept until their end: to be stored, or to be told.
    fn keeps_words(&self) -> bool {
        self.catalog().policy.store_payloads || self.observer.tells_words()
    }

    /// Whether the words of a call are neither stored nor told.
    fn hides_words(&self, context: &CallContext, request: &Request) -> bool {
        let catalog = self.catalog();
        let privacy = &catalog.policy.privacy;
        privacy.hides(context.words_hidden, request.controls.words)
    }

    /// What a key has spent in all; zero without one.
    #[must_use]
    pub fn key_spend(&self, key: Option<&Arc<KeyEntry>>) -> Nanos {
        key.map_or(Nanos::ZERO, |entry| {
            let scope = Scope {
                kind: ScopeKind::Key,
                id: entry.id.clone(),
            };
            self.ledger.spent(&WindowKey::lifetime(scope))
        })
    }
}

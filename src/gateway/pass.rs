//! Providers' own paths: bytes pass in both directions untouched, with our credential in place of the
//! client's, and every rule of the pipeline applied as on any other route.

use super::Gateway;
use super::admit::{CallContext, Wanted, admit, admit_free};
use super::authenticate::Caller;
use super::call::redact;
use super::catalog::{KeyEntry, PassEndpoint, Served};
use super::drive::told;
use super::health::{Lease, NoEntry};
use super::meter::{Ending, Meter, usage_of, usage_of_part};
use super::refusal::{NoDeployment, Refusal, Tries};
use super::route::{endpoint_route, kept_route, pass_route, require_end_user};
use super::stream::{CHUNKS_WAITING_MAX, left, payload, tier};
use super::tags;
use crate::domain::money::Nanos;
use crate::domain::record::{CallType, Outcome};
use crate::upstream::{OwnRequest, Response};
use crate::wire::door::Door;
use crate::wire::door::openai::Request;
use crate::wire::fault::{Fault, FaultKind};
use crate::wire::format;
use crate::wire::json::Object;
use crate::wire::media;
use crate::wire::media::stream::{self, EventRelay};
use crate::wire::native::{self, NativeRelay};
use crate::wire::reader::Reader;
use crate::wire::relay::{self, Seen, Step, StreamRelay};
use bytes::Bytes;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;

/// How much of an answer that is no event stream is read for its usage, in bytes.
const READ_BYTES_MAX: usize = 32 << 20;

/// A provider's answer on its way to the client.
#[derive(Debug)]
pub struct PassAnswer {
    /// The provider's status.
    pub status: u16,
    /// The provider's headers.
    pub headers: http::HeaderMap,
    /// The provider's body, as it comes.
    pub body: mpsc::Receiver<Bytes>,
    /// Where it came from, without the query.
    pub address: String,
    /// What the key had spent before this call.
    pub key_spend: Nanos,
    /// The key that called.
    pub key: Option<Arc<KeyEntry>>,
    /// The guardrails that looked at the call.
    pub guardrails: Vec<Arc<str>>,
}

/// Where a passed-through call leads.
#[derive(Debug, Clone)]
pub enum PassTarget {
    /// A provider's own path.
    Provider(&'static str),
    /// A path of the operator's own.
    Endpoint(Arc<PassEndpoint>),
    /// What a deployment keeps. Reading it costs nothing, unless it was made in the background and is
    /// complete only now.
    Kept {
        /// Who keeps it.
        served: Arc<Served>,
        /// Whether this reading pays for it.
        bill: bool,
        /// Whether it begins work that is paid for later: budgets must have something left.
        spends: bool,
    },
}

/// A call on a provider's own path.
#[derive(Debug)]
pub struct PassCall {
    /// Where it leads.
    pub target: PassTarget,
    /// What goes to it.
    pub own: OwnRequest,
    /// What metering must know: operation, model, body where it is a JSON object.
    pub request: Request,
}

struct Job {
    own: OwnRequest,
    request: Request,
    meter: Meter,
    reply: oneshot::Sender<Result<PassAnswer, Refusal>>,
    key: Option<Arc<KeyEntry>>,
    /// Whether what the answer tells of usage is new.
    bills: bool,
}

impl Gateway {
    /// Passes a call on under its guardrails, and returns when its answer has begun.
    pub async fn pass(
        self: &Arc<Self>,
        caller: Caller,
        context: CallContext,
        call: PassCall,
    ) -> Result<PassAnswer, Refusal> {
        if self.is_draining() {
            return Err(Refusal::Draining);
        }
        super::guard::pass(self, caller, context, call).await
    }

    /// Reads what a deployment keeps for the proxy's own books, past all guardrails: nobody is shown it.
    pub async fn read_kept(
        self: &Arc<Self>,
        caller: Caller,
        context: CallContext,
        call: PassCall,
    ) -> Result<PassAnswer, Refusal> {
        self.pass_routed(caller, context, call).await
    }

    pub(super) async fn pass_routed(
        self: &Arc<Self>,
        caller: Caller,
        context: CallContext,
        call: PassCall,
    ) -> Result<PassAnswer, Refusal> {
        let PassCall {
            target,
            own,
            mut request,
        } = call;
        request.controls.timeout_ms = self.own_timeout_ms(&context);
        let catalog = self.catalog().clone();
        let reads = matches!(own.method.as_str(), "GET" | "HEAD" | "DELETE");
        let model = request.model.as_deref();
        let mut plan = match &target {
            PassTarget::Provider(provider) => {
                pass_route(&catalog, &caller, provider, model, reads)?
            }
            PassTarget::Endpoint(endpoint) => endpoint_route(&catalog, &caller, endpoint, model)?,
            PassTarget::Kept { served, .. } => kept_route(&catalog, &caller, served)?,
        };
        require_end_user(&catalog, &caller, &context, &request, &mut plan)?;
        let kept = matches!(target, PassTarget::Kept { spends: false, .. });
        let bills = match target {
            PassTarget::Kept { bill, .. } => bill,
            // What is only read was paid for when it was made.
            _ => !reads,
        };
        let served = plan.served[0].clone();
        if let Err(reason) = &served.endpoint {
            return Err(Refusal::Misconfigured {
                model: plan.group.to_string(),
                reason: reason.clone(),
            });
        }
        let wanted = Wanted {
            catalog: &catalog,
            caller: &caller,
            context: &context,
            request: &request,
            plan: &plan,
            spared: &[],
            now: self.now(),
        };
        tags::require_none(&catalog.policy, &context, Some(&request))?;
        let permit = if reads || kept {
            admit_free(self, &wanted)?
        } else {
            admit(self, &wanted)?
        };
        let client_ip = catalog.policy.client_ip(&context);
        let mut meter = Meter::new(self.clone(), permit, client_ip, served);
        meter.hides_words = self.hides_words(&context, &request);
        meter.guarded_as(&request);
        let (reply, answer) = oneshot::channel();
        let key = caller.key().cloned();
        let job = Job {
            own,
            request,
            meter,
            reply,
            key,
            bills,
        };
        self.calls.spawn(Box::pin(drive(self.clone(), job)));
        answer.await.unwrap_or(Err(Refusal::Internal))
    }
}

impl Gateway {
    /// How long a call on a provider's own path may take, where somebody says it.
    fn own_timeout_ms(&self, context: &CallContext) -> Option<u64> {
        let usual = self.catalog().policy.pass_through_timeout_ms;
        context.timeout_ms.or(usual)
    }

    /// The one model of a provider that a caller can mean: the only one on its list, or the only one
    /// that is declared. `None` when there are several, or none.
    #[must_use]
    pub fn only_model_of(&self, caller: &Caller, provider: &str) -> Option<String> {
        let catalog = self.catalog();
        let own = caller.key().map(|entry| entry.key.models.as_slice());
        let listed = own.unwrap_or_default().iter().filter_map(|name| {
            let bare = name
                .strip_prefix(provider)
                .and_then(|rest| rest.strip_prefix('/'));
            match bare {
                Some(model) => Some(model.to_owned()),
                None => {
                    let found = catalog.find(name)?;
                    let served = found.served.first()?;
                    (served.deployment.provider.name == provider)
                        .then(|| served.deployment.upstream_model.to_string())
                }
            }
        });
        let mut models: Vec<String> = listed.filter(|model| !model.contains('*')).collect();
        if models.is_empty() {
            let declared = catalog.deployments().map(|served| &served.deployment);
            models = declared
                .filter(|deployment| deployment.provider.name == provider)
                .filter(|deployment| deployment.team.is_none())
                .map(|deployment| deployment.upstream_model.to_string())
                .filter(|model| !model.contains('*'))
                .collect();
        }
        models.sort();
        models.dedup();
        (models.len() == 1).then(|| models.remove(0))
    }
}

/// Why a deployment that the call cannot go past takes none: it has as many as it takes.
fn full(served: &Served, why: NoEntry) -> Refusal {
    let calls_max = match why {
        NoEntry::Full(most) => most,
        NoEntry::Resting(_) | NoEntry::AtLimit => 0,
    };
    Refusal::NoDeployment(Box::new(NoDeployment::Full {
        group: served.deployment.group.to_string(),
        calls_max,
    }))
}

async fn drive(gateway: Arc<Gateway>, job: Job) {
    let Job {
        mut own,
        request,
        mut meter,
        reply,
        key,
        bills,
    } = job;
    if !meter.begin().await {
        let why = "the ledger could not be written";
        tokio::spawn(meter.finish(Ending::failed(Outcome::InternalError, 503, why)));
        let _ = reply.send(Err(Refusal::MeteringUnavailable));
        return;
    }
    let served = meter.served.clone();
    let deadlines = gateway.deadlines(&request, &served.deployment);
    let Ok(endpoint) = &served.endpoint else {
        return;
    };
    let address = endpoint.own_address(&own.rest);
    let rules = gateway.catalog().policy.routing.clone();
    let how = (1, true, request.stream);
    let held = if bills {
        meter.hold_of_provider(&served, &request)
    } else {
        Ok(())
    };
    let lease = held.and_then(|()| {
        let lease = Lease::take(&gateway.health, &served, &rules, how, gateway.now());
        lease.map_err(|why| full(&served, why))
    });
    match lease {
        Ok(lease) => meter.attempt_begins(&served, lease),
        Err(no) => {
            let (status, error) = told(&no);
            meter
                .finish(Ending::failed(Outcome::UpstreamError, status, error))
                .await;
            let _ = reply.send(Err(no));
            return;
        }
    }
    for (name, value) in meter.trace_headers() {
        if let Ok(value) = http::HeaderValue::from_str(&value) {
            own.headers.insert(name, value);
        }
    }
    let sent = gateway
        .upstream
        .send_own(endpoint, own, Instant::now() + deadlines.wait);
    let response = match sent.await {
        Ok(response) => response,
        Err(mut fault) => {
            redact(&mut fault, &served);
            meter.attempt_fails(&fault);
            let _ = reply.send(Err(refused(fault, &served, deadlines.wait, meter).await));
            return;
        }
    };
    meter.attempt_answers(response.status());
    if !(200..300).contains(&response.status()) {
        let wait = response.header("retry-after");
        let dialect = served.deployment.provider.dialect;
        meter.breaks(&format::fault(dialect, response.status(), Some(wait), b""));
    }
    let (client, body) = mpsc::channel(CHUNKS_WAITING_MAX);
    let answer = PassAnswer {
        status: response.status(),
        headers: response.headers().clone(),
        body,
        address,
        key_spend: gateway.key_spend(key.as_ref()),
        key,
        guardrails: Vec::new(),
    };
    // A client that left closes the channel, which the passing notices.
    let _ = reply.send(Ok(answer));
    Passing {
        watch: if bills {
            Watch::new(&request, &response)
        } else {
            Watch::Nothing
        },
        response,
        client,
        held: Bytes::new(),
    }
    .run(gateway, meter, request)
    .await;
}

async fn refused(fault: Fault, served: &Served, wait: Duration, meter: Meter) -> Refusal {
    let outcome = if fault.kind == FaultKind::Timeout {
        Outcome::TimedOut
    } else {
        Outcome::UpstreamError
    };
    let refusal = Refusal::Upstream {
        fault: Box::new(fault),
        provider: served.deployment.provider.name,
        group: served.deployment.litellm_model.clone(),
        tries: Tries::default(),
        wait,
    };
    let (status, error) = told(&refusal);
    meter.finish(Ending::failed(outcome, status, error)).await;
    refusal
}

/// What looks at an answer while it passes.
enum Watch {
    /// An event stream in a dialect that we read.
    Events(Box<Reader>),
    /// Nothing: what passes was paid for before.
    Nothing,
    /// Anything else, kept to be read at its end.
    Body(CallType, Vec<u8>),
}

impl Watch {
    fn new(request: &Request, response: &Response) -> Self {
        let events = response
            .header("content-type")
            .starts_with("text/event-stream");
        let door = Door::of(request.call_type);
        match (events, door, request.call_type) {
            (true, _, call_type) if call_type.is_media() => Self::Events(Box::new(Reader::Events(
                Box::new(EventRelay::new(call_type)),
            ))),
            (true, Door::OpenAi | Door::Completions, CallType::Chat | CallType::Completion) => {
                Self::Events(Box::new(Reader::Relay(StreamRelay::new(None, true))))
            }
            (true, Door::Messages | Door::Responses | Door::Gemini, _) => {
                Self::Events(Box::new(Reader::Native(NativeRelay::new(door, None))))
            }
            (_, _, call_type) => Self::Body(call_type, Vec::new()),
        }
    }

    /// Looks at the next bytes; tells whether the answer is complete with them.
    fn push(&mut self, bytes: &[u8]) -> bool {
        match self {
            Self::Events(reader) => {
                reader.push(bytes);
                let mut done = false;
                while let Some(step) = reader.next_step() {
                    match step {
                        Step::Done => {
                            done = true;
                            break;
                        }
                        // The client reads it in the provider's own words.
                        Step::Fault(_) => break,
                        Step::Send(_) | Step::Idle(_) | Step::Swallow => {}
                    }
                }
                done
            }
            Self::Nothing => false,
            Self::Body(_, kept) => {
                if kept.len() + bytes.len() <= READ_BYTES_MAX {
                    kept.extend_from_slice(bytes);
                }
                false
            }
        }
    }

    /// What the answer told.
    fn seen(self) -> Seen {
        match self {
            Self::Events(mut reader) => std::mem::take(reader.seen()),
            Self::Nothing => Seen::default(),
            Self::Body(call_type, kept) => read_whole(call_type, Bytes::from(kept)),
        }
    }
}

/// Reads the usage of a whole answer; what it is not able to read used nothing that is known.
fn read_whole(call_type: CallType, body: Bytes) -> Seen {
    let read = match (Door::of(call_type), call_type) {
        // Bedrock's streams begin with a length, whose first byte is zero.
        (Door::OpenAi, CallType::PassThrough) if body.first() == Some(&0) => {
            return relay::aws_usage(&body);
        }
        // Claude, invoked on Bedrock.
        (Door::OpenAi, CallType::PassThrough) if is_message(&body) => {
            native::whole(Door::Messages, body, None, None)
        }
        (Door::OpenAi, CallType::PassThrough) => return relay::any_usage(&body),
        (_, CallType::Speech) => return stream::heard(&body),
        (_, call_type) if call_type.is_media() => return media::seen(call_type, body),
        (Door::OpenAi | Door::Completions, _) => relay::whole(call_type, body, None),
        (Door::Gemini, _) => native::last_of_array(&body).map_or_else(
            || native::whole(Door::Gemini, body.clone(), None, None),
            |last| native::whole(Door::Gemini, last, None, None),
        ),
        (door, _) => native::whole(door, body, None, None),
    };
    read.map(|whole| whole.seen).unwrap_or_default()
}

/// Whether a body is an answer of Anthropic Messages.
fn is_message(body: &Bytes) -> bool {
    let object = Object::parse(body.clone());
    object.is_ok_and(|object| object.get("type") == Some("\"message\""))
}

struct Passing {
    watch: Watch,
    response: Response,
    client: mpsc::Sender<Bytes>,
    /// The end of the answer, kept until the call is on record.
    held: Bytes,
}

/// How the passing stopped.
enum Stop {
    Ended,
    ClientLeft,
    Fault(Fault),
}

impl Passing {
    async fn run(mut self, gateway: Arc<Gateway>, meter: Meter, request: Request) {
        let deadlines = gateway.deadlines(&request, &meter.served.deployment);
        let end_at = Instant::now() + deadlines.stream_max;
        let stop = loop {
            let silent_until = Instant::now() + deadlines.wait;
            let next = tokio::select! {
                biased;
                next = self.response.chunk(silent_until.min(end_at)) => next,
                () = self.client.closed() => break Stop::ClientLeft,
            };
            match next {
                Ok(None) => break Stop::Ended,
                Err(fault) => break Stop::Fault(fault),
                Ok(Some(chunk)) => {
                    if !self.pass(chunk).await {
                        break Stop::ClientLeft;
                    }
                }
            }
        };
        self.end(meter, &request, stop).await;
    }

    /// Passes a chunk on. The one that completes the answer is held back, and whatever follows it; of
    /// an answer that does not tell its end, the newest chunk.
    async fn pass(&mut self, chunk: Bytes) -> bool {
        let complete = self.watch.push(&chunk);
        let streams = matches!(self.watch, Watch::Events(_));
        if streams && !complete && self.held.is_empty() {
            return self.client.send(chunk).await.is_ok();
        }
        if streams {
            self.held = if self.held.is_empty() {
                chunk
            } else {
                Bytes::from([&self.held[..], &chunk[..]].concat())
            };
            return true;
        }
        let earlier = std::mem::replace(&mut self.held, chunk);
        earlier.is_empty() || self.client.send(earlier).await.is_ok()
    }

    async fn end(self, mut meter: Meter, request: &Request, stop: Stop) {
        let status = self.response.status();
        let mut seen = self.watch.seen();
        meter.said = std::mem::take(&mut seen.said);
        let success = (200..300).contains(&status);
        let counts = success && seen.answered && request.call_type != CallType::PassThrough;
        let (usage, price) = match stop {
            Stop::Ended => usage_of(request, &meter.served, &mut seen, counts).await,
            _ => usage_of_part(request, &meter.served, &mut seen, counts).await,
        };
        let (outcome, status, error) = match &stop {
            Stop::Ended if success => (Outcome::Success, status, String::new()),
            Stop::Ended => (
                Outcome::UpstreamError,
                status,
                format!("the provider answered {status}"),
            ),
            Stop::ClientLeft => left(request),
            Stop::Fault(fault) if fault.kind == FaultKind::Timeout => {
                (Outcome::TimedOut, fault.status, fault.message.clone())
            }
            Stop::Fault(fault) => (Outcome::UpstreamError, fault.status, fault.message.clone()),
        };
        let store = meter.keeps_words();
        let ending = Ending {
            outcome,
            status,
            error,
            usage,
            price,
            upstream_cost: seen.reported.and_then(|reported| reported.cost),
            tier: tier(request, &seen),
            response_id: std::mem::take(&mut seen.response_id),
            payload: store.then(|| Box::new(payload(request, seen.text.clone().into_bytes()))),
        };
        drop(self.response);
        let _cost = meter.finish(ending).await;
        // A broken answer stays broken: without its last bytes the client sees that it was cut.
        if matches!(stop, Stop::Ended) && !self.held.is_empty() {
            let _ = self.client.send(self.held).await;
        }
    }
}

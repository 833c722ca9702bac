//! Calling providers: one deployment after the other until one answers.

use super::Gateway;
use super::catalog::Served;
use super::embed::Further;
use super::fault_class::wants_another;
use super::health::{Lease, Left, NoEntry};
use super::media;
use super::meter::Meter;
use super::refusal::{NoDeployment, Refusal, Tries};
use super::retry::Retries;
use super::route::Plan;
use crate::domain::deployment::Deployment;
use crate::domain::provider::Dialect;
use crate::domain::record::CallType;
use crate::domain::routing::RoutingRules;
use crate::domain::time::Micros;
use crate::upstream::{Content, Response};
use crate::wire::door::openai::{Request, is_control};
use crate::wire::door::{Door, Rendering};
use crate::wire::fault::Fault;
use crate::wire::format::embed::Embedder;
use crate::wire::format::{self, Format, Notes, Outgoing, Target, anthropic, gemini, openai};
use crate::wire::json::ObjectWriter;
use crate::wire::media::Upload;
use crate::wire::native::{self, NativeRelay};
use crate::wire::params;
use crate::wire::reader::Reader;
use crate::wire::relay::{self, Step, StreamRelay, Whole};
use crate::wire::translate::{self, Translation};
use bytes::{Bytes, BytesMut};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::time::Instant;

/// Tries after the first that a client can ask for.
const RETRIES_ASKED_MAX: u32 = 10;
/// Events without content that are held back, since another deployment may yet answer.
const EVENTS_HELD_MAX: u32 = 5;
/// How long the rest of a refusal is waited for.
const ERROR_BODY_WAIT: Duration = Duration::from_secs(5);
/// Comments before the first event are kept up to this many bytes.
const PRELUDE_BYTES_MAX: usize = 64 << 10;

/// Deadlines of one call.
#[derive(Debug, Clone, Copy)]
pub struct Deadlines {
    /// How long a whole answer may take, or a stream be silent.
    pub wait: Duration,
    /// How long a stream may last in all.
    pub stream_max: Duration,
}

/// An answer that has begun.
#[derive(Debug)]
pub enum Begun {
    /// A JSON answer, complete.
    Whole(Box<Whole>),
    /// A stream whose first event is here.
    Stream(Box<OpenStream>),
}

/// A stream whose first event is here.
#[derive(Debug)]
pub struct OpenStream {
    /// Where the rest comes from.
    pub response: Response,
    /// What reads it.
    pub reader: Reader,
    /// What can be sent already.
    pub prelude: BytesMut,
    /// The stream has ended with its first bytes.
    pub ended: Option<Step>,
}

/// Headers of the provider's answer that clients are told about.
pub type UpstreamHeaders = http::HeaderMap;

/// A request as one deployment is asked.
#[derive(Debug)]
pub struct Prepared {
    outgoing: Outgoing,
    /// A form, in place of a body.
    upload: Option<Upload>,
    lane: Lane,
}

/// How an answer comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lane {
    /// OpenAI's dialect on both sides.
    Relay,
    /// Another dialect on both sides.
    Native,
    /// Through the hub.
    Hub(Format),
    /// Embeddings of another dialect, for clients of OpenAI's.
    Embedding(Embedder),
    /// Pictures, sound, judgements, ranks.
    Media,
}

/// Makes the request for the first deployment that it can be said to, so that what cannot be said to any
/// is refused before anything is on record. Those before it leave the plan.
pub fn prepare(request: &Request, plan: &mut Plan) -> Result<Prepared, Refusal> {
    let mut no = None;
    for (index, served) in plan.served.iter().enumerate() {
        match translate(request, served) {
            Ok(prepared) => {
                plan.served.drain(..index);
                return Ok(prepared);
            }
            Err(refusal) => drop(no.get_or_insert(refusal)),
        }
    }
    Err(no.unwrap_or(Refusal::Internal))
}

/// The request that a deployment would be sent, without its credential.
pub fn preview(request: &Request, served: &Served) -> Result<Outgoing, Refusal> {
    translate(request, served).map(|prepared| prepared.outgoing)
}

fn translate(request: &Request, served: &Served) -> Result<Prepared, Refusal> {
    let deployment = &served.deployment;
    if let Err(reason) = &served.endpoint {
        return Err(Refusal::Misconfigured {
            model: deployment.group.to_string(),
            reason: reason.clone(),
        });
    }
    let model = deployment.provider.model_name(&deployment.upstream_model);
    let mut lane = lane(request, served, &model)?;
    let lists: [&[String]; 2] = [
        &request.controls.additional_drop_params,
        &deployment.additional_drop_params,
    ];
    let left = params::without(&request.object, lists).map(|object| Request {
        object,
        ..request.clone()
    });
    let request = left.as_ref().unwrap_or(request);
    let fitted = fitted(request, deployment, &model, lane);
    let (request, mut dropped) = match &fitted {
        Some((request, dropped)) => (request, dropped.clone()),
        None => (request, Vec::new()),
    };
    let mut upload = None;
    let mut outgoing = match lane {
        Lane::Relay => Outgoing {
            path: openai::path_of(deployment, &model, request.call_type),
            body: openai::request(request, deployment, &model)?,
            headers: Vec::new(),
            notes: Notes::default(),
        },
        Lane::Native => native_request(request, served, &model),
        Lane::Media => {
            let (body, form) = media::request(request, served, &model)?;
            upload = form;
            Outgoing {
                path: openai::path_of(deployment, &model, request.call_type),
                body,
                headers: Vec::new(),
                notes: Notes::default(),
            }
        }
        Lane::Embedding(embedder) => {
            let target = Target::new(deployment, &model, &request.controls);
            embedder.request(&request.object, &target)?
        }
        Lane::Hub(format) => {
            let door = Door::of(request.call_type);
            let mut asked = door.parse(&request.object)?;
            asked.stream = request.stream;
            if let Some(defaults) = &served.defaults {
                params::fill(&mut asked, &defaults.hub);
            }
            let format = openai::families::format_for(format, &asked, deployment, &model);
            lane = Lane::Hub(format);
            params::modify(&mut asked, deployment, format);
            if let Some(keeper) = &request.keeper {
                keeper.restore(format, &mut asked.turns);
            }
            let target = Target::new(deployment, &model, &request.controls);
            if door == Door::Messages {
                translate::for_messages(asked, format, &target, &request.headers)?
            } else {
                format.request(&asked, &target)?
            }
        }
    };
    if deployment.provider.dialect == Dialect::Anthropic {
        anthropic::betas::carry(&request.headers, deployment, &mut outgoing);
    }
    dropped.append(&mut outgoing.notes.dropped);
    outgoing.notes.dropped = dropped;
    Ok(Prepared {
        outgoing,
        upload,
        lane,
    })
}

/// A request in Anthropic's own dialect that the model would refuse as it is, and what it lost.
fn fitted(
    request: &Request,
    deployment: &Deployment,
    model: &str,
    lane: Lane,
) -> Option<(Request, Vec<String>)> {
    let native = lane == Lane::Native && Door::of(request.call_type) == Door::Messages;
    if !native || deployment.provider.dialect != Dialect::Anthropic {
        return None;
    }
    let target = Target::new(deployment, model, &request.controls);
    let (object, dropped) = anthropic::fit(&request.object, &target)?;
    let dropped = dropped.into_iter().map(str::to_owned).collect();
    let request = Request {
        object,
        ..request.clone()
    };
    Some((request, dropped))
}

/// The client's own bytes with the model's name at the provider, without what is the gateway's own
/// and without the members named.
pub(super) fn native_body(
    request: &Request,
    served: &Served,
    model: &str,
    without: &[&str],
) -> Bytes {
    let deployment = &served.deployment;
    let mut out = ObjectWriter::with_capacity(request.object.text().len());
    let in_path = Door::of(request.call_type) == Door::Gemini;
    // Claude on Vertex AI is named in the path, and its version in the body.
    let raw_predict =
        Door::of(request.call_type) == Door::Messages && deployment.provider.quirks.raw_predict;
    if raw_predict && !request.object.has("anthropic_version") {
        out.string("anthropic_version", anthropic::VERTEX_VERSION);
    }
    if !in_path && !raw_predict {
        out.string("model", model);
    }
    let extra = |name: &str| deployment.extra_body.iter().any(|(extra, _)| extra == name);
    let defaults = served.defaults.as_deref();
    let defaults = defaults.map_or(&[][..], |defaults| match Door::of(request.call_type) {
        Door::Messages => &defaults.messages,
        Door::Gemini => &defaults.gemini,
        Door::Responses => &defaults.responses,
        Door::OpenAi | Door::Completions => &[],
    });
    let default = |name: &str| defaults.iter().find(|(known, _)| known == name);
    for (name, value) in request.object.iter() {
        // `metadata` is a control of the proxy's elsewhere, and the provider's own here.
        let control = is_control(name) && name != "metadata";
        if name == "model" || control || without.contains(&name) || extra(name) {
            continue;
        }
        match default(name).and_then(|(_, default)| params::under(value, default)) {
            Some(both) => out.raw(name, &both),
            None => out.raw(name, value),
        }
    }
    let absent = |name: &str| !request.object.has(name);
    for (name, value) in defaults.iter().filter(|(name, _)| absent(name)) {
        out.raw(name, value);
    }
    for (name, value) in &deployment.extra_body {
        out.raw(name, value);
    }
    out.finish()
}

fn native_request(request: &Request, served: &Served, model: &str) -> Outgoing {
    let raw_predict = served.deployment.provider.quirks.raw_predict;
    let path = match (Door::of(request.call_type), request.stream) {
        (Door::Gemini, true) => {
            format!("/{}:streamGenerateContent?alt=sse", gemini::resource(model))
        }
        (Door::Gemini, false) => format!("/{}:generateContent", gemini::resource(model)),
        (Door::Messages, stream) if raw_predict => anthropic::raw_predict_path(model, stream),
        (Door::Messages, _) => "/messages".to_owned(),
        _ => openai::path_of(&served.deployment, model, request.call_type),
    };
    let headers = match Door::of(request.call_type) {
        Door::Messages if !raw_predict => {
            vec![("anthropic-version", "2023-06-01".to_owned())]
        }
        _ => Vec::new(),
    };
    Outgoing {
        path,
        body: native_body(request, served, model, &[]),
        headers,
        notes: Notes::default(),
    }
}

/// Whether bytes can be passed, or must be said anew.
fn lane(request: &Request, served: &Served, model: &str) -> Result<Lane, Refusal> {
    let call_type = request.call_type;
    if call_type.is_media() {
        return media::require_served(call_type, served).map(|()| Lane::Media);
    }
    let provider = served.deployment.provider;
    let openai = matches!(provider.dialect, Dialect::OpenAi | Dialect::Azure);
    let only_responses = Format::of(&served.deployment) == Some(Format::Responses);
    match (Door::of(call_type), provider.dialect) {
        (Door::OpenAi | Door::Completions, _)
            if openai && !(only_responses && call_type != CallType::Embedding) =>
        {
            let bridged = call_type == CallType::Chat
                && openai::families::must_be_responses(request, &served.deployment, model);
            return Ok(if bridged {
                Lane::Hub(Format::Responses)
            } else {
                Lane::Relay
            });
        }
        (Door::Messages, Dialect::Anthropic) | (Door::Gemini, Dialect::Gemini) => {
            return Ok(Lane::Native);
        }
        (Door::Messages, _) if served.messages.is_some() => return Ok(Lane::Native),
        (Door::OpenAi, dialect) if call_type == CallType::Embedding => {
            if let Some(embedder) = Embedder::of(dialect) {
                return Ok(Lane::Embedding(embedder));
            }
        }
        (Door::Responses, _) if openai && provider.quirks.responses => return Ok(Lane::Native),
        _ => {}
    }
    let said = call_type != CallType::Embedding;
    Format::of(&served.deployment)
        .filter(|_| said)
        .map(Lane::Hub)
        .ok_or(Refusal::Unspoken {
            provider: provider.name,
            dialect: provider.dialect.as_str(),
        })
}

/// How it stands with a deployment of the plan in this call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// It was not asked yet.
    Not,
    /// It failed so often, and may be asked again until its time is over.
    Failed { times: u32, until: Instant },
    /// It would say the same again, or cannot be asked.
    Done,
}

/// Calls the deployments of a plan in order until one answers; the last no is told. One that failed is
/// asked again when there is no other, as often as the rules have it. For all its tries a deployment
/// has the time of one.
pub async fn call<R>(
    gateway: &Arc<Gateway>,
    meter: &mut Meter,
    request: &Request,
    plan: &Plan,
    first: Prepared,
    rules: &Arc<RoutingRules>,
    reply: &mut oneshot::Sender<R>,
) -> Result<(Begun, UpstreamHeaders), Refusal> {
    let retries = Retries {
        rules,
        group: &plan.served[0].deployment.group,
        asked: request
            .controls
            .num_retries
            .map(|asked| asked.min(RETRIES_ASKED_MAX)),
    };
    let mut first = Some(first);
    let mut asked = vec![Asked::Not; plan.served.len()];
    let mut last: Option<Refusal> = None;
    let mut retry = 0;
    loop {
        let (index, lease) = match next(gateway, rules, plan, &asked, request.stream) {
            Ok(next) => next,
            Err(no) => return Err(last.unwrap_or(no)),
        };
        let served = &plan.served[index];
        // What was prepared is for the first of the plan.
        let ready = first.take().filter(|_| index == 0);
        let mut prepared = match ready.map_or_else(|| translate(request, served), Ok) {
            Ok(prepared) => prepared,
            Err(refusal) => {
                asked[index] = Asked::Done;
                last.get_or_insert(refusal);
                continue;
            }
        };
        let deadlines = gateway.deadlines(request, &served.deployment);
        let (times, until) = match asked[index] {
            Asked::Failed { times, until } => (times, until),
            _ => (0, Instant::now() + deadlines.wait),
        };
        meter.attempt_begins(served, lease);
        prepared.outgoing.headers.extend(meter.trace_headers());
        let mut fault = match attempt(gateway, request, served, plan, prepared, until).await {
            Ok(begun) => {
                meter.attempt_answers(200);
                note_answer(gateway, meter, plan, served, &begun.1);
                return Ok(begun);
            }
            Err(fault) => fault,
        };
        redact(&mut fault, served);
        meter.attempt_fails(&fault);
        let most = retries.most(&fault, &served.deployment);
        asked[index] = if wants_another(&fault) {
            Asked::Done
        } else {
            let times = times + 1;
            Asked::Failed { times, until }
        };
        let other = others(gateway, plan, &asked);
        let again = latest_end(&asked);
        let wait = retries.wait(&fault, retry, other);
        last = Some(Refusal::Upstream {
            fault: Box::new(fault),
            provider: served.deployment.provider.name,
            group: plan.group.clone(),
            tries: Tries::default(),
        });
        let in_time = other || again.is_some_and(|until| Instant::now() + wait < until);
        if retry >= most || !in_time {
            return Err(last.unwrap_or(Refusal::Internal));
        }
        if !wait.is_zero() {
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                () = reply.closed() => {}
            }
        }
        if reply.is_closed() {
            return Err(Refusal::ClientLeft);
        }
        retry += 1;
        meter.tries.retries = retry;
        meter.tries.retries_max = Some(most);
    }
}

/// What an answer's head tells: whom such calls keep to, what was not said, what is left of limits.
fn note_answer(
    gateway: &Gateway,
    meter: &mut Meter,
    plan: &Plan,
    served: &Served,
    headers: &UpstreamHeaders,
) {
    let (id, now) = (&served.deployment.id, gateway.now());
    let dropped = headers.get(DROPPED);
    if let Some(names) = dropped.and_then(|names| names.to_str().ok()) {
        meter.attempt_drops(names);
    }
    gateway.affinity.note(&plan.marks, id, now);
    if let Some(left) = left_of_limits(headers) {
        gateway.health.state(id).note_left(left, now);
    }
}

/// What a provider says is left of its limits: in OpenAI's words, or in Anthropic's.
fn left_of_limits(headers: &UpstreamHeaders) -> Option<Left> {
    let number = |names: [&str; 2]| {
        let told = names.into_iter().find_map(|name| headers.get(name));
        told.and_then(|value| value.to_str().ok()?.trim().parse().ok())
    };
    let left = Left {
        requests: number([
            "x-ratelimit-remaining-requests",
            "anthropic-ratelimit-requests-remaining",
        ]),
        tokens: number([
            "x-ratelimit-remaining-tokens",
            "anthropic-ratelimit-tokens-remaining",
        ]),
    };
    (left != Left::default()).then_some(left)
}

/// Whether a deployment is left that was not asked and is not left alone.
fn others(gateway: &Gateway, plan: &Plan, asked: &[Asked]) -> bool {
    let now = gateway.now();
    let mut each = plan.served.iter().zip(asked);
    each.any(|(served, asked)| {
        let state = || gateway.health.state(&served.deployment.id);
        *asked == Asked::Not && state().resting(now).is_none()
    })
}

/// When the time of the last deployment ends that may be asked again.
fn latest_end(asked: &[Asked]) -> Option<Instant> {
    let ends = asked.iter().filter_map(|asked| match asked {
        Asked::Failed { until, .. } => Some(*until),
        _ => None,
    });
    ends.max()
}

/// The deployment to ask next, with a place at it: the first that was not asked, else the one that
/// failed least often.
fn next(
    gateway: &Gateway,
    rules: &Arc<RoutingRules>,
    plan: &Plan,
    asked: &[Asked],
    stream: bool,
) -> Result<(usize, Lease), Refusal> {
    let now = gateway.now();
    let how = (plan.size, plan.pinned, stream);
    let mut order: Vec<(u32, usize)> = Vec::with_capacity(asked.len());
    for (index, asked) in asked.iter().enumerate() {
        match asked {
            Asked::Not => order.push((0, index)),
            Asked::Failed { times, until } if *until > Instant::now() => {
                order.push((*times, index))
            }
            Asked::Failed { .. } | Asked::Done => {}
        }
    }
    order.sort_unstable();
    let mut no = None;
    for (_, index) in order {
        match Lease::take(&gateway.health, &plan.served[index], rules, how, now) {
            Ok(lease) => return Ok((index, lease)),
            Err(why) => no = Some(why),
        }
    }
    let group = plan.group.to_string();
    let why = match no {
        None => return Err(Refusal::Internal),
        Some(NoEntry::Full(calls_max)) => NoDeployment::Full { group, calls_max },
        Some(NoEntry::AtLimit) => NoDeployment::AtLimit {
            group,
            retry_at: Micros((now.0.div_euclid(60_000_000) + 1) * 60_000_000),
        },
        Some(NoEntry::Resting(rest)) => NoDeployment::Resting {
            group,
            seconds: (rest.until.0 - now.0)
                .max(0)
                .unsigned_abs()
                .div_ceil(1_000_000)
                .max(1),
            ids: plan
                .served
                .iter()
                .map(|one| one.deployment.id.to_string())
                .collect(),
            pre_call_checks: rules.pre_call_checks,
        },
    };
    Err(Refusal::NoDeployment(Box::new(why)))
}

/// Takes our own credential out of what a provider says about it.
pub(super) fn redact(fault: &mut Fault, served: &Served) {
    let aws = served.deployment.aws.as_ref();
    let signing = aws.and_then(|aws| aws.credentials.as_ref());
    let signing = signing.into_iter().flat_map(|own| {
        [&own.access_key_id, &own.secret_access_key]
            .into_iter()
            .chain(&own.session_token)
    });
    let keys = served.deployment.api_key.iter().chain(signing);
    let secrets = keys.chain(
        served
            .deployment
            .extra_headers
            .iter()
            .map(|(_, value)| value),
    );
    for secret in secrets.filter(|secret| secret.expose().len() >= 6) {
        let texts = [&mut fault.error_type, &mut fault.param];
        for text in texts
            .into_iter()
            .flatten()
            .chain([&mut fault.message])
            .filter(|text| text.contains(secret.expose()))
        {
            *text = text.replace(secret.expose(), &secret.masked());
        }
    }
}

async fn attempt(
    gateway: &Arc<Gateway>,
    request: &Request,
    served: &Served,
    plan: &Plan,
    prepared: Prepared,
    deadline: Instant,
) -> Result<(Begun, UpstreamHeaders), Fault> {
    let Ok(endpoint) = &served.endpoint else {
        return Err(Fault::connection(
            "upstream_connect",
            502,
            "the deployment has no address",
        ));
    };
    let deadlines = gateway.deadlines(request, &served.deployment);
    let Prepared {
        outgoing,
        upload,
        lane,
    } = prepared;
    let beside = served
        .messages
        .as_ref()
        .filter(|_| lane == Lane::Native && Door::of(request.call_type) == Door::Messages);
    let endpoint = beside.unwrap_or(endpoint);
    let notes = outgoing.notes;
    let mut response = gateway
        .upstream
        .send(
            endpoint,
            &outgoing.path,
            &outgoing.headers,
            upload.map_or(Content::Json(outgoing.body), Content::Form),
            deadline,
        )
        .await?;
    let status = response.status();
    if !(200..300).contains(&status) {
        let retry_after = response.header("retry-after").to_owned();
        let said = response
            .error_body(deadline.min(Instant::now() + ERROR_BODY_WAIT))
            .await;
        let dialect = served.deployment.provider.dialect;
        return Err(format::fault(dialect, status, Some(&retry_after), &said));
    }
    response.require_plain()?;
    let mut headers = response.headers().clone();
    tell_dropped(&mut headers, &notes.dropped);
    let client_model = (!request.model_from_path).then(|| plan.group.to_string());
    let bytes_max = gateway.catalog().policy.response_bytes_max;
    if lane == Lane::Media {
        let model = client_model.as_deref();
        let begun = media::begin(request, response, model, deadlines, deadline, bytes_max).await?;
        return Ok((begun, headers));
    }
    if request.stream && !matches!(lane, Lane::Embedding(_)) {
        let reader = match lane {
            Lane::Relay => {
                Reader::Relay(StreamRelay::new(client_model, gateway.shows_usage(request)))
            }
            Lane::Native | Lane::Embedding(_) | Lane::Media => {
                Reader::Native(NativeRelay::new(Door::of(request.call_type), client_model))
            }
            Lane::Hub(format) => {
                let rendering = rendering(gateway, request, client_model, served);
                let door = Door::of(request.call_type);
                let asked = &request.object;
                Reader::Translate(Box::new(
                    Translation::new(format, notes, door, rendering, asked)
                        .keeping(format, request.keeper.as_ref()),
                ))
            }
        };
        let open = open_stream(response, reader, deadlines, deadline).await?;
        return Ok((Begun::Stream(Box::new(open)), headers));
    }
    let body = response.whole(bytes_max, deadline).await?;
    let whole = match lane {
        Lane::Relay => relay::whole(request.call_type, body, client_model.as_deref())?,
        Lane::Embedding(embedder) => {
            let further = Further {
                upstream: &gateway.upstream,
                endpoint,
                path: &outgoing.path,
                bodies: notes.more,
                bytes_max,
                deadline,
            };
            let model = &served.deployment.upstream_model;
            let model = client_model.as_deref().unwrap_or(model);
            further
                .embeddings(embedder, request, model, body, &headers)
                .await?
        }
        Lane::Native | Lane::Media => {
            native::whole(Door::of(request.call_type), body, client_model.as_deref())?
        }
        Lane::Hub(format) => {
            let rendering = rendering(gateway, request, client_model, served);
            let door = Door::of(request.call_type);
            translate::whole(format, &notes, &body, door, &rendering, request)?
        }
    };
    Ok((Begun::Whole(Box::new(whole)), headers))
}

/// What the provider was not told, beside what it tells.
pub const DROPPED: &str = "x-cw-dropped";

fn tell_dropped(headers: &mut UpstreamHeaders, dropped: &[String]) {
    headers.remove(DROPPED);
    if let Ok(value) = http::HeaderValue::from_str(&dropped.join(", "))
        && !dropped.is_empty()
    {
        headers.insert(DROPPED, value);
    }
}

fn rendering(
    gateway: &Gateway,
    request: &Request,
    client_model: Option<String>,
    served: &Served,
) -> Rendering {
    Rendering {
        model: client_model.unwrap_or_else(|| served.deployment.upstream_model.to_string()),
        id: match Door::of(request.call_type) {
            Door::Responses => format!("resp_{}", uuid::Uuid::new_v4().simple()),
            _ => uuid::Uuid::new_v4().simple().to_string(),
        },
        created_seconds: gateway.now().0 / 1_000_000,
        include_usage: gateway.shows_usage(request),
    }
}

/// Waits for the first event with content, so that a provider's failure before it can still become a status or
/// be tried elsewhere.
pub(super) async fn open_stream(
    mut response: Response,
    mut reader: Reader,
    deadlines: Deadlines,
    deadline: Instant,
) -> Result<OpenStream, Fault> {
    let media = response
        .header("content-type")
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    if matches!(media.as_str(), "application/json" | "text/html") {
        return Err(not_a_stream(&mut response, &media, deadlines).await);
    }
    // Pictures and sound have no beginning before their content.
    let words = !matches!(reader, Reader::Events(_) | Reader::Sound(_));
    let mut prelude = BytesMut::new();
    let mut held = 0;
    loop {
        while let Some(step) = reader.next_step() {
            match step {
                Step::Idle(bytes) if prelude.len() < PRELUDE_BYTES_MAX => {
                    prelude.extend_from_slice(&bytes)
                }
                Step::Idle(_) | Step::Swallow => {}
                Step::Send(bytes) => {
                    prelude.extend_from_slice(&bytes);
                    held += 1;
                    let waits =
                        words && held < EVENTS_HELD_MAX && prelude.len() < PRELUDE_BYTES_MAX;
                    if waits && !reader.seen().content {
                        continue;
                    }
                    return Ok(OpenStream {
                        response,
                        reader,
                        prelude,
                        ended: None,
                    });
                }
                Step::Done => {
                    return Ok(OpenStream {
                        response,
                        reader,
                        prelude,
                        ended: Some(Step::Done),
                    });
                }
                Step::Fault(fault) => return Err(fault),
            }
        }
        match response.chunk(deadline).await? {
            Some(chunk) => reader.push(&chunk),
            None => match reader.end() {
                Step::Fault(fault) => return Err(fault),
                Step::Send(bytes) => {
                    prelude.extend_from_slice(&bytes);
                    let ended = Some(reader.end());
                    return Ok(OpenStream {
                        response,
                        reader,
                        prelude,
                        ended,
                    });
                }
                end => {
                    return Ok(OpenStream {
                        response,
                        reader,
                        prelude,
                        ended: Some(end),
                    });
                }
            },
        }
    }
}

/// A stream was asked for and something else came, often an error with status 200.
async fn not_a_stream(response: &mut Response, media: &str, deadlines: Deadlines) -> Fault {
    let body = response
        .error_body(Instant::now() + deadlines.wait.min(ERROR_BODY_WAIT))
        .await;
    match relay::whole(crate::domain::record::CallType::Chat, body, None) {
        Err(fault) if fault.code.is_none() => fault,
        _ => Fault::connection(
            "upstream_invalid_response",
            502,
            format!("the provider answered '{media}' where an event stream was asked for"),
        ),
    }
}

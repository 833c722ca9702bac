//! OpenAI's dialect as providers speak it: the request that goes out, usage and faults that come in.
//!
//! Shapes: OpenAI API reference, "Create chat completion" and "The chat completion object"; rules for
//! the reasoning families: OpenAI guide "Reasoning models".

pub mod families;
mod messages;
#[cfg(test)]
mod tests;

use crate::domain::deployment::Deployment;
use crate::domain::money::Nanos;
use crate::domain::record::CallType;
use crate::domain::usage::Usage;
use crate::wire::door::openai::{Request, is_control};
use crate::wire::fault::{Fault, FaultKind};
use crate::wire::format::WireError;
use crate::wire::json::{Object, ObjectWriter};
use bytes::Bytes;
use serde::Deserialize;
use std::borrow::Cow;

/// The path of an operation below the base URL.
#[must_use]
pub fn path(call_type: CallType) -> &'static str {
    match call_type {
        CallType::Chat => "/chat/completions",
        CallType::Completion => "/completions",
        CallType::Embedding => "/embeddings",
        CallType::Messages => "/messages",
        CallType::Responses => "/responses",
        CallType::ImageGeneration => "/images/generations",
        CallType::ImageEdit => "/images/edits",
        CallType::ImageVariation => "/images/variations",
        CallType::Speech => "/audio/speech",
        CallType::Transcription => "/audio/transcriptions",
        CallType::Translation => "/audio/translations",
        CallType::Moderation => "/moderations",
        CallType::Rerank => "/rerank",
        // Their paths name the model, or are the client's own.
        CallType::GenerateContent | CallType::PassThrough => "",
    }
}

/// The version of Azure's API where nobody names one, as LiteLLM's proxy has it.
const AZURE_API_VERSION: &str = "2025-02-01-preview";

/// The path of an operation at a deployment. Azure OpenAI has its deployments in the path and the
/// version of its API in the query (Azure OpenAI REST API reference); its newer surface below
/// `/openai/v1`, and Azure's other models, have neither unless a version is named.
#[must_use]
pub fn path_of(deployment: &Deployment, model: &str, call_type: CallType) -> String {
    let operation = path(call_type);
    let base = deployment.api_base.as_deref().unwrap_or_default();
    let plain = deployment.provider.name != "azure" || base.contains("/openai/v1");
    let version = deployment.api_version.as_deref();
    let with_version = |path: String| match version {
        Some(version) => format!("{path}?api-version={version}"),
        None => path,
    };
    if plain && call_type == CallType::Rerank && deployment.provider.name == "azure_ai" {
        // Azure's rerankers are below the version, which its base URLs leave out.
        let versioned = base.ends_with("/v1") || base.ends_with("/v2");
        let lacking = if versioned { "" } else { "/v1" };
        return with_version(format!("{lacking}{operation}"));
    }
    if plain {
        return with_version(operation.to_owned());
    }
    let version = version.unwrap_or(AZURE_API_VERSION);
    if base.contains("/openai/deployments/") {
        return format!("{operation}?api-version={version}");
    }
    if call_type == CallType::Responses {
        return format!("/openai{operation}?api-version={version}");
    }
    format!("/openai/deployments/{model}{operation}?api-version={version}")
}

/// Writes the body for the provider: the client's bytes, less what is the gateway's own, with the
/// model's name at the provider and what its row says must differ. Tells by their names what was left out because
/// the provider would refuse it.
pub fn request(
    request: &Request,
    deployment: &Deployment,
    upstream_model: &str,
) -> Result<(Bytes, Vec<String>), WireError> {
    let gate = Gate::new(request, deployment, upstream_model);
    let mut out = ObjectWriter::with_capacity(request.object.text().len());
    let mut seen_stream_options = false;
    out.string("model", upstream_model);
    let (mut refused, mut dropped) = (Vec::new(), Vec::new());
    let open = |name: &str| match name {
        "max_tokens" | "max_completion_tokens" => {
            !request.object.has("max_tokens") && !request.object.has("max_completion_tokens")
        }
        name => !request.object.has(name),
    };
    let defaults = deployment.default_params.iter();
    let defaults = defaults
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, _)| open(name));
    for (name, value) in request.object.iter().chain(defaults) {
        if name == "model" || value == "null" && !matches!(name, "stop") || is_control(name) {
            continue;
        }
        match gate.judge(name, value)? {
            Verdict::Drop => {}
            Verdict::LeaveOut => dropped.push(name.to_owned()),
            Verdict::Refuse => refused.push(name.to_owned()),
            Verdict::Keep(name, _)
                if deployment
                    .extra_body
                    .iter()
                    .any(|(extra, _)| *extra == name) => {}
            Verdict::Keep(name, value)
                if name == "stream_options" && request.stream && gate.asks_usage =>
            {
                seen_stream_options = true;
                out.raw(&name, &with_usage(&value));
            }
            Verdict::Keep(name, value) => out.raw(&name, &value),
        }
    }
    if !refused.is_empty() {
        let provider = deployment.provider.name;
        return Err(WireError::Unsupported {
            provider,
            model: upstream_model.to_owned(),
            params: refused,
        });
    }
    if request.stream && gate.asks_usage && !seen_stream_options {
        out.raw("stream_options", r#"{"include_usage":true}"#);
    }
    let said = |name: &str| {
        deployment
            .default_params
            .iter()
            .any(|(said, _)| said == name)
    };
    let absent = |name: &str| !request.object.has(name) && !said(name);
    for (name, value) in deployment
        .provider
        .quirks
        .body
        .iter()
        .filter(|(name, _)| absent(name))
    {
        out.raw(name, value);
    }
    for (name, value) in &deployment.extra_body {
        out.raw(name, value);
    }
    Ok((out.finish(), dropped))
}

/// Adds `include_usage` to the client's stream options, whatever else they say.
fn with_usage(raw: &str) -> Cow<'_, str> {
    let Ok(options) = Object::parse(Bytes::copy_from_slice(raw.as_bytes())) else {
        return Cow::Borrowed(r#"{"include_usage":true}"#);
    };
    if options.get("include_usage") == Some("true") {
        return Cow::Borrowed(raw);
    }
    let mut out = ObjectWriter::with_capacity(raw.len());
    for (name, value) in options.iter().filter(|(name, _)| *name != "include_usage") {
        out.raw(name, value);
    }
    out.raw("include_usage", "true");
    Cow::Owned(String::from_utf8_lossy(&out.finish()).into_owned())
}

/// What happens to one parameter on its way out.
enum Verdict<'a> {
    Keep(Cow<'a, str>, Cow<'a, str>),
    /// It says nothing that the provider does not do anyway.
    Drop,
    /// The provider would refuse it, and it may be dropped.
    LeaveOut,
    Refuse,
}

/// The parameter gate of one call: its switches, gathered from request and deployment.
struct Gate<'a> {
    request: &'a Request,
    deployment: &'a Deployment,
    /// The model's name at the provider.
    model: &'a str,
    reasoning: bool,
    /// How much the client wants it to reason, when it says.
    effort: Option<String>,
    drop_params: bool,
    asks_usage: bool,
}

impl<'a> Gate<'a> {
    fn new(request: &'a Request, deployment: &'a Deployment, upstream_model: &'a str) -> Self {
        let quirks = &deployment.provider.quirks;
        Self {
            request,
            deployment,
            model: upstream_model,
            reasoning: quirks.reasoning_families && families::is_reasoning_model(upstream_model),
            effort: request
                .object
                .get("reasoning_effort")
                .and_then(families::effort_word),
            drop_params: request
                .controls
                .drop_params
                .or(deployment.drop_params)
                .unwrap_or(false),
            asks_usage: quirks.stream_usage && request.call_type != CallType::Embedding,
        }
    }

    fn judge<'v>(&self, name: &'v str, value: &'v str) -> Result<Verdict<'v>, WireError> {
        let listed = |list: &[String]| list.iter().any(|entry| entry == name);
        let keep = |name| Ok(Verdict::Keep(name, Cow::Borrowed(value)));
        if listed(&self.request.controls.allowed_openai_params)
            || listed(&self.deployment.allowed_openai_params)
        {
            return keep(Cow::Borrowed(name));
        }
        let quirks = &self.deployment.provider.quirks;
        if name == "stream_options" && !quirks.stream_usage {
            // Usage comes unasked with every stream, and the member is refused.
            return Ok(Verdict::Drop);
        }
        if quirks.refuses(self.model, name) {
            return Ok(self.unfit(is_default(name, value)));
        }
        let effort = self.effort.as_deref();
        if self.request.call_type == CallType::Chat
            && families::refuses(self.deployment, self.model, name, effort)
        {
            return Ok(self.unfit(families::is_plain(name, value)));
        }
        if let Some((_, theirs)) = quirks.renames.iter().find(|(ours, _)| *ours == name) {
            // When the client sent the provider's own name as well, that one counts.
            let both = self.request.object.has(theirs);
            return if both {
                Ok(Verdict::Drop)
            } else {
                keep(Cow::Borrowed(theirs))
            };
        }
        let theirs = quirks
            .words
            .iter()
            .find(|(of, ours, _)| (*of, *ours) == (name, value));
        if let Some((_, _, theirs)) = theirs {
            return Ok(Verdict::Keep(name.into(), Cow::Borrowed(theirs)));
        }
        if self.request.call_type == CallType::Chat {
            return match name {
                "messages" => Ok(Verdict::Keep(
                    name.into(),
                    messages::messages(value, quirks),
                )),
                "tools" => Ok(Verdict::Keep(name.into(), messages::tools(value, quirks))),
                "temperature" if above(value, quirks.temperature_max) => {
                    let most = quirks.temperature_max.unwrap_or_default();
                    Ok(Verdict::Keep(name.into(), most.to_string().into()))
                }
                "max_tokens" | "max_completion_tokens" if self.over_cap(value) => {
                    let most = self.deployment.max_output_tokens.unwrap_or_default();
                    let name = if self.reasoning {
                        "max_completion_tokens"
                    } else {
                        name
                    };
                    Ok(Verdict::Keep(name.into(), most.to_string().into()))
                }
                _ if self.reasoning => self.judge_reasoning(name, value),
                _ => keep(Cow::Borrowed(name)),
            };
        }
        keep(Cow::Borrowed(name))
    }

    /// What becomes of what the provider would refuse, which may say nothing new.
    fn unfit(&self, says_nothing: bool) -> Verdict<'static> {
        match (says_nothing, self.drop_params) {
            (true, _) => Verdict::Drop,
            (false, true) => Verdict::LeaveOut,
            (false, false) => Verdict::Refuse,
        }
    }

    /// Whether a cap is beyond the model's, and may be lowered to it.
    fn over_cap(&self, value: &str) -> bool {
        let most = self.deployment.max_output_tokens;
        let most = most.filter(|_| self.deployment.modify_params);
        most.is_some_and(|most| value.parse::<u64>().is_ok_and(|value| value > most))
    }

    /// Reasoning families take `max_completion_tokens` and no temperature of one's own.
    fn judge_reasoning<'v>(&self, name: &'v str, value: &'v str) -> Result<Verdict<'v>, WireError> {
        match name {
            "max_tokens" if self.request.object.has("max_completion_tokens") => Ok(Verdict::Drop),
            "max_tokens" => Ok(Verdict::Keep("max_completion_tokens".into(), value.into())),
            "temperature"
                if self.effort_reasons()
                    && value
                        .parse::<f64>()
                        .is_ok_and(|t| (t - 1.0).abs() > f64::EPSILON) =>
            {
                if self.drop_params {
                    return Ok(Verdict::LeaveOut);
                }
                Err(WireError::Value(format!(
                    "{} models don't support temperature={value}. Only temperature=1 is supported. To drop \
                     unsupported params set `litellm.drop_params = True`",
                    self.deployment.litellm_model
                )))
            }
            // They call one at a time, whatever is said.
            "parallel_tool_calls"
                if self.deployment.ability("parallel_function_calling") == Some(false) =>
            {
                Ok(Verdict::Drop)
            }
            "reasoning_effort" => {
                let word = families::effort(self.deployment, value, self.drop_params)?;
                Ok(word.map_or(Verdict::LeaveOut, |word| Verdict::Keep(name.into(), word)))
            }
            _ => Ok(Verdict::Keep(name.into(), value.into())),
        }
    }

    fn effort_reasons(&self) -> bool {
        families::reasons(self.deployment, self.effort.as_deref())
    }
}

/// What is asked for by nobody who says it: such a value is not refused but left out.
fn is_default(name: &str, value: &str) -> bool {
    matches!(value, "false" | "{}" | "[]") && name != "parallel_tool_calls"
        || name == "n" && value == "1"
}

fn above(value: &str, max: Option<f64>) -> bool {
    max.is_some_and(|max| value.parse::<f64>().is_ok_and(|value| value > max))
}

/// Usage as an OpenAI-alike reports it, and what it says the call cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reported {
    /// The buckets.
    pub usage: Usage,
    /// `usage.cost` in US dollars, where a provider (OpenRouter) tells it.
    pub cost: Option<Nanos>,
}

/// Reads a `usage` member. `None` when it is missing or not credible: absent counts, negative or
/// fractional numbers, texts.
#[must_use]
pub fn usage(raw: &str) -> Option<Reported> {
    let body: UsageBody = serde_json::from_str(raw).ok()?;
    if body.prompt_tokens.is_none() && body.completion_tokens.is_none() {
        return None;
    }
    let prompt = body.prompt_tokens.unwrap_or(0);
    let completion = body.completion_tokens.unwrap_or(0);
    let input = body.prompt_tokens_details.unwrap_or_default();
    let output = body.completion_tokens_details.unwrap_or_default();
    // Each part is cut to what is left of its total, so that the buckets always add up to it.
    let mut left = prompt;
    let mut take = |part: Option<u64>| {
        let part = part.unwrap_or(0).min(left);
        left -= part;
        part
    };
    let cache_read = take(input.cached_tokens.or(body.prompt_cache_hit_tokens));
    let cache_write = take(input.cache_write_tokens.or(input.cache_creation_tokens));
    let input_audio = take(input.audio_tokens);
    let input_image = take(input.image_tokens);
    let mut left_out = completion;
    let mut take_out = |part: Option<u64>| {
        let part = part.unwrap_or(0).min(left_out);
        left_out -= part;
        part
    };
    let reasoning = take_out(output.reasoning_tokens);
    let output_audio = take_out(output.audio_tokens);
    let output_image = take_out(output.image_tokens);
    let usage = Usage {
        input: left,
        cache_read,
        cache_write,
        input_audio,
        input_image,
        output: left_out,
        reasoning,
        output_audio,
        output_image,
        ..Usage::default()
    };
    let cost = body
        .cost
        .filter(|cost| *cost >= 0.0)
        .and_then(Nanos::from_usd);
    Some(Reported { usage, cost })
}

/// `usage` of a chat completion or embedding, with the details that OpenAI-alikes add.
#[derive(Deserialize)]
struct UsageBody {
    prompt_tokens: Option<u64>,
    completion_tokens: Option<u64>,
    prompt_tokens_details: Option<InputDetails>,
    completion_tokens_details: Option<OutputDetails>,
    /// `DeepSeek`'s name for cached input tokens.
    prompt_cache_hit_tokens: Option<u64>,
    cost: Option<f64>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct InputDetails {
    cached_tokens: Option<u64>,
    cache_write_tokens: Option<u64>,
    cache_creation_tokens: Option<u64>,
    audio_tokens: Option<u64>,
    image_tokens: Option<u64>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct OutputDetails {
    reasoning_tokens: Option<u64>,
    audio_tokens: Option<u64>,
    image_tokens: Option<u64>,
}

/// Keeps the larger figure of each bucket: usage may arrive in pieces, and a later piece may be
/// smaller than what was already told.
#[must_use]
pub fn larger(a: Reported, b: Reported) -> Reported {
    let pick = if b.usage.total_tokens() >= a.usage.total_tokens() {
        b
    } else {
        a
    };
    Reported {
        cost: b.cost.or(a.cost),
        ..pick
    }
}

/// Texts, in lower case, by which providers say that the input is too long.
const CONTEXT_WINDOW_TEXTS: &[&str] = &[
    "this model's maximum context length is",
    "string too long. expected a string with maximum length",
    "model's maximum context limit",
    "is longer than the model's context length",
    "input tokens exceed the configured limit",
    "`inputs` tokens + `max_new_tokens` must be",
    "exceeds the available context size",
    "exceeds the maximum number of tokens allowed",
    "exceed context limit",
    "context_length_exceeded",
];

const CONTENT_POLICY_TEXTS: &[&str] = &[
    "content_policy_violation",
    "violating our usage policy",
    "request was rejected as a result of the safety system",
];

/// Reads a provider's refusal. `retry_after` is the header's value.
#[must_use]
pub fn fault(status: u16, retry_after: Option<&str>, body: &[u8]) -> Fault {
    let said = ErrorBody::read(body);
    let text = said.message.to_lowercase();
    let whole = String::from_utf8_lossy(body).to_lowercase();
    let kind = classify(status, &text, &whole, said.code.as_deref());
    let status_out = match kind {
        FaultKind::ContextWindowExceeded if status < 500 => 400,
        FaultKind::ContentPolicyViolation => 400,
        FaultKind::RateLimit => 429,
        // The credential was ours, so to the client it is a gateway that does not work.
        FaultKind::Authentication => 502,
        FaultKind::Connection => 500,
        _ => status,
    };
    // What a client is told must be an error status; a provider's 1xx to 3xx is a fault of its own.
    let (kind, status_out) = if (400..=599).contains(&status_out) {
        (kind, status_out)
    } else {
        (FaultKind::BadGateway, 502)
    };
    Fault {
        kind,
        status: status_out,
        code: None,
        retryable: matches!(
            kind,
            FaultKind::RateLimit
                | FaultKind::Timeout
                | FaultKind::InternalServer
                | FaultKind::BadGateway
                | FaultKind::ServiceUnavailable
        ) || matches!(status, 401 | 403 | 404 | 409)
            || status >= 500,
        message: said.message,
        error_type: said.error_type,
        param: said.param,
        retry_after_seconds: retry_after.and_then(retry_after_seconds),
        headers: None,
    }
}

fn classify(status: u16, text: &str, whole: &str, code: Option<&str>) -> FaultKind {
    let mentions = |texts: &[&str]| {
        texts
            .iter()
            .any(|needle| text.contains(needle) || whole.contains(needle))
    };
    if status == 429 || text.contains("rate limit") && status < 500 {
        return FaultKind::RateLimit;
    }
    if mentions(CONTEXT_WINDOW_TEXTS) {
        return FaultKind::ContextWindowExceeded;
    }
    if code == Some("model_not_found") {
        return FaultKind::NotFound;
    }
    if status < 500 && mentions(CONTENT_POLICY_TEXTS) {
        return FaultKind::ContentPolicyViolation;
    }
    match status {
        400 => FaultKind::BadRequest,
        401 => FaultKind::Authentication,
        402 => FaultKind::PaymentRequired,
        403 => FaultKind::PermissionDenied,
        404 => FaultKind::NotFound,
        408 | 504 => FaultKind::Timeout,
        422 => FaultKind::Unprocessable,
        500 => FaultKind::InternalServer,
        502 => FaultKind::BadGateway,
        503 => FaultKind::ServiceUnavailable,
        _ => FaultKind::Api,
    }
}

/// Seconds from a `retry-after` header, where a date has been made seconds already; nonsense is left to our
/// own back-off.
fn retry_after_seconds(value: &str) -> Option<u64> {
    value
        .trim()
        .parse::<f64>()
        .ok()
        .filter(|s| (0.0..=86_400.0).contains(s))
        .map(|s| s.ceil() as u64)
}

/// The parts of an error body that OpenAI-alikes agree on, and their common deviations.
struct ErrorBody {
    message: String,
    error_type: Option<String>,
    param: Option<String>,
    code: Option<String>,
}

/// The longest message that is passed on, in bytes.
const MESSAGE_BYTES_MAX: usize = 2_048;

impl ErrorBody {
    fn read(body: &[u8]) -> Self {
        let value: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
        let error = value.get("error").unwrap_or(&value);
        let text = |name: &str| {
            error
                .get(name)
                .and_then(serde_json::Value::as_str)
                .map(str::to_owned)
        };
        let message = text("message")
            .or_else(|| error.as_str().map(str::to_owned))
            .or_else(|| {
                value
                    .get("detail")
                    .and_then(serde_json::Value::as_str)
                    .map(str::to_owned)
            })
            .unwrap_or_else(|| String::from_utf8_lossy(body).trim().to_owned());
        Self {
            message: cut(message, MESSAGE_BYTES_MAX),
            error_type: text("type"),
            param: text("param"),
            code: text("code"),
        }
    }
}

fn cut(mut text: String, bytes_max: usize) -> String {
    if text.len() > bytes_max {
        let end = (0..=bytes_max)
            .rev()
            .find(|at| text.is_char_boundary(*at))
            .unwrap_or(0);
        text.truncate(end);
        text.push('…');
    }
    text
}

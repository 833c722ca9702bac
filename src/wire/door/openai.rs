//! OpenAI's surface as clients use it: chat completions, completions and embeddings.
//!
//! Shapes: OpenAI API reference, "Create chat completion", "Create completion", "Create embeddings".
//! Acceptance rules and error texts are those that clients of LiteLLM's proxy rely on.

use super::fallbacks::Asked;
use crate::domain::guardrail::Guarding;
use crate::domain::privacy::WordsWish;
use crate::domain::record::CallType;
use crate::wire::json::Object;
use crate::wire::media::Form;
use crate::wire::seals::Keeper;
use bytes::Bytes;
use std::sync::Arc;

mod mock;
#[cfg(test)]
mod tests;

pub use mock::mock_answer;

/// A request, parsed as far as the gateway must know it. The rest stays bytes.
#[derive(Debug, Clone)]
pub struct Request {
    /// Which operation.
    pub call_type: CallType,
    /// Every member as the client sent it.
    pub object: Object,
    /// The model asked for; the path wins over the body.
    pub model: Option<String>,
    /// The model came with the path: answers then keep the upstream's name.
    pub model_from_path: bool,
    /// The answer is to be streamed.
    pub stream: bool,
    /// The client asked for the usage chunk of a stream.
    pub include_usage: bool,
    /// The client's cap on the output, in tokens.
    pub max_output_tokens: Option<u64>,
    /// How many answers are to be made.
    pub choices: u64,
    /// Tags that the client gives the call.
    pub tags: Vec<String>,
    /// The deployment that must answer, since it keeps what the request continues.
    pub deployment: Option<std::sync::Arc<str>>,
    /// The session that the client says the call is part of.
    pub session_id: Option<String>,
    /// The end user whom the client names.
    pub end_user: Option<String>,
    /// Controls meant for the gateway.
    pub controls: Controls,
    /// Headers that belong to the body in its dialect (`anthropic-beta`); they go to providers that
    /// speak it.
    pub headers: Vec<(&'static str, String)>,
    /// Other headers of the client's that go on to providers, where the operator has it so.
    pub forwarded: Option<Arc<http::HeaderMap>>,
    /// The deployments whose sealed words it brings back.
    pub origins: Arc<[crate::wire::origin::Origin]>,
    /// The form that it came in, where it was an upload; `object` then holds its texts.
    pub form: Option<Arc<Form>>,
    /// Where sealed thoughts are kept for its caller.
    pub keeper: Option<Keeper>,
    /// The guardrails that the call is under.
    pub guarding: Option<Arc<Guarding>>,
}

/// What a client may tell the gateway in the body. None of it is sent upstream.
#[derive(Debug, Clone, Default)]
pub struct Controls {
    /// Drop parameters that the provider refuses.
    pub drop_params: Option<bool>,
    /// Parameters always dropped.
    pub additional_drop_params: Vec<String>,
    /// Parameters passed although the provider is not known to take them.
    pub allowed_openai_params: Vec<String>,
    /// How long the whole answer may take, in milliseconds.
    pub timeout_ms: Option<u64>,
    /// How long a stream may stay silent, in milliseconds.
    pub stream_timeout_ms: Option<u64>,
    /// Answer with this text and call nobody.
    pub mock_response: Option<String>,
    /// How often it is tried again, in place of what is set.
    pub num_retries: Option<u32>,
    /// No other model may answer.
    pub disable_fallbacks: bool,
    /// Models that may answer in place of the one asked for.
    pub fallbacks: Asked,
    /// Whether tags choose deployments, in place of what is set.
    pub filters_tags: Option<bool>,
    /// How answers that were given before are used.
    pub cache: CacheControls,
    /// What is kept of its words.
    pub words: WordsWish,
    /// It is sent beside another call, for comparison. No client says so.
    pub mirrors: bool,
}

/// What a client says about answers that were given before: `cache` and `caching` in the body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CacheControls {
    /// How long the answer is good, in milliseconds: `ttl`.
    pub ttl_ms: Option<i64>,
    /// The oldest answer that is taken, in milliseconds: `s-maxage`.
    pub age_max_ms: Option<i64>,
    /// No answer is taken: `no-cache`.
    pub no_cache: bool,
    /// The answer is not kept: `no-store`.
    pub no_store: bool,
    /// Sets these answers apart: `namespace`.
    pub namespace: Option<String>,
    /// Takes part where only those do that say so: `use-cache`.
    pub use_cache: bool,
    /// Takes no part: `caching: false`.
    pub off: bool,
}

/// A request that is not accepted: the status and the members of OpenAI's error object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// HTTP status.
    pub status: u16,
    /// `error.type`.
    pub error_type: &'static str,
    /// `error.param`.
    pub param: Option<&'static str>,
    /// `error.message`.
    pub message: String,
}

/// Members of a body that belong to the gateway and are never sent upstream.
const CONTROL_MEMBERS: &[&str] = &[
    "metadata",
    "litellm_metadata",
    "tags",
    "fallbacks",
    "context_window_fallbacks",
    "content_policy_fallbacks",
    "num_retries",
    "timeout",
    "request_timeout",
    "stream_timeout",
    "cache",
    "caching",
    "ttl",
    "guardrails",
    "drop_params",
    "additional_drop_params",
    "allowed_openai_params",
    "disable_fallbacks",
    "mock_response",
    "mock_tool_calls",
    "mock_timeout",
    "mock_delay",
    "mock_testing_fallbacks",
    "mock_testing_context_fallbacks",
    "mock_testing_content_policy_fallbacks",
    "mock_testing_rate_limit_error",
    "priority",
    "user_config",
    "model_info",
    "no-log",
    "turn_off_message_logging",
    "litellm_call_id",
    "litellm_trace_id",
    "litellm_session_id",
    "enable_tag_filtering",
    "fastest_response",
];

/// Members that would choose where a request goes or with which credential. A caller that could set
/// them would be sent the provider's key.
const CONNECTION_MEMBERS: &[&str] = &[
    "api_base",
    "base_url",
    "api_key",
    "api_version",
    "api_type",
    "organization",
    "custom_llm_provider",
    "extra_headers",
    "headers",
    "proxy",
    "proxies",
    "aws_access_key_id",
    "aws_secret_access_key",
    "aws_session_token",
    "aws_region_name",
    "aws_bedrock_runtime_endpoint",
    "aws_sts_endpoint",
    "aws_web_identity_token",
    "aws_role_name",
    "vertex_credentials",
    "vertex_ai_credentials",
    "vertex_project",
    "vertex_ai_project",
    "vertex_location",
    "vertex_ai_location",
    "azure_ad_token",
    "azure_username",
    "azure_password",
    "client_secret",
    "tenant_id",
    "litellm_credential_name",
    "configurable_clientside_auth_params",
    "use_litellm_proxy",
];

/// Whether a member of a request is the gateway's own business.
#[must_use]
pub fn is_control(name: &str) -> bool {
    CONTROL_MEMBERS.contains(&name) || crate::domain::price::is_price_field(name)
}

impl Request {
    /// Parses a body. `route` is the path as errors name it, `path_model` the model in the path.
    pub fn parse(
        call_type: CallType,
        route: &str,
        path_model: Option<&str>,
        body: Bytes,
    ) -> Result<Self, Rejection> {
        let request = Self::parse_to_count(call_type, path_model, body)?;
        require_input(call_type, route, &request.object)?;
        Ok(request)
    }

    /// Parses an upload.
    pub fn parse_form(
        call_type: CallType,
        route: &str,
        path_model: Option<&str>,
        form: Form,
    ) -> Result<Self, Rejection> {
        let mut request = Self::parse(call_type, route, path_model, form.object())?;
        request.form = Some(Arc::new(form));
        Ok(request)
    }

    /// The same without asking for what an answer would need: for counting tokens only.
    pub fn parse_to_count(
        call_type: CallType,
        path_model: Option<&str>,
        body: Bytes,
    ) -> Result<Self, Rejection> {
        let object = Object::parse(body).map_err(|error| Rejection {
            status: 400,
            error_type: "invalid_request_error",
            param: Some("request_body"),
            message: format!("Invalid JSON payload: {error}"),
        })?;
        refuse_connection_members(&object)?;
        let body_model = match object.get("model") {
            None | Some("null") => None,
            Some(_) => Some(object.read::<String>("model").ok_or_else(|| {
                bad_request("bad_request_error", "model", "'model' must be a string.")
            })?),
        };
        let max_output_tokens = ["max_completion_tokens", "max_tokens", "max_output_tokens"]
            .into_iter()
            .find_map(|name| object.read::<u64>(name))
            .or_else(|| gemini_cap(&object));
        Ok(Self {
            call_type,
            model: path_model.map(str::to_owned).or(body_model),
            model_from_path: path_model.is_some(),
            stream: object.read("stream").unwrap_or(false),
            include_usage: include_usage(&object),
            max_output_tokens,
            choices: object
                .read::<u64>("n")
                .unwrap_or(1)
                .max(object.read("best_of").unwrap_or(1))
                .max(1),
            session_id: session_id(&object),
            end_user: end_user(&object),
            tags: tags(&object),
            controls: controls(&object)?,
            deployment: None,
            headers: Vec::new(),
            forwarded: None,
            origins: Arc::default(),
            form: None,
            keeper: None,
            guarding: None,
            object,
        })
    }
}

fn bad_request(
    error_type: &'static str,
    param: &'static str,
    message: impl Into<String>,
) -> Rejection {
    Rejection {
        status: 400,
        error_type,
        param: Some(param),
        message: message.into(),
    }
}

fn refuse_connection_members(object: &Object) -> Result<(), Rejection> {
    let Some(name) = CONNECTION_MEMBERS.iter().find(|name| object.has(name)) else {
        return Ok(());
    };
    Err(Rejection {
        status: 401,
        error_type: "auth_error",
        param: Some(name),
        message: format!(
            "Authentication Error, Rejected Request: {name} is not allowed in request body. Where a model \
             is served and with which credential is set by the proxy's admin, in model_list or /model/new."
        ),
    })
}

fn require_input(call_type: CallType, route: &str, object: &Object) -> Result<(), Rejection> {
    let names: &[&'static str] = match call_type {
        CallType::Chat => &["messages"],
        CallType::Completion | CallType::ImageGeneration => &["prompt"],
        CallType::Embedding | CallType::Responses | CallType::Speech | CallType::Moderation => {
            &["input"]
        }
        CallType::Messages => &["messages", "max_tokens"],
        CallType::GenerateContent => &["contents"],
        CallType::ImageEdit => &["prompt", "image"],
        CallType::ImageVariation => &["image"],
        CallType::Transcription | CallType::Translation => &["file"],
        CallType::Rerank => &["query", "documents"],
        CallType::PassThrough => &[],
    };
    for name in names {
        let missing = format!("{route}: Missing required parameter: '{name}'.");
        // Pictures to edit may come as a list, which forms and JSON name otherwise.
        let images = ["image[]", "images"];
        let images = images
            .into_iter()
            .find_map(|several| object.get(several).filter(|_| *name == "image"));
        let raw = object
            .get(name)
            .or(images)
            .ok_or_else(|| bad_request("invalid_request_error", name, missing))?;
        if *name == "messages" && !raw.starts_with('[') {
            return Err(bad_request(
                "invalid_request_error",
                name,
                "Invalid request format: litellm.APIConnectionError: 'messages' must be an array of message objects.",
            ));
        }
    }
    Ok(())
}

/// Gemini's cap stands one level down.
fn gemini_cap(object: &Object) -> Option<u64> {
    #[derive(serde::Deserialize)]
    struct Generation {
        #[serde(alias = "max_output_tokens", rename = "maxOutputTokens")]
        most: Option<u64>,
    }
    object
        .read::<Generation>("generationConfig")
        .or_else(|| object.read::<Generation>("generation_config"))?
        .most
}

fn include_usage(object: &Object) -> bool {
    #[derive(serde::Deserialize)]
    struct StreamOptions {
        #[serde(default)]
        include_usage: bool,
    }
    object
        .read::<StreamOptions>("stream_options")
        .is_some_and(|options| options.include_usage)
}

/// The most tags of one call, and the longest.
const TAGS_MAX: usize = 64;
const TAG_BYTES_MAX: usize = 256;

/// Tags, where clients of LiteLLM's proxy put them.
fn tags(object: &Object) -> Vec<String> {
    #[derive(serde::Deserialize)]
    struct Metadata {
        #[serde(default)]
        tags: Vec<String>,
    }
    let named = |name: &&str| {
        let raw = object.get(name).filter(|raw| raw.contains("\"tags\""))?;
        serde_json::from_str::<Metadata>(raw).ok()
    };
    let within = ["metadata", "litellm_metadata"];
    let within = within.iter().filter_map(named);
    let own = object.read::<Vec<String>>("tags").unwrap_or_default();
    let all = within.flat_map(|metadata| metadata.tags).chain(own);
    all.filter(|tag| tag.len() <= TAG_BYTES_MAX)
        .take(TAGS_MAX)
        .collect()
}

/// The session, where clients of LiteLLM's proxy put it; else the one that Claude Code writes into its
/// label for the user: `user_…_account_…_session_…`, or an object in a string.
fn session_id(object: &Object) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Named {
        session_id: Option<String>,
        #[serde(alias = "litellm_session_id")]
        trace_id: Option<String>,
        user_id: Option<String>,
    }
    let own = ["litellm_session_id", "litellm_trace_id"];
    let own = own.iter().find_map(|name| object.read::<String>(name));
    let named = own.or_else(|| {
        ["metadata", "litellm_metadata"].iter().find_map(|name| {
            let told = object
                .get(name)
                .filter(|raw| raw.contains("session") || raw.contains("trace_id"))?;
            let told: Named = serde_json::from_str(told).ok()?;
            let of_label = || {
                let label = told.user_id.as_deref()?;
                let object = || serde_json::from_str::<Named>(label).ok()?.session_id;
                let plain = label.rsplit_once("_session_");
                plain.map(|(_, session)| session.to_owned()).or_else(object)
            };
            told.session_id.or(told.trace_id).or_else(of_label)
        })
    });
    named.filter(|session| !session.is_empty())
}

/// The end user: OpenAI's own fields first, then where Anthropic's and LiteLLM's clients put it.
fn end_user(object: &Object) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Metadata {
        user_id: Option<String>,
    }
    #[derive(serde::Deserialize)]
    struct LitellmMetadata {
        user: Option<String>,
    }
    let named = object
        .read::<String>("user")
        .or_else(|| object.read::<LitellmMetadata>("litellm_metadata")?.user)
        .or_else(|| object.read::<Metadata>("metadata")?.user_id)
        .or_else(|| object.read::<String>("safety_identifier"));
    named.filter(|user| !user.is_empty())
}

/// LiteLLM's documentation, "Caching": the dynamic cache controls.
fn cache_controls(object: &Object) -> Result<CacheControls, Rejection> {
    #[derive(Default, serde::Deserialize)]
    struct Said {
        ttl: Option<f64>,
        #[serde(rename = "s-maxage", alias = "s-max-age")]
        age_max: Option<f64>,
        #[serde(rename = "no-cache", default)]
        no_cache: Option<bool>,
        #[serde(rename = "no-store", default)]
        no_store: Option<bool>,
        namespace: Option<String>,
        #[serde(rename = "use-cache", default)]
        use_cache: Option<bool>,
    }
    let said = match object.get("cache").filter(|raw| *raw != "null") {
        None => Said::default(),
        Some(raw) => serde_json::from_str(raw).map_err(|_| {
            bad_request(
                "invalid_request_error",
                "cache",
                "'cache' must be an object of ttl and s-maxage in seconds, no-cache, no-store, use-cache and namespace.",
            )
        })?,
    };
    let millis = |seconds: f64| (seconds * 1_000.0) as i64;
    let ttl = said.ttl.or_else(|| object.read("ttl"));
    Ok(CacheControls {
        ttl_ms: ttl.map(millis),
        age_max_ms: said.age_max.map(millis),
        no_cache: said.no_cache.unwrap_or_default(),
        no_store: said.no_store.unwrap_or_default(),
        namespace: said.namespace,
        use_cache: said.use_cache.unwrap_or_default(),
        off: object.read("caching") == Some(false),
    })
}

/// LiteLLM's documentation, "Logging": what a client says about the words of a call.
fn words_wish(object: &Object) -> WordsWish {
    #[derive(serde::Deserialize)]
    struct Said {
        turn_off_message_logging: Option<bool>,
    }
    let name = "turn_off_message_logging";
    let noted = || {
        let mut notes = ["metadata", "litellm_metadata"]
            .iter()
            .filter_map(|place| object.get(place).filter(|raw| raw.contains(name)));
        notes.find_map(|raw| {
            let said = serde_json::from_str::<Said>(raw).ok()?;
            said.turn_off_message_logging
        })
    };
    WordsWish {
        hidden: object.read(name).or_else(noted),
        no_log: object.read("no-log").unwrap_or(false),
    }
}

fn controls(object: &Object) -> Result<Controls, Rejection> {
    let millis = |name| {
        object
            .read::<f64>(name)
            .filter(|s| *s > 0.0)
            .map(|s| (s * 1_000.0) as u64)
    };
    Ok(Controls {
        drop_params: object.read("drop_params"),
        additional_drop_params: object.read("additional_drop_params").unwrap_or_default(),
        allowed_openai_params: object.read("allowed_openai_params").unwrap_or_default(),
        timeout_ms: millis("timeout").or_else(|| millis("request_timeout")),
        stream_timeout_ms: millis("stream_timeout"),
        mock_response: object.read("mock_response"),
        num_retries: object.read("num_retries"),
        disable_fallbacks: object.read("disable_fallbacks").unwrap_or(false),
        fallbacks: Asked::read(object),
        filters_tags: object.read("enable_tag_filtering"),
        cache: cache_controls(object)?,
        words: words_wish(object),
        mirrors: false,
    })
}

/// A frame that ends a stream with an error, as LiteLLM's proxy writes it: the status line is gone,
/// so the status travels as a string, and no `[DONE]` follows.
#[must_use]
pub fn error_event(message: &str, error_type: Option<&str>, status: u16) -> Bytes {
    let error = serde_json::json!({
        "error": { "message": message, "type": error_type, "param": null, "code": status.to_string() }
    });
    Bytes::from(format!("data: {error}\n\n"))
}

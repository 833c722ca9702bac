//! The members of a model's `litellm_params`: which there are, and which may be shown.

use crate::domain::price::is_price_field;
use crate::domain::secret::mask;
use serde_json::{Map, Value};

/// What becomes of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// It says how the deployment is built or called.
    Taken,
    /// It is a default for requests.
    Request,
    /// LiteLLM's; it can have no effect here, for this reason.
    NotApplicable(&'static str),
}

#[rustfmt::skip]
const TAKEN: &[&str] = &[
    "additional_drop_params", "allowed_openai_params", "api_base", "api_key", "api_version",
    "aws_access_key_id", "aws_bedrock_runtime_endpoint", "aws_region_name", "aws_secret_access_key",
    "aws_session_token", "azure_ad_token", "azure_authority_host", "azure_scope", "base_model", "base_url",
    "budget_duration", "cache_control_injection_points", "client_id", "client_secret", "cooldown_time",
    "custom_llm_provider", "drop_params", "extra_body", "extra_headers", "guardrails", "headers",
    "litellm_credential_name", "max_budget", "max_parallel_requests", "max_retries", "mock_response",
    "mock_timeout", "model", "num_retries", "order", "organization", "region_name", "request_timeout", "rpm",
    "silent_model", "ssl_verify", "stream_timeout", "supports_system_message", "tag_regex", "tags",
    "tenant_id", "timeout", "tpm", "use_chat_completions_api", "use_in_pass_through", "vertex_ai_credentials",
    "vertex_ai_location", "vertex_ai_project", "vertex_credentials", "vertex_location", "vertex_project",
    "weight",
];

/// Parameters of OpenAI's API, and those of other providers' that travel in the same body.
#[rustfmt::skip]
const REQUEST: &[&str] = &[
    "audio", "chat_template_kwargs", "dimensions", "encoding_format", "enable_thinking",
    "frequency_penalty", "function_call", "functions", "generation_config", "grammar", "guided_choice",
    "guided_grammar", "guided_json", "guided_regex", "ignore_eos", "input_type", "instructions",
    "keep_alive", "logit_bias", "logprobs", "max_completion_tokens", "max_output_tokens", "max_tokens",
    "metadata", "min_p", "min_tokens", "mirostat", "mirostat_eta", "mirostat_tau", "modalities", "models",
    "n", "num_ctx", "num_gpu", "num_predict", "num_thread", "options", "parallel_tool_calls", "plugins",
    "prediction", "presence_penalty", "prompt_cache_key", "prompt_cache_retention", "provider",
    "random_seed", "reasoning", "reasoning_effort", "reasoning_format", "repeat_last_n", "repeat_penalty",
    "repetition_penalty", "response_format", "route", "safe_prompt", "safety_identifier",
    "safety_settings", "search_domain_filter", "search_parameters", "search_recency_filter", "seed",
    "service_tier", "skip_special_tokens", "stop", "stop_token_ids", "store", "stream", "stream_options",
    "suffix", "temperature", "tfs_z", "think", "thinking", "thinking_budget", "tool_choice", "tools",
    "top_a", "top_k", "top_logprobs", "top_p", "transforms", "truncate", "truncation", "typical_p", "user",
    "verbosity", "web_search_options",
];

/// LiteLLM's members that can have no effect, and what to do instead.
#[rustfmt::skip]
const NOT_APPLICABLE: &[(&str, &[&str])] = &[
    (
        "no request is read to choose its model; declare the models, and let clients name one or use fallbacks",
        &[
            "auto_router_config", "auto_router_config_path", "auto_router_default_model",
            "auto_router_embedding_model", "complexity_router_config",
        ],
    ),
    (
        "a call is signed with a key of its own; set aws_access_key_id, aws_secret_access_key and aws_session_token, or \
         api_key to a Bedrock API key",
        &[
            "aws_external_id", "aws_profile_name", "aws_role_name", "aws_session_name", "aws_sts_endpoint",
            "aws_web_identity_token",
        ],
    ),
    (
        "people's passwords are no credential for services; set api_key, azure_ad_token, or tenant_id with client_id and \
         client_secret",
        &["azure_password", "azure_username"],
    ),
    (
        "a client chooses neither where a call goes nor with which credential, or it would be sent yours; declare a model \
         for each credential, of a team's own with model_info.team_id",
        &["configurable_clientside_auth_params"],
    ),
    (
        "thoughts stay in reasoning_content, where clients of OpenAI's API and of LiteLLM look for them",
        &["merge_reasoning_content_in_choices"],
    ),
    (
        "it belongs to a provider or a route of LiteLLM's that is not served here; a service that speaks OpenAI's API is \
         declared as openai/<model> with its api_base",
        &[
            "gcs_bucket_name", "max_file_size_mb", "milvus_text_field", "oci_fingerprint", "oci_key", "oci_region", "oci_tenancy",
            "oci_user", "s3_bucket_name", "s3_encryption_key_id", "use_litellm_proxy", "vector_store_id",
            "watsonx_region_name",
        ],
    ),
    ("calls are told to OpenTelemetry and Prometheus, whichever model they are of", &["dynamic_callback_params"]),
    ("prompts are the clients'; put what is the same for all into the request", &["prompt_id", "prompt_variables"]),
    ("a limit is on all tokens of a deployment; set tpm", &["itpm", "otpm"]),
    ("it stands in the request or in the model's own model_info", &["deployment_id", "litellm_trace_id", "model_info"]),
    ("embeddings are asked with the client's own words", &["input_type_map"]),
];

/// What becomes of a member; `None` when nobody knows it.
pub(super) fn use_of(name: &str) -> Option<Use> {
    if TAKEN.contains(&name) || is_price_field(name) {
        Some(Use::Taken)
    } else if REQUEST.contains(&name) {
        Some(Use::Request)
    } else {
        let of = |(_, names): &&(&str, &[&str])| names.contains(&name);
        let found = NOT_APPLICABLE.iter().find(of);
        found.map(|(why, _)| Use::NotApplicable(why))
    }
}

/// Parts of names that secrets go by. Counts of tokens have `tokens` in their names, secrets `token`.
const SECRET_PARTS: [&str; 10] = [
    "api_key",
    "apikey",
    "authorization",
    "credential",
    "passphrase",
    "password",
    "private_key",
    "secret",
    "signature",
    "webhook_url",
];

/// Whether a member of this name may hold a secret.
#[must_use]
pub fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase().replace('-', "_");
    let token = name.split('_').any(|word| word == "token");
    let key = name == "key" || name.ends_with("_key") && name != "prompt_cache_key";
    // The name of a stored credential is no secret.
    let named = name == "litellm_credential_name";
    let part = SECRET_PARTS.iter().any(|part| name.contains(part));
    let price = is_price_field(&name);
    !named
        && !price
        && (token || key || part || name.starts_with("aws_") && name != "aws_region_name")
}

/// The members that may be shown to whoever may see the model: secrets left out, headers masked,
/// and credentials cut out of URLs.
#[must_use]
pub fn public(params: &Map<String, Value>) -> Map<String, Value> {
    let mut shown = Map::new();
    for (name, value) in params {
        let value = match (name.as_str(), value) {
            _ if is_secret(name) => continue,
            ("extra_headers" | "headers", value) => masked(value),
            (_, value) => cleaned(value),
        };
        shown.insert(name.clone(), value);
    }
    shown
}

/// Every text masked, at any depth.
fn masked(value: &Value) -> Value {
    match value {
        Value::String(text) => mask(text).into(),
        Value::Array(items) => items.iter().map(masked).collect(),
        Value::Object(members) => {
            let members = members
                .iter()
                .map(|(name, value)| (name.clone(), masked(value)));
            Value::Object(members.collect())
        }
        other => other.clone(),
    }
}

/// Secrets left out at any depth.
fn cleaned(value: &Value) -> Value {
    match value {
        Value::String(text) => without_user(text).into(),
        Value::Array(items) => items.iter().map(cleaned).collect(),
        Value::Object(members) => Value::Object(public(members)),
        other => other.clone(),
    }
}

/// A URL without user, password and query; any other text as it is.
pub(super) fn without_user(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else {
        return text.to_owned();
    };
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    format!("{scheme}://{host}{path}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_member_stands_once() {
        let others = NOT_APPLICABLE.iter().flat_map(|(_, names)| names.iter());
        let mut all: Vec<&str> = TAKEN.iter().chain(REQUEST).chain(others).copied().collect();
        all.sort_unstable();
        let twice = all.windows(2).find(|pair| pair[0] == pair[1]);
        assert_eq!(twice, None);
    }

    #[test]
    fn nothing_secret_is_shown() {
        let params = json!({
            "model": "openai/gpt-4o", "api_key": "canary-1234567890", "temperature": 0.5,
            "aws_secret_access_key": "canary", "aws_session_token": "canary", "client_secret": "canary",
            "vertex_credentials": "{canary}", "azure_ad_token": "canary", "password": "canary",
            "api_base": "https://user:canary@host/v1?key=canary",
            "extra_headers": {"X-Custom": "canary", "Nested": ["canary"]},
            "extra_body": {"auth_token": "canary", "deep": [{"Secret-Key": "canary"}], "kept": 1},
            "max_tokens": 5, "input_cost_per_token": 1e-6, "prompt_cache_key": "team",
        });
        let shown = public(params.as_object().expect("an object"));
        let text = Value::Object(shown).to_string();
        assert!(!text.contains("canary"), "{text}");
        for kept in [
            "gpt-4o",
            "temperature",
            "https://host/v1",
            "\"kept\":1",
            "max_tokens",
            "1e-6",
            "team",
        ] {
            assert!(text.contains(kept), "{kept}: {text}");
        }
    }
}

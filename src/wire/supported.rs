//! Which of OpenAI's parameters a deployment takes: found out by saying all of them to it.

use super::door::chat;
use super::door::openai::Controls;
use super::format::openai::families;
use super::format::{Format, Target, WireError};
use super::json::Object;
use crate::domain::deployment::Deployment;
use crate::domain::provider::Dialect;
use bytes::Bytes;

/// OpenAI's parameters of chat completions, each with a value that is not its default.
const PARAMS: &[(&str, &str)] = &[
    ("max_tokens", "5"),
    ("max_completion_tokens", "5"),
    ("n", "2"),
    ("seed", "1"),
    ("temperature", "0.5"),
    ("top_p", "0.5"),
    ("stop", "[\"x\"]"),
    ("stream", "true"),
    ("stream_options", "{\"include_usage\":true}"),
    ("presence_penalty", "0.5"),
    ("frequency_penalty", "0.5"),
    ("logit_bias", "{\"1\":1}"),
    ("logprobs", "true"),
    ("top_logprobs", "1"),
    (
        "tools",
        "[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}}]",
    ),
    ("tool_choice", "\"auto\""),
    ("parallel_tool_calls", "false"),
    ("response_format", "{\"type\":\"json_object\"}"),
    ("reasoning_effort", "\"low\""),
    ("user", "\"u\""),
    ("service_tier", "\"auto\""),
    ("web_search_options", "{}"),
    ("verbosity", "\"low\""),
];

/// Parameters that need an ability of the model.
const NEEDED: &[(&str, &str)] = &[
    ("tools", "supports_function_calling"),
    ("tool_choice", "supports_tool_choice"),
    ("parallel_tool_calls", "supports_parallel_function_calling"),
    ("reasoning_effort", "supports_reasoning"),
];

/// The names of those that the deployment takes, by its provider, its dialect and what is known of
/// its model.
#[must_use]
pub fn openai_params(deployment: &Deployment) -> Vec<&'static str> {
    let refused = refused(deployment);
    let able = |name: &str| {
        let need = NEEDED.iter().find(|(param, _)| *param == name);
        need.is_none_or(|(_, ability)| {
            deployment
                .facts
                .and_then(|facts| facts.flag(ability))
                .unwrap_or(true)
        })
    };
    let quirks = &deployment.provider.quirks;
    PARAMS
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| !quirks.refuses(&deployment.upstream_model, name))
        .filter(|name| !families::refuses(deployment, &deployment.upstream_model, name, None))
        .filter(|name| !refused.iter().any(|refused| refused == name) && able(name))
        .collect()
}

/// What the deployment's dialect has no word for.
fn refused(deployment: &Deployment) -> Vec<String> {
    if matches!(
        deployment.provider.dialect,
        Dialect::OpenAi | Dialect::Azure
    ) {
        return Vec::new();
    }
    let said = PARAMS
        .iter()
        .map(|(name, value)| format!("\"{name}\":{value}"));
    let said: Vec<String> = said.collect();
    let body = format!(
        "{{\"model\":\"m\",\"messages\":[{{\"role\":\"user\",\"content\":\"x\"}}],{}}}",
        said.join(",")
    );
    let Some(format) = Format::of(deployment) else {
        return Vec::new();
    };
    let Ok(object) = Object::parse(Bytes::from(body)) else {
        return Vec::new();
    };
    let Ok(request) = chat::parse(&object) else {
        return Vec::new();
    };
    let model = deployment.provider.model_name(&deployment.upstream_model);
    let controls = Controls::default();
    let target = Target {
        drop_params: false,
        ..Target::new(deployment, &model, &controls)
    };
    match format.request(&request, &target) {
        Err(WireError::Unsupported { params, .. }) => params,
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_dialect_leaves_out_what_it_cannot_say() {
        let takes = |provider: &str, model: &str, param: &str| {
            openai_params(&Deployment::sample(provider, model)).contains(&param)
        };
        assert!(takes("openai", "gpt-4o", "logit_bias"));
        assert!(!takes("anthropic", "claude-sonnet-4-5", "logit_bias"));
        assert!(takes("anthropic", "claude-sonnet-4-5", "temperature"));
        assert!(takes("anthropic", "claude-sonnet-4-5", "tools"));
        assert!(!takes("ollama_chat", "llama3.2", "n"));
    }
}

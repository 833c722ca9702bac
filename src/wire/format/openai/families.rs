//! OpenAI's reasoning families (o-series, GPT-5): what they refuse, and what only Responses serves.
//!
//! Source: OpenAI guides "Reasoning models", "Using GPT-5" and its successors' ("parameter
//! compatibility"), and the facts of the price table (`supports_…_reasoning_effort`).

use crate::domain::deployment::Deployment;
use crate::wire::chat::{ChatRequest, Reasoning, Tool};
use crate::wire::door::openai::Request;
use crate::wire::format::{Format, WireError};
use serde_json::Value;
use std::borrow::Cow;

/// What the o-series refuses.
const O_SERIES: &[&str] = &[
    "frequency_penalty",
    "logit_bias",
    "logprobs",
    "presence_penalty",
    "top_logprobs",
    "top_p",
];
/// What GPT-5 refuses.
const GPT_5: &[&str] = &[
    "audio",
    "frequency_penalty",
    "logit_bias",
    "modalities",
    "prediction",
    "presence_penalty",
    "stop",
];
/// What GPT-5 refuses while it reasons.
const GPT_5_REASONING: &[&str] = &["logprobs", "top_logprobs", "top_p"];
/// The first GPT that takes functions while it reasons by Responses only.
const FUNCTIONS_BY_RESPONSES: (u32, u32) = (5, 4);
/// Hosts of OpenAI's own API, and ends of Azure's.
const OWN_HOSTS: &[&str] = &[
    "api.openai.com",
    ".openai.azure.com",
    ".cognitiveservices.azure.com",
    ".services.ai.azure.com",
];

fn bare(model: &str) -> &str {
    model.rsplit('/').next().unwrap_or(model)
}

fn o_series(model: &str) -> Option<char> {
    let first = bare(model).strip_prefix('o')?.chars().next()?;
    first.is_ascii_digit().then_some(first)
}

/// Whether a model belongs to OpenAI's reasoning families.
#[must_use]
pub fn is_reasoning_model(model: &str) -> bool {
    let name = bare(model);
    o_series(name).is_some() || name.starts_with("gpt-5") && !name.starts_with("gpt-5-chat")
}

/// The version of a GPT: (5, 4) of `gpt-5.4-mini`.
fn version(model: &str) -> Option<(u32, u32)> {
    let rest = bare(model).strip_prefix("gpt-")?;
    let number = rest.split('-').next()?;
    let (major, minor) = number.split_once('.').unwrap_or((number, "0"));
    Some((major.parse().ok()?, minor.parse().ok()?))
}

/// Whether the model reasons when it is told this effort, or nothing.
#[must_use]
pub fn reasons(deployment: &Deployment, effort: Option<&str>) -> bool {
    let usual = || {
        deployment
            .facts
            .and_then(|facts| facts.text("default_reasoning_effort"))
    };
    let may_not = deployment.ability("none_reasoning_effort") == Some(true);
    !may_not || effort.or_else(usual) != Some("none")
}

/// Whether a model of these families refuses a parameter.
#[must_use]
pub fn refuses(deployment: &Deployment, model: &str, name: &str, effort: Option<&str>) -> bool {
    if !deployment.provider.quirks.reasoning_families {
        return false;
    }
    match o_series(model) {
        Some(number) => O_SERIES.contains(&name) || name == "stop" && number >= '3',
        None if is_reasoning_model(model) => {
            let searches = model.contains("search");
            GPT_5.contains(&name)
                || name == "web_search_options" && !searches
                || GPT_5_REASONING.contains(&name) && reasons(deployment, effort)
        }
        // The others do not reason, as far as is known of them.
        None => name == "reasoning_effort" && deployment.lacks("reasoning"),
    }
}

/// Whether a value changes nothing: it is left out where the parameter is refused.
#[must_use]
pub fn is_plain(name: &str, value: &str) -> bool {
    let number = |plain: f64| {
        value
            .parse::<f64>()
            .is_ok_and(|value| (value - plain).abs() < f64::EPSILON)
    };
    match name {
        "top_p" => number(1.0),
        "presence_penalty" | "frequency_penalty" | "top_logprobs" => number(0.0),
        "modalities" => value.replace(char::is_whitespace, "") == r#"["text"]"#,
        _ => matches!(value, "false" | "{}" | "[]"),
    }
}

/// The word of a `reasoning_effort`, which some clients give together with a wish for summaries.
#[must_use]
pub fn effort_word(raw: &str) -> Option<String> {
    match serde_json::from_str(raw).ok()? {
        Value::String(word) => Some(word),
        told => told.get("effort")?.as_str().map(str::to_owned),
    }
}

/// The effort as chat completions have it; `None` where it is left out.
///
/// # Errors
/// Refuses a word that the model is known not to know, unless it may be dropped.
pub(super) fn effort<'v>(
    deployment: &Deployment,
    raw: &'v str,
    drop_params: bool,
) -> Result<Option<Cow<'v, str>>, WireError> {
    let Some(word) = effort_word(raw) else {
        // What is no effort at all is for the provider to refuse.
        let object = raw.starts_with('{');
        return Ok((!object).then_some(Cow::Borrowed(raw)));
    };
    let told = deployment.ability(&format!("{word}_reasoning_effort"));
    let refused = match word.as_str() {
        "none" => told != Some(true) && deployment.facts.is_some(),
        "minimal" | "low" | "xhigh" => told == Some(false),
        _ => false,
    };
    if !refused {
        return Ok(Some(if raw.starts_with('"') {
            Cow::Borrowed(raw)
        } else {
            Cow::Owned(Value::String(word).to_string())
        }));
    }
    if drop_params {
        return Ok(None);
    }
    Err(WireError::Value(format!(
        "{} does not support reasoning_effort={word}. To drop unsupported params set \
         `litellm.drop_params = True`",
        deployment.litellm_model
    )))
}

/// Whether only Responses answers: newer models refuse functions in chat completions while they
/// reason. A server that merely speaks OpenAI's dialect is not concerned.
fn only_responses(
    deployment: &Deployment,
    model: &str,
    effort: Option<&str>,
    functions: bool,
) -> bool {
    let quirks = &deployment.provider.quirks;
    let base = deployment.api_base.as_deref().unwrap_or_default();
    let host = base.split("://").nth(1).unwrap_or_default();
    let host = host.split(['/', ':']).next().unwrap_or_default();
    functions
        && deployment.responds()
        && quirks.reasoning_families
        && version(model).is_some_and(|version| version >= FUNCTIONS_BY_RESPONSES)
        && !model.contains("-chat")
        && OWN_HOSTS.iter().any(|end| host.ends_with(end))
        && (effort.is_some() || deployment.ability("none_reasoning_effort") == Some(true))
        && reasons(deployment, effort)
}

/// Whether a chat client's request must be said as Responses.
#[must_use]
pub fn must_be_responses(request: &Request, deployment: &Deployment, model: &str) -> bool {
    let object = &request.object;
    if !object.has("tools") && !object.has("functions") || version(model).is_none() {
        return false;
    }
    let word = object.get("reasoning_effort").and_then(effort_word);
    only_responses(deployment, model, word.as_deref(), true)
}

/// The format in which a request is said, which may be another than its deployment's usual one.
#[must_use]
pub fn format_for(
    usual: Format,
    asked: &ChatRequest,
    deployment: &Deployment,
    model: &str,
) -> Format {
    let effort = match &asked.reasoning {
        None => None,
        Some(Reasoning::Off) => Some("none"),
        Some(_) => Some("medium"),
    };
    let function = |tool: &Tool| matches!(tool, Tool::Function { .. });
    let functions = asked.tools.iter().any(function);
    if usual == Format::Chat && only_responses(deployment, model, effort, functions) {
        Format::Responses
    } else {
        usual
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::record::CallType;
    use bytes::Bytes;
    use serde_json::json;

    fn asked(body: &Value) -> Request {
        let body = Bytes::from(body.to_string());
        Request::parse(CallType::Chat, "/", None, body).expect("accepted")
    }

    fn with_tool(effort: &Value) -> Request {
        asked(
            &json!({ "model": "m", "messages": [{ "role": "user", "content": "x" }], "reasoning_effort": effort,
            "tools": [{ "type": "function", "function": { "name": "f" } }] }),
        )
    }

    #[test]
    fn families_are_told_by_name() {
        for (model, is) in [
            ("gpt-5-mini", true),
            ("o3", true),
            ("o4-mini", true),
            ("gpt-4o", false),
            ("omni", false),
            ("gpt-5-chat-latest", false),
        ] {
            assert_eq!(is_reasoning_model(model), is, "{model}");
        }
        assert_eq!(version("openai/gpt-5.4-mini-2026-03-17"), Some((5, 4)));
        assert_eq!(version("gpt-6"), Some((6, 0)));
        assert_eq!(version("gpt-oss-120b"), None);
    }

    #[test]
    fn newer_models_take_functions_while_they_reason_by_responses_only() {
        let at = |model: &str, base: Option<&str>, effort: Value| {
            let mut deployment = Deployment::sample("openai", model);
            deployment.api_base = base.map(Into::into).or(deployment.api_base);
            let request = with_tool(&effort);
            let hub = crate::wire::door::chat::parse(&request.object).expect("accepted");
            let format = format_for(Format::Chat, &hub, &deployment, model);
            let must = must_be_responses(&request, &deployment, model);
            assert_eq!(format == Format::Responses, must, "{model} {effort}");
            must
        };
        assert!(at("gpt-5.4", None, json!("low")));
        assert!(at(
            "gpt-5.4-mini",
            None,
            json!({ "effort": "high", "summary": "auto" })
        ));
        assert!(at(
            "gpt-5.4",
            Some("https://x.openai.azure.com"),
            json!("low")
        ));
        assert!(!at("gpt-5.4", None, json!("none")));
        assert!(!at("gpt-5.4", Some("http://localhost:1/v1"), json!("low")));
        assert!(!at("gpt-5.1", None, json!("low")));
        assert!(!at("gpt-4o", None, json!("low")));
        // The table says that it does not reason unasked.
        assert!(!at("gpt-5.4", None, Value::Null));
        let plain = asked(&json!({ "model": "m", "messages": [], "reasoning_effort": "low" }));
        let deployment = Deployment::sample("openai", "gpt-5.4");
        assert!(!must_be_responses(&plain, &deployment, "gpt-5.4"));
    }

    #[test]
    fn what_is_refused_depends_on_whether_the_model_reasons() {
        let refuses = |model: &str, name: &str, effort: Option<&str>| {
            refuses(&Deployment::sample("openai", model), model, name, effort)
        };
        assert!(refuses("gpt-5-mini", "top_p", None));
        assert!(refuses("gpt-5-mini", "top_p", Some("none")));
        assert!(!refuses("gpt-5.1", "top_p", None));
        assert!(!refuses("gpt-5.1", "logprobs", Some("none")));
        assert!(refuses("gpt-5.1", "logprobs", Some("low")));
        assert!(refuses("gpt-5.1", "stop", Some("none")));
        assert!(refuses("o3", "stop", None) && !refuses("o1", "stop", None));
        assert!(refuses("gpt-4o", "reasoning_effort", None));
        assert!(!refuses("gpt-99", "reasoning_effort", None));
        assert!(!refuses("gpt-4o", "top_p", None));
        assert!(!refuses("gpt-5-search-api", "web_search_options", None));
        let other = Deployment::sample("hosted_vllm", "gpt-5");
        assert!(!super::refuses(&other, "gpt-5", "stop", None));
    }
}

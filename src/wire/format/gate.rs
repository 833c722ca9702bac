//! The parameter gate of translated requests: what a format cannot say is refused by name, or dropped.

use super::{Target, WireError};
use crate::wire::chat::{ChatRequest, OutputFormat};
use serde_json::value::RawValue;
use serde_json::{Value, json};

/// One parameter: OpenAI's name, its value when it is not the default, and how to take it out.
type Param = (
    &'static str,
    fn(&ChatRequest) -> Option<Value>,
    fn(&mut ChatRequest),
);

/// The typed parameters that some dialect lacks. Defaults are never refused: nobody asked for them.
#[rustfmt::skip]
const PARAMS: &[Param] = &[
    ("n", |r| r.choices.filter(|n| *n != 1).map(Value::from), |r| r.choices = None),
    ("seed", |r| r.seed.map(Value::from), |r| r.seed = None),
    ("temperature", |r| r.temperature.clone().map(Value::Number), |r| r.temperature = None),
    ("top_p", |r| r.top_p.clone().map(Value::Number), |r| r.top_p = None),
    ("top_k", |r| r.top_k.map(Value::from), |r| r.top_k = None),
    ("stop", |r| (!r.stop.is_empty()).then(|| json!(r.stop)), |r| r.stop.clear()),
    ("presence_penalty", |r| r.presence_penalty.clone().map(Value::Number), |r| r.presence_penalty = None),
    ("frequency_penalty", |r| r.frequency_penalty.clone().map(Value::Number), |r| r.frequency_penalty = None),
    ("logit_bias", |r| r.logit_bias.clone(), |r| r.logit_bias = None),
    ("logprobs", |r| r.logprobs.filter(|on| *on).map(Value::from), |r| r.logprobs = None),
    ("top_logprobs", |r| r.top_logprobs.map(Value::from), |r| r.top_logprobs = None),
    ("parallel_tool_calls", |r| r.parallel_tool_calls.filter(|on| !on).map(Value::from), |r| r.parallel_tool_calls = None),
    ("response_format", |r| (r.output_format != OutputFormat::Text).then_some(Value::Null), |r| r.output_format = OutputFormat::Text),
    ("reasoning_effort", |r| r.reasoning.is_some().then_some(Value::Null), |r| r.reasoning = None),
    ("user", |r| r.user.clone().map(Value::String), |r| r.user = None),
    ("service_tier", |r| r.service_tier.clone().map(Value::String), |r| r.service_tier = None),
    ("modalities", |r| (!r.modalities.is_empty()).then(|| json!(r.modalities)), |r| r.modalities.clear()),
    ("audio", |r| r.audio.clone(), |r| r.audio = None),
    ("web_search_options", |r| r.web_search.clone(), |r| r.web_search = None),
    ("verbosity", |r| r.verbosity.clone().map(Value::String), |r| r.verbosity = None),
    ("tools", |r| (!r.tools.is_empty()).then_some(Value::Null), |r| r.tools.clear()),
    ("tool_choice", |r| r.tool_choice.is_some().then_some(Value::Null), |r| r.tool_choice = None),
];

/// Takes what the provider does not know out of the request: all of [`ChatRequest::openai`], and the
/// parameters named in `unsupported`. Those that operator or client allow go into the body as they
/// are; the others are dropped where that is allowed, which is told by their names, else the request is refused
/// naming them all.
pub fn gate(
    request: &mut ChatRequest,
    target: &Target<'_>,
    unsupported: &[&str],
) -> Result<Vec<String>, WireError> {
    let allowed = |name: &str| {
        target
            .allowed
            .iter()
            .any(|list| list.iter().any(|n| n == name))
    };
    let mut refused = Vec::new();
    for (name, value_of, clear) in PARAMS {
        if !unsupported.contains(name) {
            continue;
        }
        let Some(value) = value_of(request) else {
            continue;
        };
        if allowed(name) {
            // Those whose value is more than a word are the format's own to say.
            if let (false, Ok(raw)) = (value.is_null(), serde_json::value::to_raw_value(&value)) {
                request.extra.push(((*name).to_owned(), raw));
            }
        } else {
            refused.push((*name).to_owned());
        }
        clear(request);
    }
    for (name, raw) in std::mem::take(&mut request.openai) {
        if allowed(&name) {
            request.extra.push((name, raw));
        } else if !is_default(&raw) {
            refused.push(name);
        }
    }
    if refused.is_empty() || target.drop_params {
        return Ok(refused);
    }
    Err(WireError::Unsupported {
        provider: target.deployment.provider.name,
        model: target.model.to_owned(),
        params: refused,
    })
}

fn is_default(raw: &RawValue) -> bool {
    matches!(raw.get(), "null" | "false" | "{}" | "[]")
}

//! What a client asks.

use super::called::Names;
use super::{Rejection, input, missing, rejection, tools, wrong_type, wrong_value};
use crate::wire::chat::{ChatRequest, Effort, OutputFormat, Part, Reasoning, Role, Turn};
use crate::wire::door::openai::is_control;
use crate::wire::json::Object;
use serde_json::value::RawValue;
use serde_json::{Number, Value};

/// Members that the dialect defines. Those that are not read here are either the gateway's
/// (`previous_response_id`, `store`), or hints that may be left out without changing what is asked:
/// where a prompt is cached, what to do about an input that is too long.
/// `client_metadata` is what Codex tells of its sessions.
const DEFINED: &[&str] = &[
    "access_programs",
    "background",
    "background_options",
    "client_metadata",
    "context_management",
    "conversation",
    "image",
    "include",
    "input",
    "instructions",
    "max_output_tokens",
    "max_tool_calls",
    "metadata",
    "model",
    "moderation",
    "parallel_tool_calls",
    "previous_response_id",
    "prompt",
    "prompt_cache_key",
    "prompt_cache_options",
    "prompt_cache_retention",
    "reasoning",
    "safety_identifier",
    "service_tier",
    "store",
    "stream",
    "stream_options",
    "temperature",
    "text",
    "tool_choice",
    "tools",
    "top_logprobs",
    "top_p",
    "truncation",
    "user",
];

/// Reads a request.
pub fn parse(object: &Object) -> Result<ChatRequest, Rejection> {
    let members = Members(object);
    refuse_what_only_openai_keeps(members)?;
    let mut request = ChatRequest {
        parallel_tool_calls: members.flag("parallel_tool_calls")?,
        max_output_tokens: members.count("max_output_tokens")?,
        temperature: members.number("temperature")?,
        top_p: members.number("top_p")?,
        top_logprobs: members.count("top_logprobs")?,
        service_tier: members.text("service_tier")?,
        reasoning: reasoning(members)?,
        stream: members.flag("stream")?.unwrap_or(false),
        extra: extra(object),
        ..ChatRequest::default()
    };
    let safety_identifier = members.text("safety_identifier")?;
    request.user = members.text("user")?.or(safety_identifier);
    request.logprobs = logprobs(members, request.top_logprobs)?;
    text(members, &mut request)?;
    let names = tools::read(
        members.value("tools").as_ref(),
        members.value("tool_choice").as_ref(),
        &mut request,
    )?;
    request.turns = turns(members, &names)?;
    Ok(request)
}

/// Typed access to the top-level members; `null` is as good as absent.
#[derive(Clone, Copy)]
struct Members<'o>(&'o Object);

impl Members<'_> {
    fn value(self, name: &str) -> Option<Value> {
        self.0.read::<Value>(name).filter(|value| !value.is_null())
    }

    fn typed<T>(
        self,
        name: &'static str,
        expected: &str,
        read: impl FnOnce(Value) -> Option<T>,
    ) -> Result<Option<T>, Rejection> {
        let Some(value) = self.value(name) else {
            return Ok(None);
        };
        let read = read(value).ok_or_else(|| wrong_type(name, name, expected))?;
        Ok(Some(read))
    }

    fn text(self, name: &'static str) -> Result<Option<String>, Rejection> {
        self.typed(name, "a string", string)
    }

    fn flag(self, name: &'static str) -> Result<Option<bool>, Rejection> {
        self.typed(name, "a boolean", |value| value.as_bool())
    }

    fn count(self, name: &'static str) -> Result<Option<u64>, Rejection> {
        self.typed(name, "an integer", |value| value.as_u64())
    }

    fn number(self, name: &'static str) -> Result<Option<Number>, Rejection> {
        self.typed(name, "a number", |value| match value {
            Value::Number(number) => Some(number),
            _ => None,
        })
    }
}

fn string(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

/// What lives in an account at OpenAI cannot be had from another provider, and leaving it out would
/// change what is asked.
fn refuse_what_only_openai_keeps(members: Members<'_>) -> Result<(), Rejection> {
    if members.flag("background")? == Some(true) {
        return Err(rejection(
            "background",
            "This model's provider has no background mode. Leave out 'background', or set it to false.",
        ));
    }
    for (name, instead) in [
        (
            "conversation",
            "send the conversation in 'input', or use 'previous_response_id'",
        ),
        (
            "prompt",
            "send the prompt's text in 'instructions' and 'input'",
        ),
    ] {
        if members.value(name).is_some() {
            return Err(rejection(
                name,
                format!("This model's provider does not keep a '{name}': {instead} instead."),
            ));
        }
    }
    Ok(())
}

fn turns(members: Members<'_>, names: &Names) -> Result<Vec<Turn>, Rejection> {
    let mut turns = Vec::new();
    if let Some(instructions) = members.text("instructions")? {
        turns.push(Turn {
            role: Role::System,
            parts: vec![Part::text(instructions)],
            name: None,
        });
    }
    let input = members.value("input").ok_or_else(|| {
        rejection(
            "input",
            "/responses: Missing required parameter: 'input'.".to_owned(),
        )
    })?;
    let continues = super::previous_id(members.0).is_some();
    turns.extend(input::read(&input, continues, names)?);
    Ok(turns)
}

fn reasoning(members: Members<'_>) -> Result<Option<Reasoning>, Rejection> {
    let Some(value) = members.value("reasoning") else {
        return Ok(None);
    };
    let Value::Object(wish) = value else {
        return Err(wrong_type("reasoning", "reasoning", "an object"));
    };
    let word = |name: &str| match wish.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(word)) => Ok(Some(word.clone())),
        Some(_) => Err(wrong_type(
            "reasoning",
            &format!("reasoning.{name}"),
            "a string",
        )),
    };
    let effort = word("effort")?;
    let summary = match word("summary")? {
        Some(summary) => Some(summary),
        None => word("generate_summary")?,
    };
    match (effort.as_deref(), summary) {
        (Some("none"), _) => Ok(Some(Reasoning::Off)),
        // A summary is how thoughts are to be shown, if there are any: how much is thought is the model's own
        // affair. Agents ask for one whoever answers, and an effort is refused by models that do not reason.
        (None, _) => Ok(None),
        (Some(word), summary) => {
            let effort = Effort::parse(word).ok_or_else(|| {
                let words = "'none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'";
                wrong_value("reasoning", "reasoning.effort", word, words)
            })?;
            Ok(Some(Reasoning::Effort { effort, summary }))
        }
    }
}

/// Log probabilities come with `top_logprobs`, or when `include` names them.
fn logprobs(members: Members<'_>, top_logprobs: Option<u64>) -> Result<Option<bool>, Rejection> {
    let include = members.typed("include", "an array of strings", |value| match value {
        Value::Array(names) => names.into_iter().map(string).collect::<Option<Vec<_>>>(),
        _ => None,
    })?;
    let named = include.is_some_and(|names| {
        names
            .iter()
            .any(|name| name == "message.output_text.logprobs")
    });
    Ok((named || top_logprobs.is_some_and(|top| top > 0)).then_some(true))
}

fn text(members: Members<'_>, request: &mut ChatRequest) -> Result<(), Rejection> {
    let Some(value) = members.value("text") else {
        return Ok(());
    };
    let Value::Object(config) = value else {
        return Err(wrong_type("text", "text", "an object"));
    };
    match config.get("verbosity") {
        None | Some(Value::Null) => {}
        Some(Value::String(word)) => request.verbosity = Some(word.clone()),
        Some(_) => return Err(wrong_type("text", "text.verbosity", "a string")),
    }
    request.output_format = match config.get("format") {
        None | Some(Value::Null) => OutputFormat::Text,
        Some(format) => output_format(format)?,
    };
    Ok(())
}

fn output_format(format: &Value) -> Result<OutputFormat, Rejection> {
    let kind = format
        .as_object()
        .ok_or_else(|| wrong_type("text", "text.format", "an object"))?
        .get("type")
        .and_then(Value::as_str)
        .ok_or_else(|| missing("text", "text.format.type"))?;
    let text = |name: &str| format.get(name).and_then(Value::as_str).map(str::to_owned);
    match kind {
        "text" => Ok(OutputFormat::Text),
        "json_object" => Ok(OutputFormat::JsonObject),
        "json_schema" => Ok(OutputFormat::JsonSchema {
            name: text("name").ok_or_else(|| missing("text", "text.format.name"))?,
            description: text("description"),
            schema: format
                .get("schema")
                .filter(|schema| schema.is_object())
                .cloned()
                .ok_or_else(|| missing("text", "text.format.schema"))?,
            strict: format.get("strict").and_then(Value::as_bool),
        }),
        other => Err(wrong_value(
            "text",
            "text.format.type",
            other,
            "'text', 'json_object', 'json_schema'",
        )),
    }
}

/// Members that the dialect does not define go into the provider's body unchanged, except those that
/// are meant for the gateway.
fn extra(object: &Object) -> Vec<(String, Box<RawValue>)> {
    let unknown = object
        .iter()
        .filter(|(name, value)| *value != "null" && !DEFINED.contains(name) && !is_control(name));
    unknown
        .filter_map(|(name, value)| {
            let raw = RawValue::from_string(value.to_owned()).ok()?;
            Some((name.to_owned(), raw))
        })
        .collect()
}

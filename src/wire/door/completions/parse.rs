//! A completion request into the hub: the prompt becomes a turn of the user.

use crate::wire::chat::{ChatRequest, Part, Role, Turn};
use crate::wire::door::chat;
use crate::wire::door::openai::Rejection;
use crate::wire::json::{Object, ObjectWriter};
use serde_json::Value;

/// Members that say something else here than in chat completions, or that chats do not have.
const OWN: &[&str] = &["prompt", "suffix", "echo", "best_of", "logprobs"];
/// Members of chats: a completion has no place for what they bring.
const OF_CHATS: &[&str] = &["messages", "tools", "functions", "response_format"];

/// Reads a request. What a chat model cannot be asked for is refused with the reason.
pub fn parse(object: &Object) -> Result<ChatRequest, Rejection> {
    if let Some(name) = OF_CHATS.iter().find(|name| object.has(name)) {
        return Err(refuse(
            "prompt",
            format!("'{name}' belongs to chat completions: call /v1/chat/completions."),
        ));
    }
    let mut rest = ObjectWriter::with_capacity(object.text().len());
    for (name, raw) in object.iter().filter(|(name, _)| !OWN.contains(name)) {
        rest.raw(name, raw);
    }
    let rest = Object::parse(rest.finish())
        .map_err(|error| refuse("request_body", format!("Invalid JSON payload: {error}")))?;
    let mut request = chat::parse(&rest)?;
    request.turns = vec![Turn {
        role: Role::User,
        parts: vec![Part::Text {
            text: prompt(object)?,
            cache: None,
        }],
        name: None,
    }];
    require_plain(object)?;
    match object.get("logprobs").filter(|raw| *raw != "null") {
        None | Some("false") => {}
        Some(raw) => {
            let alternatives: u64 = serde_json::from_str(raw).map_err(|_| {
                refuse(
                    "logprobs",
                    "Invalid value for 'logprobs': a whole number is needed.",
                )
            })?;
            request.logprobs = Some(true);
            request.top_logprobs = Some(alternatives);
        }
    }
    Ok(request)
}

fn prompt(object: &Object) -> Result<String, Rejection> {
    match object.read::<Value>("prompt") {
        Some(Value::String(text)) => Ok(text),
        Some(Value::Array(prompts)) => match &prompts[..] {
            [Value::String(text)] => Ok(text.clone()),
            [Value::String(_), ..] => Err(refuse(
                "prompt",
                "Invalid value for 'prompt': this model's provider answers one prompt a call. Send each prompt in a \
                 request of its own.",
            )),
            _ => Err(refuse(
                "prompt",
                "Invalid value for 'prompt': this model's provider takes text, no tokens. Send the prompt as text.",
            )),
        },
        _ => Err(refuse(
            "prompt",
            "Invalid value for 'prompt': a text is needed.",
        )),
    }
}

/// What only a model that continues texts can do.
fn require_plain(object: &Object) -> Result<(), Rejection> {
    let said = |name: &str, plain: &[&str]| {
        object
            .get(name)
            .is_some_and(|raw| raw != "null" && !plain.contains(&raw))
    };
    let why = if said("suffix", &["\"\""]) {
        (
            "suffix",
            "this model's provider cannot insert text before a suffix",
        )
    } else if said("echo", &["false"]) {
        (
            "echo",
            "this model's provider does not repeat the prompt: join it to the answer yourself",
        )
    } else if said("best_of", &["1"]) {
        (
            "best_of",
            "this model's provider does not choose among answers: ask for 'n' of them",
        )
    } else {
        return Ok(());
    };
    Err(refuse(
        why.0,
        format!("Invalid value for '{}': {}.", why.0, why.1),
    ))
}

fn refuse(param: &'static str, message: impl Into<String>) -> Rejection {
    Rejection {
        status: 400,
        error_type: "invalid_request_error",
        param: Some(param),
        message: message.into(),
    }
}

//! A stored request as the playground's form: what was asked once, to be asked again.

use super::super::visit::Visit;
use super::sheet;
use crate::admin::AdminError;
use crate::domain::record::CallType;
use crate::http::App;
use serde_json::{Map, Value, json};

/// A request that can be sent again.
#[derive(Debug, Default, PartialEq)]
pub struct Replay {
    /// The public model.
    pub model: String,
    /// The key that it was charged to.
    pub key: String,
    /// Names and values of the form.
    pub fields: Vec<(&'static str, String)>,
    /// The messages before the last one, as a JSON list.
    pub earlier: Value,
    /// What a chat has no place for, by its names in the request.
    pub left_out: Vec<String>,
}

/// The stored request of a call that the visitor may see.
pub async fn replay(app: &App, visit: &Visit, id: &str) -> Result<Option<Replay>, AdminError> {
    let Some(call) = sheet::seen(app, visit, id).await? else {
        return Ok(None);
    };
    let Some(payload) = app.store.get_payload(&call.intent.request_id).await? else {
        return Ok(None);
    };
    let body: Map<String, Value> = serde_json::from_str(&payload.request).unwrap_or_default();
    let mut replay = match call.intent.call_type {
        CallType::Chat => of_chat(body),
        CallType::Messages => of_messages(body),
        _ => return Ok(None),
    };
    replay.model = call.intent.model_group.to_string();
    replay.key = call.intent.key_id.to_string();
    Ok(Some(replay))
}

/// A content that is text alone.
fn plain(content: &Value) -> Option<String> {
    match content {
        Value::String(text) => Some(text.clone()),
        Value::Array(parts) => {
            let texts: Option<Vec<&str>> = parts.iter().map(|part| part["text"].as_str()).collect();
            texts.map(|texts| texts.join("\n"))
        }
        _ => None,
    }
}

/// Takes what has a field of its own out of a body.
fn field(body: &mut Map<String, Value>, names: &[&str]) -> String {
    let found: Vec<Value> = names.iter().filter_map(|name| body.remove(*name)).collect();
    match found.into_iter().find(|value| !value.is_null()) {
        None => String::new(),
        Some(Value::String(text)) => text,
        Some(other) => other.to_string(),
    }
}

fn of_chat(mut body: Map<String, Value>) -> Replay {
    let messages = body.remove("messages").unwrap_or_default();
    let mut messages: Vec<Value> = messages.as_array().cloned().unwrap_or_default();
    for name in ["model", "stream", "stream_options", "n"] {
        body.remove(name);
    }
    let is = |message: Option<&Value>, roles: &[&str]| {
        let role = message.and_then(|message| message["role"].as_str());
        role.is_some_and(|role| roles.contains(&role))
    };
    let mut system = String::new();
    if is(messages.first(), &["system", "developer"])
        && let Some(text) = messages.first().and_then(|first| plain(&first["content"]))
    {
        system = text;
        messages.remove(0);
    }
    let mut message = String::new();
    if is(messages.last(), &["user"])
        && let Some(text) = messages.last().and_then(|last| plain(&last["content"]))
    {
        message = text;
        messages.pop();
    }
    let mut fields = vec![("system", system), ("message", message)];
    fields.push(("temperature", field(&mut body, &["temperature"])));
    fields.push((
        "max_tokens",
        field(&mut body, &["max_completion_tokens", "max_tokens"]),
    ));
    fields.push(("reasoning_effort", field(&mut body, &["reasoning_effort"])));
    let tools = body.remove("tools").filter(|tools| !tools.is_null());
    fields.push((
        "tools",
        tools.map(|tools| pretty(&tools)).unwrap_or_default(),
    ));
    body.retain(|_, value| !value.is_null());
    let extra = if body.is_empty() {
        String::new()
    } else {
        pretty(&Value::Object(body))
    };
    fields.push(("extra", extra));
    Replay {
        fields,
        earlier: Value::Array(messages),
        ..Replay::default()
    }
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// Anthropic's request as a chat, as far as it is text.
fn of_messages(mut body: Map<String, Value>) -> Replay {
    let mut left_out = Vec::new();
    let mut messages = Vec::new();
    let system = body.remove("system").unwrap_or_default();
    if let Some(text) = plain(&system) {
        messages.push(json!({ "role": "system", "content": text }));
    }
    for message in body
        .remove("messages")
        .unwrap_or_default()
        .as_array()
        .into_iter()
        .flatten()
    {
        match plain(&message["content"]) {
            Some(text) => messages.push(json!({ "role": message["role"], "content": text })),
            None => left_out.push("messages that are more than text".to_owned()),
        }
    }
    let mut chat = Map::new();
    chat.insert("messages".to_owned(), Value::Array(messages));
    for (name, chats) in [
        ("temperature", "temperature"),
        ("max_tokens", "max_tokens"),
        ("top_p", "top_p"),
        ("stop_sequences", "stop"),
    ] {
        if let Some(value) = body.remove(name) {
            chat.insert(chats.to_owned(), value);
        }
    }
    let tools = body.remove("tools").unwrap_or_default();
    let tools: Vec<Value> = tools
        .as_array()
        .into_iter()
        .flatten()
        .filter(|tool| tool["input_schema"].is_object())
        .map(|tool| json!({ "type": "function", "function": {
            "name": tool["name"], "description": tool["description"], "parameters": tool["input_schema"] } }))
        .collect();
    if !tools.is_empty() {
        chat.insert("tools".to_owned(), Value::Array(tools));
    }
    left_out.extend(
        body.into_iter()
            .map(|(name, _)| name)
            .filter(|name| !matches!(name.as_str(), "model" | "stream" | "metadata")),
    );
    left_out.dedup();
    Replay {
        left_out,
        ..of_chat(chat)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Map<String, Value> {
        serde_json::from_str(text).expect("JSON")
    }

    fn of(replay: &Replay, name: &str) -> String {
        let found = replay.fields.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.clone()).expect(name)
    }

    #[test]
    fn a_chat_is_taken_apart_and_nothing_is_lost() {
        let replay = of_chat(read(
            r#"{"model":"m","stream":true,"messages":[{"role":"system","content":"S"},{"role":"user","content":"a"},
            {"role":"assistant","content":"b"},{"role":"user","content":[{"type":"text","text":"c"}]}],
            "temperature":0.5,"max_completion_tokens":9,"seed":1,"tools":[{"type":"function"}]}"#,
        ));
        for (name, value) in [
            ("system", "S"),
            ("message", "c"),
            ("temperature", "0.5"),
            ("max_tokens", "9"),
        ] {
            assert_eq!(of(&replay, name), value, "{name}");
        }
        assert!(
            of(&replay, "extra").contains("\"seed\": 1")
                && of(&replay, "tools").contains("function")
        );
        assert_eq!(replay.earlier.as_array().map(Vec::len), Some(2));
        let picture = of_chat(read(
            r#"{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"x"}}]}]}"#,
        ));
        assert_eq!(of(&picture, "message"), "");
        assert_eq!(
            picture.earlier.as_array().map(Vec::len),
            Some(1),
            "it stays whole"
        );
    }

    #[test]
    fn anthropics_messages_become_a_chat() {
        let replay = of_messages(read(
            r#"{"model":"m","max_tokens":5,"system":"S","messages":[{"role":"user","content":[{"type":"text","text":"hi"}]}],
            "stop_sequences":["x"],"thinking":{"type":"enabled"},"tools":[{"name":"f","input_schema":{"type":"object"}}]}"#,
        ));
        assert_eq!(
            (of(&replay, "system"), of(&replay, "message")),
            ("S".to_owned(), "hi".to_owned())
        );
        assert!(
            of(&replay, "extra").contains("stop") && of(&replay, "tools").contains("parameters")
        );
        assert_eq!(replay.left_out, ["thinking"]);
    }
}

//! Requests as a deployment can take them: instructions said by the user, places to cache up to.

use super::door::Door;
use super::door::openai::Request;
use super::json::{Object, ObjectWriter};
use crate::domain::handling::{CachePoint, Handling};
use serde_json::{Value, json};

/// The request as the deployment is to see it; `None` where it stays as it is.
#[must_use]
pub fn shaped(request: &Request, handling: &Handling) -> Option<Object> {
    if !handling.no_system && handling.cache_points.is_empty() {
        return None;
    }
    let door = Door::of(request.call_type);
    let chats = door == Door::Messages || request.object.has("messages");
    if !chats || !matches!(door, Door::OpenAi | Door::Messages) {
        return None;
    }
    let mut messages: Vec<Value> = request.object.read("messages")?;
    let mut system: Option<Value> = request.object.read("system");
    if handling.no_system {
        let instructions = system.take();
        fold(&mut messages);
        if let Some(instructions) = instructions {
            messages.insert(0, json!({ "role": "user", "content": instructions }));
        }
    }
    for point in &handling.cache_points {
        mark(&mut messages, system.as_mut(), point);
    }
    let mut out = ObjectWriter::with_capacity(request.object.text().len());
    for (name, raw) in request.object.iter() {
        match name {
            "messages" => out.raw(
                name,
                &Value::from(std::mem::take(&mut messages)).to_string(),
            ),
            "system" => {
                if let Some(system) = &system {
                    out.raw(name, &system.to_string());
                }
            }
            _ => out.raw(name, raw),
        }
    }
    Object::parse(out.finish()).ok()
}

/// Makes instructions the user's: the beginning of what the user says next, where both are plain text.
fn fold(messages: &mut Vec<Value>) {
    let mut at = 0;
    while at < messages.len() {
        let role = messages[at]["role"].as_str();
        if !matches!(role, Some("system" | "developer")) {
            at += 1;
            continue;
        }
        let next = messages.get(at + 1).filter(|next| next["role"] == "user");
        let both = next.and_then(|next| {
            Some(format!(
                "{}\n\n{}",
                messages[at]["content"].as_str()?,
                next["content"].as_str()?
            ))
        });
        match both {
            Some(text) => {
                messages.remove(at);
                messages[at]["content"] = text.into();
            }
            None => messages[at]["role"] = "user".into(),
        }
    }
}

fn mark(messages: &mut [Value], system: Option<&mut Value>, point: &CachePoint) {
    let control: Value = serde_json::from_str(&point.control).unwrap_or_default();
    if point.role.as_deref() == Some("system")
        && let Some(system) = system
    {
        mark_content(system, &control);
    }
    let count = messages.len() as i64;
    let place = point
        .index
        .map(|index| if index < 0 { count + index } else { index });
    for (at, message) in messages.iter_mut().enumerate() {
        let here = place.is_none_or(|place| place == at as i64);
        let named = point
            .role
            .as_deref()
            .is_none_or(|role| message["role"] == role);
        if here && named && (point.role.is_some() || place.is_some()) {
            mark_content(&mut message["content"], &control);
        }
    }
}

/// Puts the mark on the last block of a content, which becomes a list where it was a text.
fn mark_content(content: &mut Value, control: &Value) {
    match content {
        Value::String(text) => {
            *content = json!([{ "type": "text", "text": text, "cache_control": control }]);
        }
        Value::Array(blocks) => {
            if let Some(Value::Object(last)) = blocks.last_mut() {
                last.insert("cache_control".to_owned(), control.clone());
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::record::CallType;

    fn shape(call_type: CallType, body: &Value, handling: &Handling) -> Value {
        let request = Request::parse(call_type, "/x", None, body.to_string().into());
        let object = shaped(&request.expect("a request"), handling).expect("another shape");
        serde_json::from_slice(object.text()).expect("JSON")
    }

    fn point(role: Option<&str>, index: Option<i64>) -> CachePoint {
        CachePoint {
            role: role.map(str::to_owned),
            index,
            control: r#"{"type":"ephemeral"}"#.to_owned(),
        }
    }

    #[test]
    fn instructions_become_the_users() {
        let handling = Handling {
            no_system: true,
            ..Handling::default()
        };
        let body = json!({ "model": "m", "seed": 7, "messages": [
            { "role": "system", "content": "Be brief." }, { "role": "user", "content": "hi" },
            { "role": "developer", "content": "And kind." }, { "role": "assistant", "content": "ho" },
        ] });
        let told = shape(CallType::Chat, &body, &handling);
        let expected = json!([
            { "role": "user", "content": "Be brief.\n\nhi" }, { "role": "user", "content": "And kind." },
            { "role": "assistant", "content": "ho" },
        ]);
        assert_eq!((&told["messages"], &told["seed"]), (&expected, &json!(7)));
        let body = json!({ "model": "m", "max_tokens": 5, "system": "Be brief.", "messages": [
            { "role": "user", "content": "hi" },
        ] });
        let told = shape(CallType::Messages, &body, &handling);
        assert!(told.get("system").is_none());
        assert_eq!(told["messages"][0]["content"], "Be brief.");
    }

    #[test]
    fn places_to_cache_are_marked_by_role_and_by_index() {
        let handling = Handling {
            cache_points: vec![point(Some("system"), None), point(None, Some(-1))],
            ..Handling::default()
        };
        let body = json!({ "model": "m", "messages": [
            { "role": "system", "content": "long" }, { "role": "user", "content": "a" },
            { "role": "user", "content": [{ "type": "text", "text": "b" }, { "type": "text", "text": "c" }] },
        ] });
        let told = shape(CallType::Chat, &body, &handling);
        let mark = json!({ "type": "ephemeral" });
        assert_eq!(told["messages"][0]["content"][0]["cache_control"], mark);
        assert_eq!(told["messages"][1]["content"], "a");
        let last = &told["messages"][2]["content"];
        assert!(last[0].get("cache_control").is_none());
        assert_eq!(last[1]["cache_control"], mark);
    }
}

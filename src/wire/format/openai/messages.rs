//! Messages and tools of OpenAI's dialect, for providers that take less of it than OpenAI.
//!
//! What need not change is copied as it is written: prompts are cached by their bytes.

use crate::domain::provider::Quirks;
use crate::wire::json::{Object, ObjectWriter};
use bytes::Bytes;
use serde_json::Value;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use std::borrow::Cow;

const CACHE_MARK: &str = "cache_control";

/// Says `messages` as the provider takes them.
pub(super) fn messages<'a>(raw: &'a str, quirks: &Quirks) -> Cow<'a, str> {
    if !concerned(raw, quirks) {
        return Cow::Borrowed(raw);
    }
    each(raw, |item| {
        let message = Object::parse(Bytes::copy_from_slice(item.as_bytes())).ok()?;
        let mut out = ObjectWriter::with_capacity(item.len());
        let mut changed = false;
        for (name, value) in message.iter() {
            match member(name, value, quirks) {
                Some(Cow::Borrowed(same)) => out.raw(name, same),
                Some(Cow::Owned(other)) => {
                    changed = true;
                    out.raw(name, &other);
                }
                None => changed = true,
            }
        }
        changed.then(|| String::from_utf8_lossy(&out.finish()).into_owned())
    })
}

/// Says `tools` as the provider takes them.
pub(super) fn tools<'a>(raw: &'a str, quirks: &Quirks) -> Cow<'a, str> {
    if quirks.messages.cache_marks || !raw.contains(CACHE_MARK) {
        return Cow::Borrowed(raw);
    }
    let Ok(Value::Array(mut tools)) = serde_json::from_str(raw) else {
        return Cow::Borrowed(raw);
    };
    for tool in &mut tools {
        unmark(tool);
        if let Some(function) = tool.get_mut("function") {
            unmark(function);
        }
    }
    Cow::Owned(Value::Array(tools).to_string())
}

/// Whether anything in these messages may have to change; most have nothing.
fn concerned(raw: &str, quirks: &Quirks) -> bool {
    let rules = &quirks.messages;
    !rules.members.is_empty()
        || rules.flat_text
        || !quirks.developer_role && raw.contains("developer")
        || !rules.cache_marks && raw.contains(CACHE_MARK)
        || rules.call_id_chars > 0 && raw.contains("tool_call")
}

/// A member of a message; `None` when the provider refuses it.
fn member<'a>(name: &str, value: &'a str, quirks: &Quirks) -> Option<Cow<'a, str>> {
    let rules = &quirks.messages;
    if !rules.members.is_empty() && !rules.members.contains(&name)
        || name == CACHE_MARK && !rules.cache_marks
    {
        return None;
    }
    let other = match name {
        "role" if !quirks.developer_role && value == r#""developer""# => {
            Some(r#""system""#.to_owned())
        }
        "content" if value.starts_with('[') => content(value, quirks),
        "tool_call_id" if rules.call_id_chars > 0 => serde_json::from_str::<String>(value)
            .ok()
            .and_then(|id| short_id(&id, rules.call_id_chars))
            .map(|id| Value::String(id).to_string()),
        "tool_calls" if rules.call_id_chars > 0 => calls(value, rules.call_id_chars),
        _ => None,
    };
    Some(other.map_or(Cow::Borrowed(value), Cow::Owned))
}

/// A list of parts with another form; `None` when it may stay as it is.
fn content(raw: &str, quirks: &Quirks) -> Option<String> {
    let rules = &quirks.messages;
    let marked = !rules.cache_marks && raw.contains(CACHE_MARK);
    if !marked && !rules.flat_text {
        return None;
    }
    let mut parts: Vec<Value> = serde_json::from_str(raw).ok()?;
    if rules.flat_text && parts.iter().all(|part| part["type"] == "text") {
        let texts: Vec<&str> = parts
            .iter()
            .filter_map(|part| part["text"].as_str())
            .collect();
        return Some(Value::String(texts.join("\n")).to_string());
    }
    if !marked {
        return None;
    }
    parts.iter_mut().for_each(unmark);
    Some(Value::Array(parts).to_string())
}

fn unmark(value: &mut Value) {
    if let Some(members) = value.as_object_mut() {
        // Members keep their order: prompts are cached by it.
        members.shift_remove(CACHE_MARK);
    }
}

/// Calls with ids of the length; `None` when all have it.
fn calls(raw: &str, chars: usize) -> Option<String> {
    let mut calls: Vec<Value> = serde_json::from_str(raw).ok()?;
    let mut changed = false;
    for call in &mut calls {
        if let Some(id) = call["id"].as_str().and_then(|id| short_id(id, chars)) {
            call["id"] = Value::String(id);
            changed = true;
        }
    }
    changed.then(|| Value::Array(calls).to_string())
}

/// An id of letters and digits of that length, always the same for the same one; `None` when it is
/// one already. Ids of other providers come with conversations that began there.
fn short_id(id: &str, chars: usize) -> Option<String> {
    if id.len() == chars && id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let digest = Sha256::digest(id.as_bytes());
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    Some(hex.chars().take(chars).collect())
}

/// Rewrites the items of a list that `change` has another text for.
fn each(raw: &str, change: impl Fn(&str) -> Option<String>) -> Cow<'_, str> {
    let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(raw) else {
        return Cow::Borrowed(raw);
    };
    let mut out = String::with_capacity(raw.len());
    for (index, item) in items.iter().enumerate() {
        out.push(if index == 0 { '[' } else { ',' });
        match change(item.get()) {
            Some(other) => out.push_str(&other),
            None => out.push_str(item.get()),
        }
    }
    if items.is_empty() {
        out.push('[');
    }
    out.push(']');
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::provider::Provider;
    use serde_json::json;

    fn quirks(provider: &str) -> &'static Quirks {
        &Provider::find(provider).expect("a row").quirks
    }

    fn said(provider: &str, raw: &Value) -> Value {
        let raw = raw.to_string();
        serde_json::from_str(&messages(&raw, quirks(provider))).expect("JSON")
    }

    #[test]
    fn only_the_role_of_developer_messages_changes() {
        let raw =
            r#"[{"role":"developer","content":"a developer"},{"content":"x" ,"role":"user"}]"#;
        assert_eq!(
            messages(raw, quirks("hosted_vllm")),
            r#"[{"role":"system","content":"a developer"},{"content":"x" ,"role":"user"}]"#
        );
        for raw in [r#"[{"role": "user"}]"#, "[]", "7"] {
            assert_eq!(messages(raw, quirks("hosted_vllm")), raw);
            assert_eq!(messages(raw, quirks("mistral")), raw);
        }
        let raw = r#"[{"role":"developer","content":"x"}]"#;
        assert_eq!(messages(raw, quirks("openai")), raw);
    }

    #[test]
    fn members_that_a_provider_refuses_are_left_out() {
        let assistant = json!({ "role": "assistant", "content": "a", "reasoning_content": "r", "annotations": [],
            "refusal": null, "prefix": true });
        let asked = json!([{ "role": "user", "content": "q", "name": "me" }, assistant]);
        assert_eq!(
            said("mistral", &asked),
            json!([{ "role": "user", "content": "q" }, { "role": "assistant", "content": "a", "prefix": true }])
        );
        assert_eq!(
            said("groq", &asked),
            json!([{ "role": "user", "content": "q" }, { "role": "assistant", "content": "a" }])
        );
        assert_eq!(said("fireworks_ai", &asked)[0]["name"], "me");
        assert_eq!(said("deepseek", &asked), asked);
    }

    #[test]
    fn cache_marks_go_only_where_they_are_known() {
        let mark = json!({ "type": "ephemeral" });
        let asked = json!([{ "role": "user", "cache_control": mark, "content": [
            { "type": "text", "cache_control": mark, "text": "a" },
            { "type": "image_url", "image_url": { "url": "https://x/y" } }] }]);
        let plain = json!([{ "role": "user", "content": [{ "type": "text", "text": "a" },
            { "type": "image_url", "image_url": { "url": "https://x/y" } }] }]);
        for provider in ["openai", "mistral", "groq", "fireworks_ai"] {
            assert_eq!(said(provider, &asked), plain, "{provider}");
        }
        assert_eq!(said("openrouter", &asked), asked);
        let offered = json!([{ "type": "function", "cache_control": mark,
            "function": { "name": "f", "cache_control": mark } }])
        .to_string();
        assert_eq!(
            tools(&offered, quirks("mistral")),
            r#"[{"type":"function","function":{"name":"f"}}]"#
        );
        assert_eq!(tools(&offered, quirks("openrouter")), offered);
    }

    #[test]
    fn ids_of_other_providers_get_mistrals_length() {
        let call = |id: &str| json!({ "id": id, "type": "function", "function": { "name": "f", "arguments": "{}" } });
        let asked = json!([
            { "role": "assistant", "content": null, "tool_calls": [call("toolu_01A09q90qw90lq917835lq9"), call("D681PevKs")] },
            { "role": "tool", "tool_call_id": "toolu_01A09q90qw90lq917835lq9", "content": "1" },
            { "role": "tool", "tool_call_id": "D681PevKs", "content": "2" },
        ]);
        let sent = said("mistral", &asked);
        let id = sent[0]["tool_calls"][0]["id"].as_str().expect("an id");
        assert!(
            id.len() == 9 && id.bytes().all(|byte| byte.is_ascii_alphanumeric()),
            "{id}"
        );
        assert_eq!(sent[1]["tool_call_id"], id);
        // Its own stay as they are.
        assert_eq!(
            (&sent[0]["tool_calls"][1]["id"], &sent[2]["tool_call_id"]),
            (&json!("D681PevKs"), &json!("D681PevKs"))
        );
        assert_eq!(said("deepseek", &asked), asked);
    }

    #[test]
    fn lists_of_texts_become_texts_where_lists_are_refused() {
        let image = json!({ "role": "user", "content": [{ "type": "text", "text": "a" },
            { "type": "image_url", "image_url": { "url": "https://x/y" } }] });
        let asked = json!([{ "role": "system", "content": [{ "type": "text", "text": "a" }, { "type": "text", "text": "b" }] }, image]);
        assert_eq!(
            said("deepseek", &asked),
            json!([{ "role": "system", "content": "a\nb" }, image])
        );
        assert_eq!(said("groq", &asked), asked);
    }
}

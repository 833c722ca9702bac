//! Whose words only one account of a provider can read again: `encrypted_content` of OpenAI's Responses.
//!
//! An answer's sealed items are marked with the deployment that made them, and a request that brings them
//! back is sent where they can be read. The mark is taken off before a provider sees it.
//!
//! Source: OpenAI, "Reasoning models", "Encrypted reasoning items"; a provider answers 400
//! `invalid_encrypted_content` to what another account sealed.

use crate::wire::json::{Object, ObjectWriter};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use std::sync::Arc;

/// What every mark begins with.
const MARK: &str = "cwenc:";
const MEMBER: &str = "encrypted_content";

/// A deployment whose sealed words a request brings back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The deployment.
    pub id: Arc<str>,
    /// Every deployment that can read them: those with the same account at the same address.
    pub readers: Vec<Arc<str>>,
}

/// Marks what is sealed in an answer, or in the event that tells of a part of it. Says whether anything is.
pub fn mark(said: &mut Value, deployment: &str) -> bool {
    let mut marked = false;
    let mut item = |item: &mut Value| {
        if let Some(Value::String(sealed)) = item.get_mut(MEMBER)
            && !sealed.is_empty()
            && !sealed.starts_with(MARK)
        {
            *sealed = format!("{MARK}{};{sealed}", URL_SAFE_NO_PAD.encode(deployment));
            marked = true;
        }
    };
    if let Some(one) = said.get_mut("item") {
        item(one);
    }
    let nested = said.get("response").is_some();
    let whole = if nested { &mut said["response"] } else { said };
    if let Some(Value::Array(items)) = whole.get_mut("output") {
        items.iter_mut().for_each(item);
    }
    marked
}

/// The deployment that a mark names, and what it sealed.
fn unmark(sealed: &str) -> Option<(String, &str)> {
    let (id, rest) = sealed.strip_prefix(MARK)?.split_once(';')?;
    let id = URL_SAFE_NO_PAD.decode(id).ok()?;
    Some((String::from_utf8(id).ok()?, rest))
}

/// The items of a request's input, where any of them may bear a mark.
fn items(object: &Object) -> Option<Vec<Value>> {
    memchr::memmem::find(object.text(), MARK.as_bytes())?;
    object.read::<Vec<Value>>("input")
}

/// The deployments whose sealed words a request brings back, each once.
#[must_use]
pub fn named(object: &Object) -> Vec<String> {
    let mut ids = Vec::new();
    for item in items(object).unwrap_or_default() {
        let sealed = item.get(MEMBER).and_then(Value::as_str);
        if let Some((id, _)) = sealed.and_then(unmark)
            && !ids.contains(&id)
        {
            ids.push(id);
        }
    }
    ids
}

/// The request as a deployment is to see it: without marks, and without thoughts that it cannot read;
/// with what was left out. `None` when it bears no mark.
#[must_use]
pub fn without_marks(
    object: &Object,
    origins: &[Origin],
    deployment: &str,
) -> Option<(Object, bool)> {
    let mut left_out = false;
    let reads = |id: &str| {
        let origin = origins.iter().find(|origin| *origin.id == *id);
        origin.is_some_and(|origin| origin.readers.iter().any(|reader| **reader == *deployment))
    };
    let mut kept = Vec::new();
    for mut item in items(object)? {
        let sealed = item.get(MEMBER).and_then(Value::as_str).unwrap_or_default();
        let Some((id, rest)) = unmark(sealed) else {
            kept.push(item);
            continue;
        };
        let rest = Value::from(rest);
        if !reads(&id) && item["type"] == "reasoning" {
            left_out = true;
            continue;
        }
        item[MEMBER] = rest;
        kept.push(item);
    }
    let mut out = ObjectWriter::with_capacity(object.text().len());
    for (name, value) in object.iter().filter(|(name, _)| *name != "input") {
        out.raw(name, value);
    }
    out.raw("input", &Value::Array(kept).to_string());
    Some((Object::parse(out.finish()).ok()?, left_out))
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use serde_json::json;

    fn object(value: &Value) -> Object {
        Object::parse(Bytes::from(value.to_string())).expect("an object")
    }

    #[test]
    fn what_is_marked_comes_back_as_it_was() {
        let mut answer = json!({ "output": [
            { "type": "reasoning", "id": "rs_1", "encrypted_content": "sealed;words" },
            { "type": "message", "content": [] },
        ] });
        assert!(mark(&mut answer, "d/1"));
        let marked = answer["output"].clone();
        assert_ne!(marked[0]["encrypted_content"], "sealed;words");
        assert!(!mark(&mut answer, "d/2"), "once is enough");
        let request = object(&json!({ "model": "m", "input": marked, "store": false }));
        assert_eq!(named(&request), ["d/1"]);
        let origins = [Origin {
            id: "d/1".into(),
            readers: vec!["d/1".into(), "d/3".into()],
        }];
        for reader in ["d/1", "d/3"] {
            let (seen, left_out) = without_marks(&request, &origins, reader).expect("marks");
            assert!(!left_out);
            let input: Value = seen.read("input").expect("input");
            assert_eq!(input[0]["encrypted_content"], "sealed;words");
        }
        let (seen, left_out) = without_marks(&request, &origins, "d/2").expect("marks");
        let input: Vec<Value> = seen.read("input").expect("input");
        assert!(left_out);
        assert_eq!(input, [json!({ "type": "message", "content": [] })]);
    }

    #[test]
    fn events_are_marked_where_they_tell_of_sealed_items() {
        let mut done = json!({ "type": "response.output_item.done",
            "item": { "type": "reasoning", "encrypted_content": "x" } });
        assert!(mark(&mut done, "d"));
        let mut completed = json!({ "type": "response.completed", "response": { "output": [
            { "type": "reasoning", "encrypted_content": "x" }] } });
        assert!(mark(&mut completed, "d"));
        assert_eq!(
            completed["response"]["output"][0]["encrypted_content"],
            done["item"]["encrypted_content"]
        );
        let mut delta = json!({ "type": "response.output_text.delta", "delta": "hi" });
        assert!(!mark(&mut delta, "d"));
    }

    #[test]
    fn what_bears_no_mark_is_left_alone() {
        let request = object(&json!({ "input": "cwenc: is a word", "model": "m" }));
        assert!(named(&request).is_empty());
        assert!(without_marks(&request, &[], "d").is_none());
        let broken = object(&json!({ "input": [{ "encrypted_content": "cwenc:%%%;x" }] }));
        assert!(named(&broken).is_empty());
    }
}

//! What a client says about models that may answer in place of the one that it asks for.
//!
//! `fallbacks` is a list of names or of objects with a `model` and members that then take the place of
//! the request's; or, as in settings, a list of `{"a": ["b"]}`. The other two lists are of that form.

use super::openai::{Rejection, Request};
use crate::domain::routing::GroupMap;
use crate::wire::json::{Object, ObjectWriter};
use bytes::Bytes;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// The most models that one request may name.
const MODELS_MAX: usize = 32;

/// A model that may answer in place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fallback {
    /// Its name.
    pub model: String,
    /// Members that take the place of the request's, as raw JSON.
    pub members: Vec<(String, String)>,
}

impl Fallback {
    /// One that takes the request as it is.
    #[must_use]
    pub fn named(model: String) -> Self {
        Self {
            model,
            members: Vec::new(),
        }
    }
}

/// Every list of a request.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Models for whatever fails.
    pub list: Vec<Fallback>,
    /// The same by the model that fails.
    pub groups: GroupMap,
    /// For inputs that are too long.
    pub context_window: GroupMap,
    /// For contents that a provider refuses.
    pub content_policy: GroupMap,
}

impl Asked {
    /// Reads them; what has another form is left out.
    #[must_use]
    pub fn read(object: &Object) -> Self {
        let mut asked = Self {
            context_window: group_map(object, "context_window_fallbacks"),
            content_policy: group_map(object, "content_policy_fallbacks"),
            ..Self::default()
        };
        if !object.has("fallbacks") {
            return asked;
        }
        asked.groups = group_map(object, "fallbacks");
        if asked.groups.is_empty() {
            let list = object.read::<Vec<&RawValue>>("fallbacks");
            let list = list.unwrap_or_default().into_iter().take(MODELS_MAX);
            asked.list = list.filter_map(|raw| one(raw.get())).collect();
        }
        asked
    }
}

fn one(raw: &str) -> Option<Fallback> {
    if let Ok(model) = serde_json::from_str::<String>(raw) {
        return Some(Fallback::named(model)).filter(|fallback| !fallback.model.is_empty());
    }
    let members: BTreeMap<String, &RawValue> = serde_json::from_str(raw).ok()?;
    let model: String = serde_json::from_str(members.get("model")?.get()).ok()?;
    let members = members.into_iter().filter(|(name, _)| name != "model");
    Some(Fallback {
        model,
        members: members
            .map(|(name, value)| (name, value.get().to_owned()))
            .collect(),
    })
}

/// `[{"a": ["b", "c"]}]`; empty when it has another form.
fn group_map(object: &Object, name: &str) -> GroupMap {
    if !object.has(name) {
        return GroupMap::new();
    }
    let maps = object.read::<Vec<BTreeMap<String, Value>>>(name);
    let mut read = GroupMap::new();
    for (group, models) in maps.unwrap_or_default().into_iter().flatten() {
        let Value::Array(models) = models else {
            return GroupMap::new();
        };
        let models: Option<Vec<String>> = models
            .into_iter()
            .take(MODELS_MAX)
            .map(|model| model.as_str().map(str::to_owned))
            .collect();
        let Some(models) = models else {
            return GroupMap::new();
        };
        read.entry(group).or_insert(models);
    }
    read
}

impl Request {
    /// The request as a fallback wants it. Its members are held to the same rules as the request's own; under
    /// guardrails they are left out, since nobody has looked at them.
    pub fn falling_to(&self, fallback: &Fallback) -> Result<Self, Rejection> {
        let mut request = self.clone();
        if !fallback.members.is_empty() && self.guarding.is_none() {
            let mut out = ObjectWriter::with_capacity(self.object.text().len());
            let replaced = |name: &str| fallback.members.iter().any(|(own, _)| own == name);
            for (name, value) in self.object.iter().filter(|(name, _)| !replaced(name)) {
                out.raw(name, value);
            }
            for (name, value) in &fallback.members {
                out.raw(name, value);
            }
            let body: Bytes = out.finish();
            let parsed = Self::parse(self.call_type, "fallbacks", None, body)?;
            request = Self {
                controls: self.controls.clone(),
                stream: self.stream,
                headers: self.headers.clone(),
                form: self.form.clone(),
                tags: self.tags.clone(),
                session_id: self.session_id.clone(),
                end_user: self.end_user.clone(),
                ..parsed
            };
        }
        request.model = Some(fallback.model.clone());
        request.model_from_path = self.model_from_path;
        // What was kept by a deployment of another model is not there.
        request.deployment = None;
        Ok(request)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::record::CallType;

    fn request(body: &str) -> Request {
        let body = Bytes::copy_from_slice(body.as_bytes());
        Request::parse(CallType::Chat, "/chat/completions", None, body).expect("accepted")
    }

    #[test]
    fn names_objects_and_mappings_are_read() {
        let asked = request(
            r#"{"model":"a","messages":[],"fallbacks":["b",{"model":"c","messages":[1],"seed":2},7]}"#,
        );
        let list = &asked.controls.fallbacks.list;
        assert_eq!(list[0], Fallback::named("b".to_owned()));
        assert_eq!((list[1].model.as_str(), list.len()), ("c", 2));
        let changed = asked.falling_to(&list[1]).expect("accepted");
        assert_eq!(changed.object.get("messages"), Some("[1]"));
        assert_eq!(changed.model.as_deref(), Some("c"));
        let mapped = request(
            r#"{"model":"a","messages":[],"fallbacks":[{"a":["b"]}],"context_window_fallbacks":[{"a":["d"]}]}"#,
        );
        let asked = &mapped.controls.fallbacks;
        assert_eq!(
            (&asked.groups["a"][0], &asked.context_window["a"][0]),
            (&"b".to_owned(), &"d".to_owned())
        );
        assert!(asked.list.is_empty());
    }

    #[test]
    fn no_fallback_says_where_it_is_served() {
        let asked = request(
            r#"{"model":"a","messages":[],"fallbacks":[{"model":"c","api_base":"http://x"}]}"#,
        );
        let fallback = asked.controls.fallbacks.list[0].clone();
        assert_eq!(
            asked.falling_to(&fallback).expect_err("refused").status,
            401
        );
    }
}

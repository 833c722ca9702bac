//! What makes one request the repetition of another.

use crate::domain::record::CallType;
use crate::gateway::authenticate::Caller;
use crate::wire::door::openai::{Request, is_control};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fmt;

/// SHA-256 over everything that an answer depends on, and over whose it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key(pub [u8; 32]);

/// A request as far as its answer depends on it.
pub(super) struct Repeated<'a> {
    pub(super) caller: &'a Caller,
    /// The group that the model's name led to.
    pub(super) group: &'a str,
    pub(super) request: &'a Request,
    /// Whether a stream shows usage.
    pub(super) shows_usage: bool,
    pub(super) namespaces: [Option<&'a str>; 2],
}

impl Key {
    pub(super) fn of(repeated: &Repeated<'_>) -> Self {
        let Repeated {
            caller,
            group,
            request,
            shows_usage,
            namespaces,
        } = repeated;
        let mut hash = Sha256::new();
        let mut part = |bytes: &[u8]| {
            // The length keeps two parts from being read as two others.
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        };
        part(b"cw/cache/v1");
        part(tenant(caller).as_bytes());
        for namespace in namespaces {
            part(namespace.unwrap_or_default().as_bytes());
        }
        part(request.call_type.as_str().as_bytes());
        part(group.as_bytes());
        part(&[
            u8::from(request.stream),
            u8::from(*shows_usage),
            u8::from(request.model_from_path),
        ]);
        // Answers repeat the name that was asked for, which may be an alias.
        part(request.model.as_deref().unwrap_or_default().as_bytes());
        for (name, value) in &request.headers {
            part(name.as_bytes());
            part(value.as_bytes());
        }
        part(canonical_members(request).as_bytes());
        for file in request.form.iter().flat_map(|form| form.all_files()) {
            part(file.0.as_bytes());
            part(file.1);
        }
        Self(hash.finalize().into())
    }

    /// In hexadecimal, as clients are told.
    #[must_use]
    pub fn hex(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Reads what clients were told; LiteLLM's keys may begin with a namespace.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let hex = text.rsplit(':').next().unwrap_or_default();
        if hex.len() != 64 || !hex.is_ascii() {
            return None;
        }
        let mut key = [0; 32];
        for (at, byte) in key.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).ok()?;
        }
        Some(Self(key))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.hex())
    }
}

/// Whose answers a caller may be told again.
fn tenant(caller: &Caller) -> String {
    let Some(entry) = caller.key() else {
        return "master".to_owned();
    };
    match (&entry.key.team_id, &entry.key.user_id) {
        (Some(team), _) => format!("team:{team}"),
        (None, Some(user)) => format!("user:{user}"),
        (None, None) => format!("key:{}", entry.id),
    }
}

/// How many messages a conversation has; 0 for what is none.
pub(super) fn messages(request: &Request) -> usize {
    let name = match request.call_type {
        CallType::Chat | CallType::Messages => "messages",
        CallType::Responses => "input",
        _ => return 0,
    };
    let list = request.object.read::<Vec<serde::de::IgnoredAny>>(name);
    list.map_or(0, |list| list.len())
}

/// The members that go to the provider, sorted by name at each level.
fn canonical_members(request: &Request) -> String {
    let mut members: Vec<(&str, &str)> = request
        .object
        .iter()
        .filter(|(name, _)| !is_control(name) && !matches!(*name, "model" | "stream"))
        .collect();
    members.sort_unstable_by_key(|(name, _)| *name);
    let mut out = String::with_capacity(request.object.text().len());
    for (name, raw) in members {
        out.push_str(name);
        out.push('\0');
        match serde_json::from_str(raw) {
            Ok(value) => write(&value, &mut out),
            // It was checked for being JSON; numbers beyond all bounds stay as they are written.
            Err(_) => out.push_str(raw),
        }
        out.push('\0');
    }
    out
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Object(members) => {
            let mut members: Vec<(&String, &Value)> = members.iter().collect();
            members.sort_unstable_by_key(|(name, _)| *name);
            out.push('{');
            for (name, value) in members {
                out.push_str(&Value::String(name.clone()).to_string());
                out.push(':');
                write(value, out);
                out.push(',');
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for item in items {
                write(item, out);
                out.push(',');
            }
            out.push(']');
        }
        leaf => out.push_str(&leaf.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;

    fn key(body: &str) -> Key {
        let body = Bytes::copy_from_slice(body.as_bytes());
        let request = Request::parse(CallType::Chat, "/chat/completions", None, body);
        Key::of(&Repeated {
            caller: &Caller::Master,
            group: "m",
            request: &request.expect("accepted"),
            shows_usage: false,
            namespaces: [None, None],
        })
    }

    #[test]
    fn order_and_what_is_the_gateways_own_do_not_count_and_all_else_does() {
        let plain = key(r#"{"model":"m","messages":[{"role":"user","content":"a"}],"seed":1}"#);
        let moved = key(
            r#"{"metadata":{"x":1},"seed":1, "messages":[{"content":"a","role":"user"}],"model":"m","timeout":3}"#,
        );
        assert_eq!(plain, moved);
        for other in [
            r#"{"model":"m","messages":[{"role":"user","content":"b"}],"seed":1}"#,
            r#"{"model":"m","messages":[{"role":"user","content":"a"}],"seed":2}"#,
            r#"{"model":"m","messages":[{"role":"user","content":"a"}]}"#,
            r#"{"model":"n","messages":[{"role":"user","content":"a"}],"seed":1}"#,
            r#"{"model":"m","messages":[{"role":"user","content":"a"}],"seed":1,"stream":true}"#,
            r#"{"model":"m","messages":[{"role":"user","content":"a"}],"seed":1,"unknown":true}"#,
        ] {
            assert_ne!(plain, key(other), "{other}");
        }
        assert_eq!(Key::parse(&format!("ns:{}", plain.hex())), Some(plain));
        assert_eq!(Key::parse("zz"), None);
    }
}

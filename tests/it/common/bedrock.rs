//! Bedrock's runtime: Converse, its stream in AWS's framing, and the check of the caller's signature.
//!
//! Sources: Amazon Bedrock API reference, "ConverseStream"; "Amazon Event Stream Specification"; AWS IAM
//! User Guide, "Create a signed AWS API request".

use super::providers::{CACHED, INPUT, OUTPUT, SEAL, Seen, THOUGHT, json_answer, thinks};
use axum::body::Body;
use axum::response::Response;
use hmac::{Hmac, Mac as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// The secret key that every caller must have signed with.
const SECRET: &str = "aws-secret-0123456789";

fn usage() -> Value {
    json!({ "inputTokens": INPUT, "cacheReadInputTokens": CACHED, "cacheWriteInputTokens": 0,
        "outputTokens": OUTPUT, "totalTokens": INPUT + CACHED + OUTPUT })
}

fn tool_name(said: &Value) -> &Value {
    &said["toolConfig"]["tools"][0]["toolSpec"]["name"]
}

pub(super) fn whole(said: &Value, tool: bool) -> Response {
    let mut content = vec![json!({ "text": "Hello" })];
    if thinks(said) {
        let thought = json!({ "text": THOUGHT, "signature": SEAL });
        content.insert(
            0,
            json!({ "reasoningContent": { "reasoningText": thought } }),
        );
    }
    if tool {
        content.push(json!({ "toolUse": { "toolUseId": "tooluse_1", "name": tool_name(said), "input": { "q": "x" } } }));
    }
    let stop = if tool { "tool_use" } else { "end_turn" };
    json_answer(
        &json!({ "output": { "message": { "role": "assistant", "content": content } },
        "stopReason": stop, "usage": usage(), "metrics": { "latencyMs": 1 } }),
    )
}

pub(super) fn stream(said: &Value, tool: bool) -> Response {
    let block = |index: u64, delta: Value| json!({ "contentBlockIndex": index, "delta": delta });
    let mut events = vec![
        ("messageStart", json!({ "role": "assistant" })),
        ("contentBlockDelta", block(0, json!({ "text": "Hel" }))),
        ("contentBlockDelta", block(0, json!({ "text": "lo" }))),
        ("contentBlockStop", json!({ "contentBlockIndex": 0 })),
    ];
    if tool {
        let more = |text: &str| block(1, json!({ "toolUse": { "input": text } }));
        events.extend([
            (
                "contentBlockStart",
                json!({ "contentBlockIndex": 1, "start": { "toolUse": { "toolUseId": "tooluse_1", "name": tool_name(said) } } }),
            ),
            ("contentBlockDelta", more("{\"q\":")),
            ("contentBlockDelta", more("\"x\"}")),
            ("contentBlockStop", json!({ "contentBlockIndex": 1 })),
        ]);
    }
    let stop = if tool { "tool_use" } else { "end_turn" };
    events.push(("messageStop", json!({ "stopReason": stop })));
    events.push((
        "metadata",
        json!({ "usage": usage(), "metrics": { "latencyMs": 1 } }),
    ));
    let bytes: Vec<u8> = events
        .iter()
        .flat_map(|(name, data)| message(name, &data.to_string()))
        .collect();
    Response::builder()
        .header("content-type", "application/vnd.amazon.eventstream")
        .body(Body::from(bytes))
        .expect("an answer")
}

fn message(name: &str, payload: &str) -> Vec<u8> {
    let mut headers = Vec::new();
    for (header, value) in [
        (":event-type", name),
        (":content-type", "application/json"),
        (":message-type", "event"),
    ] {
        headers.push(header.len() as u8);
        headers.extend(header.as_bytes());
        headers.push(7);
        headers.extend((value.len() as u16).to_be_bytes());
        headers.extend(value.as_bytes());
    }
    let total = (headers.len() + payload.len() + 16) as u32;
    let mut out = total.to_be_bytes().to_vec();
    out.extend((headers.len() as u32).to_be_bytes());
    out.extend(crc32fast::hash(&out).to_be_bytes());
    out.extend(headers);
    out.extend(payload.as_bytes());
    out.extend(crc32fast::hash(&out).to_be_bytes());
    out
}

pub(super) fn refused(why: &str) -> Response {
    let message = format!("The request signature we calculated does not match: {why}");
    Response::builder()
        .status(403)
        .body(Body::from(json!({ "message": message }).to_string()))
        .expect("an answer")
}

/// Recomputes the signature from what has arrived.
pub(super) fn verify(seen: &Seen) -> Result<(), String> {
    let line = seen.header("authorization");
    let part = |name: &str| {
        let rest = line.split(name).nth(1);
        let value = rest.and_then(|rest| rest.split([',', ' ']).next());
        value.ok_or_else(|| format!("no {name} in '{line}'"))
    };
    let (credential, names, given) = (
        part("Credential=")?,
        part("SignedHeaders=")?,
        part("Signature=")?,
    );
    let (_, scope) = credential.split_once('/').ok_or("no scope")?;
    let mut canonical = format!(
        "{}\n{}\n{}\n",
        seen.method,
        seen.path.replace('%', "%25"),
        seen.query
    );
    for name in names.split(';') {
        canonical += &format!("{name}:{}\n", seen.header(name));
    }
    canonical += &format!("\n{names}\n{:x}", Sha256::digest(&seen.body));
    let text = format!(
        "AWS4-HMAC-SHA256\n{}\n{scope}\n{:x}",
        seen.header("x-amz-date"),
        Sha256::digest(&canonical)
    );
    let mac = |key: &[u8], text: &str| {
        let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key");
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().to_vec()
    };
    let key = scope
        .split('/')
        .fold(format!("AWS4{SECRET}").into_bytes(), |key, part| {
            mac(&key, part)
        });
    let expected: String = mac(&key, &text)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    if scope.ends_with("/eu-central-1/bedrock/aws4_request") && given == expected {
        Ok(())
    } else {
        Err(format!("{scope} {given} {canonical}"))
    }
}

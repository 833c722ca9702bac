use super::*;
use crate::domain::deployment::Deployment;
use crate::domain::usage::Usage;
use crate::wire::chat::{Collector, Finish, Part};
use crate::wire::door;
use crate::wire::door::openai::Controls;
use crate::wire::format::{Frame, Notes, Outgoing, Target, WireError};
use crate::wire::json::Object;
use bytes::Bytes;
use serde_json::{Value, json};

/// A request of an OpenAI client, sent to a model.
fn sent_to(model: &str, asked: &Value) -> Result<Outgoing, WireError> {
    let object = Object::parse(Bytes::from(asked.to_string())).expect("an object");
    let hub = door::chat::parse(&object).expect("accepted");
    let (deployment, controls) = (Deployment::sample("gemini", model), Controls::default());
    request(&hub, &Target::new(&deployment, model, &controls))
}

fn body_for(model: &str, extra: Value) -> Value {
    let mut asked = json!({ "messages": [{ "role": "user", "content": "hi" }] });
    asked
        .as_object_mut()
        .expect("an object")
        .extend(extra.as_object().expect("an object").clone());
    let sent = sent_to(model, &asked).expect("sayable");
    serde_json::from_slice(&sent.body).expect("JSON")
}

fn said(extra: Value) -> Value {
    body_for("gemini-2.5-flash", extra)
}

#[test]
fn a_conversation_is_put_in_googles_shape() {
    let asked = json!({ "stream": true, "messages": [
        { "role": "system", "content": "be brief" },
        { "role": "user", "content": [{ "type": "text", "text": "look" },
            { "type": "image_url", "image_url": { "url": "data:image/png;base64,AAAA" } },
            { "type": "file", "file": { "file_id": "gs://b/a.pdf", "format": "application/pdf" } }] },
        { "role": "assistant", "content": "Hm.", "tool_calls": [
            { "id": "c1__thought__c2ln", "type": "function", "function": { "name": "f", "arguments": "{\"a\":1}" } }] },
        { "role": "tool", "tool_call_id": "c1__thought__c2ln", "content": "{\"n\":42}" },
        { "role": "user", "content": "and?" },
    ], "tools": [{ "type": "function", "function": { "name": "f", "parameters": { "$schema": "x", "type": "object",
        "properties": { "a": { "$ref": "#/$defs/A" } }, "$defs": { "A": { "type": "integer" } } } } }],
        "tool_choice": { "type": "function", "function": { "name": "f" } } });
    let sent = sent_to("gemini-2.5-flash", &asked).expect("sayable");
    assert_eq!(
        sent.path,
        "/models/gemini-2.5-flash:streamGenerateContent?alt=sse"
    );
    let body: Value = serde_json::from_slice(&sent.body).expect("JSON");
    assert_eq!(
        body["systemInstruction"],
        json!({ "parts": [{ "text": "be brief" }] })
    );
    let contents = body["contents"].as_array().expect("a list");
    let roles: Vec<_> = contents
        .iter()
        .filter_map(|turn| turn["role"].as_str())
        .collect();
    assert_eq!(roles, ["user", "model", "user"]);
    assert_eq!(
        contents[0]["parts"][1],
        json!({ "inlineData": { "mimeType": "image/png", "data": "AAAA" } })
    );
    assert_eq!(
        contents[0]["parts"][2]["fileData"]["fileUri"],
        "gs://b/a.pdf"
    );
    let call = &contents[1]["parts"][1];
    assert_eq!(
        (&call["functionCall"]["name"], &call["functionCall"]["args"]),
        (&json!("f"), &json!({ "a": 1 }))
    );
    assert_eq!(call["thoughtSignature"], "c2ln");
    let result = &contents[2]["parts"][0]["functionResponse"];
    assert_eq!(
        (&result["name"], &result["response"]),
        (&json!("f"), &json!({ "n": 42 }))
    );
    assert_eq!(contents[2]["parts"][1], json!({ "text": "and?" }));
    assert_eq!(
        body["toolConfig"]["functionCallingConfig"],
        json!({ "mode": "ANY", "allowedFunctionNames": ["f"] })
    );
    let declared = body["tools"][0]["functionDeclarations"][0].to_string();
    assert!(
        declared.contains("integer") || declared.contains("INTEGER"),
        "{declared}"
    );
    assert!(!declared.contains('$'), "{declared}");
}

#[test]
fn parameters_find_their_names() {
    let body = said(
        json!({ "max_tokens": 9, "temperature": 0.5, "top_p": 0.9, "top_k": 3, "stop": ["a"], "seed": 7, "n": 2,
        "presence_penalty": 0.1, "frequency_penalty": 0.2, "response_format": { "type": "json_object" }, "user": "u",
        "safety_settings": [{ "category": "c", "threshold": "t" }] }),
    );
    let config = &body["generationConfig"];
    for (name, value) in [
        ("maxOutputTokens", json!(9)),
        ("temperature", json!(0.5)),
        ("topP", json!(0.9)),
        ("topK", json!(3)),
        ("stopSequences", json!(["a"])),
        ("seed", json!(7)),
        ("candidateCount", json!(2)),
        ("presencePenalty", json!(0.1)),
        ("frequencyPenalty", json!(0.2)),
        ("responseMimeType", json!("application/json")),
    ] {
        assert_eq!(config[name], value, "{name}: {config}");
    }
    assert!(body.get("user").is_none());
    assert_eq!(
        body.get("safetySettings")
            .or_else(|| body.get("safety_settings"))
            .expect("kept")[0]["category"],
        "c"
    );
    let schema = json!({ "type": "json_schema", "json_schema": { "name": "s", "schema": { "type": "object" } } });
    let config = &said(json!({ "response_format": schema }))["generationConfig"];
    assert_eq!(
        (
            &config["responseMimeType"],
            &config["responseJsonSchema"]["type"]
        ),
        (&json!("application/json"), &json!("object"))
    );
    assert!(
        said(json!({ "web_search_options": {} }))["tools"]
            .to_string()
            .contains("googleSearch")
    );
}

#[test]
fn thinking_is_said_as_the_family_knows_it() {
    for (model, effort, told) in [
        (
            "gemini-2.5-flash",
            "low",
            json!({ "thinkingBudget": 1024, "includeThoughts": true }),
        ),
        (
            "gemini-2.5-flash",
            "high",
            json!({ "thinkingBudget": 4096, "includeThoughts": true }),
        ),
        (
            "gemini-2.5-flash",
            "none",
            json!({ "thinkingBudget": 0, "includeThoughts": false }),
        ),
        (
            "gemini-3-pro-preview",
            "high",
            json!({ "thinkingLevel": "high", "includeThoughts": true }),
        ),
    ] {
        let body = body_for(model, json!({ "reasoning_effort": effort }));
        assert_eq!(
            body["generationConfig"]["thinkingConfig"], told,
            "{model} {effort}"
        );
    }
}

#[test]
fn what_has_no_word_is_refused_by_name() {
    let asked = json!({ "messages": [{ "role": "user", "content": "hi" }], "logit_bias": { "1": 1 }, "store": true });
    assert!(
        matches!(sent_to("gemini-2.5-flash", &asked), Err(WireError::Unsupported { params, .. }) if params == ["logit_bias", "store"])
    );
    let orphan = json!({ "messages": [{ "role": "tool", "tool_call_id": "x", "content": "1" }] });
    assert!(matches!(
        sent_to("gemini-2.5-flash", &orphan),
        Err(WireError::Unsayable(_))
    ));
}

/// Events as in Google's reference, with a thought, text, and two calls of which one is sealed.
const EVENTS: &[&str] = &[
    r#"{"candidates":[{"content":{"parts":[{"text":"hm","thought":true}],"role":"model"},"index":0}],"responseId":"r1","modelVersion":"g","usageMetadata":{"promptTokenCount":10,"totalTokenCount":10}}"#,
    r#"{"candidates":[{"content":{"parts":[{"text":"Hi"}],"role":"model"},"index":0}],"responseId":"r1","modelVersion":"g"}"#,
    r#"{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":{"x":1}},"thoughtSignature":"c2ln"},{"functionCall":{"name":"g","args":{}}}],"role":"model"},"finishReason":"STOP","index":0}],"responseId":"r1","modelVersion":"g","usageMetadata":{"promptTokenCount":10,"cachedContentTokenCount":4,"candidatesTokenCount":7,"thoughtsTokenCount":3,"totalTokenCount":20}}"#,
];

const WHOLE: &str = r#"{"candidates":[{"content":{"parts":[{"text":"hm","thought":true},{"text":"Hi"},
    {"functionCall":{"name":"f","args":{"x":1}},"thoughtSignature":"c2ln"},{"functionCall":{"name":"g","args":{}}}],"role":"model"},
    "finishReason":"STOP","index":0}],"responseId":"r1","modelVersion":"g","usageMetadata":{"promptTokenCount":10,
    "cachedContentTokenCount":4,"candidatesTokenCount":7,"thoughtsTokenCount":3,"totalTokenCount":20}}"#;

fn streamed(frames: &[&str]) -> Result<crate::wire::chat::ChatResponse, crate::wire::fault::Fault> {
    let (mut decoder, mut events) = (Decoder::new(Notes::default()), Vec::new());
    for data in frames {
        decoder.frame(
            Frame {
                event: "",
                data: data.as_bytes(),
            },
            &mut events,
        )?;
    }
    decoder.end(&mut events)?;
    let collected = Collector::of(events);
    Ok(collected)
}

#[test]
fn a_stream_says_what_the_whole_answer_says() {
    let read = streamed(EVENTS).expect("an answer");
    assert_eq!(
        read,
        response(WHOLE.as_bytes(), &Notes::default()).expect("an answer")
    );
    let used = Usage {
        input: 6,
        cache_read: 4,
        output: 7,
        reasoning: 3,
        ..Usage::default()
    };
    assert_eq!(
        (read.usage, read.answers[0].finish),
        (Some(used), Finish::ToolCalls)
    );
    let calls: Vec<_> = read.answers[0]
        .parts
        .iter()
        .filter_map(|part| match part {
            Part::ToolCall(call) => Some((
                call.name.as_str(),
                call.arguments.as_str(),
                call.signature.as_deref(),
            )),
            _ => None,
        })
        .collect();
    assert_eq!(calls, [("f", "{\"x\":1}", Some("c2ln")), ("g", "{}", None)]);
    assert!(
        read.answers[0].parts.contains(&Part::text("Hi")),
        "{read:?}"
    );
    let ran = r#"{"candidates":[{"content":{"parts":[{"executableCode":{"language":"PYTHON","code":"1+1"}},
        {"codeExecutionResult":{"outcome":"OUTCOME_OK","output":"2"}}]},"finishReason":"STOP"}]}"#;
    let ran = response(ran.as_bytes(), &Notes::default()).expect("an answer");
    assert_eq!(
        ran.answers[0].parts,
        [Part::text("\n```python\n1+1\n```\n\n```\n2\n```\n")]
    );
    let ids: std::collections::HashSet<_> = read.answers[0]
        .parts
        .iter()
        .filter_map(|part| match part {
            Part::ToolCall(call) => Some(call.id.as_str()),
            _ => None,
        })
        .collect();
    assert!(ids.len() == 2 && !ids.contains(""), "{ids:?}");
}

#[test]
fn broken_answers_are_faults() {
    assert_eq!(
        streamed(&EVENTS[..2]).expect_err("cut").code,
        Some("upstream_truncated")
    );
    assert_eq!(
        streamed(&["{"]).expect_err("no JSON").code,
        Some("upstream_invalid_response")
    );
    let spent = r#"[{"error":{"code":429,"message":"quota","status":"RESOURCE_EXHAUSTED","details":[
        {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"7s"}]}}]"#;
    let told = fault(429, None, spent.as_bytes());
    assert_eq!(
        (told.status, told.retry_after_seconds, told.message.as_str()),
        (429, Some(7), "quota")
    );
    assert_eq!(streamed(&[spent]).expect_err("an error").status, 429);
    let blocked = r#"{"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":3,"totalTokenCount":3}}"#;
    let read = response(blocked.as_bytes(), &Notes::default()).expect("an answer");
    assert_eq!(read.answers[0].finish, Finish::ContentFilter);
    for body in ["", "{}", "<html>"] {
        assert_eq!(
            response(body.as_bytes(), &Notes::default())
                .expect_err(body)
                .status,
            502
        );
    }
}

#[test]
fn embeddings_come_in_openais_shape() {
    let (deployment, controls) = (
        Deployment::sample("gemini", "text-embedding-004"),
        Controls::default(),
    );
    let target = Target::new(&deployment, "text-embedding-004", &controls);
    let sent = embed_request(&json!(["a", "b"]), Some(2), &target).expect("sayable");
    assert!(sent.path.ends_with(":batchEmbedContents"), "{}", sent.path);
    let body: Value = serde_json::from_slice(&sent.body).expect("JSON");
    assert_eq!(body["requests"].as_array().map(Vec::len), Some(2));
    let read = embed_response(
        br#"{"embeddings":[{"values":[0.5,1]},{"values":[2,3]}]}"#,
        crate::wire::format::embed::Form::Float,
        "mine",
    )
    .expect("an answer");
    let read: Value = serde_json::from_slice(&read).expect("JSON");
    assert_eq!(
        (
            &read["data"][1]["embedding"],
            &read["data"][1]["index"],
            &read["model"]
        ),
        (&json!([2, 3]), &json!(1), &json!("mine"))
    );
}

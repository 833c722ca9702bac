//! Providers of every dialect, as their documentation has them: Anthropic Messages, Gemini
//! generateContent, OpenAI chat and Responses, Cohere v2, Ollama. Each answers "Hello" with the same
//! usage, calls the client's first tool when it is made to, and fails when it is told to.
//!
//! Sources: Anthropic "Messages" and "Streaming Messages"; Google "generateContent" REST reference;
//! OpenAI API reference; Cohere "Chat v2"; Ollama `docs/api.md`.

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex, PoisonError};

/// Tokens of every answer: fresh input, cached input, output.
pub(crate) const INPUT: u64 = 20;
pub(crate) const CACHED: u64 = 5;
pub(crate) const OUTPUT: u64 = 7;

/// What a provider was asked.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Seen {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<Seen>>>);

/// A running provider; it stops with its runtime.
pub(crate) struct Providers {
    address: std::net::SocketAddr,
    log: Log,
}

impl Providers {
    pub(crate) async fn start() -> Self {
        let log = Log::default();
        let router = Router::new().fallback(answer).with_state(log.clone());
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0))
            .await
            .expect("a port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address, log }
    }

    pub(crate) fn root(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A model of it at an address below its root: $1 a million tokens in, $0.10 from a cache, $2 out.
    pub(crate) fn model(&self, name: &str, model: &str, below: &str) -> Value {
        json!({ "model_name": name, "litellm_params": { "model": model, "api_base": self.root() + below,
            "api_key": format!("sk-{name}"), "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6,
            "cache_read_input_token_cost": 1e-7 } })
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.log
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub(crate) fn last(&self) -> Seen {
        self.seen().pop().expect("a request")
    }
}

/// Microsoft Entra gives a token to the application of the tests.
fn entra(asked: &Seen) -> Response {
    let form = String::from_utf8_lossy(&asked.body).into_owned();
    let wanted = [
        "grant_type=client_credentials",
        "client_id=app-1",
        "client_secret=entra-secret",
        "scope=https%3A%2F%2Fcognitiveservices.azure.com%2F.default",
    ];
    if wanted.iter().all(|part| form.contains(part)) {
        return json_answer(&json!({ "access_token": "entra-token", "expires_in": 3599 }));
    }
    Response::builder()
        .status(401)
        .body(Body::from(
            json!({ "error": "invalid_client", "error_description": "the secret is wrong" })
                .to_string(),
        ))
        .expect("an answer")
}

async fn answer(State(log): State<Log>, request: axum::extract::Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 64 << 20).await.expect("a body");
    let seen = Seen {
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: parts.headers,
        body: body.to_vec(),
    };
    let (said, asked) = (seen.json(), seen.clone());
    let path = seen.path.clone();
    log.0
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(seen);
    let text = said.to_string();
    if path.starts_with("/model/")
        && let Err(why) = super::bedrock::verify(&asked)
    {
        return super::bedrock::refused(&why);
    }
    if path.ends_with("/oauth2/v2.0/token") {
        return entra(&asked);
    }
    if path == "/token" {
        return super::google::token(&asked);
    }
    if path.starts_with("/v1/projects/")
        && let Some(refusal) = super::google::refused(&asked)
    {
        return refusal;
    }
    if let Some(status) = text
        .split("fail-with-")
        .nth(1)
        .and_then(|rest| rest.get(..3)?.parse().ok())
    {
        return failure(&path, status, text.contains("too-long"));
    }
    if let Some(answer) = super::media::answer(&asked, &said) {
        return answer;
    }
    let stream = said["stream"] == true;
    // The model calls a tool when there is one and the user has not had its answer yet.
    let answered = [
        "tool_result",
        "toolResult",
        "\"role\":\"tool\"",
        "functionResponse",
        "function_call_output",
    ];
    let has_tools = !said["tools"].is_null() || !said["toolConfig"].is_null();
    let tool = has_tools && !answered.iter().any(|mark| text.contains(mark));
    if let Some(answer) = kept(&path, &asked.method, &said) {
        return answer;
    }
    if let Some(answer) = later(&path, &said) {
        return answer;
    }
    if path.ends_with(":streamGenerateContent") && !asked.query.contains("alt=sse") {
        return json_answer(&json!([gemini(tool, false), gemini(tool, true)]));
    }
    let answer = scripted(&path, &said, stream, tool);
    if wants_schema(&said) {
        return with_schema(answer).await;
    }
    answer
}

/// Whether the answer is to keep to a schema, in whichever dialect.
fn wants_schema(said: &Value) -> bool {
    let text = said.to_string();
    said["format"].is_object()
        || [
            "\"json_schema\"",
            "\"responseSchema\"",
            "\"responseJsonSchema\"",
        ]
        .iter()
        .any(|mark| text.contains(mark))
}

/// The same answer with a JSON text in it, cut at another place.
async fn with_schema(answer: Response) -> Response {
    let (parts, body) = answer.into_parts();
    let body = axum::body::to_bytes(body, 1 << 20).await.expect("a body");
    let text = String::from_utf8_lossy(&body)
        .replace("\"Hello\"", r#""{\"q\":\"x\"}""#)
        .replace("\"Hel\"", r#""{\"q\":""#)
        .replace("\"lo\"", r#""\"x\"}""#);
    Response::from_parts(parts, Body::from(text))
}

/// Files and batches (OpenAI API reference, "Files", "Batch"): every upload is `file-up1`, every batch
/// `batch_up1`, complete when it is asked for.
fn kept(path: &str, method: &str, said: &Value) -> Option<Response> {
    let rest = path.split_once("/v1/").map_or("", |(_, rest)| rest);
    let usage = json!({ "prompt_tokens": INPUT + CACHED, "prompt_tokens_details": { "cached_tokens": CACHED },
        "completion_tokens": OUTPUT, "total_tokens": INPUT + CACHED + OUTPUT });
    let line = |id: &str| {
        json!({ "id": id, "custom_id": id, "error": null, "response": { "status_code": 200, "request_id": "r",
            "body": { "id": "c", "object": "chat.completion", "model": "gpt-4o-2024-08-06", "choices": [], "usage": usage } } })
    };
    let batch = |status: &str, output: Value| {
        json!({ "id": "batch_up1", "object": "batch", "endpoint": "/v1/chat/completions", "status": status,
            "input_file_id": "file-up1", "output_file_id": output, "error_file_id": null,
            "completion_window": "24h", "created_at": 1, "metadata": said["metadata"] })
    };
    let file = json!({ "id": "file-up1", "object": "file", "bytes": 9, "created_at": 1, "filename": "in.jsonl",
        "purpose": "batch", "status": "processed" });
    Some(match (method, rest) {
        ("POST", "files") | ("GET", "files/file-up1") => json_answer(&file),
        ("DELETE", "files/file-up1") => {
            json_answer(&json!({ "id": "file-up1", "object": "file", "deleted": true }))
        }
        ("GET", "files/file-out1/content") => Response::builder()
            .header("content-type", "application/octet-stream")
            .body(Body::from(format!("{}\n{}\n", line("a"), line("b"))))
            .expect("an answer"),
        ("POST", "batches") => json_answer(&batch("validating", Value::Null)),
        ("GET", "batches/batch_up1") => json_answer(&batch("completed", json!("file-out1"))),
        ("POST", "batches/batch_up1/cancel") => json_answer(&batch("cancelling", Value::Null)),
        _ => return None,
    })
}

/// What is told of a response that was made in the background, or of any later.
fn later(path: &str, said: &Value) -> Option<Response> {
    let whole = |status: &str, usage: Value| {
        json!({ "id": "resp_1", "object": "response", "created_at": 1, "status": status, "background": true,
            "model": said["model"], "output": [], "error": null, "incomplete_details": null, "usage": usage })
    };
    if path.ends_with("/responses") && said["background"] == true {
        return Some(json_answer(&whole("queued", Value::Null)));
    }
    let done = path.ends_with("/responses/resp_1") || path.ends_with("/resp_1/cancel");
    let usage = json!({ "input_tokens": INPUT + CACHED, "input_tokens_details": { "cached_tokens": CACHED },
        "output_tokens": OUTPUT, "output_tokens_details": { "reasoning_tokens": 0 },
        "total_tokens": INPUT + CACHED + OUTPUT });
    done.then(|| json_answer(&whole("completed", usage)))
}

fn scripted(path: &str, said: &Value, stream: bool, tool: bool) -> Response {
    match path {
        _ if path.ends_with("/messages/count_tokens") => {
            json_answer(&json!({ "input_tokens": 42 }))
        }
        _ if path.ends_with(":batchEmbedContents") => {
            json_answer(&json!({ "embeddings": [{ "values": [0.5, -0.5] }, { "values": [1, 2] }] }))
        }
        _ if path.ends_with(":countTokens") => json_answer(&json!({ "totalTokens": 43 })),
        _ if path.ends_with("/responses/input_tokens") => {
            json_answer(&json!({ "object": "response.input_tokens", "input_tokens": 44 }))
        }
        _ if path.ends_with("/invoke") && said["inputText"].is_string() => {
            json_answer(&json!({ "embedding": [1, 2], "inputTextTokenCount": INPUT }))
        }
        _ if path.ends_with("/invoke") && said["texts"].is_array() => {
            let mut answer = json_answer(
                &json!({ "embeddings": [[0.5, -0.5], [1, 2]], "texts": said["texts"] }),
            );
            answer
                .headers_mut()
                .insert("x-amzn-bedrock-input-token-count", INPUT.into());
            answer
        }
        _ if path.ends_with("/converse") => super::bedrock::whole(said, tool),
        _ if path.ends_with("/converse-stream") => super::bedrock::stream(said, tool),
        _ if path.ends_with("/messages") => anthropic(said, stream, tool),
        _ if path.ends_with("count-tokens:rawPredict") => {
            json_answer(&json!({ "input_tokens": 42 }))
        }
        _ if path.ends_with(":rawPredict") => anthropic(said, false, tool),
        _ if path.ends_with(":streamRawPredict") => anthropic(said, true, tool),
        _ if path.ends_with(":predict") => json_answer(&json!({ "predictions": [
            { "embeddings": { "values": [0.5, -0.5], "statistics": { "token_count": INPUT } } },
        ] })),
        _ if path.ends_with(":generateContent") => json_answer(&gemini(tool, true)),
        _ if path.ends_with(":streamGenerateContent") => gemini_stream(tool),
        _ if path.ends_with("/responses") => responses(said, stream, tool),
        _ if path.ends_with("/chat/completions") => chat(said, stream, tool),
        _ if path.ends_with("/completions") => completions(said, stream),
        _ if path.ends_with("/embeddings") => embeddings(said),
        "/api/chat" => ollama(said, stream, tool),
        "/v2/chat" => cohere(said, stream, tool),
        "/v2/embed" => json_answer(
            &json!({ "id": "e1", "embeddings": { "float": [[0.5, -0.5], [1, 2]] }, "texts": said["texts"],
                "meta": { "api_version": { "version": "2" }, "billed_units": { "input_tokens": INPUT } } }),
        ),
        "/api/embed" => json_answer(
            &json!({ "model": said["model"], "embeddings": [[0.5, -0.5], [1, 2]], "prompt_eval_count": INPUT }),
        ),
        _ => json_answer(&json!({ "object": "list", "data": [] })),
    }
}

pub(super) fn json_answer(body: &Value) -> Response {
    Response::builder()
        .header("content-type", "application/json")
        .header("x-request-id", "req_1")
        .body(Body::from(body.to_string()))
        .expect("an answer")
}

fn events(frames: &[(&str, Value)]) -> Response {
    let mut text = String::new();
    for (name, data) in frames {
        if !name.is_empty() {
            text += &format!("event: {name}\n");
        }
        text += &format!("data: {data}\n\n");
    }
    Response::builder()
        .header("content-type", "text/event-stream")
        .body(Body::from(text))
        .expect("an answer")
}

fn failure(path: &str, status: u16, too_long: bool) -> Response {
    let messages = path.ends_with("/messages") || path.ends_with("awPredict");
    let message = match (too_long, messages, path.contains(':')) {
        (false, _, _) => "This is the provider's own message.",
        (true, true, _) => "prompt is too long: 210000 tokens > 200000 maximum",
        (true, _, true) => {
            "The input token count (2000000) exceeds the maximum number of tokens allowed (1048576)."
        }
        (true, _, false) => {
            "This model's maximum context length is 8192 tokens. Please reduce the length of the messages."
        }
    };
    let word = match status {
        400 => "INVALID_ARGUMENT",
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        429 => "RESOURCE_EXHAUSTED",
        500 => "INTERNAL",
        503 => "UNAVAILABLE",
        504 => "DEADLINE_EXCEEDED",
        _ => "UNKNOWN",
    };
    let body = if messages {
        let kind = if status == 429 {
            "rate_limit_error"
        } else {
            "invalid_request_error"
        };
        json!({ "type": "error", "error": { "type": kind, "message": message } })
    } else if path.contains(':') {
        json!({ "error": { "code": status, "message": message, "status": word } })
    } else if path.starts_with("/model/") {
        json!({ "message": message })
    } else if path.starts_with("/v2/") {
        json!({ "id": "r1", "message": message })
    } else {
        json!({ "error": { "message": message, "type": "some_error", "param": null, "code": null } })
    };
    Response::builder()
        .status(StatusCode::from_u16(status).expect("a status"))
        .header("content-type", "application/json")
        .header("retry-after", "7")
        .body(Body::from(body.to_string()))
        .expect("an answer")
}

fn tool_name(said: &Value) -> Value {
    let tool = &said["tools"][0];
    let names = [&tool["name"], &tool["function"]["name"]];
    names
        .into_iter()
        .find(|name| name.is_string())
        .cloned()
        .unwrap_or_default()
}

/// What the models think, and the seal on it.
pub(crate) const THOUGHT: &str = "I ponder.";
pub(crate) const SEAL: &str = "EqQBCgIYAhIM1gbcDa9GJwZA2b3h";

/// Whether an answer is to have a thought in it.
pub(super) fn thinks(said: &Value) -> bool {
    said.to_string().contains("think aloud")
}

fn anthropic(said: &Value, stream: bool, tool: bool) -> Response {
    let usage = json!({ "input_tokens": INPUT, "cache_read_input_tokens": CACHED,
        "cache_creation_input_tokens": 0, "output_tokens": OUTPUT });
    let stop = if tool { "tool_use" } else { "end_turn" };
    let name = tool_name(said);
    if !stream {
        let mut content = vec![json!({ "type": "text", "text": "Hello" })];
        if thinks(said) {
            let thought = json!({ "type": "thinking", "thinking": THOUGHT, "signature": SEAL });
            content.insert(0, thought);
        }
        // Whoever must call a tool that stands for the answer says nothing beside it.
        if said["tool_choice"]["name"] == "json_tool_call" {
            content.clear();
        }
        if tool {
            content.push(
                json!({ "type": "tool_use", "id": "toolu_1", "name": name, "input": { "q": "x" } }),
            );
        }
        return json_answer(
            &json!({ "id": "msg_1", "type": "message", "role": "assistant", "model": said["model"],
            "content": content, "stop_reason": stop, "stop_sequence": null, "usage": usage }),
        );
    }
    let mut early = usage.clone();
    early["output_tokens"] = json!(1);
    let mut frames = vec![(
        "message_start",
        json!({ "type": "message_start", "message": { "id": "msg_1", "type": "message",
            "role": "assistant", "model": said["model"], "content": [], "stop_reason": null,
            "stop_sequence": null, "usage": early } }),
    )];
    if thinks(said) {
        let block = json!({ "type": "thinking", "thinking": "", "signature": "" });
        let delta =
            |delta: Value| json!({ "type": "content_block_delta", "index": 0, "delta": delta });
        frames.extend([
            (
                "content_block_start",
                json!({ "type": "content_block_start", "index": 0, "content_block": block }),
            ),
            (
                "content_block_delta",
                delta(json!({ "type": "thinking_delta", "thinking": THOUGHT })),
            ),
            (
                "content_block_delta",
                delta(json!({ "type": "signature_delta", "signature": SEAL })),
            ),
            (
                "content_block_stop",
                json!({ "type": "content_block_stop", "index": 0 }),
            ),
        ]);
    }
    frames.extend([
        (
            "content_block_start",
            json!({ "type": "content_block_start", "index": 0,
            "content_block": { "type": "text", "text": "" } }),
        ),
        ("ping", json!({ "type": "ping" })),
        (
            "content_block_delta",
            json!({ "type": "content_block_delta", "index": 0,
            "delta": { "type": "text_delta", "text": "Hel" } }),
        ),
        (
            "content_block_delta",
            json!({ "type": "content_block_delta", "index": 0,
            "delta": { "type": "text_delta", "text": "lo" } }),
        ),
        (
            "content_block_stop",
            json!({ "type": "content_block_stop", "index": 0 }),
        ),
    ]);
    if tool {
        frames.push((
            "content_block_start",
            json!({ "type": "content_block_start", "index": 1,
            "content_block": { "type": "tool_use", "id": "toolu_1", "name": name, "input": {} } }),
        ));
        for part in ["{\"q\":", "\"x\"}"] {
            frames.push((
                "content_block_delta",
                json!({ "type": "content_block_delta", "index": 1,
                "delta": { "type": "input_json_delta", "partial_json": part } }),
            ));
        }
        frames.push((
            "content_block_stop",
            json!({ "type": "content_block_stop", "index": 1 }),
        ));
    }
    frames.push(("message_delta", json!({ "type": "message_delta",
        "delta": { "stop_reason": stop, "stop_sequence": null }, "usage": { "output_tokens": OUTPUT } })));
    frames.push(("message_stop", json!({ "type": "message_stop" })));
    events(&frames)
}

fn gemini(tool: bool, last: bool) -> Value {
    let mut parts = vec![json!({ "text": "Hello" })];
    if tool {
        parts.push(json!({ "functionCall": { "name": "lookup", "args": { "q": "x" } }, "thoughtSignature": "c2ln" }));
    }
    let mut candidate = json!({ "content": { "parts": parts, "role": "model" }, "index": 0 });
    if last {
        candidate["finishReason"] = json!("STOP");
    }
    json!({ "candidates": [candidate], "modelVersion": "gemini-2.5-flash", "responseId": "r1",
        "usageMetadata": { "promptTokenCount": INPUT + CACHED, "cachedContentTokenCount": CACHED,
            "candidatesTokenCount": OUTPUT, "totalTokenCount": INPUT + CACHED + OUTPUT } })
}

fn gemini_stream(tool: bool) -> Response {
    let piece = |text: &str| {
        json!({ "candidates": [{ "content": { "parts": [{ "text": text }], "role": "model" }, "index": 0 }],
        "responseId": "r1", "usageMetadata": { "promptTokenCount": INPUT + CACHED, "totalTokenCount": INPUT + CACHED } })
    };
    let mut last = gemini(tool, true);
    last["candidates"][0]["content"]["parts"][0]["text"] = json!("lo");
    events(&[("", piece("Hel")), ("", last)])
}

fn chat(said: &Value, stream: bool, tool: bool) -> Response {
    let usage = json!({ "prompt_tokens": INPUT + CACHED, "completion_tokens": OUTPUT,
        "total_tokens": INPUT + CACHED + OUTPUT, "prompt_tokens_details": { "cached_tokens": CACHED } });
    let finish = if tool { "tool_calls" } else { "stop" };
    let call = json!([{ "index": 0, "id": "call_1", "type": "function",
        "function": { "name": tool_name(said), "arguments": "{\"q\":\"x\"}" } }]);
    if !stream {
        let mut message = json!({ "role": "assistant", "content": "Hello" });
        if tool {
            message["tool_calls"] = call;
        }
        return json_answer(
            &json!({ "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": said["model"],
            "choices": [{ "index": 0, "message": message, "finish_reason": finish }], "usage": usage }),
        );
    }
    let chunk = |delta: Value, finish: Value| {
        json!({ "id": "chatcmpl-1", "object": "chat.completion.chunk",
        "created": 1, "model": said["model"], "choices": [{ "index": 0, "delta": delta, "finish_reason": finish }] })
    };
    let mut frames = vec![
        chunk(json!({ "role": "assistant", "content": "" }), Value::Null),
        chunk(json!({ "content": "Hel" }), Value::Null),
        chunk(json!({ "content": "lo" }), Value::Null),
    ];
    if tool {
        frames.push(chunk(json!({ "tool_calls": call }), Value::Null));
    }
    frames.push(chunk(json!({}), json!(finish)));
    if said["stream_options"]["include_usage"] == true {
        frames.push(
            json!({ "id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1,
            "model": said["model"], "choices": [], "usage": usage }),
        );
    }
    chunks(&frames)
}

/// Chunks and the mark at their end.
fn chunks(frames: &[Value]) -> Response {
    let mut text: String = frames
        .iter()
        .map(|frame| format!("data: {frame}\n\n"))
        .collect();
    text += "data: [DONE]\n\n";
    Response::builder()
        .header("content-type", "text/event-stream")
        .body(Body::from(text))
        .expect("an answer")
}

/// OpenAI's older completions.
fn completions(said: &Value, stream: bool) -> Response {
    let usage = json!({ "prompt_tokens": INPUT + CACHED, "completion_tokens": OUTPUT,
        "total_tokens": INPUT + CACHED + OUTPUT, "prompt_tokens_details": { "cached_tokens": CACHED } });
    let body = |choices: Value| {
        json!({ "id": "cmpl-1", "object": "text_completion", "created": 1, "model": said["model"],
            "choices": choices })
    };
    let choice = |text: &str, finish: Value| json!([{ "index": 0, "text": text, "logprobs": null, "finish_reason": finish }]);
    if !stream {
        let mut whole = body(choice("Hello", json!("stop")));
        whole["usage"] = usage;
        return json_answer(&whole);
    }
    let mut frames = vec![
        body(choice("Hel", Value::Null)),
        body(choice("lo", json!("stop"))),
    ];
    if said["stream_options"]["include_usage"] == true {
        frames.push(body(json!([])));
        frames[2]["usage"] = usage;
    }
    chunks(&frames)
}

fn responses(said: &Value, stream: bool, tool: bool) -> Response {
    let usage = json!({ "input_tokens": INPUT + CACHED, "input_tokens_details": { "cached_tokens": CACHED },
        "output_tokens": OUTPUT, "output_tokens_details": { "reasoning_tokens": 0 },
        "total_tokens": INPUT + CACHED + OUTPUT });
    let message = json!({ "type": "message", "id": "msg_1", "status": "completed", "role": "assistant",
        "content": [{ "type": "output_text", "text": "Hello", "annotations": [] }] });
    let call = json!({ "type": "function_call", "id": "fc_1", "call_id": "call_1", "status": "completed",
        "name": tool_name(said), "arguments": "{\"q\":\"x\"}" });
    let mut output = vec![message.clone()];
    if tool {
        output.push(call.clone());
    }
    let response = |status: &str, output: &[Value], usage: Value| {
        json!({ "id": "resp_1", "object": "response",
        "created_at": 1, "status": status, "model": said["model"], "output": output, "error": null,
        "incomplete_details": null, "instructions": null, "metadata": {}, "parallel_tool_calls": true,
        "temperature": 1.0, "tool_choice": "auto", "tools": [], "top_p": 1.0, "usage": usage })
    };
    if !stream {
        return json_answer(&response("completed", &output, usage));
    }
    let mut frames = vec![
        json!({ "type": "response.created", "response": response("in_progress", &[], Value::Null) }),
        json!({ "type": "response.in_progress", "response": response("in_progress", &[], Value::Null) }),
        json!({ "type": "response.output_item.added", "output_index": 0, "item": { "type": "message", "id": "msg_1",
            "status": "in_progress", "role": "assistant", "content": [] } }),
        json!({ "type": "response.content_part.added", "item_id": "msg_1", "output_index": 0, "content_index": 0,
            "part": { "type": "output_text", "text": "", "annotations": [] } }),
        json!({ "type": "response.output_text.delta", "item_id": "msg_1", "output_index": 0, "content_index": 0, "delta": "Hel", "logprobs": [] }),
        json!({ "type": "response.output_text.delta", "item_id": "msg_1", "output_index": 0, "content_index": 0, "delta": "lo", "logprobs": [] }),
        json!({ "type": "response.output_text.done", "item_id": "msg_1", "output_index": 0, "content_index": 0, "text": "Hello", "logprobs": [] }),
        json!({ "type": "response.content_part.done", "item_id": "msg_1", "output_index": 0, "content_index": 0,
            "part": { "type": "output_text", "text": "Hello", "annotations": [] } }),
        json!({ "type": "response.output_item.done", "output_index": 0, "item": message }),
    ];
    if tool {
        let mut begun = call.clone();
        begun["arguments"] = json!("");
        begun["status"] = json!("in_progress");
        frames.extend([
            json!({ "type": "response.output_item.added", "output_index": 1, "item": begun }),
            json!({ "type": "response.function_call_arguments.delta", "item_id": "fc_1", "output_index": 1, "delta": "{\"q\":\"x\"}" }),
            json!({ "type": "response.function_call_arguments.done", "item_id": "fc_1", "output_index": 1, "arguments": "{\"q\":\"x\"}" }),
            json!({ "type": "response.output_item.done", "output_index": 1, "item": call }),
        ]);
    }
    frames.push(
        json!({ "type": "response.completed", "response": response("completed", &output, usage) }),
    );
    let frames: Vec<(String, Value)> = frames
        .into_iter()
        .enumerate()
        .map(|(number, mut frame)| {
            frame["sequence_number"] = json!(number);
            (frame["type"].as_str().unwrap_or_default().to_owned(), frame)
        })
        .collect();
    let frames: Vec<(&str, Value)> = frames
        .iter()
        .map(|(name, frame)| (name.as_str(), frame.clone()))
        .collect();
    events(&frames)
}

/// Ollama counts a prompt whole, wherever it comes from.
fn ollama(said: &Value, stream: bool, tool: bool) -> Response {
    let piece = |content: &str| {
        json!({ "model": said["model"], "created_at": "2026-01-01T00:00:00Z",
        "message": { "role": "assistant", "content": content }, "done": false })
    };
    let mut last = piece("lo");
    if tool {
        last["message"]["tool_calls"] =
            json!([{ "function": { "name": tool_name(said), "arguments": { "q": "x" } } }]);
    }
    let mut end = if stream { piece("") } else { last.clone() };
    for (name, value) in [
        ("done", json!(true)),
        ("done_reason", json!("stop")),
        ("prompt_eval_count", json!(INPUT + CACHED)),
        ("eval_count", json!(OUTPUT)),
    ] {
        end[name] = value;
    }
    if !stream {
        end["message"]["content"] = json!("Hello");
        return json_answer(&end);
    }
    let lines: String = [piece("Hel"), last, end]
        .iter()
        .map(|line| format!("{line}\n"))
        .collect();
    Response::builder()
        .header("content-type", "application/x-ndjson")
        .body(Body::from(lines))
        .expect("an answer")
}

/// Cohere bills every token of a prompt alike, and writes counts as floats.
fn cohere(said: &Value, stream: bool, tool: bool) -> Response {
    let usage = json!({ "billed_units": { "input_tokens": (INPUT + CACHED) as f64, "output_tokens": OUTPUT },
        "tokens": { "input_tokens": 900, "output_tokens": 90 } });
    let finish = if tool { "TOOL_CALL" } else { "COMPLETE" };
    let call = |arguments: &str| {
        json!({ "id": "lookup_1", "type": "function",
            "function": { "name": tool_name(said), "arguments": arguments } })
    };
    if !stream {
        let mut message =
            json!({ "role": "assistant", "content": [{ "type": "text", "text": "Hello" }] });
        if tool {
            message["tool_calls"] = json!([call("{\"q\":\"x\"}")]);
        }
        return json_answer(
            &json!({ "id": "c1", "message": message, "finish_reason": finish, "usage": usage }),
        );
    }
    let text = |text: &str| json!({ "message": { "content": { "type": "text", "text": text } } });
    let mut frames = vec![
        json!({ "type": "message-start", "id": "c1", "delta": { "message": { "role": "assistant", "content": [],
            "tool_plan": "", "tool_calls": [], "citations": [] } } }),
        json!({ "type": "content-start", "index": 0, "delta": text("") }),
        json!({ "type": "content-delta", "index": 0, "delta": text("Hel") }),
        json!({ "type": "content-delta", "index": 0, "delta": text("lo") }),
        json!({ "type": "content-end", "index": 0 }),
    ];
    if tool {
        let more = |text: &str| json!({ "message": { "tool_calls": { "function": { "arguments": text } } } });
        frames.extend([
            json!({ "type": "tool-call-start", "index": 0, "delta": { "message": { "tool_calls": call("") } } }),
            json!({ "type": "tool-call-delta", "index": 0, "delta": more("{\"q\":") }),
            json!({ "type": "tool-call-delta", "index": 0, "delta": more("\"x\"}") }),
            json!({ "type": "tool-call-end", "index": 0 }),
        ]);
    }
    frames.push(
        json!({ "type": "message-end", "delta": { "finish_reason": finish, "usage": usage } }),
    );
    let named: Vec<(&str, Value)> = frames
        .iter()
        .map(|frame| (frame["type"].as_str().unwrap_or_default(), frame.clone()))
        .collect();
    events(&named)
}

fn embeddings(said: &Value) -> Response {
    let count = said["input"].as_array().map_or(1, Vec::len);
    let data: Vec<Value> = (0..count)
        .map(|index| json!({ "object": "embedding", "index": index, "embedding": [0.5, -0.5] }))
        .collect();
    json_answer(
        &json!({ "object": "list", "data": data, "model": said["model"],
        "usage": { "prompt_tokens": INPUT, "total_tokens": INPUT } }),
    )
}

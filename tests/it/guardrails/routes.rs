//! Every route that spends money is under every kind of guardrail: the list is the service's own.

use super::{EMAIL, Reply, client, filter, models, no, pattern, word};
use crate::chat::verified;
use crate::common::providers::Providers;
use crate::common::proxy::Proxy;
use cw_proxy::domain::record::CallType;
use cw_proxy::http::{ROUTES, Serve};
use serde_json::{Value, json};

/// What is sent.
enum Sent {
    Json(Value),
    /// A form with these fields and a file.
    Form(Vec<(&'static str, String)>),
}

/// A request to a route with this text in it, and whether its answer says "Hello". `None` where the route
/// spends nothing.
fn trial(serve: Serve, path: &'static str, text: &str) -> Option<(String, Sent, bool)> {
    let messages = json!([{ "role": "user", "content": text }]);
    let gemini = json!({ "contents": [{ "role": "user", "parts": [{ "text": text }] }] });
    let json = |body: Value| Sent::Json(body);
    let (path, sent, speaks) = match serve {
        Serve::Llm(call_type, _) => {
            let (sent, speaks) = of_type(call_type, &messages, text);
            (path.to_owned(), sent, speaks)
        }
        Serve::LlmByPath => {
            let rest = "openai-model/chat/completions";
            (
                path.replace("{*rest}", rest),
                json(json!({ "messages": messages })),
                true,
            )
        }
        Serve::Gemini => {
            let rest = "gemini-model:generateContent";
            (path.replace("{*id}", rest), json(gemini), true)
        }
        Serve::GeminiWithoutModel => {
            let mut body = gemini;
            body["model"] = json!("gemini-model");
            (path.to_owned(), json(body), !path.contains("stream"))
        }
        _ => return None,
    };
    Some((path, sent, speaks))
}

fn of_type(call_type: CallType, messages: &Value, text: &str) -> (Sent, bool) {
    let json = |body: Value, speaks| (Sent::Json(body), speaks);
    let form = |fields: &[(&'static str, &str)]| {
        let fields = fields
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()));
        (Sent::Form(fields.collect()), false)
    };
    match call_type {
        CallType::Chat => json(
            json!({ "model": "openai-model", "messages": messages }),
            true,
        ),
        CallType::Completion => json(json!({ "model": "openai-model", "prompt": text }), true),
        CallType::Embedding => json(json!({ "model": "embed", "input": text }), false),
        CallType::Messages => json(
            json!({ "model": "claude-model", "max_tokens": 9, "messages": messages }),
            true,
        ),
        CallType::Responses => json(json!({ "model": "openai-model", "input": text }), true),
        CallType::ImageGeneration => json(json!({ "model": "picture", "prompt": text }), false),
        CallType::Speech => json(
            json!({ "model": "say", "input": text, "voice": "alloy" }),
            false,
        ),
        CallType::Moderation => json(
            json!({ "model": "omni-moderation-latest", "input": text }),
            false,
        ),
        CallType::Rerank => json(
            json!({ "model": "cohere", "query": text, "documents": ["a"] }),
            false,
        ),
        CallType::ImageEdit => form(&[("model", "picture"), ("prompt", text)]),
        CallType::Transcription | CallType::Translation => {
            form(&[("model", "whisper"), ("prompt", text)])
        }
        // A variation has no words.
        _ => form(&[("model", "dall-e-2")]),
    }
}

async fn send(proxy: &Proxy, path: &str, sent: &Sent) -> Reply {
    let fields = match sent {
        Sent::Json(body) => return proxy.post(path, body).await,
        Sent::Form(fields) => fields,
    };
    let name = if path.contains("image") {
        "image"
    } else {
        "file"
    };
    let mut form = String::new();
    for (field, value) in fields {
        form +=
            &format!("--XX\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
    }
    form += &format!(
        "--XX\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"a.png\"\r\n\
         Content-Type: image/png\r\n\r\nbytes\r\n--XX--\r\n"
    );
    let request = client()
        .post(format!("{}{path}", proxy.url()))
        .bearer_auth(proxy.master_key())
        .header("content-type", "multipart/form-data; boundary=XX")
        .body(form);
    Reply::read(request.send().await.expect("an answer")).await
}

/// Every route that spends, with a text.
fn trials(text: &str) -> Vec<(String, Sent, bool)> {
    let listed = ROUTES
        .iter()
        .filter(|route| !route.path.ends_with("/variations"))
        .filter_map(|route| trial(route.serve, route.path, text));
    let messages = json!([{ "role": "user", "content": text }]);
    let own = [
        (
            "/openai/v1/chat/completions",
            json!({ "model": "gpt-4o", "messages": messages }),
        ),
        (
            "/anthropic/v1/messages",
            json!({ "model": "claude-sonnet-4-5", "max_tokens": 9, "messages": messages }),
        ),
        (
            "/gemini/v1beta/models/gemini-2.5-flash:generateContent",
            json!({ "contents": [{ "role": "user", "parts": [{ "text": text }] }] }),
        ),
        // Without `alt=sse` a stream is one array.
        (
            "/gemini/v1beta/models/gemini-2.5-flash:streamGenerateContent",
            json!({ "contents": [{ "role": "user", "parts": [{ "text": text }] }] }),
        ),
    ];
    let own = own
        .into_iter()
        .map(|(path, body)| (path.to_owned(), Sent::Json(body), true));
    listed.chain(own).collect()
}

async fn proxy(providers: &Providers, guardrails: Value) -> Proxy {
    models(providers)
        .env("ANTHROPIC_API_KEY", "sk-ant-real")
        .env("ANTHROPIC_API_BASE", &providers.root())
        .env("GEMINI_API_KEY", "gm-real")
        .env("GEMINI_API_BASE", &providers.root())
        .section("guardrails", guardrails)
        .start()
        .await
}

#[tokio::test]
async fn every_route_that_spends_is_masked_and_blocked_before_it_does() {
    let providers = Providers::start().await;
    let guardrails = json!([
        filter("mask", "pre_call", true, &pattern("email", "MASK")),
        filter("block", "pre_call", true, &word("forbidden", "BLOCK")),
    ]);
    let mut proxy = proxy(&providers, guardrails).await;
    let (masked, blocked) = (trials(&format!("to {EMAIL}")), trials("a forbidden word"));
    assert!(masked.len() > 40, "{} routes", masked.len());
    for (path, sent, _) in &masked {
        let reply = send(&proxy, path, sent).await;
        assert_eq!(reply.status, 200, "{path}: {}", reply.text());
        let sent = String::from_utf8_lossy(&providers.last().body).into_owned();
        assert!(
            sent.contains("[EMAIL_REDACTED]") && !sent.contains(EMAIL),
            "{path}: {sent}"
        );
    }
    let before = providers.seen().len();
    for (path, sent, _) in &blocked {
        let reply = send(&proxy, path, sent).await;
        assert!(no(&reply).contains("forbidden"), "{path}");
    }
    assert_eq!(providers.seen().len(), before, "nobody is called");
    assert_eq!(verified(&proxy)["calls"], masked.len());
    assert_eq!(proxy.term().await.code, Some(0));
}

#[tokio::test]
async fn every_answer_in_words_is_masked_and_blocked_on_its_way() {
    let providers = Providers::start().await;
    for action in ["MASK", "BLOCK"] {
        let guardrails = json!([filter("g", "post_call", true, &word("hello", action))]);
        let mut proxy = proxy(&providers, guardrails).await;
        let all = trials("hi");
        let speaking = all.iter().filter(|(_, _, speaks)| *speaks);
        let mut calls = 0;
        for (path, sent, _) in speaking {
            calls += 1;
            let reply = send(&proxy, path, sent).await;
            let text = reply.text();
            assert!(!text.contains("Hello"), "{path}: {text}");
            let status = if action == "MASK" { 200 } else { 400 };
            assert_eq!(reply.status, status, "{path}: {text}");
        }
        assert!(calls > 20, "{calls} routes");
        assert_eq!(verified(&proxy)["calls"], calls, "all of them are paid");
        assert_eq!(proxy.term().await.code, Some(0));
    }
}

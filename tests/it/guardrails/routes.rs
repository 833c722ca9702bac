//! Every route that spends money is under every kind of guardrail: the list is the service's own.

use super::{EMAIL, Reply, client, filter, models, no, pattern, word};
use crate::chat::verified;
use crate::common::providers::Providers;
use crate::common::proxy::Proxy;
use cw_proxy::domain::record::CallType;
use cw_proxy::http::pass::PREFIXES;
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

/// Requests on a provider's own paths, below each of their prefixes.
fn own_path(prefix: &str, text: &str) -> Vec<(String, Value)> {
    let messages = json!([{ "role": "user", "content": text }]);
    let chat = |rest: &str, model: &str| {
        let body = json!({ "model": model, "messages": messages });
        vec![(format!("/{prefix}/{rest}"), body)]
    };
    let gemini = |rest: &str| {
        let body = json!({ "contents": [{ "role": "user", "parts": [{ "text": text }] }] });
        (format!("/{prefix}/{rest}"), body)
    };
    match prefix {
        "openai" | "openai_passthrough" => chat("v1/chat/completions", "gpt-4o"),
        "mistral" => chat("v1/chat/completions", "mistral-large-latest"),
        "openrouter" => chat("v1/chat/completions", "openai/gpt-4o"),
        "vllm" => chat("v1/chat/completions", "some-model"),
        "nvidia_nim" => chat("v1/chat/completions", "meta/llama3-8b-instruct"),
        "azure" => chat(
            "openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21",
            "gpt-4o",
        ),
        "azure_ai" => chat("openai/v1/chat/completions", "gpt-4o"),
        "cohere" => chat("v2/chat", "command-a-03-2025"),
        "anthropic" => {
            let mut asked = chat("v1/messages", "claude-sonnet-4-5");
            asked[0].1["max_tokens"] = json!(9);
            asked
        }
        "bedrock" => {
            let body = json!({ "messages": [{ "role": "user", "content": [{ "text": text }] }] });
            let model = "model/eu.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse";
            vec![(format!("/bedrock/{model}"), body)]
        }
        "gemini" => vec![
            gemini("v1beta/models/gemini-2.5-flash:generateContent"),
            // Without `alt=sse` a stream is one array.
            gemini("v1beta/models/gemini-2.5-flash:streamGenerateContent"),
        ],
        "vertex_ai" | "vertex-ai" => vec![gemini(
            "v1/projects/prj/locations/europe-west1/publishers/google/models/gemini-2.5-flash:generateContent",
        )],
        new => panic!("no request for the paths below /{new}"),
    }
}

/// Every route that spends, with a text.
fn trials(text: &str) -> Vec<(String, Sent, bool)> {
    let listed = ROUTES
        .iter()
        .filter(|route| !route.path.ends_with("/variations"))
        .filter_map(|route| trial(route.serve, route.path, text));
    let own = PREFIXES
        .iter()
        .flat_map(|(prefix, _)| own_path(prefix, text))
        .map(|(path, body)| (path, Sent::Json(body), true));
    listed.chain(own).collect()
}

async fn proxy(providers: &Providers, guardrails: Value) -> Proxy {
    let mut vertex = crate::doors::vertex(providers, "vertex", "gemini-2.5-flash");
    vertex["litellm_params"]["use_in_pass_through"] = json!(true);
    let own = [
        "ANTHROPIC",
        "GEMINI",
        "MISTRAL",
        "COHERE",
        "OPENROUTER",
        "AZURE",
        "AZURE_AI",
        "HOSTED_VLLM",
        "NVIDIA_NIM",
    ];
    own.into_iter()
        .fold(models(providers), |builder, provider| {
            let builder = builder.env(&format!("{provider}_API_KEY"), "key-of-a-provider");
            builder.env(&format!("{provider}_API_BASE"), &providers.root())
        })
        .env("AWS_ACCESS_KEY_ID", "AKIDBEDROCK")
        .env("AWS_SECRET_ACCESS_KEY", "aws-secret-0123456789")
        .env("AWS_REGION", "eu-central-1")
        .env("AWS_BEDROCK_RUNTIME_ENDPOINT", &providers.root())
        .deployment(vertex)
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
    assert!(masked.len() > 50, "{} routes", masked.len());
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
        assert!(calls > 30, "{calls} routes");
        assert_eq!(verified(&proxy)["calls"], calls, "all of them are paid");
        assert_eq!(proxy.term().await.code, Some(0));
    }
}

//! Providers' own paths: the exact requests of known clients, with the credential swapped, the body
//! untouched, and every call metered.

use crate::chat::verified;
use crate::common::providers::{CACHED, INPUT, OUTPUT, Providers};
use crate::common::proxy::Proxy;
use reqwest::Method;
use serde_json::{Value, json};

/// A proxy whose providers are all the same scripted one, with credentials from the environment.
async fn proxy(providers: &Providers) -> Proxy {
    let root = providers.root();
    Proxy::builder()
        .env("ANTHROPIC_API_KEY", "sk-ant-real")
        .env("ANTHROPIC_API_BASE", &root)
        .env("GEMINI_API_KEY", "gemini-real")
        .env("GEMINI_API_BASE", &format!("{root}/v1beta"))
        .env("OPENAI_API_KEY", "sk-openai-real")
        .env("OPENAI_API_BASE", &format!("{root}/v1"))
        .env("MISTRAL_API_KEY", "mistral-real")
        .env("MISTRAL_API_BASE", &format!("{root}/v1"))
        .env("COHERE_API_KEY", "cohere-real")
        .env("COHERE_API_BASE", &root)
        .env("OPENROUTER_API_KEY", "or-real")
        .env("OPENROUTER_API_BASE", &format!("{root}/api/v1"))
        .start()
        .await
}

pub(crate) async fn send(
    proxy: &Proxy,
    method: Method,
    path: &str,
    headers: &[(&str, &str)],
    body: &Value,
) -> (u16, http::HeaderMap, String) {
    let client = reqwest::Client::builder()
        .no_proxy()
        .build()
        .expect("a client");
    let mut request = client.request(method, format!("{}{path}", proxy.url()));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    if !body.is_null() {
        request = request
            .header("content-type", "application/json")
            .body(body.to_string());
    }
    let answer = request.send().await.expect("an answer");
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    (status, headers, answer.text().await.expect("a body"))
}

/// A request of a known client: where it goes, in which header its key travels, where it must arrive
/// and with which credential.
struct Known {
    path: &'static str,
    key_header: &'static str,
    body: Value,
    arrives: &'static str,
    credential: (&'static str, &'static str),
}

fn known() -> Vec<Known> {
    let known = |path, key_header, body: &Value, arrives, credential| Known {
        path,
        key_header,
        body: body.clone(),
        arrives,
        credential,
    };
    let messages = json!({ "model": "claude-sonnet-4-5-20250929", "max_tokens": 4096, "metadata": { "user_id": "u" },
        "system": [{ "type": "text", "text": "s" }],
        "messages": [{ "role": "user", "content": [{ "type": "text", "text": "hi" }] }] });
    let contents = json!({ "contents": [{ "role": "user", "parts": [{ "text": "hi" }] }] });
    let chat =
        |model: &str| json!({ "model": model, "messages": [{ "role": "user", "content": "hi" }] });
    let gemini = ("x-goog-api-key", "gemini-real");
    vec![
        known(
            "/anthropic/v1/messages",
            "x-api-key",
            &messages,
            "/v1/messages",
            ("x-api-key", "sk-ant-real"),
        ),
        known(
            "/gemini/models/gemini-2.5-flash:generateContent",
            "x-goog-api-key",
            &contents,
            "/v1beta/models/gemini-2.5-flash:generateContent",
            gemini,
        ),
        known(
            "/gemini/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse",
            "authorization",
            &contents,
            "/v1beta/models/gemini-2.5-flash:streamGenerateContent",
            gemini,
        ),
        known(
            "/mistral/v1/chat/completions",
            "authorization",
            &chat("mistral-large-latest"),
            "/v1/chat/completions",
            ("authorization", "Bearer mistral-real"),
        ),
        known(
            "/openrouter/chat/completions",
            "authorization",
            &chat("openai/gpt-4o"),
            "/api/v1/chat/completions",
            ("authorization", "Bearer or-real"),
        ),
        known(
            "/openai/chat/completions",
            "authorization",
            &chat("gpt-4o"),
            "/v1/chat/completions",
            ("authorization", "Bearer sk-openai-real"),
        ),
    ]
}

#[tokio::test]
async fn the_platforms_own_requests_arrive_with_our_credential() {
    let providers = Providers::start().await;
    let proxy = proxy(&providers).await;
    let key = proxy.key(&json!({ "models": [] })).await;
    let bearer = format!("Bearer {key}");
    let requests = known();
    for Known {
        path,
        key_header,
        body,
        arrives,
        credential,
    } in &requests
    {
        let told = if *key_header == "authorization" {
            &bearer
        } else {
            &key
        };
        let headers = [(*key_header, told.as_str())];
        let (status, answered, text) = send(&proxy, Method::POST, path, &headers, body).await;
        assert_eq!(status, 200, "{path}: {text}");
        let seen = providers.last();
        assert_eq!(
            (seen.method.as_str(), seen.path.as_str()),
            ("POST", *arrives),
            "{path}"
        );
        assert_eq!(seen.header(credential.0), credential.1, "{path}");
        assert_eq!(
            seen.body,
            body.to_string().as_bytes(),
            "{path}: the body is untouched"
        );
        let told: Vec<_> = seen
            .headers
            .values()
            .filter_map(|value| value.to_str().ok())
            .collect();
        assert!(
            !told.iter().any(|value| value.contains(&key)),
            "{path}: the client's key stops here"
        );
        assert!(!seen.query.contains(&key));
        assert!(
            answered.contains_key("x-litellm-call-id")
                && answered.contains_key("x-litellm-model-api-base")
        );
        assert!(text.contains("Hel"), "{path}: {text}");
    }
    // All used the same, and none is free.
    assert_eq!(verified(&proxy)["calls"], requests.len());
    for row in proxy.rows().await {
        assert_eq!(row["usage_source"], "provider", "{row}");
        let tokens =
            ["input_tokens", "cache_read_tokens", "output_tokens"].map(|name| row[name].as_u64());
        assert_eq!(tokens, [Some(INPUT), Some(CACHED), Some(OUTPUT)], "{row}");
        assert_ne!(row["cost_nanos"], 0, "{row}");
    }
}

#[tokio::test]
async fn coheres_own_paths_are_metered_by_what_is_billed() {
    let providers = Providers::start().await;
    let proxy = proxy(&providers).await;
    let key = proxy.key(&json!({ "models": [] })).await;
    let bearer = format!("Bearer {key}");
    let headers = [("authorization", bearer.as_str())];
    let chat =
        json!({ "model": "command-a-03-2025", "messages": [{ "role": "user", "content": "hi" }] });
    let embed = json!({ "model": "embed-v4.0", "texts": ["a"], "input_type": "search_query", "embedding_types": ["float"] });
    for (path, body, arrives, tokens) in [
        (
            "/cohere/v2/chat",
            &chat,
            "/v2/chat",
            (INPUT + CACHED, OUTPUT),
        ),
        ("/cohere/v2/embed", &embed, "/v2/embed", (INPUT, 0)),
    ] {
        let (status, _, text) = send(&proxy, Method::POST, path, &headers, body).await;
        assert_eq!(status, 200, "{path}: {text}");
        let seen = providers.last();
        assert_eq!(
            (seen.path.as_str(), seen.header("authorization")),
            (arrives, "Bearer cohere-real")
        );
        assert_eq!(seen.json(), *body, "{path}");
        let rows = proxy.rows().await;
        let model = body["model"].as_str().expect("a model");
        let row = rows
            .iter()
            .find(|row| row.to_string().contains(model))
            .expect("a row");
        assert_eq!(
            (&row["input_tokens"], &row["output_tokens"]),
            (&json!(tokens.0), &json!(tokens.1)),
            "{row}"
        );
        assert_ne!(row["cost_nanos"], 0, "{row}");
    }
}

#[tokio::test]
async fn gemini_without_a_model_in_its_path_is_understood() {
    let providers = Providers::start().await;
    let proxy = proxy(&providers).await;
    let contents = json!({ "contents": [{ "role": "user", "parts": [{ "text": "hi" }] }] });
    let open = proxy.key(&json!({})).await;
    let bearer = format!("Bearer {open}");
    let no = send(
        &proxy,
        Method::POST,
        "/gemini:generateContent",
        &[("authorization", &bearer)],
        &contents,
    )
    .await;
    let told: Value = serde_json::from_str(&no.2).expect("JSON");
    assert_eq!(
        (no.0, &told["error"]["status"]),
        (400, &json!("INVALID_ARGUMENT")),
        "{}",
        no.2
    );
    let one = proxy
        .key(&json!({ "models": ["gemini/gemini-2.5-flash"] }))
        .await;
    let bearer = format!("Bearer {one}");
    let path = "/gemini:streamGenerateContent?alt=sse";
    let (status, _, text) = send(
        &proxy,
        Method::POST,
        path,
        &[("authorization", &bearer)],
        &contents,
    )
    .await;
    assert_eq!(status, 200, "{text}");
    assert_eq!(
        providers.last().path,
        "/v1beta/models/gemini-2.5-flash:streamGenerateContent"
    );
}

#[tokio::test]
async fn limits_hold_on_providers_own_paths() {
    let providers = Providers::start().await;
    let proxy = proxy(&providers).await;
    let chat = |model: &str| json!({ "model": model, "max_tokens": 100, "messages": [{ "role": "user", "content": "hi" }] });
    // Models: neither another model nor a path without one.
    let narrow = proxy.key(&json!({ "models": ["openai/gpt-4o"] })).await;
    let bearer = format!("Bearer {narrow}");
    let bearer = [("authorization", bearer.as_str())];
    assert_eq!(
        send(
            &proxy,
            Method::POST,
            "/openai/v1/chat/completions",
            &bearer,
            &chat("gpt-4o")
        )
        .await
        .0,
        200
    );
    for (path, body) in [
        ("/openai/v1/chat/completions", chat("gpt-4o-mini")),
        ("/openai/v1/files", json!({})),
    ] {
        assert_eq!(
            send(&proxy, Method::POST, path, &bearer, &body).await.0,
            403,
            "{path}"
        );
    }
    assert_eq!(
        send(
            &proxy,
            Method::GET,
            "/openai/v1/files",
            &bearer,
            &Value::Null
        )
        .await
        .0,
        200
    );
    // Money.
    let poor = proxy.key(&json!({ "max_budget": 1e-6 })).await;
    let bearer = format!("Bearer {poor}");
    let headers = [("authorization", bearer.as_str())];
    // One call may go over, as everywhere; the next is refused.
    let path = "/openai/v1/chat/completions";
    let first = send(&proxy, Method::POST, path, &headers, &chat("gpt-4o")).await;
    assert_eq!(first.0, 200, "{}", first.2);
    let (status, _, text) = send(&proxy, Method::POST, path, &headers, &chat("gpt-4o")).await;
    assert_eq!(status, 422, "{text}");
    assert!(text.contains("budget_exceeded"), "{text}");
    // Nobody.
    let (status, _, text) = send(
        &proxy,
        Method::POST,
        "/anthropic/v1/messages",
        &[],
        &chat("x"),
    )
    .await;
    let told: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(
        (status, &told["error"]["type"]),
        (401, &json!("authentication_error"))
    );
    // Where a call goes is not the client's to say.
    let mut elsewhere = chat("gpt-4o");
    elsewhere["api_base"] = json!("http://evil");
    assert_eq!(
        send(
            &proxy,
            Method::POST,
            "/openai/v1/chat/completions",
            &headers,
            &elsewhere
        )
        .await
        .0,
        401
    );
}

#[tokio::test]
async fn a_providers_no_is_passed_on_word_for_word() {
    let providers = Providers::start().await;
    let proxy = proxy(&providers).await;
    let body = json!({ "model": "claude-sonnet-4-5-20250929", "max_tokens": 5, "messages": [{ "role": "user", "content": "fail-with-429" }] });
    let headers = [("x-api-key", proxy.master_key())];
    let (status, headers, text) = send(
        &proxy,
        Method::POST,
        "/anthropic/v1/messages",
        &headers,
        &body,
    )
    .await;
    assert_eq!(
        (status, &headers["retry-after"]),
        (429, &http::HeaderValue::from_static("7"))
    );
    assert_eq!(
        text,
        r#"{"type":"error","error":{"type":"rate_limit_error","message":"This is the provider's own message."}}"#
    );
    let rows = proxy.rows().await;
    assert_eq!(
        (&rows[0]["outcome"], &rows[0]["cost_nanos"]),
        (&json!("upstream_error"), &json!(0))
    );
    verified(&proxy);
}

#[tokio::test]
async fn bedrocks_own_paths_are_signed_anew_and_metered() {
    let providers = Providers::start().await;
    let proxy = Proxy::builder()
        .env("AWS_ACCESS_KEY_ID", "AKIDBEDROCK")
        .env("AWS_SECRET_ACCESS_KEY", "aws-secret-0123456789")
        .env("AWS_REGION", "eu-central-1")
        .env("AWS_BEDROCK_RUNTIME_ENDPOINT", &providers.root())
        .start()
        .await;
    let body = json!({ "messages": [{ "role": "user", "content": [{ "text": "hi" }] }] });
    let key = format!("Bearer {}", proxy.master_key());
    let path = "/model/eu.anthropic.claude-sonnet-4-5-20250929-v1%3A0";
    for operation in ["converse", "converse-stream"] {
        let headers = [("authorization", key.as_str())];
        let asked = format!("/bedrock{path}/{operation}");
        let (status, _, text) = send(&proxy, Method::POST, &asked, &headers, &body).await;
        assert_eq!(status, 200, "{operation}: {text}");
        let seen = providers.last();
        assert_eq!(seen.path, format!("{path}/{operation}"));
        assert_eq!(seen.body, body.to_string().into_bytes());
    }
    for row in proxy.rows().await {
        assert_eq!(row["usage_source"], "provider", "{row}");
        assert_eq!(row["input_tokens"], INPUT, "{row}");
        assert_ne!(row["cost_nanos"], 0, "{row}");
    }
    // A stranger is refused before anything is signed.
    let stranger = [("authorization", "Bearer sk-nobody-nobody-nobody")];
    let asked = format!("/bedrock{path}/converse");
    let (status, _, _) = send(&proxy, Method::POST, &asked, &stranger, &body).await;
    assert_eq!((status, providers.seen().len()), (401, 2));
}

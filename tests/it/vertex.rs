//! Vertex AI: tokens are got once and come along, addresses name project and location, and its own
//! paths pass through.

use crate::chat::verified;
use crate::common::google::service_account;
use crate::common::providers::{CACHED, INPUT, OUTPUT, Providers};
use crate::common::proxy::Proxy;
use crate::doors::vertex;
use crate::passes::send;
use reqwest::Method;
use serde_json::{Value, json};

fn tokens(providers: &Providers) -> usize {
    providers
        .seen()
        .iter()
        .filter(|seen| seen.path == "/token")
        .count()
}

#[tokio::test]
async fn a_token_is_got_once_and_each_publisher_has_its_path() {
    let providers = Providers::start().await;
    let proxy = Proxy::builder()
        .deployment(vertex(&providers, "gemini", "gemini-2.5-flash"))
        .deployment(vertex(&providers, "claude", "claude-sonnet-4-5@20250929"))
        .deployment(vertex(
            &providers,
            "llama",
            "meta/llama-4-maverick-17b-128e-instruct-maas",
        ))
        .deployment(vertex(&providers, "embed", "text-embedding-005"))
        .start()
        .await;
    let place = "/v1/projects/crash-1/locations/europe-west1";
    let chat =
        |model: &str| json!({ "model": model, "messages": [{ "role": "user", "content": "hi" }] });
    let calls = ["gemini", "claude", "llama", "gemini"].map(|model| (model, chat(model)));
    let at_once = calls
        .iter()
        .map(|(_, body)| proxy.post("/v1/chat/completions", body));
    for reply in futures_util::future::join_all(at_once).await {
        assert_eq!(reply.status, 200, "{}", reply.json());
    }
    assert_eq!(tokens(&providers), 1, "all share one token");
    let message = json!({ "model": "claude", "max_tokens": 9, "messages": [{ "role": "user", "content": "hi" }] });
    assert_eq!(proxy.post("/v1/messages", &message).await.status, 200);
    let asked = providers.last();
    assert_eq!(
        asked.path,
        format!("{place}/publishers/anthropic/models/claude-sonnet-4-5@20250929:rawPredict")
    );
    assert_eq!(asked.json()["anthropic_version"], "vertex-2023-10-16");
    assert!(asked.json().get("model").is_none() && asked.header("anthropic-version").is_empty());
    let counted = proxy
        .post("/v1/messages/count_tokens", &message)
        .await
        .json();
    assert_eq!(
        (
            &counted["input_tokens"],
            providers.last().json()["model"].as_str()
        ),
        (&json!(42), Some("claude-sonnet-4-5@20250929"))
    );
    let reply = proxy
        .post(
            "/v1/embeddings",
            &json!({ "model": "embed", "input": "hello" }),
        )
        .await;
    assert_eq!(
        (reply.status, &reply.json()["usage"]["prompt_tokens"]),
        (200, &json!(INPUT)),
        "{}",
        reply.json()
    );
    assert_eq!(
        providers.last().path,
        format!("{place}/publishers/google/models/text-embedding-005:predict")
    );
    let paths: Vec<_> = providers.seen().into_iter().map(|seen| seen.path).collect();
    assert!(
        paths.contains(&format!("{place}/endpoints/openapi/chat/completions")),
        "{paths:?}"
    );
    assert!(
        paths.contains(&format!(
            "{place}/publishers/google/models/gemini-2.5-flash:generateContent"
        )),
        "{paths:?}"
    );
    // An admin's change makes a new catalog; the token stays good.
    proxy.key(&json!({})).await;
    assert_eq!(
        proxy
            .post("/v1/chat/completions", &chat("gemini"))
            .await
            .status,
        200
    );
    assert_eq!(tokens(&providers), 1);
}

#[tokio::test]
async fn its_own_paths_pass_with_our_token_and_are_metered() {
    let providers = Providers::start().await;
    let proxy = Proxy::builder()
        .env(
            "VERTEXAI_CREDENTIALS",
            &service_account(&providers.root()).to_string(),
        )
        .env("VERTEX_AI_API_BASE", &providers.root())
        .start()
        .await;
    let key = proxy.key(&json!({ "models": ["vertex_ai/*"] })).await;
    let place = "/v1/projects/other-project/locations/us-east5/publishers";
    let said = json!({ "contents": [{ "role": "user", "parts": [{ "text": "hi" }] }], "odd": 1 });
    let path = format!("{place}/google/models/gemini-2.5-flash:streamGenerateContent");
    let (status, _, text) = send(
        &proxy,
        Method::POST,
        &format!("/vertex_ai{path}?alt=sse"),
        &[("x-litellm-api-key", &key)],
        &said,
    )
    .await;
    assert_eq!(status, 200, "{text}");
    let seen = providers.last();
    assert_eq!(
        (seen.path.as_str(), seen.query.as_str(), seen.json()),
        (path.as_str(), "alt=sse", said)
    );
    let message = json!({ "anthropic_version": "vertex-2023-10-16", "max_tokens": 9, "messages": [{ "role": "user", "content": "hi" }] });
    let path = format!("{place}/anthropic/models/claude-sonnet-4-5@20250929:rawPredict");
    let bearer = format!("Bearer {key}");
    let (status, _, text) = send(
        &proxy,
        Method::POST,
        &format!("/vertex-ai{path}"),
        &[("authorization", &bearer)],
        &message,
    )
    .await;
    assert_eq!(status, 200, "{text}");
    assert_eq!(providers.last().json(), message);
    let rows = proxy.rows().await;
    assert_eq!(rows.len(), 2);
    for row in &rows {
        assert_eq!(
            (
                &row["usage_source"],
                &row["cache_read_tokens"],
                &row["input_tokens"],
                &row["output_tokens"]
            ),
            (
                &json!("provider"),
                &json!(CACHED),
                &json!(INPUT),
                &json!(OUTPUT)
            ),
            "{row}"
        );
        assert!(row["cost_nanos"].as_i64().expect("a cost") > 0, "{row}");
    }
    let none = proxy.key(&json!({ "models": ["gpt-4o"] })).await;
    let refused = send(
        &proxy,
        Method::POST,
        &format!("/vertex_ai{place}/google/models/gemini-2.5-pro:generateContent"),
        &[("x-api-key", &none)],
        &json!({}),
    )
    .await;
    assert_eq!(refused.0, 403, "{}", refused.2);
    verified(&proxy);
}

#[tokio::test]
async fn what_is_wrong_with_a_credential_is_said_without_it() {
    let providers = Providers::start().await;
    let mut wrong = service_account(&providers.root());
    wrong["client_email"] = json!("somebody@else");
    let mut row = vertex(&providers, "gemini", "gemini-2.5-flash");
    row["litellm_params"]["vertex_credentials"] = wrong;
    let proxy = Proxy::builder().deployment(row).start().await;
    let said = json!({ "model": "gemini", "messages": [{ "role": "user", "content": "hi" }] });
    let reply = proxy.post("/v1/chat/completions", &said).await;
    let told = reply.json()["error"]["message"]
        .as_str()
        .expect("a text")
        .to_owned();
    assert_eq!(reply.status, 502, "{told}");
    assert!(
        told.contains("the claims are wrong")
            && told.contains("An admin can replace vertex_credentials"),
        "{told}"
    );
    assert!(!told.contains("PRIVATE KEY"));
    for (params, words) in [
        (
            json!({ "vertex_credentials": "/etc/passwd" }),
            "not a path on the proxy's machine",
        ),
        (
            json!({ "vertex_credentials": service_account(&providers.root()).to_string() }),
            "may only get its tokens from",
        ),
        (
            json!({ "vertex_location": "evil.example/" }),
            "must be a location",
        ),
        (
            json!({ "vertex_project": "p/../q" }),
            "must be a project id",
        ),
        (json!({ "vertex_credentials": "{}" }), "must be of type"),
        (
            json!({ "model": "vertex_ai/mistral-large@2411" }),
            "of this publisher",
        ),
    ] {
        let mut litellm_params = json!({ "model": "vertex_ai/gemini-2.5-pro" });
        for (name, value) in params.as_object().expect("params") {
            litellm_params[name] = value.clone();
        }
        let reply = proxy
            .post(
                "/model/new",
                &json!({ "model_name": "x", "litellm_params": litellm_params }),
            )
            .await;
        assert!(
            reply.status == 400 && reply.json().to_string().contains(words),
            "{params}: {}",
            reply.json()
        );
    }
    let express = json!({ "model_name": "express", "litellm_params": { "model": "vertex_ai/gemini-2.5-pro", "api_key": "express-key", "api_base": providers.root() } });
    assert_eq!(proxy.post("/model/new", &express).await.status, 200);
    let said = json!({ "model": "express", "messages": [{ "role": "user", "content": "hi" }] });
    assert_eq!(proxy.post("/v1/chat/completions", &said).await.status, 200);
    let asked = providers.last();
    assert_eq!(
        (asked.path.as_str(), asked.header("x-goog-api-key")),
        (
            "/v1/publishers/google/models/gemini-2.5-pro:generateContent",
            "express-key"
        )
    );
    let _: Value = asked.json();
}

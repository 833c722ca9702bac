//! What operators set for a model reaches the provider whichever dialect the client speaks, and what
//! they list never does.

use crate::common::providers::Providers;
use crate::common::proxy::Proxy;
use serde_json::{Value, json};

/// One model of each dialect with defaults, members of its own, and paths that are dropped.
async fn proxy(providers: &Providers) -> Proxy {
    let root = providers.root();
    let model = |name: &str, model: &str, base: String| {
        json!({ "model_name": name, "litellm_params": { "model": model, "api_base": base, "api_key": "sk-x",
            "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6,
            "temperature": 0.25, "max_tokens": 77, "stop": ["END"],
            "extra_body": { "operators_own": { "a": 1 } },
            "additional_drop_params": ["user", "metadata.user_id", "tools[*].function.strict", "tools[*].description"] } })
    };
    Proxy::builder()
        .deployment(model("chat", "hosted_vllm/m", format!("{root}/v1")))
        .deployment(model(
            "reasoning",
            "openai/gpt-5-mini",
            format!("{root}/v1"),
        ))
        .deployment(model(
            "claude",
            "anthropic/claude-sonnet-4-5",
            format!("{root}/v1"),
        ))
        .deployment(model(
            "gemini",
            "gemini/gemini-2.5-flash",
            format!("{root}/v1beta"),
        ))
        .deployment(model("ollama", "ollama_chat/llama3.2", root.clone()))
        .deployment(model(
            "cohere",
            "cohere_chat/command-a-03-2025",
            root.clone(),
        ))
        .start()
        .await
}

/// Where the temperature, the cap and the stop texts stand in each dialect.
fn places(model: &str) -> [&'static str; 3] {
    match model {
        "claude" | "cohere" => ["/temperature", "/max_tokens", "/stop_sequences"],
        "gemini" => [
            "/generationConfig/temperature",
            "/generationConfig/maxOutputTokens",
            "/generationConfig/stopSequences",
        ],
        "ollama" => [
            "/options/temperature",
            "/options/num_predict",
            "/options/stop",
        ],
        _ => ["/temperature", "/max_tokens", "/stop"],
    }
}

#[tokio::test]
async fn defaults_own_members_and_dropped_paths_hold_for_every_pair_of_dialects() {
    let providers = Providers::start().await;
    let proxy = proxy(&providers).await;
    let schema = json!({ "type": "object", "properties": {} });
    let tools = json!([{ "type": "function",
        "function": { "name": "f", "parameters": schema, "strict": true } }]);
    for model in ["chat", "claude", "gemini", "ollama", "cohere"] {
        let said = json!([{ "role": "user", "content": "hi" }]);
        let gemini = format!("/v1beta/models/{model}:generateContent");
        let doors = [
            (
                "/v1/chat/completions",
                json!({ "model": model, "user": "u", "messages": said, "tools": tools }),
            ),
            (
                "/v1/messages",
                json!({ "model": model, "messages": said, "max_tokens": 5,
                "metadata": { "user_id": "u" } }),
            ),
            (
                "/v1/responses",
                json!({ "model": model, "input": "hi", "user": "u" }),
            ),
            (
                &gemini,
                json!({ "contents": [{ "role": "user", "parts": [{ "text": "hi" }] }],
                "generationConfig": { "topP": 0.5 } }),
            ),
        ];
        for (path, body) in doors {
            let reply = proxy.post(path, &body).await;
            assert_eq!(reply.status, 200, "{model} {path}: {}", reply.json());
            let sent = providers.last().json();
            let [temperature, cap, stop] = places(model).map(|place| sent.pointer(place).cloned());
            let context = format!("{model} {path}: {sent}");
            assert_eq!(temperature, Some(json!(0.25)), "{context}");
            assert_eq!(stop, Some(json!(["END"])), "{context}");
            let asked = if path == "/v1/messages" { 5 } else { 77 };
            assert_eq!(cap, Some(json!(asked)), "{context}");
            assert_eq!(sent["operators_own"], json!({ "a": 1 }), "{context}");
            let text = sent.to_string();
            assert!(
                !text.contains("\"u\"") && !text.contains("strict"),
                "{context}"
            );
        }
        let own = json!({ "model": model, "messages": said, "temperature": 0.75 });
        proxy.post("/v1/chat/completions", &own).await;
        let sent = providers.last().json();
        let told = sent.pointer(places(model)[0]).cloned();
        assert_eq!(told, Some(json!(0.75)), "the client's word counts: {sent}");
    }
}

#[tokio::test]
async fn defaults_obey_the_rules_of_the_model_and_the_client_may_list_paths_too() {
    let providers = Providers::start().await;
    let proxy = proxy(&providers).await;
    let said = json!([{ "role": "user", "content": "hi" }]);
    // A reasoning model takes another name for the cap, and no temperature of one's own.
    let refused = json!({ "model": "reasoning", "messages": said });
    let reply = proxy.post("/v1/chat/completions", &refused).await;
    assert_eq!(reply.status, 400, "{}", reply.json());
    let listed = json!({ "model": "reasoning", "messages": said,
        "additional_drop_params": ["temperature", "stop", "messages[0].name"], "temperature": 1 });
    let reply = proxy.post("/v1/chat/completions", &listed).await;
    assert_eq!(
        reply.status,
        400,
        "the default is the operator's: {}",
        reply.json()
    );
    let dropped = json!({ "model": "reasoning", "messages": said, "drop_params": true, "max_completion_tokens": 9 });
    let reply = proxy.post("/v1/chat/completions", &dropped).await;
    assert_eq!(reply.status, 200, "{}", reply.json());
    let sent = providers.last().json();
    assert_eq!(
        (
            &sent["max_completion_tokens"],
            sent.get("max_tokens"),
            sent.get("temperature")
        ),
        (&json!(9), None, None),
        "{sent}"
    );
}

#[tokio::test]
async fn a_default_that_cannot_be_sent_is_told_and_modify_params_mends_forms() {
    let providers = Providers::start().await;
    let root = providers.root();
    let claude = |name: &str, more: Value| {
        let mut params = json!({ "model": "anthropic/claude-sonnet-4-5", "api_base": format!("{root}/v1"), "api_key": "sk-x" });
        let members = params.as_object_mut().expect("an object");
        members.extend(more.as_object().expect("an object").clone());
        json!({ "model_name": name, "litellm_params": params })
    };
    let only_instructions = json!({ "model": "claude", "max_tokens": 10_000_000,
        "messages": [{ "role": "system", "content": "be brief" }] });
    let proxy = Proxy::builder()
        .deployment(claude("claude", json!({})))
        .deployment(claude("seeded", json!({ "seed": 7 })))
        .start()
        .await;
    let reply = proxy.post("/v1/chat/completions", &only_instructions).await;
    let message = reply.json()["error"]["message"].to_string();
    assert!(
        reply.status == 400 && message.contains("modify_params"),
        "{message}"
    );
    let reply = proxy
        .post(
            "/v1/chat/completions",
            &json!({ "model": "seeded", "messages": [{ "role": "user", "content": "q" }] }),
        )
        .await;
    let message = reply.json()["error"]["message"].to_string();
    assert!(
        reply.status >= 400 && message.contains("seed"),
        "{} {message}",
        reply.status
    );

    let proxy = Proxy::builder()
        .section("litellm_settings", json!({ "modify_params": true }))
        .deployment(claude("claude", json!({})))
        .start()
        .await;
    let reply = proxy.post("/v1/chat/completions", &only_instructions).await;
    assert_eq!(reply.status, 200, "{}", reply.json());
    let sent = providers.last().json();
    assert_eq!(
        sent["messages"][0]["content"][0]["text"], "Please continue.",
        "{sent}"
    );
    assert_eq!(sent["max_tokens"], 64_000, "the model's own limit: {sent}");
}

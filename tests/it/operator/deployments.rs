//! What a declaration says about its deployment: answers of its own, budgets, certificates, tokens, shapes.

use super::{CHAT, hello, last_row, set};
use crate::chat::priced;
use crate::common::providers::Providers;
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use crate::otel::secured::{certificate, in_front_of};
use serde_json::{Value, json};

/// A deployment that answers by itself, at a dollar a million tokens in and two out.
fn mocked(name: &str, params: &Value) -> Value {
    let mut row = json!({ "model_name": name, "litellm_params": {
        "model": "openai/gpt-4o", "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6,
    } });
    for (param, value) in params.as_object().expect("an object") {
        row["litellm_params"][param] = value.clone();
    }
    row
}

#[tokio::test]
async fn a_deployment_answers_by_itself_in_every_dialect_and_is_counted() {
    let proxy = Proxy::builder()
        .deployment(mocked(
            "mock",
            &json!({ "mock_response": "This is made up" }),
        ))
        .deployment(mocked("vectors", &json!({ "mock_response": "[0.5,0.25]" })))
        .start()
        .await;
    let reply = proxy.post(CHAT, &hello("mock")).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    let told = reply.json();
    assert_eq!(told["choices"][0]["message"]["content"], "This is made up");
    assert_eq!(told["model"], "mock");
    let (input, output) = (
        told["usage"]["prompt_tokens"].as_u64().expect("tokens"),
        told["usage"]["completion_tokens"].as_u64().expect("tokens"),
    );
    assert!(input > 3 && output == 4, "{told}");
    let cost = (input as f64) * 1e-6 + (output as f64) * 2e-6;
    let row = last_row(&proxy).await;
    assert!(
        (row["spend"].as_f64().expect("a cost") - cost).abs() < 1e-12,
        "{row}"
    );

    let mut body = hello("mock");
    body["stream"] = json!(true);
    body["stream_options"] = json!({ "include_usage": true });
    let streamed = proxy.post(CHAT, &body).await.text();
    for part in ["This is made up", "\"prompt_tokens\":", "data: [DONE]"] {
        assert!(streamed.contains(part), "{part}: {streamed}");
    }
    assert!((last_row(&proxy).await["spend"].as_f64().expect("a cost") - cost).abs() < 1e-12);

    for stream in [false, true] {
        let mut body = hello("mock");
        body["stream"] = json!(stream);
        let messages = proxy.post("/v1/messages", &body).await;
        assert!(
            messages.status == 200 && messages.text().contains("This is made up"),
            "{}",
            messages.text()
        );
        let asked = json!({ "model": "mock", "input": "a secret wish", "stream": stream });
        let responses = proxy.post("/v1/responses", &asked).await;
        assert!(
            responses.status == 200 && responses.text().contains("This is made up"),
            "{}",
            responses.text()
        );
        assert!(last_row(&proxy).await["spend"].as_f64().expect("a cost") > 0.0);
    }
    let vectors = proxy
        .post(
            "/v1/embeddings",
            &json!({ "model": "vectors", "input": "hi" }),
        )
        .await;
    assert_eq!(
        vectors.json()["data"][0]["embedding"],
        json!([0.5, 0.25]),
        "{}",
        vectors.text()
    );
}

#[tokio::test]
async fn a_mock_fails_as_it_is_told_and_others_stand_in() {
    let proxy = Proxy::builder()
        .deployment(mocked(
            "limited",
            &json!({ "mock_response": "litellm.RateLimitError" }),
        ))
        .deployment(mocked(
            "silent",
            &json!({ "mock_timeout": true, "timeout": 0.2, "num_retries": 0 }),
        ))
        .deployment(mocked("fine", &json!({ "mock_response": "I stand in" })))
        .section(
            "router_settings",
            json!({ "num_retries": 0, "fallbacks": [{ "limited": ["fine"] }] }),
        )
        .start()
        .await;
    let reply = proxy.post(CHAT, &hello("limited")).await;
    assert!(reply.text().contains("I stand in"), "{}", reply.text());
    assert_eq!(reply.headers["x-litellm-attempted-fallbacks"], "1");
    let mut alone = hello("limited");
    alone["disable_fallbacks"] = json!(true);
    assert_eq!(proxy.post(CHAT, &alone).await.status, 429);
    let silent = proxy.post(CHAT, &hello("silent")).await;
    assert!(matches!(silent.status, 408 | 504), "{}", silent.text());
    assert!(silent.text().contains("mock_timeout"), "{}", silent.text());
}

#[tokio::test]
async fn a_deployment_that_has_spent_its_budget_is_passed_over() {
    let upstream = Upstream::start();
    // One call costs 0.0002625.
    let script = "ok?prompt=30&cached=10&completion=20";
    let mut cheap = priced("gpt", &upstream, script);
    cheap["litellm_params"]["max_budget"] = json!(0.0004);
    cheap["litellm_params"]["budget_duration"] = json!("1d");
    cheap["litellm_params"]["order"] = json!(1);
    cheap["model_info"]["id"] = json!("first");
    let mut other = priced("gpt", &upstream, script);
    other["litellm_params"]["order"] = json!(2);
    other["model_info"]["id"] = json!("second");
    let mut alone = priced("alone", &upstream, script);
    alone["litellm_params"]["max_budget"] = json!(0);
    let proxy = Proxy::builder()
        .deployment(cheap)
        .deployment(other)
        .deployment(alone)
        .start()
        .await;
    let mut asked = Vec::new();
    for _ in 0..4 {
        let reply = proxy.post(CHAT, &hello("gpt")).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        asked.push(
            reply.headers["x-litellm-model-id"]
                .to_str()
                .expect("an id")
                .to_owned(),
        );
    }
    assert_eq!(
        asked.last().map(String::as_str),
        Some("second"),
        "{asked:?}"
    );
    assert!(asked.contains(&"first".to_owned()), "{asked:?}");
    let refused = proxy.post(CHAT, &hello("alone")).await;
    assert_eq!(refused.status, 429, "{}", refused.text());
    assert!(
        refused.text().contains("crossed budget"),
        "{}",
        refused.text()
    );
}

#[tokio::test]
async fn certificates_are_looked_at_as_the_operator_says() {
    let upstream = Upstream::start();
    let plain = upstream.base_url().replace("/v1", "");
    let secure = format!("https://{}/v1", in_front_of(&plain));
    let model = |name: &str, verify: Option<Value>| {
        let mut row = priced(name, &upstream, "ok");
        row["litellm_params"]["api_base"] = json!(secure);
        if let Some(verify) = verify {
            row["litellm_params"]["ssl_verify"] = verify;
        }
        row
    };
    let authority = json!(certificate("authority.pem"));
    let proxy = Proxy::builder()
        .deployment(model("usual", None))
        .deployment(model("unverified", Some(json!(false))))
        .deployment(model("authority", Some(authority.clone())))
        .section(
            "router_settings",
            json!({ "num_retries": 0, "disable_cooldowns": true }),
        )
        .section("litellm_settings", json!({}))
        .start()
        .await;
    let call = async |name: &str| proxy.post(CHAT, &hello(name)).await.status;
    assert_eq!(call("unverified").await, 200);
    assert_eq!(call("authority").await, 200);
    assert_eq!(call("usual").await, 502);
    set(&proxy, "litellm_settings", "ssl_verify", &authority).await;
    assert_eq!(call("usual").await, 200);
    let gone = json!("/nowhere/authority.pem");
    crate::reload::rewrite(&proxy, |config| {
        config["litellm_settings"]["ssl_verify"] = gone
    });
    // Models that cannot be called say why.
    let _ = proxy.post("/config/reload", &json!({})).await;
    let told = proxy.post(CHAT, &hello("usual")).await;
    assert!(
        told.text().contains("cannot read a certificate"),
        "{}",
        told.text()
    );
    // Who declares models through the API names no files.
    let mut row = model("api", Some(json!("/etc/hostname")));
    row["litellm_params"]["api_key"] = json!("sk-own");
    let refused = proxy.post("/model/new", &row).await;
    assert!(
        refused.status >= 400 && refused.text().contains("ssl_verify"),
        "{}",
        refused.text()
    );
}

#[tokio::test]
async fn azure_is_called_with_tokens_of_entra() {
    let providers = Providers::start().await;
    let azure = |name: &str, params: Value| {
        let mut row = json!({ "model_name": name, "litellm_params": {
            "model": "azure/gpt-4o", "api_base": providers.root(), "api_version": "2024-10-21",
        } });
        for (param, value) in params.as_object().expect("an object") {
            row["litellm_params"][param] = value.clone();
        }
        row
    };
    let app = |secret: &str| {
        json!({ "tenant_id": "tenant-1", "client_id": "app-1", "client_secret": secret,
            "azure_authority_host": providers.root() })
    };
    let proxy = Proxy::builder()
        .deployment(azure("token", json!({ "azure_ad_token": "given-token" })))
        .deployment(azure("app", app("entra-secret")))
        .deployment(azure("wrong", app("another")))
        .section("router_settings", json!({ "num_retries": 0 }))
        .env("AZURE_API_KEY", "sk-of-the-environment")
        .start()
        .await;
    let call = async |name: &str| proxy.post(CHAT, &hello(name)).await;
    assert_eq!(call("token").await.status, 200);
    let asked = providers.last();
    assert_eq!(asked.header("authorization"), "Bearer given-token");
    assert_eq!(asked.header("api-key"), "");
    for _ in 0..2 {
        assert_eq!(call("app").await.status, 200);
        let asked = providers.last();
        assert_eq!(
            (asked.header("authorization"), asked.header("api-key")),
            ("Bearer entra-token", "")
        );
    }
    let seen = providers.seen();
    let tokens = seen
        .iter()
        .filter(|one| one.path == "/tenant-1/oauth2/v2.0/token");
    assert_eq!(tokens.count(), 1, "a token is kept");
    let wrong = call("wrong").await;
    assert_eq!(wrong.status, 502, "{}", wrong.text());
    for part in [
        "Microsoft Entra answered 401",
        "the secret is wrong",
        "client_secret",
    ] {
        assert!(wrong.text().contains(part), "{part}: {}", wrong.text());
    }
    assert!(!wrong.text().contains("another"), "{}", wrong.text());
}

#[tokio::test]
async fn requests_are_shaped_for_their_deployment() {
    let (upstream, providers) = (Upstream::start(), Providers::start().await);
    let mut plain = priced("plain", &upstream, "ok");
    plain["litellm_params"]["supports_system_message"] = json!(false);
    let mut cached = providers.model("cached", "anthropic/claude-sonnet-4-5", "");
    cached["litellm_params"]["cache_control_injection_points"] = json!([{ "location": "message", "role": "system" }, { "location": "message", "index": -1 }]);
    let mut by_chat = providers.model("chat", "openai/gpt-4o", "/v1");
    by_chat["litellm_params"]["use_chat_completions_api"] = json!(true);
    let usual = providers.model("usual", "openai/gpt-4o", "/v1");
    let proxy = Proxy::builder()
        .deployment(plain)
        .deployment(cached)
        .deployment(by_chat)
        .deployment(usual)
        .section(
            "router_settings",
            json!({ "default_litellm_params": { "temperature": 0.25, "api_key": "sk-default" } }),
        )
        .start()
        .await;
    let mut body = hello("plain");
    body["messages"] =
        json!([{ "role": "system", "content": "Be brief." }, { "role": "user", "content": "hi" }]);
    assert_eq!(proxy.post(CHAT, &body).await.status, 200);
    let sent = upstream.log().exchanges()[0].clone();
    assert_eq!(
        sent.json()["messages"],
        json!([{ "role": "user", "content": "Be brief.\n\nhi" }])
    );
    assert_eq!(sent.json()["temperature"], 0.25);
    assert_eq!(
        sent.header("authorization"),
        Some("Bearer sk-upstream"),
        "a model's own counts"
    );

    body["model"] = json!("cached");
    let reply = proxy.post(CHAT, &body).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    let sent = providers.last().json();
    let mark = json!({ "type": "ephemeral" });
    assert_eq!(sent["system"][0]["cache_control"], mark, "{sent}");
    assert_eq!(
        sent["messages"][0]["content"][0]["cache_control"], mark,
        "{sent}"
    );
    let native = json!({ "model": "cached", "max_tokens": 9, "system": "Be brief.",
        "messages": [{ "role": "user", "content": "hi" }] });
    assert_eq!(proxy.post("/v1/messages", &native).await.status, 200);
    let sent = providers.last().json();
    assert_eq!(sent["system"][0]["cache_control"], mark, "{sent}");
    assert_eq!(
        sent["messages"][0]["content"][0]["cache_control"], mark,
        "{sent}"
    );

    for (model, path) in [("usual", "/v1/responses"), ("chat", "/v1/chat/completions")] {
        let reply = proxy
            .post("/v1/responses", &json!({ "model": model, "input": "hi" }))
            .await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        assert_eq!(providers.last().path, path);
    }
}

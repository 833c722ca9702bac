//! Files and batches: whose they are, where they go, what they cost.

use crate::chat::verified;
use crate::common::http;
use crate::common::providers::{CACHED, INPUT, OUTPUT, Providers};
use crate::common::proxy::Proxy;
use reqwest::Method;
use serde_json::{Value, json};

async fn upload(proxy: &Proxy, key: &str, fields: &[(&str, &str)], file: &str) -> http::Reply {
    let mut body = String::new();
    for (name, value) in fields {
        body +=
            &format!("--B\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    body += &format!(
        "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"in.jsonl\"\r\nContent-Type: application/jsonl\r\n\r\n{file}\r\n--B--\r\n"
    );
    let request = http::client()
        .post(format!("{}/v1/files", proxy.url()))
        .bearer_auth(key);
    let request = request
        .header("content-type", "multipart/form-data; boundary=B")
        .body(body);
    http::Reply::read(request.send().await.expect("an answer")).await
}

async fn send(proxy: &Proxy, key: &str, method: Method, path: &str) -> http::Reply {
    let url = format!("{}{path}", proxy.url());
    http::Reply::read(
        http::open(method, &url, key, None)
            .await
            .expect("an answer"),
    )
    .await
}

fn line(model: &str) -> String {
    json!({ "custom_id": "1", "method": "POST", "url": "/v1/chat/completions",
        "body": { "model": model, "messages": [{ "role": "user", "content": "hi" }] } })
    .to_string()
}

async fn proxy(providers: &Providers) -> Proxy {
    Proxy::builder()
        .deployment(providers.model("fast", "openai/gpt-4o", "/v1"))
        .deployment(providers.model("claude", "anthropic/claude-sonnet-4-5", "/v1"))
        .env("OPENAI_API_KEY", "sk-openai-real")
        .env("OPENAI_API_BASE", &format!("{}/v1", providers.root()))
        .start()
        .await
}

#[tokio::test]
async fn a_batch_goes_to_its_models_deployment_and_is_paid_once() {
    let providers = Providers::start().await;
    let mut proxy = proxy(&providers).await;
    let (key, sister) = (
        proxy
            .key(&json!({ "user_id": "ann", "models": ["fast"] }))
            .await,
        proxy.key(&json!({ "user_id": "ann" })).await,
    );
    let stranger = proxy.key(&json!({ "user_id": "ben" })).await;
    let lines = format!("{}\n\n{}\n", line("fast"), line("fast"));
    let file = upload(&proxy, &key, &[("purpose", "batch")], &lines).await;
    assert_eq!(file.status, 200, "{}", file.text());
    let sent = providers.last();
    let text = String::from_utf8_lossy(&sent.body).into_owned();
    assert_eq!(
        (sent.path.as_str(), sent.header("authorization")),
        ("/v1/files", "Bearer sk-fast")
    );
    assert!(
        text.contains(r#""model":"gpt-4o""#) && !text.contains(r#""model":"fast""#),
        "the provider's name: {text}"
    );
    let file = file.json()["id"].as_str().expect("an id").to_owned();
    assert!(file.starts_with("file-") && file.len() > 60);

    let stolen = proxy.post_as(&stranger, "/v1/batches", &json!({ "input_file_id": file, "endpoint": "/v1/chat/completions", "completion_window": "24h" })).await;
    assert_eq!(stolen.status, 404);
    let batch = proxy.post_as(&key, "/v1/batches", &json!({ "input_file_id": file, "endpoint": "/v1/chat/completions", "completion_window": "24h" })).await;
    assert_eq!(batch.status, 200, "{}", batch.text());
    assert_eq!(providers.last().json()["input_file_id"], "file-up1");
    let batch = batch.json();
    assert_eq!(
        (&batch["input_file_id"], &batch["status"]),
        (&json!(file), &json!("validating"))
    );
    let id = batch["id"].as_str().expect("an id").to_owned();
    assert_eq!(
        send(&proxy, &stranger, Method::GET, &format!("/v1/batches/{id}"))
            .await
            .status,
        404
    );
    // The sister finds it complete; whoever made it pays.
    let mut output = Value::Null;
    for _ in 0..2 {
        let done = send(&proxy, &sister, Method::GET, &format!("/v1/batches/{id}")).await;
        assert_eq!(
            (done.status, &done.json()["status"]),
            (200, &json!("completed")),
            "{}",
            done.text()
        );
        output = done.json()["output_file_id"].clone();
    }
    let rows = proxy.rows().await;
    let paid: Vec<&Value> = rows.iter().filter(|row| row["cost_nanos"] != 0).collect();
    assert_eq!(paid.len(), 1, "{paid:?}");
    // Two answers at half of 1, 0.1 and 2 dollars a million.
    let cost = 2 * (INPUT * 1_000 + CACHED * 100 + OUTPUT * 2_000) / 2;
    assert_eq!(
        (&paid[0]["cost_nanos"], &paid[0]["service_tier"]),
        (&json!(cost), &json!("batch")),
        "{}",
        paid[0]
    );
    let info = proxy.get(&format!("/key/info?key={key}")).await.json();
    assert!((info["info"]["spend"].as_f64().expect("a number") - cost as f64 / 1e9).abs() < 1e-12);
    let content = send(
        &proxy,
        &key,
        Method::GET,
        &format!("/v1/files/{}/content", output.as_str().expect("an id")),
    )
    .await;
    assert!(content.status == 200 && content.text().lines().count() == 2);
    let cancelled = send(
        &proxy,
        &key,
        Method::POST,
        &format!("/v1/batches/{id}/cancel"),
    )
    .await;
    assert_eq!(
        (cancelled.json()["status"].clone(), &cancelled.json()["id"]),
        (json!("cancelling"), &json!(id))
    );
    verified(&proxy);
    proxy.restart().await;
    assert_eq!(
        send(&proxy, &key, Method::GET, &format!("/v1/batches/{id}"))
            .await
            .status,
        200,
        "ids outlive a restart"
    );
}

#[tokio::test]
async fn files_are_their_makers_alone_and_wrong_ones_are_refused() {
    let providers = Providers::start().await;
    let proxy = proxy(&providers).await;
    let (ann, ben) = (
        proxy.key(&json!({ "user_id": "ann" })).await,
        proxy
            .key(&json!({ "user_id": "ben", "models": ["fast"] }))
            .await,
    );
    let file = upload(&proxy, &ann, &[("purpose", "assistants")], "words").await;
    assert_eq!(
        (file.status, providers.last().header("authorization")),
        (200, "Bearer sk-openai-real"),
        "{}",
        file.text()
    );
    let id = file.json()["id"].as_str().expect("an id").to_owned();
    for (path, own) in [("/v1/files", &ann), ("/files", &ben)] {
        let listed = send(&proxy, own, Method::GET, path).await.json();
        let count = usize::from(own == &ann);
        assert_eq!(
            listed["data"].as_array().map(Vec::len),
            Some(count),
            "{listed}"
        );
    }
    let read = send(&proxy, &ann, Method::GET, &format!("/v1/files/{id}"))
        .await
        .json();
    assert_eq!((&read["id"], &read["object"]), (&json!(id), &json!("file")));
    for (method, path) in [
        (Method::GET, ""),
        (Method::DELETE, ""),
        (Method::GET, "/content"),
    ] {
        assert_eq!(
            send(&proxy, &ben, method, &format!("/v1/files/{id}{path}"))
                .await
                .status,
            404
        );
    }
    assert_eq!(
        send(&proxy, &ann, Method::GET, "/v1/files/file-up1")
            .await
            .status,
        404,
        "a bare id proves nothing"
    );
    wrong_ones_are_refused(&proxy, &providers, &ben).await;
    let spent = proxy.key(&json!({ "max_budget": 0 })).await;
    let refused = upload(&proxy, &spent, &[("purpose", "batch")], &line("fast")).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    let gone = send(&proxy, &ann, Method::DELETE, &format!("/v1/files/{id}"))
        .await
        .json();
    assert_eq!(gone, json!({ "id": id, "object": "file", "deleted": true }));
    assert_eq!(
        send(&proxy, &ann, Method::GET, "/v1/files").await.json()["data"],
        json!([])
    );
    let missing = proxy
        .post_as(
            &ann,
            "/v1/batches",
            &json!({ "endpoint": "/v1/chat/completions" }),
        )
        .await;
    assert_eq!(
        (missing.status, &missing.json()["error"]["param"]),
        (400, &json!("input_file_id"))
    );
}

async fn wrong_ones_are_refused(proxy: &Proxy, providers: &Providers, ben: &str) {
    let before = providers.seen().len();
    for (fields, file, status, words) in [
        (
            vec![("purpose", "batch")],
            "{nonsense".to_owned(),
            400,
            "Line 1 of the batch is not a JSON object",
        ),
        (
            vec![("purpose", "batch")],
            line("fast") + "\n{}",
            400,
            "Line 2 of the batch names no model",
        ),
        (
            vec![("purpose", "batch")],
            line("gpt-5"),
            403,
            "is not available",
        ),
        (vec![("purpose", "batch")], String::new(), 400, "is empty"),
        (
            vec![("purpose", "batch"), ("model", "fast")],
            line("claude"),
            403,
            "is not available",
        ),
        (
            vec![
                ("purpose", "user_data"),
                ("custom_llm_provider", "anthropic"),
            ],
            "x".to_owned(),
            501,
            "are not served by this version",
        ),
        (
            vec![("purpose", "user_data"), ("custom_llm_provider", "nobody")],
            "x".to_owned(),
            400,
            "no provider 'nobody'",
        ),
    ] {
        let reply = upload(proxy, ben, &fields, &file).await;
        assert!(
            reply.status == status && reply.text().contains(words),
            "{fields:?}: {} {}",
            reply.status,
            reply.text()
        );
    }
    assert_eq!(providers.seen().len(), before, "no provider was asked");
}

//! Responses that clients come back to: by id, by `previous_response_id`, and only their own.

use crate::common::http;
use crate::common::providers::Providers;
use crate::common::proxy::Proxy;
use crate::doors::{MODELS, proxy};
use reqwest::Method;
use serde_json::{Value, json};

async fn send(proxy: &Proxy, key: &str, method: Method, path: &str) -> http::Reply {
    let url = format!("{}{path}", proxy.url());
    http::Reply::read(
        http::open(method, &url, key, None)
            .await
            .expect("an answer"),
    )
    .await
}

/// The response at the end of a stream, and every id that its events told.
fn streamed(body: &str) -> (Value, Vec<String>) {
    let events = body
        .lines()
        .filter_map(|line| line.strip_prefix("data: "))
        .filter(|data| *data != "[DONE]");
    let events: Vec<Value> = events
        .map(|data| serde_json::from_str(data).expect("JSON"))
        .collect();
    let ids = events
        .iter()
        .filter_map(|event| event["response"]["id"].as_str().map(str::to_owned))
        .collect();
    let last = events
        .iter()
        .rev()
        .find(|event| event["response"].is_object())
        .expect("a response");
    (last["response"].clone(), ids)
}

async fn made(proxy: &Proxy, key: &str, body: &Value) -> Value {
    let reply = proxy.post_as(key, "/v1/responses", body).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    if body["stream"] == true {
        let (response, ids) = streamed(&reply.text());
        assert!(
            ids.iter().all(|id| *id == response["id"]),
            "one id throughout: {ids:?}"
        );
        return response;
    }
    reply.json()
}

#[tokio::test]
async fn an_answer_is_continued_whoever_made_it() {
    let providers = Providers::start().await;
    let proxy = proxy(&providers).await;
    let key = proxy.key(&json!({})).await;
    for model in MODELS {
        for stream in [false, true] {
            let case = format!("{model} {stream}");
            let first = made(
                &proxy,
                &key,
                &json!({ "model": model, "input": "first words", "stream": stream }),
            )
            .await;
            let id = first["id"].as_str().expect("an id").to_owned();
            let native = matches!(model, "openai-model" | "responses-model");
            assert_eq!(id.len() > 80, native, "{case}: {id}");
            let second = made(&proxy, &key, &json!({ "model": model, "input": [{ "role": "user", "content": "second words" }], "previous_response_id": id, "stream": stream })).await;
            let asked = String::from_utf8_lossy(&providers.last().body).into_owned();
            if native {
                assert!(
                    asked.contains(r#""previous_response_id":"resp_1""#),
                    "{case}: {asked}"
                );
            } else {
                let (a, b, c) = (
                    asked.find("first words"),
                    asked.find("Hello"),
                    asked.find("second words"),
                );
                assert!(a.is_some() && a < b && b < c, "{case}: {asked}");
                let third = made(&proxy, &key, &json!({ "model": model, "input": "third words", "previous_response_id": second["id"] })).await;
                let asked = String::from_utf8_lossy(&providers.last().body).into_owned();
                assert!(
                    asked.contains("first words") && asked.contains("second words"),
                    "{case}: {asked}"
                );
                assert!(third["id"].is_string());
            }
        }
    }
}

#[tokio::test]
async fn a_response_kept_here_is_read_listed_and_deleted_by_its_owner_alone() {
    let providers = Providers::start().await;
    let proxy = proxy(&providers).await;
    let (own, other) = (
        proxy.key(&json!({ "user_id": "ann" })).await,
        proxy.key(&json!({ "user_id": "ben" })).await,
    );
    let sister = proxy.key(&json!({ "user_id": "ann" })).await;
    let body = json!({ "model": "claude-model", "input": [
        { "role": "user", "content": "one" }, { "role": "assistant", "content": "two" }, { "role": "user", "content": "canary-three" },
    ] });
    let response = made(&proxy, &own, &body).await;
    let id = response["id"].as_str().expect("an id").to_owned();
    for path in ["/v1/responses", "/responses", "/openai/v1/responses"] {
        assert_eq!(
            send(&proxy, &own, Method::GET, &format!("{path}/{id}"))
                .await
                .json(),
            response,
            "{path}"
        );
    }
    assert_eq!(
        send(&proxy, &sister, Method::GET, &format!("/v1/responses/{id}"))
            .await
            .status,
        200,
        "the user's other key"
    );
    for (method, end) in [
        (Method::GET, ""),
        (Method::DELETE, ""),
        (Method::GET, "/input_items"),
        (Method::POST, "/cancel"),
    ] {
        let refused = send(
            &proxy,
            &other,
            method.clone(),
            &format!("/v1/responses/{id}{end}"),
        )
        .await;
        assert_eq!(refused.status, 404, "{method} {end}: {}", refused.text());
    }
    let stolen = proxy
        .post_as(
            &other,
            "/v1/responses",
            &json!({ "model": "claude-model", "input": "x", "previous_response_id": id }),
        )
        .await;
    assert_eq!(
        (stolen.status, &stolen.json()["error"]["type"]),
        (400, &json!("previous_response_not_found"))
    );
    its_items_are_listed(&proxy, &own, &id).await;
    let stored = std::fs::read(proxy.sqlite()).expect("a database");
    assert!(
        !stored.windows(12).any(|window| window == b"canary-three"),
        "what is kept is sealed"
    );
    let gone = send(&proxy, &own, Method::DELETE, &format!("/v1/responses/{id}"))
        .await
        .json();
    assert_eq!(
        gone,
        json!({ "id": id, "object": "response", "deleted": true })
    );
    assert_eq!(
        send(&proxy, &own, Method::GET, &format!("/v1/responses/{id}"))
            .await
            .status,
        404
    );

    nothing_else_is_kept(&proxy, &own, &body).await;
}

async fn its_items_are_listed(proxy: &Proxy, own: &str, id: &str) {
    let items = send(
        proxy,
        own,
        Method::GET,
        &format!("/v1/responses/{id}/input_items?limit=2&order=asc"),
    )
    .await
    .json();
    assert_eq!(
        (&items["has_more"], &items["data"][1]["content"][0]),
        (
            &json!(true),
            &json!({ "type": "output_text", "text": "two" })
        )
    );
    let after = items["last_id"].as_str().expect("an id");
    let rest = send(
        proxy,
        own,
        Method::GET,
        &format!("/v1/responses/{id}/input_items?order=asc&after={after}"),
    )
    .await
    .json();
    assert_eq!(
        (rest["data"].as_array().map(Vec::len), &rest["has_more"]),
        (Some(1), &json!(false))
    );
    assert_eq!(
        send(
            proxy,
            own,
            Method::GET,
            &format!("/v1/responses/{id}/input_items?limit=0")
        )
        .await
        .status,
        400
    );
    assert_eq!(
        send(
            proxy,
            own,
            Method::POST,
            &format!("/v1/responses/{id}/cancel")
        )
        .await
        .status,
        400
    );
}

async fn nothing_else_is_kept(proxy: &Proxy, own: &str, body: &Value) {
    let mut unkept = body.clone();
    unkept["store"] = json!(false);
    let response = made(proxy, own, &unkept).await;
    let id = response["id"].as_str().expect("an id");
    assert_eq!(
        send(proxy, own, Method::GET, &format!("/v1/responses/{id}"))
            .await
            .status,
        404,
        "store: false keeps nothing"
    );
    let counted = proxy
        .post_as(own, "/v1/responses/input_tokens", body)
        .await
        .json();
    assert!(
        counted["input_tokens"]
            .as_u64()
            .is_some_and(|tokens| tokens > 3),
        "{counted}"
    );
    assert_eq!(
        proxy
            .post_as(own, "/v1/responses/compact", &json!({}))
            .await
            .status,
        501
    );
}

#[tokio::test]
async fn a_response_that_a_provider_keeps_is_fetched_where_it_is() {
    let providers = Providers::start().await;
    let proxy = proxy(&providers).await;
    let (own, other) = (proxy.key(&json!({})).await, proxy.key(&json!({})).await);
    let response = made(
        &proxy,
        &own,
        &json!({ "model": "openai-model", "input": "hi" }),
    )
    .await;
    let id = response["id"].as_str().expect("an id").to_owned();
    let read = send(
        &proxy,
        &own,
        Method::GET,
        &format!("/v1/responses/{id}?include=x"),
    )
    .await;
    assert_eq!(
        (read.status, &read.json()["id"]),
        (200, &json!(id)),
        "{}",
        read.text()
    );
    let asked = providers.last();
    assert_eq!(
        (
            asked.method.as_str(),
            asked.path.as_str(),
            asked.query.as_str(),
            asked.header("authorization")
        ),
        (
            "GET",
            "/v1/responses/resp_1",
            "include=x",
            "Bearer sk-openai-model"
        )
    );
    send(
        &proxy,
        &own,
        Method::GET,
        &format!("/v1/responses/{id}/input_items"),
    )
    .await;
    assert_eq!(providers.last().path, "/v1/responses/resp_1/input_items");
    send(
        &proxy,
        &own,
        Method::POST,
        &format!("/v1/responses/{id}/cancel"),
    )
    .await;
    assert_eq!(
        (
            providers.last().method.as_str(),
            providers.last().path.as_str()
        ),
        ("POST", "/v1/responses/resp_1/cancel")
    );
    let before = providers.seen().len();
    assert_eq!(
        send(&proxy, &other, Method::GET, &format!("/v1/responses/{id}"))
            .await
            .status,
        404
    );
    assert_eq!(
        send(&proxy, &own, Method::GET, "/v1/responses/resp_of_somebody")
            .await
            .status,
        404
    );
    assert_eq!(providers.seen().len(), before, "nobody was asked");
    send(&proxy, &own, Method::DELETE, &format!("/v1/responses/{id}")).await;
    assert_eq!(providers.last().method, "DELETE");
    let wrong = proxy
        .post_as(
            &own,
            "/v1/responses",
            &json!({ "model": "claude-model", "input": "x", "previous_response_id": id }),
        )
        .await;
    assert!(
        wrong.status == 400
            && wrong.json()["error"]["message"]
                .as_str()
                .expect("a text")
                .contains("belongs to another model"),
        "{}",
        wrong.text()
    );
    let spent = proxy.get(&format!("/key/info?key={own}")).await.json()["info"]["spend"].clone();
    assert!(
        (spent.as_f64().expect("a number") - response_cost(&proxy).await).abs() < 1e-12,
        "reading costs nothing: {spent}"
    );
}

/// What the calls that made something cost, in US dollars.
async fn response_cost(proxy: &Proxy) -> f64 {
    let rows = proxy.rows().await;
    let made = rows
        .iter()
        .filter(|row| row["call_type"] == "aresponses" && row["output_tokens"] != 0);
    let costs: Vec<i64> = made.filter_map(|row| row["cost_nanos"].as_i64()).collect();
    assert_eq!(costs.len(), 1, "one row has all the tokens");
    costs[0] as f64 / 1e9
}

#[tokio::test]
async fn what_was_made_in_the_background_is_paid_once_when_it_is_complete() {
    let providers = Providers::start().await;
    let proxy = proxy(&providers).await;
    let key = proxy.key(&json!({})).await;
    let response = made(
        &proxy,
        &key,
        &json!({ "model": "openai-model", "input": "hi", "background": true }),
    )
    .await;
    assert_eq!(response["status"], "queued");
    let id = response["id"].as_str().expect("an id").to_owned();
    let spend = || async {
        proxy.get(&format!("/key/info?key={key}")).await.json()["info"]["spend"]
            .as_f64()
            .expect("a number")
    };
    assert!(spend().await.abs() < 1e-12, "nothing is used yet");
    for _ in 0..3 {
        let read = send(&proxy, &key, Method::GET, &format!("/v1/responses/{id}"))
            .await
            .json();
        assert_eq!(
            (&read["status"], &read["id"]),
            (&json!("completed"), &json!(id))
        );
    }
    assert!(
        (spend().await - response_cost(&proxy).await).abs() < 1e-12,
        "paid once"
    );
    let translated = proxy
        .post_as(
            &key,
            "/v1/responses",
            &json!({ "model": "claude-model", "input": "hi", "background": true }),
        )
        .await;
    assert!(
        translated.status == 400 && translated.json()["error"]["param"] == "background",
        "{}",
        translated.text()
    );
}

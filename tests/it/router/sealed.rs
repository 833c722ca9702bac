//! Thoughts that only the account that sealed them can read go back to it.

use super::*;
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use std::sync::{Arc, Mutex};

/// The inputs that the accounts were sent.
type Inputs = Arc<Mutex<Vec<Value>>>;

/// OpenAI's Responses as several accounts: each seals its thoughts with its own key and refuses what another
/// sealed (400 `invalid_encrypted_content`).
async fn accounts() -> (String, Inputs) {
    async fn answer(State(inputs): State<Inputs>, request: axum::extract::Request) -> Response {
        let (parts, body) = request.into_parts();
        let account = parts.headers["authorization"]
            .to_str()
            .expect("a text")
            .replace("Bearer ", "");
        let body = axum::body::to_bytes(body, 1 << 20).await.expect("a body");
        let said: Value = serde_json::from_slice(&body).expect("JSON");
        inputs.lock().expect("no panic").push(said["input"].clone());
        let items = said["input"].as_array().cloned().unwrap_or_default();
        let foreign = |item: &Value| {
            let sealed = item["encrypted_content"].as_str();
            sealed.is_some_and(|sealed| sealed != format!("sealed-by-{account}"))
        };
        let reply = |status: u16, media: &str, text: String| {
            let reply = Response::builder()
                .status(status)
                .header("content-type", media);
            reply.body(Body::from(text)).expect("an answer")
        };
        if items.iter().any(foreign) {
            let error = json!({ "error": { "message": "The encrypted content could not be verified.",
                "type": "invalid_request_error", "code": "invalid_encrypted_content", "param": null } });
            return reply(400, "application/json", error.to_string());
        }
        let thought = json!({ "id": "rs_1", "type": "reasoning", "summary": [],
            "encrypted_content": format!("sealed-by-{account}") });
        let message = json!({ "id": "msg_1", "type": "message", "role": "assistant", "status": "completed",
            "content": [{ "type": "output_text", "text": "Hello", "annotations": [] }] });
        let whole = json!({ "id": "resp_1", "object": "response", "created_at": 1, "status": "completed",
            "model": said["model"], "output": [thought, message],
            "usage": { "input_tokens": 5, "output_tokens": 5, "total_tokens": 10 } });
        if said["stream"] != true {
            return reply(200, "application/json", whole.to_string());
        }
        let events = [
            json!({ "type": "response.created", "response": { "id": "resp_1", "model": said["model"], "output": [] } }),
            json!({ "type": "response.output_item.done", "output_index": 0, "item": thought }),
            json!({ "type": "response.output_text.delta", "delta": "Hello" }),
            json!({ "type": "response.completed", "response": whole }),
        ];
        let text = events.map(|event| {
            format!(
                "event: {}\ndata: {event}\n\n",
                event["type"].as_str().expect("a type")
            )
        });
        reply(200, "text/event-stream", text.concat())
    }
    let inputs = Inputs::default();
    let router = Router::new().fallback(answer).with_state(inputs.clone());
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0))
        .await
        .expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    (format!("http://{address}/v1"), inputs)
}

fn account(base: &str, name: &str, id: &str, key: &str) -> Value {
    json!({ "model_name": name, "model_info": { "id": id },
        "litellm_params": { "model": "openai/gpt-5.1-codex", "api_base": base, "api_key": key,
            "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6 } })
}

fn turn(model: &str, stream: bool, input: Value) -> Value {
    json!({ "model": model, "store": false, "stream": stream, "include": ["reasoning.encrypted_content"],
        "input": input })
}

/// The thought of an answer, whole or streamed.
fn thought(reply: &Reply, stream: bool) -> Value {
    if !stream {
        return reply.json()["output"][0].clone();
    }
    let text = reply.text();
    let data = text.lines().filter_map(|line| line.strip_prefix("data: "));
    let events: Vec<Value> = data
        .filter_map(|data| serde_json::from_str(data).ok())
        .collect();
    let done = events
        .iter()
        .find(|event| event["type"] == "response.output_item.done");
    let last = events
        .iter()
        .find(|event| event["type"] == "response.completed");
    let (done, last) = (done.expect("an item"), last.expect("an end"));
    assert_eq!(
        done["item"], last["response"]["output"][0],
        "both tell the same"
    );
    done["item"].clone()
}

#[tokio::test]
async fn sealed_thoughts_go_back_to_the_account_that_sealed_them() {
    let (base, inputs) = accounts().await;
    let rows = || {
        let many = (0..4).map(|number| {
            account(
                &base,
                "many",
                &format!("m{number}"),
                &format!("sk-account-{number}"),
            )
        });
        // Another model of one of the accounts, and one of neither.
        many.chain([
            account(&base, "twin", "t1", "sk-account-1"),
            account(&base, "twin", "t9", "sk-account-9"),
            account(&base, "far", "f", "sk-account-7"),
        ])
    };
    let router =
        json!({ "optional_pre_call_checks": ["encrypted_content_affinity"], "num_retries": 0 });
    let proxy = proxy_of(rows().collect(), &router).start().await;
    let ask = async |body: &Value| proxy.post("/v1/responses", body).await;
    let question = json!({ "role": "user", "content": "hi" });
    for stream in [false, true] {
        let mut sealer = String::new();
        let mut sealed = Value::Null;
        for _ in 0..40 {
            let reply = ask(&turn("many", stream, json!([question]))).await;
            assert_eq!(reply.status, 200, "{}", reply.text());
            sealer = reply.header("x-litellm-model-id").to_owned();
            sealed = thought(&reply, stream);
            if sealer == "m1" {
                break;
            }
        }
        assert_eq!(sealer, "m1");
        let content = sealed["encrypted_content"].as_str().expect("a text");
        assert!(
            !content.contains("sk-") || content.ends_with(";sealed-by-sk-account-1"),
            "{content}"
        );
        let input = json!([question, sealed, question]);
        for _ in 0..8 {
            let reply = ask(&turn("many", stream, input.clone())).await;
            assert_eq!(reply.status, 200, "{}", reply.text());
            assert_eq!(reply.header("x-litellm-model-id"), "m1");
            // The same account answers for another model.
            let reply = ask(&turn("twin", stream, input.clone())).await;
            assert_eq!(reply.status, 200, "{}", reply.text());
            assert_eq!(reply.header("x-litellm-model-id"), "t1");
        }
        let last = inputs
            .lock()
            .expect("no panic")
            .last()
            .cloned()
            .expect("an input");
        assert_eq!(
            last[1]["encrypted_content"], "sealed-by-sk-account-1",
            "as it was made"
        );
        // Where nobody can read it the conversation goes on without it, and that is told.
        let reply = ask(&turn("far", stream, input.clone())).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        assert!(
            reply.header("x-cw-dropped").contains("encrypted_content"),
            "{:?}",
            reply.header("x-cw-dropped")
        );
        let last = inputs
            .lock()
            .expect("no panic")
            .last()
            .cloned()
            .expect("an input");
        assert_eq!(last, json!([question, question]));
    }
}

#[tokio::test]
async fn without_the_check_answers_are_passed_on_as_they_are_and_marks_come_off() {
    let (base, inputs) = accounts().await;
    let row = || account(&base, "one", "o1", "sk-account-1");
    let group = json!({ "model_group_affinity_config": { "one": ["encrypted_content_affinity"] } });
    let marking = proxy_of(vec![row()], &group).start().await;
    let plain = proxy_of(vec![row()], &json!({})).start().await;
    let question = json!({ "role": "user", "content": "hi" });
    let first = turn("one", false, json!([question]));
    let marked = thought(&marking.post("/v1/responses", &first).await, false);
    let bare = thought(&plain.post("/v1/responses", &first).await, false);
    assert_eq!(bare["encrypted_content"], "sealed-by-sk-account-1");
    assert_ne!(marked["encrypted_content"], bare["encrypted_content"]);
    for proxy in [&marking, &plain] {
        for sealed in [&marked, &bare] {
            let reply = proxy
                .post(
                    "/v1/responses",
                    &turn("one", false, json!([sealed, question])),
                )
                .await;
            assert_eq!(reply.status, 200, "{}", reply.text());
            let last = inputs
                .lock()
                .expect("no panic")
                .last()
                .cloned()
                .expect("an input");
            assert_eq!(last[0]["encrypted_content"], "sealed-by-sk-account-1");
        }
    }
}

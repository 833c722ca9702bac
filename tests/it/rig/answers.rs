//! Good answers have the shape that OpenAI's API reference gives them.

use base64::Engine as _;
use serde_json::{Value, json};

use super::{post, say};
use crate::common::http;
use crate::common::upstream::{Upstream, words};

#[tokio::test]
async fn a_chat_in_json_is_a_chat_completion_object() {
    let upstream = Upstream::start();
    let model = "ok?prompt=30&cached=10&completion=20&reasoning=15";
    let reply = say(&upstream, model, json!({})).await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.headers["content-type"], "application/json");
    assert_eq!(reply.headers["x-request-id"], "req-1");
    let body = reply.json();
    assert_eq!(body["id"], "chatcmpl-1");
    assert_eq!(body["object"], "chat.completion");
    assert_eq!(body["model"], model);
    assert_eq!(body["choices"][0]["message"]["role"], "assistant");
    assert_eq!(body["choices"][0]["finish_reason"], "stop");
    assert_eq!(reply.said(), words(5));
    let usage = &body["usage"];
    assert_eq!(usage["prompt_tokens"], 30);
    assert_eq!(usage["completion_tokens"], 20);
    assert_eq!(usage["total_tokens"], 50);
    assert_eq!(usage["prompt_tokens_details"]["cached_tokens"], 10);
    assert_eq!(usage["completion_tokens_details"]["reasoning_tokens"], 15);
}

#[tokio::test]
async fn a_chat_in_a_stream_is_chunks_and_then_done() {
    let upstream = Upstream::start();
    let reply = say(
        &upstream,
        "ok?completion=20&chunks=4",
        json!({"stream": true}),
    )
    .await;
    assert_eq!(reply.headers["content-type"], "text/event-stream");
    assert_eq!(reply.data().last().map(String::as_str), Some("[DONE]"));
    let events = reply.events();
    // The role, four pieces, the finish reason.
    assert_eq!(events.len(), 6);
    for event in &events {
        assert_eq!(event["object"], "chat.completion.chunk");
        assert_eq!(event["id"], "chatcmpl-1");
        assert_eq!(event.get("usage"), None);
    }
    assert_eq!(events[0]["choices"][0]["delta"]["role"], "assistant");
    assert_eq!(events[5]["choices"][0]["finish_reason"], "stop");
    assert_eq!(reply.said(), words(20));
}

#[tokio::test]
async fn usage_in_a_stream_goes_where_it_is_asked_for() {
    let upstream = Upstream::start();
    let asked = json!({"stream": true, "stream_options": {"include_usage": true}});
    let events = say(&upstream, "ok", asked.clone()).await.events();
    let (last, before) = events.split_last().expect("events");
    assert!(
        before
            .iter()
            .all(|event| event["usage"].is_null() && event.get("usage").is_some())
    );
    assert_eq!(last["choices"], json!([]));
    assert_eq!(last["usage"]["completion_tokens"], 8);

    let stream = json!({"stream": true});
    let always = say(&upstream, "ok?usage=always", stream.clone())
        .await
        .events();
    assert_eq!(always.last().expect("events")["usage"]["prompt_tokens"], 12);
    let finish = say(&upstream, "ok?usage=last&cost=0.5", stream.clone())
        .await
        .events();
    let finish = finish.last().expect("events");
    assert_eq!(finish["choices"][0]["finish_reason"], "stop");
    assert_eq!(finish["usage"]["cost"], 0.5);
    let each = say(&upstream, "ok?usage=each", stream.clone())
        .await
        .events();
    let counts: Vec<_> = each
        .iter()
        .filter_map(|event| event["usage"]["completion_tokens"].as_u64())
        .collect();
    assert_eq!(counts, [0, 1, 2, 3, 4, 5, 6, 7, 8, 8]);
    let none = say(&upstream, "no-usage", asked).await.events();
    assert!(none.iter().all(|event| event.get("usage").is_none()));
    assert!(
        say(&upstream, "no-usage", json!({}))
            .await
            .json()
            .get("usage")
            .is_none()
    );
}

#[tokio::test]
async fn a_cap_is_kept_and_several_choices_are_all_counted() {
    let upstream = Upstream::start();
    let capped = say(
        &upstream,
        "ok?completion=20",
        json!({"max_tokens": 3, "n": 4}),
    )
    .await
    .json();
    assert_eq!(capped["choices"].as_array().map(Vec::len), Some(4));
    assert_eq!(capped["choices"][3]["finish_reason"], "length");
    assert_eq!(capped["usage"]["completion_tokens"], 12);
    let model = "ok?completion=20&ignore_cap&finish=content_filter";
    let free = say(&upstream, model, json!({"max_completion_tokens": 3}))
        .await
        .json();
    assert_eq!(free["usage"]["completion_tokens"], 20);
    assert_eq!(free["choices"][0]["finish_reason"], "content_filter");
    let two = say(&upstream, "ok", json!({"stream": true, "n": 2})).await;
    assert_eq!(two.events().len(), 2 * (1 + 8 + 1));
    assert_eq!(two.said(), words(8));
}

#[tokio::test]
async fn tools_are_called_whole_and_in_pieces() {
    let upstream = Upstream::start();
    let body = say(&upstream, "ok?tools=2", json!({})).await.json();
    let choice = &body["choices"][0];
    assert_eq!(choice["finish_reason"], "tool_calls");
    assert_eq!(choice["message"]["content"], Value::Null);
    let calls = choice["message"]["tool_calls"].as_array().expect("calls");
    assert_eq!(calls[1]["id"], "call_1");
    let whole = calls[0]["function"]["arguments"].as_str().expect("text");
    assert_eq!(
        serde_json::from_str::<Value>(whole).expect("JSON"),
        json!({"city": "Paris"})
    );

    let events = say(&upstream, "ok?tools=2", json!({"stream": true}))
        .await
        .events();
    let pieces = events
        .iter()
        .map(|event| &event["choices"][0]["delta"]["tool_calls"][0]);
    let second: String = pieces
        .filter(|piece| piece["index"] == 1)
        .filter_map(|piece| piece["function"]["arguments"].as_str())
        .collect();
    assert_eq!(second, whole);
}

#[tokio::test]
async fn completions_and_embeddings_have_their_own_shapes() {
    let upstream = Upstream::start();
    let body = json!({"model": "ok?completion=4", "prompt": "Hello"});
    let text = post(&upstream, "/completions", &body).await.json();
    assert_eq!(text["object"], "text_completion");
    assert_eq!(text["choices"][0]["text"], words(4));
    let body = json!({"model": "ok?completion=4", "prompt": "Hello", "stream": true});
    let stream = post(&upstream, "/completions", &body).await;
    let events = stream.events();
    let said: String = events
        .iter()
        .filter_map(|event| event["choices"][0]["text"].as_str())
        .collect();
    assert_eq!(said, words(4));
    assert_eq!(stream.data().last().map(String::as_str), Some("[DONE]"));

    let body = json!({"model": "ok?prompt=9", "input": ["a", "b"], "dimensions": 4});
    let floats = post(&upstream, "/embeddings", &body).await.json();
    assert_eq!(floats["object"], "list");
    assert_eq!(
        floats["data"][1]["embedding"],
        json!([1.0 / 64.0, 2.0 / 64.0, 3.0 / 64.0, 4.0 / 64.0])
    );
    assert_eq!(
        floats["usage"],
        json!({"prompt_tokens": 9, "total_tokens": 9})
    );
    let body = json!({"model": "ok", "input": [1, 2, 3], "encoding_format": "base64"});
    let packed = post(&upstream, "/embeddings", &body).await.json();
    assert_eq!(packed["data"].as_array().map(Vec::len), Some(1));
    let packed = packed["data"][0]["embedding"].as_str().expect("text");
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(packed)
        .expect("base64");
    assert_eq!(bytes.len(), 8 * 4);

    let models = http::get(&format!("{}/models", upstream.base_url()), "")
        .await
        .json();
    assert_eq!(models["data"][0]["id"], "ok");
}

#[test]
fn n_words_are_n_tokens() {
    let tokenizer = tiktoken_rs::o200k_base_singleton();
    for count in [1, 9, 40] {
        assert_eq!(tokenizer.encode_ordinary(&words(count)).len() as u64, count);
    }
}

#[tokio::test]
async fn errors_come_with_their_status_and_can_pass() {
    let upstream = Upstream::start();
    let limited = say(&upstream, "status/429?retry_after=2", json!({})).await;
    assert_eq!(limited.status, 429);
    assert_eq!(limited.headers["retry-after"], "2");
    assert_eq!(limited.json()["error"]["code"], "rate_limit_exceeded");
    let model = "status/400?code=context_length_exceeded&type=rig";
    let long = say(&upstream, model, json!({"stream": true})).await.json();
    assert_eq!(long["error"]["code"], "context_length_exceeded");
    assert_eq!(long["error"]["type"], "rig");
    let key = say(&upstream, "status/401?echo_key", json!({})).await;
    assert!(key.text().contains("sk-upstream"));

    let mut statuses = Vec::new();
    for _ in 0..3 {
        statuses.push(say(&upstream, "status/500?times=2", json!({})).await.status);
    }
    assert_eq!(statuses, [500, 500, 200]);
}

#[tokio::test]
async fn a_misspelt_wish_is_refused() {
    let upstream = Upstream::start();
    for wish in [
        "okay",
        "ok?chunk=3",
        "ok?chunks=many",
        "ok?usage=maybe",
        "fault/m99",
        "status/x",
    ] {
        let reply = say(&upstream, wish, json!({})).await;
        assert_eq!(reply.status, 400, "{wish}");
        assert!(reply.json()["error"]["message"].is_string());
    }
    assert_eq!(
        post(&upstream, "/nowhere", &json!({"model": "ok"}))
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn unknown_events_stay_in_their_order() {
    let upstream = Upstream::start();
    let reply = say(
        &upstream,
        "unknown-events?completion=2",
        json!({"stream": true}),
    )
    .await;
    let text = reply.text();
    let marks = [
        ": the test upstream says hello\n\n",
        "event: vendor.opened\nretry: 3000\ndata: {\"x_vendor\":{\"n\":1}}\n\n",
        "\"x_index\":0",
        ": keep-alive\n\n",
        "\"x_index\":3",
        "event: vendor.closing\nid: 1\n",
        "data: [DONE]\n\n",
    ];
    let places: Vec<_> = marks
        .iter()
        .map(|mark| text.find(mark).expect(mark))
        .collect();
    assert!(places.is_sorted(), "{places:?}");
    assert_eq!(reply.said(), words(2));
    let json = say(&upstream, "unknown-events", json!({})).await.json();
    assert_eq!(json["choices"][0]["x_score"], 0.25);
}

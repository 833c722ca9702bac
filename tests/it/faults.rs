//! Every way in which a provider can misbehave: the right status, in time, one row, no panic.

use crate::chat::{priced, verified};
use crate::common::proxy::{Proxy, closed_port};
use crate::common::upstream::Upstream;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// How long a provider may be silent in these tests.
const DEADLINE: Duration = Duration::from_secs(1);
/// What a busy machine may add to an answer that is due at the deadline.
const SLACK: Duration = Duration::from_secs(3);

/// What a client is told, for a JSON answer and for a stream: 200 means an answer that is passed on,
/// and in a stream possibly an error event at its end.
const CASES: &[(&str, &[u16], &[u16])] = &[
    ("fault/m02", &[504], &[504]),
    ("fault/m03", &[504], &[504]),
    ("fault/m05", &[502], &[502]),
    ("fault/m06", &[502], &[200, 502]),
    ("fault/m07a", &[502], &[200, 502]),
    ("fault/m07b", &[502], &[200, 502]),
    ("fault/m08a", &[502], &[200, 502]),
    ("fault/m08b", &[502], &[200, 502]),
    ("fault/m08c", &[502], &[200, 502]),
    ("fault/m08d", &[502], &[200, 502]),
    ("fault/m08e", &[200, 502], &[200, 502]),
    ("fault/m09", &[502], &[200, 502]),
    ("fault/m10a", &[200, 502], &[200, 502]),
    ("fault/m10b", &[200, 502], &[200, 502]),
    ("fault/m11a", &[200, 502], &[200, 502]),
    ("fault/m11b", &[502], &[502]),
    ("fault/m11c", &[200, 502], &[200, 502]),
    ("fault/m11d", &[502], &[502]),
    ("fault/m11e", &[502], &[502]),
    ("fault/m12a", &[502], &[502]),
    ("fault/m12b", &[502], &[502]),
    ("fault/m13a", &[502], &[502]),
    ("fault/m13b", &[502], &[502]),
    ("fault/m13c", &[502], &[502]),
    ("fault/m13d", &[502], &[502]),
    ("fault/m13e", &[502], &[502]),
    ("fault/m14", &[200], &[200]),
    ("fault/m15a", &[502], &[200, 502]),
    ("fault/m15b", &[502], &[200, 502]),
    ("fault/m15c", &[200, 502], &[200, 502]),
    ("fault/m15d", &[200, 502], &[200, 502]),
    // As JSON it is merely a long answer.
    ("fault/m16", &[200, 502], &[200, 502]),
    ("fault/m17", &[504, 502], &[504]),
    ("fault/m19a", &[502], &[502]),
    ("fault/m19b", &[502], &[502]),
    ("fault/m19c", &[502], &[502]),
    ("fault/m19d", &[502], &[502]),
    ("fault/m19e", &[502], &[200, 502]),
    (
        "fault/m20a",
        &[400, 429, 500, 502, 503],
        &[400, 429, 500, 502, 503],
    ),
    (
        "fault/m20b",
        &[400, 429, 500, 502, 503],
        &[400, 429, 500, 502, 503],
    ),
    ("fault/m21a", &[200], &[200]),
    ("fault/m21b", &[200], &[200]),
    ("fault/m21c", &[200], &[200]),
    ("fault/m21d", &[200], &[200]),
    ("fault/m22a", &[502], &[502]),
    ("fault/m22b", &[502], &[502]),
    ("fault/m23a", &[429], &[429]),
    ("fault/m18a", &[200, 502], &[200, 502]),
    ("fault/m18b", &[200, 502], &[200, 502]),
    ("fault/m18c", &[200, 502], &[200, 502]),
    ("fault/m18d", &[200, 502], &[200, 502]),
    ("fault/m18e", &[200, 502], &[200, 502]),
    ("fault/m18f", &[200, 502], &[200, 502]),
    ("fault/m18g", &[200, 502], &[200, 502]),
    ("fault/m21e", &[200], &[200]),
    ("fault/m21f", &[200], &[200]),
    (
        "fault/m23b",
        &[200, 418, 429, 502, 503, 504, 599],
        &[200, 418, 429, 502, 503, 504, 599],
    ),
    (
        "fault/m23c",
        &[200, 418, 429, 502, 503, 504, 599],
        &[200, 418, 429, 502, 503, 504, 599],
    ),
    (
        "fault/m23d",
        &[200, 418, 429, 502, 503, 504, 599],
        &[200, 418, 429, 502, 503, 504, 599],
    ),
    (
        "fault/m23e",
        &[200, 418, 429, 502, 503, 504, 599],
        &[200, 418, 429, 502, 503, 504, 599],
    ),
    (
        "fault/m23f",
        &[200, 418, 429, 502, 503, 504, 599],
        &[200, 418, 429, 502, 503, 504, 599],
    ),
    (
        "fault/m23g",
        &[200, 418, 429, 502, 503, 504, 599],
        &[200, 418, 429, 502, 503, 504, 599],
    ),
    (
        "fault/m23h",
        &[200, 418, 429, 502, 503, 504, 599],
        &[200, 418, 429, 502, 503, 504, 599],
    ),
    ("fault/m22c", &[502], &[502]),
    ("fault/m13f", &[502], &[502]),
    ("status/401", &[502], &[502]),
    ("status/418", &[418], &[418]),
    ("status/599", &[599], &[599]),
];

#[tokio::test]
async fn every_misbehaviour_is_answered_in_time_and_recorded_once() {
    let upstream = Upstream::start();
    let mut builder = Proxy::builder();
    for (script, ..) in CASES {
        let mut row = priced(script, &upstream, script);
        row["litellm_params"]["timeout"] = json!(DEADLINE.as_secs_f64());
        builder = builder.deployment(row);
    }
    let mut proxy = builder.start().await;
    let mut wrong = Vec::new();
    for (script, json_statuses, stream_statuses) in CASES {
        for (stream, statuses) in [(false, json_statuses), (true, stream_statuses)] {
            let asked = Instant::now();
            let reply = proxy
                .post("/v1/chat/completions", &hello(script, stream))
                .await;
            let took = asked.elapsed();
            let form = if stream { "stream" } else { "JSON" };
            let text = String::from_utf8_lossy(&reply.body).into_owned();
            if !statuses.contains(&reply.status) || took > DEADLINE + SLACK {
                wrong.push(format!(
                    "{script} as {form}: {} after {took:?}: {text:.200}",
                    reply.status
                ));
            } else if stream && reply.status == 200 && !ends_properly(&text) {
                wrong.push(format!(
                    "{script} as {form} ends improperly: …{}",
                    tail(&text)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let report = verified(&proxy);
    assert_eq!(report["calls"], CASES.len() * 2, "one row for each call");
    assert_eq!(report["open_calls"], 0);
    assert_eq!(proxy.term().await.code, Some(0));
}

fn hello(model: &str, stream: bool) -> Value {
    json!({ "model": model, "stream": stream, "messages": [{ "role": "user", "content": "hi" }] })
}

/// A stream ends with `[DONE]`, or with an error event and without it; never both.
fn ends_properly(text: &str) -> bool {
    let failed = text.contains("data: {\"error\":");
    text.trim_end().ends_with("data: [DONE]") != failed
}

fn tail(text: &str) -> String {
    text.chars()
        .rev()
        .take(200)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect()
}

#[tokio::test]
async fn nobody_listening_is_a_bad_gateway_and_another_deployment_is_tried() {
    let upstream = Upstream::start();
    let dead = |name: &str| {
        json!({ "model_name": name, "litellm_params": { "model": "openai/ok", "order": 1,
            "api_base": format!("http://127.0.0.1:{}", closed_port()), "api_key": "sk-upstream" } })
    };
    let mut alive = priced("pair", &upstream, "ok");
    alive["litellm_params"]["order"] = json!(2);
    let proxy = Proxy::builder()
        .deployment(dead("alone"))
        .deployment(dead("pair"))
        .deployment(alive)
        .start()
        .await;
    let refused = proxy
        .post("/v1/chat/completions", &hello("alone", false))
        .await;
    assert_eq!(
        (refused.status, &refused.json()["error"]["type"]),
        (502, &json!("upstream_connect"))
    );
    let answered = proxy
        .post("/v1/chat/completions", &hello("pair", false))
        .await;
    assert_eq!(
        (
            answered.status,
            answered.headers["x-litellm-attempted-retries"].as_bytes()
        ),
        (200, &b"1"[..])
    );
}

#[tokio::test]
async fn usage_that_is_missing_or_absurd_is_counted_here() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced("none", &upstream, "no-usage?completion=20"))
        .start()
        .await;
    for stream in [false, true] {
        assert_eq!(
            proxy
                .post("/v1/chat/completions", &hello("none", stream))
                .await
                .status,
            200
        );
    }
    let report = verified(&proxy);
    // 8 tokens in and 20 out, twice, at gpt-4o's prices.
    assert_eq!(report["spend"], "0.00044", "{report}");
}

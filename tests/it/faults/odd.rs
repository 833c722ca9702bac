//! What the matrix cannot ask of one call: another deployment, memory, streams without an end.

use std::time::Duration;

use serde_json::{Value, json};

use super::{hello, opened};
use crate::chat::{priced, verified};
use crate::common::http::Reply;
use crate::common::ledger::{self, Row};
use crate::common::proxy::{Proxy, closed_port};
use crate::common::upstream::Upstream;

/// Waits for the only row of the ledger.
async fn only_row(proxy: &Proxy) -> Row {
    for _ in 0..200 {
        let mut rows = ledger::rows(proxy).await;
        if let Some(row) = rows.pop() {
            assert!(rows.is_empty(), "one row: {rows:?} and {row:?}");
            return row;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the call is not over");
}

/// A proxy whose streams may last this long, with one deployment called `endless`.
async fn impatient(upstream: &Upstream, script: &str, stream_max_s: f64) -> Proxy {
    Proxy::builder()
        .section(
            "litellm_settings",
            json!({ "max_streaming_duration_seconds": stream_max_s }),
        )
        .deployment(priced("endless", upstream, script))
        .start()
        .await
}

#[tokio::test]
async fn m01_m05_m23_another_deployment_is_tried() {
    let upstream = Upstream::start();
    let closed = format!("http://127.0.0.1:{}/v1", closed_port());
    let router = json!({ "disable_cooldowns": true });
    let mut builder = Proxy::builder().section("router_settings", router);
    let scripts = ["ok", "fault/m05", "fault/m23b", "fault/m23e", "fault/m19a"];
    for (index, script) in scripts.into_iter().enumerate() {
        let name = format!("pair{index}");
        let mut first = priced(&name, &upstream, script);
        first["litellm_params"]["order"] = json!(1);
        if index == 0 {
            first["litellm_params"]["api_base"] = json!(closed);
        }
        let mut second = priced(&name, &upstream, "ok");
        second["litellm_params"]["order"] = json!(2);
        builder = builder.deployment(first).deployment(second);
    }
    let proxy = builder.start().await;
    for (index, script) in scripts.iter().enumerate() {
        for stream in [false, true] {
            let reply = proxy
                .post(
                    "/v1/chat/completions",
                    &hello(&format!("pair{index}"), stream),
                )
                .await;
            assert_eq!(reply.status, 200, "{script}: {}", reply.text());
            assert_eq!(reply.headers["x-litellm-attempted-retries"], "1");
            let id = reply.headers["x-litellm-call-id"].to_str().expect("an id");
            let row = ledger::row_of(&proxy, id).await;
            assert_eq!((row.outcome.as_str(), row.attempts), ("success", 2));
            assert_eq!(row.output_tokens, 8, "the failed attempt is not billed");
        }
    }
    let report = verified(&proxy);
    assert_eq!(report["calls"], scripts.len() * 2);
}

#[tokio::test]
async fn m14_the_answer_is_the_same_as_unsplit() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced("split", &upstream, "fault/m14?utf8=1"))
        .deployment(priced("whole", &upstream, "ok?utf8=1"))
        .start()
        .await;
    for stream in [false, true] {
        let mut texts = Vec::new();
        for name in ["split", "whole"] {
            let reply = proxy
                .post("/v1/chat/completions", &hello(name, stream))
                .await;
            assert_eq!(reply.status, 200);
            let id = upstream.log().totals().opened;
            let text = String::from_utf8(reply.body).expect("UTF-8");
            // The provider ends its lines differently, and each answer has a name and a number.
            texts.push(
                text.replace("\r\n", "\n")
                    .replace("split", "whole")
                    .replace(&format!("chatcmpl-{id}"), "chatcmpl"),
            );
        }
        assert!(texts[0].contains("日本語"), "{}", texts[0]);
        assert_eq!(texts[0], texts[1]);
    }
}

#[tokio::test]
async fn m20_an_error_in_the_middle_does_not_tell_our_credential() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced("leaky", &upstream, "fault/m20c?echo_key=1"))
        .start()
        .await;
    for stream in [false, true] {
        let reply = proxy
            .post("/v1/chat/completions", &hello("leaky", stream))
            .await;
        assert_eq!(reply.status, if stream { 200 } else { 429 });
        let text = reply.text();
        assert!(text.contains("Rate limit reached"), "{text}");
        assert!(!text.contains("sk-upstream"), "{text}");
    }
    for row in ledger::rows(&proxy).await {
        assert!(row.error.contains("Rate limit reached"), "{row:?}");
        assert!(!row.error.contains("sk-upstream"), "{row:?}");
    }
}

#[tokio::test]
async fn m21_usage_that_is_missing_is_counted_here() {
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

#[tokio::test]
async fn m24_an_endless_stream_ends_with_an_error_event_and_is_billed_to_the_token() {
    let upstream = Upstream::start();
    let proxy = impatient(&upstream, "fault/m24a?every_ms=10", 1.5).await;
    let reply = Reply::read(opened(&proxy, "endless").await).await;
    assert!(reply.complete, "the response itself ends in order");
    let data = reply.data();
    let (last, words) = data.split_last().expect("events");
    let error = &serde_json::from_str::<Value>(last).expect("JSON")["error"];
    assert_eq!(error["type"], "upstream_timeout");
    assert_eq!(error["code"], "504");
    let message = error["message"].as_str().expect("a text");
    assert!(message.contains("did not end within 1.5 s"), "{message}");
    assert!(reply.text().ends_with("\n\n") && !reply.text().contains("[DONE]"));
    let delivered = words.iter().filter(|event| event.contains(" one")).count();
    assert!(delivered > 5, "{delivered} words came");
    let row = only_row(&proxy).await;
    assert_eq!((row.outcome.as_str(), row.status), ("timed_out", 504));
    assert!(row.error.contains("did not end within 1.5 s"), "{row:?}");
    assert!(row.took >= Duration::from_millis(1_500), "{row:?}");
    assert_eq!(row.usage_source, "counted");
    assert_eq!(row.output_tokens, i64::try_from(delivered).expect("few"));
    assert_eq!(
        row.cost_nanos,
        row.input_tokens * 2_500 + row.output_tokens * 10_000
    );
    let left = upstream.log().ended(1).await.left;
    assert_eq!(left, 1, "the provider's connection is closed");
    assert_eq!(verified(&proxy)["open_calls"], 0);
}

#[tokio::test]
async fn m24_neither_a_flood_nor_a_client_that_does_not_read_keeps_a_stream_alive() {
    let upstream = Upstream::start();
    for reads in [true, false] {
        let mut proxy = impatient(&upstream, "fault/m24a?chunks=1&completion=4000", 2.0).await;
        let mut answer = opened(&proxy, "endless").await;
        let mut tail = Vec::new();
        while reads && let Some(chunk) = answer.chunk().await.expect("not cut") {
            tail = [&tail[tail.len().saturating_sub(1_000)..], &chunk].concat();
        }
        let row = only_row(&proxy).await;
        assert_eq!(row.outcome, "timed_out", "reads: {reads}");
        assert!(row.output_tokens > 0 && row.cost_nanos > 0, "{row:?}");
        if reads {
            let tail = String::from_utf8_lossy(&tail).into_owned();
            let last = tail.trim_end().rsplit("data: ").next().expect("an event");
            assert!(last.contains("did not end within 2 s"), "{tail}");
        }
        drop(answer);
        assert_eq!(proxy.term().await.code, Some(0));
    }
}

#[tokio::test]
async fn m17_a_client_that_pauses_is_not_taken_for_a_silent_provider() {
    let upstream = Upstream::start();
    // Fills all buffers on the way within the pause, so that nothing is read from the provider.
    let mut row = priced("endless", &upstream, "fault/m24a?chunks=1&completion=4000");
    row["litellm_params"]["stream_timeout"] = json!(1);
    let proxy = Proxy::builder()
        .section(
            "litellm_settings",
            json!({ "max_streaming_duration_seconds": 5 }),
        )
        .deployment(row)
        .start()
        .await;
    let mut answer = opened(&proxy, "endless").await;
    assert!(answer.chunk().await.expect("bytes").is_some());
    tokio::time::sleep(Duration::from_secs(3)).await;
    let reply = Reply::read(answer).await;
    let last = reply.data().pop().expect("an event");
    assert!(last.contains("did not end within 5 s"), "{last:.500}");
    let row = only_row(&proxy).await;
    assert!(row.took >= Duration::from_secs(5), "{row:?}");
}

#[tokio::test]
async fn m24_how_long_a_stream_may_last_is_shown_and_can_come_from_the_environment() {
    let shown = |proxy: &Proxy| -> String {
        let ran = proxy.cli(["serve", "--check"]);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let found = ran
            .stdout
            .lines()
            .find(|line| line.contains("max_streaming_duration_seconds"));
        found.expect("a row").to_owned()
    };
    let variable = "LITELLM_MAX_STREAMING_DURATION_SECONDS";
    let in_file = json!({ "max_streaming_duration_seconds": 7.5 });
    let usual = shown(&Proxy::builder().prepare());
    assert!(usual.contains("3600s"), "{usual}");
    let by_variable = shown(&Proxy::builder().env(variable, "90").prepare());
    assert!(
        by_variable.contains("90s") && by_variable.contains(variable),
        "{by_variable}"
    );
    let by_both = Proxy::builder()
        .env(variable, "90")
        .section("litellm_settings", in_file);
    let by_both = shown(&by_both.prepare());
    assert!(by_both.contains("7.5s"), "the file goes first: {by_both}");
    let wrong = Proxy::builder().env(variable, "never").prepare();
    let ran = wrong.cli(["serve", "--check"]);
    assert_ne!(ran.code, Some(0));
    assert!(ran.stderr.contains("number of seconds"), "{}", ran.stderr);
}

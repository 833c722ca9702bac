//! A stream goes to another deployment until its first content, and never after; whatever happens,
//! each call ends with one row and the books balance.

use super::*;
use crate::chat::verified;

/// What fails before any content, and what fails after some.
const BEFORE: [&str; 8] = [
    "fault/m05",
    "fault/m19a",
    "fault/m19b",
    "fault/m20a",
    "fault/m20b",
    "fault/m22a",
    "status/500",
    "status/429",
];
const AFTER: [&str; 4] = ["fault/m06", "fault/m07a", "fault/m18a", "fault/m20c"];

#[tokio::test]
async fn a_stream_fails_over_until_its_first_content() {
    let upstream = Upstream::start();
    let mut rows = Vec::new();
    for script in BEFORE.iter().chain(&AFTER) {
        rows.push(deployment(
            script,
            &format!("{script} bad"),
            &upstream,
            script,
            &json!({ "order": 1 }),
        ));
        rows.push(deployment(
            script,
            &format!("{script} good"),
            &upstream,
            "ok",
            &json!({ "order": 2 }),
        ));
    }
    let proxy = proxy_of(rows, &json!({ "disable_cooldowns": true }))
        .start()
        .await;
    for script in BEFORE {
        let reply = ask_stream(&proxy, script).await;
        assert_eq!(reply.status, 200, "{script}: {}", reply.text());
        assert_eq!(reply.header("x-litellm-model-id"), format!("{script} good"));
        let data = reply.data();
        assert_eq!(
            data.last().map(String::as_str),
            Some("[DONE]"),
            "{script}: {data:?}"
        );
        let firsts = reply
            .events()
            .iter()
            .filter(|event| event["choices"][0]["delta"]["role"].is_string())
            .count();
        assert!(firsts <= 1, "{script}: nothing of the first answer is left");
    }
    for script in AFTER {
        let reply = ask_stream(&proxy, script).await;
        assert_eq!(reply.header("x-litellm-model-id"), format!("{script} bad"));
        assert!(!reply.said().is_empty(), "{script}: what came is there");
        let data = reply.data();
        assert!(
            data.last().is_some_and(|last| last.contains("\"error\"")),
            "{script}: {data:?}"
        );
    }
    verified(&proxy);
}

/// Scripts that a deployment may follow in the random lives below.
const SCRIPTS: [&str; 14] = [
    "ok",
    "no-usage",
    "unknown-events",
    "status/400",
    "status/401",
    "status/404",
    "status/429?retry_after=1",
    "status/500",
    "status/503",
    "fault/m05",
    "fault/m06",
    "fault/m07a",
    "fault/m20a",
    "fault/m20c",
];

#[tokio::test]
async fn whatever_fails_each_call_has_one_row_and_the_books_balance() {
    const CALLS: usize = 60;
    let upstream = Upstream::start();
    let mut random = fastrand::Rng::with_seed(20_261_130);
    let mut rows = Vec::new();
    for group in 0..5 {
        for place in 0..=random.usize(0..3) {
            let script = SCRIPTS[random.usize(..SCRIPTS.len())];
            let params = json!({ "order": random.usize(1..3), "cooldown_time": random.usize(0..2), "timeout": 3 });
            rows.push(deployment(
                &format!("g{group}"),
                &format!("g{group}-{place}"),
                &upstream,
                script,
                &params,
            ));
        }
    }
    let router = json!({
        "num_retries": 1,
        "fallbacks": [{ "g0": ["g1", "g2"] }, { "g1": ["g3"] }, { "*": ["g4"] }],
    });
    let mut proxy = proxy_of(rows, &router).start().await;
    let key = proxy
        .key(&json!({ "max_budget": 1.0, "rpm_limit": 1000 }))
        .await;
    let mut calls = Vec::new();
    for number in 0..CALLS {
        let mut body = hello(&format!("g{}", random.usize(0..5)));
        body["stream"] = json!(random.bool());
        let (url, key) = (format!("{}/v1/chat/completions", proxy.url()), key.clone());
        let id = format!("call-{number}");
        let leaves = random.u8(..) < 25;
        calls.push(tokio::spawn(async move {
            let client = http::client();
            let request = client
                .post(url)
                .bearer_auth(key)
                .header("x-litellm-call-id", &id);
            let sent = request
                .header("content-type", "application/json")
                .body(body.to_string())
                .send();
            if leaves {
                let _ = tokio::time::timeout(std::time::Duration::from_millis(30), sent).await;
            } else {
                let reply = Reply::read(sent.await.expect("an answer")).await;
                assert!(reply.status >= 200 && reply.status < 600);
            }
            id
        }));
    }
    let mut sent = Vec::new();
    for call in calls {
        sent.push(call.await.expect("no panic"));
    }
    assert_eq!(
        proxy.term().await.code,
        Some(0),
        "every call comes to its end"
    );
    let rows = proxy.rows().await;
    for id in &sent {
        let own = rows.iter().filter(|row| row["call_id"] == **id);
        let own: Vec<_> = own.collect();
        assert!(own.len() <= 1, "{id} has more than one row");
        if let Some(row) = own.first() {
            assert_eq!(
                row["attempts"].as_u64(),
                Some(attempts(row).len() as u64),
                "{row}"
            );
        }
    }
    proxy.restart().await;
    let report = verified(&proxy);
    assert_eq!(report["open_calls"], 0);
}

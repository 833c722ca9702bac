//! Where a call comes from and which attempts were made for it, in the row and as scripts read it.

use super::*;
use crate::chat::verified;
use crate::common::postgres;

fn builder(upstream: &Upstream) -> Builder {
    Proxy::builder()
        .deployment(deployment("one", "a", upstream, "ok", &json!({})))
        .deployment(deployment(
            "two",
            "b",
            upstream,
            "status/503",
            &json!({ "order": 1 }),
        ))
        .deployment(deployment(
            "two",
            "c",
            upstream,
            "ok",
            &json!({ "order": 2 }),
        ))
        .deployment(deployment("cut", "d", upstream, "fault/m20c", &json!({})))
}

#[tokio::test]
async fn a_row_tells_where_a_call_comes_from() {
    let upstream = Upstream::start();
    let mut proxies = vec![builder(&upstream).start().await];
    if let Some(url) = postgres::database().await {
        proxies.push(builder(&upstream).env("DATABASE_URL", &url).start().await);
    }
    for proxy in proxies {
        let made = proxy
            .post(
                "/organization/new",
                &json!({ "organization_alias": "acme" }),
            )
            .await;
        let org = made.json()["organization_id"].clone();
        let key = proxy
            .key(&json!({ "organization_id": org, "metadata": { "tags": ["key"] } }))
            .await;
        let mut body = hello("one");
        body["metadata"] = json!({ "session_id": "body", "tags": ["body", "key"] });
        let headers = [("x-litellm-tags", "head"), ("user-agent", "probe/7")];
        post_with(&proxy, &key, &headers, "/v1/chat/completions", &body).await;
        let headers = [
            ("x-litellm-session-id", "head"),
            ("x-litellm-call-id", "c2"),
        ];
        post_with(&proxy, &key, &headers, "/v1/chat/completions", &body).await;
        let logs = proxy.get("/spend/logs").await.json();
        let logs = logs.as_array().expect("rows");
        let first = logs
            .iter()
            .find(|row| row["session_id"] == "body")
            .expect("a row");
        assert_eq!(
            first["request_tags"],
            json!([
                "key",
                "head",
                "body",
                "User-Agent: probe",
                "User-Agent: probe/7"
            ]),
            "{first}"
        );
        assert_eq!(
            (&first["organization_id"], &first["cache_hit"]),
            (&org, &json!("None"))
        );
        assert_eq!(first["metadata"]["user_agent"], "probe/7");
        assert_eq!(
            first["metadata"]["attempts"][0]["outcome"], "answered",
            "{first}"
        );
        let second = logs
            .iter()
            .find(|row| row["session_id"] == "head")
            .expect("a row");
        assert_eq!(second["litellm_call_id"], "c2");
    }
}

#[tokio::test]
async fn every_attempt_is_on_record() {
    let upstream = Upstream::start();
    let proxy = builder(&upstream).start().await;
    assert_eq!(
        proxy
            .post("/v1/chat/completions", &hello("two"))
            .await
            .status,
        200
    );
    let mut body = hello("cut");
    body["stream"] = json!(true);
    let broken = proxy.post("/v1/chat/completions", &body).await;
    assert!(broken.text().contains("error"), "{}", broken.text());
    let rows = proxy.rows().await;
    let [two, cut] = rows.as_slice() else {
        panic!("two rows: {rows:#?}")
    };
    let tried = attempts(two);
    let told: Vec<_> = tried
        .iter()
        .map(|one| (&one["deployment_id"], &one["outcome"], &one["status"]))
        .collect();
    assert_eq!(
        told,
        [
            (&json!("b"), &json!("refused"), &json!(503)),
            (&json!("c"), &json!("answered"), &json!(200))
        ]
    );
    assert!(tried[0]["began_at"].as_i64() <= tried[1]["began_at"].as_i64());
    assert!(tried[1]["first_byte_at"].is_i64() && tried[0]["first_byte_at"].is_null());
    let last = attempts(cut).pop().expect("an attempt");
    assert_eq!(last["outcome"], "failed", "{last}");
    assert!(!last["error"].as_str().expect("a text").is_empty());
    verified(&proxy);
}

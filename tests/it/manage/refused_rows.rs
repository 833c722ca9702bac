//! Calls that are refused before anybody is called: each has a row that cost nothing, and a flood of them
//! neither fills the ledger nor holds up who pays.

use super::{called, done, hello, near, proxies, send, told};
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;

/// Rows of a key, once there are so many.
pub(super) async fn rows_of(proxy: &Proxy, key: &str, count: usize) -> Vec<Value> {
    let path = format!("/spend/logs?api_key={key}");
    let mut rows = Vec::new();
    for _ in 0..200 {
        let told = told(proxy, &path).await;
        told.as_array().expect("rows").clone_into(&mut rows);
        if rows.len() >= count {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(rows.len(), count, "{rows:?}");
    rows
}

/// The hash and the secret of a new key.
async fn key(proxy: &Proxy, fields: &Value) -> (String, String) {
    let made = done(proxy, "/key/generate", fields).await;
    let text = |name: &str| made[name].as_str().expect("a text").to_owned();
    (text("token"), text("key"))
}

/// How many calls of a key failed today, as the daily sums tell it.
async fn failed(proxy: &Proxy, key: &str) -> Value {
    let path =
        format!("/user/daily/activity?start_date=2000-01-01&end_date=2100-01-01&api_key={key}");
    told(proxy, &path).await["metadata"]["total_failed_requests"].clone()
}

fn books_balance(proxy: &Proxy) {
    let audit = proxy.cli(["audit", "verify"]);
    assert_eq!(audit.code, Some(0), "{}{}", audit.stdout, audit.stderr);
}

/// Whether a row tells what was asked, by whom, and why it was refused.
fn as_asked(row: &Value, model: &str, status: u16, (class, words): (&str, &str)) {
    let meta = &row["metadata"];
    assert_eq!(
        (
            &row["status"],
            &row["spend"],
            &row["total_tokens"],
            &row["model_group"]
        ),
        (&json!("failure"), &json!(0.0), &json!(0), &json!(model)),
        "{row}"
    );
    assert_eq!(
        (
            &row["user"],
            &row["team_id"],
            &row["end_user"],
            &row["call_type"]
        ),
        (
            &json!("u"),
            &json!("t"),
            &json!("eve"),
            &json!("acompletion")
        )
    );
    let tags = row["request_tags"].as_array().expect("tags");
    assert!(
        tags.contains(&json!("of-key")) && tags.contains(&json!("asked")),
        "{row}"
    );
    let error = &meta["error_information"];
    assert_eq!(
        (&error["error_code"], &error["error_class"]),
        (&json!(status.to_string()), &json!(class)),
        "{row}"
    );
    assert!(error["error_message"].to_string().contains(words), "{row}");
    assert_eq!(
        (
            &meta["user_api_key_team_alias"],
            &meta["spend_logs_metadata"]
        ),
        (&json!("The team"), &json!({ "job": 7 })),
        "{row}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_calls_have_rows_that_cost_nothing() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let body = json!({ "team_id": "t", "team_alias": "The team" });
        done(&proxy, "/team/new", &body).await;
        let cases = [
            (
                json!({ "models": ["other"] }),
                "gpt",
                403,
                "ProxyException",
                "not available",
            ),
            (
                json!({ "rpm_limit": 0 }),
                "gpt",
                429,
                "HTTPException",
                "Rate limit exceeded",
            ),
            (
                json!({ "max_budget": 0 }),
                "gpt",
                422,
                "BudgetExceededError",
                "Budget has been",
            ),
            (
                json!({}),
                "nobody",
                400,
                "ProxyModelNotFoundError",
                "Invalid model name",
            ),
        ];
        for (fields, model, status, class, words) in cases {
            let mut fields = fields;
            fields["user_id"] = json!("u");
            fields["team_id"] = json!("t");
            fields["tags"] = json!(["of-key"]);
            let (hash, secret) = key(&proxy, &fields).await;
            let mut asked = hello();
            asked["model"] = json!(model);
            asked["user"] = json!("eve");
            asked["metadata"] = json!({ "tags": ["asked"], "spend_logs_metadata": { "job": 7 } });
            let reply = proxy.post_as(&secret, "/v1/chat/completions", &asked).await;
            assert_eq!(reply.status, status, "{}", reply.json());
            let row = rows_of(&proxy, &hash, 1).await.remove(0);
            as_asked(&row, model, status, (class, words));
            assert_eq!(failed(&proxy, &hash).await, json!(1));
        }
        let (hash, secret) = key(&proxy, &json!({})).await;
        done(&proxy, "/key/block", &json!({ "key": hash })).await;
        assert_eq!(called(&proxy, &secret).await, 401);
        let row = rows_of(&proxy, &hash, 1).await.remove(0);
        assert_eq!(row["metadata"]["error_information"]["error_code"], "401");
        // A stranger's call is nobody's.
        assert_eq!(called(&proxy, "sk-nobody-knows-me").await, 401);
        let all = told(&proxy, "/spend/logs").await;
        assert_eq!(all.as_array().map(Vec::len), Some(5), "{all}");
        books_balance(&proxy);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_operator_may_want_no_rows_of_refused_calls() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let (hash, secret) = key(&proxy, &json!({ "rpm_limit": 0 })).await;
        let set = async |wanted: bool| {
            let body = json!({ "general_settings": { "disable_error_logs": wanted } });
            done(&proxy, "/config/update", &body).await
        };
        set(true).await;
        assert_eq!(called(&proxy, &secret).await, 429);
        set(false).await;
        // The writer keeps the order, so a row of the first would be there before this one's.
        assert_eq!(called(&proxy, &secret).await, 429);
        rows_of(&proxy, &hash, 1).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_refusals_is_bounded_and_counted_and_holds_up_nobody() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let (_, refused) = key(&proxy, &json!({ "rpm_limit": 0 })).await;
        let (paying, paid) = key(&proxy, &json!({ "max_budget": 10 })).await;
        let began = std::time::Instant::now();
        for _ in 0..8 {
            let flood = join_all((0..50).map(|_| called(&proxy, &refused)));
            let pays = join_all((0..4).map(|_| called(&proxy, &paid)));
            let (refused, paid) = tokio::join!(flood, pays);
            assert!(refused.iter().all(|status| *status == 429), "{refused:?}");
            assert!(paid.iter().all(|status| *status == 200), "{paid:?}");
        }
        let rows = rows_of(&proxy, &paying, 32).await;
        let spent: f64 = rows.iter().filter_map(|row| row["spend"].as_f64()).sum();
        assert!(near(&json!(spent), 32.0 * super::CALL_USD), "{spent}");
        let page = "/spend/logs/v2?start_date=2000-01-01%2000:00:00&end_date=2100-01-01%2000:00:00\
                    &status_filter=failure";
        let kept = told(&proxy, page).await["total"].as_u64().expect("a count");
        let most = 100 + 10 * (began.elapsed().as_secs() + 1);
        assert!((100..=most).contains(&kept), "{kept} of {most}");
        let metrics = proxy.get("/metrics").await;
        let metrics = String::from_utf8_lossy(&metrics.body).into_owned();
        let dropped = metrics
            .lines()
            .find_map(|line| line.strip_prefix("cw_refused_rows_dropped_total "));
        let dropped: f64 = dropped
            .and_then(|count| count.parse().ok())
            .expect("a count");
        assert!(dropped + kept as f64 >= 400.0, "{dropped} and {kept}");
        let details = told(&proxy, "/health/readiness/details").await;
        assert_eq!(details["refused_rows_dropped"].as_f64(), Some(dropped));
        books_balance(&proxy);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_tells_its_notes_its_model_and_that_no_cache_was_asked() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let (hash, secret) = key(&proxy, &json!({})).await;
        let mut asked = hello();
        asked["metadata"] = json!({ "spend_logs_metadata": { "job": { "id": "x" } } });
        let reply = proxy.post_as(&secret, "/v1/chat/completions", &asked).await;
        assert_eq!(reply.status, 200, "{}", reply.json());
        assert_eq!(reply.header("x-litellm-callback-duration-ms"), "0.000");
        let row = rows_of(&proxy, &hash, 1).await.remove(0);
        let meta = &row["metadata"];
        assert_eq!(row["cache_hit"], "None", "{row}");
        assert_eq!(meta["spend_logs_metadata"], json!({ "job": { "id": "x" } }));
        assert_eq!(
            (
                &meta["model_map_information"]["model_map_key"],
                &meta["user_api_key_team_alias"]
            ),
            (&row["model"], &Value::Null)
        );
        let one = format!(
            "/spend/logs?request_id={}",
            row["request_id"].as_str().expect("an id")
        );
        let one = told(&proxy, &one).await;
        let known = &one[0]["metadata"]["model_map_information"];
        assert!(known.get("model_map_value").is_some(), "{known}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_s_refusal_says_which_window() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let windows = json!([{ "budget_duration": "1d", "max_budget": 0.000_001 }]);
        let (_, secret) = key(&proxy, &json!({ "budget_limits": windows })).await;
        assert_eq!(called(&proxy, &secret).await, 200);
        let reply = proxy
            .post_as(&secret, "/v1/chat/completions", &hello())
            .await;
        let message = reply.json()["error"]["message"].to_string();
        let begins = "\"ExceededBudget: Key over 1d budget. Spend=$0.0003, Limit=$0.00";
        assert!(message.starts_with(begins), "{message}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_of_the_settings_keeps_nothing() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let hooks = json!({ "budget_alerts": "https://alerts.example/a" });
        let body = |size: Value| {
            json!({
                "environment_variables": { "SLACK_WEBHOOK_URL": "https://slack.example/x" },
                "general_settings": { "alert_to_webhook_url": hooks, "max_request_size_mb": size },
            })
        };
        let master = proxy.master_key();
        let refused = body(json!("many"));
        let refused = send(
            &proxy,
            master,
            Method::POST,
            "/config/update",
            Some(&refused),
        )
        .await;
        assert_eq!(refused.status, 400, "{}", refused.json());
        let kept = async || {
            let told = told(&proxy, "/get/config/callbacks").await;
            told["alerts"][0]["alerts_to_webhook"].clone()
        };
        assert_eq!(kept().await, json!({}));
        done(&proxy, "/config/update", &body(json!(9))).await;
        assert_eq!(kept().await, json!({ "budget_alerts": ["***"] }));
        let size = "/config/field/info?field_name=max_request_size_mb";
        assert_eq!(told(&proxy, size).await["field_value"], json!(9));
        // What was never set is forgotten without a word.
        let forget = json!({ "environment_variables": { "WEBHOOK_URL": null } });
        done(&proxy, "/config/update", &forget).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn removed_words_and_unknown_kinds_are_told() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        done(&proxy, "/spend/logs/prune", &json!({ "older_than": "1d" })).await;
        let audited = told(&proxy, "/audit?table_name=call").await;
        let row = &audited["audit_logs"][0];
        assert_eq!(
            (&row["action"], &row["updated_values"]["removed"]),
            (&json!("words_pruned"), &json!(0)),
            "{audited}"
        );
        let unknown = proxy.cli(["audit", "list", "--kind", "kee"]);
        assert_ne!(unknown.code, Some(0));
        assert!(
            unknown.stderr.contains("access_group, alert"),
            "{}",
            unknown.stderr
        );
        let page = proxy.get("/redoc").await;
        assert_eq!(page.status, 200);
        assert!(page.header("content-type").starts_with("text/html"));
    }
}

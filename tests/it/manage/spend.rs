//! What was spent, by row, by day, by key, user, team and model; and who changed what.

use super::{CALL_USD, called, done, get_as, near, proxies, told, user};
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use serde_json::{Value, json};

const RANGE: &str = "start_date=2020-01-01&end_date=2090-01-01";

/// Three calls of ann's, one of them in a team, and one of ben's.
async fn history(proxy: &Proxy) -> (String, String, String) {
    let (ann, ben) = (
        user(proxy, "ann", Some("internal_user")).await,
        user(proxy, "ben", Some("internal_user")).await,
    );
    done(
        proxy,
        "/team/new",
        &json!({ "team_id": "t", "members_with_roles": [{ "user_id": "ann", "role": "user" }] }),
    )
    .await;
    let team = proxy
        .key(&json!({ "team_id": "t", "user_id": "ann", "key_alias": "team-key" }))
        .await;
    for key in [&ann, &ann, &team, &ben] {
        assert_eq!(called(proxy, key).await, 200);
    }
    (ann, ben, team)
}

#[tokio::test]
async fn rows_are_paged_filtered_and_ones_own() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let (ann, ben, _) = history(&proxy).await;
        let mut seen = 0;
        for page in 1..=3 {
            let logs = told(
                &proxy,
                &format!("/spend/logs/v2?{RANGE}&page={page}&page_size=2&status_filter=success"),
            )
            .await;
            assert_eq!(
                (&logs["total"], &logs["total_pages"]),
                (&json!(4), &json!(2)),
                "{logs}"
            );
            seen += logs["data"].as_array().expect("a list").len();
        }
        assert_eq!(seen, 4);
        let row = told(
            &proxy,
            &format!("/spend/logs/v2?{RANGE}&user_id=ben&status_filter=success"),
        )
        .await["data"][0]
            .clone();
        assert!(
            near(&row["spend"], CALL_USD) && row["user"] == "ben" && row["model_group"] == "gpt",
            "{row}"
        );
        assert_eq!(
            (
                &row["prompt_tokens"],
                &row["completion_tokens"],
                &row["metadata"]["usage_source"]
            ),
            (&json!(30), &json!(20), &json!("provider"))
        );
        let id = row["request_id"].as_str().expect("an id");
        let found = told(&proxy, &format!("/spend/logs?request_id={id}")).await;
        assert_eq!(found[0]["request_id"], row["request_id"], "{found}");
        let own = get_as(&proxy, &ann, &format!("/spend/logs/v2?{RANGE}"))
            .await
            .json();
        assert!(
            own["total"] == 3 && !own.to_string().contains("\"ben\""),
            "{own}"
        );
        assert_eq!(
            get_as(&proxy, &ann, &format!("/spend/logs/v2?{RANGE}&user_id=ben"))
                .await
                .status,
            403
        );
        assert_eq!(
            proxy.get("/spend/logs/v2").await.json()["error"]["message"],
            "Start date and end date are required"
        );
        assert_eq!(
            proxy
                .get("/spend/logs/v2?start_date=soon&end_date=later")
                .await
                .status,
            400
        );
        assert_eq!(
            told(&proxy, "/spend/logs")
                .await
                .as_array()
                .map(|rows| rows.len() >= 4),
            Some(true)
        );
        let days = told(&proxy, &format!("/spend/logs?{RANGE}")).await;
        assert!(
            near(&days[0]["spend"], 4.0 * CALL_USD)
                && near(&days[0]["users"]["ann"], 3.0 * CALL_USD),
            "{days}"
        );
        let keys = told(&proxy, "/spend/keys?limit=1").await;
        assert!(
            near(&keys[0]["spend"], 2.0 * CALL_USD),
            "the most spent first: {keys}"
        );
        let users = get_as(&proxy, &ben, "/spend/users").await.json();
        assert!(
            users.as_array().map(Vec::len) == Some(1) && near(&users[0]["spend"], CALL_USD),
            "{users}"
        );
    }
}

#[tokio::test]
async fn days_add_up_to_the_ledger() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let (ann, _, _) = history(&proxy).await;
        let all = told(&proxy, &format!("/user/daily/activity?{RANGE}&page_size=1")).await;
        assert!(
            near(&all["metadata"]["total_spend"], 4.0 * CALL_USD),
            "totals are of all pages: {all}"
        );
        assert_eq!(
            (
                &all["metadata"]["total_successful_requests"],
                &all["metadata"]["total_prompt_tokens"]
            ),
            (&json!(4), &json!(120))
        );
        let day = &all["results"][0]["breakdown"];
        assert!(
            near(&day["entities"]["ann"]["metrics"]["spend"], 3.0 * CALL_USD),
            "{day}"
        );
        assert!(
            near(
                &day["model_groups"]["gpt"]["metrics"]["spend"],
                4.0 * CALL_USD
            ),
            "{day}"
        );
        let keys = day["api_keys"].as_object().expect("keys");
        assert!(
            keys.values()
                .any(|key| key["metadata"]["key_alias"] == "team-key"
                    && key["metadata"]["team_id"] == "t"),
            "{day}"
        );
        let own = get_as(
            &proxy,
            &ann,
            &format!("/user/daily/activity/aggregated?{RANGE}"),
        )
        .await
        .json();
        assert!(
            near(&own["metadata"]["total_spend"], 3.0 * CALL_USD),
            "{own}"
        );
        assert_eq!(
            get_as(
                &proxy,
                &ann,
                &format!("/user/daily/activity?{RANGE}&user_id=ben")
            )
            .await
            .status,
            403
        );
        let team = get_as(&proxy, &ann, &format!("/team/daily/activity?{RANGE}"))
            .await
            .json();
        assert!(near(&team["metadata"]["total_spend"], CALL_USD), "{team}");
        assert_eq!(
            proxy.get("/user/daily/activity").await.json()["error"]["message"],
            "Please provide start_date and end_date"
        );
        assert!(near(
            &told(&proxy, "/global/spend").await["spend"],
            4.0 * CALL_USD
        ));
        assert!(near(
            &told(&proxy, "/global/spend/logs").await[0]["spend"],
            4.0 * CALL_USD
        ));
        assert!(near(
            &told(&proxy, "/global/spend/models").await[0]["total_spend"],
            4.0 * CALL_USD
        ));
        assert!(near(
            &told(&proxy, "/global/spend/provider").await[0]["spend"],
            4.0 * CALL_USD
        ));
        assert!(near(
            &told(&proxy, "/global/spend/keys").await[0]["total_spend"],
            2.0 * CALL_USD
        ));
        let teams = told(&proxy, "/global/spend/teams").await;
        assert!(
            teams["teams"] == json!(["t"])
                && near(&teams["total_spend_per_team"][0]["total_spend"], CALL_USD),
            "{teams}"
        );
        let activity = told(&proxy, "/global/activity").await;
        assert_eq!(activity["sum_total_tokens"], 200, "{activity}");
        prices_are_told_and_spend_is_reset(&proxy, &ann).await;
    }
}

async fn prices_are_told_and_spend_is_reset(proxy: &Proxy, ann: &str) {
    let cost = done(proxy, "/spend/calculate", &json!({ "completion_response": { "model": "gpt",
            "usage": { "prompt_tokens": 30, "completion_tokens": 20, "total_tokens": 50, "prompt_tokens_details": { "cached_tokens": 10 } } } })).await;
    assert!(near(&cost["cost"], CALL_USD), "{cost}");
    assert_eq!(proxy.post("/spend/calculate", &json!({})).await.status, 400);
    done(proxy, "/global/spend/reset", &json!({})).await;
    let info = get_as(proxy, ann, "/key/info").await.json();
    assert!(near(&info["info"]["spend"], 0.0), "{info}");
    let logs = told(
        proxy,
        &format!("/spend/logs/v2?{RANGE}&status_filter=success"),
    )
    .await;
    assert_eq!(logs["total"], 4, "the log stays");
}

#[tokio::test]
async fn every_change_is_on_record_without_its_secrets() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let key = done(
            &proxy,
            "/key/generate",
            &json!({ "key_alias": "a", "max_budget": 1 }),
        )
        .await;
        let secret = key["key"].as_str().expect("a key").to_owned();
        done(
            &proxy,
            "/key/update",
            &json!({ "key": secret, "max_budget": 2 }),
        )
        .await;
        done(&proxy, "/key/delete", &json!({ "keys": [secret] })).await;
        done(
            &proxy,
            "/user/new",
            &json!({ "user_id": "u", "auto_create_key": false }),
        )
        .await;
        let all = told(&proxy, "/audit?page_size=100&table_name=key").await;
        let actions: Vec<&str> = all["audit_logs"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|log| log["action"].as_str())
            .collect();
        assert_eq!(actions, ["deleted", "updated", "created"], "{all}");
        let update = &all["audit_logs"][1];
        assert_eq!(
            (
                &update["before_value"]["max_budget"],
                &update["updated_values"]["max_budget"]
            ),
            (&json!(1.0), &json!(2.0))
        );
        assert_eq!(
            (&update["changed_by"], &update["table_name"]),
            (&json!("default_user_id"), &json!("key"))
        );
        assert!(!all.to_string().contains(&secret));
        let of_users = told(&proxy, "/audit?table_name=user").await;
        assert_eq!(of_users["total"], 1);
        let id = update["id"].as_str().expect("an id");
        assert_eq!(told(&proxy, &format!("/audit/{id}")).await, *update);
        assert_eq!(proxy.get("/audit/none").await.status, 404);
        let _: Value = all;
    }
}

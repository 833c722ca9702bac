//! Reports on what was spent: by tag, end user and organization, by operation, and in all.

use super::{CALL_USD, done, get_as, near, proxies, told, user};
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use serde_json::{Value, json};

const RANGE: &str = "start_date=2020-01-01&end_date=2090-01-01";

/// Two calls of a team in an organization, for a customer, one under a tag; one call of nobody's.
async fn history(proxy: &Proxy) -> String {
    let ann = user(proxy, "ann", Some("internal_user")).await;
    done(
        proxy,
        "/organization/new",
        &json!({ "organization_id": "acme", "organization_alias": "Acme" }),
    )
    .await;
    done(
        proxy,
        "/team/new",
        &json!({ "team_id": "t", "team_alias": "Team T", "organization_id": "acme",
                 "members_with_roles": [{ "user_id": "ann", "role": "admin" }] }),
    )
    .await;
    let key = proxy
        .key(&json!({ "team_id": "t", "user_id": "ann", "key_alias": "team-key" }))
        .await;
    let call = |more: Value| {
        let mut body = super::hello();
        body["user"] = json!("customer-1");
        body["metadata"] = more;
        body
    };
    for more in [json!({ "tags": ["prod", "never-made"] }), json!({})] {
        let reply = proxy
            .post_as(&key, "/v1/chat/completions", &call(more))
            .await;
        assert_eq!(reply.status, 200, "{}", reply.json());
    }
    let lone = proxy.key(&json!({})).await;
    assert_eq!(super::called(proxy, &lone).await, 200);
    ann
}

#[tokio::test]
async fn each_kind_of_owner_has_its_days() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let ann = history(&proxy).await;
        for (noun, query, calls) in [
            ("user", "", 3.0),
            ("user", "&user_ids=ann", 2.0),
            ("team", "&team_ids=t", 2.0),
            ("tag", "", 2.0),
            ("tag", "&tags=prod", 1.0),
            ("customer", "&end_user_ids=customer-1", 2.0),
            ("end_user", "", 2.0),
            ("organization", "&organization_ids=acme", 2.0),
            ("organization", "&organization_ids=other", 0.0),
            ("user", "&search=team-k", 2.0),
        ] {
            for path in [
                "",
                "/aggregated",
                "/aggregated/keys",
                "/aggregated/model_top_keys",
                "/aggregated/search",
                "/export",
            ] {
                let told = told(
                    &proxy,
                    &format!("/{noun}/daily/activity{path}?{RANGE}{query}"),
                )
                .await;
                assert!(
                    near(&told["metadata"]["total_spend"], calls * CALL_USD),
                    "{noun}{path}{query}: {told}"
                );
            }
        }
        let path = format!("/tag/daily/activity?{RANGE}&page_size=1");
        let tags = told(&proxy, &path).await;
        assert_eq!(
            tags["metadata"]["total_pages"], 1,
            "a day is on one page, however many tags it has: {tags}"
        );
        let days = told(&proxy, &format!("/organization/daily/activity?{RANGE}")).await;
        let entity = &days["results"][0]["breakdown"]["entities"]["acme"];
        assert_eq!(
            (
                &entity["metadata"]["organization_alias"],
                &entity["metrics"]["api_requests"]
            ),
            (&json!("Acme"), &json!(2)),
            "{days}"
        );
        let keys = days["results"][0]["breakdown"]["api_keys"]
            .as_object()
            .expect("keys");
        let known = &keys.values().next().expect("a key")["metadata"];
        assert_eq!(
            (&known["key_alias"], &known["user_id"], &known["key_exists"]),
            (&json!("team-key"), &json!("ann"), &json!(true))
        );
        assert_eq!(
            proxy.get("/tag/daily/activity").await.status,
            400,
            "days are named"
        );
        let own = get_as(&proxy, &ann, &format!("/tag/daily/activity?{RANGE}"))
            .await
            .json();
        assert!(
            near(&own["metadata"]["total_spend"], 2.0 * CALL_USD),
            "her own calls: {own}"
        );
        for path in [
            "/organization/daily/activity",
            "/customer/daily/activity",
            "/gateway/daily/activity",
        ] {
            let reply = get_as(&proxy, &ann, &format!("{path}?{RANGE}")).await;
            assert!(
                matches!(reply.status, 401 | 404),
                "{path}: {}",
                reply.json()
            );
        }
    }
}

#[tokio::test]
async fn reports_over_everything_agree() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let ann = history(&proxy).await;
        let tags = told(&proxy, "/spend/tags").await;
        let prod = tags
            .as_array()
            .expect("tags")
            .iter()
            .find(|tag| tag["individual_request_tag"] == "prod")
            .expect("the tag");
        assert!(
            near(&prod["total_spend"], CALL_USD) && prod["log_count"] == 1,
            "{tags}"
        );
        let per_tag = told(&proxy, &format!("/global/spend/tags?{RANGE}&tags=prod")).await;
        assert!(
            near(&per_tag["spend_per_tag"][0]["spend"], CALL_USD),
            "{per_tag}"
        );
        let names = told(&proxy, "/global/spend/all_tag_names").await;
        assert!(
            names["tag_names"]
                .as_array()
                .expect("names")
                .contains(&json!("never-made")),
            "{names}"
        );
        let users = done(&proxy, "/global/spend/end_users", &json!({})).await;
        assert!(
            near(&users[0]["total_spend"], 2.0 * CALL_USD) && users[0]["total_count"] == 2,
            "{users}"
        );
        assert_eq!(
            told(&proxy, "/global/all_end_users").await["end_users"],
            json!(["customer-1"])
        );
        let models = told(&proxy, "/global/activity/model").await;
        assert_eq!(
            (&models[0]["model"], &models[0]["sum_api_requests"]),
            (&json!("gpt"), &json!(3)),
            "{models}"
        );
        let label = models[0]["daily_data"][0]["date"]
            .as_str()
            .expect("a day")
            .to_owned();
        assert!(
            label.len() == 6 && label.is_char_boundary(3),
            "as `Nov 23`: {label}"
        );
        let refused = told(&proxy, "/global/activity/exceptions?model_group=gpt").await;
        assert_eq!(refused["sum_num_rate_limit_exceptions"], 0, "{refused}");
        assert!(
            told(&proxy, "/global/activity/exceptions/deployment")
                .await
                .is_array()
        );
        let cache = told(&proxy, "/global/activity/cache_hits").await;
        let rows: i64 = cache
            .as_array()
            .expect("rows")
            .iter()
            .filter_map(|row| row["total_rows"].as_i64())
            .sum();
        assert_eq!(rows, 3, "{cache}");
        parts_agree(&proxy, &ann).await;
        prices_are_told_before(&proxy).await;
    }
}

async fn parts_agree(proxy: &Proxy, ann: &str) {
    let gateway = told(proxy, &format!("/gateway/daily/activity?{RANGE}")).await;
    assert_eq!(gateway["total_successful_requests"], 3, "{gateway}");
    assert_eq!(
        gateway["by_route"][0]["successful_requests"], 3,
        "{gateway}"
    );
    let by_team = told(
        proxy,
        &format!("/global/spend/report?{RANGE}&group_by=team"),
    )
    .await;
    assert!(
        near(&by_team[0]["teams"][0]["total_spend"], 2.0 * CALL_USD),
        "{by_team}"
    );
    let by_customer = told(
        proxy,
        &format!("/global/spend/report?{RANGE}&group_by=customer"),
    )
    .await;
    assert_eq!(by_customer[0]["customer"], "customer-1", "{by_customer}");
    let by_key = told(proxy, &format!("/key/spend/report?{RANGE}")).await;
    let total: f64 = by_key
        .as_array()
        .expect("keys")
        .iter()
        .filter_map(|row| row["total_cost"].as_f64())
        .sum();
    assert!((total - 3.0 * CALL_USD).abs() < 1e-9, "{by_key}");
    let by_user = told(
        proxy,
        &format!("/user/spend/report?{RANGE}&internal_user_id=ann"),
    )
    .await;
    assert!(near(&by_user[0]["total_cost"], 2.0 * CALL_USD), "{by_user}");
    assert_eq!(proxy.get("/global/spend/report").await.status, 400);
    let in_team = get_as(proxy, ann, "/team/spend/by_user?team_id=t").await;
    assert!(
        in_team.status == 200 && near(&in_team.json()[0]["total_spend"], 2.0 * CALL_USD),
        "{}",
        in_team.json()
    );
    let summary = told(proxy, "/tag/summary").await;
    assert_eq!(
        summary["results"].as_array().map(Vec::len),
        Some(2),
        "{summary}"
    );
    assert_eq!(
        told(proxy, "/tag/dau").await["results"][0]["active_users"],
        1
    );
    assert_eq!(
        told(proxy, "/tag/distinct").await["results"]
            .as_array()
            .map(Vec::len),
        Some(2)
    );
}

async fn prices_are_told_before(proxy: &Proxy) {
    let asked = json!({ "model": "gpt", "input_tokens": 1000, "output_tokens": 500, "num_requests_per_day": 10 });
    let told = done(proxy, "/cost/estimate", &asked).await;
    // $2.50 and $10 for a million tokens.
    assert!(
        near(&told["cost_per_request"], 0.0075) && near(&told["daily_cost"], 0.075),
        "{told}"
    );
    assert!(
        near(&told["input_cost_per_request"], 0.0025) && told["monthly_cost"].is_null(),
        "{told}"
    );
    assert_eq!(
        proxy
            .post("/cost/estimate", &json!({ "model": "nobody-knows-it" }))
            .await
            .status,
        404
    );
    let session = json!({ "model": "gpt", "max_tokens": 20, "litellm_session_id": "s-1",
        "messages": [{ "role": "user", "content": "hi" }] });
    assert_eq!(
        proxy.post("/v1/chat/completions", &session).await.status,
        200
    );
    let of_session = proxy
        .get("/spend/logs/session/ui?session_id=s-1")
        .await
        .json();
    assert_eq!(
        (&of_session["total"], &of_session["data"][0]["session_id"]),
        (&json!(1), &json!("s-1")),
        "{of_session}"
    );
    assert_eq!(proxy.get("/spend/logs/session/ui").await.status, 422);
}

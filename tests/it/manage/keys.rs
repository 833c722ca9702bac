//! The life of keys.

use super::{CALL_USD, called, done, get_as, hello, near, proxies, told};
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use serde_json::{Value, json};

/// Two calls: the first passes the limit, the second is refused when there is one.
async fn spent_out(proxy: &Proxy, key: &str) -> (u16, u16) {
    (called(proxy, key).await, called(proxy, key).await)
}

#[tokio::test]
async fn a_key_is_blocked_reset_and_given_a_new_secret() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let made = done(
            &proxy,
            "/key/generate",
            &json!({ "key_alias": "ci", "max_budget": 1, "budget_duration": "30d" }),
        )
        .await;
        let key = made["key"].as_str().expect("a key").to_owned();
        assert!(
            made["budget_reset_at"]
                .as_str()
                .expect("a time")
                .ends_with("-01T00:00:00.000000Z")
        );
        assert_eq!(called(&proxy, &key).await, 200);

        let blocked = done(&proxy, "/key/block", &json!({ "key": key })).await;
        assert_eq!(blocked["blocked"], true);
        assert_eq!(
            called(&proxy, &key).await,
            401,
            "a block is in force at once"
        );
        done(&proxy, "/key/unblock", &json!({ "key": key })).await;
        assert_eq!(called(&proxy, &key).await, 200);

        let info = told(&proxy, &format!("/key/info?key={key}")).await;
        assert!(near(&info["info"]["spend"], 2.0 * CALL_USD), "{info}");
        let hash = made["token"].as_str().expect("a hash");
        let over = proxy
            .post(
                &format!("/key/{hash}/reset_spend"),
                &json!({ "reset_to": 5 }),
            )
            .await;
        assert_eq!(over.status, 400);
        let reset = done(
            &proxy,
            &format!("/key/{hash}/reset_spend"),
            &json!({ "reset_to": 0 }),
        )
        .await;
        assert!(
            near(&reset["previous_spend"], 2.0 * CALL_USD) && near(&reset["spend"], 0.0),
            "{reset}"
        );
        assert_eq!(called(&proxy, &key).await, 200);

        let renewed = done(
            &proxy,
            &format!("/key/{hash}/regenerate"),
            &json!({ "grace_period": "1h", "max_budget": 2 }),
        )
        .await;
        let new = renewed["key"].as_str().expect("a key").to_owned();
        assert_ne!(new, key);
        assert_eq!(
            (&renewed["key_alias"], &renewed["max_budget"]),
            (&json!("ci"), &json!(2.0))
        );
        assert_eq!(
            (called(&proxy, &key).await, called(&proxy, &new).await),
            (200, 200),
            "both secrets are good for a while"
        );
        let info = told(&proxy, &format!("/key/info?key={new}")).await;
        assert!(
            near(&info["info"]["spend"], 3.0 * CALL_USD),
            "what was spent goes along: {info}"
        );
        let again = done(&proxy, "/key/regenerate", &json!({ "key": new })).await;
        assert_eq!(
            called(&proxy, &new).await,
            401,
            "without a grace the old secret ends at once"
        );
        let last = again["key"].as_str().expect("a key");
        assert_eq!(
            (called(&proxy, last).await, called(&proxy, &key).await),
            (200, 200),
            "the first grace still runs"
        );
        done(&proxy, "/key/delete", &json!({ "key_aliases": ["ci"] })).await;
        assert_eq!(
            (called(&proxy, last).await, called(&proxy, &key).await),
            (401, 401)
        );
    }
}

#[tokio::test]
async fn keys_are_found_listed_and_changed_together() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let mut keys = Vec::new();
        for n in 0..25 {
            let body = json!({ "key_alias": format!("k{n:02}"), "user_id": format!("u{}", n % 2) });
            keys.push(done(&proxy, "/key/generate", &body).await["key"].clone());
        }
        let mut seen = Vec::new();
        for page in 1..=3 {
            let listed = told(
                &proxy,
                &format!("/key/list?size=10&page={page}&sort_by=key_alias&sort_order=asc"),
            )
            .await;
            assert_eq!(
                (&listed["total_count"], &listed["total_pages"]),
                (&json!(25), &json!(3))
            );
            seen.extend(listed["keys"].as_array().expect("a list").clone());
        }
        assert_eq!(seen.len(), 25);
        let aliases = told(&proxy, "/key/aliases?search=k0&size=5").await;
        assert_eq!(
            (&aliases["total_count"], &aliases["aliases"][0]),
            (&json!(10), &json!("k00"))
        );
        let of_user = told(
            &proxy,
            "/key/list?user_id=u1&size=100&return_full_object=true",
        )
        .await;
        assert_eq!(of_user["total_count"], 12);
        assert_eq!(of_user["keys"][0]["user_id"], "u1");

        let bulk = done(&proxy, "/key/bulk_update", &json!({ "keys": [
            { "key": keys[0], "max_budget": 3 }, { "key": "sk-there-is-no-such-key", "max_budget": 3 },
        ] })).await;
        assert_eq!(
            (
                &bulk["total_requested"],
                bulk["failed_updates"].as_array().map(Vec::len)
            ),
            (&json!(2), Some(1))
        );
        let infos = done(
            &proxy,
            "/v2/key/info",
            &json!({ "keys": [keys[0], "sk-there-is-no-such-key"], "key_aliases": ["k01"] }),
        )
        .await;
        assert_eq!(infos["info"].as_array().map(Vec::len), Some(2), "{infos}");
        assert_eq!(infos["info"][0]["max_budget"], 3.0);
        let health = proxy
            .post_as(keys[0].as_str().expect("a key"), "/key/health", &json!({}))
            .await
            .json();
        assert_eq!(health["key"], "healthy");
    }
}

#[tokio::test]
async fn what_a_key_points_at_must_exist_and_counts() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        for (field, value) in [
            ("team_id", "nope"),
            ("budget_id", "nope"),
            ("organization_id", "nope"),
        ] {
            let reply = proxy.post("/key/generate", &json!({ field: value })).await;
            assert_eq!(
                (reply.status, &reply.json()["error"]["param"]),
                (400, &json!(field)),
                "{}",
                reply.json()
            );
        }
        let no_team = proxy
            .post(
                "/key/service-account/generate",
                &json!({ "key_alias": "robot" }),
            )
            .await;
        assert_eq!(no_team.status, 400);
        done(&proxy, "/team/new", &json!({ "team_id": "t" })).await;
        let robot = done(
            &proxy,
            "/key/service-account/generate",
            &json!({ "key_alias": "robot", "team_id": "t", "user_id": "x" }),
        )
        .await;
        assert_eq!(
            (&robot["user_id"], &robot["metadata"]["service_account_id"]),
            (&Value::Null, &json!("robot"))
        );

        done(
            &proxy,
            "/budget/new",
            &json!({ "budget_id": "tiny", "max_budget": 0.0001, "rpm_limit": 50 }),
        )
        .await;
        let key = proxy.key(&json!({ "budget_id": "tiny" })).await;
        assert_eq!(
            spent_out(&proxy, &key).await,
            (200, 422),
            "the named budget is the key's"
        );
        done(
            &proxy,
            "/budget/update",
            &json!({ "budget_id": "tiny", "max_budget": 1 }),
        )
        .await;
        assert_eq!(
            called(&proxy, &key).await,
            200,
            "a change is in force at once"
        );
        let raised = proxy.key(&json!({ "max_budget": 0.0001, "temp_budget_increase": 1, "temp_budget_expiry": "1h" })).await;
        assert_eq!(
            spent_out(&proxy, &raised).await,
            (200, 200),
            "more money for a while"
        );
        let limited = proxy.key(&json!({ "model_max_budget": { "gpt": { "budget_limit": 0.0001, "time_period": "1d" } } })).await;
        assert_eq!(spent_out(&proxy, &limited).await, (200, 422));
        let mut other = hello();
        other["model"] = json!("other");
        assert_eq!(
            proxy
                .post_as(&limited, "/v1/chat/completions", &other)
                .await
                .status,
            200
        );
        let windows = proxy
            .key(&json!({ "budget_limits": [{ "budget_duration": "1d", "max_budget": 0.0001 }] }))
            .await;
        assert_eq!(spent_out(&proxy, &windows).await, (200, 422));

        limits_of_models_survive_new_notes(&proxy).await;
    }
}

async fn limits_of_models_survive_new_notes(proxy: &Proxy) {
    let rates = proxy
        .key(&json!({ "model_rpm_limit": { "gpt": 1 }, "metadata": { "who": "me" } }))
        .await;
    let info = told(proxy, &format!("/key/info?key={rates}")).await;
    assert_eq!(
        info["info"]["metadata"],
        json!({ "who": "me", "model_rpm_limit": { "gpt": 1 } })
    );
    let changed = done(
        proxy,
        "/key/update",
        &json!({ "key": rates, "metadata": { "who": "you" } }),
    )
    .await;
    assert_eq!(
        changed["metadata"]["model_rpm_limit"]["gpt"], 1,
        "new notes do not lose limits"
    );
    assert_eq!(
        (called(proxy, &rates).await, called(proxy, &rates).await),
        (200, 429)
    );
    assert_eq!(get_as(proxy, &rates, "/key/info").await.status, 200);
}

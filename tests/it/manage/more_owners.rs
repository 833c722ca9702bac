//! The lives of organizations, customers and tags.

use super::{CALL_USD, called, done, get_as, hello, near, proxies, send, told, user};
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use reqwest::Method;
use serde_json::{Value, json};

/// A call that says more than `hello` does.
async fn with(proxy: &Proxy, key: &str, more: &Value) -> (u16, Value) {
    let mut body = hello();
    for (name, value) in more.as_object().expect("members") {
        body[name] = value.clone();
    }
    let reply = proxy.post_as(key, "/v1/chat/completions", &body).await;
    (reply.status, reply.json())
}

#[tokio::test]
async fn a_customer_is_made_limited_blocked_and_deleted() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let key = proxy.key(&json!({})).await;
        let made = done(&proxy, "/customer/new", &json!({ "user_id": "cust", "alias": "C", "max_budget": 0.0002, "budget_duration": "30d" })).await;
        assert_eq!(
            (
                &made["user_id"],
                &made["litellm_budget_table"]["max_budget"]
            ),
            (&json!("cust"), &json!(0.0002))
        );
        let twice = proxy
            .post("/end_user/new", &json!({ "user_id": "cust" }))
            .await;
        assert!(
            twice.status == 400 && twice.json().to_string().contains("already exists"),
            "{}",
            twice.json()
        );
        assert_eq!(
            proxy
                .post(
                    "/customer/new",
                    &json!({ "user_id": "x", "budget_id": "b", "max_budget": 1 })
                )
                .await
                .status,
            422
        );
        let named = json!({ "user": "cust" });
        assert_eq!(with(&proxy, &key, &named).await.0, 200);
        let (status, over) = with(&proxy, &key, &named).await;
        assert!(
            status == 422
                && over["error"]["message"]
                    .as_str()
                    .expect("a text")
                    .contains("End User=cust"),
            "{over}"
        );
        // It holds for the master key too.
        assert_eq!(with(&proxy, proxy.master_key(), &named).await.0, 422);
        let info = told(&proxy, "/customer/info?end_user_id=cust").await;
        assert!(near(&info["spend"], CALL_USD), "{info}");
        done(
            &proxy,
            "/customer/update",
            &json!({ "user_id": "cust", "max_budget": 1 }),
        )
        .await;
        assert_eq!(with(&proxy, &key, &named).await.0, 200);
        customers_are_blocked_and_deleted(&proxy, &key, &named).await;
    }
}

async fn customers_are_blocked_and_deleted(proxy: &Proxy, key: &str, named: &Value) {
    let blocked = done(
        proxy,
        "/customer/block",
        &json!({ "user_ids": ["cust", "never-seen"] }),
    )
    .await;
    assert_eq!(blocked["blocked_users"].as_array().map(Vec::len), Some(2));
    let nobody = proxy
        .post("/customer/block", &json!({ "user_ids": [""] }))
        .await;
    assert_eq!(nobody.status, 400, "{}", nobody.text());
    assert_eq!(with(proxy, key, named).await.0, 401);
    assert_eq!(
        with(proxy, key, &json!({ "user": "never-seen" })).await.0,
        401
    );
    done(proxy, "/end_user/unblock", &json!({ "user_ids": ["cust"] })).await;
    assert_eq!(with(proxy, key, named).await.0, 200);
    assert_eq!(with(proxy, key, &json!({ "user": "walk-in" })).await.0, 200);
    assert!(
        near(
            &told(proxy, "/customer/info?end_user_id=walk-in").await["spend"],
            CALL_USD
        ),
        "whoever is named is one"
    );
    assert_eq!(
        told(proxy, "/end_user/list").await.as_array().map(Vec::len),
        Some(3)
    );
    assert_eq!(
        proxy.get("/customer/info?end_user_id=nobody").await.status,
        404
    );
    assert_eq!(
        proxy
            .post(
                "/customer/delete",
                &json!({ "user_ids": ["cust", "nobody"] })
            )
            .await
            .status,
        404
    );
    assert_eq!(
        done(proxy, "/customer/delete", &json!({ "user_ids": ["cust"] })).await["deleted_customers"],
        1
    );
    assert_eq!(with(proxy, key, named).await.0, 200, "nobody's limits now");
}

#[tokio::test]
async fn a_tag_limits_the_calls_that_carry_it() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let made = done(
            &proxy,
            "/tag/new",
            &json!({ "name": "prod", "description": "d", "max_budget": 0.0005 }),
        )
        .await;
        assert_eq!(
            (&made["message"], &made["tag"]["description"]),
            (&json!("Tag prod created successfully"), &json!("d"))
        );
        assert_eq!(
            proxy
                .post("/tag/new", &json!({ "name": "prod" }))
                .await
                .status,
            409
        );
        let plain = proxy.key(&json!({})).await;
        let tagged = proxy.key(&json!({ "tags": ["prod"] })).await;
        assert_eq!(
            with(
                &proxy,
                &plain,
                &json!({ "metadata": { "tags": ["prod", "unknown"] } })
            )
            .await
            .0,
            200
        );
        assert_eq!(called(&proxy, &tagged).await, 200);
        let (status, over) =
            with(&proxy, &plain, &json!({ "metadata": { "tags": ["prod"] } })).await;
        assert!(
            status == 422
                && over["error"]["message"]
                    .as_str()
                    .expect("a text")
                    .contains("Tag=prod"),
            "{over}"
        );
        assert_eq!(
            (called(&proxy, &tagged).await, called(&proxy, &plain).await),
            (422, 200),
            "calls without it are free of it"
        );
        let url = format!("{}/v1/chat/completions", proxy.url());
        let request = crate::common::http::client()
            .post(url)
            .bearer_auth(&plain)
            .header("x-litellm-tags", "other, prod");
        let request = request
            .header("content-type", "application/json")
            .body(hello().to_string());
        assert_eq!(
            request.send().await.expect("an answer").status().as_u16(),
            422,
            "named in a header"
        );
        the_tag_is_told_changed_and_deleted(&proxy, &tagged).await;
    }
}

async fn the_tag_is_told_changed_and_deleted(proxy: &Proxy, tagged: &str) {
    let info = done(proxy, "/tag/info", &json!({ "names": ["prod", "nope"] })).await;
    assert!(
        near(&info["prod"]["spend"], 2.0 * CALL_USD) && info.get("nope").is_none(),
        "{info}"
    );
    done(
        proxy,
        "/team/new",
        &json!({ "team_id": "t", "tags": ["prod"] }),
    )
    .await;
    let of_team = proxy.key(&json!({ "team_id": "t" })).await;
    assert_eq!(
        called(proxy, &of_team).await,
        422,
        "a team's tags are its keys'"
    );
    done(
        proxy,
        "/tag/update",
        &json!({ "name": "prod", "max_budget": null, "rpm_limit": 1 }),
    )
    .await;
    assert_eq!(
        (called(proxy, tagged).await, called(proxy, &of_team).await),
        (200, 429),
        "one limit for all"
    );
    done(proxy, "/tag/delete", &json!({ "name": "prod" })).await;
    assert_eq!(called(proxy, tagged).await, 200);
    assert_eq!(
        proxy
            .post("/tag/delete", &json!({ "name": "prod" }))
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn an_organization_has_teams_members_money_and_admins() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let (ann, ben) = (
            user(&proxy, "ann", Some("internal_user")).await,
            user(&proxy, "ben", Some("internal_user")).await,
        );
        let made = done(&proxy, "/organization/new", &json!({ "organization_alias": "ACME", "organization_id": "acme", "max_budget": 0.0002, "models": ["gpt"] })).await;
        assert_eq!(
            (
                &made["organization_alias"],
                &made["litellm_budget_table"]["max_budget"]
            ),
            (&json!("ACME"), &json!(0.0002))
        );
        assert_eq!(
            proxy.post("/organization/new", &json!({})).await.status,
            422
        );
        done(&proxy, "/organization/member_add", &json!({ "organization_id": "acme", "member": { "user_id": "ann", "role": "org_admin" } })).await;
        done(
            &proxy,
            "/team/new",
            &json!({ "team_id": "dev", "organization_id": "acme" }),
        )
        .await;
        assert_eq!(
            proxy
                .post("/team/new", &json!({ "organization_id": "nope" }))
                .await
                .status,
            400
        );
        let key = proxy.key(&json!({ "team_id": "dev" })).await;
        assert_eq!(called(&proxy, &key).await, 200);
        let over = proxy.post_as(&key, "/v1/chat/completions", &hello()).await;
        assert!(
            over.status == 422
                && over.json()["error"]["message"]
                    .as_str()
                    .expect("a text")
                    .contains("ACME"),
            "{}",
            over.json()
        );
        let info = get_as(&proxy, &ann, "/organization/info?organization_id=acme")
            .await
            .json();
        assert!(
            near(&info["spend"], CALL_USD)
                && info["teams"][0]["team_id"] == "dev"
                && info["members"][0]["user_id"] == "ann",
            "{info}"
        );
        assert_eq!(
            get_as(&proxy, &ben, "/organization/info?organization_id=acme")
                .await
                .status,
            403
        );
        assert_eq!(
            get_as(&proxy, &ben, "/organization/list").await.json(),
            json!([])
        );
        assert_eq!(
            get_as(&proxy, &ann, "/organization/list")
                .await
                .json()
                .as_array()
                .map(Vec::len),
            Some(1)
        );
        its_admin_runs_it(&proxy, (&ann, &ben), &key).await;
    }
}

async fn its_admin_runs_it(proxy: &Proxy, (ann, ben): (&str, &str), key: &str) {
    // Its admin runs its teams, and its members; not the proxy.
    let add = json!({ "organization_id": "acme", "member": { "user_id": "ben" } });
    assert_eq!(
        proxy
            .post_as(ben, "/organization/member_add", &add)
            .await
            .status,
        403
    );
    assert_eq!(
        proxy
            .post_as(ann, "/organization/member_add", &add)
            .await
            .status,
        200
    );
    assert_eq!(
        proxy
            .post_as(
                ann,
                "/team/member_add",
                &json!({ "team_id": "dev", "member": { "user_id": "ben" } })
            )
            .await
            .status,
        200
    );
    let widen = json!({ "organization_id": "acme", "max_budget": 1000 });
    assert_eq!(
        send(
            proxy,
            ann,
            Method::PATCH,
            "/organization/update",
            Some(&widen)
        )
        .await
        .status,
        401
    );
    let role =
        json!({ "organization_id": "acme", "user_id": "ben", "role": "internal_user_viewer" });
    assert_eq!(
        send(
            proxy,
            ann,
            Method::PATCH,
            "/organization/member_update",
            Some(&role)
        )
        .await
        .json()["user_role"],
        "internal_user_viewer"
    );
    let master = proxy.master_key().to_owned();
    let changed = send(
        proxy,
        &master,
        Method::PATCH,
        "/organization/update",
        Some(&json!({ "organization_id": "acme", "max_budget": 1 })),
    )
    .await;
    assert_eq!(changed.status, 200, "{}", changed.json());
    assert_eq!(called(proxy, key).await, 200);
    it_ends(proxy, ann).await;
}

async fn it_ends(proxy: &Proxy, ann: &str) {
    let master = proxy.master_key();
    let ids = json!({ "organization_ids": ["acme"] });
    assert_eq!(
        send(
            proxy,
            master,
            Method::DELETE,
            "/organization/delete",
            Some(&ids)
        )
        .await
        .status,
        400,
        "it has a team"
    );
    done(proxy, "/team/delete", &json!({ "team_ids": ["dev"] })).await;
    let out = json!({ "organization_id": "acme", "user_id": "ben" });
    assert_eq!(
        send(
            proxy,
            ann,
            Method::DELETE,
            "/organization/member_delete",
            Some(&out)
        )
        .await
        .status,
        200
    );
    assert_eq!(
        send(
            proxy,
            master,
            Method::DELETE,
            "/organization/delete",
            Some(&ids)
        )
        .await
        .status,
        200
    );
    assert_eq!(
        proxy
            .get("/organization/info?organization_id=acme")
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn nobody_takes_a_tag_with_limits_off_their_own_key() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        done(
            &proxy,
            "/tag/new",
            &json!({ "name": "held", "max_budget": 0.0 }),
        )
        .await;
        let own = user(&proxy, "ann", Some("internal_user")).await;
        let body = json!({ "key": own, "tags": ["held", "loose"] });
        done(&proxy, "/key/update", &body).await;
        assert_eq!(called(&proxy, &own).await, 422, "nothing may be spent");
        let as_ann = async |path: &str, body: Value| proxy.post_as(&own, path, &body).await;
        for without in [json!({ "metadata": {} }), json!({ "tags": ["loose"] })] {
            let mut body = without;
            body["key"] = json!(own);
            for path in ["/key/update", "/key/regenerate"] {
                let reply = as_ann(path, body.clone()).await;
                let said = reply.json().to_string();
                assert_eq!(reply.status, 403, "{path} {body}: {said}");
                assert!(said.contains("'held'"), "{said}");
            }
        }
        // One that nobody made limits nothing.
        let reply = as_ann("/key/update", json!({ "key": own, "tags": ["held"] })).await;
        assert_eq!(reply.status, 200, "{}", reply.json());
        // What they make with it is under the same budget.
        let reply = as_ann("/key/generate", json!({ "metadata": { "note": 1 } })).await;
        assert_eq!(reply.status, 200, "{}", reply.json());
        let made = reply.json();
        assert_eq!(made["metadata"]["note"], json!(1));
        let made = made["key"].as_str().expect("a key");
        assert_eq!(called(&proxy, made).await, 422, "as its maker");
        let body = json!({ "key": own, "metadata": {} });
        done(&proxy, "/key/update", &body).await;
        assert_eq!(called(&proxy, &own).await, 200, "an admin may");
    }
}

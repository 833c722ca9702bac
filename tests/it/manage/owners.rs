//! The lives of users, teams, members and named budgets.

use super::{CALL_USD, called, done, get_as, near, proxies, told, user};
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use serde_json::{Value, json};

#[tokio::test]
async fn a_user_has_a_key_a_budget_and_an_end() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let made = done(&proxy, "/user/new", &json!({
            "user_id": "ada", "user_email": "Ada@example.com", "user_role": "internal_user", "max_budget": 0.0002,
            "models": ["gpt"], "metadata": { "floor": 3 },
        })).await;
        let key = made["key"].as_str().expect("a key").to_owned();
        assert_eq!(
            (&made["user_role"], &made["max_budget"], &made["models"]),
            (&json!("internal_user"), &json!(0.0002), &json!(["gpt"]))
        );
        let key_info = told(&proxy, &format!("/key/info?key={key}")).await;
        assert_eq!(
            key_info["info"]["max_budget"],
            Value::Null,
            "the budget sits on the user"
        );
        for twin in [
            json!({ "user_id": "ada" }),
            json!({ "user_email": "ADA@EXAMPLE.COM" }),
        ] {
            let reply = proxy.post("/user/new", &twin).await;
            assert_eq!(reply.status, 409, "{}", reply.json());
            assert!(
                reply.json()["error"]["message"]
                    .as_str()
                    .expect("a text")
                    .contains("already exists")
            );
        }
        assert_eq!(called(&proxy, &key).await, 200);
        let second = proxy.key(&json!({ "user_id": "ada" })).await;
        let over = proxy
            .post_as(&second, "/v1/chat/completions", &super::hello())
            .await;
        assert_eq!(
            (over.status, &over.json()["error"]["type"]),
            (422, &json!("budget_exceeded")),
            "{}",
            over.json()
        );
        assert!(
            over.json()["error"]["message"]
                .as_str()
                .expect("a text")
                .contains("User=ada")
        );
        let info = told(&proxy, "/user/info?user_id=ada").await;
        assert!(near(&info["user_info"]["spend"], CALL_USD), "{info}");
        assert_eq!(info["keys"].as_array().map(Vec::len), Some(2));
        users_change_and_end(&proxy, &key, &second).await;
    }
}

async fn users_change_and_end(proxy: &Proxy, key: &str, second: &str) {
    let changed = done(
        proxy,
        "/user/update",
        &json!({ "user_email": "ada@example.com", "max_budget": 1, "user_alias": "Ada" }),
    )
    .await;
    assert_eq!(
        (&changed["user_id"], &changed["data"]["user_alias"]),
        (&json!("ada"), &json!("Ada"))
    );
    assert_eq!(called(proxy, second).await, 200);
    assert_eq!(
        proxy
            .post("/user/update", &json!({ "max_budget": 1 }))
            .await
            .status,
        422
    );
    assert_eq!(
        proxy
            .post("/user/new", &json!({ "user_role": "org_admin" }))
            .await
            .status,
        422
    );
    for n in 0..3 {
        done(
            proxy,
            "/user/new",
            &json!({ "user_id": format!("b{n}"), "auto_create_key": false }),
        )
        .await;
    }
    let page = told(proxy, "/user/list?page=2&page_size=2&sort_by=user_id").await;
    assert_eq!(
        (
            &page["total"],
            &page["total_pages"],
            &page["users"][0]["user_id"]
        ),
        (&json!(4), &json!(2), &json!("b1"))
    );
    let found = told(proxy, "/user/list?search=ADA").await;
    assert_eq!(
        (&found["total"], &found["users"][0]["key_count"]),
        (&json!(1), &json!(2))
    );
    let bulk = done(proxy, "/user/bulk_update", &json!({ "users": [{ "user_id": "b0", "rpm_limit": 5 }, { "user_id": "b1", "rpm_limit": "x" }] })).await;
    assert_eq!(
        (&bulk["successful_updates"], &bulk["failed_updates"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(
        proxy
            .post("/user/delete", &json!({ "user_ids": ["ada", "nobody"] }))
            .await
            .status,
        404
    );
    assert_eq!(called(proxy, key).await, 200, "nothing was done");
    assert_eq!(
        done(proxy, "/user/delete", &json!({ "user_ids": ["ada"] })).await,
        json!(1)
    );
    assert_eq!(
        (called(proxy, key).await, called(proxy, second).await),
        (401, 401)
    );
    assert_eq!(proxy.get("/user/info?user_id=ada").await.status, 404);
}

#[tokio::test]
async fn a_team_shares_money_and_its_members_have_their_part() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let ann = user(&proxy, "ann", Some("internal_user")).await;
        let team = done(&proxy, "/team/new", &json!({
            "team_id": "red", "team_alias": "Red", "max_budget": 1, "models": ["gpt"], "model_aliases": { "fast": "gpt" },
            "members_with_roles": [{ "user_id": "ann", "role": "admin" }], "team_member_budget": 0.0002,
        })).await;
        assert_eq!(
            team["members_with_roles"][0],
            json!({ "user_id": "ann", "user_email": null, "user_alias": null, "role": "admin" })
        );
        let twice = proxy.post("/team/new", &json!({ "team_id": "red" })).await;
        assert!(
            twice.status == 400
                && twice.json()["error"]["message"]
                    .as_str()
                    .expect("a text")
                    .contains("Please use a different team id")
        );
        let added = done(&proxy, "/team/member_add", &json!({ "team_id": "red", "member": { "user_email": "bob@example.com", "role": "user" } })).await;
        let bob = added["updated_users"][0]["user_id"]
            .as_str()
            .expect("an id")
            .to_owned();
        let again = proxy
            .post(
                "/team/member_add",
                &json!({ "team_id": "red", "member": { "user_id": bob } }),
            )
            .await;
        assert_eq!(
            (again.status, &again.json()["error"]["type"]),
            (400, &json!("team_member_already_in_team"))
        );

        let key = proxy
            .key(&json!({ "team_id": "red", "user_id": bob }))
            .await;
        let mut fast = super::hello();
        fast["model"] = json!("fast");
        let answer = proxy.post_as(&key, "/v1/chat/completions", &fast).await;
        assert_eq!(
            (answer.status, &answer.json()["model"]),
            (200, &json!("fast")),
            "{}",
            answer.json()
        );
        let over = proxy
            .post_as(&key, "/v1/chat/completions", &super::hello())
            .await;
        assert_eq!(over.status, 422, "the members' budget: {}", over.json());
        assert!(
            over.json()["error"]["message"]
                .as_str()
                .expect("a text")
                .contains(&format!("TeamMember={bob}:red"))
        );
        let updated = done(
            &proxy,
            "/team/member_update",
            &json!({ "team_id": "red", "user_id": bob, "max_budget_in_team": 1 }),
        )
        .await;
        assert_eq!(updated["max_budget_in_team"], 1.0);
        assert_eq!(called(&proxy, &key).await, 200);
        let mut other = super::hello();
        other["model"] = json!("other");
        let denied = proxy.post_as(&key, "/v1/chat/completions", &other).await;
        assert_eq!(
            (denied.status, &denied.json()["error"]["type"]),
            (403, &json!("team_model_access_denied"))
        );

        the_team_is_told(&proxy, &bob).await;
        the_team_ends(&proxy, (&ann, &key), &bob, &other).await;
    }
}

async fn the_team_is_told(proxy: &Proxy, bob: &str) {
    let info = told(proxy, "/team/info?team_id=red").await;
    assert!(near(&info["team_info"]["spend"], 2.0 * CALL_USD), "{info}");
    let membership = info["team_memberships"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|member| member["user_id"] == json!(bob));
    assert!(near(&membership.expect("bob")["spend"], 2.0 * CALL_USD));
    assert_eq!(info["keys"].as_array().map(Vec::len), Some(1));
}

async fn the_team_ends(proxy: &Proxy, (ann, key): (&str, &str), bob: &str, other: &Value) {
    let reset = done(
        proxy,
        &format!("/team/red/member/{bob}/reset_spend"),
        &json!({ "reset_to": 0 }),
    )
    .await;
    assert!(near(&reset["previous_spend"], 2.0 * CALL_USD));
    done(proxy, "/team/block", &json!({ "team_id": "red" })).await;
    let blocked = proxy
        .post_as(key, "/v1/chat/completions", &super::hello())
        .await;
    assert!(
        blocked.status == 401
            && blocked.json()["error"]["message"]
                .as_str()
                .expect("a text")
                .contains("Team=red is blocked"),
        "{}",
        blocked.json()
    );
    done(proxy, "/team/unblock", &json!({ "team_id": "red" })).await;
    done(
        proxy,
        "/team/model/add",
        &json!({ "team_id": "red", "models": ["other"] }),
    )
    .await;
    assert_eq!(
        proxy
            .post_as(key, "/v1/chat/completions", other)
            .await
            .status,
        200
    );
    done(
        proxy,
        "/team/model/delete",
        &json!({ "team_id": "red", "models": ["other", "gpt"] }),
    )
    .await;
    assert_eq!(
        called(proxy, key).await,
        403,
        "an emptied list does not open everything"
    );
    assert_eq!(
        get_as(proxy, ann, "/team/info?team_id=red").await.status,
        200
    );
    let listed = told(proxy, "/v2/team/list?search=RED").await;
    assert_eq!(
        (
            &listed["total"],
            &listed["teams"][0]["members_count"],
            &listed["teams"][0]["keys_count"]
        ),
        (&json!(1), &json!(2), &json!(1))
    );
    let out = done(
        proxy,
        "/team/member_delete",
        &json!({ "team_id": "red", "user_id": bob }),
    )
    .await;
    assert_eq!(out["members_with_roles"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        called(proxy, key).await,
        401,
        "the member's team keys go too"
    );
    let key = &proxy.key(&json!({ "team_id": "red" })).await;
    assert_eq!(
        done(proxy, "/team/delete", &json!({ "team_ids": ["red"] })).await["deleted_teams"],
        json!(["red"])
    );
    assert_eq!(called(proxy, key).await, 401);
    let gone = proxy
        .post("/team/delete", &json!({ "team_ids": ["red"] }))
        .await;
    assert!(
        gone.status == 404 && gone.json()["detail"]["error"].is_string(),
        "{}",
        gone.json()
    );
    assert_eq!(
        proxy.get("/team/info?team_id=red").await.json()["error"]["type"],
        "auth_error"
    );
}

#[tokio::test]
async fn a_budget_is_made_changed_listed_and_deleted() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let made = done(&proxy, "/budget/new", &json!({ "budget_id": "b", "max_budget": 5, "budget_duration": "7d", "soft_budget": 4, "rpm_limit": 9 })).await;
        assert_eq!(
            (
                &made["max_budget"],
                &made["soft_budget"],
                &made["budget_duration"]
            ),
            (&json!(5.0), &json!(4.0), &json!("7d"))
        );
        assert!(
            made["budget_reset_at"]
                .as_str()
                .expect("a time")
                .ends_with("T00:00:00.000000Z")
        );
        let taken = proxy
            .post("/budget/new", &json!({ "budget_id": "b" }))
            .await;
        assert!(
            taken.status == 400 && taken.json()["detail"]["error"].is_string(),
            "{}",
            taken.json()
        );
        let unnamed = done(&proxy, "/budget/new", &json!({ "max_budget": 1 })).await;
        assert_eq!(unnamed["budget_id"].as_str().map(str::len), Some(36));
        done(
            &proxy,
            "/budget/update",
            &json!({ "budget_id": "b", "rpm_limit": null }),
        )
        .await;
        let info = done(&proxy, "/budget/info", &json!({ "budgets": ["b", "nope"] })).await;
        assert_eq!(
            (
                info.as_array().map(Vec::len),
                &info[0]["rpm_limit"],
                &info[0]["max_budget"]
            ),
            (Some(1), &Value::Null, &json!(5.0))
        );
        assert_eq!(
            told(&proxy, "/budget/list").await.as_array().map(Vec::len),
            Some(2)
        );
        assert_eq!(
            proxy
                .post(
                    "/budget/update",
                    &json!({ "budget_id": "nope", "max_budget": 1 })
                )
                .await
                .status,
            404
        );
        assert_eq!(
            done(&proxy, "/budget/delete", &json!({ "id": "b" })).await["budget_id"],
            "b"
        );
        assert_eq!(
            proxy
                .post("/budget/delete", &json!({ "id": "b" }))
                .await
                .status,
            404
        );
        assert_eq!(
            proxy
                .post("/budget/new", &json!({ "max_budget": -1 }))
                .await
                .status,
            400
        );
    }
}

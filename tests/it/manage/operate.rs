//! What operators do besides keys and money: who may connect, the cache, groups of models with a budget,
//! what the admin pages say, and changes in bulk.

use super::{CALL_USD, called, done, hello, near, proxies, send, told, user};
use crate::chat::priced;
use crate::common::http;
use crate::common::postgres;
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use crate::ui::encoded;
use reqwest::Method;
use serde_json::{Value, json};

async fn by(proxy: &Proxy, method: Method, path: &str, body: Value) -> (u16, Value) {
    let reply = send(proxy, proxy.master_key(), method, path, Some(&body)).await;
    (reply.status, reply.json())
}

#[tokio::test]
async fn the_models_of_an_access_group_share_a_budget() {
    let upstream = Upstream::start();
    let script = "ok?prompt=30&cached=10&completion=20&reasoning=15";
    let mut marked = priced("gpt", &upstream, script);
    marked["model_info"]["access_groups"] = json!(["costly"]);
    let builder = || {
        Proxy::builder()
            .deployment(marked.clone())
            .deployment(priced("other", &upstream, script))
    };
    let mut all = vec![builder().start().await];
    if let Some(url) = postgres::database().await {
        all.push(builder().env("DATABASE_URL", &url).start().await);
    }
    for proxy in all {
        let path = "/access_group/costly/budget";
        let none = told(&proxy, path).await;
        assert_eq!(none["budget"], Value::Null, "{none}");
        for (wrong, status) in [
            (json!({}), 400),
            (json!({ "rpm_limit": 5 }), 422),
            (json!({ "max_budget": -1 }), 400),
            (json!({ "budget_id": "nobody" }), 400),
        ] {
            let refused = by(&proxy, Method::PUT, path, wrong.clone()).await;
            assert_eq!(refused.0, status, "{wrong}: {}", refused.1);
        }
        let limit = json!({ "max_budget": 0.0002, "budget_duration": "30d" });
        let unknown = by(
            &proxy,
            Method::PUT,
            "/access_group/no/budget",
            limit.clone(),
        )
        .await;
        assert_eq!(unknown.0, 404);
        let set = by(&proxy, Method::PUT, path, limit).await;
        assert_eq!(
            (set.0, &set.1["budget"]["max_budget"]),
            (200, &json!(0.0002)),
            "{}",
            set.1
        );
        let (one, two) = (proxy.key(&json!({})).await, proxy.key(&json!({})).await);
        assert_eq!(called(&proxy, &one).await, 200);
        let over = proxy.post_as(&two, "/v1/chat/completions", &hello()).await;
        assert!(
            over.status == 422 && over.text().contains("ModelAccessGroup=costly"),
            "another key draws from the same budget: {}",
            over.text()
        );
        let mut elsewhere = hello();
        elsewhere["model"] = json!("other");
        let free = proxy
            .post_as(&two, "/v1/chat/completions", &elsewhere)
            .await;
        assert_eq!(free.status, 200, "the other model is not of the group");
        let spent = told(&proxy, path).await;
        assert!(
            near(&spent["spend"], CALL_USD) && spent["budget"]["budget_reset_at"].is_string(),
            "{spent}"
        );
        let listed = told(&proxy, "/access_group/list").await;
        assert!(
            near(&listed["access_groups"][0]["spend"], CALL_USD),
            "{listed}"
        );
        let gone = by(&proxy, Method::DELETE, path, json!({})).await;
        assert_eq!((gone.0, &gone.1["budget_deleted"]), (200, &json!(true)));
        let again = by(&proxy, Method::DELETE, path, json!({})).await;
        assert_eq!((again.0, &again.1["budget_deleted"]), (200, &json!(false)));
        assert_eq!(called(&proxy, &two).await, 200, "nothing limits it now");
    }
}

#[tokio::test]
async fn only_addresses_on_the_list_connect() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        assert_eq!(told(&proxy, "/get/allowed_ips").await["data"], json!([]));
        let add =
            |ip: &'static str| by(&proxy, Method::POST, "/add/allowed_ip", json!({ "ip": ip }));
        assert_eq!(add("nowhere").await.0, 400);
        assert_eq!(add("127.0.0.0/8").await.0, 200);
        assert_eq!(add("127.0.0.0/8").await.0, 400, "it is there");
        assert_eq!(add("10.9.8.7").await.0, 200);
        assert_eq!(called(&proxy, proxy.master_key()).await, 200);
        let list = told(&proxy, "/get/allowed_ips").await;
        assert_eq!(list["data"], json!(["127.0.0.0/8", "10.9.8.7"]));
        let delete = |ip: &'static str| {
            by(
                &proxy,
                Method::POST,
                "/delete/allowed_ip",
                json!({ "ip": ip }),
            )
        };
        assert_eq!(delete("10.1.1.1").await.0, 404);
        assert_eq!(delete("127.0.0.0/8").await.0, 200);
        let out = proxy.get("/key/list").await;
        assert!(
            out.status == 403 && out.text().contains("IP address 127.0.0.1 not allowed"),
            "{}",
            out.text()
        );
        assert_eq!(called(&proxy, proxy.master_key()).await, 403);
        assert_eq!(proxy.get("/ui/login").await.status, 403);
        assert_eq!(
            proxy.get("/health/liveliness").await.status,
            200,
            "whoever watches may ask whether it lives"
        );
    }
}

#[tokio::test]
async fn the_cache_is_turned_on_while_the_proxy_runs() {
    let upstream = Upstream::start();
    let proxy = proxies(&upstream).await.remove(0);
    let hits = |proxy: &Proxy| {
        let url = format!("{}/v1/chat/completions", proxy.url());
        let key = proxy.master_key().to_owned();
        async move {
            let sent = http::open(Method::POST, &url, &key, Some(&hello())).await;
            let reply = http::Reply::read(sent.expect("an answer")).await;
            (
                reply.status,
                !reply.header("x-litellm-cache-key").is_empty(),
            )
        }
    };
    assert_eq!(hits(&proxy).await, (200, false));
    let path = "/cache/settings/test";
    for (settings, status) in [
        (json!({ "type": "local", "ttl": 60 }), "success"),
        (json!({ "type": "carrier-pigeon" }), "failed"),
    ] {
        let tried = by(
            &proxy,
            Method::POST,
            path,
            json!({ "cache_settings": settings }),
        )
        .await;
        assert_eq!((tried.0, &tried.1["status"]), (200, &json!(status)));
    }
    assert_eq!(told(&proxy, "/cache/settings").await["enabled"], false);
    let wrong = json!({ "cache_settings": { "type": "carrier-pigeon" } });
    assert_eq!(
        by(&proxy, Method::POST, "/cache/settings", wrong).await.0,
        400
    );
    let on = json!({ "cache_settings": { "type": "local", "ttl": 60 } });
    let set = by(&proxy, Method::POST, "/cache/settings", on).await;
    assert_eq!(
        (set.0, &set.1["status"]),
        (200, &json!("success")),
        "{}",
        set.1
    );
    assert_eq!(hits(&proxy).await, (200, false), "the next call is kept");
    assert_eq!(hits(&proxy).await, (200, true), "and given again");
    assert_eq!(
        told(&proxy, "/cache/settings").await["current_values"]["ttl"],
        60
    );
}

#[tokio::test]
async fn the_admin_pages_show_the_banner_and_hold_back_who_is_no_admin() {
    let upstream = Upstream::start();
    let proxy = proxies(&upstream).await.remove(0);
    let path = "/update/user_banner";
    let blank = json!({ "enabled": true });
    assert_eq!(by(&proxy, Method::PATCH, path, blank).await.0, 422);
    let banner =
        json!({ "enabled": true, "message": "Closed <b>today</b>", "severity": "warning" });
    assert_eq!(by(&proxy, Method::PATCH, path, banner).await.0, 200);
    let login = [("username", "crashwise"), ("password", "crashwise123")];
    let login = http::client()
        .post(format!("{}/ui/login", proxy.url()))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(encoded(&login));
    let login = login.send().await.expect("an answer");
    let cookie = login.headers()["set-cookie"].to_str().expect("a cookie");
    let page = http::client()
        .get(format!("{}/ui/account", proxy.url()))
        .header("cookie", cookie.split(';').next().expect("a pair"));
    let page = page.send().await.expect("an answer").text().await;
    assert!(
        page.expect("a page")
            .contains("Closed &lt;b&gt;today&lt;/b&gt;")
    );

    let settings = "/update/ui_settings";
    let idle = json!({ "enable_chat_ui": true });
    assert_eq!(by(&proxy, Method::PATCH, settings, idle).await.0, 422);
    let own = json!({ "key": "sk-chosen-by-somebody" });
    assert_eq!(proxy.post("/key/generate", &own).await.status, 200);
    done(
        &proxy,
        "/key/delete",
        &json!({ "keys": ["sk-chosen-by-somebody"] }),
    )
    .await;
    let held = json!({ "disable_custom_api_keys": true, "disable_team_admin_delete_team_user": true,
        "disable_model_add_for_internal_users": true, "enable_chat_ui": false });
    let set = by(&proxy, Method::PATCH, settings, held).await;
    assert_eq!(set.0, 200, "{}", set.1);
    assert_eq!(proxy.post("/key/generate", &own).await.status, 400);
    let key = user(&proxy, "lead", Some("internal_user")).await;
    let team = json!({ "team_id": "t", "members_with_roles": [
        { "user_id": "lead", "role": "admin" }, { "user_id": "else", "role": "user" }] });
    done(&proxy, "/team/new", &team).await;
    let out = json!({ "team_id": "t", "user_id": "else" });
    let model = json!({ "model_name": "m", "litellm_params": { "model": "openai/x", "api_key": "sk-own-key-of-the-team" },
        "model_info": { "team_id": "t" } });
    for (path, body) in [("/team/member_delete", &out), ("/model/new", &model)] {
        let refused = proxy.post_as(&key, path, body).await;
        assert!(
            refused.status == 403 && refused.text().contains("disable_"),
            "{path}: {}",
            refused.text()
        );
    }
    let free = json!({ "disable_team_admin_delete_team_user": null });
    assert_eq!(by(&proxy, Method::PATCH, settings, free).await.0, 200);
    assert_eq!(
        proxy
            .post_as(&key, "/team/member_delete", &out)
            .await
            .status,
        200
    );
    // Where nobody set a logo there is the program's own.
    let image = proxy.get("/get_image").await;
    let mark = proxy.get(image.header("location")).await;
    assert_eq!(
        (mark.status, mark.header("content-type")),
        (200, "image/svg+xml")
    );
    let logo = json!({ "logo_url": "https://x.example/logo.png" });
    let theme = "/update/ui_theme_settings";
    assert_eq!(by(&proxy, Method::PATCH, theme, logo).await.0, 200);
    let image = proxy.get("/get_image").await;
    assert_eq!(
        (image.status, image.header("location")),
        (307, "https://x.example/logo.png")
    );
    let wrong = json!({ "logo_url": "javascript:alert(1)" });
    assert_eq!(by(&proxy, Method::PATCH, theme, wrong).await.0, 422);
}

#[tokio::test]
async fn teams_are_changed_in_bulk_and_their_words_kept_nowhere() {
    let upstream = Upstream::start();
    let builder = || {
        Proxy::builder()
            .deployment(priced("gpt", &upstream, "ok?prompt=30&completion=20"))
            .section(
                "general_settings",
                json!({ "store_prompts_in_spend_logs": true }),
            )
    };
    let mut all = vec![builder().start().await];
    if let Some(url) = postgres::database().await {
        all.push(builder().env("DATABASE_URL", &url).start().await);
    }
    for proxy in all {
        let team = json!({ "team_id": "t", "team_member_budget": 5, "members_with_roles": [
            { "user_id": "a", "role": "user" }, { "user_id": "b", "role": "user" }] });
        done(&proxy, "/team/new", &team).await;
        bulk_of_members(&proxy).await;
        let keys = [
            proxy.key(&json!({ "team_id": "t" })).await,
            proxy.key(&json!({ "team_id": "t" })).await,
        ];
        let change = json!({ "team_id": "t", "all_keys_in_team": true, "update_fields": { "rpm_limit": 7 } });
        let changed = done(&proxy, "/team/key/bulk_update", &change).await;
        assert_eq!(
            (
                &changed["total_requested"],
                changed["successful_updates"].as_array().map(Vec::len)
            ),
            (&json!(2), Some(2)),
            "{changed}"
        );
        let other = proxy.key(&json!({})).await;
        let foreign =
            json!({ "team_id": "t", "key_ids": [other], "update_fields": { "rpm_limit": 7 } });
        let refused = done(&proxy, "/team/key/bulk_update", &foreign).await;
        assert_eq!(refused["failed_updates"].as_array().map(Vec::len), Some(1));
        let more = json!({ "team_ids": ["t"], "permissions": ["/key/generate"] });
        let added = done(&proxy, "/team/permissions_bulk_update", &more).await;
        assert_eq!(added["teams_updated"], 1);

        let words = |key: String| {
            let proxy = &proxy;
            async move {
                let reply = proxy.post_as(&key, "/v1/chat/completions", &hello()).await;
                let id = reply.json()["id"].as_str().expect("an id").to_owned();
                let path = format!("/spend/logs/ui/{id}?start_date=2020-01-01");
                told(proxy, &path).await["messages"].is_array()
            }
        };
        assert!(words(keys[0].clone()).await, "stored like all others");
        done(&proxy, "/team/t/disable_logging", &json!({})).await;
        assert!(!words(keys[0].clone()).await, "and then no more");
        assert!(words(other).await, "others' are");
        let callbacks = told(&proxy, "/team/t/callback").await;
        assert_eq!(callbacks["data"]["success_callbacks"], json!([]));
        let own =
            json!({ "callback_name": "langfuse", "callback_vars": { "langfuse_public_key": "x" } });
        assert_eq!(proxy.post("/team/t/callback", &own).await.status, 400);
        let back = json!({ "callback_name": "prometheus" });
        done(&proxy, "/team/t/callback", &back).await;
        assert!(words(keys[1].clone()).await);
    }
}

async fn bulk_of_members(proxy: &Proxy) {
    let path = "/management/v1/teams/t/members/bulk_update";
    let change = json!({ "members": [{ "user_id": "a", "max_budget_in_team": 2 }, { "user_id": "nobody" }] });
    let changed = done(proxy, path, &change).await;
    assert_eq!(
        (
            &changed["data"][0]["max_budget_in_team"],
            &changed["data"][0]["success"],
            &changed["data"][1]["success"]
        ),
        (&json!(2.0), &json!(true), &json!(false)),
        "{changed}"
    );
    let reset = done(proxy, "/team/t/member/a/reset_budget", &json!({})).await;
    assert_eq!(reset["budget_source"], "team_default", "{reset}");
    let out = json!({ "members": [{ "user_id": "b" }, { "user_id": "b" }] });
    let gone = done(proxy, "/management/v1/teams/t/members/bulk_delete", &out).await;
    assert_eq!(
        (&gone["data"][0]["success"], &gone["data"][1]["success"]),
        (&json!(true), &json!(false)),
        "{gone}"
    );
}

#[tokio::test]
async fn newer_lists_page_and_users_are_made_in_bulk() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        for (id, limit) in [("b1", 1), ("b2", 2), ("b3", 3)] {
            done(
                &proxy,
                "/budget/new",
                &json!({ "budget_id": id, "max_budget": limit }),
            )
            .await;
        }
        let path = "/management/v1/budgets?sort=-max_budget&page_size=2";
        let first = told(&proxy, path).await;
        assert_eq!(
            (
                &first["data"][0]["budget_id"],
                &first["meta"]["total_pages"]
            ),
            (&json!("b3"), &json!(2)),
            "{first}"
        );
        let next = first["links"]["next"].as_str().expect("another page");
        assert_eq!(told(&proxy, next).await["data"][0]["budget_id"], "b1");
        let few = told(
            &proxy,
            "/management/v1/budgets?filter[max_budget][gte]=2&q=B2",
        )
        .await;
        assert_eq!(few["meta"]["total_count"], 1, "{few}");
        for wrong in ["sort=odd", "colour=red"] {
            let path = format!("/management/v1/budgets?{wrong}");
            assert_eq!(proxy.get(&path).await.status, 400, "{wrong}");
        }
        let users = json!({ "users": [
            { "user_id": "u1", "user_email": "u1@x.org" },
            { "user_id": "u1" },
            { "user_id": "u2", "auto_create_key": true, "user_role": "internal_user" } ] });
        let made = done(&proxy, "/management/v1/users/bulk", &users).await;
        assert_eq!(
            (
                &made["meta"],
                &made["data"][0]["key"],
                &made["data"][1]["success"]
            ),
            (
                &json!({ "total_requested": 3, "created": 2, "failed": 1 }),
                &Value::Null,
                &json!(false)
            ),
            "{made}"
        );
        let key = made["data"][2]["key"].as_str().expect("a key").to_owned();
        let mut named = hello();
        named["user"] = json!("Customer-1");
        assert_eq!(
            proxy
                .post_as(&key, "/v1/chat/completions", &named)
                .await
                .status,
            200
        );
        let range = "filter[startTime][gte]=2020-01-01&filter[startTime][lte]=2100-01-01";
        for (facet, query, expected) in [
            ("end_users", "&q=CUST", json!(["Customer-1"])),
            ("end_users", "&q=nobody", json!([])),
            ("users", "", json!(["u2"])),
        ] {
            let path = format!("/management/v1/spend_logs/{facet}?{range}{query}");
            assert_eq!(
                told(&proxy, &path).await["data"],
                expected,
                "{facet} {query}"
            );
        }
        let agents = told(&proxy, "/tag/user-agent/per-user-analytics").await;
        assert_eq!(agents["total_count"], 0, "no call has a tag: {agents}");
        named["metadata"] = json!({ "tags": ["batch"] });
        done(&proxy, "/tag/new", &json!({ "name": "batch" })).await;
        proxy.post_as(&key, "/v1/chat/completions", &named).await;
        let agents = told(&proxy, "/tag/user-agent/per-user-analytics?tag_filter=bat").await;
        assert_eq!(
            (
                &agents["results"][0]["user_id"],
                &agents["results"][0]["successful_requests"]
            ),
            (&json!("u2"), &json!(1)),
            "{agents}"
        );
        let out = json!({ "user_ids": ["u1", "u1", "nobody"] });
        let gone = done(&proxy, "/management/v1/users/bulk_delete", &out).await;
        let done: Vec<&Value> = (0..3).map(|row| &gone["data"][row]["success"]).collect();
        assert_eq!(done, [&json!(true), &json!(false), &json!(false)], "{gone}");
    }
}

#[tokio::test]
async fn a_provider_at_its_budget_is_not_asked() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        assert_eq!(proxy.get("/provider/budgets").await.status, 404);
        let limits = |limit: f64| {
            json!({ "router_settings": { "provider_budget_config":
                { "openai": { "budget_limit": limit, "time_period": "1d" } } } })
        };
        let odd = json!({ "router_settings": { "provider_budget_config": { "openai": { "limit": 1 } } } });
        assert_eq!(proxy.post("/config/update", &odd).await.status, 400);
        done(&proxy, "/config/update", &limits(0.0002)).await;
        let key = proxy.key(&json!({})).await;
        assert_eq!(called(&proxy, &key).await, 200);
        let over = proxy.post_as(&key, "/v1/chat/completions", &hello()).await;
        assert!(
            over.status == 429 && over.text().contains("Exceeded budget for provider openai"),
            "{}",
            over.text()
        );
        let told = told(&proxy, "/provider/budgets").await;
        let openai = &told["providers"]["openai"];
        assert!(
            near(&openai["spend"], CALL_USD) && openai["budget_reset_at"].is_string(),
            "{told}"
        );
        done(&proxy, "/config/update", &limits(1.0)).await;
        assert_eq!(called(&proxy, &key).await, 200);
        crate::chat::verified(&proxy);
    }
}

#[tokio::test]
async fn what_has_one_answer_gives_it() {
    let upstream = Upstream::start();
    let proxy = proxies(&upstream).await.remove(0);
    let check = told(&proxy, "/credentials/migrate-encryption/check").await;
    assert_eq!(
        (&check["residual_legacy"], &check["total_undecryptable"]),
        (&json!(0), &json!(0))
    );
    for (path, status, says) in [
        ("/health/shared-status", 200, "not enabled"),
        ("/health/drain", 404, "SIGTERM"),
        ("/config/yaml", 422, "Field required"),
        ("/callbacks/configs", 200, "prometheus"),
        ("/email/event_settings", 501, "sends no mail"),
    ] {
        let reply = proxy.get(path).await;
        assert!(
            reply.status == status && reply.text().contains(says),
            "{path}: {} {}",
            reply.status,
            reply.text()
        );
    }
    for (name, status) in [("prometheus", 400), ("langfuse", 404)] {
        let body = json!({ "callback_name": name });
        assert_eq!(
            by(&proxy, Method::POST, "/config/callback/delete", body)
                .await
                .0,
            status
        );
    }
}

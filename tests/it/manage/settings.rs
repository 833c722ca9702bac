//! Settings that operators change while the proxy runs, and that hold for the next call: fallbacks, paths
//! that are passed on, what is charged.

use super::{CALL_USD, called, done, hello, near, proxies, send, told};
use crate::chat::priced;
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use reqwest::Method;
use serde_json::{Value, json};

async fn by(proxy: &Proxy, method: Method, path: &str, body: Option<&Value>) -> (u16, Value) {
    let reply = send(proxy, proxy.master_key(), method, path, body).await;
    (reply.status, reply.json())
}

#[tokio::test]
async fn fallbacks_are_set_taken_at_once_and_removed() {
    let upstream = Upstream::start();
    let proxies = {
        let builder = || {
            Proxy::builder()
                .deployment(priced("broken", &upstream, "status/500"))
                .deployment(priced("sound", &upstream, "ok"))
        };
        let mut all = vec![builder().start().await];
        if let Some(url) = crate::common::postgres::database().await {
            all.push(builder().env("DATABASE_URL", &url).start().await);
        }
        all
    };
    for proxy in proxies {
        let mut body = hello();
        body["model"] = json!("broken");
        body["num_retries"] = json!(0);
        let before = proxy.post("/v1/chat/completions", &body).await;
        assert!(before.status >= 500, "{}", before.text());
        assert_eq!(
            by(&proxy, Method::GET, "/fallback/broken", None).await.0,
            404
        );
        for (wrong, status) in [
            (
                json!({ "model": "nobody", "fallback_models": ["sound"] }),
                404,
            ),
            (
                json!({ "model": "broken", "fallback_models": ["nobody"] }),
                400,
            ),
            (
                json!({ "model": "broken", "fallback_models": ["broken"] }),
                400,
            ),
            (json!({ "model": "broken", "fallback_models": [] }), 400),
            (
                json!({ "model": "broken", "fallback_models": ["sound"], "fallback_type": "odd" }),
                422,
            ),
        ] {
            assert_eq!(
                proxy.post("/fallback", &wrong).await.status,
                status,
                "{wrong}"
            );
        }
        let set = json!({ "model": "broken", "fallback_models": ["sound"] });
        let made = done(&proxy, "/fallback", &set).await;
        assert_eq!(
            (&made["fallback_type"], &made["message"]),
            (
                &json!("general"),
                &json!("Fallback configuration created successfully")
            )
        );
        assert_eq!(
            proxy.post("/v1/chat/completions", &body).await.status,
            200,
            "the next call takes it"
        );
        let found = by(&proxy, Method::GET, "/fallback/broken", None).await;
        assert_eq!(
            (found.0, &found.1["fallback_models"]),
            (200, &json!(["sound"]))
        );
        let other = "/fallback/broken?fallback_type=content_policy";
        assert_eq!(by(&proxy, Method::GET, other, None).await.0, 404);
        assert_eq!(
            told(&proxy, "/router/settings").await["current_values"]["fallbacks"],
            json!([{ "broken": ["sound"] }])
        );
        let gone = by(&proxy, Method::DELETE, "/fallback/broken", None).await;
        assert_eq!(gone.0, 200, "{}", gone.1);
        assert_eq!(
            by(&proxy, Method::DELETE, "/fallback/broken", None).await.0,
            404
        );
        assert_ne!(proxy.post("/v1/chat/completions", &body).await.status, 200);
    }
}

#[tokio::test]
async fn paths_are_passed_on_changed_and_removed() {
    const SECRET: &str = "secret-of-the-target";
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let key = proxy.key(&json!({})).await;
        let asked = |path: &'static str| {
            let (proxy, key) = (&proxy, key.clone());
            let mut body = hello();
            body["model"] = json!("ok");
            async move { proxy.post_as(&key, path, &body).await.status }
        };
        assert_eq!(asked("/own/search").await, 404);
        let address = format!("{}/chat/completions", upstream.base_url());
        let target = format!("{address}?token={SECRET}&v=2");
        let declared = json!({ "path": "own/search", "target": target, "cost_per_request": 0.25, "auth": false,
            "default_query_params": { "key": SECRET }, "merge_query_params": true,
            "headers": { "Authorization": format!("Bearer {SECRET}") } });
        let made = done(&proxy, "/config/pass_through_endpoint", &declared).await;
        let made = &made["endpoints"][0];
        let id = made["id"].as_str().expect("an id").to_owned();
        assert_eq!(made["headers"]["Authorization"], "*****", "{made}");
        assert!(!made.to_string().contains(SECRET), "{made}");
        assert_eq!(
            (asked("/own/search").await, &made["auth"]),
            (200, &json!(true))
        );
        for (wrong, status) in [
            (declared.clone(), 400),
            (json!({ "path": "/key/generate", "target": target }), 400),
            (json!({ "path": "/x", "target": "no address" }), 400),
            (
                json!({ "path": "/x", "target": target, "headers": { "a": "os.environ/HOME" } }),
                400,
            ),
            (json!({ "target": target }), 422),
        ] {
            let reply = proxy.post("/config/pass_through_endpoint", &wrong).await;
            assert_eq!(reply.status, status, "{wrong}: {}", reply.text());
        }
        let spent = told(&proxy, &format!("/key/info?key={key}")).await["info"]["spend"].clone();
        assert!(near(&spent, 0.25), "{spent}");

        let path = format!("/config/pass_through_endpoint/{id}");
        // As it was shown: what stands for a secret stays that secret.
        let mut change = made.clone();
        change["path"] = json!("/own/find");
        change["cost_per_request"] = json!(0);
        for member in [
            "timeout",
            "guardrails",
            "methods",
            "is_from_config",
            "auth",
            "id",
        ] {
            change.as_object_mut().expect("an object").remove(member);
        }
        done(&proxy, &path, &change).await;
        assert_eq!(
            (asked("/own/search").await, asked("/own/find").await),
            (404, 200)
        );
        let sent = upstream.log().exchanges();
        let sent = sent.last().expect("a call");
        assert!(
            sent.path.contains(&format!("token={SECRET}")) && sent.path.contains("v=2"),
            "{}",
            sent.path
        );
        assert_eq!(
            sent.header("authorization"),
            Some(&*format!("Bearer {SECRET}"))
        );
        let listed = told(&proxy, "/config/pass_through_endpoint").await;
        assert_eq!(
            (
                &listed["endpoints"][0]["path"],
                &listed["endpoints"][0]["target"]
            ),
            (
                &json!("/own/find"),
                &json!(format!("{address}?token=*****&v=*****"))
            )
        );
        let team =
            json!({ "team_id": "t", "metadata": { "allowed_passthrough_routes": ["/own/*"] } });
        done(&proxy, "/team/new", &team).await;
        done(&proxy, "/team/new", &json!({ "team_id": "u" })).await;
        for (team, count) in [("t", 1), ("u", 0)] {
            let path = format!("/config/pass_through_endpoint/team/{team}");
            let of_team = told(&proxy, &path).await;
            assert_eq!(of_team["endpoints"].as_array().map(Vec::len), Some(count));
        }
        let gone = format!("/config/pass_through_endpoint?endpoint_id={id}");
        assert_eq!(by(&proxy, Method::DELETE, &gone, None).await.0, 200);
        assert_eq!(asked("/own/find").await, 404);
        assert_eq!(by(&proxy, Method::DELETE, &gone, None).await.0, 404);
        let audit = told(&proxy, "/audit?page_size=100").await.to_string();
        assert!(
            audit.contains("pass_through_endpoint") && !audit.contains(SECRET),
            "{audit}"
        );
    }
}

#[tokio::test]
async fn a_discount_and_a_margin_change_what_is_charged_to_the_nano() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let spend = |key: String| {
            let proxy = &proxy;
            async move {
                let info = told(proxy, &format!("/key/info?key={key}")).await;
                info["info"]["spend"].clone()
            }
        };
        let list = proxy.key(&json!({})).await;
        assert_eq!(called(&proxy, &list).await, 200);
        assert!(near(&spend(list).await, CALL_USD));

        let discount = "/config/cost_discount_config";
        let set = by(
            &proxy,
            Method::PATCH,
            discount,
            Some(&json!({ "openai": 0.1 })),
        )
        .await;
        assert_eq!(
            (set.0, &set.1["values"]),
            (200, &json!({ "openai": 0.1 })),
            "{}",
            set.1
        );
        let less = proxy.key(&json!({})).await;
        assert_eq!(called(&proxy, &less).await, 200);
        assert!(near(&spend(less).await, 0.000_236_25));

        let margin = "/config/cost_margin_config";
        let both = json!({ "global": 9, "openai": { "percentage": 0.5, "fixed_amount": 0.001 } });
        assert_eq!(by(&proxy, Method::PATCH, margin, Some(&both)).await.0, 200);
        let more = proxy.key(&json!({})).await;
        let reply = proxy.post_as(&more, "/v1/chat/completions", &hello()).await;
        assert_eq!(reply.status, 200);
        // 262,500 nanos, less a tenth, half of that on top, and a million for the call.
        assert_eq!(reply.header("x-litellm-response-cost"), "0.001354375");
        assert_eq!(
            reply.header("x-litellm-response-cost-original"),
            "0.0002625"
        );
        assert!(near(&spend(more.clone()).await, 0.001_354_375));
        let rows = told(&proxy, "/spend/logs").await;
        let told_of = &rows[0]["metadata"]["cost_breakdown"];
        for (name, value) in [
            ("original_cost", 0.000_262_5),
            ("discount_percent", 0.1),
            ("discount_amount", 0.000_026_25),
            ("margin_percent", 0.5),
            ("margin_fixed_amount", 0.001),
            ("margin_total_amount", 0.001_118_125),
            ("total_cost", 0.001_354_375),
        ] {
            assert!(near(&told_of[name], value), "{name}: {told_of}");
        }
        for wrong in [
            json!({ "openai": 1.5 }),
            json!({ "openai": "half" }),
            json!({ "nobody": 0.1 }),
        ] {
            let refused = by(&proxy, Method::PATCH, discount, Some(&wrong)).await;
            assert_eq!(refused.0, 400, "{wrong}: {}", refused.1);
        }
        assert_eq!(
            told(&proxy, margin).await["values"],
            both,
            "what was set is told"
        );
        for path in [discount, margin] {
            assert_eq!(
                by(&proxy, Method::PATCH, path, Some(&json!({}))).await.0,
                200
            );
        }
        let again = proxy.key(&json!({})).await;
        assert_eq!(called(&proxy, &again).await, 200);
        assert!(near(&spend(again).await, CALL_USD));
        crate::chat::verified(&proxy);
    }
}

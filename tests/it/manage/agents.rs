//! Which program made a call, as tags; and where calls went, by the operation.

use super::{done, get_as, hello, proxies, proxies_with, told, user};
use crate::common::http::{self, Reply};
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use serde_json::{Value, json};

const RANGE: &str = "start_date=2020-01-01&end_date=2090-01-01";

/// A call by a program of this name.
async fn called_by(proxy: &Proxy, key: &str, agent: &str, path: &str) -> Reply {
    let request = http::client()
        .post(format!("{}{path}", proxy.url()))
        .bearer_auth(key)
        .header("user-agent", agent)
        .header("content-type", "application/json")
        .body(hello().to_string());
    Reply::read(request.send().await.expect("an answer")).await
}

/// The tags of the latest call.
async fn latest_tags(proxy: &Proxy) -> Value {
    told(proxy, "/spend/logs").await[0]["request_tags"].clone()
}

/// The names in an array.
fn names(told: &Value, member: &str) -> Vec<String> {
    let told = told.as_array().expect("an array").iter();
    told.map(|one| one[member].as_str().expect("a name").to_owned())
        .collect()
}

#[tokio::test]
async fn a_call_is_tagged_with_the_program_that_made_it() {
    let upstream = Upstream::start();
    // Tags of programs choose no deployment: with tags that did, these calls would find none.
    let filters = |builder: crate::common::proxy::Builder| {
        builder.section("router_settings", json!({ "enable_tag_filtering": true }))
    };
    for proxy in proxies_with(&upstream, filters).await {
        let ann = user(&proxy, "ann", Some("internal_user")).await;
        let ben = user(&proxy, "ben", Some("internal_user")).await;
        for (agent, tags) in [
            (
                "curl/8.5.0",
                json!(["User-Agent: curl", "User-Agent: curl/8.5.0"]),
            ),
            (
                "claude-cli/1.0.25 (external, cli)",
                json!(["User-Agent: claude-cli", "User-Agent: claude-cli/1.0.25"]),
            ),
            ("plain", json!(["User-Agent: plain"])),
            ("a\tb/1", json!([])),
        ] {
            let reply = called_by(&proxy, &ann, agent, "/v1/chat/completions").await;
            assert_eq!(reply.status, 200, "{agent}: {}", reply.text());
            assert_eq!(latest_tags(&proxy).await, tags, "{agent}");
        }
        let long = format!("{}/1", "x".repeat(5_000));
        assert_eq!(
            called_by(&proxy, &ann, &long, "/v1/chat/completions")
                .await
                .status,
            200
        );
        let tags = latest_tags(&proxy).await;
        let tags = tags.as_array().expect("tags");
        assert!(
            tags.iter()
                .all(|tag| tag.as_str().expect("a tag").len() < 150),
            "{tags:?}"
        );

        let curl = "User-Agent: curl".to_owned();
        let spent = told(&proxy, "/spend/tags").await;
        assert!(
            names(&spent, "individual_request_tag").contains(&curl),
            "{spent}"
        );
        let listed = told(&proxy, "/tag/list").await;
        assert!(names(&listed, "name").contains(&curl), "{listed}");
        let own = get_as(&proxy, &ann, "/tag/list").await.json();
        assert!(names(&own, "name").contains(&curl), "{own}");
        let other = get_as(&proxy, &ben, "/tag/list").await.json();
        assert!(!names(&other, "name").contains(&curl), "not his: {other}");
        let path = format!("/tag/daily/activity?{RANGE}&tags=User-Agent:%20curl");
        let days = told(&proxy, &path).await;
        let day = &days["results"][0]["breakdown"];
        assert_eq!(
            day["entities"]["User-Agent: curl"]["metrics"]["api_requests"], 1,
            "{days}"
        );

        // Whoever makes a tag of that name limits the program.
        let made = json!({ "name": "User-Agent: curl", "rpm_limit": 1 });
        done(&proxy, "/tag/new", &made).await;
        let listed = told(&proxy, "/tag/list").await;
        let listed = names(&listed, "name");
        assert_eq!(listed.iter().filter(|name| **name == curl).count(), 1);
        let mut statuses = Vec::new();
        for agent in ["curl/8.5.0", "curl/8.6.0", "wget/1"] {
            let reply = called_by(&proxy, &ann, agent, "/v1/chat/completions").await;
            statuses.push(reply.status);
        }
        assert_eq!(statuses, [200, 429, 200]);
    }
    let off = |builder: crate::common::proxy::Builder| {
        let settings = json!({ "disable_add_user_agent_to_request_tags": true });
        builder.section("litellm_settings", settings)
    };
    for proxy in proxies_with(&upstream, off).await {
        let key = proxy.key(&json!({})).await;
        let reply = called_by(&proxy, &key, "curl/8.5.0", "/v1/chat/completions").await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        assert_eq!(latest_tags(&proxy).await, json!([]));
        assert_eq!(told(&proxy, "/tag/list").await, json!([]));
    }
}

#[tokio::test]
async fn days_are_broken_down_by_the_operation() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let key = user(&proxy, "ann", Some("internal_user")).await;
        for path in ["/v1/chat/completions", "/chat/completions", "/v1/messages"] {
            let reply = called_by(&proxy, &key, "curl/8", path).await;
            assert_eq!(reply.status, 200, "{path}: {}", reply.text());
        }
        for (noun, query) in [("user", ""), ("tag", "&tags=User-Agent:%20curl")] {
            let days = told(&proxy, &format!("/{noun}/daily/activity?{RANGE}{query}")).await;
            let endpoints = &days["results"][0]["breakdown"]["endpoints"];
            let count = |name: &str| endpoints[name]["metrics"]["api_requests"].clone();
            assert_eq!(
                (count("/chat/completions"), count("/messages")),
                (json!(2), json!(1)),
                "{noun}: {days}"
            );
            let of_keys = endpoints["/messages"]["api_key_breakdown"].as_object();
            assert_eq!(of_keys.map(serde_json::Map::len), Some(1), "{endpoints}");
        }
    }
}

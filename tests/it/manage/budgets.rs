//! Every scope's budget refuses, each refusal with its numbers, in the words of every client.

use super::{CALL_USD, done, hello, near, proxies, proxies_with, user};
use crate::common::http::Reply;
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use serde_json::{Value, json};

/// Less than one call costs.
const TINY: f64 = 0.0001;

async fn call(proxy: &Proxy, key: &str, more: &Value) -> Reply {
    let mut body = hello();
    if let (Some(body), Some(more)) = (body.as_object_mut(), more.as_object()) {
        body.extend(more.clone());
    }
    proxy.post_as(key, "/v1/chat/completions", &body).await
}

/// Owners of every kind who have that budget.
async fn owners(proxy: &Proxy, of_gpt: &Value) {
    for id in ["u", "m", "of-models"] {
        user(proxy, id, Some("internal_user")).await;
    }
    done(
        proxy,
        "/user/update",
        &json!({ "user_id": "u", "max_budget": TINY }),
    )
    .await;
    let models = json!({ "user_id": "of-models", "model_max_budget": of_gpt });
    done(proxy, "/user/update", &models).await;
    done(
        proxy,
        "/team/new",
        &json!({ "team_id": "poor", "max_budget": TINY }),
    )
    .await;
    let members = json!([{ "user_id": "m", "role": "user" }]);
    let open = json!({ "team_id": "open", "members_with_roles": members });
    done(proxy, "/team/new", &open).await;
    let member = json!({ "team_id": "open", "user_id": "m", "max_budget_in_team": TINY });
    done(proxy, "/team/member_update", &member).await;
    let organization =
        json!({ "organization_id": "o", "organization_alias": "O", "max_budget": TINY });
    done(proxy, "/organization/new", &organization).await;
    done(
        proxy,
        "/customer/new",
        &json!({ "user_id": "c", "max_budget": TINY }),
    )
    .await;
    let customer = json!({ "user_id": "c-models", "model_max_budget": of_gpt });
    done(proxy, "/customer/new", &customer).await;
    done(
        proxy,
        "/tag/new",
        &json!({ "name": "g", "max_budget": TINY }),
    )
    .await;
    done(
        proxy,
        "/budget/new",
        &json!({ "budget_id": "b", "max_budget": TINY }),
    )
    .await;
}

/// Holders of a budget that one call uses up: its scope, a key that is under it, what its calls say, and
/// how the refusal begins.
async fn holders(proxy: &Proxy) -> Vec<(&'static str, String, Value, &'static str)> {
    let of_gpt = json!({ "gpt": { "budget_limit": TINY, "time_period": "1d" } });
    owners(proxy, &of_gpt).await;
    let windows = json!([
        { "budget_duration": "1h", "max_budget": 10 }, { "budget_duration": "30d", "max_budget": TINY },
    ]);
    let key = async |fields: Value| proxy.key(&fields).await;
    let (none, exceeded, over) = (json!({}), "Budget has been exceeded! ", "ExceededBudget: ");
    vec![
        (
            "key",
            key(json!({ "max_budget": TINY })).await,
            none.clone(),
            exceeded,
        ),
        (
            "key",
            key(json!({ "budget_limits": windows })).await,
            none.clone(),
            "ExceededBudget: Key over 30d budget. Spend=$0.0003, Limit=$0.00",
        ),
        (
            "key",
            key(json!({ "budget_id": "b" })).await,
            none.clone(),
            exceeded,
        ),
        (
            "model",
            key(json!({ "model_max_budget": of_gpt })).await,
            none.clone(),
            exceeded,
        ),
        (
            "user",
            key(json!({ "user_id": "u" })).await,
            none.clone(),
            over,
        ),
        (
            "model",
            key(json!({ "user_id": "of-models" })).await,
            none.clone(),
            exceeded,
        ),
        (
            "team",
            key(json!({ "team_id": "poor" })).await,
            none.clone(),
            exceeded,
        ),
        (
            "team_member",
            key(json!({ "team_id": "open", "user_id": "m" })).await,
            none.clone(),
            exceeded,
        ),
        (
            "organization",
            key(json!({ "organization_id": "o" })).await,
            none.clone(),
            exceeded,
        ),
        (
            "end_user",
            key(json!({})).await,
            json!({ "user": "c" }),
            over,
        ),
        (
            "model",
            key(json!({})).await,
            json!({ "user": "c-models" }),
            exceeded,
        ),
        (
            "tag",
            key(json!({})).await,
            json!({ "metadata": { "tags": ["g"] } }),
            exceeded,
        ),
    ]
}

#[tokio::test]
async fn every_scope_refuses_with_its_numbers() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        for (scope, key, more, begins) in holders(&proxy).await {
            let first = call(&proxy, &key, &more).await;
            assert_eq!(first.status, 200, "{scope} {more}: {}", first.text());
            let second = call(&proxy, &key, &more).await;
            let error = &second.json()["error"];
            assert_eq!(
                (
                    second.status,
                    &error["type"],
                    &error["param"],
                    &error["code"]
                ),
                (422, &json!("budget_exceeded"), &Value::Null, &json!("422")),
                "{scope} {more}: {error}"
            );
            let budget = &error["budget"];
            assert_eq!(budget["scope"], scope, "{error}");
            assert!(
                near(&budget["spent"], CALL_USD) && near(&budget["limit"], TINY),
                "{error}"
            );
            assert!(near(&budget["reserved"], 0.0), "{error}");
            assert!(
                budget["scope_id"].as_str().is_some_and(|id| !id.is_empty()),
                "{error}"
            );
            let message = error["message"].as_str().expect("a message");
            assert!(message.starts_with(begins), "{scope}: {message}");
        }
    }
}

#[tokio::test]
async fn the_whole_proxy_has_a_budget_that_starts_again() {
    let upstream = Upstream::start();
    let settings =
        json!({ "max_budget": TINY, "budget_duration": "30d", "budget_exceeded_status_code": 429 });
    for proxy in proxies_with(&upstream, |builder| {
        builder.section("litellm_settings", settings.clone())
    })
    .await
    {
        let key = proxy.key(&json!({})).await;
        assert_eq!(call(&proxy, &key, &json!({})).await.status, 200);
        let refused = call(&proxy, &key, &json!({})).await;
        let budget = &refused.json()["error"]["budget"];
        assert_eq!(
            (refused.status, &budget["scope"], &budget["scope_id"]),
            (429, &json!("global"), &json!(""))
        );
        let resets_at = budget["resets_at"].as_str().expect("a time");
        assert!(resets_at.ends_with("-01T00:00:00.000000Z"), "{resets_at}");
    }
}

#[tokio::test]
async fn clients_of_every_dialect_read_the_numbers_of_a_refusal() {
    let upstream = Upstream::start();
    let proxy = proxies(&upstream).await.remove(0);
    let made = done(
        &proxy,
        "/key/generate",
        &json!({ "max_budget": TINY, "budget_duration": "1d" }),
    )
    .await;
    let key = made["key"].as_str().expect("a key");
    assert_eq!(call(&proxy, key, &json!({})).await.status, 200);
    let said = json!([{ "role": "user", "content": "hi" }]);
    let told = async |path: &str, body: Value| {
        let reply = proxy.post_as(key, path, &body).await;
        assert_eq!(reply.status, 422, "{path}: {}", reply.text());
        reply.json()["error"].clone()
    };
    let words = json!({ "model": "gpt", "max_tokens": 20, "messages": said });
    let mut streamed = words.clone();
    streamed["stream"] = json!(true);
    for (path, body) in [
        ("/v1/chat/completions", words.clone()),
        ("/v1/chat/completions", streamed),
        (
            "/v1/responses",
            json!({ "model": "gpt", "input": "hi", "max_output_tokens": 20 }),
        ),
        (
            "/v1/completions",
            json!({ "model": "gpt", "prompt": "hi", "max_tokens": 20 }),
        ),
        ("/v1/messages", words),
    ] {
        let budget = told(path, body).await["budget"].clone();
        assert_eq!(
            (&budget["scope"], &budget["scope_id"]),
            (&json!("key"), &made["token"]),
            "{path}"
        );
        assert!(near(&budget["spent"], CALL_USD), "{path}: {budget}");
        assert_eq!(budget["resets_at"], made["budget_reset_at"], "{path}");
    }
    let contents = json!([{ "role": "user", "parts": [{ "text": "hi" }] }]);
    let body = json!({ "contents": contents, "generationConfig": { "maxOutputTokens": 20 } });
    let google = told("/v1beta/models/gpt:generateContent", body).await;
    let info = &google["details"][0];
    assert_eq!(info["reason"], "BUDGET_EXCEEDED", "{google}");
    assert_eq!(
        (&info["metadata"]["scope"], &info["metadata"]["scope_id"]),
        (&json!("key"), &made["token"])
    );
    assert_eq!(info["metadata"]["limit"], "0.0001");
}

/// The end of a new key's budget, in every spelling of its duration.
async fn ends(proxy: &Proxy, durations: &[&str]) -> Vec<jiff::Timestamp> {
    let mut ends = Vec::new();
    for duration in durations {
        let made = done(
            proxy,
            "/key/generate",
            &json!({ "max_budget": 1, "budget_duration": duration }),
        )
        .await;
        let at = made["budget_reset_at"].as_str().expect("a time");
        ends.push(at.parse().expect("a time"));
    }
    ends
}

#[tokio::test]
async fn budgets_start_again_with_the_clock_and_the_calendar() {
    use jiff::civil::Weekday;
    use jiff::tz::TimeZone;
    let upstream = Upstream::start();
    let kolkata = json!({ "timezone": "Asia/Kolkata", "budget_reset_time": "06:30" });
    let plain = proxies(&upstream).await.remove(0);
    let shifted = proxies_with(&upstream, |builder| {
        builder.section("litellm_settings", kolkata.clone())
    });
    let shifted = shifted.await.remove(0);
    for (proxy, zone, hour, minute) in [(&plain, "UTC", 0, 0), (&shifted, "Asia/Kolkata", 6, 30)] {
        let zone = TimeZone::get(zone).expect("a zone");
        let local = async |durations: &[&str]| {
            let ends = ends(proxy, durations).await.into_iter();
            ends.map(|at| at.to_zoned_datetime(zone.clone()))
                .collect::<Vec<_>>()
        };
        let now = jiff::Timestamp::now();
        for end in local(&["1h", "hourly"]).await {
            assert_eq!(end.second(), 0, "{end}");
            assert!(
                end.timestamp() > now && end.timestamp().duration_since(now).as_secs() <= 3600,
                "{end}"
            );
        }
        for end in local(&["24h", "1d", "daily"]).await {
            assert_eq!((end.hour(), end.minute()), (hour, minute), "{end}");
            assert!(
                end.timestamp().duration_since(now).as_secs() <= 86_400,
                "{end}"
            );
        }
        for end in local(&["7d", "1w", "weekly"]).await {
            assert_eq!(
                (end.weekday(), end.hour(), end.minute()),
                (Weekday::Monday, hour, minute),
                "{end}"
            );
        }
        for end in local(&["30d", "1mo", "monthly"]).await {
            assert_eq!(
                (end.day(), end.hour(), end.minute()),
                (1, hour, minute),
                "{end}"
            );
        }
        for end in local(&["3d", "90d"]).await {
            assert_eq!((end.hour(), end.minute()), (hour, minute), "{end}");
        }
    }
    // Clients send an empty text where nothing is configured.
    let body = json!({ "max_budget": 1, "budget_duration": "" });
    let key = done(&plain, "/key/generate", &body).await;
    assert!(key["budget_duration"].is_null(), "{key}");
    for wrong in ["2mo", "soon", "5", "1y", "-1d"] {
        let body = json!({ "max_budget": 1, "budget_duration": wrong });
        let reply = plain.post("/key/generate", &body).await;
        assert_eq!(
            (reply.status, &reply.json()["error"]["param"]),
            (400, &json!("budget_duration")),
            "{wrong}"
        );
    }
}

#[tokio::test]
async fn a_window_that_has_turned_has_room_again() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let key = proxy
            .key(&json!({ "max_budget": TINY, "budget_duration": "2s" }))
            .await;
        assert_eq!(call(&proxy, &key, &json!({})).await.status, 200);
        let mut again = 422;
        for _ in 0..30 {
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
            again = call(&proxy, &key, &json!({})).await.status;
            if again == 200 {
                break;
            }
        }
        assert_eq!(again, 200, "nothing had to reset it");
        let info = super::told(&proxy, &format!("/key/info?key={key}")).await["info"].clone();
        assert!(
            info["total_spend"]
                .as_f64()
                .is_some_and(|total| total > 1.5 * CALL_USD),
            "{info}"
        );
    }
}

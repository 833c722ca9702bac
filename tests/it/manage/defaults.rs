//! What the operator's settings say about things that are made without saying it.

use super::{done, near, told, user};
use crate::common::proxy::Proxy;
use serde_json::{Value, json};

async fn with(settings: Value) -> Proxy {
    Proxy::builder()
        .section("litellm_settings", settings)
        .start()
        .await
}

#[tokio::test]
async fn keys_take_defaults_and_keep_within_bounds() {
    let proxy = with(json!({
        "default_key_generate_params": { "models": ["gpt"], "max_budget": 3, "metadata": { "made": "so" } },
        "upperbound_key_generate_params": { "max_budget": 10, "rpm_limit": 100, "budget_duration": "7d", "duration": "30d" },
    }))
    .await;
    let made = done(&proxy, "/key/generate", &json!({})).await;
    assert_eq!(
        (&made["models"], &made["metadata"]["made"]),
        (&json!(["gpt"]), &json!("so"))
    );
    assert!(
        near(&made["max_budget"], 3.0)
            && made["rpm_limit"] == 100
            && made["budget_duration"] == "7d",
        "{made}"
    );
    assert!(made["expires"].is_string(), "a bound is a default: {made}");
    let own = done(
        &proxy,
        "/key/generate",
        &json!({ "models": [], "max_budget": 9, "budget_duration": "1d", "duration": "1h" }),
    )
    .await;
    assert_eq!(
        (&own["models"], &own["budget_duration"]),
        (&json!([]), &json!("1d")),
        "{own}"
    );
    for (field, value) in [
        ("max_budget", json!(11)),
        ("rpm_limit", json!(101)),
        ("budget_duration", json!("30d")),
        ("duration", json!("31d")),
    ] {
        let mut body = json!({});
        body[field] = value;
        let made = proxy.post("/key/generate", &body).await;
        let message = made.json()["error"]["message"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        assert!(
            made.status == 400
                && message.starts_with(&format!("{field} is over max limit set in config")),
            "{message}"
        );
        body["key"] = own["key"].clone();
        assert_eq!(
            proxy.post("/key/update", &body).await.status,
            400,
            "{field}"
        );
    }
    assert_eq!(
        proxy
            .post(
                "/key/update",
                &json!({ "key": own["key"], "key_alias": "named" })
            )
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn users_and_teams_take_defaults_of_the_file_and_of_the_api() {
    let proxy = with(json!({
        "default_internal_user_params": { "user_role": "internal_user", "models": ["gpt"] },
        "max_internal_user_budget": 5, "internal_user_budget_duration": "1d",
        "default_team_params": { "max_budget": 20 },
    }))
    .await;
    let made = done(
        &proxy,
        "/user/new",
        &json!({ "user_id": "u", "auto_create_key": false }),
    )
    .await;
    assert_eq!(
        (&made["user_role"], &made["models"]),
        (&json!("internal_user"), &json!(["gpt"])),
        "{made}"
    );
    let info = told(&proxy, "/user/info?user_id=u").await["user_info"].clone();
    assert!(
        near(&info["max_budget"], 5.0) && info["budget_duration"] == "1d",
        "{info}"
    );
    done(
        &proxy,
        "/user/new",
        &json!({ "user_id": "boss", "user_role": "proxy_admin", "auto_create_key": false }),
    )
    .await;
    assert!(told(&proxy, "/user/info?user_id=boss").await["user_info"]["max_budget"].is_null());
    let team = done(&proxy, "/team/new", &json!({ "team_id": "t" })).await;
    assert!(near(&team["max_budget"], 20.0), "{team}");
    let change = json!({ "max_budget": 30, "rpm_limit": 7 });
    let url = format!("{}/update/default_team_settings", proxy.url());
    let patched = crate::common::http::open(
        reqwest::Method::PATCH,
        &url,
        proxy.master_key(),
        Some(&change),
    )
    .await;
    assert_eq!(patched.expect("an answer").status(), 200);
    let team = done(&proxy, "/team/new", &json!({ "team_id": "t2" })).await;
    assert!(
        near(&team["max_budget"], 20.0) && team["rpm_limit"] == 7,
        "the file wins, the API adds: {team}"
    );
    let shown = told(&proxy, "/get/default_team_settings").await;
    assert_eq!(shown["values"]["rpm_limit"], 7);
    // What can be set is told with its type, and nothing else is taken.
    let described = &shown["field_schema"]["properties"]["rpm_limit"];
    assert_eq!(described["type"], json!(["integer", "null"]), "{shown}");
    for wrong in [json!({ "rpm_limit": "many" }), json!({ "rpm_limits": 5 })] {
        let method = reqwest::Method::PATCH;
        let answer =
            crate::common::http::open(method, &url, proxy.master_key(), Some(&wrong)).await;
        assert_eq!(answer.expect("an answer").status(), 422, "{wrong}");
    }
}

#[tokio::test]
async fn who_may_make_keys_and_what_they_must_say_is_a_setting() {
    let proxy = with(json!({ "key_generation_settings": {
        "team_key_generation": { "allowed_team_member_roles": ["admin"], "required_params": ["tags"] },
        "personal_key_generation": { "allowed_user_roles": ["proxy_admin"] },
    } }))
    .await;
    let ann = user(&proxy, "ann", Some("internal_user")).await;
    let refused = proxy.post_as(&ann, "/key/generate", &json!({})).await;
    assert_eq!(refused.status, 403, "{}", refused.json());
    done(
        &proxy,
        "/team/new",
        &json!({ "team_id": "t", "team_member_permissions": ["/key/generate"],
        "members_with_roles": [{ "user_id": "ann", "role": "user" }] }),
    )
    .await;
    let bare = proxy
        .post("/key/generate", &json!({ "team_id": "t" }))
        .await;
    assert!(
        bare.status == 400 && bare.text().contains("required param tags not in data"),
        "{}",
        bare.text()
    );
    let tagged = json!({ "team_id": "t", "tags": ["a"] });
    assert_eq!(proxy.post("/key/generate", &tagged).await.status, 200);
    assert_eq!(
        proxy.post_as(&ann, "/key/generate", &tagged).await.status,
        403,
        "she is no admin of the team"
    );
}

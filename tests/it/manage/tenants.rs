//! Every operation, asked by one tenant about all that another has.

use super::{called, done, proxies, send, told, user};
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use cw_proxy::admin::fields::{Field, Kind};
use cw_proxy::domain::owner::Rank;
use cw_proxy::http::manage::{self, Managed, Verb};
use reqwest::Method;
use serde_json::{Map, Value, json};

/// What only ben's things hold.
const CANARY: &str = "canary";

/// Ben's things, under the names by which requests ask for such things.
fn of_ben(name: &str, key: &str) -> Option<Value> {
    Some(match name {
        "key" | "api_key" | "key_hash" => json!(key),
        "keys" | "assigned_key_ids" => json!([key]),
        "user_id" | "internal_user_id" => json!("ben"),
        "user_ids" => json!(["ben"]),
        "user_email" | "email" => json!("ben@example.com"),
        "team_id" => json!("bens"),
        "team_ids" | "assigned_team_ids" => json!(["bens"]),
        "organization_id" | "org_id" => json!("bens-org"),
        "organization_ids" | "organizations" => json!(["bens-org"]),
        "end_user_id" | "end_user" | "customer_id" => json!("bens-customer"),
        "budget_id" => json!("bens-budget"),
        "name" | "tags" => json!("bens-tag"),
        "names" => json!(["bens-tag"]),
        "model_id" | "litellm_model_id" => json!("bens-model"),
        "credential_name" => json!("bens-credential"),
        "access_group_id" => json!("bens-group"),
        _ => return None,
    })
}

fn other(field: &Field) -> Option<Value> {
    if !field.required {
        return None;
    }
    Some(match field.kind {
        Kind::Text | Kind::Any => json!("x"),
        Kind::Word(words) => json!(words.first()),
        Kind::Number => json!(0.0),
        Kind::Integer => json!(1),
        Kind::Flag => json!(true),
        Kind::Texts => json!(["x"]),
        Kind::TextMap | Kind::IntegerMap | Kind::Object => json!({}),
        Kind::Objects | Kind::OneOrMore => {
            json!([{ "key": "x", "user_id": "ann", "role": "admin" }])
        }
    })
}

fn asked(route: &Managed, key: &str) -> (Method, String, Option<Value>) {
    let value = |name: &str| of_ben(name, key);
    let text = |value: Value| {
        value.as_str().map_or_else(
            || value[0].as_str().unwrap_or("x").to_owned(),
            str::to_owned,
        )
    };
    let parts = route
        .path
        .split('/')
        .map(|part| match part.strip_prefix('{') {
            Some(name) => {
                value(name.trim_matches(['*', '}'])).map_or_else(|| "bens".to_owned(), text)
            }
            None => part.to_owned(),
        });
    let path = parts.collect::<Vec<_>>().join("/");
    let query = route.query.iter().filter_map(|field| {
        let fixed = match field.name {
            "start_date" => Some(json!("2020-01-01")),
            "end_date" => Some(json!("2090-01-01")),
            _ => None,
        };
        let value = fixed
            .or_else(|| value(field.name))
            .or_else(|| other(field))?;
        Some(format!("{}={}", field.name, text(value)))
    });
    let query = query.collect::<Vec<_>>().join("&");
    let body = (!route.body.is_empty()).then(|| {
        let fields = route.body.iter().flat_map(|group| group.iter());
        let members = fields.filter_map(|field| {
            Some((
                field.name.to_owned(),
                value(field.name).or_else(|| other(field))?,
            ))
        });
        Value::Object(members.collect::<Map<_, _>>())
    });
    let method = match route.verb {
        Verb::Get => Method::GET,
        Verb::Post => Method::POST,
        Verb::Put => Method::PUT,
        Verb::Patch => Method::PATCH,
        Verb::Delete => Method::DELETE,
    };
    (method, format!("{path}?{query}"), body)
}

async fn bens_things(proxy: &Proxy) -> (String, String) {
    done(
        proxy,
        "/organization/new",
        &json!({ "organization_id": "bens-org", "organization_alias": "canary-org" }),
    )
    .await;
    let key = user(proxy, "ben", Some("internal_user")).await;
    done(proxy, "/user/update", &json!({ "user_id": "ben", "user_email": "ben@example.com", "user_alias": "canary-user", "metadata": { "n": "canary-note" } })).await;
    done(
        proxy,
        "/key/update",
        &json!({ "key": key, "key_alias": "canary-key", "metadata": { "n": "canary-note" } }),
    )
    .await;
    done(
        proxy,
        "/team/new",
        &json!({ "team_id": "bens", "team_alias": "canary-team", "organization_id": "bens-org",
        "members_with_roles": [{ "user_id": "ben", "role": "admin" }] }),
    )
    .await;
    let of_team = proxy
        .key(&json!({ "team_id": "bens", "key_alias": "canary-team-key" }))
        .await;
    done(
        proxy,
        "/customer/new",
        &json!({ "user_id": "bens-customer", "alias": "canary-customer", "max_budget": 100 }),
    )
    .await;
    done(
        proxy,
        "/budget/new",
        &json!({ "budget_id": "bens-budget", "max_budget": 100 }),
    )
    .await;
    done(
        proxy,
        "/credentials",
        &json!({ "credential_name": "bens-credential", "credential_info": { "n": "canary-info" },
        "credential_values": { "api_key": "sk-canary-of-a-credential" } }),
    )
    .await;
    done(proxy, "/model/new", &json!({ "model_name": "bens-model-name", "model_info": { "id": "bens-model", "team_id": "bens" },
        "litellm_params": { "model": "openai/canary-model", "api_key": "sk-canary-of-a-model" } })).await;
    (key, of_team)
}

/// Ben's things as an admin sees them.
async fn state(proxy: &Proxy, key: &str) -> Vec<Value> {
    let mut all = Vec::new();
    for path in [
        format!("/key/info?key={key}"),
        "/user/info?user_id=ben".to_owned(),
        "/team/info?team_id=bens".to_owned(),
        "/organization/info?organization_id=bens-org".to_owned(),
        "/customer/info?end_user_id=bens-customer".to_owned(),
        "/budget/list".to_owned(),
        "/credentials".to_owned(),
        "/model/info?litellm_model_id=bens-model".to_owned(),
    ] {
        all.push(told(proxy, &path).await);
    }
    all
}

#[tokio::test]
async fn no_operation_shows_or_changes_what_another_tenant_has() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let (ben, of_team) = bens_things(&proxy).await;
        let ann = user(&proxy, "ann", Some("internal_user")).await;
        let viewer = user(&proxy, "vic", Some("internal_user_viewer")).await;
        let lone = proxy.key(&json!({})).await;
        let hash = told(&proxy, &format!("/key/info?key={ben}")).await["info"]["key_name"].clone();
        assert!(hash.is_string());
        let before = state(&proxy, &ben).await;
        let mut asked_of = 0;
        for route in manage::routes().filter(|route| route.least <= Rank::Internal) {
            for key in [&ben, &of_team] {
                let (method, path, body) = asked(route, key);
                for (who, asker) in [("ann", &ann), ("vic", &viewer), ("nobody", &lone)] {
                    let reply = send(&proxy, asker, method.clone(), &path, body.as_ref()).await;
                    let text = reply.text();
                    assert!(
                        reply.status < 500,
                        "{method} {path} as {who}: {} {text}",
                        reply.status
                    );
                    assert!(
                        !text.contains(CANARY),
                        "{method} {path} {body:?} as {who}: {} {text}",
                        reply.status
                    );
                    asked_of += 1;
                }
            }
        }
        assert!(asked_of > 300, "{asked_of}");
        let after = state(&proxy, &ben).await;
        for (before, after) in before.iter().zip(&after) {
            assert_eq!(before, after, "nothing of ben's was changed");
        }
        assert_eq!(
            (called(&proxy, &ben).await, called(&proxy, &of_team).await),
            (200, 200)
        );
    }
}

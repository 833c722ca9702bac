//! `/key/*`: the management API's keys.

use super::error::Problem;
use super::{App, Asked, body};
use crate::admin::keys::{self as operations, KeyChange, KeySpend};
use crate::admin::view::{TimeForm, key_row, new_key};
use crate::domain::key::KeyHash;
use crate::store::{KeySort, ListKeys};
use axum::body::Body;
use axum::response::Response;
use http::header::{CONTENT_TYPE, HeaderValue};
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::sync::Arc;

/// The longest body of a management request, in bytes.
const BODY_BYTES_MAX: usize = 1 << 20;

/// A JSON answer.
pub(super) fn answer(value: &Value) -> Response {
    let mut response = Response::new(Body::from(value.to_string()));
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// Reads a body that must be a JSON object.
pub(super) async fn fields(body: Body) -> Result<Map<String, Value>, Problem> {
    let bytes = body::read(body, BODY_BYTES_MAX).await?;
    if bytes.is_empty() {
        return Err(Problem::detail(
            422,
            json!([{ "type": "missing", "loc": ["body"], "msg": "Field required" }]),
        ));
    }
    match serde_json::from_slice(&bytes) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(Problem::detail(
            422,
            json!([{ "type": "model_attributes_type", "loc": ["body"], "msg": "Input should be a valid dictionary" }]),
        )),
        Err(error) => Err(Problem::detail(
            422,
            json!([{ "type": "json_invalid", "loc": ["body", error.column()], "msg": format!("JSON decode error: {error}") }]),
        )),
    }
}

/// The query of a request; the last of a repeated name counts.
pub(super) fn query(asked: &Asked) -> HashMap<String, String> {
    let pairs: Result<axum::extract::Query<HashMap<String, String>>, _> =
        axum::extract::Query::try_from_uri(&asked.parts.uri);
    pairs.map(|query| query.0).unwrap_or_default()
}

/// `POST /key/generate`
pub async fn generate(app: Arc<App>, asked: Asked) -> Result<Response, Problem> {
    let actor = asked.by.actor();
    let request = KeyChange::read(fields(asked.body).await?)?;
    let new = operations::generate(&app.admin, &actor, request, app.gateway.now()).await?;
    app.gateway.nudge.refresh().await;
    Ok(answer(&new_key(&new)))
}

/// `POST /key/update`
pub async fn update(app: Arc<App>, asked: Asked) -> Result<Response, Problem> {
    let actor = asked.by.actor();
    let request = KeyChange::read(fields(asked.body).await?)?;
    let named = request.key.clone();
    let row = operations::update(&app.admin, &actor, request, app.gateway.now()).await?;
    app.gateway.nudge.refresh().await;
    let hash = row.key.hash.hex();
    let mut fields = key_row(&row, TimeForm::Offset);
    fields.insert("key".into(), json!(named.unwrap_or_else(|| hash.clone())));
    fields.insert("token".into(), json!(hash));
    Ok(answer(&Value::Object(fields)))
}

/// `POST /key/delete`
pub async fn delete(app: Arc<App>, asked: Asked) -> Result<Response, Problem> {
    let actor = asked.by.actor();
    let fields = crate::admin::fields::Fields(fields(asked.body).await?);
    let keys = fields.texts("keys")?.value().unwrap_or_default();
    let aliases = fields.texts("key_aliases")?.value().unwrap_or_default();
    operations::delete(&app.admin, &actor, &keys, &aliases, app.gateway.now()).await?;
    app.gateway.nudge.refresh().await;
    let named = if keys.is_empty() { aliases } else { keys };
    Ok(answer(&json!({ "deleted_keys": named })))
}

/// `GET /key/info`: one's own key, or any for the admin.
pub async fn info(app: Arc<App>, asked: Asked) -> Result<Response, Problem> {
    let named = query(&asked).remove("key").filter(|key| !key.is_empty());
    let own = asked.by.caller().key().map(|entry| entry.id.to_string());
    let Some(key) = named.clone().or_else(|| own.clone()) else {
        return Err(not_found());
    };
    let hash = if key.starts_with("sk-") {
        KeyHash::of(&key).hex()
    } else {
        key.to_ascii_lowercase()
    };
    if own.is_some_and(|own| own != hash) {
        return Err(Problem::detail(
            403,
            "You are not allowed to access this key's info. Your role=internal_user",
        ));
    }
    let row = operations::info(&app.admin, &hash, app.gateway.now()).await?;
    let mut info = key_row(&row, TimeForm::Offset);
    info.insert("status".into(), json!("active"));
    Ok(answer(
        &json!({ "key": named.unwrap_or(hash), "info": info }),
    ))
}

fn not_found() -> Problem {
    Problem::new(
        404,
        Some("not_found_error"),
        Some("key"),
        "Key not found in database",
    )
}

/// `GET /key/list`
pub async fn list(app: Arc<App>, asked: Asked) -> Result<Response, Problem> {
    let query = query(&asked);
    let wanted = listing(&query)?;
    let full = ["return_full_object", "expand"].iter().any(|name| {
        query
            .get(*name)
            .is_some_and(|value| matches!(value.as_str(), "true" | "True" | "1" | "user"))
    });
    let (rows, total) = if query
        .get("status")
        .is_some_and(|status| status == "deleted")
    {
        deleted(&app, &wanted).await?
    } else {
        operations::list(&app.admin, &wanted, app.gateway.now()).await?
    };
    let keys: Vec<Value> = rows
        .iter()
        .map(|row| {
            if full {
                full_object(row)
            } else {
                json!(row.key.hash.hex())
            }
        })
        .collect();
    let pages = total.div_ceil(u64::from(wanted.size));
    Ok(answer(
        &json!({ "keys": keys, "total_count": total, "current_page": wanted.page, "total_pages": pages }),
    ))
}

async fn deleted(app: &App, wanted: &ListKeys) -> Result<(Vec<KeySpend>, u64), Problem> {
    let page = app
        .store
        .list_deleted_keys(wanted)
        .await
        .map_err(crate::admin::AdminError::from)?;
    let spend = |row: crate::store::DeletedKey| KeySpend {
        spend: row.row.spend,
        total_spend: row.row.spend,
        key: row.row.key,
        budget_resets_at: None,
    };
    Ok((page.rows.into_iter().map(spend).collect(), page.total_count))
}

fn full_object(row: &KeySpend) -> Value {
    let mut fields = key_row(row, TimeForm::Zulu);
    fields.insert("token".into(), json!(row.key.hash.hex()));
    fields.insert("org_id".into(), Value::Null);
    for name in [
        "team_spend",
        "team_alias",
        "team_max_budget",
        "user_email",
        "user_role",
        "user_spend",
        "user",
    ] {
        fields.insert(name.into(), Value::Null);
    }
    fields.insert("team_models".into(), json!([]));
    fields.insert("team_blocked".into(), json!(false));
    Value::Object(fields)
}

fn listing(query: &HashMap<String, String>) -> Result<ListKeys, Problem> {
    let text = |name: &str| query.get(name).filter(|value| !value.is_empty()).cloned();
    Ok(ListKeys {
        page: number(query, "page", 1, u32::MAX)?,
        size: number(query, "size", 10, 100)?,
        user_id: text("user_id"),
        team_ids: text("team_id").into_iter().collect(),
        alias: text("key_alias"),
        hash: text("key_hash"),
        substring: text("substring_matching")
            .is_some_and(|value| value.eq_ignore_ascii_case("true")),
        search: text("search"),
        sort_by: sort(text("sort_by").as_deref())?,
        descending: text("sort_order").is_none_or(|order| !order.eq_ignore_ascii_case("asc")),
        ..ListKeys::default()
    })
}

fn number(
    query: &HashMap<String, String>,
    name: &str,
    default: u32,
    most: u32,
) -> Result<u32, Problem> {
    let Some(text) = query.get(name) else {
        return Ok(default);
    };
    text.parse()
        .ok()
        .filter(|number| (1..=most).contains(number))
        .ok_or_else(|| {
            let message = format!("Input should be a whole number from 1 to {most}");
            Problem::detail(
                422,
                json!([{ "type": "value_error", "loc": ["query", name], "msg": message }]),
            )
        })
}

fn sort(name: Option<&str>) -> Result<KeySort, Problem> {
    match name {
        None | Some("created_at") => Ok(KeySort::CreatedAt),
        Some("updated_at") => Ok(KeySort::UpdatedAt),
        Some("spend") => Ok(KeySort::Spend),
        Some("max_budget") => Ok(KeySort::MaxBudget),
        Some("token") => Ok(KeySort::Hash),
        Some("key_alias") => Ok(KeySort::Alias),
        Some("expires") => Ok(KeySort::ExpiresAt),
        Some(other) => Err(Problem::new(
            400,
            Some("bad_request_error"),
            Some("sort_by"),
            format!(
                "Invalid sort column: '{other}'. Use spend, max_budget, created_at, updated_at, token, key_alias or expires."
            ),
        )),
    }
}

//! `/update/ui_settings`, `/update/ui_theme_settings` and `/update/user_banner`, and what tells of them.

use super::super::App;
use super::super::error::Problem;
use super::super::ui::assets;
use super::reply::{Given, Reply, answer};
use super::table::{Managed, Verb};
use crate::admin::fields::{Field, Kind};
use crate::admin::ui_settings::{self as operations, Object};
use crate::domain::owner::Rank;
use axum::body::Body;
use axum::response::Response;
use http::StatusCode;
use http::header::{HeaderValue, LOCATION};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// The operations on settings of the admin pages.
pub const ROUTES: &[Managed] = &[
    Managed::get(
        "/get/user_banner",
        Rank::Nobody,
        "Tells what the admin pages show to everybody.",
        |app, _| {
            Box::pin(async move {
                let values = operations::get(&app.admin, Object::Banner).await?;
                Ok(Reply::ok(view(Object::Banner, &values)))
            })
        },
    ),
    Managed::post(
        "/update/user_banner",
        Rank::Admin,
        "Changes what the admin pages show to everybody.",
        |app, given| Box::pin(change(app, given, Object::Banner)),
    )
    .by(Verb::Patch)
    .body(&[Object::Banner.fields()]),
    Managed::post(
        "/update/ui_settings",
        Rank::Admin,
        "Changes what people who are no admins may not do.",
        |app, given| Box::pin(change(app, given, Object::Ui)),
    )
    .by(Verb::Patch)
    .body(&[Object::Ui.fields()]),
    Managed::post(
        "/update/ui_theme_settings",
        Rank::Admin,
        "Changes where logos are.",
        |app, given| Box::pin(change(app, given, Object::Theme)),
    )
    .by(Verb::Patch)
    .body(&[Object::Theme.fields()]),
];

fn view(object: Object, values: &Map<String, Value>) -> Value {
    let property = |field: &Field| {
        let kind = match field.kind {
            Kind::Flag => "boolean",
            _ => "string",
        };
        (
            field.name.to_owned(),
            json!({ "description": field.means, "type": kind }),
        )
    };
    let properties: Map<String, Value> = object.fields().iter().map(property).collect();
    json!({
        "values": values,
        "field_schema": { "description": "", "properties": properties },
    })
}

async fn change(app: Arc<App>, mut given: Given, object: Object) -> Result<Reply, Problem> {
    let body = given.body();
    let now = app.gateway.now();
    let values = operations::change(&app.admin, &given.actor, object, body, now).await?;
    let mut shown = view(object, &values);
    shown["status"] = json!("success");
    shown["message"] = json!(format!("{} updated successfully", object.name()));
    Ok(Reply::ok(shown))
}

/// An object for anybody: pages are drawn before anyone has logged in.
pub(in crate::http) async fn open(app: Arc<App>, object: Object) -> Response {
    match operations::get(&app.admin, object).await {
        Ok(values) => answer(&view(object, &values)),
        Err(error) => Problem::from(error).into_response(),
    }
}

async fn theme(app: &App, name: &str) -> Option<String> {
    let values = operations::get(&app.admin, Object::Theme).await.ok()?;
    values.get(name)?.as_str().map(str::to_owned)
}

/// Leads to an image: the one that is set, or the program's own mark.
pub(in crate::http) async fn image(app: Arc<App>, name: &'static str) -> Response {
    let url = theme(&app, name).await;
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::TEMPORARY_REDIRECT;
    let url = url.unwrap_or_else(|| assets::path("icon.svg").to_owned());
    let to = HeaderValue::from_str(&url);
    if let Ok(to) = to {
        response.headers_mut().insert(LOCATION, to);
    }
    response
}

/// Tells where the logo is.
pub(in crate::http) async fn logo_url(app: Arc<App>) -> Response {
    let url = theme(&app, "logo_url").await;
    answer(&json!({ "logo_url": url.unwrap_or_default() }))
}

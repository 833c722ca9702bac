//! `/invitation/*`, and the password of whoever asks. The link itself is used at `/onboarding/*` and on the
//! page that goes with it.

use super::super::App;
use super::super::error::Problem;
use super::reply::{Given, Reply};
use super::table::Managed;
use crate::admin::fields::{Field, Fields, Kind};
use crate::admin::invitations as operations;
use crate::domain::owner::Rank;
use serde_json::json;
use std::sync::Arc;

const WHO: &[Field] = &[Field::required("user_id", Kind::Text, "Whom to invite.")];
const WHICH: &[Field] = &[Field::required(
    "invitation_id",
    Kind::Text,
    "The id that /invitation/new answered with.",
)];
const ACCEPTED: &[Field] = &[Field::required(
    "is_accepted",
    Kind::Flag,
    "True: the link works no more.",
)];
const PASSWORDS: &[Field] = &[
    Field::required("current_password", Kind::Text, "The password until now."),
    Field::required("new_password", Kind::Text, "The password from now on."),
];

/// The operations on invitations.
pub const ROUTES: &[Managed] = &[
    Managed::post(
        "/invitation/new",
        Rank::Admin,
        "Makes a link by which a user sets their password, once and within a week; it is told here only.",
        |app, given| Box::pin(create(app, given)),
    )
    .body(&[WHO]),
    Managed::get(
        "/invitation/info",
        Rank::AdminViewer,
        "Tells about an invitation.",
        |app, given| Box::pin(info(app, given)),
    )
    .query(WHICH),
    Managed::post(
        "/invitation/update",
        Rank::Admin,
        "Takes an invitation back.",
        |app, given| Box::pin(update(app, given)),
    )
    .body(&[WHICH, ACCEPTED]),
    Managed::post(
        "/invitation/delete",
        Rank::Admin,
        "Deletes an invitation.",
        |app, given| Box::pin(delete(app, given)),
    )
    .body(&[WHICH]),
    Managed::post(
        "/user/password/change",
        Rank::InternalViewer,
        "Changes the password of the key's own user, which ends their sessions.",
        |app, given| Box::pin(password(app, given)),
    )
    .body(&[PASSWORDS]),
];

async fn create(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let user = Fields(given.body()).required("user_id")?;
    let (id, made) = operations::create(&app.admin, &given.actor, &user, app.gateway.now()).await?;
    Ok(Reply::ok(operations::view(&id, &made)))
}

async fn info(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let id = given.text("invitation_id").unwrap_or_default();
    let found = operations::get(&app.admin, &id).await?;
    Ok(Reply::ok(operations::view(&id, &found)))
}

async fn update(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    let id = fields.required("invitation_id")?;
    let accepted = fields.flag("is_accepted")?.value().unwrap_or(false);
    let now = app.gateway.now();
    let changed = operations::update(&app.admin, &given.actor, &id, accepted, now).await?;
    Ok(Reply::ok(operations::view(&id, &changed)))
}

async fn delete(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let id = Fields(given.body()).required("invitation_id")?;
    let deleted = operations::delete(&app.admin, &given.actor, &id, app.gateway.now()).await?;
    Ok(Reply::ok(operations::view(&id, &deleted)))
}

async fn password(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    let (old, new) = (
        fields.required("current_password")?,
        fields.required("new_password")?,
    );
    // Whoever has a key of somebody may not guess their password by it.
    if let Some(user) = given.actor.user_id()
        && !app.ui.throttle.take_of(user, &app.ui.operator.rules)
    {
        return Err(Problem::new(
            429,
            Some("auth_error"),
            Some("too_many_attempts"),
            "Too many tries to change this password. Try again in a minute.",
        )
        .header("retry-after", 60));
    }
    let now = app.gateway.now();
    let user = operations::change_password(&app.admin, &given.actor, (&old, &new), now).await?;
    Ok(Reply::ok(
        json!({ "user_id": user, "message": "Password updated successfully." }),
    ))
}

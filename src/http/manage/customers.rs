//! `/customer/*`, and the same under `/end_user/*`.

use super::super::App;
use super::super::error::Problem;
use super::reply::{Given, Reply};
use super::table::Managed;
use crate::admin::customers::{self as operations, CustomerChange};
use crate::admin::fields::{Field, Fields, Kind};
use crate::admin::{AdminError, limits, owners};
use crate::domain::owner::{OwnerKind, Rank};
use crate::store::ListOwners;
use serde_json::{Value, json};
use std::sync::Arc;

const CHANGE: &[&[Field]] = &[operations::FIELDS, limits::FIELDS];
const IDS: &[Field] = &[Field::required(
    "user_ids",
    Kind::Texts,
    "Customers, by id.",
)];
const WHO: &[Field] = &[Field::required("end_user_id", Kind::Text, "Who.")];
const PAGES: &[Field] = &[
    Field::new("page", Kind::Integer, "Which page, from 1."),
    Field::new(
        "page_size",
        Kind::Integer,
        "Customers on a page, at most 1000.",
    ),
];

const NEW: Managed = Managed::post(
    "/customer/new",
    Rank::Admin,
    "Makes a customer.",
    |app, given| Box::pin(create(app, given)),
)
.body(CHANGE);
const UPDATE: Managed = Managed::post(
    "/customer/update",
    Rank::Admin,
    "Changes a customer.",
    |app, given| Box::pin(update(app, given)),
)
.body(CHANGE);
const DELETE: Managed = Managed::post(
    "/customer/delete",
    Rank::Admin,
    "Deletes customers.",
    |app, given| Box::pin(delete(app, given)),
)
.body(&[IDS]);
const BLOCK: Managed = Managed::post(
    "/customer/block",
    Rank::Admin,
    "Refuses calls for customers from now on.",
    |app, given| Box::pin(block(app, given, true)),
)
.body(&[IDS]);
const UNBLOCK: Managed = Managed::post(
    "/customer/unblock",
    Rank::Admin,
    "Lets calls for customers in again.",
    |app, given| Box::pin(block(app, given, false)),
)
.body(&[IDS]);
const INFO: Managed = Managed::get(
    "/customer/info",
    Rank::AdminViewer,
    "Tells about a customer.",
    |app, given| Box::pin(info(app, given)),
)
.query(WHO);
const LIST: Managed = Managed::get(
    "/customer/list",
    Rank::AdminViewer,
    "Lists customers.",
    |app, given| Box::pin(list(app, given)),
)
.query(PAGES);

/// The operations on customers.
pub const ROUTES: &[Managed] = &[
    NEW,
    UPDATE,
    DELETE,
    BLOCK,
    UNBLOCK,
    INFO,
    LIST,
    NEW.at("/end_user/new"),
    UPDATE.at("/end_user/update"),
    DELETE.at("/end_user/delete"),
    BLOCK.at("/end_user/block"),
    UNBLOCK.at("/end_user/unblock"),
    INFO.at("/end_user/info"),
    LIST.at("/end_user/list"),
];

async fn shown(app: &App, row: &owners::OwnerSpend) -> Result<Value, Problem> {
    Ok(Value::Object(operations::view(&app.admin, row).await?))
}

async fn create(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let request = CustomerChange::read(given.body())?;
    let row = operations::create(&app.admin, &given.actor, request, app.gateway.now()).await?;
    Ok(Reply::ok(shown(&app, &row).await?))
}

async fn update(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let request = CustomerChange::read(given.body())?;
    let row = operations::update(&app.admin, &given.actor, request, app.gateway.now()).await?;
    Ok(Reply::ok(shown(&app, &row).await?))
}

fn ids(given: &mut Given) -> Result<Vec<String>, Problem> {
    let ids = Fields(given.body())
        .texts("user_ids")?
        .value()
        .unwrap_or_default();
    if ids.is_empty() {
        return Err(AdminError::Invalid {
            field: "user_ids".into(),
            message: "Name at least one customer".into(),
        }
        .into());
    }
    Ok(ids)
}

async fn delete(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let ids = ids(&mut given)?;
    let deleted = operations::delete(&app.admin, &given.actor, &ids, app.gateway.now()).await?;
    Ok(Reply::ok(
        json!({ "deleted_customers": deleted, "message": format!("Successfully deleted customers with ids: {}", ids.join(", ")) }),
    ))
}

async fn block(app: Arc<App>, mut given: Given, blocked: bool) -> Result<Reply, Problem> {
    let ids = ids(&mut given)?;
    let rows =
        operations::set_blocked(&app.admin, &given.actor, &ids, blocked, app.gateway.now()).await?;
    let mut shown_rows = Vec::with_capacity(rows.len());
    for row in &rows {
        shown_rows.push(shown(&app, row).await?);
    }
    let name = if blocked {
        "blocked_users"
    } else {
        "unblocked_users"
    };
    Ok(Reply::ok(json!({ name: shown_rows })))
}

async fn info(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let row = operations::get(
        &app.admin,
        &given.text("end_user_id").unwrap_or_default(),
        app.gateway.now(),
    )
    .await?;
    Ok(Reply::ok(shown(&app, &row).await?))
}

async fn list(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let list = ListOwners {
        page: given.number("page", 1, u32::MAX)?,
        size: given.number("page_size", 1_000, 1_000)?,
        ..ListOwners::of(OwnerKind::EndUser)
    };
    let (mut rows, total) = owners::list(&app.admin, &list, app.gateway.now()).await?;
    let room = u64::from(list.size).saturating_sub(total);
    if list.page == 1 && room > 0 {
        // Whoever was named in a call is a customer too, though nobody made them.
        let seen = operations::seen(&app.admin, &rows, list.size, app.gateway.now()).await?;
        rows.extend(seen.into_iter().take(usize::try_from(room).unwrap_or(0)));
    }
    let mut all = Vec::with_capacity(rows.len());
    for row in &rows {
        all.push(shown(&app, row).await?);
    }
    Ok(Reply::ok(Value::Array(all)))
}

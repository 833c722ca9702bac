//! `/get/internal_user_settings`, `/get/default_team_settings` and their changes: what new users and teams have
//! whose request does not say it.

use super::super::App;
use super::super::error::Problem;
use super::super::openapi::property;
use super::reply::{Given, Reply};
use super::table::{Managed, Verb};
use super::{teams, users};
use crate::admin::defaults::{self, Defaults};
use crate::admin::fields::Field;
use crate::admin::teams::TeamChange;
use crate::admin::users::UserChange;
use crate::admin::{AdminError, config as operations};
use crate::domain::owner::Rank;
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// The operations on them.
pub const ROUTES: &[Managed] = &[
    Managed::get(
        "/get/internal_user_settings",
        Rank::AdminViewer,
        "Tells what new users have whose request does not say it.",
        |app, _| Box::pin(tell(app, New::Users)),
    ),
    Managed::post(
        "/update/internal_user_settings",
        Rank::Admin,
        "Changes what new users have whose request does not say it.",
        |app, given| Box::pin(change(app, given, New::Users)),
    )
    .by(Verb::Patch)
    .body(users::CHANGE),
    Managed::get(
        "/get/default_team_settings",
        Rank::AdminViewer,
        "Tells what new teams have whose request does not say it.",
        |app, _| Box::pin(tell(app, New::Teams)),
    ),
    Managed::post(
        "/update/default_team_settings",
        Rank::Admin,
        "Changes what new teams have whose request does not say it.",
        |app, given| Box::pin(change(app, given, New::Teams)),
    )
    .by(Verb::Patch)
    .body(teams::CHANGE),
];

/// Which of them a route is about.
#[derive(Clone, Copy)]
enum New {
    Users,
    Teams,
}

impl New {
    fn defaults(self) -> Defaults {
        match self {
            Self::Users => Defaults::Users,
            Self::Teams => Defaults::Teams,
        }
    }

    /// What a request that makes one can say.
    fn fields(self) -> impl Iterator<Item = &'static Field> {
        let lists = match self {
            Self::Users => users::CHANGE,
            Self::Teams => teams::CHANGE,
        };
        lists.iter().copied().flatten()
    }

    fn view(self, values: &Map<String, Value>) -> Value {
        let properties = self
            .fields()
            .map(|field| (field.name.to_owned(), property(field)));
        let properties: Map<String, Value> = properties.collect();
        let description = match self {
            Self::Users => "What a new user has whose request does not say it.",
            Self::Teams => "What a new team has whose request does not say it.",
        };
        json!({ "values": values, "field_schema": { "description": description, "properties": properties } })
    }
}

async fn tell(app: Arc<App>, of: New) -> Result<Reply, Problem> {
    let values = defaults::in_force(&app.admin, of.defaults()).await?;
    Ok(Reply::ok(of.view(&values)))
}

/// What is stored must be what a request could say: nobody would see later that a name was misspelt.
async fn change(app: Arc<App>, mut given: Given, of: New) -> Result<Reply, Problem> {
    let change = given.body();
    let said = change
        .clone()
        .into_iter()
        .filter(|(_, value)| !value.is_null());
    let said: Map<String, Value> = said.collect();
    if let Some(name) = said
        .keys()
        .find(|name| !of.fields().any(|field| field.name == **name))
    {
        return Err(AdminError::Invalid {
            field: name.clone(),
            message: "No new user or team has such a field; null takes it away".into(),
        }
        .into());
    }
    match of {
        New::Users => UserChange::read(said).map(drop)?,
        New::Teams => TeamChange::read(said).map(drop)?,
    }
    let stored = of.defaults().stored();
    let now = app.gateway.now();
    operations::change_ui_object(&app.admin, &given.actor, stored, &change, |_| Ok(()), now)
        .await?;
    let mut shown = of.view(&defaults::in_force(&app.admin, of.defaults()).await?);
    shown["status"] = json!("success");
    Ok(Reply::ok(shown))
}

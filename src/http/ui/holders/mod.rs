//! Organizations, customers and tags: three kinds of holders of budgets and limits that are shown, made and
//! changed alike. What differs is in one table.

mod detail;
mod form;
mod list;

use super::super::App;
use super::params::encoded;
use super::table::{Showing, UiRoute};
use crate::admin::customers::{self, CustomerChange};
use crate::admin::organizations::{self, OrganizationChange};
use crate::admin::owners::OwnerSpend;
use crate::admin::tags::{self, TagChange};
use crate::admin::{Actor, AdminError};
use crate::domain::owner::{OwnerKind, Rank};
use serde_json::{Map, Value, json};

/// A kind, and what is said about it.
struct Sort {
    kind: OwnerKind,
    /// Its list.
    path: &'static str,
    /// The entry of the navigation that it stands under.
    nav: &'static str,
    /// The pages beside it.
    tabs: &'static [(&'static str, &'static str)],
    title: &'static str,
    /// One of them.
    one: &'static str,
    about: &'static str,
    /// What is said where there is none.
    empty: &'static str,
    /// What the management API calls its id, and the page.
    id: (&'static str, &'static str),
    /// The same for its name or description.
    label: (&'static str, &'static str),
    /// The filter of the log that finds its calls.
    log: Option<&'static str>,
}

const CALLERS: &[(&str, &str)] = &[("/ui/customers", "Customers"), ("/ui/tags", "Tags")];

static ORGANIZATIONS: Sort = Sort {
    kind: OwnerKind::Organization,
    path: "/ui/organizations",
    nav: "/ui/teams",
    tabs: super::teams::TABS,
    title: "Organizations",
    one: "organization",
    about: "Teams and users of one company or department, under one budget.",
    empty: "An organization holds teams: whatever they spend counts towards its budget too, and its admins run all of them.",
    id: ("organization_id", "Id"),
    label: ("organization_alias", "Name"),
    log: None,
};

static CUSTOMERS: Sort = Sort {
    kind: OwnerKind::EndUser,
    path: "/ui/customers",
    nav: "/ui/customers",
    tabs: CALLERS,
    title: "Customers",
    one: "customer",
    about: "Whom clients name as the user of a call. Each can have a budget and limits of its own, whatever key is used.",
    empty: "A client names the customer of a call in the field user. Give one a budget here before it spends, or after.",
    id: ("user_id", "Id, as clients name it"),
    label: ("alias", "Name"),
    log: Some("customer"),
};

static TAGS: Sort = Sort {
    kind: OwnerKind::Tag,
    path: "/ui/tags",
    nav: "/ui/customers",
    tabs: CALLERS,
    title: "Tags",
    one: "tag",
    about: "Marks on calls, from keys, teams and clients. One that stands here can have a budget and limits.",
    empty: "Calls carry tags by metadata.tags, by the header x-litellm-tags, or from their key. A tag with a budget refuses calls once it is spent.",
    id: ("name", "Tag"),
    label: ("description", "What it stands for"),
    log: Some("tag"),
};

/// The routes of one kind.
macro_rules! routes {
    ($sort:ident, $path:literal) => {
        [
            UiRoute::page($path, Rank::AdminViewer, |app, visit| {
                Box::pin(list::show(&$sort, app, visit)) as Showing
            }),
            UiRoute::page(concat!($path, "/new"), Rank::Admin, |app, visit| {
                Box::pin(form::new(&$sort, app, visit)) as Showing
            }),
            UiRoute::form(concat!($path, "/new"), Rank::Admin, |app, visit| {
                Box::pin(form::create(&$sort, app, visit)) as Showing
            }),
            UiRoute::page(
                concat!($path, "/of/{id}"),
                Rank::AdminViewer,
                |app, visit| Box::pin(detail::show(&$sort, app, visit)) as Showing,
            ),
            UiRoute::page(
                concat!($path, "/of/{id}/edit"),
                Rank::Admin,
                |app, visit| Box::pin(form::edit(&$sort, app, visit)) as Showing,
            ),
            UiRoute::form(
                concat!($path, "/of/{id}/edit"),
                Rank::Admin,
                |app, visit| Box::pin(form::update(&$sort, app, visit)) as Showing,
            ),
            UiRoute::form(
                concat!($path, "/of/{id}/block"),
                Rank::Admin,
                |app, visit| Box::pin(form::block(&$sort, app, visit)) as Showing,
            ),
            UiRoute::form(
                concat!($path, "/of/{id}/delete"),
                Rank::Admin,
                |app, visit| Box::pin(form::delete(&$sort, app, visit)) as Showing,
            ),
        ]
    };
}

const OF_ORGANIZATIONS: &[UiRoute] = &routes!(ORGANIZATIONS, "/ui/organizations");
const OF_CUSTOMERS: &[UiRoute] = &routes!(CUSTOMERS, "/ui/customers");
const OF_TAGS: &[UiRoute] = &routes!(TAGS, "/ui/tags");
const OF_MEMBERS: &[UiRoute] = &[
    UiRoute::form(
        "/ui/organizations/of/{id}/members",
        Rank::Admin,
        |app, visit| Box::pin(detail::add_member(&ORGANIZATIONS, app, visit)),
    ),
    UiRoute::form(
        "/ui/organizations/of/{id}/members/remove",
        Rank::Admin,
        |app, visit| Box::pin(detail::remove_member(&ORGANIZATIONS, app, visit)),
    ),
    UiRoute::page(
        "/ui/organizations/of/{id}/members/{user}",
        Rank::Admin,
        |app, visit| Box::pin(detail::member(&ORGANIZATIONS, app, visit)),
    ),
    UiRoute::form(
        "/ui/organizations/of/{id}/members/{user}",
        Rank::Admin,
        |app, visit| Box::pin(detail::change_member(&ORGANIZATIONS, app, visit)),
    ),
];

/// The routes of all three.
pub fn routes() -> impl Iterator<Item = &'static UiRoute> {
    [OF_ORGANIZATIONS, OF_CUSTOMERS, OF_TAGS, OF_MEMBERS]
        .into_iter()
        .flatten()
}

/// What one is called.
fn name(row: &OwnerSpend) -> &str {
    row.owner.alias.as_deref().unwrap_or(&row.owner.id)
}

/// What a tag stands for.
fn description(row: &OwnerSpend) -> Option<String> {
    let extra: Map<String, Value> = serde_json::from_str(&row.owner.extra).unwrap_or_default();
    let text = extra.get("description")?.as_str()?;
    (!text.is_empty()).then(|| text.to_owned())
}

impl Sort {
    /// The page of one.
    fn page(&self, id: &str) -> String {
        format!("{}/of/{}", self.path, encoded(id))
    }

    async fn get(&self, app: &App, id: &str) -> Result<OwnerSpend, AdminError> {
        let now = app.gateway.now();
        match self.kind {
            OwnerKind::Organization => organizations::get(&app.admin, id, now).await,
            OwnerKind::EndUser => customers::get(&app.admin, id, now).await,
            _ => tags::get(&app.admin, id, now).await,
        }
    }

    /// Makes one, or changes it.
    async fn put(
        &self,
        app: &App,
        actor: &Actor,
        body: Map<String, Value>,
        is_new: bool,
    ) -> Result<OwnerSpend, AdminError> {
        let (admin, now) = (&app.admin, app.gateway.now());
        match (self.kind, is_new) {
            (OwnerKind::Organization, true) => {
                organizations::create(admin, actor, OrganizationChange::read(body)?, now).await
            }
            (OwnerKind::Organization, false) => {
                organizations::update(admin, actor, OrganizationChange::read(body)?, now).await
            }
            (OwnerKind::EndUser, true) => {
                customers::create(admin, actor, CustomerChange::read(body)?, now).await
            }
            (OwnerKind::EndUser, false) => {
                customers::update(admin, actor, CustomerChange::read(body)?, now).await
            }
            (_, true) => tags::create(admin, actor, TagChange::read(body)?, now).await,
            (_, false) => tags::update(admin, actor, TagChange::read(body)?, now).await,
        }
    }

    async fn set_blocked(
        &self,
        app: &App,
        actor: &Actor,
        id: &str,
        blocked: bool,
    ) -> Result<(), AdminError> {
        if self.kind == OwnerKind::EndUser {
            let ids = [id.to_owned()];
            let now = app.gateway.now();
            customers::set_blocked(&app.admin, actor, &ids, blocked, now).await?;
            return Ok(());
        }
        let body = Map::from_iter([
            (self.id.0.to_owned(), json!(id)),
            ("blocked".to_owned(), json!(blocked)),
        ]);
        self.put(app, actor, body, false).await?;
        Ok(())
    }

    async fn delete(&self, app: &App, actor: &Actor, id: &str) -> Result<(), AdminError> {
        let (admin, now, ids) = (&app.admin, app.gateway.now(), [id.to_owned()]);
        match self.kind {
            OwnerKind::Organization => organizations::delete(admin, actor, &ids, now)
                .await
                .map(drop),
            OwnerKind::EndUser => customers::delete(admin, actor, &ids, now).await.map(drop),
            _ => tags::delete(admin, actor, id, now).await,
        }
    }

    /// Whether somebody made it; customers are there as soon as a call names them.
    async fn is_made(&self, app: &App, id: &str) -> Result<bool, AdminError> {
        Ok(app.store.get_owner(self.kind, id).await?.is_some())
    }
}

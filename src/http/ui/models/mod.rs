//! Models: what can be called, where it comes from, what it costs; adding, trying and changing one.

mod act;
mod alias;
mod credential;
mod detail;
mod form;
mod list;

use super::parts::{self, Tone};
use super::table::UiRoute;
use super::visit::Visit;
use crate::admin::AdminError;
use crate::domain::deployment::{Deployment, Origin};
use crate::domain::money::Rate;
use crate::domain::owner::Rank;
use crate::domain::price::{PriceState, Rates, ServiceTier};
use crate::domain::price_table::PriceTable;
use crate::http::App;
use crate::store::StoredModel;
use maud::{Markup, html};

/// The list's path, which is that of its entry in the navigation.
pub const PATH: &str = "/ui/models";

/// Its routes.
pub const ROUTES: &[UiRoute] = &[
    UiRoute::page(PATH, Rank::Nobody, |app, visit| {
        Box::pin(list::show(app, visit))
    }),
    UiRoute::page("/ui/models/new", Rank::Admin, |app, visit| {
        Box::pin(form::new(app, visit))
    }),
    UiRoute::form("/ui/models/new", Rank::Admin, |app, visit| {
        Box::pin(form::add(app, visit))
    }),
    UiRoute::form("/ui/models/aliases", Rank::Admin, |app, visit| {
        Box::pin(alias::add(app, visit))
    }),
    UiRoute::form("/ui/models/aliases/remove", Rank::Admin, |app, visit| {
        Box::pin(alias::remove(app, visit))
    }),
    UiRoute::page(credential::PATH, Rank::AdminViewer, |app, visit| {
        Box::pin(credential::show(app, visit))
    }),
    UiRoute::form(credential::PATH, Rank::Admin, |app, visit| {
        Box::pin(credential::keep(app, visit))
    }),
    UiRoute::form(
        "/ui/models/credentials/delete",
        Rank::Admin,
        |app, visit| Box::pin(credential::delete(app, visit)),
    ),
    UiRoute::page("/ui/models/{id}", Rank::AdminViewer, |app, visit| {
        Box::pin(detail::show(app, visit))
    }),
    UiRoute::form("/ui/models/{id}/test", Rank::Admin, |app, visit| {
        Box::pin(act::test(app, visit))
    }),
    UiRoute::page("/ui/models/{id}/edit", Rank::Admin, |app, visit| {
        Box::pin(form::edit(app, visit))
    }),
    UiRoute::form("/ui/models/{id}/edit", Rank::Admin, |app, visit| {
        Box::pin(form::change(app, visit))
    }),
    UiRoute::form("/ui/models/{id}/block", Rank::Admin, |app, visit| {
        Box::pin(act::block(app, visit))
    }),
    UiRoute::page("/ui/models/{id}/delete", Rank::Admin, |app, visit| {
        Box::pin(act::ask_delete(app, visit))
    }),
    UiRoute::form("/ui/models/{id}/delete", Rank::Admin, |app, visit| {
        Box::pin(act::delete(app, visit))
    }),
];

/// A deployment as pages show it.
pub(super) struct Shown {
    pub(super) deployment: Deployment,
    pub(super) blocked: bool,
}

/// Every deployment, blocked ones too, by name.
async fn all(app: &App) -> Result<Vec<Shown>, AdminError> {
    let catalog = app.gateway.catalog().clone();
    let live = catalog.deployments().map(|served| Shown {
        deployment: served.deployment.clone(),
        blocked: false,
    });
    let mut all: Vec<Shown> = live.collect();
    let stored = app.store.models().await?;
    if stored.iter().any(|model| model.blocked) {
        let sealed = app.store.credentials().await?;
        let (credentials, _) = app.admin.models.credentials(&sealed);
        for model in stored.iter().filter(|model| model.blocked) {
            // One that no longer opens was told when the catalog was made.
            if let Ok(deployment) = app.admin.models.stored(model, &credentials) {
                all.push(Shown {
                    deployment,
                    blocked: true,
                });
            }
        }
    }
    all.sort_by(|a, b| {
        let key = |one: &Shown| (name(&one.deployment).to_owned(), one.deployment.id.clone());
        key(a).cmp(&key(b))
    });
    Ok(all)
}

/// The deployment that an address names, and its row when it has one.
async fn one(app: &App, visit: &Visit) -> Result<(Shown, Option<StoredModel>), AdminError> {
    let id = visit.part("id");
    let found = all(app)
        .await?
        .into_iter()
        .find(|one| *one.deployment.id == *id);
    let found =
        found.ok_or_else(|| AdminError::NotFound("There is no model with this id.".to_owned()))?;
    let stored = app.store.get_model(id).await?;
    Ok((found, stored))
}

/// The name that clients use.
fn name(deployment: &Deployment) -> &str {
    let team = deployment.team.as_ref();
    team.map_or(&deployment.group, |team| &team.public_name)
}

fn path(deployment: &Deployment) -> String {
    format!("{PATH}/{}", super::params::encoded(&deployment.id))
}

fn origin(deployment: &Deployment) -> Markup {
    match deployment.origin {
        Origin::Config => parts::badge(Tone::Plain, "Config file"),
        Origin::Database => parts::badge(Tone::Info, "Database"),
    }
}

fn rates(deployment: &Deployment) -> Option<Rates> {
    let price = deployment.pricing.price()?;
    Some(price.rates(0, ServiceTier::Standard))
}

/// Where a price is from.
fn source(deployment: &Deployment) -> &'static str {
    let declares = |text: &str| {
        let object: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(text).unwrap_or_default();
        object
            .keys()
            .any(|name| crate::domain::price::is_price_field(name))
    };
    match deployment.pricing {
        PriceState::Unknown => "not known",
        _ if declares(&deployment.public_params) || declares(&deployment.model_info) => {
            "declared here"
        }
        PriceState::Free => "declared free",
        PriceState::Priced(_) if deployment.facts.is_some() => "the built-in price table",
        PriceState::Priced(_) => "the built-in fallback prices",
    }
}

fn price(deployment: &Deployment) -> Markup {
    match (&deployment.pricing, rates(deployment)) {
        (PriceState::Free, _) => html! { "Free" },
        (PriceState::Unknown, _) if deployment.litellm_model.contains('*') => {
            html! { span.soft { "By model" } }
        }
        (PriceState::Priced(_), Some(rates))
            if rates.input > Rate::ZERO || rates.output > Rate::ZERO =>
        {
            html! {
                span.nowrap { (super::format::per_million(rates.input)) " / " (super::format::per_million(rates.output)) }
            }
        }
        (PriceState::Priced(price), _) if price.is_free() => html! { "Free" },
        (PriceState::Priced(_), _) => html! { "By unit" },
        _ => parts::badge(Tone::Warn, "Not known"),
    }
}

/// How many models of the price table a wildcard covers.
fn covered(deployment: &Deployment) -> usize {
    let pattern = deployment.upstream_model.to_string();
    let models = PriceTable::bundled().models_of(deployment.provider.name);
    models
        .filter(|model| {
            let bare = model.rsplit_once('/').map_or(*model, |(_, bare)| bare);
            crate::domain::allow::matches(&pattern, model)
                || crate::domain::allow::matches(&pattern, bare)
        })
        .count()
}

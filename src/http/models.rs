//! The models that a caller may use, as OpenAI lists them.

use super::error::Problem;
use super::manage::{answer, query};
use super::{App, Asked};
use crate::domain::price_table::PriceTable;
use crate::gateway::authenticate::Caller;
use crate::gateway::catalog::Catalog;
use crate::gateway::route::reach;
use axum::response::Response;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The constant creation time that LiteLLM's proxy tells of every model.
const CREATED: i64 = 1_677_610_602;

/// `GET /v1/models`
pub async fn list(app: Arc<App>, asked: Asked) -> Result<Response, Problem> {
    let catalog = app.gateway.catalog();
    let query = query(&asked);
    let flag = |name: &str| {
        let value = query.get(name);
        value.is_some_and(|value| value.eq_ignore_ascii_case("true"))
    };
    let caller = asked.by.caller();
    let mut names = visible(&catalog, caller, flag("return_wildcard_routes"));
    let (with, only) = (
        flag("include_model_access_groups"),
        flag("only_model_access_groups"),
    );
    if with || only {
        let groups = access_groups_of(&catalog, caller);
        if only {
            names.clear();
        }
        names.extend(groups);
    }
    let data: Vec<Value> = names
        .iter()
        .map(|name| describe(&catalog, caller, name))
        .collect();
    Ok(answer(&json!({ "data": data, "object": "list" })))
}

/// `GET /v1/models/{id}`: any name that the caller could put into a request.
pub async fn one(app: Arc<App>, asked: Asked) -> Result<Response, Problem> {
    let path = asked.parts.uri.path();
    let encoded = path
        .strip_prefix("/v1/models/")
        .or_else(|| path.strip_prefix("/models/"))
        .unwrap_or_default();
    let id = super::llm::percent_decoded(encoded);
    let catalog = app.gateway.catalog();
    if reach(&catalog, asked.by.caller(), &id).is_none() {
        return Err(Problem::detail(
            404,
            format!("The model `{id}` does not exist or is not accessible"),
        ));
    }
    Ok(answer(&describe(&catalog, asked.by.caller(), &id)))
}

/// The names that a caller may use. Wildcards stand for the models that are known of their provider.
fn visible(catalog: &Catalog, caller: &Caller, wildcards: bool) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for name in catalog.names() {
        if !name.contains('*') {
            names.insert(name.to_string());
            continue;
        }
        if wildcards {
            names.insert(name.to_string());
        }
        if let Some(provider) = name.strip_suffix("/*") {
            names.extend(
                PriceTable::bundled()
                    .models_of(provider)
                    .map(|model| format!("{provider}/{model}")),
            );
        }
    }
    let Some(entry) = caller.key() else {
        return names;
    };
    let mut allowed: BTreeSet<String> = names
        .into_iter()
        .filter(|name| reach(catalog, caller, name).is_some())
        .collect();
    let team = entry.key.team_id.as_deref();
    let own = team
        .into_iter()
        .flat_map(|team| catalog.names_of_team(team));
    allowed.extend(
        own.filter(|name| reach(catalog, caller, name).is_some())
            .map(ToString::to_string),
    );
    // A key that names a model is told so, whether or not anything serves it yet.
    let named = entry
        .key
        .models
        .iter()
        .filter(|name| !name.contains('*') && !is_group(catalog, name));
    allowed.extend(
        named
            .filter(|name| !SPECIAL.contains(&name.as_str()))
            .cloned(),
    );
    allowed
}

const SPECIAL: &[&str] = &["all-proxy-models", "all-team-models", "no-default-models"];

/// Access groups of the models that a caller may use.
fn access_groups_of(catalog: &Catalog, caller: &Caller) -> BTreeSet<String> {
    let deployments = catalog.deployments().map(|served| &served.deployment);
    deployments
        .filter(|deployment| !deployment.access_groups.is_empty())
        .filter(|deployment| reach(catalog, caller, &deployment.group).is_some())
        .flat_map(|deployment| deployment.access_groups.iter().cloned())
        .collect()
}

fn is_group(catalog: &Catalog, name: &str) -> bool {
    catalog.deployments().any(|served| {
        served
            .deployment
            .access_groups
            .iter()
            .any(|group| group == name)
    })
}

fn describe(catalog: &Catalog, caller: &Caller, name: &str) -> Value {
    let mut model =
        json!({ "id": name, "object": "model", "created": CREATED, "owned_by": "openai" });
    let found = reach(catalog, caller, name).filter(|found| !found.served.is_empty());
    if let Some(found) = found {
        let deployment = &found.served[0].deployment;
        let known = [
            ("mode", json!(deployment.mode.as_deref())),
            ("max_input_tokens", json!(deployment.max_input_tokens)),
            ("max_output_tokens", json!(deployment.max_output_tokens)),
        ];
        for (field, value) in known.into_iter().filter(|(_, value)| !value.is_null()) {
            model[field] = value;
        }
    }
    model
}

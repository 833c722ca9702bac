//! The models that a caller may use, as OpenAI lists them.

use super::error::Problem;
use super::manage::{answer, query};
use super::{App, Asked};
use crate::domain::allow::{AllowList, Named};
use crate::domain::owner::{OwnerKind, Rank};
use crate::domain::price_table::PriceTable;
use crate::domain::routing::GroupMap;
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
    if let Some(team) = query.get("team_id").filter(|team| !team.is_empty()) {
        narrow(&catalog, caller, team, &mut names)?;
    }
    if flag("healthy_only") || app.health.lists_well_only {
        names.retain(|name| is_well(&app, &catalog, caller, name));
    }
    let of_fallbacks = if flag("include_metadata") {
        Some(fallbacks(
            &catalog,
            query.get("fallback_type").map(String::as_str),
        )?)
    } else {
        None
    };
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
        .map(|name| {
            let mut model = describe(&catalog, caller, name);
            if let Some(groups) = of_fallbacks {
                let others = groups.get(name).map(Vec::as_slice).unwrap_or_default();
                model["metadata"] = json!({ "fallbacks": others });
            }
            model
        })
        .collect();
    Ok(answer(&json!({ "data": data, "object": "list" })))
}

/// Keeps the names that a team may use, for those who see its list: its own keys, and admins.
fn narrow(
    catalog: &Catalog,
    caller: &Caller,
    team: &str,
    names: &mut BTreeSet<String>,
) -> Result<(), Problem> {
    let own = caller.key().and_then(|entry| entry.key.team_id.as_deref());
    if caller.rank() < Rank::AdminViewer && own != Some(team) {
        let message = format!("You are not allowed to list the models of team {team}.");
        return Err(Problem::detail(403, message));
    }
    let Some(holder) = catalog.owners.holder(OwnerKind::Team, team) else {
        let message = format!("Team not found, passed team_id={team}");
        return Err(Problem::detail(404, json!({ "error": message })));
    };
    let list = AllowList(&holder.models);
    names.retain(|name| {
        let groups = catalog.find(name).as_ref().map(Catalog::access_groups);
        list.allows(Named {
            name,
            provider: catalog.provider_of(name),
            groups: &groups.unwrap_or_default(),
        })
    });
    names.extend(catalog.names_of_team(team).map(ToString::to_string));
    Ok(())
}

/// Whether any deployment of a name may be asked now; a name that nothing serves is not in doubt.
fn is_well(app: &App, catalog: &Catalog, caller: &Caller, name: &str) -> bool {
    let now = app.gateway.now();
    let last = app.checks.last();
    let rests = |id: &str| {
        let fails = last.get(id).is_some_and(|found| !found.works);
        fails || app.gateway.health.snapshot(id, now).resting.is_some()
    };
    reach(catalog, caller, name).is_none_or(|found| {
        let mut served = found.served.iter();
        found.served.is_empty() || served.any(|served| !rests(&served.deployment.id))
    })
}

/// The fallbacks of a kind, by model.
fn fallbacks<'c>(catalog: &'c Catalog, kind: Option<&str>) -> Result<&'c GroupMap, Problem> {
    let rules = &catalog.policy.routing;
    match kind {
        None | Some("" | "general") => Ok(&rules.fallbacks),
        Some("context_window") => Ok(&rules.context_window_fallbacks),
        Some("content_policy") => Ok(&rules.content_policy_fallbacks),
        Some(other) => Err(Problem::detail(
            400,
            format!(
                "Invalid fallback_type: {other}. Must be one of: general, context_window, content_policy"
            ),
        )),
    }
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
    let caller = asked.by.caller();
    let hidden = app.health.lists_well_only && !is_well(&app, &catalog, caller, &id);
    if hidden || reach(&catalog, caller, &id).is_none() {
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

//! Models: what a caller may use, what is known about it, and declaring more.

use super::error::Problem;
use super::manage::{answer, query};
use super::{App, Asked};
use crate::admin::models as operations;
use crate::domain::allow::{AllowList, Named, matches};
use crate::domain::deployment::{Deployment, Origin};
use crate::domain::price_table::{ModelFacts, PriceTable};
use crate::gateway::authenticate::Caller;
use crate::gateway::catalog::Catalog;
use axum::response::Response;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The constant creation time that LiteLLM's proxy tells of every model.
const CREATED: i64 = 1_677_610_602;

/// `GET /v1/models`
pub async fn list(app: Arc<App>, asked: Asked) -> Result<Response, Problem> {
    let catalog = app.gateway.catalog();
    let wildcards = query(&asked)
        .get("return_wildcard_routes")
        .is_some_and(|value| value.eq_ignore_ascii_case("true"));
    let names = visible(&catalog, asked.by.caller(), wildcards);
    let data: Vec<Value> = names.iter().map(|name| describe(&catalog, name)).collect();
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
    let target = catalog
        .alias(&id)
        .map_or(id.as_str(), |alias| alias.model.as_str());
    if catalog.find(target).is_none() || !may_use(&catalog, asked.by.caller(), &id) {
        return Err(Problem::detail(
            404,
            format!("The model `{id}` does not exist or is not accessible"),
        ));
    }
    Ok(answer(&describe(&catalog, &id)))
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
        .filter(|name| may_use(catalog, caller, name))
        .collect();
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

fn is_group(catalog: &Catalog, name: &str) -> bool {
    catalog.deployments().any(|served| {
        served
            .deployment
            .access_groups
            .iter()
            .any(|group| group == name)
    })
}

fn may_use(catalog: &Catalog, caller: &Caller, name: &str) -> bool {
    let Some(entry) = caller.key() else {
        return true;
    };
    let found = catalog.find(name);
    let groups = found
        .as_ref()
        .map(Catalog::access_groups)
        .unwrap_or_default();
    let allows = |name: &str| {
        AllowList(&entry.key.models).allows(Named {
            name,
            provider: catalog.provider_of(name),
            groups: &groups,
        })
    };
    allows(name) || found.as_ref().is_some_and(|found| allows(&found.group))
}

fn describe(catalog: &Catalog, name: &str) -> Value {
    let mut model =
        json!({ "id": name, "object": "model", "created": CREATED, "owned_by": "openai" });
    let target = catalog
        .alias(name)
        .map_or(name, |alias| alias.model.as_str());
    if let Some(found) = catalog
        .find(target)
        .filter(|found| !found.served.is_empty())
    {
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

/// `GET /model/info`
pub async fn info(app: Arc<App>, asked: Asked) -> Result<Response, Problem> {
    let wanted = query(&asked).remove("litellm_model_id");
    let catalog = app.gateway.catalog();
    let caller = asked.by.caller();
    let mut shown: Vec<_> = catalog
        .deployments()
        .map(|served| &served.deployment)
        .filter(|deployment| wanted.as_deref().is_none_or(|id| &*deployment.id == id))
        .filter(|deployment| {
            may_use(&catalog, caller, &deployment.group) || covers(caller, &deployment.group)
        })
        .collect();
    if let Some(id) = wanted.filter(|_| shown.is_empty()) {
        let message = format!("Model id = {id} not found on litellm proxy");
        return Err(Problem::detail(400, json!({ "error": message })));
    }
    shown.sort_by(|a, b| (&a.group, &a.id).cmp(&(&b.group, &b.id)));
    let data: Vec<Value> = shown.into_iter().map(deployment_info).collect();
    Ok(answer(&json!({ "data": data })))
}

/// Whether any entry of the caller's list falls under a wildcard group.
fn covers(caller: &Caller, group: &str) -> bool {
    caller
        .key()
        .is_some_and(|entry| entry.key.models.iter().any(|model| matches(group, model)))
}

fn deployment_info(deployment: &Deployment) -> Value {
    let mut info = Map::new();
    let facts = PriceTable::bundled().lookup(deployment.provider.name, &deployment.upstream_model);
    if let Some(facts) = facts {
        known_facts(facts, &mut info);
    }
    if let Ok(Value::Object(declared)) = serde_json::from_str(&deployment.model_info) {
        info.extend(declared);
    }
    for (name, limit) in [
        ("max_input_tokens", deployment.max_input_tokens),
        ("max_output_tokens", deployment.max_output_tokens),
    ] {
        info.insert(name.into(), json!(limit));
    }
    info.insert("id".into(), json!(&*deployment.id));
    info.insert(
        "db_model".into(),
        json!(deployment.origin == Origin::Database),
    );
    info.insert("litellm_provider".into(), json!(deployment.provider.name));
    json!({ "model_name": &*deployment.group, "litellm_params": operations::public(deployment), "model_info": info })
}

fn known_facts(facts: &ModelFacts, info: &mut Map<String, Value>) {
    info.insert("key".into(), json!(facts.key));
    info.insert("mode".into(), json!(facts.mode));
    info.insert("max_tokens".into(), json!(facts.max_tokens));
    info.extend(
        facts
            .numbers()
            .map(|(name, number)| (name.to_owned(), json!(number))),
    );
    info.extend(
        facts
            .flags()
            .map(|(name, flag)| (name.to_owned(), json!(flag))),
    );
}

//! What is known about models: each deployment by itself, in pages, and by the name that clients use.

use super::super::error::Problem;
use super::super::{App, MODEL_INFO};
use super::reply::{Given, Reply};
use super::table::Managed;
use crate::admin::fields::{Field, Kind};
use crate::admin::{AdminError, models as operations};
use crate::domain::allow::{AllowList, Named, matches};
use crate::domain::deployment::{Deployment, Origin};
use crate::domain::owner::{OwnerKind, Rank};
use crate::domain::price_table::{ModelFacts, PriceTable};
use crate::gateway::authenticate::Caller;
use crate::gateway::catalog::Catalog;
use crate::gateway::route::reach;
use crate::wire::supported::openai_params;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

const ONE: &[Field] = &[
    Field::new("litellm_model_id", Kind::Text, "Only this deployment."),
    INCLUDE_TEAMS,
    Field::new("teamId", Kind::Text, "Only models of this team's own."),
    Field::new(
        "healthy_only",
        Kind::Flag,
        "Only those that may be asked now.",
    ),
];
const INCLUDE_TEAMS: Field = Field::new(
    "include_team_models",
    Kind::Flag,
    "Also those of teams that the caller is in.",
);
const PAGES: &[Field] = &[
    Field::new("model", Kind::Text, "Only with this public name."),
    Field::new("modelId", Kind::Text, "Only this deployment."),
    Field::new("teamId", Kind::Text, "Only models of this team's own."),
    Field::new(
        "search",
        Kind::Text,
        "Only where the public name contains this, in any case.",
    ),
    Field::new(
        "access_group",
        Kind::Text,
        "Only in this group of `model_info.access_groups`.",
    ),
    Field::new("wildcard_only", Kind::Flag, "Only names with stars."),
    INCLUDE_TEAMS,
    Field::new(
        "user_models_only",
        Kind::Flag,
        "Only those that the caller added.",
    ),
    Field::new(
        "exclude_auto_routers",
        Kind::Flag,
        "Leave out those that only choose among others.",
    ),
    Field::new(
        "debug",
        Kind::Flag,
        "There is no more to tell: accepted as LiteLLM's clients send it.",
    ),
    Field::new("page", Kind::Integer, "Which page, from 1."),
    Field::new(
        "size",
        Kind::Integer,
        "Deployments on a page, at most 1000.",
    ),
    Field::new(
        "sortBy",
        Kind::Text,
        "model_name, created_at, updated_at, costs or status.",
    ),
    Field::new("sortOrder", Kind::Text, "asc or desc."),
];
const GROUP: &[Field] = &[Field::new("model_group", Kind::Text, "Only this name.")];

/// The operations that tell of models.
pub const ROUTES: &[Managed] = &[
    Managed::get(
        "/model/info",
        Rank::Nobody,
        "Tells of every deployment that the caller may use, without secrets.",
        |app, given| Box::pin(info(app, given)),
    )
    .query(ONE)
    .groups(GROUPS),
    Managed::get("/v1/model/info", Rank::Nobody, "The same.", |app, given| {
        Box::pin(info(app, given))
    })
    .query(ONE)
    .groups(GROUPS),
    Managed::get(
        "/v2/model/info",
        Rank::Nobody,
        "The same in pages, searched and sorted.",
        |app, given| Box::pin(pages(app, given)),
    )
    .query(PAGES)
    .groups(GROUPS),
    Managed::get(
        "/model_group/info",
        Rank::Nobody,
        "Tells of the names that clients use, each with all its deployments together.",
        |app, given| Box::pin(groups(app, given)),
    )
    .query(GROUP)
    .groups(GROUPS),
];

const GROUPS: &[&str] = MODEL_INFO;

/// A deployment that is shown.
pub(super) struct Shown {
    /// What it is.
    pub(super) deployment: Deployment,
    /// Whether it is out of use.
    pub(super) blocked: bool,
}

/// The deployments that the caller may use, by name and id; for those who see everything, blocked ones
/// and those of teams too.
pub(super) async fn shown(app: &App, given: &Given) -> Result<Vec<Shown>, Problem> {
    let catalog = app.gateway.catalog().clone();
    let caller = given.caller();
    let all = given.actor.sees_all();
    let teams = if given.flag("include_team_models") && !all {
        let memberships = given.actor.memberships(&app.admin).await?;
        let of_teams = memberships
            .into_iter()
            .filter(|member| member.group == OwnerKind::Team);
        of_teams.map(|member| member.group_id).collect()
    } else {
        Vec::new()
    };
    let in_teams = |deployment: &Deployment| {
        let mut teams = teams.iter();
        teams.any(|team| team_may_see(&catalog, team, deployment))
    };
    let mut found: Vec<Shown> = catalog
        .deployments()
        .map(|served| &served.deployment)
        .filter(|one| all || may_see(&catalog, &caller, one) || in_teams(one))
        .map(|deployment| Shown {
            deployment: deployment.clone(),
            blocked: false,
        })
        .collect();
    if all {
        let models = app.store.models().await.map_err(AdminError::from)?;
        let stored = app.store.credentials().await.map_err(AdminError::from)?;
        let (credentials, _) = app.admin.models.credentials(&stored);
        for model in models.iter().filter(|model| model.blocked) {
            // One that no longer opens was told when the catalog was made.
            if let Ok(deployment) = app.admin.models.stored(model, &credentials) {
                found.push(Shown {
                    deployment,
                    blocked: true,
                });
            }
        }
    }
    found.sort_by(|a, b| {
        let key = |shown: &Shown| (shown.deployment.group.clone(), shown.deployment.id.clone());
        key(a).cmp(&key(b))
    });
    Ok(found)
}

fn may_see(catalog: &Catalog, caller: &Caller, deployment: &Deployment) -> bool {
    let Some(entry) = caller.key() else {
        return true;
    };
    if let Some(team) = &deployment.team {
        return entry.key.team_id.as_ref() == Some(&team.team_id)
            && reach(catalog, caller, &team.public_name).is_some();
    }
    let group = &*deployment.group;
    // An entry of the caller's list may fall under a wildcard.
    let covers = || entry.key.models.iter().any(|model| matches(group, model));
    reach(catalog, caller, group).is_some() || group.contains('*') && covers()
}

/// Whether a team may call a deployment: its own, or what its list allows.
fn team_may_see(catalog: &Catalog, team: &str, deployment: &Deployment) -> bool {
    if let Some(own) = &deployment.team {
        return *own.team_id == *team;
    }
    let Some(holder) = catalog.owners.holder(OwnerKind::Team, team) else {
        return false;
    };
    let group = &*deployment.group;
    let list = AllowList(&holder.models);
    list.allows(Named {
        name: group,
        provider: catalog.provider_of(group),
        groups: &deployment.access_groups,
    })
}

async fn info(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let mut found = shown(&app, &given).await?;
    if let Some(id) = given.text("litellm_model_id") {
        found.retain(|shown| *shown.deployment.id == *id);
        if found.is_empty() {
            let message = format!("Model id = {id} not found on litellm proxy");
            return Err(Problem::detail(400, json!({ "error": message })));
        }
    }
    if let Some(team) = given.text("teamId") {
        found.retain(|shown| of_team(&shown.deployment, &team));
    }
    if given.flag("healthy_only") || app.health.lists_well_only {
        let (health, now) = (&app.gateway.health, app.gateway.now());
        found.retain(|shown| {
            !shown.blocked && health.snapshot(&shown.deployment.id, now).resting.is_none()
        });
    }
    let data: Vec<Value> = found.iter().map(describe).collect();
    Ok(Reply::ok(json!({ "data": data })))
}

/// Whether a deployment is a team's own.
fn of_team(deployment: &Deployment, team: &str) -> bool {
    let own = deployment.team.as_ref();
    own.is_some_and(|own| *own.team_id == *team)
}

async fn pages(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let page = given.number("page", 1, u32::MAX)? as usize;
    let size = given.number("size", 50, 1_000)? as usize;
    let mut found = shown(&app, &given).await?;
    if let Some(name) = given.text("model") {
        found.retain(|shown| public_name(&shown.deployment) == name);
    }
    if let Some(id) = given.text("modelId") {
        found.retain(|shown| *shown.deployment.id == *id);
    }
    if let Some(team) = given.text("teamId") {
        found.retain(|shown| of_team(&shown.deployment, &team));
    }
    if let Some(text) = given.text("search") {
        let text = text.to_lowercase();
        let names = |one: &Deployment| [public_name(one), &one.litellm_model].join("\n");
        found.retain(|shown| names(&shown.deployment).to_lowercase().contains(&text));
    }
    if let Some(group) = given.text("access_group") {
        found.retain(|shown| shown.deployment.access_groups.contains(&group));
    }
    if given.flag("wildcard_only") {
        found.retain(|shown| shown.deployment.group.contains('*'));
    }
    if given.flag("exclude_auto_routers") {
        // None are served; one that is declared all the same is left out.
        found.retain(|shown| !shown.deployment.litellm_model.starts_with("auto_router/"));
    }
    let mut data: Vec<Value> = found.iter().map(describe).collect();
    if given.flag("user_models_only") {
        let own = given.actor.name.as_str();
        data.retain(|model| model["model_info"]["created_by"] == own);
    }
    sort(&mut data, &given)?;
    let total = data.len();
    let from = (page - 1).saturating_mul(size);
    let data: Vec<Value> = data.into_iter().skip(from).take(size).collect();
    Ok(Reply::ok(json!({
        "data": data, "total_count": total, "current_page": page, "total_pages": total.div_ceil(size), "size": size,
    })))
}

pub(super) fn public_name(deployment: &Deployment) -> &str {
    let team = deployment.team.as_ref();
    team.map_or(&deployment.group, |team| &team.public_name)
}

fn sort(data: &mut [Value], given: &Given) -> Result<(), Problem> {
    let path = match given.text("sortBy").as_deref() {
        None => return Ok(()),
        Some("model_name") => "/model_name",
        Some("created_at") => "/model_info/created_at",
        Some("updated_at") => "/model_info/updated_at",
        Some("costs") => "/model_info/input_cost_per_token",
        Some("status") => "/model_info/db_model",
        Some(other) => {
            return Err(Problem::detail(
                400,
                json!({ "error": format!(
                    "Invalid sortBy '{other}'. Choose model_name, created_at, updated_at, costs or status."
                ) }),
            ));
        }
    };
    let at = |model: &Value| model.pointer(path).cloned().unwrap_or_default();
    data.sort_by(|a, b| match (at(a), at(b)) {
        (Value::String(a), Value::String(b)) => a.cmp(&b),
        (Value::Bool(a), Value::Bool(b)) => a.cmp(&b),
        (a, b) => {
            let number = |value: &Value| value.as_f64().unwrap_or(-1.0);
            number(&a).total_cmp(&number(&b)).then_with(|| {
                // Those that were never made come before those that were.
                a.is_string().cmp(&b.is_string())
            })
        }
    });
    let order = given.text("sortOrder").unwrap_or_default();
    if order.eq_ignore_ascii_case("desc") {
        data.reverse();
    }
    Ok(())
}

fn describe(shown: &Shown) -> Value {
    let deployment = &shown.deployment;
    let mut info = Map::new();
    if let Some(facts) = known(deployment) {
        facts_of(facts, &mut info);
    }
    let mode = deployment.mode.as_deref().unwrap_or("chat");
    info.insert("supported_endpoints".into(), json!(endpoints(mode)));
    if let Ok(Value::Object(declared)) = serde_json::from_str(&deployment.model_info) {
        info.extend(declared);
    }
    let team = deployment.team.as_ref().map(|team| &*team.team_id);
    let own = json!({
        "max_input_tokens": deployment.max_input_tokens,
        "max_output_tokens": deployment.max_output_tokens,
        "id": &*deployment.id,
        "db_model": deployment.origin == Origin::Database,
        "litellm_provider": deployment.provider.name,
        "supported_openai_params": openai_params(deployment),
        "direct_access": team.is_none(),
        "access_via_team_ids": team.into_iter().collect::<Vec<_>>(),
        "blocked": shown.blocked,
    });
    if let Value::Object(own) = own {
        info.extend(own);
    }
    json!({
        "model_name": public_name(deployment),
        "litellm_params": operations::public(deployment),
        "model_info": info,
        "blocked": shown.blocked,
    })
}

/// Where the proxy serves models of a mode: every text client speaks with every model of text.
fn endpoints(mode: &str) -> &'static [&'static str] {
    match mode {
        "chat" | "completion" | "responses" => &[
            "/v1/chat/completions",
            "/v1/completions",
            "/v1/responses",
            "/v1/messages",
        ],
        "embedding" => &["/v1/embeddings"],
        "image_generation" => &["/v1/images/generations"],
        "image_edit" => &["/v1/images/edits", "/v1/images/generations"],
        "audio_speech" => &["/v1/audio/speech"],
        "audio_transcription" => &["/v1/audio/transcriptions", "/v1/audio/translations"],
        "moderation" => &["/v1/moderations"],
        "rerank" => &["/v1/rerank", "/v2/rerank"],
        _ => &[],
    }
}

fn known(deployment: &Deployment) -> Option<&'static ModelFacts> {
    let looked_up =
        || PriceTable::bundled().lookup(deployment.provider.name, &deployment.upstream_model);
    deployment.facts.or_else(looked_up)
}

/// What the price table says, under LiteLLM's names.
pub(in crate::http) fn facts_of(facts: &ModelFacts, info: &mut Map<String, Value>) {
    info.insert("key".into(), json!(facts.key));
    info.insert("mode".into(), json!(facts.mode));
    info.insert("max_tokens".into(), json!(facts.max_tokens));
    for (name, number) in facts.numbers() {
        // Prices of a kind stand together in an object.
        match name.split_once('.') {
            None => _ = info.insert(name.to_owned(), json!(number)),
            Some((kind, name)) => {
                let prices = info.entry(kind).or_insert_with(|| json!({}));
                prices[name] = json!(number);
            }
        }
    }
    let flags = facts.flags();
    info.extend(flags.map(|(name, flag)| (name.to_owned(), json!(flag))));
}

async fn groups(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let mut found = shown(&app, &given).await?;
    found.retain(|shown| !shown.blocked);
    let mut by_name: BTreeMap<String, Vec<Deployment>> = BTreeMap::new();
    for Shown { deployment, .. } in found {
        let name = public_name(&deployment).to_owned();
        by_name.entry(name).or_default().push(deployment);
    }
    if let Some(name) = given.text("model_group") {
        by_name.retain(|known, _| *known == name);
    }
    let data: Vec<Value> = by_name
        .iter()
        .map(|(name, deployments)| group(name, deployments))
        .collect();
    Ok(Reply::ok(json!({ "data": data })))
}

/// One name: limits of its widest deployment, capacity of all together, the price of the dearest.
pub(in crate::http) fn group(name: &str, deployments: &[Deployment]) -> Value {
    let mut providers: Vec<&str> = Vec::new();
    let (mut flags, mut numbers) = (Map::new(), BTreeMap::<String, f64>::new());
    let (mut params, mut mode) = (Vec::new(), None);
    for deployment in deployments {
        if !providers.contains(&deployment.provider.name) {
            providers.push(deployment.provider.name);
        }
        mode = mode.or(deployment.mode.as_deref());
        for param in openai_params(deployment) {
            if !params.contains(&param) {
                params.push(param);
            }
        }
        let facts = known(deployment);
        for (flag, on) in facts.into_iter().flat_map(ModelFacts::flags) {
            let known = flags.entry(flag).or_insert(json!(false));
            *known = json!(on || *known == json!(true));
        }
        let mut costs: BTreeMap<String, f64> = facts
            .into_iter()
            .flat_map(ModelFacts::numbers)
            .filter(|(name, _)| COSTS.contains(name))
            .map(|(name, cost)| (name.to_owned(), cost))
            .collect();
        for text in [&deployment.model_info, &deployment.public_params] {
            let declared: Map<String, Value> = serde_json::from_str(text).unwrap_or_default();
            for cost in COSTS {
                if let Some(own) = declared.get(*cost).and_then(Value::as_f64) {
                    costs.insert((*cost).to_owned(), own);
                }
            }
        }
        for (cost, usd) in costs {
            let most = numbers.entry(cost).or_insert(usd);
            *most = most.max(usd);
        }
    }
    let most = |of: fn(&Deployment) -> Option<u64>| deployments.iter().filter_map(of).max();
    let sum = |of: fn(&Deployment) -> Option<i64>| {
        let known: Vec<i64> = deployments.iter().filter_map(of).collect();
        (!known.is_empty()).then(|| known.iter().sum::<i64>())
    };
    let mut shown = json!({
        "model_group": name,
        "providers": providers,
        "mode": mode,
        "max_input_tokens": most(|one| one.max_input_tokens),
        "max_output_tokens": most(|one| one.max_output_tokens),
        "rpm": sum(|one| one.rpm),
        "tpm": sum(|one| one.tpm),
        "supported_openai_params": params,
        "configurable_clientside_auth_params": null,
        "is_public_model_group": false,
        "health_status": null,
        "health_response_time": null,
        "health_checked_at": null,
    });
    for cost in COSTS {
        shown[*cost] = json!(numbers.get(*cost));
    }
    for (flag, on) in flags {
        shown[flag.as_str()] = on;
    }
    shown
}

const COSTS: &[&str] = &["input_cost_per_token", "output_cost_per_token"];

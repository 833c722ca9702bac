//! Whether deployments work: by what is known, else by a call; asked for, or in rounds of their own.

use super::super::App;
use super::health::{probe, said};
use super::model_info::public_name;
use crate::domain::deployment::Deployment;
use crate::gateway::authenticate::Caller;
use crate::jobs::health_checks::{Found, Round};
use futures_util::{StreamExt, stream};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// How long what traffic told of a deployment counts.
const HEARD_MICROS: i64 = 300_000_000;

/// A name with stars is no model that could be called.
pub(super) fn can_be_called(deployment: &Deployment) -> bool {
    !deployment.litellm_model.contains('*')
}

/// Looks after every deployment. Calls that it takes are the master key's.
pub async fn round(app: Arc<App>) -> Round {
    let catalog = app.gateway.catalog().clone();
    let all = catalog.deployments().map(|served| &served.deployment);
    let all: Vec<Deployment> = all.filter(|one| can_be_called(one)).cloned().collect();
    let checked = stream::iter(all).map(|deployment| {
        let app = app.clone();
        async move {
            let id = deployment.id.clone();
            (
                Arc::from(&*id),
                check(&app, Caller::Master, deployment, false).await,
            )
        }
    });
    let round: Round = checked.buffer_unordered(app.health.at_once).collect().await;
    for (id, found) in &round {
        app.gateway
            .health
            .state(id)
            .note_check(found.works, found.at);
    }
    round
}

/// Looks whether one deployment works; `active` calls it in any case.
pub(super) async fn check(
    app: &Arc<App>,
    caller: Caller,
    deployment: Deployment,
    active: bool,
) -> Found {
    let mut told = Map::new();
    told.insert("model".to_owned(), json!(&*deployment.litellm_model));
    told.insert("model_name".to_owned(), json!(public_name(&deployment)));
    told.insert("model_id".to_owned(), json!(&*deployment.id));
    told.insert("api_base".to_owned(), json!(deployment.api_base.as_deref()));
    let known = if active {
        None
    } else {
        heard(app, &deployment, &mut told).await
    };
    let works = match known {
        Some(works) => works,
        None => {
            told.insert("checked_by".to_owned(), json!("call"));
            match probe(app, caller, deployment, None).await {
                Ok(_) => true,
                Err(refusal) => {
                    told.insert("error".to_owned(), said(app, &refusal));
                    false
                }
            }
        }
    };
    let at = app.gateway.now();
    Found { works, told, at }
}

/// Whether a deployment works, as far as that is known without calling it: by its traffic, which counts
/// for a few minutes, else by its provider's list.
async fn heard(app: &App, deployment: &Deployment, told: &mut Map<String, Value>) -> Option<bool> {
    let now = app.gateway.now();
    let state = app.gateway.health.snapshot(&deployment.id, now);
    let fresh = state
        .heard_at()
        .is_some_and(|at| now.0 - at.0 <= HEARD_MICROS);
    if let Some(works) = state
        .works()
        .filter(|works| fresh || !works && state.resting.is_some())
    {
        told.insert("checked_by".to_owned(), json!("traffic"));
        if let Some(fault) = state.last_fault.filter(|_| !works) {
            told.insert("error".to_owned(), json!(fault.message));
        }
        return Some(works);
    }
    let served = app.gateway.catalog().served(&deployment.id)?;
    app.gateway.is_listed(&served).await?;
    told.insert("checked_by".to_owned(), json!("list"));
    Some(true)
}

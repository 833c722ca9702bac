//! What the router knows of deployments, as Prometheus reads it.

use super::super::App;
use crate::gateway::catalog::{Catalog, Served};
use crate::telemetry::prometheus::Moment;
use crate::telemetry::prometheus::family::{Definition, Kind};
use std::sync::Arc;

/// Deployments that are shown.
const SHOWN_MAX: usize = 1_000;

const STATUS: &[&str] = &[
    "litellm_model_name",
    "model_id",
    "api_base",
    "api_provider",
    "exception_status",
];
const LIMITS: &[&str] = &[
    "model_group",
    "litellm_model_name",
    "model_id",
    "api_base",
    "api_provider",
];

static COOLED: Definition = Definition {
    name: "litellm_deployment_cooled_down",
    help: "How often deployments were left alone for a while.",
    kind: Kind::Counter,
    labels: STATUS,
};
static REQUESTS: Definition = Definition {
    name: "litellm_remaining_requests_metric",
    help: "Requests that providers say are left of their limits.",
    kind: Kind::Gauge,
    labels: LIMITS,
};
static TOKENS: Definition = Definition {
    name: "litellm_remaining_tokens_metric",
    help: "Tokens that providers say are left of their limits.",
    kind: Kind::Gauge,
    labels: LIMITS,
};
static IN_FLIGHT: Definition = Definition {
    name: "cw_deployment_in_flight",
    help: "Calls in flight at deployments.",
    kind: Kind::Gauge,
    labels: LIMITS,
};

fn labels(served: &Served) -> Vec<Arc<str>> {
    let deployment = &served.deployment;
    vec![
        deployment.litellm_model.clone(),
        deployment.id.clone(),
        deployment.api_base.clone().unwrap_or_default(),
        deployment.provider.name.into(),
    ]
}

/// Rests, limits and places of the deployments of which anything was heard.
pub(super) fn moments(app: &App, catalog: &Catalog) -> [Moment; 4] {
    let gateway = &app.gateway;
    let now = gateway.now();
    let mut samples: [Vec<(Vec<Arc<str>>, f64)>; 4] = Default::default();
    for served in catalog.deployments().take(SHOWN_MAX) {
        let heard = gateway.health.snapshot(&served.deployment.id, now);
        let own = labels(served);
        let grouped = || [vec![served.deployment.group.clone()], own.clone()].concat();
        for (status, times) in &heard.rests {
            let labels = [own.clone(), vec![status.to_string().into()]].concat();
            samples[0].push((labels, *times as f64));
        }
        let left = heard.left;
        samples[1].extend(left.requests.map(|left| (grouped(), left as f64)));
        samples[2].extend(left.tokens.map(|left| (grouped(), left as f64)));
        if heard.in_flight > 0 {
            samples[3].push((grouped(), f64::from(heard.in_flight)));
        }
    }
    let [cooled, requests, tokens, in_flight] = samples;
    [
        (&COOLED, cooled),
        (&REQUESTS, requests),
        (&TOKENS, tokens),
        (&IN_FLIGHT, in_flight),
    ]
    .map(|(definition, samples)| Moment {
        definition,
        samples,
    })
}

//! Providers' own paths, and the operator's: what a catalog passes on as it comes.

use crate::admin::models::Declarations;
use crate::config::{ModelDeclaration, PassThroughEndpoint};
use crate::domain::deployment::{Deployment, Origin};
use crate::domain::price::TermsOf;
use crate::domain::provider::PROVIDERS;
use crate::gateway::catalog::{PassEndpoint, Served};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// One open deployment per provider, with the environment's credential, for the provider's own paths.
/// A declared deployment that is meant for it (`use_in_pass_through`) takes its place.
pub(super) fn pass_through(
    models: &Declarations,
    terms: &TermsOf,
    by_id: &mut HashMap<Arc<str>, ModelDeclaration>,
) -> Vec<Deployment> {
    let marked: HashMap<String, ModelDeclaration> = by_id
        .values()
        .filter(|declared| declared.litellm_params.get("use_in_pass_through") == Some(&true.into()))
        .filter_map(|declared| {
            // What a team owns is not for everybody.
            let made = models
                .build(declared)
                .ok()
                .filter(|made| made.team.is_none())?;
            Some((made.provider.name.to_owned(), declared.clone()))
        })
        .collect();
    PROVIDERS
        .iter()
        .filter_map(|provider| {
            let open = format!("{}/*", provider.name);
            let mut declared =
                marked
                    .get(provider.name)
                    .cloned()
                    .unwrap_or_else(|| ModelDeclaration {
                        model_name: open.clone(),
                        litellm_params: serde_json::Map::new(),
                        model_info: serde_json::Map::new(),
                        origin: Origin::Config,
                    });
            declared.litellm_params.insert("model".into(), open.into());
            declared.litellm_params.remove("custom_llm_provider");
            declared.model_info.insert(
                "id".into(),
                format!("pass-through-{}", provider.name).into(),
            );
            let made = models.build(&declared).ok()?;
            by_id.insert(made.id.clone(), declared);
            Some(made.under(terms))
        })
        .collect()
}

/// The operator's own paths: the file's, then the stored ones that are not declared there.
pub(super) fn pass_through_endpoints(
    of_file: &[PassThroughEndpoint],
    models: &Declarations,
    stored: &BTreeMap<String, String>,
) -> Vec<PassThroughEndpoint> {
    let mut all = of_file.to_vec();
    for endpoint in crate::admin::pass_through::in_force(&models.sealer, stored) {
        if !all.iter().any(|known| known.path == endpoint.path) {
            all.push(endpoint);
        }
    }
    all
}

/// A path of the operator's own, ready to be passed on.
pub(super) fn own_endpoint(
    declared: &PassThroughEndpoint,
    models: &Declarations,
    terms: &TermsOf,
    by_id: &mut HashMap<Arc<str>, ModelDeclaration>,
) -> Option<PassEndpoint> {
    let deployment = match models.build(&declared.target) {
        Ok(deployment) => deployment,
        Err(error) => {
            tracing::error!(path = declared.path, %error, "a pass-through endpoint is left out");
            return None;
        }
    };
    by_id.insert(deployment.id.clone(), declared.target.clone());
    Some(PassEndpoint {
        path: declared.path.clone(),
        subpaths: declared.subpaths,
        methods: declared.methods.clone(),
        forward_headers: declared.forward_headers,
        default_query: declared.default_query.clone(),
        merge_query: declared.merge_query,
        key_header: declared.key_header.clone(),
        served: Served::new(deployment.under(terms)),
    })
}

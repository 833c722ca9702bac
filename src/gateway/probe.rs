//! Asking a provider whether it serves a model, without making it answer: nothing is billed.

use super::Gateway;
use super::catalog::Served;
use crate::domain::provider::Dialect;
use crate::upstream::OwnRequest;
use bytes::Bytes;
use serde::Deserialize;
use std::time::Duration;
use tokio::time::Instant;

/// How long a provider may take to list its models.
const LIST_WAIT: Duration = Duration::from_secs(5);
/// The longest list that is read, in bytes.
const LIST_BYTES_MAX: usize = 4 << 20;

/// Models as OpenAI, Anthropic (`data[].id`) and Google (`models[].name`) list them.
#[derive(Deserialize)]
struct Listed {
    #[serde(default, alias = "models")]
    data: Vec<Model>,
}

#[derive(Deserialize)]
struct Model {
    #[serde(alias = "name")]
    id: String,
}

impl Gateway {
    /// Whether the provider lists the deployment's model among those that our credential may call.
    /// `None` when its list does not tell: then only a call can.
    pub async fn is_listed(&self, served: &Served) -> Option<()> {
        let deployment = &served.deployment;
        let lists = matches!(
            deployment.provider.dialect,
            Dialect::OpenAi | Dialect::Anthropic | Dialect::Gemini
        );
        let endpoint = served.endpoint.as_ref().ok().filter(|_| lists)?;
        let mut headers = http::HeaderMap::new();
        if deployment.provider.dialect == Dialect::Anthropic {
            let version = http::HeaderValue::from_static("2023-06-01");
            headers.insert("anthropic-version", version);
        }
        let own = OwnRequest {
            method: http::Method::GET,
            rest: "/models".to_owned(),
            query: None,
            headers,
            body: Bytes::new(),
        };
        let deadline = Instant::now() + LIST_WAIT;
        let asked = self.upstream.send_own(endpoint, own, deadline).await;
        let mut response = asked.ok().filter(|response| response.status() == 200)?;
        let body = response.whole(LIST_BYTES_MAX, deadline).await.ok()?;
        let listed: Listed = serde_json::from_slice(&body).ok()?;
        let name = deployment.provider.model_name(&deployment.upstream_model);
        let is_it =
            |model: &Model| model.id == *name || model.id.strip_prefix("models/") == Some(&*name);
        listed.data.iter().any(is_it).then_some(())
    }
}

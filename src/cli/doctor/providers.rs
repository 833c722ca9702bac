//! Whether providers take our credentials, asked by what they do not bill: their list of models.

use super::super::target::client;
use super::{Finding, Outcome};
use crate::domain::deployment::Deployment;
use crate::domain::provider::Dialect;
use futures_util::{StreamExt, stream};
use std::collections::BTreeMap;
use std::time::Duration;

/// Providers that are asked at the same time.
const AT_ONCE: usize = 8;

/// Asks each provider once for each credential and address.
pub(super) async fn check(deployments: &[Deployment], wait: Duration) -> Vec<Finding> {
    let Ok(client) = client(wait) else {
        return Vec::new();
    };
    let mut places: BTreeMap<(String, String, String), &Deployment> = BTreeMap::new();
    for one in deployments {
        let base = one.api_base.as_deref().unwrap_or_default().to_owned();
        let key = one
            .api_key
            .as_ref()
            .map_or_else(String::new, |key| key.expose().to_owned());
        places
            .entry((one.provider.name.to_owned(), base, key))
            .or_insert(one);
    }
    let asked = stream::iter(places.into_values()).map(|one| ask(&client, one));
    asked.buffered(AT_ONCE).collect().await
}

/// Where the list of models is, and the headers that prove who asks; `None` where there is none.
fn request(client: &reqwest::Client, one: &Deployment) -> Option<reqwest::RequestBuilder> {
    let base = one.api_base.as_deref()?.trim_end_matches('/');
    let key = one
        .api_key
        .as_ref()
        .map(crate::domain::secret::Secret::expose);
    Some(match one.provider.dialect {
        Dialect::OpenAi => {
            let request = client.get(format!("{base}/models"));
            match key {
                Some(key) => request.bearer_auth(key),
                None => request,
            }
        }
        Dialect::Anthropic => {
            let base = base.trim_end_matches("/v1");
            let request = client
                .get(format!("{base}/v1/models"))
                .header("anthropic-version", "2023-06-01");
            request.header("x-api-key", key?)
        }
        Dialect::Gemini if one.google.is_none() => client
            .get(format!("{base}/models"))
            .header("x-goog-api-key", key?),
        Dialect::Ollama => client.get(format!("{base}/api/tags")),
        Dialect::Cohere => {
            let base = base.trim_end_matches("/v2").trim_end_matches("/v1");
            client.get(format!("{base}/v1/models")).bearer_auth(key?)
        }
        _ => return None,
    })
}

async fn ask(client: &reqwest::Client, one: &Deployment) -> Finding {
    let name = one.provider.name;
    let base = one.api_base.as_deref().unwrap_or("no address");
    let Some(request) = request(client, one) else {
        let what = format!("{name} ({}) has no check that is free", one.group);
        return Finding::new("providers", Outcome::Skipped, what)
            .fix(format!("cw-proxy model test {}", one.group));
    };
    match request.send().await {
        Err(error) => {
            let why = if error.is_timeout() {
                "did not answer in time"
            } else {
                "cannot be reached"
            };
            Finding::failed("providers", format!("{name} at {base} {why}"))
                .fix("check api_base, the network, and that it runs")
        }
        Ok(answer) => match answer.status().as_u16() {
            200..=299 => Finding::ok(
                "providers",
                format!("{name} at {base} takes the credential"),
            ),
            status @ (401 | 403) => Finding::failed(
                "providers",
                format!("{name} at {base} refuses the credential ({status})"),
            )
            .fix(format!("replace the api_key of '{}'", one.group)),
            404 | 405 => Finding::ok(
                "providers",
                format!("{name} at {base} answers, and lists no models"),
            ),
            status => Finding::warning(
                "providers",
                format!("{name} at {base} answers with status {status}"),
            )
            .fix(format!("cw-proxy model test {}", one.group)),
        },
    }
}

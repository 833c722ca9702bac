//! How a deployment reaches Vertex AI: project, location, credential.

use super::model_list::{Fields, ModelError, invalid};
use super::provider_env::ProviderEnv;
use crate::domain::google::{GoogleCredentials, Publisher, TOKEN_URI, is_location, vertex_host};
use crate::domain::provider::Provider;
use serde_json::Value;

/// Where models are asked for when nobody names a location, as with LiteLLM.
const DEFAULT_LOCATION: &str = "us-central1";

/// What a declaration and the environment say about Vertex AI.
pub(super) struct Vertex {
    project: Option<String>,
    location: String,
    pub(super) credentials: Option<GoogleCredentials>,
    /// Whether the credential is the declaration's own.
    pub(super) own: bool,
}

/// Reads them. A declaration that came through the API brings the JSON itself: it names no files of
/// this machine, and its tokens come from Google.
pub(super) fn read(
    fields: Fields<'_>,
    from_file: bool,
    env: &ProviderEnv,
) -> Result<Vertex, ModelError> {
    let text = |names: [&'static str; 2]| names.into_iter().find_map(|name| fields.text(name));
    let given = match fields
        .get("vertex_credentials")
        .or_else(|| fields.get("vertex_ai_credentials"))
    {
        None => None,
        Some(Value::Object(members)) => Some(Value::Object(members.clone()).to_string()),
        Some(Value::String(text)) if text.trim_start().starts_with('{') => Some(text.clone()),
        Some(Value::String(path)) if from_file => Some(
            std::fs::read_to_string(path.trim())
                .map_err(|_| invalid("vertex_credentials", "names a file that cannot be read"))?,
        ),
        Some(_) => {
            return Err(invalid(
                "vertex_credentials",
                "must be the JSON of a credential file, not a path on the proxy's machine",
            ));
        }
    };
    let own = given.is_some();
    let json = given.as_deref().or_else(|| env.google_credentials());
    let (credentials, named) = match json {
        None => (None, None),
        Some(json) => {
            let (credentials, project) =
                GoogleCredentials::parse(json).map_err(|why| invalid("vertex_credentials", why))?;
            (Some(credentials), project)
        }
    };
    let foreign = credentials
        .as_ref()
        .is_some_and(|credentials| credentials.token_uri() != TOKEN_URI);
    if own && !from_file && foreign {
        return Err(invalid(
            "vertex_credentials",
            "may only get its tokens from https://oauth2.googleapis.com/token",
        ));
    }
    let project = text(["vertex_project", "vertex_ai_project"])
        .or_else(|| env.google_project())
        .map(str::to_owned)
        .or(named);
    if project
        .as_deref()
        .is_some_and(|project| !is_project(project))
    {
        return Err(invalid(
            "vertex_project",
            "must be a project id, like my-project-123",
        ));
    }
    let location = text(["vertex_location", "vertex_ai_location"])
        .or_else(|| env.google_location())
        .unwrap_or(DEFAULT_LOCATION);
    if !is_location(location) {
        return Err(invalid(
            "vertex_location",
            "must be a location, like us-central1 or global",
        ));
    }
    Ok(Vertex {
        project,
        location: location.to_owned(),
        credentials,
        own,
    })
}

/// Project ids may have a domain before them (`example.com:my-project`).
fn is_project(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b':' | b'_'))
}

impl Vertex {
    /// The base URL of a model: the environment's host, else the location's.
    pub(super) fn base(&self, host: Option<&str>, provider: &Provider, model: &str) -> String {
        let google = vertex_host(&self.location);
        self.at(host.unwrap_or(&google), provider, model)
    }

    /// The base URL of a model at a host. An address with a path is taken at its word.
    pub(super) fn at(&self, base: &str, provider: &Provider, model: &str) -> String {
        let base = base.trim().trim_end_matches('/');
        let path = base
            .split("://")
            .nth(1)
            .and_then(|rest| rest.split_once('/'));
        if path.is_some_and(|(_, path)| !path.is_empty()) {
            return base.to_owned();
        }
        let version = if provider.name == "vertex_ai_beta" {
            "v1beta1"
        } else {
            "v1"
        };
        let publisher = Publisher::of(model).unwrap_or(Publisher::Google);
        match &self.project {
            Some(project) => format!("{base}{}", publisher.path(version, project, &self.location)),
            // Express mode knows no projects.
            None => {
                let base = if base == vertex_host(&self.location) {
                    "https://aiplatform.googleapis.com"
                } else {
                    base
                };
                format!("{base}/{version}/publishers/google")
            }
        }
    }
}

//! What the environment says about providers: credentials, base URLs, account headers.

use super::env::Env;
use super::notice::{Notice, Problem};
use crate::domain::aws::AwsCredentials;
use crate::domain::provider::{Dialect, PROVIDERS, Provider};
use crate::domain::secret::Secret;
use std::collections::{BTreeMap, BTreeSet};

/// What the environment template puts in `OPENAI_API_KEY` until the task agent has a virtual key.
pub const PLACEHOLDER: &str = "sk-proxy-default";

/// The version of Azure's API where a deployment names none.
const AZURE_API_VERSION: &str = "AZURE_API_VERSION";

/// AWS's variables that hold a credential: key id, key, session token.
const AWS_SECRETS: [&str; 3] = [
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
];

/// AWS's variables that name the region, first set wins.
const AWS_REGIONS: [&str; 3] = ["AWS_REGION_NAME", "AWS_REGION", "AWS_DEFAULT_REGION"];

/// Variables that hold Google's credential or name its file, the first one set counts.
const GOOGLE_CREDENTIALS: [&str; 4] = [
    "VERTEXAI_CREDENTIALS",
    "VERTEX_CREDENTIALS",
    "GOOGLE_APPLICATION_CREDENTIALS",
    "DEFAULT_GOOGLE_APPLICATION_CREDENTIALS",
];
const GOOGLE_PROJECTS: [&str; 5] = [
    "VERTEXAI_PROJECT",
    "VERTEX_PROJECT",
    "VERTEX_AI_PROJECT",
    "DEFAULT_VERTEXAI_PROJECT",
    "GOOGLE_CLOUD_PROJECT",
];
const GOOGLE_LOCATIONS: [&str; 5] = [
    "VERTEXAI_LOCATION",
    "VERTEX_LOCATION",
    "VERTEX_AI_LOCATION",
    "DEFAULT_VERTEXAI_LOCATION",
    "GOOGLE_CLOUD_LOCATION",
];

/// The variables of all providers, kept so that models that are declared later, through the API, can
/// be built without reading the environment again.
#[derive(Clone, Debug, Default)]
pub struct ProviderEnv {
    values: BTreeMap<String, Secret>,
}

impl ProviderEnv {
    /// Puts another value in the place of a variable's.
    pub(super) fn put(&mut self, name: &str, value: Secret) {
        self.values.insert(name.to_owned(), value);
    }

    /// Every variable with its value.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&str, &Secret)> {
        self.values
            .iter()
            .map(|(name, secret)| (name.as_str(), secret))
    }

    /// Takes the providers' variables out of the environment. Credentials may also stand in files
    /// that `<NAME>_FILE` variables name. Left out: blank values, the placeholder, and the proxy's
    /// own secrets (`own`), which would otherwise be sent to a provider.
    pub(super) fn collect(env: &Env, own: &[&Secret]) -> (Self, Vec<Notice>, Vec<Problem>) {
        let mut values = BTreeMap::new();
        let (mut notices, mut problems) = (Vec::new(), Vec::new());
        let mut credentials: BTreeSet<_> =
            PROVIDERS.iter().flat_map(Provider::key_variables).collect();
        credentials.extend(AWS_SECRETS.map(Into::into));
        for variable in credentials {
            match env.secret(&variable) {
                Ok(Some((secret, _))) if own.contains(&&secret) => {
                    let variable = variable.into_owned();
                    notices.push(Notice::OwnSecret { variable });
                }
                Ok(Some((secret, _))) if is_usable(&secret) => {
                    values.insert(variable.into_owned(), secret);
                }
                Ok(_) => {}
                Err(problem) => problems.push(problem),
            }
        }
        let bases = PROVIDERS.iter().flat_map(Provider::base_variables);
        let headers = PROVIDERS.iter().flat_map(|provider| provider.header_env);
        let bases = bases.chain([AZURE_API_VERSION.into()]);
        let bases = bases.chain(AWS_REGIONS.map(Into::into));
        for variable in bases.chain(headers.map(|(_, variable)| (*variable).into())) {
            if let Some(value) = env.get(&variable) {
                values.insert(variable.into_owned(), Secret::new(value.trim()));
            }
        }
        for variable in GOOGLE_PROJECTS.iter().chain(&GOOGLE_LOCATIONS) {
            if let Some(value) = env.get(variable) {
                values.insert((*variable).to_owned(), Secret::new(value.trim()));
            }
        }
        for variable in GOOGLE_CREDENTIALS {
            match env.get(variable).map(credential_file) {
                None => {}
                Some(Some(json)) => {
                    values.insert(variable.to_owned(), Secret::new(json));
                }
                Some(None) => notices.push(Notice::WeakSecret {
                    name: variable.to_owned(),
                    reason: "names a file that cannot be read, so Vertex AI gets no credential from it",
                }),
            }
        }
        (Self { values }, notices, problems)
    }

    /// What the environment gives, of whatever kind: keys, tokens, regions, addresses.
    pub fn values(&self) -> impl Iterator<Item = &Secret> {
        self.values.values()
    }

    /// The same without what `is_own` says is the proxy's own, and the names of what was left out.
    #[must_use]
    pub fn without(mut self, is_own: impl Fn(&Secret) -> bool) -> (Self, Vec<String>) {
        let own = self.values.iter().filter(|(_, value)| is_own(value));
        let names: Vec<String> = own.map(|(name, _)| name.clone()).collect();
        self.values.retain(|name, _| !names.contains(name));
        (self, names)
    }

    /// The environment's credential for a provider.
    #[must_use]
    pub fn credential(&self, provider: &Provider) -> Option<&Secret> {
        provider
            .key_variables()
            .find_map(|variable| self.values.get(variable.as_ref()))
    }

    /// The environment's key for signing requests to AWS.
    #[must_use]
    pub fn aws(&self) -> Option<AwsCredentials> {
        let [id, key, token] = AWS_SECRETS.map(|variable| self.values.get(variable));
        Some(AwsCredentials {
            access_key_id: id?.clone(),
            secret_access_key: key?.clone(),
            session_token: token.cloned(),
        })
    }

    /// The environment's region on AWS.
    #[must_use]
    pub fn aws_region(&self) -> Option<&str> {
        let mut set = AWS_REGIONS.iter().filter_map(|name| self.values.get(*name));
        set.next().map(Secret::expose)
    }

    fn first(&self, variables: &[&str]) -> Option<&str> {
        let mut set = variables.iter().filter_map(|name| self.values.get(*name));
        set.next().map(Secret::expose)
    }

    /// The JSON of the environment's Google credential.
    #[must_use]
    pub fn google_credentials(&self) -> Option<&str> {
        self.first(&GOOGLE_CREDENTIALS)
    }

    /// The environment's Google Cloud project.
    #[must_use]
    pub fn google_project(&self) -> Option<&str> {
        self.first(&GOOGLE_PROJECTS)
    }

    /// The environment's location for Vertex AI.
    #[must_use]
    pub fn google_location(&self) -> Option<&str> {
        self.first(&GOOGLE_LOCATIONS)
    }

    /// Whether the environment has what a provider wants to be called with.
    #[must_use]
    pub fn can_call(&self, provider: &Provider) -> bool {
        self.credential(provider).is_some()
            || provider.dialect == Dialect::Bedrock && self.aws().is_some()
            || provider.name == "vertex_ai" && self.google_credentials().is_some()
    }

    /// The environment's version of an API that wants one in its address.
    #[must_use]
    pub fn api_version(&self, provider: &Provider) -> Option<&str> {
        let azure = provider.dialect == Dialect::Azure;
        let version = self.values.get(AZURE_API_VERSION).filter(|_| azure)?;
        Some(version.expose())
    }

    /// The environment's base URL for a provider, completed.
    #[must_use]
    pub fn base(&self, provider: &Provider) -> Option<String> {
        let base = provider
            .base_variables()
            .find_map(|variable| self.values.get(variable.as_ref()))?;
        Some(provider.complete_base(base.expose()))
    }

    /// The provider's account headers that the environment fills in.
    pub fn headers(&self, provider: &Provider) -> impl Iterator<Item = (&'static str, &Secret)> {
        let filled = |(header, variable): &(&'static str, &'static str)| {
            Some((*header, self.values.get(*variable)?))
        };
        provider.header_env.iter().filter_map(filled)
    }
}

/// The JSON of a credential: the value itself, or the file that it names.
fn credential_file(value: &str) -> Option<String> {
    if value.trim_start().starts_with('{') {
        return Some(value.to_owned());
    }
    std::fs::read_to_string(value.trim()).ok()
}

/// Whether a credential is one: not blank, and not the placeholder.
pub(super) fn is_usable(secret: &Secret) -> bool {
    let text = secret.expose().trim();
    !text.is_empty() && text != PLACEHOLDER
}

#[cfg(test)]
mod tests {
    use super::*;

    fn openai() -> &'static Provider {
        Provider::find("openai").expect("a row")
    }

    fn credential(variables: &[(&str, &str)]) -> Option<String> {
        let env = Env::of(variables.iter().copied());
        let (providers, _, _) = ProviderEnv::collect(&env, &[&Secret::new("sk-master-own")]);
        let found = providers.credential(openai());
        found.map(|secret| secret.expose().to_owned())
    }

    #[test]
    fn the_first_usable_credential_counts() {
        let (ours, agents) = ("LITELLM_OPENAI_API_KEY", "OPENAI_API_KEY");
        for (variables, expected) in [
            (vec![(agents, "sk-a")], Some("sk-a")),
            (vec![(agents, "sk-a"), (ours, "sk-b")], Some("sk-b")),
            (vec![(agents, "sk-a"), (ours, " ")], Some("sk-a")),
            (vec![(agents, PLACEHOLDER)], None),
            (vec![(agents, "sk-master-own")], None),
            (vec![], None),
        ] {
            assert_eq!(credential(&variables).as_deref(), expected, "{variables:?}");
        }
    }

    #[test]
    fn bases_and_headers_come_along_and_nothing_else_does() {
        let env = Env::of([
            ("OLLAMA_API_BASE", "http://ollama:11434/"),
            ("OPENAI_ORGANIZATION", "org-1"),
            ("AWS_CONFIG_FILE", "canary"),
        ]);
        let (providers, _, _) = ProviderEnv::collect(&env, &[]);
        let ollama = Provider::find("ollama_chat").expect("a row");
        assert_eq!(
            providers.base(ollama).as_deref(),
            Some("http://ollama:11434")
        );
        assert_eq!(providers.base(openai()), None);
        let headers: Vec<_> = providers.headers(openai()).map(|(name, _)| name).collect();
        assert_eq!(headers, ["OpenAI-Organization"]);
        assert_eq!(providers.values.len(), 2);
    }
}

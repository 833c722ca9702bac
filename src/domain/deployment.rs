//! Deployments: one public model name, served by one model of one provider.

use super::aws::Aws;
use super::google::GoogleCredentials;
use super::handling::Handling;
use super::price::{Price, PriceState, TermsOf};
use super::price_table::{ModelFacts, PictureForm};
use super::provider::Provider;
use super::secret::Secret;
use regex::Regex;
use std::sync::Arc;

/// Where a deployment was declared; decides who may change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// In the configuration file: only the file changes it.
    Config,
    /// Through the API, UI or CLI, stored in the database.
    Database,
}

/// A part of the world that deployments are in, as far as customers are kept to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    /// The European Union.
    Eu,
    /// The United States.
    Us,
}

/// Azure's names of regions there (Microsoft, "Azure regions list").
const AZURE_EU: &[&str] = &[
    "austriaeast",
    "francecentral",
    "francesouth",
    "germanynorth",
    "germanywestcentral",
    "italynorth",
    "northeurope",
    "polandcentral",
    "spaincentral",
    "swedencentral",
    "swedensouth",
    "westeurope",
];
const AZURE_US: &[&str] = &[
    "centralus",
    "eastus",
    "eastus2",
    "northcentralus",
    "southcentralus",
    "westcentralus",
    "westus",
    "westus2",
    "westus3",
];
/// Of Amazon's and Google's regions that begin like those of the Union, the ones outside it.
const OUTSIDE: &[&str] = &["eu-central-2", "eu-west-2", "europe-west2", "europe-west6"];

impl Region {
    /// Its name in requests and answers.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Eu => "eu",
            Self::Us => "us",
        }
    }

    /// Where a provider's region is (`eu`, `eu-west-1`, `europe-west4`, `us-central1`, `eastus2`); `None` for
    /// anywhere else, and for what is not known.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase();
        let begins = |beginnings: &[&str]| beginnings.iter().any(|begins| name.starts_with(begins));
        let name = name.as_str();
        if OUTSIDE.contains(&name) {
            None
        } else if name == "eu" || begins(&["eu-", "europe-"]) || AZURE_EU.contains(&name) {
            Some(Self::Eu)
        } else if name == "us" || begins(&["us-"]) || AZURE_US.contains(&name) {
            Some(Self::Us)
        } else {
            None
        }
    }
}

/// A team's own deployment: nobody else can call it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamModel {
    /// The team (`model_info.team_id`).
    pub team_id: Arc<str>,
    /// The name by which the team's keys call it (`model_info.team_public_model_name`).
    pub public_name: Arc<str>,
}

/// One upstream model that can answer for a public name.
#[derive(Clone, Debug)]
pub struct Deployment {
    /// Stable id: given, or the hash of its declaration.
    pub id: Arc<str>,
    /// The public name (`model_name`) that it answers for; may hold `*`.
    pub group: Arc<str>,
    /// Provider and model as declared (`openai/gpt-4o`); may hold `*`.
    pub litellm_model: Arc<str>,
    /// Who serves it.
    pub provider: &'static Provider,
    /// The model's name at the provider; may hold `*`.
    pub upstream_model: Arc<str>,
    /// Base URL without a trailing slash; `None` when the provider has no default and none was given.
    pub api_base: Option<Arc<str>>,
    /// Version of the API that goes into the query (`api-version`); Azure's services want one.
    pub api_version: Option<Arc<str>>,
    /// The provider's credential.
    pub api_key: Option<Secret>,
    /// Region and key of a deployment on AWS.
    pub aws: Option<Aws>,
    /// What access tokens for Google Cloud are got with.
    pub google: Option<Arc<GoogleCredentials>>,
    /// Headers added to each call (`extra_headers`, organization).
    pub extra_headers: Vec<(String, Secret)>,
    /// Default request parameters, as raw JSON; a parameter in the request wins.
    pub default_params: Vec<(String, String)>,
    /// Parameters merged into the body (`extra_body`), as raw JSON; they win over the request.
    pub extra_body: Vec<(String, String)>,
    /// Drop parameters that the provider refuses, instead of refusing the request.
    pub drop_params: Option<bool>,
    /// Change requests that the provider would refuse for their form (`modify_params`).
    pub modify_params: bool,
    /// Parameters always dropped.
    pub additional_drop_params: Vec<String>,
    /// Parameters passed although the provider is not known to take them.
    pub allowed_openai_params: Vec<String>,
    /// How long a whole JSON answer may take.
    pub timeout_ms: Option<u64>,
    /// How long a stream may stay silent.
    pub stream_timeout_ms: Option<u64>,
    /// Share of the traffic of its group, against the other weights.
    pub weight: Option<f64>,
    /// Requests per minute that it can take; a weight when `weight` is absent.
    pub rpm: Option<i64>,
    /// Tokens per minute that it can take; a weight when neither is present.
    pub tpm: Option<i64>,
    /// Rank: the lowest present is used first.
    pub order: Option<i64>,
    /// Tags of requests that are sent here; `default` for requests without tags, and those that fit nobody.
    pub tags: Vec<String>,
    /// Clients that are sent here, by what they call themselves (`User-Agent: …`): `tag_regex`.
    pub tag_patterns: Vec<Regex>,
    /// Calls that it takes at the same time; more are refused at once.
    pub max_parallel_requests: Option<u32>,
    /// How often a call that it failed is tried again, in place of the router's number.
    pub num_retries: Option<u32>,
    /// How long it is left alone after too many faults, in milliseconds.
    pub cooldown_time_ms: Option<u64>,
    /// Faults in a minute that are borne, in place of the router's number.
    pub allowed_fails: Option<u32>,
    /// It stands for many models with the environment's credential: it is never left alone.
    pub provider_default: bool,
    /// What it costs.
    pub pricing: PriceState,
    /// What its pictures cost by size and quality, where that is listed and nobody set a price.
    pub picture_prices: Vec<(PictureForm, Arc<Price>)>,
    /// Context window in tokens, when known.
    pub max_input_tokens: Option<u64>,
    /// Longest answer in tokens, when known.
    pub max_output_tokens: Option<u64>,
    /// What is known about the model's abilities; `None` for a model that nobody has heard of.
    pub facts: Option<&'static ModelFacts>,
    /// What the operator says about the model's abilities (`model_info.supports_…`, without that
    /// prefix); it counts before the table.
    pub abilities: Vec<(String, bool)>,
    /// `chat`, `embedding`, …, when known.
    pub mode: Option<Arc<str>>,
    /// Groups that keys may name instead of the model.
    pub access_groups: Vec<String>,
    /// Guardrails of every call of this model.
    pub guardrails: Vec<Arc<str>>,
    /// Models that are sent the same requests beside it, for comparison: `silent_model`.
    pub silent_models: Vec<Arc<str>>,
    /// How it is handled beyond that.
    pub handling: Handling,
    /// The team that it belongs to; `None` is for everyone.
    pub team: Option<TeamModel>,
    /// The operator's `model_info`: a JSON object as text.
    pub model_info: Arc<str>,
    /// `litellm_params` without secrets: a JSON object as text.
    pub public_params: Arc<str>,
    /// Where it was declared.
    pub origin: Origin,
}

impl Deployment {
    /// The same, charged under the terms of its provider.
    #[must_use]
    pub fn under(mut self, terms: &TermsOf) -> Self {
        let terms = terms.provider(self.provider.name);
        if self
            .pricing
            .price()
            .is_some_and(|price| price.terms() == terms)
            && self.picture_prices.is_empty()
        {
            return self;
        }
        if let PriceState::Priced(price) = &self.pricing {
            let price = Price::clone(price).under(terms);
            self.pricing = PriceState::Priced(Arc::new(price));
        }
        for (_, price) in &mut self.picture_prices {
            *price = Arc::new(Price::clone(price).under(terms));
        }
        self
    }

    /// Where it is: as declared (`region_name`, in `litellm_params` or `model_info`), or where its provider is
    /// called. `None` is nowhere known.
    #[must_use]
    pub fn region(&self) -> Option<Region> {
        #[derive(serde::Deserialize)]
        struct Named {
            region_name: Option<String>,
            vertex_location: Option<String>,
        }
        let read = |text: &str| {
            let says = text.contains("region_name") || text.contains("vertex_location");
            says.then(|| serde_json::from_str::<Named>(text).ok())
                .flatten()
        };
        let (params, info) = (read(&self.public_params), read(&self.model_info));
        let declared = [&params, &info].into_iter().flatten();
        let mut declared = declared.filter_map(|named| named.region_name.as_deref());
        match declared.next() {
            // What the operator says counts, though it may say nothing that is known here.
            Some(name) => Region::of(name),
            None => {
                let aws = self.aws.as_ref().and_then(|aws| aws.region.as_deref());
                let location = params
                    .as_ref()
                    .and_then(|params| params.vertex_location.as_deref());
                aws.or(location).and_then(Region::of)
            }
        }
    }

    /// Whether it is asked by OpenAI's Responses.
    #[must_use]
    pub fn responds(&self) -> bool {
        self.provider.quirks.responses && !self.handling.chat_only && self.handling.mock.is_none()
    }

    /// Whether the model has an ability, named without `supports_`; `None` when nobody says.
    #[must_use]
    pub fn ability(&self, name: &str) -> Option<bool> {
        let declared = self.abilities.iter().find(|(known, _)| known == name);
        declared
            .map(|(_, able)| *able)
            .or_else(|| self.facts.and_then(|facts| facts.flag(name)))
    }

    /// Whether the model is known to lack an ability: expressly, or since it is listed without it.
    #[must_use]
    pub fn lacks(&self, name: &str) -> bool {
        self.ability(name)
            .map_or(self.facts.is_some(), |able| !able)
    }
}

#[cfg(test)]
impl Deployment {
    /// A deployment with nothing but a provider and a model, with what the bundled table knows of it.
    pub(crate) fn sample(provider: &str, model: &str) -> Self {
        use super::price_table::PriceTable;
        let provider = Provider::find(provider).expect("a provider");
        let nothing: Arc<str> = "{}".into();
        let facts = PriceTable::bundled().lookup(provider.name, model);
        Self {
            id: "d".into(),
            group: "public".into(),
            litellm_model: format!("{}/{model}", provider.name).into(),
            provider,
            upstream_model: model.into(),
            api_base: provider.base_url.map(Into::into),
            api_version: None,
            api_key: None,
            aws: None,
            google: None,
            extra_headers: Vec::new(),
            default_params: Vec::new(),
            extra_body: Vec::new(),
            drop_params: None,
            modify_params: false,
            additional_drop_params: Vec::new(),
            allowed_openai_params: Vec::new(),
            timeout_ms: None,
            stream_timeout_ms: None,
            weight: None,
            rpm: None,
            tpm: None,
            order: None,
            tags: Vec::new(),
            tag_patterns: Vec::new(),
            max_parallel_requests: None,
            num_retries: None,
            cooldown_time_ms: None,
            allowed_fails: None,
            provider_default: false,
            pricing: PriceState::Unknown,
            picture_prices: Vec::new(),
            max_input_tokens: None,
            max_output_tokens: facts.and_then(|facts| facts.max_output_tokens),
            facts,
            abilities: Vec::new(),
            mode: None,
            access_groups: Vec::new(),
            guardrails: Vec::new(),
            silent_models: Vec::new(),
            handling: Handling::default(),
            team: None,
            model_info: nothing.clone(),
            public_params: nothing,
            origin: Origin::Config,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_known_by_the_names_that_providers_give_them() {
        for (name, region) in [
            ("eu", Some(Region::Eu)),
            ("EU-West-1", Some(Region::Eu)),
            ("europe-west4", Some(Region::Eu)),
            ("swedencentral", Some(Region::Eu)),
            ("eu-west-2", None),
            ("us-gov-west-1", Some(Region::Us)),
            ("eastus2", Some(Region::Us)),
            ("uscentral", None),
            ("asia-east1", None),
        ] {
            assert_eq!(Region::of(name), region, "{name}");
        }
        let at = |params: &str, info: &str| {
            let deployment = Deployment {
                public_params: params.into(),
                model_info: info.into(),
                ..Deployment::sample("openai", "gpt-4o")
            };
            deployment.region()
        };
        assert_eq!(at("{}", "{}"), None);
        assert_eq!(
            at(r#"{"region_name":"us"}"#, r#"{"region_name":"eu"}"#),
            Some(Region::Us)
        );
        assert_eq!(at("{}", r#"{"region_name":"eu"}"#), Some(Region::Eu));
        assert_eq!(
            at(r#"{"vertex_location":"europe-west1"}"#, "{}"),
            Some(Region::Eu)
        );
    }
}

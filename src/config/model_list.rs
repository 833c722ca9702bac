//! Models as they are declared, in the file or through the API, and the deployments made of them.

use super::handling;
use super::model_access::{Access, access};
use super::params::{self, Use};
use super::provider_env::ProviderEnv;
use super::read::{seconds, whole};
use crate::domain::deployment::{Deployment, Origin, TeamModel};
use crate::domain::handling::Trust;
use crate::domain::price::{Price, PriceState, fallback_price, is_price_field};
use crate::domain::price_table::{ModelFacts, PictureForm, PriceTable};
use crate::domain::provider::{PROVIDERS, Provider};
use crate::domain::record::CallType;
use regex::{Regex, RegexBuilder};
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

/// A model as it was declared.
#[derive(Clone)]
pub struct ModelDeclaration {
    /// The public name; may hold `*`.
    pub model_name: String,
    /// What is called, and how. Holds secrets: show [`Deployment::public_params`] instead.
    pub litellm_params: Map<String, Value>,
    /// What is known about it: a JSON object.
    pub model_info: Map<String, Value>,
    /// Where it was declared.
    pub origin: Origin,
}

impl fmt::Debug for ModelDeclaration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ModelDeclaration")
            .field("model_name", &self.model_name)
            .field("litellm_params", &params::public(&self.litellm_params))
            .field("model_info", &params::public(&self.model_info))
            .field("origin", &self.origin)
            .finish()
    }
}

/// What deployments take when their declaration does not say.
#[derive(Clone, Debug)]
pub struct Defaults {
    /// Whom addresses must prove themselves to: `litellm_settings.ssl_verify` and `ssl_certificate`.
    pub trust: Option<Trust>,
    /// Members of `litellm_params` where a declaration says nothing: `router_settings.default_litellm_params`.
    pub params: Arc<Map<String, Value>>,
    /// How long a whole answer may take.
    pub timeout_ms: Option<u64>,
    /// How long a stream may stay silent.
    pub stream_timeout_ms: Option<u64>,
    /// Drop parameters that providers refuse.
    pub drop_params: bool,
    /// Change requests that a provider would refuse for their form.
    pub modify_params: bool,
    /// The moment whose prices count, where prices are dated.
    pub now: SystemTime,
}

/// Why no deployment can be made of a declaration. Messages hold no secrets.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// `litellm_params.model` is missing or blank.
    #[error("litellm_params.model is missing: name a provider and its model, like openai/gpt-4o")]
    NoModel,
    /// The provider can't be told from the model's name.
    #[error(
        "LLM Provider NOT provided: '{model}' does not begin with a provider, and is not a model known by \
         its bare name. Write it as provider/model, like openai/{model}, or set custom_llm_provider"
    )]
    NoProvider {
        /// The model as declared.
        model: String,
    },
    /// The model is `*` alone.
    #[error("'*' alone names no provider: declare one model for each, like openai/*")]
    AnyProvider,
    /// The provider is LiteLLM's, and not served here.
    #[error(
        "provider '{name}' is not supported by this version. If it speaks OpenAI's API, declare the model as \
         openai/<model> with its api_base and api_key"
    )]
    Unsupported {
        /// The provider.
        name: String,
    },
    /// A credential that is empty or blank.
    #[error("litellm_params.{param} is empty: give it a value or leave it out")]
    Blank {
        /// The member.
        param: &'static str,
    },
    /// A member of the wrong kind.
    #[error("{param} {must_be}")]
    Invalid {
        /// The member.
        param: String,
        /// What it must be.
        must_be: &'static str,
    },
    /// A declaration that did not come from the file names a variable that it may not.
    #[error(
        "litellm_params.{param} names the variable {variable}, which only the configuration file may do. \
         Give the value itself{}",
        or_allowed(.allowed)
    )]
    Reference {
        /// The member.
        param: String,
        /// The variable.
        variable: String,
        /// The variables that it may name.
        allowed: Vec<String>,
    },
    /// A declaration that did not come from the file would take the environment's credential elsewhere.
    #[error(
        "the credential in the environment is sent only to the provider's own address or to one in the \
         configuration file: give this model an api_key of its own, or declare it in the file"
    )]
    ForeignBase,
    /// A price that is none.
    #[error("the price is refused: {0}")]
    Price(String),
}

fn or_allowed(variables: &[String]) -> String {
    if variables.is_empty() {
        return String::new();
    }
    format!(", or os.environ/{}", variables.join(", os.environ/"))
}

/// The most memory that one regular expression may take.
const PATTERN_BYTES_MAX: usize = 1 << 20;

/// LiteLLM's providers that have no row here, so that their names are not taken for models' names.
#[rustfmt::skip]
const UNSUPPORTED: &[&str] = &[
    "aleph_alpha", "amazon_nova", "anthropic_text", "azure_text", "bytez", "chatgpt", "cloudflare",
    "datarobot", "deepgram", "elevenlabs", "gigachat", "github_copilot", "heroku",
    "maritalk", "nlp_cloud", "oci", "oobabooga", "petals", "predibase", "ragflow", "replicate", "sagemaker",
    "sagemaker_chat", "sagemaker_nova", "sap", "snowflake", "text-completion-codestral", "topaz",
    "triton", "vllm", "watsonx", "watsonx_text",
];

/// Reads one entry of the file's `model_list`; also gives the names in it that are not known.
pub(super) fn declaration(entry: Value) -> Result<(ModelDeclaration, Vec<String>), String> {
    let Value::Object(mut entry) = entry else {
        return Err("must be a mapping with model_name and litellm_params".to_owned());
    };
    let Some(Value::String(model_name)) = entry.remove("model_name") else {
        return Err("model_name must be a text".to_owned());
    };
    let Some(Value::Object(litellm_params)) = entry.remove("litellm_params") else {
        return Err("litellm_params must be a mapping".to_owned());
    };
    let model_info = match entry.remove("model_info") {
        Some(Value::Object(info)) => info,
        None | Some(Value::Null) => Map::new(),
        Some(_) => return Err("model_info must be a mapping".to_owned()),
    };
    let mut declared = ModelDeclaration {
        model_name,
        litellm_params,
        model_info,
        origin: Origin::Config,
    };
    // A variable that was not set leaves null, which is as good as absent.
    declared.litellm_params.retain(|_, value| !value.is_null());
    Ok((declared, entry.into_iter().map(|(name, _)| name).collect()))
}

/// The declarations that one declaration stands for: one for each of several organizations, and for
/// `*` one for each provider that the environment has a credential for.
#[must_use]
pub fn expand(declared: &ModelDeclaration, env: &ProviderEnv) -> Vec<ModelDeclaration> {
    let with = |name: &str, value: Value| {
        let mut copy = declared.clone();
        copy.litellm_params.insert(name.to_owned(), value);
        copy
    };
    if let Some(Value::Array(organizations)) = declared.litellm_params.get("organization") {
        return organizations
            .iter()
            .map(|organization| with("organization", organization.clone()))
            .collect();
    }
    let any = declared.model_name == "*"
        && declared.litellm_params.get("model").and_then(Value::as_str) == Some("*")
        && !declared.litellm_params.contains_key("custom_llm_provider");
    if !any {
        return vec![declared.clone()];
    }
    // Completions are another route of the same provider, not another provider.
    let served = PROVIDERS
        .iter()
        .filter(|row| !row.name.starts_with("text-completion-") && env.can_call(row));
    served
        .map(|row| {
            let pattern = format!("{}/*", row.name);
            let mut copy = with("model", pattern.clone().into());
            copy.model_name = pattern;
            copy
        })
        .collect()
}

/// Gives each declaration of the file an id. Secrets are left out of the hash, so that changing a
/// key keeps the id, and equal declarations are told apart by their order.
pub(super) fn number(models: &mut [ModelDeclaration]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for model in models {
        if given_id(model).is_some() {
            continue;
        }
        let text = public_text(model);
        let count = seen.entry(text.clone()).or_insert(0);
        *count += 1;
        let id = match *count {
            1 => hash(&text),
            n => hash(&format!("{text}#{n}")),
        };
        model.model_info.insert("id".to_owned(), id.into());
    }
}

fn given_id(declared: &ModelDeclaration) -> Option<&str> {
    let id = declared.model_info.get("id")?.as_str()?;
    (!id.trim().is_empty()).then_some(id)
}

fn public_text(declared: &ModelDeclaration) -> String {
    let params = params::public(&declared.litellm_params);
    json!([declared.model_name, params]).to_string()
}

fn hash(text: &str) -> String {
    use fmt::Write as _;
    let digest = Sha256::digest(text.as_bytes());
    digest
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

/// What an operator should know about a declaration that is accepted.
#[must_use]
pub fn remarks(declared: &ModelDeclaration) -> Vec<String> {
    let mut remarks = Vec::new();
    for name in declared.litellm_params.keys() {
        match params::use_of(name) {
            Some(Use::Taken | Use::Request) => {}
            Some(Use::NotApplicable(why)) => {
                remarks.push(format!("litellm_params.{name} does not apply: {why}"))
            }
            None => remarks.push(format!(
                "litellm_params.{name} is unknown and not sent; to send it to the provider, put it under extra_body"
            )),
        }
    }
    let prices = price_overrides(declared).unwrap_or_default();
    let has = |name| {
        prices
            .iter()
            .find(|(field, _)| *field == name)
            .map(|(_, price)| *price)
    };
    match (has("input_cost_per_token"), has("output_cost_per_token")) {
        (Some(_), None) | (None, Some(_)) => remarks.push(
            "only one of input_cost_per_token and output_cost_per_token is set, so the other costs nothing"
                .to_owned(),
        ),
        _ => {}
    }
    remarks
}

/// Makes a deployment of a declaration: the provider told, the credential found, the price looked up.
///
/// Declarations from the database are data: they name no variables beyond their own provider's, and
/// with a base URL of their own they get no credential from the environment.
pub fn deployment(
    declared: &ModelDeclaration,
    env: &ProviderEnv,
    prices: &'static PriceTable,
    defaults: &Defaults,
) -> Result<Deployment, ModelError> {
    let filled = filled(declared, &defaults.params);
    let declared = filled.as_ref().unwrap_or(declared);
    let fields = Fields(declared);
    let (provider, named) = provider_and_model(fields, prices)?;
    // LiteLLM's word for a model that is to be asked by Responses, whoever asks.
    let by_responses = named.strip_prefix("responses/");
    let by_responses = by_responses.filter(|_| provider.quirks.responses);
    let responds = by_responses.is_some().then(|| "responses".into());
    let upstream_model = by_responses.unwrap_or(&named).to_owned();
    let provider = provider
        .for_model(&upstream_model)
        .map_err(|why| invalid("model", why))?;
    let Access {
        api_base,
        api_key,
        aws,
        google,
        extra_headers,
    } = access(declared, provider, &upstream_model, env)?;
    let facts = facts(declared, provider, &upstream_model, prices);
    Ok(Deployment {
        id: given_id(declared)
            .map_or_else(|| hash(&public_text(declared)), str::to_owned)
            .into(),
        group: declared.model_name.as_str().into(),
        litellm_model: fields.litellm_model(provider, &upstream_model),
        provider,
        api_base: api_base.map(Into::into),
        api_version: fields
            .text("api_version")
            .or_else(|| env.api_version(provider))
            .map(Into::into),
        api_key,
        aws,
        google: google.map(Arc::new),
        extra_headers,
        default_params: fields.default_params(),
        extra_body: fields.extra_body()?,
        drop_params: fields
            .flag("drop_params")?
            .or(defaults.drop_params.then_some(true)),
        modify_params: defaults.modify_params,
        additional_drop_params: fields.names("additional_drop_params")?,
        allowed_openai_params: fields.names("allowed_openai_params")?,
        timeout_ms: fields
            .millis("timeout")?
            .or(fields.millis("request_timeout")?)
            .or(defaults.timeout_ms),
        stream_timeout_ms: fields
            .millis("stream_timeout")?
            .or(defaults.stream_timeout_ms),
        weight: fields.weight()?,
        rpm: fields.count("rpm")?,
        tpm: fields.count("tpm")?,
        order: fields.count("order")?,
        tags: fields.names("tags")?,
        tag_patterns: fields.patterns("tag_regex")?,
        max_parallel_requests: fields.small("max_parallel_requests")?,
        num_retries: fields
            .small("num_retries")?
            .or(fields.small("max_retries")?),
        cooldown_time_ms: fields.wait("cooldown_time")?,
        allowed_fails: declared
            .model_info
            .get("allowed_fails")
            .and_then(whole)
            .and_then(|n| n.try_into().ok()),
        provider_default: declared.model_name.contains('*') && fields.get("api_key").is_none(),
        pricing: pricing(declared, provider, &upstream_model, facts, defaults.now)?,
        picture_prices: picture_prices(declared, provider, &upstream_model, prices)?,
        max_input_tokens: fields
            .limit("max_input_tokens")
            .or(facts.and_then(|facts| facts.max_input_tokens)),
        max_output_tokens: fields
            .limit("max_output_tokens")
            .or(facts.and_then(|facts| facts.max_output_tokens)),
        facts,
        abilities: fields.abilities(),
        mode: responds.or_else(|| fields.mode(facts)),
        access_groups: fields.access_groups()?,
        guardrails: fields
            .names("guardrails")?
            .into_iter()
            .map(Into::into)
            .collect(),
        silent_models: fields
            .one_or_more("silent_model")?
            .into_iter()
            .map(Into::into)
            .collect(),
        handling: handling::read(fields, provider, defaults)?,
        team: fields.team(),
        model_info: Value::Object(declared.model_info.clone())
            .to_string()
            .into(),
        public_params: Value::Object(params::public(&declared.litellm_params))
            .to_string()
            .into(),
        origin: declared.origin,
        upstream_model: upstream_model.into(),
    })
}

/// The declaration with what is said for all of them; `None` where that adds nothing.
fn filled(declared: &ModelDeclaration, params: &Map<String, Value>) -> Option<ModelDeclaration> {
    let missing = |(name, _): &(&String, &Value)| !declared.litellm_params.contains_key(*name);
    let mut missing = params.iter().filter(missing).peekable();
    missing.peek()?;
    let mut filled = declared.clone();
    let missing = missing.map(|(name, value)| (name.clone(), value.clone()));
    filled.litellm_params.extend(missing);
    Some(filled)
}

/// Tells the provider, and the model's name at it. Of `provider/model` only the first segment is the
/// provider's, so the rest may hold slashes.
fn provider_and_model(
    fields: Fields<'_>,
    prices: &'static PriceTable,
) -> Result<(&'static Provider, String), ModelError> {
    let model = fields.text("model").ok_or(ModelError::NoModel)?;
    let row = |name: &str| {
        let unsupported = || ModelError::Unsupported {
            name: name.to_owned(),
        };
        Provider::find(name).ok_or_else(unsupported)
    };
    let (first, rest) = model.split_once('/').unwrap_or(("", model));
    if let Some(named) = fields.text("custom_llm_provider") {
        let model = if first == named { rest } else { model };
        return Ok((row(named)?, model.to_owned()));
    }
    if !rest.is_empty() && (Provider::find(first).is_some() || UNSUPPORTED.contains(&first)) {
        return Ok((row(first)?, rest.to_owned()));
    }
    let base = fields.text("api_base").or_else(|| fields.text("base_url"));
    if let Some(provider) = base.and_then(Provider::at_base) {
        return Ok((provider, model.to_owned()));
    }
    match (prices.provider_of(model), model) {
        (Some(name), _) => Ok((row(name)?, model.to_owned())),
        (None, "*") => Err(ModelError::AnyProvider),
        (None, _) => Err(ModelError::NoProvider {
            model: model.to_owned(),
        }),
    }
}

/// What the table knows about the model, or about the model that `base_model` says it really is.
fn facts(
    declared: &ModelDeclaration,
    provider: &Provider,
    model: &str,
    prices: &'static PriceTable,
) -> Option<&'static ModelFacts> {
    let (provider, model) = listed_as(declared, provider, model);
    (!model.contains('*')).then(|| prices.lookup(provider, model))?
}

/// Provider and model under which a deployment is listed: its `base_model`, or its own.
fn listed_as<'a>(
    declared: &'a ModelDeclaration,
    provider: &Provider,
    model: &'a str,
) -> (&'a str, &'a str) {
    let base_model = declared.model_info.get("base_model");
    let base_model = base_model.or_else(|| declared.litellm_params.get("base_model"));
    let base = base_model.and_then(Value::as_str).unwrap_or(model);
    match base.split_once('/') {
        Some((name, model)) if base_model.is_some() && Provider::find(name).is_some() => {
            (name, model)
        }
        _ => (provider.name, base),
    }
}

/// What pictures cost by their form, unless the operator set a price.
fn picture_prices(
    declared: &ModelDeclaration,
    provider: &Provider,
    model: &str,
    prices: &'static PriceTable,
) -> Result<Vec<(PictureForm, Arc<Price>)>, ModelError> {
    if !price_overrides(declared)?.is_empty() {
        return Ok(Vec::new());
    }
    let (provider, model) = listed_as(declared, provider, model);
    let listed = prices.picture_prices(provider, model).into_iter();
    Ok(listed
        .map(|(form, price)| (form, Arc::new(price)))
        .collect())
}

/// The price: the operator's word, else the table's, else the fallback's.
fn pricing(
    declared: &ModelDeclaration,
    provider: &Provider,
    model: &str,
    facts: Option<&ModelFacts>,
    now: SystemTime,
) -> Result<PriceState, ModelError> {
    let overrides = price_overrides(declared)?;
    if !overrides.is_empty() {
        let price = Price::from_fields(overrides.iter().copied());
        let price = price.map_err(|error| ModelError::Price(error.to_string()))?;
        return Ok(PriceState::declared(price));
    }
    let listed = facts.and_then(ModelFacts::price);
    // A model for text that is listed by other units alone is better known elsewhere, if at all.
    let text = facts.is_some_and(|facts| matches!(facts.mode, "chat" | "completion" | "responses"));
    let enough = listed
        .clone()
        .filter(|price| !text || price.covers(CallType::Chat));
    let found = enough.or_else(|| {
        // A pattern has no price of its own; what matches it is looked up when it is called.
        (!model.contains('*')).then(|| fallback_price(provider.name, model, now))?
    });
    Ok(PriceState::listed(found.or(listed)))
}

/// Price fields in `litellm_params`, then those of `model_info` that are not there.
fn price_overrides(declared: &ModelDeclaration) -> Result<Vec<(&str, f64)>, ModelError> {
    let mut found: Vec<(&str, f64)> = Vec::new();
    for (name, value) in declared.litellm_params.iter().chain(&declared.model_info) {
        let skipped = value.is_null() || value.is_object() || value.is_array();
        if skipped || !is_price_field(name) || found.iter().any(|(known, _)| known == name) {
            continue;
        }
        let price = match value {
            Value::String(text) => text.trim().parse().ok(),
            value => value.as_f64(),
        };
        found.push((
            name,
            price.ok_or_else(|| invalid(name, "must be a price in US dollars"))?,
        ));
    }
    Ok(found)
}

pub(super) fn invalid(param: &str, must_be: &'static str) -> ModelError {
    let param = param.to_owned();
    ModelError::Invalid { param, must_be }
}

/// Reads members of a declaration.
#[derive(Clone, Copy)]
pub(super) struct Fields<'d>(pub(super) &'d ModelDeclaration);

impl<'d> Fields<'d> {
    pub(super) fn get(self, name: &str) -> Option<&'d Value> {
        let value = self.0.litellm_params.get(name)?;
        (!value.is_null()).then_some(value)
    }

    pub(super) fn text(self, name: &str) -> Option<&'d str> {
        let text = self.get(name)?.as_str()?.trim();
        (!text.is_empty()).then_some(text)
    }

    fn litellm_model(self, provider: &Provider, model: &str) -> Arc<str> {
        match self.text("model") {
            Some(declared) if declared.contains('/') => declared.into(),
            _ => format!("{}/{model}", provider.name).into(),
        }
    }

    pub(super) fn flag(self, name: &str) -> Result<Option<bool>, ModelError> {
        let Some(value) = self.get(name) else {
            return Ok(None);
        };
        let flag = <bool as super::read::Kind>::read(value);
        flag.map(Some)
            .ok_or_else(|| invalid(name, "must be true or false"))
    }

    fn names(self, name: &str) -> Result<Vec<String>, ModelError> {
        let must_be = "must be a list of names";
        self.get(name).map_or(Ok(Vec::new()), |list| {
            texts(list).ok_or_else(|| invalid(name, must_be))
        })
    }

    /// A name, or a list of names.
    fn one_or_more(self, name: &str) -> Result<Vec<String>, ModelError> {
        match self.get(name) {
            Some(Value::String(one)) => Ok(vec![one.clone()]),
            _ => self.names(name),
        }
    }

    /// Regular expressions, of which a client's name for itself must match one.
    fn patterns(self, name: &str) -> Result<Vec<Regex>, ModelError> {
        let must_be = "must be a list of regular expressions without look-around";
        let patterns = self.one_or_more(name)?;
        let compiled = patterns.iter().map(|pattern| {
            let built = RegexBuilder::new(pattern)
                .size_limit(PATTERN_BYTES_MAX)
                .build();
            built.map_err(|_| invalid(name, must_be))
        });
        compiled.collect()
    }

    fn millis(self, name: &str) -> Result<Option<u64>, ModelError> {
        let Some(value) = self.get(name) else {
            return Ok(None);
        };
        let length =
            seconds(value).ok_or_else(|| invalid(name, "must be a number of seconds above 0"))?;
        Ok(Some((length.as_millis() as u64).max(1)))
    }

    fn count(self, name: &str) -> Result<Option<i64>, ModelError> {
        let Some(value) = self.get(name) else {
            return Ok(None);
        };
        let count =
            whole(value).ok_or_else(|| invalid(name, "must be a whole number, 0 or more"))?;
        Ok(Some(count as i64))
    }

    fn small(self, name: &str) -> Result<Option<u32>, ModelError> {
        let count = self.count(name)?;
        let small = count.map(u32::try_from).transpose();
        small.map_err(|_| invalid(name, "must be a whole number, 0 or more"))
    }

    /// A number of seconds, of which none is allowed, in milliseconds; `model_info` counts first.
    fn wait(self, name: &str) -> Result<Option<u64>, ModelError> {
        let told = self.0.model_info.get(name).filter(|value| !value.is_null());
        let Some(value) = told.or_else(|| self.get(name)) else {
            return Ok(None);
        };
        if whole(value) == Some(0) {
            return Ok(Some(0));
        }
        let length = seconds(value);
        let length =
            length.ok_or_else(|| invalid(name, "must be a number of seconds, 0 or more"))?;
        Ok(Some(u64::try_from(length.as_millis()).unwrap_or(u64::MAX)))
    }

    fn weight(self) -> Result<Option<f64>, ModelError> {
        let Some(value) = self.get("weight") else {
            return Ok(None);
        };
        let weight = value
            .as_f64()
            .filter(|weight| weight.is_finite() && *weight >= 0.0);
        weight
            .map(Some)
            .ok_or_else(|| invalid("weight", "must be a number, 0 or more"))
    }

    fn limit(self, name: &str) -> Option<u64> {
        whole(self.0.model_info.get(name)?)
    }

    fn abilities(self) -> Vec<(String, bool)> {
        let named = self.0.model_info.iter();
        named
            .filter_map(|(name, value)| {
                let name = name.strip_prefix("supports_")?;
                Some((name.to_owned(), value.as_bool()?))
            })
            .collect()
    }

    fn mode(self, facts: Option<&ModelFacts>) -> Option<Arc<str>> {
        let declared = self.0.model_info.get("mode").and_then(Value::as_str);
        let known = facts.map(|facts| facts.mode);
        declared
            .or(known)
            .filter(|mode| !mode.is_empty())
            .map(Into::into)
    }

    fn access_groups(self) -> Result<Vec<String>, ModelError> {
        let name = "access_groups";
        match self.0.model_info.get(name) {
            None | Some(Value::Null) => Ok(Vec::new()),
            Some(list) => texts(list).ok_or_else(|| invalid(name, "must be a list of names")),
        }
    }

    fn team(self) -> Option<TeamModel> {
        let info = &self.0.model_info;
        let text = |name: &str| {
            let text = info.get(name)?.as_str()?.trim();
            (!text.is_empty()).then_some(text)
        };
        Some(TeamModel {
            team_id: text("team_id")?.into(),
            public_name: text("team_public_model_name")
                .unwrap_or(&self.0.model_name)
                .into(),
        })
    }

    fn default_params(self) -> Vec<(String, String)> {
        let members = self.0.litellm_params.iter();
        members
            .filter(|(name, value)| !value.is_null() && params::use_of(name) == Some(Use::Request))
            .map(|(name, value)| (name.clone(), value.to_string()))
            .collect()
    }

    fn extra_body(self) -> Result<Vec<(String, String)>, ModelError> {
        let Some(body) = self.get("extra_body") else {
            return Ok(Vec::new());
        };
        let members = body
            .as_object()
            .ok_or_else(|| invalid("extra_body", "must be a mapping"))?;
        Ok(members
            .iter()
            .map(|(name, value)| (name.clone(), value.to_string()))
            .collect())
    }
}

fn texts(list: &Value) -> Option<Vec<String>> {
    let items = list.as_array()?.iter();
    items.map(|item| item.as_str().map(str::to_owned)).collect()
}

//! Smaller settings by which operators run the proxy.

use super::notice::Origin;
use super::provider_env::ProviderEnv;
use super::read::{Kind, Names, Reader, Source};
use crate::domain::limit::Counted;
use crate::domain::money::Nanos;
use crate::domain::secret::Secret;
use crate::domain::time::{Micros, Span};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::time::Duration;

/// Smaller settings by which operators run the proxy.
#[derive(Clone, Debug)]
pub struct Operator {
    /// Error bodies name the call: `include_call_id_in_error_body`. Default false.
    pub call_ids_in_errors: bool,
    /// Which tokens count for limits per minute: `token_rate_limit_type`. Default all of them.
    pub counted: Counted,
    /// How long calls on providers' own paths may take: `pass_through_request_timeout`. Default as others.
    pub pass_through_timeout: Option<Duration>,
    /// OpenAI is told the organization that clients name: `forward_openai_org_id`. Default false.
    pub forwards_organization: bool,
    /// A whole answer that nobody waits for any more is given up: `cancel_on_disconnect`. Default false.
    pub cancels: bool,
    /// What is done about calls without a session: `missing_session_id`. Default nothing.
    pub sessionless: Sessionless,
    /// Headers that become tags: `litellm_settings.extra_spend_tag_headers`. Default none.
    pub tag_headers: Vec<http::HeaderName>,
    /// What may be spent under tags, and how often that starts again: `litellm_settings.tag_budget_config`.
    /// Default none.
    pub tag_budgets: BTreeMap<String, (Nanos, Option<Span>)>,
    /// Rows removed at once when their retention is over: `maximum_spend_logs_cleanup_batch_size`.
    /// Default 1,000.
    pub prune_batch: u32,
    /// How often at most in one go: `maximum_spend_logs_cleanup_max_batches`. Default as often as there are
    /// rows.
    pub prune_batches_max: Option<u32>,
    /// How long one go may take, in microseconds: `maximum_spend_logs_cleanup_run_budget`. Default as long as
    /// there are rows.
    pub prune_micros_max: Option<i64>,
    /// `GET /health/drain` takes no new calls from then on: `enable_drain_endpoint`. Default false.
    pub drain_endpoint: bool,
    /// What it asks for in `X-Drain-Token`: `drain_endpoint_token`, else `DRAIN_ENDPOINT_TOKEN`. Default
    /// nothing.
    pub drain_token: Option<Secret>,
    /// Parameters that requests of service accounts must hold: `service_account_settings`. Default none.
    pub service_account_params: Vec<String>,
    /// Models that cannot be called do not keep a changed file from being put in force:
    /// `router_settings.ignore_invalid_deployments`. Default false.
    pub ignores_invalid_models: bool,
    /// Models of the database are served: `supported_db_objects` names no others than these, or `models`.
    /// Default true.
    pub stored_models: bool,
    /// Models that `/public/model_hub` tells anybody of: `litellm_settings.public_model_groups`. Default none.
    pub public_models: Vec<String>,
    /// Links that it tells beside them: `litellm_settings.public_model_groups_links`. Default none.
    pub public_links: Map<String, Value>,
}

/// What is done about calls that name no session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sessionless {
    /// Nothing.
    #[default]
    Let,
    /// Each is a session of its own.
    Name,
    /// They are refused.
    Refuse,
}

pub(super) fn read(reader: &mut Reader<'_>) -> Operator {
    let file = Source::file;
    let span = |reader: &mut Reader<'_>, name: &'static str| {
        let read = reader.maybe::<super::read::Interval>(file(name));
        read.map(|super::read::Interval(span)| span.after(Micros(0)).0)
    };
    let accounts: Option<Accounts> =
        reader.maybe(file("general_settings.service_account_settings"));
    let objects = reader.maybe(file("general_settings.supported_db_objects"));
    Operator {
        call_ids_in_errors: reader.get(
            file("general_settings.include_call_id_in_error_body"),
            false,
        ),
        counted: reader.choice(
            file("general_settings.token_rate_limit_type"),
            &[
                ("total", Counted::Total),
                ("input", Counted::Input),
                ("output", Counted::Output),
            ],
        ),
        pass_through_timeout: reader.maybe(file("general_settings.pass_through_request_timeout")),
        forwards_organization: reader.get(file("general_settings.forward_openai_org_id"), false),
        cancels: reader.get(file("general_settings.cancel_on_disconnect"), false),
        sessionless: sessionless(reader),
        tag_headers: tag_headers(reader),
        tag_budgets: tag_budgets(reader),
        prune_batch: reader
            .get(
                file("general_settings.maximum_spend_logs_cleanup_batch_size"),
                1_000u32,
            )
            .clamp(1, 100_000),
        prune_batches_max: reader.maybe(file(
            "general_settings.maximum_spend_logs_cleanup_max_batches",
        )),
        prune_micros_max: span(
            reader,
            "general_settings.maximum_spend_logs_cleanup_run_budget",
        ),
        drain_endpoint: reader.get(file("general_settings.enable_drain_endpoint"), false),
        drain_token: reader
            .secret(
                "general_settings.drain_endpoint_token",
                Some("general_settings.drain_endpoint_token"),
                "DRAIN_ENDPOINT_TOKEN",
            )
            .map(|(secret, _)| secret),
        service_account_params: accounts.map(|Accounts(names)| names).unwrap_or_default(),
        ignores_invalid_models: reader
            .get(file("router_settings.ignore_invalid_deployments"), false),
        stored_models: objects.is_none_or(|Names(names)| names.iter().any(|name| name == "models")),
        public_models: reader
            .maybe(file("litellm_settings.public_model_groups"))
            .map(|Names(names)| names)
            .unwrap_or_default(),
        public_links: links(reader),
    }
}

/// `enforced_params` of `service_account_settings`.
struct Accounts(Vec<String>);

impl Kind for Accounts {
    const MUST_BE: &'static str = "must be a mapping with enforced_params, a list of parameters";
    fn read(value: &Value) -> Option<Self> {
        let members = value.as_object()?;
        let known = members.keys().all(|name| name == "enforced_params");
        let listed = members.get("enforced_params").filter(|_| known)?;
        Names::read(listed).map(|Names(names)| Self(names))
    }
    fn show(&self) -> String {
        format!("enforced_params {}", self.0.join(", "))
    }
}

fn sessionless(reader: &mut Reader<'_>) -> Sessionless {
    let name = "general_settings.missing_session_id";
    let Some((value, origin)) = reader.find(&Source::file(name)) else {
        reader.note(name, "-".to_owned(), Origin::Default);
        return Sessionless::Let;
    };
    let read = match value.as_str() {
        Some("generate") => Sessionless::Name,
        Some("reject") => Sessionless::Refuse,
        _ if value.is_null() => Sessionless::Let,
        _ => {
            reader.invalid(name, origin, "must be generate or reject".to_owned());
            return Sessionless::Let;
        }
    };
    reader.note(name, value.to_string(), origin);
    read
}

fn tag_headers(reader: &mut Reader<'_>) -> Vec<http::HeaderName> {
    let name = "litellm_settings.extra_spend_tag_headers";
    let listed: Option<Names> = reader.maybe(Source::file(name));
    let Some(Names(names)) = listed else {
        return Vec::new();
    };
    let parsed: Result<Vec<http::HeaderName>, _> = names.iter().map(|one| one.parse()).collect();
    parsed.unwrap_or_else(|_| {
        let origin = reader.origin(name);
        reader.invalid(
            name,
            origin,
            "must be a list of names of headers".to_owned(),
        );
        Vec::new()
    })
}

fn tag_budgets(reader: &mut Reader<'_>) -> BTreeMap<String, (Nanos, Option<Span>)> {
    let name = "litellm_settings.tag_budget_config";
    let Some((value, origin)) = reader.find(&Source::file(name)) else {
        return BTreeMap::new();
    };
    let members = match value.as_object() {
        Some(members) => members,
        None if value.is_null() => return BTreeMap::new(),
        None => {
            reader.invalid(name, origin, "must be a mapping by tag".to_owned());
            return BTreeMap::new();
        }
    };
    let mut budgets = BTreeMap::new();
    for (tag, value) in members {
        match super::terms::budget(value) {
            Some(budget) => drop(budgets.insert(tag.clone(), budget)),
            None => {
                let must_be = "must be budget_limit (US dollars) and time_period (such as 1d)";
                reader.invalid(&format!("{name}.{tag}"), origin.clone(), must_be.to_owned());
            }
        }
    }
    reader.note(name, value.to_string(), origin);
    budgets
}

/// Links by name: `name: address`, or `name: {url: address, …}`.
fn links(reader: &mut Reader<'_>) -> Map<String, Value> {
    let name = "litellm_settings.public_model_groups_links";
    match reader.find(&Source::file(name)) {
        None | Some((Value::Null, _)) => Map::new(),
        Some((Value::Object(links), origin)) => {
            reader.note(name, Value::Object(links.clone()).to_string(), origin);
            links
        }
        Some((_, origin)) => {
            reader.invalid(
                name,
                origin,
                "must be a mapping of names to addresses".to_owned(),
            );
            Map::new()
        }
    }
}

/// Settings of `litellm_settings` that stand for variables of providers, which they beat.
const FOR_VARIABLES: &[(&str, &[&str], bool)] = &[
    ("litellm_settings.openai_api_key", &["OPENAI_API_KEY"], true),
    ("litellm_settings.api_key", &["OPENAI_API_KEY"], true),
    (
        "litellm_settings.anthropic_api_key",
        &["ANTHROPIC_API_KEY"],
        true,
    ),
    (
        "litellm_settings.organization",
        &["OPENAI_ORGANIZATION"],
        false,
    ),
    (
        "litellm_settings.api_base",
        &["OPENAI_BASE_URL", "OPENAI_API_BASE"],
        false,
    ),
    (
        "litellm_settings.vertex_project",
        &["VERTEXAI_PROJECT"],
        false,
    ),
    (
        "litellm_settings.vertex_location",
        &["VERTEXAI_LOCATION"],
        false,
    ),
];

/// Puts what the file says about providers in the place of what the environment says.
pub(super) fn fill(reader: &mut Reader<'_>, providers: &mut ProviderEnv) {
    for (name, variables, secret) in FOR_VARIABLES.iter().rev() {
        let Some((value, origin)) = reader.find(&Source::file(name)) else {
            reader.note(name, "-".to_owned(), Origin::Default);
            continue;
        };
        let text = match String::read(&value) {
            Some(text) => Secret::new(text),
            None if value.is_null() => continue,
            None => {
                reader.invalid(name, origin, String::MUST_BE.to_owned());
                continue;
            }
        };
        let shown = if *secret {
            text.masked()
        } else {
            text.expose().to_owned()
        };
        reader.note(name, shown, origin);
        for variable in *variables {
            providers.put(variable, text.clone());
        }
    }
}

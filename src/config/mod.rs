//! Configuration: the one reader of the configuration file and of the environment.
//!
//! [`load`] turns both into one typed [`Config`], with a report of where each setting came from.
//! A setting on the command line beats the file, which beats the environment, as in LiteLLM; for
//! the few settings where the environment beats the file, their documentation says so.
//!
//! In the file, `os.environ/NAME` stands for a variable. Nowhere else: what comes through the API
//! or out of the database is data, and never reads the environment.

mod cache;
mod credentials;
mod end_users;
mod endpoints;
mod env;
mod file;
mod guardrails;
mod handling;
mod include;
mod known;
mod known_env;
mod locate;
mod meanings;
mod model_access;
mod model_list;
mod notice;
mod observe;
mod operator;
mod otel;
mod overlay;
mod params;
mod privacy;
mod provider_env;
mod read;
mod reference;
mod refuse;
mod reload;
mod router_settings;
mod routes;
mod routing;
mod routing_groups;
mod secrets;
mod settings;
mod terms;
#[cfg(test)]
mod tests;
mod vertex;
mod yaml;

use crate::domain::guardrail::Guardrail;
use crate::domain::money::Nanos;
use crate::domain::routing::RoutingRules;
use crate::domain::secret::Secret;
use crate::domain::time::{Calendar, Span};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

pub use cache::{Cache, CacheTier};
pub use credentials::NamedCredential;
pub use endpoints::{PassThroughEndpoint, stored_endpoint};
pub use env::Env;
pub use known::{State, closest, settings_known, state};
pub use meanings::meaning;
pub use model_list::{Defaults, ModelDeclaration, ModelError, deployment, expand, remarks};
pub use notice::{ConfigError, Notice, Origin, Place, Problem, Setting};
pub use observe::parse_hooks;
pub use operator::{Operator, Sessionless};
pub use overlay::{Base, CHANGEABLE, Changeable, Stored};
pub use params::{is_secret, public as public_params};
pub use provider_env::{PLACEHOLDER, ProviderEnv};
pub use reference::{Reference, reference};
pub use reload::{Change, changes, reread};
pub use router_settings::RouterSettings;

/// Everything the proxy is told before it starts.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where it listens and keeps its files.
    pub server: Server,
    /// Where it keeps its state. `general_settings.database_url`, else `DATABASE_URL`, else SQLite in
    /// `cw-proxy.db` below the data directory.
    pub database: Database,
    /// The administrator's key: `general_settings.master_key`, else `LITELLM_MASTER_KEY` (or the file
    /// that `LITELLM_MASTER_KEY_FILE` names). `None` when absent: one is to be made.
    pub master_key: Option<Secret>,
    /// What stored secrets are encrypted by: `LITELLM_SALT_KEY` (or `LITELLM_SALT_KEY_FILE`).
    pub salt_key: Option<Secret>,
    /// The section `general_settings`.
    pub general: General,
    /// What is kept and told of calls beside what they cost.
    pub privacy: crate::domain::privacy::Privacy,
    /// Smaller settings by which operators run the proxy.
    pub operator: Operator,
    /// How calls are budgeted.
    pub budget: GlobalBudget,
    /// How calls are counted and priced.
    pub metering: Metering,
    /// What is charged besides what providers list: `litellm_settings.cost_discount_config` and
    /// `cost_margin_config`. Default nothing.
    pub terms: crate::domain::price::TermsOf,
    /// How calls are routed.
    pub routing: Routing,
    /// Who logs in to the admin UI.
    pub ui: UiLogin,
    /// Where traces, metrics and logs go.
    pub otel: crate::domain::otel::Otel,
    /// What Prometheus may scrape.
    pub metrics: Metrics,
    /// Who is told when something is wrong.
    pub alerts: crate::domain::alert::Settings,
    /// Which documents of the API are there for anybody.
    pub docs: Docs,
    /// What this was made of, for making it anew with stored settings.
    pub base: std::sync::Arc<Base>,
    /// The models of the file, in its order.
    pub models: Vec<ModelDeclaration>,
    /// Credentials of providers that the file names: `credential_list`.
    pub credentials: Vec<NamedCredential>,
    /// Paths of the operator's own that are passed on: `general_settings.pass_through_endpoints`.
    pub endpoints: Vec<PassThroughEndpoint>,
    /// Which answers are given again; `None` for none.
    pub cache: Option<Cache>,
    /// What may be said to models and by them: `guardrails`, or `litellm_settings.guardrails`.
    pub guardrails: Vec<Arc<Guardrail>>,
    /// What the environment says about providers.
    pub providers: ProviderEnv,
}

/// Where the proxy listens and keeps its files.
#[derive(Clone, Debug)]
pub struct Server {
    /// The address to listen on: `--host`, else `cw_proxy.host`, else `HOST`. Default `0.0.0.0`.
    pub host: String,
    /// The port: `--port`, else `cw_proxy.port`, else `PORT`. Default 4000; 0 takes any free one.
    pub port: u16,
    /// The folder of the proxy's files: `--data-dir`, else `cw_proxy.data_dir`, else
    /// `CW_PROXY_DATA_DIR`. Default `data`.
    pub data_dir: PathBuf,
    /// How long running calls may take to end at shutdown: `cw_proxy.drain_grace_seconds`. Default 30 s.
    pub drain_grace: Duration,
    /// Certificate authorities in PEM form that are trusted beside Mozilla's: `SSL_CERT_FILE`.
    /// Default none.
    pub ca_file: Option<PathBuf>,
}

/// Where state is kept.
#[derive(Clone, Debug)]
pub enum Database {
    /// A SQLite file; `:memory:` for none.
    Sqlite(PathBuf),
    /// A PostgreSQL URL, which may hold a password.
    Postgres(Secret),
}

/// What is done about the health of models.
#[derive(Clone, Copy, Debug)]
pub struct HealthChecks {
    /// More than the names of models is told: `health_check_details`. Default true.
    pub details: bool,
    /// Models are looked after at this interval: `background_health_checks` and `health_check_interval`.
    /// Default never.
    pub every: Option<std::time::Duration>,
    /// How many are looked after at the same time: `health_check_concurrency`. Default 8.
    pub at_once: usize,
    /// Lists of models leave out those of which nobody can be asked: `model_list_healthy_only`. Default false.
    pub lists_well_only: bool,
}

/// The section `general_settings`.
#[derive(Clone, Debug)]
pub struct General {
    /// Models can be added and changed while running: `STORE_MODEL_IN_DB`, else
    /// `store_model_in_db`. Default true, unlike LiteLLM: there is always a database.
    pub store_model_in_db: bool,
    /// Requests and answers are stored with the spend log: `STORE_PROMPTS_IN_SPEND_LOGS`, else
    /// `store_prompts_in_spend_logs`. Default false.
    pub store_prompts: bool,
    /// The largest request body, in bytes, of `max_request_size_mb`. Default 100 MiB.
    pub max_request_bytes: u64,
    /// Streams end with usage even when the client did not ask: `always_include_stream_usage`.
    /// Default false.
    pub always_include_stream_usage: bool,
    /// Who may connect: addresses and networks of `allowed_ips`. Default everybody.
    pub allowed_ips: Vec<crate::domain::address::IpRange>,
    /// One more header that may carry a key: `litellm_key_header_name`. Default none.
    pub key_header: Option<String>,
    /// Headers in which clients name the end user, the first that is set counts: `user_header_mappings`, then
    /// `user_header_name`. Default none.
    pub end_user_headers: Vec<String>,
    /// Keys chosen by the caller are refused: `disable_custom_api_keys`. Default false.
    pub disable_custom_keys: bool,
    /// Whether and how often models are looked after, and what is told of it.
    pub health: HealthChecks,
    /// Organization admins make no keys: `disable_key_generate_for_org_admin`. Default false.
    pub disable_org_admin_keys: bool,
    /// Which routes need no key, are for admins alone, or are there at all: `public_routes`,
    /// `admin_only_routes`, `allowed_routes`. Default none.
    pub routes: crate::domain::route_rules::RouteRules,
    /// The model of every request, whatever it names: `completion_model`. Default none.
    pub completion_model: Option<String>,
    /// Calls at the same time, of everybody together: `global_max_parallel_requests`. Default no limit.
    pub parallel_requests_max: Option<u32>,
    /// Requests must name their end user: `enforce_user_param`. Default false.
    pub end_user_required: bool,
    /// End users whom nobody made, and who are no users of ours either, are taken for none:
    /// `litellm_settings.validate_end_user_id_in_db`. Default false.
    pub end_user_must_be_known: bool,
    /// Nothing is counted for end users: `litellm_settings.disable_end_user_cost_tracking`. Default false.
    pub end_users_uncounted: bool,
    /// Requests may carry no tags of their own: `reject_clientside_metadata_tags`. Default false.
    pub tags_of_keys_only: bool,
    /// Search engines are told to stay away: `block_robots`. Default false.
    pub block_robots: bool,
    /// `/health/readiness/details` needs no key: `allow_public_health_readiness_details`. Default false.
    pub open_readiness_details: bool,
    /// Calls that are refused before a provider is asked leave no row: `disable_error_logs`. Default false.
    pub disable_error_logs: bool,
    /// Whose `X-Forwarded-For` tells where clients are: `use_x_forwarded_for`, and of these alone
    /// `trusted_proxy_ranges`. Default nobody's.
    pub trusted_proxies: Option<Vec<crate::domain::address::IpRange>>,
    /// The largest answer of a provider, in bytes: `max_response_size_mb`. Default 256 MiB.
    pub max_response_bytes: Option<usize>,
    /// The longest text that is stored of a request or an answer, in characters:
    /// `MAX_STRING_LENGTH_PROMPT_IN_DB`. Default no limit, where LiteLLM has 2,048.
    pub words_chars_max: Option<usize>,
    /// Parameters that every request must hold, by dotted path: `enforced_params`. Default none.
    pub required_params: Vec<String>,
    /// Answers of `/v1/responses` are kept for 30 days where the provider keeps none, unless the client
    /// says `store: false`: `cw_proxy.store_responses`. Default true.
    pub store_responses: bool,
    /// How long rows of the spend log are kept: `maximum_spend_logs_retention_period`. Default for ever.
    /// What they add up to stays.
    pub log_retention: Option<Span>,
    /// How often rows and words past their retention are looked for:
    /// `maximum_spend_logs_retention_interval`. Default every ten minutes.
    pub prune_interval: Option<Span>,
    /// How long stored requests and answers are kept: `cw_proxy.prompt_retention_period`. Default as
    /// long as their row.
    pub prompt_retention: Option<Span>,
}

/// The budget of the whole proxy, and the calendar of every budget.
#[derive(Clone, Debug)]
pub struct GlobalBudget {
    /// The most that may be spent in one period: `litellm_settings.max_budget`, in US dollars.
    /// Default none.
    pub max_budget: Option<Nanos>,
    /// The period: `litellm_settings.budget_duration`. Default none: the budget is for ever.
    pub period: Option<Span>,
    /// What may be spent for an end user who has no budget of their own:
    /// `litellm_settings.max_end_user_budget`, in US dollars. Default no limit.
    pub end_user_max: Option<Nanos>,
    /// How often that starts again: `litellm_settings.end_user_budget_duration`. Default never.
    pub end_user_period: Option<Span>,
    /// A named budget that holds in its place: `litellm_settings.max_end_user_budget_id`. Default none.
    pub end_user_budget_id: Option<String>,
    /// A user's budgets hold for their keys in teams too:
    /// `general_settings.apply_user_budget_to_team_keys`. Default false.
    pub user_budget_in_teams: bool,
    /// By `litellm_settings.timezone` (default `UTC`) and `budget_reset_time` (default `00:00`).
    pub calendar: Calendar,
    /// The status of a refusal for lack of budget: `litellm_settings.budget_exceeded_status_code`,
    /// 400 to 499. Default 422.
    pub exceeded_status: u16,
}

/// How calls are counted and priced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Metering {
    /// `cw_proxy.metering.durability`: `process` (default) or `power`.
    pub durability: Durability,
    /// `cw_proxy.metering.unpriced_under_budget`: `refuse` (default) or `allow`. With
    /// `litellm_settings.block_requests_for_models_without_pricing` it is [`Unpriced::Refuse`].
    pub unpriced: Unpriced,
    /// Calls are tagged with the program that makes them, by its `User-Agent`, unless
    /// `litellm_settings.disable_add_user_agent_to_request_tags` is true. Default true.
    pub tags_agents: bool,
}

/// What an acknowledged row of the ledger survives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// The death of the process.
    Process,
    /// Loss of power too, at the price of a disk flush for each commit.
    Power,
}

/// What becomes of calls to models whose price nobody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unpriced {
    /// Refused when a budget applies, since it could not hold.
    RefuseUnderBudget,
    /// Always refused.
    Refuse,
    /// Let through, and counted as costing nothing.
    Allow,
}

/// How calls are routed.
#[derive(Clone, Debug)]
pub struct Routing {
    /// Parameters that a provider refuses are dropped: `litellm_settings.drop_params`. Default false.
    pub drop_params: bool,
    /// Requests that a provider would refuse for their form are changed: a conversation of instructions
    /// alone gets a turn of the user, and a cap beyond the model's is lowered to it:
    /// `litellm_settings.modify_params`. Default false.
    pub modify_params: bool,
    /// How a deployment is chosen and what follows when it fails: the rest of `router_settings`.
    pub rules: RoutingRules,
    /// What may be spent with each provider, and how often that starts again:
    /// `router_settings.provider_budget_config`. Default none.
    pub provider_budgets: BTreeMap<String, (Nanos, Option<Span>)>,
    /// How long a whole answer may take: `router_settings.timeout`, else
    /// `litellm_settings.request_timeout`, else `REQUEST_TIMEOUT`. Default 600 s.
    pub timeout: Duration,
    /// How long a stream may stay silent: `router_settings.stream_timeout`. Default as `timeout`.
    pub stream_timeout: Option<Duration>,
    /// How long a stream may last in all: `litellm_settings.max_streaming_duration_seconds`, else
    /// `LITELLM_MAX_STREAMING_DURATION_SECONDS`. Default 3600 s, where LiteLLM has no limit.
    pub stream_max: Duration,
    /// Whom addresses of providers must prove themselves to: `litellm_settings.ssl_verify` and
    /// `ssl_certificate`. Default Mozilla's authorities and those of `SSL_CERT_FILE`.
    pub trust: Option<crate::domain::handling::Trust>,
    /// Members of `litellm_params` where a model says nothing: `router_settings.default_litellm_params`.
    /// Default none.
    pub default_params: Arc<serde_json::Map<String, serde_json::Value>>,
    /// Other names of models: `router_settings.model_group_alias` and `litellm_settings.model_alias_map`,
    /// of which the first wins. Default none.
    pub aliases: BTreeMap<String, Alias>,
}

/// Another name of a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// The public name that it stands for.
    pub model: String,
    /// It works, but is not listed.
    pub hidden: bool,
}

/// Who logs in to the admin UI with name and password.
#[derive(Clone, Debug)]
pub struct UiLogin {
    /// `UI_USERNAME`. Default `crashwise`.
    pub username: String,
    /// `UI_PASSWORD` (or `UI_PASSWORD_FILE`). Default `crashwise123` with the default name; with another
    /// name none, so that the master key is the password.
    pub password: Option<Secret>,
    /// Whether these are the ones that everybody can read in the documentation.
    pub is_default: bool,
    /// The pages are there, unless `DISABLE_ADMIN_UI` is true. Default true.
    pub pages: bool,
    /// Only admins, and those who may look at everything, use the admin pages: `ui_access_mode: admin_only`.
    /// Default everybody who can log in.
    pub admins_only: bool,
    /// Whether it is let in at all, and how often anybody may try.
    pub rules: crate::domain::login::LoginRules,
    /// What passwords of accounts must be.
    pub passwords: crate::domain::login::PasswordRules,
    /// How long a login holds at most: `LITELLM_UI_SESSION_DURATION`, such as `8h`. Default 12 h, where LiteLLM
    /// has 24 h. One that nobody uses ends sooner.
    pub session: Span,
}

/// Which documents of the API are there for anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Docs {
    /// The page at `/`, unless `NO_DOCS` is true.
    pub page: bool,
    /// The same page at `/redoc`, unless `NO_REDOC` is true.
    pub redoc: bool,
    /// `/openapi.json`, unless `NO_OPENAPI` is true.
    pub openapi: bool,
}

/// What Prometheus may scrape, and how.
#[derive(Clone, Debug)]
pub struct Metrics {
    /// `/metrics` asks for the key of an administrator, or for `token`:
    /// `litellm_settings.require_auth_for_metrics_endpoint`. Default true.
    pub needs_key: bool,
    /// What may scrape beside keys: `cw_proxy.metrics.token`, else `CW_PROXY_METRICS_TOKEN` (or
    /// `CW_PROXY_METRICS_TOKEN_FILE`). Default none.
    pub token: Option<Secret>,
    /// One more address where `/metrics` alone is served, without a key unless there is a token:
    /// `--metrics-listen`, else `cw_proxy.metrics.listen`, else `CW_PROXY_METRICS_LISTEN`. Default none.
    pub listen: Option<String>,
}

/// Settings from the command line.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// `--host`.
    pub host: Option<String>,
    /// `--port`.
    pub port: Option<u16>,
    /// `--data-dir`.
    pub data_dir: Option<PathBuf>,
    /// `--metrics-listen`.
    pub metrics_listen: Option<String>,
    /// `--db`, which may hold a password.
    pub database_url: Option<Secret>,
}

/// Where to load from.
#[derive(Clone, Debug)]
pub struct Sources {
    /// `--config`. Without it the file is the one in `CONFIG_FILE_PATH`, else
    /// `volumes/litellm/proxy_config.yaml` below `directory` if there is one, else none.
    pub config: Option<PathBuf>,
    /// The rest of the command line.
    pub overrides: Overrides,
    /// The environment, captured.
    pub env: Env,
    /// The working directory.
    pub directory: PathBuf,
}

/// What loading brought.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The configuration.
    pub config: Config,
    /// The file that was read.
    pub file: Option<PathBuf>,
    /// Every setting as it is in force, with where it came from.
    pub report: Vec<Setting>,
    /// What an operator should know.
    pub notices: Vec<Notice>,
}

/// Loads the configuration. Reads files, and neither writes nor changes the environment.
///
/// Fails with every problem at once: a file that cannot be read, values of the wrong kind, blank or
/// weak secrets, and settings that would make the proxy run code.
pub fn load(sources: &Sources) -> Result<Loaded, ConfigError> {
    settings::load(sources)
}

impl Config {
    /// What deployments take when their declaration does not say. `now` chooses among dated prices.
    #[must_use]
    pub fn defaults(&self, now: std::time::SystemTime) -> Defaults {
        let millis = |duration: Duration| duration.as_millis() as u64;
        Defaults {
            trust: self.routing.trust.clone(),
            params: self.routing.default_params.clone(),
            timeout_ms: Some(millis(self.routing.timeout)),
            stream_timeout_ms: self.routing.stream_timeout.map(millis),
            drop_params: self.routing.drop_params,
            modify_params: self.routing.modify_params,
            now,
        }
    }
}

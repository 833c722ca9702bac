//! From configuration to a working proxy: every part made once, handed to whoever needs it.

use super::failure::Failure;
use super::sealing::{response_ids_key, sealer};
use crate::admin::config::stored_settings;
use crate::admin::master;
use crate::admin::models::Declarations;
use crate::admin::reload::{self, Reloads};
use crate::admin::session::{OperatorLogin, Throttle};
use crate::admin::{Admin, Recorder};
use crate::config::{self, Config, ModelDeclaration, Unpriced};
use crate::domain::budget::{Budget, Scope, ScopeKind};
use crate::domain::deployment::Deployment;
use crate::domain::key::KeyHash;
use crate::domain::limit::RateLimits;
use crate::domain::money::Nanos;
use crate::domain::otel::Otel;
use crate::domain::price_table::PriceTable;
use crate::domain::secret::Secret;
use crate::domain::time::{Micros, Span};
use crate::gateway::Gateway;
use crate::gateway::admit::global_scope;
use crate::gateway::cache::CachePolicy;
use crate::gateway::catalog::{
    self, Alias, Catalog, EndUsers, Parts, Policy, PruneRules, Sessionless,
};
use crate::gateway::guard::Guards;
use crate::gateway::holders::{OwnerParts, OwnerRules, PROXY};
use crate::gateway::journal::{Inbox, Journal};
use crate::http::error::Statuses;
use crate::http::extract::KeyHeader;
use crate::http::metrics::Scraping;
use crate::http::ui::Ui;
use crate::http::{App, Live};
use crate::jobs::alerts::ReadSettings;
use crate::jobs::health_checks::Checks;
use crate::jobs::refresh::{self, BuildCatalog, ReadParts};
use crate::jobs::upkeep::Pruning;
use crate::store::Store;
use crate::telemetry::Observer;
use crate::telemetry::alerts::Messenger;
use crate::telemetry::observer::{Heard, Watching};
use crate::upstream::{Client, tls};
use crate::wire::response_id::ResponseIds;
use crate::wire::seals::Seals;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::SystemTime;
use tokio::sync::mpsc;

mod paths;
mod place;

use paths::{own_endpoint, pass_through, pass_through_endpoints};
pub use place::{database_url, master_key, open_store, salt_key, unopened};

/// Calls in flight at the same time.
const CALLS_MAX: usize = 8_192;
/// The longest JSON answer of a provider, in bytes.
const RESPONSE_BYTES_MAX: usize = 256 << 20;

/// What time it is: the one clock of the process.
#[must_use]
pub fn now() -> Micros {
    let since = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    Micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}

/// Everything that makes deployments.
pub async fn declarations(
    config: &Config,
    store: &Store,
    salt: &Secret,
) -> Result<Declarations, Failure> {
    // The environment file of a stack holds a key of this proxy where clients look for OpenAI's.
    let given: Vec<KeyHash> = config
        .providers
        .values()
        .map(|secret| KeyHash::of(secret.expose()))
        .collect();
    let own = store.keys_among(&given).await?;
    let is_own = |secret: &Secret| own.contains(&KeyHash::of(secret.expose()));
    let (providers, own) = config.providers.clone().without(is_own);
    for name in own {
        tracing::warn!("{name} holds a virtual key of this proxy, so it is sent to no provider");
    }
    Ok(Declarations {
        sealer: sealer(store, salt).await?,
        providers,
        defaults: config.defaults(SystemTime::now()),
        prices: PriceTable::bundled(),
        file: config.models.clone(),
        named: config.credentials.clone(),
    })
}

/// The operations on a database.
#[must_use]
pub fn admin(
    config: &Config,
    store: Store,
    models: Arc<Declarations>,
    recorder: Recorder,
) -> Admin {
    Admin {
        store,
        recorder,
        calendar: config.budget.calendar.clone(),
        custom_keys: !config.general.disable_custom_keys,
        org_admin_keys: !config.general.disable_org_admin_keys,
        passwords: config.ui.passwords,
        models_in_database: config.general.store_model_in_db,
        config: config.base.clone(),
        models,
        reloads: None,
    }
}

/// What calls obey.
fn policy(config: &Config, master_key: &Secret) -> Policy {
    let millis =
        |duration: std::time::Duration| u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
    Policy {
        master_key: KeyHash::of(master_key.expose()),
        allowed_ips: config.general.allowed_ips.clone().into(),
        routes: Arc::new(config.general.routes.clone()),
        forced_model: config.general.completion_model.clone(),
        max_budget: config.budget.max_budget.map(|limit| Budget {
            window_of: None,
            scope: global_scope(),
            label: "Proxy".into(),
            limit,
            period: config
                .budget
                .period
                .map(|span| (span, span.to_string().into())),
            anchor: Micros(0),
            raise: None,
            degrade_to: Vec::new(),
        }),
        provider_budgets: Arc::new(budgets(
            ScopeKind::Provider,
            "Provider",
            &config.routing.provider_budgets,
        )),
        owners: owner_rules(config),
        limits: (
            PROXY.into(),
            RateLimits {
                parallel_requests: config.general.parallel_requests_max.map(Into::into),
                ..RateLimits::default()
            },
        ),
        end_user_required: config.general.end_user_required,
        end_users: match (
            config.general.end_users_uncounted,
            config.general.end_user_must_be_known,
        ) {
            (true, _) => EndUsers::Nobody,
            (false, true) => EndUsers::Known,
            (false, false) => EndUsers::Named,
        },
        tags_of_keys_only: config.general.tags_of_keys_only,
        privacy: Arc::new(config.privacy.clone()),
        counted: config.operator.counted,
        pass_through_timeout_ms: config.operator.pass_through_timeout.map(millis),
        forwards_organization: config.operator.forwards_organization,
        cancels: config.operator.cancels,
        sessionless: match config.operator.sessionless {
            config::Sessionless::Let => Sessionless::Let,
            config::Sessionless::Name => Sessionless::Name,
            config::Sessionless::Refuse => Sessionless::Refuse,
        },
        tag_budgets: Arc::new(budgets(ScopeKind::Tag, "Tag", &config.operator.tag_budgets)),
        pruning: PruneRules {
            batch: config.operator.prune_batch,
            batches_max: config.operator.prune_batches_max,
            micros_max: config.operator.prune_micros_max,
        },
        trusted_proxies: config.general.trusted_proxies.clone().map(Into::into),
        words_chars_max: config.general.words_chars_max,
        notes_refusals: !config.general.disable_error_logs,
        required_params: config.general.required_params.clone(),
        unpriced: match config.metering.unpriced {
            Unpriced::Allow => catalog::Unpriced::Allow,
            Unpriced::Refuse | Unpriced::RefuseUnderBudget => catalog::Unpriced::Refuse,
        },
        refuse_unpriced: config.metering.unpriced == Unpriced::Refuse,
        calendar: config.budget.calendar.clone(),
        request_timeout_ms: millis(config.routing.timeout),
        stream_timeout_ms: config.routing.stream_timeout.map(millis),
        stream_max_ms: millis(config.routing.stream_max),
        response_bytes_max: config
            .general
            .max_response_bytes
            .unwrap_or(RESPONSE_BYTES_MAX),
        store_payloads: config.general.store_prompts,
        payloads_kept_micros: config
            .general
            .prompt_retention
            .map(|span| span.after(Micros(0)).0),
        calls_kept_micros: config
            .general
            .log_retention
            .map(|span| span.after(Micros(0)).0),
        pruned_every_micros: config
            .general
            .prune_interval
            .map(|span| span.after(Micros(0)).0),
        tags_agents: config.metering.tags_agents,
        always_include_usage: config.general.always_include_stream_usage,
        routing: Arc::new(config.routing.rules.clone()),
        cache: config.cache.as_ref().map(cache_policy),
    }
}

/// What may be spent by name, of a kind.
fn budgets(
    kind: ScopeKind,
    what: &str,
    budgets: &BTreeMap<String, (Nanos, Option<Span>)>,
) -> HashMap<String, Budget> {
    let budgets = budgets.iter();
    let budget = |(name, (limit, period)): (&String, &(Nanos, Option<Span>))| {
        let budget = Budget {
            window_of: None,
            scope: Scope {
                kind,
                id: name.as_str().into(),
            },
            label: format!("{what}={name}").into(),
            limit: *limit,
            period: period.map(|span| (span, span.to_string().into())),
            anchor: Micros(0),
            raise: None,
            degrade_to: Vec::new(),
        };
        (name.clone(), budget)
    };
    budgets.map(budget).collect()
}

/// What the operator says about everybody.
#[must_use]
pub fn owner_rules(config: &Config) -> OwnerRules {
    OwnerRules {
        user_budget_in_teams: config.budget.user_budget_in_teams,
        end_user_budget: config.budget.end_user_max,
        end_user_period: config.budget.end_user_period,
        service_account_params: config.operator.service_account_params.clone(),
        end_user_budget_id: config.budget.end_user_budget_id.clone(),
    }
}

/// Tells of a named budget that is to hold for end users and that nobody made.
fn tell_missing_budget(rules: &OwnerRules, owners: &OwnerParts) {
    let Some(id) = rules.end_user_budget_id.as_deref() else {
        return;
    };
    if !owners.budgets.iter().any(|budget| *budget.id == *id) {
        tracing::error!(
            "litellm_settings.max_end_user_budget_id: there is no budget '{id}', so end users without a budget of \
             their own are not limited by it; make it with /budget/new"
        );
    }
}

fn cache_policy(cache: &config::Cache) -> CachePolicy {
    CachePolicy {
        ttl_ms: u64::try_from(cache.ttl.as_millis()).unwrap_or(u64::MAX),
        namespace: cache.namespace.as_deref().map(Into::into),
        default_on: cache.default_on,
        call_types: cache.call_types.clone(),
        messages_max: cache.messages_max as usize,
        database: cache.tier == config::CacheTier::Database,
    }
}

fn aliases(config: &Config) -> HashMap<String, Alias> {
    let alias = |(name, alias): (&String, &config::Alias)| {
        let (model, hidden) = (alias.model.clone(), alias.hidden);
        (name.clone(), Alias { model, hidden })
    };
    config.routing.aliases.iter().map(alias).collect()
}

/// The configuration with stored settings under it; `None` when they do not go with the file any more,
/// which is told.
fn with_settings(base: &Arc<config::Base>, stored: &config::Stored) -> Option<Config> {
    let made = base.with(stored);
    made.inspect_err(|error| tracing::error!(%error, "stored settings are left out"))
        .ok()
}

/// How a catalog is made of what the database holds. Models that cannot be made are told and left out.
pub fn build_catalog(
    config: &Config,
    master_key: &Secret,
    models: Arc<Declarations>,
    stored_at_start: config::Stored,
) -> BuildCatalog {
    let at_start = (
        policy(config, master_key),
        aliases(config),
        Arc::new(config.terms.clone()),
    );
    let endpoints = config.endpoints.clone();
    let guards = Guards::new(config.guardrails.clone());
    let stored_models = config.operator.stored_models;
    let (base, master_key) = (config.base.clone(), master_key.clone());
    Arc::new(move |read: ReadParts| {
        let ReadParts {
            revision,
            keys,
            retired,
            owners,
            models: mut stored,
            credentials,
            settings,
        } = read;
        let configured = KeyHash::of(master_key.expose());
        let (in_force, _) = master::in_force(&settings, configured);
        let own_endpoints = pass_through_endpoints(&endpoints, &models, &settings);
        let settings = stored_settings(&settings);
        let changed = (settings != stored_at_start)
            .then(|| with_settings(&base, &settings))
            .flatten();
        let (mut policy, aliases, terms) = changed.map_or_else(
            || at_start.clone(),
            |config| {
                let terms = Arc::new(config.terms.clone());
                (policy(&config, &master_key), aliases(&config), terms)
            },
        );
        policy.master_key = in_force;
        tell_missing_budget(&policy.owners, &owners);
        // Those that are not wanted stay where they are (`supported_db_objects`).
        stored.retain(|_| stored_models);
        let (declared, wrong) = models.all(&stored, &credentials);
        for what in wrong {
            tracing::error!("left out: {what}");
        }
        let mut by_id = HashMap::new();
        let mut deployments = Vec::with_capacity(declared.len());
        for declared in declared {
            match models.build(&declared) {
                Ok(deployment) => {
                    by_id.insert(deployment.id.clone(), declared);
                    deployments.push(deployment.under(&terms));
                }
                Err(error) => {
                    tracing::error!(model = declared.model_name, %error, "a model is left out")
                }
            }
        }
        let pass_through = pass_through(&models, &terms, &mut by_id);
        let endpoints = own_endpoints
            .iter()
            .filter_map(|endpoint| own_endpoint(endpoint, &models, &terms, &mut by_id))
            .collect();
        let (concrete, prices) = (models.clone(), models.prices);
        Catalog::new(Parts {
            revision,
            policy,
            keys,
            retired,
            owners,
            deployments,
            aliases,
            pass_through,
            endpoints,
            guards: guards.clone(),
            specialise: Arc::new(move |deployment, model| {
                specialise(&concrete, &by_id, deployment, model).under(&terms)
            }),
            provider_of: Arc::new(move |model| prices.provider_of(model)),
        })
    })
}

/// A wildcard's declaration with the model that was asked for in its place.
fn specialise(
    models: &Declarations,
    by_id: &HashMap<Arc<str>, ModelDeclaration>,
    deployment: &Deployment,
    model: &str,
) -> Deployment {
    let made = by_id.get(&deployment.id).and_then(|declared| {
        let mut concrete = declared.clone();
        concrete.litellm_params.insert("model".into(), model.into());
        models.build(&concrete).ok()
    });
    // Left open: who looks it up sees the star and takes it for no answer.
    made.unwrap_or_else(|| deployment.clone())
}

/// A configuration worked out: all that is made anew when it changes.
pub struct Settled {
    /// The configuration, with stored settings under it.
    pub config: Config,
    /// Makes deployments.
    pub models: Arc<Declarations>,
    /// How catalogs are made.
    pub build: BuildCatalog,
    key_header: KeyHeader,
    end_user_headers: Vec<http::HeaderName>,
}

/// Works a configuration out.
pub async fn settle(
    config: &Config,
    store: &Store,
    master_key: &Secret,
    salt: &Secret,
) -> Result<Settled, Failure> {
    let stored = stored_settings(&store.settings().await?);
    let config = with_settings(&config.base, &stored).unwrap_or_else(|| config.clone());
    let models = Arc::new(declarations(&config, store, salt).await?);
    let build = build_catalog(&config, master_key, models.clone(), stored);
    let key_header = config.general.key_header.as_deref().map(str::parse);
    let key_header = key_header.transpose().map_err(|_| {
        Failure::invalid("general_settings.litellm_key_header_name is not the name of a header")
    })?;
    let named = config.general.end_user_headers.iter();
    let named: Result<Vec<_>, _> = named.map(|name| name.parse()).collect();
    let end_user_headers = named.map_err(|_| {
        let setting = "general_settings.user_header_mappings or user_header_name";
        Failure::invalid(format!("{setting}: not the name of a header"))
    })?;
    Ok(Settled {
        config,
        models,
        build,
        key_header,
        end_user_headers,
    })
}

/// What stays as long as the process lives, however often the configuration changes.
pub struct Kept {
    gateway: Arc<Gateway>,
    store: Store,
    response_ids: ResponseIds,
    seals: Arc<Seals>,
    recorder: Recorder,
    reloads: Reloads,
    throttle: Throttle,
    messenger: Messenger,
    otel: Otel,
    pruning: Pruning,
    checks: Checks,
}

impl Kept {
    /// What a running proxy keeps.
    #[must_use]
    pub fn of(app: &App) -> Self {
        Self {
            gateway: app.gateway.clone(),
            store: app.store.clone(),
            response_ids: app.response_ids.clone(),
            seals: app.seals.clone(),
            recorder: app.admin.recorder.clone(),
            throttle: app.ui.throttle.clone(),
            messenger: app.messenger.clone(),
            otel: app.otel.clone(),
            pruning: app.pruning.clone(),
            checks: app.checks.clone(),
            reloads: app
                .admin
                .reloads
                .clone()
                .unwrap_or_else(|| Reloads::new().0),
        }
    }
}

/// What handlers share under a configuration.
#[must_use]
pub fn app(settled: &Settled, kept: Kept) -> App {
    let config = &settled.config;
    let (store, models) = (kept.store.clone(), settled.models.clone());
    let mut admin = admin(config, store, models, kept.recorder);
    admin.reloads = Some(kept.reloads);
    App {
        response_ids: kept.response_ids,
        seals: kept.seals,
        keeps_responses: config.general.store_responses,
        gateway: kept.gateway,
        store: kept.store,
        admin,
        key_header: settled.key_header.clone(),
        end_user_headers: settled.end_user_headers.clone(),
        request_bytes_max: usize::try_from(config.general.max_request_bytes).unwrap_or(usize::MAX),
        docs: config.docs,
        block_robots: config.general.block_robots,
        call_ids_in_errors: config.operator.call_ids_in_errors,
        tag_headers: config.operator.tag_headers.clone(),
        draining: config
            .operator
            .drain_endpoint
            .then(|| config.operator.drain_token.clone()),
        public_hub: (
            config.operator.public_models.clone(),
            config.operator.public_links.clone(),
        ),
        open_readiness_details: config.general.open_readiness_details,
        messenger: kept.messenger,
        otel: kept.otel,
        pruning: kept.pruning,
        health: config.general.health,
        checks: kept.checks,
        tls: tls::config_as,
        scraping: Scraping {
            needs_key: config.metrics.needs_key,
            token: config.metrics.token.clone(),
        },
        statuses: Statuses {
            budget_exceeded: config.budget.exceeded_status,
        },
        ui: Ui::new(
            OperatorLogin {
                username: config.ui.username.clone(),
                password: config.ui.password.clone(),
                is_default: config.ui.is_default,
                session: config.ui.session,
                admins_only: config.ui.admins_only,
                rules: config.ui.rules,
            },
            kept.throttle.within(config.ui.rules.window),
            config.ui.pages,
        ),
    }
}

/// How the settings of alerts are made of what the database holds, under the configuration in force.
#[must_use]
pub fn alert_settings(live: &Live) -> ReadSettings {
    let live = live.clone();
    Arc::new(move |stored| {
        let app = live.load();
        crate::admin::alerts::in_force(&app.admin.config, &app.admin.models.sealer, stored)
    })
}

/// A proxy that is ready to serve, and what its jobs need.
pub struct Proxy {
    /// What handlers share.
    pub app: Arc<App>,
    /// The journal's receiving side.
    pub entries: Inbox,
    /// How catalogs are made.
    pub build: BuildCatalog,
    /// Who wants the configuration read anew.
    pub reloads: mpsc::Receiver<reload::Request>,
    /// What is to be told. Without a teller nothing is.
    pub heard: Heard,
}

/// Puts a proxy together on an open database.
pub async fn proxy(
    config: &Config,
    store: Store,
    master_key: &Secret,
    salt: &Secret,
) -> Result<Proxy, Failure> {
    let settings = store.settings().await?;
    if master::in_force(&settings, KeyHash::of(master_key.expose())).1 {
        tracing::warn!(
            "the configured master key was replaced and stays dead, the new one is in force: set it in \
             LITELLM_MASTER_KEY (a container takes a changed environment file when it is recreated)"
        );
    }
    let settled = settle(config, &store, master_key, salt).await?;
    let catalog = refresh::read(&store, &settled.build).await?;
    let (journal, entries) = Journal::new(CALLS_MAX);
    let ca_file = settled.config.server.ca_file.as_deref();
    let client = Client::new(ca_file).map_err(Failure::invalid)?;
    let sealer = &settled.models.sealer;
    let response_ids = response_ids_key(&store, sealer, &settings, salt).await?;
    let (way, reloads) = Reloads::new();
    let (observer, heard) = Observer::new(Watching::of(&settled.config.otel), now);
    let kept = Kept {
        gateway: Arc::new(Gateway::new(
            catalog,
            journal.clone(),
            client,
            observer,
            now,
        )),
        store,
        seals: Arc::default(),
        response_ids: ResponseIds::new(response_ids),
        recorder: Recorder::Journal(journal),
        reloads: way,
        pruning: Pruning::default(),
        checks: Checks::default(),
        throttle: Throttle::default(),
        messenger: tls::config(ca_file)
            .and_then(Messenger::new)
            .map_err(Failure::invalid)?,
        otel: settled.config.otel.clone(),
    };
    Ok(Proxy {
        app: Arc::new(app(&settled, kept)),
        entries,
        build: settled.build,
        reloads,
        heard,
    })
}

/// The same for a command of this process: nobody else has its key, and corrections are written
/// directly, since no server need be there to take them.
pub async fn local(
    config: &Config,
    store: Store,
    key: &Secret,
    salt: &Secret,
) -> Result<Proxy, Failure> {
    let mut proxy = proxy(config, store, key, salt).await?;
    if let Some(app) = Arc::get_mut(&mut proxy.app) {
        app.key_header = None;
        app.admin.recorder = Recorder::Direct;
    }
    Ok(proxy)
}

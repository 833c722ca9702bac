//! From the file, the environment and the command line to [`Config`].

use super::env::Env;
use super::file::File;
use super::notice::{ConfigError, Notice, Origin, Problem};
use super::read::{Interval, Kind, Names, Reader, Retention, Source};
use super::{
    Alias, Base, Config, Database, Docs, Durability, General, GlobalBudget, Loaded, Metering,
    ProviderEnv, Routing, Server, Sources, UiLogin, Unpriced, cache, endpoints, guardrails,
    model_list, observe, otel, refuse, secrets,
};
use crate::domain::address::IpRange;
use crate::domain::secret::Secret;
use crate::domain::time::{Calendar, Span};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

const DEFAULT_FILE: &str = "volumes/litellm/proxy_config.yaml";
const DEFAULT_REQUEST_MB: u64 = 100;
/// LiteLLM waits 6000 s, which holds a client's connection for longer than anybody waits.
const DEFAULT_TIMEOUT: Duration = Duration::from_mins(10);
/// LiteLLM lets a stream go on for ever, and with it the bill.
const DEFAULT_STREAM_MAX: Duration = Duration::from_hours(1);
const DEFAULT_DRAIN: Duration = Duration::from_secs(30);
/// How long a login to the pages holds at most.
const SESSION: Span = Span::hours(12);

pub(super) fn load(sources: &Sources) -> Result<Loaded, ConfigError> {
    let env = &sources.env;
    let path = config_path(sources);
    let mut file = path.as_deref().map(File::read).transpose()?;
    let missing = file
        .as_mut()
        .map(|file| file.resolve(env))
        .unwrap_or_default();
    let mut reader = Reader::new(file.as_ref(), env);
    reader.notices = missing;
    reader.notices.extend(super::known_env::remarks(env));
    if let Some(file) = &file {
        reader.notices.extend(file.remarks());
        reader.problems.extend(refuse::problems(file));
    }
    let base = Arc::new(Base {
        file: file.clone(),
        sources: sources.clone(),
    });
    let config = config(&mut reader, sources, base);
    if !reader.problems.is_empty() {
        return Err(ConfigError(reader.problems));
    }
    Ok(Loaded {
        config,
        file: path,
        report: reader.report,
        notices: reader.notices,
    })
}

fn config_path(sources: &Sources) -> Option<PathBuf> {
    let given = sources.config.clone();
    let named = || sources.env.get("CONFIG_FILE_PATH").map(PathBuf::from);
    let usual = || Some(Path::new(DEFAULT_FILE).to_owned());
    given.or_else(named).map_or_else(
        || {
            usual()
                .map(|path| sources.directory.join(path))
                .filter(|path| path.is_file())
        },
        |path| Some(sources.directory.join(path)),
    )
}

pub(super) fn config(reader: &mut Reader<'_>, sources: &Sources, base: Arc<Base>) -> Config {
    let server = server(reader, sources);
    let database = database(reader, sources, &server.data_dir);
    let own = secrets::read(reader, &server.host);
    let secrets: Vec<&Secret> = own.master_key.iter().chain(&own.salt_key).collect();
    let (mut providers, notices, problems) = ProviderEnv::collect(reader.env, &secrets);
    reader.notices.extend(notices);
    reader.problems.extend(problems);
    super::operator::fill(reader, &mut providers);
    let models = models(reader, &providers);
    let credentials = super::credentials::read(reader);
    let endpoints = pass_through(reader);
    let cache = cache::read(reader);
    let guardrails = guardrails::read(reader);
    let callbacks = observe::callbacks(reader);
    Config {
        server,
        database,
        general: general(reader),
        privacy: super::privacy::read(reader),
        operator: super::operator::read(reader),
        budget: budget(reader),
        metering: metering(reader),
        terms: super::terms::read(reader),
        routing: routing(reader),
        ui: ui(reader),
        otel: otel::read(reader, callbacks.otel),
        metrics: observe::metrics(reader, sources),
        alerts: observe::alerts(reader),
        base,
        docs: Docs {
            page: !reader.get(Source::env("docs.no_docs", "NO_DOCS"), false),
            redoc: !reader.get(Source::env("docs.no_redoc", "NO_REDOC"), false),
            openapi: !reader.get(Source::env("docs.no_openapi", "NO_OPENAPI"), false),
        },
        models,
        credentials,
        endpoints,
        cache,
        guardrails,
        providers,
        master_key: own.master_key,
        salt_key: own.salt_key,
    }
}

fn server(reader: &mut Reader<'_>, sources: &Sources) -> Server {
    let flags = &sources.overrides;
    let port = flags.port.map(|port| port.to_string());
    let data_dir = flags
        .data_dir
        .as_ref()
        .map(|path| path.display().to_string());
    let file = Source::file;
    Server {
        host: reader.get(
            file("cw_proxy.host")
                .or_env("HOST")
                .flag("--host", flags.host.as_deref()),
            "0.0.0.0".to_owned(),
        ),
        port: reader.get(
            file("cw_proxy.port")
                .or_env("PORT")
                .flag("--port", port.as_deref()),
            4000,
        ),
        data_dir: reader.get(
            file("cw_proxy.data_dir")
                .or_env("CW_PROXY_DATA_DIR")
                .flag("--data-dir", data_dir.as_deref()),
            PathBuf::from("data"),
        ),
        drain_grace: reader.get(file("cw_proxy.drain_grace_seconds"), DEFAULT_DRAIN),
        ca_file: reader.maybe(Source::env("ca_file", "SSL_CERT_FILE")),
    }
}

fn database(reader: &mut Reader<'_>, sources: &Sources, data_dir: &Path) -> Database {
    let name = "general_settings.database_url";
    let flag = sources.overrides.database_url.clone();
    let found = match flag {
        Some(url) => Some((url, Origin::Flag("--db"))),
        None => reader
            .find(&Source::file(name).or_env("DATABASE_URL"))
            .map(|(value, origin)| (Secret::new(value.as_str().unwrap_or_default()), origin))
            .or_else(|| database_of_parts(reader.env)),
    };
    let usual = Database::Sqlite(data_dir.join("cw-proxy.db"));
    let Some((url, origin)) = found else {
        reader.note(
            name,
            format!("sqlite://{}", data_dir.join("cw-proxy.db").display()),
            Origin::Default,
        );
        return usual;
    };
    match parse_database(&url) {
        Ok(database) => {
            reader.note(name, shown_url(url.expose()), origin);
            database
        }
        Err(reason) => {
            reader.invalid(name, origin, reason);
            usual
        }
    }
}

/// LiteLLM's other way to name a PostgreSQL database: by its parts, in variables of their own.
fn database_of_parts(env: &Env) -> Option<(Secret, Origin)> {
    let part = |name: &str| env.get(name).map(|value| percent_encoded(value.trim()));
    let host = env.get("DATABASE_HOST")?.trim();
    let port = part("DATABASE_PORT").map(|port| format!(":{port}"));
    let login = part("DATABASE_USERNAME").or_else(|| part("DATABASE_USER"));
    let login = login.map(|user| match part("DATABASE_PASSWORD") {
        Some(password) => format!("{user}:{password}@"),
        None => format!("{user}@"),
    });
    let schema = part("DATABASE_SCHEMA");
    let schema = schema.map(|schema| format!("?options=-csearch_path%3D{schema}"));
    let url = [
        "postgresql://",
        login.as_deref().unwrap_or_default(),
        host,
        port.as_deref().unwrap_or_default(),
        "/",
        part("DATABASE_NAME").as_deref().unwrap_or_default(),
        schema.as_deref().unwrap_or_default(),
    ]
    .concat();
    Some((Secret::new(url), env.origin("DATABASE_HOST")))
}

/// A text as it may stand in any part of an address.
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

fn parse_database(url: &Secret) -> Result<Database, String> {
    let text = url.expose().trim();
    let Some((scheme, rest)) = text.split_once(':') else {
        return Err("must begin with sqlite:// or postgres://".to_owned());
    };
    match scheme {
        "postgres" | "postgresql" if rest.starts_with("//") => Ok(Database::Postgres(url.clone())),
        "sqlite" => {
            let path = rest.strip_prefix("//").unwrap_or(rest);
            if path.is_empty() || path.contains(['?', '#']) {
                return Err(
                    "must be sqlite:// and the path of a file, without parameters".to_owned(),
                );
            }
            Ok(Database::Sqlite(path.into()))
        }
        // Only what looks like a scheme is repeated: anything else may be part of a password.
        "mysql" | "mariadb" | "mongodb" | "mssql" | "sqlserver" | "oracle" | "file" | "redis"
        | "http" | "https" => Err(format!(
            "{scheme}: is not supported; use sqlite:// or postgres://"
        )),
        _ => Err("must begin with sqlite:// or postgres://".to_owned()),
    }
}

/// A database URL without user, password and parameters.
fn shown_url(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("sqlite", url));
    // The last '@': a password may hold others, unescaped.
    let place = rest.rsplit_once('@').map_or(rest, |(_, place)| place);
    let place = place.split('?').next().unwrap_or_default();
    let user = if place.len() == rest.len() || !rest.contains('@') {
        ""
    } else {
        "...@"
    };
    format!("{scheme}://{user}{place}")
}

fn general(reader: &mut Reader<'_>) -> General {
    let file = Source::file;
    let megabytes = reader.get(
        file("general_settings.max_request_size_mb"),
        DEFAULT_REQUEST_MB,
    );
    General {
        store_model_in_db: reader.get(
            file("general_settings.store_model_in_db").env_first("STORE_MODEL_IN_DB"),
            true,
        ),
        store_prompts: reader.get(
            file("general_settings.store_prompts_in_spend_logs")
                .env_first("STORE_PROMPTS_IN_SPEND_LOGS"),
            false,
        ),
        max_request_bytes: megabytes.saturating_mul(1 << 20),
        always_include_stream_usage: reader
            .get(file("general_settings.always_include_stream_usage"), false),
        key_header: reader.maybe(file("general_settings.litellm_key_header_name")),
        end_user_headers: super::end_users::headers(reader),
        allowed_ips: allowed_ips(reader),
        disable_custom_keys: reader.get(file("general_settings.disable_custom_api_keys"), false),
        disable_org_admin_keys: reader.get(
            file("general_settings.disable_key_generate_for_org_admin"),
            false,
        ),
        routes: super::routes::read(reader),
        health: super::routes::health(reader),
        completion_model: reader.maybe(file("general_settings.completion_model")),
        parallel_requests_max: reader.maybe(file("general_settings.global_max_parallel_requests")),
        end_user_required: reader.get(file("general_settings.enforce_user_param"), false),
        end_user_must_be_known: reader
            .get(file("litellm_settings.validate_end_user_id_in_db"), false),
        end_users_uncounted: reader.get(
            file("litellm_settings.disable_end_user_cost_tracking"),
            false,
        ),
        tags_of_keys_only: reader.get(
            file("general_settings.reject_clientside_metadata_tags"),
            false,
        ),
        block_robots: reader.get(file("general_settings.block_robots"), false),
        open_readiness_details: reader.get(
            file("general_settings.allow_public_health_readiness_details"),
            false,
        ),
        disable_error_logs: reader.get(file("general_settings.disable_error_logs"), false),
        trusted_proxies: trusted_proxies(reader),
        max_response_bytes: reader
            .maybe::<u32>(file("general_settings.max_response_size_mb"))
            .map(|megabytes| (megabytes as usize).saturating_mul(1 << 20)),
        words_chars_max: reader
            .maybe::<u32>(Source::env(
                "prompts.max_string_length",
                "MAX_STRING_LENGTH_PROMPT_IN_DB",
            ))
            .map(|chars| chars as usize),
        required_params: reader
            .maybe(file("general_settings.enforced_params"))
            .map(|Names(names)| names)
            .unwrap_or_default(),
        store_responses: reader.get(file("cw_proxy.store_responses"), true),
        log_retention: reader
            .maybe(file("general_settings.maximum_spend_logs_retention_period"))
            .map(|Retention(span)| span),
        prune_interval: reader
            .maybe(file(
                "general_settings.maximum_spend_logs_retention_interval",
            ))
            .map(|Interval(span)| span),
        prompt_retention: reader
            .maybe(file("cw_proxy.prompt_retention_period"))
            .map(|Retention(span)| span),
    }
}

fn budget(reader: &mut Reader<'_>) -> GlobalBudget {
    let file = Source::file;
    let name = "litellm_settings.budget_exceeded_status_code";
    let mut exceeded_status: u16 = reader.get(file(name), 422);
    if !(400..500).contains(&exceeded_status) {
        let origin = reader.origin(name);
        reader.invalid(
            name,
            origin,
            "must be a status between 400 and 499".to_owned(),
        );
        exceeded_status = 422;
    }
    let zone: String = reader.get(file("litellm_settings.timezone"), "UTC".to_owned());
    let reset: String = reader.get(
        file("litellm_settings.budget_reset_time"),
        "00:00".to_owned(),
    );
    GlobalBudget {
        max_budget: reader.maybe(file("litellm_settings.max_budget")),
        period: reader.maybe(file("litellm_settings.budget_duration")),
        end_user_max: reader.maybe(file("litellm_settings.max_end_user_budget")),
        end_user_period: reader.maybe(file("litellm_settings.end_user_budget_duration")),
        end_user_budget_id: reader.maybe(file("litellm_settings.max_end_user_budget_id")),
        user_budget_in_teams: reader.get(
            file("general_settings.apply_user_budget_to_team_keys"),
            false,
        ),
        calendar: calendar(reader, &zone, &reset),
        exceeded_status,
    }
}

fn calendar(reader: &mut Reader<'_>, zone: &str, reset: &str) -> Calendar {
    // Tried apart, so that each problem is told under its own name and without the value.
    if Calendar::new(zone, "00:00").is_err() {
        let name = "litellm_settings.timezone";
        let origin = reader.origin(name);
        reader.invalid(
            name,
            origin,
            "must be an IANA time zone like Europe/Berlin".to_owned(),
        );
    } else if Calendar::new(zone, reset).is_err() {
        let name = "litellm_settings.budget_reset_time";
        let origin = reader.origin(name);
        reader.invalid(
            name,
            origin,
            "must be a time of day as HH:MM, in quotes".to_owned(),
        );
    }
    Calendar::new(zone, reset).unwrap_or_default()
}

fn metering(reader: &mut Reader<'_>) -> Metering {
    let file = Source::file;
    let durability = reader.choice(
        file("cw_proxy.metering.durability"),
        &[
            ("process", Durability::Process),
            ("power", Durability::Power),
        ],
    );
    let under_budget = reader.choice(
        file("cw_proxy.metering.unpriced_under_budget"),
        &[
            ("refuse", Unpriced::RefuseUnderBudget),
            ("allow", Unpriced::Allow),
        ],
    );
    let name = "litellm_settings.block_requests_for_models_without_pricing";
    let always = reader.get(file(name), false);
    Metering {
        durability,
        unpriced: if always {
            Unpriced::Refuse
        } else {
            under_budget
        },
        tags_agents: !reader.get(
            file("litellm_settings.disable_add_user_agent_to_request_tags"),
            false,
        ),
    }
}

fn routing(reader: &mut Reader<'_>) -> Routing {
    let file = Source::file;
    let request_timeout = reader.get(
        file("litellm_settings.request_timeout").or_env("REQUEST_TIMEOUT"),
        DEFAULT_TIMEOUT,
    );
    let mut aliases = BTreeMap::new();
    add_aliases(reader, "router_settings.model_group_alias", &mut aliases);
    add_aliases(reader, "litellm_settings.model_alias_map", &mut aliases);
    Routing {
        drop_params: reader.get(file("litellm_settings.drop_params"), false),
        modify_params: reader.get(file("litellm_settings.modify_params"), false),
        rules: super::routing::rules(reader),
        provider_budgets: super::terms::provider_budgets(reader),
        timeout: reader
            .maybe(file("router_settings.timeout"))
            .unwrap_or(request_timeout),
        stream_timeout: reader.maybe(file("router_settings.stream_timeout")),
        stream_max: reader.get(
            file("litellm_settings.max_streaming_duration_seconds")
                .or_env("LITELLM_MAX_STREAMING_DURATION_SECONDS"),
            DEFAULT_STREAM_MAX,
        ),
        trust: super::routing::trust(reader),
        default_params: Arc::new(super::routing::default_params(reader)),
        aliases,
    }
}

/// Reads `name: model` or `name: {model: …, hidden: true}`.
fn add_aliases(reader: &mut Reader<'_>, path: &str, aliases: &mut BTreeMap<String, Alias>) {
    let Some((value, origin)) = reader.find(&Source::file(path)) else {
        return reader.note(path, "-".to_owned(), Origin::Default);
    };
    let parsed = value.as_object().and_then(|map| {
        let pairs = map
            .iter()
            .map(|(name, target)| Some((name.clone(), alias(target)?)));
        pairs.collect::<Option<Vec<_>>>()
    });
    let Some(parsed) = parsed else {
        let must_be = "must map names to models, or to {model: ..., hidden: true}";
        return reader.invalid(path, origin, must_be.to_owned());
    };
    let names: Vec<_> = parsed.iter().map(|(name, _)| name.as_str()).collect();
    reader.note(path, names.join(", "), origin);
    for (name, alias) in parsed {
        aliases.entry(name).or_insert(alias);
    }
}

fn alias(target: &Value) -> Option<Alias> {
    let model = target.get("model").unwrap_or(target);
    let hidden = target
        .get("hidden")
        .is_some_and(|flag| bool::read(flag) == Some(true));
    let model = String::read(model)?;
    Some(Alias { model, hidden })
}

fn ui(reader: &mut Reader<'_>) -> UiLogin {
    const USERNAME: &str = "crashwise";
    const PASSWORD: &str = "crashwise123";
    let username = reader.get(
        Source::env("ui.username", "UI_USERNAME"),
        USERNAME.to_owned(),
    );
    let password = secrets::ui_password(reader);
    // A name of one's own without a password is not opened by a password that everybody can read.
    let password = password.or_else(|| (username == USERNAME).then(|| Secret::new(PASSWORD)));
    UiLogin {
        is_default: username == USERNAME
            && password
                .as_ref()
                .is_some_and(|password| password.expose() == PASSWORD),
        username,
        password,
        admins_only: reader.get(
            Source::file("general_settings.ui_access_mode"),
            UiAccess::All,
        ) == UiAccess::AdminOnly,
        rules: super::privacy::login(reader),
        passwords: super::privacy::passwords(reader),
        pages: !reader.get(Source::env("ui.disabled", "DISABLE_ADMIN_UI"), false),
        session: reader.get(
            Source::env("ui.session_duration", "LITELLM_UI_SESSION_DURATION"),
            SESSION,
        ),
    }
}

/// Who uses the admin pages.
#[derive(Clone, Copy, PartialEq, Eq)]
enum UiAccess {
    All,
    AdminOnly,
}

impl Kind for UiAccess {
    const MUST_BE: &'static str = "must be all or admin_only";
    fn read(value: &Value) -> Option<Self> {
        match value.as_str()?.trim() {
            "all" => Some(Self::All),
            "admin_only" => Some(Self::AdminOnly),
            _ => None,
        }
    }
    fn show(&self) -> String {
        match self {
            Self::All => "all".to_owned(),
            Self::AdminOnly => "admin_only".to_owned(),
        }
    }
}

/// Whose word counts about where clients are; nobody's where that is not switched on.
fn trusted_proxies(reader: &mut Reader<'_>) -> Option<Vec<IpRange>> {
    let on = reader.get(Source::file("general_settings.use_x_forwarded_for"), false);
    let ranges = ranges(reader, "general_settings.trusted_proxy_ranges");
    on.then_some(ranges)
}

/// Addresses and networks that may connect.
fn allowed_ips(reader: &mut Reader<'_>) -> Vec<IpRange> {
    ranges(reader, "general_settings.allowed_ips")
}

/// A list of addresses and networks.
fn ranges(reader: &mut Reader<'_>, name: &'static str) -> Vec<IpRange> {
    let Some((value, origin)) = reader.find(&Source::file(name)) else {
        reader.note(name, "-".to_owned(), Origin::Default);
        return Vec::new();
    };
    let listed = value.as_array().map(|listed| {
        let ranges = listed.iter().map(|one| IpRange::parse(one.as_str()?));
        ranges.collect::<Option<Vec<IpRange>>>()
    });
    match listed.flatten() {
        Some(ranges) => {
            reader.note(name, value.to_string(), origin);
            ranges
        }
        None if value.is_null() => Vec::new(),
        None => {
            let must_be = "must be a list of addresses and networks, such as 10.0.0.0/8";
            reader.invalid(name, origin, must_be.to_owned());
            Vec::new()
        }
    }
}

fn pass_through(reader: &mut Reader<'_>) -> Vec<super::PassThroughEndpoint> {
    let name = "general_settings.pass_through_endpoints";
    let Some((list, origin)) = reader.find(&Source::file(name)) else {
        return Vec::new();
    };
    let Value::Array(entries) = list else {
        reader.invalid(name, origin, "must be a list".to_owned());
        return Vec::new();
    };
    let mut endpoints: Vec<super::PassThroughEndpoint> = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let path = format!("{name}[{index}]");
        let place = reader.file.map(|file| file.place(&path));
        match endpoints::read(entry, reader.env) {
            Ok((endpoint, _)) if endpoints.iter().any(|other| other.path == endpoint.path) => {
                let origin = reader.origin(&path);
                reader.invalid(
                    &path,
                    origin,
                    format!("path {} is declared twice", endpoint.path),
                );
            }
            Ok((endpoint, remarks)) => {
                let notice = |remark| {
                    Some(Notice::Remark {
                        place: place.clone()?,
                        remark,
                    })
                };
                reader
                    .notices
                    .extend(remarks.into_iter().filter_map(notice));
                endpoints.push(endpoint);
            }
            Err(reason) => {
                let origin = reader.origin(&path);
                reader.invalid(&path, origin, reason);
            }
        }
    }
    endpoints
}

fn models(reader: &mut Reader<'_>, providers: &ProviderEnv) -> Vec<super::ModelDeclaration> {
    let Some((list, origin)) = reader.find(&Source::file("model_list")) else {
        return Vec::new();
    };
    let Value::Array(entries) = list else {
        reader.invalid("model_list", origin, "must be a list".to_owned());
        return Vec::new();
    };
    let mut models = Vec::new();
    for (index, entry) in entries.into_iter().enumerate() {
        let path = format!("model_list[{index}]");
        match model_list::declaration(entry) {
            Ok((declared, unknown)) => {
                for name in unknown {
                    let path = format!("{path}.{name}");
                    let place = reader.file.map(|file| file.place(&path));
                    reader.notices.extend(place.map(|place| Notice::UnknownKey {
                        place,
                        suggestion: None,
                    }));
                }
                models.extend(model_list::expand(&declared, providers));
            }
            Err(reason) => {
                let place = reader
                    .file
                    .map_or(path.clone(), |file| file.place(&path).to_string());
                reader.problems.push(Problem::Invalid {
                    name: place,
                    origin: origin.clone(),
                    reason,
                });
            }
        }
    }
    model_list::number(&mut models);
    reader.note("model_list", format!("{} models", models.len()), origin);
    for model in &models {
        let remarks = model_list::remarks(model)
            .into_iter()
            .map(|remark| Notice::Model {
                model: model.model_name.clone(),
                remark,
            });
        reader.notices.extend(remarks);
    }
    models
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn database_urls() {
        for (url, shown) in [
            ("sqlite:///var/lib/x/cw.db", "sqlite:///var/lib/x/cw.db"),
            ("sqlite://data/cw.db", "sqlite://data/cw.db"),
            (
                "postgres://u:canary@db:5432/x?password=canary",
                "postgres://...@db:5432/x",
            ),
            ("postgresql://u:can@ary/x@db/x", "postgresql://...@db/x"),
            ("postgresql://db/x", "postgresql://db/x"),
        ] {
            assert!(parse_database(&Secret::new(url)).is_ok(), "{url}");
            assert_eq!(shown_url(url), shown);
        }
        for (url, told) in [
            ("mysql://u:canary@db/x", "mysql: is not supported"),
            ("canary", "must begin"),
            ("canary:x@db", "must begin"),
            ("sqlite://", "path of a file"),
            ("sqlite://x?mode=ro", "without parameters"),
        ] {
            let reason = parse_database(&Secret::new(url)).expect_err(url);
            assert!(
                reason.contains(told) && !reason.contains("canary"),
                "{reason}"
            );
        }
    }

    #[test]
    fn aliases_in_both_forms() {
        let read = |text| alias(&serde_json::from_str(text).expect("JSON"));
        let shown = |model: &str, hidden| {
            let model = model.to_owned();
            Some(Alias { model, hidden })
        };
        assert_eq!(read(r#""gpt-4o""#), shown("gpt-4o", false));
        assert_eq!(read(r#"{"model":"m","hidden":true}"#), shown("m", true));
        assert_eq!(read(r#"{"hidden":true}"#), None);
    }
}

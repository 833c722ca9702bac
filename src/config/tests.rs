//! The room as a whole: files and environments in, configuration or refusal out.

mod models;

use super::*;
use crate::domain::price::PriceState;
use crate::domain::price_table::PriceTable;
use serde_json::json;
use std::time::SystemTime;

const MASTER: &str = "sk-master-0123456789abcdef0123";

fn sources(file: &str, variables: &[(&str, &str)], folder: &std::path::Path) -> Sources {
    let path = folder.join("config.yaml");
    std::fs::write(&path, file).expect("written");
    Sources {
        config: Some(path),
        overrides: Overrides::default(),
        env: Env::of(variables.iter().copied()),
        directory: folder.to_owned(),
    }
}

fn try_load(file: &str, variables: &[(&str, &str)]) -> Result<Loaded, ConfigError> {
    let folder = tempfile::tempdir().expect("a folder");
    load(&sources(file, variables, folder.path()))
}

fn loaded(file: &str, variables: &[(&str, &str)]) -> Loaded {
    try_load(file, variables).expect("a configuration")
}

fn refusal(file: &str, variables: &[(&str, &str)]) -> String {
    try_load(file, variables)
        .expect_err("a refusal")
        .to_string()
}

fn notices(loaded: &Loaded) -> Vec<String> {
    loaded.notices.iter().map(ToString::to_string).collect()
}

fn origin(loaded: &Loaded, name: &str) -> Origin {
    let row = loaded.report.iter().find(|row| row.name == name);
    row.expect("a row in the report").origin.clone()
}

#[test]
fn nothing_at_all_is_a_configuration() {
    let folder = tempfile::tempdir().expect("a folder");
    let loaded = load(&Sources {
        config: None,
        overrides: Overrides::default(),
        env: Env::default(),
        directory: folder.path().to_owned(),
    })
    .expect("the defaults");
    let config = &loaded.config;
    assert_eq!(
        (config.server.host.as_str(), config.server.port),
        ("0.0.0.0", 4000)
    );
    assert!(
        matches!(&config.database, Database::Sqlite(path) if path == &PathBuf::from("data/cw-proxy.db"))
    );
    assert!(config.master_key.is_none() && config.models.is_empty());
    assert!(config.general.store_model_in_db && !config.general.store_prompts);
    assert_eq!(config.routing.timeout, Duration::from_mins(10));
    assert_eq!(config.budget.exceeded_status, 422);
    assert_eq!(config.metering.unpriced, Unpriced::RefuseUnderBudget);
    assert_eq!(notices(&loaded), Vec::<String>::new());
    assert!(
        loaded
            .report
            .iter()
            .all(|row| row.origin == Origin::Default)
    );
}

#[test]
fn the_command_line_beats_the_file_which_beats_the_environment() {
    let file = "cw_proxy: {port: 5001}\ngeneral_settings: {store_model_in_db: false}\n";
    let variables = [
        ("PORT", "5002"),
        ("HOST", "::1"),
        ("STORE_MODEL_IN_DB", "True"),
    ];
    let read = loaded(file, &variables);
    assert_eq!(
        (read.config.server.port, read.config.server.host.as_str()),
        (5001, "::1")
    );
    assert!(matches!(origin(&read, "cw_proxy.port"), Origin::File(_)));
    assert_eq!(
        origin(&read, "cw_proxy.host"),
        Origin::Env("HOST".to_owned())
    );
    // LiteLLM lets this one variable beat the file.
    assert!(read.config.general.store_model_in_db);
    let folder = tempfile::tempdir().expect("a folder");
    let mut sources = sources(file, &variables, folder.path());
    sources.overrides.port = Some(5003);
    sources.overrides.database_url = Some(Secret::new("postgres://u:p@db/x"));
    let read = load(&sources).expect("a configuration");
    assert_eq!(read.config.server.port, 5003);
    assert_eq!(origin(&read, "cw_proxy.port"), Origin::Flag("--port"));
    assert!(matches!(read.config.database, Database::Postgres(_)));
}

#[test]
fn a_database_that_is_named_by_its_parts_is_found() {
    let parts = [
        ("DATABASE_HOST", "db.example"),
        ("DATABASE_PORT", "5433"),
        ("DATABASE_NAME", "llm"),
        ("DATABASE_USERNAME", "me"),
        ("DATABASE_PASSWORD", "p@ss/w:rd"),
        ("DATABASE_SCHEMA", "own"),
    ];
    let read = loaded("{}", &parts);
    let Database::Postgres(url) = &read.config.database else {
        panic!("{:?}", read.config.database);
    };
    assert_eq!(
        url.expose(),
        "postgresql://me:p%40ss%2Fw%3Ard@db.example:5433/llm?options=-csearch_path%3Down"
    );
    let told = format!("{:?}", read.report);
    assert!(!told.contains("ss/w") && !told.contains("p%40ss"), "{told}");
    let both = [parts.as_slice(), &[("DATABASE_URL", "sqlite://own.db")]].concat();
    let read = loaded("{}", &both);
    assert!(matches!(read.config.database, Database::Sqlite(_)));
}

#[test]
fn the_file_is_found_where_it_is_named_or_where_it_usually_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let usual = folder.path().join("volumes/litellm");
    std::fs::create_dir_all(&usual).expect("made");
    std::fs::write(usual.join("proxy_config.yaml"), "cw_proxy: {port: 1}").expect("written");
    std::fs::write(folder.path().join("named.yaml"), "cw_proxy: {port: 2}").expect("written");
    let mut sources = Sources {
        config: None,
        overrides: Overrides::default(),
        env: Env::default(),
        directory: folder.path().to_owned(),
    };
    assert_eq!(load(&sources).expect("readable").config.server.port, 1);
    sources.env = Env::of([("CONFIG_FILE_PATH", "named.yaml")]);
    assert_eq!(load(&sources).expect("readable").config.server.port, 2);
    sources.config = Some("absent.yaml".into());
    assert!(
        load(&sources)
            .expect_err("absent")
            .to_string()
            .contains("absent.yaml")
    );
}

#[test]
fn references_are_resolved_at_any_depth_and_missing_ones_told() {
    let file = "\
general_settings:
  master_key: os.environ/MY_KEY
  completion_model: os.environ/NOT_THERE
model_list:
  - model_name: a
    litellm_params:
      model: openai/a
      api_key: os.environ/A_KEY
      extra_headers: {X-One: os.environ/ONE}
";
    let variables = [("MY_KEY", MASTER), ("A_KEY", "sk-a"), ("ONE", "1")];
    let read = loaded(file, &variables);
    assert_eq!(
        read.config.master_key.as_ref().map(Secret::expose),
        Some(MASTER)
    );
    assert!(matches!(
        origin(&read, "general_settings.master_key"),
        Origin::Reference { variable, .. } if variable == "MY_KEY"
    ));
    let params = &read.config.models[0].litellm_params;
    assert_eq!(params["api_key"], json!("sk-a"));
    assert_eq!(params["extra_headers"]["X-One"], json!("1"));
    assert_eq!(read.config.general.completion_model, None);
    let told = notices(&read);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].contains("general_settings.completion_model (line 3)")
            && told[0].contains("NOT_THERE")
    );
}

#[test]
fn other_files_are_included() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    };
    let main = "\
include: [more/models.yaml, settings.yaml]
model_list:
- {model_name: a, litellm_params: {model: openai/a}}
litellm_settings: {request_timeout: 30, drop_params: false}
";
    write(
        "more/models.yaml",
        "model_list:\n- {model_name: b, litellm_params: {model: openai/b, api_key: os.environ/NOT_THERE}}\n",
    );
    write(
        "settings.yaml",
        "litellm_settings: {drop_params: true}\nrouter_settings: {caching_groups: []}\n",
    );
    let read = || load(&sources(main, &[("KEY", "x")], folder.path()));
    let told = read().expect("a configuration");
    let names: Vec<_> = told
        .config
        .models
        .iter()
        .map(|one| &*one.model_name)
        .collect();
    assert_eq!(names, ["a", "b"]);
    assert_eq!(told.config.routing.timeout, Duration::from_secs(30));
    let from = origin(&told, "litellm_settings.drop_params").to_string();
    assert!(from.ends_with("settings.yaml"), "{from}");
    let from = origin(&told, "litellm_settings.request_timeout").to_string();
    assert!(from.ends_with("config.yaml"), "{from}");
    // Lines are those of the file that includes, so that there is none.
    let told = notices(&told).join("\n");
    for part in [
        "router_settings.caching_groups: does not apply",
        "model_list[1].litellm_params.api_key: ",
    ] {
        assert!(told.contains(part), "{part}\n{told}");
    }
    for (text, part) in [
        ("include: [config.yaml]", "cannot include others"),
        ("- a", "settings.yaml"),
    ] {
        write("settings.yaml", text);
        let told = read().expect_err("a refusal").to_string();
        assert!(told.contains(part), "{told}");
    }
    for (main, part) in [
        ("include: models.yaml", "must be a list of files"),
        ("include: [gone.yaml]", "gone.yaml"),
    ] {
        let told = refusal(main, &[]);
        assert!(told.contains(part), "{told}");
    }
}

#[test]
fn settings_without_effect_are_told_by_name_and_line() {
    let file = "\
general_settings:
  master_kee: canary
  drop_params: true
  spend_report_frequency: 7d
  proxy_batch_write_at: 10
  maximum_spend_logs_cleanup_cron: '0 3 * * *'
router_settings:
  caching_groups: []
environment_variables: {A: canary}
guardrials: []
model_list:
- model_name: a
  rpm: 5
  litellm_params: {model: openai/a, merge_reasoning_content_in_choices: canary, temprature: 1, input_cost_per_token: 1.0e-6}
";
    let told = notices(&loaded(file, &[])).join("\n");
    for part in [
        "general_settings.master_kee (line 2): unknown setting, ignored; did you mean 'master_key'?",
        "general_settings.drop_params (line 3): unknown setting, ignored; did you mean 'litellm_settings.drop_params'?",
        "general_settings.spend_report_frequency (line 4): has no effect",
        "general_settings.proxy_batch_write_at (line 5): does not apply",
        "general_settings.maximum_spend_logs_cleanup_cron (line 6): does not apply: rows past their retention go at \
         intervals, in small batches beside the calls; set maximum_spend_logs_retention_interval, such as 1d",
        "router_settings.caching_groups (line 8): does not apply",
        "environment_variables (line 9): does not apply",
        "guardrials (line 10): unknown setting, ignored; did you mean 'guardrails'?",
        "model_list[0].rpm (line 13): unknown setting, ignored",
        "model 'a': litellm_params.merge_reasoning_content_in_choices does not apply",
        "model 'a': litellm_params.temprature is unknown",
        "model 'a': only one of input_cost_per_token",
    ] {
        assert!(told.contains(part), "{part}\n{told}");
    }
    assert!(!told.contains("canary"), "{told}");
}

#[test]
fn every_problem_is_told_at_once_and_no_value_is() {
    let file = "\
general_settings: {master_key: sk-1234, max_request_size_mb: canary, database_url: 'canary://canary'}
litellm_settings: {timezone: canary, budget_duration: canary, budget_exceeded_status_code: 200, callbacks: canary.x}
router_settings: {timeout: -1, model_group_alias: [canary]}
cw_proxy: {metering: {durability: canary}}
model_list: [canary, {model_name: a}]
";
    let told = refusal(file, &[("LITELLM_SALT_KEY", "canary"), ("PORT", "canary")]);
    for part in [
        "general_settings.master_key",
        "max_request_size_mb",
        "database_url",
        "timezone",
        "budget_duration",
        "budget_exceeded_status_code",
        "callbacks",
        "router_settings.timeout",
        "model_group_alias",
        "durability",
        "model_list[0]",
        "model_list[1]",
        "salt_key",
        "cw_proxy.port (environment PORT)",
    ] {
        assert!(told.contains(part), "{part}\n{told}");
    }
    assert!(!told.contains("canary") && !told.contains("1234"), "{told}");
}

#[test]
fn settings_are_read_as_the_file_has_them() {
    let file = "\
litellm_settings:
  drop_params: true
  request_timeout: 30
  max_budget: 12.5
  budget_duration: 30d
  timezone: Europe/Berlin
  budget_reset_time: '06:30'
  model_alias_map: {old: new, twice: two}
  block_requests_for_models_without_pricing: true
router_settings:
  num_retries: 5
  stream_timeout: 1.5
  model_group_alias: {twice: one, hid: {model: x, hidden: true}}
general_settings:
  maximum_spend_logs_retention_period: 6mo
  maximum_spend_logs_retention_interval: 12h
  max_request_size_mb: 2
";
    let config = loaded(file, &[]).config;
    assert!(config.routing.drop_params);
    assert_eq!(config.routing.timeout, Duration::from_secs(30));
    assert_eq!(
        config.routing.stream_timeout,
        Some(Duration::from_millis(1500))
    );
    assert_eq!(config.routing.rules.num_retries, 5);
    assert_eq!(config.budget.max_budget, Some(Nanos(12_500_000_000)));
    assert_eq!(config.metering.unpriced, Unpriced::Refuse);
    assert_eq!(config.general.max_request_bytes, 2 << 20);
    assert!(config.general.log_retention.is_some());
    let interval = config.general.prune_interval.map(|span| span.to_string());
    assert_eq!(interval.as_deref(), Some("12h"));
    let aliases = &config.routing.aliases;
    let target = |name: &str| (aliases[name].model.as_str(), aliases[name].hidden);
    assert_eq!(target("twice"), ("one", false));
    assert_eq!(target("hid"), ("x", true));
    assert_eq!(target("old"), ("new", false));
}

/// What the consumer's Compose file sets.
fn consumer() -> Vec<(&'static str, &'static str)> {
    vec![
        ("LITELLM_MASTER_KEY", "sk-master-test"),
        ("LITELLM_SALT_KEY", "super-secret-salt"),
        ("LITELLM_OPENAI_API_KEY", "sk-openai-0123456789"),
        ("LITELLM_ANTHROPIC_API_KEY", "sk-ant-0123456789"),
        ("OPENAI_API_KEY", PLACEHOLDER),
        ("STORE_MODEL_IN_DB", "True"),
        ("PORT", "4000"),
        ("UI_USERNAME", "crashwise"),
        ("UI_PASSWORD", "crashwise123"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://otel-collector:4317"),
    ]
}

#[test]
fn the_shipped_example_loads_and_its_models_can_be_built() {
    let shipped = include_str!("../../volumes/litellm/proxy_config.yaml");
    let mut variables = consumer();
    variables.push(("LITELLM_MASTER_KEY", MASTER));
    variables.push(("LITELLM_SALT_KEY", "0123456789abcdef0123456789abcdef"));
    variables.push(("UI_PASSWORD", "0123456789abcdef"));
    let read = loaded(shipped, &variables);
    let told = notices(&read);
    assert!(told.is_empty(), "{told:?}");
    let (config, table) = (&read.config, PriceTable::bundled());
    assert!(config.otel.enabled && config.general.store_prompts);
    for model in &config.models {
        let built = deployment(
            model,
            &config.providers,
            table,
            &config.defaults(SystemTime::now()),
        );
        let built = built.expect("a deployment");
        match &*built.group {
            "ollama/*" => assert_eq!(built.pricing, PriceState::Free),
            group if group.contains('*') => assert_eq!(built.pricing, PriceState::Unknown),
            group => assert!(built.pricing.price().is_some(), "{group}"),
        }
        assert_eq!(built.api_key.is_some(), !built.group.starts_with("ollama"));
    }
}

#[test]
fn the_consumers_own_secrets_are_accepted_with_a_word() {
    let told = notices(&loaded("", &consumer()));
    assert_eq!(told.len(), 3, "{told:?}");
    for (told, part) in told.iter().zip([
        "general_settings.master_key: DANGER",
        "salt_key: has fewer than 24",
        "ui.password: is an example",
    ]) {
        assert!(told.contains(part), "{told}");
    }
}

#[test]
fn the_environment_template_starts_as_it_is() {
    let template = include_str!("../../volumes/env/.env.template");
    let mut env = Env::default();
    env.add_file(std::path::Path::new(".env"), template)
        .expect("readable");
    assert_eq!(env.get("OPENAI_API_KEY"), Some(PLACEHOLDER));
    let folder = tempfile::tempdir().expect("a folder");
    let mut sources = sources("", &[], folder.path());
    sources.env = env;
    let loaded = load(&sources).expect("it loads");
    assert!(loaded.config.master_key.is_none() && loaded.config.salt_key.is_none());
    assert!(loaded.notices.is_empty(), "{:?}", loaded.notices);
}

/// Every secret is a canary, everything that may be shown is searched for one.
#[test]
fn no_secret_is_ever_shown() {
    let file = "\
general_settings:
  master_key: sk-canary-master-0123456789
  database_url: postgres://user:canary-db@host/x?sslpassword=canary
model_list:
  - model_name: a
    litellm_params:
      model: openai/gpt-4o
      api_key: sk-canary-api-0123456789
      aws_secret_access_key: canary
      api_base: https://host/canary-is-a-path-here-only
      extra_headers: {X-Auth: canary-header}
      extra_body: {api_key: canary-body}
    model_info: {client_secret: canary-info}
  - {model_name: b, litellm_params: {model: openai/gpt-4o, api_key: canary-b, weight: many}}
";
    let variables = [
        ("LITELLM_SALT_KEY", "canary-salt-0123456789"),
        ("MISTRAL_API_KEY", "canary-mistral"),
        ("UI_PASSWORD", "canary-password"),
        ("OTEL_EXPORTER_OTLP_HEADERS", "authorization=canary-otel"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://u:canary@host"),
    ];
    let read = loaded(
        &file.replace("/canary-is-a-path-here-only", "/v1"),
        &variables,
    );
    let config = &read.config;
    let mut shown = vec![
        notices(&read).join("\n"),
        format!("{:?}{:?}", read.report, read.notices),
    ];
    shown.push(format!("{:?}", config.models));
    shown.push(format!(
        "{:?}{:?}{:?}",
        config.providers, config.database, config.ui
    ));
    shown.push(format!(
        "{:?}{:?}{:?}",
        config.master_key, config.salt_key, config.otel
    ));
    for model in &config.models {
        let table = PriceTable::bundled();
        match deployment(
            model,
            &config.providers,
            table,
            &config.defaults(SystemTime::UNIX_EPOCH),
        ) {
            Ok(built) => {
                assert!(
                    built
                        .extra_headers
                        .iter()
                        .any(|(_, value)| value.expose() == "canary-header")
                );
                shown.push(format!("{:?}{}", built.extra_headers, built.public_params));
                shown.push(format!("{:?}{:?}", built.api_key, built.pricing));
            }
            Err(error) => shown.push(format!("{error} {error:?}")),
        }
    }
    shown.push(format!(
        "{:?}",
        sources(
            file,
            &variables,
            tempfile::tempdir().expect("a folder").path()
        )
    ));
    for text in shown {
        assert!(!text.contains("canary"), "{text}");
    }
    let broken =
        try_load("general_settings: {master_key: canary, x: [canary", &[]).expect_err("broken");
    assert!(!format!("{broken} {broken:?}").contains("canary"));
}

//! What this job is told: flags, the environment, the environment file, a file of keys.

use super::super::env_file::{self, EnvFileError, Saved};
use super::super::failure::{Exit, Failure};
use super::super::globals::{Globals, duration};
use super::super::health;
use super::super::secret_file::{self, Kind};
use super::super::target::require_scheme;
use super::BootstrapArgs;
use crate::config::Env;
use crate::domain::money::Nanos;
use crate::domain::secret::Secret;
use crate::domain::time::Span;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long to wait for another job that changes the same file; it may have to ask the proxy for keys.
pub(super) const PATIENCE: Duration = Duration::from_secs(120);
const ENV_FILE: &str = "volumes/env/.env";
const LITELLM_ENV_FILE: &str = ".env.litellm";
const WAIT: Duration = Duration::from_secs(120);
const COMPOSE_FILES: &[&str] = &[
    "compose.yaml",
    "compose.yml",
    "docker-compose.yml",
    "docker-compose.yaml",
];
/// The default key: of which variable, and its name.
const DEFAULT_VARIABLE: &str = "OPENAI_API_KEY";
const DEFAULT_ALIAS: &str = "task-agent default";

/// When the models of an existing key are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sync {
    /// When the defaults are others than those that the key was given.
    OnChange,
    /// Whenever they differ.
    Always,
    /// Never.
    Never,
}

/// A key to issue.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KeySpec {
    /// The variable that gets it.
    #[serde(alias = "variable")]
    pub(super) env: String,
    /// Its name, by which it is found again.
    pub(super) alias: String,
    /// The most it may spend, in US dollars.
    pub(super) budget: Option<f64>,
    /// How often the budget starts again.
    pub(super) period: Option<String>,
    /// How long after it is made the key dies.
    pub(super) expires: Option<String>,
    /// The models it may call, instead of the default ones.
    pub(super) models: Option<Vec<String>>,
    /// Whose it is.
    pub(super) user: Option<String>,
    /// The team it belongs to.
    pub(super) team: Option<String>,
    /// `llm_api`, `default`, `management` or `read_only`.
    #[serde(rename = "type", default = "llm_api")]
    pub(super) key_type: String,
    /// Notes.
    #[serde(default)]
    pub(super) metadata: Map<String, Value>,
}

fn llm_api() -> String {
    "llm_api".to_owned()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeysFile {
    keys: Vec<KeySpec>,
}

/// Everything that this job is told.
pub(super) struct Settings {
    /// Flags' and the environment's variables, then those of the environment file.
    pub(super) env: Env,
    pub(super) env_file: PathBuf,
    pub(super) litellm_env_file: PathBuf,
    pub(super) url: String,
    pub(super) wait: Duration,
    pub(super) sync: Sync,
    /// The default models; none is no restriction.
    pub(super) models: Vec<String>,
    pub(super) keys: Vec<KeySpec>,
    pub(super) compose_files: Vec<PathBuf>,
    data_dir: PathBuf,
}

impl Settings {
    pub(super) fn read(args: &BootstrapArgs, globals: &Globals) -> Result<Self, Failure> {
        let mut env = globals.env()?;
        let named = |given: &Option<PathBuf>, variable: &str| {
            given
                .clone()
                .or_else(|| env.get(variable).map(PathBuf::from))
        };
        let env_file = named(&args.env_file, "ENV_FILE_PATH").unwrap_or_else(|| ENV_FILE.into());
        let litellm_env_file = named(&args.litellm_env_file, "LITELLM_ENV_FILE_PATH")
            .unwrap_or_else(|| env_file.with_file_name(LITELLM_ENV_FILE));
        if env_file == litellm_env_file {
            return Err(Failure::usage("both environment files are the same")
                .help("give another one with --litellm-env-file or LITELLM_ENV_FILE_PATH"));
        }
        let text = env_file::read(&env_file).map_err(|error| unwritable(&error))?;
        if let Some(text) = text {
            env.add_file(&env_file, &text.to_string())
                .map_err(|problem| {
                    Failure::invalid("the environment file cannot be read").cause(problem)
                })?;
        }
        let models = default_models(&env);
        let url = health::address(globals, &env);
        require_scheme(&url)?;
        Ok(Self {
            url,
            wait: waiting(args, &env)?,
            sync: sync(&env)?,
            keys: specs(args)?,
            compose_files: compose_files(&env),
            data_dir: globals
                .data_dir
                .clone()
                .or_else(|| env.get("CW_PROXY_DATA_DIR").map(PathBuf::from))
                .unwrap_or_else(|| PathBuf::from("data")),
            models,
            env,
            env_file,
            litellm_env_file,
        })
    }

    /// Whose owner a new file gets: that of the environment file, or of its folder.
    pub(super) fn env_file_or_folder(&self) -> PathBuf {
        if self.env_file.exists() {
            return self.env_file.clone();
        }
        let folder = self
            .env_file
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        folder.unwrap_or(Path::new(".")).to_owned()
    }

    /// The master key. Not before the proxy is healthy: at its first start it makes one.
    pub(super) fn master_key(&self, globals: &Globals) -> Result<Secret, Failure> {
        let unreadable = |error: std::io::Error| {
            Failure::new(Exit::Denied, "the master key cannot be read").cause(error)
        };
        let named = globals.master_key_file.clone().or_else(|| {
            let by_file = || self.env.get("LITELLM_MASTER_KEY_FILE").map(PathBuf::from);
            self.env
                .get("LITELLM_MASTER_KEY")
                .is_none()
                .then(by_file)
                .flatten()
        });
        if let (Some(key), None) = (self.env.get("LITELLM_MASTER_KEY"), &named) {
            return Ok(Secret::new(key));
        }
        let path = named.unwrap_or_else(|| Kind::Master.path(&self.data_dir));
        secret_file::read(&path).map_err(unreadable)?.ok_or_else(|| {
            Failure::new(Exit::Denied, "no master key is known")
                .cause(format!("LITELLM_MASTER_KEY is not set, and there is no file {}", path.display()))
                .help("set LITELLM_MASTER_KEY, or name the proxy's data directory with --data-dir or CW_PROXY_DATA_DIR")
        })
    }
}

/// What is odd about how a file was written.
pub(super) fn how(saved: Saved) -> String {
    match saved {
        Saved::InPlace(reason) => format!("written in place: {reason}"),
        Saved::Unchanged | Saved::Replaced => String::new(),
    }
}

/// A file of the environment that cannot be read or changed.
pub(super) fn unwritable(error: &EnvFileError) -> Failure {
    let help = match error {
        EnvFileError::Missing(_) => {
            "copy .env.template to it, or name another one with --env-file or ENV_FILE_PATH"
        }
        EnvFileError::NotAFile(..) => {
            "name a file with --env-file, ENV_FILE_PATH, --litellm-env-file or LITELLM_ENV_FILE_PATH"
        }
        EnvFileError::Text { .. } => {
            "correct that line; values are not shown here since they may be secret"
        }
        EnvFileError::Locked(..) | EnvFileError::Contended(_) => {
            "run it again when the other program is done"
        }
        EnvFileError::Io { .. } => {
            "the user that runs this must be able to write the file and its folder; in a container, mount the folder and not the file alone"
        }
    };
    Failure::from(error).help(help)
}

fn waiting(args: &BootstrapArgs, env: &Env) -> Result<Duration, Failure> {
    let variable = "LITELLM_PROXY_WAIT_SECONDS";
    match (args.wait, env.get(variable)) {
        (Some(given), _) => Ok(given),
        (None, Some(text)) => duration(text.trim())
            .map_err(|why| Failure::invalid(format!("{variable} is no time")).help(why)),
        (None, None) => Ok(WAIT),
    }
}

fn sync(env: &Env) -> Result<Sync, Failure> {
    let variable = "LITELLM_SYNC_VIRTUAL_KEY_MODELS";
    match env
        .get(variable)
        .map(|text| text.trim().to_ascii_lowercase())
        .as_deref()
    {
        None => Ok(Sync::OnChange),
        Some("true" | "1" | "yes" | "on") => Ok(Sync::Always),
        Some("false" | "0" | "no" | "off") => Ok(Sync::Never),
        Some(_) => Err(Failure::invalid(format!(
            "{variable} must be true or false"
        ))),
    }
}

/// `LITELLM_DEFAULT_MODELS`, else `LITELLM_MODEL` with `LITELLM_PROVIDER`, else none.
fn default_models(env: &Env) -> Vec<String> {
    let listed = env.get("LITELLM_DEFAULT_MODELS").unwrap_or_default();
    let mut seen = HashSet::new();
    let models: Vec<String> = listed
        .split([',', '\n'])
        .map(str::trim)
        .filter(|model| !model.is_empty() && seen.insert(*model))
        .map(str::to_owned)
        .collect();
    if !models.is_empty() {
        return models;
    }
    let Some(model) = env.get("LITELLM_MODEL").map(str::trim) else {
        return Vec::new();
    };
    match env.get("LITELLM_PROVIDER").map(str::trim) {
        Some(provider) if !model.contains('/') => vec![format!("{provider}/{model}")],
        _ => vec![model.to_owned()],
    }
}

fn compose_files(env: &Env) -> Vec<PathBuf> {
    match env.get("COMPOSE_FILE") {
        Some(named) => named.split(':').map(PathBuf::from).collect(),
        None => {
            let usual = COMPOSE_FILES.iter().map(PathBuf::from);
            usual.filter(|path| path.is_file()).take(1).collect()
        }
    }
}

fn specs(args: &BootstrapArgs) -> Result<Vec<KeySpec>, Failure> {
    let mut specs: Vec<KeySpec> = args
        .keys
        .iter()
        .map(|text| spec(text))
        .collect::<Result<_, _>>()?;
    if let Some(path) = &args.from {
        specs.extend(keys_file(path)?);
    }
    let is_default = |spec: &KeySpec| spec.env == DEFAULT_VARIABLE || spec.alias == DEFAULT_ALIAS;
    if !args.no_default_key && !specs.iter().any(is_default) {
        specs.insert(0, blank(DEFAULT_VARIABLE, DEFAULT_ALIAS));
    }
    let (mut variables, mut aliases) = (HashSet::new(), HashSet::new());
    for spec in &specs {
        check(spec)?;
        if !variables.insert(&spec.env) {
            return Err(Failure::usage(format!(
                "two keys are to be put into {}",
                spec.env
            )));
        }
        if !aliases.insert(&spec.alias) {
            return Err(Failure::usage(format!(
                "two keys are to be called '{}'",
                spec.alias
            )));
        }
    }
    Ok(specs)
}

fn blank(variable: &str, alias: &str) -> KeySpec {
    KeySpec {
        env: variable.to_owned(),
        alias: alias.to_owned(),
        budget: None,
        period: None,
        expires: None,
        models: None,
        user: None,
        team: None,
        key_type: llm_api(),
        metadata: Map::new(),
    }
}

/// `VARIABLE:ALIAS:BUDGET:PERIOD`; the last two may be empty or absent.
fn spec(text: &str) -> Result<KeySpec, Failure> {
    let wrong = |why: &str| {
        Failure::usage(format!("--key '{text}': {why}"))
            .help("write it as VARIABLE:ALIAS:BUDGET:PERIOD, for example CLI_API_KEY:cli:100:30d")
    };
    let parts: Vec<&str> = text.split(':').map(str::trim).collect();
    let (variable, alias) = match parts[..] {
        [variable, alias, ..] if parts.len() <= 4 && !alias.is_empty() => (variable, alias),
        _ => {
            return Err(wrong(
                "a variable and an alias are needed, and at most four parts",
            ));
        }
    };
    let part = |at: usize| parts.get(at).copied().filter(|part| !part.is_empty());
    let budget = part(2).map(|text| text.trim_start_matches('$').parse::<f64>());
    let budget = budget
        .transpose()
        .map_err(|_| wrong("the budget is no amount of US dollars"))?;
    let spec = KeySpec {
        budget,
        period: part(3).map(str::to_owned),
        ..blank(variable, alias)
    };
    check(&spec).map_err(|failure| wrong(&failure.error))?;
    Ok(spec)
}

fn keys_file(path: &Path) -> Result<Vec<KeySpec>, Failure> {
    let wrong =
        |cause: String| Failure::invalid(format!("{} cannot be used", path.display())).cause(cause);
    let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
    let file: KeysFile = serde_yaml::from_str(&text).map_err(|error| wrong(error.to_string()))?;
    Ok(file.keys)
}

fn check(spec: &KeySpec) -> Result<(), Failure> {
    let wrong = |why: &str| Err(Failure::usage(format!("the key '{}': {why}", spec.alias)));
    if env_file::Text::default().set(&spec.env, "").is_err() {
        return wrong("its variable is no name of a variable");
    }
    if spec.alias.trim().is_empty() {
        return wrong("its alias is empty");
    }
    let money = |usd: f64| Nanos::from_usd(usd).is_some_and(|amount| amount >= Nanos::ZERO);
    if spec.budget.is_some_and(|usd| !money(usd)) {
        return wrong("its budget is no amount of US dollars");
    }
    if spec
        .period
        .as_deref()
        .is_some_and(|text| Span::parse_period(text).is_err())
    {
        return wrong("its period is none of those that budgets have: 1h, 1d, 7d, 30d, 1mo");
    }
    if spec.period.is_some() && spec.budget.is_none() {
        return wrong("a period needs a budget that starts again");
    }
    if spec
        .expires
        .as_deref()
        .is_some_and(|text| Span::parse(text).is_err())
    {
        return wrong("'expires' is no time such as 90d");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specs_are_read_part_by_part() {
        let full = spec("CLI_API_KEY:cli:100:30d").expect("a key");
        assert_eq!(
            (full.env.as_str(), full.alias.as_str()),
            ("CLI_API_KEY", "cli")
        );
        assert_eq!(
            (full.budget, full.period.as_deref()),
            (Some(100.0), Some("30d"))
        );
        assert_eq!(spec("A:a b").expect("a key").budget, None);
        assert_eq!(spec("A:a:$2.5:").expect("a key").budget, Some(2.5));
        for wrong in [
            "A",
            "A:",
            ":a",
            "A:a:x",
            "A:a:-1",
            "A:a:1:30x",
            "A:a::30d",
            "A:a:1:30d:x",
            "A B:a",
            "1A:a",
        ] {
            assert_eq!(spec(wrong).expect_err(wrong).exit, Exit::Usage, "{wrong}");
        }
    }

    #[test]
    fn default_models_come_from_the_list_else_from_the_one_model() {
        let of = |pairs: &[(&str, &str)]| default_models(&Env::of(pairs.iter().copied()));
        assert_eq!(
            of(&[
                ("LITELLM_DEFAULT_MODELS", " openai/a, b ,,b"),
                ("LITELLM_MODEL", "c")
            ]),
            ["openai/a", "b"]
        );
        assert_eq!(
            of(&[("LITELLM_MODEL", "openai/c"), ("LITELLM_PROVIDER", "x")]),
            ["openai/c"]
        );
        assert_eq!(
            of(&[("LITELLM_MODEL", "c"), ("LITELLM_PROVIDER", "openai")]),
            ["openai/c"]
        );
        assert_eq!(of(&[("LITELLM_MODEL", "c")]), ["c"]);
        assert!(of(&[("LITELLM_PROVIDER", "openai")]).is_empty());
    }
}

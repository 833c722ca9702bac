//! `run`: another program, set up to call models through the proxy.

use super::back_end::Ask;
use super::failure::{Exit, Failure};
use super::globals::Globals;
use super::key;
use super::print;
use super::secret_input;
use super::target::Target;
use crate::domain::key::KeyHash;
use crate::domain::secret::{Secret, mask};
use reqwest::Method;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};

/// Arguments of `run`.
#[derive(Clone, Debug, clap::Args)]
pub struct RunArgs {
    /// The key: an alias whose secret is in the environment or an environment file, @FILE, or -
    #[arg(long, value_name = "KEY")]
    pub key: String,
    /// Further environment files to look for the key's secret in
    #[arg(long, value_name = "FILE")]
    pub env_file: Vec<PathBuf>,
    /// Only say what would be set
    #[arg(long)]
    pub dry_run: bool,
    /// The program and its arguments
    #[arg(
        required = true,
        trailing_var_arg = true,
        allow_hyphen_values = true,
        value_name = "COMMAND"
    )]
    pub command: Vec<String>,
}

/// What is put behind the proxy's URL in a variable.
enum Part {
    Url(&'static str),
    Key,
}

/// The variables that clients read.
const VARIABLES: &[(&str, Part)] = &[
    ("OPENAI_BASE_URL", Part::Url("/v1")),
    ("OPENAI_API_BASE", Part::Url("/v1")),
    ("OPENAI_API_KEY", Part::Key),
    ("ANTHROPIC_BASE_URL", Part::Url("")),
    ("ANTHROPIC_AUTH_TOKEN", Part::Key),
    ("GOOGLE_GEMINI_BASE_URL", Part::Url("")),
    ("GEMINI_API_KEY", Part::Key),
    ("LITELLM_PROXY_API_BASE", Part::Url("")),
    ("LITELLM_PROXY_API_KEY", Part::Key),
];
/// What the program must not have: the administrator's secrets, and a key that it would use instead.
const TAKEN: &[&str] = &[
    "LITELLM_MASTER_KEY",
    "LITELLM_MASTER_KEY_FILE",
    "LITELLM_SALT_KEY",
    "LITELLM_SALT_KEY_FILE",
    "DATABASE_URL",
    "ANTHROPIC_API_KEY",
    "GOOGLE_API_KEY",
];
/// Environment files of the usual layout.
const ENV_FILES: &[&str] = &[".env", "volumes/env/.env"];

/// Checks the key, and becomes the program.
pub async fn run(args: RunArgs, globals: &Globals) -> Result<(), Failure> {
    let given = given(&args)?;
    let target = Target::choose_as(globals, false, given.as_ref()).await;
    let target = target.map_err(|failure| match (failure.exit, &given) {
        (Exit::Denied, None) => failure
            .help("with the key itself none is needed: --key @FILE, or --key - and the key on standard input"),
        _ => failure,
    })?;
    let Some(url) = target.url().map(str::to_owned) else {
        return Err(Failure::new(
            Exit::Unreachable,
            "no proxy runs, and a database alone answers no calls",
        )
        .help("start it with `cw-proxy serve`, or name it with --url"));
    };
    let secret = match given {
        Some(secret) => secret,
        None => of_alias(&target, &args).await?,
    };
    check(&target, &secret).await?;
    if args.dry_run {
        let shown = |part: &Part| match part {
            Part::Url(suffix) => format!("{url}{suffix}"),
            Part::Key => mask(secret.expose()),
        };
        let lines = VARIABLES
            .iter()
            .map(|(name, part)| format!("{name}={}\n", shown(part)));
        let told = own_arguments(&args.command[0], &url);
        let pairs = told.chunks(2).map(|pair| format!("{}\n", pair.join(" ")));
        return print::write(&lines.chain(pairs).collect::<String>());
    }
    let mut command = std::process::Command::new(&args.command[0]);
    command.args(own_arguments(&args.command[0], &url));
    command.args(&args.command[1..]);
    for (name, part) in VARIABLES {
        match part {
            Part::Url(suffix) => command.env(name, format!("{url}{suffix}")),
            Part::Key => command.env(name, secret.expose()),
        };
    }
    for name in TAKEN {
        command.env_remove(name);
    }
    // Returns only when the program could not be started.
    let error = command.exec();
    Err(Failure::new(
        Exit::Failed,
        format!("{} cannot be started", args.command[0]),
    )
    .cause(error))
}

/// What a program must be told in its arguments because it reads no variable for it.
///
/// Codex asks OpenAI whatever the environment says, unless a provider of its configuration is chosen:
/// Codex configuration reference, `model_providers` and `-c`.
fn own_arguments(program: &str, url: &str) -> Vec<String> {
    if Path::new(program)
        .file_name()
        .is_none_or(|name| name != "codex")
    {
        return Vec::new();
    }
    let url = serde_json::Value::from(format!("{url}/v1"));
    let provider = format!(
        r#"model_providers.cw-proxy={{name="cw-proxy",base_url={url},env_key="OPENAI_API_KEY",wire_api="responses"}}"#
    );
    ["-c", "model_provider=\"cw-proxy\"", "-c", &provider]
        .map(str::to_owned)
        .into()
}

/// The secret, where it is given and not named.
fn given(args: &RunArgs) -> Result<Option<Secret>, Failure> {
    if args.key == "-" {
        return Ok(Some(Secret::new(secret_input::from_stdin("the key")?)));
    }
    if let Some(path) = args.key.strip_prefix('@') {
        let secret = secret_input::from_file(Path::new(path))?;
        return Ok(Some(Secret::new(secret)));
    }
    if args.key.starts_with("sk-") && !args.key.starts_with("sk-...") {
        eprintln!(
            "warning: a key in the arguments can be seen by other users of this machine; use its alias, @FILE or -"
        );
        return Ok(Some(Secret::new(args.key.clone())));
    }
    Ok(None)
}

/// The secret of an alias. The proxy keeps only its hash, by which it is known again where it is kept.
async fn of_alias(target: &Target, args: &RunArgs) -> Result<Secret, Failure> {
    let row = key::find(target, &args.key).await?;
    let wanted = key::id(&row);
    let is = |value: &str| {
        value.starts_with("sk-") && KeyHash::of(value).hex() == wanted.as_str().unwrap_or_default()
    };
    let set = std::env::vars_os().filter_map(|(_, value)| value.into_string().ok());
    let usual = ENV_FILES.iter().map(PathBuf::from);
    let named = std::env::var_os("ENV_FILE_PATH").map(PathBuf::from);
    let files = args.env_file.iter().cloned().chain(named).chain(usual);
    let kept = files
        .filter_map(|path| dotenvy::from_path_iter(path).ok())
        .flat_map(|file| file.filter_map(Result::ok).map(|(_, value)| value));
    let found = set.chain(kept).find(|value| is(value));
    found.map(Secret::new).ok_or_else(|| {
        Failure::new(
            Exit::NotFound,
            format!("the secret of '{}' is in no variable and no environment file", args.key),
        )
        .cause("the proxy keeps only its hash")
        .help(format!(
            "name the file with --env-file, give --key @FILE, or make a new secret: cw-proxy key rotate {} --env-file .env",
            args.key
        ))
    })
}

async fn check(target: &Target, secret: &Secret) -> Result<(), Failure> {
    let ask = Ask::new(Method::GET, "/v1/models").with_key(Some(secret.clone()));
    match target.ask(&ask).await {
        Ok(_) => Ok(()),
        Err(failure) if failure.exit == Exit::Unreachable => Err(failure),
        Err(failure) => Err(
            Failure::new(failure.exit, "the proxy does not let this key in")
                .cause(failure.error)
                .help("`cw-proxy key get KEY` shows its state"),
        ),
    }
}

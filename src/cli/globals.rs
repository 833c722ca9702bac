//! Options that every command takes.

use super::failure::{Exit, Failure};
use super::print::Output;
use crate::config::{self, Env, Loaded, Overrides, Sources};
use crate::domain::secret::Secret;
use std::path::PathBuf;

/// Options that every command takes.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Globals {
    /// Form of the result [default: table on a terminal, plain in a pipe]
    #[arg(short, long, global = true, value_enum, env = "CW_PROXY_OUTPUT")]
    pub output: Option<Output>,
    /// Print only the essential value
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say on stderr which back end is used
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// Never ask; fail where an answer is needed
    #[arg(long, global = true)]
    pub no_input: bool,
    /// Use the management API of the proxy at this URL
    #[arg(long, global = true, value_name = "URL")]
    pub url: Option<String>,
    /// File that holds the master key, for the management API
    #[arg(long, global = true, value_name = "FILE")]
    pub master_key_file: Option<PathBuf>,
    /// Configuration file [default: volumes/litellm/proxy_config.yaml if present]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Database to use directly: a file, sqlite:… or postgres://…
    #[arg(long, global = true, value_name = "URL")]
    pub db: Option<String>,
    /// Use the configured database directly
    #[arg(long, global = true)]
    pub offline: bool,
    /// Write to the database directly although a proxy runs on it
    #[arg(long, global = true)]
    pub force_offline: bool,
    /// Folder of the proxy's files [default: data]
    #[arg(long, global = true, value_name = "FOLDER")]
    pub data_dir: Option<PathBuf>,
    /// Seconds to wait for the proxy
    #[arg(long, global = true, value_name = "SECONDS", default_value_t = 10)]
    pub timeout: u64,
}

impl Globals {
    /// The settings that these options override.
    #[must_use]
    pub fn overrides(&self) -> Overrides {
        Overrides {
            data_dir: self.data_dir.clone(),
            database_url: self.db.clone().map(Secret::new),
            ..Overrides::default()
        }
    }

    /// The environment, with the environment files of the working directory.
    pub fn env(&self) -> Result<Env, Failure> {
        Env::from_process(&directory()?).map_err(|problem| {
            Failure::invalid("an environment file cannot be read").cause(problem)
        })
    }

    /// Loads the configuration.
    pub fn load(&self, overrides: Overrides) -> Result<Loaded, Failure> {
        let sources = Sources {
            config: self.config.clone(),
            overrides,
            env: self.env()?,
            directory: directory()?,
        };
        Ok(config::load(&sources)?)
    }
}

fn directory() -> Result<PathBuf, Failure> {
    std::env::current_dir()
        .map_err(|error| Failure::new(Exit::Failed, "there is no working directory").cause(error))
}

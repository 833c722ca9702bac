//! Options of every command (interim).
use super::failure::Failure;
use crate::config::{self, Env, Loaded, Overrides, Sources};
use std::path::PathBuf;

/// Options of every command.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Globals {
    /// Configuration file
    #[arg(long, global = true)]
    pub config: Option<PathBuf>,
    /// Data directory
    #[arg(long, global = true)]
    pub data_dir: Option<PathBuf>,
    /// Database
    #[arg(long, global = true)]
    pub db: Option<String>,
}

impl Globals {
    /// Overrides
    pub fn overrides(&self) -> Overrides {
        Overrides { data_dir: self.data_dir.clone(), database_url: self.db.clone().map(crate::domain::secret::Secret::new), ..Overrides::default() }
    }
    /// Env
    pub fn env(&self) -> Result<Env, Failure> {
        let directory = std::env::current_dir().map_err(|e| Failure::invalid(e.to_string()))?;
        Env::from_process(&directory).map_err(|e| Failure::invalid(e.to_string()))
    }
    /// Load
    pub fn load(&self, overrides: Overrides) -> Result<Loaded, Failure> {
        let directory = std::env::current_dir().map_err(|e| Failure::invalid(e.to_string()))?;
        Ok(config::load(&Sources { config: self.config.clone(), overrides, env: self.env()?, directory })?)
    }
}

//! `version`: which build this is.

use super::failure::Failure;
use super::globals::Globals;
use super::print::Output;
use super::print::{self, Shown};
use crate::http::headers::COMPATIBLE_VERSION;
use serde_json::json;

/// Arguments of `version`.
#[derive(Clone, Debug, clap::Args)]
pub struct VersionArgs {
    /// The same as -o json
    #[arg(long)]
    pub json: bool,
}

/// Tells it.
pub fn run(args: &VersionArgs, globals: &Globals) -> Result<(), Failure> {
    let version = env!("CARGO_PKG_VERSION");
    if globals.output.is_none() && !args.json && globals.field.is_none() {
        return print::write(&format!("cw-proxy {version}\n"));
    }
    let data = json!({
        "version": version, "litellm_compatible": COMPATIBLE_VERSION, "os": std::env::consts::OS,
        "arch": std::env::consts::ARCH,
    });
    let output = args.json.then_some(Output::Json);
    let globals = Globals {
        output: globals.output.or(output),
        ..globals.clone()
    };
    Shown::one("version", data).print(&globals, "none")
}

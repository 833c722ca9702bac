//! Command line (interim).
pub mod assemble;
pub mod failure;
pub mod globals;
pub mod run_file;
pub mod secret_file;
pub mod serve;
use clap::Parser;
use std::process::ExitCode;
#[derive(Parser)]
struct Cli { #[command(flatten)] globals: globals::Globals, #[command(subcommand)] command: Command }
#[derive(clap::Subcommand)]
enum Command { Serve(serve::ServeArgs) }
/// main
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let Ok(rt) = tokio::runtime::Runtime::new() else { return ExitCode::FAILURE };
    let Command::Serve(args) = cli.command;
    match rt.block_on(serve::run(args, &cli.globals)) { Ok(()) => ExitCode::SUCCESS, Err(f) => { eprintln!("{f}"); f.exit.into() } }
}

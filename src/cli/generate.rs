//! Completions and manual pages, from the one definition of the command line.

use super::Cli;
use super::complete;
use super::failure::{Exit, Failure};
use super::print;
use clap::{Command, CommandFactory};
use clap_complete::Shell;
use std::path::{Path, PathBuf};

/// Arguments of `completions`.
#[derive(Clone, Debug, clap::Args)]
pub struct CompletionsArgs {
    /// The shell
    pub shell: Shell,
}

/// Arguments of `man`.
#[derive(Clone, Debug, clap::Args)]
pub struct ManArgs {
    /// Write a page for each command into this folder instead of printing the first
    #[arg(long, value_name = "FOLDER")]
    pub dir: Option<PathBuf>,
}

/// Every manual page: its file name and its text.
pub fn pages() -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let mut pages = Vec::new();
    page(&command, "cw-proxy".to_owned(), &mut pages)?;
    Ok(pages)
}

fn page(
    command: &Command,
    name: String,
    pages: &mut Vec<(String, Vec<u8>)>,
) -> Result<(), Failure> {
    let mut text = Vec::new();
    clap_mangen::Man::new(command.clone().name(name.clone()))
        .render(&mut text)
        .map_err(|error| Failure::new(Exit::Failed, "a manual page cannot be made").cause(error))?;
    pages.push((format!("{name}.1"), text));
    for inner in command
        .get_subcommands()
        .filter(|inner| !inner.is_hide_set())
    {
        page(inner, format!("{name}-{}", inner.get_name()), pages)?;
    }
    Ok(())
}

/// Prints the completions for a shell.
pub fn completions(args: &CompletionsArgs) -> Result<(), Failure> {
    print::write(&complete::completion(args.shell))
}

/// Prints the first manual page, or writes them all.
pub fn man(args: &ManArgs) -> Result<(), Failure> {
    let pages = pages()?;
    let Some(folder) = &args.dir else {
        return print::write(&String::from_utf8_lossy(&pages[0].1));
    };
    write_all(folder, &pages)
}

fn write_all(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Failure> {
    let failed = |error| {
        Failure::new(
            Exit::Failed,
            format!("cannot write to {}", folder.display()),
        )
        .cause(error)
    };
    std::fs::create_dir_all(folder).map_err(failed)?;
    for (name, text) in files {
        std::fs::write(folder.join(name), text).map_err(failed)?;
    }
    Ok(())
}

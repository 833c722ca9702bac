//! Which arguments name something that a proxy or its database holds.

use super::super::globals::Globals;
use super::names::{Kind, candidates};
use clap::Command;
use clap_complete::ArgValueCompleter;
use std::ffi::OsStr;
use std::sync::Arc;

/// A command with all below it, an argument's id, and what it names.
const ARGS: &[(&str, &str, Kind)] = &[
    ("", "profile", Kind::Profile),
    ("key", "key", Kind::Key),
    ("key", "keys", Kind::Key),
    ("key", "budget_id", Kind::Budget),
    ("key", "models", Kind::Model),
    ("key", "user", Kind::User),
    ("key", "team", Kind::Team),
    ("key explain", "model", Kind::Model),
    ("model get", "model", Kind::Model),
    ("model delete", "model", Kind::Model),
    ("model price", "model", Kind::Model),
    ("model update", "which", Kind::Model),
    ("model test", "models", Kind::Model),
    ("model alias set", "model", Kind::Model),
    ("model", "credential", Kind::Credential),
    ("budget", "budget", Kind::Budget),
    ("budget update", "budget_id", Kind::Budget),
    ("budget attach", "budget_id", Kind::Budget),
    (
        "budget attach",
        "who",
        Kind::Holder(&["key", "user", "customer"]),
    ),
    (
        "budget detach",
        "who",
        Kind::Holder(&["key", "user", "customer"]),
    ),
    ("budget boost", "who", Kind::Holder(&["key", "user"])),
    ("team", "team", Kind::Team),
    ("team", "user", Kind::User),
    ("team", "users", Kind::User),
    ("team", "models", Kind::Model),
    ("user", "user", Kind::User),
    ("user", "team", Kind::Team),
    ("user", "teams", Kind::Team),
    ("user", "models", Kind::Model),
    ("spend report", "key", Kind::Key),
    ("spend report", "user", Kind::User),
    ("spend report", "team", Kind::Team),
    ("spend report", "model", Kind::Model),
    ("logs", "key", Kind::Key),
    ("logs", "user", Kind::User),
    ("logs", "team", Kind::Team),
    ("logs", "model", Kind::Model),
    ("provider update", "name", Kind::Credential),
    ("provider test", "name", Kind::Credential),
    ("provider remove", "name", Kind::Credential),
    ("chat", "model", Kind::Model),
    ("run", "key", Kind::Key),
];

fn kind(path: &str, arg: &str) -> Option<Kind> {
    let within = |at: &str| path == at || !at.is_empty() && path.starts_with(&format!("{at} "));
    let row = ARGS.iter().find(|(at, id, _)| *id == arg && within(at))?;
    Some(row.2)
}

/// The command line with completions of names from the back end that `globals` choose.
pub(super) fn with_names(command: Command, globals: &Arc<Globals>) -> Command {
    below(command, "", globals)
}

fn below(command: Command, path: &str, globals: &Arc<Globals>) -> Command {
    let command = command.mut_args(|arg| {
        let takes = arg.get_action().takes_values();
        let Some(kind) = kind(path, arg.get_id().as_str()).filter(|_| takes) else {
            return arg;
        };
        let globals = globals.clone();
        arg.add(ArgValueCompleter::new(move |typed: &OsStr| {
            candidates(kind, &typed.to_string_lossy(), &globals)
        }))
    });
    command.mut_subcommands(|inner| {
        let path = format!("{path} {}", inner.get_name());
        below(inner, path.trim_start(), globals)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Cli;
    use clap::CommandFactory;

    #[test]
    fn every_row_is_of_an_argument_that_there_is() {
        fn has(command: &Command, id: &str) -> bool {
            let own = |arg: &clap::Arg| arg.get_id() == id && arg.get_action().takes_values();
            command.get_arguments().any(own)
                || command.get_subcommands().any(|inner| has(inner, id))
        }
        for (path, id, _) in ARGS {
            let command = Cli::command();
            let found = path
                .split_whitespace()
                .try_fold(&command, |at, name| at.find_subcommand(name));
            assert!(found.is_some_and(|at| has(at, id)), "{path} {id}");
        }
    }
}

//! Completing a command line in a shell: what the scripts of `completions` ask at every Tab.
//!
//! A script runs `CW_PROXY_COMPLETE=SHELL cw-proxy -- WORD...` and reads a candidate a line. Commands,
//! options and their values come from clap's tree; names of keys, models, teams, users, budgets and
//! credentials from the proxy or the database that the words choose, within a short time. Nothing is
//! ever said beside the candidates: what cannot be reached completes nothing.

mod line;
mod names;
mod scripts;
mod tree;

pub use scripts::{completion, file_name};

use super::Cli;
use super::globals::Globals;
use super::print;
use clap::{CommandFactory, ValueEnum};
use clap_complete::{CompletionCandidate, Shell};
use std::ffi::OsString;
use std::sync::Arc;

/// The variable by which a shell asks, with its name as the value.
pub const VARIABLE: &str = "CW_PROXY_COMPLETE";

/// Every shell that has completions.
pub const SHELLS: &[Shell] = &[
    Shell::Bash,
    Shell::Elvish,
    Shell::Fish,
    Shell::PowerShell,
    Shell::Zsh,
];

/// Answers a shell that asks. Tells whether one did.
#[must_use]
pub fn asked() -> bool {
    let Some(name) = std::env::var_os(VARIABLE).filter(|name| !name.is_empty()) else {
        return false;
    };
    let shell = name
        .to_str()
        .and_then(|name| Shell::from_str(name, true).ok());
    if let Some(shell) = shell {
        let words = std::env::args_os().skip_while(|word| word != "--").skip(1);
        // A shell that is gone needs no candidates.
        let _ = print::write(&answer(shell, words.collect()));
    }
    true
}

/// The candidates for the last of the words, as the shell reads them.
fn answer(shell: Shell, given: Vec<OsString>) -> String {
    let (words, typed) = match shell {
        Shell::Bash => {
            let typed = given.into_iter().next().unwrap_or_default();
            line::split(&typed.to_string_lossy())
        }
        _ => (of_shell(shell, given), String::new()),
    };
    let Some(current) = words.last().cloned() else {
        return String::new();
    };
    let lines = candidates(&words).into_iter().map(|candidate| {
        let value = candidate.get_value().to_string_lossy().into_owned();
        let help = candidate.get_help().map(ToString::to_string);
        let help = help.and_then(|help| help.lines().next().map(print::shown));
        match shell {
            Shell::Bash => line::inserted(&value, &current, &typed),
            Shell::Zsh => scripts::described(&value, help.as_deref()),
            Shell::Fish | Shell::PowerShell => match help {
                Some(help) => format!("{value}\t{help}"),
                None => value,
            },
            _ => value,
        }
    });
    lines.map(|line| line + "\n").collect()
}

/// The words up to the one at the cursor, without the quotes of those shells that leave them.
fn of_shell(shell: Shell, mut given: Vec<OsString>) -> Vec<String> {
    let index = std::env::var("_CLAP_COMPLETE_INDEX").ok();
    if let Some(index) = index.and_then(|index| index.parse::<usize>().ok()) {
        given.resize(index + 1, OsString::new());
    }
    let quoted = matches!(shell, Shell::Zsh | Shell::Fish);
    let words = given.iter().map(|word| word.to_string_lossy());
    words
        .map(|word| {
            if quoted {
                line::unquoted(&word)
            } else {
                word.into_owned()
            }
        })
        .collect()
}

/// What may stand in the place of the last word. Options only once a dash is typed, or where there is
/// nothing else.
fn candidates(words: &[String]) -> Vec<CompletionCandidate> {
    let (current, before) = words
        .split_last()
        .map_or(("", &[][..]), |(current, before)| {
            (current.as_str(), before)
        });
    let globals = Arc::new(named(before));
    let mut command = tree::with_names(Cli::command(), &globals);
    let directory = std::env::current_dir().ok();
    let args = words.iter().map(OsString::from).collect();
    let found = clap_complete::engine::complete(
        &mut command,
        args,
        words.len().saturating_sub(1),
        directory.as_deref(),
    );
    let mut found = found.unwrap_or_default();
    let is_option =
        |candidate: &CompletionCandidate| candidate.get_value().to_string_lossy().starts_with('-');
    if current.is_empty() && !found.iter().all(is_option) {
        found.retain(|candidate| !is_option(candidate));
    }
    found
}

/// The options that choose a proxy or a database, from words that need not be a whole command line yet.
fn named(words: &[String]) -> Globals {
    let mut globals = Globals {
        profile: std::env::var("CW_PROXY_PROFILE").ok(),
        ..Globals::default()
    };
    let mut words = words.iter().skip(1).take_while(|word| *word != "--");
    while let Some(word) = words.next() {
        let (name, given) = match word.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (word.as_str(), None),
        };
        let mut value = || given.clone().or_else(|| words.next().cloned());
        match name {
            "--offline" => globals.offline = true,
            "--url" => globals.url = value(),
            "--db" => globals.db = value(),
            "--profile" => globals.profile = value(),
            "--config" => globals.config = value().map(Into::into),
            "--data-dir" => globals.data_dir = value().map(Into::into),
            "--master-key-file" => globals.master_key_file = value().map(Into::into),
            _ => {}
        }
    }
    globals
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(line: &str) -> Vec<String> {
        let found = candidates(&line::split(line).0);
        let value = |one: &CompletionCandidate| one.get_value().to_string_lossy().into_owned();
        found.iter().map(value).collect()
    }

    #[test]
    fn commands_come_first_and_options_after_a_dash() {
        assert!(values("cw-proxy ke").contains(&"key".to_owned()));
        let verbs = values("cw-proxy key ");
        assert!(
            verbs.contains(&"generate".to_owned())
                && !verbs.iter().any(|word| word.starts_with('-')),
            "{verbs:?}"
        );
        assert!(values("cw-proxy key list --").contains(&"--sort".to_owned()));
        assert_eq!(values("cw-proxy -o js"), ["json", "jsonl"]);
        assert_eq!(values("cw-proxy key list --sort=cr"), ["--sort=created"]);
    }

    #[test]
    fn the_words_choose_the_back_end_before_they_are_a_command_line() {
        let words = |text: &str| -> Vec<String> { text.split(' ').map(str::to_owned).collect() };
        let globals = named(&words(
            "cw-proxy key get --url=http://a:1 --offline --config c.yaml -- --db no",
        ));
        assert_eq!(globals.url.as_deref(), Some("http://a:1"));
        assert!(globals.offline && globals.db.is_none());
        assert_eq!(globals.config, Some("c.yaml".into()));
    }
}

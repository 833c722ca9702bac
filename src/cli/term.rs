//! The terminal: colours, questions, progress and hints. All but colours of results go to stderr.

use super::failure::{Exit, Failure};
use super::globals::Globals;
use dialoguer::console::Term;
use dialoguer::{Confirm, Input};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::sync::Once;
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Color {
    /// On a terminal that can show them, unless `NO_COLOR` or `TERM=dumb` say otherwise.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What the environment says about colours.
#[derive(Clone, Copy, Debug, Default)]
struct Wishes {
    none: bool,
    forced: bool,
    dumb: bool,
    terminal: bool,
}

impl Wishes {
    fn read(terminal: bool) -> Self {
        let set = |name: &str| {
            let value = std::env::var_os(name);
            value.filter(|value| !value.is_empty())
        };
        Self {
            none: set("NO_COLOR").is_some() || set("CLICOLOR").is_some_and(|value| value == "0"),
            forced: set("CLICOLOR_FORCE").is_some_and(|value| value != "0"),
            dumb: set("TERM").is_some_and(|value| value == "dumb"),
            terminal,
        }
    }

    fn colored(self, asked: Option<Color>) -> bool {
        match asked.unwrap_or(Color::Auto) {
            Color::Always => true,
            Color::Never => false,
            Color::Auto if self.none => false,
            Color::Auto => self.forced || self.terminal && !self.dumb,
        }
    }
}

/// Whether results are coloured.
#[must_use]
pub fn colors_results(globals: &Globals) -> bool {
    Wishes::read(std::io::stdout().is_terminal()).colored(globals.color)
}

/// Whether what goes to stderr is coloured.
#[must_use]
pub fn colors_words(color: Option<Color>) -> bool {
    Wishes::read(std::io::stderr().is_terminal()).colored(color)
}

/// Text in the colour of an ANSI code.
#[must_use]
pub fn painted(text: &str, code: &str, colored: bool) -> String {
    if colored {
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    } else {
        text.to_owned()
    }
}

/// Something to be careful about.
pub fn warn(globals: &Globals, text: &str) {
    let label = painted("warning:", "1;33", colors_words(globals.color));
    eprintln!("{label} {text}");
}

/// Words beside a result: how many there are in all. Not where only values are asked for.
pub fn note(globals: &Globals, text: &str) {
    if !globals.quiet && globals.field.is_none() {
        eprintln!("{text}");
    }
}

/// What to do next, for people at a terminal who have not turned it off.
pub fn hint(globals: &Globals, text: &str) {
    let off = std::env::var_os("CW_PROXY_HINTS").is_some_and(|value| value == "0");
    if globals.quiet || globals.field.is_some() || off || !std::io::stderr().is_terminal() {
        return;
    }
    let label = painted("Next:", "1;36", colors_words(globals.color));
    eprintln!("{label} {text}");
}

/// Whether a person is there to be asked.
#[must_use]
pub fn may_ask(globals: &Globals) -> bool {
    let may = !globals.no_input
        && !globals.quiet
        && std::io::stdin().is_terminal()
        && std::io::stderr().is_terminal();
    if may {
        show_cursor_at_interrupt();
    }
    may
}

/// Ctrl-C ends the process as ever, but not before the cursor is shown again, which questions hide.
fn show_cursor_at_interrupt() {
    static ARMED: Once = Once::new();
    ARMED.call_once(|| {
        let Ok(mut interrupts) = signal(SignalKind::interrupt()) else {
            return;
        };
        tokio::spawn(async move {
            interrupts.recv().await;
            // A terminal that is gone has no cursor.
            let _ = Term::stderr().show_cursor();
            std::process::exit(Exit::Interrupted as i32);
        });
    });
}

/// Asks for a text that is needed; `flag` is how to give it without being asked.
pub fn required(
    given: Option<&String>,
    prompt: &str,
    flag: &str,
    globals: &Globals,
) -> Result<String, Failure> {
    match given {
        Some(text) => Ok(text.clone()),
        None if may_ask(globals) => Input::<String>::new()
            .with_prompt(prompt)
            .interact_text()
            .map_err(|_| interrupted()),
        None => Err(Failure::usage(format!("{flag} is missing"))
            .help("see the command's --help for what it takes")),
    }
}

/// Asks for a text that may be left out.
pub fn optional(given: Option<String>, prompt: &str, globals: &Globals) -> Option<String> {
    if given.is_some() || !may_ask(globals) {
        return given;
    }
    let asked = Input::<String>::new()
        .with_prompt(prompt)
        .allow_empty(true)
        .interact_text();
    asked.ok().filter(|text| !text.is_empty())
}

/// A question that was not answered: Ctrl-C, or the terminal is gone.
#[must_use]
pub fn interrupted() -> Failure {
    // A terminal that is gone has no cursor.
    let _ = Term::stderr().show_cursor();
    Failure::new(Exit::Interrupted, "interrupted")
}

/// Something that cannot be taken back.
#[derive(Clone, Debug)]
pub struct Loss<'a> {
    /// What is to be done: `delete`.
    pub verb: &'a str,
    /// To what: `key cli`.
    pub what: String,
    /// What goes with it, in sentences.
    pub lost: String,
    /// What must be typed to show that it is meant; without it yes or no will do.
    pub typed: Option<String>,
}

/// Asks before something is lost. Without a terminal it needs `--yes`.
pub fn confirm(globals: &Globals, loss: &Loss<'_>) -> Result<(), Failure> {
    if globals.yes {
        return Ok(());
    }
    let verb = loss.verb;
    if !may_ask(globals) {
        let why = if std::io::stdin().is_terminal() {
            "not to be asked"
        } else {
            "no terminal"
        };
        return Err(
            Failure::usage(format!("refusing to {verb} without confirmation ({why})"))
                .help(format!("pass --yes. {}", loss.lost).trim_end()),
        );
    }
    if !loss.lost.is_empty() {
        eprintln!("{}", loss.lost);
    }
    let meant = match &loss.typed {
        Some(word) => {
            let asked = Input::<String>::new()
                .with_prompt(format!("Type {word} to {verb} {}", loss.what))
                .allow_empty(true)
                .interact_text();
            asked.map_err(|_| interrupted())? == *word
        }
        None => Confirm::new()
            .with_prompt(format!("{} {}?", capital(verb), loss.what))
            .default(false)
            .interact()
            .map_err(|_| interrupted())?,
    };
    if meant {
        return Ok(());
    }
    Err(Failure::usage("not confirmed; nothing was changed"))
}

/// A word with a capital letter.
#[must_use]
pub fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// Shows that something is going on, on a terminal; goes away when dropped.
#[derive(Debug)]
pub struct Progress(Option<ProgressBar>);

impl Progress {
    /// Of unknown length.
    #[must_use]
    pub fn spin(globals: &Globals, what: &str) -> Self {
        let shown = !globals.quiet && std::io::stderr().is_terminal();
        Self(shown.then(|| {
            let bar = ProgressBar::new_spinner();
            bar.set_message(what.to_owned());
            bar.enable_steady_tick(Duration::from_millis(100));
            bar
        }))
    }

    /// Of so many steps.
    #[must_use]
    pub fn steps(globals: &Globals, what: &str, steps: usize) -> Self {
        let shown = steps > 1 && !globals.quiet && std::io::stderr().is_terminal();
        Self(shown.then(|| {
            let bar = ProgressBar::new(steps as u64);
            if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}") {
                bar.set_style(style);
            }
            bar.set_message(what.to_owned());
            bar
        }))
    }

    /// One step is done.
    pub fn step(&self) {
        if let Some(bar) = &self.0 {
            bar.inc(1);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_beat_the_environment_which_beats_the_terminal() {
        let terminal = Wishes {
            terminal: true,
            ..Wishes::default()
        };
        let pipe = Wishes::default();
        let with = |none, forced, dumb, wishes: Wishes| Wishes {
            none,
            forced,
            dumb,
            ..wishes
        };
        assert!(terminal.colored(None) && !pipe.colored(None));
        assert!(pipe.colored(Some(Color::Always)) && !terminal.colored(Some(Color::Never)));
        assert!(!with(true, true, false, terminal).colored(None));
        assert!(with(true, false, false, pipe).colored(Some(Color::Always)));
        assert!(with(false, true, false, pipe).colored(None));
        assert!(!with(false, false, true, terminal).colored(None));
    }
}

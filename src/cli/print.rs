//! Results on stdout: a table for people, tab-separated lines or one JSON object for programs.

use super::failure::{Exit, Failure};
use super::globals::Globals;
use comfy_table::{ContentArrangement, Table, presets};
use serde_json::{Value, json};
use std::io::{ErrorKind, IsTerminal, Write};

/// The form of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Output {
    /// Columns with a header.
    Table,
    /// One object: `{"data": …, "meta": …}`.
    Json,
    /// Tab-separated, no header.
    Plain,
}

/// The form that is asked for, or the one that fits where it goes.
#[must_use]
pub fn output(globals: &Globals) -> Output {
    let fitting = if std::io::stdout().is_terminal() {
        Output::Table
    } else {
        Output::Plain
    };
    globals.output.unwrap_or(fitting)
}

/// Writes text. A reader that left early is no failure.
pub fn write(text: &str) -> Result<(), Failure> {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::new(Exit::Failed, "cannot write the result").cause(error))
        }
        _ => Ok(()),
    }
}

/// Rows in the form that is asked for. `data` is the same for programs.
pub fn rows(
    globals: &Globals,
    header: &[&str],
    rows: &[Vec<String>],
    data: &Value,
    meta: &Value,
) -> Result<(), Failure> {
    match output(globals) {
        Output::Json => write(&format!("{}\n", json!({ "data": data, "meta": meta }))),
        Output::Plain => {
            let lines: Vec<String> = rows
                .iter()
                .map(|row| {
                    row.iter()
                        .map(|cell| shown(cell))
                        .collect::<Vec<_>>()
                        .join("\t")
                })
                .collect();
            write(
                &lines
                    .iter()
                    .map(|line| format!("{line}\n"))
                    .collect::<String>(),
            )
        }
        Output::Table => {
            let mut table = Table::new();
            table
                .load_style(presets::NOTHING)
                .set_content_arrangement(ContentArrangement::Dynamic);
            if !std::io::stdout().is_terminal() {
                table.set_width(80);
            }
            table.set_header(header.iter().map(ToString::to_string));
            for row in rows {
                table.add_row(row.iter().map(|cell| shown(cell)));
            }
            write(&format!("{table}\n"))
        }
    }
}

/// Text from elsewhere, without what could move the cursor or turn the line around.
#[must_use]
pub fn shown(text: &str) -> String {
    let bidi = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .filter(|c| !c.is_control() && !bidi(*c))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_from_outside_steers_the_terminal() {
        assert_eq!(shown("a\u{1b}[31mb\u{202e}c\n\td"), "a[31mbcd");
    }
}

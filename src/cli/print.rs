//! Results on stdout: a table for people; tab-separated lines, JSON or YAML for programs.

use super::failure::{Exit, Failure};
use super::globals::Globals;
use super::sheet;
use super::term;
use crate::config::closest;
use comfy_table::{
    Attribute, Cell, CellAlignment, Color, ColumnConstraint, ContentArrangement, Table, Width,
    presets,
};
use serde_json::{Map, Value, json};
use std::io::{ErrorKind, IsTerminal, Write};

/// The form of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Output {
    /// Columns with a header
    Table,
    /// One object: `{"data": …, "meta": …}`
    Json,
    /// The same in YAML
    Yaml,
    /// Tab-separated, no header
    Plain,
    /// One JSON value a line
    Jsonl,
    /// For spreadsheets: a header with the JSON's fields, then a row an item
    Csv,
}

/// A column: its header, and its text of an item.
pub type Column = (&'static str, fn(&Value) -> String);

/// A result before it has a form.
#[derive(Clone, Debug)]
pub struct Shown {
    columns: &'static [Column],
    items: Vec<Value>,
    single: bool,
    essential: &'static str,
    meta: Map<String, Value>,
    footer: Option<String>,
    shape: Value,
}

impl Shown {
    /// A list; `essential` is the field that `--quiet` prints of each item.
    #[must_use]
    pub fn list(columns: &'static [Column], essential: &'static str, items: Vec<Value>) -> Self {
        let meta = Map::from_iter([("count".to_owned(), json!(items.len()))]);
        Self {
            columns,
            items,
            single: false,
            essential,
            meta,
            footer: None,
            shape: Value::Null,
        }
    }

    /// One thing; a table of it has a line for each field.
    #[must_use]
    pub fn one(essential: &'static str, item: Value) -> Self {
        Self {
            columns: &[],
            items: vec![item],
            single: true,
            essential,
            meta: Map::new(),
            footer: None,
            shape: Value::Null,
        }
    }

    /// One thing in a line with these columns.
    #[must_use]
    pub fn row(columns: &'static [Column], essential: &'static str, item: Value) -> Self {
        Self {
            columns,
            ..Self::one(essential, item)
        }
    }

    /// With a member of `meta`.
    #[must_use]
    pub fn meta(mut self, name: &str, value: Value) -> Self {
        self.meta.insert(name.to_owned(), value);
        self
    }

    /// With the fields that every item has, so that CSV has the same columns for whatever is listed.
    #[must_use]
    pub fn shape(mut self, shape: Value) -> Self {
        self.shape = shape;
        self
    }

    /// With a line below a table, on stderr.
    #[must_use]
    pub fn footer(mut self, text: impl Into<String>) -> Self {
        self.footer = Some(text.into());
        self
    }

    /// Prints it in the form that is asked for.
    pub fn print(self, globals: &Globals, backend: &str) -> Result<(), Failure> {
        if globals.quiet {
            let essential = |item: &Value| line(pointed(item, self.essential));
            return write(&self.items.iter().map(essential).collect::<String>());
        }
        if output(globals) == Output::Csv && globals.field.is_none() {
            let columns = sheet::columns(&self.shape, &self.items);
            let cells = |item: &Value| sheet::cells(&columns, item);
            let rows: Vec<_> = self.items.iter().map(cells).collect();
            return write(&sheet::csv(&columns, &rows)?);
        }
        let vertical = self.single && self.columns.is_empty();
        let (header, lines): (Vec<&str>, Vec<Vec<String>>) = if vertical {
            (
                Vec::new(),
                self.items.first().map(details).unwrap_or_default(),
            )
        } else {
            let cells = |item: &Value| self.columns.iter().map(|(_, text)| text(item)).collect();
            (
                self.columns.iter().map(|(name, _)| *name).collect(),
                self.items.iter().map(cells).collect(),
            )
        };
        let mut meta = Map::from_iter([("backend".to_owned(), json!(backend))]);
        meta.extend(self.meta);
        let data = match (self.single, self.items) {
            (true, mut items) => items.pop().unwrap_or_default(),
            (false, items) => Value::Array(items),
        };
        rows(globals, &header, &lines, &data, &Value::Object(meta))?;
        if let Some(footer) = self.footer.filter(|_| output(globals) == Output::Table) {
            term::note(globals, &footer);
        }
        Ok(())
    }
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
    bytes(text.as_bytes())
}

/// Writes bytes at once, for what comes piece by piece.
pub fn bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
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
    if let Some(name) = &globals.field {
        return write(&field(data, name)?);
    }
    match output(globals) {
        Output::Json => write(&format!("{}\n", json!({ "data": data, "meta": meta }))),
        Output::Jsonl => write(&match data {
            Value::Array(items) => items.iter().map(|item| format!("{item}\n")).collect(),
            other => format!("{other}\n"),
        }),
        Output::Yaml => {
            let text = serde_yaml::to_string(&json!({ "data": data, "meta": meta }));
            write(&text.map_err(|error| {
                Failure::new(Exit::Failed, "the result cannot be written as YAML").cause(error)
            })?)
        }
        Output::Csv => write(&match data {
            Value::Array(items) => {
                let columns = sheet::columns(&Value::Null, items);
                let cells = |item: &Value| sheet::cells(&columns, item);
                sheet::csv(&columns, &items.iter().map(cells).collect::<Vec<_>>())?
            }
            one if header.is_empty() => {
                let columns = names(one);
                sheet::csv(&columns, &[sheet::cells(&columns, one)])?
            }
            _ => {
                let header: Vec<_> = header.iter().map(|name| name.to_lowercase()).collect();
                sheet::csv(&header, rows)?
            }
        }),
        Output::Plain => {
            let cells = |row: &Vec<String>| {
                let cells: Vec<_> = row.iter().map(|cell| shown(cell)).collect();
                format!("{}\n", cells.join("\t"))
            };
            write(&rows.iter().map(cells).collect::<String>())
        }
        Output::Table if rows.is_empty() => Ok(()),
        Output::Table => {
            let (text, short) = fitting(globals, header, rows);
            write(&text)?;
            if short {
                term::note(
                    globals,
                    "Ids are left out: -q prints them, or widen the terminal.",
                );
            }
            Ok(())
        }
    }
}

/// Spaces between columns.
const GAP: usize = 2;
/// Columns up to this width are not broken while there are longer ones.
const WHOLE: usize = 16;
/// The narrowest that a broken column becomes.
const NARROWEST: usize = 8;
/// Columns of numbers, which are read by their last digit.
const NUMBERS: &[&str] = &[
    "SPEND",
    "CALLS",
    "FAILED",
    "TOKENS",
    "COST",
    "IN",
    "OUT",
    "CACHED",
    "LEDGER",
    "BILL",
    "DIFFERENCE",
    "TOOK",
    "TOLD",
    "$/M IN",
    "$/M OUT",
    "MEMBERS",
];
/// Columns whose words have colours.
const STATES: &[&str] = &["STATE", "STATUS", "RESULT", "CHECK", "ACTION"];

/// What each column would like to be wide.
fn natural(header: &[&str], rows: &[Vec<String>]) -> Vec<usize> {
    let width = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.get(at));
        let widest = cells.map(|cell| cell.chars().count()).max().unwrap_or(0);
        widest.max(header.get(at).map_or(0, |name| name.len()))
    };
    let columns = rows.first().map_or(header.len(), Vec::len);
    (0..columns).map(width).collect()
}

/// How wide columns are on a terminal of this width: short ones as they like, so that only long ones are
/// broken, which share what is left. `None` where that is too little.
fn widths(natural: &[usize], terminal: usize) -> Option<Vec<usize>> {
    let room = terminal.checked_sub(GAP * natural.len().saturating_sub(1))?;
    if natural.iter().sum::<usize>() <= room {
        return Some(natural.to_vec());
    }
    let shared = |whole: usize| {
        let short: usize = natural.iter().filter(|width| **width <= whole).sum();
        let mut long: Vec<usize> = (0..natural.len())
            .filter(|at| natural[*at] > whole)
            .collect();
        long.sort_by_key(|at| natural[*at]);
        let mut left = room.checked_sub(short)?;
        if left < long.len() * NARROWEST {
            return None;
        }
        let mut widths = natural.to_vec();
        for (done, at) in long.iter().enumerate() {
            widths[*at] = natural[*at].min(left / (long.len() - done));
            left -= widths[*at];
        }
        Some(widths)
    };
    [WHOLE, NARROWEST].into_iter().find_map(shared)
}

/// The column of ids, where the terminal has no room for it: broken into pieces an id cannot be copied.
fn without_room(header: &[&str], natural: &[usize], terminal: usize) -> Option<usize> {
    let ids = header.iter().position(|name| *name == "ID")?;
    let total: usize = natural.iter().map(|width| width + GAP).sum();
    (header.len() > 2 && total > terminal + GAP).then_some(ids)
}

/// A table that fits where it goes. Tells whether ids had to be left out.
fn fitting(globals: &Globals, header: &[&str], rows: &[Vec<String>]) -> (String, bool) {
    let terminal = std::io::stdout()
        .is_terminal()
        .then(|| Table::new().width())
        .flatten();
    let Some(terminal) = terminal.map(usize::from) else {
        return (table(globals, header, rows, None), false);
    };
    let (mut header, mut rows) = (header.to_vec(), rows.to_vec());
    // A list of models can be broken behind each.
    if let Some(at) = header.iter().position(|name| *name == "MODELS") {
        for row in &mut rows {
            row[at] = row[at].replace(',', ", ");
        }
    }
    let ids = without_room(&header, &natural(&header, &rows), terminal);
    if let Some(ids) = ids {
        header.remove(ids);
        for row in &mut rows {
            row.remove(ids);
        }
    }
    let widths = widths(&natural(&header, &rows), terminal);
    (
        table(globals, &header, &rows, widths.as_deref()),
        ids.is_some(),
    )
}

fn table(
    globals: &Globals,
    header: &[&str],
    rows: &[Vec<String>],
    widths: Option<&[usize]>,
) -> String {
    let colored = term::colors_results(globals);
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    if std::io::stdout().is_terminal() {
        table.set_content_arrangement(ContentArrangement::Dynamic);
    } else {
        // Whoever reads a table out of a pipe wants whole lines.
        table.set_content_arrangement(ContentArrangement::Disabled);
    }
    // The width first: it is not looked up where styles are not.
    if let Some(columns) = Table::new().width() {
        // The gap behind the last column is cut off below.
        table.set_width(columns + GAP as u16);
    }
    table.force_no_tty();
    if colored {
        table.enforce_styling();
    }
    if !header.is_empty() {
        table.set_header(
            header
                .iter()
                .map(|name| Cell::new(name).add_attribute(Attribute::Bold)),
        );
    }
    for row in rows {
        let cell = |(at, text): (usize, &String)| {
            let cell = Cell::new(shown(text));
            match header.get(at) {
                Some(name) if STATES.contains(name) => {
                    tone(text).map_or_else(|| cell.clone(), |color| cell.clone().fg(color))
                }
                None if at == 0 => cell.fg(Color::Cyan),
                _ => cell,
            }
        };
        table.add_row(row.iter().enumerate().map(cell));
    }
    for (at, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, GAP as u16));
        if let Some(width) = widths.and_then(|widths| widths.get(at)) {
            let width = u16::try_from(width + GAP).unwrap_or(u16::MAX);
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
        }
        if header.get(at).is_some_and(|name| NUMBERS.contains(name)) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let lines = table.lines();
    lines.map(|line| format!("{}\n", line.trim_end())).collect()
}

/// The colour of a state.
fn tone(word: &str) -> Option<Color> {
    let first = word.split([' ', '(', ':']).next().unwrap_or_default();
    match first {
        "ok" | "active" | "healthy" | "success" | "created" | "create" | "allowed" | "matches" => {
            Some(Color::Green)
        }
        "near" | "warning" | "expiring" | "update" | "skipped" | "unknown" => Some(Color::Yellow),
        "over" | "blocked" | "expired" | "failed" | "failure" | "unhealthy" | "delete"
        | "refused" | "differs" => Some(Color::Red),
        _ => None,
    }
}

/// A value at a path of names with dots between them.
#[must_use]
pub fn pointed<'v>(item: &'v Value, path: &str) -> &'v Value {
    // A field may have a dot in its name, such as a model's.
    if let Some(value) = item.get(path) {
        return value;
    }
    let step = |value: Option<&'v Value>, name: &str| match value? {
        Value::Array(items) => items.get(name.parse::<usize>().ok()?),
        other => other.get(name),
    };
    path.split('.')
        .fold(Some(item), step)
        .unwrap_or(&Value::Null)
}

/// The text of a value.
#[must_use]
pub fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items)
            if items
                .iter()
                .all(|item| !item.is_object() && !item.is_array()) =>
        {
            items.iter().map(text).collect::<Vec<_>>().join(",")
        }
        other => other.to_string(),
    }
}

fn line(value: &Value) -> String {
    format!("{}\n", shown(&text(value)))
}

/// What `--field` prints: the field of the thing, or of each in a list.
pub fn field(data: &Value, name: &str) -> Result<String, Failure> {
    let items = match data {
        Value::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    let known: Vec<String> = items.first().map(names).unwrap_or_default();
    let absent = |item: &&Value| pointed(item, name).is_null() && !known.iter().any(|k| k == name);
    if items.iter().any(|item| absent(&item)) {
        let failure = Failure::usage(format!("the result has no field '{name}'"));
        return Err(match closest(name, known.iter().map(String::as_str)) {
            Some(meant) => failure.help(format!("did you mean '{meant}'?")),
            None => failure.help(format!("it has: {}", known.join(", "))),
        });
    }
    Ok(items.iter().map(|item| line(pointed(item, name))).collect())
}

/// The names of all fields, those of inner objects behind a dot.
#[must_use]
pub fn names(item: &Value) -> Vec<String> {
    let Value::Object(members) = item else {
        return Vec::new();
    };
    let inner = |(name, value): (&String, &Value)| match value {
        Value::Object(inner) if !inner.is_empty() => names(value)
            .into_iter()
            .map(|below| format!("{name}.{below}"))
            .collect(),
        _ => vec![name.clone()],
    };
    members.iter().flat_map(inner).collect()
}

/// Name and value of each field that says something.
fn details(item: &Value) -> Vec<Vec<String>> {
    let row = |name: String| {
        let value = text(pointed(item, &name));
        (!value.is_empty()).then(|| vec![name, value])
    };
    names(item).into_iter().filter_map(row).collect()
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

    #[test]
    fn ids_are_left_out_where_there_is_no_room_for_them() {
        let header = ["NAME", "ID", "STATE"];
        // 5, 36 and 5 characters, with two gaps.
        assert_eq!(without_room(&header, &[5, 36, 5], 50), None);
        assert_eq!(without_room(&header, &[5, 36, 5], 49), Some(1));
        assert_eq!(without_room(&["NAME", "STATE"], &[20, 20], 10), None);
    }

    #[test]
    fn only_long_columns_are_broken_and_share_what_is_left() {
        assert_eq!(widths(&[5, 6], 13), Some(vec![5, 6]));
        // 80 less three gaps and the short columns leaves 45.
        assert_eq!(widths(&[36, 48, 13, 16], 80), Some(vec![22, 23, 13, 16]));
        // What one does not need the other has.
        assert_eq!(widths(&[20, 90, 13], 80), Some(vec![20, 43, 13]));
        // Too narrow for that: all of them are broken.
        assert_eq!(widths(&[16, 16, 16], 40), Some(vec![12, 12, 12]));
        assert_eq!(widths(&[16, 16, 16], 20), None);
        assert_eq!(widths(&[3, 3], 1), None);
    }

    #[test]
    fn a_field_is_found_by_its_path_or_the_likely_one_is_named() {
        let data = json!([{ "id": "k", "budget": { "limit": "25", "period": null } }]);
        assert_eq!(field(&data, "budget.limit").expect("there"), "25\n");
        assert_eq!(field(&data, "budget.period").expect("there"), "\n");
        let failure = field(&data, "budget.limt").expect_err("not there");
        assert_eq!(failure.exit, Exit::Usage);
        assert_eq!(
            failure.help.as_deref(),
            Some("did you mean 'budget.limit'?")
        );
        assert_eq!(
            details(&data[0]),
            [["id", "k"], ["budget.limit", "25"]].map(|row| row.map(str::to_owned).to_vec())
        );
    }
}

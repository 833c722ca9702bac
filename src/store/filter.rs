//! Conditions of a list, made of constants and placeholders only.

use super::session::Args;
use std::fmt::Write;

/// Conditions, each beginning with `AND`, and their arguments.
#[derive(Default)]
pub(super) struct Filter<'a> {
    pub(super) sql: String,
    pub(super) args: Args<'a>,
}

impl<'a> Filter<'a> {
    /// Appends a condition that ends where the number of its one placeholder goes.
    pub(super) fn and(&mut self, condition: &'static str, bind: impl FnOnce(Args<'a>) -> Args<'a>) {
        self.args = bind(std::mem::take(&mut self.args));
        // Writing to a String cannot fail.
        let _ = write!(self.sql, " AND {condition}{}", self.args.len());
    }

    /// The column is one of these; no condition when there are none.
    pub(super) fn one_of(&mut self, column: &'static str, values: &'a [String]) {
        if values.is_empty() {
            return;
        }
        let mut places = Vec::with_capacity(values.len());
        for value in values {
            self.args = std::mem::take(&mut self.args).text(value);
            places.push(format!("${}", self.args.len()));
        }
        let _ = write!(self.sql, " AND {column} IN ({})", places.join(", "));
    }

    /// One of the columns contains what the pattern of [`containing`] was made of, in any case.
    pub(super) fn any_like(&mut self, columns: &[&'static str], pattern: &'a str) {
        self.args = std::mem::take(&mut self.args).text(pattern);
        let n = self.args.len();
        let any: Vec<String> = columns
            .iter()
            .map(|column| format!("LOWER({column}) LIKE ${n} ESCAPE '!'"))
            .collect();
        let _ = write!(self.sql, " AND ({})", any.join(" OR "));
    }
}

/// A pattern that finds `part` anywhere, its wildcards taken for themselves.
pub(super) fn containing(part: Option<&str>) -> String {
    let mut pattern = "%".to_owned();
    for c in part.unwrap_or_default().chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        // ASCII only, since that is all that SQLite's LOWER knows.
        pattern.push(c.to_ascii_lowercase());
    }
    pattern.push('%');
    pattern
}

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
        let places = self.places(values);
        let _ = write!(self.sql, " AND {column} IN ({places})");
    }

    /// Any of the columns is one of its values; nothing where no column has values.
    pub(super) fn any_one_of(&mut self, of: &[(&'static str, &'a [String])]) {
        let mut any = vec!["FALSE".to_owned()];
        for (column, values) in of {
            let places = self.places(values);
            if !places.is_empty() {
                any.push(format!("{column} IN ({places})"));
            }
        }
        let _ = write!(self.sql, " AND ({})", any.join(" OR "));
    }

    /// One of the columns is this.
    pub(super) fn any_is(&mut self, columns: &[&'static str], value: &'a str) {
        self.args = std::mem::take(&mut self.args).text(value);
        let n = self.args.len();
        let any: Vec<String> = columns
            .iter()
            .map(|column| format!("{column} = ${n}"))
            .collect();
        let _ = write!(self.sql, " AND ({})", any.join(" OR "));
    }

    /// The column is one of these, or another contains what the pattern was made of.
    pub(super) fn one_of_or_like(
        &mut self,
        column: &'static str,
        values: &'a [String],
        other: &'static str,
        pattern: &'a str,
    ) {
        let places = self.places(values);
        self.args = std::mem::take(&mut self.args).text(pattern);
        let n = self.args.len();
        let one_of = if places.is_empty() {
            "FALSE".to_owned()
        } else {
            format!("{column} IN ({places})")
        };
        let _ = write!(
            self.sql,
            " AND ({one_of} OR LOWER({other}) LIKE ${n} ESCAPE '!')"
        );
    }

    /// One of the columns contains what the pattern was made of, or another is this.
    pub(super) fn any_like_or_is(
        &mut self,
        columns: &[&'static str],
        pattern: &'a str,
        other: &'static str,
        value: &'a str,
    ) {
        self.args = std::mem::take(&mut self.args).text(pattern).text(value);
        let n = self.args.len();
        let any = like(columns, n - 1);
        let _ = write!(self.sql, " AND ({any} OR {other} = ${n})");
    }

    /// One of the columns contains what the pattern was made of, or another fits another pattern.
    pub(super) fn any_like_or_like(
        &mut self,
        columns: &[&'static str],
        pattern: &'a str,
        other: &'static str,
        others: &'a str,
    ) {
        self.args = std::mem::take(&mut self.args).text(pattern).text(others);
        let n = self.args.len();
        let (any, other) = (like(columns, n - 1), like(&[other], n));
        let _ = write!(self.sql, " AND ({any} OR {other})");
    }

    /// Binds values, and writes their placeholders.
    fn places(&mut self, values: &'a [String]) -> String {
        let mut places = Vec::with_capacity(values.len());
        for value in values {
            self.args = std::mem::take(&mut self.args).text(value);
            places.push(format!("${}", self.args.len()));
        }
        places.join(", ")
    }

    /// One of the columns contains what the pattern of [`containing`] was made of, in any case.
    pub(super) fn any_like(&mut self, columns: &[&'static str], pattern: &'a str) {
        self.args = std::mem::take(&mut self.args).text(pattern);
        let any = like(columns, self.args.len());
        let _ = write!(self.sql, " AND ({any})");
    }
}

/// One of the columns fits the pattern that stands at a number.
fn like(columns: &[&'static str], n: usize) -> String {
    let any: Vec<String> = columns
        .iter()
        .map(|column| format!("LOWER({column}) LIKE ${n} ESCAPE '!'"))
        .collect();
    any.join(" OR ")
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

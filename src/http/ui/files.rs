//! Files that are downloaded: CSV for spreadsheets, JSON lines for programs.

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use serde_json::Value;

/// The form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// RFC 4180, with a line of names.
    Csv,
    /// One JSON object on each line.
    Jsonl,
}

/// A line of CSV (RFC 4180). A cell that a spreadsheet would take for a formula begins with a quote.
#[must_use]
pub fn csv_line(cells: impl Iterator<Item = String>) -> String {
    let mut line = String::new();
    for (n, cell) in cells.enumerate() {
        if n > 0 {
            line.push(',');
        }
        let formula =
            cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
        let cell = if formula { format!("'{cell}") } else { cell };
        if cell.contains([',', '"', '\n', '\r']) {
            line.push('"');
            line.push_str(&cell.replace('"', "\"\""));
            line.push('"');
        } else {
            line.push_str(&cell);
        }
    }
    line.push_str("\r\n");
    line
}

/// A value as a cell.
#[must_use]
pub fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let items: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            items.join(" ")
        }
        other => other.to_string(),
    }
}

/// The lines of some objects. In CSV their members are cells, in the order of the first one.
#[must_use]
pub fn lines(format: Format, rows: &[Value]) -> String {
    let mut text = String::new();
    for row in rows {
        match format {
            Format::Csv => {
                let members = row
                    .as_object()
                    .into_iter()
                    .flat_map(serde_json::Map::values);
                text.push_str(&csv_line(members.map(cell)));
            }
            Format::Jsonl => {
                text.push_str(&row.to_string());
                text.push('\n');
            }
        }
    }
    text
}

/// The line of names above such lines; JSON needs none.
#[must_use]
pub fn names(format: Format, row: &Value) -> String {
    let members = row.as_object().into_iter().flat_map(serde_json::Map::keys);
    match format {
        Format::Csv => csv_line(members.cloned()),
        Format::Jsonl => String::new(),
    }
}

/// An answer that is kept as a file.
#[must_use]
pub fn download(format: Format, name: &str, body: Body) -> Response {
    let (kind, ending) = match format {
        Format::Csv => ("text/csv; charset=utf-8", "csv"),
        Format::Jsonl => ("application/x-ndjson", "jsonl"),
    };
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    let name = format!("attachment; filename=\"cw-proxy-{name}.{ending}\"");
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(CONTENT_DISPOSITION, name);
    }
    response
}

/// Some objects as a file.
#[must_use]
pub fn file(format: Format, name: &str, rows: &[Value]) -> Response {
    let mut text = rows
        .first()
        .map(|row| names(format, row))
        .unwrap_or_default();
    text.push_str(&lines(format, rows));
    download(format, name, Body::from(Bytes::from(text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn cells_hold_commas_quotes_and_no_formulas() {
        let rows = [
            json!({ "a": "x,y", "b": "say \"x\"", "c": "=1+1", "d": -5, "e": "@SUM(A1)", "f": "two\nlines", "g": null }),
        ];
        let text = names(Format::Csv, &rows[0]) + &lines(Format::Csv, &rows);
        assert_eq!(
            text,
            "a,b,c,d,e,f,g\r\n\"x,y\",\"say \"\"x\"\"\",'=1+1,-5,'@SUM(A1),\"two\nlines\",\r\n"
        );
        assert_eq!(lines(Format::Jsonl, &[json!({ "a": 1 })]), "{\"a\":1}\n");
    }
}

//! Files that are downloaded: CSV for spreadsheets, JSON lines for programs.

use axum::body::Body;
use axum::response::Response;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use serde_json::Value;
use std::fmt::Write as _;

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

/// What comes before the first line: the names in CSV, nothing in JSON.
#[must_use]
pub fn head(format: Format, names: &[&str]) -> String {
    match format {
        Format::Csv => csv_line(names.iter().map(|name| (*name).to_owned())),
        Format::Jsonl => String::new(),
    }
}

/// Appends a line of cells, each under its name.
pub fn line(text: &mut String, format: Format, names: &[&str], cells: &[Value]) {
    match format {
        Format::Csv => text.push_str(&csv_line(cells.iter().map(cell))),
        Format::Jsonl => {
            for (n, (name, cell)) in names.iter().zip(cells).enumerate() {
                text.push(if n == 0 { '{' } else { ',' });
                // Names and values are plain JSON, which can always be written, and so can a String.
                let _ = write!(text, "{}:{cell}", Value::from(*name));
            }
            text.push_str("}\n");
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn cells_hold_commas_quotes_and_no_formulas() {
        let names = ["a", "b", "c", "d", "e", "f", "g"];
        let cells = [
            json!("x,y"),
            json!("say \"x\""),
            json!("=1+1"),
            json!(-5),
            json!("@SUM(A1)"),
            json!("two\nlines"),
            json!(null),
        ];
        let mut text = head(Format::Csv, &names);
        line(&mut text, Format::Csv, &names, &cells);
        assert_eq!(
            text,
            "a,b,c,d,e,f,g\r\n\"x,y\",\"say \"\"x\"\"\",'=1+1,-5,'@SUM(A1),\"two\nlines\",\r\n"
        );
        let mut file = head(Format::Jsonl, &["a", "b\""]);
        line(
            &mut file,
            Format::Jsonl,
            &["a", "b\""],
            &[json!(1), json!(["x\n"])],
        );
        assert_eq!(file, "{\"a\":1,\"b\\\"\":[\"x\\n\"]}\n");
    }
}

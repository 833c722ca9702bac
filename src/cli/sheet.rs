//! CSV: what a list's JSON says, for spreadsheets and programs. One row an item, one column a field,
//! inner fields behind a dot as `--field` names them.

use super::failure::{Exit, Failure};
use super::print::{names, pointed, shown, text};
use serde_json::Value;

/// The columns: fields of `shape`, or of all items where that is null.
#[must_use]
pub fn columns(shape: &Value, items: &[Value]) -> Vec<String> {
    if shape.is_object() {
        return names(shape);
    }
    let mut columns: Vec<String> = Vec::new();
    for name in items.iter().flat_map(names) {
        if !columns.contains(&name) {
            columns.push(name);
        }
    }
    columns
}

/// The cells of an item.
#[must_use]
pub fn cells(columns: &[String], item: &Value) -> Vec<String> {
    let cell = |column: &String| text(pointed(item, column));
    columns.iter().map(cell).collect()
}

/// A header and rows as text. No cell is run as a formula, and none moves a cursor.
pub fn csv<'r>(
    header: &[String],
    rows: impl IntoIterator<Item = &'r Vec<String>>,
) -> Result<String, Failure> {
    let failed = |error: &dyn ToString| {
        Failure::new(Exit::Failed, "CSV cannot be written").cause(error.to_string())
    };
    let mut writer = csv::Writer::from_writer(Vec::new());
    if !header.is_empty() {
        writer
            .write_record(header)
            .map_err(|error| failed(&error))?;
    }
    for row in rows {
        let cells = row.iter().map(|cell| safe(&shown(cell)));
        writer.write_record(cells).map_err(|error| failed(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(&error))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A cell that begins like a formula is run by spreadsheets; negative numbers are none.
fn safe(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '@']);
    if formula || text.starts_with('-') && text.parse::<f64>().is_err() {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_spreadsheet_runs_nothing_of_it() {
        let header = ["key".to_owned(), "spend".to_owned()];
        let rows = [vec!["=cmd()".to_owned(), "-1.5".to_owned()]];
        assert_eq!(
            csv(&header, &rows).expect("written"),
            "key,spend\n'=cmd(),-1.5\n"
        );
        for cell in ["+1", "@a", "-a", "\t=1", "\r=1"] {
            let written = csv(&[], &[vec![cell.to_owned(), "x".to_owned()]]).expect("written");
            assert!(written.starts_with('\''), "{cell:?}: {written:?}");
        }
    }

    #[test]
    fn the_shape_has_the_columns_whatever_the_items_are() {
        let shape = json!({ "id": null, "budget": { "limit": null }, "metadata": null });
        let item =
            json!({ "id": "k", "budget": { "limit": "5" }, "metadata": { "a": 1 }, "more": 1 });
        let known = columns(&shape, &[]);
        assert_eq!(known, ["id", "budget.limit", "metadata"]);
        assert_eq!(cells(&known, &item), ["k", "5", "{\"a\":1}"]);
        let items = [json!({ "a": 1 }), json!({ "a": 1, "b": [1, 2] })];
        let found = columns(&Value::Null, &items);
        assert_eq!(found, ["a", "b"]);
        assert_eq!(cells(&found, &items[0]), ["1", ""]);
        assert_eq!(cells(&found, &items[1]), ["1", "1,2"]);
    }
}

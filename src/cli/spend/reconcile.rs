//! `spend reconcile`: the ledger beside a provider's bill, by day and model.

use super::super::failure::{Exit, Failure};
use super::super::globals::Globals;
use super::super::print::{Column, Shown};
use super::super::target::Target;
use super::super::value;
use super::sums;
use crate::domain::money::Nanos;
use crate::domain::time::Micros;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Arguments of `spend reconcile`.
#[derive(Clone, Debug, clap::Args)]
pub struct ReconcileArgs {
    /// The provider: openai, anthropic, …
    #[arg(long)]
    pub provider: String,
    /// Its bill as CSV with a header; columns for day, model and cost are found by their names
    #[arg(long, value_name = "FILE")]
    pub csv: PathBuf,
    /// The column with the day [default: found by name]
    #[arg(long, value_name = "NAME")]
    pub day_column: Option<String>,
    /// The column with the model [default: found by name; without one, days are compared]
    #[arg(long, value_name = "NAME")]
    pub model_column: Option<String>,
    /// The column with the cost in US dollars [default: found by name]
    #[arg(long, value_name = "NAME")]
    pub cost_column: Option<String>,
    /// How many US dollars a line may differ and still match
    #[arg(long, value_name = "USD", value_parser = value::amount, default_value_t = 0.01)]
    pub tolerance: f64,
}

/// Headers of the bills that are known, in lower case without what is no letter.
const DAYS: &[&str] = &[
    "date",
    "day",
    "usagedate",
    "usagedateutc",
    "starttime",
    "starttimeiso",
    "timestamp",
    "timebucket",
    "startdate",
];
const MODELS: &[&str] = &[
    "model",
    "modelname",
    "modelversion",
    "snapshotid",
    "lineitem",
    "sku",
    "skudescription",
];
const COSTS: &[&str] = &[
    "cost",
    "costusd",
    "amount",
    "amountvalue",
    "amountusd",
    "totalcost",
    "costinusd",
    "usd",
    "total",
];

/// Spend by day and model.
type Lines = BTreeMap<(String, String), Nanos>;

const COLUMNS: &[Column] = &[
    ("DAY", |row| value::word(&row["day"])),
    ("MODEL", |row| value::word(&row["model"])),
    ("LEDGER", |row| value::dollars(&row["ledger"])),
    ("BILL", |row| value::dollars(&row["bill"])),
    ("DIFFERENCE", |row| value::dollars(&row["difference"])),
    ("RESULT", |row| value::word(&row["result"])),
];

pub(super) async fn run(args: ReconcileArgs, globals: &Globals) -> Result<(), Failure> {
    let (bill, by_model) = read(&args)?;
    let (Some(from), Some(to)) = (
        bill.keys().map(|(day, _)| day).min(),
        bill.keys().map(|(day, _)| day).max(),
    ) else {
        return Err(Failure::invalid("the bill has no lines"));
    };
    let target = Target::choose(globals, false).await?;
    let days = (from.as_str(), to.as_str());
    let (rows, _) = sums(&target, "day,provider,provider_model", days, &[]).await?;
    let mut ledger = Lines::new();
    for row in rows.iter().filter(|row| row["provider"] == *args.provider) {
        let model = if by_model {
            plain(&value::word(&row["provider_model"]))
        } else {
            String::new()
        };
        let spend = value::usd(&row["spend"]).unwrap_or_default();
        *ledger.entry((value::word(&row["day"]), model)).or_default() += spend;
    }
    let tolerance = Nanos::from_usd(args.tolerance).unwrap_or_default();
    let (rows, differing, difference) = compare(&ledger, &bill, tolerance);
    let meta = json!({ "differing": differing, "difference": difference.decimal(), "from": from, "to": to });
    let footer = format!(
        "{differing} of {} lines differ; the bill is {} more than the ledger.",
        rows.len(),
        value::cents(difference)
    );
    Shown::list(COLUMNS, "difference", rows)
        .shape(json!({ "day": null, "model": null, "ledger": null, "bill": null, "difference": null, "result": null }))
        .meta("summary", meta)
        .footer(footer)
        .print(globals, target.backend())?;
    if differing == 0 {
        return Ok(());
    }
    Err(Failure::new(Exit::Unhealthy, format!("{differing} lines differ by more than ${}", args.tolerance))
        .help("calls past the proxy are on the bill only; calls of unknown price are in the ledger at $0 (`cw-proxy doctor` names them)"))
}

fn compare(ledger: &Lines, bill: &Lines, tolerance: Nanos) -> (Vec<Value>, usize, Nanos) {
    let mut places: Vec<_> = ledger.keys().chain(bill.keys()).collect();
    places.sort();
    places.dedup();
    let (mut differing, mut total) = (0, Nanos::ZERO);
    let row = |place: &(String, String)| {
        let ours = ledger.get(place).copied().unwrap_or_default();
        let theirs = bill.get(place).copied().unwrap_or_default();
        let difference = theirs - ours;
        total += difference;
        let same = difference.0.abs() <= tolerance.0;
        differing += usize::from(!same);
        json!({
            "day": place.0, "model": place.1, "ledger": ours.decimal(), "bill": theirs.decimal(),
            "difference": difference.decimal(), "result": if same { "matches" } else { "differs" },
        })
    };
    let rows = places.into_iter().map(row).collect();
    (rows, differing, total)
}

/// A model without the date of its version, which bills have and calls often have not.
fn plain(model: &str) -> String {
    let model = model.rsplit('/').next().unwrap_or(model);
    let parts: Vec<&str> = model.split('-').collect();
    let digits = |part: &&str| part.chars().all(|c| c.is_ascii_digit());
    let dated = match parts.as_slice() {
        [.., year, month, day]
            if year.len() == 4 && [year, month, day].iter().all(|p| digits(p)) =>
        {
            3
        }
        [.., day] if day.len() == 8 && digits(day) => 1,
        _ => 0,
    };
    parts[..parts.len() - dated].join("-")
}

fn read(args: &ReconcileArgs) -> Result<(Lines, bool), Failure> {
    let path: &Path = &args.csv;
    let wrong = |cause: String| {
        Failure::invalid(format!("{} is no bill that can be read", path.display())).cause(cause)
    };
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .flexible(true)
        .from_path(path)
        .map_err(|error| wrong(error.to_string()))?;
    let header = reader
        .headers()
        .map_err(|error| wrong(error.to_string()))?
        .clone();
    let find = |named: Option<&String>, known: &[&str], what: &str, flag: &str| {
        let place = match named {
            Some(name) => header.iter().position(|column| column == name),
            None => known
                .iter()
                .find_map(|known| header.iter().position(|column| letters(column) == *known)),
        };
        place.ok_or_else(|| {
            let columns: Vec<&str> = header.iter().collect();
            wrong(format!("no column holds the {what}")).help(format!(
                "name it with {flag}; the file has: {}",
                columns.join(", ")
            ))
        })
    };
    let day = find(args.day_column.as_ref(), DAYS, "day", "--day-column")?;
    let cost = find(args.cost_column.as_ref(), COSTS, "cost", "--cost-column")?;
    let model = match find(
        args.model_column.as_ref(),
        MODELS,
        "model",
        "--model-column",
    ) {
        Err(failure) if args.model_column.is_some() => return Err(failure),
        found => found.ok(),
    };
    let mut lines = Lines::new();
    for (at, record) in reader.records().enumerate() {
        let record = record.map_err(|error| wrong(error.to_string()))?;
        let cell = |column: usize| record.get(column).unwrap_or_default();
        let line = at + 2;
        let date = date(cell(day))
            .ok_or_else(|| wrong(format!("line {line}: '{}' is no day", cell(day))))?;
        let amount = cell(cost).trim_start_matches('$').replace(',', "");
        let amount = amount.parse().ok().and_then(Nanos::from_usd);
        let amount =
            amount.ok_or_else(|| wrong(format!("line {line}: '{}' is no amount", cell(cost))))?;
        let name = model.map_or_else(String::new, |column| plain(cell(column)));
        *lines.entry((date, name)).or_default() += amount;
    }
    Ok((lines, model.is_some()))
}

fn letters(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.collect::<String>().to_ascii_lowercase()
}

/// The UTC day of a date, a time, or seconds since 1970.
fn date(text: &str) -> Option<String> {
    let seconds = text
        .parse::<i64>()
        .ok()
        .filter(|seconds| *seconds > 100_000_000);
    if let Some(seconds) = seconds {
        return Some(Micros(seconds.checked_mul(1_000_000)?).day());
    }
    let whole = Micros::parse(text).or_else(|| Micros::parse(&text.replacen(' ', "T", 1)));
    Some(whole.or_else(|| Micros::parse(text.get(..10)?))?.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_and_days_are_read_as_bills_write_them() {
        assert_eq!(plain("gpt-4o-2024-08-06"), "gpt-4o");
        assert_eq!(plain("claude-sonnet-4-5-20250929"), "claude-sonnet-4-5");
        assert_eq!(plain("openai/gpt-5-mini"), "gpt-5-mini");
        assert_eq!(date("1764460800").as_deref(), Some("2025-11-30"));
        assert_eq!(date("2026-11-30 04:00:00").as_deref(), Some("2026-11-30"));
        assert_eq!(date("soon"), None);
    }

    #[test]
    fn both_sides_are_compared_within_the_tolerance() {
        let line = |model: &str, usd| {
            (
                ("2026-11-30".to_owned(), model.to_owned()),
                Nanos::from_usd(usd).expect("money"),
            )
        };
        let ledger = Lines::from([line("a", 1.0), line("b", 2.0)]);
        let bill = Lines::from([line("a", 1.005), line("c", 3.0)]);
        let tolerance = Nanos::from_usd(0.01).expect("money");
        let (rows, differing, total) = compare(&ledger, &bill, tolerance);
        assert_eq!((rows.len(), differing), (3, 2));
        assert_eq!(total, Nanos::from_usd(1.005).expect("money"));
    }
}

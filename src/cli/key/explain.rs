//! `key explain`: would this call be let in, and why.

use super::super::failure::{Exit, Failure};
use super::super::globals::Globals;
use super::super::print::{self, Output};
use super::super::target::{Target, refused};
use super::super::term::{self, painted};
use super::super::value;
use super::find::find;
use super::id;
use serde_json::{Value, json};

/// Arguments of `key explain`.
#[derive(Clone, Debug, clap::Args)]
pub struct ExplainArgs {
    /// The key: its alias, hash, or secret; - reads it from standard input
    pub key: String,
    /// The model that it would call
    #[arg(long, short = 'm')]
    pub model: String,
    /// The most output that the call would ask for [default: the model's own limit]
    #[arg(long, value_name = "TOKENS")]
    pub max_tokens: Option<u64>,
}

pub(super) async fn run(args: ExplainArgs, globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, false).await?;
    let key = find(&target, &args.key).await?;
    let mut question = value::Body::default();
    question
        .put("key", Some(id(&key)))
        .put("model", Some(args.model))
        .put("max_tokens", args.max_tokens);
    let answer = target.post("/key/explain", &question.value()).await?;
    let allowed = answer["allowed"] == json!(true);
    let words = Words::of(&answer);
    if globals.quiet {
        print::write(&format!("{}\n", words.verdict))?;
    } else if print::output(globals) == Output::Table && globals.field.is_none() {
        print::write(&words.screen(term::colors_results(globals)))?;
    } else {
        let rows: Vec<Vec<String>> = words.rows.iter().map(|row| row.to_vec()).collect();
        let mut data = answer.clone();
        data["verdict"] = json!(words.verdict);
        let meta = json!({ "backend": target.backend() });
        print::rows(globals, &[], &rows, &data, &meta)?;
    }
    if allowed {
        return Ok(());
    }
    let mut failure = Failure::silent(Exit::Refused);
    if !globals.quiet {
        let told = refused(400, &json!({ "error": answer["refusal"] }));
        failure.error = told.error;
        failure.help = words.help;
    }
    Err(failure)
}

/// The answer in words.
struct Words {
    verdict: &'static str,
    who: String,
    rows: Vec<[String; 3]>,
    stops_at: Option<usize>,
    help: Option<String>,
}

impl Words {
    fn of(answer: &Value) -> Self {
        let key = &answer["key"];
        let name = key["key_alias"]
            .as_str()
            .or_else(|| key["key_name"].as_str());
        let name = name.unwrap_or("?").to_owned();
        let checks: Vec<&Value> = answer["checks"].as_array().into_iter().flatten().collect();
        let stops_at = answer["stops_at"].as_u64().map(|at| at as usize);
        let model = value::word(&answer["model"]);
        let help = stops_at.and_then(|at| help(checks.get(at)?, &name, &model));
        Self {
            verdict: if answer["allowed"] == json!(true) {
                "ALLOWED"
            } else {
                "REFUSED"
            },
            who: format!("{name} -> {model}"),
            rows: checks.iter().map(|check| row(check, &name)).collect(),
            stops_at,
            help,
        }
    }

    fn screen(&self, colored: bool) -> String {
        let code = if self.verdict == "ALLOWED" {
            "1;32"
        } else {
            "1;31"
        };
        let mut text = format!(
            "{}  {}\n",
            painted(self.verdict, code, colored),
            print::shown(&self.who)
        );
        let width = |at: usize| {
            let lengths = self
                .rows
                .iter()
                .map(|row| print::shown(&row[at]).chars().count());
            lengths.max().unwrap_or(0)
        };
        let (first, second) = (width(0), width(1));
        for (at, [what, numbers, result]) in self.rows.iter().enumerate() {
            let stop = self.stops_at == Some(at);
            let code = match result.as_str() {
                "ok" => "32",
                "near limit" => "33",
                _ => "31",
            };
            let mark = if stop { "   <-- stops here" } else { "" };
            text.push_str(&format!(
                "  {:first$}  {:second$}  {}{mark}\n",
                print::shown(what),
                print::shown(numbers),
                painted(result, code, colored),
            ));
        }
        text
    }
}

fn row(check: &Value, key: &str) -> [String; 3] {
    let whose = |scope: &str, id: &Value| {
        if matches!(scope, "key" | "api_key") {
            format!("key {key}")
        } else if id.as_str().is_none_or(str::is_empty) {
            scope.to_owned()
        } else {
            format!("{scope} {}", value::word(id))
        }
    };
    let scope = check["scope"].as_str().unwrap_or_default();
    let result = value::word(&check["result"]);
    match check["check"].as_str() {
        Some("key") => [format!("key {key}"), "in force".to_owned(), result],
        Some("models") => [
            format!("models of {}", whose(scope, &check["id"])),
            value::models(&check["models"]),
            result,
        ],
        Some("price") => [
            "price".to_owned(),
            "known where it must be".to_owned(),
            result,
        ],
        Some("rates") => [
            format!("rates of {}", whose(scope, &check["id"])),
            rates(check),
            result,
        ],
        _ => [
            whose(scope, &check["label"]),
            format!(
                "{} spent + {} reserved of {}",
                value::dollars(&check["spent"]),
                value::dollars(&check["reserved"]),
                value::budget(&check["limit"], &check["period"])
            ),
            result,
        ],
    }
}

fn rates(check: &Value) -> String {
    let (left, hit) = (&check["remaining"], check["hit"]["limit_type"].as_str());
    let one = |limit: &str, unit: &str, remaining: &str, kind: &str| {
        let most = check[limit].as_i64()?;
        Some(match left[remaining].as_i64() {
            // Counted with this call in it.
            Some(left) => format!("{} of {most} {unit} left", left.saturating_add(1).min(most)),
            None if hit == Some(kind) => format!("0 of {most} {unit} left"),
            None => format!("{most} {unit}"),
        })
    };
    let parts = [
        one("rpm_limit", "requests/min", "requests", "requests"),
        one("tpm_limit", "tokens/min", "tokens", "tokens"),
        one(
            "tpd_limit",
            "tokens/day",
            "tokens_per_day",
            "tokens_per_day",
        ),
        one(
            "max_parallel_requests",
            "at once",
            "parallel",
            "max_parallel_requests",
        ),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The flag that raises the limit that is in the way.
fn rate_flag(check: &Value) -> &'static str {
    match check["hit"]["limit_type"].as_str() {
        Some("tokens") => "--tpm",
        Some("tokens_per_day") => "--tpd",
        Some("max_parallel_requests") => "--parallel",
        _ => "--rpm",
    }
}

/// What would let the call in.
fn help(check: &Value, key: &str, model: &str) -> Option<String> {
    let scope = check["scope"].as_str().unwrap_or_default();
    let id = value::word(&check["id"]);
    Some(match check["check"].as_str()? {
        "key" => format!("cw-proxy key get {key}   shows its state"),
        "models" if scope == "key" => {
            format!("cw-proxy key update {key} --models ...,{model}")
        }
        "models" => format!("give {scope} {id} the model: --models ...,{model}"),
        "price" => format!("cw-proxy model price {model} --input USD --output USD, or --free"),
        "rates" if scope == "api_key" => {
            format!("cw-proxy key update {key} {} N", rate_flag(check))
        }
        "budget" if scope == "key" => {
            format!("cw-proxy budget boost key:{key} --amount 10 --until 24h")
        }
        "budget" if scope == "user" => {
            format!("cw-proxy budget boost user:{id} --amount 10 --until 24h")
        }
        "budget" if scope == "team" => {
            format!("cw-proxy {scope} update {id} --budget USD")
        }
        _ => return None,
    })
}

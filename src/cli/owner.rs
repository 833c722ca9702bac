//! What teams, users and named budgets have in common on the command line.

use super::failure::{Exit, Failure};
use super::target::Target;
use super::value::Body;
use crate::config::closest;
use serde_json::{Map, Value};

/// Limits that an operator sets.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct LimitArgs {
    /// The most that may be spent, in US dollars; none for no limit
    #[arg(long, value_name = "USD")]
    pub budget: Option<String>,
    /// Where spend raises an alert, in US dollars; none for nowhere
    #[arg(long, value_name = "USD")]
    pub soft_budget: Option<String>,
    /// How often the budget starts again: 1h, 1d, 7d, 30d, 1mo; none for never
    #[arg(long)]
    pub period: Option<String>,
    /// Requests per minute; none for no limit
    #[arg(long)]
    pub rpm: Option<String>,
    /// Tokens per minute; none for no limit
    #[arg(long)]
    pub tpm: Option<String>,
    /// Tokens per day; none for no limit
    #[arg(long)]
    pub tpd: Option<String>,
    /// Requests at the same time; none for no limit
    #[arg(long)]
    pub parallel: Option<String>,
}

impl LimitArgs {
    /// Adds them to a body.
    pub fn put(&self, body: &mut Body) -> Result<(), Failure> {
        let numbers = [
            ("--budget", "max_budget", &self.budget),
            ("--soft-budget", "soft_budget", &self.soft_budget),
            ("--rpm", "rpm_limit", &self.rpm),
            ("--tpm", "tpm_limit", &self.tpm),
            ("--tpd", "tpd_limit", &self.tpd),
            ("--parallel", "max_parallel_requests", &self.parallel),
        ];
        for (flag, name, given) in numbers {
            body.put(
                name,
                given
                    .as_deref()
                    .map(|text| number(flag, text))
                    .transpose()?,
            );
        }
        body.put_or_null("budget_duration", self.period.as_ref(), "none");
        Ok(())
    }
}

fn number(flag: &str, text: &str) -> Result<Value, Failure> {
    if text == "none" {
        return Ok(Value::Null);
    }
    let whole = text.parse::<i64>().ok().map(Value::from);
    let read = whole.or_else(|| {
        text.parse::<f64>()
            .ok()
            .filter(|n| n.is_finite())
            .map(Value::from)
    });
    read.ok_or_else(|| Failure::usage(format!("{flag} takes a number or none, not '{text}'")))
}

/// Notes, as a JSON object or a file with one.
pub fn metadata(given: Option<&String>) -> Result<Option<Value>, Failure> {
    let Some(given) = given else { return Ok(None) };
    let text = super::secret_input::text_or_file(given)?;
    let object = serde_json::from_str::<Map<String, Value>>(&text)
        .map_err(|error| Failure::usage("--metadata is not a JSON object").cause(error))?;
    Ok(Some(Value::Object(object)))
}

/// How the API lists a kind of thing, for finding one of them by id or by name.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// `team`, in sentences.
    pub noun: &'static str,
    /// The path of the list.
    pub path: &'static str,
    /// The member of the answer with the items; empty when the answer is the list.
    pub items: &'static str,
    /// The parameter that searches.
    pub search: Option<&'static str>,
    /// The field with the id.
    pub id: &'static str,
    /// Fields with other names of it.
    pub names: &'static [&'static str],
}

/// Finds one by id, or else by one of its names.
pub async fn find(target: &Target, kind: Kind, named: &str) -> Result<Value, Failure> {
    let search = kind.search.map(|name| (name, Some(named)));
    let query: Vec<_> = search.into_iter().collect();
    let items = items(target, kind, &query).await?;
    let is = |item: &&Value, field: &str| item[field] == *named;
    if let Some(found) = items.iter().find(|item| is(item, kind.id)) {
        return Ok(found.clone());
    }
    let called: Vec<&Value> = items
        .iter()
        .filter(|item| kind.names.iter().any(|name| is(item, name)))
        .collect();
    match called.as_slice() {
        [one] => Ok((*one).clone()),
        [] => Err(unknown(target, kind, named).await),
        many => Err(Failure::usage(format!(
            "{} {}s are called '{named}'",
            many.len(),
            kind.noun
        ))
        .help(format!(
            "name it by its id; `cw-proxy {} list -o json` has them",
            kind.noun
        ))),
    }
}

async fn items(
    target: &Target,
    kind: Kind,
    query: &[(&str, Option<&str>)],
) -> Result<Vec<Value>, Failure> {
    let answer = target.get(kind.path, query).await?;
    let list = if kind.items.is_empty() {
        answer.as_array()
    } else {
        answer[kind.items].as_array()
    };
    Ok(list.cloned().unwrap_or_default())
}

async fn unknown(target: &Target, kind: Kind, named: &str) -> Failure {
    let failure = Failure::new(
        Exit::NotFound,
        format!("there is no {} '{named}'", kind.noun),
    );
    let known = items(target, kind, &[]).await.unwrap_or_default();
    let fields = || std::iter::once(&kind.id).chain(kind.names);
    let names = known
        .iter()
        .flat_map(|item| fields().filter_map(|field| item[*field].as_str()));
    match closest(named, names) {
        Some(meant) => failure.help(format!("did you mean '{meant}'?")),
        None => failure.help(format!(
            "`cw-proxy {} list` shows those that there are",
            kind.noun
        )),
    }
}

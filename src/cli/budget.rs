//! `budget`: named limits that keys, users, teams and customers point at, and more money for a while.

use super::failure::{Exit, Failure};
use super::globals::Globals;
use super::key;
use super::owner::{self, Kind, LimitArgs};
use super::pages::counted;
use super::print::{Column, Shown};
use super::target::Target;
use super::term::{self, Loss};
use super::user;
use super::value::{self, Body};
use serde_json::{Value, json};

/// Budgets.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum BudgetCommand {
    /// Make a named budget
    #[command(aliases = ["new", "add"])]
    Create(CreateArgs),
    /// List named budgets
    #[command(alias = "ls")]
    List,
    /// Tell about a named budget
    #[command(aliases = ["info", "show"])]
    Get(Named),
    /// Change a named budget, and with it all who have it
    Update(UpdateArgs),
    /// Delete a named budget; those who have it lose its limits
    #[command(aliases = ["rm", "remove"])]
    Delete(Named),
    /// Give a named budget to somebody
    Attach(AttachArgs),
    /// Take a named budget away from somebody
    Detach(DetachArgs),
    /// Give a key or a user more money for a while
    Boost(BoostArgs),
}

/// One budget.
#[derive(Clone, Debug, clap::Args)]
pub struct Named {
    /// Its name
    pub budget: String,
}

/// Arguments of `budget create`.
#[derive(Clone, Debug, clap::Args)]
pub struct CreateArgs {
    /// Its name [default: made]
    pub budget_id: Option<String>,
    /// Limits.
    #[command(flatten)]
    pub limits: LimitArgs,
}

/// Arguments of `budget update`.
#[derive(Clone, Debug, clap::Args)]
pub struct UpdateArgs {
    /// Its name
    pub budget_id: String,
    /// Limits.
    #[command(flatten)]
    pub limits: LimitArgs,
}

/// Arguments of `budget attach`.
#[derive(Clone, Debug, clap::Args)]
pub struct AttachArgs {
    /// The budget's name
    pub budget_id: String,
    /// Who gets it: key:ALIAS, user:ID, customer:ID
    #[arg(required = true, value_name = "WHO")]
    pub who: Vec<String>,
}

/// Arguments of `budget detach`.
#[derive(Clone, Debug, clap::Args)]
pub struct DetachArgs {
    /// Who loses it: key:ALIAS, user:ID, customer:ID
    #[arg(required = true, value_name = "WHO")]
    pub who: Vec<String>,
}

/// Arguments of `budget boost`.
#[derive(Clone, Debug, clap::Args)]
pub struct BoostArgs {
    /// Who gets it: key:ALIAS, user:ID
    pub who: String,
    /// How much more, in US dollars
    #[arg(long, value_name = "USD", value_parser = value::amount)]
    pub amount: f64,
    /// Until when: 24h, 7d, or a time such as 2026-12-01T00:00:00Z
    #[arg(long, default_value = "24h")]
    pub until: String,
}

const KIND: Kind = Kind {
    noun: "budget",
    path: "/budget/list",
    items: "",
    search: None,
    id: "budget_id",
    names: &[],
};
const COLUMNS: &[Column] = &[
    ("BUDGET", |budget| value::word(&budget["id"])),
    ("LIMIT", |budget| {
        value::budget(&budget["limit"], &budget["period"])
    }),
    ("SOFT", |budget| value::dollars(&budget["soft_limit"])),
    ("RPM", |budget| value::word(&budget["limits"]["rpm"])),
    ("TPM", |budget| value::word(&budget["limits"]["tpm"])),
    ("PARALLEL", |budget| {
        value::word(&budget["limits"]["parallel"])
    }),
    ("CREATED", |budget| value::when(&budget["created_at"])),
];

/// A budget for programs.
pub fn data(budget: &Value) -> Value {
    json!({
        "id": budget["budget_id"], "limit": value::money(&budget["max_budget"]), "period": budget["budget_duration"],
        "soft_limit": value::money(&budget["soft_budget"]), "limits": value::limits(budget),
        "created_at": value::time(&budget["created_at"]),
    })
}

/// Runs a command on budgets.
pub async fn run(command: BudgetCommand, globals: &Globals) -> Result<(), Failure> {
    match command {
        BudgetCommand::Create(args) => {
            save(args.budget_id, &args.limits, "/budget/new", globals).await
        }
        BudgetCommand::List => list(globals).await,
        BudgetCommand::Get(args) => {
            let target = Target::choose(globals, false).await?;
            let budget = owner::find(&target, KIND, &args.budget).await?;
            Shown::one("id", data(&budget)).print(globals, target.backend())
        }
        BudgetCommand::Update(args) => {
            save(
                Some(args.budget_id),
                &args.limits,
                "/budget/update",
                globals,
            )
            .await
        }
        BudgetCommand::Delete(args) => delete(args, globals).await,
        BudgetCommand::Attach(args) => point(&args.who, Some(args.budget_id), globals).await,
        BudgetCommand::Detach(args) => point(&args.who, None, globals).await,
        BudgetCommand::Boost(args) => boost(args, globals).await,
    }
}

async fn save(
    id: Option<String>,
    limits: &LimitArgs,
    path: &str,
    globals: &Globals,
) -> Result<(), Failure> {
    let mut body = Body::default();
    limits.put(&mut body)?;
    if body.0.is_empty() {
        return Err(Failure::usage("no limit is given")
            .help("give --budget, --rpm, --tpm, --tpd or --parallel"));
    }
    body.put("budget_id", id.clone());
    let target = Target::choose(globals, true).await?;
    if path == "/budget/update" {
        // Says what was probably meant when there is none of that name.
        owner::find(&target, KIND, &id.unwrap_or_default()).await?;
    }
    let budget = target.post(path, &body.value()).await?;
    Shown::row(COLUMNS, "id", data(&budget)).print(globals, target.backend())
}

async fn list(globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, false).await?;
    let all = target.get("/budget/list", &[]).await?;
    let budgets: Vec<Value> = all.as_array().into_iter().flatten().map(data).collect();
    let footer = counted(budgets.len(), "budget");
    Shown::list(COLUMNS, "id", budgets)
        .shape(data(&Value::Null))
        .footer(footer)
        .print(globals, target.backend())
}

async fn delete(args: Named, globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, true).await?;
    let budget = owner::find(&target, KIND, &args.budget).await?;
    let loss = Loss {
        verb: "delete",
        what: format!("budget {}", args.budget),
        lost: "Whoever has it loses its limits.".to_owned(),
        typed: None,
    };
    term::confirm(globals, &loss)?;
    target
        .post("/budget/delete", &json!({ "id": budget["budget_id"] }))
        .await?;
    Shown::row(COLUMNS, "id", data(&budget))
        .meta("deleted", json!(true))
        .print(globals, target.backend())
}

const CHANGED: &[Column] = &[
    ("WHO", |row| value::word(&row["who"])),
    ("BUDGET", |row| value::word(&row["budget"])),
];

/// Points somebody at a named budget, or at none.
async fn point(who: &[String], budget: Option<String>, globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, true).await?;
    if let Some(id) = &budget {
        owner::find(&target, KIND, id).await?;
    }
    let mut changed = Vec::new();
    for named in who {
        let (kind, name) = split(named, &["key", "user", "customer"])?;
        let (path, field, id) = match kind {
            "key" => (
                "/key/update",
                "key",
                key::id(&key::find(&target, name).await?),
            ),
            "user" => {
                let user = user::find(&target, name).await?;
                ("/user/update", "user_id", user["user_id"].clone())
            }
            _ => ("/customer/update", "user_id", json!(name)),
        };
        let body = json!({ field: id, "budget_id": budget });
        target.post(path, &body).await?;
        changed.push(json!({ "who": named, "budget": budget }));
    }
    Shown::list(CHANGED, "who", changed).print(globals, target.backend())
}

/// `key:ALIAS`, one of the kinds that are possible here.
fn split<'w>(who: &'w str, kinds: &[&str]) -> Result<(&'w str, &'w str), Failure> {
    let parts = who.split_once(':');
    parts
        .filter(|(kind, name)| kinds.contains(kind) && !name.is_empty())
        .ok_or_else(|| {
            let forms: Vec<String> = kinds.iter().map(|kind| format!("{kind}:NAME")).collect();
            Failure::usage(format!("'{who}' names nobody here"))
                .help(format!("write {}", forms.join(", ")))
        })
}

async fn boost(args: BoostArgs, globals: &Globals) -> Result<(), Failure> {
    if !(args.amount.is_finite() && args.amount > 0.0) {
        return Err(Failure::usage(
            "--amount is a number of US dollars above zero",
        ));
    }
    let (kind, name) = split(&args.who, &["key", "user"])?;
    let until = until(&args.until)?;
    let target = Target::choose(globals, true).await?;
    let (path, field, row) = match kind {
        "key" => ("/key/update", "key", key::find(&target, name).await?),
        _ => ("/user/update", "user_id", user::find(&target, name).await?),
    };
    if value::usd(&row["max_budget"]).is_none() {
        return Err(Failure::new(
            Exit::Conflict,
            format!("{} has no budget of its own that could be raised", args.who),
        )
        .help("its limit is another one's: see `cw-proxy key explain`"));
    }
    let id = if kind == "key" {
        key::id(&row)
    } else {
        row["user_id"].clone()
    };
    let body =
        json!({ field: id, "temp_budget_increase": args.amount, "temp_budget_expiry": until });
    target.post(path, &body).await?;
    let row = json!({
        "who": args.who, "limit": value::money(&row["max_budget"]), "more": value::money(&json!(args.amount)), "until": until,
    });
    Shown::row(BOOSTED, "who", row).print(globals, target.backend())
}

fn until(text: &str) -> Result<String, Failure> {
    use crate::domain::time::{Micros, Span};
    if let Some(at) = Micros::parse(text) {
        return Ok(at.rfc3339());
    }
    let span = Span::parse(text).map_err(|error| {
        Failure::usage(format!(
            "--until '{text}' is neither a time nor a length of time"
        ))
        .cause(error)
    })?;
    Ok(span.after(super::assemble::now()).rfc3339())
}

const BOOSTED: &[Column] = &[
    ("WHO", |row| value::word(&row["who"])),
    ("BUDGET", |row| value::dollars(&row["limit"])),
    ("MORE", |row| value::dollars(&row["more"])),
    ("UNTIL", |row| value::when(&row["until"])),
];

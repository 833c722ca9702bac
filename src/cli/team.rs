//! `team`: groups of users and keys with limits of their own.

use super::failure::Failure;
use super::globals::Globals;
use super::owner::{self, Kind, LimitArgs};
use super::pages::{Pages, Paging};
use super::print::{Column, Shown};
use super::target::Target;
use super::term::{self, Loss};
use super::value::{self, Body};
use serde_json::{Value, json};

/// Teams.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum TeamCommand {
    /// Make a team
    #[command(aliases = ["new", "add"])]
    Create(CreateArgs),
    /// List teams and what they spent
    #[command(alias = "ls")]
    List(ListArgs),
    /// Tell about a team, its members and keys
    #[command(aliases = ["info", "show"])]
    Get(Named),
    /// Change a team
    Update(UpdateArgs),
    /// Delete a team with its keys
    #[command(aliases = ["rm", "remove"])]
    Delete(Named),
    /// Who is in a team
    #[command(subcommand, alias = "members")]
    Member(MemberCommand),
}

/// Members of a team.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum MemberCommand {
    /// Add users to a team
    Add(AddArgs),
    /// Take a user out, with the keys that are theirs there
    #[command(aliases = ["rm", "delete"])]
    Remove(RemoveArgs),
}

/// One team.
#[derive(Clone, Debug, clap::Args)]
pub struct Named {
    /// The team: its id or alias
    pub team: String,
}

/// What a team may do.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct TeamArgs {
    /// Models that its keys may call, separated by commas; * for all
    #[arg(long, value_delimiter = ',')]
    pub models: Option<Vec<String>>,
    /// Limits.
    #[command(flatten)]
    pub limits: LimitArgs,
    /// Notes, as a JSON object or @FILE
    #[arg(long, value_name = "JSON")]
    pub metadata: Option<String>,
    /// The organization that it is part of
    #[arg(long)]
    pub organization: Option<String>,
}

/// Arguments of `team create`.
#[derive(Clone, Debug, clap::Args)]
pub struct CreateArgs {
    /// Its alias
    pub alias: Option<String>,
    /// Its id [default: made]
    #[arg(long)]
    pub id: Option<String>,
    /// What it may do.
    #[command(flatten)]
    pub team: TeamArgs,
}

/// Arguments of `team list`.
#[derive(Clone, Debug, clap::Args)]
pub struct ListArgs {
    /// Which part of the list.
    #[command(flatten)]
    pub paging: Paging,
    /// Only where id or alias contains this
    #[arg(long)]
    pub search: Option<String>,
    /// Only those that this user is in
    #[arg(long)]
    pub user: Option<String>,
}

/// Arguments of `team update`.
#[derive(Clone, Debug, clap::Args)]
pub struct UpdateArgs {
    /// The team: its id or alias
    pub team: String,
    /// A new alias
    #[arg(long, value_name = "ALIAS")]
    pub rename: Option<String>,
    /// What it may do.
    #[command(flatten)]
    pub change: TeamArgs,
    /// Refuse its keys from now on
    #[arg(long, conflicts_with = "unblock")]
    pub block: bool,
    /// Let its keys in again
    #[arg(long)]
    pub unblock: bool,
}

/// Arguments of `team member add`.
#[derive(Clone, Debug, clap::Args)]
pub struct AddArgs {
    /// The team: its id or alias
    pub team: String,
    /// Users, by id
    #[arg(required = true)]
    pub users: Vec<String>,
    /// What they may do there
    #[arg(long, default_value = "user", value_parser = ["user", "admin"])]
    pub role: String,
    /// The most that each may spend in the team, in US dollars
    #[arg(long, value_name = "USD", value_parser = value::amount)]
    pub budget: Option<f64>,
}

/// Arguments of `team member remove`.
#[derive(Clone, Debug, clap::Args)]
pub struct RemoveArgs {
    /// The team: its id or alias
    pub team: String,
    /// The user, by id
    pub user: String,
}

const TEAMS: Pages = Pages {
    path: "/v2/team/list",
    items: "teams",
    total: "total",
    size: "page_size",
};
const KIND: Kind = Kind {
    noun: "team",
    path: TEAMS.path,
    items: TEAMS.items,
    search: Some("search"),
    id: "team_id",
    names: &["team_alias"],
};
const COLUMNS: &[Column] = &[
    ("TEAM", |team| match team["alias"].as_str() {
        Some(alias) => alias.to_owned(),
        None => value::word(&team["id"]),
    }),
    ("ID", |team| value::word(&team["id"])),
    ("MODELS", |team| value::models(&team["models"])),
    ("MEMBERS", |team| {
        team["members"].as_array().map_or(0, Vec::len).to_string()
    }),
    ("SPENT", |team| value::dollars(&team["budget"]["spent"])),
    ("BUDGET", |team| {
        value::budget(&team["budget"]["limit"], &team["budget"]["period"])
    }),
    ("RESETS", |team| value::when(&team["budget"]["window_end"])),
    ("STATE", |team| value::word(&team["state"])),
];

/// A team for programs.
pub fn data(team: &Value) -> Value {
    json!({
        "id": team["team_id"], "alias": team["team_alias"], "models": team["models"],
        "organization": team["organization_id"],
        "members": team["members_with_roles"].as_array().into_iter().flatten()
            .map(|member| json!({ "user": member["user_id"], "role": member["role"] })).collect::<Vec<_>>(),
        "budget": value::budget_data(team), "limits": value::limits(team),
        "metadata": team["metadata"], "state": value::state(team),
        "created_at": value::time(&team["created_at"]),
    })
}

/// Runs a command on teams.
pub async fn run(command: TeamCommand, globals: &Globals) -> Result<(), Failure> {
    match command {
        TeamCommand::Create(args) => create(args, globals).await,
        TeamCommand::List(args) => list(args, globals).await,
        TeamCommand::Get(args) => get(args, globals).await,
        TeamCommand::Update(args) => update(args, globals).await,
        TeamCommand::Delete(args) => delete(args, globals).await,
        TeamCommand::Member(MemberCommand::Add(args)) => add(args, globals).await,
        TeamCommand::Member(MemberCommand::Remove(args)) => remove(args, globals).await,
    }
}

/// One team by id or alias, as the API tells of it.
pub async fn find(target: &Target, named: &str) -> Result<Value, Failure> {
    owner::find(target, KIND, named).await
}

fn put(body: &mut Body, args: &TeamArgs) -> Result<(), Failure> {
    let models = args.models.as_ref().map(|models| {
        let all = models.iter().all(|model| model == "*" || model.is_empty());
        if all { json!([]) } else { json!(models) }
    });
    body.put("models", models)
        .put("metadata", owner::metadata(args.metadata.as_ref())?)
        .put("organization_id", args.organization.clone());
    args.limits.put(body)
}

async fn create(args: CreateArgs, globals: &Globals) -> Result<(), Failure> {
    let alias = term::required(args.alias.as_ref(), "Alias", "ALIAS", globals)?;
    let mut body = Body::default();
    body.put("team_alias", Some(alias)).put("team_id", args.id);
    put(&mut body, &args.team)?;
    let target = Target::choose(globals, true).await?;
    let made = target.post("/team/new", &body.value()).await?;
    tell(globals, &target, &made["team_id"]).await
}

async fn tell(globals: &Globals, target: &Target, id: &Value) -> Result<(), Failure> {
    let team = find(target, id.as_str().unwrap_or_default()).await?;
    Shown::row(COLUMNS, "id", data(&team)).print(globals, target.backend())
}

async fn list(args: ListArgs, globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, false).await?;
    let query = [
        ("search", args.search.as_deref()),
        ("user_id", args.user.as_deref()),
    ];
    let part = args.paging.fetch(globals, &target, TEAMS, &query).await?;
    let teams = part.items.iter().map(data).collect();
    Shown::list(COLUMNS, "id", teams)
        .shape(data(&Value::Null))
        .meta("total", json!(part.total))
        .meta("next", json!(part.next))
        .footer(part.footer("team"))
        .print(globals, target.backend())
}

async fn get(args: Named, globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, false).await?;
    let team = find(&target, &args.team).await?;
    let info = target
        .get("/team/info", &[("team_id", team["team_id"].as_str())])
        .await?;
    let keys = info["keys"].as_array().into_iter().flatten();
    let mut shown = data(&team);
    shown["keys"] = keys
        .map(|key| json!({ "id": key["token"], "alias": key["key_alias"], "spent": value::money(&key["spend"]) }))
        .collect();
    Shown::one("id", shown).print(globals, target.backend())
}

async fn update(args: UpdateArgs, globals: &Globals) -> Result<(), Failure> {
    let mut body = Body::default();
    body.put("team_alias", args.rename);
    put(&mut body, &args.change)?;
    if args.block || args.unblock {
        body.put("blocked", Some(args.block));
    }
    if body.0.is_empty() {
        return Err(Failure::usage("nothing to change is given")
            .help("see `cw-proxy team update --help` for what can be changed"));
    }
    let target = Target::choose(globals, true).await?;
    let team = find(&target, &args.team).await?;
    body.put("team_id", Some(team["team_id"].clone()));
    target.post("/team/update", &body.value()).await?;
    tell(globals, &target, &team["team_id"]).await
}

async fn delete(args: Named, globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, true).await?;
    let team = find(&target, &args.team).await?;
    let id = team["team_id"].as_str();
    let info = target.get("/team/info", &[("team_id", id)]).await?;
    let keys = info["keys"].as_array().map_or(0, Vec::len);
    let spent = value::usd(&team["spend"]).unwrap_or_default();
    let name = value::word(&team["team_alias"]);
    let lost = format!(
        "{keys} of its keys are deleted with it. It spent {} in this window; the ledger's rows are kept.",
        value::cents(spent)
    );
    let typed = (keys > 0 || spent.0 > 0).then(|| name.clone());
    let what = format!("team {name}");
    term::confirm(
        globals,
        &Loss {
            verb: "delete",
            what,
            lost,
            typed,
        },
    )?;
    target
        .post("/team/delete", &json!({ "team_ids": [team["team_id"]] }))
        .await?;
    Shown::row(COLUMNS, "id", data(&team))
        .meta("deleted", json!(true))
        .print(globals, target.backend())
}

async fn add(args: AddArgs, globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, true).await?;
    let team = find(&target, &args.team).await?;
    let members: Vec<Value> = args
        .users
        .iter()
        .map(|user| json!({ "user_id": user, "role": args.role }))
        .collect();
    let mut body = Body::default();
    body.put("team_id", Some(team["team_id"].clone()))
        .put("member", Some(json!(members)))
        .put("max_budget_in_team", args.budget);
    target.post("/team/member_add", &body.value()).await?;
    tell(globals, &target, &team["team_id"]).await
}

async fn remove(args: RemoveArgs, globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, true).await?;
    let team = find(&target, &args.team).await?;
    let lost = "The keys that are theirs in the team are deleted with it.".to_owned();
    let what = format!(
        "{} from team {}",
        args.user,
        value::word(&team["team_alias"])
    );
    let loss = Loss {
        verb: "remove",
        what,
        lost,
        typed: None,
    };
    term::confirm(globals, &loss)?;
    let body = json!({ "team_id": team["team_id"], "user_id": args.user });
    target.post("/team/member_delete", &body).await?;
    tell(globals, &target, &team["team_id"]).await
}

//! `user`: people and services that keys belong to.

use super::failure::Failure;
use super::globals::Globals;
use super::owner::{self, Kind, LimitArgs};
use super::pages::{Pages, Paging};
use super::print::{self, Column, Output, Shown};
use super::secret_input;
use super::target::{Target, encoded};
use super::term::{self, Loss};
use super::value::{self, Body};
use serde_json::{Value, json};
use std::path::PathBuf;

/// Users.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum UserCommand {
    /// Make a user
    #[command(aliases = ["new", "add"])]
    Create(CreateArgs),
    /// List users and what they spent
    #[command(alias = "ls")]
    List(ListArgs),
    /// Tell about a user, their keys and teams
    #[command(aliases = ["info", "show"])]
    Get(Named),
    /// Change a user
    Update(UpdateArgs),
    /// Set what a user logs in to the admin pages with; ends their sessions
    #[command(alias = "password")]
    Passwd(PasswdArgs),
    /// Make a link by which a user sets their password, once
    Invite(InviteArgs),
    /// Delete a user with their keys and memberships
    #[command(aliases = ["rm", "remove"])]
    Delete(Named),
}

/// One user.
#[derive(Clone, Debug, clap::Args)]
pub struct Named {
    /// The user: id, e-mail address or alias
    pub user: String,
}

/// The roles that users can have.
const ROLES: [&str; 4] = [
    "proxy_admin",
    "proxy_admin_viewer",
    "internal_user",
    "internal_user_viewer",
];

/// What a user may do.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct UserArgs {
    /// E-mail address
    #[arg(long)]
    pub email: Option<String>,
    /// A name for people
    #[arg(long)]
    pub alias: Option<String>,
    /// What they may do
    #[arg(long, value_parser = ROLES)]
    pub role: Option<String>,
    /// Models that their keys may call, separated by commas; * for all
    #[arg(long, value_delimiter = ',')]
    pub models: Option<Vec<String>>,
    /// Limits.
    #[command(flatten)]
    pub limits: LimitArgs,
    /// Notes, as a JSON object or @FILE
    #[arg(long, value_name = "JSON")]
    pub metadata: Option<String>,
}

/// Arguments of `user create`.
#[derive(Clone, Debug, clap::Args)]
pub struct CreateArgs {
    /// Their id [default: made]
    pub id: Option<String>,
    /// What they may do.
    #[command(flatten)]
    pub user: UserArgs,
    /// Teams to add them to, separated by commas
    #[arg(long, value_delimiter = ',')]
    pub teams: Option<Vec<String>>,
    /// Make a key for them too, and show its secret
    #[arg(long)]
    pub with_key: bool,
}

/// Arguments of `user list`.
#[derive(Clone, Debug, clap::Args)]
pub struct ListArgs {
    /// Which part of the list.
    #[command(flatten)]
    pub paging: Paging,
    /// Only where id, alias or e-mail address contains this
    #[arg(long)]
    pub search: Option<String>,
    /// Only with this role
    #[arg(long, value_parser = ROLES)]
    pub role: Option<String>,
    /// Only members of this team
    #[arg(long)]
    pub team: Option<String>,
}

/// Arguments of `user update`.
#[derive(Clone, Debug, clap::Args)]
pub struct UpdateArgs {
    /// The user: id, e-mail address or alias
    pub user: String,
    /// What they may do.
    #[command(flatten)]
    pub change: UserArgs,
    /// Refuse their keys from now on
    #[arg(long, conflicts_with = "unblock")]
    pub block: bool,
    /// Let their keys in again
    #[arg(long)]
    pub unblock: bool,
}

/// Arguments of `user passwd`.
#[derive(Clone, Debug, clap::Args)]
pub struct PasswdArgs {
    /// The user: id, e-mail address or alias
    pub user: String,
    /// Read the password from standard input
    #[arg(long)]
    pub password_stdin: bool,
    /// File that holds the password
    #[arg(long, value_name = "FILE", conflicts_with = "password_stdin")]
    pub password_file: Option<PathBuf>,
}

/// Arguments of `user invite`.
#[derive(Clone, Debug, clap::Args)]
pub struct InviteArgs {
    /// The user: id, e-mail address or alias
    pub user: String,
    /// The proxy's address as the user has it [default: the one that is used here]
    #[arg(long, value_name = "URL")]
    pub address: Option<String>,
}

const USERS: Pages = Pages {
    path: "/user/list",
    items: "users",
    total: "total",
    size: "page_size",
};
const KIND: Kind = Kind {
    noun: "user",
    path: USERS.path,
    items: USERS.items,
    search: Some("search"),
    id: "user_id",
    names: &["user_email", "user_alias"],
};
const COLUMNS: &[Column] = &[
    ("USER", |user| value::word(&user["id"])),
    ("E-MAIL", |user| value::word(&user["email"])),
    ("ROLE", |user| value::word(&user["role"])),
    ("MODELS", |user| value::models(&user["models"])),
    ("SPENT", |user| value::dollars(&user["budget"]["spent"])),
    ("BUDGET", |user| {
        value::budget(&user["budget"]["limit"], &user["budget"]["period"])
    }),
    ("RESETS", |user| value::when(&user["budget"]["window_end"])),
    ("STATE", |user| value::word(&user["state"])),
];

const INVITED: &[Column] = &[
    ("USER", |row| value::word(&row["user"])),
    ("ENDS", |row| value::when(&row["expires_at"])),
    ("LINK", |row| value::word(&row["link"])),
];

/// A user for programs.
pub fn data(user: &Value) -> Value {
    json!({
        "id": user["user_id"], "email": user["user_email"], "alias": user["user_alias"], "role": user["user_role"],
        "models": user["models"], "teams": user["teams"],
        "budget": value::budget_data(user), "limits": value::limits(user),
        "metadata": user["metadata"], "state": value::state(user),
        "created_at": value::time(&user["created_at"]),
    })
}

/// Runs a command on users.
pub async fn run(command: UserCommand, globals: &Globals) -> Result<(), Failure> {
    match command {
        UserCommand::Create(args) => create(args, globals).await,
        UserCommand::List(args) => list(args, globals).await,
        UserCommand::Get(args) => get(args, globals).await,
        UserCommand::Update(args) => update(args, globals).await,
        UserCommand::Passwd(args) => passwd(args, globals).await,
        UserCommand::Invite(args) => invite(args, globals).await,
        UserCommand::Delete(args) => delete(args, globals).await,
    }
}

/// One user by id, e-mail address or alias, as the API tells of them.
pub async fn find(target: &Target, named: &str) -> Result<Value, Failure> {
    owner::find(target, KIND, named).await
}

fn put(body: &mut Body, args: &UserArgs) -> Result<(), Failure> {
    let models = args.models.as_ref().map(|models| {
        let all = models.iter().all(|model| model == "*" || model.is_empty());
        if all { json!([]) } else { json!(models) }
    });
    body.put("user_email", args.email.clone())
        .put("user_alias", args.alias.clone())
        .put("user_role", args.role.clone())
        .put("models", models)
        .put("metadata", owner::metadata(args.metadata.as_ref())?);
    args.limits.put(body)
}

async fn create(args: CreateArgs, globals: &Globals) -> Result<(), Failure> {
    let mut body = Body::default();
    body.put("user_id", args.id)
        .put("teams", args.teams.map(|teams| json!(teams)))
        .put("auto_create_key", Some(args.with_key));
    put(&mut body, &args.user)?;
    let target = Target::choose(globals, true).await?;
    let made = target.post("/user/new", &body.value()).await?;
    let user = find(&target, made["user_id"].as_str().unwrap_or_default()).await?;
    let mut shown = data(&user);
    let secret = made["key"].as_str().filter(|_| args.with_key);
    if let Some(secret) = secret {
        shown["key"] = json!(secret);
        return Shown::one("key", shown).print(globals, target.backend());
    }
    Shown::row(COLUMNS, "id", shown).print(globals, target.backend())
}

async fn list(args: ListArgs, globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, false).await?;
    let query = [
        ("search", args.search.as_deref()),
        ("role", args.role.as_deref()),
        ("team", args.team.as_deref()),
    ];
    let part = args.paging.fetch(globals, &target, USERS, &query).await?;
    let users = part.items.iter().map(data).collect();
    Shown::list(COLUMNS, "id", users)
        .shape(data(&Value::Null))
        .meta("total", json!(part.total))
        .meta("next", json!(part.next))
        .footer(part.footer("user"))
        .print(globals, target.backend())
}

async fn get(args: Named, globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, false).await?;
    let user = find(&target, &args.user).await?;
    let info = target
        .get("/user/info", &[("user_id", user["user_id"].as_str())])
        .await?;
    let keys = info["keys"].as_array().into_iter().flatten();
    let mut shown = data(&user);
    shown["keys"] = keys
        .map(|key| json!({ "id": key["token"], "alias": key["key_alias"], "spent": value::money(&key["spend"]) }))
        .collect();
    Shown::one("id", shown).print(globals, target.backend())
}

async fn update(args: UpdateArgs, globals: &Globals) -> Result<(), Failure> {
    let mut body = Body::default();
    put(&mut body, &args.change)?;
    if args.block || args.unblock {
        body.put("blocked", Some(args.block));
    }
    if body.0.is_empty() {
        return Err(Failure::usage("nothing to change is given")
            .help("see `cw-proxy user update --help` for what can be changed"));
    }
    let target = Target::choose(globals, true).await?;
    let user = find(&target, &args.user).await?;
    body.put("user_id", Some(user["user_id"].clone()));
    target.post("/user/update", &body.value()).await?;
    let user = find(&target, user["user_id"].as_str().unwrap_or_default()).await?;
    Shown::row(COLUMNS, "id", data(&user)).print(globals, target.backend())
}

async fn passwd(args: PasswdArgs, globals: &Globals) -> Result<(), Failure> {
    let given = secret_input::given(
        globals,
        "--password",
        None,
        args.password_file.as_ref(),
        args.password_stdin,
    )?;
    if given.is_none() && !term::may_ask(globals) {
        return Err(Failure::usage("no password is given")
            .help("give --password-stdin or --password-file FILE"));
    }
    // Nobody is asked for the password of a user who is not there.
    let target = Target::choose(globals, true).await?;
    let user = find(&target, &args.user).await?;
    let password = match given {
        Some(password) => password,
        None => dialoguer::Password::new()
            .with_prompt("Password")
            .with_confirmation("Again", "they differ")
            .interact()
            .map_err(|_| term::interrupted())?,
    };
    let body = json!({ "user_id": user["user_id"], "password": password });
    target.post("/user/update", &body).await?;
    Shown::row(COLUMNS, "id", data(&user)).print(globals, target.backend())
}

async fn invite(args: InviteArgs, globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, true).await?;
    let user = find(&target, &args.user).await?;
    let body = json!({ "user_id": user["user_id"] });
    let made = target.post("/invitation/new", &body).await?;
    let address = args.address.as_deref().or(target.url());
    let address = address.unwrap_or_default().trim_end_matches('/');
    let id = encoded(made["id"].as_str().unwrap_or_default());
    let link = format!("{address}/ui?invitation_id={id}");
    let expires = value::time(&made["expires_at"]);
    let shown = json!({ "user": user["user_id"], "link": link, "expires_at": expires });
    match print::output(globals) {
        // A link that is broken into lines cannot be opened.
        Output::Table if !globals.quiet && globals.field.is_none() => {
            print::write(&format!("{link}\n"))?;
        }
        _ => Shown::row(INVITED, "link", shown).print(globals, target.backend())?,
    }
    term::note(
        globals,
        &format!(
            "Shown once. Whoever opens it first sets the password of {}; it works until {}.",
            value::word(&user["user_id"]),
            value::word(&expires)
        ),
    );
    if address.is_empty() {
        term::note(
            globals,
            "Put the proxy's address before it, or give --address.",
        );
    }
    Ok(())
}

async fn delete(args: Named, globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, true).await?;
    let user = find(&target, &args.user).await?;
    let id = user["user_id"].as_str().unwrap_or_default();
    let info = target.get("/user/info", &[("user_id", Some(id))]).await?;
    let keys = info["keys"].as_array().map_or(0, Vec::len);
    let spent = value::usd(&user["spend"]).unwrap_or_default();
    let theirs = match keys {
        0 => "They have no keys.".to_owned(),
        1 => "Their one key is deleted with them.".to_owned(),
        keys => format!("Their {keys} keys are deleted with them."),
    };
    let lost = format!(
        "{theirs} They spent {} in this window; the ledger's rows are kept.",
        value::cents(spent)
    );
    let loss = Loss {
        verb: "delete",
        what: format!("user {id}"),
        lost,
        typed: (keys > 0 || spent.0 > 0).then(|| id.to_owned()),
    };
    term::confirm(globals, &loss)?;
    target
        .post("/user/delete", &json!({ "user_ids": [id] }))
        .await?;
    Shown::row(COLUMNS, "id", data(&user))
        .meta("deleted", json!(true))
        .print(globals, target.backend())
}

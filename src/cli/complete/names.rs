//! The names of what there is, from a running proxy or straight from its database, which is only read.

use super::super::assemble;
use super::super::globals::{Globals, duration};
use super::super::print::shown;
use super::super::profile;
use super::super::target::{Place, Target};
use crate::config::Config;
use crate::domain::owner::OwnerKind;
use crate::store::{Durability, OpenOptions, Store};
use clap_complete::CompletionCandidate;
use serde_json::Value;
use std::time::Duration;

/// How long a Tab waits for names.
const PATIENCE: Duration = Duration::from_millis(200);
/// The variable that says otherwise.
const PATIENCE_VARIABLE: &str = "CW_PROXY_COMPLETE_TIMEOUT";
/// The most names that are offered at once.
const NAMES_MAX: usize = 200;

/// What an argument names.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Key,
    Model,
    Team,
    User,
    Budget,
    /// A provider's credential.
    Credential,
    /// One of these kinds with its name behind a colon: `key:ci`.
    Holder(&'static [&'static str]),
    Profile,
}

/// A name, and a word beside it for those who know the thing by another one.
type Name = (String, Option<String>);

/// Where the API lists them: path with query, the parameter that searches, the member of the answer, the
/// fields of which the first that is there is the name, and the field beside it.
struct Listed {
    path: &'static str,
    search: Option<&'static str>,
    items: &'static str,
    names: &'static [&'static str],
    beside: &'static str,
}

const fn listed(kind: Kind) -> Option<Listed> {
    let (path, search, items, names, beside): (_, _, _, &'static [&'static str], _) = match kind {
        Kind::Key => ("/key/aliases?size=100", Some("search"), "/aliases", &[], ""),
        Kind::Model => ("/v1/models", None, "/data", &["id"], ""),
        Kind::Team => (
            "/v2/team/list?page_size=100",
            Some("search"),
            "/teams",
            &["team_alias", "team_id"],
            "team_id",
        ),
        Kind::User => (
            "/user/list?page_size=100",
            Some("search"),
            "/users",
            &["user_id"],
            "user_email",
        ),
        Kind::Budget => ("/budget/list", None, "", &["budget_id"], ""),
        Kind::Credential => (
            "/credentials",
            None,
            "/credentials",
            &["credential_name"],
            "",
        ),
        Kind::Holder(_) | Kind::Profile => return None,
    };
    Some(Listed {
        path,
        search,
        items,
        names,
        beside,
    })
}

/// Names that begin as typed. What cannot be had in time is left out without a word.
pub(super) fn candidates(kind: Kind, typed: &str, globals: &Globals) -> Vec<CompletionCandidate> {
    let (before, kind, begin) = match kind {
        Kind::Holder(kinds) => match typed.split_once(':') {
            Some((word, begin)) if kinds.contains(&word) => {
                let kind = match word {
                    "key" => Kind::Key,
                    "user" => Kind::User,
                    // Clients name customers; nobody lists them all.
                    _ => return Vec::new(),
                };
                (format!("{word}:"), kind, begin)
            }
            _ => {
                let words = kinds.iter().filter(|word| word.starts_with(typed));
                return words
                    .map(|word| CompletionCandidate::new(format!("{word}:")))
                    .collect();
            }
        },
        kind => (String::new(), kind, typed),
    };
    let names = match kind {
        Kind::Profile => profile::names()
            .into_iter()
            .map(|name| (name, None))
            .collect(),
        kind => asked(kind, begin, globals),
    };
    let mut names: Vec<Name> = names
        .into_iter()
        // One that could move the cursor is nothing to put into a command line.
        .filter(|(name, _)| name.starts_with(begin) && shown(name) == *name && !name.is_empty())
        // A pattern of models is no name of one.
        .filter(|(name, _)| !matches!(kind, Kind::Model) || !name.contains('*'))
        .collect();
    names.sort();
    names.dedup();
    names.truncate(NAMES_MAX);
    names
        .into_iter()
        .map(|(name, beside)| {
            CompletionCandidate::new(format!("{before}{name}")).help(beside.map(Into::into))
        })
        .collect()
}

fn asked(kind: Kind, begin: &str, globals: &Globals) -> Vec<Name> {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let Ok(runtime) = runtime.worker_threads(1).enable_all().build() else {
        return Vec::new();
    };
    let patience = std::env::var(PATIENCE_VARIABLE).ok();
    let patience = patience
        .and_then(|text| duration(&text).ok())
        .unwrap_or(PATIENCE);
    let mut globals = globals.clone();
    globals.timeout = Some(patience);
    // On a thread of the runtime, so that work which does not wait is not waited for either.
    let found = async move |begin: String| found(kind, &begin, globals).await;
    let found = runtime.spawn(found(begin.to_owned()));
    let found = runtime.block_on(async { tokio::time::timeout(patience, found).await });
    // What still waits for a name or a file ends with the process.
    std::mem::forget(runtime);
    match found {
        Ok(Ok(Some(names))) => names,
        _ => Vec::new(),
    }
}

async fn found(kind: Kind, begin: &str, mut globals: Globals) -> Option<Vec<Name>> {
    globals.settle().ok()?;
    match Target::place(&globals, None).await.ok()? {
        Place::Proxy { url, key } => {
            let target = Target::api(&globals, url, key).ok()?;
            through_api(&target, &listed(kind)?, begin).await
        }
        Place::Database { config, .. } => in_database(kind, &config).await,
    }
}

async fn through_api(target: &Target, listed: &Listed, begin: &str) -> Option<Vec<Name>> {
    let search = Some(begin).filter(|begin| !begin.is_empty());
    let query: Vec<_> = listed
        .search
        .map(|name| (name, search))
        .into_iter()
        .collect();
    let answer = target.get(listed.path, &query).await.ok()?;
    let text = |item: &Value, field: &str| item[field].as_str().map(str::to_owned);
    let items = answer.pointer(listed.items)?.as_array()?.iter();
    let name = |item: &Value| {
        let own = item.as_str().map(str::to_owned);
        let name = own.or_else(|| listed.names.iter().find_map(|field| text(item, field)))?;
        let beside = text(item, listed.beside).filter(|beside| *beside != name);
        Some((name, beside))
    };
    Some(items.filter_map(name).collect())
}

async fn in_database(kind: Kind, config: &Config) -> Option<Vec<Name>> {
    let options = OpenOptions {
        durability: Durability::Process,
        create: false,
        now: assemble::now(),
    };
    let url = assemble::database_url(config);
    let store = Store::inspect(&url, options).await.ok()?;
    let bare = |name: String| (name, None);
    let owners = async |wanted: OwnerKind| {
        let rows = store.all_owners().await.ok()?.into_iter();
        let rows = rows.filter(|row| row.owner.kind == wanted);
        Some(rows.map(|row| row.owner).collect::<Vec<_>>())
    };
    Some(match kind {
        Kind::Key => {
            let rows = store.all_keys().await.ok()?.into_iter();
            rows.filter_map(|row| row.key.alias).map(bare).collect()
        }
        Kind::Model => {
            let stored = store.models().await.ok()?.into_iter();
            let file = config.models.iter().map(|model| model.model_name.clone());
            let names = stored.map(|model| model.model_name).chain(file);
            names.map(bare).collect()
        }
        Kind::Team => {
            let name = |alias: Option<String>, id: String| match alias {
                Some(alias) => (alias, Some(id)),
                None => (id, None),
            };
            let teams = owners(OwnerKind::Team).await?.into_iter();
            teams
                .map(|team| name(team.alias, team.id.to_string()))
                .collect()
        }
        Kind::User => {
            let users = owners(OwnerKind::User).await?.into_iter();
            users
                .map(|user| (user.id.to_string(), user.account.email))
                .collect()
        }
        Kind::Budget => {
            let rows = store.all_budgets().await.ok()?.into_iter();
            rows.map(|budget| bare(budget.id.to_string())).collect()
        }
        Kind::Credential => {
            let rows = store.credentials().await.ok()?.into_iter();
            rows.map(|one| bare(one.name)).collect()
        }
        Kind::Holder(_) | Kind::Profile => Vec::new(),
    })
}

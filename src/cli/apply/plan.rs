//! What has to change so that things are as a file says.

use super::super::failure::Failure;
use super::super::globals::Globals;
use super::super::key;
use super::super::model::deployments;
use super::super::pages::{Pages, Paging};
use super::super::secret_input;
use super::super::target::{Target, encoded};
use super::file::{File, KINDS, Kind, Wanted};
use reqwest::Method;
use serde_json::{Map, Value, json};
use std::path::Path;

/// What is done to a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    Create,
    Update,
    Delete,
}

/// One change.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) action: Action,
    pub(super) kind: &'static Kind,
    pub(super) name: String,
    /// The variable that a new key's secret goes into.
    pub(super) variable: Option<String>,
    changes: Vec<String>,
    body: Value,
    id: Value,
}

impl Step {
    /// The step for programs and tables.
    pub(super) fn data(&self) -> Value {
        let action = match self.action {
            Action::Create => "create",
            Action::Update => "update",
            Action::Delete => "delete",
        };
        json!({ "action": action, "kind": self.kind.noun, "name": self.name, "changes": self.changes })
    }

    /// Does it.
    pub(super) async fn carry_out(&self, target: &Target) -> Result<Value, Failure> {
        let id = self.id.as_str().unwrap_or_default();
        match (self.kind.section, self.action) {
            ("models", Action::Update) => {
                let path = format!("/model/{}/update", encoded(id));
                target.call(Method::PATCH, &path, Some(&self.body)).await
            }
            (section, action) => {
                let verb = match (section, action) {
                    ("keys", Action::Create) => "generate",
                    (_, Action::Create) => "new",
                    (_, Action::Update) => "update",
                    (_, Action::Delete) => "delete",
                };
                let path = format!("/{}/{verb}", self.kind.noun);
                target.post(&path, &self.body).await
            }
        }
    }
}

/// What is there of each kind, as the API tells of it.
async fn existing(target: &Target, kind: &Kind) -> Result<Vec<Value>, Failure> {
    let all = Paging {
        limit: 100,
        page: 1,
        all: true,
    };
    let globals = Globals {
        quiet: true,
        ..Globals::default()
    };
    let list = async |path, items, total, size, query: &[(&str, Option<&str>)]| {
        let pages = Pages {
            path,
            items,
            total,
            size,
        };
        Ok::<_, Failure>(all.fetch(&globals, target, pages, query).await?.items)
    };
    match kind.section {
        "budgets" => {
            let all = target.get("/budget/list", &[]).await?;
            Ok(all.as_array().cloned().unwrap_or_default())
        }
        "models" => {
            let mut all = deployments(target).await?;
            all.retain(|model| model["model_info"]["db_model"] == json!(true));
            Ok(all)
        }
        "teams" => list("/v2/team/list", "teams", "total", "page_size", &[]).await,
        "users" => list("/user/list", "users", "total", "page_size", &[]).await,
        _ => {
            let full = [("return_full_object", Some("true"))];
            list("/key/list", "keys", "total_count", "size", &full).await
        }
    }
}

/// The API's field that names one of a kind.
fn name_field(kind: &Kind) -> &'static str {
    match kind.section {
        "budgets" => "budget_id",
        "models" => "model_name",
        "teams" => "team_alias",
        "users" => "user_id",
        _ => "key_alias",
    }
}

/// Compares the file with what there is.
pub(super) async fn make(target: &Target, file: &File, prune: bool) -> Result<Vec<Step>, Failure> {
    let mut steps = Vec::new();
    let mut teams: Vec<(String, Value)> = Vec::new();
    for kind in KINDS
        .iter()
        .filter(|kind| file.listed.contains(&kind.section) || kind.section == "teams")
    {
        let present = existing(target, kind).await?;
        if kind.section == "teams" {
            let names = present.iter().filter_map(|team| {
                Some((
                    team["team_alias"].as_str()?.to_owned(),
                    team["team_id"].clone(),
                ))
            });
            teams.extend(names);
        }
        for wanted in file
            .wanted
            .iter()
            .filter(|one| one.kind.section == kind.section)
        {
            let mut wanted = wanted.clone();
            resolve_team(&mut wanted, &mut teams)?;
            let found = present
                .iter()
                .find(|row| row[name_field(kind)] == *wanted.name);
            steps.extend(step(&wanted, found)?);
        }
    }
    if prune {
        for kind in KINDS
            .iter()
            .rev()
            .filter(|kind| file.listed.contains(&kind.section))
        {
            for row in existing(target, kind).await? {
                let name = row[name_field(kind)].as_str();
                let kept = file
                    .wanted
                    .iter()
                    .any(|one| one.kind.section == kind.section && Some(one.name.as_str()) == name);
                if !kept {
                    steps.push(removal(kind, &row, name));
                }
            }
        }
    }
    Ok(steps)
}

/// A key names its team by alias or by id; a team that the file makes gets an id that keys can name.
fn resolve_team(wanted: &mut Wanted, teams: &mut Vec<(String, Value)>) -> Result<(), Failure> {
    if wanted.kind.section == "teams" && !teams.iter().any(|(alias, _)| *alias == wanted.name) {
        let id = wanted
            .fields
            .entry("team_id")
            .or_insert_with(|| json!(wanted.name))
            .clone();
        teams.push((wanted.name.clone(), id));
        return Ok(());
    }
    let Some(named) = wanted
        .fields
        .get("team_id")
        .and_then(Value::as_str)
        .filter(|_| wanted.kind.section == "keys")
    else {
        return Ok(());
    };
    let found = teams
        .iter()
        .find(|(alias, id)| alias == named || id == named);
    let Some((_, id)) = found else {
        let aliases = teams.iter().map(|(alias, _)| alias.as_str());
        let failure = Failure::invalid(format!(
            "key '{}' is of a team '{named}' that there is not",
            wanted.name
        ));
        return Err(match crate::config::closest(named, aliases) {
            Some(meant) => failure.help(format!("did you mean '{meant}'?")),
            None => failure.help("put it under teams"),
        });
    };
    let id = id.clone();
    wanted.fields.insert("team_id".into(), id);
    Ok(())
}

fn removal(kind: &'static Kind, row: &Value, name: Option<&str>) -> Step {
    let id = match kind.section {
        "budgets" => row["budget_id"].clone(),
        "models" => row["model_info"]["id"].clone(),
        "teams" => row["team_id"].clone(),
        "users" => row["user_id"].clone(),
        _ => key::id(row),
    };
    let body = match kind.section {
        "budgets" | "models" => json!({ "id": id }),
        "teams" => json!({ "team_ids": [id] }),
        "users" => json!({ "user_ids": [id] }),
        _ => json!({ "keys": [id] }),
    };
    let name = name.map_or_else(|| super::super::print::text(&id), str::to_owned);
    Step {
        action: Action::Delete,
        kind,
        name,
        variable: None,
        changes: Vec::new(),
        body,
        id,
    }
}

fn step(wanted: &Wanted, found: Option<&Value>) -> Result<Option<Step>, Failure> {
    if wanted.kind.section == "models" {
        return model(wanted, found);
    }
    let mut fields = wanted.fields.clone();
    let variable = fields.remove("env_var");
    let Some(row) = found else {
        fields.retain(|_, value| !value.is_null());
        if wanted.kind.section == "users" {
            fields.insert("auto_create_key".into(), json!(false));
        }
        let named = variable.as_ref().and_then(Value::as_str).map(str::to_owned);
        return Ok(Some(Step {
            action: Action::Create,
            kind: wanted.kind,
            name: wanted.name.clone(),
            variable: (wanted.kind.section == "keys")
                .then(|| named.unwrap_or_else(|| variable_of(&wanted.name))),
            changes: Vec::new(),
            body: Value::Object(fields),
            id: Value::Null,
        }));
    };
    // An end counted from now would move with each time the file is applied; a type is chosen once.
    for once in ["duration", "key_type"] {
        fields.remove(once);
    }
    let (id_field, id) = match wanted.kind.section {
        "budgets" => ("budget_id", row["budget_id"].clone()),
        "teams" => ("team_id", row["team_id"].clone()),
        "users" => ("user_id", row["user_id"].clone()),
        _ => ("key", key::id(row)),
    };
    if let Some(other) = fields
        .get("team_id")
        .filter(|other| wanted.kind.section == "teams" && **other != id)
    {
        return Err(Failure::invalid(format!(
            "team '{}' has the id {id}, not {other}",
            wanted.name
        )));
    }
    fields.remove(name_field(wanted.kind));
    if wanted.kind.section == "teams" {
        fields.remove("team_id");
    }
    let changes = differences(&mut fields, row);
    if changes.is_empty() {
        return Ok(None);
    }
    fields.insert(id_field.to_owned(), id.clone());
    Ok(Some(Step {
        action: Action::Update,
        kind: wanted.kind,
        name: wanted.name.clone(),
        variable: None,
        changes,
        body: Value::Object(fields),
        id,
    }))
}

/// A variable's name from an alias: `task agent` is `TASK_AGENT_API_KEY`.
fn variable_of(alias: &str) -> String {
    let letters = alias.chars().map(|c| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_uppercase()
        } else {
            '_'
        }
    });
    let name: String = letters.collect();
    let name = name.trim_start_matches(|c: char| c.is_ascii_digit());
    format!("{name}_API_KEY")
}

/// Keeps the fields that differ, and tells of each: `budget 20 -> 25`.
fn differences(fields: &mut Map<String, Value>, row: &Value) -> Vec<String> {
    let mut told = Vec::new();
    fields.retain(|name, wanted| {
        let now = if name == "tags" {
            &row["metadata"]["tags"]
        } else {
            &row[name.as_str()]
        };
        let same = match (name.as_str(), &*wanted) {
            // Notes hold more than was said: tags, limits of single models.
            ("metadata", Value::Object(notes)) => notes
                .iter()
                .all(|(note, value)| alike(value, &now[note.as_str()])),
            _ => alike(wanted, now),
        };
        if !same {
            let text = |value: &Value| {
                if value.is_null() {
                    "none".to_owned()
                } else {
                    super::super::print::text(value)
                }
            };
            told.push(format!("{name} {} -> {}", text(now), text(wanted)));
        }
        !same
    });
    told
}

/// Whether two values mean the same: numbers by their size, and nothing by its many forms.
fn alike(one: &Value, other: &Value) -> bool {
    let nothing = |value: &Value| match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(items) => items.is_empty() || items.len() == 1 && items[0] == "*",
        Value::Object(members) => members.is_empty(),
        Value::String(text) => text.is_empty(),
        _ => false,
    };
    match (one.as_f64(), other.as_f64()) {
        (Some(one), Some(other)) => {
            (one - other).abs() <= f64::EPSILON * one.abs().max(other.abs())
        }
        _ => one == other || nothing(one) && nothing(other),
    }
}

/// A model: members of two objects, and a secret that answers never show.
fn model(wanted: &Wanted, found: Option<&Value>) -> Result<Option<Step>, Failure> {
    let mut fields = wanted.fields.clone();
    fields.remove("model_name");
    let info = fields.remove("info").unwrap_or_else(|| json!({}));
    let more = fields.remove("params");
    if let Some(Value::Object(more)) = more {
        fields.extend(more);
    }
    let secret = secret(&mut fields, &wanted.name)?;
    let mut step = Step {
        action: Action::Create,
        kind: wanted.kind,
        name: wanted.name.clone(),
        variable: None,
        changes: Vec::new(),
        body: Value::Null,
        id: Value::Null,
    };
    if let Some(row) = found {
        let mut info = info.as_object().cloned().unwrap_or_default();
        step.changes = differences(&mut fields, &row["litellm_params"]);
        step.changes
            .extend(differences(&mut info, &row["model_info"]));
        if step.changes.is_empty() {
            return Ok(None);
        }
        step.action = Action::Update;
        step.id = row["model_info"]["id"].clone();
        fields.extend(secret.map(|key| ("api_key".to_owned(), json!(key))));
        step.body = json!({ "litellm_params": fields, "model_info": info });
        return Ok(Some(step));
    }
    fields.retain(|_, value| !value.is_null());
    fields.extend(secret.map(|key| ("api_key".to_owned(), json!(key))));
    step.body = json!({ "model_name": wanted.name, "litellm_params": fields, "model_info": info });
    Ok(Some(step))
}

/// The provider's key, from a variable or a file of this machine.
fn secret(fields: &mut Map<String, Value>, name: &str) -> Result<Option<String>, Failure> {
    let variable = fields.remove("api_key_env");
    let file = fields.remove("api_key_file");
    if let Some(variable) = variable.as_ref().and_then(Value::as_str) {
        return std::env::var(variable).map(Some).map_err(|_| {
            Failure::invalid(format!(
                "model '{name}': the variable {variable} is not set"
            ))
        });
    }
    match file.as_ref().and_then(Value::as_str) {
        Some(path) => secret_input::from_file(Path::new(path)).map(Some),
        None => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_changed() {
        let row = json!({ "max_budget": 20.0, "models": [], "rpm_limit": null, "metadata": { "tags": ["a"], "x": 1 } });
        let wanted = json!({ "max_budget": 20, "models": ["*"], "rpm_limit": 7, "metadata": { "x": 1 }, "tags": ["a"] });
        let mut fields = wanted.as_object().expect("an object").clone();
        assert_eq!(differences(&mut fields, &row), ["rpm_limit none -> 7"]);
        assert_eq!(fields.len(), 1);
        assert_eq!(variable_of("task agent"), "TASK_AGENT_API_KEY");
    }
}

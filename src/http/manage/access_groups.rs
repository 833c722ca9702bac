//! Access groups, in both of LiteLLM's forms: `/v1/access_group` gives models to keys and teams, and
//! `/access_group/*` marks deployments with a word that allow-lists may hold (`model_info.access_groups`).

use super::super::App;
use super::super::error::Problem;
use super::reply::{Given, Reply};
use super::table::{Managed, Verb};
use crate::admin::AdminError;
use crate::admin::access_groups::{self as operations, GroupChange};
use crate::admin::fields::{Field, Fields, Kind};
use crate::admin::model_change::{self, ModelChange};
use crate::domain::owner::Rank;
use crate::store::StoredModel;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

const NAME: &[Field] = &[Field::required(
    "access_group_name",
    Kind::Text,
    "Its name; no two have the same.",
)];
const RENAME: &[Field] = &[Field::new("access_group_name", Kind::Text, "Its name.")];
const MARK: &[Field] = &[Field::required("access_group", Kind::Text, "The word.")];
const MARKED: &[Field] = &[
    Field::new("model_names", Kind::Texts, "Deployments by public name."),
    Field::new("model_ids", Kind::Texts, "Deployments by id."),
];

/// The operations on access groups.
pub const ROUTES: &[Managed] = &[
    CREATE,
    CREATE.at("/v1/unified_access_group"),
    LIST,
    LIST.at("/v1/unified_access_group"),
    ONE,
    ONE.at("/v1/unified_access_group/{access_group_id}"),
    UPDATE,
    UPDATE.at("/v1/unified_access_group/{access_group_id}"),
    DELETE,
    DELETE.at("/v1/unified_access_group/{access_group_id}"),
    Managed::post(
        "/access_group/new",
        Rank::Admin,
        "Marks deployments of the database with a word that allow-lists may hold.",
        |app, given| Box::pin(mark(app, given)),
    )
    .body(&[MARK, MARKED]),
    Managed::get(
        "/access_group/list",
        Rank::AdminViewer,
        "Lists the words that deployments are marked with.",
        |app, given| Box::pin(marks(app, given)),
    ),
    Managed::get(
        "/access_group/{access_group}/info",
        Rank::AdminViewer,
        "Tells which deployments are marked with a word.",
        |app, given| Box::pin(marked(app, given)),
    ),
    Managed::post(
        "/access_group/{access_group}/update",
        Rank::Admin,
        "Marks these deployments with a word, and no others.",
        |app, given| Box::pin(remark(app, given)),
    )
    .by(Verb::Put)
    .body(&[MARKED]),
    Managed::post(
        "/access_group/{access_group}/delete",
        Rank::Admin,
        "Takes a word from every deployment.",
        |app, given| Box::pin(unmark(app, given)),
    )
    .by(Verb::Delete),
    Managed::get(
        "/access_group/{access_group}/budget",
        Rank::AdminViewer,
        "Tells the budget that all calls to the models of a word share, and what was spent of it.",
        |app, given| Box::pin(budget(app, given)),
    ),
    Managed::post(
        "/access_group/{access_group}/budget",
        Rank::Admin,
        "Sets the budget that all calls to the models of a word share.",
        |app, given| Box::pin(set_budget(app, given)),
    )
    .by(Verb::Put)
    .body(&[operations::BUDGET_FIELDS]),
    Managed::post(
        "/access_group/{access_group}/budget",
        Rank::Admin,
        "Takes that budget away.",
        |app, given| Box::pin(delete_budget(app, given)),
    )
    .by(Verb::Delete),
];

const CREATE: Managed = Managed::post(
    "/v1/access_group",
    Rank::Admin,
    "Makes a group of models that keys and teams can be given.",
    |app, given| Box::pin(create(app, given)),
)
.body(&[NAME, operations::FIELDS])
.answers(201);
const LIST: Managed = Managed::get(
    "/v1/access_group",
    Rank::AdminViewer,
    "Lists all groups.",
    |app, given| Box::pin(list(app, given)),
);
const ONE: Managed = Managed::get(
    "/v1/access_group/{access_group_id}",
    Rank::AdminViewer,
    "Tells about one group.",
    |app, given| Box::pin(one(app, given)),
);
const UPDATE: Managed = Managed::post(
    "/v1/access_group/{access_group_id}",
    Rank::Admin,
    "Changes a group; what is not named stays.",
    |app, given| Box::pin(update(app, given)),
)
.by(Verb::Put)
.body(&[RENAME, operations::FIELDS]);
const DELETE: Managed = Managed::post(
    "/v1/access_group/{access_group_id}",
    Rank::Admin,
    "Deletes a group: whoever had it has it no more.",
    |app, given| Box::pin(delete(app, given)),
)
.by(Verb::Delete)
.answers(204);

async fn create(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let request = GroupChange::read(given.body())?;
    let group = operations::create(&app.admin, &given.actor, request, app.gateway.now()).await?;
    Ok(Reply::created(operations::view(&group)))
}

async fn list(app: Arc<App>, _: Given) -> Result<Reply, Problem> {
    let all = app.store.access_groups().await.map_err(AdminError::from)?;
    Ok(Reply::ok(all.iter().map(operations::view).collect()))
}

async fn one(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let group = operations::get(&app.admin, given.part("access_group_id")).await?;
    Ok(Reply::ok(operations::view(&group)))
}

async fn update(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let request = GroupChange::read(given.body())?;
    let (id, now) = (given.part("access_group_id"), app.gateway.now());
    let group = operations::update(&app.admin, &given.actor, id, request, now).await?;
    Ok(Reply::ok(operations::view(&group)))
}

async fn delete(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let id = given.part("access_group_id");
    operations::delete(&app.admin, &given.actor, id, app.gateway.now()).await?;
    Ok(Reply::none())
}

/// The words that a stored model is marked with.
fn marks_of(model: &StoredModel) -> Vec<String> {
    let info: Map<String, Value> = serde_json::from_str(&model.model_info).unwrap_or_default();
    model_change::groups_of(&info)
}

async fn stored(app: &App) -> Result<Vec<StoredModel>, Problem> {
    Ok(app.store.models().await.map_err(AdminError::from)?)
}

fn wrong(status: u16, message: String) -> Problem {
    Problem::detail(status, json!({ "error": message }))
}

/// The stored models that a request names; each name and id must lead to one.
fn named<'m>(all: &'m [StoredModel], fields: &Fields) -> Result<Vec<&'m StoredModel>, Problem> {
    let names = fields.texts("model_names")?.value().unwrap_or_default();
    let ids = fields.texts("model_ids")?.value().unwrap_or_default();
    if names.is_empty() && ids.is_empty() {
        let message = "Either model_names or model_ids must be provided and non-empty";
        return Err(wrong(400, message.to_owned()));
    }
    let lost = |what: &String| {
        wrong(
            400,
            format!(
                "No deployment of the database answers to '{what}'. Those of the configuration file are marked \
                 there, in model_info.access_groups."
            ),
        )
    };
    let mut found: Vec<&StoredModel> = Vec::new();
    for name in &names {
        let before = found.len();
        found.extend(all.iter().filter(|model| model.model_name == *name));
        if found.len() == before {
            return Err(lost(name));
        }
    }
    for id in &ids {
        let model = all.iter().find(|model| model.id == *id);
        found.push(model.ok_or_else(|| lost(id))?);
    }
    found.sort_by(|a, b| a.id.cmp(&b.id));
    found.dedup_by(|a, b| a.id == b.id);
    Ok(found)
}

/// Puts a word on a stored model or takes it off. Tells whether anything changed.
async fn set(
    app: &App,
    given: &Given,
    model: &StoredModel,
    word: &str,
    on: bool,
) -> Result<bool, Problem> {
    if is_marked(model, word) == on {
        return Ok(false);
    }
    let change = ModelChange {
        group: Some((word.to_owned(), on)),
        ..ModelChange::default()
    };
    let (now, missing) = (app.gateway.now(), model_change::not_found);
    model_change::update(&app.admin, &given.actor, &model.id, change, missing, now).await?;
    Ok(true)
}

fn is_marked(model: &StoredModel, word: &str) -> bool {
    marks_of(model).iter().any(|known| known == word)
}

fn changed(word: &str, models: &[&StoredModel], count: usize) -> Reply {
    let mut names: Vec<&str> = models.iter().map(|model| &*model.model_name).collect();
    names.dedup();
    let ids: Vec<&str> = models.iter().map(|model| &*model.id).collect();
    Reply::ok(json!({
        "access_group": word, "model_names": names, "model_ids": ids, "models_updated": count,
    }))
}

async fn mark(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    let word = fields.required("access_group")?;
    let all = stored(&app).await?;
    if all.iter().any(|model| is_marked(model, &word)) {
        let message = format!(
            "Access group '{word}' already exists. Change it with PUT /access_group/{word}/update."
        );
        return Err(wrong(409, message));
    }
    let models = named(&all, &fields)?;
    for model in &models {
        set(&app, &given, model, &word, true).await?;
    }
    Ok(changed(&word, &models, models.len()))
}

/// Every word with its deployments: those of the file too.
fn all_marks(app: &App) -> BTreeMap<String, (Vec<String>, usize)> {
    let catalog = app.gateway.catalog();
    let mut found: BTreeMap<String, (Vec<String>, usize)> = BTreeMap::new();
    for served in catalog.deployments() {
        for word in &served.deployment.access_groups {
            let (names, count) = found.entry(word.clone()).or_default();
            let name = served.deployment.group.to_string();
            if !names.contains(&name) {
                names.push(name);
            }
            *count += 1;
        }
    }
    for (names, _) in found.values_mut() {
        names.sort();
    }
    found
}

async fn mark_view(
    app: &App,
    word: &str,
    (names, count): &(Vec<String>, usize),
) -> Result<Value, Problem> {
    let (spend, budget) = operations::budget(&app.admin, word, app.gateway.now()).await?;
    Ok(json!({
        "access_group": word, "model_names": names, "deployment_count": count, "spend": spend, "budget": budget,
    }))
}

/// The word in the path, which some deployment must be marked with.
fn known<'g>(app: &App, given: &'g Given) -> Result<&'g str, Problem> {
    let word = given.part("access_group");
    if all_marks(app).contains_key(word) {
        return Ok(word);
    }
    Err(unknown(word))
}

async fn budget(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let word = known(&app, &given)?;
    let (spend, budget) = operations::budget(&app.admin, word, app.gateway.now()).await?;
    Ok(Reply::ok(
        json!({ "access_group": word, "spend": spend, "budget": budget }),
    ))
}

async fn set_budget(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let body = given.body();
    let word = known(&app, &given)?;
    operations::set_budget(&app.admin, &given.actor, word, body, app.gateway.now()).await?;
    budget(app, given).await
}

async fn delete_budget(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let word = known(&app, &given)?;
    let now = app.gateway.now();
    let deleted = operations::delete_budget(&app.admin, &given.actor, word, now).await?;
    let message = if deleted {
        format!("Budget for access group '{word}' deleted successfully")
    } else {
        format!("Access group '{word}' has no budget")
    };
    Ok(Reply::ok(json!({
        "access_group": word, "budget_deleted": deleted, "message": message,
    })))
}

async fn marks(app: Arc<App>, _: Given) -> Result<Reply, Problem> {
    let all = all_marks(&app);
    let mut shown = Vec::with_capacity(all.len());
    for (word, of) in &all {
        shown.push(mark_view(&app, word, of).await?);
    }
    Ok(Reply::ok(json!({ "access_groups": shown })))
}

fn unknown(word: &str) -> Problem {
    wrong(404, format!("Access group '{word}' not found"))
}

async fn marked(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let word = given.part("access_group");
    let all = all_marks(&app);
    let found = all.get(word).ok_or_else(|| unknown(word))?;
    Ok(Reply::ok(mark_view(&app, word, found).await?))
}

async fn remark(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    let word = given.part("access_group").to_owned();
    let all = stored(&app).await?;
    if !all.iter().any(|model| is_marked(model, &word)) {
        return Err(unknown(&word));
    }
    let models = named(&all, &fields)?;
    let mut count = 0;
    for model in &all {
        let on = models.iter().any(|named| named.id == model.id);
        count += usize::from(set(&app, &given, model, &word, on).await?);
    }
    Ok(changed(&word, &models, count))
}

async fn unmark(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let word = given.part("access_group").to_owned();
    let all = stored(&app).await?;
    let models: Vec<&StoredModel> = all.iter().filter(|model| is_marked(model, &word)).collect();
    if models.is_empty() {
        return Err(unknown(&word));
    }
    for model in &models {
        set(&app, &given, model, &word, false).await?;
    }
    operations::delete_budget(&app.admin, &given.actor, &word, app.gateway.now()).await?;
    Ok(Reply::ok(json!({
        "access_group": word,
        "models_updated": models.len(),
        "message": format!("Access group '{word}' deleted successfully"),
    })))
}

//! Models declared while the proxy runs.

use super::credentials::{self, Credentials};
use super::fields::Fields;
use super::seal::{SealError, Sealer};
use super::{Actor, Admin, AdminError, bad, model_change, ui_settings};
use crate::config::{self, Defaults, ModelDeclaration, ModelError, NamedCredential, ProviderEnv};
use crate::domain::deployment::{Deployment, Origin};
use crate::domain::price_table::PriceTable;
use crate::domain::time::Micros;
use crate::store::{StoreError, StoredCredential, StoredModel};
use serde_json::{Map, Value, json};

/// Makes deployments of declarations: the environment, the price table and the salt in one place.
pub struct Declarations {
    /// Opens stored parameters.
    pub sealer: Sealer,
    /// What the environment says about providers.
    pub providers: ProviderEnv,
    /// What deployments take when their declaration does not say.
    pub defaults: Defaults,
    /// Prices and limits of known models.
    pub prices: &'static PriceTable,
    /// The models of the configuration file.
    pub file: Vec<ModelDeclaration>,
    /// The credentials of the configuration file.
    pub named: Vec<NamedCredential>,
}

impl Declarations {
    /// The deployment that a declaration describes.
    pub fn build(&self, declared: &ModelDeclaration) -> Result<Deployment, ModelError> {
        config::deployment(declared, &self.providers, self.prices, &self.defaults)
    }

    /// Every credential by name, the file's before stored ones. Those that do not open are told.
    #[must_use]
    pub fn credentials(&self, stored: &[StoredCredential]) -> (Credentials, Vec<String>) {
        let (mut all, wrong) = credentials::open_all(&self.sealer, stored);
        let named = self.named.iter();
        all.extend(named.map(|one| (one.name.clone(), one.values.clone())));
        (all, wrong)
    }

    /// The credential of this name, where the configuration file has it.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&NamedCredential> {
        self.named.iter().find(|one| one.name == name)
    }

    /// Every declaration: the file's, then the stored ones that are not blocked. A declaration that
    /// stands for several (`*`) is already told apart, and one that names a credential has its values.
    /// What does not open, or names a credential that is not there, is told by id.
    pub fn all(
        &self,
        stored: &[StoredModel],
        credentials: &[StoredCredential],
    ) -> (Vec<ModelDeclaration>, Vec<String>) {
        let (credentials, mut wrong) = self.credentials(credentials);
        let open = |model: &StoredModel| match declaration(&self.sealer, model) {
            Ok(declared) => Some(declared),
            Err(error) => {
                wrong.push(format!(
                    "model {} ({}): {error}",
                    model.id, model.model_name
                ));
                None
            }
        };
        let opened: Vec<_> = stored
            .iter()
            .filter(|model| !model.blocked)
            .filter_map(open)
            .collect();
        let mut all = Vec::with_capacity(self.file.len() + opened.len());
        for declared in self.file.iter().cloned().chain(opened) {
            match credentials::complete(declared, &credentials) {
                Ok(declared) => all.extend(config::expand(&declared, &self.providers)),
                Err(why) => wrong.push(why),
            }
        }
        (all, wrong)
    }

    /// Whether the configuration file declares this model.
    #[must_use]
    pub fn in_file(&self, id: &str) -> bool {
        let declares = |declared: &ModelDeclaration| {
            declared.model_info.get("id").and_then(Value::as_str) == Some(id)
        };
        self.file.iter().any(declares)
    }

    /// The deployment of a stored model, whether or not it is blocked.
    pub fn stored(
        &self,
        stored: &StoredModel,
        credentials: &Credentials,
    ) -> Result<Deployment, String> {
        let declared = declaration(&self.sealer, stored).map_err(|error| error.to_string())?;
        let declared = credentials::complete(declared, credentials)?;
        self.build(&declared).map_err(|error| error.to_string())
    }
}

/// What a request declares.
#[derive(Debug, Clone)]
pub struct NewModel {
    /// The public name.
    pub model_name: String,
    /// What is called, and how.
    pub litellm_params: Map<String, Value>,
    /// What is known about it.
    pub model_info: Map<String, Value>,
}

impl NewModel {
    /// Reads a request body.
    pub fn read(body: Map<String, Value>) -> Result<Self, AdminError> {
        let required = |field: &str| AdminError::Invalid {
            field: field.to_owned(),
            message: "Field required".to_owned(),
        };
        let fields = Fields(body);
        let model_name = fields
            .text("model_name")?
            .value()
            .filter(|name| !name.trim().is_empty());
        let litellm_params = fields
            .object("litellm_params")?
            .value()
            .ok_or_else(|| required("litellm_params"))?;
        Self::check(&litellm_params)?;
        Ok(Self {
            model_name: model_name.ok_or_else(|| required("model_name"))?,
            litellm_params,
            model_info: fields.object("model_info")?.value().unwrap_or_default(),
        })
    }

    /// Refuses parameters that name no model.
    pub(super) fn check(litellm_params: &Map<String, Value>) -> Result<(), AdminError> {
        if litellm_params.get("model").is_some_and(Value::is_string) {
            return Ok(());
        }
        Err(AdminError::Invalid {
            field: "litellm_params.model".to_owned(),
            message: "Field required".to_owned(),
        })
    }
}

/// A model that was stored, as it is shown.
#[derive(Debug)]
pub struct ModelView {
    /// As stored; its parameters stay sealed.
    pub stored: StoredModel,
    /// The deployment made of it.
    pub deployment: Deployment,
}

/// Where the parameters of a model are sealed for.
pub(super) fn place(id: &str) -> String {
    format!("models|params|{id}|cw1")
}

/// Opens the parameters of a stored model.
pub fn declaration(sealer: &Sealer, stored: &StoredModel) -> Result<ModelDeclaration, SealError> {
    let text = sealer.open(&place(&stored.id), &stored.params)?;
    let litellm_params = serde_json::from_str(&text).map_err(|_| SealError::Malformed)?;
    let mut model_info: Map<String, Value> =
        serde_json::from_str(&stored.model_info).unwrap_or_default();
    let kept = json!({
        "id": stored.id,
        "db_model": true,
        "created_at": stored.created_at.rfc3339(),
        "created_by": stored.created_by,
        "updated_at": stored.updated_at.rfc3339(),
        "updated_by": stored.updated_by,
    });
    if let Value::Object(kept) = kept {
        model_info.extend(kept);
    }
    Ok(ModelDeclaration {
        model_name: stored.model_name.clone(),
        litellm_params,
        model_info,
        origin: Origin::Database,
    })
}

/// Declares a model. The same name again is a second deployment of it.
pub async fn new(
    admin: &Admin,
    actor: &Actor,
    request: NewModel,
    now: Micros,
) -> Result<ModelView, AdminError> {
    require_stored_models(admin)?;
    if !actor.is_admin() && ui_settings::is_on(admin, ui_settings::NO_MODEL_ADD).await? {
        return Err(AdminError::Forbidden(
            "Only admins of the proxy add models: disable_model_add_for_internal_users is on."
                .to_owned(),
        ));
    }
    let given = request
        .model_info
        .get("id")
        .and_then(Value::as_str)
        .filter(|id| !id.is_empty());
    let id = given.map_or_else(|| uuid::Uuid::new_v4().to_string(), str::to_owned);
    let mut declared = ModelDeclaration {
        model_name: request.model_name,
        litellm_params: request.litellm_params,
        model_info: request.model_info,
        origin: Origin::Database,
    };
    declared.model_info.insert("id".into(), json!(id));
    if admin.models.in_file(&id) {
        return Err(bad(
            "model_info.id",
            format!("A model of the configuration file has the id '{id}': give another, or none."),
        ));
    }
    model_change::give_to_team(admin, &mut declared).await?;
    let team = model_change::team_of(&declared.model_info);
    model_change::require_right(admin, actor, team, &declared).await?;
    let deployment = built(admin, &declared).await?;
    let stored = StoredModel {
        params: admin.models.sealer.seal(
            &place(&id),
            &Value::Object(declared.litellm_params).to_string(),
        )?,
        model_info: Value::Object(declared.model_info).to_string(),
        model_name: declared.model_name,
        blocked: false,
        created_at: now,
        updated_at: now,
        created_by: actor.name.clone(),
        updated_by: actor.name.clone(),
        id,
    };
    let after = json!({ "model_name": stored.model_name, "litellm_params": public(&deployment) });
    let audit = Admin::audit(
        actor,
        now,
        "created",
        ("model", &stored.id),
        (None, Some(after)),
    );
    admin.store.insert_model(&stored, &audit).await?;
    Ok(ModelView { stored, deployment })
}

/// Refuses changes of models where the operator wants none.
pub(super) fn require_stored_models(admin: &Admin) -> Result<(), AdminError> {
    if admin.models_in_database {
        return Ok(());
    }
    Err(bad(
        "store_model_in_db",
        "Set `'STORE_MODEL_IN_DB='True'` in your env to enable this feature (or store_model_in_db: true in \
         general_settings).",
    ))
}

/// The deployment of a declaration that is about to be stored, or why there can be none.
pub(super) async fn built(
    admin: &Admin,
    declared: &ModelDeclaration,
) -> Result<Deployment, AdminError> {
    let stored = admin.store.credentials().await?;
    let (credentials, _) = admin.models.credentials(&stored);
    let refused = |why: String| bad("litellm_params", why);
    let completed = credentials::complete(declared.clone(), &credentials).map_err(refused)?;
    let made = admin.models.build(&completed);
    made.map_err(|why| refused(why.to_string()))
}

/// Removes a model that was declared through the API.
pub async fn delete(admin: &Admin, actor: &Actor, id: &str, now: Micros) -> Result<(), AdminError> {
    let unknown = || {
        bad(
            "id",
            format!(
                "Model with id={id} not found in db: model not found. A model of the configuration file is removed there."
            ),
        )
    };
    let stored = admin.store.get_model(id).await?.ok_or_else(unknown)?;
    model_change::require_right_to(admin, actor, &stored).await?;
    let before = json!({ "model_name": stored.model_name });
    let audit = Admin::audit(actor, now, "deleted", ("model", id), (Some(before), None));
    admin
        .store
        .delete_model(id, &audit)
        .await
        .map_err(|error| match error {
            StoreError::NotFound => unknown(),
            other => other.into(),
        })
}

/// `litellm_params` without secrets.
#[must_use]
pub fn public(deployment: &Deployment) -> Value {
    serde_json::from_str(&deployment.public_params).unwrap_or_else(|_| json!({}))
}

/// The answer to `/model/new`.
#[must_use]
pub fn view(model: &ModelView) -> Value {
    let stored = &model.stored;
    json!({
        "model_id": stored.id,
        "model_name": stored.model_name,
        "litellm_params": public(&model.deployment),
        "model_info": serde_json::from_str::<Value>(&stored.model_info).unwrap_or_default(),
        "blocked": stored.blocked,
        "created_at": stored.created_at.rfc3339(),
        "created_by": stored.created_by,
        "updated_at": stored.updated_at.rfc3339(),
        "updated_by": stored.updated_by,
    })
}

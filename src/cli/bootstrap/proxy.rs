//! The management API as far as this job needs it.

use super::super::failure::{Exit, Failure};
use super::super::globals::Globals;
use super::super::target::Target;
use crate::domain::secret::Secret;
use serde_json::{Map, Value, json};

/// Models on a page.
const PAGE: usize = 500;

/// A proxy, and the right to change it.
pub(super) struct Proxy(Target);

impl Proxy {
    pub(super) fn new(globals: &Globals, url: &str, key: Secret) -> Result<Self, Failure> {
        Ok(Self(Target::api(globals, url.to_owned(), key)?))
    }

    /// A key by its hash, so that its secret stays out of URLs; `None` when there is none.
    pub(super) async fn key(&self, hash: &str) -> Result<Option<Value>, Failure> {
        match self.0.get("/key/info", &[("key", Some(hash))]).await {
            Ok(found) => Ok(Some(found["info"].clone())),
            Err(failure) if failure.exit == Exit::NotFound => Ok(None),
            Err(failure) => Err(failure),
        }
    }

    /// A live key by its alias, and its hash.
    pub(super) async fn key_by_alias(
        &self,
        alias: &str,
    ) -> Result<Option<(String, Value)>, Failure> {
        let query = [
            ("return_full_object", Some("true")),
            ("size", Some("100")),
            ("key_alias", Some(alias)),
        ];
        let listed = self.0.get("/key/list", &query).await?;
        let keys = listed["keys"].as_array().into_iter().flatten();
        let found = keys
            .filter(|key| key["key_alias"] == alias)
            .find_map(|key| Some((key["token"].as_str()?.to_owned(), key.clone())));
        Ok(found)
    }

    /// Makes a key; its secret.
    pub(super) async fn generate(&self, body: &Map<String, Value>) -> Result<Secret, Failure> {
        let body = Value::Object(body.clone());
        secret(&self.0.post("/key/generate", &body).await?)
    }

    /// Gives a key a new secret.
    pub(super) async fn regenerate(&self, hash: &str) -> Result<Secret, Failure> {
        let body = json!({ "key": hash });
        secret(&self.0.post("/key/regenerate", &body).await?)
    }

    /// Changes a key.
    pub(super) async fn update(
        &self,
        hash: &str,
        change: &Map<String, Value>,
    ) -> Result<(), Failure> {
        let mut body = change.clone();
        body.insert("key".into(), json!(hash));
        let body = Value::Object(body);
        self.0.post("/key/update", &body).await.map(drop)
    }

    /// The names of every deployment.
    pub(super) async fn model_names(&self) -> Result<Vec<String>, Failure> {
        let mut names = Vec::new();
        let mut page = 1;
        loop {
            let path = format!("/v2/model/info?page={page}&size={PAGE}");
            let listed = self.0.get(&path, &[]).await?;
            let rows = listed["data"].as_array().cloned().unwrap_or_default();
            names.extend(
                rows.iter()
                    .filter_map(|row| row["model_name"].as_str().map(str::to_owned)),
            );
            if rows.len() < PAGE {
                return Ok(names);
            }
            page += 1;
        }
    }

    /// Declares a model.
    pub(super) async fn new_model(&self, body: &Value) -> Result<(), Failure> {
        self.0.post("/model/new", body).await.map(drop)
    }
}

fn secret(made: &Value) -> Result<Secret, Failure> {
    let secret = made["key"].as_str().filter(|key| !key.is_empty());
    let missing = || Failure::new(Exit::Failed, "the proxy's answer holds no key");
    secret.map(Secret::new).ok_or_else(missing)
}

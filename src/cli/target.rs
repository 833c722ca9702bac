//! Which proxy or database a command works on. Both answer with the management API's JSON, so a
//! command cannot tell them apart.

use super::assemble;
use super::failure::{Exit, Failure};
use super::globals::Globals;
use super::run_file::RunFile;
use super::secret_file::{self, Kind};
use crate::admin::keys::{self, KeyChange};
use crate::admin::models::{self, NewModel};
use crate::admin::view::{TimeForm, key_row, new_key};
use crate::admin::{Actor, Admin, Recorder};
use crate::config::{Env, Overrides};
use crate::domain::secret::Secret;
use crate::store::{KeySort, ListKeys};
use reqwest::Method;
use serde_json::{Map, Value, json};
use std::sync::Arc;
use std::time::Duration;

/// Variables that name a proxy, the first one set counts.
const URL_VARIABLES: &[&str] = &["CW_PROXY_URL", "LITELLM_PROXY_URL", "PROXY_BASE_URL"];

/// Where a command does its work.
pub enum Target {
    /// A running proxy, through its management API.
    Api(Api),
    /// A database, directly.
    Local(Box<Admin>),
}

/// The management API of a proxy.
pub struct Api {
    url: String,
    key: Secret,
    client: reqwest::Client,
}

/// A page of keys.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// Which page, from 1.
    pub page: u32,
    /// Keys on a page, at most 100.
    pub size: u32,
    /// Only of this user.
    pub user: Option<String>,
    /// Only of this team.
    pub team: Option<String>,
    /// Only where alias or name contains this.
    pub search: Option<String>,
}

/// The URL that flags or environment name.
pub fn named_url(globals: &Globals, env: &Env) -> Option<String> {
    let named = globals.url.clone().or_else(|| {
        URL_VARIABLES
            .iter()
            .find_map(|name| env.get(name).map(str::to_owned))
    });
    named.map(|url| url.trim_end_matches('/').to_owned())
}

/// A client for requests to a proxy.
pub fn client(timeout: Duration) -> Result<reqwest::Client, Failure> {
    let tls =
        crate::upstream::tls::config(None).map_err(|error| Failure::new(Exit::Failed, error))?;
    reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .timeout(timeout)
        .build()
        .map_err(|error| Failure::new(Exit::Failed, "cannot set up HTTP").cause(error))
}

/// The proxy that runs on this data directory, if one answers.
pub async fn running(data_dir: &std::path::Path) -> Option<RunFile> {
    let note = RunFile::read(data_dir)?;
    let client = client(Duration::from_secs(1)).ok()?;
    let alive = client
        .get(format!("{}/health/liveliness", note.url))
        .send()
        .await;
    alive.is_ok().then_some(note)
}

impl Target {
    /// Chooses: a named URL, else a named database, else the proxy that runs on the data directory,
    /// else the configured database.
    pub async fn choose(globals: &Globals, writes: bool) -> Result<Self, Failure> {
        let env = globals.env()?;
        if let Some(url) = named_url(globals, &env) {
            let key = api_key(globals, &env, None)?;
            return Self::api(globals, url, key);
        }
        let loaded = globals.load(Overrides {
            ..globals.overrides()
        })?;
        let config = &loaded.config;
        let note = running(&config.server.data_dir).await;
        let direct = globals.offline || globals.db.is_some();
        match note {
            Some(note) if !direct => {
                let own = config.master_key.clone();
                let key = match own {
                    Some(key) if globals.master_key_file.is_none() => key,
                    _ => api_key(globals, &env, Some(&config.server.data_dir))?,
                };
                Self::api(globals, note.url, key)
            }
            Some(note) if writes && !globals.force_offline => Err(Failure::usage(format!(
                "a proxy runs on this database, at {}",
                note.url
            ))
            .help("leave out --offline and --db to go through it, or add --force-offline: it sees the change within a second")),
            _ => {
                say(globals, "database");
                let store = assemble::open_store(config, true).await?;
                let (salt, _) = assemble::salt_key(config)?;
                let models = Arc::new(assemble::declarations(config, &store, &salt).await?);
                Ok(Self::Local(Box::new(assemble::admin(config, store, models, Recorder::Direct))))
            }
        }
    }

    fn api(globals: &Globals, url: String, key: Secret) -> Result<Self, Failure> {
        say(globals, &format!("management API at {url}"));
        let client = client(Duration::from_secs(globals.timeout))?;
        Ok(Self::Api(Api { url, key, client }))
    }

    /// `http` or `database`, as results tell it.
    #[must_use]
    pub fn backend(&self) -> &'static str {
        match self {
            Self::Api(_) => "http",
            Self::Local(_) => "database",
        }
    }

    /// Makes a key; the answer holds its secret.
    pub async fn generate_key(&self, body: Map<String, Value>) -> Result<Value, Failure> {
        match self {
            Self::Api(api) => {
                api.call(Method::POST, "/key/generate", Some(Value::Object(body)))
                    .await
            }
            Self::Local(admin) => {
                let change = KeyChange::read(body)?;
                Ok(new_key(
                    &keys::generate(admin, &actor(), change, assemble::now()).await?,
                ))
            }
        }
    }

    /// Changes a key.
    pub async fn update_key(&self, body: Map<String, Value>) -> Result<Value, Failure> {
        match self {
            Self::Api(api) => {
                api.call(Method::POST, "/key/update", Some(Value::Object(body)))
                    .await
            }
            Self::Local(admin) => {
                let change = KeyChange::read(body)?;
                let row = keys::update(admin, &actor(), change, assemble::now()).await?;
                Ok(Value::Object(key_row(&row, TimeForm::Offset)))
            }
        }
    }

    /// Lists keys: `{"keys": […], "total_count": n}`.
    pub async fn list_keys(&self, wanted: &Listing) -> Result<Value, Failure> {
        match self {
            Self::Api(api) => {
                let mut query = format!(
                    "?return_full_object=true&page={}&size={}",
                    wanted.page, wanted.size
                );
                for (name, value) in [
                    ("user_id", &wanted.user),
                    ("team_id", &wanted.team),
                    ("search", &wanted.search),
                ] {
                    if let Some(value) = value {
                        query.push_str(&format!("&{name}={}", encoded(value)));
                    }
                }
                api.call(Method::GET, &format!("/key/list{query}"), None)
                    .await
            }
            Self::Local(admin) => {
                let list = ListKeys {
                    page: wanted.page,
                    size: wanted.size,
                    user_id: wanted.user.clone(),
                    team_ids: wanted.team.clone().into_iter().collect(),
                    search: wanted.search.clone(),
                    sort_by: KeySort::CreatedAt,
                    descending: true,
                    ..ListKeys::default()
                };
                let (rows, total) = keys::list(admin, &list, assemble::now()).await?;
                let row = |row: &keys::KeySpend| {
                    let mut fields = key_row(row, TimeForm::Zulu);
                    fields.insert("token".into(), json!(row.key.hash.hex()));
                    Value::Object(fields)
                };
                Ok(
                    json!({ "keys": rows.iter().map(row).collect::<Vec<_>>(), "total_count": total }),
                )
            }
        }
    }

    /// Declares a model.
    pub async fn new_model(&self, body: Map<String, Value>) -> Result<Value, Failure> {
        match self {
            Self::Api(api) => {
                api.call(Method::POST, "/model/new", Some(Value::Object(body)))
                    .await
            }
            Self::Local(admin) => {
                let model =
                    models::new(admin, &actor(), NewModel::read(body)?, assemble::now()).await?;
                Ok(models::view(&model))
            }
        }
    }
}

fn say(globals: &Globals, backend: &str) {
    if globals.verbose {
        eprintln!("using the {backend}");
    }
}

/// As the audit log names whoever has the database.
fn actor() -> Actor {
    Actor::master("cli")
}

/// The master key: the named file, the environment, or the file that the proxy made.
fn api_key(
    globals: &Globals,
    env: &Env,
    data_dir: Option<&std::path::Path>,
) -> Result<Secret, Failure> {
    let unreadable =
        |error| Failure::new(Exit::Denied, "the master key cannot be read").cause(error);
    if let Some(path) = &globals.master_key_file {
        return secret_file::read(path).map_err(unreadable)?.ok_or_else(|| {
            Failure::new(Exit::Denied, format!("there is no file {}", path.display()))
        });
    }
    if let Some(key) = env.get("LITELLM_MASTER_KEY") {
        return Ok(Secret::new(key));
    }
    let default = std::path::Path::new("data");
    let path = Kind::Master.path(data_dir.or(globals.data_dir.as_deref()).unwrap_or(default));
    secret_file::read(&path)
        .map_err(unreadable)?
        .ok_or_else(|| {
            Failure::new(Exit::Denied, "no master key is known")
                .help("set LITELLM_MASTER_KEY, or give --master-key-file")
        })
}

/// Percent-encodes what may not stand in a query.
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                out.push(char::from(byte))
            }
            other => out.push_str(&format!("%{other:02X}")),
        }
        out
    })
}

impl Api {
    async fn call(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Result<Value, Failure> {
        let mut request = self
            .client
            .request(method, format!("{}{path}", self.url))
            .bearer_auth(self.key.expose());
        if let Some(body) = body {
            request = request
                .header("content-type", "application/json")
                .body(body.to_string());
        }
        let response = request
            .send()
            .await
            .map_err(|error| self.unreachable(&error))?;
        let status = response.status().as_u16();
        let text = response
            .text()
            .await
            .map_err(|error| self.unreachable(&error))?;
        let value: Value = serde_json::from_str(&text).unwrap_or(Value::Null);
        if (200..300).contains(&status) {
            Ok(value)
        } else {
            Err(refused(status, &value))
        }
    }

    fn unreachable(&self, error: &reqwest::Error) -> Failure {
        Failure::new(
            Exit::Unreachable,
            format!("no proxy answers at {}", self.url),
        )
        .cause(if error.is_timeout() {
            "it did not answer in time"
        } else {
            "the connection failed"
        })
        .help("start it with `cw-proxy serve`, or work on the database with --offline")
    }
}

/// Reads both shapes of error that the API has.
fn refused(status: u16, body: &Value) -> Failure {
    let message = body["error"]["message"]
        .as_str()
        .or_else(|| body["detail"].as_str());
    let message = message.map_or_else(|| body["detail"].to_string(), str::to_owned);
    let exit = match status {
        401 | 403 => Exit::Denied,
        404 => Exit::NotFound,
        409 => Exit::Conflict,
        400 if message.contains("already exists") => Exit::Conflict,
        400 | 422 => Exit::Invalid,
        _ => Exit::Failed,
    };
    Failure::new(exit, message)
}

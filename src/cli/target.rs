//! Which proxy or database a command works on. Both answer with the API's own JSON, since the database
//! is worked on through the same routes, so a command cannot tell them apart.

use super::back_end::{Api, Ask, Local, Reply};
use super::failure::{Exit, Failure};
use super::globals::Globals;
use super::run_file::RunFile;
use super::secret_file::{self, Kind};
use super::term;
use crate::config::{Config, Database, Env};
use crate::domain::secret::Secret;
use reqwest::Method;
use serde_json::Value;
use std::path::Path;
use std::time::{Duration, Instant};

/// Variables that name a proxy, the first one set counts.
const URL_VARIABLES: &[&str] = &["CW_PROXY_URL", "LITELLM_PROXY_URL", "PROXY_BASE_URL"];

/// Where a command does its work.
pub struct Target {
    back_end: BackEnd,
    verbose: u8,
}

enum BackEnd {
    /// A running proxy, through its API.
    Api(Api),
    /// A database, through the same routes in this process.
    Local(Box<Local>),
}

/// Where a command is to do its work.
pub enum Place {
    /// At a running proxy.
    Proxy {
        /// Where it is.
        url: String,
        /// Its master key.
        key: Secret,
    },
    /// In a database.
    Database {
        /// What names it.
        config: Box<Config>,
        /// The proxy that runs on it all the same.
        running: Option<RunFile>,
    },
}

/// The URL that a flag, the environment or the profile names.
pub fn named_url(globals: &Globals, env: &Env) -> Option<String> {
    let of_env = || {
        let named = URL_VARIABLES
            .iter()
            .find_map(|name| Some((name, env.get(name)?)))?;
        if *named.0 != URL_VARIABLES[0] && globals.verbose > 0 {
            eprintln!("the proxy's URL is that of {}", named.0);
        }
        Some(named.1.to_owned())
    };
    let named = globals
        .url
        .clone()
        .or_else(of_env)
        .or_else(|| globals.settled.url.clone());
    named.map(|url| url.trim_end_matches('/').to_owned())
}

/// Refuses an address that names no scheme.
pub fn require_scheme(url: &str) -> Result<(), Failure> {
    if url.starts_with("http://") || url.starts_with("https://") {
        return Ok(());
    }
    Err(
        Failure::usage(format!("'{url}' is no address of a proxy")).help(format!(
            "did you mean 'http://{}'?",
            url.trim_start_matches('/')
        )),
    )
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
pub async fn running(data_dir: &Path) -> Option<RunFile> {
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
        Self::choose_as(globals, writes, None).await
    }

    /// The same for calls with a key of the caller's own: a proxy is then asked with it, and nobody needs
    /// the master key.
    pub async fn choose_as(
        globals: &Globals,
        writes: bool,
        own: Option<&Secret>,
    ) -> Result<Self, Failure> {
        match Self::place(globals, own).await? {
            Place::Proxy { url, key } => Self::api(globals, url, key),
            Place::Database { running: Some(note), .. } if writes && !globals.force_offline => Err(Failure::usage(format!(
                "a proxy runs on this database, at {}",
                note.url
            ))
            .help("leave out --offline and --db to go through it, or add --force-offline: it sees the change within a second")),
            Place::Database { config, .. } => Self::local(globals, &config, writes).await,
        }
    }

    /// Where the choice falls, before anything is opened. `own` is a key of the caller's, which is then used
    /// instead of the master key.
    pub async fn place(globals: &Globals, own: Option<&Secret>) -> Result<Place, Failure> {
        let env = globals.env()?;
        // What is named on the command line counts before what the environment names.
        let direct = globals.offline || globals.db.is_some();
        if let Some(url) = named_url(globals, &env).filter(|_| !direct) {
            require_scheme(&url)?;
            let key = own
                .cloned()
                .map_or_else(|| api_key(globals, &env, None), Ok)?;
            return Ok(Place::Proxy { url, key });
        }
        let config = globals.load(globals.overrides())?.config;
        let running = running(&config.server.data_dir).await;
        match running {
            Some(note) if !direct => {
                let configured = config.master_key.clone();
                let key = match own.cloned().or(configured) {
                    Some(key) if own.is_some() || globals.master_key_file.is_none() => key,
                    _ => api_key(globals, &env, Some(&config.server.data_dir))?,
                };
                Ok(Place::Proxy { url: note.url, key })
            }
            running => Ok(Place::Database {
                config: Box::new(config),
                running,
            }),
        }
    }

    async fn local(globals: &Globals, config: &Config, writes: bool) -> Result<Self, Failure> {
        if writes && !globals.force_offline && matches!(config.database, Database::Postgres(_)) {
            return Err(Failure::usage(
                "a proxy may run on this database, on this machine or another one",
            )
            .help("name the proxy with --url, or add --force-offline: it sees the change within a second"));
        }
        if let Database::Sqlite(path) = &config.database
            && !path.exists()
        {
            let place = path.display();
            if !writes {
                return Err(
                    Failure::new(Exit::Unreachable, format!("there is no database at {place}"))
                        .cause("no proxy runs here, and none has run here yet")
                        .help("start one with `cw-proxy serve`, or name it: --url URL, or its folder with --data-dir"),
                );
            }
            // Whoever is in the wrong folder would give out keys that no proxy knows.
            if !globals.offline && globals.db.is_none() {
                term::warn(
                    globals,
                    &format!(
                        "no proxy runs here, and there was no database at {place}: this makes one; \
                         a proxy elsewhere is named with --url, or its folder with --data-dir"
                    ),
                );
            }
        }
        say(globals, "database");
        Ok(Self {
            back_end: BackEnd::Local(Box::new(Local::open(config).await?)),
            verbose: globals.verbose,
        })
    }

    /// The proxy at this URL, with this key.
    pub fn api(globals: &Globals, url: String, key: Secret) -> Result<Self, Failure> {
        say(globals, &format!("management API at {url}"));
        let client = client(globals.wait())?;
        Ok(Self {
            back_end: BackEnd::Api(Api { url, key, client }),
            verbose: globals.verbose,
        })
    }

    /// `http` or `database`, as results tell it.
    #[must_use]
    pub fn backend(&self) -> &'static str {
        match self.back_end {
            BackEnd::Api(_) => "http",
            BackEnd::Local(_) => "database",
        }
    }

    /// The proxy's URL; none is a database.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        match &self.back_end {
            BackEnd::Api(api) => Some(&api.url),
            BackEnd::Local(_) => None,
        }
    }

    /// Sends a request, whatever the answer.
    pub async fn open(&self, ask: &Ask) -> Result<Reply, Failure> {
        let began = Instant::now();
        let reply = match &self.back_end {
            BackEnd::Api(api) => api.open(ask).await,
            BackEnd::Local(local) => local.ask(ask).await,
        }?;
        // Failures are told with the first -v, all else with the second.
        if self.verbose > u8::from(reply.is_good()) {
            eprintln!(
                "{} {} -> {} in {} ms (call {})",
                ask.method,
                ask.path.split('?').next().unwrap_or_default(),
                reply.status,
                began.elapsed().as_millis(),
                reply.call_id()
            );
        }
        Ok(reply)
    }

    /// Sends a request and reads its JSON; any other answer than a good one is a failure.
    pub async fn ask(&self, ask: &Ask) -> Result<Value, Failure> {
        let mut reply = self.open(ask).await?;
        let text = reply.text().await?;
        let read = serde_json::from_str(&text);
        if reply.is_good() {
            return match read {
                Ok(value) => Ok(value),
                Err(_) if text.is_empty() => Ok(Value::Null),
                Err(_) => Err(stranger(reply.status)),
            };
        }
        let mut failure = refused(reply.status, &read.unwrap_or(Value::String(text)));
        if reply.status == 401 && ask.key.is_none() && failure.help.is_none() {
            failure = failure.help(
                "the master key in use is not that proxy's: set LITELLM_MASTER_KEY, or give --master-key-file",
            );
        }
        Err(failure)
    }

    /// Calls an operation of the management API.
    pub async fn call(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Value, Failure> {
        let ask = Ask::new(method, path);
        self.ask(&match body {
            Some(body) => ask.json(body),
            None => ask,
        })
        .await
    }

    /// Reads a page of the API.
    pub async fn get(&self, path: &str, query: &[(&str, Option<&str>)]) -> Result<Value, Failure> {
        self.call(Method::GET, &with_query(path, query), None).await
    }

    /// Changes something.
    pub async fn post(&self, path: &str, body: &Value) -> Result<Value, Failure> {
        self.call(Method::POST, path, Some(body)).await
    }
}

fn say(globals: &Globals, backend: &str) {
    if globals.verbose > 0 {
        eprintln!("using the {backend}");
    }
}

/// The master key: the named file, the environment, or the file that the proxy made.
pub(super) fn api_key(
    globals: &Globals,
    env: &Env,
    data_dir: Option<&Path>,
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
    if let Some(path) = env.get("LITELLM_MASTER_KEY_FILE") {
        let found = secret_file::read(Path::new(path)).map_err(unreadable)?;
        return found.ok_or_else(|| {
            Failure::new(Exit::Denied, format!("there is no file {path}"))
                .cause("LITELLM_MASTER_KEY_FILE names it")
        });
    }
    let default = Path::new("data");
    let path = Kind::Master.path(data_dir.or(globals.data_dir.as_deref()).unwrap_or(default));
    secret_file::read(&path)
        .map_err(unreadable)?
        .ok_or_else(|| {
            Failure::new(Exit::Denied, "no master key is known")
                .help("set LITELLM_MASTER_KEY, or give --master-key-file")
        })
}

/// A path with parameters; those without a value are left out.
#[must_use]
pub fn with_query(path: &str, parameters: &[(&str, Option<&str>)]) -> String {
    let mut whole = path.to_owned();
    for (name, value) in parameters {
        if let Some(value) = value {
            whole.push(if whole.contains('?') { '&' } else { '?' });
            whole.push_str(&format!("{name}={}", encoded(value)));
        }
    }
    whole
}

/// Percent-encodes what may not stand in a query or a part of a path.
#[must_use]
pub fn encoded(text: &str) -> String {
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

/// Reads both shapes of error that the API has.
#[must_use]
pub fn refused(status: u16, body: &Value) -> Failure {
    let detail = &body["detail"];
    let message = body["error"]["message"]
        .as_str()
        .or_else(|| body["error"].as_str())
        .or_else(|| detail.as_str())
        .or_else(|| detail["error"].as_str())
        .or_else(|| body.as_str());
    if message.is_some_and(|text| text.trim_start().starts_with('<')) {
        return stranger(status);
    }
    let message = message.map_or_else(|| fields(detail), str::to_owned);
    let kind = body["error"]["type"].as_str().unwrap_or_default();
    let exit = match status {
        _ if is_policy(kind) => Exit::Refused,
        429 => Exit::Refused,
        401 | 403 => Exit::Denied,
        404 => Exit::NotFound,
        409 => Exit::Conflict,
        400 if message.contains("already exists") => Exit::Conflict,
        400 | 422 => Exit::Invalid,
        503 => Exit::Unreachable,
        _ => Exit::Failed,
    };
    if message.is_empty() {
        return Failure::new(exit, format!("the proxy answered with status {status}"));
    }
    Failure::new(exit, message)
}

/// Something answers, in another way than this proxy does.
fn stranger(status: u16) -> Failure {
    Failure::new(
        Exit::Failed,
        format!("what answers there is no LLM proxy, or another server stands in front of it (status {status})"),
    )
    .help("see whether the address is right: -v tells it")
}

/// Refusals that somebody's limits or lists are the reason of.
fn is_policy(kind: &str) -> bool {
    matches!(
        kind,
        "budget_exceeded" | "throttling_error" | "model_cost_map_missing"
    ) || kind.ends_with("_model_access_denied")
}

/// What is wrong with which field, as the API lists it.
fn fields(detail: &Value) -> String {
    let Value::Array(items) = detail else {
        return if detail.is_null() {
            String::new()
        } else {
            detail.to_string()
        };
    };
    let item = |item: &Value| {
        let places = item["loc"].as_array().into_iter().flatten();
        let place: Vec<String> = places.skip(1).map(super::print::text).collect();
        let message = item["msg"].as_str().unwrap_or("wrong");
        format!("{}: {message}", place.join("."))
    };
    items.iter().map(item).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_shape_of_error_is_read() {
        let exit = |status, body: Value| {
            let failure = refused(status, &body);
            (failure.exit, failure.error)
        };
        assert_eq!(
            exit(
                400,
                json!({ "error": { "message": "over", "type": "budget_exceeded" } })
            ),
            (Exit::Refused, "over".into())
        );
        assert_eq!(
            exit(404, json!({ "detail": { "error": "no such" } })),
            (Exit::NotFound, "no such".into())
        );
        assert_eq!(
            exit(
                422,
                json!({ "detail": [{ "loc": ["body", "rpm_limit"], "msg": "Input should be a number" }] })
            ),
            (Exit::Invalid, "rpm_limit: Input should be a number".into())
        );
        let page = json!("<!DOCTYPE html><p>Not here</p>");
        let told = refused(404, &page);
        assert!(
            told.exit == Exit::Failed && !told.error.contains('<'),
            "{told}"
        );
        assert_eq!(
            exit(502, Value::Null),
            (Exit::Failed, "the proxy answered with status 502".into())
        );
    }

    #[test]
    fn queries_are_encoded_and_joined() {
        let path = with_query("/a?b=c", &[("d", Some("e f&")), ("g", None)]);
        assert_eq!(path, "/a?b=c&d=e%20f%26");
    }
}

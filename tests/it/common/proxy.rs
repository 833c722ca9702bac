//! The proxy as its users have it: the built binary, a config file, a data folder, an environment.

use std::ffi::OsStr;
use std::io::Read;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use reqwest::{Method, Response};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::http::{self, Reply};
pub(crate) use super::python::Output;
use super::upstream::Upstream;

/// The binary under test.
const BINARY: &str = env!("CARGO_BIN_EXE_cw-proxy");

/// How long a start or an orderly stop may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// A port that was free a moment ago.
///
/// It lies below the range from which the kernel takes ports for outgoing connections, so that
/// none of those can grab it before it is used, or between a stop and a restart.
pub(crate) fn free_port() -> u16 {
    loop {
        let port = 10_000 + (uuid::Uuid::new_v4().as_u128() % 20_000) as u16;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

/// M01: a port where nobody listens.
pub(crate) fn closed_port() -> u16 {
    free_port()
}

/// What a proxy is started with.
pub(crate) struct Builder {
    config: Value,
    env: Vec<(String, String)>,
    args: Vec<String>,
}

impl Builder {
    /// Adds a deployment: clients ask for `name`, the upstream for `behaviour`.
    pub(crate) fn model(self, name: &str, upstream: &Upstream, behaviour: &str) -> Self {
        self.deployment(json!({
            "model_name": name,
            "litellm_params": {
                "model": format!("openai/{behaviour}"),
                "api_base": upstream.base_url(),
                "api_key": "sk-upstream",
            },
        }))
    }

    /// Adds a row of `model_list` as it stands.
    pub(crate) fn deployment(mut self, row: Value) -> Self {
        self.config["model_list"]
            .as_array_mut()
            .expect("a list")
            .push(row);
        self
    }

    /// Sets a section of the config, for example `general_settings`.
    pub(crate) fn section(mut self, name: &str, value: Value) -> Self {
        self.config[name] = value;
        self
    }

    /// Sets a variable. The proxy gets no others than these, its keys, and PATH.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.env.retain(|(key, _)| key != name);
        self.env.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Leaves a variable out, for example the salt.
    pub(crate) fn without_env(mut self, name: &str) -> Self {
        self.env.retain(|(key, _)| key != name);
        self
    }

    /// Writes the config and chooses a port, but starts nothing: for `cli` alone, or for a start
    /// that is expected to fail.
    pub(crate) fn prepare(self) -> Proxy {
        let home = TempDir::new().expect("a temporary folder");
        let config = serde_yaml::to_string(&self.config).expect("a config in YAML");
        std::fs::write(home.path().join("config.yaml"), config).expect("a config file");
        std::fs::create_dir(home.path().join("data")).expect("a data folder");
        Proxy {
            home,
            port: free_port(),
            env: self.env,
            args: self.args,
            running: None,
        }
    }

    /// Starts the proxy and waits until it answers.
    pub(crate) async fn start(self) -> Proxy {
        let mut proxy = self.prepare();
        proxy.restart().await;
        proxy
    }
}

/// A proxy with its data folder; both are gone when it is dropped.
///
/// The drop makes the test fail if the proxy has panicked.
pub(crate) struct Proxy {
    home: TempDir,
    port: u16,
    env: Vec<(String, String)>,
    args: Vec<String>,
    running: Option<Running>,
}

impl Proxy {
    /// Begins with an empty config, a master key and a salt.
    pub(crate) fn builder() -> Builder {
        let builder = Builder {
            config: json!({"model_list": []}),
            env: Vec::new(),
            args: Vec::new(),
        };
        builder
            .env("LITELLM_MASTER_KEY", "sk-master-1234")
            .env("LITELLM_SALT_KEY", "sk-salt-1234")
    }

    /// Where it listens.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The master key, or nothing if it was left out.
    pub(crate) fn master_key(&self) -> &str {
        let found = self
            .env
            .iter()
            .find(|(name, _)| name == "LITELLM_MASTER_KEY");
        found.map_or("", |(_, value)| value.as_str())
    }

    /// The database's file.
    pub(crate) fn sqlite(&self) -> PathBuf {
        self.data_dir().join("cw-proxy.db")
    }

    /// The data folder.
    pub(crate) fn data_dir(&self) -> PathBuf {
        self.home.path().join("data")
    }

    /// The config's file.
    pub(crate) fn config(&self) -> PathBuf {
        self.home.path().join("config.yaml")
    }

    /// Posts JSON as the master and reads the whole answer.
    pub(crate) async fn post(&self, path: &str, body: &Value) -> Reply {
        self.post_as(self.master_key(), path, body).await
    }

    /// Posts JSON with a key and reads the whole answer.
    pub(crate) async fn post_as(&self, key: &str, path: &str, body: &Value) -> Reply {
        http::post(&format!("{}{path}", self.url()), key, body).await
    }

    /// Reads a page as the master.
    pub(crate) async fn get(&self, path: &str) -> Reply {
        http::get(&format!("{}{path}", self.url()), self.master_key()).await
    }

    /// Makes a virtual key with these fields.
    pub(crate) async fn key(&self, fields: &Value) -> String {
        let made = self.post("/key/generate", fields).await;
        assert_eq!(made.status, 200, "{}", String::from_utf8_lossy(&made.body));
        let made: Value = serde_json::from_slice(&made.body).expect("JSON");
        made["key"].as_str().expect("a key").to_owned()
    }

    /// Every final row of a call that was let in, oldest first, as objects of what its columns hold.
    pub(crate) async fn rows(&self) -> Vec<Value> {
        use sqlx::{Column, Connection, Row, TypeInfo, ValueRef};
        let url = format!("sqlite://{}?mode=ro", self.sqlite().display());
        let mut connection = sqlx::SqliteConnection::connect(&url)
            .await
            .expect("a database");
        let sql = "SELECT * FROM calls WHERE outcome <> 'refused' ORDER BY request_id";
        let rows = sqlx::query(sql).fetch_all(&mut connection);
        let object = |row: &sqlx::sqlite::SqliteRow| {
            let member = |column: &sqlx::sqlite::SqliteColumn| {
                let at = column.ordinal();
                let kind = row
                    .try_get_raw(at)
                    .map(|value| value.type_info().name().to_owned());
                let value = match kind.as_deref() {
                    Ok("INTEGER" | "BOOLEAN") => json!(row.get_unchecked::<i64, _>(at)),
                    Ok("TEXT") => json!(row.get_unchecked::<String, _>(at)),
                    _ => Value::Null,
                };
                (column.name().to_owned(), value)
            };
            Value::Object(row.columns().iter().map(member).collect())
        };
        rows.await.expect("rows").iter().map(object).collect()
    }

    /// Posts JSON with a key and returns when the answer's head is there, for streams.
    pub(crate) async fn open(&self, key: &str, path: &str, body: &Value) -> Response {
        let url = format!("{}{path}", self.url());
        http::open(Method::POST, &url, key, Some(body))
            .await
            .expect("an answer")
    }

    /// Starts it (again) on the same port and data folder, and waits until it answers.
    pub(crate) async fn restart(&mut self) {
        self.stop();
        self.spawn();
        let deadline = Instant::now() + PATIENCE;
        while !self.is_alive().await {
            if let Some(status) = self.exited() {
                panic!("the proxy ended at its start: {status}\n{}", self.stderr());
            }
            assert!(
                Instant::now() < deadline,
                "no answer from the proxy\n{}",
                self.stderr()
            );
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Starts it without waiting for anything; [`Proxy::exit`] tells how it ended.
    pub(crate) fn spawn(&mut self) {
        let mut command = self.command();
        command
            .args(["serve", "--host", "127.0.0.1", "--port"])
            .arg(self.port.to_string());
        command
            .arg("--config")
            .arg(self.config())
            .arg("--data-dir")
            .arg(self.data_dir());
        command.args(&self.args);
        self.running = Some(Running::start(&mut command));
    }

    /// Kills it as `kill -9` does. [`Proxy::restart`] brings it back.
    pub(crate) fn kill9(&mut self) {
        self.stop();
    }

    /// Asks it to stop, by SIGTERM, and waits until it has.
    pub(crate) async fn term(&mut self) -> Output {
        self.signal("TERM");
        self.exit().await
    }

    /// Sends a signal by name.
    pub(crate) fn signal(&self, name: &str) {
        let pid = self.pid().to_string();
        // The shell has `kill` built in; the program of that name is not everywhere.
        let script = "kill -s \"$0\" \"$1\"";
        let output = Output::of(Command::new("sh").args(["-c", script, name, &pid]));
        assert_eq!(output.code, Some(0), "{}", output.stderr);
    }

    /// Waits until it has ended by itself.
    pub(crate) async fn exit(&mut self) -> Output {
        let deadline = Instant::now() + PATIENCE;
        let status = loop {
            if let Some(status) = self.exited() {
                break status;
            }
            assert!(
                Instant::now() < deadline,
                "the proxy does not stop\n{}",
                self.stderr()
            );
            tokio::time::sleep(Duration::from_millis(5)).await;
        };
        let running = self.running.take().expect("a proxy that was started");
        let (stdout, stderr) = running.finish();
        assert_no_panic(&stderr);
        Output {
            code: status.code(),
            stdout,
            stderr,
        }
    }

    /// The process's number.
    pub(crate) fn pid(&self) -> u32 {
        self.running.as_ref().expect("a running proxy").child.id()
    }

    /// What it has written to standard error since its last start.
    pub(crate) fn stderr(&self) -> String {
        self.running
            .as_ref()
            .map(|running| running.stderr.text())
            .unwrap_or_default()
    }

    /// Runs the binary as a command-line tool in the same environment.
    pub(crate) fn cli<I>(&self, args: I) -> Output
    where
        I: IntoIterator,
        I::Item: AsRef<OsStr>,
    {
        let output = Output::of(self.command().args(args));
        assert_no_panic(&output.stderr);
        output
    }

    fn command(&self) -> Command {
        self.program(BINARY)
    }

    /// Another program with the proxy's environment, for example one that runs the binary.
    pub(crate) fn program(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        let path = std::env::var_os("PATH").unwrap_or_default();
        command
            .env_clear()
            .env("PATH", path)
            .env("CW_PROXY_DATA_DIR", self.data_dir())
            .env("CONFIG_FILE_PATH", self.config())
            .envs(self.env.iter().cloned());
        // A `.env` of whoever runs the tests must not be found.
        command.current_dir(self.home.path() as &Path);
        command
    }

    async fn is_alive(&self) -> bool {
        let url = format!("{}/health/liveliness", self.url());
        let answer = http::open(Method::GET, &url, "", None).await;
        answer.is_ok_and(|response| response.status() == 200)
    }

    fn exited(&mut self) -> Option<ExitStatus> {
        let child = &mut self
            .running
            .as_mut()
            .expect("a proxy that was started")
            .child;
        child.try_wait().expect("the state of a child")
    }

    /// Ends what is running, by force, and looks through what it wrote.
    fn stop(&mut self) {
        let Some(mut running) = self.running.take() else {
            return;
        };
        // It may have ended by itself; then there is nothing to kill.
        let _ = running.child.kill();
        let _ = running.child.wait();
        let (_, stderr) = running.finish();
        if std::thread::panicking() {
            // The test has failed already: this may tell why.
            eprintln!("--- the proxy's standard error ---\n{stderr}");
        } else {
            assert_no_panic(&stderr);
        }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.stop();
    }
}

fn assert_no_panic(stderr: &str) {
    assert!(
        !stderr.contains("panicked at"),
        "the proxy has panicked:\n{stderr}"
    );
}

/// A started process, its output being collected.
struct Running {
    child: Child,
    stdout: Collected,
    stderr: Collected,
}

impl Running {
    fn start(command: &mut Command) -> Self {
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("the proxy's binary starts");
        let stdout = Collected::from(child.stdout.take().expect("a pipe"));
        let stderr = Collected::from(child.stderr.take().expect("a pipe"));
        Self {
            child,
            stdout,
            stderr,
        }
    }

    /// All output of a process that has ended.
    fn finish(self) -> (String, String) {
        (self.stdout.finish(), self.stderr.finish())
    }
}

/// A pipe that is emptied all the time, so that the writer never has to wait for a reader.
struct Collected {
    bytes: Arc<Mutex<Vec<u8>>>,
    reader: JoinHandle<()>,
}

impl Collected {
    fn from(mut pipe: impl Read + Send + 'static) -> Self {
        let bytes = Arc::new(Mutex::new(Vec::new()));
        let shared = Arc::clone(&bytes);
        let reader = std::thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(count) = pipe.read(&mut buffer) {
                if count == 0 {
                    return;
                }
                let mut bytes = shared.lock().unwrap_or_else(PoisonError::into_inner);
                bytes.extend_from_slice(&buffer[..count]);
            }
        });
        Self { bytes, reader }
    }

    fn text(&self) -> String {
        let bytes = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn finish(self) -> String {
        let Self { bytes, reader } = self;
        // The reader can't panic, and ends when the process has closed its pipe.
        let _ = reader.join();
        let bytes = bytes.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

//! The job that prepares a stack, in every state that it may find.

use crate::chat::priced;
use crate::common::http;
use crate::common::proxy::{Output, Proxy, closed_port};
use crate::common::upstream::Upstream;
use serde_json::{Value, json};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

const TEMPLATE: &str = include_str!("../../volumes/env/.env.template");
const BINARY: &str = env!("CARGO_BIN_EXE_cw-proxy");

/// A stack: a proxy and its environment files.
struct Stack {
    proxy: Proxy,
    folder: PathBuf,
}

impl Stack {
    /// A proxy that serves `gpt`, and an environment file from the template with these lines changed.
    async fn start(upstream: &Upstream, changes: &[(&str, &str)]) -> Self {
        let proxy = Proxy::builder()
            .deployment(priced("gpt", upstream, "ok?prompt=100"))
            .start()
            .await;
        let folder = proxy.data_dir().join("env");
        std::fs::create_dir(&folder).expect("a folder");
        let stack = Self { proxy, folder };
        std::fs::write(stack.env_file(), TEMPLATE).expect("written");
        for (name, value) in changes {
            stack.put(name, value);
        }
        stack
    }

    fn env_file(&self) -> PathBuf {
        self.folder.join(".env")
    }

    fn mirrored(&self) -> PathBuf {
        self.folder.join(".env.litellm")
    }

    fn text(&self) -> String {
        std::fs::read_to_string(self.env_file()).expect("an environment file")
    }

    /// Changes a line by hand.
    fn put(&self, name: &str, value: &str) {
        let start = format!("{name}=");
        let lines = self.text();
        let changed: Vec<String> = lines
            .lines()
            .map(|line| {
                if line.starts_with(&start) {
                    format!("{start}{value}")
                } else {
                    line.to_owned()
                }
            })
            .collect();
        std::fs::write(self.env_file(), changed.join("\n") + "\n").expect("written");
    }

    fn value(&self, name: &str) -> String {
        let start = format!("{name}=");
        let text = self.text();
        let found = text.lines().find_map(|line| line.strip_prefix(&start));
        found.unwrap_or_default().to_owned()
    }

    fn run(&self, more: &[&str]) -> Output {
        let file = self.env_file();
        let file = file.to_str().expect("a name");
        self.proxy
            .cli([&["bootstrap", "--env-file", file], more].concat())
    }

    /// Runs it; what became of each step, by what it was about.
    fn steps(&self, more: &[&str]) -> Vec<(String, String)> {
        let ran = self.run(&[&["-o", "json"], more].concat());
        assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
        let told: Value = serde_json::from_str(&ran.stdout).expect("JSON");
        let text = |step: &Value, name: &str| step[name].as_str().unwrap_or_default().to_owned();
        let steps = told["data"]["steps"].as_array().expect("steps");
        let steps = steps
            .iter()
            .map(|step| (text(step, "what"), text(step, "state")));
        steps.collect()
    }

    fn state(&self, what: &str, more: &[&str]) -> String {
        let steps = self.steps(more);
        let found = steps.iter().find(|(about, _)| about.starts_with(what));
        found
            .unwrap_or_else(|| panic!("{what} is not among {steps:?}"))
            .1
            .clone()
    }

    async fn chat(&self, key: &str, model: &str) -> http::Reply {
        let body = json!({ "model": model, "messages": [{ "role": "user", "content": "Proxy health check" }] });
        self.proxy.post_as(key, "/v1/chat/completions", &body).await
    }

    async fn keys(&self, alias: &str) -> Vec<Value> {
        let alias = alias.replace(' ', "%20");
        let path = format!("/key/list?return_full_object=true&key_alias={alias}");
        let listed = self.proxy.get(&path).await.json();
        listed["keys"].as_array().expect("keys").clone()
    }
}

const DEFAULT: &str = "task-agent default";

#[tokio::test]
async fn a_fresh_stack_gets_its_key_and_a_second_run_finds_nothing_to_do() {
    let upstream = Upstream::start();
    let stack = Stack::start(
        &upstream,
        &[
            ("LITELLM_OPENAI_API_KEY", "sk-provider-canary"),
            (
                "LITELLM_DEFAULT_MODELS",
                "gpt,openai/gpt-5-mini,anthropic/claude-sonnet-4-5",
            ),
        ],
    )
    .await;
    std::fs::set_permissions(stack.env_file(), std::fs::Permissions::from_mode(0o640))
        .expect("a mode");
    let before = stack.text();
    let planned = stack.run(&["--dry-run", "--exit-code", "-o", "json"]);
    assert_eq!(planned.code, Some(10), "{}", planned.stderr);
    assert!(
        planned.stdout.contains("to issue") && planned.stderr.is_empty(),
        "{}",
        planned.stderr
    );
    assert_eq!(stack.text(), before);
    assert!(!stack.mirrored().exists());

    let ran = stack.run(&[]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let key = stack.value("OPENAI_API_KEY");
    for told in [&ran.stdout, &ran.stderr] {
        assert!(!told.contains(&key) && !told.contains("canary"), "{told}");
    }
    assert!(
        ran.stderr.contains(".env") && ran.stderr.contains("docker compose up -d"),
        "{}",
        ran.stderr
    );
    assert_eq!(stack.text(), before.replace("sk-proxy-default", &key));
    let meta = std::fs::metadata(stack.env_file()).expect("a file");
    assert_eq!(meta.mode() & 0o777, 0o640);
    let mirrored = std::fs::read_to_string(stack.mirrored()).expect("mirrored");
    assert!(
        mirrored.contains("\nOPENAI_API_KEY=sk-provider-canary\n"),
        "{mirrored}"
    );
    assert_eq!(
        std::fs::metadata(stack.mirrored()).expect("a file").mode() & 0o777,
        0o600
    );
    assert_eq!(stack.chat(&key, "gpt").await.status, 200);
    let models = stack.proxy.get("/model/info").await.text();
    assert!(
        models.contains("openai/gpt-5-mini") && !models.contains("anthropic/claude"),
        "{models}"
    );
    let known = &stack.keys(DEFAULT).await[0];
    assert_eq!(
        known["models"],
        json!(["gpt", "openai/gpt-5-mini", "anthropic/claude-sonnet-4-5"])
    );
    assert_eq!(
        (&known["expires"], &known["max_budget"]),
        (&Value::Null, &Value::Null)
    );

    let (text, inode) = (
        stack.text(),
        std::fs::metadata(stack.env_file()).expect("a file").ino(),
    );
    for (what, state) in stack.steps(&[]) {
        let expected = if what.starts_with("anthropic") {
            "skipped"
        } else {
            "unchanged"
        };
        assert_eq!(state, expected, "{what}");
    }
    assert_eq!(stack.run(&["--dry-run", "--exit-code"]).code, Some(0));
    assert_eq!(stack.text(), text);
    let again = std::fs::metadata(stack.env_file()).expect("a file").ino();
    assert_eq!(again, inode, "the file was not touched");
}

#[tokio::test]
async fn a_lost_secret_is_replaced_and_what_the_key_spent_stays() {
    let upstream = Upstream::start();
    let stack = Stack::start(
        &upstream,
        &[
            ("LITELLM_DEFAULT_MODELS", "gpt"),
            ("LITELLM_OPENAI_API_KEY", "sk-provider"),
        ],
    )
    .await;
    stack.steps(&[]);
    let first = stack.value("OPENAI_API_KEY");
    assert_eq!(stack.chat(&first, "gpt").await.status, 200);
    let spent = stack.keys(DEFAULT).await[0]["spend"]
        .as_f64()
        .expect("a number");
    assert!(spent > 0.0);

    // From the template again: the placeholder is back.
    stack.put("OPENAI_API_KEY", "sk-proxy-default");
    std::fs::remove_file(stack.mirrored()).expect("removed");
    let steps = stack.steps(&[]);
    assert!(
        steps
            .iter()
            .any(|(what, state)| what.starts_with(DEFAULT) && state == "rotated"),
        "{steps:?}"
    );
    assert!(stack.mirrored().exists());
    let second = stack.value("OPENAI_API_KEY");
    assert_ne!(first, second);
    assert_eq!(stack.chat(&first, "gpt").await.status, 401);
    let keys = stack.keys(DEFAULT).await;
    assert_eq!((keys.len(), keys[0]["spend"].as_f64()), (1, Some(spent)));
    assert_eq!(stack.chat(&second, "gpt").await.status, 200);

    // The file itself is gone.
    std::fs::remove_file(stack.env_file()).expect("removed");
    assert_eq!(stack.state(DEFAULT, &[]), "rotated");
    assert_eq!(
        std::fs::metadata(stack.env_file()).expect("a file").mode() & 0o777,
        0o600
    );
    let keys = stack.keys(DEFAULT).await;
    assert_eq!(
        (keys.len(), &keys[0]["models"]),
        (1, &json!(["gpt"])),
        "what was restricted stays so"
    );
    let third = stack.value("OPENAI_API_KEY");
    assert_eq!(stack.chat(&third, "gpt").await.status, 200);
}

#[tokio::test]
async fn models_follow_the_defaults_and_changes_by_hand_stay() {
    let upstream = Upstream::start();
    let stack = Stack::start(&upstream, &[("LITELLM_DEFAULT_MODELS", "gpt")]).await;
    stack.steps(&[]);
    let key = stack.value("OPENAI_API_KEY");
    let models = async || stack.keys(DEFAULT).await[0]["models"].clone();
    stack.put("LITELLM_DEFAULT_MODELS", "gpt,openai/*");
    assert_eq!(stack.state(DEFAULT, &[]), "updated");
    assert_eq!(models().await, json!(["gpt", "openai/*"]));
    assert_eq!(stack.value("OPENAI_API_KEY"), key);

    let by_hand = json!({ "key": key, "models": ["gpt", "mine"], "max_budget": 7 });
    assert_eq!(stack.proxy.post("/key/update", &by_hand).await.status, 200);
    assert_eq!(stack.state(DEFAULT, &[]), "unchanged");
    assert_eq!(models().await, json!(["gpt", "mine"]));
    let file = stack.env_file();
    let file = file.to_str().expect("a name");
    let synced = stack
        .proxy
        .program(BINARY)
        .args(["bootstrap", "--env-file", file])
        .env("LITELLM_SYNC_VIRTUAL_KEY_MODELS", "true")
        .output();
    assert!(synced.expect("it runs").status.success());
    assert_eq!(models().await, json!(["gpt", "openai/*"]));
    assert_eq!(
        stack.keys(DEFAULT).await[0]["max_budget"],
        7.0,
        "nobody named a budget"
    );

    // Without a list the one model counts, with its provider.
    stack.put("LITELLM_DEFAULT_MODELS", "");
    stack.put("LITELLM_MODEL", "gpt-5");
    stack.steps(&[]);
    assert_eq!(models().await, json!(["openai/gpt-5"]));
}

#[tokio::test]
async fn a_stack_of_several_services_is_one_command() {
    let upstream = Upstream::start();
    let stack = Stack::start(&upstream, &[("LITELLM_DEFAULT_MODELS", "gpt")]).await;
    let list = stack.folder.join("keys.yaml");
    let yaml = "keys:\n  - {env: GRAPH_API_KEY, alias: knowledge graph, budget: 50, period: 30d, expires: 90d, models: [gpt]}\n";
    std::fs::write(&list, yaml).expect("written");
    let more = [
        "--key",
        "CLI_API_KEY:crashwise-cli:100:30d",
        "--key",
        "OPENAI_API_KEY:task-agent:25:30d",
        "--from",
        list.to_str().expect("a name"),
    ];
    assert_eq!(
        stack
            .steps(&more)
            .iter()
            .filter(|(_, state)| state == "issued")
            .count(),
        3
    );
    for (variable, alias, budget) in [
        ("CLI_API_KEY", "crashwise-cli", 100.0),
        ("OPENAI_API_KEY", "task-agent", 25.0),
        ("GRAPH_API_KEY", "knowledge graph", 50.0),
    ] {
        let known = &stack.keys(alias).await[0];
        assert_eq!(known["max_budget"], budget, "{alias}");
        assert_eq!(known["budget_duration"], "30d", "{alias}");
        assert_eq!(
            known["expires"].is_null(),
            variable != "GRAPH_API_KEY",
            "{alias}"
        );
        assert_eq!(
            stack.chat(&stack.value(variable), "gpt").await.status,
            200,
            "{alias}"
        );
    }
    assert!(
        stack.keys(DEFAULT).await.is_empty(),
        "one of the keys took its place"
    );
    assert!(
        stack
            .steps(&more)
            .iter()
            .all(|(_, state)| state != "issued" && state != "updated")
    );
    assert_eq!(
        stack.state(
            "crashwise-cli",
            &["--key", "CLI_API_KEY:crashwise-cli:120:30d"]
        ),
        "updated"
    );
    assert_eq!(stack.keys("crashwise-cli").await[0]["max_budget"], 120.0);

    std::fs::write(&list, "keys: [{env: A, alias: a, bugdet: 1}]").expect("written");
    let wrong = stack.run(&["--from", list.to_str().expect("a name")]);
    assert_eq!(wrong.code, Some(6));
    assert!(wrong.stderr.contains("bugdet"), "{}", wrong.stderr);
    assert_eq!(stack.run(&["--key", "A:a", "--key", "A:b"]).code, Some(2));
}

#[tokio::test]
async fn what_is_no_key_of_this_proxy_is_not_overwritten() {
    let upstream = Upstream::start();
    let stack = Stack::start(
        &upstream,
        &[("OPENAI_API_KEY", "sk-proj-canary-0123456789")],
    )
    .await;
    let before = stack.text();
    let ran = stack.run(&["--key", "CLI_API_KEY:cli"]);
    assert_eq!(ran.code, Some(6), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("LITELLM_<PROVIDER>_API_KEY") && !ran.stderr.contains("canary"),
        "{}",
        ran.stderr
    );
    assert!(
        stack.text().starts_with(before.trim_end()),
        "only the other key was added"
    );
    assert!(stack.value("CLI_API_KEY").starts_with("sk-"));

    // A key of a database that is gone, and one that somebody chose, of this proxy.
    stack.put("OPENAI_API_KEY", "sk-439e4T_q8Gpet9Oa6IqSEw");
    assert_eq!(stack.state(DEFAULT, &[]), "issued");
    let other = stack
        .proxy
        .key(&json!({ "key_alias": "other", "models": ["x"] }))
        .await;
    stack.put("OPENAI_API_KEY", &other);
    assert_eq!(stack.state(DEFAULT, &[]), "unchanged");
    assert_eq!(stack.keys("other").await[0]["models"], json!(["x"]));

    // An alias that somebody else took is that key.
    stack.put("OPENAI_API_KEY", "sk-proxy-default");
    assert_eq!(stack.state(DEFAULT, &[]), "rotated");
}

/// Runs it as a container does: everything is told by the environment.
fn in_container(stack: &Stack, more: &[(&str, &str)]) -> Output {
    let master = stack.folder.join("master");
    std::fs::write(&master, stack.proxy.master_key()).expect("written");
    let mut command = std::process::Command::new(BINARY);
    command
        .env_clear()
        .current_dir(&stack.folder)
        .env("PROXY_BASE_URL", stack.proxy.url())
        .env("ENV_FILE_PATH", stack.env_file())
        .env("LITELLM_ENV_FILE_PATH", stack.folder.join("elsewhere.env"))
        .env("LITELLM_PROXY_WAIT_SECONDS", "30")
        .env("LITELLM_MASTER_KEY_FILE", master)
        .arg("bootstrap");
    for (name, value) in more {
        command.env(name, value);
    }
    let ran = command.output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Output {
        code: ran.status.code(),
        stdout: text(ran.stdout),
        stderr: text(ran.stderr),
    }
}

#[tokio::test]
async fn the_environment_alone_tells_everything() {
    let upstream = Upstream::start();
    let changes = [
        ("LITELLM_DEFAULT_MODELS", "gpt"),
        ("LITELLM_OPENAI_API_KEY", "sk-provider-canary"),
    ];
    let stack = Stack::start(&upstream, &changes).await;
    let ran = in_container(&stack, &[]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
    let key = stack.value("OPENAI_API_KEY");
    assert_eq!(stack.chat(&key, "gpt").await.status, 200);
    let mirrored = std::fs::read_to_string(stack.folder.join("elsewhere.env")).expect("mirrored");
    assert!(
        mirrored.contains("OPENAI_API_KEY=sk-provider-canary"),
        "{mirrored}"
    );
    assert!(!stack.mirrored().exists());

    // Models of an existing key: on a change of the defaults, always, or never.
    let models = async || stack.keys(DEFAULT).await[0]["models"].clone();
    stack.put("LITELLM_DEFAULT_MODELS", "gpt,openai/gpt-5");
    let sync = "LITELLM_SYNC_VIRTUAL_KEY_MODELS";
    assert_eq!(in_container(&stack, &[(sync, "false")]).code, Some(0));
    assert_eq!(models().await, json!(["gpt"]));
    assert_eq!(in_container(&stack, &[(sync, "1")]).code, Some(0));
    assert_eq!(models().await, json!(["gpt", "openai/gpt-5"]));

    let nowhere = format!("http://127.0.0.1:{}", closed_port());
    let wait = "LITELLM_PROXY_WAIT_SECONDS";
    let ran = in_container(&stack, &[("PROXY_BASE_URL", &nowhere), (wait, "1")]);
    assert_eq!(ran.code, Some(7), "{}", ran.stderr);
    assert!(
        ran.stderr
            .contains(&format!("the proxy at {nowhere} is not healthy after 1 s")),
        "{}",
        ran.stderr
    );
    for (name, value, code) in [
        (wait, "soon", 6),
        (sync, "perhaps", 6),
        ("PROXY_BASE_URL", "llm-proxy:4000", 2),
        (
            "LITELLM_ENV_FILE_PATH",
            stack.env_file().to_str().expect("a name"),
            2,
        ),
    ] {
        let ran = in_container(&stack, &[(name, value)]);
        assert_eq!(ran.code, Some(code), "{name}={value}: {}", ran.stderr);
    }
}

#[tokio::test]
async fn a_value_of_several_lines_is_refused_and_the_rest_is_done() {
    let upstream = Upstream::start();
    let changes = [
        ("LITELLM_DEFAULT_MODELS", "gpt"),
        (
            "LITELLM_GROQ_API_KEY",
            "\"sk-one\nOTHER_API_KEY=sk-smuggled\"",
        ),
    ];
    let stack = Stack::start(&upstream, &changes).await;
    let ran = stack.run(&[]);
    assert_eq!(ran.code, Some(6), "{}{}", ran.stdout, ran.stderr);
    let told = ran.stdout + &ran.stderr;
    assert!(
        told.contains("line") && !told.contains("smuggled"),
        "{told}"
    );
    assert!(!stack.mirrored().exists(), "nothing of it is written");
    let key = stack.value("OPENAI_API_KEY");
    assert_eq!(
        stack.chat(&key, "gpt").await.status,
        200,
        "the key is issued all the same"
    );
}

#[tokio::test]
async fn a_proxy_that_is_never_healthy_and_a_wrong_key_are_told() {
    let upstream = Upstream::start();
    let stack = Stack::start(&upstream, &[]).await;
    let nowhere = format!("http://127.0.0.1:{}", closed_port());
    let ran = stack.run(&["--url", &nowhere, "--wait", "1s"]);
    assert_eq!(ran.code, Some(7), "{}", ran.stderr);
    assert!(
        ran.stdout.is_empty() && ran.stderr.contains("not healthy after 1 s"),
        "{}",
        ran.stderr
    );
    // In a pipe, as the log of a job is one: what it waits for is told at once.
    let waits = format!("waiting for {nowhere}, at most 1 s: the connection fails\n");
    assert!(ran.stderr.starts_with(&waits), "{}", ran.stderr);
    let quiet = stack.run(&["--url", &nowhere, "--wait", "1s", "-q"]);
    assert!(quiet.stderr.starts_with("error: "), "{}", quiet.stderr);
    assert!(stack.text().contains("sk-proxy-default") && !stack.mirrored().exists());
    let key_file = stack.folder.join("master");
    std::fs::write(&key_file, "sk-not-the-master-key\n").expect("written");
    let ran = stack.run(&[
        "--wait",
        "1s",
        "--master-key-file",
        key_file.to_str().expect("a name"),
    ]);
    assert_eq!(ran.code, Some(4), "{}", ran.stderr);
    assert!(stack.text().contains("sk-proxy-default"));
}

#[tokio::test]
async fn a_job_that_waits_says_so_and_how_it_went() {
    let upstream = Upstream::start();
    let mut stack = Stack::start(&upstream, &[]).await;
    stack.proxy.term().await;
    let file = stack.env_file();
    let job = stack
        .proxy
        .program(BINARY)
        .args([
            "bootstrap",
            "--wait",
            "60s",
            "--url",
            &stack.proxy.url(),
            "--env-file",
        ])
        .arg(&file)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    stack.proxy.restart().await;
    let ran = job.wait_with_output().expect("it ends");
    let told = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert!(ran.status.success(), "{told}");
    let url = stack.proxy.url();
    let mut lines = told.lines();
    let (first, second) = (
        lines.next().unwrap_or_default(),
        lines.next().unwrap_or_default(),
    );
    assert!(
        first.starts_with(&format!("waiting for {url}, at most 60 s: ")),
        "{told}"
    );
    assert!(
        second.starts_with(&format!("{url} is healthy after ")),
        "{told}"
    );
    assert_ne!(stack.value("OPENAI_API_KEY"), "sk-proxy-default");
}

/// Whether mounts can be made here, which needs root.
pub(crate) fn can_mount() -> bool {
    let tried = std::process::Command::new("unshare")
        .args(["--mount", "true"])
        .stderr(Stdio::null())
        .status();
    let can = tried.is_ok_and(|status| status.success());
    if !can {
        eprintln!("skipped: mounts cannot be made here");
    }
    can
}

/// Runs the job where `mount` has been done in a mount namespace of its own.
fn mounted(stack: &Stack, mount: &str) -> Output {
    let script = format!(
        "{mount} && exec '{BINARY}' bootstrap --env-file '{}'",
        stack.env_file().display()
    );
    let mut command = stack.proxy.program("unshare");
    let ran = command
        .args(["--mount", "sh", "-c", &script])
        .output()
        .expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Output {
        code: ran.status.code(),
        stdout: text(ran.stdout),
        stderr: text(ran.stderr),
    }
}

#[tokio::test]
async fn files_that_cannot_be_replaced_are_written_in_place_or_told() {
    if !can_mount() {
        return;
    }
    let upstream = Upstream::start();
    let stack = Stack::start(&upstream, &[("LITELLM_DEFAULT_MODELS", "gpt")]).await;
    let folder = stack.folder.display().to_string();
    let read_only =
        format!("mount --bind '{folder}' '{folder}' && mount -o remount,ro,bind '{folder}'");
    let ran = mounted(&stack, &read_only);
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("Read-only file system") && ran.stderr.contains("mount the folder"),
        "{}",
        ran.stderr
    );
    assert!(
        stack.keys(DEFAULT).await.is_empty(),
        "no key is made that cannot be kept"
    );

    let file = stack.env_file().display().to_string();
    let inode = std::fs::metadata(&file).expect("a file").ino();
    let ran = mounted(&stack, &format!("mount --bind '{file}' '{file}'"));
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(
        ran.stdout.contains("mounted as a single file"),
        "{}",
        ran.stdout
    );
    let key = stack.value("OPENAI_API_KEY");
    assert_eq!(stack.chat(&key, "gpt").await.status, 200);
    assert_eq!(std::fs::metadata(&file).expect("a file").ino(), inode);
    assert_eq!(names(&stack.folder), [".env"], "nothing is left behind");
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let name = |entry: std::io::Result<std::fs::DirEntry>| {
        entry
            .expect("an entry")
            .file_name()
            .to_string_lossy()
            .into_owned()
    };
    entries.map(name).collect()
}

#[tokio::test]
async fn fifty_jobs_at_once_some_of_them_killed_leave_one_key_and_a_whole_file() {
    let upstream = Upstream::start();
    let stack = Stack::start(
        &upstream,
        &[
            ("LITELLM_DEFAULT_MODELS", "gpt,openai/gpt-5-mini"),
            ("LITELLM_OPENAI_API_KEY", "sk-provider"),
        ],
    )
    .await;
    let before = stack.text();
    let file = stack.env_file();
    let file = file.to_str().expect("a name");
    let start = || {
        let mut command = stack.proxy.program(BINARY);
        command.args([
            "bootstrap",
            "--env-file",
            file,
            "--key",
            "CLI_API_KEY:cli:5:30d",
        ]);
        command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts")
    };
    let mut jobs: Vec<_> = (0..50).map(|_| start()).collect();
    // A few die early, a few in the middle of their work; somebody edits the file by hand meanwhile.
    for (at, job) in jobs.iter_mut().enumerate().filter(|(at, _)| at % 3 == 0) {
        tokio::time::sleep(Duration::from_millis(10 + at as u64)).await;
        job.kill().expect("kill -9");
        assert!(
            stack.text().contains("FF_LLM_PROXY_BASE_URL="),
            "the file is whole at every moment"
        );
    }
    for (at, mut job) in jobs.into_iter().enumerate() {
        let status = job.wait().expect("an end");
        assert!(at % 3 == 0 || status.success(), "job {at}: {status}");
    }
    stack.steps(&["--key", "CLI_API_KEY:cli:5:30d"]);
    let (key, cli) = (stack.value("OPENAI_API_KEY"), stack.value("CLI_API_KEY"));
    let expected = before.replace("sk-proxy-default", &key) + &format!("CLI_API_KEY={cli}\n");
    assert_eq!(stack.text(), expected);
    assert_eq!(stack.chat(&key, "gpt").await.status, 200);
    assert_eq!(stack.chat(&cli, "gpt").await.status, 200);
    assert_eq!(
        (
            stack.keys(DEFAULT).await.len(),
            stack.keys("cli").await.len()
        ),
        (1, 1)
    );
    let models = stack.proxy.get("/model/info").await.text();
    assert_eq!(
        models
            .matches(r#""model_name":"openai/gpt-5-mini""#)
            .count(),
        1,
        "{models}"
    );
    let mut left = names(&stack.folder);
    left.sort();
    assert_eq!(left, [".env", ".env.litellm"]);
}

use super::{Stage, call, stages};
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use serde_json::{Value, json};
use std::os::unix::fs::PermissionsExt;

#[tokio::test]
async fn chat_calls_a_model() {
    let upstream = Upstream::start();
    for stage in stages(&upstream).await {
        let whole = stage.run(&[
            "chat",
            "gpt",
            "-m",
            "hi",
            "--max-tokens",
            "20",
            "--force-offline",
        ]);
        assert_eq!(whole.code, Some(0), "{whole:?}");
        assert!(
            !whole.stdout.trim().is_empty() && whole.stderr.contains("gpt: 30 tokens in, 20 out"),
            "{whole:?}"
        );
        let streamed = stage.run(&["chat", "gpt", "-m", "hi", "--max-tokens", "20", "--stream"]);
        assert_eq!(
            (streamed.code, &streamed.stdout),
            (Some(0), &whole.stdout),
            "{streamed:?}"
        );
        let told = stage.fails(2, &["chat", "-m", "hi"]);
        assert!(
            told.contains("choose one: ") && told.contains("gpt"),
            "{told}"
        );
        stage.fails(2, &["chat", "gpt"]);
        let told = stage.fails(6, &["chat", "gtp", "-m", "hi"]);
        assert!(told.contains("did you mean 'gpt'?"), "{told}");
        // As a key whose list leaves the model out: a no of policy.
        let key = stage.done(&[
            "key", "generate", "--alias", "narrow", "--models", "broken", "-q",
        ]);
        let file = stage.proxy.data_dir().join("narrow.key");
        std::fs::write(&file, key).expect("written");
        let file = file.to_str().expect("a path");
        stage.fails(9, &["chat", "gpt", "-m", "hi", "--key-file", file]);
        // The only model of a key need not be named.
        let told = stage.fails(1, &["chat", "-m", "hi", "--key-file", file]);
        assert!(!told.contains("MODEL is missing"), "{told}");
        // A pattern is offered as itself, behind the names.
        let base = upstream.base_url();
        stage.done(&[
            "model",
            "new",
            "openai/*",
            "--model",
            "openai/*",
            "--api-base",
            &base,
            "-q",
        ]);
        let told = stage.fails(2, &["chat", "-m", "hi"]);
        let (names, patterns) = told.split_once("openai/*").expect("the pattern");
        assert!(
            names.contains("gpt") && !patterns.contains("openai/"),
            "{told}"
        );
    }
}

#[tokio::test]
async fn things_as_code() {
    let upstream = Upstream::start();
    for stage in stages(&upstream).await {
        let home = stage.proxy.data_dir();
        let (file, secrets) = (home.join("things.yaml"), home.join("secrets.env"));
        let (path, to) = (
            file.to_str().expect("a path"),
            secrets.to_str().expect("a path"),
        );
        let write = |text: &str| std::fs::write(&file, text).expect("written");
        write(&format!(
            "budgets: [{{ id: small, budget: 5, period: 7d }}]\nteams: [{{ alias: lab, budget: 500, period: 1mo }}]\n\
             users: [{{ id: ada, email: ada@example.org, role: internal_user }}]\n\
             models: [{{ name: mine, model: openai/ok, api_base: {}, input_cost_per_token: 0, output_cost_per_token: 0 }}]\n\
             keys: [{{ alias: ci, team: lab, budget: 20, period: 30d, env_var: CI_KEY }}, {{ alias: own, user: ada, models: [mine] }}]\n",
            upstream.base_url()
        ));
        let plan = stage.data(&["apply", "-f", path, "--dry-run"]);
        assert_eq!(plan.as_array().map(Vec::len), Some(6), "{plan}");
        stage.fails(10, &["apply", "-f", path, "--dry-run", "--exit-code"]);
        let told = stage.fails(2, &["apply", "-f", path]);
        assert!(told.contains("--secrets-to"), "{told}");
        let applied = stage.done(&["apply", "-f", path, "--secrets-to", to]);
        let kept = std::fs::read_to_string(&secrets).expect("there");
        let secret = kept
            .lines()
            .find_map(|line| line.strip_prefix("CI_KEY="))
            .expect("a line");
        assert!(
            kept.contains("OWN_API_KEY=sk-") && !applied.contains(secret),
            "{kept}"
        );
        assert_eq!(
            std::fs::metadata(&secrets)
                .expect("there")
                .permissions()
                .mode()
                & 0o777,
            0o600
        );
        assert_eq!(
            stage.done(&["key", "get", secret, "--field", "alias"]),
            "ci\n"
        );
        // Again it changes nothing, and a second word changes one thing.
        stage.done(&["apply", "-f", path, "--dry-run", "--exit-code"]);
        write("keys: [{ alias: ci, budget: 25 }]\n");
        let plan = stage.data(&["apply", "-f", path, "--dry-run"]);
        assert_eq!(
            plan,
            json!([{ "action": "update", "kind": "key", "name": "ci", "changes": ["max_budget 20.0 -> 25"] }])
        );
        stage.done(&["apply", "-f", path]);
        stage.fails(2, &["apply", "-f", path, "--prune"]);
        stage.done(&["apply", "-f", path, "--prune", "--yes"]);
        assert_eq!(stage.done(&["key", "list", "--field", "alias"]), "ci\n");
        assert_eq!(
            stage.data(&["team", "list"]).as_array().map(Vec::len),
            Some(1),
            "kinds that are not listed stay"
        );
        write("keys: [{ alias: ci, budgt: 1 }]\n");
        let told = stage.fails(6, &["apply", "-f", path]);
        assert!(told.contains("did you mean 'budget'?"), "{told}");
    }
}

#[tokio::test]
async fn changes_status_and_the_doctor() {
    let upstream = Upstream::start();
    for stage in stages(&upstream).await {
        stage.done(&["key", "generate", "--alias", "k"]);
        let changes = stage.data(&["audit", "list", "--kind", "key"]);
        assert_eq!(
            (&changes[0]["action"], &changes[0]["by"]),
            (&json!("created"), &json!("cli")),
            "{changes}"
        );
        assert!(stage.done(&["audit", "export"]).lines().count() >= 1);
        assert_eq!(call(&stage, "gpt").code, Some(0));
        let status = stage.data(&["status"]);
        assert_eq!(status["today"]["calls"], 1, "{status}");
        assert_eq!(status["url"].is_null(), stage.backend == "database");
        checked(&stage);
    }
}

fn checked(stage: &Stage) {
    let database = stage.proxy.sqlite();
    let open = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(&database, open).expect("opened up");
    let ran = stage.run(&["doctor", "-o", "json"]);
    let told: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let found = |check: &str| {
        let rows = told["data"].as_array().expect("rows").iter();
        rows.filter(|row| row["check"] == check)
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(found("database")[0]["result"], "ok", "{told}");
    let rows = found("refused rows");
    let runs = found("proxy")[0]["result"] == "ok";
    assert_eq!(
        rows.first().map(|row| row["result"] == "ok"),
        runs.then_some(true),
        "{told}"
    );
    // However full it is here, what is free is told, of the database's own volume.
    let disk = found("disk");
    let words = disk[0]["what"].as_str().expect("words");
    assert!(
        words.contains(" free; the database has ") && words.contains(", its log "),
        "{told}"
    );
    let open = found("files");
    assert!(
        open.iter().any(|row| row["result"] == "warning"
            && row["fix"]
                .as_str()
                .is_some_and(|fix| fix.contains("chmod 600"))),
        "{told}"
    );
    assert_eq!(found("prices")[0]["result"], "ok", "{told}");
    assert!(!ran.stdout.contains("sk-upstream"), "no secret is told");
    stage.run(&["doctor", "--fix", "--no-providers"]);
    let mode = std::fs::metadata(&database)
        .expect("there")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[tokio::test]
async fn the_configuration_is_looked_at_without_a_proxy() {
    let proxy = Proxy::builder()
        .section("litellm_settings", json!({ "num_retries": 3 }))
        .prepare();
    let stage = Stage {
        proxy,
        backend: "file",
    };
    let explained = stage.data(&["config", "explain", "num_retries"]);
    assert!(
        explained[0]["value"] == "3"
            && explained[0]["origin"]
                .as_str()
                .is_some_and(|from| from.contains("config.yaml")),
        "{explained}"
    );
    let told = stage.fails(3, &["config", "show", "litellm_settings.num_retires"]);
    assert!(told.contains("error: there is no setting"), "{told}");
    let shown = stage.done(&["config", "show"]);
    assert!(!shown.contains("sk-master-1234"), "secrets are masked");
    stage.done(&["config", "check"]);
    let schema: Value = serde_json::from_str(&stage.done(&["config", "schema"])).expect("JSON");
    assert!(
        schema["properties"]["router_settings"]["properties"]["model_group_alias"].is_object(),
        "{schema}"
    );
    let file = stage.proxy.data_dir().join("new/config.yaml");
    let path = file.to_str().expect("a path");
    stage.done(&["config", "init", path]);
    stage.fails(5, &["config", "init", path]);
    stage.done(&["config", "check", "--config", path]);
    assert_eq!(
        stage.done(&["version"]),
        format!("cw-proxy {}\n", env!("CARGO_PKG_VERSION"))
    );
    let version: Value = serde_json::from_str(&stage.done(&["version", "--json"])).expect("JSON");
    assert_eq!(version["data"]["version"], env!("CARGO_PKG_VERSION"));
}

/// Somebody who has a key and no master key, and a program that reads no variable.
#[tokio::test]
async fn codex_runs_through_the_proxy_for_whoever_has_a_key() {
    let upstream = Upstream::start();
    let http = stages(&upstream).await.swap_remove(0);
    let secret = http.done(&["key", "generate", "--alias", "agent", "-q"]);
    let secret = secret.trim();
    let url = http.proxy.url();
    let file = http.proxy.data_dir().join("agent.key");
    std::fs::write(&file, secret).expect("written");
    let codex = http.proxy.data_dir().join("codex");
    std::fs::write(&codex, "#!/bin/sh\necho \"$@\"\n").expect("written");
    std::fs::set_permissions(&codex, std::fs::Permissions::from_mode(0o755)).expect("set");
    let owner = |key: &str| {
        let mut command = http.proxy.program(env!("CARGO_BIN_EXE_cw-proxy"));
        command.env_remove("LITELLM_MASTER_KEY");
        command.args(["--url", &url, "run", "--key", key, "--"]);
        command.arg(&codex).arg("exec");
        command.output().expect("it runs")
    };
    let ran = owner(&format!("@{}", file.display()));
    let said = String::from_utf8_lossy(&ran.stdout);
    assert_eq!(ran.status.code(), Some(0), "{ran:?}");
    assert_eq!(
        said.trim_end(),
        format!(
            "-c model_provider=\"cw-proxy\" -c model_providers.cw-proxy={{name=\"cw-proxy\",base_url=\"{url}/v1\",\
             env_key=\"OPENAI_API_KEY\",wire_api=\"responses\"}} exec"
        )
    );
    let ran = owner("agent");
    let said = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(4), "{ran:?}");
    assert!(said.contains("--key @FILE"), "{said}");
}

#[tokio::test]
async fn another_program_runs_through_the_proxy_with_a_key_and_no_more() {
    let upstream = Upstream::start();
    let mut stages = stages(&upstream).await;
    let (database, http) = (stages.pop().expect("two"), stages.pop().expect("two"));
    let env = http.proxy.data_dir().join("keys.env");
    let path = env.to_str().expect("a path");
    http.done(&[
        "key",
        "generate",
        "--alias",
        "agent",
        "--env-file",
        path,
        "--env-var",
        "AGENT",
    ]);
    let ran = http.run(&["run", "--key", "agent", "--env-file", path, "--", "env"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let secret = std::fs::read_to_string(&env).expect("there");
    let secret = secret.trim().trim_start_matches("AGENT=");
    let url = http.proxy.url();
    for line in [
        format!("OPENAI_BASE_URL={url}/v1"),
        format!("OPENAI_API_KEY={secret}"),
        format!("ANTHROPIC_BASE_URL={url}"),
        format!("ANTHROPIC_AUTH_TOKEN={secret}"),
        format!("GOOGLE_GEMINI_BASE_URL={url}"),
    ] {
        assert!(
            ran.stdout.lines().any(|own| own == line),
            "{line}: {}",
            ran.stdout
        );
    }
    assert!(
        !ran.stdout.contains("LITELLM_MASTER_KEY=") && !ran.stdout.contains("LITELLM_SALT_KEY=")
    );
    let shown = http.done(&[
        "run",
        "--key",
        "agent",
        "--env-file",
        path,
        "--dry-run",
        "--",
        "env",
    ]);
    assert!(
        shown.contains("OPENAI_API_KEY=sk-...") && !shown.contains(secret),
        "{shown}"
    );
    // Its exit code is the program's own.
    assert_eq!(
        http.run(&[
            "run",
            "--key",
            "agent",
            "--env-file",
            path,
            "--",
            "sh",
            "-c",
            "exit 7"
        ])
        .code,
        Some(7)
    );
    http.fails(3, &["run", "--key", "agent", "--", "env"]);
    http.done(&["key", "block", "agent"]);
    http.fails(
        4,
        &["run", "--key", "agent", "--env-file", path, "--", "env"],
    );
    database.fails(
        7,
        &["run", "--key", "agent", "--env-file", path, "--", "env"],
    );
}

//! What every list looks like on a terminal of 80 and of 120 columns. The screens are files in
//! `tests/it/screens`; `UPDATE=1` writes them anew.

use crate::chat::priced;
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use crate::terminal::typed;
use regex::Regex;
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection, Executor, SqliteConnection};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// Name of the file, and the command.
const LISTS: &[(&str, &[&str])] = &[
    (
        "key-list",
        &["key", "list", "--sort", "alias", "--ascending"],
    ),
    ("key-usage", &["key", "usage", "task-agent"]),
    ("model-list", &["model", "list"]),
    ("model-alias-list", &["model", "alias", "list"]),
    ("budget-list", &["budget", "list"]),
    ("team-list", &["team", "list"]),
    ("user-list", &["user", "list"]),
    ("provider-list", &["provider", "list"]),
    ("spend-report", &["spend", "report", "--by", "key,model"]),
    ("spend-top", &["spend", "top", "model"]),
    ("spend-today", &["spend", "today"]),
    ("logs-list", &["logs", "list"]),
    ("audit-list", &["audit", "list", "--kind", "key"]),
    ("alert-list", &["alert", "list"]),
    (
        "config-explain",
        &["config", "explain", "router_settings.max_fallbacks"],
    ),
    ("apply-plan", &["apply", "-f", "things.yaml", "--dry-run"]),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/screens")
}

/// Everything that lists show, under names that stay the same.
async fn furnish(proxy: &Proxy) {
    for (path, body) in [
        (
            "/budget/new",
            json!({ "budget_id": "small", "max_budget": 5, "rpm_limit": 60 }),
        ),
        (
            "/budget/new",
            json!({ "budget_id": "of-the-whole-department", "max_budget": 2500 }),
        ),
        (
            "/team/new",
            json!({ "team_id": "0d14addc-ecd0-4826-822a-29d645f4f027", "team_alias": "research", "max_budget": 500 }),
        ),
        (
            "/team/new",
            json!({ "team_id": "team-without-an-alias", "models": ["gpt", "claude-sonnet-4-5"] }),
        ),
        (
            "/user/new",
            json!({ "user_id": "ada", "user_email": "ada@example.org", "user_role": "internal_user", "max_budget": 10, "auto_create_key": false }),
        ),
        (
            "/user/new",
            json!({ "user_id": "4f8c7a52-5f0e-4b1c-9d5e-3f1f0f3f7d11", "user_email": "somebody.with.a.long.name@department.example.org", "auto_create_key": false }),
        ),
        (
            "/key/generate",
            json!({ "key": "sk-task-agent-0123456789", "key_alias": "task-agent", "models": ["gpt", "claude-sonnet-4-5", "text-embedding-3-large"], "max_budget": 25 }),
        ),
        (
            "/key/generate",
            json!({ "key": "sk-ci-0123456789-0123456789", "key_alias": "ci", "max_budget": 0 }),
        ),
        (
            "/key/generate",
            json!({ "key": "sk-nobody-0123456789", "key_alias": "an-alias-that-somebody-found-a-good-idea-to-make-this-long", "blocked": true }),
        ),
        (
            "/model/new",
            json!({ "model_name": "claude-sonnet-4-5", "litellm_params": { "model": "anthropic/claude-sonnet-4-5-20250929", "api_key": "sk-canary" },
                    "model_info": { "id": "7ea3fc44-e1f5-419a-9ac2-d70f136847f1" } }),
        ),
        (
            "/credentials",
            json!({ "credential_name": "of-the-company", "credential_values": { "api_key": "sk-abcdefgh12345678" },
                    "credential_info": { "custom_llm_provider": "openai" } }),
        ),
    ] {
        let made = proxy.post(path, &body).await;
        assert!(made.status < 300, "{path}: {}", made.text());
    }
    let set = proxy.cli(["model", "alias", "set", "fast", "gpt"]);
    assert_eq!(set.code, Some(0), "{}", set.stderr);
    for (key, model) in [
        ("sk-task-agent-0123456789", "gpt"),
        ("sk-task-agent-0123456789", "gpt"),
        (proxy.master_key(), "gpt"),
        (proxy.master_key(), "broken"),
    ] {
        let body = json!({ "model": model, "max_tokens": 20, "messages": [{ "role": "user", "content": "hi" }] });
        proxy.post_as(key, "/v1/chat/completions", &body).await;
    }
}

/// Sets what differs from run to run: five days ago is so for the whole day.
async fn settle(proxy: &Proxy) {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("a clock");
    let then = now.as_micros() as i64 - (5 * 24 + 1) * 3_600_000_000;
    let url = format!("sqlite://{}", proxy.sqlite().display());
    let mut db = SqliteConnection::connect(&url).await.expect("the database");
    for sql in [
        "UPDATE calls SET started_at = ended_at - 1234000".to_owned(),
        format!("UPDATE audit_log SET at = {then} + rowid"),
        format!("UPDATE owners SET created_at = {then}"),
        format!("UPDATE budgets SET created_at = {then}"),
        format!("UPDATE virtual_keys SET created_at = {then}"),
        "DELETE FROM alerts".to_owned(),
        format!(
            "INSERT INTO alerts (rule, scope, firing, since, told_at, times, title, acked_by) VALUES \
             ('deployment_down', 'x', 1, {then}, {then}, 3, 'openai/gpt-5-mini is down', 'ada'), \
             ('hard_budget', 'key:1:30d', 0, {then}, {then}, 1, 'Key=task-agent has used up its budget of $25.00', NULL)"
        ),
    ] {
        db.execute(AssertSqlSafe(sql)).await.expect("changed");
    }
    db.close().await.expect("closed");
}

/// A screen without what differs from run to run; widths stay as they are.
fn steady(screen: &str) -> String {
    let pairs = [
        (r"\b\d{4}-\d{2}-\d{2}\b", "2026-11-30"),
        (r"\b\d{2}:\d{2}:\d{2}\b", "12:34:56"),
        (
            r"\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b",
            "01a22b76-0000-7000-8000-000000000000",
        ),
    ];
    let mut text = screen.replace('\r', "");
    for (pattern, with) in pairs {
        let pattern = Regex::new(pattern).expect("a pattern");
        text = pattern.replace_all(&text, with).into_owned();
    }
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    format!("{}\n", lines.join("\n").trim())
}

#[tokio::test]
async fn every_list_fits_terminals_of_eighty_and_of_a_hundred_and_twenty_columns() {
    let upstream = Upstream::start();
    let mut proxy = Proxy::builder()
        .deployment(priced("gpt", &upstream, "ok?prompt=1234&completion=56"))
        .deployment(priced("broken", &upstream, "status/401"))
        .section("router_settings", json!({ "num_retries": 0 }))
        .start()
        .await;
    furnish(&proxy).await;
    proxy.term().await;
    settle(&proxy).await;
    let things = "keys:\n  - {alias: task-agent, budget: 30}\n  - {alias: knowledge-graph, budget: 50, period: 30d, models: [gpt]}\nbudgets:\n  - {id: small, budget: 6}\n";
    let home = proxy.config().with_file_name("things.yaml");
    std::fs::write(home, things).expect("written");
    let update = std::env::var_os("UPDATE").is_some();
    if update {
        let _ = std::fs::remove_dir_all(folder());
        std::fs::create_dir_all(folder()).expect("a folder");
    }
    let mut wrong = Vec::new();
    for (name, command) in LISTS {
        for columns in [80_u16, 120] {
            let (code, shown) = typed(&proxy, command, columns, "");
            assert_eq!(code, Some(0), "{command:?}: {shown}");
            let shown = steady(&shown);
            for line in shown.lines() {
                let width = line.chars().count();
                assert!(
                    width <= usize::from(columns),
                    "{command:?}: {width} of {columns}: {line}"
                );
            }
            let file = folder().join(format!("{name}.{columns}.txt"));
            if update {
                std::fs::write(&file, &shown).expect("written");
            }
            let stored = std::fs::read_to_string(&file).unwrap_or_default();
            if stored != shown {
                wrong.push(format!(
                    "{}\n--- stored\n{stored}--- now\n{shown}",
                    file.display()
                ));
            }
        }
        // In a pipe: whole lines, no colours, whatever the form.
        for form in ["table", "plain", "yaml", "json", "jsonl", "csv"] {
            let ran = proxy.cli([command, &["-o", form][..]].concat());
            assert_eq!(ran.code, Some(0), "{command:?}: {}", ran.stderr);
            assert!(
                !ran.stdout.contains('\u{1b}') && !ran.stderr.contains('\u{1b}'),
                "{command:?} -o {form}: {ran:?}"
            );
        }
        let colored = proxy.cli([command, &["-o", "table", "--color", "always"][..]].concat());
        assert!(
            colored.stdout.contains('\u{1b}') || colored.stdout.is_empty(),
            "{command:?}"
        );
    }
    assert!(
        wrong.is_empty(),
        "UPDATE=1 writes them anew:\n{}",
        wrong.join("\n")
    );
    let stored = std::fs::read_dir(folder()).expect("a folder").flatten();
    let stored: BTreeSet<String> = stored
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    let named = LISTS
        .iter()
        .flat_map(|(name, _)| [80, 120].map(|columns| format!("{name}.{columns}.txt")));
    assert_eq!(stored, named.collect(), "screens that no list has");
}

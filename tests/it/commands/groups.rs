use super::stages;
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use crate::ui::Browser;
use serde_json::json;
use sqlx::{Connection, Executor, SqliteConnection};
use std::io::Write;
use std::process::Stdio;
use std::time::Duration;

#[tokio::test]
async fn teams_and_users() {
    let upstream = Upstream::start();
    for stage in stages(&upstream).await {
        let user = stage.data(&[
            "user",
            "create",
            "ada",
            "--email",
            "ada@example.org",
            "--role",
            "internal_user",
            "--budget",
            "5",
        ]);
        assert_eq!(
            (&user["id"], &user["budget"]["limit"]),
            (&json!("ada"), &json!("5"))
        );
        let made = stage.data(&["user", "create", "bob", "--with-key"]);
        assert!(
            made["key"]
                .as_str()
                .is_some_and(|key| key.starts_with("sk-")),
            "{made}"
        );
        let team = stage.data(&[
            "team", "create", "research", "--budget", "500", "--period", "1mo", "--models", "gpt",
        ]);
        let id = team["id"].as_str().expect("an id").to_owned();
        stage.done(&[
            "team", "member", "add", "research", "ada", "bob", "--role", "user",
        ]);
        let team = stage.data(&["team", "get", &id]);
        assert_eq!(team["members"].as_array().map(Vec::len), Some(2), "{team}");
        stage.done(&["key", "generate", "--alias", "of-team", "--team", &id]);
        assert_eq!(
            stage.data(&["team", "get", "research"])["keys"][0]["alias"],
            "of-team"
        );
        stage.done(&[
            "team", "update", "research", "--budget", "none", "--rpm", "7", "--rename", "lab",
        ]);
        let team = stage.data(&["team", "get", "lab"]);
        assert_eq!(
            (&team["budget"]["limit"], &team["limits"]["rpm"]),
            (&json!(null), &json!(7))
        );
        let told = stage.fails(3, &["team", "get", "labb"]);
        assert!(told.contains("did you mean 'lab'?"), "{told}");
        assert_eq!(stage.done(&["team", "list", "-q"]), format!("{id}\n"));
        stage.fails(2, &["team", "member", "remove", "lab", "bob"]);
        stage.done(&["team", "member", "remove", "lab", "bob", "-y"]);
        stage.fails(2, &["team", "delete", "lab"]);
        stage.done(&["team", "delete", "lab", "--yes"]);

        stage.done(&[
            "user",
            "update",
            "ada@example.org",
            "--alias",
            "Ada",
            "--budget",
            "9",
        ]);
        assert_eq!(
            stage.done(&["user", "get", "Ada", "--field", "budget.limit"]),
            "9\n"
        );
        let file = stage.proxy.data_dir().join("password");
        std::fs::write(&file, "correct horse battery staple\n").expect("written");
        let file = file.to_str().expect("a path");
        let set = stage.run(&["user", "passwd", "Ada", "--password-file", file]);
        assert_eq!(set.code, Some(0), "{set:?}");
        assert!(!set.stdout.contains("horse"));
        stage.fails(2, &["user", "passwd", "Ada"]);
        let address = "https://llm.example.org/";
        let invited = stage.data(&["user", "invite", "Ada", "--address", address]);
        let link = invited["link"].as_str().expect("a link");
        assert!(
            link.starts_with("https://llm.example.org/ui?invitation_id="),
            "{link}"
        );
        stage.fails(3, &["user", "invite", "nobody"]);
        stage.done(&["user", "delete", "ada", "--yes"]);
        assert_eq!(stage.done(&["user", "list", "--search", "ada"]), "");
        stage.fails(3, &["user", "get", "ada"]);
    }
}

#[tokio::test]
async fn named_budgets() {
    let upstream = Upstream::start();
    for stage in stages(&upstream).await {
        let made = stage.data(&[
            "budget", "create", "small", "--budget", "5", "--period", "7d",
        ]);
        assert_eq!(
            (&made["id"], &made["limit"], &made["period"]),
            (&json!("small"), &json!("5"), &json!("7d"))
        );
        stage.done(&["key", "generate", "--alias", "k"]);
        stage.done(&["budget", "attach", "small", "key:k"]);
        assert_eq!(
            stage.done(&["key", "get", "k", "--field", "budget_id"]),
            "small\n"
        );
        stage.done(&["budget", "update", "small", "--budget", "6", "--rpm", "3"]);
        assert_eq!(stage.data(&["budget", "get", "small"])["limits"]["rpm"], 3);
        stage.done(&["budget", "detach", "key:k"]);
        assert_eq!(
            stage.done(&["key", "get", "k", "--field", "budget_id"]),
            "\n"
        );
        let told = stage.fails(3, &["budget", "attach", "smal", "key:k"]);
        assert!(told.contains("did you mean 'small'?"), "{told}");
        stage.fails(2, &["budget", "attach", "small", "k"]);
        stage.fails(5, &["budget", "boost", "key:k", "--amount", "1"]);
        assert_eq!(stage.done(&["budget", "list", "-q"]), "small\n");
        stage.done(&["budget", "delete", "small", "--yes"]);
        assert_eq!(stage.done(&["budget", "list"]), "");
    }
}

/// `user passwd ada` with the password on standard input.
fn passwd(proxy: &Proxy, password: &str, more: &[&str]) {
    let mut child = proxy
        .program(env!("CARGO_BIN_EXE_cw-proxy"))
        .args(["user", "passwd", "ada", "--password-stdin"])
        .args(more)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    writeln!(stdin, "{password}").expect("written");
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{output:?}");
    let told = [output.stdout, output.stderr].concat();
    assert!(!String::from_utf8_lossy(&told).contains(password));
}

#[tokio::test]
async fn a_new_password_ends_the_sessions_of_the_old_one_through_either_back_end() {
    let proxy = Proxy::builder().start().await;
    let made = proxy.cli(["user", "create", "ada"]);
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    // Never in the arguments, where all users of the machine can read it.
    let refused = proxy.cli(["user", "passwd", "ada", "--password", "horse-battery"]);
    assert_eq!(refused.code, Some(2), "{}", refused.stderr);
    let direct = ["--offline", "--force-offline"];
    passwd(&proxy, "horse-battery-0", &[]);
    for (round, more) in [&[][..], &direct].into_iter().enumerate() {
        let (old, new) = (
            format!("horse-battery-{round}"),
            format!("horse-battery-{}", round + 1),
        );
        let before = Browser::login(&proxy, "ada", &old).await;
        assert!(before.is_in().await, "{more:?}");
        passwd(&proxy, &new, more);
        // A running proxy sees what was written behind its back within a second.
        for _ in 0..50 {
            if !before.is_in().await {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        assert!(!before.is_in().await, "{more:?}: the session goes on");
        assert!(Browser::login(&proxy, "ada", &new).await.is_in().await);
    }
    let changes = proxy.cli([
        "audit", "list", "--kind", "user", "--limit", "3", "-o", "json",
    ]);
    assert!(
        changes.code == Some(0) && !changes.stdout.contains("horse"),
        "{changes:?}"
    );
}

#[tokio::test]
async fn alerts_are_seen_and_muted() {
    let upstream = Upstream::start();
    for stage in stages(&upstream).await {
        let url = format!("sqlite://{}", stage.proxy.sqlite().display());
        let mut db = SqliteConnection::connect(&url).await.expect("the database");
        db.execute(
            "INSERT INTO alerts (rule, scope, firing, since, told_at, times, title) VALUES \
             ('deployment_down', 'x', 1, 1790000000000000, 1790000000000000, 3, 'openai/gpt is down')",
        )
        .await
        .expect("an alert");
        db.close().await.expect("closed");
        let listed = stage.data(&["alert", "list", "--firing"]);
        let id = listed[0]["id"].as_str().expect("an id").to_owned();
        assert_eq!(listed[0]["title"], "openai/gpt is down");
        let seen = stage.data(&["alert", "ack", &id[..6]]);
        assert!(seen["acked_by"].is_string(), "{seen}");
        assert!(stage.done(&["alert", "list"]).contains("seen by"));
        let undone = stage.data(&["alert", "ack", &id, "--undo"]);
        assert!(undone["acked_by"].is_null(), "{undone}");
        let muted = stage.data(&["alert", "mute", &id, "--for", "2h"]);
        assert!(muted["muted_until"].is_string(), "{muted}");
        let heard = stage.data(&["alert", "mute", &id, "--off"]);
        assert!(heard["muted_until"].is_null(), "{heard}");
        assert_eq!(stage.done(&["alert", "mute", &id, "-q"]), format!("{id}\n"));
        for length in ["soon", "31d", "0m"] {
            stage.fails(6, &["alert", "mute", &id, "--for", length]);
        }
        stage.fails(2, &["alert", "mute", &id, "--off", "--for", "1h"]);
        let told = stage.fails(3, &["alert", "ack", "nothing"]);
        assert!(told.contains("there is no alert 'nothing'"), "{told}");
        let actions = stage.done(&["audit", "list", "--kind", "alert", "--field", "action"]);
        assert_eq!(actions, "muted\nunmuted\nmuted\nunacked\nacked\n");
    }
}

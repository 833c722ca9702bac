//! The CLI as people have it: on a terminal, where it may ask, and in a pipe, where it may not.

use crate::common::proxy::Proxy;
use sqlx::{ConnectOptions as _, Executor as _};
use std::io::Write;
use std::process::Stdio;

/// Runs a command on a terminal of `columns` columns with somebody typing; what the screen shows.
///
/// `script` of Debian's essential packages makes the terminal.
pub(crate) fn typed(
    proxy: &Proxy,
    args: &[&str],
    columns: u16,
    keys: &str,
) -> (Option<i32>, String) {
    let (code, shown) = raw(proxy, args, columns, keys);
    (code, uncolored(&shown))
}

/// The same with colours and movements of the cursor.
fn raw(proxy: &Proxy, args: &[&str], columns: u16, keys: &str) -> (Option<i32>, String) {
    started(proxy, env!("CARGO_BIN_EXE_cw-proxy"), args, columns, keys)
}

fn started(
    proxy: &Proxy,
    program: &str,
    args: &[&str],
    columns: u16,
    keys: &str,
) -> (Option<i32>, String) {
    let quote = |arg: &str| format!("'{}'", arg.replace('\'', "'\\''"));
    let quoted: Vec<String> = std::iter::once(program)
        .chain(args.iter().copied())
        .map(quote)
        .collect();
    let line = format!("stty cols {columns} rows 24; exec {}", quoted.join(" "));
    let mut command = proxy.program("script");
    command
        .args(["--quiet", "--return", "--command", &line, "/dev/null"])
        .env("TERM", "xterm-256color")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("script starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let keys = keys.to_owned();
    let typing = std::thread::spawn(move || {
        // Before it asks, the terminal itself would end it.
        if keys.starts_with('\u{3}') {
            std::thread::sleep(std::time::Duration::from_secs(2));
        }
        for key in keys.chars() {
            // A person is slower than the program; keys typed before it asks may be lost.
            std::thread::sleep(std::time::Duration::from_millis(60));
            let _ = stdin.write_all(key.to_string().as_bytes());
        }
        // The end of input would end the terminal's session.
        std::thread::sleep(std::time::Duration::from_millis(400));
    });
    let output = child.wait_with_output().expect("it ends");
    typing.join().expect("no panic");
    let shown = String::from_utf8_lossy(&output.stdout).into_owned();
    (output.status.code(), shown)
}

/// What is read on the screen: without colours and cursor movements.
fn uncolored(screen: &str) -> String {
    let mut text = String::new();
    let mut rest = screen.chars();
    while let Some(c) = rest.next() {
        if c != '\u{1b}' {
            text.push(c);
            continue;
        }
        if rest.next() == Some('[') {
            let ends = |c: &char| ('@'..='~').contains(c);
            let _ = rest.find(ends);
        }
    }
    text
}

#[tokio::test]
async fn on_a_terminal_what_is_missing_is_asked_for() {
    let proxy = Proxy::builder().start().await;
    let (code, shown) = typed(&proxy, &["key", "generate"], 80, "typed-alias\r");
    assert_eq!(code, Some(0), "{shown}");
    assert!(shown.contains("Alias") && shown.contains("sk-"), "{shown}");
    let listed = proxy.cli(["key", "list"]);
    assert!(
        listed.stdout.starts_with("typed-alias\t"),
        "{}",
        listed.stdout
    );

    // No message is asked for where there is no model to hear it.
    let (code, shown) = typed(&proxy, &["chat"], 80, "");
    assert_eq!(code, Some(2), "{shown}");
    assert!(
        shown.contains("MODEL is missing") && !shown.contains("Message"),
        "{shown}"
    );

    let (code, shown) = typed(&proxy, &["model", "new"], 80, "mine\rollama/tiny\r");
    assert_eq!(code, Some(0), "{shown}");
    assert!(
        shown.contains("Name for clients") && shown.contains("Provider and model"),
        "{shown}"
    );

    // Told not to ask, it does not, on a terminal either.
    let (code, shown) = typed(&proxy, &["model", "new", "--no-input"], 80, "");
    assert_eq!(code, Some(2), "{shown}");
    assert!(shown.contains("error: NAME is missing"), "{shown}");
}

#[tokio::test]
async fn in_a_pipe_nothing_is_asked_and_nothing_moves_the_cursor() {
    let proxy = Proxy::builder().start().await;
    let made = proxy.cli(["key", "generate"]);
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    let missing = proxy.cli(["model", "new"]);
    assert_eq!((missing.code, missing.stdout.as_str()), (Some(2), ""));
    for ran in [made, missing, proxy.cli(["key", "list", "-o", "table"])] {
        assert!(
            !ran.stdout.contains('\u{1b}') && !ran.stderr.contains('\u{1b}'),
            "{ran:?}"
        );
    }
}

#[tokio::test]
async fn tables_fit_the_terminal() {
    let proxy = Proxy::builder().start().await;
    let models = "claude-sonnet-4-5,gpt-5-mini,text-embedding-3-large,gemini/gemini-2.5-flash";
    for alias in [
        "task-agent",
        "an-alias-that-somebody-found-a-good-idea-to-make-this-long",
    ] {
        let ran = proxy.cli([
            "key", "generate", "--alias", alias, "--models", models, "--budget", "25", "--period",
            "30d",
        ]);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    }
    for columns in [80_u16, 120] {
        let (code, shown) = typed(&proxy, &["key", "list"], columns, "");
        assert_eq!(code, Some(0), "{shown}");
        assert!(
            shown.contains("ALIAS") && shown.contains("task-agent"),
            "{shown}"
        );
        for line in shown.lines() {
            let width = line.trim_end().chars().count();
            assert!(
                width <= usize::from(columns),
                "{width} columns of {columns}: {line}"
            );
        }
    }
}

#[tokio::test]
async fn what_is_lost_is_typed_and_a_mistake_loses_nothing() {
    let proxy = Proxy::builder().start().await;
    let made = proxy.cli(["key", "generate", "--alias", "mine"]);
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    let (code, shown) = typed(&proxy, &["key", "delete", "mine"], 80, "n");
    assert_eq!(code, Some(2), "{shown}");
    assert!(
        shown.contains("This key spent nothing yet.") && shown.contains("nothing was changed"),
        "{shown}"
    );
    // A key that spent is typed by its name.
    let spent =
        serde_json::json!({ "key": "sk-spent-0123456789", "key_alias": "spent", "spend": 3.5 });
    proxy.key(&spent).await;
    let (code, shown) = typed(&proxy, &["key", "delete", "spent"], 80, "mine\r");
    assert_eq!(code, Some(2), "{shown}");
    assert!(
        shown.contains("$3.50") && shown.contains("Type spent to delete"),
        "{shown}"
    );
    let (code, shown) = typed(&proxy, &["key", "delete", "spent"], 80, "spent\r");
    assert_eq!(code, Some(0), "{shown}");
    assert_eq!(
        proxy.cli(["key", "list", "--field", "alias"]).stdout,
        "mine\n"
    );
    let (code, shown) = typed(&proxy, &["key", "delete", "mine", "--no-input"], 80, "");
    assert_eq!(code, Some(2), "{shown}");
    assert!(shown.contains("pass --yes"), "{shown}");
}

#[tokio::test]
async fn a_password_is_asked_for_twice_and_not_shown() {
    let proxy = Proxy::builder().start().await;
    let made = proxy.cli(["user", "create", "ada"]);
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    let (code, shown) = typed(
        &proxy,
        &["user", "passwd", "ada"],
        80,
        "correct-horse\rwrong-horse\rcorrect-horse\rcorrect-horse\r",
    );
    assert_eq!(code, Some(0), "{shown}");
    assert!(
        shown.contains("Password") && shown.contains("Again") && shown.contains("they differ"),
        "{shown}"
    );
    assert!(!shown.contains("horse"), "{shown}");
    let (code, shown) = typed(&proxy, &["user", "passwd", "adda"], 80, "");
    assert!(
        code == Some(3) && shown.contains("did you mean 'ada'?") && !shown.contains("Password"),
        "{shown}"
    );
    let login = crate::ui::Browser::login(&proxy, "ada", "correct-horse").await;
    assert!(login.is_in().await);
}

#[tokio::test]
async fn ctrl_c_leaves_everything_as_it_was_and_tells_by_its_code() {
    let proxy = Proxy::builder().start().await;
    for making in [
        &["key", "generate", "--alias", "mine"][..],
        &["user", "create", "ada"],
    ] {
        let made = proxy.cli(making);
        assert_eq!(made.code, Some(0), "{}", made.stderr);
    }
    for command in [
        &["key", "delete", "mine"][..],
        &["key", "generate"],
        &["user", "passwd", "ada"],
        &["logs", "tail"],
    ] {
        let (code, shown) = raw(&proxy, command, 80, "\u{3}");
        assert_eq!(code, Some(130), "{command:?}: {shown}");
        let (hidden, back) = ("\u{1b}[?25l", "\u{1b}[?25h");
        assert!(
            shown.rfind(hidden) <= shown.rfind(back),
            "the cursor stays hidden: {shown:?}"
        );
    }
    assert_eq!(
        proxy.cli(["key", "list", "--field", "alias"]).stdout,
        "mine\n"
    );
}

#[tokio::test]
async fn hints_and_colours_are_for_terminals_and_can_be_turned_off() {
    let proxy = Proxy::builder().start().await;
    let (_, shown) = raw(&proxy, &["key", "generate", "--alias", "a"], 80, "");
    assert!(
        shown.contains("\u{1b}[") && shown.contains("Next:"),
        "{shown:?}"
    );
    for setting in ["NO_COLOR=1", "CW_PROXY_HINTS=0", "TERM=dumb"] {
        let shown = with(&proxy, setting, &["key", "generate", "--no-input"]);
        assert!(shown.contains("sk-"), "{shown:?}");
        match setting {
            "CW_PROXY_HINTS=0" => assert!(!shown.contains("Next:"), "{shown:?}"),
            _ => assert!(!shown.contains("\u{1b}["), "{setting}: {shown:?}"),
        }
    }
    let made = proxy.cli(["key", "generate", "--alias", "b"]);
    assert!(!made.stderr.contains("Next:"), "{}", made.stderr);
    let wrong = proxy.cli(["key", "get", "c", "--color", "always"]);
    assert!(wrong.stderr.contains("\u{1b}["), "{}", wrong.stderr);
}

/// What a command shows on a terminal with a variable set.
fn with(proxy: &Proxy, setting: &str, args: &[&str]) -> String {
    let mut line = vec!["-c".to_owned()];
    let quoted = args.join(" ");
    line.push(format!(
        "{setting} exec '{}' {quoted}",
        env!("CARGO_BIN_EXE_cw-proxy")
    ));
    let words: Vec<&str> = line.iter().map(String::as_str).collect();
    started(proxy, "sh", &words, 80, "").1
}

/// A screen without what differs from run to run.
fn screen(shown: &str) -> String {
    let lines = shown.lines().map(str::trim_end);
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

#[tokio::test]
async fn an_explanation_begins_with_its_answer() {
    let proxy = Proxy::builder().start().await;
    proxy
        .key(&serde_json::json!({ "key_alias": "ci", "max_budget": 0 }))
        .await;
    let (code, shown) = typed(
        &proxy,
        &["key", "explain", "ci", "--model", "gpt-5-mini"],
        80,
        "",
    );
    assert_eq!(code, Some(9), "{shown}");
    assert!(
        screen(&shown).starts_with("REFUSED  ci -> gpt-5-mini"),
        "{shown}"
    );
}

#[tokio::test]
async fn an_amount_that_is_no_number_makes_no_key_without_a_limit() {
    let proxy = Proxy::builder().start().await;
    for wrong in ["nan", "inf", "-1", "1e999", "abc", "none"] {
        for command in [
            &["key", "generate", "--alias", "k"][..],
            &["key", "update", "k"],
            &["team", "member", "add", "t", "u"],
        ] {
            let given = format!("--budget={wrong}");
            let ran = proxy.cli([command, &[&given]].concat());
            assert_eq!(ran.code, Some(2), "{command:?} {wrong}: {ran:?}");
            assert!(
                ran.stderr
                    .contains("give a number of US dollars, such as 25"),
                "{}",
                ran.stderr
            );
        }
    }
    let price = [
        "model",
        "new",
        "m",
        "--model",
        "openai/x",
        "--input-cost-per-token",
        "nan",
    ];
    assert_eq!(proxy.cli(price).code, Some(2));
    let rate = proxy.cli(["key", "generate", "--alias", "k", "--rpm", "6.5"]);
    assert!(
        rate.code == Some(2) && rate.stderr.contains("give a whole number"),
        "{rate:?}"
    );
    assert_eq!(proxy.cli(["key", "list"]).stdout, "");
    let none = proxy.cli(["key", "generate", "--budget", "none"]);
    assert!(none.stderr.contains("--clear-budget"), "{}", none.stderr);
}

#[tokio::test]
async fn a_database_may_be_named_as_a_file_and_one_that_may_only_be_read_is_told_as_such() {
    let mut proxy = Proxy::builder().start().await;
    let made = proxy.cli(["key", "generate", "--alias", "k"]);
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    proxy.term().await;
    let file = proxy.sqlite();
    let file = file.to_str().expect("a path");
    for url in [file.to_owned(), format!("sqlite://{file}")] {
        let listed = proxy.cli(["key", "list", "--field", "alias", "--db", &url]);
        assert_eq!(listed.stdout, "k\n", "{url}: {}", listed.stderr);
    }
    // Where none has run a change makes a database, but not unheard; whoever names it is told nothing new.
    let (there, elsewhere) = (
        proxy.data_dir().join("elsewhere"),
        proxy.data_dir().join("new.db"),
    );
    let (there, elsewhere) = (there.display().to_string(), elsewhere.display().to_string());
    for (from, heard) in [
        (["--data-dir", &there], true),
        (["--data-dir", &there], false),
        (["--db", &elsewhere], false),
    ] {
        let alias = format!("new{}{heard}", from[0]);
        let made = proxy.cli(["key", "generate", "-q", "--alias", &alias, from[0], from[1]]);
        assert_eq!(made.code, Some(0), "{}", made.stderr);
        let told = made.stderr.contains("warning: no proxy runs here");
        assert_eq!(told, heard, "{from:?}: {}", made.stderr);
    }
    let wrong = proxy.cli(["key", "list", "--db", "mysql://x"]);
    assert!(
        wrong.code == Some(6) && wrong.stderr.contains("(--db)"),
        "{wrong:?}"
    );
    if !crate::bootstrap::can_mount() {
        return;
    }
    // Whoever holds it keeps its log beside it, with which SQLite could open it for reading alone.
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(proxy.sqlite());
    let mut holder = options.connect().await.expect("a database");
    let counted = "SELECT count(*) FROM calls";
    holder.execute(counted).await.expect("it is read");
    let folder = proxy.data_dir();
    let folder = folder.display();
    for command in [
        "key list",
        "key block k",
        "db status",
        "doctor --no-providers",
    ] {
        let script = format!(
            "mount --bind '{folder}' '{folder}' && mount -o remount,ro,bind '{folder}' && exec '{}' {command}",
            env!("CARGO_BIN_EXE_cw-proxy")
        );
        let mut unshare = proxy.program("unshare");
        let ran = unshare
            .args(["--mount", "sh", "-c", &script])
            .output()
            .expect("it runs");
        let told = String::from_utf8_lossy(&[ran.stdout, ran.stderr].concat()).into_owned();
        let code = if command.starts_with("doctor") { 8 } else { 7 };
        assert_eq!(ran.status.code(), Some(code), "{command}: {told}");
        assert!(
            told.contains("cannot be written to") && told.contains("mount its folder writable"),
            "{command}: {told}"
        );
    }
}

//! The CLI as people have it: on a terminal, where it may ask, and in a pipe, where it may not.

use crate::common::proxy::Proxy;
use std::io::Write;
use std::process::Stdio;

/// Runs a command on a terminal of `columns` columns with somebody typing; what the screen shows.
///
/// `script` of Debian's essential packages makes the terminal.
fn typed(proxy: &Proxy, args: &[&str], columns: u16, keys: &str) -> (Option<i32>, String) {
    let quoted: Vec<String> = std::iter::once(env!("CARGO_BIN_EXE_cw-proxy"))
        .chain(args.iter().copied())
        .map(|arg| format!("'{arg}'"))
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
    let shown = String::from_utf8_lossy(&output.stdout);
    (output.status.code(), uncolored(&shown))
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

//! What shells get at a Tab: names from the running proxy or straight from the database, and silence
//! where there is nothing to be had.

use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// Lets a busy machine take its time.
const PATIENCE: (&str, &str) = ("CW_PROXY_COMPLETE_TIMEOUT", "20s");

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What the binary answers to Fish for the last of the words, without descriptions.
fn offered(proxy: &Proxy, words: &[&str]) -> Vec<String> {
    let output = asked(proxy, words, PATIENCE.1);
    let lines = text(&output.stdout);
    let values = lines.lines().map(|line| line.split('\t').next());
    // Where there is no name, options can be chosen still.
    let typed = words.last().is_some_and(|word| !word.is_empty());
    let names = values
        .flatten()
        .filter(|value| typed || !value.starts_with('-'));
    names.map(str::to_owned).collect()
}

fn asked(proxy: &Proxy, words: &[&str], patience: &str) -> Output {
    let mut command = proxy.program(env!("CARGO_BIN_EXE_cw-proxy"));
    command
        .env("CW_PROXY_COMPLETE", "fish")
        .env(PATIENCE.0, patience)
        .args(["--", "cw-proxy"])
        .args(words);
    let output = command.output().expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{words:?}: {output:?}");
    assert_eq!(text(&output.stderr), "", "{words:?}");
    output
}

/// What a real shell offers: a script with the completions of the binary, by its own name.
fn in_shell(proxy: &Proxy, shell: &str, script: &str) -> Option<String> {
    let there = Command::new(shell).arg("--version").output().is_ok();
    if !there {
        eprintln!("skipped: there is no {shell}");
        return None;
    }
    let binary = std::path::Path::new(env!("CARGO_BIN_EXE_cw-proxy"));
    let folder = binary.parent().expect("a folder").display();
    let path = format!("{folder}:{}", std::env::var("PATH").unwrap_or_default());
    let mut command = proxy.program(shell);
    command
        .env("PATH", path)
        .env("HOME", proxy.data_dir())
        .env(PATIENCE.0, PATIENCE.1)
        .args(["-c", script])
        .stdin(Stdio::null());
    let output = command.output().expect("it runs");
    assert_eq!(text(&output.stderr), "", "{shell}");
    Some(text(&output.stdout))
}

/// A Tab at the end of a line in Bash.
fn in_bash(proxy: &Proxy, line: &str) -> Vec<String> {
    let script = format!(
        "source <(cw-proxy completions bash)\nCOMP_LINE={}\nCOMP_POINT=${{#COMP_LINE}}\n_cw_proxy cw-proxy\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"",
        quoted(line)
    );
    let shown = in_shell(proxy, "bash", &script).expect("Bash is everywhere");
    shown.lines().map(str::to_owned).collect()
}

fn quoted(line: &str) -> String {
    format!("'{}'", line.replace('\'', "'\\''"))
}

fn furnish(proxy: &Proxy) {
    for command in [
        &["key", "generate", "--alias", "task-agent default"][..],
        &["key", "generate", "--alias", "ci"],
        &["team", "create", "research", "--id", "t-1"],
        &["user", "create", "ada", "--email", "ada@example.org"],
        &["budget", "create", "small", "--budget", "5"],
        &[
            "provider",
            "add",
            "company",
            "--provider",
            "openai",
            "--api-key-file",
            "secret",
        ],
    ] {
        let ran = proxy.cli(command);
        assert_eq!(ran.code, Some(0), "{command:?}: {}", ran.stderr);
    }
}

#[tokio::test]
async fn names_come_from_the_running_proxy_and_from_the_database_alone() {
    let upstream = Upstream::start();
    let mut proxy = Proxy::builder()
        .model("gpt-mini", &upstream, "ok")
        .model("ollama/llama3:8b", &upstream, "ok")
        .start()
        .await;
    std::fs::write(proxy.config().with_file_name("secret"), "sk-canary").expect("written");
    furnish(&proxy);
    let key = proxy.master_key().to_owned();
    for running in [true, false] {
        let url = proxy.url();
        if !running {
            proxy.term().await;
        }
        for (words, names) in [
            (&["key", "get", ""][..], &["ci", "task-agent default"][..]),
            (&["keys", "info", "ta"], &["task-agent default"]),
            (&["key", "delete", "ci", "t"], &["task-agent default"]),
            (&["logs", "list", "--key", "c"], &["ci"]),
            (&["logs", "list", "--key=c"], &["--key=ci"]),
            (&["run", "--key", "c"], &["ci"]),
            (&["chat", "g"], &["gpt-mini"]),
            (&["model", "get", "o"], &["ollama/llama3:8b"]),
            (
                &["key", "update", "ci", "--models", "gpt-mini,o"],
                &["gpt-mini,ollama/llama3:8b"],
            ),
            (&["team", "get", ""], &["research"]),
            (&["user", "passwd", "a"], &["ada"]),
            (&["budget", "attach", ""], &["small"]),
            (
                &["budget", "attach", "small", "key:t"],
                &["key:task-agent default"],
            ),
            (&["budget", "boost", "u"], &["user:"]),
            (&["provider", "remove", ""], &["company"]),
        ] {
            let got = offered(&proxy, words);
            assert_eq!(got, names, "{words:?}, running: {running}");
        }
        // The words that are typed already choose the back end.
        let elsewhere = ["key", "get", "--url", "http://127.0.0.1:9", ""];
        assert!(offered(&proxy, &elsewhere).is_empty());
        assert_eq!(offered(&proxy, &["--offline", "key", "get", "c"]), ["ci"]);
        if running {
            let file = proxy.data_dir().join("other.key");
            std::fs::write(&file, &key).expect("written");
            let file = file.to_str().expect("a path");
            let named = ["--url", &url, "--master-key-file", file, "key", "get", "c"];
            assert_eq!(offered(&proxy, &named), ["ci"]);
        }
    }
}

#[tokio::test]
async fn shells_put_names_in_as_they_must_be_written() {
    let proxy = Proxy::builder().start().await;
    for alias in ["task-agent default", "a:b", "$(touch x)*"] {
        let ran = proxy.cli(["key", "generate", "--alias", alias]);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    }
    assert_eq!(
        in_bash(&proxy, "cw-proxy key get t"),
        [r"task-agent\ default"]
    );
    assert_eq!(
        in_bash(&proxy, r"cw-proxy key get task-agent\ d"),
        [r"task-agent\ default"]
    );
    assert_eq!(
        in_bash(&proxy, "cw-proxy key get 'task-agent d"),
        ["task-agent default"]
    );
    // Bash replaces what is behind the colon.
    assert_eq!(in_bash(&proxy, "cw-proxy key get a:"), ["b"]);
    assert_eq!(in_bash(&proxy, "cw-proxy budget detach key:a"), ["a:b"]);
    assert_eq!(
        in_bash(&proxy, "cw-proxy key get \\$"),
        [r"\$\(touch\ x\)\*"]
    );
    assert_eq!(
        in_bash(&proxy, "cw-proxy spend re"),
        ["report", "reconcile"]
    );
    assert_eq!(in_bash(&proxy, "cw-proxy key get nobody"), [""]);
    let script = "cw-proxy completions fish | source; complete -C 'cw-proxy key get t'";
    if let Some(shown) = in_shell(&proxy, "fish", script) {
        assert_eq!(shown, "task-agent default\n");
    }
    // As a file of its `fpath`. A Tab needs a terminal, so what is handed to the shell is looked at.
    let script = "cw-proxy completions zsh >_cw-proxy; autoload -Uz compinit; fpath=($PWD $fpath); compinit -u -d dump
        _describe() { local name=${@[-1]}; print -l -- ${(P)name} }
        words=(cw-proxy key get t); CURRENT=4; _cw-proxy";
    if let Some(shown) = in_shell(&proxy, "zsh", script) {
        assert_eq!(shown, "task-agent default\n");
    }
}

#[tokio::test]
async fn what_cannot_be_had_at_once_is_left_out_and_nothing_is_touched() {
    // Nothing has run here: no database is made by looking.
    let proxy = Proxy::builder().prepare();
    assert!(offered(&proxy, &["key", "get", ""]).is_empty());
    assert!(offered(&proxy, &["key", "get", "--offline", ""]).is_empty());
    let made = std::fs::read_dir(proxy.data_dir())
        .expect("the folder")
        .count();
    assert_eq!(made, 0, "files were made");
    // Somebody takes the call and says nothing.
    let mute = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", mute.local_addr().expect("an address"));
    let began = Instant::now();
    let output = asked(&proxy, &["key", "get", "--url", &url, ""], "200ms");
    assert!(
        text(&output.stdout)
            .lines()
            .all(|line| line.starts_with('-'))
    );
    assert!(
        began.elapsed() < Duration::from_secs(5),
        "{:?}",
        began.elapsed()
    );
    // A configuration that is not valid has its say when a command is run, not before.
    std::fs::write(proxy.config(), "model_list: {").expect("written");
    assert!(offered(&proxy, &["key", "get", ""]).is_empty());
    assert_eq!(offered(&proxy, &["doc"]), ["doctor"]);
    // A database of nobody's is not read either.
    std::fs::write(proxy.config(), "{}").expect("written");
    std::fs::write(proxy.sqlite(), "no database").expect("written");
    assert!(offered(&proxy, &["key", "get", ""]).is_empty());
}

#[tokio::test]
async fn profiles_are_offered_and_choose() {
    let proxy = Proxy::builder().start().await;
    let made = proxy.cli(["key", "generate", "--alias", "there"]);
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    let elsewhere = Proxy::builder()
        .env(
            "XDG_CONFIG_HOME",
            proxy.data_dir().to_str().expect("a path"),
        )
        .prepare();
    let folder = proxy.data_dir().join("cw-proxy");
    std::fs::create_dir(&folder).expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("written");
    write(
        "cli.toml",
        &format!(
            "[profiles.staging]\nurl = \"{}\"\noutput = \"json\"\n",
            proxy.url()
        ),
    );
    assert_eq!(offered(&elsewhere, &["--profile", ""]), ["staging"]);
    let key = ["--profile", "staging", "key", "get", ""];
    assert_eq!(offered(&elsewhere, &key), ["there"]);
    let listed = elsewhere.cli(["--profile", "staging", "key", "list"]);
    assert!(
        listed.code == Some(0) && listed.stdout.starts_with("{\"data\":[{"),
        "{listed:?}"
    );
    // A file as it was written once counts where there is no other, and is told of where there is.
    write(
        "cli.yaml",
        "default: old\nprofiles: { old: { output: yaml } }\n",
    );
    let both = elsewhere.cli(["-v", "version", "--profile", "staging"]);
    assert!(
        both.code == Some(0) && both.stderr.contains("cli.yaml is not read"),
        "{both:?}"
    );
    std::fs::remove_file(folder.join("cli.toml")).expect("removed");
    let old = elsewhere.cli(["version"]);
    assert!(old.stdout.starts_with("data:\n"), "{old:?}");
    write("cli.toml", "[profiles.a]\nurl = 7\n");
    let wrong = elsewhere.cli(["version"]);
    assert!(
        wrong.code == Some(6) && wrong.stderr.contains("line 2"),
        "{wrong:?}"
    );
}

//! Each noun of the command line: one story, told to a running proxy and to the database alone.

mod books;
mod database;
mod groups;
mod keys;
mod models;
mod tools;

use crate::chat::priced;
use crate::common::proxy::{Output, Proxy};
use crate::common::upstream::Upstream;
use serde_json::{Value, json};

/// Where a story is told.
pub(crate) struct Stage {
    pub(crate) proxy: Proxy,
    pub(crate) backend: &'static str,
}

impl Stage {
    pub(crate) fn run(&self, args: &[&str]) -> Output {
        self.proxy.cli(args)
    }

    /// A command that must succeed; its standard output.
    pub(crate) fn done(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(
            ran.code,
            Some(0),
            "{} {args:?}: {}",
            self.backend,
            ran.stderr
        );
        assert!(
            !ran.stdout.contains('\u{1b}') && !ran.stderr.contains('\u{1b}'),
            "escapes in a pipe: {ran:?}"
        );
        ran.stdout
    }

    /// The data of a command that must succeed, and tells which back end it had.
    pub(crate) fn data(&self, args: &[&str]) -> Value {
        let text = self.done(&[args, &["-o", "json"]].concat());
        let answer: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(answer["meta"]["backend"], self.backend, "{args:?}");
        answer["data"].clone()
    }

    /// A command that must fail in this way; its standard error.
    pub(crate) fn fails(&self, code: i32, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(ran.code, Some(code), "{} {args:?}: {ran:?}", self.backend);
        ran.stderr
    }
}

/// A running proxy and a database alone, with the same models.
pub(crate) async fn stages(upstream: &Upstream) -> Vec<Stage> {
    stages_with(upstream, json!({})).await
}

/// The same with general settings.
pub(crate) async fn stages_with(upstream: &Upstream, settings: Value) -> Vec<Stage> {
    let builder = || {
        Proxy::builder()
            .section("general_settings", settings.clone())
            .deployment(priced("gpt", upstream, "ok?prompt=30&completion=20"))
            .deployment(priced("broken", upstream, "status/401"))
    };
    let alone = builder().prepare();
    let made = alone.cli(["db", "migrate"]);
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    vec![
        Stage {
            proxy: builder().start().await,
            backend: "http",
        },
        Stage {
            proxy: alone,
            backend: "database",
        },
    ]
}

/// One call with a key, through the command line itself, so that it can be made on both.
pub(crate) fn call(stage: &Stage, model: &str) -> Output {
    let body = json!({ "model": model, "max_tokens": 20, "messages": [{ "role": "user", "content": "hi" }] });
    stage.run(&[
        "api",
        "POST",
        "/v1/chat/completions",
        "-d",
        &body.to_string(),
        "--force-offline",
    ])
}

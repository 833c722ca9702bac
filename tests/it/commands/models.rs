use super::{Stage, stages};
use crate::common::upstream::Upstream;
use serde_json::{Value, json};

#[tokio::test]
async fn models_and_their_credentials() {
    let upstream = Upstream::start();
    for stage in stages(&upstream).await {
        credentials(&stage, &upstream);
        models(&stage, &upstream);
    }
}

fn credentials(stage: &Stage, upstream: &Upstream) {
    let file = stage.proxy.data_dir().join("secret");
    std::fs::write(&file, "sk-of-the-provider\n").expect("written");
    let file = file.to_str().expect("a path");
    let base = upstream.base_url();
    let kept = stage.run(&[
        "provider",
        "add",
        "main",
        "--provider",
        "openai",
        "--api-key-file",
        file,
        "--api-base",
        &base,
        "-o",
        "json",
    ]);
    assert_eq!(kept.code, Some(0), "{}", kept.stderr);
    assert!(
        !kept.stdout.contains("sk-of-the-provider") && kept.stderr.is_empty(),
        "{kept:?}"
    );
    let argv = stage.run(&[
        "provider",
        "update",
        "main",
        "--api-key",
        "sk-in-arguments-x",
    ]);
    assert_eq!(argv.code, Some(0), "{}", argv.stderr);
    assert!(
        argv.stderr
            .contains("warning: --api-key can be seen by other users"),
        "{}",
        argv.stderr
    );
    assert!(!argv.stdout.contains("sk-in-arguments-x"));
    stage.done(&[
        "provider",
        "test",
        "main",
        "--model",
        "openai/ok",
        "--force-offline",
    ]);
    stage.fails(
        8,
        &[
            "provider",
            "test",
            "main",
            "--model",
            "openai/status/500",
            "--force-offline",
        ],
    );
    assert_eq!(stage.done(&["provider", "list", "-q"]), "main\n");
    let told = stage.fails(3, &["provider", "update", "mian", "--provider", "openai"]);
    assert!(told.contains("did you mean 'main'?"), "{told}");
}

fn models(stage: &Stage, upstream: &Upstream) {
    let base = upstream.base_url();
    let made = stage.data(&[
        "model",
        "new",
        "mine",
        "--model",
        "openai/ok",
        "--credential",
        "main",
    ]);
    assert_eq!(
        (&made["credential"], &made["source"]),
        (&json!("main"), &json!("database"))
    );
    let id = made["id"].as_str().expect("an id").to_owned();
    let stays = stage.run(&["provider", "remove", "main", "--yes"]);
    assert_ne!(stays.code, Some(0), "a model names it");
    // Its price is not known, until it is declared.
    let price = stage.data(&["model", "price", "mine"]);
    assert_eq!(
        (&price[0]["price_source"], &price[0]["input_cost_per_token"]),
        (&json!("unknown"), &Value::Null)
    );
    stage.done(&[
        "model",
        "price",
        "mine",
        "--input",
        "2.5",
        "--output-price",
        "10",
    ]);
    let price = stage.data(&["model", "price", "mine"]);
    assert_eq!(
        (&price[0]["price_source"], &price[0]["input_cost_per_token"]),
        (&json!("declared"), &json!("0.0000025"))
    );
    let known = stage.data(&["model", "price", "openai/gpt-4o"]);
    assert_eq!(known[0]["price_source"], "price table", "{known}");

    stage.done(&["model", "test", "mine"]);
    let failed = stage.run(&["model", "test", "broken", "-o", "json"]);
    assert_eq!(failed.code, Some(8), "{failed:?}");
    stage.done(&[
        "model",
        "update",
        "mine",
        "--api-base",
        &base,
        "--rename",
        "ours",
    ]);
    stage.done(&["model", "update", &id, "--block"]);
    assert_eq!(
        stage.done(&["model", "get", "ours", "--field", "state"]),
        "blocked\n"
    );
    stage.done(&["model", "update", "ours", "--unblock"]);
    let told = stage.fails(3, &["model", "get", "gtp"]);
    assert!(told.contains("did you mean 'gpt'?"), "{told}");
    stage.fails(5, &["model", "delete", "gpt", "--yes"]);

    stage.done(&["model", "alias", "set", "fast", "gpt"]);
    assert_eq!(
        stage.data(&["model", "alias", "list"]),
        json!([{ "alias": "fast", "model": "gpt", "hidden": false }])
    );
    stage.fails(3, &["model", "alias", "set", "fast", "gtp"]);
    stage.done(&["model", "alias", "remove", "fast"]);
    stage.fails(3, &["model", "alias", "remove", "fast"]);
    let names = stage.done(&["model", "list", "-q"]);
    assert_eq!(names, "broken\ngpt\nours\n");
    stage.fails(2, &["model", "delete", "ours"]);
    stage.done(&["model", "delete", "ours", "--yes"]);
    stage.done(&["provider", "remove", "main", "--yes"]);
}

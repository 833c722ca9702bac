use super::{Stage, stages};
use crate::common::upstream::Upstream;
use serde_json::{Value, json};

#[tokio::test]
async fn a_keys_life() {
    let upstream = Upstream::start();
    for stage in stages(&upstream).await {
        generate_and_find(&stage);
        change_and_rotate(&stage);
        explained(&stage);
        ended(&stage);
    }
}

fn generate_and_find(stage: &Stage) {
    let made = stage.data(&[
        "key", "generate", "--alias", "agent", "--budget", "25", "--period", "1mo", "--models",
        "gpt", "--rpm", "10", "--tag", "ci",
    ]);
    assert!(
        made["key"]
            .as_str()
            .is_some_and(|key| key.starts_with("sk-")),
        "{made}"
    );
    assert_eq!(made["budget"]["limit"], "25");
    let secret = stage.done(&["key", "generate", "--alias", "plain", "-q"]);
    assert_eq!(secret.lines().count(), 1);
    // By alias, by hash, by secret and by hint it is the same one.
    let by = |name: &str| stage.data(&["key", "get", name]);
    let plain = by("plain");
    let (id, hint) = (
        plain["id"].as_str().expect("id"),
        plain["hint"].as_str().expect("hint"),
    );
    assert_eq!(by(id), plain);
    assert_eq!(by(secret.trim()), plain);
    assert_eq!(by(hint), plain);
    let told = stage.fails(3, &["key", "get", "plian"]);
    assert!(
        told.contains("error: there is no key 'plian'") && told.contains("did you mean 'plain'?"),
        "{told}"
    );
    stage.fails(5, &["key", "generate", "--alias", "plain"]);
    // Told to keep it, it is the same key, and brought to what is asked for.
    let kept = stage.data(&[
        "key",
        "generate",
        "--alias",
        "plain",
        "--if-exists",
        "reuse",
        "--budget",
        "3",
    ]);
    assert_eq!(
        (&kept["id"], &kept["key"], &kept["budget"]["limit"]),
        (&plain["id"], &Value::Null, &json!("3"))
    );

    let listed = stage.done(&["key", "list", "-q", "--sort", "alias", "--ascending"]);
    assert_eq!(listed.lines().count(), 2);
    assert_eq!(
        stage.done(&[
            "key",
            "list",
            "--field",
            "alias",
            "--sort",
            "alias",
            "--ascending"
        ]),
        "agent\nplain\n"
    );
    let page = stage.done(&["key", "list", "-o", "json", "--limit", "1"]);
    let page: Value = serde_json::from_str(&page).expect("JSON");
    assert_eq!(
        (
            &page["meta"]["count"],
            &page["meta"]["total"],
            &page["meta"]["next"]
        ),
        (&json!(1), &json!(2), &json!(2))
    );
    assert_eq!(
        stage.done(&["key", "list", "-o", "jsonl"]).lines().count(),
        2
    );
    let yaml = stage.done(&["key", "get", "agent", "-o", "yaml"]);
    assert!(
        yaml.contains("alias: agent") && yaml.contains("backend: "),
        "{yaml}"
    );
    let wrong = stage.fails(2, &["key", "get", "agent", "--field", "budget.limt"]);
    assert!(wrong.contains("did you mean 'budget.limit'?"), "{wrong}");
    // The words of LiteLLM's own tool.
    assert_eq!(
        stage.done(&["keys", "info", "agent", "--field", "budget.limit"]),
        "25\n"
    );
}

fn change_and_rotate(stage: &Stage) {
    stage.done(&[
        "key", "update", "agent", "--budget", "30", "--models", "*", "--rename", "agent-2",
    ]);
    let key = stage.data(&["key", "get", "agent-2"]);
    assert_eq!(
        (&key["budget"]["limit"], &key["models"]),
        (&json!("30"), &json!([]))
    );
    stage.fails(2, &["key", "update", "agent-2"]);
    stage.done(&["key", "block", "agent-2"]);
    assert_eq!(
        stage.done(&["key", "get", "agent-2", "--field", "state"]),
        "blocked\n"
    );
    stage.done(&["key", "unblock", "agent-2"]);
    let home = stage.proxy.data_dir();
    let env = home.join("agent.env");
    std::fs::write(&env, "# kept\nOPENAI_API_KEY=old\n").expect("written");
    let path = env.to_str().expect("a path");
    let rotated = stage.data(&["key", "rotate", "agent-2", "--env-file", path]);
    assert_eq!(rotated["env_var"], "OPENAI_API_KEY");
    assert!(
        rotated.get("key").is_none(),
        "the secret is in the file alone: {rotated}"
    );
    let text = std::fs::read_to_string(&env).expect("there");
    let secret = text
        .lines()
        .find_map(|line| line.strip_prefix("OPENAI_API_KEY="))
        .expect("a line");
    assert!(
        text.starts_with("# kept\n") && secret.starts_with("sk-"),
        "{text}"
    );
    assert_eq!(
        stage.done(&["key", "get", secret, "--field", "alias"]),
        "agent-2\n"
    );
}

fn explained(stage: &Stage) {
    let allowed = stage.data(&["key", "explain", "agent-2", "--model", "gpt"]);
    assert_eq!(
        (&allowed["allowed"], &allowed["stops_at"]),
        (&json!(true), &Value::Null),
        "{allowed}"
    );
    stage.done(&["key", "update", "agent-2", "--models", "gpt"]);
    let refused = stage.run(&[
        "key", "explain", "agent-2", "--model", "broken", "-o", "table",
    ]);
    assert_eq!(refused.code, Some(9), "{refused:?}");
    assert!(
        refused.stdout.starts_with("REFUSED  agent-2 -> broken\n"),
        "{}",
        refused.stdout
    );
    assert!(
        refused.stdout.contains("not allowed   <-- stops here"),
        "{}",
        refused.stdout
    );
    assert!(
        refused
            .stderr
            .contains("help: cw-proxy key update agent-2 --models"),
        "{}",
        refused.stderr
    );
    // A budget that is used up, and more of it for a while.
    stage.done(&["key", "update", "agent-2", "--budget", "0"]);
    let over = stage.run(&["key", "explain", "agent-2", "--model", "gpt", "-o", "table"]);
    assert_eq!(over.code, Some(9), "{over:?}");
    assert!(
        over.stdout
            .contains("$0.00 spent + $0.00 reserved of $0.00 /1mo"),
        "{}",
        over.stdout
    );
    assert!(
        over.stderr
            .contains("help: cw-proxy budget boost key:agent-2"),
        "{}",
        over.stderr
    );
    stage.done(&[
        "budget",
        "boost",
        "key:agent-2",
        "--amount",
        "10",
        "--until",
        "24h",
    ]);
    stage.done(&["key", "explain", "agent-2", "--model", "gpt"]);
    // The limit of a rate that is in the way is named, with the flag that raises it.
    stage.done(&["key", "update", "agent-2", "--tpd", "0"]);
    let over = stage.run(&["key", "explain", "agent-2", "--model", "gpt", "-o", "table"]);
    assert_eq!(over.code, Some(9), "{over:?}");
    assert!(
        over.stdout.contains("0 of 0 tokens/day left"),
        "{}",
        over.stdout
    );
    let help = "help: cw-proxy key update agent-2 --tpd N";
    assert!(over.stderr.contains(help), "{}", over.stderr);
    stage.done(&["key", "update", "agent-2", "--clear-limits"]);
    stage.fails(3, &["key", "explain", "nobody", "--model", "gpt"]);
}

fn ended(stage: &Stage) {
    let told = stage.fails(2, &["key", "delete", "agent-2"]);
    assert!(
        told.contains("error: refusing to delete without confirmation (no terminal)")
            && told.contains("help: pass --yes."),
        "{told}"
    );
    stage.done(&["key", "delete", "agent-2", "plain", "--yes"]);
    assert_eq!(stage.done(&["key", "list"]), "");
    assert_eq!(
        stage
            .data(&["key", "list", "--deleted"])
            .as_array()
            .map(Vec::len),
        Some(2)
    );
}

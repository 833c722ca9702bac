use super::{call, stages, stages_with};
use crate::common::upstream::Upstream;
use serde_json::{Value, json};

#[tokio::test]
async fn spend_and_calls() {
    let upstream = Upstream::start();
    for stage in stages(&upstream).await {
        for _ in 0..3 {
            let answered = call(&stage, "gpt");
            assert_eq!(answered.code, Some(0), "{}", answered.stderr);
        }
        let failed = call(&stage, "broken");
        assert_ne!(failed.code, Some(0));
        let today = stage.done(&["spend", "today", "-o", "json"]);
        let today: Value = serde_json::from_str(&today).expect("JSON");
        assert_eq!(today["meta"]["total"]["requests"], 4, "{today}");
        let spent = today["meta"]["total"]["spend"]
            .as_str()
            .expect("money")
            .to_owned();
        assert!(spent.parse::<f64>().is_ok_and(|usd| usd > 0.0), "{spent}");
        assert_eq!(stage.done(&["spend", "today", "-q"]), format!("{spent}\n"));
        let by = stage.data(&["spend", "report", "--by", "model,provider"]);
        let gpt = by
            .as_array()
            .expect("rows")
            .iter()
            .find(|row| row["model"] == "gpt")
            .expect("a row");
        assert_eq!(
            (&gpt["requests"], &gpt["spend"], &gpt["provider"]),
            (&json!(3), &json!(spent), &json!("openai"))
        );
        assert_eq!(
            stage.data(&["spend", "top", "model", "--limit", "1"])[0]["model"],
            "gpt"
        );
        stage.fails(2, &["spend", "report", "--since", "yesterday"]);

        let calls = stage.data(&["logs", "list", "--model", "gpt"]);
        assert_eq!(calls.as_array().map(Vec::len), Some(3));
        assert_eq!(
            stage
                .data(&["logs", "list", "--failed"])
                .as_array()
                .map(Vec::len),
            Some(1)
        );
        let id = calls[0]["id"].as_str().expect("an id");
        let one = stage.data(&["logs", "get", id]);
        assert_eq!(
            (&one["id"], &one["prompt_tokens"], &one["usage_source"]),
            (&json!(id), &json!(30), &json!("provider"))
        );
        stage.fails(3, &["logs", "get", "no-such-call"]);
        assert_eq!(
            stage
                .done(&["logs", "tail", "-n", "2", "-q", "--since", "1h"])
                .lines()
                .count(),
            2
        );
        let csv = stage.done(&["logs", "export"]);
        assert!(
            csv.starts_with("started_at,request_id,") && csv.lines().count() == 5,
            "{csv}"
        );
        stage.fails(2, &["logs", "prune", "--older-than", "30d"]);
        assert_eq!(
            stage.done(&["logs", "prune", "--older-than", "30d", "--yes", "-q"]),
            "0\n"
        );

        // A bill that agrees, and one that does not.
        let day = one["started_at"]
            .as_str()
            .and_then(|at| at.get(..10))
            .expect("a day");
        let bill = stage.proxy.data_dir().join("bill.csv");
        let path = bill.to_str().expect("a path");
        let write = |cost: &str| {
            let text = format!(
                "Date,Model,Cost (USD)\n{day},ok?prompt=30&completion=20-2026-01-01,{cost}\n"
            );
            std::fs::write(&bill, text).expect("written");
        };
        write(&spent);
        let args = ["spend", "reconcile", "--provider", "openai", "--csv", path];
        let agreed = stage.data(&args);
        assert_eq!(agreed[0]["result"], "matches", "{agreed}");
        write("1.50");
        let told = stage.fails(8, &args);
        assert!(told.contains("1 lines differ"), "{told}");
        std::fs::write(&bill, "a,b\n1,2\n").expect("written");
        stage.fails(6, &args);
    }
}

#[tokio::test]
async fn stored_words_are_counted_before_they_are_removed() {
    let upstream = Upstream::start();
    let settings = json!({ "store_prompts_in_spend_logs": true });
    for stage in stages_with(&upstream, settings).await {
        for _ in 0..2 {
            assert_eq!(call(&stage, "gpt").code, Some(0));
        }
        let prune = ["logs", "prune", "--older-than"];
        let with = |more: &[&str]| stage.done(&[&prune, more].concat());
        assert_eq!(with(&["1h", "--dry-run", "--exit-code", "-q"]), "0\n");
        tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
        assert_eq!(with(&["1s", "--dry-run", "-q"]), "2\n");
        // Nobody is asked for a plan, and scripts can tell by it.
        let planned = [&prune[..], &["1s", "--dry-run", "--exit-code"]].concat();
        stage.fails(10, &planned);
        let id = stage.done(&["logs", "list", "-q", "--limit", "1"]);
        let words = ["logs", "get", id.trim(), "--words", "-o", "json"];
        assert!(stage.done(&words).contains("\"hi\""));
        stage.fails(2, &[&prune[..], &["1s"]].concat());
        assert_eq!(with(&["1s", "--yes", "-q"]), "2\n");
        assert_eq!(with(&["1s", "--dry-run", "-q"]), "0\n");
        assert_eq!(
            stage.data(&["logs", "list"]).as_array().map(Vec::len),
            Some(2),
            "the ledger's rows stay"
        );
        stage.fails(2, &[&prune[..], &["soon", "--dry-run"]].concat());
    }
}

/// Lists, and the first column of each as CSV.
const LISTS: &[(&[&str], &str)] = &[
    (
        &["key", "list"],
        "id,alias,hint,models,user,team,type,budget.limit,",
    ),
    (&["model", "list"], "id,name,model,provider,"),
    (&["model", "alias", "list"], "alias,model,hidden"),
    (
        &["budget", "list"],
        "id,limit,period,soft_limit,limits.rpm,",
    ),
    (
        &["team", "list"],
        "id,alias,models,organization,members,budget.limit,",
    ),
    (
        &["user", "list"],
        "id,email,alias,role,models,teams,budget.limit,",
    ),
    (&["provider", "list"], "name,provider,key,api_base,values"),
    (
        &["spend", "report", "--by", "key,model"],
        "key,alias,model,spend,",
    ),
    (&["spend", "top", "team"], "team,spend,"),
    (&["spend", "today"], "key,alias,model,spend,"),
    (&["logs", "list"], "id,request_id,call_id,started_at,"),
    (
        &["audit", "list", "--kind", "user"],
        "id,at,by,action,kind,object,before,after",
    ),
    (&["alert", "list"], "id,rule,scope,state,title,"),
    (&["key", "list", "--deleted"], "id,alias,"),
];

#[tokio::test]
async fn every_list_is_csv_with_the_same_columns_whatever_is_listed() {
    let upstream = Upstream::start();
    for stage in stages(&upstream).await {
        let mut empty = Vec::new();
        for (list, columns) in LISTS {
            let text = stage.done(&[list, &["-o", "csv"][..]].concat());
            let header = text.lines().next().unwrap_or_default().to_owned();
            assert!(header.starts_with(columns), "{list:?}: {header}");
            empty.push(header);
        }
        let hostile = "=HYPERLINK(\"http://x\"),\"a\"";
        stage.done(&[
            "key",
            "generate",
            "--alias",
            hostile,
            "--models",
            "gpt,broken",
            "--budget",
            "5",
        ]);
        stage.done(&["user", "create", "ada", "--metadata", "{\"a\":{\"b\":1}}"]);
        stage.done(&["team", "create", "lab"]);
        stage.done(&["budget", "create", "small", "--budget", "5"]);
        stage.done(&["model", "alias", "set", "fast", "gpt"]);
        assert_eq!(call(&stage, "gpt").code, Some(0));
        for ((list, _), header) in LISTS.iter().zip(empty) {
            let text = stage.done(&[list, &["-o", "csv"][..]].concat());
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let names = reader
                .headers()
                .expect("a header")
                .iter()
                .collect::<Vec<_>>()
                .join(",");
            assert_eq!(names, header, "{list:?}");
            for row in reader.records() {
                // A row of another length is none.
                let row = row.unwrap_or_else(|error| panic!("{list:?}: {error}\n{text}"));
                assert!(!row.iter().any(|cell| cell.starts_with('=')), "{row:?}");
            }
        }
        let keys = stage.done(&["key", "list", "-o", "csv"]);
        let mut reader = csv::Reader::from_reader(keys.as_bytes());
        let row = reader.records().next().expect("a row").expect("a row");
        assert_eq!(
            (&row[1], &row[3], &row[7]),
            (&*format!("'{hostile}"), "gpt,broken", "5")
        );
        let user = stage.done(&["user", "get", "ada", "-o", "csv"]);
        assert!(
            user.lines().count() == 2 && user.starts_with("id,"),
            "{user}"
        );
        // What comes piece by piece has one header.
        let tail = stage.done(&["logs", "tail", "-n", "1", "--since", "1h", "-o", "csv"]);
        assert!(
            tail.starts_with("id,request_id,") && tail.lines().count() == 2,
            "{tail}"
        );
        let ids = stage.done(&[
            "logs", "tail", "-n", "1", "--since", "1h", "--field", "model",
        ]);
        assert_eq!(ids, "gpt\n");
    }
}

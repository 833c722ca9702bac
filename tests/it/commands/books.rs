use super::{call, stages};
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

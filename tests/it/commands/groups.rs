use super::stages;
use crate::common::upstream::Upstream;
use serde_json::json;

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

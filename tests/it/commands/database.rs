//! The database as a whole and the proxy's own secrets where the database is PostgreSQL; what SQLite does
//! is told in `secrets.rs`.

use crate::common::http;
use crate::common::postgres;
use crate::common::proxy::{Output, Proxy};
use crate::common::upstream::Upstream;
use serde_json::{Value, json};

/// A command that must succeed.
fn done(proxy: &Proxy, args: &[&str]) -> Output {
    let ran = proxy.cli(args);
    assert_eq!(ran.code, Some(0), "{args:?}: {}", ran.stderr);
    ran
}

/// What PostgreSQL's own tools do is left to them, and said; no password is.
fn tools(proxy: &Proxy, url: &str) {
    let checked = done(proxy, &["db", "check"]);
    assert!(
        checked.stderr.contains("PostgreSQL looks after its files"),
        "{}",
        checked.stderr
    );
    done(proxy, &["audit", "verify"]);
    for (args, tool) in [
        (&["db", "backup", "copy.db"][..], "pg_dump"),
        (&["db", "restore", "copy.db"], "pg_restore"),
        (&["db", "vacuum"], "VACUUM FULL"),
    ] {
        let refused = proxy.cli(args);
        assert_eq!(refused.code, Some(2), "{args:?}: {}", refused.stderr);
        assert!(
            refused.stderr.contains("the database is PostgreSQL") && refused.stderr.contains(tool),
            "{}",
            refused.stderr
        );
    }
    let address = url
        .split("://")
        .nth(1)
        .and_then(|rest| rest.split_once('@'));
    if let Some((_, password)) = address.and_then(|(user, _)| user.split_once(':')) {
        let verbose = done(proxy, &["db", "status", "-vv"]);
        assert!(
            !(verbose.stdout + &verbose.stderr).contains(password),
            "a password is shown"
        );
    }
}

#[tokio::test]
async fn on_postgresql_its_own_tools_are_named_and_all_else_works() {
    let Some(url) = postgres::database().await else {
        eprintln!("skipped: CW_TEST_POSTGRES_URL is not set");
        return;
    };
    let upstream = Upstream::start();
    let mut proxy = Proxy::builder()
        .env("DATABASE_URL", &url)
        .without_env("LITELLM_MASTER_KEY")
        .without_env("LITELLM_SALT_KEY")
        .prepare();
    // Steps are applied from outside as well as at a start.
    done(&proxy, &["db", "migrate"]);
    done(&proxy, &["db", "migrate", "--dry-run", "--exit-code"]);
    proxy.restart().await;
    let base = upstream.base_url();
    let declared = [
        "model",
        "new",
        "local",
        "--model",
        "openai/ok",
        "--api-base",
        &base,
        "--free",
        "--api-key",
        "sk-canary",
    ];
    done(&proxy, &declared);
    let body = json!({ "model": "local", "messages": [{ "role": "user", "content": "hi" }] });
    let secret = done(&proxy, &["key", "generate", "-q", "--alias", "k"]).stdout;
    let secret = secret.trim();
    let chat = async |proxy: &Proxy| {
        proxy
            .post_as(secret, "/v1/chat/completions", &body)
            .await
            .status
    };
    assert_eq!(chat(&proxy).await, 200);

    let status = done(&proxy, &["db", "status", "-o", "json"]);
    let told: Value = serde_json::from_str(&status.stdout).expect("JSON");
    assert_eq!(
        (
            &told["data"]["kind"],
            &told["data"]["pending"],
            &told["data"]["proxy"]
        ),
        (&json!("PostgreSQL"), &json!(0), &json!(proxy.url()))
    );
    tools(&proxy, &url);

    // The master key while it runs, the salt key while it does not.
    let shown = |proxy: &Proxy| {
        done(proxy, &["secrets", "show-master", "-q"])
            .stdout
            .trim()
            .to_owned()
    };
    let old = shown(&proxy);
    done(&proxy, &["secrets", "rotate-master"]);
    let list = format!("{}/key/list", proxy.url());
    assert_eq!(http::get(&list, &old).await.status, 401);
    assert_eq!(http::get(&list, &shown(&proxy)).await.status, 200);
    let refused = proxy.cli(["secrets", "rekey"]);
    assert_eq!(refused.code, Some(2), "{}", refused.stderr);
    assert!(
        refused.stderr.contains("--force-offline"),
        "{}",
        refused.stderr
    );
    proxy.term().await;
    let sealed = done(
        &proxy,
        &["secrets", "rekey", "--force-offline", "--field", "sealed"],
    );
    assert!(
        sealed
            .stdout
            .trim()
            .parse::<u32>()
            .is_ok_and(|count| count >= 3),
        "{sealed:?}"
    );

    // Reading needs no proxy; writing asks for more than that, since one may run elsewhere.
    done(&proxy, &["key", "list"]);
    let refused = proxy.cli(["key", "block", "k"]);
    assert_eq!(refused.code, Some(2), "{}", refused.stderr);
    assert!(
        refused.stderr.contains("--force-offline"),
        "{}",
        refused.stderr
    );
    done(&proxy, &["key", "block", "k", "--force-offline"]);
    proxy.restart().await;
    assert_eq!(chat(&proxy).await, 401);
    done(&proxy, &["key", "unblock", "k"]);
    assert_eq!(
        chat(&proxy).await,
        200,
        "what was sealed opens under the new salt key"
    );
}

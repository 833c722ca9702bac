//! Logging in as LiteLLM's clients do: the token of a login holds a key that manages until it is over.

use super::invitations::claims;
use super::{called, done, get_as, proxies_with, told};
use crate::common::http::{self, Reply};
use crate::common::proxy::{Builder, Proxy};
use crate::common::upstream::Upstream;
use serde_json::{Value, json};

/// What the token of a login says.
async fn login(proxy: &Proxy, name: &str, password: &str) -> Value {
    let body = json!({ "username": name, "password": password });
    let reply = http::post(&format!("{}/v2/login", proxy.url()), "", &body).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    claims(reply.json()["token"].as_str().expect("a token"))
}

fn key(claims: &Value) -> &str {
    claims["key"].as_str().expect("a key")
}

async fn post_as(proxy: &Proxy, key: &str, path: &str, body: &Value) -> Reply {
    proxy.post_as(key, path, body).await
}

fn operator(builder: Builder) -> Builder {
    builder
        .env("UI_USERNAME", "boss")
        .env("UI_PASSWORD", "long enough for this")
}

#[tokio::test]
async fn the_operators_login_manages_and_makes_no_calls() {
    let upstream = Upstream::start();
    for proxy in proxies_with(&upstream, operator).await {
        let told_of = login(&proxy, "boss", "long enough for this").await;
        assert_eq!(
            (&told_of["user_id"], &told_of["user_role"]),
            (&json!("default_user_id"), &json!("proxy_admin"))
        );
        let exp = told_of["exp"].as_i64().expect("an end");
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let now = now.expect("a time").as_secs() as i64;
        assert!(exp > now && exp <= now + 24 * 3_600, "short-lived: {exp}");
        let session = key(&told_of);
        assert!(session.starts_with("sk-"), "as clients expect it");

        let made = post_as(&proxy, session, "/user/new", &json!({ "user_id": "ann" })).await;
        assert_eq!(made.status, 200, "{}", made.text());
        for path in [
            "/user/list",
            "/key/list",
            "/v1/models",
            "/model/info",
            "/spend/logs",
        ] {
            let reply = get_as(&proxy, session, path).await;
            assert_eq!(reply.status, 200, "{path}: {}", reply.text());
        }
        let audited = told(&proxy, "/audit?page_size=100").await;
        let rows = audited["audit_logs"].as_array().expect("rows").iter();
        let mut by = rows.filter(|row| row["object_id"] == "ann");
        assert!(by.any(|row| row["changed_by"] == "boss"), "{audited}");

        // Nobody's rights grow by logging in, and money is spent with keys.
        let call = post_as(&proxy, session, "/v1/chat/completions", &super::hello()).await;
        assert_eq!(call.status, 403, "{}", call.text());
        assert!(
            call.text().contains("not allowed to call this route"),
            "{}",
            call.text()
        );
        let reset = post_as(&proxy, session, "/global/spend/reset", &json!({})).await;
        assert_eq!(
            reset.status,
            401,
            "only for the master key: {}",
            reset.text()
        );
        let passed = post_as(&proxy, session, "/openai/v1/embeddings", &json!({})).await;
        assert_eq!(passed.status, 403, "{}", passed.text());

        let listed = told(&proxy, "/key/list?return_full_object=true").await;
        assert!(
            !listed.to_string().contains("sk-session"),
            "no list shows it: {listed}"
        );
        let info = proxy.get(&format!("/key/info?key={session}")).await;
        assert_eq!(info.status, 404, "{}", info.text());

        let out = post_as(&proxy, session, "/session/logout", &json!({})).await;
        assert_eq!(out.status, 200, "{}", out.text());
        let over = get_as(&proxy, session, "/user/list").await;
        assert_eq!(
            (over.status, &over.json()["error"]["type"]),
            (401, &json!("token_not_found_in_db"))
        );
        let guessed = get_as(&proxy, "sk-session-guess", "/user/list").await;
        assert_eq!(guessed.status, 401);
        let text = std::fs::read_dir(proxy.data_dir()).expect("a folder");
        for file in text.flatten() {
            let bytes = std::fs::read(file.path()).unwrap_or_default();
            let secret = session.trim_start_matches("sk-session-").as_bytes();
            assert!(
                !bytes.windows(secret.len()).any(|part| part == secret),
                "{:?} holds the secret",
                file.path()
            );
        }
    }
}

#[tokio::test]
async fn a_users_login_reaches_as_far_as_the_user() {
    let upstream = Upstream::start();
    for proxy in proxies_with(&upstream, operator).await {
        let ann = json!({
            "user_id": "ann", "user_email": "ann@example.org", "user_role": "internal_user",
            "password": "a long first password", "auto_create_key": false,
        });
        done(&proxy, "/user/new", &ann).await;
        done(&proxy, "/user/new", &json!({ "user_id": "ben" })).await;
        let told_of = login(&proxy, "ann@example.org", "a long first password").await;
        assert_eq!(
            (
                &told_of["user_id"],
                &told_of["user_email"],
                &told_of["user_role"]
            ),
            (
                &json!("ann"),
                &json!("ann@example.org"),
                &json!("internal_user")
            )
        );
        let session = key(&told_of);
        let own = post_as(
            &proxy,
            session,
            "/key/generate",
            &json!({ "key_alias": "hers" }),
        )
        .await;
        assert_eq!(own.status, 200, "{}", own.text());
        assert_eq!(own.json()["user_id"], "ann");
        assert_eq!(
            called(&proxy, own.json()["key"].as_str().expect("a key")).await,
            200
        );
        let body = json!({ "user_id": "ben" });
        let other = post_as(&proxy, session, "/key/generate", &body).await;
        assert_eq!(other.status, 403, "{}", other.text());
        assert_eq!(get_as(&proxy, session, "/user/info").await.status, 200);
        assert_eq!(
            get_as(&proxy, session, "/user/info?user_id=ben")
                .await
                .status,
            403
        );
        assert_eq!(get_as(&proxy, session, "/budget/list").await.status, 401);
        let keys = get_as(&proxy, session, "/key/list").await.json();
        assert_eq!(keys["total_count"], 1, "{keys}");

        // It rests on the password and on the user.
        let body = json!({ "user_id": "ann", "password": "a long second password" });
        done(&proxy, "/user/update", &body).await;
        assert_eq!(get_as(&proxy, session, "/user/info").await.status, 401);
        let again = login(&proxy, "ann", "a long second password").await;
        assert_eq!(get_as(&proxy, key(&again), "/user/info").await.status, 200);
        done(&proxy, "/user/delete", &json!({ "user_ids": ["ann"] })).await;
        assert_eq!(get_as(&proxy, key(&again), "/user/info").await.status, 401);

        // A login with a key has that key's rights.
        let reader = proxy.key(&json!({ "key_type": "llm_api" })).await;
        let told_of = login(&proxy, "", &reader).await;
        let listed = get_as(&proxy, key(&told_of), "/key/list").await;
        assert_eq!(listed.status, 403, "{}", listed.text());
    }
}

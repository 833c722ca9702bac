//! Sessions: opening, ending, and what ends them.

use super::{Browser, encoded, given, send, try_login, user};
use crate::common::http;
use crate::common::proxy::Proxy;
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn a_session_opens_with_the_right_words_only_and_ends_for_good() {
    let proxy = Proxy::builder().start().await;
    let out = send(&proxy, Method::GET, "/ui/keys?search=a%20b", &[], None).await;
    assert_eq!(out.status, 303);
    assert_eq!(
        out.header("location"),
        "/ui/login?next=%2Fui%2Fkeys%3Fsearch%3Da%2520b"
    );
    let wrong = try_login(&proxy, "crashwise", "wrong").await;
    assert_eq!((wrong.status, given(&wrong)), (401, None));
    let unknown = try_login(&proxy, "nobody", "wrong").await;
    assert_eq!(
        wrong.text(),
        unknown.text(),
        "it is not told which was wrong"
    );

    let form = encoded(&[
        ("username", "crashwise"),
        ("password", "crashwise123"),
        ("next", "/ui/keys?search=a%20b"),
    ]);
    let reply = send(&proxy, Method::POST, "/ui/login", &[], Some(&form)).await;
    assert_eq!(reply.header("location"), "/ui/keys?search=a%20b");
    let cookie = reply.header("set-cookie").to_owned();
    for part in ["cw_session=", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let evil = encoded(&[
        ("username", "crashwise"),
        ("password", "crashwise123"),
        ("next", "//evil.example/"),
    ]);
    let reply = send(&proxy, Method::POST, "/ui/login", &[], Some(&evil)).await;
    assert_eq!(reply.header("location"), "/ui", "nobody is sent elsewhere");

    let operator = Browser::operator(&proxy).await;
    let page = operator.get("/ui").await;
    assert_eq!(
        (page.status, page.header("cache-control")),
        (200, "no-store")
    );
    let policy = page.header("content-security-policy");
    for part in [
        "default-src 'none'",
        "script-src 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    ] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(
        !page.text().contains("style=") && !page.text().contains("<style"),
        "the policy forbids it"
    );
    assert!(
        page.text().contains("documented default"),
        "and the default login is told"
    );

    let out = operator.post("/ui/logout", &[]).await;
    assert_eq!(out.header("location"), "/ui/login?why=out");
    assert!(!operator.is_in().await, "the old cookie opens nothing");
}

#[tokio::test]
async fn a_session_is_never_one_that_somebody_chose() {
    let proxy = Proxy::builder().start().await;
    let planted = ("cookie", "cw_session=planted-by-somebody");
    let form = encoded(&[("username", "crashwise"), ("password", "crashwise123")]);
    let reply = send(&proxy, Method::POST, "/ui/login", &[planted], Some(&form)).await;
    let own = given(&reply).expect("a session");
    assert!(own.len() > 40 && !own.contains("planted"));
    let replay = send(&proxy, Method::GET, "/ui/account", &[planted], None).await;
    assert_eq!(replay.status, 303, "what was planted stays closed");

    // Whoever logs in anew gets a new one, and the one before ends.
    let before = ("cookie", own.as_str());
    let again = send(&proxy, Method::POST, "/ui/login", &[before], Some(&form)).await;
    assert_ne!(given(&again), Some(own.clone()));
    assert_eq!(
        send(&proxy, Method::GET, "/ui/account", &[before], None)
            .await
            .status,
        303
    );
}

#[tokio::test]
async fn keys_log_in_and_see_what_is_theirs() {
    let proxy = Proxy::builder().start().await;
    let master = Browser::login(&proxy, "", proxy.master_key()).await;
    assert!(
        master
            .get("/ui/account")
            .await
            .text()
            .contains("Master key")
    );
    let key = proxy.key(&json!({ "key_alias": "mine" })).await;
    let other = proxy.key(&json!({ "key_alias": "theirs" })).await;
    let holder = Browser::login(&proxy, "", &key).await;
    let page = holder.get("/ui/keys").await.text();
    assert!(page.contains("mine") && !page.contains("theirs"));
    let hash = cw_proxy::domain::key::KeyHash::of(&other).hex();
    assert_eq!(
        holder.get(&format!("/ui/keys/{hash}")).await.status,
        404,
        "nor is it told that it exists"
    );
    let blocked = proxy.post("/key/block", &json!({ "key": key })).await;
    assert_eq!(blocked.status, 200);
    assert!(!holder.is_in().await, "a blocked key's session is over");
}

#[tokio::test]
async fn a_changed_account_ends_its_sessions() {
    let proxy = Proxy::builder().start().await;
    user(&proxy, "ann", "proxy_admin_viewer", "first password").await;
    let one = Browser::login(&proxy, "ann", "first password").await;
    let two = Browser::login(&proxy, "ann", "first password").await;
    assert!(one.is_in().await && two.is_in().await);

    let fields = [
        ("old", "first password"),
        ("password", "second password"),
        ("again", "second password"),
    ];
    let changed = one.post("/ui/account/password", &fields).await;
    assert_eq!(changed.status, 303, "{}", changed.text());
    assert!(
        !one.is_in().await && !two.is_in().await,
        "a new password ends all of them"
    );
    assert_eq!(try_login(&proxy, "ann", "first password").await.status, 401);

    let one = Browser::login(&proxy, "ann", "second password").await;
    let two = Browser::login(&proxy, "ann", "second password").await;
    one.post("/ui/account/sessions/end", &[]).await;
    assert!(!two.is_in().await, "signed out everywhere");

    let one = Browser::login(&proxy, "ann", "second password").await;
    let role = proxy
        .post(
            "/user/update",
            &json!({ "user_id": "ann", "user_role": "proxy_admin" }),
        )
        .await;
    assert_eq!(role.status, 200);
    assert!(!one.is_in().await, "another role needs another login");

    let one = Browser::login(&proxy, "ann", "second password").await;
    proxy
        .post("/user/delete", &json!({ "user_ids": ["ann"] }))
        .await;
    assert!(!one.is_in().await);
    assert_eq!(
        try_login(&proxy, "ann", "second password").await.status,
        401
    );
}

#[tokio::test]
async fn older_hashes_open_once_and_are_replaced() {
    use sqlx::Connection;
    // hashlib.scrypt and hashlib.sha256 of b"correct horse", as LiteLLM's proxy keeps them.
    const OLD: [(&str, &str); 2] = [
        (
            "scrypted",
            "scrypt:AAECAwQFBgcICQoLDA0ODyWzdoQDZvTTsOIeQUR2Z2480Oia9EMDVqI0zgtloCG1",
        ),
        (
            "digested",
            "4104d36f8da2c254349f85836793ebe029e0c957063a34c91c2e9203187b5631",
        ),
    ];
    let proxy = Proxy::builder().start().await;
    for (id, hash) in OLD {
        user(&proxy, id, "internal_user", "something else").await;
        let url = format!("sqlite://{}", proxy.sqlite().display());
        let mut db = sqlx::SqliteConnection::connect(&url)
            .await
            .expect("a database");
        let put = sqlx::query("UPDATE owners SET password_hash = ? WHERE id = ?")
            .bind(hash)
            .bind(id);
        put.execute(&mut db).await.expect("written");
        assert_eq!(try_login(&proxy, id, "wrong").await.status, 401);
        let browser = Browser::login(&proxy, id, "correct horse").await;
        assert!(browser.is_in().await);
        let now: String = sqlx::query_scalar("SELECT password_hash FROM owners WHERE id = ?")
            .bind(id)
            .fetch_one(&mut db)
            .await
            .expect("a hash");
        assert!(now.starts_with("$argon2id$"), "{now}");
        Browser::login(&proxy, id, "correct horse").await;
    }
}

#[tokio::test]
async fn guessing_is_slowed_down() {
    let proxy = Proxy::builder().start().await;
    for _ in 0..5 {
        assert_eq!(try_login(&proxy, "crashwise", "guess").await.status, 401);
    }
    let refused = try_login(&proxy, "crashwise", "crashwise123").await;
    assert_eq!(
        (refused.status, refused.header("retry-after")),
        (429, "60"),
        "even with the right one"
    );
}

#[tokio::test]
async fn scripts_log_in_as_they_do_with_litellm() {
    let proxy = Proxy::builder()
        .env("UI_USERNAME", "boss")
        .env("UI_PASSWORD", "long enough for this")
        .start()
        .await;
    assert_eq!(
        try_login(&proxy, "crashwise", "crashwise123").await.status,
        401,
        "the default is gone"
    );
    let form = encoded(&[("username", "boss"), ("password", "long enough for this")]);
    let reply = send(&proxy, Method::POST, "/login", &[], Some(&form)).await;
    assert_eq!(
        (reply.status, reply.header("location")),
        (303, "/ui?login=success")
    );
    let wrong = encoded(&[("username", "boss"), ("password", "no")]);
    let reply = send(&proxy, Method::POST, "/login", &[], Some(&wrong)).await;
    let error = &reply.json()["error"];
    assert_eq!(
        (reply.status, &error["type"], &error["param"]),
        (401, &json!("auth_error"), &json!("invalid_credentials"))
    );

    let body = json!({ "username": "boss", "password": "long enough for this" });
    let reply = http::post(&format!("{}/v2/login", proxy.url()), "", &body).await;
    let told = reply.json();
    assert_eq!(reply.status, 200);
    assert!(
        told["redirect_url"]
            .as_str()
            .expect("a text")
            .ends_with("/ui?login=success")
    );
    let claims = told["token"].as_str().expect("a text").split('.').nth(1);
    assert!(claims.is_some(), "a token that clients read: {told}");
    let cookie = reply.header("set-cookie").split(';').next();
    let cookie = cookie.expect("a cookie").to_owned();
    assert_eq!(
        send(&proxy, Method::GET, "/ui", &[("cookie", &cookie)], None)
            .await
            .status,
        200
    );
    for path in ["/sso/key/generate", "/fallback/login"] {
        let page = send(&proxy, Method::GET, path, &[], None).await;
        assert!(
            page.status == 200 && page.text().contains("name=\"password\""),
            "{path}"
        );
    }
    let facts = send(
        &proxy,
        Method::GET,
        "/.well-known/litellm-ui-config",
        &[],
        None,
    )
    .await
    .json();
    assert_eq!(facts["sso_configured"], json!(false));
    let over_tls = send(
        &proxy,
        Method::POST,
        "/login",
        &[("x-forwarded-proto", "https")],
        Some(&form),
    )
    .await;
    let cookie = over_tls.header("set-cookie");
    assert!(
        cookie.starts_with("__Host-cw_session=") && cookie.contains("Secure"),
        "{cookie}"
    );
}

#[tokio::test]
async fn there_are_no_pages_where_the_operator_wants_none_and_a_login_holds_as_long_as_they_say() {
    let proxy = Proxy::builder()
        .env("DISABLE_ADMIN_UI", "true")
        .start()
        .await;
    for (method, path) in [
        (Method::GET, "/ui"),
        (Method::GET, "/ui/login"),
        (Method::GET, "/ui/keys"),
        (Method::POST, "/v2/login"),
        (Method::POST, "/login"),
    ] {
        let reply = send(&proxy, method, path, &[], None).await;
        assert_eq!(reply.status, 404, "{path}: {}", reply.text());
    }
    let facts = "/.well-known/litellm-ui-config";
    let facts = send(&proxy, Method::GET, facts, &[], None).await.json();
    assert_eq!(facts["admin_ui_disabled"], json!(true));
    assert_eq!(proxy.get("/key/list").await.status, 200, "the API is there");

    let proxy = Proxy::builder()
        .env("LITELLM_UI_SESSION_DURATION", "4s")
        .start()
        .await;
    let body = json!({ "username": "crashwise", "password": "crashwise123" });
    let reply = http::post(&format!("{}/v2/login", proxy.url()), "", &body).await;
    let cookie = reply.header("set-cookie").split(';').next();
    let cookie = cookie.expect("a cookie").to_owned();
    let page = async || {
        send(&proxy, Method::GET, "/ui", &[("cookie", &cookie)], None)
            .await
            .status
    };
    assert_eq!(page().await, 200);
    tokio::time::sleep(std::time::Duration::from_millis(4_500)).await;
    assert_eq!(page().await, 303, "to the login");
}

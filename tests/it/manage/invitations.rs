//! Coming in by invitation: a link that works once and within its week, over HTTP and on the page.

use super::{done, proxies, send, told, user};
use crate::common::http::{self, Reply};
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use crate::ui::encoded;
use reqwest::Method;
use serde_json::{Value, json};

const PASSWORD: &str = "correct horse battery";

/// A request without any key.
async fn open(proxy: &Proxy, method: Method, path: &str, body: Option<&Value>) -> Reply {
    let request = http::client().request(method, format!("{}{path}", proxy.url()));
    let request = match body {
        Some(body) => request
            .header("content-type", "application/json")
            .body(body.to_string()),
        None => request,
    };
    Reply::read(request.send().await.expect("an answer")).await
}

async fn form(proxy: &Proxy, path: &str, origin: Option<&str>, fields: &[(&str, &str)]) -> Reply {
    let mut request = http::client()
        .post(format!("{}{path}", proxy.url()))
        .header("content-type", "application/x-www-form-urlencoded");
    if let Some(origin) = origin {
        request = request.header("origin", origin);
    }
    let request = request.body(encoded(fields));
    Reply::read(request.send().await.expect("an answer")).await
}

async fn invited(proxy: &Proxy, user: &str) -> String {
    let made = done(proxy, "/invitation/new", &json!({ "user_id": user })).await;
    assert_eq!(
        (&made["user_id"], &made["is_accepted"], &made["accepted_at"]),
        (&json!(user), &json!(false), &Value::Null)
    );
    made["id"].as_str().expect("an id").to_owned()
}

/// What stands in the middle of a JSON Web Token.
pub(super) fn claims(token: &str) -> Value {
    use base64::Engine as _;
    let part = token.split('.').nth(1).expect("claims");
    let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(part);
    serde_json::from_slice(&bytes.expect("base64")).expect("JSON")
}

async fn login(proxy: &Proxy, name: &str, password: &str) -> Reply {
    let body = json!({ "username": name, "password": password });
    open(proxy, Method::POST, "/v2/login", Some(&body)).await
}

#[tokio::test]
async fn an_invited_user_sets_a_password_once_and_logs_in() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let body = json!({ "user_id": "ann", "user_email": "ann@example.org", "user_role": "internal_user", "auto_create_key": false });
        done(&proxy, "/user/new", &body).await;
        let nobody = proxy
            .post("/invitation/new", &json!({ "user_id": "nobody" }))
            .await;
        assert!(
            nobody.status == 400 && nobody.text().contains("User id does not exist"),
            "{}",
            nobody.text()
        );
        let (id, other) = (invited(&proxy, "ann").await, invited(&proxy, "ann").await);
        let info = told(&proxy, &format!("/invitation/info?invitation_id={id}")).await;
        assert_eq!((&info["id"], &info["user_id"]), (&json!(id), &json!("ann")));

        // LiteLLM's two steps.
        let path = format!("/onboarding/get_token?invite_link={id}");
        let traded = open(&proxy, Method::GET, &path, None).await;
        assert_eq!(traded.status, 200, "{}", traded.text());
        let traded = traded.json();
        assert_eq!(traded["user_email"], "ann@example.org");
        let token = claims(traded["token"].as_str().expect("a token"));
        assert_eq!(token["user_id"], "ann");
        let claim = |id: &str, user: &str, password: &str| json!({ "invitation_link": id, "user_id": user, "password": password });
        let by = |key: String, body: Value| {
            let proxy = &proxy;
            async move {
                send(
                    proxy,
                    &key,
                    Method::POST,
                    "/onboarding/claim_token",
                    Some(&body),
                )
                .await
            }
        };
        let key = token["key"].as_str().expect("a token").to_owned();
        assert_eq!(
            by(key.clone(), claim(&id, "bob", PASSWORD)).await.status,
            401
        );
        assert_eq!(
            by(key.clone(), claim(&other, "ann", PASSWORD)).await.status,
            401,
            "of another link"
        );
        assert_eq!(
            by(key.clone(), claim(&id, "ann", "short")).await.status,
            422
        );
        assert_eq!(login(&proxy, "ann", PASSWORD).await.status, 401);
        let claimed = by(key.clone(), claim(&id, "ann", PASSWORD)).await;
        assert_eq!(claimed.status, 200, "{}", claimed.text());
        assert_eq!(claimed.json()["user"]["user_id"], "ann");
        assert!(!claimed.text().contains("argon2"));

        assert_eq!(login(&proxy, "ann@example.org", PASSWORD).await.status, 200);
        let again = by(key, claim(&id, "ann", "another password")).await;
        assert!(
            again.status == 401 && again.text().contains("already been used"),
            "{}",
            again.text()
        );
        let path = format!("/onboarding/get_token?invite_link={other}");
        assert_eq!(
            open(&proxy, Method::GET, &path, None).await.status,
            401,
            "no other link of theirs works any more"
        );
        let reopened = json!({ "invitation_id": id, "is_accepted": false });
        assert_eq!(
            proxy.post("/invitation/update", &reopened).await.status,
            400
        );
        let audit = told(&proxy, "/audit?page_size=100").await.to_string();
        assert!(
            audit.contains("invitation_accepted") && !audit.contains(&id),
            "{audit}"
        );
    }
}

#[tokio::test]
async fn an_invitation_is_taken_back_deleted_and_gone_with_its_user() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let token = |id: &str| format!("/onboarding/get_token?invite_link={id}");
        let body = json!({ "user_id": "ben", "auto_create_key": false });
        done(&proxy, "/user/new", &body).await;
        let id = invited(&proxy, "ben").await;
        let closed = done(
            &proxy,
            "/invitation/update",
            &json!({ "invitation_id": id, "is_accepted": true }),
        )
        .await;
        assert!(closed["is_accepted"] == true && closed["accepted_at"].is_string());
        assert_eq!(
            open(&proxy, Method::GET, &token(&id), None).await.status,
            401
        );
        let id = invited(&proxy, "ben").await;
        done(
            &proxy,
            "/invitation/delete",
            &json!({ "invitation_id": id }),
        )
        .await;
        let path = format!("/invitation/info?invitation_id={id}");
        assert_eq!(proxy.get(&path).await.status, 400);
        let id = invited(&proxy, "ben").await;
        done(&proxy, "/user/delete", &json!({ "user_ids": ["ben"] })).await;
        let gone = open(&proxy, Method::GET, &token(&id), None).await;
        assert!(
            gone.status == 401 && gone.text().contains("does not exist"),
            "{}",
            gone.text()
        );
        assert_eq!(
            open(&proxy, Method::GET, &token("guess"), None)
                .await
                .status,
            401
        );
    }
}

#[tokio::test]
async fn the_page_sets_the_password_and_signs_in() {
    let upstream = Upstream::start();
    let proxy = proxies(&upstream).await.remove(0);
    let body = json!({ "user_id": "<b>cy", "auto_create_key": false });
    done(&proxy, "/user/new", &body).await;
    let id = invited(&proxy, "<b>cy").await;
    // Links as LiteLLM's pages write them lead here.
    for path in [
        format!("/ui?invitation_id={id}"),
        format!("/ui/?invitation_id={id}"),
    ] {
        let sent = open(&proxy, Method::GET, &path, None).await;
        assert_eq!(
            (sent.status, sent.header("location")),
            (303, &*format!("/ui/onboarding?invitation_id={id}"))
        );
    }
    let path = format!("/ui/onboarding?invitation_id={id}");
    let page = open(&proxy, Method::GET, &path, None).await;
    assert!(
        page.status == 200 && page.text().contains("&lt;b&gt;cy"),
        "{}",
        page.text()
    );
    let sent = |password: &'static str, again: &'static str, origin: Option<&'static str>| {
        let (proxy, id) = (&proxy, id.clone());
        async move {
            let fields = [
                ("invitation_id", &*id),
                ("password", password),
                ("again", again),
            ];
            form(proxy, "/ui/onboarding", origin, &fields).await
        }
    };
    assert_eq!(sent(PASSWORD, "something else", None).await.status, 400);
    let cross = sent(PASSWORD, PASSWORD, Some("https://evil.example")).await;
    assert_eq!(cross.status, 403);
    let done = sent(PASSWORD, PASSWORD, None).await;
    assert_eq!((done.status, done.header("location")), (303, "/ui"));
    assert!(done.header("set-cookie").contains("cw_session="));
    assert_eq!(sent(PASSWORD, PASSWORD, None).await.status, 401, "once");
}

#[tokio::test]
async fn a_user_changes_their_own_password_by_their_key() {
    let upstream = Upstream::start();
    let proxy = proxies(&upstream).await.remove(0);
    let key = user(&proxy, "dan", Some("internal_user")).await;
    let change = |old: &str, new: &str| json!({ "current_password": old, "new_password": new });
    let by = |key: &str, body: Value| {
        let (proxy, key) = (&proxy, key.to_owned());
        async move {
            send(
                proxy,
                &key,
                Method::POST,
                "/user/password/change",
                Some(&body),
            )
            .await
        }
    };
    let none = by(&key, change("x", PASSWORD)).await;
    assert!(
        none.status == 400 && none.text().contains("no password set"),
        "{}",
        none.text()
    );
    let body = json!({ "user_id": "dan", "password": "the first one" });
    done(&proxy, "/user/update", &body).await;
    assert_eq!(by(&key, change("wrong", PASSWORD)).await.status, 400);
    let same = by(&key, change("the first one", "the first one")).await;
    assert_eq!(same.status, 400, "{}", same.text());
    let changed = by(&key, change("the first one", PASSWORD)).await;
    assert_eq!(
        (changed.status, &changed.json()["user_id"]),
        (200, &json!("dan"))
    );
    assert_eq!(login(&proxy, "dan", PASSWORD).await.status, 200);
    assert_eq!(login(&proxy, "dan", "the first one").await.status, 401);
    let mut last = 0;
    for _ in 0..6 {
        last = by(&key, change("wrong", PASSWORD)).await.status;
    }
    assert_eq!(last, 429, "a key of theirs is no way to guess it");
}

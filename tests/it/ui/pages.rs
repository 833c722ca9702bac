//! Pages: keys from making to deleting, models, the log, usage and files.

use super::{Browser, user};
use crate::chat::priced;
use crate::common::http::Reply;
use crate::common::postgres;
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use cw_proxy::domain::key::KeyHash;
use serde_json::{Value, json};

/// The secret that a form made, from the page that shows it once.
async fn secret(browser: &Browser<'_>, made: &Reply) -> String {
    assert_eq!(made.status, 303, "{}", made.text());
    let page = browser.get(made.header("location")).await;
    let text = page.text();
    assert!(
        text.contains("data-guard"),
        "leaving asks whether it is stored"
    );
    let from = text.split_once("id=\"secret\">").expect("a secret").1;
    from.split_once('<').expect("its end").0.to_owned()
}

async fn ask(proxy: &Proxy, key: &str) -> u16 {
    let body = json!({ "model": "gpt", "messages": [{ "role": "user", "content": "hi" }] });
    proxy
        .post_as(key, "/v1/chat/completions", &body)
        .await
        .status
}

#[tokio::test]
async fn a_key_lives_from_its_page() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced("gpt", &upstream, "ok?prompt=30&completion=20"))
        .start()
        .await;
    let browser = Browser::operator(&proxy).await;
    let fields = [
        ("once", "1"),
        ("key_alias", "robot"),
        ("models", "gpt, other"),
        ("max_budget", "$1,000.50"),
        ("budget_duration", "30d"),
        ("duration", "-1"),
        ("rpm_limit", "100"),
        ("tags", "a\nb"),
        ("key_type", "default"),
    ];
    let page = browser.post("/ui/keys/new", &fields).await;
    let first = secret(&browser, &page).await;
    let reloaded = browser.get(page.header("location")).await;
    assert!(
        reloaded.status == 303 && !reloaded.text().contains(&first),
        "it is shown once"
    );
    assert_eq!(ask(&proxy, &first).await, 200, "it is in force at once");
    let again = browser.post("/ui/keys/new", &fields).await;
    assert_eq!(again.status, 303, "the same form makes no second key");
    let keys = proxy.get("/key/list?key_alias=robot").await.json();
    assert_eq!(keys["total_count"], 1);
    let id = KeyHash::of(&first).hex();
    assert_eq!(again.header("location"), format!("/ui/keys/{id}"));
    let taken = browser
        .post("/ui/keys/new", &[("once", "2"), ("key_alias", "robot")])
        .await;
    assert!(taken.status == 400 && taken.text().contains("already exists"));

    let id = KeyHash::of(&first).hex();
    let page = browser.get(&format!("/ui/keys/{id}")).await.text();
    for part in ["robot", "$1,000.50", "created", "gpt"] {
        assert!(page.contains(part), "{part}");
    }
    assert!(!page.contains(&first), "the secret is never shown again");

    let edit = browser.get(&format!("/ui/keys/{id}/edit")).await.text();
    let revision = edit
        .split_once("name=\"revision\" value=\"")
        .expect("one")
        .1;
    let revision = revision.split_once('"').expect("its end").0.to_owned();
    let change = |budget: &'static str, revision: &str| {
        vec![
            ("revision".to_owned(), revision.to_owned()),
            ("key_alias".into(), "robot".into()),
            ("max_budget".into(), budget.into()),
            ("key_type".into(), "default".into()),
        ]
    };
    let send = async |fields: Vec<(String, String)>| {
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(a, b)| (a.as_str(), b.as_str()))
            .collect();
        browser.post(&format!("/ui/keys/{id}/edit"), &fields).await
    };
    assert_eq!(send(change("5", &revision)).await.status, 303);
    let stale = send(change("7", &revision)).await;
    assert!(
        stale.status == 409 && stale.text().contains("Stored now"),
        "two editors are told of each other"
    );
    let info = proxy.get(&format!("/key/info?key={id}")).await.json();
    assert_eq!(info["info"]["max_budget"], json!(5.0));
    assert_eq!(info["info"]["models"], json!([]), "an empty field clears");

    let rotated = browser
        .post(
            &format!("/ui/keys/{id}/rotate"),
            &[("once", "3"), ("grace_period", "1h")],
        )
        .await;
    let second = secret(&browser, &rotated).await;
    assert_eq!(
        (ask(&proxy, &first).await, ask(&proxy, &second).await),
        (200, 200),
        "both work meanwhile"
    );
    let id = KeyHash::of(&second).hex();
    browser
        .post(&format!("/ui/keys/{id}/block"), &[("blocked", "on")])
        .await;
    assert_eq!(ask(&proxy, &second).await, 401);
    let wrong = browser
        .post(&format!("/ui/keys/{id}/delete"), &[("typed", "robo")])
        .await;
    assert_eq!(wrong.status, 400);
    let gone = browser
        .post(&format!("/ui/keys/{id}/delete"), &[("typed", "robot")])
        .await;
    assert_eq!(gone.status, 303);
    assert_eq!(browser.get(&format!("/ui/keys/{id}")).await.status, 404);
}

#[tokio::test]
async fn the_log_the_file_and_usage_say_the_same() {
    let upstream = Upstream::start();
    let builder = || {
        Proxy::builder()
            .deployment(priced("gpt", &upstream, "ok?prompt=30&completion=20"))
            .deployment(priced("bad", &upstream, "status-400"))
    };
    tell_the_same(&builder().start().await).await;
    if let Some(url) = postgres::database().await {
        tell_the_same(&builder().env("DATABASE_URL", &url).start().await).await;
    }
}

async fn tell_the_same(proxy: &Proxy) {
    let key = proxy
        .key(&json!({ "key_alias": "one", "metadata": { "tags": ["night"] } }))
        .await;
    user(proxy, "ann", "internal_user", "long password").await;
    let anns = proxy
        .key(&json!({ "key_alias": "two", "user_id": "ann" }))
        .await;
    for _ in 0..3 {
        assert_eq!(ask(proxy, &key).await, 200);
    }
    assert_eq!(ask(proxy, &anns).await, 200);
    let body = json!({ "model": "bad", "messages": [{ "role": "user", "content": "hi" }] });
    proxy.post_as(&key, "/v1/chat/completions", &body).await;

    let browser = Browser::operator(proxy).await;
    let lines = async |query: &str| -> Vec<Value> {
        let file = browser.get(&format!("/ui/logs/export.jsonl?{query}")).await;
        assert_eq!(file.status, 200);
        file.text()
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect()
    };
    assert_eq!(lines("").await.len(), 5);
    assert_eq!(lines("status=ok").await.len(), 4);
    assert_eq!(lines("status=failed").await.len(), 1);
    assert_eq!(lines("model=gpt&key=one").await.len(), 3);
    assert_eq!(lines("tag=night").await.len(), 4);
    assert_eq!(lines("tag=nigh").await.len(), 0);
    assert_eq!(lines("cost=1").await.len(), 0);
    let csv = browser.get("/ui/logs/export.csv?key=one&status=ok").await;
    assert!(
        csv.header("content-disposition")
            .contains("cw-proxy-calls.csv")
    );
    assert_eq!(csv.text().lines().count(), 4, "names and three calls");

    let all = lines("key=one&status=ok").await;
    let id = all[0]["request_id"].as_str().expect("an id");
    let page = browser.get(&format!("/ui/logs?call={id}")).await.text();
    for part in ["Attempt 1", "In all", "As curl", "the provider", id] {
        assert!(page.contains(part), "{part}");
    }
    let one = lines(&format!("request={id}")).await;
    assert_eq!(one.len(), 1, "found by its id");

    let usage = browser
        .get("/ui/usage/export.jsonl?by=key&range=7d")
        .await
        .text();
    let usage: Vec<Value> = usage
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let of = |alias: &str| {
        usage
            .iter()
            .find(|row| row["key"] == alias)
            .map(|row| row["requests"].clone())
    };
    assert_eq!((of("one"), of("two")), (Some(json!(4)), Some(json!(1))));
    let sessions = browser.get("/ui/logs/sessions?range=7d&key=one").await;
    assert_eq!(sessions.status, 200, "{}", sessions.text());
    for by in [
        "day",
        "model",
        "provider",
        "key",
        "user",
        "team",
        "organization",
        "customer",
        "tag",
    ] {
        for range in ["24h", "30d"] {
            let page = browser
                .get(&format!("/ui/usage?by={by}&range={range}&compare=1"))
                .await;
            assert_eq!(page.status, 200, "{by} {range}: {}", page.text());
        }
    }

    // A user sees their own, and nothing of the others, whatever the address says.
    let ann = Browser::login(proxy, "ann", "long password").await;
    for (query, count) in [
        ("", 1),
        ("user=ann", 1),
        ("user=bob", 0),
        ("key=one", 0),
        ("team=x", 0),
    ] {
        let file = ann
            .get(&format!("/ui/logs/export.jsonl?{query}"))
            .await
            .text();
        assert_eq!(file.lines().count(), count, "{query}");
    }
    let page = ann.get(&format!("/ui/logs?call={id}")).await.text();
    assert!(page.contains("Not found") && !page.contains("Attempt 1"));
}

#[tokio::test]
async fn a_model_lives_from_its_page() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .section("general_settings", json!({ "store_model_in_db": true }))
        .start()
        .await;
    let browser = Browser::operator(&proxy).await;
    let base = upstream.base_url();
    let fields = |what: &'static str| {
        vec![
            ("do", what),
            ("provider", "openai"),
            ("model", "ok?prompt=30&completion=20"),
            ("model_name", "gpt"),
            ("api_base", base.as_str()),
            ("api_key", "sk-upstream-secret-1234"),
            ("input_price", "2.5"),
            ("output_price", "10"),
        ]
    };
    let checked = browser
        .post("/ui/models/new", &fields("check"))
        .await
        .text();
    assert!(
        checked.contains("Nobody was called") && !checked.contains("sk-upstream-secret-1234"),
        "{checked}"
    );
    let tried = browser.post("/ui/models/new", &fields("try")).await.text();
    assert!(tried.contains("It answers"), "{tried}");
    let added = browser.post("/ui/models/new", &fields("add")).await;
    assert_eq!(added.status, 303, "{}", added.text());
    let here = added.header("location").to_owned();
    let key = proxy.key(&json!({})).await;
    assert_eq!(ask(&proxy, &key).await, 200);
    let page = browser.get(&here).await.text();
    for part in ["$2.50", "$10.00", "declared here", "Database"] {
        assert!(page.contains(part), "{part}");
    }
    assert!(!page.contains("sk-upstream-secret-1234"));
    let tested = browser.post(&format!("{here}/test"), &[]).await.text();
    assert!(tested.contains("It answers"));

    let edit = browser.get(&format!("{here}/edit")).await.text();
    let revision = edit
        .split_once("name=\"revision\" value=\"")
        .expect("one")
        .1;
    let revision = revision.split_once('"').expect("its end").0;
    let change = [
        ("revision", revision),
        ("model_name", "gpt"),
        ("model", "openai/ok?prompt=30&completion=20"),
        ("api_base", base.as_str()),
        ("input_price", "3"),
        ("output_price", "12"),
    ];
    let changed = browser.post(&format!("{here}/edit"), &change).await;
    assert_eq!(changed.status, 303, "{}", changed.text());
    assert_eq!(
        ask(&proxy, &key).await,
        200,
        "the credential stays when none is typed"
    );
    assert!(browser.get(&here).await.text().contains("$12.00"));
    assert_eq!(
        browser.post(&format!("{here}/edit"), &change).await.status,
        409
    );
    browser
        .post(&format!("{here}/delete"), &[("typed", "gpt")])
        .await;
    assert_eq!(browser.get(&here).await.status, 404);
}

/// What would run, or change the page, if it were taken for anything but text.
const HOSTILE: &[&str] = &[
    "<script>window.__xss=1</script>",
    "\"><img src=x onerror=window.__xss=1>",
    "'><svg onload=window.__xss=1>",
    "</textarea><script>window.__xss=1</script>",
    "</title><script>window.__xss=1</script>",
    "javascript:window.__xss=1",
    "{{7*7}}${7*7}",
];

#[tokio::test]
async fn stored_strings_are_text_on_every_page() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced("gpt", &upstream, "ok?prompt=3&completion=2"))
        .start()
        .await;
    let browser = Browser::operator(&proxy).await;
    for (n, text) in HOSTILE.iter().enumerate() {
        let fields = json!({ "key_alias": format!("{text}{n}"), "user_id": format!("{text}u"), "metadata": { "note": text, "tags": [text] } });
        let key = proxy.key(&fields).await;
        let body = json!({ "model": "gpt", "user": text, "messages": [{ "role": "user", "content": text }] });
        proxy.post_as(&key, "/v1/chat/completions", &body).await;
        let id = KeyHash::of(&key).hex();
        let paths = [
            "/ui".to_owned(),
            "/ui/keys".to_owned(),
            format!("/ui/keys/{id}"),
            format!("/ui/keys/{id}/edit"),
            format!("/ui/keys/{id}/delete"),
            "/ui/logs".to_owned(),
            "/ui/usage?by=key".to_owned(),
            "/ui/usage?by=user".to_owned(),
            "/ui/usage?by=tag".to_owned(),
            format!(
                "/ui/keys?search={}",
                super::encoded(&[("", text)]).trim_start_matches('=')
            ),
        ];
        for path in paths {
            let page = browser.get(&path).await;
            assert_eq!(page.status, 200, "{path}: {}", page.text());
            let page = page.text();
            for open in ["<script>", "<img", "<svg onload", "href=\"javascript:"] {
                assert!(!page.contains(open), "{path} holds {open}");
            }
        }
    }
}

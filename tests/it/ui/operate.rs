//! Pages for running the proxy: teams, users, budgets, settings, the audit log, the playground.

use super::{Browser, try_login, user};
use crate::chat::priced;
use crate::common::http::Reply;
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use cw_proxy::domain::key::KeyHash;
use serde_json::{Value, json};

async fn ask(proxy: &Proxy, key: &str) -> Reply {
    let body = json!({ "model": "gpt", "messages": [{ "role": "user", "content": "hi" }] });
    proxy.post_as(key, "/v1/chat/completions", &body).await
}

/// The value of a hidden field of a page.
pub(super) fn hidden(page: &Reply, name: &str) -> String {
    let text = page.text();
    let mark = format!("name=\"{name}\" value=\"");
    let from = text
        .split_once(&mark)
        .unwrap_or_else(|| panic!("{name} in {text}"))
        .1;
    from.split_once('"').expect("its end").0.to_owned()
}

pub(super) fn to(reply: &Reply) -> &str {
    assert_eq!(reply.status, 303, "{}", reply.text());
    reply.header("location")
}

#[tokio::test]
async fn a_team_lives_from_its_page() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced("gpt", &upstream, "ok"))
        .start()
        .await;
    let browser = Browser::operator(&proxy).await;
    let fields = [
        ("team_alias", "Crew"),
        ("models", "gpt, other"),
        ("max_budget", "25"),
        ("budget_duration", "30d"),
        ("rpm_limit", "100"),
    ];
    let made = browser.post("/ui/teams/new", &fields).await;
    let path = to(&made).to_owned();
    let id = path.rsplit('/').next().expect("an id").to_owned();
    let told: Value = proxy.get(&format!("/team/info?team_id={id}")).await.json();
    let team = &told["team_info"];
    assert_eq!(
        (&team["team_alias"], &team["max_budget"], &team["rpm_limit"]),
        (&json!("Crew"), &json!(25.0), &json!(100))
    );
    assert_eq!(team["models"], json!(["gpt", "other"]));

    let wrong = browser
        .post(
            "/ui/teams/new",
            &[("team_alias", "X"), ("max_budget", "lots")],
        )
        .await;
    assert!(
        wrong.status == 400 && wrong.text().contains("value=\"lots\""),
        "what was typed is kept, with what is wrong"
    );

    let key = proxy.key(&json!({ "team_id": id })).await;
    assert_eq!(ask(&proxy, &key).await.status, 200);
    to(&browser
        .post(&format!("{path}/block"), &[("blocked", "on")])
        .await);
    assert_eq!(
        ask(&proxy, &key).await.status,
        401,
        "a block takes force at once"
    );
    to(&browser.post(&format!("{path}/block"), &[]).await);
    assert_eq!(ask(&proxy, &key).await.status, 200);

    let added = [
        ("user", "ann"),
        ("role", "admin"),
        ("max_budget_in_team", "5"),
    ];
    to(&browser.post(&format!("{path}/members"), &added).await);
    let page = browser.get(&path).await.text();
    assert!(page.contains("ann") && page.contains("$5.00"), "{page}");
    let again = browser.post(&format!("{path}/members"), &added).await;
    assert!(again.status == 400 && again.text().contains("already"));
    to(&browser
        .post(&format!("{path}/members/remove"), &[("user_id", "ann")])
        .await);
    assert!(!browser.get(&path).await.text().contains("ann<"));

    // Somebody else is faster than this form.
    let form = browser.get(&format!("{path}/edit")).await;
    let revision = hidden(&form, "revision");
    proxy
        .post(
            "/team/update",
            &json!({ "team_id": id, "team_alias": "Theirs" }),
        )
        .await;
    let stale = [("revision", revision.as_str()), ("team_alias", "Ours")];
    let reply = browser.post(&format!("{path}/edit"), &stale).await;
    assert!(reply.status == 409 && reply.text().contains("while you were at it"));
    let revision = hidden(&reply, "revision");
    let fresh = [("revision", revision.as_str()), ("team_alias", "Ours")];
    to(&browser.post(&format!("{path}/edit"), &fresh).await);
    let page = browser.get("/ui/teams?search=ours").await.text();
    assert!(page.contains(&path), "{page}");

    let other = browser
        .post(&format!("{path}/delete"), &[("typed", "Crew")])
        .await;
    assert_eq!(other.status, 400, "not its name any more");
    to(&browser
        .post(&format!("{path}/delete"), &[("typed", "Ours")])
        .await);
    assert_eq!(browser.get(&path).await.status, 404);
}

#[tokio::test]
async fn a_user_gets_a_password_and_sees_what_is_theirs() {
    let proxy = Proxy::builder().start().await;
    let browser = Browser::operator(&proxy).await;
    let fields = [
        ("user_id", "ann"),
        ("user_email", "ann@example.org"),
        ("user_role", "internal_user"),
        ("max_budget", "3.5"),
    ];
    assert_eq!(
        to(&browser.post("/ui/users/new", &fields).await),
        "/ui/users/ann"
    );
    assert_eq!(try_login(&proxy, "ann", "a good one").await.status, 401);
    let short = browser
        .post("/ui/users/ann/password", &[("password", "short")])
        .await;
    assert!(short.status == 400 && !short.text().contains("value=\"short\""));
    let given = [("password", "a good one")];
    to(&browser.post("/ui/users/ann/password", &given).await);
    let ann = Browser::login(&proxy, "ann@example.org", "a good one").await;
    assert_eq!(ann.get("/ui/users/ann").await.status, 200, "her own page");
    user(&proxy, "bob", "internal_user", "long password").await;
    for (path, status) in [
        ("/ui/users/bob", 404),
        ("/ui/users", 403),
        ("/ui/audit", 403),
        ("/ui/settings", 403),
        ("/ui/budgets", 200),
        ("/ui/teams", 200),
        ("/ui/setup", 200),
    ] {
        assert_eq!(ann.get(path).await.status, status, "{path}");
    }
    // A new password ends the sessions that rest on the old one.
    to(&browser
        .post("/ui/users/ann/password", &[("password", "another one")])
        .await);
    assert!(!ann.is_in().await);
    let gone = browser
        .post("/ui/users/ann/delete", &[("typed", "ann@example.org")])
        .await;
    assert_eq!(to(&gone), "/ui/users");
    assert_eq!(browser.get("/ui/users/ann").await.status, 404);
}

#[tokio::test]
async fn a_budget_is_shown_used_up_and_raised() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced("gpt", &upstream, "ok?prompt=1000000&completion=0"))
        .start()
        .await;
    let browser = Browser::operator(&proxy).await;
    assert!(
        browser
            .get("/ui/budgets")
            .await
            .text()
            .contains("No budget is set")
    );
    let body = json!({ "key_alias": "robot", "max_budget": 2.0, "budget_duration": "30d" });
    let key = proxy.key(&body).await;
    assert_eq!(
        ask(&proxy, &key).await.status,
        200,
        "$2.50 for a million tokens"
    );
    assert_eq!(ask(&proxy, &key).await.status, 422);
    let page = browser.get("/ui/budgets").await.text();
    assert!(page.contains("Used up") && page.contains("$2.50"), "{page}");
    let overview = browser.get("/ui").await.text();
    assert!(
        overview.contains("robot") && overview.contains("$2.50"),
        "{overview}"
    );

    let id = KeyHash::of(&key).hex();
    let page = browser
        .get(&format!("/ui/keys/{id}?explain=gpt&tokens=10"))
        .await
        .text();
    assert!(
        page.contains("It would be refused.") && page.contains(">over<"),
        "{page}"
    );
    let raise = |amount| {
        [
            ("kind", "key"),
            ("id", id.as_str()),
            ("amount", amount),
            ("until", "1d"),
        ]
    };
    let wrong = browser.post("/ui/budgets/boost", &raise("-1")).await;
    assert_eq!(wrong.status, 400);
    to(&browser.post("/ui/budgets/boost", &raise("5")).await);
    let page = browser
        .get(&format!("/ui/keys/{id}?explain=gpt&tokens=10"))
        .await
        .text();
    assert!(page.contains("It would be let in."), "{page}");
    assert_eq!(ask(&proxy, &key).await.status, 200);
    let page = browser.get("/ui/budgets").await.text();
    assert!(
        page.contains("of $7.00") && page.contains("raised"),
        "{page}"
    );

    let named = [
        ("budget_id", "small"),
        ("max_budget", "0.5"),
        ("budget_duration", "1d"),
    ];
    to(&browser.post("/ui/budgets/new", &named).await);
    let again = browser.post("/ui/budgets/new", &named).await;
    assert!(again.status == 400 && again.text().contains("already exists"));
    let form = browser.get("/ui/budgets/edit/small").await;
    let revision = hidden(&form, "revision");
    let change = [("revision", revision.as_str()), ("max_budget", "0.75")];
    to(&browser.post("/ui/budgets/edit/small", &change).await);
    let told: Value = proxy
        .post("/budget/info", &json!({ "budgets": ["small"] }))
        .await
        .json();
    assert_eq!(told[0]["max_budget"], 0.75);
    assert_eq!(
        told[0]["budget_duration"],
        Value::Null,
        "what is empty is taken away"
    );
    to(&browser.post("/ui/budgets/delete/small", &[]).await);
    assert_eq!(browser.get("/ui/budgets/edit/small").await.status, 404);
}

#[tokio::test]
async fn settings_show_where_they_come_from_and_change() {
    let proxy = Proxy::builder()
        .section("litellm_settings", json!({ "drop_params": true }))
        .start()
        .await;
    let browser = Browser::operator(&proxy).await;
    let page = browser.get("/ui/settings?view=all").await.text();
    assert!(page.contains("litellm_settings.drop_params") && page.contains("config.yaml"));
    let found = browser.get("/ui/settings?search=drop").await.text();
    assert!(
        found.contains("drop_params") && !found.contains("num_retries"),
        "{found}"
    );
    assert!(!page.contains(proxy.master_key()), "secrets are masked");
    let set = |name: &'static str, value: &'static str| [("setting", name), ("value", value)];
    to(&browser
        .post(
            "/ui/settings/set",
            &set("litellm_settings.max_budget", "12.5"),
        )
        .await);
    let page = browser.get("/ui/settings").await.text();
    assert!(
        page.contains("value=\"12.5\"") && page.contains("set here"),
        "{page}"
    );
    let was = ("was", "12.5");
    let much = set("litellm_settings.max_budget", "much");
    let wrong = browser
        .post("/ui/settings/set", &[&much[..], &[was]].concat())
        .await;
    assert!(wrong.status == 400 && wrong.text().contains("value=\"much\""));
    let of_file = browser
        .post(
            "/ui/settings/set",
            &set("litellm_settings.drop_params", "false"),
        )
        .await;
    assert!(of_file.status == 400 && of_file.text().contains("configuration file"));
    let none = set("litellm_settings.max_budget", "");
    to(&browser
        .post("/ui/settings/reset", &[&none[..], &[was]].concat())
        .await);
    assert!(
        !browser
            .get("/ui/settings")
            .await
            .text()
            .contains("value=\"12.5\"")
    );

    // An edit of the file is told before it holds, and holds when it is taken.
    let text = std::fs::read_to_string(proxy.config()).expect("a config");
    std::fs::write(
        proxy.config(),
        text.replace("drop_params: true", "drop_params: false"),
    )
    .expect("written");
    let page = browser.get("/ui/settings").await.text();
    assert!(
        page.contains("Put in force") && page.contains("litellm_settings.drop_params"),
        "{page}"
    );
    to(&browser.post("/ui/settings/reload", &[]).await);
    assert!(
        !browser
            .get("/ui/settings")
            .await
            .text()
            .contains("Put in force")
    );
    std::fs::write(proxy.config(), "model_list: {").expect("written");
    let page = browser.get("/ui/settings").await;
    assert!(
        page.status == 200 && page.text().contains("would be refused"),
        "{}",
        page.text()
    );
}

#[tokio::test]
async fn the_audit_log_is_found_by_what_is_asked_and_exported_as_shown() {
    let proxy = Proxy::builder().start().await;
    let browser = Browser::operator(&proxy).await;
    for n in 0..60 {
        let body = json!({ "budget_id": format!("b{n}"), "max_budget": n });
        assert_eq!(proxy.post("/budget/new", &body).await.status, 200);
    }
    proxy
        .post(
            "/budget/update",
            &json!({ "budget_id": "b7", "max_budget": 99 }),
        )
        .await;
    let page = browser.get("/ui/audit?kind=budget").await.text();
    assert!(
        page.contains("Older") && page.contains("b59") && !page.contains(">b3<"),
        "{page}"
    );
    let next = page.split_once("rel=\"next\"").expect("a next page").0;
    let next = next.rsplit_once("href=\"").expect("its address").1;
    let next = next
        .split_once('"')
        .expect("its end")
        .0
        .replace("&amp;", "&");
    let older = browser.get(&next).await.text();
    assert!(older.contains("b3<") && !older.contains("b59"), "{older}");
    let one = browser
        .get("/ui/audit?kind=budget&object=b7&action=updated")
        .await
        .text();
    assert!(one.contains("max_budget") && one.contains("99"), "{one}");
    let csv = browser.get("/ui/audit/export?kind=budget&format=csv").await;
    assert!(csv.header("content-disposition").contains("audit.csv"));
    assert_eq!(csv.text().lines().count(), 62, "a head and every change");
    let lines = browser
        .get("/ui/audit/export?kind=budget&object=b7")
        .await
        .text();
    let lines: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(
        (lines.len(), &lines[0]["after"]["max_budget"]),
        (2, &json!(99.0))
    );
}

#[tokio::test]
async fn the_playground_charges_the_key_that_is_named() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced("gpt", &upstream, "ok?prompt=30&completion=20"))
        .start()
        .await;
    let browser = Browser::operator(&proxy).await;
    assert!(
        browser
            .get("/ui/playground")
            .await
            .text()
            .contains("No key to charge")
    );
    let key = proxy
        .key(&json!({ "key_alias": "robot", "models": ["gpt"] }))
        .await;
    let page = browser.get("/ui/playground").await.text();
    assert!(
        page.contains("robot") && page.contains("playground."),
        "{page}"
    );
    let id = KeyHash::of(&key).hex();
    let body = |model: &str| {
        json!({ "model": model, "messages": [{ "role": "user", "content": "hi" }], "stream": true })
            .to_string()
    };
    let (good, foreign) = (body("gpt"), body("other"));
    let reply = browser
        .post("/ui/playground/chat", &[("key", &id), ("body", &good)])
        .await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert!(reply.text().contains("data: [DONE]"));
    let call = reply.header("x-litellm-call-id").to_owned();
    let told: Value = browser
        .get(&format!("/ui/playground/cost?call={call}"))
        .await
        .json();
    let words = told["told"].as_str().expect("words");
    assert!(
        words.contains("30 tokens in, 20 tokens out") && words.contains("$0.000275"),
        "{words}"
    );
    let rows = proxy.rows().await;
    assert_eq!((rows.len(), &rows[0]["key_id"]), (1, &json!(id)));

    let refused = browser
        .post("/ui/playground/chat", &[("key", &id), ("body", &foreign)])
        .await;
    assert!(
        refused.status >= 400 && refused.text().contains("error"),
        "its models are those of the key"
    );
    let nobody = browser
        .post("/ui/playground/chat", &[("key", "x"), ("body", &good)])
        .await;
    assert_eq!(nobody.status, 404);
    user(&proxy, "ann", "internal_user", "long password").await;
    let ann = Browser::login(&proxy, "ann", "long password").await;
    let reply = ann
        .post("/ui/playground/chat", &[("key", &id), ("body", &good)])
        .await;
    assert_eq!(reply.status, 404, "nobody charges another's key");
    user(&proxy, "eve", "proxy_admin_viewer", "long password").await;
    let eve = Browser::login(&proxy, "eve", "long password").await;
    let reply = eve
        .post("/ui/playground/chat", &[("key", &id), ("body", &good)])
        .await;
    assert_eq!(reply.status, 403, "whoever may only look spends nothing");
    proxy.post("/key/block", &json!({ "key": key })).await;
    let reply = browser
        .post("/ui/playground/chat", &[("key", &id), ("body", &good)])
        .await;
    assert_eq!(reply.status, 401, "a blocked key is blocked here too");
    assert_eq!(proxy.rows().await.len(), 1);
}

#[tokio::test]
async fn clients_are_told_what_to_type_and_operations_are_listed() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced("gpt", &upstream, "ok"))
        .start()
        .await;
    let browser = Browser::operator(&proxy).await;
    let setup = browser.get("/ui/setup?model=gpt").await.text();
    for word in [
        "ANTHROPIC_BASE_URL",
        "wire_api",
        "litellm_proxy/gpt",
        "base_url",
        &proxy.url(),
    ] {
        assert!(setup.contains(word), "{word}");
    }
    let api = browser.get("/ui/api?search=regenerate").await.text();
    assert!(
        api.contains("/key/<wbr>regenerate") && !api.contains("team/<wbr>new"),
        "{api}"
    );
    let health = browser.get("/ui/health").await.text();
    assert!(
        health.contains("Ready") && health.contains("SQLite"),
        "{health}"
    );
}

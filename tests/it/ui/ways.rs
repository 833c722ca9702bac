//! The ways between pages: what is done often is a link away from where one sees that it is needed.

use super::Browser;
use super::operate::to;
use crate::chat::priced;
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use cw_proxy::domain::key::KeyHash;
use serde_json::{Value, json};

async fn gateway(upstream: &Upstream) -> Proxy {
    Proxy::builder()
        .deployment(priced("gpt", upstream, "ok?prompt=1000000&completion=0"))
        .section("general_settings", json!({ "store_model_in_db": true }))
        .start()
        .await
}

async fn ask(proxy: &Proxy, key: &str) -> u16 {
    let body = json!({ "model": "gpt", "messages": [{ "role": "user", "content": "hi" }] });
    let answer = proxy.post_as(key, "/v1/chat/completions", &body).await;
    answer.status
}

fn holds(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(page.contains(part), "{part} is not in {page}");
    }
}

/// The address of the first link that contains this.
fn link<'a>(page: &'a str, part: &str) -> &'a str {
    let mut links = page.split("href=\"").skip(1);
    let found = links.find_map(|rest| rest.split_once('"').filter(|(at, _)| at.contains(part)));
    found
        .unwrap_or_else(|| panic!("no link with {part} in {page}"))
        .0
}

#[tokio::test]
async fn why_a_call_was_refused_stands_in_its_row_and_leads_to_the_budget() {
    let upstream = Upstream::start();
    let proxy = gateway(&upstream).await;
    let new =
        json!({ "user_id": "dana", "user_email": "dana@example.org", "auto_create_key": false });
    assert_eq!(proxy.post("/user/new", &new).await.status, 200);
    let body = json!({ "key_alias": "robot", "user_id": "dana", "max_budget": 2.0 });
    let key = proxy.key(&body).await;
    let id = KeyHash::of(&key).hex();
    assert_eq!(ask(&proxy, &key).await, 200);
    assert_eq!(ask(&proxy, &key).await, 422);
    let browser = Browser::operator(&proxy).await;
    let user = browser.get("/ui/users/dana").await.text();
    let log = link(&user, "/ui/logs?user=dana").replace("&amp;", "&");
    assert!(log.contains("range=7d"), "yesterday is part of it: {log}");
    // Refusals are put on record beside the calls, a moment later.
    let mut listed = String::new();
    for _ in 0..100 {
        listed = browser.get(&format!("{log}&status=refused")).await.text();
        if listed.contains("class=\"sub why\"") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let why = listed.split_once("class=\"sub why\"").expect("a reason").1;
    let why = why.split_once("</span>").expect("its end").0;
    assert!(why.to_lowercase().contains("budget"), "{why}");
    let sheet = link(&listed, "call=").replace("&amp;", "&");
    let sheet = browser.get(&sheet).await.text();
    holds(&sheet, &["dana@example.org</a>", "/ui/users/dana\""]);
    let now = link(&sheet, "explain=gpt").to_owned();
    assert!(now.starts_with(&format!("/ui/keys/{id}?")), "{now}");
    let told = browser
        .get(now.split('#').next().expect("a path"))
        .await
        .text();
    holds(&told, &["It would be refused."]);
    // From the key's page the budget is raised for a while, and one is back there.
    let raise = link(&told, "/ui/budgets/boost").replace("&amp;", "&");
    let form = browser.get(&raise).await.text();
    holds(&form, &["of $2.00", &format!("href=\"/ui/keys/{id}\"")]);
    let fields = [
        ("kind", "key"),
        ("id", id.as_str()),
        ("label", "robot"),
        ("from", "holder"),
        ("amount", "5"),
        ("until", "1d"),
    ];
    let raised = browser.post("/ui/budgets/boost", &fields).await;
    assert_eq!(to(&raised), format!("/ui/keys/{id}"));
    assert_eq!(ask(&proxy, &key).await, 200);
}

#[tokio::test]
async fn a_key_that_leaked_is_found_by_its_secret() {
    let proxy = Proxy::builder().start().await;
    let leaked = proxy.key(&json!({ "key_alias": "leaked" })).await;
    let other = proxy.key(&json!({ "key_alias": "other" })).await;
    let browser = Browser::operator(&proxy).await;
    let found = browser
        .get(&format!("/ui/keys?search={leaked}"))
        .await
        .text();
    assert!(
        found.contains(">leaked</a>") && !found.contains(">other</a>"),
        "{found}"
    );
    assert!(
        !found.contains(&format!("value=\"{leaked}\"")),
        "the secret is not shown again"
    );
    let hash = KeyHash::of(&other).hex();
    let found = browser.get(&format!("/ui/keys?search={hash}")).await.text();
    assert!(
        found.contains(">other</a>") && !found.contains(">leaked</a>"),
        "{found}"
    );
    let nobody = browser
        .get("/ui/keys?search=sk-0123456789012345678901234567")
        .await;
    holds(&nobody.text(), &["No key fits"]);
}

#[tokio::test]
async fn a_bill_by_team_is_told_by_the_names_of_teams() {
    let upstream = Upstream::start();
    let proxy = gateway(&upstream).await;
    let team = json!({ "team_id": "0b1f-of-the-team", "team_alias": "Research" });
    assert_eq!(proxy.post("/team/new", &team).await.status, 200);
    let user =
        json!({ "user_id": "u-17", "user_email": "dana@example.org", "auto_create_key": false });
    assert_eq!(proxy.post("/user/new", &user).await.status, 200);
    let body = json!({ "key_alias": "robot", "team_id": "0b1f-of-the-team", "user_id": "u-17" });
    let key = proxy.key(&body).await;
    assert_eq!(ask(&proxy, &key).await, 200);
    let browser = Browser::operator(&proxy).await;
    for (by, id, name) in [
        ("team", "0b1f-of-the-team", "Research"),
        ("user", "u-17", "dana@example.org"),
    ] {
        for range in ["24h", "7d"] {
            let query = format!("by={by}&range={range}");
            let page = browser.get(&format!("/ui/usage?{query}")).await.text();
            holds(&page, &[&format!(">{name}</a>"), "range=last-month"]);
            let path = format!("/ui/usage/export.jsonl?{query}");
            let file = browser.get(&path).await.text();
            let file: Value = serde_json::from_str(file.trim()).expect("one row");
            assert_eq!((&file[by], &file["id"]), (&json!(name), &json!(id)));
        }
    }
    let before = browser.get("/ui/usage/export.csv?by=team&range=last-month");
    assert_eq!(before.await.text().lines().count(), 1, "names alone");
    let keys = browser.get("/ui/keys").await.text();
    holds(
        &keys,
        &[
            "Team Research</a>",
            ">dana@example.org</a>",
            "/ui/teams/0b1f-of-the-team",
        ],
    );
    let page = format!("/ui/keys/{}", KeyHash::of(&key).hex());
    holds(
        &browser.get(&page).await.text(),
        &[">Research</a>", ">dana@example.org</a>"],
    );
    // Who spent most is on the first page, and all of them are a link away.
    let first = browser.get("/ui").await.text();
    holds(&first, &["Spent most", ">robot</a>", "by=user", "by=team"]);
}

#[tokio::test]
async fn credentials_of_the_file_are_listed_and_stay_there() {
    let named = json!([{ "credential_name": "of-the-file", "credential_info": {},
        "credential_values": { "api_key": "sk-canary-of-the-file-1", "api_base": "http://127.0.0.1:9" } }]);
    let model = json!({ "model_name": "with", "litellm_params": { "model": "openai/ok",
        "litellm_credential_name": "of-the-file", "input_cost_per_token": 0, "output_cost_per_token": 0 } });
    let proxy = Proxy::builder()
        .section("credential_list", named)
        .section("general_settings", json!({ "store_model_in_db": true }))
        .deployment(model)
        .start()
        .await;
    let browser = Browser::operator(&proxy).await;
    let page = browser.get("/ui/models/credentials").await.text();
    holds(
        &page,
        &[
            "of-the-file",
            "api_key",
            "api_base",
            "1 model",
            "Config file",
        ],
    );
    assert!(
        !page.contains("canary")
            && !page.contains("sk*")
            && !page.contains("name=\"name\" value=\"of-the-file\""),
        "neither values nor a way to delete it: {page}"
    );
    let form = browser.get("/ui/models/new").await.text();
    holds(&form, &["<option value=\"of-the-file\""]);
}

#[tokio::test]
async fn pages_lead_to_what_comes_next() {
    let upstream = Upstream::start();
    let proxy = gateway(&upstream).await;
    let browser = Browser::operator(&proxy).await;
    // Where nothing was called yet, what comes first.
    let empty = browser.get("/ui").await.text();
    holds(
        &empty,
        &[
            "No calls yet",
            "href=\"/ui/keys/new\"",
            "{&quot;model&quot;: &quot;gpt&quot;,",
        ],
    );
    // A colleague: a user, a key of theirs, and what to type for each tool with its secret.
    let made = browser
        .post("/ui/users/new", &[("user_id", "ann"), ("max_budget", "5")])
        .await;
    let page = browser.get(to(&made)).await.text();
    let new = link(&page, "/ui/keys/new?user=ann").to_owned();
    let form = browser.get(&new).await.text();
    holds(&form, &["name=\"user_id\" value=\"ann\""]);
    let fields = [
        ("once", "1"),
        ("key_alias", "anns"),
        ("user_id", "ann"),
        ("duration", "-1"),
        ("key_type", "default"),
    ];
    let made = browser.post("/ui/keys/new", &fields).await;
    let shown = browser.get(to(&made)).await.text();
    holds(
        &shown,
        &[
            "href=\"#for-claude-code\"",
            "id=\"for-claude-code\"",
            "ANTHROPIC_AUTH_TOKEN='sk-",
        ],
    );
    let raise = link(&page, "/ui/budgets/boost").replace("&amp;", "&");
    holds(
        &browser.get(&raise).await.text(),
        &["of $5.00", "href=\"/ui/users/ann\""],
    );
    // A model: tried, and clients set up for it.
    let health = browser.get("/ui/health").await.text();
    let model = link(&health, "/ui/models/").to_owned();
    let model = browser.get(&model).await.text();
    holds(&model, &["/ui/playground?model=gpt", "/ui/setup?model=gpt"]);
    // Who takes how long.
    let key = proxy.key(&json!({ "key_alias": "robot" })).await;
    assert_eq!(ask(&proxy, &key).await, 200);
    let health = browser.get("/ui/health").await.text();
    holds(&health, &["Mean time", "by=provider", "metric=time"]);
}

#[tokio::test]
async fn metrics_are_tried_from_their_card_as_the_other_integrations_are() {
    let proxy = Proxy::builder().start().await;
    let browser = Browser::operator(&proxy).await;
    let card = browser.get("/ui/alerts").await.text();
    holds(&card, &["Scrape once", "Send a test", "Send a span"]);
    let fields = [("service", "prometheus")];
    let tried = browser.post("/ui/alerts/test", &fields).await;
    assert_eq!(tried.status, 200, "{}", tried.text());
    holds(&tried.text(), &["A scrape gets ", "id=\"sample\""]);
}

#[tokio::test]
async fn every_page_of_one_thing_has_the_way_back_above_its_title() {
    let upstream = Upstream::start();
    let proxy = gateway(&upstream).await;
    let id = KeyHash::of(&proxy.key(&json!({ "key_alias": "robot" })).await).hex();
    let team = json!({ "team_id": "crew", "team_alias": "Crew" });
    assert_eq!(proxy.post("/team/new", &team).await.status, 200);
    let user = json!({ "user_id": "ann", "auto_create_key": false });
    assert_eq!(proxy.post("/user/new", &user).await.status, 200);
    let browser = Browser::operator(&proxy).await;
    let models = proxy.get("/model/info").await.json();
    let model = models["data"][0]["model_info"]["id"].as_str();
    let model = format!("/ui/models/{}", model.expect("an id"));
    let key = format!("/ui/keys/{id}");
    for (path, back, name) in [
        (key.clone(), "/ui/keys", "Keys"),
        (format!("{key}/edit"), &*key, "robot"),
        (format!("{key}/rotate"), &*key, "robot"),
        (format!("{key}/delete"), &*key, "robot"),
        ("/ui/keys/new".to_owned(), "/ui/keys", "Keys"),
        (model.clone(), "/ui/models", "Models"),
        ("/ui/models/new".to_owned(), "/ui/models", "Models"),
        ("/ui/teams/crew".to_owned(), "/ui/teams", "Teams"),
        ("/ui/teams/crew/edit".to_owned(), "/ui/teams/crew", "Crew"),
        ("/ui/users/ann".to_owned(), "/ui/users", "Users"),
        ("/ui/users/ann/edit".to_owned(), "/ui/users/ann", "ann"),
        ("/ui/budgets/new".to_owned(), "/ui/budgets", "Budgets"),
        ("/ui/tags/new".to_owned(), "/ui/tags", "Tags"),
    ] {
        let page = browser.get(&path).await.text();
        let crumbs = format!("<p class=\"crumbs\"><a href=\"{back}\">← {name}</a></p>");
        let at = page.find(&crumbs);
        assert!(
            at.is_some() && at < page.find("<h1>"),
            "{path}: {crumbs} is not above the title in {page}"
        );
    }
}

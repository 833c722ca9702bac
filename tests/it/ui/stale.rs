//! Two people at one form: whoever is second is told of the first, loses nothing of what was typed, and may put
//! theirs over it. Keys, models and teams have this in their own stories.

use super::operate::{hidden, to};
use super::{Browser, user};
use crate::chat::priced;
use crate::common::http::Reply;
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use serde_json::json;

/// A form with what it was shown by.
type Fields<'a> = Vec<(&'a str, &'a str)>;

fn with<'a>(revision: &'a str, fields: &[(&'a str, &'a str)]) -> Fields<'a> {
    [&[("revision", revision)], fields].concat()
}

/// Opens a form, lets the other change the same thing meanwhile, and sends the form.
async fn second(
    browser: &Browser<'_>,
    form: &str,
    path: &str,
    [theirs, mine]: [&[(&str, &str)]; 2],
) -> Reply {
    let revision = hidden(&browser.get(form).await, "revision");
    to(&browser.post(path, &with(&revision, theirs)).await);
    let stale = browser.post(path, &with(&revision, mine)).await;
    let text = stale.text();
    assert_eq!(stale.status, 409, "{path}: {text}");
    assert!(text.contains("while you were at it"), "{path}: {text}");
    stale
}

#[tokio::test]
async fn users_budgets_members_and_holders_are_not_written_over() {
    let proxy = Proxy::builder().start().await;
    let browser = Browser::operator(&proxy).await;
    user(&proxy, "ann", "internal_user", "long password").await;
    proxy.post("/team/new", &json!({ "team_id": "crew" })).await;
    let member = json!({ "team_id": "crew", "member": { "user_id": "ann", "role": "user" } });
    proxy.post("/team/member_add", &member).await;
    proxy
        .post(
            "/budget/new",
            &json!({ "budget_id": "small", "max_budget": 1 }),
        )
        .await;
    proxy
        .post(
            "/organization/new",
            &json!({ "organization_id": "org", "organization_alias": "Org" }),
        )
        .await;
    proxy
        .post("/customer/new", &json!({ "user_id": "cust" }))
        .await;
    proxy.post("/tag/new", &json!({ "name": "prod" })).await;
    for (form, path, field) in [
        ("/ui/users/ann/edit", "/ui/users/ann/edit", "max_budget"),
        (
            "/ui/budgets/edit/small",
            "/ui/budgets/edit/small",
            "max_budget",
        ),
        (
            "/ui/organizations/of/org/edit",
            "/ui/organizations/of/org/edit",
            "max_budget",
        ),
        (
            "/ui/customers/of/cust/edit",
            "/ui/customers/of/cust/edit",
            "max_budget",
        ),
        (
            "/ui/tags/of/prod/edit",
            "/ui/tags/of/prod/edit",
            "max_budget",
        ),
        (
            "/ui/teams/crew/members/ann",
            "/ui/teams/crew/members/ann",
            "max_budget_in_team",
        ),
    ] {
        let name: &[(&str, &str)] = match form {
            "/ui/organizations/of/org/edit" => &[("organization_alias", "Org")],
            "/ui/teams/crew/members/ann" => &[("role", "user")],
            _ => &[],
        };
        let theirs = [name, &[(field, "5")]].concat();
        let mine = [name, &[(field, "7")]].concat();
        let stale = second(&browser, form, path, [&theirs, &mine]).await;
        let text = stale.text();
        assert!(
            text.contains("Stored now") && text.contains("value=\"7\""),
            "both are shown, and what was typed is kept: {path}: {text}"
        );
        let stored = browser.get(form).await.text();
        assert!(stored.contains("value=\"5\""), "{path}: {stored}");
        let again = hidden(&stale, "revision");
        to(&browser.post(path, &with(&again, &mine)).await);
        let stored = browser.get(form).await.text();
        assert!(stored.contains("value=\"7\""), "{path}: {stored}");
    }
}

/// What the editor of a setting was shown.
fn was(page: &Reply, setting: &str) -> String {
    let text = page.text();
    let mark = format!(
        "name=\"setting\" value=\"{setting}\"><input type=\"hidden\" name=\"was\" value=\""
    );
    let from = text
        .split_once(&mark)
        .unwrap_or_else(|| panic!("{setting} in {text}"))
        .1;
    let text = from.split_once('"').expect("its end").0;
    text.replace("&quot;", "\"")
}

#[tokio::test]
async fn settings_are_not_written_over() {
    const NAME: &str = "litellm_settings.max_budget";
    let proxy = Proxy::builder().start().await;
    let browser = Browser::operator(&proxy).await;
    let send = async |path: &str, was: &str, value: &str| {
        let fields = [("setting", NAME), ("was", was), ("value", value)];
        browser.post(path, &fields).await
    };
    let first = was(&browser.get("/ui/settings").await, NAME);
    to(&send("/ui/settings/set", &first, "12.5").await);
    let stale = send("/ui/settings/set", &first, "3").await;
    let text = stale.text();
    assert!(
        stale.status == 400
            && text.contains("crashwise changed it to 12.5 while you were at it")
            && text.contains("value=\"3\""),
        "{text}"
    );
    let page = browser.get("/ui/settings").await;
    assert!(page.text().contains("value=\"12.5\""), "{}", page.text());
    let reset = send("/ui/settings/reset", &first, "").await;
    assert!(
        reset.status == 400 && reset.text().contains("while you were at it"),
        "{}",
        reset.text()
    );
    to(&send("/ui/settings/set", &was(&stale, NAME), "3").await);
    let page = browser.get("/ui/settings").await;
    assert!(page.text().contains("value=\"3\""));
    to(&send("/ui/settings/reset", &was(&page, NAME), "").await);
    assert_eq!(was(&browser.get("/ui/settings").await, NAME), "");
}

#[tokio::test]
async fn addresses_credentials_and_aliases_are_not_written_over() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced("gpt", &upstream, "ok"))
        .deployment(priced("other", &upstream, "ok"))
        .section("general_settings", json!({ "store_model_in_db": true }))
        .start()
        .await;
    let browser = Browser::operator(&proxy).await;
    let address = |url: &'static str| {
        [
            ("setting", "WEBHOOK_URL"),
            ("place", "webhook"),
            ("address", url),
        ]
    };
    let revision = webhook_revision(&browser.get("/ui/alerts").await);
    let theirs = with(&revision, &address("https://theirs.example/hook"));
    to(&browser.post("/ui/alerts/address", &theirs).await);
    let mine = with(&revision, &address("https://mine.example/hook"));
    let stale = browser.post("/ui/alerts/address", &mine).await;
    let text = stale.text();
    assert!(
        stale.status == 400
            && text.contains("while you were at it")
            && !text.contains("mine.example"),
        "{text}"
    );
    let revision = webhook_revision(&stale);
    let mine = with(&revision, &address("https://mine.example/hook"));
    to(&browser.post("/ui/alerts/address", &mine).await);

    let path = "/ui/models/credentials";
    let keep = |key: &'static str| [("name", "shared"), ("api_key", key)];
    let revision = hidden(&browser.get(path).await, "revision");
    to(&browser
        .post(path, &with(&revision, &keep("sk-theirs-1234567890")))
        .await);
    let stale = browser
        .post(path, &with(&revision, &keep("sk-mine-1234567890")))
        .await;
    assert!(
        stale.status == 400 && stale.text().contains("changed shared while you were at it"),
        "{}",
        stale.text()
    );
    let revision = hidden(&stale, "revision");
    to(&browser
        .post(path, &with(&revision, &keep("sk-mine-1234567890")))
        .await);

    let path = "/ui/models/aliases";
    to(&browser
        .post(path, &[("alias", "fast"), ("model", "gpt")])
        .await);
    let stale = browser
        .post(path, &[("alias", "fast"), ("model", "other")])
        .await;
    assert!(
        stale.status == 400 && stale.text().contains("fast stands for gpt already"),
        "{}",
        stale.text()
    );
    let over = hidden(&stale, "over");
    let again = [
        ("alias", "fast"),
        ("model", "other"),
        ("over", over.as_str()),
    ];
    to(&browser.post(path, &again).await);
    to(&browser
        .post(path, &[("alias", "slow"), ("model", "gpt")])
        .await);
    let page = browser.get("/ui/models").await.text();
    for (alias, model) in [("fast", "other"), ("slow", "gpt")] {
        let row = page.split_once(&format!("<span>{alias}</span>"));
        let row = row.unwrap_or_else(|| panic!("{alias} in {page}")).1;
        let row = row.split_once("</tr>").expect("its end").0;
        assert!(row.contains(&format!("<span>{model}</span>")), "{row}");
    }
}

/// What the form of the webhook's address was shown by.
fn webhook_revision(page: &Reply) -> String {
    let text = page.text();
    let mark = "name=\"place\" value=\"webhook\"><input type=\"hidden\" name=\"revision\" value=\"";
    let from = text.split_once(mark).unwrap_or_else(|| panic!("{text}")).1;
    from.split_once('"').expect("its end").0.to_owned()
}

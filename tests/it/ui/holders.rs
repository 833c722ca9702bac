//! Pages of organizations, customers and tags, of members' limits, of aliases and credentials, and what the
//! log and the settings hold beside their lists.

use super::operate::{hidden, to};
use super::{Browser, user};
use crate::chat::priced;
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use cw_proxy::domain::key::KeyHash;
use serde_json::{Value, json};

#[expect(clippy::too_many_lines, reason = "one story, told in order")]
#[tokio::test]
async fn organizations_customers_and_tags_live_from_their_pages() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced("gpt", &upstream, "ok?prompt=1000000&completion=0"))
        .start()
        .await;
    let browser = Browser::operator(&proxy).await;
    for (list, id, label, info) in [
        (
            "/ui/organizations",
            "organization_id",
            "organization_alias",
            "/organization/info?organization_id=one",
        ),
        (
            "/ui/customers",
            "user_id",
            "alias",
            "/customer/info?end_user_id=one",
        ),
        ("/ui/tags", "name", "description", ""),
    ] {
        let empty = browser.get(list).await.text();
        assert!(empty.contains("yet</h2>"), "{empty}");
        let fields = [
            (id, "one"),
            (label, "First <b>one</b>"),
            ("max_budget", "3"),
            ("budget_duration", "30d"),
            ("rpm_limit", "9"),
        ];
        let made = browser.post(&format!("{list}/new"), &fields).await;
        let here = to(&made).to_owned();
        let again = browser.post(&format!("{list}/new"), &fields).await;
        assert!(
            again.status == 400 && again.text().contains("already exists"),
            "{list}"
        );
        let wrong = browser
            .post(
                &format!("{list}/new"),
                &[(id, "two"), (label, "x"), ("max_budget", "lots")],
            )
            .await;
        assert!(
            wrong.status == 400 && wrong.text().contains("value=\"lots\""),
            "{list}"
        );
        let page = browser.get(&here).await.text();
        assert!(
            page.contains("of $3.00") && page.contains("First &lt;b&gt;one"),
            "{page}"
        );
        let form = browser.get(&format!("{here}/edit")).await;
        let revision = hidden(&form, "revision");
        let change = [
            ("revision", revision.as_str()),
            (label, "Second"),
            ("max_budget", "4"),
        ];
        to(&browser.post(&format!("{here}/edit"), &change).await);
        let stale = browser.post(&format!("{here}/edit"), &change).await;
        assert!(
            stale.status == 409 && stale.text().contains("while you were at it"),
            "{list}"
        );
        let page = browser.get(&format!("{list}?search=one")).await.text();
        assert!(
            page.contains("Second") && page.contains("of $4.00"),
            "{page}"
        );
        if !info.is_empty() {
            let told: Value = proxy.get(info).await.json();
            assert_eq!(
                told["litellm_budget_table"]["rpm_limit"],
                Value::Null,
                "what is empty is taken away: {told}"
            );
        }
    }
    // A customer that is spent up is refused, whatever the key; blocked, it is refused at once.
    let key = proxy.key(&json!({})).await;
    let ask = async |who: &str| {
        let body = json!({ "model": "gpt", "user": who, "messages": [{ "role": "user", "content": "hi" }] });
        proxy
            .post_as(&key, "/v1/chat/completions", &body)
            .await
            .status
    };
    assert_eq!(ask("one").await, 200, "$2.50 of $4.00");
    assert_eq!(ask("one").await, 200, "$5.00, which nobody knew before");
    assert_eq!(ask("one").await, 422);
    assert_eq!(ask("seen only").await, 200);
    let list = browser.get("/ui/customers").await.text();
    assert!(
        list.contains("seen only") && list.contains("Named in calls"),
        "{list}"
    );
    let page = browser.get("/ui/customers/of/seen%20only").await.text();
    assert!(
        page.contains("nobody gave it limits") && page.contains("$2.50"),
        "{page}"
    );
    to(&browser
        .post("/ui/customers/of/seen%20only/block", &[("blocked", "on")])
        .await);
    assert_ne!(ask("seen only").await, 200);
    for list in ["/ui/organizations", "/ui/customers", "/ui/tags"] {
        let here = format!("{list}/of/one");
        let wrong = browser
            .post(&format!("{here}/delete"), &[("typed", "no")])
            .await;
        assert_eq!(wrong.status, 400);
        let name = if list == "/ui/tags" { "one" } else { "Second" };
        assert_eq!(
            to(&browser
                .post(&format!("{here}/delete"), &[("typed", name)])
                .await),
            list
        );
    }
    assert_eq!(browser.get("/ui/tags/of/one").await.status, 404);
}

#[tokio::test]
async fn members_have_limits_of_their_own() {
    let proxy = Proxy::builder().start().await;
    let browser = Browser::operator(&proxy).await;
    user(&proxy, "ann@x", "internal_user", "long password").await;
    proxy.post("/team/new", &json!({ "team_id": "crew" })).await;
    proxy
        .post(
            "/organization/new",
            &json!({ "organization_id": "org", "organization_alias": "Org" }),
        )
        .await;
    for (group, role) in [
        ("/ui/teams/crew", "admin"),
        ("/ui/organizations/of/org", "org_admin"),
    ] {
        let added = [("user", "ann@x"), ("max_budget_in_team", "5")];
        assert_eq!(
            to(&browser.post(&format!("{group}/members"), &added).await),
            group
        );
        let here = format!("{group}/members/ann%40x");
        let form = browser.get(&here).await;
        assert!(
            form.status == 200 && form.text().contains("value=\"5\""),
            "{}",
            form.text()
        );
        let revision = hidden(&form, "revision");
        let change = [
            ("revision", revision.as_str()),
            ("role", role),
            ("max_budget_in_team", "7.5"),
            ("rpm_limit", "3"),
            ("allowed_models", "gpt"),
        ];
        to(&browser.post(&here, &change).await);
        let page = browser.get(group).await.text();
        assert!(
            page.contains("of $7.50") && page.contains("Runs the"),
            "{page}"
        );
        let revision = hidden(&browser.get(&here).await, "revision");
        let king = [("revision", revision.as_str()), ("role", "king")];
        let wrong = browser.post(&here, &king).await;
        assert!(
            wrong.status == 400 && wrong.text().contains("one of"),
            "{}",
            wrong.text()
        );
        to(&browser
            .post(&format!("{group}/members/remove"), &[("user_id", "ann@x")])
            .await);
        assert_eq!(browser.get(&here).await.status, 404);
    }
}

#[tokio::test]
async fn models_have_other_names_and_shared_credentials() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced("gpt", &upstream, "ok?prompt=3&completion=2"))
        .section("general_settings", json!({ "store_model_in_db": true }))
        .start()
        .await;
    let browser = Browser::operator(&proxy).await;
    let key = proxy.key(&json!({})).await;
    let ask = async |model: &str| {
        let body = json!({ "model": model, "messages": [{ "role": "user", "content": "hi" }] });
        proxy
            .post_as(&key, "/v1/chat/completions", &body)
            .await
            .status
    };
    to(&browser
        .post("/ui/models/aliases", &[("alias", "fast"), ("model", "gpt")])
        .await);
    assert_eq!(ask("fast").await, 200);
    for (alias, model) in [("gpt", "gpt"), ("x", "nobody"), ("", "gpt")] {
        let wrong = browser
            .post("/ui/models/aliases", &[("alias", alias), ("model", model)])
            .await;
        assert_eq!(wrong.status, 400, "{alias} {model}");
    }
    to(&browser
        .post("/ui/models/aliases/remove", &[("alias", "fast")])
        .await);
    assert_ne!(ask("fast").await, 200);

    let base = upstream.base_url();
    let kept = [
        ("name", "shared"),
        ("api_key", "sk-upstream-secret-1234567890"),
        ("api_base", base.as_str()),
    ];
    to(&browser.post("/ui/models/credentials", &kept).await);
    let page = browser.get("/ui/models/credentials").await.text();
    assert!(
        page.contains("shared") && page.contains("sk****90") && !page.contains("secret-1234"),
        "{page}"
    );
    let fields = [
        ("do", "add"),
        ("provider", "openai"),
        ("model", "ok?prompt=3&completion=2"),
        ("model_name", "by-name"),
        ("credential", "shared"),
        ("input_price", "1"),
        ("output_price", "1"),
    ];
    let added = browser.post("/ui/models/new", &fields).await;
    let here = to(&added).to_owned();
    assert_eq!(
        ask("by-name").await,
        200,
        "called with the credential's key and address"
    );
    let page = browser.get(&here).await.text();
    assert!(page.contains("shared</a>"), "{page}");
    let used = browser
        .post("/ui/models/credentials/delete", &[("name", "shared")])
        .await;
    assert!(
        used.status == 400 && used.text().contains("by-name"),
        "{}",
        used.text()
    );
    let edit = browser.get(&format!("{here}/edit")).await;
    assert!(
        edit.text().contains("<option value=\"shared\" selected"),
        "{}",
        edit.text()
    );
    to(&browser
        .post(&format!("{here}/delete"), &[("typed", "by-name")])
        .await);
    to(&browser
        .post("/ui/models/credentials/delete", &[("name", "shared")])
        .await);
}

#[tokio::test]
async fn a_call_is_read_in_words_as_json_and_as_sent_and_asked_again() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced("gpt", &upstream, "ok?prompt=30&completion=20"))
        .section(
            "general_settings",
            json!({ "store_prompts_in_spend_logs": true }),
        )
        .start()
        .await;
    let browser = Browser::operator(&proxy).await;
    let key = proxy.key(&json!({ "key_alias": "robot" })).await;
    let body = json!({ "model": "gpt", "top_p": 0.5, "messages": [
        { "role": "system", "content": "Be brief." }, { "role": "user", "content": "<i>first</i>" },
        { "role": "assistant", "content": "yes" }, { "role": "user", "content": "second words" }] });
    assert_eq!(
        proxy
            .post_as(&key, "/v1/chat/completions", &body)
            .await
            .status,
        200
    );
    let rows = proxy.rows().await;
    let id = rows[0]["request_id"].as_str().expect("an id").to_owned();
    let page = async |query: &str| {
        browser
            .get(&format!("/ui/logs?call={id}{query}"))
            .await
            .text()
    };
    let words = page("").await;
    assert!(
        words.contains("&lt;i&gt;first&lt;/i&gt;") && words.contains(">system</span>"),
        "{words}"
    );
    assert!(
        page("&as=json")
            .await
            .contains("&quot;content&quot;: &quot;Be brief.&quot;")
    );
    assert!(
        page("&as=raw")
            .await
            .contains("&quot;content&quot;:&quot;Be brief.&quot;")
    );
    let whole = browser
        .get(&format!("/ui/logs/{id}/payload?of=request"))
        .await;
    assert_eq!(
        (
            whole.header("content-type"),
            whole.header("x-content-type-options")
        ),
        ("text/plain; charset=utf-8", "nosniff")
    );
    assert_eq!(whole.json()["top_p"], json!(0.5));
    user(&proxy, "ann", "internal_user", "long password").await;
    let ann = Browser::login(&proxy, "ann", "long password").await;
    assert_eq!(
        ann.get(&format!("/ui/logs/{id}/payload?of=request"))
            .await
            .status,
        404
    );

    let again = browser
        .get(&format!("/ui/playground?call={id}"))
        .await
        .text();
    for part in [
        "Be brief.",
        "second words",
        "&quot;top_p&quot;: 0.5",
        "data-earlier",
    ] {
        assert!(again.contains(part), "{part} in {again}");
    }
    assert!(
        again.contains(&format!("value=\"{}\" selected", KeyHash::of(&key).hex())),
        "the same key is offered"
    );
    proxy.key(&json!({ "user_id": "ann" })).await;
    let anns = ann.get(&format!("/ui/playground?call={id}")).await.text();
    assert!(
        !anns.contains("second words") && anns.contains("Nothing is stored"),
        "{anns}"
    );
}

#[tokio::test]
async fn sessions_stand_together_and_ranges_are_chosen() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced("gpt", &upstream, "ok?prompt=30&completion=20"))
        .start()
        .await;
    let browser = Browser::operator(&proxy).await;
    let key = proxy.key(&json!({ "key_alias": "robot" })).await;
    for session in ["a b", "a b", "other"] {
        let body = json!({ "model": "gpt", "metadata": { "session_id": session }, "messages": [{ "role": "user", "content": "hi" }] });
        assert_eq!(
            proxy
                .post_as(&key, "/v1/chat/completions", &body)
                .await
                .status,
            200
        );
    }
    let page = browser.get("/ui/logs/sessions").await.text();
    let row = page
        .split("<tr")
        .find(|row| row.contains(">a b<"))
        .expect("a row");
    assert!(
        row.contains("<td class=\"num\">2</td>") && row.contains("100") && row.contains("robot"),
        "{row}"
    );
    let link = row
        .split_once("href=\"")
        .expect("a link")
        .1
        .split_once('"')
        .expect("its end")
        .0;
    let calls = browser.get(&link.replace("&amp;", "&")).await.text();
    assert_eq!(calls.matches("<tr data-href").count(), 2, "{calls}");
    let none = browser.get("/ui/logs/sessions?session=none").await.text();
    assert!(none.contains("No sessions in this range"));
    // A range of moments stands in the address, and what is outside of it is not shown.
    let past = browser
        .get("/ui/logs?from=2020-01-01T00:00&until=2020-01-01T06:30")
        .await
        .text();
    assert!(
        past.contains("No calls in this range") && past.contains("value=\"2020-01-01T06:30\""),
        "{past}"
    );
    let file = browser.get("/ui/logs/export.csv").await;
    assert_eq!(
        (file.header("x-cw-rows-max"), file.text().lines().count()),
        ("100000", 4)
    );
}

#[tokio::test]
async fn a_backup_is_taken_by_admins_and_is_on_record() {
    let proxy = Proxy::builder().start().await;
    proxy.key(&json!({ "key_alias": "kept" })).await;
    let browser = Browser::operator(&proxy).await;
    let copy = browser.post("/ui/settings/backup", &[]).await;
    assert_eq!(copy.status, 200, "{}", copy.text());
    assert!(copy.complete && copy.header("content-disposition").contains(".db"));
    assert!(copy.body.starts_with(b"SQLite format 3\0"));
    assert_eq!(copy.header("content-length"), copy.body.len().to_string());
    let path = std::env::temp_dir().join(format!("cw-backup-{}.db", uuid::Uuid::new_v4()));
    std::fs::write(&path, &copy.body).expect("written");
    let options = cw_proxy::store::OpenOptions {
        durability: cw_proxy::store::Durability::default(),
        create: false,
        now: cw_proxy::domain::time::Micros(0),
    };
    let store = cw_proxy::store::Store::open(&path.display().to_string(), options)
        .await
        .expect("a database");
    assert!(
        store
            .get_key_by_alias("kept")
            .await
            .expect("read")
            .is_some()
    );
    store.check_integrity().await.expect("whole");
    store.close().await;
    std::fs::remove_file(&path).expect("removed");
    let audit = browser.get("/ui/audit?kind=backup").await.text();
    assert!(audit.contains("downloaded"), "{audit}");
    user(&proxy, "viewer", "proxy_admin_viewer", "long password").await;
    let viewer = Browser::login(&proxy, "viewer", "long password").await;
    assert_eq!(viewer.post("/ui/settings/backup", &[]).await.status, 403);
    let page = browser.get("/ui/settings").await.text();
    assert!(
        page.contains("Download a backup") && page.contains("prompt_retention_period"),
        "{page}"
    );
    let set = [
        ("setting", "cw_proxy.prompt_retention_period"),
        ("value", "30d"),
    ];
    to(&browser.post("/ui/settings/set", &set).await);
    let all = browser
        .get("/ui/settings?view=all&search=retention")
        .await
        .text();
    assert!(all.contains("prompt_retention_period"), "{all}");
    let wrong = [
        ("setting", "cw_proxy.prompt_retention_period"),
        ("was", "\"30d\""),
        ("value", "long"),
    ];
    assert_eq!(browser.post("/ui/settings/set", &wrong).await.status, 400);
}

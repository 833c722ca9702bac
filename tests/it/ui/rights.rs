//! Rights: each page and form by role, and forms of others.

use super::{Browser, send, user};
use crate::common::proxy::Proxy;
use cw_proxy::domain::owner::Rank;
use cw_proxy::http::ui;
use cw_proxy::http::ui::table::Door;
use reqwest::Method;
use serde_json::json;

/// A path that fits a route.
fn concrete(path: &str) -> String {
    path.replace("{id}", "x")
        .replace("{user}", "x")
        .replace("{file}", "x")
        .replace("{*rest}", "x")
        .replace("{name}", "x")
}

#[tokio::test]
async fn every_page_asks_who_comes() {
    let proxy = Proxy::builder().start().await;
    let mut closed = 0;
    for route in ui::routes() {
        let Door::LoggedIn(..) = route.door else {
            continue;
        };
        let method: Method = route
            .verb
            .as_str()
            .to_uppercase()
            .parse()
            .expect("a method");
        let form = (method == Method::POST).then_some("a=b");
        let reply = send(&proxy, method, &concrete(route.path), &[], form).await;
        let to = reply.header("location");
        assert!(
            reply.status == 303 && to.starts_with("/ui/login"),
            "{}: {} {to}",
            route.path,
            reply.status
        );
        closed += 1;
    }
    assert!(closed > 80, "{closed} routes");
}

#[tokio::test]
async fn whoever_may_only_look_changes_nothing() {
    let proxy = Proxy::builder().start().await;
    proxy.key(&json!({ "key_alias": "kept" })).await;
    for (id, role, rank) in [
        ("viewer", "proxy_admin_viewer", Rank::AdminViewer),
        ("reader", "internal_user_viewer", Rank::InternalViewer),
    ] {
        user(&proxy, id, role, "long password").await;
        let browser = Browser::login(&proxy, id, "long password").await;
        let before = proxy.get("/audit").await.text();
        let mut refused = 0;
        for route in ui::routes() {
            let Door::LoggedIn(least, _) = route.door else {
                continue;
            };
            if route.verb.as_str() == "get" {
                if rank < least {
                    assert_eq!(
                        browser.get(&concrete(route.path)).await.status,
                        403,
                        "{}",
                        route.path
                    );
                }
                continue;
            }
            if !route.changes {
                continue;
            }
            let reply = browser
                .post(
                    &concrete(route.path),
                    &[("blocked", "on"), ("typed", "kept")],
                )
                .await;
            assert_eq!(reply.status, 403, "{role} {}", route.path);
            refused += 1;
        }
        assert!(refused > 45, "{refused} forms");
        assert_eq!(
            proxy.get("/audit").await.text(),
            before,
            "nothing is on record, since nothing was done"
        );
        let page = browser.get("/ui/keys").await;
        assert!(
            page.status == 200 && !page.text().contains("New key</a>"),
            "nor is it offered"
        );
    }
}

#[tokio::test]
async fn forms_of_others_are_refused_by_each_sign_alone() {
    let proxy = Proxy::builder().start().await;
    let browser = Browser::operator(&proxy).await;
    let token = browser.token().await;
    let own = proxy.url();
    let host = own.trim_start_matches("http://");
    let fields = |alias: &'static str| [("key_alias", alias), ("once", alias)];
    let with = |alias| {
        let [a, b] = fields(alias);
        [("form_token", token.as_str()), a, b]
    };
    for (alias, reply) in [
        (
            "no-token",
            browser
                .post_raw("/ui/keys/new", &fields("no-token"), &[])
                .await,
        ),
        (
            "bad-token",
            browser
                .post_raw(
                    "/ui/keys/new",
                    &[("form_token", "x"), ("key_alias", "bad-token")],
                    &[],
                )
                .await,
        ),
        (
            "origin",
            browser
                .post_raw(
                    "/ui/keys/new",
                    &with("origin"),
                    &[("origin", "https://evil.example")],
                )
                .await,
        ),
        (
            "null",
            browser
                .post_raw("/ui/keys/new", &with("null"), &[("origin", "null")])
                .await,
        ),
        (
            "site",
            browser
                .post_raw(
                    "/ui/keys/new",
                    &with("site"),
                    &[("sec-fetch-site", "cross-site")],
                )
                .await,
        ),
        (
            "sibling",
            browser
                .post_raw(
                    "/ui/keys/new",
                    &with("sibling"),
                    &[("sec-fetch-site", "same-site")],
                )
                .await,
        ),
    ] {
        assert_eq!(reply.status, 403, "{alias}");
        let page = browser
            .get(&format!("/ui/keys?search={alias}"))
            .await
            .text();
        assert!(page.contains("No key fits"), "{alias} was made");
    }
    let headers = [
        ("origin", own.as_str()),
        ("sec-fetch-site", "same-origin"),
        ("host", host),
    ];
    let made = browser
        .post_raw("/ui/keys/new", &with("good"), &headers)
        .await;
    assert!(
        made.status == 303 && made.header("location").ends_with("/secret"),
        "{}",
        made.text()
    );

    // The token of one session is nothing to another.
    let other = Browser::operator(&proxy).await;
    let reply = other.post_raw("/ui/keys/new", &with("foreign"), &[]).await;
    assert_eq!(reply.status, 403);
    let login = [("origin", "https://evil.example")];
    let form = super::encoded(&[("username", "crashwise"), ("password", "crashwise123")]);
    let reply = send(&proxy, Method::POST, "/ui/login", &login, Some(&form)).await;
    assert_eq!(reply.status, 403, "nobody is logged in by another site");
}

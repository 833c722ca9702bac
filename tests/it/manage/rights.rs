//! Who may do what: every role on every operation, tenants apart from one another, and nobody beyond
//! their own rights.

use super::{called, done, get_as, proxies, send, told, user};
use crate::common::http;
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use cw_proxy::domain::owner::Rank;
use cw_proxy::http::manage::{self, Managed, Verb};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;

/// Somebody who asks, and what the table lets them do.
struct Asker {
    name: &'static str,
    key: String,
    rank: Option<Rank>,
}

async fn askers(proxy: &Proxy) -> Vec<Asker> {
    let asker = |name, key: String, rank| Asker { name, key, rank };
    let blocked = proxy.key(&json!({ "blocked": true })).await;
    let expired = proxy.key(&json!({ "duration": "0s" })).await;
    let mut askers = vec![
        asker("none", String::new(), None),
        asker("wrong", "sk-there-is-no-such-key".into(), None),
        asker("blocked", blocked, None),
        asker("expired", expired, None),
        asker("nobody", proxy.key(&json!({})).await, Some(Rank::Nobody)),
        asker("master", proxy.master_key().into(), Some(Rank::Master)),
    ];
    for (role, rank) in [
        ("internal_user_viewer", Rank::InternalViewer),
        ("internal_user", Rank::Internal),
        ("proxy_admin_viewer", Rank::AdminViewer),
        ("proxy_admin", Rank::Admin),
    ] {
        askers.push(asker(role, user(proxy, role, Some(role)).await, Some(rank)));
    }
    askers
}

fn method(verb: Verb) -> Method {
    match verb {
        Verb::Get => Method::GET,
        Verb::Post => Method::POST,
        Verb::Put => Method::PUT,
        Verb::Patch => Method::PATCH,
        Verb::Delete => Method::DELETE,
    }
}

/// A path that fits the route and names nothing that is there.
fn concrete(path: &str) -> String {
    let parts = path.split('/').map(|part| {
        if part.starts_with('{') {
            "no-such-thing"
        } else {
            part
        }
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Words that only the table's own refusals hold.
const REFUSED: [&str; 3] = [
    "Only proxy admin can be used to generate",
    "user not allowed to access this route, role=",
    "which is only for MASTER KEY",
];

/// What the table says: whether somebody is let through to the operation, and with which status not.
fn expected(route: &Managed, rank: Option<Rank>) -> Result<(), u16> {
    let Some(rank) = rank else { return Err(401) };
    if rank == Rank::AdminViewer && route.changes {
        return Err(403);
    }
    if rank < route.least { Err(401) } else { Ok(()) }
}

#[tokio::test]
async fn every_role_may_use_exactly_what_the_table_says() {
    let upstream = Upstream::start();
    let proxy = proxies(&upstream).await.remove(0);
    let askers = askers(&proxy).await;
    let mut checked = 0;
    for route in manage::routes() {
        let path = concrete(route.path);
        let body = (!route.body.is_empty()).then(|| json!({}));
        for asker in &askers {
            // Those who may do everything would undo what the others are checked with.
            if matches!(asker.rank, Some(Rank::Admin | Rank::Master))
                && route.path.ends_with("/reset")
            {
                continue;
            }
            let reply = if asker.key.is_empty() {
                let request =
                    http::client().request(method(route.verb), format!("{}{path}", proxy.url()));
                http::Reply::read(request.send().await.expect("an answer")).await
            } else {
                send(&proxy, &asker.key, method(route.verb), &path, body.as_ref()).await
            };
            let text = String::from_utf8_lossy(&reply.body);
            let by_table = REFUSED.iter().any(|words| text.contains(words));
            match expected(route, asker.rank) {
                Ok(()) => assert!(
                    !by_table && reply.status < 500,
                    "{} {path} as {}: {} {text}",
                    route.verb.as_str(),
                    asker.name,
                    reply.status
                ),
                Err(status) => {
                    assert_eq!(
                        reply.status,
                        status,
                        "{} {path} as {}: {text}",
                        route.verb.as_str(),
                        asker.name
                    );
                    assert!(
                        asker.rank.is_none() || by_table,
                        "{path} as {}: {text}",
                        asker.name
                    );
                }
            }
            checked += 1;
        }
    }
    assert!(checked >= 400, "{checked}");
}

#[tokio::test]
async fn tricks_with_paths_hosts_and_headers_change_nothing() {
    let upstream = Upstream::start();
    let proxy = proxies(&upstream).await.remove(0);
    let key = user(&proxy, "eve", Some("internal_user")).await;
    let client = http::client();
    for path in [
        "/user/new/",
        "//user/new",
        "/USER/NEW",
        "/user/new%2f",
        "/user%2fnew",
        "/v1/models/../../user/new",
        "/./user/new",
        "/user/new;/v1/models",
        "/user/new?route=/v1/models",
        "/v1/models%00/user/new",
        "/user/new#/v1/models",
    ] {
        for (name, value) in [
            ("x-original-url", "/v1/models"),
            ("x-rewrite-url", "/v1/models"),
            ("x-http-method-override", "GET"),
            ("host", "localhost"),
            ("x-forwarded-for", "127.0.0.1"),
            ("litellm-changed-by", "default_user_id"),
        ] {
            let request = client
                .post(format!("{}{path}", proxy.url()))
                .bearer_auth(&key)
                .header(name, value);
            let status = request
                .header("content-type", "application/json")
                .body("{}")
                .send()
                .await
                .expect("an answer")
                .status()
                .as_u16();
            assert!(matches!(status, 400..=499 | 501), "{path} {name}: {status}");
        }
    }
    let users = told(&proxy, "/user/list").await;
    assert_eq!(users["total"], 1, "nobody was made: {users}");
}

#[tokio::test]
async fn tenants_do_not_see_or_touch_each_other() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let (ann, ben) = (
            user(&proxy, "ann", Some("internal_user")).await,
            user(&proxy, "ben", Some("internal_user")).await,
        );
        done(&proxy, "/team/new", &json!({ "team_id": "bens", "members_with_roles": [{ "user_id": "ben", "role": "admin" }] })).await;
        let of_team = proxy
            .key(&json!({ "team_id": "bens", "key_alias": "bens-team-key" }))
            .await;
        let (lone, other) = (proxy.key(&json!({})).await, proxy.key(&json!({})).await);
        for (path, status) in [
            (format!("/key/info?key={ben}"), 403),
            (format!("/key/info?key={of_team}"), 403),
            ("/key/info?key=sk-there-is-no-such-key".to_owned(), 403),
            ("/key/list?user_id=ben".to_owned(), 403),
            ("/key/list?team_id=bens".to_owned(), 403),
            ("/key/aliases?team_id=bens".to_owned(), 403),
            ("/user/info?user_id=ben".to_owned(), 403),
            ("/v2/user/info?user_id=ben".to_owned(), 403),
            ("/user/list".to_owned(), 403),
            ("/team/info?team_id=bens".to_owned(), 403),
            ("/team/info?team_id=no-such-team".to_owned(), 403),
            ("/team/list".to_owned(), 401),
            ("/team/list?user_id=ben".to_owned(), 401),
            ("/team/permissions_list?team_id=bens".to_owned(), 403),
            ("/team/bens/members/me".to_owned(), 404),
        ] {
            let reply = get_as(&proxy, &ann, &path).await;
            assert_eq!(reply.status, status, "{path}: {}", reply.json());
            assert!(!String::from_utf8_lossy(&reply.body).contains("bens-team-key"));
        }
        nothing_of_bens_is_touched(&proxy, &ann, &ben).await;
        let infos = proxy
            .post_as(
                &ann,
                "/v2/key/info",
                &json!({ "keys": [ben, of_team, ann] }),
            )
            .await
            .json();
        assert_eq!(
            infos["info"].as_array().map(Vec::len),
            Some(1),
            "only her own: {infos}"
        );
        assert_eq!(
            get_as(&proxy, &ann, "/key/list").await.json()["total_count"],
            1
        );
        let team = get_as(&proxy, &ben, "/key/list?team_id=bens").await.json();
        assert_eq!(team["total_count"], 1, "its admin sees the team's keys");
        assert_eq!(
            get_as(&proxy, &lone, &format!("/key/info?key={other}"))
                .await
                .status,
            403,
            "two keys of nobody are not one"
        );
        assert_eq!(get_as(&proxy, &lone, "/key/info").await.status, 200);
        assert_eq!(
            (called(&proxy, &ben).await, called(&proxy, &of_team).await),
            (200, 200),
            "nothing was done to them"
        );
    }
}

async fn nothing_of_bens_is_touched(proxy: &Proxy, ann: &str, ben: &str) {
    for (path, body) in [
        ("/key/update", json!({ "key": ben, "models": ["gpt"] })),
        (
            "/key/update",
            json!({ "key_alias": "bens-team-key", "models": ["gpt"] }),
        ),
        ("/key/delete", json!({ "keys": [ben] })),
        ("/key/delete", json!({ "key_aliases": ["bens-team-key"] })),
        ("/key/block", json!({ "key": ben })),
        ("/key/regenerate", json!({ "key": ben })),
        ("/key/generate", json!({ "user_id": "ben" })),
        ("/key/generate", json!({ "team_id": "bens" })),
        (
            "/team/update",
            json!({ "team_id": "bens", "team_alias": "mine" }),
        ),
        (
            "/team/member_add",
            json!({ "team_id": "bens", "member": { "user_id": "ann", "role": "admin" } }),
        ),
        (
            "/team/member_update",
            json!({ "team_id": "bens", "user_id": "ben", "role": "user" }),
        ),
        (
            "/team/member_delete",
            json!({ "team_id": "bens", "user_id": "ben" }),
        ),
        (
            "/team/permissions_update",
            json!({ "team_id": "bens", "team_member_permissions": ["/key/generate"] }),
        ),
    ] {
        let reply = proxy.post_as(ann, path, &body).await;
        assert_eq!(reply.status, 403, "{path} {body}: {}", reply.json());
    }
}

/// Random numbers from a seed that is told when a case fails.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len() as u64) as usize]
    }

    /// Some fields of a key, each there or not.
    fn key_fields(&mut self) -> Value {
        let models = [
            json!([]),
            json!(["gpt"]),
            json!(["other"]),
            json!(["gpt", "other"]),
            json!(["*"]),
            json!(["g*"]),
            json!(["all-proxy-models"]),
            json!(["all-team-models"]),
        ];
        let routes = [
            json!([]),
            json!(["llm_api_routes"]),
            json!(["management_routes"]),
            json!(["/key/*"]),
            json!(["*"]),
            json!(["/key/generate", "/key/update"]),
        ];
        let mut fields = json!({});
        let mut put = |name: &str, value: Value| fields[name] = value;
        if self.below(2) == 0 {
            put("models", self.pick(&models).clone());
        }
        if self.below(3) == 0 {
            put("allowed_routes", self.pick(&routes).clone());
        }
        if self.below(2) == 0 {
            put(
                "max_budget",
                self.pick(&[json!(null), json!(1), json!(5), json!(1000)])
                    .clone(),
            );
        }
        if self.below(3) == 0 {
            put(
                "budget_duration",
                self.pick(&[json!(null), json!("1h"), json!("1d"), json!("30d")])
                    .clone(),
            );
        }
        if self.below(2) == 0 {
            put(
                "rpm_limit",
                self.pick(&[json!(null), json!(10), json!(1_000_000)])
                    .clone(),
            );
        }
        if self.below(2) == 0 {
            put(
                "tpm_limit",
                self.pick(&[json!(null), json!(10), json!(1_000_000)])
                    .clone(),
            );
        }
        if self.below(3) == 0 {
            put(
                "max_parallel_requests",
                self.pick(&[json!(null), json!(1), json!(100)]).clone(),
            );
        }
        if self.below(2) == 0 {
            put(
                "duration",
                self.pick(&[json!(null), json!("1h"), json!("30d"), json!("-1")])
                    .clone(),
            );
        }
        if self.below(6) == 0 {
            put(
                "key_type",
                self.pick(&[json!("default"), json!("llm_api"), json!("management")])
                    .clone(),
            );
        }
        if self.below(6) == 0 {
            put("blocked", json!(false));
        }
        if self.below(8) == 0 {
            put("aliases", json!({ "x": self.pick(&["gpt", "other"]) }));
        }
        fields
    }
}

/// Whether a number is no wider than a limit; null is no limit.
fn number_within(inner: &Value, outer: &Value) -> bool {
    match (inner.as_f64(), outer.as_f64()) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(inner), Some(outer)) => inner <= outer,
    }
}

fn names(value: &Value) -> Vec<&str> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

/// Whether each model of two that exist which the key may call is one that its maker may.
fn models_within(inner: &Value, outer: &Value) -> bool {
    let may = |list: &[&str], model: &str| {
        list.is_empty()
            || list.iter().any(|entry| {
                *entry == model
                    || matches!(*entry, "*" | "all-proxy-models" | "all-team-models")
                    || (*entry == "g*" && model == "gpt")
            })
    };
    let (inner, outer) = (names(inner), names(outer));
    ["gpt", "other", "a-model-of-tomorrow"]
        .iter()
        .all(|model| !may(&inner, model) || may(&outer, model))
}

fn routes_within(inner: &Value, outer: &Value) -> bool {
    let (inner, outer) = (names(inner), names(outer));
    outer.is_empty()
        || outer.contains(&"*")
        || (!inner.is_empty()
            && inner.iter().all(|route| {
                outer.contains(route) || outer.contains(&"/key/*") && route.starts_with("/key/")
            }))
}

/// The first right that a key has beyond another.
fn wider(key: &Value, than: &Value) -> Option<&'static str> {
    let limits = [
        "max_budget",
        "rpm_limit",
        "tpm_limit",
        "max_parallel_requests",
    ];
    if let Some(name) = limits
        .into_iter()
        .find(|name| !number_within(&key[name], &than[name]))
    {
        return Some(name);
    }
    let outlives = match (key["expires"].as_str(), than["expires"].as_str()) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(key), Some(than)) => key.get(..19) > than.get(..19),
    };
    let renews = !than["max_budget"].is_null()
        && !key["budget_duration"].is_null()
        && key["budget_duration"] != than["budget_duration"];
    [
        ("models", !models_within(&key["models"], &than["models"])),
        (
            "allowed_routes",
            !routes_within(&key["allowed_routes"], &than["allowed_routes"]),
        ),
        ("expires", outlives),
        ("budget_duration", renews),
        ("user_id", key["user_id"] != than["user_id"]),
    ]
    .into_iter()
    .find(|(_, wider)| *wider)
    .map(|(name, _)| name)
}

#[tokio::test]
async fn two_thousand_random_requests_reach_no_further_than_their_makers_rights() {
    let upstream = Upstream::start();
    let proxy = proxies(&upstream).await.remove(0);
    let mut dice = Dice(20_261_124);
    let mut actors = Vec::new();
    for n in 0..20 {
        let id = format!("u{n}");
        done(
            &proxy,
            "/user/new",
            &json!({ "user_id": id, "user_role": "internal_user", "auto_create_key": false }),
        )
        .await;
        let mut fields = dice.key_fields();
        fields["user_id"] = json!(id);
        let made = done(&proxy, "/key/generate", &fields).await;
        let hash = made["token"].as_str().expect("a hash").to_owned();
        actors.push((
            made["key"].as_str().expect("a key").to_owned(),
            hash,
            vec![made["key"].clone()],
        ));
    }
    let (mut let_in, mut refused) = (0, 0);
    for case in 0..2_000 {
        let index = dice.below(actors.len() as u64) as usize;
        let (key, hash, _) = actors[index].clone();
        let maker = told(&proxy, &format!("/key/info?key={hash}")).await["info"].clone();
        let mut fields = dice.key_fields();
        let kind = dice.below(10);
        let path = match kind {
            0..=4 => "/key/generate",
            5..=8 => {
                let target = dice.pick(&actors[index].2).clone();
                fields["key"] = target;
                "/key/update"
            }
            _ => {
                fields["user_id"] = json!(format!("u{index}"));
                fields["user_role"] = json!("proxy_admin");
                *dice.pick(&["/user/new", "/user/update", "/team/new", "/budget/new"])
            }
        };
        let target = fields.get("key").cloned();
        let before = match &target {
            Some(target) => Some(
                told(
                    &proxy,
                    &format!("/key/info?key={}", target.as_str().expect("a key")),
                )
                .await["info"]
                    .clone(),
            ),
            None => None,
        };
        let reply = proxy.post_as(&key, path, &fields).await;
        let answer = reply.json();
        if reply.status != 200 {
            assert!(
                matches!(reply.status, 400 | 401 | 403 | 422),
                "case {case} {path} {fields}: {} {answer}",
                reply.status
            );
            refused += 1;
            continue;
        }
        assert!(
            kind < 9,
            "case {case}: {path} {fields} as internal_user: {answer}"
        );
        let_in += 1;
        let shown = answer["token"].as_str().expect("a hash");
        let now = told(&proxy, &format!("/key/info?key={shown}")).await["info"].clone();
        assert_eq!(
            wider(&now, &maker),
            None,
            "case {case}: {path} {fields}\nmade {now}\nby {maker}"
        );
        match before {
            Some(before) => assert_eq!(
                wider(&now, &before),
                None,
                "case {case}: {path} {fields}\nfrom {before}\nto {now}"
            ),
            None => actors[index].2.push(answer["key"].clone()),
        }
    }
    assert!(
        let_in > 100 && refused > 500,
        "{let_in} let in, {refused} refused"
    );
}

/// Two servers on one PostgreSQL. A file has one server; commands that write to it beside that are tried
/// with the command line.
async fn pair(upstream: &Upstream) -> Option<(Proxy, Proxy)> {
    let url = crate::common::postgres::database().await?;
    let start = || async {
        let row = crate::chat::priced("gpt", upstream, "ok");
        let builder = Proxy::builder().deployment(row);
        builder.env("DATABASE_URL", &url).start().await
    };
    Some((start().await, start().await))
}

#[tokio::test]
async fn a_change_is_in_force_in_another_process_within_a_second() {
    let upstream = Upstream::start();
    if let Some((here, there)) = pair(&upstream).await {
        done(&here, "/team/new", &json!({ "team_id": "t" })).await;
        let key = here.key(&json!({ "team_id": "t" })).await;
        let settle = || tokio::time::sleep(Duration::from_secs(1));
        settle().await;
        assert_eq!(called(&there, &key).await, 200, "a new key is known there");
        let model = json!({ "model_name": "late", "litellm_params": {
            "model": "openai/ok", "api_base": upstream.base_url(), "api_key": "sk-upstream", "input_cost_per_token": 0,
            "output_cost_per_token": 0,
        } });
        let late = async |proxy: &Proxy| {
            let mut said = super::hello();
            said["model"] = json!("late");
            proxy
                .post_as(&key, "/v1/chat/completions", &said)
                .await
                .status
        };
        done(&here, "/model/new", &model).await;
        assert_eq!(late(&here).await, 200, "a change is in force here at once");
        settle().await;
        assert_eq!(late(&there).await, 200, "and there within a second");
        for (path, body, refused) in [
            (
                "/key/update",
                json!({ "key": key, "models": ["late"] }),
                403,
            ),
            (
                "/key/update",
                json!({ "key": key, "models": [], "max_budget": 0 }),
                422,
            ),
            (
                "/key/update",
                json!({ "key": key, "max_budget": null, "rpm_limit": 0 }),
                429,
            ),
            ("/team/block", json!({ "team_id": "t" }), 401),
            ("/key/block", json!({ "key": key }), 401),
        ] {
            done(&here, path, &body).await;
            assert_eq!(called(&here, &key).await, refused, "{path} {body}");
            settle().await;
            assert_eq!(called(&there, &key).await, refused, "{path} {body} there");
        }
        done(&there, "/team/unblock", &json!({ "team_id": "t" })).await;
        let again = json!({ "key": key, "blocked": false, "rpm_limit": null });
        done(&there, "/key/update", &again).await;
        assert_eq!(called(&there, &key).await, 200);
        settle().await;
        assert_eq!(called(&here, &key).await, 200, "changes go both ways");
        done(&here, "/key/delete", &json!({ "keys": [key] })).await;
        assert_eq!(called(&here, &key).await, 401);
        settle().await;
        assert_eq!(called(&there, &key).await, 401);
    }
}

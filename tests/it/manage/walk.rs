//! Answers field for field: what LiteLLM's proxy answers with is here too, with the same nulls, the same
//! form of times and the same echoes. More members may stand beside.

use super::{done, get_as, proxies, proxies_with, told};
use crate::common::proxy::{Builder, Proxy};
use crate::common::upstream::Upstream;
use serde_json::{Value, json};

/// Measured answers (LiteLLM 1.106.10), with words in the place of what differs each time.
fn measured(name: &str) -> Value {
    let all: Value =
        serde_json::from_str(include_str!("../../fixtures/management/replies.json")).expect("JSON");
    all[name].clone()
}

/// Where an answer differs from what was measured.
fn differences(expected: &Value, found: Option<&Value>, path: &str, told: &mut Vec<String>) {
    let Some(found) = found else {
        return told.push(format!("{path} is missing"));
    };
    let text = found.as_str().unwrap_or_default();
    let fits = match expected {
        Value::Object(members) if found.is_object() => {
            for (name, expected) in members {
                differences(expected, found.get(name), &format!("{path}.{name}"), told);
            }
            return;
        }
        Value::Array(items)
            if found
                .as_array()
                .is_some_and(|found| found.len() >= items.len()) =>
        {
            for (at, expected) in items.iter().enumerate() {
                differences(expected, found.get(at), &format!("{path}[{at}]"), told);
            }
            return;
        }
        Value::String(word) => match word.as_str() {
            "<any>" => true,
            "<Z>" => text.len() > 19 && text.ends_with('Z'),
            "<+00:00>" => text.ends_with("+00:00"),
            "<hash>" => text.len() == 64,
            "<text>" => !text.is_empty(),
            "<number>" => found.is_number(),
            _ => expected == found,
        },
        Value::Number(_) => expected.as_f64() == found.as_f64(),
        _ => expected == found,
    };
    if !fits {
        told.push(format!("{path} is {found} in place of {expected}"));
    }
}

fn hold(name: &str, found: &Value) {
    let mut told = Vec::new();
    differences(&measured(name), Some(found), name, &mut told);
    assert!(told.is_empty(), "{}\n{found:#}", told.join("\n"));
}

/// A proxy with the model of the measured answers.
async fn measuring(upstream: &Upstream) -> Vec<Proxy> {
    let model = |builder: Builder| {
        builder.deployment(json!({
            "model_name": "gpt-5-mini",
            "litellm_params": { "model": "openai/ok", "api_base": upstream.base_url(), "api_key": "sk-upstream" },
            "model_info": { "base_model": "gpt-5-mini" },
        }))
    };
    proxies_with(upstream, model).await
}

#[tokio::test]
async fn keys_are_told_as_they_were_measured() {
    let upstream = Upstream::start();
    for proxy in measuring(&upstream).await {
        let fields = json!({
            "key_alias": "sample-key", "duration": "30d", "models": ["gpt-5-mini"], "max_budget": 50, "user_id": "demo",
            "metadata": { "team": "sandbox" }, "tpm_limit": 100_000, "budget_duration": "30d", "soft_budget": 10,
            "model_rpm_limit": { "gpt-5-mini": 10 },
        });
        let made = done(&proxy, "/key/generate", &fields).await;
        hold("key_generate", &made);
        let key = made["key"].as_str().expect("a key");
        hold(
            "key_info",
            &told(&proxy, &format!("/key/info?key={key}")).await,
        );
        hold(
            "key_list",
            &told(&proxy, "/key/list?return_full_object=true").await,
        );
        let said = json!({
            "model": "gpt-5-mini", "messages": [{ "role": "user", "content": "hi" }], "user": "cust9", "max_tokens": 20,
        });
        let answer = proxy.post_as(key, "/v1/chat/completions", &said).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let changed = done(&proxy, "/key/update", &json!({ "key": key, "models": [] })).await;
        hold("key_update", &changed);
        assert_eq!(
            (&changed["key"], &changed["token"]),
            (&json!(key), &made["token"])
        );
        let logs = told(
            &proxy,
            &format!(
                "/spend/logs?request_id={}",
                answer.json()["id"].as_str().expect("an id")
            ),
        )
        .await;
        hold("spend_log", &logs[0]);
        let day = &logs[0]["startTime"].as_str().expect("a time")[..10];
        let days = told(
            &proxy,
            &format!("/user/daily/activity?start_date={day}&end_date={day}"),
        )
        .await;
        hold("daily_activity", &days);
        let of_key =
            &days["results"][0]["breakdown"]["api_keys"][made["token"].as_str().expect("a hash")];
        hold("daily_key", of_key);
        let models = told(&proxy, "/model/info").await;
        let models = models["data"].as_array().expect("models").iter();
        let model = models
            .clone()
            .find(|model| model["model_name"] == "gpt-5-mini");
        hold("model_info", model.expect("the model"));
    }
}

#[tokio::test]
async fn users_and_teams_are_told_as_they_were_measured() {
    let upstream = Upstream::start();
    for proxy in measuring(&upstream).await {
        let alice = json!({
            "user_id": "alice", "user_email": "alice@example.com", "user_role": "internal_user", "max_budget": 22,
            "models": ["*"], "metadata": { "x": 1 }, "tpm_limit": 100, "rpm_limit": 10, "budget_duration": "30d",
        });
        done(&proxy, "/user/new", &alice).await;
        let team = json!({
            "team_id": "t1", "team_alias": "team one", "metadata": { "k": "v" }, "tpm_limit": 1000, "rpm_limit": 100,
            "max_budget": 55, "budget_duration": "30d", "models": ["claude-sonnet-4-5", "gpt-5-mini"],
            "model_aliases": { "tfast": "gpt-5-mini" }, "members_with_roles": [{ "user_id": "alice", "role": "admin" }],
        });
        done(&proxy, "/team/new", &team).await;
        hold("user_info", &told(&proxy, "/user/info?user_id=alice").await);
        let info = told(&proxy, "/team/info?team_id=t1").await;
        hold("team_info", &info);
        let member = json!({ "user_id": "alice", "user_email": "alice@example.com", "role": "admin", "user_alias": null });
        assert_eq!(info["team_info"]["members_with_roles"], json!([member]));
        let key = proxy.key(&json!({ "team_id": "t1" })).await;
        let teams = told(&proxy, "/team/list").await;
        assert_eq!(
            teams[0]["keys"].as_array().map(Vec::len),
            Some(1),
            "{teams}"
        );
        let pages = told(&proxy, "/v2/team/list").await;
        assert_eq!(
            (
                &pages["teams"][0]["members_count"],
                &pages["teams"][0]["keys_count"]
            ),
            (&json!(1), &json!(1))
        );
        let page = ["total", "page", "page_size", "total_pages"].map(|name| pages[name].clone());
        assert_eq!(page, [1, 1, 10, 1].map(|number| json!(number)));
        assert_eq!(
            get_as(&proxy, &key, "/team/info?team_id=t1").await.status,
            200,
            "the team's own key sees it"
        );
    }
}

/// Requests that are wrong, by what the reference says of them: path, body, status, and words of the answer.
fn wrong() -> Vec<(&'static str, Value, u16, &'static str)> {
    [wrong_keys(), wrong_owners(), wrong_others()].concat()
}

fn wrong_keys() -> Vec<(&'static str, Value, u16, &'static str)> {
    let key = "/key/generate";
    vec![
        (key, json!({ "duration": "soon" }), 400, "duration"),
        (
            key,
            json!({ "budget_duration": "2mo" }),
            400,
            "Invalid budget_duration '2mo'. Use a format like '1h', '24h', '7d', or '30d'.",
        ),
        (key, json!({ "max_budget": -1 }), 400, "negative"),
        (
            key,
            json!({ "key": "pk-no-such-beginning" }),
            400,
            "must start with 'sk-'",
        ),
        (
            key,
            json!({ "key_alias": "taken" }),
            400,
            "Key with alias 'taken' already exists",
        ),
        (key, json!({ "key_type": "all" }), 422, "Input should be"),
        (key, json!({ "models": "gpt" }), 422, "Input should be"),
        (
            key,
            json!({ "organization_id": "nope" }),
            400,
            "does not exist",
        ),
        (key, json!({ "budget_id": "nope" }), 400, "does not exist"),
        (key, json!({ "team_id": "nope" }), 400, "does not exist"),
        (
            "/key/service-account/generate",
            json!({ "key_alias": "x" }),
            400,
            "team_id is required for service account keys",
        ),
        ("/key/update", json!({ "max_budget": 1 }), 422, "required"),
        (
            "/key/update",
            json!({ "key": "sk-there-is-no-such-key" }),
            404,
            "Key not found.",
        ),
        ("/key/delete", json!({}), 422, "at least one"),
        (
            "/key/delete",
            json!({ "keys": ["sk-there-is-no-such-key"] }),
            404,
            "{'error': 'No keys found'}",
        ),
        (
            "/key/block",
            json!({ "key": "sk-there-is-no-such-key" }),
            404,
            "Key not found.",
        ),
        ("/key/x/reset_spend", json!({ "reset_to": 0 }), 404, "error"),
        ("/v2/key/info", json!({}), 422, "at least one"),
    ]
}

fn wrong_owners() -> Vec<(&'static str, Value, u16, &'static str)> {
    vec![
        (
            "/user/new",
            json!({ "user_id": "alice" }),
            409,
            "{'error': 'User with id alice",
        ),
        (
            "/user/new",
            json!({ "user_id": "b", "user_email": "ALICE@example.com" }),
            409,
            "already exists",
        ),
        (
            "/user/new",
            json!({ "user_role": "org_admin" }),
            422,
            "Input should be",
        ),
        ("/user/update", json!({ "max_budget": 1 }), 422, "required"),
        ("/user/delete", json!({ "user_ids": ["nope"] }), 404, "nope"),
        (
            "/team/new",
            json!({ "team_id": "t1" }),
            400,
            "Team id = t1 already exists. Please use a different team id.",
        ),
        ("/team/update", json!({ "team_id": "nope" }), 404, "nope"),
        ("/team/delete", json!({ "team_ids": ["nope"] }), 404, "nope"),
        (
            "/team/member_add",
            json!({ "team_id": "nope", "member": { "user_id": "x" } }),
            404,
            "detail",
        ),
        (
            "/team/member_add",
            json!({ "team_id": "t1", "member": { "user_id": "alice" } }),
            400,
            "team_member_already_in_team",
        ),
        (
            "/team/member_delete",
            json!({ "team_id": "t1", "user_id": "bob" }),
            400,
            "User not found in team",
        ),
    ]
}

fn wrong_others() -> Vec<(&'static str, Value, u16, &'static str)> {
    vec![
        ("/budget/new", json!({ "budget_id": "b" }), 400, "error"),
        (
            "/budget/update",
            json!({ "budget_id": "nope" }),
            404,
            "nope",
        ),
        ("/budget/delete", json!({ "id": "nope" }), 404, "nope"),
        (
            "/customer/new",
            json!({ "user_id": "c" }),
            400,
            "already exists",
        ),
        (
            "/customer/new",
            json!({ "user_id": "d", "budget_id": "b", "max_budget": 1 }),
            422,
            "not both",
        ),
        (
            "/customer/update",
            json!({ "user_id": "nope" }),
            404,
            "nope",
        ),
        (
            "/customer/delete",
            json!({ "user_ids": ["nope"] }),
            404,
            "nope",
        ),
        (
            "/tag/new",
            json!({ "name": "g" }),
            409,
            "Tag g already exists",
        ),
        ("/tag/delete", json!({ "name": "nope" }), 404, "nope"),
        (
            "/model/new",
            json!({ "litellm_params": { "model": "openai/x" } }),
            422,
            "model_name",
        ),
        (
            "/model/new",
            json!({ "model_name": "x" }),
            422,
            "litellm_params",
        ),
        (
            "/model/new",
            json!({ "model_name": "x", "litellm_params": {} }),
            422,
            "model",
        ),
        (
            "/model/update",
            json!({ "model_info": { "id": "nope" } }),
            400,
            "model not found",
        ),
        (
            "/model/delete",
            json!({ "id": "nope" }),
            400,
            "Model with id=nope not found in db",
        ),
        ("/spend/calculate", json!({}), 400, "must be provided"),
    ]
}

#[tokio::test]
async fn bad_input_is_refused_in_the_words_that_clients_know() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        done(&proxy, "/key/generate", &json!({ "key_alias": "taken" })).await;
        done(
            &proxy,
            "/user/new",
            &json!({ "user_id": "alice", "user_email": "alice@example.com" }),
        )
        .await;
        done(
            &proxy,
            "/team/new",
            &json!({ "team_id": "t1", "members": ["alice"] }),
        )
        .await;
        done(&proxy, "/budget/new", &json!({ "budget_id": "b" })).await;
        done(&proxy, "/customer/new", &json!({ "user_id": "c" })).await;
        done(&proxy, "/tag/new", &json!({ "name": "g" })).await;
        for (path, body, status, words) in wrong() {
            let reply = proxy.post(path, &body).await;
            let told = reply.text();
            assert_eq!(reply.status, status, "{path} {body}: {told}");
            assert!(told.contains(words), "{path} {body}: {told}");
            let shown = reply.json();
            let shaped =
                shown["error"]["code"] == json!(status.to_string()) || !shown["detail"].is_null();
            assert!(shaped, "{path}: {shown}");
        }
        for (path, status, words) in [
            (
                "/key/info?key=sk-there-is-no-such-key",
                404,
                "Key not found in database",
            ),
            ("/key/info", 404, "Key not found in database"),
            ("/key/list?size=101", 422, "detail"),
            ("/key/list?page=0", 422, "detail"),
            ("/key/list?sort_by=nonsense", 400, "nonsense"),
            ("/key/list?status=nonsense", 400, "nonsense"),
            ("/user/info?user_id=nope", 404, "User nope not found"),
            ("/user/list?role=nonsense", 400, "nonsense"),
            ("/team/info?team_id=nope", 404, "auth_error"),
            ("/team/info", 422, "team_id"),
            ("/customer/info?end_user_id=nope", 404, "nope"),
            (
                "/model/info?litellm_model_id=nope",
                400,
                "Model id = nope not found on litellm proxy",
            ),
            (
                "/v1/models/nope",
                404,
                "The model `nope` does not exist or is not accessible",
            ),
            (
                "/spend/logs/v2",
                400,
                "Start date and end date are required",
            ),
            (
                "/spend/logs/v2?start_date=2026-01-01&end_date=2026-01-02&sort_by=nonsense",
                400,
                "nonsense",
            ),
            (
                "/user/daily/activity",
                400,
                "Please provide start_date and end_date",
            ),
            ("/no/such/path", 404, "Not Found"),
        ] {
            let reply = proxy.get(path).await;
            let told = reply.text();
            assert_eq!(reply.status, status, "{path}: {told}");
            assert!(told.contains(words), "{path}: {told}");
        }
    }
}

#[tokio::test]
async fn lists_are_filtered_sorted_and_paged() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        done(
            &proxy,
            "/user/new",
            &json!({ "user_id": "lead", "user_role": "internal_user", "auto_create_key": false }),
        )
        .await;
        let members = json!([{ "user_id": "lead", "role": "admin" }]);
        done(
            &proxy,
            "/team/new",
            &json!({ "team_id": "t", "members_with_roles": members }),
        )
        .await;
        let lead = proxy
            .key(&json!({ "user_id": "lead", "key_alias": "own" }))
            .await;
        proxy
            .key(&json!({ "team_id": "t", "key_alias": "teams" }))
            .await;
        proxy.key(&json!({ "key_alias": "elsewhere" })).await;
        let aliases = async |key: &str, query: &str| {
            let path = format!(
                "/key/list?return_full_object=true&sort_by=key_alias&sort_order=asc&{query}"
            );
            let listed = get_as(&proxy, key, &path).await;
            assert_eq!(listed.status, 200, "{query}: {}", listed.text());
            let listed = listed.json();
            let keys = listed["keys"].as_array().expect("keys").iter();
            keys.map(|key| key["key_alias"].as_str().unwrap_or_default().to_owned())
                .collect::<Vec<_>>()
        };
        let master = proxy.master_key();
        assert_eq!(aliases(&lead, "").await, ["own"]);
        assert_eq!(
            aliases(&lead, "include_team_keys=true").await,
            ["own", "teams"]
        );
        assert_eq!(aliases(master, "").await, ["elsewhere", "own", "teams"]);
        assert_eq!(
            aliases(master, "user_id=lead&include_team_keys=true").await,
            ["own", "teams"]
        );
        assert_eq!(aliases(master, "search=ELSE").await, ["elsewhere"]);
        assert_eq!(aliases(master, "key_alias=own").await, ["own"]);
        assert_eq!(aliases(master, "key_alias=w").await, Vec::<String>::new());
        assert_eq!(
            aliases(master, "key_alias=w&substring_matching=true").await,
            ["elsewhere", "own"]
        );
        assert_eq!(aliases(master, "project_id=p").await, Vec::<String>::new());
        let made = proxy
            .post_as(
                &lead,
                "/key/generate",
                &json!({ "key_alias": "made", "team_id": "t" }),
            )
            .await;
        assert_eq!(made.status, 200, "{}", made.text());
        assert!(
            aliases(&lead, "include_created_by_keys=true")
                .await
                .contains(&"made".to_owned())
        );
        done(&proxy, "/key/delete", &json!({ "key_aliases": ["made"] })).await;
        let deleted = told(&proxy, "/key/list?status=deleted&return_full_object=true").await;
        assert_eq!(
            deleted["keys"][0]["deleted_by"], "default_user_id",
            "{deleted}"
        );
        assert!(
            deleted["keys"][0]["deleted_at"]
                .as_str()
                .is_some_and(|at| at.ends_with('Z'))
        );
        calls_are_too(&proxy, &lead).await;
    }
}

/// The same of the calls that were made with a key.
async fn calls_are_too(proxy: &Proxy, lead: &str) {
    for model in ["gpt", "other", "gpt"] {
        let mut said = super::hello();
        said["model"] = json!(model);
        assert_eq!(
            proxy
                .post_as(lead, "/v1/chat/completions", &said)
                .await
                .status,
            200
        );
    }
    let logs = async |query: &str| {
        let path = format!(
            "/spend/logs/ui?start_date=2020-01-01 00:00:00&end_date=2100-01-01 00:00:00&{query}"
        );
        told(proxy, &path.replace(' ', "%20")).await["data"]
            .as_array()
            .expect("rows")
            .clone()
    };
    let by_model: Vec<_> = logs("sort_by=model&sort_order=asc")
        .await
        .iter()
        .map(|row| row["model_group"].clone())
        .collect();
    assert_eq!(by_model, ["gpt", "gpt", "other"]);
    assert_eq!(logs("key_alias=own").await.len(), 3);
    assert_eq!(logs("key_alias=teams").await.len(), 0);
    assert_eq!(logs("min_spend=1").await.len(), 0);
    let first = logs("sort_by=startTime&sort_order=asc&page_size=1").await;
    let id = first[0]["request_id"].as_str().expect("an id");
    assert_eq!(logs(&format!("request_id={id}")).await.len(), 1);
    assert!(first[0].get("response").is_none(), "words are not in lists");
    let info = told(proxy, &format!("/key/info?key={lead}")).await;
    assert!(info["info"]["last_active"].is_string(), "{info}");
}

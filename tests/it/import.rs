//! Taking over a LiteLLM database: its clients, its operators and its books go on where they were.

use crate::chat::priced;
use crate::common::http;
use crate::common::postgres;
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;
use crypto_secretbox::XSalsa20Poly1305;
use crypto_secretbox::aead::generic_array::GenericArray;
use crypto_secretbox::aead::{Aead, KeyInit};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

const SALT: &str = "super-secret-salt";
const KEY: &str = "sk-439e4T_q8Gpet9Oa6IqSEw";
const OLD_SECRET: &str = "sk-the-secret-before-that-one";
const TEAM_KEY: &str = "sk-a-key-of-the-team-of-blue";

fn hash(secret: &str) -> String {
    let digest = Sha256::digest(secret);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// As LiteLLM seals each text.
fn sealed(text: &str, salt: &str) -> String {
    let key: [u8; 32] = Sha256::digest(salt).into();
    let nonce: [u8; 24] = Sha256::digest(text)[..24].try_into().expect("24 bytes");
    let cipher = XSalsa20Poly1305::new(GenericArray::from_slice(&key));
    let sealed = cipher
        .encrypt(GenericArray::from_slice(&nonce), text.as_bytes())
        .expect("seals");
    URL_SAFE.encode([&nonce[..], &sealed].concat())
}

/// A database as LiteLLM leaves it, with a model that the upstream serves. None without a server.
async fn litellm(upstream: &Upstream) -> Option<(String, PgConnection)> {
    let url = postgres::database().await?;
    let mut db = PgConnection::connect(&url).await.expect("a database");
    db.execute(include_str!("../fixtures/litellm/schema.sql"))
        .await
        .expect("LiteLLM's tables");
    let row = priced(
        "gpt",
        upstream,
        "ok?prompt=30&cached=10&completion=20&reasoning=15",
    );
    let mut params = row["litellm_params"].clone();
    params["api_key"] = json!("sk-of-the-model");
    for value in params.as_object_mut().expect("parameters").values_mut() {
        *value = json!(sealed(value.as_str().expect("text"), SALT));
    }
    params["rpm"] = json!(1000);
    let named = json!({ "model": sealed("openai/ok", SALT), "litellm_credential_name": sealed("upstream", SALT) });
    // Sealed by LiteLLM itself, and one that takes a variable where it may not go.
    let theirs = json!({
        "model": "5yIhXUAo3hpJUoU9Dp9htVpUYOKuQw2TXkzt2OwRwFFtc_OMIJuhJUe3rpAp",
        "custom_llm_provider": "x0ggUlqymFYB0QzsifcI7slnC4yA9RERhVDM4YlUsYRfCKYxjrTHhJqiOLd57A==",
        "api_key": "5LsbNQC4eKGgL_X5dkrgjUI0fe_quH6k9BXy6p34gNKgc92g_UXm_uTBdmz3bYkf-pD81L5zQKPNacwEJ-quyqfNTAx4vuvycA==",
    });
    let variable = json!({ "model": sealed("openai/gpt-5", SALT), "api_key": sealed("os.environ/LITELLM_SALT_KEY", SALT) });
    let values = json!({ "api_key": sealed("sk-of-the-credential", SALT), "api_base": sealed(upstream.base_url().as_str(), SALT) });
    let sql = format!(
        r#"
        INSERT INTO "LiteLLM_BudgetTable" (budget_id, max_budget, budget_duration, budget_reset_at, rpm_limit) VALUES
            ('b-month', 40, '30d', date_trunc('month', now() at time zone 'utc') + interval '1 month', NULL),
            ('b-member', 2.5, NULL, NULL, 7), ('b-org', 100, NULL, NULL, NULL), ('b-soft', NULL, NULL, NULL, NULL);
        INSERT INTO "LiteLLM_OrganizationTable" (organization_id, organization_alias, budget_id, models, spend)
            VALUES ('acme', 'Acme', 'b-org', '{{gpt}}', 12.5);
        INSERT INTO "LiteLLM_OrganizationMembership" (user_id, organization_id, user_role) VALUES ('alice', 'acme', 'org_admin');
        INSERT INTO "LiteLLM_UserTable" (user_id, user_email, user_role, max_budget, spend, budget_duration, budget_reset_at, password, metadata, rpm_limit) VALUES
            ('alice', 'alice@example.com', 'internal_user', 22, 1.25, '30d', date_trunc('month', now() at time zone 'utc') + interval '1 month', 'scrypt:AAECAwQFBgcICQoLDA0OD3Kr/0HE+rCe+TK90s9BVghrLSqdBAY/SJR/FJW7LgI1', '{{"x": 1}}', 10),
            ('bob', 'ALICE@example.com', 'proxy_admin', NULL, 0, NULL, NULL, 'of another form', '{{}}', NULL),
            ('litellm-proxy-budget', NULL, NULL, NULL, 77.5, NULL, NULL, NULL, '{{}}', NULL);
        INSERT INTO "LiteLLM_ModelTable" (id, model_aliases) VALUES (1, '{{"fast": "gpt"}}');
        INSERT INTO "LiteLLM_TeamTable" (team_id, team_alias, organization_id, members_with_roles, metadata, max_budget, spend, models, budget_duration, budget_reset_at, budget_limits, model_id, tpm_limit) VALUES
            ('blue', 'Team Blue', 'acme', '[{{"user_id": "alice", "role": "admin"}}, {{"user_id": "bob", "role": "user"}}]',
             '{{"team_member_budget_id": "b-member", "tags": ["prod"], "model_rpm_limit": {{"gpt": 50}}}}', 55, 3.5, '{{gpt,fast}}', '1d',
             date_trunc('day', now() at time zone 'utc') + interval '1 day', '[{{"budget_duration": "1h", "max_budget": 5}}]', 1, 1000);
        INSERT INTO "LiteLLM_TeamMembership" (user_id, team_id, spend, total_spend, budget_id) VALUES ('alice', 'blue', 0.5, 0.75, NULL);
        INSERT INTO "LiteLLM_DailyTeamSpend" (id, team_id, date, api_key, spend) VALUES ('1', 'blue', '2026-01-01', 'x', 20), ('2', 'blue', '2026-01-02', 'x', 4.25);
        INSERT INTO "LiteLLM_DailyUserSpend" (id, user_id, date, api_key, spend) VALUES ('1', 'alice', '2026-01-01', 'x', 1), ('2', 'alice', '2026-01-03', 'x', 0.5);
        INSERT INTO "LiteLLM_SpendLogs" (request_id, call_type, spend, "startTime", "endTime") VALUES ('r1', 'acompletion', 0.25, '2026-01-02', '2026-01-02');
        INSERT INTO "LiteLLM_Config" (param_name, param_value) VALUES
            ('litellm_settings', '{{"num_retries": 4, "callbacks": ["langfuse"], "drop_params": "perhaps"}}'),
            ('router_settings', '{{"routing_strategy": "least-busy"}}'), ('environment_variables', '{{"LANGFUSE_SECRET": "x"}}');
        INSERT INTO "LiteLLM_EndUserTable" (user_id, spend, budget_id, blocked) VALUES ('customer-1', 0.4, 'b-month', false), ('customer-2', 0, NULL, true);
        INSERT INTO "LiteLLM_TagTable" (tag_name, description, spend, budget_id) VALUES ('prod', 'Production', 6, 'b-month');
        INSERT INTO "LiteLLM_AccessGroupTable" (access_group_id, access_group_name, access_model_names) VALUES ('ag1', 'extras', '{{named}}');
        INSERT INTO "LiteLLM_VerificationToken" (token, key_name, key_alias, spend, total_spend, expires, models, user_id, metadata, max_budget, budget_duration, budget_reset_at, allowed_routes, key_type, tpm_limit, created_at, created_by, model_max_budget, tpd_limit) VALUES
            ('{key}', 'sk-...qSEw', 'ci', 1.5, 9.75, NULL, '{{*}}', 'alice', '{{"service": "ci", "model_tpm_limit": {{"gpt": 90000}}}}', 1.5002, '30d',
             date_trunc('month', now() at time zone 'utc') + interval '1 month', '{{llm_api_routes}}', 'llm_api', 100000, '2026-01-02 03:04:05.678', 'default_user_id',
             '{{"gpt": {{"budget_limit": 1, "time_period": "1d"}}}}', 700000),
            ('{team_key}', 'sk-...blue', 'ci-2', 0, 0, NULL, '{{}}', NULL, '{{}}', NULL, NULL, NULL, '{{}}', 'default', NULL, '2026-01-03', NULL, '{{}}', NULL),
            ('{session}', 'sk-...sess', NULL, 0, 0, NULL, '{{}}', 'alice', '{{}}', NULL, NULL, NULL, '{{}}', 'default', NULL, '2026-01-03', NULL, '{{}}', NULL);
        UPDATE "LiteLLM_VerificationToken" SET team_id = 'blue' WHERE key_alias = 'ci-2';
        UPDATE "LiteLLM_VerificationToken" SET router_settings = '{{"num_retries": 1, "routing_strategy": "least-busy"}}' WHERE key_alias = 'ci-2';
        UPDATE "LiteLLM_VerificationToken" SET team_id = 'litellm-dashboard' WHERE key_name = 'sk-...sess';
        INSERT INTO "LiteLLM_DeprecatedVerificationToken" (id, token, active_token_id, revoke_at) VALUES ('1', '{old}', '{key}', now() at time zone 'utc' + interval '1 day');
        INSERT INTO "LiteLLM_CredentialsTable" (credential_id, credential_name, credential_values, credential_info) VALUES ('c1', 'upstream', '{values}', '{{"custom_llm_provider": "openai"}}');
        INSERT INTO "LiteLLM_ProxyModelTable" (model_id, model_name, litellm_params, model_info) VALUES
            ('m1', 'gpt', '{params}', '{{"id": "m1", "db_model": true, "base_model": "gpt-4o"}}'), ('m2', 'named', '{named}', '{{"id": "m2"}}'),
            ('m3', 'openai/gpt-5-mini', '{theirs}', '{{"id": "m3"}}'), ('m4', 'elsewhere', '{variable}', '{{"id": "m4"}}');
        "#,
        key = hash(KEY),
        team_key = hash(TEAM_KEY),
        session = hash("sk-a-session"),
        old = hash(OLD_SECRET),
    );
    db.execute(AssertSqlSafe(sql))
        .await
        .expect("LiteLLM's rows");
    Some((url, db))
}

/// What an import tells, as JSON; it must end so.
fn import(proxy: &Proxy, url: &str, more: &[&str], code: i32) -> Value {
    let mut args = vec!["import", "litellm", "--db", url, "-o", "json"];
    args.extend(more);
    let ran = proxy.cli(args);
    assert_eq!(
        ran.code,
        Some(code),
        "{more:?}: {} {}",
        ran.stdout,
        ran.stderr
    );
    assert!(
        !ran.stderr.contains('\u{1b}'),
        "quiet in a pipe: {}",
        ran.stderr
    );
    assert!(
        !ran.stderr.contains("sk-of-the-credential")
            && !ran.stdout.contains("sk-of-the-credential")
    );
    serde_json::from_str(&ran.stdout).expect("JSON")
}

async fn told(proxy: &Proxy, path: &str) -> Value {
    let reply = proxy.get(path).await;
    assert_eq!(reply.status, 200, "{path}: {}", reply.text());
    reply.json()
}

fn near(value: &Value, expected: f64) -> bool {
    value
        .as_f64()
        .is_some_and(|value| (value - expected).abs() < 1e-9)
}

async fn called(proxy: &Proxy, key: &str, model: &str) -> u16 {
    let body = json!({ "model": model, "max_tokens": 20, "messages": [{ "role": "user", "content": "hi" }] });
    proxy
        .post_as(key, "/v1/chat/completions", &body)
        .await
        .status
}

/// The proxies that take over: on a file, and on a database beside LiteLLM's.
async fn proxies() -> Vec<Proxy> {
    let builder = || Proxy::builder().env("LITELLM_SALT_KEY", SALT);
    let mut proxies = vec![builder().prepare()];
    if let Some(url) = postgres::database().await {
        proxies.push(builder().env("DATABASE_URL", &url).prepare());
    }
    proxies
}

#[tokio::test]
async fn clients_keep_their_keys_and_operators_their_settings() {
    let upstream = Upstream::start();
    let Some((url, mut db)) = litellm(&upstream).await else {
        return;
    };
    for mut proxy in proxies().await {
        let planned = import(&proxy, &url, &["--dry-run", "--exit-code"], 10);
        assert_eq!(
            planned["data"]["key"],
            json!({ "new": 2, "changed": 0, "same": 0, "left": 0 })
        );
        assert_eq!(
            import(&proxy, &url, &["--dry-run"], 0)["meta"]["pending"],
            planned["meta"]["pending"]
        );
        let done = import(&proxy, &url, &[], 0);
        assert_eq!(done["data"], planned["data"], "it does what it said");
        let notes = done["meta"]["notes"].to_string();
        for note in [
            "bob comes without an e-mail address",
            "bob comes without a password",
            "setting litellm_settings.callbacks is not taken over: set it in the configuration file",
            "setting litellm_settings.drop_params is not taken over: ",
            "the environment variables LANGFUSE_SECRET are not taken over",
            "2 rows of days (LiteLLM_DailyUserSpend) from 2026-01-01 to 2026-01-03, $1.5 in all, stay in LiteLLM's database",
            "1 rows of calls (LiteLLM_SpendLogs) from 2026-01-02 to 2026-01-02, $0.25 in all, stay",
            "key ci-2: router_settings.routing_strategy has no effect here",
        ] {
            assert!(notes.contains(note), "{note}: {notes}");
        }
        assert_eq!(done["data"]["setting"]["new"], 2, "{done}");
        assert!(!notes.contains("alice comes without a password"), "{notes}");
        let again = import(&proxy, &url, &["--dry-run", "--exit-code"], 0);
        assert_eq!(
            (&again["meta"]["pending"], &again["data"]["key"]["same"]),
            (&json!(0), &json!(2)),
            "{again}"
        );
        proxy.restart().await;
        as_it_was(&proxy).await;
        // $0.0002 are left to the key: the call that passes its budget is the last one.
        assert_eq!(called(&proxy, KEY, "gpt").await, 200);
        assert_eq!(
            called(&proxy, OLD_SECRET, "gpt").await,
            422,
            "the secret before is the same key"
        );
        assert_eq!(called(&proxy, TEAM_KEY, "fast").await, 200);
        assert_eq!(called(&proxy, TEAM_KEY, "named").await, 403);
        assert_eq!(called(&proxy, "sk-a-session", "gpt").await, 401);
        assert_eq!(called(&proxy, proxy.master_key(), "named").await, 200);
        let seen = upstream.log().exchanges();
        for secret in ["sk-of-the-credential", "sk-of-the-model"] {
            let bearer = format!("Bearer {secret}");
            assert!(
                seen.iter()
                    .any(|seen| seen.header("authorization") == Some(&bearer)),
                "{secret}"
            );
        }
        after_more_was_spent(&mut proxy, &url, &mut db).await;
        let audit = proxy.cli(["audit", "verify"]);
        assert_eq!(audit.code, Some(0), "{} {}", audit.stdout, audit.stderr);
    }
}

/// What the management API tells of everything that was taken over.
async fn as_it_was(proxy: &Proxy) {
    let key = &told(proxy, &format!("/key/info?key={KEY}")).await["info"];
    assert_eq!(
        (&key["key_alias"], &key["user_id"], &key["key_type"]),
        (&json!("ci"), &json!("alice"), &json!("llm_api"))
    );
    assert_eq!(
        (
            &key["metadata"]["service"],
            &key["metadata"]["model_tpm_limit"]["gpt"]
        ),
        (&json!("ci"), &json!(90_000))
    );
    assert_eq!(key["created_at"], "2026-01-02T03:04:05.678000+00:00");
    assert!(
        near(&key["spend"], 1.5) && near(&key["total_spend"], 9.75),
        "{key}"
    );
    assert!(near(&key["model_max_budget"]["gpt"]["budget_limit"], 1.0));
    assert_eq!(key["tpd_limit"], 700_000);
    let user = &told(proxy, "/user/info?user_id=alice").await["user_info"];
    assert_eq!(
        (&user["user_email"], &user["user_role"], &user["rpm_limit"]),
        (
            &json!("alice@example.com"),
            &json!("internal_user"),
            &json!(10)
        )
    );
    assert!(near(&user["spend"], 1.25), "{user}");
    let team = told(proxy, "/team/info?team_id=blue").await;
    let info = &team["team_info"];
    assert!(
        near(&info["spend"], 3.5) && near(&info["total_spend"], 24.25),
        "today, and by the daily totals: {info}"
    );
    assert!(near(&info["budget_limits"][0]["max_budget"], 5.0), "{info}");
    assert_eq!(info["organization_id"], "acme");
    let members: Vec<_> = team["team_memberships"]
        .as_array()
        .expect("members")
        .iter()
        .map(|member| {
            (
                member["user_id"].clone(),
                member["spend"].clone(),
                member["litellm_budget_table"]["rpm_limit"].clone(),
            )
        })
        .collect();
    assert_eq!(
        members,
        [
            (json!("alice"), json!(0.5), json!(7)),
            (json!("bob"), json!(0.0), json!(7))
        ]
    );
    others_as_they_were(proxy).await;
}

async fn others_as_they_were(proxy: &Proxy) {
    let organization = told(proxy, "/organization/info?organization_id=acme").await;
    assert!(
        near(&organization["spend"], 12.5)
            && near(&organization["litellm_budget_table"]["max_budget"], 100.0),
        "{organization}"
    );
    assert_eq!(organization["members"][0]["user_role"], "org_admin");
    let customer = told(proxy, "/customer/info?end_user_id=customer-1").await;
    assert!(near(&customer["spend"], 0.4), "{customer}");
    assert_eq!(
        told(proxy, "/customer/info?end_user_id=customer-2").await["blocked"],
        json!(true)
    );
    let tags = proxy
        .post("/tag/info", &json!({ "names": ["prod"] }))
        .await
        .json();
    assert!(near(&tags["prod"]["spend"], 6.0), "{tags}");
    assert!(near(&told(proxy, "/global/spend").await["spend"], 77.5));
    assert_eq!(
        told(proxy, "/v1/access_group/ag1").await["access_model_names"],
        json!(["named"])
    );
    let models = told(proxy, "/model/info?litellm_model_id=m1").await;
    assert_eq!(
        (
            &models["data"][0]["model_name"],
            &models["data"][0]["litellm_params"]["rpm"]
        ),
        (&json!("gpt"), &json!(1000))
    );
    let models = told(proxy, "/model/info?litellm_model_id=m3").await;
    assert_eq!(
        models["data"][0]["litellm_params"]["model"], "gpt-5",
        "opened: {models}"
    );
    let settings = told(proxy, "/get/config/callbacks").await["router_settings"].clone();
    assert_eq!(
        (&settings["num_retries"], &settings["routing_strategy"]),
        (&json!(4), &json!("least-busy"))
    );
    let login = json!({ "username": "alice@example.com", "password": "Correct-Horse-1" });
    let login = proxy.post("/v2/login", &login).await;
    assert_eq!(
        login.status,
        200,
        "the password is the one that it was: {}",
        login.text()
    );
    let audit = told(proxy, "/audit?object_id=m1").await;
    assert_eq!(
        (
            &audit["audit_logs"][0]["action"],
            &audit["audit_logs"][0]["changed_by"]
        ),
        (&json!("imported"), &json!("import"))
    );
}

/// LiteLLM went on for a while, and so did the operators here: an import adds what is new there, and
/// leaves what is new here.
async fn after_more_was_spent(proxy: &mut Proxy, url: &str, db: &mut PgConnection) {
    let changed = json!({ "team_id": "blue", "team_alias": "Renamed here" });
    assert_eq!(proxy.post("/team/update", &changed).await.status, 200);
    assert_eq!(
        proxy
            .post("/key/delete", &json!({ "key_aliases": ["ci-2"] }))
            .await
            .status,
        200
    );
    let refused = proxy.cli(["import", "litellm", "--db", url]);
    assert_eq!(
        refused.code,
        Some(2),
        "not under a running proxy: {}",
        refused.stderr
    );
    assert!(proxy.term().await.code == Some(0));
    db.execute(r#"
        UPDATE "LiteLLM_VerificationToken" SET spend = 1.75, total_spend = 10, max_budget = 30, updated_at = now() WHERE key_alias = 'ci';
        UPDATE "LiteLLM_TeamTable" SET spend = 4.5, team_alias = 'Renamed there' WHERE team_id = 'blue';
    "#).await.expect("a change there");
    let before = import(proxy, url, &["--dry-run"], 0);
    let done = import(proxy, url, &[], 0);
    assert_eq!(done["data"], before["data"]);
    assert_eq!(
        done["data"]["key"],
        json!({ "new": 0, "changed": 1, "same": 0, "left": 1 }),
        "{done}"
    );
    assert_eq!(done["data"]["team"]["left"], 1, "{done}");
    assert_eq!(import(proxy, url, &[], 0)["meta"]["pending"], 0);
    proxy.restart().await;
    let key = told(proxy, &format!("/key/info?key={KEY}")).await;
    // The call here cost $0.0002625; LiteLLM's went from $1.50 to $1.75.
    assert!(
        near(&key["info"]["spend"], 1.750_262_5) && near(&key["info"]["total_spend"], 10.000_262_5),
        "{key}"
    );
    assert!(near(&key["info"]["max_budget"], 30.0));
    let team = told(proxy, "/team/info?team_id=blue").await;
    assert_eq!(team["team_info"]["team_alias"], "Renamed here");
    assert!(near(&team["team_info"]["spend"], 4.500_262_5), "{team}");
    assert_eq!(
        called(proxy, TEAM_KEY, "gpt").await,
        401,
        "what was deleted here stays deleted"
    );
    assert_eq!(called(proxy, KEY, "gpt").await, 200);
    // As it was, for whoever takes it over next.
    assert!(proxy.term().await.code == Some(0));
    db.execute(r#"
        UPDATE "LiteLLM_VerificationToken" SET spend = 1.5, total_spend = 9.75, max_budget = 1.5002 WHERE key_alias = 'ci';
        UPDATE "LiteLLM_TeamTable" SET spend = 3.5, team_alias = 'Team Blue' WHERE team_id = 'blue';
    "#).await.expect("as it was");
}

#[tokio::test]
async fn a_wrong_salt_and_rows_that_cannot_be_read_stop_before_anything_is_written() {
    let upstream = Upstream::start();
    let Some((url, mut db)) = litellm(&upstream).await else {
        return;
    };
    let mut proxy = Proxy::builder().prepare();
    let import_with = |proxy: &Proxy, more: &[&str]| {
        let mut args = vec!["import", "litellm", "--db", &url];
        args.extend(more);
        proxy.cli(args)
    };
    let wrong = import_with(&proxy, &[]);
    assert_eq!(wrong.code, Some(6), "{}", wrong.stderr);
    assert!(
        wrong.stderr.contains("do not open") && wrong.stderr.contains("Nothing was written"),
        "{}",
        wrong.stderr
    );
    assert!(
        wrong.stderr.contains("credential upstream.api_key"),
        "{}",
        wrong.stderr
    );
    let listed = proxy.cli(["key", "list", "-q"]);
    assert_eq!(
        (listed.code, &*listed.stdout),
        (Some(0), ""),
        "nothing was written"
    );

    // The salt of LiteLLM's own, in a file, beside another one here.
    let file = proxy.data_dir().join("their.salt");
    std::fs::write(&file, SALT).expect("written");
    db.execute(r#"UPDATE "LiteLLM_TeamTable" SET budget_duration = '2mo' WHERE team_id = 'blue'"#)
        .await
        .expect("a row");
    let file = file.display().to_string();
    let bad = import_with(&proxy, &["--salt-key-file", &file]);
    assert_eq!(bad.code, Some(6), "{}", bad.stderr);
    assert!(
        bad.stderr.contains("team blue") && bad.stderr.contains("2mo"),
        "{}",
        bad.stderr
    );
    assert_eq!(
        proxy.cli(["key", "list", "-q"]).stdout,
        "",
        "nothing was written"
    );
    let skipped = import_with(&proxy, &["--salt-key-file", &file, "--skip-invalid"]);
    assert_eq!(skipped.code, Some(0), "{}", skipped.stderr);
    assert!(
        skipped
            .stderr
            .contains("key ci-2 is left out: its team cannot be read"),
        "{}",
        skipped.stderr
    );
    proxy.restart().await;
    assert_eq!(
        called(&proxy, KEY, "gpt").await,
        200,
        "its models open with the other salt"
    );
    assert_eq!(
        called(&proxy, TEAM_KEY, "gpt").await,
        401,
        "a key without its team's limits is not taken over"
    );

    let url = format!("{}/v1/models", proxy.url());
    assert_eq!(http::get(&url, KEY).await.status, 200);
    for (db, code) in [("postgres://127.0.0.1:9/litellm", 7), ("mysql://x/y", 6)] {
        assert_eq!(
            proxy
                .cli(["import", "litellm", "--force-offline", "--db", db])
                .code,
            Some(code),
            "{db}"
        );
    }
    let other = postgres::database().await.expect("a server");
    let foreign = proxy.cli(["import", "litellm", "--force-offline", "--db", &other]);
    assert!(
        foreign.stderr.contains("not a database of LiteLLM"),
        "{}",
        foreign.stderr
    );
}

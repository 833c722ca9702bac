//! Stories that the store is told, on `SQLite` always and on Postgres when `CW_TEST_POSTGRES_URL`
//! names a server on which schemas may be made.

mod admin;
mod books;
mod ledger;
mod opening;
mod owners;
mod rollups;
mod stretches;

use super::migrate::{self, MIGRATIONS, Migration};
use super::session::Args;
use super::*;
use crate::domain::access_group::AccessGroup;
use crate::domain::attempt::{Attempt, AttemptOutcome};
use crate::domain::budget::{Scope, ScopeKind, WindowKey};
use crate::domain::key::{KeyHash, KeyType, VirtualKey};
use crate::domain::limits::{Limits, MoreLimits};
use crate::domain::money::Nanos;
use crate::domain::price::ServiceTier;
use crate::domain::record::{CallIntent, CallRecord, CallType, Outcome, Passage, Payload};
use crate::domain::time::{Micros, Span};
use crate::domain::usage::{Usage, UsageSource};
use sqlx::AssertSqlSafe;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

const NOW: Micros = Micros(1_795_471_200_000_000);

fn options(create: bool) -> OpenOptions {
    OpenOptions {
        durability: Durability::Process,
        create,
        now: NOW,
    }
}

/// A database that vanishes with it.
struct Stage {
    url: String,
    _directory: Option<TempDir>,
}

impl Stage {
    async fn open(&self) -> Store {
        Store::open(&self.url, options(true)).await.expect("opens")
    }
}

fn sqlite_stage() -> Stage {
    let directory = tempfile::tempdir().expect("a directory");
    Stage {
        url: path_in(&directory).display().to_string(),
        _directory: Some(directory),
    }
}

fn path_in(directory: &TempDir) -> PathBuf {
    directory.path().join("proxy.db")
}

/// Every database there is to try, empty.
async fn stages() -> Vec<Stage> {
    let mut stages = vec![sqlite_stage()];
    if let Ok(url) = std::env::var("CW_TEST_POSTGRES_URL") {
        let schema = format!("story_{}", uuid::Uuid::new_v4().simple());
        let server = Store::connect(&url, options(true)).await.expect("a server");
        let create = AssertSqlSafe(format!("CREATE SCHEMA {schema}"));
        let mut held = server.acquire().await.expect("a connection");
        held.db()
            .execute(create, Args::new())
            .await
            .expect("a schema");
        let mark = if url.contains('?') { '&' } else { '?' };
        stages.push(Stage {
            url: format!("{url}{mark}options=-csearch_path%3D{schema}"),
            _directory: None,
        });
    }
    stages
}

async fn run(store: &Store, sql: &'static str) {
    let mut held = store.acquire().await.expect("a connection");
    held.db().execute(sql, Args::new()).await.expect(sql);
}

async fn number(store: &Store, sql: &'static str) -> i64 {
    let mut held = store.acquire().await.expect("a connection");
    held.db().number(sql, Args::new()).await.expect(sql)
}

fn entry(action: &str, at: i64) -> AuditEntry {
    AuditEntry {
        at: Micros(at),
        actor: "ada".into(),
        action: action.into(),
        object_kind: "key".into(),
        object_id: "1".into(),
        before: None,
        after: Some("{}".into()),
    }
}

fn key(secret: &str, alias: Option<&str>) -> VirtualKey {
    VirtualKey {
        hash: KeyHash::of(secret),
        name: "sk-...9f2c".into(),
        alias: alias.map(Into::into),
        user_id: Some("ada".into()),
        team_id: None,
        models: vec!["gpt-4o".into(), "openai/*".into()],
        aliases: [("fast".to_owned(), "gpt-4o-mini".to_owned())].into(),
        key_type: KeyType::LlmApi,
        allowed_routes: vec!["llm_api_routes".into()],
        blocked: false,
        expires_at: Some(NOW.plus_millis(1_000)),
        limits: Limits {
            max_budget: Some(Nanos(5_000_000_000)),
            budget_period: Some(Span::parse("30d").expect("a span")),
            budget_anchor: NOW,
            rpm_limit: Some(60),
            tpm_limit: None,
            max_parallel_requests: Some(2),
            more: MoreLimits::default(),
        },
        budget_id: None,
        organization_id: None,
        metadata: r#"{"who":"ci"}"#.into(),
        extra: "{}".into(),
        created_at: NOW,
        updated_at: NOW,
        created_by: "admin".into(),
        updated_by: "admin".into(),
    }
}

fn window(kind: ScopeKind, id: &str, period: &str, start: i64) -> WindowKey {
    WindowKey {
        scope: Scope {
            kind,
            id: id.into(),
        },
        period: period.into(),
        start: Micros(start),
    }
}

fn intent(n: u32, key_id: &str) -> CallIntent {
    CallIntent {
        request_id: format!("call-{n:06}").into(),
        call_id: "client's own".into(),
        started_at: NOW.plus_millis(i64::from(n)),
        call_type: CallType::Chat,
        stream: n.is_multiple_of(2),
        key_id: key_id.into(),
        user_id: Some("ada".into()),
        team_id: None,
        org_id: None,
        end_user: None,
        tags: Arc::default(),
        session_id: None,
        user_agent: "".into(),
        degraded_from: None,
        model_group: "gpt-4o".into(),
        windows: [
            window(ScopeKind::Global, "", "total", 0),
            window(ScopeKind::Key, key_id, "total", 0),
            window(ScopeKind::Key, key_id, "30d", NOW.0),
            window(ScopeKind::User, "ada", "total", 0),
        ]
        .into(),
        reserved: Nanos(1_000),
        estimated_input_tokens: 30,
        price_version: "p1".into(),
    }
}

/// A call that cost ten nanos a token.
fn record(n: u32, key_id: &str) -> CallRecord {
    let usage = Usage {
        input: u64::from(n) + 1,
        cache_read: 3,
        cache_write: 2,
        output: 7,
        reasoning: 1,
        ..Usage::default()
    };
    CallRecord {
        intent: intent(n, key_id),
        ended_at: NOW.plus_millis(i64::from(n) + 250),
        first_token_at: Some(NOW.plus_millis(i64::from(n) + 50)),
        outcome: Outcome::Success,
        status: 200,
        error: String::new(),
        deployment_id: "d1".into(),
        model: "openai/gpt-4o".into(),
        provider: "openai",
        api_base: "https://api.openai.com/v1".into(),
        attempts: 1,
        attempts_log: Vec::new(),
        passage: Passage::default(),
        cached: false,
        response_id: format!("chatcmpl-{n}"),
        usage,
        usage_source: UsageSource::Provider,
        service_tier: ServiceTier::default(),
        price_version: "p1".into(),
        cost: Nanos(10 * usage.total_tokens() as i64),
        upstream_cost: None,
        client_ip: "127.0.0.1".into(),
        payload: None,
    }
}

fn done(n: u32, key_id: &str) -> Entry {
    Entry::Final(Arc::new(record(n, key_id)))
}

fn price() -> Entry {
    Entry::Price {
        version: "p1".into(),
        spec: "10".into(),
    }
}

fn price_of(_: &str, spec: &str, usage: &Usage, _: ServiceTier) -> Option<Nanos> {
    let rate: i64 = spec.parse().ok()?;
    Some(Nanos(rate * usage.total_tokens() as i64))
}

async fn audit(store: &Store) -> AuditReport {
    store.audit(&[], price_of).await.expect("an audit")
}

fn violated(report: &AuditReport) -> Vec<Invariant> {
    let mut found: Vec<_> = report.violations.iter().map(|v| v.invariant).collect();
    found.dedup();
    found
}

//! Stories that the store is told, on `SQLite` always and on Postgres when `CW_TEST_POSTGRES_URL`
//! names a server on which schemas may be made.

use super::migrate::{self, MIGRATIONS, Migration};
use super::session::Args;
use super::*;
use crate::domain::budget::{Scope, ScopeKind, WindowKey};
use crate::domain::key::{KeyHash, KeyType, VirtualKey};
use crate::domain::money::Nanos;
use crate::domain::price::ServiceTier;
use crate::domain::record::{CallIntent, CallRecord, CallType, Outcome, Payload};
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
        max_budget: Some(Nanos(5_000_000_000)),
        budget_period: Some(Span::parse("30d").expect("a span")),
        budget_anchor: NOW,
        rpm_limit: Some(60),
        tpm_limit: None,
        max_parallel_requests: Some(2),
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
        end_user: None,
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
    Entry::Final(Box::new(record(n, key_id)))
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

#[tokio::test]
async fn keys_are_made_found_changed_and_archived() {
    for stage in stages().await {
        let store = stage.open().await;
        let first = key("sk-1", Some("ci"));
        store
            .insert_key(&first, &entry("created", 1))
            .await
            .expect("inserts");
        let taken = store
            .insert_key(&key("sk-2", Some("ci")), &entry("created", 2))
            .await;
        assert!(
            matches!(taken, Err(StoreError::Conflict(Unique::Alias))),
            "{taken:?}"
        );
        let taken = store
            .insert_key(&key("sk-1", Some("other")), &entry("created", 3))
            .await;
        assert!(
            matches!(taken, Err(StoreError::Conflict(Unique::Id))),
            "{taken:?}"
        );
        assert_eq!(
            store.revision().await.expect("reads"),
            1,
            "what failed left no trace"
        );
        assert_eq!(store.changes(10).await.expect("reads").len(), 1);

        let found = store
            .get_key(&first.hash)
            .await
            .expect("reads")
            .expect("is there");
        assert_eq!(format!("{:?}", found.key), format!("{first:?}"));
        assert_eq!(found.spend, Nanos::ZERO);
        let by_alias = store
            .get_key_by_alias("ci")
            .await
            .expect("reads")
            .expect("is there");
        assert_eq!(by_alias.key.hash, first.hash);

        let mut changed = first.clone();
        changed.blocked = true;
        changed.alias = None;
        changed.budget_period = None;
        store
            .update_key(&first.hash, &changed, &entry("updated", 4))
            .await
            .expect("updates");
        let found = store
            .get_key(&first.hash)
            .await
            .expect("reads")
            .expect("is there");
        assert_eq!(format!("{:?}", found.key), format!("{changed:?}"));
        let nobody = KeyHash::of("sk-nobody");
        let missing = store
            .update_key(&nobody, &key("sk-nobody", None), &entry("updated", 5))
            .await;
        assert!(matches!(missing, Err(StoreError::NotFound)));

        let mut writer = store.ledger_writer();
        writer
            .commit(&[price(), done(1, &first.hash.hex())])
            .await
            .expect("commits");
        store
            .delete_key(&first.hash, &entry("deleted", 6))
            .await
            .expect("deletes");
        assert!(store.get_key(&first.hash).await.expect("reads").is_none());
        let missing = store.delete_key(&first.hash, &entry("deleted", 7)).await;
        assert!(matches!(missing, Err(StoreError::NotFound)));
        let archived = store
            .get_deleted_key(&first.hash)
            .await
            .expect("reads")
            .expect("is there");
        assert_eq!(
            (archived.deleted_at, &*archived.deleted_by),
            (Micros(6), "ada")
        );
        assert_eq!(archived.row.spend, record(1, "").cost);
        assert_eq!(format!("{:?}", archived.row.key), format!("{changed:?}"));
        let page = store
            .list_deleted_keys(&ListKeys::default())
            .await
            .expect("lists");
        assert_eq!((page.rows.len(), page.total_count), (1, 1));
        assert_eq!(store.revision().await.expect("reads"), 3);
        let log = store.changes(10).await.expect("reads");
        assert_eq!(
            log.iter().map(|e| &*e.action).collect::<Vec<_>>(),
            ["deleted", "updated", "created"]
        );
    }
}

#[tokio::test]
async fn keys_are_listed_in_pages_by_filter_and_order() {
    for stage in stages().await {
        let store = stage.open().await;
        for n in 0..12_i64 {
            let alias = (n != 5).then(|| format!("key_{n:02}"));
            let mut key = key(&format!("sk-{n}"), alias.as_deref());
            key.created_at = Micros(NOW.0 + n);
            key.expires_at = (n < 3).then_some(Micros(n));
            key.max_budget = (n > 9).then_some(Nanos(n));
            key.team_id = Some(["red", "blue", "green"][n as usize % 3].into());
            key.user_id = (n != 7).then(|| "Ada".into());
            store
                .insert_key(&key, &entry("created", n))
                .await
                .expect("inserts");
        }
        let aliases = async |list: ListKeys| {
            let page = store.list_keys(&list).await.expect("lists");
            let aliases: Vec<_> = page
                .rows
                .into_iter()
                .map(|row| row.key.alias.unwrap_or_default())
                .collect();
            (aliases.join(" "), page.total_count)
        };
        let list = || ListKeys {
            size: 5,
            ..ListKeys::default()
        };
        let said = |text: &str, count| (text.to_owned(), count);
        assert_eq!(
            aliases(list()).await,
            said("key_11 key_10 key_09 key_08 key_07", 12)
        );
        assert_eq!(
            aliases(ListKeys { page: 3, ..list() }).await,
            said("key_01 key_00", 12)
        );
        assert_eq!(aliases(ListKeys { page: 4, ..list() }).await, said("", 12));
        let by_alias = ListKeys {
            sort_by: KeySort::Alias,
            descending: false,
            page: 3,
            ..list()
        };
        assert_eq!(
            aliases(by_alias).await,
            said("key_11 ", 12),
            "a key without alias comes last"
        );
        let by_budget = ListKeys {
            sort_by: KeySort::MaxBudget,
            size: 2,
            ..list()
        };
        assert_eq!(aliases(by_budget).await, said("key_11 key_10", 12));
        let part = ListKeys {
            alias: Some("Y_1".into()),
            substring: true,
            ..list()
        };
        assert_eq!(
            aliases(part).await,
            said("key_11 key_10", 2),
            "the underscore is no wildcard"
        );
        let whole = ListKeys {
            alias: Some("key_1".into()),
            ..list()
        };
        assert_eq!(aliases(whole).await, said("", 0));
        let search = ListKeys {
            search: Some("RED".into()),
            ..list()
        };
        assert_eq!(
            aliases(search).await,
            said("key_09 key_06 key_03 key_00", 4)
        );
        let teams = ListKeys {
            team_ids: vec!["red".into(), "blue".into()],
            expired: Some((true, Micros(1))),
            ..list()
        };
        assert_eq!(aliases(teams).await, said("key_01 key_00", 2));
        let alive = ListKeys {
            expired: Some((false, NOW)),
            user_id: Some("Ada".into()),
            size: 1,
            ..list()
        };
        assert_eq!(aliases(alive).await, said("key_11", 8));
        let hash = KeyHash::of("sk-5").hex();
        let by_hash = ListKeys {
            hash: Some(hash),
            created_by: Some("admin".into()),
            ..list()
        };
        assert_eq!(aliases(by_hash).await, said("", 1));
        assert_eq!(store.all_keys().await.expect("reads").len(), 12);
    }
}

#[tokio::test]
async fn models_and_settings_are_kept() {
    for stage in stages().await {
        let store = stage.open().await;
        let model = StoredModel {
            id: "m1".into(),
            model_name: "fast".into(),
            params: "cw1:sealed".into(),
            model_info: "{}".into(),
            blocked: false,
            created_at: NOW,
            updated_at: NOW,
            created_by: "ada".into(),
            updated_by: "ada".into(),
        };
        store
            .insert_model(&model, &entry("created", 1))
            .await
            .expect("inserts");
        let taken = store.insert_model(&model, &entry("created", 2)).await;
        assert!(matches!(taken, Err(StoreError::Conflict(Unique::Id))));
        let changed = StoredModel {
            blocked: true,
            model_name: "slow".into(),
            ..model.clone()
        };
        store
            .update_model(&changed, &entry("updated", 3))
            .await
            .expect("updates");
        assert_eq!(
            store.get_model("m1").await.expect("reads"),
            Some(changed.clone())
        );
        assert_eq!(store.models().await.expect("reads"), [changed]);
        store
            .delete_model("m1", &entry("deleted", 4))
            .await
            .expect("deletes");
        assert_eq!(store.get_model("m1").await.expect("reads"), None);
        let gone = store.update_model(&model, &entry("updated", 5)).await;
        assert!(matches!(gone, Err(StoreError::NotFound)));
        let gone = store.delete_model("m1", &entry("deleted", 6)).await;
        assert!(matches!(gone, Err(StoreError::NotFound)));

        assert_eq!(store.get_setting("ui").await.expect("reads"), None);
        for value in ["on", "off"] {
            store
                .set_setting("ui", value, &entry("updated", 7))
                .await
                .expect("sets");
        }
        assert_eq!(
            store.get_setting("ui").await.expect("reads").as_deref(),
            Some("off")
        );
        let id = store.install_id().await.expect("an id");
        assert_eq!(stage.open().await.install_id().await.expect("an id"), id);
        assert_eq!(store.settings().await.expect("reads").len(), 2);
        assert_eq!(store.revision().await.expect("reads"), 5);
    }
}

#[tokio::test]
async fn the_ledger_adds_each_call_once() {
    for stage in stages().await {
        let store = stage.open().await;
        let mut writer = store.ledger_writer();
        let intents: Vec<_> = (0..100).map(|n| Entry::Intent(intent(n, "k1"))).collect();
        assert_eq!(
            writer.commit(&intents).await.expect("commits"),
            Committed::default()
        );
        assert_eq!(store.count_open_calls().await.expect("counts"), 100);

        let mut batch = vec![price()];
        batch.extend((0..90).map(|n| done(n, "k1")));
        // A call that begins and ends in one batch, and one that is told twice.
        batch.extend([
            Entry::Intent(intent(200, "k2")),
            done(200, "k2"),
            done(200, "k2"),
        ]);
        let committed = writer.commit(&batch).await.expect("commits");
        assert_eq!(committed.inserted, 91);
        assert_eq!(committed.totals.len(), 6);
        let spend: Nanos = (0..90).chain([200]).map(|n| record(n, "").cost).sum();
        let all = window(ScopeKind::Global, "", "total", 0);
        assert!(
            committed.totals.contains(&(all.clone(), spend)),
            "{:?}",
            committed.totals
        );
        assert_eq!(store.count_open_calls().await.expect("counts"), 10);

        for batch in [&batch, &intents] {
            let again = writer.commit(batch).await.expect("commits");
            assert_eq!(again, Committed::default(), "a replay changes nothing");
        }
        assert_eq!(store.count_open_calls().await.expect("counts"), 10);
        let month = window(ScopeKind::Key, "k1", "30d", NOW.0);
        let nobody = window(ScopeKind::Team, "none", "total", 0);
        let spent = store
            .window_spend(&[all, nobody, month.clone()])
            .await
            .expect("reads");
        assert_eq!(spent, [spend, Nanos::ZERO, spend - record(200, "").cost]);
        let loaded = store.load_totals(NOW).await.expect("loads");
        assert_eq!(loaded.len(), 6);
        assert!(loaded.iter().any(|(key, _)| *key == month));
        let loaded = store.load_totals(NOW.plus_millis(1)).await.expect("loads");
        assert_eq!(loaded.len(), 4, "only lifetimes");

        let report = audit(&store).await;
        assert!(report.is_clean(), "{:?}", report.violations);
        assert_eq!(
            (report.calls, report.open_calls, report.spend),
            (91, 10, spend)
        );
        assert_eq!(report.repriced, 91);
        assert_eq!(report.reserved.get(&month), Some(&Nanos(10_000)));
        assert_eq!(store.prices().await.expect("reads").len(), 1);
    }
}

#[tokio::test]
async fn rows_read_back_as_they_were_written() {
    for stage in stages().await {
        let store = stage.open().await;
        let mut writer = store.ledger_writer();
        let mut whole = record(1, "k1");
        whole.usage.input_audio = 11;
        whole.usage.output_image = 12;
        whole.upstream_cost = Some(Nanos(5));
        whole.error = "it's \"odd\" \u{1f980}".into();
        whole.outcome = Outcome::ClientLeft;
        whole.intent.end_user = Some("bob".into());
        whole.payload = Some(Box::new(Payload {
            request: "{}".into(),
            response: "[]".into(),
        }));
        writer
            .commit(&[Entry::Final(Box::new(whole.clone())), done(2, "k1")])
            .await
            .expect("commits");
        let read = store
            .get_call("call-000001")
            .await
            .expect("reads")
            .expect("is there");
        let payload = store
            .get_payload("call-000001")
            .await
            .expect("reads")
            .expect("is there");
        assert_eq!((&*payload.request, &*payload.response), ("{}", "[]"));
        whole.payload = None;
        assert_eq!(format!("{read:?}"), format!("{whole:?}"));
        assert!(
            store
                .get_call("call-000009")
                .await
                .expect("reads")
                .is_none()
        );
        assert!(
            store
                .get_payload("call-000002")
                .await
                .expect("reads")
                .is_none()
        );

        let page = store.calls_after("", 1).await.expect("reads");
        assert_eq!(&*page[0].intent.request_id, "call-000001");
        assert_eq!(
            store
                .calls_after("call-000001", 9)
                .await
                .expect("reads")
                .len(),
            1
        );
        assert!(
            store
                .calls_after("call-000002", 9)
                .await
                .expect("reads")
                .is_empty()
        );
        assert_eq!(
            store
                .prune_payloads(whole.ended_at, 10)
                .await
                .expect("prunes"),
            0
        );
        assert_eq!(
            store
                .prune_payloads(whole.ended_at.plus_millis(1), 10)
                .await
                .expect("prunes"),
            1
        );
        assert!(
            store
                .get_payload("call-000001")
                .await
                .expect("reads")
                .is_none()
        );
    }
}

#[tokio::test]
async fn what_a_dead_process_left_open_is_closed_as_interrupted() {
    for stage in stages().await {
        let store = stage.open().await;
        let mut writer = store.ledger_writer();
        let intents: Vec<_> = (0..1_100).map(|n| Entry::Intent(intent(n, "k1"))).collect();
        writer.commit(&intents).await.expect("commits");
        drop(writer);

        let mut writer = store.ledger_writer();
        let guess = |intent: &CallIntent| {
            (
                Usage {
                    input: 30,
                    ..Usage::default()
                },
                intent.reserved,
            )
        };
        let recovered = writer.recover(NOW, guess).await.expect("recovers");
        assert_eq!(
            recovered,
            Recovered {
                calls: 1_100,
                cost: Nanos(1_100_000)
            }
        );
        assert_eq!(
            writer.recover(NOW, guess).await.expect("recovers"),
            Recovered::default()
        );
        let row = store
            .get_call("call-000007")
            .await
            .expect("reads")
            .expect("is there");
        assert_eq!(
            (row.outcome, row.usage_source),
            (Outcome::Interrupted, UsageSource::Estimated)
        );
        let report = audit(&store).await;
        assert!(report.is_clean(), "{:?}", report.violations);
        assert_eq!((report.calls, report.open_calls), (1_100, 0));
        // The final that comes late all the same changes nothing.
        assert_eq!(
            writer
                .commit(&[done(7, "k1")])
                .await
                .expect("commits")
                .inserted,
            0
        );
    }
}

#[tokio::test]
async fn a_ledger_in_use_is_not_recovered() {
    let stage = sqlite_stage();
    let store = stage.open().await;
    let mut living = store.ledger_writer();
    let guess = |_: &CallIntent| (Usage::default(), Nanos::ZERO);
    living.recover(NOW, guess).await.expect("claims");
    let mut second = stage.open().await.ledger_writer();
    assert!(matches!(
        second.recover(NOW, guess).await,
        Err(StoreError::InUse)
    ));
    living.close().await.expect("closes");
    second.recover(NOW, guess).await.expect("claims");
}

#[tokio::test]
async fn a_correction_moves_money_and_is_no_request() {
    for stage in stages().await {
        let store = stage.open().await;
        let mut writer = store.ledger_writer();
        let mut correction = record(2, "k1");
        correction.outcome = Outcome::Adjustment;
        correction.usage = Usage::default();
        correction.cost = Nanos(-50);
        let batch = [price(), done(1, "k1"), Entry::Final(Box::new(correction))];
        writer.commit(&batch).await.expect("commits");
        let all = window(ScopeKind::Global, "", "total", 0);
        let spent = store.window_spend(&[all]).await.expect("reads");
        assert_eq!(spent, [record(1, "").cost - Nanos(50)]);
        let requests = "SELECT requests FROM window_totals WHERE scope_kind = 'global'";
        assert_eq!(number(&store, requests).await, 1);
        assert!(audit(&store).await.is_clean());
    }
}

#[tokio::test]
async fn a_batch_that_is_given_up_leaves_nothing_and_the_writer_goes_on() {
    for stage in stages().await {
        let store = stage.open().await;
        let mut writer = store.ledger_writer();
        for polls in 0..12 {
            let batch: Vec<_> = (0..200).map(|n| done(polls * 1_000 + n, "k1")).collect();
            let mut commit = Box::pin(writer.commit(&batch));
            let mut left = polls;
            let given_up = std::future::poll_fn(|context| {
                let poll = commit.as_mut().poll(context);
                if poll.is_ready() || left == 0 {
                    return std::task::Poll::Ready(poll.is_pending());
                }
                left -= 1;
                std::task::Poll::Pending
            });
            given_up.await;
            drop(commit);
            writer.commit(&[price()]).await.expect("commits");
            let rows = number(&store, "SELECT COUNT(*) FROM calls").await;
            assert_eq!(rows % 200, 0, "whole batches only");
            assert!(audit(&store).await.is_clean());
        }
    }
}

#[tokio::test]
async fn the_audit_finds_what_was_tampered_with() {
    for stage in stages().await {
        let store = stage.open().await;
        let mut writer = store.ledger_writer();
        let mut batch = vec![price(), Entry::Intent(intent(50, "k1"))];
        batch.extend((0..20).map(|n| done(n, "k1")));
        writer.commit(&batch).await.expect("commits");
        assert!(audit(&store).await.is_clean());

        use Invariant as I;
        let tampered: [(&str, &str, &[Invariant]); 8] = [
            (
                "UPDATE calls SET cost_nanos = cost_nanos + 1 WHERE request_id = 'call-000003'",
                "UPDATE calls SET cost_nanos = cost_nanos - 1 WHERE request_id = 'call-000003'",
                &[I::Cost, I::Windows, I::Days],
            ),
            (
                "UPDATE window_totals SET spend_nanos = spend_nanos - 1 WHERE scope_kind = 'user'",
                "UPDATE window_totals SET spend_nanos = spend_nanos + 1 WHERE scope_kind = 'user'",
                &[I::Windows],
            ),
            (
                "INSERT INTO window_totals VALUES ('tag', 'x', 'total', 0, 5, 1, 1, 1)",
                "DELETE FROM window_totals WHERE scope_kind = 'tag'",
                &[I::Windows],
            ),
            (
                "UPDATE daily_totals SET requests = 21",
                "UPDATE daily_totals SET requests = 20",
                &[I::Days],
            ),
            (
                "UPDATE open_calls SET request_id = 'call-000004', reserved_nanos = -1",
                "UPDATE open_calls SET request_id = 'call-000050', reserved_nanos = 1000",
                &[I::Open, I::Reserved],
            ),
            (
                "UPDATE calls SET outcome = 'fine' WHERE request_id = 'call-000005'",
                "UPDATE calls SET outcome = 'success' WHERE request_id = 'call-000005'",
                &[I::Rows, I::Windows, I::Days],
            ),
            (
                "UPDATE open_calls SET started_at = started_at - 1000000000",
                "UPDATE open_calls SET started_at = started_at + 1000000000",
                &[I::Starts],
            ),
            (
                "UPDATE prices SET version = 'p2'",
                "UPDATE prices SET version = 'p1'",
                &[I::Cost],
            ),
        ];
        for (harm, repair, expected) in tampered {
            run(&store, harm).await;
            let report = audit(&store).await;
            assert_eq!(
                violated(&report),
                expected,
                "{harm}: {:?}",
                report.violations
            );
            run(&store, repair).await;
        }
        assert!(audit(&store).await.is_clean());

        let month = window(ScopeKind::Key, "k1", "30d", NOW.0);
        let spent = store
            .window_spend(std::slice::from_ref(&month))
            .await
            .expect("reads")[0];
        let largest = record(19, "").cost;
        let over = async |limit| {
            let line = BudgetLine {
                window: month.clone(),
                limit,
            };
            violated(&store.audit(&[line], price_of).await.expect("an audit"))
        };
        assert_eq!(over(spent - largest).await, []);
        assert_eq!(over(spent - largest - Nanos(1)).await, [Invariant::Budget]);
    }
}

#[tokio::test]
async fn migrations_run_once_or_not_at_all() {
    for stage in stages().await {
        let store = Store::connect(&stage.url, options(true))
            .await
            .expect("connects");
        let broken = Migration {
            version: 2,
            name: "broken",
            sql: "CREATE TABLE half (a BIGINT); CREATE TABLE half (a BIGINT);",
        };
        let with = |more: Migration| [MIGRATIONS, &[more]].concat();
        let refused = Store::open(&stage.url, options(false)).await.err();
        assert!(
            matches!(refused, Some(StoreError::Missing(_))),
            "{refused:?}"
        );

        migrate::run(&store, &with(broken), true, NOW)
            .await
            .expect_err("the second step fails");
        let refused = Store::open(&stage.url, options(false)).await.err();
        assert!(
            matches!(refused, Some(StoreError::Missing(_))),
            "nothing is left: {refused:?}"
        );

        stage.open().await;
        stage.open().await;
        assert_eq!(
            number(&store, "SELECT COUNT(*) FROM schema_migrations").await,
            MIGRATIONS.len() as i64
        );
        migrate::run(&store, &with(broken), true, NOW)
            .await
            .expect_err("fails again");
        assert_eq!(
            number(&store, "SELECT COUNT(*) FROM schema_migrations").await,
            MIGRATIONS.len() as i64
        );

        let good = Migration {
            version: 9_999,
            name: "later",
            sql: "CREATE TABLE later (a BIGINT)",
        };
        migrate::run(&store, &with(good), false, NOW)
            .await
            .expect("migrates");
        let newer = Store::open(&stage.url, options(true)).await.err();
        assert!(
            matches!(newer, Some(StoreError::Newer { found: 9_999, .. })),
            "{newer:?}"
        );
        run(&store, "DELETE FROM schema_migrations WHERE version = 9999").await;
        run(&store, "UPDATE schema_migrations SET sha256 = 'other'").await;
        let edited = Store::open(&stage.url, options(true)).await.err();
        assert!(matches!(edited, Some(StoreError::Edited(1))), "{edited:?}");
    }
}

#[tokio::test]
async fn two_processes_may_open_an_empty_database_at_once() {
    for stage in stages().await {
        let opened = tokio::join!(stage.open(), stage.open(), stage.open());
        assert_eq!(number(&opened.2, "SELECT n FROM revision").await, 0);
    }
}

#[tokio::test]
async fn a_file_is_looked_at_before_it_is_taken_for_a_database() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = path_in(&directory);
    let open = async |create| {
        Store::open(path.to_str().expect("a path"), options(create))
            .await
            .err()
    };
    assert!(matches!(open(false).await, Some(StoreError::Missing(_))));
    assert!(!path.exists());
    std::fs::write(&path, "").expect("writes");
    assert!(matches!(open(false).await, Some(StoreError::Missing(_))));
    std::fs::write(&path, "model_list:\n  - model_name: gpt-4o\n").expect("writes");
    assert!(matches!(open(true).await, Some(StoreError::Corrupt(_))));
    std::fs::write(
        &path,
        [b"SQLite format 3\0".as_slice(), &[7; 8_000]].concat(),
    )
    .expect("writes");
    let refused = open(true).await;
    assert!(
        matches!(refused, Some(StoreError::Corrupt(_))),
        "{refused:?}"
    );
    std::fs::remove_file(&path).expect("removes");

    let other = Store::connect(path.to_str().expect("a path"), options(true))
        .await
        .expect("opens");
    run(&other, "CREATE TABLE recipes (a BIGINT)").await;
    assert!(matches!(open(true).await, Some(StoreError::Foreign(_))));

    for url in ["mysql://ada:secret@db/x", "sqlite::memory:", "sqlite:", ""] {
        let error = Store::open(url, options(true)).await.err();
        assert!(
            matches!(error, Some(StoreError::BadUrl { .. })),
            "{url}: {error:?}"
        );
        assert!(!format!("{error:?}").contains("secret"));
    }
    let nowhere = directory.path().join("no/such/directory.db");
    let error = Store::open(nowhere.to_str().expect("a path"), options(true))
        .await
        .err();
    assert!(matches!(error, Some(StoreError::File { .. })), "{error:?}");
}

#[cfg(unix)]
#[tokio::test]
async fn the_file_is_private_and_its_log_stays_short() {
    use std::os::unix::fs::PermissionsExt;
    let directory = tempfile::tempdir().expect("a directory");
    let path = path_in(&directory);
    let store = Store::open(&format!("sqlite://{}", path.display()), options(true))
        .await
        .expect("opens");
    let mut writer = store.ledger_writer();
    for round in 0..20 {
        let batch: Vec<_> = (0..500).map(|n| done(round * 1_000 + n, "k1")).collect();
        writer.commit(&batch).await.expect("commits");
    }
    for file in ["proxy.db", "proxy.db-wal"] {
        let mode = std::fs::metadata(directory.path().join(file))
            .expect("a file")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
    let before = store.checkpoint().await.expect("checkpoints");
    assert!(
        before.wal_bytes > 4_000_000,
        "the writer does not checkpoint: {before:?}"
    );
    assert_eq!((before.behind_bytes, before.restarted), (0, false));
    writer
        .commit(&[done(900_000, "k1")])
        .await
        .expect("commits");
    let after = store.checkpoint().await.expect("checkpoints");
    assert!(after.wal_bytes < 200_000, "the log starts again: {after:?}");
    store.check_integrity().await.expect("is whole");
    writer.close().await.expect("closes");
    store.close().await;
    assert!(
        !Path::new(&format!("{}-wal", path.display())).exists(),
        "a clean end leaves one file"
    );
    let _: Arc<str> = store.place().into();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn zz_bench() {
    use std::time::Instant;
    for stage in stages().await {
        let store = stage.open().await;
        let background = store.clone();
        let job = tokio::spawn(async move {
            loop {
                tokio::time::sleep(std::time::Duration::from_millis(250)).await;
                background.checkpoint().await.unwrap();
            }
        });
        let mut writer = store.ledger_writer();
        writer.commit(&[price()]).await.unwrap();
        let mut n = 0_u32;
        for size in [1_u32, 8, 64, 256] {
            let total = if stage._directory.is_some() {
                4096
            } else {
                2048
            };
            let (mut ti, mut tf) = (0_u128, 0_u128);
            for _ in 0..total / size {
                let ids = n..n + size;
                n += size;
                let key = |i: u32| format!("{:064}", i % 5);
                let intents: Vec<_> = ids
                    .clone()
                    .map(|i| Entry::Intent(intent(i, &key(i))))
                    .collect();
                let finals: Vec<_> = ids.map(|i| done(i, &key(i))).collect();
                let t = Instant::now();
                writer.commit(&intents).await.unwrap();
                ti += t.elapsed().as_micros();
                let t = Instant::now();
                writer.commit(&finals).await.unwrap();
                tf += t.elapsed().as_micros();
            }
            eprintln!(
                "{} batch {size}: intent {:.1} us/call ({:.0} us/batch), final {:.1} us/call ({:.0} us/batch)",
                if stage._directory.is_some() {
                    "sqlite"
                } else {
                    "postgres"
                },
                ti as f64 / f64::from(total),
                ti as f64 / f64::from(total / size),
                tf as f64 / f64::from(total),
                tf as f64 / f64::from(total / size)
            );
        }
        job.abort();
    }
}

//! Totals of hours and labels, and what is read of them.

use super::super::batch::Many;
use super::super::calls::Written;
use super::super::rollups;
use super::super::totals::{SumRows, Sums as Totals, bind_window};
use super::*;
use crate::domain::owner::OwnerKind;
use proptest::prelude::*;
use std::collections::BTreeMap;

const HOUR: i64 = 3_600_000_000;
/// The latest step that gave calls a column: they are written with all that they have now.
const PASSAGE: i64 = 48;

/// What calls differ in.
#[derive(Clone, Debug)]
struct Kind {
    minutes: u32,
    took_ms: i64,
    key: usize,
    model: usize,
    user: usize,
    team: usize,
    tags: usize,
    end_user: usize,
    organization: usize,
    call_type: CallType,
    outcome: Outcome,
    cached: bool,
}

fn kinds() -> impl Strategy<Value = Kind> {
    let outcome = prop_oneof![
        6 => Just(Outcome::Success),
        2 => Just(Outcome::UpstreamError),
        1 => Just(Outcome::Adjustment),
    ];
    let call_type = prop_oneof![Just(CallType::Chat), Just(CallType::Embedding)];
    let owners = (0..3_usize, 0..3_usize, 0..4_usize, 0..3_usize, 0..2_usize);
    (
        0..6_000_u32,
        -50..200_000_i64,
        0..3_usize,
        0..3_usize,
        owners,
        call_type,
        outcome,
        any::<bool>(),
    )
        .prop_map(
            |(
                minutes,
                took_ms,
                key,
                model,
                (user, team, tags, end_user, organization),
                call_type,
                outcome,
                cached,
            )| {
                Kind {
                    minutes,
                    took_ms,
                    key,
                    model,
                    user,
                    team,
                    tags,
                    end_user,
                    organization,
                    call_type,
                    outcome,
                    cached,
                }
            },
        )
}

/// One of these, or none: the first stands for that, and is sometimes an empty text.
fn one(prefix: &str, n: usize) -> Option<Arc<str>> {
    match n {
        0 => None,
        1 => Some("".into()),
        n => Some(format!("{prefix}{n}").into()),
    }
}

fn call(n: u32, kind: &Kind) -> CallRecord {
    let mut call = record(n, &format!("k{}", kind.key));
    let started = NOW.plus_millis(i64::from(kind.minutes) * 60_000);
    call.intent.started_at = started;
    call.ended_at = started.plus_millis(kind.took_ms);
    call.intent.model_group = format!("m{}", kind.model).into();
    call.provider = ["openai", "anthropic", ""][kind.model];
    call.intent.user_id = one("u", kind.user);
    call.intent.team_id = one("t", kind.team);
    call.intent.end_user = one("e", kind.end_user);
    call.intent.org_id = one("o", kind.organization + 1);
    let tags: &[&str] = match kind.tags {
        0 => &[],
        1 => &["blue"],
        2 => &["blue", "it's \"odd\""],
        _ => &["red"],
    };
    call.intent.tags = tags.iter().map(|tag| Arc::from(*tag)).collect();
    call.intent.call_type = kind.call_type;
    call.outcome = kind.outcome;
    call.cached = kind.cached;
    if kind.outcome == Outcome::Adjustment {
        call.usage = Usage::default();
    }
    call
}

/// Requests, successes, spend, tokens in and out, milliseconds.
type Plain = (i64, i64, i64, i64, i64, i64);

fn plain(call: &CallRecord) -> Plain {
    (
        1,
        i64::from(call.outcome == Outcome::Success),
        call.cost.0,
        call.usage.prompt_tokens() as i64,
        call.usage.completion_tokens() as i64,
        call.ended_at.millis_since(call.intent.started_at),
    )
}

fn told(sums: &Sums) -> Plain {
    (
        sums.requests,
        sums.successes,
        sums.spend.0,
        sums.prompt_tokens,
        sums.completion_tokens,
        sums.duration_ms,
    )
}

/// Sums of calls by whatever they are counted under.
fn summed<'c>(
    calls: impl Iterator<Item = &'c CallRecord>,
    under: impl Fn(&CallRecord) -> Vec<Vec<String>>,
) -> BTreeMap<Vec<String>, Plain> {
    let mut sums: BTreeMap<Vec<String>, Plain> = BTreeMap::new();
    for call in calls {
        let add = plain(call);
        for name in under(call) {
            let sum = sums.entry(name).or_default();
            *sum = (
                sum.0 + add.0,
                sum.1 + add.1,
                sum.2 + add.2,
                sum.3 + add.3,
                sum.4 + add.4,
                sum.5 + add.5,
            );
        }
    }
    sums
}

fn lines(lines: Vec<SumLine>) -> BTreeMap<Vec<String>, Plain> {
    lines
        .into_iter()
        .map(|line| (line.of, told(&line.sums)))
        .collect()
}

fn text(id: Option<&Arc<str>>) -> String {
    id.map(ToString::to_string).unwrap_or_default()
}

/// Under which label a call counts, if it has one.
fn labels(by: By, call: &CallRecord) -> Option<String> {
    let intent = &call.intent;
    let some = |id: &Option<Arc<str>>| Some(text(id.as_ref())).filter(|id| !id.is_empty());
    match by {
        By::Tags => (!intent.tags.is_empty()).then(|| {
            let tags: Vec<&str> = intent.tags.iter().map(|tag| &**tag).collect();
            serde_json::to_string(&tags).expect("texts")
        }),
        By::EndUser => some(&intent.end_user),
        By::Organization => some(&intent.org_id),
        _ => Some(intent.call_type.as_str().to_owned()),
    }
}

/// Commits calls in batches of different sizes, some given up on the way, some twice.
async fn commit(store: &Store, calls: &[CallRecord]) {
    let mut writer = store.ledger_writer();
    writer.commit(&[price()]).await.expect("commits");
    for (n, batch) in calls.chunks(7).enumerate() {
        for few in batch.chunks(1 + n % 4) {
            let entries: Vec<_> = few
                .iter()
                .cloned()
                .map(|call| Entry::Final(Arc::new(call)))
                .collect();
            if n % 3 == 1 {
                // Dropped where it waits first: nothing of it may be left, or all.
                let mut given_up = Box::pin(writer.commit(&entries));
                std::future::poll_fn(|context| {
                    let _ = given_up.as_mut().poll(context);
                    std::task::Poll::Ready(())
                })
                .await;
            }
            writer.commit(&entries).await.expect("commits");
            if n % 3 == 2 {
                writer.commit(&entries).await.expect("commits");
            }
        }
    }
    writer.close().await.expect("closes");
}

/// What hours say, against the calls themselves, in spans whose ends are anywhere.
async fn hours_agree(store: &Store, calls: &[CallRecord]) {
    let spans = [
        (None, None),
        (Some(0), Some(24 * HOUR)),
        (Some(HOUR / 3), Some(HOUR / 2)),
        (Some(HOUR / 3), Some(2 * HOUR)),
        (Some(HOUR / 3), Some(30 * HOUR + HOUR / 4)),
        (Some(5 * HOUR), None),
        (None, Some(7 * HOUR + 1)),
    ];
    for (from, until) in spans {
        let at = |offset: Option<i64>| offset.map(|offset| Micros(NOW.0 / HOUR * HOUR + offset));
        let wanted = CallFilter {
            from: at(from),
            until: at(until),
            user_ids: if from == Some(0) {
                vec!["u2".into()]
            } else {
                Vec::new()
            },
            ..CallFilter::default()
        };
        let within = |call: &&CallRecord| {
            call.outcome != Outcome::Adjustment
                && wanted.from.is_none_or(|from| call.ended_at >= from)
                && wanted.until.is_none_or(|until| call.ended_at < until)
                && (wanted.user_ids.is_empty() || call.intent.user_id.as_deref() == Some("u2"))
        };
        let found: Vec<&CallRecord> = calls.iter().filter(within).collect();
        let by = [By::Time, By::Model, By::User];
        let hours = store.sums_of_hours(&wanted, &by).await.expect("sums");
        let expected = summed(found.iter().copied(), |call| {
            let intent = &call.intent;
            let hour = (call.ended_at.0 / HOUR).to_string();
            vec![vec![
                hour,
                intent.model_group.to_string(),
                text(intent.user_id.as_ref()),
            ]]
        });
        assert_eq!(lines(hours), expected, "{wanted:?}");
        for by in [By::Tags, By::EndUser, By::Organization, By::Operation] {
            let hours = store.sums_of_hours(&wanted, &[by]).await.expect("sums");
            let expected = summed(found.iter().copied(), |call| {
                labels(by, call)
                    .into_iter()
                    .map(|label| vec![label])
                    .collect()
            });
            assert_eq!(lines(hours), expected, "{by:?} {wanted:?}");
        }
        let list = |succeeded| ListCalls {
            page: 1,
            size: 3,
            from: wanted.from,
            until: wanted.until,
            user_ids: wanted.user_ids.clone(),
            succeeded,
            ..ListCalls::default()
        };
        for succeeded in [None, Some(true), Some(false)] {
            let (_, total) = store.list_calls(&list(succeeded)).await.expect("lists");
            let fits = |call: &&&CallRecord| {
                succeeded.is_none_or(|succeeded| (call.outcome == Outcome::Success) == succeeded)
            };
            assert_eq!(
                total,
                found.iter().filter(fits).count() as u64,
                "{succeeded:?} {wanted:?}"
            );
        }
    }
}

/// What days and labels say, against the calls themselves.
async fn days_agree(store: &Store, calls: &[CallRecord]) {
    let list = ListDays {
        to: NOW.plus_millis(2 * 86_400_000).day(),
        from: NOW.day(),
        ..ListDays::default()
    };
    let day = |call: &CallRecord| call.intent.started_at.day();
    let found: Vec<&CallRecord> = calls
        .iter()
        .filter(|call| call.outcome != Outcome::Adjustment && day(call) <= list.to)
        .collect();
    for by in [By::Tags, By::EndUser, By::Organization, By::Operation] {
        let days = store
            .sums_of_days(&list, &[By::Time, by])
            .await
            .expect("sums");
        let expected = summed(found.iter().copied(), |call| {
            labels(by, call)
                .into_iter()
                .map(|label| vec![day(call), label])
                .collect()
        });
        assert_eq!(lines(days), expected, "{by:?}");
    }
    let of_lines = |lines: Vec<DayLine>| -> BTreeMap<Vec<String>, Plain> {
        let pairs = lines.into_iter().map(|line| {
            let sums = (
                line.requests,
                line.successes,
                line.spend.0,
                line.prompt_tokens,
                line.completion_tokens,
                line.duration_ms,
            );
            (vec![line.day, line.entity, line.key_id], sums)
        });
        pairs.collect()
    };
    let parts = [DayPart::Day, DayPart::Key];
    let only = ["blue".to_owned()];
    for ids in [&[][..], &only] {
        let tagged = store
            .owner_days_by(OwnerKind::Tag, ids, &list, &parts)
            .await
            .expect("sums");
        let expected = summed(found.iter().copied(), |call| {
            let tags = call
                .intent
                .tags
                .iter()
                .filter(|tag| ids.is_empty() || ***tag == *ids[0]);
            tags.map(|tag| vec![day(call), tag.to_string(), call.intent.key_id.to_string()])
                .collect()
        });
        assert_eq!(of_lines(tagged), expected, "{ids:?}");
    }
    for (kind, by) in [
        (OwnerKind::EndUser, By::EndUser),
        (OwnerKind::Organization, By::Organization),
    ] {
        let owned = store
            .owner_days_by(kind, &[], &list, &parts)
            .await
            .expect("sums");
        let expected = summed(found.iter().copied(), |call| {
            let key = call.intent.key_id.to_string();
            labels(by, call)
                .into_iter()
                .map(|label| vec![day(call), label, key.clone()])
                .collect()
        });
        assert_eq!(of_lines(owned), expected, "{kind:?}");
    }
    let keys = store.list_days_by(&list, &parts).await.expect("sums");
    let expected = summed(found.iter().copied(), |call| {
        vec![vec![
            day(call),
            String::new(),
            call.intent.key_id.to_string(),
        ]]
    });
    assert_eq!(of_lines(keys), expected);
    let hits: i64 = store
        .cache_lines(&list, &Stretch::default())
        .await
        .expect("sums")
        .iter()
        .map(|line| line.hits)
        .sum();
    assert_eq!(hits, found.iter().filter(|call| call.cached).count() as i64);
    let operations = store.operation_days(&list).await.expect("sums");
    let counted: i64 = operations
        .iter()
        .map(|line| line.successes + line.failures)
        .sum();
    assert_eq!(counted, found.len() as i64);
}

/// What was spent is what the sums say, narrowed to it.
async fn spending_agrees(store: &Store) {
    let list = ListDays {
        to: NOW.plus_millis(2 * 86_400_000).day(),
        from: NOW.day(),
        ..ListDays::default()
    };
    for by in [By::Key, By::Team, By::EndUser, By::Organization] {
        let parts = [By::Time, by, By::ProviderModel];
        let sums = store.sums_of_days(&list, &parts).await.expect("sums");
        let spent = store.spent(&list, parts).await.expect("lines");
        let narrow = sums.iter().map(|line| {
            let sums = &line.sums;
            (
                line.of.clone(),
                sums.spend,
                sums.prompt_tokens,
                sums.completion_tokens,
            )
        });
        let told = spent.into_iter().map(|line| {
            (
                line.of.to_vec(),
                line.spend,
                line.prompt_tokens,
                line.completion_tokens,
            )
        });
        assert!(told.eq(narrow), "{by:?}");
    }
}

/// Rows that go leave every sum as it was, and the books still balance.
async fn pruned_rows_stay_explained(store: &Store, calls: &[CallRecord]) {
    let before = NOW.plus_millis(3_000 * 60_000);
    let list = ListDays {
        from: NOW.day(),
        to: NOW.plus_millis(5 * 86_400_000).day(),
        ..ListDays::default()
    };
    let by = [By::Time, By::Key, By::Operation];
    let sums = store.sums_of_days(&list, &by).await.expect("sums");
    let (mut gone, old) = (
        0,
        calls.iter().filter(|call| call.ended_at < before).count() as u64,
    );
    loop {
        match store.prune_calls(before, 7).await.expect("prunes") {
            0 => break,
            removed => gone += removed,
        }
        let report = audit(store).await;
        let of_totals =
            |one: &&Violation| matches!(one.invariant, Invariant::Days | Invariant::Windows);
        assert_eq!(report.violations.iter().find(of_totals), None);
        assert_eq!(report.calls + gone, calls.len() as u64);
    }
    assert_eq!(gone, old);
    assert_eq!(store.sums_of_days(&list, &by).await.expect("sums"), sums);
    let all = ListCalls {
        page: 1,
        size: 200,
        ..ListCalls::default()
    };
    let (left, total) = store.list_calls(&all).await.expect("lists");
    assert!(left.iter().all(|call| call.ended_at >= before));
    assert_eq!(total, left.len() as u64, "what is gone is not counted");
    run(store, "UPDATE pruned_days SET requests = requests + 1").await;
    let broken = violated(&audit(store).await).contains(&Invariant::Days);
    assert_eq!(
        broken,
        audit(store).await.pruned > 0,
        "what is kept is checked too"
    );
}

/// What of sums is ranked.
type Of = fn(&Sums) -> i64;

/// Those with the most are the first of all in that order, and no more than are asked for.
async fn ranks_agree(store: &Store) {
    let list = ListDays {
        to: NOW.plus_millis(2 * 86_400_000).day(),
        from: NOW.day(),
        ..ListDays::default()
    };
    let ranks: [(Rank, Of); 6] = [
        (Rank::Spend, |sums| sums.spend.0),
        (Rank::Requests, |sums| sums.requests),
        (Rank::Failures, Sums::failures),
        (Rank::Tokens, Sums::tokens),
        (Rank::CacheRead, |sums| sums.cache_read_tokens),
        (Rank::MeanTime, |sums| sums.duration_ms / sums.requests),
    ];
    for by in [By::Key, By::User, By::Team, By::EndUser, By::Organization] {
        let all = store.sums_of_days(&list, &[by]).await.expect("sums");
        for (rank, of) in ranks {
            let mut sorted = all.clone();
            sorted.sort_by(|a, b| of(&b.sums).cmp(&of(&a.sums)).then_with(|| a.of.cmp(&b.of)));
            let count = sorted.len();
            sorted.truncate(2);
            let most = store.most_of_days(&list, by, rank, 2).await.expect("sums");
            assert_eq!((most.lines, most.count), (sorted, count), "{by:?} {rank:?}");
        }
        let (of, time) = ([by], [By::Time]);
        let with = store.sums_of_days_with(&list, &of, &time);
        let with: i64 = with
            .await
            .expect("sums")
            .iter()
            .map(|line| line.sums.requests)
            .sum();
        let told: i64 = all.iter().map(|line| line.sums.requests).sum();
        assert_eq!(with, told, "{by:?}: parts of the span hold the same calls");
        let Some(first) = all.first() else { continue };
        let mut one = list.clone();
        match by {
            By::Key => one.key_ids = first.of.clone(),
            By::EndUser | By::Organization => one.labels = first.of.clone(),
            _ => continue,
        }
        let alone = store.sums_of_days(&one, &[by]).await.expect("sums");
        assert_eq!(alone, all[..1], "{by:?}");
    }
}

#[test]
fn totals_are_the_sums_of_their_rows() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let config = ProptestConfig {
        cases: 6,
        ..ProptestConfig::default()
    };
    proptest!(config, |(kinds in prop::collection::vec(kinds(), 1..120))| {
        runtime.block_on(async {
            for stage in stages().await {
                let store = stage.open().await;
                let calls: Vec<_> = kinds.iter().enumerate().map(|(n, kind)| call(n as u32, kind)).collect();
                commit(&store, &calls).await;
                let report = audit(&store).await;
                let of_totals = |one: &&Violation| one.invariant == Invariant::Days;
                assert_eq!(report.violations.iter().find(of_totals), None);
                assert_eq!(report.calls, calls.len() as u64);
                hours_agree(&store, &calls).await;
                days_agree(&store, &calls).await;
                ranks_agree(&store).await;
                spending_agrees(&store).await;
                pruned_rows_stay_explained(&store, &calls).await;
                store.close().await;
            }
        });
    });
}

#[tokio::test]
async fn calls_from_before_there_were_totals_are_summed() {
    for stage in stages().await {
        let store = Store::connect(&stage.url, options(true))
            .await
            .expect("connects");
        let older: Vec<_> = MIGRATIONS
            .iter()
            .filter(|step| step.version < rollups::SINCE_LAYOUT || step.version == PASSAGE)
            .copied()
            .collect();
        migrate::run(&store, &older, true, NOW)
            .await
            .expect("migrates");
        let calls: Vec<CallRecord> = (0..12_000)
            .map(|n| record(n, &format!("k{}", n % 5)))
            .collect();
        let mut totals = Totals::default();
        for call in &calls {
            totals.add(call);
        }
        let (rows, written): (_, Vec<_>) = (
            totals.into_rows(),
            calls.iter().map(Written::call).collect(),
        );
        let mut held = store.acquire().await.expect("a connection");
        let mut db = held.db();
        Many::Calls
            .execute(&mut db, &written, |args, call| call.bind(args))
            .await
            .expect("calls");
        Many::Windows
            .fetch(&mut db, &rows.windows, bind_window)
            .await
            .expect("windows");
        drop(held);

        let opened = stage.open().await;
        opened
            .ledger_writer()
            .commit(&[price()])
            .await
            .expect("commits");
        let report = audit(&opened).await;
        assert!(report.is_clean(), "{:?}", report.violations);
        let hours = number(
            &opened,
            "SELECT CAST(SUM(requests) AS BIGINT) FROM hourly_totals",
        )
        .await;
        assert_eq!(hours, 12_000);
        run(&opened, "UPDATE daily_totals SET cache_hits = 1").await;
        assert_eq!(violated(&audit(&opened).await), [Invariant::Days]);
    }
}

#[tokio::test]
async fn labels_from_before_operations_were_told_apart_stay_whole() {
    const SINCE: i64 = 46;
    for stage in stages().await {
        let store = Store::connect(&stage.url, options(true))
            .await
            .expect("connects");
        let older: Vec<_> = MIGRATIONS
            .iter()
            .filter(|step| step.version < SINCE || step.version == PASSAGE)
            .copied()
            .collect();
        migrate::run(&store, &older, true, NOW)
            .await
            .expect("migrates");
        let tagged = |n, call_type| {
            let mut call = record(n, "k1");
            call.intent.tags = [Arc::from("blue")].into();
            call.intent.call_type = call_type;
            call
        };
        let call = tagged(1, CallType::Chat);
        let mut totals = Totals::default();
        totals.add(&call);
        let rows = SumRows {
            labels: Vec::new(),
            ..totals.into_rows()
        };
        let written = [Written::call(&call)];
        let mut held = store.acquire().await.expect("a connection");
        let mut db = held.db();
        Many::Calls
            .execute(&mut db, &written, |args, call| call.bind(args))
            .await
            .expect("calls");
        rows.store(&mut db).await.expect("sums");
        drop(held);
        // As that layout has it.
        run(
            &store,
            "INSERT INTO labelled_totals SELECT 'tags', day, '[\"blue\"]', key_id, user_id, team_id, model_group, \
             model, provider, spend_nanos, requests, successes, failures, prompt_tokens, completion_tokens, \
             cache_read_tokens, cache_write_tokens, duration_ms, cache_hits, cache_hit_tokens FROM daily_totals",
        )
        .await;

        let opened = stage.open().await;
        let entries = [
            price(),
            Entry::Final(Arc::new(tagged(2, CallType::Chat))),
            Entry::Final(Arc::new(tagged(3, CallType::Embedding))),
        ];
        let mut writer = opened.ledger_writer();
        writer.commit(&entries).await.expect("commits");
        let report = audit(&opened).await;
        assert!(report.is_clean(), "{:?}", report.violations);
        let list = ListDays::last(1, NOW);
        let lines = opened
            .owner_days_by(OwnerKind::Tag, &[], &list, &[DayPart::Operation])
            .await
            .expect("sums");
        let counts: Vec<_> = lines
            .iter()
            .map(|line| (line.call_type.as_str(), line.requests))
            .collect();
        assert_eq!(counts, [("", 1), ("acompletion", 1), ("aembedding", 1)]);
        run(
            &opened,
            "UPDATE labelled_totals SET requests = 2 WHERE call_type = ''",
        )
        .await;
        assert_eq!(violated(&audit(&opened).await), [Invariant::Days]);
    }
}

//! Calls and their sums.

use super::*;
use std::sync::Arc;

#[tokio::test]
async fn the_ledger_adds_each_call_once() {
    for stage in stages().await {
        let store = stage.open().await;
        let mut writer = store.ledger_writer();
        let intents: Vec<_> = (0..100)
            .map(|n| Entry::Intent(Box::new(intent(n, "k1"))))
            .collect();
        assert_eq!(
            writer.commit(&intents).await.expect("commits"),
            Committed::default()
        );
        assert_eq!(store.count_open_calls().await.expect("counts"), 100);

        let mut batch = vec![price()];
        batch.extend((0..90).map(|n| done(n, "k1")));
        // A call that begins and ends in one batch, and one that is told twice.
        batch.extend([
            Entry::Intent(Box::new(intent(200, "k2"))),
            done(200, "k2"),
            done(200, "k2"),
        ]);
        let committed = writer.commit(&batch).await.expect("commits");
        assert_eq!(committed.inserted, 91);
        assert_eq!(committed.totals.len(), 6);
        let spend: Nanos = (0..90).chain([200]).map(|n| record(n, "").cost).sum();
        let all = window(ScopeKind::Global, "", "total", 0);
        assert!(
            committed
                .totals
                .iter()
                .any(|(window, total)| (window, total.spent) == (&all, spend)),
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

/// A call with everything that is told of where it comes from and whom it was sent to.
fn with_context(whole: &mut CallRecord) {
    whole.intent.tags = ["blue".into(), "it's \"odd\"".into()].into();
    whole.intent.session_id = Some("s1".into());
    whole.intent.org_id = Some("acme".into());
    whole.intent.user_agent = "curl/8".into();
    whole.intent.degraded_from = Some("gpt-5".into());
    whole.cached = true;
    whole.passage = Passage {
        retries: 1,
        fallbacks: 2,
        fell_from: Some("gpt-5".into()),
        guardrails: vec!["no \"odd\" words".into()],
        error_class: Some("HTTPException".into()),
        notes: Some("{\"job\":7}".into()),
    };
    let attempt = |outcome, first_byte_at, error: &str| Attempt {
        deployment_id: "d1".into(),
        provider: "openai",
        model: "openai/gpt-4o".into(),
        api_base: "https://api.openai.com/v1".into(),
        began_at: NOW,
        first_byte_at,
        ended_at: NOW.plus_millis(3),
        status: 503,
        outcome,
        error: error.into(),
        dropped: if outcome == AttemptOutcome::Answered {
            "seed".into()
        } else {
            String::new()
        },
    };
    whole.attempts_log = vec![
        attempt(AttemptOutcome::Failed, None, "it's \"odd\""),
        attempt(AttemptOutcome::Refused, None, "no"),
        attempt(AttemptOutcome::Answered, Some(NOW), ""),
    ];
}

#[tokio::test]
async fn rows_read_back_as_they_were_written() {
    for stage in stages().await {
        let store = stage.open().await;
        let mut writer = store.ledger_writer();
        let mut whole = record(1, "k1");
        whole.usage.input_audio = 11;
        whole.usage.output_image = 12;
        whole.usage.images = 13;
        whole.usage.pages = 14;
        whole.upstream_cost = Some(Nanos(5));
        whole.error = "it's \"odd\" \u{1f980}".into();
        whole.outcome = Outcome::ClientLeft;
        whole.intent.end_user = Some("bob".into());
        with_context(&mut whole);
        whole.payload = Some(Box::new(Payload {
            request: "{}".into(),
            response: "[]".into(),
        }));
        writer
            .commit(&[Entry::Final(Arc::new(whole.clone())), done(2, "k1")])
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
        let intents: Vec<_> = (0..1_100)
            .map(|n| Entry::Intent(Box::new(intent(n, "k1"))))
            .collect();
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
        let batch = [price(), done(1, "k1"), Entry::Final(Arc::new(correction))];
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

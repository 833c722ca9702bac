//! Names of thousands, cut into a few stretches.

use super::*;

/// As many end users and keys as make more than one stretch: who is numbered 1 made one call, and so on.
async fn called_by_thousands(store: &Store, many: i64) {
    let numbers = format!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {many}) \
         SELECT"
    );
    let of = "day, user_id, team_id, model_group, model, provider, call_type, spend_nanos, requests, successes, failures, \
              prompt_tokens, completion_tokens, cache_read_tokens, cache_write_tokens, duration_ms, \
              cache_hits, cache_hit_tokens";
    let values = "'2026-11-0' || (1 + i % 3), '', '', 'm', 'm', 'p', 'acompletion', i, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0";
    let labelled = format!(
        "INSERT INTO labelled_totals (kind, label, key_id, {of}) {numbers} 'end_user', 'c' || (100000 + i), \
         'k', {values} FROM n"
    );
    let daily = format!(
        "INSERT INTO daily_totals (key_id, {of}) {numbers} 'k' || (100000 + i), \
         {values} FROM n"
    );
    for sql in [labelled, daily] {
        let mut held = store.acquire().await.expect("a connection");
        let done = held.db().execute(AssertSqlSafe(sql), Args::new()).await;
        done.expect("inserts");
    }
}

#[tokio::test]
async fn thousands_of_names_are_cut_into_stretches_that_hold_each_once() {
    let list = ListDays {
        from: "2026-11-01".into(),
        to: "2026-11-03".into(),
        ..ListDays::default()
    };
    for stage in stages().await {
        let store = stage.open().await;
        let whole = store.stretches(&list, By::EndUser).await.expect("reads");
        assert_eq!(whole, [Stretch::default()], "nobody called");
        called_by_thousands(&store, 9_001).await;
        for (by, initial) in [(By::EndUser, 'c'), (By::Key, 'k')] {
            let stretches = store.stretches(&list, by).await.expect("reads");
            let ends = stretches.iter().map(|one| one.until.clone());
            let expected = (1..4).map(|n| Some(format!("{initial}{}", 100_000 + n * 2_251)));
            assert!(ends.eq(expected.chain([None])), "{stretches:?}");
            let mut names = Vec::new();
            for stretch in &stretches {
                let lines = store.spent_of(&list, [by], stretch).await.expect("reads");
                names.extend(lines.into_iter().map(|line| line.of[0].clone()));
            }
            let every = (1..=9_001).map(|n| format!("{initial}{}", 100_000 + n));
            assert!(names.into_iter().eq(every), "each once, in their order");
        }
        let some = ListDays {
            key_ids: (1..=5).map(|n| format!("k{}", 100_000 + n)).collect(),
            ..list.clone()
        };
        let few = store.stretches(&some, By::Key).await.expect("reads");
        assert_eq!(few, [Stretch::default()], "few are read at once");
    }
}

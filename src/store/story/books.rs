//! Audits that find what was tampered with.

use super::*;
use Invariant as I;

#[tokio::test]
async fn the_audit_finds_what_was_tampered_with() {
    for stage in stages().await {
        let store = stage.open().await;
        let mut writer = store.ledger_writer();
        let mut batch = vec![price(), Entry::Intent(Box::new(intent(50, "k1")))];
        batch.extend((0..20).map(|n| done(n, "k1")));
        writer.commit(&batch).await.expect("commits");
        assert!(audit(&store).await.is_clean());

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

//! Rules and machines, by snapshots.

use super::*;
use crate::domain::money::Nanos;

const DAY: i64 = 86_400_000_000;
const HOUR: Duration = Duration::from_secs(3_600);

fn budget(spent: i64, soft: bool) -> BudgetNow {
    BudgetNow {
        scope: "key:1f:30d".to_owned(),
        label: "Key=watched".to_owned(),
        spent: Nanos(spent),
        limit: Nanos(100),
        soft,
        window: Some((Micros(0), Micros(30 * DAY))),
    }
}

fn at(now: Micros) -> Snapshot {
    Snapshot {
        now,
        metering: true,
        outage_failures: 3,
        slow_after_seconds: 300,
        ..Snapshot::default()
    }
}

fn rules(snapshot: &Snapshot) -> Vec<Rule> {
    findings(snapshot)
        .iter()
        .map(|finding| finding.rule)
        .collect()
}

#[test]
fn budgets_warn_when_they_are_passed_and_when_they_will_be() {
    for (spent, soft, day, found) in [
        (99, true, 29, None),
        (100, true, 1, Some(Rule::SoftBudget)),
        (100, false, 1, Some(Rule::HardBudget)),
        (150, false, 29, Some(Rule::HardBudget)),
        // Half of it in a third of the time.
        (50, false, 10, Some(Rule::ProjectedOverspend)),
        (50, false, 20, None),
        // Too early, and too little, to say.
        (50, false, 2, None),
        (15, false, 4, None),
        (50, true, 10, None),
    ] {
        let mut snapshot = at(Micros(day * DAY));
        snapshot.budgets = vec![budget(spent, soft)];
        assert_eq!(
            rules(&snapshot),
            Vec::from_iter(found),
            "{spent} {soft} {day}"
        );
    }
    let mut snapshot = at(Micros(10 * DAY));
    snapshot.budgets = vec![BudgetNow {
        window: None,
        ..budget(50, false)
    }];
    assert!(
        findings(&snapshot).is_empty(),
        "what never ends is not guessed"
    );
}

#[test]
fn each_other_rule_finds_what_it_is_for() {
    assert!(findings(&at(Micros(0))).is_empty());
    let mut snapshot = at(Micros(0));
    snapshot.metering = false;
    let down = |id: &str, failures| DeploymentNow {
        id: id.to_owned(),
        model: "openai/gpt".to_owned(),
        failures,
        status: 500,
    };
    snapshot.deployments = vec![down("a", 2), down("b", 3)];
    snapshot.slow = vec![SlowNow {
        model: "gpt".to_owned(),
        count: 2,
        longest_ms: 301_500,
    }];
    snapshot.report = Some(Figures {
        day: "2026-11-30".to_owned(),
        calls: 3,
        failed: 1,
        tokens: 40,
        spent: Nanos(5),
        models: vec![("openai/gpt".to_owned(), Nanos(5))],
    });
    let found = findings(&snapshot);
    let scopes: Vec<_> = found
        .iter()
        .map(|one| (one.rule, one.scope.as_str()))
        .collect();
    assert_eq!(
        scopes,
        [
            (Rule::DeploymentDown, "b"),
            (Rule::SlowCalls, "gpt"),
            (Rule::FailedMetering, "ledger"),
            (Rule::DailyReport, "2026-11-30"),
        ]
    );
    assert_eq!(found[1].facts[1].1, "301.5 s");
}

fn finding(rule: Rule) -> Finding {
    Finding {
        rule,
        scope: "x".to_owned(),
        title: "it".to_owned(),
        facts: Vec::new(),
    }
}

fn told(states: &mut States, found: &[Rule], minutes: i64) -> Vec<Why> {
    let found = found.iter().map(|rule| finding(*rule)).collect();
    let now = Micros(minutes * 60_000_000);
    let (messages, changed) = step(states, found, now, HOUR, |_, _| true);
    assert!(
        messages.len() <= changed.len(),
        "what is told is remembered"
    );
    messages.iter().map(|message| message.why).collect()
}

#[test]
fn what_lasts_is_told_once_then_by_the_hour_then_that_it_is_over() {
    let mut states = States::new();
    let down = [Rule::DeploymentDown];
    assert_eq!(told(&mut states, &down, 0), [Why::Fired]);
    assert_eq!(told(&mut states, &down, 1), []);
    assert_eq!(told(&mut states, &down, 59), []);
    assert_eq!(told(&mut states, &down, 60), [Why::Reminder]);
    assert_eq!(told(&mut states, &down, 61), []);
    assert_eq!(states[&(Rule::DeploymentDown, "x".to_owned())].times, 2);
    assert_eq!(told(&mut states, &[], 62), [Why::Resolved]);
    assert_eq!(told(&mut states, &[], 63), []);
    assert_eq!(
        told(&mut states, &down, 64),
        [Why::Fired],
        "it may begin again"
    );
    // Whoever starts again with the same states tells nothing twice.
    let mut again = states.clone();
    assert_eq!(told(&mut again, &down, 65), []);
}

#[test]
fn what_is_not_known_is_as_it_was_and_is_forgotten_without_a_word() {
    let mut states = States::new();
    told(&mut states, &[Rule::DeploymentDown], 0);
    let mut look = |minutes: i64| {
        let now = Micros(minutes * 60_000_000);
        let (messages, changed) = step(&mut states, Vec::new(), now, HOUR, |_, _| false);
        (messages.len(), changed.len())
    };
    assert_eq!(look(1), (0, 0));
    assert_eq!(look(61), (0, 1));
    assert_eq!(look(62), (0, 0));
}

#[test]
fn what_passes_at_once_is_told_once_an_hour_and_never_resolved() {
    let mut states = States::new();
    let slow = [Rule::SlowCalls];
    assert_eq!(told(&mut states, &slow, 0), [Why::Fired]);
    assert_eq!(told(&mut states, &[], 1), []);
    assert_eq!(told(&mut states, &slow, 2), []);
    assert_eq!(told(&mut states, &[], 90), []);
    assert_eq!(told(&mut states, &slow, 91), [Why::Fired]);
}

#[test]
fn old_states_are_forgotten_unless_they_last() {
    let mut states = States::new();
    told(
        &mut states,
        &[Rule::DeploymentDown, Rule::FailedMetering],
        0,
    );
    told(&mut states, &[Rule::FailedMetering], 1);
    let later = Micros(31 * DAY);
    assert_eq!(
        forget(&mut states, later),
        [(Rule::DeploymentDown, "x".to_owned())]
    );
    assert_eq!(states.len(), 1);
    for rule in Rule::ALL {
        assert_eq!(Rule::parse(rule.as_str()), Some(rule));
    }
}

#[test]
fn what_somebody_has_seen_is_reminded_of_no_more_and_is_over_like_any_other() {
    let mut states = States::new();
    let down = [Rule::DeploymentDown];
    assert_eq!(told(&mut states, &down, 0), [Why::Fired]);
    let state = states.values_mut().next().expect("a state");
    state.silence.acked_by = Some("ada".to_owned());
    assert_eq!(told(&mut states, &down, 600), []);
    assert_eq!(told(&mut states, &[], 601), [Why::Resolved]);
    // The next time it is news again.
    assert_eq!(told(&mut states, &down, 602), [Why::Fired]);
    assert_eq!(told(&mut states, &down, 662), [Why::Reminder]);
}

#[test]
fn what_is_muted_is_not_told_until_then() {
    let mut states = States::new();
    let down = [Rule::DeploymentDown];
    assert_eq!(told(&mut states, &down, 0), [Why::Fired]);
    let mute = |states: &mut States, minutes: i64| {
        let state = states.values_mut().next().expect("a state");
        state.silence.muted_until = Some(Micros(minutes * 60_000_000));
    };
    mute(&mut states, 200);
    assert_eq!(told(&mut states, &down, 100), []);
    assert_eq!(told(&mut states, &[], 110), [], "nor that it is over");
    assert_eq!(told(&mut states, &down, 120), [], "nor that it begins");
    assert_eq!(told(&mut states, &down, 130), []);
    // It lasts when the time is over: now it is told for the first time.
    assert_eq!(told(&mut states, &down, 200), [Why::Fired]);
    assert_eq!(told(&mut states, &down, 260), [Why::Reminder]);
    // Over before anybody heard that it began.
    mute(&mut states, 400);
    assert_eq!(told(&mut states, &[], 300), []);
    assert_eq!(told(&mut states, &down, 301), []);
    assert_eq!(told(&mut states, &[], 401), []);
}

//! Whether a call is tried again after a fault, and after what wait.

use super::fault_class::class;
use crate::domain::deployment::Deployment;
use crate::domain::routing::RoutingRules;
use crate::wire::fault::Fault;
use std::time::Duration;

/// The longest wait that a provider can ask for, in seconds; a longer one is not obeyed.
const ASKED_SECONDS_MAX: u64 = 60;
/// The longest wait otherwise, in seconds, and the first.
const WAIT_SECONDS_MAX: f64 = 8.0;
const WAIT_SECONDS_FIRST: f64 = 0.5;

/// Who says how often a call of one group may be tried again.
#[derive(Debug, Clone, Copy)]
pub struct Retries<'a> {
    /// The router's rules.
    pub rules: &'a RoutingRules,
    /// The group.
    pub group: &'a str,
    /// What the client asks for.
    pub asked: Option<u32>,
}

impl Retries<'_> {
    /// How often it may be tried again in all after this fault. The client's word counts before the
    /// deployment's, that before a policy, and that before the router's number.
    #[must_use]
    pub fn most(&self, fault: &Fault, deployment: &Deployment) -> u32 {
        let own = self.asked.or(deployment.num_retries);
        if let Some(most) = own {
            return if fault.retryable { most } else { 0 };
        }
        let class = class(fault);
        let of_group = self.rules.retries_of_groups.get(self.group);
        let policy = of_group.or(Some(&self.rules.retries)).and_then(|policy| {
            // What is no matter of luck is tried again only where its class is named.
            let named = policy.0.get(&class).copied();
            if fault.retryable {
                policy.of(class)
            } else {
                named
            }
        });
        match policy {
            Some(most) => most,
            None if fault.retryable => self.rules.num_retries,
            None => 0,
        }
    }

    /// How long to wait before retry number `retry`, counted from 0. Somebody else can be asked at once.
    #[must_use]
    pub fn wait(&self, fault: &Fault, retry: u32, another: bool) -> Duration {
        let least = Duration::from_millis(self.rules.retry_wait_min_ms);
        if another {
            return Duration::ZERO;
        }
        let asked = fault.retry_after_seconds;
        let wait = match asked.filter(|seconds| (1..=ASKED_SECONDS_MAX).contains(seconds)) {
            Some(seconds) => seconds as f64 + fastrand::f64() * 0.75,
            None => {
                let doubled =
                    WAIT_SECONDS_FIRST * 2_f64.powi(i32::try_from(retry.min(8)).unwrap_or(8));
                doubled.min(WAIT_SECONDS_MAX) * (1.0 - 0.25 * fastrand::f64())
            }
        };
        Duration::from_secs_f64(wait).max(least)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::routing::{ByClass, FaultClass};
    use crate::wire::fault::FaultKind;

    fn fault(kind: FaultKind, retryable: bool) -> Fault {
        Fault {
            kind,
            retryable,
            ..Fault::connection("x", 502, "no")
        }
    }

    #[test]
    fn the_nearest_word_counts() {
        let mut rules = RoutingRules::default();
        let busy = fault(FaultKind::RateLimit, true);
        let wrong = fault(FaultKind::BadRequest, false);
        let mut deployment = Deployment::sample("openai", "gpt-4o");
        let most = |rules: &RoutingRules, asked, deployment: &Deployment, fault: &Fault| {
            let retries = Retries {
                rules,
                group: "g",
                asked,
            };
            retries.most(fault, deployment)
        };
        assert_eq!(most(&rules, None, &deployment, &busy), 2);
        assert_eq!(most(&rules, None, &deployment, &wrong), 0);
        rules.retries = ByClass([(FaultClass::RateLimit, 4), (FaultClass::BadRequest, 1)].into());
        assert_eq!(most(&rules, None, &deployment, &busy), 4);
        assert_eq!(
            most(&rules, None, &deployment, &wrong),
            1,
            "named, so wanted"
        );
        let of_group = ByClass([(FaultClass::RateLimit, 5)].into());
        rules.retries_of_groups.insert("g".to_owned(), of_group);
        assert_eq!(most(&rules, None, &deployment, &busy), 5);
        deployment.num_retries = Some(1);
        assert_eq!(most(&rules, None, &deployment, &busy), 1);
        assert_eq!(most(&rules, Some(0), &deployment, &busy), 0);
        assert_eq!(most(&rules, Some(3), &deployment, &wrong), 0);
    }

    #[test]
    fn waits_grow_are_asked_for_and_end() {
        let rules = RoutingRules::default();
        let retries = Retries {
            rules: &rules,
            group: "g",
            asked: None,
        };
        let mut busy = fault(FaultKind::RateLimit, true);
        assert_eq!(retries.wait(&busy, 0, true), Duration::ZERO);
        for (retry, seconds) in [(0, 0.5), (1, 1.0), (4, 8.0), (30, 8.0)] {
            let wait = retries.wait(&busy, retry, false).as_secs_f64();
            assert!(wait <= seconds && wait >= seconds * 0.75, "{retry}: {wait}");
        }
        busy.retry_after_seconds = Some(7);
        let wait = retries.wait(&busy, 0, false).as_secs_f64();
        assert!((7.0..=7.75).contains(&wait), "{wait}");
        busy.retry_after_seconds = Some(3_600);
        assert!(retries.wait(&busy, 0, false) <= Duration::from_secs(1));
    }
}

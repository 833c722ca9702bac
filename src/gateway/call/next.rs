//! Who of a plan is asked next, and whether anyone is.

use crate::domain::routing::RoutingRules;
use crate::domain::time::Micros;
use crate::gateway::Gateway;
use crate::gateway::fault_class::wants_another;
use crate::gateway::health::{Lease, NoEntry};
use crate::gateway::refusal::{NoDeployment, Refusal, Tries};
use crate::gateway::retry::Retries;
use crate::gateway::route::Plan;
use crate::wire::door::openai::Request;
use crate::wire::fault::Fault;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// Tries after the first that a client can ask for.
const RETRIES_ASKED_MAX: u32 = 10;

/// How it stands with a deployment of the plan in this call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// It was not asked yet.
    Not,
    /// It failed so often, and may be asked again until its time is over.
    Failed { times: u32, until: Instant },
    /// It would say the same again, or cannot be asked.
    Done,
}

/// A call on its way through the deployments of its plan.
#[derive(Debug)]
pub(super) struct Round<'a> {
    gateway: &'a Gateway,
    rules: &'a Arc<RoutingRules>,
    plan: &'a Plan,
    retries: Retries<'a>,
    asked: Vec<Asked>,
    last: Option<Refusal>,
    /// How long an answer of the last one was waited for at most.
    wait: Duration,
    /// Tries after the first.
    pub retry: u32,
    /// How many there may be, as the last fault has it.
    pub most: u32,
}

impl<'a> Round<'a> {
    pub(super) fn new(
        gateway: &'a Gateway,
        rules: &'a Arc<RoutingRules>,
        plan: &'a Plan,
        request: &Request,
    ) -> Self {
        let asked = request.controls.num_retries;
        Self {
            gateway,
            rules,
            plan,
            retries: Retries {
                rules,
                group: &plan.served[0].deployment.group,
                asked: asked.map(|asked| asked.min(RETRIES_ASKED_MAX)),
            },
            asked: vec![Asked::Not; plan.served.len()],
            last: None,
            wait: Duration::ZERO,
            retry: 0,
            most: 0,
        }
    }

    /// The deployment to ask next, with a place at it; where there is none, what the last one said.
    pub(super) fn next(&mut self, stream: bool) -> Result<(usize, Lease), Refusal> {
        let next = next(self.gateway, self.rules, self.plan, &self.asked, stream);
        next.map_err(|no| self.last.take().unwrap_or(no))
    }

    /// The request cannot be said to a deployment.
    pub(super) fn cannot(&mut self, index: usize, refusal: Refusal) {
        self.asked[index] = Asked::Done;
        self.last.get_or_insert(refusal);
    }

    /// When the time of a deployment ends that is asked now: for all its tries it has that of one.
    pub(super) fn until(&mut self, index: usize, wait: Duration) -> Instant {
        self.wait = wait;
        match self.asked[index] {
            Asked::Failed { until, .. } => until,
            Asked::Not | Asked::Done => Instant::now() + wait,
        }
    }

    /// Notes that a deployment failed: how long to wait before the next is asked, or what is told when
    /// nobody is.
    pub(super) fn failed(
        &mut self,
        index: usize,
        until: Instant,
        fault: Fault,
    ) -> Result<Duration, Refusal> {
        let deployment = &self.plan.served[index].deployment;
        self.most = self.retries.most(&fault, deployment);
        self.asked[index] = match self.asked[index] {
            _ if wants_another(&fault) => Asked::Done,
            Asked::Failed { times, .. } => Asked::Failed {
                times: times + 1,
                until,
            },
            Asked::Not | Asked::Done => Asked::Failed { times: 1, until },
        };
        let other = others(self.gateway, self.plan, &self.asked);
        let again = latest_end(&self.asked);
        let wait = self.retries.wait(&fault, self.retry, other);
        let no = Refusal::Upstream {
            fault: Box::new(fault),
            provider: deployment.provider.name,
            group: self.plan.group.clone(),
            tries: Tries::default(),
            wait: self.wait,
        };
        let in_time = other || again.is_some_and(|until| Instant::now() + wait < until);
        if self.retry >= self.most || !in_time {
            return Err(no);
        }
        self.last = Some(no);
        Ok(wait)
    }
}

/// Whether a deployment is left that was not asked and is not left alone.
fn others(gateway: &Gateway, plan: &Plan, asked: &[Asked]) -> bool {
    let now = gateway.now();
    let mut each = plan.served.iter().zip(asked);
    each.any(|(served, asked)| {
        let state = || gateway.health.state(&served.deployment.id);
        *asked == Asked::Not && state().resting(now).is_none()
    })
}

/// When the time of the last deployment ends that may be asked again.
fn latest_end(asked: &[Asked]) -> Option<Instant> {
    let ends = asked.iter().filter_map(|asked| match asked {
        Asked::Failed { until, .. } => Some(*until),
        _ => None,
    });
    ends.max()
}

/// The deployment to ask next, with a place at it: the first that was not asked, else the one that
/// failed least often.
fn next(
    gateway: &Gateway,
    rules: &Arc<RoutingRules>,
    plan: &Plan,
    asked: &[Asked],
    stream: bool,
) -> Result<(usize, Lease), Refusal> {
    let now = gateway.now();
    let how = (plan.size, plan.pinned, stream);
    let mut order: Vec<(u32, usize)> = Vec::with_capacity(asked.len());
    for (index, asked) in asked.iter().enumerate() {
        match asked {
            Asked::Not => order.push((0, index)),
            Asked::Failed { times, until } if *until > Instant::now() => {
                order.push((*times, index))
            }
            Asked::Failed { .. } | Asked::Done => {}
        }
    }
    order.sort_unstable();
    let mut no = None;
    for (_, index) in order {
        match Lease::take(&gateway.health, &plan.served[index], rules, how, now) {
            Ok(lease) => return Ok((index, lease)),
            Err(why) => no = Some(why),
        }
    }
    let group = plan.group.to_string();
    let why = match no {
        None => return Err(Refusal::Internal),
        Some(NoEntry::Full(calls_max)) => NoDeployment::Full { group, calls_max },
        Some(NoEntry::AtLimit) => NoDeployment::AtLimit {
            group,
            retry_at: Micros((now.0.div_euclid(60_000_000) + 1) * 60_000_000),
        },
        Some(NoEntry::Resting(rest)) => NoDeployment::Resting {
            group,
            seconds: (rest.until.0 - now.0)
                .max(0)
                .unsigned_abs()
                .div_ceil(1_000_000)
                .max(1),
            ids: plan
                .served
                .iter()
                .map(|one| one.deployment.id.to_string())
                .collect(),
            pre_call_checks: rules.pre_call_checks,
        },
    };
    Err(Refusal::NoDeployment(Box::new(why)))
}

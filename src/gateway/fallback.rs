//! Which groups are asked when one has failed.

use super::refusal::{NoDeployment, Refusal};
use crate::domain::routing::{GroupMap, RoutingRules};
use crate::wire::door::fallbacks::Fallback;
use crate::wire::door::openai::Request;
use crate::wire::fault::FaultKind;
use std::collections::VecDeque;

/// Groups that one call may lead to in all, however the chains branch.
const GROUPS_MAX: usize = 32;

/// Groups that are still to be asked for one call.
#[derive(Debug)]
pub struct Fallbacks {
    /// With how many fallbacks led to each.
    waiting: VecDeque<(Fallback, u32)>,
    /// Every group that was asked or waits.
    seen: Vec<String>,
    depth: u32,
    enabled: bool,
}

/// What failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    ContextWindow,
    ContentPolicy,
    Other,
}

impl Fallbacks {
    /// Begins with the group that was asked for.
    #[must_use]
    pub fn new(request: &Request, group: &str) -> Self {
        Self {
            waiting: VecDeque::new(),
            seen: vec![group.to_owned()],
            depth: 0,
            enabled: !request.controls.disable_fallbacks,
        }
    }

    /// Notes that a group has failed, so that its fallbacks are asked next; then gives the next one.
    pub fn after(
        &mut self,
        rules: &RoutingRules,
        request: &Request,
        names: [&str; 2],
        no: &Refusal,
    ) -> Option<Fallback> {
        if !self.enabled {
            return None;
        }
        if let Some(why) = why(no).filter(|_| self.depth < rules.max_fallbacks) {
            let own = of(rules, request, names, why);
            // A chain goes on where it is before its neighbours are asked.
            for fallback in own.into_iter().rev() {
                let is_new = !self.seen.contains(&fallback.model);
                if is_new && self.seen.len() < GROUPS_MAX {
                    self.seen.push(fallback.model.clone());
                    self.waiting.push_front((fallback, self.depth + 1));
                }
            }
        }
        let (next, depth) = self.waiting.pop_front()?;
        self.depth = depth;
        Some(next)
    }
}

/// Why a group failed, where another one may do better; `None` for what is no matter of the group.
fn why(no: &Refusal) -> Option<Why> {
    match no {
        Refusal::Upstream { fault, .. } => Some(match fault.kind {
            FaultKind::ContextWindowExceeded => Why::ContextWindow,
            FaultKind::ContentPolicyViolation => Why::ContentPolicy,
            _ => Why::Other,
        }),
        Refusal::NoDeployment(why) => match **why {
            NoDeployment::ContextWindow { .. } => Some(Why::ContextWindow),
            NoDeployment::ProviderBudget { .. }
            | NoDeployment::Region { .. }
            | NoDeployment::Resting { .. }
            | NoDeployment::AtLimit { .. }
            | NoDeployment::Full { .. } => Some(Why::Other),
            // The caller was sent away, and not for lack of a provider.
            NoDeployment::Tags { .. } => None,
        },
        Refusal::UnknownModel { .. } | Refusal::Misconfigured { .. } => Some(Why::Other),
        _ => None,
    }
}

fn of(rules: &RoutingRules, request: &Request, names: [&str; 2], why: Why) -> Vec<Fallback> {
    let asked = &request.controls.fallbacks;
    let by_map = |map: &GroupMap| {
        let own = names.into_iter().find_map(|name| map.get(name));
        own.or_else(|| map.get("*")).cloned()
    };
    let either = |asked: &GroupMap, set: &GroupMap| by_map(asked).or_else(|| by_map(set));
    let special = match why {
        Why::ContextWindow => either(&asked.context_window, &rules.context_window_fallbacks),
        Why::ContentPolicy => either(&asked.content_policy, &rules.content_policy_fallbacks),
        Why::Other => None,
    };
    let named = |models: Vec<String>| models.into_iter().map(Fallback::named).collect();
    if let Some(models) = special {
        return named(models);
    }
    if !asked.list.is_empty() {
        return asked.list.clone();
    }
    let usual = by_map(&asked.groups).or_else(|| by_map(&rules.fallbacks));
    named(usual.unwrap_or_else(|| rules.default_fallbacks.clone()))
}

//! Which deployments of a group may answer a call, and in which order they are asked.

use super::catalog::Served;
use super::health::{Health, NoEntry, Rest};
use super::refusal::{NoDeployment, Refusal};
use crate::domain::deployment::Deployment;
use crate::domain::routing::{Choice, RoutingRules, Strategy, TagFilter};
use crate::domain::time::Micros;
use std::collections::HashSet;
use std::sync::Arc;

/// What a token of a model costs that nobody knows the price of, in US dollars, for being ordered by
/// price: LiteLLM's figure.
const UNKNOWN_PRICE: f64 = 5.0;

/// What a call wants of a deployment.
#[derive(Debug)]
pub struct Wish<'a> {
    /// The name that was asked for.
    pub group: &'a str,
    /// Tags of the call, where they choose deployments.
    pub tags: Option<&'a [Arc<str>]>,
    /// The client's own name for itself, which may choose them too.
    pub user_agent: &'a str,
    /// Our count of the input.
    pub input_tokens: u64,
    /// Whether the answer streams.
    pub stream: bool,
}

/// Leaves out who cannot answer, and orders the others: the first is asked first.
pub fn choose(
    health: &Health,
    rules: &RoutingRules,
    mut served: Vec<Arc<Served>>,
    wish: &Wish<'_>,
    now: Micros,
) -> Result<Vec<Arc<Served>>, Refusal> {
    if let Some(tags) = wish.tags {
        served = by_tags(served, rules.tags, wish, tags)?;
    }
    if rules.pre_call_checks {
        served = by_window(served, wish)?;
    }
    let served = well(
        health,
        rules,
        at_work(health, rules, served, wish, now)?,
        now,
    );
    Ok(order(health, rules, served, wish, now))
}

fn none(why: NoDeployment) -> Refusal {
    Refusal::NoDeployment(Box::new(why))
}

/// Whom the tags of a call lead to, or its client's name for itself. `!tag` leaves out who has the tag,
/// `&tag` wants it; who is tagged `default` serves calls without tags, and those that fit nobody. Where
/// deployments know clients by their names, every call has something to be chosen by.
fn by_tags(
    served: Vec<Arc<Served>>,
    filter: TagFilter,
    wish: &Wish<'_>,
    tags: &[Arc<str>],
) -> Result<Vec<Arc<Served>>, Refusal> {
    let marked = |mark: char| {
        let tags = tags.iter();
        let tags: HashSet<&str> = tags
            .filter_map(|tag| tag.strip_prefix(mark))
            .filter(|tag| !tag.is_empty())
            .collect();
        tags
    };
    let (barred, required) = (marked('!'), marked('&'));
    let plain = tags.iter().filter(|tag| !tag.starts_with(['!', '&']));
    let plain: HashSet<&str> = plain.map(|tag| &**tag).collect();
    let has = |one: &Served, tag: &str| one.deployment.tags.iter().any(|own| own == tag);
    let allowed: Vec<_> = served
        .into_iter()
        .filter(|one| !barred.iter().any(|tag| has(one, tag)))
        .filter(|one| required.iter().all(|tag| has(one, tag)))
        .collect();
    let defaults = || -> Vec<_> {
        let defaults = allowed.iter().filter(|one| has(one, "default"));
        defaults.cloned().collect()
    };
    let knows_clients = |one: &Arc<Served>| !one.deployment.tag_patterns.is_empty();
    let client = (!wish.user_agent.is_empty() && allowed.iter().any(knows_clients))
        .then(|| ["User-Agent: ", wish.user_agent].concat());
    let by_client = client.is_some() && required.is_empty();
    let found = if plain.is_empty() && !by_client {
        let defaults = if required.is_empty() {
            defaults()
        } else {
            Vec::new()
        };
        if defaults.is_empty() {
            allowed
        } else {
            defaults
        }
    } else {
        let fits = |one: &&Arc<Served>| {
            let mut wanted = plain.iter();
            let fits = if filter.match_any {
                wanted.any(|tag| has(one, tag))
            } else {
                !plain.is_empty() && wanted.all(|tag| has(one, tag))
            };
            // Where all tags must fit, a client's name does not get round those of a deployment.
            let open = filter.match_any || one.deployment.tags.is_empty();
            fits || open && client.as_deref().is_some_and(|client| knows(one, client))
        };
        let fitting: Vec<_> = allowed.iter().filter(fits).cloned().collect();
        if fitting.is_empty() {
            defaults()
        } else {
            fitting
        }
    };
    if found.is_empty() {
        return Err(none(NoDeployment::Tags {
            group: wish.group.to_owned(),
            tags: tags.iter().map(ToString::to_string).collect(),
        }));
    }
    Ok(found)
}

/// Whether a deployment serves a client that names itself so (`tag_regex`).
fn knows(served: &Served, client: &str) -> bool {
    let mut patterns = served.deployment.tag_patterns.iter();
    patterns.any(|pattern| pattern.is_match(client))
}

/// Leaves out whose context window is known to be too small.
fn by_window(served: Vec<Arc<Served>>, wish: &Wish<'_>) -> Result<Vec<Arc<Served>>, Refusal> {
    let largest = served
        .iter()
        .filter_map(|one| one.deployment.max_input_tokens)
        .max();
    let fits = |one: &Arc<Served>| {
        let most = one.deployment.max_input_tokens;
        most.is_none_or(|most| wish.input_tokens <= most)
    };
    let fitting: Vec<_> = served.iter().filter(|one| fits(one)).cloned().collect();
    match largest {
        Some(largest) if fitting.is_empty() => Err(none(NoDeployment::ContextWindow {
            model: served[0].deployment.litellm_model.to_string(),
            tokens_max: largest,
            tokens: wish.input_tokens,
        })),
        _ => Ok(fitting),
    }
}

/// Leaves out whose last check failed, unless it is all of them: nobody knows better than a call then.
fn well(
    health: &Health,
    rules: &RoutingRules,
    served: Vec<Arc<Served>>,
    now: Micros,
) -> Vec<Arc<Served>> {
    let Some(counts) = rules.unwell_micros.filter(|_| served.len() > 1) else {
        return served;
    };
    let is_well = |one: &&Arc<Served>| !health.state(&one.deployment.id).is_unwell(counts, now);
    let well: Vec<Arc<Served>> = served.iter().filter(is_well).cloned().collect();
    if well.is_empty() { served } else { well }
}

/// Leaves out who is left alone and who has nothing left of this minute.
fn at_work(
    health: &Health,
    rules: &RoutingRules,
    mut served: Vec<Arc<Served>>,
    wish: &Wish<'_>,
    now: Micros,
) -> Result<Vec<Arc<Served>>, Refusal> {
    let (mut resting, mut shortest, mut at_limit) = (Vec::new(), None::<Rest>, false);
    served.retain(|one| {
        let id = &one.deployment.id;
        match health.state(id).bars(one, rules, now) {
            Some(NoEntry::Resting(rest)) => {
                resting.push(id.to_string());
                if shortest.is_none_or(|shortest| rest.until < shortest.until) {
                    shortest = Some(rest);
                }
                false
            }
            Some(_) => {
                at_limit = true;
                false
            }
            None => true,
        }
    });
    match shortest {
        _ if !served.is_empty() => Ok(served),
        Some(rest) if !at_limit => Err(resting_all(rules, wish.group, resting, rest, now)),
        _ => Err(none(NoDeployment::AtLimit {
            group: wish.group.to_owned(),
            retry_at: Micros((now.0.div_euclid(60_000_000) + 1) * 60_000_000),
        })),
    }
}

fn resting_all(
    rules: &RoutingRules,
    group: &str,
    ids: Vec<String>,
    rest: Rest,
    now: Micros,
) -> Refusal {
    let left_micros = (rest.until.0 - now.0).max(0).unsigned_abs();
    none(NoDeployment::Resting {
        group: group.to_owned(),
        seconds: left_micros.div_ceil(1_000_000).max(1),
        ids,
        pre_call_checks: rules.pre_call_checks,
    })
}

/// Lower `order` first; within one order as the strategy says, chance breaking ties.
fn order(
    health: &Health,
    rules: &RoutingRules,
    mut served: Vec<Arc<Served>>,
    wish: &Wish<'_>,
    now: Micros,
) -> Vec<Arc<Served>> {
    if served.len() < 2 {
        return served;
    }
    // The members of a routing group are all chosen from in its way.
    let choice = rules.choice_for(&served[0].deployment.group);
    let keys = match choice.strategy {
        Strategy::SimpleShuffle => shuffled(&served),
        Strategy::LeastBusy => each(&served, |one| {
            f64::from(health.state(&one.deployment.id).in_flight())
        }),
        Strategy::Usage => each(&served, |one| {
            health.state(&one.deployment.id).tokens(now) as f64
        }),
        Strategy::Cost => each(&served, price),
        Strategy::Latency => latencies(health, choice, &served, wish.stream, now),
    };
    let mut keyed: Vec<_> = served
        .drain(..)
        .zip(keys)
        .map(|(one, key)| {
            let order = one.deployment.order.unwrap_or(i64::MAX);
            (order, key, fastrand::u32(..), one)
        })
        .collect();
    keyed.sort_by(|a, b| {
        let by_key = a.0.cmp(&b.0).then(a.1.total_cmp(&b.1));
        by_key.then(a.2.cmp(&b.2))
    });
    keyed.into_iter().map(|(.., one)| one).collect()
}

fn each(served: &[Arc<Served>], key: impl Fn(&Served) -> f64) -> Vec<f64> {
    served.iter().map(|one| key(one)).collect()
}

/// A draw without replacement by weight. Exponential clocks: the first to ring is drawn with a
/// probability in proportion to its weight.
fn shuffled(served: &[Arc<Served>]) -> Vec<f64> {
    let rings_at = |weight: f64| {
        if weight > 0.0 {
            -(1.0 - fastrand::f64()).ln() / weight
        } else {
            f64::INFINITY
        }
    };
    weights(served).into_iter().map(rings_at).collect()
}

/// The first of `weight`, `rpm` and `tpm` that any deployment of the group declares; else all equal.
fn weights(served: &[Arc<Served>]) -> Vec<f64> {
    let by = |read: fn(&Deployment) -> Option<f64>| -> Option<Vec<f64>> {
        let read: Vec<_> = served.iter().map(|one| read(&one.deployment)).collect();
        read.iter().any(Option::is_some).then(|| {
            read.into_iter()
                .map(|weight| weight.unwrap_or(0.0))
                .collect()
        })
    };
    by(|deployment| deployment.weight)
        .or_else(|| by(|deployment| deployment.rpm.map(|rpm| rpm as f64)))
        .or_else(|| by(|deployment| deployment.tpm.map(|tpm| tpm as f64)))
        .filter(|weights| weights.iter().any(|weight| *weight > 0.0))
        .unwrap_or_else(|| vec![1.0; served.len()])
}

/// What a token in and a token out cost together, in nano-US-dollars for a million of each.
fn price(served: &Served) -> f64 {
    use crate::domain::price::{PriceState, ServiceTier};
    use crate::domain::usage::Usage;
    let usage = Usage {
        input: 1_000_000,
        output: 1_000_000,
        ..Usage::default()
    };
    match (&served.price, &served.deployment.pricing) {
        (Some((_, price)), _) => price.cost(&usage, ServiceTier::Standard).total.0 as f64,
        (None, PriceState::Free) => 0.0,
        (None, _) => UNKNOWN_PRICE * 2.0 * 1e15,
    }
}

/// Who was not tried yet comes first; then whoever is about as quick as the quickest, by chance.
fn latencies(
    health: &Health,
    choice: &Choice,
    served: &[Arc<Served>],
    stream: bool,
    now: Micros,
) -> Vec<f64> {
    let mean = |one: &Arc<Served>| {
        let state = health.state(&one.deployment.id);
        state.latency(stream, choice.latency_ttl_seconds, now)
    };
    let means: Vec<Option<f64>> = served.iter().map(mean).collect();
    let best = means
        .iter()
        .flatten()
        .copied()
        .fold(f64::INFINITY, f64::min);
    let near = best * (1.0 + choice.latency_buffer);
    let key = |mean: Option<f64>| match mean {
        None => -1.0,
        Some(mean) if mean <= near => best,
        Some(mean) => mean,
    };
    means.into_iter().map(key).collect()
}

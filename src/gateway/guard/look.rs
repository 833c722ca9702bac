//! Looking at words: filters by themselves, judges by asking.

use super::webhook::{self, Side, Verdict};
use super::{Whose, walk};
use crate::domain::guardrail::{Chosen, Guarding, Kind, Sought};
use crate::gateway::Gateway;
use crate::gateway::refusal::{Guarded, Refusal};
use serde_json::Value;
use std::borrow::Cow;

/// Looks at the words of a request or an answer; tells whether some were replaced.
pub(super) async fn look(
    gateway: &Gateway,
    guarding: &Guarding,
    whose: &Whose,
    side: Side,
    value: &mut Value,
) -> Result<bool, Refusal> {
    let mut changed = false;
    let moment = match side {
        Side::Request => guarding.at(|modes| modes.before).collect::<Vec<_>>(),
        Side::Response => guarding.at(|modes| modes.after).collect(),
    };
    for chosen in moment {
        match &chosen.guardrail.kind {
            Kind::Filter(filter) => {
                let mut each = |text: &mut String| {
                    let masked = match filter.apply(text).map_err(Clone::clone)? {
                        Cow::Owned(masked) => masked,
                        Cow::Borrowed(_) => return Ok(()),
                    };
                    *text = masked;
                    changed = true;
                    Ok(())
                };
                visit(side, value, &mut each)
                    .map_err(|sought| found(guarding, chosen, side, &sought, whose))?;
            }
            Kind::Webhook(_) => {
                let mut texts = Vec::new();
                let mut each = |text: &mut String| {
                    texts.push(text.clone());
                    Ok::<(), ()>(())
                };
                // Nothing there fails.
                let _ = visit(side, value, &mut each);
                let Some(instead) = judge(gateway, guarding, chosen, whose, side, &texts).await?
                else {
                    continue;
                };
                let mut instead = instead.into_iter();
                let mut each = |text: &mut String| {
                    if let Some(new) = instead.next() {
                        changed |= *text != new;
                        *text = new;
                    }
                    Ok::<(), ()>(())
                };
                let _ = visit(side, value, &mut each);
            }
        }
    }
    if changed && side == Side::Response {
        walk::drop_logprobs(value);
    }
    Ok(changed)
}

fn visit<E>(
    side: Side,
    value: &mut Value,
    each: &mut dyn FnMut(&mut String) -> Result<(), E>,
) -> Result<(), E> {
    match side {
        Side::Request => walk::request_words(value, each),
        Side::Response => walk::words(value, each),
    }
}

/// Asks a judge; `None` when all may stay as it is.
pub(super) async fn judge(
    gateway: &Gateway,
    guarding: &Guarding,
    chosen: &Chosen,
    whose: &Whose,
    side: Side,
    texts: &[String],
) -> Result<Option<Vec<String>>, Refusal> {
    let Kind::Webhook(hook) = &chosen.guardrail.kind else {
        return Ok(None);
    };
    if texts.is_empty() {
        return Ok(None);
    }
    let name = &chosen.guardrail.name;
    match webhook::ask(&gateway.upstream, hook, chosen, whose, side, texts).await {
        Ok(Verdict::Nothing) => Ok(None),
        Ok(Verdict::Instead(instead)) => Ok(Some(instead)),
        Ok(Verdict::Blocked(reason)) => Err(blocked(guarding, chosen, side, None, reason, whose)),
        Err(reason) if hook.fail_open => {
            tracing::error!(guardrail = &**name, %reason, "a guardrail does not answer, and lets through what it was to judge");
            Ok(None)
        }
        Err(reason) => {
            tracing::error!(guardrail = &**name, %reason, "a guardrail does not answer, so the call is refused");
            Err(Refusal::GuardrailDown {
                guardrail: name.clone(),
                applied: guarding.names(),
            })
        }
    }
}

pub(super) fn found(
    guarding: &Guarding,
    chosen: &Chosen,
    side: Side,
    sought: &Sought,
    whose: &Whose,
) -> Refusal {
    let message = match sought {
        Sought::Pattern(name) => format!("Content blocked: {name} pattern detected"),
        Sought::Keyword { keyword, .. } => {
            format!("Content blocked: keyword '{keyword}' detected")
        }
    };
    blocked(guarding, chosen, side, Some(sought.clone()), message, whose)
}

pub(super) fn blocked(
    guarding: &Guarding,
    chosen: &Chosen,
    side: Side,
    sought: Option<Sought>,
    message: String,
    whose: &Whose,
) -> Refusal {
    let name = chosen.guardrail.name.clone();
    let mode = if side == Side::Request {
        "pre_call"
    } else {
        "post_call"
    };
    let key = whose.caller.key().map(|entry| entry.key.name.as_str());
    tracing::info!(
        guardrail = &*name,
        mode,
        key,
        call_id = &*whose.call_id,
        "blocked"
    );
    Refusal::Guarded(Box::new(Guarded {
        guardrail: name,
        mode,
        sought,
        message,
        applied: guarding.names(),
    }))
}

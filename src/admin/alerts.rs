//! Who is told when something is wrong: settings, sealed addresses, trying it out, what is so now.

use super::{Actor, Admin, AdminError, bad};
use crate::admin::config::stored_settings;
use crate::config::{Base, parse_hooks};
use crate::domain::alert::{self, Finding, Message, Rule, Settings, State, Target, Why};
use crate::domain::secret::Secret;
use crate::domain::time::{Micros, Span};
use crate::store::SettingWrite;
use crate::telemetry::alerts::{Failed, Messenger};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

use super::seal::Sealer;

/// Addresses that are set through the API: the variable or setting, and the name in the database.
const ADDRESSES: [(&str, &str); 3] = [
    ("SLACK_WEBHOOK_URL", "alerts.slack_webhook_url"),
    ("WEBHOOK_URL", "alerts.webhook_url"),
    ("alert_to_webhook_url", "alerts.alert_to_webhook_url"),
];

/// The longest that an alert is muted: states of what is over are kept no longer.
const MUTE_MICROS_MAX: i64 = 30 * 86_400_000_000;

fn place(name: &str) -> String {
    format!("settings|value|{name}")
}

/// The settings in force: those of file and environment, and under them what was set through the API.
/// An address that does not open is told and left out.
#[must_use]
pub fn in_force(base: &Arc<Base>, sealer: &Sealer, stored: &BTreeMap<String, String>) -> Settings {
    let made = base.with(&stored_settings(stored));
    let mut settings = match made {
        Ok(config) => config.alerts,
        Err(error) => {
            tracing::error!(%error, "settings of alerts cannot be read");
            return Settings::default();
        }
    };
    let open = |name: &str| {
        let sealed = stored.get(name)?;
        let opened = sealer.open(&place(name), sealed);
        let opened = opened.inspect_err(|error| tracing::error!(name, %error, "left out"));
        Some(Secret::new(opened.ok()?.as_str()))
    };
    let [slack, webhook, hooks] = ADDRESSES.map(|(_, name)| name);
    settings.slack_url = settings.slack_url.or_else(|| open(slack));
    settings.webhook_url = settings.webhook_url.or_else(|| open(webhook));
    if settings.by_type.is_empty() {
        let value = open(hooks).and_then(|text| serde_json::from_str(text.expose()).ok());
        settings.by_type = value.as_ref().and_then(parse_hooks).unwrap_or_default();
    }
    settings
}

/// The same, read now.
pub async fn settings(admin: &Admin) -> Result<Settings, AdminError> {
    let stored = admin.store.settings().await?;
    Ok(in_force(&admin.config, &admin.models.sealer, &stored))
}

/// Whether this name is that of an address that can be set.
#[must_use]
pub fn is_address(name: &str) -> bool {
    ADDRESSES.iter().any(|(variable, _)| *variable == name)
}

/// Sets an address, sealed, or forgets it with `null`.
pub async fn set_address(
    admin: &Admin,
    actor: &Actor,
    name: &'static str,
    value: &Value,
    now: Micros,
) -> Result<(), AdminError> {
    let write = address(admin, actor, name, value, now)?;
    super::config::set_with(admin, actor, Vec::new(), vec![write], now).await
}

/// How an address is set, sealed, or forgotten with `null`.
pub fn address(
    admin: &Admin,
    actor: &Actor,
    name: &'static str,
    value: &Value,
    now: Micros,
) -> Result<SettingWrite, AdminError> {
    let Some((_, key)) = ADDRESSES.iter().find(|(variable, _)| *variable == name) else {
        return Err(bad(
            "environment_variables",
            format!("{name} cannot be set here."),
        ));
    };
    // The value itself is nobody's business, the log of changes included.
    let write = |action, value| SettingWrite {
        name: (*key).to_owned(),
        value,
        audit: Admin::audit(actor, now, action, ("setting", name), (None, None)),
    };
    if value.is_null() {
        return Ok(write("deleted", None));
    }
    let text = match value {
        Value::String(url) if name != "alert_to_webhook_url" => {
            require_address(name, url)?;
            url.clone()
        }
        Value::Object(_) if name == "alert_to_webhook_url" => {
            let hooks = parse_hooks(value);
            let hooks = hooks.ok_or_else(|| bad(name, "It maps types of alerts to addresses."))?;
            for url in hooks.values().flatten() {
                require_address(name, url.expose())?;
            }
            value.to_string()
        }
        _ => {
            return Err(bad(
                name,
                "It must be an address that begins with https://.",
            ));
        }
    };
    let sealed = admin.models.sealer.seal(&place(key), &text)?;
    Ok(write("updated", Some(sealed)))
}

fn require_address(name: &'static str, url: &str) -> Result<(), AdminError> {
    let known = url.starts_with("https://") || url.starts_with("http://");
    if known && !url.chars().any(char::is_whitespace) {
        return Ok(());
    }
    Err(bad(
        name,
        "It must be an address that begins with https://.",
    ))
}

/// What is set, with addresses masked.
#[must_use]
pub fn view(settings: &Settings) -> Value {
    let masked = |url: &Option<Secret>| url.as_ref().map(|_| "***");
    let hooks: Map<String, Value> = settings
        .by_type
        .iter()
        .map(|(name, urls)| (name.clone(), json!(vec!["***"; urls.len()])))
        .collect();
    let mut alerting = Vec::new();
    if settings.slack {
        alerting.push("slack");
    }
    if settings.webhook {
        alerting.push("webhook");
    }
    json!({
        "alerting": alerting,
        "alert_types": settings.types,
        "alerting_threshold": settings.slow_after.as_secs_f64(),
        "remind_seconds": settings.remind.as_secs_f64(),
        "outage_failures": settings.outage_failures,
        "slack_webhook_url": masked(&settings.slack_url),
        "webhook_url": masked(&settings.webhook_url),
        "alert_to_webhook_url": hooks,
    })
}

fn line(rule: Rule, scope: &str, state: &State) -> Value {
    json!({
        "id": alert::id(rule, scope),
        "rule": rule.as_str(),
        "scope": scope,
        "state": if state.firing { "firing" } else { "resolved" },
        "title": state.title,
        "since": state.since.rfc3339(),
        "told_at": state.told_at.rfc3339(),
        "times": state.times,
        "acked_by": state.silence.acked_by,
        "muted_until": state.silence.muted_until.map(Micros::rfc3339),
    })
}

/// Alerts, those that last first, the newest before the others; a page of them and how many there are.
pub async fn list(
    admin: &Admin,
    firing_only: bool,
    offset: usize,
    limit: usize,
) -> Result<(Vec<Value>, usize), AdminError> {
    let states = admin.store.alert_states().await?;
    let mut found: Vec<_> = states
        .iter()
        .filter(|(_, state)| state.firing || !firing_only)
        .collect();
    found.sort_by_key(|(_, state)| (!state.firing, std::cmp::Reverse(state.since)));
    let total = found.len();
    let page = found.into_iter().skip(offset).take(limit);
    let lines = page.map(|((rule, scope), state)| line(*rule, scope, state));
    Ok((lines.collect(), total))
}

/// The alert with this id.
async fn find(admin: &Admin, id: &str) -> Result<(Rule, String, State), AdminError> {
    let states = admin.store.alert_states().await?;
    let found = states
        .into_iter()
        .find(|((rule, scope), _)| alert::id(*rule, scope) == id);
    let ((rule, scope), state) = found.ok_or_else(|| {
        AdminError::Missing(format!(
            "There is no alert '{id}'. /alerts lists those that there are, with their ids."
        ))
    })?;
    Ok((rule, scope, state))
}

/// Notes that the actor has seen an alert, so that it is reminded of no more until it is over; or takes
/// that back.
pub async fn ack(
    admin: &Admin,
    actor: &Actor,
    id: &str,
    seen: bool,
    now: Micros,
) -> Result<Value, AdminError> {
    let (rule, scope, state) = find(admin, id).await?;
    if !state.firing {
        return Err(bad("id", format!("'{}' is over already.", state.title)));
    }
    let by = seen.then_some(&*actor.name);
    let audit = Admin::audit(
        actor,
        now,
        if seen { "acked" } else { "unacked" },
        ("alert", &scope),
        (None, Some(json!({ "rule": rule.as_str(), "acked_by": by }))),
    );
    admin.store.ack_alert(rule, &scope, by, &audit).await?;
    let (rule, scope, state) = find(admin, id).await?;
    Ok(line(rule, &scope, &state))
}

/// Tells nothing of an alert for so long (`8h`, 30 days at most), or with `None` everything again.
pub async fn mute(
    admin: &Admin,
    actor: &Actor,
    id: &str,
    length: Option<&str>,
    now: Micros,
) -> Result<Value, AdminError> {
    let (rule, scope, _) = find(admin, id).await?;
    let until = match length {
        None => None,
        Some(text) => {
            let until = Span::parse(text)?.after(now);
            if until <= now {
                return Err(bad("for", "An alert is muted for a while: 30m, 8h, 7d."));
            }
            if until.0 - now.0 > MUTE_MICROS_MAX {
                return Err(bad("for", "An alert is muted for 30 days at most."));
            }
            Some(until)
        }
    };
    let told = until.map(Micros::rfc3339);
    let audit = Admin::audit(
        actor,
        now,
        if until.is_some() { "muted" } else { "unmuted" },
        ("alert", &scope),
        (
            None,
            Some(json!({ "rule": rule.as_str(), "muted_until": told })),
        ),
    );
    admin.store.mute_alert(rule, &scope, until, &audit).await?;
    let (rule, scope, state) = find(admin, id).await?;
    Ok(line(rule, &scope, &state))
}

/// What sending a test brought.
#[derive(Debug)]
pub enum Tried {
    /// It arrived at so many places.
    Arrived(usize),
    /// Nobody is to be told.
    NotSet,
    /// It did not arrive.
    Failed(String),
}

/// Sends a real message to wherever `service` (`slack`, `slack_budget_alerts`, `webhook`) is told.
pub async fn test(
    admin: &Admin,
    messenger: &Messenger,
    service: &str,
    now: Micros,
) -> Result<Tried, AdminError> {
    let settings = settings(admin).await?;
    let mut targets = settings.targets(Rule::HardBudget);
    if service == "slack" {
        targets.extend(
            settings
                .slack_url
                .clone()
                .filter(|_| settings.slack)
                .map(Target::Slack),
        );
    }
    let of_slack = service != "webhook";
    targets.retain(|target| matches!(target, Target::Slack(_)) == of_slack);
    targets.dedup();
    if targets.is_empty() {
        return Ok(Tried::NotSet);
    }
    let message = Message {
        why: Why::Test,
        finding: Finding {
            rule: Rule::HardBudget,
            scope: "test".to_owned(),
            title: "A test of cw-proxy's alerts: nothing is wrong".to_owned(),
            facts: vec![("asked for", service.to_owned())],
        },
        at: now,
    };
    for target in &targets {
        if let Err(Failed { why, .. }) = messenger.send(target, &message).await {
            return Ok(Tried::Failed(why));
        }
    }
    Ok(Tried::Arrived(targets.len()))
}

//! Who is told what happens: callbacks, and what Prometheus may scrape.

use super::notice::{Notice, Origin};
use super::read::{Kind as _, Reader, Source};
use super::{Metrics, Sources};
use crate::domain::alert::{Rule, Settings};
use crate::domain::secret::Secret;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::time::Duration;

/// Lists of callbacks, and what LiteLLM's proxy calls them for: here all are told of everything.
const LISTS: &[&str] = &[
    "litellm_settings.callbacks",
    "litellm_settings.success_callback",
    "litellm_settings.failure_callback",
    "litellm_settings.service_callback",
];

/// Which callbacks are switched on.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Callbacks {
    /// Telling OpenTelemetry.
    pub(super) otel: bool,
}

fn remark(reader: &mut Reader<'_>, path: &str, remark: String) {
    let place = reader.file.map(|file| file.place(path));
    reader
        .notices
        .extend(place.map(|place| Notice::Remark { place, remark }));
}

/// Reads the lists. What is in them and does nothing here is told.
pub(super) fn callbacks(reader: &mut Reader<'_>) -> Callbacks {
    let mut found = Callbacks::default();
    for list in LISTS {
        let Some((value, _)) = reader.find(&Source::file(list)) else {
            continue;
        };
        let names: Vec<&str> = match &value {
            Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
            Value::String(name) => vec![name],
            _ => Vec::new(),
        };
        for name in names {
            match name {
                "otel" | "opentelemetry" => found.otel = true,
                // It is served in any case.
                "prometheus" | "prometheus_system" => {}
                other => {
                    let told = format!(
                        "'{other}' has no effect in this version; otel and prometheus are known"
                    );
                    remark(reader, list, told);
                }
            }
        }
    }
    found
}

pub(super) fn metrics(reader: &mut Reader<'_>, sources: &Sources) -> Metrics {
    let file = Source::file;
    let flag = sources.overrides.metrics_listen.as_deref();
    let token = reader.secret(
        "cw_proxy.metrics.token",
        Some("cw_proxy.metrics.token"),
        "CW_PROXY_METRICS_TOKEN",
    );
    Metrics {
        needs_key: reader.get(
            file("litellm_settings.require_auth_for_metrics_endpoint"),
            true,
        ),
        token: token.map(|(token, _)| token),
        listen: reader.maybe(
            file("cw_proxy.metrics.listen")
                .or_env("CW_PROXY_METRICS_LISTEN")
                .flag("--metrics-listen", flag),
        ),
    }
}

/// A list of names, or one name.
fn names(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(name) => Some(vec![name.clone()]),
        Value::Array(names) => names
            .iter()
            .map(|name| name.as_str().map(str::to_owned))
            .collect(),
        _ => None,
    }
}

/// The list of names at a path; a problem when it is something else.
fn list(reader: &mut Reader<'_>, path: &str) -> Option<Vec<String>> {
    let Some((value, origin)) = reader.find(&Source::file(path)) else {
        reader.note(path, "-".to_owned(), Origin::Default);
        return None;
    };
    match names(&value) {
        Some(names) => {
            reader.note(path, names.join(", "), origin);
            Some(names)
        }
        None => {
            reader.invalid(path, origin, "must be a list of names".to_owned());
            None
        }
    }
}

/// Reads who is told when something is wrong.
pub(super) fn alerts(reader: &mut Reader<'_>) -> Settings {
    let usual = Settings::default();
    let told = list(reader, "general_settings.alerting").unwrap_or_default();
    for name in told
        .iter()
        .filter(|name| !["slack", "webhook"].contains(&name.as_str()))
    {
        let what = format!("'{name}' has no effect in this version; slack and webhook are known");
        remark(reader, "general_settings.alerting", what);
    }
    let types = list(reader, "general_settings.alert_types");
    for name in types.iter().flatten() {
        if !Rule::ALL
            .iter()
            .any(|rule| rule.types().contains(&name.as_str()))
        {
            let what = format!("'{name}' is no type of alert that this version tells");
            remark(reader, "general_settings.alert_types", what);
        }
    }
    let url = |reader: &mut Reader<'_>, name: &str, variable: &str| {
        reader.secret(name, None, variable).map(|(url, _)| url)
    };
    let args = reader.find(&Source::file("general_settings.alerting_args"));
    let args = args.and_then(|(value, _)| value.as_object().cloned());
    let args = args.unwrap_or_default();
    let (remind, outage_failures) = arguments(reader, &args, &usual);
    Settings {
        slack: told.iter().any(|name| name == "slack"),
        webhook: told.iter().any(|name| name == "webhook"),
        slack_url: url(reader, "alerts.slack", "SLACK_WEBHOOK_URL"),
        webhook_url: url(reader, "alerts.webhook", "WEBHOOK_URL"),
        types,
        by_type: hooks(reader),
        slow_after: reader.get(
            Source::file("general_settings.alerting_threshold"),
            usual.slow_after,
        ),
        remind,
        outage_failures,
    }
}

fn arguments(
    reader: &mut Reader<'_>,
    args: &Map<String, Value>,
    usual: &Settings,
) -> (Duration, u32) {
    let (mut remind, mut failures) = (usual.remind, usual.outage_failures);
    for (name, value) in args {
        let path = format!("general_settings.alerting_args.{name}");
        let wrong = match name.as_str() {
            "budget_alert_ttl" => match Duration::read(value) {
                Some(duration) => {
                    remind = duration;
                    None
                }
                None => Some(Duration::MUST_BE.to_owned()),
            },
            "minor_outage_alert_threshold" => match u32::read(value).filter(|count| *count > 0) {
                Some(count) => {
                    failures = count;
                    None
                }
                None => Some("must be a whole number above 0".to_owned()),
            },
            _ => Some("has no effect in this version".to_owned()),
        };
        if let Some(wrong) = wrong {
            remark(reader, &path, wrong);
        }
    }
    (remind, failures)
}

/// Hooks for single types: `type: url` or `type: [url, url]`.
fn hooks(reader: &mut Reader<'_>) -> BTreeMap<String, Vec<Secret>> {
    let path = "general_settings.alert_to_webhook_url";
    let Some((value, origin)) = reader.find(&Source::file(path)) else {
        return BTreeMap::new();
    };
    let Some(hooks) = parse_hooks(&value) else {
        reader.invalid(
            path,
            origin,
            "must map types of alerts to addresses".to_owned(),
        );
        return BTreeMap::new();
    };
    let shown: Vec<&str> = hooks.keys().map(String::as_str).collect();
    reader.note(path, shown.join(", "), origin);
    hooks
}

/// Reads hooks for single types; `None` when it is something else.
pub fn parse_hooks(value: &Value) -> Option<BTreeMap<String, Vec<Secret>>> {
    let pairs = value.as_object()?.iter().map(|(name, value)| {
        let urls = names(value)?.into_iter().map(Secret::new).collect();
        Some((name.clone(), urls))
    });
    pairs.collect()
}

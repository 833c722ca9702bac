//! Reads `router_settings`: strategy, retries, cooldowns, fallbacks.

use super::notice::{Notice, Origin};
use super::read::{Kind as _, Reader, Source, seconds, whole};
use super::routing_groups;
use crate::domain::handling::Trust;
use crate::domain::routing::{
    Affinity, ByClass, Cooldown, FaultClass, GroupMap, RoutingRules, TagFilter,
};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::time::Duration;

/// What `optional_pre_call_checks` may hold and has its effect. An answer of Responses is always continued
/// where it was made, and budgets of providers hold as soon as they are declared.
const PRE_CALL_CHECKS: [&str; 8] = [
    "enforce_model_rate_limits",
    "deployment_affinity",
    "session_affinity",
    "prompt_caching",
    "encrypted_content_affinity",
    routing_groups::FORWARD_CHECK,
    "responses_api_deployment_check",
    "router_budget_limiting",
];
/// How long a failed check counts when nothing is said: LiteLLM's figure.
const UNWELL: Duration = Duration::from_mins(10);
/// How long calls keep to a deployment when nothing is said: LiteLLM's figure.
const AFFINITY_SECONDS: u64 = 3_600;

pub(super) fn rules(reader: &mut Reader<'_>) -> RoutingRules {
    let usual = RoutingRules::default();
    let file = Source::file;
    let num_retries = reader.get(file("litellm_settings.num_retries"), usual.num_retries);
    let retries = by_class(reader, "router_settings.retry_policy", "Retries");
    let default_fallbacks = names(reader, "router_settings.default_fallbacks")
        .or_else(|| names(reader, "litellm_settings.default_fallbacks"))
        .unwrap_or_default();
    let checks = names(reader, "router_settings.optional_pre_call_checks").unwrap_or_default();
    for name in checks
        .iter()
        .filter(|name| !PRE_CALL_CHECKS.contains(&name.as_str()))
    {
        no_effect(reader, "router_settings.optional_pre_call_checks", name);
    }
    let named = |name: &str| checks.iter().any(|check| check == name);
    let affinity = Affinity {
        by_key: named("deployment_affinity"),
        by_session: named("session_affinity"),
        by_prompt: named("prompt_caching"),
        by_content: named("encrypted_content_affinity"),
        ttl_seconds: reader.get(
            file("router_settings.deployment_affinity_ttl_seconds"),
            AFFINITY_SECONDS,
        ),
    };
    RoutingRules {
        choice: routing_groups::choice(reader),
        groups: routing_groups::groups(reader),
        num_retries: reader
            .maybe(file("router_settings.num_retries"))
            .unwrap_or(num_retries),
        retries,
        retries_of_groups: by_group(reader),
        retry_wait_min_ms: wait(reader, "router_settings.retry_after", 0),
        cooldown: cooldown(reader, &usual.cooldown),
        fallbacks: groups(reader, "fallbacks"),
        default_fallbacks,
        context_window_fallbacks: groups(reader, "context_window_fallbacks"),
        content_policy_fallbacks: groups(reader, "content_policy_fallbacks"),
        max_fallbacks: reader.get(file("router_settings.max_fallbacks"), usual.max_fallbacks),
        tags: TagFilter {
            enabled: reader.get(file("router_settings.enable_tag_filtering"), false),
            match_any: reader.get(file("router_settings.tag_filtering_match_any"), true),
        },
        pre_call_checks: reader.get(file("router_settings.enable_pre_call_checks"), false),
        enforce_rate_limits: named("enforce_model_rate_limits"),
        affinity,
        affinity_of_groups: routing_groups::affinities(reader, affinity),
        forwarded: routing_groups::forwarded(reader, &checks),
        unwell_micros: unwell(reader),
        max_parallel_requests: match reader
            .maybe(file("router_settings.default_max_parallel_requests"))
        {
            Some(most) => Some(most),
            None => reader.maybe(file("general_settings.max_parallel_requests")),
        },
    }
}

fn cooldown(reader: &mut Reader<'_>, usual: &Cooldown) -> Cooldown {
    let file = Source::file;
    Cooldown {
        disabled: reader.get(file("router_settings.disable_cooldowns"), usual.disabled)
            | reader.get(file("litellm_settings.disable_cooldowns"), usual.disabled),
        time_ms: {
            let shared = wait(reader, "litellm_settings.cooldown_time", usual.time_ms);
            wait(reader, "router_settings.cooldown_time", shared)
        },
        allowed_fails: match reader.maybe(file("router_settings.allowed_fails")) {
            Some(fails) => Some(fails),
            None => reader.maybe(file("litellm_settings.allowed_fails")),
        },
        by_class: by_class(
            reader,
            "router_settings.allowed_fails_policy",
            "AllowedFails",
        ),
    }
}

pub(super) fn found(reader: &Reader<'_>, path: &str) -> Option<(Value, Origin)> {
    let found = reader.find(&Source::file(path));
    found.filter(|(value, _)| !value.is_null())
}

/// A number of seconds, of which none is allowed; in milliseconds.
fn wait(reader: &mut Reader<'_>, path: &str, usual_ms: u64) -> u64 {
    let Some((value, origin)) = found(reader, path) else {
        reader.note(
            path,
            Duration::from_millis(usual_ms).show(),
            Origin::Default,
        );
        return usual_ms;
    };
    let read = if whole(&value) == Some(0) {
        Some(Duration::ZERO)
    } else {
        seconds(&value)
    };
    let Some(read) = read else {
        reader.invalid(
            path,
            origin,
            "must be a number of seconds, 0 or more".to_owned(),
        );
        return usual_ms;
    };
    reader.note(path, read.show(), origin);
    u64::try_from(read.as_millis()).unwrap_or(u64::MAX)
}

pub(super) fn no_effect(reader: &mut Reader<'_>, path: &str, name: &str) {
    remark(
        reader,
        path,
        format!("'{name}' has no effect in this version"),
    );
}

pub(super) fn remark(reader: &mut Reader<'_>, path: &str, remark: String) {
    let Some(file) = reader.file else { return };
    let place = file.place(path);
    reader.notices.push(Notice::Remark { place, remark });
}

/// Reads `{BadRequestErrorRetries: 2, …}`.
pub(super) fn classes(value: &Value, ending: &str) -> Option<ByClass> {
    let mut read = BTreeMap::new();
    for (name, number) in value
        .as_object()?
        .iter()
        .filter(|(_, value)| !value.is_null())
    {
        let class = name.strip_suffix(ending)?;
        let (_, class) = FaultClass::NAMES
            .iter()
            .find(|(known, _)| *known == class)?;
        read.insert(*class, u32::read(number)?);
    }
    Some(ByClass(read))
}

pub(super) fn known_classes(ending: &str) -> String {
    let names = FaultClass::NAMES.map(|(name, _)| format!("{name}{ending}"));
    names.join(", ")
}

fn by_class(reader: &mut Reader<'_>, path: &str, ending: &str) -> ByClass {
    let Some((value, origin)) = found(reader, path) else {
        reader.note(path, "-".to_owned(), Origin::Default);
        return ByClass::default();
    };
    let Some(read) = classes(&value, ending) else {
        let must_be = format!(
            "must map classes of errors to whole numbers: {}",
            known_classes(ending)
        );
        reader.invalid(path, origin, must_be);
        return ByClass::default();
    };
    reader.note(path, value.to_string(), origin);
    read
}

fn by_group(reader: &mut Reader<'_>) -> BTreeMap<String, ByClass> {
    let path = "router_settings.model_group_retry_policy";
    let Some((value, origin)) = found(reader, path) else {
        reader.note(path, "-".to_owned(), Origin::Default);
        return BTreeMap::new();
    };
    let read = value.as_object().and_then(|groups| {
        let groups = groups.iter();
        let each = groups.map(|(group, policy)| Some((group.clone(), classes(policy, "Retries")?)));
        each.collect::<Option<BTreeMap<_, _>>>()
    });
    let Some(read) = read else {
        let must_be = format!(
            "must map models to mappings of classes of errors to whole numbers: {}",
            known_classes("Retries")
        );
        reader.invalid(path, origin, must_be);
        return BTreeMap::new();
    };
    reader.note(path, value.to_string(), origin);
    read
}

/// A list of models, or one.
pub(super) fn list(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(_) => Some(vec![String::read(value)?]),
        Value::Array(names) => names.iter().map(String::read).collect(),
        _ => None,
    }
}

pub(super) fn names(reader: &mut Reader<'_>, path: &str) -> Option<Vec<String>> {
    let Some((value, origin)) = found(reader, path) else {
        reader.note(path, "-".to_owned(), Origin::Default);
        return None;
    };
    let read = list(&value);
    match &read {
        Some(read) => reader.note(path, read.join(", "), origin),
        None => reader.invalid(path, origin, "must be a list of names".to_owned()),
    }
    read
}

/// Reads `[{"a": ["b", "c"]}, …]`, as both sections may have it; `router_settings` counts.
fn groups(reader: &mut Reader<'_>, name: &str) -> GroupMap {
    let router = format!("router_settings.{name}");
    let litellm = format!("litellm_settings.{name}");
    let place = [&router, &litellm];
    let place = place
        .into_iter()
        .find_map(|path| Some((path, found(reader, path)?)));
    let Some((path, (value, origin))) = place else {
        reader.note(&router, "-".to_owned(), Origin::Default);
        return GroupMap::new();
    };
    let Some(read) = group_map(&value) else {
        let must_be =
            r#"must be a list of mappings from a model to its fallbacks: [{"a": ["b", "c"]}]"#;
        reader.invalid(path, origin, must_be.to_owned());
        return GroupMap::new();
    };
    reader.note(path, value.to_string(), origin);
    read
}

pub(super) fn group_map(value: &Value) -> Option<GroupMap> {
    let mut read = GroupMap::new();
    let one = std::slice::from_ref(value);
    let maps = value.as_array().map_or(one, Vec::as_slice);
    for map in maps {
        for (group, fallbacks) in map.as_object()? {
            read.entry(group.clone()).or_insert(list(fallbacks)?);
        }
    }
    Some(read)
}

/// How long a failed check counts; none where checks choose nobody.
fn unwell(reader: &mut Reader<'_>) -> Option<i64> {
    let file = Source::file;
    let on = reader.get(file("general_settings.enable_health_check_routing"), false)
        | reader.get(file("router_settings.enable_health_check_routing"), false);
    let name = "health_check_staleness_threshold";
    let (of_router, general) = (
        format!("router_settings.{name}"),
        format!("general_settings.{name}"),
    );
    let router: Option<Duration> = reader.maybe(file(&of_router));
    let general: Duration = reader.get(file(&general), UNWELL);
    let counts = router.unwrap_or(general);
    on.then(|| i64::try_from(counts.as_micros()).unwrap_or(i64::MAX))
}

/// Whom addresses of providers must prove themselves to, unless a model says it.
pub(super) fn trust(reader: &mut Reader<'_>) -> Option<Trust> {
    let name = "litellm_settings.ssl_verify";
    let (unverified, ca_file) = match reader.find(&Source::file(name)) {
        None => {
            reader.note(name, "true".to_owned(), Origin::Default);
            (false, None)
        }
        Some((value, origin)) => match super::handling::verify(&value) {
            Some(read) => {
                reader.note(name, value.to_string(), origin);
                read
            }
            None => {
                let must_be = "must be true, false or the path of a PEM file";
                reader.invalid(name, origin, must_be.to_owned());
                (false, None)
            }
        },
    };
    let trust = Trust {
        unverified,
        ca_file,
        certificate: reader.maybe(Source::file("litellm_settings.ssl_certificate")),
    };
    (trust != Trust::default()).then_some(trust)
}

/// What models take that say nothing else.
pub(super) fn default_params(reader: &mut Reader<'_>) -> Map<String, Value> {
    let name = "router_settings.default_litellm_params";
    match reader.find(&Source::file(name)) {
        None | Some((Value::Null, _)) => Map::new(),
        Some((Value::Object(params), origin)) if !params.contains_key("model") => {
            let shown = super::params::public(&params);
            reader.note(name, Value::Object(shown).to_string(), origin);
            params
        }
        Some((_, origin)) => {
            let must_be = "must be a mapping of litellm_params, without model";
            reader.invalid(name, origin, must_be.to_owned());
            Map::new()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn fallbacks_are_lists_of_mappings() {
        let read = group_map(&json!([{ "a": ["b", "c"] }, { "*": "d" }])).expect("read");
        assert_eq!(read["a"], ["b", "c"]);
        assert_eq!(read["*"], ["d"]);
        assert_eq!(group_map(&json!({ "a": ["b"] })).expect("read")["a"], ["b"]);
        assert_eq!(group_map(&json!(["a"])), None);
        assert_eq!(group_map(&json!([{ "a": [1] }])), None);
    }

    #[test]
    fn policies_name_classes() {
        let read = classes(
            &json!({ "RateLimitErrorRetries": 4, "DefaultRetries": 1, "TimeoutErrorRetries": null }),
            "Retries",
        );
        let read = read.expect("read");
        assert_eq!(read.of(FaultClass::RateLimit), Some(4));
        assert_eq!(read.of(FaultClass::Timeout), Some(1));
        assert_eq!(
            classes(&json!({ "RateLimitErrorAllowedFails": 4 }), "Retries"),
            None
        );
        assert_eq!(
            classes(&json!({ "RateLimitErrorRetries": -1 }), "Retries"),
            None
        );
    }
}

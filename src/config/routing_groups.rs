//! Reads what `router_settings` says of single models: `routing_groups`, `model_group_affinity_config`,
//! and whose clients' headers go on to providers.

use super::notice::Origin;
use super::read::{Kind as _, Reader, Source, whole};
use super::routing::{found, list, names, no_effect};
use crate::domain::routing::{Affinity, Choice, ForwardHeaders, RoutingGroup, Strategy};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashSet};

/// Members of `routing_strategy_args` that are read.
const STRATEGY_ARGS: [&str; 2] = ["lowest_latency_buffer", "ttl"];
/// Members of one of `routing_groups`.
const GROUP_MEMBERS: [&str; 4] = [
    "group_name",
    "models",
    "routing_strategy",
    "routing_strategy_args",
];
/// What `model_group_affinity_config` may name.
const AFFINITIES: [&str; 4] = [
    "deployment_affinity",
    "session_affinity",
    "encrypted_content_affinity",
    "responses_api_deployment_check",
];
/// The check that says in LiteLLM what the list of models says here.
pub(super) const FORWARD_CHECK: &str = "forward_client_headers_by_model_group";
const FORWARD_MODELS: &str =
    "litellm_settings.model_group_settings.forward_client_headers_to_llm_api";

/// Reads `routing_strategy` and its arguments.
pub(super) fn choice(reader: &mut Reader<'_>) -> Choice {
    let words = Strategy::NAMES;
    let strategy = reader.choice(Source::file("router_settings.routing_strategy"), &words);
    let usual = Choice {
        strategy,
        ..Choice::default()
    };
    let path = "router_settings.routing_strategy_args";
    let Some((value, origin)) = found(reader, path) else {
        reader.note(path, "-".to_owned(), Origin::Default);
        return usual;
    };
    let Some(read) = with_args(usual, &value) else {
        reader.invalid(path, origin, ARGS_MUST_BE.to_owned());
        return usual;
    };
    let unread = value.as_object().into_iter().flat_map(Map::keys);
    for name in unread.filter(|name| !STRATEGY_ARGS.contains(&name.as_str())) {
        no_effect(reader, path, name);
    }
    reader.note(path, value.to_string(), origin);
    read
}

const ARGS_MUST_BE: &str =
    "must be a mapping; lowest_latency_buffer is a share, 0 or more, and ttl a number of seconds";

/// A strategy with its arguments.
fn with_args(usual: Choice, args: &Value) -> Option<Choice> {
    let args = args.as_object()?;
    let said = |name: &str| args.get(name).filter(|value| !value.is_null());
    Some(Choice {
        strategy: usual.strategy,
        latency_buffer: match said("lowest_latency_buffer") {
            None => usual.latency_buffer,
            Some(buffer) => buffer.as_f64().filter(|buffer| *buffer >= 0.0)?,
        },
        latency_ttl_seconds: match said("ttl") {
            None => usual.latency_ttl_seconds,
            Some(ttl) => whole(ttl).filter(|ttl| *ttl > 0)?,
        },
    })
}

/// Reads `[{group_name: g, models: [a, b], routing_strategy: …, routing_strategy_args: {…}}, …]`.
pub(super) fn groups(reader: &mut Reader<'_>) -> Vec<RoutingGroup> {
    let path = "router_settings.routing_groups";
    let Some((value, origin)) = found(reader, path) else {
        reader.note(path, "-".to_owned(), Origin::Default);
        return Vec::new();
    };
    match each_group(&value) {
        Ok((read, unread)) => {
            for name in unread {
                no_effect(reader, path, &name);
            }
            reader.note(path, value.to_string(), origin);
            read
        }
        Err(must_be) => {
            reader.invalid(path, origin, must_be);
            Vec::new()
        }
    }
}

/// The groups, and the names of members that are not read; or what is wrong.
fn each_group(value: &Value) -> Result<(Vec<RoutingGroup>, Vec<String>), String> {
    let form = "must be a list of mappings with group_name, models and routing_strategy";
    let entries = value.as_array().ok_or(form)?;
    let (mut read, mut unread) = (Vec::new(), Vec::new());
    let (mut names, mut taken) = (HashSet::new(), HashSet::new());
    for entry in entries {
        let entry = entry.as_object().ok_or(form)?;
        let group = group(entry).ok_or(form)??;
        if !names.insert(group.name.clone()) {
            return Err("has two groups of the same group_name".to_owned());
        }
        if !group.models.iter().all(|model| taken.insert(model.clone())) {
            return Err("has a model in two places: it can be in one group only".to_owned());
        }
        let known = |name: &&String| !GROUP_MEMBERS.contains(&name.as_str());
        unread.extend(entry.keys().filter(known).cloned());
        read.push(group);
    }
    Ok((read, unread))
}

/// One group; `None` when it has not the form of one.
fn group(entry: &Map<String, Value>) -> Option<Result<RoutingGroup, String>> {
    let name = String::read(entry.get("group_name")?)?;
    let models = list(entry.get("models")?).filter(|models| !models.is_empty())?;
    if name == "default" {
        let taken = "cannot have a group named 'default': that is what all other models are";
        return Some(Err(taken.to_owned()));
    }
    let strategy = match entry.get("routing_strategy") {
        None | Some(Value::Null) => Strategy::default(),
        Some(named) => {
            let known = Strategy::NAMES;
            let known = known.iter().find(|(name, _)| named == name);
            let Some((_, strategy)) = known else {
                let names = Strategy::NAMES.map(|(name, _)| name).join(", ");
                return Some(Err(format!(
                    "has a group whose routing_strategy is none of {names}"
                )));
            };
            *strategy
        }
    };
    let usual = Choice {
        strategy,
        ..Choice::default()
    };
    let choice = match entry.get("routing_strategy_args") {
        None | Some(Value::Null) => Some(usual),
        Some(args) => with_args(usual, args),
    };
    Some(
        choice
            .map(|choice| RoutingGroup {
                name,
                models,
                choice,
            })
            .ok_or_else(|| format!("has a group whose routing_strategy_args {ARGS_MUST_BE}")),
    )
}

/// Reads `{model: [deployment_affinity, …]}`. What is said of a model counts alone; `prompt_caching` and how
/// long calls keep to a deployment are said for all.
pub(super) fn affinities(reader: &mut Reader<'_>, common: Affinity) -> BTreeMap<String, Affinity> {
    let path = "router_settings.model_group_affinity_config";
    let Some((value, origin)) = found(reader, path) else {
        reader.note(path, "-".to_owned(), Origin::Default);
        return BTreeMap::new();
    };
    let read = value.as_object().and_then(|models| {
        let each = models
            .iter()
            .map(|(model, flags)| Some((model.clone(), list(flags)?)));
        each.collect::<Option<Vec<_>>>()
    });
    let Some(read) = read else {
        let must_be = "must map models to lists of what their calls keep to a deployment by";
        reader.invalid(path, origin, must_be.to_owned());
        return BTreeMap::new();
    };
    for name in read.iter().flat_map(|(_, flags)| flags) {
        if !AFFINITIES.contains(&name.as_str()) {
            no_effect(reader, path, name);
        }
    }
    reader.note(path, value.to_string(), origin);
    let of = |flags: &[String]| {
        let named = |name: &str| flags.iter().any(|flag| flag == name);
        Affinity {
            by_key: named("deployment_affinity"),
            by_session: named("session_affinity"),
            by_content: named("encrypted_content_affinity"),
            ..common
        }
    };
    let read = read.into_iter();
    read.map(|(model, flags)| (model, of(&flags))).collect()
}

/// Reads whose headers go on to providers; `checks` are what `optional_pre_call_checks` names.
pub(super) fn forwarded(reader: &mut Reader<'_>, checks: &[String]) -> ForwardHeaders {
    let always = Source::file("general_settings.forward_client_headers_to_llm_api");
    let forwarded = ForwardHeaders {
        always: reader.get(always, false),
        models: names(reader, FORWARD_MODELS).unwrap_or_default(),
    };
    if !forwarded.is_on() && checks.iter().any(|name| name == FORWARD_CHECK) {
        let remark = format!("names no models: they stand in {FORWARD_MODELS}");
        super::routing::remark(
            reader,
            "router_settings.optional_pre_call_checks",
            format!("'{FORWARD_CHECK}' {remark}"),
        );
    }
    forwarded
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn groups_choose_in_their_own_way() {
        let (read, unread) = each_group(&json!([
            { "group_name": "g", "models": ["a", "b"], "routing_strategy": "latency-based-routing",
              "routing_strategy_args": { "ttl": 60, "lowest_latency_buffer": 0.5 }, "colour": 1 },
            { "group_name": "h", "models": "c" },
        ]))
        .expect("read");
        assert_eq!(unread, ["colour"]);
        assert_eq!(read[0].models, ["a", "b"]);
        assert_eq!(read[0].choice.strategy, Strategy::Latency);
        assert_eq!(read[0].choice.latency_ttl_seconds, 60);
        assert_eq!(read[1].choice, Choice::default());
    }

    #[test]
    fn groups_that_are_none_are_refused() {
        for (wrong, why) in [
            (json!({ "g": ["a"] }), "must be a list"),
            (json!([{ "group_name": "g" }]), "must be a list"),
            (
                json!([{ "group_name": "g", "models": [] }]),
                "must be a list",
            ),
            (
                json!([{ "group_name": "default", "models": ["a"] }]),
                "'default'",
            ),
            (
                json!([{ "group_name": "g", "models": ["a"] }, { "group_name": "g", "models": ["b"] }]),
                "same group_name",
            ),
            (
                json!([{ "group_name": "g", "models": ["a"] }, { "group_name": "h", "models": ["a"] }]),
                "one group only",
            ),
            (
                json!([{ "group_name": "g", "models": ["a"], "routing_strategy": "luck" }]),
                "none of",
            ),
            (
                json!([{ "group_name": "g", "models": ["a"], "routing_strategy_args": { "ttl": 0 } }]),
                "ttl",
            ),
        ] {
            let told = each_group(&wrong).expect_err("refused");
            assert!(told.contains(why), "{wrong}: {told}");
        }
    }
}

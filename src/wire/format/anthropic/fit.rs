//! A Messages request of a client's own that a model would refuse for the way it is to think. Clients
//! ask every name alike for thinking (Claude Code its newest way), and cannot know what is behind one.
//!
//! Source: Claude API documentation, "Extended thinking", "Adaptive thinking", "Effort".

use crate::wire::chat::Effort;
use crate::wire::format::Target;
use crate::wire::json::{Object, ObjectWriter};
use serde_json::{Value, json};

/// The least that the API takes for thinking.
const BUDGET_MIN: u64 = 1_024;

/// The request as the model takes it, and what was left out of it; `None` when it may stay as it is.
#[must_use]
pub fn fit(asked: &Object, target: &Target<'_>) -> Option<(Object, Vec<&'static str>)> {
    let thinking: Value = asked.read("thinking")?;
    let config: Option<Value> = asked.read("output_config");
    let effort = config.as_ref().and_then(|config| config["effort"].as_str());
    let effort = effort.and_then(Effort::parse);
    let adaptive = target.supports("adaptive_thinking");
    // Of a model that nobody has heard of nothing is known.
    let known = target.deployment.facts.is_some();
    let mut dropped = Vec::new();
    let (thinking, config) = match thinking["type"].as_str()? {
        "enabled" | "adaptive" if target.deployment.lacks("reasoning") => {
            dropped.push("thinking");
            (None, without_effort(config))
        }
        "adaptive" if known && !adaptive => {
            let budget = budget(asked, effort.unwrap_or(Effort::Medium));
            if budget.is_none() {
                dropped.push("thinking");
            }
            let block = budget.map(|budget| json!({ "type": "enabled", "budget_tokens": budget }));
            let config = if target.supports("output_config") {
                config
            } else {
                without_effort(config)
            };
            (block, config)
        }
        "enabled" if adaptive && !target.supports("legacy_thinking") => {
            let tokens = thinking["budget_tokens"].as_u64().unwrap_or(0);
            let word = effort.unwrap_or_else(|| Effort::of_budget(tokens).max(Effort::Low));
            let mut config = config.unwrap_or_else(|| json!({}));
            config["effort"] = json!(word.as_str());
            (Some(json!({ "type": "adaptive" })), Some(config))
        }
        _ => return None,
    };
    let mut out = ObjectWriter::with_capacity(asked.text().len());
    for (name, raw) in asked.iter() {
        match name {
            "thinking" | "output_config" => {}
            // It tells which thoughts to forget, and is refused where there are none.
            "context_management" if thinking.is_none() => {
                if let Some(rest) = without_clearing(raw) {
                    out.raw(name, &rest);
                }
            }
            _ => out.raw(name, raw),
        }
    }
    for (name, value) in [("thinking", thinking), ("output_config", config)] {
        if let Some(value) = value {
            out.raw(name, &value.to_string());
        }
    }
    Some((Object::parse(out.finish()).ok()?, dropped))
}

/// The budget of an effort that leaves room for the answer, if there is one.
fn budget(asked: &Object, effort: Effort) -> Option<u64> {
    let most = asked.read::<u64>("max_tokens")?.saturating_sub(1);
    let budget = effort.budget().min(most);
    (budget >= BUDGET_MIN).then_some(budget)
}

fn without_effort(config: Option<Value>) -> Option<Value> {
    let mut config = config?;
    config.as_object_mut()?.shift_remove("effort");
    config
        .as_object()
        .is_some_and(|members| !members.is_empty())
        .then_some(config)
}

fn without_clearing(raw: &str) -> Option<String> {
    let mut management: Value = serde_json::from_str(raw).ok()?;
    let edits = management.get_mut("edits")?.as_array_mut()?;
    edits.retain(|edit| {
        !edit["type"]
            .as_str()
            .is_some_and(|kind| kind.starts_with("clear_thinking"))
    });
    (!edits.is_empty()).then(|| management.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::deployment::Deployment;
    use crate::wire::door::openai::Controls;
    use bytes::Bytes;

    /// One whose operator says that it does not think.
    const THOUGHTLESS: &str = "claude-instant";

    fn fitted(model: &str, asked: &Value) -> Option<(Value, Vec<&'static str>)> {
        let mut deployment = Deployment::sample("anthropic", model);
        let declared = ("reasoning".to_owned(), false);
        deployment
            .abilities
            .extend((model == THOUGHTLESS).then_some(declared));
        let controls = Controls::default();
        let target = Target::new(&deployment, model, &controls);
        let asked = Object::parse(Bytes::from(asked.to_string())).expect("an object");
        let (object, dropped) = fit(&asked, &target)?;
        let told = serde_json::from_slice(object.text()).expect("JSON");
        Some((told, dropped))
    }

    #[test]
    fn a_model_is_asked_to_think_in_the_way_that_it_knows() {
        let adaptive = json!({ "max_tokens": 4_000, "thinking": { "type": "adaptive" },
            "output_config": { "effort": "high" } });
        let told = json!({ "max_tokens": 4_000, "thinking": { "type": "enabled", "budget_tokens": 3_999 } });
        assert_eq!(fitted("claude-sonnet-4-5", &adaptive), Some((told, vec![])));
        assert_eq!(fitted("claude-opus-4-7", &adaptive), None);
        let small = json!({ "max_tokens": 500, "thinking": { "type": "adaptive" } });
        let told = json!({ "max_tokens": 500 });
        assert_eq!(
            fitted("claude-sonnet-4-5", &small),
            Some((told, vec!["thinking"]))
        );
        let enabled = json!({ "max_tokens": 4_000, "thinking": { "type": "enabled", "budget_tokens": 2_048 } });
        let told = json!({ "max_tokens": 4_000, "thinking": { "type": "adaptive" },
            "output_config": { "effort": "medium" } });
        assert_eq!(fitted("claude-opus-4-7", &enabled), Some((told, vec![])));
        for model in ["claude-sonnet-4-5", "claude-opus-4-6"] {
            assert_eq!(fitted(model, &enabled), None, "{model}");
        }
    }

    #[test]
    fn a_model_that_cannot_think_is_not_asked_to() {
        let asked = json!({ "max_tokens": 4_000, "thinking": { "type": "adaptive" },
            "output_config": { "effort": "high", "format": { "type": "json_schema" } },
            "context_management": { "edits": [{ "type": "clear_thinking_20251015" }, { "type": "clear_tool_uses_20250919" }] } });
        let told = json!({ "max_tokens": 4_000, "output_config": { "format": { "type": "json_schema" } },
            "context_management": { "edits": [{ "type": "clear_tool_uses_20250919" }] } });
        let model = THOUGHTLESS;
        assert_eq!(fitted(model, &asked), Some((told, vec!["thinking"])));
        let off = json!({ "max_tokens": 4_000, "thinking": { "type": "disabled" } });
        assert_eq!(fitted(model, &off), None);
        assert_eq!(fitted(model, &json!({ "max_tokens": 4_000 })), None);
    }
}

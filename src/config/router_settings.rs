//! The router's settings that a key or a team may have of its own, read from the JSON that it is stored as.

use super::read::Kind;
use super::routing::{classes, group_map, known_classes};
use crate::domain::routing::{ByClass, GroupMap, RoutingRules};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What counts for the calls of a key or a team in place of what is set for everybody.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RouterSettings {
    /// How often a call is tried again in one group.
    pub num_retries: Option<u32>,
    /// The same by class of fault.
    pub retries: Option<ByClass>,
    /// How long a call may take, in milliseconds.
    pub timeout_ms: Option<u64>,
    /// Groups that are tried when one fails.
    pub fallbacks: Option<GroupMap>,
    /// The same for requests that are too long.
    pub context_window_fallbacks: Option<GroupMap>,
    /// The same for content that a provider refuses.
    pub content_policy_fallbacks: Option<GroupMap>,
    /// Names that stand for models.
    pub aliases: BTreeMap<String, String>,
}

/// How often calls may be tried again at most: nobody gets further with more.
const RETRIES_MAX: u32 = 10;
/// The longest that a call may be given, in seconds: a day.
const TIMEOUT_SECONDS_MAX: f64 = 86_400.0;

impl RouterSettings {
    /// Those that there are.
    pub const NAMES: [&'static str; 7] = [
        "content_policy_fallbacks",
        "context_window_fallbacks",
        "fallbacks",
        "model_group_alias",
        "num_retries",
        "retry_policy",
        "timeout",
    ];

    /// Says what is wrong with a setting: `Some` is what it must be, `None` that a caller has none such.
    pub fn check(name: &str, value: &Value) -> Result<(), Option<String>> {
        if !Self::NAMES.contains(&name) {
            return Err(None);
        }
        match Self::default().set(name, value) {
            Some(()) => Ok(()),
            None => Err(Some(match name {
                "num_retries" => "must be a whole number".to_owned(),
                "timeout" => {
                    "must be a number of seconds, more than 0 and no more than a day".to_owned()
                }
                "retry_policy" => format!(
                    "must map classes of errors to whole numbers: {}",
                    known_classes("Retries")
                ),
                "model_group_alias" => "must map names to models".to_owned(),
                _ => "must be a list of mappings of a model to models".to_owned(),
            })),
        }
    }

    /// Reads them; what is none of them, or wrong, says nothing.
    #[must_use]
    pub fn read(said: &Map<String, Value>) -> Self {
        let mut settings = Self::default();
        for (name, value) in said.iter().filter(|(_, value)| !value.is_null()) {
            let _ = settings.set(name, value);
        }
        settings
    }

    fn set(&mut self, name: &str, value: &Value) -> Option<()> {
        match name {
            "num_retries" => self.num_retries = Some(u32::read(value)?.min(RETRIES_MAX)),
            "timeout" => {
                let seconds = value
                    .as_f64()
                    .filter(|seconds| *seconds > 0.0 && *seconds <= TIMEOUT_SECONDS_MAX)?;
                self.timeout_ms = Some((seconds * 1_000.0).ceil() as u64);
            }
            "retry_policy" => {
                let mut policy = classes(value, "Retries")?;
                for most in policy.0.values_mut() {
                    *most = (*most).min(RETRIES_MAX);
                }
                self.retries = Some(policy);
            }
            "fallbacks" => self.fallbacks = Some(group_map(value)?),
            "context_window_fallbacks" => self.context_window_fallbacks = Some(group_map(value)?),
            "content_policy_fallbacks" => self.content_policy_fallbacks = Some(group_map(value)?),
            "model_group_alias" => {
                let names = value.as_object()?.iter();
                let named = names.map(|(name, to)| {
                    let model = to.as_str().or_else(|| to.get("model")?.as_str())?;
                    Some((name.clone(), model.to_owned()))
                });
                self.aliases = named.collect::<Option<_>>()?;
            }
            _ => return None,
        }
        Some(())
    }

    /// Whether any of them changes the rules.
    #[must_use]
    pub fn changes_rules(&self) -> bool {
        self.num_retries.is_some()
            || self.retries.is_some()
            || self.fallbacks.is_some()
            || self.context_window_fallbacks.is_some()
            || self.content_policy_fallbacks.is_some()
    }

    /// The rules as they are with these settings.
    #[must_use]
    pub fn over(&self, rules: &RoutingRules) -> RoutingRules {
        let mut rules = rules.clone();
        if let Some(most) = self.num_retries {
            // Who names a number means it for every class, unless they name classes too.
            rules.num_retries = most;
            rules.retries = ByClass::default();
            rules.retries_of_groups.clear();
        }
        if let Some(retries) = &self.retries {
            rules.retries = retries.clone();
            rules.retries_of_groups.clear();
        }
        for (own, of_all) in [
            (&self.fallbacks, &mut rules.fallbacks),
            (
                &self.context_window_fallbacks,
                &mut rules.context_window_fallbacks,
            ),
            (
                &self.content_policy_fallbacks,
                &mut rules.content_policy_fallbacks,
            ),
        ] {
            // A model that they do not name keeps what holds for everybody.
            for (model, others) in own.iter().flatten() {
                of_all.insert(model.clone(), others.clone());
            }
        }
        rules
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::routing::FaultClass;
    use serde_json::json;

    #[test]
    fn what_is_said_counts_and_the_rest_stays() {
        let said = json!({
            "num_retries": 0, "timeout": 1.5, "fallbacks": [{ "a": ["b"] }], "model_group_alias": { "x": "a", "y": { "model": "b", "hidden": true } },
            "retry_policy": null, "routing_strategy": "least-busy",
        });
        let settings = RouterSettings::read(said.as_object().expect("an object"));
        assert_eq!(settings.timeout_ms, Some(1_500));
        assert_eq!(settings.aliases["y"], "b");
        let map = |model: &str, other: &str| (model.to_owned(), vec![other.to_owned()]);
        let base = RoutingRules {
            retries: ByClass([(FaultClass::Timeout, 3)].into()),
            fallbacks: [map("a", "c"), map("d", "e")].into(),
            ..RoutingRules::default()
        };
        let rules = settings.over(&base);
        assert_eq!((rules.num_retries, rules.retries.0.len()), (0, 0));
        assert_eq!(
            (&*rules.fallbacks["a"][0], &*rules.fallbacks["d"][0]),
            ("b", "e")
        );
    }

    #[test]
    fn wrong_ones_are_told_from_unknown_ones() {
        let wrong = RouterSettings::check("timeout", &json!("long"));
        assert!(matches!(wrong, Err(Some(_))), "{wrong:?}");
        assert_eq!(
            RouterSettings::check("routing_strategy", &json!("x")),
            Err(None)
        );
        assert_eq!(RouterSettings::check("num_retries", &json!(3)), Ok(()));
    }
}

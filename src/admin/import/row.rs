//! A row of LiteLLM's, read column by column. What a release does not have is absent.

use super::super::fields::{Fields, says_nothing};
use super::super::limits::LimitChange;
use super::super::{AdminError, call_rules};
use crate::domain::limits::Limits;
use crate::domain::money::Nanos;
use crate::domain::time::Micros;
use crate::gateway::admit::clean;
use crate::store::LitellmRow;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A row.
#[derive(Clone, Copy)]
pub(super) struct Row<'a>(pub(super) &'a LitellmRow);

impl<'a> Row<'a> {
    /// A text that says something.
    pub(super) fn text(self, name: &str) -> Option<&'a str> {
        let text = self.0.get(name)?.as_str()?;
        (!text.is_empty()).then_some(text)
    }

    /// An id, as ids are kept here.
    pub(super) fn id(self, name: &str) -> Option<Arc<str>> {
        self.text(name).map(clean)
    }

    /// A text, or nothing.
    pub(super) fn owned(self, name: &str) -> String {
        self.text(name).unwrap_or_default().to_owned()
    }

    /// A moment; LiteLLM's are UTC without saying so.
    pub(super) fn time(self, name: &str) -> Option<Micros> {
        Micros::parse(self.text(name)?)
    }

    /// Money in US dollars.
    pub(super) fn usd(self, name: &str) -> Option<Nanos> {
        self.0.get(name)?.as_f64().and_then(Nanos::from_usd)
    }

    /// A flag; false when nothing is said.
    pub(super) fn flag(self, name: &str) -> bool {
        self.0.get(name).and_then(Value::as_bool).unwrap_or(false)
    }

    /// A list of texts.
    pub(super) fn texts(self, name: &str) -> Vec<String> {
        let items = self.0.get(name).and_then(Value::as_array);
        items
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect()
    }

    /// A JSON column; some releases keep its text.
    pub(super) fn json(self, name: &str) -> Value {
        match self.0.get(name) {
            Some(Value::String(text)) => serde_json::from_str(text).unwrap_or(Value::Null),
            Some(value) => value.clone(),
            None => Value::Null,
        }
    }

    /// A JSON column that holds an object.
    pub(super) fn object(self, name: &str) -> Map<String, Value> {
        match self.json(name) {
            Value::Object(object) => object,
            _ => Map::new(),
        }
    }

    /// A JSON column that holds an object of texts.
    pub(super) fn text_map(self, name: &str) -> BTreeMap<String, String> {
        let object = self.object(name).into_iter();
        object
            .filter_map(|(name, value)| Some((name, value.as_str()?.to_owned())))
            .collect()
    }

    /// Those of these columns that say something, as they are: what is kept and told.
    pub(super) fn kept(self, names: &[&str]) -> Map<String, Value> {
        let said = names.iter().filter_map(|name| {
            let value = self.json_or_text(name);
            (!says_nothing(&value)).then(|| ((*name).to_owned(), value))
        });
        said.collect()
    }

    /// The same, with settings that stand among its notes, which are taken out of them.
    pub(super) fn kept_with_notes(
        self,
        names: &[&str],
        notes: &mut Map<String, Value>,
    ) -> Map<String, Value> {
        let mut kept = call_rules::taken(notes);
        kept.retain(|name, value| names.contains(&name.as_str()) && !says_nothing(value));
        kept.extend(self.kept(names));
        kept
    }

    /// When it was made and last changed, and by whom.
    pub(super) fn times(self) -> (Micros, Micros, String, String) {
        let made = self.time("created_at").unwrap_or_default();
        let by = self.owned("created_by");
        let last = self
            .text("updated_by")
            .map_or_else(|| by.clone(), str::to_owned);
        (made, self.time("updated_at").unwrap_or(made), by, last)
    }

    /// Its limits. Limits of single models and temporary increases stand among its notes, and are taken
    /// out of them.
    pub(super) fn limits(self, notes: &mut Map<String, Value>) -> Result<Limits, AdminError> {
        const COLUMNS: &[&str] = &[
            "max_budget",
            "soft_budget",
            "budget_duration",
            "budget_limits",
            "rpm_limit",
            "tpm_limit",
            "tpd_limit",
            "max_parallel_requests",
            "model_max_budget",
            "budget_fallbacks",
        ];
        const PAIR: [&str; 2] = ["temp_budget_increase", "temp_budget_expiry"];
        let says = |value: &Value| !says_nothing(value);
        let mut body = Map::new();
        for name in COLUMNS {
            body.insert((*name).to_owned(), self.json_or_text(name));
        }
        for name in ["model_rpm_limit", "model_tpm_limit", "tag_rpm_limit"] {
            body.extend(notes.remove(name).map(|value| (name.to_owned(), value)));
        }
        let of_pair = PAIR.map(|name| {
            notes
                .remove(name)
                .unwrap_or_else(|| self.json_or_text(name))
        });
        if of_pair.iter().all(says) {
            body.extend(PAIR.map(str::to_owned).into_iter().zip(of_pair));
        }
        body.retain(|_, value| says(value));
        // Fallbacks of models without a budget never come to bear.
        let budgeted = body.get("model_max_budget").cloned().unwrap_or_default();
        if let Some(Value::Object(fallbacks)) = body.get_mut("budget_fallbacks") {
            fallbacks.retain(|model, _| budgeted.get(model).is_some());
        }
        let anchor = self
            .time("budget_reset_at")
            .or_else(|| self.time("created_at"))
            .unwrap_or_default();
        let mut limits = Limits {
            budget_anchor: anchor,
            ..Limits::default()
        };
        LimitChange::read(&Fields(body))?.apply(&mut limits, anchor)?;
        Ok(limits)
    }

    fn json_or_text(self, name: &str) -> Value {
        match self.json(name) {
            // A text that is no JSON is a text.
            Value::Null => self.0.get(name).cloned().unwrap_or_default(),
            value => value,
        }
    }
}

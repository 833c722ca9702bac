//! Reading the fields of a request: absent, cleared or set, and of the right type or refused by name.

use super::AdminError;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What a request says about one field.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Change<T> {
    /// Nothing: it stays.
    #[default]
    Keep,
    /// `null`: it goes.
    Clear,
    /// A value.
    Set(T),
}

impl<T> Change<T> {
    /// The value, if there is one.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Keep | Self::Clear => None,
        }
    }

    /// The value by reference, if there is one.
    pub fn as_ref(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Keep | Self::Clear => None,
        }
    }

    /// Applies the change to a field that may be empty.
    pub fn apply(self, field: &mut Option<T>) {
        match self {
            Self::Keep => {}
            Self::Clear => *field = None,
            Self::Set(value) => *field = Some(value),
        }
    }

    /// Applies the change to a field that has a natural empty value.
    pub fn apply_or_default(self, field: &mut T)
    where
        T: Default,
    {
        match self {
            Self::Keep => {}
            Self::Clear => *field = T::default(),
            Self::Set(value) => *field = value,
        }
    }
}

/// The fields of a request body.
#[derive(Debug)]
pub struct Fields(pub Map<String, Value>);

impl Fields {
    fn read<T>(
        &self,
        name: &str,
        expected: &str,
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Result<Change<T>, AdminError> {
        match self.0.get(name) {
            None => Ok(Change::Keep),
            Some(Value::Null) => Ok(Change::Clear),
            Some(value) => read(value)
                .map(Change::Set)
                .ok_or_else(|| AdminError::Invalid {
                    field: name.to_owned(),
                    message: format!("Input should be {expected}"),
                }),
        }
    }

    /// A text.
    pub fn text(&self, name: &str) -> Result<Change<String>, AdminError> {
        self.read(name, "a valid string", |value| {
            value.as_str().map(str::to_owned)
        })
    }

    /// A number; numbers written as text pass, as they do with LiteLLM.
    pub fn number(&self, name: &str) -> Result<Change<f64>, AdminError> {
        self.read(name, "a valid number", |value| {
            value
                .as_f64()
                .or_else(|| value.as_str()?.trim().parse().ok())
                .filter(|number| number.is_finite())
        })
    }

    /// A whole number.
    pub fn integer(&self, name: &str) -> Result<Change<i64>, AdminError> {
        self.read(name, "a valid integer", |value| {
            let whole = value
                .as_f64()
                .filter(|number| number.fract() == 0.0 && number.abs() < 9e15);
            value
                .as_i64()
                .or_else(|| whole.map(|number| number as i64))
                .or_else(|| value.as_str()?.trim().parse().ok())
        })
    }

    /// True or false.
    pub fn flag(&self, name: &str) -> Result<Change<bool>, AdminError> {
        self.read(name, "a valid boolean", Value::as_bool)
    }

    /// A list of texts.
    pub fn texts(&self, name: &str) -> Result<Change<Vec<String>>, AdminError> {
        self.read(name, "a valid list of strings", |value| {
            value
                .as_array()?
                .iter()
                .map(|item| item.as_str().map(str::to_owned))
                .collect()
        })
    }

    /// An object of texts.
    pub fn text_map(&self, name: &str) -> Result<Change<BTreeMap<String, String>>, AdminError> {
        self.read(name, "a valid object of strings", |value| {
            value
                .as_object()?
                .iter()
                .map(|(key, item)| Some((key.clone(), item.as_str()?.to_owned())))
                .collect()
        })
    }

    /// An object.
    pub fn object(&self, name: &str) -> Result<Change<Map<String, Value>>, AdminError> {
        self.read(name, "a valid dictionary", |value| {
            value.as_object().cloned()
        })
    }
}

/// Whether a value says nothing: null, false, zero, or empty.
#[must_use]
pub fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.values().all(says_nothing),
        Value::String(text) => text.is_empty(),
        Value::Bool(true) | Value::Number(_) => false,
    }
}

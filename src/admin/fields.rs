//! Reading the fields of a request: absent, cleared or set, and of the right type or refused by name.

use super::AdminError;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A field of a request, as the table of routes and its OpenAPI document describe it.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Refused without it.
    pub required: bool,
    /// What it means.
    pub means: &'static str,
}

impl Field {
    /// One that may be left out.
    #[must_use]
    pub const fn new(name: &'static str, kind: Kind, means: &'static str) -> Self {
        Self {
            name,
            kind,
            required: false,
            means,
        }
    }

    /// One that must be there.
    #[must_use]
    pub const fn required(name: &'static str, kind: Kind, means: &'static str) -> Self {
        Self {
            required: true,
            ..Self::new(name, kind, means)
        }
    }
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// One of these texts.
    Word(&'static [&'static str]),
    /// A number.
    Number,
    /// A whole number.
    Integer,
    /// True or false.
    Flag,
    /// A list of texts.
    Texts,
    /// An object of texts.
    TextMap,
    /// An object of whole numbers.
    IntegerMap,
    /// An object.
    Object,
    /// A list of objects.
    Objects,
    /// An object, or a list of them.
    OneOrMore,
    /// Anything.
    Any,
}

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

    /// Whether anything is said.
    pub fn is_said(&self) -> bool {
        !matches!(self, Self::Keep)
    }

    /// The same with another value.
    pub fn try_map<U, E>(self, map: impl FnOnce(T) -> Result<U, E>) -> Result<Change<U>, E> {
        match self {
            Self::Keep => Ok(Change::Keep),
            Self::Clear => Ok(Change::Clear),
            Self::Set(value) => map(value).map(Change::Set),
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

    /// The fields among these that say something, for those that have no effect here.
    #[must_use]
    pub fn said(&self, names: &[&'static str]) -> Option<&'static str> {
        let said =
            |name: &&&'static str| self.0.get(**name).is_some_and(|value| !says_nothing(value));
        names.iter().find(said).copied()
    }

    /// A text.
    pub fn text(&self, name: &str) -> Result<Change<String>, AdminError> {
        self.read(name, "a valid string", |value| {
            value.as_str().map(str::to_owned)
        })
    }

    /// A text of which an empty one says nothing, as LiteLLM reads durations.
    pub fn worded(&self, name: &str) -> Result<Change<String>, AdminError> {
        let said = self.text(name)?;
        let empty = said.as_ref().is_some_and(String::is_empty);
        Ok(if empty { Change::Keep } else { said })
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

    /// An object of whole numbers; members that are null say nothing.
    pub fn integer_map(&self, name: &str) -> Result<Change<BTreeMap<String, i64>>, AdminError> {
        self.read(name, "a valid object of integers", |value| {
            let members = value.as_object()?.iter();
            members
                .filter(|(_, item)| !item.is_null())
                .map(|(key, item)| Some((key.clone(), item.as_i64()?)))
                .collect()
        })
    }

    /// A list of objects.
    pub fn objects(&self, name: &str) -> Result<Change<Vec<Map<String, Value>>>, AdminError> {
        self.read(name, "a valid list of dictionaries", |value| {
            let items = value.as_array()?.iter();
            items.map(|item| item.as_object().cloned()).collect()
        })
    }

    /// A text that must be there and not be empty.
    pub fn required(&self, name: &str) -> Result<String, AdminError> {
        let text = self
            .text(name)?
            .value()
            .filter(|text| !text.trim().is_empty());
        text.ok_or_else(|| AdminError::Invalid {
            field: name.to_owned(),
            message: "Field required".to_owned(),
        })
    }

    /// One of some words.
    pub fn word<T>(
        &self,
        name: &str,
        words: &[&str],
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Change<T>, AdminError> {
        let quoted: Vec<_> = words.iter().map(|word| format!("'{word}'")).collect();
        let expected = match quoted.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, others)) => format!("{} or {last}", others.join(", ")),
            None => String::new(),
        };
        self.read(name, &expected, |value| parse(value.as_str()?))
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

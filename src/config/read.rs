//! Reads settings one by one, each from the places where it may stand, and keeps account of it.

use super::env::Env;
use super::file::File;
use super::notice::{Notice, Origin, Problem, Setting};
use crate::domain::key::KeyHash;
use crate::domain::money::Nanos;
use crate::domain::secret::Secret;
use crate::domain::time::{Micros, Span};
use serde_json::Value;
use std::cell::RefCell;
use std::path::PathBuf;
use std::time::Duration;

/// A kind of value that settings have.
pub(super) trait Kind: Sized {
    /// What it must be, said when a value is something else.
    const MUST_BE: &'static str;
    /// Reads it from the file, or from text for the environment and the command line.
    fn read(value: &Value) -> Option<Self>;
    /// Shows it in the report.
    fn show(&self) -> String;
}

impl Kind for bool {
    const MUST_BE: &'static str = "must be true or false";
    fn read(value: &Value) -> Option<Self> {
        let Value::String(text) = value else {
            return value.as_bool();
        };
        match text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => Some(true),
            "false" | "no" | "off" | "0" => Some(false),
            _ => None,
        }
    }
    fn show(&self) -> String {
        self.to_string()
    }
}

/// A number, or a text that is one.
fn number(value: &Value) -> Option<f64> {
    let number = match value {
        Value::String(text) => text.trim().parse().ok()?,
        _ => value.as_f64()?,
    };
    number.is_finite().then_some(number)
}

/// A whole number that is not negative.
pub(super) fn whole(value: &Value) -> Option<u64> {
    let number = number(value)?;
    let fits = number >= 0.0 && number.fract() == 0.0 && number < 9e15;
    fits.then_some(number as u64)
}

/// A length of time in seconds: positive, and at most a year.
pub(super) fn seconds(value: &Value) -> Option<Duration> {
    let seconds = number(value)?;
    let sensible = seconds > 0.0 && seconds <= 366.0 * 86_400.0;
    sensible.then(|| Duration::from_secs_f64(seconds))
}

impl Kind for u64 {
    const MUST_BE: &'static str = "must be a whole number, 0 or more";
    fn read(value: &Value) -> Option<Self> {
        whole(value)
    }
    fn show(&self) -> String {
        self.to_string()
    }
}

impl Kind for u32 {
    const MUST_BE: &'static str = "must be a whole number, 0 or more";
    fn read(value: &Value) -> Option<Self> {
        whole(value)?.try_into().ok()
    }
    fn show(&self) -> String {
        self.to_string()
    }
}

impl Kind for u16 {
    const MUST_BE: &'static str = "must be a whole number between 0 and 65535";
    fn read(value: &Value) -> Option<Self> {
        whole(value)?.try_into().ok()
    }
    fn show(&self) -> String {
        self.to_string()
    }
}

impl Kind for Duration {
    const MUST_BE: &'static str = "must be a number of seconds above 0";
    fn read(value: &Value) -> Option<Self> {
        seconds(value)
    }
    fn show(&self) -> String {
        format!("{}s", self.as_secs_f64())
    }
}

impl Kind for Nanos {
    const MUST_BE: &'static str = "must be an amount of US dollars, 0 or more";
    fn read(value: &Value) -> Option<Self> {
        Self::from_usd(number(value)?).filter(|amount| *amount >= Self::ZERO)
    }
    fn show(&self) -> String {
        self.to_string()
    }
}

impl Kind for Span {
    const MUST_BE: &'static str = "must be a duration like 30d, 12h or 1mo, at most one month";
    fn read(value: &Value) -> Option<Self> {
        Self::parse_period(value.as_str()?).ok()
    }
    fn show(&self) -> String {
        self.to_string()
    }
}

/// How long something is kept. Unlike the period of a budget it may be longer than a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Retention(pub Span);

impl Kind for Retention {
    const MUST_BE: &'static str = "must be a duration like 30d, 12h or 6mo";
    fn read(value: &Value) -> Option<Self> {
        Span::parse(value.as_str()?).ok().map(Self)
    }
    fn show(&self) -> String {
        self.0.to_string()
    }
}

/// How often something is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Interval(pub Span);

impl Kind for Interval {
    const MUST_BE: &'static str = "must be a duration of a second or more, like 1d, 12h or 30m";
    fn read(value: &Value) -> Option<Self> {
        let span = Span::parse(value.as_str()?).ok()?;
        (span.after(Micros(0)).0 >= 1_000_000).then_some(Self(span))
    }
    fn show(&self) -> String {
        self.0.to_string()
    }
}

impl Kind for String {
    const MUST_BE: &'static str = "must be a text that is not blank";
    fn read(value: &Value) -> Option<Self> {
        let text = value.as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }
    fn show(&self) -> String {
        self.clone()
    }
}

/// A list of names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Names(pub Vec<String>);

impl Kind for Names {
    const MUST_BE: &'static str = "must be a list of texts";
    fn read(value: &Value) -> Option<Self> {
        let names = value.as_array()?.iter().map(String::read);
        names.collect::<Option<_>>().map(Self)
    }
    fn show(&self) -> String {
        self.0.join(", ")
    }
}

impl Kind for PathBuf {
    const MUST_BE: &'static str = "must be a path";
    fn read(value: &Value) -> Option<Self> {
        String::read(value).map(Into::into)
    }
    fn show(&self) -> String {
        self.display().to_string()
    }
}

/// Where one setting may stand. The command line comes first, then the file, then the environment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'s> {
    /// The dotted path in the file, or a name for settings that stand only elsewhere.
    name: &'s str,
    in_file: bool,
    variable: Option<&'s str>,
    /// The variable beats the file.
    variable_first: bool,
    flag: Option<(&'static str, Option<&'s str>)>,
}

impl<'s> Source<'s> {
    /// In the file, at this dotted path.
    pub(super) const fn file(name: &'s str) -> Self {
        Self {
            name,
            in_file: true,
            variable: None,
            variable_first: false,
            flag: None,
        }
    }

    /// Only in this variable.
    pub(super) const fn env(name: &'s str, variable: &'s str) -> Self {
        Self {
            in_file: false,
            ..Self::file(name).or_env(variable)
        }
    }

    /// In this variable too.
    pub(super) const fn or_env(self, variable: &'s str) -> Self {
        Self {
            variable: Some(variable),
            ..self
        }
    }

    /// In this variable too, which beats the file.
    pub(super) const fn env_first(self, variable: &'s str) -> Self {
        Self {
            variable: Some(variable),
            variable_first: true,
            ..self
        }
    }

    /// On the command line too.
    pub(super) const fn flag(self, name: &'static str, value: Option<&'s str>) -> Self {
        Self {
            flag: Some((name, value)),
            ..self
        }
    }
}

/// Reads settings, and collects the report, the notices and the problems.
pub(super) struct Reader<'a> {
    pub(super) file: Option<&'a File>,
    pub(super) env: &'a Env,
    pub(super) report: Vec<Setting>,
    pub(super) notices: Vec<Notice>,
    pub(super) problems: Vec<Problem>,
    /// Where each setting that was asked for may stand.
    pub(super) asked: RefCell<Vec<Standing>>,
}

/// Where a setting may stand, for the reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) name: String,
    pub(super) in_file: bool,
    pub(super) variable: Option<String>,
    pub(super) flag: Option<&'static str>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(file: Option<&'a File>, env: &'a Env) -> Self {
        Self {
            file,
            env,
            report: Vec::new(),
            notices: Vec::new(),
            problems: Vec::new(),
            asked: RefCell::default(),
        }
    }

    fn note_standing(
        &self,
        name: &str,
        in_file: bool,
        variable: Option<&str>,
        flag: Option<&'static str>,
    ) {
        self.asked.borrow_mut().push(Standing {
            name: name.to_owned(),
            in_file,
            variable: variable.map(str::to_owned),
            flag,
        });
    }

    /// A setting's raw value and where it came from.
    pub(super) fn find(&self, source: &Source<'_>) -> Option<(Value, Origin)> {
        let flag_name = source.flag.map(|(name, _)| name);
        self.note_standing(source.name, source.in_file, source.variable, flag_name);
        let flag = source
            .flag
            .and_then(|(name, value)| Some((value?.into(), Origin::Flag(name))));
        let variable = || {
            let name = source.variable?;
            Some((self.env.get(name)?.into(), self.env.origin(name)))
        };
        let file = || {
            let file = self.file.filter(|_| source.in_file)?;
            Some((file.get(source.name)?.clone(), file.origin(source.name)))
        };
        if source.variable_first {
            flag.or_else(variable).or_else(file)
        } else {
            flag.or_else(file).or_else(variable)
        }
    }

    /// A setting that has a default.
    pub(super) fn get<K: Kind>(&mut self, source: Source<'_>, default: K) -> K {
        let (value, origin) = self.read(&source).unwrap_or((default, Origin::Default));
        self.note(source.name, value.show(), origin);
        value
    }

    /// A setting that may be absent.
    pub(super) fn maybe<K: Kind>(&mut self, source: Source<'_>) -> Option<K> {
        let (value, origin) = self.read(&source).unzip();
        let shown = value.as_ref().map_or_else(|| "-".to_owned(), Kind::show);
        self.note(source.name, shown, origin.unwrap_or(Origin::Default));
        value
    }

    /// One of a few words; the first is the default.
    pub(super) fn choice<T: Copy>(&mut self, source: Source<'_>, words: &[(&str, T)]) -> T {
        let (default, first) = words[0];
        let (value, origin) = self
            .find(&source)
            .unwrap_or((default.into(), Origin::Default));
        let found = words.iter().find(|(word, _)| value.as_str() == Some(word));
        if let Some((word, choice)) = found {
            self.note(source.name, (*word).to_owned(), origin);
            return *choice;
        }
        let words: Vec<_> = words.iter().map(|(word, _)| *word).collect();
        self.invalid(
            source.name,
            origin,
            format!("must be {}", words.join(" or ")),
        );
        first
    }

    /// A secret, from the file or from a variable or from the file that `<VARIABLE>_FILE` names.
    /// One that is present and blank is a problem.
    pub(super) fn secret(
        &mut self,
        name: &str,
        path: Option<&str>,
        variable: &str,
    ) -> Option<(Secret, Origin)> {
        self.note_standing(name, path.is_some(), Some(variable), None);
        let in_file = path.and_then(|path| {
            let file = self.file?;
            Some((file.get(path)?, file.origin(path)))
        });
        let found = match in_file {
            Some((Value::String(text), origin)) => Some((Secret::new(text.as_str()), origin)),
            Some((_, origin)) => {
                self.invalid(name, origin, "must be a text; put it in quotes".to_owned());
                None
            }
            None => match self.env.secret(variable) {
                Ok(found) => found.map(|(secret, by)| (secret, self.env.origin(&by))),
                Err(problem) => {
                    self.problems.push(problem);
                    None
                }
            },
        };
        if let Some((secret, origin)) = &found {
            if secret.expose().trim().is_empty() {
                self.problems.push(Problem::Blank {
                    name: name.to_owned(),
                    origin: origin.clone(),
                });
                return None;
            }
            self.note(name, secret.masked(), origin.clone());
            if let Some(row) = self.report.last_mut() {
                row.secret = Some(KeyHash::of(secret.expose()));
            }
        } else {
            self.note(name, "-".to_owned(), Origin::Default);
        }
        found
    }

    /// Adds a row to the report.
    pub(super) fn note(&mut self, name: &str, value: String, origin: Origin) {
        let name = name.to_owned();
        self.report.push(Setting {
            name,
            value,
            secret: None,
            origin,
        });
    }

    /// Where a setting of the file stands.
    pub(super) fn origin(&self, name: &str) -> Origin {
        self.file.map_or(Origin::Default, |file| file.origin(name))
    }

    /// Adds a problem with a value.
    pub(super) fn invalid(&mut self, name: &str, origin: Origin, reason: String) {
        let name = name.to_owned();
        self.problems.push(Problem::Invalid {
            name,
            origin,
            reason,
        });
    }

    fn read<K: Kind>(&mut self, source: &Source<'_>) -> Option<(K, Origin)> {
        let (value, origin) = self.find(source)?;
        let read = K::read(&value);
        if read.is_none() {
            self.invalid(source.name, origin.clone(), K::MUST_BE.to_owned());
        }
        Some((read?, origin))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn kinds_read_values_and_texts() {
        assert_eq!(bool::read(&json!("True")), Some(true));
        assert_eq!(bool::read(&json!(1)), None);
        assert_eq!(u64::read(&json!("12")), Some(12));
        assert_eq!(u64::read(&json!(-1)), None);
        assert_eq!(u64::read(&json!(1.5)), None);
        assert_eq!(
            Duration::read(&json!(0.5)),
            Some(Duration::from_millis(500))
        );
        assert_eq!(Duration::read(&json!("600")), Some(Duration::from_mins(10)));
        for bad in [
            json!(0),
            json!(-1),
            json!("NaN"),
            json!(1e300),
            json!("inf"),
        ] {
            assert_eq!(Duration::read(&bad), None, "{bad}");
        }
        assert_eq!(Nanos::read(&json!(0.5)), Some(Nanos(500_000_000)));
        assert_eq!(Nanos::read(&json!(-0.5)), None);
        assert!(Span::read(&json!("90d")).is_some() && Span::read(&json!("6mo")).is_none());
        assert!(Retention::read(&json!("6mo")).is_some());
        assert_eq!(String::read(&json!(" ")), None);
    }
}

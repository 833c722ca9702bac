//! The configuration file as a tree, with the places of its settings.

use super::env::Env;
use super::include::Included;
use super::known;
use super::locate::{Lines, join};
use super::notice::{Notice, Origin, Place, Problem};
use super::yaml;
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

/// How the file names a variable.
pub(super) const REFERENCE: &str = "os.environ/";

/// One configuration file.
#[derive(Clone, Debug)]
pub(super) struct File {
    path: Arc<Path>,
    root: Map<String, Value>,
    lines: Lines,
    /// What other files added.
    included: Included,
    /// Variables that stood in place of values, by dotted path.
    references: HashMap<String, String>,
}

impl File {
    /// Reads a file, and those that it includes.
    pub(super) fn read(path: &Path) -> Result<Self, Problem> {
        let text = text_of(path).map_err(|reason| Problem::File {
            path: path.to_owned(),
            reason,
        })?;
        let mut file = Self::parse(path, &text)?;
        file.included = Included::take(path, &mut file.root)?;
        Ok(file)
    }

    /// Reads the text of a file.
    pub(super) fn parse(path: &Path, text: &str) -> Result<Self, Problem> {
        let root = yaml::read(text).map_err(|reason| Problem::File {
            path: path.to_owned(),
            reason,
        })?;
        Ok(Self {
            path: path.into(),
            root,
            lines: Lines::of(text),
            included: Included::default(),
            references: HashMap::new(),
        })
    }

    /// Puts the values of variables where the file names them; what is not set becomes absent, with
    /// a notice.
    pub(super) fn resolve(&mut self, env: &Env) -> Vec<Notice> {
        let mut missing = Vec::new();
        let mut root = std::mem::take(&mut self.root);
        for (name, value) in &mut root {
            self.resolve_below(name, value, env, &mut missing);
        }
        self.root = root;
        missing
    }

    fn resolve_below(
        &mut self,
        path: &str,
        value: &mut Value,
        env: &Env,
        missing: &mut Vec<Notice>,
    ) {
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    self.resolve_below(&join(path, name), member, env, missing);
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    self.resolve_below(&format!("{path}[{index}]"), item, env, missing);
                }
            }
            Value::String(text) => {
                let Some(variable) = text.strip_prefix(REFERENCE) else {
                    return;
                };
                let variable = variable.to_owned();
                let found = env.get(&variable).map(str::to_owned);
                if found.is_none() {
                    missing.push(Notice::MissingVariable {
                        variable: variable.clone(),
                        place: self.place(path),
                    });
                }
                self.references.insert(path.to_owned(), variable);
                *value = found.map_or(Value::Null, Value::String);
            }
            _ => {}
        }
    }

    /// Everything in it.
    pub(super) fn root(&self) -> &Map<String, Value> {
        &self.root
    }

    /// The value at a dotted path of names; `None` when absent or null.
    pub(super) fn get(&self, path: &str) -> Option<&Value> {
        let mut names = path.split('.');
        let first = self.root.get(names.next()?)?;
        names
            .try_fold(first, |value, name| value.get(name))
            .filter(|value| !value.is_null())
    }

    /// Puts settings of sections under those of the file: the file's own win.
    pub(super) fn put_under(&mut self, stored: &super::Stored) {
        for (section, name, value) in stored {
            let section = self.root.entry(section.clone());
            let section = section.or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(members) = section {
                let member = members.entry(name.clone()).or_insert(Value::Null);
                if member.is_null() {
                    member.clone_from(value);
                }
            }
        }
    }

    /// Calls `seen` with the path and value of each setting that a pattern leads to.
    pub(super) fn each<'f>(&'f self, pattern: &str, seen: &mut dyn FnMut(&str, &'f Value)) {
        let (first, rest) = pattern.split_once('.').unwrap_or((pattern, ""));
        if let Some(value) = self.root.get(first) {
            each_below(first, value, rest, seen);
        }
    }

    /// The place of a dotted path.
    pub(super) fn place(&self, path: &str) -> Place {
        // Lines are those of this file.
        let line = match self.included.source(path) {
            Some(_) => None,
            None => self.lines.find(path),
        };
        Place {
            line,
            path: path.to_owned(),
        }
    }

    /// The origin of a value in this file.
    pub(super) fn origin(&self, path: &str) -> Origin {
        let file = Arc::clone(self.included.source(path).unwrap_or(&self.path));
        match self.references.get(path) {
            Some(variable) => Origin::Reference {
                file,
                variable: variable.clone(),
            },
            None => Origin::File(file),
        }
    }

    /// What is to be said of the settings in the file: unknown ones, and known ones without effect.
    pub(super) fn remarks(&self) -> Vec<Notice> {
        let mut notices = Vec::new();
        self.remarks_on("", &self.root, &mut notices);
        notices
    }

    fn remarks_on(&self, section: &str, settings: &Map<String, Value>, notices: &mut Vec<Notice>) {
        for (name, value) in settings {
            let path = join(section, name);
            if value.is_null() && !self.references.contains_key(&path) {
                continue;
            }
            notices.extend(known::remark(section, name, self.place(&path)));
            if let (true, Some(members)) = (known::is_section(&path), value.as_object()) {
                self.remarks_on(&path, members, notices);
            }
        }
    }
}

/// The text of a file, as far as it may be long.
pub(super) fn text_of(path: &Path) -> Result<String, String> {
    let mut text = String::new();
    let limit = yaml::MAX_BYTES as u64 + 1;
    let file = std::fs::File::open(path).map_err(|error| error.to_string())?;
    let read = file.take(limit).read_to_string(&mut text);
    read.map_err(|error| error.to_string())?;
    Ok(text)
}

fn each_below<'f>(
    path: &str,
    value: &'f Value,
    pattern: &str,
    seen: &mut dyn FnMut(&str, &'f Value),
) {
    if pattern.is_empty() {
        seen(path, value);
        return;
    }
    let (name, rest) = pattern.split_once('.').unwrap_or((pattern, ""));
    match (name, value) {
        ("*", Value::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                each_below(&format!("{path}[{index}]"), item, rest, seen);
            }
        }
        ("*", Value::Object(members)) => {
            for (name, member) in members {
                each_below(&join(path, name), member, rest, seen);
            }
        }
        (name, value) => {
            if let Some(member) = value.get(name) {
                each_below(&join(path, name), member, rest, seen);
            }
        }
    }
}

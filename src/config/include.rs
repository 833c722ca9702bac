//! Files that the configuration names with `include`: lists are made longer by theirs, settings of sections are
//! put over those that are there.
//!
//! As LiteLLM's proxy does: names are relative to the file that includes, and an included file includes none.
//! There a section of theirs takes the place of the whole section; here what it does not mention stays.

use super::file::text_of;
use super::locate::join;
use super::notice::Problem;
use super::yaml;
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Files that one file may include.
const FILES_MAX: usize = 64;

/// What came from other files: a dotted path, and the file that everything below it is from.
#[derive(Clone, Debug, Default)]
pub(super) struct Included(Vec<(String, Arc<Path>)>);

impl Included {
    /// Takes `include` out of a configuration, and puts in its place what the files hold.
    ///
    /// # Errors
    /// The first of them that cannot be read, or is none.
    pub(super) fn take(path: &Path, root: &mut Map<String, Value>) -> Result<Self, Problem> {
        let wrong = |path: &Path, reason: &str| Problem::File {
            path: path.to_owned(),
            reason: reason.to_owned(),
        };
        let named = match root.shift_remove("include") {
            None | Some(Value::Null) => return Ok(Self::default()),
            Some(Value::Array(named)) if named.len() <= FILES_MAX => named,
            Some(Value::Array(_)) => {
                return Err(wrong(path, "include: at most 64 files can be included"));
            }
            Some(_) => return Err(wrong(path, "include: must be a list of files")),
        };
        let mut included = Self::default();
        for name in named {
            let Value::String(name) = name else {
                return Err(wrong(path, "include: must be a list of files"));
            };
            let from: PathBuf = path.parent().unwrap_or(Path::new("")).join(name);
            let theirs = text_of(&from).map_err(|reason| wrong(&from, &reason))?;
            let theirs = yaml::read(&theirs).map_err(|reason| wrong(&from, &reason))?;
            if theirs.contains_key("include") {
                return Err(wrong(
                    &from,
                    "include: an included file cannot include others",
                ));
            }
            included.merge(root, theirs, &from.into());
        }
        Ok(included)
    }

    fn merge(
        &mut self,
        root: &mut Map<String, Value>,
        theirs: Map<String, Value>,
        from: &Arc<Path>,
    ) {
        for (name, value) in theirs {
            match (root.get_mut(&name), value) {
                (Some(Value::Array(items)), Value::Array(more)) => {
                    for item in more {
                        self.0
                            .push((format!("{name}[{}]", items.len()), Arc::clone(from)));
                        items.push(item);
                    }
                }
                (Some(Value::Object(members)), Value::Object(more)) => {
                    for (member, value) in more {
                        self.0.push((join(&name, &member), Arc::clone(from)));
                        members.insert(member, value);
                    }
                }
                (_, value) => {
                    self.0.push((name.clone(), Arc::clone(from)));
                    root.insert(name, value);
                }
            }
        }
    }

    /// The file that the setting at a dotted path is from, where it is another one.
    pub(super) fn source(&self, path: &str) -> Option<&Arc<Path>> {
        let below = |place: &str| {
            let rest = path.strip_prefix(place)?;
            (rest.is_empty() || rest.starts_with(['.', '['])).then_some(())
        };
        // What was included later is over what was before.
        let mut all = self.0.iter().rev();
        all.find(|(place, _)| below(place).is_some())
            .map(|(_, from)| from)
    }
}

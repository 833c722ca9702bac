//! Every setting that the proxy takes, told by the code that reads it.

use super::read::Reader;
use super::{Base, Env, Overrides, Sources, settings};
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

/// A setting: where it may stand, and what holds without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Its dotted path in the file, or a name for one that stands only elsewhere.
    pub name: String,
    /// Whether it may stand in the file.
    pub in_file: bool,
    /// The variable that may hold it.
    pub variable: Option<String>,
    /// The flag that may hold it.
    pub flag: Option<&'static str>,
    /// What holds where nothing is said; `-` for nothing.
    pub default: String,
    /// What it means, in a sentence.
    pub means: &'static str,
}

/// Every setting, in the order in which they are read.
#[must_use]
pub fn reference() -> Vec<Reference> {
    let sources = Sources {
        config: None,
        overrides: Overrides::default(),
        env: Env::default(),
        directory: PathBuf::new(),
    };
    let mut reader = Reader::new(None, &sources.env);
    let base = Arc::new(Base {
        file: None,
        sources: sources.clone(),
    });
    settings::config(&mut reader, &sources, base);
    let report = std::mem::take(&mut reader.report);
    let asked = reader.asked.take();
    let default = |name: &str| {
        let row = report.iter().find(|row| row.name == name);
        row.map_or_else(|| "-".to_owned(), |row| row.value.clone())
    };
    let mut seen = HashSet::new();
    asked
        .into_iter()
        .filter(|standing| seen.insert(standing.name.clone()))
        .map(|standing| Reference {
            default: default(&standing.name),
            means: super::meaning(&standing.name).unwrap_or_default(),
            name: standing.name,
            in_file: standing.in_file,
            variable: standing.variable,
            flag: standing.flag,
        })
        .collect()
}

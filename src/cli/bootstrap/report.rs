//! What was done, step by step.

use super::super::failure::Failure;
use super::super::globals::Globals;
use super::super::print;
use super::services;
use super::settings::Settings;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// How a step ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Everything was as it should be.
    Unchanged,
    /// There was nothing to do it with.
    Skipped,
    /// A file was written.
    Written,
    /// A model was declared.
    Declared,
    /// A new key was made.
    Issued,
    /// A key was changed.
    Updated,
    /// A key got a new secret.
    Rotated,
    /// It could not be done.
    Failed,
}

impl State {
    fn changes(self) -> bool {
        !matches!(self, Self::Unchanged | Self::Skipped | Self::Failed)
    }

    /// In the past, or for a dry run what would be done.
    fn word(self, dry: bool) -> &'static str {
        match (self, dry) {
            (Self::Unchanged, _) => "unchanged",
            (Self::Skipped, _) => "skipped",
            (Self::Failed, _) => "failed",
            (Self::Written, false) => "written",
            (Self::Written, true) => "to write",
            (Self::Declared, false) => "declared",
            (Self::Declared, true) => "to declare",
            (Self::Issued, false) => "issued",
            (Self::Issued, true) => "to issue",
            (Self::Updated, false) => "updated",
            (Self::Updated, true) => "to update",
            (Self::Rotated, false) => "rotated",
            (Self::Rotated, true) => "to rotate",
        }
    }
}

/// One step.
struct Step {
    kind: &'static str,
    what: String,
    state: State,
    note: String,
}

/// A file that is another one now, and the variables in it.
pub(super) struct Changed {
    pub(super) path: PathBuf,
    pub(super) variables: Vec<String>,
}

/// Every step, and which files have changed.
pub(super) struct Report {
    /// Nothing is done, only told.
    pub(super) dry: bool,
    steps: Vec<Step>,
    failures: Vec<Failure>,
    changed: Vec<Changed>,
}

impl Report {
    pub(super) fn new(dry: bool) -> Self {
        Self {
            dry,
            steps: Vec::new(),
            failures: Vec::new(),
            changed: Vec::new(),
        }
    }

    /// Begins anew; which files have changed is not forgotten.
    pub(super) fn again(&mut self) {
        self.steps.clear();
        self.failures.clear();
    }

    /// Notes a step.
    pub(super) fn step(
        &mut self,
        kind: &'static str,
        what: &str,
        state: State,
        note: impl Into<String>,
    ) {
        self.steps.push(Step {
            kind,
            what: what.to_owned(),
            state,
            note: note.into(),
        });
    }

    /// Notes a step that failed.
    pub(super) fn failed(&mut self, kind: &'static str, what: &str, failure: Failure) {
        self.step(kind, what, State::Failed, failure.error.clone());
        self.failures.push(failure);
    }

    /// Notes that a variable of a file has another value now.
    pub(super) fn file_changed(&mut self, path: &Path, variable: &str) {
        let variable = variable.to_owned();
        match self.changed.iter_mut().find(|known| known.path == path) {
            Some(known) => known.variables.push(variable),
            None => self.changed.push(Changed {
                path: path.to_owned(),
                variables: vec![variable],
            }),
        }
    }

    /// Whether anything was or would be changed.
    pub(super) fn changes(&self) -> bool {
        self.steps.iter().any(|step| step.state.changes())
    }

    /// The first failure; how many more there were is told with it.
    pub(super) fn failure(&self) -> Option<Failure> {
        let mut first = self.failures.first()?.clone();
        if self.failures.len() > 1 {
            first.error.push_str(&format!(
                " (and {} more steps failed)",
                self.failures.len() - 1
            ));
        }
        Some(first)
    }

    /// The steps on stdout; which services have to start anew, on stderr.
    pub(super) fn tell(&self, globals: &Globals, settings: &Settings) -> Result<(), Failure> {
        let restart = services::that_read(&self.changed, settings);
        if !globals.quiet {
            let rows: Vec<Vec<String>> = self.steps.iter().map(|step| self.row(step)).collect();
            let data: Vec<Value> = self.steps.iter().map(|step| self.data(step)).collect();
            let changed: Vec<_> = self
                .changed
                .iter()
                .map(|changed| changed.path.display().to_string())
                .collect();
            let data =
                json!({ "steps": data, "files_changed": changed, "restart": restart.services });
            let meta = json!({ "backend": "http", "dry_run": self.dry });
            print::rows(
                globals,
                &["STEP", "WHAT", "STATE", "NOTE"],
                &rows,
                &data,
                &meta,
            )?;
        }
        if !self.changed.is_empty() && !globals.quiet {
            eprintln!("{}", restart.words);
        }
        Ok(())
    }

    fn row(&self, step: &Step) -> Vec<String> {
        vec![
            step.kind.to_owned(),
            step.what.clone(),
            step.state.word(self.dry).to_owned(),
            step.note.clone(),
        ]
    }

    fn data(&self, step: &Step) -> Value {
        json!({
            "step": step.kind, "what": step.what, "state": step.state.word(self.dry),
            "note": (!step.note.is_empty()).then_some(&step.note),
        })
    }
}

//! The folders in `tests/fixtures/wire`, found by themselves.
//!
//! `<format or door>/<case>/` holds `source.txt`, which names the documentation, and one or more of
//!
//! | file | is |
//! |---|---|
//! | `whole.json` | a provider's whole answer |
//! | `stream.sse`, `.ndjson`, `.aws` | the same answer as a stream, or one that fails midway |
//! | `refused.<status>.json` | a provider's refusal |
//! | `request.json` | a client's request |
//!
//! beside what is expected of them: `told.json` what clients are told of the first three, `sent.json`
//! what providers are asked for the last.

use std::fs;
use std::path::{Path, PathBuf};

/// A case: its folder, and what it holds.
pub(crate) struct Case {
    /// `chat/cached`
    pub(crate) name: String,
    /// The format's or door's name.
    pub(crate) of: String,
    folder: PathBuf,
    files: Vec<String>,
}

impl Case {
    /// A file of this name, if there is one.
    pub(crate) fn file(&self, name: &str) -> Option<Vec<u8>> {
        let path = self.folder.join(name);
        let known = self.files.iter().any(|file| file == name);
        known.then(|| fs::read(path).expect("readable"))
    }

    /// The stream, whatever frames it.
    pub(crate) fn stream(&self) -> Option<Vec<u8>> {
        let found = self.files.iter().find(|file| file.starts_with("stream."))?;
        self.file(found)
    }

    /// A refusal and its status.
    pub(crate) fn refusal(&self) -> Option<(u16, Vec<u8>)> {
        let name = self
            .files
            .iter()
            .find(|file| file.starts_with("refused."))?;
        let status = name.split('.').nth(1).and_then(|text| text.parse().ok());
        Some((status.expect("a status"), self.file(name)?))
    }

    /// Holds a file to what it should be, or writes it.
    pub(crate) fn hold(&self, name: &str, expected: &serde_json::Value) {
        let expected = serde_json::to_string_pretty(expected).expect("JSON") + "\n";
        if std::env::var_os("UPDATE").is_some() {
            fs::write(self.folder.join(name), &expected).expect("written");
            return;
        }
        let stored = self.file(name).unwrap_or_default();
        let stored = String::from_utf8_lossy(&stored);
        let differs = stored
            .lines()
            .zip(expected.lines())
            .position(|(one, other)| one != other);
        assert!(
            stored == expected,
            "{}/{name} differs from line {:?}; is:\n{expected}",
            self.name,
            differs.map(|line| line + 1)
        );
    }
}

const KNOWN: [&str; 8] = [
    "source.txt",
    "whole.json",
    "stream.sse",
    "stream.ndjson",
    "stream.aws",
    "request.json",
    "told.json",
    "sent.json",
];

fn entries(folder: &Path) -> Vec<(String, PathBuf)> {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| {
            let entry = entry.expect("an entry");
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, entry.path())
        })
        .collect();
    entries.sort();
    entries
}

/// Every case.
pub(crate) fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/wire");
    let mut cases = Vec::new();
    for (of, folder) in entries(&root) {
        for (case, folder) in entries(&folder) {
            let files: Vec<String> = entries(&folder).into_iter().map(|(name, _)| name).collect();
            let name = format!("{of}/{case}");
            for file in &files {
                let known = KNOWN.contains(&file.as_str()) || file.starts_with("refused.");
                assert!(known, "{name}/{file} is not read by anything");
            }
            let source = fs::read_to_string(folder.join("source.txt")).unwrap_or_default();
            assert!(source.trim().len() > 20, "{name} names no source");
            cases.push(Case {
                name,
                of: of.clone(),
                folder,
                files,
            });
        }
    }
    assert!(cases.len() > 50, "the fixtures are gone");
    cases
}

//! A room imports only rooms on lower floors, and some crates live in one room only. The compiler
//! does not hold that inside one crate; this test does, by reading the source.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const FLOORS: &[(&str, u8)] = &[
    ("domain", 0),
    ("wire", 1),
    ("config", 1),
    ("telemetry", 1),
    ("store", 2),
    ("upstream", 2),
    ("gateway", 3),
    ("admin", 4),
    ("jobs", 4),
    ("http", 5),
    ("cli", 6),
];

/// Lower rooms that are out of reach all the same: the pipeline never waits for the database.
const BARRED: &[(&str, &str)] = &[("gateway", "store"), ("telemetry", "config")];

/// Where a path of another crate may stand.
const KEPT_IN: &[(&str, &[&str])] = &[
    ("sqlx::", &["store"]),
    ("axum::", &["http"]),
    ("reqwest::", &["upstream", "telemetry", "cli"]),
    ("std::env::", &["config", "cli"]),
    ("anyhow::", &["cli"]),
];

fn floor(room: &str) -> Option<u8> {
    FLOORS
        .iter()
        .find(|(name, _)| *name == room)
        .map(|(_, floor)| *floor)
}

/// The code of a file: no comments, and nothing below the first test module.
fn code(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// What a file of a room says that it must not.
fn violations(room: &str, text: &str) -> Vec<String> {
    let code = code(text);
    let mut found = Vec::new();
    let own = floor(room);
    for (at, _) in code.match_indices("crate::") {
        let path = &code[at + "crate::".len()..];
        let other: String = path
            .chars()
            .take_while(|c| c.is_ascii_lowercase() || *c == '_')
            .collect();
        let lower = floor(&other) < own && floor(&other).is_some();
        let barred = BARRED.contains(&(room, other.as_str()));
        if other != room && floor(&other).is_some() && (!lower || barred) {
            found.push(format!("imports {other}"));
        }
    }
    for (path, rooms) in KEPT_IN {
        let stands = code.match_indices(path).any(|(at, _)| {
            !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
        });
        if stands && !rooms.contains(&room) {
            found.push(format!("uses {path}"));
        }
    }
    found
}

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            into.push(path);
        }
    }
}

#[test]
fn rooms_import_only_lower_floors() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&source, &mut all);
    let mut wrong = BTreeMap::new();
    let mut rooms_seen = 0;
    for path in all {
        let inside = path.strip_prefix(&source).expect("below src").to_owned();
        let test = inside.components().any(|part| {
            let name = part.as_os_str().to_string_lossy();
            name == "tests.rs" || name == "story" || name == "tests"
        });
        let Some(room) = inside
            .iter()
            .next()
            .filter(|_| inside.iter().count() > 1 && !test)
        else {
            continue;
        };
        rooms_seen += 1;
        let room = room.to_string_lossy();
        assert!(
            floor(&room).is_some(),
            "the room {room} is on no floor: add it to FLOORS"
        );
        let found = violations(&room, &fs::read_to_string(&path).expect("readable"));
        if !found.is_empty() {
            wrong.insert(inside, found);
        }
    }
    assert!(rooms_seen > 50, "the source was not found");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_reader_notices_what_it_is_for() {
    assert_eq!(
        violations("gateway", "use crate::store::Store;"),
        ["imports store"]
    );
    assert_eq!(
        violations("store", "fn f() { crate::upstream::x() }"),
        ["imports upstream"]
    );
    assert_eq!(
        violations("http", "let x = sqlx::query(q);"),
        ["uses sqlx::"]
    );
    assert_eq!(
        violations("gateway", "std::env::var(\"X\")"),
        ["uses std::env::"]
    );
    assert!(
        violations(
            "gateway",
            "// crate::store is out of reach\nuse crate::wire::json;"
        )
        .is_empty()
    );
    assert!(
        violations(
            "gateway",
            "x();\n#[cfg(test)]\nmod tests { use crate::store; }"
        )
        .is_empty()
    );
}

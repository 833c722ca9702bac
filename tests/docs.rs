//! What is written down equals what the program says: manual pages, completions, the map of rooms.
//! `UPDATE=1 cargo test --test docs` rewrites the generated files.

use clap::CommandFactory;
use cw_proxy::cli::Cli;
use cw_proxy::cli::complete::{SHELLS, completion, file_name};
use cw_proxy::cli::generate::pages;
use cw_proxy::config::reference;
use regex::Regex;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn hold(folder: &str, files: &[(String, Vec<u8>)]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    if std::env::var_os("UPDATE").is_some() {
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        for (name, text) in files {
            fs::write(folder.join(name), text).expect("written");
        }
    }
    let stored: BTreeSet<String> = fs::read_dir(&folder)
        .expect("the folder is there")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    assert_eq!(
        stored,
        files.iter().map(|(name, _)| name.clone()).collect(),
        "files in {}",
        folder.display()
    );
    for (name, text) in files {
        let stored = fs::read(folder.join(name)).expect("readable");
        assert!(
            stored == *text,
            "{name} is out of date: run UPDATE=1 cargo test --test docs"
        );
    }
}

#[test]
fn manual_pages_are_current() {
    hold("man", &pages().expect("pages"));
}

#[test]
fn completions_are_current() {
    hold(
        "completions",
        &SHELLS
            .iter()
            .map(|shell| (file_name(*shell), completion(*shell).into_bytes()))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn the_command_line_is_consistent() {
    Cli::command().debug_assert();
}

#[test]
fn the_map_names_every_room() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let map = fs::read_to_string(source.join("lib.rs")).expect("lib.rs");
    for entry in fs::read_dir(source).expect("src") {
        let entry = entry.expect("an entry");
        if entry.path().is_dir() {
            let room = entry.file_name().to_string_lossy().into_owned();
            assert!(
                map.contains(&format!("[`{room}`]")),
                "lib.rs does not tell of the room {room}"
            );
        }
    }
}

fn settings_table() -> String {
    let mut table = String::from("| setting | or | default | means |\n|---|---|---|---|\n");
    for setting in reference() {
        let mut other: Vec<String> = setting
            .flag
            .iter()
            .map(|flag| format!("`{flag}`"))
            .collect();
        other.extend(setting.variable.iter().map(|name| format!("`{name}`")));
        let name = if setting.in_file {
            format!("`{}`", setting.name)
        } else {
            String::new()
        };
        let default = match setting.default.as_str() {
            "-" | "" => "none".to_owned(),
            value => format!("`{value}`"),
        };
        let means = setting.means;
        table += &format!("| {name} | {} | {default} | {means} |\n", other.join(", "));
    }
    table
}

#[test]
fn the_settings_in_the_readme_are_those_of_the_code() {
    const START: &str = "<!-- settings: written by tests/docs.rs -->\n";
    const END: &str = "<!-- end of settings -->";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).expect("README.md");
    let from = readme.find(START).expect("the beginning of the table") + START.len();
    let to = readme.find(END).expect("the end of the table");
    let table = settings_table();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, [&readme[..from], &table, &readme[to..]].concat()).expect("written");
        return;
    }
    assert!(
        readme[from..to] == table,
        "the settings in README.md are out of date: run UPDATE=1 cargo test --test docs"
    );
}

/// Everything that the sources say, with lines of one text joined.
fn sources(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, text);
        } else if path.extension().is_some_and(|end| end == "rs") {
            *text += &fs::read_to_string(path).expect("source");
        }
    }
}

#[test]
fn every_message_under_troubleshooting_is_one_that_is_printed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut said = String::new();
    sources(&root.join("src"), &mut said);
    let joined = Regex::new(r"\\\n\s*").expect("a pattern");
    let said = joined.replace_all(&said, "");
    let readme = fs::read_to_string(root.join("README.md")).expect("README.md");
    let section = readme.split("\n## Troubleshooting\n").nth(1);
    let section = section.and_then(|rest| rest.split("\n## ").next());
    // Words in capitals, numbers and masked keys stand for what differs.
    let differs = Regex::new(r"\b(?:[A-Z]{3,}|[NM]|\d+|sk-\.\.\.\w+)\b").expect("a pattern");
    // The system's own words for what a file is.
    let of_system = ": Read-only file system";
    let mut rows = 0;
    for line in section.expect("the section").lines() {
        let Some(message) = line
            .strip_prefix("| `")
            .and_then(|rest| rest.split("` |").next())
        else {
            continue;
        };
        rows += 1;
        let parts: Vec<String> = differs
            .split(message.trim_end_matches(of_system))
            .map(regex::escape)
            .collect();
        let printed = Regex::new(&parts.join(r#"[^"\n]{0,60}?"#)).expect("a pattern");
        assert!(printed.is_match(&said), "nothing prints `{message}`");
    }
    assert!(rows >= 10, "the rows were not found");
}

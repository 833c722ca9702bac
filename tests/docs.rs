//! What is written down equals what the program says: manual pages, completions, the map of rooms.
//! `UPDATE=1 cargo test --test docs` rewrites the generated files.

use clap::CommandFactory;
use cw_proxy::cli::Cli;
use cw_proxy::cli::generate::{SHELLS, completion, pages};
use cw_proxy::config::{Reference, reference};
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
            .map(|shell| completion(*shell))
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

/// The sentence that the configuration's types say about a setting: the comment of the field that names
/// it, up to where it begins to tell places and defaults.
fn meaning(types: &str, setting: &Reference) -> String {
    let last = setting.name.rsplit('.').next().unwrap_or_default();
    let wanted = [
        Some(&*setting.name),
        setting.variable.as_deref(),
        Some(last),
    ];
    let mut comment = String::new();
    let mut found = [const { None }; 3];
    for line in types.lines().map(str::trim) {
        if let Some(text) = line.strip_prefix("///") {
            comment += text;
            continue;
        }
        for (place, name) in found.iter_mut().zip(wanted) {
            let named = name.is_some_and(|name| comment.contains(&format!("`{name}`")));
            if named && place.is_none() && line.starts_with("pub ") {
                *place = Some(comment.trim().to_owned());
            }
        }
        comment.clear();
    }
    let Some(comment) = found.into_iter().flatten().next() else {
        return String::new();
    };
    let end = [": `", ", by `", ". By `", ". ", ", of `"]
        .iter()
        .filter_map(|mark| comment.find(mark))
        .min();
    let said = comment[..end.unwrap_or(comment.len())].trim_end_matches('.');
    // A comment that begins with the places says nothing else.
    if said.starts_with('`') {
        String::new()
    } else {
        said.replace('|', "\\|")
    }
}

fn settings_table() -> String {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/config");
    let mut types = fs::read_to_string(source.join("mod.rs")).expect("the types");
    for entry in fs::read_dir(source).expect("a folder").flatten() {
        if entry.file_name() != "mod.rs" && entry.path().extension().is_some_and(|end| end == "rs")
        {
            types += &fs::read_to_string(entry.path()).expect("source");
        }
    }
    let mut table = String::from("| setting | or | default | |\n|---|---|---|---|\n");
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
        let means = meaning(&types, &setting);
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

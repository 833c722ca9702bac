//! What is written down equals what the program says: manual pages, completions, the map of rooms.
//! `UPDATE=1 cargo test --test docs` rewrites the generated files.

use clap::CommandFactory;
use cw_proxy::cli::Cli;
use cw_proxy::cli::generate::{SHELLS, completion, pages};
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

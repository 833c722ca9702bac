//! Whether files that hold secrets are their owner's alone.

use super::Finding;
use crate::config::{Database, Loaded};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// Bits that let others in.
const OTHERS: u32 = 0o077;

/// Looks at each, and sets its mode where `fix` says so.
pub(super) fn check(loaded: &Loaded, fix: bool) -> Vec<Finding> {
    let data_dir = &loaded.config.server.data_dir;
    let mut places: Vec<PathBuf> = ["master.key", "salt.key", "cw-proxy.run.json"]
        .iter()
        .map(|name| data_dir.join(name))
        .collect();
    if let Database::Sqlite(path) = &loaded.config.database {
        for suffix in ["", "-wal", "-shm"] {
            places.push(PathBuf::from(format!("{}{suffix}", path.display())));
        }
    }
    for name in [".env", "volumes/env/.env", "volumes/env/.env.litellm"] {
        places.push(PathBuf::from(name));
    }
    places.extend(super::super::profile::paths());
    let findings: Vec<Finding> = places.iter().filter_map(|path| one(path, fix)).collect();
    if findings.is_empty() {
        return vec![Finding::ok(
            "files",
            "those that hold secrets are their owner's alone",
        )];
    }
    findings
}

fn one(path: &Path, fix: bool) -> Option<Finding> {
    let meta = fs::metadata(path).ok()?;
    let mode = meta.permissions().mode() & 0o777;
    if mode & OTHERS == 0 {
        return None;
    }
    let own = mode & !OTHERS;
    let shown = path.display();
    if !fix {
        let what = format!("{shown} can be read or changed by others ({mode:o})");
        return Some(
            Finding::warning("files", what)
                .fix(format!("chmod {own:o} {shown}, or cw-proxy doctor --fix")),
        );
    }
    match fs::set_permissions(path, fs::Permissions::from_mode(own)) {
        Ok(()) => Some(Finding::ok(
            "files",
            format!("{shown} is its owner's alone now ({mode:o} before)"),
        )),
        Err(error) => Some(
            Finding::failed(
                "files",
                format!("{shown} can be read by others, and its mode cannot be set: {error}"),
            )
            .fix(format!("chmod {own:o} {shown} as its owner")),
        ),
    }
}

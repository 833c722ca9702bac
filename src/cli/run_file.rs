//! The note that a running server leaves in its data directory, so that commands find it.

use serde::{Deserialize, Serialize};
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// What `cw-proxy.run.json` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunFile {
    /// The server's process.
    pub pid: u32,
    /// Where it can be called on this machine: `http://127.0.0.1:4000`.
    pub url: String,
    /// When it started, RFC 3339.
    pub started: String,
    /// Its version.
    pub version: String,
}

/// Where the note is.
#[must_use]
pub fn path(data_dir: &Path) -> PathBuf {
    data_dir.join("cw-proxy.run.json")
}

impl RunFile {
    /// Reads the note; `None` when there is none, or none that can be read.
    #[must_use]
    pub fn read(data_dir: &Path) -> Option<Self> {
        let text = fs::read_to_string(path(data_dir)).ok()?;
        serde_json::from_str(&text).ok()
    }

    /// Writes the note, whole or not at all.
    pub fn write(&self, data_dir: &Path) -> io::Result<()> {
        let path = path(data_dir);
        let whole = path.with_extension(format!("json.{}", std::process::id()));
        // Left behind by a process of the same number that died in between.
        let _ = fs::remove_file(&whole);
        let mut file = create_private(&whole)?;
        let written = serde_json::to_writer(&mut file, self)
            .map_err(io::Error::from)
            .and_then(|()| file.flush())
            .and_then(|()| fs::rename(&whole, &path));
        if written.is_err() {
            let _ = fs::remove_file(&whole);
        }
        written
    }

    /// Removes the note if it is still this server's.
    pub fn remove(&self, data_dir: &Path) -> io::Result<()> {
        if Self::read(data_dir).as_ref() != Some(self) {
            return Ok(());
        }
        match fs::remove_file(path(data_dir)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// Makes a new file that only its owner can read and change: commands send the master key to the
/// address that it names.
fn create_private(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(pid: u32) -> RunFile {
        RunFile {
            pid,
            url: "http://127.0.0.1:4000".into(),
            started: "2026-11-24T00:00:00Z".into(),
            version: "0.1.0".into(),
        }
    }

    #[test]
    fn a_server_removes_its_own_note_and_no_other() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(RunFile::read(folder.path()), None);
        note(1).write(folder.path()).expect("written");
        note(2).write(folder.path()).expect("written over");
        note(1).remove(folder.path()).expect("left alone");
        assert_eq!(RunFile::read(folder.path()), Some(note(2)));
        note(2).remove(folder.path()).expect("removed");
        assert_eq!(RunFile::read(folder.path()), None);
        fs::write(path(folder.path()), "{").expect("written");
        assert_eq!(RunFile::read(folder.path()), None);
    }

    #[cfg(unix)]
    #[test]
    fn the_note_is_its_owners_alone_whatever_was_there_before() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let left = path(folder.path()).with_extension(format!("json.{}", std::process::id()));
        for open in [path(folder.path()), left] {
            fs::write(&open, "{").expect("written");
            fs::set_permissions(&open, fs::Permissions::from_mode(0o644)).expect("opened up");
        }
        note(1).write(folder.path()).expect("written");
        let mode = fs::metadata(path(folder.path()))
            .expect("a file")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
        let names: Vec<_> = fs::read_dir(folder.path()).expect("listed").collect();
        assert_eq!(names.len(), 1, "nothing is left behind");
    }
}

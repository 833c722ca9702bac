//! Secrets that the proxy makes for itself, each in a file that only its owner can read.

use crate::domain::secret::Secret;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Which secret a file holds; decides how it is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The administrator's key: `sk-` and 256 random bits.
    Master,
    /// What stored credentials are sealed by: 256 random bits.
    Salt,
}

impl Kind {
    /// Where the secret is kept.
    #[must_use]
    pub fn path(self, data_dir: &Path) -> PathBuf {
        data_dir.join(match self {
            Self::Master => "master.key",
            Self::Salt => "salt.key",
        })
    }
}

/// Reads the secret of this kind below `data_dir`. Where there is none it is made when `make` says
/// so, and is `None` otherwise. The flag tells whether it was made now.
///
/// Two processes that make it at the same time end up with the same secret: the file appears under
/// its name only when it is whole, and the first one to link it there wins.
pub fn secret_file(data_dir: &Path, kind: Kind, make: bool) -> io::Result<Option<(Secret, bool)>> {
    let path = kind.path(data_dir);
    if let Some(found) = read(&path)? {
        return Ok(Some((found, false)));
    }
    if !make {
        return Ok(None);
    }
    fs::create_dir_all(data_dir).map_err(|error| about(data_dir, &error))?;
    let secret = random(kind)?;
    let made = write_new(&path, &secret).map_err(|error| about(&path, &error))?;
    if made {
        return Ok(Some((secret, true)));
    }
    // Another process was faster: its secret is the one.
    Ok(read(&path)?.map(|found| (found, false)))
}

/// Reads a file that holds one secret, without its trailing line break; `None` when there is none.
pub fn read(path: &Path) -> io::Result<Option<Secret>> {
    let text = match fs::read_to_string(path) {
        Ok(text) => Secret::new(text),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(about(path, &error)),
    };
    let secret = text.expose().trim_end_matches(['\r', '\n']);
    if secret.trim().is_empty() {
        let empty = "the file is empty; remove it to have a new secret made";
        return Err(about(path, &io::Error::new(ErrorKind::InvalidData, empty)));
    }
    Ok(Some(Secret::new(secret)))
}

/// 256 random bits as base64url.
fn random(kind: Kind) -> io::Result<Secret> {
    let mut bytes = zeroize::Zeroizing::new([0; 32]);
    getrandom::fill(&mut *bytes)
        .map_err(|error| io::Error::other(format!("the system has no random numbers: {error}")))?;
    let minted = crate::domain::key::mint(&bytes);
    Ok(match kind {
        Kind::Master => minted,
        Kind::Salt => Secret::new(minted.expose().trim_start_matches("sk-")),
    })
}

/// Writes a file that must not be there yet; `false` when it is.
fn write_new(path: &Path, secret: &Secret) -> io::Result<bool> {
    let whole = path.with_extension(format!("key.{}", std::process::id()));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    // Left behind by a process of the same number that died in between.
    let _ = fs::remove_file(&whole);
    let mut file = options.open(&whole)?;
    let written = file
        .write_all(secret.expose().as_bytes())
        .and_then(|()| file.write_all(b"\n"))
        .and_then(|()| file.sync_all())
        // A link fails where a file is already, which a rename would replace.
        .and_then(|()| fs::hard_link(&whole, path));
    let _ = fs::remove_file(&whole);
    match written {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error),
    }
}

/// Replaces the secret in a file, whole or not at all; owner and mode of the file stay. A file that is
/// not there is made for its owner alone.
pub fn replace(path: &Path, secret: &Secret) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt, fchown};
    let whole = path.with_extension(format!("key.{}", std::process::id()));
    let _ = fs::remove_file(&whole);
    let written = (|| {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true).mode(0o600);
        let mut file = options.open(&whole)?;
        if let Ok(before) = fs::metadata(path) {
            let now = file.metadata()?;
            if (now.uid(), now.gid()) != (before.uid(), before.gid()) {
                fchown(&file, Some(before.uid()), Some(before.gid()))?;
            }
            file.set_permissions(fs::Permissions::from_mode(before.mode() & 0o7777))?;
        }
        file.write_all(secret.expose().as_bytes())?;
        file.write_all(b"\n")?;
        file.sync_all()?;
        fs::rename(&whole, path)?;
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
    })();
    if written.is_err() {
        let _ = fs::remove_file(&whole);
    }
    written.map_err(|error| about(path, &error))
}

fn about(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_made_once_with_256_bits_for_its_owner_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let data = folder.path().join("not/there/yet");
        assert_eq!(
            secret_file(&data, Kind::Master, false).expect("readable"),
            None
        );
        let (master, made) = secret_file(&data, Kind::Master, true)
            .expect("written")
            .expect("present");
        assert!(made && master.expose().starts_with("sk-"));
        assert_eq!(master.expose().len(), 3 + 43);
        let (again, made) = secret_file(&data, Kind::Master, true)
            .expect("read")
            .expect("present");
        assert!(!made && again == master);
        let (salt, _) = secret_file(&data, Kind::Salt, true)
            .expect("written")
            .expect("present");
        assert_eq!(salt.expose().len(), 43);
        let names: Vec<_> = fs::read_dir(&data).expect("listed").collect();
        assert_eq!(names.len(), 2, "nothing is left behind");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(Kind::Salt.path(&data))
                .expect("metadata")
                .permissions()
                .mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn processes_that_race_agree() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("master.key");
        let first = Secret::new("sk-first");
        assert!(write_new(&path, &first).expect("written"));
        assert!(!write_new(&path, &Secret::new("sk-second")).expect("lost the race"));
        assert_eq!(read(&path).expect("read"), Some(first));
    }

    #[test]
    fn an_empty_file_is_not_a_secret() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("salt.key"), "\n").expect("written");
        let error = secret_file(folder.path(), Kind::Salt, true).expect_err("empty");
        assert!(error.to_string().contains("salt.key"), "{error}");
    }
}

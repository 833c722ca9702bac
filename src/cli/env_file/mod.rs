//! Environment files (`NAME=value`), changed as an operator would want it: one program at a time,
//! whole or not at all, and nothing but the values touched.
//!
//! A change takes a lock on the folder and on the file, writes a temporary file beside it, flushes it
//! and renames it over the old one; owner and mode stay. Where the file cannot be replaced (a single
//! file mounted into a container, a folder that may not be written, a hard link) it is written in
//! place, which a kill in the middle can leave half done, and [`Saved::InPlace`] says so.

mod text;

pub use text::{Text, TextError};

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt, fchown};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The largest file that is taken for an environment file.
const BYTES_MAX: u64 = 1 << 20;
/// How often a change is made anew when somebody who takes no lock was faster.
const TRIES: usize = 5;

/// Why a file could not be changed. No message repeats a value.
#[derive(Debug, thiserror::Error)]
pub enum EnvFileError {
    /// There is no such file, and it was not to be made.
    #[error("{0} is not there")]
    Missing(PathBuf),
    /// It is a folder, a pipe or a link that leads nowhere.
    #[error("{0} is not a file{1}")]
    NotAFile(PathBuf, &'static str),
    /// Somebody holds the lock.
    #[error("{0} is being changed by another program, which has not finished within {1:?}")]
    Locked(PathBuf, Duration),
    /// The system refused.
    #[error("{path} cannot be {what}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// `read`, `written`, …
        what: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// Its text is odd.
    #[error("{path}: {source}")]
    Text {
        /// The file.
        path: PathBuf,
        /// What is odd.
        source: TextError,
    },
    /// It changed again and again.
    #[error("{0} was changed by another program each time it was about to be written")]
    Contended(PathBuf),
}

/// How a change reached the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// There was nothing to write.
    Unchanged,
    /// A new file took the place of the old one, whole.
    Replaced,
    /// The file was written in place, for this reason.
    InPlace(&'static str),
}

/// A file that this program alone changes, until this is dropped.
pub struct Session {
    /// The file itself, where links lead.
    path: PathBuf,
    /// Locks on the folder and on the file; closing them lets go.
    _locks: Vec<File>,
    /// What was read; `None` where there was no file.
    read: Option<Vec<u8>>,
    way: Way,
    /// Its content, to be changed.
    pub text: Text,
}

/// How the file will be written.
enum Way {
    Replace(Temporary),
    InPlace(&'static str),
}

/// A temporary file, gone when dropped.
struct Temporary {
    path: PathBuf,
    file: File,
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // After the rename there is nothing of this name.
        let _ = fs::remove_file(&self.path);
    }
}

/// Reads a file without a lock; `None` where there is none.
pub fn read(path: &Path) -> Result<Option<Text>, EnvFileError> {
    let path = resolve(path)?;
    let Some((bytes, _)) = contents(&path)? else {
        return Ok(None);
    };
    parse(&path, &bytes).map(Some)
}

impl Session {
    /// Takes the lock within `patience`, reads, and makes sure that the file can be written: whoever
    /// makes a secret in between must not find out afterwards that it cannot be kept.
    ///
    /// Where there is no file: an error, or an empty text when `like` names a file whose owner the new
    /// one gets. A new file is for its owner alone.
    pub fn open(
        path: &Path,
        like: Option<&Path>,
        patience: Duration,
    ) -> Result<Self, EnvFileError> {
        let path = resolve(path)?;
        let deadline = Instant::now() + patience;
        let mut locks = Vec::new();
        // A folder can be locked where nothing can be made in it, and no lock file stays behind.
        if let Ok(folder) = File::open(folder_of(&path)) {
            lock(&folder, &path, deadline, patience)?;
            locks.push(folder);
        }
        let found = contents(&path)?;
        if let Some((_, file)) = &found {
            let file = file.try_clone().map_err(failed(&path, "read"))?;
            // Through a mount of the file alone, the folder is another one for each container.
            lock(&file, &path, deadline, patience)?;
            locks.push(file);
        }
        // Read again: the lock may have been waited for.
        let found = contents(&path)?;
        let owner = match (&found, like) {
            (Some((_, file)), _) => file.metadata().map_err(failed(&path, "read"))?,
            (None, Some(like)) => fs::metadata(resolve(like)?).map_err(failed(like, "read"))?,
            (None, None) => return Err(EnvFileError::Missing(path)),
        };
        let mode = found.as_ref().map_or(0o600, |_| owner.mode() & 0o7777);
        let way = way(&path, found.is_some(), &owner, mode)?;
        let read = found.map(|(bytes, _)| bytes);
        Ok(Self {
            text: parse(&path, read.as_deref().unwrap_or_default())?,
            path,
            _locks: locks,
            read,
            way,
        })
    }

    /// Writes what has changed. Fails with [`EnvFileError::Contended`] when the file is not any more
    /// what was read: somebody changed it without a lock.
    pub fn save(self) -> Result<Saved, EnvFileError> {
        let new = self.text.to_string().into_bytes();
        if self.read.as_ref() == Some(&new) {
            return Ok(Saved::Unchanged);
        }
        let now = contents(&self.path)?.map(|(bytes, _)| bytes);
        if now != self.read {
            return Err(EnvFileError::Contended(self.path));
        }
        let temporary = match self.way {
            Way::InPlace(reason) => {
                write_in_place(&self.path, &new).map_err(failed(&self.path, "written"))?;
                return Ok(Saved::InPlace(reason));
            }
            Way::Replace(temporary) => temporary,
        };
        let mut file = &temporary.file;
        file.write_all(&new)
            .and_then(|()| file.sync_all())
            .map_err(failed(&self.path, "written"))?;
        match fs::rename(&temporary.path, &self.path) {
            Ok(()) => {}
            // The name itself is a mount, and stays what it is.
            Err(error) if error.kind() == ErrorKind::ResourceBusy => {
                write_in_place(&self.path, &new).map_err(failed(&self.path, "written"))?;
                return Ok(Saved::InPlace("it is mounted as a single file"));
            }
            Err(error) => return Err(failed(&self.path, "replaced")(error)),
        }
        File::open(folder_of(&self.path))
            .and_then(|folder| folder.sync_all())
            .map_err(failed(&self.path, "written"))?;
        Ok(Saved::Replaced)
    }
}

/// Changes a file: reads it under the lock, lets `change` have its text, and writes it. Starts anew
/// when somebody without a lock was faster.
pub fn change<T>(
    path: &Path,
    like: Option<&Path>,
    patience: Duration,
    mut change: impl FnMut(&mut Text) -> Result<T, TextError>,
) -> Result<(T, Saved), EnvFileError> {
    for _ in 0..TRIES {
        let mut session = Session::open(path, like, patience)?;
        let made = change(&mut session.text).map_err(|source| EnvFileError::Text {
            path: path.to_owned(),
            source,
        })?;
        match session.save() {
            Ok(saved) => return Ok((made, saved)),
            Err(EnvFileError::Contended(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Err(EnvFileError::Contended(path.to_owned()))
}

fn failed<'p>(path: &'p Path, what: &'static str) -> impl FnOnce(io::Error) -> EnvFileError + 'p {
    move |source| EnvFileError::Io {
        path: path.to_owned(),
        what,
        source,
    }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Follows links to the file itself: it is what changes, and the link stays.
fn resolve(path: &Path) -> Result<PathBuf, EnvFileError> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_symlink() => fs::canonicalize(path)
            .map_err(|_| EnvFileError::NotAFile(path.to_owned(), " but a link that leads nowhere")),
        _ => Ok(path.to_owned()),
    }
}

/// The bytes of a file and the file; `None` where there is none.
fn contents(path: &Path) -> Result<Option<(Vec<u8>, File)>, EnvFileError> {
    // Opening a pipe would wait for a writer.
    match fs::metadata(path) {
        Ok(found) if !found.is_file() => {
            return Err(EnvFileError::NotAFile(path.to_owned(), ""));
        }
        Ok(found) if found.len() > BYTES_MAX => {
            return Err(EnvFileError::NotAFile(
                path.to_owned(),
                " of variables: it is larger than 1 MiB",
            ));
        }
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(path, "read")(error)),
    }
    let mut file = File::open(path).map_err(failed(path, "read"))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(failed(path, "read"))?;
    Ok(Some((bytes, file)))
}

fn parse(path: &Path, bytes: &[u8]) -> Result<Text, EnvFileError> {
    Text::parse(bytes).map_err(|source| EnvFileError::Text {
        path: path.to_owned(),
        source,
    })
}

fn lock(
    file: &File,
    path: &Path,
    deadline: Instant,
    patience: Duration,
) -> Result<(), EnvFileError> {
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) if Instant::now() < deadline => {
                std::thread::sleep(Duration::from_millis(20));
            }
            Err(TryLockError::WouldBlock) => {
                return Err(EnvFileError::Locked(path.to_owned(), patience));
            }
            // A file system without locks: the comparison before the write is what is left.
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {
                return Ok(());
            }
            Err(TryLockError::Error(error)) => return Err(failed(path, "locked")(error)),
        }
    }
}

/// Finds out how the file can be written, before anything depends on it.
fn way(path: &Path, exists: bool, owner: &fs::Metadata, mode: u32) -> Result<Way, EnvFileError> {
    sweep(path);
    if exists && owner.nlink() > 1 {
        writable(path)?;
        return Ok(Way::InPlace(
            "it has another name, which a new file would not have",
        ));
    }
    let temporary = match temporary(path) {
        Ok(temporary) => temporary,
        Err(error) if exists && is_refusal(&error) => {
            writable(path)?;
            return Ok(Way::InPlace("nothing can be made in its folder"));
        }
        Err(error) => return Err(failed(path, "written")(error)),
    };
    let meta = temporary.file.metadata().map_err(failed(path, "written"))?;
    if (meta.uid(), meta.gid()) != (owner.uid(), owner.gid()) {
        let given = fchown(&temporary.file, Some(owner.uid()), Some(owner.gid()));
        if given.is_err() && exists {
            writable(path)?;
            return Ok(Way::InPlace("its owner is another user, who is to keep it"));
        }
    }
    // After the owner: a change of owner takes some bits away.
    temporary
        .file
        .set_permissions(fs::Permissions::from_mode(mode))
        .map_err(failed(path, "written"))?;
    Ok(Way::Replace(temporary))
}

fn is_refusal(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem
    )
}

fn writable(path: &Path) -> Result<(), EnvFileError> {
    OpenOptions::new()
        .write(true)
        .open(path)
        .map(drop)
        .map_err(failed(path, "written"))
}

/// What names of temporary files begin with.
fn prefix(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    format!("{name}.cw-tmp-")
}

fn temporary(path: &Path) -> io::Result<Temporary> {
    let mut random = [0; 8];
    getrandom::fill(&mut random).map_err(|error| io::Error::other(error.to_string()))?;
    let unique = u64::from_le_bytes(random);
    let path = folder_of(path).join(format!("{}{unique:016x}", prefix(path)));
    let file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)?;
    Ok(Temporary { path, file })
}

/// Removes what programs that were killed have left. Whoever is here holds the lock, so none is in use.
fn sweep(path: &Path) {
    let prefix = prefix(path);
    let Ok(entries) = fs::read_dir(folder_of(path)) else {
        return;
    };
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().starts_with(&prefix) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Writes over the old text and then cuts what is left of it, so that the file is never empty.
fn write_in_place(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(path)?;
    file.seek(SeekFrom::Start(0))?;
    file.write_all(bytes)?;
    file.set_len(bytes.len() as u64)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Duration = Duration::from_millis(50);

    fn set(path: &Path, name: &str, value: &str) -> Result<Saved, EnvFileError> {
        change(path, None, PATIENCE, |text| text.set(name, value)).map(|((), saved)| saved)
    }

    #[test]
    fn mode_link_and_neighbours_stay() {
        let folder = tempfile::tempdir().expect("a folder");
        let real = folder.path().join("real.env");
        fs::write(&real, "# mine\nA=1\n").expect("written");
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("a mode");
        let link = folder.path().join(".env");
        std::os::unix::fs::symlink("real.env", &link).expect("a link");
        // Left by a program that was killed.
        fs::write(folder.path().join("real.env.cw-tmp-0"), "SECRET=1").expect("written");
        assert_eq!(set(&link, "A", "2").expect("saved"), Saved::Replaced);
        assert_eq!(set(&link, "A", "2").expect("saved"), Saved::Unchanged);
        assert!(fs::symlink_metadata(&link).expect("a link").is_symlink());
        assert_eq!(fs::read_to_string(&real).expect("text"), "# mine\nA=2\n");
        let mode = fs::metadata(&real).expect("metadata").mode();
        assert_eq!(mode & 0o7777, 0o640);
        assert_eq!(fs::read_dir(folder.path()).expect("a list").count(), 2);
    }

    #[test]
    fn a_new_file_is_its_owners_alone_and_odd_ones_are_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("new.env");
        assert!(matches!(
            set(&path, "A", "1"),
            Err(EnvFileError::Missing(_))
        ));
        let like = folder.path();
        change(&path, Some(like), PATIENCE, |text| text.set("A", "1")).expect("made");
        let mode = fs::metadata(&path).expect("metadata").mode();
        assert_eq!(mode & 0o777, 0o600);
        assert!(matches!(
            set(like, "A", "1"),
            Err(EnvFileError::NotAFile(..))
        ));
        let dangling = folder.path().join("dangling");
        std::os::unix::fs::symlink("nowhere", &dangling).expect("a link");
        assert!(matches!(
            set(&dangling, "A", "1"),
            Err(EnvFileError::NotAFile(..))
        ));
    }

    #[test]
    fn who_comes_second_waits_and_who_takes_no_lock_is_noticed() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(".env");
        fs::write(&path, "A=1\n").expect("written");
        let mut first = Session::open(&path, None, PATIENCE).expect("opened");
        assert!(matches!(
            set(&path, "A", "3"),
            Err(EnvFileError::Locked(..))
        ));
        first.text.set("A", "2").expect("set");
        fs::write(&path, "A=1\nB=by hand\n").expect("written");
        assert!(matches!(first.save(), Err(EnvFileError::Contended(_))));
        let mut tried = 0;
        let both = change(&path, None, PATIENCE, |text| {
            tried += 1;
            if tried == 1 {
                fs::write(&path, "A=1\nB=by hand again\n").expect("written");
            }
            text.set("A", "2")
        });
        both.expect("saved at the second try");
        assert_eq!(
            fs::read_to_string(&path).expect("text"),
            "A=2\nB=by hand again\n"
        );
    }

    #[test]
    fn a_file_with_another_name_is_written_in_place() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, other) = (folder.path().join(".env"), folder.path().join("other"));
        fs::write(&path, "A=a-long-value\nB=1\n").expect("written");
        fs::hard_link(&path, &other).expect("a link");
        assert!(matches!(
            set(&path, "A", "2").expect("saved"),
            Saved::InPlace(_)
        ));
        assert_eq!(fs::read_to_string(&other).expect("text"), "A=2\nB=1\n");
    }
}

//! Where the socket is: in the storage folder, as `control.sock`, which only the account that runs the server can open.

use std::{
    fs::File,
    io,
    os::fd::AsRawFd as _,
    path::{Path, PathBuf},
};

use rustix::{
    fs::{AtFlags, Mode, chmodat, mkdirat, renameat, unlinkat},
    io::Errno,
    process::geteuid,
};
use tokio::net::{UnixListener, UnixSocket, UnixStream};

/// The socket.
const SOCKET: &str = "control.sock";
/// The folder in which it is made. It is there for a moment only.
const MAKING: &str = "control.new";
/// The longest path of a socket, in bytes, on every system: BSD allows 103, Linux 107 (`sun_path` in unix(7)).
const LONGEST_PATH: usize = 103;
/// How many connections wait to be accepted; a client tries again while they do.
const BACKLOG: u32 = 16;

/// A storage folder, by its path and open: files are named from the open folder, which may have been moved since.
pub(super) struct Place {
    storage: PathBuf,
    folder: File,
}

/// The account that this process runs as.
#[must_use]
pub fn own_account() -> u32 {
    geteuid().as_raw()
}

impl Place {
    /// The place in a storage folder, which must exist.
    pub(super) fn in_folder(storage: &Path) -> io::Result<Self> {
        Ok(Self { storage: storage.to_owned(), folder: File::open(storage)? })
    }

    /// A path short enough for a socket. Linux has one for every open folder.
    fn path(&self, name: &str) -> PathBuf {
        let path = self.storage.join(name);
        if path.as_os_str().len() <= LONGEST_PATH || !cfg!(target_os = "linux") {
            return path;
        }
        PathBuf::from(format!("/proc/self/fd/{}/{name}", self.folder.as_raw_fd()))
    }

    /// Makes the socket, in place of one that a server left when it crashed: the caller has the lock of the folder, so no
    /// server uses it.
    pub(super) fn listen(&self) -> io::Result<UnixListener> {
        self.clean_up()?;
        let made = self.make();
        if made.is_err() {
            // What could not be made may not be removed either: the first error says more.
            drop(self.clean_up());
        }
        made
    }

    /// Makes it in a folder that nobody else can enter, gives it its mode there, and moves it: at no instant can another
    /// account open it, whatever the umask and whoever can read the storage folder.
    fn make(&self) -> io::Result<UnixListener> {
        mkdirat(&self.folder, MAKING, Mode::RWXU)?;
        let new = format!("{MAKING}/{SOCKET}");
        let socket = UnixSocket::new_stream()?;
        socket.bind(self.path(&new))?;
        chmodat(&self.folder, &new, Mode::RUSR | Mode::WUSR, AtFlags::empty())?;
        let listener = socket.listen(BACKLOG)?;
        renameat(&self.folder, &new, &self.folder, SOCKET)?;
        unlinkat(&self.folder, MAKING, AtFlags::REMOVEDIR)?;
        Ok(listener)
    }

    /// Removes what a crash left while a socket was being made.
    fn clean_up(&self) -> io::Result<()> {
        let socket = unlinkat(&self.folder, format!("{MAKING}/{SOCKET}"), AtFlags::empty());
        let folder = unlinkat(&self.folder, MAKING, AtFlags::REMOVEDIR);
        for removed in [socket, folder] {
            match removed {
                Ok(()) | Err(Errno::NOENT) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// Removes the socket.
    pub(super) fn remove(&self) -> io::Result<()> {
        Ok(unlinkat(&self.folder, SOCKET, AtFlags::empty())?)
    }

    /// Connects to the server that listens there.
    pub(super) async fn connect(&self) -> io::Result<UnixStream> {
        UnixStream::connect(self.path(SOCKET)).await
    }
}

/// The account of the other end, when it is not the one that runs this program.
pub(super) fn other_account(stream: &UnixStream) -> io::Result<Option<u32>> {
    let uid = stream.peer_cred()?.uid();
    Ok((uid != own_account()).then_some(uid))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use std::{
        fs,
        os::unix::{
            fs::{FileTypeExt as _, PermissionsExt as _},
            net::UnixListener as Unused,
        },
    };

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
        entries.map(|entry| entry.file_name().into_string().unwrap()).collect()
    }

    #[tokio::test]
    async fn only_its_owner_can_open_it_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::in_folder(folder.path()).unwrap();
        let _listener = place.listen().unwrap();
        let known = fs::metadata(folder.path().join(SOCKET)).unwrap();
        assert!(known.file_type().is_socket());
        assert_eq!(known.permissions().mode() & 0o777, 0o600);
        assert_eq!(names(folder.path()), [SOCKET]);
        assert_eq!(other_account(&place.connect().await.unwrap()).unwrap(), None);
        place.remove().unwrap();
        assert!(names(folder.path()).is_empty());
        assert_eq!(place.connect().await.unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    #[tokio::test]
    async fn what_crashes_left_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::in_folder(folder.path()).unwrap();
        drop(Unused::bind(folder.path().join(SOCKET)).unwrap());
        fs::create_dir(folder.path().join(MAKING)).unwrap();
        drop(Unused::bind(folder.path().join(MAKING).join(SOCKET)).unwrap());
        assert_eq!(place.connect().await.unwrap_err().kind(), io::ErrorKind::ConnectionRefused);
        let _listener = place.listen().unwrap();
        place.connect().await.unwrap();
        assert_eq!(names(folder.path()), [SOCKET]);
    }

    #[tokio::test]
    async fn a_folder_in_its_way_stays_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let kept = folder.path().join(SOCKET).join("kept");
        fs::create_dir_all(&kept).unwrap();
        assert!(Place::in_folder(folder.path()).unwrap().listen().is_err());
        assert!(kept.is_dir());
        assert_eq!(names(folder.path()), [SOCKET]);
    }

    #[tokio::test]
    async fn a_path_longer_than_a_socket_may_have_is_no_hindrance() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("a".repeat(200)).join("b".repeat(200));
        fs::create_dir_all(&deep).unwrap();
        let place = Place::in_folder(&deep).unwrap();
        let _listener = place.listen().unwrap();
        place.connect().await.unwrap();
        assert_eq!(names(&deep), [SOCKET]);
    }
}

//! A PostgreSQL server of the tests: its data in a folder of its own, its life that of the test program.

use std::{
    env,
    ffi::OsStr,
    fs,
    io::Write as _,
    net::TcpListener,
    os::unix::{
        fs::{PermissionsExt as _, chown},
        process::CommandExt as _,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        LazyLock, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread::sleep,
    time::Duration,
};

use tempfile::TempDir;
use tokio_postgres::{Client, NoTls};

/// The password of the user `zef`.
pub const PASSWORD: &str = "ajonc-et-lande";
/// How many times 20 ms a server may take to start or to end.
const PATIENCE: usize = 3_000;
/// Data are forced to the disk for nobody: no test takes the current away.
const SETTINGS: &str = "\nfsync = off\nsynchronous_commit = on\nfull_page_writes = off\nmax_connections = 300\n\
    shared_buffers = 64MB\nlogging_collector = off\nlisten_addresses = '127.0.0.1'\nautovacuum = off\n";
/// Runs a server until its input ends, as it does when this program ends, however it does.
const KEEPER: &str = r#""$0" -D "$1/data" -p "$2" >>"$1/data/log" 2>&1 & server=$!; read -r word; kill -INT "$server"
    wait "$server"; [ "$word" = keep ] || rm -r "$1""#;

/// The server of all tests that do not end theirs.
static SHARED: LazyLock<Cluster> = LazyLock::new(Cluster::start_new);

/// A server.
pub struct Cluster {
    programs: PathBuf,
    folder: TempDir,
    port: u16,
    keeper: Mutex<Option<Child>>,
    databases: AtomicUsize,
}

/// A database of a server.
pub struct Database {
    pub url: String,
    pub name: String,
}

/// A new database on the shared server.
pub async fn fresh() -> Database {
    SHARED.database(None).await
}

/// The shared server.
pub fn shared() -> &'static Cluster {
    &SHARED
}

impl Cluster {
    /// A server of its own.
    pub fn start_new() -> Self {
        Self::start_by(programs())
    }

    /// The same, by the programs that are installed, which know TLS: those that are asked for may not.
    pub fn start_installed() -> Self {
        Self::start_by(installed())
    }

    fn start_by(programs: PathBuf) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        own(folder.path());
        let password = folder.path().join("password");
        fs::write(&password, PASSWORD).unwrap();
        own(&password);
        let mut made = as_its_user(&programs.join("initdb"));
        made.arg("-D").arg(&data).args(["-U", "zef", "--auth-local=trust", "--auth-host=scram-sha-256", "--no-sync"]);
        made.args(["--encoding=UTF8", "--locale=C.UTF-8"]).arg(format!("--pwfile={}", password.display()));
        let made = made.current_dir(folder.path()).output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        Self::begun(programs, folder, free_port(), SETTINGS)
    }

    /// The server of this folder, once its settings are complete.
    fn begun(programs: PathBuf, folder: TempDir, port: u16, more: &str) -> Self {
        let settings = folder.path().join("data/postgresql.conf");
        let text = fs::read_to_string(&settings).unwrap();
        let sockets = format!("unix_socket_directories = '{}'\n", folder.path().display());
        fs::write(&settings, [&text, more, &sockets].concat()).unwrap();
        let cluster = Self { programs, folder, port, keeper: Mutex::new(None), databases: AtomicUsize::new(0) };
        cluster.start();
        cluster
    }

    /// A copy of this server that follows it and takes no writes. From now on, no change is acknowledged before the copy has it.
    pub async fn followed_at(&self, port: u16) -> Self {
        let folder = tempfile::tempdir().unwrap();
        own(folder.path());
        let mut copied = as_its_user(&self.programs.join("pg_basebackup"));
        copied.arg("-D").arg(folder.path().join("data")).args(["-R", "-X", "stream", "-c", "fast", "--no-sync", "-d"]);
        let follows = format!("host=127.0.0.1 port={} user=zef password={PASSWORD} application_name=copy", self.port);
        let copied = copied.arg(follows).current_dir(folder.path()).output().unwrap();
        assert!(copied.status.success(), "{}", String::from_utf8_lossy(&copied.stderr));
        let copy = Self::begun(self.programs.clone(), folder, port, "");
        let client = self.client("postgres").await;
        client.execute("alter system set synchronous_standby_names = 'copy'", &[]).await.unwrap();
        client.execute("select pg_reload_conf()", &[]).await.unwrap();
        for _ in 0..PATIENCE {
            let asked = "select count(*) from pg_stat_replication where sync_state = 'sync'";
            if client.query_one(asked, &[]).await.unwrap().get::<_, i64>(0) == 1 {
                return copy;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("the copy does not follow:\n{}", copy.log());
    }

    /// Makes a copy a server of its own, as an administrator does when the one that it follows is lost.
    pub fn promote(&self) {
        let mut promoted = as_its_user(&self.programs.join("pg_ctl"));
        promoted.arg("promote").arg("-D").arg(self.data()).current_dir(self.folder.path());
        let promoted = promoted.output().unwrap();
        assert!(promoted.status.success(), "{promoted:?}\n{}", self.log());
    }

    /// Puts a file into its data that nobody else may read.
    pub fn has_file(&self, name: &str, content: &[u8]) {
        let path = self.data().join(name);
        fs::write(&path, content).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        own(&path);
    }

    /// Starts it, and waits until it answers.
    pub fn start(&self) {
        // A server that was killed stays listed until its keeper asks, and another one would take it for running.
        if let Some(mut earlier) = self.keeper.lock().unwrap().take() {
            earlier.stdin.take().unwrap().write_all(b"keep\n").unwrap();
            earlier.wait().unwrap();
        }
        let mut keeper = as_its_user(Path::new("sh"));
        keeper
            .arg("-c")
            .arg(KEEPER)
            .arg(self.programs.join("postgres"))
            .arg(self.folder.path())
            .arg(self.port.to_string());
        keeper.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).current_dir(self.folder.path());
        self.keeper.lock().unwrap().replace(keeper.spawn().unwrap());
        for _ in 0..PATIENCE {
            let mut asked = Command::new(self.programs.join("pg_isready"));
            asked.args(["-q", "-h", "127.0.0.1", "-p"]).arg(self.port.to_string());
            if asked.status().unwrap().success() {
                return;
            }
            sleep(Duration::from_millis(20));
        }
        panic!("the server does not start:\n{}", self.log());
    }

    /// Ends it as an administrator does, who waits for no client.
    pub fn stop(&self) {
        let server = self.server();
        signal("-INT", &server);
        self.wait_for_the_end_of(&server);
    }

    /// kill -9: the server and all that work for it end in the middle of whatever they do.
    pub fn kill(&self) {
        let server = self.server();
        signal("-9", &server);
        // One that was just beginning its work may come to light a moment later.
        for _ in 0..PATIENCE {
            let workers = workers_in(&self.data());
            if workers.is_empty() {
                break;
            }
            for worker in &workers {
                signal("-9", worker);
            }
            sleep(Duration::from_millis(5));
        }
        self.wait_for_the_end_of(&server);
    }

    fn wait_for_the_end_of(&self, server: &str) {
        for _ in 0..PATIENCE {
            let is_there = fs::read_to_string(format!("/proc/{server}/stat"));
            // One that has ended stays listed until its keeper asks.
            if is_there.map_or(true, |stat| stat.contains(") Z ")) {
                return;
            }
            sleep(Duration::from_millis(20));
        }
        panic!("the server does not end:\n{}", self.log());
    }

    fn server(&self) -> String {
        let told = fs::read_to_string(self.data().join("postmaster.pid")).unwrap();
        told.lines().next().unwrap().to_owned()
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn log(&self) -> String {
        fs::read_to_string(self.data().join("log")).unwrap_or_default()
    }

    /// The port that it listens on.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// The address of a database, over a port of this machine.
    pub fn url(port: u16, name: &str) -> String {
        format!("postgres://zef:{PASSWORD}@127.0.0.1:{port}/{name}")
    }

    /// A new database, empty or a copy of another one to which nobody is connected.
    pub async fn database(&self, template: Option<&str>) -> Database {
        let name = format!("t{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let template = template.unwrap_or("template0");
        self.client("postgres")
            .await
            .batch_execute(&format!("create database {name} template {template}"))
            .await
            .unwrap();
        Database { url: Self::url(self.port, &name), name }
    }

    /// A connection to one of its databases.
    pub async fn client(&self, name: &str) -> Client {
        let (client, connection) = tokio_postgres::connect(&Self::url(self.port, name), NoTls).await.unwrap();
        tokio::spawn(connection);
        client
    }

    /// Every file of its data but the write-ahead log, which is not rewritten.
    pub fn files(&self) -> Vec<PathBuf> {
        let mut files = crate::zef::files_in(&self.data());
        files.retain(|path| !path.components().any(|part| part.as_os_str() == OsStr::new("pg_wal")));
        files
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(mut keeper) = self.keeper.lock().unwrap().take() {
            drop(keeper.stdin.take());
            keeper.wait().ok();
        }
    }
}

/// A port that was free a moment ago.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// The folder of the programs of the server that is asked for, or of the newest one that is installed.
fn programs() -> PathBuf {
    env::var_os("ZEF_POSTGRES").map_or_else(installed, PathBuf::from)
}

/// The folder of the programs of the newest server that is installed.
fn installed() -> PathBuf {
    let version = |path: &PathBuf| path.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok());
    let installed =
        fs::read_dir("/usr/lib/postgresql").map(|found| found.flatten().map(|entry| entry.path()).collect());
    let installed: Vec<PathBuf> = installed.unwrap_or_default();
    let newest = installed.into_iter().filter(|path| path.join("bin/postgres").exists()).max_by_key(version);
    let Some(newest) = newest else {
        panic!("there is no PostgreSQL server: install the package postgresql, or run ./test")
    };
    newest.join("bin")
}

/// A command of the server, which refuses to run as root.
fn as_its_user(program: &Path) -> Command {
    let mut command = Command::new(program);
    if let Some((user, group)) = *USER {
        command.uid(user).gid(group);
    }
    command
}

fn own(path: &Path) {
    if let Some((user, group)) = *USER {
        chown(path, Some(user), Some(group)).unwrap();
    }
}

/// The user and the group of the server where root runs the tests.
static USER: LazyLock<Option<(u32, u32)>> = LazyLock::new(|| {
    let id = |arguments: &[&str]| {
        let told = Command::new("id").args(arguments).output().unwrap();
        String::from_utf8(told.stdout).unwrap().trim().parse::<u32>().unwrap()
    };
    (id(&["-u"]) == 0).then(|| (id(&["-u", "postgres"]), id(&["-g", "postgres"])))
});

fn signal(which: &str, process: &str) {
    // It may have ended meanwhile.
    Command::new("kill").args([which, process]).stderr(Stdio::null()).status().unwrap();
}

/// The processes of the server of this folder, in which each of them works.
fn workers_in(data: &Path) -> Vec<String> {
    let all = fs::read_dir("/proc").unwrap().flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let works_there = |process: &String| fs::read_link(format!("/proc/{process}/cwd")).is_ok_and(|cwd| cwd == data);
    all.filter(|name| name.bytes().all(|byte| byte.is_ascii_digit())).filter(works_there).collect()
}

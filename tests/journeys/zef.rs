//! The built binary on its own storage folder: a [`House`] is a stopped library, a [`Zef`] one that is being served;
//! starting and stopping turn one into the other.

use std::{
    ffi::OsStr,
    fs,
    io::{BufRead, BufReader, Read, Write},
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::{LazyLock, Mutex, mpsc},
    thread::{self, JoinHandle},
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

pub use super::folders::{copy_folder, files_in};
use crate::{
    actors::{Actor, Crowd},
    made_once,
};

/// How long a start or an end may take before the story gives up: a guard against waiting for ever, not a measure.
const PATIENCE: Duration = Duration::from_mins(1);

/// Everybody's password: these stories are about other things.
pub const PASSWORD: &str = "lande bruyère ajonc granit";

/// The people of these stories: handle, name, role, and whether they are trusted.
const PEOPLE: [(&str, &str, &str, bool); 5] = [
    ("anne", "Anne Le Gall", "contributor", false),
    ("bran", "Bran Kerhervé", "contributor", false),
    ("tina", "Tina Morvan", "contributor", true),
    ("mona", "Mona Quéré", "moderator", false),
    ("ada", "Ada Riou", "admin", false),
];

/// A storage folder in which these people have accounts, made once by the binary and copied for each story.
static FURNISHED: LazyLock<Furnished> = LazyLock::new(Furnished::make);

struct Furnished {
    storage: PathBuf,
    crowd: Crowd,
}

impl Furnished {
    fn make() -> Self {
        let folder = made_once::folder("furnished", |folder| {
            let storage = folder.join("storage");
            let tokens = furnish(|arguments, input| run(&storage, arguments, input));
            fs::write(folder.join("tokens"), tokens.join("\n")).unwrap();
        });
        let tokens = fs::read_to_string(folder.join("tokens")).unwrap();
        let tokens: Vec<String> = tokens.lines().map(str::to_owned).collect();
        Self { storage: folder.join("storage"), crowd: Crowd::of(tokens.try_into().unwrap()) }
    }
}

/// Makes accounts for all people, and gives the tokens of those who have one.
fn furnish(run: impl Fn(&[&str], &str) -> Ran) -> [String; 4] {
    for (handle, name, role, trusted) in PEOPLE {
        let mut add = vec!["person", "add", handle, "--name", name, "--role", role, "--password-stdin"];
        add.extend(trusted.then_some("--trusted"));
        run(&add, PASSWORD).well();
    }
    let token = |handle| run(&["token", "add", handle, "--label", "journeys"], "").alone_on_a_line();
    ["anne", "bran", "tina", "mona"].map(token)
}

/// A library that is not being served.
pub struct House {
    folder: TempDir,
    /// Its storage folder.
    pub storage: PathBuf,
    crowd: Crowd,
    config: Option<PathBuf>,
    public_url: Option<String>,
    /// What the environment of its server says.
    variables: Vec<(&'static str, String)>,
}

impl House {
    /// A library with an account for each person of the tests.
    pub fn new() -> Self {
        let house = Self::empty();
        copy_folder(&FURNISHED.storage, &house.storage);
        Self { crowd: FURNISHED.crowd.clone(), ..house }
    }

    /// An empty library.
    pub fn empty() -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let storage = folder.path().join("storage");
        Self { folder, storage, crowd: Crowd::default(), config: None, public_url: None, variables: Vec::new() }
    }

    /// The same library with this configuration file.
    pub fn configured(mut self, toml: &str) -> Self {
        let path = self.folder.path().join("zef.toml");
        fs::write(&path, toml).unwrap();
        self.config = Some(path);
        self
    }

    /// The same library, where its configuration says that it is, with an account for each person.
    pub fn furnished(self) -> Self {
        let tokens = furnish(|arguments, input| self.run_as_configured(arguments, input));
        Self { crowd: Crowd::of(tokens), ..self }
    }

    /// Runs a command with its configuration.
    pub fn run_as_configured(&self, arguments: &[&str], input: &str) -> Ran {
        let config = self.config.as_deref().and_then(Path::to_str).unwrap();
        run(&self.storage, &[&["--config", config], arguments].concat(), input)
    }

    /// The same library, known to the world under this address.
    pub fn known_as(mut self, public_url: &str) -> Self {
        self.public_url = Some(public_url.to_owned());
        self
    }

    /// The same library, served by a program that gives memory back to the system as soon as nothing is in it. Its
    /// allocator keeps it for some milliseconds otherwise, and on a busy machine for as long as it is not given a turn:
    /// what is measured is then what was in use before as well.
    pub fn giving_memory_back_at_once(self) -> Self {
        // An option of mimalloc, in milliseconds.
        self.told("MIMALLOC_PURGE_DELAY", "0")
    }

    /// The same library, served by a program that trusts this certificate alone.
    pub fn trusting(self, certificate: &str) -> Self {
        self.told("SSL_CERT_FILE", certificate)
    }

    /// The same library, whose environment says this.
    pub fn told(mut self, variable: &'static str, value: &str) -> Self {
        self.variables.push((variable, value.to_owned()));
        self
    }

    /// Runs a command in that environment.
    pub fn run_as_told(&self, arguments: &[&str]) -> Ran {
        let mut command = binary();
        command.args(arguments).envs(self.variables.iter().cloned());
        Ran::of(command.arg("--storage").arg(&self.storage).output().unwrap())
    }

    /// The same library with its storage in another place, which must exist.
    pub fn moved_to(mut self, storage: PathBuf) -> Self {
        copy_folder(&self.storage, &storage);
        self.storage = storage;
        self
    }

    /// The same people with an empty storage of this name, which is not made yet.
    pub fn at_an_empty(mut self, name: &str) -> Self {
        self.storage = self.folder.path().join(name);
        self
    }

    /// Another node of the same library: with its configuration and its originals, and a storage folder of its own.
    pub fn another_node(&self) -> Self {
        let node = Self::empty();
        fs::create_dir(&node.storage).unwrap();
        for shared in ["originals", "renditions"] {
            // Nothing where they are in a bucket.
            if let Ok(there) = fs::canonicalize(self.storage.join(shared)) {
                symlink(there, node.storage.join(shared)).unwrap();
            }
        }
        let (crowd, config, public_url) = (self.crowd.clone(), self.config.clone(), self.public_url.clone());
        Self { crowd, config, public_url, variables: self.variables.clone(), ..node }
    }

    /// A folder for the files of this test, beside the storage.
    pub fn desk(&self) -> &Path {
        self.folder.path()
    }

    /// The same library with Cora in it, who is a curator, and her token.
    pub fn with_curator(self) -> (Self, String) {
        let add = ["person", "add", "cora", "--name", "Cora Bihan", "--role", "curator", "--password-stdin"];
        self.run_reading(&add, PASSWORD).well();
        let token = self.run(&["token", "add", "cora"]).alone_on_a_line();
        (self, token)
    }

    /// Runs a command on it, and waits for its end.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.run_reading(arguments, "")
    }

    /// Runs a command that reads this from its standard input.
    pub fn run_reading(&self, arguments: &[&str], input: &str) -> Ran {
        run(&self.storage, arguments, input)
    }

    /// Starts a command on it, whose end is up to the test.
    pub fn begin(&self, arguments: &[&str]) -> Child {
        let mut command = binary();
        command.args(arguments).arg("--storage").arg(&self.storage);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// Serves it on a free port, or at the address that its environment says.
    pub fn serve(self) -> Zef {
        let mut command = binary();
        let place = self.variables.iter().rfind(|(name, _)| *name == "ZEF_LISTEN");
        let place = place.map_or("127.0.0.1:0", |(_, address)| address);
        command.args(["serve", "--listen", place, "--storage"]).arg(&self.storage);
        command.envs(self.variables.iter().cloned());
        if let Some(config) = &self.config {
            command.arg("--config").arg(config);
        }
        if let Some(url) = &self.public_url {
            command.args(["--public-url", url]);
        }
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        Zef::greeted(self, child)
    }
}

/// A library that is being served.
pub struct Zef {
    house: Option<House>,
    child: Child,
    /// Its address, without last slash.
    pub url: String,
    said: Said,
    logged: Said,
    /// Who has no account.
    pub visitor: Actor,
    /// Anne, whose photos wait for review.
    pub contributor: Actor,
    /// Bran, another one.
    pub other: Actor,
    /// Tina, whose photos are public at once.
    pub trusted: Actor,
    /// Mona, who reviews.
    pub moderator: Actor,
}

impl Zef {
    /// A new library with an account for each person, served.
    pub fn serve() -> Self {
        House::new().serve()
    }

    fn greeted(house: House, mut child: Child) -> Self {
        let (tell, told) = mpsc::channel();
        let said = Said::listen(child.stdout.take().unwrap(), Some(tell));
        let logged = Said::listen(child.stderr.take().unwrap(), None);
        let greeting = told.recv_timeout(PATIENCE);
        let Ok(url) = greeting else {
            child.kill().ok();
            child.wait().ok();
            panic!("it never said where it listens:\n{}\n{}", said.heard(), logged.heard());
        };
        let [visitor, contributor, other, trusted, moderator] = house.crowd.at(&url);
        Self { house: Some(house), child, url, said, logged, visitor, contributor, other, trusted, moderator }
    }

    /// Its storage folder.
    pub fn storage(&self) -> &Path {
        &self.house().storage
    }

    /// The library behind it, for the commands that one may try on a served one.
    pub fn house(&self) -> &House {
        self.house.as_ref().unwrap()
    }

    /// Everything it printed so far on standard output.
    pub fn said(&self) -> String {
        self.said.heard()
    }

    /// Everything it logged so far.
    pub fn log(&self) -> String {
        self.logged.heard()
    }

    /// Waits until its log holds this.
    pub async fn logs(&self, part: &str) {
        for _ in 0..PATIENCE.as_millis() / 10 {
            if self.log().contains(part) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("it never logged {part}:\n{}", self.log());
    }

    /// The first line on standard output that holds this, waited for.
    pub async fn heard_on_standard_output(&self, part: &str) -> String {
        for _ in 0..PATIENCE.as_millis() / 10 {
            if let Some(line) = self.said().lines().find(|line| line.contains(part)) {
                return line.to_owned();
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("it never said {part}:\n{}", self.said());
    }

    /// The most memory it ever had at once, in bytes.
    pub fn most_memory(&self) -> u64 {
        self.memory("VmHWM:")
    }

    /// The memory it has now, in bytes.
    pub fn memory_now(&self) -> u64 {
        self.memory("VmRSS:")
    }

    /// A line of its `status`, in bytes (proc(5)).
    fn memory(&self, name: &str) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
    }

    /// Asks it to end, without waiting for it.
    pub fn asked_to_end(&self) {
        kill_process(Pid::from_child(&self.child), Signal::TERM).unwrap();
    }

    /// SIGTERM, and it ends with exit code 0 and a log without error.
    pub fn ends_well(self) -> House {
        self.ends_having_logged(&[])
    }

    /// SIGTERM, and it ends with exit code 0 and no error in its log but lines that hold one of these, of which there are some.
    pub fn ends_having_logged(self, expected: &[&str]) -> House {
        let (house, has_some, log) = self.ends(expected);
        assert_eq!(has_some, !expected.is_empty(), "its log should have told of {expected:?}:\n{log}");
        house
    }

    /// The same where what it may log was perhaps over before it noticed.
    pub fn ends_having_logged_at_most(self, expected: &[&str]) -> House {
        self.ends(expected).0
    }

    fn ends(mut self, expected: &[&str]) -> (House, bool, String) {
        self.asked_to_end();
        let status = self.wait();
        let log = format!("{}{}", self.said.all(), self.logged.all());
        let faults: Vec<&str> = log.lines().filter(|line| is_fault(line)).collect();
        let (known, unknown): (Vec<&str>, Vec<&str>) =
            faults.into_iter().partition(|line| expected.iter().any(|part| line.contains(part)));
        assert!(!log.contains('\u{1b}'), "colours in a log that no terminal shows:\n{log}");
        assert!(unknown.is_empty(), "its log holds errors:\n{}", unknown.join("\n"));
        assert_eq!(status.code(), Some(0), "{log}");
        (self.house.take().unwrap(), !known.is_empty(), log)
    }

    /// kill -9: it ends in the middle of whatever it was doing.
    pub fn killed(self) -> House {
        self.killed_having_logged(&[])
    }

    /// The same, with no error in its log but lines that hold one of these.
    pub fn killed_having_logged(mut self, expected: &[&str]) -> House {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        let log = self.logged.all();
        let is_known = |line: &&str| expected.iter().any(|part| line.contains(part));
        assert!(log.lines().filter(|line| is_fault(line)).all(|line| is_known(&line)), "its log holds errors:\n{log}");
        self.house.take().unwrap()
    }

    fn wait(&mut self) -> std::process::ExitStatus {
        // Asked every 10 ms: the standard library has no wait with an end.
        for _ in 0..PATIENCE.as_millis() / 10 {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("it did not end when asked to:\n{}", self.logged.heard());
    }
}

impl Drop for Zef {
    fn drop(&mut self) {
        // A failed test leaves no server running.
        self.child.kill().ok();
        self.child.wait().ok();
        if thread::panicking() {
            eprintln!("--- its log\n{}---", self.logged.heard());
        }
    }
}

fn is_fault(line: &str) -> bool {
    line.contains("ERROR") || line.contains("panicked at")
}

/// What a process writes on one stream, heard as it comes.
struct Said {
    heard: std::sync::Arc<Mutex<String>>,
    listener: Option<JoinHandle<()>>,
}

impl Said {
    fn listen(stream: impl Read + Send + 'static, greeting: Option<mpsc::Sender<String>>) -> Self {
        let heard = std::sync::Arc::new(Mutex::new(String::new()));
        let into = std::sync::Arc::clone(&heard);
        let listener = thread::spawn(move || {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                if let (Some(tell), Some(url)) = (&greeting, line.strip_prefix("listening on ")) {
                    tell.send(url.trim().to_owned()).ok();
                }
                into.lock().unwrap().extend([line.as_str(), "\n"]);
            }
        });
        Self { heard, listener: Some(listener) }
    }

    fn heard(&self) -> String {
        self.heard.lock().unwrap().clone()
    }

    /// Everything, once the process has ended.
    fn all(&mut self) -> String {
        self.listener.take().map(JoinHandle::join);
        self.heard()
    }
}

/// A command that ended.
#[derive(Debug)]
pub struct Ran {
    /// Its exit code.
    pub code: i32,
    /// Its standard output.
    pub stdout: String,
    /// Its standard error.
    pub stderr: String,
}

impl Ran {
    fn of(output: Output) -> Self {
        let ran = Self {
            code: output.status.code().expect("it was not killed"),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        };
        assert!(!ran.stderr.contains("panicked at"), "{}", ran.stderr);
        assert!(!ran.written().contains('\u{1b}'), "colours where there is no terminal: {ran:?}");
        ran
    }

    /// It went well.
    #[track_caller]
    pub fn well(self) -> Self {
        assert_eq!(self.code, 0, "{self:?}");
        self
    }

    /// Everything it wrote.
    pub fn written(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }

    /// The one line it wrote on standard output.
    #[track_caller]
    fn alone_on_a_line(self) -> String {
        let ran = self.well();
        assert_eq!(ran.stdout.lines().count(), 1, "{ran:?}");
        ran.stdout.trim().to_owned()
    }
}

fn binary() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zef"));
    // The log level is the default one, whatever the developer's terminal asks for.
    command.env_remove("ZEF_LOG");
    command
}

fn run<S: AsRef<OsStr>>(storage: &Path, arguments: &[S], input: &str) -> Ran {
    let mut command = binary();
    command.args(arguments).arg("--storage").arg(storage);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A command that reads nothing may be gone before its input is written.
    child.stdin.take().unwrap().write_all(input.as_bytes()).ok();
    Ran::of(child.wait_with_output().unwrap())
}

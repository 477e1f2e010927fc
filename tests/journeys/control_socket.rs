//! The socket on which a server takes commands: whose it is, what becomes of it, and what hostile clients and other servers
//! do there.

use std::{
    fs::{self, File, Permissions},
    io::{BufRead as _, BufReader, ErrorKind, Read as _, Write as _},
    net::Shutdown,
    os::{
        fd::AsRawFd as _,
        unix::{
            fs::{FileTypeExt as _, MetadataExt as _, PermissionsExt as _},
            net::{UnixListener, UnixStream},
            process::CommandExt as _,
        },
    },
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
};

use reqwest::{
    Body, Method,
    multipart::{Form, Part},
};
use serde_json::{Value, json};

use crate::{
    browser::Browser,
    files,
    zef::{House, PASSWORD, Ran, Zef, files_in},
};

/// Who nobody is, on Debian.
const NOBODY: u32 = 65_534;

fn socket(storage: &Path) -> PathBuf {
    storage.join("control.sock")
}

/// The socket by an address that is short enough, however deep the folder is, while this file is open.
fn short(folder: &File) -> String {
    format!("/proc/self/fd/{}/control.sock", folder.as_raw_fd())
}

/// Connects to a server as any program of the same account can.
fn connects(storage: &Path) -> UnixStream {
    UnixStream::connect(short(&File::open(storage).unwrap())).unwrap()
}

/// Everything that a server answers to these bytes until it ends the connection.
fn answered(storage: &Path, bytes: &[u8]) -> String {
    let mut stream = connects(storage);
    // A server that refuses may end the connection before it read all.
    stream.write_all(bytes).ok();
    stream.shutdown(Shutdown::Write).ok();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok();
    String::from_utf8(answer).unwrap()
}

fn line(version: &str, command: &Value) -> Vec<u8> {
    let mut line = json!({ "version": version, "message": command }).to_string().into_bytes();
    line.push(b'\n');
    line
}

fn lists_people(zef: &Zef) {
    let listed = zef.house().run(&["person", "list"]).well();
    assert_eq!(listed.stdout.lines().count(), 5, "{listed:?}");
}

/// A command that the server did not do, in one sentence.
fn refused(ran: &Ran, why: &str) {
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.lines().count()), (2, "", 1), "{ran:?}");
    assert!(ran.stderr.contains(why), "{ran:?}");
}

#[tokio::test]
async fn it_is_its_owners_and_goes_with_the_server() {
    let zef = Zef::serve();
    let known = fs::metadata(socket(zef.storage())).unwrap();
    assert!(known.file_type().is_socket());
    assert_eq!(known.mode() & 0o777, 0o600);
    assert_eq!(known.uid(), fs::metadata(zef.storage()).unwrap().uid());
    let house = zef.ends_well();
    assert!(!socket(&house.storage).exists() && !house.storage.join("control.new").exists());
    house.run(&["check"]).well();
}

#[test]
fn it_is_its_owners_whatever_the_umask() {
    let house = House::new();
    let script = "umask 0; exec \"$0\" serve --listen 127.0.0.1:0 --storage \"$1\"";
    let mut command = Command::new("sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_zef")]).arg(&house.storage).stdout(Stdio::piped());
    let mut serving = command.spawn().unwrap();
    let mut said = String::new();
    BufReader::new(serving.stdout.take().unwrap()).read_line(&mut said).unwrap();
    let mode = fs::metadata(socket(&house.storage)).map(|known| known.mode() & 0o777);
    serving.kill().unwrap();
    serving.wait().unwrap();
    assert_eq!(mode.unwrap(), 0o600, "{said}");
}

#[tokio::test]
async fn one_that_a_crash_left_hinders_nobody() {
    let house = Zef::serve().killed();
    assert!(socket(&house.storage).exists());
    let add = ["person", "add", "yann", "--name", "Yann Abgrall", "--password-stdin"];
    house.run_reading(&add, PASSWORD).well();
    house.run(&["check"]).well();
    let zef = house.serve();
    let token = zef.house().run(&["token", "add", "yann"]).well().stdout;
    zef.visitor.bearing(token.trim()).reads("/api/v1/me").await.is(200);
    let house = zef.ends_well();
    assert!(!socket(&house.storage).exists());
}

#[tokio::test]
async fn a_server_that_cannot_make_one_serves_all_the_same() {
    let house = House::new();
    fs::create_dir_all(socket(&house.storage).join("kept")).unwrap();
    let zef = house.serve();
    zef.logs("the control socket could not be made").await;
    assert_eq!(zef.log().matches("WARN").count(), 1, "{}", zef.log());
    refused(&zef.house().run(&["person", "list"]), "is being served: stop it first");
    zef.trusted.gives("leaf.jpg").under("cc-by-4.0").await.created();
    let house = zef.ends_well();
    assert!(socket(&house.storage).join("kept").is_dir());
    house.run(&["person", "list"]).well();
}

#[tokio::test]
async fn a_storage_folder_may_be_deep_and_may_move() {
    let house = House::new();
    let deep = house.desk().join("a".repeat(120)).join("b".repeat(120));
    fs::create_dir_all(&deep).unwrap();
    let zef = house.moved_to(deep.join("storage")).serve();
    lists_people(&zef);
    let away = deep.join("away");
    fs::rename(zef.storage(), &away).unwrap();
    fs::rename(&away, zef.storage()).unwrap();
    lists_people(&zef);
    assert!(!zef.log().contains("WARN"), "{}", zef.log());
    let house = zef.ends_well();
    assert!(!socket(&house.storage).exists());
}

#[tokio::test]
async fn hostile_clients_hurt_nobody() {
    let zef = Zef::serve();
    let storage = zef.storage().to_owned();
    let version = env!("CARGO_PKG_VERSION");
    let not_understood = |bytes: &[u8]| {
        let answer = answered(&storage, bytes);
        assert!(answer.contains("{\"refused\":\"not-understood\"}"), "{answer}");
        assert_eq!(answer.lines().count(), 1, "{answer}");
    };
    not_understood(b"GET / HTTP/1.1\r\nHost: zef\r\n\r\n");
    not_understood(b"\xff\xfe\x00\x01\n");
    not_understood(&b"[".repeat(1_000).into_iter().chain(*b"\n").collect::<Vec<u8>>());
    not_understood(&line(version, &json!({ "forget-person": { "handle": "anne" } })));
    not_understood(&line(version, &json!({ "restore-person": { "handle": "~3" } })));
    not_understood(&line(version, &json!({ "add-token": { "handle": "anne", "label": "", "expires": 9999 } })));
    // Too long: the server reads so much and no more.
    not_understood(&vec![b'a'; 8 << 20]);
    assert!(zef.most_memory() < 512 << 20);
    assert_eq!(answered(&storage, &[]), "");

    // Half a line, then silence: the server waits for its end, and not for long.
    let mut silent = connects(&storage);
    silent.write_all(b"{\"version\":").unwrap();
    let mut answer = String::new();
    silent.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("{\"refused\":\"too-slow\"}"), "{answer}");

    // More than the server reads at once: a command takes its turn.
    let folder = File::open(&storage).unwrap();
    let mut crowd = Vec::new();
    while crowd.len() < 30 {
        match tokio::net::UnixStream::connect(short(&folder)).await {
            Ok(stream) => crowd.push(stream),
            Err(full) => assert_eq!(full.kind(), ErrorKind::WouldBlock),
        }
    }
    lists_people(&zef);
    drop(crowd);

    // Somebody who asks and does not read is given up.
    let mut deaf = connects(&storage);
    let question = line(version, &json!({ "list-people": { "after": null } }));
    while deaf.write_all(&question).is_ok() {}
    lists_people(&zef);
    zef.visitor.reads("/healthz").await.is(200);
    Browser::of(&zef, "anne").await.opens("/account").await.is(200);
    assert!(!zef.log().contains("WARN"), "{}", zef.log());
    zef.ends_well().run(&["check"]).well();
}

#[tokio::test]
async fn another_version_is_told_to_restart_the_server() {
    let zef = Zef::serve();
    let asked = json!({ "add-person": { "handle": "yann", "and": "more" } });
    let answer = answered(zef.storage(), &line("0.0.1", &asked));
    let answer: Value = serde_json::from_str(&answer).unwrap();
    let expected = json!({ "version": env!("CARGO_PKG_VERSION"), "message": { "refused": "other-version" } });
    assert_eq!(answer, expected);
    lists_people(&zef);
    let house = zef.ends_well();

    // The other way round: something else listens there.
    let listener = UnixListener::bind(short(&File::open(&house.storage).unwrap())).unwrap();
    let answering = |answer: Vec<u8>| {
        let listener = listener.try_clone().unwrap();
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            BufReader::new(&stream).read_line(&mut String::new()).unwrap();
            stream.write_all(&answer).ok();
        });
        let ran = house.run_reading(&["person", "password", "anne", "--password-stdin"], PASSWORD);
        server.join().unwrap();
        ran
    };
    let newer = line("9.0.0", &json!({ "postponed": {} }));
    refused(&answering(newer), "is being served by Zef 9.0.0, and this command is of Zef");
    let version = env!("CARGO_PKG_VERSION");
    for strange in [json!({ "postponed": {} }), json!({ "done": { "token": "abc" } })] {
        refused(&answering(line(version, &strange)), "restart the server");
    }
    refused(&answering(b"\x1b[31mred\n".to_vec()), "restart the server");
    refused(&answering(vec![b'a'; 2 << 20]), "restart the server");
    refused(&answering(b"{\"version\":".to_vec()), "ended before it answered");
    refused(&answering(Vec::new()), "ended before it answered");
}

#[tokio::test]
async fn a_server_that_is_stopping_begins_nothing() {
    let zef = Zef::serve();
    let (hand, slow) = tokio::sync::mpsc::channel::<Vec<u8>>(1);
    let body = futures_util::stream::unfold(slow, |mut slow| async {
        let piece = slow.recv().await?;
        Some((Ok::<_, std::io::Error>(piece), slow))
    });
    let form = Form::new()
        .text("license", "cc-by-4.0")
        .part("file", Part::stream(Body::wrap_stream(body)).file_name("leaf.jpg"));
    let sending = tokio::spawn(zef.trusted.asks(Method::POST, "/api/v1/photos").multipart(form).send());
    let leaf = files::fixture("leaf.jpg");
    hand.send(leaf[..60_000].to_vec()).await.unwrap();
    while files_in(&zef.storage().join("staging")).is_empty() {
        tokio::task::yield_now().await;
    }
    zef.asked_to_end();
    let ran = loop {
        // The signal may come after a command.
        let ran = zef.house().run(&["person", "set", "anne", "--trusted"]);
        if ran.code != 0 {
            break ran;
        }
    };
    refused(&ran, "is stopping");
    hand.send(leaf[60_000..].to_vec()).await.unwrap();
    drop(hand);
    sending.await.unwrap().unwrap();
    let house = zef.ends_well();
    assert!(!socket(&house.storage).exists());
    house.run(&["person", "list"]).well();
}

/// A program that sends a line to a socket as another account, and prints what is answered.
const STRANGER: &str = "import socket, sys
end = socket.socket(socket.AF_UNIX)
end.connect(sys.argv[1])
try: end.sendall(sys.argv[2].encode())
except BrokenPipeError: pass
print(end.recv(1000).decode())";

#[tokio::test]
async fn another_account_is_refused() {
    // Where anybody may come, unlike the folders of other tests.
    let street = tempfile::tempdir().unwrap();
    fs::set_permissions(street.path(), Permissions::from_mode(0o755)).unwrap();
    let zef = House::new().moved_to(street.path().join("storage")).serve();
    if fs::metadata(street.path()).unwrap().uid() != 0 {
        // Only root can become another account.
        zef.ends_well();
        return;
    }
    let program = street.path().join("zef");
    let built = env!("CARGO_BIN_EXE_zef");
    fs::hard_link(built, &program).or_else(|_other_disk| fs::copy(built, &program).map(drop)).unwrap();
    let as_nobody = |command: &mut Command| {
        let output = command.uid(NOBODY).gid(NOBODY).current_dir("/").output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let asks = || as_nobody(Command::new(&program).args(["person", "list", "--storage"]).arg(zef.storage()));
    let asked = line(env!("CARGO_PKG_VERSION"), &json!({ "list-people": { "after": null } }));
    let intrudes = || {
        let asked = String::from_utf8(asked.clone()).unwrap();
        as_nobody(Command::new("python3").args(["-c", STRANGER]).arg(socket(zef.storage())).arg(asked))
    };
    for opened in [false, true] {
        let (code, stdout, stderr) = asks();
        assert_eq!((code, stdout.as_str(), stderr.lines().count()), (Some(2), "", 1), "{stderr}");
        assert!(stderr.contains("only the account that runs Zef may do this"), "{stderr}");
        let (code, stdout, stderr) = intrudes();
        if opened {
            assert!(stdout.contains("{\"refused\":\"other-account\"}"), "{stdout} {stderr}");
            zef.logs("another account was refused").await;
        } else {
            assert!(code != Some(0) && stderr.contains("PermissionError"), "{stdout} {stderr}");
            // Even where somebody opens it to all.
            fs::set_permissions(socket(zef.storage()), Permissions::from_mode(0o666)).unwrap();
        }
    }
    lists_people(&zef);
    zef.ends_well();
}

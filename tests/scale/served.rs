//! The bytes that the built program reads and holds when it serves a library: read from the system (proc(5), `io`) and
//! memory.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use super::{Counts, generated::id};

/// A program that serves a library, ended when dropped.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

impl Served {
    /// A number of one of its files in /proc, by the name that stands before it.
    fn number(&self, file: &str, name: &str) -> u64 {
        let text = fs::read_to_string(format!("/proc/{}/{file}", self.0.id())).unwrap();
        let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.trim_start_matches(':').split_whitespace().next().unwrap().parse().unwrap()
    }

    /// Bytes read of files since its start.
    fn bytes_read(&self) -> u64 {
        self.number("io", "rchar")
    }

    /// Asks it to end, and waits for that.
    fn ends_well(mut self) {
        let asked = Command::new("sh").arg("-c").arg(format!("kill -TERM {}", self.0.id())).status().unwrap();
        assert!(asked.success());
        assert!(self.0.wait().unwrap().success());
    }
}

/// Serves a library, and gives its address once it says it.
fn serve(storage: &Path) -> (Served, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zef"));
    command.args(["serve", "--listen", "127.0.0.1:0", "--storage"]).arg(storage).env_remove("ZEF_LOG");
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
    let said = BufReader::new(child.stdout.take().unwrap());
    let served = Served(child);
    let mut lines = said.lines().map_while(Result::ok);
    let url = lines.find_map(|line| line.strip_prefix("listening on ").map(str::to_owned));
    // What it prints next, such as the set-up address, must find a reader: a closed pipe ends the server.
    thread::spawn(move || lines.for_each(drop));
    (served, url.expect("it says where it listens"))
}

/// Counts a start of a library that was closed well, its first pages, and its memory.
pub async fn counted(storage: &Path) -> Counts {
    // What `reqwest` takes, which has TLS for the S3 client of Zef.
    rustls::crypto::ring::default_provider().install_default().ok();
    // Once before, so that everything that a first start leaves behind is there.
    let (served, url) = serve(storage);
    is_ready(&url).await;
    served.ends_well();

    let (served, url) = serve(storage);
    let mut counts = vec![("start, bytes read until it listens".to_owned(), served.bytes_read())];
    is_ready(&url).await;
    counts.push(("start, bytes read until it is ready".to_owned(), served.bytes_read()));
    counts.push(("memory, bytes resident once it is ready".to_owned(), served.number("status", "VmRSS") * 1024));
    let photo = format!("/photos/{}", id(7));
    let pages =
        [("the home page", "/"), ("a photo", &photo), ("a tag", "/tags/mer"), ("a search", "/search?q=pont+brest")];
    for (what, path) in pages {
        let before = served.bytes_read();
        let answer = reqwest::get(format!("{url}{path}")).await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        answer.bytes().await.unwrap();
        counts.push((format!("after a start, {what}: bytes read"), served.bytes_read() - before));
    }
    counts.push(("memory, the most bytes resident".to_owned(), served.number("status", "VmHWM") * 1024));
    served.ends_well();
    counts
}

async fn is_ready(url: &str) {
    let mut tries = 0;
    while reqwest::get(format!("{url}/readyz")).await.unwrap().status() != 200 {
        tries += 1;
        assert!(tries < 600, "it was never ready");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

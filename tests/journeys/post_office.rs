//! A real SMTP server on this machine (aiosmtpd, `smtpd.py`), and the letters that it was given.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use serde_json::Value;

/// How long a letter may take: a guard against waiting for ever, not a measure. On a slow machine a server that was down may be tried
/// again after the third pause only, of a minute, or the fourth, of two.
const PATIENCE: Duration = Duration::from_mins(4);

/// An SMTP server, open or closed.
pub struct PostOffice {
    folder: PathBuf,
    /// Its port, the same each time it is opened.
    pub port: u16,
    child: Option<Child>,
}

impl PostOffice {
    /// A server that is not open yet, with its letters in a folder on this desk.
    pub fn closed(desk: &Path) -> Self {
        let folder = desk.join("letters");
        fs::create_dir_all(&folder).unwrap();
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        Self { folder, port: free.local_addr().unwrap().port(), child: None }
    }

    /// A server that is open.
    pub fn open(desk: &Path) -> Self {
        let mut office = Self::closed(desk);
        office.opens(&[]);
        office
    }

    /// Opens it, with these arguments of `smtpd.py`.
    pub fn opens(&mut self, arguments: &[&str]) {
        // Debian's, which has the package python3-aiosmtpd, or another one.
        let python = std::env::var("ZEF_PYTHON").unwrap_or_else(|_unset| "/usr/bin/python3".to_owned());
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journeys/smtpd.py");
        let mut command = Command::new(python);
        command.arg(script).arg(&self.folder).arg(self.port.to_string()).args(arguments);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut port = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut port).unwrap();
        self.child = Some(child);
        assert_eq!(port.trim(), self.port.to_string(), "the SMTP server did not start: is aiosmtpd installed?");
    }

    /// The address of it in a configuration.
    pub fn config(&self) -> String {
        format!(
            "[mail]\nsmtp = \"smtp://127.0.0.1:{}\"\nfrom = \"zef@example.org\"\ndigest_delay_minutes = 0\n",
            self.port
        )
    }

    /// Has it do what a file of this name asks for, until it no longer does.
    pub fn asked_to(&self, what: &str) {
        fs::write(self.folder.join(what), "").unwrap();
    }

    /// Ends that.
    pub fn no_longer_asked_to(&self, what: &str) {
        fs::remove_file(self.folder.join(what)).unwrap();
    }

    /// The letters so far, in the order in which they came.
    pub fn letters(&self) -> Vec<Letter> {
        let names = fs::read_dir(&self.folder).unwrap().map(|entry| entry.unwrap().path());
        let mut paths: Vec<PathBuf> = names.filter(|path| path.extension().is_some_and(|it| it == "json")).collect();
        paths.sort();
        paths.iter().map(|path| Letter(serde_json::from_slice(&fs::read(path).unwrap()).unwrap())).collect()
    }

    /// The first letter that has this in its text, waited for.
    pub async fn letter_with(&self, part: &str) -> Letter {
        let mut number = 0;
        loop {
            let letter = self.letter(number).await;
            if letter.text().contains(part) {
                return letter;
            }
            number += 1;
        }
    }

    /// The letter of this number, waited for.
    pub async fn letter(&self, number: usize) -> Letter {
        for _ in 0..PATIENCE.as_millis() / 10 {
            if let Some(letter) = self.letters().into_iter().nth(number) {
                return letter;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("letter {number} never came: {:?}", self.letters());
    }
}

impl Drop for PostOffice {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().ok();
            child.wait().ok();
        }
    }
}

/// A letter as the server was given it.
#[derive(Clone, Debug)]
pub struct Letter(pub Value);

impl Letter {
    /// Everybody it was sent to.
    pub fn to(&self) -> Vec<&str> {
        self.0["to"].as_array().unwrap().iter().map(|to| to.as_str().unwrap()).collect()
    }

    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        let headers = self.0["headers"].as_array().unwrap();
        headers.iter().find(|header| header[0] == name).map_or("", |header| header[1].as_str().unwrap())
    }

    /// The names of its headers.
    pub fn headers(&self) -> Vec<&str> {
        self.0["headers"].as_array().unwrap().iter().map(|header| header[0].as_str().unwrap()).collect()
    }

    /// Its text.
    pub fn text(&self) -> &str {
        self.0["text"].as_str().unwrap()
    }

    /// The path of the first address of a site in it that has this part.
    #[track_caller]
    pub fn link(&self, site: &str, part: &str) -> String {
        let paths = self.text().lines().filter_map(|line| line.strip_prefix(site));
        paths.into_iter().find(|path| path.contains(part)).unwrap_or_else(|| panic!("no {part} in {self:?}")).to_owned()
    }
}

//! Something between the program and its S3 server that counts what passes, and fails as it is told to.

use std::{
    io::{Read as _, Write as _},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread::{self, sleep},
    time::Duration,
};

/// How it fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Not at all.
    None,
    /// Every connection ends at once.
    Refuses,
    /// Every request is answered with this status.
    Answers(u16),
    /// Requests reach the server; their answers do not come back.
    LosesAnswers,
    /// An answer ends after so many bytes.
    Truncates(usize),
    /// One bit of each answer that has a picture or a file in it is another.
    Garbles,
    /// So many milliseconds pass before each kilobyte of an answer.
    Slow(u64),
    /// No request is answered, and no connection ends.
    Hangs,
    /// Half of all requests are told that another one was in the way (409, 412), before they reach the server or after.
    Races,
}

/// A proxy in front of a server.
#[derive(Clone)]
pub struct Proxy {
    pub address: SocketAddr,
    state: Arc<Mutex<State>>,
}

struct State {
    fault: Fault,
    /// How many requests it still meets with.
    times: usize,
    /// Requests of this method alone.
    method: Option<&'static str>,
    requests: Vec<String>,
    /// Requests that were told that another one was in the way, among those that may be.
    races: usize,
    /// Requests with a condition.
    conditions: usize,
}

impl Proxy {
    /// In front of the server at this address.
    pub fn before(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state = State { fault: Fault::None, times: 0, method: None, requests: Vec::new(), races: 0, conditions: 0 };
        let state = Arc::new(Mutex::new(state));
        let of_all = Arc::clone(&state);
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let state = Arc::clone(&of_all);
                thread::spawn(move || carry(client, server, &state));
            }
        });
        Self { address, state }
    }

    /// Fails from now on, until it is told otherwise.
    pub fn fails(&self, fault: Fault) {
        self.fails_for(fault, None, usize::MAX);
    }

    /// Fails for so many requests of this method, or of any.
    pub fn fails_for(&self, fault: Fault, method: Option<&'static str>, times: usize) {
        let mut state = self.state.lock().unwrap();
        (state.fault, state.method, state.times) = (fault, method, times);
    }

    /// Whether as many requests failed as should.
    pub fn has_failed(&self) -> bool {
        self.state.lock().unwrap().times == 0
    }

    /// How many requests met with a race, or might have.
    pub fn races(&self) -> usize {
        self.state.lock().unwrap().races
    }

    /// How many requests had a condition.
    pub fn conditions(&self) -> usize {
        self.state.lock().unwrap().conditions
    }

    /// The first lines of all requests since this was asked last.
    pub fn requests(&self) -> Vec<String> {
        std::mem::take(&mut self.state.lock().unwrap().requests)
    }
}

/// An answer of this status, with nothing in it.
fn told(status: u16) -> String {
    format!(
        "HTTP/1.1 {status} Told So\r\nContent-Length: 0\r\nConnection: close\r\nDate: Tue, 01 Dec 2026 12:00:00 GMT\r\n\r\n"
    )
}

/// Carries one request to the server and its answer back; the connection ends with it.
fn carry(mut client: TcpStream, server: SocketAddr, state: &Mutex<State>) -> Option<()> {
    let (head, mut body) = read_head(&mut client)?;
    let first = head.lines().next()?.to_owned();
    let (fault, race) = {
        let mut state = state.lock().unwrap();
        state.requests.push(first.clone());
        let has_condition = ["if-match", "if-none-match"].iter().any(|name| header(&head, name).is_some());
        state.conditions += usize::from(has_condition);
        let is_meant = state.times > 0 && state.method.is_none_or(|method| first.starts_with(method));
        if is_meant && state.fault != Fault::None {
            state.times = state.times.saturating_sub(usize::from(state.times != usize::MAX));
            state.races += usize::from(state.fault == Fault::Races);
            (state.fault, state.races % 4)
        } else {
            (Fault::None, 0)
        }
    };
    if fault == Fault::Refuses {
        return None;
    }
    let length: usize = header(&head, "content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    while body.len() < length {
        let mut piece = vec![0; 1 << 16];
        let many = client.read(&mut piece).ok().filter(|many| *many > 0)?;
        body.extend_from_slice(&piece[..many]);
    }
    match fault {
        Fault::Hangs => {
            // Until the client gives up.
            client.read_exact(&mut [0; 1]).ok();
            return None;
        }
        Fault::Answers(status) => {
            return client.write_all(told(status).as_bytes()).ok();
        }
        Fault::Races if race == 1 => return client.write_all(told(409).as_bytes()).ok(),
        _ => {}
    }
    let mut upstream = TcpStream::connect(server).ok()?;
    // The signature covers neither of these lines.
    let head = head.trim_end().to_owned() + "\r\nConnection: close\r\n\r\n";
    upstream.write_all(head.as_bytes()).ok()?;
    upstream.write_all(&body).ok()?;
    let mut answer = Vec::new();
    upstream.read_to_end(&mut answer).ok()?;
    if fault == Fault::Races && race == 2 {
        answer = told(412).into_bytes();
    }
    pass_on(&mut client, answer, fault)
}

fn pass_on(client: &mut TcpStream, mut answer: Vec<u8>, fault: Fault) -> Option<()> {
    match fault {
        Fault::LosesAnswers => return None,
        Fault::Truncates(after) => answer.truncate(after),
        Fault::Garbles => {
            let body = answer.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
            let middle = body + (answer.len() - body) / 2;
            if let Some(byte) = answer.get_mut(middle) {
                *byte ^= 1;
            }
        }
        Fault::Slow(pause) => {
            for piece in answer.chunks(1_000) {
                sleep(Duration::from_millis(pause));
                client.write_all(piece).ok()?;
            }
            answer.clear();
        }
        _ => {}
    }
    client.write_all(&answer).ok()?;
    client.shutdown(Shutdown::Both).ok()
}

/// The head of a request, and what came of its body with it.
fn read_head(client: &mut TcpStream) -> Option<(String, Vec<u8>)> {
    let mut read = Vec::new();
    loop {
        if let Some(end) = read.windows(4).position(|four| four == b"\r\n\r\n") {
            let body = read.split_off(end + 4);
            return Some((String::from_utf8(read).ok()?, body));
        }
        let mut piece = vec![0; 1 << 14];
        let many = client.read(&mut piece).ok().filter(|many| *many > 0)?;
        read.extend_from_slice(&piece[..many]);
    }
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let mut fields = head.lines().filter_map(|line| line.split_once(':'));
    fields.find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
}

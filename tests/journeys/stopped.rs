//! A server that is stopped answers the requests on the connections that it accepted, and closes them.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    thread::sleep,
    time::Duration,
};

use crate::zef::Zef;

const REQUEST: &[u8] = b"GET /healthz HTTP/1.1\r\nHost: zef\r\n\r\n";
/// Long enough for the server to have accepted a connection.
const ACCEPTED: Duration = Duration::from_millis(300);

/// Reads the whole of what the server says until it closes the connection.
fn rest(mut connection: &TcpStream) -> String {
    let mut said = String::new();
    connection.read_to_string(&mut said).unwrap();
    said
}

#[tokio::test]
async fn requests_on_accepted_connections_are_answered_and_the_connections_closed() {
    let zef = Zef::serve();
    let address = zef.url.strip_prefix("http://").unwrap().to_owned();
    let connects = || {
        let connection = TcpStream::connect(&address).unwrap();
        connection.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        connection
    };
    let (new, silent, mut busy) = ([(); 8].map(|()| connects()), connects(), connects());
    // One that asked before, and keeps its connection.
    busy.write_all(REQUEST).unwrap();
    let mut answer = [0; 1024];
    let length = busy.read(&mut answer).unwrap();
    let first = String::from_utf8_lossy(&answer[..length]).to_lowercase();
    assert!(first.starts_with("http/1.1 200") && !first.contains("connection: close"), "{first}");
    sleep(ACCEPTED);

    zef.asked_to_end();
    for mut connection in new.iter().chain([&busy]) {
        connection.write_all(REQUEST).unwrap();
    }
    for connection in new.iter().chain([&busy]) {
        let said = rest(connection).to_lowercase();
        assert!(said.starts_with("http/1.1 200") && said.contains("connection: close"), "{said}");
    }
    // A connection without a request is closed.
    assert_eq!(rest(&silent), "");
    assert!(TcpStream::connect(&address).is_err(), "a server that is stopped accepted a connection");
    zef.ends_well();
}

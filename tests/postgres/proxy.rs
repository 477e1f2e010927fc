//! Something between the program and its server that loses what it is told to lose.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::watch,
    time::sleep,
};

/// What is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// The question, which never arrives.
    Question,
    /// The answer, once the server has given it.
    Answer,
    /// The connection; the question arrives a second later.
    Time,
}

/// A proxy in front of a server.
pub struct Proxy {
    pub address: SocketAddr,
    armed: Arc<Mutex<Option<(String, Loss)>>>,
    /// Whether it lets nothing through.
    is_cut: watch::Sender<bool>,
}

impl Proxy {
    /// In front of the server on this port.
    pub async fn before(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let armed = Arc::new(Mutex::new(None));
        let of_all = Arc::clone(&armed);
        let (is_cut, cut) = watch::channel(false);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                if *cut.borrow() {
                    continue;
                }
                let Ok(server) = TcpStream::connect(("127.0.0.1", port)).await else { continue };
                let (carrying, mut cut) = (carry(client, server, Arc::clone(&of_all)), cut.clone());
                tokio::spawn(async move {
                    tokio::select! {
                        () = carrying => {}
                        _ = cut.wait_for(|is_cut| *is_cut) => {}
                    }
                });
            }
        });
        Self { address, armed, is_cut }
    }

    /// Ends all connections and takes no new one, or takes them again.
    pub fn cuts(&self, is_cut: bool) {
        self.is_cut.send_replace(is_cut);
    }

    /// Has the next question that holds this text meet with a loss.
    pub fn loses(&self, what: Loss, of: &str) {
        *self.armed.lock().unwrap() = Some((of.to_owned(), what));
    }

    /// Whether what was to be lost is.
    pub fn has_lost(&self) -> bool {
        self.armed.lock().unwrap().is_none()
    }
}

async fn carry(mut client: TcpStream, mut server: TcpStream, armed: Arc<Mutex<Option<(String, Loss)>>>) {
    let (mut asked, mut answered) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    loop {
        tokio::select! {
            read = client.read(&mut asked) => {
                let Ok(many @ 1..) = read else { return };
                let question = &asked[..many];
                let loss = {
                    let mut armed = armed.lock().unwrap();
                    let is_meant = |(of, _): &mut (String, Loss)| question.windows(of.len()).any(|part| part == of.as_bytes());
                    armed.take_if(is_meant).map(|(_, loss)| loss)
                };
                match loss {
                    None => {}
                    Some(Loss::Question) => return,
                    Some(Loss::Answer) => {
                        server.write_all(question).await.unwrap();
                        assert!(server.read(&mut answered).await.unwrap() > 0);
                        return;
                    }
                    Some(Loss::Time) => {
                        drop(client);
                        sleep(Duration::from_secs(1)).await;
                        server.write_all(question).await.unwrap();
                        // Until the server has done it.
                        assert!(server.read(&mut answered).await.unwrap() > 0);
                        return;
                    }
                }
                if server.write_all(question).await.is_err() { return }
            }
            read = server.read(&mut answered) => {
                let Ok(many @ 1..) = read else { return };
                if client.write_all(&answered[..many]).await.is_err() { return }
            }
        }
    }
}

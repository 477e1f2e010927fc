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
    /// The answer, once the server has given it, and every connection from then on.
    Everything,
}

/// A proxy in front of a server.
pub struct Proxy {
    pub address: SocketAddr,
    armed: Arc<Mutex<Option<(String, Loss)>>>,
    /// Whether it lets nothing through.
    is_cut: Arc<watch::Sender<bool>>,
    /// Whether nothing moves in it, and no connection ends.
    hangs: watch::Sender<bool>,
}

impl Proxy {
    /// In front of the server on this port.
    pub async fn before(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let armed = Arc::new(Mutex::new(None));
        let of_all = Arc::clone(&armed);
        let (is_cut, cut) = watch::channel(false);
        let (hangs, hanging) = watch::channel(false);
        let is_cut = Arc::new(is_cut);
        let cuts = Arc::clone(&is_cut);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                if *cut.borrow() {
                    continue;
                }
                let way = Way { armed: Arc::clone(&of_all), cuts: Arc::clone(&cuts), hanging: hanging.clone() };
                let (carrying, mut cut) = (way.carry(client, port), cut.clone());
                tokio::spawn(async move {
                    tokio::select! {
                        () = carrying => {}
                        _ = cut.wait_for(|is_cut| *is_cut) => {}
                    }
                });
            }
        });
        Self { address, armed, is_cut, hangs }
    }

    /// Ends all connections and takes no new one, or takes them again.
    pub fn cuts(&self, is_cut: bool) {
        self.is_cut.send_replace(is_cut);
    }

    /// From now on, what is sent gets lost without a word, as where a cable is cut: connections are taken, nothing on them is
    /// answered, and none ends. Or it arrives again.
    pub fn hangs(&self, hangs: bool) {
        self.hangs.send_replace(hangs);
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

/// What happens on the way of a connection.
struct Way {
    armed: Arc<Mutex<Option<(String, Loss)>>>,
    cuts: Arc<watch::Sender<bool>>,
    hanging: watch::Receiver<bool>,
}

impl Way {
    async fn carry(mut self, mut client: TcpStream, port: u16) {
        if self.hanging.wait_for(|hangs| !hangs).await.is_err() {
            return;
        }
        let Ok(mut server) = TcpStream::connect(("127.0.0.1", port)).await else { return };
        let (mut asked, mut answered) = (vec![0; 1 << 16], vec![0; 1 << 16]);
        loop {
            // What comes meanwhile waits here.
            if self.hanging.wait_for(|hangs| !hangs).await.is_err() {
                return;
            }
            tokio::select! {
                _ = self.hanging.changed() => {}
                read = client.read(&mut asked) => {
                    let Ok(many @ 1..) = read else { return };
                    let question = &asked[..many];
                    if let Some(loss) = self.loss_of(question) {
                        self.lose(loss, question, client, server).await;
                        return;
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

    fn loss_of(&self, question: &[u8]) -> Option<Loss> {
        let mut armed = self.armed.lock().unwrap();
        let is_meant = |(of, _): &mut (String, Loss)| question.windows(of.len()).any(|part| part == of.as_bytes());
        armed.take_if(is_meant).map(|(_, loss)| loss)
    }

    async fn lose(&self, loss: Loss, question: &[u8], client: TcpStream, mut server: TcpStream) {
        let mut answered = [0; 1 << 10];
        match loss {
            Loss::Question => return,
            Loss::Answer | Loss::Everything => {}
            Loss::Time => {
                drop(client);
                sleep(Duration::from_secs(1)).await;
            }
        }
        server.write_all(question).await.unwrap();
        // Until the server has done it.
        assert!(server.read(&mut answered).await.unwrap() > 0);
        if loss == Loss::Everything {
            self.cuts.send_replace(true);
        }
    }
}

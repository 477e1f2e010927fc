//! The one writer of this program: it takes what waits in the queue and has the database make it true, one call a batch.
//!
//! The call checks expectations, numbers entries, writes all tables and is one transaction. Each batch has a number; the database
//! keeps that of the last one with its outcomes. Where the answer is lost, the same batch is asked for again: it is made once,
//! whether the first call arrived or not.
//!
//! Between batches, the writer looks at the number of the last entry: other programs may write too.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{
    sync::{mpsc::UnboundedReceiver, oneshot},
    time::{sleep, timeout},
};
use tokio_postgres::{Client, Statement, error::Error, types::ToSql};

use super::{
    encode::{self, Ready},
    forget,
    others::Progress,
    server::{Server, is_lost},
};
use crate::catalog::{
    CatalogError, DatabaseError,
    forgetting::Forgetting,
    store::{Change, Outcome, Seq},
};

/// Changes made true together at most.
const AT_ONCE: usize = 256;
/// How often the writer looks for entries of others.
const LOOK: Duration = Duration::from_millis(200);
/// How long a batch whose answer was lost is asked for again. Those who wait are then told that it is not known.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long to wait before asking a server again that does not answer.
const PAUSE: Duration = Duration::from_millis(100);
/// How long a batch may take.
const ANSWER: Duration = Duration::from_secs(20);
/// How long the answer to a look may take, which reads one row: a network that loses what is sent is noticed.
const GLANCE: Duration = Duration::from_secs(3);
/// How often a node says that it is there, and asks whether others are.
const SIGN: Duration = Duration::from_secs(10);
/// The database does not know this node any more: its row was removed while it wrote nothing for a month.
const UNKNOWN_NODE: &str = "ZEF01";
/// What the database says when two transactions meet; nothing was changed.
const MET: [&str; 2] = ["40001", "40P01"];

/// The number of the last entry, and the time.
const HEAD: &str = "select seq, microseconds_now() from head";
/// Marks this node, removes tries that are spent no longer, and tells whether there are other nodes.
const HERE: &str = "with here as (update writer set seen = now() where node = $1), \
    old as (delete from tries where spent_until < microseconds_now()) \
    select exists (select from writer where node <> $1 and seen > now() - interval '1 minute')";

type Answer<T> = oneshot::Sender<Result<T, CatalogError>>;

/// What the writer is asked.
pub(super) enum Message {
    /// Make a change.
    Commit(Box<Change>, Answer<Outcome>),
    /// Rewrite the journal without what is to be forgotten.
    Forget(Box<Forgetting>, Answer<Option<Seq>>),
    /// Look for entries of others now, and answer when they are known, or cannot be.
    Look(oneshot::Sender<()>),
    /// Finish what came before, and stop.
    End(oneshot::Sender<()>),
}

/// A connection that writes.
struct Link {
    client: Client,
    commit: Statement,
}

/// What the database said of a batch.
struct Said {
    before: Seq,
    outcomes: Vec<i64>,
    /// The index keys that records had; nothing where the answer to an earlier call was lost.
    had: Option<Vec<String>>,
}

/// Why a batch has no outcomes.
enum Failure {
    /// The connection is lost; whether the batch was made is not known.
    Lost,
    /// Nothing was changed, and the same may succeed.
    Met,
    /// The database does not know the node. Nothing was changed.
    UnknownNode,
    /// Nothing was changed.
    Refused(DatabaseError),
}

/// Everything the writer works with.
pub(super) struct Writer {
    server: Server,
    progress: Arc<Progress>,
    link: Option<Link>,
    node: i64,
    batch: i64,
    /// Whether the log says that the server is away.
    is_away: bool,
    /// When this node said last that it is there.
    signed: Option<Instant>,
}

impl Writer {
    /// Enters this program among those that write.
    pub(super) async fn new(server: Server, progress: Arc<Progress>) -> Result<Self, CatalogError> {
        let mut writer = Self { server, progress, link: None, node: 0, batch: 0, is_away: false, signed: None };
        writer.register().await?;
        Ok(writer)
    }

    /// Works until it is asked to end.
    pub(super) async fn run(mut self, mut queue: UnboundedReceiver<Message>) {
        loop {
            let Ok(first) = timeout(LOOK, queue.recv()).await else {
                self.look().await;
                continue;
            };
            let Some(first) = first else { return };
            let (mut commits, mut next, mut looks) = (Vec::new(), Some(first), Vec::new());
            while let Some(message) = next.take() {
                match message {
                    Message::Commit(change, answer) => commits.push((*change, answer)),
                    Message::Forget(forgetting, answer) => {
                        self.make(std::mem::take(&mut commits)).await;
                        // The caller may have stopped waiting.
                        drop(answer.send(self.forget(*forgetting).await));
                    }
                    Message::Look(answer) => looks.push(answer),
                    Message::End(ended) => {
                        self.make(commits).await;
                        let _ = ended.send(());
                        return;
                    }
                }
                if commits.len() < AT_ONCE {
                    next = queue.try_recv().ok();
                }
            }
            self.make(commits).await;
            if !looks.is_empty() {
                self.look().await;
                for answer in looks {
                    // The caller may have stopped waiting.
                    let _ = answer.send(());
                }
            }
        }
    }

    /// Learns of entries of others, and tells the log when the server goes and comes.
    async fn look(&mut self) {
        let was_away = self.is_away;
        // Without a connection, the next change or the next look makes one.
        let link = match self.link().await {
            Ok(link) => link,
            Err(error) => {
                if !was_away {
                    tracing::error!(%error, "the catalogue is away");
                }
                self.is_away = true;
                return;
            }
        };
        let asked = Instant::now();
        let answer = timeout(GLANCE, link.client.query_one(HEAD, &[])).await;
        let seen = answer.ok().and_then(Result::ok);
        let seen = seen.and_then(|row| Some((row.try_get::<_, i64>(0).ok()?, row.try_get::<_, i64>(1).ok()?)));
        match seen {
            Some((seq, time)) => {
                if was_away {
                    tracing::info!("PostgreSQL answers again");
                }
                self.is_away = false;
                self.server.presence.found();
                self.follow(encode::seq(seq)).await;
                self.progress.set_time(time, asked);
                self.progress.hear();
                self.sign().await;
            }
            None => self.link = None,
        }
    }

    /// Says that this node is there, and learns whether others are.
    async fn sign(&mut self) {
        if self.signed.is_some_and(|signed| signed.elapsed() < SIGN) {
            return;
        }
        let Some(link) = &self.link else { return };
        let asked = timeout(GLANCE, link.client.query_one(HERE, &[&self.node])).await;
        match asked {
            Ok(Ok(row)) => {
                if let Ok(others) = row.try_get(0) {
                    self.progress.share(others);
                    self.signed = Some(Instant::now());
                }
            }
            Ok(Err(_)) => {}
            // The next look asks on another connection, and not on this one once more.
            Err(_elapsed) => self.link = None,
        }
    }

    async fn link(&mut self) -> Result<&Link, DatabaseError> {
        if self.link.as_ref().is_some_and(|link| link.client.is_closed()) {
            self.link = None;
        }
        let link = match self.link.take() {
            Some(link) => link,
            None => connect(&self.server).await?,
        };
        Ok(self.link.insert(link))
    }

    async fn register(&mut self) -> Result<(), DatabaseError> {
        let server = self.server.clone();
        let client = &self.link().await?.client;
        let old = "delete from writer where seen < now() - interval '30 days'";
        client.execute(old, &[]).await.map_err(|error| server.fault(&error))?;
        let row = client.query_one("insert into writer default values returning node", &[]).await;
        let node = row.and_then(|row| row.try_get(0)).map_err(|error| server.fault(&error))?;
        (self.node, self.batch) = (node, 0);
        Ok(())
    }

    async fn make(&mut self, commits: Vec<(Change, Answer<Outcome>)>) {
        let mut ready = Vec::with_capacity(commits.len());
        for (change, answer) in commits {
            match encode::ready(change) {
                Ok(change) => ready.push((change, answer)),
                Err(error) => drop(answer.send(Err(error))),
            }
        }
        if ready.is_empty() {
            return;
        }
        let texts: Vec<&str> = ready.iter().map(|(change, _)| change.text.as_str()).collect();
        match self.send(&texts).await {
            Ok(said) => self.tell(said, ready).await,
            // One of them may be at fault, and the others are not to suffer for it.
            Err(DatabaseError::Failed { .. }) if ready.len() > 1 => {
                for (change, answer) in ready {
                    match self.send(&[&change.text]).await {
                        Ok(said) => self.tell(said, vec![(change, answer)]).await,
                        Err(error) => drop(answer.send(Err(error.into()))),
                    }
                }
            }
            Err(error) => {
                for (_, answer) in ready {
                    drop(answer.send(Err(error.clone().into())));
                }
            }
        }
    }

    /// Has the database make a batch.
    async fn send(&mut self, changes: &[&str]) -> Result<Said, DatabaseError> {
        self.batch += 1;
        let (began, mut was_sent) = (Instant::now(), false);
        loop {
            let failure = match self.link().await {
                Ok(_) => {
                    let said = self.call(changes).await;
                    match said {
                        Ok(said) => return Ok(said),
                        Err(failure) => failure,
                    }
                }
                // It never left: nothing was changed.
                Err(error) if !was_sent => return Err(error),
                Err(_) => Failure::Lost,
            };
            match failure {
                Failure::Refused(error) => return Err(error),
                Failure::UnknownNode if was_sent => return Err(self.server.unsure()),
                Failure::UnknownNode => {
                    self.register().await?;
                    self.batch = 1;
                }
                Failure::Met => {}
                Failure::Lost => {
                    self.link = None;
                    was_sent = true;
                }
            }
            if began.elapsed() > PATIENCE {
                return Err(self.server.unsure());
            }
            sleep(PAUSE).await;
        }
    }

    async fn call(&self, changes: &[&str]) -> Result<Said, Failure> {
        let Some(Link { client, commit }) = &self.link else { return Err(Failure::Lost) };
        let values: [&(dyn ToSql + Sync); 3] = [&self.node, &self.batch, &changes];
        let asked = timeout(ANSWER, client.query_one(commit, &values));
        let answered = tokio::select! {
            answered = asked => answered,
            // A server that is there may take its time: it waits for a check, or for its copy.
            () = self.server.falls_silent() => return Err(Failure::Lost),
        };
        // Where it is too late, the connection is given up, and the answer asked for on another one.
        let Ok(answered) = answered else { return Err(Failure::Lost) };
        let row = answered.map_err(|error| self.failure(&error))?;
        let read = || -> Result<Said, Error> {
            Ok(Said { before: encode::seq(row.try_get(0)?), outcomes: row.try_get(1)?, had: row.try_get(2)? })
        };
        read().map_err(|error| Failure::Refused(self.server.fault(&error)))
    }

    fn failure(&self, error: &Error) -> Failure {
        let code = error.code().map(|code| code.code().to_owned()).unwrap_or_default();
        if is_lost(error) {
            Failure::Lost
        } else if MET.contains(&code.as_str()) {
            Failure::Met
        } else if code == UNKNOWN_NODE {
            Failure::UnknownNode
        } else {
            Failure::Refused(self.server.fault(error))
        }
    }

    /// Answers those who wait, once every reader and the stamps show what was made.
    async fn tell(&self, said: Said, made: Vec<(Ready, Answer<Outcome>)>) {
        let Progress { last, stamps, .. } = &*self.progress;
        let seq = said.outcomes.iter().copied().max().map(encode::seq).unwrap_or_default();
        match &said.had {
            Some(had) => {
                // What others wrote before.
                self.follow(said.before).await;
                let done = || made.iter().zip(&said.outcomes).filter(|(_, outcome)| **outcome > 0);
                let keys = done().flat_map(|((change, _), _)| &change.keys).map(|key| key.as_str().as_bytes());
                let come = done().flat_map(|((change, _), _)| &change.index_keys);
                if seq > 0 {
                    stamps.follow(seq, keys, come.chain(had).map(String::as_bytes));
                    last.send_replace(seq);
                }
            }
            // It is not known here what went.
            None => self.follow(seq.max(said.before)).await,
        }
        self.progress.hear();
        for ((change, answer), outcome) in made.into_iter().zip(said.outcomes) {
            drop(answer.send(outcome_of(change, outcome)));
        }
    }

    /// Learns what entries up to this number touched.
    async fn follow(&self, seq: Seq) {
        match &self.link {
            // One that takes too long is given up by the next look.
            Some(link) if timeout(GLANCE, self.progress.follow(&link.client, seq)).await.is_ok() => {}
            _ => self.progress.skip_to(seq),
        }
    }

    async fn forget(&mut self, forgetting: Forgetting) -> Result<Option<Seq>, CatalogError> {
        let number = forget::forget(&self.server, forgetting).await?;
        if let Some(number) = number {
            self.progress.skip_to(number);
        }
        Ok(number)
    }
}

async fn connect(server: &Server) -> Result<Link, DatabaseError> {
    let client = server.connect().await?;
    // What was answered survives a crash of the server, whatever its operator prefers for other programs.
    let durable =
        "select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'";
    client.batch_execute(durable).await.map_err(|error| server.fault(&error))?;
    let commit = client.prepare("select before, outcomes, had from commit_batch($1, $2, $3)").await;
    Ok(Link { client, commit: commit.map_err(|error| server.fault(&error))? })
}

/// The outcome of a change: the number of its entry, or the place of the expectation that did not hold.
fn outcome_of(change: Ready, outcome: i64) -> Result<Outcome, CatalogError> {
    if outcome > 0 {
        return Ok(Outcome::Done(encode::seq(outcome)));
    }
    let place = usize::try_from(outcome.unsigned_abs()).unwrap_or_default().checked_sub(1);
    let unmet = place.and_then(|place| change.expect.into_iter().nth(place));
    unmet
        .map(Outcome::Conflict)
        .ok_or_else(|| DatabaseError::Damaged { what: "a batch has no outcome that can be read".to_owned() }.into())
}

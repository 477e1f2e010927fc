//! What other programs on this database entered: which records and lists their entries touched, so that caches lose what changed,
//! and keep the rest.

use std::{
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use jiff::{SignedDuration, Timestamp};
use tokio::{sync::watch, time::sleep};
use tokio_postgres::{Client, Row, error::Error};

use super::encode;
use crate::catalog::{stamps::Stamps, store::Seq};

/// Batches read at a time.
const PART: i64 = 500;
/// How long memory is used without a word from the database, where other programs write too: what one of them withdraws is gone
/// everywhere a second later. Four looks were lost until then.
const TRUST: Duration = Duration::from_millis(900);
/// How often that is compared.
const GLANCE: Duration = Duration::from_millis(50);
/// How far the time here may be from that of the server before it is set again. Less is the way of an answer.
const AMISS: Duration = Duration::from_millis(250);

/// How far this program has come, and what it may keep in memory.
#[derive(Debug)]
pub(super) struct Progress {
    pub(super) last: watch::Sender<Seq>,
    pub(super) stamps: Stamps,
    /// When the database said something last.
    heard: Mutex<Instant>,
    /// Whether no other program writes.
    is_alone: AtomicBool,
    /// An instant by the server's clock, and when that was here. All programs thus have one time, whatever their machines say.
    time: Mutex<(Timestamp, Instant)>,
}

/// What a batch touched.
struct Touched {
    first: Seq,
    last: Seq,
    records: Vec<String>,
    lists: Vec<String>,
}

impl Touched {
    fn read(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            first: encode::seq(row.try_get(0)?),
            last: encode::seq(row.try_get(1)?),
            records: row.try_get(2)?,
            lists: row.try_get(3)?,
        })
    }
}

impl Progress {
    /// From this number on.
    pub(super) fn from(seq: Seq) -> Self {
        Self {
            last: watch::Sender::new(seq),
            stamps: Stamps::default(),
            heard: Mutex::new(Instant::now()),
            // Until the database says so: another program may write already.
            is_alone: AtomicBool::new(false),
            time: Mutex::new((Timestamp::UNIX_EPOCH, Instant::now())),
        }
    }

    /// The database said something, and everything that it said is known.
    pub(super) fn hear(&self) {
        *taken(&self.heard) = Instant::now();
        self.stamps.doubt(false);
    }

    /// Whether other programs write too.
    pub(super) fn share(&self, with_others: bool) {
        self.is_alone.store(!with_others, Ordering::Release);
    }

    /// Doubts what is kept in memory once the database has not been heard for too long, as long as this program runs.
    pub(super) async fn watch(&self) {
        loop {
            sleep(GLANCE).await;
            if !self.is_alone.load(Ordering::Acquire) && taken(&self.heard).elapsed() > TRUST {
                self.stamps.doubt(true);
            }
        }
    }

    /// The present instant by the server's clock.
    pub(super) fn now(&self) -> Timestamp {
        let (then, here) = *taken(&self.time);
        then.saturating_add(SignedDuration::try_from(here.elapsed()).unwrap_or_default()).unwrap_or(Timestamp::MAX)
    }

    /// Sets the time: microseconds by the server's clock, as it answered a question of this instant.
    pub(super) fn set_time(&self, microseconds: i64, asked: Instant) {
        let Ok(told) = Timestamp::from_microsecond(microseconds) else { return };
        // Halfway between question and answer.
        let here = asked + asked.elapsed() / 2;
        let amiss = self.now().duration_since(told).abs();
        if amiss > SignedDuration::try_from(AMISS + asked.elapsed()).unwrap_or_default() {
            *taken(&self.time) = (told, here);
        }
    }

    fn at(&self) -> Seq {
        *self.last.borrow()
    }

    /// Entries up to this number are there, and what they touched is not known.
    pub(super) fn skip_to(&self, seq: Seq) {
        if seq > self.at() {
            self.stamps.touch_all(seq);
            self.last.send_replace(seq);
        }
    }

    /// Learns what entries up to this number touched. Where the database does not tell, they touched everything.
    pub(super) async fn follow(&self, client: &Client, seq: Seq) {
        while seq > self.at() {
            let many = self.follow_part(client, seq).await;
            if many.is_none_or(|many| many < PART) {
                // The last of them is a forgetting, or was lost in a crash of the server.
                self.skip_to(seq);
            }
        }
    }

    /// Takes in some batches up to this number, and gives how many; nothing where the database does not answer.
    async fn follow_part(&self, client: &Client, seq: Seq) -> Option<i64> {
        let mut at = self.at();
        let asked = "select first, seq, records, lists from touched where seq > $1 and seq <= $2 order by seq limit $3";
        let rows = client.query(asked, &[&encode::number(at), &encode::number(seq), &PART]).await.ok()?;
        for row in &rows {
            let Touched { first, last, records, lists } = Touched::read(row).ok()?;
            if first > at.saturating_add(1) {
                self.stamps.touch_all(first.saturating_sub(1));
            }
            self.stamps.follow(last, records.iter().map(String::as_bytes), lists.iter().map(String::as_bytes));
            at = last;
        }
        // Once the stamps show it.
        self.last.send_if_modified(|known| {
            let is_later = at > *known;
            *known = at.max(*known);
            is_later
        });
        i64::try_from(rows.len()).ok()
    }
}

/// Each value is replaced as one, whatever panics.
fn taken<T>(value: &Mutex<T>) -> MutexGuard<'_, T> {
    value.lock().unwrap_or_else(PoisonError::into_inner)
}

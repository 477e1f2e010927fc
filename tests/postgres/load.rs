//! People who give, change, follow and read at once, whatever becomes of what they ask. Afterwards, what they were told is compared
//! with what is there.

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use futures_util::{FutureExt as _, future::BoxFuture};
use reqwest::{Error, Method};
use serde_json::{Value, json};
use tokio::{task::JoinHandle, time::sleep};

use crate::{
    actors::Actor,
    answer::Answer,
    files,
    zef::{House, Zef},
};

/// How often everything is killed that a story kills.
const ROUNDS: usize = 2;
/// How long everything may take to go on.
pub const SOON: Duration = Duration::from_secs(5);
/// What a server may be too busy, or too lonely, to do.
const AWAY: [&str; 6] = ["database-away", "database-unsure", "archive-away", "busy", "search-not-ready", "search-busy"];

/// What people were told.
#[derive(Default)]
pub struct Ledger {
    number: AtomicU64,
    /// The photos that were acknowledged, by the hash of their original.
    given: Mutex<BTreeMap<String, String>>,
    /// The titles that a photo may have: the last one that was acknowledged, and those after it of which nothing is known.
    titles: Mutex<BTreeMap<String, BTreeSet<String>>>,
    /// The changes that were told, in their order.
    followed: Mutex<Vec<(u64, String)>>,
    /// How many pages were read whole.
    read: AtomicU64,
}

/// What became of a request.
enum Fate {
    Done(Answer),
    /// Nothing was changed, which its sender was told.
    Nothing,
    /// It is not known.
    Unknown,
}

/// What became of a request. Where it was not done, a sentence says so, and when to ask again.
fn fate_of(answer: Result<Answer, Error>) -> Fate {
    // The proxy, or a node that was killed, let the connection go.
    let Ok(answer) = answer else { return Fate::Unknown };
    match answer.status.as_u16() {
        200 | 201 => Fate::Done(answer),
        // The machine gave nobody a turn for a minute.
        408 => Fate::Nothing,
        503 => {
            assert!(answer.header("retry-after").parse::<u64>().unwrap() > 0);
            let kind = answer.header("content-type").to_owned();
            if kind.starts_with("text/") {
                let text = answer.text();
                assert!(text.contains(". "), "no sentence: {text}");
                return Fate::Unknown;
            }
            let code = answer.json()["code"].as_str().unwrap().to_owned();
            assert!(AWAY.contains(&code.as_str()), "{code}");
            answer.refused(503, &code);
            if code == "database-unsure" { Fate::Unknown } else { Fate::Nothing }
        }
        status => panic!("{status}: {}", answer.text()),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

impl Ledger {
    /// How many photos were acknowledged.
    pub fn many(&self) -> usize {
        self.given.lock().unwrap().len()
    }

    fn enter(&self, photo: &Value) {
        let (hash, id) = (text(&photo["original"]["blake3"]), text(&photo["id"]));
        let known = self.given.lock().unwrap().insert(hash, id.clone());
        assert!(known.is_none_or(|known| known == id), "the same bytes were taken twice");
    }

    async fn gives(&self, giver: &Actor) {
        let bytes = files::small_photograph(self.number.fetch_add(1, Ordering::Relaxed));
        // Twice, as somebody does who was not answered: it is held once.
        for _ in 0..2 {
            let gift = giver.gives_bytes("photo.jpg", bytes.clone()).under("cc-by-4.0");
            if let Fate::Done(answer) = fate_of(gift.sent().await) {
                self.enter(&answer.json());
            }
        }
    }

    /// Publishes and names the photos that were acknowledged, one after the other.
    async fn changes(&self, moderator: &Actor, turn: usize) {
        let ids: Vec<String> = self.given.lock().unwrap().values().cloned().collect();
        let Some(id) = ids.get(turn % ids.len().max(1)) else { return };
        let path = format!("/api/v1/photos/{id}");
        let Fate::Done(photo) = fate_of(Answer::read(moderator.asks(Method::GET, &path).send().await).await) else {
            return;
        };
        if photo.json()["state"] == "submitted" {
            let decision = json!({ "decision": "publish", "reason": "" });
            let asked = moderator.asks(Method::POST, &format!("{path}/review")).json(&decision);
            let answer = Answer::read(asked.send().await).await;
            // It was published by a request of which nothing was heard.
            if answer.as_ref().is_ok_and(|answer| answer.status == 409) {
                return;
            }
            fate_of(answer);
        }
        let title = format!("Vague {turn}");
        let asked = moderator.asks(Method::PATCH, &path).json(&json!({ "title": title }));
        let fate = fate_of(Answer::read(asked.send().await).await);
        let mut titles = self.titles.lock().unwrap();
        let may_be = titles.entry(id.clone()).or_insert_with(|| BTreeSet::from([String::new()]));
        match fate {
            Fate::Done(_) => *may_be = BTreeSet::from([title]),
            Fate::Nothing => {}
            Fate::Unknown => drop(may_be.insert(title)),
        }
    }

    /// Takes in what changed since.
    async fn follows(&self, reader: &Actor) {
        let after = self.followed.lock().unwrap().last().map_or(0, |(seq, _)| *seq);
        let asked = reader.asks(Method::GET, &format!("/api/v1/changes?after={after}&limit=7"));
        if let Fate::Done(answer) = fate_of(Answer::read(asked.send().await).await) {
            let items = changes_of(&answer);
            assert!(items.iter().map(|(seq, _)| *seq).is_sorted(), "{items:?}");
            self.followed.lock().unwrap().extend(items);
        }
    }

    async fn reads(&self, visitor: &Actor, turn: usize) {
        let one = {
            let given = self.given.lock().unwrap();
            given.values().nth(turn % given.len().max(1)).cloned().unwrap_or_default()
        };
        let paths =
            ["/".to_owned(), "/api/v1/photos?limit=20".to_owned(), format!("/photos/{one}"), "/about".to_owned()];
        let path = &paths[turn % paths.len()];
        let Ok(answer) = Answer::read(visitor.asks(Method::GET, path).send().await).await else { return };
        match answer.status.as_u16() {
            200 => drop(self.read.fetch_add(1, Ordering::Relaxed)),
            503 => assert!(answer.header("retry-after").parse::<u64>().unwrap() > 0),
            408 => {}
            // One that waits for its review.
            404 if turn % paths.len() == 2 => {}
            status => panic!("{path}: {status}: {}", answer.text()),
        }
    }

    /// Compares what people were told with what is there.
    pub async fn holds(&self, zef: &Zef) {
        let given = self.given.lock().unwrap().clone();
        let titles = self.titles.lock().unwrap().clone();
        for (hash, id) in &given {
            let photo = zef.moderator.sees(id).await.photo();
            assert_eq!(photo.blake3(), hash);
            let title = photo.0["title"].as_str().unwrap_or_default();
            assert!(titles.get(id).is_none_or(|may_be| may_be.contains(title)), "{title}: {:?}", titles.get(id));
        }
        // Who followed the changes was told each of them.
        let mut all = Vec::new();
        loop {
            let after = all.last().map_or(0, |(seq, _): &(u64, String)| *seq);
            let items = changes_of(&zef.visitor.reads(&format!("/api/v1/changes?after={after}")).await.is(200));
            if items.is_empty() {
                break;
            }
            all.extend(items);
        }
        let reached = self.followed.lock().unwrap().last().map_or(0, |(seq, _)| *seq);
        let followed: BTreeSet<(u64, String)> = self.followed.lock().unwrap().iter().cloned().collect();
        let missed: Vec<_> = all.iter().filter(|told| told.0 <= reached && !followed.contains(*told)).collect();
        assert!(missed.is_empty(), "{missed:?} of {all:?}");
        assert!(self.read.load(Ordering::Relaxed) > 20, "visitors read nothing");
    }
}

fn changes_of(answer: &Answer) -> Vec<(u64, String)> {
    let items = answer.json()["items"].as_array().unwrap().clone();
    items.iter().map(|item| (item["seq"].as_u64().unwrap(), text(&item["id"]))).collect()
}

/// People at work, until they are told to end.
pub struct Load {
    pub ledger: Arc<Ledger>,
    ends: Arc<AtomicBool>,
    hands: Vec<JoinHandle<()>>,
}

impl Load {
    /// People who give, one who publishes and names what they gave, and visitors.
    pub fn of(givers: &[&Actor], moderator: &Actor, visitor: &Actor) -> Self {
        let mut load = Self { ledger: Arc::default(), ends: Arc::default(), hands: Vec::new() };
        for giver in givers {
            let giver = (*giver).clone();
            load.has(move |ledger, _| {
                let giver = giver.clone();
                async move { ledger.gives(&giver).await }.boxed()
            });
        }
        let moderator = moderator.clone();
        load.has(move |ledger, turn| {
            let moderator = moderator.clone();
            async move { ledger.changes(&moderator, turn).await }.boxed()
        });
        let (follower, visitor) = (visitor.clone(), visitor.clone());
        load.has(move |ledger, _| {
            let follower = follower.clone();
            async move { ledger.follows(&follower).await }.boxed()
        });
        load.has(move |ledger, turn| {
            let visitor = visitor.clone();
            async move { ledger.reads(&visitor, turn).await }.boxed()
        });
        load
    }

    fn has(&mut self, work: impl Fn(Arc<Ledger>, usize) -> BoxFuture<'static, ()> + Send + 'static) {
        let (ledger, ends) = (Arc::clone(&self.ledger), Arc::clone(&self.ends));
        self.hands.push(tokio::spawn(async move {
            for turn in 0.. {
                if ends.load(Ordering::Relaxed) {
                    return;
                }
                work(Arc::clone(&ledger), turn).await;
                // The machine has its turn.
                sleep(Duration::from_millis(40)).await;
            }
        }));
    }

    /// Waits until so many more photos were acknowledged.
    pub async fn gives_more(&self, more: usize) {
        let (began, before) = (Instant::now(), self.ledger.many());
        while self.ledger.many() < before + more {
            assert!(self.hands.iter().all(|hand| !hand.is_finished()), "somebody stopped");
            assert!(began.elapsed() < Duration::from_mins(1), "nobody gives any more");
            sleep(Duration::from_millis(5)).await;
        }
    }

    /// Everybody ends what they do.
    pub async fn ends(self) -> Arc<Ledger> {
        self.ends.store(true, Ordering::Relaxed);
        for hand in self.hands {
            hand.await.unwrap();
        }
        self.ledger
    }
}

/// How often everything is killed that a story kills; `ZEF_KILL_ROUNDS` says another number.
pub fn rounds() -> usize {
    env::var("ZEF_KILL_ROUNDS").map_or(ROUNDS, |rounds| rounds.parse().unwrap())
}

/// Until all these nodes are ready, which is soon.
pub async fn go_on(nodes: &[&Zef]) {
    let began = Instant::now();
    for zef in nodes {
        while zef.visitor.reads("/readyz").await.status != 200 {
            assert!(began.elapsed() < SOON, "it does not go on:\n{}", zef.log());
            sleep(Duration::from_millis(50)).await;
        }
    }
}

/// Nothing is damaged or missing; an original that no photo has is allowed.
pub fn is_whole(house: &House) {
    house.run_as_configured(&["check", "--repair"], "").well();
}

//! kill -9 at random instants under parallel uploads, again and again on the same storage: what was acknowledged is
//! there, whole, and nothing is half-made.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    hash::{BuildHasher, RandomState},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use serde_json::{Value, json};

use crate::{
    actors::Actor,
    files, throng,
    zef::{Zef, files_in},
};

/// Enough to fall on most steps of a deposit. Before a release, `ZEF_KILL_ROUNDS` is 50, which falls on every step several
/// times.
const ROUNDS: usize = 12;
/// Uploads at once, each in another person's name: one person's would wait for each other.
const HANDS: u64 = 4;
/// The longest a round lasts, in milliseconds, and the longest it lasts after its first deposits were acknowledged.
const LONGEST: u64 = 400;
const LONGEST_AFTER: u64 = 100;

/// The photos that were acknowledged: id and hash of the original.
type Acknowledged = Arc<Mutex<BTreeMap<String, String>>>;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_and_nothing_is_half_made() {
    let acknowledged = Acknowledged::default();
    let number = Arc::new(AtomicU64::new(0));
    let mut house = throng::house();
    let mut seen = BTreeSet::new();
    let rounds = env::var("ZEF_KILL_ROUNDS").map_or(ROUNDS, |rounds| rounds.parse().expect("a number of rounds"));
    for round in 0..rounds {
        let zef = house.serve();
        are_whole(&zef, &acknowledged, &mut seen, round).await;
        let hands: Vec<_> = (0..HANDS)
            .zip(throng::contributors(&zef))
            .map(|(_, giver)| tokio::spawn(keeps_giving(giver, Arc::clone(&number), Arc::clone(&acknowledged))))
            .collect();
        // Half the rounds end at any instant, the other half a moment after some deposits were acknowledged.
        let longest = if round % 2 == 0 {
            LONGEST
        } else {
            // Three at least, so that there are more in all than rounds.
            let more = seen.len() + 3 + usize::try_from(chance(round) % HANDS).unwrap();
            while acknowledged.lock().unwrap().len() < more {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            LONGEST_AFTER
        };
        tokio::time::sleep(Duration::from_millis(chance(round) % longest)).await;
        house = zef.killed();
        for hand in hands {
            hand.await.unwrap();
        }
    }
    let given = acknowledged.lock().unwrap().len();
    assert!(given > rounds, "only {given} deposits were acknowledged: the rounds are too short to prove anything");

    // All together at the end, with those that were made and whose answer never came.
    let zef = house.serve();
    seen.clear();
    are_whole(&zef, &acknowledged, &mut seen, rounds).await;
    let waiting = waiting(&zef.moderator).await;
    assert!(waiting.is_superset(&seen));
    for id in waiting.difference(&seen) {
        let hash = zef.moderator.sees(id).await.photo().blake3().to_owned();
        assert_whole(&zef, id, &hash, rounds).await;
    }
    // A deposit cut short may leave an original that no photo has yet, which is noted; nothing else is out of place once
    // what can be mended is.
    let house = zef.ends_well();
    house.run(&["check", "--repair"]).well();
    let checked = || {
        let told = house.run(&["check", "--json"]);
        let lines: Vec<Value> = told.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        (told.code, lines)
    };
    let (code, told) = checked();
    let (summary, findings) = told.split_last().unwrap();
    assert!(findings.iter().all(|found| found["fault"] == "young-orphan" && found["sound"] == true), "{findings:?}");
    assert_eq!((code, &summary["faults"], &summary["notes"]), (0, &json!(0), &json!(findings.len())));
    // Two days later they are a fault, which is put right once and for all.
    let orphans: Vec<String> = findings.iter().map(|found| found["hash"].as_str().unwrap().to_owned()).collect();
    for path in files_in(&house.storage.join("originals")) {
        if orphans.iter().any(|hash| path.ends_with(hash)) {
            let written = fs::metadata(&path).unwrap().modified().unwrap();
            let file = fs::File::options().write(true).open(path).unwrap();
            file.set_modified(written - Duration::from_hours(48)).unwrap();
        }
    }
    assert_eq!(checked().0, i32::from(!orphans.is_empty()));
    house.run(&["check", "--repair"]).well();
    let (code, told) = checked();
    assert_eq!((code, told.len()), (0, 1), "{told:?}");
    if !orphans.is_empty() {
        assert_eq!(files_in(&house.storage.join("originals.set-aside")).len(), orphans.len());
    }
    assert_eq!(summary["photos"].as_u64(), u64::try_from(waiting.len()).ok());
}

/// A number that is another in every run.
fn chance(round: usize) -> u64 {
    RandomState::new().hash_one(round)
}

/// Gives one photograph after the other, until the server is gone.
async fn keeps_giving(giver: Actor, number: Arc<AtomicU64>, acknowledged: Acknowledged) {
    loop {
        let bytes = files::small_photograph(number.fetch_add(1, Ordering::Relaxed));
        let Ok(answer) = giver.gives_bytes("photo.jpg", bytes).under("cc-by-4.0").sent().await else { return };
        let photo = answer.created();
        acknowledged.lock().unwrap().insert(photo.id(), photo.blake3().to_owned());
    }
}

/// Every photo acknowledged and not seen since is whole; each of them is seen now.
async fn are_whole(zef: &Zef, acknowledged: &Acknowledged, seen: &mut BTreeSet<String>, round: usize) {
    let known = acknowledged.lock().unwrap().clone();
    for (id, hash) in known.iter().filter(|(id, _)| !seen.contains(*id)) {
        assert_whole(zef, id, hash, round).await;
    }
    seen.extend(known.into_keys());
}

/// The photo is there with its words, its original and every rendition.
async fn assert_whole(zef: &Zef, id: &str, hash: &str, round: usize) {
    let answer = zef.moderator.sees(id).await;
    assert_eq!(answer.status, 200, "round {round}: {id} was acknowledged and is lost");
    let photo = answer.photo();
    assert_eq!((photo.state(), photo.blake3()), ("submitted", hash), "round {round}");
    for rendition in photo.renditions() {
        let picture = zef.moderator.reads(&rendition).await.is(200);
        assert!(!files::pixels(&picture.bytes).is_empty());
    }
    zef.moderator.takes(id, "original").await.is(200);
}

/// Every photo that waits for review.
async fn waiting(moderator: &Actor) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    let mut path = Some("/api/v1/review".to_owned());
    while let Some(part) = path {
        let list = moderator.reads(&part).await.is(200).json();
        ids.extend(list["items"].as_array().unwrap().iter().map(|photo| photo["id"].as_str().unwrap().to_owned()));
        // The next part's address is absolute; this server is the one at hand.
        path = list["next"].as_str().map(|next| next[next.find("/api/").unwrap()..].to_owned());
    }
    ids
}

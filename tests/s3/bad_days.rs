//! The S3 server fails under the built program: nothing acknowledged is lost, everybody is told what happens, and it goes on by itself.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::time::sleep;
use zef::{
    archive::{ArchiveStore as _, ObjectName, S3Store, Settings},
    domain::hash::ContentHash,
};

use super::{
    proxy::{Fault, Proxy},
    server::{self, Weed},
    stories::configured,
};
use crate::{actors::Actor, files, zef::Zef};

/// How long the program may take to go on.
const SOON: Duration = Duration::from_secs(5);
/// What the log says of it.
const LOGGED: [&str; 1] = ["not ready"];

/// The photos that were acknowledged, by the hash of their original.
type Acknowledged = Arc<Mutex<BTreeMap<String, String>>>;

/// Gives one photograph after the other, whatever the answer.
async fn keeps_giving(giver: Actor, number: Arc<AtomicU64>, ends: Arc<AtomicBool>, acknowledged: Acknowledged) {
    while !ends.load(Ordering::Relaxed) {
        let bytes = files::small_photograph(number.fetch_add(1, Ordering::Relaxed));
        let answer = giver.gives_bytes("photo.jpg", bytes).under("cc-by-4.0").sent().await.unwrap();
        match answer.status.as_u16() {
            200 | 201 => {
                let photo = answer.json();
                let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
                acknowledged.lock().unwrap().insert(text(&photo["original"]["blake3"]), text(&photo["id"]));
            }
            503 => {
                let code = answer.json()["code"].as_str().unwrap().to_owned();
                assert!(["archive-away", "busy"].contains(&code.as_str()), "{code}");
                assert!(answer.header("retry-after").parse::<u64>().unwrap() > 0);
            }
            // The machine gave nobody a turn for a minute.
            408 => {}
            status => panic!("{status}: {}", answer.text()),
        }
    }
}

/// Until the program is ready again.
async fn goes_on(zef: &Zef) {
    let began = Instant::now();
    while zef.visitor.reads("/readyz").await.status != 200 {
        assert!(began.elapsed() < SOON, "it does not go on:\n{}", zef.log());
        sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_when_the_server_is_killed() {
    let (weed, prefix) = (Weed::start_new(), server::new_prefix());
    let place = weed.place();
    let zef = configured(&place, place.address, &prefix).furnished().serve();
    let (acknowledged, number) = (Acknowledged::default(), Arc::new(AtomicU64::new(0)));
    let ends = Arc::new(AtomicBool::new(false));
    let hands: Vec<_> = [&zef.contributor, &zef.other, &zef.trusted]
        .map(|giver| {
            tokio::spawn(keeps_giving(giver.clone(), Arc::clone(&number), Arc::clone(&ends), Arc::clone(&acknowledged)))
        })
        .into();
    for _ in 0..2 {
        let before = acknowledged.lock().unwrap().len();
        while acknowledged.lock().unwrap().len() < before + 4 {
            assert!(hands.iter().all(|hand| !hand.is_finished()), "somebody stopped giving");
            sleep(Duration::from_millis(5)).await;
        }
        weed.kill();
        assert!(zef.visitor.reads("/readyz").await.is(503).text().contains("object server"));
        weed.start();
        goes_on(&zef).await;
    }
    ends.store(true, Ordering::Relaxed);
    for hand in hands {
        hand.await.unwrap();
    }
    let settings = place.settings(place.address, &prefix);
    let store = S3Store::new(&zef.house().desk().join("other"), Settings::default(), &settings).unwrap();
    let known = acknowledged.lock().unwrap().clone();
    assert!(known.len() >= 8, "{}", known.len());
    for (hash, id) in &known {
        assert_eq!(zef.moderator.sees(id).await.photo().blake3(), hash);
        let of_it: ContentHash = hash.parse().unwrap();
        assert_eq!(store.hash(&ObjectName::original(of_it)).await.unwrap(), Some(of_it), "{id}");
    }
    let house = zef.ends_having_logged(&LOGGED);
    house.run_as_configured(&["check", "--repair"], "").well();
}

/// Each of these lasts: what is asked meanwhile is answered by 503, a sentence and `Retry-After`; what is asked after it is done.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_server_fails_everybody_is_told_so() {
    let (place, prefix) = (server::shared(), server::new_prefix());
    let proxy = Proxy::before(place.address);
    let zef = configured(place, proxy.address, &prefix).furnished().serve();
    let photo = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created();
    let id = photo.id();
    let faults = [Fault::Refuses, Fault::Answers(500), Fault::Answers(503), Fault::Truncates(40), Fault::LosesAnswers];
    for (number, fault) in (10..).zip(faults) {
        proxy.fails(fault);
        let gift = || zef.trusted.gives_bytes("a.jpg", files::small_photograph(number)).under("cc-by-4.0");
        let (refused, taken, ready) =
            tokio::join!(gift().sent(), zef.visitor.takes(&id, "original"), zef.visitor.reads("/readyz"));
        let refused = refused.unwrap();
        assert_eq!(refused.header("retry-after"), "5", "{fault:?}");
        let french = refused.refused(503, "archive-away");
        assert!(french.contains("ne répond pas") && french.contains("rien n’a été enregistré"), "{french}");
        taken.refused(503, "archive-away");
        ready.is(503);
        zef.visitor.reads("/healthz").await.is(200);
        // Pages need no picture.
        zef.visitor.reads(&format!("/photos/{}", photo.id())).await.is(200);
        proxy.fails(Fault::None);
        goes_on(&zef).await;
        gift().await.created();
        zef.visitor.takes(&photo.id(), "original").await.is(200);
    }
    assert!(zef.log().contains("the object server answers again"), "{}", zef.log());
    let house = zef.ends_having_logged(&LOGGED);
    house.run_as_configured(&["check"], "").well();
}

/// Each of these passes: nobody notices.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_fails_once_is_done_again() {
    let (place, prefix) = (server::shared(), server::new_prefix());
    let proxy = Proxy::before(place.address);
    let zef = configured(place, proxy.address, &prefix).furnished().serve();
    let large = files::noisy_png(1_900);
    assert!(large.len() > 8 * 1024 * 1024);
    let given = zef.trusted.gives_bytes("large.png", large).under("cc0-1.0").await.created();
    for (number, fault) in (20..).zip([
        Fault::Refuses,
        Fault::Answers(500),
        Fault::Answers(503),
        Fault::Answers(409),
        Fault::LosesAnswers,
        Fault::Slow(1),
    ]) {
        proxy.fails_for(fault, Some("PUT"), 2);
        zef.trusted.gives_bytes("a.jpg", files::small_photograph(number)).under("cc-by-4.0").await.created();
        assert!(proxy.has_failed(), "{fault:?}");
    }
    for fault in [
        Fault::Refuses,
        Fault::Answers(500),
        Fault::LosesAnswers,
        Fault::Truncates(300_000),
        Fault::Garbles,
        Fault::Slow(1),
    ] {
        proxy.fails_for(fault, Some("GET"), 1);
        zef.visitor.takes(&given.id(), "original").await.is(200);
        assert!(proxy.has_failed(), "{fault:?}");
    }
    let house = zef.ends_well();
    house.run_as_configured(&["check"], "").well();
}

/// A server that takes requests and answers none holds nobody for longer than half a minute.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_hangs_is_waited_for_no_longer_than_it_says() {
    let (place, prefix) = (server::shared(), server::new_prefix());
    let proxy = Proxy::before(place.address);
    let zef = configured(place, proxy.address, &prefix).furnished().serve();
    let gift = || zef.trusted.gives_bytes("a.jpg", files::small_photograph(30)).under("cc-by-4.0");
    proxy.fails(Fault::Hangs);
    let began = Instant::now();
    let (refused, ready) = tokio::join!(gift().sent(), zef.visitor.reads("/readyz"));
    refused.unwrap().refused(503, "archive-away");
    ready.is(503);
    assert!(began.elapsed() < Duration::from_mins(1), "{:?}", began.elapsed());
    proxy.fails(Fault::None);
    goes_on(&zef).await;
    gift().await.created();
    zef.ends_having_logged(&LOGGED);
}

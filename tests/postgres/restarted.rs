//! The server of the database ends and starts again under the built program, which goes on without being started again.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::time::sleep;

use super::{cluster::Cluster, stories::house};
use crate::{actors::Actor, files, zef::Zef};

/// How long the program may take to go on.
const SOON: Duration = Duration::from_secs(5);
/// What the log says of it.
const LOGGED: [&str; 3] = ["the catalogue is away", "not ready", "the search index could not follow"];

/// The photos that were acknowledged, by the hash of their original.
type Acknowledged = Arc<Mutex<BTreeMap<String, String>>>;

/// Gives one photograph after the other, whatever the answer.
async fn keeps_giving(giver: Actor, number: Arc<AtomicU64>, ends: Arc<AtomicBool>, acknowledged: Acknowledged) {
    while !ends.load(Ordering::Relaxed) {
        let bytes = files::small_photograph(number.fetch_add(1, Ordering::Relaxed));
        // Twice, as somebody does who was not answered: it is held once.
        for _ in 0..2 {
            let gift = giver.gives_bytes("photo.jpg", bytes.clone()).under("cc-by-4.0");
            let answer = gift.sent().await.unwrap();
            match answer.status.as_u16() {
                200 | 201 => {
                    let photo = answer.json();
                    let hash = photo["original"]["blake3"].as_str().unwrap().to_owned();
                    let id = photo["id"].as_str().unwrap().to_owned();
                    let known = acknowledged.lock().unwrap().insert(hash, id.clone());
                    assert!(known.is_none_or(|known| known == id), "the same bytes were taken twice");
                }
                503 => {
                    let code = answer.json()["code"].as_str().unwrap().to_owned();
                    assert!(["database-away", "database-unsure", "busy"].contains(&code.as_str()), "{code}");
                    assert!(answer.header("retry-after").parse::<u64>().unwrap() > 0);
                }
                // The machine gave nobody a turn for a minute.
                408 => {}
                status => panic!("{status}: {}", answer.text()),
            }
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
    let server = Cluster::start_new();
    let database = server.database(None).await;
    let zef = house(&database.url).serve();
    let (acknowledged, number) = (Acknowledged::default(), Arc::new(AtomicU64::new(0)));
    let ends = Arc::new(AtomicBool::new(false));
    let hands: Vec<_> = [&zef.contributor, &zef.other, &zef.trusted]
        .map(|giver| {
            tokio::spawn(keeps_giving(giver.clone(), Arc::clone(&number), Arc::clone(&ends), Arc::clone(&acknowledged)))
        })
        .into();
    for _ in 0..3 {
        let before = acknowledged.lock().unwrap().len();
        while acknowledged.lock().unwrap().len() < before + 4 {
            assert!(hands.iter().all(|hand| !hand.is_finished()), "somebody stopped giving");
            sleep(Duration::from_millis(5)).await;
        }
        server.kill();
        server.start();
        goes_on(&zef).await;
    }
    ends.store(true, Ordering::Relaxed);
    for hand in hands {
        hand.await.unwrap();
    }
    let known = acknowledged.lock().unwrap().clone();
    assert!(known.len() >= 12, "{}", known.len());
    for (hash, id) in &known {
        let photo = zef.moderator.sees(id).await.photo();
        assert_eq!(photo.blake3(), hash);
    }
    // No photograph is there twice, acknowledged or not.
    let client = server.client(&database.name).await;
    let all = client.query("select body -> 'original' ->> 'blake3' from photos", &[]).await.unwrap();
    let hashes: BTreeSet<&str> = all.iter().map(|row| row.get(0)).collect();
    assert_eq!(hashes.len(), all.len());
    let numbers = client.query_one("select count(*), max(seq) from journal", &[]).await.unwrap();
    assert_eq!(numbers.get::<_, i64>(0), numbers.get::<_, i64>(1));
    let house = zef.ends_having_logged(&LOGGED);
    house.run_as_configured(&["check", "--repair"], "").well();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_server_is_away_requests_are_told_so() {
    let server = Cluster::start_new();
    let database = server.database(None).await;
    let zef = house(&database.url).serve();
    let photo = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created();
    server.stop();
    let told = zef.visitor.reads("/readyz").await.is(503).text();
    assert!(told.contains("the database does not answer"), "{told}");
    zef.visitor.reads("/healthz").await.is(200);
    let gift = || zef.trusted.gives_bytes("a.jpg", files::small_photograph(1)).under("cc-by-4.0");
    let refused = gift().await;
    assert_eq!(refused.header("retry-after"), "5");
    let french = refused.refused(503, "database-away");
    assert!(french.contains("ne répond pas") && french.contains("rien n’a été enregistré"), "{french}");
    let page = zef.visitor.reads(&format!("/people/{}", "bran")).await.is(503);
    assert!(page.text().contains("ne répond pas") && page.header("retry-after") == "5");
    assert!(!page.text().contains("enregistré"), "nobody saved anything: {}", page.text());
    server.start();
    goes_on(&zef).await;
    gift().await.created();
    assert_eq!(zef.visitor.finds("feuille").await[0].id(), photo.id());
    let house = zef.ends_having_logged(&LOGGED);
    let refused = {
        server.stop();
        house.run_as_configured(&["token", "add", "anne"], "")
    };
    assert!(refused.code == 1 && refused.stderr.contains("does not answer"), "{refused:?}");
}

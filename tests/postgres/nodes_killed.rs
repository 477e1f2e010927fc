//! Three nodes on one database under load: the same bytes to all of them, and one that is killed in the middle of what it does.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use tokio::time::sleep;

use super::{
    cluster,
    stories::{catalog, house},
};
use crate::{
    actors::Actor,
    answer::Photo,
    browser::Browser,
    files,
    journeys::post_office::PostOffice,
    zef::{House, PASSWORD, Zef, files_in},
};

/// How many give at once.
const MANY: usize = 64;
/// How long another node may take to begin with what a killed one did.
const TAKEN_OVER: Duration = Duration::from_secs(15);

/// Three nodes on a new database.
async fn three() -> [Zef; 3] {
    let database = cluster::fresh().await;
    let first = house(&database.url);
    let (second, third) = (first.another_node(), first.another_node());
    [first.serve(), second.serve(), third.serve()]
}

async fn is_ready(zef: &Zef) {
    let began = Instant::now();
    while zef.visitor.reads("/readyz").await.status != 200 {
        assert!(began.elapsed() < Duration::from_secs(30), "it does not catch up:\n{}", zef.log());
        sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_identical_uploads_over_three_nodes_make_one_photo() {
    let nodes = three().await;
    let bytes = files::small_photograph(64);
    let gifts = (0..MANY).map(|number| {
        let giver = nodes[number % 3].trusted.on_a_new_connection();
        let bytes = bytes.clone();
        async move { giver.gives_bytes("a.jpg", bytes).under("cc-by-4.0").await }
    });
    let answers = join_all(gifts).await;
    let count = |status| answers.iter().filter(|answer| answer.status == status).count();
    assert_eq!((count(201), count(200)), (1, MANY - 1));
    let ids: BTreeSet<String> = answers.iter().map(|answer| answer.json()["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids.len(), 1);
    for node in &nodes {
        is_ready(node).await;
        // What a node shows a visitor is a second old at most.
        let began = Instant::now();
        while node.visitor.browses().await.len() != 1 {
            assert!(began.elapsed() < Duration::from_secs(1), "it does not show the photo:\n{}", node.log());
            sleep(Duration::from_millis(20)).await;
        }
    }
    let originals = files_in(&nodes[0].storage().join("originals"));
    assert_eq!(originals.len(), 1, "{originals:?}");
    let [one, other, third] = nodes;
    other.ends_well();
    third.ends_well();
    one.ends_well().run_as_configured(&["check"], "").well();
}

/// The photos that were acknowledged, by the hash of their original.
type Acknowledged = Arc<Mutex<BTreeMap<String, String>>>;

/// Gives one photograph after the other until the node is gone, or this ends.
async fn keeps_giving(giver: Actor, number: Arc<AtomicU64>, ends: Arc<AtomicBool>, acknowledged: Acknowledged) {
    while !ends.load(Ordering::Relaxed) {
        let bytes = files::small_photograph(number.fetch_add(1, Ordering::Relaxed));
        let Ok(answer) = giver.gives_bytes("photo.jpg", bytes).under("cc-by-4.0").sent().await else { return };
        match answer.status.as_u16() {
            201 => {
                let photo = answer.json();
                let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
                let known = acknowledged.lock().unwrap().insert(text(&photo["original"]["blake3"]), text(&photo["id"]));
                assert!(known.is_none());
            }
            // The machine gave nobody a turn.
            408 => {}
            503 => assert!(answer.header("retry-after").parse::<u64>().unwrap() > 0),
            status => panic!("{status}: {}", answer.text()),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_is_killed_takes_nothing_with_it_and_another_begins_in_its_place() {
    let [one, other, third] = three().await;
    let (acknowledged, number) = (Acknowledged::default(), Arc::new(AtomicU64::new(0)));
    let ends = Arc::new(AtomicBool::new(false));
    let hands: Vec<_> = [&one.trusted, &other.contributor, &third.other]
        .map(|giver| {
            tokio::spawn(keeps_giving(giver.clone(), Arc::clone(&number), Arc::clone(&ends), Arc::clone(&acknowledged)))
        })
        .into();
    let until = async |many: usize| {
        let began = Instant::now();
        while acknowledged.lock().unwrap().len() < many {
            assert!(began.elapsed() < Duration::from_mins(1), "nobody gives any more");
            sleep(Duration::from_millis(5)).await;
        }
    };
    until(6).await;
    let fallen = other.killed();
    let before = acknowledged.lock().unwrap().len();
    until(before + 4).await;
    // Another one begins with nothing but the database and the originals.
    let fresh = fallen.another_node().serve();
    is_ready(&fresh).await;
    ends.store(true, Ordering::Relaxed);
    for hand in hands {
        hand.await.unwrap();
    }
    let known = acknowledged.lock().unwrap().clone();
    for (hash, id) in &known {
        for node in [&one, &third, &fresh] {
            assert_eq!(node.moderator.sees(id).await.photo().blake3(), hash);
        }
    }
    is_ready(&fresh).await;
    is_ready(&one).await;
    let found = async |zef: &Zef| zef.visitor.finds("").await.iter().map(Photo::id).collect::<BTreeSet<_>>();
    assert_eq!(found(&fresh).await, found(&one).await);
    third.ends_well();
    fresh.ends_well();
    // What the killed one was writing is at most an original that no photo has.
    one.ends_well().run_as_configured(&["check", "--repair"], "").well();
}

/// Somebody forgot a password.
async fn asks_for_password(zef: &Zef, who: &str, from: &str) {
    let visitor = Browser::coming_from(zef, from);
    let form = visitor.form_on("/login/forgotten", "/login/forgotten").await;
    visitor.fills(&form, &[("who", who)]).await.is(200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_node_sends_mail_and_another_goes_on_when_it_is_killed() {
    let database = cluster::fresh().await;
    let desk = tempfile::tempdir().unwrap();
    let office = PostOffice::open(desk.path());
    let first = House::empty().configured(&format!("{}{}", office.config(), catalog(&database.url))).furnished();
    let second = first.another_node();
    let one = first.serve();
    // Addresses are confirmed with the letters of the only node there is.
    for handle in ["anne", "bran", "tina", "mona"] {
        let browser = Browser::of(&one, handle).await;
        let form = browser.form_on("/account", "/account/mail").await;
        let address = format!("{handle}@example.org");
        browser.fills(&form, &[("email", &address), ("mail_password", PASSWORD)]).await.is(303);
        let letter = office.letter_with(&format!("/mail/confirm/{handle}.")).await;
        let path = letter.link(&one.url, "/mail/confirm/");
        let reader = Browser::before(&one);
        let form = reader.form_on(&path, &path).await;
        reader.fills(&form, &[]).await.is(200);
    }
    let other = second.serve();
    let resets = |handle: &str| {
        let part = format!("/login/reset/{handle}.");
        office.letters().iter().filter(|letter| letter.text().contains(&part)).count()
    };
    let comes = async |handle: &str, many: usize| {
        let began = Instant::now();
        while resets(handle) < many {
            assert!(began.elapsed() < TAKEN_OVER, "no letter for {handle}:\n{}", other.log());
            sleep(Duration::from_millis(50)).await;
        }
    };
    // Asked for on the node that does not send, it is sent.
    asks_for_password(&other, "anne", "192.0.2.10").await;
    comes("anne", 1).await;
    // Who sends is killed; what is asked for then is sent by the other one.
    let _originals = one.killed();
    asks_for_password(&other, "bran", "192.0.2.11").await;
    asks_for_password(&other, "tina", "192.0.2.12").await;
    comes("bran", 1).await;
    comes("tina", 1).await;
    // Once each, whoever sent it.
    asks_for_password(&other, "mona", "192.0.2.13").await;
    comes("mona", 1).await;
    assert_eq!(["anne", "bran", "tina", "mona"].map(resets), [1; 4]);
    other.ends_well();
}

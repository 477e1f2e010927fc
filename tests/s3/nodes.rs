//! Several nodes on one database and one bucket: the same bytes to all of them are one photo, one that begins later shows it, and
//! what one of them forgets is on the disk of none.

use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use tokio::time::sleep;

use super::{server, stories::archive};
use crate::{
    files,
    postgres::cluster,
    zef::{House, Zef},
};

/// How many give at once.
const MANY: usize = 64;

async fn is_ready(zef: &Zef) {
    let began = Instant::now();
    while zef.visitor.reads("/readyz").await.status != 200 {
        assert!(began.elapsed() < Duration::from_secs(30), "it does not catch up:\n{}", zef.log());
        sleep(Duration::from_millis(50)).await;
    }
}

/// A library on a new database, and in a bucket.
async fn house() -> House {
    let (place, prefix) = (server::shared(), server::new_prefix());
    let database = cluster::fresh().await;
    let first = House::empty();
    let bucket = archive(&first, (&place.key, &place.secret), &place.bucket, place.address, &prefix);
    let catalog = format!("[catalog]\nengine = \"postgres\"\nurl = \"{}\"\n", database.url);
    first.configured(&format!("{bucket}{catalog}")).furnished()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_identical_uploads_over_three_nodes_are_one_photo_in_the_bucket() {
    let first = house().await;
    let (second, third, fourth) = (first.another_node(), first.another_node(), first.another_node());
    let nodes = [first.serve(), second.serve(), third.serve()];
    let bytes = files::small_photograph(64);
    let gifts = (0..MANY).map(|number| {
        let (giver, bytes) = (nodes[number % 3].trusted.on_a_new_connection(), bytes.clone());
        async move { giver.gives_bytes("a.jpg", bytes).under("cc-by-4.0").await }
    });
    let answers = join_all(gifts).await;
    let count = |status| answers.iter().filter(|answer| answer.status == status).count();
    assert_eq!((count(201), count(200)), (1, MANY - 1));
    let ids: BTreeSet<String> = answers.iter().map(|answer| answer.json()["id"].as_str().unwrap().to_owned()).collect();
    let [id] = Vec::from_iter(ids).try_into().unwrap();
    // Two are killed; another one begins with nothing.
    let [one, other, third] = nodes;
    let _killed = (other.killed(), third.killed());
    let fresh = fourth.serve();
    is_ready(&fresh).await;
    assert_eq!(fresh.visitor.browses().await.len(), 1);
    let photo = fresh.visitor.sees(&id).await.photo();
    for url in photo.renditions() {
        fresh.visitor.reads(&url[url.find("/media/").unwrap()..]).await.is(200);
    }
    assert_eq!(fresh.visitor.takes(&id, "original").await.is(200).header("content-type"), "image/jpeg");
    fresh.ends_well();
    one.ends_well().run_as_configured(&["check"], "").well();
}

/// The files in a folder.
fn files_of(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

/// The segments of the search index of a node: their files are never changed.
fn segments(zef: &Zef) -> BTreeSet<String> {
    let segment = |name: &String| !name.starts_with('.') && name != "meta.json";
    files_of(&zef.storage().join("search")).into_iter().filter(segment).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_node_forgets_leaves_the_disks_of_the_others() {
    let first = house().await;
    let second = first.another_node();
    let (one, other) = (first.serve(), second.serve());
    let leaf = one.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Ermengarde").await.created();
    let port =
        one.trusted.gives_bytes("a.jpg", files::small_photograph(1)).under("cc0-1.0").titled("Port").await.created();
    is_ready(&other).await;
    let found = "/api/v1/photos?q=ermengarde";
    // It is some moments behind.
    let began = Instant::now();
    while other.visitor.reads(found).await.json()["total"] != 1 {
        assert!(began.elapsed() < Duration::from_secs(10), "it does not find the photo:\n{}", other.log());
        sleep(Duration::from_millis(50)).await;
    }
    for photo in [&leaf, &port] {
        other.visitor.reads(&format!("/media/{}/320.jpg", photo.id())).await.is(200);
    }
    let (cache, before) = (other.storage().join("cache"), segments(&other));
    assert!(files_of(&cache).len() == 2 && !before.is_empty(), "{before:?}");

    let house = one.ends_well();
    house.run_as_configured(&["forget", "photo", &leaf.id(), "--yes"], "").well();
    let began = Instant::now();
    while !segments(&other).is_disjoint(&before) {
        assert!(began.elapsed() < Duration::from_secs(10), "{:?}\n{}", segments(&other), other.log());
        sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(files_of(&cache), BTreeSet::new());
    is_ready(&other).await;
    assert_eq!(other.visitor.reads(found).await.json()["total"], 0);
    other.visitor.reads(&format!("/photos/{}", leaf.id())).await.is(404);
    assert_eq!(other.visitor.browses().await.len(), 1);
    // It is made again once, not at each start.
    let after = segments(&other);
    let other = other.ends_well().serve();
    is_ready(&other).await;
    assert!(!segments(&other).is_disjoint(&after), "{after:?}");
    other.ends_well().run_as_configured(&["check"], "").well();
}

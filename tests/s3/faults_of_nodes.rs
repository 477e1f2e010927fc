//! Several nodes on one bucket, which one of them reaches badly, or not for half a minute: it says so, and the others go on. And a
//! bucket that answers as if others had written at the same moment: the same bytes at once are one original.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use zef::{
    archive::{ArchiveStore as _, ObjectName, S3Store, Settings},
    domain::hash::ContentHash,
};

use super::{
    proxy::{Fault, Proxy},
    server::{self, Place},
    stories::archive,
};
use crate::{
    files,
    postgres::{
        cluster,
        load::{SOON, go_on},
    },
    zef::{House, Zef},
};

/// What the log says of it.
const LOGGED: [&str; 1] = ["not ready"];
/// How long a node is cut off.
const CUT: Duration = Duration::from_secs(30);
/// How long a server that says nothing is waited for.
const SILENT: Duration = Duration::from_mins(1);

/// Two nodes on one database, each of which comes to the bucket by its own way.
async fn two(place: &Place, prefix: &str, ways: &[Proxy; 2]) -> [Zef; 2] {
    let database = cluster::fresh().await;
    let catalog = format!("[catalog]\nengine = \"postgres\"\nurl = \"{}\"\n", database.url);
    let by = |house: House, way: &Proxy| {
        let bucket = archive(&house, (&place.key, &place.secret), &place.bucket, way.address, prefix);
        house.configured(&format!("{bucket}{catalog}"))
    };
    let first = by(House::empty(), &ways[0]).furnished();
    let second = by(first.another_node(), &ways[1]);
    let nodes = [first.serve(), second.serve()];
    go_on(&[&nodes[0], &nodes[1]]).await;
    nodes
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_reaches_the_bucket_badly_says_so_and_the_others_go_on() {
    let (place, prefix) = (server::shared(), server::new_prefix());
    let ways = [(); 2].map(|()| Proxy::before(place.address));
    let [one, other] = two(place, &prefix, &ways).await;
    let [_, way] = ways;
    let photo = one.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created();
    let id = photo.id();
    let page = format!("/photos/{id}");
    for (number, fault) in
        (100..).zip([Fault::Answers(500), Fault::Truncates(40), Fault::LosesAnswers, Fault::Refuses, Fault::Hangs])
    {
        way.fails(fault);
        let gift = |zef: &Zef| zef.trusted.gives_bytes("a.jpg", files::small_photograph(number)).under("cc-by-4.0");
        let began = Instant::now();
        let (refused, taken, ready) =
            tokio::join!(gift(&other).sent(), other.visitor.takes(&id, "original"), other.visitor.reads("/readyz"));
        assert!(began.elapsed() < SILENT, "{fault:?}: {:?}", began.elapsed());
        let refused = refused.unwrap();
        assert_eq!((refused.header("retry-after"), taken.header("retry-after")), ("5", "5"), "{fault:?}");
        refused.refused(503, "archive-away");
        taken.refused(503, "archive-away");
        ready.is(503);
        other.visitor.reads(&page).await.is(200);
        // The other node has no such trouble.
        one.visitor.reads("/readyz").await.is(200);
        one.visitor.takes(&id, "original").await.is(200);
        let given = gift(&one).await.created();
        way.fails(Fault::None);
        go_on(&[&other]).await;
        assert_eq!(gift(&other).await.already_held().id(), given.id());
        other.visitor.takes(&given.id(), "original").await.is(200);
    }
    // One that is slow is waited for.
    way.fails(Fault::Slow(10));
    other.trusted.gives_bytes("a.jpg", files::small_photograph(200)).under("cc-by-4.0").await.created();
    other.visitor.takes(&id, "original").await.is(200);
    one.ends_well();
    other.ends_having_logged(&LOGGED).run_as_configured(&["check", "--repair"], "").well();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_is_cut_off_from_the_bucket_shows_what_it_has_and_goes_on_soon_after() {
    let (place, prefix) = (server::shared(), server::new_prefix());
    let ways = [(); 2].map(|()| Proxy::before(place.address));
    let [one, other] = two(place, &prefix, &ways).await;
    let [_, way] = ways;
    let photo = one.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created();
    let (page, picture) = (format!("/photos/{}", photo.id()), format!("/media/{}/320.jpg", photo.id()));
    other.visitor.reads(&picture).await.is(200);
    let gift = |zef: &Zef| zef.trusted.gives_bytes("a.jpg", files::small_photograph(400)).under("cc-by-4.0");

    way.fails(Fault::Hangs);
    let began = Instant::now();
    let refused = async {
        let id = photo.id();
        let (given, taken) = tokio::join!(gift(&other), other.visitor.takes(&id, "original"));
        assert!(began.elapsed() < SILENT, "{:?}", began.elapsed());
        assert_eq!((given.header("retry-after"), taken.header("retry-after")), ("5", "5"));
        given.refused(503, "archive-away");
        taken.refused(503, "archive-away");
    };
    let cut = async {
        while began.elapsed() < CUT {
            for path in [&page, &picture] {
                let asked = Instant::now();
                other.visitor.reads(path).await.is(200);
                assert!(asked.elapsed() < SOON, "{path} after {:?}", asked.elapsed());
            }
            let ready = other.visitor.reads("/readyz").await.is(503).text();
            assert!(ready.contains("does not answer"), "{ready}");
            one.visitor.takes(&photo.id(), "original").await.is(200);
        }
        way.fails(Fault::None);
        go_on(&[&other]).await;
        other.visitor.takes(&photo.id(), "original").await.is(200);
    };
    tokio::join!(refused, cut);
    // However often a monitor asks, that is logged once.
    assert_eq!(other.log().matches("not ready").count(), 1, "{}", other.log());
    gift(&other).await.created();
    gift(&one).await.already_held();
    assert_eq!(one.visitor.browses().await.len(), 2);
    one.ends_well();
    other.ends_having_logged(&LOGGED).run_as_configured(&["check", "--repair"], "").well();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_bytes_at_once_are_one_original_however_the_bucket_answers() {
    let (place, prefix) = (server::shared(), server::new_prefix());
    let ways = [(); 2].map(|()| Proxy::before(place.address));
    let nodes = two(place, &prefix, &ways).await;
    for way in &ways {
        way.fails_for(Fault::Races, Some("PUT"), usize::MAX);
    }
    let settings = place.settings(place.address, &prefix);
    let store = S3Store::new(&nodes[0].house().desk().join("other"), Settings::default(), &settings).unwrap();
    for number in 300..306 {
        let bytes = files::small_photograph(number);
        let gifts = (0..12).map(|turn| {
            let (giver, bytes) = (nodes[turn % 2].trusted.on_a_new_connection(), bytes.clone());
            async move { giver.gives_bytes("a.jpg", bytes).under("cc-by-4.0").await }
        });
        let answers = join_all(gifts).await;
        let count = |status| answers.iter().filter(|answer| answer.status == status).count();
        assert_eq!((count(201), count(200)), (1, 11));
        let photos: BTreeSet<(String, String)> = answers
            .iter()
            .map(|answer| {
                let photo = crate::answer::Photo(answer.json());
                (photo.id(), photo.blake3().to_owned())
            })
            .collect();
        let [(id, hash)] = Vec::from_iter(photos).try_into().unwrap();
        let hash: ContentHash = hash.parse().unwrap();
        assert_eq!(store.hash(&ObjectName::original(hash)).await.unwrap(), Some(hash), "{id}");
    }
    for (node, way) in nodes.iter().zip(&ways) {
        assert_eq!(node.visitor.browses().await.len(), 6);
        // Nothing depends on a condition, which servers keep differently.
        assert_eq!(way.conditions(), 0);
        assert!(way.races() > 10, "{}", way.races());
        way.fails(Fault::None);
    }
    let [one, other] = nodes;
    one.ends_well();
    other.ends_well().run_as_configured(&["check"], "").well();
}

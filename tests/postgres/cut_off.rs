//! A node is cut off from the database as by a cut cable: what it sends gets lost without a word, and no connection ends. The proxy
//! that does it is harsher than a network: the system takes what is sent for delivered, so that its own limits do not help, and the
//! program must notice. It needs no other account than that of the tests.

use std::time::{Duration, Instant};

use tokio::time::sleep;
use zef::catalog::{postgres::Postgres, store::RecordStore as _};

use super::{
    cluster::{self, Cluster, PASSWORD},
    load::{SOON, go_on},
    proxy::Proxy,
    stories::{catalog, house},
};
use crate::{answer::Answer, files, zef::Zef};

/// How long it is cut off.
const CUT: Duration = Duration::from_secs(30);
/// How long a reader may wait for an answer, and who saves something, until the node has noticed.
const READ: Duration = Duration::from_secs(10);
const SAVED: Duration = Duration::from_secs(20);
/// What the log says of it.
const LOGGED: [&str; 3] = ["the catalogue is away", "not ready", "the search index could not follow"];

/// Reads an address on a node that is cut off.
async fn is_told(zef: &Zef, path: &str) {
    let began = Instant::now();
    let told = zef.visitor.reads(path).await;
    assert!(began.elapsed() < READ, "{path} after {:?}", began.elapsed());
    assert_eq!((told.status.as_u16(), told.header("retry-after")), (503, "5"), "{path}: {}", told.text());
    assert!(told.text().contains("ne répond pas"), "{path}: {}", told.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_is_cut_off_says_so_and_goes_on_soon_after() {
    let database = cluster::fresh().await;
    let proxy = Proxy::before(cluster::shared().port()).await;
    let first = house(&database.url);
    let second = first.another_node().configured(&catalog(&Cluster::url(proxy.address.port(), &database.name)));
    let (one, other) = (first.serve(), second.serve());
    let photo = one.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created();
    go_on(&[&one, &other]).await;
    let page = format!("/photos/{}", photo.id());
    let paths = [page.clone(), format!("/media/{}/320.jpg", photo.id()), format!("/api/v1/photos/{}", photo.id())];
    for path in &paths {
        other.visitor.reads(path).await.is(200);
    }
    let gift = |zef: &Zef| zef.trusted.gives_bytes("a.jpg", files::small_photograph(7)).under("cc-by-4.0");

    proxy.hangs(true);
    let began = Instant::now();
    one.trusted.withdraws(&photo.id(), "Erreur").await;
    // What it has in memory is not used for longer than a second.
    sleep(Duration::from_secs(1)).await;
    let giving = async {
        let asked = Instant::now();
        let told = gift(&other).await;
        assert!(asked.elapsed() < SAVED, "{:?}", asked.elapsed());
        let code = told.json()["code"].as_str().unwrap().to_owned();
        assert!(["database-away", "database-unsure"].contains(&code.as_str()), "{code}");
        told.refused(503, &code)
    };
    tokio::join!(is_told(&other, &paths[0]), is_told(&other, &paths[1]), is_told(&other, &paths[2]), giving);
    // The other node goes on.
    one.visitor.reads(&page).await.is(410);
    gift(&one).await.created();
    while began.elapsed() < CUT {
        for path in &paths {
            is_told(&other, path).await;
        }
        let ready = other.visitor.reads("/readyz").await.is(503).text();
        assert!(ready.contains("the database does not answer"), "{ready}");
        other.visitor.reads("/healthz").await.is(200);
        sleep(Duration::from_millis(500)).await;
    }

    proxy.hangs(false);
    let began = Instant::now();
    let is_back = |answer: &Answer| answer.status == 410;
    while !is_back(&other.visitor.reads(&page).await) {
        assert!(began.elapsed() < SOON, "it does not go on:\n{}", other.log());
        sleep(Duration::from_millis(50)).await;
    }
    while other.visitor.reads("/readyz").await.status != 200 {
        assert!(began.elapsed() < SOON, "it does not go on:\n{}", other.log());
        sleep(Duration::from_millis(50)).await;
    }
    // What it was given while it was cut off was taken by the other one.
    gift(&other).await.already_held();
    assert_eq!(other.visitor.browses().await.len(), 1);
    other.ends_having_logged(&LOGGED);
    one.ends_well().run_as_configured(&["check", "--repair"], "").well();
}

/// Of two servers, the first takes connections and says nothing, as one does whose machine hangs.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_says_nothing_does_not_hide_the_next_one() {
    let database = cluster::fresh().await;
    let (port, proxy) = (cluster::shared().port(), Proxy::before(cluster::shared().port()).await);
    proxy.hangs(true);
    let url =
        format!("postgres://zef:{PASSWORD}@127.0.0.1:{},127.0.0.1:{port}/{}", proxy.address.port(), database.name);
    let began = Instant::now();
    let store = Postgres::open(&url, None).await.unwrap();
    // The three seconds of connecting, and half a second to be let in.
    let silent = Duration::from_millis(3_500);
    assert!(began.elapsed() >= silent && began.elapsed() < silent + SOON, "{:?}", began.elapsed());
    // The one that let it in is asked first from then on.
    let began = Instant::now();
    assert_eq!(store.verify().await.unwrap(), []);
    store.ready().await.unwrap();
    assert!(began.elapsed() < silent, "{:?}", began.elapsed());
}

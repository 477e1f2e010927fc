//! Changes a second, by engine: one after the other, and 32 at a time.
//!
//! `cargo bench --bench commits -- FOLDER postgres://USER:PASSWORD@HOST/EMPTY-DATABASE`: the embedded engine in an empty folder, and
//! PostgreSQL where an address is given. Each change writes a new record and expects it to be absent.
//!
//! It asserts no figure, since another program may be using the processor.

#![expect(clippy::print_stdout, reason = "the figures are the result of this program")]
#![expect(clippy::unwrap_used, reason = "a measurement stops where its example is wrong")]
#![expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "figures for people to read")]

use std::{path::Path, sync::Arc, time::Instant};

use serde_json::json;
use tokio::task::JoinSet;
use zef::catalog::{
    embedded::{Embedded, Settings},
    store::{Change, Expectation, Key, Outcome, RecordStore},
};

/// Changes of each measurement.
const CHANGES: usize = 3_200;
/// At a time.
const AT_ONCE: usize = 32;

fn main() {
    let arguments: Vec<String> = std::env::args().filter(|argument| argument != "--bench").skip(1).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        match arguments.as_slice() {
            [folder] => embedded(folder).await,
            [folder, url] => {
                embedded(folder).await;
                postgres(url).await;
            }
            _ => println!("commits FOLDER [postgres://…]"),
        }
    });
}

async fn embedded(folder: &str) {
    let store: Arc<dyn RecordStore> = Arc::new(Embedded::open(Path::new(folder), Settings::default()).unwrap());
    measure("embedded", &store).await;
}

#[cfg(feature = "postgres")]
async fn postgres(url: &str) {
    let store: Arc<dyn RecordStore> = Arc::new(zef::catalog::postgres::Postgres::open(url, None).await.unwrap());
    measure("postgres", &store).await;
}

#[cfg(not(feature = "postgres"))]
async fn postgres(_url: &str) {
    println!("this program was built without PostgreSQL");
}

async fn measure(name: &str, store: &Arc<dyn RecordStore>) {
    let first = usize::try_from(store.seq()).unwrap();
    let began = Instant::now();
    for number in first..first + CHANGES / 8 {
        make(store, number).await;
    }
    let alone = (CHANGES / 8) as f64 / began.elapsed().as_secs_f64();
    let first = first + CHANGES / 8;
    let began = Instant::now();
    let mut working = JoinSet::new();
    for hand in 0..AT_ONCE {
        let store = Arc::clone(store);
        working.spawn(async move {
            for number in (first + hand..first + CHANGES).step_by(AT_ONCE) {
                make(&store, number).await;
            }
        });
    }
    while let Some(done) = working.join_next().await {
        done.unwrap();
    }
    let together = CHANGES as f64 / began.elapsed().as_secs_f64();
    println!("{name:<9} {alone:>7.0} changes/s alone, {together:>7.0} changes/s {AT_ONCE} at a time");
}

/// A record with a few index keys, as long as that of a photo.
async fn make(store: &Arc<dyn RecordStore>, number: usize) {
    let name = format!("p{number:07}");
    let body = json!({
        "v": 2, "handle": name, "name": "Anne ".repeat(200), "role": "contributor", "trusted": false,
        "author": { "name": null, "url": null }, "created": "2026-01-01T00:00:00Z",
    });
    let key = Key::new("person", &name);
    let change = Change {
        expect: vec![Expectation::RecordAbsent(key.clone())],
        put: vec![(key, serde_json::value::to_raw_value(&body).unwrap())],
        remove: Vec::new(),
        at: "2026-01-01T00:00:00Z".parse().unwrap(),
        actor: "zef".to_owned(),
        gesture: "measure".into(),
        batch: None,
        note: None,
    };
    assert!(matches!(store.commit(change).await.unwrap(), Outcome::Done(_)));
}

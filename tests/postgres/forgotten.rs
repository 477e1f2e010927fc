//! Forgetting: nothing of what is forgotten is left in the tables, nor in the files of the server.

use std::{fs, sync::Arc};

use jiff::Timestamp;
use zef::{
    catalog::{
        forgetting::{Forgetting, erased},
        postgres::Postgres,
        store::{Change, Entry, Key, RecordStore as _},
        volatile::Volatile,
    },
    domain::person::{PersonRecord, Role},
};

use super::cluster::Cluster;
use crate::catalog::{
    making::{change, person, putting},
    shelf::{done, every_entry},
};

const SECRET: &str = "Ermengarde-de-Kergoat";

fn forgetting(seen: u64, key: Key) -> Forgetting {
    let number = seen + 1;
    let gone = key.clone();
    let rewrite = move |entry: &Entry| {
        let mut entry = entry.clone();
        let before = format!("{entry:?}");
        for written in &mut entry.records {
            if written.key == gone {
                *written = erased(number);
            }
        }
        (format!("{entry:?}") != before).then_some(entry)
    };
    Forgetting {
        seen,
        rewrite: Box::new(rewrite),
        ends: Box::new(|value| value.starts_with(b"anne")),
        note: Change { gesture: "forget".into(), remove: vec![key], ..change() },
        afterwards: "originals".to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_forgotten_is_in_no_table_and_in_no_file() {
    let server = Cluster::start_new();
    let database = server.database(None).await;
    let store = Arc::new(Postgres::open(&database.url, None).await.unwrap());
    for name in ["anne", "yann"] {
        let name = PersonRecord { name: format!("{SECRET} {name}"), ..person(name, Role::Contributor) };
        done(&*store, putting(&name)).await;
    }
    done(&*store, putting(&PersonRecord { name: "Yann".to_owned(), ..person("yann", Role::Contributor) })).await;
    store.put("session", "a", b"anne Ermengarde-de-Kergoat".to_vec(), Timestamp::MAX).await.unwrap();
    store.put("session", "b", b"yann".to_vec(), Timestamp::MAX).await.unwrap();
    let key = Key::new("person", "anne");
    // An entry was made since: nothing is done.
    assert_eq!(store.forget(forgetting(2, key.clone())).await.unwrap(), None);
    assert_eq!(store.forget(forgetting(3, key.clone())).await.unwrap(), Some(4));
    assert_eq!(store.forget(forgetting(4, Key::new("person", "yann"))).await.unwrap(), Some(5));
    assert_eq!(store.left_to_forget().await.unwrap().as_deref(), Some("originals"));
    store.forgotten().await.unwrap();
    assert_eq!(store.left_to_forget().await.unwrap(), None);
    let entries = every_entry(&*store).await;
    assert_eq!(entries.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    assert!(!format!("{entries:?}").contains(SECRET));
    assert_eq!((store.count("role/").await.unwrap(), store.count("").await.unwrap()), (0, 0));
    assert_eq!(Volatile::get(&*store, "session", "a").await.unwrap(), None);
    assert_eq!(Volatile::get(&*store, "session", "b").await.unwrap(), Some(b"yann".to_vec()));
    assert_eq!(store.verify().await.unwrap(), []);
    store.close().await;
    // Everything is written, and the files that are not used any more are gone.
    server.client(&database.name).await.batch_execute("checkpoint").await.unwrap();
    server.stop();
    for path in server.files() {
        let bytes = fs::read(&path).unwrap();
        let found = bytes.windows(SECRET.len()).any(|part| part == SECRET.as_bytes());
        assert!(!found, "{}", path.display());
    }
}

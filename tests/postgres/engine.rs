//! What this engine does beside the contract: tables and their versions, several programs, what an administrator asks.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use serde_json::json;
use tokio::time::{sleep, timeout};
use zef::{
    catalog::{
        CatalogError, DatabaseError,
        postgres::{Flaw, Postgres},
        stamps::Slot,
        store::{Change, Key, Outcome, RecordStore},
    },
    domain::person::Role,
};

use super::cluster::{self, Cluster, PASSWORD};
use crate::catalog::{
    making::{change, person, putting},
    photographs::{photo, putting_photos},
    shelf::{self, done, every_entry},
};

async fn open(url: &str) -> Result<Postgres, CatalogError> {
    Postgres::open(url, None).await
}

async fn refused(url: &str) -> String {
    let refused = open(url).await.unwrap_err();
    let told = refused.to_string();
    assert!(!told.contains(PASSWORD) && !format!("{refused:?}").contains(PASSWORD), "{told}");
    told
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_reached_says_what_to_do() {
    let server = cluster::shared();
    let told = refused(&Cluster::url(server.port(), "nothere")).await;
    assert!(told.contains("no database “nothere”") && told.contains("createdb --owner=zef"), "{told}");
    let wrong = Cluster::url(server.port(), "postgres").replace(PASSWORD, "wrong");
    let told = refused(&wrong).await;
    assert!(told.contains("does not let in the user “zef”") && !told.contains("wrong"), "{told}");
    let told = refused(&format!("postgres://zef@127.0.0.1:{}/postgres", server.port())).await;
    assert!(told.contains("Correct the user and the password"), "{told}");
    let told = refused(&Cluster::url(1, "zef")).await;
    assert!(told.contains("127.0.0.1:1 does not answer") && told.contains("refused"), "{told}");
    // It speaks no TLS, which is asked for.
    let told = refused(&format!("{}?sslmode=require", Cluster::url(server.port(), "postgres"))).await;
    assert!(told.contains("no safe connection") && told.contains("sslmode=disable"), "{told}");
    let told = refused(&format!("{}?sslmode=require&sslrootcert=/nowhere", Cluster::url(server.port(), "a"))).await;
    assert!(told.contains("sslrootcert") && told.contains("/nowhere"), "{told}");
    // The first of several hosts that takes writes is used.
    let database = cluster::fresh().await;
    let hosts = database.url.replace("127.0.0.1:", "127.0.0.1:1,127.0.0.1:");
    open(&hosts).await.unwrap().close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn databases_that_do_not_suit_are_refused_with_a_sentence() {
    let server = cluster::shared();
    let database = cluster::fresh().await;
    let client = server.client(&database.name).await;
    client.batch_execute("create role reader login password 'lesen'").await.unwrap();
    let reader = database.url.replace(&format!("zef:{PASSWORD}"), "reader:lesen");
    let told = refused(&reader).await;
    assert!(told.contains("“reader” may not make or use the tables") && told.contains("owner to reader"), "{told}");
    // Another program's tables stay as they are.
    client.batch_execute("create table record (id int)").await.unwrap();
    let told = refused(&database.url).await;
    assert!(told.contains("tables of another program") && told.contains("a database of its own"), "{told}");
    assert!(
        client
            .query_one("select to_regclass('journal')::text", &[])
            .await
            .unwrap()
            .get::<_, Option<String>>(0)
            .is_none()
    );
    let latin = "create database latin encoding 'LATIN1' locale 'C' template template0";
    server.client("postgres").await.batch_execute(latin).await.unwrap();
    let told = refused(&Cluster::url(server.port(), "latin")).await;
    assert!(told.contains("LATIN1") && told.contains("UTF8"), "{told}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_older_than_the_tables_refuses_to_start() {
    let database = cluster::fresh().await;
    let store = open(&database.url).await.unwrap();
    done(&store, putting(&person("anne", Role::Admin))).await;
    store.close().await;
    let client = cluster::shared().client(&database.name).await;
    client.batch_execute("insert into zef_schema (version) values (99)").await.unwrap();
    let told = refused(&database.url).await;
    assert!(told.contains("newer version of Zef") && told.contains("version 99"), "{told}");
    client.batch_execute("delete from zef_schema where version = 99").await.unwrap();
    // What a newer program derived is not made again by an older one.
    client.batch_execute("update head set derived = derived + 1").await.unwrap();
    assert!(refused(&database.url).await.contains("newer version of Zef"));
    // What an older one derived is.
    client.batch_execute("update head set derived = 1; delete from record; delete from list_length").await.unwrap();
    let store = open(&database.url).await.unwrap();
    assert_eq!((store.seq(), store.count("role/").await.unwrap()), (1, 1));
    assert_eq!(store.verify().await.unwrap(), []);
}

/// Whether nothing in this place changed since an entry. Memory may be doubted for a moment, on a machine that gives nobody a turn.
async fn is_kept(store: &Postgres, slot: Slot, since: u64) -> bool {
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(3) {
        if store.stamps().are_unchanged(&[slot], since) {
            return true;
        }
        sleep(Duration::from_millis(20)).await;
    }
    false
}

/// Two programs at once on an empty database make its tables once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_programs_share_a_database() {
    let database = cluster::fresh().await;
    let (one, other) = tokio::join!(open(&database.url), open(&database.url));
    let (one, other) = (Arc::new(one.unwrap()), Arc::new(other.unwrap()));
    let slot = [Slot::record(&Key::new("person", "anne"))];
    assert!(other.stamps().are_unchanged(&slot, 0));
    let waiting = {
        let other = Arc::clone(&other);
        tokio::spawn(async move { other.wait(0).await.unwrap() })
    };
    done(&*one, putting(&person("anne", Role::Admin))).await;
    // Learnt of soon, and no cache shows what was before.
    assert_eq!(timeout(Duration::from_secs(5), waiting).await.unwrap().unwrap(), 1);
    assert!(!other.stamps().are_unchanged(&slot, 0) && is_kept(&other, slot[0], 1).await);
    let mut working = tokio::task::JoinSet::new();
    for number in 0..200 {
        let store = Arc::clone(if number % 2 == 0 { &one } else { &other });
        working.spawn(async move { done(&*store, shelf::a_person(number)).await });
    }
    let mut numbers = Vec::new();
    while let Some(number) = working.join_next().await {
        numbers.push(number.unwrap());
    }
    numbers.sort_unstable();
    assert_eq!(numbers, (2..=201).collect::<Vec<_>>());
    assert_eq!(every_entry(&*one).await.len(), 201);
    assert_eq!(one.verify().await.unwrap(), []);
}

/// What another program enters makes stale what it touches, and nothing else; of what is not told, everything.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn entries_of_others_leave_the_rest_in_memory() {
    let database = cluster::fresh().await;
    let (one, other) = (open(&database.url).await.unwrap(), open(&database.url).await.unwrap());
    for name in ["anne", "yann"] {
        done(&one, putting(&person(name, Role::Contributor))).await;
    }
    let knows =
        async |store: &Postgres, seq| timeout(Duration::from_secs(5), store.wait(seq - 1)).await.unwrap().unwrap();
    assert_eq!(knows(&other, 2).await, 2);
    let record = |name: &str| Slot::record(&Key::new("person", name));
    let is_gone = |store: &Postgres, slot, since| !store.stamps().are_unchanged(&[slot], since);
    // Anne becomes an administrator: she leaves one list, and comes into another.
    assert_eq!(done(&one, putting(&person("anne", Role::Admin))).await, 3);
    assert_eq!(knows(&other, 3).await, 3);
    for touched in [record("anne"), Slot::list("role/admin/"), Slot::list("role/contributor/"), Slot::list("role/")] {
        assert!(is_gone(&other, touched, 2) && is_kept(&other, touched, 3).await);
    }
    for kept in [record("yann"), Slot::list("role/moderator/"), Slot::list("newest/")] {
        assert!(is_kept(&other, kept, 2).await);
    }
    // Its own change comes after one that it does not know yet.
    let client = cluster::shared().client(&database.name).await;
    for number in 0..20 {
        let (mine, theirs) = (format!("m{number}"), format!("t{number}"));
        let before = other.seq();
        let made = done(&one, putting(&person(&theirs, Role::Contributor))).await;
        assert_eq!(done(&other, putting(&person(&mine, Role::Contributor))).await, made + 1);
        assert!(is_gone(&other, record(&mine), before) && is_gone(&other, record(&theirs), before));
        assert!(is_kept(&other, record("yann"), 2).await);
    }
    // What the server does not tell, as after a crash.
    let lost = "create function lost() returns trigger language plpgsql as 'begin return null; end'; \
                create trigger lost before insert on touched for each row execute function lost()";
    client.batch_execute(lost).await.unwrap();
    let made = done(&one, putting(&person("zoe", Role::Contributor))).await;
    assert_eq!(knows(&other, made).await, made);
    assert!(!is_kept(&other, record("yann"), made - 1).await);
    assert_eq!(one.verify().await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_storage_folder_is_used_by_one_program() {
    let folder = tempfile::tempdir().unwrap();
    let database = cluster::fresh().await;
    let store = Postgres::open(&database.url, Some(folder.path())).await.unwrap();
    let refused = Postgres::open(&database.url, Some(folder.path())).await.unwrap_err();
    assert!(matches!(refused, CatalogError::InUse { .. }), "{refused:?}");
    store.close().await;
    assert!(matches!(store.commit(change()).await.unwrap_err(), CatalogError::Closing));
    drop(store);
    Postgres::open(&database.url, Some(folder.path())).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_administrator_asks_for_photos_and_people() {
    let database = cluster::fresh().await;
    let store = open(&database.url).await.unwrap();
    done(&store, putting(&person("anne", Role::Admin))).await;
    let odd = json!({ "title": "Phare", "description": "\u{0}", "published": "2026-03-01T10:00:00Z" });
    done(&store, putting_photos(&[photo(1, &json!({ "title": "Le port" })), photo(2, &odd)])).await;
    let client = cluster::shared().client(&database.name).await;
    let people = client.query("select handle, role from people where created < now()", &[]).await.unwrap();
    assert_eq!((people[0].get::<_, &str>(0), people[0].get::<_, &str>(1)), ("anne", "admin"));
    let photos = client.query("select title from photos where state = 'published' order by title", &[]).await.unwrap();
    assert!(photos.iter().any(|row| row.get::<_, &str>(0) == "Le port"));
    // A large library is read by several processes of the server, where these settings have a small one read so.
    let parallel = "set parallel_setup_cost = 0; set parallel_tuple_cost = 0; set min_parallel_table_scan_size = 0; \
                    set min_parallel_index_scan_size = 0; set enable_indexscan = off; set enable_bitmapscan = off";
    client.batch_execute(parallel).await.unwrap();
    client.query("select licence, count(*) from grants group by licence", &[]).await.unwrap();
    client.query("select slug from collections", &[]).await.unwrap();
    // What PostgreSQL does not take as JSON hides nothing else.
    let lines = client.query_one("select count(as_json(line) ->> 'actor') from journal", &[]).await.unwrap();
    assert_eq!(lines.get::<_, i64>(0), 1);
}

/// A change that the database refuses is refused alone, and a damaged table is told and mended.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_change_at_fault_leaves_the_others() {
    let database = cluster::fresh().await;
    let store = Arc::new(open(&database.url).await.unwrap());
    // Longer than an index takes, and not to be made shorter.
    let noise: String =
        (0..9_000_u32).map(|n| char::from_u32(0x4e00 + n.wrapping_mul(2_654_435_761) % 20_000).unwrap()).collect();
    let long =
        Change { put: vec![(Key::new("word", &noise), serde_json::value::to_raw_value(&1).unwrap())], ..change() };
    let (refused, made) = tokio::join!(store.commit(long), store.commit(putting(&person("anne", Role::Admin))));
    assert!(matches!(refused, Err(CatalogError::Database(DatabaseError::Failed { .. }))), "{refused:?}");
    assert_eq!(made.unwrap(), Outcome::Done(1));
    let client = cluster::shared().client(&database.name).await;
    client.batch_execute("update list_length set length = 7; delete from history").await.unwrap();
    client.batch_execute("insert into index_entry values ('role/admin/zoe', 'person/zoe')").await.unwrap();
    let flaws = store.verify().await.unwrap();
    assert!(flaws.iter().all(|flaw| !flaw.is_of_the_journal()) && flaws.len() >= 2, "{flaws:?}");
    store.rebuild().await.unwrap();
    assert_eq!(store.verify().await.unwrap(), []);
    done(&*store, putting(&person("yann", Role::Admin))).await;
    client.batch_execute("update journal set line = replace(line, 'yann', 'zoe') where seq = 2").await.unwrap();
    assert_eq!(store.verify().await.unwrap(), [Flaw::Entry(2)]);
    assert!(matches!(store.changes(0, 9).await, Err(CatalogError::Database(DatabaseError::Damaged { .. }))));
    client.batch_execute("delete from journal where seq = 1").await.unwrap();
    assert_eq!(store.verify().await.unwrap(), [Flaw::Gap(2), Flaw::Entry(2)]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn how_far_a_program_is_behind_another_one_is_known() {
    let database = cluster::fresh().await;
    let (one, other) = (open(&database.url).await.unwrap(), open(&database.url).await.unwrap());
    for number in 0..20 {
        let seq = done(&one, putting(&person(&format!("p{number}"), Role::Contributor))).await;
        // At once, whatever it has learned of until then.
        assert_eq!(other.head().await.unwrap(), seq);
    }
    other.wait(19).await.unwrap();
    assert_eq!((other.seq(), other.head().await.unwrap()), (20, 20));
    one.close().await;
    other.close().await;
}

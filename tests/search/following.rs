//! A library whose search follows its journal: new photos are found at once, withdrawn ones are not, and an index that
//! contradicts the journal is made again.

use std::{sync::Arc, time::Duration};

use serde_json::{json, value::RawValue};
use tokio::task::JoinSet;
use zef::{
    archive::Archive,
    catalog::{
        memory::Memory as Store,
        photos::key,
        store::{Change, Outcome, RecordStore},
    },
    domain::{
        licence::offered,
        page::Page,
        person::Role,
        photo::PhotoRecord,
        query::{PhotoQuery, SortOrder},
    },
    library::{Library, Settings, SignUp, StoreFault},
    search::{Search, index::FolderIndex, memory::Memory},
};

use super::photos::{id, photo, position, put, typed};
use crate::catalog::making::{change, person, putting};

/// A library on these stores, its archive in memory.
fn library(store: Arc<Store>, search: Arc<dyn Search>) -> Arc<Library> {
    let settings =
        Settings { sign_up: SignUp::Closed, offered: offered(), idle: Duration::ZERO, ..Settings::default() };
    Arc::new(Library::new(
        store.clone(),
        store,
        Archive::in_memory(),
        search,
        Arc::new(|| jiff::Timestamp::UNIX_EPOCH),
        Arc::new(|| [7; 32]),
        settings,
    ))
}

fn followed(library: &Arc<Library>) -> JoinSet<()> {
    let library = Arc::clone(library);
    let mut following = JoinSet::new();
    following.spawn(async move { library.follow_journal().await });
    following
}

async fn enter(store: &Store, photos: &[PhotoRecord]) {
    // As many as an entry has room for.
    for part in photos.chunks(50) {
        let put = part
            .iter()
            .map(|photo| (key(&photo.id), RawValue::from_string(serde_json::to_string(photo).unwrap()).unwrap()));
        let outcome = store.commit(Change { put: put.collect(), ..change() }).await.unwrap();
        assert!(matches!(outcome, Outcome::Done(_)));
    }
}

async fn search(library: &Library, query: &PhotoQuery) -> Result<Page, StoreFault> {
    library.search(query, SortOrder::Newest, None, 50).await
}

/// How many photos are found, each of them shown.
async fn count(library: &Library, text: &str) -> usize {
    let page = search(library, &typed(text)).await.unwrap();
    assert_eq!(page.photos.len(), page.total, "{text}");
    page.total
}

#[tokio::test]
async fn nothing_is_found_before_the_journal_was_followed() {
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(Store::default());
    let index = Arc::new(FolderIndex::of(&folder.path().join("search")));
    let library = library(store.clone(), index);
    enter(&store, &[photo(1, &json!({ "title": "Phare" }))]).await;
    assert!(matches!(search(&library, &typed("phare")).await, Err(StoreFault::IndexBehind)));
    assert!(matches!(library.search_is_ready().await, Err(StoreFault::IndexBehind)));
    // Lists that the catalogue keeps do not wait.
    assert_eq!(library.newest(None, 9).await.unwrap().total, 1);
    let _following = followed(&library);
    assert_eq!(count(&library, "phare").await, 1);
    library.search_is_ready().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_entered_is_found_at_once_and_what_was_taken_back_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(Store::default());
    let index = Arc::new(FolderIndex::of(&folder.path().join("search")));
    let library = library(store.clone(), index);
    let _following = followed(&library);
    for number in 0..25 {
        let published = photo(number, &json!({ "title": format!("Phare {number}") }));
        enter(&store, std::slice::from_ref(&published)).await;
        assert_eq!(count(&library, "phare").await, 1, "{number} published");
        enter(&store, &[photo(number, &json!({ "title": format!("Tour {number}") }))]).await;
        assert_eq!((count(&library, "phare").await, count(&library, "tour").await), (0, 1), "{number} described");
        // Accounts and drafts change nothing of what is found.
        store.commit(putting(&person(&format!("p{number}"), Role::Contributor))).await.unwrap();
        enter(&store, &[photo(90, &json!({ "state": "draft", "published": null, "title": "Tour" }))]).await;
        assert_eq!(count(&library, "tour").await, 1, "{number} drafted");
        if number % 2 == 0 {
            enter(&store, &[photo(number, &json!({ "state": "withdrawn", "title": "Tour" }))]).await;
        } else {
            store.commit(Change { remove: vec![key(&id(number))], ..change() }).await.unwrap();
        }
        assert_eq!(count(&library, "tour").await, 0, "{number} taken back");
    }
}

#[tokio::test]
async fn what_an_index_has_is_compared_with_the_records_before_it_is_shown() {
    let store = Arc::new(Store::default());
    let engine = Arc::new(Memory::default());
    let library = library(store.clone(), engine.clone());
    let _following = followed(&library);
    let withdrawn = photo(1, &json!({ "title": "Phare", "state": "withdrawn" }));
    enter(&store, &[withdrawn, photo(2, &json!({ "title": "Phare" }))]).await;
    assert_eq!(count(&library, "phare").await, 1);
    // As if a change had come between the question to the index and that to the catalogue.
    let stale = [photo(1, &json!({ "title": "Phare" })), photo(3, &json!({ "title": "Phare" }))];
    engine.write(stale.iter().map(put).collect()).unwrap();
    engine.commit(&position(9)).unwrap();
    assert_eq!(count(&library, "phare").await, 1);
}

#[tokio::test]
async fn an_index_of_another_journal_is_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let titles = |titles: &[&str]| -> Vec<PhotoRecord> {
        titles.iter().enumerate().map(|(number, title)| photo(number, &json!({ "title": title }))).collect()
    };
    // One as long, a longer one, a shorter one; then the same again.
    for (round, photos) in
        [titles(&["Phare", "Tour"]), titles(&["Dune", "Plage"]), titles(&["Pont", "Rade", "Port"]), titles(&["Lande"])]
            .iter()
            .enumerate()
    {
        for _again in 0..2 {
            let store = Arc::new(Store::default());
            for one in photos {
                enter(&store, std::slice::from_ref(one)).await;
            }
            let index = Arc::new(FolderIndex::of(&folder.path().join("search")));
            let library = library(store, index.clone());
            let mut following = followed(&library);
            assert_eq!(count(&library, "").await, photos.len(), "round {round}");
            for photo in photos {
                assert_eq!(count(&library, photo.title.as_ref().unwrap().as_str()).await, 1, "round {round}");
            }
            following.shutdown().await;
            index.close();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_too_many_searches_at_once_some_are_told_to_come_again() {
    const MANY: usize = 1_000;
    let store = Arc::new(Store::default());
    let library = library(store.clone(), Arc::new(Memory::default()));
    let _following = followed(&library);
    let photos: Vec<PhotoRecord> = (0..1_000).map(|number| photo(number, &json!({ "title": "Le phare" }))).collect();
    enter(&store, &photos).await;
    library.search_is_ready().await.unwrap();
    let mut searching = JoinSet::new();
    for _ in 0..MANY {
        let library = Arc::clone(&library);
        searching.spawn(async move { library.search(&typed("phare"), SortOrder::Newest, None, 1).await });
    }
    let (mut answered, mut sent_away) = (0, 0);
    while let Some(done) = searching.join_next().await {
        match done.unwrap() {
            Ok(page) => answered += usize::from(page.total == 1_000),
            Err(StoreFault::TooManySearches) => sent_away += 1,
            Err(other) => unreachable!("{other:?}"),
        }
    }
    assert_eq!(answered + sent_away, MANY);
    assert!(answered >= 100 && sent_away >= 100, "{answered} answered, {sent_away} sent away");
    // And then all is as before.
    let page = library.search(&typed("phare"), SortOrder::Newest, None, 1).await.unwrap();
    assert_eq!(page.total, 1_000);
}

#[tokio::test]
async fn a_suggestion_is_spelt_as_photos_spell_it() {
    let store = Arc::new(Store::default());
    let library = library(store.clone(), Arc::new(Memory::default()));
    let _following = followed(&library);
    enter(&store, &[photo(1, &json!({ "title": "L’Église de Molène", "tags": ["forêt"] }))]).await;
    for (asked, expected) in [
        ("eglsie", Some("église")),
        ("église moléne foret", None),
        ("eglise molnee", Some("eglise molène")),
        ("Église foert", Some("Église forêt")),
        ("xyzzy", None),
    ] {
        let suggestion = library.suggestion(&typed(asked)).await.unwrap();
        assert_eq!(suggestion.as_deref(), expected, "{asked}");
    }
}

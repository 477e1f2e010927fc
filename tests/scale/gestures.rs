//! The store reads of readers' requests: a list, a photo, a search, and the index that follows a change.

use std::{path::Path, sync::Arc, time::Duration};

use zef::{
    archive::{self, Archive},
    catalog::{
        embedded::{Embedded, Settings as Engine},
        store::{Outcome, RecordStore as _},
    },
    config::Config,
    domain::{
        group::Groups,
        person::Role,
        place::Coordinates,
        query::{PhotoQuery, SortOrder},
        reader::Reader,
        square::Square,
        tag::Tag,
    },
    library::{Library, actions::SoughtActions},
    search::{Search as _, index::FolderIndex},
};

use super::{
    Counts,
    counting::Counting,
    generated::{entering, handle, id, photo},
};

/// Photos of a page of a list.
const PAGE: usize = 24;

/// Counts each gesture, on a library that was just opened.
pub async fn counted(storage: &Path, photos: usize) -> Counts {
    let engine = Arc::new(Embedded::open(storage, Engine::default()).unwrap());
    let store = Arc::new(Counting::of(Arc::clone(&engine)));
    let index = Arc::new(FolderIndex::of(&storage.join("search")));
    let library = Arc::new(Library::new(
        store.clone(),
        engine.clone(),
        Archive::open(storage, archive::Settings::default()).unwrap(),
        index.clone(),
        Arc::new(|| jiff::Timestamp::UNIX_EPOCH),
        Arc::new(|| [7; 32]),
        Config::default().library(),
    ));
    let mut tally = Tally { store: Arc::clone(&store), counts: Counts::new() };
    lists(&library, &mut tally, photos).await;
    let following = tokio::spawn({
        let library = Arc::clone(&library);
        async move { library.follow_journal().await }
    });
    found(&library).await;
    store.since_last();
    searches(&library, &mut tally).await;
    let outcome = engine.commit(entering(&[photo(photos)])).await.unwrap();
    assert!(matches!(outcome, Outcome::Done(_)));
    found(&library).await;
    tally.took("change, a photo that the index takes in");
    following.abort();
    index.close();
    engine.close();
    tally.counts
}

/// Waits until everything entered is found.
async fn found(library: &Library) {
    let mut tries = 0;
    while library.search_is_ready().await.is_err() {
        tries += 1;
        assert!(tries < 100, "the index never came to the end of the journal");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

struct Tally {
    store: Arc<Counting>,
    counts: Counts,
}

impl Tally {
    /// Writes down what was read since the last time.
    fn took(&mut self, what: &str) {
        let read = self.store.since_last();
        for (unit, count) in [("operations", read.operations), ("entries", read.entries), ("bytes", read.bytes)] {
            self.counts.push((format!("{what}: {unit}"), count));
        }
    }
}

async fn lists(library: &Library, tally: &mut Tally, photos: usize) {
    let first = library.newest(None, PAGE).await.unwrap();
    assert_eq!((first.photos.len(), first.total), (PAGE, photos));
    tally.took("page, the newest photos");
    let second = library.newest(first.next.as_deref(), PAGE).await.unwrap();
    assert_eq!(second.photos.len(), PAGE);
    tally.took("page, the photos after those");
    let tag = Tag::parse("mer").unwrap().unwrap();
    assert_eq!(library.tagged(&tag, None, PAGE).await.unwrap().photos.len(), PAGE);
    tally.took("page, a tag that a third of the photos have");
    let person = handle(1).parse().unwrap();
    assert_eq!(library.photos_by(person, None, PAGE).await.unwrap().photos.len(), PAGE);
    tally.took("page, the photos of a person");
    library.given_by(handle(1).parse().unwrap(), None, PAGE).await.unwrap();
    tally.took("page, the photos of others that a person gave");
    let found = library.whole_photo(&Reader::Visitor, &id(photos / 2)).await.unwrap();
    library.person(&found.contributor).await.unwrap().unwrap();
    tally.took("page, a photo");
    let square = Square::of(Coordinates::new(48.39, -4.49).unwrap());
    library.count_within(square).await.unwrap();
    tally.took("page, how many photos a square has");
    assert_eq!(library.awaiting_review_count().await.unwrap(), 0);
    tally.took("page, how many wait for review");
    let ada =
        Reader::Person { handle: handle(2).parse().unwrap(), role: Role::Admin, trusted: false, groups: Groups::NONE };
    library.waiting(&ada).await.unwrap();
    library.condition(&ada).await.unwrap();
    tally.took("page, the state of the site");
    for (gesture, what) in [(None, "page, who did what"), (Some("test"), "page, who made one gesture")] {
        let sought = SoughtActions { by: None, gesture, before: None, limit: PAGE };
        assert!(!library.actions(&ada, sought).await.unwrap().actions.is_empty());
        tally.took(what);
    }
}

async fn searches(library: &Library, tally: &mut Tally) {
    for typed in ["pont", "pont brest", "\"vue 77\"", "-mer"] {
        let query = PhotoQuery::of(typed);
        let page = library.search(&query, SortOrder::Relevance, None, PAGE).await.unwrap();
        assert!(!page.photos.is_empty(), "{typed}");
        tally.took(&format!("search, {typed}"));
    }
    let uses = PhotoQuery { uses: "commercial".parse().unwrap(), ..PhotoQuery::of("lande") };
    let (page, _facets) = library.search_with_facets(&uses, SortOrder::Newest, None, PAGE).await.unwrap();
    assert_eq!(page.photos.len(), PAGE);
    tally.took("search, lande for commerce, with facets");
    assert_eq!(library.suggestion(&PhotoQuery::of("pnot")).await.unwrap().as_deref(), Some("pont"));
    tally.took("search, a suggestion");
}

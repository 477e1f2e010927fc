//! A large library is searched whole: the oldest photo is found as the newest is, and everything is counted.

use serde_json::json;
use zef::{
    domain::{
        licence::LicenceId,
        permitted_uses::PermittedUses,
        photo::PhotoId,
        query::{PhotoQuery, SortOrder},
        tag::Tag,
    },
    search::{CompletionKind, Request, Search, Update, index::FolderIndex, memory::Memory},
};

use super::photos::{id, photo, position, put, typed};

/// More than one walk through a list ever takes in, and more than one part of an index holds.
const ALL: usize = 20_500;
/// Photographs told of at a time.
const AT_ONCE: usize = 500;
const LICENCES: [&str; 3] = ["cc-by-4.0", "cc0-1.0", "cc-by-nc-4.0"];

fn fill(search: &dyn Search) {
    search.open().unwrap();
    let all: Vec<usize> = (0..ALL).collect();
    for numbers in all.chunks(AT_ONCE) {
        let update = |number: &usize| {
            let number = *number;
            put(&photo(
                number,
                &json!({
                    // The first ones have the very word, and the others one that begins so.
                    "title": if number < 3 { "Un pont sur la Penfeld" } else { "Ponton du port" },
                    "tags": if number.is_multiple_of(2) { json!(["pair"]) } else { json!([]) },
                    "taken": (number < ALL - 7).then(|| format!("{:04}", 2_020 - number / 100)),
                    "licence": LICENCES[number % 3],
                }),
            ))
        };
        search.write(numbers.iter().map(update).collect()).unwrap();
    }
    search.commit(&position(1)).unwrap();
}

/// All the photos found, page after page, and that each page says how many there are.
fn found(search: &dyn Search, query: &PhotoQuery, order: SortOrder) -> Vec<PhotoId> {
    let mut request = Request { query: query.clone(), order, limit: 4_321, ..Request::default() };
    let mut ids = Vec::new();
    loop {
        let page = search.find(&request).unwrap();
        ids.extend(page.ids);
        request.after = page.next;
        if request.after.is_none() {
            assert_eq!(page.total, ids.len(), "{query:?}");
            return ids;
        }
    }
}

#[test]
fn every_photo_of_a_large_library_is_found_and_counted_in_memory() {
    finds_and_counts_every_photo(&Memory::default());
}

#[test]
fn every_photo_of_a_large_library_is_found_and_counted_in_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    finds_and_counts_every_photo(&FolderIndex::of(&folder.path().join("search")));
}

fn finds_and_counts_every_photo(search: &dyn Search) {
    fill(search);
    let newest = |counts: &dyn Fn(usize) -> bool| (0..ALL).rev().filter(|n| counts(*n)).map(id).collect::<Vec<_>>();
    let pairs = PhotoQuery { tag: Tag::parse("pair").unwrap(), ..typed("pon") };
    let commercial = PhotoQuery { uses: "commercial".parse::<PermittedUses>().unwrap(), ..typed("p") };
    let old = PhotoQuery { taken_after: Some("2020".parse().unwrap()), ..typed("pont") };
    let few = PhotoQuery { tag: Tag::parse("pair").unwrap(), ..typed("penf p") };
    let searches: [(PhotoQuery, &dyn Fn(usize) -> bool); 8] = [
        (typed("pon"), &|_| true),
        (typed("pon port"), &|n| n >= 3),
        (typed("pon penfeld"), &|n| n < 3),
        (pairs.clone(), &|n| n % 2 == 0),
        (commercial, &|n| n % 3 != 2),
        (old, &|n| n < 100),
        (few, &|n| n == 0 || n == 2),
        (typed("pon phare"), &|_| false),
    ];
    for (query, counts) in searches {
        let expected = newest(counts);
        // Half of the library is walked through page by page, and what is found of few; the rest is only counted.
        if expected.len() <= ALL / 2 {
            assert!(found(search, &query, SortOrder::Newest) == expected, "{query:?}: newest");

            // By date: what was taken in one year is ordered by its publication, and what has no date comes last.
            let mut dated: Vec<usize> = (0..ALL).filter(|n| counts(*n)).collect();
            dated.sort_by_key(|n| (if *n < ALL - 7 { n / 100 } else { ALL }, ALL - n));
            let dated: Vec<PhotoId> = dated.into_iter().map(id).collect();
            assert!(found(search, &query, SortOrder::Taken) == dated, "{query:?}: taken");
        }

        let request =
            Request { query: query.clone(), order: SortOrder::Relevance, limit: 1, facets: true, ..Request::default() };
        let hits = search.find(&request).unwrap();
        let facets = hits.facets.unwrap();
        assert_eq!(hits.total, expected.len());
        for (remainder, licence) in LICENCES.iter().enumerate() {
            let there = (0..ALL).filter(|n| counts(*n) && n % 3 == remainder).count();
            let told = facets.licences.get(&LicenceId::parse(licence).unwrap()).copied().unwrap_or_default();
            assert_eq!(told, there, "{query:?}: {licence}");
        }
        for (uses, told) in facets.uses {
            let allowed = |n: usize| uses.allowed_by(LicenceId::parse(LICENCES[n % 3]).unwrap());
            assert_eq!(told, (0..ALL).filter(|n| counts(*n) && allowed(*n)).count(), "{query:?}: {uses}");
        }
    }

    // The very word first, though those that have it are the oldest.
    let mut pont = Request { query: typed("pont"), order: SortOrder::Relevance, limit: 4, ..Request::default() };
    assert_eq!(search.find(&pont).unwrap().ids, [2, 1, 0, ALL - 1].map(id));
    pont.after = Some(format!("00/{:020}/{}", 4_000_000, id(4)));
    let oldest = search.find(&pont).unwrap();
    assert_eq!((oldest.total, oldest.ids, oldest.next), (ALL, vec![id(3)], None));
    assert_eq!(found(search, &typed("penf pont"), SortOrder::Relevance), [2, 1, 0].map(id));

    // Without any condition, and with one alone.
    for (query, total) in [(PhotoQuery::default(), ALL), (PhotoQuery { terms: Vec::new(), ..pairs }, ALL / 2)] {
        let hits = search.find(&Request { query, limit: 1, facets: true, ..Request::default() }).unwrap();
        assert_eq!((hits.total, hits.facets.unwrap().licences.values().sum::<usize>()), (total, total));
    }
}

#[test]
fn words_are_counted_without_the_photos_that_went_in_memory() {
    counts_words_without_the_photos_that_went(&Memory::default());
}

#[test]
fn words_are_counted_without_the_photos_that_went_in_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    counts_words_without_the_photos_that_went(&FolderIndex::of(&folder.path().join("search")));
}

/// Be these few or most of a part of the index.
fn counts_words_without_the_photos_that_went(search: &dyn Search) {
    fill(search);
    let counts = |text: &str| -> Vec<(String, usize)> {
        let found = search.complete(text).unwrap().into_iter().filter(|one| one.kind == CompletionKind::Word);
        found.map(|one| (one.text, one.count)).collect()
    };
    assert_eq!(counts("pon"), [("ponton".to_owned(), ALL - 3), ("pont".to_owned(), 3)]);
    // The first photo, then every hundredth one, then half of them. Photo 0, with the very word, goes first, and photo 2 with half.
    for (seq, step, left) in [(2, ALL, 2), (3, 100, 2), (4, 2, 1)] {
        let goes: Vec<usize> = (0..ALL).step_by(step).collect();
        search.write(goes.iter().map(|number| Update::Remove(id(*number))).collect()).unwrap();
        search.commit(&position(seq)).unwrap();
        let expected = [("ponton".to_owned(), ALL - goes.len() - left), ("pont".to_owned(), left)];
        assert_eq!(counts("pon"), expected, "one of {step} went");
    }
}

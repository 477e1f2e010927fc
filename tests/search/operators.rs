//! More of the contract of every engine: operators among words, counts by facet, and what one types completed.

use serde_json::json;
use zef::{
    domain::query::{Filling, PhotoQuery, SortOrder},
    search::{Document, Search, Update},
};

use super::photos::{ask, change, fill, found, id, numbers, photo, put, typed};

/// `tag:`, `by:`, `place:` and `year:`, wanted or not, and the filters that name a person, a place, a sheet or a colour.
pub fn reads_operators(search: &dyn Search) {
    let by = |name: &str| json!({ "name": name, "url": null });
    fill(
        search,
        &[
            json!({
                "title": "Phare", "tags": ["pont de recouvrance", "mer"], "author": by("Anne Le Gall"), "taken": "1950",
                "place": { "name": "Brest, Recouvrance", "precision": "hidden" }, "dominant": "#143cc8",
            }),
            json!({
                "title": "Phare", "tags": ["pont"], "author": by("ANNE LE GÄLL"), "taken": "1955-07-14~", "source": "archive",
                "place": { "name": "brest", "precision": "area" }, "dominant": "#808284",
            }),
            json!({
                "title": "Pont", "author": by("Anne Le Gall"), "author_withheld": true, "taken": "1960-12-31T23:59:59",
                "place": { "name": "Le Conquet", "precision": "area" },
            }),
            json!({ "title": "tag:rien", "tags": ["mer"], "author": by("Anne"), "contributor": "yann" }),
        ],
    );
    for (asked, expected) in [
        ("tag:mer", vec![0, 3]),
        ("tag:MER phare", vec![0]),
        ("tag:pont", vec![1]),
        ("tag:\"pont de recouvrance\"", vec![0]),
        ("-tag:mer", vec![1, 2]),
        ("tag:mer tag:pont", vec![]),
        ("by:\"anne le gall\"", vec![0, 1]),
        ("by:\"ANNE  LE GALL\"", vec![0, 1]),
        ("by:\"Le Gall\"", vec![]),
        ("by:anne", vec![3]),
        // Who asked not to be named is found neither by their name nor by their account.
        ("by:marc", vec![0]),
        ("-by:marc", vec![1, 2, 3]),
        ("by:yann", vec![3]),
        ("place:brest", vec![0, 1]),
        ("place:\"brest recouv\"", vec![0]),
        ("place:\"le conquet\"", vec![2]),
        ("-place:brest", vec![2, 3]),
        ("year:1950", vec![0]),
        ("year:1950..1960", vec![0, 1, 2]),
        ("year:1951..", vec![1, 2]),
        ("year:..1955", vec![0, 1]),
        ("-year:1950..1955", vec![2, 3]),
        ("year:1951..1954", vec![]),
        // What cannot be read is left out, and the rest is searched.
        ("phare year:abc", vec![0, 1]),
        // Any other prefix is a word.
        ("titre:phare", vec![]),
        ("rien", vec![3]),
    ] {
        assert_eq!(found(search, asked), expected, "{asked}");
    }
    let query = PhotoQuery::default;
    for (query, expected) in [
        (PhotoQuery { years: "1950..1959".parse().ok(), ..query() }, vec![1, 0]),
        (PhotoQuery { author_name: Some("anne le gall".to_owned()), ..query() }, vec![1, 0]),
        (PhotoQuery { author_name: Some("marc".to_owned()), ..query() }, vec![]),
        (PhotoQuery { place_name: Some("Brest".to_owned()), ..query() }, vec![1, 0]),
        (PhotoQuery { place_name: Some("recouvrance".to_owned()), ..query() }, vec![0]),
        (PhotoQuery { place_name: Some("Recouvrance, Brest".to_owned()), ..query() }, vec![0]),
        (PhotoQuery { place_name: Some("Conquet".to_owned()), ..query() }, vec![]),
        (PhotoQuery { place_name: Some(",".to_owned()), ..query() }, vec![]),
        (PhotoQuery { colour: "blue".parse().ok(), ..query() }, vec![0]),
        (PhotoQuery { colour: "grey".parse().ok(), ..query() }, vec![3, 2, 1]),
    ] {
        assert_eq!(numbers(search, &query, SortOrder::Newest), expected, "{query:?}");
    }
}

/// The values that most of the photos found have, with their counts, whether few are found or nearly all; as photos come and
/// go.
pub fn counts_what_is_found_by_each_facet(search: &dyn Search) {
    let sized = |width: u32, height: u32| {
        let hash = blake3::hash(b"a").to_hex().to_string();
        json!({
            "blake3": hash, "sha256": hash, "bytes": 1, "media_type": "image/jpeg", "width": width, "height": height,
            "pixels": hash, "look": 1,
        })
    };
    let of = |number: usize| {
        json!({
            "title": if number < 3 { "Rare" } else { "Commun" },
            // Twelve tags, of which tag 11 has one photo, tag 10 two, and so on.
            "tags": (0..12).filter(|tag| number + tag < 12).map(|tag| format!("t{tag:02}")).collect::<Vec<_>>(),
            "author": { "name": if number == 2 { "ANNE" } else { "Anne" }, "url": null },
            "author_withheld": number == 5,
            "place": { "name": if number.is_multiple_of(2) { "Brest, Recouvrance" } else { "brest" }, "precision": "hidden" },
            "taken": if number == 4 { json!(null) } else { json!(format!("19{:02}-05", 50 + number / 4)) },
            "original": if number == 0 { sized(3_508, 4_961) } else if number == 1 { sized(3_508, 2_480) } else { sized(40, 30) },
            "dominant": if number == 0 { "#143cc8" } else { "#626368" },
        })
    };
    fill(search, &(0..12).map(of).collect::<Vec<_>>());
    let texts = |counts: Vec<(String, usize)>| {
        counts.into_iter().map(|(value, count)| format!("{value} {count}")).collect::<Vec<_>>().join(", ")
    };
    let facets = |asked: &str| ask(search, &typed(asked), SortOrder::Newest).facets.unwrap();
    let all = facets("");
    assert_eq!(texts(all.tags), "t00 12, t01 11, t02 10, t03 9, t04 8, t05 7, t06 6, t07 5, t08 4, t09 3");
    assert_eq!(texts(all.authors), "Anne 11");
    // As most write it; of two forms with as many, the first one.
    assert_eq!(texts(all.places), "Brest 12, Recouvrance 6");
    assert_eq!(all.years, [(1950, 4), (1952, 4), (1951, 3)]);
    let named = |name: &str, count| (name.to_owned(), count);
    let prints: Vec<_> = all.prints.iter().map(|(print, count)| named(print.name(), *count)).collect();
    assert_eq!(texts(prints), "a5 2, a4 2, a3 1");
    let colours = all.colours.iter().filter(|(_, count)| *count > 0);
    assert_eq!(texts(colours.map(|(colour, count)| named(colour.name(), *count)).collect()), "blue 1, grey 11");

    // Few of them, and nearly all.
    let few = facets("rare");
    assert_eq!(texts(few.tags), "t00 3, t01 3, t02 3, t03 3, t04 3, t05 3, t06 3, t07 3, t08 3, t09 3");
    assert_eq!(
        (texts(few.authors), texts(few.places), few.years),
        ("Anne 3".to_owned(), "Brest 3, Recouvrance 2".to_owned(), vec![(1950, 3)])
    );
    let most = facets("commun");
    assert_eq!(texts(most.tags), "t00 9, t01 8, t02 7, t03 6, t04 5, t05 4, t06 3, t07 2, t08 1");
    assert_eq!((texts(most.authors), texts(most.places)), ("Anne 8".to_owned(), "brest 9, Recouvrance 4".to_owned()));
    assert_eq!(most.years, [(1952, 4), (1951, 3), (1950, 1)]);
    let none = facets("introuvable");
    assert!(none.tags.is_empty() && none.authors.is_empty() && none.places.is_empty() && none.years.is_empty());

    // The same after a change, in which most of a segment goes.
    let gone = (1..12).filter(|number| number % 3 != 0).map(|number| Update::Remove(id(number)));
    change(search, 2, gone.chain([put(&photo(0, &json!({ "tags": ["t00", "neuf"], "taken": "2024" })))]).collect());
    let left = facets("");
    assert_eq!(texts(left.tags), "t00 4, t01 3, t02 3, t03 2, t04 2, t05 2, neuf 1, t06 1, t07 1, t08 1");
    assert_eq!((texts(left.authors), texts(left.places)), ("Anne 3".to_owned(), "brest 3, Recouvrance 1".to_owned()));
    assert_eq!(left.years, [(1950, 1), (1951, 1), (1952, 1), (2024, 1)]);
    for (query, count) in [
        (PhotoQuery { print: "a4".parse().ok(), ..PhotoQuery::default() }, 0),
        (PhotoQuery { colour: "grey".parse().ok(), ..PhotoQuery::default() }, 4),
    ] {
        assert_eq!(ask(search, &query, SortOrder::Newest).total, count, "{query:?}");
    }
}

/// Photos by the published collections that have them, and how many each has.
pub fn finds_what_collections_have(search: &dyn Search) {
    let gathered = |number: usize, slugs: &[&str]| {
        let slugs: Vec<_> = slugs.iter().map(|slug| slug.parse().unwrap()).collect();
        let photo = photo(number, &json!({ "title": "Phare" }));
        Update::Put(Box::new(Document::of(&photo).unwrap().gathered_in(&slugs)))
    };
    search.open().unwrap();
    change(search, 1, vec![gathered(0, &["ports"]), gathered(1, &["ports", "phares"]), gathered(2, &[])]);
    let of = |slug: &str| PhotoQuery { collection: slug.parse().ok(), ..PhotoQuery::default() };
    let facets = |query: &PhotoQuery| ask(search, query, SortOrder::Newest).facets.unwrap().collections;
    let count = |name: &str, count: usize| (name.to_owned(), count);
    assert_eq!(numbers(search, &of("ports"), SortOrder::Newest), [1, 0]);
    assert_eq!(numbers(search, &of("phares"), SortOrder::Newest), [1]);
    assert_eq!(numbers(search, &of("port"), SortOrder::Newest), Vec::<usize>::new());
    assert_eq!(facets(&typed("phare")), [count("ports", 2), count("phares", 1)]);
    assert_eq!(facets(&of("phares")), [count("phares", 1), count("ports", 1)]);
    let alone = PhotoQuery { uncollected: true, ..PhotoQuery::default() };
    assert_eq!(numbers(search, &alone, SortOrder::Newest), [2]);
    // One leaves a collection, another one comes.
    change(search, 2, vec![gathered(1, &["ports"]), gathered(2, &["phares"])]);
    assert_eq!(numbers(search, &of("phares"), SortOrder::Newest), [2]);
    assert_eq!(facets(&typed("")), [count("ports", 2), count("phares", 1)]);
    assert_eq!(numbers(search, &alone, SortOrder::Newest), Vec::<usize>::new());
    // A living one has those that its search finds too, without the exceptions; what people put into it always.
    let living = |search_for: PhotoQuery, except: &[usize]| {
        let except = except.iter().map(|number| id(*number)).collect();
        PhotoQuery { filled: Some(Box::new(Filling { query: search_for, except })), ..of("ports") }
    };
    let all = living(typed("phare"), &[]);
    assert_eq!(numbers(search, &all, SortOrder::Newest), [2, 1, 0]);
    assert_eq!(numbers(search, &living(typed("phare"), &[1, 2]), SortOrder::Newest), [1, 0]);
    assert_eq!(numbers(search, &living(typed("nothing"), &[]), SortOrder::Newest), [1, 0]);
    let narrowed = PhotoQuery { terms: typed("nothing").terms, ..all };
    assert_eq!(numbers(search, &narrowed, SortOrder::Newest), Vec::<usize>::new());
    // A search within another living collection, or in itself, means what people put into it.
    assert_eq!(numbers(search, &living(of("phares"), &[]), SortOrder::Newest), [2, 1, 0]);
    assert_eq!(numbers(search, &living(living(typed("phare"), &[]), &[]), SortOrder::Newest), [1, 0]);
    // What collections are called is no word of a photo.
    assert_eq!(found(search, "phares"), [0, 1, 2]);
    assert_eq!(found(search, "ports"), Vec::<usize>::new());
}

/// Tags, places, authors and words that begin so, at any of their words, with how many photos have each now.
pub fn completes_what_one_types(search: &dyn Search) {
    let by = |name: &str| json!({ "name": name, "url": null });
    let at = |name: &str| json!({ "name": name, "precision": "hidden" });
    fill(
        search,
        &[
            json!({ "title": "Pont", "tags": ["pont de recouvrance", "port"], "author": by("Anne Le Gall"), "place": at("Brest, Recouvrance") }),
            json!({ "title": "Ponton", "tags": ["port"], "author": by("ANNE LE GALL"), "place": at("brest") }),
            json!({ "title": "Pontons", "tags": ["pontons"], "author": by("Anne Le Gall"), "place": at("brest") }),
            json!({ "title": "Secrets", "tags": ["mer"], "author": by("Annick Secrète"), "author_withheld": true }),
            json!({ "title": "Brouillonné", "tags": ["brouillonné"], "state": "submitted", "published": null }),
        ],
    );
    let completed = |text: &str| {
        let found = search.complete(text).unwrap();
        found.into_iter().map(|one| format!("{:?} {} {}", one.kind, one.text, one.count)).collect::<Vec<_>>().join(", ")
    };
    for (typed, expected) in [
        (
            "po",
            "Tag port 2, Tag pont de recouvrance 1, Tag pontons 1, Word port 2, Word pont 1, Word ponton 1, Word pontons 1",
        ),
        ("PONT D", "Tag pont de recouvrance 1"),
        ("rec", "Tag pont de recouvrance 1, Place Recouvrance 1, Word recouvrance 1"),
        ("bres", "Place brest 3, Word brest 3"),
        ("gal", "Author Anne Le Gall 3, Word gall 3"),
        ("ânne l", "Author Anne Le Gall 3"),
        ("annick", ""),
        ("brouillon", ""),
        // One letter begins too much, and a word that only links says nothing.
        ("p", ""),
        ("de", "Tag pont de recouvrance 1"),
    ] {
        assert_eq!(completed(typed), expected, "{typed}");
    }
    let named = put(&photo(1, &json!({ "title": "Digue", "tags": ["digue"] })));
    change(search, 2, vec![Update::Remove(id(0)), named]);
    assert_eq!(completed("po"), "Tag pontons 1, Word pontons 1");
    assert_eq!((completed("rec"), completed("dig")), (String::new(), "Tag digue 1, Word digue 1".to_owned()));
    assert_eq!(completed("bre"), "Place brest 1, Word brest 1");
}

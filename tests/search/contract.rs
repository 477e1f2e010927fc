//! The contract of every engine: the same tests for each.

use serde_json::{Value, json};
use zef::{
    domain::{
        aspect::Aspect,
        photo::PhotoId,
        query::{PhotoQuery, SortOrder},
        tag::Tag,
    },
    search::{Request, Search, SearchError, Update},
};

use super::photos::{ask, change, fill, found, id, numbers, photo, position, put, typed};
pub use super::vocabulary::goes_down_through_the_vocabulary;
pub use super::{
    dates::finds_dates_as_they_are_known,
    looks::finds_look_alikes,
    maps::{draws_clusters_that_agree_with_their_boxes, moves_and_hides_what_is_on_the_map},
    operators::{
        completes_what_one_types, counts_what_is_found_by_each_facet, finds_what_collections_have, reads_operators,
    },
};

fn titled(titles: &[&str]) -> Vec<Value> {
    titles.iter().map(|title| json!({ "title": title })).collect()
}

/// Singular and plural, French and English; the beginning of a word; words that only link.
pub fn finds_words_in_every_form(search: &dyn Search) {
    fill(
        search,
        &titled(&[
            "Forêt du Cranou",
            "Forêts et landes",
            "La plage de Trez Hir, dunes",
            "Plages",
            "Fleur de lande",
            "Fleurs, chevaux",
            "The old churches by the boats",
            "L’église, le pont levis",
            "Pont de l'Iroise",
            "Ponton d’Ouessant",
        ]),
    );
    for (asked, expected) in [
        ("forêt", vec![0, 1]),
        ("FORETS", vec![0, 1]),
        ("plage", vec![2, 3]),
        ("plages", vec![2, 3]),
        ("fleurs", vec![4, 5]),
        ("cheval", vec![5]),
        ("church", vec![6]),
        ("boat", vec![6]),
        ("photo de dune", vec![2]),
        ("photos de la dune", vec![2]),
        ("église", vec![7]),
        ("l'eglise", vec![7]),
        ("d’iroise", vec![8]),
        ("ouessant", vec![9]),
        ("pont", vec![7, 8, 9]),
        ("pon", vec![7, 8, 9]),
        ("po", vec![7, 8, 9]),
        ("ponto", vec![9]),
        ("iro", vec![8]),
        ("pont levis", vec![7]),
        ("pont phare", vec![]),
        // Alone, words that link are looked for.
        ("the", vec![6]),
        ("de la", vec![2, 4]),
        ("photo", vec![]),
        ("!!!", vec![]),
        ("pont !", vec![7, 8, 9]),
        ("", (0..10).collect()),
    ] {
        assert_eq!(found(search, asked), expected, "{asked}");
    }
}

/// Strokes, ligatures, apostrophes.
pub fn finds_letters_that_look_alike(search: &dyn Search) {
    fill(
        search,
        &titled(&[
            "Łódź, rynek",
            "Ørsted i København",
            "Ar cʼhoari war an aod",
            "Ar c’hoari war ar maez",
            "Cœur, æsir",
        ]),
    );
    for (asked, expected) in [
        ("lodz", vec![0]),
        ("Łódź", vec![0]),
        ("orsted", vec![1]),
        ("kobenhavn", vec![1]),
        ("c'hoari", vec![2, 3]),
        ("c’hoari", vec![2, 3]),
        ("cʼhoari", vec![2, 3]),
        ("c'ho", vec![2, 3]),
        ("coeur", vec![4]),
        ("æsir", vec![4]),
        ("aesir", vec![4]),
    ] {
        assert_eq!(found(search, asked), expected, "{asked}");
    }
}

/// `"…"` and `-word`.
pub fn reads_phrases_and_exclusions(search: &dyn Search) {
    fill(
        search,
        &[
            json!({ "title": "La rue de Siam à Brest" }),
            json!({ "title": "Siam : une rue de Bangkok" }),
            json!({ "title": "Rue de", "description": "Siam" }),
            json!({ "title": "Rue de Siam la nuit", "tags": ["rue de", "siam"] }),
            json!({ "title": "Nuits blanches" }),
        ],
    );
    for (asked, expected) in [
        ("rue de Siam", vec![0, 1, 2, 3]),
        ("\"rue de siam\"", vec![0, 3]),
        ("« rue de siam » brest", vec![0]),
        ("\"de siam la\"", vec![3]),
        ("\"rue\" siam", vec![0, 1, 2, 3]),
        ("\"ru\"", vec![]),
        ("siam -nuit", vec![0, 1, 2]),
        ("-nuit", vec![0, 1, 2]),
        ("-nuits", vec![0, 1, 2]),
        ("rue -\"rue de siam\"", vec![1, 2]),
        ("rue -nui", vec![0, 1, 2, 3]),
        ("-rue", vec![4]),
    ] {
        assert_eq!(found(search, asked), expected, "{asked}");
    }
}

/// Title, description, credit, place, tags, licence; not the credit that was withheld, nor what the file says of
/// itself.
pub fn looks_in_every_text_that_everyone_reads(search: &dyn Search) {
    fill(
        search,
        &[
            json!({
                "title": "Titre", "description": "Une description\n\nen deux parties", "tags": ["goulet de brest", "mer"],
                "author": { "name": "Soazig Le Bihan", "url": null },
                "place": { "name": "Le Conquet", "precision": "hidden" },
                "suggestions": { "title": "Secret", "creator": "Inconnue" }, "licence": "cc-by-sa-4.0",
            }),
            json!({ "author": { "name": "Soazig Le Bihan", "url": null }, "author_withheld": true }),
            json!({ "title": "Brouillon", "state": "submitted", "published": null }),
        ],
    );
    for (asked, expected) in [
        ("titre description parties goulet soazig conquet", vec![0]),
        ("\"goulet de brest\"", vec![0]),
        ("bihan", vec![0]),
        ("cc by sa", vec![0]),
        ("secret", vec![]),
        ("inconnue", vec![]),
        ("brouillon", vec![]),
        ("", vec![0, 1]),
    ] {
        assert_eq!(found(search, asked), expected, "{asked}");
    }
}

/// Tag, author, giver, licence, uses, aspect; and how many there are of each.
pub fn filters_by_what_is_exact(search: &dyn Search) {
    fill(
        search,
        &[
            json!({ "title": "a", "tags": ["port", "port de brest"], "licence": "cc-by-sa-4.0" }),
            json!({ "title": "a", "tags": ["brest"], "licence": "cc-by-nc-4.0", "contributor": "anne" }),
            json!({ "title": "a", "licence": ["cc-by-nc-4.0", "cc-by-nd-4.0"], "author_withheld": true }),
            json!({ "title": "b", "licence": "cc0-1.0" }),
            json!({ "title": "c", "source": "archive", "licence": "cc-by-nc-nd-4.0" }),
        ],
    );
    let uses = |uses: &str| PhotoQuery { uses: uses.parse().unwrap(), ..PhotoQuery::default() };
    let tag = |tag: &str| PhotoQuery { tag: Tag::parse(tag).unwrap(), ..PhotoQuery::default() };
    let licence = |id: &str| PhotoQuery { licence: Some(id.parse().unwrap()), ..PhotoQuery::default() };
    let by = |handle: &str| PhotoQuery { author: Some(handle.parse().unwrap()), ..PhotoQuery::default() };
    let given = |handle: &str| PhotoQuery { giver: Some(handle.parse().unwrap()), ..PhotoQuery::default() };
    let aspect = |aspect: Aspect| PhotoQuery { aspect: Some(aspect), ..PhotoQuery::default() };
    for (query, expected) in [
        (tag("port"), vec![0]),
        (tag("port de brest"), vec![0]),
        (tag("brest"), vec![1]),
        (tag("por"), vec![]),
        (by("marc"), vec![3, 0]),
        (by("anne"), vec![1]),
        (given("marc"), vec![4]),
        (given("anne"), vec![]),
        (licence("cc-by-nc-4.0"), vec![2, 1]),
        (uses("commercial"), vec![3, 2, 0]),
        (uses("modify"), vec![3, 2, 1, 0]),
        // Two licences that forbid different things do not together allow both.
        (uses("commercial,modify"), vec![3, 0]),
        (uses("no-attribution"), vec![3]),
        (aspect(Aspect::Landscape), vec![4, 3, 2, 1, 0]),
        (aspect(Aspect::Square), vec![]),
        (PhotoQuery { tag: Tag::parse("port").unwrap(), ..typed("b") }, vec![0]),
        (PhotoQuery { uses: "modify".parse().unwrap(), ..typed("a") }, vec![2, 1, 0]),
    ] {
        assert_eq!(numbers(search, &query, SortOrder::Newest), expected, "{query:?}");
    }

    let facets = ask(search, &typed("a"), SortOrder::Relevance).facets.unwrap();
    let licences: Vec<String> = facets.licences.iter().map(|(licence, count)| format!("{licence} {count}")).collect();
    assert_eq!(licences, ["cc-by-nc-4.0 2", "cc-by-nd-4.0 1", "cc-by-sa-4.0 1"]);
    let uses: Vec<String> = facets.uses.iter().map(|(uses, count)| format!("{uses} {count}")).collect();
    assert_eq!(uses, ["commercial 2", "modify 3", "no-attribution 0"]);
    let aspects: Vec<String> =
        facets.aspects.iter().map(|(aspect, count)| format!("{} {count}", aspect.name())).collect();
    assert_eq!(aspects, ["landscape 3", "portrait 0", "square 0"]);
    let none = ask(search, &typed("nothing"), SortOrder::Newest).facets.unwrap();
    assert!(none.licences.is_empty() && none.uses.iter().all(|(_, count)| *count == 0));
}

/// Words of a place, boxes (one across the 180th meridian too), dates as precise as they are known.
pub fn filters_by_place_and_date(search: &dyn Search) {
    let at = |name: &str, latitude: f64, longitude: f64, precision: &str, taken: Value| {
        let coordinates = json!({ "latitude": latitude, "longitude": longitude });
        json!({ "place": { "name": name, "coordinates": coordinates, "precision": precision }, "taken": taken })
    };
    fill(
        search,
        &[
            at("Brest", 48.390_394, -4.486_076, "exact", json!("1912~")),
            at("Brest, Recouvrance", 48.384, -4.501, "area", json!("2024-05-03T14:22:10")),
            at("Le Conquet", 48.36, -4.77, "hidden", json!("2024-05")),
            at("Fidji", -17.0, 179.0, "exact", json!(null)),
            at("Fidji", -17.0, -179.0, "exact", json!("2025")),
        ],
    );
    let place = |name: &str| PhotoQuery { place: name.to_owned(), ..PhotoQuery::default() };
    let within = |sides: &str| PhotoQuery { bounds: Some(sides.parse().unwrap()), ..PhotoQuery::default() };
    let taken = |after: Option<&str>, before: Option<&str>| PhotoQuery {
        taken_after: after.map(|date| date.parse().unwrap()),
        taken_before: before.map(|date| date.parse().unwrap()),
        ..PhotoQuery::default()
    };
    for (query, expected) in [
        (place("brest"), vec![1, 0]),
        (place("conq"), vec![2]),
        (place("le conquet"), vec![2]),
        (place("brest recouv"), vec![1]),
        (place("phare"), vec![]),
        (place("?"), vec![]),
        (within("-4.6,48.3,-4.4,48.5"), vec![1, 0]),
        (within("-4.4861,48.3903,-4.4860,48.3904"), vec![0]),
        // What is told to the kilometre is found by that kilometre and no closer; what is hidden, nowhere.
        (within("-4.502,48.383,-4.5005,48.385"), vec![]),
        (within("-4.5,48.38,-4.5,48.38"), vec![1]),
        (within("-180,-90,180,90"), vec![4, 3, 1, 0]),
        (within("177,-20,-178,-15"), vec![4, 3]),
        (within("-178,-20,177,-15"), vec![]),
        (taken(Some("2024"), None), vec![4, 2, 1]),
        (taken(None, Some("2023")), vec![0]),
        (taken(Some("2024-05-02"), Some("2024-05-03")), vec![2, 1]),
        (taken(Some("2024-05-03T14:22:10"), Some("2024")), vec![2, 1]),
        (taken(Some("2024-05-04"), Some("2024")), vec![2]),
        (taken(None, Some("2024-05")), vec![2, 1, 0]),
    ] {
        assert_eq!(numbers(search, &query, SortOrder::Newest), expected, "{query:?}");
    }
}

/// The word itself, then another form of it, then what begins so; by date, those without one last.
pub fn orders_what_it_finds(search: &dyn Search) {
    fill(
        search,
        &[
            json!({ "title": "Dune", "taken": "1990" }),
            json!({ "title": "Dunes", "taken": "2010-07" }),
            json!({ "title": "Dunette", "taken": "2010-07-02" }),
            json!({ "title": "Dunette et dune" }),
            json!({ "title": "Dunes", "description": "la dune de Keremma", "taken": "1912~" }),
        ],
    );
    assert_eq!(numbers(search, &typed("dune"), SortOrder::Relevance), [4, 3, 0, 1, 2]);
    assert_eq!(numbers(search, &typed("dune"), SortOrder::Newest), [4, 3, 2, 1, 0]);
    assert_eq!(numbers(search, &typed("dune"), SortOrder::Taken), [2, 1, 0, 4, 3]);
    assert_eq!(numbers(search, &typed("dune keremma"), SortOrder::Relevance), [4]);
    assert_eq!(numbers(search, &typed("-keremma"), SortOrder::Relevance), [3, 2, 1, 0]);
    assert_eq!(numbers(search, &PhotoQuery::default(), SortOrder::Taken), [2, 1, 0, 4, 3]);
}

/// A cursor is a place: nothing is shown twice or left out when photos come and go between two pages.
pub fn turns_pages_while_photos_come_and_go(search: &dyn Search) {
    let all: Vec<Value> =
        (0..20).map(|number| json!({ "title": if number % 3 == 0 { "mer" } else { "mers" }, "taken": format!("20{:02}", number / 4) })).collect();
    fill(search, &all);
    for order in [SortOrder::Newest, SortOrder::Taken, SortOrder::Relevance] {
        let whole = ask(search, &typed("mer"), order).ids;
        let mut request = Request { query: typed("mer"), order, limit: 7, ..Request::default() };
        let mut pages: Vec<PhotoId> = Vec::new();
        let mut seq = 2;
        loop {
            let page = search.find(&request).unwrap();
            assert_eq!(page.facets, None);
            pages.extend(page.ids);
            request.after = page.next;
            if request.after.is_none() {
                break;
            }
            // The newest of all comes, or goes again; one that was shown already goes too.
            let newest = photo(50, &json!({ "title": "mer", "taken": "2099" }));
            let update = if seq % 2 == 0 { put(&newest) } else { Update::Remove(newest.id) };
            change(search, seq, vec![update, Update::Remove(pages[0].clone())]);
            seq += 1;
        }
        assert_eq!(pages, whole, "{order:?}");
        let back = (0..20).map(|number| put(&photo(number, &all[number])));
        change(search, seq, back.chain([Update::Remove(id(50))]).collect());
    }
    // No photo at all is asked for.
    let none = search.find(&Request { query: typed("mer"), limit: 0, ..Request::default() }).unwrap();
    assert_eq!((none.total, none.ids.len(), none.next), (20, 0, None));
}

/// A photo changes, goes and comes back, within one commit and across them; nothing is found before it is committed.
pub fn follows_each_change(search: &dyn Search) {
    let nothing = search.find(&Request::default());
    assert!(matches!(nothing, Err(SearchError::NotOpen) | Ok(_)));
    fill(search, &titled(&["Phare", "Marché"]));
    let named = |title: &str| put(&photo(0, &json!({ "title": title })));
    assert!(search.write(vec![named("Tour"), named("Clocher")]).unwrap());
    assert_eq!((found(search, "phare"), found(search, "clocher")), (vec![0], vec![]));
    search.commit(&position(2)).unwrap();
    assert_eq!((found(search, "phare"), found(search, "tour"), found(search, "clocher")), (vec![], vec![], vec![0]));
    // Taken back and given again before the commit.
    change(search, 3, vec![named("Vigie"), Update::Remove(id(0)), named("Sémaphore"), Update::Remove(id(1))]);
    assert_eq!((found(search, "vigie"), found(search, "semaphore"), found(search, "")), (vec![], vec![0], vec![0]));
    change(search, 4, vec![named("Balise"), Update::Remove(id(0))]);
    assert_eq!(found(search, ""), Vec::<usize>::new());
    // What was never there goes without a trace.
    assert!(!search.write(vec![Update::Remove(id(0)), Update::Remove(id(77))]).unwrap());
    search.commit(&position(5)).unwrap();
    assert_eq!(search.open().unwrap(), position(5));
    // What was not committed when it is opened again is forgotten: its entries are told again.
    search.write(vec![named("Amer")]).unwrap();
    assert_eq!(search.open().unwrap(), position(5));
    search.commit(&position(6)).unwrap();
    assert_eq!(found(search, ""), Vec::<usize>::new());
    search.write(vec![named("Amer")]).unwrap();
    search.commit(&position(7)).unwrap();
    assert_eq!(found(search, "amer"), [0]);
    search.start_again().unwrap();
    search.commit(&position(8)).unwrap();
    assert_eq!(found(search, ""), Vec::<usize>::new());
}

/// One letter more, less, other, or two swapped; the word that most photos have; nothing when nothing helps.
pub fn suggests_one_letter(search: &dyn Search) {
    fill(
        search,
        &titled(&["Le phare de Brest", "Un phare", "Une phase", "La rade de Brest", "L’église de Molène", "1912"]),
    );
    let suggestion = |text: &str| {
        assert_eq!(found(search, text), Vec::<usize>::new(), "{text}");
        let suggested = search.suggest(&typed(text)).unwrap();
        suggested.map(|query| query.terms.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
    };
    for (asked, expected) in [
        ("phaare", Some("phare")),
        ("phre", Some("phare")),
        ("phate", Some("phare")),
        ("hpare", Some("phare")),
        ("phare bresst", Some("phare brest")),
        ("phase brset", None),
        ("eglsie molene", Some("eglise molene")),
        ("\"phare de bresr\"", Some("\"phare de brest\"")),
        ("rade -brest", None),
        ("phare molene", None),
        ("1913", None),
        ("xyzzy", None),
    ] {
        assert_eq!(suggestion(asked).as_deref(), expected, "{asked}");
    }
}

/// What is told to nobody is found by nobody: a hidden place, an exact one that is told to the kilometre, a withheld
/// name.
pub fn tells_nothing_that_is_hidden(search: &dyn Search) {
    let coordinates = json!({ "latitude": 48.384_123, "longitude": -4.501_456 });
    let place = |precision: &str| json!({ "name": null, "coordinates": coordinates, "precision": precision });
    fill(search, &[json!({ "place": place("hidden") }), json!({ "place": place("area") })]);
    let within = |sides: &str| {
        let query = PhotoQuery { bounds: Some(sides.parse().unwrap()), ..PhotoQuery::default() };
        numbers(search, &query, SortOrder::Newest)
    };
    assert_eq!(within("-180,-90,180,90"), [1]);
    assert_eq!(within("-4.502,48.384,-4.501,48.385"), Vec::<usize>::new());
    assert_eq!(within("-4.50001,48.37999,-4.49999,48.38001"), [1]);
    let nowhere = || {
        let query = PhotoQuery { without_point: true, ..PhotoQuery::default() };
        numbers(search, &query, SortOrder::Newest)
    };
    assert_eq!(nowhere(), [0]);
    let exact = photo(0, &json!({ "place": place("exact") }));
    change(search, 2, vec![put(&exact)]);
    assert_eq!(within("-4.502,48.384,-4.501,48.385"), [0]);
    assert_eq!(nowhere(), Vec::<usize>::new());
    change(search, 3, vec![put(&photo(0, &json!({ "place": place("hidden") })))]);
    assert_eq!(within("-4.502,48.384,-4.501,48.385"), Vec::<usize>::new());
}

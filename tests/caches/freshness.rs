//! After each kind of change, visitors read the same as from a process that was just started.

use actix_web::web::Bytes;
use serde_json::{Value, json};
use zef::{
    domain::{
        collection::{CollectionState, Pair, SavedSearch, Slug},
        person::Role,
        photo::{Author, AuthorName, PhotoRecord, Provenance, State, Title},
        reader::Reader,
        rewording::Rewording,
        tag::Tag,
    },
    library::{
        gather::{CollectionChange, Move},
        look_after::{By, PersonChange},
        review::Decision,
    },
};

use super::site::{Served, Shelf, id, person, photo, read, reader};

/// Anne's photo that most changes are about, one of hers that waits for review, and one of Marc's.
const CHANGED: usize = 10;
const WAITING: usize = 11;
const OTHER: usize = 12;
/// The chart around the place of all of them.
const CHART: &str = "/charts/2767-1755.svg";

/// Every kind of page that visitors read from memory, and what else shows photos.
fn addresses() -> Vec<String> {
    let [changed, waiting, other] = [CHANGED, WAITING, OTHER].map(id);
    let photo = format!("https://photos.example.org/photos/{changed}");
    vec![
        "/".to_owned(),
        "/en".to_owned(),
        format!("/photos/{changed}"),
        format!("/br/photos/{changed}"),
        format!("/photos/{changed}?license=cc-by-4.0"),
        format!("/photos/{waiting}"),
        format!("/photos/{other}"),
        "/tags/phare".to_owned(),
        "/tags/port".to_owned(),
        "/people/anne".to_owned(),
        "/people/marc".to_owned(),
        "/people/anne/given".to_owned(),
        "/people/yann".to_owned(),
        "/search?q=phare".to_owned(),
        "/search?q=port&use=no-attribution".to_owned(),
        "/licenses".to_owned(),
        "/about".to_owned(),
        format!("/embed/{changed}"),
        format!("/oembed?url={photo}"),
        format!("/photos/{changed}/receipt"),
        CHART.to_owned(),
        format!("/api/v1/photos/{changed}"),
        "/api/v1/photos?q=phare".to_owned(),
        "/collections".to_owned(),
        "/collections/ports".to_owned(),
        "/collections/ports/feed.atom".to_owned(),
        format!("/photos/{changed}?in=collection%3Dports"),
        format!("/photos/{other}?in=collection%3Dports"),
        "/api/v1/collections/ports".to_owned(),
        format!("/collections/ports/pairs/{changed}-{other}"),
        "/collections/ports/slideshow".to_owned(),
        "/embed/collections/ports".to_owned(),
        "/map?collection=ports".to_owned(),
    ]
}

/// Everything that visitors read.
async fn everything(served: &Served) -> Vec<(u16, Bytes)> {
    let site = served.site().await;
    let mut read_there = Vec::new();
    for address in addresses() {
        read_there.push(read(&site, &address).await);
    }
    read_there
}

/// The collection that some changes are about.
fn ports() -> Slug {
    "ports".parse().unwrap()
}

fn tags(words: &[&str]) -> Vec<Tag> {
    words.iter().map(|word| Tag::parse(word).unwrap().unwrap()).collect()
}

fn place(name: &str) -> Value {
    json!({ "name": name, "precision": "area", "coordinates": { "latitude": 48.39, "longitude": -4.49 } })
}

fn named(name: &str) -> Option<AuthorName> {
    AuthorName::parse(name).unwrap()
}

/// One change: what it is, and the addresses that show it.
struct Step {
    what: &'static str,
    shown_at: Vec<String>,
}

fn step(what: &'static str, shown_at: &[&str]) -> Step {
    let [changed, waiting] = [CHANGED, WAITING].map(id);
    let named = |address: &&str| address.replace("CHANGED", changed.as_str()).replace("WAITING", waiting.as_str());
    Step { what, shown_at: shown_at.iter().map(named).collect() }
}

async fn make(step: &Step, shelf: &Shelf, served: &Served) {
    let library = &served.library;
    let (anne, mona) = (reader("anne", Role::Contributor), reader("mona", Role::Moderator));
    let changed = id(CHANGED);
    let describe = async |who: &Reader, rewording: Rewording| {
        library.describe(who, &changed, rewording, None).await.unwrap();
    };
    let nothing = Rewording::default;
    match step.what {
        "publish" => drop(library.review(&mona, &id(WAITING), Decision::Publish, None).await.unwrap()),
        "title" => describe(&anne, Rewording { title: Some(Title::parse("Le phare").unwrap()), ..nothing() }).await,
        "tag added" => describe(&mona, Rewording { tags: Some(tags(&["phare", "port"])), ..nothing() }).await,
        "tag removed" => describe(&mona, Rewording { tags: Some(tags(&["port"])), ..nothing() }).await,
        "licence" => describe(&anne, Rewording { licence: "cc0-1.0".parse().ok(), ..nothing() }).await,
        "credit" => describe(&mona, Rewording { author_name: Some(named("Yves")), ..nothing() }).await,
        "contest" => drop(library.contest(&anne, &changed, None).await.unwrap()),
        "of another author" => {
            let source = Some(Provenance::Permission);
            describe(&anne, Rewording { source, author_name: Some(named("Yves")), ..nothing() }).await;
        }
        "one's own" => {
            let source = Some(Provenance::Own);
            describe(&anne, Rewording { source, author_name: Some(named("Anne")), ..nothing() }).await;
        }
        "withheld" => describe(&anne, Rewording { author_withheld: Some(true), ..nothing() }).await,
        "named again" => describe(&anne, Rewording { author_withheld: Some(false), ..nothing() }).await,
        "renamed" => {
            let change = PersonChange { name: Some("Anne Le Gall".to_owned()), ..PersonChange::default() };
            library.set_person(By::CommandLine, &"anne".parse().unwrap(), change).await.unwrap();
        }
        "role" => {
            let change = PersonChange { role: Some(Role::Curator), ..PersonChange::default() };
            library.set_person(By::CommandLine, &"anne".parse().unwrap(), change).await.unwrap();
            let told = library.person(&"anne".parse().unwrap()).await.unwrap();
            assert_eq!(told.map(|person| person.role), Some(Role::Curator));
        }
        "credited" => {
            let author = Author { name: named("A. Le Gall"), url: Some("https://anne.example.org/".to_owned()) };
            library.set_credit(&anne, author).await.unwrap();
        }
        "collection" => {
            let change = CollectionChange { state: Some(CollectionState::Published), ..CollectionChange::default() };
            let title = Title::parse("Ports").unwrap().unwrap();
            library.make_collection(&mona, title, change, &[id(OTHER), changed], None).await.unwrap();
        }
        "collection added to" => {
            library.add_to_collection(&mona, &ports(), &[id(WAITING)]).await.unwrap();
        }
        "collection paired" => {
            let pairs = vec![Pair { then: changed.clone(), now: id(OTHER) }];
            let change = CollectionChange { pairs: Some(pairs), ..CollectionChange::default() };
            library.change_collection(&mona, &ports(), change, None).await.unwrap();
        }
        "collection filled" => {
            let query = Some(SavedSearch::parse("tag:port").unwrap());
            library
                .change_collection(&mona, &ports(), CollectionChange { query, ..CollectionChange::default() }, None)
                .await
                .unwrap();
        }
        "collection arranged" => {
            library.move_in_collection(&mona, &ports(), &changed, Move::To(1)).await.unwrap();
        }
        "collection changed" => {
            let change = CollectionChange { title: Title::parse("Quais").unwrap(), ..CollectionChange::default() };
            library.change_collection(&mona, &ports(), change, None).await.unwrap();
        }
        "collection hidden" | "collection shown" => {
            let is_shown = step.what == "collection shown";
            let state = if is_shown { CollectionState::Published } else { CollectionState::Draft };
            let change = CollectionChange { state: Some(state), ..CollectionChange::default() };
            library.change_collection(&mona, &ports(), change, None).await.unwrap();
        }
        "collection inside" => {
            let change = CollectionChange {
                state: Some(CollectionState::Published),
                parent: Some(Some(ports())),
                ..CollectionChange::default()
            };
            library.make_collection(&mona, Title::parse("Cales").unwrap().unwrap(), change, &[], None).await.unwrap();
        }
        "joined" => shelf.join(&person("yann", Role::Contributor)).await,
        "deposit" => {
            shelf
                .enter(&[photo(20, "marc", &json!({ "title": "Port", "tags": ["port"], "place": place("Brest") }))])
                .await;
        }
        "draft" => {
            shelf.enter(&[photo(21, "marc", &json!({ "state": "draft", "published": null, "tags": ["port"] }))]).await;
        }
        "withdrawn" => drop(library.withdraw(&anne, &changed, "Une personne l’a demandé.", false).await.unwrap()),
        "erased" => drop(library.withdraw(&mona, &changed, "", true).await.unwrap()),
        other => panic!("no change is called {other}"),
    }
}

#[actix_web::test]
async fn after_each_change_visitors_read_what_a_new_process_reads() {
    let shelf = Shelf::new().await;
    let waiting = json!({ "state": "submitted", "published": null, "title": "Un phare", "tags": ["phare"], "place": place("Molène") });
    shelf
        .enter(&[
            photo(CHANGED, "anne", &json!({ "title": "Phare", "tags": ["phare"], "place": place("Brest") })),
            photo(WAITING, "anne", &waiting),
            photo(OTHER, "marc", &json!({ "title": "Quai", "tags": ["quai"], "place": place("Brest") })),
        ])
        .await;
    let served = shelf.opened();
    let mut before = everything(&served).await;
    let lists = ["/", "/en", "/search?q=phare", "/people/anne", "/tags/phare", "/api/v1/photos?q=phare"];
    let own = ["/photos/CHANGED", "/br/photos/CHANGED", "/embed/CHANGED", "/api/v1/photos/CHANGED"];
    let of_collection = [
        "/photos/CHANGED",
        "/photos/CHANGED?in=collection%3Dports",
        "/collections/ports",
        "/collections/ports/feed.atom",
        "/api/v1/collections/ports",
    ];
    let steps = [
        step("publish", &[&lists[..], &["/photos/WAITING", CHART]].concat()),
        step("title", &[&lists[..], &own].concat()),
        step("tag added", &["/photos/CHANGED", "/tags/port", "/api/v1/photos/CHANGED"]),
        step("tag removed", &["/photos/CHANGED", "/tags/phare"]),
        step("licence", &["/", "/photos/CHANGED", "/people/anne", "/search?q=port&use=no-attribution"]),
        step("credit", &["/", "/photos/CHANGED", "/embed/CHANGED"]),
        step("contest", &["/", "/photos/CHANGED", "/embed/CHANGED"]),
        step("of another author", &["/people/anne", "/people/anne/given", "/photos/CHANGED"]),
        step("one's own", &["/people/anne", "/people/anne/given", "/photos/CHANGED"]),
        step("withheld", &["/photos/CHANGED", "/people/anne"]),
        step("named again", &["/photos/CHANGED", "/people/anne"]),
        step("renamed", &["/photos/CHANGED", "/photos/WAITING", "/people/anne"]),
        step("role", &[]),
        step("credited", &["/people/anne"]),
        step("joined", &["/people/yann"]),
        step("collection", &[&of_collection[..], &["/", "/collections", "/api/v1/photos/CHANGED"]].concat()),
        step("collection added to", &["/", "/collections", "/collections/ports", "/photos/WAITING"]),
        step("collection paired", &["/photos/CHANGED", "/collections/ports"]),
        step("collection arranged", &["/collections/ports", "/photos/CHANGED?in=collection%3Dports"]),
        step("collection changed", &of_collection),
        step("collection hidden", &of_collection),
        step("collection shown", &of_collection),
        step("collection inside", &["/collections", "/collections/ports"]),
        step("collection filled", &["/collections/ports"]),
        step(
            "deposit",
            &["/", "/tags/port", "/people/marc", "/collections", "/collections/ports", "/map?collection=ports", CHART],
        ),
        step("draft", &[]),
        step(
            "withdrawn",
            &[&own[..], &["/collections", "/collections/ports", "/", "/tags/port", "/people/anne", CHART]].concat(),
        ),
        step("erased", &[]),
    ];
    for step in steps {
        make(&step, &shelf, &served).await;
        let after = everything(&served).await;
        // Nothing is in the memory of a library that was just opened.
        let fresh = everything(&shelf.opened()).await;
        let addresses = addresses();
        for (((address, before), after), fresh) in addresses.iter().zip(&before).zip(&after).zip(&fresh) {
            assert_eq!(after.0, fresh.0, "{}: {address}", step.what);
            assert!(after.1 == fresh.1, "{}: {address} is not what it would be if it were made now", step.what);
            assert!(!step.shown_at.contains(address) || before != after, "{}: {address} does not show it", step.what);
        }
        before = after;
    }
}

#[actix_web::test]
async fn a_change_leaves_the_pages_that_do_not_show_it_in_memory() {
    let shelf = Shelf::new().await;
    let record = |state: State| {
        let published = (state == State::Published).then_some("1970-01-01T00:00:11Z");
        let place = place("Ouessant");
        photo(
            WAITING,
            "anne",
            &json!({ "state": state.name(), "published": published, "tags": ["phare"], "place": place }),
        )
    };
    let enter = async |record: PhotoRecord| shelf.enter(&[record]).await;
    shelf
        .enter(&[
            photo(CHANGED, "anne", &json!({ "tags": ["quai", "phare"], "place": place("Brest") })),
            photo(OTHER, "marc", &json!({ "tags": ["port"], "place": place("Brest") })),
        ])
        .await;
    let served = shelf.opened();
    let site = served.site().await;
    let pages = |addresses: &[&str]| -> Vec<String> {
        let named =
            |address: &&str| address.replace("CHANGED", id(CHANGED).as_str()).replace("OTHER", id(OTHER).as_str());
        addresses.iter().map(named).collect()
    };
    // Those made again, of all these.
    let all = pages(&[
        "/",
        "/photos/CHANGED",
        // Of another person, and of a place with another name in the same square as what is published.
        "/photos/OTHER",
        "/tags/port",
        "/tags/phare",
        "/people/anne",
        "/people/marc",
        "/search?q=quai",
        "/about",
        CHART,
    ]);
    let made = async || {
        let mut made = Vec::new();
        for address in &all {
            let before = served.counts().made;
            assert_eq!(read(&site, address).await.0, 200, "{address}");
            if served.counts().made > before {
                made.push(address.clone());
            }
        }
        made
    };
    assert_eq!(made().await, all);
    assert_eq!(made().await, pages(&[]));
    enter(record(State::Submitted)).await;
    assert_eq!(made().await, pages(&[]), "submitted");
    enter(record(State::Published)).await;
    let concerned = pages(&["/", "/photos/CHANGED", "/tags/phare", "/people/anne", "/search?q=quai", CHART]);
    assert_eq!(made().await, concerned, "published");
    let renamed = PersonChange { name: Some("Marc Kerléo".to_owned()), ..PersonChange::default() };
    served.library.set_person(By::CommandLine, &"marc".parse().unwrap(), renamed).await.unwrap();
    assert_eq!(made().await, pages(&["/photos/OTHER", "/people/marc"]), "renamed");
    enter(record(State::Withdrawn)).await;
    assert_eq!(made().await, concerned, "withdrawn");
}

//! Compares the OpenAPI document with the code, in both directions.

#![expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use askama::Template as _;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::{DOCUMENT, EXAMPLE, written_for};
use crate::{
    archive::Archive,
    catalog::memory::Memory,
    domain::{
        attribution::Format,
        collection::CollectionState,
        field::Field,
        group::Groups,
        history::{ChangedField, FieldChange, Told},
        language::Language,
        lengths,
        licence::{LicenceId, offered},
        person::Role,
        photo::{PhotoRecord, Provenance, State},
        place::Precision,
        reader::Reader,
        report::{ReportReason, Verdict},
        stored::Stored,
        suggestion::{SuggestedField, SuggestionState},
        tag::{Tag, record::TagRecord},
    },
    library::{
        Library, Settings, SignUp,
        collections::Contents,
        curate::{self, Curated, Refused},
        history::HistoryItem,
        open_suggestions::OpenSuggestion,
        tags::TagView,
    },
    search,
    web::{
        api::{
            CALLS, batches, collections, contest, history, patch, reports, retag, review, selections, suggestions, tags,
        },
        frame::layout::Frame,
        pages::about::AboutPage,
        problem::codes,
        request::form_fields,
        site::Site,
        urls,
        view::{json, tag as view},
    },
};

/// The methods that a path of the document may have (OpenAPI 3.1, "Path Item Object").
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

fn document() -> Value {
    serde_json::from_str(DOCUMENT).unwrap()
}

fn at<'a>(document: &'a Value, pointer: &str) -> &'a Value {
    document.pointer(pointer).unwrap_or_else(|| unreachable!("{pointer} is not in the document"))
}

/// The members of a schema.
fn at_schema<'a>(document: &'a Value, name: &str) -> &'a Value {
    at(document, &format!("/components/schemas/{name}/properties"))
}

fn names(members: &Value) -> BTreeSet<String> {
    members.as_object().unwrap().keys().cloned().collect()
}

fn texts(list: &Value) -> BTreeSet<String> {
    list.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

fn owned<'a>(names: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    names.into_iter().map(str::to_owned).collect()
}

#[test]
fn every_route_is_in_the_document_and_nothing_else() {
    let document = document();
    let mut described = BTreeSet::new();
    for (path, item) in at(&document, "/paths").as_object().unwrap() {
        described.extend(
            names(item)
                .into_iter()
                .filter(|name| METHODS.contains(&name.as_str()))
                .map(|method| (method, path.clone())),
        );
    }
    let served = CALLS.iter().map(|(method, path)| (method.as_str().to_lowercase(), format!("{}{path}", urls::API)));
    assert_eq!(described, served.collect());
}

#[test]
fn every_part_of_a_path_is_a_parameter() {
    let document = document();
    for (path, item) in at(&document, "/paths").as_object().unwrap() {
        let named =
            path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect::<BTreeSet<_>>();
        let parameters = item.get("parameters").and_then(Value::as_array).cloned().unwrap_or_default();
        let resolved = parameters.iter().map(|one| {
            one.get("$ref").map_or(one, |place| at(&document, place.as_str().unwrap().trim_start_matches('#')))
        });
        let described: Vec<&Value> = resolved.filter(|one| one.get("in") == Some(&json!("path"))).collect();
        assert_eq!(
            described.iter().filter_map(|one| one.get("name")?.as_str()).collect::<BTreeSet<_>>(),
            named,
            "{path}"
        );
    }
}

#[test]
fn every_call_takes_the_language_of_its_reader() {
    let document = document();
    for (path, item) in at(&document, "/paths").as_object().unwrap() {
        for (method, call) in item.as_object().unwrap().iter().filter(|(name, _)| METHODS.contains(&name.as_str())) {
            let parameters = call.get("parameters").and_then(Value::as_array).cloned().unwrap_or_default();
            assert!(parameters.contains(&json!({ "$ref": "#/components/parameters/Lang" })), "{method} {path}");
        }
    }
}

#[test]
fn a_body_has_the_members_that_are_taken_and_no_other() {
    let document = document();
    let body =
        |path: &str| format!("/paths/{}/post/requestBody/content/application~1json/schema", path.replace('/', "~1"));
    let description: Vec<&str> = patch::CHANGEABLE.into_iter().chain(patch::READ_ONLY).collect();
    let of_batches = patch::CHANGEABLE.into_iter().filter(|name| !batches::NOT_OF_BATCHES.contains(name));
    let batch_change: Vec<&str> = of_batches.chain(batches::OF_BATCHES).collect();
    let changing: Vec<&str> = collections::CHANGEABLE.into_iter().chain(collections::READ_ONLY).collect();
    let of_tags: Vec<&str> = tags::CHANGEABLE.into_iter().chain(tags::READ_ONLY).collect();
    let order = body("/api/v1/collections/{slug}/order").replace("/post/", "/put/");
    for (schema, taken) in [
        ("/components/schemas/Deposit".to_owned(), form_fields::DEPOSIT.as_slice()),
        ("/components/schemas/Description".to_owned(), description.as_slice()),
        ("/components/schemas/BatchChange".to_owned(), batch_change.as_slice()),
        (body("/api/v1/batches"), batches::BATCH.as_slice()),
        (body("/api/v1/photos/{id}/revert"), history::REVERT.as_slice()),
        (body("/api/v1/tags/{tag}/revert"), history::REVERT.as_slice()),
        (body("/api/v1/collections/{slug}/revert"), history::REVERT.as_slice()),
        (body("/api/v1/attributions"), selections::MEMBERS.as_slice()),
        (body("/api/v1/photos/{id}/submit"), review::SUBMIT.as_slice()),
        (body("/api/v1/photos/{id}/contest"), contest::CONTEST.as_slice()),
        (body("/api/v1/photos/{id}/review"), review::DECIDE.as_slice()),
        (body("/api/v1/photos/{id}/withdraw"), review::WITHDRAW.as_slice()),
        (body("/api/v1/photos/{id}/file/review"), review::DECIDE.as_slice()),
        (body("/api/v1/photos/{id}/suggestions"), suggestions::SUGGEST.as_slice()),
        (body("/api/v1/suggestions/{suggestion}/decide"), suggestions::DECIDE.as_slice()),
        (body("/api/v1/reports"), reports::REPORT.as_slice()),
        (body("/api/v1/reports/{report}/decide"), reports::DECIDE.as_slice()),
        ("/components/schemas/NewCollection".to_owned(), collections::MAKE.as_slice()),
        ("/components/schemas/CollectionChange".to_owned(), changing.as_slice()),
        (order, collections::ORDER.as_slice()),
        ("/components/schemas/TagChange".to_owned(), of_tags.as_slice()),
        (body("/api/v1/tags/merge"), retag::MERGE.as_slice()),
        (body("/api/v1/tags/rename"), retag::RENAME.as_slice()),
        (body("/api/v1/tags/split"), retag::SPLIT.as_slice()),
        (body("/api/v1/tags/ban"), retag::BAN.as_slice()),
    ] {
        assert_eq!(at(&document, &format!("{schema}/additionalProperties")), &json!(false), "{schema}");
        assert_eq!(names(at(&document, &format!("{schema}/properties"))), owned(taken.iter().copied()), "{schema}");
    }
}

#[test]
fn the_document_says_how_long_each_text_may_be() {
    let document = document();
    let body =
        |path: &str| format!("/paths/{}/post/requestBody/content/application~1json/schema", path.replace('/', "~1"));
    let texts = [
        ("title", lengths::TITLE),
        ("description", lengths::DESCRIPTION),
        ("alt", lengths::ALT),
        ("author_name", lengths::AUTHOR_NAME),
        ("author_url", lengths::LINK),
        ("place_name", lengths::PLACE_NAME),
        ("archive", lengths::ARCHIVE),
    ];
    let of_photos = ["Deposit", "Description"]
        .into_iter()
        .flat_map(|schema| texts.map(|(name, most)| (format!("/components/schemas/{schema}"), name, most)));
    let others = [
        (body("/api/v1/photos/{id}/submit"), "reply", lengths::REASON),
        (body("/api/v1/photos/{id}/review"), "reason", lengths::REASON),
        (body("/api/v1/photos/{id}/withdraw"), "reason", lengths::REASON),
        (body("/api/v1/photos/{id}/file/review"), "reason", lengths::REASON),
        (body("/api/v1/photos/{id}/contest"), "note", lengths::REASON),
        (body("/api/v1/photos/{id}/suggestions"), "why", lengths::REASON),
        (body("/api/v1/photos/{id}/suggestions"), "contact", lengths::CONTACT),
        (body("/api/v1/suggestions/{suggestion}/decide"), "reason", lengths::REASON),
        (body("/api/v1/reports"), "text", lengths::REASON),
        (body("/api/v1/reports"), "contact", lengths::CONTACT),
        (body("/api/v1/reports/{report}/decide"), "reason", lengths::REASON),
        (body("/api/v1/attributions"), "by", lengths::CHANGE),
        (body("/api/v1/batches"), "note", lengths::REASON),
        ("/components/schemas/NewCollection".to_owned(), "title", lengths::TITLE),
        ("/components/schemas/NewCollection".to_owned(), "text", lengths::COLLECTION_TEXT),
        ("/components/schemas/CollectionChange".to_owned(), "dates", lengths::COLLECTION_DATES),
        ("/components/schemas/CollectionChange".to_owned(), "place", lengths::PLACE_NAME),
        ("/components/schemas/TagChange".to_owned(), "label", lengths::TAG),
        ("/components/schemas/TagChange".to_owned(), "text", lengths::TAG_TEXT),
    ];
    for (schema, name, most) in of_photos.chain(others) {
        assert_eq!(at(&document, &format!("{schema}/properties/{name}/maxLength")), &json!(most), "{schema}: {name}");
    }
}

#[test]
fn every_reference_leads_somewhere() {
    fn follow(document: &Value, here: &Value) {
        match here {
            Value::Object(members) => {
                if let Some(Value::String(place)) = members.get("$ref") {
                    assert!(document.pointer(place.trim_start_matches('#')).is_some(), "{place}");
                }
                members.values().for_each(|value| follow(document, value));
            }
            Value::Array(list) => list.iter().for_each(|value| follow(document, value)),
            _ => {}
        }
    }
    let document = document();
    follow(&document, &document);
}

#[test]
fn every_code_of_a_problem_is_in_the_document_and_nothing_else() {
    // In the tables of problems, a code follows its status, or is the first thing that `unprocessable` is given.
    let tables = [
        include_str!("../problem/access.rs"),
        include_str!("../problem/account.rs"),
        include_str!("../problem/collection.rs"),
        include_str!("../problem/credit.rs"),
        include_str!("../problem/explanation.rs"),
        include_str!("../problem/field.rs"),
        include_str!("../problem/licence.rs"),
        include_str!("../problem/limit.rs"),
        include_str!("../problem/mod.rs"),
        include_str!("../problem/request.rs"),
        include_str!("../problem/state.rs"),
        include_str!("../problem/storage.rs"),
        include_str!("../problem/tag.rs"),
        include_str!("../problem/upload.rs"),
    ]
    .concat();
    let rows = tables.split("StatusCode::").skip(1).filter_map(|row| {
        let name = |c: char| c.is_ascii_uppercase() || c == '_';
        row.trim_start_matches(name).strip_prefix(',')
    });
    let codes = rows
        .chain(tables.split("unprocessable(").skip(1))
        .filter_map(|row| Some(row.trim_start().strip_prefix('"')?.split('"').next()?.to_owned()));
    let codes: BTreeSet<String> = codes.collect();
    assert!(codes.len() > 20, "the tables of problems are no longer written as this test reads them");
    assert_eq!(texts(at(&document(), "/components/schemas/Problem/properties/code/enum")), codes);
}

#[test]
fn every_code_of_a_problem_is_explained_where_its_type_leads() {
    for language in [Language::French, Language::English] {
        let frame = Frame::new(language, "Zef", EXAMPLE, "/about");
        let page = AboutPage { version: String::new(), problems: codes(50_000_000, frame.t), frame }.render().unwrap();
        for code in texts(at(&document(), "/components/schemas/Problem/properties/code/enum")) {
            assert_eq!(page.matches(&format!("id=\"{code}\"")).count(), 1, "{code} has no place of its own on /about");
        }
    }
}

#[test]
fn the_choices_are_those_of_the_code() {
    let document = document();
    let choices = |pointer: &str| texts(at(&document, pointer));
    assert_eq!(choices("/components/schemas/Format/enum"), owned(Format::ALL.map(Format::name)));
    assert_eq!(choices("/components/schemas/Language/enum"), owned(Language::ALL.map(Language::code)));
    assert_eq!(choices("/components/schemas/Role/enum"), owned(Role::ALL.map(Role::name)));
    for state in choices("/components/schemas/State/enum") {
        assert_eq!(serde_json::from_value::<State>(json!(state)).unwrap().name(), state);
    }
    assert_eq!(choices("/components/schemas/ReportReason/enum"), owned(ReportReason::ALL.map(ReportReason::name)));
    assert_eq!(choices("/components/schemas/Verdict/enum"), owned(Verdict::ALL.map(Verdict::name)));
    let suggested = choices("/components/schemas/SuggestedField/enum");
    assert_eq!(suggested, owned(SuggestedField::ALL.map(SuggestedField::name)));
    let states = choices("/components/schemas/SuggestionState/enum");
    assert_eq!(states, owned(SuggestionState::ALL.map(SuggestionState::name)));
    for source in choices("/components/schemas/Source/enum") {
        assert_eq!(source.parse::<Provenance>().unwrap().name(), source);
    }
    for precision in choices("/components/schemas/Precision/enum") {
        assert_eq!(precision.parse::<Precision>().unwrap().name(), precision);
    }
}

#[test]
fn a_batch_says_what_its_schema_says() {
    let document = document();
    let view = batches::view(&Curated { refused: vec![(photo().id, Refused::Stale)], ..Curated::default() });
    assert_eq!(names(&view), names(at(&document, "/components/schemas/Batch/properties")));
    let refused = "/components/schemas/Batch/properties/refused/items/properties";
    assert_eq!(names(at(&view, "/refused/0")), names(at(&document, refused)));
    assert_eq!(texts(at(&document, &format!("{refused}/code/enum"))), owned(Refused::ALL.map(Refused::code)));
    let ids = "/paths/~1api~1v1~1batches/post/requestBody/content/application~1json/schema/properties/ids/maxItems";
    assert_eq!(at(&document, ids), &json!(curate::MOST));
}

#[test]
fn a_change_of_a_history_says_what_its_schema_says() {
    let document = document();
    let field = ChangedField::Described(Field::Title);
    let change = FieldChange { field, old: Told::Value(None), new: Told::Withheld, may_revert: false };
    let (gesture, made) = ("describe".to_owned(), photo().created);
    let fields = vec![change];
    let item = HistoryItem { seq: 1, at: made, actor: None, gesture, fields, note: None, batch: None, suggested: None };
    let item = history::view(&item);
    assert_eq!(names(&item), names(at_schema(&document, "HistoryItem")));
    let field = "/components/schemas/HistoryItem/properties/fields/items/properties";
    assert_eq!(names(at(&item, "/fields/0")), names(at(&document, field)));
    let revert = "/paths/~1api~1v1~1photos~1{id}~1revert/post/requestBody/content/application~1json/schema";
    let fields = at(&document, &format!("{revert}/properties/field/enum"));
    assert_eq!(texts(fields), owned(Field::ALL.map(Field::name)));
}

#[test]
fn a_photo_says_what_its_schema_says_and_nothing_else() {
    let document = document();
    let moderator = Reader::Person {
        handle: "louise".parse().unwrap(),
        role: Role::Moderator,
        trusted: true,
        groups: Groups::NONE,
    };
    let site = site();
    let whole = json::photo(&photo(), 7, &site, &moderator);
    let schema = |name: &str| names(at(&document, &format!("/components/schemas/{name}/properties")));
    let mut photo_schema = schema("Photo");
    assert!(photo_schema.remove("already_held"), "said by a deposit alone");
    assert!(photo_schema.remove("contributor_suspended"), "said in the list of what waits for review alone");
    for of_a_file_that_comes_back in ["withdrawn_before", "same_file"] {
        assert!(photo_schema.remove(of_a_file_that_comes_back), "said of a file given before alone");
    }
    assert!(photo_schema.remove("file_name") && photo_schema.remove("replacement"), "said to its contributor alone");
    assert_eq!(names(&whole), photo_schema);
    for (pointer, name) in [
        ("/license", "Licence"),
        ("/licenses/0", "Grant"),
        ("/author", "Author"),
        ("/original", "Original"),
        ("/camera", "Camera"),
        ("/place", "Place"),
        ("/renditions/0", "Rendition"),
        ("/suggestions", "Suggestions"),
    ] {
        assert_eq!(names(at(&whole, pointer)), schema(name), "{name}");
    }
    assert_eq!(names(&json::tombstone(&photo(), &site)), schema("Tombstone"));
    let public = names(&json::photo(&photo(), 7, &site, &Reader::Visitor));
    assert_eq!(
        public,
        texts(at(&document, "/components/schemas/Photo/required")),
        "what everyone reads is always there"
    );
}

#[test]
fn a_report_says_what_its_schema_says_and_nothing_else() {
    let document = document();
    let hash = "d77fb18ee9518cd2ab55f4e809b906e8be3baa05fa06f8082e45171b51829275";
    let record = serde_json::from_value(json!({
        "v": 1, "hash": hash, "photo": "m2v89dns", "reason": "minor", "at": "2026-11-24T11:56:30Z",
        "decisions": [{ "decision": "hide", "by": "mona", "at": "2026-11-24T12:56:30Z", "reason": "Un enfant." }],
    }));
    let report = reports::report(&Stored { revision: 7, record: record.unwrap() }, &site());
    assert_eq!(names(&report), names(at(&document, "/components/schemas/Report/properties")));
    let decision = at(&document, "/components/schemas/Report/properties/decisions/items/properties");
    assert_eq!(names(at(&report, "/decisions/0")), names(decision));
}

#[test]
fn a_suggestion_says_what_its_schema_says_and_nothing_else() {
    let document = document();
    let record = serde_json::from_value(json!({
        "v": 1, "id": "0123456789abcdef", "photo": "m2v89dns", "contributor": "marc", "field": "title", "old": null,
        "new": "Quai", "at": "2026-11-24T11:56:30Z", "seen": 7,
        "decision": { "state": "accepted", "by": "marc", "at": "2026-11-24T12:56:30Z" },
    }));
    let kept = Stored { revision: 8, record: record.unwrap() };
    let schema = at(&document, "/components/schemas/Suggestion");
    assert_eq!(names(&suggestions::told(&kept, &site())), texts(at(schema, "/required")));
    let open = OpenSuggestion { curators_from: kept.record.at, kept, photo: photo(), may_decide: false };
    let view = suggestions::view(&open, &Reader::Visitor, &site());
    let (mut told, told_once) = (names(&view), "status_url".to_owned());
    assert!(told.insert(told_once) && told == names(at(schema, "/properties")), "{told:?}");
    assert_eq!(names(at(&view, "/decision")), names(at(schema, "/properties/decision/properties")));
}

#[test]
fn a_collection_says_what_its_schema_says_and_nothing_else() {
    let document = document();
    let at_once = "2026-12-01T04:00:00Z";
    let record = serde_json::from_value(json!({
        "v": 1, "slug": "ports", "by": "marc", "state": "draft", "title": "Ports", "created": at_once, "updated": at_once,
    }));
    let record = record.unwrap();
    let marc = Reader::Person {
        handle: "marc".parse().unwrap(),
        role: Role::Contributor,
        trusted: false,
        groups: Groups::NONE,
    };
    let written = |reader| collections::collection(&record, 7, &Contents::default(), &site(), reader);
    let schema = at(&document, "/components/schemas/Collection");
    assert_eq!(names(&written(&marc)), names(at(schema, "/properties")));
    assert_eq!(names(at(&written(&marc), "/rights")), names(at(schema, "/properties/rights/properties")));
    assert_eq!(names(&written(&Reader::Visitor)), texts(at(schema, "/required")));
    let states = texts(at(&document, "/components/schemas/CollectionState/enum"));
    assert_eq!(states, owned([CollectionState::Draft, CollectionState::Published].map(CollectionState::name)));
}

#[test]
fn a_tag_says_what_its_schema_says_and_nothing_else() {
    let document = document();
    let tag = Tag::parse("cale").unwrap().unwrap();
    let kept = Stored { revision: 7, record: TagRecord::new(tag, Timestamp::UNIX_EPOCH) };
    let tag = view::tag(&TagView { kept, vocabulary: Arc::default(), photos: 3 }, Language::French, &site());
    let schema = at(&document, "/components/schemas/Tag");
    assert_eq!(names(&tag), names(at(schema, "/properties")));
    assert_eq!(names(&tag), texts(at(schema, "/required")));
    assert_eq!(names(at(schema, "/examples/0")), names(&tag));
}

#[test]
fn the_example_of_a_photo_has_all_that_everyone_reads() {
    let document = document();
    let example = at(&document, "/components/schemas/Photo/examples/0");
    assert_eq!(names(example), texts(at(&document, "/components/schemas/Photo/required")));
    assert!(LicenceId::parse(at(example, "/license/id").as_str().unwrap()).is_ok());
}

#[test]
fn the_document_is_written_for_the_site_that_serves_it() {
    let written: Value = serde_json::from_str(&written_for("http://127.0.0.1:8080")).unwrap();
    assert_eq!(at(&written, "/servers/0/url"), "http://127.0.0.1:8080");
    assert_eq!(at(&document(), "/servers/0/url"), EXAMPLE);
}

fn site() -> Site {
    let store = Arc::new(Memory::default());
    let settings =
        Settings { sign_up: SignUp::Closed, offered: offered(), idle: Duration::ZERO, ..Settings::default() };
    let library = Library::new(
        store.clone(),
        store,
        Archive::in_memory(),
        Arc::new(search::memory::Memory::default()),
        Arc::new(|| jiff::Timestamp::UNIX_EPOCH),
        Arc::new(|| [7; 32]),
        settings,
    );
    Site::new(EXAMPLE, &library)
}

fn photo() -> PhotoRecord {
    let licence = json!("cc-by-sa-4.0");
    let hash = json!("d77fb18ee9518cd2ab55f4e809b906e8be3baa05fa06f8082e45171b51829275");
    let instant = json!("2026-11-24T11:56:30Z");
    serde_json::from_value(json!({
        "v": 1,
        "id": "m2v89Dns",
        "contributor": "marc",
        "state": "published",
        "steps": [{ "state": "published", "actor": "marc", "at": instant }],
        "author": { "name": "Marc Kerleo", "url": null },
        "source": "own",
        "grants": [{ "licence": licence, "grantor": "marc", "at": instant, "wording": "2026-11", "blake3": hash }],
        "tags": ["eau"],
        "place": { "name": "Landerneau", "coordinates": { "latitude": 48.450_123, "longitude": -4.248_765 }, "precision": "area" },
        "original": {
            "blake3": hash,
            "sha256": hash,
            "bytes": 532_925,
            "media_type": "image/jpeg",
            "width": 2560, "height": 1440, "pixels": hash, "look": 1,
        },
        "camera": {},
        "renditions": [{ "edge": 640, "width": 640, "height": 360, "bytes": 20_000 }],
        "dominant": "#626368",
        "suggestions": {},
        "created": instant,
        "updated": instant,
    }))
    .unwrap()
}

//! Forgetting: no byte of what is forgotten is left in the storage folder, everything else is unchanged, and kill -9
//! leaves all or nothing of the change.

use std::{
    env, fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::{
    actors::Actor,
    answer::Photo,
    browser::Browser,
    files, metadata,
    zef::{House, PASSWORD, Zef, copy_folder, files_in},
};

/// A person of whom the library is to keep nothing.
const HANDLE: &str = "kenavo-dit";
/// What stands in the photograph's file, in the order of the facts that hold it.
const IN_FILE: [&str; 5] = ["Zwqartist", "Zwqheadline", "Zwqcaption", "Zwqkeyword", "Zwqrights"];
/// What is said of it, and with it, from its draft to its withdrawal.
const SAID: [&str; 13] = [
    "zwqname",
    "zwqfile",
    "zwqfirst",
    "zwqtitle",
    "zwqdescr",
    "zwqalttxt",
    "zwqauthor",
    "zwqauthurl",
    "zwqtags",
    "zwqplace",
    "zwqreason",
    "zwqreply",
    "zwqstaff",
];

/// How often the photo is forgotten and the process killed: enough to fall on every step. Before a release,
/// `ZEF_KILL_ROUNDS` is 50.
const ROUNDS: usize = 12;

/// A library with that person in it, and their token.
fn house() -> (House, String) {
    let house = House::new();
    let add = ["person", "add", HANDLE, "--name", "zwqname Kerven", "--password-stdin"];
    house.run_reading(&add, PASSWORD).well();
    let token = house.run(&["token", "add", HANDLE, "--label", "zwqlabel"]).well().stdout.trim().to_owned();
    (house, token)
}

/// The photograph, with words in it that stand nowhere else.
fn photograph() -> Vec<u8> {
    let [artist, headline, caption, keyword, rights] = IN_FILE;
    let facts = [
        format!("-EXIF:Artist={artist}"),
        format!("-XMP-dc:Title={headline}"),
        format!("-EXIF:ImageDescription={caption}"),
        format!("-XMP-dc:Subject={keyword}"),
        format!("-EXIF:Copyright={rights}"),
    ];
    metadata::written(&files::fixture("leaf.jpg"), &facts.each_ref().map(String::as_str))
}

/// Gives the photograph and has all be said of it that can be: versions that were corrected, a reason, a reply, a
/// change by staff. It is published in the end.
async fn published(zef: &Zef, giver: &Actor) -> Photo {
    let photo = giver
        .gives_bytes("zwqfile.jpg", photograph())
        .titled("zwqfirst")
        .with("license", "cc-by-4.0")
        .in_draft()
        .await
        .created();
    let id = photo.id();
    let words = json!({
        "title": "zwqtitle", "description": "zwqdescr", "alt": "zwqalttxt", "author_name": "zwqauthor",
        "author_url": "https://zwqauthurl.example/", "tags": ["zwqtags"], "place_name": "zwqplace",
        "latitude": 48.123_456, "longitude": -4.654_321,
    });
    giver.changes(&id, words).await.photo();
    giver.posts(&format!("/api/v1/photos/{id}/submit"), json!({})).await.photo();
    zef.moderator.decides(&id, "request-change", "zwqreason").await.photo();
    giver.posts(&format!("/api/v1/photos/{id}/submit"), json!({ "reply": "zwqreply" })).await.photo();
    zef.moderator.publishes(&id).await;
    zef.moderator.changes(&id, json!({ "description": "zwqstaff" })).await.photo()
}

/// What of these is found in the storage folder, whatever the case of its letters, in UTF-8 or in UTF-16, in files or
/// in their names.
fn found_in(storage: &Path, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for path in files_in(storage) {
        let bytes = fs::read(&path).unwrap().to_ascii_lowercase();
        let name = path.display().to_string().to_ascii_lowercase();
        for word in words.iter().map(|word| word.to_ascii_lowercase()) {
            let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let is_there = |word: &[u8]| memchr::memmem::find(&bytes, word).is_some();
            if name.contains(&word) || is_there(word.as_bytes()) || is_there(&wide) {
                found.push(format!("{word} in {}", path.display()));
            }
        }
    }
    found
}

/// The hashes of a photo's file, as text and as bytes.
fn hashes_in(storage: &Path, photo: &Photo) -> Vec<String> {
    let original = &photo.0["original"];
    let [blake3, sha256] = ["blake3", "sha256"].map(|name| original[name].as_str().unwrap());
    let mut found = found_in(storage, &[blake3, sha256]);
    for path in files_in(storage) {
        let bytes = fs::read(&path).unwrap();
        for hash in [blake3, sha256] {
            let raw: Vec<u8> = (0..32).map(|at| u8::from_str_radix(&hash[2 * at..2 * at + 2], 16).unwrap()).collect();
            found.extend(memchr::memmem::find(&bytes, &raw).map(|_| format!("{hash} in {}", path.display())));
        }
    }
    found
}

fn all_words() -> Vec<&'static str> {
    IN_FILE.into_iter().chain(SAID).collect()
}

#[tokio::test]
async fn of_a_forgotten_photo_no_byte_is_left() {
    let (house, token) = house();
    let zef = house.serve();
    let giver = zef.visitor.bearing(&token);
    let other = zef.other.gives("path-portrait.jpg").under("cc-by-4.0").titled("Un sentier").await.created();
    zef.moderator.publishes(&other.id()).await;
    let photo = published(&zef, &giver).await;
    let id = photo.id();
    assert_eq!(zef.visitor.finds("zwqstaff").await.len(), 1);
    giver.withdraws(&id, "zwqreason").await;
    zef.visitor.sees(&id).await.is(410);
    let busy = zef.house().run(&["forget", "photo", &id, "--yes"]);
    assert_eq!(busy.code, 2, "{busy:?}");
    let (seen, other) = (sight_of(&zef, &other).await, other);
    let house = zef.ends_well();
    for word in all_words() {
        assert!(!found_in(&house.storage, &[word]).is_empty(), "{word} was never there");
    }
    assert!(!hashes_in(&house.storage, &photo).is_empty());
    let others_file = fs::read(original(&house, &other)).unwrap();
    let line_of_other = lines(&house).into_iter().find(|line| line.contains("Un sentier")).unwrap();

    // A word is asked for, and what is not it forgets nothing.
    let unsure = house.run_reading(&["forget", "photo", &id], "yes\n");
    assert_eq!((unsure.code, unsure.stderr.lines().count()), (1, 1), "{unsure:?}");
    assert!(!found_in(&house.storage, &["zwqtitle"]).is_empty());
    let told = house.run_reading(&["forget", "photo", &id, "--json"], &format!("{id}\n")).well();
    let told: Value = serde_json::from_str(&told.stdout).unwrap();
    assert_eq!((&told["forgotten"], &told["photos"], &told["originals"]), (&json!("photo"), &json!(1), &json!(1)));

    assert_forgotten(&house, &photo, &[]);
    assert!(lines(&house).contains(&line_of_other), "another photo's entries were changed");
    assert_eq!(fs::read(original(&house, &other)).unwrap(), others_file);
    let note: Value = serde_json::from_str(lines(&house).last().unwrap()).unwrap();
    assert_eq!((&note["gesture"], &note["actor"], &note["seq"]), (&json!("forget-photo"), &json!("zef"), &told["seq"]));
    let again = house.run(&["forget", "photo", &id, "--yes"]);
    assert_eq!((again.code, again.stderr.lines().count()), (1, 1), "{again:?}");
    house.run(&["check"]).well();
    house.run(&["rebuild"]).well();
    assert_forgotten(&house, &photo, &[]);

    let zef = house.serve();
    for reader in [&zef.visitor, &zef.visitor.bearing(&token), &zef.moderator] {
        reader.sees(&id).await.is(404);
        zef.visitor.reads(&format!("/photos/{id}")).await.is(404);
    }
    assert!(zef.visitor.finds("zwqtitle").await.is_empty());
    assert_eq!(sight_of(&zef, &other).await, seen);
    assert_eq!(zef.visitor.finds("sentier").await.len(), 1);
    // The same file is a new one.
    let again = zef.visitor.bearing(&token).gives_bytes("again.jpg", photograph()).under("cc-by-4.0").await.created();
    assert_ne!(again.id(), id);
    zef.ends_well();
}

#[tokio::test]
async fn an_original_that_another_gave_too_stays_theirs() {
    let (house, token) = house();
    let zef = house.serve();
    let giver = zef.visitor.bearing(&token);
    let theirs = zef.other.gives_bytes("a.jpg", photograph()).under("cc-by-4.0").titled("Le bourg").await.created();
    let photo = giver.gives_bytes("b.jpg", photograph()).under("cc-by-4.0").titled("zwqtitle").await.created();
    assert_eq!(photo.blake3(), theirs.blake3());
    let seen = sight_of(&zef, &theirs).await;
    let house = zef.ends_well();
    let told = house.run(&["forget", "photo", &photo.id(), "--yes", "--json"]).well();
    let told: Value = serde_json::from_str(&told.stdout).unwrap();
    assert_eq!((&told["originals"], &told["shared"]), (&json!(0), &json!(1)));
    assert_eq!(found_in(&house.storage, &["zwqtitle"]), Vec::<String>::new());
    house.run(&["check"]).well();
    let zef = house.serve();
    assert_eq!(sight_of(&zef, &theirs).await, seen);
    zef.other.takes(&theirs.id(), "original").await.is(200);
    zef.ends_well();
}

#[tokio::test]
async fn of_a_forgotten_person_no_byte_is_left() {
    let (house, token) = house();
    let zef = house.serve();
    let photo = published(&zef, &zef.visitor.bearing(&token)).await;
    let house = zef.ends_well();
    // They became staff: what they decided stays, decided by nobody.
    house.run(&["person", "set", HANDLE, "--role", "moderator"]).well();
    let zef = house.serve();
    let them = zef.visitor.bearing(&token);
    let decided = zef.contributor.gives("path-portrait.jpg").under("cc-by-4.0").titled("Un sentier").await.created();
    them.publishes(&decided.id()).await;
    let session = Browser::of(&zef, HANDLE).await;
    session.opens("/account").await.is(200);
    let read = session.form_on("/account/news", "/account/news/read").await;
    session.fills(&read, &[]).await.is(303);
    let anothers = Browser::of(&zef, "bran").await;
    let house = zef.ends_well();
    assert!(!found_in(&house.storage, &[HANDLE]).is_empty());

    // Suspended, with a token made after the others ended: they are forgotten with the rest.
    house.run(&["person", "suspend", HANDLE, "--reason", "zwqsuspended"]).well();
    house.run(&["person", "restore", HANDLE]).well();
    house.run(&["token", "add", HANDLE, "--label", "zwqnewlabel"]).well();
    house.run(&["person", "suspend", HANDLE, "--reason", "zwqagain"]).well();
    let told = house.run_reading(&["forget", "person", HANDLE], &format!("{HANDLE}\n")).well();
    assert!(told.stdout.contains("1 photo and 1 original"), "{told:?}");
    let theirs = [HANDLE, "zwqname", "zwqlabel", "zwqnewlabel", "zwqsuspended", "zwqagain"];
    assert_forgotten(&house, &photo, &theirs);
    house.run(&["check"]).well();
    assert_eq!(house.run(&["person", "set", HANDLE, "--trusted"]).code, 1);

    let zef = house.serve();
    zef.visitor.bearing(&token).reads("/api/v1/me").await.refused(401, "not-signed-in");
    session.now_before(&zef).opens("/account").await.is(303);
    anothers.now_before(&zef).opens("/account").await.is(200);
    assert_ne!(Browser::before(&zef).signs_in(HANDLE, PASSWORD).await.status.as_u16(), 303);
    zef.visitor.sees(&photo.id()).await.is(404);
    zef.visitor.reads(&format!("/people/{HANDLE}")).await.is(404);
    assert_eq!(zef.visitor.sees(&decided.id()).await.photo().state(), "published");
    let house = zef.ends_well();
    assert!(lines(&house).iter().any(|line| line.contains("\"actor\":\"~")));

    let last = house.run(&["forget", "person", "ada", "--yes"]);
    assert_eq!((last.code, last.stderr.lines().count()), (1, 1), "{last:?}");
    assert!(last.stderr.contains("only administrator"), "{last:?}");
}

#[tokio::test]
async fn what_is_published_may_stay_without_whoever_gave_it() {
    let (house, token) = house();
    let zef = house.serve();
    let giver = zef.visitor.bearing(&token);
    let photo = published(&zef, &giver).await;
    let id = photo.id();
    let waiting = giver.gives("flower-portrait.png").under("cc-by-4.0").titled("zwqwaiting").await.created();
    let withheld = giver
        .gives("boats-progressive.jpg")
        .under("cc-by-sa-4.0")
        .titled("Des bateaux")
        .with("author_name", "zwqhidden")
        .with("place_name", "Rade")
        .with("latitude", "48.123456")
        .with("longitude", "-4.654321")
        .await
        .created();
    giver.changes(&withheld.id(), json!({ "author": { "withheld": true } })).await.photo();
    zef.moderator.publishes(&withheld.id()).await;
    let seen = zef.visitor.sees(&id).await.photo();
    let house = zef.ends_well();

    let told = house.run(&["forget", "person", HANDLE, "--keep-published", "--yes", "--json"]).well();
    let told: Value = serde_json::from_str(&told.stdout).unwrap();
    assert_eq!((&told["photos"], &told["kept"], &told["originals"]), (&json!(1), &json!(2), &json!(1)));
    let gone = [
        HANDLE,
        "zwqname",
        "zwqlabel",
        "zwqfile",
        "zwqfirst",
        "zwqdescr",
        "zwqreason",
        "zwqreply",
        "zwqwaiting",
        "zwqhidden",
        "48.123456",
    ];
    assert_eq!(found_in(&house.storage, &gone), Vec::<String>::new());
    assert_eq!(hashes_in(&house.storage, &waiting), Vec::<String>::new());
    house.run(&["check"]).well();

    let zef = house.serve();
    let now = zef.visitor.sees(&id).await.photo();
    for member in
        ["title", "description", "alt", "author", "tags", "place", "license", "original", "state", "published"]
    {
        assert_eq!(now.0[member], seen.0[member], "{member}");
    }
    assert_eq!((&now.0["contributor"], &now.0["licenses"][0]["grantor"]), (&Value::Null, &Value::Null));
    let nobody = format!("~{}", told["seq"]);
    assert!(!now.0.to_string().contains(&nobody), "{}", now.0);
    for reader in [&zef.visitor, &zef.moderator] {
        for path in [format!("/photos/{id}"), format!("/photos/{}", withheld.id()), format!("/photos/{id}/receipt")] {
            let page = reader.reads(&path).await;
            assert!(!page.text().contains(&nobody), "{path}: {}", page.text());
        }
    }
    assert_eq!(zef.visitor.sees(&withheld.id()).await.photo().0["author"]["name"], Value::Null);
    assert_eq!(zef.visitor.finds("zwqtitle").await.len(), 1);
    zef.visitor.takes(&id, "original").await.is(200);
    // Staff go on with it; nobody is its contributor, not even who takes the name later.
    zef.moderator.changes(&id, json!({ "title": "Une feuille" })).await.photo();
    zef.ends_well();
}

/// Kills a forgetting at an instant of its own, again and again.
#[tokio::test]
async fn kill_minus_nine_leaves_all_of_it_or_nothing() {
    let (house, token) = house();
    let zef = house.serve();
    let photo = published(&zef, &zef.visitor.bearing(&token)).await;
    let house = zef.ends_well();
    let whole = house.desk().join("whole");
    copy_folder(&house.storage, &whole);
    let (mut kept, mut forgotten, mut cut_short) = (0, 0, 0);
    let rounds = env::var("ZEF_KILL_ROUNDS").map_or(ROUNDS, |rounds| rounds.parse().expect("a number of rounds"));
    for round in 0..rounds {
        fs::remove_dir_all(&house.storage).unwrap();
        copy_folder(&whole, &house.storage);
        let mut child = house.begin(&["forget", "photo", &photo.id(), "--yes"]);
        wait_for(&house.storage, round, &photo);
        child.kill().unwrap();
        child.wait().unwrap();
        let state = (fs::read(house.storage.join("journal/forgetting")).is_ok(), round % 2 == 0);
        if state == (true, true) {
            // Told by a check that changes nothing, and put right by one that may.
            cut_short += 1;
            let told = house.run(&["check"]);
            assert_eq!(told.code, 1, "{told:?}");
            assert!(told.stdout.contains("a forgetting was cut short"), "{told:?}");
            let told = house.run(&["check", "--repair"]).well();
            assert!(told.stdout.contains("a forgetting was cut short"), "{told:?}");
        } else {
            house.run(&["person", "list"]).well();
        }
        let checked = house.run(&["check"]).well();
        assert!(!checked.stdout.contains("cut short"), "{checked:?}");
        if lines(&house).iter().any(|line| line.contains("forget-photo")) {
            forgotten += 1;
            assert_forgotten(&house, &photo, &[]);
        } else {
            kept += 1;
            let hash = photo.blake3();
            let bytes = fs::read(original(&house, &photo)).unwrap();
            assert_eq!(blake3::hash(&bytes).to_hex().as_str(), hash, "round {round}");
            assert_eq!(lines(&house), lines_of(&whole), "round {round}");
        }
    }
    assert!(kept > 0 && forgotten > 0 && cut_short > 0, "kept {kept}, forgotten {forgotten}, cut short {cut_short}");
}

/// Waits for the instant of this round: some time, or the moment at which a step shows in the storage folder.
fn wait_for(storage: &Path, round: usize, photo: &Photo) {
    let journal = storage.join("journal");
    let hash = photo.blake3();
    let original = storage.join(format!("originals/{}/{}/{hash}", &hash[..2], &hash[2..4]));
    let begun = Instant::now();
    let is_time = || match round % 6 {
        0 => journal.join("forgetting").exists(),
        1 => files_in(&journal).iter().any(|path| path.extension().is_some_and(|it| it == "rewritten")),
        2 => journal.join("forgetting").exists() && !storage.join("state").exists(),
        3 => !original.exists(),
        4 => !storage.join("search").exists(),
        _ => begun.elapsed() > Duration::from_millis(u64::try_from(round).unwrap() * 8),
    };
    // An instant that was missed is as good as any other.
    while !is_time() && begun.elapsed() < Duration::from_secs(5) {
        std::thread::yield_now();
    }
}

/// Nothing of it is in the storage folder: no word, no hash, no file.
#[track_caller]
fn assert_forgotten(house: &House, photo: &Photo, more: &[&str]) {
    let mut words: Vec<&str> = all_words().into_iter().filter(|word| *word != "zwqname").collect();
    words.extend(more);
    assert_eq!(found_in(&house.storage, &words), Vec::<String>::new());
    assert_eq!(hashes_in(&house.storage, photo), Vec::<String>::new());
    assert!(!house.storage.join("journal/forgetting").exists());
}

/// The lines of the journal.
fn lines(house: &House) -> Vec<String> {
    lines_of(&house.storage)
}

fn lines_of(storage: &Path) -> Vec<String> {
    let segments =
        files_in(&storage.join("journal")).into_iter().filter(|path| path.to_str().unwrap().ends_with("ndjson"));
    segments.flat_map(|path| fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect::<Vec<_>>()).collect()
}

fn original(house: &House, photo: &Photo) -> PathBuf {
    let hash = photo.blake3();
    house.storage.join(format!("originals/{}/{}/{hash}", &hash[..2], &hash[2..4]))
}

/// What who gave a photo is told of it, wherever it is served.
async fn sight_of(zef: &Zef, photo: &Photo) -> String {
    zef.other.sees(&photo.id()).await.photo().0.to_string().replace(&zef.url, "")
}

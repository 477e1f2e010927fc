//! Letters over days: what is sent when, by a clock that the tests turn.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::{
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::watch;
use zef::{
    archive::Archive,
    catalog::{
        credentials,
        embedded::{self, Embedded},
        people, photos, records,
        store::{Change, Key, Outcome, RecordStore as _},
    },
    domain::{
        credential::CredentialRecord, language::Language, licence::offered, mailbox::LetterKind, person::Role,
        photo::PhotoRecord, reader::Reader, suggestion::SuggestedField,
    },
    library::{
        Library, Settings, SignUp,
        accounts::AccountError,
        deliver::{Compose, Letter, Post, Round},
        mail_link::LinkKey,
        mailbox::MailWishes,
        new_password::PasswordLink,
        suggest::NewSuggestions,
    },
    mail::{self, Mailer, Way},
    search::memory::Memory,
    web::{letters, site::Site},
};

use crate::caches::site::{person, photo, reader};

const PASSWORD: &str = "une autre bruyère sous la pluie";

/// A library with Anne in it, its clock, and the letters that were written.
struct House {
    library: Arc<Library>,
    store: Arc<Embedded>,
    clock: Arc<Mutex<Timestamp>>,
    written: Arc<Mutex<Vec<Letter>>>,
    post: Post,
    anne: Reader,
    folder: TempDir,
}

impl House {
    /// A house whose digests wait for so many minutes.
    async fn new(gather: i64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(Embedded::open(&folder.path().join("storage"), embedded::Settings::default()).unwrap());
        let clock = Arc::new(Mutex::new("2026-12-01T09:00:00Z".parse().unwrap()));
        let told = Arc::clone(&clock);
        let chance = AtomicU64::new(0);
        let library = Arc::new(Library::new(
            store.clone(),
            store.clone(),
            Archive::in_memory(),
            Arc::new(Memory::default()),
            Arc::new(move || *told.lock().unwrap()),
            Arc::new(move || *blake3::hash(&chance.fetch_add(1, Ordering::Relaxed).to_le_bytes()).as_bytes()),
            Settings { sign_up: SignUp::Closed, offered: offered(), idle: Duration::ZERO, ..Settings::default() },
        ));
        let site = Site::new("https://photos.example.org", &library);
        let written: Arc<Mutex<Vec<Letter>>> = Arc::default();
        let kept = Arc::clone(&written);
        let compose: Compose = Box::new(move |letter| {
            kept.lock().unwrap().push(letter.clone());
            letters::compose(letter, &site)
        });
        let mailer = mailer(&folder.path().join("mail"));
        let post = Post { mailer, compose, gather: SignedDuration::from_mins(gather), ends: watch::channel(false).1 };
        let house = Self { library, store, clock, written, post, anne: reader("anne", Role::Contributor), folder };
        let anne = person("anne", Role::Contributor);
        let (key, secret) = (people::key(&anne.handle), credentials::key(&anne.handle));
        let credential = CredentialRecord::new(anne.handle.clone(), String::new());
        let body = records::write(&key, &anne).unwrap();
        house.write(vec![(key, body), (secret.clone(), records::write(&secret, &credential).unwrap())]).await;
        house
    }

    async fn write(&self, put: Vec<(Key, Box<serde_json::value::RawValue>)>) {
        let change = Change {
            expect: Vec::new(),
            put,
            remove: Vec::new(),
            at: self.now(),
            actor: "zef".to_owned(),
            gesture: "test".into(),
            batch: None,
            note: None,
        };
        assert!(matches!(self.store.commit(change).await, Ok(Outcome::Done(_))));
    }

    fn now(&self) -> Timestamp {
        *self.clock.lock().unwrap()
    }

    /// Time passes.
    fn after(&self, minutes: i64) -> &Self {
        let mut clock = self.clock.lock().unwrap();
        *clock = clock.checked_add(SignedDuration::from_mins(minutes)).unwrap();
        self
    }

    /// Mona publishes a photo of Anne's.
    async fn publishes(&self, number: usize) {
        let steps = json!([
            { "state": "submitted", "actor": "anne", "at": self.now() },
            { "state": "published", "actor": "mona", "at": self.now() },
        ]);
        self.has_photo(number, &json!({ "steps": steps, "title": format!("Vue {number}") })).await;
    }

    /// Mona hides a public photo of Anne's after a report.
    async fn hides(&self, number: usize, reason: &str) {
        let steps = json!([
            { "state": "published", "actor": "anne", "at": "2026-11-30T09:00:00Z" },
            { "state": "hidden", "actor": "mona", "at": self.now(), "reason": reason },
        ]);
        self.has_photo(number, &json!({ "state": "hidden", "steps": steps, "title": format!("Vue {number}") })).await;
    }

    async fn has_photo(&self, number: usize, members: &Value) {
        let photo: PhotoRecord = photo(number, "anne", members);
        let key = photos::key(&photo.id);
        let body = records::write(&key, &photo).unwrap();
        self.write(vec![(key, body)]).await;
    }

    /// What is written when letters are looked for: each kind with how much it tells.
    async fn delivers(&self) -> Vec<(LetterKind, usize)> {
        let before = self.written.lock().unwrap().len();
        let round = self.library.deliver_due(&self.post, true).await.unwrap();
        assert!(matches!(round, Round::Done), "{round:?}");
        self.written.lock().unwrap().iter().skip(before).map(|letter| (letter.kind, letter.count)).collect()
    }

    /// The link of the last letter.
    fn link(&self) -> LinkKey {
        self.written.lock().unwrap().last().unwrap().link.parse().unwrap()
    }

    /// The link to a new password in the last letter.
    fn password_link(&self) -> PasswordLink {
        PasswordLink::Mailed(self.link())
    }

    /// Whether a link to a new password works now.
    async fn works(&self, link: &PasswordLink) -> bool {
        self.library.person_of_link(link).await.unwrap().is_some()
    }

    fn files(&self) -> usize {
        self.folder.path().join("mail").read_dir().map_or(0, Iterator::count)
    }

    async fn gives_address(&self, digest: bool) {
        let address = Some("anne@example.org".parse().unwrap());
        let wishes = MailWishes { address, digest, language: Language::French };
        self.library.set_mail(&self.anne, &wishes).await.unwrap();
    }

    async fn has_address(&self, digest: bool) {
        self.gives_address(digest).await;
        assert_eq!(self.delivers().await, [(LetterKind::Confirmation, 0)]);
        assert!(self.library.confirm_address(&self.link()).await.unwrap().is_some());
    }
}

fn mailer(folder: &Path) -> Mailer {
    let way = Way::Folder(folder.to_owned());
    Mailer::new(&mail::Settings { way, from: "zef@example.org".to_owned() }).unwrap()
}

#[tokio::test]
async fn news_are_sent_once_a_day_at_most() {
    let house = House::new(0).await;
    house.has_address(true).await;
    house.after(1).publishes(1).await;
    house.after(1).publishes(2).await;
    assert_eq!(house.delivers().await, [(LetterKind::Digest, 2)]);
    house.after(1).publishes(3).await;
    assert_eq!(house.delivers().await, []);
    house.after(24 * 60 - 3);
    assert_eq!(house.delivers().await, []);
    house.after(3);
    assert_eq!(house.delivers().await, [(LetterKind::Digest, 1)]);
    // A day without news is a day without a letter, and without an entry in the journal.
    let entries = house.store.seq();
    house.after(3 * 24 * 60);
    assert_eq!((house.delivers().await, house.store.seq()), (vec![], entries));
    house.publishes(4).await;
    assert_eq!(house.delivers().await, [(LetterKind::Digest, 1)]);
    assert_eq!(house.files(), 4);
}

#[tokio::test]
async fn suggestions_are_told_to_who_gave_the_photo_and_to_curators() {
    let house = House::new(0).await;
    house.has_address(true).await;
    house.publishes(1).await;
    assert_eq!(house.delivers().await, [(LetterKind::Digest, 1)]);
    // Cora curates, and wants news.
    let cora = person("cora", Role::Curator);
    let (key, secret) = (people::key(&cora.handle), credentials::key(&cora.handle));
    let body = records::write(&key, &cora).unwrap();
    let credential = CredentialRecord::new(cora.handle.clone(), String::new());
    house.write(vec![(key, body), (secret.clone(), records::write(&secret, &credential).unwrap())]).await;
    let reader = reader("cora", Role::Curator);
    let address = Some("cora@example.org".parse().unwrap());
    let wishes = MailWishes { address, digest: true, language: Language::French };
    house.library.set_mail(&reader, &wishes).await.unwrap();
    assert_eq!(house.delivers().await, [(LetterKind::Confirmation, 0)]);
    house.library.confirm_address(&house.link()).await.unwrap().unwrap();

    house.after(24 * 60);
    let id = photo(1, "anne", &json!({})).id;
    let changes = vec![(SuggestedField::People, Some("Yann Riou, à gauche".to_owned()))];
    let new = NewSuggestions::parse(&Reader::Visitor, changes, "Mon voisin.", "").unwrap();
    house.library.suggest(&Reader::Visitor, &id, new).await.unwrap();
    assert_eq!(house.delivers().await, [(LetterKind::Digest, 1)], "who gave the photo decides first");
    let text = |house: &House| {
        let letter = house.written.lock().unwrap().last().unwrap().clone();
        (house.post.compose)(&letter).text
    };
    let told = text(&house);
    assert!(told.contains("Correction proposée") && told.contains("https://photos.example.org/suggestions"), "{told}");
    assert!(!told.contains("Yann"), "names of people are read on the site alone: {told}");
    // After seven days curators may decide: they are told once.
    house.after(7 * 24 * 60);
    assert_eq!(house.delivers().await, [(LetterKind::Digest, 0)]);
    let told = text(&house);
    assert!(told.contains("Une correction proposée attend votre décision"), "{told}");
    house.after(2 * 24 * 60);
    assert_eq!(house.delivers().await, []);
}

#[tokio::test]
async fn news_wait_for_others_and_what_was_read_is_not_sent() {
    let house = House::new(60).await;
    house.has_address(true).await;
    house.after(1).publishes(1).await;
    house.after(40).publishes(2).await;
    assert_eq!(house.delivers().await, []);
    house.after(20);
    assert_eq!(house.delivers().await, [(LetterKind::Digest, 2)]);
    house.after(24 * 60).publishes(3).await;
    let newest = house.library.news(house.anne.handle().unwrap(), None, 1).await.unwrap();
    house.after(60);
    house.library.read_news(&house.anne, newest.items[0].place.clone()).await.unwrap();
    assert_eq!(house.delivers().await, []);
    // Told in one letter, and counted past its end.
    for number in 10..150 {
        house.publishes(number).await;
        house.after(1);
    }
    assert_eq!(house.delivers().await, [(LetterKind::Digest, 100)]);
    assert_eq!(house.written.lock().unwrap().last().unwrap().news.len(), 20);
}

#[tokio::test]
async fn a_link_to_a_new_password_works_once_and_for_an_hour() {
    let house = House::new(0).await;
    let ask = async |who: &str| house.library.ask_mail_reset(who).await.unwrap();
    ask("anne").await;
    assert_eq!(house.delivers().await, []);
    house.has_address(false).await;
    ask("anne").await;
    assert_eq!(house.delivers().await, [(LetterKind::Reset, 0)]);
    let late = house.password_link();
    house.after(59);
    assert!(house.works(&late).await);
    house.after(1);
    assert!(!house.works(&late).await);
    let refused = house.library.reset_password(&late, PASSWORD).await;
    assert!(matches!(refused, Err(AccountError::NoSuchLink)), "{refused:?}");
    // Asked for again, within five minutes it is not sent again.
    ask("Anne@Example.org").await;
    ask("anne").await;
    assert_eq!(house.delivers().await, [(LetterKind::Reset, 0)]);
    let first = house.password_link();
    house.after(4);
    ask("anne").await;
    assert_eq!(house.delivers().await, []);
    house.after(1);
    ask("anne").await;
    assert_eq!(house.delivers().await, [(LetterKind::Reset, 0)]);
    let second = house.password_link();
    assert!(!house.works(&first).await, "another one has replaced it");
    house.library.reset_password(&second, PASSWORD).await.unwrap();
    assert_eq!(house.delivers().await, [(LetterKind::Notice, 0)]);
    let refused = house.library.reset_password(&second, PASSWORD).await;
    assert!(matches!(refused, Err(AccountError::NoSuchLink)), "{refused:?}");
    // It ends with the sessions of its person.
    ask("anne").await;
    assert_eq!(house.delivers().await, [(LetterKind::Reset, 0)]);
    let third = house.password_link();
    assert!(house.works(&third).await);
    house.library.end_all_sessions(&house.anne).await.unwrap();
    assert!(!house.works(&third).await);
}

#[tokio::test]
async fn a_change_of_the_account_is_told_to_the_address_before_it() {
    let house = House::new(0).await;
    let anne = house.anne.handle().unwrap().clone();
    // Nobody to tell.
    house.library.set_password(&anne, PASSWORD).await.unwrap();
    assert_eq!(house.delivers().await, []);
    house.has_address(false).await;
    house.library.set_password(&anne, "une lande sous la neige").await.unwrap();
    assert_eq!(house.delivers().await, [(LetterKind::Notice, 0)]);
    let told = || house.written.lock().unwrap().last().unwrap().clone();
    let message = (house.post.compose)(&told());
    assert_eq!(
        (message.to.as_str(), message.subject.as_str()),
        ("anne@example.org", "Votre mot de passe a changé · Zef")
    );
    assert!(message.text.contains("https://photos.example.org/login/forgotten\n"), "{}", message.text);

    // Another address: the old one is told once the new one is confirmed.
    let wishes = |address: Option<&str>| MailWishes {
        address: address.map(|address| address.parse().unwrap()),
        digest: false,
        language: Language::English,
    };
    house.library.set_mail(&house.anne, &wishes(Some("eve@example.net"))).await.unwrap();
    assert_eq!(house.delivers().await, [(LetterKind::Confirmation, 0)]);
    house.library.confirm_address(&house.link()).await.unwrap().unwrap();
    // Whoever did that also changes the password and removes the address, before anything is sent.
    house.library.set_password(&anne, PASSWORD).await.unwrap();
    house.library.set_mail(&house.anne, &wishes(None)).await.unwrap();
    let mut sent = Vec::new();
    for _each in 0..3 {
        assert_eq!(house.delivers().await, [(LetterKind::Notice, 0)]);
        let message = (house.post.compose)(&told());
        assert!(message.text.contains("https://photos.example.org/en/contact"), "{}", message.text);
        sent.push((message.to, message.subject));
    }
    let expected = [
        ("anne@example.org", "Your email address was changed · Zef"),
        ("eve@example.net", "Your password was changed · Zef"),
        ("eve@example.net", "Your email address was changed · Zef"),
    ];
    assert_eq!(sent, expected.map(|(to, subject)| (to.to_owned(), subject.to_owned())));
    assert_eq!(house.delivers().await, []);
    assert_eq!(house.library.mailbox(&anne).await.unwrap().unwrap().notices, []);
}

#[tokio::test]
async fn a_change_is_told_again_after_a_failure_and_not_after_a_week() {
    let mut house = House::new(0).await;
    let anne = house.anne.handle().unwrap().clone();
    house.has_address(false).await;
    let blocked = house.folder.path().join("a file");
    std::fs::write(&blocked, "").unwrap();
    house.post.mailer = mailer(&blocked);
    // The first changes are kept, however many there are.
    for number in 0..20 {
        house.library.set_password(&anne, &format!("une bruyère, {number} galets")).await.unwrap();
    }
    assert!(matches!(house.library.deliver_due(&house.post, true).await.unwrap(), Round::Down(_)));
    assert_eq!(house.library.mailbox(&anne).await.unwrap().unwrap().notices.len(), 8);
    house.after(7 * 24 * 60);
    house.post.mailer = mailer(&house.folder.path().join("mail"));
    while !house.library.mailbox(&anne).await.unwrap().unwrap().notices.is_empty() {
        assert_eq!(house.delivers().await, [], "nobody is alarmed by what is long past");
    }
}

#[tokio::test]
async fn a_photo_that_is_hidden_is_told_with_the_reason() {
    let house = House::new(0).await;
    house.has_address(true).await;
    house.after(1).hides(1, "Une personne s’y reconnaît.").await;
    assert_eq!(house.delivers().await, [(LetterKind::Digest, 1)]);
    let letter = house.written.lock().unwrap().last().unwrap().clone();
    let text = (house.post.compose)(&letter).text;
    for told in ["Cachée après un signalement", "Vue 1", "> Une personne s’y reconnaît."] {
        assert!(text.contains(told), "{told}: {text}");
    }
}

#[tokio::test]
async fn while_mail_cannot_be_sent_nothing_is_claimed() {
    let mut house = House::new(0).await;
    let blocked = house.folder.path().join("a file");
    std::fs::write(&blocked, "").unwrap();
    house.post.mailer = mailer(&blocked);
    house.gives_address(true).await;
    let entries = house.store.seq();
    for _again in 0..3 {
        let round = house.library.deliver_due(&house.post, true).await.unwrap();
        assert!(matches!(round, Round::Down(_)), "{round:?}");
    }
    assert_eq!(house.store.seq(), entries);
    house.post.mailer = mailer(&house.folder.path().join("mail"));
    assert_eq!(house.delivers().await, [(LetterKind::Confirmation, 0)]);
    // A link that confirms works for seven days.
    let link = house.link();
    house.after(7 * 24 * 60);
    assert_eq!(house.library.confirm_address(&link).await.unwrap(), None);
}

#[tokio::test]
async fn a_claim_of_an_earlier_run_is_settled_without_a_letter() {
    let house = House::new(0).await;
    house.has_address(true).await;
    house.after(1).publishes(1).await;
    // As a process leaves it that ends while it sends.
    let anne = house.anne.handle().unwrap();
    let mut mailbox = house.library.mailbox(anne).await.unwrap().unwrap();
    let delivery = zef::domain::mailbox::Delivery::new(house.now()).claimed(house.now());
    mailbox.digest = Some(zef::domain::mailbox::Digest { after: mailbox.told.clone(), delivery });
    (mailbox.last_digest, mailbox.told) = (Some(house.now()), zef::domain::news::NewsPlace::before(house.now()));
    let key = zef::catalog::mailboxes::key(anne);
    let body = records::write(&key, &mailbox).unwrap();
    house.write(vec![(key, body)]).await;
    assert_eq!(house.delivers().await, []);
    assert_eq!(house.library.mailbox(anne).await.unwrap().unwrap().digest, None);
    house.after(24 * 60).publishes(2).await;
    let told = house.delivers().await;
    assert_eq!(told.len(), 1, "{told:?}");
}

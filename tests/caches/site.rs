//! A library with its own journal, photos and people, and its site as visitors read it.

use std::{sync::Arc, time::Duration};

use actix_web::{
    App, Error,
    body::MessageBody,
    dev::{Service, ServiceResponse},
    test::{self, TestRequest},
    web::{Bytes, Data},
};
use serde_json::{Value, json, value::RawValue};
use tempfile::TempDir;
use tokio::task::JoinSet;
use zef::{
    archive::Archive,
    catalog::{
        embedded::{self, Embedded},
        people, photos, records,
        store::{Change, Key, Outcome, RecordStore as _},
    },
    domain::{
        group::Groups,
        licence::offered,
        person::{Handle, PERSON_VERSION, PersonRecord, Role},
        photo::{Author, PhotoId, PhotoRecord},
        reader::Reader,
        stored::UnknownMembers,
    },
    library::{Library, Settings, SignUp},
    search::memory::Memory,
    web::{
        cache::{MediaCache, PageCache, PageCounts},
        routes,
        site::Site,
    },
};

/// A catalogue in a folder of its own.
pub struct Shelf {
    store: Arc<Embedded>,
    _folder: TempDir,
}

impl Shelf {
    /// A catalogue with Anne, Marc and Mona, who reviews.
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(Embedded::open(folder.path(), embedded::Settings::default()).unwrap());
        let shelf = Self { store, _folder: folder };
        for (name, role) in [("anne", Role::Contributor), ("marc", Role::Contributor), ("mona", Role::Moderator)] {
            shelf.join(&person(name, role)).await;
        }
        shelf
    }

    /// Makes an account.
    pub async fn join(&self, person: &PersonRecord) {
        let key = people::key(&person.handle);
        let body = records::write(&key, person).unwrap();
        self.write(vec![(key, body)]).await;
    }

    /// Writes photos in one entry.
    pub async fn enter(&self, photos: &[PhotoRecord]) {
        let write = |photo: &PhotoRecord| {
            let key = photos::key(&photo.id);
            let body = records::write(&key, photo).unwrap();
            (key, body)
        };
        self.write(photos.iter().map(write).collect()).await;
    }

    async fn write(&self, put: Vec<(Key, Box<RawValue>)>) {
        let change = Change {
            expect: Vec::new(),
            put,
            remove: Vec::new(),
            at: "2026-11-30T09:00:00Z".parse().unwrap(),
            actor: "zef".to_owned(),
            gesture: "test".into(),
            batch: None,
            note: None,
        };
        assert!(matches!(self.store.commit(change).await, Ok(Outcome::Done(_))));
    }

    /// The library as a process opens it that was just started: it remembers nothing yet.
    pub fn opened(&self) -> Served {
        Served::of(&self.store)
    }
}

/// A library and what it keeps in memory, and its search following the journal.
pub struct Served {
    pub library: Arc<Library>,
    site: Data<Site>,
    pages: Data<PageCache>,
    _following: JoinSet<()>,
}

impl Served {
    fn of(store: &Arc<Embedded>) -> Self {
        let settings =
            Settings { sign_up: SignUp::Closed, offered: offered(), idle: Duration::ZERO, ..Settings::default() };
        let library = Arc::new(Library::new(
            store.clone(),
            store.clone(),
            Archive::in_memory(),
            Arc::new(Memory::default()),
            Arc::new(|| "2026-11-30T10:00:00Z".parse().unwrap()),
            Arc::new(|| [7; 32]),
            settings,
        ));
        let site = Data::new(Site::new("https://photos.example.org", &library));
        let mut following = JoinSet::new();
        let followed = Arc::clone(&library);
        following.spawn(async move { followed.follow_journal().await });
        Self { library, site, pages: Data::new(PageCache::default()), _following: following }
    }

    /// The site's routes in front of it.
    pub async fn site(
        &self,
    ) -> impl Service<actix_http::Request, Response = ServiceResponse<impl MessageBody>, Error = Error> {
        let app = App::new()
            .app_data(Data::from(Arc::clone(&self.library)))
            .app_data(Data::clone(&self.site))
            .app_data(Data::new(MediaCache::default()))
            .app_data(Data::clone(&self.pages))
            .configure(routes::all);
        test::init_service(app).await
    }

    /// How often pages were asked for and made.
    pub fn counts(&self) -> PageCounts {
        self.pages.counts()
    }
}

/// What a visitor reads at an address: the status and the body.
pub async fn read<B: MessageBody>(
    site: &impl Service<actix_http::Request, Response = ServiceResponse<B>, Error = Error>,
    address: &str,
) -> (u16, Bytes) {
    let request = TestRequest::get().uri(address).insert_header(("accept-language", "fr")).to_request();
    let answer = test::call_service(site, request).await;
    (answer.status().as_u16(), test::read_body(answer).await)
}

/// Somebody with an account.
pub fn person(name: &str, role: Role) -> PersonRecord {
    PersonRecord {
        v: PERSON_VERSION,
        handle: name.parse().unwrap(),
        name: name.to_owned(),
        role,
        trusted: false,
        author: Author::default(),
        created: "2026-11-30T08:00:00Z".parse().unwrap(),
        suspended: None,
        unknown: UnknownMembers::new(),
    }
}

/// The id of the photo of this number.
pub fn id(number: usize) -> PhotoId {
    PhotoId::from_random(blake3::hash(&number.to_le_bytes()).as_bytes()[..8].try_into().unwrap())
}

/// A public photo of this number with these members in place of its own, published so many seconds after 1970.
pub fn photo(number: usize, contributor: &str, members: &Value) -> PhotoRecord {
    let hash = blake3::hash(&number.to_le_bytes()).to_hex().to_string();
    let at = jiff::Timestamp::from_second(i64::try_from(number).unwrap()).unwrap();
    let mut photo = json!({
        "v": 1, "id": id(number), "contributor": contributor, "state": "published",
        "steps": [{ "state": "published", "actor": contributor, "at": at }],
        "author": { "name": null, "url": null }, "source": "own",
        "grants": [{ "licence": "cc-by-4.0", "grantor": contributor, "at": at, "wording": "2026-11", "blake3": hash }],
        "tags": [],
        "original": {
            "blake3": hash, "sha256": hash, "bytes": 1, "media_type": "image/jpeg", "width": 40, "height": 30,
            "pixels": hash, "look": 1,
        },
        "camera": {}, "renditions": [{ "edge": 640, "width": 640, "height": 480, "bytes": 1 }],
        "dominant": "#626368", "suggestions": {},
        "created": at, "updated": at, "published": at,
    });
    photo.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    serde_json::from_value(photo).unwrap()
}

/// Somebody who signed in.
pub fn reader(handle: &str, role: Role) -> Reader {
    Reader::Person { handle: handle.parse::<Handle>().unwrap(), role, trusted: false, groups: Groups::NONE }
}

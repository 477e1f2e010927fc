//! A library on a journal of its own, its photos and people, and the site in front of it as visitors read it.

use std::{path::Path, sync::Arc, time::Duration};

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
    archive::{self, Archive},
    catalog::{
        contract::{change, person, putting},
        embedded::{self, Embedded},
        photos::key,
        store::{Change, Outcome, RecordStore},
    },
    domain::{
        licence::offered,
        person::{Handle, Role},
        photo::{PhotoId, PhotoRecord},
        reader::Reader,
    },
    imaging::limits::Limits,
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
    folder: TempDir,
    pub store: Arc<Embedded>,
}

impl Shelf {
    /// A catalogue with Anne, Marc and Mona, who reviews.
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(Embedded::open(folder.path(), embedded::Settings::default()).unwrap());
        for (name, role) in [("anne", Role::Contributor), ("marc", Role::Contributor), ("mona", Role::Moderator)] {
            assert!(matches!(store.commit(putting(&person(name, role).unwrap()).unwrap()).await, Ok(Outcome::Done(_))));
        }
        Self { folder, store }
    }

    /// Writes photos in one entry.
    pub async fn enter(&self, photos: &[PhotoRecord]) {
        let put = photos
            .iter()
            .map(|photo| (key(&photo.id), RawValue::from_string(serde_json::to_string(photo).unwrap()).unwrap()));
        let outcome = self.store.commit(Change { put: put.collect(), ..change() }).await.unwrap();
        assert!(matches!(outcome, Outcome::Done(_)));
    }

    /// The library as a process opens it that was just started: it remembers nothing yet.
    pub fn opened(&self) -> Served {
        Served::of(self.folder.path(), &self.store)
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
    fn of(folder: &Path, store: &Arc<Embedded>) -> Self {
        let settings =
            Settings { sign_up: SignUp::Closed, offered: offered(), limits: Limits::default(), idle: Duration::ZERO };
        let library = Arc::new(Library::new(
            store.clone(),
            store.clone(),
            Archive::open(folder, archive::Settings::default()).unwrap(),
            Arc::new(Memory::default()),
            Arc::new(|| "2026-11-30T10:00:00Z".parse().unwrap()),
            Arc::new(|| [7; 32]),
            settings,
        ));
        let site = Data::new(Site::new("Zef".to_owned(), "https://photos.example.org", None, &library));
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
    Reader::Person { handle: handle.parse::<Handle>().unwrap(), role, trusted: false }
}

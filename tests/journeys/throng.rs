//! Many people, each with an account of their own: a person's photographs are taken in one after the other, so that only
//! many people put the server to the test of many at once.

use std::{fs, path::PathBuf, sync::LazyLock, thread};

use zef::{
    config::Config,
    domain::person::Role,
    library::{Library, accounts::NewPerson},
    startup,
};

use crate::{
    actors::Actor,
    made_once,
    zef::{House, PASSWORD, Zef, copy_folder},
};

/// How many there are of each kind.
pub const MANY: usize = 64;

/// A storage folder in which they have accounts beside everybody else's, made once and copied for each story.
static GATHERED: LazyLock<Gathered> = LazyLock::new(|| {
    // A story is told in a runtime, which does not let another one begin on its thread.
    thread::spawn(Gathered::make).join().unwrap()
});

struct Gathered {
    storage: PathBuf,
    contributors: Vec<String>,
    trusted: Vec<String>,
}

impl Gathered {
    /// Made by the library itself, in this process: by the command line each account and each token would be a process
    /// that opens the library.
    fn make() -> Self {
        let folder = made_once::folder("gathered", |folder| {
            let storage = folder.join("storage");
            drop(House::new().moved_to(storage.clone()));
            let runtime = tokio::runtime::Runtime::new().unwrap();
            let [contributors, trusted] = runtime.block_on(async {
                let library = startup::open(&storage, &Config::default()).await.unwrap().library;
                [joined(&library, "yann", false).await, joined(&library, "soaz", true).await]
            });
            fs::write(folder.join("contributors"), contributors.join("\n")).unwrap();
            fs::write(folder.join("trusted"), trusted.join("\n")).unwrap();
        });
        let tokens = |name| fs::read_to_string(folder.join(name)).unwrap().lines().map(str::to_owned).collect();
        Self { storage: folder.join("storage"), contributors: tokens("contributors"), trusted: tokens("trusted") }
    }
}

/// Makes the accounts, and gives their tokens.
async fn joined(library: &Library, name: &str, trusted: bool) -> Vec<String> {
    let mut tokens = Vec::new();
    for number in 0..MANY {
        let handle: zef::domain::person::Handle = format!("{name}-{number}").parse().unwrap();
        let name = format!("{name} {number}");
        let password = PASSWORD.to_owned();
        let new = NewPerson { handle: handle.clone(), name, role: Role::Contributor, trusted, password };
        library.add_person(new).await.unwrap();
        tokens.push(
            library.add_token(&handle, &"journeys".parse().unwrap(), None).await.unwrap().unwrap().as_str().to_owned(),
        );
    }
    tokens
}

/// A library where all of them have an account.
pub fn house() -> House {
    let house = House::new();
    fs::remove_dir_all(&house.storage).unwrap();
    copy_folder(&GATHERED.storage, &house.storage);
    house
}

/// People whose photos wait for review, each on a connection of their own.
pub fn contributors(zef: &Zef) -> Vec<Actor> {
    before(zef, &GATHERED.contributors)
}

/// People whose photos are public at once, each on a connection of their own.
pub fn trusted(zef: &Zef) -> Vec<Actor> {
    before(zef, &GATHERED.trusted)
}

fn before(zef: &Zef, tokens: &[String]) -> Vec<Actor> {
    tokens.iter().map(|token| zef.visitor.bearing(token).on_a_new_connection()).collect()
}

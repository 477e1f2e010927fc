//! The built program with its records in a database: a photo's life, and what its operator does.

use std::fs;

use serde_json::json;

use super::{
    cluster::{self, Cluster},
    proxy::{Loss, Proxy},
};
use crate::{
    files,
    zef::{House, Zef, files_in},
};

/// The setting of a database.
pub fn catalog(url: &str) -> String {
    format!("[catalog]\nengine = \"postgres\"\nurl = \"{url}\"\n")
}

/// A library with its people in this database.
pub fn house(url: &str) -> House {
    House::empty().configured(&catalog(url)).furnished()
}

async fn titles(zef: &Zef, words: &str) -> Vec<String> {
    let found = zef.visitor.finds(words).await;
    found.iter().map(|photo| photo.0["title"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_library_lives_in_a_database() {
    let database = cluster::fresh().await;
    let zef = house(&database.url).serve();
    zef.visitor.reads("/readyz").await.is(200);
    let leaf = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille de chêne").await.created();
    let gift = zef.contributor.gives_bytes("a.jpg", files::small_photograph(1)).under("cc0-1.0").titled("Le port");
    let port = gift.with("tags", "phare").await.created();
    assert!(titles(&zef, "port").await.is_empty());
    zef.moderator.publishes(&port.id()).await;
    assert_eq!((titles(&zef, "port").await, titles(&zef, "chene").await.len()), (vec!["Le port".to_owned()], 1));
    assert_eq!(zef.visitor.lists("tag=phare").await, [port.id()]);
    // The same bytes again are the same photo.
    let again = zef.contributor.gives_bytes("b.jpg", files::small_photograph(1)).under("cc0-1.0").await.already_held();
    assert_eq!(again.id(), port.id());
    zef.trusted.changes(&leaf.id(), json!({ "title": "Feuille morte" })).await.photo();
    zef.contributor.withdraws(&port.id(), "Erreur").await;
    assert!(titles(&zef, "port").await.is_empty());
    zef.visitor.sees(&port.id()).await.is(410);
    let history = zef.trusted.reads(&format!("/api/v1/photos/{}/history", leaf.id())).await.is(200).json();
    assert_eq!(history["items"].as_array().unwrap().len(), 2, "{history}");
    let changes = zef.visitor.reads("/api/v1/changes?after=0").await.is(200).json();
    assert!(changes["items"].as_array().unwrap().len() >= 2, "{changes}");

    // A stopped library is the same after a start, a check finds nothing, and what is derived can be made again.
    let house = zef.ends_well();
    house.run_as_configured(&["check"], "").well();
    let told = house.run_as_configured(&["rebuild"], "").well();
    assert!(told.stdout.contains("journal entries"), "{told:?}");
    house.run_as_configured(&["check"], "").well();
    assert!(!house.storage.join("journal").exists() && !house.storage.join("state").exists());
    let zef = house.serve();
    assert_eq!(titles(&zef, "morte").await, ["Feuille morte"]);
    zef.visitor.sees(&port.id()).await.is(410);
    let house = zef.ends_well();

    // A table that says something else is told, and mended.
    let client = cluster::shared().client(&database.name).await;
    client.batch_execute("delete from index_entry where index_key like 'newest/%'").await.unwrap();
    let told = house.run_as_configured(&["check"], "");
    assert!(told.code == 1 && told.stdout.contains("index_entry") && told.stdout.contains("--repair"), "{told:?}");
    house.run_as_configured(&["check", "--repair"], "").well();
    house.run_as_configured(&["check"], "").well();

    // Forgotten, nothing is left of the photo.
    house.run_as_configured(&["forget", "photo", &leaf.id(), "--yes"], "").well();
    let lines = client.query_one("select count(*) from journal where line like '%Feuille%'", &[]).await.unwrap();
    assert_eq!(lines.get::<_, i64>(0), 0);
    house.run_as_configured(&["check"], "").well();
    assert!(
        files_in(&house.storage.join("originals"))
            .iter()
            .all(|path| fs::read(path).unwrap() != files::fixture("leaf.jpg"))
    );
    let zef = house.serve();
    zef.visitor.sees(&leaf.id()).await.is(404);
    assert!(titles(&zef, "feuille").await.is_empty());
    zef.ends_well();
}

/// The answer to a commit is lost on its way: the photo is taken once, and who gave it is told so.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_photo_whose_commit_was_not_answered_is_taken_once() {
    let database = cluster::fresh().await;
    let proxy = Proxy::before(cluster::shared().port()).await;
    let zef = house(&Cluster::url(proxy.address.port(), &database.name)).serve();
    for (number, loss) in (1..).zip([Loss::Answer, Loss::Question, Loss::Time]) {
        let title = format!("Marée {number}");
        proxy.loses(loss, &title);
        zef.trusted
            .gives_bytes("a.jpg", files::small_photograph(number))
            .under("cc-by-4.0")
            .titled(&title)
            .await
            .created();
        assert!(proxy.has_lost(), "{loss:?}");
    }
    assert_eq!(zef.visitor.browses().await.len(), 3);
    let house = zef.ends_well();
    house.run_as_configured(&["check"], "").well();
}

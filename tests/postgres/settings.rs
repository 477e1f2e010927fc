//! The built program told to use a database: what it says when it cannot.

use std::fs;

use super::cluster::{self, Cluster, PASSWORD};
use crate::zef::{House, Ran};

/// Tries to add a person with this configuration.
fn tried(house: &House, toml: &str) -> Ran {
    let path = house.desk().join("zef.toml");
    fs::write(&path, toml).unwrap();
    let config = path.to_str().unwrap();
    let add = ["--config", config, "person", "add", "ada", "--name", "Ada", "--role", "admin", "--password-stdin"];
    house.run_reading(&add, "lande bruyère ajonc granit")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_program_says_what_is_wrong_with_its_database() {
    let database = cluster::fresh().await;
    let house = House::empty();
    let catalog = |url: &str| format!("[catalog]\nengine = \"postgres\"\nurl = \"{url}\"\n");
    for (toml, words) in [
        ("[catalog]\nengine = \"oracle\"\n".to_owned(), "\"embedded\" or \"postgres\""),
        ("[catalog]\nengine = \"postgres\"\n".to_owned(), "ZEF_CATALOG_URL"),
        (format!("[catalog]\nurl = \"{}\"\n", database.url), "engine = \"postgres\""),
        (catalog("zef:ajonc-et-lande@nowhere"), "postgres://zef:PASSWORD@"),
        (catalog(&Cluster::url(1, "zef")), "does not answer"),
        (catalog(&database.url.replace(PASSWORD, "faux")), "does not let in the user “zef”"),
        (catalog(&Cluster::url(cluster::shared().port(), "nothere")), "no database “nothere”"),
    ] {
        let refused = tried(&house, &toml);
        assert_eq!((refused.code, refused.stderr.lines().count()), (1, 1), "{refused:?}");
        assert!(refused.stderr.contains(words) && !refused.written().contains(PASSWORD), "{refused:?}");
    }
    tried(&house, &catalog(&database.url)).well();
    assert!(!house.storage.join("journal").exists(), "records are in the database alone");
    // Tables of a newer version.
    let client = cluster::shared().client(&database.name).await;
    client.batch_execute("insert into zef_schema (version) values (99)").await.unwrap();
    let refused = tried(&house, &catalog(&database.url));
    assert!(refused.code == 1 && refused.stderr.contains("newer version of Zef"), "{refused:?}");
}

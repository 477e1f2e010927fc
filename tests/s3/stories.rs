//! The built program with its photographs in a bucket: their life, and what its operator does.

use std::{fs, net::SocketAddr};

use serde_json::{Value, json};
use zef::{
    archive::{ArchiveStore as _, ObjectName, S3Store, Seal, Settings},
    domain::hash::ContentHash,
};

use super::{
    proxy::Proxy,
    server::{self, Place, READER, Weed},
};
use crate::{
    files,
    zef::{House, files_in},
};

/// A library whose photographs are in this bucket, below this prefix, by way of this address.
pub fn configured(place: &Place, by: SocketAddr, prefix: &str) -> House {
    configured_with("", place, by, prefix)
}

/// The same, with these settings before.
pub fn configured_with(settings: &str, place: &Place, by: SocketAddr, prefix: &str) -> House {
    let house = House::empty();
    let toml = archive(&house, (&place.key, &place.secret), &place.bucket, by, prefix);
    house.configured(&format!("{settings}\n{toml}"))
}

/// The settings of a bucket, with the key in files.
pub fn archive(house: &House, (key, secret): (&str, &str), bucket: &str, by: SocketAddr, prefix: &str) -> String {
    let file = |name: &str, text: &str| {
        let path = house.desk().join(name);
        fs::write(&path, format!("{text}\n")).unwrap();
        path.display().to_string()
    };
    let (key, secret) = (file("key", key), file("secret", secret));
    format!(
        "[archive]\nengine = \"s3\"\nendpoint = \"http://{by}\"\nbucket = \"{bucket}\"\nprefix = \"{prefix}\"\n\
         key_file = \"{key}\"\nsecret_file = \"{secret}\"\n"
    )
}

/// How many requests are of this kind.
fn many(requests: &[String], is_meant: impl Fn(&str) -> bool) -> usize {
    requests.iter().filter(|request| is_meant(request)).count()
}

fn hash(hex: &str) -> ContentHash {
    hex.parse().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_library_keeps_its_photos_in_a_bucket() {
    let (place, prefix) = (server::shared(), server::new_prefix());
    let proxy = Proxy::before(place.address);
    let zef = configured(place, proxy.address, &prefix).furnished().serve();
    zef.visitor.reads("/readyz").await.is(200);
    proxy.requests();
    let leaf = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created();
    let requests = proxy.requests();
    // Four sizes, the placeholder and the original.
    assert!(many(&requests, |request| request.starts_with("PUT ")) <= 6, "{requests:#?}");
    assert_eq!(many(&requests, |request| request.contains("list-type")), 0, "{requests:#?}");
    let port = zef.contributor.gives_bytes("a.jpg", files::small_photograph(1)).under("cc0-1.0").titled("Le port");
    let port = port.await.created();
    zef.moderator.publishes(&port.id()).await;
    proxy.requests();
    assert!(zef.visitor.takes(&leaf.id(), "original").await.is(200).bytes.len() > 10_000);
    zef.visitor.takes(&leaf.id(), "original&strip=true").await.is(200);
    zef.visitor.takes(&leaf.id(), "640").await.is(200);
    zef.visitor.reads(&format!("/media/{}/320.jpg", leaf.id())).await.is(200);
    assert_eq!(many(&proxy.requests(), |request| request.contains("list-type")), 0);
    // The same bytes again are the same photo, and are not sent there.
    let again = zef.contributor.gives_bytes("b.jpg", files::small_photograph(1)).under("cc0-1.0").await.already_held();
    assert_eq!(again.id(), port.id());
    assert_eq!(many(&proxy.requests(), |request| request.starts_with("PUT ")), 0);
    zef.contributor.withdraws(&port.id(), "Erreur").await;
    zef.visitor.sees(&port.id()).await.is(410);
    zef.visitor.reads(&format!("/media/{}/320.jpg", port.id())).await.is(410);

    // A stopped library is the same after a start; its folder has no photograph.
    let house = zef.ends_well();
    house.run_as_configured(&["check"], "").well();
    let kept: Vec<_> = ["originals", "renditions", "staging"].map(|name| house.storage.join(name)).into();
    assert!(kept.iter().all(|folder| !folder.exists() || files_in(folder).is_empty()));
    let zef = house.serve();
    zef.visitor.reads(&format!("/media/{}/2000.jpg", leaf.id())).await;
    zef.visitor.takes(&leaf.id(), "original").await.is(200);
    let house = zef.ends_well();

    // A backup has the original, as it was given.
    let backup = house.desk().join("backup");
    house.run_as_configured(&["backup", backup.to_str().unwrap()], "").well();
    assert!(
        files_in(&backup.join("originals")).iter().any(|path| fs::read(path).unwrap() == files::fixture("leaf.jpg"))
    );
    let told = house.run_as_configured(&["doctor", "--json"], "");
    let told: Value = serde_json::from_str(&told.stdout).unwrap();
    let of_it: Vec<&Value> =
        told["findings"].as_array().unwrap().iter().filter(|one| one["about"] == "archive").collect();
    assert!(of_it.len() == 1 && of_it[0]["verdict"] == "good", "{of_it:?}");

    // Damaged there, it is found and mended from the backup; forgotten, nothing is left of it.
    let store = S3Store::new(&house.desk().join("other"), Settings::default(), &place.settings(place.address, &prefix));
    let (store, of_leaf) = (store.unwrap(), hash(leaf.blake3()));
    let name = ObjectName::original(of_leaf);
    store.put(&name, b"rotten"[..].into(), Seal::Hash(of_leaf)).await.unwrap();
    let found = house.run_as_configured(&["check"], "");
    assert!(found.code == 1 && found.stdout.contains(leaf.blake3()), "{found:?}");
    house.run_as_configured(&["check", "--repair", "--backup", backup.to_str().unwrap()], "").well();
    house.run_as_configured(&["check"], "").well();
    house.run_as_configured(&["forget", "photo", &leaf.id(), "--yes"], "").well();
    assert!(store.open(&name).await.unwrap().is_none());
    let rendition = ObjectName::rendition(of_leaf, "320").unwrap();
    assert!(store.open(&rendition).await.unwrap().is_none());
    house.run_as_configured(&["check"], "").well();
}

/// Above 8 MB, an original is sent in parts.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_large_original_goes_there_in_parts() {
    let (place, prefix) = (server::shared(), server::new_prefix());
    let proxy = Proxy::before(place.address);
    let zef = configured(place, proxy.address, &prefix).furnished().serve();
    let png = files::noisy_png(2_600);
    assert!(png.len() > 20_000_000);
    proxy.requests();
    let photo = zef.trusted.gives_bytes("large.png", png.clone()).under("cc0-1.0").titled("Granit").await.created();
    let requests = proxy.requests();
    let parts = many(&requests, |request| request.starts_with("PUT ") && request.contains("partNumber"));
    assert_eq!(parts, png.len().div_ceil(8 * 1024 * 1024), "{requests:#?}");
    assert_eq!(many(&requests, |request| request.contains("list-type")), 0, "{requests:#?}");
    let settings = place.settings(place.address, &prefix);
    let store = S3Store::new(&zef.house().desk().join("other"), Settings::default(), &settings).unwrap();
    let of_it = hash(photo.blake3());
    assert_eq!(store.hash(&ObjectName::original(of_it)).await.unwrap(), Some(of_it));
    // A download of a part of it reads that part.
    proxy.requests();
    let taken = zef.visitor.takes(&photo.id(), "original").await.is(200);
    assert!(taken.bytes.len() > png.len());
    zef.ends_well();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_program_says_what_is_wrong_with_its_bucket() {
    // One of its own: another server, which ZEF_TEST_S3 may name, has other keys.
    let (weed, prefix) = (Weed::start_new(), server::new_prefix());
    let by = weed.place().address;
    let nowhere: SocketAddr = "127.0.0.1:1".parse().unwrap();
    let key = (server::KEY, server::SECRET);
    for (key, bucket, by, words) in [
        (("unknown", server::SECRET), server::BUCKET, by, "does not know the key"),
        ((server::KEY, "falsch-s3"), server::BUCKET, by, "does not accept the secret"),
        (READER, server::BUCKET, by, "does not let the key do this"),
        (key, "nothere", by, "there is no bucket “nothere”"),
        (key, server::BUCKET, nowhere, "does not answer"),
    ] {
        let house = House::empty();
        let toml = archive(&house, key, bucket, by, &prefix);
        let house = house.configured(&toml);
        let add = ["person", "add", "ada", "--name", "Ada", "--role", "admin", "--password-stdin"];
        let refused = house.run_as_configured(&add, "lande bruyère ajonc granit");
        assert_eq!(refused.code, 1, "{refused:?}");
        assert!(refused.stderr.contains(words) && !refused.written().contains(key.1), "{words}: {refused:?}");
        let told = house.run_as_configured(&["doctor", "--json"], "");
        let told: Value = serde_json::from_str(&told.stdout).unwrap();
        let of_it = told["findings"].as_array().unwrap().iter().find(|one| one["about"] == "archive").unwrap();
        assert!(of_it["verdict"] == "wrong" && of_it["told"].as_str().unwrap().contains(words), "{of_it}");
        assert!(!told.to_string().contains(key.1) && told["settings"].to_string().contains(&json!(bucket).to_string()));
    }
}

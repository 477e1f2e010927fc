//! Renditions of public photos are kept near, as many as are allowed, and leave with their photo.

use std::{fs, path::PathBuf, time::Duration};

use tokio::time::sleep;

use super::{
    proxy::Proxy,
    server,
    stories::{configured, configured_with},
};
use crate::{browser::Browser, files, zef::Zef};

/// How many times 10 ms what is hidden may take to leave.
const AT_ONCE: usize = 200;

/// The files that are kept near of a photo.
fn near(zef: &Zef, hash: &str) -> Vec<PathBuf> {
    let files = fs::read_dir(zef.storage().join("cache")).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with(hash)).collect()
}

async fn leaves(zef: &Zef, hash: &str) {
    for _ in 0..AT_ONCE {
        if near(zef, hash).is_empty() {
            return;
        }
        sleep(Duration::from_millis(10)).await;
    }
    panic!("it is still there: {:?}", near(zef, hash));
}

fn of_renditions(requests: &[String]) -> usize {
    requests.iter().filter(|request| request.starts_with("GET ") && request.contains("/renditions/")).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_read_often_is_kept_near_until_it_is_hidden() {
    let (place, prefix) = (server::shared(), server::new_prefix());
    let proxy = Proxy::before(place.address);
    let zef = configured_with("hide_reported = true", place, proxy.address, &prefix).furnished().serve();
    let leaf = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created();
    let port = zef.trusted.gives_bytes("a.jpg", files::small_photograph(1)).under("cc0-1.0").await.created();
    let waits = zef.contributor.gives("storm.webp").under("cc-by-4.0").await.created();
    let picture = |id: &str| format!("/media/{id}/320.jpg");
    let seen = zef.visitor.reads(&picture(&leaf.id())).await.is(200);
    zef.visitor.reads(&picture(&port.id())).await.is(200);
    // A photo that is not public is not kept.
    zef.contributor.reads(&picture(&waits.id())).await.is(200);
    assert_eq!((near(&zef, leaf.blake3()).len(), near(&zef, port.blake3()).len()), (1, 1));
    assert!(near(&zef, waits.blake3()).is_empty());

    // After a start, with nothing in memory, the bucket is not asked.
    let zef = zef.ends_well().serve();
    proxy.requests();
    assert!(zef.visitor.reads(&picture(&leaf.id())).await.is(200).bytes == seen.bytes);
    assert_eq!(of_renditions(&proxy.requests()), 0);
    // A file that was changed is fetched again.
    let zef = zef.ends_well().serve();
    let kept = near(&zef, leaf.blake3()).pop().unwrap();
    let mut bytes = fs::read(&kept).unwrap();
    bytes[700] ^= 1;
    fs::write(&kept, &bytes).unwrap();
    assert!(zef.visitor.reads(&picture(&leaf.id())).await.is(200).bytes == seen.bytes);
    assert_eq!(of_renditions(&proxy.requests()), 1);

    zef.visitor.reads(&picture(&port.id())).await.is(200);
    zef.trusted.withdraws(&port.id(), "Erreur").await;
    leaves(&zef, port.blake3()).await;
    assert_eq!(near(&zef, leaf.blake3()).len(), 1);
    // Somebody reports that it shows them: it is hidden at once.
    let visitor = Browser::before(&zef);
    let form = visitor.form_on(&format!("/report?photo={}", leaf.id()), "/report").await;
    visitor.fills(&form, &[("reason", "minor"), ("text", "C’est ma fille.")]).await.is(303);
    zef.visitor.reads(&picture(&leaf.id())).await.is(404);
    leaves(&zef, leaf.blake3()).await;
    zef.ends_well();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_kept_near_where_it_is_not_wanted() {
    let (place, prefix) = (server::shared(), server::new_prefix());
    let house = configured(place, place.address, &prefix);
    let toml = fs::read_to_string(house.desk().join("zef.toml")).unwrap();
    let zef = house.configured(&format!("{toml}cache_megabytes = 0\n")).furnished().serve();
    let leaf = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").await.created();
    zef.visitor.reads(&format!("/media/{}/320.jpg", leaf.id())).await.is(200);
    assert!(!zef.storage().join("cache").exists());
    zef.ends_well();
}

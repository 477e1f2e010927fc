//! Browsers read small renditions of public photos from the bucket, where the configuration says so, and nothing else.

use std::fs;

use reqwest::{Method, redirect::Policy};
use zef::{
    archive::{ArchiveStore as _, ObjectName, S3Store, Settings},
    domain::hash::ContentHash,
};

use super::{
    proxy::Proxy,
    server::{self, SECRET},
    stories::configured,
};
use crate::{
    actors::client,
    files,
    zef::{House, Zef},
};

fn redirecting(house: House, media: &str) -> House {
    let toml = fs::read_to_string(house.desk().join("zef.toml")).unwrap();
    house.configured(&format!("{toml}media = \"{media}\"\n"))
}

/// Where a path leads, if it leads elsewhere.
async fn leads(zef: &Zef, path: &str) -> (u16, Option<String>, String) {
    let client = client().redirect(Policy::none()).build().unwrap();
    let answer = client.request(Method::GET, format!("{}{path}", zef.url)).send().await.unwrap();
    let header = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    (answer.status().as_u16(), header("location"), header("cache-control").unwrap_or_default())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn small_renditions_of_public_photos_come_from_the_bucket() {
    let (place, prefix) = (server::shared(), server::new_prefix());
    let proxy = Proxy::before(place.address);
    let origin = format!("http://{}", proxy.address);
    let through = configured(place, proxy.address, &prefix).furnished().serve();
    let leaf = through.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created();
    let waits = through.contributor.gives("storm.webp").under("cc-by-4.0").await.created();
    let picture = |id: &str, name: &str| format!("/media/{id}/{name}.jpg");
    let small = picture(&leaf.id(), "320");
    let seen = through.visitor.reads(&small).await.is(200);
    assert!(!through.visitor.reads("/").await.header("content-security-policy").contains(&origin));
    let zef = redirecting(through.ends_well(), "redirect").serve();

    let (status, address, kept) = leads(&zef, &small).await;
    let address = address.unwrap();
    assert!(status == 302 && address.starts_with(&origin) && address.contains(&prefix), "{address}");
    assert!(kept.contains("max-age=300") && !address.contains(SECRET), "{kept}");
    // The same bytes, with their seal after the end of the picture.
    let read = zef.visitor.reads(&small).await.is(200);
    assert_eq!((read.bytes.len(), read.header("content-type")), (seen.bytes.len() + 32, "image/jpeg"));
    assert!(read.bytes.starts_with(&seen.bytes) && read.header("cache-control").contains("max-age=600"));
    // Pages may show it, and so may those of other sites.
    for page in ["/", &format!("/photos/{}", leaf.id()), &format!("/photos/{}/embed", leaf.id())] {
        let policy = zef.visitor.reads(page).await;
        let policy = policy.header("content-security-policy");
        assert!(policy.contains(&format!("img-src 'self' {origin}")), "{page}: {policy}");
    }
    // One that was lost is made again.
    let settings = place.settings(place.address, &prefix);
    let store = S3Store::new(&zef.house().desk().join("other"), Settings::default(), &settings).unwrap();
    let hash: ContentHash = leaf.blake3().parse().unwrap();
    store.delete(&ObjectName::rendition(hash, "320").unwrap()).await.unwrap();
    assert!(zef.visitor.reads(&small).await.is(200).bytes == read.bytes);
    // What has its attribution inside, originals and what is not public go through Zef.
    let large = zef.trusted.gives_bytes("large.jpg", files::large_photograph()).under("cc0-1.0").await.created();
    assert!(large.renditions().iter().any(|path| path.ends_with("/2000.jpg")), "{large:?}");
    for path in leaf.renditions().into_iter().chain(large.renditions()) {
        let (status, address, _) = leads(&zef, &path).await;
        let edge = path.rsplit('/').next().unwrap().trim_end_matches(".jpg");
        let is_small = edge.parse::<u32>().unwrap() < 1_280;
        assert_eq!((status, address.is_some()), if is_small { (302, true) } else { (200, false) }, "{path}");
    }
    let head = client().redirect(Policy::none()).build().unwrap().head(format!("{}{small}", zef.url));
    assert_eq!(head.send().await.unwrap().status(), 200);
    assert_eq!(leads(&zef, &format!("/api/v1/photos/{}/download?size=original", leaf.id())).await.0, 200);
    zef.visitor.reads(&picture(&waits.id(), "320")).await.is(404);
    assert_eq!(
        zef.contributor.reads(&picture(&waits.id(), "320")).await.is(200).header("cache-control"),
        "private, no-store"
    );
    zef.trusted.withdraws(&leaf.id(), "Erreur").await;
    assert_eq!(leads(&zef, &small).await.0, 410);
    let house = zef.ends_well();

    // A page that is encrypted shows no picture that is not.
    let toml = fs::read_to_string(house.desk().join("zef.toml")).unwrap();
    let refused = house.configured(&format!("public_url = \"https://photos.example.org\"\n{toml}"));
    let refused = refused.run_as_configured(&["check"], "");
    assert!(refused.code == 1 && refused.stderr.contains("media is “redirect”"), "{refused:?}");
}

//! Originals in a bucket are read again at night, and copied there from a backup.

use zef::{
    archive::{ArchiveStore as _, ObjectName, S3Store, Seal, Settings},
    domain::hash::ContentHash,
};

use super::{
    proxy::Proxy,
    server,
    stories::{archive, configured},
};
use crate::meter::{Meter, hour_in};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_original_that_rots_in_a_bucket_is_copied_from_a_backup() {
    let (place, prefix) = (server::shared(), server::new_prefix());
    let proxy = Proxy::before(place.address);
    let zef = configured(place, proxy.address, &prefix).furnished().told("ZEF_SCRUB_DAYS", "0").serve();
    let leaf = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").await.created();
    zef.trusted.gives("storm.webp").under("cc-by-4.0").await.created();
    let house = zef.ends_well();
    let backup = house.desk().join("backup");
    house.run_as_configured(&["backup", backup.to_str().unwrap()], "").well();
    let store = S3Store::new(&house.desk().join("other"), Settings::default(), &place.settings(place.address, &prefix));
    let hash: ContentHash = leaf.blake3().parse().unwrap();
    let (store, name) = (store.unwrap(), ObjectName::original(hash));
    store.put(&name, b"rotten"[..].into(), Seal::Hash(hash)).await.unwrap();

    let bucket = archive(&house, (&place.key, &place.secret), &place.bucket, proxy.address, &prefix);
    let scrub = format!("[scrub]\ndays = 1\nhour = {}\nbackup = \"{}\"\n", hour_in(-1), backup.display());
    let meter = Meter::new();
    let house = house.configured(&format!("{bucket}{scrub}")).told("ZEF_SCRUB_DAYS", "1");
    proxy.requests();
    let zef = meter.on(house).serve();
    meter.until("zef_scrub_round_timestamp_seconds", |at| at > 0.0).await;
    assert_eq!(meter.value("zef_scrub_originals_read_total").await, Some(2.0));
    assert_eq!(meter.value("zef_scrub_healed_total").await, Some(1.0));
    let lists = proxy.requests().into_iter().filter(|request| request.contains("list-type")).count();
    assert_eq!(lists, 0, "the index says what there is to read");
    assert_eq!(store.hash(&name).await.unwrap(), Some(hash));
    zef.visitor.takes(&leaf.id(), "original").await.is(200);
    zef.ends_well();
}

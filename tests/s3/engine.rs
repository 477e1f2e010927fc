//! The archive in a bucket: the contract of every engine, and what this one adds to it.

use std::sync::Arc;

use tempfile::TempDir;
use zef::{
    archive::{ArchiveStore, ObjectName, S3Settings, S3Store, Seal, Settings},
    domain::hash::ContentHash,
};

use super::{
    proxy::{Fault, Proxy},
    server::{self, on_a_thread},
};
use crate::archive::contract::{Engine, passes_the_contract};

/// A prefix of the shared bucket, by way of a proxy.
struct S3 {
    staging: TempDir,
    settings: S3Settings,
    proxy: Proxy,
}

impl S3 {
    fn opened(&self) -> S3Store {
        S3Store::new(self.staging.path(), Settings::default(), &self.settings).unwrap()
    }
}

impl Engine for S3 {
    fn new() -> Self {
        let place = server::shared();
        let proxy = Proxy::before(place.address);
        let settings = place.settings(proxy.address, &server::new_prefix());
        let engine = Self { staging: tempfile::tempdir().unwrap(), settings, proxy };
        let store = engine.opened();
        on_a_thread(async move { store.find(true).await.unwrap() });
        engine
    }

    fn store(&self) -> Arc<dyn ArchiveStore> {
        Arc::new(self.opened())
    }

    async fn change_a_bit(&self, hash: ContentHash) {
        let (store, name) = (self.store(), ObjectName::original(hash));
        let object = store.open(&name).await.unwrap().unwrap();
        let mut bytes = object.read(0..object.length()).await.unwrap().to_vec();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        store.put(&name, bytes.into(), Seal::Hash(hash)).await.unwrap();
    }

    fn set_available(&self, available: bool) {
        self.proxy.fails(if available { Fault::None } else { Fault::Refuses });
    }
}

passes_the_contract!(S3);

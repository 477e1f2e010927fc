//! The archive over a store of the `object_store` crate: the contract, in memory.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use async_trait::async_trait;
use futures_util::{StreamExt as _, stream::BoxStream};
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore,
    ObjectStoreExt as _, PutMultipartOptions, PutOptions, PutPayload, PutResult, Result, memory::InMemory, path::Path,
};
use zef::{
    archive::{ArchiveStore, ObjectName, Objects},
    domain::hash::ContentHash,
};

use super::contract::{Engine, passes_the_contract};

/// Memory behind a cable that can be pulled out, as the network to a service can.
#[derive(Debug, Default)]
struct Cable {
    memory: InMemory,
    is_out: AtomicBool,
}

impl Cable {
    fn answers(&self) -> Result<&InMemory> {
        if self.is_out.load(Ordering::Relaxed) {
            let source = std::io::Error::from(std::io::ErrorKind::ConnectionRefused).into();
            return Err(Error::Generic { store: "memory", source });
        }
        Ok(&self.memory)
    }
}

impl fmt::Display for Cable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("memory at the end of a cable")
    }
}

#[async_trait]
impl ObjectStore for Cable {
    async fn put_opts(&self, location: &Path, payload: PutPayload, options: PutOptions) -> Result<PutResult> {
        self.answers()?.put_opts(location, payload, options).await
    }

    async fn put_multipart_opts(
        &self,
        location: &Path,
        options: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        self.answers()?.put_multipart_opts(location, options).await
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        self.answers()?.get_opts(location, options).await
    }

    fn delete_stream(&self, locations: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        match self.answers() {
            Ok(memory) => memory.delete_stream(locations),
            Err(error) => futures_util::stream::iter([Err(error)]).boxed(),
        }
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        match self.answers() {
            Ok(memory) => memory.list(prefix),
            Err(error) => futures_util::stream::iter([Err(error)]).boxed(),
        }
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.answers()?.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.answers()?.copy_opts(from, to, options).await
    }
}

struct Memory(Arc<Cable>);

impl Engine for Memory {
    fn new() -> Self {
        Self(Arc::default())
    }

    fn store(&self) -> Arc<dyn ArchiveStore> {
        let store: Arc<dyn ObjectStore> = Arc::<Cable>::clone(&self.0);
        Arc::new(Objects::new(store))
    }

    async fn change_a_bit(&self, hash: ContentHash) {
        let place = Path::from(ObjectName::original(hash).as_str());
        let mut bytes = self.0.memory.get(&place).await.unwrap().bytes().await.unwrap().to_vec();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        self.0.memory.put(&place, bytes.into()).await.unwrap();
    }

    fn set_available(&self, available: bool) {
        self.0.is_out.store(!available, Ordering::Relaxed);
    }
}

passes_the_contract!(Memory);

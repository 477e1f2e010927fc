//! The engine that was chosen, for the roof, which opens and closes it.

use std::sync::Arc;

use jiff::Timestamp;

#[cfg(feature = "postgres")]
use super::postgres::Postgres;
use super::{embedded::Embedded, store::RecordStore, volatile::Volatile};

/// An open catalogue.
#[derive(Clone, Debug)]
pub enum Engine {
    /// In the storage folder.
    Embedded(Arc<Embedded>),
    /// In a PostgreSQL database.
    #[cfg(feature = "postgres")]
    Postgres(Arc<Postgres>),
}

impl Engine {
    /// Its records.
    #[must_use]
    pub fn store(&self) -> Arc<dyn RecordStore> {
        match self {
            Self::Embedded(embedded) => embedded.clone(),
            #[cfg(feature = "postgres")]
            Self::Postgres(postgres) => postgres.clone(),
        }
    }

    /// Its short-lived values.
    #[must_use]
    pub fn volatile(&self) -> Arc<dyn Volatile> {
        match self {
            Self::Embedded(embedded) => embedded.clone(),
            #[cfg(feature = "postgres")]
            Self::Postgres(postgres) => postgres.clone(),
        }
    }

    /// The clock that all programs on it share; nothing where there is one program.
    #[must_use]
    pub fn clock(&self) -> Option<Arc<dyn Fn() -> Timestamp + Send + Sync>> {
        match self {
            Self::Embedded(_) => None,
            #[cfg(feature = "postgres")]
            Self::Postgres(postgres) => Some(postgres.clock()),
        }
    }

    /// Finishes what is being written and closes it, whoever holds it.
    pub async fn close(&self) {
        match self {
            Self::Embedded(embedded) => embedded.close(),
            #[cfg(feature = "postgres")]
            Self::Postgres(postgres) => postgres.close().await,
        }
    }
}

//! The two ends of a move, as two configurations name them. The source may be served meanwhile; the target is nobody else's.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{OpenError, OpenLibrary, archive_of, open_error};
#[cfg(not(feature = "postgres"))]
use crate::catalog::DatabaseError;
#[cfg(feature = "postgres")]
use crate::catalog::postgres::{DatabaseTarget, Postgres, in_words};
use crate::{
    archive::{Archive, ArchiveError},
    catalog::{
        CatalogError,
        embedded::{self, Embedded, FolderLines, FolderTarget},
        engine::Engine,
        moving::{Mark, ReadLines, WriteLines},
        store::{RecordStore as _, Seq},
    },
    clock::{system_chance, system_clock},
    config::{Config, EngineName},
    control::{AskError, Client, Command, Done, NotDone},
    library::Library,
    search::index::FolderIndex,
};

/// One end of a move: a storage folder, and what is configured for it.
#[derive(Clone, Debug)]
pub struct End {
    /// The storage folder.
    pub storage: PathBuf,
    /// The configuration.
    pub config: Config,
}

/// Why a server did not take a mark.
#[derive(Debug, thiserror::Error)]
pub enum MarkError {
    /// The library cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The server does not answer.
    #[error(transparent)]
    Ask(#[from] AskError),
    /// The server did not do it.
    #[error("{0}")]
    NotDone(String),
}

impl End {
    /// Where the records are, in words without a password.
    ///
    /// # Errors
    /// [`OpenError`] when the storage folder cannot be found, or the address of the database is none.
    pub fn place(&self) -> Result<String, OpenError> {
        match self.config.catalog.engine {
            EngineName::Embedded => Ok(format!("the folder {}", self.folder()?.display())),
            EngineName::Postgres => self.database_in_words().map_err(|error| open_error(error, &self.storage)),
        }
    }

    /// The storage folder, by the one name that it has wherever it is named from.
    fn folder(&self) -> Result<PathBuf, OpenError> {
        let found = fs::canonicalize(&self.storage).or_else(|error| match error.kind() {
            io::ErrorKind::NotFound => std::path::absolute(&self.storage),
            _ => Err(error),
        });
        found.map_err(OpenError::Serving)
    }

    /// Whether both have one storage folder.
    ///
    /// # Errors
    /// [`OpenError`] when it cannot be found.
    pub fn shares_folder(&self, other: &Self) -> Result<bool, OpenError> {
        Ok(self.folder()? == other.folder()?)
    }

    #[cfg(feature = "postgres")]
    fn database_in_words(&self) -> Result<String, CatalogError> {
        Ok(in_words(self.config.catalog.url.as_deref().unwrap_or_default())?)
    }

    #[cfg(not(feature = "postgres"))]
    fn database_in_words(&self) -> Result<String, CatalogError> {
        Err(DatabaseError::NotBuilt.into())
    }

    /// Its archive.
    ///
    /// # Errors
    /// [`ArchiveError`].
    pub fn archive(&self) -> Result<Archive, ArchiveError> {
        archive_of(&self.storage, &self.config)
    }

    /// Opens it to be read.
    ///
    /// # Errors
    /// [`OpenError`]; [`OpenError::Missing`] where there is no library.
    pub async fn source(&self) -> Result<Source, OpenError> {
        match self.config.catalog.engine {
            EngineName::Embedded if !self.storage.join("journal").is_dir() => {
                Err(OpenError::Missing { storage: self.storage.display().to_string() })
            }
            EngineName::Embedded => Ok(Source::Folder(self.storage.clone())),
            EngineName::Postgres => self.database(None).await.map(Source::Database),
        }
    }

    /// Opens it to be filled. Its folder is locked, unless the source has the same one.
    ///
    /// # Errors
    /// [`OpenError::InUse`] when another process has it.
    pub async fn target(&self, source: &Self) -> Result<Target, OpenError> {
        let of_folder = |error| open_error(error, &self.storage);
        match self.config.catalog.engine {
            EngineName::Embedded => {
                FolderTarget::open(&self.storage).map(Box::new).map(Target::Folder).map_err(of_folder)
            }
            EngineName::Postgres => {
                fs::create_dir_all(&self.storage).map_err(OpenError::Serving)?;
                let lock = (!self.shares_folder(source)?).then_some(self.storage.as_path());
                self.database(lock).await.map(Target::Database)
            }
        }
    }

    #[cfg(feature = "postgres")]
    async fn database(&self, lock: Option<&Path>) -> Result<Database, OpenError> {
        let url = self.config.catalog.url.as_deref().unwrap_or_default();
        let opened = Postgres::open(url, lock).await;
        opened.map(Arc::new).map_err(|error| open_error(error, &self.storage))
    }

    #[cfg(not(feature = "postgres"))]
    async fn database(&self, _lock: Option<&Path>) -> Result<Database, OpenError> {
        Err(open_error(DatabaseError::NotBuilt.into(), &self.storage))
    }
}

#[cfg(feature = "postgres")]
type Database = Arc<Postgres>;
/// There is none without the feature.
#[cfg(not(feature = "postgres"))]
type Database = std::convert::Infallible;

/// A library that is read, whoever serves it.
pub enum Source {
    /// In a folder.
    Folder(PathBuf),
    /// In a database.
    Database(Database),
}

impl Source {
    /// Its journal, as it is now or a moment later.
    ///
    /// # Errors
    /// [`CatalogError::Rewriting`] while something is being forgotten.
    pub async fn lines(&self) -> Result<Box<dyn ReadLines>, CatalogError> {
        match self {
            Self::Folder(storage) => Ok(Box::new(FolderLines::of(storage))),
            #[cfg(feature = "postgres")]
            Self::Database(postgres) => {
                if postgres.left_to_forget().await?.is_some() {
                    return Err(CatalogError::Rewriting);
                }
                Ok(Box::new(postgres.lines().await?))
            }
            #[cfg(not(feature = "postgres"))]
            Self::Database(none) => match *none {},
        }
    }

    /// Its mark.
    ///
    /// # Errors
    /// [`CatalogError`] when it cannot be read.
    pub async fn marked(&self) -> Result<Option<Mark>, CatalogError> {
        match self {
            Self::Folder(storage) => Embedded::marked_in(storage),
            #[cfg(feature = "postgres")]
            Self::Database(postgres) => postgres.marked().await,
            #[cfg(not(feature = "postgres"))]
            Self::Database(none) => match *none {},
        }
    }

    /// Sets its mark: through the server that has the folder, where there is one.
    ///
    /// # Errors
    /// [`MarkError`]; the mark is the old one, unless the server did not say.
    pub async fn mark(&self, mark: Option<Mark>) -> Result<Seq, MarkError> {
        match self {
            Self::Folder(storage) => mark_folder(storage, mark).await,
            #[cfg(feature = "postgres")]
            Self::Database(postgres) => postgres.mark(mark).await.map_err(|error| OpenError::Catalog(error).into()),
            #[cfg(not(feature = "postgres"))]
            Self::Database(none) => match *none {},
        }
    }

    /// How many records of each space its tables have; nothing of a folder, whose journal says so.
    ///
    /// # Errors
    /// [`CatalogError`] when they cannot be read.
    pub async fn record_counts(&self) -> Result<Option<BTreeMap<String, u64>>, CatalogError> {
        match self {
            Self::Folder(_) => Ok(None),
            #[cfg(feature = "postgres")]
            Self::Database(postgres) => postgres.record_counts().await.map(Some),
            #[cfg(not(feature = "postgres"))]
            Self::Database(none) => match *none {},
        }
    }
}

async fn mark_folder(storage: &Path, mark: Option<Mark>) -> Result<Seq, MarkError> {
    if let Some(mut client) = Client::connect(storage).await? {
        return match client.ask(&Command::Mark { mark }).await? {
            Ok(Done::Last(seq)) => Ok(seq),
            Ok(_) => Err(AskError::NotUnderstood.into()),
            Err(NotDone(why)) => Err(MarkError::NotDone(why)),
        };
    }
    let engine = Embedded::open(storage, embedded::Settings::default()).map_err(|error| open_error(error, storage))?;
    let seq = engine.mark(mark).await.map_err(OpenError::Catalog)?;
    engine.close();
    Ok(seq)
}

/// A library that is filled.
pub enum Target {
    /// In a folder.
    Folder(Box<FolderTarget>),
    /// In a database.
    Database(Database),
}

impl Target {
    /// Its journal.
    ///
    /// # Errors
    /// [`CatalogError`] when it cannot be read.
    pub async fn journal(&mut self) -> Result<Journal<'_>, CatalogError> {
        match self {
            Self::Folder(folder) => Ok(Journal::Folder(folder)),
            #[cfg(feature = "postgres")]
            Self::Database(postgres) => Ok(Journal::Database(Box::new(postgres.filled().await?))),
            #[cfg(not(feature = "postgres"))]
            Self::Database(none) => match *none {},
        }
    }

    /// The library with what is in it now. Nothing of its search index is opened.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn library(self, end: &End) -> Result<OpenLibrary, OpenError> {
        let engine = match self {
            Self::Folder(folder) => {
                // Its lock goes with it.
                drop(folder);
                let opened = Embedded::open(&end.storage, embedded::Settings::default());
                Engine::Embedded(Arc::new(opened.map_err(|error| open_error(error, &end.storage))?))
            }
            #[cfg(feature = "postgres")]
            Self::Database(postgres) => Engine::Postgres(postgres),
            #[cfg(not(feature = "postgres"))]
            Self::Database(none) => match none {},
        };
        let (catalogue, archive) = (engine.store(), end.archive()?);
        let index = Arc::new(FolderIndex::of(&end.storage.join("search")));
        let library = Library::new(
            Arc::clone(&catalogue),
            engine.volatile(),
            archive,
            index.clone(),
            system_clock(),
            system_chance(),
            end.config.library(),
        );
        library.refresh_settings().await?;
        Ok(OpenLibrary { library, engine, catalogue, index })
    }
}

/// The journal of a library that is filled.
pub enum Journal<'a> {
    /// In a folder.
    Folder(&'a mut FolderTarget),
    /// In a database.
    #[cfg(feature = "postgres")]
    Database(Box<DatabaseTarget>),
}

impl Journal<'_> {
    /// To write to it.
    pub fn lines(&mut self) -> &mut dyn WriteLines {
        match self {
            Self::Folder(folder) => *folder,
            #[cfg(feature = "postgres")]
            Self::Database(database) => &mut **database,
        }
    }
}

/// The journal of a library that is open.
///
/// # Errors
/// [`CatalogError`] when it cannot be read.
pub async fn lines_of(engine: &Engine, end: &End) -> Result<Box<dyn ReadLines>, CatalogError> {
    match engine {
        Engine::Embedded(_) => Ok(Box::new(FolderLines::of(&end.storage))),
        #[cfg(feature = "postgres")]
        Engine::Postgres(postgres) => Ok(Box::new(postgres.lines().await?)),
    }
}

/// How many records of each space a library has that is open.
///
/// # Errors
/// [`CatalogError`] when they cannot be read.
pub async fn record_counts(engine: &Engine) -> Result<BTreeMap<String, u64>, CatalogError> {
    match engine {
        Engine::Embedded(embedded) => embedded.record_counts().await,
        #[cfg(feature = "postgres")]
        Engine::Postgres(postgres) => postgres.record_counts().await,
    }
}

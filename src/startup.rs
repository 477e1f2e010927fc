//! Chooses the engines, opens the library, starts the server.
//!
//! 1. **open**: the catalogue's journal and state, the archive, the library on both;
//! 2. **sweep** what an earlier run left in staging;
//! 3. **bind**, so that the port is known, and make the control socket; 4. **print** the address, and the one-time set-up
//!    address while nobody runs the library; 5. **serve** until SIGTERM, then finish the requests under way.

pub mod moving;

use std::{
    io,
    net::{SocketAddr, TcpListener},
    path::Path,
    sync::Arc,
    time::Duration,
};

use actix_web::{
    App,
    dev::Server,
    middleware::{Condition, from_fn},
    web::Data,
};
use futures_util::future::join_all;
use jiff::SignedDuration;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::watch,
    time::timeout,
};

#[cfg(not(feature = "postgres"))]
use crate::catalog::DatabaseError;
#[cfg(feature = "postgres")]
use crate::catalog::postgres::Postgres;
use crate::{
    archive::{self, Archive, ArchiveError},
    catalog::{
        CatalogError,
        embedded::{self, Embedded},
        engine::Engine,
        moving::Mark,
        store::RecordStore,
        volatile::Volatile,
    },
    clock::{system_chance, system_clock},
    config::{Config, ConfigError, EngineName},
    control::{ControlSocket, Stage},
    library::{
        Clock, Library, StoreFault,
        deliver::{Compose, Post},
    },
    search::{Search as _, index::FolderIndex},
    web::{
        cache::{MediaCache, PageCache},
        closing, letters,
        metrics::{self, Metrics},
        probes::LastProbe,
        routes,
        site::Site,
        zero_copy,
    },
};

/// How many seconds current requests get to finish after a shutdown signal: fewer than the 30 that service managers
/// allow.
const LAST_SECONDS: u64 = 25;
/// Threads that may block on the disk, a worker (there is one a core); pixels have theirs (`library/mod.rs`). Enough to
/// keep a core and a disk busy, and few, because the system's allocator gives each thread a pool of its own that seldom
/// shrinks.
const BLOCKING_THREADS: usize = 4;
/// How long a letter that is being sent, and a command that is being done, get after that.
const LAST_WORK: Duration = Duration::from_secs(4);
/// How often expired sessions are removed.
const SWEEP_PAUSE: Duration = Duration::from_hours(1);

/// Why the library could not be opened or served.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Its folder is not there.
    #[error("there is no library in {storage}: name its folder with --storage, or make a library with “zef serve”")]
    Missing {
        /// The folder.
        storage: String,
    },
    /// Another process has the library.
    #[error("the library in {storage} is being served: stop it first")]
    InUse {
        /// The folder.
        storage: String,
    },
    /// The catalogue.
    #[error("the catalogue could not be opened")]
    Catalog(#[source] CatalogError),
    /// The archive.
    #[error("the archive could not be opened")]
    Archive(#[from] ArchiveError),
    /// The library has moved, or is not whole yet.
    #[error("{0}")]
    Moving(Mark),
    /// The address is in use, or is not of this machine.
    #[error("could not listen on {listen}")]
    Listen {
        /// The address.
        listen: std::net::SocketAddr,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The server stopped by itself.
    #[error("the server stopped")]
    Serving(#[source] io::Error),
    /// Mail cannot be sent as configured, or there is no such base map.
    #[error(transparent)]
    Configured(#[from] ConfigError),
    /// The stores did not answer.
    #[error(transparent)]
    Fault(#[from] StoreFault),
}

/// A library open on this folder.
pub struct OpenLibrary {
    /// The library.
    pub library: Library,
    /// The engine of its catalogue, for checking and closing, which work below the library.
    pub engine: Engine,
    /// Its records.
    pub catalogue: Arc<dyn RecordStore>,
    /// Its search index, not open yet: nothing is found before the library [follows the
    /// journal](Library::follow_journal).
    pub index: Arc<FolderIndex>,
}

/// Opens the library in a folder.
///
/// # Errors
/// [`OpenError`]; [`OpenError::InUse`] when another process serves it.
pub async fn open(storage: &Path, config: &Config) -> Result<OpenLibrary, OpenError> {
    open_with(storage, config, embedded::Settings::default()).await
}

/// Opens the library in a folder to check it: without `repair`, the journal's files stay as they are.
///
/// # Errors
/// As [`open`].
pub async fn open_to_check(storage: &Path, config: &Config, repair: bool) -> Result<OpenLibrary, OpenError> {
    open_with(storage, config, embedded::Settings { look_only: !repair, ..embedded::Settings::default() }).await
}

async fn open_with(storage: &Path, config: &Config, settings: embedded::Settings) -> Result<OpenLibrary, OpenError> {
    let engine = open_catalogue(storage, config, settings).await.map_err(|error| open_error(error, storage))?;
    let configured = config.library();
    let archive = archive_of(storage, config)?;
    archive.find(!settings.look_only).await?;
    let (catalogue, volatile) = (engine.store(), engine.volatile());
    let index = Arc::new(FolderIndex::of(&storage.join("search")));
    let clock = engine.clock().unwrap_or_else(system_clock);
    let library = Library::new(catalogue.clone(), volatile, archive, index.clone(), clock, system_chance(), configured);
    library.refresh_settings().await?;
    if !settings.look_only {
        library.finish_forgetting().await?;
    }
    Ok(OpenLibrary { library, engine, catalogue, index })
}

/// The archive where the configuration says, with what is received in the storage folder. A server is not asked anything yet.
///
/// # Errors
/// [`ArchiveError`].
pub fn archive_of(storage: &Path, config: &Config) -> Result<Archive, ArchiveError> {
    let quota_bytes = config.library().quota_bytes;
    let settings = archive::Settings { quota_bytes, ..archive::Settings::default() };
    #[cfg(feature = "s3")]
    if let Some(bucket) = &config.archive.s3 {
        if storage.join("originals").is_dir() {
            tracing::warn!(
                folder = %storage.display(),
                "this storage folder has originals of its own, which are not used: [archive] engine is “s3”"
            );
        }
        return Archive::in_bucket(storage, settings, bucket);
    }
    Archive::open(storage, settings)
}

async fn open_catalogue(storage: &Path, config: &Config, settings: embedded::Settings) -> Result<Engine, CatalogError> {
    match config.catalog.engine {
        EngineName::Embedded => Ok(Engine::Embedded(Arc::new(Embedded::open(storage, settings)?))),
        EngineName::Postgres => open_database(storage, config.catalog.url.as_deref().unwrap_or_default()).await,
    }
}

#[cfg(feature = "postgres")]
async fn open_database(storage: &Path, url: &str) -> Result<Engine, CatalogError> {
    let catalogue = Postgres::open(url, Some(storage)).await?;
    if catalogue.seq() == 0 && storage.join("journal").is_dir() {
        tracing::warn!(
            folder = %storage.display(),
            "this storage folder has a journal of its own, which is not used: [catalog] engine is “postgres”, and the database is empty"
        );
    }
    Ok(Engine::Postgres(Arc::new(catalogue)))
}

#[cfg(not(feature = "postgres"))]
async fn open_database(_storage: &Path, _url: &str) -> Result<Engine, CatalogError> {
    Err(DatabaseError::NotBuilt.into())
}

/// The error for a catalogue that does not open.
#[must_use]
pub fn open_error(error: CatalogError, storage: &Path) -> OpenError {
    match error {
        CatalogError::InUse { .. } => OpenError::InUse { storage: storage.display().to_string() },
        other => OpenError::Catalog(other),
    }
}

/// Serves the library in a folder until a shutdown signal. `say` prints a line on standard output.
///
/// # Errors
/// [`OpenError`].
pub fn serve(storage: &Path, config: Config, say: &dyn Fn(&str) -> io::Result<()>) -> Result<(), OpenError> {
    actix_web::rt::System::new().block_on(async {
        // Before anything is opened: what is wrong is said at once.
        let map_file = config.map_file()?;
        let OpenLibrary { library, engine, index, .. } = open_to_serve(storage, &config).await?;
        library.sweep_staging().await?;
        open_many_files();
        let listener =
            TcpListener::bind(config.listen).map_err(|source| OpenError::Listen { listen: config.listen, source })?;
        let measured = config.metrics_listen.map(listen_to_measure).transpose()?;
        let control = control_socket(storage);
        let address = listener.local_addr().map_err(OpenError::Serving)?;
        let here = format!("http://{address}");
        let public_url = config.public_url.as_deref().unwrap_or(&here).trim_end_matches('/').to_owned();
        let code = library.make_set_up_code().await?;
        let mailer = config.mailer()?;
        let gather = config.mail.as_ref().map(|mail| mail.digest_delay_minutes).unwrap_or_default();
        let mut site = Site::new(&public_url, &library);
        site.body_timeout = Duration::from_secs(config.form_seconds);
        site.base_map = config.base_map()?;
        if let Some((tiles, attribution)) = map_file {
            site.draw_on(tiles, attribution);
        }
        site.trusted_proxies = config.trusted_proxies;
        site.sends_mail = mailer.is_some();
        site.media_origin = config.archive.media_origin(config.public_url.as_deref())?;
        let site = Data::new(site);
        let library = Data::new(library);
        let (following, commanded) = (Data::clone(&library), Data::clone(&library));
        let (scrubbing, posting, letters_of) = (Data::clone(&library), Data::clone(&library), Data::clone(&site));
        let (media, pages) = (Data::new(MediaCache::default()), Data::new(PageCache::default()));
        let (metrics, probe) = (Data::new(Metrics::default()), Data::new(LastProbe::default()));
        let is_measured = measured.is_some();
        let measuring = measured
            .map(|listener| metrics::server(listener, metrics.clone(), library.clone(), pages.clone()))
            .transpose()
            .map_err(OpenError::Serving)?;
        let app = move || {
            App::new()
                .wrap(Condition::new(is_measured, from_fn(metrics::timed)))
                .app_data(Data::clone(&metrics))
                .app_data(Data::clone(&library))
                .app_data(Data::clone(&site))
                .app_data(Data::clone(&media))
                .app_data(Data::clone(&pages))
                .app_data(Data::clone(&probe))
                .configure(routes::all)
        };
        let builder = Server::build()
            .worker_max_blocking_threads(BLOCKING_THREADS)
            .shutdown_timeout(LAST_SECONDS)
            .disable_signals();
        let (close, closing) = closing::channel();
        let server = builder
            .listen("zef", listener, move || zero_copy::http(app(), closing.clone()))
            .map_err(OpenError::Serving)?
            .run();
        // Signals are handled before the server says that it is ready: it may be stopped at once.
        let asked_to_end = asked_to_end().map_err(OpenError::Serving)?;
        let handle = server.handle();
        let (stage, stages) = watch::channel(Stage::Serving);
        let stopping = stage.clone();
        let ending = actix_web::rt::spawn(async move {
            asked_to_end.await;
            stopping.send_replace(Stage::Stopping);
            tell_manager(&sd_notify::NotifyState::Stopping);
            close.all(|| handle.stop(true)).await;
        });
        let commands = control.map(|control| actix_web::rt::spawn(control.serve(commanded.into_inner(), stages)));
        announce(say, &here, &public_url, code.as_deref()).map_err(OpenError::Serving)?;
        tell_manager(&sd_notify::NotifyState::Ready);
        let sweeping = actix_web::rt::spawn(sweep(engine.volatile(), engine.clock().unwrap_or_else(system_clock)));
        // Search is ready a moment later, or once its index is made: everything else is served meanwhile.
        let measuring = measuring.map(|server| (server.handle(), actix_web::rt::spawn(server)));
        let following = actix_web::rt::spawn(async move { following.follow_journal().await });
        let (end_work, work_ends) = watch::channel(false);
        let scrub_ends = work_ends.clone();
        let scrubbing = actix_web::rt::spawn(async move { scrubbing.scrub_nightly(scrub_ends).await });
        let delivering = mailer.map(|mailer| {
            let compose: Compose = Box::new(move |letter| letters::compose(letter, &letters_of));
            let minutes = i64::try_from(gather).unwrap_or(i64::MAX / 60);
            let post = Post { mailer, compose, gather: SignedDuration::from_mins(minutes), ends: work_ends };
            actix_web::rt::spawn(async move { posting.deliver_mail(&post).await })
        });
        let ended = server.await.map_err(OpenError::Serving);
        // A letter that is being sent is settled, if the server answers soon: nobody would know whether it was sent. So is a
        // command.
        end_work.send_replace(true);
        stage.send_replace(Stage::Stopped);
        let last = join_all(delivering.into_iter().chain(commands).chain([scrubbing]));
        drop(timeout(LAST_WORK, last).await);
        if let Some((handle, _)) = measuring {
            handle.stop(false).await;
        }
        sweeping.abort();
        following.abort();
        ending.abort();
        // The server's threads may hold the library a moment longer than this process lives.
        index.close();
        engine.close().await;
        ended
    })
}

/// Opens the library in a folder, if it may be served.
async fn open_to_serve(storage: &Path, config: &Config) -> Result<OpenLibrary, OpenError> {
    let opened = open(storage, config).await?;
    match opened.catalogue.marked().await.map_err(StoreFault::from)? {
        Some(mark) if !mark.may_be_served() => {
            opened.engine.close().await;
            Err(OpenError::Moving(mark))
        }
        _ => Ok(opened),
    }
}

/// Takes as many open files, connections among them, as the system grants: the default of 1,024 is too low, and each
/// connection and each large image in memory is one.
fn open_many_files() {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    // A service manager that has set the limit may forbid to set it.
    if current == maximum {
        return;
    }
    if let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }) {
        tracing::warn!(%error, "few files may be open at once");
    }
}

/// The socket on which what is measured is read.
fn listen_to_measure(listen: SocketAddr) -> Result<TcpListener, OpenError> {
    TcpListener::bind(listen).map_err(|source| OpenError::Listen { listen, source })
}

/// The socket for the commands of the command line. Without it, everything else is served.
fn control_socket(storage: &Path) -> Option<ControlSocket> {
    match ControlSocket::open(storage) {
        Ok(control) => Some(control),
        Err(error) => {
            tracing::warn!(
                %error,
                "the control socket could not be made: `zef person` and `zef token` work once the server is stopped"
            );
            None
        }
    }
}

/// Resolves when a service manager (SIGTERM) or a terminal (SIGINT) stops the process.
fn asked_to_end() -> io::Result<impl Future<Output = ()>> {
    let mut by_manager = signal(SignalKind::terminate())?;
    let mut by_terminal = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = by_manager.recv() => {}
            _ = by_terminal.recv() => {}
        }
    })
}

/// Tells a service manager that waits for it, as systemd does with `Type=notify` (`sd_notify(3)`); nobody else.
fn tell_manager(state: &sd_notify::NotifyState<'_>) {
    if let Err(error) = sd_notify::notify(std::slice::from_ref(state)) {
        tracing::warn!(%error, "the service manager could not be told");
    }
}

fn announce(say: &dyn Fn(&str) -> io::Result<()>, here: &str, public_url: &str, code: Option<&str>) -> io::Result<()> {
    say(&format!("listening on {here}"))?;
    if let Some(code) = code {
        say(&format!("create the administrator’s account, once, at {public_url}/setup/{code}"))?;
    }
    Ok(())
}

/// Removes expired sessions regularly, as long as the server runs.
async fn sweep(volatile: Arc<dyn Volatile>, now: Clock) {
    loop {
        if let Err(error) = volatile.sweep(now()).await {
            tracing::warn!(%error, "ended sessions could not be swept");
        }
        actix_web::rt::time::sleep(SWEEP_PAUSE).await;
    }
}

//! The address of a database, as the configuration has it: `postgres://USER:PASSWORD@HOST:PORT,HOST:PORT/NAME?sslmode=…`.
//!
//! To servers elsewhere, connections are encrypted and the certificate is checked, unless `sslmode=disable`. To this machine
//! they are plain, unless `sslmode` says otherwise. Among several hosts, the first one that takes writes is used.

use std::{path::PathBuf, time::Duration};

use tokio_postgres::config::{Config, Host, SslMode, TargetSessionAttrs};

use crate::catalog::DatabaseError;

/// How long a host may take to answer, unless the address says so.
const CONNECT: Duration = Duration::from_secs(3);
/// How long a connection may be silent before the system asks whether the other end is there, and how long data may wait to be
/// acknowledged: what a cut cable costs.
const SILENCE: Duration = Duration::from_secs(10);
/// The port of PostgreSQL.
const PORT: u16 = 5432;

/// Where the database is.
#[derive(Clone)]
pub(super) struct Address {
    pub(super) config: Config,
    /// The same for each host alone, so that one which takes connections and says nothing does not hide the next.
    pub(super) hosts: Vec<Config>,
    /// A file of certificates that are trusted beside those of the system.
    pub(super) root: Option<PathBuf>,
    /// The servers, in words: without user and password.
    pub(super) at: String,
    pub(super) user: String,
    pub(super) name: String,
}

/// The database of an address, in words without user and password.
///
/// # Errors
/// [`DatabaseError::Address`].
pub fn in_words(url: &str) -> Result<String, DatabaseError> {
    let Address { at, name, .. } = Address::parse(url)?;
    Ok(format!("the database {name} of PostgreSQL at {at}"))
}

impl Address {
    /// Reads an address.
    ///
    /// # Errors
    /// [`DatabaseError::Address`], which quotes nothing of it.
    pub(super) fn parse(text: &str) -> Result<Self, DatabaseError> {
        let text = text.trim();
        if !["postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme)) {
            return Err(DatabaseError::Address { why: "it does not begin with postgres://" });
        }
        let (place, query) = text.split_once('?').unwrap_or((text, ""));
        let mut given = Given::default();
        let rest: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !given.takes(pair)).collect();
        let rest = rest.join("&");
        let mut config = read(place, &rest)?;
        if config.get_hosts().is_empty() {
            return Err(DatabaseError::Address { why: "it names no host" });
        }
        let Some(user) = config.get_user().map(ToOwned::to_owned) else {
            return Err(DatabaseError::Address { why: "it names no user" });
        };
        let name = config.get_dbname().unwrap_or(&user).to_owned();
        let mode = given.mode.or((!config.get_hosts().iter().all(is_here)).then_some(SslMode::Require));
        let mode = mode.unwrap_or(SslMode::Disable);
        complete(&mut config, mode, &name);
        let mut hosts: Vec<Config> = one_by_one(place).iter().filter_map(|place| read(place, &rest).ok()).collect();
        for host in &mut hosts {
            complete(host, mode, &name);
        }
        let at = said(&config);
        let is_of_all =
            |host: &Config| (host.get_user(), host.get_password()) == (config.get_user(), config.get_password());
        if hosts.iter().map(said).collect::<Vec<_>>().join(", ") != at || !hosts.iter().all(is_of_all) {
            // Some are named elsewhere in the address, or a sign in it should have been written with a % code.
            hosts = vec![config.clone()];
        }
        Ok(Self { config, hosts, root: given.root, at, user, name })
    }
}

fn read(place: &str, query: &str) -> Result<Config, DatabaseError> {
    let text = if query.is_empty() { place.to_owned() } else { format!("{place}?{query}") };
    text.parse().map_err(|_unsaid| DatabaseError::Address { why: "it does not read as one" })
}

/// What the address does not say.
fn complete(config: &mut Config, mode: SslMode, name: &str) {
    config.ssl_mode(mode).dbname(name);
    if config.get_application_name().is_none() {
        config.application_name("zef");
    }
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(CONNECT);
    }
    config.keepalives_idle(SILENCE).keepalives_interval(SILENCE / 5).keepalives_retries(3);
    config.tcp_user_timeout(SILENCE * 2).target_session_attrs(TargetSessionAttrs::ReadWrite);
}

/// An address without query for each of the hosts in it, which commas separate.
fn one_by_one(place: &str) -> Vec<String> {
    let begin = place.find("://").map_or(0, |scheme| scheme.saturating_add(3));
    let (scheme, rest) = place.split_at(begin);
    let (authority, name) = rest.split_at(rest.rfind('/').unwrap_or(rest.len()));
    let (user, hosts) = authority.split_at(authority.rfind('@').map_or(0, |end| end.saturating_add(1)));
    hosts.split(',').map(|host| format!("{scheme}{user}{host}{name}")).collect()
}

/// The parameters that libpq has and the parser of addresses does not.
#[derive(Default)]
struct Given {
    mode: Option<SslMode>,
    root: Option<PathBuf>,
}

impl Given {
    fn takes(&mut self, pair: &str) -> bool {
        match pair.split_once('=') {
            Some(("sslrootcert", path)) => {
                self.root = Some(PathBuf::from(path.replace("%2F", "/").replace("%20", " ")));
            }
            // Certificates are always checked, with the name of the host.
            Some(("sslmode", "require" | "verify-ca" | "verify-full")) => self.mode = Some(SslMode::Require),
            Some(("sslmode", "prefer" | "allow")) => self.mode = Some(SslMode::Prefer),
            Some(("sslmode", "disable")) => self.mode = Some(SslMode::Disable),
            _ => return false,
        }
        true
    }
}

/// Whether a host is this machine.
fn is_here(host: &Host) -> bool {
    match host {
        Host::Unix(_) => true,
        Host::Tcp(name) => ["localhost", "127.0.0.1", "::1"].contains(&name.as_str()),
    }
}

fn said(config: &Config) -> String {
    let ports = config.get_ports();
    let of = |place: usize| ports.get(place).or_else(|| ports.first()).copied().unwrap_or(PORT);
    let hosts = config.get_hosts().iter().enumerate().map(|(place, host)| match host {
        Host::Unix(folder) => format!("{}/.s.PGSQL.{}", folder.display(), of(place)),
        Host::Tcp(name) => format!("{name}:{}", of(place)),
    });
    hosts.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn servers_elsewhere_are_reached_by_tls_and_those_here_are_not() {
        for (address, mode, at) in [
            ("postgres://zef:secret@db.example.org/zef", SslMode::Require, "db.example.org:5432"),
            ("postgres://zef:secret@localhost:5433/zef", SslMode::Disable, "localhost:5433"),
            ("postgres://zef@db.example.org/zef?sslmode=disable", SslMode::Disable, "db.example.org:5432"),
            ("postgres://zef@a:1,b:2/zef?sslmode=verify-full&sslrootcert=/x.pem", SslMode::Require, "a:1, b:2"),
            ("postgresql://zef@%2Frun%2Fpostgresql/zef", SslMode::Disable, "/run/postgresql/.s.PGSQL.5432"),
        ] {
            let read = Address::parse(address).unwrap();
            assert_eq!((read.config.get_ssl_mode(), read.at.as_str()), (mode, at), "{address}");
            let hosts: Vec<String> = read.hosts.iter().map(said).collect();
            assert_eq!(hosts.join(", "), at, "{address}");
            assert!(read.hosts.iter().all(|host| host.get_ssl_mode() == mode && host.get_dbname() == Some("zef")));
        }
        let with_root = Address::parse("postgres://zef@a/zef?sslrootcert=%2Fetc%2Fx.pem&application_name=b").unwrap();
        assert_eq!(with_root.root, Some(PathBuf::from("/etc/x.pem")));
        assert_eq!(with_root.config.get_application_name(), Some("b"));
    }

    #[test]
    fn an_address_that_does_not_read_is_refused_without_being_quoted() {
        for address in [
            "",
            "db.example.org",
            "mysql://zef:hush@a/zef",
            "postgres://zef:hush@a:port/zef",
            "postgres:///zef",
            "postgres://zef:hu@sh@a/zef",
            "postgres://a/zef",
            "postgres://zef:hush@a/zef?hush=1",
        ] {
            if let Err(refused) = Address::parse(address) {
                assert!(!refused.to_string().contains("hush"), "{refused}");
                assert!(refused.to_string().contains("postgres://zef:PASSWORD@"), "{refused}");
            } else {
                assert!(address.contains("hu@sh"), "{address}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_error_says_anything_of_the_password(password in "[a-z@:/?#%]{12,20}", end in "[a-z/:?&=]{0,9}") {
            let address = format!("postgres://zef:{password}@a{end}");
            if let Err(refused) = Address::parse(&address) {
                prop_assert!(!refused.to_string().contains(&password));
            }
        }
    }
}

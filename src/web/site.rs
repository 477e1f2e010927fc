//! The site itself: its name, its public address, its rate limits.

use std::{
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use governor::{Quota, RateLimiter, clock::Clock as _, state::keyed::HashMapStateStore};

use super::{
    trusted_proxies::TrustedProxies,
    urls::{self, Urls},
};
use crate::{
    archive::tiles::Tiles,
    catalog::volatile::Rate,
    domain::{email::EmailAddress, hash::ContentHash, language::Language, person::Handle, photo::PhotoId},
    library::{CurrentSettings, Library, StoreFault, tries::Tries},
};

type Limiter = RateLimiter<String, HashMapStateStore<String>, governor::clock::DefaultClock>;

/// How many attempts at signing in or joining one address may make at once, and how many may be made at one account: a
/// class behind one address can sign in together. After that, an address may make one more attempt in this time. A person who
/// mistypes waits little, and 14,400 guesses a day do not find a password that is not common.
const BY_ADDRESS: Rate = Rate { burst: 20, pause: Duration::from_secs(6) };
/// The same for an account, shorter: an attacker at one address does not lock out the owner, who comes from another.
const BY_ACCOUNT: Rate = Rate { burst: 20, pause: Duration::from_secs(2) };
/// The same for the first 48 bits of an IPv6 address, three times as many: a provider may give a whole /48 to one
/// household (RFC 6177), where an attacker has 65,536 networks, or one network each to many households.
const BY_HOUSEHOLD: Rate = Rate { burst: 60, pause: Duration::from_secs(2) };
/// How many reports one address may make: somebody may find their family in a whole series of photos. Where a report hides its
/// photo, one address cannot hide a whole library.
const REPORTS: Rate = Rate { burst: 10, pause: Duration::from_mins(5) };
/// How many suggestions one address, or one account, may make: somebody knows every boat of a series.
const SUGGESTIONS: Rate = Rate { burst: 30, pause: Duration::from_mins(1) };
/// How many letters may be asked for for one person: links to new passwords, or to confirm an address.
const LETTERS: Rate = Rate { burst: 5, pause: Duration::from_mins(10) };

/// How long a form or the body of a call may take to arrive, unless configured otherwise: the longest form, of half a
/// megabyte, needs 9 KB a second, less than a telephone has at the edge of its network.
const BODY_TIMEOUT: Duration = Duration::from_mins(1);
/// How many searches one address may make at once: those of a class behind one address, or of a program.
const SEARCH_BURST: NonZeroU32 = NonZeroU32::MIN.saturating_add(299);
/// After that, one more in this time: twenty a second are more than people type, and a tenth of what a core can answer.
const SEARCH_PAUSE: Duration = Duration::from_millis(50);

/// Too many requests of one kind from one address, device or account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimited {
    /// How many seconds to wait before the next one.
    pub retry_after: u64,
}

/// Why a try is not heard.
#[derive(Debug)]
pub enum NotHeard {
    /// There were too many.
    Limited(RateLimited),
    /// They could not be counted.
    Fault(StoreFault),
}

/// What is done with a one-time link: an invitation, or a link that sets a password. Each is counted apart, so that a class
/// behind one address can open its invitations and use them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkGesture {
    /// Its page is opened.
    Open,
    /// Its form is sent.
    Use,
}

/// Pictures of the Earth for `/map`, from another site or from a file of this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseMap {
    /// The address of a picture, with `{z}`, `{x}` and `{y}`.
    pub tiles: String,
    /// The site that it is on: what browsers may load pictures from. Nothing where the pictures are of a file here.
    pub origin: Option<String>,
    /// The nearest zoom that it has.
    pub nearest: u8,
    /// Who made the map, shown on it.
    pub attribution: String,
}

/// The site, as configured and as started.
pub struct Site {
    /// The settings in force: its name, its sentence.
    settings: Arc<CurrentSettings>,
    /// Its public address without last slash: the only source of absolute links.
    pub public_url: String,
    /// Tries, which all nodes count together.
    tries: Tries,
    /// How long a form or the body of a call may take to arrive.
    pub body_timeout: Duration,
    /// The reverse proxies whose `X-Forwarded-For` is trusted.
    pub trusted_proxies: TrustedProxies,
    /// Searches, of which each node counts its own: asking the catalogue would cost more than many of them.
    searches: Limiter,
    /// Whether mail is sent.
    pub sends_mail: bool,
    /// The scheme and the host of another site from which browsers read renditions of public photos; nothing where it is this one.
    pub media_origin: Option<String>,
    /// The base map of `/map`, if one is configured; else it has the bundled outline of the land.
    pub base_map: Option<BaseMap>,
    /// The file that has its pictures, if it is one.
    pub tiles: Option<Arc<Tiles>>,
    faults: AtomicU64,
}

impl Site {
    /// The site of a library at this public address.
    #[must_use]
    pub fn new(public_url: &str, library: &Library) -> Self {
        let quota = Quota::with_period(SEARCH_PAUSE)
            .map_or(Quota::per_second(SEARCH_BURST), |quota| quota.allow_burst(SEARCH_BURST));
        Self {
            settings: library.current_settings(),
            public_url: public_url.trim_end_matches('/').to_owned(),
            tries: library.tries(),
            body_timeout: BODY_TIMEOUT,
            trusted_proxies: TrustedProxies::default(),
            searches: RateLimiter::hashmap(quota),
            sends_mail: false,
            media_origin: None,
            base_map: None,
            tiles: None,
            faults: AtomicU64::new(1),
        }
    }

    /// Takes its base map from a file; `attribution` says who made it.
    pub fn draw_on(&mut self, tiles: Tiles, attribution: String) {
        let (nearest, tiles) = (tiles.zooms().1, Arc::new(tiles));
        self.base_map = Some(BaseMap { tiles: urls::tiles(tiles.version()), origin: None, nearest, attribution });
        self.tiles = Some(tiles);
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> String {
        self.settings.now().name.clone()
    }

    /// Its own sentence in this language, if it has one.
    #[must_use]
    pub fn sentence(&self, language: Language) -> Option<String> {
        self.settings.now().sentences.of(language).map(|sentence| sentence.as_str().to_owned())
    }

    /// Whether new accounts can be made (by all, or with an invitation).
    #[must_use]
    pub fn lets_join(&self) -> bool {
        self.settings.now().lets_join()
    }

    /// Whether the public address is https: cookies are then sent over https only.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// A path of this site as an absolute address.
    #[must_use]
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.public_url)
    }

    /// The absolute address of a photo's page: what attributions point to, in no particular language.
    #[must_use]
    pub fn photo_url(&self, id: &PhotoId) -> String {
        self.absolute(&Urls::new(Language::French).photo(id))
    }

    /// The addresses in a language.
    #[must_use]
    pub const fn frame_urls(&self, language: Language) -> Urls {
        Urls::new(language)
    }

    /// Counts one attempt at signing in. On a device on which somebody signed in to the account before
    /// (`Library::known_device`), only attempts from that device count: strangers who guess lock nobody out of their
    /// own browser.
    ///
    /// # Errors
    /// [`NotHeard`] when this device, or this address or this account, has made too many attempts.
    pub async fn count_login(
        &self,
        from: Option<IpAddr>,
        handle: &str,
        device: Option<ContentHash>,
    ) -> Result<(), NotHeard> {
        if let Some(device) = device {
            return self.count("device", &device.to_hex(), BY_ACCOUNT).await;
        }
        // All texts that are no handle share one key: keys stay short and few.
        let handle = handle.parse::<Handle>().map_or_else(|_no_handle| String::new(), String::from);
        // An attempt refused because of its address does not count against the account.
        self.count_address("sign-in", from).await?;
        self.count("account", &handle, BY_ACCOUNT).await
    }

    /// Counts one attempt at joining.
    ///
    /// # Errors
    /// [`NotHeard`] when this address has made too many attempts.
    pub async fn count_join(&self, from: Option<IpAddr>) -> Result<(), NotHeard> {
        self.count_address("join", from).await
    }

    /// Counts one visit to a one-time link, or one use of it.
    ///
    /// # Errors
    /// [`NotHeard`] when this address has made too many attempts.
    pub async fn count_link(&self, gesture: LinkGesture, from: Option<IpAddr>) -> Result<(), NotHeard> {
        self.count_address(
            match gesture {
                LinkGesture::Open => "open-link",
                LinkGesture::Use => "use-link",
            },
            from,
        )
        .await
    }

    /// Counts one request for a link to a new password, by the address it comes from and by what was typed, which may be
    /// nobody's.
    ///
    /// # Errors
    /// [`NotHeard`] when there were too many from this address, or for this handle or e-mail address.
    pub async fn count_mail_reset(&self, from: Option<IpAddr>, who: &str) -> Result<(), NotHeard> {
        self.count_address("mail-reset", from).await?;
        self.count("reset", &who.to_lowercase(), LETTERS).await
    }

    /// Counts one link that confirms an address, by the account that gave it and by the address: several accounts
    /// together fill nobody's mailbox either.
    ///
    /// # Errors
    /// [`NotHeard`] when the account gave too many, or the address was given too often.
    pub async fn count_confirmation(&self, person: &Handle, address: &EmailAddress) -> Result<(), NotHeard> {
        self.count("confirm", person.as_str(), LETTERS).await?;
        self.count("confirm-at", &address.folded(), LETTERS).await
    }

    async fn count_address(&self, gesture: &str, from: Option<IpAddr>) -> Result<(), NotHeard> {
        let Some(from) = from else { return Ok(()) };
        let line = network(from, 64);
        self.count("address", &format!("{gesture} {line}"), BY_ADDRESS).await?;
        if !line.is_ipv6() {
            return Ok(());
        }
        self.count("household", &format!("{gesture} {}", network(from, 48)), BY_HOUSEHOLD).await
    }

    /// Counts one search. Requests from this machine itself are not counted: behind a proxy that does not say whom it
    /// forwards for, all visitors would share one limit.
    ///
    /// # Errors
    /// [`RateLimited`] when this address has searched too often.
    pub fn count_search(&self, from: Option<IpAddr>) -> Result<(), RateLimited> {
        from.filter(|from| !from.is_loopback())
            .map_or(Ok(()), |from| count(&self.searches, &network(from, 64).to_string()))
    }

    /// Counts one report. The first 48 bits of an IPv6 address are one reporter (RFC 6177).
    ///
    /// # Errors
    /// [`NotHeard`] when this address has reported too often.
    pub async fn count_report(&self, from: Option<IpAddr>) -> Result<(), NotHeard> {
        let Some(from) = from else { return Ok(()) };
        self.count("report", &network(from, 48).to_string(), REPORTS).await
    }

    /// Counts one form of suggestions, by the account or, without one, by the address as in [`count_report`].
    ///
    /// # Errors
    /// [`NotHeard`] when this person or this address has suggested too often.
    ///
    /// [`count_report`]: Self::count_report
    pub async fn count_suggestion(&self, who: Option<&Handle>, from: Option<IpAddr>) -> Result<(), NotHeard> {
        match (who, from) {
            (Some(handle), _) => self.count("suggestion-by", handle.as_str(), SUGGESTIONS).await,
            (None, Some(from)) => self.count("suggestion", &network(from, 48).to_string(), SUGGESTIONS).await,
            (None, None) => Ok(()),
        }
    }

    async fn count(&self, kind: &str, by: &str, rate: Rate) -> Result<(), NotHeard> {
        match self.tries.count(kind, by, rate).await {
            Ok(None) => Ok(()),
            Ok(Some(retry_after)) => Err(NotHeard::Limited(RateLimited { retry_after })),
            Err(fault) => Err(NotHeard::Fault(fault)),
        }
    }

    /// A number that names one fault in the log and on the page.
    #[must_use]
    pub fn request_id(&self) -> String {
        format!("{:x}-{}", std::process::id(), self.faults.fetch_add(1, Ordering::Relaxed))
    }
}

fn count(tries: &Limiter, key: &String) -> Result<(), RateLimited> {
    // Keys that are no longer limited would otherwise be kept for ever.
    if tries.len() > 10_000 {
        tries.retain_recent();
    }
    tries.check_key(key).map_err(|early| {
        let wait = early.wait_time_from(tries.clock().now());
        RateLimited { retry_after: wait.as_secs().saturating_add(1) }
    })
}

/// The part of an address that belongs to one household: a whole IPv4 address, the first `bits` of an IPv6 one (RFC
/// 6177: 64 for one network, 48 at most for a household). A socket of both kinds sees IPv4 addresses mapped into IPv6
/// (RFC 4291 §2.5.5.2): they are what they were.
fn network(address: IpAddr, bits: u32) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let mask = u128::MAX.checked_shl(128_u32.saturating_sub(bits)).unwrap_or_default();
            IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & mask))
        }
        whole @ IpAddr::V4(_) => whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_of_ipv4_are_told_apart_and_those_of_one_ipv6_line_are_not() {
        let of = |text: &str| text.parse().map(|address| network(address, 64));
        assert_ne!(of("::ffff:192.0.2.1"), of("::ffff:192.0.2.2"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
        assert_eq!(of("2001:db8:1:2::3"), of("2001:db8:1:2:ffff::1"));
        assert_ne!(of("2001:db8:1:2::3"), of("2001:db8:1:3::3"));
        let site = |text: &str| text.parse().map(|address| network(address, 48));
        assert_eq!(site("2001:db8:1:2::3"), site("2001:db8:1:3::3"));
        assert_ne!(site("2001:db8:1:2::3"), site("2001:db8:2:2::3"));
    }
}

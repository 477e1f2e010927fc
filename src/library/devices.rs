//! Known devices: browsers in which a person signed in before. Tries made there are counted apart from those of strangers
//! (`web/site.rs`), so that somebody who guesses the password elsewhere does not keep that person out.
//!
//! A browser keeps one secret for all its accounts. The server keeps, among what may be lost, a hash of that secret and of the
//! account: without the secret it proves nothing, and for another account neither. A new password, or signing out everywhere,
//! ends them all, as it does sessions.

use jiff::{Span, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Library, StoreFault, sessions::Secret};
use crate::domain::{
    hash::ContentHash,
    person::{Handle, PersonRecord},
};

/// The space of known devices among what may be lost.
const SPACE: &str = "device";
/// How long a device is known after the last sign-in there: who gives photographs twice a year is known still.
const HOURS: i64 = 24 * DAYS;
/// The same, in days.
pub const DAYS: i64 = 200;

#[derive(Serialize, Deserialize)]
struct Device {
    generation: u32,
    ends: Timestamp,
}

/// What the server keeps of a device of a person.
fn name(device: &Secret, person: &Handle) -> ContentHash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(device.as_str().as_bytes()).update(&[0]).update(person.as_str().as_bytes());
    ContentHash::from_bytes(*hasher.finalize().as_bytes())
}

impl Library {
    /// The name of this device, if it is one in which this person signed in.
    ///
    /// # Errors
    /// [`StoreFault`] when a store fails.
    pub async fn known_device(&self, device: Option<&Secret>, handle: &str) -> Result<Option<ContentHash>, StoreFault> {
        let (Some(device), Ok(handle)) = (device, handle.parse::<Handle>()) else { return Ok(None) };
        let name = name(device, &handle);
        let Some(body) = self.volatile.get(SPACE, &name.to_hex()).await? else { return Ok(None) };
        let Ok(kept) = serde_json::from_slice::<Device>(&body) else { return Ok(None) };
        let generation = self.session_generation(&handle).await?;
        let is_known = kept.ends > self.now() && generation == Some(kept.generation);
        Ok(is_known.then_some(name))
    }

    /// Remembers that this person signed in on this device; one without a secret is given one.
    ///
    /// # Errors
    /// [`StoreFault`] when a store fails.
    pub async fn remember_device(&self, device: Option<&Secret>, person: &PersonRecord) -> Result<Secret, StoreFault> {
        let device = device.cloned().unwrap_or_else(|| Secret::from_chance(self.chance()));
        let ends = self.now().saturating_add(Span::new().hours(HOURS)).unwrap_or(Timestamp::MAX);
        let generation = self.session_generation(&person.handle).await?.unwrap_or_default();
        let kept = Device { generation, ends };
        let body = serde_json::to_vec(&kept).map_err(|_unwritable| StoreFault::Worker)?;
        self.volatile.put(SPACE, &name(&device, &person.handle).to_hex(), body, ends).await?;
        Ok(device)
    }
}

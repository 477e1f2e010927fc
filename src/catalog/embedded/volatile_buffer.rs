//! Values that may be lost: buffered in memory for a second at most, then written to the state together.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use jiff::Timestamp;

use super::{fault::Fault, state::State};

/// A value with its end before it, or nothing where it was removed.
type Values = HashMap<Vec<u8>, Option<Vec<u8>>>;

/// Values that are not in the state yet.
#[derive(Debug, Default)]
pub(super) struct VolatileBuffer {
    // Never held while the state is read or written.
    values: Mutex<Both>,
}

#[derive(Debug, Default)]
struct Both {
    new: Values,
    /// Those being written now.
    going: Values,
}

/// Where a value is to be looked for.
pub(super) enum Known {
    /// It has changed within the last second: the value, or that it was removed.
    Here(Option<Vec<u8>>),
    /// The state knows.
    Elsewhere,
}

pub(super) fn key(space: &str, key: &str) -> Vec<u8> {
    [space.as_bytes(), &[0], key.as_bytes()].concat()
}

/// The value without its end.
pub(super) fn value(bytes: &[u8]) -> Option<Vec<u8>> {
    bytes.split_first_chunk::<8>().map(|(_, value)| value.to_vec())
}

fn has_ended(bytes: &[u8], now: Timestamp) -> bool {
    bytes.split_first_chunk::<8>().is_none_or(|(ends, _)| i64::from_be_bytes(*ends) <= now.as_microsecond())
}

impl VolatileBuffer {
    // Every line below leaves the maps whole.
    fn values(&self) -> MutexGuard<'_, Both> {
        self.values.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn put(&self, key: Vec<u8>, value: &[u8], ends: Timestamp) {
        let value = [&ends.as_microsecond().to_be_bytes()[..], value].concat();
        self.values().new.insert(key, Some(value));
    }

    pub(super) fn remove(&self, key: Vec<u8>) {
        self.values().new.insert(key, None);
    }

    /// What is known of a key here.
    pub(super) fn get(&self, key: &[u8]) -> Known {
        let values = self.values();
        match values.new.get(key).or_else(|| values.going.get(key)) {
            Some(known) => Known::Here(known.as_deref().and_then(value)),
            None => Known::Elsewhere,
        }
    }

    /// Writes what waits to the state; what could not be written waits on.
    pub(super) fn write(&self, state: &State) -> Result<(), Fault> {
        let mut batch = sled::Batch::default();
        {
            let mut values = self.values();
            if values.new.is_empty() && values.going.is_empty() {
                return Ok(());
            }
            let new = std::mem::take(&mut values.new);
            values.going.extend(new);
            for (key, value) in &values.going {
                match value {
                    Some(value) => batch.insert(key.as_slice(), value.as_slice()),
                    None => batch.remove(key.as_slice()),
                }
            }
        }
        state.volatile.apply_batch(batch)?;
        self.values().going.clear();
        Ok(())
    }

    /// Removes what has ended, here and in the state.
    pub(super) fn sweep(&self, state: &State, now: Timestamp) -> Result<usize, Fault> {
        self.write(state)?;
        let mut swept = 0;
        for entry in &state.volatile {
            let (key, value) = entry?;
            // A value put again meanwhile is not the one that ended.
            if has_ended(&value, now) && state.volatile.compare_and_swap(key, Some(value), None::<&[u8]>)?.is_ok() {
                swept += 1;
            }
        }
        Ok(swept)
    }
}

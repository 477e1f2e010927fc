//! A monitoring program, and clocks that are not set right.

use std::{fs, net::TcpListener, time::Duration};

use crate::{actors::client, zef::House};

/// How long a story waits for a measure: a guard against waiting for ever.
const PATIENCE: Duration = Duration::from_mins(1);

/// What a server says on its address for measures.
pub struct Meter {
    address: String,
}

impl Meter {
    /// One for a server that is not started yet.
    pub fn new() -> Self {
        Self { address: free_address() }
    }

    /// The same library, whose server is read by it.
    pub fn on(&self, house: House) -> House {
        house.told("ZEF_METRICS_LISTEN", &self.address)
    }

    /// Everything that is measured.
    pub async fn text(&self) -> String {
        let asked = client().build().unwrap().get(format!("http://{}/metrics", self.address)).send();
        asked.await.unwrap().text().await.unwrap()
    }

    /// A measure now, if there is one.
    pub async fn value(&self, name: &str) -> Option<f64> {
        value(&self.text().await, name)
    }

    /// A measure once it is as it should be.
    pub async fn until(&self, name: &str, is_right: impl Fn(f64) -> bool) -> f64 {
        for _ in 0..PATIENCE.as_millis() / 20 {
            match self.value(name).await {
                Some(value) if is_right(value) => return value,
                _ => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
        panic!("{name} never was as it should be:\n{}", self.text().await)
    }
}

/// An address that was free a moment ago.
pub fn free_address() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

/// The value of a measure.
pub fn value(text: &str, name: &str) -> Option<f64> {
    text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.parse().ok())
}

/// The hour of the day in UTC, so many hours from now.
pub fn hour_in(hours: i64) -> i64 {
    (zef::clock::system_clock()().as_second() / 3_600 + hours).rem_euclid(24)
}

/// The same library, whose server has another time: `+1h`.
pub fn apart(house: House, by: &str) -> House {
    let house = house.told("LD_PRELOAD", &faketime()).told("FAKETIME", by);
    // What measures spans is left alone, as it is by whoever sets a clock.
    house.told("DONT_FAKE_MONOTONIC", "1")
}

/// The library that gives a program another time.
fn faketime() -> String {
    let folders =
        fs::read_dir("/usr/lib").unwrap().map(|entry| entry.unwrap().path().join("faketime/libfaketime.so.1"));
    let Some(found) = folders.into_iter().find(|path| path.exists()) else {
        panic!("there is no libfaketime: install the package faketime, or run ./test")
    };
    found.display().to_string()
}

//! Before the crate is compiled: its messages become typed functions, its style, scripts and icons become hashed and
//! compressed bytes.

#[path = "build/assets.rs"]
mod assets;
#[path = "build/messages.rs"]
mod messages;

use std::{env, error::Error, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    for watched in ["build.rs", "build", "assets", "locales", "templates"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    messages::generate(&root.join("locales"), &out)?;
    assets::generate(&root.join("assets"), &out)
}

#!/bin/sh
# Builds target/debian/zef_*.deb. Needs cargo-deb: cargo install --locked cargo-deb
set -eu
cd "$(dirname "$0")/../.."

cargo build --release --locked
rm -rf target/manual
target/release/zef manual target/manual
gzip -9n target/manual/*.1
cargo deb --no-build --locked

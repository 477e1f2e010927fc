//! Zef, a self-hosted, collaborative photo library of the commons.
//!
//! Floors, each of which uses only those below: [`domain`]; [`imaging`], [`archive`], [`catalog`], [`search`];
//! [`library`]; [`web`] and [`control`]; and the roof ([`cli`], [`config`], [`startup`], [`clock`]), which chooses the parts and starts
//! them. `docs/ARCHITECTURE.md` tells the whole.

pub mod archive;
pub mod catalog;
pub mod cli;
pub mod clock;
pub mod config;
pub mod control;
pub mod domain;
pub mod imaging;
pub mod library;
pub mod mail;
pub mod search;
pub mod startup;
pub mod web;

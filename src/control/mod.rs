//! Floor 3, beside the web: the commands that look after people, tokens and places, for one library, whether the command line has
//! it open itself or a server has it.
//!
//! A [`Command`] is parsed where it comes in and done by [`carry_out`], once for both ways. While a server has the library,
//! it takes commands on a Unix domain socket in the storage folder ([`ControlSocket`]), which only the account that runs
//! it can open; [`Client`] is the other end. `docs/decisions/10-commands-go-through-the-server.md` says why. `probe` requests
//! the public address, as visitors do.

mod carry_out;
mod client;
mod command;
mod message;
mod place;
#[cfg(feature = "s3")]
mod public_address;
mod server;

#[cfg(feature = "s3")]
pub use self::public_address::{ProbeResponse, probe};
pub use self::{
    carry_out::{Done, NotDone, carry_out, suspended, with_causes},
    client::{AskError, Client},
    command::Command,
    place::own_account,
    server::{ControlSocket, Stage},
};

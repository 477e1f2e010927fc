//! `zef serve`.

use std::{net::SocketAddr, process::ExitCode};

use clap::Args;

use super::{Failure, Invocation, say};
use crate::{
    config::{Config, check_public_url},
    startup,
};

#[derive(Debug, Default, Args)]
pub(super) struct Options {
    /// The address to listen on; port 0 takes a free one.
    #[arg(long, value_name = "ADDR:PORT")]
    listen: Option<SocketAddr>,
    /// The public address, such as <https://photos.example.org>.
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
}

pub(super) fn run(invocation: &Invocation, options: &Options) -> Result<ExitCode, Failure> {
    let mut config = Config::read(invocation.config.as_deref())?;
    if let Some(listen) = options.listen {
        config.listen = listen;
    }
    if let Some(url) = &options.public_url {
        check_public_url(url)?;
        config.public_url = Some(url.clone());
    }
    startup::serve(&invocation.storage, config, &|line| say(line))?;
    Ok(ExitCode::SUCCESS)
}

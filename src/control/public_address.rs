//! Asking a library at its public address, as a visitor's program does.

use std::time::Duration;

use reqwest::Client;
use rustls::crypto::ring::default_provider;

/// How long an answer may take: a page takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(5);

/// What answered at an address.
#[derive(Debug)]
pub struct Answered {
    /// Its HTTP status.
    pub status: u16,
    /// The value of the header that was asked for.
    pub header: Option<Vec<u8>>,
}

/// Asks an address by HTTP or HTTPS, past any proxy of the environment, and follows redirections.
///
/// # Errors
/// What kept it from being answered: its name, the connection, the certificate or the time. The address is not in it.
pub async fn ask(url: &str, header: &str) -> Result<Answered, reqwest::Error> {
    // One that is installed already is as good.
    drop(default_provider().install_default());
    let client = Client::builder().timeout(PATIENCE).no_proxy().build()?;
    let answer = client.get(url).send().await.map_err(reqwest::Error::without_url)?;
    let header = answer.headers().get(header).map(|value| value.as_bytes().to_vec());
    Ok(Answered { status: answer.status().as_u16(), header })
}

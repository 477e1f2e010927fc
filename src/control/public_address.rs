//! Requests the public address of a library, as a visitor's program does.

use std::time::Duration;

use reqwest::Client;
use rustls::crypto::ring::default_provider;

/// How long a response may take: a page takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(5);

/// The response to a probe.
#[derive(Debug)]
pub struct ProbeResponse {
    /// The HTTP status.
    pub status: u16,
    /// The value of the header that was asked for.
    pub header: Option<Vec<u8>>,
}

/// Requests a URL by HTTP or HTTPS and reads one header of the response. Redirections are followed; proxy settings of the environment
/// are ignored.
///
/// # Errors
/// The name cannot be resolved, the connection or the certificate is refused, or no response came in time. The URL is not in the error.
pub async fn probe(url: &str, header: &str) -> Result<ProbeResponse, reqwest::Error> {
    // One that is installed already is as good.
    drop(default_provider().install_default());
    let client = Client::builder().timeout(PATIENCE).no_proxy().build()?;
    let response = client.get(url).send().await.map_err(reqwest::Error::without_url)?;
    let header = response.headers().get(header).map(|value| value.as_bytes().to_vec());
    Ok(ProbeResponse { status: response.status().as_u16(), header })
}

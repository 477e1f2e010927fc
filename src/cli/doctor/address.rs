//! The public address: what its settings say, and what answers a request to it.

use super::Finding;
use crate::config::Config;

const ABOUT: &str = "address";

/// What is said of the public address. It is requested only while the library is served.
pub(super) async fn of(config: &Config, is_served: bool) -> Vec<Finding> {
    let Some(url) = config.public_url.as_deref() else {
        return vec![Finding::note(
            ABOUT,
            format!("links are made of http://{}: set public_url before the site is opened to others", config.listen),
        )];
    };
    let mut findings: Vec<Finding> = [unencrypted(url), past_the_proxy(url, config)].into_iter().flatten().collect();
    if is_served {
        findings.push(answer(url, config).await);
    } else if findings.is_empty() {
        findings.push(Finding::note(ABOUT, format!("{url} was not requested: the library is not being served")));
    }
    findings
}

fn unencrypted(url: &str) -> Option<Finding> {
    let is_here = url.starts_with("http://localhost") || url.starts_with("http://127.");
    (url.starts_with("http://") && !is_here).then(|| {
        let told = format!(
            "{url} is not encrypted, so that passwords can be read on their way: put a proxy with https before Zef"
        );
        Finding::wrong(ABOUT, told)
    })
}

fn past_the_proxy(url: &str, config: &Config) -> Option<Finding> {
    let is_open = url.starts_with("https://") && !config.listen.ip().is_loopback();
    is_open.then(|| {
        let told = format!(
            "{} can be reached without the proxy: listen on 127.0.0.1, or let the firewall admit the proxy alone, and name \
             it in trusted_proxies, so that limits count visitors and not the proxy",
            config.listen
        );
        Finding::note(ABOUT, told)
    })
}

/// What answers there.
#[cfg(feature = "s3")]
async fn answer(url: &str, config: &Config) -> Finding {
    use crate::{
        control::{ProbeResponse, probe, with_causes},
        web::trusted_proxies::Forwarded,
    };

    let ProbeResponse { status, header } = match probe(&format!("{url}/healthz"), Forwarded::HEADER).await {
        Ok(response) => response,
        Err(error) => {
            let cause = with_causes(&error);
            let told = format!(
                "{url} cannot be reached from this machine ({cause}): check its name, the proxy and public_url; if visitors \
                 reach it, only this machine is concerned"
            );
            return Finding::wrong(ABOUT, told);
        }
    };
    let Some(forwarded) = header.as_deref().and_then(Forwarded::read) else {
        let told = format!(
            "{url} answers {status}, and the answer is not from Zef: let the proxy pass requests on to {}",
            config.listen
        );
        return Finding::wrong(ABOUT, told);
    };
    match forwarded {
        Forwarded::Trusted => {
            Finding::good(ABOUT, format!("{url} answers, and its proxy sends the addresses of visitors"))
        }
        Forwarded::Distrusted => Finding::wrong(
            ABOUT,
            format!(
                "the proxy of {url} is not among trusted_proxies, so that limits count all visitors as one: add it"
            ),
        ),
        Forwarded::Missing if is_direct(url, config) => Finding::good(ABOUT, format!("{url} answers")),
        Forwarded::Missing => Finding::wrong(
            ABOUT,
            format!(
                "the proxy of {url} does not send the addresses of visitors, so that limits count all of them as one: let it \
                 send X-Forwarded-For"
            ),
        ),
    }
}

/// Whether this address is the one that Zef listens on, without a proxy.
#[cfg(feature = "s3")]
fn is_direct(url: &str, config: &Config) -> bool {
    url.strip_prefix("http://").is_some_and(|host| {
        let port = host.rsplit_once(':').map_or(Ok(80), |(_, port)| port.parse());
        port == Ok(config.listen.port())
    })
}

/// The HTTP client comes with S3.
#[cfg(not(feature = "s3"))]
#[expect(clippy::unused_async, reason = "with the feature s3, it sends a request")]
async fn answer(url: &str, _config: &Config) -> Finding {
    Finding::note(ABOUT, format!("{url} was not requested: this Zef was built without the feature s3"))
}

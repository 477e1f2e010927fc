//! Pages in fewer bytes: brotli (RFC 7932) for browsers that accept it, gzip (RFC 1952) for others.
//!
//! Only pages of visitors are compressed: next to a secret, the length of a compressed page may reveal it (BREACH). The
//! anti-forgery token in the forms of visitors has another mask each time for that reason.

use std::io::Write as _;

use actix_web::{
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header::{self, HeaderValue},
    middleware::Next,
};
use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};

use super::request::{coding::Coding, context::RequestContext};
use crate::domain::reader::Reader;

/// Brotli's quality for a page that is kept (at most once a page and change) and its window, as a power of two: pages are
/// smaller than that.
const KEPT: (u32, u32) = (5, 18);
/// Brotli's quality for a page that is sent once: about the time of gzip, for a tenth fewer bytes.
const SENT_ONCE: (u32, u32) = (2, 16);
/// Below this, a page fills one packet anyway.
const LEAST: usize = 1_000;

/// How long the compressed bytes will serve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// They are kept in memory.
    Kept,
    /// They are sent once.
    Once,
}

/// These bytes, compressed; nothing where that fails.
#[must_use]
pub fn compressed(body: &[u8], coding: Coding, serves: Use) -> Option<Bytes> {
    let small = Vec::with_capacity(body.len() / 3);
    match coding {
        Coding::Brotli => {
            let (quality, window) = if serves == Use::Kept { KEPT } else { SENT_ONCE };
            let mut writer = brotli::CompressorWriter::new(small, 4_096, quality, window);
            writer.write_all(body).ok()?;
            Some(writer.into_inner().into())
        }
        Coding::Gzip => {
            let mut writer = GzEncoder::new(small, Compression::fast());
            writer.write_all(body).and_then(|()| writer.finish()).ok().map(Into::into)
        }
    }
}

/// Compresses the pages of visitors that are not kept in memory, such as `/login`.
///
/// # Errors
/// Those of the service.
pub async fn compress(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let mut answer = next.call(request).await?.map_into_boxed_body();
    let headers = answer.headers();
    let is_page = headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    // A page of the cache says so already.
    if !is_page || headers.contains_key(header::CONTENT_ENCODING) || headers.contains_key(header::VARY) {
        return Ok(answer);
    }
    let context = RequestContext::of(answer.request()).await;
    if context.reader != Reader::Visitor {
        return Ok(answer);
    }
    answer.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    let Some(coding) = context.coding else { return Ok(answer) };
    Ok(answer.map_body(|head, body| match body.try_into_bytes() {
        Ok(whole) if whole.len() >= LEAST => match compressed(&whole, coding, Use::Once) {
            Some(small) => {
                head.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding.name()));
                BoxBody::new(small)
            }
            None => BoxBody::new(whole),
        },
        Ok(whole) => BoxBody::new(whole),
        Err(body) => body,
    }))
}

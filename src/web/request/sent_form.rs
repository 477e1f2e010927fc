//! The body of a form. It is kept with the request: the error page of a request that failed can send it again.

use std::{pin::Pin, rc::Rc, time::Duration};

use actix_web::{
    FromRequest, HttpMessage as _, HttpRequest,
    dev::Payload,
    rt::time::timeout,
    web::{Data, Form},
};
use tokio::sync::Semaphore;

use crate::web::{problem::FormValues, site::Site};

/// How long the rest of a form is awaited when its request is refused already.
const REST: Duration = Duration::from_secs(2);

/// The fields of a form.
pub struct SentForm(FormValues);

/// What was typed in the form of a request.
struct Kept(FormValues);

/// A form that is being received: the semaphore is closed once it was.
#[derive(Clone)]
struct Receiving(Rc<Semaphore>);

impl SentForm {
    /// The fields, in their order.
    #[must_use]
    pub fn into_inner(self) -> FormValues {
        self.0
    }
}

/// What was typed in the form of this request, if one of our pages sent it and it has no password.
#[must_use]
pub fn kept(request: &HttpRequest) -> Option<FormValues> {
    request.extensions().get::<Kept>().map(|Kept(values)| values.clone())
}

/// Waits until the form of a request is received, if it has one.
pub async fn received(request: &HttpRequest) {
    let receiving = request.extensions().get::<Receiving>().cloned();
    if let Some(Receiving(form)) = receiving {
        // It closes, or takes too long.
        let _ = timeout(REST, form.acquire()).await;
    }
}

/// Whether one of our own pages sent a form. The browser says where it comes from (Fetch Metadata); over http to another
/// machine, or an older one, by the origin of its page (RFC 6454 §7), which is this site's or that of the host it was asked at.
#[must_use]
pub fn sent_from_here(request: &HttpRequest) -> bool {
    let text = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    if let Some(from) = text("sec-fetch-site") {
        return from == "same-origin";
    }
    let ours = request.app_data::<Data<Site>>().map(|site| site.public_url.as_str());
    text("origin").is_none_or(|origin| {
        let host = origin.split_once("://").map(|(_, host)| host);
        ours == Some(origin) || (host.is_some() && host == text("host"))
    })
}

impl FromRequest for SentForm {
    type Error = actix_web::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Self::Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let received = Form::<FormValues>::from_request(request, payload);
        let receiving = Receiving(Rc::new(Semaphore::new(0)));
        request.extensions_mut().insert(receiving.clone());
        let request = request.clone();
        Box::pin(async move {
            let received = received.await;
            receiving.0.close();
            let values = received?.into_inner();
            let has_password = values.iter().any(|(name, _)| name.contains("password"));
            if sent_from_here(&request) && !has_password {
                request.extensions_mut().insert(Kept(values.clone()));
            }
            Ok(Self(values))
        })
    }
}

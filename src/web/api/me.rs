//! People: the person who is signed in, and others as everyone may know them.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use crate::{
    domain::person::PersonRecord,
    library::Library,
    web::{problem::Problem, request::context::RequestContext, site::Site, urls::Urls},
};

/// `GET /me`.
///
/// # Errors
/// [`AccessProblem::NotSignedIn`].
pub async fn me(context: RequestContext, site: Data<Site>) -> Result<HttpResponse, Problem> {
    let person = context.person()?;
    let mut view = public(person, &site);
    if let Some(members) = view.as_object_mut() {
        members.insert("role".to_owned(), json!(person.role));
        members.insert("trusted".to_owned(), json!(person.trusted));
    }
    Ok(HttpResponse::Ok().json(view))
}

/// `GET /people/{handle}`.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn person(handle: Path<String>, library: Data<Library>, site: Data<Site>) -> Result<HttpResponse, Problem> {
    let handle = handle.parse().map_err(|_not_a_handle| Problem::NotFound)?;
    let person = library.person(&handle).await?.ok_or(Problem::NotFound)?;
    Ok(HttpResponse::Ok().json(public(&person, &site)))
}

fn public(person: &PersonRecord, site: &Site) -> Value {
    let urls = Urls::new(crate::domain::language::Language::French);
    json!({
        "handle": person.handle,
        "name": person.name,
        "url": site.absolute(&urls.person(&person.handle)),
        "author": { "name": person.author.name, "url": person.author.link().map(|link| link.to_uri()) },
    })
}

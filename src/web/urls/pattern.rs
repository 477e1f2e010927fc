//! The addresses as the router knows them, without language prefix.

/// The icon that browsers ask for without reading a page.
pub const FAVICON: &str = "/favicon.ico";
/// What crawlers may read (RFC 9309).
pub const ROBOTS: &str = "/robots.txt";
/// The addresses of the parts of the list of photos for search engines.
pub const SITEMAP: &str = "/sitemap.xml";
/// A part of it.
pub const SITEMAP_PART: &str = "/sitemap-{part}.xml";
/// The newest photos, or those of a search, for feed readers.
pub const FEED: &str = "/feed.atom";
/// The web application manifest.
pub const MANIFEST: &str = "/site.webmanifest";
/// Newest photos.
pub const HOME: &str = "/";
/// Search results.
pub const SEARCH: &str = "/search";
/// A photo.
pub const PHOTO: &str = "/photos/{id}";
/// The form that changes one photo's description (GET and POST).
pub const EDIT: &str = "/photos/{id}/edit";
/// The photos of a person.
pub const PERSON: &str = "/people/{handle}";
/// The photos of other authors that a person gave.
pub const GIVEN: &str = "/people/{handle}/given";
/// The licences offered, in plain words.
pub const LICENCES: &str = "/licenses";
/// The same as British and French spelling have it.
pub const LICENCES_SPELT: &str = "/licences";
/// What this site is.
pub const ABOUT: &str = "/about";
/// Who publishes and hosts this site.
pub const LEGAL: &str = "/legal";
/// What is kept of people, and their rights.
pub const PRIVACY: &str = "/privacy";
/// The terms of giving and of reuse.
pub const TERMS: &str = "/terms";
/// How to write to the people who run this site.
pub const CONTACT: &str = "/contact";
/// What administrators look after.
pub const ADMIN: &str = "/admin";
/// The settings of the site (GET and POST).
pub const ADMIN_SITE: &str = "/admin/site";
/// The state of the site: `?by=&what=&before=` of who did what.
pub const ADMIN_STATE: &str = "/admin/state";
/// A check of the library (POST).
pub const ADMIN_STATE_CHECK: &str = "/admin/state/check";
/// The texts of legal pages.
pub const ADMIN_PAGES: &str = "/admin/pages";
/// The form that changes one (GET and POST): `?text=fr|en`.
pub const ADMIN_PAGE: &str = "/admin/pages/{page}";
/// An earlier version of one, and the form that restores it (GET and POST).
pub const ADMIN_VERSION: &str = "/admin/pages/{page}/versions/{version}";
/// Giving photos (GET, and POST of a plain form).
pub const UPLOAD: &str = "/upload";
/// One file sent by script (POST, JSON answer).
pub const UPLOAD_FILE: &str = "/upload/file";
/// The descriptions of photos already received (POST).
pub const UPLOAD_DETAILS: &str = "/upload/details";
/// Signing in (GET and POST).
pub const LOGIN: &str = "/login";
/// Signing out (POST).
pub const LOGOUT: &str = "/logout";
/// Making an account (GET and POST).
pub const JOIN: &str = "/join";
/// The first administrator, by a one-time address (GET and POST).
pub const SET_UP: &str = "/setup/{code}";
/// One's own account.
pub const ACCOUNT: &str = "/account";
pub use super::collections::{
    BASKET_COLLECT, COLLECT, COLLECTION, COLLECTION_DELETE, COLLECTION_EDIT, COLLECTION_EMBED, COLLECTION_FEED,
    COLLECTION_HISTORY, COLLECTION_NEW, COLLECTION_ORDER, COLLECTION_PAIR, COLLECTION_PAIRS, COLLECTION_REVERT,
    COLLECTION_TAKE, COLLECTIONS, SLIDESHOW,
};
pub use super::curating::{BATCH, BATCH_UNDO, BATCHES, CURATE, HISTORY, REVERT};
pub use super::mail::{ACCOUNT_MAIL, FORGOTTEN, MAIL_CONFIRM, MAIL_RESET, MAIL_STOP};
pub use super::people::{
    INVITATION_REVOKE, INVITATIONS, INVITED, PEOPLE, PEOPLE_PERSON, PEOPLE_RESET_LINK, PEOPLE_RESTORE, PEOPLE_ROLE,
    PEOPLE_SESSIONS, PEOPLE_SUSPEND, RESET,
};
pub use super::replacing::{FILES, REPLACE, REPLACE_DECIDE, REPLACE_DROP, REPLACE_PICTURE, REPLACE_SEND};
pub use super::suggestions::{SUGGEST, SUGGESTION_STATUS, SUGGESTIONS, SUGGESTIONS_DECIDED};
pub use super::tags::{TAG, TAG_EDIT, TAG_HISTORY, TAG_REVERT, TAGS, TAGS_TTL};
/// How one wishes to be credited (POST).
pub const ACCOUNT_CREDIT: &str = "/account/credit";
/// A new password (POST).
pub const ACCOUNT_PASSWORD: &str = "/account/password";
/// A new API token (POST).
pub const ACCOUNT_TOKENS: &str = "/account/tokens";
/// The end of an API token (POST).
pub const ACCOUNT_TOKEN_REVOKE: &str = "/account/tokens/revoke";
/// The end of every session of one's own (POST).
pub const ACCOUNT_SIGN_OUT: &str = "/account/sign-out-everywhere";
/// One's own photos, with their states.
pub const MY_PHOTOS: &str = "/account/photos";
/// What others did with one's photos.
pub const NEWS: &str = "/account/news";
/// That they were read (POST).
pub const NEWS_READ: &str = "/account/news/read";
/// The photos that wait for a moderator.
pub const REVIEW: &str = "/review";
/// A moderator's decision on a photo (POST).
pub const DECIDE: &str = "/photos/{id}/review";
/// Sending a draft to review (POST).
pub const SUBMIT: &str = "/photos/{id}/submit";
/// Taking a photo away (POST).
pub const WITHDRAW: &str = "/photos/{id}/withdraw";
/// Putting one's own words back where staff changed a photo's credit (POST).
pub const CONTEST: &str = "/photos/{id}/contest";
/// That staff have read it (POST).
pub const CONTEST_READ: &str = "/photos/{id}/contest/read";
/// The basket (GET `?ids=a,b,c`, and POST to add or remove).
pub const BASKET: &str = "/basket";
/// A package of several photos: `?ids=a,b,c&size=&lang=`.
pub const DOWNLOADS: &str = "/downloads.zip";
/// A copy to keep, with its licence inside: `?size=original|2000|1280|640`.
pub const DOWNLOAD: &str = "/photos/{id}/download";
/// The form that reports a photo or a person's page: `?photo=` or `?person=` (GET and POST).
pub const REPORT: &str = "/report";
/// Where the reporter follows a report, by its secret.
pub const REPORT_STATUS: &str = "/report/{code}";
/// The reports, for moderators (GET, and POST of a decision).
pub const REPORTS: &str = "/admin/reports";
/// Where renditions are.
pub const MEDIA: &str = "/media";
/// The receipt of a photo's licences.
pub const RECEIPT: &str = "/photos/{id}/receipt";
/// The receipt for software.
pub const RECEIPT_JSON: &str = "/photos/{id}/receipt.json";
/// Labels for an exhibition, or a contact sheet, ready to print.
pub const PRINT: &str = "/print";
/// The picture of a chart, by the square in its middle.
pub const CHART: &str = "/charts/{square}.svg";
/// The map: the parameters of a search, `bbox=` of its view, `open=` of the point whose list is open.
pub const MAP: &str = "/map";
/// What the photos show by commune, and by the square kilometre near a place: `near=`.
pub const COVERAGE: &str = "/map/coverage";
/// A tile of the bundled outline of the land.
pub const COAST: &str = "/charts/coast/{zoom}/{column}/{row}.svg";
/// A picture of the base map that the operator has as a file. The version changes with the file.
pub const TILE: &str = "/charts/tiles/{version}/{zoom}/{column}/{row}";
/// A photo framed by other sites.
pub const EMBED: &str = "/embed/{id}";
/// How other software asks for a photo by its address (oEmbed).
pub const OEMBED: &str = "/oembed";
/// Every component of the pages, in debug builds.
#[cfg(debug_assertions)]
pub const STYLEGUIDE: &str = "/styleguide";
/// A page with made-up content, in one of its states, in debug builds.
#[cfg(debug_assertions)]
pub const SPECIMEN: &str = "/styleguide/{specimen}";
/// Style, scripts and icons.
pub const ASSET: &str = "/assets/{file}";

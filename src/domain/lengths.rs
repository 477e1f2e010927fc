//! The most characters of each text that people write. Pages announce these (`maxlength`), and every way in refuses
//! what is longer: one number for both.

/// The title of a photo, or of a collection.
pub const TITLE: usize = 200;
/// The description of a photo.
pub const DESCRIPTION: usize = 5_000;
/// The text alternative of a photo.
pub const ALT: usize = 1_000;
/// The name of an author, or of a dozen authors, as files name them.
pub const AUTHOR_NAME: usize = 400;
/// A web address: many programs accept no longer ones.
pub const LINK: usize = 2_000;
/// The name of a place.
pub const PLACE_NAME: usize = 200;
/// Which archive a photo comes from.
pub const ARCHIVE: usize = 300;
/// One tag.
pub const TAG: usize = 60;
/// What is said of a tag: half a printed page.
pub const TAG_TEXT: usize = 2_000;
/// A reason, an answer to one, a note with a contest.
pub const REASON: usize = 2_000;
/// Who is on a photo, as somebody suggests it.
pub const PEOPLE: usize = 500;
/// How to reach the reporter of a photo: an e-mail address has 254 at most (RFC 5321 §4.5.3.1.3).
pub const CONTACT: usize = 254;
/// The reason of a suspension, which stands on one line of `zef person list`.
pub const SUSPENSION_REASON: usize = 500;
/// For whom an invitation is.
pub const INVITATION_NOTE: usize = 200;
/// The name that an account shows.
pub const PERSON_NAME: usize = 100;
/// The handle of an account.
pub const HANDLE: usize = 40;
/// The label of an API token.
pub const TOKEN_LABEL: usize = 100;
/// The name of a site: its page header shows two lines of it.
pub const SITE_NAME: usize = 80;
/// The sentence of a site, over the picture of its home page.
pub const SITE_SENTENCE: usize = 200;
/// An invitation code.
pub const INVITATION_CODE: usize = 100;
/// All invitation codes together, each with the end of its line: they are one record, and a site needs a dozen.
pub const INVITATION_CODES: usize = 10_000;
/// The text of a legal page: twelve printed pages. Written `%XX` in a form, it is within the largest body accepted. It has
/// `MOST_BYTES` bytes at most, too (`legal.rs`).
pub const LEGAL_TEXT: usize = 30_000;
/// The text of a collection: four printed pages.
pub const COLLECTION_TEXT: usize = 10_000;
/// The time that a collection is about.
pub const COLLECTION_DATES: usize = 100;
/// The search that a collection keeps, as it is typed.
pub const SAVED_SEARCH: usize = 1_000;
/// A change made to a photo, or the name of the person who made it, in an attribution.
pub const CHANGE: usize = 200;
/// A date as it is typed: the longest that forms show is `entre vers le 14/07/1912 ? et vers le 20/07/1912 ?`.
pub const TYPED_DATE: usize = 60;
/// A direction as it is typed: `towards the north-north-west`.
pub const TYPED_DIRECTION: usize = 40;
/// An e-mail address (RFC 5321 §4.5.3.1.3, without its angle brackets).
pub const EMAIL: usize = 254;

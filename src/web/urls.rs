//! Every address of the site, as a function: French at `/…`, English at `/en/…`, Breton at `/br/…`; addresses without
//! text (media, downloads, forms, assets) have no language prefix.
//!
//! The patterns that `routes.rs` registers are in [`pattern`], with the functions that fill them below; those of administrators
//! are in [`administration`].

mod administration;
pub mod collections;
mod curating;
mod mail;
pub mod pattern;

mod people;

mod replacing;
mod reports;
mod suggestions;
mod tags;

pub use replacing::is_proposed_picture;
pub use tags::TAGS_LIST;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::domain::{
    language::Language, licence::LicenceId, permitted_uses::PermittedUses, person::Handle, photo::PhotoId,
    selection::Selection, square::Square,
};

/// What may stay as it is inside one part of a path or one value of a query (RFC 3986 §2.3).
const PART: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// What every call of the API begins with.
pub const API: &str = "/api/v1";

/// The addresses of the site in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Urls {
    language: Language,
}

/// The first part of a path that chooses a language: `""`, `/en` or `/br`.
#[must_use]
pub const fn prefix(language: Language) -> &'static str {
    match language {
        Language::French => "",
        Language::English => "/en",
        Language::Breton => "/br",
    }
}

/// Parts a path from its language: `/en/about` → English, `/about`. A path without prefix names no language.
#[must_use]
pub fn split_language(path: &str) -> (Option<Language>, &str) {
    for language in [Language::English, Language::Breton] {
        if let Some(rest) = path.strip_prefix(prefix(language)) {
            if rest.is_empty() {
                return (Some(language), "/");
            }
            if rest.starts_with('/') {
                return (Some(language), rest);
            }
        }
    }
    (None, path)
}

/// A page: the pattern of the same name, in the language of these addresses.
macro_rules! pages {
    ($($(#[$doc:meta])* $name:ident => $pattern:ident;)*) => {
        $($(#[$doc])*
        #[must_use]
        pub fn $name(self) -> String {
            self.page(pattern::$pattern)
        })*
    };
}

/// A page about one photo.
macro_rules! photo_pages {
    ($($(#[$doc:meta])* $name:ident => $pattern:ident;)*) => {
        $($(#[$doc])*
        #[must_use]
        pub fn $name(self, id: &PhotoId) -> String {
            self.page(&pattern::$pattern.replace("{id}", id.as_str()))
        })*
    };
}

impl Urls {
    /// The addresses in this language.
    #[must_use]
    pub const fn new(language: Language) -> Self {
        Self { language }
    }

    /// The words of this version that are shown when a licence is chosen.
    #[must_use]
    pub fn wording(self, version: &str) -> String {
        format!("{}#wording-{version}", self.licences())
    }

    /// The same page in another language, from its path without prefix.
    #[must_use]
    pub fn switched(self, language: Language, path: &str) -> String {
        Self { language }.page(path)
    }

    /// A path without prefix, in this language.
    #[must_use]
    pub fn page(self, path: &str) -> String {
        match (prefix(self.language), path) {
            ("", path) => path.to_owned(),
            (prefix, "/") => format!("{prefix}/"),
            (prefix, path) => format!("{prefix}{path}"),
        }
    }

    pages! {
        /// Newest photos.
        home => HOME;
        /// The search page, nothing asked yet.
        search_page => SEARCH;
        /// The photos on a map.
        map => MAP;
        /// What the photos show, and what they do not.
        coverage => COVERAGE;
        /// The newest photos for feed readers.
        feed => FEED;
        /// The licences offered.
        licences => LICENCES;
        /// What this site is.
        about => ABOUT;
        /// Who publishes this site.
        legal => LEGAL;
        /// What is kept of people.
        privacy => PRIVACY;
        /// The terms of giving and of reuse.
        terms => TERMS;
        /// How to write to the people who run the site.
        contact => CONTACT;
        /// The basket that this browser keeps.
        basket => BASKET;
        /// Giving photos.
        upload => UPLOAD;
        /// Where the script sends each file.
        upload_file => UPLOAD_FILE;
        /// Where the descriptions go.
        upload_details => UPLOAD_DETAILS;
        /// Signing in.
        login => LOGIN;
        /// Signing out.
        logout => LOGOUT;
        /// Making an account.
        join => JOIN;
        /// One's own account.
        account => ACCOUNT;
        /// How one wishes to be credited.
        account_credit => ACCOUNT_CREDIT;
        /// A new password.
        account_password => ACCOUNT_PASSWORD;
        /// A new API token.
        account_tokens => ACCOUNT_TOKENS;
        /// The end of an API token.
        account_token_revoke => ACCOUNT_TOKEN_REVOKE;
        /// The end of every session.
        account_sign_out => ACCOUNT_SIGN_OUT;
        /// One's own photos.
        my_photos => MY_PHOTOS;
        /// What others did with one's photos.
        news => NEWS;
        /// That they were read.
        news_read => NEWS_READ;
        /// The workbench of curators.
        curate => CURATE;
        /// The photos that wait for a moderator.
        review => REVIEW;
        /// Where a report is sent.
        report => REPORT;
        /// The reports that wait for a decision.
        reports => REPORTS;
        /// The suggestions that wait for a decision.
        suggestions => SUGGESTIONS;
    }

    photo_pages! {
        /// A photo.
        photo => PHOTO;
        /// The form that changes its description.
        edit => EDIT;
        /// A moderator's decision.
        decide => DECIDE;
        /// Sending it to review.
        submit => SUBMIT;
        /// Taking it away.
        withdraw => WITHDRAW;
        /// Proposing a better file.
        replace => REPLACE;
        /// Sending the file that was compared.
        replace_send => REPLACE_SEND;
        /// Giving it up.
        replace_drop => REPLACE_DROP;
        /// Deciding on it.
        replace_decide => REPLACE_DECIDE;
        /// What changed of it.
        history => HISTORY;
        /// The form that suggests what it should say.
        suggest => SUGGEST;
        /// Taking one field back.
        revert => REVERT;
        /// Contesting a change of its credit.
        contest => CONTEST;
        /// Having read that.
        contest_read => CONTEST_READ;
        /// The receipt of its licences.
        receipt => RECEIPT;
        /// The same, for software.
        receipt_json => RECEIPT_JSON;
    }

    /// The review list from this cursor on, with this photo shown.
    #[must_use]
    pub fn review_at(self, cursor: Option<&str>, photo: Option<&PhotoId>) -> String {
        let cursor = cursor.map(|cursor| format!("cursor={}", encoded(cursor)));
        let asked: Vec<String> = cursor.into_iter().chain(photo.map(|id| format!("photo={id}"))).collect();
        let list = self.review();
        if asked.is_empty() { list } else { format!("{list}?{}", asked.join("&")) }
    }

    /// A photo's attributions, naming this licence of its ledger.
    #[must_use]
    pub fn photo_under(self, id: &PhotoId, licence: LicenceId) -> String {
        format!("{}?license={}#reuse", self.photo(id), licence.as_str())
    }

    /// A photo in the list that the query of a search describes; its attributions name this licence of its ledger, if one is
    /// said.
    #[must_use]
    pub fn photo_within(self, id: &PhotoId, under: Option<LicenceId>, list: &str) -> String {
        let photo = self.photo(id);
        let list = encoded(list);
        under.map_or_else(
            || format!("{photo}?in={list}"),
            |licence| format!("{photo}?license={}&in={list}#reuse", licence.as_str()),
        )
    }

    /// The upload page with these photos, already received, to describe.
    #[must_use]
    pub fn upload_of<'a>(self, ids: impl IntoIterator<Item = &'a PhotoId>) -> String {
        let ids: Vec<&str> = ids.into_iter().map(PhotoId::as_str).collect();
        format!("{}?ids={}", self.upload(), ids.join(","))
    }

    /// The upload page with the place of the photos filled in.
    #[must_use]
    pub fn upload_at(self, place: &str) -> String {
        format!("{}?place={}", self.upload(), encoded(place))
    }

    /// A basket with these photos, and those that do not fit into it.
    #[must_use]
    pub fn basket_with(self, selection: &Selection, rest: &[PhotoId]) -> String {
        let rest = rest.iter().flat_map(|id| [",", id.as_str()]).collect::<String>();
        self.basket_of(selection) + &rest
    }

    /// A basket with these photos.
    #[must_use]
    pub fn basket_of(self, selection: &Selection) -> String {
        format!("{}?ids={}", self.basket(), selection.joined(","))
    }

    /// A package of these photos in a size, its papers in a language.
    #[must_use]
    pub fn downloads(self, selection: &Selection, size: &str, language: Language) -> String {
        format!("{}?ids={}&size={}&lang={}", pattern::DOWNLOADS, selection.joined(","), encoded(size), language.code())
    }

    /// These photos for printing: `labels` or `contact`.
    #[must_use]
    pub fn print<'a>(self, ids: impl IntoIterator<Item = &'a PhotoId>, form: &str) -> String {
        let ids: Vec<&str> = ids.into_iter().map(PhotoId::as_str).collect();
        format!("{}?form={form}&ids={}", self.page(pattern::PRINT), ids.join(","))
    }

    /// These labels for one photo.
    #[must_use]
    pub fn label(self, id: &PhotoId, under: Option<LicenceId>) -> String {
        format!("{}{}", self.print([id], "labels"), naming(under))
    }

    /// The photos of a person.
    #[must_use]
    pub fn person(self, handle: &Handle) -> String {
        self.page(&pattern::PERSON.replace("{handle}", handle.as_str()))
    }

    /// The photos of other authors that a person gave.
    #[must_use]
    pub fn given(self, handle: &Handle) -> String {
        self.page(&pattern::GIVEN.replace("{handle}", handle.as_str()))
    }

    /// The search for these words and these permitted uses.
    #[must_use]
    pub fn search(self, words: &str, uses: PermittedUses) -> String {
        let uses = if uses.is_empty() { String::new() } else { format!("&use={uses}") };
        format!("{}?q={}{uses}", self.search_page(), encoded(words))
    }

    /// The search with one filter.
    #[must_use]
    pub fn search_with(self, filter: &str, value: &str) -> String {
        format!("{}?{filter}={}", self.search_page(), encoded(value))
    }

    /// The map of the search with this query.
    #[must_use]
    pub fn map_of(self, query: &str) -> String {
        // A search for no word says so; a map need not.
        let query = query.strip_prefix("q=&").unwrap_or(if query == "q=" { "" } else { query });
        if query.is_empty() { self.map() } else { format!("{}?{query}", self.map()) }
    }

    /// The search with this query for feed readers; without any, the newest photos.
    #[must_use]
    pub fn feed_of(self, query: &str) -> String {
        let feed = self.feed();
        if query.is_empty() { feed } else { format!("{feed}?{query}") }
    }

    /// The one-time address of the first administrator.
    #[must_use]
    pub fn set_up(self, code: &str) -> String {
        self.page(&pattern::SET_UP.replace("{code}", &encoded(code)))
    }

    /// Signing in, then back to this page.
    #[must_use]
    pub fn login_then(self, back: &str) -> String {
        format!("{}?back={}", self.login(), encoded(back))
    }

    /// A rendition by its long edge in pixels.
    #[must_use]
    pub fn media(self, id: &PhotoId, edge: u32) -> String {
        rendition(id, &edge.to_string())
    }

    /// A copy of the original with the attribution drawn under the picture, in this language.
    #[must_use]
    pub fn download_with_strip(self, id: &PhotoId, under: Option<LicenceId>) -> String {
        format!("{}&strip=true&lang={}", self.download(id, "original", under), self.language.code())
    }

    /// The picture of the chart around a square.
    #[must_use]
    pub fn chart(self, square: Square) -> String {
        chart(square)
    }

    /// The frame that other sites show, its attribution in this language.
    #[must_use]
    pub fn embed(self, id: &PhotoId) -> String {
        format!("{}?lang={}", pattern::EMBED.replace("{id}", id.as_str()), self.language.code())
    }

    /// The oEmbed address for this absolute address (oEmbed §4.2.2).
    #[must_use]
    pub fn oembed(self, absolute: &str) -> String {
        format!("{}?url={}&format=json", pattern::OEMBED, encoded(absolute))
    }

    /// The blurred picture of a few hundred bytes that is shown while the real one loads.
    #[must_use]
    pub fn placeholder(self, id: &PhotoId) -> String {
        rendition(id, crate::library::browse::PLACEHOLDER)
    }

    /// A copy to keep: `original`, `2000`, `1280` or `640`.
    #[must_use]
    pub fn download(self, id: &PhotoId, size: &str, under: Option<LicenceId>) -> String {
        let file = pattern::DOWNLOAD.replace("{id}", id.as_str());
        format!("{file}?size={}{}", encoded(size), naming(under))
    }
}

fn naming(licence: Option<LicenceId>) -> String {
    licence.map(|licence| format!("&license={licence}")).unwrap_or_default()
}

/// The picture of the chart around a square: it has no words, and one address for all languages.
#[must_use]
pub fn chart(square: Square) -> String {
    pattern::CHART.replace("{square}", &square.to_string())
}

/// The tiles of the bundled outline of the land, as maps on the web write their addresses.
#[must_use]
pub fn coast_tiles() -> String {
    pattern::COAST.replace("{zoom}", "{z}").replace("{column}", "{x}").replace("{row}", "{y}")
}

/// The pictures of the operator's own base map, written likewise.
#[must_use]
pub fn tiles(version: &str) -> String {
    let file = pattern::TILE.replace("{version}", version);
    file.replace("{zoom}", "{z}").replace("{column}", "{x}").replace("{row}", "{y}")
}

/// A part of the list of photos for search engines.
#[must_use]
pub fn sitemap_part(part: &str) -> String {
    pattern::SITEMAP_PART.replace("{part}", part)
}

/// What a search finds as a file: `csv` or `geojson`.
#[must_use]
pub fn export(kind: &str, query: &str) -> String {
    format!("{API}/photos.{kind}?{query}")
}

fn rendition(id: &PhotoId, name: &str) -> String {
    format!("{}/{id}/{name}.jpg", pattern::MEDIA)
}

/// The photo and the rendition's name in the address of a rendition. Parsed here and not by a pattern of the router,
/// whose matching takes a tenth of the time of answering with a cached image.
#[must_use]
pub fn rendition_at(path: &str) -> Option<(&str, &str)> {
    path.strip_prefix(pattern::MEDIA)?.strip_prefix('/')?.strip_suffix(".jpg")?.split_once('/')
}

/// A text as one part of a path or one value of a query.
#[must_use]
pub fn encoded(text: &str) -> String {
    utf8_percent_encode(text, PART).to_string()
}

/// A path of this site, or `None`: `//elsewhere` and `/\elsewhere` are other sites to a browser.
#[must_use]
pub fn inside(back: &str) -> Option<&str> {
    let mut letters = back.chars();
    let is_path =
        letters.next() == Some('/') && !matches!(letters.next(), Some('/' | '\\')) && !back.contains(char::is_control);
    is_path.then_some(back)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::tag::Tag;

    const FRENCH: Urls = Urls::new(Language::French);
    const ENGLISH: Urls = Urls::new(Language::English);

    #[test]
    fn each_language_has_its_prefix_and_gives_it_back() {
        for language in Language::ALL {
            for path in ["/", "/about", "/photos/23456789/edit"] {
                let address = FRENCH.switched(language, path);
                let named = if language == Language::French { None } else { Some(language) };
                assert_eq!(split_language(&address), (named, path), "{address}");
            }
        }
        assert_eq!(split_language("/england"), (None, "/england"));
    }

    #[test]
    fn what_speaks_no_language_has_one_address() {
        let id = PhotoId::from_random([1; 8]);
        assert_eq!(FRENCH.media(&id, 640), ENGLISH.media(&id, 640));
        assert_eq!(FRENCH.download(&id, "original", None), ENGLISH.download(&id, "original", None));
    }

    #[test]
    fn a_rendition_is_found_by_its_address() {
        let id = PhotoId::from_random([1; 8]);
        assert_eq!(rendition_at(&FRENCH.media(&id, 640)), Some((id.as_str(), "640")));
        for stranger in ["/media", "/media/", "/media/2.jpg", "/medias/2/640.jpg", "/media/2/640.png"] {
            assert_eq!(rendition_at(stranger), None, "{stranger}");
        }
    }

    #[test]
    fn words_cannot_leave_their_place_in_an_address() {
        assert_eq!(ENGLISH.search("mer & ciel?", PermittedUses::default()), "/en/search?q=mer%20%26%20ciel%3F");
        let tag = Tag::parse("goulet de brest").ok().flatten();
        assert_eq!(tag.map(|tag| FRENCH.tag(&tag)).as_deref(), Some("/tags/goulet%20de%20brest"));
    }

    #[test]
    fn one_comes_back_to_this_site_only() {
        assert_eq!(inside("/upload?ids=a"), Some("/upload?ids=a"));
        for elsewhere in ["", "//evil.example", "/\\evil.example", "https://evil.example", "/a\r\nset-cookie: b"] {
            assert_eq!(inside(elsewhere), None, "{elsewhere}");
        }
    }
}

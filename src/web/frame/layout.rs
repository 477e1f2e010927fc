//! The layout of every page: language, person, addresses, anti-forgery token, message, and what search engines and
//! other sites read.

use super::flash::{Flash, FlashCode};
use crate::{
    domain::{
        language::Language,
        legal::LegalPage,
        person::{Handle, Role},
    },
    library::news::MOST_COUNTED,
    web::{
        assets,
        i18n::{FRENCH_BEGINS, FRENCH_ENDS, Messages},
        request::context::RequestContext,
        site::Site,
        urls::Urls,
        view::legal,
    },
};

/// The layout of a page, used by `templates/layout.html`.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The messages, in the reader's language: `frame.t.home_title()`.
    pub t: Messages,
    /// The addresses, in the reader's language: `frame.urls.photo(id)`.
    pub urls: Urls,
    /// The site's name.
    pub site: String,
    /// The page's title, without the site's name; empty on the home page.
    pub title: String,
    /// The configured public address, without last slash: the only source of absolute links.
    pub public_url: String,
    /// This page's path without language prefix, with its query: for the language switch and the canonical address.
    pub path: String,
    /// Who is signed in.
    pub person: Option<SignedIn>,
    /// The token that every unsafe form carries as `csrf`; empty when no form needs one.
    pub csrf: String,
    /// A message about what was just done.
    pub flash: Option<Flash>,
    /// What this page is, for search engines and shared links.
    pub description: Option<String>,
    /// The picture shown with a link to this page on other sites.
    pub share_image: Option<ShareImage>,
    /// Whether robots may list this page.
    pub indexed: bool,
    /// The words in the search box.
    pub searched: String,
    /// Whether new accounts can be made (by all, or with an invitation).
    pub joinable: bool,
    /// Whether mail is sent.
    pub sends_mail: bool,
    /// The site's own sentence, if it has one.
    pub sentence: Option<String>,
}

/// The person signed in, as the header needs them.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Their account's name.
    pub handle: Handle,
    /// Their shown name.
    pub name: String,
    /// Whether they describe photos of others.
    pub curates: bool,
    /// Whether they may review photos.
    pub reviews: bool,
    /// How many photos wait for review; 0 for a person who does not review.
    pub waiting: u64,
    /// How many reports wait for a decision; 0 for a person who does not review.
    pub reports: u64,
    /// How many suggestions wait for their decision.
    pub suggestions: u64,
    /// Whether they look after the site.
    pub administers: bool,
    /// How many news of their photos they have not read, counted up to [`MOST_COUNTED`].
    pub news: u64,
}

/// The picture shown with a link to a page on other sites (Open Graph).
#[derive(Clone, Debug)]
pub struct ShareImage {
    /// Its path on this site.
    pub path: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Its text alternative.
    pub alt: String,
}

impl Frame {
    /// The layout of a page for a visitor; callers fill in the other fields.
    #[must_use]
    pub fn new(language: Language, site: &str, public_url: &str, path: &str) -> Self {
        Self {
            t: Messages::of_page(language),
            urls: Urls::new(language),
            site: site.to_owned(),
            title: String::new(),
            public_url: public_url.trim_end_matches('/').to_owned(),
            path: path.to_owned(),
            person: None,
            csrf: String::new(),
            flash: None,
            description: None,
            share_image: None,
            indexed: true,
            searched: String::new(),
            joinable: true,
            sends_mail: false,
            sentence: None,
        }
    }

    /// Gives the page its title.
    pub fn entitle(&mut self, title: &str) {
        title.clone_into(&mut self.title);
    }

    /// A path of this site as an absolute address.
    #[must_use]
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.public_url)
    }

    /// This page's own absolute address, in its language, whichever list the reader came from (`?in=`).
    #[must_use]
    pub fn canonical(&self) -> String {
        let path = self.path.split_once("?in=").map_or(self.path.as_str(), |(path, _list)| path);
        self.absolute(&self.urls.page(path))
    }

    /// This page's own absolute address without its query.
    #[must_use]
    pub fn canonical_bare(&self) -> String {
        let address = self.canonical();
        address.split('?').next().unwrap_or_default().to_owned()
    }

    /// This page in every language: code, name, path, and whether it is the one being read.
    #[must_use]
    pub fn languages(&self) -> Vec<LanguageLink> {
        let link = |language: Language| LanguageLink {
            code: language.code(),
            name: self.t.name_of(language),
            path: self.urls.switched(language, &self.path),
            current: language == self.t.language(),
        };
        Language::ALL.into_iter().map(link).collect()
    }

    /// Whether sentences of this page are in another language than the page.
    #[must_use]
    pub fn has_other_language(&self) -> bool {
        self.t.written_in() != self.t.language()
    }

    /// Whether the reader describes photos of others.
    #[must_use]
    pub fn curates(&self) -> bool {
        self.person.as_ref().is_some_and(|person| person.curates)
    }

    /// What the header leads to, for whoever is here: in a row where it fits, else in a menu.
    #[must_use]
    pub fn doors(&self) -> Vec<Door> {
        let door = |path: String, name: &str| self.door(path, name);
        let mut doors = vec![door(self.urls.search_page(), self.t.nav_photos())];
        let collections = door(self.urls.collections(), self.t.collections_title());
        // Who is signed in has more links than the row has room for.
        let optional = self.person.is_some();
        doors.push(Door { optional, ..collections });
        doors.push(Door { optional, ..door(self.urls.map(), self.t.nav_places()) });
        let Some(person) = &self.person else {
            doors.push(door(self.urls.login(), self.t.nav_login()));
            if self.joinable {
                doors.push(door(self.urls.join(), self.t.nav_join()));
            }
            return doors;
        };
        // Staff have more still.
        let is_staff = person.reviews || person.curates;
        let own = door(self.urls.my_photos(), self.t.nav_my_photos());
        doors.push(Door { optional: is_staff, ..own });
        let news = (person.news > 0).then(|| self.unread(person.news));
        doors.push(Door { count: news, counted: self.t.nav_unread(), ..door(self.urls.news(), self.t.nav_news()) });
        if person.reviews {
            let waiting = (person.waiting > 0).then(|| self.t.number(person.waiting));
            doors.push(Door { count: waiting, ..door(self.urls.review(), self.t.nav_review()) });
            // The account and the review page lead to an empty list too.
            if person.reports > 0 {
                let reports = door(self.urls.reports(), self.t.nav_reports());
                doors.push(Door { count: Some(self.t.number(person.reports)), optional: true, ..reports });
            }
        }
        if person.suggestions > 0 {
            let suggestions = door(self.urls.suggestions(), self.t.nav_suggestions());
            let count = Some(self.t.number(person.suggestions));
            // The row has no room for one more.
            doors.push(Door { count, optional: true, ..suggestions });
        }
        if person.curates {
            doors.push(Door { optional: person.reviews, ..door(self.urls.curate(), self.t.nav_curate()) });
        }
        if person.administers {
            doors.push(Door { optional: true, ..door(self.urls.admin(), self.t.nav_admin()) });
        }
        doors.push(door(self.urls.account(), &person.name));
        doors
    }

    /// A count of news, or that there are more than are counted.
    fn unread(&self, news: u64) -> String {
        let most = u64::try_from(MOST_COUNTED).unwrap_or(u64::MAX);
        if news < most { self.t.number(news) } else { format!("{}+", self.t.number(most - 1)) }
    }

    /// Whether some links are in the menu alone where the row has no room for all of them.
    #[must_use]
    pub fn has_optional_doors(&self) -> bool {
        self.doors().iter().any(|door| door.optional)
    }

    /// How many reports and suggestions wait behind links that are in the menu alone.
    #[must_use]
    pub fn waiting_in_menu(&self) -> u64 {
        self.person.as_ref().map_or(0, |person| person.reports.saturating_add(person.suggestions))
    }

    /// What the foot of every page leads to.
    #[must_use]
    pub fn foot(&self) -> Vec<Door> {
        let about = self.door(self.urls.about(), self.t.nav_about());
        let licences = self.door(self.urls.licences(), self.t.nav_licences());
        let legal = LegalPage::ALL.map(|page| self.door(legal::address(page, self.urls), legal::title(page, self.t)));
        let tags = self.door(self.urls.tags(), self.t.nav_tags());
        [about, licences, tags].into_iter().chain(legal).collect()
    }

    /// A link without a count.
    fn door(&self, path: String, name: &str) -> Door {
        Door {
            current: self.is_current(&path),
            path,
            name: name.to_owned(),
            count: None,
            counted: self.t.nav_waiting(),
            optional: false,
        }
    }

    /// The sentence that says what this site is: its own, or the one that every site begins with.
    #[must_use]
    pub fn sentence(&self) -> String {
        match &self.sentence {
            // It is in French on a page in Breton, as every sentence.
            Some(own) if self.has_other_language() => format!("{FRENCH_BEGINS}{own}{FRENCH_ENDS}"),
            Some(own) => own.clone(),
            None => self.t.home_sentence().to_owned(),
        }
    }

    /// Whether the page being read stands at this path of this site, whatever its query.
    #[must_use]
    pub fn is_current(&self, path: &str) -> bool {
        let here = self.urls.page(&self.path);
        here.split('?').next() == path.split('?').next()
    }

    /// The style sheet's address.
    #[must_use]
    pub const fn style(&self) -> &'static str {
        assets::ZEF_CSS.path
    }

    /// The site icon's address.
    #[must_use]
    pub const fn icon(&self) -> &'static str {
        assets::ZEF_SVG.path
    }
}

/// A link of the header.
#[derive(Clone, Debug)]
pub struct Door {
    /// Where it leads.
    pub path: String,
    /// Its words.
    pub name: String,
    /// How many things wait behind it.
    pub count: Option<String>,
    /// What that counts, for people who hear the page.
    pub counted: &'static str,
    /// Whether it leads to the page being read.
    pub current: bool,
    /// Whether it is in the menu only, where the row has no room for all links.
    pub optional: bool,
}

/// A page in another language.
#[derive(Clone, Debug)]
pub struct LanguageLink {
    /// BCP 47 code.
    pub code: &'static str,
    /// The language's own name.
    pub name: &'static str,
    /// The path of the page in that language.
    pub path: String,
    /// Whether it is the language being read.
    pub current: bool,
}

impl Site {
    /// The layout of a page for this reader.
    #[must_use]
    pub fn frame(&self, context: &RequestContext, title: &str) -> Frame {
        let mut frame = Frame::new(context.language, &self.name(), &self.public_url, &context.path);
        frame.flash = FlashCode::of(context).map(|(code, _photo)| code.flash(frame.t));
        frame.entitle(title);
        frame.joinable = self.lets_join();
        frame.sends_mail = self.sends_mail;
        frame.sentence = self.sentence(context.language);
        frame.person = context.person.as_ref().map(|person| SignedIn {
            handle: person.handle.clone(),
            name: person.name.clone(),
            curates: person.role >= Role::Curator,
            reviews: person.role >= Role::Moderator,
            waiting: context.waiting,
            reports: context.reports,
            suggestions: context.suggestions,
            administers: person.role >= Role::Admin,
            news: context.news,
        });
        frame.csrf = context.masked_csrf().unwrap_or_default();
        frame
    }
}

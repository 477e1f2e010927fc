//! A tag: what curators say of it, and the photos that are found by it.

pub mod edit;
pub mod history;
pub mod list;
pub mod retag;

use actix_web::{
    HttpResponse,
    web::{Data, Path, Query},
};
use askama::Template;

use super::{
    card::Paging,
    gallery::{Beside, Gallery},
    home::From,
    list as photos,
};
use crate::{
    domain::{
        language::Language,
        tag::{
            Tag, TagKey,
            label::TagLabel,
            link::{LinkKind, TagLink},
            record::{TagRecord, TagText},
        },
    },
    library::{
        Library,
        freshness::{Dependencies, Dependency},
        tags::TagView,
    },
    web::{
        cache::PageCache,
        frame::{answer, layout::Frame},
        problem::{Problem, TagProblem},
        request::context::{RequestContext, see_other},
        site::Site,
        urls::Urls,
    },
};

/// The photos of one tag, newest first.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/tag.html")]
pub struct TagPage {
    /// What every page has.
    pub frame: Frame,
    /// The tag.
    pub tag: Tag,
    /// What is said of it.
    pub about: AboutTag,
    /// The photos of this page of the list.
    pub gallery: Gallery,
    /// The address that searches among all of them.
    pub among: String,
    /// The map of them, where some have a public place.
    pub map: Option<String>,
    /// The pages before and after.
    pub paging: Paging,
    /// How many photos are found by it in all.
    pub total: u64,
}

/// What is said of a tag, as people read it.
#[derive(Clone, Debug, Default)]
pub struct AboutTag {
    /// The paragraphs of its text.
    pub text: Vec<String>,
    /// Its names in other languages: the code of each, and the name.
    pub names: Vec<(&'static str, String)>,
    /// Lists of tags: what each is called, and the tags.
    pub around: Vec<(&'static str, Vec<TagLinkView>)>,
    /// Its synonyms.
    pub synonyms: String,
    /// Where else it is described: address and name.
    pub links: Vec<(String, String)>,
    /// That it may not be given, and what to use instead.
    pub banned: Option<String>,
    /// Whether it is a context.
    pub is_context: bool,
    /// Whether anything was said of it.
    pub has_history: bool,
}

/// A tag that another leads to.
#[derive(Clone, Debug)]
pub struct TagLinkView {
    /// Its address.
    pub path: String,
    /// As it is read.
    pub name: String,
}

/// A tag from an address.
///
/// # Errors
/// [`Problem::NotFound`] for what cannot be one.
fn named(text: &str) -> Result<Tag, Problem> {
    Tag::parse(text).ok().flatten().ok_or(Problem::NotFound)
}

/// A tag that there is.
async fn known(tag: &Tag, library: &Library) -> Result<TagView, Problem> {
    let view = library.tag(tag).await?;
    if view.is_known() { Ok(view) } else { Err(TagProblem::Unknown(tag.clone()).into()) }
}

/// `GET /tags/{tag}`; a synonym leads to its tag.
///
/// # Errors
/// [`Problem::NotFound`] for what cannot be a tag; [`TagProblem::Unknown`] for what is none.
pub async fn show(
    context: RequestContext,
    tag: Path<String>,
    from: Query<From>,
    library: Data<Library>,
    site: Data<Site>,
    kept: Data<PageCache>,
) -> Result<HttpResponse, Problem> {
    let tag = named(&tag)?;
    let vocabulary = library.vocabulary().await?;
    let key = vocabulary.canonical(&tag.key());
    if key != tag.key() {
        return Ok(see_other(&site.frame_urls(context.language).tag(&vocabulary.tag(&key))));
    }
    let is_alone = vocabulary.covered(&key).len() == 1;
    // On the heap: its lists and links would make the future of the request large.
    let made = Box::pin(async {
        let shown = if is_alone { Dependency::Tagged(&tag) } else { Dependency::PublicPhotos };
        let shown = Dependencies::on(&[shown, Dependency::Vocabulary]);
        let page = library.tagged(&tag, from.cursor.as_deref(), photos::PART).await?;
        let view = known(&tag, &library).await?;
        let tag = view.kept.record.tag.clone();
        let neighbours = library.neighbours(&view).await?;
        let mut frame = site.frame(&context, view.kept.record.shown_in(context.language));
        frame.indexed = page.total > 0;
        frame.description = view.kept.record.text.as_ref().map(|text| text.as_str().to_owned());
        let address = frame.urls.tag(&tag);
        let about = about(&view, &neighbours, &frame);
        let page = answer::made(&TagPage {
            about,
            map: photos::map_of(&page, &frame.urls.search_with("tag", tag.as_str()), frame.urls),
            paging: photos::paging(&page, &address, from.cursor.as_deref()),
            total: photos::total(&page),
            gallery: Gallery::new(photos::cards(&page), Beside::Nothing)
                .listed_by(&frame.urls.search_with("tag", tag.as_str())),
            among: frame.urls.search_with("tag", tag.as_str()),
            tag,
            frame,
        })?;
        Ok((page, shown))
    });
    kept.page(&library, &context, made).await
}

/// What is said of a tag, for a page.
fn about(view: &TagView, neighbours: &[(Tag, usize)], frame: &Frame) -> AboutTag {
    let (t, urls, language) = (frame.t, frame.urls, frame.t.language());
    let record = &view.kept.record;
    let link = |tag: &Tag| TagLinkView {
        path: urls.tag(tag),
        name: view.vocabulary.shown(&view.vocabulary.canonical(&tag.key()), language),
    };
    let links = |tags: Vec<Tag>| tags.iter().map(link).collect::<Vec<TagLinkView>>();
    let close = view.related();
    let beside: Vec<Tag> = neighbours.iter().map(|(tag, _)| tag.clone()).filter(|tag| !tag.is_among(&close)).collect();
    let around = vec![
        (t.tag_broader(), links(view.broader())),
        (t.tag_narrower(), links(view.narrower())),
        (t.tag_related(), links(close)),
        (t.tag_neighbours(), links(beside)),
    ];
    let synonyms: Vec<&str> = record.synonyms.iter().map(TagLabel::as_str).collect();
    AboutTag {
        text: record.text.as_ref().map(paragraphs).unwrap_or_default(),
        names: names(record, language),
        around: around.into_iter().filter(|(_, tags)| !tags.is_empty()).collect(),
        synonyms: synonyms.join(", "),
        links: record.links.iter().map(|link| (link.address(), name_of_link(link))).collect(),
        banned: record.banned.then(|| match &record.instead {
            Some(instead) => t.tag_banned_instead(instead.as_str()),
            None => t.tag_banned().to_owned(),
        }),
        is_context: record.is_context,
        has_history: view.kept.revision > 0,
    }
}

/// The paragraphs of a text.
#[must_use]
pub fn paragraphs(text: &TagText) -> Vec<String> {
    text.as_str().split("\n\n").map(str::to_owned).collect()
}

/// Its names that differ from the one that stands above the page.
fn names(record: &TagRecord, language: Language) -> Vec<(&'static str, String)> {
    let shown = TagKey::of(record.shown_in(language));
    let others = record.labels.all().filter(|(other, label)| *other != language && label.key() != shown);
    others.map(|(other, label)| (other.code(), label.to_string())).collect()
}

fn name_of_link(link: &TagLink) -> String {
    match link.kind() {
        LinkKind::Wikidata => "Wikidata".to_owned(),
        LinkKind::OpenStreetMap => format!("OpenStreetMap, {link}"),
        LinkKind::Page => {
            let bare = link.as_str().split_once("://").map_or(link.as_str(), |(_, rest)| rest);
            bare.split('/').next().unwrap_or(bare).to_owned()
        }
    }
}

/// The address of a tag's page, for those that lead back to it.
fn address(view: &TagView, urls: Urls) -> String {
    urls.tag(&view.kept.record.tag)
}

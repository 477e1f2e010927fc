//! `GET /photos/{id}`: from the record to the page.

use std::{collections::BTreeSet, sync::Arc};

use actix_web::{
    HttpResponse,
    http::header,
    web::{Data, Path, Query},
};

use super::{DescribedTag, EarlierGrant, PhotoPage, SizeView, Standing, around};
use crate::{
    domain::{
        attribution::{Attribution, Format, Mention},
        collection::CollectionRecord,
        grant::{Act, Grant},
        language::Language,
        person::{Handle, Role},
        photo::{AuthorName, PhotoRecord, Provenance, State, Title},
        place::Precision,
        reader::Reader,
        tag::{Tag, TagKey, vocabulary::Vocabulary},
    },
    imaging::{pixels::EDGES, poster},
    library::{
        Library,
        freshness::{Dependencies, Dependency},
        pairs::ShownPair,
        replace::may_see_proposed,
    },
    web::{
        cache::{Made, PageCache},
        frame::{
            answer,
            layout::{Frame, ShareImage},
        },
        i18n::Messages,
        pages::{
            alike,
            collections::collect::{self, CollectForm},
            credit, doubts, embed, list,
            reuse::{Changed, Panel},
            sentences, statements,
            tag::paragraphs,
        },
        problem::{FieldProblem, FormValues, Problem, Why},
        request::{context::RequestContext, parameters::photo_id},
        site::Site,
        urls::collections::listed,
        view::{
            attribution::attribution_of,
            grants, json,
            licence::{LicenceView, link_to_licence},
            markup::Markup,
        },
    },
};

/// `GET /photos/{id}`.
///
/// # Errors
/// [`Problem::NotFound`] when the reader may not see it, [`Problem::Gone`] for a withdrawn photo,
/// [`FieldProblem::Invalid`] for a licence that it never had.
pub async fn show(
    context: RequestContext,
    id: Path<String>,
    asked: Query<FormValues>,
    library: Data<Library>,
    site: Data<Site>,
    kept: Data<PageCache>,
) -> Result<HttpResponse, Problem> {
    // On the heap: the page is filled by one future of 23 KB.
    Box::pin(kept.page(&library, &context, async {
        let found = library.whole_photo(&context.reader, &photo_id(&id)?).await?;
        let giver = match json::contributor(&found, &context.reader) {
            Some(handle) => {
                let person = library.person(handle).await?;
                Some((handle.clone(), person.map_or_else(|| handle.to_string(), |person| person.name)))
            }
            None => None,
        };
        let word = |wanted: &str| asked.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
        let attribution = attribution_of(&found.record, &site);
        let mut page = page(site.frame(&context, ""), &found.record, &attribution, giver, &context.reader, &site);
        if let Some(licence) = found.licence() {
            let language = word("snippet").and_then(|code| code.parse().ok()).unwrap_or(context.language);
            let changed = Changed::asked(&asked)?;
            let named = match word("license").filter(|named| !named.is_empty()) {
                Some(named) => {
                    found.granted_as(named).ok_or(Problem::Field(FieldProblem::Invalid("license", Why::NotGranted)))?
                }
                None => licence,
            };
            let earlier = Some(named).filter(|named| *named != licence);
            // Previews on other sites name the licence in force.
            let embeds = if found.state == State::Published && earlier.is_none() {
                embed::codes(&found.record, &attribution, &site, language, page.frame.t)?
            } else {
                Vec::new()
            };
            let mut record = Attribution { licence: Some(named), ..attribution };
            // Only the author may declare to Wikimedia Commons that the work is their own, and only of the unchanged
            // work.
            record.uploader_is_author = context.reader.gave(&found)
                && found.source == Provenance::Own
                && !found.author_withheld
                && !changed.is_any();
            let panel = Panel::new(record, named, language, changed, page.frame.t);
            page.panel = Some(Panel { earlier, embeds, ..panel });
        }
        if let Some(standing) = page.standing.as_mut() {
            let before = library.withdrawn_before(&context.reader, &found.record).await?;
            standing.withdrawn_before = before.map(|before| sentences::withdrawn_before(&before, &page.frame));
            let reports = library.statements(&context.reader, &found.record).await?;
            standing.statements = statements::of(&reports, page.frame.t);
            if standing.gave {
                standing.contact = statements::contact(&library, &page.frame).await?;
            }
            if standing.gave || standing.may_review {
                let similar = library.similar_if_indexed(&context.reader, &found.record).await?;
                standing.alike = alike::views(&similar, page.frame.t);
                // Those that are public are under a public photo for everyone.
                let is_public = found.state == State::Published;
                standing.alike.retain(|other| !is_public || other.state.is_some());
            }
            standing.ledger = credit::of_page(&found.record, &context.reader, &library, &page.frame).await?;
        }
        page.chart = around::chart(&found, &page.frame);
        let tags: Vec<TagKey> = found.tags.iter().map(Tag::key).collect();
        page.described = described(&tags, &*library.vocabulary().await?, context.language);
        let (mut alike_shown, in_collection) = (Vec::new(), word("in").and_then(listed));
        // Of collections, drafts too: the page says so once they are published.
        let (having, paired) = tokio::try_join!(library.collections_having(&found.id), library.pairs_of(&found.id))?;
        let gathered = library.public_by_title(having.clone()).await?;
        if found.state == State::Published {
            let related = around::related(&found, &library, &page.frame).await?;
            (page.related, alike_shown) = (related.strips, related.alike);
            if let Some(listed) = word("in") {
                page.print = around::print_of(listed);
                let giver = page.contributor.as_ref();
                page.neighbours = match &in_collection {
                    Some(slug) => around::in_collection(&found, slug, &context.reader, &library, &page.frame).await?,
                    None => around::neighbours(&found, listed, giver, &library, &page.frame).await?,
                };
            }
            page.name_collections(&gathered, &paired);
            if context.person.is_some() {
                let offered = collect::offered(&found.id, &context, &library).await?;
                page.collect = Some((CollectForm::of_photo(&found.id, &page.frame), offered));
            }
        }
        // A page with a query is for one reader: search engines index the page without it. The list that one came from is no
        // part of its address.
        let query = context.path.split_once('?').map_or("", |(_, query)| query);
        page.frame.indexed &= query.is_empty() || (query.starts_with("in=") && !query.contains('&'));
        let person = page.contributor.as_ref().map(|(handle, _)| Dependency::Person(handle));
        let is_searched = page.neighbours.is_some() && in_collection.is_none();
        let gathered = having.iter().chain(&in_collection);
        let shown: Vec<Dependency<'_>> = person
            .into_iter()
            .chain([Dependency::Photo(&found.id), Dependency::CollectionsOf(&found.id), Dependency::PairsOf(&found.id)])
            .chain(paired.iter().map(|(of, _)| Dependency::Collection(&of.slug)))
            .chain(paired.iter().flat_map(|(_, shown)| [&shown.pair.then, &shown.pair.now]).map(Dependency::Photo))
            .chain(around::dependencies(&found, is_searched))
            .chain(gathered.map(Dependency::Collection))
            .chain(alike_shown.iter().map(Dependency::Photo))
            .chain(tags.iter().map(Dependency::TagNamed))
            .collect();
        let mut shown = Dependencies::on(&shown);
        if let Some(slug) = &in_collection {
            shown = shown.and_contents(&*library.contents_at_hand(slug).await?);
        }
        let headers = link_to_licence(&found).map(|link| (header::LINK, link)).into_iter().collect();
        Ok((Made { headers, ..answer::made(&page)? }, shown))
    }))
    .await
}

impl PhotoPage {
    /// Names the public collections that have the photo, and those that show it in a pair.
    fn name_collections(&mut self, gathered: &[Arc<CollectionRecord>], paired: &[(Arc<CollectionRecord>, ShownPair)]) {
        let urls = self.frame.urls;
        let title = |collection: &CollectionRecord| collection.title.as_str().to_owned();
        self.collections = gathered.iter().map(|of| (title(of), urls.collection(&of.slug))).collect();
        let address = |of: &CollectionRecord, shown: &ShownPair| urls.collection_pair(&of.slug, &shown.pair);
        self.pairs = paired.iter().map(|(of, shown)| (title(of), address(of, shown))).collect();
    }
}

fn page(
    mut frame: Frame,
    photo: &PhotoRecord,
    attribution: &Attribution,
    contributor: Option<(Handle, String)>,
    reader: &Reader,
    site: &Site,
) -> PhotoPage {
    let t = frame.t;
    let published = photo.state == State::Published;
    let card = list::card(photo);
    frame.title = card.title.unwrap_or_else(|| t.photo_untitled().to_owned());
    let mention = Mention::of(attribution, t.language());
    frame.description = photo.licence().map(|_| mention.written(Format::Text));
    frame.indexed = published;
    frame.share_image = published.then(|| share_image(&frame, photo)).flatten();
    let coordinates = photo.place.as_ref().and_then(crate::domain::place::Place::public_coordinates);
    PhotoPage {
        id: photo.id.clone(),
        address: site.photo_url(&photo.id),
        title: photo.title.as_ref().map(|title| title.as_str().to_owned()),
        description: photo.description.as_ref().map(|words| words.as_str().to_owned()),
        alt: card.alt,
        author: card.author,
        author_photos: around::photos_of_author(photo, frame.urls),
        author_url: photo.credited().url,
        author_withheld: photo.author_withheld,
        receipt: grants::receipt_title(photo, t),
        granted: photo.grants.last().map(|grant| granted(grant, contributor.as_ref(), t)),
        contributor,
        licence: photo.licence().map(LicenceView::of),
        earlier: earlier(photo, &frame),
        width: card.width,
        height: card.height,
        edges: card.edges,
        taken: photo.taken.as_ref().map(|taken| (t.taken(taken), taken.to_string())),
        place: photo.place.as_ref().and_then(|place| place.name.clone()),
        place_photos: around::photos_of_place(photo, frame.urls),
        coordinates: coordinates.map(|point| t.degrees(point.latitude(), point.longitude())),
        chart: None,
        looks: photo.public_direction().map(|direction| t.looks(direction)),
        coordinates_rounded: photo.place.as_ref().is_some_and(|place| place.precision == Precision::Area),
        tags: photo.tags.clone(),
        described: Vec::new(),
        camera: photo.camera.clone(),
        published: photo.published.map(|at| grants::day(at, t)),
        has_letters: has_letters_for(photo),
        sizes: if published && photo.licence().is_some() { sizes(photo) } else { Vec::new() },
        panel: None,
        neighbours: None,
        print: None,
        collections: Vec::new(),
        pairs: Vec::new(),
        collect: None,
        related: Vec::new(),
        standing: standing(photo, reader, t),
        json_ld: Markup::from_encoder(mention.written(Format::Jsonld)),
        frame,
    }
}

/// The descriptions of these tags, each once.
fn described(tags: &[TagKey], vocabulary: &Vocabulary, language: Language) -> Vec<DescribedTag> {
    /// More would be longer than all else on the page; the page of each tag has its description too.
    const MOST: usize = 3;
    let mut described: Vec<DescribedTag> = Vec::new();
    for record in tags.iter().filter_map(|word| vocabulary.record(&vocabulary.canonical(word))) {
        if let Some(text) = &record.text
            && described.len() < MOST
            && described.iter().all(|other| other.tag != record.tag)
        {
            let name = record.shown_in(language).to_owned();
            described.push(DescribedTag { tag: record.tag.clone(), name, text: paragraphs(text) });
        }
    }
    described
}

/// The grants before the one in force; one that allows more links to the attributions that name it, which a photo has
/// once it is public.
fn earlier(photo: &PhotoRecord, frame: &Frame) -> Vec<EarlierGrant> {
    let before = photo.grants.len().saturating_sub(1);
    let freer = if photo.state == State::Published { photo.freer_licences() } else { BTreeSet::new() };
    let stands = |licence| freer.contains(&licence).then(|| frame.urls.photo_under(&photo.id, licence));
    let granted = grants::views(&photo.grants, frame.t).into_iter().zip(&photo.grants).take(before);
    granted.map(|(view, grant)| EarlierGrant { view, stands: stands(grant.licence) }).collect()
}

/// A grant in one sentence; who granted it is not named where the contributor is not.
fn granted(grant: &Grant, contributor: Option<&(Handle, String)>, t: Messages) -> String {
    let label = LicenceView::of(grant.licence).unbroken();
    let day = grants::day(grant.at, t);
    let by =
        contributor.map(|(handle, name)| if *handle == grant.grantor { name.as_str() } else { grant.grantor.as_str() });
    match (Act::of(grant.licence), by) {
        (Act::Mark, Some(name)) => t.grant_marked_by(&day, &label, name),
        (Act::Mark, None) => t.grant_marked(&day, &label),
        (Act::Dedication, Some(name)) => t.grant_dedicated_by(&day, &label, name),
        (Act::Dedication, None) => t.grant_dedicated(&day, &label),
        (Act::Licence, Some(name)) => t.grant_given_by(&day, &label, name),
        (Act::Licence, None) => t.grant_given(&day, &label),
    }
}

/// The rendition that other sites show with a link to this page.
fn share_image(frame: &Frame, photo: &PhotoRecord) -> Option<ShareImage> {
    // 1,280 px is the least that shared cards show sharp, and far from the weight that they refuse.
    let made = photo.renditions.iter().filter(|made| made.edge <= 1_280).max_by_key(|made| made.edge)?;
    Some(ShareImage {
        path: frame.urls.media(&photo.id, made.edge),
        width: made.width,
        height: made.height,
        alt: photo.alt.as_ref().map_or_else(|| frame.title.clone(), |alt| alt.as_str().to_owned()),
    })
}

/// Whether the font has the letters of its title and its author, to draw the attribution under the picture.
fn has_letters_for(photo: &PhotoRecord) -> bool {
    let author = photo.credited().name;
    let words = [photo.title.as_ref().map(Title::as_str), author.as_ref().map(AuthorName::as_str)];
    words.into_iter().flatten().all(|words| poster::has_letters_for(words).unwrap_or(false))
}

/// The original, then the renditions that people download: 320 px is for grids only.
fn sizes(photo: &PhotoRecord) -> Vec<SizeView> {
    let original = &photo.original;
    let mut sizes = vec![SizeView {
        name: "original".to_owned(),
        kind: kind(&original.media_type),
        width: original.width,
        height: original.height,
        bytes: Some(original.bytes),
    }];
    let long = original.width.max(original.height);
    // A file that is no JPEG has one of its own size as well: few word processors take a TIFF or a WebP.
    let is_jpeg = original.media_type == "image/jpeg";
    let offered = |edge: u32| edge > 320 && EDGES.contains(&edge);
    let smaller = photo.renditions.iter().filter(|made| offered(made.edge) && (made.edge < long || !is_jpeg));
    sizes.extend(smaller.map(|made| SizeView {
        name: made.edge.to_string(),
        kind: "JPEG",
        width: made.width,
        height: made.height,
        bytes: Some(made.bytes),
    }));
    sizes
}

/// The name of a file's format, as people know it.
fn kind(media_type: &str) -> &'static str {
    match media_type {
        "image/png" => "PNG",
        "image/webp" => "WebP",
        "image/gif" => "GIF",
        "image/tiff" => "TIFF",
        _ => "JPEG",
    }
}

/// What its contributor and staff may do about it; nothing for other readers.
fn standing(photo: &PhotoRecord, reader: &Reader, t: Messages) -> Option<Standing> {
    let gave = reader.gave(photo);
    let reviews = reader.is_at_least(Role::Moderator);
    let over = photo.state == State::Withdrawn;
    let is_sent_back = gave && matches!(photo.state, State::ChangeRequested | State::Refused);
    let is_trusted = reader.publishes_at_once();
    let may_edit = reader.may_describe(photo) && !over;
    (reader.is_involved(photo) || may_edit).then(|| Standing {
        state: photo.state,
        gave,
        is_sent_back,
        is_reviewed_again: is_sent_back && (photo.state == State::Refused || !is_trusted),
        reason: photo.reason().map(str::to_owned),
        statements: Vec::new(),
        contact: None,
        withdrawn_before: None,
        doubts: if reviews { doubts::sentences(photo, &[], reader, t) } else { Vec::new() },
        alike: Vec::new(),
        ledger: None,
        may_edit,
        may_submit: gave
            && matches!(photo.state, State::Draft | State::ChangeRequested | State::Refused)
            && photo.licence().is_some(),
        may_withdraw: reader.is_involved(photo) && photo.state.leads_to(State::Withdrawn),
        may_review: reviews,
        may_replace: photo.state == State::Published && (gave || may_see_proposed(reader, photo)),
        file_waits: may_see_proposed(reader, photo),
    })
}

//! `GET /basket`: from the ids of the address to the page.

use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{Data, Query},
};

use super::{BasketPage, Block, Lot, keep::kept};
use crate::{
    domain::{
        attribution::{Attribution, block, combined_obligations, rich_block},
        language::Language,
        licence::LicenceId,
        photo::PhotoRecord,
        selection::Selection,
    },
    library::{
        Library,
        select::{Gone, Selected},
        take_away::Size,
    },
    web::{
        frame::answer,
        i18n::Messages,
        pages::{
            collections::collect::{self, CollectForm},
            list,
            reuse::{self, Changed, Piece},
        },
        problem::{FormValues, Problem},
        request::{
            context::{RequestContext, see_other},
            intake::ReceivedForm,
        },
        site::Site,
        view::{attribution::attribution_of, compatibility::CompatibilityView},
    },
};

/// The sizes that a package is offered in.
const SIZES: [(&str, Size); 4] =
    [("original", Size::Original), ("2000", Size::Edge(2_000)), ("1280", Size::Edge(1_280)), ("640", Size::Edge(640))];

/// `GET /basket?ids=a,b,c&use=remix&snippet=fr|en|br&change=…&other=…&by=…`. Without `ids`, leads to the list that this
/// browser keeps.
///
/// # Errors
/// [`Problem::Fault`] when the catalogue fails.
pub async fn show(
    request: HttpRequest,
    context: RequestContext,
    asked: Query<FormValues>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let kept = kept(&request);
    let asked = asked.into_inner();
    let changed = Changed::asked(&asked)?;
    let asked = ReceivedForm::of_values(asked);
    let (selection, rest) = Selection::read_with_rest(asked.sent("ids").unwrap_or_default());
    if asked.sent("ids").is_none() && !kept.is_empty() {
        return Ok(see_other(&site.frame_urls(context.language).basket_of(&kept)));
    }
    let selected = library.selected(&selection).await?;
    let mut frame = site.frame(&context, "");
    frame.t.basket_title().clone_into(&mut frame.title);
    frame.indexed = false;
    let language = asked.value("snippet").and_then(|code| code.parse().ok()).unwrap_or(context.language);
    let combined = asked.value("use") == Some("remix");
    let lot = lot(&selected, language, combined, changed, frame.t, &site);
    let collections = collect::offered_to_basket(&context, &library).await?;
    let collect = lot.as_ref().filter(|_| !collections.is_empty());
    let page = BasketPage {
        collect: collect.map(|lot| CollectForm::of_basket(lot.selection.clone(), &frame)),
        collections,
        cards: selected.photos.iter().map(|(photo, _)| list::card(photo)).collect(),
        gone: gone(&selected, frame.t),
        rest,
        foreign: !selection.is_empty() && !kept.is_empty() && kept != selection,
        lot,
        selection,
        frame,
    };
    answer::personal(StatusCode::OK, &page)
}

/// What is gone of a selection: withdrawn photos by their titles, the others as a number that says nothing of each.
#[must_use]
pub fn gone(selected: &Selected, t: Messages) -> Vec<String> {
    let mut unknown = 0;
    let mut sentences = Vec::new();
    for gone in &selected.gone {
        match gone {
            Gone::Withdrawn(photo) => {
                let title = photo.title.as_ref().map_or_else(|| t.photo_untitled(), |title| title.as_str());
                sentences.push(t.basket_gone_withdrawn(title));
            }
            Gone::Unknown(_) => unknown += 1,
        }
    }
    sentences.extend((unknown > 0).then(|| t.basket_gone_unknown(unknown)));
    sentences
}

/// `combined`: whether all are said to be combined or retouched. What was changed is said of the photos whose licence
/// lets changed versions be shared: the others can only have stayed as they are.
fn lot(
    selected: &Selected,
    language: Language,
    combined: bool,
    changed: Changed,
    t: Messages,
    site: &Site,
) -> Option<Lot> {
    let mut taken = Selection::default();
    for (photo, _) in &selected.photos {
        taken.add(photo.id.clone());
    }
    let mut changeable = Selection::default();
    for (photo, _) in selected.photos.iter().filter(|(_, licence)| licence.licence().allows_sharing_derivatives) {
        changeable.add(photo.id.clone());
    }
    let unchangeable = u32::try_from(taken.ids().len() - changeable.ids().len()).unwrap_or(u32::MAX);
    let changed = if changeable.is_empty() { Changed::default() } else { changed };
    let said = |photo: &PhotoRecord| {
        let record = attribution_of(photo, site);
        let is_changed = changeable.ids().contains(&photo.id) && changed.concerns(&photo.id);
        if is_changed { changed.said_in(record, Messages::new(language)) } else { record }
    };
    let records: Vec<Attribution> = selected.photos.iter().map(|(photo, _)| said(photo)).collect();
    let mut mix = CompatibilityView::of(selected, t);
    // When the reader ticks the photos that they combine, the answer is about those.
    let mut assembled = selected.clone();
    assembled.photos.retain(|(photo, _)| changed.concerns(&photo.id));
    let of_those = !combined && changed.assembled && changed.photos.is_some() && !assembled.photos.is_empty();
    if of_those {
        mix.remixed = CompatibilityView::of(&assembled, t).remixed;
    }
    let remix = combined || changed.assembled;
    let unticked = changed.is_any() && changed.photos.as_ref().is_some_and(Selection::is_empty);
    (!taken.is_empty()).then(|| Lot {
        selection: taken,
        mix,
        remix,
        of_those,
        unticked,
        changeable,
        unchangeable,
        panel: Block { language, pieces: pieces(&records, language, t), changed },
        sizes: SIZES.into_iter().map(|(name, size)| (name, selected.weight(size))).collect(),
    })
}

/// Each medium's block. The file page of Wikimedia Commons is not among them: it is about one file.
fn pieces(records: &[Attribution], language: Language, t: Messages) -> Vec<Piece> {
    let licences: Vec<LicenceId> = records.iter().filter_map(|record| record.licence).collect();
    let mut pieces = reuse::pieces(
        |format| block(records, format, language),
        rich_block(records, language),
        |medium| combined_obligations(&licences, medium),
        t,
    );
    pieces.retain(|piece| piece.key != "commons");
    pieces
}

//! The settings of the site. What the configuration file fixes is shown, and not changed.
//!
//! `POST`: `csrf`; `revision`, the settings that the form was opened with; `site_name`, `sentence_fr`, `sentence_en`, `sign_up` =
//! `open|invitation|closed`, `invitations` (a code a line), `licenses` (any number), `file_megabytes`, `megapixels`,
//! `quota_megabytes` (empty: no limit). A field that is not sent leaves its setting as it is.

mod typed;

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;

use self::typed::{read, typed};
use super::{super::field_errors::FieldErrors, check, frame, name_of};
use crate::{
    domain::{
        licence::{self, LicenceId},
        site::{InvitationCode, SignUpRule},
    },
    library::{
        Library, Settings,
        settings::{FILE_MEGABYTES, MEGAPIXELS, Setting},
        site::SiteSettings,
    },
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        i18n::Messages,
        problem::{Problem, StateProblem},
        request::{context::RequestContext, intake::ReceivedForm, sent_form::SentForm},
        site::Site,
        view::{grants::day, licence::LicenceView},
    },
};

/// Bytes of a megabyte, and pixels of a megapixel.
const MEGA: u64 = 1_000_000;

/// The settings, and the form that changes them.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/admin_site.html")]
pub struct SitePage {
    /// What every page has.
    pub frame: Frame,
    /// The settings that the form was opened with; 0 before the first change.
    pub revision: u64,
    /// What the fields hold.
    pub values: Values,
    /// The licences that may be offered, and whether each is.
    pub licences: Vec<(LicenceView, bool)>,
    /// The settings that the configuration file fixes.
    pub fixed: Vec<Setting>,
    /// How many invitation codes stand in the configuration file.
    pub configured_codes: u64,
    /// When the settings were last changed, and by whom, in a sentence.
    pub last: Option<String>,
    /// What is wrong with the form.
    pub errors: FieldErrors,
    /// What somebody else set meanwhile, where it differs from the form: the setting, and its value.
    pub meanwhile: Vec<(&'static str, String)>,
}

/// What the fields of the form hold, as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    /// The site's name.
    pub name: String,
    /// Its sentence in French.
    pub sentence_fr: String,
    /// Its sentence in English.
    pub sentence_en: String,
    /// Who may make an account: the name of the rule.
    pub sign_up: String,
    /// The invitation codes, one a line.
    pub invitations: String,
    /// The ids of the licences offered.
    pub licences: Vec<String>,
    /// The largest file, in megabytes.
    pub file_megabytes: String,
    /// The largest picture, in megapixels.
    pub megapixels: String,
    /// The most space, in megabytes, or nothing.
    pub quota_megabytes: String,
}

impl SitePage {
    /// Whether the configuration file fixes the setting of this name.
    #[must_use]
    pub fn fixes(&self, name: &str) -> bool {
        self.fixed.iter().any(|setting| setting.name() == name)
    }

    /// The rules of signing up: name, words, whether it is the one that holds.
    #[must_use]
    pub fn rules(&self) -> Vec<(&'static str, &'static str, bool)> {
        let rule = |rule: SignUpRule| (rule.name(), in_words(rule, self.frame.t), rule.name() == self.values.sign_up);
        SignUpRule::ALL.into_iter().map(rule).collect()
    }

    /// The bounds of the largest file and of the largest picture.
    #[must_use]
    pub const fn bounds(&self) -> [(u64, u64); 2] {
        [(*FILE_MEGABYTES.start(), *FILE_MEGABYTES.end()), (*MEGAPIXELS.start(), *MEGAPIXELS.end())]
    }
}

/// `GET /admin/site`.
///
/// # Errors
/// [`AccessProblem::NotSignedIn`], [`AccessProblem::NotAllowed`].
pub async fn show(context: RequestContext, library: Data<Library>, site: Data<Site>) -> Result<HttpResponse, Problem> {
    check(&context)?;
    answer::personal(StatusCode::OK, &page(&context, &library, &site).await?)
}

/// `POST /admin/site`: in force for the next request.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn save(
    context: RequestContext,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    check(&context)?;
    let mut problems = match read(&form, &library.settings()) {
        Ok(change) => {
            let seen = form.value("revision").and_then(|seen| seen.parse().ok()).unwrap_or_default();
            match library.change_site(&context.reader, change, seen).await {
                Ok(()) => {
                    let to = site.frame_urls(context.language).admin_site();
                    return Ok(FlashCode::Saved.see_other(&context, &to));
                }
                Err(error) => vec![Problem::from(error)],
            }
        }
        Err(problems) => problems,
    };
    if let Some(fault) = problems.iter().position(|problem| !problem.is_about_the_form()) {
        return Err(problems.swap_remove(fault));
    }
    let mut page = page(&context, &library, &site).await?;
    let typed = typed(&form, &page.values);
    if problems.iter().any(|problem| matches!(problem, Problem::State(StateProblem::Rewritten))) {
        page.meanwhile = differences(&page.values, &typed, page.frame.t);
    }
    for (licence, is_offered) in &mut page.licences {
        *is_offered = typed.licences.contains(&licence.id);
    }
    page.values = typed;
    page.errors = FieldErrors::of(&problems, page.frame.t);
    answer::personal(problems.first().map_or(StatusCode::UNPROCESSABLE_ENTITY, Problem::status), &page)
}

/// The licences that may be offered here: those of the program, and any other that the configuration file offers.
fn choices(settings: &Settings) -> Vec<LicenceId> {
    let mut all = licence::offered();
    let others: Vec<LicenceId> = settings.offered.iter().copied().filter(|id| !all.contains(id)).collect();
    all.extend(others);
    all
}

fn in_words(rule: SignUpRule, t: Messages) -> &'static str {
    match rule {
        SignUpRule::Open => t.sign_up_open(),
        SignUpRule::Invitation => t.sign_up_invitation(),
        SignUpRule::Closed => t.sign_up_closed(),
    }
}

/// The settings as they stand that differ from what was typed.
fn differences(now: &Values, typed: &Values, t: Messages) -> Vec<(&'static str, String)> {
    let rule = SignUpRule::of_name(&now.sign_up).map_or("", |rule| in_words(rule, t));
    let labels = now.licences.iter().filter_map(|id| LicenceId::parse(id).ok()).map(LicenceId::label);
    let offered = labels.collect::<Vec<_>>().join(", ");
    let lines = |text: &str| text.lines().collect::<Vec<_>>().join(", ");
    [
        (t.field_site_name(), now.name != typed.name, now.name.clone()),
        (t.field_sentence_fr(), now.sentence_fr != typed.sentence_fr, now.sentence_fr.clone()),
        (t.field_sentence_en(), now.sentence_en != typed.sentence_en, now.sentence_en.clone()),
        (t.field_sign_up(), now.sign_up != typed.sign_up, rule.to_owned()),
        (t.field_invitations(), now.invitations != typed.invitations, lines(&now.invitations)),
        (t.admin_site_licences(), now.licences != typed.licences, offered),
        (t.field_file_megabytes(), now.file_megabytes != typed.file_megabytes, now.file_megabytes.clone()),
        (t.field_megapixels(), now.megapixels != typed.megapixels, now.megapixels.clone()),
        (t.field_quota(), now.quota_megabytes != typed.quota_megabytes, now.quota_megabytes.clone()),
    ]
    .into_iter()
    .filter_map(|(name, differs, value)| differs.then_some((name, value)))
    .collect()
}

fn values(settings: &Settings, kept: &SiteSettings) -> Values {
    let sentences = &settings.sentences;
    let codes: Vec<&str> = kept.codes.iter().map(InvitationCode::as_str).collect();
    let sentence = |own: &Option<crate::domain::site::SiteSentence>| {
        own.as_ref().map(|own| own.as_str().to_owned()).unwrap_or_default()
    };
    Values {
        name: settings.name.clone(),
        sentence_fr: sentence(&sentences.french),
        sentence_en: sentence(&sentences.english),
        sign_up: settings.sign_up.rule().name().to_owned(),
        invitations: codes.join("\n"),
        licences: settings.offered.iter().map(|id| id.as_str().to_owned()).collect(),
        file_megabytes: (settings.limits.file_bytes / MEGA).to_string(),
        megapixels: (settings.limits.pixels / MEGA).to_string(),
        quota_megabytes: settings.quota_bytes.map(|bytes| (bytes / MEGA).to_string()).unwrap_or_default(),
    }
}

async fn page(context: &RequestContext, library: &Library, site: &Site) -> Result<SitePage, Problem> {
    let frame = frame(context, site, Messages::admin_site_title);
    let kept = library.site_settings(&context.reader).await?;
    let settings = library.settings();
    let last = match &kept.last {
        Some((at, actor)) => {
            let by = name_of(actor, library, frame.t).await?;
            Some(frame.t.admin_site_last(&day(*at, frame.t), &by))
        }
        None => None,
    };
    let licence = |id: LicenceId| (LicenceView::of(id), settings.offered.contains(&id));
    Ok(SitePage {
        revision: kept.revision,
        values: values(&settings, &kept),
        licences: choices(&settings).into_iter().map(licence).collect(),
        fixed: settings.fixed.clone(),
        configured_codes: u64::try_from(settings.codes.len()).unwrap_or(u64::MAX),
        last,
        errors: FieldErrors::default(),
        meanwhile: Vec::new(),
        frame,
    })
}

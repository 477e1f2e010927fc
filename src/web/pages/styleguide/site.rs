//! The settings of the site and its legal pages, as administrators see them.

use actix_web::{HttpResponse, http::StatusCode};

use super::sample::{Sample, wrong};
use crate::{
    domain::{language::Language, legal::LegalPage, licence::LicenceId},
    library::settings::Setting,
    web::{
        frame::{answer, layout::Frame},
        pages::{
            admin::{
                site::{SitePage, Values},
                text::{Meanwhile, TextPage, VersionView},
                texts::{PageView, TextView, TextsPage},
                version::VersionPage,
            },
            field_errors::FieldErrors,
        },
        problem::Problem,
        view::{
            legal,
            licence::LicenceView,
            prose::{Blanks, prose},
        },
    },
};

/// The pages of this file.
pub const NAMES: &[&str] = &[
    "site",
    "site-fixed",
    "site-wrong",
    "texts",
    "text",
    "text-preview",
    "text-meanwhile",
    "version",
    "version-present",
];

const DAY: &str = "30 novembre 2026";
const MARKDOWN: &str = "# Qui publie\n\nL’association [à compléter : nom], **12 rue de la Cale**.\n\n- loi de 1901\n- SIRET [à compléter]\n\n| Quoi | Qui |\n| --- | --- |\n| Hébergement | nous-mêmes |";

/// A page of this file, in one of its states.
pub fn shown(name: &str, sample: Sample) -> Option<Result<HttpResponse, Problem>> {
    let frame = sample.frame;
    let page = match name {
        "site" => answer::personal(StatusCode::OK, &site(frame)),
        "site-fixed" => answer::personal(StatusCode::OK, &SitePage { fixed: Setting::ALL.into(), ..site(frame) }),
        "site-wrong" => {
            let fields = ["site_name", "sentence_fr", "sign_up", "invitations", "licenses", "file_megabytes"];
            let errors = wrong(&fields, frame.t);
            let meanwhile = vec![(frame.t.field_site_name(), "Les yeux de la rade".to_owned())];
            answer::personal(StatusCode::OK, &SitePage { errors, meanwhile, ..site(frame) })
        }
        "texts" => answer::personal(StatusCode::OK, &texts(frame)),
        "text" => answer::personal(StatusCode::OK, &text(frame)),
        "text-preview" => {
            let preview = Some(prose(MARKDOWN, Blanks::Marked));
            answer::personal(StatusCode::OK, &TextPage { preview, ..text(frame) })
        }
        "text-meanwhile" => {
            let sentence = frame.t.admin_version_is(DAY, "Ada Kervella", "4");
            let meanwhile = Some(Meanwhile { seen: 4, sentence, text: "# Qui publie\n\nL’association.".to_owned() });
            let error = Some(frame.t.problem_report_stale().to_owned());
            answer::personal(StatusCode::OK, &TextPage { error, meanwhile, ..text(frame) })
        }
        "version" => answer::personal(StatusCode::OK, &version(frame, Some(4))),
        "version-present" => answer::personal(StatusCode::OK, &version(frame, None)),
        _ => return None,
    };
    Some(page)
}

fn site(mut frame: Frame) -> SitePage {
    frame.entitle(frame.t.admin_site_title());
    let values = Values {
        name: "Mémoires de la rade".to_owned(),
        sentence_fr: "Des photos de la rade, à réutiliser.".to_owned(),
        sentence_en: "Photos of the roadstead, to reuse.".to_owned(),
        sign_up: "invitation".to_owned(),
        invitations: "cale-2026\nphare-2026".to_owned(),
        licences: vec!["cc-by-sa-4.0".to_owned()],
        file_megabytes: "50".to_owned(),
        megapixels: "120".to_owned(),
        quota_megabytes: String::new(),
    };
    let licences = ["cc-by-sa-4.0", "cc-by-4.0"].into_iter().filter_map(|id| LicenceId::parse(id).ok());
    SitePage {
        revision: 1,
        values,
        licences: licences.map(|licence| (LicenceView::of(licence), licence.as_str() == "cc-by-sa-4.0")).collect(),
        fixed: Vec::new(),
        configured_codes: 2,
        last: None,
        errors: FieldErrors::default(),
        meanwhile: Vec::new(),
        frame,
    }
}

fn texts(mut frame: Frame) -> TextsPage {
    let t = frame.t;
    frame.entitle(t.admin_pages_title());
    let page = |page: LegalPage| PageView {
        address: legal::address(page, frame.urls),
        title: legal::title(page, t),
        texts: LegalPage::LANGUAGES
            .map(|language| TextView {
                code: language.code(),
                language: t.name_of(language),
                edit: frame.urls.admin_page(page, language),
                version: t.admin_version_is(DAY, "Ada Kervella", "3"),
                blanks: if language == Language::French { 2 } else { 0 },
            })
            .into(),
    };
    let pages = LegalPage::ALL.map(page).into();
    TextsPage { frame, pages }
}

fn text(mut frame: Frame) -> TextPage {
    let t = frame.t;
    frame.entitle(legal::title(LegalPage::Legal, t));
    let address = frame.urls.admin_version(LegalPage::Legal, Language::French, 0);
    let version = |name: &str, is_present: bool, by: &str| VersionView {
        address: address.clone(),
        name: name.to_owned(),
        written: by.to_owned(),
        is_present,
    };
    TextPage {
        page: LegalPage::Legal,
        language: Language::French,
        revision: 3,
        markdown: MARKDOWN.to_owned(),
        blanks: 2,
        preview: None,
        error: None,
        meanwhile: None,
        versions: vec![
            version("3", true, "Ada Kervella"),
            version("2", false, "Ada Kervella"),
            version("1", false, ""),
        ],
        older: Some(frame.urls.admin_page(LegalPage::Legal, Language::French)),
        frame,
    }
}

fn version(mut frame: Frame, revision: Option<u64>) -> VersionPage {
    frame.entitle(legal::title(LegalPage::Legal, frame.t));
    VersionPage {
        page: LegalPage::Legal,
        language: Language::French,
        seq: 7,
        name: "2".to_owned(),
        written: "Ada Kervella".to_owned(),
        prose: prose(MARKDOWN, Blanks::Marked),
        error: revision.map(|_| frame.t.problem_report_stale().to_owned()),
        revision,
        frame,
    }
}

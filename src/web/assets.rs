//! The style sheet, scripts and icons, embedded in the program and compressed at build.

/// One file served under `/assets/`, at an address that changes with its bytes: it may be cached for ever.
#[derive(Debug)]
pub struct Asset {
    /// Its name with its hash, such as `zef.0a1b2c3d4e.css`.
    pub file: &'static str,
    /// Its address on this site.
    pub path: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: &'static [u8],
    /// The same, compressed with brotli (RFC 7932).
    pub brotli: &'static [u8],
}

impl Asset {
    /// The asset of that hashed name.
    #[must_use]
    pub fn find(file: &str) -> Option<&'static Self> {
        ALL.iter().copied().find(|asset| asset.file == file)
    }
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_sheet_and_each_script_keep_within_their_budget() {
        // A page has the sheet of all pages, and one more at most.
        for of_pages in [&CURATE_CSS, &DOOR_CSS, &EMBED_CSS, &LICENCES_CSS, &REPORTS_CSS, &REVIEW_CSS, &SLIDES_CSS] {
            let bytes = ZEF_CSS.brotli.len() + of_pages.brotli.len();
            assert!(bytes <= 12 * 1024, "zef.css and {}: {bytes} bytes", of_pages.file);
        }
        let scripts: usize = ALL
            .iter()
            .filter(|asset| asset.media_type.starts_with("text/javascript"))
            // The viewer comes when a reader asks for it.
            .filter(|asset| asset.file != OPENSEADRAGON_MIN_JS.file)
            .map(|asset| asset.brotli.len())
            .sum();
        assert!(scripts <= 15 * 1024, "scripts together: {scripts} bytes");
    }

    #[test]
    fn an_asset_is_found_by_its_hashed_name_only() {
        assert!(Asset::find(ZEF_CSS.file).is_some_and(|asset| asset.bytes == ZEF_CSS.bytes));
        assert!(Asset::find("zef.css").is_none());
    }
}

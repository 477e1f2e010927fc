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
    use std::{fs, io, path::Path};

    use super::*;

    /// The name of an asset's constant: `zef.0a1b2c3d4e.css` is `ZEF_CSS`.
    fn constant(asset: &Asset) -> String {
        let mut parts: Vec<&str> = asset.file.split('.').collect();
        parts.remove(parts.len() - 2);
        parts.join("_").to_uppercase()
    }

    #[test]
    fn the_style_sheets_and_scripts_of_each_page_keep_within_their_budget() -> io::Result<()> {
        let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        let layout = fs::read_to_string(templates.join("layout.html"))?;
        let mut seen = 0;
        for page in fs::read_dir(templates.join("pages"))? {
            let page = page?.path();
            let own = fs::read_to_string(&page)?;
            let layout = if own.contains("extends \"layout.html\"") { &layout } else { "" };
            let text = format!("{layout}{own}").replace("frame.style()", "ZEF_CSS.path");
            // The map that moves needs a library.
            let scripts = if text.contains("LEAFLET_JS.path") { 55 * 1024 } else { 15 * 1024 };
            for (extension, budget) in [(".css", 12 * 1024), (".js", scripts)] {
                let of_page = ALL.iter().filter(|asset| asset.file.ends_with(extension));
                let of_page = of_page.filter(|asset| text.contains(&format!("{}.path", constant(asset))));
                // The viewer comes when a reader asks for it, and the style of the map that moves with its script.
                let of_page =
                    of_page.filter(|asset| ![OPENSEADRAGON_MIN_JS.file, LEAFLET_CSS.file].contains(&asset.file));
                let bytes: Vec<usize> = of_page.map(|asset| asset.brotli.len()).collect();
                assert!(bytes.iter().sum::<usize>() <= budget, "{}: {bytes:?} bytes of {extension}", page.display());
                seen += bytes.len();
            }
        }
        assert!(seen > 100, "the names of assets are not found in the templates: {seen}");
        Ok(())
    }

    #[test]
    fn parts_of_pages_load_nothing() -> io::Result<()> {
        // The test above looks at whole pages.
        for part in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/parts"))? {
            let part = part?.path();
            if part.is_file() {
                let text = fs::read_to_string(&part)?;
                assert!(!text.contains("_JS.path") && !text.contains("_CSS.path"), "{}", part.display());
            }
        }
        Ok(())
    }

    #[test]
    fn an_asset_is_found_by_its_hashed_name_only() {
        assert!(Asset::find(ZEF_CSS.file).is_some_and(|asset| asset.bytes == ZEF_CSS.bytes));
        assert!(Asset::find("zef.css").is_none());
    }
}

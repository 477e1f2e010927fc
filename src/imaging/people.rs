//! The names of the people shown, which are theirs to give: those that programs write beside the faces that they mark, and
//! the keywords that repeat them.

use std::collections::HashSet;

use super::xmp_element::OpenElement;
use crate::domain::text;

/// Where a name of somebody, or of whatever a region shows, stands in XMP: regions of the Metadata Working Group (MWG
/// guidelines 2.0, 5.9), Microsoft's, and IPTC's (IPTC Photo Metadata 2023.1, 15).
const NAMES: [(&str, &str); 6] = [
    ("http://www.metadataworkinggroup.com/schemas/regions/", "Name"),
    ("http://ns.microsoft.com/photo/1.2/t/Region#", "PersonDisplayName"),
    ("http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "PersonInImage"),
    ("http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "PersonName"),
    ("http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "Name"),
    ("http://ns.apple.com/faceinfo/1.0/", "Name"),
];

/// Whether an element or an attribute holds such a name.
pub(super) fn is_name(space: &str, name: &str) -> bool {
    NAMES.contains(&(space, name))
}

/// Whether the text of the innermost of these elements is such a name, or one of a list of them.
pub(super) fn is_named_in(open: &[OpenElement]) -> bool {
    let element = match open {
        [.., element, list, item] if list.is_list() && item.is("li") => Some(element),
        open => open.last(),
    };
    element.is_some_and(|element| is_name(&element.space, &element.name))
}

/// People by the words of their names, in alphabetical order, so that accents, capitals and order do not matter.
pub(super) struct People(HashSet<Vec<String>>);

impl People {
    pub(super) fn named(names: &[String]) -> Self {
        Self(names.iter().map(|name| sorted_words(name)).filter(|words| !words.is_empty()).collect())
    }

    /// Whether a keyword names one of them: alone, at any step of a path (`Personnes|Anne Le Gall`), or among other words where
    /// the name has several.
    pub(super) fn are_named_in(&self, keyword: &str) -> bool {
        // Most photographs mark nobody.
        if self.0.is_empty() {
            return false;
        }
        let all = sorted_words(keyword);
        let says = |name: &Vec<String>| name.len() > 1 && name.iter().all(|word| all.contains(word));
        keyword.split(['|', '/', '\\']).any(|step| self.0.contains(&sorted_words(step))) || self.0.iter().any(says)
    }
}

fn sorted_words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = text::words(text).collect();
    words.sort_unstable();
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imaging::xmp::{Packet, RDF};

    #[test]
    fn names_are_found_however_regions_are_written() {
        const REGIONS: &str = "http://www.metadataworkinggroup.com/schemas/regions/";
        const MICROSOFT: &str = "http://ns.microsoft.com/photo/1.2/t/Region#";
        const IPTC: &str = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
        for inner in [
            "<g:Regions r:parseType='Resource'><g:RegionList><r:Bag><r:li r:parseType='Resource'><g:Name>Anne Le Gall</g:Name></r:li></r:Bag></g:RegionList></g:Regions>",
            "<g:Regions><r:Description><g:RegionList><r:Bag><r:li><r:Description g:Name='Anne Le Gall' g:Type='Face'/></r:li></r:Bag></g:RegionList></r:Description></g:Regions>",
            "<g:Info><m:PersonDisplayName>Anne Le Gall</m:PersonDisplayName></g:Info>",
            "<i:PersonInImage><r:Bag><r:li>Anne Le Gall</r:li></r:Bag></i:PersonInImage>",
            "<i:ImageRegion><r:Bag><r:li><i:Name><r:Alt><r:li xml:lang='fr'>Anne Le Gall</r:li></r:Alt></i:Name></r:li></r:Bag></i:ImageRegion>",
        ] {
            let packet = format!(
                "<r:RDF xmlns:r='{RDF}' xmlns:g='{REGIONS}' xmlns:m='{MICROSOFT}' xmlns:i='{IPTC}'><r:Description>{inner}</r:Description></r:RDF>"
            );
            assert_eq!(Packet::read(packet.as_bytes()).people, ["Anne Le Gall"], "{inner}");
        }
    }

    #[test]
    fn a_keyword_that_repeats_a_name_is_known_whatever_its_form() {
        let people = People::named(&["Anne Le Gall", "Marie", "-"].map(str::to_owned));
        for keyword in
            ["Anne Le Gall", "LE GALL Anne", "Personnes|Anne Le Gall", "Famille/Marie", "Portrait de Anne Le Gall"]
        {
            assert!(people.are_named_in(keyword), "{keyword}");
        }
        for keyword in ["Sainte-Marie", "Anne", "phare", "-", ""] {
            assert!(!people.are_named_in(keyword), "{keyword}");
        }
    }
}

//! What stays of a file's XMP and IPTC beside its description and rights: the camera, the date, perhaps the place.

use super::{
    super::{
        iptc,
        metadata::Metadata,
        text,
        xmp::{AUX, EXIF, EXIF_EX, GPANO, IPTC_CORE, PHOTOSHOP, Packet, TIFF, XMP},
    },
    KeepPlace,
    weight::weight,
};

/// The most bytes of all these properties as XML.
const MOST_BYTES: usize = 4_000;

/// An XMP property that is kept unchanged.
#[derive(Debug)]
pub(super) struct RetainedProperty {
    space: &'static str,
    name: &'static str,
    /// The name with its usual prefix.
    pub(super) qualified: &'static str,
    /// The kind of list it is, if it is one.
    pub(super) list: Option<&'static str>,
    tells: Tells,
}

/// What a property tells of where the photographer stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tells {
    Nothing,
    Place,
    /// Where they looked.
    Direction,
}

const fn fact(space: &'static str, name: &'static str, qualified: &'static str) -> RetainedProperty {
    RetainedProperty { space, name, qualified, list: None, tells: Tells::Nothing }
}

const fn place(space: &'static str, name: &'static str, qualified: &'static str) -> RetainedProperty {
    RetainedProperty { tells: Tells::Place, ..fact(space, name, qualified) }
}

const fn direction(space: &'static str, name: &'static str, qualified: &'static str) -> RetainedProperty {
    RetainedProperty { tells: Tells::Direction, ..fact(space, name, qualified) }
}

const KEPT: &[RetainedProperty] = &[
    fact(TIFF, "Make", "tiff:Make"),
    fact(TIFF, "Model", "tiff:Model"),
    fact(AUX, "Lens", "aux:Lens"),
    fact(EXIF_EX, "LensModel", "exifEX:LensModel"),
    fact(EXIF, "ExposureTime", "exif:ExposureTime"),
    fact(EXIF, "FNumber", "exif:FNumber"),
    RetainedProperty { list: Some("Seq"), ..fact(EXIF, "ISOSpeedRatings", "exif:ISOSpeedRatings") },
    fact(EXIF, "FocalLength", "exif:FocalLength"),
    fact(EXIF, "DateTimeOriginal", "exif:DateTimeOriginal"),
    fact(XMP, "CreateDate", "xmp:CreateDate"),
    fact(PHOTOSHOP, "DateCreated", "photoshop:DateCreated"),
    fact(PHOTOSHOP, "Headline", "photoshop:Headline"),
    // How a panorama is displayed. Its numbers are those of the original's pixels; renditions have no XMP. Headings are those of a
    // compass (Photo Sphere XMP Metadata).
    fact(GPANO, "ProjectionType", "GPano:ProjectionType"),
    fact(GPANO, "UsePanoramaViewer", "GPano:UsePanoramaViewer"),
    fact(GPANO, "FullPanoWidthPixels", "GPano:FullPanoWidthPixels"),
    fact(GPANO, "FullPanoHeightPixels", "GPano:FullPanoHeightPixels"),
    fact(GPANO, "CroppedAreaImageWidthPixels", "GPano:CroppedAreaImageWidthPixels"),
    fact(GPANO, "CroppedAreaImageHeightPixels", "GPano:CroppedAreaImageHeightPixels"),
    fact(GPANO, "CroppedAreaLeftPixels", "GPano:CroppedAreaLeftPixels"),
    fact(GPANO, "CroppedAreaTopPixels", "GPano:CroppedAreaTopPixels"),
    direction(GPANO, "PoseHeadingDegrees", "GPano:PoseHeadingDegrees"),
    fact(GPANO, "PosePitchDegrees", "GPano:PosePitchDegrees"),
    fact(GPANO, "PoseRollDegrees", "GPano:PoseRollDegrees"),
    direction(GPANO, "InitialViewHeadingDegrees", "GPano:InitialViewHeadingDegrees"),
    fact(GPANO, "InitialViewPitchDegrees", "GPano:InitialViewPitchDegrees"),
    fact(GPANO, "InitialViewRollDegrees", "GPano:InitialViewRollDegrees"),
    fact(GPANO, "InitialHorizontalFOVDegrees", "GPano:InitialHorizontalFOVDegrees"),
    place(PHOTOSHOP, "City", "photoshop:City"),
    place(PHOTOSHOP, "State", "photoshop:State"),
    place(PHOTOSHOP, "Country", "photoshop:Country"),
    place(IPTC_CORE, "Location", "Iptc4xmpCore:Location"),
    place(IPTC_CORE, "CountryCode", "Iptc4xmpCore:CountryCode"),
    place(EXIF, "GPSLatitude", "exif:GPSLatitude"),
    place(EXIF, "GPSLongitude", "exif:GPSLongitude"),
    place(EXIF, "GPSAltitude", "exif:GPSAltitude"),
    place(EXIF, "GPSAltitudeRef", "exif:GPSAltitudeRef"),
    direction(EXIF, "GPSImgDirection", "exif:GPSImgDirection"),
    direction(EXIF, "GPSImgDirectionRef", "exif:GPSImgDirectionRef"),
];

/// The properties that stay, each with its values. Readers show the headline as the title, so it is dropped when there
/// is a title.
pub(super) fn in_xmp(
    packet: &Packet,
    keep: KeepPlace,
    is_titled: bool,
) -> Vec<(&'static RetainedProperty, Vec<String>)> {
    let mut left = MOST_BYTES;
    let mut kept = Vec::new();
    let stays = |property: &&RetainedProperty| {
        let may_be_told = match property.tells {
            Tells::Nothing => true,
            Tells::Place => keep != KeepPlace::No,
            Tells::Direction => keep == KeepPlace::Yes,
        };
        may_be_told && !(is_titled && property.name == "Headline")
    };
    for property in KEPT.iter().filter(stays) {
        let values: Vec<String> = packet.all(property.space, property.name).filter_map(text::line).take(8).collect();
        // Its two tags, and each value escaped, in an entry of a list.
        let length = 80 + values.iter().map(|value| 20 + weight(value)).sum::<usize>();
        if let Some(less) = left.checked_sub(length).filter(|_| !values.is_empty()) {
            left = less;
            kept.push((property, values));
        }
    }
    kept
}

/// The datasets that stay.
pub(super) fn in_iim(said: &Metadata, keep: KeepPlace, is_titled: bool) -> Vec<(u8, String)> {
    let facts = iptc::KEPT.iter().filter(|dataset| !(is_titled && **dataset == iptc::HEADLINE));
    let datasets = facts.chain(iptc::PLACES.iter().filter(|_| keep != KeepPlace::No));
    datasets.filter_map(|dataset| Some((*dataset, said.iim.first(*dataset).and_then(text::line)?))).collect()
}

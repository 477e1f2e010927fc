//! The free licences that are not Creative Commons' and that photographs nevertheless arrive under.

use super::Licence;

/// Licence Ouverte of the French State, Licence Art Libre, and the GNU Free Documentation License.
pub(super) fn licences() -> Vec<Licence> {
    let mut licences = vec![
        other(
            "etalab-2.0",
            "Licence Ouverte 2.0",
            "etalab-2.0",
            "https://www.etalab.gouv.fr/wp-content/uploads/2017/04/ETALAB-Licence-Ouverte-v2.0.pdf",
            false,
        ),
        other("lal-1.3", "Licence Art Libre 1.3", "LAL-1.3", "https://artlibre.org/licence/lal/", true),
    ];
    for (version, address) in [
        ("1.1", "https://www.gnu.org/licenses/old-licenses/fdl-1.1.html"),
        ("1.2", "https://www.gnu.org/licenses/old-licenses/fdl-1.2.html"),
        ("1.3", "https://www.gnu.org/licenses/fdl-1.3.html"),
    ] {
        for (suffix, words) in [("only", ""), ("or-later", " or later")] {
            licences.push(other(
                &format!("gfdl-{version}-{suffix}"),
                &format!("GFDL {version}{words}"),
                &format!("GFDL-{version}-{suffix}"),
                address,
                true,
            ));
        }
    }
    licences
}

/// All of them allow changes and sale, and ask for the author and (for some) the same licence.
fn other(id: &str, label: &str, spdx: &str, address: &str, share_alike: bool) -> Licence {
    let version = id.split('-').nth(1).unwrap_or_default();
    Licence {
        id: id.to_owned(),
        deed: address.to_owned(),
        legalcode: Some(address.to_owned()),
        label: label.to_owned(),
        spdx: Some(spdx.to_owned()),
        spdx_licenseref: None,
        jurisdiction: None,
        version: version.to_owned(),
        requires_attribution: true,
        allows_commercial: true,
        allows_sharing_derivatives: true,
        requires_share_alike: share_alike,
        // Licence Art Libre §2.2 and GFDL §4 both want the title kept; Licence Ouverte asks for the source only.
        title_required_in_credit: share_alike,
        retired: None,
    }
}

//! The disk, as administrators read about it: what is free, what the library takes, and what to do where little is free.

use super::Fact;
use crate::{
    library::disk::{DiskSpace, Usage},
    web::{i18n::Messages, urls::Urls, view::grants::minute},
};

/// A warning is shown while less than so many times the reserve is free: half of that can still be filled, which leaves
/// time to make room.
const LOW: u64 = 2;
/// The hundredths of a quota beyond which a warning is shown: a tenth of it can still be filled.
const NEARLY_ALL: u64 = 90;

/// A folder of the storage, and what it is called.
type Folder = (&'static str, fn(Messages) -> &'static str);

/// The folders, in the order in which they are shown.
const FOLDERS: &[Folder] = &[
    ("originals", Messages::folder_originals),
    ("renditions", Messages::folder_renditions),
    ("journal", Messages::folder_journal),
    ("state", Messages::folder_state),
    ("search", Messages::folder_search),
    ("staging", Messages::folder_staging),
];
/// What the names of folders end with that were set aside.
const ASIDE: &str = ".set-aside";

/// The disk.
#[derive(Clone, Debug, Default)]
pub struct DiskView {
    /// What is to be done.
    pub warning: Option<DiskWarning>,
    /// The free space, and what each folder takes.
    pub facts: Vec<Fact>,
    /// When the folders were measured, or that they are being measured.
    pub note: String,
}

/// That little space is left, or none.
#[derive(Clone, Debug)]
pub struct DiskWarning {
    /// Whether uploads are refused already.
    pub is_grave: bool,
    /// What is wrong, and what to do.
    pub sentence: String,
    /// Where the limit is changed, if it is about the limit.
    pub address: Option<String>,
}

impl DiskView {
    /// The disk that has this space, on which the folders take so much.
    #[must_use]
    pub fn of(space: Option<DiskSpace>, usage: Option<&Usage>, t: Messages, urls: Urls) -> Self {
        let mut facts = space.map_or_else(|| vec![Fact::new(t.disk_free(), t.disk_unknown())], |space| room(&space, t));
        facts.extend(usage.map(|usage| folders(usage, t)).unwrap_or_default());
        let note = usage.map(|usage| t.disk_measured(&minute(usage.at, t)));
        Self {
            warning: space.and_then(|space| warning(&space, t, urls)),
            facts,
            note: note.unwrap_or_else(|| t.disk_measuring().to_owned()),
        }
    }
}

fn room(space: &DiskSpace, t: Messages) -> Vec<Fact> {
    let weight = |bytes| t.weight(bytes);
    let free = t.disk_free_of(&weight(space.free), &weight(space.total));
    let reserve = t.disk_reserve_is(&weight(space.reserve));
    let mut facts = vec![Fact::new(t.disk_free(), free), Fact::new(t.disk_reserve(), reserve)];
    let quota = space.quota.map(|(used, most)| t.disk_quota_of(&weight(most), &weight(used)));
    facts.extend(quota.map(|quota| Fact::new(t.disk_quota(), quota)));
    facts
}

/// What the whole library takes, and each of its folders; those that take nothing are left out.
fn folders(usage: &Usage, t: Messages) -> Vec<Fact> {
    let sum = |is_one: &dyn Fn(&str) -> bool| {
        let those = usage.folders.iter().filter(|folder| is_one(&folder.name));
        those.fold(0_u64, |sum, folder| sum.saturating_add(folder.bytes))
    };
    let is_known = |name: &str| FOLDERS.iter().any(|(folder, _)| *folder == name);
    let known = FOLDERS.iter().map(|(folder, called)| (called(t), sum(&|name| name == *folder)));
    let others = [
        (t.folder_aside(), sum(&|name| name.ends_with(ASIDE))),
        (t.folder_others(), sum(&|name| !is_known(name) && !name.ends_with(ASIDE))),
    ];
    let each = known.chain(others).filter(|(_, bytes)| *bytes > 0);
    let whole = std::iter::once((t.disk_library(), sum(&|_| true)));
    whole.chain(each).map(|(name, bytes)| Fact::new(name, t.weight(bytes))).collect()
}

fn warning(space: &DiskSpace, t: Messages, urls: Urls) -> Option<DiskWarning> {
    let DiskSpace { free, reserve, quota, .. } = *space;
    let weight = |bytes| t.weight(bytes);
    let warned = |is_grave, sentence| Some(DiskWarning { is_grave, sentence, address: None });
    if free < reserve {
        return warned(true, t.disk_refuses(&weight(free), &weight(reserve)));
    }
    let of_quota = quota.and_then(|(used, most)| {
        let sentence = if used >= most {
            t.disk_quota_reached(&weight(most), &weight(used))
        } else if used / NEARLY_ALL >= most / 100 {
            t.disk_quota_low(&weight(most), &weight(used))
        } else {
            return None;
        };
        Some(DiskWarning { is_grave: used >= most, sentence, address: Some(urls.admin_site()) })
    });
    if of_quota.is_none() && free < reserve.saturating_mul(LOW) {
        return warned(false, t.disk_low(&weight(free), &weight(reserve)));
    }
    of_quota
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;
    use crate::{domain::language::Language, library::disk::FolderWeight};

    const T: Messages = Messages::new(Language::French);
    const GIGA: u64 = 1_000_000_000;

    fn warned(free: u64, quota: Option<(u64, u64)>) -> Option<(bool, String)> {
        let space = DiskSpace { total: 500 * GIGA, free, reserve: 25 * GIGA, quota };
        let warning = warning(&space, T, Urls::new(Language::French))?;
        assert_eq!(warning.address.is_some(), warning.sentence.contains("limite"), "{warning:?}");
        Some((warning.is_grave, warning.sentence))
    }

    #[test]
    fn a_warning_comes_before_uploads_are_refused_and_says_what_to_do() {
        assert!(warned(50 * GIGA, None).is_none() && warned(400 * GIGA, Some((89, 100))).is_none());
        let (is_grave, low) = warned(49 * GIGA, None).unwrap();
        assert!(!is_grave && low.contains("49\u{a0}Go") && low.contains("Libérez de la place"), "{low}");
        let (is_grave, refused) = warned(24 * GIGA, Some((1, 100))).unwrap();
        assert!(is_grave && refused.contains("24\u{a0}Go") && refused.contains("25\u{a0}Go"), "{refused}");
        let (is_grave, low) = warned(400 * GIGA, Some((91 * GIGA, 100 * GIGA))).unwrap();
        assert!(!is_grave && low.contains("91\u{a0}Go sur 100\u{a0}Go"), "{low}");
        assert!(warned(400 * GIGA, Some((100 * GIGA, 100 * GIGA))).unwrap().0);
    }

    #[test]
    fn folders_add_up_whatever_their_names() {
        let folder = |name: &str, bytes| FolderWeight { name: name.to_owned(), bytes };
        let folders =
            vec![folder("originals", GIGA), folder("search", 0), folder("state.set-aside", GIGA), folder("x", GIGA)];
        let at = jiff::Timestamp::UNIX_EPOCH;
        let shown = super::folders(&Usage { at, folders }, T);
        let shown: Vec<_> = shown.iter().map(|fact| (fact.name, fact.value.as_str())).collect();
        let one = "1\u{a0}Go";
        let expected =
            [("Photothèque", "3\u{a0}Go"), ("Originaux", one), ("Mis de côté", one), ("Autres dossiers", one)];
        assert_eq!(shown, expected);
    }
}

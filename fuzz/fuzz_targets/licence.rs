//! The reader of licences: no text makes it fail, and what it recognises reads back as itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zef::domain::licence::{LicenceId, Mention};

fuzz_target!(|text: &str| {
    if let Ok(licence) = LicenceId::parse(text) {
        assert_eq!(LicenceId::parse(licence.as_str()), Ok(licence));
        assert_eq!(LicenceId::parse(licence.deed()), Ok(licence));
        assert_eq!(LicenceId::parse(licence.label()), Ok(licence));
        assert_eq!(LicenceId::parse(licence.spdx()), Ok(licence));
    }
    let mut mention = Mention::default();
    mention.read(text);
});

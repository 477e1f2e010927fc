//! The writer of attributions into copies: no photograph makes it fail, and what it writes is a photograph of the same size.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zef::{
    domain::authorship::Authorship,
    imaging::{
        embed::{Embedding, KeepPlace, embed},
        inspect::inspect,
        limits::Limits,
    },
};

fuzz_target!(|bytes: &[u8]| {
    let embedding = Embedding {
        title: Some("Le pont d’Iroise & l’Élorn".to_owned()),
        creator: Some("Anne Le Gall".to_owned()),
        creator_alone: true,
        before: Authorship::default(),
        creator_url: Some("https://zef.example/contributeurs/anne-le-gall".to_owned()),
        description: Some("Vu de la pointe.\nLe soir.".to_owned()),
        rights: Some("“Le pont” by Anne Le Gall, licensed under CC BY-SA 4.0".to_owned()),
        licence_deed: Some("https://creativecommons.org/licenses/by-sa/4.0/".to_owned()),
        photo_page: Some("https://zef.example/photos/1001".to_owned()),
        public_domain: false,
        keywords: vec!["pont".to_owned()],
    };
    for place in [KeepPlace::Yes, KeepPlace::No] {
        let mut copy = Vec::new();
        if embed(bytes, &embedding, place, &mut copy).is_ok() {
            let limits = Limits::of_kept();
            let before = inspect(bytes, &limits).expect("what was copied is a photograph");
            let after = inspect(&copy, &limits).expect("its copy is one too");
            assert_eq!((before.format, before.width, before.height), (after.format, after.width, after.height));
        }
    }
});

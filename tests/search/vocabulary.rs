//! What engines find and count by what curators say of tags.

use std::{collections::BTreeSet, sync::Arc};

use jiff::Timestamp;
use serde_json::json;
use zef::{
    domain::{
        facets::Facets,
        query::{PhotoQuery, SortOrder},
        tag::{Tag, label::TagLabel, record::TagRecord, vocabulary::Vocabulary},
    },
    search::{Request, Search},
};

use super::photos::{fill, id, typed};

fn record(tag: &str, synonyms: &str, broader: &str) -> TagRecord {
    TagRecord {
        synonyms: TagLabel::parse_list(synonyms).unwrap(),
        broader: Tag::parse_list(broader).unwrap(),
        ..TagRecord::new(Tag::parse(tag).unwrap().unwrap(), Timestamp::UNIX_EPOCH)
    }
}

fn vocabulary() -> Arc<Vocabulary> {
    let mut port = record("port", "havre", "");
    port.is_context = true;
    port.labels.en = TagLabel::parse("Harbours and docks").unwrap();
    let records =
        [port, record("cale", "slip, cale sèche", "port"), record("cale à canots", "", "cale"), record("Mer", "", "")];
    Arc::new(Vocabulary::of(records.map(Arc::new)))
}

/// Synonyms, labels, narrower tags, contexts; each count of a facet is what a search for it finds.
pub fn goes_down_through_the_vocabulary(search: &dyn Search) {
    let of = |tags: &[&str]| json!({ "tags": tags });
    fill(
        search,
        &[
            of(&["cale", "mer"]),
            of(&["Slip", "slip"]),
            of(&["cale à canots", "port"]),
            of(&["église"]),
            of(&["eglise", "MER"]),
            json!({ "title": "Le slip de Kermor", "tags": ["quai"] }),
            json!({ "title": "Sans mot-clé" }),
        ],
    );
    let vocabulary = vocabulary();
    let find = |query: &PhotoQuery, order| {
        let request = Request {
            query: query.clone(),
            order,
            limit: 100,
            facets: true,
            after: None,
            vocabulary: Arc::clone(&vocabulary),
        };
        let hits = search.find(&request).unwrap();
        let ids: Vec<usize> =
            hits.ids.iter().map(|found| (0..100).find(|number| id(*number) == *found).unwrap()).collect();
        assert_eq!(hits.total, ids.len(), "{query:?}");
        (ids, hits.facets.unwrap())
    };
    let found = |query: &PhotoQuery| find(query, SortOrder::Newest).0.into_iter().collect::<BTreeSet<usize>>();
    let tagged = |tag: &str| PhotoQuery { tag: Tag::parse(tag).unwrap(), ..PhotoQuery::default() };
    let within = |tag: &str| PhotoQuery { context: Tag::parse(tag).unwrap(), ..PhotoQuery::default() };
    for (query, expected) in [
        (tagged("port"), vec![0, 1, 2]),
        (tagged("HAVRE"), vec![0, 1, 2]),
        (tagged("slip"), vec![0, 1, 2]),
        (tagged("cale a canots"), vec![2]),
        (tagged("Eglise"), vec![3, 4]),
        (tagged("quai"), vec![5]),
        (within("port"), vec![0, 1, 2]),
        (within("havre"), vec![0, 1, 2]),
        (within("cale"), vec![]),
        (typed("tag:port"), vec![0, 1, 2]),
        (typed("-tag:port -kermor"), vec![3, 4, 6]),
        // A word that a text has too finds both.
        (typed("slip"), vec![0, 1, 2, 5]),
        (typed("slip kermor"), vec![5]),
        (typed("harbours and docks"), vec![0, 1, 2]),
        (typed("\"harbours and docks\" mer"), vec![0]),
        (typed("cale sèche"), vec![0, 1, 2]),
        (typed("harbours"), vec![]),
    ] {
        assert_eq!(found(&query), expected.into_iter().collect(), "{query:?}");
    }
    // A tag of that name is as near as the word itself.
    assert_eq!(find(&typed("slip"), SortOrder::Relevance).0.len(), 4);
    for query in [PhotoQuery::default(), tagged("mer"), typed("tag:slip")] {
        let Facets { tags, contexts, .. } = find(&query, SortOrder::Newest).1;
        assert!(!tags.is_empty());
        for (tag, count) in &tags {
            let both = found(&tagged(tag)).intersection(&found(&query)).count();
            assert_eq!(both, *count, "{tag} of {query:?}: {tags:?}");
        }
        for (context, count) in &contexts {
            assert_eq!(found(&within(context)).intersection(&found(&query)).count(), *count, "{context}");
        }
    }
    let Facets { tags, contexts, .. } = find(&PhotoQuery::default(), SortOrder::Newest).1;
    let counts = tags.iter().map(|(tag, count)| format!("{tag} {count}")).collect::<Vec<_>>().join(", ");
    assert_eq!(counts, "cale 3, port 3, eglise 2, mer 2, cale à canots 1, quai 1");
    assert_eq!(contexts, [("port".to_owned(), 3)]);
    let mut carried = search.tags("ca").unwrap();
    carried.sort();
    assert_eq!(carried, [("cale".to_owned(), 1), ("cale à canots".to_owned(), 1)]);
}

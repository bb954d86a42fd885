//! Text that means harm: `tests/fixtures/markdown/hostile.json`, which a browser test draws as well.

use std::collections::BTreeMap;

use genie_chat::text::markdown::parse;
use proptest::prelude::*;

use super::outline::outline;
use super::properties::check;

fn hostile() -> BTreeMap<String, Vec<String>> {
    serde_json::from_str(include_str!("../../fixtures/markdown/hostile.json")).unwrap()
}

#[test]
fn no_payload_makes_a_link_but_to_the_web() {
    for (kind, payloads) in hostile() {
        assert!(payloads.len() > 20, "{kind}");
        for payload in payloads {
            let tree = parse(&payload);
            // Safe links, none in another.
            check(&tree, 0);
            let outline = outline(&tree).to_ascii_lowercase();
            let links = outline.contains("a:http") || outline.contains("a:mailto");
            assert_eq!(links, kind == "links to the web", "of {payload:?}");
        }
    }
}

proptest! {
    /// Whatever stands together, in whatever part of a document.
    #[test]
    fn no_mixture_makes_another_link(
        pieces in prop::collection::vec(
            prop_oneof![
                prop::sample::select(hostile().into_values().flatten().collect::<Vec<_>>()),
                prop::sample::select(vec!["[", "](", ")", "\n", "\n\n", "> ", "- ", "    ", "|", "*", "`", "\\", "&#", ";"])
                    .prop_map(str::to_owned),
            ],
            0..12,
        )
    ) {
        check(&parse(&pieces.concat()), 0);
    }
}

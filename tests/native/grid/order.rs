//! The columns in the reader's order.

use genie_chat::grid::order::Order;
use proptest::collection::vec;
use proptest::prelude::*;

#[test]
fn a_moved_column_comes_back_to_where_it_was_moved() {
    let mut order = Order::new(4);
    assert!(order.shift(3, 0));
    assert_eq!(*order, [3, 0, 1, 2]);
    assert!(order.show(3, false));
    assert_eq!((&*order, order.is_whole()), (&[0, 1, 2][..], false));
    // Others move past it meanwhile.
    assert!(order.shift(0, 2));
    assert!(order.show(3, true));
    assert_eq!((&*order, order.is_whole()), (&[3, 1, 2, 0][..], true));
}

#[test]
fn the_last_column_stays_and_places_that_are_none_change_nothing() {
    let mut order = Order::new(2);
    assert!(order.show(0, false));
    assert!(!order.show(1, false));
    assert!(!order.show(1, true));
    assert!(!order.shift(0, 1));
    assert_eq!(*order, [1]);
    order.show_all();
    assert_eq!(*order, [0, 1]);
}

proptest! {
    #[test]
    fn no_column_is_lost_or_doubled(steps in vec((any::<bool>(), 0_usize..6, 0_usize..6), 0..40)) {
        let mut order = Order::new(5);
        for (moves, one, other) in steps {
            match moves {
                true => drop(order.shift(one, other)),
                false => drop(order.show(one, other < 3)),
            }
            prop_assert!(!order.is_empty());
        }
        order.show_all();
        let mut all = order.to_vec();
        all.sort_unstable();
        prop_assert_eq!(all, vec![0, 1, 2, 3, 4]);
    }
}

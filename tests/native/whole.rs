//! What comes as a whole is told from what was cut on its way.

use genie_chat::domain::table::{Cells, Table};
use genie_chat::text::png::Png;
use genie_chat::text::whole::Whole;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

/// Three rows, with all that a quoted field may hold, and the second of one quote alone.
const FILE: &str = "a,\"b \"\"\r\n\"\r\n1,\"x\n,\"\"y\"\"\r\n\"\r\n\"\"\"\",2\"\r\n,\r\n";
const ROWS: u64 = 3;

/// What the relay's own tests say of a file.
fn line(file: &[u8]) -> String {
    let bit = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
    let sum = !file.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), bit));
    format!("#genie-relay-end bytes={:020} crc32={sum:08x}\r\n", file.len())
}

fn told(file: &str) -> Vec<u8> {
    [file, &line(file.as_bytes())].concat().into_bytes()
}

/// What a body gives that comes in these pieces, if that is all of it.
fn run(pieces: &[&[u8]], least: u64, total: Option<u64>) -> Option<Vec<u8>> {
    let mut whole = Whole::default();
    let mut out: Vec<u8> = pieces.iter().flat_map(|piece| whole.take(piece)).collect();
    out.extend(whole.end(least, total)?);
    assert_eq!(whole.first(), Some("a,\"b \"\"\r\n\"\r"));
    Some(out)
}

#[test]
fn a_file_that_was_cut_anywhere_is_not_whole() {
    let body = told(FILE);
    for cut in 0..body.len() {
        for total in [None, Some(ROWS), Some(ROWS + 1)] {
            let cut_off = run(&[&body[..cut]], 0, total);
            // Without any of the line, the rows themselves can be counted.
            let whole = cut == FILE.len() && total == Some(ROWS);
            assert_eq!(cut_off.is_some(), whole, "{cut} of {} with {total:?}", body.len());
        }
    }
    for total in [None, Some(ROWS)] {
        assert_eq!(run(&[&body], ROWS, total).as_deref(), Some(FILE.as_bytes()));
    }
    assert_eq!(run(&[&body], ROWS + 1, None), None, "there are fewer rows than are known");
    // What a hop adds or puts in place of something is as bad.
    for end in ["\n", "#", &line(FILE.as_bytes())] {
        assert_eq!(run(&[&body, end.as_bytes()], 0, Some(ROWS)), None, "{end}");
    }
    let fewer = [&FILE.as_bytes()[..FILE.len() - 3], line(FILE.as_bytes()).as_bytes()].concat();
    for total in [ROWS - 1, ROWS] {
        assert_eq!(run(&[&fewer], 0, Some(total)), None, "{total}");
    }
}

#[test]
fn a_file_that_is_not_all_there_at_every_byte_is_told_by_its_rows() {
    for cut in 0..FILE.len() {
        assert_eq!(run(&[&FILE.as_bytes()[..cut]], 0, Some(ROWS)), None, "{cut}");
    }
    assert_eq!(run(&[FILE.as_bytes()], 0, Some(ROWS)).as_deref(), Some(FILE.as_bytes()));
    assert_eq!(run(&[FILE.as_bytes()], 0, None), None, "nobody knows how many there are");
}

proptest! {
    #[test]
    fn any_file_passes_in_any_pieces_and_none_that_was_changed(
        rows in vec("[a-z,\"\r\n#é]{0,12}", 0..20),
        cuts in vec(any::<Index>(), 0..6),
        changed in any::<Index>(),
    ) {
        let count = rows.len() as u64;
        let rows: String = rows.iter().map(|row| format!("\"{}\"\r\n", row.replace('"', "\"\""))).collect();
        let file = format!("a,\"b \"\"\r\n\"\r\n{rows}");
        let mut body = told(&file);
        let mut at: Vec<usize> = cuts.iter().map(|cut| cut.index(body.len() + 1)).collect();
        at.extend([0, body.len()]);
        at.sort_unstable();
        let pieces: Vec<&[u8]> = at.windows(2).map(|pair| &body[pair[0]..pair[1]]).collect();
        let read = run(&pieces, 0, None);
        prop_assert_eq!(read.as_deref(), Some(file.as_bytes()));
        prop_assert!(run(&pieces, count + 1, None).is_none());
        let changed = changed.index(body.len());
        body[changed] ^= 1;
        let mut whole = Whole::default();
        whole.take(&body);
        prop_assert_eq!(whole.end(0, Some(count)), None);
    }

    #[test]
    fn a_picture_is_whole_at_its_end_alone(cuts in vec(any::<Index>(), 0..4), body in vec(any::<u8>(), 0..40)) {
        let png = [b"\x89PNG\r\n\x1a\n", body.as_slice(), b"\0\0\0\0IEND\xae\x42\x60\x82"].concat();
        let mut at: Vec<usize> = cuts.iter().map(|cut| cut.index(png.len() + 1)).collect();
        at.sort_unstable();
        let mut picture = Png::default();
        let mut from = 0;
        for to in at {
            picture.take(&png[from..to]);
            prop_assert_eq!(picture.is_whole(), to == png.len(), "{} of {}", to, png.len());
            from = to;
        }
        picture.take(&png[from..]);
        prop_assert!(picture.is_one() && picture.is_whole());
    }
}

#[test]
fn what_begins_otherwise_is_no_picture() {
    for body in [&b"<html>"[..], b"", b"\x89PNG", b"\x89PNG\r\n\x1a\r", b" \x89PNG\r\n\x1a\n"] {
        let mut picture = Png::default();
        picture.take(body);
        assert!(!picture.is_one() && !picture.is_whole(), "{body:?}");
    }
}

#[test]
fn the_number_of_all_rows_is_known_or_not() {
    let table = |total, truncated| {
        let mut cells = Cells::default();
        cells.push(Some("1"));
        cells.end_row();
        Table::new(Vec::new(), cells, total, truncated)
    };
    assert_eq!(table(None, false).known_total(), Some(1));
    assert_eq!(table(Some(5), false).known_total(), Some(5));
    assert_eq!(table(Some(5), false).with_next(Some(1)).known_total(), Some(5));
    assert_eq!(table(None, false).with_next(Some(1)).known_total(), None);
    assert_eq!(table(Some(5), true).known_total(), None);
    assert_eq!(table(None, true).known_total(), None);
}

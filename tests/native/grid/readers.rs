//! Files for `scripts/readers.mjs`, which opens them with the programs that are installed.

use std::fs;
use std::path::PathBuf;

use genie_chat::grid::export::{Format, Options};

use super::export::write;
use super::{table, xlsx};

/// A column of each type; what LibreOffice and Excel are known to change.
const ROWS: [[&str; 5]; 7] = [
    ["7", "12.50", "0.125", "007", "2026-01-31"],
    ["-42", "1.234", "4.2049561E7", "=1+1", "1-2"],
    ["999999999999999", "9.10", "-1.5", " =1+1", "MAR1"],
    ["1234567890123456789", "-0.05", "1.7976931348623157E308", "x|=1+1", "TRUE"],
    ["0", "1000000.00", "NaN", "a\nb", "1,5"],
    ["1", "0.00", "-0.0", "a\r\nb", "1.5"],
    ["2", "3.14", "1.0E-5", "<b>&\"'", " blanks "],
];

#[test]
#[ignore = "writes files for scripts/readers.mjs"]
fn files_for_other_readers() {
    let folder = PathBuf::from(std::env::var("READERS").expect("READERS names a folder"));
    let types = ["BIGINT", "DECIMAL(9,3)", "DOUBLE", "STRING", "STRING"];
    let rows: Vec<Vec<_>> =
        ROWS.iter().map(|row| row.iter().map(|cell| Some((*cell).to_owned())).collect()).collect();
    let table = table(&types, &rows);
    let options = Options { header: true, guard: true, ..Options::default() };
    let comma = Options { comma: true, ..options };
    for (name, format, options) in [
        ("styled.html", Format::Html, comma),
        ("bare.html", Format::Html, Options { bare: true, ..comma }),
        ("commas.csv", Format::Csv, options),
        ("semicolons.csv", Format::Csv, Options { semicolons: true, ..options }),
    ] {
        fs::write(folder.join(name), write(&table, format, options, 99)).expect("it is written");
    }
    let sent = serde_json::json!({ "types": types, "rows": ROWS });
    fs::write(folder.join("sent.json"), sent.to_string()).expect("it is written");
    fs::write(folder.join("book.xlsx"), xlsx::book(&table, "Values").0).expect("it is written");
}

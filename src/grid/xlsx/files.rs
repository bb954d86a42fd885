//! The files of a workbook beside its sheet, and the sheet's name.

use super::cell::{escape, styles};
use super::{MAIN, XML};

/// Characters that a sheet's name takes.
const MOST_NAME: usize = 31;

/// The other files, by their names. The sheet is named after a title, as far as Excel takes that, or
/// `otherwise`.
pub(super) fn files(title: &str, otherwise: &str) -> [(&'static str, String); 5] {
    let mut name = String::new();
    escape(&sheet_name(title, otherwise), &mut name);
    let book = [
        XML,
        "<workbook",
        MAIN,
        " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"",
        &name,
        "\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
    ];
    let types = [
        XML,
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">",
        "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>",
        &part("workbook", "sheet.main"),
        &part("worksheets/sheet1", "worksheet"),
        &part("styles", "styles"),
        "</Types>",
    ];
    let sheet = relation("1", "worksheet", "worksheets/sheet1.xml");
    let book_needs = [sheet, relation("2", "styles", "styles.xml")].concat();
    [
        ("[Content_Types].xml", types.concat()),
        ("_rels/.rels", relations(&relation("1", "officeDocument", "xl/workbook.xml"))),
        ("xl/workbook.xml", book.concat()),
        ("xl/_rels/workbook.xml.rels", relations(&book_needs)),
        ("xl/styles.xml", [XML, "<styleSheet", MAIN, ">", &styles(), "</styleSheet>"].concat()),
    ]
}

fn part(name: &str, kind: &str) -> String {
    let kind = ["application/vnd.openxmlformats-officedocument.spreadsheetml.", kind, "+xml"].concat();
    ["<Override PartName=\"/xl/", name, ".xml\" ContentType=\"", &kind, "\"/>"].concat()
}

fn relation(id: &str, kind: &str, target: &str) -> String {
    let kind = ["http://schemas.openxmlformats.org/officeDocument/2006/relationships/", kind].concat();
    ["<Relationship Id=\"rId", id, "\" Type=\"", &kind, "\" Target=\"", target, "\"/>"].concat()
}

fn relations(list: &str) -> String {
    let start = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
    [XML, start, list, "</Relationships>"].concat()
}

/// A title without what Excel does not take in a sheet's name.
fn sheet_name(title: &str, otherwise: &str) -> String {
    let taken =
        |letter: &char| !letter.is_control() && !matches!(letter, '[' | ']' | ':' | '*' | '?' | '/' | '\\');
    let mut left = MOST_NAME;
    let fits = |letter: &char| {
        left = left.saturating_sub(letter.len_utf16());
        left > 0
    };
    let name: String = title.chars().filter(taken).take_while(fits).collect();
    let name = name.trim_matches(|letter: char| letter == '\'' || letter.is_whitespace());
    // The one name that Excel keeps for itself.
    let name = if name.eq_ignore_ascii_case("history") { "" } else { name };
    if name.is_empty() { otherwise.to_owned() } else { name.to_owned() }
}

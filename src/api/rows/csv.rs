//! The rows of `rows.csv`, in the form of RFC 4180.

use super::{Form, Progress, Source};
use crate::domain::table::Cells;

/// Reads records, the first of which is the header.
#[derive(Default)]
pub struct Csv {
    header: Option<Vec<String>>,
}

impl Csv {
    pub(super) fn header(&self) -> &[String] {
        self.header.as_deref().unwrap_or_default()
    }
}

impl Form for Csv {
    fn step(
        &mut self,
        source: Source<'_>,
        at: &mut usize,
        stop: usize,
        cells: &mut Cells,
    ) -> Result<Progress, String> {
        while *at < stop {
            if source.ended && *at >= source.text.len() {
                return Ok(Progress::Done);
            }
            let read =
                if self.header.is_some() { self.next(source, *at, cells) } else { self.first(source, *at) };
            match read? {
                Some(end) => *at = end,
                None if source.ended => return Err(String::from("a field lacks its closing quote")),
                None => return Ok(Progress::Hungry),
            }
        }
        Ok(Progress::More)
    }
}

impl Csv {
    fn first(&mut self, source: Source<'_>, at: usize) -> Result<Option<usize>, String> {
        let mark = if source.text.get(at..).is_some_and(|text| text.starts_with('\u{feff}')) { 3 } else { 0 };
        let mut names = Cells::default();
        let Some((end, fields)) = record(source, at + mark, &mut names)? else { return Ok(None) };
        names.end_row();
        let name = |column| names.get(0, column).unwrap_or_default().to_owned();
        self.header = Some((0..fields).map(name).collect());
        Ok(Some(end))
    }

    fn next(&self, source: Source<'_>, at: usize, cells: &mut Cells) -> Result<Option<usize>, String> {
        let Some((end, fields)) = record(source, at, cells)? else {
            cells.undo_row();
            return Ok(None);
        };
        // A reply that was cut on its way must not pass for the whole, with NULLs that nobody sent.
        if fields != self.header().len() {
            return Err(String::from("a row has another number of fields than the header"));
        }
        cells.end_row();
        Ok(Some(end))
    }
}

/// Reads one record into `cells` and says where it ends, and how many fields it has; `None` where its end is
/// not here yet.
fn record(source: Source<'_>, start: usize, cells: &mut Cells) -> Result<Option<(usize, usize)>, String> {
    let (mut at, mut fields) = (start, 0);
    while let Some(end) = field(source, at, cells) {
        fields += 1;
        let rest = source.text.as_bytes().get(end..).unwrap_or_default();
        at = match rest {
            [b',', ..] => end + 1,
            [b'\r'] if !source.ended => break,
            [b'\r', b'\n', ..] => return Ok(Some((end + 2, fields))),
            [b'\r' | b'\n', ..] => return Ok(Some((end + 1, fields))),
            [] => return Ok(Some((end, fields))),
            _ => return Err(String::from("there is text behind a closing quote")),
        };
    }
    Ok(None)
}

/// Reads one field and says where it ends, if its end is here.
fn field(source: Source<'_>, start: usize, cells: &mut Cells) -> Option<usize> {
    let rest = source.text.get(start..)?;
    let known = |end: usize| Some(end).filter(|end| source.ended || *end < source.text.len());
    let Some(mut quoted) = rest.strip_prefix('"') else {
        let length = rest.bytes().position(|byte| matches!(byte, b',' | b'\r' | b'\n')).unwrap_or(rest.len());
        cells.push(rest.get(..length).filter(|text| !text.is_empty()));
        return known(start + length);
    };
    loop {
        let length = quoted.bytes().position(|byte| byte == b'"')?;
        cells.extend(quoted.get(..length)?);
        quoted = quoted.get(length + 1..)?;
        match quoted.strip_prefix('"') {
            Some(further) => {
                cells.extend("\"");
                quoted = further;
            }
            None => break,
        }
    }
    cells.close(false);
    known(source.text.len() - quoted.len())
}

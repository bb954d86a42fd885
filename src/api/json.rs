//! JSON as it comes: one small tree, read without any schema.
//!
//! Everything may be missing, null or of another type than the SDKs say, in
//! old services and in new ones; a getter then says `None`. One visitor serves
//! every body, which is a third of the code that derived structs cost. Rows go
//! straight into the table's buffer, without a `String` a cell.

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::domain::table::Cells;

/// A JSON value. Numbers are whole: Genie counts and tells the time, it never measures.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) enum Json {
    #[default]
    Null,
    Flag(bool),
    Number(i64),
    Text(String),
    List(Vec<Json>),
    Map(Vec<(String, Json)>),
}

static NULL: Json = Json::Null;

impl Json {
    /// Parses a body; the rows that it holds come apart.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub(crate) fn parse(body: &str) -> Result<(Self, Cells), String> {
        let mut sink = Sink::default();
        let tree = sink.read(body, Role::Value)?;
        Ok((tree, sink.cells))
    }

    /// The member of that name; null where there is none.
    pub(crate) fn get(&self, name: &str) -> &Self {
        match self {
            Self::Map(members) => {
                members.iter().find(|(known, _)| known == name).map_or(&NULL, |(_, value)| value)
            }
            _ => &NULL,
        }
    }

    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The member of that name, where it is a string.
    pub(crate) fn string(&self, name: &str) -> Option<String> {
        self.get(name).text().map(str::to_owned)
    }

    /// A whole number, also in quotes as proto3 JSON writes int64.
    pub(crate) fn number(&self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// True only where the value is `true`: services leave `false` out.
    pub(crate) fn is_true(&self) -> bool {
        *self == Self::Flag(true)
    }

    pub(crate) fn is_list(&self) -> bool {
        matches!(self, Self::List(_))
    }

    /// True for an object.
    pub(crate) fn is_object(&self) -> bool {
        matches!(self, Self::Map(_))
    }

    /// True for an object that has no member besides these.
    pub(crate) fn has_only(&self, names: &[&str]) -> bool {
        matches!(self, Self::Map(members) if members.iter().all(|(name, _)| names.contains(&name.as_str())))
    }

    /// The items of a list; none where it is no list.
    pub(crate) fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }
}

/// Reads one row into `cells`; the caller ends it.
///
/// # Errors
/// What is wrong with it.
pub(super) fn row(text: &str, cells: &mut Cells) -> Result<(), String> {
    let mut sink = Sink { cells: std::mem::take(cells), fault: None };
    let read = sink.read(text, Role::Row);
    *cells = sink.cells;
    read.map(drop)
}

/// Appends `text` as a JSON string.
pub(crate) fn quote(text: &str, out: &mut String) {
    // Serialising a string cannot fail.
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}

/// What is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Anything.
    Value,
    /// `data_array`, or the legacy `data_typed_array`.
    Rows,
    /// One of its rows: a list, or the legacy `{"values":[…]}`.
    Row,
    /// One cell: a string or null, or the legacy `{"str":…}` and `{}`.
    Cell,
}

/// What a reader fills.
#[derive(Default)]
struct Sink {
    cells: Cells,
    /// What is wrong with a cell. Not told as an error of serde's: that searches the text of each
    /// for a line and a column, with 4 kB of code that nothing else needs.
    fault: Option<&'static str>,
}

impl Sink {
    fn read(&mut self, text: &str, role: Role) -> Result<Json, String> {
        let mut source = serde_json::Deserializer::from_str(text);
        let read = Reader { sink: self, role }.deserialize(&mut source);
        let read = read.and_then(|read| source.end().map(|()| read));
        match self.fault {
            Some(fault) => Err(fault.to_owned()),
            None => read.map_err(|error| told(&error)),
        }
    }
}

/// What is wrong with a text, and where. Not in serde_json's own words: those bring in what std says of
/// every error of an operating system.
fn told(error: &serde_json::Error) -> String {
    let what = if error.is_eof() { "the JSON is cut off" } else { "this is not JSON" };
    [what, " at line ", &error.line().to_string(), " column ", &error.column().to_string()].concat()
}

struct Reader<'a> {
    sink: &'a mut Sink,
    role: Role,
}

impl Reader<'_> {
    fn inner(&mut self, role: Role) -> Reader<'_> {
        Reader { sink: self.sink, role }
    }

    fn is_cell(&self) -> bool {
        self.role == Role::Cell
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Json;
    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Json, D::Error> {
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Json;

    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        if self.is_cell() {
            self.sink.cells.push(None);
        }
        Ok(Json::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Json, E> {
        if self.is_cell() {
            self.sink.cells.push(Some(if value { "true" } else { "false" }));
        }
        Ok(Json::Flag(value))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Json, E> {
        if self.is_cell() {
            self.sink.cells.push(Some(&number.to_string()));
        }
        Ok(Json::Number(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Json, E> {
        if self.is_cell() {
            self.sink.cells.push(Some(&number.to_string()));
        }
        Ok(Json::Number(i64::try_from(number).unwrap_or(i64::MAX)))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Json, E> {
        if self.is_cell() {
            // Its digits are lost already, and a cell is exact or nothing.
            self.sink.fault = Some("a cell is a bare number with a fraction");
        }
        Ok(Json::Number(number as i64))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Json, E> {
        if self.is_cell() {
            self.sink.cells.push(Some(text));
            return Ok(Json::Null);
        }
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        let role = match self.role {
            Role::Value => Role::Value,
            Role::Rows => Role::Row,
            Role::Row => Role::Cell,
            Role::Cell => {
                self.sink.fault = Some("a cell is a list");
                Role::Value
            }
        };
        while let Some(item) = items.next_element_seed(self.inner(role))? {
            match role {
                Role::Row => self.sink.cells.end_row(),
                Role::Value => list.push(item),
                _ => {}
            }
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<Json, A::Error> {
        let mut map = Vec::new();
        while let Some(name) = members.next_key::<String>()? {
            let role = match (self.role, name.as_str()) {
                (Role::Value, "data_array" | "data_typed_array") => Role::Rows,
                (Role::Row, "values") => Role::Row,
                _ => Role::Value,
            };
            let value = members.next_value_seed(self.inner(role))?;
            map.push((name, value));
        }
        let map = Json::Map(map);
        if self.is_cell() {
            self.sink.cells.push(map.get("str").text());
        }
        Ok(map)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn members_of_another_type_count_as_missing() {
        let (json, _) = Json::parse(r#"{"a":[1],"n":"12","t":1.9}"#).unwrap();
        assert_eq!((json.string("a"), json.get("b").text()), (None, None));
        assert_eq!((json.get("n").number(), json.get("t").number()), (Some(12), Some(1)));
        assert_eq!(json.get("a").items().len(), 1);
    }

    #[test]
    fn what_is_no_json_says_so_and_where() {
        let why = |text: &str| Json::parse(text).unwrap_err();
        assert_eq!(why("{\"a\":"), "the JSON is cut off at line 1 column 5");
        assert_eq!(why("{\n<html>"), "this is not JSON at line 2 column 1");
    }

    #[test]
    fn a_cell_is_exact_or_an_error() {
        let rows = |cell: &str| Json::parse(&["{\"data_array\":[[", cell, "]]}"].concat());
        assert!(rows("\"1.50\"").is_ok() && rows("null").is_ok() && rows("7").is_ok());
        assert_eq!(rows("1.5").unwrap_err(), "a cell is a bare number with a fraction");
        assert!(rows("[1]").is_err());
    }
}

//! Decodes rows straight into the table's buffer, without a `String` a cell.

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::domain::table::Cells;

/// `data_array`: rows of strings and nulls; or the legacy `data_typed_array`: rows as
/// `{"values":[{"str":"1"},{}]}`, which the deprecated message-level endpoint answered with.
#[derive(Debug, Default)]
pub struct Rows(pub Cells);

impl<'de> Deserialize<'de> for Rows {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct All;
        impl<'de> Visitor<'de> for All {
            type Value = Rows;
            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("rows")
            }
            fn visit_unit<E: Error>(self) -> Result<Rows, E> {
                Ok(Rows::default())
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<Rows, A::Error> {
                let mut cells = Cells::default();
                while rows.next_element_seed(Row(&mut cells))?.is_some() {
                    cells.end_row();
                }
                Ok(Rows(cells))
            }
        }
        deserializer.deserialize_any(All)
    }
}

/// One row, or the list of values within a legacy row.
struct Row<'a>(&'a mut Cells);

impl<'de> DeserializeSeed<'de> for Row<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Row<'_> {
    type Value = ();
    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("a row")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut row: A) -> Result<(), A::Error> {
        while row.next_element_seed(Cell(self.0))?.is_some() {}
        Ok(())
    }
    fn visit_map<A: MapAccess<'de>>(self, mut row: A) -> Result<(), A::Error> {
        while let Some(key) = row.next_key::<Key>()? {
            match key {
                Key::Values => row.next_value_seed(Row(self.0))?,
                _ => drop(row.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum Key {
    Values,
    Str,
    #[serde(other)]
    Other,
}

/// One cell. Services send strings and nulls; a bare number or boolean is kept as its text.
struct Cell<'a>(&'a mut Cells);

impl<'de> DeserializeSeed<'de> for Cell<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Cell<'_> {
    type Value = ();
    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("a string or null")
    }
    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.0.push(None);
        Ok(())
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.0.push(Some(text));
        Ok(())
    }
    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.0.push(Some(if value { "true" } else { "false" }));
        Ok(())
    }
    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        self.0.push(Some(&number.to_string()));
        Ok(())
    }
    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        self.0.push(Some(&number.to_string()));
        Ok(())
    }
    fn visit_map<A: MapAccess<'de>>(self, mut cell: A) -> Result<(), A::Error> {
        let mut text: Option<String> = None;
        while let Some(key) = cell.next_key::<Key>()? {
            match key {
                Key::Str => text = cell.next_value()?,
                _ => drop(cell.next_value::<IgnoredAny>()?),
            }
        }
        self.0.push(text.as_deref());
        Ok(())
    }
}

//! What a column's declared type means for comparing, adding up and showing its values.

/// The types that are treated differently; each stands for all SQL types of its behaviour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// TINYINT to BIGINT.
    Integer,
    /// DECIMAL with the scale that its type tells, if it does.
    Decimal(Option<u8>),
    /// FLOAT and DOUBLE.
    Float,
    /// BOOLEAN.
    Boolean,
    /// DATE.
    Date,
    /// TIMESTAMP: a moment.
    Timestamp,
    /// TIMESTAMP_NTZ: a time on some clock.
    TimestampNtz,
    /// STRING, CHAR and VARCHAR.
    String,
    /// BINARY, sent in base64.
    Binary,
    /// ARRAY, sent as JSON text.
    Array,
    /// MAP, sent as JSON text.
    Map,
    /// STRUCT, sent as JSON text.
    Struct,
    /// VARIANT and OBJECT, sent as JSON text.
    Variant,
    /// INTERVAL of any fields.
    Interval,
    /// VOID, GEOMETRY and whatever there will be.
    Other,
}

impl Kind {
    /// Reads a column's `type_name`, or `type_text` where the name says nothing.
    pub fn of(type_name: &str, type_text: &str) -> Self {
        match Self::named(type_name) {
            Self::Other => Self::named(word(type_text)),
            kind => kind,
        }
        .scaled(type_text)
    }

    fn named(name: &str) -> Self {
        match name.to_ascii_uppercase().as_str() {
            "BYTE" | "SHORT" | "INT" | "LONG" | "TINYINT" | "SMALLINT" | "INTEGER" | "BIGINT" => {
                Self::Integer
            }
            "DECIMAL" | "DEC" | "NUMERIC" => Self::Decimal(None),
            "FLOAT" | "REAL" | "DOUBLE" => Self::Float,
            "BOOLEAN" => Self::Boolean,
            "DATE" => Self::Date,
            "TIMESTAMP" | "TIMESTAMP_LTZ" => Self::Timestamp,
            "TIMESTAMP_NTZ" => Self::TimestampNtz,
            "STRING" | "CHAR" | "VARCHAR" => Self::String,
            "BINARY" => Self::Binary,
            "ARRAY" => Self::Array,
            "MAP" => Self::Map,
            "STRUCT" => Self::Struct,
            "VARIANT" | "OBJECT" => Self::Variant,
            "INTERVAL" => Self::Interval,
            _ => Self::Other,
        }
    }

    fn scaled(self, type_text: &str) -> Self {
        let Self::Decimal(_) = self else { return self };
        let inner = type_text.split(['(', ')']).nth(1);
        // DECIMAL(10) has the scale 0.
        Self::Decimal(
            inner
                .and_then(|inner| inner.split(',').nth(1).map_or(Some(0), |scale| scale.trim().parse().ok())),
        )
    }

    /// True for types whose values are numbers: right-aligned, added up, compared by size.
    pub fn is_numeric(self) -> bool {
        matches!(self, Self::Integer | Self::Decimal(_) | Self::Float)
    }

    /// True for types whose values are days or times.
    pub fn is_time(self) -> bool {
        matches!(self, Self::Date | Self::Timestamp | Self::TimestampNtz)
    }

    /// True for types whose values are JSON text, to be shown as a tree.
    pub fn is_nested(self) -> bool {
        matches!(self, Self::Array | Self::Map | Self::Struct | Self::Variant)
    }
}

/// The first word of a type, as in `STRUCT<a: INT>` or `INTERVAL DAY`.
fn word(text: &str) -> &str {
    text.trim_start().split(['(', '<', ' ']).next().unwrap_or_default()
}

//! Pure text: what turns strings into structure and back, for display and copy.
//!
//! Works on `&str` alone and imports nothing of the product. What does not
//! belong here: words shown to people (`i18n`), views and anything of a browser.

pub mod binary;
pub mod clauses;
pub mod csv;
pub mod csv_file;
pub mod file_name;
pub mod fold;
pub mod formula;
pub mod interval;
pub mod keys;
pub mod layout;
pub mod markdown;
pub mod nested;
pub mod number;
pub mod png;
pub mod sql;
pub mod sum;
pub mod time;
pub mod typed;
pub mod visible;
pub mod whole;
pub mod width;
pub mod zip;

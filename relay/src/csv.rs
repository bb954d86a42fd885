//! Rows as CSV (RFC 4180). NULL is an empty field and an empty text is `""`,
//! which no CSV crate can write apart: that is why this is written by hand.

/// Adds one line.
pub fn line<'a>(cells: impl Iterator<Item = Option<&'a str>>, out: &mut String) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            out.push(',');
        }
        let Some(text) = cell else { continue };
        if text.is_empty() || text.contains([',', '"', '\r', '\n']) {
            out.push('"');
            out.push_str(&text.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(text);
        }
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn null_and_the_empty_text_stay_apart_and_special_characters_whole() {
        let cells = [Some("a"), None, Some(""), Some("1,5"), Some("say \"hi\""), Some("x\r\ny"), Some(" é ")];
        let mut out = String::new();
        line(cells.into_iter(), &mut out);
        line([Some("n"), Some("n")].into_iter(), &mut out);
        assert_eq!(out, "a,,\"\",\"1,5\",\"say \"\"hi\"\"\",\"x\r\ny\", é \r\nn,n\r\n");
    }
}

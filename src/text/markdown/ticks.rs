//! Finds the ends of inline code.

/// The starts of runs of backticks, by their length, from the last to the first: a
/// table, so that no opener has to search the text for its closer.
pub(super) fn ticks(source: &str) -> Vec<Vec<usize>> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, _) in source.bytes().enumerate().filter(|&(_, byte)| byte == b'`') {
        match runs.last_mut() {
            Some((start, length)) if *start + *length == at => *length += 1,
            _ => runs.push((at, 1)),
        }
    }
    let longest = runs.iter().map(|&(_, length)| length).max().unwrap_or(0);
    let mut ticks = vec![Vec::new(); longest + 1];
    for (start, length) in runs.into_iter().rev() {
        if let Some(places) = ticks.get_mut(length) {
            places.push(start);
        }
    }
    ticks
}

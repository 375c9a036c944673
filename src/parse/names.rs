//! Names of departments that are nearly the same.

use crate::number::tidy;
use indexmap::{IndexMap, IndexSet};

/// Pairs of names of which the first is the second with one or two characters more (市财政局, 财政局),
/// as (longer, shorter) indices. Names that differ in a character (第一小学, 第二小学) are not similar.
pub fn similar_names(names: &[&str]) -> Vec<(usize, usize)> {
    let tidy_names: Vec<String> = names.iter().map(|name| tidy(name)).collect();
    let places: IndexMap<&str, usize> = tidy_names.iter().enumerate().map(|(at, name)| (name.as_str(), at)).collect();
    let mut pairs = Vec::new();
    for (at, name) in tidy_names.iter().enumerate() {
        let shorter = shortened(name).into_iter().filter_map(|short| places.get(short.as_str()).copied());
        pairs.extend(shorter.map(|other| (at, other)).collect::<IndexSet<_>>());
    }
    pairs
}

/// Longer names are no names of departments, and leaving out any two of their characters would take for ever.
const LONGEST: usize = 40;

/// The name with one or two characters left out, at least three remaining.
fn shortened(name: &str) -> IndexSet<String> {
    let chars: Vec<char> = name.chars().collect();
    if chars.len() > LONGEST {
        return IndexSet::new();
    }
    let without = |skip: &[usize]| -> String {
        chars.iter().enumerate().filter(|(at, _)| !skip.contains(at)).map(|(_, c)| *c).collect()
    };
    let mut all = IndexSet::new();
    for first in 0..chars.len() {
        if chars.len() > 3 {
            all.insert(without(&[first]));
        }
        for second in first + 1..chars.len() {
            if chars.len() > 4 {
                all.insert(without(&[first, second]));
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_word_is_similar_and_another_word_is_not() {
        assert_eq!(similar_names(&["市财政局", "财政局"]), [(0, 1)]);
        assert_eq!(similar_names(&["市教育局", "市教育体育局"]), [(1, 0)]);
        assert_eq!(similar_names(&["市第一小学", "市第二小学"]), []);
    }
}

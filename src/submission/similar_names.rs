//! Names of departments that are nearly the same.

use crate::ground::tidy;
use indexmap::{IndexMap, IndexSet};

/// Pairs of names of which the first is the second with one or two characters more (市财政局, 财政局),
/// as (longer, shorter) indices. Names that differ in a character (第一小学, 第二小学) or in a number (第十一小学,
/// 第一小学) are not similar.
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

/// Names with more characters are not compared: leaving out any two characters would take too long.
const LONGEST: usize = 40;

/// Whether a character can be part of a number.
fn is_numeral(letter: char) -> bool {
    letter.is_ascii_digit() || "〇零一二三四五六七八九十百".contains(letter)
}

/// Whether leaving out a character makes one number another.
fn changes_number(name: &[char], at: usize, skip: &[usize]) -> bool {
    let kept = |at: &usize| !skip.contains(at);
    let before = (0..at).rev().take_while(|at| is_numeral(name[*at])).any(|at| kept(&at));
    let after = (at + 1..name.len()).take_while(|at| is_numeral(name[*at])).any(|at| kept(&at));
    is_numeral(name[at]) && (before || after)
}

/// The name with one or two characters left out, at least three remaining.
fn shortened(name: &str) -> IndexSet<String> {
    let chars: Vec<char> = name.chars().collect();
    if chars.len() > LONGEST {
        return IndexSet::new();
    }
    let without = |skip: &[usize]| -> String {
        chars.iter().enumerate().filter(|(at, _)| !skip.contains(at)).map(|(_, c)| *c).collect()
    };
    let ones = (0..chars.len()).filter(|_| chars.len() > 3).map(|first| vec![first]);
    let firsts = (0..chars.len()).filter(|_| chars.len() > 4);
    let twos = firsts.flat_map(|first| (first + 1..chars.len()).map(move |second| vec![first, second]));
    let skips = ones.chain(twos).filter(|skip| !skip.iter().all(|at| changes_number(&chars, *at, skip)));
    skips.map(|skip| without(&skip)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_word_is_similar_and_another_word_is_not() {
        assert_eq!(similar_names(&["市财政局", "财政局"]), [(0, 1)]);
        assert_eq!(similar_names(&["市教育局", "市教育体育局"]), [(1, 0)]);
        assert_eq!(similar_names(&["市第一小学", "市第二小学"]), []);
        assert_eq!(similar_names(&["市第十一小学", "市第一小学", "市第二十一小学"]), []);
        assert_eq!(similar_names(&["第100号单位", "第1号单位", "第10号单位"]), []);
        // the number itself is missing
        assert_eq!(similar_names(&["市第一小学", "市第小学"]), [(0, 1)]);
        assert_eq!(similar_names(&["市第十一小学", "第一小学"]), [(0, 1)]);
    }
}

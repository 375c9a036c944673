//! The words of the field: every word that the grammar knows, with its meaning and where it was seen.
//!
//! A word stands in the table of its meaning, one with several meanings (不足) in several tables. The grammar reads
//! them by `any_of`, or by `sense_of` where it asks which table a word is of: the [`Sense`] tells. A new word is
//! added to a line of a table; a test looks whether it stands where the table says.

mod account;
mod barred;
mod frames;
mod marks;
mod numbers;
mod plain;
mod steps;

pub(crate) use crate::criterion::lexicon::{
    account::*, barred::*, frames::*, marks::*, numbers::*, plain::*, steps::*,
};

use crate::criterion::negative::Negative;
use crate::ground::PartStep;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Where words were seen first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// 附件3-1: workbooks/system.tsv.
    Annex,
    /// How other places word their rules: tests/criterion/wordings.jsonl.
    Wordings,
    /// Tables of provinces and cities: tests/criterion/provinces.tsv.
    Provinces,
    /// Not yet: words near to those seen, or written by the read-back.
    Near,
}

/// What the grammar asks of a word that may stand in one of several tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// Compares the measure with the number behind it: ≥, 不低于.
    Compare(Compare),
    /// Compares it with the number before: 以上.
    Side(Side),
    /// Whether the number belongs to the band: （含）.
    Includes(bool),
    /// How a value below 0 is taken.
    Negative(Negative),
    /// Which way marks are lost: 超过.
    Direction(Direction),
    /// After a time limit: 逾期.
    Late,
    /// What a part of a step costs.
    Part(PartStep),
    /// In proportion.
    Proportion(Says),
    /// What the read-back says of values that the text says nothing of.
    Silence(Silence),
    /// Nothing: the name of the table says it all.
    Plain,
}

/// How a value compares with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    /// ≥
    AtLeast,
    /// 达到: ≥, unless 以上 behind the number leaves it open whether the number belongs.
    Reaches,
    /// ≤
    AtMost,
    /// >
    Above,
    /// <
    Below,
    /// =
    Equal,
    /// 为: =, unless 以上 or 以下 stands behind the number.
    Is,
}

/// Which side of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// 以下, 以内
    Below,
    /// 以上
    Above,
}

/// Which way the measure moves when marks are lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// 每超过
    Up,
    /// 每低于
    Down,
    /// 每相差
    Both,
}

/// How a proportion is worded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// 得分＝执行率×5分, 按执行率计分
    Product,
    /// 按比例计分
    Proportion,
    /// 按比例扣分
    Deduction,
    /// 按插值法计分
    Interpolation,
}

/// How a value is taken that the text says nothing of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// 按不扣分理解
    Full,
    /// 按满分封顶理解
    Capped,
    /// 作待核处理
    Pending,
}

/// Words of one meaning.
#[derive(Debug)]
pub struct Words {
    /// What they mean among the words of other tables.
    pub sense: Sense,
    /// The words, with a space between them, and where they were seen first.
    pub seen: &'static [(Seen, &'static str)],
    /// The words one by one, from their first use on.
    list: OnceLock<Vec<&'static str>>,
    /// The same by their first letter: most places of a text begin with none of them.
    letters: OnceLock<BTreeMap<char, Vec<&'static str>>>,
}

/// All tables.
pub static TABLES: &[&[&Words]] =
    &[numbers::TABLES, marks::TABLES, steps::TABLES, plain::TABLES, barred::TABLES, account::TABLES, frames::TABLES];

/// The first word of `name` that decides wherever it stands: 且, 否则, 除外. A name that has one is no name of a
/// measure.
pub fn connective_in(name: &str) -> Option<&'static str> {
    CONNECTIVES.words().filter_map(|word| Some((name.find(word)?, word))).min().map(|(_, word)| word)
}

impl Words {
    const fn new(sense: Sense, seen: &'static [(Seen, &'static str)]) -> Words {
        Words { sense, seen, list: OnceLock::new(), letters: OnceLock::new() }
    }

    /// The words one by one.
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        let split = || self.seen.iter().flat_map(|(_, words)| words.split(' ')).collect();
        self.list.get_or_init(split).iter().copied()
    }

    /// Whether `text` is one of the words.
    pub(crate) fn has(&self, text: &str) -> bool {
        self.words().any(|word| word == text)
    }

    /// The longest word that `text` begins with.
    pub(crate) fn begin(&self, text: &str) -> Option<&'static str> {
        let words = self.of_letter(text.chars().next()?);
        words.iter().copied().filter(|word| text.starts_with(word)).max_by_key(|word| word.len())
    }

    /// The words that begin with a letter.
    fn of_letter(&self, letter: char) -> &[&'static str] {
        let sorted = || {
            let mut letters: BTreeMap<char, Vec<&'static str>> = BTreeMap::new();
            let firsts = self.words().filter_map(|word| Some((word.chars().next()?, word)));
            firsts.for_each(|(first, word)| letters.entry(first).or_default().push(word));
            letters
        };
        self.letters.get_or_init(sorted).get(&letter).map_or(&[], Vec::as_slice)
    }

    /// The shortest word that `text` ends with.
    pub(crate) fn end(&self, text: &str) -> Option<&'static str> {
        self.words().filter(|word| text.ends_with(word)).min_by_key(|word| word.len())
    }

    /// `text` without the words at its beginning.
    pub(crate) fn stripped_from_begin<'t>(&self, mut text: &'t str) -> &'t str {
        while let Some(word) = self.begin(text) {
            text = &text[word.len()..];
        }
        text
    }

    /// `text` without the words at its end.
    pub(crate) fn stripped_from_end<'t>(&self, mut text: &'t str) -> &'t str {
        while let Some(word) = self.words().filter(|word| text.ends_with(word)).max_by_key(|word| word.len()) {
            text = &text[..text.len() - word.len()];
        }
        text
    }

    /// The first of the words that stands in `text`, with its place; a character that belongs to a word of `harmless`
    /// does not count.
    pub(crate) fn find_outside(&self, text: &str, harmless: &Words) -> Option<(usize, &'static str)> {
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let rest = &text[at..];
            let word = self.begin(rest);
            match harmless.begin(rest) {
                Some(longer) if word.is_none_or(|word| word.len() <= longer.len()) => at += longer.len(),
                _ if word.is_some() => return word.map(|word| (at, word)),
                _ => at += c.len_utf8(),
            }
        }
        None
    }

    /// Whether `text` holds one of the words.
    pub(crate) fn stand_in(&self, text: &str) -> bool {
        self.words().any(|word| text.contains(word))
    }
}

/// Tables of words: `NAME: sense = Seen "words", …;`.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident: $sense:expr => $($seen:ident $words:literal),+;)*) => {
        $($(#[$doc])* pub(crate) static $name: Words = Words::new($sense, &[$((Seen::$seen, $words)),+]);)*
        /// All tables of this file.
        pub(super) static TABLES: &[&Words] = &[$(&$name),*];
    };
}
pub(crate) use words;

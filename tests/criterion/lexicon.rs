//! The lexicon says of each word where it was seen first; the texts that it names must have it.

use jixiao::criterion::lexicon::{Seen, TABLES, Words};

/// The texts of a source, in the form in which the lexicon has its words.
fn texts(seen: Seen) -> String {
    let cells = |text: &str| text.replace("\\n", "\n").replace('\t', "|");
    let texts = match seen {
        Seen::Annex => cells(include_str!("../../workbooks/system.tsv")),
        Seen::Wordings => include_str!("wordings.jsonl").lines().map(text_of).collect::<Vec<_>>().join("|"),
        Seen::Provinces => cells(include_str!("provinces.tsv")),
        Seen::Near => String::new(),
    };
    normal(&texts)
}

fn text_of(line: &str) -> String {
    serde_json::from_str::<serde_json::Value>(line).unwrap()["text"].as_str().unwrap().to_string()
}

fn normal(text: &str) -> String {
    let one = |c: char| match c {
        '≦' => '≤',
        '≧' => '≥',
        '﹪' => '%',
        '—' | '–' | '－' | '～' | '~' => '-',
        '，' | ',' => '，',
        '：' | ':' => '：',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap(),
        c => c,
    };
    text.chars().filter(|c| !c.is_whitespace()).map(one).collect()
}

fn tables() -> impl Iterator<Item = &'static Words> {
    TABLES.iter().flat_map(|tables| tables.iter().copied())
}

#[test]
fn every_word_stands_where_the_lexicon_says_it_was_seen_first() {
    let order = [Seen::Annex, Seen::Wordings, Seen::Provinces];
    let texts = order.map(texts);
    let mut wrong = Vec::new();
    for (seen, words) in tables().flat_map(|table| table.seen) {
        for word in words.split(' ') {
            let first = texts.iter().position(|texts| texts.contains(word)).map_or(Seen::Near, |at| order[at]);
            if first != *seen {
                wrong.push(format!("{word}: {seen:?}, in fact {first:?}"));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn no_word_stands_twice_in_a_table() {
    for table in tables() {
        let mut words: Vec<&str> = table.words().collect();
        words.sort_unstable();
        let count = words.len();
        words.dedup();
        assert_eq!(words.len(), count, "{table:?}");
    }
}

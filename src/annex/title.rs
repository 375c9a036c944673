//! A title in one line, or in several of about the same length: broken between words, never inside one.

use crate::annex::measure::width;

/// Words of titles that are not broken.
const WORDS: [&str; 15] = [
    "部门整体支出",
    "绩效评价",
    "结果",
    "汇总",
    "得分",
    "排名表",
    "明细表",
    "扣分",
    "情况表",
    "年度",
    "（未定稿）",
    "整体支出",
    "部门",
    "自评",
    "评审打分表",
];

/// A name in a narrow column: lines of the same length, so that no character stands alone: 经济 above 效益, not 经济效
/// above 益. Names with marks or digits are left to the program that prints them.
pub fn even(name: &str, room: u32) -> String {
    let is_word = name.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    let count = crate::annex::measure::lines(name, room) as usize;
    if !is_word || count < 2 {
        return name.to_string();
    }
    divided(name, count)
}

/// A name in so many lines that differ by one letter at most.
pub fn divided(name: &str, count: usize) -> String {
    let letters: Vec<char> = name.chars().collect();
    let (each, more) = (letters.len() / count, letters.len() % count);
    let mut rest = &letters[..];
    let mut lines: Vec<String> = Vec::new();
    for line in 0..count {
        let (here, after) = rest.split_at(each + usize::from(line < more));
        lines.push(here.iter().collect());
        rest = after;
    }
    lines.join("\n")
}

/// `合计14分（经济效益5分，生态效益4分（材料不足）），扣1分` → `合计14分，其中经济效益5分，生态效益4分（材料不足），扣1分`: brackets
/// do not stand within brackets.
pub fn unnested(text: &str) -> String {
    let (mut depth, mut start) = (0, None);
    for (at, c) in text.char_indices() {
        match c {
            '（' if depth == 0 => (depth, start) = (1, Some((at, false))),
            '（' => (depth, start) = (depth + 1, start.map(|(at, _)| (at, true))),
            '）' if depth == 1 => {
                depth = 0;
                if let Some((from, true)) = start {
                    let inner = &text[from + c.len_utf8()..at];
                    let after = text[at + c.len_utf8()..].to_string();
                    return format!("{}，其中{inner}{}", &text[..from], unnested(&after));
                }
            }
            '）' => depth = i32::max(depth - 1, 0),
            _ => {}
        }
    }
    text.to_string()
}

/// The lines of a title, each at most `room` wide where its words allow, in hundredths of an em.
pub fn balanced(title: &str, room: u32) -> Vec<String> {
    let words = words(title);
    let longest = words.iter().map(|word| width(word)).max().unwrap_or(0).max(1);
    let fewest = filled(&words, room).len();
    // the narrowest lines that need no more of them, by halving: a title can be long
    let (mut low, mut high) = (longest.min(room), room);
    while low < high {
        let middle = (low + high) / 2;
        if filled(&words, middle).len() <= fewest { high = middle } else { low = middle + 1 }
    }
    filled(&words, high)
}

/// One line after another filled.
fn filled(words: &[String], room: u32) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in words {
        let last = lines.last().cloned().unwrap_or_default();
        if last.is_empty() || width(&last) + width(word) <= room {
            lines.pop();
            lines.push(last + word);
        } else {
            lines.push(word.clone());
        }
    }
    lines
}

/// The words of a title; a number keeps what follows it (2020年度), other characters stand alone.
fn words(title: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut rest = title;
    while let Some(first) = rest.chars().next() {
        let known = WORDS.iter().find(|word| rest.starts_with(**word));
        let word = known.map_or_else(|| first.to_string(), ToString::to_string);
        rest = &rest[word.len()..];
        match words.last_mut() {
            Some(last) if goes_on(last, &word) => *last += &word,
            _ => words.push(word),
        }
    }
    words
}

/// Whether a word belongs to the one before: digits to digits, 年度 to them, a closing mark to what it closes.
fn goes_on(last: &str, word: &str) -> bool {
    let ends_in_digit = last.ends_with(|c: char| c.is_ascii_alphanumeric());
    let begins = word.chars().next();
    let ascii = begins.is_some_and(|c| c.is_ascii_alphanumeric());
    (ends_in_digit && (ascii || word == "年度" || word == "年"))
        || begins.is_some_and(|c| "）》”、，。：".contains(c))
        || last.ends_with(['（', '《', '“'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_title_is_broken_between_words() {
        let title = "临湖市2020年度部门整体支出绩效评价结果汇总";
        assert_eq!(balanced(title, 2015), ["临湖市2020年度部门整体支出", "绩效评价结果汇总"]);
        assert_eq!(balanced(title, 3000), [title]);
    }

    #[test]
    fn no_character_of_a_name_stands_alone() {
        for (name, expected) in [("经济效益", "经济\n效益"), ("社会公众满意度", "社会公\n众满\n意度"), ("投入", "投入")]
        {
            assert_eq!(even(name, 330), expected);
        }
        assert_eq!(even("“三公经费”变动率", 330), "“三公经费”变动率");
    }

    #[test]
    fn no_word_is_lost_and_none_is_broken() {
        let title = "某某自治州2024年度市直部门整体支出绩效评价得分明细表（未定稿）";
        for room in [900, 1500, 2000] {
            let lines = balanced(title, room);
            assert_eq!(lines.concat(), title);
            let starts = ["支出", "整体", "评价", "度", "稿", "4年"];
            assert!(!lines.iter().any(|line| starts.iter().any(|part| line.starts_with(part))), "{lines:?}");
        }
    }
}

//! Names and headers made comparable: people write the same words with other brackets, widths and spaces.

use unicode_normalization::UnicodeNormalization;

/// The same words in one writing: half-width letters, digits and brackets, one form of quotes and dashes,
/// no white space of any kind (line breaks, U+3000, NBSP, zero-width). For comparing, not for showing.
///
/// ```
/// assert_eq!(jixiao::ground::number::tidy("“三公经费”\n控制率（％）"), jixiao::ground::number::tidy("\"三公经费\" 控制率(%)"));
/// ```
pub fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    for letter in text.chars().filter(|letter| !is_space(*letter)) {
        if is_look_alike(letter) {
            tidied.extend(half_width(letter).map(unify));
        } else {
            tidied.push(unify(letter));
        }
    }
    tidied
}

/// White space and whatever else takes no room on paper.
pub(super) fn is_space(letter: char) -> bool {
    letter.is_whitespace() || letter.is_control() || is_invisible(letter)
}

/// Whether a letter shows nothing itself: marks of the direction of writing, joiners, selectors, fillers.
pub fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{AD}' | '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}')
        || matches!(letter, '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}')
        || matches!(letter, '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Full-width, small and vertical forms become plain ones, and the look-alikes of characters that copying
/// from a PDF gives (⼈ for 人) the characters themselves. Circled numbers stay: ① is not 1.
pub(super) fn half_width(letter: char) -> impl Iterator<Item = char> {
    let (other, same) = if is_look_alike(letter) { (Some(letter), None) } else { (None, Some(letter)) };
    other.into_iter().nfkc().chain(same)
}

fn is_look_alike(letter: char) -> bool {
    matches!(letter, '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE6F}' | '\u{FF01}'..='\u{FF5E}')
}

fn unify(letter: char) -> char {
    match letter {
        '“' | '”' | '„' | '‟' | '‘' | '’' | '\'' | '「' | '」' | '『' | '』' | '«' | '»' | '〝' | '〞' => {
            '"'
        }
        '〔' => '(',
        '〕' => ')',
        '【' => '[',
        '】' => ']',
        '‐'..='―' | '−' | '─' | '━' => '-',
        '•' | '・' | '‧' | '∙' | '⋅' => '·',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_are_the_same_however_they_are_typed() {
        assert_eq!(tidy("部门（单位）\r\n名称"), "部门(单位)名称");
        assert_eq!(tidy("部\u{3000}门 \u{A0}名\u{200B}称\u{FEFF}"), "部门名称");
        assert_eq!(tidy("“三公经费”"), tidy("「三公经费」"));
        assert_eq!(tidy("ＡＢ１２：％"), "AB12:%");
        assert_eq!(tidy("实有⼈数"), "实有人数");
        assert_eq!(tidy("①健全性"), "①健全性");
    }
}

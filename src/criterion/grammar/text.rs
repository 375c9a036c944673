//! Normalisation: the many ways of writing one sign become one, each character keeping its place in
//! the original text, so that a refusal can point at the official wording.

use std::ops::Range;

/// A 评分标准 in normal form: half-width digits and signs, no spaces, Chinese punctuation.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    normal: String,
    /// For each character of `normal`: its first byte there and the characters of the original.
    places: Vec<(usize, Range<usize>)>,
    original_length: usize,
}

impl Text {
    pub(crate) fn new(original: &str) -> Text {
        let chars: Vec<char> = original.chars().collect();
        let mut text = Text { normal: String::new(), places: Vec::new(), original_length: chars.len() };
        let mut at = 0;
        while at < chars.len() {
            at += text.push_next(&chars, at);
        }
        text
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.normal
    }

    /// The characters of the original text for some bytes of the normal form.
    pub(crate) fn original(&self, bytes: &Range<usize>) -> Range<usize> {
        let place = |byte: usize| self.places.partition_point(|(first, _)| *first < byte);
        let (first, after) = (place(bytes.start), place(bytes.end));
        match self.places.get(first..after) {
            Some([only]) => only.1.clone(),
            Some([first, .., last]) => first.1.start..last.1.end,
            _ => {
                let at = self.places.get(first).map_or(self.original_length, |(_, chars)| chars.start);
                at..at
            }
        }
    }

    /// Takes the character at `at`, with the ones it forms one sign with; returns how many it took.
    fn push_next(&mut self, chars: &[char], at: usize) -> usize {
        let c = half_width(chars[at]);
        let next = chars.get(at + 1).map(|c| half_width(*c));
        if matches!(c, '<' | '>') && next == Some('=') {
            self.push(if c == '<' { '≤' } else { '≥' }, at..at + 2);
            return 2;
        }
        if c.is_whitespace() {
            let length = chars[at..].iter().take_while(|c| c.is_whitespace()).count();
            self.push_space(chars, at..at + length);
            return length;
        }
        match c {
            // invisible characters of copied text
            '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' | '\u{2060}' => {}
            ',' if self.is_thousands_comma(chars, at) => {}
            ',' => self.push('，', at..at + 1),
            '.' if !follows_digit(&self.normal) => self.push('。', at..at + 1),
            c => self.push(c, at..at + 1),
        }
        1
    }

    fn push(&mut self, c: char, from: Range<usize>) {
        self.places.push((self.normal.len(), from));
        self.normal.push(c);
    }

    /// Spaces and line breaks go, except where they separate: two digits must not become one number,
    /// and a line that begins a new item or follows 分 ends what was before.
    fn push_space(&mut self, chars: &[char], span: Range<usize>) {
        let line_break = chars[span.clone()].contains(&'\n');
        let next = chars.get(span.end).map(|c| half_width(*c));
        let between_digits = follows_digit(&self.normal) && next.is_some_and(|c| c.is_ascii_digit());
        let ends_phrase = line_break
            && (self.normal.ends_with(['分', '止']) || self.normal.ends_with("分)") || next.is_some_and(is_circled));
        if ends_phrase {
            self.push('；', span);
        } else if between_digits {
            self.push(' ', span);
        }
    }

    fn is_thousands_comma(&self, chars: &[char], at: usize) -> bool {
        let digits = chars[at + 1..].iter().take_while(|c| half_width(**c).is_ascii_digit()).count();
        follows_digit(&self.normal) && digits == 3
    }
}

fn follows_digit(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit())
}

/// ① to ⑳ and ⑴ to ⒇.
pub(crate) fn is_circled(c: char) -> bool {
    matches!(c, '①'..='⑳' | '⑴'..='⒇')
}

/// One form for each sign. Digits in circles stay, they are markers and no numbers.
fn half_width(c: char) -> char {
    match c {
        '≦' | '⩽' | '≤' => '≤',
        '≧' | '⩾' | '≥' => '≥',
        '﹤' => '<',
        '﹥' => '>',
        '﹦' => '=',
        '﹪' | '٪' => '%',
        '〔' | '﹙' => '(',
        '［' | '[' => '[',
        '〕' | '﹚' => ')',
        '］' | ']' => ']',
        '–' | '—' | '―' | '─' | '‐' | '‑' | '−' | '﹣' | '～' | '~' | '∼' | '〜' | '－' => '-',
        '；' | ';' | '﹔' => '；',
        '：' | ':' | '﹕' => '：',
        '，' | ',' | '､' | '﹐' => ',',
        '。' | '｡' => '。',
        '"' | '＂' | '「' | '」' | '『' | '』' => '“',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '×' | '✕' | '╳' => '×',
        c => c,
    }
}

//! 正向指标：…；逆向指标：…: a text for both directions, of which a column chooses one half.

use crate::scheme::indicators::Direction;

/// How the half of a direction begins.
const BEGINS: &[(&str, Direction)] = &[
    ("正向指标", Direction::Forward),
    ("正指标", Direction::Forward),
    ("正向", Direction::Forward),
    ("逆向指标", Direction::Reverse),
    ("反向指标", Direction::Reverse),
    ("负向指标", Direction::Reverse),
    ("逆指标", Direction::Reverse),
    ("逆向", Direction::Reverse),
];

/// The beginning of a half.
struct Half {
    direction: Direction,
    /// Its first character.
    from: usize,
    /// The first character of its rule.
    rule: usize,
}

/// Whether a text has a half for each direction.
pub(crate) fn has_halves(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    one_each(&halves(&chars))
}

fn one_each(halves: &[Half]) -> bool {
    let count = |wanted: Direction| halves.iter().filter(|half| half.direction == wanted).count();
    count(Direction::Forward) == 1 && count(Direction::Reverse) == 1
}

/// The text with the half of the other direction blanked, so that places stay; the text itself where it does not
/// have a half for each direction.
pub(crate) fn half(text: &str, direction: Direction) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let halves = halves(&chars);
    if !one_each(&halves) {
        return text.to_string();
    }
    for (at, half) in halves.iter().enumerate() {
        let end = halves.get(at + 1).map_or(chars.len(), |next| next.from);
        let blank = if half.direction == direction { half.from..half.rule } else { half.from..end };
        chars[blank].fill(' ');
    }
    let kept = chars.iter().rposition(|c| !c.is_whitespace());
    // the semicolon between the halves ends nothing any more
    if let Some(last) = kept.filter(|at| matches!(chars[*at], '；' | ';' | '，')) {
        chars[last] = '。';
    }
    chars.into_iter().collect()
}

fn halves(chars: &[char]) -> Vec<Half> {
    let mut found: Vec<Half> = Vec::new();
    for at in 0..chars.len() {
        if found.last().is_some_and(|half| at < half.rule)
            || at.checked_sub(1).is_some_and(|before| chars[before].is_alphanumeric())
        {
            continue;
        }
        let rest = &chars[at..];
        let begins = BEGINS.iter().find(|(words, _)| {
            let count = words.chars().count();
            words.chars().eq(rest.iter().take(count).copied()) && matches!(rest.get(count), Some('：' | ':'))
        });
        if let Some((words, direction)) = begins {
            found.push(Half { direction: *direction, from: at, rule: at + words.chars().count() + 1 });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_half_of_the_other_direction_is_blanked_in_place() {
        let text = "正向指标：达到目标值得满分；逆向指标：不超过目标值得满分。";
        let forward = half(text, Direction::Forward);
        assert_eq!(forward.trim(), "达到目标值得满分。");
        assert_eq!(forward.chars().count(), text.chars().count());
        assert_eq!(half(text, Direction::Reverse).trim(), "不超过目标值得满分。");
        assert_eq!(half("（逆向）越低越好", Direction::Reverse), "（逆向）越低越好");
        assert_eq!(half("正向指标：达到目标值得满分。", Direction::Reverse), "正向指标：达到目标值得满分。");
    }
}

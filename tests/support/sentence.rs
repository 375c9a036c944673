//! A reader with a pocket calculator: what a sentence of 扣分原因 comes to by its own words. It knows nothing of rules.

use jixiao::ground::quantity::Exact;
use rust_decimal::Decimal;
use std::str::FromStr;

/// The marks before they are rounded; none where the sentence calculates nothing.
pub fn marks(sentence: &str, full: Exact) -> Option<Exact> {
    if let Some(parts) = sentence.strip_prefix("个性化指标") {
        return own(parts, full);
    }
    if let Some((found, how)) = sentence.split_once("按每") {
        return by_steps(found, how, full);
    }
    if let Some((_, rest)) = sentence.split_once("按比例计算得") {
        return value(rest.split(['＝', '≈']).next()?);
    }
    if sentence.contains("不符合要求，") || sentence.contains("”得") {
        return items(sentence, full);
    }
    if let Some((_, given)) = sentence.split_once("评定得分") {
        return first_number(given);
    }
    if sentence.contains("不得分，扣") {
        return Some(Exact::ZERO);
    }
    first_number(sentence.split_once("，计")?.1)
}

/// Steps beyond a standard, cases, or what was done.
fn by_steps(found: &str, how: &str, full: Exact) -> Option<Exact> {
    let earned = how.find('得').is_some_and(|at| how.find('扣').is_none_or(|other| at < other));
    let (step, rest) = how.split_once(if earned { '得' } else { '扣' })?;
    let each = first_number(rest)?;
    if earned {
        let (found, base) = found
            .split_once("基础分")
            .map_or((found, Exact::ZERO), |(found, base)| (found, first_number(base).unwrap_or(Exact::ZERO)));
        return Some(base.plus(each.times(last_number(found)?)?)?.min(full));
    }
    let steps = last_number(found)?.over(first_number(step).unwrap_or(Exact::ONE))?;
    let part = rest.split_once('（').and_then(|(_, note)| note.split_once('）')).map_or("", |(note, _)| note);
    let charged = match part {
        _ if !part.starts_with("不足") => steps,
        part if part.ends_with("按比例扣") => steps,
        part if part.ends_with("不扣") => steps.floor(),
        _ => steps.ceil(),
    };
    let limit = rest.split_once("最多扣").and_then(|(_, most)| first_number(most)).unwrap_or(full);
    full.minus(each.times(charged)?.min(limit))
}

/// Items that lose marks, each with its own.
fn items(sentence: &str, full: Exact) -> Option<Exact> {
    let sentence = sentence.split("。共扣").next()?.split("，得分").next()?;
    sentence.split('扣').skip(1).try_fold(full, |marks, part| marks.minus(first_number(part)?))
}

/// 个性化指标, part by part.
fn own(parts: &str, full: Exact) -> Option<Exact> {
    let parts = parts.split("，合计").next()?;
    let (mut marks, mut scale) = (full, None);
    for part in parts.split('；') {
        if let Some((_, applies)) = part.split_once("其余得分÷") {
            scale = first_number(applies);
        } else if part.contains("该项不适用") {
            continue;
        } else if let Some((figures, result)) = part.split_once('×') {
            let at = figures.rfind(['”', '，']).map_or(0, |at| at + '，'.len_utf8());
            let figures: String = figures[at..].chars().filter(|c| "0123456789.÷-".contains(*c)).collect();
            let of = first_number(result)?;
            marks = marks.minus(of)?.plus(value(&figures)?.times(of)?)?;
        } else if let Some((of, given)) = part.split_once("，评定得分") {
            marks = marks.minus(last_number(of)?)?.plus(first_number(given)?)?;
        } else {
            marks = marks.minus(last_number(part.trim_end_matches(['。', '分']))?)?;
        }
    }
    let Some(applies) = scale else { return Some(marks) };
    // what was taken off was taken off what applies
    applies.minus(full.minus(marks)?)?.times(full)?.over(applies)
}

/// The first number of a text; 一 is one.
pub fn first_number(text: &str) -> Option<Exact> {
    let is_digit = |c: char| c.is_ascii_digit();
    let at = text.find(|c: char| is_digit(c) || c == '一')?;
    let text = &text[at..];
    let end = text.find(|c: char| !is_digit(c) && c != '.').unwrap_or(text.len());
    if end == 0 {
        Some(Exact::ONE)
    } else {
        Decimal::from_str(text[..end].trim_end_matches('.')).ok().map(Exact::from_decimal)
    }
}

fn last_number(text: &str) -> Option<Exact> {
    let end = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    let start = text[..end].rfind(|c: char| !c.is_ascii_digit() && c != '.');
    let start = start.map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    Decimal::from_str(&text[start..end]).ok().map(Exact::from_decimal)
}

/// What a calculation comes to: `（85%−60%）÷40%`, `(48.82−48.00)÷48.00×100%`.
pub fn value(text: &str) -> Option<Exact> {
    let plain: Vec<char> = text
        .chars()
        .map(|c| match c {
            '（' => '(',
            '）' => ')',
            '－' | '−' => '-',
            c => c,
        })
        .collect();
    let mut reader = Reader { text: &plain, at: 0 };
    let sum = reader.sum()?;
    (reader.at == plain.len()).then_some(sum)
}

struct Reader<'a> {
    text: &'a [char],
    at: usize,
}

impl Reader<'_> {
    fn next(&mut self, wanted: &[char]) -> Option<char> {
        let found = *self.text.get(self.at)?;
        wanted.contains(&found).then(|| {
            self.at += 1;
            found
        })
    }

    fn sum(&mut self) -> Option<Exact> {
        let mut sum = self.product()?;
        while let Some(sign) = self.next(&['+', '＋', '-']) {
            let other = self.product()?;
            sum = if sign == '-' { sum.minus(other)? } else { sum.plus(other)? };
        }
        Some(sum)
    }

    fn product(&mut self) -> Option<Exact> {
        let mut product = self.factor()?;
        while let Some(sign) = self.next(&['×', '÷']) {
            let other = self.factor()?;
            product = if sign == '÷' { product.over(other)? } else { product.times(other)? };
        }
        Some(product)
    }

    fn factor(&mut self) -> Option<Exact> {
        if self.next(&['-']).is_some() {
            return Exact::ZERO.minus(self.factor()?);
        }
        if self.next(&['(']).is_some() {
            let inner = self.sum()?;
            self.next(&[')'])?;
            return Some(inner);
        }
        let start = self.at;
        while self.text.get(self.at).is_some_and(|c| c.is_ascii_digit() || *c == '.') {
            self.at += 1;
        }
        let number: String = self.text[start..self.at].iter().collect();
        let number = Exact::from_decimal(Decimal::from_str(&number).ok()?);
        if self.next(&['%']).is_some() { number.over(Exact::whole(100)) } else { Some(number) }
    }
}

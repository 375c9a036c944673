//! What may be misread whatever the kind of rule: signs of changes, numbers that are half numbering, names that are
//! no names of measures.

use crate::criterion::fault::Fault;
use crate::criterion::figures;
use crate::criterion::figures::Unit;
use crate::criterion::grammar::account::ends_like_measure;
use crate::criterion::grammar::condition::{Condition, End};
use crate::criterion::grammar::meaning::Meaning;
use crate::criterion::grammar::reading::Reading;
use crate::criterion::lexicon::{AGAINST_BEFORE, BASE_FIGURES, RATES, SIGNED};
use crate::ground::Code;

/// Words that compare with a number below 0 in two ways: 超过-5% may be a larger decrease.
const IN_WORDS: [&str; 6] = ["超过", "超出", "达到", "以上", "以下", "以内"];

impl Reading<'_> {
    /// All of them.
    pub(crate) fn doubts(&self, conditions: &[&Condition]) -> Vec<Fault> {
        let mut faults: Vec<Fault> = conditions.iter().filter_map(|one| self.sign_of_change(one)).collect();
        faults.extend(conditions.iter().filter_map(|one| self.no_measure(one)));
        faults.extend(conditions.iter().filter_map(|one| self.beyond_negative(one)));
        faults.extend(self.numbering());
        faults
    }

    /// 下降5%以上: -5% or less of a change, or 5% or more of a reduction?
    fn sign_of_change(&self, condition: &Condition) -> Option<Fault> {
        let name = condition.subject.value.as_str();
        let signed = SIGNED
            .end(name)
            .or(AGAINST_BEFORE.words().find(|word| name.contains(word) && RATES.end(name).is_none()))?;
        if signed_by(self.formula) == Some(true) {
            return None;
        }
        let (at, low) = match (&condition.low, &condition.high) {
            (Some(end), _) => (end, true),
            (None, Some(end)) => (end, false),
            (None, None) => return None,
        };
        let number = figures::stated(at.at.value, &at.at.unit);
        let (sign, turned) = if low { ("≥", "≤") } else { ("≤", "≥") };
        let message = format!(
            "“{signed}”之后的{number}：如果计算公式算出的是变动（下降时为负数），应是{turned}−{number}；\
             如果算出的是下降的幅度（下降时为正数），应是{sign}{number}，不能确定"
        );
        let advice = format!("请按计算公式改为“{turned}-{number}”，或改为“下降率{sign}{number}”");
        let span = condition.subject.span.start..condition.span.end;
        Some(self.fault(Code::NotUnderstood, &span, message, advice))
    }

    /// 资金足额90%以上: words before a percentage that are no name of a measure.
    fn no_measure(&self, condition: &Condition) -> Option<Fault> {
        let name = condition.subject.value.as_str();
        let in_percent = [&condition.low, &condition.high]
            .into_iter()
            .flatten()
            .any(|end: &End| end.at.unit == Unit::Percent && !end.at.value.is_zero());
        let labels = self.all(|m| if let Meaning::Label(name) = m { Some(name.value.as_str()) } else { None });
        let known = self.source.indicator.contains(name) || labels.iter().any(|label| label.contains(name));
        if name.is_empty()
            || condition.is_bare()
            || !in_percent
            || known
            || ends_like_measure(name)
            || SIGNED.end(name).is_some()
        {
            return None;
        }
        let number = self.words(&condition.span);
        let message = format!("“{name}”不像比率的名称：是另一个条件，还是{number}说的就是它，不能确定");
        let advice = format!("请写明是什么的比率，例如“{name}率{number}”；如是另一个条件，请单列为一项指标");
        Some(self.fault(Code::NotUnderstood, &condition.subject.span, message, advice))
    }

    /// 超过-5%: above it, or a larger decrease?
    fn beyond_negative(&self, condition: &Condition) -> Option<Fault> {
        let words = self.words(&condition.span);
        let one_end = condition.low.is_some() != condition.high.is_some();
        let end =
            condition.low.as_ref().or(condition.high.as_ref()).filter(|end| one_end && end.at.value.is_negative())?;
        if !IN_WORDS.iter().any(|word| words.contains(word)) {
            return None;
        }
        let number = figures::stated(end.at.value, &end.at.unit).replace('−', "-");
        let message = format!("“{words}”：是比{number}大，还是下降得更多，不能确定");
        let advice = format!("请用符号写成“≥{number}”“>{number}”“≤{number}”或“<{number}”");
        Some(self.fault(Code::NotUnderstood, &condition.span, message, advice))
    }

    /// 1.100%以下: 1.1%, or the first point and 100%?
    fn numbering(&self) -> Option<Fault> {
        let text = self.text.as_str();
        let begins = |at: usize| at == 0 || text[..at].ends_with(['；', '。']);
        let number = |(at, _): (usize, char)| {
            let rest = &text[at..];
            let length = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
            let (whole, part) = rest[..length].split_once('.')?;
            let ordinal: u32 = whole.parse().ok().filter(|ordinal| (1..=20).contains(ordinal))?;
            (rest[length..].starts_with('%') && begins(at)).then_some((at..at + length + 1, ordinal, part))
        };
        let numbers: Vec<_> = text.char_indices().filter(|(_, c)| c.is_ascii_digit()).filter_map(number).collect();
        let follows = |ordinal: u32| {
            let next = format!("{}.", ordinal + 1);
            text.match_indices(&next).any(|(at, _)| begins(at))
        };
        let (span, ordinal, part) = numbers
            .into_iter()
            .find(|(_, ordinal, part)| part.len() > 1 && part.ends_with('0') || *ordinal == 1 && follows(*ordinal))?;
        let words = &text[span.clone()];
        let message = format!("“{words}”：是序号{ordinal}加上{part}%，还是{words}，不能确定");
        let advice = format!("如果是序号，请改为“{ordinal}、{part}%”；如果是小数，请在前面写上指标名称");
        Some(self.fault(Code::DamagedText, &span, message, advice))
    }
}

/// Whether the measure of a 计算公式 is above 0 where the figure has fallen: (上年－本年)÷上年. None where the formula
/// does not say it.
fn signed_by(formula: &str) -> Option<bool> {
    let plain = formula.replace(['（', '('], "(").replace(['－', '−', '—'], "-").replace(['）', ')'], ")");
    let (first, rest) = plain.strip_prefix('(')?.split_once(')')?.0.split_once('-')?;
    let base = |words: &str| BASE_FIGURES.stand_in(words);
    match (base(first), base(rest)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

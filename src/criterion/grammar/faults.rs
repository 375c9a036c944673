//! Faults whatever the kind of rule: lost and damaged signs, marks that are not 分值, other measures.

use crate::criterion::fault::Fault;
use crate::criterion::figures;
use crate::criterion::figures::Unit;
use crate::criterion::grammar::account::same_measure;
use crate::criterion::grammar::condition::{Closure, Condition, End};
use crate::criterion::grammar::meaning::Meaning;
use crate::criterion::grammar::negative::ABSOLUTE;
use crate::criterion::grammar::reading::Reading;
use crate::criterion::grammar::tokens::{Quantity, Spanned};
use crate::criterion::lexicon::{Direction, RATES, SHARES};
use crate::ground::{Code, Exact, PartStep, Points};

impl Reading<'_> {
    /// All of them.
    pub(crate) fn common_faults(&self) -> Vec<Fault> {
        let conditions = self.conditions();
        let mut faults: Vec<Fault> =
            conditions.iter().filter_map(|c| self.lost_sign(c).or(self.lost_percent(c))).collect();
        faults.extend(conditions.iter().filter_map(|c| self.absolute_below_zero(c)));
        faults.extend(self.different_subjects());
        faults.extend(self.limits());
        faults.extend(self.said_twice());
        faults.extend(self.doubts(&conditions));
        faults.extend(self.doubtful_shares());
        faults.extend(self.target_unknown());
        faults
    }

    /// `控制率100%`, `Q100%`: a number after words with nothing that compares them.
    fn lost_sign(&self, condition: &Condition) -> Option<Fault> {
        // l0%: a letter that touches a digit is no name
        let subject = &self.text.as_str()[condition.subject.span.clone()];
        let number = &self.text.as_str()[condition.span.clone()];
        let touches =
            subject.ends_with(|c: char| c.is_ascii_alphabetic()) && number.starts_with(|c: char| c.is_ascii_digit());
        let lost = condition.is_bare() && !self.is_a_band(condition);
        if !touches && !lost || condition.subject.value.is_empty() {
            return None;
        }
        let number = self.words(&condition.span);
        let rule_goes_up = self.steps().iter().any(|step| step.direction == Some(Direction::Up));
        let sign = if rule_goes_up { "≤" } else { "≥" };
        let last = condition.subject.value.chars().last()?;
        if is_of_a_name(last) {
            let span = condition.subject.span.start..condition.span.end;
            let message =
                format!("“{}”的{number}前面没有比较符号，可能是≤、≥或＝在印发、转换中丢失", condition.subject.value);
            let advice = format!("请补上符号，例如“{}{sign}{number}”", condition.subject.value);
            return Some(self.fault(Code::LostComparison, &span, message, advice));
        }
        let start = condition.subject.span.end - last.len_utf8();
        let message = format!("{number}前面的“{last}”不是比较符号，原来可能是≤、≥、＜或＞");
        let advice = format!("请将“{last}{number}”改为“{sign}{number}”（或其他符号）");
        Some(self.fault(Code::DamagedText, &(start..condition.span.end), message, advice))
    }

    /// 达到目标值得5分, and nothing says what the target is.
    pub(crate) fn target_unknown(&self) -> Option<Fault> {
        let speaks = |m: &Meaning| match m {
            Meaning::Met(_) | Meaning::OnTarget | Meaning::Target(_) => true,
            Meaning::Reached(_) => !self.steps().is_empty(),
            _ => false,
        };
        let phrase = self.phrases.iter().find(|phrase| speaks(&phrase.meaning))?;
        let column = self.target.trim();
        let message = match column.is_empty() {
            true => "目标值是多少没有写明".to_string(),
            false => format!("“目标值”列写的是“{column}”，不是一个数值，或与评分标准写的目标值不一致"),
        };
        let advice = "请在评分表加一列“目标值”填写数值，或在句首写明，例如“目标值为95%，”";
        Some(self.fault(Code::BaseUnclear, &phrase.span, message, advice))
    }

    /// 完成1个得2分，完成2个得4分 and 上缴率100%得2分，90%（含）-100%得1分: the next band shows that the number alone is
    /// meant.
    fn is_a_band(&self, condition: &Condition) -> bool {
        let Some(at) = condition.low.as_ref().map(|low| &low.at).filter(|_| self.steps().is_empty()) else {
            return false;
        };
        let lowest = self.conditions().into_iter().filter_map(|c| c.low.as_ref()).map(|low| low.at.value).min();
        let from_one = lowest.is_some_and(|lowest| lowest <= Exact::ONE);
        let counted = matches!(at.unit, Unit::Named(_)) && !at.unit.is_time() && from_one;
        let beside = |end: &End| {
            let apart = end.at.value.minus(at.value).map(Exact::abs);
            counted && end.at.unit == at.unit && apart == Some(Exact::ONE)
        };
        let below_all = |end: &End| at.value == Exact::ONE && end.at == *at && end.closure == Closure::Contrast;
        let others = self.conditions().into_iter().filter(|other| *other != condition);
        others
            .into_iter()
            .any(|other| other.low.iter().chain(&other.high).any(beside) || other.high.as_ref().is_some_and(below_all))
    }

    /// `执行率≥90，计5分`: a rate compared with a plain number would be a hundred times off.
    fn lost_percent(&self, condition: &Condition) -> Option<Fault> {
        let is_rate = |name: &str| RATES.end(name).or(SHARES.end(name)).is_some();
        let plain = condition.ends().any(|end| end.at.unit == Unit::Plain && !end.at.value.is_zero());
        let rate = is_rate(&measure(&condition.subject.value)) || is_rate(self.source.indicator.trim());
        let ends = [&condition.low, &condition.high];
        let named = ends.into_iter().flatten().any(|end| matches!(end.at.unit, Unit::Named(_)));
        let percentage = measure(&condition.subject.value).ends_with(['率', '重', '比']);
        if named && percentage {
            let number = self.words(&condition.span);
            let message = format!("“{number}”不是百分数，而“{}”是比率", condition.subject.value);
            return Some(self.fault(Code::NotUnderstood, &condition.span, message, "请核对单位，或写明指标的名称"));
        }
        (plain && rate).then(|| {
            let number = self.words(&condition.span);
            let message = format!("“{number}”没有百分号，而指标是比率");
            self.fault(Code::NotUnderstood, &condition.span, message, format!("如果是百分数，请写成“{number}%”"))
        })
    }

    /// Conditions on two different measures make no rule.
    fn different_subjects(&self) -> Option<Fault> {
        let plain = |name: &Spanned<String>| measure(&name.value).replace(['“', '”'], "").replace("实际", "");
        let subjects = self.subjects().into_iter();
        let named: Vec<&Spanned<String>> = subjects.filter(|name| !plain(name).is_empty()).collect();
        let first = named.first()?;
        let other = named.iter().find(|name| !same_measure(&plain(first), &plain(name), self.source.indicator))?;
        let message = format!("“{}”和“{}”是两个不同的指标，不能在一条评分标准里计分", first.value, other.value);
        Some(self.fault(Code::NotUnderstood, &other.span, message, "请统一名称，或分成两项指标"))
    }

    /// 满分5分, 扣满5分为止, 最多扣5分 against 分值.
    fn limits(&self) -> Vec<Fault> {
        let full = self.source.full_marks;
        let limit = |meaning: &Meaning| match meaning {
            Meaning::Total(marks) | Meaning::RatioCapAt(marks) | Meaning::Heading { marks: Some(marks), .. } => {
                Some((marks.clone(), Points(marks.value) != full))
            }
            Meaning::Most(marks) | Meaning::Floor(Some(marks)) => Some((marks.clone(), Points(marks.value) > full)),
            _ => None,
        };
        let wrong = self.all(limit).into_iter().filter(|(_, wrong)| *wrong);
        wrong
            .map(|(marks, _)| {
                let message = format!("“{}”与分值{full}分不符", self.words(&marks.span));
                self.fault(Code::MarksNotFull, &marks.span, message, format!("请核对，应为{full}分"))
            })
            .collect()
    }

    /// 不足一个百分点的不扣 and 不足一个百分点的按比例扣, 最多扣3分 and 最多扣4分: which of them counts?
    fn said_twice(&self) -> Vec<Fault> {
        let part = |of: &Quantity, reading: &PartStep| ("零头怎样扣分", format!("{of:?} {reading:?}"));
        let said = |meaning: &Meaning| match meaning {
            Meaning::PartStep { of, reading } => Some(part(of, reading)),
            Meaning::Most(marks) | Meaning::Floor(Some(marks)) => {
                Some(("最多扣几分", marks.value.normalize().to_string()))
            }
            Meaning::Negative(negative) => Some(("负数怎样计分", format!("{negative:?}"))),
            _ => None,
        };
        // two sides may each have a part of their own
        let of_step = self.steps().first().and_then(|step| step.part.as_ref()).map(|(of, reading)| part(of, reading));
        let mut first: Vec<(&str, String)> = of_step.filter(|_| self.steps().len() == 1).into_iter().collect();
        let mut faults = Vec::new();
        for phrase in &self.phrases {
            let Some((topic, content)) = said(&phrase.meaning) else { continue };
            match first.iter().find(|(other, _)| *other == topic) {
                Some((_, other)) if *other != content => {
                    let message = format!("{topic}写了两次，不一致");
                    faults.push(self.fault(Code::NotUnderstood, &phrase.span, message, "请只保留一处"));
                }
                Some(_) => {}
                None => first.push((topic, content)),
            }
        }
        faults
    }

    /// 绝对值 and a number below 0, which no size reaches.
    fn absolute_below_zero(&self, condition: &Condition) -> Option<Fault> {
        let said = condition.subject.value.contains(ABSOLUTE) || self.has(|m| matches!(m, Meaning::Negative(_)));
        let negative = condition.ends().find(|end| end.at.value.is_negative())?;
        let number = figures::stated(negative.at.value, &negative.at.unit);
        let message = format!("按绝对值计的数不会低于0，而评分标准写有{number}");
        said.then(|| self.fault(Code::NotUnderstood, &condition.span, message, "请只保留一种写法"))
    }
}

/// The name of the measure: 预算调整率 for 预算调整率的绝对值.
fn measure(subject: &str) -> String {
    subject.replace("的绝对值", "").replace(ABSOLUTE, "")
}

/// A letter of Chinese script, a quotation mark or a closing bracket: what a name may end with.
fn is_of_a_name(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c) || matches!(c, '”' | '“' | ')' | '》')
}

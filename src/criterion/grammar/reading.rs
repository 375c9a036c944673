//! A 评分标准 read into phrases, and the faults that concern every kind of rule.

use crate::criterion::grammar::condition::Condition;
use crate::criterion::grammar::negative::measure;
use crate::criterion::grammar::phrases::{Meaning, Phrase, read};
use crate::criterion::grammar::steps::{Cost, Step};
use crate::criterion::grammar::text::Text;
use crate::criterion::grammar::tokens::{Marks, Spanned, Unit};
use crate::criterion::{Fault, Source};
use crate::ground::finding::{Code, Severity};
use crate::ground::quantity::Points;
use rust_decimal::Decimal;
use std::iter::once;
use std::ops::Range;

/// What the kinds read their rule from.
#[derive(Debug)]
pub struct Reading<'a> {
    pub(crate) source: &'a Source<'a>,
    pub(crate) text: Text,
    pub(crate) phrases: Vec<Phrase>,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(source: &'a Source<'a>) -> Reading<'a> {
        let text = Text::new(source.text);
        let phrases = read(&text);
        Reading { source, text, phrases }
    }

    /// A fault at some bytes of the normal form.
    pub(crate) fn fault(
        &self,
        code: Code,
        span: &Range<usize>,
        message: impl Into<String>,
        advice: impl Into<String>,
    ) -> Fault {
        Fault { code, span: self.text.original(span), message: message.into(), advice: advice.into() }
    }

    /// The words at some bytes, as they stand in the original text.
    pub(crate) fn words(&self, span: &Range<usize>) -> String {
        let place = self.text.original(span);
        let words = self.source.text.chars().skip(place.start).take(place.len());
        words.filter(|c| !c.is_control()).collect()
    }

    /// All phrases for which `pick` gives something.
    pub(crate) fn all<'b, T>(&'b self, pick: impl Fn(&'b Meaning) -> Option<T>) -> Vec<T> {
        self.phrases.iter().filter_map(|phrase| pick(&phrase.meaning)).collect()
    }

    pub(crate) fn has(&self, pick: impl Fn(&Meaning) -> bool) -> bool {
        self.phrases.iter().any(|phrase| pick(&phrase.meaning))
    }

    /// Whether the text leaves the marks to someone's discretion: then no other kind applies.
    pub(crate) fn is_discretionary(&self) -> bool {
        self.has(|m| matches!(m, Meaning::Discretion(_)))
    }

    pub(crate) fn steps(&self) -> Vec<&Step> {
        self.all(|m| if let Meaning::Step(step) = m { Some(step) } else { None })
    }

    /// Conditions in numbers with their marks.
    pub(crate) fn awards(&self) -> Vec<(&Condition, &Spanned<Marks>)> {
        let awards = self.all(|m| match m {
            Meaning::Award { condition, or, marks } => Some(once(condition).chain(or).map(move |c| (c, marks))),
            _ => None,
        });
        awards.into_iter().flatten().collect()
    }

    /// Conditions in words with their marks.
    pub(crate) fn word_awards(&self) -> Vec<(&str, &Spanned<Marks>)> {
        self.all(|m| if let Meaning::WordAward { words, marks } = m { Some((words.as_str(), marks)) } else { None })
    }

    /// The words of 没有…的按满分计算.
    pub(crate) fn not_applicable(&self) -> Option<String> {
        self.all(|m| if let Meaning::NotApplicable(words) = m { Some(words.clone()) } else { None }).pop()
    }

    /// 最多扣3分, 扣满3分为止, where that is below 分值.
    pub(crate) fn most(&self) -> Option<Points> {
        let limits = self.all(|m| match m {
            Meaning::Most(marks) | Meaning::Floor(Some(marks)) => Some(Points(marks.value)),
            _ => None,
        });
        limits.into_iter().filter(|limit| *limit < self.source.full_marks).min()
    }

    /// The marks meant, 满分 being 分值.
    pub(crate) fn points(&self, marks: &Spanned<Marks>) -> Points {
        match marks.value {
            Marks::Given(number) => Points(number),
            Marks::Full => self.source.full_marks,
            Marks::Share(share) => Points((self.source.full_marks.0 * share).normalize()),
        }
    }

    /// What a step or case costs; none where that is not above 0 or beyond arithmetic.
    pub(crate) fn cost(&self, cost: &Spanned<Cost>) -> Option<Points> {
        let points = match cost.value {
            Cost::Points(number) => number,
            Cost::Share(share) => self.source.full_marks.0.checked_mul(share)?.normalize(),
        };
        (points > Decimal::ZERO).then_some(Points(points))
    }

    /// R06 where marks that should be 分值 are not.
    pub(crate) fn not_full(&self, marks: &Spanned<Marks>) -> Option<Fault> {
        let (given, full) = (self.points(marks), self.source.full_marks);
        let message = format!("评分标准给出的满分是{given}分，而分值是{full}分");
        let advice = format!("请核对：应改为“{full}分”，或将分值改为{given}");
        (given != full).then(|| self.fault(Code::MarksNotFull, &marks.span, message, advice))
    }

    /// R01 for every clause that was not understood, save those for which `harmless` holds.
    pub(crate) fn unread(&self, harmless: impl Fn(usize) -> bool) -> Vec<Fault> {
        let unread = |(index, phrase): (usize, &Phrase)| {
            let refused = matches!(phrase.meaning, Meaning::Unread) && !harmless(index);
            refused.then(|| {
                let words = self.words(&phrase.span);
                let advice = "请改写成“≤100%，计5分”“每超过一个百分点扣0.5分”“①……，1分”一类的写法；不影响计分的说明文字请移到备注";
                self.fault(Code::NotUnderstood, &phrase.span, format!("“{words}”未能识别，不猜测其含义"), advice)
            })
        };
        self.phrases.iter().enumerate().filter_map(unread).collect()
    }

    /// R01 for every phrase that is understood but has no part in the kind of rule called `kind`: nothing
    /// that the text says may be left out in silence.
    pub(crate) fn strays(&self, kind: &str, belongs: impl Fn(&Meaning) -> bool) -> Vec<Fault> {
        let neutral = |m: &Meaning| {
            matches!(
                m,
                Meaning::Unread | Meaning::Remark | Meaning::Label(_) | Meaning::Total(_) | Meaning::NotApplicable(_)
            )
        };
        let strays = self.phrases.iter().filter(|phrase| !neutral(&phrase.meaning) && !belongs(&phrase.meaning));
        strays
            .map(|phrase| {
                let message = format!("“{}”与{kind}并存，不能确定怎样衔接", self.words(&phrase.span));
                self.fault(Code::NotUnderstood, &phrase.span, message, "请只保留一种计分办法，或分成两项指标")
            })
            .collect()
    }

    /// Faults whatever the kind: lost and damaged signs, marks that are not 分值, other measures.
    pub(crate) fn common_faults(&self) -> Vec<Fault> {
        let conditions = self.conditions();
        let mut faults: Vec<Fault> =
            conditions.iter().filter_map(|c| self.lost_sign(c).or(self.lost_percent(c))).collect();
        faults.extend(conditions.iter().filter_map(|c| self.absolute_below_zero(c)));
        faults.extend(self.different_subjects(&conditions));
        faults.extend(self.limits());
        faults
    }

    /// All conditions in numbers.
    pub(crate) fn conditions(&self) -> Vec<&Condition> {
        let conditions = self.all(|m| match m {
            Meaning::Award { condition, or, .. } => Some(once(condition).chain(or).collect::<Vec<_>>()),
            Meaning::Step(Step { guard, .. }) => Some(guard.iter().collect()),
            _ => None,
        });
        conditions.into_iter().flatten().collect()
    }

    /// `控制率100%`, `Q100%`: a number after words with nothing that compares them.
    fn lost_sign(&self, condition: &Condition) -> Option<Fault> {
        if !condition.is_bare() || condition.subject.value.is_empty() {
            return None;
        }
        let number = self.words(&condition.span);
        let rule_goes_up =
            self.steps().iter().any(|step| step.direction == Some(crate::criterion::grammar::steps::Direction::Up));
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

    /// `执行率≥90，计5分`: a rate compared with a plain number would be a hundred times off.
    fn lost_percent(&self, condition: &Condition) -> Option<Fault> {
        let is_rate = |name: &str| ["率", "度", "比例", "比重", "占比"].iter().any(|end| name.ends_with(end));
        let plain = [&condition.low, &condition.high]
            .into_iter()
            .flatten()
            .any(|end| end.at.unit == Unit::Plain && !end.at.value.is_zero());
        let rate = is_rate(&measure(&condition.subject.value)) || is_rate(self.source.indicator.trim());
        (plain && rate).then(|| {
            let number = self.words(&condition.span);
            let message = format!("“{number}”没有百分号，而指标是比率");
            self.fault(Code::NotUnderstood, &condition.span, message, format!("如果是百分数，请写成“{number}%”"))
        })
    }

    /// Conditions on two different measures make no rule.
    fn different_subjects(&self, conditions: &[&Condition]) -> Option<Fault> {
        let plain = |name: &Spanned<String>| measure(&name.value).replace(['“', '”'], "").replace("实际", "");
        let of_steps = self.steps().into_iter().filter_map(|step| step.subject.as_ref());
        let labels = self.all(|m| if let Meaning::Label(name) = m { Some(name) } else { None });
        let all = labels.into_iter().chain(conditions.iter().map(|c| &c.subject)).chain(of_steps);
        let named: Vec<&Spanned<String>> = all.filter(|name| !plain(name).is_empty()).collect();
        let first = named.first()?;
        let related = |x: &str, y: &str| x.contains(y) || y.contains(x);
        let other = named.iter().find(|name| !related(&plain(name), &plain(first)))?;
        let message = format!("“{}”和“{}”是两个不同的指标，不能在一条评分标准里计分", first.value, other.value);
        Some(self.fault(Code::NotUnderstood, &other.span, message, "请统一名称，或分成两项指标"))
    }

    /// 满分5分, 扣满5分为止, 最多扣5分 against 分值.
    fn limits(&self) -> Vec<Fault> {
        let full = self.source.full_marks;
        let limit = |meaning: &Meaning| match meaning {
            Meaning::Total(marks) => Some((marks.clone(), Points(marks.value) != full)),
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
}

/// A letter of Chinese script, a quotation mark or a closing bracket: what a name may end with.
fn is_of_a_name(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c) || matches!(c, '”' | '“' | ')' | '》')
}

/// Whether a fault refuses the text.
pub(crate) fn refuses(fault: &Fault) -> bool {
    fault.severity() == Severity::Must
}

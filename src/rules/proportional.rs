//! 按比例计分: the measure times the full marks, at most the full marks (`得分＝预算执行率×10分，最高10分`).

use super::figures;
use super::formula::{Formulas, Refs, points};
use super::phrases::Meaning;
use super::reading::Reading;
use super::tokens::Unit;
use super::{Claim, Example, Fault, Subject, Unscorable};
use crate::convention::Conventions;
use crate::finding::Code;
use crate::quantity::{Exact, Points};
use rust_decimal::{Decimal, dec};

/// A rule that gives marks in proportion.
#[derive(Clone, Debug, PartialEq)]
pub struct Proportional {
    /// 分值, given for 100% and more.
    pub full: Points,
    /// The text says nothing of more than 100%: read as the full marks.
    pub silent: bool,
    /// The words before 按满分计算, where the text has them.
    pub not_applicable: Option<String>,
}

/// What led to the marks.
#[derive(Clone, Debug, PartialEq)]
pub struct ProportionalTrace {
    /// The measure, a fraction.
    pub value: Exact,
    /// Marks given.
    pub marks: Exact,
}

pub(super) fn parse(reading: &Reading) -> Claim {
    let ratios = reading.all(|m| if let Meaning::Ratio(marks) = m { Some(marks) } else { None });
    if reading.is_discretionary() || ratios.is_empty() {
        return Claim::None;
    }
    let mut faults = reading.unread(|_| false);
    faults.extend(reading.strays("按比例计分", |m| {
        matches!(
            m,
            Meaning::Ratio(_)
                | Meaning::RatioCap
                | Meaning::Award { .. }
                | Meaning::WordAward { .. }
                | Meaning::Floor(None)
                | Meaning::Silence("按满分封顶理解")
        )
    }));
    for marks in ratios.into_iter().flatten() {
        if Points(marks.value) != reading.source.full_marks {
            let message = format!("“{}”与分值{}分不符", reading.words(&marks.span), reading.source.full_marks);
            faults.push(reading.fault(Code::MarksNotFull, &marks.span, message, "请核对"));
        }
    }
    let full_at_100 = full_award(reading, &mut faults);
    faults.extend(reading.word_awards().iter().map(|(words, marks)| {
        reading.fault(
            Code::NotUnderstood,
            &marks.span,
            format!("按比例计分之外的“{words}”未能识别"),
            "请只保留一种计分办法",
        )
    }));
    let capped = |m: &Meaning| matches!(m, Meaning::RatioCap | Meaning::Total(_));
    let silent = !full_at_100 && !reading.has(capped);
    if silent {
        let span =
            reading.phrases.iter().find(|p| matches!(p.meaning, Meaning::Ratio(_))).map_or(0..0, |p| p.span.clone());
        let advice = "如无异议，可加上“满分为止”";
        faults.push(reading.fault(Code::SilentOnExcess, &span, "没有写明超过100%时怎样计分，按满分封顶理解", advice));
    }
    let rule = Proportional { full: reading.source.full_marks, silent, not_applicable: reading.not_applicable() };
    Claim::from(Ok::<(Proportional, Vec<Fault>), Vec<Fault>>((rule, faults)))
}

/// `≥100%，计满分` beside the proportion says where the full marks begin; any other award is a second rule.
fn full_award(reading: &Reading, faults: &mut Vec<Fault>) -> bool {
    let mut found = false;
    for (condition, marks) in reading.awards() {
        let from = condition.low.as_ref().filter(|low| low.at.value == Exact::ONE && low.at.unit == Unit::Percent);
        let upward = condition.high.is_none() || condition.is_point();
        if from.is_some() && upward && reading.points(marks) == reading.source.full_marks {
            found = true;
        } else {
            let message = format!("“{}”与按比例计分并存，不能确定怎样衔接", reading.words(&condition.span));
            faults.push(reading.fault(
                Code::NotUnderstood,
                &condition.span,
                message,
                "请写明其余情形的计算公式，或改写成分档",
            ));
        }
    }
    found
}

impl Proportional {
    pub(super) fn score(&self, value: Exact) -> Result<ProportionalTrace, Unscorable> {
        let share = value.max(Exact::ZERO).min(Exact::ONE);
        let marks = share.times(self.full.exact()).ok_or(Unscorable::TooLarge)?;
        Ok(ProportionalTrace { value, marks })
    }

    /// 「……＝95.88%，按比例计算，20×95.88%＝19.18分，扣0.82分。」
    pub(super) fn explain(&self, trace: &ProportionalTrace, subject: &Subject, conventions: &Conventions) -> String {
        let value = figures::measured(trace.value, &Unit::Percent, &[Exact::ZERO, Exact::ONE]);
        let opening = super::opening(subject, &value);
        if trace.value >= Exact::ONE {
            return format!("{opening}，达到100%，{}。", figures::award(self.full));
        }
        let marks = trace.marks.to_points(conventions.score_places).unwrap_or_default();
        let full = self.full;
        if trace.value <= Exact::ZERO {
            return format!("{opening}，按比例不得分，扣{full}分。");
        }
        format!("{opening}，按比例计算得{full}×{value}＝{marks}分，扣{}分。", full - marks)
    }

    pub(super) fn read_back(&self) -> String {
        let end = if self.silent {
            "；超过100%的未作规定，按满分封顶理解".to_string()
        } else {
            format!("，最高{}分", self.full)
        };
        format!(
            "得分＝计算结果×{}分{end}，最低0分{}。",
            self.full,
            super::not_applicable_words(self.not_applicable.as_deref())
        )
    }

    pub(super) fn examples(&self, conventions: &Conventions) -> Vec<Example> {
        let values = [dec!(0), dec!(50), dec!(80), dec!(95.88), dec!(99.99), dec!(100), dec!(100.01), dec!(120)];
        let example = |value: Decimal| {
            let marks =
                self.score(Exact::percent(value)).ok().and_then(|t| t.marks.to_points(conventions.score_places));
            Example { value: format!("{value}%"), marks }
        };
        values.into_iter().map(example).collect()
    }
}

impl Proportional {
    /// `MAX(0,MIN(1,值))*20`.
    pub(super) fn formulas(&self, refs: &Refs) -> Formulas {
        let marks = format!("MAX(0,MIN(1,{}))*{}", refs.value, points(self.full));
        Formulas { marks, ..Formulas::default() }
    }
}

//! 按例扣分: so many marks for every case (`以上情况每出现一例不符合要求的扣1分，扣完为止`).

use crate::criterion::formula::{Formulas, Refs, points, sum_over};
use crate::criterion::grammar::part;
use crate::criterion::grammar::phrases::Meaning;
use crate::criterion::grammar::reading::Reading;
use crate::criterion::grammar::steps::Case;
use crate::criterion::grammar::tokens::{Quantity, Unit};
use crate::criterion::{Claim, Example, Fault, Item, Subject, Unscorable, figures};
use crate::ground::convention::{Conventions, PartStep};
use crate::ground::finding::Code;
use crate::ground::quantity::{Exact, Points};
use rust_decimal::{Decimal, dec};

/// More cases than any department has; sums stay far inside [`Decimal`].
const MOST_CASES: Decimal = dec!(1000000000);

/// A rule that takes marks for every case.
#[derive(Clone, Debug, PartialEq)]
pub struct PerCase {
    /// 分值.
    pub full: Points,
    /// What one case, or so many together, cost; above 0.
    pub deduction: Points,
    /// How many cases cost once: 2 in 每出现2例.
    pub each: Decimal,
    /// What the text itself says of fewer than that.
    pub part: Option<PartStep>,
    /// The items in which cases may occur; one without a marker where the text lists none.
    pub items: Vec<Item>,
    /// Sentences before the deduction that describe what is required (春节前下达……的50%); they decide no
    /// marks and are repeated in the read-back.
    pub requirements: Vec<String>,
    /// The words before 扣, as written: 每出现一例不符合要求的.
    pub words: String,
    /// What is counted in an item, in the words of the text: 不符合要求; empty where it only counts.
    pub what: String,
    /// 例, 起, 项.
    pub unit: String,
    /// 最多扣…分, where that is less than the full marks.
    pub most: Option<Points>,
    /// The words before 按满分计算, where the text has them.
    pub not_applicable: Option<String>,
}

/// What led to the marks.
#[derive(Clone, Debug, PartialEq)]
pub struct PerCaseTrace {
    /// Cases of each item.
    pub counts: Vec<Decimal>,
    /// How often the cases cost, with the part of a step.
    pub steps: Exact,
    /// Marks the cases cost, before any limit.
    pub due: Exact,
    /// Marks left.
    pub marks: Exact,
}

pub(crate) fn parse(reading: &Reading) -> Claim {
    if reading.is_discretionary() {
        return Claim::None;
    }
    let cases = reading.all(|m| if let Meaning::Case(case) = m { Some(case) } else { None });
    match cases.as_slice() {
        [] => Claim::None,
        [case] => Claim::from(parse_case(reading, case)),
        [_, second, ..] => {
            let advice = "请合并为一种扣法，或分成两项指标";
            Claim::Faults(vec![reading.fault(
                Code::NotUnderstood,
                &second.cost.span,
                "一条评分标准里有两种按例扣分",
                advice,
            )])
        }
    }
}

fn parse_case(reading: &Reading, case: &Case) -> Result<(PerCase, Vec<Fault>), Vec<Fault>> {
    let mut faults = reading.unread(|index| is_requirement(reading, index));
    for (words, marks) in reading.word_awards() {
        if reading.points(marks) == Points::ZERO {
            let message = format!("“{words}”直接不得分，与按例扣分怎样衔接不明");
            faults.push(reading.fault(
                Code::NotUnderstood,
                &marks.span,
                message,
                "请单列为一项指标，或改写成每例扣几分",
            ));
        } else {
            faults.extend(reading.not_full(marks));
        }
    }
    faults.extend(reading.strays("按例扣分", |m| {
        matches!(
            m,
            Meaning::Item { .. } | Meaning::Case(_) | Meaning::WordAward { .. } | Meaning::Floor(_) | Meaning::Most(_)
        ) || matches!(m, Meaning::PartStep { of, .. } if is_fewer(case, of))
    }));
    let items = crate::criterion::kinds::checklist::items(reading);
    for (item, marks) in &items {
        if let Some(marks) = marks {
            let message = format!("“{}{}”已有得分，又按例扣分，不能确定按哪一种", item.marker, item.text);
            faults.push(reading.fault(Code::NotUnderstood, &marks.span, message, "请只保留一种计分办法"));
        }
    }
    faults.extend(crate::criterion::kinds::checklist::numbering_faults(reading));
    let Some(deduction) = reading.cost(&case.cost).filter(|cost| *cost <= reading.source.full_marks) else {
        let message = "每例扣分应大于0且不超过分值";
        faults.push(reading.fault(Code::NotUnderstood, &case.cost.span, message, "请核对扣分数额"));
        return Err(faults);
    };
    let mut items: Vec<Item> = items.into_iter().map(|(item, _)| item).collect();
    if items.is_empty() {
        let text = if case.what.is_empty() { "扣分情形".to_string() } else { case.what.clone() };
        items.push(Item { marker: String::new(), text, marks: Points::ZERO });
    }
    let part = reading.all(|m| if let Meaning::PartStep { reading, .. } = m { Some(*reading) } else { None }).pop();
    let rule = PerCase {
        full: reading.source.full_marks,
        deduction,
        each: case.each,
        part,
        requirements: requirements(reading),
        items,
        words: case.words.value.clone(),
        what: case.what.clone(),
        unit: case.unit.to_string(),
        most: reading.most(),
        not_applicable: reading.not_applicable(),
    };
    Ok((rule, faults))
}

/// 不足2例的不扣分 beside 每出现2例.
fn is_fewer(case: &Case, of: &Quantity) -> bool {
    let same_unit = matches!(&of.unit, Unit::Named(unit) if unit == case.unit);
    same_unit && case.each > Decimal::ONE && of.value == Exact::from_decimal(case.each)
}

fn requirements(reading: &Reading) -> Vec<String> {
    let phrases = reading.phrases.iter().enumerate();
    let kept =
        phrases.filter(|(index, phrase)| matches!(phrase.meaning, Meaning::Unread) && is_requirement(reading, *index));
    kept.map(|(_, phrase)| reading.text.as_str()[phrase.span.clone()].to_string()).collect()
}

/// Sentences before the deduction that describe what is required (春节前下达……的50%) decide nothing, as
/// long as they speak of no marks and make no exception.
fn is_requirement(reading: &Reading, index: usize) -> bool {
    let case = reading.phrases.iter().position(|phrase| matches!(phrase.meaning, Meaning::Case(_)));
    let Some(before) = case.and_then(|case| reading.phrases.get(index..case)) else { return false };
    let ends_apart = before.last().is_some_and(|last| last.ends_sentence);
    let text = reading.phrases.get(index).map(|phrase| &reading.text.as_str()[phrase.span.clone()]).unwrap_or_default();
    const DECIDES: &[&str] = &[
        "扣",
        "得分",
        "计分",
        "满分",
        "加分",
        "减分",
        "除",
        "例外",
        "否则",
        "不计",
        "视为",
        "每",
        "零分",
        "分值",
        "评分",
        "否决",
        "取消",
        "归零",
        "直接",
        "允许",
        "可",
        "免",
        "超过",
        "上限",
        "封顶",
        "最高",
        "最多",
        "最低",
        "起扣",
        "不予",
        "不含",
        "若",
        "如",
        "凡",
        "一律",
        "适用",
        "以上情况",
    ];
    let marks = text.split('分').rev().skip(1).any(|before| before.ends_with(|c: char| c.is_ascii_digit()));
    ends_apart && !marks && !DECIDES.iter().any(|word| text.contains(word))
}

impl PerCase {
    pub(crate) fn score(&self, counts: &[Decimal], conventions: &Conventions) -> Result<PerCaseTrace, Unscorable> {
        if counts.len() != self.items.len() {
            return Err(Unscorable::OutOfRange(format!("应填{}项，实填{}项", self.items.len(), counts.len())));
        }
        if let Some(wrong) =
            counts.iter().find(|count| count.is_sign_negative() && !count.is_zero() || !count.is_integer())
        {
            return Err(Unscorable::OutOfRange(format!("{}应为不小于0的整数，实为{wrong}", self.unit)));
        }
        if counts.iter().any(|count| *count > MOST_CASES) {
            return Err(Unscorable::TooLarge);
        }
        self.trace(counts, conventions).ok_or(Unscorable::TooLarge)
    }

    fn part_step(&self, conventions: &Conventions) -> PartStep {
        self.part.unwrap_or(conventions.part_step)
    }

    /// 例, or 2例 where so many cost once.
    fn step(&self) -> String {
        if self.each == Decimal::ONE { self.unit.clone() } else { format!("{}{}", self.each, self.unit) }
    }

    fn trace(&self, counts: &[Decimal], conventions: &Conventions) -> Option<PerCaseTrace> {
        let total = counts.iter().try_fold(Exact::ZERO, |sum, count| sum.plus(Exact::from_decimal(*count)))?;
        let steps = total.over(Exact::from_decimal(self.each))?;
        let due = part::charged(self.part_step(conventions), steps).times(self.deduction.exact())?;
        let limit = self.most.unwrap_or(self.full).exact();
        let marks = self.full.exact().minus(due.min(limit))?;
        Some(PerCaseTrace { counts: counts.to_vec(), steps, due, marks })
    }

    /// 「①……，不符合要求2例；③……，不符合要求1例，共3例，按每例扣1分应扣3分，扣完为止，扣3分。情况说明：……」
    pub(crate) fn explain(&self, trace: &PerCaseTrace, subject: &Subject, conventions: &Conventions) -> String {
        let places = conventions.score_places;
        let unit = &self.unit;
        let found: Vec<(&Item, &Decimal)> =
            self.items.iter().zip(&trace.counts).filter(|(_, count)| !count.is_zero()).collect();
        if found.is_empty() {
            return crate::criterion::with_remark(
                format!("{}未发现扣分情形，{}", crate::criterion::named(subject, "："), figures::award(self.full)),
                "情况说明",
                subject.remark,
            );
        }
        let total: Decimal = found.iter().map(|(_, count)| **count).sum();
        let each = |(item, count): &(&Item, &Decimal)| match item.marker.is_empty() {
            true => format!("{}{}{unit}", item.text, count.normalize()),
            false => format!("{}{}{}{}{unit}", item.marker, item.text, self.found_in_item(), count.normalize()),
        };
        let list: Vec<String> = found.iter().map(each).collect();
        let sum = if found.len() > 1 { format!("，共{}{unit}", total.normalize()) } else { String::new() };
        let lost = trace.marks.to_points(places).map_or(self.full, |marks| self.full - marks);
        let limit = self.most.unwrap_or(self.full);
        let due = figures::marks(trace.due, places);
        let end = match self.most {
            _ if trace.due <= limit.exact() => format!("，扣{lost}分"),
            Some(most) => format!("应扣{due}分，最多扣{most}分，扣{lost}分"),
            None => format!("应扣{due}分，扣完为止，扣{lost}分"),
        };
        let step = self.step();
        let part = part::reason(self.part_step(conventions), trace.steps, &step);
        let how = format!("按每{step}扣{}分{part}", self.deduction);
        let text = format!("{}{}{sum}，{how}{end}", crate::criterion::named(subject, "："), list.join("；"));
        crate::criterion::with_remark(text, "情况说明", subject.remark)
    }

    /// `，不符合要求` between an item and its number of cases; 有 where the text does not say what is counted.
    fn found_in_item(&self) -> String {
        let says_what_failed = self.what.starts_with(['不', '未', '违']);
        match self.what.is_empty() {
            true => "有".to_string(),
            false if says_what_failed => format!("，{}", self.what),
            false => format!("，有{}", self.what),
        }
    }

    pub(crate) fn read_back(&self) -> String {
        let listed: Vec<String> = self
            .items
            .iter()
            .filter(|item| !item.marker.is_empty())
            .map(|item| format!("{}{}", item.marker, item.text))
            .collect();
        let (start, above) = if listed.is_empty() {
            (format!("没有出现的，计{}分；", self.full), "")
        } else {
            (format!("{}。", listed.join("；")), "以上情况")
        };
        let floor = self.most.map_or("扣完为止，最低0分".to_string(), |most| format!("最多扣{most}分"));
        let absent = crate::criterion::not_applicable_words(self.not_applicable.as_deref());
        let required =
            if self.requirements.is_empty() { String::new() } else { format!("{}。", self.requirements.join("；")) };
        let part = part::read_back(self.part, &self.step());
        format!("{required}{start}{above}{}扣{}分，{floor}{part}{absent}。", self.words, self.deduction)
    }

    pub(crate) fn examples(&self, conventions: &Conventions) -> Vec<Example> {
        let most = self.most.unwrap_or(self.full).exact().over(self.deduction.exact()).map_or(Exact::ONE, Exact::ceil);
        let last = most.times(Exact::from_decimal(self.each)).and_then(|last| last.to_decimal(0));
        let last = last.unwrap_or(Decimal::ONE);
        let mut counts: Vec<Decimal> = (0..=5).map(Decimal::from).filter(|count| *count <= last).collect();
        counts.extend([last - Decimal::ONE, last, last + Decimal::ONE, last + Decimal::TEN]);
        counts.sort();
        counts.dedup();
        let mut facts = vec![Decimal::ZERO; self.items.len()];
        let mut example = |count: Decimal| {
            if let Some(first) = facts.first_mut() {
                *first = count;
            }
            let marks =
                self.trace(&facts, conventions).and_then(|trace| trace.marks.to_points(conventions.score_places));
            Example { value: format!("{count}{}", self.unit), marks }
        };
        counts.into_iter().filter(|count| !count.is_sign_negative()).map(&mut example).collect()
    }
}

impl PerCase {
    /// `3-MIN(3,0.5*SUM(部门数据!K12:O12))`; cells must hold whole numbers, 无 counts as none.
    pub(crate) fn formulas(&self, refs: &Refs) -> Formulas {
        let (full, deduction) = (points(self.full), points(self.deduction));
        let limit = points(self.most.unwrap_or(self.full));
        let after = |cases: &str| match self.each == Decimal::ONE {
            true => format!("{full}-MIN({limit},{deduction}*{cases})"),
            false => {
                let charged = part::formula(self.part, &format!("{cases}/{}", self.each));
                format!("{full}-MIN({limit},{deduction}*{charged})")
            }
        };
        let (runs, sum) = (refs.runs(), refs.sum());
        let numbers = if runs.is_empty() { "0".into() } else { format!("COUNT({})", runs.join(",")) };
        let whole =
            |run: &str| format!("SUMPRODUCT(ISNUMBER({run})*(TEXT({run},\"0\")={run}&\"\"))-COUNTIF({run},\"<0\")");
        let worst = after(&format!("({sum}+1000*({}-{numbers}))", self.items.len()));
        Formulas {
            helper: Some(("例数合计", sum)),
            marks: after(&refs.helper),
            usable: sum_over(&runs, whole),
            not_applicable: sum_over(&runs, |run| format!("SUMPRODUCT(--(测算_不适用写法={run}))")),
            range: Some((worst, after(&refs.helper))),
        }
    }
}

//! 按例扣分: so many marks for every case (`以上情况每出现一例不符合要求的扣1分，扣完为止`).

mod parse;

use crate::criterion::deduction::{Cost, Deduction};
use crate::criterion::figures::Unit;
use crate::criterion::formula::{Formulas, Helper, Refs, points, sum_over};
use crate::criterion::rule::{Common, Example, Facts, Item, Kind, Needs, RuleKind, Subject, Unscorable};
use crate::criterion::tail::Tail;
use crate::criterion::wording;
use crate::ground::{Conventions, Exact, SettingId};
use rust_decimal::{Decimal, dec};

pub(crate) const KIND: Kind = Kind {
    id: "per_case",
    name: "按例扣分",
    about: "满分起，每出现一例扣若干分。",
    sample: "每出现一例不符合要求的扣1分，扣完为止。",
    sample_marks: 3,
    parse: parse::parse,
};

/// More cases than any department has; sums stay far inside [`Decimal`].
const MOST_CASES: Decimal = dec!(1000000000);

/// A rule that takes marks for every case.
#[derive(Clone, Debug)]
struct PerCase {
    /// What so many cases cost.
    deduction: Deduction,
    /// How many cases cost once: 2 in 每出现2例.
    each: Decimal,
    /// The items in which cases may occur; one without a marker where the text lists none.
    items: Vec<Item>,
    /// Sentences before the deduction that describe what is required (春节前下达……的50%); they decide no
    /// marks and are repeated in the read-back.
    requirements: Vec<String>,
    /// The words before 扣, as written: 每出现一例不符合要求的.
    words: String,
    /// What is counted in an item, in the words of the text: 不符合要求; empty where it only counts.
    what: String,
    /// 例, 起, 项.
    unit: String,
    /// 出现3次及以上不得分: how many cases lose all marks.
    nothing: Option<Tail>,
}

impl PerCase {
    fn counts<'f>(&self, facts: &'f Facts) -> Result<&'f [Decimal], Unscorable> {
        let Facts::Counts(counts) = facts else { return Err(KIND.other_facts()) };
        if counts.len() != self.items.len() {
            return Err(Unscorable::OutOfRange(format!("应填{}项，实填{}项", self.items.len(), counts.len())));
        }
        let is_wrong = |count: &&Decimal| count.is_sign_negative() && !count.is_zero() || !count.is_integer();
        if let Some(wrong) = counts.iter().find(is_wrong) {
            return Err(Unscorable::OutOfRange(format!("{}应为不小于0的整数，实为{wrong}", self.unit)));
        }
        if counts.iter().any(|count| *count > MOST_CASES) {
            return Err(Unscorable::TooLarge);
        }
        Ok(counts)
    }

    fn cost(&self, facts: &Facts, conventions: &Conventions) -> Result<Cost, Unscorable> {
        let total = self.counts(facts)?.iter().sum();
        let steps = Exact::from_decimal(total).over(Exact::from_decimal(self.each));
        steps.and_then(|steps| self.deduction.cost(steps, conventions)).ok_or(Unscorable::TooLarge)
    }

    /// Where so many cases lose all marks.
    fn nothing_for(&self, facts: &Facts) -> Option<&Tail> {
        let Facts::Counts(counts) = facts else { return None };
        let total = Exact::from_decimal(counts.iter().sum());
        self.nothing.as_ref().filter(|nothing| nothing.contains(total))
    }

    fn named_unit(&self) -> Unit {
        Unit::Named(self.unit.clone())
    }

    /// 例, or 2例 where so many cost once.
    fn step(&self) -> String {
        if self.each == Decimal::ONE { self.unit.clone() } else { format!("{}{}", self.each, self.unit) }
    }

    /// `不符合要求` between an item and its number of cases; 有 where the text does not say what is counted.
    fn found_in_item(&self) -> String {
        let says_what_failed = self.what.starts_with(['不', '未', '违']);
        match self.what.is_empty() {
            true => "有".to_string(),
            false if says_what_failed => self.what.clone(),
            false => format!("有{}", self.what),
        }
    }
}

impl RuleKind for PerCase {
    fn common(&self) -> &Common {
        &self.deduction.common
    }

    fn needs(&self) -> Needs {
        Needs::Cases(self.items.clone())
    }

    fn score(&self, facts: &Facts, conventions: &Conventions) -> Result<Exact, Unscorable> {
        let cost = self.cost(facts, conventions)?;
        Ok(if self.nothing_for(facts).is_some() { Exact::ZERO } else { cost.marks })
    }

    /// 「“①……”不符合要求2例；“③……”不符合要求1例，共3例，按每例扣1分应扣3分，扣完为止，扣3分。情况说明：……」
    fn explain(&self, facts: &Facts, subject: &Subject, conventions: &Conventions) -> Result<String, Unscorable> {
        let (counts, cost) = (self.counts(facts)?, self.cost(facts, conventions)?);
        let unit = &self.unit;
        let each = |(item, count): (&Item, &Decimal)| match item.marker.is_empty() {
            true => format!("{}{}{unit}", item.text, count.normalize()),
            false => {
                let item = wording::quoted(&item.marker, &item.text);
                format!("{item}{}{}{unit}", self.found_in_item(), count.normalize())
            }
        };
        let found = self.items.iter().zip(counts).filter(|(_, count)| !count.is_zero());
        let found: Vec<String> = found.map(each).collect();
        let text = if found.is_empty() {
            format!("未发现扣分情形，{}", wording::award(self.full_marks()))
        } else {
            let total: Decimal = counts.iter().sum();
            let sum = if found.len() > 1 { format!("，共{}{unit}", total.normalize()) } else { String::new() };
            let found = found.join("；");
            match self.nothing_for(facts) {
                Some(nothing) => {
                    format!("{found}{sum}，{}的不得分，扣{}分", nothing.words(&self.named_unit()), self.full_marks())
                }
                None => {
                    let reason = self.deduction.reason(&cost, &self.step(), conventions);
                    format!("{found}{sum}，按每{}扣{}分{reason}", self.step(), self.deduction.each)
                }
            }
        };
        let text = format!("{}{text}", wording::named(subject, "："));
        Ok(wording::with_remark(&text, "情况说明", subject.remark))
    }

    fn read_back(&self) -> String {
        let listed = self.items.iter().filter(|item| !item.marker.is_empty());
        let listed: Vec<String> = listed.map(|item| format!("{}{}", item.marker, item.text)).collect();
        let (start, above) = match listed.is_empty() {
            true => (format!("没有出现的，计{}分；", self.full_marks()), ""),
            false => (format!("{}。", listed.join("；")), "以上情况"),
        };
        let required = match self.requirements.is_empty() {
            true => String::new(),
            false => format!("{}。", self.requirements.join("；")),
        };
        let (each, limit) = (self.deduction.each, self.deduction.limit_words());
        let part = self.deduction.part_words(&self.step());
        let absent = self.common().not_applicable_words();
        let nothing = self.nothing.map_or(String::new(), |nothing| nothing.gives_nothing(&self.named_unit()));
        format!("{required}{start}{above}{}扣{each}分，{limit}{nothing}{part}{absent}。", self.words)
    }

    fn examples(&self, conventions: &Conventions) -> Vec<Example> {
        let last = self.deduction.steps_to_limit().times(Exact::from_decimal(self.each));
        let last = last.and_then(|last| last.to_decimal(0)).unwrap_or(Decimal::ONE);
        let mut counts: Vec<Decimal> = (0..=5).map(Decimal::from).filter(|count| *count <= last).collect();
        counts.extend([last - Decimal::ONE, last, last + Decimal::ONE, last + Decimal::TEN]);
        counts.extend(self.nothing.and_then(|nothing| nothing.at.to_decimal(0)));
        counts.sort();
        counts.dedup();
        let example = |count: Decimal| {
            let mut facts = vec![Decimal::ZERO; self.items.len()];
            facts[0] = count;
            self.example(format!("{count}{}", self.unit), &Facts::Counts(facts), conventions)
        };
        counts.into_iter().filter(|count| !count.is_sign_negative()).map(example).collect()
    }

    /// `3-MIN(3,0.5*SUM(…))`; cells must hold whole numbers.
    fn formulas(&self, refs: &Refs) -> Formulas {
        let (full, deduction) = (points(self.full_marks()), points(self.deduction.each));
        let limit = points(self.deduction.most.unwrap_or(self.full_marks()));
        let after = |cases: &str| {
            let charged = match self.each == Decimal::ONE {
                true => cases.to_string(),
                false => self.deduction.charged_formula(&format!("{cases}/{}", self.each)),
            };
            let marks = format!("{full}-MIN({limit},{deduction}*{charged})");
            match self.nothing {
                Some(nothing) => format!("IF({},0,{marks})", nothing.formula(cases)),
                None => marks,
            }
        };
        let (runs, (sum, usable)) = (refs.runs(), refs.whole_sum());
        let worst = after(&format!("({sum}+1000*({}-({usable})))", self.items.len()));
        let best = after(&format!("({sum})"));
        Formulas {
            helper: Some(Helper { heading: "例数合计", formula: refs.sum(), counts: true }),
            marks: after(&refs.helper),
            usable,
            not_applicable: sum_over(&runs, |run| format!("SUMPRODUCT(--(测算_不适用写法={run}))")),
            range: Some((worst, best)),
        }
    }

    /// 例数合计
    fn helper_value(&self, facts: &Facts, _: &Conventions) -> Option<Exact> {
        let Facts::Counts(counts) = facts else { return None };
        Some(Exact::from_decimal(counts.iter().sum()))
    }

    fn open_conventions(&self) -> Vec<SettingId> {
        let open = self.deduction.part.is_none() && self.each > Decimal::ONE;
        open.then_some(SettingId::PartStep).into_iter().collect()
    }
}

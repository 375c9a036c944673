//! 按项得分: so many marks for every one that is done, from none or from 基础分, up to 分值
//! (`每举办1期培训得1分，最高5分`).

mod parse;

use crate::criterion::formula::{Formulas, Helper, Refs, points, sum_over};
use crate::criterion::rule::{Common, Example, Facts, Item, Kind, Needs, RuleKind, Subject, Unscorable};
use crate::criterion::wording;
use crate::ground::{Conventions, Exact, Points};
use rust_decimal::{Decimal, dec};

pub(crate) const KIND: Kind = Kind {
    id: "earned",
    name: "按项得分",
    about: "每完成一项得若干分，最高为分值；可有基础分。",
    sample: "每举办1期培训得1分，最高5分。",
    sample_marks: 5,
    parse: parse::parse,
};

/// More than any department does; products stay far inside [`Decimal`].
const MOST: Decimal = dec!(1000000000);

/// A rule that gives marks for every one.
#[derive(Clone, Debug)]
struct Earned {
    common: Common,
    /// 基础分; 0 without.
    base: Points,
    /// What each gives, above 0.
    each: Points,
    /// The words before 得, as written: 每举办1期培训.
    words: String,
    /// What is counted: 举办培训.
    what: String,
    /// 期, 项.
    unit: String,
    /// The text says nothing of more than 分值: read as the full marks.
    silent: bool,
}

impl Earned {
    fn count(&self, facts: &Facts) -> Result<Decimal, Unscorable> {
        let Facts::Counts(counts) = facts else { return Err(KIND.other_facts()) };
        let [count] = counts[..] else {
            return Err(Unscorable::OutOfRange(format!("应填1项，实填{}项", counts.len())));
        };
        if count.is_sign_negative() && !count.is_zero() || !count.is_integer() {
            return Err(Unscorable::OutOfRange(format!("{}应为不小于0的整数，实为{count}", self.unit)));
        }
        if count > MOST { Err(Unscorable::TooLarge) } else { Ok(count) }
    }

    /// What so many give before the limit, with 基础分.
    fn due(&self, count: Decimal) -> Points {
        Points(self.base.0 + self.each.0 * count)
    }

    fn marks(&self, count: Decimal) -> Points {
        self.due(count).min(self.full_marks())
    }

    /// How many give the full marks.
    fn to_full(&self) -> Decimal {
        ((self.full_marks().0 - self.base.0) / self.each.0).ceil()
    }

    /// `基础分3分，`
    fn base_words(&self) -> String {
        if self.base == Points::ZERO { String::new() } else { format!("基础分{}分，", self.base) }
    }
}

impl RuleKind for Earned {
    fn common(&self) -> &Common {
        &self.common
    }

    fn needs(&self) -> Needs {
        let text = if self.what.is_empty() { "完成数".to_string() } else { self.what.clone() };
        Needs::Cases(vec![Item { marker: String::new(), text, marks: Points::ZERO }])
    }

    fn counts_done(&self) -> Option<&str> {
        Some(&self.unit)
    }

    fn score(&self, facts: &Facts, _: &Conventions) -> Result<Exact, Unscorable> {
        self.count(facts).map(|count| self.marks(count).exact())
    }

    /// 「举办培训3期，按每期得1分计3分，扣2分。」
    fn explain(&self, facts: &Facts, subject: &Subject, _: &Conventions) -> Result<String, Unscorable> {
        let count = self.count(facts)?;
        let (marks, due, full) = (self.marks(count), self.due(count), self.full_marks());
        let how = format!("{}按每{}得{}分", self.base_words(), self.unit, self.each);
        let result = match due > full {
            true => format!("应计{due}分，最高{full}分，{}", wording::award(full)),
            false => format!("{}{}", wording::award(marks), wording::lost(full, marks)),
        };
        let text = format!("{}{}{}，{how}，{result}", self.what, count.normalize(), self.unit);
        let text = format!("{}{text}", wording::named(subject, "："));
        Ok(wording::with_remark(&text, "情况说明", subject.remark))
    }

    fn read_back(&self) -> String {
        let full = self.full_marks();
        let end = match self.silent {
            true => format!("；超过{full}分的未作规定，按满分封顶理解"),
            false => format!("，最高{full}分"),
        };
        let base = self.base_words().replace('，', "；");
        format!("{base}{}计{}分{end}{}。", self.words, self.each, self.common().not_applicable_words())
    }

    fn examples(&self, conventions: &Conventions) -> Vec<Example> {
        let last = self.to_full();
        let mut counts: Vec<Decimal> = (0..=4).map(Decimal::from).filter(|count| *count <= last).collect();
        counts.extend([last - Decimal::ONE, last, last + Decimal::ONE]);
        counts.retain(|count| !count.is_sign_negative());
        counts.sort();
        counts.dedup();
        let example =
            |count: Decimal| self.example(format!("{count}{}", self.unit), &Facts::Counts(vec![count]), conventions);
        counts.into_iter().map(example).collect()
    }

    /// `MIN(5,3+1*数量合计)`; cells must hold whole numbers, 无 counts as none.
    fn formulas(&self, refs: &Refs) -> Formulas {
        let (full, base, each) = (points(self.full_marks()), points(self.base), points(self.each));
        let after = |count: &str| format!("MIN({full},{base}+{each}*{count})");
        let (runs, sum) = (refs.runs(), refs.sum());
        let numbers = if runs.is_empty() { "0".into() } else { format!("COUNT({})", runs.join(",")) };
        let whole =
            |run: &str| format!("SUMPRODUCT(ISNUMBER({run})*(TEXT({run},\"0\")={run}&\"\"))-COUNTIF({run},\"<0\")");
        let best = after(&format!("({sum}+1000*(1-{numbers}))"));
        Formulas {
            helper: Some(Helper { heading: "例数合计", formula: sum, counts: true }),
            marks: after(&refs.helper),
            usable: sum_over(&runs, whole),
            not_applicable: sum_over(&runs, |run| format!("SUMPRODUCT(--(测算_不适用写法={run}))")),
            range: Some((after(&refs.helper), best)),
        }
    }

    /// 例数合计
    fn helper_value(&self, facts: &Facts, _: &Conventions) -> Option<Exact> {
        let Facts::Counts(counts) = facts else { return None };
        Some(Exact::from_decimal(counts.iter().sum()))
    }
}

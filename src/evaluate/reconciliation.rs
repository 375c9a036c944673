//! 勾稽关系: the ties of 审核公式, checked for each department, and the unit slips they reveal.

use crate::evaluate::score::quoted;
use crate::ground::expression::{Comparison, Expression, Mismatch, Relation};
use crate::ground::names::sheets;
use crate::ground::{Code, Exact, Finding, Message, NoValue, Place};
use crate::scheme::Tie;
use crate::scheme::columns::is_change;
use crate::submission::{Department, Entry, Submission};
use rayon::prelude::*;
use rust_decimal::{Decimal, dec};

/// 1 万元 = 10,000 元.
const WANYUAN: Decimal = dec!(10000);

/// An amount this many times another of the same formula looks like 元 in a 万元 column.
const SLIP_FROM: i64 = 5_000;
/// A larger ratio has another cause.
const SLIP_TO: i64 = 20_000;

/// Checks every tie for every department.
pub fn check_ties(submission: &Submission) -> Vec<Finding> {
    let found = submission.departments.par_iter().flat_map_iter(|department| {
        let checker = Checker { submission, department };
        let mut findings: Vec<Finding> = submission.scheme.ties.iter().filter_map(|tie| checker.tie(tie)).collect();
        findings.extend((0..submission.scheme.rules.len()).filter_map(|index| checker.ratio(index)));
        findings
    });
    found.collect()
}

struct Checker<'a> {
    submission: &'a Submission,
    department: &'a Department,
}

impl Checker<'_> {
    /// The figure of a 数据项. The form is left blank where a department has nothing of a kind, so here (and only here) a
    /// blank counts as 0. An entry that cannot be read has no figure.
    fn value(&self, item: &str) -> Option<Decimal> {
        match self.submission.entry(self.department, item) {
            Some(Entry::Number(number)) => Some(*number),
            Some(Entry::Blank | Entry::NotApplicable) => Some(Decimal::ZERO),
            _ => None,
        }
    }

    fn is_blank(&self, item: &str) -> bool {
        !matches!(self.submission.entry(self.department, item), Some(Entry::Number(_)))
    }

    fn place(&self, item: &str) -> Place {
        let cell = self.submission.scheme.item(item).and_then(|column| self.submission.cell(self.department, column));
        Place { sheet: sheets::DATA.into(), cell }
    }

    /// How the sides of a tie differ, if they do; one figure may be `changed` for a try.
    fn check(&self, tie: &Tie, changed: Option<(&str, Decimal)>) -> Result<Option<Mismatch>, NoValue> {
        let value = |item: &str| match changed {
            Some((name, value)) if name == item => Some(Exact::from_decimal(value)),
            _ => self.value(item).map(Exact::from_decimal),
        };
        tie.relation.check(&value, tie.tolerance)
    }

    /// Reports J01 or J02 for a tie that does not hold, or J03 for the figure whose unit explains it. A tie is checked
    /// only where both of its sides have a figure.
    fn tie(&self, tie: &Tie) -> Option<Finding> {
        let side_filled = |side: Vec<&str>| side.is_empty() || side.iter().any(|item| !self.is_blank(item));
        if !side_filled(tie.relation.left.variables()) || !side_filled(tie.relation.right.variables()) {
            return None;
        }
        let Mismatch { left, right, difference } = self.check(tie, None).ok()??;
        let [left, right, difference] =
            [left, right, difference].map(|side| side.to_decimal(4).unwrap_or_default().normalize());
        let first = tie.relation.variables().first().map(|item| self.place(item)).unwrap_or(Place::sheet(sheets::DATA));
        if let Some(slip) = self.slip(tie) {
            return Some(slip);
        }
        let blanks: Vec<&str> = tie.relation.variables().into_iter().filter(|item| self.is_blank(item)).collect();
        let as_none =
            if blanks.is_empty() { String::new() } else { format!("（{}为空，按无计）", blanks.join("、")) };
        let unit = self.unit(tie);
        let [left, right, difference] = [left, right, difference.abs()].map(|side| match unit {
            "%" => quoted(side, unit),
            _ => format!("{}{unit}", side.normalize()),
        });
        let found = broken(&tie.relation, &left, &right);
        let found = format!("{found}，相差{difference}{as_none}");
        let code = if tie.must { Code::TieBroken } else { Code::TieDoubtful };
        let advice = if tie.must { "请部门核对后更正" } else { "请核对；属实的可附说明" };
        let expected = format!("{}（{}）", tie.text, tie.id);
        Some(Finding::new(code, first, Message::new(expected, found, advice)).of(&self.department.name, ""))
    }

    /// 单位 of the figures of a tie; none where they differ.
    fn unit(&self, tie: &Tie) -> &str {
        let items = tie.relation.variables();
        let mut units = items.iter().map(|item| self.submission.unit(item));
        let first = units.next().unwrap_or_default();
        if units.all(|unit| unit == first) { first } else { "" }
    }

    /// The one figure that makes the tie hold when it is taken as 元 or as 万元.
    fn slip(&self, tie: &Tie) -> Option<Finding> {
        if tie.relation.op != Comparison::Equal {
            return None;
        }
        tie.relation.variables().into_iter().find_map(|item| {
            let figure = self.value(item).filter(|figure| !figure.is_zero())?;
            let fits = |value: Decimal| matches!(self.check(tie, Some((item, value))), Ok(None));
            // where 0 fits as well, the figure is not in another unit but one too many
            let (used, how) = if fits(figure / WANYUAN) && !fits(Decimal::ZERO) {
                (figure / WANYUAN, "似按元填报")
            } else if fits(figure.checked_mul(WANYUAN)?) {
                (figure * WANYUAN, "似把万元又除以一万")
            } else {
                return None;
            };
            let found =
                format!("“{item}”填报{}万元，{how}，如属实应为{}万元", quoted(figure, "万元"), used.normalize());
            let expected = format!("{}（{}）", tie.text, tie.id);
            let message = Message::new(expected, found, "请核对单位；程序不自动换算");
            Some(Finding::new(Code::UnitSlip, self.place(item), message).of(&self.department.name, ""))
        })
    }

    /// Reports J03 where two amounts of one formula differ about 10,000 times: one of them is probably in 元.
    fn ratio(&self, index: usize) -> Option<Finding> {
        let measure = self.submission.scheme.rules[index].measure.as_ref()?;
        let items = measure.variables();
        let amounts: Vec<(&str, Decimal)> =
            items.into_iter().filter_map(|item| Some((item, self.amount(item)?))).collect();
        let slipped = |larger: Decimal, smaller: Decimal| {
            let times = Exact::from_decimal(larger).over(Exact::from_decimal(smaller));
            times.is_some_and(|times| times >= Exact::whole(SLIP_FROM) && times <= Exact::whole(SLIP_TO))
        };
        let pairs = amounts.iter().flat_map(|one| amounts.iter().map(move |other| (one, other)));
        let (larger, smaller) = pairs.into_iter().find(|(one, other)| slipped(one.1, other.1))?;
        let [large, small] = [larger, smaller].map(|(item, amount)| format!("“{item}”{}", quoted(*amount, "万元")));
        let found = format!("{large}是{small}的约一万倍");
        let name = self.submission.scheme.system.short_name(index);
        let message = Message::new("同一计算公式的金额单位一致", found, "请核对是否元与万元混用；程序不自动换算");
        let finding = Finding::new(Code::UnitSlip, self.place(larger.0), message);
        Some(finding.of(&self.department.name, name))
    }

    /// A figure in 万元 above 0. Changes and remainders are left out, because they may be small.
    fn amount(&self, item: &str) -> Option<Decimal> {
        let amount = self.value(item).filter(|amount| *amount > Decimal::ZERO)?;
        (self.submission.unit(item) == "万元" && !is_change(item)).then_some(amount)
    }
}

/// What a broken relation says of its figures: “累计结余”填报-5万元，按公式应不低于0万元.
fn broken(relation: &Relation, left: &str, right: &str) -> String {
    let alone = |side: &Expression| {
        let text = side.to_string();
        side.variables().contains(&text.as_str()).then_some(text)
    };
    match (alone(&relation.left), alone(&relation.right)) {
        (Some(item), _) => format!("“{item}”填报{left}，按公式{}{right}", relation.op.demand()),
        (None, Some(item)) => format!("“{item}”填报{right}，按公式{}{left}", relation.op.reversed().demand()),
        _ => format!("“{}”为{left}，按公式{}“{}”的{right}", relation.left, relation.op.demand(), relation.right),
    }
}

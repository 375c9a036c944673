//! 元与万元: amounts about 10,000 times what the department's other amounts, its staff and the departments of its
//! category lead one to expect. Ties and formulas (`reconciliation.rs`) see such a slip only where an amount is
//! compared with another one; here every amount is.

use crate::evaluate::score::quoted;
use crate::ground::names::sheets;
use crate::ground::{CellRef, Code, Exact, Finding, Message, Place};
use crate::scheme::ColumnKey;
use crate::scheme::columns::is_change;
use crate::submission::{Department, Submission};
use indexmap::IndexMap;
use rayon::prelude::*;
use rust_decimal::{Decimal, dec};
use std::collections::BTreeSet;

/// An amount so many times what is expected looks like 元 in a 万元 column: departments are not all alike.
const SLIP_FROM: i64 = 1_000;
/// A larger ratio has another cause.
const SLIP_TO: i64 = 100_000;
/// A smaller figure in 元 would be less than 0.1 万元: too small to tell.
const LEAST: Decimal = dec!(1000);
/// Only amounts that stand out so far from their own kind are looked at closely.
const STANDS_OUT: Decimal = dec!(100);
/// Fewer departments tell nothing of what is usual.
const LEAST_PEERS: usize = 4;
/// More tell nothing new, and cost time.
const MOST_PEERS: usize = 60;
/// Fewer other amounts tell nothing of how large a department is.
const LEAST_OTHERS: usize = 3;
/// So many slips in one department, and no fewer than half of its amounts, are one slip of them all.
const ALL_FROM: usize = 4;

/// J03 for amounts that are probably in 元; not for those of which `told` says so already.
pub fn check(submission: &Submission, told: &[Finding]) -> Vec<Finding> {
    let slips = told.iter().filter(|finding| finding.code == Code::UnitSlip);
    let told: BTreeSet<CellRef> = slips.filter_map(|finding| finding.place.cell).collect();
    let magnitudes = Magnitudes::of(submission);
    let each = 0..submission.departments.len();
    each.into_par_iter().flat_map_iter(|at| magnitudes.department(at, &told)).collect()
}

/// The departments that one is compared with.
struct Group {
    /// Their 部门类别; empty for all.
    category: String,
    /// Their places in the list.
    members: Vec<usize>,
    /// The usual size of each amount among them.
    usual: Vec<Option<Decimal>>,
}

struct Magnitudes<'a> {
    submission: &'a Submission,
    /// The columns of amounts in 万元.
    amounts: Vec<usize>,
    /// The columns of staff.
    staff: Vec<usize>,
    groups: Vec<Group>,
    /// The group of each department.
    group_of: Vec<usize>,
}

/// An amount of a department.
#[derive(Clone, Copy)]
struct Amount {
    column: usize,
    figure: Decimal,
    /// 调整数, 结余: may be small beside its base, so nothing is expected of others by it.
    is_change: bool,
}

/// Another department that has an amount.
struct Peer {
    /// Its place in the list.
    at: usize,
    figure: Decimal,
}

/// What an amount is expected to be.
struct Expected {
    value: Exact,
    /// By what.
    words: String,
}

/// An amount that is far more than expected.
struct Slip {
    amount: Amount,
    expected: Expected,
}

impl<'a> Magnitudes<'a> {
    fn of(submission: &'a Submission) -> Magnitudes<'a> {
        let columns = submission.scheme.columns.iter().enumerate();
        let in_unit = |unit: &str| {
            let items = columns.clone().filter(|(_, column)| matches!(column.key, ColumnKey::DataItem(_)));
            items.filter(|(_, column)| column.unit == unit).map(|(at, _)| at).collect()
        };
        let (amounts, staff) = (in_unit("万元"), in_unit("人"));
        let (groups, group_of) = (Vec::new(), Vec::new());
        let mut magnitudes = Magnitudes { submission, amounts, staff, groups, group_of };
        magnitudes.group();
        magnitudes
    }

    /// Each category with enough departments is a group; the others are compared with all.
    fn group(&mut self) {
        let departments = &self.submission.departments;
        let mut by_category: IndexMap<&str, Vec<usize>> = IndexMap::new();
        for (at, department) in departments.iter().enumerate() {
            by_category.entry(&department.category).or_default().push(at);
        }
        by_category.retain(|category, members| !category.is_empty() && members.len() > LEAST_PEERS);
        let all = ("", (0..departments.len()).collect());
        for (category, members) in std::iter::once(all).chain(by_category) {
            let usual =
                self.amounts.iter().map(|column| median(members.iter().filter_map(|at| self.value(*at, *column))));
            self.groups.push(Group { category: category.to_string(), usual: usual.collect(), members });
        }
        let of = |one: &Department| self.groups.iter().skip(1).position(|group| group.category == one.category);
        self.group_of = departments.iter().map(|one| of(one).map_or(0, |at| at + 1)).collect();
    }

    /// How large a figure is, where it is not 0.
    fn value(&self, at: usize, column: usize) -> Option<Decimal> {
        let figure = self.submission.departments[at].entries[column].number()?;
        (!figure.is_zero()).then(|| figure.abs())
    }

    fn label(&self, column: usize) -> &str {
        &self.submission.scheme.columns[column].label
    }

    /// The slips of one department.
    fn department(&self, at: usize, told: &BTreeSet<CellRef>) -> Vec<Finding> {
        let department = &self.submission.departments[at];
        let amount = |column: &usize| {
            let is_change = is_change(self.label(*column));
            Some(Amount { column: *column, figure: self.value(at, *column)?, is_change })
        };
        let own: Vec<Amount> = self.amounts.iter().filter_map(amount).collect();
        let standing_out = self.standing_out(at, &own);
        let slips: Vec<Slip> = standing_out.into_iter().filter_map(|amount| self.slip(at, amount, &own)).collect();
        if slips.len() >= ALL_FROM && slips.len() * 2 >= own.len() {
            return self.all(department, &slips).into_iter().collect();
        }
        let is_new = |slip: &Slip| {
            let cell = self.submission.cell(department, slip.amount.column);
            cell.is_some_and(|cell| !told.contains(&cell))
        };
        slips.iter().filter(|slip| is_new(slip)).filter_map(|slip| self.one(department, slip)).collect()
    }

    /// The amounts that stand out from the same amount of others, or from the larger ones of the department itself.
    fn standing_out(&self, at: usize, own: &[Amount]) -> Vec<Amount> {
        let mut sizes: Vec<Decimal> = own.iter().map(|amount| amount.figure).collect();
        sizes.sort_unstable_by(|one, other| other.cmp(one));
        let large = sizes.get(LEAST_OTHERS - 1).copied();
        let usual = &self.groups[self.group_of[at]].usual;
        let far = |figure: Decimal, from: Option<Decimal>| {
            from.and_then(|from| from.checked_mul(STANDS_OUT)).is_some_and(|far| figure >= far)
        };
        let stands_out = |amount: &&Amount| {
            let place = self.amounts.iter().position(|column| *column == amount.column);
            let of_others = place.and_then(|place| usual[place]);
            amount.figure >= LEAST && (far(amount.figure, of_others) || far(amount.figure, large))
        };
        own.iter().filter(stands_out).copied().collect()
    }

    fn slip(&self, at: usize, amount: Amount, own: &[Amount]) -> Option<Slip> {
        let others: Vec<Amount> =
            own.iter().filter(|other| other.column != amount.column && !other.is_change).copied().collect();
        if amount.is_change && !beyond(amount, &others) {
            return None;
        }
        let peers = self.peers(at, amount.column);
        let by_others = self.by_others(at, &peers, &others);
        let by_staff = self.by_staff(at, &peers);
        let known = by_others.is_some() || by_staff.is_some();
        let by_itself = (!known).then(|| self.largest_below(amount, &others)).flatten();
        let far = |expected: &Expected| {
            let times = Exact::from_decimal(amount.figure).over(expected.value);
            times.is_some_and(|times| times >= Exact::whole(SLIP_FROM) && times <= Exact::whole(SLIP_TO))
        };
        let expected = [by_others, by_staff, by_itself].into_iter().flatten().find(far)?;
        Some(Slip { amount, expected })
    }

    /// Others of the group with what they have in a column; not all of a large group.
    fn peers(&self, at: usize, column: usize) -> Vec<Peer> {
        let members = &self.groups[self.group_of[at]].members;
        let step = members.len().div_ceil(MOST_PEERS).max(1);
        let others = members.iter().step_by(step).filter(|member| **member != at);
        others.filter_map(|member| Some(Peer { at: *member, figure: self.value(*member, column)? })).collect()
    }

    /// What an amount should be by one that stands beside it: that times what the peers usually have of the one for
    /// each of the other.
    fn estimate(&self, at: usize, peers: &[Peer], beside: usize) -> Option<Exact> {
        let share =
            |peer: &Peer| Exact::from_decimal(peer.figure).over(Exact::from_decimal(self.value(peer.at, beside)?));
        let shares: Vec<Exact> = peers.iter().filter_map(share).collect();
        let usual = (shares.len() >= LEAST_PEERS).then(|| median(shares.into_iter())).flatten()?;
        Exact::from_decimal(self.value(at, beside)?).times(usual)
    }

    fn by_others(&self, at: usize, peers: &[Peer], others: &[Amount]) -> Option<Expected> {
        let estimates: Vec<Exact> = others.iter().filter_map(|other| self.estimate(at, peers, other.column)).collect();
        let number = estimates.len();
        let value = median(estimates.into_iter()).filter(|_| number >= LEAST_OTHERS)?;
        let words = format!("按本部门另外{number}项金额和{}的一般比例", self.whose(at, peers));
        Some(Expected { value, words })
    }

    fn by_staff(&self, at: usize, peers: &[Peer]) -> Option<Expected> {
        let value = median(self.staff.iter().filter_map(|column| self.estimate(at, peers, *column)))?;
        Some(Expected { value, words: format!("按本部门人数和{}的人均数", self.whose(at, peers)) })
    }

    /// The peers in words.
    fn whose(&self, at: usize, peers: &[Peer]) -> String {
        let number = peers.len();
        match self.groups[self.group_of[at]].category.as_str() {
            "" => format!("其他{number}个部门"),
            category => format!("“{category}”其他{number}个部门"),
        }
    }

    /// Where there is nobody to compare with: the largest of the amounts that are far less, if most are.
    fn largest_below(&self, amount: Amount, others: &[Amount]) -> Option<Expected> {
        let times = |figure: Decimal| figure.checked_mul(Decimal::from(SLIP_FROM));
        let is_far_less = |other: &&Amount| times(other.figure).is_some_and(|far| far <= amount.figure);
        let (below, beside): (Vec<&Amount>, Vec<&Amount>) = others.iter().partition(is_far_less);
        let largest = below.iter().max_by_key(|other| other.figure)?;
        // those that are not far less slipped too, or there is no gap
        let apart = beside.iter().all(|other| times(largest.figure).is_some_and(|far| far <= other.figure));
        let most = below.len() >= LEAST_OTHERS && below.len() > beside.len() + 1;
        let largest_in_words = quoted(largest.figure, "万元");
        let words = format!(
            "本部门另外{}项金额中最大的是“{}”{largest_in_words}，以它",
            below.len(),
            self.label(largest.column)
        );
        (apart && most).then(|| Expected { value: Exact::from_decimal(largest.figure), words })
    }

    /// An amount with what it should be about.
    fn words(&self, Slip { amount, expected }: &Slip) -> String {
        let figure = quoted(amount.figure, "万元");
        format!("“{}”{figure}，{}推算约为{}", self.label(amount.column), expected.words, about(expected.value))
    }

    fn one(&self, department: &Department, slip: &Slip) -> Option<Finding> {
        let times = about(Exact::from_decimal(slip.amount.figure).over(slip.expected.value)?);
        let found = format!("{}，相差约{times}倍，似按元填报", self.words(slip));
        self.finding(department, slip, found)
    }

    /// One finding for a department of which everything is in 元.
    fn all(&self, department: &Department, slips: &[Slip]) -> Option<Finding> {
        let first = slips.first()?;
        let count = slips.len();
        let found = format!("{count}项金额都相差约一万倍，似全部按元填报：{}", self.words(first));
        self.finding(department, first, found)
    }

    fn finding(&self, department: &Department, slip: &Slip, found: String) -> Option<Finding> {
        let message = Message::new("金额单位为万元", found, "请核对单位；程序不自动换算");
        let place = Place::cell(sheets::DATA, self.submission.cell(department, slip.amount.column)?);
        Some(Finding::new(Code::UnitSlip, place, message).of(&department.name, ""))
    }
}

/// Whether a change is larger than anything it could be a change of.
fn beyond(change: Amount, others: &[Amount]) -> bool {
    let largest = others.iter().map(|other| other.figure).max();
    largest.and_then(|largest| largest.checked_mul(Decimal::TEN)).is_some_and(|far| change.figure >= far)
}

/// The middle one, the upper of two.
fn median<T: Ord + Copy>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    values.get(values.len() / 2).copied()
}

/// A number that is only about right: whole from 10 on.
fn about(number: Exact) -> String {
    let places = if number >= Exact::whole(10) { 0 } else { 2 };
    number.to_decimal(places).unwrap_or_default().normalize().to_string()
}

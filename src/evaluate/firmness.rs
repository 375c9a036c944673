//! 名次稳健性: how firm ranks are. The best and the worst rank of each department once all that is 待核 is settled, and
//! its rank under each other value of every 口径 that touches scores.

use crate::evaluate::Evaluation;
use crate::evaluate::rank::{scope, standings};
use crate::evaluate::score::{Again, Given, Scorer};
use crate::evaluate::scorecard::{Scorecard, Standing, Total};
use crate::ground::convention::{SETTINGS, Setting};
use crate::ground::{Conventions, Points, RankMode, SettingId};
use crate::scheme::Scheme;
use crate::submission::Department;
use indexmap::IndexMap;
use rayon::prelude::*;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// How firm the ranks of a run are.
pub struct Firmness {
    /// One for each department, in their order.
    pub ranks: Vec<RankRange>,
    /// One for each other value of every 口径 that touches scores.
    pub others: Vec<Other>,
}

/// Where a department can stand once all that is 待核 is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RankRange {
    /// The best 名次, from 1.
    pub best: u32,
    /// The worst 名次.
    pub worst: u32,
    /// Marks that the next better total is above its own; none for the first and for 待核.
    pub behind: Option<Points>,
    /// Marks that the next worse total is below its own; none for the last and for 待核.
    pub ahead: Option<Points>,
}

/// Ranks under one other value of one 口径.
pub struct Other {
    /// Which 口径.
    pub setting: &'static Setting,
    /// The other value.
    pub value: &'static str,
    /// 名次 and 等次 of each department under it.
    pub standings: Vec<Standing>,
}

/// No city has more departments; beyond so many the ranks would take longer than the scores.
const MOST: usize = 5_000;

impl Firmness {
    /// How firm the ranks of an evaluation are; none of more than 5,000 departments.
    pub fn of(evaluation: &Evaluation) -> Option<Firmness> {
        if evaluation.cards.len() > MOST {
            return None;
        }
        let conventions = &evaluation.scheme().conventions;
        let totals: Vec<Total> = evaluation.cards.iter().map(Scorecard::standing_total).collect();
        let departments = &evaluation.submission.departments;
        Some(Firmness { ranks: rank_ranges(departments, &totals, conventions), others: others(evaluation) })
    }

    /// 口径 of which another value moves the rank or the grade of a department.
    pub fn moved_by(&self, department: usize, now: &Standing) -> Vec<&'static str> {
        let moves = |other: &&Other| {
            let then = &other.standings[department];
            (then.rank, &then.grade) != (now.rank, &now.grade)
        };
        let mut names: Vec<&str> = self.others.iter().filter(moves).map(|other| other.setting.name).collect();
        names.dedup();
        names
    }
}

/// Every 口径 that touches a rule of the table, with each of its other values.
fn others(evaluation: &Evaluation) -> Vec<Other> {
    let scheme = evaluation.scheme();
    let touches = |setting: &&Setting| {
        let ranks_only = matches!(setting.id, SettingId::RankMode | SettingId::RankScope);
        !ranks_only && scheme.rules.iter().any(|compiled| compiled.rule.conventions().contains(&setting.name))
    };
    let values = |setting: &'static Setting| {
        let now = setting.value(&scheme.conventions);
        setting.values.iter().filter(move |value| **value != now).map(move |value| (setting, *value))
    };
    let all: Vec<(&Setting, &str)> = SETTINGS.iter().filter(touches).flat_map(values).collect();
    let conventions: Vec<Conventions> = all.iter().map(|(setting, value)| with(scheme, setting, value)).collect();
    let scorer = Scorer::new(&evaluation.submission);
    let again = all.iter().zip(&conventions).map(|((setting, _), conventions)| scorer.under(conventions, setting));
    let again: Vec<Again> = again.collect();
    let departments = &evaluation.submission.departments;
    let totals = departments.par_iter().zip(&evaluation.cards).map(|(department, card)| {
        let given = Given::of(department, card);
        again.iter().map(|again| again.total(&given)).collect()
    });
    let totals: Vec<Vec<Total>> = totals.collect();
    let other = |(number, (setting, value)): (usize, (&'static Setting, &'static str))| {
        let totals: Vec<Total> = totals.iter().map(|totals| totals[number]).collect();
        let full = scheme.system.total_marks();
        Other { setting, value, standings: standings(departments, &totals, full, &conventions[number]) }
    };
    all.into_iter().enumerate().map(other).collect()
}

/// The 口径 in force with one other value.
fn with(scheme: &Scheme, setting: &Setting, value: &str) -> Conventions {
    let mut conventions = scheme.conventions.clone();
    setting.set(&mut conventions, value);
    conventions
}

/// The best and the worst rank of each department. A department that is 待核 may take any total of its range.
pub fn rank_ranges(departments: &[Department], totals: &[Total], conventions: &Conventions) -> Vec<RankRange> {
    let mut scopes: IndexMap<Option<&str>, Vec<usize>> = IndexMap::new();
    for (index, department) in departments.iter().enumerate() {
        scopes.entry(scope(department, conventions)).or_default().push(index);
    }
    let mut ranges = vec![RankRange { best: 0, worst: 0, behind: None, ahead: None }; totals.len()];
    for members in scopes.values() {
        let field = Field::new(members.iter().map(|index| totals[*index]), conventions);
        for index in members {
            ranges[*index] = field.range(totals[*index]);
        }
    }
    ranges
}

/// Beyond so many decimals totals would not fit.
const MOST_PLACES: u32 = 9;

/// Those who compete, in steps of the smallest difference between totals.
struct Field {
    /// Decimals of the totals: 得分小数位, or more, because full marks are not rounded.
    places: u32,
    dense: bool,
    /// Totals that are settled, the lowest first.
    settled: Vec<i64>,
    /// Each of them once.
    distinct: BTreeSet<i64>,
    /// Lowest and highest total of those that are not, by the highest.
    open: Vec<(i64, i64)>,
}

impl Field {
    fn new(totals: impl Iterator<Item = Total>, conventions: &Conventions) -> Field {
        let (open, settled): (Vec<Total>, Vec<Total>) = totals.partition(|total| total.pending);
        let ends = settled.iter().chain(&open).flat_map(|total| [total.range.low, total.range.high]);
        let finest = ends.map(|marks| marks.0.normalize().scale()).max().unwrap_or(0);
        let places = conventions.score_places.max(finest).min(MOST_PLACES);
        let mut settled: Vec<i64> = settled.iter().map(|total| steps(total.range.low, places)).collect();
        settled.sort_unstable();
        let ends = |total: &Total| (steps(total.range.low, places), steps(total.range.high, places));
        let mut open: Vec<(i64, i64)> = open.iter().map(ends).collect();
        open.sort_unstable_by_key(|(low, high)| (*high, *low));
        let dense = conventions.rank_mode == RankMode::Dense;
        Field { places, dense, distinct: settled.iter().copied().collect(), settled, open }
    }

    fn range(&self, total: Total) -> RankRange {
        let (low, high) = (steps(total.range.low, self.places), steps(total.range.high, self.places));
        // one of those that are 待核 is the department itself
        let myself = total.pending.then_some((low, high));
        let (best, worst) = match self.dense {
            false => (self.surely_above(high), self.perhaps_above(low, myself)),
            true => (self.fewest_above(high), self.most_above(low, myself)),
        };
        let next = |other: Option<i64>| {
            let other = other.filter(|_| !total.pending)?;
            Some(Points(Decimal::new((other - low).abs(), self.places).normalize()))
        };
        RankRange {
            best: best + 1,
            worst: worst + 1,
            behind: next(self.distinct.range(low + 1..).next().copied()),
            ahead: next(self.distinct.range(..low).next_back().copied()),
        }
    }

    /// Settled totals above `at`.
    fn settled_above(&self, at: i64) -> u32 {
        (self.settled.len() - self.settled.partition_point(|total| *total <= at)) as u32
    }

    /// Departments that are above `at` whatever is found. The department itself is not: its lowest is not above.
    fn surely_above(&self, at: i64) -> u32 {
        self.settled_above(at) + self.open.iter().filter(|(low, _)| *low > at).count() as u32
    }

    /// Departments that can be above `at`.
    fn perhaps_above(&self, at: i64, myself: Option<(i64, i64)>) -> u32 {
        let open = self.open.iter().filter(|(_, high)| *high > at).count() as u32;
        self.settled_above(at) + open - u32::from(myself.is_some_and(|(_, high)| high > at))
    }

    /// The fewest different totals above `at`: those that must be above it join others where they can.
    fn fewest_above(&self, at: i64) -> u32 {
        let mut count = self.distinct.range(at + 1..).count() as u32;
        let mut last = None;
        // by their highest: the point of each new one is its highest, where most of the later ones can join it
        for (low, high) in self.open.iter().filter(|(low, _)| *low > at) {
            let joins_settled = self.distinct.range(*low..=*high).next().is_some();
            let joins_open = last.is_some_and(|point| point >= *low);
            if !joins_settled && !joins_open {
                count += 1;
                last = Some(*high);
            }
        }
        count
    }

    /// The most different totals above `at`: each of those that can be above it takes one of its own, if there is one.
    fn most_above(&self, at: i64, myself: Option<(i64, i64)>) -> u32 {
        let mut taken: BTreeSet<i64> = self.distinct.range(at + 1..).copied().collect();
        let mut open: Vec<(i64, i64)> = self.open.iter().filter(|(_, high)| *high > at).copied().collect();
        if let Some(here) = myself.and_then(|myself| open.iter().position(|one| *one == myself)) {
            open.remove(here);
        }
        for (low, high) in open {
            let mut point = low.max(at + 1);
            while taken.contains(&point) {
                point += 1;
            }
            if point <= high {
                taken.insert(point);
            }
        }
        taken.len() as u32
    }
}

/// Marks in steps of 得分小数位.
fn steps(marks: Points, places: u32) -> i64 {
    let scaled = marks.0 * Decimal::from(10_i64.pow(places));
    scaled.round().try_into().unwrap_or(i64::MAX / 2)
}

//! 名次稳健性 against brute force: every way of settling what is 待核, every other 口径 scored anew.

use crate::support::generated;
use jixiao::evaluate::Firmness;
use jixiao::evaluate::firmness::rank_ranges;
use jixiao::evaluate::rank::standings;
use jixiao::evaluate::scorecard::{MarksRange, Scorecard, Total};
use jixiao::ground::convention::{Conventions, RankMode, RankScope};
use jixiao::ground::quantity::Points;
use jixiao::submission::department::Department;
use rust_decimal::Decimal;
use xtask::random::Random;

const FULL: Points = Points(Decimal::ONE_HUNDRED);

fn total(low: i64, high: i64, pending: bool) -> Total {
    let marks = |marks: i64| Points(Decimal::from(marks));
    Total { range: MarksRange { low: marks(low), high: marks(high) }, pending }
}

fn settled(marks: i64) -> Total {
    total(marks, marks, false)
}

/// The best and the worst rank of each over all ways of settling what is open.
fn tried(departments: &[Department], totals: &[(i64, i64, bool)], conventions: &Conventions) -> Vec<(u32, u32)> {
    let mut found = vec![(u32::MAX, 0); totals.len()];
    let ways: i64 = totals.iter().map(|(low, high, _)| high - low + 1).product();
    for mut way in 0..ways {
        let mut one = Vec::new();
        for (low, high, _) in totals {
            let choices = high - low + 1;
            one.push(settled(low + way % choices));
            way /= choices;
        }
        for (at, standing) in standings(departments, &one, FULL, conventions).iter().enumerate() {
            let rank = standing.rank.unwrap();
            found[at] = (found[at].0.min(rank), found[at].1.max(rank));
        }
    }
    found
}

#[test]
fn the_best_and_the_worst_rank_are_those_of_all_ways_of_settling() {
    let mut random = Random::new(5);
    for round in 0..400 {
        let conventions = Conventions {
            rank_mode: if round % 2 == 0 { RankMode::Skip } else { RankMode::Dense },
            rank_scope: if round % 3 == 0 { RankScope::ByCategory } else { RankScope::City },
            score_places: 0,
            ..Conventions::default()
        };
        let count = 2 + random.below(5);
        let one = |_| {
            let low = random.below(6) as i64;
            let wide = if random.below(2) == 0 { 0 } else { random.below(4) as i64 };
            (low, low + wide, wide > 0)
        };
        let totals: Vec<(i64, i64, bool)> = (0..count).map(one).collect();
        let department =
            |at: usize| Department { category: ["甲", "乙"][at % 2].to_string(), ..Department::default() };
        let departments: Vec<Department> = (0..count).map(department).collect();
        let mut ranges: Vec<Total> = totals.iter().map(|(low, high, open)| total(*low, *high, *open)).collect();
        // full marks of 7.5 are not rounded, so totals may stand between whole numbers
        for MarksRange { low, high } in ranges.iter_mut().map(|total| &mut total.range).filter(|_| round % 5 == 0) {
            (*low, *high) = (Points(low.0 / Decimal::TEN), Points(high.0 / Decimal::TEN));
        }
        let found: Vec<(u32, u32)> =
            rank_ranges(&departments, &ranges, &conventions).iter().map(|range| (range.best, range.worst)).collect();
        let mode = (conventions.rank_mode, conventions.rank_scope);
        assert_eq!(found, tried(&departments, &totals, &conventions), "{totals:?} {mode:?}");
    }
}

/// Of 200 departments: with the ends of the ranges, which are the worst and the best for a department.
#[test]
fn of_two_hundred_departments_the_ranks_are_those_of_the_ends() {
    let evaluation = generated::departments(200, 3, 8).evaluate();
    let (departments, conventions) = (&evaluation.submission.departments, &evaluation.scheme().conventions);
    let totals: Vec<Total> = evaluation.cards.iter().map(Scorecard::standing_total).collect();
    assert!(totals.iter().filter(|total| total.pending).count() > 20);
    let full = evaluation.scheme().system.total_marks();
    let with = |at: usize, mine: fn(MarksRange) -> Points, others: fn(MarksRange) -> Points| {
        let one = |(index, total): (usize, &Total)| {
            let marks = if index == at { mine(total.range) } else { others(total.range) };
            Total { range: MarksRange::exactly(marks), pending: false }
        };
        let all: Vec<Total> = totals.iter().enumerate().map(one).collect();
        standings(departments, &all, full, conventions)[at].rank.unwrap()
    };
    for (at, range) in rank_ranges(departments, &totals, conventions).iter().enumerate() {
        let best = with(at, |range| range.high, |range| range.low);
        let worst = with(at, |range| range.low, |range| range.high);
        assert_eq!((range.best, range.worst), (best, worst), "{}", departments[at].name);
    }
}

#[test]
fn under_another_value_ranks_are_those_of_the_workbook_with_that_value() {
    let book = generated::departments(40, 6, 8);
    let evaluation = book.evaluate();
    let firmness = Firmness::of(&evaluation).unwrap();
    let names: Vec<String> =
        firmness.others.iter().map(|other| format!("{}={}", other.setting.name, other.value)).collect();
    assert!(names.contains(&"不足一个百分点=按比例扣".to_string()) && names.len() >= 8, "{names:?}");
    let mut moved = 0;
    for other in &firmness.others {
        let anew = generated::departments(40, 6, 8).setting(other.setting.name, other.value).evaluate();
        let wanted: Vec<_> = anew.cards.iter().map(|card| (card.standing.rank, &card.standing.grade)).collect();
        let found: Vec<_> = other.standings.iter().map(|standing| (standing.rank, &standing.grade)).collect();
        assert_eq!(found, wanted, "{}={}", other.setting.name, other.value);
        let now = evaluation.cards.iter().map(|card| (card.standing.rank, &card.standing.grade));
        moved += now.zip(found).filter(|(now, then)| now != then).count();
    }
    assert!(moved > 0);
}

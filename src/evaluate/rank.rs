//! 名次 and 等次, from the printed totals.

use crate::evaluate::scorecard::{MarksRange, Scorecard, Standing, Total};
use crate::ground::{Conventions, GradeBand, Points, RankMode, RankScope, tidy};
use crate::submission::Department;
use crate::submission::department::by_name;
use indexmap::IndexMap;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// 未分类: where a department has no 部门类别.
pub const NO_CATEGORY: &str = "未分类";

/// Gives every scorecard its 名次 and 等次; `full` is the 分值 of the whole table. Departments whose total is a
/// range, or that stand in two rows, are not ranked.
pub fn rank(departments: &[Department], cards: &mut [Scorecard], full: Points, conventions: &Conventions) {
    let totals: Vec<Total> = cards.iter().map(Scorecard::standing_total).collect();
    for (card, standing) in cards.iter_mut().zip(standings(departments, &totals, full, conventions)) {
        card.standing = standing;
    }
}

/// 名次 and 等次 of each department.
pub fn standings(
    departments: &[Department],
    totals: &[Total],
    full: Points,
    conventions: &Conventions,
) -> Vec<Standing> {
    let grade = |total: &Total| Standing { grade: grade_range(*total, full, conventions), ..Standing::default() };
    let mut standings: Vec<Standing> = totals.iter().map(grade).collect();
    let twice = standing_twice(departments);
    twice.iter().for_each(|index| standings[*index].twice = true);
    for members in scopes_without(&twice, departments, totals, conventions).values() {
        rank_scope(members, totals, &mut standings, conventions);
    }
    standings
}

/// The 等次 of a total. The bounds of 参数 are out of 100: of a table with other full marks, 等次 goes by the share.
pub fn grade(total: Points, full: Points, conventions: &Conventions) -> &str {
    let share = Points(total.0 * Decimal::ONE_HUNDRED);
    let reached = |band: &&GradeBand| share >= Points(band.at_least.0 * full.0);
    let band = conventions.grades.iter().find(reached).or(conventions.grades.last());
    band.map_or("", |band| band.name.as_str())
}

fn grade_range(total: Total, full: Points, conventions: &Conventions) -> String {
    let MarksRange { low, high } = total.range;
    let (mut low, high) = (grade(low, full, conventions), grade(high, full, conventions));
    // what is 待核 may yet fall outside 优秀比例上限
    if let (true, Some(_), [best, next, ..]) = (total.pending, conventions.excellent_cap, &conventions.grades[..])
        && low == best.name
    {
        low = &next.name;
    }
    if low == high { low.to_string() } else { format!("{low}～{high}") }
}

/// Who competes with whom: the whole city (none), or each 部门类别 by itself; the ranked ones only, best first.
pub fn scopes<'a>(
    departments: &'a [Department],
    totals: &[Total],
    conventions: &Conventions,
) -> IndexMap<Option<&'a str>, Vec<usize>> {
    scopes_without(&standing_twice(departments), departments, totals, conventions)
}

fn scopes_without<'a>(
    twice: &BTreeSet<usize>,
    departments: &'a [Department],
    totals: &[Total],
    conventions: &Conventions,
) -> IndexMap<Option<&'a str>, Vec<usize>> {
    let mut scopes: IndexMap<Option<&str>, Vec<usize>> = IndexMap::new();
    let ranked = |index: usize| !totals[index].pending && !twice.contains(&index);
    for (index, department) in departments.iter().enumerate().filter(|(index, _)| ranked(*index)) {
        scopes.entry(scope(department, conventions)).or_default().push(index);
    }
    for members in scopes.values_mut() {
        members.sort_by_key(|index| std::cmp::Reverse(totals[*index].range.low));
    }
    scopes
}

/// Departments whose name stands in another row too: neither of them is ranked until one goes.
pub fn standing_twice(departments: &[Department]) -> BTreeSet<usize> {
    let first = by_name(departments);
    let of = |index: usize| first.get(&tidy(&departments[index].name)).copied();
    let named = (0..departments.len()).filter(|index| !departments[*index].name.is_empty());
    named.filter(|index| of(*index) != Some(*index)).flat_map(|index| [Some(index), of(index)]).flatten().collect()
}

/// 部门类别 (or 未分类) where each is ranked by itself; none where the whole city is.
pub fn scope<'a>(department: &'a Department, conventions: &Conventions) -> Option<&'a str> {
    let category = if department.category.is_empty() { NO_CATEGORY } else { &department.category };
    (conventions.rank_scope == RankScope::ByCategory).then_some(category)
}

fn rank_scope(members: &[usize], totals: &[Total], standings: &mut [Standing], conventions: &Conventions) {
    let ties: Vec<&[usize]> = members.chunk_by(|a, b| totals[*a].range == totals[*b].range).collect();
    let cap = conventions.excellent_cap.map(|share| (Decimal::from(members.len()) * share).floor());
    let mut before = 0;
    for (order, tie) in ties.into_iter().enumerate() {
        let rank = match conventions.rank_mode {
            RankMode::Skip => before + 1,
            RankMode::Dense => order + 1,
        };
        before += tie.len();
        for index in tie {
            let standing = &mut standings[*index];
            standing.rank = u32::try_from(rank).ok();
            standing.tied = tie.len() > 1;
            if let Some(cap) = cap.filter(|cap| Decimal::from(before) > *cap) {
                cap_grade(standing, conventions, cap);
            }
        }
    }
}

/// 优秀比例上限: the best grade drops by one beyond the cap; tied departments drop together.
fn cap_grade(standing: &mut Standing, conventions: &Conventions, cap: Decimal) {
    let [best, next, ..] = &conventions.grades[..] else { return };
    if standing.grade == best.name {
        standing.grade = next.name.clone();
        standing.grade_reason =
            format!("总分达到{}，因优秀比例上限（{}个名额）定为{}", best.name, cap.normalize(), next.name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    const HUNDRED: Points = Points(Decimal::ONE_HUNDRED);

    fn ranked(totals: &[Decimal], categories: &[&str], conventions: &Conventions) -> Vec<Scorecard> {
        let card = |total: &Decimal| Scorecard { low: Points(*total), high: Points(*total), ..Scorecard::default() };
        let department = |category: &&str| Department { category: category.to_string(), ..Department::default() };
        let mut cards: Vec<Scorecard> = totals.iter().map(card).collect();
        rank(&categories.iter().map(department).collect::<Vec<_>>(), &mut cards, HUNDRED, conventions);
        cards
    }

    fn ranks(cards: &[Scorecard]) -> Vec<u32> {
        cards.iter().map(|card| card.standing.rank.unwrap_or(0)).collect()
    }

    #[test]
    fn equal_totals_share_a_rank_and_the_next_skips_or_not() {
        let totals = [dec!(80), dec!(95), dec!(80), dec!(70)];
        let mut conventions = Conventions::default();
        assert_eq!(ranks(&ranked(&totals, &[""; 4], &conventions)), [2, 1, 2, 4]);
        conventions.rank_mode = RankMode::Dense;
        assert_eq!(ranks(&ranked(&totals, &[""; 4], &conventions)), [2, 1, 2, 3]);
    }

    #[test]
    fn by_category_each_category_has_its_own_first() {
        let conventions = Conventions { rank_scope: RankScope::ByCategory, ..Conventions::default() };
        let cards = ranked(&[dec!(80), dec!(95), dec!(70)], &["甲", "乙", "甲"], &conventions);
        assert_eq!(ranks(&cards), [1, 1, 2]);
    }

    #[test]
    fn beyond_the_cap_the_best_grade_drops_by_one_and_ties_drop_together() {
        let conventions = Conventions { excellent_cap: Some(dec!(0.5)), ..Conventions::default() };
        let cards = ranked(&[dec!(99), dec!(95), dec!(95), dec!(70)], &[""; 4], &conventions);
        let grades: Vec<&str> = cards.iter().map(|card| card.standing.grade.as_str()).collect();
        assert_eq!(grades, ["优秀", "良好", "良好", "合格"]);
        assert!(cards[1].standing.grade_reason.contains("2个名额"));
        assert!(cards[3].standing.grade_reason.is_empty());
    }

    #[test]
    fn grades_begin_at_their_bounds() {
        let conventions = Conventions::default();
        for (total, name) in [
            (dec!(90), "优秀"),
            (dec!(89.99), "良好"),
            (dec!(80), "良好"),
            (dec!(59.99), "不合格"),
            (dec!(0), "不合格"),
        ] {
            assert_eq!(grade(Points(total), HUNDRED, &conventions), name);
        }
    }

    #[test]
    fn of_other_full_marks_the_share_earns_the_grade() {
        let conventions = Conventions::default();
        for (total, name) in [(dec!(54), "优秀"), (dec!(49.5), "优秀"), (dec!(49.49), "良好"), (dec!(32.99), "不合格")]
        {
            assert_eq!(grade(Points(total), Points(dec!(55)), &conventions), name);
        }
    }
}

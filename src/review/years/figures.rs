//! The figures of a comparison. What is 待核 in either year has no difference; it is never taken for 0.

use crate::evaluate::Evaluation;
use crate::evaluate::scorecard::{Score, Scorecard};
use crate::ground::quantity::Points;
use crate::result::statistics::mean;
use crate::review::years::matching::Pair;
use crate::review::years::{Comparable, Comparison, IndicatorPair};
use rust_decimal::{Decimal, RoundingStrategy};

/// A figure of both years; none where it cannot be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Both<T> {
    /// 去年
    pub before: Option<T>,
    /// 今年
    pub after: Option<T>,
}

impl Both<Points> {
    /// 今年 − 去年, where both are known.
    pub fn difference(self) -> Option<Points> {
        Some(self.after? - self.before?)
    }
}

impl Both<Decimal> {
    /// 今年 − 去年, where both are known.
    pub fn difference(self) -> Option<Decimal> {
        Some(self.after? - self.before?)
    }
}

/// 得分率 as a fraction, rounded to hundredths of a percent.
pub fn rate(marks: Points, full: Points) -> Option<Decimal> {
    let rate = (full > Points::ZERO).then(|| marks.0 / full.0)?;
    Some(rate.round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero))
}

/// 一级指标得分率 of both years over the same departments.
pub struct LevelMove {
    /// 一级指标
    pub name: String,
    /// 得分率; none where the level is not in a year or no department is known in both.
    pub rates: Both<Decimal>,
    /// Departments counted in both.
    pub departments: usize,
    /// Whether all indicators under it are the same.
    pub same: bool,
}

/// One indicator over all departments.
pub struct IndicatorMove {
    /// Average 得分率 over the departments counted.
    pub rates: Both<Decimal>,
    /// Departments counted: those known in both years where it is compared.
    pub departments: Both<usize>,
    /// Departments whose 得分率 rose, stayed and fell; none where it is not compared.
    pub moves: Option<[usize; 3]>,
}

impl Comparison {
    /// The cards of a department.
    pub fn cards(&self, pair: &Pair) -> (&Scorecard, &Scorecard) {
        (&self.before.cards[pair.before], &self.after.cards[pair.after])
    }

    /// 总分
    pub fn totals(&self, pair: &Pair) -> Both<Points> {
        let (before, after) = self.cards(pair);
        Both { before: before.total(), after: after.total() }
    }

    /// 得分率 of the total.
    pub fn total_rates(&self, pair: &Pair) -> Both<Decimal> {
        let totals = self.totals(pair);
        let full = |evaluation: &Evaluation| evaluation.submission.scheme.system.total_marks();
        Both {
            before: totals.before.and_then(|marks| rate(marks, full(&self.before))),
            after: totals.after.and_then(|marks| rate(marks, full(&self.after))),
        }
    }

    /// 可比得分: over the indicators that are the same in both years.
    pub fn same_totals(&self, pair: &Pair) -> Both<Points> {
        let (before, after) = self.cards(pair);
        let same = self.same();
        if same.is_empty() {
            return Both { before: None, after: None };
        }
        let sum = |card: &Scorecard, at: &dyn Fn(&(usize, usize)) -> usize| -> Option<Points> {
            same.iter().map(|pair| card.scores[at(pair)].marks()).sum()
        };
        Both { before: sum(before, &|(old, _)| *old), after: sum(after, &|(_, new)| *new) }
    }

    /// What decides who rose and who fell: 可比得分, which is the 总分 where the table is the same.
    pub fn move_of(&self, pair: &Pair) -> Option<Points> {
        match self.same_table() {
            true => self.totals(pair).difference(),
            false => self.same_totals(pair).difference(),
        }
    }

    /// 名次 that went up (positive) or down, where both years rank in the same way.
    pub fn rank_move(&self, pair: &Pair) -> Option<i64> {
        let (before, after) = self.cards(pair);
        let ranks = before.standing.rank.zip(after.standing.rank).filter(|_| self.same_ranking());
        ranks.map(|(before, after)| i64::from(before) - i64::from(after))
    }

    /// Pairs by their move, the greatest rise first, those without one last.
    pub fn sorted_pairs(&self) -> Vec<&Pair> {
        let mut pairs: Vec<(Option<Points>, &Pair)> =
            self.matching.pairs.iter().map(|pair| (self.move_of(pair), pair)).collect();
        pairs.sort_by_key(|(difference, _)| std::cmp::Reverse(*difference));
        pairs.into_iter().map(|(_, pair)| pair).collect()
    }

    /// Departments with a move: rose, stayed, fell.
    pub fn moves(&self) -> [usize; 3] {
        count_moves(self.matching.pairs.iter().filter_map(|pair| self.move_of(pair).map(|points| points.0)))
    }

    /// 平均分 of the departments settled in both years, and their number.
    pub fn averages(&self) -> (Both<Decimal>, usize) {
        let both: Vec<(Points, Points)> = self
            .matching
            .pairs
            .iter()
            .filter_map(|pair| {
                let totals = self.totals(pair);
                totals.before.zip(totals.after)
            })
            .collect();
        let average = |of: &dyn Fn(&(Points, Points)) -> Decimal| mean(both.iter().map(of).sum(), both.len());
        (Both { before: average(&|pair| pair.0.0), after: average(&|pair| pair.1.0) }, both.len())
    }

    /// 一级指标得分率, this year's levels in their order, then those that are gone.
    pub fn level_moves(&self) -> Vec<LevelMove> {
        let (old, new) = (&self.before.submission.scheme.system, &self.after.submission.scheme.system);
        let find = |name: &str| {
            old.level1
                .iter()
                .position(|level| crate::ground::number::tidy(&level.name) == crate::ground::number::tidy(name))
        };
        let pairs = new.level1.iter().enumerate().map(|(at, level)| (find(&level.name), Some(at)));
        let known: Vec<(Option<usize>, Option<usize>)> = pairs.collect();
        let gone = (0..old.level1.len()).filter(|at| !known.iter().any(|(old, _)| *old == Some(*at)));
        let all = known.clone().into_iter().chain(gone.map(|at| (Some(at), None)));
        all.map(|(old, new)| self.level_move(old, new)).collect()
    }

    fn level_move(&self, old: Option<usize>, new: Option<usize>) -> LevelMove {
        let (old_system, new_system) = (&self.before.submission.scheme.system, &self.after.submission.scheme.system);
        let name = new.map(|at| &new_system.level1[at]).or(old.map(|at| &old_system.level1[at]));
        let marks = |pair: &Pair| {
            let before = old.map(|at| self.before.level_marks(&self.before.cards[pair.before], at));
            let after = new.map(|at| self.after.level_marks(&self.after.cards[pair.after], at));
            // a level of one year only is averaged over that year
            let known = before.is_none_or(|marks| marks.is_some()) && after.is_none_or(|marks| marks.is_some());
            known.then(|| (before.flatten().unwrap_or_default(), after.flatten().unwrap_or_default()))
        };
        let counted: Vec<(Points, Points)> = self.matching.pairs.iter().filter_map(marks).collect();
        let number = Decimal::from(counted.len());
        let of = |evaluation: &Evaluation, at: usize, sum: Points| {
            let heading = &evaluation.submission.scheme.system.level1[at];
            let full = evaluation.submission.scheme.system.marks_of(heading.members());
            rate(sum, Points(full.0 * number))
        };
        let before = old.and_then(|at| of(&self.before, at, counted.iter().map(|pair| pair.0).sum()));
        let after = new.and_then(|at| of(&self.after, at, counted.iter().map(|pair| pair.1).sum()));
        LevelMove {
            name: name.map(|heading| heading.name.clone()).unwrap_or_default(),
            rates: Both { before, after },
            departments: counted.len(),
            same: old.is_some() && new.is_some_and(|at| self.same_level(at)) && !self.gone_under(old),
        }
    }

    fn same_level(&self, level: usize) -> bool {
        let heading = &self.after.submission.scheme.system.level1[level];
        let members = heading.members();
        self.indicators
            .iter()
            .filter(|pair| members.contains(&pair.after))
            .all(|pair| pair.comparable == Comparable::Same)
    }

    fn gone_under(&self, level: Option<usize>) -> bool {
        let Some(level) = level else { return false };
        let heading = &self.before.submission.scheme.system.level1[level];
        self.gone.iter().any(|at| heading.members().contains(at))
    }

    /// One indicator over all departments; where it is not compared, each year by itself.
    pub fn indicator_move(&self, indicator: &IndicatorPair) -> IndicatorMove {
        let compared = matches!(indicator.comparable, Comparable::Same | Comparable::RateOnly);
        let rates = self.matching.pairs.iter().map(|pair| {
            let (before, after) = self.cards(pair);
            let before = indicator.before.and_then(|at| exact_rate(&before.scores[at]));
            (before, exact_rate(&after.scores[indicator.after]))
        });
        let rates: Vec<_> =
            rates.filter(|(before, after)| !compared || (before.is_some() && after.is_some())).collect();
        let before: Vec<Decimal> = rates.iter().filter_map(|(before, _)| *before).collect();
        let after: Vec<Decimal> = rates.iter().filter_map(|(_, after)| *after).collect();
        let both = rates.iter().filter_map(|(before, after)| Some((*after)? - (*before)?));
        IndicatorMove {
            rates: Both { before: average_rate(&before), after: average_rate(&after) },
            departments: Both { before: Some(before.len()), after: Some(after.len()) },
            moves: compared.then(|| count_moves(both)),
        }
    }

    /// An indicator of last year that is gone: its average 得分率 and how many departments it is over.
    pub fn gone_rate(&self, indicator: usize) -> (Option<Decimal>, usize) {
        let scores = self.matching.pairs.iter().map(|pair| &self.before.cards[pair.before].scores[indicator]);
        let rates: Vec<Decimal> = scores.filter_map(exact_rate).collect();
        (average_rate(&rates), rates.len())
    }
}

/// 得分率 of one score; none where it is 待核 or its 分值 is shared and not split.
pub fn score_rate(score: &Score) -> Option<Decimal> {
    rate(score.marks()?, score.full?)
}

fn exact_rate(score: &Score) -> Option<Decimal> {
    let (marks, full) = (score.marks()?, score.full?);
    (full > Points::ZERO).then(|| marks.0 / full.0)
}

fn average_rate(rates: &[Decimal]) -> Option<Decimal> {
    let sum: Decimal = rates.iter().sum();
    rate(Points(sum), Points(Decimal::from(rates.len())))
}

/// How many are above, at and below nought.
fn count_moves(differences: impl Iterator<Item = Decimal>) -> [usize; 3] {
    let mut moves = [0; 3];
    for difference in differences {
        let at = if difference.is_zero() { 1 } else { usize::from(difference.is_sign_negative()) * 2 };
        moves[at] += 1;
    }
    moves
}

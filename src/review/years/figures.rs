//! The figures of a comparison. What is 待核 in either year has no difference; it is never taken for 0.

use crate::evaluate::Evaluation;
use crate::evaluate::scorecard::{Score, Scorecard};
use crate::ground::number::tidy;
use crate::ground::quantity::Points;
use crate::result::statistics::mean;
use crate::review::BeforeAfter;
use crate::review::years::matching::Pair;
use crate::review::years::{Comparable, Comparison, IndicatorPair};
use crate::scheme::indicators::LevelHeading;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Serialize, Serializer};

/// 得分率 as a fraction, rounded to hundredths of a percent.
pub fn rate(marks: Points, full: Points) -> Option<Decimal> {
    let rate = (full > Points::ZERO).then(|| marks.0 / full.0)?;
    Some(rate.round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero))
}

/// 一级指标得分率 of both years over the same departments.
#[derive(Serialize)]
pub struct LevelMove {
    /// 一级指标
    pub name: String,
    /// 得分率; none where the level is not in a year or no department is known in both.
    #[serde(rename = "rate", serialize_with = "plain")]
    pub rates: BeforeAfter<Option<Decimal>>,
    /// Departments counted in both.
    pub departments: usize,
    /// Whether all indicators under it are the same.
    pub same: bool,
}

/// One indicator over all departments.
pub struct IndicatorMove {
    /// Average 得分率 over the departments counted.
    pub rates: BeforeAfter<Option<Decimal>>,
    /// Departments counted: those known in both years where it is compared.
    pub departments: BeforeAfter<usize>,
    /// Departments whose 得分率 rose, stayed and fell; none where it is not compared.
    pub moves: Option<[usize; 3]>,
}

/// Numbers for machines: as they are shown, without rounding.
pub(crate) fn plain<S: Serializer>(numbers: &BeforeAfter<Option<Decimal>>, serializer: S) -> Result<S::Ok, S::Error> {
    numbers.map(|number| number.map(|number| number.normalize().to_string())).serialize(serializer)
}

impl Comparison {
    /// Both evaluations.
    pub fn evaluations(&self) -> BeforeAfter<&Evaluation> {
        BeforeAfter { before: &self.before, after: &self.after }
    }

    /// The cards of a department.
    pub fn cards(&self, pair: &Pair) -> BeforeAfter<&Scorecard> {
        BeforeAfter { before: &self.before.cards[pair.before], after: &self.after.cards[pair.after] }
    }

    /// 总分
    pub fn totals(&self, pair: &Pair) -> BeforeAfter<Option<Points>> {
        self.cards(pair).map(Scorecard::total)
    }

    /// 得分率 of the total.
    pub fn total_rates(&self, pair: &Pair) -> BeforeAfter<Option<Decimal>> {
        let (totals, full) = (self.totals(pair), self.evaluations().map(|year| year.scheme().system.total_marks()));
        BeforeAfter {
            before: totals.before.and_then(|marks| rate(marks, full.before)),
            after: totals.after.and_then(|marks| rate(marks, full.after)),
        }
    }

    /// 可比得分: over the indicators that are the same in both years.
    pub fn same_totals(&self, pair: &Pair) -> BeforeAfter<Option<Points>> {
        let (cards, same) = (self.cards(pair), self.same());
        if same.is_empty() {
            return BeforeAfter { before: None, after: None };
        }
        BeforeAfter {
            before: same.iter().map(|(old, _)| cards.before.scores[*old].marks()).sum(),
            after: same.iter().map(|(_, new)| cards.after.scores[*new].marks()).sum(),
        }
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
        let ranks = self.cards(pair).map(|card| card.standing.rank);
        let ranks = ranks.before.zip(ranks.after).filter(|_| self.same_ranking());
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

    /// The departments whose 总分 are settled in both years, with these.
    pub fn settled_in_both(&self) -> Vec<BeforeAfter<Points>> {
        let settled =
            |totals: BeforeAfter<Option<Points>>| Some(BeforeAfter { before: totals.before?, after: totals.after? });
        self.matching.pairs.iter().filter_map(|pair| settled(self.totals(pair))).collect()
    }

    /// Their 平均分.
    pub fn averages(&self) -> BeforeAfter<Option<Decimal>> {
        let both = self.settled_in_both();
        BeforeAfter {
            before: mean(both.iter().map(|totals| totals.before.0).sum(), both.len()),
            after: mean(both.iter().map(|totals| totals.after.0).sum(), both.len()),
        }
    }

    /// 一级指标得分率, this year's levels in their order, then those that are gone.
    pub fn level_moves(&self) -> Vec<LevelMove> {
        let levels = self.evaluations().map(|year| &year.scheme().system.level1);
        let find = |name: &str| levels.before.iter().position(|level| tidy(&level.name) == tidy(name));
        let kept: Vec<_> = levels.after.iter().enumerate().map(|(at, level)| (find(&level.name), Some(at))).collect();
        let gone = (0..levels.before.len()).filter(|at| !kept.iter().any(|(old, _)| *old == Some(*at)));
        let all = kept.iter().copied().chain(gone.map(|at| (Some(at), None)));
        all.map(|(before, after)| self.level_move(BeforeAfter { before, after })).collect()
    }

    /// One of them, by its index in each year.
    fn level_move(&self, level: BeforeAfter<Option<usize>>) -> LevelMove {
        let marks = |pair: &Pair| {
            let cards = self.cards(pair);
            let before = level.before.map(|at| self.before.level_marks(cards.before, at));
            let after = level.after.map(|at| self.after.level_marks(cards.after, at));
            // a level of one year only is averaged over that year
            let [before, after] = [before, after].map(|marks| marks.unwrap_or(Some(Points::ZERO)));
            Some(BeforeAfter { before: before?, after: after? })
        };
        let counted: Vec<BeforeAfter<Points>> = self.matching.pairs.iter().filter_map(marks).collect();
        let heading = |evaluation: &Evaluation, at: usize| evaluation.scheme().system.level1[at].clone();
        let old = level.before.map(|at| heading(&self.before, at));
        let new = level.after.map(|at| heading(&self.after, at));
        let rate_of = |evaluation: &Evaluation, heading: &LevelHeading, sum: Points| {
            let full = evaluation.scheme().system.marks_of(heading.members());
            rate(sum, Points(full.0 * Decimal::from(counted.len())))
        };
        let rates = BeforeAfter {
            before: old
                .as_ref()
                .and_then(|heading| rate_of(&self.before, heading, counted.iter().map(|marks| marks.before).sum())),
            after: new
                .as_ref()
                .and_then(|heading| rate_of(&self.after, heading, counted.iter().map(|marks| marks.after).sum())),
        };
        let same = old.as_ref().zip(new.as_ref()).is_some_and(|(old, new)| self.same_level(old, new));
        let name = new.or(old).map(|heading| heading.name).unwrap_or_default();
        LevelMove { name, rates, departments: counted.len(), same }
    }

    /// Whether all indicators under a level are the same, and none is gone.
    fn same_level(&self, old: &LevelHeading, new: &LevelHeading) -> bool {
        let mut members = self.indicators.iter().filter(|pair| new.members().contains(&pair.after));
        let gone = self.gone.iter().any(|at| old.members().contains(at));
        !gone && members.all(|pair| pair.comparable == Comparable::Same)
    }

    /// One indicator over all departments; where it is not compared, each year by itself.
    pub fn indicator_move(&self, indicator: &IndicatorPair) -> IndicatorMove {
        let compared = indicator.comparable.is_compared();
        let rates = self.matching.pairs.iter().map(|pair| {
            let cards = self.cards(pair);
            let before = indicator.before.and_then(|at| exact_rate(&cards.before.scores[at]));
            BeforeAfter { before, after: exact_rate(&cards.after.scores[indicator.after]) }
        });
        let known = |rates: &BeforeAfter<Option<Decimal>>| rates.before.is_some() && rates.after.is_some();
        let rates: Vec<_> = rates.filter(|rates| !compared || known(rates)).collect();
        let before: Vec<Decimal> = rates.iter().filter_map(|rates| rates.before).collect();
        let after: Vec<Decimal> = rates.iter().filter_map(|rates| rates.after).collect();
        IndicatorMove {
            rates: BeforeAfter { before: average_rate(&before), after: average_rate(&after) },
            departments: BeforeAfter { before: before.len(), after: after.len() },
            moves: compared.then(|| count_moves(rates.iter().filter_map(|rates| rates.difference()))),
        }
    }

    /// An indicator of last year that is gone.
    pub fn gone_move(&self, indicator: usize) -> IndicatorMove {
        let scores = self.matching.pairs.iter().map(|pair| &self.before.cards[pair.before].scores[indicator]);
        let rates: Vec<Decimal> = scores.filter_map(exact_rate).collect();
        IndicatorMove {
            rates: BeforeAfter { before: average_rate(&rates), after: None },
            departments: BeforeAfter { before: rates.len(), after: rates.len() },
            moves: None,
        }
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

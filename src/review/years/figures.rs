//! The figures of a comparison, which its text, its JSON and its sheets show. What is 待核 in either year has no
//! difference; it is never taken for 0.

use crate::evaluate::{Evaluation, Score, Scorecard};
use crate::ground::{Points, tidy};
use crate::result::StandingView;
use crate::result::json::standing;
use crate::result::statistics::{mean, rate};
use crate::review::years::matching::Pair;
use crate::review::years::{Comparable, Comparison, IndicatorPair};
use crate::review::{BeforeAfter, shown};
use crate::scheme::indicators::LevelHeading;
use crate::scheme::{Change, IndicatorPath};
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};
use std::cmp::Reverse;

/// All of them.
#[derive(Serialize)]
pub struct Figures<'a> {
    #[serde(skip)]
    pub comparison: &'a Comparison<'a>,
    pub changes: &'a [Change],
    /// Whether every indicator is the same, so that totals may be compared as they are.
    pub same_table: bool,
    /// 可比分值: of the indicators that are the same.
    pub same_marks: Points,
    /// 平均分 of the departments settled in both years.
    #[serde(serialize_with = "plain")]
    pub average: BeforeAfter<Option<Decimal>>,
    /// Their number.
    pub settled_in_both: usize,
    pub levels: Vec<LevelFigures>,
    pub indicators: Vec<IndicatorFigures<'a>>,
    /// 取消
    #[serde(skip)]
    pub gone: Vec<IndicatorFigures<'a>>,
    /// By their move, the greatest rise first, those without one last.
    pub departments: Vec<DepartmentFigures<'a>>,
    pub only_before: Vec<&'a str>,
    pub only_after: Vec<&'a str>,
    pub doubled: &'a [String],
    pub alike: Vec<[&'a str; 2]>,
}

/// 一级指标得分率 of both years over the same departments.
#[derive(Serialize)]
pub struct LevelFigures {
    /// 一级指标
    pub name: String,
    /// 得分率; none where the level is not in a year or no department is known in both.
    #[serde(serialize_with = "plain")]
    pub rate: BeforeAfter<Option<Decimal>>,
    /// Departments counted in both.
    pub departments: usize,
    /// Whether all indicators under it are the same.
    pub same: bool,
}

/// One indicator over all departments.
#[derive(Serialize)]
pub struct IndicatorFigures<'a> {
    #[serde(rename = "indicator", serialize_with = "shown")]
    pub path: &'a IndicatorPath,
    comparable: &'static str,
    /// Whether that is [`Comparable::Same`].
    #[serde(skip)]
    pub same: bool,
    /// 可比性
    pub words: String,
    /// Average 得分率 over the departments counted.
    #[serde(serialize_with = "plain")]
    pub rate: BeforeAfter<Option<Decimal>>,
    /// Departments whose 得分率 rose, stayed and fell; none where it is not compared.
    pub rose_stayed_fell: Option<[usize; 3]>,
    /// Departments counted: those known in both years where it is compared.
    #[serde(skip)]
    pub departments: BeforeAfter<usize>,
    /// Its index in each table.
    #[serde(skip)]
    pub index: BeforeAfter<Option<usize>>,
}

/// One department of both years.
#[derive(Serialize)]
pub struct DepartmentFigures<'a> {
    pub name: &'a str,
    pub name_before: &'a str,
    #[serde(flatten)]
    standing: BeforeAfter<StandingView<'a>>,
    /// Of the 总分.
    pub difference: Option<Points>,
    /// 得分率 of the 总分.
    #[serde(serialize_with = "plain")]
    pub rate: BeforeAfter<Option<Decimal>>,
    /// 可比得分: over the indicators that are the same in both years.
    pub same_marks: BeforeAfter<Option<Points>>,
    /// What decides who rose and who fell: of the 可比得分, which is the 总分 where the table is the same.
    #[serde(rename = "move")]
    pub moved: Option<Points>,
    /// 名次 that went up (positive) or down, where both years rank in the same way.
    pub rank_move: Option<i64>,
    pub scores: Vec<ScoreFigures<'a>>,
    #[serde(skip)]
    pub cards: BeforeAfter<&'a Scorecard>,
}

/// One score of one department.
#[derive(Serialize)]
pub struct ScoreFigures<'a> {
    #[serde(serialize_with = "shown")]
    pub indicator: &'a IndicatorPath,
    comparable: &'static str,
    pub marks: BeforeAfter<Option<Points>>,
    state: BeforeAfter<Option<&'static str>>,
    /// 得分率, where it is compared.
    pub rate: Option<Rates>,
    #[serde(skip)]
    pub pair: &'a IndicatorPair,
    #[serde(skip)]
    pub scores: BeforeAfter<Option<&'a Score>>,
}

/// 得分率 of both years.
#[derive(Clone, Copy, Default, Serialize)]
pub struct Rates(#[serde(serialize_with = "plain")] pub BeforeAfter<Option<Decimal>>);

/// Numbers for machines: as they are shown, without rounding.
fn plain<S: Serializer>(numbers: &BeforeAfter<Option<Decimal>>, serializer: S) -> Result<S::Ok, S::Error> {
    numbers.map(|number| number.map(|number| number.normalize().to_string())).serialize(serializer)
}

impl ScoreFigures<'_> {
    /// Whether 得分, or 得分率 where only these are compared, are others.
    pub fn moved(&self) -> bool {
        match (&self.pair.comparable, self.rate) {
            (Comparable::Same, _) => self.marks.before != self.marks.after,
            (_, Some(Rates(rate))) => rate.before != rate.after,
            _ => false,
        }
    }
}

impl<'a> Figures<'a> {
    /// The figures of a comparison.
    pub fn of(comparison: &'a Comparison<'a>) -> Figures<'a> {
        let Comparison { before, after, matching, .. } = comparison;
        let mut departments: Vec<DepartmentFigures> =
            matching.pairs.iter().map(|pair| comparison.department(pair)).collect();
        departments.sort_by_key(|department| Reverse(department.moved));
        let totals = departments.iter().map(|department| department.cards.map(Scorecard::total));
        let settled: Vec<BeforeAfter<Points>> = totals.filter_map(BeforeAfter::known).collect();
        let average = sums(&settled).map(|sum| mean(sum.0, settled.len()));
        let path = |evaluation: &'a Evaluation, at: usize| &evaluation.scheme().system.indicators[at].path;
        let indicators = comparison.indicators.iter().map(|pair| {
            let index = BeforeAfter { before: pair.before, after: Some(pair.after) };
            comparison.indicator(path(after, pair.after), index, Some(&pair.comparable))
        });
        let gone = comparison
            .gone
            .iter()
            .map(|at| comparison.indicator(path(before, *at), BeforeAfter { before: Some(*at), after: None }, None));
        let only = |evaluation: &'a Evaluation, list: &[usize]| -> Vec<&'a str> {
            list.iter().map(|at| evaluation.submission.departments[*at].name.as_str()).collect()
        };
        Figures {
            comparison,
            changes: &comparison.changes,
            same_table: comparison.same_table(),
            same_marks: comparison.same_marks(),
            average,
            settled_in_both: settled.len(),
            levels: comparison.levels(),
            indicators: indicators.collect(),
            gone: gone.collect(),
            departments,
            only_before: only(before, &matching.only_before),
            only_after: only(after, &matching.only_after),
            doubled: &matching.doubled,
            alike: matching.alike.iter().map(|pair| comparison.names(pair).both()).collect(),
        }
    }

    /// How many departments rose, stayed and fell.
    pub fn rose_stayed_fell(&self) -> [usize; 3] {
        count_moves(self.departments.iter().filter_map(|department| Some(department.moved?.0)))
    }
}

impl Comparison<'_> {
    /// Both evaluations.
    pub fn evaluations(&self) -> BeforeAfter<&Evaluation> {
        BeforeAfter { before: self.before, after: self.after }
    }

    fn department(&self, pair: &Pair) -> DepartmentFigures<'_> {
        let cards = self.evaluations().zip(*pair).map(|(year, at)| &year.cards[at]);
        let (names, totals, same) = (self.names(pair), cards.map(Scorecard::total), self.same());
        let full = self.evaluations().map(|year| year.scheme().system.total_marks());
        let marks = same.iter().map(|pair| cards.zip(*pair).map(|(card, at)| card.scores[at].marks()));
        let sum: BeforeAfter<Option<Points>> =
            BeforeAfter { before: marks.clone().map(|one| one.before).sum(), after: marks.map(|one| one.after).sum() };
        let same_marks = sum.map(|sum| sum.filter(|_| !same.is_empty()));
        let ranks = cards.map(|card| card.standing.rank.map(i64::from).filter(|_| self.same_ranking()));
        DepartmentFigures {
            name: names.after,
            name_before: names.before,
            standing: cards.map(standing),
            difference: totals.difference(),
            rate: totals.zip(full).map(|(marks, full)| rate(marks?, full)),
            same_marks,
            moved: if self.same_table() { totals.difference() } else { same_marks.difference() },
            rank_move: BeforeAfter { before: ranks.after, after: ranks.before }.difference(),
            scores: self.indicators.iter().map(|pair| self.score(pair, cards)).collect(),
            cards,
        }
    }

    fn score<'a>(&'a self, pair: &'a IndicatorPair, cards: BeforeAfter<&'a Scorecard>) -> ScoreFigures<'a> {
        let before = pair.before.map(|at| &cards.before.scores[at]);
        let scores = BeforeAfter { before, after: Some(&cards.after.scores[pair.after]) };
        ScoreFigures {
            indicator: &self.after.scheme().system.indicators[pair.after].path,
            comparable: pair.comparable.id(),
            marks: scores.map(|score| score?.marks()),
            state: scores.map(|score| Some(score?.state.name())),
            rate: pair.comparable.is_compared().then(|| Rates(scores.map(|score| score_rate(score?)))),
            pair,
            scores,
        }
    }

    /// This year's levels in their order, then those that are gone.
    fn levels(&self) -> Vec<LevelFigures> {
        let levels = self.evaluations().map(|year| &year.scheme().system.level1);
        let find = |name: &str| levels.before.iter().position(|level| tidy(&level.name) == tidy(name));
        let kept: Vec<_> = levels.after.iter().enumerate().map(|(at, level)| (find(&level.name), Some(at))).collect();
        let gone = (0..levels.before.len()).filter(|at| !kept.iter().any(|(old, _)| *old == Some(*at)));
        let all = kept.iter().copied().chain(gone.map(|at| (Some(at), None)));
        all.map(|(before, after)| self.level(BeforeAfter { before, after })).collect()
    }

    /// One of them, by its index in each year.
    fn level(&self, level: BeforeAfter<Option<usize>>) -> LevelFigures {
        let marks = |pair: &Pair| {
            let marks = self.evaluations().zip(*pair).zip(level).map(|((year, at), level)| match level {
                Some(level) => year.level_marks(&year.cards[at], level),
                // a level of one year only is averaged over that year
                None => Some(Points::ZERO),
            });
            marks.known()
        };
        let counted = self.matching.pairs.iter().filter_map(|pair| Some((*pair, marks(pair)?)));
        let (pairs, counted): (Vec<Pair>, Vec<BeforeAfter<Points>>) = counted.unzip();
        let headings = self.evaluations().zip(level).map(|(year, at)| Some(&year.scheme().system.level1[at?]));
        let BeforeAfter { before: old, after: new } = headings;
        let fulls: Vec<BeforeAfter<Points>> = pairs
            .iter()
            .map(|pair| {
                self.evaluations().zip(*pair).zip(level).map(|((year, at), level)| {
                    level.map_or(Points::ZERO, |level| year.level_full(&year.cards[at], level))
                })
            })
            .collect();
        let rates = sums(&counted)
            .zip(sums(&fulls))
            .zip(headings)
            .map(|((sum, full), heading)| heading.and_then(|_| rate(sum, full)));
        LevelFigures {
            name: new.or(old).map(|heading| heading.name.clone()).unwrap_or_default(),
            rate: rates,
            departments: counted.len(),
            same: old.zip(new).is_some_and(|(old, new)| self.same_level(old, new)),
        }
    }

    /// Whether all indicators under a level are the same, and none is gone.
    fn same_level(&self, old: &LevelHeading, new: &LevelHeading) -> bool {
        let mut members = self.indicators.iter().filter(|pair| new.members().contains(&pair.after));
        let gone = self.gone.iter().any(|at| old.members().contains(at));
        !gone && members.all(|pair| pair.comparable == Comparable::Same)
    }

    /// One indicator over all departments, by its index in each year; where it is not compared, each year by itself.
    fn indicator<'a>(
        &self,
        path: &'a IndicatorPath,
        index: BeforeAfter<Option<usize>>,
        comparable: Option<&Comparable>,
    ) -> IndicatorFigures<'a> {
        let compared = comparable.is_some_and(Comparable::is_compared);
        let rates = self.matching.pairs.iter().map(|pair| {
            let cards = self.evaluations().zip(*pair).map(|(year, at)| &year.cards[at]);
            cards.zip(index).map(|(card, index)| exact_rate(&card.scores[index?]))
        });
        let counted: Vec<_> = rates.filter(|rates| !compared || rates.difference().is_some()).collect();
        let before: Vec<Decimal> = counted.iter().filter_map(|rates| rates.before).collect();
        let after: Vec<Decimal> = counted.iter().filter_map(|rates| rates.after).collect();
        let moves = count_moves(counted.iter().filter_map(|rates| rates.difference()));
        IndicatorFigures {
            path,
            comparable: comparable.map_or("gone", Comparable::id),
            same: comparable == Some(&Comparable::Same),
            words: comparable.map_or("今年取消，不作比较".to_string(), Comparable::words),
            rate: BeforeAfter { before: average_rate(&before), after: average_rate(&after) },
            rose_stayed_fell: compared.then_some(moves),
            departments: BeforeAfter {
                before: before.len(),
                after: if index.after.is_some() { after.len() } else { before.len() },
            },
            index,
        }
    }
}

/// 得分率 of one score; none where it is 待核 or its 分值 is shared and not split.
fn score_rate(score: &Score) -> Option<Decimal> {
    rate(score.marks()?, score.full?)
}

fn exact_rate(score: &Score) -> Option<Decimal> {
    let (marks, full) = (score.marks()?, score.full?);
    (full > Points::ZERO).then(|| marks.0 / full.0)
}

/// The sum of each year.
fn sums(marks: &[BeforeAfter<Points>]) -> BeforeAfter<Points> {
    BeforeAfter { before: marks.iter().map(|one| one.before).sum(), after: marks.iter().map(|one| one.after).sum() }
}

fn average_rate(rates: &[Decimal]) -> Option<Decimal> {
    rate(Points(rates.iter().sum()), Points(Decimal::from(rates.len())))
}

/// How many are above, at and below nought.
pub(crate) fn count_moves(differences: impl Iterator<Item = Decimal>) -> [usize; 3] {
    let mut moves = [0; 3];
    for difference in differences {
        let at = if difference.is_zero() { 1 } else { usize::from(difference.is_sign_negative()) * 2 };
        moves[at] += 1;
    }
    moves
}

//! The comparison on the screen and for machines.

use crate::evaluate::Evaluation;
use crate::evaluate::scorecard::Score;
use crate::ground::quantity::Points;
use crate::result::json::{self, StandingView, sorted};
use crate::review::BeforeAfter;
use crate::review::years::figures::{LevelMove, plain, score_rate};
use crate::review::years::matching::Pair;
use crate::review::years::{Comparison, IndicatorPair};
use crate::scheme::changes::Change;
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Value;

/// `上升1.5个百分点`
pub(crate) fn percent_points(difference: Decimal) -> String {
    let points = (difference.abs() * Decimal::ONE_HUNDRED).normalize();
    match difference {
        none if none.is_zero() => "持平".to_string(),
        less if less.is_sign_negative() => format!("下降{points}个百分点"),
        _ => format!("上升{points}个百分点"),
    }
}

impl Comparison {
    /// A few lines: what was compared, what not, where the result lies.
    pub fn text(&self, output: &str) -> String {
        let mut text = format!("{}\n", self.paragraph());
        if let Some(words) = self.years_in_doubt() {
            text += &format!("注意：{words}\n");
        }
        for note in self.notes() {
            text += &format!("  {note}\n");
        }
        format!("{text}结果：{}\n请先看“对比汇总”表。", output)
    }

    /// The years stand the wrong way round, or are the same.
    fn years_in_doubt(&self) -> Option<String> {
        let year = |evaluation: &Evaluation| evaluation.year().trim_end_matches("年度").parse::<u32>().ok();
        let (before, after) = (year(&self.before)?, year(&self.after)?);
        match before.cmp(&after) {
            std::cmp::Ordering::Less => None,
            std::cmp::Ordering::Equal => Some(format!("两个工作簿的年度都是{before}年，请核对“参数”表。")),
            std::cmp::Ordering::Greater => {
                Some(format!("前一个工作簿是{before}年度，后一个是{after}年度，先写去年、后写今年，是否写反了？"))
            }
        }
    }

    /// For machines; marks are decimals in strings, 得分率 are fractions.
    pub fn json(&self, output: &str) -> Value {
        let input = |evaluation: &'_ Evaluation| InputView {
            input: evaluation.input_name.clone(),
            year: evaluation.scheme().year.clone(),
        };
        sorted(View {
            inputs: self.evaluations().map(input),
            output,
            changes: &self.changes,
            same_table: self.same_table(),
            same_marks: self.same_marks(),
            average: self.averages(),
            settled_in_both: self.settled_in_both().len(),
            levels: self.level_moves(),
            indicators: self.indicators.iter().map(|pair| self.indicator_view(pair)).collect(),
            departments: self.sorted_pairs().into_iter().map(|pair| self.department_view(pair)).collect(),
            only_before: department_names(&self.before, &self.matching.only_before),
            only_after: department_names(&self.after, &self.matching.only_after),
            doubled: &self.matching.doubled,
            alike: self.matching.alike.iter().map(|pair| self.names(pair).both()).collect(),
        })
    }

    fn indicator_view(&self, pair: &IndicatorPair) -> IndicatorView {
        let moves = self.indicator_move(pair);
        IndicatorView {
            indicator: self.path(pair),
            comparable: pair.comparable.id(),
            words: pair.comparable.words(),
            rate: moves.rates,
            rose_stayed_fell: moves.moves,
        }
    }

    fn path(&self, pair: &IndicatorPair) -> String {
        self.after.scheme().system.indicators[pair.after].path.to_string()
    }

    fn department_view(&self, pair: &Pair) -> DepartmentView<'_> {
        let (cards, names) = (self.cards(pair), self.names(pair));
        let scores = self.indicators.iter().map(|indicator| {
            let old = indicator.before.map(|at| &cards.before.scores[at]);
            let new = &cards.after.scores[indicator.after];
            let rate = BeforeAfter { before: old.and_then(score_rate), after: score_rate(new) };
            ScoreView {
                indicator: self.path(indicator),
                comparable: indicator.comparable.id(),
                marks: BeforeAfter { before: old.and_then(Score::marks), after: new.marks() },
                state: BeforeAfter { before: old.map(|score| score.state.name()), after: Some(new.state.name()) },
                rate: indicator.comparable.is_compared().then_some(RateView(rate)),
            }
        });
        DepartmentView {
            name: names.after,
            name_before: names.before,
            standing: cards.map(json::standing),
            difference: self.totals(pair).difference(),
            rate: self.total_rates(pair),
            same_marks: self.same_totals(pair),
            move_of: self.move_of(pair),
            rank_move: self.rank_move(pair),
            scores: scores.collect(),
        }
    }
}

/// The names of departments.
pub(crate) fn department_names<'a>(evaluation: &'a Evaluation, list: &[usize]) -> Vec<&'a str> {
    list.iter().map(|at| evaluation.submission.departments[*at].name.as_str()).collect()
}

#[derive(Serialize)]
struct View<'a> {
    #[serde(flatten)]
    inputs: BeforeAfter<InputView>,
    output: &'a str,
    changes: &'a [Change],
    same_table: bool,
    same_marks: Points,
    #[serde(serialize_with = "plain")]
    average: BeforeAfter<Option<Decimal>>,
    settled_in_both: usize,
    levels: Vec<LevelMove>,
    indicators: Vec<IndicatorView>,
    departments: Vec<DepartmentView<'a>>,
    only_before: Vec<&'a str>,
    only_after: Vec<&'a str>,
    doubled: &'a [String],
    alike: Vec<[&'a str; 2]>,
}

#[derive(Serialize)]
struct InputView {
    input: String,
    year: String,
}

#[derive(Serialize)]
struct IndicatorView {
    indicator: String,
    comparable: &'static str,
    words: String,
    #[serde(serialize_with = "plain")]
    rate: BeforeAfter<Option<Decimal>>,
    rose_stayed_fell: Option<[usize; 3]>,
}

#[derive(Serialize)]
struct DepartmentView<'a> {
    name: &'a str,
    name_before: &'a str,
    #[serde(flatten)]
    standing: BeforeAfter<StandingView<'a>>,
    difference: Option<Points>,
    #[serde(serialize_with = "plain")]
    rate: BeforeAfter<Option<Decimal>>,
    same_marks: BeforeAfter<Option<Points>>,
    #[serde(rename = "move")]
    move_of: Option<Points>,
    rank_move: Option<i64>,
    scores: Vec<ScoreView>,
}

#[derive(Serialize)]
struct ScoreView {
    indicator: String,
    comparable: &'static str,
    marks: BeforeAfter<Option<Points>>,
    state: BeforeAfter<Option<&'static str>>,
    rate: Option<RateView>,
}

#[derive(Serialize)]
struct RateView(#[serde(serialize_with = "plain")] BeforeAfter<Option<Decimal>>);

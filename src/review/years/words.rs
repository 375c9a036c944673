//! The comparison on the screen and for machines.

use crate::evaluate::Evaluation;
use crate::evaluate::scorecard::Score;
use crate::ground::quantity::Points;
use crate::result::json;
use crate::review::years::figures::{Both, score_rate};
use crate::review::years::matching::Pair;
use crate::review::years::{Comparable, Comparison};
use rust_decimal::Decimal;
use serde_json::{Value, json};

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
        let names = |evaluation: &Evaluation, list: &[usize]| -> Vec<String> {
            list.iter().map(|at| evaluation.submission.departments[*at].name.clone()).collect()
        };
        let alike = self.matching.alike.iter().map(|(old, new)| {
            json!([self.before.submission.departments[*old].name, self.after.submission.departments[*new].name])
        });
        let (averages, settled) = self.averages();
        json!({
            "before": { "input": self.before.input_name, "year": self.before.submission.scheme.year },
            "after": { "input": self.after.input_name, "year": self.after.submission.scheme.year },
            "output": output,
            "changes": self.changes,
            "same_table": self.same_table(),
            "same_marks": self.same_marks().to_string(),
            "average": both(averages.before, averages.after),
            "settled_in_both": settled,
            "levels": self.level_moves().iter().map(|level| json!({
                "name": level.name,
                "same": level.same,
                "departments": level.departments,
                "rate": both(level.rates.before, level.rates.after),
            })).collect::<Vec<_>>(),
            "indicators": self.indicators.iter().map(|pair| self.indicator(pair)).collect::<Vec<_>>(),
            "departments": self.sorted_pairs().into_iter().map(|pair| self.department_json(pair)).collect::<Vec<_>>(),
            "only_before": names(&self.before, &self.matching.only_before),
            "only_after": names(&self.after, &self.matching.only_after),
            "doubled": self.matching.doubled,
            "alike": alike.collect::<Vec<_>>(),
        })
    }

    fn indicator(&self, pair: &crate::review::years::IndicatorPair) -> Value {
        let moves = self.indicator_move(pair);
        json!({
            "indicator": self.after.submission.scheme.system.indicators[pair.after].path.to_string(),
            "comparable": comparable(&pair.comparable),
            "words": pair.comparable.words(),
            "rate": both(moves.rates.before, moves.rates.after),
            "rose_stayed_fell": moves.moves,
        })
    }

    fn department_json(&self, pair: &Pair) -> Value {
        let (before, after) = self.cards(pair);
        let rates = self.total_rates(pair);
        let same = self.same_totals(pair);
        let text = |points: Both<Points>| both(points.before.map(|p| p.0), points.after.map(|p| p.0));
        json!({
            "name": self.after.submission.departments[pair.after].name,
            "name_before": self.before.submission.departments[pair.before].name,
            "before": json::standing(before),
            "after": json::standing(after),
            "difference": self.totals(pair).difference().map(|points| points.to_string()),
            "rate": both(rates.before, rates.after),
            "same_marks": text(same),
            "move": self.move_of(pair).map(|points| points.to_string()),
            "rank_move": self.rank_move(pair),
            "scores": self.indicators.iter().map(|indicator| {
                let old = indicator.before.map(|at| &before.scores[at]);
                let new = &after.scores[indicator.after];
                score(self.after.submission.scheme.system.indicators[indicator.after].path.to_string(), &indicator.comparable, old, new)
            }).collect::<Vec<_>>(),
        })
    }
}

fn comparable(comparable: &Comparable) -> &'static str {
    match comparable {
        Comparable::Same => "same",
        Comparable::RateOnly => "rate_only",
        Comparable::Changed(_) => "changed",
        Comparable::New => "new",
    }
}

fn score(path: String, kind: &Comparable, before: Option<&Score>, after: &Score) -> Value {
    let marks = |score: &Score| score.marks().map(|marks| marks.0);
    let compared = matches!(kind, Comparable::Same | Comparable::RateOnly);
    let rates = compared.then(|| both(before.and_then(score_rate), score_rate(after)));
    json!({
        "indicator": path,
        "comparable": comparable(kind),
        "marks": both(before.and_then(marks), marks(after)),
        "state": { "before": before.map(|score| score.state.name()), "after": after.state.name() },
        "rate": rates,
    })
}

fn both(before: Option<Decimal>, after: Option<Decimal>) -> Value {
    let text = |number: Option<Decimal>| number.map(|number| number.normalize().to_string());
    json!({ "before": text(before), "after": text(after) })
}

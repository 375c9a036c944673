//! Figures of 汇总: counts, averages, distributions, all over the departments that are rated, so that they add up.

use crate::evaluate::{Evaluation, Score, Scorecard, State, Whole};
use crate::ground::{Points, RankScope};
use crate::scheme::SharedMarks;
use crate::scheme::indicators::LevelHeading;
use indexmap::{IndexMap, IndexSet};
use rust_decimal::{Decimal, RoundingStrategy};

/// Averages and rates are shown to so many places.
const PLACES: u32 = 2;

/// 一级指标得分率.
pub struct LevelRate {
    /// 一级指标
    pub name: String,
    /// 分值
    pub full: Points,
    /// Average 得分 over the departments counted.
    pub average: Decimal,
    /// 得分率 as a fraction, of what applies.
    pub rate: Decimal,
    /// Rated departments to which something of it applies.
    pub departments: usize,
}

/// 得分率 of an indicator, or of several that share a 分值.
pub struct IndicatorRate {
    /// The indicators.
    pub indicators: Vec<usize>,
    /// Its name.
    pub name: String,
    /// 分值
    pub full: Points,
    /// Average 得分 over the departments counted.
    pub average: Decimal,
    /// 得分率 as a fraction.
    pub rate: Decimal,
    /// Rated departments to which it applies.
    pub departments: usize,
}

/// What one indicator (or unsplit group) cost all departments.
pub struct Loss {
    /// The indicators: several where they share an unsplit 分值.
    pub indicators: Vec<usize>,
    /// Its name.
    pub name: String,
    /// 分值
    pub full: Points,
    /// Departments that lost marks.
    pub departments: usize,
    /// 扣分合计
    pub lost: Points,
}

/// 自评 against 复核, over departments with both totals.
pub struct SelfSummary {
    /// Departments with a settled total and a complete 自评.
    pub departments: usize,
    /// Average 自评总分.
    pub own: Decimal,
    /// Average 复核总分 of the same departments.
    pub reviewed: Decimal,
    /// Departments that gave themselves more.
    pub higher: usize,
    /// Departments that gave themselves less.
    pub lower: usize,
}

/// Rounds half away from zero to two places.
pub fn round(number: Decimal) -> Decimal {
    number.round_dp_with_strategy(PLACES, RoundingStrategy::MidpointAwayFromZero)
}

/// `86.07%`, with two places like the cells beside it.
pub fn percent(share: Decimal) -> String {
    format!("{:.2}%", round(share * Decimal::ONE_HUNDRED))
}

/// Marks in a sentence: `85.60`, with two places at least.
pub fn shown(marks: Decimal) -> String {
    let mut marks = marks.normalize();
    marks.rescale(marks.scale().max(PLACES));
    marks.to_string()
}

/// A name in quotation marks; its own become single ones: `“‘三公经费’控制率”`.
pub fn quoted(name: &str) -> String {
    format!("“{}”", name.replace('“', "‘").replace('”', "’"))
}

/// 得分率 as a fraction, rounded to hundredths of a percent; none where nothing can be had.
pub fn rate(marks: Points, full: Points) -> Option<Decimal> {
    let rate = (full > Points::ZERO).then(|| marks.0 / full.0)?;
    Some(rate.round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero))
}

/// A mean, rounded; none over nothing.
pub fn mean(sum: Decimal, count: usize) -> Option<Decimal> {
    (count > 0).then(|| round(sum / Decimal::from(count)))
}

impl Whole<'_> {
    /// The number of departments that are rated.
    pub fn settled(self) -> usize {
        self.each.iter().map(|evaluation| evaluation.settled().len()).sum()
    }

    /// The 等次 of all tables, each once.
    pub fn grade_names(self) -> Vec<String> {
        let names: IndexSet<String> = self.each.iter().flat_map(Evaluation::grades).map(|(name, _)| name).collect();
        names.into_iter().collect()
    }
}

impl Evaluation {
    /// Departments that are rated, as (index, total), in the order of the input.
    pub fn settled(&self) -> Vec<(usize, Points)> {
        let totals = self.cards.iter().enumerate().map(|(index, card)| (index, card.ranked_total()));
        totals.filter_map(|(index, total)| Some((index, total?))).collect()
    }

    /// 平均分 of the departments that are rated.
    pub fn average(&self) -> Option<Decimal> {
        let settled = self.settled();
        mean(settled.iter().map(|(_, total)| total.0).sum(), settled.len())
    }

    /// 等次 with the number of rated departments in each.
    pub fn grades(&self) -> Vec<(String, usize)> {
        let settled = self.settled();
        let bands = self.scheme().conventions.grades.iter();
        let count = |name: &str| settled.iter().filter(|(index, _)| self.cards[*index].standing.grade == name).count();
        bands.map(|band| (band.name.clone(), count(&band.name))).collect()
    }

    /// What 优秀比例上限 is taken of, where there is one.
    pub(crate) fn cap_words(&self) -> Option<String> {
        let conventions = &self.scheme().conventions;
        let share = (conventions.excellent_cap? * Decimal::ONE_HUNDRED).normalize();
        let best = &conventions.grades.first()?.name;
        let of = match conventions.rank_scope {
            RankScope::City => "参加排名的部门数",
            RankScope::ByCategory => "本类别参加排名的部门数",
        };
        Some(format!("{best}名额：按{of}的{share}%取整数；待核部门不计入，核定前不定为{best}。"))
    }

    /// 得分 of a department in a 一级指标: none where one of its scores is 待核 or nothing in it applies. What is 不适用（剔除）
    /// is left out.
    pub fn level_marks(&self, card: &Scorecard, level: usize) -> Option<Points> {
        let scores = &card.scores[self.scheme().system.level1[level].members()];
        let settled = scores.iter().all(|score| score.state != State::Pending);
        let marks: Vec<Points> = scores.iter().filter_map(Score::marks).collect();
        (settled && !marks.is_empty()).then(|| marks.into_iter().sum())
    }

    /// Whether nothing of a 一级指标 applies to a department.
    pub fn level_left_out(&self, card: &Scorecard, level: usize) -> bool {
        let scores = &card.scores[self.scheme().system.level1[level].members()];
        scores.iter().all(|score| score.state == State::Excluded)
    }

    /// How 剔除后折算 makes the total of a department, where something is left out.
    pub fn rescaling(&self, department: usize) -> Option<String> {
        let card = &self.cards[department];
        let total = card.total().filter(|_| card.count(State::Excluded) > 0)?;
        let levels = 0..self.scheme().system.level1.len();
        let (sum, full) = (self.sums(department).0, self.scheme().system.total_marks());
        let applies: Points = levels.map(|level| self.level_full(card, level)).sum();
        Some(format!(
            "剔除后折算：不适用的指标不计入，各项得分合计{sum}分，适用分值{applies}分，{sum}÷{applies}×{full}，总分{total}分。"
        ))
    }

    /// 分值 of a 一级指标 that applies to a department.
    pub fn level_full(&self, card: &Scorecard, level: usize) -> Points {
        let system = &self.scheme().system;
        let heading = &system.level1[level];
        let left_out = |index: &usize| card.scores[*index].state == State::Excluded;
        let alone = heading.members().filter(|index| system.indicators[*index].group.is_none() && left_out(index));
        let of_level = |group: &&SharedMarks| heading.members().contains(&group.members[0]);
        let shared = system.groups.iter().filter(of_level).filter(|group| group.members.iter().all(left_out));
        let out = alone.map(|index| system.indicators[index].marks).chain(shared.map(|group| group.marks));
        system.marks_of(heading.members()) - out.sum()
    }

    /// The cards of the departments that are rated.
    pub fn rated(&self) -> impl Iterator<Item = &Scorecard> {
        self.cards.iter().filter(|card| card.ranked_total().is_some())
    }

    /// 一级指标得分率, over the departments that are rated: of each the 分值 that applies to it.
    pub fn level_rates(&self) -> Vec<LevelRate> {
        let system = &self.scheme().system;
        let of_level = |(level, heading): (usize, &LevelHeading)| {
            let full = system.marks_of(heading.members());
            let marks = |card: &Scorecard| Some((self.level_marks(card, level)?, self.level_full(card, level)));
            let (marks, fulls): (Vec<Points>, Vec<Points>) = self.rated().filter_map(marks).unzip();
            let (sum, departments): (Points, usize) = (marks.iter().copied().sum(), marks.len());
            let average = mean(sum.0, departments).unwrap_or_default();
            let rate = rate(sum, fulls.into_iter().sum()).unwrap_or_default();
            LevelRate { name: heading.name.clone(), full, average, rate, departments }
        };
        system.level1.iter().enumerate().map(of_level).collect()
    }

    /// 得分率 of each indicator, or of those together that share a 分值, over the departments that are rated.
    pub fn indicator_rates(&self) -> Vec<IndicatorRate> {
        let system = &self.scheme().system;
        let mut units: Vec<Vec<usize>> = Vec::new();
        for index in 0..system.indicators.len() {
            let unit = system.indicators[index].group.map_or(vec![index], |group| system.groups[group].members.clone());
            if !units.contains(&unit) {
                units.push(unit);
            }
        }
        units.into_iter().map(|unit| self.indicator_rate(unit)).collect()
    }

    fn indicator_rate(&self, indicators: Vec<usize>) -> IndicatorRate {
        let system = &self.scheme().system;
        let full = system.marks_of(indicators.iter().copied());
        let marks = |card: &Scorecard| {
            let scores = || indicators.iter().map(|index| &card.scores[*index]);
            let marks: Vec<Points> = scores().filter_map(Score::marks).collect();
            (!marks.is_empty()).then(|| marks.into_iter().sum::<Points>())
        };
        let marks: Vec<Points> = self.rated().filter_map(marks).collect();
        let (sum, departments): (Points, usize) = (marks.iter().copied().sum(), marks.len());
        let average = mean(sum.0, departments).unwrap_or_default();
        let rate = rate(sum, Points(full.0 * Decimal::from(departments))).unwrap_or_default();
        IndicatorRate { name: system.common_name(&indicators), indicators, full, average, rate, departments }
    }

    /// What each indicator cost the departments that are rated, the dearest first; a 分值 that several share counts once,
    /// split or not.
    pub fn losses(&self) -> Vec<Loss> {
        let system = &self.scheme().system;
        let whole = |index: usize| match system.indicators[index].group {
            Some(group) => system.groups[group].members.clone(),
            None => vec![index],
        };
        let mut losses: IndexMap<Vec<usize>, Loss> = IndexMap::new();
        for card in self.rated() {
            let mut of_card: IndexMap<Vec<usize>, Points> = IndexMap::new();
            for deduction in &card.deductions {
                let lost = of_card.entry(whole(deduction.indicators[0])).or_default();
                *lost = *lost + deduction.lost();
            }
            for (indicators, lost) in of_card {
                let loss = losses.entry(indicators).or_insert_with_key(|indicators| {
                    let full = system.marks_of(indicators.iter().copied());
                    let (name, indicators) = (system.common_name(indicators), indicators.clone());
                    Loss { indicators, name, full, departments: 0, lost: Points::ZERO }
                });
                loss.departments += 1;
                loss.lost = loss.lost + lost;
            }
        }
        let mut losses: Vec<Loss> = losses.into_values().collect();
        losses.sort_by_key(|loss| std::cmp::Reverse(loss.lost));
        losses
    }

    /// 自评总分: as stated, else the sum of a complete 自评.
    pub fn self_total(&self, index: usize) -> Option<Points> {
        let own = self.submission.departments[index].self_assessment.as_ref()?;
        let complete: Option<Vec<Points>> = own.marks.iter().copied().collect();
        own.total.map(|(total, _)| total).or(complete.map(|marks| marks.into_iter().sum()))
    }

    /// 偏差 = 自评总分 − 复核总分.
    pub fn deviation(&self, index: usize) -> Option<Points> {
        Some(self.self_total(index)? - self.cards[index].total()?)
    }

    /// 自评 against 复核.
    pub fn self_summary(&self) -> Option<SelfSummary> {
        let ranked = self.cards.iter().enumerate().map(|(index, card)| Some((index, card.ranked_total()?)));
        let both: Vec<(Points, Points)> =
            ranked.flatten().filter_map(|(index, total)| Some((self.self_total(index)?, total))).collect();
        Some(SelfSummary {
            departments: both.len(),
            own: mean(both.iter().map(|(own, _)| own.0).sum(), both.len())?,
            reviewed: mean(both.iter().map(|(_, total)| total.0).sum(), both.len())?,
            higher: both.iter().filter(|(own, total)| own > total).count(),
            lower: both.iter().filter(|(own, total)| own < total).count(),
        })
    }
}

//! 分档计分: marks by the interval in which the measure lies (`≥90%，计5分；80%（含）-90%，计4分；…`), or by
//! how it compares with another 数据项 (`无结余，3分；有结余，但不超过上年结转，2分；…`).

mod band;
mod deductions;
mod parse;

use crate::criterion::figures::Unit;
use crate::criterion::formula::{Formulas, GUARD, Helper, PENDING, Refs, points};
use crate::criterion::kinds::bands::band::{Against, Band, united};
use crate::criterion::lexicon::Side;
use crate::criterion::negative::Negative;
use crate::criterion::rule::{Common, Example, Facts, Kind, Needs, RuleKind, Subject, Unscorable};
use crate::criterion::tail::Tail;
use crate::criterion::{figures, wording};
use crate::ground::{Conventions, Exact, Points, SettingId};
use rust_decimal::{Decimal, dec};

pub(crate) const KIND: Kind = Kind {
    id: "bands",
    name: "分档计分",
    about: "按数值所在的档次计分；也可与另一数据项比较分档。",
    sample: "≥90%，计5分；80%（含）-90%，计4分；低于80%不得分。",
    sample_marks: 5,
    parse: parse::parse,
};

/// A rule that gives marks by interval.
#[derive(Clone, Debug)]
struct Bands {
    common: Common,
    /// What the measure counts.
    unit: Unit,
    /// The names, where the measure is compared with another 数据项.
    against: Option<Against>,
    /// The bands in the order of the text. They do not overlap; the ends are settled.
    bands: Vec<Band>,
    /// How a value below 0 is taken.
    negative: Negative,
    /// 否则…, 其他情况…: the marks of whatever lies in no band.
    otherwise: Option<Points>,
}

/// What led to the marks.
struct Trace<'r> {
    /// The measure.
    value: Exact,
    /// The other 数据项, where there is one.
    reference: Option<Exact>,
    /// The band; none for 否则.
    band: Option<&'r Band>,
    /// Whether a negative value was taken as its absolute value.
    absolute: bool,
    /// Marks given.
    marks: Points,
}

impl Bands {
    fn trace(&self, facts: &Facts, conventions: &Conventions) -> Result<Trace<'_>, Unscorable> {
        let (value, reference, limit) = match (facts, &self.against) {
            (Facts::Value(value), None) => (*value, None, None),
            (Facts::Value(value), Some(_)) => return self.without_reference(*value, conventions),
            (Facts::Against(value, reference), Some(against)) => {
                let limit = reference.times(against.share).ok_or(Unscorable::TooLarge)?;
                (*value, Some(*reference), Some(limit))
            }
            _ => return Err(KIND.other_facts()),
        };
        let compared = self.negative.compared(value, conventions);
        let open = compared.is_negative() && self.leaves_negative_open();
        let band = self.bands.iter().find(|band| band.contains(compared, limit));
        match band.map(|band| band.marks).or(self.otherwise).filter(|_| !open) {
            Some(marks) => Ok(Trace { value, reference, band, absolute: compared != value, marks }),
            None => {
                let value = figures::measured(value, &self.unit, &self.numbers());
                Err(Unscorable::NotCovered(format!("{value}不在评分标准的任何一档之内")))
            }
        }
    }

    /// The same where the figure of the other 数据项 is not known and does not matter: 无结余.
    fn without_reference(&self, value: Exact, conventions: &Conventions) -> Result<Trace<'_>, Unscorable> {
        let possible = self.possible(value, false);
        let traces: Vec<Trace> =
            possible.iter().map(|facts| self.trace(facts, conventions)).collect::<Result<_, Unscorable>>()?;
        let same = traces.windows(2).all(|pair| pair[0].marks == pair[1].marks);
        match traces.into_iter().next() {
            Some(trace) if same => Ok(Trace { reference: None, ..trace }),
            _ => Err(KIND.other_facts()),
        }
    }

    /// The three ways in which a value can compare with a limit.
    fn compared_with_unknown(&self, value: Exact, signed: bool) -> Option<Vec<Facts>> {
        let share = self.against.as_ref()?.share;
        let below = if value > Exact::ZERO { value.over(Exact::whole(2))? } else { value.minus(Exact::ONE)? };
        let limits = [value.max(Exact::ZERO).plus(Exact::ONE)?, value, below];
        let can_be = limits.into_iter().filter(|limit| signed || !limit.is_negative());
        can_be.map(|limit| Some(Facts::Against(value, limit.over(share)?))).collect()
    }

    /// Whether every value has marks, whatever the other figure is.
    fn covers_everything(&self) -> bool {
        let values = [Exact::ZERO.minus(Exact::ONE), Some(Exact::ZERO), Some(Exact::ONE)];
        let facts = values.into_iter().flatten().filter_map(|value| self.compared_with_unknown(value, true));
        let facts: Vec<Facts> = facts.flatten().collect();
        !facts.is_empty() && facts.iter().all(|facts| self.trace(facts, &Conventions::default()).is_ok())
    }

    /// The least and the most marks while the other figure is not known, over the 比较值.
    fn unknown_formulas(&self, refs: &Refs, nested: impl Fn(&str) -> String) -> Option<(String, String)> {
        if self.against.is_none() || !self.covers_everything() {
            return None;
        }
        let value = &refs.helper;
        let [above, equal, below] =
            [format!("({value}+1)"), value.clone(), format!("({value}-1)")].map(|at| nested(&at));
        let (equal, below) = match refs.other_signed {
            true => (equal, below),
            false => (format!("IF({value}>=0,{equal},{above})"), format!("IF({value}>0,{below},{above})")),
        };
        Some((format!("MIN({above},{equal},{below})"), format!("MAX({above},{equal},{below})")))
    }

    /// Bands from 0 upwards speak of the size of a change: of negative values they say nothing.
    fn begins_at_zero(&self) -> bool {
        let lows = || self.bands.iter().map(|band| band.low.and_then(|low| low.at));
        let counted = matches!(self.unit, Unit::Named(_));
        !counted
            && self.against.is_none()
            && lows().all(|low| low.is_some_and(|low| low >= Exact::ZERO))
            && lows().any(|low| low == Some(Exact::ZERO))
    }

    /// Whether a value that is compared as it is, and lies below 0, belongs to no band.
    fn leaves_negative_open(&self) -> bool {
        self.negative == Negative::ByConvention && self.begins_at_zero()
    }

    /// All numeric ends, in order.
    fn numbers(&self) -> Vec<Exact> {
        let edges = self.bands.iter().flat_map(|band| [band.low, band.high]).flatten();
        let mut numbers: Vec<Exact> = edges.filter_map(|edge| edge.at).collect();
        numbers.sort();
        numbers.dedup();
        numbers
    }

    /// What the printed value must not seem to have passed: the ends, for a negative value also below 0.
    fn thresholds(&self, trace: &Trace) -> Vec<Exact> {
        let mut thresholds = self.numbers();
        thresholds.extend(self.numbers().into_iter().filter_map(|number| Exact::ZERO.minus(number)));
        let share = self.against.as_ref().map_or(Exact::ONE, |against| against.share);
        thresholds.extend(trace.reference.and_then(|reference| reference.times(share)));
        thresholds
    }

    fn band_words(&self, band: &Band, fully: bool) -> String {
        match &self.against {
            Some(against) => against.words(band, fully),
            None => band.words(&self.unit, fully),
        }
    }

    /// Tails that no band covers, in words: 低于80%.
    fn uncovered(&self) -> Vec<String> {
        if self.against.is_some() || self.otherwise.is_some() {
            return Vec::new();
        }
        let numbers = self.numbers();
        let covered = |at: Exact| self.bands.iter().any(|band| band.contains(at, None));
        let tail = |side, at: Exact| Tail { side, at, closed: !covered(at) }.words(&self.unit);
        // numbers of cases and days are never below 0
        let from_zero = |first: &Exact| first.is_zero() && matches!(self.unit, Unit::Named(_));
        let open_below = self.begins_at_zero() || self.bands.iter().any(|band| band.low.is_none());
        let open_above = self.bands.iter().any(|band| band.high.is_none());
        let first = numbers.first().filter(|first| !open_below && !from_zero(first));
        let last = numbers.last().filter(|_| !open_above);
        first.map(|at| tail(Side::Below, *at)).into_iter().chain(last.map(|at| tail(Side::Above, *at))).collect()
    }

    /// The ends and the values next to them.
    fn telling_values(&self) -> Vec<Exact> {
        let hair = figures::hair(&self.unit);
        let mut values = Vec::new();
        if self.negative != Negative::AsItIs {
            let highest = self.numbers().into_iter().filter_map(|number| Exact::ZERO.minus(number)).min();
            values.extend([highest, highest.and_then(|at| at.minus(hair))]);
        }
        for number in self.numbers() {
            values.extend([number.minus(hair), Some(number), number.plus(hair)]);
        }
        let mut values: Vec<Exact> = values.into_iter().flatten().collect();
        values.sort();
        values.dedup();
        values
    }

    fn examples_against(&self, against: &Against, conventions: &Conventions) -> Vec<Example> {
        let at = |times: Decimal| {
            let limit = against.share.times(Exact::from_decimal(dec!(60) * times));
            limit.and_then(|limit| limit.to_decimal(4)).unwrap_or_default().normalize()
        };
        let (limit, half, more) = (at(dec!(1)), at(dec!(0.5)), at(dec!(1.5)));
        let values = [dec!(-5), dec!(0), dec!(0.01), half, limit, limit + dec!(0.01), more];
        let pairs = values.into_iter().map(|value| (value, dec!(60))).chain([(dec!(10), dec!(0))]);
        let example = |(value, reference): (Decimal, Decimal)| {
            let shown = format!("{}{}，{}{reference}", against.measure, figures::signed(value), against.reference);
            let facts = Facts::Against(Exact::from_decimal(value), Exact::from_decimal(reference));
            self.example(shown, &facts, conventions)
        };
        pairs.map(example).collect()
    }
}

impl RuleKind for Bands {
    fn common(&self) -> &Common {
        &self.common
    }

    fn needs(&self) -> Needs {
        self.against.as_ref().map_or(Needs::Measure, |against| Needs::Against(against.reference.clone()))
    }

    fn unit(&self) -> Option<&Unit> {
        Some(&self.unit)
    }

    fn possible(&self, value: Exact, signed: bool) -> Vec<Facts> {
        let facts = self.covers_everything().then(|| self.compared_with_unknown(value, signed));
        facts.flatten().unwrap_or_default()
    }

    fn score(&self, facts: &Facts, conventions: &Conventions) -> Result<Exact, Unscorable> {
        self.trace(facts, conventions).map(|trace| trace.marks.exact())
    }

    /// 「预算调整率＝12.00÷150.00×100%＝8.00%，属于“0至10%（含）”一档，计2分，扣1分。」
    fn explain(&self, facts: &Facts, subject: &Subject, conventions: &Conventions) -> Result<String, Unscorable> {
        let trace = self.trace(facts, conventions)?;
        let value = figures::measured(trace.value, &self.unit, &self.thresholds(&trace));
        let opening = wording::opening(subject, &value);
        let absolute = if trace.absolute { "（按绝对值计）" } else { "" };
        let reference = match (&self.against, trace.reference) {
            (Some(against), Some(figure)) => {
                format!("，{}＝{}", against.reference, figures::measured(figure, &self.unit, &[trace.value]))
            }
            _ => String::new(),
        };
        let band = match trace.band {
            Some(band) => format!("属于“{}”一档", self.band_words(band, false)),
            None => "不在所列各档之内".into(),
        };
        let award = wording::award(trace.marks);
        let result = wording::rounding(self.full_marks(), trace.marks.exact(), conventions);
        Ok(format!("{opening}{absolute}{reference}，{band}，{award}{result}。"))
    }

    fn read_back(&self) -> String {
        let (groups, of) = match self.against {
            Some(_) => (self.bands.chunks(1).collect(), ""),
            None => (united(&self.bands), "的"),
        };
        let part = |bands: &[Band]| {
            let words: Vec<String> = bands.iter().map(|band| self.band_words(band, true)).collect();
            format!("{}{of}，{}", words.join("或"), wording::award(bands[0].marks))
        };
        let mut parts: Vec<String> = groups.into_iter().map(part).collect();
        parts.extend(self.otherwise.map(|marks| format!("其他情况，{}", wording::award(marks))));
        parts.extend(self.uncovered().iter().map(|words| format!("{words}的未作规定，作待核处理")));
        let absent = self.common().not_applicable_words();
        format!("{}{}{absent}。", parts.join("；"), self.negative.words())
    }

    fn examples(&self, conventions: &Conventions) -> Vec<Example> {
        if let Some(against) = &self.against {
            return self.examples_against(against, conventions);
        }
        let (values, numbers) = (self.telling_values(), self.numbers());
        let example =
            |value: &Exact| self.example(figures::shown(*value, &self.unit), &Facts::Value(*value), conventions);
        let examples: Vec<Example> = values.iter().map(example).collect();
        // with many bands only the two values show on which the marks change
        let telling = |index: &usize| {
            let changes = |pair: &[Example]| pair[0].marks != pair[1].marks;
            let around = &examples[index.saturating_sub(1)..examples.len().min(index + 2)];
            around.windows(2).any(changes) || numbers.contains(&values[*index])
        };
        (0..values.len()).filter(telling).take(12).map(|index| examples[index].clone()).collect()
    }

    /// `IF(比较值>=0.9,5,IF(AND(比较值>=0.8,比较值<0.9),4,…))`, 待核 where no band holds the value.
    fn formulas(&self, refs: &Refs) -> Formulas {
        let share = self.against.as_ref().map(|against| against.share).filter(|share| *share != Exact::ONE);
        let other = share.map_or(refs.other.clone(), |share| format!("{}*{}", refs.other, share.in_formula()));
        let last = self.otherwise.map_or(PENDING.to_string(), points);
        let nested = |other: &str| {
            self.bands.iter().rev().fold(last.clone(), |rest, band| {
                format!("IF({},{},{rest})", band.formula(&refs.helper, other), points(band.marks))
            })
        };
        let marks = match self.leaves_negative_open() {
            true => format!("IF({}<0,{PENDING},{})", refs.helper, nested(&other)),
            false => nested(&other),
        };
        let compared = self.negative.formula(&format!("ROUND({},{GUARD})", refs.value));
        let helper = Helper::of_measure("比较值", compared);
        let Some((least, most)) = self.unknown_formulas(refs, nested) else {
            return Formulas { helper, marks, ..Formulas::default() };
        };
        let known = match refs.other_signed {
            true => format!("ISNUMBER({})", refs.other),
            false => format!("COUNTIF({},\">=0\")=1", refs.other),
        };
        let where_known = |unknown: &str| match refs.other.is_empty() {
            true => unknown.to_string(),
            false => format!("IF({known},{marks},{unknown})"),
        };
        let range = Some((where_known(&least), where_known(&most)));
        Formulas { helper, marks: where_known(&least), range, ..Formulas::default() }
    }

    fn helper_value(&self, facts: &Facts, conventions: &Conventions) -> Option<Exact> {
        let compared = self.negative.compared(facts.measure()?, conventions);
        compared.to_decimal(GUARD).map(Exact::from_decimal)
    }

    fn open_conventions(&self) -> Vec<SettingId> {
        self.negative.convention().into_iter().collect()
    }
}

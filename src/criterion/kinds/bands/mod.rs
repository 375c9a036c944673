//! 分档计分: marks by the interval in which the measure lies (`≥90%，计5分；80%（含）-90%，计4分；…`), or by
//! how it compares with another 数据项 (`无结余，3分；有结余，但不超过上年结转，2分；…`).

mod parse;

pub(crate) use crate::criterion::kinds::bands::parse::parse;

use crate::criterion::formula::{Formulas, GUARD, PENDING, Refs, edge, points};
use crate::criterion::grammar::tokens::Unit;
use crate::criterion::{Example, Negative, Subject, Unscorable, figures};
use crate::ground::convention::Conventions;
use crate::ground::quantity::{Exact, Points};
use rust_decimal::{Decimal, dec};

/// A rule that gives marks by interval.
#[derive(Clone, Debug, PartialEq)]
pub struct Bands {
    /// 分值, the marks of the best band.
    pub full: Points,
    /// What the measure counts.
    pub unit: Unit,
    /// The names, where the measure is compared with another 数据项.
    pub against: Option<Against>,
    /// The bands in the order of the text. They do not overlap; the ends are settled.
    pub bands: Vec<Band>,
    /// How a value below 0 is taken.
    pub negative: Negative,
    /// 否则…, 其他情况…: the marks of whatever lies in no band.
    pub otherwise: Option<Points>,
    /// The words before 按满分计算, where the text has them.
    pub not_applicable: Option<String>,
}

/// 结余 against 上年结转.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Against {
    /// 结余
    pub measure: String,
    /// 上年结转, the other 数据项.
    pub reference: String,
    /// How much of it is the limit: 0.1 in 不超过上年结转的10%, 1 without such words.
    pub share: Exact,
}

/// An interval and its marks.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// Lower end; none where it is open downwards.
    pub low: Option<Edge>,
    /// Upper end; none where it is open upwards.
    pub high: Option<Edge>,
    /// 得分.
    pub marks: Points,
}

/// An end of a band.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Where.
    pub at: Limit,
    /// Whether it belongs to the band.
    pub closed: bool,
}

/// A number or the other 数据项.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// A number; a fraction for percentages.
    Number(Exact),
    /// The figure of the other 数据项, or its share.
    Reference,
}

/// What led to the marks.
#[derive(Clone, Debug, PartialEq)]
pub struct BandsTrace {
    /// The measure.
    pub value: Exact,
    /// The other 数据项, where there is one.
    pub reference: Option<Exact>,
    /// Which band; none for 否则.
    pub band: Option<usize>,
    /// Whether a negative value was taken as its absolute value.
    pub absolute: bool,
    /// Marks given.
    pub marks: Points,
}

impl Edge {
    fn value(&self, reference: Option<Exact>) -> Option<Exact> {
        match self.at {
            Limit::Number(number) => Some(number),
            Limit::Reference => reference,
        }
    }
}

impl Band {
    fn contains(&self, value: Exact, reference: Option<Exact>) -> bool {
        let above =
            self.low.is_none_or(|low| low.value(reference).is_some_and(|at| value > at || low.closed && value == at));
        let below = self
            .high
            .is_none_or(|high| high.value(reference).is_some_and(|at| value < at || high.closed && value == at));
        above && below
    }

    /// The band in words; `both` marks open ends as well as closed ones.
    fn words(&self, unit: &Unit, both: bool) -> String {
        let number = |edge: &Edge| match edge.at {
            Limit::Number(at) => figures::stated(at, unit),
            Limit::Reference => String::new(),
        };
        let note = |edge: &Edge| match (edge.closed, both) {
            (true, _) => "（含）",
            (false, true) => "（不含）",
            (false, false) => "",
        };
        match (&self.low, &self.high) {
            (Some(low), Some(high)) if low.at == high.at => format!("等于{}", number(low)),
            (Some(low), Some(high)) => format!("{}{}至{}{}", number(low), note(low), number(high), note(high)),
            (Some(low), None) if low.closed => format!("不低于{}", number(low)),
            (Some(low), None) => format!("超过{}", number(low)),
            (None, Some(high)) if high.closed => format!("不超过{}", number(high)),
            (None, Some(high)) => format!("低于{}", number(high)),
            (None, None) => "任意数值".into(),
        }
    }

    /// Whether another band gives the same marks and has no end in common.
    fn is_apart_from(&self, other: &Band) -> bool {
        let meets = |end: Option<Edge>, start: Option<Edge>| end.zip(start).is_some_and(|(x, y)| x.at == y.at);
        self.marks == other.marks && !meets(self.high, other.low) && !meets(other.high, self.low)
    }

    pub(crate) fn is_open_below(&self) -> bool {
        self.low.is_none()
    }
}

impl Against {
    /// 上年结转, 上年结转的10%
    fn limit(&self) -> String {
        match self.share == Exact::ONE {
            true => self.reference.clone(),
            false => format!("{}的{}", self.reference, figures::stated(self.share, &Unit::Percent)),
        }
    }

    fn words(&self, band: &Band) -> String {
        let (measure, reference) = (&self.measure, self.limit());
        match (&band.low, &band.high) {
            (None, _) => format!("无{measure}（{measure}为0或负数）"),
            (_, Some(_)) => format!("有{measure}，但不超过{reference}"),
            (_, None) => format!("{measure}超过{reference}"),
        }
    }
}

impl Bands {
    pub(crate) fn score(
        &self,
        value: Exact,
        reference: Option<Exact>,
        conventions: &Conventions,
    ) -> Result<BandsTrace, Unscorable> {
        let compared = self.negative.compared(value, conventions);
        let absolute = compared != value;
        if compared.is_negative() && self.negative == Negative::ByConvention && self.begins_at_zero() {
            return Err(self.not_covered(value));
        }
        let limit = match (&self.against, reference) {
            (Some(against), Some(reference)) => Some(reference.times(against.share).ok_or(Unscorable::TooLarge)?),
            _ => None,
        };
        let band = self.bands.iter().position(|band| band.contains(compared, limit));
        let marks = band.and_then(|band| self.bands.get(band)).map(|band| band.marks).or(self.otherwise);
        let marks = marks.ok_or_else(|| self.not_covered(value))?;
        Ok(BandsTrace { value, reference, band, absolute, marks })
    }

    fn not_covered(&self, value: Exact) -> Unscorable {
        let value = figures::measured(value, &self.unit, &self.numbers());
        Unscorable::NotCovered(format!("{value}不在评分标准的任何一档之内"))
    }

    /// Bands from 0 upwards speak of the size of a change: of negative values they say nothing.
    pub(crate) fn begins_at_zero(&self) -> bool {
        let lows = || self.bands.iter().map(|band| band.low.as_ref().and_then(|low| low.value(None)));
        let counted = matches!(self.unit, Unit::Named(_));
        !counted
            && self.against.is_none()
            && lows().all(|low| low.is_some_and(|low| low >= Exact::ZERO))
            && lows().any(|low| low == Some(Exact::ZERO))
    }

    /// All numeric ends, in order.
    fn numbers(&self) -> Vec<Exact> {
        let edges = self.bands.iter().flat_map(|band| [band.low, band.high]).flatten();
        let mut numbers: Vec<Exact> = edges.filter_map(|edge| edge.value(None)).collect();
        numbers.sort();
        numbers.dedup();
        numbers
    }

    /// 「预算调整率＝12.00÷150.00×100%＝8.00%，属于“0至10%（含）”一档，计2分，扣1分。」
    pub(crate) fn explain(&self, trace: &BandsTrace, subject: &Subject) -> String {
        let value = figures::measured(trace.value, &self.unit, &self.thresholds(trace));
        let opening = crate::criterion::opening(subject, &value);
        let absolute = if trace.absolute { "（按绝对值计）" } else { "" };
        let reference = match (&self.against, trace.reference) {
            (Some(against), Some(figure)) => {
                format!("，{}＝{}", against.reference, figures::measured(figure, &self.unit, &[trace.value]))
            }
            _ => String::new(),
        };
        let band = match trace.band.and_then(|band| self.bands.get(band)) {
            Some(band) => format!("属于“{}”一档", self.band_words(band, false)),
            None => "不在所列各档之内".into(),
        };
        let lost = self.full - trace.marks;
        let end = if lost == Points::ZERO { String::new() } else { format!("，扣{lost}分") };
        format!("{opening}{absolute}{reference}，{band}，{}{end}。", figures::award(trace.marks))
    }

    /// What the printed value must not seem to have passed: the ends, for a negative value also below 0.
    fn thresholds(&self, trace: &BandsTrace) -> Vec<Exact> {
        let mut thresholds = self.numbers();
        thresholds.extend(self.numbers().into_iter().filter_map(|number| Exact::ZERO.minus(number)));
        let share = self.against.as_ref().map_or(Exact::ONE, |against| against.share);
        thresholds.extend(trace.reference.and_then(|reference| reference.times(share)));
        thresholds
    }

    fn band_words(&self, band: &Band, both: bool) -> String {
        match &self.against {
            Some(against) if both => against.words(band),
            Some(against) => against.words(band).replace(&format!("（{}为0或负数）", against.measure), ""),
            None => band.words(&self.unit, both),
        }
    }

    pub(crate) fn read_back(&self) -> String {
        let of = if self.against.is_some() { "" } else { "的" };
        let part = |bands: &[Band]| {
            let words: Vec<String> = bands.iter().map(|band| self.band_words(band, true)).collect();
            format!("{}{of}，{}", words.join("或"), figures::award(bands[0].marks))
        };
        let mut parts: Vec<String> = self.united().into_iter().map(part).collect();
        parts.extend(self.otherwise.map(|marks| format!("其他情况，{}", figures::award(marks))));
        parts.extend(self.uncovered().iter().map(|words| format!("{words}的未作规定，作待核处理")));
        let negative = self.negative.words();
        format!(
            "{}{negative}{}。",
            parts.join("；"),
            crate::criterion::not_applicable_words(self.not_applicable.as_deref())
        )
    }

    /// The bands one by one, save two in a row that give the same marks and do not touch: 低于80%或超过120%.
    fn united(&self) -> Vec<&[Band]> {
        let mut united = Vec::new();
        let mut rest = self.bands.as_slice();
        while let [first, ..] = rest {
            let second = rest.get(1).filter(|second| self.against.is_none() && first.is_apart_from(second));
            let (one, others) = rest.split_at(if second.is_some() { 2 } else { 1 });
            united.push(one);
            rest = others;
        }
        united
    }

    /// Tails that no band covers, in words: 低于80%.
    pub(crate) fn uncovered(&self) -> Vec<String> {
        if self.against.is_some() || self.otherwise.is_some() {
            return Vec::new();
        }
        let numbers = self.numbers();
        let mut tails = Vec::new();
        // numbers of cases and days are never below 0
        let from_zero = |first: &Exact| first.is_zero() && matches!(self.unit, Unit::Named(_));
        let open_below = self.begins_at_zero() || self.bands.iter().any(Band::is_open_below);
        if let Some(first) = numbers.first().filter(|first| !open_below && !from_zero(first)) {
            let word = if self.contains(*first) { "低于" } else { "不超过" };
            tails.push(format!("{word}{}", figures::stated(*first, &self.unit)));
        }
        if let Some(last) = numbers.last().filter(|_| self.bands.iter().all(|band| band.high.is_some())) {
            let word = if self.contains(*last) { "超过" } else { "不低于" };
            tails.push(format!("{word}{}", figures::stated(*last, &self.unit)));
        }
        tails
    }

    fn contains(&self, value: Exact) -> bool {
        self.bands.iter().any(|band| band.contains(value, None))
    }

    pub(crate) fn examples(&self, conventions: &Conventions) -> Vec<Example> {
        if self.against.is_some() {
            return self.examples_against(conventions);
        }
        let hair = if self.unit == Unit::Percent { Exact::percent(dec!(0.01)) } else { Exact::ONE };
        let mut values = Vec::new();
        if self.negative != Negative::AsItIs {
            let highest = self.numbers().into_iter().filter_map(|number| Exact::ZERO.minus(number)).min();
            values.extend([highest, highest.and_then(|at| at.minus(hair))]);
        }
        for number in self.numbers() {
            values.push(number.minus(hair));
            values.push(Some(number));
            values.push(number.plus(hair));
        }
        let mut values: Vec<Exact> = values.into_iter().flatten().collect();
        values.sort();
        values.dedup();
        let marks = |value: Exact| {
            self.score(value, None, conventions).ok().map(|trace| trace.marks.rounded(conventions.score_places))
        };
        let numbers = self.numbers();
        // with many bands only the two values show on which the marks change
        let telling = |index: usize| {
            let here = marks(values[index]);
            let before = index.checked_sub(1).map(|i| marks(values[i]));
            let after = values.get(index + 1).map(|value| marks(*value));
            before.is_some_and(|m| m != here) || after.is_some_and(|m| m != here) || numbers.contains(&values[index])
        };
        (0..values.len())
            .filter(|index| telling(*index))
            .take(12)
            .map(|index| Example { value: shown(values[index], &self.unit), marks: marks(values[index]) })
            .collect()
    }

    fn examples_against(&self, conventions: &Conventions) -> Vec<Example> {
        let Some(against) = &self.against else { return Vec::new() };
        let at = |times: Decimal| {
            let limit = against.share.times(Exact::from_decimal(dec!(60) * times));
            limit.and_then(|limit| limit.to_decimal(4)).unwrap_or_default().normalize()
        };
        let (limit, half, more) = (at(dec!(1)), at(dec!(0.5)), at(dec!(1.5)));
        let values = [dec!(-5), dec!(0), dec!(0.01), half, limit, limit + dec!(0.01), more];
        let pairs = values.into_iter().map(|value| (value, dec!(60))).chain([(dec!(10), dec!(0))]);
        let example = |(value, reference): (Decimal, Decimal)| {
            let scored = self.score(Exact::from_decimal(value), Some(Exact::from_decimal(reference)), conventions);
            Example {
                value: format!("{}{}，{}{reference}", against.measure, figures::signed(value), against.reference),
                marks: scored.ok().map(|trace| trace.marks.rounded(conventions.score_places)),
            }
        };
        pairs.map(example).collect()
    }
}

fn shown(value: Exact, unit: &Unit) -> String {
    match figures::stated(value, unit) {
        zero if zero == "0" && *unit == Unit::Percent => "0%".into(),
        text => text,
    }
}

impl Bands {
    /// `IF(比较值>=0.9,5,IF(AND(比较值>=0.8,比较值<0.9),4,…))`, 待核 where no band holds the value.
    pub(crate) fn formulas(&self, refs: &Refs) -> Formulas {
        let share = self.against.as_ref().map(|against| against.share).filter(|share| *share != Exact::ONE);
        let other = share.map_or(refs.other.clone(), |share| format!("{}*{}", refs.other, share.in_formula()));
        let refs = Refs { other, ..refs.clone() };
        let last = self.otherwise.map_or(PENDING.to_string(), points);
        let nested = self.bands.iter().rev().fold(last, |rest, band| {
            let low = band.low.as_ref().map(|low| edge(&refs, low, (">", ">=")));
            let high = band.high.as_ref().map(|high| edge(&refs, high, ("<", "<=")));
            let inside = match (low, high) {
                (Some(_), Some(_)) if band.low == band.high => edge(&refs, &band.low.unwrap_or(EVERYWHERE), ("=", "=")),
                (Some(low), Some(high)) => format!("AND({low},{high})"),
                (Some(one), None) | (None, Some(one)) => one,
                (None, None) => "TRUE".into(),
            };
            format!("IF({inside},{},{rest})", points(band.marks))
        });
        let compared = self.negative.formula(&format!("ROUND({},{GUARD})", refs.value));
        let marks = match self.negative == Negative::ByConvention && self.begins_at_zero() {
            true => format!("IF({}<0,{PENDING},{nested})", refs.helper),
            false => nested,
        };
        Formulas { helper: Some(("比较值", compared)), marks, ..Formulas::default() }
    }
}

const EVERYWHERE: Edge = Edge { at: Limit::Number(Exact::ZERO), closed: true };

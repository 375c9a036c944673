//! From a proportion and awards to the rule of 按比例计分: where the full marks begin, what is divided by what.

use crate::criterion::fault::Fault;
use crate::criterion::figures;
use crate::criterion::figures::Unit;
use crate::criterion::grammar::condition::{Closure, Condition, End};
use crate::criterion::grammar::line::Line;
use crate::criterion::grammar::meaning::{Meaning, Phrase};
use crate::criterion::grammar::ratio::Ratio;
use crate::criterion::grammar::reading::Reading;
use crate::criterion::grammar::tokens::{Marks, Spanned};
use crate::criterion::kinds::proportional::{KIND, Proportional};
use crate::criterion::lexicon::{Compare, EITHER_WAY, Says, Side, Silence};
use crate::criterion::rule::{Claim, Common, OfTarget, claim};
use crate::criterion::tail::Tail;
use crate::ground::{Code, Exact, Points};
use rust_decimal::Decimal;
use std::ops::Range;

/// A proportion, and what the awards next to it say.
struct Proportion<'a> {
    reading: &'a Reading<'a>,
    ratio: &'a Ratio,
    span: &'a Range<usize>,
    /// ≥95%，计5分
    full: Option<&'a Condition>,
    /// 低于60%不得分
    nothing: Option<&'a End>,
    /// 完成指标值的，记满分
    reached: Option<&'a Spanned<Marks>>,
    /// 超过100%的不得分
    beyond: Option<&'a End>,
}

pub(crate) fn parse(reading: &Reading) -> Claim {
    let ratios: Vec<(&Ratio, &Range<usize>)> = reading.phrases.iter().filter_map(ratio_of).collect();
    let (ratio, span) = ratios.first().copied().filter(|_| !reading.is_discretionary())?;
    claim(|faults| {
        faults.extend(other_faults(reading));
        if let Some((_, second)) = ratios.get(1) {
            let (message, advice) = ("一条评分标准里有两种按比例计分", "请只保留一种计分办法");
            faults.push(reading.fault(Code::NotUnderstood, second, message, advice));
        }
        let mut proportion =
            Proportion { reading, ratio, span, full: None, nothing: None, beyond: None, reached: None };
        proportion.read_awards(faults);
        proportion.read_reached(faults);
        proportion.rule(faults)
    })
}

fn ratio_of(phrase: &Phrase) -> Option<(&Ratio, &Range<usize>)> {
    if let Meaning::Ratio(ratio) = &phrase.meaning { Some((ratio, &phrase.span)) } else { None }
}

/// Words that were not read, other ways of giving marks, marks that are not 分值.
fn other_faults(reading: &Reading) -> Vec<Fault> {
    let mut faults = reading.leftovers(KIND.name, |m| {
        matches!(
            m,
            Meaning::Ratio(_)
                | Meaning::RatioCap
                | Meaning::RatioCapAt(_)
                | Meaning::Reached(_)
                | Meaning::Award { .. }
                | Meaning::WordAward { .. }
                | Meaning::Floor(None)
                | Meaning::Silence(Silence::Capped)
        )
    });
    let named = reading.all(|m| if let Meaning::Ratio(ratio) = m { ratio.marks.as_ref() } else { None });
    for marks in named.into_iter().filter(|marks| Points(marks.value) != reading.source.full_marks) {
        let message = format!("“{}”与分值{}分不符", reading.words(&marks.span), reading.source.full_marks);
        faults.push(reading.fault(Code::MarksNotFull, &marks.span, message, "请核对"));
    }
    faults.extend(reading.word_awards().iter().map(|(words, marks)| {
        let message = format!("按比例计分之外的“{words}”未能识别");
        reading.fault(Code::NotUnderstood, &marks.span, message, "请只保留一种计分办法")
    }));
    faults
}

impl<'a> Proportion<'a> {
    fn fault(&self, code: Code, message: impl Into<String>, advice: impl Into<String>) -> Fault {
        self.reading.fault(code, self.span, message, advice)
    }

    /// Awards may say where the full marks begin and where there are none.
    fn read_awards(&mut self, faults: &mut Vec<Fault>) {
        let reading = self.reading;
        for (condition, marks) in reading.awards() {
            let points = reading.points(marks);
            let nothing = nothing(condition).filter(|_| points == Points::ZERO && self.nothing.is_none());
            let beyond = beyond(condition).filter(|_| points == Points::ZERO && self.beyond.is_none());
            let begins = if self.falls() { begins_down(condition) } else { begins(condition) };
            if points == reading.source.full_marks && self.full.is_none() && begins {
                self.full = Some(condition);
            } else if nothing.is_some() {
                self.nothing = nothing;
            } else if beyond.is_some() {
                self.beyond = beyond;
            } else {
                let message = format!("“{}”与按比例计分并存，不能确定怎样衔接", reading.words(&condition.span));
                let advice = "请写明其余情形的计算公式，或改写成分档";
                faults.push(reading.fault(Code::NotUnderstood, &condition.span, message, advice));
            }
        }
    }

    /// 完成指标值的，记满分: from 100% of the target.
    fn read_reached(&mut self, faults: &mut Vec<Fault>) {
        let reached = self.reading.all(|m| if let Meaning::Reached(marks) = m { Some(marks) } else { None });
        self.reached = reached.first().copied();
        faults.extend(reached.iter().filter_map(|marks| self.reading.not_full(marks)));
        if let Some(marks) = reached.get(1).copied().or(self.reached.filter(|_| self.full.is_some())) {
            let message = "得满分的条件写了两次";
            faults.push(self.reading.fault(Code::NotUnderstood, &marks.span, message, "请只保留一处"));
        }
    }

    fn rule(&self, faults: &mut Vec<Fault>) -> Result<Proportional, Fault> {
        let line = self.line()?;
        self.either_way()?;
        let by_line = line.is_some();
        let from = match line {
            Some(line) => self.line_from(line)?,
            None => self.full_from()?,
        };
        let over = self.ratio.over.as_ref().map_or(Exact::ONE, |over| over.value);
        let line = line.unwrap_or(Line { zero: Exact::ZERO, reach: over });
        let (mut nothing, mut beyond) = (self.nothing_tail(line)?, self.beyond_tail(from)?);
        if !by_line {
            faults.extend(self.unclear_share(from));
        }
        if self.falls() {
            (nothing, beyond) = (None, self.falling_tail(line)?);
        }
        let capped = |m: &Meaning| matches!(m, Meaning::RatioCap | Meaning::RatioCapAt(_) | Meaning::Total(_));
        let silent = self.full.is_none()
            && self.reached.is_none()
            && beyond.is_none()
            && !self.falls()
            && !self.reading.has(capped);
        if silent {
            let message = format!("没有写明超过{}时怎样计分，按满分封顶理解", figures::stated(from, &Unit::Percent));
            faults.push(self.fault(Code::SilentOnExcess, message, "如无异议，可加上“满分为止”"));
        }
        let of_target = self.ratio.of_target.or(self.reached.map(|_| OfTarget::DoneByTarget));
        self.against_sign(of_target)?;
        let common = Common::new(&KIND, self.reading);
        Ok(Proportional { common, from, line, nothing, beyond, silent, of_target })
    }

    /// 目标值≤90 beside 完成值÷目标值: what is to be small would earn more by being large.
    fn against_sign(&self, of_target: Option<OfTarget>) -> Result<(), Fault> {
        let less = matches!(self.ratio.sign, Some(Compare::AtMost | Compare::Below));
        let more = matches!(self.ratio.sign, Some(Compare::AtLeast | Compare::Above | Compare::Reaches));
        let (wanted, other) = match of_target {
            Some(OfTarget::DoneByTarget) | None if less && !self.falls() => ("小", OfTarget::TargetByDone),
            Some(OfTarget::TargetByDone) if more => ("大", OfTarget::DoneByTarget),
            _ => return Ok(()),
        };
        let message = format!("目标值写明越{wanted}越好，而按这个比例越{wanted}得分越低");
        let advice = format!("请改写为“得分＝{}×分值”，或写明分档", other.words());
        Err(self.fault(Code::NotUnderstood, message, advice))
    }

    /// （1-偏离率）×5分: a deviation of −50% would have the full marks.
    fn either_way(&self) -> Result<(), Fault> {
        let words = self.reading.words(self.span);
        if !self.falls() || !EITHER_WAY.stand_in(&words) && !EITHER_WAY.stand_in(self.reading.source.indicator) {
            return Ok(());
        }
        let message = format!("“{words}”：数值可正可负，没有写明为负时按绝对值还是按原数计算");
        let advice = "请改写成“偏差率绝对值≤5%的，计5分；每超过一个百分点扣0.5分”一类的写法";
        Err(self.fault(Code::NotUnderstood, message, advice))
    }

    /// Whether the marks fall with the measure.
    fn falls(&self) -> bool {
        self.ratio.line.is_some_and(|line| line.reach.is_negative())
    }

    /// The line of the text, or between 低于60%不得分 and ≥90%得满分 where it says 插值法.
    fn line(&self) -> Result<Option<Line>, Fault> {
        if self.ratio.says != Says::Interpolation {
            return Ok(self.ratio.line);
        }
        let full = self.full.and_then(|condition| condition.low.as_ref()).map(|low| low.at.value);
        let reach = self.nothing.zip(full).and_then(|(nothing, full)| full.minus(nothing.at.value));
        let ends = self.nothing.zip(reach.filter(|reach| *reach > Exact::ZERO));
        let advice = "请写成“≥90%，计满分；低于60%的，不得分；60%（含）-90%的，按插值法计分”一类的写法";
        match ends {
            Some((nothing, reach)) => Ok(Some(Line { zero: nothing.at.value, reach })),
            None => Err(self.fault(Code::BaseUnclear, "按插值法计分，没有写明从哪里起得满分、从哪里起不得分", advice)),
        }
    }

    /// Where a line gives the full marks; what the text says of them, and of its range, must meet it.
    fn line_from(&self, line: Line) -> Result<Exact, Fault> {
        let Some(from) = line.zero.plus(line.reach) else { return Ok(Exact::ONE) };
        let stated = |at: Exact| figures::stated(at, &Unit::Percent);
        let falls = self.falls();
        let side = |condition: &'a Condition, starts: bool| {
            let end = if starts != falls { condition.low.as_ref() } else { condition.high.as_ref() };
            end.map(|end| end.at.value)
        };
        let wrong = |what: &str, number: Exact| {
            let message = format!(
                "按公式，{}时得满分、{}时得0分，与{what}{}不一致",
                stated(from),
                stated(line.zero),
                stated(number)
            );
            Err(self.fault(Code::NotUnderstood, message, "请核对公式中的数值"))
        };
        match self.full.and_then(|condition| side(condition, true)) {
            Some(full) if full != from => return wrong("得满分的", full),
            _ => {}
        }
        let nothing = if falls { self.beyond } else { self.nothing };
        if let Some(end) = nothing.filter(|end| (end.at.value >= from) != falls) {
            return wrong("不得分的", end.at.value);
        }
        let Some(condition) = &self.ratio.condition else { return Ok(from) };
        match (side(condition, true), side(condition, false)) {
            (Some(start), _) if start != line.zero && nothing.is_none_or(|end| end.at.value != start) => {
                wrong("按公式计分的", start)
            }
            (_, Some(end)) if end != from => wrong("按公式计分的", end),
            _ => Ok(from),
        }
    }

    /// 超过100%的不得分: the number itself still has its marks.
    fn beyond_tail(&self, from: Exact) -> Result<Option<Tail>, Fault> {
        let Some(end) = self.beyond.filter(|_| !self.falls()) else { return Ok(None) };
        let high = self.full.filter(|full| !full.is_point()).and_then(|full| full.high.as_ref());
        let number = figures::stated(end.at.value, &Unit::Percent);
        let doubt = |message: String| {
            let advice = format!("请写成“超过{number}的，不得分”");
            Err(self.fault(Code::BandEndDoubtful, message, advice))
        };
        let closed = match (end.closure, high.map(|high| high.closure)) {
            (Closure::Open, None | Some(Closure::Closed | Closure::Lawful | Closure::Unmarked)) => false,
            (Closure::Closed | Closure::Lawful, Some(Closure::Open)) => true,
            (Closure::Closed, None) if end.at.value > from => true,
            _ => return doubt(format!("恰为{number}时得不得分没有写明，或写了两次")),
        };
        if end.at.value < from || high.is_some_and(|high| high.at != end.at) {
            return doubt(format!("超过{number}的不得分，与得满分的条件不能衔接"));
        }
        Ok(Some(Tail { side: Side::Above, at: end.at.value, closed }))
    }

    /// 调剂率超过10%的不得分, of marks that fall.
    fn falling_tail(&self, line: Line) -> Result<Option<Tail>, Fault> {
        if let Some(end) = self.nothing {
            let message = format!("得分随数值下降，低于{}的又不得分", figures::stated(end.at.value, &Unit::Percent));
            return Err(self.fault(Code::NotUnderstood, message, "请核对公式，或改写成分档"));
        }
        let Some(end) = self.beyond else { return Ok(None) };
        if end.closure == Closure::Lawful && end.at.value != line.zero {
            let number = figures::stated(end.at.value, &Unit::Percent);
            let message = format!("恰为{number}时得不得分没有写明");
            return Err(self.fault(
                Code::BandEndDoubtful,
                message,
                format!("请写成“超过{number}”或“{number}（含）以上”"),
            ));
        }
        Ok(Some(Tail { side: Side::Above, at: end.at.value, closed: end.closure == Closure::Closed }))
    }

    /// Where the full marks begin; what the proportion is said to hold for must end there.
    fn full_from(&self) -> Result<Exact, Fault> {
        let low = self.full.and_then(|condition| condition.low.as_ref());
        let from = low.map_or(Exact::ONE, |low| low.at.value);
        let number = figures::stated(from, &Unit::Percent);
        let wrong = |code, message: String| {
            let advice = format!("请写成“≥{number}，计满分；低于{number}的，得分＝完成率×分值”一类的写法");
            Err(self.fault(code, message, advice))
        };
        let high = self.full.filter(|full| !full.is_point()).and_then(|full| full.high.as_ref());
        if high.is_some_and(|high| self.beyond.is_none_or(|beyond| beyond.at != high.at)) {
            let message = "得满分的一档有上限，超过它怎样计分没有写明".to_string();
            return wrong(Code::BandGap, message);
        }
        if self.nothing.is_some_and(|nothing| nothing.at.value >= from) {
            return wrong(Code::BandOverlap, format!("不得分的一档和{number}以上得满分重叠"));
        }
        let Some(condition) = &self.ratio.condition else {
            if self.ratio.short || from == Exact::ONE {
                return Ok(from);
            }
            return wrong(Code::NotUnderstood, format!("没有写明低于{number}的才按比例计分，不能确定怎样衔接"));
        };
        let words = self.reading.words(&condition.span);
        if condition.high.is_none() && self.ratio.says == Says::Deduction {
            let message = format!("“{words}”按比例扣分：没有写明每超过多少扣几分");
            let advice = "请写成“每超过一个百分点扣……分，不足一个百分点的按比例扣”";
            return Err(self.fault(Code::BaseUnclear, message, advice));
        }
        let reaches = condition.high.as_ref().map_or(from == Exact::ONE, |high| is_at(high, from));
        let begins = condition.low.as_ref().is_none_or(|low| self.nothing.is_some_and(|end| is_at(end, low.at.value)));
        if !reaches || !begins {
            return wrong(Code::NotUnderstood, format!("“{words}”按比例计分，与得满分、不得分的条件不能衔接"));
        }
        // at 100%, or divided by it, both give the full marks
        let same = from == Exact::ONE || self.ratio.over.as_ref().is_some_and(|over| over.value == from);
        let marked = low.is_some_and(|low| low.closure == Closure::Closed);
        let stated = condition.high.as_ref().is_none_or(|high| match high.closure {
            Closure::Open => true,
            Closure::Closed => false,
            _ => marked,
        });
        match stated || same {
            true => Ok(from),
            false => wrong(Code::BandEndDoubtful, format!("恰为{number}时得不得满分没有写明，或写了两次")),
        }
    }

    /// Where there are no marks; 60%-95%按……计分 may say whether 60% itself is there.
    fn nothing_tail(&self, line: Line) -> Result<Option<Tail>, Fault> {
        let Some(end) = self.nothing.filter(|_| !self.falls()) else { return Ok(None) };
        // the line gives nothing there either
        if end.at.value == line.zero && !line.zero.is_zero() {
            return Ok(Some(Tail { side: Side::Below, at: end.at.value, closed: end.closure == Closure::Closed }));
        }
        let low = self.ratio.condition.as_ref().and_then(|condition| condition.low.as_ref());
        let closed = match (low.map(|low| low.closure), end.closure) {
            (None, closure) => closure != Closure::Open,
            (Some(low), Closure::Open) if low != Closure::Open => false,
            (Some(low), Closure::Closed) if low != Closure::Closed => true,
            (Some(Closure::Closed), Closure::Lawful) => false,
            (Some(Closure::Open), Closure::Lawful) => true,
            _ => {
                let number = figures::stated(end.at.value, &Unit::Percent);
                let message = format!("恰为{number}时得不得分没有写明，或写了两次");
                let advice = format!("请只在一处包括{number}");
                return Err(self.fault(Code::BandEndDoubtful, message, advice));
            }
        };
        Ok(Some(Tail { side: Side::Below, at: end.at.value, closed }))
    }

    /// 低于95%的按比例计分: in proportion to the result, or to its share of 95%? At 100% both are the same.
    fn unclear_share(&self, from: Exact) -> Option<Fault> {
        let full = self.reading.source.full_marks;
        let number = figures::stated(from, &Unit::Percent);
        if let Some(over) = &self.ratio.over {
            let over = figures::stated(over.value, &Unit::Percent);
            let message = format!("除以{over}，而得满分的标准是{number}，两者不一致");
            return (over != number).then(|| self.fault(Code::NotUnderstood, message, "请统一两处的数值"));
        }
        let divided = format!("低于{number}的，得分＝完成率÷{number}×{full}分");
        let advice = match self.ratio.says {
            _ if from == Exact::ONE => return None,
            Says::Product | Says::Interpolation => return None,
            Says::Proportion => format!("请写明是“低于{number}的，得分＝完成率×{full}分”，还是“{divided}”"),
            Says::Deduction => {
                let point = full.exact().over(Exact::whole(100)).map_or_else(String::new, |one| figures::marks(one, 4));
                format!(
                    "请写明是“每低于一个百分点扣{point}分，不足一个百分点的按比例扣”（或其他分数），还是“{divided}”"
                )
            }
        };
        let share = |over: Exact| {
            let value = from.minus(Exact::percent(Decimal::TEN))?;
            let marks = value.over(over)?.times(full.exact())?;
            Some((figures::stated(value, &Unit::Percent), figures::marks(marks, 2)))
        };
        let example = share(Exact::ONE).zip(share(from)).map_or_else(String::new, |((value, plain), (_, divided))| {
            format!("，例如{value}时得{plain}分还是{divided}分")
        });
        let message = format!("“按比例”是按结果本身，还是按结果与{number}的比值，不能确定{example}");
        Some(self.fault(Code::BaseUnclear, message, advice))
    }
}

/// ≥95%, 95%以上, 等于100%
fn begins(condition: &Condition) -> bool {
    let low = condition.low.as_ref().filter(|low| low.at.unit == Unit::Percent && low.at.value > Exact::ZERO);
    let only_at = condition.is_point() && low.is_some_and(|low| low.at.value == Exact::ONE);
    let range = condition.low.is_some() && !condition.is_point();
    low.is_some_and(|low| !matches!(low.closure, Closure::Open | Closure::Unmarked))
        && (condition.high.is_none() || only_at || range)
}

/// ≤10%, 10%以下: full marks of a line that falls.
fn begins_down(condition: &Condition) -> bool {
    let high = condition.high.as_ref().filter(|high| high.at.unit == Unit::Percent || high.at.value.is_zero());
    condition.low.is_none() && high.is_some_and(|high| high.closure != Closure::Unmarked)
}

/// 超过100%, 100%以上
fn beyond(condition: &Condition) -> Option<&End> {
    let end = condition.low.as_ref().filter(|_| condition.high.is_none())?;
    (end.at.unit == Unit::Percent && end.closure != Closure::Unmarked).then_some(end)
}

/// 低于60%, 60%以下
fn nothing(condition: &Condition) -> Option<&End> {
    let end = condition.high.as_ref().filter(|_| condition.low.is_none())?;
    (end.at.unit == Unit::Percent && end.closure != Closure::Unmarked).then_some(end)
}

fn is_at(end: &End, value: Exact) -> bool {
    end.at.unit == Unit::Percent && end.at.value == value
}

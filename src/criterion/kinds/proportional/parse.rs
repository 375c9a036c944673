//! From a proportion and awards to the rule of 按比例计分: where the full marks begin, what is divided by what.

use crate::criterion::fault::Fault;
use crate::criterion::figures::{self, Unit};
use crate::criterion::grammar::condition::{Closure, Condition, End};
use crate::criterion::grammar::meaning::{Meaning, Phrase};
use crate::criterion::grammar::ratio::{Below, Ratio};
use crate::criterion::grammar::reading::Reading;
use crate::criterion::kinds::proportional::{KIND, Proportional};
use crate::criterion::lexicon::{Says, Side, Silence};
use crate::criterion::rule::{Claim, Common};
use crate::criterion::tail::Tail;
use crate::ground::finding::Code;
use crate::ground::quantity::{Exact, Points};
use std::ops::Range;

/// What the awards beside a proportion say.
#[derive(Default)]
struct Ends<'a> {
    /// ≥95%，计5分
    full: Option<&'a Condition>,
    /// 低于60%不得分
    nothing: Option<&'a End>,
}

pub(crate) fn parse(reading: &Reading) -> Claim {
    let ratios: Vec<(&Ratio, &Range<usize>)> = reading.phrases.iter().filter_map(ratio_of).collect();
    let Some((ratio, span)) = ratios.first().copied().filter(|_| !reading.is_discretionary()) else {
        return Claim::None;
    };
    let mut faults = other_faults(reading);
    if let Some((_, second)) = ratios.get(1) {
        let advice = "请只保留一种计分办法";
        faults.push(reading.fault(Code::NotUnderstood, second, "一条评分标准里有两种按比例计分", advice));
    }
    let ends = ends(reading, &mut faults);
    let settled =
        full_from(reading, ratio, &ends, span).and_then(|from| Ok((from, nothing_tail(reading, ratio, &ends, span)?)));
    let (from, nothing) = match settled {
        Ok(settled) => settled,
        Err(fault) => {
            faults.push(fault);
            return Claim::Faults(faults);
        }
    };
    faults.extend(unclear_share(reading, ratio, from, span));
    let capped = |m: &Meaning| matches!(m, Meaning::RatioCap | Meaning::Total(_));
    let silent = ends.full.is_none() && !reading.has(capped);
    if silent {
        let advice = "如无异议，可加上“满分为止”";
        faults.push(reading.fault(Code::SilentOnExcess, span, "没有写明超过100%时怎样计分，按满分封顶理解", advice));
    }
    let over = ratio.over.as_ref().map_or(Exact::ONE, |over| over.value);
    Claim::from(Ok((Proportional { common: Common::new(&KIND, reading), from, over, nothing, silent }, faults)))
}

fn ratio_of(phrase: &Phrase) -> Option<(&Ratio, &Range<usize>)> {
    match &phrase.meaning {
        Meaning::Ratio(ratio) => Some((ratio, &phrase.span)),
        _ => None,
    }
}

/// Words that were not read, other ways of giving marks, marks that are not 分值.
fn other_faults(reading: &Reading) -> Vec<Fault> {
    let mut faults = reading.unread(|_| false);
    faults.extend(reading.strays(KIND.name, |m| {
        matches!(
            m,
            Meaning::Ratio(_)
                | Meaning::RatioCap
                | Meaning::Award { .. }
                | Meaning::WordAward { .. }
                | Meaning::Floor(None)
                | Meaning::Silence(Silence::Capped)
        )
    }));
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

/// Awards beside a proportion may say where the full marks begin and where there are none.
fn ends<'a>(reading: &'a Reading, faults: &mut Vec<Fault>) -> Ends<'a> {
    let mut ends = Ends::default();
    for (condition, marks) in reading.awards() {
        let points = reading.points(marks);
        let nothing = nothing(condition).filter(|_| points == Points::ZERO && ends.nothing.is_none());
        if points == reading.source.full_marks && ends.full.is_none() && begins(condition) {
            ends.full = Some(condition);
        } else if nothing.is_some() {
            ends.nothing = nothing;
        } else {
            let message = format!("“{}”与按比例计分并存，不能确定怎样衔接", reading.words(&condition.span));
            let advice = "请写明其余情形的计算公式，或改写成分档";
            faults.push(reading.fault(Code::NotUnderstood, &condition.span, message, advice));
        }
    }
    ends
}

/// ≥95%, 95%以上, 等于100%
fn begins(condition: &Condition) -> bool {
    let low = condition.low.as_ref().filter(|low| low.at.unit == Unit::Percent && low.at.value > Exact::ZERO);
    let only_at = condition.is_point() && low.is_some_and(|low| low.at.value == Exact::ONE);
    low.is_some_and(|low| !matches!(low.closure, Closure::Open | Closure::Unmarked))
        && (condition.high.is_none() || only_at)
}

/// 低于60%, 60%以下
fn nothing(condition: &Condition) -> Option<&End> {
    let end = condition.high.as_ref().filter(|_| condition.low.is_none())?;
    (end.at.unit == Unit::Percent && end.closure != Closure::Unmarked).then_some(end)
}

/// Where the full marks begin; what the proportion is said to hold for must end there.
fn full_from(reading: &Reading, ratio: &Ratio, ends: &Ends, span: &Range<usize>) -> Result<Exact, Fault> {
    let low = ends.full.and_then(|condition| condition.low.as_ref());
    let from = low.map_or(Exact::ONE, |low| low.at.value);
    let number = figures::stated(from, &Unit::Percent);
    let wrong = |code, message: String| {
        let advice = format!("请写成“≥{number}，计满分；低于{number}的，得分＝完成率×分值”一类的写法");
        Err(reading.fault(code, span, message, advice))
    };
    if ends.nothing.is_some_and(|nothing| nothing.at.value >= from) {
        return wrong(Code::BandOverlap, format!("不得分的一档和{number}以上得满分重叠"));
    }
    let condition = match &ratio.below {
        Below::Unsaid if from != Exact::ONE => {
            return wrong(Code::NotUnderstood, format!("没有写明低于{number}的才按比例计分，不能确定怎样衔接"));
        }
        Below::Unsaid | Below::Short => return Ok(from),
        Below::Condition(condition) => condition,
    };
    let words = reading.words(&condition.span);
    if condition.high.is_none() && ratio.says == Says::Deduction {
        let message = format!("“{words}”按比例扣分：没有写明每超过多少扣几分");
        let advice = "请写成“每超过一个百分点扣……分，不足一个百分点的按比例扣”";
        return Err(reading.fault(Code::BaseUnclear, span, message, advice));
    }
    let reaches = condition.high.as_ref().map_or(from == Exact::ONE, |high| is_at(high, from));
    let begins = condition.low.as_ref().is_none_or(|low| ends.nothing.is_some_and(|end| is_at(end, low.at.value)));
    if !reaches || !begins {
        return wrong(Code::NotUnderstood, format!("“{words}”按比例计分，与得满分、不得分的条件不能衔接"));
    }
    // at 100%, or divided by it, both give the full marks
    let same = from == Exact::ONE || ratio.over.as_ref().is_some_and(|over| over.value == from);
    let marked = low.is_some_and(|low| low.closure == Closure::Closed);
    let told = condition.high.as_ref().is_none_or(|high| match high.closure {
        Closure::Open => true,
        Closure::Closed => false,
        _ => marked,
    });
    match told || same {
        true => Ok(from),
        false => wrong(Code::BandEndDoubtful, format!("恰为{number}时得不得满分没有写明，或写了两次")),
    }
}

fn is_at(end: &End, value: Exact) -> bool {
    end.at.unit == Unit::Percent && end.at.value == value
}

/// 低于60%不得分, with the mark at 60% itself beside 60%-95%按……计分.
fn nothing_tail(reading: &Reading, ratio: &Ratio, ends: &Ends, span: &Range<usize>) -> Result<Option<Tail>, Fault> {
    let Some(end) = ends.nothing else { return Ok(None) };
    let low = match &ratio.below {
        Below::Condition(condition) => condition.low.as_ref(),
        _ => None,
    };
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
            return Err(reading.fault(Code::BandEndDoubtful, span, message, advice));
        }
    };
    Ok(Some(Tail { side: Side::Below, at: end.at.value, closed }))
}

/// 低于95%的按比例计分: in proportion to what cannot be told, save where the full marks begin at 100%.
fn unclear_share(reading: &Reading, ratio: &Ratio, from: Exact, span: &Range<usize>) -> Option<Fault> {
    let full = reading.source.full_marks;
    let number = figures::stated(from, &Unit::Percent);
    if let Some(over) = &ratio.over {
        let over = figures::stated(over.value, &Unit::Percent);
        let message = format!("除以{over}，而得满分的标准是{number}，两者不一致");
        return (over != number).then(|| reading.fault(Code::NotUnderstood, span, message, "请统一两处的数值"));
    }
    let divided = format!("低于{number}的，得分＝完成率÷{number}×{full}分");
    let advice = match ratio.says {
        _ if from == Exact::ONE => return None,
        Says::Product => return None,
        Says::Proportion => format!("请写明是“低于{number}的，得分＝完成率×{full}分”，还是“{divided}”"),
        Says::Deduction => {
            let point = full.exact().over(Exact::whole(100)).map_or_else(String::new, |one| figures::marks(one, 4));
            format!("请写明是“每低于一个百分点扣{point}分，不足一个百分点的按比例扣”（或其他分数），还是“{divided}”")
        }
    };
    let share = |over: Exact| {
        let value = from.minus(Exact::percent(rust_decimal::Decimal::TEN))?;
        let marks = value.over(over)?.times(full.exact())?;
        Some((figures::stated(value, &Unit::Percent), figures::marks(marks, 2)))
    };
    let example = share(Exact::ONE).zip(share(from)).map_or_else(String::new, |((value, plain), (_, divided))| {
        format!("，例如{value}时得{plain}分还是{divided}分")
    });
    let message = format!("“按比例”是按结果本身，还是按结果与{number}的比值，不能确定{example}");
    Some(reading.fault(Code::BaseUnclear, span, message, advice))
}

//! From steps and awards to the rule of 逐点扣分: where the deduction begins, and on which side.

use crate::criterion::deduction::Deduction;
use crate::criterion::fault::Fault;
use crate::criterion::figures;
use crate::criterion::figures::Unit;
use crate::criterion::grammar::condition::{Closure, Condition, End};
use crate::criterion::grammar::meaning::Meaning;
use crate::criterion::grammar::reading::Reading;
use crate::criterion::grammar::steps::Step;
use crate::criterion::grammar::tokens::{Marks, Quantity, Spanned};
use crate::criterion::kinds::per_step::sides::parse_sides;
use crate::criterion::kinds::per_step::{KIND, PerStep};
use crate::criterion::lexicon::{Direction, IN_TIME, Side, Silence, connective_in};
use crate::criterion::negative::Negative;
use crate::criterion::rule::{Claim, Common, claim};
use crate::criterion::tail::Tail;
use crate::ground::{Code, Exact, PartStep, Points};

pub(crate) fn parse(reading: &Reading) -> Claim {
    match reading.steps().as_slice() {
        _ if reading.is_discretionary() => None,
        [] => None,
        [step] => claim(|faults| parse_step(reading, step, faults)),
        [_, _] => claim(|faults| parse_sides(reading, &reading.steps(), faults)),
        [_, second, ..] => {
            let (message, advice) = ("一条评分标准里有两种逐点扣分", "请只保留一种扣分办法，或改写成分档");
            claim::<PerStep>(|_| Err(reading.fault(Code::NotUnderstood, &second.cost.span, message, advice)))
        }
    }
}

pub(super) fn parse_step(reading: &Reading, step: &Step, faults: &mut Vec<Fault>) -> Result<PerStep, Fault> {
    faults.extend(reading.unread(|_| false));
    faults.extend(award_faults(reading));
    let unclear = |message: &str| unclear(reading, step, message);
    let direction = direction(reading, step).ok_or_else(|| unclear("看不出是超过还是低于标准时扣分"))?;
    let base = base(reading, step, direction)?;
    let unit = common_unit(&base, &step.step.value).ok_or_else(|| unclear(&other_units(&base, &step.step.value)))?;
    if is_base(reading, step, &base) {
        faults.push(unclear("每一步的大小像是标准本身，看不出每多少扣一次"));
    }
    let part = part(reading, step, faults);
    let size = step.step.value.value;
    let each = reading.cost(&step.cost).filter(|_| size > Exact::ZERO).ok_or_else(|| {
        let message = "每一步应大于0，扣分应大于0且不超过分值";
        reading.fault(Code::NotUnderstood, &step.cost.span, message, "请核对扣分数额")
    })?;
    let nothing = nothing(reading, direction, &base, &unit).unwrap_or_else(|fault| {
        faults.push(fault);
        None
    });
    let full = full_awards(reading);
    let two_sided = reading.steps().len() > 1;
    let open = !two_sided && direction == Direction::Up && unit == Unit::Percent && reading.leaves_negative_open();
    let span = full.first().map_or(step.step.span.start..step.cost.span.end, |condition| condition.span.clone());
    let negative = reading.negative(open, &span, faults);
    // what lies below the base is not left open then
    let silent = !two_sided && negative == Negative::AsItIs && direction != Direction::Both && is_one_value(&full);
    if silent {
        faults.push(silence(reading, direction, &base));
    }
    Ok(PerStep {
        base: base.value,
        unit,
        direction,
        step: size,
        deduction: Deduction { common: Common::new(&KIND, reading), each, most: reading.most(), part },
        silent,
        beyond_limit: step.from_zero && full.is_empty(),
        negative,
        nothing,
        upper: None,
    })
}

/// ≥90%得5分；每低于90%扣1分 states no step; 90个百分点 would be one.
fn is_base(reading: &Reading, step: &Step, base: &Quantity) -> bool {
    let size = step.step.value.value;
    let in_percent = reading.text.as_str()[step.step.span.clone()].ends_with('%');
    in_percent && step.base.is_none() && (size == base.value || size >= Exact::percent(50.into()))
}

/// 等于100%得5分: full marks for one value, with a sign.
fn is_one_value(full: &[&Condition]) -> bool {
    full.iter().all(|c| c.is_point()) && full.iter().any(|c| !c.is_bare())
}

/// The conditions that give full marks.
fn full_awards<'a>(reading: &'a Reading) -> Vec<&'a Condition> {
    let awards = reading.awards().into_iter();
    awards.filter(|(_, marks)| reading.points(marks) != Points::ZERO).map(|(condition, _)| condition).collect()
}

/// Awards may only give full marks, on the side of the base that loses nothing, or nothing.
fn award_faults(reading: &Reading) -> Vec<Fault> {
    let mut faults: Vec<Fault> = Vec::new();
    let gives = |(_, marks): &&(&Condition, &Spanned<Marks>)| reading.points(marks) != Points::ZERO;
    let awards = reading.awards();
    faults.extend(awards.iter().filter(gives).filter_map(|(_, marks)| reading.not_full(marks)));
    let in_words = reading.word_awards().into_iter().filter(|(_, marks)| reading.points(marks) != Points::ZERO);
    faults.extend(in_words.filter_map(|(_, marks)| reading.not_full(marks)));
    faults.extend(award_in_words(reading));
    let zeros = awards.len() - awards.iter().filter(gives).count();
    let sides = reading.steps().len();
    let in_words = reading.word_awards().len();
    if awards.len() - zeros > 2 || zeros > sides || in_words > 1 || (in_words == 1 && awards.len() > zeros) {
        let span = awards.last().map_or(0..reading.text.as_str().len(), |(c, _)| c.span.clone());
        let message = "逐点扣分之外又分档计分，不能确定按哪一种";
        faults.push(reading.fault(Code::NotUnderstood, &span, message, "请只保留一种"));
    }
    faults.extend(reading.foreign(KIND.name, |m| {
        matches!(
            m,
            Meaning::Standard(_)
                | Meaning::Award { .. }
                | Meaning::WordAward { .. }
                | Meaning::Step(_)
                | Meaning::Floor(_)
                | Meaning::Most(_)
                | Meaning::PartStep { .. }
                | Meaning::Negative(_)
                | Meaning::Silence(Silence::Full)
        )
    }));
    faults
}

/// 按时报送得5分 beside days that are late; 未报送的不得分 is a state that no number of days says.
fn award_in_words(reading: &Reading) -> Option<Fault> {
    let in_time = reading.steps().iter().all(|step| step.from_zero);
    let joined = |words: &str| connective_in(words).is_some();
    let wrong = |(words, marks): &(&str, &Spanned<Marks>)| {
        !in_time || reading.points(marks) == Points::ZERO || !IN_TIME.stand_in(words) || joined(words)
    };
    let (words, marks) = reading.word_awards().into_iter().find(wrong)?;
    let (message, advice) = match reading.points(marks) == Points::ZERO {
        true => (
            format!("“{words}”不得分：逐点扣分的数值说明不了这种情形"),
            format!("请将“{words}”单列为一项指标，或写明从哪个数值起不得分"),
        ),
        false => (format!("“{words}”没有写明对应的数值"), "请写明得满分的数值条件".to_string()),
    };
    Some(reading.fault(Code::NotUnderstood, &marks.span, message, advice))
}

/// The direction that the step, or the condition before it, names.
pub(super) fn direction(reading: &Reading, step: &Step) -> Option<Direction> {
    let by_condition = |c: &Condition| match (&c.low, &c.high) {
        (Some(_), None) => Some(Direction::Up),
        (None, Some(_)) => Some(Direction::Down),
        _ => None,
    };
    let awarded = || match full_awards(reading).first() {
        // 达到90%得满分，每差一个百分点: short of a lower limit
        Some(c) if c.low.is_some() && (c.high.is_none() || c.is_bare()) => Some(Direction::Down),
        _ => None,
    };
    match step.direction {
        Some(direction) => Some(direction),
        None if step.falls_short => awarded(),
        None => step.guard.as_ref().and_then(by_condition),
    }
}

/// The base, which every part of the text that names one must agree on.
fn base(reading: &Reading, step: &Step, direction: Direction) -> Result<Quantity, Fault> {
    let mut named: Vec<Spanned<Quantity>> = Vec::new();
    named.extend(reading.all(|m| if let Meaning::Standard(at) = m { Some(at.clone()) } else { None }));
    named.extend(step.base.clone());
    for condition in full_awards(reading) {
        named.push(full_end(reading, condition, direction)?);
    }
    if let Some(guard) = &step.guard {
        named.push(guard_end(reading, guard, direction)?);
    }
    if step.from_zero && named.is_empty() {
        return Ok(Quantity { value: Exact::ZERO, unit: step.step.value.unit.clone() });
    }
    if step.from_plan && named.is_empty() {
        return Ok(Quantity { value: Exact::ONE, unit: Unit::Percent });
    }
    let Some(first) = named.first() else {
        return Err(unclear(reading, step, "没有写明从哪一个数值起扣分"));
    };
    let zero_or_same = |x: &Quantity, y: &Quantity| x.value == y.value && (x.unit == y.unit || x.value.is_zero());
    match named.iter().find(|other| !zero_or_same(&other.value, &first.value)) {
        None => Ok(first.value.clone()),
        Some(other) => {
            let (one, two) = (reading.words(&first.span), reading.words(&other.span));
            let message = format!("“{one}”与“{two}”不是同一个标准，不能确定从哪里起扣分");
            Err(reading.fault(Code::BaseUnclear, &other.span, message, "请统一为一个数值"))
        }
    }
}

/// The end of the full-marks condition where the deduction begins.
fn full_end(reading: &Reading, condition: &Condition, direction: Direction) -> Result<Spanned<Quantity>, Fault> {
    let at = |end: &End| Ok(Spanned { value: end.at.clone(), span: condition.span.clone() });
    let words = reading.words(&condition.span);
    match (&condition.low, &condition.high, direction) {
        // 100%计满分，每超过…: the sign may have been lost; with a subject that is reported already
        (Some(_), Some(_), Direction::Up) if condition.is_bare() && condition.subject.value.is_empty() => {
            let message = format!("“{words}”前面没有比较符号，低于它是否也得满分不明");
            let advice = format!("请写成“≤{words}”或“等于{words}”");
            Err(reading.fault(Code::LostComparison, &condition.span, message, advice))
        }
        // 100%计满分，每低于…: 100% or more
        (Some(low), Some(_), _) if condition.is_point() => at(low),
        // 95%-105%得满分: each side has its end
        (Some(low), Some(high), direction) if reading.steps().len() > 1 => {
            if direction == Direction::Down {
                at(low)
            } else {
                at(high)
            }
        }
        (None, Some(high), Direction::Up) if high.closure != Closure::Open => at(high),
        (Some(low), None, Direction::Down) if low.closure != Closure::Open => at(low),
        // 等于100%得5分，超过100%不扣分: together they have the end
        (None, Some(end), Direction::Up) | (Some(end), None, Direction::Down) if is_joined(reading, end) => at(end),
        (None, Some(end), Direction::Up) | (Some(end), None, Direction::Down) => {
            let number = figures::stated(end.at.value, &end.at.unit);
            let message = format!("恰为{number}时得不得满分没有写明");
            Err(reading.fault(Code::BandEndDoubtful, &condition.span, message, format!("请在{number}后注明（含）")))
        }
        _ => {
            let message = format!("得满分的条件“{words}”与扣分的方向不合");
            Err(reading.fault(Code::BaseUnclear, &condition.span, message, "请核对是“每超过”还是“每低于”"))
        }
    }
}

/// Whether another condition gives full marks at an open end.
fn is_joined(reading: &Reading, end: &End) -> bool {
    full_awards(reading).iter().any(|c| c.is_point() && c.low.as_ref().is_some_and(|low| low.at == end.at))
}

/// 低于60%不得分: on the side that loses marks, beyond the base.
fn nothing(reading: &Reading, direction: Direction, base: &Quantity, unit: &Unit) -> Result<Option<Tail>, Fault> {
    let awards = reading.awards();
    let sides = reading.steps().len() > 1;
    let of_side = |condition: &Condition| match direction {
        Direction::Down => condition.low.is_none(),
        _ => condition.high.is_none(),
    };
    let zero = awards
        .iter()
        .find(|(condition, marks)| reading.points(marks) == Points::ZERO && (!sides || of_side(condition)));
    let Some((condition, _)) = zero else { return Ok(None) };
    let wrong = |message: &str| {
        let message = format!("“{}”不得分：{message}", reading.words(&condition.span));
        Err(reading.fault(Code::BaseUnclear, &condition.span, message, "请核对，或删去这一句"))
    };
    let (side, end) = match (&condition.low, &condition.high, direction) {
        (None, Some(end), Direction::Down) => (Side::Below, end),
        (Some(end), None, Direction::Up) => (Side::Above, end),
        _ => return wrong("不在扣分的一侧，或与标准不合"),
    };
    // 0 counts nothing: 0% and 0天 are the same
    let at = if end.at.value.is_zero() { Some(Exact::ZERO) } else { end.at.unit.convert(end.at.value, unit) };
    let Some(at) = at else { return wrong("单位与标准不一致") };
    if if side == Side::Below { at >= base.value } else { at <= base.value } {
        return wrong("不在扣分的一侧，或与标准不合");
    }
    if end.closure == Closure::Unmarked {
        return wrong("没有写明是否包括这一数值");
    }
    Ok(Some(Tail { side, at, closed: end.closure != Closure::Open }))
}

/// The end of `变动率＞0，每超过…`.
fn guard_end(reading: &Reading, guard: &Condition, direction: Direction) -> Result<Spanned<Quantity>, Fault> {
    let end = match (&guard.low, &guard.high, direction) {
        (Some(low), None, Direction::Up) => Some(low),
        (None, Some(high), Direction::Down) => Some(high),
        _ => None,
    };
    end.map(|end| Spanned { value: end.at.clone(), span: guard.span.clone() }).ok_or_else(|| {
        let message = format!("“{}”与扣分的方向不合", reading.words(&guard.span));
        reading.fault(Code::BaseUnclear, &guard.span, message, "请核对是“每超过”还是“每低于”")
    })
}

/// 标准按5天计，每一步按1%计
fn other_units(base: &Quantity, step: &Quantity) -> String {
    let (base, step) = (figures::stated(base.value, &base.unit), figures::stated(step.value, &step.unit));
    format!("标准是{base}，每一步是{step}，单位不一致")
}

fn common_unit(base: &Quantity, step: &Quantity) -> Option<Unit> {
    let same = base.unit == step.unit || base.value.is_zero() && base.unit == Unit::Plain;
    same.then(|| step.unit.clone())
}

/// What the text says of a part of a step; it must speak of the same step.
fn part(reading: &Reading, step: &Step, faults: &mut Vec<Fault>) -> Option<PartStep> {
    let said = reading.all(|m| if let Meaning::PartStep { of, reading } = m { Some((of, *reading)) } else { None });
    let (of, part) = said.into_iter().chain(step.part.as_ref().map(|(of, part)| (of, *part))).next_back()?;
    if *of != step.step.value {
        let message = "“不足……”与每一步的大小不一致";
        faults.push(reading.fault(Code::NotUnderstood, &step.step.span, message, "请统一两处的数值"));
    }
    Some(part)
}

fn unclear(reading: &Reading, step: &Step, message: &str) -> Fault {
    let span = step.step.span.start..step.cost.span.end;
    reading.fault(Code::BaseUnclear, &span, message, "请写明标准和方向")
}

fn silence(reading: &Reading, direction: Direction, base: &Quantity) -> Fault {
    let (side, sign) = if direction == Direction::Down { ("超过", "≥") } else { ("低于", "≤") };
    let number = figures::stated(base.value, &base.unit);
    let span = reading.awards().first().map_or(0..0, |(c, _)| c.span.clone());
    let message = format!("没有写明{side}{number}时怎样计分，按不扣分理解");
    reading.fault(Code::SilentOnExcess, &span, message, format!("如无异议，可写成“{sign}{number}”"))
}

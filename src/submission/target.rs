//! 目标值 of an own indicator: what must be reached (90, ≥90), what must not be passed (≤90), or both (＝90, 80～90).

use crate::ground::number::Unit;
use crate::ground::{Code, Figure, GridCell, Message, original, read_figure, tidy};
use rust_decimal::Decimal;
use std::fmt;

/// What a 完成值 is held against. One end at least is there, and none is below 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// What must be reached; none where less is better.
    pub low: Option<Decimal>,
    /// What must not be passed; none where more is better.
    pub high: Option<Decimal>,
}

/// 目标值 as it was filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FiledTarget {
    /// A target.
    Set(Target),
    /// 无, 不适用
    NotApplicable,
    /// Nothing.
    Blank,
    /// Something that cannot be used; a finding says why.
    Faulty,
}

/// Which way a sign or word before or behind a number looks.
#[derive(Clone, Copy)]
enum Side {
    AtLeast,
    AtMost,
    Exactly,
}

/// Signs and words before the number; both ends belong to what is reached.
const BEFORE: [(&str, Side); 17] = [
    ("≥", Side::AtLeast),
    (">=", Side::AtLeast),
    ("不低于", Side::AtLeast),
    ("不少于", Side::AtLeast),
    ("不小于", Side::AtLeast),
    ("至少", Side::AtLeast),
    ("达到", Side::AtLeast),
    ("≤", Side::AtMost),
    ("<=", Side::AtMost),
    ("不超过", Side::AtMost),
    ("不高于", Side::AtMost),
    ("不多于", Side::AtMost),
    ("不大于", Side::AtMost),
    ("至多", Side::AtMost),
    ("=", Side::Exactly),
    ("＝", Side::Exactly),
    ("等于", Side::Exactly),
];
/// Words behind it.
const BEHIND: [(&str, Side); 6] = [
    ("及以上", Side::AtLeast),
    ("以上", Side::AtLeast),
    ("及以下", Side::AtMost),
    ("以下", Side::AtMost),
    ("及以内", Side::AtMost),
    ("以内", Side::AtMost),
];
/// Between the two ends of a range.
const TO: [&str; 6] = ["～", "~", "-", "—", "–", "至"];
/// Words that say that less is better.
const LESS_IS_BETTER: [&str; 8] =
    ["越少越好", "越低越好", "越小越好", "越短越好", "逆向指标", "反向指标", "负向指标", "逆指标"];
/// What a target may look like.
const EXPECTED: &str = "目标值：数（90），或带符号（≥90、≤90、＝90），或起止范围（80～90）";

/// Whether words say that less is better: 生产安全事故起数（越少越好）.
pub fn says_less_is_better(text: &str) -> bool {
    let text = tidy(text);
    LESS_IS_BETTER.iter().any(|words| text.contains(words))
}

impl fmt::Display for Target {
    /// As the result has it: `90`, `≤90`, `＝90`, `80～90`.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match (self.low.map(|low| low.normalize()), self.high.map(|high| high.normalize())) {
            (Some(low), Some(high)) if low == high => write!(f, "＝{low}"),
            (Some(low), Some(high)) => write!(f, "{low}～{high}"),
            (None, Some(high)) => write!(f, "≤{high}"),
            (Some(low), None) => write!(f, "{low}"),
            (None, None) => Ok(()),
        }
    }
}

impl Target {
    fn of(side: Side, number: Decimal) -> Target {
        let on = |is: bool| is.then_some(number);
        Target { low: on(!matches!(side, Side::AtMost)), high: on(!matches!(side, Side::AtLeast)) }
    }

    /// Whether it must be reached alone and is 0, so that nothing can be divided by it.
    pub fn is_zero_base(self) -> bool {
        self.high.is_none() && self.low.is_some_and(|low| low.is_zero())
    }
}

/// Reads a 目标值; `less_is_better` is what the words beside it say.
///
/// # Errors
/// A code and a message, where it is no target.
pub fn read_target(cell: Option<&GridCell>, less_is_better: bool) -> Result<FiledTarget, (Code, Message)> {
    let Some(cell) = cell else { return Ok(FiledTarget::Blank) };
    let text = tidy(&original(cell));
    let (side, target) = match signed(&text) {
        Some((side, rest)) => (Some(side), number(&rest)?.map(|number| Target::of(side, number))),
        None => match range(&text) {
            Some(range) => return range,
            None => {
                let plain = if less_is_better { Side::AtMost } else { Side::AtLeast };
                match read_figure(Some(cell), Unit::Plain) {
                    Figure::Blank => return Ok(FiledTarget::Blank),
                    Figure::NotApplicable => return Ok(FiledTarget::NotApplicable),
                    Figure::Number { value, .. } => (None, not_negative(value)?.map(|value| Target::of(plain, value))),
                    Figure::Fault { code, message } => {
                        return Err((code, Message { expected: EXPECTED.into(), ..message }));
                    }
                }
            }
        },
    };
    match (side, target) {
        (Some(Side::AtLeast), _) if less_is_better => {
            Err(unclear(&text, "写了“越少越好”（或逆向指标），目标值却要求达到，请核对：越少越好的写“≤”"))
        }
        (_, Some(target)) => Ok(FiledTarget::Set(target)),
        _ => Err(unclear(&text, "请按上面的写法填写；要求超过（>）或低于（<）的，请改用“评定”")),
    }
}

/// The side and the number of `≥90`, `90以上`.
fn signed(text: &str) -> Option<(Side, String)> {
    let before = BEFORE.iter().find_map(|(sign, side)| Some((*side, text.strip_prefix(sign)?.to_string())));
    before.or_else(|| BEHIND.iter().find_map(|(words, side)| Some((*side, text.strip_suffix(words)?.to_string()))))
}

/// A plain number; none where it is none.
fn number(text: &str) -> Result<Option<Decimal>, (Code, Message)> {
    let cell = GridCell::text(text);
    match read_figure(Some(&cell), Unit::Plain) {
        Figure::Number { value, .. } => not_negative(value),
        Figure::Fault { code, message } => Err((code, Message { expected: EXPECTED.into(), ..message })),
        _ => Ok(None),
    }
}

fn not_negative(number: Decimal) -> Result<Option<Decimal>, (Code, Message)> {
    if number >= Decimal::ZERO {
        return Ok(Some(number));
    }
    let found = format!("{}，不能按完成比例计分", number.normalize());
    Err((Code::NegativeCount, Message::new("不小于0的目标值", found, "请核对并更正，或改用“评定”")))
}

/// `80～90`; none where the text is no range of two numbers.
fn range(text: &str) -> Option<Result<FiledTarget, (Code, Message)>> {
    let (low, high) = TO.iter().find_map(|to| text.split_once(to))?;
    let ends = [low, high].map(|end| number(end).ok().flatten());
    let [Some(low), Some(high)] = ends else { return None };
    if low > high {
        return Some(Err(unclear(text, "起止范围应从小到大")));
    }
    Some(Ok(FiledTarget::Set(Target { low: Some(low), high: Some(high) })))
}

fn unclear(text: &str, advice: &str) -> (Code, Message) {
    (Code::Unreadable, Message::new(EXPECTED, format!("“{text}”"), advice))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    fn read(text: &str, less: bool) -> Result<FiledTarget, (Code, Message)> {
        let cell = GridCell::text(text);
        read_target(Some(&cell), less)
    }

    #[test]
    fn a_target_says_which_way_is_better() {
        for (text, shown) in [
            ("90", "90"),
            ("≥90", "90"),
            (">=90", "90"),
            ("不低于90", "90"),
            ("90以上", "90"),
            ("≤90", "≤90"),
            ("<= 90", "≤90"),
            ("不超过90", "≤90"),
            ("90以内", "≤90"),
            ("＝3", "＝3"),
            ("=3", "＝3"),
            ("80-90", "80～90"),
            ("80～90", "80～90"),
            ("80至90.5", "80～90.5"),
            ("≥1,000", "1000"),
        ] {
            let Ok(FiledTarget::Set(target)) = read(text, false) else { panic!("{text}: {:?}", read(text, false)) };
            assert_eq!(target.to_string(), shown, "{text}");
        }
        let Ok(FiledTarget::Set(target)) = read("3", true) else { panic!() };
        assert_eq!((target.low, target.high), (None, Some(dec!(3))));
    }

    #[test]
    fn what_is_no_target_is_told() {
        for text in [">90", "<90", "90%", "≥90%", "≤", "-5", "≥-5", "90～80", "大于90", "较多", "约90"] {
            assert!(read(text, false).is_err(), "{text}");
        }
        assert!(read("≥90", true).is_err());
        assert_eq!(read("", false), Ok(FiledTarget::Blank));
        assert_eq!(read("无", false), Ok(FiledTarget::NotApplicable));
    }
}

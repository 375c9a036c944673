//! 计分规则: the official text of a 评分标准 compiled into one of a few kinds of rule.
//!
//! The text is read into phrases (grammar/, with the words of [`lexicon`]), and the kinds (kinds/) claim what
//! the phrases say: exactly one kind must claim a text. Each kind stands in one folder and has the same faces,
//! those of [`RuleKind`]. Percentages are fractions throughout: 1 is 100%.
//!
//! Each uses those before it only:
//!
//! ```text
//! fault, negative ← lexicon ← figures ← grammar ← formula ← rule ← tail, items, scale, wording ← deduction ← kinds ← veto, suggest ← compile, trial
//! ```

mod deduction;
mod fault;
mod figures;
pub mod formula;
mod grammar;
mod items;
mod kinds;
pub mod lexicon;
mod negative;
mod rule;
mod scale;
mod suggest;
mod tail;
pub mod trial;
mod try_value;
pub mod underline;
mod veto;
mod wording;

pub use crate::criterion::formula::Refs;

pub use crate::criterion::fault::{Beside, Fault, Source};
pub use crate::criterion::figures::Unit;
pub use crate::criterion::kinds::{KINDS, judged};
pub use crate::criterion::rule::{
    Answer, Compilation, Example, Facts, Item, Kind, Needs, OfTarget, Part, Rule, RuleKind, Subject, Unscorable,
};
pub(crate) use crate::criterion::wording::{lost, outcome, rounding, unrounded};

use crate::criterion::grammar::reading::Reading;
use crate::criterion::suggest::suggest;
use crate::ground::marked::spelled_mark;
use crate::ground::{Code, Points};

/// Longer texts are no 评分标准.
const LONGEST: usize = 3000;

/// Compiles a 评分标准.
///
/// # Examples
/// ```
/// use jixiao::ground::quantity::Points;
/// use jixiao::criterion::{Source, compile};
/// let text = "每低于100%一个百分点扣0.1分，扣完为止。";
/// let compiled = compile(&Source { indicator: "固定资产利用率", text, full_marks: Points(3.into()) });
/// assert_eq!(compiled.rule.unwrap().kind().name, "逐点扣分");
/// ```
pub fn compile(source: &Source) -> Compilation {
    compile_beside(source, Beside::default())
}

/// As [`compile`], beside a 计算公式: it says what is measured, so that the text cannot be a question of 是 or 否, and
/// which sign a change has; and beside a 目标值, of which the text may speak.
pub fn compile_beside(source: &Source, beside: Beside) -> Compilation {
    let length = source.text.chars().count();
    let refuse = |code, message: &str, advice: &str| {
        let fault = Fault { code, span: 0..length, message: message.into(), advice: advice.into() };
        Compilation { rule: None, faults: vec![fault] }
    };
    if length > LONGEST {
        return refuse(Code::NotUnderstood, "评分标准过长，未识别", "请只保留计分的规定");
    }
    if source.text.trim().is_empty() {
        return refuse(Code::NotUnderstood, "评分标准为空", "请填写评分标准，或在“计算公式”列填“评定”");
    }
    if source.full_marks <= Points::ZERO {
        return refuse(Code::MarksNotFull, "分值应大于0", "请填写分值");
    }
    if let Some(bytes) = spelled_mark(source.text) {
        let letters = |end: usize| source.text[..end].chars().count();
        let span = letters(bytes.start)..letters(bytes.end);
        let message = "有划掉的字或上下标，不能确定哪些字算数".to_string();
        let fault =
            Fault { code: Code::MarkedRule, span, message, advice: "请只留算数的文字后重新运行".into() };
        return Compilation { rule: None, faults: vec![fault] };
    }
    let reading = Reading::new(source, beside);
    let mut compilation = compile_reading(&reading);
    if compilation.rule.is_none() {
        suggest(&reading, &mut compilation.faults, |text| understood(&Source { text, ..*source }, beside).is_some());
    }
    compilation
}

/// The rule of a text, as [`compile_beside`] gives it; none where it is refused, whatever the reason.
pub fn understood(source: &Source, beside: Beside) -> Option<Rule> {
    let in_bounds = source.text.chars().count() <= LONGEST && source.full_marks > Points::ZERO;
    in_bounds.then(|| compile_reading(&Reading::new(source, beside)).rule).flatten()
}

/// What the kinds make of a text, without a sentence to write instead.
fn compile_reading(reading: &Reading) -> Compilation {
    let refused = |faults| Compilation { rule: None, faults };
    let Compilation { rule, mut faults } = match claims_on(reading).as_slice() {
        [] => refused(no_kind(reading)),
        [(_, claim)] => claim.clone(),
        several => refused(several_kinds(reading, several)),
    };
    let (rule, open) = veto::applied(reading, rule);
    faults.extend(open);
    faults.extend(reading.common_faults());
    let measured = rule.as_ref().filter(|_| !reading.formula.trim().is_empty());
    faults.extend(measured.and_then(|rule| in_words(reading, &**rule)));
    // what was not read may be what seems to be missing
    let unread = reading.unread(|_| false);
    if faults.iter().any(|fault| unread.contains(fault)) {
        let whole = reading.text.original(&reading.whole());
        let missing = |fault: &Fault| matches!(fault.code, Code::BandGap | Code::BaseUnclear) || fault.span == whole;
        faults.retain(|fault| unread.contains(fault) || !missing(fault));
    }
    // without its target the rest of a rule cannot be told
    if let Some(target) = reading.target_unknown() {
        faults.retain(|fault| *fault == target || unread.contains(fault));
    }
    faults.sort_by_key(|fault| (fault.span.start, fault.code));
    faults.dedup();
    let outer = faults.clone();
    faults.retain(|fault| !outer.iter().any(|other| is_inside(fault, other)));
    let refused = faults.iter().any(Fault::refuses);
    // how the silent side would have been read is of no interest then
    faults.retain(|fault| !refused || fault.code != Code::SilentOnExcess);
    Compilation { rule: rule.filter(|_| !refused), faults }
}

/// 全部完成得5分 beside 完成数÷计划数: the text has no number for what the 计算公式 gives.
fn in_words(reading: &Reading, rule: &dyn RuleKind) -> Option<Fault> {
    let Needs::Checks(items) = rule.needs() else { return None };
    let words = items.first().map_or("", |item| item.text.as_str());
    let message =
        format!("计算公式写着“{}”，而“{words}”没有写明对应的数值，不能只按是、否计分", reading.formula.trim());
    let advice = format!(
        "请写明数值，例如“≥100%，计{0}分；否则不得分。”；如果确实由人判断是、否，请删去计算公式",
        reading.source.full_marks
    );
    Some(reading.fault(Code::NotUnderstood, &reading.whole(), message, advice))
}

/// Whether another fault of the same code covers the words of this one and more: one spot, one fault.
fn is_inside(fault: &Fault, other: &Fault) -> bool {
    let covered = other.span.start <= fault.span.start && fault.span.end <= other.span.end;
    fault.code == Code::LostComparison && other.code == fault.code && covered && other.span != fault.span
}

/// The kinds that claim a text; other than one, it is refused.
pub fn claims(source: &Source) -> Vec<&'static str> {
    claims_on(&Reading::new(source, Beside::default())).into_iter().map(|(kind, _)| kind.id).collect()
}

/// What the kinds make of a text; those to which it does not belong say nothing.
fn claims_on(reading: &Reading) -> Vec<(&'static Kind, Compilation)> {
    KINDS.iter().filter_map(|kind| Some((kind, (kind.parse)(reading)?))).collect()
}

/// Faults of a text that no kind claims.
fn no_kind(reading: &Reading) -> Vec<Fault> {
    let unread = reading.unread(|_| false);
    if !unread.is_empty() {
        return unread;
    }
    let advice = "请写明怎样计分；如由人工打分，请在“计算公式”列填“评定”";
    vec![reading.fault(Code::NotUnderstood, &reading.whole(), "没有找到计分的规定", advice)]
}

/// Faults of a text that reads as two kinds of rule.
fn several_kinds(reading: &Reading, claims: &[(&Kind, Compilation)]) -> Vec<Fault> {
    let names: Vec<&str> = claims.iter().map(|(kind, _)| kind.name).collect();
    let message = format!("既像{}，不能确定按哪一种", names.join("，又像"));
    let mut faults = vec![reading.fault(Code::NotUnderstood, &reading.whole(), message, "请只保留一种计分办法")];
    faults.extend(reading.unread(|_| false));
    faults
}

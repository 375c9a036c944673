//! What to write instead of a text that is refused: sentences made from what was read, each compiled before it is
//! shown, so that it is accepted when it is pasted.

use crate::criterion::fault::Fault;
use crate::criterion::figures;
use crate::criterion::figures::Unit;
use crate::criterion::grammar::condition::{Condition, End};
use crate::criterion::grammar::reading::Reading;
use crate::criterion::grammar::steps::Step;
use crate::criterion::grammar::tokens::{Marks, Spanned, is_separator};
use crate::criterion::lexicon::{DECIDES, Direction, connective_in};
use crate::ground::{Code, Exact, Points};
use indexmap::IndexMap;
use std::cell::{Cell, RefCell};

/// Faults beyond so many are told without a sentence of their own.
const MOST: usize = 12;
/// So many characters are compiled in search of sentences, and no more: a text of thousands gets fewer tries.
const CHARACTERS: usize = 20_000;
/// What ends a clause in the official text.
const ENDS: [char; 11] = ['，', '；', '。', ',', ';', '\n', '！', '、', ':', '：', '.'];

/// A sentence for each fault that refuses the text. `accepts` says whether a text is understood.
pub(crate) fn suggest(reading: &Reading, faults: &mut [Fault], accepts: impl Fn(&str) -> bool) {
    let source = reading.source;
    let text: Vec<char> = source.text.chars().collect();
    let all: Vec<Fault> = faults.iter().filter(|fault| fault.refuses()).cloned().collect();
    let models = models(reading);
    let known: RefCell<IndexMap<String, bool>> = RefCell::default();
    let left = Cell::new(CHARACTERS);
    let accepts = |text: &str| {
        let said = known.borrow().get(text).copied();
        said.unwrap_or_else(|| {
            let Some(rest) = left.get().checked_sub(text.chars().count()) else { return false };
            left.set(rest);
            let said = accepts(text);
            known.borrow_mut().insert(text.to_string(), said);
            said
        })
    };
    for fault in faults.iter_mut().filter(|fault| fault.refuses()).take(MOST) {
        if works_already(fault, &text, &accepts) {
            continue;
        }
        let accepted = |candidate: &String| *candidate != source.text && accepts(candidate);
        let lead =
            |lead: &str| if lead.is_empty() { String::new() } else { format!("{}；", lead.trim_end_matches('；')) };
        let advice = lead(&fault.advice);
        if let Some(sentence) = repairs(reading, fault, &text).into_iter().find(accepted) {
            fault.advice = format!("{advice}可以写成“{sentence}”");
        } else if let Some((words, rest)) = without(fault, &all, &text).into_iter().find(|(_, rest)| accepted(rest)) {
            let decides = DECIDES.stand_in(&words) || connective_in(&words).is_some();
            fault.advice = match decides {
                // one of two is enough
                _ if fault.advice.starts_with("请只保留") => format!("{advice}例如只写“{rest}”"),
                true => {
                    format!("{advice}“{words}”影响计分，请写明什么情形、怎样计分，单列为一项指标；这一项只写“{rest}”")
                }
                false => {
                    format!("{advice}如果“{words}”不影响计分，请移到备注，只写“{rest}”；如果影响计分，请写明数值和分数")
                }
            };
        } else if let Some(sentence) = models.iter().find(|sentence| accepted(sentence)) {
            fault.advice = format!("{advice}请按能够计分的写法写明，例如“{sentence}”");
        } else {
            fault.advice = format!("{advice}请写明数值和分数；如由人工打分，请写成“由评审人员评定。”");
        }
    }
    for fault in faults.iter_mut().filter(|fault| fault.advice.is_empty()) {
        fault.advice = "请写明数值和分数；如由人工打分，请写成“由评审人员评定。”".into();
    }
}

/// Whether a sentence that the advice has is accepted, alone or in place of the words at fault.
fn works_already(fault: &Fault, text: &[char], accepts: &impl Fn(&str) -> bool) -> bool {
    let quoted = fault.advice.split('“').skip(1).filter_map(|rest| rest.split_once('”')).map(|(words, _)| words);
    quoted.filter(|words| !words.is_empty()).any(|words| accepts(&replaced(fault, text, words)) || accepts(words))
}

/// The text with other words where those at fault stand.
fn replaced(fault: &Fault, text: &[char], words: &str) -> String {
    let (before, after) = (&text[..fault.span.start.min(text.len())], &text[fault.span.end.min(text.len())..]);
    before.iter().copied().chain(words.chars()).chain(after.iter().copied()).collect()
}

/// The text with its fault mended, where that can be told.
fn repairs(reading: &Reading, fault: &Fault, text: &[char]) -> Vec<String> {
    let whole: String = text.iter().collect();
    let words: String = text.get(fault.span.clone()).unwrap_or_default().iter().collect();
    let full = reading.source.full_marks;
    match fault.code {
        Code::LostComparison | Code::DamagedText if !words.starts_with(|c: char| c.is_ascii_digit()) => {
            let digit = words.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
            let (name, number) = words.split_at(digit);
            let name = name.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            ["≤", "≥", "等于"].iter().map(|sign| replaced(fault, text, &format!("{name}{sign}{number}"))).collect()
        }
        Code::BandGap => {
            let ended = whole.trim_end_matches(['。', '；', ';', '.', '\n', ' ']);
            vec![format!("{ended}；其他情况不得分。")]
        }
        Code::MarksNotFull => {
            vec![replaced(fault, text, &format!("计{full}分")), replaced(fault, text, &format!("{full}分"))]
        }
        _ => damaged(&whole).into_iter().chain(items(reading)).collect(),
    }
}

/// The text with the figures that copying spoils put right: 扣05分, l0%, 1O0%, 每超过196扣.
fn damaged(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
    let number =
        |at: Option<usize>| digit(at) || at.and_then(|at| chars.get(at)).is_some_and(|c| "lIOo.%".contains(*c));
    let mended = |(at, c): (usize, &char)| {
        let (before, after) = (at.checked_sub(1), Some(at + 1));
        let begins = !digit(before) && before.and_then(|at| chars.get(at)) != Some(&'.');
        match c {
            '0' if begins && digit(after) => "0.".to_string(),
            'l' | 'I' if number(before) || number(after) => "1".to_string(),
            'O' | 'o' if number(before) || number(after) => "0".to_string(),
            c => c.to_string(),
        }
    };
    let mended: String = chars.iter().enumerate().map(mended).collect();
    // 96 for %
    let percent = mended
        .replace("96扣", "%扣")
        .replace("96以", "%以")
        .replace("96不", "%不")
        .replace("96得", "%得")
        .replace("96，", "%，");
    [mended, percent].into_iter().filter(|mended| mended != text).collect()
}

/// Conditions in words without numbers before them, as items.
fn items(reading: &Reading) -> Option<String> {
    let awards = reading.word_awards();
    let item = |(index, (words, marks)): (usize, &(&str, &Spanned<Marks>))| {
        let sign = char::from_u32('①' as u32 + u32::try_from(index).ok()?)?;
        Some(format!("{sign}{words}，{}分", reading.points(marks)))
    };
    let items: Option<Vec<String>> = awards.iter().enumerate().map(item).collect();
    items.filter(|items| items.len() > 1).map(|items| format!("{}。", items.join("；")))
}

/// The text without the clause at fault, and without all that are; with the words that are left out.
fn without(fault: &Fault, all: &[Fault], text: &[char]) -> Vec<(String, String)> {
    let clause = |fault: &Fault| {
        let start = fault.span.start.min(text.len());
        let end = fault.span.end.clamp(start, text.len());
        let from = text[..start].iter().rposition(|c| ENDS.contains(c)).map_or(0, |at| at + 1);
        let to = text[end..].iter().position(|c| ENDS.contains(c)).map_or(text.len(), |at| end + at);
        from..to
    };
    let left = |clauses: &[std::ops::Range<usize>]| {
        let kept = text.iter().enumerate().filter(|(at, _)| !clauses.iter().any(|clause| clause.contains(at)));
        tidied(&kept.map(|(_, c)| *c).collect::<String>())
    };
    let one = clause(fault);
    let words = |clause: &std::ops::Range<usize>| text[clause.clone()].iter().collect::<String>();
    let every: Vec<_> = all.iter().map(clause).collect();
    let mut names: Vec<String> = every.iter().map(words).collect();
    names.dedup();
    vec![(words(&one), left(std::slice::from_ref(&one))), (names.join("”“"), left(&every))]
}

/// No punctuation at the beginning, none doubled, a full stop at the end.
fn tidied(text: &str) -> String {
    let mut tidy = String::new();
    for c in text.chars().filter(|c| !c.is_control()) {
        let after_end = tidy.is_empty() || tidy.ends_with(ENDS);
        if ENDS.contains(&c) && c != '.' && after_end {
            continue;
        }
        tidy.push(c);
    }
    format!("{}。", tidy.trim_end_matches(ENDS))
}

/// Texts of the common kinds, with the numbers and marks of this one.
fn models(reading: &Reading) -> Vec<String> {
    let mut models = bands(reading);
    models.extend(steps(reading));
    let full = reading.source.full_marks;
    let text = reading.text.as_str();
    let numbers = numbers(text);
    let taken =
        |number: &&Number| number.unit == "分" && (number.before.ends_with('扣') || number.before.ends_with('减'));
    let cost = numbers.iter().find(taken).map(|number| number.digits.clone());
    let percent = numbers.iter().find(|number| number.is_compared()).map(|number| number.digits.clone());
    let rises = wants_less(reading);
    let late = ["逾期", "迟", "延", "天", "日"].iter().any(|word| text.contains(word));
    match (cost, percent) {
        (Some(cost), Some(percent)) if text.contains('每') => {
            let step = |sign, verb| format!("{sign}{percent}%，计{full}分；每{verb}一个百分点扣{cost}分，扣完为止。");
            let (up, down) = (step("≤", "超过"), step("≥", "低于"));
            models.extend(if rises { [up, down] } else { [down, up] });
        }
        (Some(cost), _) if late => {
            models.push(format!("按时完成得{full}分；每逾期1天扣{cost}分，扣完为止。"));
            models.push(format!("每出现一例扣{cost}分，扣完为止。"));
        }
        (Some(cost), _) => models.push(format!("每出现一例扣{cost}分，扣完为止。")),
        (None, Some(percent)) => {
            let (up, down) = (
                format!("≥{percent}%，计{full}分；低于{percent}%的，不得分。"),
                format!("≤{percent}%，计{full}分；超过{percent}%的，不得分。"),
            );
            models.extend(if rises { [down, up] } else { [up, down] });
        }
        (None, None) => {}
    }
    let asked = text.split(['，', '；', '。', '：', '、', '(']).map(question).find(|words| words.chars().count() > 1);
    models.extend(asked.map(|words| format!("{words}的，计{full}分；否则不得分。")));
    models
}

/// Whether the marks are for few and not for much: as the conditions that give marks say, else as the words.
fn wants_less(reading: &Reading) -> bool {
    let awards = reading.awards().into_iter().filter(|(_, marks)| reading.points(marks) > Points::ZERO);
    let mut sides = awards.map(|(condition, _)| (condition.low.is_some(), condition.high.is_some()));
    match sides.find(|(low, high)| low != high) {
        Some((low, _)) => !low,
        None => ["超", "高", "增", "≤", "大于", "以内"].iter().any(|word| reading.text.as_str().contains(word)),
    }
}

/// Deductions with a base: the number that the text compares with, or 100%.
fn steps(reading: &Reading) -> Vec<String> {
    let conditions = reading.conditions();
    let ends = conditions.iter().flat_map(|condition| [&condition.low, &condition.high]).flatten();
    let mut bases: Vec<(Exact, Unit)> = ends.map(|end| (end.at.value, end.at.unit.clone())).collect();
    bases.push((Exact::ONE, Unit::Percent));
    bases.push((Exact::ZERO, Unit::Plain));
    let model = |step: &Step| {
        let verb = if step.direction == Some(Direction::Up) { "超过" } else { "低于" };
        let size = figures::step(step.step.value.value, &step.step.value.unit);
        let cost = reading.words(&step.cost.span);
        let with = |(value, unit): &(Exact, Unit)| {
            let base = figures::shown(*value, unit).replace('−', "-");
            format!("以{base}为标准，每{verb}{size}扣{cost}，扣完为止。")
        };
        bases.iter().map(with).collect::<Vec<_>>()
    };
    reading.steps().into_iter().flat_map(model).collect()
}

/// The words of a clause before its marks.
fn question(clause: &str) -> &str {
    let figure = |c: char| c.is_ascii_digit() || "零一二两三四五六七八九十百≥≤<>=%①②③④⑤⑥⑦⑧⑨".contains(c);
    let words = clause.split(figure).next().unwrap_or_default();
    let words = ["不得", "得满", "得", "计", "扣", "的"]
        .iter()
        .fold(words, |words, end| words.strip_suffix(end).unwrap_or(words));
    let words = words.trim_start_matches('的');
    // 控制在, 受到表彰的加: something must follow
    if words.ends_with(['在', '到', '于', '过', '占', '加', '减', '扣', '为', '是', '按', '以', '比', '从', '与', '、'])
    {
        return "";
    }
    words
}

/// The bands of the text from the ends that it names, each with its better end: 90%以上5分，80%以上4分.
fn bands(reading: &Reading) -> Vec<String> {
    let awards = reading.awards();
    let ends = |pick: fn(&Condition) -> Option<&End>| {
        let mut ends: Vec<(&End, Points)> =
            awards.iter().filter_map(|(condition, marks)| Some((pick(condition)?, reading.points(marks)))).collect();
        ends.retain(|(_, marks)| *marks > Points::ZERO);
        ends.sort_by_key(|(_, marks)| std::cmp::Reverse(*marks));
        ends.dedup_by_key(|(_, marks)| *marks);
        ends
    };
    let stated = |end: &End| {
        let unit = if end.at.value.is_zero() && end.at.unit == Unit::Plain { &Unit::Percent } else { &end.at.unit };
        figures::shown(end.at.value, unit).replace('−', "-")
    };
    let chain = |ends: Vec<(&End, Points)>, signs: [&str; 2], below: bool| {
        let mut clauses = Vec::new();
        for (index, (end, marks)) in ends.iter().enumerate() {
            let at = stated(end);
            clauses.push(match index.checked_sub(1).and_then(|before| ends.get(before)) {
                None => format!("{}{at}，计{marks}分", signs[0]),
                Some((better, _)) if below => format!("{at}（含）-{}，计{marks}分", stated(better)),
                Some((better, _)) => format!("{}-{at}（含），计{marks}分", stated(better)),
            });
        }
        let worst = ends.last().map(|(end, _)| format!("{}{}的，不得分。", signs[1], stated(end)));
        worst.map(|worst| format!("{}；{worst}", clauses.join("；")))
    };
    let up = chain(ends(|condition| condition.low.as_ref()), ["≥", "低于"], true);
    let down = chain(ends(|condition| condition.high.as_ref()), ["≤", "超过"], false);
    up.into_iter().chain(down).collect()
}

/// A number of the text as it is written.
struct Number<'a> {
    before: &'a str,
    digits: String,
    unit: &'a str,
    after: &'a str,
}

impl Number<'_> {
    /// A percentage that something is compared with: ≥90%, 90%以上, 每超过1%; 5% of 得分×5%计入 is none.
    fn is_compared(&self) -> bool {
        let before = ['≥', '≤', '>', '<', '=', '到', '过', '于', '出', '低', '高', '为', '率', '以', '-'];
        let after = ["以", "及以", "的", "为", "-", "(含", "(不含", "，", "；", "。", "得", "计", "扣"];
        let taken = self.before.ends_with(['×', '*', '/', '÷', '+', '的', '占', '按'])
            || self.after.starts_with(['×', '*', '+']);
        let stands_alone = self.after.is_empty() || after.iter().any(|word| self.after.starts_with(word));
        let step = self.before.rsplit(is_separator).next().is_some_and(|clause| clause.contains('每'));
        self.unit == "%" && !taken && !step && (self.before.ends_with(before) || stands_alone)
    }
}

fn numbers(text: &str) -> Vec<Number<'_>> {
    let mut numbers = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|start| at + start) {
        let end = text[start..].find(|c: char| !c.is_ascii_digit() && c != '.').map_or(text.len(), |end| start + end);
        let unit = ["%", "分"].into_iter().find(|unit| text[end..].starts_with(unit)).unwrap_or_default();
        let after = &text[end + unit.len()..];
        numbers.push(Number { before: &text[..start], digits: text[start..end].to_string(), unit, after });
        at = end;
    }
    numbers
}

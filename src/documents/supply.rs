//! 补正通知: what a department must supply or correct, an item for each indicator, in words.

use crate::annex::Annex;
use crate::documents::frame::{begun, ended};
use crate::documents::letter::Letter;
use crate::documents::said::{closed_up, masked, side_by_side, without_colons};
use crate::evaluate::{Evaluation, State};
use crate::ground::names::sheets;
use crate::ground::{Code, Finding, Level, Owner, Topic};
use crate::scheme::ColumnKey;
use crate::scheme::wording::PhraseId;
use crate::word::{Document, Style};
use indexmap::IndexMap;

/// What an item is about, and everything that is said of it.
type Items = IndexMap<String, Vec<String>>;

/// Letters of the name of a column that reasons show.
const SHOWN: usize = 16;

/// The document.
pub fn document(letter: Letter, department: usize) -> Document {
    let mut page = begun(letter, PhraseId::SupplementTitle, PhraseId::SupplementOpening);
    for (number, item) in (1..).zip(to_supply(letter.annex, department)) {
        page.line(Style::Body, format!("{number}．{item}。"));
    }
    let judged = letter.annex.unjudged(department);
    if !judged.is_empty() {
        page.line(Style::Body, format!("下列指标由我局评定后另行通知：{}。", judged.join("、")));
    }
    page.line(Style::Body, letter.words(PhraseId::SupplementTasks));
    if !letter.evaluation().cards[department].pending() {
        page.line(Style::Body, letter.words(PhraseId::SupplementRated));
    }
    ended(letter, page, PhraseId::SupplementTitle, "")
}

/// Whether a department has anything to supply.
pub fn is_due(letter: Letter, department: usize) -> bool {
    !to_supply(letter.annex, department).is_empty()
}

/// The items, one for each indicator: first what keeps the department from being rated, then what does not tie.
fn to_supply(annex: Annex, department: usize) -> Vec<String> {
    let mut items = Items::new();
    let scores = &annex.evaluation.cards[department].scores;
    for index in (0..scores.len()).filter(|index| scores[*index].state == State::Pending) {
        let (whose, cause) = annex.named_cause(department, index);
        let cause = side_by_side(&whole_names(annex.evaluation, index, &cause));
        let said = items.entry(whose).or_default();
        if !annex.is_to_judge(department, index) && !said.contains(&cause) {
            said.push(cause);
        }
    }
    let judged = annex.unjudged(department);
    for finding in annex.evaluation.findings.iter().filter(|one| is_of(annex, department, one) && is_asked(one)) {
        let whose = whose(&items, finding);
        // what the reviewers mark needs no figures of the department
        let is_marked = || judged.iter().any(|name| name.split('、').any(|one| one == finding.indicator));
        let said = items.entry(whose).or_default();
        // what is missing is said once
        if finding.code == Code::SelfFullOnEmpty && (!said.is_empty() || is_marked()) {
            continue;
        }
        let words = words(annex, finding);
        match said.iter_mut().find(|before| words.starts_with(before.as_str())) {
            Some(before) => *before = words,
            None => said.push(words),
        }
    }
    let texts = items.into_iter().filter(|(_, said)| !said.is_empty()).flat_map(|(name, said)| {
        let said = requests(said);
        match name.is_empty() {
            true => said,
            false => vec![format!("{name}：{}", said.join("；"))],
        }
    });
    texts.collect()
}

/// Whether a finding is of a department: of its rows, where its name stands twice.
fn is_of(annex: Annex, department: usize, finding: &Finding) -> bool {
    let one = &annex.evaluation.submission.departments[department];
    if finding.department != one.name {
        return false;
    }
    let row = match finding.place.sheet.as_ref() {
        sheets::DATA => Some(one.row),
        sheets::SELF => one.self_assessment.as_ref().map(|own| own.row),
        _ => None,
    };
    let is_elsewhere = finding.place.cell.zip(row).is_some_and(|(cell, row)| cell.row != row);
    let twice = || annex.evaluation.submission.departments.iter().filter(|other| other.name == one.name).count() > 1;
    !(is_elsewhere && twice())
}

/// Whether the department is to settle a finding that the cause of a 待核 score does not say already.
fn is_asked(finding: &Finding) -> bool {
    let info = finding.code.info();
    match info.level {
        Level::AskDepartment => true,
        Level::AffectsMarks => {
            let is_said = [Code::Missing, Code::ZeroBase, Code::PartlyNotApplicable].contains(&finding.code);
            info.owner == Owner::Department && !is_said
        }
        _ => false,
    }
}

/// The item that a finding belongs to: that of its indicator, which is named longer where two have the name.
fn whose(items: &Items, finding: &Finding) -> String {
    let name = &finding.indicator;
    let longer = format!("{name}（");
    let known = items.keys().find(|item| !name.is_empty() && (*item == name || item.starts_with(&longer)));
    known.unwrap_or(name).clone()
}

/// A cause with the names of items whole: reasons cut them short.
fn whole_names(evaluation: &Evaluation, index: usize, cause: &str) -> String {
    let is_of = |key: &ColumnKey| match key {
        ColumnKey::RuleItem { indicator, .. } => *indicator == index,
        _ => true,
    };
    let columns = evaluation.scheme().columns.iter().filter(|column| is_of(&column.key));
    columns.fold(cause.to_string(), |cause, column| {
        let short: String = column.label.chars().take(SHOWN).collect();
        cause.replace(&format!("“{short}…”"), &format!("“{}”", column.label))
    })
}

/// What is said of an item, with a request where nothing asks for anything yet.
fn requests(mut said: Vec<String>) -> Vec<String> {
    let asked = said.len();
    for (at, text) in said.iter_mut().enumerate() {
        let is_followed = text.ends_with("填报有误") && at + 1 < asked;
        if !is_followed && !text.contains('请') {
            *text = format!("{text}，{}", asks(text));
        }
    }
    said
}

fn asks(cause: &str) -> &'static str {
    match () {
        () if cause.starts_with('缺') => "请补报",
        () if cause.contains("为0，无法计算") => "请核实；确为0的，请书面说明",
        () if cause.contains("不适用") => "请核实后填写数字，或者说明不适用的理由",
        () => "请核对更正",
    }
}

/// Findings that begin with what was filled in.
const ENTRIES: [Code; 5] =
    [Code::Unreadable, Code::PercentAmbiguous, Code::UnitMismatch, Code::TooLarge, Code::NegativeCount];

/// A finding as a letter says it: what was found, and what the department is asked to do.
fn words(annex: Annex, finding: &Finding) -> String {
    let found = annex.said(&finding.message.found);
    let found = found.trim_end_matches("，相关指标作待核").trim_end_matches("，作待核");
    let filled = if ENTRIES.contains(&finding.code)
        && found.starts_with(|c: char| c == '“' || c == '-' || c.is_ascii_digit())
    {
        let of_marks = finding.place.sheet == sheets::SELF && finding.indicator.is_empty();
        if of_marks { "自评得分填的是" } else { "填的是" }
    } else {
        ""
    };
    let tie = match finding.code.topic() {
        // what else is expected is no formula
        Topic::Tie if finding.message.expected.contains(['=', '≤', '≥', '<', '>']) => {
            let expected = &finding.message.expected;
            format!("“{}”不相符，", expected.rsplit_once('（').map_or(expected.as_str(), |(tie, _)| tie))
        }
        _ => String::new(),
    };
    let text = format!("{tie}{filled}{found}，{}", request(&finding.message.advice));
    // the name of the indicator stands before a colon already
    let text = if finding.indicator.is_empty() { text } else { without_colons(&text) };
    side_by_side(&closed_up(&masked(&text)))
}

/// What the department is asked to do, without what only the bureau or the program does.
fn request(advice: &str) -> String {
    let (advice, _) = advice.split_once("（旧格式").unwrap_or((advice, ""));
    let others = ["程序", "重新运行", "采信", "采用"];
    let kept: Vec<&str> = advice.split('；').filter(|part| !others.iter().any(|word| part.contains(word))).collect();
    match kept.is_empty() {
        true => "请核对更正".to_string(),
        false => kept.join("；").replacen("请部门", "请", 1),
    }
}

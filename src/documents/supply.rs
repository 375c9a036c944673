//! 补正通知: what a department must supply or correct, an item for each indicator, in words.

use crate::annex::Annex;
use crate::documents::letter::{Letter, begun, ended};
use crate::evaluate::State;
use crate::ground::names::sheets;
use crate::ground::{Code, Finding, Level, Owner, Topic};
use crate::scheme::wording::PhraseId;
use crate::word::{Document, Style};
use indexmap::IndexMap;

/// What an item is about, and everything that is said of it.
type Items = IndexMap<String, Vec<String>>;

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
    ended(letter, page, PhraseId::SupplementTitle, "")
}

/// Whether a department has anything to supply.
pub fn is_due(letter: Letter, department: usize) -> bool {
    !to_supply(letter.annex, department).is_empty()
}

/// The items, one for each indicator: first what keeps the department from being rated, then what does not tie.
fn to_supply(annex: Annex, department: usize) -> Vec<String> {
    let mut items = Items::new();
    let name = annex.department(department);
    let scores = &annex.evaluation.cards[department].scores;
    for index in (0..scores.len()).filter(|index| scores[*index].state == State::Pending) {
        let (whose, cause) = annex.named_cause(department, index);
        let said = items.entry(whose).or_default();
        if !annex.is_to_judge(department, index) && !said.contains(&cause) {
            said.push(cause);
        }
    }
    let of_department = annex.evaluation.findings.iter().filter(|finding| finding.department == name);
    for finding in of_department.filter(|finding| is_asked(finding)) {
        let whose = whose(&items, finding);
        let said = items.entry(whose).or_default();
        let words = words(annex, finding);
        // what is missing is said once
        if finding.code == Code::SelfFullOnEmpty && !said.is_empty() {
            continue;
        }
        match said.iter_mut().find(|before| words.starts_with(before.as_str())) {
            Some(before) => *before = words,
            None => said.push(words),
        }
    }
    let texts = items.into_iter().filter(|(_, said)| !said.is_empty()).flat_map(|(name, said)| match name.is_empty() {
        true => said,
        false => vec![format!("{name}：{}", said.join("；"))],
    });
    texts.collect()
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
        Topic::Tie => {
            let expected = &finding.message.expected;
            format!("“{}”不相符：", expected.rsplit_once('（').map_or(expected.as_str(), |(tie, _)| tie))
        }
        _ => String::new(),
    };
    format!("{tie}{filled}{found}，{}", request(&finding.message.advice))
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

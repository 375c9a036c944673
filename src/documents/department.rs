//! What goes to one department: 复核结果反馈函, 补正通知, 整改通知书.

use crate::documents::letter::{Letter, title_lines};
use crate::documents::tables::{self, centre, words};
use crate::evaluate::Deduction;
use crate::ground::Points;
use crate::scheme::wording::PhraseId;
use crate::word::{Document, Section, Style};

/// 复核结果反馈函, for a department that is rated.
pub fn feedback(letter: Letter, department: usize) -> Document {
    let mut page = begun(letter, PhraseId::FeedbackTitle, PhraseId::FeedbackOpening);
    page.line(Style::Body, letter.words(PhraseId::FeedbackResult));
    let deductions = &letter.evaluation().cards[department].deductions;
    if deductions.is_empty() {
        page.line(Style::Body, letter.words(PhraseId::FeedbackFull));
    } else {
        page.line_with_next(Style::Body, "扣分情况见下表：");
        tables::deductions(letter, &mut page, deductions);
    }
    page.line(Style::Body, letter.words(PhraseId::FeedbackObjections));
    ended(letter, page, PhraseId::FeedbackTitle)
}

/// 补正通知, for a department that is not rated or whose figures do not tie.
pub fn supplement(letter: Letter, department: usize) -> Document {
    let mut page = begun(letter, PhraseId::SupplementTitle, PhraseId::SupplementOpening);
    for (number, item) in (1..).zip(to_supply(letter, department)) {
        page.line(Style::Body, format!("{number}．{}。", item.trim_end_matches('。')));
    }
    page.line(Style::Body, letter.words(PhraseId::SupplementTasks));
    ended(letter, page, PhraseId::SupplementTitle)
}

/// What a department must supply or correct, in words: what is missing, then what does not tie.
pub fn to_supply(letter: Letter, department: usize) -> Vec<String> {
    let name = letter.annex.department(department);
    let asked = letter.evaluation().findings.iter().filter(|finding| {
        let info = finding.code.info();
        finding.department == name && info.level == crate::ground::Level::AskDepartment
    });
    let told = asked.map(|finding| {
        let message = &finding.message;
        let place = if finding.indicator.is_empty() { String::new() } else { format!("{}：", finding.indicator) };
        format!("{place}应为{}，实为{}", message.expected, message.found)
    });
    letter.annex.lacking(department).into_iter().chain(told).collect()
}

/// 整改通知书 with its 回执.
pub fn rectification(letter: Letter, department: usize) -> Document {
    let mut page = begun(letter, PhraseId::RectificationTitle, PhraseId::RectificationOpening);
    let deductions = &letter.evaluation().cards[department].deductions;
    tables::deductions(letter, &mut page, deductions);
    page.line(Style::Body, letter.words(PhraseId::RectificationTasks));
    let mut document = ended(letter, page, PhraseId::RectificationTitle);
    document.sections.push(receipt(letter, deductions));
    document
}

fn receipt(letter: Letter, deductions: &[Deduction]) -> Section {
    let mut page = Section::default();
    page.line_with_next(Style::AnnexMark, "附件");
    page.line_with_next(Style::Addressee, "");
    page.line_with_next(Style::Title, title_lines(&letter.words(PhraseId::RectificationReceipt)));
    page.gap();
    let system = &letter.evaluation().scheme().system;
    let row = |(number, deduction): (usize, &Deduction)| {
        let names: Vec<String> = deduction.indicators.iter().map(|index| system.short_name(*index)).collect();
        let problem = format!("{}：{}", names.join("、"), letter.annex.reason(deduction));
        vec![centre(number.to_string()), words(problem), words(""), words(""), words("")]
    };
    let rows = (1..).zip(deductions).map(row).collect();
    tables::put(&mut page, &[8, 40, 28, 12, 12], &["序号", "问题", "整改措施和结果", "责任人", "完成时限"], rows);
    page.gap();
    page.line_with_next(Style::Signature, "整改单位（盖章）：　　　　　　");
    page.line(Style::Signature, "　　　　年　　月　　日");
    page
}

/// Whether a department gets a 整改通知书: 合格 and below, or any indicator without marks.
pub fn must_rectify(letter: Letter, department: usize) -> bool {
    let card = &letter.evaluation().cards[department];
    let grades = &letter.evaluation().scheme().conventions.grades;
    let is_low = grades.iter().skip(2).any(|band| band.name == card.standing.grade);
    !card.pending() && (is_low || card.deductions.iter().any(|deduction| deduction.marks == Points::ZERO))
}

fn begun(letter: Letter, title: PhraseId, opening: PhraseId) -> Section {
    let mut page = Section::default();
    letter.title(&mut page, title);
    letter.addressee(&mut page);
    page.line(Style::Body, letter.words(opening));
    page
}

fn ended(letter: Letter, mut page: Section, title: PhraseId) -> Document {
    page.line(Style::Body, letter.words(PhraseId::Contact));
    letter.signature(&mut page);
    Document { title: letter.words(title), sections: vec![page] }
}

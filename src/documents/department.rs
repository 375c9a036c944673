//! What goes to a department that is rated: 复核结果反馈函 with its 附件3-1复核表, 整改通知书 with its 回执.

use crate::documents::frame::{begun, ended};
use crate::documents::letter::{Letter, title_lines};
use crate::documents::said::unnested;
use crate::documents::tables::{self, centre, words};
use crate::documents::{reviewed, supply};
use crate::evaluate::Deduction;
use crate::form::scoring::title;
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
    // what is in doubt is not published
    if !letter.evaluation().public && supply::is_due(letter, department) {
        page.line(Style::Body, letter.words(PhraseId::FeedbackDoubts));
    }
    page.line(Style::Body, letter.words(PhraseId::FeedbackObjections));
    let mut document = ended(letter, page, PhraseId::FeedbackTitle, title(&letter.evaluation().scheme().system));
    document.sections.extend(reviewed::sections(letter, department));
    document
}

/// 整改通知书 with its 回执.
pub fn rectification(letter: Letter, department: usize) -> Document {
    let mut page = begun(letter, PhraseId::RectificationTitle, PhraseId::RectificationOpening);
    let deductions = &letter.evaluation().cards[department].deductions;
    tables::deductions(letter, &mut page, deductions);
    page.line(Style::Body, letter.words(PhraseId::RectificationTasks));
    let mut document = ended(letter, page, PhraseId::RectificationTitle, &letter.words(PhraseId::RectificationReceipt));
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
        let (name, reason) = (names.join("、"), unnested(&letter.annex.reason(deduction)));
        let problem = if reason.starts_with(&name) { reason } else { format!("{name}：{reason}") };
        vec![centre(number.to_string()), words(problem), words(""), words(""), words("")]
    };
    let rows = (1..).zip(deductions).map(row).collect();
    tables::put(&mut page, &[8, 40, 28, 12, 12], &["序号", "问题", "整改措施和结果", "责任人", "完成时限"], rows);
    page.gap();
    page.line_with_next(Style::Signature, "整改单位（盖章）：　　　　　　");
    page.line(Style::Signature, "　　　　年　　月　　日");
    page
}

/// Whether a department gets a 反馈函: it is rated.
pub fn is_rated(letter: Letter, department: usize) -> bool {
    letter.evaluation().cards[department].ranked_total().is_some()
}

/// Whether a department gets a 整改通知书: 合格 and below, or any indicator without marks.
pub fn must_rectify(letter: Letter, department: usize) -> bool {
    let card = &letter.evaluation().cards[department];
    let grades = &letter.evaluation().scheme().conventions.grades;
    let is_low = grades.iter().skip(2).any(|band| band.name == card.standing.grade);
    card.ranked_total().is_some() && (is_low || card.deductions.iter().any(|deduction| deduction.marks == Points::ZERO))
}

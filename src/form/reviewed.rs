//! 附件3-1 reviewed: one department's scoring table with 自评得分, 复核得分 and 扣分原因, ready to be printed,
//! signed and attached to the reply.

use crate::evaluate::{Deduction, Evaluation, Score, Scorecard, State};
use crate::form::fields::{SCORING_HEADINGS, SCORING_TOTAL};
use crate::form::paper::Paper;
use crate::form::scoring::{FIRST_ROW, STATED, head, starts, title};
use crate::ground::{Area, Points};
use crate::result::{marks_cell, range_text};
use crate::submission::SelfAssessment;
use crate::template::Rows;
use crate::template::system::{note, official_columns};
use crate::workbook::sheet::Cell;
use crate::workbook::{Format, Role, Sheet};

/// 复核得分: the column that a reviewed form has beside the official ones.
pub const REVIEWED: &str = "复核得分";
/// Column of 自评得分.
const OWN: u32 = 5;
/// Column of 复核得分.
const MARKS: u32 = 6;
/// Column of 扣分原因和其他说明.
const REASON: u32 = 7;
const WIDTHS: [u32; 8] = [6, 6, 10, 26, 5, 6, 6, 26];

/// One department's form on a sheet of that name.
pub fn sheet(evaluation: &Evaluation, department: usize, name: &str) -> Sheet {
    let form = Reviewed { evaluation, department };
    let system = &evaluation.submission.scheme.system;
    let mut paper = Paper::new(name, &WIDTHS);
    paper.sheet.result = true;
    let [level1, level2, level3, criterion, marks, own, reason] = SCORING_HEADINGS;
    let headings = [level1, level2, level3, criterion, marks, own, REVIEWED, reason];
    let whose = format!("部门（单位）名称：{}", evaluation.submission.departments[department].name);
    head(&mut paper, [&format!("{}{}", evaluation.year(), title(system)), &whose], &headings);
    let reasons = form.reasons();
    let rows = Rows::as_needed(system, FIRST_ROW, (WIDTHS[3], WIDTHS[REASON as usize]), &reasons);
    official_columns(&mut paper.sheet, system, &rows, STATED);
    starts(&mut paper, system, &rows);
    form.scores(&mut paper, &rows, &reasons);
    form.total(&mut paper);
    form.end(&mut paper);
    paper.sheet.freeze = Some(crate::ground::place::CellRef::new(FIRST_ROW, 3));
    paper.finish()
}

struct Reviewed<'a> {
    evaluation: &'a Evaluation,
    department: usize,
}

impl Reviewed<'_> {
    fn reasons(&self) -> Vec<String> {
        self.card().scores.iter().enumerate().map(|(index, score)| self.reason(index, score)).collect()
    }

    fn scores(&self, paper: &mut Paper, rows: &Rows, reasons: &[String]) {
        let mut told = 0;
        for (index, score) in self.card().scores.iter().enumerate() {
            let own = self.own().and_then(|own| own.marks[index]);
            paper.sheet.put_framed(rows.area((index, 1), OWN), self.marks(Role::Centre, own));
            paper.sheet.put_framed(rows.area((index, 1), MARKS), self.reviewed(score));
            if index < told {
                continue;
            }
            let together = self.told_together(index, reasons);
            told = index + together;
            paper.sheet.put_framed(rows.area((index, together), REASON), Cell::text(Role::Text, &reasons[index]));
        }
    }

    /// The lost points told at an indicator.
    fn deduction(&self, index: usize) -> Option<&Deduction> {
        self.card().deductions.iter().find(|deduction| deduction.indicators[0] == index)
    }

    /// How many rows the reason of an indicator stands for: all that share its 分值, if they have none of their own.
    fn told_together(&self, index: usize, reasons: &[String]) -> usize {
        let count = self.deduction(index).map_or(1, |deduction| deduction.indicators.len());
        let alone = reasons[index + 1..index + count].iter().all(String::is_empty);
        if alone { count } else { 1 }
    }

    fn card(&self) -> &Scorecard {
        &self.evaluation.cards[self.department]
    }

    fn own(&self) -> Option<&SelfAssessment> {
        self.evaluation.submission.departments[self.department].self_assessment.as_ref()
    }

    fn marks(&self, role: Role, marks: Option<Points>) -> Cell {
        marks_cell(role, marks, self.evaluation.scheme().conventions.score_places)
    }

    /// What cannot be scored is said in words, never as 0.
    fn reviewed(&self, score: &Score) -> Cell {
        match score.state {
            State::Pending => Cell::text(Role::Centre, State::Pending.name()),
            State::Excluded => Cell::text(Role::Centre, State::NotApplicable.name()),
            State::Scored | State::Adopted | State::NotApplicable => self.marks(Role::Centre, Some(score.low)),
        }
    }

    /// 扣分原因, or why an indicator was not scored by its rule; a shared 分值 is told at its first indicator.
    fn reason(&self, index: usize, score: &Score) -> String {
        let mut reasons: Vec<&str> = self.deduction(index).map(|deduction| &*deduction.reason).into_iter().collect();
        if score.state != State::Scored && !reasons.contains(&&*score.reason) {
            reasons.push(&score.reason);
        }
        reasons.join("\n")
    }

    fn total(&self, paper: &mut Paper) {
        let (card, full) = (self.card(), self.evaluation.scheme().system.total_marks());
        let text = |text: &str| Cell::text(Role::Label, text);
        let total = match card.total() {
            Some(total) => self.marks(Role::Label, Some(total)),
            None => text(&range_text(card.low, card.high)),
        };
        paper.line(
            None,
            [
                ((0, 3), text(SCORING_TOTAL)),
                ((4, 4), Cell::number(Role::Label, full.0, Format::General)),
                ((OWN, OWN), self.marks(Role::Label, self.evaluation.self_total(self.department))),
                ((MARKS, MARKS), total),
                ((REASON, REASON), text("")),
            ],
        );
        let own_grade = self.own().and_then(|own| own.grade.as_ref()).map_or("", |(grade, _)| grade);
        paper.line(
            None,
            [
                ((0, 3), text("评价等次")),
                ((4, 4), text("")),
                ((OWN, OWN), text(own_grade)),
                ((MARKS, MARKS), text(&card.standing.grade)),
                ((REASON, REASON), Cell::text(Role::Text, &card.standing.grade_reason)),
            ],
        );
    }

    /// 备注 and signature lines.
    fn end(&self, paper: &mut Paper) {
        paper.wide(None, Cell::text(Role::Note, note(&self.evaluation.scheme().system)));
        for note in self.notes() {
            paper.wide(None, Cell::text(Role::Note, note));
        }
        paper.end_row(Some(10));
        let signature = |text: &str| Cell::text(Role::Note, text);
        for texts in
            [["评审人员（签字）：", "归口业务科室负责人（签字）："], ["评审科室（盖章）：", "　　年　　月　　日"]]
        {
            paper.sheet.put_merged(Area::new((paper.row, 0), (paper.row, 3)), signature(texts[0]));
            paper.sheet.put_merged(Area::new((paper.row, 4), (paper.row, REASON)), signature(texts[1]));
            paper.end_row(Some(30));
        }
    }

    /// What a reader must know of this department's figures.
    fn notes(&self) -> impl Iterator<Item = &'static str> {
        let has = |state| self.card().count(state) > 0;
        let notes = [
            (self.own().is_none(), "部门没有报送自评得分，“自评得分”栏空白。"),
            (has(State::Pending), "“待核”的指标尚不能计分，总分以最低至最高的区间表示。"),
            (has(State::Excluded), "“不适用”的指标不计入，其余得分已按比例折算成总分。"),
        ];
        notes.into_iter().filter(|(applies, _)| *applies).map(|(_, note)| note)
    }
}

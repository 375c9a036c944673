//! 自评 compared with 复核: what a reviewer looks for in a department's own scores.

use crate::criterion::Needs;
use crate::evaluate::rank::grade;
use crate::evaluate::scorecard::{Scorecard, State};
use crate::ground::names::sheets;
use crate::ground::{CellRef, Code, Expression, Finding, Message, Place, Points};
use crate::scheme::SharedMarks;
use crate::submission::{Department, Entry, SelfAssessment, Submission};
use rayon::prelude::*;

/// The figure of 附件3 that is empty where a department has no projects.
const PROJECT_SPENDING: &str = "项目支出";

/// Checks every department's 自评得分.
pub fn check_self(submission: &Submission, cards: &[Scorecard]) -> Vec<Finding> {
    if submission.departments.iter().all(|department| department.self_assessment.is_none()) {
        return Vec::new();
    }
    let of_one = |(department, card): (&Department, &Scorecard)| match &department.self_assessment {
        Some(own) => Checker { submission, department, own, card }.all(),
        None => vec![missing(department)],
    };
    submission.departments.par_iter().zip(cards).flat_map_iter(of_one).collect()
}

fn missing(department: &Department) -> Finding {
    let place = Place::cell(sheets::DATA, CellRef::new(department.row, 0));
    let message = Message::new("自评得分表中有本部门", "没有自评得分", "请催报，或说明情况");
    Finding::new(Code::SelfMissing, place, message).of(&department.name, "")
}

struct Checker<'a> {
    submission: &'a Submission,
    department: &'a Department,
    own: &'a SelfAssessment,
    card: &'a Scorecard,
}

impl Checker<'_> {
    fn all(&self) -> Vec<Finding> {
        let mut findings: Vec<Finding> = (0..self.own.marks.len()).flat_map(|index| self.indicator(index)).collect();
        findings.extend(self.groups());
        findings.extend(self.total());
        findings.extend(self.grade());
        findings
    }

    fn finding(&self, code: Code, index: usize, message: Message) -> Finding {
        let cell = self.own.columns[index].map(|col| CellRef::new(self.own.row, col));
        let place = Place { sheet: sheets::SELF.into(), cell };
        Finding::new(code, place, message).of(&self.department.name, self.submission.scheme.system.short_name(index))
    }

    fn indicator(&self, index: usize) -> Vec<Finding> {
        let Some(marks) = self.own.marks[index] else { return Vec::new() };
        let full = self.card.scores[index].full;
        let most = full.unwrap_or(self.submission.scheme.system.indicators[index].marks);
        if marks < Points::ZERO || marks > most {
            let message = Message::new("0至分值之间", format!("自评{marks}分，分值{most}分"), "请部门更正；不采用");
            return vec![self.finding(Code::SelfOutOfRange, index, message)];
        }
        let checks = [
            full.and_then(|full| self.unexplained(index, marks, full)),
            full.and_then(|full| self.full_on_empty(index, marks, full)),
            full.and_then(|full| self.not_recomputable(index, marks, full)),
            self.deviates(index, marks),
        ];
        checks.into_iter().flatten().collect()
    }

    /// Reports S01 where marks are lost without 扣分原因, S06 where 扣分原因 stands with full marks.
    fn unexplained(&self, index: usize, marks: Points, full: Points) -> Option<Finding> {
        let reason = &self.own.reasons[index];
        match (marks < full, reason.is_empty()) {
            (true, true) => Some(self.no_reason(index, format!("自评{marks}分，扣{}分", full - marks))),
            (false, false) if !matches!(&**reason, "无" | "—" | "-" | "/" | "满分") => {
                let found = format!("自评满分{marks}分，却填写了扣分原因“{reason}”");
                let message = Message::new("满分不必填写扣分原因", found, "请核对是否漏扣");
                Some(self.finding(Code::SelfReasonNoLoss, index, message))
            }
            _ => None,
        }
    }

    /// S01: what was lost, without 扣分原因.
    fn no_reason(&self, index: usize, lost: String) -> Finding {
        let found = format!("{lost}，没有填写扣分原因");
        self.finding(Code::SelfNoReason, index, Message::new("扣分须填写扣分原因", found, "请部门补填扣分原因"))
    }

    /// Whether a 数据项 is blank. 无 is an answer, and an entry that cannot be read has a finding of its own.
    fn blank(&self, item: &str) -> bool {
        matches!(self.submission.entry(self.department, item), None | Some(Entry::Blank))
    }

    fn blank_items(&self, index: usize) -> Vec<&str> {
        let measure = self.submission.scheme.rules[index].measure.as_ref();
        measure.into_iter().flat_map(Expression::variables).filter(|item| self.blank(item)).collect()
    }

    /// Whether an indicator is about projects, by its name, its formula or the cases it counts.
    fn about_projects(&self, index: usize) -> bool {
        let indicator = &self.submission.scheme.system.indicators[index];
        let counted = match self.submission.scheme.rules[index].rule.needs() {
            Needs::Cases(items) => items.len() == 1 && indicator.criterion.text.contains("专项"),
            _ => false,
        };
        indicator.path.level3.contains("项目") || indicator.formula.text.contains("项目") || counted
    }

    /// Reports S02 for full marks where the figures to compute them from are blank.
    fn full_on_empty(&self, index: usize, marks: Points, full: Points) -> Option<Finding> {
        if marks != full {
            return None;
        }
        let mut blank = self.blank_items(index);
        let spending = self.submission.entry(self.department, PROJECT_SPENDING);
        if spending == Some(&Entry::Blank) && self.about_projects(index) && !blank.contains(&PROJECT_SPENDING) {
            blank.push(PROJECT_SPENDING);
        }
        if blank.is_empty() {
            return None;
        }
        let found = format!("自评满分{marks}分，但“{}”为空", blank.join("”“"));
        let advice = "请部门补报数据或说明依据";
        Some(self.finding(Code::SelfFullOnEmpty, index, Message::new("满分有数据为依据", found, advice)))
    }

    /// Reports S10 for a deduction where the figures to check it are blank.
    fn not_recomputable(&self, index: usize, marks: Points, full: Points) -> Option<Finding> {
        let blank = self.blank_items(index);
        if marks == full || blank.is_empty() {
            return None;
        }
        let found = format!("自评{marks}分，但“{}”为空，不能复算", blank.join("”“"));
        let message = Message::new("扣分可以按数据复算", found, "请部门补报数据");
        Some(self.finding(Code::SelfNotRecomputable, index, message))
    }

    fn deviates(&self, index: usize, marks: Points) -> Option<Finding> {
        let score = &self.card.scores[index];
        let reviewed = score.marks().filter(|reviewed| score.state == State::Scored && *reviewed != marks)?;
        let difference = (marks - reviewed).0;
        let word = if difference.is_sign_positive() { "多评" } else { "少评" };
        let found = format!("自评{marks}分，复核{reviewed}分，{word}{}分", difference.abs().normalize());
        Some(self.finding(Code::SelfDeviates, index, Message::new("自评与复核一致", found, "请核对；以复核为准")))
    }

    /// Reports S05 or S01 for a shared 分值 that is not split, as a whole.
    fn groups(&self) -> Vec<Finding> {
        let is_unsplit =
            |group: &&SharedMarks| group.members.iter().all(|index| self.card.scores[*index].full.is_none());
        let findings = self.submission.scheme.system.groups.iter().filter(is_unsplit).filter_map(|group| {
            let sum: Points = group.members.iter().map(|index| self.own.marks[*index]).sum::<Option<_>>()?;
            let first = group.members[0];
            if sum > group.marks {
                let found = format!("几项自评合计{sum}分，超过共用分值{}分", group.marks);
                let message = Message::new("合计不超过共用分值", found, "请部门更正；不采用");
                return Some(self.finding(Code::SelfOutOfRange, first, message));
            }
            let explained = group.members.iter().any(|index| !self.own.reasons[*index].is_empty());
            let lost = || format!("几项自评合计{sum}分，扣{}分", group.marks - sum);
            (sum < group.marks && !explained).then(|| self.no_reason(first, lost()))
        });
        findings.collect()
    }

    fn sum(&self) -> Points {
        self.own.marks.iter().flatten().copied().sum()
    }

    /// A finding at a column of the department's row that is no indicator's.
    fn of_row(&self, code: Code, col: u32, message: Message) -> Finding {
        let place = Place::cell(sheets::SELF, CellRef::new(self.own.row, col));
        Finding::new(code, place, message).of(&self.department.name, "")
    }

    fn total(&self) -> Option<Finding> {
        let (stated, col) = self.own.total?;
        let sum = self.sum();
        if stated == sum {
            return None;
        }
        let found = format!("自评总分写{stated}分，各项合计{sum}分，相差{}分", (stated - sum).0.abs().normalize());
        let message = Message::new("自评总分等于各项自评得分之和", found, "请部门更正");
        Some(self.of_row(Code::SelfTotalWrong, col, message))
    }

    fn grade(&self) -> Option<Finding> {
        let (stated, col) = self.own.grade.as_ref()?;
        let total = self.own.total.map_or(self.sum(), |(total, _)| total);
        let scheme = &self.submission.scheme;
        let expected = grade(total, scheme.system.total_marks(), &scheme.conventions);
        if stated == expected {
            return None;
        }
        let found = format!("自评等次写“{stated}”，自评总分{total}分对应“{expected}”");
        let message = Message::new("等次与总分一致", found, "请部门更正");
        Some(self.of_row(Code::SelfGradeWrong, *col, message))
    }
}

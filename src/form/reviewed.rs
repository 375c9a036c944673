//! 附件3-1 reviewed: one department's scoring table with 自评得分, 复核得分 and 扣分原因, ready to be printed,
//! signed and attached to the reply: two pages like the official one, reasons that find no room there on a 续页.

use crate::annex::{Annex, DRAFT};
use crate::evaluate::{Deduction, Evaluation, Score, Scorecard, State};
use crate::form::fields::sheets;
use crate::form::pages::{Fill, Line, Pages, Total, cell};
use crate::form::scoring::title;
use crate::ground::Points;
use crate::scheme::printed::PrintedId;
use crate::submission::SelfAssessment;
use crate::template::system::note;
use crate::workbook::sheet::{AnnexPart, Cell};
use crate::workbook::{Format, Role, Sheet};

/// 复核得分: the column that a reviewed form has beside the official ones.
pub const REVIEWED: &str = "复核得分";
/// What follows where nothing is sent.
const LATE: &str = "逾期未报的，按评价办法的有关规定处理。";

/// One department's form on a sheet of that name.
pub fn sheet(evaluation: &Evaluation, department: usize, name: &str) -> Sheet {
    contents(evaluation, department).sheet(name)
}

/// All that stands on the form of a department.
pub fn contents(evaluation: &Evaluation, department: usize) -> Pages<'_> {
    let form = Reviewed { annex: Annex { evaluation }, department };
    let fill = Fill {
        own: form.own_marks(),
        marks: form.card().scores.iter().map(|score| form.reviewed(score)).collect(),
        reasons: form.reasons(),
    };
    let head = [sheets::SCORING.to_string(), form.title(), form.whose()];
    let total = Total { marks: [form.own_total(), form.total()], words: form.grade() };
    Pages { system: &evaluation.scheme().system, fill, head, total, below: form.after_table() }
}

struct Reviewed<'a> {
    annex: Annex<'a>,
    department: usize,
}

impl Reviewed<'_> {
    fn evaluation(&self) -> &Evaluation {
        self.annex.evaluation
    }

    fn title(&self) -> String {
        let draft = if self.is_rated() { "" } else { DRAFT };
        format!("{}{draft}", title(&self.evaluation().scheme().system))
    }

    fn whose(&self) -> String {
        let name = &self.evaluation().submission.departments[self.department].name;
        match self.evaluation().year().trim_end_matches("年度") {
            "" => format!("部门（单位）名称：{name}"),
            year => format!("部门（单位）名称：{name}　　评价年度：{year}年"),
        }
    }

    fn own_marks(&self) -> Vec<Cell> {
        let places = self.own_places();
        let marks = |index: usize, score: &Score| match self.own().and_then(|own| own.marks[index]) {
            Some(marks) if marks == Points::ZERO && score.full == Some(Points::ZERO) => dash(),
            marks => number(marks, places),
        };
        self.card().scores.iter().enumerate().map(|(index, score)| marks(index, score)).collect()
    }

    fn reasons(&self) -> Vec<String> {
        self.card().scores.iter().enumerate().map(|(index, score)| self.reason(index, score)).collect()
    }

    /// The lost points told at an indicator.
    fn deduction(&self, index: usize) -> Option<&Deduction> {
        self.card().deductions.iter().find(|deduction| deduction.indicators[0] == index)
    }

    fn card(&self) -> &Scorecard {
        &self.evaluation().cards[self.department]
    }

    fn is_rated(&self) -> bool {
        self.card().ranked_total().is_some()
    }

    fn own(&self) -> Option<&SelfAssessment> {
        self.evaluation().submission.departments[self.department].self_assessment.as_ref()
    }

    /// What cannot be scored is said in words, never as 0.
    fn reviewed(&self, score: &Score) -> Cell {
        match score.state {
            _ if score.full == Some(Points::ZERO) => dash(),
            State::Pending | State::Excluded => dash(),
            State::Scored | State::Adopted | State::NotApplicable => number(Some(score.low), self.places()),
        }
    }

    /// 扣分原因, or why an indicator was not scored by its rule; a shared 分值 is told at its first indicator.
    fn reason(&self, index: usize, score: &Score) -> String {
        let mut reasons = Vec::new();
        if score.state == State::Pending {
            reasons.push(format!("{}。", self.annex.short_cause(self.department, index)));
        } else {
            reasons.extend(self.share(index, score));
            reasons.extend(self.deduction(index).map(|deduction| self.annex.short_reason(deduction)));
            if score.state != State::Scored && self.deduction(index).is_none() {
                reasons.push(self.annex.said(&score.reason));
            }
        }
        reasons.concat()
    }

    /// The department's own part of a shared 分值.
    fn share(&self, index: usize, score: &Score) -> Option<String> {
        let system = &self.evaluation().scheme().system;
        let members = &system.groups[system.indicators[index].group?].members;
        let full = score.full?;
        let full_of = |member: &usize| self.card().scores[*member].full.unwrap_or_default();
        let others: Vec<String> = members
            .iter()
            .filter(|member| full_of(member) > Points::ZERO)
            .map(|member| system.short_name(*member))
            .collect();
        Some(match full == Points::ZERO {
            true => format!("分值并入{}。", others.join("、")),
            false => format!("本部门分值{full}分。"),
        })
    }

    /// Places of 自评得分: one number of them in the column.
    fn own_places(&self) -> u32 {
        let marks = self.own().into_iter().flat_map(|own| own.marks.iter().copied().flatten());
        places(marks.chain(self.evaluation().self_total(self.department)))
    }

    /// Places of 复核得分.
    fn places(&self) -> u32 {
        places(self.card().scores.iter().filter_map(Score::marks).chain(self.card().ranked_total()))
    }

    fn own_total(&self) -> Cell {
        number(self.evaluation().self_total(self.department), self.own_places())
    }

    fn total(&self) -> Cell {
        self.card().ranked_total().map_or_else(dash, |total| number(Some(total), self.places()))
    }

    /// Beside 总分.
    fn grade(&self) -> String {
        let standing = &self.card().standing;
        match self.is_rated() {
            false => self.annex.not_rated(self.department).to_string(),
            true if standing.grade_reason.is_empty() => format!("评价等次：{}", standing.grade),
            true => format!("评价等次：{}（{}）", standing.grade, standing.grade_reason),
        }
    }

    /// 备注, what a reader must know, and the lines to be signed or what is to be sent in.
    fn after_table(&self) -> Vec<Line> {
        let mut lines = vec![Line::Text(note(&self.evaluation().scheme().system).to_string())];
        lines.extend(self.notes().map(|note| Line::Text(note.to_string())));
        if !self.is_rated() {
            lines.extend(self.to_be_sent().into_iter().map(Line::Text));
            return lines;
        }
        let date = "　　　　　年　　月　　日".to_string();
        lines.extend([
            Line::Signed("评审人员（签字）：".into(), "财政部门归口业务科室负责人（签章）：".into()),
            Line::Signed("部门（单位）负责人（签章）：".into(), date),
        ]);
        lines
    }

    fn notes(&self) -> impl Iterator<Item = &'static str> {
        let has = |state| self.card().count(state) > 0;
        let notes = [
            (self.own().is_none(), "部门没有报送自评得分，“自评得分”栏空白。"),
            (has(State::Excluded), "复核得分为“—”且注明不适用的指标不计入，其余得分已按比例折算成总分。"),
        ];
        notes.into_iter().filter(|(applies, _)| *applies).map(|(_, note)| note)
    }

    /// What the department is to send, and by when; and what the bureau has still to do.
    fn to_be_sent(&self) -> Vec<String> {
        let (own, bureaus) = (self.annex.lacking(self.department), self.annex.unjudged(self.department));
        let listed = |causes: &[String]| {
            let numbered = causes.iter().enumerate().map(|(at, cause)| format!("{}.{cause}", at + 1));
            numbered.collect::<Vec<String>>().join("；")
        };
        let mut paragraphs = Vec::new();
        if !own.is_empty() {
            let printed = &self.evaluation().scheme().printed;
            let whom = printed.get(PrintedId::PreparedBy).unwrap_or("财政部门");
            let until = self.annex.until(PrintedId::SupplyBy);
            paragraphs.push(format!("　　请于{until}，将下列资料补正后报{whom}：{}。{LATE}", listed(&own)));
        }
        if !bureaus.is_empty() {
            paragraphs.push(format!("　　下列各项由财政部门评定后另行通知：{}。", listed(&bureaus)));
        }
        if self.card().standing.twice {
            paragraphs.push("　　参评部门中列有同名的两行，由财政部门核定后另行通知。".to_string());
        }
        paragraphs
    }
}

/// As many places as the longest of some marks needs.
fn places(marks: impl Iterator<Item = Points>) -> u32 {
    marks.map(|marks| marks.0.normalize().scale()).max().unwrap_or(0)
}

fn number(marks: Option<Points>, places: u32) -> Cell {
    match marks {
        Some(marks) => Cell::number(Role::Annex(AnnexPart::Figure, 20), marks.0, Format::Places(places)),
        None => cell(AnnexPart::Centre, ""),
    }
}

fn dash() -> Cell {
    cell(AnnexPart::Centre, "—")
}

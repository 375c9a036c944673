//! One 分值 over several indicators (经济效益、社会效益、生态效益): each department splits it as it likes.

use crate::criterion::formula::GUARD;
use crate::evaluate::score::own::{in_brackets, own_cell};
use crate::evaluate::score::{Scorer, kept_as};
use crate::evaluate::scorecard::{Deduction, FigureCell, Score, State};
use crate::ground::names::sheets;
use crate::ground::{Code, Finding, Message, Place, Points};
use crate::scheme::SharedMarks;
use crate::submission::{Department, Entry};

/// The 分值 of an indicator for one department: none where a shared one is not split, an error where the
/// split cannot be used.
type Full = Result<Option<Points>, String>;

impl Scorer<'_> {
    /// The 分值 of each indicator for a department.
    pub(super) fn full_marks(&self, department: &Department, findings: &mut Vec<Finding>) -> Vec<Full> {
        let system = &self.submission.scheme.system;
        let mut fulls: Vec<Full> = system.indicators.iter().map(|indicator| Ok(Some(indicator.marks))).collect();
        for group in &system.groups {
            let split = self.split(department, group).map_err(|finding| keep(finding, findings));
            for (at, index) in group.members.iter().enumerate() {
                fulls[*index] = split.clone().map(|parts| parts.map(|parts| parts[at]));
            }
        }
        for (index, indicator) in system.indicators.iter().enumerate().filter(|(_, i)| i.group.is_none()) {
            let own: Points = department.own_of(index).map(|own| own.marks).sum();
            if own != Points::ZERO && own != indicator.marks {
                fulls[index] = Err(keep(self.own_mismatch(department, &[index], own, indicator.marks), findings));
            }
        }
        fulls
    }

    /// The 分值 of the own indicators are `sum` together, not the `full` of the official ones.
    fn own_mismatch(&self, department: &Department, members: &[usize], sum: Points, full: Points) -> Finding {
        let names = self.names(members);
        let difference = (sum - full).0.abs().normalize();
        let found = format!("个性化指标分值合计{sum}分，应为{full}分，相差{difference}分");
        let first = department.own.iter().find(|own| members.contains(&own.indicator));
        let place = first.map_or(Place::sheet(sheets::OWN), |own| own_cell(own).place());
        let expected = format!("“{names}”的个性化指标分值合计{full}分");
        let message = Message::new(expected, found, "请更正个性化指标的分值");
        Finding::new(Code::OwnMarksDoNotAddUp, place, message).of(&department.name, names)
    }

    /// A department's parts of a shared 分值, from its own indicators or from 本部门分值; none where it does not
    /// split it.
    fn split(&self, department: &Department, group: &SharedMarks) -> Result<Option<Vec<Points>>, Finding> {
        let own = |index: &usize| department.own_of(*index).map(|own| own.marks).sum();
        let parts: Vec<Points> = group.members.iter().map(own).collect();
        let sum: Points = parts.iter().copied().sum();
        match sum {
            sum if sum == Points::ZERO => self.stated_split(department, group),
            sum if sum == group.marks => Ok(Some(parts)),
            sum => Err(self.own_mismatch(department, &group.members, sum, group.marks)),
        }
    }

    fn stated_split(&self, department: &Department, group: &SharedMarks) -> Result<Option<Vec<Points>>, Finding> {
        let columns: Vec<Option<usize>> = group.members.iter().map(|index| self.inputs[*index].share).collect();
        let entries = columns.iter().map(|column| column.map_or(&Entry::Blank, |column| &department.entries[column]));
        if entries.clone().all(|entry| *entry == Entry::Blank) {
            return Ok(None);
        }
        // where other parts are stated, a blank or 无 counts as 0
        let parts: Vec<Points> = entries.map(|entry| Points(entry.number().unwrap_or_default())).collect();
        let sum: Points = parts.iter().copied().sum();
        if sum == group.marks && parts.iter().all(|part| *part >= Points::ZERO) {
            return Ok(Some(parts));
        }
        let found = format!("本部门分值合计{sum}分，应为{}分", group.marks);
        let cell = columns.iter().flatten().next().and_then(|column| self.submission.cell(department, *column));
        let place = Place { sheet: sheets::DATA.into(), cell };
        let message = Message::new(format!("合计{}分", group.marks), found, "请更正本部门分值");
        Err(Finding::new(Code::SplitDoesNotAddUp, place, message).of(&department.name, self.names(&group.members)))
    }

    fn names(&self, members: &[usize]) -> String {
        let system = &self.submission.scheme.system;
        system.names(members)
    }

    /// The score of an indicator whose 分值 is not known.
    pub(super) fn unsplit_pending(&self, index: usize, why: &str) -> Score {
        let indicator = &self.submission.scheme.system.indicators[index];
        Score {
            state: State::Pending,
            low: Points::ZERO,
            high: indicator.marks,
            full: indicator.group.is_none().then_some(indicator.marks),
            reason: format!("待核：{why}。").into(),
            process: Default::default(),
            cell: None,
            by_rule: false,
        }
    }

    /// The marks given in an unsplit group may not exceed its 分值.
    pub(super) fn check_groups(&self, department: &Department, scores: &mut [Score], findings: &mut Vec<Finding>) {
        for group in &self.submission.scheme.system.groups {
            let sum: Points = group.members.iter().filter_map(|index| scores[*index].marks()).sum();
            let unsplit = group.members.iter().all(|index| scores[*index].full.is_none());
            if !unsplit || sum <= group.marks || self.unrounded(department, group, scores) {
                continue;
            }
            let found = format!("几项得分合计{sum}分，超过共用分值{}分", group.marks);
            let place = scores[group.members[0]].cell.map_or(Place::sheet(sheets::DATA), FigureCell::place);
            let expected = format!("合计不超过{}分", group.marks);
            let message = Message::new(expected, &*found, "请核对评定得分");
            let finding = Finding::new(Code::SplitDoesNotAddUp, place, message);
            findings.push(finding.of(&department.name, self.names(&group.members)));
            for index in &group.members {
                scores[*index] = self.unsplit_pending(*index, &found);
            }
        }
    }

    /// Whether rounding alone leads a group beyond its 分值: its marks then stand as they are.
    fn unrounded(&self, department: &Department, group: &SharedMarks, scores: &mut [Score]) -> bool {
        let exact = |index: &usize| {
            let marks =
                self.working(self.task(department, *index, None)).marks.filter(|_| scores[*index].marks().is_some());
            marks
                .and_then(|marks| marks.to_points(GUARD))
                .map_or(scores[*index].low, |marks| Points(marks.0.normalize()))
        };
        let marks: Vec<Points> = group.members.iter().map(exact).collect();
        let known = || group.members.iter().zip(&marks).filter(|(index, _)| scores[**index].marks().is_some());
        if known().map(|(_, marks)| *marks).sum::<Points>() > group.marks {
            return false;
        }
        let known: Vec<(usize, Points)> = known().map(|(index, marks)| (*index, *marks)).collect();
        for (index, marks) in known {
            let reason = scores[index].reason.replace(&kept_as(scores[index].low), "");
            scores[index] = Score { low: marks, high: marks, reason: reason.into(), ..scores[index].clone() };
        }
        true
    }

    /// The points that an unsplit group loses together, listed at its first member.
    pub(super) fn group_deduction(&self, department: &Department, index: usize, scores: &[Score]) -> Option<Deduction> {
        let system = &self.submission.scheme.system;
        let group = &system.groups[system.indicators[index].group?];
        let marks: Vec<Points> = group.members.iter().map(|member| scores[*member].marks()).collect::<Option<_>>()?;
        let sum: Points = marks.iter().copied().sum();
        if group.members[0] != index || sum >= group.marks {
            return None;
        }
        let part = |(member, marks): (&usize, &Points)| {
            let remark = in_brackets(self.remark(department, *member));
            let judged = self.inputs[*member].judged.and_then(|column| department.entries[column].number());
            let before = judged.map(Points).filter(|judged| judged != marks && scores[*member].state == State::Scored);
            let before = before.map_or(String::new(), |judged| format!("{judged}分，四舍五入为"));
            format!("{}{before}{marks}分{remark}", system.indicators[*member].path.level3)
        };
        let parts: Vec<String> = group.members.iter().zip(&marks).map(part).collect();
        let (full, lost) = (group.marks, group.marks - sum);
        let reason = format!("几项共用分值{full}分，得分合计{sum}分（{}），扣{lost}分。", parts.join("，"));
        let own = department.self_assessment.as_ref();
        Some(Deduction {
            indicators: group.members.clone(),
            full,
            marks: sum,
            reason: reason.into(),
            process: Default::default(),
            self_marks: own.and_then(|own| group.members.iter().map(|member| own.marks[*member]).sum()),
            cell: scores[index].cell,
        })
    }
}

/// Keeps a finding; what was found is also the reason of the score.
fn keep(finding: Finding, findings: &mut Vec<Finding>) -> String {
    let reason = finding.message.found.clone();
    findings.push(finding);
    reason
}

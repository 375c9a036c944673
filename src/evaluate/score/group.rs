//! One 分值 over several indicators (经济效益、社会效益、生态效益): each department splits it as it likes.

use crate::evaluate::score::own::own_cell;
use crate::evaluate::score::{Case, Scorer};
use crate::evaluate::scorecard::{Deduction, FigureCell, Score, State};
use crate::ground::finding::{Code, Finding, Message};
use crate::ground::names::sheets;
use crate::ground::place::Place;
use crate::ground::quantity::Points;
use crate::scheme::indicators::SharedMarks;
use crate::submission::department::{Department, Entry};

/// The 分值 of an indicator for one department: none where a shared one is not split, an error where the
/// split cannot be used.
type Full = Result<Option<Points>, String>;

impl Scorer<'_> {
    /// The 分值 of each indicator for a department.
    pub(crate) fn full_marks(&self, department: &Department, findings: &mut Vec<Finding>) -> Vec<Full> {
        let system = &self.submission.scheme.system;
        let mut fulls: Vec<Full> = system.indicators.iter().map(|indicator| Ok(Some(indicator.marks))).collect();
        for group in &system.groups {
            let split = self.split(department, group, findings);
            for (at, index) in group.members.iter().enumerate() {
                fulls[*index] = match &split {
                    Ok(Some(parts)) => Ok(Some(parts[at])),
                    Ok(None) => Ok(None),
                    Err(reason) => Err(reason.clone()),
                };
            }
        }
        for (index, indicator) in system.indicators.iter().enumerate().filter(|(_, i)| i.group.is_none()) {
            let own: Points = department.own.iter().filter(|own| own.indicator == index).map(|own| own.marks).sum();
            if own != Points::ZERO && own != indicator.marks {
                fulls[index] = Err(self.own_mismatch(department, &[index], (own, indicator.marks), findings));
            }
        }
        fulls
    }

    fn own_mismatch(
        &self,
        department: &Department,
        members: &[usize],
        sums: (Points, Points),
        findings: &mut Vec<Finding>,
    ) -> String {
        let names: Vec<String> = members.iter().map(|index| self.submission.scheme.system.short_name(*index)).collect();
        let found = format!(
            "个性化指标分值合计{}分，应为{}分，相差{}分",
            sums.0,
            sums.1,
            (sums.0 - sums.1).0.abs().normalize()
        );
        let first = department.own.iter().find(|own| members.contains(&own.indicator));
        let place = first.map_or(Place::sheet(sheets::OWN), |own| own_cell(own).place());
        let expected = format!("“{}”的个性化指标分值合计{}分", names.join("、"), sums.1);
        let finding =
            Finding::new(Code::OwnMarksDoNotAddUp, place, Message::new(expected, &*found, "请更正个性化指标的分值"));
        findings.push(finding.of(&department.name, names.join("、")));
        found
    }

    /// A department's parts of a shared 分值, from its own indicators or from 本部门分值.
    fn split(
        &self,
        department: &Department,
        group: &SharedMarks,
        findings: &mut Vec<Finding>,
    ) -> Result<Option<Vec<Points>>, String> {
        let own = |index: &usize| -> Points {
            department.own.iter().filter(|own| own.indicator == *index).map(|own| own.marks).sum()
        };
        let parts: Vec<Points> = group.members.iter().map(own).collect();
        let sum: Points = parts.iter().copied().sum();
        if sum != Points::ZERO {
            if sum == group.marks {
                return Ok(Some(parts));
            }
            return Err(self.own_mismatch(department, &group.members, (sum, group.marks), findings));
        }
        self.stated_split(department, group, findings)
    }

    fn stated_split(
        &self,
        department: &Department,
        group: &SharedMarks,
        findings: &mut Vec<Finding>,
    ) -> Result<Option<Vec<Points>>, String> {
        let columns: Vec<Option<usize>> = group.members.iter().map(|index| self.inputs[*index].share).collect();
        let entries = columns.iter().map(|column| column.map_or(&Entry::Blank, |column| &department.entries[column]));
        if entries.clone().all(|entry| *entry == Entry::Blank) {
            return Ok(None);
        }
        // a blank or 无 beside stated parts stands for none
        let part = |entry: &Entry| if let Entry::Number(number) = entry { Points(*number) } else { Points::ZERO };
        let parts: Vec<Points> = entries.map(part).collect();
        let sum: Points = parts.iter().copied().sum();
        if sum == group.marks && parts.iter().all(|part| *part >= Points::ZERO) {
            return Ok(Some(parts));
        }
        let found = format!("本部门分值合计{sum}分，应为{}分", group.marks);
        let cell = columns.iter().flatten().next().and_then(|column| self.submission.cell(department, *column));
        let place = cell.map_or(Place::sheet(sheets::DATA), |cell| Place::cell(sheets::DATA, cell));
        let finding = Finding::new(
            Code::SplitDoesNotAddUp,
            place,
            Message::new(format!("合计{}分", group.marks), &*found, "请更正本部门分值"),
        );
        findings.push(finding.of(&department.name, self.names(group)));
        Err(found)
    }

    fn names(&self, group: &SharedMarks) -> String {
        let names: Vec<String> =
            group.members.iter().map(|index| self.submission.scheme.system.short_name(*index)).collect();
        names.join("、")
    }

    /// The score of an indicator whose 分值 cannot be told.
    pub(crate) fn unsplit_pending(&self, index: usize, why: &str) -> Score {
        let indicator = &self.submission.scheme.system.indicators[index];
        Score {
            state: State::Pending,
            low: Points::ZERO,
            high: indicator.marks,
            full: indicator.group.is_none().then_some(indicator.marks),
            reason: format!("待核：{why}。").into(),
            process: Default::default(),
            cell: None,
        }
    }

    /// The marks given in an unsplit group may not exceed its 分值.
    pub(crate) fn check_groups(&self, department: &Department, scores: &mut [Score], findings: &mut Vec<Finding>) {
        for group in &self.submission.scheme.system.groups {
            let sum: Points = group.members.iter().filter_map(|index| scores[*index].marks()).sum();
            let unsplit = group.members.iter().all(|index| scores[*index].full.is_none());
            if !unsplit || sum <= group.marks {
                continue;
            }
            let found = format!("几项得分合计{sum}分，超过共用分值{}分", group.marks);
            let place = scores[group.members[0]].cell.map_or(Place::sheet(sheets::DATA), FigureCell::place);
            let expected = format!("合计不超过{}分", group.marks);
            let finding =
                Finding::new(Code::SplitDoesNotAddUp, place, Message::new(expected, &*found, "请核对评定得分"));
            findings.push(finding.of(&department.name, self.names(group)));
            for index in &group.members {
                scores[*index] = self.unsplit_pending(*index, &found);
            }
        }
    }

    /// The points that an unsplit group loses together, told at its first member.
    pub(crate) fn group_deduction(&self, department: &Department, index: usize, scores: &[Score]) -> Option<Deduction> {
        let group = &self.submission.scheme.system.groups[self.submission.scheme.system.indicators[index].group?];
        let marks: Option<Vec<Points>> = group.members.iter().map(|member| scores[*member].marks()).collect();
        let sum: Points = marks.as_ref()?.iter().copied().sum();
        if group.members[0] != index || sum >= group.marks {
            return None;
        }
        let parts = group.members.iter().zip(marks?).map(|(member, marks)| {
            let case = Case { department, index: *member, full: None, most: group.marks };
            let remark = self.remark(case);
            let remark =
                if remark.is_empty() { String::new() } else { format!("（{}）", remark.trim_end_matches('。')) };
            format!("{}{marks}分{remark}", self.submission.scheme.system.indicators[*member].path.level3)
        });
        let parts: Vec<String> = parts.collect();
        let own = department.self_assessment.as_ref();
        let self_marks: Option<Vec<Points>> =
            own.and_then(|own| group.members.iter().map(|member| own.marks[*member]).collect());
        let reason = format!(
            "几项共用分值{}分，得分合计{sum}分（{}），扣{}分。",
            group.marks,
            parts.join("，"),
            group.marks - sum
        );
        Some(Deduction {
            indicators: group.members.clone(),
            full: group.marks,
            marks: sum,
            reason: reason.into(),
            process: Default::default(),
            self_marks: self_marks.map(|marks| marks.into_iter().sum()),
            cell: scores[index].cell,
        })
    }
}

//! 疑点 as they lead: what one department has of one cause is one line, with its items beside it; within a level what
//! costs most comes first.

use crate::evaluate::{Evaluation, Whole};
use crate::ground::{Code, Finding, Points};
use indexmap::IndexMap;
use std::collections::BTreeMap;

/// More are not put together: nobody reads them all, and each stands at its cell.
pub const MOST: usize = 200_000;
/// Items that are named in a line.
const MOST_ITEMS: usize = 12;

/// One line: the findings of one cause.
pub struct Lead<'a> {
    /// The first of them: its level, code, department and place are those of all.
    pub first: &'a Finding,
    /// All of them.
    pub findings: Vec<&'a Finding>,
    /// What they cost the department, as far as it is known.
    pub cost: Points,
}

/// What a finding costs.
pub type Cost<'a> = dyn Fn(&Finding) -> Points + 'a;

/// The lines of some findings, which are sorted by level: within a level the dearest first, then as they stood.
pub fn leads<'a>(findings: &'a [Finding], cost: &Cost) -> Vec<Lead<'a>> {
    let mut together: IndexMap<(Code, &str, usize), Lead> = IndexMap::new();
    for (at, finding) in findings.iter().enumerate() {
        let alone = finding.department.is_empty() || words(finding.code, 2).is_none() || findings.len() > MOST;
        let key = (finding.code, finding.department.as_str(), if alone { at + 1 } else { 0 });
        let lead =
            together.entry(key).or_insert_with(|| Lead { first: finding, findings: Vec::new(), cost: Points::ZERO });
        lead.cost = lead.cost + cost(finding);
        lead.findings.push(finding);
    }
    let mut leads: Vec<Lead> = together.into_values().collect();
    let order = |lead: &Lead| (lead.first.code.info().level, lead.first.code.info().owner);
    leads.sort_by(|one, other| (order(one), other.cost).cmp(&(order(other), one.cost)));
    leads
}

/// What findings cost: what a score may still gain, or by how much 自评 and 复核 differ.
pub fn costs<'a>(whole: impl Into<Whole<'a>>) -> impl Fn(&Finding) -> Points {
    let each = whole.into().each;
    let of_system = |evaluation: &Evaluation| -> BTreeMap<String, usize> {
        let system = &evaluation.scheme().system;
        (0..system.indicators.len()).map(|index| (system.short_name(index), index)).collect()
    };
    let indicators: Vec<BTreeMap<String, usize>> = each.iter().map(of_system).collect();
    let mut departments: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (table, evaluation) in each.iter().enumerate().rev() {
        let names = evaluation.submission.departments.iter().enumerate().rev();
        departments.extend(names.map(|(at, department)| (department.name.as_str(), (table, at))));
    }
    move |finding: &Finding| {
        let Some((table, department)) = departments.get(finding.department.as_str()) else { return Points::ZERO };
        let Some(index) = indicators[*table].get(&finding.indicator) else { return Points::ZERO };
        cost(&each[*table], (*department, *index), finding.code)
    }
}

/// The same for a department and an indicator.
fn cost(evaluation: &Evaluation, (department, index): (usize, usize), code: Code) -> Points {
    let system = &evaluation.scheme().system;
    let score = &evaluation.cards[department].scores[index];
    let group = system.indicators[index].group.filter(|_| score.full.is_none());
    if group.is_some_and(|group| system.groups[group].members[0] != index) {
        // a shared 分值 counts once
        return Points::ZERO;
    }
    match code {
        Code::SelfDeviates => own(evaluation, department, index).map_or(Points::ZERO, |own| {
            let by = own - score.low;
            if by < Points::ZERO { Points::ZERO - by } else { by }
        }),
        _ => score.high - score.low,
    }
}

fn own(evaluation: &Evaluation, department: usize, index: usize) -> Option<Points> {
    evaluation.submission.departments[department].self_assessment.as_ref()?.marks[index]
}

/// What so many findings of one code are in one line; none where each is a line of its own.
fn words(code: Code, count: usize) -> Option<String> {
    Some(match code {
        Code::Missing => format!("缺少数据，{count}项待核"),
        Code::JudgementMissing => format!("{count}项尚未评定"),
        Code::SelfDeviates => format!("自评与复核不一致，共{count}项"),
        Code::SelfNoReason => format!("{count}项自评扣分没有写扣分原因"),
        Code::SelfFullOnEmpty => format!("{count}项自评满分，但依据的数据为空"),
        Code::SelfNotRecomputable => format!("{count}项自评扣分没有可供复算的数据"),
        Code::SelfReasonNoLoss => format!("{count}项写了扣分原因，但自评给了满分"),
        Code::NotApplicableFull => format!("{count}项填报“无”"),
        Code::ShortReason => format!("{count}项扣分没有情况说明"),
        Code::Normalised => format!("{count}处的写法已换成数字"),
        _ => return None,
    })
}

impl Lead<'_> {
    /// What was found, in one sentence.
    pub fn found(&self) -> String {
        let count = self.findings.len();
        match words(self.first.code, count).filter(|_| count > 1) {
            Some(words) if self.cost == Points::ZERO => words,
            Some(words) => match self.first.code {
                Code::SelfDeviates => format!("{words}，相差合计{}分", self.cost),
                _ => format!("{words}，涉及{}分", self.cost),
            },
            None => self.first.message.found.clone(),
        }
    }

    /// The indicator, or how many there are.
    pub fn indicator(&self) -> String {
        match self.findings.len() {
            1 => self.first.indicator.clone(),
            count => format!("{count}项"),
        }
    }

    /// The items of a line for several, each with its figures; empty for one.
    pub fn items(&self) -> String {
        if self.findings.len() < 2 {
            return String::new();
        }
        let one = |finding: &&Finding| match finding.code {
            Code::SelfDeviates | Code::SelfNoReason => {
                let found = finding.message.found.split("，没有").next().unwrap_or_default();
                format!("{}：{found}", finding.indicator)
            }
            Code::Normalised => finding.message.found.clone(),
            _ => finding.indicator.clone(),
        };
        let mut items: Vec<String> = self.findings.iter().take(MOST_ITEMS).map(one).collect();
        items.dedup();
        let more = self.findings.len().saturating_sub(MOST_ITEMS);
        let rest = if more > 0 { format!("；另{more}项") } else { String::new() };
        items.join("；") + &rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::{CellRef, Message, Place};
    use rust_decimal::Decimal;

    fn finding(code: Code, department: &str, indicator: &str) -> Finding {
        let place = Place::cell("自评得分", CellRef::new(5, 2));
        Finding::new(code, place, Message::new("", "自评3分，复核2分，多评1分", "")).of(department, indicator)
    }

    #[test]
    fn one_cause_of_one_department_is_one_line_and_the_dearest_comes_first() {
        let all = [
            finding(Code::TieBroken, "乙局", ""),
            finding(Code::TieBroken, "乙局", ""),
            finding(Code::SelfDeviates, "甲局", "资金结余"),
            finding(Code::SelfDeviates, "乙局", "资金结余"),
            finding(Code::SelfDeviates, "乙局", "支付进度"),
        ];
        let leads = leads(&all, &|_| Points(Decimal::ONE));
        let shown: Vec<(String, String)> =
            leads.iter().map(|lead| (lead.first.department.clone(), lead.found())).collect();
        let own = "自评3分，复核2分，多评1分".to_string();
        let together = "自评与复核不一致，共2项，相差合计2分".to_string();
        assert_eq!(
            shown,
            [
                ("乙局".into(), own.clone()),
                ("乙局".into(), own.clone()),
                ("乙局".into(), together),
                ("甲局".into(), own)
            ]
        );
        assert_eq!(leads[2].items(), "资金结余：自评3分，复核2分，多评1分；支付进度：自评3分，复核2分，多评1分");
    }
}

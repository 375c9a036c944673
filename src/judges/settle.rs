//! What each mark comes to: the mean of the judges, their spread, and whether it goes into 评定得分.

use crate::evaluate::Evaluation;
use crate::ground::names::sheets;
use crate::ground::{Code, Exact, Finding, Message, Place, Points, sort};
use crate::judges::panel::{Expected, Panel, Panelist, panel};
use crate::judges::plan::{Key, Plan, Table};
use crate::judges::read::{Given, Read};
use crate::submission::Entry;

/// What becomes of 评定得分.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The mean is filled in.
    Filled,
    /// It stood there already.
    Same,
    /// It is left as it is: why, in words.
    Left(String),
}

/// A mark of all judges.
#[derive(Clone, Debug)]
pub struct Judged {
    /// Whose.
    pub key: Key,
    /// 分值
    pub most: Points,
    /// The marks that are used, one for each judge of the panel.
    pub marks: Vec<Option<Points>>,
    /// 平均分, rounded as scores are; none where it cannot be told.
    pub mean: Option<Points>,
    /// 分差: the highest less the lowest of the marks that are used.
    pub spread: Option<Points>,
    /// What becomes of 评定得分.
    pub outcome: Outcome,
}

/// 评审结果
pub struct Settled {
    /// Who judged.
    pub panel: Panel,
    /// Every mark that was to be given.
    pub judged: Vec<Judged>,
    /// All findings, sorted.
    pub findings: Vec<Finding>,
}

impl Settled {
    /// How many marks have this outcome.
    pub fn count(&self, is: impl Fn(&Outcome) -> bool) -> usize {
        self.judged.iter().filter(|judged| is(&judged.outcome)).count()
    }
}

/// Works out all marks. `partial` lets the mean of the judges who gave a mark stand where others gave none.
pub fn settle(
    plan: &Plan,
    sheets: Vec<Read>,
    (expected, partial): (&Expected, bool),
    mut findings: Vec<Finding>,
) -> Settled {
    let panel = panel(plan, sheets, expected, &mut findings);
    panel.judges.iter().for_each(|judge| blanks(plan, judge, &mut findings));
    let settler = Settler { plan, panel: &panel, partial };
    let mut judged: Vec<Judged> = plan.keys().map(|key| settler.judged(key)).collect();
    settler.keep_groups(&mut judged, &mut findings);
    for one in &mut judged {
        settler.fill(one, &mut findings);
    }
    findings.extend(lost(plan.whole.first()));
    sort(&mut findings);
    Settled { panel, judged, findings }
}

/// What the new workbook does not take over from the old one.
fn lost(evaluation: &Evaluation) -> impl Iterator<Item = Finding> {
    let of_copy =
        |finding: &&Finding| matches!(finding.code, Code::FormulaAsValue | Code::LeftOut | Code::HiddenUnderMerge);
    evaluation.findings.iter().filter(of_copy).cloned()
}

/// P02 for each mark that a judge left blank; once for a whole sheet or a whole department.
fn blanks(plan: &Plan, judge: &Panelist, findings: &mut Vec<Finding>) {
    // of a name that stands twice its row tells
    let certain = |key: &Key| plan.departments(plan.department(*key)).len() == 1;
    let keys: Vec<Key> = plan.keys().filter(certain).collect();
    let is_open = |key: &Key| judge.given.get(key).is_none_or(|placed| placed.given == Given::Blank);
    let (name, sheet) = (&judge.name, &judge.places[0]);
    let finding = |place: &Place, found: String| {
        let message = Message::new(format!("评审“{name}”的分数"), found, "请评审补打后重新读取；空白不作0分");
        Finding::new(Code::JudgeBlank, place.clone(), message)
    };
    if keys.iter().all(is_open) {
        return findings.push(finding(sheet, format!("评审“{name}”的打分表没有一个分数")));
    }
    for of_department in keys.chunk_by(|one, next| (one.table, one.department) == (next.table, next.department)) {
        let department = plan.department(of_department[0]);
        if !of_department.iter().any(|key| judge.given.contains_key(key)) {
            findings.push(finding(sheet, format!("评审“{name}”的打分表上没有这个部门")).of(department, ""));
            continue;
        }
        for key in of_department.iter().filter(|key| is_open(key)) {
            let (place, found) = match judge.given.get(key) {
                Some(placed) => (&placed.place, format!("评审“{name}”没有打分")),
                None => (sheet, format!("评审“{name}”的打分表上没有这一项")),
            };
            findings.push(finding(place, found).of(department, plan.indicator(*key)));
        }
    }
}

struct Settler<'a> {
    plan: &'a Plan<'a>,
    panel: &'a Panel,
    partial: bool,
}

impl Settler<'_> {
    fn table(&self, key: Key) -> &Table<'_> {
        &self.plan.tables[key.table]
    }

    fn judged(&self, key: Key) -> Judged {
        let most = self.plan.most(key).unwrap_or_default();
        let mark = |judge: &Panelist| match judge.given.get(&key).map(|placed| &placed.given) {
            Some(Given::Mark(mark)) => Some(*mark),
            _ => None,
        };
        let marks: Vec<Option<Points>> = self.panel.judges.iter().map(mark).collect();
        let given: Vec<Points> = marks.iter().flatten().copied().collect();
        let spread = given.iter().max().zip(given.iter().min()).map(|(most, least)| *most - *least);
        let mean = self.mean(key, &given, most);
        Judged { key, most, marks, mean, spread, outcome: Outcome::Left(String::new()) }
    }

    /// The sum over the number of marks, rounded as scores are.
    fn mean(&self, key: Key, given: &[Points], most: Points) -> Option<Points> {
        let sum = given.iter().try_fold(Exact::ZERO, |sum, mark| sum.plus(mark.exact()))?;
        let mean = sum.over(Exact::whole(given.len() as i64))?;
        self.table(key).evaluation.scheme().conventions.rounded(mean, most)
    }

    /// Means of a shared 分值 that rounding leads beyond it are not used.
    fn keep_groups(&self, judged: &mut [Judged], findings: &mut Vec<Finding>) {
        for of_department in judged
            .chunk_by_mut(|one, next| (one.key.table, one.key.department) == (next.key.table, next.key.department))
        {
            let key = of_department[0].key;
            for (members, full) in self.table(key).unsplit(key.department) {
                let is_member = |judged: &&mut Judged| members.contains(&judged.key.indicator);
                let means = of_department.iter().filter(|one| members.contains(&one.key.indicator));
                let sum: Points = means.filter_map(|one| one.mean).sum();
                if sum <= full {
                    continue;
                }
                let found = format!("平均分四舍五入后这几项合计{sum}分，超过共用分值{full}分，没有填");
                let message = Message::new(format!("合计不超过{full}分"), found.clone(), "请自行填写这几项的评定得分");
                let finding = Finding::new(Code::JudgeMarkUnusable, self.place(key, members[0]), message);
                findings.push(finding.of(self.plan.department(key), self.table(key).system().names(members)));
                for one in of_department.iter_mut().filter(is_member) {
                    (one.mean, one.outcome) = (None, Outcome::Left(found.clone()));
                }
            }
        }
    }

    fn place(&self, key: Key, indicator: usize) -> Place {
        Place { sheet: sheets::DATA.into(), cell: self.table(key).cell(key.department, indicator) }
    }

    /// The judges without a mark, in words.
    fn absent(&self, judged: &Judged) -> Vec<String> {
        let judges = self.panel.judges.iter().zip(&judged.marks).filter(|(_, mark)| mark.is_none());
        judges.map(|(judge, _)| format!("“{}”", judge.name)).chain(self.panel.missing.iter().cloned()).collect()
    }

    fn fill(&self, judged: &mut Judged, findings: &mut Vec<Finding>) {
        let (key, absent) = (judged.key, self.absent(judged));
        if self.plan.departments(self.plan.department(key)).len() > 1 {
            judged.outcome = Outcome::Left("部门重名，没有填".to_string());
        }
        if judged.outcome != Outcome::Left(String::new()) {
            return;
        }
        let Some(mean) = judged.mean else {
            judged.outcome = Outcome::Left("没有可用的分数".to_string());
            return;
        };
        if !absent.is_empty() && !self.partial {
            judged.outcome = Outcome::Left(format!("缺{}，没有填", absent.join("、")));
            return;
        }
        let place = self.place(key, key.indicator);
        let mut tell = |code, expected: String, found: String, advice: &str| {
            let finding = Finding::new(code, place.clone(), Message::new(expected, found, advice));
            findings.push(finding.of(self.plan.department(key), self.plan.indicator(key)));
        };
        let there = self.table(key).entry(key.department, key.indicator);
        judged.outcome = match there {
            Entry::Blank => Outcome::Filled,
            Entry::Number(there) if *there == mean.0 => Outcome::Same,
            other => {
                let there = match other {
                    Entry::Number(there) => format!("已有评定得分{}分", there.normalize()),
                    _ => "已有内容，不是可用的分数".to_string(),
                };
                let found = format!("{there}，评审平均{mean}分，没有改");
                tell(
                    Code::JudgedDiffers,
                    "空白，或与评审平均分相同".into(),
                    found,
                    "请核对；要用平均分的，先清空这一格再读取",
                );
                Outcome::Left(there)
            }
        };
        if judged.outcome == Outcome::Filled && !absent.is_empty() {
            let used = judged.marks.iter().flatten().count();
            let found = format!("缺{}，按其余{used}名评审平均{mean}分填入", absent.join("、"));
            tell(Code::JudgedByOthers, "全部评审的分数".into(), found, "无需处理；请留存说明");
        }
    }
}

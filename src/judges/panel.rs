//! The sheets that were read → the panel: each judge once, with the marks of all sheets of that name.

use crate::ground::{Code, Finding, Message, Place, Points, tidy};
use crate::judges::plan::{Key, Plan};
use crate::judges::read::{Given, Placed, Read};
use std::collections::{BTreeMap, BTreeSet};

/// Which judges there must be.
#[derive(Clone, Debug, Default)]
pub struct Expected {
    /// Their names, where they are known.
    pub names: Vec<String>,
    /// How many there are, where that is known.
    pub count: Option<usize>,
}

/// A judge of the panel.
#[derive(Clone, Debug)]
pub struct Panelist {
    /// Name.
    pub name: String,
    /// 第几份
    number: usize,
    /// The sheets.
    pub places: Vec<Place>,
    /// What was given.
    pub given: BTreeMap<Key, Placed>,
}

/// The panel in the order of the numbers of the sheets, then of the names: not of the files.
#[derive(Clone, Debug, Default)]
pub struct Panel {
    /// Those whose marks are used.
    pub judges: Vec<Panelist>,
    /// Those who are missing, in words.
    pub missing: Vec<String>,
}

/// Puts the sheets together; what is wrong with the panel is told.
pub fn panel(plan: &Plan, sheets: Vec<Read>, expected: &Expected, findings: &mut Vec<Finding>) -> Panel {
    let numbers: Vec<(usize, usize)> = sheets.iter().filter_map(|read| read.number).collect();
    let mut judges: Vec<Panelist> = Vec::new();
    let mut sheets = sheets;
    sheets.sort_by(|one, other| one.place.cmp(&other.place));
    for read in sheets {
        match judges.iter_mut().find(|judge| tidy(&judge.name) == tidy(&read.judge)) {
            Some(judge) => findings.extend(join(plan, judge, read)),
            None => judges.push(Panelist {
                name: read.judge,
                number: read.number.map_or(usize::MAX, |(number, _)| number),
                places: vec![read.place],
                given: read.given,
            }),
        }
    }
    judges.sort_by(|one, other| (one.number, &one.name).cmp(&(other.number, &other.name)));
    let mut panel = Panel { judges, missing: Vec::new() };
    panel.listed(&expected.names, findings);
    panel.counted(expected, &numbers, findings);
    panel.judges.iter_mut().for_each(|judge| check_groups(plan, judge, findings));
    panel
}

/// Adds a further sheet of a judge. The same mark twice is one mark; of two different ones none is used.
fn join(plan: &Plan, judge: &mut Panelist, read: Read) -> Option<Finding> {
    let (mut shared, mut differ): (usize, Vec<Key>) = (0, Vec::new());
    for (key, placed) in read.given {
        let Some(before) = judge.given.get_mut(&key) else {
            judge.given.insert(key, placed);
            continue;
        };
        shared += 1;
        if before.given != placed.given {
            differ.push(key);
            before.given = Given::Unusable;
        }
    }
    let first = judge.places[0].clone();
    judge.places.push(read.place.clone());
    let expected = format!("“{}”只有一份打分表", judge.name);
    let (code, found, advice) = match differ.first() {
        None if shared == 0 => return None,
        None => (Code::JudgeOther, format!("与{first}的打分相同，只采用一份"), "请删去多余的一份"),
        Some(key) => {
            let what = format!("{}“{}”", plan.department(*key), plan.indicator(*key));
            let found =
                format!("与{first}都是“{}”的，有{}处打分不同（如{what}），这些都没有采用", judge.name, differ.len());
            (Code::JudgeTwice, found, "请核实后只留一份重新读取；如果是两位同名的评审，请在姓名后加以区别")
        }
    };
    Some(Finding::new(code, read.place, Message::new(expected, found, advice)))
}

impl Panel {
    /// The judges whose names were given, and no others.
    fn listed(&mut self, names: &[String], findings: &mut Vec<Finding>) {
        if names.is_empty() {
            return;
        }
        let wanted: BTreeSet<String> = names.iter().map(|name| tidy(name)).collect();
        let (judges, others) =
            std::mem::take(&mut self.judges).into_iter().partition(|judge| wanted.contains(&tidy(&judge.name)));
        self.judges = judges;
        let others: Vec<Panelist> = others;
        for judge in others {
            let found = format!("“{}”不在 --judge 写明的评审之内，没有采用", judge.name);
            let message = Message::new(format!("评审：{}", names.join("、")), found, "请核对姓名");
            findings
                .extend(judge.places.into_iter().map(|place| Finding::new(Code::JudgeUnread, place, message.clone())));
        }
        let has = |name: &&String| self.judges.iter().any(|judge| tidy(&judge.name) == tidy(name));
        let missing = names.iter().filter(|name| !has(name)).map(|name| format!("“{name}”"));
        self.missing = missing.collect();
        if !self.missing.is_empty() {
            let found = format!("缺{}的打分表", self.missing.join("、"));
            findings.push(missing_one(format!("评审：{}", names.join("、")), found));
        }
    }

    /// As many judges as were asked for, or as the sheets say that there are.
    fn counted(&mut self, expected: &Expected, numbers: &[(usize, usize)], findings: &mut Vec<Finding>) {
        if !expected.names.is_empty() {
            return;
        }
        let there: BTreeSet<usize> = numbers.iter().map(|(number, _)| *number).collect();
        let of = numbers.iter().map(|(_, of)| *of).max().filter(|of| *of <= MOST);
        let read = self.judges.len();
        let lacking = match (expected.count, of) {
            (Some(count), _) if read < count => vec![format!("{}份", count - read)],
            (Some(count), _) if read > count => {
                let found = format!("读到{read}名评审的打分表");
                let message = Message::new(format!("{count}名评审"), found, "请核对 --judges 的人数；都已采用");
                findings.push(Finding::new(Code::JudgeMissing, Place::file(), message));
                Vec::new()
            }
            (Some(_), _) | (None, None) => Vec::new(),
            (None, Some(of)) => {
                (1..=of).filter(|number| !there.contains(number)).map(|number| format!("第{number}份")).collect()
            }
        };
        if !lacking.is_empty() {
            let all = expected.count.or(of).unwrap_or(read);
            findings.push(missing_one(format!("{all}份打分表"), format!("只有{read}份，缺{}", lacking.join("、"))));
            self.missing = lacking;
        }
    }
}

/// More sheets are of no panel: the number is not one of this program.
const MOST: usize = 999;

fn missing_one(expected: String, found: String) -> Finding {
    let advice = "请收齐后，把全部打分表一起重新读取；确定不再补交的，加 --partial 按其余评审平均";
    Finding::new(Code::JudgeMissing, Place::file(), Message::new(expected, found, advice))
}

/// The marks that a judge gave of a shared 分值 are not more than it.
fn check_groups(plan: &Plan, judge: &mut Panelist, findings: &mut Vec<Finding>) {
    for (at, table) in plan.tables.iter().enumerate() {
        for department in 0..table.evaluation.cards.len() {
            for (members, full) in table.unsplit(department) {
                let keys = members.iter().map(|indicator| Key { table: at, department, indicator: *indicator });
                let keys: Vec<Key> = keys.filter(|key| judge.given.contains_key(key)).collect();
                let mark = |key: &Key| match judge.given[key].given {
                    Given::Mark(mark) => mark,
                    _ => Points::ZERO,
                };
                let sum: Points = keys.iter().map(mark).sum();
                let Some(first) = keys.first().filter(|_| sum > full) else { continue };
                let found = format!("这几项合计{sum}分，超过共用分值{full}分，都没有采用");
                let message = Message::new(format!("合计不超过{full}分"), found, "请评审改正后重新读取");
                let finding = Finding::new(Code::JudgeMarkUnusable, judge.given[first].place.clone(), message);
                findings.push(finding.of(plan.department(*first), table.system().names(members)));
                for key in keys {
                    if let Some(placed) = judge.given.get_mut(&key) {
                        placed.given = Given::Unusable;
                    }
                }
            }
        }
    }
}

//! What is judged: for each 评分表 its indicators with 评定得分, for each department up to how many points.

use crate::evaluate::{Evaluation, Whole};
use crate::ground::{CellRef, Points, tidy};
use crate::scheme::{ColumnKey, IndicatorSystem};
use crate::submission::Entry;
use std::collections::BTreeMap;

/// One mark to be given: a department of a table and an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// Which 评分表.
    pub table: usize,
    /// Which of its departments.
    pub department: usize,
    /// Which of its indicators.
    pub indicator: usize,
}

/// 评审打分的范围
pub struct Plan<'a> {
    /// The scored workbook.
    pub whole: Whole<'a>,
    /// For each table, in the order of `whole`.
    pub tables: Vec<Table<'a>>,
    /// Judged indicators without a column 评定得分 in 部门数据.
    pub lacking: Vec<String>,
    /// Where each department stands, by its tidy name; several places where names repeat.
    by_name: BTreeMap<String, Vec<(usize, usize)>>,
}

/// One 评分表.
pub struct Table<'a> {
    /// The evaluation by it.
    pub evaluation: &'a Evaluation,
    /// The indicators that are judged, in their order.
    pub indicators: Vec<usize>,
}

impl<'a> Plan<'a> {
    /// # Errors
    /// Nothing is left to judges.
    pub fn of(whole: Whole<'a>) -> Result<Plan<'a>, String> {
        let mut plan = Plan { whole, tables: Vec::new(), lacking: Vec::new(), by_name: BTreeMap::new() };
        for (table, evaluation) in whole.each.iter().enumerate() {
            let submission = &evaluation.submission;
            let judged = |index: &usize| submission.scheme.column(&ColumnKey::Judged(*index));
            let all = (0..submission.scheme.rules.len()).filter(|index| judged(index).is_some());
            let has_column = |index: &usize| judged(index).is_some_and(|column| submission.column_at[column].is_some());
            let (indicators, lacking): (Vec<usize>, Vec<usize>) = all.partition(has_column);
            plan.lacking.extend(lacking.iter().map(|index| submission.scheme.system.short_name(*index)));
            plan.tables.push(Table { evaluation, indicators });
            for (at, department) in submission.departments.iter().enumerate() {
                plan.by_name.entry(tidy(&department.name)).or_default().push((table, at));
            }
        }
        match plan.tables.iter().all(|table| table.indicators.is_empty()) {
            false => Ok(plan),
            true if plan.lacking.is_empty() => {
                Err("评分表没有由评审人员打分的指标（评分标准都能按数据计算），不需要评审打分表".to_string())
            }
            true => Err(format!(
                "“部门数据”没有“评定得分”列（{}），打分没有地方填；请按模板补上这些列",
                plan.lacking.join("、")
            )),
        }
    }

    /// The places of a department by its name, as it stands in a cell.
    pub fn departments(&self, name: &str) -> &[(usize, usize)] {
        self.by_name.get(&tidy(name)).map_or(&[], Vec::as_slice)
    }

    /// Names that stand in several rows of 部门数据: a mark for them has no certain place.
    pub fn repeated(&self) -> Vec<&'a str> {
        let several = self.by_name.values().filter(|places| places.len() > 1);
        several.map(|places| &*self.tables[places[0].0].evaluation.submission.departments[places[0].1].name).collect()
    }

    /// Every mark that is to be given.
    pub fn keys(&self) -> impl Iterator<Item = Key> {
        let of_table = |(at, table): (usize, &Table<'a>)| {
            let indicators = table.indicators.clone();
            let departments = 0..table.evaluation.cards.len();
            departments.flat_map(move |department| {
                let key = move |indicator| Key { table: at, department, indicator };
                indicators.clone().into_iter().map(key)
            })
        };
        let all: Vec<Key> = self.tables.iter().enumerate().flat_map(of_table).collect();
        all.into_iter().filter(|key| self.most(*key).is_some())
    }

    /// Up to how many points a mark may be; none where a department has nothing to be judged there: it has indicators of
    /// its own, or no part of a shared 分值.
    pub fn most(&self, key: Key) -> Option<Points> {
        self.tables[key.table].most(key.department, key.indicator)
    }

    /// The name of the department of a mark.
    pub fn department(&self, key: Key) -> &'a str {
        &self.tables[key.table].evaluation.submission.departments[key.department].name
    }

    /// The name of its indicator.
    pub fn indicator(&self, key: Key) -> String {
        self.tables[key.table].system().short_name(key.indicator)
    }
}

impl<'a> Table<'a> {
    /// 指标体系
    pub fn system(&self) -> &'a IndicatorSystem {
        &self.evaluation.scheme().system
    }

    /// See [`Plan::most`].
    pub fn most(&self, department: usize, indicator: usize) -> Option<Points> {
        let has_own = self.evaluation.submission.departments[department].own_of(indicator).next().is_some();
        match self.evaluation.cards[department].scores[indicator].full {
            _ if has_own => None,
            Some(full) if full <= Points::ZERO => None,
            Some(full) => Some(full),
            None => Some(self.system().indicators[indicator].marks),
        }
    }

    /// The members of a shared 分值 that a department does not split, and that 分值.
    pub fn unsplit(&self, department: usize) -> impl Iterator<Item = (&'a [usize], Points)> {
        let scores = &self.evaluation.cards[department].scores;
        let groups = self.system().groups.iter();
        let unsplit = groups.filter(|group| group.members.iter().all(|member| scores[*member].full.is_none()));
        unsplit.map(|group| (group.members.as_slice(), group.marks))
    }

    /// The cell of 部门数据 that a mark goes to.
    pub fn cell(&self, department: usize, indicator: usize) -> Option<CellRef> {
        let submission = &self.evaluation.submission;
        let column = submission.scheme.column(&ColumnKey::Judged(indicator))?;
        submission.cell(&submission.departments[department], column)
    }

    /// What stands there.
    pub fn entry(&self, department: usize, indicator: usize) -> &'a Entry {
        let submission = &self.evaluation.submission;
        let column = submission.scheme.column(&ColumnKey::Judged(indicator));
        column.map_or(&Entry::Blank, |column| &submission.departments[department].entries[column])
    }
}

//! The planned columns of 部门数据: what the rules and the ties need.

use crate::criterion::{Item, Needs};
use crate::ground::Expression;
use crate::ground::names::{CASE_REMARK, COUNT, GRADE, JUDGED, REMARK, SHARE, TIE_GROUP, TIE_GROUP_NOTE};
use crate::scheme::compile::Compiled;
use crate::scheme::indicators::{IndicatorPath, IndicatorSystem};
use crate::scheme::ties::Tie;
use crate::scheme::units::{stated_unit, unit_of, unit_of_item};

/// What a column of 部门数据 holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnKey {
    /// A 数据项 of the formulas or ties, by its name.
    DataItem(String),
    /// An item of a checklist, or the number of cases of one kind.
    RuleItem {
        /// Index of the indicator.
        indicator: usize,
        /// Index of the item in the rule.
        item: usize,
    },
    /// 情况说明 or 说明.
    Remark(usize),
    /// 评定得分.
    Judged(usize),
    /// 本部门分值: the department's part of a shared 分值.
    Share(usize),
}

/// One planned column of 部门数据.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataColumn {
    /// What it holds.
    pub key: ColumnKey,
    /// 二级指标 above it.
    pub level2: String,
    /// 三级指标 above it.
    pub level3: String,
    /// Its own heading, without the unit.
    pub label: String,
    /// 单位: 万元, 人, %, 例, 分, or empty.
    pub unit: String,
    /// Note: the rule it serves.
    pub note: String,
}

/// Whether a 数据项 is a change or a remainder: it may be negative, and it may be tiny beside its base.
pub fn is_change(item: &str) -> bool {
    ["结余", "调整", "变动", "增减", "差"].iter().any(|word| item.contains(word))
}

/// The planned columns of 部门数据: the 数据项 of each indicator in the order of 评分表, each once, then
/// those that only the ties use.
pub fn columns(system: &IndicatorSystem, rules: &[Compiled], ties: &[Tie]) -> Vec<DataColumn> {
    let mut plan = Plan { system, columns: Vec::new() };
    for (index, compiled) in rules.iter().enumerate() {
        plan.indicator(index, compiled);
    }
    for tie in ties {
        for item in tie.relation.variables() {
            plan.item(item, [TIE_GROUP, TIE_GROUP_NOTE], format!("供审核公式{}核对：{}", tie.id, tie.text));
        }
    }
    plan.columns
}

struct Plan<'a> {
    system: &'a IndicatorSystem,
    columns: Vec<DataColumn>,
}

impl Plan<'_> {
    fn indicator(&mut self, index: usize, compiled: &Compiled) {
        let IndicatorPath { level2, level3, .. } = &self.system.indicators[index].path;
        for item in compiled.measure.iter().flat_map(Expression::variables) {
            self.item(item, [level2, level3], self.rule_note(index));
            self.own_unit(index, item);
        }
        match compiled.rule.needs() {
            Needs::Measure => {}
            Needs::Against(other) => self.item(&other, [level2, level3], self.rule_note(index)),
            Needs::Cases(items) => self.parts(index, &items, compiled.rule.counts_done().unwrap_or("例")),
            Needs::Checks(items) => self.parts(index, &items, ""),
            Needs::Judgement => self.judgement(index),
            Needs::Grade(_) => {
                self.own_column(index, ColumnKey::RuleItem { indicator: index, item: 0 }, GRADE, "");
                self.own_column(index, ColumnKey::Remark(index), CASE_REMARK, "");
            }
        }
        if let Some(event) = compiled.rule.event() {
            let key = ColumnKey::RuleItem { indicator: index, item: compiled.rule.needs().parts() };
            self.own_column(index, key, &format!("是否{event}"), "");
        }
    }

    /// A 数据项 stands once, under the first indicator that uses it; the note names the others.
    fn item(&mut self, item: &str, above: [&str; 2], note: String) {
        let key = ColumnKey::DataItem(item.to_string());
        match self.columns.iter_mut().find(|column| column.key == key) {
            Some(column) => {
                if let Some(unit) = stated_unit(&note, item).filter(|_| column.unit.is_empty()) {
                    column.unit = unit;
                }
                if !column.note.contains(&note) {
                    column.note = format!("{}\n{note}", column.note);
                }
            }
            None => {
                let [level2, level3] = above.map(str::to_string);
                let unit = stated_unit(&note, item).unwrap_or_else(|| unit_of(item).to_string());
                self.columns.push(DataColumn { key, level2, level3, label: item.to_string(), unit, note });
            }
        }
    }

    /// The value of an indicator is in its unit, where nothing else tells.
    fn own_unit(&mut self, index: usize, item: &str) {
        let unit = unit_of_item(&self.system.indicators[index], item);
        let key = ColumnKey::DataItem(item.to_string());
        let column = self.columns.iter_mut().find(|column| column.key == key);
        if let Some(column) = column.filter(|column| column.unit.is_empty()) {
            column.unit = unit;
        }
    }

    fn parts(&mut self, indicator: usize, items: &[Item], unit: &str) {
        for (item, words) in items.iter().enumerate() {
            let label = match (words.marker.is_empty(), unit) {
                (true, "例") => COUNT.to_string(),
                _ => format!("{}{}", words.marker, words.text),
            };
            self.own_column(indicator, ColumnKey::RuleItem { indicator, item }, &label, unit);
        }
        self.own_column(indicator, ColumnKey::Remark(indicator), CASE_REMARK, "");
    }

    fn judgement(&mut self, indicator: usize) {
        if self.system.indicators[indicator].group.is_some() {
            self.own_column(indicator, ColumnKey::Share(indicator), SHARE, "分");
        }
        self.own_column(indicator, ColumnKey::Judged(indicator), JUDGED, "分");
        self.own_column(indicator, ColumnKey::Remark(indicator), REMARK, "");
    }

    /// A column of one indicator alone.
    fn own_column(&mut self, indicator: usize, key: ColumnKey, label: &str, unit: &str) {
        let note = self.rule_note(indicator);
        let IndicatorPath { level2, level3, .. } = self.system.indicators[indicator].path.clone();
        self.columns.push(DataColumn { key, level2, level3, label: label.to_string(), unit: unit.to_string(), note });
    }

    fn rule_note(&self, index: usize) -> String {
        let indicator = &self.system.indicators[index];
        let marks = match indicator.group {
            Some(group) => format!("与同组共{}分", self.system.groups[group].marks),
            None => format!("{}分", indicator.marks),
        };
        let mut note = format!("【{}】{marks}\n评分标准：{}", indicator.path.level3, indicator.criterion.text);
        if !indicator.formula.text.is_empty() {
            note = format!("{note}\n计算公式：{}", indicator.formula.text);
        }
        note
    }
}

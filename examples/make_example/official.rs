//! The official 附件3-1 as the program has it, and where its columns and rows stand in the workbook.

use jixiao::ground::names;
use jixiao::ground::place::CellRef;
use jixiao::scheme::columns::{ColumnKey, DataColumn};
use jixiao::scheme::compile::{Compiled, compile};
use jixiao::scheme::indicators::IndicatorSystem;
use jixiao::scheme::ties::Tie;
use jixiao::submission;
use jixiao::template::{DATA_FIRST_COLUMN, DATA_FIRST_ROW, SELF_FIRST_COLUMN};

/// The built-in table with everything that the template is made of.
pub struct Official {
    /// 评分表
    pub system: IndicatorSystem,
    /// Its rules.
    pub rules: Vec<Compiled>,
    /// 审核公式
    pub ties: Vec<Tie>,
    /// Planned columns of 部门数据.
    pub columns: Vec<DataColumn>,
}

impl Official {
    /// The built-in table.
    pub fn load() -> Official {
        let (system, _) = submission::parse_system(&submission::built_in_grid()).expect("the built-in table is sound");
        let (rules, _) = compile(&system).expect("the built-in rules are understood");
        let ties = submission::default_ties();
        let columns = names::columns(&system, &rules, &ties);
        Official { system, rules, ties, columns }
    }

    /// The index of an indicator by its name; 管理制度健全性 needs its 二级指标: 管理制度健全性（预算管理）.
    pub fn indicator(&self, name: &str) -> usize {
        let found = (0..self.system.indicators.len()).find(|index| self.system.short_name(*index) == name);
        found.unwrap_or_else(|| panic!("no indicator {name}"))
    }

    /// The planned column of a key.
    pub fn column(&self, key: &ColumnKey) -> usize {
        self.columns.iter().position(|column| column.key == *key).unwrap_or_else(|| panic!("no column {key:?}"))
    }

    /// The planned column of a 数据项.
    pub fn item(&self, name: &str) -> usize {
        self.column(&ColumnKey::Item(name.to_string()))
    }

    /// The planned column of item `part` (from 0) of an indicator.
    pub fn part(&self, indicator: &str, part: usize) -> usize {
        self.column(&ColumnKey::Part { indicator: self.indicator(indicator), part })
    }

    /// The planned column of 评定得分.
    pub fn judged(&self, indicator: &str) -> usize {
        self.column(&ColumnKey::Judged(self.indicator(indicator)))
    }

    /// The planned column of 情况说明 or 说明.
    pub fn remark(&self, indicator: &str) -> usize {
        self.column(&ColumnKey::Remark(self.indicator(indicator)))
    }

    /// The planned column of 本部门分值.
    pub fn share(&self, indicator: &str) -> usize {
        self.column(&ColumnKey::Share(self.indicator(indicator)))
    }

    /// The cell of a planned column of 部门数据; someone inserted one column before them all.
    pub fn data_cell(&self, slot: u32, column: usize) -> CellRef {
        CellRef::new(DATA_FIRST_ROW + slot, DATA_FIRST_COLUMN + 1 + column as u32)
    }

    /// The cell of 自评得分 of an indicator; 扣分原因 is to its right.
    pub fn self_cell(&self, slot: u32, indicator: usize) -> CellRef {
        CellRef::new(DATA_FIRST_ROW + slot, SELF_FIRST_COLUMN + 2 * indicator as u32)
    }

    /// The cell of 自评总分; 自评等次 is to its right.
    pub fn self_total_cell(&self, slot: u32) -> CellRef {
        self.self_cell(slot, self.system.indicators.len())
    }
}

//! The official 附件3-1 as the program has it, and where its columns and rows stand in the workbook.

use jixiao::ground::place::CellRef;
use jixiao::scheme::Scheme;
use jixiao::scheme::columns::ColumnKey;
use jixiao::template::{DATA_FIRST_COLUMN, DATA_FIRST_ROW, SELF_FIRST_COLUMN};

/// The built-in table with everything that the template is made of.
pub struct Official {
    /// 评分表 with its rules, columns and 审核公式.
    pub scheme: Scheme,
}

impl Official {
    /// The built-in table.
    pub fn load() -> Official {
        Official { scheme: Scheme::built_in().expect("the built-in table is understood") }
    }

    /// The index of an indicator by its name; 管理制度健全性 needs its 二级指标: 管理制度健全性（预算管理）.
    pub fn indicator(&self, name: &str) -> usize {
        let found =
            (0..self.scheme.system.indicators.len()).find(|index| self.scheme.system.short_name(*index) == name);
        found.unwrap_or_else(|| panic!("no indicator {name}"))
    }

    /// The planned column of a key.
    pub fn column(&self, key: &ColumnKey) -> usize {
        self.scheme.column(key).unwrap_or_else(|| panic!("no column {key:?}"))
    }

    /// The planned column of a 数据项.
    pub fn item(&self, name: &str) -> usize {
        self.column(&ColumnKey::DataItem(name.to_string()))
    }

    /// The planned column of an item (from 0) of an indicator.
    pub fn part(&self, indicator: &str, item: usize) -> usize {
        self.column(&ColumnKey::RuleItem { indicator: self.indicator(indicator), item })
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
        self.self_cell(slot, self.scheme.system.indicators.len())
    }
}

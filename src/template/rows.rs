//! The rows of each 三级指标 in a scoring table.

use crate::ground::Area;
use crate::scheme::IndicatorSystem;
use crate::workbook::Role;
use crate::workbook::sheet::Cell;
use crate::workbook::write::rows_needed;

/// One row for each 三级指标, or as many as its texts need: no row is higher than 409 points.
pub struct Rows {
    /// The first row of each indicator, then the row after the last.
    starts: Vec<u32>,
}

impl Rows {
    /// One row each, from `first` on.
    pub fn one_each(system: &IndicatorSystem, first: u32) -> Rows {
        Rows { starts: (first..=first + system.indicators.len() as u32).collect() }
    }

    /// So many rows that 评分标准 and what is written beside it (none, or one text for each indicator) can be
    /// read whole; `widths` are the columns' half-width characters.
    pub fn as_needed(system: &IndicatorSystem, first: u32, widths: (u32, u32), beside: &[String]) -> Rows {
        let mut starts = vec![first];
        let rows = |text: &str, width| rows_needed(&Cell::text(Role::Text, text), width);
        for (index, indicator) in system.indicators.iter().enumerate() {
            let same = system.indicators.iter().filter(|other| other.criterion.place == indicator.criterion.place);
            let criterion = rows(&indicator.criterion.text, widths.0).div_ceil(same.count() as u32);
            let text = beside.get(index).map_or(1, |text| rows(text, widths.1));
            starts.push(starts[index] + criterion.max(text));
        }
        Rows { starts }
    }

    /// The first row of an indicator.
    pub fn first(&self, index: usize) -> u32 {
        self.starts[index]
    }

    /// The row after the last indicator.
    pub fn end(&self) -> u32 {
        self.starts[self.starts.len() - 1]
    }

    /// The rows of `count` indicators from `index` on, in one column.
    pub fn area(&self, (index, count): (usize, usize), col: u32) -> Area {
        Area::new((self.starts[index], col), (self.starts[index + count] - 1, col))
    }
}

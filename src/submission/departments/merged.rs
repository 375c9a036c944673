//! Figures in merged cells: where an area covers several departments or several items, nobody can tell whether its
//! figure belongs to each of them or is their sum.

use super::{Kind, Reader};
use crate::ground::{Area, CellRef, GridCell, Message, original};
use crate::scheme::View;
use crate::workbook::read::GridRow;

impl<'a> Reader<'a> {
    /// Finds the merged areas of doubt, given the rows of the departments.
    pub(super) fn find_doubtful(&mut self, departments: &[u32]) {
        let areas = self.view.grid.merges.iter().filter(|area| area.last.row > self.header.bottom);
        self.doubtful = areas.filter(|area| self.is_doubtful(area, departments)).map(|area| area.first).collect();
    }

    /// Whether an area shows something and is not the one figure of one department. Words may be merged.
    fn is_doubtful(&self, area: &Area, departments: &[u32]) -> bool {
        let last = area.last.col.min(self.planned.len() as u32);
        let is_figure = |col: &u32| self.planned(*col).is_some_and(|index| !matches!(self.kinds[index], Kind::Words));
        let mut figures = (area.first.col..=last).filter(is_figure);
        let mut rows = departments.iter().filter(|row| (area.first.row..=area.last.row).contains(row));
        let (Some(col), Some(row)) = (figures.next(), rows.next()) else { return false };
        let is_one_figure = figures.next().is_none() && rows.next().is_none() && CellRef::new(*row, col) == area.first;
        !is_one_figure && !self.view.tidy(area.first.row, area.first.col).is_empty()
    }

    /// The cells of a row with their columns, as they show where an area of doubt or words are merged over them.
    pub(super) fn filed(&self, row: &'a GridRow) -> Vec<(u32, &'a GridCell)> {
        let mut cells: Vec<(u32, &GridCell)> = row.cells.iter().map(|(col, cell)| (*col, cell)).collect();
        for area in self.view.grid.merged_in_row(row.index) {
            let Some(shown) = self.view.grid.cell(area.first) else { continue };
            let is_covered = |at: CellRef| area.covers(at) && self.view.grid.cell(at).is_none();
            let covered = self.planned_in(&area).filter(|col| is_covered(CellRef::new(row.index, *col)));
            let shows =
                |col: &u32| self.doubtful.contains(&area.first) || (self.is_words(*col) && area.first.col == *col);
            cells.extend(covered.filter(shows).map(|col| (col, shown)));
        }
        cells
    }

    fn planned_in(&self, area: &Area) -> impl Iterator<Item = u32> + use<'_, 'a> {
        let last = area.last.col.min(self.planned.len() as u32);
        (area.first.col..=last).filter(|col| self.planned(*col).is_some())
    }

    fn is_words(&self, col: u32) -> bool {
        self.planned(col).is_some_and(|index| matches!(self.kinds[index], Kind::Words))
    }

    /// What is to be said of a cell in an area of doubt.
    pub(super) fn merged(&self, at: CellRef) -> Option<Message> {
        let area = self.view.grid.merged(at).filter(|area| self.doubtful.contains(&area.first))?;
        // reading takes out what is covered, so a figure that stands there was corrected later
        if area.covers(at) && self.view.grid.cell(at).is_some() {
            return None;
        }
        Some(message(self.view, area))
    }
}

/// What is to be said of a figure in a merged area that may belong to several.
pub(in crate::submission) fn message(view: View, area: Area) -> Message {
    let shown = view.grid.cell(area.first).map(original).unwrap_or_default();
    let found = format!("{}:{} 合并成一格，写“{}”，不能确定是各自的数还是合计", area.first, area.last, shown.trim());
    Message::new("每个部门、每个项目各填一格", found, "请取消合并，分别填写")
}

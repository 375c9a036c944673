//! Values of calamine → [`GridCell`]s → rows in order, whatever the format of the file.

use crate::ground::quantity::from_cell;
use crate::ground::{Area, CellRef, GridCell, Place, Raw, Shown};
use crate::workbook::read::error::{ReadError, refused};
use crate::workbook::read::grid::{Grid, GridRow};
use crate::workbook::read::number_format::NumberFormat;
use crate::workbook::read::{limits, merges};
use crate::workbook::sheet::sheet_name_faults;
use calamine::{Data, ExcelDateTime};
use std::collections::BTreeSet;

/// Names of sheets that Excel allows, no two the same; a result could not be written with others.
///
/// # Errors
/// A name that is empty, too long, reserved, has characters that are not allowed, or occurs twice.
pub(crate) fn check_sheet_names<'a>(mut names: impl Iterator<Item = &'a str> + Clone) -> Result<(), ReadError> {
    if let Some(name) = names.clone().find(|name| !sheet_name_faults(name).is_empty()) {
        return Err(refused(format!(
            "工作表名“{}”是 Excel 不允许的（为空、超过31个字符、是保留名，或含有 [ ] : * ? / \\ 等字符）。请改名后另存。",
            name.escape_debug()
        )));
    }
    let mut seen = BTreeSet::new();
    match names.find(|name| !seen.insert(name.to_lowercase())) {
        Some(twice) => {
            Err(refused(format!("有两个工作表都叫“{twice}”，不能确定采用哪一个。请在 Excel 或 WPS 中改名后另存。")))
        }
        None => Ok(()),
    }
}

/// What is known of a cell besides its value.
#[derive(Clone, Copy, Default)]
pub(crate) struct CellNote {
    /// Its number format is a percentage.
    pub percent: bool,
    /// A formula gives it.
    pub formula: bool,
    /// Its format strikes it out.
    pub struck: bool,
    /// The number of its text, where letters of it have looks of their own.
    pub text: Option<u32>,
    /// The number of its format, where not every number shows as it is.
    pub format: Option<u16>,
}

/// A cell with what a person sees of its number.
pub(crate) fn with_format(cell: GridCell, format: Option<&NumberFormat>) -> GridCell {
    let shown = match (&cell.raw, format) {
        (Raw::Number(number), Some(format)) => format.shown(*number),
        _ => None,
    };
    GridCell { shown: shown.map(Box::<Shown>::new), ..cell }
}

/// What a file says of neighbouring columns.
#[derive(Clone, Copy)]
pub(crate) struct ColumnSpan {
    /// First column, from 0.
    pub first: u32,
    /// Last column.
    pub last: u32,
    /// Half-width characters; 0 where the file does not say.
    pub width: u32,
    /// Hidden.
    pub hidden: bool,
}

/// What a file of an old format says of a sheet besides the values.
#[derive(Default)]
pub(crate) struct SheetNotes {
    /// Name; an .xls tells it elsewhere.
    pub name: String,
    /// What is known of cells; repeated ones at every place.
    pub cells: Vec<(CellRef, CellNote)>,
    /// Hidden rows from–to.
    pub hidden_rows: Vec<(u32, u32)>,
    /// What it says of columns.
    pub columns: Vec<ColumnSpan>,
    /// 合并单元格.
    pub merges: Vec<Area>,
    /// Cells whose formulas take something from other files.
    pub foreign: Vec<CellRef>,
    /// The results of its formulas are calculated when somebody asks for it.
    pub by_hand: bool,
}

/// How much of a workbook may still be kept.
pub(crate) struct Budget {
    cells: usize,
    text: usize,
}

impl Budget {
    /// A whole workbook's.
    pub fn new() -> Budget {
        Budget { cells: limits::CELLS, text: limits::TEXT }
    }

    fn take(&mut self, raw: &Raw) -> Option<()> {
        self.cells = self.cells.checked_sub(1)?;
        match raw {
            Raw::Text(text) => self.text = self.text.checked_sub(text.len())?,
            Raw::Marked(marked) => self.text = self.text.checked_sub(marked.spelled().len())?,
            _ => (),
        }
        Some(())
    }
}

/// Collects the cells of one sheet.
pub(crate) struct RowCollector<'a> {
    sheet: &'a str,
    budget: &'a mut Budget,
    rows: Vec<GridRow>,
}

impl<'a> RowCollector<'a> {
    pub fn new(sheet: &'a str, budget: &'a mut Budget) -> RowCollector<'a> {
        RowCollector { sheet, budget, rows: Vec::new() }
    }

    /// Takes one cell.
    ///
    /// # Errors
    /// A place beyond the sheet; too many cells.
    pub fn push(&mut self, at: CellRef, cell: GridCell) -> Result<(), ReadError> {
        if at.row >= limits::ROWS || at.col >= limits::COLUMNS {
            return Err(refused(format!("工作表“{}”中有超出表格范围的单元格 {at}，文件已损坏。", self.sheet)));
        }
        if self.budget.take(&cell.raw).is_none() {
            return Err(refused(format!(
                "内容太多（上限 {} 个单元格、{} MB 文字），超出本程序的上限。请拆分工作簿。",
                limits::CELLS,
                limits::TEXT >> 20
            )));
        }
        match self.rows.last_mut() {
            Some(row) if row.index == at.row => row.cells.push((at.col, cell)),
            last => {
                if let Some(row) = last {
                    row.cells.shrink_to_fit();
                }
                self.rows.push(GridRow { index: at.row, hidden: false, cells: vec![(at.col, cell)] });
            }
        }
        Ok(())
    }

    /// The rows in order.
    ///
    /// # Errors
    /// A cell that occurs twice.
    pub fn finish(self) -> Result<Vec<GridRow>, ReadError> {
        let mut rows = self.rows;
        rows.sort_by_key(|row| row.index);
        rows.dedup_by(|next, row| {
            let same = next.index == row.index;
            if same {
                row.cells.append(&mut next.cells);
            }
            same
        });
        for row in &mut rows {
            row.cells.sort_by_key(|(col, _)| *col);
            if let Some(pair) = row.cells.windows(2).find(|pair| pair[0].0 == pair[1].0) {
                let place = Place::cell(self.sheet.to_string(), CellRef::new(row.index, pair[0].0));
                return Err(refused(format!(
                    "单元格 {place} 在文件中出现了两次，不能确定采用哪一个。请在 Excel 或 WPS 中打开核对后另存。"
                )));
            }
        }
        Ok(rows)
    }
}

/// Puts rows into a grid, with what the file says of rows (hidden ones from–to) and columns; its merges are sorted.
pub(crate) fn complete(grid: &mut Grid, rows: Vec<GridRow>, mut hidden: Vec<(u32, u32)>, columns: &[ColumnSpan]) {
    grid.rows = rows;
    hide_rows(grid, &mut hidden);
    set_columns(grid, columns);
    grid.merges.sort_by_key(|area| area.first);
    merges::settle(grid);
}

/// Marks the hidden rows of a grid; `hidden` are rows from–to.
fn hide_rows(grid: &mut Grid, hidden: &mut [(u32, u32)]) {
    hidden.sort_unstable();
    let mut blocks = hidden.iter().copied().peekable();
    let mut reach = None;
    for row in &mut grid.rows {
        while let Some((_, last)) = blocks.next_if(|(first, _)| *first <= row.index) {
            reach = reach.max(Some(last));
        }
        row.hidden = reach.is_some_and(|last| row.index <= last);
    }
}

/// Sets what a file says of its columns, as far as columns are used.
fn set_columns(grid: &mut Grid, columns: &[ColumnSpan]) {
    let used = grid.rows.iter().filter_map(|row| row.cells.last()).map(|(col, _)| *col as usize + 1).max();
    let mut known = vec![(0, false); used.unwrap_or(0)];
    for span in columns {
        let end = (span.last as usize + 1).min(known.len());
        if let Some(part) = known.get_mut(span.first as usize..end) {
            part.fill((span.width, span.hidden));
        }
    }
    for (col, (width, hidden)) in (0..).zip(known) {
        if hidden {
            grid.hidden_columns.push(col);
        }
        if width > 0 {
            grid.widths.push((col, width));
        }
    }
}

/// A value; none for an empty cell.
pub(crate) fn raw_of(value: Data) -> Option<Raw> {
    Some(match value {
        Data::Empty => return None,
        Data::String(text) => Raw::Text(text.into()),
        Data::Int(number) => Raw::Number(number.into()),
        Data::Float(number) => match from_cell(number) {
            Some(number) => Raw::Number(number),
            None => Raw::BadNumber(format!("{number:e}").into()),
        },
        Data::Bool(truth) => Raw::Bool(truth),
        Data::DateTime(date) => Raw::Date(date_text(&date).into()),
        Data::DateTimeIso(text) | Data::DurationIso(text) => Raw::Date(text.into()),
        Data::Error(error) => Raw::Error(error.to_string().into()),
    })
}

/// `2025-10-13`, with the time where there is one; a duration as its hours.
fn date_text(date: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    let day = format!("{year:04}-{month:02}-{day:02}");
    match (date.is_duration(), time.as_str()) {
        (true, _) => time,
        (false, "00:00:00") => day,
        (false, _) => format!("{day}T{time}"),
    }
}

//! A workbook that was read: sheets of cells at their places, merges, what is hidden. Facts, no meaning.

use crate::ground::{Area, CellRef, GridCell, Place, Raw, tidy};
use crate::workbook::read::left_out::LeftOut;
use crate::workbook::read::limits;
use crate::workbook::read::lookup::Lookup;
use crate::workbook::read::word_line::WordLine;
use crate::workbook::sheet::{Cell, Format, Sheet, Validation, Value};

/// Name of the sheet that holds the text of a Word document.
pub const TEXT_SHEET: &str = "正文";

/// One row that holds something.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct GridRow {
    /// Row, from 0.
    pub index: u32,
    /// Hidden or filtered out.
    pub hidden: bool,
    /// Cells with their columns, ascending.
    pub cells: Vec<(u32, GridCell)>,
}

/// One sheet as it stands.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Grid {
    /// Name.
    pub name: String,
    /// Hidden sheet.
    pub hidden: bool,
    /// Rows that hold something, ascending.
    pub rows: Vec<GridRow>,
    /// 合并单元格; no two overlap.
    pub merges: Vec<Area>,
    /// Cells under merged areas that held something else than what the area shows: nobody sees it, so it is left out.
    pub covered: Vec<CellRef>,
    /// Hidden columns.
    pub hidden_columns: Vec<u32>,
    /// Column widths where the file states them, in half-width characters.
    pub widths: Vec<(u32, u32)>,
    /// 自动筛选, header row included, where one is switched on.
    pub filter: Option<Area>,
    /// Whether that filter hides rows at the moment.
    pub filtering: bool,
    /// 批注, by place.
    pub notes: Vec<(CellRef, String)>,
    /// 数据有效性 of the kinds that this program writes.
    pub validations: Vec<Validation>,
    /// Cells whose formulas take something from other files.
    pub foreign: Vec<CellRef>,
    /// What stands on the sheet and is not read.
    pub left_out: LeftOut,
    /// For the text of a Word document, what stands in each row; empty for a sheet.
    pub word_lines: Vec<WordLine>,
    /// Found out when it is first asked for.
    pub lookup: Lookup,
}

impl Grid {
    /// The cell at a place, if it holds something.
    pub fn cell(&self, at: CellRef) -> Option<&GridCell> {
        let row = self.rows.binary_search_by_key(&at.row, |r| r.index).ok()?;
        let cells = &self.rows[row].cells;
        let col = cells.binary_search_by_key(&at.col, |(c, _)| *c).ok()?;
        Some(&cells[col].1)
    }

    /// The cell that shows at a place: inside a merged area its top left cell.
    pub fn shown(&self, at: CellRef) -> Option<&GridCell> {
        self.cell(self.merged(at).map_or(at, |area| area.first))
    }

    /// The merged area that a cell is part of.
    pub fn merged(&self, at: CellRef) -> Option<Area> {
        match self.lookup.merges(&self.rows, &self.merges) {
            Some(areas) => areas.at(at).map(|number| self.merges[number]),
            None => self.merges.iter().find(|area| area.contains(at)).copied(),
        }
    }

    /// The merged areas that a row goes through.
    pub fn merged_in_row(&self, row: u32) -> Vec<Area> {
        match self.lookup.merges(&self.rows, &self.merges) {
            Some(areas) => areas.in_row(row).into_iter().map(|number| self.merges[number]).collect(),
            None => {
                let goes = |area: &&Area| (area.first.row..=area.last.row).contains(&row);
                self.merges.iter().filter(goes).copied().collect()
            }
        }
    }

    /// The cells that hold something, in their order.
    pub fn cells(&self) -> impl Iterator<Item = (CellRef, &GridCell)> {
        let of_row = |row: &GridRow, col: u32| CellRef::new(row.index, col);
        self.rows.iter().flat_map(move |row| row.cells.iter().map(move |(col, cell)| (of_row(row, *col), cell)))
    }

    /// The last column that holds something.
    pub fn last_col(&self) -> u32 {
        self.lookup.last_col(&self.rows, &self.merges)
    }

    /// Sets what stands at a place, or clears it.
    pub fn set(&mut self, at: CellRef, cell: Option<GridCell>) {
        self.lookup = Lookup::default();
        let row = match self.rows.binary_search_by_key(&at.row, |row| row.index) {
            Ok(row) => row,
            Err(_) if cell.is_none() => return,
            Err(row) => {
                self.rows.insert(row, GridRow { index: at.row, ..GridRow::default() });
                row
            }
        };
        let cells = &mut self.rows[row].cells;
        match (cells.binary_search_by_key(&at.col, |(col, _)| *col), cell) {
            (Ok(col), Some(cell)) => cells[col].1 = cell,
            (Ok(col), None) => _ = cells.remove(col),
            (Err(col), Some(cell)) => cells.insert(col, (at.col, cell)),
            (Err(_), None) => (),
        }
    }

    /// 出处: how a person finds a place: `附件3!C12` on a sheet, `第2个表第4行第3列` in a Word document.
    pub fn place(&self, at: CellRef) -> Place {
        match self.word_lines.get(at.row as usize) {
            Some(line) => Place::sheet(line.place(at.col)),
            None => Place::cell(self.name.clone(), at),
        }
    }
}

/// The format a file has, by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    /// .xlsx, .xlsm
    Xlsx,
    /// .xlsb
    Xlsb,
    /// .xls and WPS .et
    Xls,
    /// .ods
    Ods,
    /// .docx: a department's form, never a workbook to be scored.
    Docx,
}

/// Whether the stored results of formulas are their results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Results {
    /// Nothing says otherwise.
    #[default]
    Usual,
    /// They must be calculated anew on opening: programs that write formulas without calculating them say so.
    OnOpening,
    /// 手动重算: they are as old as the last calculation that somebody asked for.
    ByHand,
}

/// A workbook read whole.
#[derive(Clone, Debug)]
pub struct Book {
    /// Format by content.
    pub format: FileFormat,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// Whether it was encrypted with the password of Excel itself, which asks nobody for it.
    pub unlocked: bool,
    /// Sheets in their order.
    pub sheets: Vec<Grid>,
    /// What stands in the file, on none of its sheets, and is not read: macros, external links.
    pub left_out: LeftOut,
    /// Whether the stored results of formulas are their results.
    pub results: Results,
    /// Names of the files from which formulas take something.
    pub foreign_files: Vec<String>,
    /// Names of the sheets without cells: charts, macros, dialogs.
    pub without_cells: Vec<String>,
    /// What the text of a Word document leaves out or adds.
    pub word: WordMarks,
}

/// Places in a Word document whose text is not simply what stands on its pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordMarks {
    /// Places with 修订; the text is that of the accepted document.
    pub revised: Vec<String>,
    /// Places with hidden text, and the text; it is not read.
    pub hidden: Vec<(String, String)>,
    /// Places of tables inside tables; they follow the outer one.
    pub nested: Vec<String>,
    /// Places of paragraphs that Word numbers by itself; the numbers are not read.
    pub numbered: Vec<String>,
    /// Texts around the document that are not read: 页眉, 页脚, 脚注 …, each with its kind.
    pub around: Vec<(&'static str, String)>,
}

impl WordMarks {
    /// Notes a text around the document, each once.
    pub(crate) fn say_around(&mut self, kind: &'static str, text: &str) {
        let is_new = self.around.iter().all(|(known, said)| (*known, said.as_str()) != (kind, text.trim()));
        if is_new && !text.trim().is_empty() && self.around.len() < limits::WORD_TEXTS {
            self.around.push((kind, text.trim().to_string()));
        }
    }
}

impl Book {
    /// What a reader finds in sheets that are written to a file.
    pub fn of_sheets(sheets: &[Sheet]) -> Book {
        Book::new(FileFormat::Xlsx, sheets.iter().map(Grid::of_sheet).collect())
    }

    /// A workbook of which no more is known.
    pub(crate) fn new(format: FileFormat, sheets: Vec<Grid>) -> Book {
        Book {
            format,
            sha256: String::new(),
            unlocked: false,
            sheets,
            left_out: LeftOut::default(),
            results: Results::Usual,
            foreign_files: Vec::new(),
            without_cells: Vec::new(),
            word: WordMarks::default(),
        }
    }
}

impl Grid {
    fn of_sheet(sheet: &Sheet) -> Grid {
        let cell = |(col, cell): &(u32, Cell)| {
            let raw = match &cell.value {
                Value::Blank => return None,
                Value::Text(text) if text.is_empty() => return None,
                Value::Text(text) => Raw::Text(text.as_str().into()),
                Value::Number(number) => Raw::Number(*number),
            };
            let (percent, formula) = (cell.format == Format::Percent, cell.formula().is_some());
            Some((*col, GridCell { percent, formula, ..GridCell::new(raw) }))
        };
        let rows = sheet.rows.iter().zip(0..).map(|(row, index)| GridRow {
            index,
            hidden: false,
            cells: row.cells.iter().filter_map(cell).collect(),
        });
        Grid {
            name: sheet.name.clone(),
            hidden: sheet.hidden,
            rows: rows.filter(|row| !row.cells.is_empty()).collect(),
            merges: sheet.merges.clone(),
            ..Grid::default()
        }
    }
}

/// Whether two sheet names are the same; spaces do not count.
pub fn same_sheet(one: &str, other: &str) -> bool {
    tidy(one) == tidy(other)
}

/// The sheet of a name.
pub fn sheet<'a>(book: &'a Book, name: &str) -> Option<&'a Grid> {
    book.sheets.iter().find(|grid| same_sheet(&grid.name, name))
}

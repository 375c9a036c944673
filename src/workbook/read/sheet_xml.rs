//! What calamine does not tell of an xlsx sheet: hidden rows and columns, widths, merges, the filter, and of
//! each cell whether a formula gives it and whether its result is stored.

use crate::ground::{CellRef, Place};
use crate::workbook::read::cells::ColumnSpan;
use crate::workbook::read::error::{ReadError, refused};
use crate::workbook::read::grid::Grid;
use crate::workbook::read::reference::{leads_abroad, parse_area, parse_ref};
use crate::workbook::read::rich_text::Runs;
use crate::workbook::read::xml::{attribute, entity, is_true};
use crate::workbook::read::{annotations, limits, rich_text};
use crate::workbook::sheet::ERROR_VALUES;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;
use std::mem;

/// What is known of a `<c>` element, in the order of the file.
#[derive(Clone, Copy, Default)]
pub(crate) struct CellMark {
    /// There is a formula.
    pub formula: bool,
    /// There is a stored value, be it an empty text.
    pub stored: bool,
    /// The number of its text among the shared ones.
    pub text: Option<u32>,
}

/// What the XML of a sheet tells besides the values.
#[derive(Default)]
pub(crate) struct SheetFacts {
    /// The sheet with all but its rows and what is known of columns.
    pub grid: Grid,
    /// One mark for each `<c>`, in order.
    pub marks: Vec<CellMark>,
    /// Texts that stand in the sheet itself and have looks of their own, by the index of their mark.
    pub runs: BTreeMap<usize, Runs>,
    /// Hidden rows from–to.
    pub hidden_rows: Vec<(u32, u32)>,
    /// What it says of columns.
    pub columns: Vec<ColumnSpan>,
}

/// Reads a sheet; `sheet` is its name, `budget` the number of `<c>` elements still allowed.
///
/// # Errors
/// XML that is broken or unfinished, a reference that is wrong or beyond the sheet, a comment, CDATA or
/// entity inside a number.
pub(crate) fn read(part: impl BufRead, sheet: &str, budget: &mut usize) -> Result<SheetFacts, ReadError> {
    let mut xml = Reader::from_reader(part);
    xml.config_mut().expand_empty_elements = true;
    let grid = Grid { name: sheet.to_string(), ..Grid::default() };
    let facts = SheetFacts { grid, ..SheetFacts::default() };
    let at = CellRef::new(0, 0);
    SheetReader { xml, sheet, budget, facts, at, shared_abroad: BTreeSet::new(), room: Room::default() }.run()
}

struct SheetReader<'a, R> {
    xml: Reader<R>,
    sheet: &'a str,
    budget: &'a mut usize,
    facts: SheetFacts,
    /// The cell that comes next where the file does not say.
    at: CellRef,
    /// The shared formulas that lead to other files.
    shared_abroad: BTreeSet<String>,
    room: Room,
}

/// Room that one cell after another uses: without it a long sheet would ask for new memory at each.
#[derive(Default)]
struct Room {
    cell: Vec<u8>,
    value: Vec<u8>,
    text: String,
}

impl<R: BufRead> SheetReader<'_, R> {
    fn run(mut self) -> Result<SheetFacts, ReadError> {
        let mut buffer = Vec::new();
        // the open elements below the root that matter, as (depth, name)
        let (mut depth, mut section, mut data_seen) = (0_usize, String::new(), false);
        loop {
            buffer.clear();
            match self.xml.read_event_into(&mut buffer).map_err(|_| self.broken())? {
                Event::Start(element) => {
                    if depth == 1 {
                        section = element.local_name().as_ref().to_string();
                        if section == "sheetData" && mem::replace(&mut data_seen, true) {
                            return Err(self.broken());
                        }
                    }
                    let whole = self.start(&section, &element)?;
                    depth += usize::from(!whole);
                }
                Event::End(element) => {
                    depth = depth.checked_sub(1).ok_or_else(|| self.broken())?;
                    if section == "sheetData" && element.local_name().as_ref() == "row" {
                        self.at = CellRef::new(self.at.row + 1, 0);
                    }
                    if depth == 0 {
                        return Ok(self.facts);
                    }
                }
                Event::Eof => return Err(self.broken()),
                _ => (),
            }
        }
    }

    /// Takes what an opening tag tells; true where the element was read to its end.
    fn start(&mut self, section: &str, element: &BytesStart) -> Result<bool, ReadError> {
        match (section, element.local_name().as_ref()) {
            ("sheetData", "row") => self.row(element)?,
            ("sheetData", "c") => {
                self.cell(element)?;
                return Ok(true);
            }
            ("cols", "col") => self.column(element)?,
            ("mergeCells", "mergeCell") => self.merge(element)?,
            ("autoFilter", "autoFilter") => {
                self.facts.grid.filter = attribute(element, "ref")?.and_then(|text| parse_area(&text));
            }
            ("autoFilter", "filterColumn") => self.facts.grid.filtering = true,
            ("dataValidations", "dataValidation") => {
                annotations::validation(&mut self.xml, element, &mut self.facts.grid)?;
                return Ok(true);
            }
            _ => annotations::count(section, element, &mut self.facts.grid.left_out),
        }
        Ok(false)
    }

    fn row(&mut self, element: &BytesStart) -> Result<(), ReadError> {
        let mut row = self.at.row;
        if let Some(text) = attribute(element, "r")? {
            let number = text.parse::<u32>().ok().filter(|n| (1..=limits::ROWS).contains(n));
            row = number.ok_or_else(|| self.wrong_reference(&text))? - 1;
        }
        if row >= limits::ROWS {
            return Err(self.wrong_reference(&(row + 1).to_string()));
        }
        self.at = CellRef::new(row, 0);
        let flat = attribute(element, "ht")?.is_some_and(|height| is_zero(&height));
        if flat || attribute(element, "hidden")?.is_some_and(|v| is_true(&v)) {
            self.facts.hidden_rows.push((row, row));
        }
        Ok(())
    }

    fn cell(&mut self, element: &BytesStart) -> Result<(), ReadError> {
        *self.budget = self.budget.checked_sub(1).ok_or_else(|| {
            refused(format!(
                "单元格太多（超过 {} 个），超出本程序的上限。请在 Excel 或 WPS 中删去多余的空行空列后另存。",
                limits::CELL_ELEMENTS
            ))
        })?;
        let mut kind = Cow::Borrowed("");
        for attribute in element.attributes() {
            let attribute = attribute.map_err(|_| self.broken())?;
            let value = || attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| self.broken());
            match attribute.key.as_ref() {
                "r" => {
                    let text = value()?;
                    let at = parse_ref(&text).filter(|at| at.row == self.at.row);
                    self.at = at.ok_or_else(|| self.wrong_reference(&text))?;
                }
                "t" => kind = value()?,
                _ => (),
            }
        }
        if self.at.col >= limits::COLUMNS {
            return Err(self.wrong_reference(&self.at.to_string()));
        }
        let mut buffer = mem::take(&mut self.room.cell);
        let mark = self.cell_content(&kind, &mut buffer)?;
        self.room.cell = buffer;
        self.facts.marks.push(mark);
        self.at.col += 1;
        Ok(())
    }

    /// Reads on to the end of the cell.
    fn cell_content(&mut self, kind: &str, buffer: &mut Vec<u8>) -> Result<CellMark, ReadError> {
        let mut mark = CellMark::default();
        loop {
            buffer.clear();
            match self.xml.read_event_into(buffer).map_err(|_| self.broken())? {
                Event::Start(element) if element.local_name().as_ref() == "v" => {
                    let text = self.value(kind)?;
                    mark.stored |= kind == "str" || !text.trim().is_empty();
                    mark.text = if kind == "s" { text.parse().ok() } else { None };
                    self.room.text = text;
                }
                Event::Start(element) if element.local_name().as_ref() == "is" => {
                    let runs = rich_text::runs(&mut self.xml)?;
                    self.facts.runs.extend(runs.map(|runs| (self.facts.marks.len(), runs)));
                }
                Event::Start(element) if element.local_name().as_ref() == "f" => {
                    mark.formula = true;
                    let text = |name| attribute(&element, name).map(Option::unwrap_or_default);
                    let shared = if text("t")? == "shared" { text("si")? } else { String::new() };
                    self.formula(shared)?;
                }
                Event::Start(element) => {
                    self.xml.read_to_end_into(element.name(), &mut Vec::new()).map_err(|_| self.broken())?;
                }
                Event::End(_) => return Ok(mark),
                Event::Eof => return Err(self.broken()),
                _ => (),
            }
        }
    }

    /// Reads a `<f>` to its end and notes whether it leads to another file; `shared` is the number of a formula that
    /// several cells have and only the first writes.
    fn formula(&mut self, shared: String) -> Result<(), ReadError> {
        let (mut text, mut buffer, mut depth) = (String::new(), Vec::new(), 0_usize);
        loop {
            buffer.clear();
            match self.xml.read_event_into(&mut buffer).map_err(|_| self.broken())? {
                Event::Start(_) => depth += 1,
                Event::Text(part) => text.push_str(&part),
                Event::CData(part) => text.push_str(&part),
                Event::GeneralRef(name) => text.push_str(&entity(&name).unwrap_or_default()),
                Event::End(_) if depth == 0 => break,
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(self.broken()),
                _ => (),
            }
        }
        let abroad = leads_abroad(&text) || (text.is_empty() && self.shared_abroad.contains(&shared));
        if abroad {
            self.facts.grid.foreign.push(self.at);
            if !shared.is_empty() {
                self.shared_abroad.insert(shared);
            }
        }
        Ok(())
    }

    /// The text of a `<v>`. What a reader could silently skip in it is refused.
    fn value(&mut self, kind: &str) -> Result<String, ReadError> {
        let (mut text, mut buffer) = (mem::take(&mut self.room.text), mem::take(&mut self.room.value));
        text.clear();
        loop {
            buffer.clear();
            match self.xml.read_event_into(&mut buffer).map_err(|_| self.broken())? {
                Event::Text(part) => text.push_str(&part),
                Event::GeneralRef(_) if kind == "str" => text.push('&'),
                Event::End(_) => break,
                _ => {
                    return Err(refused(format!(
                        "单元格 {} 的数值中夹有注释或其他标记，不是 Excel、WPS 正常写出的内容，数字不可信，拒绝读取。\
                         请在 Excel 或 WPS 中打开核对后另存。",
                        self.place()
                    )));
                }
            }
        }
        self.room.value = buffer;
        if is_sound(kind, &text) {
            return Ok(text);
        }
        Err(refused(format!(
            "单元格 {} 的内容不合规范（类型“{}”，内容“{}”），无法读取。请在 Excel 或 WPS 中打开核对后另存。",
            self.place(),
            kind.escape_debug(),
            text.chars().take(20).collect::<String>().escape_debug()
        )))
    }

    fn column(&mut self, element: &BytesStart) -> Result<(), ReadError> {
        let number = |name| Ok::<_, ReadError>(attribute(element, name)?.and_then(|text| text.parse::<u32>().ok()));
        let (Some(first), Some(last)) = (number("min")?, number("max")?) else {
            return Ok(());
        };
        let too_many = self.facts.columns.len() >= limits::COLUMNS as usize;
        if first == 0 || last < first || last > limits::COLUMNS || too_many {
            return Err(self.broken());
        }
        let written = attribute(element, "width")?.unwrap_or_default();
        let hidden = is_zero(&written) || attribute(element, "hidden")?.is_some_and(|v| is_true(&v));
        let width = written.split('.').next().and_then(|text| text.parse().ok()).unwrap_or(0);
        self.facts.columns.push(ColumnSpan { first: first - 1, last: last - 1, width, hidden });
        Ok(())
    }

    fn merge(&mut self, element: &BytesStart) -> Result<(), ReadError> {
        let text = attribute(element, "ref")?.unwrap_or_default();
        let area = parse_area(&text).ok_or_else(|| self.wrong_reference(&text))?;
        if self.facts.grid.merges.len() >= limits::MERGES {
            return Err(refused(format!("工作表“{}”的合并单元格太多，超出本程序的上限。", self.sheet)));
        }
        self.facts.grid.merges.push(area);
        Ok(())
    }

    fn place(&self) -> Place {
        Place::cell(self.sheet.to_string(), self.at)
    }

    fn broken(&self) -> ReadError {
        refused(format!(
            "工作表“{}”的内容在 {} 附近已损坏，无法读取。请在 Excel 或 WPS 中打开，另存为新的 .xlsx 文件后再试。",
            self.sheet, self.at
        ))
    }

    fn wrong_reference(&self, text: &str) -> ReadError {
        let shown: String = text.chars().take(20).collect();
        refused(format!(
            "工作表“{}”第{}行附近有错误的单元格位置“{shown}”（超出表格范围或写在别的行里），不能确定数字属于哪一格，拒绝读取。\
             请在 Excel 或 WPS 中打开核对后另存。",
            self.sheet,
            self.at.row + 1
        ))
    }
}

/// Whether a stored value is one that its type allows.
fn is_sound(kind: &str, text: &str) -> bool {
    const TRUTHS: [&str; 4] = ["0", "1", "true", "false"];
    match kind {
        "s" => text.bytes().all(|byte| byte.is_ascii_digit()),
        "b" => text.is_empty() || TRUTHS.contains(&text.trim().to_ascii_lowercase().as_str()),
        "e" => ERROR_VALUES.contains(&text),
        "n" => text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+')),
        "" | "str" | "d" | "inlineStr" => true,
        _ => false,
    }
}

/// Whether a height or width is written as nought.
fn is_zero(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| matches!(byte, b'0' | b'.')) && text.contains('0')
}

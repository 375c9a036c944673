//! The XML of a Word document → paragraphs and tables in the order of the text.
//!
//! Taken as a reader of the accepted document sees it: what is inserted stays, what is deleted goes, hidden
//! text goes, of two forms of the same drawing the first is taken, fields show their results.

use crate::ground::{Look, Pieces};
use crate::workbook::read::docx::DAMAGED;
use crate::workbook::read::docx::looks::{Properties, StyleIds, Styles, is_on, numbers, value};
use crate::workbook::read::docx::special::{DRAWN, FormField, UNKNOWN_SYMBOL, symbol};
use crate::workbook::read::docx::text::{Block, Cell, Row, Table, Text, Vertical};
use crate::workbook::read::error::{ReadError, refused};
use crate::workbook::read::limits;
use crate::workbook::read::word_line::{cell_name, paragraph_name};
use crate::workbook::read::xml::{entity, local_attribute};
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;
use std::io::BufRead;

/// Reads the main part.
///
/// # Errors
/// XML that is broken, unfinished or has a DOCTYPE; more than the caps allow.
pub(crate) fn read(part: impl BufRead, styles: Styles) -> Result<Text, ReadError> {
    let mut xml = NsReader::from_reader(part);
    xml.config_mut().expand_empty_elements = true;
    let mut reader = TextReader { styles, ..TextReader::default() };
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_resolved_event_into(&mut buffer).map_err(|_| broken())? {
            (space, Event::Start(element)) => reader.start(Space::of(&space), &element)?,
            (_, Event::End(_)) => reader.end()?,
            (_, Event::Text(part)) => reader.take(&part)?,
            (_, Event::CData(part)) => reader.take(&part)?,
            (_, Event::GeneralRef(name)) if reader.in_text() => reader.take(&entity(&name).ok_or_else(broken)?)?,
            (_, Event::DocType(_)) => return Err(broken()),
            (_, Event::Eof) if reader.path.is_empty() && reader.body => return Ok(reader.text),
            (_, Event::Eof) => return Err(broken()),
            _ => (),
        }
    }
}

fn broken() -> ReadError {
    refused(DAMAGED)
}

/// Which vocabulary an element belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Space {
    Word,
    Math,
    /// mc: two forms of one thing, for newer and older programs.
    Compatibility,
    Other,
}

impl Space {
    fn of(space: &ResolveResult) -> Space {
        let ResolveResult::Bound(name) = space else { return Space::Other };
        let name = name.as_ref();
        match () {
            () if name.ends_with("/wordprocessingml/2006/main") || name.ends_with("/wordprocessingml/main") => {
                Space::Word
            }
            () if name.ends_with("/officeDocument/2006/math") || name.ends_with("/officeDocument/math") => Space::Math,
            () if name.ends_with("/markup-compatibility/2006") => Space::Compatibility,
            () => Space::Other,
        }
    }
}

#[derive(Default)]
struct TextReader {
    text: Text,
    styles: Styles,
    /// Names of the open elements; those of formulas begin with `m:`, those of other vocabularies are empty.
    path: Vec<String>,
    /// How deep the element is that is passed over whole.
    skipped: Option<usize>,
    /// A body was seen.
    body: bool,
    /// For each open mc:AlternateContent, whether a form of it was taken.
    taken: Vec<bool>,
    /// The open tables, the innermost last.
    tables: Vec<Table>,
    table_count: u32,
    /// The open paragraph outside tables, and how deep paragraphs are open there.
    paragraph: Pieces,
    paragraphs: usize,
    paragraph_count: u32,
    /// What each open paragraph says of itself.
    open: Vec<Paragraph>,
    /// What the open run says of its letters, and its w:rStyle.
    run: Properties,
    run_style: Option<String>,
    /// The open field of an old form, until a text of its own is seen.
    field: Option<FormField>,
    /// Paragraphs, rows and cells, and bytes of text so far.
    parts: usize,
    size: usize,
}

/// What an open paragraph says of itself.
#[derive(Default)]
struct Paragraph {
    /// w:pStyle
    style: Option<String>,
    /// Whether Word numbers it.
    numbered: Option<bool>,
}

impl TextReader {
    fn start(&mut self, space: Space, element: &BytesStart) -> Result<(), ReadError> {
        let name = match space {
            Space::Other => String::new(),
            Space::Math => format!("m:{}", element.local_name().as_ref()),
            _ => element.local_name().as_ref().to_string(),
        };
        self.path.push(name);
        if self.path.len() > limits::WORD_DEPTH {
            return Err(refused("Word 文档的内容嵌套太深，不像正常的文档，拒绝读取。"));
        }
        if self.skipped.is_some() {
            return Ok(());
        }
        let name = self.path.last().cloned().unwrap_or_default();
        match space {
            Space::Word => self.word(&name, element),
            Space::Compatibility => {
                self.alternative(&name);
                Ok(())
            }
            Space::Math => self.formula(&name),
            Space::Other => {
                match element.local_name().as_ref() {
                    "pic" | "imagedata" => self.text.left_out.add("图片"),
                    "chart" => self.text.left_out.add("图表"),
                    "OLEObject" => self.text.left_out.add("嵌入对象"),
                    _ => (),
                }
                Ok(())
            }
        }
    }

    fn end(&mut self) -> Result<(), ReadError> {
        let depth = self.path.len();
        let name = self.path.pop().ok_or_else(broken)?;
        if let Some(skipped) = self.skipped {
            if skipped == depth {
                self.skipped = None;
            }
            return Ok(());
        }
        match name.as_str() {
            "AlternateContent" => _ = self.taken.pop(),
            "r" | "m:r" => (self.run, self.run_style) = Default::default(),
            "p" => self.end_paragraph(),
            "m:num" | "m:den" | "m:d" | "m:rad" => self.push(")")?,
            "tr" => self.end_row(),
            "tbl" => self.end_table(),
            _ => (),
        }
        Ok(())
    }

    /// Takes an element of the document's own vocabulary.
    fn word(&mut self, name: &str, element: &BytesStart) -> Result<(), ReadError> {
        match name {
            "body" => self.body = true,
            "p" => self.start_paragraph()?,
            "tbl" => self.start_table()?,
            "tr" => self.start_row()?,
            "tc" => self.start_cell()?,
            "tab" if self.parent() == "r" => self.push("\t")?,
            "br" | "cr" => self.push("\n")?,
            "noBreakHyphen" => self.push("-")?,
            "pStyle" if self.parent() == "pPr" => {
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.style = value(element)?;
                }
            }
            "numId" if self.parent() == "numPr" => {
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.numbered = Some(numbers(element)?);
                }
            }
            "tblStyle" if self.parent() == "tblPr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.style = value(element)?;
                }
            }
            "rStyle" if self.within("r") => self.run_style = value(element)?,
            "fldChar" => self.field_mark(element)?,
            "listEntry" | "result" | "checkBox" | "default" | "checked" => {
                if let Some(field) = &mut self.field {
                    field.take(name, element)?;
                }
            }
            "gridSpan" | "vMerge" | "hMerge" if self.parent() == "tcPr" => self.cell_property(name, element)?,
            "gridBefore" | "del" | "hidden" if self.parent() == "trPr" => self.row_property(name, element)?,
            "del" | "moveFrom" => {
                self.revised();
                self.skip();
            }
            "ins" | "moveTo" | "cellIns" | "cellDel" | "cellMerge" => self.revised(),
            "rPrChange" | "pPrChange" | "tblPrChange" | "trPrChange" | "tcPrChange" | "sectPrChange"
            | "tblPrExChange" | "tblGridChange" | "numberingChange" | "rt" => self.skip(),
            "footnoteReference" | "endnoteReference" => self.text.left_out.add("脚注和尾注"),
            "commentReference" => self.text.left_out.add("审阅批注"),
            "sym" => match symbol(element)? {
                Some(sign) => self.push(sign.encode_utf8(&mut [0; 4]))?,
                None => {
                    self.text.left_out.add("特殊符号");
                    self.push(UNKNOWN_SYMBOL)?;
                }
            },
            "altChunk" | "subDoc" => self.text.left_out.add("插入的文件"),
            _ if self.within("r") => self.run.take(name, element)?,
            _ => (),
        }
        Ok(())
    }

    /// Takes an element of a formula: what is set one above the other is parted, so that ½ is not 12.
    fn formula(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            "m:num" | "m:d" => self.push("("),
            "m:den" => self.push("/("),
            "m:rad" => self.push("√("),
            _ => Ok(()),
        }
    }

    /// A field begins or ends. One of an old form shows what was chosen, unless it has a text.
    fn field_mark(&mut self, element: &BytesStart) -> Result<(), ReadError> {
        match local_attribute(element, "fldCharType").map_err(|_| broken())?.as_deref() {
            Some("begin") => self.field = Some(FormField::default()),
            Some("end") => {
                if let Some(field) = self.field.take() {
                    self.push(field.shown())?;
                }
            }
            _ => (),
        }
        Ok(())
    }

    /// Of an AlternateContent the first form is taken.
    fn alternative(&mut self, name: &str) {
        match (name, self.taken.last_mut()) {
            ("AlternateContent", _) => self.taken.push(false),
            ("Choice" | "Fallback", Some(taken)) if !*taken => *taken = true,
            ("Choice" | "Fallback", _) => self.skip(),
            _ => (),
        }
    }

    fn skip(&mut self) {
        self.skipped = Some(self.path.len());
    }

    /// The element around the one that has just begun.
    fn parent(&self) -> &str {
        self.path.iter().nth_back(1).map_or("", String::as_str)
    }

    /// Whether the property that has just begun belongs to this: `w:r/w:rPr/w:vanish`.
    fn within(&self, owner: &str) -> bool {
        let is_property = self.parent() == "rPr";
        is_property && self.path.iter().nth_back(2).is_some_and(|name| name.trim_start_matches("m:") == owner)
    }

    /// Whether text stands here that a reader sees.
    fn in_text(&self) -> bool {
        self.skipped.is_none() && self.path.last().is_some_and(|name| name == "t" || name == "m:t")
    }

    fn take(&mut self, text: &str) -> Result<(), ReadError> {
        let command = self.skipped.is_none() && self.path.last().is_some_and(|name| name == "instrText");
        match text.trim_start().get(..2) {
            Some(start) if command && start.eq_ignore_ascii_case("EQ") => self.push(DRAWN),
            _ if self.in_text() => self.push(text),
            _ => Ok(()),
        }
    }

    fn push(&mut self, text: &str) -> Result<(), ReadError> {
        self.size += text.len();
        if self.size > limits::WORD_TEXT {
            return Err(refused("Word 文档的文字太多，超出本程序的上限。请删去与填报无关的内容后另存。"));
        }
        let (look, hidden) = self.look();
        if hidden {
            self.hide(text);
            return Ok(());
        }
        if !text.trim().is_empty() {
            self.field = None;
        }
        match self.tables.last_mut().and_then(|table| table.row.cells.last_mut()) {
            Some(cell) => cell.text.push(look, text),
            None => self.paragraph.push(look, text),
        }
        Ok(())
    }

    /// How letters look that stand here, and whether they are hidden.
    fn look(&self) -> (Look, bool) {
        let ids = StyleIds {
            table: self.tables.last().and_then(|table| table.style.as_deref()),
            paragraph: self.open.last().and_then(|paragraph| paragraph.style.as_deref()),
            run: self.run_style.as_deref(),
        };
        let (look, hidden) = self.styles.seen(self.run, ids);
        let of_formula = self.path.iter().rev().find_map(|name| match name.as_str() {
            "m:sup" => Some(Look::Raised),
            "m:sub" => Some(Look::Lowered),
            _ => None,
        });
        (of_formula.filter(|_| look == Look::Plain).unwrap_or(look), hidden)
    }

    fn hide(&mut self, text: &str) {
        let here = self.here();
        match self.text.marks.hidden.last_mut() {
            Some((place, hidden)) if *place == here => hidden.push_str(text),
            _ if text.trim().is_empty() => (),
            _ => self.text.marks.hidden.push((here, text.to_string())),
        }
    }

    fn revised(&mut self) {
        let here = self.here();
        if self.text.marks.revised.last() != Some(&here) {
            self.text.marks.revised.push(here);
        }
    }

    /// The place in words.
    fn here(&self) -> String {
        match self.tables.last() {
            Some(table) => cell_name(table.number, table.begun.max(1), table.row.cells.len().max(1)),
            None => paragraph_name(self.paragraph_count + 1),
        }
    }

    /// One more paragraph, row or cell.
    fn count(&mut self) -> Result<(), ReadError> {
        self.parts += 1;
        match self.parts > limits::WORD_PARTS {
            true => Err(refused("Word 文档太长，超出本程序的上限。请删去与填报无关的内容后另存。")),
            false => Ok(()),
        }
    }

    fn start_paragraph(&mut self) -> Result<(), ReadError> {
        self.count()?;
        self.open.push(Paragraph::default());
        match self.tables.last_mut() {
            Some(table) => {
                if let Some(cell) = table.row.cells.last_mut().filter(|cell| !cell.text.is_empty()) {
                    cell.text.push(Look::Plain, "\n");
                }
            }
            None => {
                self.paragraphs += 1;
                // a text box inside a paragraph
                if !self.paragraph.is_empty() {
                    self.paragraph.push(Look::Plain, "\n");
                }
            }
        }
        Ok(())
    }

    fn end_paragraph(&mut self) {
        if let Some(Paragraph { style, numbered }) = self.open.pop()
            && numbered.unwrap_or_else(|| self.styles.numbers(style.as_deref()))
        {
            let here = self.here();
            self.text.marks.numbered.push(here);
        }
        if !self.tables.is_empty() {
            return;
        }
        self.paragraphs = self.paragraphs.saturating_sub(1);
        if self.paragraphs == 0 {
            let text = std::mem::take(&mut self.paragraph);
            self.paragraph_count += u32::from(!text.is_blank());
            let text = text.without_outer_breaks();
            self.text.blocks.push(Block::Paragraph { number: self.paragraph_count, text });
        }
    }

    fn start_table(&mut self) -> Result<(), ReadError> {
        self.count()?;
        if !self.tables.is_empty() {
            let here = self.here();
            self.text.marks.nested.push(here);
        }
        self.table_count += 1;
        self.tables.push(Table { number: self.table_count, ..Table::default() });
        Ok(())
    }

    fn end_table(&mut self) {
        let Some(table) = self.tables.pop() else { return };
        match self.tables.last_mut() {
            Some(outer) => outer.nested.push(table),
            None => self.text.blocks.push(Block::Table(table)),
        }
    }

    fn start_row(&mut self) -> Result<(), ReadError> {
        self.count()?;
        let table = self.tables.last_mut().ok_or_else(broken)?;
        table.begun += 1;
        table.row = Row { number: table.begun, ..Row::default() };
        Ok(())
    }

    fn end_row(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        let mut row = std::mem::take(&mut table.row);
        for cell in &mut row.cells {
            cell.text = std::mem::take(&mut cell.text).without_outer_breaks();
        }
        if row.hidden && !row.deleted {
            let texts = row.cells.iter_mut().enumerate().filter(|(_, cell)| !cell.text.is_empty());
            for (at, cell) in texts {
                let place = cell_name(table.number, row.number, at + 1);
                self.text.marks.hidden.push((place, std::mem::take(&mut cell.text).letters()));
            }
        }
        if !row.deleted {
            table.rows.push(row);
        }
    }

    fn start_cell(&mut self) -> Result<(), ReadError> {
        self.count()?;
        let table = self.tables.last_mut().ok_or_else(broken)?;
        table.row.cells.push(Cell { span: 1, ..Cell::default() });
        Ok(())
    }

    fn cell_property(&mut self, name: &str, element: &BytesStart) -> Result<(), ReadError> {
        let value = value(element)?;
        let Some(cell) = self.tables.last_mut().and_then(|table| table.row.cells.last_mut()) else { return Ok(()) };
        // without a value a merge goes on
        let goes_on = value.as_deref().is_none_or(|value| value == "continue");
        match name {
            "gridSpan" => cell.span = number(value)?.max(1),
            "vMerge" => cell.vertical = if goes_on { Vertical::Continue } else { Vertical::Restart },
            "hMerge" => cell.goes_on_left = goes_on,
            _ => (),
        }
        Ok(())
    }

    fn row_property(&mut self, name: &str, element: &BytesStart) -> Result<(), ReadError> {
        if name == "del" {
            self.revised();
        }
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        match name {
            "gridBefore" => table.row.before = number(value(element)?)?,
            "del" => table.row.deleted = true,
            _ => table.row.hidden = is_on(element)?,
        }
        Ok(())
    }
}

/// A count of columns.
fn number(value: Option<String>) -> Result<u32, ReadError> {
    value.and_then(|value| value.trim().parse::<u32>().ok()).ok_or_else(broken)
}

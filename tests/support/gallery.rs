//! Good workbooks in which one cell shows otherwise than its letters or its number say.

use super::book::{Book, FIRST_ROW};
use super::parts::{Parts, unpack};
use jixiao::evaluate::{Evaluation, Refusal};
use jixiao::ground::place::CellRef;
use jixiao::workbook::write::to_bytes;

const STYLES: &str = "xl/styles.xml";

/// A good workbook on its way to a file.
pub struct Shown {
    book: Book,
    parts: Parts,
}

impl Shown {
    pub fn of(book: Book) -> Shown {
        let parts = unpack(&to_bytes(&book.sheets).unwrap());
        Shown { book, parts }
    }

    /// Sets a cell of a sheet: its attributes and content as XML.
    pub fn cell(mut self, sheet: &str, at: CellRef, xml: &str) -> Shown {
        let index = self.book.sheets.iter().position(|other| other.name == sheet).unwrap() + 1;
        let name = format!("xl/worksheets/sheet{index}.xml");
        let part = self.parts.0.iter_mut().find(|(other, _)| *other == name).unwrap();
        let text = String::from_utf8(part.1.clone()).unwrap();
        let start = text.find(&format!(r#"<c r="{at}""#)).unwrap_or_else(|| panic!("{sheet}!{at}"));
        let tag = start + text[start..].find('>').unwrap();
        let end = if text[..tag].ends_with('/') { tag + 1 } else { tag + text[tag..].find("</c>").unwrap() + 4 };
        part.1 = format!(r#"{}<c r="{at}"{xml}</c>{}"#, &text[..start], &text[end..]).into_bytes();
        self
    }

    /// Sets the cell of 部门数据 of department number `row` under a label.
    pub fn data(self, row: u32, label: &str, xml: &str) -> Shown {
        let at = CellRef::new(FIRST_ROW + row, self.book.column(label));
        self.cell(jixiao::ground::names::sheets::DATA, at, xml)
    }

    /// Adds a format with this font and number format; its number is given to `then`.
    pub fn style(mut self, font: &str, number: &str, then: impl FnOnce(Shown, usize) -> Shown) -> Shown {
        let part = self.parts.0.iter_mut().find(|(name, _)| name == STYLES).unwrap();
        let text = String::from_utf8(part.1.clone()).unwrap();
        let count = |open: &str, close: &str, item: &str| {
            let inside = &text[text.find(open).unwrap()..text.find(close).unwrap()];
            inside.matches(item).count()
        };
        let fonts = count("<fonts", "</fonts>", "<font>");
        let style = count("<cellXfs", "</cellXfs>", "<xf ");
        let format = format!(r#"<numFmt numFmtId="999" formatCode="{}"/>"#, number.replace('"', "&quot;"));
        let xf = format!(r#"<xf numFmtId="999" fontId="{fonts}" fillId="0" borderId="0" xfId="0"/></cellXfs>"#);
        let text = text.replace("</fonts>", &format!("<font>{font}</font></fonts>")).replace("</cellXfs>", &xf);
        let text = match text.contains("</numFmts>") {
            true => text.replace("</numFmts>", &format!("{format}</numFmts>")),
            false => text.replace("<fonts", &format!("<numFmts>{format}</numFmts><fonts")),
        };
        part.1 = text.into_bytes();
        then(self, style)
    }

    pub fn scored(&self) -> Result<Evaluation, Refusal> {
        jixiao::evaluate("评分.xlsx", &self.parts.zip())
    }

    pub fn evaluate(&self) -> Evaluation {
        self.scored().unwrap_or_else(|error| panic!("{error:?}"))
    }
}

/// A text in runs: each with its properties.
pub fn runs(runs: &[(&str, &str)]) -> String {
    let run = |(properties, text): &(&str, &str)| match properties.is_empty() {
        true => format!("<r><t>{text}</t></r>"),
        false => format!("<r><rPr>{properties}</rPr><t>{text}</t></r>"),
    };
    let runs: String = runs.iter().map(run).collect();
    format!(r#" t="inlineStr"><is>{runs}</is>"#)
}

pub const STRIKE: &str = "<strike/>";
pub const SUPER: &str = r#"<vertAlign val="superscript"/>"#;
pub const SUB: &str = r#"<vertAlign val="subscript"/>"#;

//! Tables: repeated headings, rows that are not broken over pages.

use crate::word::document::{Down, Lines, Table, TableCell};
use crate::word::element::Element;
use crate::word::paragraph::paragraph;
use crate::word::styles::Style;

/// The style of all tables: thin lines, a little room at the sides.
const STYLE: &str = "gwtable";
/// The style of tables without lines.
const BARE: &str = "gwbare";
/// Room at the left and right of a cell.
const ROOM: u32 = 60;
/// Room above and below the text of a cell.
const ROOM_ABOVE: u32 = 15;
/// The least height of a row: 0.8 cm.
pub const HEIGHT: u32 = 454;
/// The same of a table with small letters.
const SMALL_HEIGHT: u32 = 380;
/// The grey of a bar.
const GREY: &str = "8C8C8C";

impl Table {
    /// The element, as wide as it is told.
    pub fn element(&self, width: u32) -> Element {
        let parts: u32 = self.columns.iter().sum::<u32>().max(1);
        let width = width * parts / (parts + self.free);
        let widths = self.widths(width);
        let style = if self.lines == Lines::None { BARE } else { STYLE };
        let properties = Element::new("w:tblPr").add_all([
            Element::value("w:tblStyle", style),
            Element::new("w:tblW").with("w:w", width).with("w:type", "dxa"),
            Element::value("w:jc", "center"),
            Element::new("w:tblLayout").with("w:type", "fixed"),
        ]);
        let grid = Element::new("w:tblGrid");
        let grid = grid.add_all(widths.iter().map(|width| Element::new("w:gridCol").with("w:w", *width)));
        let rows = self.rows.iter().enumerate().map(|(at, row)| self.row(row, at, &widths));
        Element::new("w:tbl").add_all([properties, grid]).add_all(rows)
    }

    /// The widths of the columns, which fill the page.
    fn widths(&self, width: u32) -> Vec<u32> {
        let all: u32 = self.columns.iter().sum::<u32>().max(1);
        let mut left = width;
        let mut widths: Vec<u32> = self.columns.iter().map(|part| width * part / all).collect();
        widths.iter().for_each(|width| left -= width);
        if let Some(last) = widths.last_mut() {
            *last += left;
        }
        widths
    }

    fn row(&self, row: &[TableCell], at: usize, widths: &[u32]) -> Element {
        let given = self.heights.get(at).copied().filter(|points| *points > 0);
        let usual = match self.least {
            0 if self.small => SMALL_HEIGHT,
            0 => HEIGHT,
            least => least,
        };
        let height = given.map_or(usual, |points| points * 20);
        let height = Element::value("w:trHeight", height).with("w:hRule", "atLeast");
        let heading = (at < self.headings).then(|| Element::new("w:tblHeader"));
        let properties = Element::new("w:trPr").add_all([Element::new("w:cantSplit"), height]).add_all(heading);
        // a heading within a table stays with the row below it
        let keep = row.iter().all(|cell| cell.style == Style::TableHeading)
            || self.together.iter().any(|rows| rows.contains(&at) && at + 1 < rows.end);
        let mut from = 0;
        let cells = row.iter().map(|cell| {
            let to = (from + cell.across as usize).min(widths.len());
            let width = widths[from.min(to)..to].iter().sum();
            from = to;
            let style = if self.small { cell.style.small() } else { cell.style };
            cell.element((style, width), keep)
        });
        Element::new("w:tr").add(properties).add_all(cells.collect::<Vec<Element>>())
    }
}

impl TableCell {
    fn element(&self, (style, width): (Style, u32), keep: bool) -> Element {
        let properties = Element::new("w:tcPr").add(Element::new("w:tcW").with("w:w", width).with("w:type", "dxa"));
        let across = (self.across > 1).then(|| Element::value("w:gridSpan", self.across));
        let down = match self.down {
            Down::One => None,
            Down::First => Some(Element::value("w:vMerge", "restart")),
            Down::Below => Some(Element::new("w:vMerge")),
        };
        let shade = Element::value("w:shd", "clear").with("w:color", "auto").with("w:fill", GREY);
        let properties = properties
            .add_all(self.filled.then_some(shade))
            .add_all(across)
            .add_all(down)
            .add(Element::value("w:vAlign", "center"));
        let keep = || keep.then(|| Element::new("w:keepNext"));
        let lines = self.text.split('\n').map(|line| paragraph(style, line, keep()));
        Element::new("w:tc").add(properties).add_all(lines)
    }
}

/// The styles of tables.
pub fn styles() -> [Element; 3] {
    let style = |id: &'static str, name: &'static str| {
        let style = Element::new("w:style").with("w:type", "table").with("w:styleId", id);
        style.add(Element::value("w:name", name))
    };
    let margin = |side: &'static str, width: u32| Element::new(side).with("w:w", width).with("w:type", "dxa");
    let sides = [("w:top", ROOM_ABOVE), ("w:left", ROOM), ("w:bottom", ROOM_ABOVE), ("w:right", ROOM)];
    let margins = Element::new("w:tblCellMar").add_all(sides.map(|(side, width)| margin(side, width)));
    let plain = Element::new("w:tblPr").add_all([margin("w:tblInd", 0), margins]);
    let border = |side: &'static str, size: u32, colour: &'static str| {
        Element::value(side, "single").with("w:sz", size).with("w:space", 0).with("w:color", colour)
    };
    let borders =
        ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"].map(|side| border(side, 4, "auto"));
    let framed = Element::new("w:tblPr").add(Element::new("w:tblBorders").add_all(borders));
    let between = border("w:insideH", 48, "FFFFFF");
    let bare = Element::new("w:tblPr").add(Element::new("w:tblBorders").add(between));
    let based = |id: &'static str, name: &'static str| {
        style(id, name).with("w:customStyle", 1).add(Element::value("w:basedOn", "gwplain"))
    };
    [
        style("gwplain", "Normal Table").with("w:default", 1).add(plain),
        based(STYLE, "公文表").add(framed),
        based(BARE, "公文图").add(bare),
    ]
}

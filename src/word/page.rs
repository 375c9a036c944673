//! Pages of GB/T 9704-2012: A4, 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm; page numbers between dashes, right on odd
//! pages, left on even ones, at the binding edge of pages that lie across. Lengths are in twentieths of a point.

use crate::word::element::Element;
use crate::word::styles::Style;

/// Width of the 版心: 156 mm.
pub const BODY_WIDTH: u32 = SHORT - BINDING - OUTER;

const SHORT: u32 = 11_906;
const LONG: u32 = 16_838;
/// 天头, 37 mm.
const HEAD: u32 = 2_098;
/// 订口, 28 mm.
const BINDING: u32 = 1_588;
/// 26 mm, a hair less: 28 letters of 15.8 points stand in a line.
const OUTER: u32 = 1_470;
/// 地脚, 35 mm.
const FOOT: u32 = 1_984;
/// 22 lines in 225 mm.
const LINE: u32 = 579;
/// The dashes of the page number stand 7 mm below the 版心.
const NUMBER: u32 = 1_400;

/// The shape of a section's pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Page {
    /// Upright.
    #[default]
    Portrait,
    /// Across: the head of the page is at the binding edge.
    Landscape,
}

impl Page {
    /// Width between the margins.
    pub fn width(self) -> u32 {
        match self {
            Page::Portrait => BODY_WIDTH,
            Page::Landscape => LONG - HEAD - FOOT,
        }
    }

    /// The relations of its footers: odd pages, even pages.
    fn footers(self) -> [&'static str; 2] {
        match self {
            Page::Portrait => ["rId3", "rId4"],
            Page::Landscape => ["rId5", "rId6"],
        }
    }

    /// The properties of a section.
    pub fn properties(self) -> Element {
        let footer = |kind: &'static str, id: &'static str| {
            Element::new("w:footerReference").with("w:type", kind).with("r:id", id)
        };
        let [odd, even] = self.footers();
        let size = Element::new("w:pgSz");
        let (size, [top, right, bottom, left], number) = match self {
            Page::Portrait => (size.with("w:w", SHORT).with("w:h", LONG), [HEAD, OUTER, FOOT, BINDING], NUMBER),
            Page::Landscape => {
                let size = size.with("w:w", LONG).with("w:h", SHORT).with("w:orient", "landscape");
                (size, [BINDING, HEAD, OUTER, FOOT], 851)
            }
        };
        let margins = Element::new("w:pgMar").with("w:top", top).with("w:right", right).with("w:bottom", bottom);
        let margins = margins.with("w:left", left).with("w:header", 851).with("w:footer", number).with("w:gutter", 0);
        let grid = Element::new("w:docGrid").with("w:type", "lines");
        Element::new("w:sectPr")
            .add_all([
                footer("even", even),
                footer("default", odd),
                Element::value("w:type", "nextPage"),
                size,
                margins,
            ])
            .add(grid.with("w:linePitch", LINE))
    }
}

/// The footers of both shapes, odd before even.
pub fn footers() -> [Element; 4] {
    let indent = |side: &'static str, chars: &'static str| Element::new("w:ind").with(chars, 100).with(side, 280);
    let right = [indent("w:right", "w:rightChars"), Element::value("w:jc", "right")];
    let left = [indent("w:left", "w:leftChars"), Element::value("w:jc", "left")];
    [footer(right, false), footer(left, false), footer(across(10_000), true), footer(across(1_700), true)]
}

/// A page number that is read with the page turned, at the left edge, so far from the top.
fn across(top: u32) -> [Element; 2] {
    let frame = Element::new("w:framePr").with("w:w", 400).with("w:h", 1100).with("w:hRule", "exact");
    let frame = frame.with("w:wrap", "around").with("w:vAnchor", "page").with("w:hAnchor", "page");
    [frame.with("w:x", 1200).with("w:y", top), Element::value("w:textDirection", "tbRl")]
}

fn footer(place: [Element; 2], framed: bool) -> Element {
    let style = || Element::new("w:pPr").add(Style::PageNumber.reference());
    let run = |child: Element| Element::new("w:r").add(child);
    let field = |kind: &'static str| run(Element::new("w:fldChar").with("w:fldCharType", kind));
    let paragraph = Element::new("w:p").add(style().add_all(place)).add_all([
        run(Element::new("w:t").kept_text("— ")),
        field("begin"),
        run(Element::new("w:instrText").kept_text(" PAGE ")),
        field("separate"),
        run(Element::new("w:t").kept_text("1")),
        field("end"),
        run(Element::new("w:t").kept_text(" —")),
    ]);
    let rest = framed.then(|| Element::new("w:p").add(style()));
    Element::new("w:ftr").with("xmlns:w", super::package::MAIN).add(paragraph).add_all(rest)
}

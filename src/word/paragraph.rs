//! Paragraphs.

use crate::word::document::Line;
use crate::word::element::Element;
use crate::word::styles::Style;

impl Line {
    /// The element, with the properties of the section that it ends.
    pub fn element(&self, ends: Option<Element>) -> Element {
        let keep = self.keep_next.then(|| Element::new("w:keepNext"));
        paragraph(self.style, &self.text, keep.into_iter().chain(ends))
    }
}

/// A paragraph of a style with further properties.
pub fn paragraph(style: Style, text: &str, further: impl IntoIterator<Item = Element>) -> Element {
    let properties = Element::new("w:pPr").add(style.reference()).add_all(further);
    let runs = (!text.is_empty()).then(|| run(text));
    Element::new("w:p").add(properties).add_all(runs)
}

fn run(text: &str) -> Element {
    // “ ” … — are signs of both scripts: here they are Chinese
    let fonts = Element::new("w:rPr").add(Element::new("w:rFonts").with("w:hint", "eastAsia"));
    let mut run = Element::new("w:r").add(fonts);
    for (at, line) in text.split('\n').enumerate() {
        let break_before = (at > 0).then(|| Element::new("w:br"));
        run = run.add_all(break_before).add(Element::new("w:t").kept_text(line));
    }
    run
}

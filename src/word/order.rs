//! The order in which the schema of Word (ISO/IEC 29500-1, annex A) wants the children of an element. Word refuses a
//! file, or forgets parts of it, where they stand otherwise.

/// Elements whose children have an order.
const ORDERS: [(&str, &[&str]); 11] = [
    (
        "w:pPr",
        &[
            "w:pStyle",
            "w:keepNext",
            "w:keepLines",
            "w:pageBreakBefore",
            "w:framePr",
            "w:widowControl",
            "w:snapToGrid",
            "w:spacing",
            "w:ind",
            "w:jc",
            "w:textDirection",
            "w:outlineLvl",
            "w:sectPr",
        ],
    ),
    ("w:rPr", &["w:rFonts", "w:b", "w:color", "w:spacing", "w:sz", "w:szCs", "w:lang"]),
    ("w:style", &["w:name", "w:basedOn", "w:next", "w:qFormat", "w:pPr", "w:rPr", "w:tblPr"]),
    ("w:docDefaults", &["w:rPrDefault", "w:pPrDefault"]),
    ("w:tbl", &["w:tblPr", "w:tblGrid", "w:tr"]),
    ("w:tblPr", &["w:tblStyle", "w:tblW", "w:jc", "w:tblInd", "w:tblBorders", "w:tblLayout", "w:tblCellMar"]),
    ("w:tr", &["w:trPr", "w:tc"]),
    ("w:trPr", &["w:cantSplit", "w:trHeight", "w:tblHeader"]),
    ("w:tc", &["w:tcPr", "w:p"]),
    ("w:tcPr", &["w:tcW", "w:gridSpan", "w:vMerge", "w:shd", "w:vAlign"]),
    ("w:sectPr", &["w:footerReference", "w:type", "w:pgSz", "w:pgMar", "w:pgNumType", "w:docGrid"]),
];

/// The order of the children of an element; none where they stay as they were added. So do those of one place, and those
/// that the order does not name stand behind the others.
pub fn of(parent: &str) -> Option<impl Fn(&str) -> usize> {
    let (_, order) = ORDERS.iter().find(|(name, _)| *name == parent)?;
    Some(|child: &str| order.iter().position(|name| *name == child).unwrap_or(usize::MAX))
}

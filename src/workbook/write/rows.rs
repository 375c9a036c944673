//! Rows of a long sheet as the file holds them (ECMA-376, part 1, 18.3.1.73): rust_xlsxwriter would keep all of
//! them until the end.

use crate::ground::CellRef;
use crate::ground::quantity::to_cell;
use crate::workbook::sheet::{Cell, Row, Value};
use crate::workbook::write::cells::{Content, content, stored};
use crate::workbook::write::text::coded;
use quick_xml::escape::partial_escape;
use rust_decimal::Decimal;
use std::fmt::Write;

/// Adds the row of that number, from 0; `height` in points; `style` gives the number of a cell's style.
pub(crate) fn add(xml: &mut String, number: u32, row: &Row, height: Option<u32>, mut style: impl FnMut(&Cell) -> u32) {
    if row.cells.is_empty() && height.is_none() && !row.hidden {
        // it is as high as the sheet says; written, a program may take another height
        return;
    }
    let number = (number + 1).to_string();
    xml.extend([r#"<row r=""#, &number, "\""]);
    if let Some(height) = height {
        push(xml, format_args!(r#" ht="{}" customHeight="1""#, in_pixels(height)));
    }
    *xml += if row.hidden { r#" hidden="1">"# } else { ">" };
    for (col, cell) in &row.cells {
        xml.extend([r#"<c r=""#, &CellRef::column_name(*col), &number, r#"" s=""#, &style(cell).to_string(), "\""]);
        add_content(xml, cell);
    }
    *xml += "</row>";
}

/// Points of whole pixels, as rust_xlsxwriter rounds them for other sheets.
fn in_pixels(points: u32) -> Decimal {
    let pixels = (points * 8 + 3) / 6;
    Decimal::new(i64::from(pixels * 75), 2).normalize()
}

/// What stands in a cell, and its end.
fn add_content(xml: &mut String, cell: &Cell) {
    match content(cell) {
        Content::Blank => *xml += "/>",
        Content::Number(number) => push(xml, format_args!("><v>{}</v></c>", to_cell(number))),
        Content::Text(text) => {
            let text = coded(&text);
            let text = partial_escape(&*text);
            xml.extend([r#" t="inlineStr"><is><t xml:space="preserve">"#, &text, "</t></is></c>"]);
        }
        Content::Formula(formula, value) => {
            *xml += if matches!(value, Value::Number(_)) { "><f>" } else { r#" t="str"><f>"# };
            *xml += &partial_escape(formula);
            xml.extend(["</f><v>", &partial_escape(stored(value)), "</v></c>"]);
        }
    }
}

/// Writing to a text cannot fail.
fn push(xml: &mut String, text: std::fmt::Arguments) {
    let _ = xml.write_fmt(text);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::sheet::{Format, Role};
    use rust_decimal::dec;

    fn xml(row: &Row, height: Option<u32>) -> String {
        let mut xml = String::new();
        add(&mut xml, 4, row, height, |_| 7);
        xml
    }

    #[test]
    fn each_kind_of_cell_has_its_xml() {
        let formula = |value| Cell { value, ..Cell::default() }.computed(Some("IF(A1<2,\"a\",1)".into()));
        let cells = vec![
            (0, Cell::blank(Role::Text)),
            (1, Cell::number(Role::Number, dec!(12.50), Format::General)),
            (26, Cell::text(Role::Text, " 甲<乙&丙\n丁_x0041_戊_x41_")),
            (27, formula(Value::Number(dec!(3.0)))),
            (28, formula(Value::Text("是".into()))),
            (29, formula(Value::Blank)),
        ];
        let row = Row { cells, height: None, hidden: true };
        insta::assert_snapshot!(xml(&row, Some(34)).replace("<c ", "\n<c "), @r#"
        <row r="5" ht="33.75" customHeight="1" hidden="1">
        <c r="A5" s="7"/>
        <c r="B5" s="7"><v>12.5</v></c>
        <c r="AA5" s="7" t="inlineStr"><is><t xml:space="preserve"> 甲&lt;乙&amp;丙
        丁_x005F_x0041_戊_x41_</t></is></c>
        <c r="AB5" s="7"><f>IF(A1&lt;2,"a",1)</f><v>3</v></c>
        <c r="AC5" s="7" t="str"><f>IF(A1&lt;2,"a",1)</f><v>是</v></c>
        <c r="AD5" s="7" t="str"><f>IF(A1&lt;2,"a",1)</f><v></v></c></row>
        "#);
        assert_eq!(xml(&Row::default(), None), "");
        assert_eq!(xml(&Row::default(), Some(20)), r#"<row r="5" ht="20.25" customHeight="1"></row>"#);
    }
}

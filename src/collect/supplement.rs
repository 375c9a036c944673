//! 补充数据: the 数据项 that the rules need and the official form lacks, one a row.

use crate::collect::blocks::Block;
use crate::collect::form::{Form, Supplied};
use crate::collect::page::{Above, Columns, Page, Spot};
use crate::form::fields::SUPPLEMENT_HEADINGS;
use crate::ground::original;

/// Reads 补充数据 of a sheet; returns whether it is there.
pub fn read(page: &Page, form: &mut Form) -> bool {
    let mut columns = None;
    let mut above = Above::default();
    for row in page.rows_of(Block::Supplement) {
        if let Some(found) = header(page, row) {
            columns = Some(found);
            continue;
        }
        let Some(columns) = columns else { continue };
        let spot = |at: usize| columns[at].and_then(|columns| page.under(row, columns));
        for level in [0, 1] {
            if let Some(spot) = spot(level) {
                above.set(level, &spot.text);
            }
        }
        let own = |spot: &&Spot| spot.at.row == row;
        let (Some(label), Some(value)) = (spot(2).filter(own), spot(4).filter(own)) else { continue };
        form.supplied.push(Supplied {
            above: above.0.to_vec(),
            label: original(label.cell).trim().to_string(),
            unit: spot(3).map(|spot| original(spot.cell)).unwrap_or_default(),
            stated: page.stated(value),
        });
    }
    columns.is_some()
}

/// Where the headings of 补充数据 stand in a row, if it is its header.
pub fn header(page: &Page, row: u32) -> Option<[Option<Columns>; 6]> {
    let columns = SUPPLEMENT_HEADINGS.map(|name| page.heading(row, |spot| spot.label() == name));
    (columns[2].is_some() && columns[4].is_some()).then_some(columns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheme::text_table::grid_of_text;

    #[test]
    fn each_row_has_its_indicator_even_where_merged_cells_were_split() {
        let grid = grid_of_text(
            "补充数据\n二级指标\t三级指标\t数据项\t单位\t填报\t填报说明\n预算配置\t“三公经费”变动率\t上年三公经费\t万元\t7.2\n\
             预算执行\t预算调整率\t预算数\t万元\t　\n\t\t预算 调整数\t万元\t无",
        );
        let mut form = Form::default();
        assert!(read(&Page::new(&grid), &mut form));
        assert_eq!(form.supplied.len(), 2);
        assert_eq!(form.supplied[1].above, ["预算执行", "预算调整率"]);
        assert_eq!(form.supplied[1].label, "预算 调整数");
        assert_eq!(form.supplied[1].stated.place.to_string(), "评分表!E5");
    }
}

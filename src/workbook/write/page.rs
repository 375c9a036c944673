//! Columns, view and page setup (页面设置): A4, the same footer on every page.

use crate::ground::Area;
use crate::ground::quantity::to_cell;
use crate::workbook::sheet::{Paper, Sheet, runs};
use crate::workbook::write::cells::column;
use crate::workbook::write::error::WriteError;
use crate::workbook::write::layout::{Layout, pixels};
use crate::workbook::write::spread::{Margins, Page, Spread};
use rust_decimal::{Decimal, dec};
use rust_xlsxwriter::{IgnoreError, ProtectionOptions, Worksheet};

const A3: u8 = 8;
const A4: u8 = 9;
const FOOTER: &str = "&C&\"宋体,常规\"&11第 &P 页　共 &N 页";
/// 页码 of an official document, 四号.
const ANNEX_FOOTER: &str = "&C&\"宋体,常规\"&14— &P —";
/// Pixels of a quarter of a half-width character.
const QUARTER_PIXELS: u32 = 2;
/// The tab colour of result sheets, a muted blue.
const RESULT_TAB: u32 = 0x2F_5F_8F;
/// Pixels across beyond which a sheet is shown a little smaller on the screen.
const WIDE_SCREEN: u32 = 1400;

/// Sets widths, outline groups and hidden columns.
pub(crate) fn columns(worksheet: &mut Worksheet, sheet: &Sheet, layout: &Layout) -> Result<(), WriteError> {
    for (col, units) in (0..).zip(&layout.widths) {
        let quarters = sheet.columns.get(usize::from(col)).map_or(0, |column| column.quarters);
        let wide = if quarters > 0 { quarters * QUARTER_PIXELS } else { pixels(*units) };
        worksheet.set_column_width_pixels(col, wide)?;
    }
    for (first, last) in groups(sheet) {
        if sheet.columns[first as usize..=last as usize].iter().all(|column| column.hidden) {
            worksheet.group_columns_collapsed(column(first), column(last))?;
        } else {
            worksheet.group_columns(column(first), column(last))?;
        }
    }
    for (col, _) in (0..).zip(&sheet.columns).filter(|(_, column)| column.hidden) {
        worksheet.set_column_hidden(col)?;
    }
    Ok(())
}

/// The runs of columns to be grouped, outer levels first.
fn groups(sheet: &Sheet) -> Vec<(u32, u32)> {
    let deepest = sheet.columns.iter().map(|column| column.level).max().unwrap_or(0);
    let at_level =
        |level| (0..).zip(&sheet.columns).filter(move |(_, column)| column.level >= level).map(|(col, _)| col);
    (1..=deepest).flat_map(|level| runs(at_level(level))).collect()
}

/// Freezes panes, sets the filter, the zoom, the gridlines and the colour of the tab.
pub(crate) fn view(worksheet: &mut Worksheet, sheet: &Sheet, rows: usize, layout: &Layout) -> Result<(), WriteError> {
    if let Some(cell) = sheet.freeze {
        worksheet.set_freeze_panes(cell.row, column(cell.col))?;
    }
    if let Some(Area { first, last }) = sheet.filter {
        worksheet.autofilter(first.row, column(first.col), last.row, column(last.col))?;
    }
    worksheet.set_zoom(if layout.total_pixels(sheet) > WIDE_SCREEN { 85 } else { 100 });
    if sheet.print.paper.is_some() {
        worksheet.set_screen_gridlines(false);
    }
    if sheet.locked {
        worksheet.protect_with_options(&protection());
    }
    if sheet.result {
        worksheet.set_screen_gridlines(false).set_tab_color(RESULT_TAB);
        without_green_corners(worksheet, rows, layout.widths.len())?;
    }
    Ok(())
}

/// What is made anew and not edited is kept from a slip of the hand, without a password. Its columns and rows may be
/// made wider and higher, its lists filtered.
fn protection() -> ProtectionOptions {
    let mut open = ProtectionOptions::new();
    (open.format_columns, open.format_rows, open.use_autofilter) = (true, true, true);
    open
}

/// Keeps Excel from marking formulas that differ from their neighbours, as those of 合计 do.
fn without_green_corners(worksheet: &mut Worksheet, rows: usize, columns: usize) -> Result<(), WriteError> {
    let (Some(row), Some(col)) = (rows.checked_sub(1), columns.checked_sub(1)) else { return Ok(()) };
    worksheet.ignore_error_range(0, 0, row as u32, column(col as u32), IgnoreError::FormulaDiffers)?;
    Ok(())
}

/// Sets paper, margins, footer, repeated rows and columns, printed area and scale.
pub(crate) fn print(worksheet: &mut Worksheet, sheet: &Sheet, layout: &Layout) -> Result<(), WriteError> {
    let print = &sheet.print;
    worksheet.set_print_center_horizontally(true).set_footer(FOOTER);
    worksheet.set_header_footer_scale_with_doc(false);
    if let Some(paper) = print.paper {
        annex_page(worksheet, paper);
    }
    if let Some((first, last)) = print.repeat_rows {
        worksheet.set_repeat_rows(first, last)?;
    }
    if let Some((first, last)) = print.repeat_columns {
        worksheet.set_repeat_columns(column(first), column(last))?;
    }
    if let Some(Area { first, last }) = print.area {
        worksheet.set_print_area(first.row, column(first.col), last.row, column(last.col))?;
    }
    scale(worksheet, sheet, layout)
}

/// Sets orientation, margins, scale and page breaks.
fn scale(worksheet: &mut Worksheet, sheet: &Sheet, layout: &Layout) -> Result<(), WriteError> {
    let print = &sheet.print;
    if print.paper.is_some() {
        turn(worksheet, print.landscape);
        if print.breaks.is_empty() {
            // a net: the columns were made for the page
            worksheet.set_print_fit_to_pages(1, print.pages_tall);
        }
        worksheet.set_page_breaks(&print.breaks)?;
        return Ok(());
    }
    let spread = Spread::of(sheet, layout);
    turn(worksheet, spread.page != Page::Upright);
    worksheet.set_paper_size(if spread.page == Page::A3 { A3 } else { A4 });
    set_margins(worksheet, spread.margins, spread.margins.bottom / 2);
    if print.breaks.is_empty() && spread.starts.is_empty() {
        // the same net, for a system whose letters are wider
        worksheet.set_print_fit_to_pages(1, 0);
        return Ok(());
    }
    // Excel ignores page breaks where it fits to pages itself
    worksheet.set_print_scale(spread.percent as u16);
    worksheet.set_page_breaks(&print.breaks)?;
    worksheet.set_vertical_page_breaks(&spread.starts)?;
    Ok(())
}

fn turn(worksheet: &mut Worksheet, landscape: bool) {
    if landscape {
        worksheet.set_landscape();
    }
}

fn set_margins(worksheet: &mut Worksheet, margins: &Margins, footer_at: u32) {
    let inches = |millimetres: u32| to_cell((Decimal::from(millimetres) / dec!(25.4)).round_dp(2));
    let Margins { left, right, top, bottom } = *margins;
    worksheet.set_margins(inches(left), inches(right), inches(top), inches(bottom), inches(10), inches(footer_at));
}

/// The page of an annex, its number counted from 1.
fn annex_page(worksheet: &mut Worksheet, paper: Paper) {
    let (top, bottom) = paper.ends;
    set_margins(worksheet, &Margins { left: paper.sides, right: paper.sides, top, bottom }, paper.footer);
    worksheet.set_paper_size(if paper.a3 { A3 } else { A4 }).set_footer(ANNEX_FOOTER);
    worksheet.set_print_first_page_number(1);
}

//! Native charts with titles, axis titles and data labels.

use crate::ground::Area;
use crate::workbook::sheet::{Chart as Plan, ChartKind, Format, Sheet};
use crate::workbook::write::cells::column;
use crate::workbook::write::error::WriteError;
use crate::workbook::write::style::number_format;
use rust_xlsxwriter::{
    Chart, ChartAxisCrossing, ChartDataLabel, ChartDataLabelPosition, ChartFont, ChartFormat, ChartLegendPosition,
    ChartLine, ChartSolidFill, ChartType, Worksheet,
};

/// The one colour of the bars, dark enough for a black-and-white print.
const BARS: u32 = 0x4A_74_A8;
/// The bars of a second series.
const SECOND_BARS: u32 = 0xA9_BC_D4;
/// Chinese text written downwards.
const UPRIGHT: i16 = 271;
/// The bars of an annex.
const PLAIN_BARS: u32 = 0xA6_A6_A6;
const GRID: u32 = 0xD9_D9_D9;
const BORDER: u32 = 0xA6_A6_A6;

/// Adds the charts of `sheet`.
pub(crate) fn add(worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), WriteError> {
    for plan in &sheet.charts {
        worksheet.insert_chart(plan.at.row, column(plan.at.col), &chart(plan))?;
    }
    Ok(())
}

fn chart(plan: &Plan) -> Chart {
    let mut chart = Chart::new(match plan.kind {
        ChartKind::Column => ChartType::Column,
        ChartKind::Bar => ChartType::Bar,
    });
    chart.set_width(plan.size.0).set_height(plan.size.1).set_alt_text(&plan.title);
    if plan.plain {
        make_plain(&mut chart, plan);
        return chart;
    }
    series(&mut chart, plan, plan.values, BARS);
    if let Some(second) = plan.second {
        series(&mut chart, plan, second, SECOND_BARS);
    }
    axes(&mut chart, plan);
    chart.title().set_name(&plan.title).set_font(font(14).set_bold());
    match plan.second {
        Some(_) => _ = chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(12)),
        None => _ = chart.legend().set_hidden(),
    }
    // data in folded columns are still shown
    chart.show_hidden_data();
    chart.chart_area().set_format(ChartFormat::new().set_border(ChartLine::new().set_color(BORDER)));
    chart
}

/// Columns on a line, each with its name below and its value above.
fn make_plain(chart: &mut Chart, plan: &Plan) {
    series(chart, plan, plan.values, PLAIN_BARS);
    chart.title().set_hidden();
    chart.legend().set_hidden();
    chart.x_axis().set_font(&font(10)).set_label_interval(1);
    chart.y_axis().set_min(0).set_major_gridlines(false).set_hidden(true);
    chart.chart_area().set_format(ChartFormat::new().set_no_border());
    chart.plot_area().set_format(ChartFormat::new().set_no_border());
}

/// How the values of a chart are labelled: two decimals of a per cent break over two lines.
fn label_format(plan: &Plan) -> String {
    match (plan.plain, plan.format) {
        (true, Format::Percent) => "0.0%".into(),
        (true, Format::Whole) => "0\"个\"".into(),
        _ => number_format(plan.format).unwrap_or_else(|| "General".into()),
    }
}

fn series(chart: &mut Chart, plan: &Plan, values: Area, colour: u32) {
    let mut labels = ChartDataLabel::new();
    labels
        .show_value()
        .set_position(ChartDataLabelPosition::OutsideEnd)
        .set_num_format(label_format(plan))
        .set_font(&font(if plan.plain { 10 } else { 12 }));
    let series = chart.add_series();
    match (plan.second, values.first.row.checked_sub(1)) {
        (Some(_), Some(above)) => _ = series.set_name((plan.sheet.as_str(), above, column(values.first.col))),
        _ => _ = series.set_name(&plan.value_axis),
    }
    series
        .set_categories(range(plan, plan.names))
        .set_values(range(plan, values))
        .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(colour)))
        .set_gap(60)
        .set_data_label(&labels);
}

fn axes(chart: &mut Chart, plan: &Plan) {
    let mut title = font(12);
    let values = match plan.kind {
        ChartKind::Column => {
            chart.x_axis().set_font(&font(12)).set_label_interval(1);
            title.set_rotation(UPRIGHT);
            chart.y_axis()
        }
        ChartKind::Bar => {
            // the first row on top, and the values still below
            let names = chart.y_axis().set_font(&font(12)).set_major_gridlines(false);
            names.set_label_interval(1);
            names.set_reverse().set_crossing(ChartAxisCrossing::Max);
            chart.x_axis()
        }
    };
    values
        .set_name(&plan.value_axis)
        .set_name_font(&title)
        .set_font(&font(12))
        .set_num_format(if plan.format == Format::Percent { "0%" } else { "General" })
        .set_min(0)
        .set_major_gridlines(true)
        .set_major_gridlines_line(ChartLine::new().set_color(GRID));
}

/// A range as the chart names it.
fn range(plan: &Plan, area: Area) -> (&str, u32, u16, u32, u16) {
    let (first, last) = (area.first, area.last);
    (&plan.sheet, first.row, column(first.col), last.row, column(last.col))
}

fn font(size: u32) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name("宋体").set_size(size).unset_bold();
    font
}

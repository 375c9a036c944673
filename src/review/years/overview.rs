//! 对比汇总: the first sheet, for the leader and for the 通报.

use crate::evaluate::Evaluation;
use crate::ground::{Area, CellRef, Points};
use crate::result::page::{Figure, ROW_PIXELS};
use crate::result::text::points_change;
use crate::result::{Page, count_cell, dash, number_cell, rank_cell, total_cell};
use crate::review::years::cells::rate_cells;
use crate::review::years::figures::{DepartmentFigures, Figures, LevelFigures};
use crate::review::years::lists::{DEPARTMENTS, SCORES, SYSTEM};
use crate::review::years::notes::{MATCHED, inputs, percent_points, unmatched};
use crate::workbook::sheet::Cell;
use crate::workbook::{Chart, ChartKind, Format, Print, Role, Sheet, Tint};
use rust_decimal::Decimal;

/// Name of the sheet.
pub(in crate::review) const OVERVIEW: &str = "对比汇总";
/// Parts of its title.
pub(in crate::review) const OVERVIEW_TITLE: [&str; 2] = ["部门整体支出绩效评价", "对比"];
const WIDTH: u32 = 11;
const WIDTHS: [u32; 8] = [WIDTH; 8];
/// Rows the chart takes.
const CHART_ROWS: u32 = 10;
/// So many departments that rose and that fell are named.
const TOP: usize = 5;

impl Figures<'_> {
    /// The sheet.
    pub(crate) fn overview(&self) -> Sheet {
        let mut page = Page::new(OVERVIEW, &WIDTHS);
        page.sheet.put(0, 0, Cell::text(Role::Attachment, "附件"));
        page.row = 1;
        page.wide(Cell::text(Role::Title, self.title()));
        page.wide(Cell::text(Role::Unit, "单位：分、个"));
        page.figures(&self.key_figures());
        page.section("一、通报参考段落");
        page.note(self.paragraph());
        page.section("二、一级指标得分率");
        self.levels(&mut page);
        // the first page ends here, so that no table is cut
        let second_page = page.row;
        page.section("三、升降最大的部门");
        self.tops(&mut page);
        page.section("四、等次分布");
        self.grades(&mut page);
        page.section("五、对比口径");
        self.notes().into_iter().for_each(|text| page.note(text));
        let links =
            [(DEPARTMENTS, "各部门的升降见"), (SCORES, "各项得分的变动和原因见"), (SYSTEM, "评分表和口径的变化见")];
        for (sheet, text) in links {
            let cell = Cell::text(Role::Note, format!("{text}“{sheet}”表。"));
            page.wide(cell.linked(sheet, CellRef::new(0, 0)));
        }
        page.sheet.print = Print { breaks: vec![second_page], ..Print::default() };
        page.sheet
    }

    fn title(&self) -> String {
        let [before, after] = self.comparison.years();
        let [lead, end] = OVERVIEW_TITLE;
        format!("{lead}{after}与{before}{end}")
    }

    /// The paragraph for the 通报.
    pub(crate) fn paragraph(&self) -> String {
        let [before, after] = self.comparison.years();
        let mut text = format!(
            "{}{after}参评部门{}个，{before}{}个，两年都参评的{}个。",
            self.comparison.same_data(),
            self.comparison.after.cards.len(),
            self.comparison.before.cards.len(),
            self.departments.len()
        );
        let (averages, number) = (self.average, self.settled_in_both);
        if let (Some(old), Some(new)) = (averages.before, averages.after) {
            let table = if self.same_table { "" } else { "（两年评分表不同，仅供参考）" };
            text += &format!(
                "两年都已定分的{number}个部门，平均分由{}分变为{}分，{}{table}。",
                old.normalize(),
                new.normalize(),
                points_change(Points(new - old))
            );
        }
        let [rose, stayed, fell] = self.rose_stayed_fell();
        let by = if self.same_table { "总分" } else { "可比得分" };
        if rose + stayed + fell > 0 {
            text += &format!("按{by}，上升{rose}个，持平{stayed}个，下降{fell}个。");
        }
        let same = self.levels.iter().filter(|level| level.same);
        let moved: Vec<(&LevelFigures, Decimal)> =
            same.filter_map(|level| Some((level, level.rate.difference()?))).collect();
        let words = |(level, by): &(&LevelFigures, Decimal)| format!("“{}”{}", level.name, percent_points(*by));
        if let (Some(best), Some(worst)) =
            (moved.iter().max_by_key(|(_, by)| *by), moved.iter().min_by_key(|(_, by)| *by))
            && best.1 > worst.1
        {
            text += &format!("评分标准没有变化的一级指标中，得分率{}，{}。", words(best), words(worst));
        }
        text
    }

    /// What is compared and what is not.
    pub(crate) fn notes(&self) -> Vec<String> {
        let years = self.comparison.years();
        let mut notes = vec![inputs(&years, [self.comparison.before, self.comparison.after])];
        notes.push(match self.same_table {
            true => "两年评分表和有关口径相同，各项都可比。".to_string(),
            false => format!(
                "两年评分表或口径有{}处变化，可比指标{}项，共{}分；变化的指标不作比较，只改分值的只比得分率，见“指标体系变化”“指标变化”。",
                self.changes.len(),
                self.comparison.same().len(),
                self.same_marks
            ),
        });
        notes.push(MATCHED.to_string());
        let alike = self.alike.iter().map(|names| names.map(str::to_string));
        notes.extend(unmatched(&years, [&self.only_before, &self.only_after], alike, self.doubled));
        notes.extend(self.comparison.checked());
        notes
    }

    fn key_figures(&self) -> [Figure; 8] {
        let [before, after] = self.comparison.years();
        let averages = self.average;
        let whole = |number: usize| count_cell(Role::Figure, number);
        let average = |number: Option<Decimal>| number_cell(Role::Figure, number, Format::Places(2));
        let [rose, stayed, fell] = self.rose_stayed_fell();
        [
            ("两年都参评".to_string(), whole(self.departments.len())),
            (format!("只在{before}"), whole(self.only_before.len())),
            (format!("只在{after}"), whole(self.only_after.len())),
            ("评分表和口径变化（处）".to_string(), whole(self.changes.len())),
            (format!("{before}平均分（同口径部门）"), average(averages.before)),
            (format!("{after}平均分（同口径部门）"), average(averages.after)),
            ("平均分增减".to_string(), average(averages.difference())),
            ("上升／持平／下降".to_string(), Cell::text(Role::Figure, format!("{rose}／{stayed}／{fell}"))),
        ]
        .map(|(caption, cell)| Figure { cell, caption })
    }

    fn levels(&self, page: &mut Page) {
        let [before, after] = self.comparison.years();
        let top = page.row;
        let headings = [
            (0..=1, "一级指标"),
            (2..=2, before.as_str()),
            (3..=3, &after),
            (4..=4, "增减\n（百分点）"),
            (5..=5, "计入部门数"),
            (6..=7, "说明"),
        ];
        let row = |(row, level): (u32, &LevelFigures)| {
            let note = match (level.rate.before, level.rate.after) {
                _ if level.same => "",
                (Some(_), Some(_)) => "其下指标有变化，增减仅供参考",
                _ => "只在一年",
            };
            let tint = (!level.same).then_some(Tint::Hint);
            let [old, new, difference] = rate_cells(CellRef::new(row, 2), level.rate, level.rate.difference());
            let departments = count_cell(Role::Centre, level.departments);
            let (name, note) = (Cell::text(Role::Text, &level.name), Cell::text(Role::Text, note).tinted(tint));
            [name, old, new, difference, departments, note]
        };
        page.table(&headings, (top + 1..).zip(&self.levels).map(row));
        if self.levels.is_empty() {
            return;
        }
        let column = |col| Area::new((top + 1, col), (top + self.levels.len() as u32, col));
        let chart = Chart {
            kind: ChartKind::Column,
            title: "一级指标得分率".into(),
            value_axis: "得分率".into(),
            sheet: OVERVIEW.into(),
            names: column(0),
            values: column(2),
            second: Some(column(3)),
            format: Format::Percent,
            at: CellRef::new(page.row, 0),
            size: (WIDTHS.len() as u32 * (WIDTH * 8 + 5), CHART_ROWS * ROW_PIXELS),
            plain: false,
        };
        page.chart(chart, CHART_ROWS);
    }

    /// The departments that rose and fell most.
    fn tops(&self, page: &mut Page) {
        let moved = self.departments.iter().filter_map(|department| Some((department, department.moved?)));
        let moved: Vec<(&DepartmentFigures, Points)> = moved.collect();
        let rose = moved.iter().filter(|(_, by)| *by > Points::ZERO).take(TOP);
        let fell = moved.iter().rev().filter(|(_, by)| *by < Points::ZERO).take(TOP);
        let moved: Vec<&(&DepartmentFigures, Points)> = rose.chain(fell).collect();
        if moved.is_empty() {
            page.note("没有升降。");
            return;
        }
        let [before, after] = self.comparison.years();
        let [old_total, new_total] = [&before, &after].map(|year| format!("{year}总分"));
        let [old_rank, new_rank] = [&before, &after].map(|year| format!("{year}名次"));
        let headings = [
            (0..=2, "部门（单位）名称"),
            (3..=3, old_total.as_str()),
            (4..=4, &new_total),
            (5..=5, if self.same_table { "总分增减" } else { "可比得分增减" }),
            (6..=6, &old_rank),
            (7..=7, &new_rank),
        ];
        let places = self.comparison.places();
        let row = |(department, difference): &(&DepartmentFigures, Points)| {
            let cards = department.cards;
            let [old, new] = cards.map(|card| total_cell(Role::Number, card, places)).both();
            let difference = Cell::number(Role::Number, difference.0, Format::Places(places));
            let [old_rank, new_rank] = cards.map(rank_cell).both();
            [Cell::text(Role::Text, department.name), old, new, difference, old_rank, new_rank]
        };
        page.table(&headings, moved.into_iter().map(row));
    }

    /// 等次 of each year's settled departments.
    fn grades(&self, page: &mut Page) {
        let [before, after] = self.comparison.years();
        let grades = self.comparison.evaluations().map(Evaluation::grades);
        let [old_heading, new_heading] = [&before, &after].map(|year| format!("{year}（个）"));
        let headings = [(0..=1, "等次"), (2..=3, old_heading.as_str()), (4..=5, &new_heading)];
        let gone = grades.before.iter().filter(|(name, _)| !grades.after.iter().any(|(other, _)| other == name));
        let row = |(name, _): &(String, usize)| {
            let count = |grades: &[(String, usize)]| {
                let number = grades.iter().find(|(other, _)| other == name).map(|(_, number)| *number);
                number.map_or_else(dash, |number| count_cell(Role::Centre, number))
            };
            [Cell::text(Role::Text, name), count(&grades.before), count(&grades.after)]
        };
        page.table(&headings, grades.after.iter().chain(gone).map(row));
        let pending =
            self.comparison.evaluations().map(|evaluation| evaluation.cards.len() - evaluation.settled().len());
        if pending.before + pending.after > 0 {
            page.note(format!(
                "注：只计已定分的部门；待核的{before}{}个，{after}{}个。",
                pending.before, pending.after
            ));
        }
    }
}

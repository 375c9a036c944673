//! 对比汇总: the first sheet, for the leader and for the 通报.

use crate::evaluate::Evaluation;
use crate::ground::place::{Area, CellRef};
use crate::ground::quantity::Points;
use crate::result::{columns, count};
use crate::review::years::Comparison;
use crate::review::years::figures::LevelMove;
use crate::review::years::line::{Line, rank_cell, total_cell};
use crate::review::years::lists::{SCORES, SYSTEM};
use crate::review::years::matching::Pair;
use crate::workbook::sheet::{Cell, Chart, ChartKind, Format, Print, Role, Sheet, Tint};
use rust_decimal::Decimal;

const NAME: &str = "对比汇总";
const COLUMNS: u32 = 8;
const WIDTH: u32 = 12;
/// Rows the chart takes, their height in points and in pixels.
const CHART_ROWS: u32 = 12;
const ROW_HEIGHT: u32 = 21;
const ROW_PIXELS: u32 = 28;
/// So many departments that rose and that fell are named.
const TOP: usize = 5;

impl Comparison {
    /// The sheet.
    pub(crate) fn overview(&self) -> Sheet {
        let mut page = Page { sheet: Sheet::new(NAME), row: 1, comparison: self };
        page.sheet.result = true;
        page.sheet.columns = columns(&[WIDTH; COLUMNS as usize]);
        page.sheet.put(0, 0, Cell::text(Role::Attachment, "附件"));
        page.wide(Cell::text(Role::Title, self.title()));
        page.wide(Cell::text(Role::Unit, "单位：分、个"));
        page.figures();
        page.section("一、通报参考段落");
        page.wide(Cell::text(Role::Note, self.paragraph()));
        page.section("二、一级指标得分率");
        page.levels();
        page.section("三、升降最大的部门");
        page.tops();
        // the first page ends here, so that no table is cut
        let second_page = page.row;
        page.section("四、等次分布");
        page.grades();
        page.section("五、对比口径");
        for text in self.notes() {
            page.wide(Cell::text(Role::Note, text));
        }
        page.links();
        page.sheet.print = Print { breaks: vec![second_page], ..Print::default() };
        page.sheet
    }

    fn title(&self) -> String {
        let [before, after] = self.years();
        format!("部门整体支出绩效评价{after}与{before}对比")
    }

    /// The paragraph for the 通报.
    pub(crate) fn paragraph(&self) -> String {
        let [before, after] = self.years();
        let mut text = format!(
            "{after}参评部门{}个，{before}{}个，两年都参评的{}个。",
            self.after.cards.len(),
            self.before.cards.len(),
            self.matching.pairs.len()
        );
        let (averages, number) = self.averages();
        if let (Some(old), Some(new)) = (averages.before, averages.after) {
            let table = if self.same_table() { "" } else { "（两年评分表不同，仅供参考）" };
            text += &format!(
                "两年都已定分的{number}个部门，平均分由{}分变为{}分，{}{table}。",
                old.normalize(),
                new.normalize(),
                crate::result::text::points_change(Points(new - old))
            );
        }
        let [rose, stayed, fell] = self.moves();
        let by = if self.same_table() { "总分" } else { "可比得分" };
        if rose + stayed + fell > 0 {
            text += &format!("按{by}，上升{rose}个，持平{stayed}个，下降{fell}个。");
        }
        let levels = self.level_moves();
        let moved = levels.iter().filter_map(|level| Some((level, level.rates.difference().filter(|_| level.same)?)));
        let moved: Vec<(&LevelMove, Decimal)> = moved.collect();
        let words = |(level, difference): &(&LevelMove, Decimal)| {
            format!("“{}”{}", level.name, crate::review::years::words::percent_points(*difference))
        };
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
        let [before, after] = self.years();
        let mut notes = vec![format!(
            "{before}取自“{}”，{after}取自“{}”；都按各自工作簿的评分表、口径和数据重新评分。",
            self.before.input_name, self.after.input_name
        )];
        notes.push(match self.same_table() {
            true => "两年评分表和有关口径相同，各项都可比。".to_string(),
            false => format!(
                "两年评分表或口径有{}处变化，可比指标{}项，共{}分；变化的指标不作比较，只改分值的只比得分率，见“指标体系变化”“指标变化”。",
                self.changes.len(),
                self.same().len(),
                self.same_marks()
            ),
        });
        notes.push("待核的不作0分，不参加比较；部门按名称和“部门别名”表对应，名称相近的不自动合并。".to_string());
        let names = |evaluation: &Evaluation, list: &[usize]| {
            let names: Vec<&str> = list.iter().map(|at| evaluation.submission.departments[*at].name.as_str()).collect();
            names.join("、")
        };
        for (year, evaluation, only) in
            [(&before, &self.before, &self.matching.only_before), (&after, &self.after, &self.matching.only_after)]
        {
            if !only.is_empty() {
                notes.push(format!("只在{year}参评的{}个：{}。", only.len(), names(evaluation, only)));
            }
        }
        notes.extend(self.alike_notes());
        if !self.matching.doubled.is_empty() {
            notes.push(format!(
                "同一年度有两行（或按别名是同一部门）、未作比较的：{}。",
                self.matching.doubled.join("、")
            ));
        }
        notes
    }

    /// Names that look alike, for a person to decide.
    pub(crate) fn alike_notes(&self) -> Vec<String> {
        let [before, after] = self.years();
        let name = |evaluation: &Evaluation, at: usize| evaluation.submission.departments[at].name.clone();
        let note = |(old, new): &(usize, usize)| {
            format!(
                "{before}的“{}”与{after}的“{}”名称相近，如是同一部门，请写入“部门别名”表后重新对比。",
                name(&self.before, *old),
                name(&self.after, *new)
            )
        };
        self.matching.alike.iter().map(note).collect()
    }
}

struct Page<'a> {
    sheet: Sheet,
    row: u32,
    comparison: &'a Comparison,
}

impl Page<'_> {
    fn wide(&mut self, cell: Cell) {
        self.sheet.put_merged(Area::new((self.row, 0), (self.row, COLUMNS - 1)), cell);
        self.row += 1;
    }

    fn section(&mut self, text: &str) {
        self.row += 1;
        self.wide(Cell::text(Role::Section, text));
    }

    /// Eight key figures in two lines.
    fn figures(&mut self) {
        let comparison = self.comparison;
        let [before, after] = comparison.years();
        let (averages, _) = comparison.averages();
        let whole = |number: usize| Cell::number(Role::Figure, count(number), Format::Whole);
        let average = |number: Option<Decimal>| match number {
            Some(number) => Cell::number(Role::Figure, number, Format::Places(2)),
            None => Cell::text(Role::Figure, "—"),
        };
        let [rose, stayed, fell] = comparison.moves();
        let figures = [
            ("两年都参评".to_string(), whole(comparison.matching.pairs.len())),
            (format!("只在{before}"), whole(comparison.matching.only_before.len())),
            (format!("只在{after}"), whole(comparison.matching.only_after.len())),
            ("评分表和口径变化（处）".to_string(), whole(comparison.changes.len())),
            (format!("{before}平均分（同口径部门）"), average(averages.before)),
            (format!("{after}平均分（同口径部门）"), average(averages.after)),
            ("平均分增减".to_string(), average(averages.difference())),
            ("上升／持平／下降".to_string(), Cell::text(Role::Figure, format!("{rose}／{stayed}／{fell}"))),
        ];
        for line in figures.chunks(4) {
            for (at, (caption, figure)) in (0..).zip(line) {
                let area = |row| Area::new((row, 2 * at), (row, 2 * at + 1));
                self.sheet.put_framed(area(self.row), figure.clone());
                self.sheet.put_framed(area(self.row + 1), Cell::text(Role::Caption, caption));
            }
            self.sheet.rows[self.row as usize].height = Some(30);
            self.row += 2;
        }
    }

    /// One framed row: texts over columns from–to.
    fn header(&mut self, texts: &[(&str, u32, u32)]) {
        for (text, first, last) in texts {
            self.sheet.put_framed(Area::new((self.row, *first), (self.row, *last)), Cell::text(Role::Header, *text));
        }
        self.row += 1;
    }

    fn levels(&mut self) {
        let [before, after] = self.comparison.years();
        let levels = self.comparison.level_moves();
        let top = self.row;
        self.header(&[
            ("一级指标", 0, 1),
            (&before, 2, 2),
            (&after, 3, 3),
            ("增减（百分点）", 4, 4),
            ("计入部门数", 5, 5),
            ("说明", 6, 7),
        ]);
        for level in &levels {
            let row = self.row;
            self.sheet.put_framed(Area::new((row, 0), (row, 1)), Cell::text(Role::Text, &level.name));
            Line { sheet: &mut self.sheet, row, col: 2, places: 2 }.rates(level.rates);
            self.sheet.put(row, 5, Cell::number(Role::Centre, count(level.departments), Format::Whole));
            let note = match (level.rates.before, level.rates.after) {
                _ if level.same => "",
                (Some(_), Some(_)) => "其下指标有变化，增减仅供参考",
                _ => "只在一年",
            };
            let tint = (!level.same).then_some(Tint::Hint);
            self.sheet.put_framed(Area::new((row, 6), (row, 7)), Cell::text(Role::Text, note).tinted(tint));
            self.row += 1;
        }
        self.chart(top, levels.len());
    }

    fn chart(&mut self, top: u32, rows: usize) {
        let last = top + rows as u32;
        if rows == 0 {
            return;
        }
        self.sheet.charts.push(Chart {
            kind: ChartKind::Column,
            title: "一级指标得分率".into(),
            value_axis: "得分率".into(),
            sheet: NAME.into(),
            names: Area::new((top + 1, 0), (last, 0)),
            values: Area::new((top + 1, 2), (last, 2)),
            second: Some(Area::new((top + 1, 3), (last, 3))),
            format: Format::Percent,
            at: CellRef::new(last + 1, 0),
            size: (COLUMNS * (WIDTH * 7 + 5), CHART_ROWS * ROW_PIXELS),
        });
        for row in last + 1..=last + CHART_ROWS {
            self.sheet.rows.resize_with(self.sheet.rows.len().max(row as usize + 1), Default::default);
            self.sheet.rows[row as usize].height = Some(ROW_HEIGHT);
        }
        self.row = last + 1 + CHART_ROWS;
    }

    /// The departments that rose and fell most.
    fn tops(&mut self) {
        let comparison = self.comparison;
        let pairs: Vec<(&Pair, Points)> =
            comparison.sorted_pairs().into_iter().filter_map(|pair| Some((pair, comparison.move_of(pair)?))).collect();
        let rose: Vec<_> = pairs.iter().filter(|(_, by)| *by > Points::ZERO).take(TOP).collect();
        let fell: Vec<_> = pairs.iter().rev().filter(|(_, by)| *by < Points::ZERO).take(TOP).collect();
        if rose.is_empty() && fell.is_empty() {
            self.wide(Cell::text(Role::Note, "没有升降。"));
            return;
        }
        let [before, after] = comparison.years();
        let by = if comparison.same_table() { "总分增减" } else { "可比得分增减" };
        self.header(&[
            ("部门（单位）名称", 0, 2),
            (&format!("{before}总分"), 3, 3),
            (&format!("{after}总分"), 4, 4),
            (by, 5, 5),
            (&format!("{before}名次"), 6, 6),
            (&format!("{after}名次"), 7, 7),
        ]);
        for (pair, difference) in rose.into_iter().chain(fell) {
            let row = self.row;
            let (old, new) = comparison.cards(pair);
            let name = &comparison.after.submission.departments[pair.after].name;
            self.sheet.put_framed(Area::new((row, 0), (row, 2)), Cell::text(Role::Text, name));
            let places = comparison.places();
            let mut line = Line { sheet: &mut self.sheet, row, col: 3, places };
            line.put(total_cell(old, places));
            line.put(total_cell(new, places));
            line.put(Cell::number(Role::Number, difference.0, Format::Places(places)));
            for card in [old, new] {
                line.put(rank_cell(card));
            }
            self.row += 1;
        }
    }

    /// 等次 of each year's settled departments.
    fn grades(&mut self) {
        let comparison = self.comparison;
        let [before, after] = comparison.years();
        let (old, new) = (comparison.before.grades(), comparison.after.grades());
        self.header(&[("等次", 0, 1), (&format!("{before}（个）"), 2, 3), (&format!("{after}（个）"), 4, 5)]);
        let gone = old.iter().filter(|(name, _)| !new.iter().any(|(other, _)| other == name));
        let names: Vec<&String> = new.iter().chain(gone).map(|(name, _)| name).collect();
        for name in names {
            let row = self.row;
            self.sheet.put_framed(Area::new((row, 0), (row, 1)), Cell::text(Role::Text, name));
            for (first, grades) in [(2, &old), (4, &new)] {
                let number = grades.iter().find(|(other, _)| other == name).map(|(_, number)| *number);
                let cell = match number {
                    Some(number) => Cell::number(Role::Centre, count(number), Format::Whole),
                    None => Cell::text(Role::Centre, "—"),
                };
                self.sheet.put_framed(Area::new((row, first), (row, first + 1)), cell);
            }
            self.row += 1;
        }
        let pending = |evaluation: &Evaluation| evaluation.cards.len() - evaluation.settled().len();
        let (old, new) = (pending(&comparison.before), pending(&comparison.after));
        if old + new > 0 {
            self.wide(Cell::text(Role::Note, format!("注：只计已定分的部门；待核的{before}{old}个，{after}{new}个。")));
        }
    }

    fn links(&mut self) {
        for (sheet, text) in [
            (crate::review::years::lists::DEPARTMENTS, "各部门的升降见"),
            (SCORES, "各项得分的变动和原因见"),
            (SYSTEM, "评分表和口径的变化见"),
        ] {
            let cell = Cell::text(Role::Note, format!("{text}“{sheet}”表。")).linked(sheet, CellRef::new(0, 0));
            self.wide(cell);
        }
    }
}

//! 汇总: the first sheet, for the leader and for the 通报.

use crate::evaluate::Evaluation;
use crate::ground::finding::Severity;
use crate::ground::names::sheets;
use crate::ground::place::{Area, CellRef};
use crate::ground::quantity::Points;
use crate::result::live::Live;
use crate::result::statistics::{LevelRate, Loss, round};
use crate::result::{columns, count};
use crate::workbook::sheet::{Cell, Chart, ChartKind, Format, Print, Role, Sheet, Tint};
use rust_decimal::Decimal;

/// Columns of the sheet; tables take the left half, charts the right.
const COLUMNS: u32 = 8;
const HALF: u32 = 4;
const WIDTH: u32 = 13;
/// Rows a chart takes, and their height in points.
const CHART_ROWS: u32 = 10;
const ROW_HEIGHT: u32 = 21;
/// The same height in pixels.
const ROW_PIXELS: u32 = 28;
const CHART_WIDTH: u32 = 384;
/// Longest name in the paragraph of the 通报, in characters.
const LONGEST_NAME: usize = 60;
/// How many indicators the chart of losses shows.
const TOP_LOSSES: usize = 10;

/// The sheet.
pub fn sheet(evaluation: &Evaluation, live: Option<&Live>) -> Sheet {
    let mut writer = Writer { sheet: Sheet::new(sheets::SUMMARY), row: 0, evaluation, live };
    writer.sheet.result = true;
    writer.sheet.columns = columns(&[WIDTH; COLUMNS as usize]);
    writer.head();
    writer.figures();
    writer.notice();
    writer.grades();
    writer.levels();
    // the first page ends here, so that no chart is cut
    let second_page = writer.row;
    writer.losses();
    writer.deviations();
    writer.findings();
    writer.conventions();
    writer.sheet.print = Print { breaks: vec![second_page], ..Print::default() };
    writer.sheet
}

struct Writer<'a> {
    sheet: Sheet,
    row: u32,
    evaluation: &'a Evaluation,
    live: Option<&'a Live<'a>>,
}

impl Writer<'_> {
    fn wide(&mut self, cell: Cell) {
        let area = Area::new((self.row, 0), (self.row, COLUMNS - 1));
        self.sheet.put_merged(area, cell);
        self.row += 1;
    }

    fn section(&mut self, text: &str) {
        self.row += 1;
        self.wide(Cell::text(Role::Section, text));
    }

    fn head(&mut self) {
        let title = format!("{}结果汇总", self.evaluation.title());
        self.sheet.put(0, 0, Cell::text(Role::Attachment, "附件"));
        self.row = 1;
        self.wide(Cell::text(Role::Title, title));
        self.wide(Cell::text(Role::Unit, "单位：分、个"));
        if let Some(live) = self.live {
            let formula = live.banner_formula(crate::result::reasons::check_column(self.evaluation).as_deref());
            self.wide(Cell::text(Role::Note, crate::result::live::UNCHANGED).computed(Some(formula)));
        }
    }

    /// Eight key figures, two columns each, in two lines.
    fn figures(&mut self) {
        let evaluation = self.evaluation;
        let settled = evaluation.settled();
        let totals = || settled.iter().map(|(_, total)| total.0);
        let number = |value: Option<Decimal>, format| match value {
            Some(value) => Cell::number(Role::Figure, value, format),
            None => Cell::text(Role::Figure, "—"),
        };
        let places = Format::Places(evaluation.submission.scheme.conventions.score_places.max(2));
        let whole = |value: usize| number(Some(count(value)), Format::Whole);
        let must = self.severity_count(Severity::Must);
        let figures = [
            ("参评部门", whole(evaluation.cards.len())),
            ("已定分", whole(settled.len())),
            (
                "待核",
                whole(evaluation.cards.len() - settled.len())
                    .tinted((settled.len() < evaluation.cards.len()).then_some(Tint::Pending)),
            ),
            ("必须处理的疑点", whole(must).tinted((must > 0).then_some(Tint::Must))),
            ("平均分", number(evaluation.average(), places)),
            ("最高分", number(totals().max(), places)),
            ("最低分", number(totals().min(), places)),
            ("自评平均分（有自评且已定分的部门）", number(evaluation.self_summary().map(|own| own.own), places)),
        ];
        let figures = figures.into_iter().map(|(caption, figure)| {
            let formula = self.live.and_then(|live| figure_formula(live, caption));
            (caption, figure.computed(formula))
        });
        let figures: Vec<(&str, Cell)> = figures.collect();
        for line in figures.chunks(4) {
            for (at, (caption, figure)) in (0..).zip(line) {
                let area = |row| Area::new((row, 2 * at), (row, 2 * at + 1));
                self.sheet.put_framed(area(self.row), figure.clone());
                self.sheet.put_framed(area(self.row + 1), Cell::text(Role::Caption, *caption));
            }
            self.sheet.rows[self.row as usize].height = Some(30);
            self.row += 2;
        }
        let left_out = evaluation.cards.len() - settled.len();
        if left_out > 0 {
            let text = format!(
                "注：平均分、最高分、最低分和等次只计已定分的{}个部门；待核的{left_out}个部门总分以区间表示，见“排名”表。",
                settled.len()
            );
            self.wide(Cell::text(Role::Note, text));
        }
    }

    fn severity_count(&self, severity: Severity) -> usize {
        self.evaluation.findings.iter().filter(|finding| finding.severity() == severity).count()
    }

    /// The paragraph for the 通报.
    fn notice(&mut self) {
        self.section("一、通报参考段落");
        self.wide(Cell::text(Role::Note, notice(self.evaluation)));
    }

    /// A table on the left half: a name in the first column or two, then values.
    fn table(&mut self, names: &[&str], rows: Vec<(String, Vec<Cell>)>) {
        let first = self.row;
        let cells = |role, name: &str, rest: &[Cell]| {
            let mut cells = vec![Cell::text(role, name)];
            cells.extend_from_slice(rest);
            cells
        };
        let header: Vec<Cell> = names[1..].iter().map(|name| Cell::text(Role::Header, *name)).collect();
        self.table_row(first, cells(Role::Header, names[0], &header));
        for (row, (name, values)) in (first + 1..).zip(rows) {
            self.table_row(row, cells(Role::Text, &name, &values));
        }
    }

    /// The name is as wide as the values leave room for.
    fn table_row(&mut self, row: u32, cells: Vec<Cell>) {
        let last_name = HALF - cells.len() as u32;
        for (at, cell) in (0..).zip(cells) {
            match at {
                0 => self.sheet.put_framed(Area::new((row, 0), (row, last_name)), cell),
                _ => self.sheet.put(row, last_name + at, cell),
            }
        }
    }

    /// A chart beside the table that begins at `top` and has `rows` data rows.
    fn chart(
        &mut self,
        top: u32,
        rows: usize,
        (kind, title, axis): (ChartKind, &str, &str),
        (column, format): (u32, Format),
    ) {
        let last = top + (rows as u32).max(1);
        let chart_rows = CHART_ROWS.max(rows as u32 + 1 + u32::from(kind == ChartKind::Bar) * 2);
        self.sheet.charts.push(Chart {
            kind,
            title: title.into(),
            value_axis: axis.into(),
            sheet: sheets::SUMMARY.into(),
            names: Area::new((top + 1, 0), (last, 0)),
            values: Area::new((top + 1, column), (last, column)),
            second: None,
            format,
            at: CellRef::new(top, HALF),
            size: (CHART_WIDTH, chart_rows * ROW_PIXELS),
        });
        let end = top + chart_rows;
        for row in top..end {
            self.sheet.rows.resize_with(self.sheet.rows.len().max(row as usize + 1), Default::default);
            self.sheet.rows[row as usize].height = Some(ROW_HEIGHT);
        }
        self.row = end;
    }

    fn grades(&mut self) {
        self.section("二、等次分布");
        let grades = self.evaluation.grades();
        let settled = self.evaluation.settled().len();
        let share = |number: usize| match settled {
            0 => Cell::text(Role::Centre, "—"),
            _ => Cell::number(Role::Number, count(number) / count(settled), Format::Percent),
        };
        let live = self.live;
        let row = |(at, (name, number)): (usize, &(String, usize))| {
            let formula = live.map(|live| live.grade_count(at));
            let share_formula = live.map(|live| {
                live.over(&live.totals(), &format!("ROUND({}/COUNT({}),10)", live.grade_count(at), live.totals()))
            });
            let number_cell = Cell::number(Role::Number, count(*number), Format::Whole).computed(formula);
            (name.clone(), vec![number_cell, share(*number).computed(share_formula)])
        };
        let rows: Vec<_> = grades.iter().enumerate().map(row).collect();
        let top = self.row;
        let number = rows.len();
        self.table(&["等次", "部门数", "占比"], rows);
        if settled == 0 {
            self.row = top + number as u32 + 1;
            return;
        }
        self.chart(top, number, (ChartKind::Column, "等次分布", "部门数（个）"), (2, Format::Whole));
    }

    fn levels(&mut self) {
        self.section("三、一级指标得分率");
        let rates = self.evaluation.level_rates();
        let live = self.live;
        let row = |(level, rate): (usize, &LevelRate)| {
            let column = live.map(|live| live.level(level));
            let mean = live.zip(column.as_ref()).map(|(live, column)| live.mean(column));
            let share = live.zip(column.as_ref()).map(|(live, column)| {
                let full = rate.full.0.normalize();
                live.over(column, &format!("ROUND(SUM({column})/({full}*COUNT({column})),4)"))
            });
            let full = Cell::number(Role::Number, rate.full.0, Format::General);
            let values = match rate.departments {
                0 => ["—", "—"].map(|text| Cell::text(Role::Centre, text)),
                _ => [
                    Cell::number(Role::Number, rate.average, Format::Places(2)),
                    Cell::number(Role::Number, rate.rate, Format::Percent),
                ],
            };
            let [average, rate_cell] = values;
            (rate.name.clone(), vec![full, average.computed(mean), rate_cell.computed(share)])
        };
        let top = self.row;
        self.table(&["一级指标", "分值", "平均得分", "得分率"], rates.iter().enumerate().map(row).collect());
        if rates.iter().all(|rate| rate.departments == 0) {
            self.row = top + rates.len() as u32 + 1;
            self.wide(Cell::text(Role::Note, "注：各部门都有待核的指标，尚不能计算。"));
            return;
        }
        self.chart(top, rates.len(), (ChartKind::Column, "一级指标得分率", "得分率"), (3, Format::Percent));
        let whole = self.evaluation.cards.len();
        if rates.iter().any(|rate| rate.departments < whole) {
            let texts: Vec<String> = rates.iter().map(|rate| format!("{}{}个", rate.name, rate.departments)).collect();
            self.wide(Cell::text(Role::Note, format!("注：只计该一级指标没有待核的部门：{}。", texts.join("，"))));
        }
    }

    fn losses(&mut self) {
        self.section("四、扣分最多的指标");
        let losses: Vec<Loss> = self.evaluation.losses().into_iter().take(TOP_LOSSES).collect();
        if losses.is_empty() {
            self.wide(Cell::text(Role::Note, "没有扣分。"));
            return;
        }
        let places = self.evaluation.submission.scheme.conventions.score_places;
        let live = self.live;
        let row = |loss: &Loss| {
            let (lost, number) = live.map(|live| live.loss_formulas(&loss.indicators)).unzip();
            let lost = Cell::number(Role::Number, loss.lost.0, Format::Places(places)).computed(lost);
            let number = Cell::number(Role::Number, count(loss.departments), Format::Whole).computed(number);
            (loss.name.clone(), vec![lost, number])
        };
        let top = self.row;
        self.table(&["指标", "扣分合计", "扣分部门数"], losses.iter().map(row).collect());
        self.chart(
            top,
            losses.len(),
            (ChartKind::Bar, "扣分最多的指标", "扣分合计（分）"),
            (2, Format::Places(places)),
        );
    }

    fn deviations(&mut self) {
        self.section("五、自评与复核");
        let Some(own) = self.evaluation.self_summary() else {
            self.wide(Cell::text(Role::Note, "没有可比的自评总分。"));
            return;
        };
        let text = format!(
            "可比的{}个部门自评平均{}分，复核平均{}分，平均偏差{}分；自评高于复核的{}个，低于复核的{}个，一致的{}个。偏差最大的部门：",
            own.departments,
            own.own.normalize(),
            own.reviewed.normalize(),
            round(own.own - own.reviewed).normalize(),
            own.higher,
            own.lower,
            own.departments - own.higher - own.lower
        );
        self.wide(Cell::text(Role::Note, text));
        let mut deviations: Vec<(usize, Points)> = (0..self.evaluation.cards.len())
            .filter_map(|index| Some((index, self.evaluation.deviation(index)?)))
            .collect();
        deviations.sort_by_key(|(_, deviation)| std::cmp::Reverse(deviation.0.abs()));
        deviations.retain(|(_, deviation)| *deviation != Points::ZERO);
        self.deviation_table(&deviations);
    }

    fn deviation_table(&mut self, deviations: &[(usize, Points)]) {
        let areas = |row| [(0, 3), (4, 4), (5, 5), (6, 7)].map(|(first, last)| Area::new((row, first), (row, last)));
        for (area, name) in
            areas(self.row).into_iter().zip(["部门（单位）名称", "自评总分", "复核总分", "偏差（自评－复核）"])
        {
            self.sheet.put_framed(area, Cell::text(Role::Header, name));
        }
        self.row += 1;
        let places = Format::Places(self.evaluation.submission.scheme.conventions.score_places);
        for (index, deviation) in deviations.iter().take(5) {
            let name = &self.evaluation.submission.departments[*index].name;
            let levels = self.evaluation.submission.scheme.system.level1.len();
            let formula = |of: &dyn Fn(&Live) -> String| self.live.map(of);
            let own = formula(&|live| live.own_total(*index));
            let total = formula(&|live| live.result_cell(*index, levels));
            let difference = formula(&|live| live.deviation(*index, "\"—\""));
            let cells = [
                Cell::text(Role::Text, name),
                crate::result::marks_cell(Role::Number, self.evaluation.self_total(*index), 2).computed(own),
                crate::result::marks_cell(Role::Number, self.evaluation.cards[*index].total(), 2).computed(total),
                Cell::number(Role::Number, deviation.0, places).computed(difference),
            ];
            for (area, cell) in areas(self.row).into_iter().zip(cells) {
                self.sheet.put_framed(area, cell);
            }
            self.row += 1;
        }
    }

    fn findings(&mut self) {
        self.section("六、疑点");
        let text = [Severity::Must, Severity::Hint, Severity::Normalised]
            .map(|severity| format!("{}{}条", severity.name(), self.severity_count(severity)))
            .join("，");
        let cell =
            Cell::text(Role::Note, format!("{text}。点此查看“疑点”表。")).linked(sheets::FINDINGS, CellRef::new(0, 0));
        self.wide(cell);
    }

    fn conventions(&mut self) {
        self.section("七、采用的口径");
        let conventions = self.evaluation.submission.scheme.conventions.in_words();
        let texts: Vec<String> = conventions.iter().map(|(name, value)| format!("{name}：{value}")).collect();
        self.wide(Cell::text(Role::Note, format!("{}。", texts.join("；"))));
    }
}

/// The formula of a key figure, by its caption; findings are counted by the program alone.
fn figure_formula(live: &Live, caption: &str) -> Option<String> {
    let totals = live.totals();
    Some(match caption {
        "参评部门" => format!("ROWS({totals})"),
        "已定分" => format!("COUNT({totals})"),
        "待核" => format!("ROWS({totals})-COUNT({totals})"),
        "平均分" => live.mean(&totals),
        "最高分" => live.over(&totals, &format!("MAX({totals})")),
        "最低分" => live.over(&totals, &format!("MIN({totals})")),
        _ if caption.starts_with("自评平均分") => live.own_mean(),
        _ => return None,
    })
}

/// One ready paragraph for the 通报, from the figures alone.
fn notice(evaluation: &Evaluation) -> String {
    let settled = evaluation.settled();
    let all = evaluation.cards.len();
    let mut text = format!("{}全市共有{all}个部门（单位）参加部门整体支出绩效评价。", evaluation.year());
    let Some(average) = evaluation.average() else {
        return format!("{text}因数据不全，{all}个部门均列为待核，尚未定分。");
    };
    let pending = all - settled.len();
    if pending > 0 {
        text += &format!("其中{}个部门已定分，{pending}个部门因数据不全列为待核，暂不参加排名。", settled.len());
    }
    text += &format!("经复核，平均得分{}分，{}。", average.normalize(), extremes(evaluation, &settled));
    let grades = evaluation.grades().into_iter().filter(|(_, number)| *number > 0);
    let grades: Vec<String> = grades
        .map(|(name, number)| {
            format!(
                "{name}{number}个，占{}%",
                round(count(number) * Decimal::ONE_HUNDRED / count(settled.len())).normalize()
            )
        })
        .collect();
    text += &format!("按等次分：{}。", grades.join("；"));
    text += &weakest(evaluation);
    if let Some(own) = evaluation.self_summary() {
        text += &self_sentence(own.own, own.reviewed, own.departments);
    }
    text
}

fn extremes(evaluation: &Evaluation, settled: &[(usize, Points)]) -> String {
    let names = |wanted: Option<Points>| {
        let members: Vec<String> = settled
            .iter()
            .filter(|(_, total)| Some(*total) == wanted)
            .map(|(index, _)| shortened(&evaluation.submission.departments[*index].name))
            .collect();
        match members.len() {
            0..=2 => members.join("、"),
            more => format!("{}等{more}个部门", members[..2].join("、")),
        }
    };
    let best = settled.iter().map(|(_, total)| *total).max();
    let worst = settled.iter().map(|(_, total)| *total).min();
    let shown = |points: Option<Points>| points.unwrap_or_default();
    format!("最高{}分（{}），最低{}分（{}）", shown(best), names(best), shown(worst), names(worst))
}

/// A name in the paragraph; one that could only be a mistake is not written out there.
fn shortened(name: &str) -> String {
    let short: String = name.chars().take(LONGEST_NAME).collect();
    if short.len() < name.len() { format!("{short}…") } else { short }
}

fn weakest(evaluation: &Evaluation) -> String {
    let rates = evaluation.level_rates();
    let lowest = rates.iter().filter(|rate| rate.departments > 0).min_by_key(|rate| rate.rate);
    let losses = evaluation.losses();
    let names: Vec<String> =
        losses.iter().take(3).map(|loss| format!("“{}”", loss.name.trim_matches(['“', '”']))).collect();
    match (lowest, names.is_empty()) {
        (Some(lowest), false) => format!(
            "从指标看，一级指标中“{}”得分率最低，为{}%；扣分较多的三级指标是{}。",
            lowest.name,
            round(lowest.rate * Decimal::ONE_HUNDRED).normalize(),
            names.join("、")
        ),
        _ => String::new(),
    }
}

fn self_sentence(own: Decimal, reviewed: Decimal, departments: usize) -> String {
    let difference = own - reviewed;
    let word = match difference {
        _ if difference.is_zero() => {
            return format!("可比的{departments}个部门自评平均分与复核平均分一致，均为{}分。", own.normalize());
        }
        _ if difference.is_sign_positive() => "高于",
        _ => "低于",
    };
    format!(
        "可比的{departments}个部门自评平均{}分，{word}复核平均分{}分。",
        own.normalize(),
        difference.abs().normalize()
    )
}

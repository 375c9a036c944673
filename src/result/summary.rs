//! 汇总: the first sheet, for the leader and for the 通报.

use crate::evaluate::{Evaluation, State, Whole};
use crate::ground::names::sheets;
use crate::ground::{Area, CellRef, Points};
use crate::result::live::Live;
use crate::result::page::{Figure, Page, ROW_PIXELS};
use crate::result::scores::ScoreColumn;
use crate::result::statistics::{LevelRate, Loss, percent, quoted, shown};
use crate::result::text::{counts, open_count};
use crate::result::{count_cell, dash, marks_cell, number_cell};
use crate::workbook::sheet::Cell;
use crate::workbook::{Chart, ChartKind, Format, Print, Role, Sheet, Tint};
use indexmap::IndexSet;
use rust_decimal::Decimal;

/// The columns, each of one width; tables take the left half, charts the right.
const WIDTHS: [u32; 8] = [11; 8];
const HALF: u32 = 4;
/// Rows a chart takes at least.
const CHART_ROWS: u32 = 8;
const CHART_WIDTH: u32 = 366;
/// Longest name in the paragraph of the 通报, in characters.
const LONGEST_NAME: usize = 60;
/// How many indicators the chart of losses shows.
const TOP_LOSSES: usize = 10;
/// How many departments the table of deviations shows.
const TOP_DEVIATIONS: usize = 5;

/// How 剔除后折算 makes subtotals and totals.
const RESCALED: &str = "注：按“剔除后折算”口径，不适用的指标不计入一级指标小计，得分率按适用的分值计算；总分＝各项得分合计÷适用分值×满分，见“得分明细”总分的批注。";

/// The sheet.
pub fn sheet(evaluation: &Evaluation, live: Option<&Live>) -> Sheet {
    let page = Page::new(&evaluation.sheet_name(sheets::SUMMARY), &WIDTHS);
    let mut writer = Writer { page, evaluation, live };
    writer.head();
    writer.figures();
    writer.page.section("一、通报参考段落");
    writer.page.note(notice(evaluation));
    writer.grades();
    writer.levels();
    // the first page ends here, so that no chart is cut
    let second_page = writer.page.row;
    writer.losses();
    writer.deviations();
    writer.findings();
    writer.conventions();
    writer.page.sheet.print = Print { breaks: vec![second_page], ..Print::default() };
    writer.page.sheet
}

struct Writer<'a> {
    page: Page,
    evaluation: &'a Evaluation,
    live: Option<&'a Live<'a>>,
}

/// A chart beside a table: which of the table's columns it shows, and how.
struct Beside<'a> {
    kind: ChartKind,
    title: &'a str,
    axis: &'a str,
    column: u32,
    format: Format,
}

impl Writer<'_> {
    fn head(&mut self) {
        self.page.sheet.put(0, 0, Cell::text(Role::Attachment, "附件"));
        self.page.row = 1;
        self.page.wide(Cell::text(Role::Title, format!("{}结果汇总", self.evaluation.title())));
        self.page.wide(Cell::text(Role::Unit, "单位：分、个"));
        if let Some(live) = self.live {
            let formula = live.banner_formula();
            self.page.wide(Cell::text(Role::Note, crate::result::live::UNCHANGED).computed(Some(formula)));
        }
    }

    /// Key figures; findings are counted by the program alone.
    fn figures(&mut self) {
        let (evaluation, live) = (self.evaluation, self.live);
        let settled = evaluation.settled();
        let (all, left_out) = (evaluation.cards.len(), evaluation.cards.len() - settled.len());
        let unsettled = evaluation.cards.iter().filter(|card| card.pending()).count();
        let marks = || settled.iter().map(|(_, total)| total.0);
        let must = open_count(&evaluation.findings);
        let places = Format::Places(evaluation.scheme().conventions.score_places.max(2));
        let whole = |number: usize| count_cell(Role::Figure, number);
        let number = |value: Option<Decimal>| number_cell(Role::Figure, value, places);
        let totals = &live.map(Live::totals).unwrap_or_default();
        let counted = |formula: String| live.map(|_| formula);
        let over = |statistic: String| live.map(|live| live.over(totals, &statistic));
        let figure = |caption: &str, cell: Cell| Figure { cell, caption: caption.into() };
        let pending = whole(left_out).tinted((left_out > 0).then_some(Tint::Pending));
        let self_mean = evaluation.self_summary().map(|own| own.own);
        self.page.figures(&[
            figure("参评部门", whole(all).computed(counted(format!("ROWS({totals})")))),
            figure("已定分", whole(settled.len()).computed(counted(format!("COUNT({totals})")))),
            figure(
                if left_out > unsettled { "待核或名称重复" } else { "待核" },
                pending.computed(counted(format!("ROWS({totals})-COUNT({totals})"))),
            ),
            figure("局内必须处理的疑点", whole(must).tinted((must > 0).then_some(Tint::Must))),
            figure("平均分", number(evaluation.average()).computed(live.map(|live| live.mean(totals)))),
            figure("最高分", number(marks().max()).computed(over(format!("MAX({totals})")))),
            figure("最低分", number(marks().min()).computed(over(format!("MIN({totals})")))),
            figure("自评平均分（有自评且已定分的部门）", number(self_mean).computed(live.map(Live::self_mean))),
        ]);
        if left_out > 0 {
            let twice = evaluation.cards.iter().enumerate().filter(|(_, card)| card.standing.twice && !card.pending());
            let twice: IndexSet<&str> =
                twice.map(|(at, _)| evaluation.submission.departments[at].name.as_str()).collect();
            let twice: Vec<&str> = twice.into_iter().collect();
            let mut others = Vec::new();
            if unsettled > 0 {
                others.push(format!("待核的{unsettled}个部门总分以区间表示"));
            }
            if !twice.is_empty() {
                others.push(format!("名称重复的{}行（{}）删去一行后再计", left_out - unsettled, twice.join("、")));
            }
            self.page.note(format!(
                "注：本表各数只计已定分的{}个部门；{}，见“{}”表。",
                settled.len(),
                others.join("，"),
                evaluation.sheet_name(sheets::RANKING)
            ));
        }
    }

    /// A table on the left half: its first column is as wide as the others leave room for.
    fn table<const N: usize>(&mut self, headings: [&str; N], rows: impl IntoIterator<Item = [Cell; N]>) {
        let first = HALF - N as u32;
        let columns = |at: u32| if at == 0 { 0..=first } else { first + at..=first + at };
        let headings: Vec<_> = (0..).map(columns).zip(headings).collect();
        self.page.table(&headings, rows);
    }

    /// A chart beside the table that begins at `top` and has `rows` data rows.
    fn chart(&mut self, top: u32, rows: usize, chart: Beside) {
        let (last, bar) = (top + (rows as u32).max(1), chart.kind == ChartKind::Bar);
        let chart_rows = CHART_ROWS.max(rows as u32 + 1 + u32::from(bar) * 5);
        let chart = Chart {
            kind: chart.kind,
            title: chart.title.into(),
            value_axis: chart.axis.into(),
            sheet: self.evaluation.sheet_name(sheets::SUMMARY),
            names: Area::new((top + 1, 0), (last, 0)),
            values: Area::new((top + 1, chart.column), (last, chart.column)),
            second: None,
            format: chart.format,
            at: CellRef::new(top, HALF),
            size: (CHART_WIDTH, chart_rows * ROW_PIXELS),
            plain: false,
        };
        self.page.chart(chart, chart_rows);
    }

    fn grades(&mut self) {
        self.page.section("二、等次分布");
        let (grades, live) = (self.evaluation.grades(), self.live);
        let settled = self.evaluation.settled().len();
        let share = |number: usize| match settled {
            0 => dash(),
            _ => Cell::number(Role::Number, Decimal::from(number) / Decimal::from(settled), Format::Percent),
        };
        let row = |(at, (name, number)): (usize, &(String, usize))| {
            let counted = live.map(|live| live.grade_count(at));
            let shared = live.zip(counted.as_ref()).map(|(live, counted)| {
                let totals = live.totals();
                live.over(&totals, &format!("ROUND({counted}/COUNT({totals}),10)"))
            });
            let number_of = count_cell(Role::Number, *number).computed(counted.clone());
            [Cell::text(Role::Text, name), number_of, share(*number).computed(shared)]
        };
        if let Some(words) = share_of_full_marks(self.evaluation) {
            self.page.note(words);
        }
        self.evaluation.cap_words().into_iter().for_each(|words| self.page.note(words));
        let top = self.page.row;
        self.table(["等次", "部门数", "占比"], grades.iter().enumerate().map(row));
        if settled > 0 {
            let (kind, format) = (ChartKind::Column, Format::Whole);
            self.chart(top, grades.len(), Beside { kind, title: "等次分布", axis: "部门数（个）", column: 2, format });
        }
    }

    fn levels(&mut self) {
        self.page.section("三、一级指标得分率");
        let (rates, live) = (self.evaluation.level_rates(), self.live);
        let row = |(level, rate): (usize, &LevelRate)| {
            let mean = live.map(|live| live.level_mean(level));
            let share = live.and_then(|live| live.level_rate(level));
            let known = |number| Some(number).filter(|_| rate.departments > 0);
            let average = number_cell(Role::Number, known(rate.average), Format::Places(2));
            let share_cell = number_cell(Role::Number, known(rate.rate), Format::Percent);
            let full = Cell::number(Role::Number, rate.full.0, Format::General);
            [Cell::text(Role::Text, &rate.name), full, average.computed(mean), share_cell.computed(share)]
        };
        let top = self.page.row;
        self.table(["一级指标", "分值", "平均得分", "得分率"], rates.iter().enumerate().map(row));
        if rates.iter().all(|rate| rate.departments == 0) {
            self.page.note("注：还没有已定分的部门，尚不能计算。");
            return;
        }
        let title = "一级指标得分率";
        let chart = Beside { kind: ChartKind::Column, title, axis: "得分率", column: 3, format: Format::Percent };
        self.chart(top, rates.len(), chart);
        if self.evaluation.cards.iter().any(|card| card.count(State::Excluded) > 0) {
            self.page.note(RESCALED);
        }
    }

    fn losses(&mut self) {
        self.page.section("四、扣分最多的指标");
        let losses: Vec<Loss> = self.evaluation.losses().into_iter().take(TOP_LOSSES).collect();
        if losses.is_empty() {
            let none =
                if self.evaluation.settled().is_empty() { "还没有已定分的部门。" } else { "没有扣分。" };
            self.page.note(none);
            return;
        }
        let format = Format::Places(self.evaluation.scheme().conventions.score_places);
        let live = self.live;
        let row = |loss: &Loss| {
            let formulas = live.map(|live| live.loss_formulas(&loss.indicators));
            let (lost, departments) = formulas.map(|[lost, departments]| (lost, departments)).unzip();
            [
                Cell::text(Role::Text, &loss.name),
                Cell::number(Role::Number, loss.lost.0, format).computed(lost),
                count_cell(Role::Number, loss.departments).computed(departments),
            ]
        };
        let top = self.page.row;
        self.table(["指标", "扣分合计", "扣分部门数"], losses.iter().map(row));
        let (kind, title) = (ChartKind::Bar, "扣分最多的指标");
        self.chart(top, losses.len(), Beside { kind, title, axis: "扣分合计（分）", column: 2, format });
    }

    fn deviations(&mut self) {
        self.page.section("五、自评与复核");
        let Some(own) = self.evaluation.self_summary() else {
            self.page.note("没有可比的自评总分。");
            return;
        };
        self.page.note(format!(
            "可比的{}个部门自评平均{}分，复核平均{}分，平均偏差{}分；自评高于复核的{}个，低于复核的{}个，一致的{}个。偏差最大的部门：",
            own.departments,
            shown(own.own),
            shown(own.reviewed),
            shown(own.own - own.reviewed),
            own.higher,
            own.lower,
            own.departments - own.higher - own.lower
        ));
        let settled = self.evaluation.settled().into_iter();
        let all = settled.filter_map(|(at, _)| Some((at, self.evaluation.deviation(at)?)));
        let mut deviations: Vec<(usize, Points)> = all.filter(|(_, by)| *by != Points::ZERO).collect();
        deviations.sort_by_key(|(_, by)| std::cmp::Reverse(by.0.abs()));
        deviations.truncate(TOP_DEVIATIONS);
        let headings =
            [(0..=3, "部门（单位）名称"), (4..=4, "自评总分"), (5..=5, "复核总分"), (6..=7, "偏差（自评－复核）")];
        let (evaluation, live) = (self.evaluation, self.live);
        let places = Format::Places(evaluation.scheme().conventions.score_places);
        let row = |(at, deviation): (usize, Points)| {
            let total = live.map(|live| live.score(at, ScoreColumn::Total));
            let difference = live.map(|live| live.deviation(at, "\"—\""));
            [
                Cell::text(Role::Text, &evaluation.submission.departments[at].name),
                marks_cell(Role::Number, evaluation.self_total(at), 2).computed(live.map(|live| live.self_total(at))),
                marks_cell(Role::Number, evaluation.cards[at].total(), 2).computed(total),
                Cell::number(Role::Number, deviation.0, places).computed(difference),
            ]
        };
        self.page.table(&headings, deviations.into_iter().map(row));
    }

    fn findings(&mut self) {
        self.page.section("六、疑点");
        let text = format!("{}。点此查看“疑点”表。", counts(&self.evaluation.findings));
        self.page.wide(Cell::text(Role::Note, text).linked(sheets::FINDINGS, CellRef::new(0, 0)));
    }

    fn conventions(&mut self) {
        self.page.section("七、采用的口径");
        let conventions = self.evaluation.scheme().conventions.in_words();
        let texts: Vec<String> = conventions.iter().map(|(name, value)| format!("{name}：{value}")).collect();
        self.page.note(format!("{}。", texts.join("；")));
    }
}

/// One ready paragraph for the 通报, from the figures alone.
fn notice(evaluation: &Evaluation) -> String {
    let settled = evaluation.settled();
    let all = evaluation.cards.len();
    let table = &evaluation.scheme().table;
    let whose = match table.is_one_of_several() {
        true => format!("按“{}”评价的部门（单位）共{all}个", table.sheet),
        false => format!("全市共有{all}个部门（单位）"),
    };
    let mut text = format!("{}{whose}参加部门整体支出绩效评价。", evaluation.year());
    let Some(average) = evaluation.average() else {
        return format!("{text}因数据不全，{all}个部门均尚未定分。");
    };
    if let Some(unrated) = Whole::from(evaluation).unrated_words() {
        text += &format!("其中{}个部门（单位）已评定；{unrated}。", settled.len());
    }
    text += &format!("经复核，平均得分{}分，{}。", shown(average), extremes(evaluation, &settled));
    let grades = evaluation.grades().into_iter().filter(|(_, number)| *number > 0);
    let share = |number: usize| percent(Decimal::from(number) / Decimal::from(settled.len()));
    let grades: Vec<String> = grades.map(|(name, number)| format!("{name}{number}个，占{}", share(number))).collect();
    text += &format!("按等次分：{}。", grades.join("；"));
    text += &weakest(evaluation);
    if let Some(own) = evaluation.self_summary() {
        text += &self_sentence(own.own, own.reviewed, own.departments);
    }
    text
}

/// How 等次 are given where full marks are not 100.
fn share_of_full_marks(evaluation: &Evaluation) -> Option<String> {
    let full = evaluation.scheme().system.total_marks();
    let grades = &evaluation.scheme().conventions.grades;
    let bounds: Vec<String> = grades
        .iter()
        .map(|band| format!("{}≥{}分", band.name, (band.at_least.0 * full.0 / Decimal::ONE_HUNDRED).normalize()))
        .collect();
    (full.0 != Decimal::ONE_HUNDRED)
        .then(|| format!("满分{full}分，等次按总分占满分的比例评定，折合：{}。", bounds.join("，")))
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
    let shown = |points: Option<Points>| shown(points.unwrap_or_default().0);
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
    let system = &evaluation.scheme().system;
    let names: Vec<String> = losses.iter().take(3).map(|loss| quoted(&system.names(&loss.indicators))).collect();
    match (lowest, names.is_empty()) {
        (Some(lowest), false) => format!(
            "从指标看，一级指标中“{}”得分率最低，为{}；扣分较多的指标是{}。",
            lowest.name,
            percent(lowest.rate),
            names.concat()
        ),
        _ => String::new(),
    }
}

fn self_sentence(own: Decimal, reviewed: Decimal, departments: usize) -> String {
    let difference = own - reviewed;
    let higher = match difference {
        _ if difference.is_zero() => {
            return format!("可比的{departments}个部门自评平均分与复核平均分一致，均为{}分。", shown(own));
        }
        _ if difference.is_sign_positive() => "高",
        _ => "低",
    };
    // other departments than those of 平均得分: without its own mean the figures would not subtract
    format!(
        "可比的{departments}个部门自评平均{}分，复核平均{}分，自评{higher}{}分。",
        shown(own),
        shown(reviewed),
        shown(difference.abs())
    )
}

//! The tables and charts of the 评价报告. A chart is a table whose bars are cells filled with grey: it prints the same
//! everywhere, and whoever wants another one edits it in Word.

use crate::documents::letter::{Letter, shown};
use crate::documents::tables::{centre, headings, plain, put_long, words};
use crate::ground::Points;
use crate::result::statistics::mean;
use crate::result::statistics::percent;
use crate::result::statistics::quoted;
use crate::word::{Block, Lines, Section, Style, Table, TableCell};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Columns of a bar that is as long as can be.
const BAR: u32 = 50;

/// A table below its name; the text goes on below it.
pub fn put(page: &mut Section, name: &str, columns: &[u32], rows: Vec<Vec<TableCell>>) {
    page.line_with_next(Style::TableTitle, name);
    page.blocks.push(Block::Table(Table { columns: columns.to_vec(), headings: 1, rows, ..Table::default() }));
}

/// A bar of a chart.
struct Bar {
    name: String,
    /// How long it is, 1 is as long as can be.
    share: Decimal,
    label: String,
}

fn chart(page: &mut Section, name: &str, bars: Vec<Bar>) {
    let row = |Bar { name, share, label }: Bar| {
        let long = (share * Decimal::from(BAR)).round().to_u32().unwrap_or(0).min(BAR);
        let bar = (long > 0).then(|| TableCell::bar(Style::TableText, long));
        let rest = (long < BAR).then(|| words("").across(BAR - long));
        [words(name)].into_iter().chain(bar).chain(rest).chain([words(label)]).collect()
    };
    let columns = [22].into_iter().chain((0..BAR).map(|_| 1)).chain([14]).collect();
    let rows = bars.into_iter().map(row).collect();
    page.blocks.push(Block::Table(Table { columns, rows, lines: Lines::None, ..Table::default() }));
    page.line(Style::TableTitle, name);
}

/// 表1: the levels of the table of indicators.
pub fn system(letter: Letter, page: &mut Section) {
    let system = &letter.evaluation().scheme().system;
    let mut rows = vec![headings(&["一级指标", "二级指标", "三级指标数", "分值"])];
    for heading in &system.level2 {
        let level1 = system.level1.iter().find(|level| level.members().contains(&heading.first));
        let first = level1.is_some_and(|level| level.first == heading.first);
        let name = level1.map_or("", |level| level.name.as_str());
        let alone = level1.is_none_or(|level| level.members() == heading.members());
        let level1 = match () {
            () if alone => centre(name),
            () if first => centre(name).down(),
            () => TableCell::below(Style::TableCentre),
        };
        let marks = plain(system.marks_of(heading.members()));
        rows.push(vec![level1, centre(&heading.name), centre(heading.members().len().to_string()), centre(marks)]);
    }
    put(page, "表1　评价指标体系", &[25, 40, 20, 15], rows);
}

/// 表3 and 图1: 等次.
pub fn grades(letter: Letter, page: &mut Section) {
    let evaluation = letter.evaluation();
    let rated = evaluation.settled().len();
    let share = |count: usize| Decimal::from(count) / Decimal::from(rated.max(1));
    let mut rows = vec![headings(&["等次", "最低总分（按百分制）", "部门（单位）数", "占已评定部门的比例"])];
    let grades = evaluation.grades();
    for ((name, count), band) in grades.iter().zip(&evaluation.scheme().conventions.grades) {
        let cells = [name.clone(), plain(band.at_least), count.to_string(), percent(share(*count))];
        rows.push(cells.map(centre).to_vec());
    }
    put(page, "表3　等次分布", &[18, 30, 22, 30], rows);
    let bar = |(name, count): (String, usize)| Bar { name, share: share(count), label: format!("{count}个") };
    chart(page, "图1　等次分布", grades.into_iter().map(bar).collect());
}

/// 图2: 得分率 of the 一级指标.
pub fn level_chart(letter: Letter, page: &mut Section) {
    let rates = letter.evaluation().level_rates().into_iter().filter(|rate| rate.departments > 0);
    let bar = |rate: crate::result::statistics::LevelRate| Bar {
        name: rate.name,
        share: rate.rate,
        label: percent(rate.rate),
    };
    chart(page, "图2　一级指标得分率", rates.map(bar).collect());
}

/// The indicators of a 一级指标.
pub fn level(letter: Letter, page: &mut Section, (level, number): (usize, usize)) {
    let evaluation = letter.evaluation();
    let members = evaluation.scheme().system.level1[level].members();
    let losses = letter.evaluation().losses();
    let mut rows = vec![headings(&["指标", "分值", "平均得分", "得分率", "扣分部门数"])];
    for rate in evaluation.indicator_rates().into_iter().filter(|rate| members.contains(&rate.indicators[0])) {
        let lost = losses.iter().find(|loss| loss.indicators == rate.indicators).map_or(0, |loss| loss.departments);
        let (average, share) = match rate.departments {
            0 => ("—".to_string(), "—".to_string()),
            _ => (shown(Points(rate.average)), percent(rate.rate)),
        };
        let name = letter.named(&rate.indicators, &rate.name);
        rows.push(vec![
            words(name),
            centre(plain(rate.full)),
            centre(average),
            centre(share),
            centre(lost.to_string()),
        ]);
    }
    let name = &evaluation.scheme().system.level1[level].name;
    put(page, &format!("表{number}　{}各项指标得分情况", quoted(name)), &[44, 11, 15, 15, 15], rows);
}

/// 附表3: what each indicator cost.
pub fn losses(letter: Letter, page: &mut Section) {
    let headings = ["序号", "指标", "分值", "扣分部门数", "扣分合计", "扣分部门平均扣分"];
    let mut rows = Vec::new();
    for (number, loss) in (1..).zip(letter.evaluation().losses()) {
        let average = mean(loss.lost.0, loss.departments).unwrap_or_default();
        let name = words(letter.named(&loss.indicators, &loss.name));
        let cells = [plain(loss.full), loss.departments.to_string(), shown(loss.lost), shown(Points(average))];
        rows.push([centre(number.to_string()), name].into_iter().chain(cells.map(centre)).collect());
    }
    let note = "注：按已评定的部门（单位）统计；扣分部门平均扣分只按有扣分的部门（单位）计算。";
    put_long(page, &[7, 43, 8, 14, 12, 16], (&headings, rows), &[note.to_string()]);
}

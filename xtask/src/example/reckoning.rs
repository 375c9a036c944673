//! The official scores reckoned a second time, in whole numbers and without the program: a cross-check of it.

use super::figures::Figures;
use super::official::Official;
use super::opinions::Opinions;

/// Every indicator's score in hundredths.
pub fn marks_of(official: &Official, figures: &Figures, opinions: &Opinions) -> Vec<i64> {
    let mut marks = vec![0; official.scheme.system.indicators.len()];
    let mut set = |indicator: &str, score: i64| marks[official.indicator(indicator)] = score;
    for (indicator, score) in measured(figures) {
        set(indicator, score);
    }
    for check in &opinions.checks {
        set(check.indicator, check.answers.iter().zip(check.full).map(|(answer, full)| answer.marks(*full)).sum());
    }
    for count in &opinions.counts {
        set(count.indicator, (count.full - count.each * count.cases.iter().sum::<i64>()).max(0));
    }
    for judged in &opinions.judged {
        set(judged.indicator, judged.marks);
    }
    marks
}

fn measured(figures: &Figures) -> [(&'static str, i64); 10] {
    let of = |item| figures.get(item);
    let spent = of("三公经费合计");
    [
        ("财政供养人员控制率", 500 - 50 * points_over(of("实有人数"), of("人员编制"))),
        ("“三公经费”变动率", 500 - 50 * points_over(spent, of("上年三公经费"))),
        (
            "重点支出安排率",
            at_least(rate(of("重点项目支出"), of("项目总支出")), &[(9000, 500), (8000, 400), (7000, 300), (6000, 200)]),
        ),
        ("预算调整率", adjusted(of("预算调整数").abs(), of("预算数"))),
        ("资金结余", left_over(of("累计结余"), of("上年结转"))),
        ("“三公经费”控制率", 600 - 100 * points_over(spent, of("三公经费预算"))),
        ("政府采购执行率", 300 - 20 * points_below(of("实际采购金额"), of("采购预算"), 100)),
        ("公务卡刷卡率", 300 - 20 * points_below(of("公务卡支出"), of("可刷卡支出"), 50)),
        ("固定资产利用率", 300 - 10 * points_below(of("在用固定资产"), of("固定资产合计"), 100)),
        ("社会公众或服务对象满意度", at_least((of("满意度"), 1), &[(9500, 500), (8500, 300), (7500, 100)])),
    ]
    .map(|(indicator, score)| (indicator, score.max(0)))
}

/// Whole 百分点 by which a part exceeds 100% of a base.
fn points_over(part: i64, base: i64) -> i64 {
    ((part - base) * 100 / base).max(0)
}

/// Whole 百分点 by which a part stays below so many per cent of a base.
fn points_below(part: i64, base: i64, percent: i64) -> i64 {
    ((base * percent - part * 100) / base).max(0)
}

/// A rate as a fraction whose numerator counts hundredths of a per cent.
fn rate(part: i64, base: i64) -> (i64, i64) {
    (part * 10_000, base)
}

/// The marks of the first band whose lower end is reached.
fn at_least((numerator, denominator): (i64, i64), bands: &[(i64, i64)]) -> i64 {
    bands.iter().find(|(bound, _)| numerator >= bound * denominator).map_or(0, |(_, marks)| *marks)
}

fn adjusted(change: i64, budget: i64) -> i64 {
    match change * 100 {
        0 => 300,
        change if change <= 10 * budget => 200,
        change if change <= 20 * budget => 100,
        change if change <= 30 * budget => 50,
        _ => 0,
    }
}

fn left_over(left: i64, carried: i64) -> i64 {
    match left {
        ..=0 => 300,
        left if left <= carried => 200,
        _ => 0,
    }
}

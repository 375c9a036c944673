//! Departments with figures at and next to every boundary, blanks, 无, zero bases and faults.

use super::book::{Book, FIRST_ROW};
use jixiao::ground::names::sheets;
use jixiao::scheme::columns::ColumnKey;
use rust_decimal::{Decimal, RoundingStrategy};
use std::str::FromStr;
use xtask::random::Random;

/// Rates at band ends, whole points, next to them, and plain ones.
const RATES: [&str; 40] = [
    "0", "0.5", "0.4999", "0.59", "0.5999", "0.6", "0.6001", "0.65", "0.6999", "0.7", "0.75", "0.7999", "0.8",
    "0.8001", "0.85", "0.8999", "0.9", "0.95", "0.9501", "0.99", "0.9999", "1", "1.0001", "1.005", "1.01", "1.0099",
    "1.0101", "1.02", "1.025", "1.03", "1.035", "1.05", "1.0777", "1.1", "1.1001", "1.1582", "1.2", "1.3", "1.3001",
    "2",
];
const BASES: [&str; 14] =
    ["20", "50", "100", "3.7", "123.45", "8", "9.99", "1234.56", "0.07", "33333.33", "17", "600", "7.77", "250000"];

/// What a base is multiplied with, where the measure is a rate of two 数据项.
const PAIRS: [(&str, &str); 8] = [
    ("实有人数", "人员编制"),
    ("重点项目支出", "项目总支出"),
    ("预算调整数", "预算数"),
    ("三公经费合计", "三公经费预算"),
    ("累计结余", "上年结转"),
    ("实际采购金额", "采购预算"),
    ("公务卡支出", "可刷卡支出"),
    ("在用固定资产", "固定资产合计"),
];

/// Three departments for each rate: just below it, at it, just above it, by the last digit that a cell can hold.
pub fn beside_boundaries() -> Book {
    let rates = ["0.6", "0.7", "0.8", "0.9", "0.95", "1", "1.005", "1.01", "1.02", "1.1", "1.3"];
    let bases = ["987654321098.7", "123456789012.3", "33333333.33333", "700000000003"];
    let all: Vec<(&str, i64)> = rates.iter().flat_map(|rate| [-1, 0, 1].map(|side| (*rate, side))).collect();
    let names: Vec<String> = (1..=all.len()).map(|at| format!("第{at}局")).collect();
    let mut book = Book::good(&names.iter().map(String::as_str).collect::<Vec<_>>());
    for (at, (rate, side)) in (0u32..).zip(all) {
        for (pair, (part, whole)) in PAIRS.iter().enumerate() {
            let base = Decimal::from_str(bases[(at as usize / 3 + pair) % bases.len()]).unwrap();
            let figure = (base * Decimal::from_str(rate).unwrap()).round_sf(15).unwrap().normalize();
            let hair = Decimal::new(1, 15 - (figure.trunc().to_string().len() as u32));
            let figure = figure + hair * Decimal::from(side);
            book = book.data(at, part, &figure.to_string()).data(at, whole, &base.to_string());
        }
    }
    book
}

/// So many departments; `wild` of 100 entries are blank, 无, faulty or oddly written. With none of them nearly
/// every department is settled.
pub fn departments(count: usize, seed: u64, wild: usize) -> Book {
    let names: Vec<String> = (1..=count).map(|at| format!("第{at}局")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut book = Book::good(&names);
    let mut random = Random::new(seed);
    let plan = book.plan();
    let mut own_row = 0;
    for at in 0..count as u32 {
        let settled = wild == 0;
        let rates = rates(&mut random, settled);
        let share =
            random.pick(if settled { &["5,5,5"] } else { &["", "5,5,5", "15,0,0", "4,4,4", "10,5,", "7.5,7.5,无"] });
        let share = share.to_string();
        let mut shares = share.split(',');
        for (col, column) in &plan {
            let value = match &column.key {
                ColumnKey::DataItem(item) => {
                    rates.iter().find(|(name, _)| name == item).map(|(_, value)| value.clone())
                }
                ColumnKey::RuleItem { .. } if column.unit == "例" => Some(cases(&mut random, settled)),
                ColumnKey::RuleItem { .. } => Some(check(&mut random, settled)),
                ColumnKey::Judged(index) => Some(judged(&mut random, book.full(*index), settled)),
                ColumnKey::Share(_) => Some(shares.next().unwrap_or_default().to_string()),
                ColumnKey::Remark(_) => None,
            };
            let Some(value) = value else { continue };
            let odd = random.below(100) < wild && !matches!(column.key, ColumnKey::Share(_));
            let value = if odd { oddly(&mut random, &value, &column.unit) } else { value };
            book.put(sheets::DATA, (FIRST_ROW + at, *col), &value);
        }
        let category = random.pick(&["政府部门", "党群部门", "事业单位", ""]);
        book.put(sheets::DATA, (FIRST_ROW + at, 2), category);
        self_marks(&mut book, &mut random, at);
        if !settled {
            own(&mut book, &mut random, (at, &mut own_row));
        }
    }
    book
}

fn rounded(number: Decimal, places: u32) -> String {
    number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero).normalize().to_string()
}

/// Figures of the rates: a base, and what stands above it.
fn rates(random: &mut Random, settled: bool) -> Vec<(&'static str, String)> {
    let mut figures = Vec::new();
    for (above, below) in PAIRS {
        let base = Decimal::from_str(random.pick(&BASES)).unwrap();
        let mut rate = Decimal::from_str(random.pick(&RATES)).unwrap();
        if above == "预算调整数" {
            rate = (rate - Decimal::ONE).round_dp(4);
        }
        let places = if random.one_in(3) { 2 } else { 6 };
        let zero = random.one_in(25) && !settled;
        figures.push((above, rounded(base * rate, places)));
        figures.push((below, if zero { "0".into() } else { base.to_string() }));
    }
    let three = figures.iter().find(|(name, _)| *name == "三公经费合计").unwrap().1.clone();
    let three = Decimal::from_str(&three).unwrap();
    let change = Decimal::from_str(random.pick(&["1", "1.01", "0.9", "1.0249", "1.05", "1.1", "0.999"])).unwrap();
    figures.push((
        "上年三公经费",
        if three.is_zero() {
            "5".into()
        } else if random.one_in(20) && !settled {
            "0".into()
        } else {
            rounded(three / change, 4)
        },
    ));
    figures.push(("满意度", random.pick(&["95", "94.99", "85", "84.99", "75", "74.99", "100", "60", "96.5"]).into()));
    figures
}

fn cases(random: &mut Random, settled: bool) -> String {
    if settled {
        return random.pick(&["0", "0", "0", "1", "2"]).into();
    }
    random.pick(&["0", "0", "0", "1", "2", "3", "7", "12", "无", "", "1.5"]).into()
}

fn check(random: &mut Random, settled: bool) -> String {
    if settled {
        return random.pick(&["是", "是", "是", "否", "0.5", "不适用"]).into();
    }
    random.pick(&["是", "是", "是", "是", "是", "是", "否", "0.5", "0.25", "√", "不适用", "", "×"]).into()
}

fn judged(random: &mut Random, full: Decimal, settled: bool) -> String {
    if settled {
        return if random.one_in(2) { full } else { full / Decimal::TWO }.to_string();
    }
    match random.below(12) {
        0 => "0".into(),
        1 => (full + Decimal::ONE).to_string(),
        2 => (full / Decimal::TWO).to_string(),
        3 => "1.125".into(),
        4 => "无".into(),
        _ => full.to_string(),
    }
}

/// A blank, 无, a fault, or the same figure in another writing.
fn oddly(random: &mut Random, value: &str, unit: &str) -> String {
    match random.below(6) {
        0 | 1 => String::new(),
        2 => "无".into(),
        3 => "待定".into(),
        4 if unit != "%" && value.parse::<f64>().is_ok() => format!("'{value}{unit}"),
        _ => format!("'{value}"),
    }
}

fn self_marks(book: &mut Book, random: &mut Random, at: u32) {
    for index in 0..25 {
        let full = book.full(index as usize);
        let marks = match random.below(8) {
            0 => String::new(),
            1 => (full + Decimal::ONE).to_string(),
            2 => "'1.125".into(),
            3 => "'2分".into(),
            _ => full.to_string(),
        };
        book.put(sheets::SELF, (FIRST_ROW + at, 2 + 2 * index), &marks);
    }
    let total = random.pick(&["", "88", "'92.5分", "100"]);
    book.put(sheets::SELF, (FIRST_ROW + at, 52), total);
}

/// Every few departments detail an indicator in own ones.
fn own(book: &mut Book, random: &mut Random, (at, row): (u32, &mut u32)) {
    let name = format!("第{}局", at + 1);
    let marks: &[(&str, &str)] = match random.below(8) {
        0 => &[("《政府工作报告》目标任务完成情况", "3"), ("《政府工作报告》目标任务完成情况", "2")],
        1 => &[("经济效益", "9"), ("社会效益", "6")],
        2 => &[("其他工作实绩指标完成情况", "3")],
        3 => &[
            ("建设湖南新增极目标任务完成情况", "3"),
            ("建设湖南新增极目标任务完成情况", "2.5"),
            ("建设湖南新增极目标任务完成情况", "1.5"),
        ],
        _ => &[],
    };
    for (at, (level3, full)) in marks.iter().enumerate() {
        let proportional = random.one_in(2);
        let target = random.pick(&[
            "10",
            "3",
            "0",
            "",
            "7",
            "≥8",
            "≤6",
            "＝2",
            "3～9",
            "不超过5",
            "≤0",
            "无",
            ">3",
            "≥90%",
            "-4",
            "9～3",
            "1/2",
        ]);
        let done = random.pick(&["10", "1", "2", "12", "", "5", "0", "-1", "无", "待定"]);
        let judged = random.pick(&["1", "2", "", "9", "0.125", "1.4", "无"]);
        let method = if proportional { "按完成比例" } else { "评定" };
        let own = format!("自定指标{}", ["甲", "乙", "丙"][at]);
        let cells = [name.as_str(), level3, &own, full, target, done, method, judged, ""];
        for (col, value) in (0..).zip(cells) {
            book.put(sheets::OWN, (3 + *row, col), value);
        }
        *row += 1;
    }
}

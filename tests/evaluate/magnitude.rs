//! Amounts in 元 among amounts in 万元, wherever they stand.

use crate::support::book::{Book, found};
use jixiao::scheme::columns::ColumnKey;
use rust_decimal::Decimal;

const NAMES: [&str; 6] = ["甲局", "乙局", "丙局", "丁局", "戊局", "己局"];

/// Six departments of different size: each has 1, 2, 3 … times the amounts of 甲局.
fn city() -> Book {
    let mut book = Book::good(&NAMES);
    for at in 1..6 {
        book = scaled(book, at, Decimal::from(at + 1));
    }
    let changes = ["30", "-20", "10", "90", "-45", "60"];
    (0..).zip(changes).fold(book, |book, (at, change)| book.data(at, "预算调整数", change))
}

fn amounts(book: &Book) -> Vec<String> {
    let plan = book.plan().into_iter().map(|(_, column)| column);
    let amounts = plan.filter(|column| matches!(column.key, ColumnKey::DataItem(_)) && column.unit == "万元");
    amounts.map(|column| column.label).collect()
}

/// The amount of a department in the workbook.
fn amount(book: &mut Book, at: u32, label: &str) -> Decimal {
    let col = book.column(label);
    let cell = book.sheet("部门数据").get(crate::support::book::FIRST_ROW + at, col).unwrap();
    match cell.value {
        jixiao::workbook::sheet::Value::Number(number) => number,
        _ => panic!("{label}"),
    }
}

/// All amounts of a department so many times as large.
fn scaled(mut book: Book, at: u32, times: Decimal) -> Book {
    for label in amounts(&book) {
        let scaled = amount(&mut book, at, &label) * times;
        book = book.data(at, &label, &scaled.to_string());
    }
    book
}

fn slips(book: &Book) -> Vec<String> {
    found(&book.evaluate().findings, "J03")
}

#[test]
fn departments_of_any_size_have_no_slip() {
    assert_eq!(slips(&city()), [""; 0]);
    for times in [Decimal::new(2, 3), Decimal::from(400)] {
        assert_eq!(slips(&scaled(city(), 2, times)), [""; 0], "{times}");
    }
}

#[test]
fn an_amount_in_yuan_is_found_in_whatever_column_it_stands() {
    let mut tried = 0;
    for label in amounts(&city()) {
        let mut book = city();
        let yuan = amount(&mut book, 3, &label) * Decimal::from(10_000);
        if yuan.is_zero() {
            continue;
        }
        let place = format!("部门数据!{}", jixiao::ground::place::CellRef::new(8, book.column(&label)));
        let slips = slips(&book.data(3, &label, &yuan.to_string()));
        assert!(slips.iter().any(|slip| slip.starts_with(&place)), "{label}: {slips:?}");
        tried += 1;
    }
    assert!(tried > 20, "{tried}");
}

#[test]
fn the_finding_says_what_was_expected_and_by_what() {
    let slips = slips(&city().data(3, "预算数", "24000000"));
    assert_eq!(slips.len(), 1, "{slips:?}");
    let [one] = &slips[..] else { panic!() };
    let words = "“预算数”24000000.00，按本部门另外21项金额和“政府部门”其他5个部门的一般比例推算约为2400，相差约10000倍，似按元填报";
    assert!(one.ends_with(words), "{one}");
}

#[test]
fn both_amounts_of_a_rate_in_yuan_are_found_though_the_rate_is_right() {
    let slips = slips(&city().data(3, "实际采购金额", "2000000").data(3, "采购预算", "2000000"));
    assert_eq!(slips.len(), 2, "{slips:?}");
}

#[test]
fn a_department_all_in_yuan_is_one_finding() {
    let slips = slips(&scaled(city(), 3, Decimal::from(10_000)));
    assert_eq!(slips.len(), 1, "{slips:?}");
    assert!(slips[0].contains("金额都相差约一万倍，似全部按元填报") && slips[0].contains("按本部门人数"), "{slips:?}");
}

#[test]
fn a_department_alone_is_compared_with_itself() {
    let slips = slips(&Book::good(&["甲局"]).data(0, "预算数", "6000000"));
    assert_eq!(slips.len(), 1, "{slips:?}");
    assert!(slips[0].contains("项金额中最大的是“") && slips[0].contains("似按元填报"), "{slips:?}");
    let none = slips_of("预算数", "500000");
    assert_eq!(none, [""; 0], "less than a thousand times the largest");
}

fn slips_of(label: &str, value: &str) -> Vec<String> {
    slips(&Book::good(&["甲局"]).data(0, label, value))
}

#[test]
fn a_column_that_half_the_departments_filled_in_in_yuan_is_still_seen() {
    let book = city().data(1, "可刷卡支出", "200000").data(4, "可刷卡支出", "500000").data(5, "预算数", "36000000");
    let slips = slips(&book);
    assert_eq!(slips.len(), 3, "{slips:?}");
}

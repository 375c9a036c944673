//! Figures as offices write them. Each habit is read, or refused with both readings; none is guessed.

use jixiao::criterion::Answer;
use jixiao::ground::cell::{GridCell, Raw};
use jixiao::ground::finding::{Code, Message};
use jixiao::ground::number::{Figure, Unit, read_figure};
use jixiao::ground::quantity::Points;
use jixiao::submission::yes_no::{Check, read_yes_no};
use proptest::prelude::*;
use rust_decimal::{Decimal, dec};

fn text(text: &str) -> GridCell {
    GridCell::text(text)
}

fn number(number: Decimal, percent: bool) -> GridCell {
    GridCell { percent, ..GridCell::new(Raw::Number(number)) }
}

fn value(cell: &GridCell, unit: Unit) -> Option<Decimal> {
    match read_figure(Some(cell), unit) {
        Figure::Number { value, .. } => Some(value),
        _ => None,
    }
}

fn wan(writing: &str) -> Option<Decimal> {
    value(&text(writing), Unit::Wanyuan)
}

fn fault(cell: &GridCell, unit: Unit) -> (Code, String) {
    match read_figure(Some(cell), unit) {
        Figure::Fault { code, message: Message { expected, found, advice } } => {
            (code, format!("应为{expected}；实际{found}；{advice}"))
        }
        other => panic!("{other:?}"),
    }
}

fn used(writing: &str, unit: Unit) -> Option<String> {
    match read_figure(Some(&text(writing)), unit) {
        Figure::Number { normalised, .. } => normalised,
        other => panic!("{writing}: {other:?}"),
    }
}

#[test]
fn full_width_digits_signs_and_spaces_are_read() {
    assert_eq!(wan("５７５．１７"), Some(dec!(575.17)));
    assert_eq!(wan("－３８．１８"), Some(dec!(-38.18)));
    assert_eq!(wan("　575.17 "), Some(dec!(575.17)));
    assert_eq!(wan("\u{A0}575.17\u{200B}\u{FEFF}"), Some(dec!(575.17)));
    assert_eq!(used("５７５．１７", Unit::Wanyuan), Some("575.17".to_string()));
}

#[test]
fn a_number_typed_as_text_is_the_number() {
    assert_eq!(wan("575.17"), Some(dec!(575.17)));
    assert_eq!(used("575.17", Unit::Wanyuan), None);
    assert_eq!(wan("'575.17"), Some(dec!(575.17)));
    assert_eq!(wan("1.2E3"), Some(dec!(1200)));
    assert_eq!(wan("+5"), Some(dec!(5)));
}

#[test]
fn thousands_separators_are_read_where_they_stand_right_and_refused_where_not() {
    assert_eq!(wan("1,234.50"), Some(dec!(1234.5)));
    assert_eq!(wan("1，234，567"), Some(dec!(1234567)));
    assert_eq!(wan("1 234.50"), Some(dec!(1234.5)));
    for wrong in ["1,23", "12,34", "1234,567", ",123", "1,,234", "1,2345", "12 34"] {
        assert_eq!(fault(&text(wrong), Unit::Wanyuan).0, Code::Unreadable, "{wrong}");
    }
    assert!(fault(&text("1,23"), Unit::Wanyuan).1.contains("小数点写成了逗号"));
}

#[test]
fn brackets_and_triangles_are_negative() {
    for writing in
        ["(38.18)", "（38.18）", "－38.18", "▲38.18", "△38.18", "−38.18", "—38.18", "负38.18", "（38.18万元）"]
    {
        assert_eq!(wan(writing), Some(dec!(-38.18)), "{writing}");
    }
    for wrong in ["(-38.18)", "-(38.18)", "--38.18", "(38.18", "38.18-"] {
        assert_eq!(fault(&text(wrong), Unit::Wanyuan).0, Code::Unreadable, "{wrong}");
    }
}

#[test]
fn the_unit_of_the_column_may_stand_in_the_cell() {
    assert_eq!(used("575.17万元", Unit::Wanyuan), Some("575.17".to_string()));
    assert_eq!(wan("575.17 万"), Some(dec!(575.17)));
    assert_eq!(value(&text("16人"), Unit::Persons), Some(dec!(16)));
    assert_eq!(value(&text("3例"), Unit::Cases), Some(dec!(3)));
    assert_eq!(value(&text("５分"), Unit::Marks), Some(dec!(5)));
}

#[test]
fn another_unit_is_never_converted_and_both_readings_are_named() {
    let (code, message) = fault(&text("139.44元"), Unit::Wanyuan);
    assert_eq!(code, Code::UnitMismatch);
    assert!(message.contains("如果确是 139.44 元，请填 0.013944（万元）"), "{message}");
    assert!(message.contains("如果是 139.44 万元，请去掉“元”"), "{message}");
    assert_eq!(fault(&text("￥139.44"), Unit::Wanyuan).0, Code::UnitMismatch);
    assert_eq!(fault(&text("1.2亿元"), Unit::Wanyuan).0, Code::UnitMismatch);
    assert_eq!(fault(&text("16人"), Unit::Wanyuan).0, Code::UnitMismatch);
    assert_eq!(fault(&text("95%"), Unit::Wanyuan).0, Code::UnitMismatch);
}

#[test]
fn a_percentage_is_the_same_in_every_writing() {
    let percent = |writing: &str| value(&text(writing), Unit::Percent);
    assert_eq!(percent("115.82％"), Some(dec!(1.1582)));
    assert_eq!(percent("115.82﹪"), Some(dec!(1.1582)));
    assert_eq!(percent("115.82 %"), Some(dec!(1.1582)));
    assert_eq!(value(&number(dec!(1.1582), true), Unit::Percent), Some(dec!(1.1582)));
    assert_eq!(value(&number(dec!(115.82), false), Unit::Percent), Some(dec!(1.1582)));
    assert_eq!(percent("（5%）"), Some(dec!(-0.05)));
    assert_eq!(used("95％", Unit::Percent), Some("95%".to_string()));
    assert_eq!(used("９５", Unit::Percent), Some("95%".to_string()));
}

#[test]
fn a_bare_decimal_in_a_percent_column_is_ambiguous_but_nought_is_nought() {
    for doubtful in [dec!(0.95), dec!(1), dec!(2), dec!(-0.5)] {
        assert_eq!(fault(&number(doubtful, false), Unit::Percent).0, Code::PercentAmbiguous, "{doubtful}");
    }
    let (_, message) = fault(&text("0.95"), Unit::Percent);
    assert!(message.contains("可能是 95%，也可能是 0.95%"), "{message}");
    assert_eq!(value(&number(dec!(0), false), Unit::Percent), Some(dec!(0)));
    assert_eq!(value(&number(dec!(0), true), Unit::Wanyuan), Some(dec!(0)));
}

#[test]
fn a_percent_format_outside_percent_columns_is_told() {
    let (code, message) = fault(&number(dec!(0.95), true), Unit::Wanyuan);
    assert_eq!(code, Code::UnitMismatch);
    assert!(message.contains("95%"), "{message}");
}

#[test]
fn words_and_marks_for_not_applicable_are_one_thing_and_blank_is_another() {
    for writing in ["无", " 无 ", "不适用", "—", "——", "-", "－", "/", "／", "N/A", "n/a", "不涉及"] {
        assert_eq!(read_figure(Some(&text(writing)), Unit::Wanyuan), Figure::NotApplicable, "{writing}");
    }
    for writing in ["", " ", "\u{3000}", "\u{A0}\u{200B}", "\n"] {
        assert_eq!(read_figure(Some(&text(writing)), Unit::Wanyuan), Figure::Blank, "{writing:?}");
    }
    assert_eq!(read_figure(None, Unit::Wanyuan), Figure::Blank);
}

#[test]
fn words_are_no_figures() {
    for wrong in
        ["约38", "38左右", "三十八", "百分之95", ">95%", "38.18.2", "1e", "0x10", "见附件", "3/4", "2024年", "1_000"]
    {
        assert_eq!(fault(&text(wrong), Unit::Plain).0, Code::Unreadable, "{wrong}");
    }
}

#[test]
fn what_is_no_number_is_told_by_its_kind() {
    let cell = |raw| GridCell::new(raw);
    let code = |raw| fault(&cell(raw), Unit::Wanyuan).0;
    assert_eq!(code(Raw::Bool(true)), Code::NotANumber);
    assert_eq!(code(Raw::Date("2025-01-01".into())), Code::NotANumber);
    assert_eq!(code(Raw::Error("#DIV/0!".into())), Code::ErrorCell);
    assert_eq!(code(Raw::NoResult), Code::FormulaNoResult);
    assert_eq!(code(Raw::BadNumber("NaN".into())), Code::Unreadable);
    assert_eq!(code(Raw::BadNumber("1e300".into())), Code::TooLarge);
    assert_eq!(code(Raw::Text("1234567890123456789012345678901234567890".into())), Code::TooLarge);
    assert_eq!(code(Raw::Text("1E99".into())), Code::TooLarge);
    assert_eq!(code(Raw::Number(dec!(1000000000000001))), Code::TooLarge);
}

#[test]
fn the_noise_of_a_binary_subtraction_is_nought() {
    assert_eq!(used("2e-27", Unit::Wanyuan), Some("0".to_string()));
    // too many digits in either writing
    for writing in ["2.200000000000000000000000002e4", "22000.00000000000000000000002"] {
        assert!(matches!(read_figure(Some(&text(writing)), Unit::Wanyuan), Figure::Fault { .. }), "{writing}");
    }
    let noise = number(dec!(0.0000000000000000555), false);
    assert_eq!(value(&noise, Unit::Wanyuan), Some(Decimal::ZERO));
}

#[test]
fn a_checklist_item_takes_yes_no_ticks_and_marks_and_nothing_doubtful() {
    let read = |cell: &GridCell| read_yes_no(Some(cell), Points(dec!(0.5)));
    let answer = |cell: &GridCell| match read(cell) {
        Check::Answer { answer, .. } => Some(answer),
        _ => None,
    };
    assert_eq!(answer(&text("是")), Some(Answer::Yes));
    assert_eq!(answer(&text(" 否 ")), Some(Answer::No));
    assert_eq!(answer(&text("√")), Some(Answer::Yes));
    assert_eq!(answer(&text("×")), Some(Answer::No));
    assert_eq!(answer(&number(dec!(0.3), false)), Some(Answer::Marks(Points(dec!(0.3)))));
    assert_eq!(answer(&text("0.5分")), Some(Answer::Marks(Points(dec!(0.5)))));
    for doubtful in ["有", "无", "Y", "x", "基本是", "-", "是/否"] {
        assert!(matches!(read(&text(doubtful)), Check::Fault { .. }), "{doubtful}");
    }
    assert!(matches!(read(&number(dec!(1), false)), Check::Fault { code: Code::MarksOutOfRange, .. }));
    assert_eq!(read(&text("不适用")), Check::NotApplicable);
    assert_eq!(read(&text(" ")), Check::Blank);
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(writing in "\\PC{0,40}") {
        for unit in [Unit::Wanyuan, Unit::Percent, Unit::Plain] {
            let _ = read_figure(Some(&text(&writing)), unit);
        }
        let _ = read_yes_no(Some(&text(&writing)), Points(dec!(1)));
    }

    #[test]
    fn figure_like_texts_never_panic(writing in "[-－(（]?[0-9０-９,，. 　]{0,12}[eE%％万元人)）]{0,3}") {
        let _ = read_figure(Some(&text(&writing)), Unit::Wanyuan);
    }

    #[test]
    fn every_number_survives_every_writing(cents in -10_000_000_000_i64..10_000_000_000) {
        let amount = Decimal::new(cents, 2).normalize();
        prop_assert_eq!(wan(&amount.to_string()), Some(amount));
        prop_assert_eq!(wan(&format!("　{amount}万元")), Some(amount));
        prop_assert_eq!(value(&text(&format!("{amount}％")), Unit::Percent), Some(amount / dec!(100)));
        if amount > Decimal::ZERO {
            prop_assert_eq!(wan(&format!("（{amount}）")), Some(-amount));
        }
    }
}

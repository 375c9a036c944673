//! Every fault of a 评分标准 with its code, the words it points at and what it says (tests/faults.tsv: text,
//! kind, faults, read-back), and how the rules that are understood are read back, shown and explained (tests/readings.tsv).

use jixiao::criterion::trial::try_text;
use jixiao::criterion::underline::underline;
use jixiao::criterion::{Facts, Needs, Rule, Source, Subject, compile};
use jixiao::ground::convention::Conventions;
use jixiao::ground::quantity::{Exact, Points};
use rust_decimal::Decimal;

#[test]
fn each_fault_says_what_is_wrong_and_where() {
    let mut wrong = Vec::new();
    for line in include_str!("faults.tsv").lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let trial = try_text(cells[0], Points(5.into()), "", &Conventions::default());
        let faults: Vec<String> =
            trial.findings.iter().map(|one| format!("{} {} :: {}", one.code, one.words, one.message)).collect();
        let told = [trial.kind.unwrap_or("refused"), &faults.join(" // ")];
        if told != [cells[1], cells[2]] {
            wrong.push(format!("{line}\n  {told:?}"));
        }
        if let Some(read_back) = cells.get(3) {
            assert_eq!(trial.readback.as_deref(), Some(*read_back), "{line}");
        }
        let refuses = trial.findings.iter().filter(|one| one.severity == "必须");
        assert!(refuses.clone().all(|one| !one.advice.is_empty()), "{line}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn rule(text: &str) -> Rule {
    compile(&Source { indicator: "", text, full_marks: Points(5.into()) }).rule.unwrap_or_else(|| panic!("{text}"))
}

fn examples(rule: &Rule) -> String {
    let shown = rule.examples(&Conventions::default()).into_iter().map(|one| {
        let marks = one.marks.map_or("待核".to_string(), |marks| marks.to_string());
        format!("{}→{marks}", one.value)
    });
    shown.collect::<Vec<_>>().join(" ")
}

/// The facts written as a percentage, as counts or as two amounts.
fn facts(rule: &Rule, written: &str) -> Facts {
    let numbers: Vec<Decimal> = written.split(',').map(|number| number.parse().unwrap()).collect();
    match rule.needs() {
        Needs::Measure if rule.unit() == Some(&jixiao::criterion::Unit::Percent) => {
            Facts::Value(Exact::percent(numbers[0]))
        }
        Needs::Measure => Facts::Value(Exact::from_decimal(numbers[0])),
        Needs::Against(_) => Facts::Against(Exact::from_decimal(numbers[0]), Exact::from_decimal(numbers[1])),
        Needs::Cases(_) => Facts::Counts(numbers),
        _ => panic!("{written}"),
    }
}

#[test]
fn each_rule_is_read_back_shown_and_explained_as_pinned() {
    let mut wrong = Vec::new();
    for line in include_str!("readings.tsv").lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let rule = rule(cells[0]);
        let subject = Subject { indicator: "指标", calculation: "1÷2", remark: "" };
        let reason = rule.explain(&facts(&rule, cells[1]), &subject, &Conventions::default()).unwrap();
        let told = [rule.read_back(), examples(&rule), rule.conventions().join("、"), reason];
        if told != [cells[2], cells[3], cells[4], cells[5]] {
            wrong.push(format!("{}\t{}\t{}", cells[0], cells[1], told.join("\t")));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_text_of_three_thousand_characters_is_read_and_a_longer_one_is_not() {
    let padded = |length: usize| {
        let text = "≤100%，计5分；每超过一个百分点扣0.5分。";
        format!("{text}{}", " ".repeat(length - text.chars().count()))
    };
    let trial = |length: usize| try_text(&padded(length), Points(5.into()), "", &Conventions::default());
    assert_eq!(trial(3000).kind, Some("per_step"));
    assert_eq!(trial(3001).findings[0].message, "评分标准过长，未识别");
    let blank = try_text(" ", Points(5.into()), "", &Conventions::default());
    assert_eq!((blank.findings[0].code, blank.findings[0].message.as_str()), ("R01", "评分标准为空"));
    let no_marks = try_text("每出现一例扣1分。", Points(0.into()), "", &Conventions::default());
    assert_eq!((no_marks.findings[0].code, no_marks.findings[0].message.as_str()), ("R06", "分值应大于0"));
}

#[test]
fn a_line_as_wide_as_the_terminal_is_shown_whole_and_a_wider_one_is_cut() {
    let shown = |text: &str, span| underline(text, &span);
    let whole = "甲".repeat(36);
    assert_eq!(shown(&whole, 35..36), format!("{whole}\n{}^^", " ".repeat(70)));
    let longer = "甲".repeat(37);
    assert_eq!(shown(&longer, 0..1), format!("{}…\n^^", "甲".repeat(36)));
    assert_eq!(shown(&longer, 20..21), format!("…{}\n{}^^", "甲".repeat(25), " ".repeat(18)));
    assert_eq!(shown(&longer, 8..9), format!("{}…\n{}^^", "甲".repeat(36), " ".repeat(16)));
    // what is at fault is marked no further than it is shown, and in one line only
    assert_eq!(shown(&longer, 0..37), format!("{}…\n{}", "甲".repeat(36), "^".repeat(72)));
    assert_eq!(shown("甲乙\n丙丁", 1..4), "甲乙\n  ^^");
    assert_eq!(shown("甲\t乙", 1..2), "甲 乙\n  ^");
    assert_eq!(shown("甲", 5..9), "甲\n  ^");
}

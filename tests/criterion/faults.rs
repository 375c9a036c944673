//! Every fault of a 评分标准 with its code, the words it points at and what it says: faults.tsv gives text, kind,
//! faults and read-back.

use jixiao::criterion::trial::try_text;
use jixiao::criterion::underline::underline;
use jixiao::ground::convention::Conventions;
use jixiao::ground::quantity::Points;

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
    assert_eq!(shown("甲≤0，计5分；\n乙W0，扣完", 10..12), "乙W0，扣完\n  ^^");
    for (text, span, line) in [("甲", 5..9, "甲\n  ^"), ("甲", 1..1, "甲\n  ^"), ("", 0..0, "\n^")] {
        assert_eq!(shown(text, span), line);
    }
    assert_eq!(shown(&"甲".repeat(100), 90..92).split_once('\n').unwrap().1, format!("{}^^^^", " ".repeat(18)));
}

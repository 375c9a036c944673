//! Every word of a text is accounted for: what is added to a text that is understood changes its marks, is said by the
//! read-back, or has the text refused; what decides nothing changes nothing; and what is advised is accepted.

use jixiao::criterion::trial::{try_beside, try_text};
use jixiao::criterion::{Beside, Rule, Source, understood};
use jixiao::ground::convention::Conventions;
use jixiao::ground::quantity::Points;
use rust_decimal::Decimal;
use serde_json::Value;

/// A text of the tests with its 分值.
struct Text {
    text: String,
    points: Points,
}

fn points(written: &str) -> Points {
    Points(written.parse::<Decimal>().unwrap())
}

/// All texts of the tests.
fn texts() -> Vec<Text> {
    let of_json = |line: &str| {
        let row: Value = serde_json::from_str(line).unwrap();
        Text { text: row["text"].as_str().unwrap().to_string(), points: points(&row["points"].to_string()) }
    };
    let json = [
        include_str!("wordings.jsonl"),
        include_str!("evidence/evidence.jsonl"),
        include_str!("evidence/attacks.jsonl"),
    ];
    let mut texts: Vec<Text> = json.iter().flat_map(|file| file.lines()).map(of_json).collect();
    let of_cells = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        Text { text: cells[1].replace("\\n", "\n"), points: points(cells[0]) }
    };
    texts.extend(include_str!("provinces.tsv").lines().map(of_cells));
    let first = |line: &str| Text { text: line.split('\t').next().unwrap().to_string(), points: points("5") };
    texts.extend([include_str!("readings.tsv"), include_str!("faults.tsv")].iter().flat_map(|f| f.lines()).map(first));
    texts
}

fn rule(text: &str, points: Points) -> Option<Rule> {
    understood(&Source { indicator: "", text, full_marks: points }, Beside::default())
}

/// The texts that are understood, with their rules.
fn accepted() -> Vec<(Text, Rule)> {
    texts().into_iter().filter_map(|one| rule(&one.text, one.points).map(|rule| (one, rule))).collect()
}

/// One of thirty pairs of a text and a clause, others for each text; all of them with JIXIAO_ALL_CLAUSES=1, which
/// takes ten minutes.
fn is_tried(text: usize, clause: usize) -> bool {
    std::env::var_os("JIXIAO_ALL_CLAUSES").is_some() || (text + clause).is_multiple_of(30)
}

/// `text` with `clause` before and behind it, each as a sentence.
fn with(text: &str, clause: &str) -> [String; 2] {
    let ended = if text.ends_with(['。', '；', '\n']) { text.to_string() } else { format!("{text}。") };
    [format!("{ended}{clause}"), format!("{clause}{text}")]
}

#[test]
fn a_clause_that_decides_is_never_passed_over() {
    let (mut wrong, mut refused, mut told) = (Vec::new(), 0, 0);
    // who gives the marks reads the whole text
    let rules = accepted().into_iter().filter(|(_, rule)| rule.kind().id != "judged");
    for (at, (Text { text, points }, before)) in rules.enumerate() {
        let clauses =
            include_str!("evidence/clauses.txt").lines().enumerate().filter(|(clause, _)| is_tried(at, *clause));
        for changed in clauses.flat_map(|(_, clause)| with(&text, clause)) {
            match rule(&changed, points) {
                None => refused += 1,
                // 最高得2分, where that is 分值
                Some(after) if after.told() == before.told() && changed.contains(&format!("最高得{points}分")) => {}
                Some(after) if after.told() == before.told() => wrong.push(changed),
                Some(_) => told += 1,
            }
        }
    }
    println!("{refused} refused, {told} with another read-back, {} passed over", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_clause_that_decides_nothing_is_quoted_and_changes_nothing() {
    let (mut wrong, mut same) = (Vec::new(), 0);
    let rules = accepted().into_iter().filter(|(_, rule)| rule.kind().id != "judged");
    for (at, (Text { text, points }, before)) in rules.enumerate() {
        let clauses = include_str!("evidence/harmless.txt").lines().enumerate();
        for (_, clause) in clauses.filter(|(clause, _)| is_tried(at, *clause)) {
            for changed in with(&text, clause) {
                let quoted = |rule: &Rule| rule.told().contains(clause.trim_end_matches('。'));
                match rule(&changed, points) {
                    Some(after) if *after == *before && quoted(&after) => same += 1,
                    other => wrong.push(format!("{changed}\n  {:?}", other.map(|rule| rule.told()))),
                }
            }
        }
    }
    println!("{same} with the same rule and the clause quoted, {} not", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_quoted_is_read_back_again() {
    for (Text { text, points }, before) in accepted().into_iter().filter(|(_, rule)| rule.kind().id != "judged") {
        let noted = format!("{text}\n数据来源：部门决算报表。");
        let Some(told) = rule(&noted, points).map(|rule| rule.told()) else { continue };
        let again = rule(&told, points).unwrap_or_else(|| panic!("{told}"));
        assert!(*again == *before, "{told}");
        assert_eq!(again.told(), told);
    }
}

#[test]
fn no_figure_of_a_text_can_go_unnoticed() {
    let (mut wrong, mut same, mut all) = (Vec::new(), 0, 0);
    // a person reads the whole text; a proportion ends where its bounds say
    let others = |rule: &Rule| !["judged", "proportional"].contains(&rule.kind().id);
    for (Text { text, points }, before) in accepted().into_iter().filter(|(_, rule)| others(rule)) {
        let clauses: Vec<&str> = text.split_inclusive(['，', '；', '。', '\n']).collect();
        for (index, clause) in clauses.iter().enumerate().filter(|_| clauses.len() > 1) {
            let kept: String = clauses.iter().enumerate().filter(|(at, _)| *at != index).map(|(_, c)| *c).collect();
            all += 1;
            if rule(&kept, points).is_none_or(|after| after.told() != before.told()) {
                continue;
            }
            // it says what the rest says too: 超过100%的 beside ≤100%; then its figures stand in the read-back
            same += 1;
            let (told, full) = (before.told(), points.to_string());
            // 100% is where a proportion ends, 0 what 否 gives
            let figure = |word: &&str| !["", "0", "100", full.as_str()].contains(word);
            let lost = clause.split(|c: char| !c.is_ascii_digit() && c != '.').filter(figure).any(|word| {
                let word = word.trim_end_matches('.');
                !(told.contains(word) || word == "1" && told.contains('一'))
            });
            if lost {
                wrong.push(format!("{text}\n  without {clause}"));
            }
        }
    }
    println!("{all} clauses left out, {same} of them say what the rest says too, {} lost a figure", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `text` with each two of its clauses in each other's place, the punctuation as it was.
fn swapped(text: &str) -> Vec<String> {
    let ends = ['，', '；', '。', '\n'];
    let clauses: Vec<&str> = text.split_inclusive(ends).collect();
    let pairs = (0..clauses.len()).flat_map(|second| (0..second).map(move |first| (first, second)));
    let swap = |(first, second): (usize, usize)| {
        let mut words: Vec<&str> = clauses.iter().map(|clause| clause.trim_end_matches(ends)).collect();
        let marks = clauses.iter().map(|clause| &clause[clause.trim_end_matches(ends).len()..]);
        words.swap(first, second);
        words.iter().zip(marks).map(|(words, mark)| format!("{words}{mark}")).collect()
    };
    pairs.map(swap).collect()
}

#[test]
fn clauses_that_change_places_change_no_marks_unsaid() {
    let (mut wrong, mut refused, mut same, mut told) = (Vec::new(), 0, 0, 0);
    for (Text { text, points }, before) in accepted().into_iter().filter(|(_, rule)| rule.kind().id != "judged") {
        for changed in swapped(&text) {
            match rule(&changed, points) {
                None => refused += 1,
                Some(after) if *after == *before => same += 1,
                Some(after) if after.told() == before.told() => wrong.push(changed),
                Some(_) => told += 1,
            }
        }
    }
    println!("{refused} refused, {same} the same rule, {told} with another read-back, {} unsaid", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a sentence that the advice has is accepted, alone or in place of the words at fault.
fn works(text: &Text, finding: &jixiao::criterion::trial::TrialFinding) -> bool {
    let chars: Vec<char> = text.text.chars().collect();
    let [start, end] = finding.span;
    let place = |words: &str| -> String {
        chars[..start].iter().copied().chain(words.chars()).chain(chars[end..].iter().copied()).collect()
    };
    let quoted = finding.advice.split('“').skip(1).filter_map(|rest| rest.split_once('”'));
    quoted.map(|(words, _)| words).any(|words| {
        [words.to_string(), place(words)].iter().any(|one| *one != text.text && rule(one, text.points).is_some())
    })
}

#[test]
fn four_of_five_suggestions_are_accepted() {
    let (mut all, mut right, mut wrong) = (0, 0, Vec::new());
    for text in texts() {
        let trial = try_text(&text.text, text.points, "", &Conventions::default());
        for finding in trial.findings.iter().filter(|one| trial.outcome == "refused" && one.severity == "必须") {
            all += 1;
            match works(&text, finding) {
                true => right += 1,
                false => wrong.push(format!("{} {} {}", text.text, finding.words, finding.advice)),
            }
            let gives_to_nothing = finding.words.contains("不得分") && finding.message.contains("给出的满分");
            assert!(!gives_to_nothing, "{} {}", text.text, finding.message);
        }
    }
    println!("{right} of {all} suggestions are accepted\n{}", wrong.join("\n"));
    assert!(right * 5 >= all * 4, "{right} of {all}");
}

#[test]
fn each_kind_of_misreading_is_refused_and_what_is_near_to_it_is_read() {
    let mut wrong = Vec::new();
    for line in include_str!("misreadings.tsv").lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let source = Source { indicator: "", text: cells[3], full_marks: points(cells[1]) };
        let pairs: Vec<(&str, &str)> = cells[4].split(';').filter_map(|pair| pair.split_once('=')).collect();
        let tries: Vec<&str> = pairs.iter().map(|(value, _)| *value).collect();
        let trial =
            try_beside(&source, Beside { formula: cells[2], target: "" }, &tries.join(";"), &Conventions::default());
        let marks: Vec<&str> = trial.tries.iter().map(|one| one.marks.as_deref().unwrap_or("-")).collect();
        let as_wanted = match cells[4] {
            "refused" => trial.outcome == "refused",
            _ => marks == pairs.iter().map(|(_, marks)| *marks).collect::<Vec<_>>(),
        };
        if !as_wanted {
            wrong.push(format!("{line}\n  {} {marks:?} {:?} {:?}", trial.outcome, trial.readback, trial.findings));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

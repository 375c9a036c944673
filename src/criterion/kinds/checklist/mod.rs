//! 分项计分: marks for each item that is met (`①……，1分；②……，0.5分`).

use crate::criterion::formula::{Formulas, Refs, by_marks, points, runs, sum_over};
use crate::criterion::grammar::phrases::Meaning;
use crate::criterion::grammar::reading::Reading;
use crate::criterion::grammar::tokens::{Marks, Spanned};
use crate::criterion::{Answer, Claim, Example, Fault, Item, Subject, Unscorable, figures};
use crate::ground::convention::Conventions;
use crate::ground::finding::Code;
use crate::ground::place::CellRef;
use crate::ground::quantity::{Exact, Points};
use std::ops::Range;

/// A rule that gives marks item by item.
#[derive(Clone, Debug, PartialEq)]
pub struct Checklist {
    /// 分值, the sum of the items' marks.
    pub full: Points,
    /// The items; one without a marker where the text is 规定时间内报送的得5分.
    pub items: Vec<Item>,
    /// The words before 按满分计算, where the text has them.
    pub not_applicable: Option<String>,
}

/// What led to the marks.
#[derive(Clone, Debug, PartialEq)]
pub struct ChecklistTrace {
    /// The answer to each item.
    pub answers: Vec<Answer>,
    /// Marks given.
    pub marks: Exact,
}

type MarkedItem<'a> = (Item, Option<&'a Spanned<Marks>>);

/// The items of a text with their marks, if they have any.
pub(crate) fn items<'a>(reading: &'a Reading) -> Vec<MarkedItem<'a>> {
    let each = reading.all(|meaning| if let Meaning::Each(marks) = meaning { Some(marks) } else { None }).pop();
    reading.all(|meaning| match meaning {
        Meaning::Item { marker, words, marks, .. } => {
            let marks = marks.as_ref().or(each);
            let points = marks.map_or(Points::ZERO, |marks| reading.points(marks));
            Some((Item { marker: marker.clone(), text: words.clone(), marks: points }, marks))
        }
        _ => None,
    })
}

/// Items must be numbered 1, 2, 3: a missing number is a lost item.
pub(crate) fn numbering_faults(reading: &Reading) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut expected = 1;
    for phrase in &reading.phrases {
        let Meaning::Item { ordinal, words, .. } = &phrase.meaning else { continue };
        if *ordinal != expected {
            let message = format!("序号不连续：此处应为第{expected}项");
            faults.push(reading.fault(
                Code::NotUnderstood,
                &first_char(reading, &phrase.span),
                message,
                "请核对是否缺项或序号有误",
            ));
        }
        if speaks_of_marks(words) {
            let message = format!("“{words}”中还有没有识别的得分或扣分");
            faults.push(reading.fault(Code::NotUnderstood, &phrase.span, message, "每项只写一个得分，放在末尾"));
        }
        faults.extend(numberless(reading, words, &phrase.span));
        expected = *ordinal + 1;
    }
    faults
}

fn first_char(reading: &Reading, span: &Range<usize>) -> Range<usize> {
    let first = reading.text.as_str()[span.clone()].chars().next().map_or(0, char::len_utf8);
    span.start..span.start + first
}

/// Whether marks are left in the words of an item.
fn speaks_of_marks(words: &str) -> bool {
    let numbered = words.split('分').rev().skip(1).any(|before| before.ends_with(|c: char| c.is_ascii_digit()));
    const MARKS: &[&str] = &["扣", "得分", "不计分", "满分", "加分", "减分", "否则"];
    numbered || MARKS.iter().any(|word| words.contains(word))
}

/// A comparison whose number is gone: 合格率不低于，计5分.
fn numberless(reading: &Reading, words: &str, span: &Range<usize>) -> Option<Fault> {
    const COMPARISONS: &[&str] = &["超过", "大于", "小于", "高于", "低于", "少于", "多于", "等于"];
    let words = words.trim_end_matches('的');
    let word = COMPARISONS.iter().find(|word| words.ends_with(*word))?;
    let message = format!("“{word}”后面没有数字");
    Some(reading.fault(Code::NotUnderstood, span, message, "请补上数字；如不是比较，请换一种说法"))
}

pub(crate) fn parse(reading: &Reading) -> Claim {
    let other_kind = |m: &Meaning| {
        matches!(
            m,
            Meaning::Step(_)
                | Meaning::Case(_)
                | Meaning::Award { .. }
                | Meaning::Against { .. }
                | Meaning::Ratio(_)
                | Meaning::Own
                | Meaning::Person
        )
    };
    let items = items(reading);
    let marked = items.iter().any(|(_, marks)| marks.is_some());
    if reading.is_discretionary() || (!marked && reading.has(other_kind)) {
        return Claim::None;
    }
    match (items.is_empty(), reading.word_awards().is_empty()) {
        (false, _) => Claim::from(parse_items(reading, items)),
        (true, false) => Claim::from(parse_single(reading)),
        (true, true) => Claim::None,
    }
}

fn strays(reading: &Reading) -> Vec<Fault> {
    reading.strays("分项计分", |m| {
        matches!(m, Meaning::Item { .. } | Meaning::WordAward { .. } | Meaning::Each(_) | Meaning::Floor(None))
    })
}

fn parse_items(reading: &Reading, items: Vec<MarkedItem>) -> Result<(Checklist, Vec<Fault>), Vec<Fault>> {
    let mut faults = reading.unread(|_| false);
    faults.extend(strays(reading));
    faults.extend(numbering_faults(reading));
    let whole = 0..reading.text.as_str().len();
    let each = reading.has(|m| matches!(m, Meaning::Each(_)));
    let phrases = reading.phrases.iter().filter(|p| matches!(p.meaning, Meaning::Item { marks: None, .. }));
    for phrase in phrases.filter(|_| !each) {
        let words = reading.words(&phrase.span);
        faults.push(reading.fault(
            Code::NotUnderstood,
            &phrase.span,
            format!("“{words}”没有写明得几分"),
            "请在该项末尾写明得分，例如“，1分”",
        ));
    }
    for (words, marks) in reading.word_awards() {
        let message = format!("“{words}”不在①②③各项之内");
        faults.push(reading.fault(Code::NotUnderstood, &marks.span, message, "请加上序号，或删去"));
    }
    // 结余率低于90%，不得分 takes all marks away, or those of which item?
    for (item, marks) in items.iter().filter(|(item, _)| item.marks == Points::ZERO) {
        let Some(marks) = marks else { continue };
        let message = format!("“{}{}”不得分：是整项指标不得分，还是只有这一项不得分，不能确定", item.marker, item.text);
        let advice = "请写明该项符合时得几分；如是整项不得分，请单列为一项指标";
        faults.push(reading.fault(Code::NotUnderstood, &marks.span, message, advice));
    }
    let sum = items.iter().try_fold(Exact::ZERO, |sum, (item, _)| sum.plus(item.marks.exact()));
    if sum != Some(reading.source.full_marks.exact()) && !faults.iter().any(crate::criterion::grammar::reading::refuses)
    {
        let sum = sum.map_or("?".into(), |sum| figures::marks(sum, 6));
        let message = format!("各项得分合计{sum}分，分值为{}分", reading.source.full_marks);
        faults.push(reading.fault(Code::MarksNotFull, &marks_span(&items, whole), message, "请核对各项得分或分值"));
    }
    let items = items.into_iter().map(|(item, _)| item).collect();
    Ok((Checklist { full: reading.source.full_marks, items, not_applicable: reading.not_applicable() }, faults))
}

/// From the first item's marks to the last one's.
fn marks_span(items: &[MarkedItem], whole: Range<usize>) -> Range<usize> {
    let mut spans = items.iter().filter_map(|(_, marks)| marks.map(|marks| marks.span.clone()));
    let first = spans.next();
    let last = spans.next_back().or(first.clone());
    first.zip(last).map_or(whole, |(first, last)| first.start..last.end)
}

/// 规定时间内报送的得5分，未在规定时间内报送的计0分: yes or no.
fn parse_single(reading: &Reading) -> Result<(Checklist, Vec<Fault>), Vec<Fault>> {
    let mut faults = reading.unread(|_| false);
    faults.extend(reading.strays("分项计分", |m| matches!(m, Meaning::WordAward { .. } | Meaning::Floor(None))));
    let awards = reading.word_awards();
    let (nothing, given): (Vec<_>, Vec<_>) =
        awards.into_iter().partition(|(_, marks)| reading.points(marks) == Points::ZERO);
    if let Some((words, marks)) = given.get(1).or(nothing.get(1)) {
        let message = format!("“{words}”：几种情形没有编号，不能确定是分项相加还是分等选一");
        let advice = "分项相加的请加上①②③；分等选一的请在“计算公式”列填“评定”，由人工打分";
        faults.push(reading.fault(Code::NotUnderstood, &marks.span, message, advice));
        return Err(faults);
    }
    let Some((words, marks)) = given.first() else {
        faults.push(reading.fault(
            Code::NotUnderstood,
            &(0..reading.text.as_str().len()),
            "没有写明怎样得分",
            "请写明得几分",
        ));
        return Err(faults);
    };
    faults.extend(reading.not_full(marks));
    faults.extend(numberless(reading, words, &marks.span));
    let full = reading.source.full_marks;
    let item = Item { marker: String::new(), text: words.to_string(), marks: full };
    Ok((Checklist { full, items: vec![item], not_applicable: reading.not_applicable() }, faults))
}

impl Checklist {
    pub(crate) fn score(&self, answers: &[Answer]) -> Result<ChecklistTrace, Unscorable> {
        if answers.len() != self.items.len() {
            return Err(Unscorable::OutOfRange(format!("应填{}项，实填{}项", self.items.len(), answers.len())));
        }
        let mut marks = Exact::ZERO;
        for (item, answer) in self.items.iter().zip(answers) {
            let given = given(item, answer);
            if given < Points::ZERO || given > item.marks {
                return Err(Unscorable::OutOfRange(format!(
                    "{}{}应在0至{}分之间，实为{given}分",
                    item.marker, item.text, item.marks
                )));
            }
            marks = marks.plus(given.exact()).ok_or(Unscorable::TooLarge)?;
        }
        Ok(ChecklistTrace { answers: answers.to_vec(), marks })
    }

    /// 「②……，不符合，扣0.5分；④……，得0.2分，扣0.3分。」
    pub(crate) fn explain(&self, trace: &ChecklistTrace, subject: &Subject, conventions: &Conventions) -> String {
        let lost = |(item, answer): (&Item, &Answer)| {
            let given = given(item, answer);
            let part = if given == Points::ZERO { "不符合".to_string() } else { format!("得{given}分") };
            (given < item.marks).then(|| format!("{}{}，{part}，扣{}分", item.marker, item.text, item.marks - given))
        };
        let lost: Vec<String> = self.items.iter().zip(&trace.answers).filter_map(lost).collect();
        let text = match lost.as_slice() {
            [] if self.items.len() == 1 => {
                format!("{}符合要求，{}", crate::criterion::named(subject, ""), figures::award(self.full))
            }
            [] => format!("{}各项均符合要求，{}", crate::criterion::named(subject, ""), figures::award(self.full)),
            [one] => one.clone(),
            several => {
                let total =
                    trace.marks.to_points(conventions.score_places).map_or(self.full, |marks| self.full - marks);
                format!("{}。共扣{total}分", several.join("；"))
            }
        };
        crate::criterion::with_remark(text, "情况说明", subject.remark)
    }

    pub(crate) fn read_back(&self) -> String {
        let absent = crate::criterion::not_applicable_words(self.not_applicable.as_deref());
        match self.items.as_slice() {
            [only] if only.marker.is_empty() => format!("{}的，计{}分；否则不得分{absent}。", only.text, only.marks),
            items => {
                let items: Vec<String> =
                    items.iter().map(|item| format!("{}{}，计{}分", item.marker, item.text, item.marks)).collect();
                format!("{}；符合的计该项分值，不符合的不计分；共{}分{absent}。", items.join("；"), self.full)
            }
        }
    }

    pub(crate) fn examples(&self, conventions: &Conventions) -> Vec<Example> {
        let count = self.items.len();
        let mut sheets = vec![vec![Answer::Yes; count]];
        for failed in 0..count.min(10) {
            let mut answers = vec![Answer::Yes; count];
            answers[failed] = Answer::No;
            sheets.push(answers);
        }
        if count > 1 {
            sheets.push(vec![Answer::No; count]);
        }
        sheets.iter().map(|answers| self.example(answers, conventions)).collect()
    }

    fn example(&self, answers: &[Answer], conventions: &Conventions) -> Example {
        let words: Vec<&str> = answers.iter().map(|answer| if *answer == Answer::Yes { "是" } else { "否" }).collect();
        let marks = self.score(answers).ok().and_then(|trace| trace.marks.to_points(conventions.score_places));
        Example { value: words.join("、"), marks }
    }
}

fn given(item: &Item, answer: &Answer) -> Points {
    match answer {
        Answer::Yes => item.marks,
        Answer::No => Points::ZERO,
        Answer::Marks(marks) => *marks,
    }
}

impl Checklist {
    /// `1*COUNTIF(部门数据!K12:L12,"是")+…+SUM(部门数据!K12:O12)`: 是 and 不适用 earn the item's marks, a number
    /// itself.
    pub(crate) fn formulas(&self, refs: &Refs) -> Formulas {
        let runs_of = |cells: &[CellRef]| runs(&refs.sheet, cells);
        let groups = by_marks(refs, &self.items);
        let weighted = |count: &dyn Fn(&str) -> String| {
            let term = |(marks, cells): &(Points, Vec<CellRef>)| {
                format!("{}*({})", points(*marks), sum_over(&runs_of(cells), count))
            };
            let terms: Vec<String> = groups.iter().map(term).collect();
            if terms.is_empty() { "0".into() } else { terms.join("+") }
        };
        let not_applicable = |run: &str| format!("COUNTIF({run},\"不适用\")+COUNTIF({run},\"不涉及\")");
        let fulfilled = |run: &str| format!("COUNTIF({run},\"是\")+{}", not_applicable(run));
        let given = format!("{}+{}", weighted(&fulfilled), refs.sum());
        let in_range = |(marks, cells): &(Points, Vec<CellRef>)| {
            sum_over(&runs_of(cells), |run| format!("COUNTIFS({run},\">=0\",{run},\"<={}\")", points(*marks)))
        };
        let numbers: Vec<String> = groups.iter().map(in_range).collect();
        let words = sum_over(&refs.runs(), |run| format!("COUNTIF({run},\"是\")+COUNTIF({run},\"否\")"));
        let absent = self.items.iter().zip(&refs.items).filter(|(_, cell)| cell.is_none());
        let absent: Points = absent.map(|(item, _)| item.marks).sum();
        let blanks = weighted(&|run| format!("COUNTBLANK({run})"));
        Formulas {
            helper: None,
            marks: given.clone(),
            usable: if numbers.is_empty() { "0".into() } else { format!("{words}+{}", numbers.join("+")) },
            not_applicable: sum_over(&refs.runs(), not_applicable),
            range: Some((given.clone(), format!("{given}+{blanks}+{}", points(absent)))),
        }
    }
}

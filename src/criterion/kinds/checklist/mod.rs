//! 分项计分: marks for each item that is met (`①……，1分；②……，0.5分`).

mod parse;

use crate::criterion::formula::{Formulas, Refs, added, points, sum_over};
use crate::criterion::rule::{Answer, Common, Example, Facts, Item, Kind, Needs, RuleKind, Subject, Unscorable};
use crate::criterion::wording;
use crate::ground::convention::Conventions;
use crate::ground::quantity::{Exact, Points};

pub(crate) const KIND: Kind = Kind {
    id: "checklist",
    name: "分项计分",
    about: "逐项核对，符合的得该项分值。",
    sample: "①制度健全，2分；②制度得到有效执行，1分。",
    sample_marks: 3,
    parse: parse::parse,
};

/// A rule that gives marks item by item.
#[derive(Clone, Debug)]
struct Checklist {
    common: Common,
    /// The items; one without a marker where the text is 规定时间内报送的得5分.
    items: Vec<Item>,
}

impl Checklist {
    fn given(&self, facts: &Facts) -> Result<Vec<Points>, Unscorable> {
        let Facts::Checks(answers) = facts else { return Err(KIND.other_facts()) };
        if answers.len() != self.items.len() {
            return Err(Unscorable::OutOfRange(format!("应填{}项，实填{}项", self.items.len(), answers.len())));
        }
        let given = |(item, answer): (&Item, &Answer)| match *answer {
            Answer::Yes => Ok(item.marks),
            Answer::No => Ok(Points::ZERO),
            Answer::Marks(marks) if marks >= Points::ZERO && marks <= item.marks => Ok(marks),
            Answer::Marks(marks) => Err(Unscorable::OutOfRange(format!(
                "{}{}应在0至{}分之间，实为{marks}分",
                item.marker, item.text, item.marks
            ))),
        };
        self.items.iter().zip(answers).map(given).collect()
    }
}

impl RuleKind for Checklist {
    fn common(&self) -> &Common {
        &self.common
    }

    fn needs(&self) -> Needs {
        Needs::Checks(self.items.clone())
    }

    fn score(&self, facts: &Facts, _: &Conventions) -> Result<Exact, Unscorable> {
        let given = self.given(facts)?;
        given.iter().try_fold(Exact::ZERO, |sum, marks| sum.plus(marks.exact())).ok_or(Unscorable::TooLarge)
    }

    /// 「②……，不符合，扣0.5分；④……，得0.2分，扣0.3分。」
    fn explain(&self, facts: &Facts, subject: &Subject, conventions: &Conventions) -> Result<String, Unscorable> {
        let (full, marks) = (self.full_marks(), self.score(facts, conventions)?);
        let kept = wording::is_kept(full, marks, conventions);
        let costs = if kept { "扣" } else { "应扣" };
        let lost = |(item, given): (&Item, Points)| {
            let part = if given == Points::ZERO { "不符合要求".to_string() } else { format!("得{given}分") };
            let item_words = wording::quoted(&item.marker, &item.text);
            (given < item.marks).then(|| format!("{item_words}{part}，{costs}{}分", item.marks - given))
        };
        let lost: Vec<String> = self.items.iter().zip(self.given(facts)?).filter_map(lost).collect();
        let text = match lost.as_slice() {
            [] => {
                let all = if self.items.len() == 1 { "" } else { "各项均" };
                format!("{}{all}符合要求，{}", wording::named(subject, ""), wording::award(self.full_marks()))
            }
            [one] if kept => one.clone(),
            several if kept => {
                let lost = wording::outcome(full, marks, conventions);
                format!("{}。共{}", several.join("；"), lost.trim_start_matches('，'))
            }
            several => format!("{}{}", several.join("；"), wording::outcome(full, marks, conventions)),
        };
        Ok(wording::with_remark(&text, "情况说明", subject.remark))
    }

    fn read_back(&self) -> String {
        let absent = self.common().not_applicable_words();
        match self.items.as_slice() {
            [only] if only.marker.is_empty() => format!("{}的，计{}分；否则不得分{absent}。", only.text, only.marks),
            items => {
                let items: Vec<String> =
                    items.iter().map(|item| format!("{}{}，计{}分", item.marker, item.text, item.marks)).collect();
                format!("{}；符合的计该项分值，不符合的不计分；共{}分{absent}。", items.join("；"), self.full_marks())
            }
        }
    }

    fn examples(&self, conventions: &Conventions) -> Vec<Example> {
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
        let word = |answer: &Answer| if *answer == Answer::Yes { "是" } else { "否" };
        let example = |answers: Vec<Answer>| {
            let words: Vec<&str> = answers.iter().map(word).collect();
            self.example(words.join("、"), &Facts::Checks(answers), conventions)
        };
        sheets.into_iter().map(example).collect()
    }

    /// `1*COUNTIF(…K:L,"是")+…+SUM(…K:O)`: 是 and 不适用 earn the item's marks, a number itself.
    fn formulas(&self, refs: &Refs) -> Formulas {
        let runs_of = |columns: &[u32]| refs.row.runs(columns);
        let groups = by_marks(refs, &self.items);
        let weighted = |count: &dyn Fn(&str) -> String| {
            let term = |(marks, columns): &(Points, Vec<u32>)| {
                format!("{}*({})", points(*marks), sum_over(&runs_of(columns), count))
            };
            added(groups.iter().map(term).collect())
        };
        let not_applicable = |run: &str| format!("COUNTIF({run},\"不适用\")+COUNTIF({run},\"不涉及\")");
        let fulfilled = |run: &str| format!("COUNTIF({run},\"是\")+{}", not_applicable(run));
        let given = format!("{}+{}", weighted(&fulfilled), refs.sum());
        let in_range = |(marks, columns): &(Points, Vec<u32>)| {
            sum_over(&runs_of(columns), |run| format!("COUNTIFS({run},\">=0\",{run},\"<={}\")", points(*marks)))
        };
        let numbers: Vec<String> = groups.iter().map(in_range).collect();
        let in_range_sum = |(marks, columns): &(Points, Vec<u32>)| {
            let most = points(*marks);
            sum_over(&runs_of(columns), |run| format!("SUMIFS({run},{run},\">=0\",{run},\"<={most}\")"))
        };
        // what is no answer, blank or not to be read, at its best
        let unknown = |group: &(Points, Vec<u32>)| {
            let answered = sum_over(&runs_of(&group.1), |run| format!("{}+COUNTIF({run},\"否\")", fulfilled(run)));
            format!("{}*({}-({answered})-({}))", points(group.0), group.1.len(), in_range(group))
        };
        let mut least = vec![weighted(&fulfilled)];
        least.extend(groups.iter().map(in_range_sum));
        let least = least.join("+");
        let unknown = added(groups.iter().map(unknown).collect());
        let words = sum_over(&refs.runs(), |run| format!("COUNTIF({run},\"是\")+COUNTIF({run},\"否\")"));
        let absent = self.items.iter().zip(&refs.items).filter(|(_, cell)| cell.is_none());
        let absent: Points = absent.map(|(item, _)| item.marks).sum();
        Formulas {
            helper: None,
            marks: given,
            usable: if numbers.is_empty() { "0".into() } else { format!("{words}+{}", numbers.join("+")) },
            not_applicable: sum_over(&refs.runs(), not_applicable),
            range: Some((least.clone(), format!("{least}+{unknown}+{}", points(absent)))),
        }
    }
}

/// The items with their columns, those of equal marks joined.
fn by_marks(refs: &Refs, items: &[Item]) -> Vec<(Points, Vec<u32>)> {
    let mut groups: Vec<(Points, Vec<u32>)> = Vec::new();
    for (item, col) in items.iter().zip(&refs.items) {
        let Some(col) = col else { continue };
        match groups.iter_mut().find(|(marks, _)| *marks == item.marks) {
            Some((_, columns)) => columns.push(*col),
            None => groups.push((item.marks, vec![*col])),
        }
    }
    groups
}

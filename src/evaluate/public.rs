//! 公开: what is published of an evaluation has no names of persons and no working notes.

use crate::evaluate::{Evaluation, score};
use crate::scheme::ColumnKey;
use crate::scheme::printed::PrintedId;
use crate::submission::{Entry, Submission};

/// The texts of 参数 that name persons.
const PERSONS: [(PrintedId, &str); 3] =
    [(PrintedId::Contact, "联系人（姓名、电话）"), (PrintedId::MadeBy, "制表人"), (PrintedId::CheckedBy, "审核人")];

impl Evaluation {
    /// The same evaluation for publishing: the same marks, without persons, 情况说明 and the departments' own 扣分原因; and
    /// what was left out, in Chinese.
    pub fn for_public(&self) -> (Evaluation, Vec<String>) {
        let mut submission = self.submission.clone();
        let mut left_out = without_persons(&mut submission);
        let notes = without_notes(&mut submission);
        left_out.extend((notes > 0).then(|| format!("情况说明和部门填写的扣分原因{notes}处")));
        left_out.extend((!self.findings.is_empty()).then(|| format!("疑点{}条", self.findings.len())));
        let (mut cards, _) = score::score(&submission);
        for (card, before) in cards.iter_mut().zip(&self.cards) {
            card.standing = before.standing.clone();
        }
        let public = Evaluation {
            book: self.book.clone(),
            input_name: self.input_name.clone(),
            submission,
            cards,
            // whether the titles carry （未定稿） depends on them
            findings: self.findings.clone(),
            open_in_all: self.open_in_all.clone(),
            style: self.style,
            date: self.date.clone(),
            last_year: self.last_year.clone(),
            appealed: None,
            public: true,
        };
        (public, left_out)
    }
}

fn without_persons(submission: &mut Submission) -> Vec<String> {
    let printed = &mut submission.scheme.printed;
    let mut left_out = Vec::new();
    for (id, name) in PERSONS {
        if printed.get(id).is_some() && printed.set(id, "").is_ok() {
            left_out.push(name.to_string());
        }
    }
    left_out
}

/// Takes the notes away and counts them.
fn without_notes(submission: &mut Submission) -> usize {
    let is_note = |column: &usize| matches!(submission.scheme.columns[*column].key, ColumnKey::Remark(_));
    let columns: Vec<usize> = (0..submission.scheme.columns.len()).filter(is_note).collect();
    let mut count = 0;
    for department in &mut submission.departments {
        for column in &columns {
            count += usize::from(matches!(department.entries[*column], Entry::Text(_)));
            department.entries[*column] = Entry::Blank;
        }
        for own in &mut department.own {
            count += usize::from(!own.remark.is_empty());
            own.remark = Default::default();
        }
        for reason in department.self_assessment.iter_mut().flat_map(|own| &mut own.reasons) {
            count += usize::from(!reason.is_empty());
            *reason = Default::default();
        }
    }
    count
}

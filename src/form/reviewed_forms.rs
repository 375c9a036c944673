//! The reviewed forms as files: one for each department, or all in one workbook.

use crate::evaluate::{Evaluation, Whole};
use crate::form::fields::sheets;
use crate::form::names::{file_names, sheet_names};
use crate::form::reviewed::REVIEWED;
use crate::form::{contents, reviewed};
use crate::ground::file_names::{REVIEWED_FORMS, reviewed_form};
use crate::ground::{Raw, tidy};
use crate::workbook::Sheet;
use crate::workbook::read::Book;
use crate::workbook::read::limits::SHEETS;
use rayon::prelude::*;

/// More departments than one workbook can have sheets.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("有{count}个部门，一个工作簿最多{most}个；请去掉 --forms-in-one，一个部门一个文件")]
pub struct TooManyForms {
    /// How many departments there are.
    pub count: usize,
    /// How many forms one workbook takes.
    pub most: usize,
}

/// The files to be written; the sheets of each are made when asked for.
pub struct ReviewedForms<'a> {
    /// The names of the files, no two the same: in the order of the departments, or one for all.
    pub names: Vec<String>,
    whole: Whole<'a>,
    /// Each department, by its number in its evaluation.
    members: Vec<(&'a Evaluation, usize)>,
    in_one: bool,
}

impl<'a> ReviewedForms<'a> {
    /// A file for each department.
    pub fn one_each(whole: Whole<'a>) -> ReviewedForms<'a> {
        let names = file_names(&departments(whole)).iter().map(|name| reviewed_form(name)).collect();
        ReviewedForms { names, whole, members: members(whole), in_one: false }
    }

    /// One file with 目录 and a sheet for each department.
    ///
    /// # Errors
    /// [`TooManyForms`]
    pub fn in_one(whole: Whole<'a>) -> Result<ReviewedForms<'a>, TooManyForms> {
        fits_one(whole.departments())?;
        Ok(ReviewedForms { names: vec![REVIEWED_FORMS.to_string()], whole, members: members(whole), in_one: true })
    }

    /// The sheets of the file of that number.
    pub fn sheets(&self, file: usize) -> Vec<Sheet> {
        if !self.in_one {
            let (evaluation, department) = self.members[file];
            return vec![reviewed::sheet(evaluation, department, sheets::SCORING)];
        }
        let names = sheet_names(&departments(self.whole));
        let forms = names.par_iter().zip(&self.members);
        let forms: Vec<Sheet> = forms.map(|(name, (one, at))| reviewed::sheet(one, *at, name)).collect();
        [contents::sheet(&self.members, &names)].into_iter().chain(forms).collect()
    }
}

/// The list of contents takes a sheet of its own.
fn fits_one(count: usize) -> Result<(), TooManyForms> {
    let most = SHEETS - 1;
    if count <= most { Ok(()) } else { Err(TooManyForms { count, most }) }
}

fn members(whole: Whole<'_>) -> Vec<(&Evaluation, usize)> {
    whole.each.iter().flat_map(|one| (0..one.cards.len()).map(move |at| (one, at))).collect()
}

fn departments(whole: Whole<'_>) -> Vec<&str> {
    let all = whole.each.iter().flat_map(|one| &one.submission.departments);
    all.map(|department| department.name.as_str()).collect()
}

/// Whether a workbook holds reviewed forms, and so may be written anew.
pub fn holds_reviewed_forms(book: &Book) -> bool {
    book.sheets.iter().any(|grid| {
        let cells = grid.rows.iter().take(10).flat_map(|row| &row.cells);
        let texts = cells.filter_map(|(_, cell)| match &cell.raw {
            Raw::Text(text) => Some(tidy(text)),
            _ => None,
        });
        let texts: Vec<String> = texts.collect();
        [sheets::SCORING, REVIEWED].iter().all(|word| texts.iter().any(|text| text == word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_departments_than_one_workbook_takes_are_counted() {
        assert!(fits_one(SHEETS - 1).is_ok());
        let refused = fits_one(SHEETS).unwrap_err().to_string();
        assert!(refused.contains("有2000个部门，一个工作簿最多1999个"), "{refused}");
    }
}

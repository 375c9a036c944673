//! Formulas that differ from row to row by the number of their row alone are worded once.

use crate::result::live::steps::Steps;

/// Rows that no sheet of this program has. Two of them: what is the same for both is not the number of the row.
const ROWS: [u32; 2] = [999_998, 777_776];

/// A formula without the numbers of its row: the texts between them.
pub struct Pattern(Vec<String>);

impl Pattern {
    /// Of the formulas for both [`ROWS`]; none where they differ by more than that.
    fn of(formulas: [String; 2]) -> Option<Pattern> {
        let split = |formula: &String, row: u32| formula.split(&number(row)).map(String::from).collect();
        let [one, other]: [Vec<String>; 2] = [0, 1].map(|at| split(&formulas[at], ROWS[at]));
        (one == other).then_some(Pattern(one))
    }

    /// The formula of a row, from 0.
    pub fn at(&self, row: u32) -> String {
        self.0.join(&number(row))
    }

    /// Of the formula that `word` gives for a row; none where there is none, or it differs by more.
    pub fn worded(word: impl Fn(u32) -> Option<String>) -> Option<Pattern> {
        let [one, other] = ROWS.map(word);
        Pattern::of([one?, other?])
    }
}

/// A row as formulas number it.
fn number(row: u32) -> String {
    (row + 1).to_string()
}

/// The patterns of the steps of an indicator.
pub struct StepPatterns {
    counts: bool,
    formulas: [Option<Pattern>; 6],
}

impl StepPatterns {
    /// Of the steps that `word` gives for a row; none where they differ by more than its number.
    pub fn worded(word: impl Fn(u32) -> Steps) -> Option<StepPatterns> {
        let [one, other] = ROWS.map(word);
        let counts = one.counts;
        let mut formulas = [const { None }; 6];
        for (pattern, pair) in formulas.iter_mut().zip(one.formulas().into_iter().zip(other.formulas())) {
            *pattern = match pair {
                (None, None) => None,
                (one, other) => Some(Pattern::of([one?, other?])?),
            };
        }
        Some(StepPatterns { counts, formulas })
    }

    /// The steps of a row, from 0.
    pub fn at(&self, row: u32) -> Steps {
        let formulas = self.formulas.each_ref();
        Steps::of(self.counts, formulas.map(|pattern| pattern.as_ref().map(|pattern| pattern.at(row))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_gets_its_number_and_nothing_else_changes() {
        let pattern = Pattern::worded(|row| Some(format!("IF(A{}>99,测算!$B${},7)", row + 1, row + 1))).unwrap();
        assert_eq!(pattern.at(6), "IF(A7>99,测算!$B$7,7)");
        // numbers that are like those of the rows, and formulas that say more of their row
        assert!(Pattern::worded(|row| Some(format!("A{}+999999", row + 1))).is_none());
        assert!(Pattern::worded(|row| Some(format!("A{}+1777777", row + 1))).is_none());
        assert!(Pattern::worded(|row| Some(format!("A{}", row + 2))).is_none());
        assert!(Pattern::worded(|row| (row == ROWS[0]).then(|| format!("A{}", row + 1))).is_none());
    }
}

//! What holds for every department whatever it fills in.

use crate::support::book::Book;
use jixiao::evaluate::rank::rank;
use jixiao::evaluate::score::Scorer;
use jixiao::evaluate::scorecard::State;
use jixiao::ground::quantity::Points;
use jixiao::submission::Submission;
use jixiao::submission::department::{Department, Entry};
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::sync::OnceLock;

fn submission() -> &'static Submission {
    static SUBMISSION: OnceLock<Submission> = OnceLock::new();
    SUBMISSION.get_or_init(|| Book::good(&["甲局"]).evaluate().submission)
}

fn entry() -> impl Strategy<Value = Entry> {
    prop_oneof![
        6 => (-10i64..2_000_000, 0u32..4).prop_map(|(mantissa, scale)| Entry::Number(Decimal::new(mantissa, scale))),
        2 => (0i64..20).prop_map(|number| Entry::Number(Decimal::from(number))),
        2 => Just(Entry::Yes),
        1 => Just(Entry::No),
        1 => Just(Entry::NotApplicable),
        1 => Just(Entry::Blank),
        1 => Just(Entry::Faulty),
        1 => Just(Entry::Text("说明".into())),
    ]
}

fn department() -> impl Strategy<Value = Department> {
    let count = submission().scheme.columns.len();
    prop::collection::vec(entry(), count)
        .prop_map(|entries| Department { entries, ..submission().departments[0].clone() })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn scores_lie_between_0_and_full_marks_and_sum_to_the_total(department in department()) {
        let card = Scorer::new(submission()).department(&department, &mut Vec::new());
        let system = &submission().scheme.system;
        for (score, indicator) in card.scores.iter().zip(&system.indicators) {
            prop_assert!(score.low >= Points::ZERO && score.low <= score.high);
            prop_assert!(score.high <= score.full.unwrap_or(indicator.marks));
            prop_assert!(score.state == State::Pending || score.low == score.high);
        }
        prop_assert!(card.low >= Points::ZERO && card.low <= card.high && card.high <= system.total_marks());
        if !card.pending() {
            let sum: Points = card.scores.iter().map(|score| score.low).sum();
            prop_assert_eq!(sum, card.low);
            let lost: Points = card.deductions.iter().map(|deduction| deduction.lost()).sum();
            prop_assert_eq!(system.total_marks() - lost, card.low, "every lost point is explained");
            prop_assert!(card.deductions.iter().all(|deduction| !deduction.reason.is_empty()));
        }
    }

    #[test]
    fn the_order_of_departments_does_not_change_scores_or_ranks(mut departments in prop::collection::vec(department(), 2..8)) {
        let conventions = &submission().scheme.conventions;
        let cards = |departments: &[Department]| {
            let mut cards: Vec<_> =
                departments.iter().map(|one| Scorer::new(submission()).department(one, &mut Vec::new())).collect();
            rank(departments, &mut cards, submission().scheme.system.total_marks(), conventions);
            cards
        };
        let forwards = cards(&departments);
        departments.reverse();
        let mut backwards = cards(&departments);
        backwards.reverse();
        prop_assert_eq!(forwards, backwards);
    }
}

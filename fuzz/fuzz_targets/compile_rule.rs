//! Whatever a 评分标准 says, it is understood or refused at characters that are there; a rule that is understood
//! gives marks between nought and 分值.
#![no_main]

use jixiao::ground::convention::Conventions;
use jixiao::ground::quantity::Points;
use jixiao::criterion::{Source, compile};
use libfuzzer_sys::fuzz_target;
use rust_decimal::Decimal;

fuzz_target!(|input: (u8, &str)| {
    let (marks, text) = (Points(Decimal::from(input.0 % 20 + 1)), input.1);
    if text.chars().count() > 2_000 {
        return;
    }
    let compiled = compile(&Source { indicator: "指标", text, full_marks: marks });
    if let Ok(rule) = compiled.rule.as_ref().ok_or(()) {
        assert!(!rule.read_back().is_empty());
        for example in rule.examples(&Conventions::default()) {
            let given = example.marks.unwrap_or(Points::ZERO);
            assert!(given >= Points::ZERO && given <= marks, "{text}: {} → {given}", example.value);
        }
    }
});

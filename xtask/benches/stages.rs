//! Each stage of a run by itself, and the whole job: `cargo bench -p xtask`. Sizes up to 10,000 departments, with
//! `JIXIAO_BENCH_MOST=100000` up to 100,000; the quick test mode (`cargo test -p xtask --benches`) takes 100 alone.
#![allow(clippy::disallowed_methods, reason = "a measurement")]
#![allow(clippy::unwrap_used, missing_docs, reason = "a measurement")]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use jixiao::criterion::Source;
use jixiao::evaluate::{Evaluation, Firmness, Style, score};
use jixiao::ground::quantity::Points;
use jixiao::result;
use jixiao::result::text;
use jixiao::scheme::compile::compile;
use jixiao::scheme::system_sheet::{built_in_grid, parse_system};
use jixiao::submission::parse;
use jixiao::workbook::{read, write};
use rust_decimal::dec;
use std::hint::black_box;
use xtask::many;

fn sizes() -> Vec<u32> {
    // cargo test gives no --bench
    if !std::env::args().any(|argument| argument == "--bench") {
        return vec![100];
    }
    let most = std::env::var("JIXIAO_BENCH_MOST").ok().and_then(|most| most.parse().ok()).unwrap_or(10_000);
    [100, 1_000, 10_000, 100_000].into_iter().filter(|size| *size <= most).collect()
}

fn rules(criterion: &mut Criterion) {
    let (system, _) = parse_system(&built_in_grid()).unwrap();
    criterion.bench_function("compile 附件3-1", |b| b.iter(|| compile(black_box(&system)).unwrap()));
    // the time for a character stays the same where nothing is read again
    let mut group = criterion.benchmark_group("refused text");
    for length in [300, 600, 1_200, 2_400] {
        let text: String = "个性化指标，≤100%，计5分；".chars().cycle().take(length).collect();
        group.sample_size(10).throughput(Throughput::Elements(length as u64));
        group.bench_function(BenchmarkId::from_parameter(length), |b| b.iter(|| refused(black_box(&text))));
    }
    group.finish();
}

fn refused(text: &str) -> usize {
    let source = Source { indicator: "", text, full_marks: Points(dec!(5)) };
    jixiao::criterion::compile(&source).faults.len()
}

fn stages(criterion: &mut Criterion) {
    for size in sizes() {
        let bytes = write::to_bytes(&many::workbook(size)).unwrap();
        let evaluate = || Evaluation { style: Style::Values, ..jixiao::evaluate("many.xlsx", &bytes).unwrap() };
        let evaluation = evaluate();
        let mut group = criterion.benchmark_group("stages");
        group.sample_size(10).throughput(Throughput::Elements(size.into()));
        let id = |name: &str| BenchmarkId::new(name, size);
        group.bench_function(id("read"), |b| b.iter(|| read::read_bytes(black_box(&bytes)).unwrap()));
        group.bench_function(id("parse"), |b| b.iter(|| parse(black_box(&evaluation.book)).unwrap()));
        group.bench_function(id("score"), |b| b.iter(|| score::score(black_box(&evaluation.submission))));
        group.bench_function(id("名次稳健性"), |b| b.iter(|| Firmness::of(black_box(&evaluation))));
        group.bench_function(id("explain"), |b| b.iter(|| explain(black_box(&evaluation))));
        group.bench_function(id("write"), |b| b.iter(|| write::to_bytes(&result::report(black_box(&evaluation)))));
        group.bench_function(id("whole job"), |b| b.iter(|| jixiao::write_result(&evaluate()).unwrap()));
        group.finish();
    }
}

/// What `jixiao explain` says, for every department.
fn explain(evaluation: &Evaluation) -> usize {
    let all: Vec<usize> = (0..evaluation.submission.scheme.system.indicators.len()).collect();
    (0..evaluation.cards.len()).map(|department| text::explain(evaluation, department, &all).len()).sum()
}

criterion_group!(benches, rules, stages);
criterion_main!(benches);

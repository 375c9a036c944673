//! docs/findings.md and docs/rules.md are written by this test from the code: after a change run
//! `JIXIAO_UPDATE=1 cargo test --test docs` and commit what it wrote.
#![allow(clippy::unwrap_used, reason = "tests")]

use jixiao::criterion;
use jixiao::criterion::{KINDS, Rule, Source};
use jixiao::ground::convention::Conventions;
use jixiao::ground::finding::CODES;
use jixiao::ground::quantity::Points;
use jixiao::result::examples_text;
use jixiao::scheme::compile::compile;
use jixiao::scheme::read_system::{built_in_grid, parse_system};
use std::fmt::Write;
use std::path::Path;

fn pinned(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    if std::env::var_os("JIXIAO_UPDATE").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "docs/{name} is out of date: run JIXIAO_UPDATE=1 cargo test --test docs");
}

fn cell(text: &str) -> String {
    text.replace('\n', "<br>").replace('|', "\\|")
}

#[test]
fn the_page_of_findings_is_up_to_date() {
    let mut text = String::from(
        "# 疑点代码\n\n本页由程序生成。级别：必须——处理后重新运行；提示——核对，属实的附说明；规范化——程序换了写法，请核对采用值。\n\n",
    );
    for (letter, heading) in [
        ('R', "评分标准与计算公式"),
        ('F', "文件、工作表、表头"),
        ('D', "部门数据、个性化指标"),
        ('S', "自评"),
        ('G', "勾稽关系"),
        ('B', "部门填报表（收集时发现）"),
    ] {
        let _ = writeln!(text, "## {letter} {heading}\n\n| 代码 | 级别 | 疑点 | 含义 |\n|---|---|---|---|");
        for info in CODES.iter().filter(|info| info.id.starts_with(letter)) {
            let _ =
                writeln!(text, "| {} | {} | {} | {} |", info.id, info.severity.name(), info.title, cell(info.meaning));
        }
        text.push('\n');
    }
    pinned("findings.md", text.trim_end());
}

#[test]
fn the_page_of_rules_is_up_to_date() {
    let mut text = String::from(
        "# 计分规则\n\n本页由程序生成。程序把评分标准的文字归入下列六种之一；读不懂或有疑问的，指出是哪几个字，不猜测。\n\n## 六种规则\n\n",
    );
    for kind in KINDS {
        let _ = writeln!(text, "### {}（{}）\n\n例：{}\n", kind.name, kind.id, kind.sample);
        let full_marks = Points(if kind.id == "checklist" || kind.id == "per_case" { 3 } else { 5 }.into());
        let full_marks = if kind.id == "proportional" { Points(10.into()) } else { full_marks };
        let compilation = criterion::compile(&Source { indicator: "", text: kind.sample, full_marks });
        describe(&mut text, &compilation.rule.expect("the sample of a kind compiles"));
    }
    text.push_str("## 附件3-1 各项指标的读法\n\n");
    let system = parse_system(&built_in_grid()).unwrap().0;
    let (compiled, _) = compile(&system).unwrap();
    for (indicator, compiled) in system.indicators.iter().zip(&compiled) {
        let _ = writeln!(
            text,
            "### {}（{}分）\n\n评分标准：{}\n",
            indicator.path,
            indicator.marks,
            cell(&indicator.criterion.text)
        );
        if !indicator.formula.text.is_empty() {
            let _ = writeln!(text, "计算公式：{}（{}）\n", indicator.formula.text, indicator.source);
        }
        describe(&mut text, &compiled.rule);
    }
    pinned("rules.md", text.trim_end());
}

fn describe(text: &mut String, rule: &Rule) {
    let _ = writeln!(text, "- 计分方式：{}", rule.kind_name());
    let _ = writeln!(text, "- 程序的理解：{}", rule.read_back());
    let _ = writeln!(text, "- 相关口径：{}", rule.conventions().join("、"));
    let examples = examples_text(&rule.examples(&Conventions::default()));
    if !examples.is_empty() {
        let _ = writeln!(text, "- 边界示例：{examples}");
    }
    text.push('\n');
}

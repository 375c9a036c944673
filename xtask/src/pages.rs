//! Pages of docs/ that are made from the code.

use jixiao::criterion;
use jixiao::criterion::{KINDS, Rule, Source};
use jixiao::ground::convention::Conventions;
use jixiao::ground::finding::{CODES, Topic};
use jixiao::ground::quantity::Points;
use jixiao::result::examples_text;
use jixiao::scheme::Scheme;
use std::fmt::Write;

/// A page that is made from the code.
pub struct Page {
    /// Where it stands in the repository.
    pub path: &'static str,
    /// What it must hold.
    pub text: fn() -> String,
}

/// All such pages.
pub const PAGES: [Page; 2] =
    [Page { path: "docs/findings.md", text: findings }, Page { path: "docs/rules.md", text: rules }];

fn cell(text: &str) -> String {
    text.replace('\n', "<br>").replace('|', "\\|")
}

/// Every finding with its code.
fn findings() -> String {
    let mut text = String::from(
        "# 疑点代码\n\n本页由程序生成。级别：一 影响得分——待核或可能算错；二 请部门补正——得分不变，部门有差错要更正；三 供核对——属实的附说明；四 写法统一——程序换了写法，请核对采用值。\n\n",
    );
    for (topic, heading) in Topic::HEADINGS {
        let _ = writeln!(text, "## {heading}\n\n| 代码 | 级别 | 处理 | 疑点 | 含义 |\n|---|---|---|---|---|");
        for info in CODES.iter().filter(|info| info.code.topic() == topic) {
            let _ = writeln!(
                text,
                "| {} | {} | {} | {} | {} |",
                info.id,
                info.level.name(),
                info.owner.name(),
                info.title,
                cell(info.meaning)
            );
        }
        text.push('\n');
    }
    text.trim_end().to_string()
}

/// Every kind of rule, and how each text of 附件3-1 is read.
fn rules() -> String {
    let mut text = String::from(
        "# 计分规则\n\n本页由程序生成。程序把评分标准的文字归入下列六种之一；读不懂或有疑问的，指出是哪几个字，不猜测。\n\n## 六种规则\n\n",
    );
    for kind in KINDS {
        let _ = writeln!(text, "### {}（{}）\n\n例：{}\n", kind.name, kind.id, kind.sample);
        let full_marks = Points(kind.sample_marks.into());
        let compilation = criterion::compile(&Source { indicator: "", text: kind.sample, full_marks });
        describe(&mut text, &compilation.rule.expect("the sample of a kind compiles"));
    }
    text.push_str("## 附件3-1 各项指标的读法\n\n");
    let scheme = Scheme::built_in().expect("the built-in table is understood");
    for (indicator, compiled) in scheme.system.indicators.iter().zip(&scheme.rules) {
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
    text.trim_end().to_string()
}

fn describe(text: &mut String, rule: &Rule) {
    let _ = writeln!(text, "- 计分方式：{}", rule.kind().name);
    let _ = writeln!(text, "- 程序的理解：{}", rule.read_back());
    let _ = writeln!(text, "- 相关口径：{}", rule.conventions().join("、"));
    let examples = examples_text(&rule.examples(&Conventions::default()));
    if !examples.is_empty() {
        let _ = writeln!(text, "- 边界示例：{examples}");
    }
    text.push('\n');
}

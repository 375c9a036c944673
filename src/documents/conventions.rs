//! 表2 of the 评价报告: 口径 as an office says them.

use crate::documents::letter::Letter;
use crate::documents::report_tables::put;
use crate::documents::tables::{centre, headings, plain, words};
use crate::ground::Points;
use crate::ground::convention::{
    Conventions, GradeBand, MissingData, NotApplicableMarks, PartStep, RankMode, RankScope, ZeroBase,
};
use crate::word::Section;
use rust_decimal::Decimal;

/// The table.
pub fn table(letter: Letter, page: &mut Section) {
    let mut rows = vec![headings(&["情形", "处理办法"])];
    for (case, said) in in_words(&letter.evaluation().scheme().conventions) {
        rows.push(vec![centre(case), words(said)]);
    }
    put(page, "表2　评分口径", &[35, 65], rows);
}

fn in_words(conventions: &Conventions) -> [(&'static str, String); 10] {
    let cap = conventions.excellent_cap.map(|cap| plain(Points(cap * Decimal::ONE_HUNDRED)));
    let said = |text: &str| text.to_string();
    [
        (
            "不足一个百分点的零头",
            said(match conventions.part_step {
                PartStep::Ignore => "不扣分",
                PartStep::Proportional => "按比例扣分",
                PartStep::Whole => "按一个百分点扣分",
            }),
        ),
        (
            "计算公式的分母为0",
            said(match conventions.zero_base {
                ZeroBase::Pending => "暂不评定，核实后再计分",
                ZeroBase::NotApplicable => "按指标不适用处理",
            }),
        ),
        (
            "指标对部门（单位）不适用",
            said(match conventions.not_applicable {
                NotApplicableMarks::Full => "计满分",
                NotApplicableMarks::Rescale => "不计分，其余指标得分按比例折算为总分",
            }),
        ),
        (
            "计算所需的数据没有填报",
            said(match conventions.missing {
                MissingData::Pending => "暂不评定，补报后再计分",
                MissingData::AdoptSelf => "按部门（单位）自评得分计",
                MissingData::Zero => "计0分",
            }),
        ),
        ("调整率、偏差率为负数", said(if conventions.absolute_adjustment { "按绝对值计分" } else { "按原数计分" })),
        ("各项指标得分", format!("保留{}位小数，四舍五入，总分为各项得分之和", conventions.score_places)),
        (
            "总分相同",
            said(match conventions.rank_mode {
                RankMode::Skip => "名次并列，其后的名次跳过并列的个数",
                RankMode::Dense => "名次并列，其后的名次连续",
            }),
        ),
        (
            "排名范围",
            said(match conventions.rank_scope {
                RankScope::City => "全部部门（单位）统一排名",
                RankScope::ByCategory => "按部门类别分别排名",
            }),
        ),
        ("等次划分（按百分制）", grades(&conventions.grades)),
        ("评为最高等次的比例", cap.map_or("不作限制".into(), |cap| format!("不超过参加排名的部门（单位）的{cap}%"))),
    ]
}

/// `优秀90分及以上，良好80分至不足90分，不合格不足60分`
fn grades(bands: &[GradeBand]) -> String {
    let mut said = Vec::new();
    for (at, band) in bands.iter().enumerate() {
        let above = at.checked_sub(1).map(|above| plain(bands[above].at_least));
        let least = plain(band.at_least);
        said.push(match above {
            None => format!("{}{least}分及以上", band.name),
            Some(above) if at + 1 == bands.len() => format!("{}不足{above}分", band.name),
            Some(above) => format!("{}{least}分至不足{above}分", band.name),
        });
    }
    said.join("，")
}

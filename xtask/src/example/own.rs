//! 个性化指标 of the departments that detailed the official ones.

/// One own indicator; numbers in hundredths.
#[derive(Clone)]
pub struct Own {
    /// The department as the sheet writes it.
    pub department: String,
    /// 三级指标
    pub indicator: &'static str,
    /// 个性化指标名称
    pub name: &'static str,
    /// 分值
    pub full: i64,
    /// How it is scored.
    pub by: By,
    /// 说明
    pub remark: &'static str,
}

/// 计分方式
#[derive(Clone, Copy)]
pub enum By {
    /// 评定: 评定得分.
    Judged(i64),
    /// 按完成比例: 目标值 and 完成值.
    Rate(i64, i64),
    /// A 计分方式 that the program does not know.
    Other(&'static str),
}

impl Own {
    /// The marks, rounded half up.
    fn marks(&self) -> i64 {
        match self.by {
            By::Judged(marks) => marks,
            By::Rate(target, done) => (2 * self.full * done.min(target) + target) / (2 * target),
            By::Other(_) => 0,
        }
    }
}

type Row = (&'static str, &'static str, &'static str, i64, By, &'static str);

use By::{Judged, Rate};

#[rustfmt::skip]
const ROWS: &[Row] = &[
    ("市教育局", "推进全面小康建设指标任务完成情况", "新增公办幼儿园学位（个）", 300, Rate(650_000, 612_500), ""),
    ("市教育局", "推进全面小康建设指标任务完成情况", "高中阶段毛入学率（%）", 200, Judged(200), ""),
    ("市教育局", "省市重点民生实事完成情况", "芙蓉学校建设（所）", 200, Rate(400, 400), ""),
    ("市交通运输局", "建设湖南新增极目标任务完成情况", "国省干线改造里程（公里）", 400, Rate(12_000, 10_860), ""),
    ("市交通运输局", "建设湖南新增极目标任务完成情况", "港口吞吐量增速（%）", 300, Judged(250), "增速低于计划0.6个百分点。"),
    ("市农业农村局", "经济效益", "新增高标准农田（万亩）", 600, Rate(1_850, 1_850), ""),
    ("市农业农村局", "社会效益", "农村户厕改造（户）", 500, Rate(2_600_000, 2_480_000), ""),
    ("市农业农村局", "生态效益", "畜禽粪污综合利用率", 400, Judged(350), "利用率达到目标，但台账不全。"),
    ("市卫生健康委员会", "省市重点民生实事完成情况", "农村适龄妇女“两癌”免费检查（人）", 200, Rate(4_200_000, 4_263_000), "超额完成，按满分计。"),
    ("市水利局", "省市重点工程和重大项目建设完成情况", "重点垸堤防加固年度投资（万元）", 200, Rate(860_000, 817_000), ""),
];

/// The own indicators of a department.
pub fn own_indicators(department: &str) -> Vec<Own> {
    let own = |&(department, indicator, name, full, by, remark): &Row| Own {
        department: department.to_string(),
        indicator,
        name,
        full,
        by,
        remark,
    };
    ROWS.iter().filter(|row| row.0 == department).map(own).collect()
}

/// 分值 and marks that own indicators give to an official one; none where there are none.
pub fn marks_under(own: &[Own], indicator: &str) -> Option<(i64, i64)> {
    let under: Vec<&Own> = own.iter().filter(|own| own.indicator == indicator).collect();
    let sum = |of: fn(&Own) -> i64| under.iter().map(|own| of(own)).sum();
    (!under.is_empty()).then(|| (sum(|own| own.full), sum(Own::marks)))
}

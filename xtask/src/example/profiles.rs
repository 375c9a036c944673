//! The departments of 临湖市, a city that does not exist, and how well each of them did.

/// How well a department did: it decides how often it loses points.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tier {
    /// Mostly 优秀.
    A,
    /// Mostly 良好.
    B,
    /// Mostly 合格.
    C,
    /// Mostly 不合格.
    D,
}

impl Tier {
    /// How many of a hundred things go well.
    pub fn luck(self) -> i64 {
        match self {
            Tier::A => 92,
            Tier::B => 72,
            Tier::C => 44,
            Tier::D => 14,
        }
    }
}

/// Where a department's money comes from, besides the budget.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Income {
    /// 公共财政拨款 alone.
    Budget,
    /// 政府基金拨款 too.
    Fund,
    /// 纳入专户管理的非税收入拨款 too.
    Fees,
}

/// One department.
pub struct Profile {
    /// 部门（单位）名称
    pub name: &'static str,
    /// 部门类别
    pub category: &'static str,
    /// 归口科室 of the bureau: the column that someone inserted.
    pub office: &'static str,
    /// 人员编制
    pub posts: i64,
    /// How well it did.
    pub tier: Tier,
    /// 项目支出 as a percentage of 基本支出; 0 where there are no projects at all.
    pub projects: i64,
    /// Other income.
    pub income: Income,
}

/// 党群部门
const PARTY: &str = "党群部门";
/// 政府部门
pub const GOVERNMENT: &str = "政府部门";
/// 事业单位
pub const INSTITUTION: &str = "事业单位";

type Row = (&'static str, &'static str, &'static str, i64, Tier, i64, Income);

use Income::{Budget, Fees, Fund};
use Tier::{A, B, C, D};

#[rustfmt::skip]
const ROWS: &[Row] = &[
    ("市委办公室", PARTY, "行政政法科", 96, A, 62, Budget),
    ("市纪委监委机关", PARTY, "行政政法科", 148, A, 48, Budget),
    ("市委组织部", PARTY, "行政政法科", 64, A, 85, Budget),
    ("市委宣传部", PARTY, "教科文科", 58, B, 130, Budget),
    ("市委统战部", PARTY, "行政政法科", 42, B, 54, Budget),
    ("市委政法委", PARTY, "行政政法科", 46, B, 96, Budget),
    ("市总工会", PARTY, "行政政法科", 38, A, 110, Budget),
    ("共青团市委", PARTY, "行政政法科", 22, B, 70, Budget),
    ("市妇联", PARTY, "行政政法科", 24, B, 64, Budget),
    ("市科协", PARTY, "教科文科", 20, C, 0, Budget),
    ("市政府办公室", GOVERNMENT, "行政政法科", 128, A, 66, Budget),
    ("市发展和改革委员会", GOVERNMENT, "经济建设科", 118, B, 140, Budget),
    ("市教育局", GOVERNMENT, "教科文科", 102, A, 310, Fees),
    ("市科学技术局", GOVERNMENT, "教科文科", 45, A, 260, Budget),
    ("市工业和信息化局", GOVERNMENT, "经济建设科", 92, B, 180, Budget),
    ("市公安局", GOVERNMENT, "行政政法科", 1860, B, 42, Fees),
    ("市民政局", GOVERNMENT, "社会保障科", 68, B, 340, Budget),
    ("司法局", GOVERNMENT, "行政政法科", 18, C, 36, Budget),
    ("市司法局", GOVERNMENT, "行政政法科", 84, C, 58, Budget),
    ("市财政局", GOVERNMENT, "办公室", 156, A, 74, Budget),
    ("市人力资源和社会保障局", GOVERNMENT, "社会保障科", 132, A, 150, Budget),
    ("市自然资源和规划局", GOVERNMENT, "自然资源科", 210, B, 220, Fund),
    ("市生态环境局", GOVERNMENT, "自然资源科", 144, A, 240, Budget),
    ("市住房和城乡建设局", GOVERNMENT, "经济建设科", 166, C, 380, Fund),
    ("市交通运输局", GOVERNMENT, "经济建设科", 190, B, 420, Fund),
    ("市水利局", GOVERNMENT, "农业农村科", 126, B, 360, Fund),
    ("市农业农村局", GOVERNMENT, "农业农村科", 174, A, 290, Budget),
    ("市商务局", GOVERNMENT, "经济建设科", 72, C, 125, Budget),
    ("市文化旅游广电局", GOVERNMENT, "教科文科", 112, B, 175, Budget),
    ("市卫生健康委员会", GOVERNMENT, "社会保障科", 98, B, 330, Budget),
    ("市退役军人事务局", GOVERNMENT, "社会保障科", 40, A, 210, Budget),
    ("市应急管理局", GOVERNMENT, "经济建设科", 60, B, 118, Budget),
    ("市审计局", GOVERNMENT, "行政政法科", 82, A, 52, Budget),
    ("市市场监督管理局", GOVERNMENT, "行政政法科", 320, C, 38, Fees),
    ("市统计局", GOVERNMENT, "行政政法科", 52, B, 88, Budget),
    ("市医疗保障局", GOVERNMENT, "社会保障科", 44, B, 96, Budget),
    ("市林业局", GOVERNMENT, "农业农村科", 88, D, 190, Budget),
    ("市机关事务服务中心", INSTITUTION, "行政政法科", 56, C, 230, Budget),
    ("市图书馆", INSTITUTION, "教科文科", 48, B, 45, Budget),
    ("市疾病预防控制中心", INSTITUTION, "社会保障科", 130, A, 95, Fees),
    ("市职业技术学院", INSTITUTION, "教科文科", 420, C, 82, Fees),
    ("市园林绿化中心", INSTITUTION, "经济建设科", 150, D, 140, Budget),
    ("市供销合作社联合社", INSTITUTION, "农业农村科", 34, D, 60, Budget),
];

/// All generated departments, in the order of the workbook.
pub fn profiles() -> Vec<Profile> {
    let profile = |&(name, category, office, posts, tier, projects, income): &Row| Profile {
        name,
        category,
        office,
        posts,
        tier,
        projects,
        income,
    };
    ROWS.iter().map(profile).collect()
}

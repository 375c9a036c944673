//! What reviewers found: checklists, cases, 评定得分, each with its 情况说明 where points are lost.

use super::department::{number, text};
use super::own::{Own, marks_under};
use super::profiles::Tier;
use crate::random::Random;
use jixiao::workbook::sheet::Cell;

/// The answer to one item of a checklist.
#[derive(Clone, Copy)]
pub enum Answer {
    /// 是
    Yes,
    /// 否
    No,
    /// Marks in hundredths.
    Part(i64),
}

impl Answer {
    /// As typed.
    pub fn cell(self) -> Cell {
        match self {
            Answer::Yes => text("是"),
            Answer::No => text("否"),
            Answer::Part(marks) => number(marks, "分"),
        }
    }

    /// In hundredths, of an item worth `full`.
    pub fn marks(self, full: i64) -> i64 {
        match self {
            Answer::Yes => full,
            Answer::No => 0,
            Answer::Part(marks) => marks,
        }
    }
}

/// A checklist: ①… 1分.
pub struct Check {
    /// 三级指标
    pub indicator: &'static str,
    /// 分值 of the items in hundredths.
    pub full: &'static [i64],
    /// The answers.
    pub answers: Vec<Answer>,
    /// 情况说明
    pub remark: String,
}

/// Cases: 每出现一例扣….
pub struct Count {
    /// 三级指标
    pub indicator: &'static str,
    /// 分值 in hundredths.
    pub full: i64,
    /// What one case costs, in hundredths.
    pub each: i64,
    /// How many of each item.
    pub cases: Vec<i64>,
    /// 情况说明
    pub remark: String,
}

/// A judged indicator.
pub struct Judged {
    /// 三级指标
    pub indicator: &'static str,
    /// 分值 here, in hundredths.
    pub full: i64,
    /// 本部门分值 as typed; none where the department did not split the shared 15.
    pub share: Option<i64>,
    /// 评定得分 in hundredths.
    pub marks: i64,
    /// 说明
    pub remark: String,
    /// Whether 个性化指标 give the marks.
    pub by_own: bool,
}

/// All of them.
pub struct Opinions {
    /// Checklists.
    pub checks: Vec<Check>,
    /// Cases.
    pub counts: Vec<Count>,
    /// 评定
    pub judged: Vec<Judged>,
}

const CHECKS: [(&str, &[i64], &str); 3] = [
    ("管理制度健全性（预算管理）", &[100, 100, 100], "内部财务管理制度未按新政府会计制度修订，个别条款执行不到位。"),
    (
        "预决算信息公开性和完善性",
        &[100, 50, 50, 50, 50],
        "决算公开说明中部分基础数据与报表不一致，公开时间晚于规定时限。",
    ),
    ("管理制度健全性（资产管理）", &[200, 100], "资产管理制度未明确领用和盘点责任，年末未按制度盘点。"),
];

const COUNTS: [(&str, i64, i64, usize, &str); 3] = [
    ("支付进度", 300, 50, 1, "专项资金6月底前未下达完毕，分别于8月、9月下达。"),
    ("资金使用合规性", 300, 100, 5, "抽查凭证发现培训费报销缺少审批单。"),
    ("资产管理安全性", 400, 100, 5, "抽盘发现办公设备账实不符，已列入整改。"),
];

const DUTIES: [(&str, i64, &str); 6] = [
    ("推进全面小康建设指标任务完成情况", 500, "一项小康监测指标未达到年度目标。"),
    ("建设湖南新增极目标任务完成情况", 700, "重点产业项目进度滞后于计划。"),
    ("《政府工作报告》目标任务完成情况", 500, "分解任务中有一项延期完成。"),
    ("省市重点民生实事完成情况", 200, "民生实事项目完工但未验收。"),
    ("省市重点工程和重大项目建设完成情况", 200, "重大项目年度投资未完成计划。"),
    ("其他工作实绩指标完成情况", 400, "综合考评扣分项涉及本部门。"),
];

/// The three that share 15 分.
pub const EFFECTS: [(&str, &str); 3] = [
    ("经济效益", "经济效益目标未量化，佐证材料不足。"),
    ("社会效益", "社会效益指标完成值低于目标值。"),
    ("生态效益", "生态效益佐证材料不足。"),
];

/// How departments split the shared 15; the last one does not split it.
const SPLITS: [Option<[i64; 3]>; 5] =
    [Some([500, 500, 500]), Some([600, 600, 300]), Some([400, 800, 300]), Some([800, 700, 0]), None];

/// Draws them; `own` says where the department has its own indicators.
pub fn form_opinions(tier: Tier, own: &[Own], random: &mut Random) -> Opinions {
    let mut judged: Vec<Judged> =
        DUTIES.map(|(indicator, full, remark)| duty(tier, (indicator, full, remark), random)).into();
    judged.extend(effects(tier, random));
    for one in &mut judged {
        if let Some((full, marks)) = marks_under(own, one.indicator) {
            (one.full, one.marks, one.by_own) = (full, marks, true);
        }
    }
    if judged.iter().any(|one| one.by_own && EFFECTS.iter().any(|(name, _)| *name == one.indicator)) {
        // own indicators split the shared 分值 among those they detail
        for one in judged.iter_mut().filter(|one| EFFECTS.iter().any(|(name, _)| *name == one.indicator)) {
            if !one.by_own {
                (one.full, one.marks, one.by_own) = (0, 0, true);
            }
        }
    }
    Opinions {
        checks: CHECKS.map(|(indicator, full, remark)| check(tier, (indicator, full, remark), random)).into(),
        counts: COUNTS.map(|row| count(tier, row, random)).into(),
        judged,
    }
}

fn check(tier: Tier, (indicator, full, remark): (&'static str, &'static [i64], &str), random: &mut Random) -> Check {
    let mut answer = |full: &i64| match random.chance(tier.luck() + 5) {
        true => Answer::Yes,
        false if *full >= 100 && random.chance(50) => Answer::Part(50),
        false => Answer::No,
    };
    let answers: Vec<Answer> = full.iter().map(&mut answer).collect();
    let lost = answers.iter().zip(full).any(|(answer, full)| answer.marks(*full) < *full);
    Check { indicator, full, answers, remark: if lost { remark.to_string() } else { String::new() } }
}

fn count(tier: Tier, row: (&'static str, i64, i64, usize, &str), random: &mut Random) -> Count {
    let (indicator, full, each, items, remark) = row;
    let calm = 100 - (100 - tier.luck()) / 3;
    let cases: Vec<i64> = (0..items).map(|_| if random.chance(calm) { 0 } else { random.between(1, 2) }).collect();
    let any = cases.iter().any(|cases| *cases > 0);
    Count { indicator, full, each, cases, remark: if any { remark.to_string() } else { String::new() } }
}

/// 评定得分 in halves.
fn marks(tier: Tier, full: i64, random: &mut Random) -> i64 {
    if random.chance(tier.luck()) || full == 0 {
        return full;
    }
    let most = if tier == Tier::D { 5 } else { 3 };
    (full - 50 * random.between(1, most)).max(0)
}

fn duty(tier: Tier, (indicator, full, remark): (&'static str, i64, &str), random: &mut Random) -> Judged {
    let marks = marks(tier, full, random);
    let remark = if marks < full { remark.to_string() } else { String::new() };
    Judged { indicator, full, share: None, marks, remark, by_own: false }
}

fn effects(tier: Tier, random: &mut Random) -> Vec<Judged> {
    let split = random.pick(&SPLITS);
    let parts = split.unwrap_or([500, 500, 500]);
    let one = |((indicator, remark), full): (&(&'static str, &str), i64)| {
        let marks = marks(tier, full, random);
        let remark = if marks < full { (*remark).to_string() } else { String::new() };
        Judged { indicator, full, share: split.map(|_| full), marks, remark, by_own: false }
    };
    EFFECTS.iter().zip(parts).map(one).collect()
}

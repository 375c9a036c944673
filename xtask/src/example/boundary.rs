//! Figures set exactly on a bound of the official text, and just beside it: the score each must give.

use super::figures::Figures;

/// One set of figures on a bound.
pub struct Boundary {
    /// Whose.
    pub department: &'static str,
    /// What the ratio is.
    pub planted: &'static str,
    /// 三级指标 and the score it must give, in hundredths.
    pub indicator: &'static str,
    /// The score in hundredths.
    pub marks: i64,
    /// Sets the figures.
    pub adjust: fn(&mut Figures),
}

const fn row(
    department: &'static str,
    indicator: &'static str,
    planted: &'static str,
    marks: i64,
    adjust: fn(&mut Figures),
) -> Boundary {
    Boundary { department, planted, indicator, marks, adjust }
}

const CONTROL: &str = "“三公经费”控制率";
const CHANGE: &str = "“三公经费”变动率";
const STAFF: &str = "财政供养人员控制率";
const KEY: &str = "重点支出安排率";
const ADJUSTED: &str = "预算调整率";
const LEFT: &str = "资金结余";
const BOUGHT: &str = "政府采购执行率";
const CARD: &str = "公务卡刷卡率";
const USED: &str = "固定资产利用率";
const PLEASED: &str = "社会公众或服务对象满意度";

/// All of them, by department.
#[rustfmt::skip]
pub const BOUNDARIES: &[Boundary] = &[
    row("市委办公室", STAFF, "96÷96 = 100% exactly", 500, |f| f.set("实有人数", 9600)),
    row("市委办公室", CONTROL, "10.00÷10.00 = 100.00% exactly", 600, |f| three_public(f, 1000, 1000, 1000)),
    row("市委办公室", CHANGE, "unchanged: 0% exactly", 500, |_| {}),
    row("市纪委监委机关", CONTROL, "10.10÷10.00 = 101% exactly: one whole point", 500, |f| three_public(f, 1010, 1000, 1000)),
    row("市纪委监委机关", CHANGE, "up by 1% exactly: one whole point", 450, |_| {}),
    row("市政府办公室", CONTROL, "20.19÷20.00 = 100.95%: no whole point", 600, |f| three_public(f, 2019, 2000, 2019)),
    row("市政府办公室", KEY, "80% exactly, （含）", 400, |f| key_projects(f, 8000)),
    row("市发展和改革委员会", KEY, "79.99%", 300, |f| key_projects(f, 7999)),
    row("市财政局", KEY, "90% exactly", 500, |f| key_projects(f, 9000)),
    row("市财政局", ADJUSTED, "10% exactly, （含）", 200, |f| part_of(f, "预算调整数", "预算数", 1000)),
    row("市教育局", ADJUSTED, "10.01%", 100, |f| part_of(f, "预算调整数", "预算数", 1001)),
    row("市审计局", BOUGHT, "99% exactly: one whole point", 280, |f| part_of(f, "实际采购金额", "采购预算", 9900)),
    row("市科学技术局", BOUGHT, "99.01%: no whole point", 300, |f| part_of(f, "实际采购金额", "采购预算", 9901)),
    row("市审计局", CARD, "50% exactly, 以上 includes it", 300, |f| part_of(f, "公务卡支出", "可刷卡支出", 5000)),
    row("市应急管理局", CARD, "49% exactly: one whole point", 280, |f| part_of(f, "公务卡支出", "可刷卡支出", 4900)),
    row("市农业农村局", USED, "99% exactly: one whole point", 290, |f| used_assets(f, 9900)),
    row("市人力资源和社会保障局", USED, "98.5%: one whole point, the half is not charged", 290, |f| used_assets(f, 9850)),
    row("市人力资源和社会保障局", LEFT, "累计结余 equals 上年结转: 不超过", 200, |f| left_over(f, 0)),
    row("市市场监督管理局", LEFT, "overspent: 累计结余 is −5.00, no surplus", 300, overspent),
    row("市委统战部", ADJUSTED, "cut by 5%: 预算调整数 is negative, its size counts", 200, |f| {
        part_of(f, "预算调整数", "预算数", -500);
    }),
    row("市疾病预防控制中心", LEFT, "累计结余 exceeds 上年结转 by 0.01", 0, |f| left_over(f, 1)),
    row("市生态环境局", PLEASED, "95% exactly, （含）", 500, |f| f.set("满意度", 9500)),
    row("市交通运输局", PLEASED, "94.99%", 300, |f| f.set("满意度", 9499)),
    row("市林业局", PLEASED, "75% exactly, （含）", 100, |f| f.set("满意度", 7500)),
];

fn three_public(figures: &mut Figures, all: i64, budget: i64, before: i64) {
    figures.set("公务接待费", all / 5);
    figures.set("公务用车运维费", all - all / 5);
    figures.set("公务用车购置费", 0);
    figures.set("因公出国费", 0);
    figures.set("三公经费合计", all);
    figures.set("三公经费预算", budget);
    figures.set("上年三公经费", before);
}

/// So many hundredths of a per cent of an amount cut to whole hundreds of 万元, which divides without rest.
fn part_of(figures: &mut Figures, part: &'static str, all: &'static str, rate: i64) {
    let whole = figures.get(all) / 10_000 * 10_000;
    figures.set(all, whole);
    figures.set(part, whole / 10_000 * rate);
}

/// 项目支出 to whole hundreds of 万元, the rest moved to 公用支出: all ties hold.
fn key_projects(figures: &mut Figures, rate: i64) {
    let rest = figures.get("项目支出") % 10_000;
    let projects = figures.get("项目支出") - rest;
    figures.set("公用支出", figures.get("公用支出") + rest);
    figures.set("基本支出", figures.get("基本支出") + rest);
    figures.set("项目支出", projects);
    figures.set("项目总支出", projects);
    figures.set("重点项目支出", projects / 10_000 * rate);
}

fn used_assets(figures: &mut Figures, rate: i64) {
    let all = figures.get("固定资产合计") / 10_000 * 10_000;
    let used = all / 10_000 * rate;
    figures.set("固定资产合计", all);
    figures.set("在用固定资产", used);
    figures.set("出租固定资产", 0);
    figures.set("其他固定资产", all - used);
}

/// 累计结余 that exceeds 上年结转 by so much.
fn left_over(figures: &mut Figures, beyond: i64) {
    leave(figures, figures.get("上年结转") + beyond);
}

fn overspent(figures: &mut Figures) {
    leave(figures, -500);
}

/// Another 累计结余; the income follows.
fn leave(figures: &mut Figures, left: i64) {
    let before = figures.get("累计结余");
    figures.set("累计结余", left);
    figures.set("当年结余", left - figures.get("上年结转"));
    figures.set("收入合计", figures.get("收入合计") + left - before);
    figures.set("公共财政拨款", figures.get("公共财政拨款") + left - before);
}

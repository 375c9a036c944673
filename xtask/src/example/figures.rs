//! The 数据项 of a generated department: amounts in hundredths of 万元, so that they tie exactly.

use super::profiles::{Income, Profile, Tier};
use crate::random::Random;
use std::collections::BTreeMap;

/// 数据项 and their values in hundredths (of 万元, persons or per cent).
#[derive(Clone, Default)]
pub struct Figures(BTreeMap<&'static str, i64>);

impl Figures {
    /// The value, 0 where there is none.
    pub fn get(&self, item: &str) -> i64 {
        self.0.get(item).copied().unwrap_or(0)
    }

    /// Sets a value.
    pub fn set(&mut self, item: &'static str, hundredths: i64) {
        self.0.insert(item, hundredths);
    }

    /// All values.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, i64)> {
        self.0.iter().map(|(item, value)| (*item, *value))
    }
}

/// So many per mille of an amount.
fn share(amount: i64, per_mille: i64) -> i64 {
    amount * per_mille / 1000
}

/// Down to whole 万元, as budgets are.
fn whole(hundredths: i64) -> i64 {
    hundredths / 100 * 100
}

/// Draws all figures of a department.
pub fn draw(profile: &Profile, random: &mut Random) -> Figures {
    let mut figures = Figures::default();
    let mut drawing = Drawing { profile, random, figures: &mut figures };
    drawing.staff();
    drawing.spending();
    drawing.income();
    drawing.three_public();
    drawing.assets();
    drawing.ratios();
    figures
}

struct Drawing<'a> {
    profile: &'a Profile,
    random: &'a mut Random,
    figures: &'a mut Figures,
}

impl Drawing<'_> {
    fn lucky(&mut self) -> bool {
        self.random.chance(self.profile.tier.luck())
    }

    /// A rate in per mille: one range where things go well, another where they do not.
    fn rate(&mut self, good: (i64, i64), bad: (i64, i64)) -> i64 {
        let (low, high) = if self.lucky() { good } else { bad };
        self.random.between(low, high)
    }

    fn staff(&mut self) {
        let rate = self.rate((900, 1000), (1010, 1080));
        self.figures.set("人员编制", self.profile.posts * 100);
        self.figures.set("实有人数", whole(share(self.profile.posts * 100, rate)).max(100));
    }

    fn spending(&mut self) {
        let people = self.figures.get("实有人数") / 100 * self.random.between(1350, 1880);
        let running = share(people, self.random.between(210, 390));
        let projects = match self.profile.projects {
            0 => 0,
            percent => whole((people + running) * percent / 100) + 100 * self.random.between(1, 40),
        };
        self.figures.set("人员支出", people);
        self.figures.set("公用支出", running);
        self.figures.set("基本支出", people + running);
        if projects > 0 {
            self.figures.set("项目支出", projects);
        }
        self.figures.set("支出合计", people + running + projects);
    }

    /// 收入 follows from 支出, what came over from last year and what is left.
    fn income(&mut self) {
        let spent = self.figures.get("支出合计");
        let carried = share(spent, self.random.between(20, 90));
        let left = match self.random.chance(30) {
            true if self.profile.tier != Tier::D => 0,
            _ => {
                let rate = self.rate((450, 990), (1050, 1700));
                share(carried, rate)
            }
        };
        self.figures.set("上年结转", carried);
        self.figures.set("累计结余", left);
        self.figures.set("当年结余", left - carried);
        self.figures.set("收入合计", spent + left);
        let mut rest = spent + left - carried;
        let other = match self.profile.income {
            Income::Budget => None,
            Income::Fund => Some("政府基金拨款"),
            Income::Fees => Some("纳入专户管理的非税收入拨款"),
        };
        for (item, most) in other.map(|item| (item, 260)).into_iter().chain([("其他收入", 30)]) {
            let part = share(rest, self.random.between(4, most));
            self.figures.set(item, part);
            rest -= part;
        }
        self.figures.set("公共财政拨款", rest);
    }

    fn three_public(&mut self) {
        let people = self.figures.get("实有人数") / 100;
        let cars = people * self.random.between(9, 24) + self.random.between(150, 420);
        let meals = people * self.random.between(2, 7) + self.random.between(20, 60);
        let bought = if self.random.chance(12) { self.random.between(1650, 2180) } else { 0 };
        let abroad = if self.random.chance(9) { self.random.between(240, 780) } else { 0 };
        let all = cars + meals + bought + abroad;
        self.figures.set("公务用车运维费", cars);
        self.figures.set("公务接待费", meals);
        for (item, amount) in [("公务用车购置费", bought), ("因公出国费", abroad)] {
            if amount > 0 {
                self.figures.set(item, amount);
            }
        }
        self.figures.set("三公经费合计", all);
        let budget = self.rate((1000, 1260), (890, 985));
        self.figures.set("三公经费预算", share(all, budget));
        let before = self.rate((1010, 1240), (890, 985));
        self.figures.set("上年三公经费", share(all, before));
    }

    fn assets(&mut self) {
        let all = whole(self.figures.get("实有人数") * self.random.between(5, 22)) + 100;
        let used = self.rate((985, 1000), (780, 955));
        let used = share(all, used);
        let let_out = if self.random.chance(50) { share(all - used, self.random.between(300, 900)) } else { 0 };
        self.figures.set("固定资产合计", all);
        self.figures.set("在用固定资产", used);
        if all > used {
            self.figures.set("出租固定资产", let_out);
            self.figures.set("其他固定资产", all - used - let_out);
        }
    }

    fn ratios(&mut self) {
        let projects = self.figures.get("项目支出");
        let key = self.rate((905, 985), (520, 895));
        if projects > 0 {
            self.figures.set("项目总支出", projects);
            self.figures.set("重点项目支出", share(projects, key));
        }
        let budget = whole(share(self.figures.get("支出合计"), self.random.between(880, 1020)));
        let change = if self.random.chance(35) { 0 } else { self.rate((12, 95), (105, 380)) };
        self.figures.set("预算数", budget);
        self.figures.set("预算调整数", share(budget, change));
        let purchases = whole(share(self.figures.get("支出合计"), self.random.between(40, 190)));
        let bought = self.rate((1000, 1000), (820, 992));
        self.figures.set("采购预算", purchases);
        self.figures.set("实际采购金额", share(purchases, bought));
        let payable = whole(share(self.figures.get("公用支出"), self.random.between(380, 660)));
        let card = self.rate((520, 910), (340, 495));
        self.figures.set("可刷卡支出", payable);
        self.figures.set("公务卡支出", share(payable, card));
        let (low, high) = match self.profile.tier {
            Tier::A => (9510, 9880),
            Tier::B => (8800, 9720),
            Tier::C => (7800, 9300),
            Tier::D => (6800, 8480),
        };
        self.figures.set("满意度", self.random.between(low, high));
    }
}

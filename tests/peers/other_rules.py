"""The second scorer's other table: wordings that the official one does not have, each scored by hand from its
Chinese text. The full marks are not 100, so 等次 go by the share of them. second_scorer.py runs it.
Texts are written once, in RULES, and stand beside the marks that a reader gives by them.
"""
import json
import subprocess
import sys
from fractions import Fraction as F

import openpyxl

from second_scorer import GRADES, NONE, Dice, Scorer, amounts, as_stored, cell_value, differences, expanded, fill_self
from second_scorer import fill_settings, random_parts, ratio_near

SETTINGS = {
    "不足一个百分点": ["不扣", "按比例扣", "按一个百分点扣"],
    "基数为零": ["待核", "不适用"],
    "不适用": ["计满分", "剔除后折算"],
    "缺少数据": ["待核", "采信自评", "计0分"],
    "得分小数位": ["2", "0", "1", "3", "4"],
    "排名方式": ["并列跳号", "并列不跳号"],
    "排名范围": ["全市", "按类别"],
    "优秀比例上限": ["不限", "30%"],
}


# ---------------------------------------------------------------- marks by the text, from the value

def bands(*bounds):
    """The marks of the first bound that the value reaches; none below all of them."""
    return lambda scorer, value: next((F(marks) for bound, marks in bounds if value >= F(bound)), F(0))


def caps(*bounds):
    """The marks of the first bound that the value stays within; none above all of them."""
    return lambda scorer, value: next((F(marks) for bound, marks in bounds if value <= F(bound)), F(0))


def loses(full, target, each, unit=F(1, 100)):
    """Each unit below the target costs marks."""
    return lambda scorer, value: lost(scorer, F(full), (F(target) - value) / unit, F(each))


def lost(scorer, full, units, each):
    return max(F(0), full - scorer.steps(max(F(0), units)) * each)


def either_side(low, each_low, high, each_high):
    def marks(scorer, value):
        if value < F(low):
            return lost(scorer, F(5), (F(low) - value) * 100, F(each_low))
        return lost(scorer, F(5), (value - F(high)) * 100, F(each_high))
    return marks


def at_most(most, rule):
    """No more than this is lost of 5 marks."""
    return lambda scorer, value: max(F(5 - most), rule(scorer, value))


def line(full, zero, one):
    """A straight line from no marks to all of them."""
    def marks(scorer, value):
        share = (value - F(zero)) / (F(one) - F(zero))
        return F(full) * min(F(1), max(F(0), share))
    return marks


def only_from(bound, rule):
    return lambda scorer, value: rule(scorer, value) if value >= F(bound) else F(0)


def peak(scorer, value):
    if F("0.95") <= value <= F("1.05"):
        return F(5)
    return F(3) if F("0.9") <= value <= F("1.1") else F(0)


# ---------------------------------------------------------------- the table

class Rule:
    """One indicator: its text, what a department fills in, and the marks."""

    def __init__(self, level2, name, full, text, kind, marks, **more):
        self.level2, self.name, self.full, self.text, self.kind, self.marks = level2, name, F(full), text, kind, marks
        self.items = more.get("items", ())      # 数据项: one figure, or dividend and divisor
        self.bounds = more.get("bounds", ())    # where marks change, in 百分数 or in units
        self.whole = more.get("whole", False)
        self.event = more.get("event", False)   # whether an event takes all marks
        self.target = more.get("target")        # 目标值 of the column

    @property
    def formula(self):
        return "÷".join(self.items) + ("×100%" if len(self.items) == 2 else "") or None


RULES = [
    Rule("预算编制", "制度健全情况", 4, "健全的得4分，基本健全的得2分，不健全的不得分。",
         "grade", {"健全": 4, "基本健全": 2, "不健全": 0}),
    Rule("预算编制", "专项执行情况", 5, "执行率≥90%得5分；80%（含）-90%得3分；低于80%不得分。发现挪用资金的，本项不得分。",
         "measure", bands(("0.9", 5), ("0.8", 3)), items=("专项支出", "专项预算"), bounds=[90, 80], event=True),
    Rule("预算编制", "资金使用情况", 5, "执行率≥95%得5分，每低1个百分点扣0.5分，扣完为止；存在弄虚作假情况的，本项不得分。",
         "measure", loses(5, "0.95", "0.5"), items=("使用金额", "到位金额"), bounds=[95, 94, 85], event=True),
    Rule("预算编制", "违规情况", 5, "每发现一例不合规扣1分，扣完为止；发现套取资金的，该项不得分。",
         "count", lambda scorer, n: max(F(0), 5 - n), event=True),
    Rule("预算编制", "支出合规性", 4, "①手续完整，2分；②用途合规，2分。存在截留、挤占、挪用情况的，本项不得分。",
         "checks", (F(2), F(2)), event=True),
    Rule("预算编制", "专项资金安全", 5, "发现一起截留、挤占专项资金的，本项不得分。",
         "count", lambda scorer, n: F(0 if n else 5)),
    Rule("预算执行", "培训期数", 5, "每举办1期培训得1分，最高5分。",
         "count", lambda scorer, n: min(F(5), n)),
    Rule("预算执行", "信息化项目", 5, "基础分3分，每增加1项加1分，最高5分。",
         "count", lambda scorer, n: min(F(5), 3 + n)),
    Rule("预算执行", "办结率", 6, "达到年度目标值的得6分，每低于目标值1个百分点扣0.5分，扣完为止。",
         "measure", loses(6, "0.92", "0.5"), items=("办结数", "受理数"), bounds=[92, 91, 80], target="92%"),
    Rule("预算执行", "培训人次", 8, "达到目标值（120人次）得8分，每少1人次扣0.2分，扣完为止。",
         "measure", loses(8, 120, "0.2", F(1)), items=("实际培训人次",), bounds=[120, 119, 80, 81], whole=True),
    Rule("预算执行", "受训人数", 5, "以年度目标值为基准，每少培训1人扣0.1分。",
         "measure", loses(5, 200, "0.1", F(1)), items=("受训人数",), bounds=[200, 199, 150], whole=True, target="200人"),
    Rule("预算执行", "覆盖率", 6, "覆盖率达到90%得6分；低于60%不得分；60%（含）-90%之间的，按线性插值法计分。",
         "measure", line(6, "0.6", "0.9"), items=("覆盖数", "应覆盖数"), bounds=[60, 75, 90]),
    Rule("预算执行", "公务费控制率", 5, "≤100%不扣分；100%-105%（含）扣1分；105%-110%（含）扣2分；110%以上不得分。",
         "measure", caps((1, 5), ("1.05", 4), ("1.1", 3)), items=("公务费支出", "公务费预算"), bounds=[100, 105, 110]),
    Rule("产出", "收入完成率", 5, "等于100%得5分；每低于1个百分点扣0.5分，每超过1个百分点扣0.2分，扣完为止。",
         "measure", either_side(1, "0.5", 1, "0.2"), items=("实际收入", "预算收入"), bounds=[100, 99, 90, 101, 125]),
    Rule("产出", "支出进度", 5, "执行率在95%-105%之间得5分，低于95%的每低1个百分点扣0.5分，高于105%的每高1个百分点扣1分，扣完为止。",
         "measure", either_side("0.95", "0.5", "1.05", 1), items=("累计支出", "序时预算"), bounds=[95, 94, 85, 105, 106, 110]),
    Rule("产出", "编制质量", 5, "①制度健全，占分值的40%；②执行有效，占分值的60%。", "checks", (F(2), F(3))),
    Rule("产出", "建设完成情况", 10, "完成指标值的，记该指标所赋全部分值；未完成的，按照完成值与指标值的比例记分。",
         "measure", line(10, 0, 1), items=("建成面积", "计划面积"), bounds=[100, 50, 33]),
    Rule("产出", "服务人次", 8, "≥100人次得8分；80人次（含）-100人次得5分；低于80人次不得分。",
         "measure", bands((100, 8), (80, 5)), items=("服务人次",), bounds=[100, 80], whole=True),
    Rule("产出", "测评得分", 5, "测评得分90分以上（含）得5分；80分（含）-90分得3分；低于80分不得分。",
         "measure", bands((90, 5), (80, 3)), items=("测评分数",), bounds=[90, 80]),
    Rule("产出", "达标率", 6, "达标率≥90%得满分，80%（含）-90%得分值的2/3，低于80%得分值的1/3。",
         "measure", bands(("0.9", 6), ("0.8", 4), (-9, 2)), items=("达标数", "抽查数"), bounds=[90, 80]),
    Rule("效果", "采购执行率", 5, "95%-105%（均含）得5分；90%（含）-95%或105%-110%（含）得3分；低于90%或高于110%的，不得分。",
         "measure", peak, items=("采购支出", "采购预算额"), bounds=[90, 95, 105, 110]),
    Rule("效果", "质量达标", 4, "达标得4分，基本达标得2分，不达标不得分。", "grade", {"达标": 4, "基本达标": 2, "不达标": 0}),
    Rule("效果", "报告等级", 5, "优得满分，良得80%分值，中得60%分值，差不得分。", "grade", {"优": 5, "良": 4, "中": 3, "差": 0}),
    Rule("效果", "任务完成率", 5, "完成率≥60%的，按完成率×分值计分；＜60%的，不得分。",
         "measure", only_from("0.6", line(5, 0, 1)), items=("办成数", "任务数"), bounds=[60, 100], whole=True),
    Rule("效果", "结果应用", 10, "得分＝执行率×10分，最高10分；被审计查出重大违纪违规问题的，本指标得0分。",
         "measure", line(10, 0, 1), items=("应用金额", "应用预算"), bounds=[100, 50, 33], event=True),
    Rule("效果", "内控建设", 4, "健全得4分，基本健全得2分，不健全不得分；发生重大违规问题的，本项不得分。",
         "grade", {"健全": 4, "基本健全": 2, "不健全": 0}, event=True),
    Rule("效果", "违纪情况", 5, "无违规违纪行为得5分，有1起扣2分，2起及以上不得分。",
         "count", lambda scorer, n: F(5 if n == 0 else 3 if n == 1 else 0)),
    Rule("效果", "报送及时性", 4, "按时报送不扣分；逾期1-3天扣1分；逾期4-5天扣2分；逾期超过5天不得分。",
         "measure", caps((0, 4), (3, 3), (5, 2)), items=("逾期天数",), bounds=[0, 1, 3, 4, 5, 6], whole=True),
    Rule("效果", "支出均衡情况", 5, "每低于100%一个百分点扣0.5分，每高于110%一个百分点扣0.2分，最多扣2分。",
         "measure", at_most(2, either_side(1, "0.5", "1.1", "0.2")), items=("下半年支出", "下半年预算"),
         bounds=[100, 99, 96, 110, 111, 120]),
    Rule("效果", "预算完成率", 3, "预算完成率等于100%的，得3分；预算完成率小于100%的，按完成率乘以权重得分；完成率低于60%的不得分。",
         "measure", only_from("0.6", line(3, 0, 1)), items=("完成预算", "全年预算"), bounds=[60, 100]),
    Rule("效果", "盘活率", 3, "80%-90%（不含80%）得1分；＞90%得3分；≤80%不得分。",
         "measure", lambda scorer, value: F(3 if value > F("0.9") else 1 if value > F("0.8") else 0),
         items=("盘活资金", "存量资金"), bounds=[80, 90]),
    Rule("效果", "群众满意度", 5, "满意度每低于95%一个百分点扣0.2分，低于80%不得分。",
         "measure", only_from("0.8", loses(5, "0.95", "0.2")), items=("满意人数", "受访人数"),
         bounds=[95, 94, 80], whole=True),
]
FULL = sum(rule.full for rule in RULES)
TABLE = [(rule.level2, rule.name, rule.full) for rule in RULES]


# ---------------------------------------------------------------- random departments

def random_figures(dice, rule):
    if len(rule.items) == 2:
        figures = list(amounts(dice, rule.bounds, rule.whole))
    else:
        beside = F(0) if rule.whole else F(dice.pick(-1, 0, 1), 100)
        figures = [F(dice.pick(*rule.bounds)) + dice.pick(-1, 0, 0, 1) + beside]
        figures = [F(dice.r.randrange(0, 260))] if dice.odds(0.2) else figures
    for at in range(len(figures)):
        if dice.odds(0.02):
            figures[at] = dice.pick(None, None, NONE, F(0), F(-5))
    return [NONE] * len(figures) if dice.odds(0.02) else figures


def random_entries(dice, rule):
    if rule.kind == "measure":
        return random_figures(dice, rule)
    if rule.kind == "checks":
        return random_parts(dice, "checks", rule.marks)
    grade = rule.kind == "grade"
    if dice.odds(0.05):
        return [dice.pick(None, None, NONE, "不适用", "完善" if grade else F(-1))]
    return [dice.pick(*rule.marks) if grade else F(dice.pick(0, 0, 1, 2, 3, 4, 5, 6, 40))]


def random_event(dice):
    if dice.odds(0.04):
        return dice.pick(None, NONE, "不适用")
    return "是" if dice.odds(0.1) else "否"


def random_department(dice, number):
    one = {"name": f"部门{number:04d}", "category": dice.pick("党群部门", "政府部门", ""), "items": {}, "own": []}
    luck = dice.pick(1, 2, 4, 10)  # so that every 等次 occurs
    one["parts"], one["events"], one["self"] = {}, {}, None
    for at, rule in enumerate(RULES):
        draws = [(random_entries(dice, rule), random_event(dice) if rule.event else "否") for _ in range(luck)]
        one["parts"][at], one["events"][at] = max(draws, key=lambda draw: marks_of(at, *draw))
        if dice.odds(0.015):  # however lucky
            one["parts"][at][-1] = None
    guesses = [dice.pick(rule.full, rule.full, rule.full / 2, rule.full + 20, None) for rule in RULES]
    one["self"] = guesses if dice.odds(0.9) else None
    return one


def marks_of(at, entries, event):
    scorer = OtherScorer({name: values[0] for name, values in SETTINGS.items()})
    return scorer.indicator({"parts": {at: entries}, "events": {at: event}, "self": None}, at)[1]


# ---------------------------------------------------------------- the workbook

def write_table(path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "评分表"
    sheet.append(["一级指标", "二级指标", "三级指标", "评分标准", "分值", "计算公式", "目标值"])
    for rule in RULES:
        sheet.append(["整体支出", rule.level2, rule.name, rule.text, int(rule.full), rule.formula, rule.target])
    book.save(path)


def fill(path, departments, settings):
    book = openpyxl.load_workbook(path)
    sheet = book["部门数据"]
    texts = expanded(sheet)
    under = {}
    for col in range(4, max(col for _, col in texts) + 1):
        if texts.get((5, col)) != "情况说明":
            under.setdefault(texts.get((4, col)), []).append(col)
    for row, one in enumerate(departments, 6):
        assert sheet.cell(row, 2).value == one["name"]
        sheet.cell(row, 3).value = one["category"] or None
        for at, rule in enumerate(RULES):
            entries = one["parts"][at] + ([one["events"][at]] if rule.event else [])
            for col, value in zip(under[rule.name], entries, strict=True):
                sheet.cell(row, col).value = cell_value(value)
    fill_self(book["自评得分"], departments)
    fill_settings(book["参数"], settings)
    book.save(path)


# ---------------------------------------------------------------- the scoring

class OtherScorer(Scorer):
    def indicator(self, one, at):
        rule, entries = RULES[at], one["parts"][at]
        own = one["self"][at] if one["self"] else None
        happened = one["events"].get(at, "否")
        if happened == "是":
            return self.given(F(0))
        if happened is None:
            return self.missing(rule.full, own, F(0), self.best(rule, entries))
        # 否, 不适用 and 无: there was no such event
        return self.by_rule(rule, entries, own)

    def best(self, rule, entries):
        """The most that a rule with columns of its own gives where the event did not happen."""
        if rule.kind == "measure":
            return rule.full
        kept, self.settings = self.settings, {**self.settings, "缺少数据": "待核", "不适用": "计满分"}
        high = self.by_rule(rule, entries, None)[2]
        self.settings = kept
        return high

    def by_rule(self, rule, entries, own):
        if rule.kind == "checks":
            return self.checks(entries, rule.full, rule.marks, own)
        if rule.kind == "measure":
            return self.figures(rule, entries, own)
        return self.one_entry(rule, entries[0], own)

    def one_entry(self, rule, entry, own):
        """A grade or a number of cases. 无 beside grades may mean the worst or 不适用: a person decides."""
        grade = rule.kind == "grade"
        if entry is None:
            worst = min(rule.marks(self, F(0)), rule.marks(self, F(1000))) if not grade else F(0)
            return self.missing(rule.full, own, worst, rule.full)
        if entry == "不适用" or entry == NONE and not grade:
            return self.not_applicable(rule.full)
        if entry == -1 or grade and entry not in rule.marks:
            return self.pending(F(0), rule.full)
        return self.given(F(rule.marks[entry]) if grade else rule.marks(self, entry))

    def figures(self, rule, figures, own):
        if any(isinstance(figure, F) and figure < 0 for figure in figures):
            return self.pending(F(0), rule.full)
        if None in figures:
            return self.missing(rule.full, own)
        if NONE in figures:
            every = all(figure == NONE for figure in figures)
            return self.not_applicable(rule.full) if every else self.pending(F(0), rule.full)
        if len(figures) == 1:
            return self.given(rule.marks(self, figures[0]))
        if figures[1] == 0:
            return self.zero_base(rule.full)
        return self.given(rule.marks(self, figures[0] / figures[1]))

    def department(self, one):
        scores = [self.indicator(one, at) for at in range(len(RULES))]
        excluded = sum(rule.full for rule, score in zip(RULES, scores) if score[0] == "不适用（剔除）")
        low, high = (sum(score[side] for score in scores) for side in (1, 2))
        if excluded:
            low, high = (self.scaled(total, excluded) for total in (low, high))
        return {"scores": scores, "low": low, "high": high, "open": any(s[0] == "待核" for s in scores)}

    def scaled(self, total, excluded):
        return self.rounded(total * FULL / (FULL - excluded))


# ---------------------------------------------------------------- the comparison

def random_settings(dice, seed):
    """The first five rounds use every value of every 口径."""
    at = lambda place, values: values[(seed + place) % len(values)] if seed < 5 else dice.pick(*values)
    return {name: at(place, values) for place, (name, values) in enumerate(SETTINGS.items())}


def run_round(binary, folder, count, seed):
    dice = Dice(f"other {seed}")
    settings = random_settings(dice, seed)
    departments = [random_department(dice, number) for number in range(count)]
    names, rules, path = (folder / name for name in ("other.csv", "rules.xlsx", "other.xlsx"))
    names.write_text("".join(f"{one['name']}\n" for one in departments), encoding="utf-8")
    write_table(rules)
    path.unlink(missing_ok=True)  # a template never replaces a file
    template = [binary, "template", "-o", path, "--rules", rules, "--departments", names]
    subprocess.run(template, check=True, capture_output=True)
    fill(path, departments, settings)
    as_stored(departments)
    done = subprocess.run([binary, "score", path, "--json", "-o", folder / "other-result.xlsx"], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"jixiao could not run: {done.stderr}")
    scorer = OtherScorer(settings)
    cards = [scorer.department(one) for one in departments]
    scorer.rank(departments, cards, FULL)
    theirs = json.loads(done.stdout)["departments"]
    triples = zip(departments, cards, theirs, strict=True)
    wrong = [line for triple in triples for line in differences(*triple, TABLE)]
    return wrong, [card["grade"] for card in cards if not card["open"]]


def run(binary, folder, count):
    """The differences, after a line with the counts."""
    rounds = max(5, count // 40)
    results = [run_round(binary, folder, max(1, count // rounds), seed) for seed in range(rounds)]
    wrong = [line for lines, _ in results for line in lines]
    total, grades = rounds * max(1, count // rounds), [grade for _, closed in results for grade in closed]
    spread = "、".join(f"{grade}{grades.count(grade)}" for grade, _ in GRADES)
    print(f"other wordings: {total} departments ({len(grades)} settled: {spread}), {total * len(RULES)} scores of "
          f"{len(RULES)} indicators, full marks {FULL}: {len(wrong)} differences")
    return wrong

#!/usr/bin/env python3
"""A second scorer, independent of the program: it shares no code with it, and the official table stands here
by hand. It fills random departments into the program's template, scores them, and compares with
`jixiao score --json` to the last digit: each indicator, totals, grades and ranks, under every 口径.
other_rules.py does the same with a 评分表 in other wordings, several_tables.py with both in one workbook.

    python3 tests/peers/second_scorer.py target/release/jixiao [departments]

Needs openpyxl.
"""
import json
import math
import random
import subprocess
import sys
import tempfile
from fractions import Fraction as F
from pathlib import Path

import firm_ranks
import openpyxl

# 附件3-1 by hand: (二级指标, 三级指标, 分值, kind, what it needs)
TABLE = [
    ("预算配置", "财政供养人员控制率", 5, "above", (("实有人数", "人员编制"), F(1), F("0.5"))),
    ("预算配置", "“三公经费”变动率", 5, "change", (("三公经费合计", "上年三公经费"), F(0), F("0.5"))),
    ("预算配置", "重点支出安排率", 5, "bands", (("重点项目支出", "项目总支出"),)),
    ("预算执行", "预算调整率", 3, "adjustment", (("预算调整数", "预算数"),)),
    ("预算执行", "支付进度", 3, "cases", (1, F("0.5"))),
    ("预算执行", "资金结余", 3, "balance", (("累计结余", "上年结转"),)),
    ("预算执行", "“三公经费”控制率", 6, "above", (("三公经费合计", "三公经费预算"), F(1), F(1))),
    ("预算管理", "管理制度健全性", 3, "checks", (F(1), F(1), F(1))),
    ("预算管理", "资金使用合规性", 3, "cases", (5, F(1))),
    ("预算管理", "预决算信息公开性和完善性", 3, "checks", (F(1), F("0.5"), F("0.5"), F("0.5"), F("0.5"))),
    ("预算管理", "政府采购执行率", 3, "below", (("实际采购金额", "采购预算"), F(1), F("0.2"))),
    ("预算管理", "公务卡刷卡率", 3, "below", (("公务卡支出", "可刷卡支出"), F("0.5"), F("0.2"))),
    ("资产管理", "管理制度健全性", 3, "checks", (F(2), F(1))),
    ("资产管理", "资产管理安全性", 4, "cases", (5, F(1))),
    ("资产管理", "固定资产利用率", 3, "below", (("在用固定资产", "固定资产合计"), F(1), F("0.1"))),
    ("职责履行", "推进全面小康建设指标任务完成情况", 5, "judged", ()),
    ("职责履行", "建设湖南新增极目标任务完成情况", 7, "judged", ()),
    ("职责履行", "《政府工作报告》目标任务完成情况", 5, "judged", ()),
    ("职责履行", "省市重点民生实事完成情况", 2, "judged", ()),
    ("职责履行", "省市重点工程和重大项目建设完成情况", 2, "judged", ()),
    ("职责履行", "其他工作实绩指标完成情况", 4, "judged", ()),
    ("履职效益", "经济效益", None, "shared", ()),
    ("履职效益", "社会效益", None, "shared", ()),
    ("履职效益", "生态效益", None, "shared", ()),
    ("履职效益", "社会公众或服务对象满意度", 5, "satisfaction", (("满意度",),)),
]
SHARED, SHARED_MARKS = [21, 22, 23], F(15)
MAY_BE_NEGATIVE = {"累计结余", "预算调整数"}
SETTINGS = {
    "不足一个百分点": ["不扣", "按比例扣", "按一个百分点扣"],
    "基数为零": ["待核", "不适用"],
    "不适用": ["计满分", "剔除后折算"],
    "缺少数据": ["待核", "采信自评", "计0分"],
    "调整率取绝对值": ["是", "否"],
    "得分小数位": ["2", "0", "1", "3", "4"],
    "排名方式": ["并列跳号", "并列不跳号"],
    "排名范围": ["全市", "按类别"],
    "优秀比例上限": ["不限", "30%", "7.5%"],
}
GRADES = [("优秀", 90), ("良好", 80), ("合格", 60), ("不合格", 0)]
NONE = "无"


# ---------------------------------------------------------------- random departments

class Dice:
    def __init__(self, seed):
        self.r = random.Random(seed)

    def odds(self, share):
        return self.r.random() < share

    def pick(self, *items):
        return self.r.choice(items)


def ratio_near(dice, bounds):
    """A value at a bound, hardly beside it, or anywhere."""
    step = F(dice.r.choice([0, 0, 1, -1, 9, -9, 10, -10, 11, -11, 50, 100, -100]), 1000)
    if dice.odds(0.6):
        return max(F(0), F(dice.pick(*bounds)) / 100 + step)
    return F(dice.r.randrange(0, 20000), 10000)


def amounts(dice, bounds, whole):
    """Two figures whose ratio lies near a bound."""
    base = F(dice.pick(20, 50, 80, 100, 125, 200, 400, 1000))
    if dice.odds(0.3):
        base = F(dice.r.randrange(1, 90000), 1 if whole else 100)
    figure = base * ratio_near(dice, bounds)
    return (F(round(figure)) if whole else F(round(figure * 10000), 10000)), base


ITEMS = [
    (("实有人数", "人员编制"), [100, 101, 105, 110], True),
    (("重点项目支出", "项目总支出"), [60, 70, 80, 90], False),
    (("预算调整数", "预算数"), [0, 10, 20, 30], False),
    (("实际采购金额", "采购预算"), [100, 99, 95, 85, 84], False),
    (("公务卡支出", "可刷卡支出"), [50, 49, 35, 34], False),
    (("在用固定资产", "固定资产合计"), [100, 99, 90, 70, 69], False),
    (("三公经费合计", "三公经费预算"), [100, 101, 106, 107], False),
]


def random_items(dice):
    items = {}
    for (figure, base), bounds, whole in ITEMS:
        items[figure], items[base] = amounts(dice, bounds, whole)
    items["上年三公经费"] = F(round(items["三公经费合计"] * ratio_near(dice, [100, 99, 90, 80]) * 100), 100)
    carried = F(dice.r.randrange(0, 5000), 10)
    items["上年结转"] = carried
    items["累计结余"] = dice.pick(F(0), carried, carried + F(1, 100), -F(1), F(dice.r.randrange(0, 9000), 10))
    items["满意度"] = min(F(1), ratio_near(dice, [75, 85, 95]))
    if dice.odds(0.3):
        items["预算调整数"] = -items["预算调整数"]
    names = list(items)
    for name in names:
        if dice.odds(0.004):
            items[name] = None
        elif dice.odds(0.004):
            items[name] = NONE
        elif dice.odds(0.004):
            items[name] = F(0)
        elif dice.odds(0.002):
            items[name] = F(-5)
    for figure, base in [pair for pair, _, _ in ITEMS]:
        if dice.odds(0.03):
            items[figure] = items[base] = NONE
    return items


def random_parts(dice, kind, needs):
    if kind == "cases":
        parts = [F(dice.pick(0, 0, 0, 0, 1, 2, 3)) for _ in range(needs[0])]
    else:
        parts = [dice.pick("是", "是", "是", "否", marks / 2) for marks in needs]
    for at in range(len(parts)):
        if dice.odds(0.004):
            parts[at] = None
        elif dice.odds(0.03):
            parts[at] = "不适用"
    if dice.odds(0.03):
        parts = ["不适用"] * len(parts)
    return parts


def random_marks(dice, full):
    marks = F(round(full * F(dice.r.randrange(0, 1001), 1000) * 1000), 1000)
    marks = full if dice.odds(0.5) else marks
    if dice.odds(0.004):
        return dice.pick(None, NONE, full + F(1, 100), F(-1, 2))
    return marks


def random_own(dice):
    """Own indicators: (official, name, marks, method, target, done, judged)."""
    rows = []
    if dice.odds(0.15):
        for name, marks in (("甲", F(2)), ("乙", F(3) if dice.odds(0.9) else F(4))):
            given = dice.pick(random_marks(dice, marks), None, NONE) if dice.odds(0.3) else random_marks(dice, marks)
            rows.append((17, name, marks, "评定", None, None, given))
    if dice.odds(0.3):
        for name, marks in dice.pick([("丙", F(7))], [("丙", F("2.5")), ("己", F("4.5"))]):
            target = dice.pick(F(0), F(3), F(7), F(120))
            done = dice.pick(target * ratio_near(dice, [50, 100]), F(dice.r.randrange(0, 30)))
            done = dice.pick(None, NONE) if dice.odds(0.1) else done
            sign = dice.pick("", "", "≥", "≤", "＝", "～", "不超过", "以上")
            rows.append((16, name, marks, "按完成比例", (sign, target), done, None))
    if dice.odds(0.1):
        rows.append((21, "丁", F(8), "评定", None, None, random_marks(dice, F(8))))
        target = dice.pick(F(3), F(9))
        done = dice.pick(None, F(1), F(2), F(11))
        rows.append((22, "戊", F(7), "按完成比例", ("", target), done, None))
    return rows


def random_department(dice, number):
    one = {"name": f"部门{number:04d}", "category": dice.pick("党群部门", "政府部门", ""), "parts": {}, "judged": {}}
    one["items"] = random_items(dice)
    for index, (_, _, full, kind, needs) in enumerate(TABLE):
        if kind in ("cases", "checks"):
            one["parts"][index] = random_parts(dice, kind, needs)
        if kind == "judged":
            one["judged"][index] = random_marks(dice, F(full))
    split = dice.pick((5, 5, 5), (8, 7, 0), (F("3.5"), F("6.5"), 5), (None, 15, None), None, None, (5, 5, 4))
    one["split"] = [None if part is None else F(part) for part in split] if split else [None] * 3
    for at, index in enumerate(SHARED):
        full = one["split"][at] if split else F(5)
        one["judged"][index] = random_marks(dice, full or F(0))
    one["own"] = random_own(dice)
    full = [F(row[2] or 5) for row in TABLE]
    one["self"] = [dice.pick(marks, marks, marks / 3, marks + 20, None) for marks in full] if dice.odds(0.9) else None
    return one


# ---------------------------------------------------------------- the workbook

def target_text(sign, target):
    """A 目标值 as an office writes it."""
    number = f"{float(target):.15g}"
    if not sign:
        return target
    return {"～": f"{number}～{number}5", "以上": number + "以上"}.get(sign, sign + number)


def cell_value(value):
    if isinstance(value, tuple):
        value = target_text(*value)
    if value is None or isinstance(value, str):
        return value
    return int(value) if value.denominator == 1 else float(value)


def expanded(sheet):
    """Texts by place, merged cells filled."""
    texts = {(c.row, c.column): c.value for row in sheet.iter_rows() for c in row if c.value is not None}
    for area in sheet.merged_cells.ranges:
        value = texts.get((area.min_row, area.min_col))
        for row in range(area.min_row, area.max_row + 1):
            for col in range(area.min_col, area.max_col + 1):
                texts[(row, col)] = value
    return texts


def fill_data(sheet, departments):
    texts = expanded(sheet)
    last = max(col for _, col in texts)
    heads = {col: tuple(str(texts.get((row, col), "")) for row in (3, 4, 5)) for col in range(4, last + 1)}
    bare = {head[2].split("（")[0]: col for col, head in reversed(heads.items())}
    under = {}
    for col, head in heads.items():
        under.setdefault(head[:2], []).append((head[2], col))
    rows = departments if departments and isinstance(departments[0], tuple) else enumerate(departments, 6)
    for row, one in rows:
        assert sheet.cell(row, 2).value == one["name"]
        put = lambda col, value: setattr(sheet.cell(row, col), "value", cell_value(value))
        put(3, one["category"] or None)
        for name, value in one["items"].items():
            if name == "满意度" and isinstance(value, F):
                sheet.cell(row, bare[name]).number_format = "0.00%"
            put(bare[name], value)
        for index, (level2, level3, _, kind, _) in enumerate(TABLE):
            columns = under.get((level2, level3), [])
            if kind in ("cases", "checks"):
                columns = [col for label, col in columns if label != "情况说明"]
                for col, value in zip(columns, one["parts"][index], strict=True):
                    put(col, value)
            elif kind in ("judged", "shared"):
                named = {label.split("（")[0]: col for label, col in columns}
                put(named["评定得分"], one["judged"][index])
                if kind == "shared":
                    put(named["本部门分值"], one["split"][SHARED.index(index)])


def fill_self(sheet, departments):
    texts = expanded(sheet)
    bottom = max(row for (row, _), text in texts.items() if text == "自评得分")
    columns = sorted(col for (row, col), text in texts.items() if row == bottom and text == "自评得分")
    first = bottom + 1
    for row, one in enumerate(departments, first):
        if one["self"]:
            for col, marks in zip(columns, one["self"], strict=True):
                sheet.cell(row, col).value = cell_value(marks)


def fill_own(sheet, departments):
    texts = expanded(sheet)
    header = next(row for (row, _), text in sorted(texts.items()) if text == "个性化指标名称")
    columns = {text: col for (row, col), text in texts.items() if row == header}
    row = header + 1
    for one in departments:
        for official, name, marks, method, target, done, judged in one["own"]:
            values = {"部门（单位）名称": one["name"], "三级指标": TABLE[official][1], "个性化指标名称": name,
                      "分值": marks, "计分方式": method, "目标值": target, "完成值": done, "评定得分": judged}
            for head, value in values.items():
                sheet.cell(row, columns[head]).value = cell_value(value)
            row += 1


def fill(path, departments, settings):
    book = openpyxl.load_workbook(path)
    fill_data(book["部门数据"], departments)
    fill_self(book["自评得分"], departments)
    fill_own(book["个性化指标"], departments)
    fill_settings(book["参数"], settings)
    book.save(path)


def fill_settings(sheet, settings):
    for row in sheet.iter_rows():
        if row[0].value in settings:
            value = settings[row[0].value]
            row[1].value = int(value) if value.isdigit() else value


def as_stored(departments):
    """A workbook holds 15 digits: the figures as they can be read from it."""
    stored = lambda v: F(format(float(v), ".15g")) if isinstance(v, F) else v
    for one in departments:
        one["items"] = {name: stored(value) for name, value in one["items"].items()}
        one["self"] = [stored(v) for v in one["self"]] if one["self"] else None
        one["own"] = [tuple(stored(v) for v in row) for row in one["own"]]  # a target is a small whole number
        one["parts"] = {at: [stored(v) for v in parts] for at, parts in one["parts"].items()}


# ---------------------------------------------------------------- the scoring

def rounded(value, places):
    scaled = abs(value) * 10 ** places
    whole = math.floor(scaled + F(1, 2))
    return F(whole, 10 ** places) * (1 if value >= 0 else -1)


class Scorer:
    def __init__(self, settings):
        self.settings = settings
        self.places = int(settings["得分小数位"])

    def rounded(self, value):
        return rounded(value, self.places)

    def steps(self, points):
        """How many 百分点 cost marks."""
        mode = self.settings["不足一个百分点"]
        return {"不扣": math.floor(points), "按比例扣": points, "按一个百分点扣": math.ceil(points)}[mode]

    def lose(self, full, distance, each):
        return max(F(0), full - self.steps(max(F(0), distance) * 100) * each)

    def kept(self, marks, full):
        """Full marks stay full marks, and nothing is rounded above them."""
        return full if marks >= full else min(full, rounded(marks, self.places))

    def given(self, marks, full):
        marks = self.kept(marks, full)
        return ("已评分", marks, marks)

    def pending(self, low, high):
        return ("待核", low, high)

    def not_applicable(self, full):
        if self.settings["不适用"] == "计满分":
            return ("不适用", full, full)
        return ("不适用（剔除）", F(0), F(0))

    def zero_base(self, full):
        return self.pending(F(0), full) if self.settings["基数为零"] == "待核" else self.not_applicable(full)

    def missing(self, full, own, worst=None, best=None):
        low, high = (F(0), full) if worst is None else (worst, best)
        how = self.settings["缺少数据"]
        if how == "计0分":
            return ("已评分", low, low)
        if how == "采信自评" and own is not None and 0 <= own <= full:
            return ("采信自评", self.kept(own, full), self.kept(own, full))
        return self.pending(low, high)

    def measured(self, one, index, own):
        _, _, full, kind, needs = TABLE[index]
        full = F(full)
        values = [one["items"][name] for name in needs[0]]
        if kind == "balance":
            return self.balance(values, full, own)
        faulty = [name for name, v in zip(needs[0], values) if isinstance(v, F) and v < 0 and name not in MAY_BE_NEGATIVE]
        if faulty:
            return self.pending(F(0), full)
        if None in values:
            return self.missing(full, own)
        if NONE in values:
            every = all(value == NONE for value in values)
            return self.not_applicable(full) if every else self.pending(F(0), full)
        if kind == "satisfaction":
            return self.given(self.band(values[0], [(F("0.95"), 5), (F("0.85"), 3), (F("0.75"), 1)]), full)
        if values[1] == 0:
            return self.zero_base(full)
        rate = values[0] / values[1]
        if kind == "bands":
            return self.given(self.band(rate, [(F("0.9"), 5), (F("0.8"), 4), (F("0.7"), 3), (F("0.6"), 2)]), full)
        if kind == "adjustment":
            return self.adjustment(rate, full)
        if kind == "change":
            return self.given(self.lose(full, rate - 1, needs[2]), full)
        distance = rate - needs[1] if kind == "above" else needs[1] - rate
        return self.given(self.lose(full, distance, needs[2]), full)

    def balance(self, values, full, own):
        """无结余 has its marks whatever was carried over; with 结余 and no such figure at most 2 are left."""
        left, carried = values
        if isinstance(left, F) and left <= 0:
            return self.given(F(3), full)
        wrong = isinstance(carried, F) and carried < 0
        most = F(2) if isinstance(left, F) else full
        if wrong:
            return self.pending(F(0), self.kept(most, full))
        if None in values:
            return self.missing(full, own, F(0), self.kept(most, full))
        if NONE in values:
            return self.not_applicable(full) if left == carried else self.pending(F(0), self.kept(most, full))
        return self.given(F(2) if left <= carried else F(0), full)

    def band(self, value, bounds):
        return F(next((marks for bound, marks in bounds if value >= bound), 0))

    def adjustment(self, rate, full):
        if rate < 0 and self.settings["调整率取绝对值"] == "否":
            return self.pending(F(0), full)
        rate = abs(rate)
        for bound, marks in ((F(0), F(3)), (F("0.1"), F(2)), (F("0.2"), F(1)), (F("0.3"), F("0.5"))):
            if rate <= bound:
                return self.given(marks, full)
        return self.given(F(0), full)

    def cases(self, parts, full, each, own):
        known = sum(part for part in parts if isinstance(part, F))
        total = lambda unknown: self.kept(max(F(0), full - each * (known + unknown)), full)
        if None in parts:
            return self.missing(full, own, total(F(1000)), total(F(0)))
        if all(part == "不适用" for part in parts):
            return self.not_applicable(full)
        if "不适用" in parts:  # 0, or not applicable?
            return self.pending(total(F(1000)), total(F(0)))
        return self.given(max(F(0), full - each * known), full)

    def checks(self, parts, full, items, own):
        def total(blank):
            answers = [blank if part is None else part for part in parts]
            worth = {"是": 1, "不适用": 1, "否": 0}
            sums = [marks * worth[a] if isinstance(a, str) else a for a, marks in zip(answers, items)]
            return self.kept(sum(sums, F(0)), full)
        if None in parts:
            return self.missing(full, own, total("否"), total("是"))
        if all(part == "不适用" for part in parts):
            return self.not_applicable(full)
        return self.given(total("否"), full)

    def judged(self, marks, full, own):
        if marks is None:
            return self.missing(full, own)
        if marks == NONE or not 0 <= marks <= full:
            return self.pending(F(0), full)
        return self.given(marks, full)

    def part(self, row):
        """Marks of one own indicator: a number, or why there is none."""
        _, _, marks, method, target, done, judged = row
        if method == "评定":
            if judged is None:
                return "missing"
            return judged if judged != NONE and 0 <= judged <= marks else "doubtful"
        sign, aim = target
        if done == NONE:
            return "doubtful"
        if done is None:
            return "missing"
        low = None if sign in ("≤", "不超过") else aim
        high = aim if sign in ("≤", "不超过", "＝") else F(target_text(sign, aim).split("～")[1]) if sign == "～" else None
        if low == 0 and high is None:
            return "left out" if self.settings["基数为零"] == "不适用" else "doubtful"
        if low is not None and done < low:
            return marks * max(F(0), done / low)
        if high is not None and done > high:
            return marks * high / done
        return marks

    def own(self, rows, full, own):
        """What is known stays known."""
        parts = [(row[2], self.part(row)) for row in rows]
        marks = lambda *words: sum((marks for marks, part in parts if part in words), F(0))
        known = sum((part for _, part in parts if isinstance(part, F)), F(0))
        unknown, out = marks("missing", "doubtful"), marks("left out")
        if out == full:
            return self.not_applicable(full)
        whole = lambda got: got + out if self.settings["不适用"] == "计满分" else got * full / (full - out)
        low, high = self.kept(whole(known), full), self.kept(whole(known + unknown), full)
        words = [part for _, part in parts]
        if "doubtful" in words:
            return self.pending(low, high)
        return self.missing(full, own, low, high) if "missing" in words else self.given(whole(known), full)

    def split(self, one):
        """分值 of the three effects: three parts, none where unsplit, or "wrong"."""
        parts = [sum((row[2] for row in one["own"] if row[0] == index), F(0)) for index in SHARED]
        if sum(parts) == 0:
            if all(part is None for part in one["split"]):
                return None
            parts = [part or F(0) for part in one["split"]]
        return parts if sum(parts) == SHARED_MARKS else "wrong"

    def indicator(self, one, index, split):
        _, _, full, kind, needs = TABLE[index]
        own = one["self"][index] if one["self"] else None
        rows = [row for row in one["own"] if row[0] == index]
        if kind == "shared":
            if split == "wrong":
                return self.pending(F(0), SHARED_MARKS)
            full = SHARED_MARKS if split is None else split[SHARED.index(index)]
        full = F(full)
        if rows and kind == "judged" and sum(row[2] for row in rows) != full:
            return self.pending(F(0), full)
        if rows:
            return self.own(rows, full, own)
        if full == 0:
            return self.given(F(0), F(0))
        if kind in ("judged", "shared"):
            return self.judged(one["judged"][index], full, own)
        if kind == "cases":
            return self.cases(one["parts"][index], full, needs[1], own)
        if kind == "checks":
            return self.checks(one["parts"][index], full, needs, own)
        return self.measured(one, index, own)

    def department(self, one):
        split = self.split(one)
        scores = [self.indicator(one, index, split) for index in range(len(TABLE))]
        known = [index for index in SHARED if scores[index][0] in ("已评分", "采信自评", "不适用")]
        if split is None and sum(scores[index][1] for index in known) > SHARED_MARKS:
            self.beyond_shared(one, scores, known)
        low = sum(score[1] for score in scores)
        high = sum(score[2] for at, score in enumerate(scores) if at not in SHARED)
        high += min(SHARED_MARKS, sum(scores[index][2] for index in SHARED))
        excluded = sum(F(TABLE[at][2] or 0) for at, score in enumerate(scores) if score[0] == "不适用（剔除）")
        if all(scores[index][0] == "不适用（剔除）" for index in SHARED):
            excluded += SHARED_MARKS
        if excluded:
            low, high = (self.kept(total * 100 / (100 - excluded), F(100)) for total in (low, high))
        return {"scores": scores, "low": low, "high": high, "open": any(s[0] == "待核" for s in scores)}

    def beyond_shared(self, one, scores, known):
        """Marks that rounding alone leads beyond the shared 分值 stand as they are."""
        judged = one["judged"]
        exact = {at: judged[at] if scores[at][0] == "已评分" and judged[at] is not None else scores[at][1] for at in known}
        for at in SHARED:
            if sum(exact.values()) > SHARED_MARKS:
                scores[at] = self.pending(F(0), SHARED_MARKS)
            elif at in exact:
                scores[at] = (scores[at][0], exact[at], exact[at])

    def rank(self, departments, cards, full=F(100)):
        """等次 go by the share of the full marks."""
        grade = lambda total: next(name for name, bound in GRADES if total * 100 >= bound * full)
        for card in cards:
            low, high = grade(card["low"]), grade(card["high"])
            if card["open"] and low == "优秀" and self.settings["优秀比例上限"] != "不限":
                low = "良好"  # it may yet fall outside the cap
            card["grade"], card["rank"] = (low if low == high else f"{low}～{high}"), None
        scopes = {}
        for one, card in zip(departments, cards):
            if not card["open"]:
                scopes.setdefault(one["category"] if self.settings["排名范围"] == "按类别" else "", []).append(card)
        cap = self.settings["优秀比例上限"]
        for scope in scopes.values():
            totals = [card["low"] for card in scope]
            room = None if cap == "不限" else math.floor(len(scope) * F(cap.rstrip("%")) / 100)
            for card in scope:
                better = [total for total in totals if total > card["low"]]
                skip = self.settings["排名方式"] == "并列跳号"
                card["rank"] = 1 + (len(better) if skip else len(set(better)))
                level = len(better) + totals.count(card["low"])
                if room is not None and level > room and card["grade"] == "优秀":
                    card["grade"] = "良好"


# ---------------------------------------------------------------- the comparison

def differences(one, card, theirs, table=TABLE):
    wrong = []
    for (_, level3, *_), mine, score in zip(table, card["scores"], theirs["scores"], strict=True):
        their = (score["state"], F(score["low"]), F(score["high"]))
        if their != mine:
            wrong.append(f"{level3}: second {show(mine)}, jixiao {show(their)} {score['reason']}")
    for name in ("low", "high"):
        if F(theirs[name]) != card[name]:
            wrong.append(f"{name}: second {float(card[name])}, jixiao {theirs[name]}")
    for name in ("grade", "rank"):
        if theirs[name] != card[name]:
            wrong.append(f"{name}: second {card[name]}, jixiao {theirs[name]}")
    return [f"{one['name']} {line}" for line in wrong]


def show(score):
    return f"{score[0]} {float(score[1])}–{float(score[2])}"


def run_round(binary, folder, count, seed):
    dice = Dice(seed)
    settings = {name: values[seed % len(values)] if dice.odds(0.7) else dice.pick(*values)
                for name, values in SETTINGS.items()}
    departments = [random_department(dice, number) for number in range(count)]
    names, path = folder / "names.csv", folder / "w.xlsx"
    names.write_text("".join(f"{one['name']}\n" for one in departments), encoding="utf-8")
    path.unlink(missing_ok=True)  # a template never replaces a file
    subprocess.run([binary, "template", "-o", path, "--departments", names], check=True, capture_output=True)
    fill(path, departments, settings)
    as_stored(departments)
    done = subprocess.run([binary, "score", path, "--json", "-o", f"{path}.result.xlsx"], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"jixiao could not run: {done.stderr}")
    told = json.loads(done.stdout)
    scorer = Scorer(settings)
    cards = [scorer.department(one) for one in departments]
    scorer.rank(departments, cards)
    wrong = [line for triple in zip(departments, cards, told["departments"], strict=True) for line in differences(*triple)]
    other_values = lambda name, value: Scorer({**settings, name: value})
    wrong += firm_ranks.differences(scorer, departments, cards, told["firmness"], other_values)
    return wrong, settings, sum(not card["open"] for card in cards)


def main():
    import other_rules  # which takes what it shares from here
    import several_tables
    binary, count = str(Path(sys.argv[1]).resolve()), int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    rounds = max(1, count // 50)
    wrong, settled, used = [], 0, {name: set() for name in SETTINGS}
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(rounds):
            lines, settings, closed = run_round(binary, Path(folder), count // rounds, seed)
            wrong += lines
            settled += closed
            for name, value in settings.items():
                used[name].add(value)
        other = other_rules.run(binary, Path(folder), count) + several_tables.run(binary, Path(folder), count)
    missing = {name: set(values) - used[name] for name, values in SETTINGS.items() if set(values) - used[name]}
    print("\n".join(wrong[:40] + other[:40]))
    total = rounds * (count // rounds)
    print(f"{total} departments ({settled} settled), {total * len(TABLE)} scores: {len(wrong)} differences")
    print("every value of every 口径 was used" if not missing else f"not used: {missing}")
    sys.exit(bool(wrong or other))


if __name__ == "__main__":
    main()

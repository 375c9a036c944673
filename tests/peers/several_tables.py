"""The second scorer on a workbook with several 评分表: the official one, the one in other wordings, and a short one.
Each department is scored by the table of its 部门类别 and ranked among those of that table; all of them are ranked by
得分率, compared as fractions. second_scorer.py runs it.
"""
import json
import subprocess
import sys
from fractions import Fraction as F

import firm_ranks
import openpyxl
import other_rules
from other_rules import RULES, OtherScorer
from second_scorer import SETTINGS, TABLE, Dice, Scorer, as_stored, cell_value, differences, expanded, fill_data, fill_own
from second_scorer import fill_settings, random_department

# the short table: a 数据项 of one indicator of each kind, and what the long one shares with it
SHORT = [at for at in range(len(RULES)) if at % 3 == 0]
CATEGORIES = [("政府部门", "人大政协"), ("党群部门", "党群", "党群类"), ("事业单位",)]
SHEETS = ["评分表", "评分表（党群）", "评分表（事业）"]


class Official(Scorer):
    full, table = F(100), TABLE


class Long(OtherScorer):
    full, table = F(other_rules.FULL), other_rules.TABLE

    def rank(self, departments, cards, full=None):
        super().rank(departments, cards, self.full)


class Short(Long):
    full, table = sum(RULES[at].full for at in SHORT), [other_rules.TABLE[at] for at in SHORT]

    def department(self, one):
        scores = [self.indicator(one, at) for at in SHORT]
        excluded = sum(RULES[at].full for at, score in zip(SHORT, scores) if score[0] == "不适用（剔除）")
        low, high = (sum(score[side] for score in scores) for side in (1, 2))
        if excluded:
            low, high = (self.kept(total * self.full / (self.full - excluded), self.full) for total in (low, high))
        return {"scores": scores, "low": low, "high": high, "open": any(score[0] == "待核" for score in scores)}


SCORERS = [Official, Long, Short]


def write_tables(binary, folder, path):
    """The official table as the program writes it, beside the two others."""
    template = folder / "official.xlsx"
    template.unlink(missing_ok=True)
    subprocess.run([binary, "template", "-o", template], check=True, capture_output=True)
    book = openpyxl.load_workbook(template)
    for name in [name for name in book.sheetnames if name != "评分表"]:
        del book[name]
    for name, indexes in zip(SHEETS[1:], (range(len(RULES)), SHORT)):
        sheet = book.create_sheet(name)
        sheet.append(["一级指标", "二级指标", "三级指标", "评分标准", "分值", "计算公式", "目标值"])
        for rule in (RULES[at] for at in indexes):
            sheet.append(["整体支出", rule.level2, rule.name, rule.text, int(rule.full), rule.formula, rule.target])
    book.save(path)


def random_city(dice, count):
    """Departments of all tables, mixed: (number of the table, department)."""
    city = []
    for number in range(count):
        table = dice.pick(0, 1, 2)
        one = (random_department if table == 0 else other_rules.random_department)(dice, number)
        one["category"] = dice.pick(*CATEGORIES[table])
        city.append((table, one))
    return city


# ---------------------------------------------------------------- the workbook

def fill_others(sheet, rows):
    texts = expanded(sheet)
    under = {}
    for col in range(4, max(col for _, col in texts) + 1):
        if texts.get((5, col)) != "情况说明":
            under.setdefault((texts.get((3, col)), texts.get((4, col))), []).append(col)
    for row, table, one in rows:
        sheet.cell(row, 3).value = one["category"]
        for at in range(len(RULES)) if table == 1 else SHORT:
            rule = RULES[at]
            entries = one["parts"][at] + ([one["events"][at]] if rule.event else [])
            for col, value in zip(under[(rule.level2, rule.name)], entries, strict=True):
                sheet.cell(row, col).value = cell_value(value)


def fill_marks(sheet, rows):
    """自评得分, each under its indicator."""
    texts = expanded(sheet)
    bottom = max(row for (row, _), text in texts.items() if text == "自评得分")
    columns = {(texts.get((bottom - 2, col)), texts.get((bottom - 1, col))): col
               for (row, col), text in texts.items() if row == bottom and text == "自评得分"}
    for row, table, one in rows:
        names = [(line[0], line[1]) for line in (TABLE if table == 0 else other_rules.TABLE)]
        wanted = range(len(names)) if table < 2 else SHORT
        for at in wanted if one["self"] else ():
            sheet.cell(row, columns[names[at]]).value = cell_value(one["self"][at])


def fill(path, city, settings):
    book = openpyxl.load_workbook(path)
    rows = [(row, table, one) for row, (table, one) in enumerate(city, 6)]
    official = [(row, one) for row, table, one in rows if table == 0]
    fill_data(book["部门数据"], official)
    fill_others(book["部门数据"], [row for row in rows if row[1] > 0])
    fill_marks(book["自评得分"], rows)
    fill_own(book["个性化指标"], [one for _, one in official])
    fill_settings(book["参数"], settings)
    book.save(path)


# ---------------------------------------------------------------- the comparison

def overall(settings, city, cards):
    """得分率 of each settled department, and its rank among all."""
    rates = {one["name"]: card["low"] / SCORERS[table].full
             for (table, one), card in zip(city, cards) if not card["open"]}
    skip = settings["排名方式"] == "并列跳号"
    def rank(rate):
        better = [other for other in rates.values() if other > rate]
        return 1 + (len(better) if skip else len(set(better)))
    return {name: (rate, rank(rate)) for name, rate in rates.items()}


def run_round(binary, folder, count, seed):
    dice = Dice(f"several {seed}")
    settings = {name: values[seed % len(values)] if dice.odds(0.7) else dice.pick(*values)
                for name, values in SETTINGS.items()}
    city = random_city(dice, count)
    names, rules, path = (folder / name for name in ("several.csv", "tables.xlsx", "several.xlsx"))
    lines = "".join(f"{one['name']},{one['category']}\n" for _, one in city)
    names.write_text("单位名称,部门类别\n" + lines, encoding="utf-8")
    path.unlink(missing_ok=True)
    write_tables(binary, folder, rules)
    subprocess.run([binary, "template", "-o", path, "--rules", rules, "--departments", names], check=True, capture_output=True)
    fill(path, city, settings)
    as_stored([one for _, one in city])
    done = subprocess.run([binary, "score", path, "--json", "-o", f"{path}.result.xlsx"], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"jixiao could not run: {done.stderr}")
    told = json.loads(done.stdout)
    wrong, cards, scores = [], {}, 0
    for table, sheet in enumerate(SHEETS):
        own = [one for at, one in city if at == table]
        scorer = SCORERS[table](settings)
        mine = [scorer.department(one) for one in own]
        scorer.rank(own, mine)
        theirs = next((part for part in told["tables"] if part["table"] == sheet), {"departments": [], "firmness": []})
        triples = zip(own, mine, theirs["departments"], strict=True)
        wrong += [line for triple in triples for line in differences(*triple, scorer.table)]
        other_values = lambda name, value, table=table: SCORERS[table]({**settings, name: value})
        if own:
            wrong += firm_ranks.differences(scorer, own, mine, theirs["firmness"], other_values)
        cards |= {one["name"]: card for one, card in zip(own, mine)}
        scores += len(own) * len(scorer.table)
    ordered = [cards[one["name"]] for _, one in city]
    ranks = overall(settings, city, ordered)
    for their in told["overall"]:
        rate, rank = ranks.get(their["name"], (None, None))
        same = their["rate"] is None if rate is None else abs(F(their["rate"]) - rate) <= F(1, 2 * 10**10)
        if their["rank"] != rank or not same:
            wrong.append(f"{their['name']} among all: second {rank}, {rate}; jixiao {their['rank']}, {their['rate']}")
    if len(told["overall"]) != len(city):
        wrong.append(f"{len(told['overall'])} of {len(city)} departments among all")
    return wrong, len(ranks), scores


def run(binary, folder, count):
    """The differences, after a line with the counts."""
    rounds = max(3, count // 50)
    results = [run_round(binary, folder, max(3, count // rounds), seed) for seed in range(rounds)]
    wrong = [line for lines, _, _ in results for line in lines]
    settled, scores = sum(one[1] for one in results), sum(one[2] for one in results)
    print(f"several tables: {rounds * max(3, count // rounds)} departments of {len(SHEETS)} 评分表 ({settled} settled), "
          f"{scores} scores, full marks {'、'.join(str(one.full) for one in SCORERS)}: {len(wrong)} differences")
    return wrong

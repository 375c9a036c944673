"""名次稳健性, worked out once more: how far each rank can move, and what it is under every other value of every 口径."""
import copy


def rank_range(total, others, dense):
    """Best and worst rank of one department: `total` and `others` are lowest and highest totals."""
    (low, high), settled = total, {a for a, b in others if a == b}
    open_ones = [one for one in others if one[0] < one[1]]
    if not dense:
        return 1 + sum(a > high for a, _ in others), 1 + sum(b > low for _, b in others)
    best = {a for a in settled if a > high} | stabbed([one for one in open_ones if one[0] > high], settled)
    return 1 + len(best), 1 + most_distinct(low, {a for a in settled if a > low}, open_ones)


def stabbed(spans, taken):
    """As few totals as possible so that each span holds one of them or one that is taken."""
    points = set()
    for a, b in sorted(spans, key=lambda span: span[1]):
        if not any(a <= point <= b for point in points | taken):
            points.add(b)
    return points


def most_distinct(low, taken, spans):
    """How many different totals above `low` there can be: whoever must decide first takes the lowest that is free."""
    used = set(taken)
    for a, b in sorted(spans, key=lambda span: span[1]):
        free = next((at for at in range(max(a, low + 1), b + 1) if at not in used), None)
        if free is not None:
            used.add(free)
    return len(used)


def differences(scorer, departments, cards, theirs, other_values):
    """`theirs` is the list `firmness` of --json; `other_values` gives the scorer under each other value of a 口径."""
    # full marks of 7.5 are not rounded, so totals may have more decimals than 得分小数位
    wrong, places = [], int(scorer.settings["得分小数位"])
    while any((card[side] * 10**places).denominator > 1 for card in cards for side in ("low", "high")):
        places += 1
    ends = [tuple(int(card[side] * 10**places) for side in ("low", "high")) for card in cards]
    ends = [(low, high) if card["open"] else (low, low) for (low, high), card in zip(ends, cards)]
    scope = [one["category"] if scorer.settings["排名范围"] == "按类别" else "" for one in departments]
    dense = scorer.settings["排名方式"] == "并列不跳号"
    for at, their in enumerate(theirs):
        others = [ends[i] for i in range(len(ends)) if i != at and scope[i] == scope[at]]
        mine = rank_range(ends[at], others, dense)
        if mine != (their["best_rank"], their["worst_rank"]):
            wrong.append(f"{their['name']} ranks {mine}, jixiao {their['best_rank']}–{their['worst_rank']}")
    for at, one in enumerate(theirs[0]["under"]):
        other = other_values(one["setting"], one["value"])
        then = [other.department(copy.deepcopy(department)) for department in departments]
        other.rank(departments, then)
        for card, their in zip(then, theirs, strict=True):
            now = their["under"][at]
            if (card["rank"], card["grade"]) != (now["rank"], now["grade"]):
                wrong.append(f"{their['name']} under {one['setting']}＝{one['value']}: {card['rank']} {card['grade']}, "
                             f"jixiao {now['rank']} {now['grade']}")
    return wrong

//! From awards to bands: every value must lie in one band, and each end must belong to one.

use crate::criterion::fault::Fault;
use crate::criterion::figures;
use crate::criterion::figures::Unit;
use crate::criterion::grammar::against::{Comparison, Part};
use crate::criterion::grammar::condition::{Closure, Condition, End};
use crate::criterion::grammar::meaning::Meaning;
use crate::criterion::grammar::reading::Reading;
use crate::criterion::grammar::tokens::{Marks, Spanned};
use crate::criterion::kinds::bands::band::{Against, Band, Edge};
use crate::criterion::kinds::bands::deductions::{is_counted, says_before, settle, untouched};
use crate::criterion::kinds::bands::{Bands, KIND};
use crate::criterion::lexicon::{LATE, NOT_REACHED, OTHERWISE, Side, Silence};
use crate::criterion::negative::Negative;
use crate::criterion::rule::{Claim, Common, claim};
use crate::ground::{Code, Exact, Points};
use std::cmp::Ordering;

/// An award while its ends are being settled.
pub(super) struct Piece {
    pub(super) condition: Condition,
    pub(super) marks: Spanned<Marks>,
    pub(super) points: Points,
    /// 逾期5天以内: it counts from 0.
    pub(super) late: bool,
}

pub(crate) fn parse(reading: &Reading) -> Claim {
    let against =
        reading.all(|m| if let Meaning::Against { condition, marks } = m { Some((condition, marks)) } else { None });
    // full marks and no marks next to steps are the ends of the steps, marks between are bands
    let ends = |marks: &Spanned<Marks>| [Points::ZERO, reading.source.full_marks].contains(&reading.points(marks));
    let awards = reading.awards().len();
    let between = reading.awards().iter().filter(|(_, marks)| !ends(marks)).count();
    let positive = reading.awards().iter().filter(|(_, marks)| reading.points(marks) > Points::ZERO).count();
    let other = |m: &Meaning| matches!(m, Meaning::Step(_) | Meaning::Ratio(_) | Meaning::Case(_) | Meaning::Earn(_));
    if reading.is_discretionary()
        || (awards == 0 && against.is_empty())
        || (reading.has(other) && (between == 0 || positive < 2))
    {
        return None;
    }
    match against.is_empty() {
        true => claim(|faults| parse_numbers(reading, faults)),
        false => claim(|faults| Ok(parse_against(reading, &against, faults))),
    }
}

/// Everything in the text that is not a band: 其他情况 is understood, and words that say what lies before the first
/// band; other words are not.
fn other_phrases(reading: &Reading, before: Option<&Spanned<Marks>>, faults: &mut Vec<Fault>) -> Option<Points> {
    faults.extend(reading.unread(|_| false));
    let mut otherwise = None;
    for (words, marks) in reading.word_awards() {
        let other = OTHERWISE.has(words) || NOT_REACHED.has(words) && has_one_lower_limit(reading);
        if other && otherwise.is_none() {
            otherwise = Some(reading.points(marks));
        } else if before != Some(marks) {
            let message = format!("“{words}”没有写明对应的数值");
            let advice = "请写明数值条件";
            faults.push(reading.fault(Code::NotUnderstood, &marks.span, message, advice));
        }
    }
    faults.extend(label_twice(reading));
    let in_numbers = !reading.awards().is_empty();
    faults.extend(reading.foreign(KIND.name, |m| {
        matches!(
            m,
            Meaning::Award { .. }
                | Meaning::Against { .. }
                | Meaning::WordAward { .. }
                | Meaning::BandLabel(_)
                | Meaning::Floor(None)
                | Meaning::Silence(Silence::Pending)
        ) || in_numbers && matches!(m, Meaning::Negative(_))
    }));
    otherwise
}

/// 优秀：≥95%，5分；优秀：≥85%，4分
fn label_twice(reading: &Reading) -> Option<Fault> {
    let labels = reading.all(|m| if let Meaning::BandLabel(label) = m { Some(label) } else { None });
    let twice = (1..labels.len()).find(|at| labels[..*at].iter().any(|other| other.value == labels[*at].value))?;
    let message = format!("“{}”一档写了两次", labels[twice].value);
    Some(reading.fault(Code::NotUnderstood, &labels[twice].span, message, "请核对各档的名称"))
}

/// 达到100%得5分: what does not reach it is everything else.
fn has_one_lower_limit(reading: &Reading) -> bool {
    matches!(reading.awards().as_slice(), [(condition, _)] if condition.low.is_some() && condition.high.is_none())
}

fn parse_numbers(reading: &Reading, faults: &mut Vec<Fault>) -> Result<Bands, Fault> {
    let piece = |(condition, marks): (&Condition, &Spanned<Marks>)| Piece {
        condition: condition.clone(),
        marks: marks.clone(),
        points: reading.points(marks),
        late: LATE.stand_in(&condition.subject.value),
    };
    let mut pieces: Vec<Piece> = reading.awards().into_iter().map(piece).collect();
    settle(&mut pieces);
    let before = reading.word_awards().into_iter().find(|award| says_before(reading, &pieces, *award));
    let before = before.map(|(_, marks)| marks);
    let otherwise = other_phrases(reading, before, faults);
    if otherwise.is_none() {
        pieces.extend(untouched(reading, &pieces, before, faults));
    }
    faults.extend(mixed_sizes(reading));
    let unit = common_unit(reading, &pieces)?;
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    order.sort_by_key(|index| (low_of(&pieces[*index]), high_of(&pieces[*index])));
    let mut bands: Vec<Band> = pieces.iter().map(band).collect();
    for pair in order.windows(2) {
        match meet(reading, &pieces[pair[0]], &pieces[pair[1]], otherwise.is_some()) {
            Ok(Some(owner)) => {
                close(&mut bands[pair[0]].high, owner == Side::Below);
                close(&mut bands[pair[1]].low, owner == Side::Above);
            }
            Ok(None) => {}
            Err(fault) => faults.push(fault),
        }
    }
    faults.extend(lawful(reading, &pieces, &order));
    faults.extend(bare_with_otherwise(reading, otherwise));
    faults.extend(lone_doubts(reading, &pieces));
    if pieces.len() == 1 && otherwise.is_none() && !faults.iter().any(Fault::refuses) {
        let message = "只写了一档，其他数值怎样计分没有写明";
        faults.push(reading.fault(
            Code::BandGap,
            &pieces[0].condition.span,
            message,
            "请补写其他各档，或加上“否则不得分”",
        ));
    }
    let in_words = reading.word_awards().into_iter().map(|(_, marks)| (marks, reading.points(marks)));
    faults.extend(best_is_full(reading, pieces.iter().map(|piece| (&piece.marks, piece.points)).chain(in_words)));
    faults.extend(out_of_order(reading, &pieces, &order));
    let (common, negative) = (Common::new(&KIND, reading), Negative::AsItIs);
    let mut rule = Bands { common, unit, against: None, bands, negative, otherwise };
    rule.negative = negative_of(reading, &rule, &pieces, faults);
    if !faults.iter().any(Fault::refuses) {
        faults.extend(uncovered(reading, &rule));
    }
    Ok(rule)
}

/// ±5%以内得5分，5%-10%得3分: is the second of the size too?
fn mixed_sizes(reading: &Reading) -> Option<Fault> {
    let awards = reading.awards();
    let (plain, _) = awards.iter().find(|(condition, _)| !condition.sized)?;
    let mixed = awards.iter().any(|(condition, _)| condition.sized);
    let message = "有的档写了±，有的没有写，不能确定这一档是否按绝对值计";
    let advice = "请统一写成“绝对值≤5%”一类的写法";
    mixed.then(|| reading.fault(Code::NotUnderstood, &plain.span, message, advice))
}

/// Values above or below all bands are left open.
fn uncovered(reading: &Reading, rule: &Bands) -> Option<Fault> {
    let tails = rule.uncovered();
    let span = reading.phrases.first().zip(reading.phrases.last()).map_or(0..0, |(f, l)| f.span.start..l.span.end);
    let message = format!("没有写明{}时怎样计分，遇到时作待核处理", tails.join("、"));
    let advice = "如应不得分，请补写，例如“其他情况不得分”";
    (!tails.is_empty()).then(|| reading.fault(Code::SilentOnExcess, &span, message, advice))
}

/// Bands from 0 upwards leave negative values to the convention, whatever they measure; bands that take what
/// lies below 0 do where they measure a change that may go either way.
fn negative_of(reading: &Reading, rule: &Bands, pieces: &[Piece], faults: &mut Vec<Fault>) -> Negative {
    // 其他情况 takes whatever lies below the bands
    let reaches = |band: &Band| band.low.is_none() || rule.otherwise.is_some() && !rule.begins_at_zero();
    let open = pieces.iter().zip(&rule.bands).find(|(_, band)| reaches(band)).map(|(piece, _)| &piece.condition.span);
    let open = open.filter(|_| rule.unit == Unit::Percent && reading.leaves_negative_open());
    let negative = reading.negative(open.is_some(), open.unwrap_or(&(0..0)), faults);
    if negative == Negative::AsItIs && rule.begins_at_zero() { Negative::ByConvention } else { negative }
}

/// 超过20%以上: the word excludes the end, the suffix includes it, and no other band has it.
fn lone_doubts(reading: &Reading, pieces: &[Piece]) -> Vec<Fault> {
    let doubtful = |piece: &&Piece| match (&piece.condition.low, &piece.condition.high) {
        (Some(end), None) | (None, Some(end)) => {
            let meets = |other: &Piece| other.condition.ends().any(|one| one.at == end.at);
            end.closure == Closure::Unmarked && pieces.iter().filter(|other| meets(other)).count() == 1
        }
        _ => false,
    };
    let fault = |piece: &Piece| {
        let words = reading.words(&piece.condition.span);
        let message = format!("“{words}”是否包括这一数值，前后两个词说法不一");
        reading.fault(
            Code::BandEndDoubtful,
            &piece.condition.span,
            message,
            "请只保留一个词，例如“超过20%”或“20%（含）以上”",
        )
    };
    pieces.iter().filter(doubtful).map(fault).collect()
}

/// `100%计满分，其他情况不得分`: is more than 100% one of the other cases?
fn bare_with_otherwise(reading: &Reading, otherwise: Option<Points>) -> Option<Fault> {
    otherwise?;
    let (bare, _) = reading.awards().into_iter().find(|(condition, _)| condition.is_bare())?;
    let number = reading.words(&bare.span);
    let message = format!("“{number}”前面没有比较符号，超过它是否算其他情况不明");
    let advice = format!("请写成“≥{number}”“≤{number}”或“等于{number}”");
    Some(reading.fault(Code::LostComparison, &bare.span, message, advice))
}

fn low_of(piece: &Piece) -> Option<Exact> {
    piece.condition.low.as_ref().map(|end| end.at.value)
}

/// Upper ends sort with the unbounded one last.
fn high_of(piece: &Piece) -> (bool, Option<Exact>) {
    (piece.condition.high.is_none(), piece.condition.high.as_ref().map(|end| end.at.value))
}

/// The band of an award; an end belongs to it where no neighbour disputes it.
fn band(piece: &Piece) -> Band {
    let edge = |end: &End| Edge { at: Some(end.at.value), closed: end.closure != Closure::Open };
    Band {
        low: piece.condition.low.as_ref().map(edge),
        high: piece.condition.high.as_ref().map(edge),
        marks: piece.points,
    }
}

/// Settles whether an end belongs to its band.
fn close(edge: &mut Option<Edge>, closed: bool) {
    if let Some(edge) = edge {
        edge.closed = closed;
    }
}

/// All ends must count the same; 0 needs no unit.
fn common_unit(reading: &Reading, pieces: &[Piece]) -> Result<Unit, Fault> {
    let mut unit = None;
    for piece in pieces {
        for end in piece.condition.ends().filter(|end| !end.at.value.is_zero() || end.at.unit != Unit::Plain) {
            if *unit.get_or_insert(end.at.unit.clone()) != end.at.unit {
                let message = format!("“{}”与其他各档的单位不一致", reading.words(&piece.condition.span));
                return Err(reading.fault(Code::NotUnderstood, &piece.condition.span, message, "请统一单位"));
            }
        }
    }
    Ok(unit.unwrap_or(Unit::Plain))
}

/// Which of two neighbouring bands has their common end. None where they leave a gap on purpose.
fn meet(reading: &Reading, below: &Piece, above: &Piece, gaps_are_stated: bool) -> Result<Option<Side>, Fault> {
    let both = below.condition.span.start.min(above.condition.span.start)
        ..below.condition.span.end.max(above.condition.span.end);
    let names = format!("“{}”和“{}”", reading.words(&below.condition.span), reading.words(&above.condition.span));
    let fault = |code, message: String, advice: &str| Err(reading.fault(code, &both, message, advice));
    let only_one = "请改写，使每个数值只属于一档";
    let (Some(high), Some(low)) = (&below.condition.high, &above.condition.low) else {
        return fault(Code::BandOverlap, format!("{names}两档重叠"), only_one);
    };
    let [x, y] = [high, low].map(|end| figures::stated(end.at.value, &end.at.unit));
    match high.at.value.cmp(&low.at.value) {
        _ if is_next_whole(high, low) => return Ok(None),
        Ordering::Less if gaps_are_stated => return Ok(None),
        Ordering::Less => {
            let advice = format!("请补写{x}至{y}的一档，或核对两档的数值");
            return fault(Code::BandGap, format!("{x}至{y}之间不属于任何一档"), &advice);
        }
        Ordering::Greater => return fault(Code::BandOverlap, format!("{names}两档在{y}至{x}之间重叠"), only_one),
        Ordering::Equal => {}
    }
    match (high.closure, low.closure) {
        // 60%（含）-80% and 60%以下: the end that is marked decides
        (Closure::Closed, Closure::Open | Closure::Unmarked | Closure::Contrast | Closure::Lawful) => {
            Ok(Some(Side::Below))
        }
        (Closure::Open | Closure::Unmarked | Closure::Contrast | Closure::Lawful, Closure::Closed) => {
            Ok(Some(Side::Above))
        }
        // where only one end of a–b is marked, the other is left to 100%以上 or to 100% alone
        (Closure::Contrast, Closure::Lawful | Closure::Bare) => Ok(Some(Side::Above)),
        (Closure::Lawful | Closure::Bare, Closure::Contrast) => Ok(Some(Side::Below)),
        // 95%以上5分，90%-95%4分: 以上 includes its number by law, and no department loses by it
        (Closure::Unmarked, Closure::Lawful) if above.points > below.points => Ok(Some(Side::Above)),
        (Closure::Lawful, Closure::Unmarked) if below.points > above.points => Ok(Some(Side::Below)),
        (Closure::Closed, Closure::Closed) => {
            fault(Code::BandOverlap, format!("恰为{x}时同时属于{names}两档"), &format!("请只在一档注明{x}（含）"))
        }
        (Closure::Open, Closure::Open) if gaps_are_stated => Ok(None),
        (Closure::Open, Closure::Open) => {
            fault(Code::BandGap, format!("恰为{x}时不属于任何一档"), &format!("请在一档注明{x}（含）"))
        }
        (_, Closure::Open) => Ok(Some(Side::Below)),
        (Closure::Open, _) => Ok(Some(Side::Above)),
        _ => {
            let message = format!("恰为{x}时，{names}两档都没有注明是否包括，不能确定按哪一档");
            fault(Code::BandEndDoubtful, message, &format!("请在应当包括{x}的一档注明（含），例如“{x}（含）”"))
        }
    }
}

/// Where 95%以上 has its number by law alone, that is said.
fn lawful(reading: &Reading, pieces: &[Piece], order: &[usize]) -> Vec<Fault> {
    let by_law = |pair: &[usize]| {
        let (below, above) = (&pieces[pair[0]], &pieces[pair[1]]);
        let (high, low) = (below.condition.high.as_ref()?, above.condition.low.as_ref()?);
        let span = match (high.closure, low.closure) {
            (Closure::Unmarked, Closure::Lawful) if high.at == low.at => &above.condition.span,
            (Closure::Lawful, Closure::Unmarked) if high.at == low.at => &below.condition.span,
            _ => return None,
        };
        let (words, number) = (reading.words(span), figures::stated(low.at.value, &low.at.unit));
        let message = format!("“{words}”按包括{number}理解（民法典：以上、以下、以内包括本数）");
        let advice = format!("如无异议，可注明“{number}（含）”");
        Some(reading.fault(Code::SilentOnExcess, span, message, advice))
    };
    order.windows(2).filter_map(by_law).collect()
}

/// 1-2起 and 3起以上 leave nothing out: there is no number of cases between.
fn is_next_whole(high: &End, low: &End) -> bool {
    let counted = is_counted(&high.at.unit);
    let included = |end: &End| end.closure != Closure::Open && end.at.value == end.at.value.floor();
    counted && included(high) && included(low) && high.at.value.plus(Exact::ONE) == Some(low.at.value)
}

/// The best band, or 其他情况, gives 分值.
fn best_is_full<'a>(reading: &Reading, marks: impl Iterator<Item = (&'a Spanned<Marks>, Points)>) -> Option<Fault> {
    let (best, points) = marks.max_by_key(|(_, points)| *points)?;
    reading.not_full(best).filter(|_| points != reading.source.full_marks)
}

/// 低于80%或超过120%: the text itself puts both sides together.
fn is_united(reading: &Reading) -> bool {
    reading.has(|m| matches!(m, Meaning::Award { or: Some(_), .. }))
}

/// Whether marks rise to 分值 and fall again.
fn is_peaked(in_order: &[&Piece], full: Points) -> bool {
    let peak = in_order.iter().position(|piece| piece.points == full).unwrap_or(0);
    let (before, after) = in_order.split_at(peak);
    before.is_sorted_by_key(|piece| piece.points) && after.is_sorted_by(|one, next| one.points >= next.points)
}

/// Marks must rise or fall with the measure.
fn out_of_order(reading: &Reading, pieces: &[Piece], order: &[usize]) -> Option<Fault> {
    let in_order: Vec<&Piece> = order.iter().map(|index| &pieces[*index]).collect();
    let full = reading.source.full_marks;
    // where the text begins with the full marks, bands on either side of them are no slip
    let begins_full = pieces.first().is_some_and(|piece| piece.points == full);
    if (is_united(reading) || begins_full) && is_peaked(&in_order, full) {
        return None;
    }
    // the first place where the order of most pairs is broken; none where all rise or all fall
    let ups = in_order.windows(2).filter(|pair| pair[0].points < pair[1].points).count();
    let downs = in_order.windows(2).filter(|pair| pair[0].points > pair[1].points).count();
    let broken = in_order
        .windows(2)
        .find(|pair| if ups > downs { pair[0].points > pair[1].points } else { pair[0].points < pair[1].points })?;
    let message = format!(
        "“{}”得{}分，“{}”得{}分，各档得分没有随数值依次递增或递减",
        reading.words(&broken[0].condition.span),
        broken[0].points,
        reading.words(&broken[1].condition.span),
        broken[1].points
    );
    Some(reading.fault(Code::MarksOutOfOrder, &broken[1].marks.span, message, "请核对各档得分"))
}

/// 无结余；有结余，但不超过上年结转；结余超过上年结转: each part once, of the same two 数据项.
fn parse_against(reading: &Reading, awards: &[(&Comparison, &Spanned<Marks>)], faults: &mut Vec<Fault>) -> Bands {
    let otherwise = other_phrases(reading, None, faults);
    let whole = reading.whole();
    let once = |part| awards.iter().filter(|(condition, _)| condition.part == part).count() == 1;
    let complete = [Part::Nothing, Part::Within, Part::Beyond].into_iter().all(once);
    if !complete || otherwise.is_some() || !reading.awards().is_empty() {
        let message = "应当写明“无”“有，但不超过”“超过”三档，每档一次";
        let advice = "例如“无结余，3分；有结余，但不超过上年结转，2分；结余超过上年结转，不得分”";
        faults.push(reading.fault(Code::BandGap, &whole, message, advice));
    }
    let references: Vec<&String> = awards.iter().filter_map(|(condition, _)| condition.reference.as_ref()).collect();
    let measures: Vec<&String> = awards.iter().map(|(condition, _)| &condition.measure).collect();
    let shares: Vec<Exact> = awards.iter().filter(|(c, _)| c.reference.is_some()).map(|(c, _)| c.share).collect();
    let same = |names: &[&String]| names.windows(2).all(|pair| pair[0] == pair[1]);
    if !same(&references) || !same(&measures) || shares.windows(2).any(|pair| pair[0] != pair[1]) {
        let message = "各档比较的不是同样两个数据项（或同样的比例）";
        faults.push(reading.fault(Code::NotUnderstood, &whole, message, "请统一各档的名称和比例"));
    }
    faults.extend(best_is_full(reading, awards.iter().map(|(_, marks)| (*marks, reading.points(marks)))));
    let points_of = |part| awards.iter().find(|(c, _)| c.part == part).map(|(_, marks)| reading.points(marks));
    if points_of(Part::Within) > points_of(Part::Nothing) || points_of(Part::Beyond) > points_of(Part::Within) {
        faults.push(reading.fault(Code::MarksOutOfOrder, &whole, "各档得分没有依次递减", "请核对各档得分"));
    }
    let name = |names: &[&String]| names.first().map_or(String::new(), |name| name.to_string());
    let edge = |at, closed| Some(Edge { at, closed });
    let zero = Some(Exact::ZERO);
    let band = |(condition, marks): &(&Comparison, &Spanned<Marks>)| {
        let (low, high) = match condition.part {
            Part::Nothing => (None, edge(zero, true)),
            Part::Within => (edge(zero, false), edge(None, true)),
            Part::Beyond => (edge(None, false), None),
        };
        Band { low, high, marks: reading.points(marks) }
    };
    let mut bands: Vec<Band> = awards.iter().map(band).collect();
    // with a negative 上年结转 both 无 and 超过 could hold: 无结余 comes first
    bands.sort_by_key(|band| band.low.is_some());
    Bands {
        common: Common::new(&KIND, reading),
        unit: Unit::Plain,
        against: Some(Against {
            measure: name(&measures),
            reference: name(&references),
            share: shares.first().copied().unwrap_or(Exact::ONE),
        }),
        bands,
        negative: Negative::AsItIs,
        otherwise: None,
    }
}

//! Letters that are struck out, raised or lowered: read one after another they say what nobody sees.

/// How letters look, as far as it changes what a person reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// As usual.
    #[default]
    Plain,
    /// 删除线
    Struck,
    /// 上标
    Raised,
    /// 下标
    Lowered,
}

impl Look {
    /// Every look but the usual one.
    const MARKS: [Look; 3] = [Look::Struck, Look::Raised, Look::Lowered];

    /// The Chinese name; empty for the usual look.
    fn name(self) -> &'static str {
        match self {
            Look::Plain => "",
            Look::Struck => "删除线",
            Look::Raised => "上标",
            Look::Lowered => "下标",
        }
    }
}

/// Letters with their looks, piece by piece.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pieces(Vec<(Look, String)>);

impl Pieces {
    /// Adds letters; neighbours of one look are one piece. What takes no room has no look.
    pub fn push(&mut self, look: Look, text: &str) {
        let blank = text.trim().is_empty();
        match self.0.last_mut() {
            Some((last, before)) if *last == look || blank => before.push_str(text),
            _ if text.is_empty() => (),
            _ => self.0.push((if blank { Look::Plain } else { look }, text.to_string())),
        }
    }

    /// Adds the pieces of another text.
    pub fn append(&mut self, other: &Pieces) {
        other.0.iter().for_each(|(look, text)| self.push(*look, text));
    }

    /// Whether there is nothing to see.
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|(_, text)| text.trim().is_empty())
    }

    /// Whether no letter was added.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All letters, whatever their look.
    pub fn letters(&self) -> String {
        self.0.iter().map(|(_, text)| text.as_str()).collect()
    }

    /// Without line breaks at the ends.
    pub fn without_outer_breaks(mut self) -> Pieces {
        if let Some((_, first)) = self.0.first_mut() {
            *first = first.trim_start_matches('\n').to_string();
        }
        if let Some((_, last)) = self.0.last_mut() {
            *last = last.trim_end_matches('\n').to_string();
        }
        self.0.retain(|(_, text)| !text.is_empty());
        self
    }

    /// Whether the looks change what a person reads: letters are struck out, or some stand higher or lower than
    /// others.
    fn are_marked(&self) -> bool {
        let mut looks = self.0.iter().filter(|(_, text)| !text.trim().is_empty()).map(|(look, _)| *look);
        match looks.next() {
            None => false,
            Some(Look::Struck) => true,
            Some(first) => looks.any(|look| look != first),
        }
    }
}

/// A text whose looks change what a person reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked(Pieces);

impl Marked {
    /// None where the looks change nothing.
    pub fn of(pieces: Pieces) -> Option<Marked> {
        pieces.are_marked().then_some(Marked(pieces))
    }

    /// A text that is struck out as a whole; none where there is nothing to see.
    pub fn struck(text: &str) -> Option<Marked> {
        let mut pieces = Pieces::default();
        pieces.push(Look::Struck, text);
        Marked::of(pieces)
    }

    /// The letters that are not struck out.
    pub fn seen(&self) -> String {
        self.0.0.iter().filter(|(look, _)| *look != Look::Struck).map(|(_, text)| text.as_str()).collect()
    }

    /// Whether all that can be seen is struck out.
    pub fn is_struck_whole(&self) -> bool {
        self.seen().trim().is_empty()
    }

    /// In words: `〔删除线：22〕18`.
    pub fn spelled(&self) -> String {
        let spell = |(look, text): &(Look, String)| match look {
            Look::Plain => text.clone(),
            look => format!("{}{}：{text}{}", MARK_OPENS, look.name(), MARK_CLOSES),
        };
        self.0.0.iter().map(spell).collect()
    }

    /// Which marks it has: `删除线、上标`.
    pub fn marks(&self) -> String {
        let has = |look: &&Look| self.0.0.iter().any(|(other, _)| other == *look);
        let names: Vec<&str> = Look::MARKS.iter().filter(has).map(|look| look.name()).collect();
        names.join("、")
    }
}

const MARK_OPENS: char = '〔';
const MARK_CLOSES: char = '〕';

/// Where a text spells a mark out, as [`Marked::spelled`] does; bytes of the text.
pub fn spelled_mark(text: &str) -> Option<std::ops::Range<usize>> {
    let starts = Look::MARKS.iter().filter_map(|look| text.find(&format!("{MARK_OPENS}{}：", look.name())));
    let start = starts.min()?;
    let end = text[start..].find(MARK_CLOSES).map_or(text.len(), |at| start + at + MARK_CLOSES.len_utf8());
    Some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(all: &[(Look, &str)]) -> Pieces {
        let mut pieces = Pieces::default();
        all.iter().for_each(|(look, text)| pieces.push(*look, text));
        pieces
    }

    #[test]
    fn only_looks_that_change_the_reading_are_marks() {
        use Look::{Lowered, Plain, Raised, Struck};
        for plain in [
            pieces(&[]),
            pieces(&[(Plain, "18")]),
            pieces(&[(Plain, "18"), (Struck, "  ")]),
            pieces(&[(Raised, "18")]),
            pieces(&[(Lowered, "1"), (Lowered, "8")]),
        ] {
            assert_eq!(Marked::of(plain.clone()), None, "{plain:?}");
        }
        for (marked, spelled, seen) in [
            (pieces(&[(Struck, "22"), (Plain, "18")]), "〔删除线：22〕18", "18"),
            (pieces(&[(Plain, "18"), (Raised, "1")]), "18〔上标：1〕", "181"),
            (pieces(&[(Struck, "22")]), "〔删除线：22〕", ""),
            (pieces(&[(Raised, "1"), (Lowered, "2")]), "〔上标：1〕〔下标：2〕", "12"),
        ] {
            let marked = Marked::of(marked).unwrap();
            assert_eq!((marked.spelled().as_str(), marked.seen().as_str()), (spelled, seen));
            assert!(spelled_mark(spelled).is_some());
        }
        assert_eq!(spelled_mark("（附件〔2020〕1号）"), None);
    }
}

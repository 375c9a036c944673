//! How the documents begin and end: headings with numbers, what is attached, contact, name and date.

use crate::annex::chinese;
use crate::documents::letter::{Letter, title_lines};
use crate::scheme::wording::PhraseId;
use crate::word::{Document, Section, Style};

/// A paragraph with its style.
pub type Text = (Style, String);

/// Paragraphs of the text.
pub fn body(texts: Vec<String>) -> Vec<Text> {
    texts.into_iter().map(|text| (Style::Body, text)).collect()
}

/// 一、总体情况 and so on: each part that has texts, under its number.
pub fn parts(page: &mut Section, parts: &[(&str, Vec<Text>)]) {
    for (number, (name, texts)) in (1..).zip(parts.iter().filter(|(_, texts)| !texts.is_empty())) {
        page.line_with_next(Style::Heading1, format!("{}、{name}", chinese(number)));
        for (style, text) in texts {
            match style {
                Style::Heading2 => page.line_with_next(Style::Heading2, text),
                style => page.line(*style, text),
            }
        }
    }
}

/// What is attached to a document: its title, and what writes it.
pub type Attached<'a> = (String, Box<dyn Fn(&mut Section) + 'a>);

impl<'a> Letter<'a> {
    /// One of its attachments, with the title of the evaluation before its name.
    pub fn attached(self, name: &str, write: fn(Letter, &mut Section)) -> Attached<'a> {
        (format!("{}{name}", self.evaluation().title()), Box::new(move |page: &mut Section| write(self, page)))
    }
}

/// The end of a document with attachments (附件 or 附表): their titles, name and date, then each on its own pages.
pub fn with_attached(letter: Letter, mut page: Section, name: &str, attached: &[Attached]) -> Vec<Section> {
    page.gap();
    for (number, (title, _)) in (1..).zip(attached) {
        let lead = if number == 1 { format!("{name}：") } else { "　　　".into() };
        page.line_with_next(Style::Attachments, format!("{lead}{number}．{title}"));
    }
    letter.signature(&mut page);
    let of = |(number, (title, write)): (usize, &Attached)| {
        let mut page = Section::default();
        page.line_with_next(Style::AnnexMark, format!("{name}{number}"));
        page.line_with_next(Style::Addressee, "");
        page.line_with_next(Style::Title, title_lines(&format!("{title}{}", letter.draft())));
        page.line_with_next(Style::TableUnit, "单位：分");
        write(&mut page);
        page
    };
    [page].into_iter().chain((1..).zip(attached).map(of)).collect()
}

/// The beginning of a letter to one department: title, addressee, opening.
pub fn begun(letter: Letter, title: PhraseId, opening: PhraseId) -> Section {
    let mut page = Section::default();
    letter.title(&mut page, title);
    letter.addressee(&mut page);
    page.line(Style::Body, letter.words(opening));
    page
}

/// The end of a letter: contact, what is attached, name and date.
pub fn ended(letter: Letter, mut page: Section, title: PhraseId, attached: &str) -> Document {
    let contact = letter.words(PhraseId::Contact);
    if !letter.evaluation().public && !contact.is_empty() {
        page.line(Style::Body, contact);
    }
    if !attached.is_empty() {
        page.gap();
        page.line(Style::Attachments, format!("附件：{attached}"));
    }
    letter.signature(&mut page);
    Document { title: letter.words(title), sections: vec![page] }
}

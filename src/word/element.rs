//! An element of the file: its children are written in the order of the schema, whatever the order they were added in.

use crate::word::order;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::io;

/// An element with its attributes and what is in it.
#[derive(Clone, Debug)]
pub struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    children: Vec<Element>,
    text: String,
}

impl Element {
    /// An empty element.
    pub fn new(name: &'static str) -> Element {
        Element { name, attributes: Vec::new(), children: Vec::new(), text: String::new() }
    }

    /// `<w:jc w:val="center"/>`
    pub fn value(name: &'static str, value: impl ToString) -> Element {
        Element::new(name).with("w:val", value)
    }

    /// The same with an attribute.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Element {
        self.attributes.push((name, value.to_string()));
        self
    }

    /// The same with a child.
    pub fn add(mut self, child: Element) -> Element {
        self.children.push(child);
        self
    }

    /// The same with several children.
    pub fn add_all(mut self, children: impl IntoIterator<Item = Element>) -> Element {
        self.children.extend(children);
        self
    }

    /// The same with text.
    pub fn text(mut self, text: &str) -> Element {
        self.text = text.into();
        self
    }

    /// The same with text, all of its spaces kept.
    pub fn kept_text(self, text: &str) -> Element {
        self.with("xml:space", "preserve").text(text)
    }

    /// The bytes of a part of the file.
    pub fn to_part(&self) -> io::Result<Vec<u8>> {
        let mut writer = Writer::new(Vec::new());
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))))?;
        self.write(&mut writer)?;
        Ok(writer.into_inner())
    }

    fn write(&self, writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
        let mut start = BytesStart::new(self.name);
        for (name, value) in &self.attributes {
            start.push_attribute((*name, value.as_str()));
        }
        if self.children.is_empty() && self.text.is_empty() {
            return writer.write_event(Event::Empty(start));
        }
        writer.write_event(Event::Start(start))?;
        if !self.text.is_empty() {
            writer.write_event(Event::Text(BytesText::new(&self.text)))?;
        }
        let mut children: Vec<&Element> = self.children.iter().collect();
        children.sort_by_key(|child| order::place(self.name, child.name));
        for child in children {
            child.write(writer)?;
        }
        writer.write_event(Event::End(BytesEnd::new(self.name)))
    }
}

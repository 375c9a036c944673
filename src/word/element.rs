//! An element of the file: its children are written in the order of the schema, whatever the order they were added in.

use crate::word::order;
use quick_xml::escape::escape;
use std::borrow::Cow;

/// What stands before the root of a part.
const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;

/// An element with its attributes and what is in it.
#[derive(Clone, Debug)]
pub struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, Value)>,
    children: Vec<Element>,
    text: String,
}

/// The value of an attribute: most are words of the schema, and need not be copied.
#[derive(Clone, Debug)]
pub struct Value(Cow<'static, str>);

impl From<&'static str> for Value {
    fn from(word: &'static str) -> Value {
        Value(word.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value(text.into())
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Value {
        Value(number.to_string().into())
    }
}

impl Element {
    /// An empty element.
    pub fn new(name: &'static str) -> Element {
        Element { name, attributes: Vec::new(), children: Vec::new(), text: String::new() }
    }

    /// `<w:jc w:val="center"/>`
    pub fn value(name: &'static str, value: impl Into<Value>) -> Element {
        Element::new(name).with("w:val", value)
    }

    /// The same with an attribute.
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Element {
        self.attributes.push((name, value.into()));
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

    /// A part of the file.
    pub fn to_part(&self) -> String {
        let mut part = HEAD.to_string();
        self.write(&mut part);
        part
    }

    fn write(&self, part: &mut String) {
        part.extend(["<", self.name]);
        for (name, Value(value)) in &self.attributes {
            part.extend([" ", name, "=\"", &escape(&**value), "\""]);
        }
        if self.children.is_empty() && self.text.is_empty() {
            *part += "/>";
            return;
        }
        part.extend([">", &escape(&self.text)]);
        match order::of(self.name) {
            None => self.children.iter().for_each(|child| child.write(part)),
            Some(place) => {
                let mut children: Vec<&Element> = self.children.iter().collect();
                children.sort_by_key(|child| place(child.name));
                children.iter().for_each(|child| child.write(part));
            }
        }
        part.extend(["</", self.name, ">"]);
    }
}

//! The parts of an .xlsx file as small XML trees.

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use zip::ZipArchive;

/// An element without its namespace prefixes.
#[derive(Debug, Default)]
pub struct Node {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
    pub text: String,
}

impl Node {
    /// An attribute, empty where it is missing.
    pub fn get(&self, name: &str) -> &str {
        self.attributes.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// All elements of that name below this one, in the order of the file.
    pub fn all(&self, name: &str) -> Vec<&Node> {
        let mut found = Vec::new();
        for child in &self.children {
            if child.name == name {
                found.push(child);
            }
            found.extend(child.all(name));
        }
        found
    }

    /// The first element of that name below this one.
    pub fn first(&self, name: &str) -> Option<&Node> {
        self.all(name).into_iter().next()
    }

    /// The text of this element and all below it.
    pub fn deep_text(&self) -> String {
        let below: String = self.children.iter().map(Node::deep_text).collect();
        format!("{}{below}", self.text)
    }
}

/// The parts of a workbook file.
pub struct Parts(ZipArchive<File>);

impl Parts {
    pub fn open(path: &Path) -> Parts {
        Parts(ZipArchive::new(File::open(path).unwrap()).unwrap())
    }

    /// A part as a tree; none where the file lacks it.
    pub fn tree(&mut self, name: &str) -> Option<Node> {
        let mut text = String::new();
        self.0.by_name(name).ok()?.read_to_string(&mut text).unwrap();
        Some(parse(&text))
    }

    /// What the relations of a part lead to: id, kind, target as a path in the file.
    pub fn relations(&mut self, part: &str) -> Vec<(String, String, String)> {
        let (folder, file) = part.rsplit_once('/').unwrap();
        let Some(tree) = self.tree(&format!("{folder}/_rels/{file}.rels")) else { return Vec::new() };
        let relation = |node: &&Node| {
            let kind = node.get("Type").rsplit('/').next().unwrap().to_string();
            let target = match node.get("Target").strip_prefix("../") {
                Some(target) => format!("xl/{target}"),
                None => format!("{folder}/{}", node.get("Target")),
            };
            (node.get("Id").to_string(), kind, target)
        };
        tree.all("Relationship").iter().map(relation).collect()
    }
}

fn parse(text: &str) -> Node {
    let mut reader = Reader::from_str(text);
    let mut open = vec![Node::default()];
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => open.push(node(&start)),
            Event::Empty(start) => open.last_mut().unwrap().children.push(node(&start)),
            Event::End(_) => {
                let done = open.pop().unwrap();
                open.last_mut().unwrap().children.push(done);
            }
            Event::Text(text) => open.last_mut().unwrap().text.push_str(&text),
            Event::GeneralRef(reference) => {
                let text = match reference.resolve_char_ref().unwrap() {
                    Some(c) => c.to_string(),
                    None => resolve_xml_entity(&reference).unwrap().to_string(),
                };
                open.last_mut().unwrap().text.push_str(&text);
            }
            Event::Eof => return open.pop().unwrap(),
            _ => {}
        }
    }
}

fn node(start: &BytesStart) -> Node {
    let attribute = |attribute: quick_xml::events::attributes::Attribute| {
        let value = quick_xml::escape::unescape(&attribute.value).unwrap().into_owned();
        (attribute.key.local_name().as_ref().to_string(), value)
    };
    Node {
        name: start.local_name().as_ref().to_string(),
        attributes: start.attributes().map(|found| attribute(found.unwrap())).collect(),
        ..Node::default()
    }
}

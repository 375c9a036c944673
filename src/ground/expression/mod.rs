//! 计算公式 and 审核公式: a small arithmetic language over 数据项.
//!
//! `（本年三公经费 − 上年三公经费）÷ 上年三公经费 × 100%`: the four operations, brackets, numbers and
//! percentages, in full-width or half-width signs. A bracket that follows a name with no operator
//! between belongs to the name: `其他收入（非税）` is one 数据项.

mod formula;
mod names;
mod parse;
mod relation;

pub use crate::ground::expression::relation::{Comparison, Mismatch, Relation};

use crate::ground::quantity::Exact;
use rust_decimal::Decimal;
use std::fmt;
use std::ops::Range;

/// A parsed 计算公式. `Display` writes it in one canonical form, which parses to the same formula.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    root: Node,
}

/// What is wrong in a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaFault {
    /// The characters at fault, counted in `char`s of the text.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
}

/// Why a formula has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoValue {
    /// The divisor, as written, is 0.
    ZeroBase(String),
    /// These 数据项 have no value.
    Missing(Vec<String>),
    /// Beyond exact arithmetic.
    TooLarge,
}

/// One of the four operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operation {
    Plus,
    Minus,
    Times,
    Over,
}

/// A formula as a tree. Brackets are kept, so that what is shown has the shape of what was written.
#[derive(Clone, Debug, PartialEq)]
enum Node {
    /// A number; the text shows a percentage as such.
    Number { value: Exact, text: String },
    /// A 数据项.
    Item(String),
    /// `−x`
    Negative(Box<Node>),
    /// `（x）`
    Bracket(Box<Node>),
    /// `x + y`
    Binary { operation: Operation, left: Box<Node>, right: Box<Node> },
}

impl Expression {
    /// Parses a formula; full-width and half-width signs, × ÷ * / % and brackets are understood.
    ///
    /// # Errors
    /// The first fault, with the characters concerned.
    ///
    /// # Examples
    /// ```
    /// use jixiao::ground::expression::Expression;
    /// let formula = Expression::parse("实有人数／人员编制×100％").unwrap();
    /// assert_eq!(formula.to_string(), "实有人数÷人员编制×100%");
    /// assert_eq!(formula.variables(), ["实有人数", "人员编制"]);
    /// ```
    pub fn parse(text: &str) -> Result<Expression, FormulaFault> {
        parse::formula(text).map(|root| Expression { root })
    }

    /// The 数据项 it uses, each once, in the order of the text, in the form of [`canonical_name`].
    pub fn variables(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        self.root.each(&mut |node| match node {
            Node::Item(name) if !names.contains(&name.as_str()) => names.push(name),
            _ => {}
        });
        names
    }

    /// Whether it states a percentage (`×100%`). A 评分标准 without % against it would be a hundred times off.
    pub fn is_percentage(&self) -> bool {
        let mut found = false;
        self.root.each(&mut |node| found |= matches!(node, Node::Number { text, .. } if text.ends_with('%')));
        found
    }

    /// The same formula with other names or numbers for some of its 数据项.
    pub fn with(&self, other: &dyn Fn(&str) -> Option<Replacement>) -> Expression {
        let mut root = self.root.clone();
        root.replace(other);
        Expression { root }
    }

    /// Whether it divides.
    pub fn divides(&self) -> bool {
        let mut found = false;
        self.root.each(&mut |node| found |= matches!(node, Node::Binary { operation: Operation::Over, .. }));
        found
    }

    /// Whether it calculates: more than one 数据项 or number.
    pub fn calculates(&self) -> bool {
        !matches!(without_outer_brackets(&self.root), Node::Item(_) | Node::Number { .. })
    }

    /// A divisor that is 0 whatever the figures are: `÷0`, `÷（甲－甲）`.
    pub fn divisor_always_zero(&self) -> Option<String> {
        let mut found = None;
        self.root.each(&mut |node| {
            if let Node::Binary { operation: Operation::Over, right, .. } = node
                && PROBES.iter().all(|probe| evaluate(right, &|name| Some(probe.figure(name))) == Ok(Exact::ZERO))
            {
                found.get_or_insert_with(|| without_brackets(right));
            }
        });
        found
    }

    /// Whether two formulas are one: the same 数据项, and the same value for any figures.
    pub fn is_same(&self, other: &Expression) -> bool {
        let names = |formula: &Expression| {
            let mut names: Vec<String> = formula.variables().into_iter().map(String::from).collect();
            names.sort();
            names
        };
        let value = |formula: &Expression, probe: &Probe| evaluate(&formula.root, &|name| Some(probe.figure(name)));
        names(self) == names(other) && PROBES.iter().all(|probe| value(self, probe) == value(other, probe))
    }

    /// Its value; `value` gives a 数据项's figure, or none where it is missing.
    ///
    /// # Errors
    /// All missing 数据项 together; a zero divisor; numbers beyond exact arithmetic.
    pub fn evaluate(&self, value: &dyn Fn(&str) -> Option<Exact>) -> Result<Exact, NoValue> {
        let missing: Vec<String> =
            self.variables().into_iter().filter(|name| value(name).is_none()).map(String::from).collect();
        if missing.is_empty() { evaluate(&self.root, value) } else { Err(NoValue::Missing(missing)) }
    }

    /// The formula with figures in place of names: `(6.37−3.21)÷3.21`. A negative figure stands in
    /// brackets where it follows an operator.
    pub fn with_figures(&self, figure: &dyn Fn(&str) -> String) -> String {
        self.root.written(&FOR_READERS, &|name, after_operator| shown_figure(&figure(name), after_operator))
    }
}

/// What stands in the place of a 数据项.
#[derive(Clone, Debug, PartialEq)]
pub enum Replacement {
    /// Another name.
    Name(String),
    /// A number, with its text: `90%`.
    Number(Exact, String),
}

/// Figures that no two 数据项 share: formulas that agree on several such sets agree.
struct Probe(u64);

const PROBES: [Probe; 3] = [Probe(7), Probe(101), Probe(1009)];

impl Probe {
    /// A whole number of its own for each name.
    fn figure(&self, name: &str) -> Exact {
        let number = name.chars().fold(self.0, |sum, c| (sum * (31 + self.0) + u64::from(c)) % 9973);
        Exact::from_decimal(Decimal::from(number + 2))
    }
}

fn without_outer_brackets(node: &Node) -> &Node {
    match node {
        Node::Bracket(inner) => without_outer_brackets(inner),
        other => other,
    }
}

/// A figure inside a formula: a true minus sign, bracketed where it follows an operator.
fn shown_figure(figure: &str, after_operator: bool) -> String {
    match figure.strip_prefix(['-', '−']) {
        Some(size) if after_operator => format!("(−{size})"),
        Some(size) => format!("−{size}"),
        None => figure.to_string(),
    }
}

/// How a formula is written.
struct Writing {
    /// The signs of the operations, in the order of [`Operation`].
    signs: [char; 4],
    /// What stands before and behind a negative term.
    negative: [&'static str; 2],
    /// A number, by its value and its text.
    number: fn(Exact, &str) -> String,
}

/// `−甲÷乙`
const FOR_READERS: Writing =
    Writing { signs: ['+', '−', '×', '÷'], negative: ["−", ""], number: |_, text| text.to_string() };

impl Node {
    /// Visits the parts of the tree: what stands inside another comes before it, from left to right.
    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a Node)) {
        match self {
            Node::Number { .. } | Node::Item(_) => {}
            Node::Negative(inner) | Node::Bracket(inner) => inner.each(visit),
            Node::Binary { left, right, .. } => {
                left.each(visit);
                right.each(visit);
            }
        }
        visit(self);
    }

    fn replace(&mut self, other: &dyn Fn(&str) -> Option<Replacement>) {
        match self {
            Node::Number { .. } => {}
            Node::Item(name) => match other(name) {
                Some(Replacement::Name(name)) => *self = Node::Item(name),
                Some(Replacement::Number(value, text)) => *self = Node::Number { value, text },
                None => {}
            },
            Node::Negative(inner) | Node::Bracket(inner) => inner.replace(other),
            Node::Binary { left, right, .. } => {
                left.replace(other);
                right.replace(other);
            }
        }
    }

    /// The tree as text; `item` gives the text for a name and knows whether it follows an operator.
    fn written(&self, writing: &Writing, item: &dyn Fn(&str, bool) -> String) -> String {
        let mut text = String::new();
        self.write(writing, item, &mut text);
        text
    }

    fn write(&self, writing: &Writing, item: &dyn Fn(&str, bool) -> String, out: &mut String) {
        match self {
            Node::Number { value, text } => out.push_str(&(writing.number)(*value, text)),
            Node::Item(name) => {
                let after_operator = out.ends_with(writing.signs);
                out.push_str(&item(name, after_operator));
            }
            Node::Negative(inner) => {
                out.push_str(writing.negative[0]);
                inner.write(writing, item, out);
                out.push_str(writing.negative[1]);
            }
            Node::Bracket(inner) => {
                out.push('(');
                inner.write(writing, item, out);
                out.push(')');
            }
            Node::Binary { operation, left, right } => {
                left.write(writing, item, out);
                out.push(writing.signs[*operation as usize]);
                right.write(writing, item, out);
            }
        }
    }
}

fn evaluate(node: &Node, value: &dyn Fn(&str) -> Option<Exact>) -> Result<Exact, NoValue> {
    match node {
        Node::Number { value, .. } => Ok(*value),
        Node::Item(name) => value(name).ok_or_else(|| NoValue::Missing(vec![name.clone()])),
        Node::Negative(inner) => Exact::ZERO.minus(evaluate(inner, value)?).ok_or(NoValue::TooLarge),
        Node::Bracket(inner) => evaluate(inner, value),
        Node::Binary { operation, left, right } => {
            let (x, y) = (evaluate(left, value)?, evaluate(right, value)?);
            let result = match operation {
                Operation::Plus => x.plus(y),
                Operation::Minus => x.minus(y),
                Operation::Times => x.times(y),
                Operation::Over if y.is_zero() => return Err(NoValue::ZeroBase(without_brackets(right))),
                Operation::Over => x.over(y),
            };
            result.ok_or(NoValue::TooLarge)
        }
    }
}

/// A divisor as it is named in a message.
fn without_brackets(node: &Node) -> String {
    match node {
        Node::Bracket(inner) => without_brackets(inner),
        other => other.written(&FOR_READERS, &|name, _| name.to_string()),
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.root.written(&FOR_READERS, &|name, _| name.to_string()))
    }
}

/// The one form of a 数据项's name: no spaces, full-width brackets, curved quotation marks. Names in
/// headings and in formulas are compared in this form.
pub fn canonical_name(name: &str) -> String {
    let mut quote_open = false;
    name.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '(' | '﹙' | '〔' => '（',
            ')' | '﹚' | '〕' => '）',
            '"' | '＂' => {
                quote_open = !quote_open;
                if quote_open { '“' } else { '”' }
            }
            c => c,
        })
        .collect()
}

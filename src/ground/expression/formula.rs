//! A 计算公式 as an Excel formula over cells.

use crate::ground::expression::{Expression, Node, Operation};

impl Expression {
    /// The formula with `cell` giving the reference of each 数据项: `(部门数据!M6-部门数据!N6)/部门数据!N6*100%`.
    pub fn formula(&self, cell: &dyn Fn(&str) -> String) -> String {
        let mut text = String::new();
        write(&self.root, cell, &mut text);
        text
    }

    /// The divisors that may be 0, as formulas, in the order in which they are reached.
    pub fn divisors(&self, cell: &dyn Fn(&str) -> String) -> Vec<String> {
        let mut found = Vec::new();
        divisors(&self.root, cell, &mut found);
        found
    }
}

fn write(node: &Node, cell: &dyn Fn(&str) -> String, out: &mut String) {
    match node {
        Node::Number { value, text } => {
            let plain = text.chars().all(|c| c.is_ascii_digit() || c == '.' || c == '%');
            out.push_str(&if plain { text.clone() } else { value.in_formula() });
        }
        Node::Item(name) => out.push_str(&cell(name)),
        Node::Negative(inner) => {
            out.push_str("(-");
            write(inner, cell, out);
            out.push(')');
        }
        Node::Bracket(inner) => {
            out.push('(');
            write(inner, cell, out);
            out.push(')');
        }
        Node::Binary { operation, left, right } => {
            write(left, cell, out);
            out.push(match operation {
                Operation::Plus => '+',
                Operation::Minus => '-',
                Operation::Times => '*',
                Operation::Over => '/',
            });
            write(right, cell, out);
        }
    }
}

fn divisors(node: &Node, cell: &dyn Fn(&str) -> String, found: &mut Vec<String>) {
    match node {
        Node::Number { .. } | Node::Item(_) => {}
        Node::Negative(inner) | Node::Bracket(inner) => divisors(inner, cell, found),
        Node::Binary { operation, left, right } => {
            divisors(left, cell, found);
            divisors(right, cell, found);
            if *operation == Operation::Over && !matches!(&**right, Node::Number { value, .. } if !value.is_zero()) {
                let mut text = String::new();
                write(right, cell, &mut text);
                found.push(text);
            }
        }
    }
}

//! A 计算公式 as an Excel formula over cells.

use crate::ground::expression::{Expression, Node, Operation, Writing};

/// `(-甲)/乙`
const FOR_EXCEL: Writing = Writing {
    signs: ['+', '-', '*', '/'],
    negative: ["(-", ")"],
    number: |value, text| {
        let plain = text.chars().all(|c| c.is_ascii_digit() || c == '.' || c == '%');
        if plain { text.to_string() } else { value.in_formula() }
    },
};

impl Expression {
    /// The formula with `cell` giving the reference of each 数据项: `(部门数据!M6-部门数据!N6)/部门数据!N6*100%`.
    pub fn formula(&self, cell: &dyn Fn(&str) -> String) -> String {
        self.root.written(&FOR_EXCEL, &|name, _| cell(name))
    }

    /// The divisors that may be 0, as formulas, in the order in which they are reached.
    pub fn divisors(&self, cell: &dyn Fn(&str) -> String) -> Vec<String> {
        let mut found = Vec::new();
        self.root.each(&mut |node| {
            if let Node::Binary { operation: Operation::Over, right, .. } = node
                && !matches!(&**right, Node::Number { value, .. } if !value.is_zero())
            {
                found.push(right.written(&FOR_EXCEL, &|name, _| cell(name)));
            }
        });
        found
    }
}

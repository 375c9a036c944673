//! What a file of src uses: every path of its code, tests left out, as an absolute path.

use std::collections::BTreeMap;
use std::fmt;
use syn::ext::IdentExt;
use syn::visit;
use syn::visit::Visit;

/// One use: of a path (`crate::ground::place::Place`, `calamine::Xlsx`), of a macro (`println!`) or of a method.
#[derive(Debug)]
pub struct Use {
    /// The file below src: `result/live/mod.rs`.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// The absolute path, or the name of the method.
    pub path: String,
    pub is_method: bool,
}

impl fmt::Display for Use {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "src/{}:{}: {}", self.file, self.line, self.path)
    }
}

/// All that a file uses.
pub fn uses(file: &str, text: &str) -> Vec<Use> {
    let parsed = syn::parse_file(text).unwrap_or_else(|error| panic!("{file}: {error}"));
    let mut finder = Finder { file, module: module_of(file), short: BTreeMap::new(), found: Vec::new() };
    // the short names first: `fs::read` is `std::fs::read` after `use std::fs`
    for item in &parsed.items {
        if let syn::Item::Use(item) = item {
            finder.import(&item.tree, &mut Vec::new());
        }
    }
    finder.found.clear();
    finder.visit_file(&parsed);
    finder.found
}

/// `result/live/mod.rs` → crate, result, live.
fn module_of(file: &str) -> Vec<String> {
    let path = file.trim_end_matches(".rs").trim_end_matches("/mod");
    let inside = path.split('/').filter(|part| *part != "lib" && *part != "main").map(str::to_string);
    std::iter::once("crate".to_string()).chain(inside).collect()
}

struct Finder<'a> {
    file: &'a str,
    module: Vec<String>,
    /// Short names of modules and crates that the file imports, with their paths.
    short: BTreeMap<String, String>,
    found: Vec<Use>,
}

impl Finder<'_> {
    fn push(&mut self, path: String, line: usize, is_method: bool) {
        self.found.push(Use { file: self.file.to_string(), line, path, is_method });
    }

    /// A path as written → as seen from the crate.
    fn absolute(&self, written: &[String]) -> String {
        let mut base: Vec<String> = Vec::new();
        let mut rest = written;
        match rest.first().map(String::as_str) {
            Some("self") => base.clone_from(&self.module),
            Some("super") => base.clone_from(&self.module),
            _ => {}
        }
        while let Some("self" | "super") = rest.first().map(String::as_str) {
            if rest[0] == "super" {
                base.pop();
            }
            rest = &rest[1..];
        }
        if base.is_empty()
            && rest.len() > 1
            && let Some(long) = self.short.get(&rest[0])
        {
            base = long.split("::").map(str::to_string).collect();
            rest = &rest[1..];
        }
        base.into_iter().chain(rest.iter().cloned()).collect::<Vec<_>>().join("::")
    }

    fn import(&mut self, tree: &syn::UseTree, before: &mut Vec<String>) {
        let leaf = |finder: &mut Finder, name: &syn::Ident, alias: &syn::Ident, before: &[String]| {
            let mut path = before.to_vec();
            if name != "self" {
                path.push(name.unraw().to_string());
            }
            let path = finder.absolute(&path);
            let alias =
                if alias == "self" { path.rsplit("::").next().unwrap_or("").to_string() } else { alias.to_string() };
            if alias.chars().next().is_some_and(char::is_lowercase) {
                finder.short.insert(alias, path.clone());
            }
            finder.push(path, name.span().start().line, false);
        };
        match tree {
            syn::UseTree::Path(path) => {
                before.push(path.ident.unraw().to_string());
                self.import(&path.tree, before);
                before.pop();
            }
            syn::UseTree::Group(group) => group.items.iter().for_each(|item| self.import(item, before)),
            syn::UseTree::Name(name) => leaf(self, &name.ident, &name.ident, before),
            syn::UseTree::Rename(name) => leaf(self, &name.ident, &name.rename, before),
            syn::UseTree::Glob(glob) => {
                let path = self.absolute(before);
                self.push(path, glob.star_token.spans[0].start().line, false);
            }
        }
    }

    /// Paths among the words of a macro, whose syntax is its own.
    fn tokens(&mut self, tokens: proc_macro2::TokenStream) {
        use proc_macro2::TokenTree;
        let mut path: Vec<String> = Vec::new();
        let (mut line, mut colons) = (0, 0);
        for token in tokens {
            match &token {
                TokenTree::Punct(mark) if mark.as_char() == ':' => colons += 1,
                TokenTree::Ident(name) if colons == 2 && !path.is_empty() => {
                    path.push(name.unraw().to_string());
                    colons = 0;
                }
                TokenTree::Ident(name) => {
                    self.finish(&mut path, line);
                    (path, line, colons) = (vec![name.unraw().to_string()], name.span().start().line, 0);
                }
                TokenTree::Punct(mark) if mark.as_char() == '!' && path.len() == 1 => {
                    path[0].push('!');
                    self.finish(&mut path, line);
                }
                other => {
                    if path.len() > 1 {
                        self.finish(&mut path, line);
                    }
                    path.clear();
                    colons = 0;
                    if let TokenTree::Group(group) = other {
                        self.tokens(group.stream());
                    }
                }
            }
        }
        if path.len() > 1 {
            self.finish(&mut path, line);
        }
    }

    fn finish(&mut self, path: &mut Vec<String>, line: usize) {
        if !path.is_empty() {
            let absolute = self.absolute(path);
            self.push(absolute, line, false);
            path.clear();
        }
    }
}

fn is_test(attributes: &[syn::Attribute]) -> bool {
    let words = |attribute: &syn::Attribute| attribute.parse_args::<syn::Ident>().is_ok_and(|word| word == "test");
    attributes.iter().any(|attribute| attribute.path().is_ident("cfg") && words(attribute))
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if is_test(&item.attrs) {
            return;
        }
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if !is_test(&item.attrs) {
            self.import(&item.tree, &mut Vec::new());
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let written: Vec<String> = path.segments.iter().map(|segment| segment.ident.unraw().to_string()).collect();
        let line = path.segments.first().map_or(0, |segment| segment.ident.span().start().line);
        let absolute = self.absolute(&written);
        // a single name is a local one, if it is no type of the language
        if written.len() > 1 || ["f64", "f32"].contains(&absolute.as_str()) {
            self.push(absolute, line, false);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let name = call.path.segments.last().map(|last| (format!("{}!", last.ident), last.ident.span().start().line));
        if let Some((name, line)) = name {
            self.push(name, line, false);
        }
        self.visit_path(&call.path);
        self.tokens(call.tokens.clone());
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.push(call.method.to_string(), call.method.span().start().line, true);
        visit::visit_expr_method_call(self, call);
    }
}

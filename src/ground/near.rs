//! Names that come near one that is not known.

use crate::ground::number::tidy;

/// At most so many names are suggested.
const SUGGESTED: usize = 5;

/// The names that contain the wanted one or are part of it; where there is none, those that share more than half
/// of their characters with it, the nearest first.
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let wanted = tidy(name);
    let mut known: Vec<&str> = known.collect();
    known.dedup();
    let within = |known: &&&str| {
        let known = tidy(known);
        !wanted.is_empty() && !known.is_empty() && (known.contains(&wanted) || wanted.contains(&known))
    };
    let near: Vec<&str> = known.iter().filter(within).take(SUGGESTED).copied().collect();
    if !near.is_empty() {
        return near;
    }
    let mut shared: Vec<(usize, &str)> =
        known.into_iter().map(|known| (shared(&wanted, &tidy(known)), known)).collect();
    let half = |(shared, known): &(usize, &str)| shared * 2 > wanted.chars().count().max(tidy(known).chars().count());
    shared.retain(half);
    shared.sort_by_key(|(shared, _)| std::cmp::Reverse(*shared));
    shared.into_iter().take(SUGGESTED).map(|(_, known)| known).collect()
}

/// How many characters two texts have in common, in any order.
fn shared(one: &str, other: &str) -> usize {
    let mut left: Vec<char> = other.chars().collect();
    let taken = |c: char| left.iter().position(|other| *other == c).map(|at| left.swap_remove(at));
    one.chars().filter_map(taken).count()
}

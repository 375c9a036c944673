mod compare;
mod edits;
mod formulas;

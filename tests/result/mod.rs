mod example;
mod formulas;
mod many;

mod example;
mod formulas;
mod values_beyond_limit;

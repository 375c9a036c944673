mod example;
mod formulas;
mod missing_columns;
mod values_beyond_limit;

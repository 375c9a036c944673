mod expressions;
mod figures;

mod migration;
mod new_year;

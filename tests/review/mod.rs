mod appeal;
mod last_year;
mod tables;
mod years;

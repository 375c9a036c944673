mod appeal;
mod last_year;
mod years;

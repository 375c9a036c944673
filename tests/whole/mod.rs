mod borders;
mod docs;
mod example;
mod second_city;
mod year;

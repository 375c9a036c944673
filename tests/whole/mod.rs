mod docs;
mod example;
mod house;
mod second_city;
mod year;

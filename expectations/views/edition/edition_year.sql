select * from edition_year

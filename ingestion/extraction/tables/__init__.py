"""Small tables in lines or in running text: what each place of a group means, and what its number is then."""

"""School years, terms, holidays and make-up workdays; time counted in working minutes."""

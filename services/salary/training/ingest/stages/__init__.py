"""The stages: each takes vacancies and gives them back priced, checked, filled, or fewer."""

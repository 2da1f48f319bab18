"""Names of skills: one canonical name, its kind and its IT-ness for the many ways people write a skill."""

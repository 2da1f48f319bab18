"""Facts that a vacancy's text states, found by rules."""

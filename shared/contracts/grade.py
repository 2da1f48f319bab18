"""Grade: the one scale of seniority that all services use."""

from enum import StrEnum


class Grade(StrEnum):
    """A seniority, in ascending order."""

    TRAINEE = "trainee"
    JUNIOR = "junior"
    MIDDLE = "middle"
    SENIOR = "senior"
    LEAD = "lead"
    CHIEF = "chief"

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from services.salary.training.vacancies import Vacancies, read_vacancies

ROLES = (("Тестировщик", 110_000), ("Системный аналитик", 160_000), ("Java разработчик", 210_000))
GRADES = (("Junior", 0.6, "noExperience"), ("Middle", 1.0, "between1And3"), ("Senior", 1.5, "between3And6"))
CITIES = (("Москва", 1.2), ("Санкт-Петербург", 1.1), ("Казань", 0.9), ("Тверь", 0.8), (None, 1.0))


def make_table(rows: int) -> pd.DataFrame:
    """Vacancies whose pay follows from role, grade and place, but for a little noise."""
    generator = np.random.default_rng(7)
    made = []
    for number in range(rows):
        title, pay = ROLES[generator.integers(len(ROLES))]
        grade, factor, experience = GRADES[generator.integers(len(GRADES))]
        city, of_city = CITIES[generator.integers(len(CITIES))]
        middle = round(pay * factor * of_city * float(np.exp(generator.normal(0, 0.1))))
        says_little = number % 5 == 0
        one_bound = number % 4 == 0
        made.append(
            {
                "vac_id": str(number),
                "source": f"source {number % 2}",
                "title": f"Сотрудник {number}" if says_little else f"{grade} {title}",
                "role": None if says_little else title,
                "city": city,
                "employer": f"Компания {number % (rows // 3)}",
                "experience": None if says_little else experience,
                "schedule": "fullDay",
                "employment": "full",
                "skills": [] if says_little else ["SQL", "Git", title],
                "description": "Звоните: hr@example.com",
                "published_at": f"202{4 + number % 3}-0{1 + number % 6}-01",
                "year": 2024.0 + number % 3,
                "salary_from": middle if one_bound else middle * 0.8,
                "salary_to": None if one_bound else middle * 1.2,
                "currency": "RUR",
                "gross": False,
                "net_mid": float(middle),
            }
        )
    return pd.DataFrame(made)


@pytest.fixture(scope="session")
def small_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    (folder / "salary").mkdir()
    make_table(360).to_parquet(folder / "salary" / "train.parquet")
    return folder


@pytest.fixture(scope="session")
def small_vacancies(small_data: Path) -> Vacancies:
    return read_vacancies(small_data)

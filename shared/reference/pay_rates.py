"""Rates of currencies to the rouble, by month: coarse, for pay that is stated once and paid for years.

Sources: the monthly means of the Bank of Russia's official rate of the dollar; for other currencies the
yearly means of their official rate to the dollar (World Bank, PA.NUS.FCRF, and the central banks for 2025),
since against the dollar they moved little within a year, and the rouble much. Rounded, and not downloaded
anew: expect an error of 1-2 %, of 5 % in months of crisis. 2026 takes the last rate of 2025.
"""

from types import MappingProxyType

_FIRST_YEAR = 2017

# Roubles for a dollar, January to December.
_ROUBLES_PER_DOLLAR = (
    (59.96, 58.39, 58.10, 56.43, 57.04, 57.89, 59.67, 59.65, 57.69, 57.71, 58.92, 58.59),  # 2017
    (56.79, 56.82, 57.03, 60.46, 62.21, 62.71, 62.88, 66.12, 67.66, 65.89, 66.24, 67.31),
    (67.35, 65.86, 65.15, 64.62, 64.82, 64.23, 63.20, 65.53, 64.99, 64.32, 63.87, 62.94),
    (61.78, 63.88, 73.15, 75.22, 72.61, 69.22, 71.29, 73.80, 75.66, 77.59, 77.07, 74.07),  # 2020
    (74.23, 74.38, 74.42, 76.10, 74.04, 72.58, 73.93, 73.60, 72.88, 71.44, 72.60, 73.74),
    (75.88, 77.40, 103.68, 77.91, 64.60, 57.25, 58.30, 60.36, 59.80, 61.05, 60.92, 65.27),
    (69.23, 72.78, 76.09, 80.95, 79.17, 83.29, 90.43, 95.31, 96.58, 97.08, 90.40, 90.80),  # 2023
    (88.68, 91.46, 91.66, 92.90, 90.75, 88.00, 87.50, 89.20, 91.20, 96.20, 100.20, 102.50),
    (100.60, 92.80, 86.00, 83.30, 80.30, 78.70, 78.70, 79.90, 82.90, 81.10, 80.90, 78.60),  # 2025
)

# What a dollar costs, a year each.
_PER_DOLLAR = MappingProxyType(
    {
        "USD": (1.0,) * 9,
        "EUR": (0.885, 0.847, 0.893, 0.876, 0.845, 0.950, 0.925, 0.924, 0.885),
        "GBP": (0.777, 0.750, 0.783, 0.780, 0.727, 0.811, 0.804, 0.783, 0.759),
        "KZT": (326.0, 344.7, 382.7, 413.0, 425.9, 460.2, 456.2, 469.0, 521.0),
        "BYN": (1.93, 2.04, 2.09, 2.44, 2.54, 2.63, 3.01, 3.25, 3.10),
        "UAH": (26.6, 27.2, 25.8, 27.0, 27.3, 32.3, 36.6, 40.2, 41.7),
        "UZS": (5114.0, 8070.0, 8837.0, 10054.0, 10610.0, 11050.0, 11735.0, 12652.0, 12600.0),
        "KGS": (68.9, 68.8, 69.8, 77.3, 84.6, 84.1, 87.9, 87.2, 87.4),
        "GEL": (2.51, 2.53, 2.82, 3.11, 3.22, 2.92, 2.63, 2.72, 2.74),
        "AZN": (1.72, *(1.70,) * 8),
        "AMD": (482.7, 483.0, 480.4, 489.0, 503.8, 435.7, 392.5, 392.7, 386.0),
    }
)

CURRENCIES = frozenset(_PER_DOLLAR) | {"RUB"}
LAST_MONTH = (_FIRST_YEAR + len(_ROUBLES_PER_DOLLAR)) * 12 - 1
"""The last month of the table, in months since year 0."""


def rouble_rate(currency: str, month: int | None) -> float:
    """How many roubles one unit of a currency is.

    Args:
        currency: one of `CURRENCIES`.
        month: in months since year 0. A month outside the table takes the nearest one of it, an unknown month
            the last one.
    """
    if currency == "RUB":
        return 1.0
    first = _FIRST_YEAR * 12
    known = LAST_MONTH if month is None else min(max(month, first), LAST_MONTH)
    year, number = divmod(known - first, 12)
    return _ROUBLES_PER_DOLLAR[year][number] / _PER_DOLLAR[currency][year]

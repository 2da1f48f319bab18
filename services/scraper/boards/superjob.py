"""SuperJob: https://www.superjob.ru/vakansii/it-internet-svyaz-telekom/."""

import re

from services.scraper.boards.board import Board

BOARD = Board(
    name="superjob",
    address="https://www.superjob.ru",
    list_path="/vakansii/it-internet-svyaz-telekom/?page={page}",
    vacancy_path=re.compile(r"/vakansii/[\w-]*?(\d{6,})\.html"),
)

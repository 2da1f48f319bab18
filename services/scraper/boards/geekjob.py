"""GeekJob: https://geekjob.ru/vacancies."""

import re

from services.scraper.boards.board import Board

BOARD = Board(
    name="geekjob",
    address="https://geekjob.ru",
    list_path="/vacancies/{page}",
    vacancy_path=re.compile(r"/vacancy/([0-9a-f]{24})(?=$|[/?#])"),
)

"""The sentences of all problems, in Russian and English.

To add a problem, add a line to `SENTENCES`; its code is part of the API and never changes its meaning.
"""

from types import MappingProxyType

from pydantic import ValidationError

from shared.contracts.problem import Problem

SENTENCES = MappingProxyType(
    {
        # What a document can be wrong in.
        "empty_document": ("Документ пуст.", "The document is empty."),
        "document_too_large": (
            "Документ больше {limit_mb} МБ.",
            "The document is larger than {limit_mb} MB.",
        ),
        "unsupported_kind": (
            "Формат документа не поддерживается. Подойдут PDF, Word, RTF, ODT, HTML, TXT, JSON или снимок.",
            "This kind of document is not supported. Send PDF, Word, RTF, ODT, HTML, TXT, JSON or a scan.",
        ),
        "encrypted": ("Файл защищён паролем.", "The file is protected by a password."),
        "damaged_document": (
            "Файл повреждён, прочитать его не удалось.",
            "The file is damaged and can't be read.",
        ),
        "too_many_pages": (
            "В документе больше {limit} страниц.",
            "The document has more than {limit} pages.",
        ),
        "too_much_text": (
            "В документе слишком много текста: больше {limit} знаков.",
            "The document holds too much text: over {limit} characters.",
        ),
        "needs_ocr": (
            "В документе нет текста, только изображения: нужно распознавание.",
            "The document holds pictures and no text: it needs OCR.",
        ),
        "not_a_resume": (
            "Документ не похож на резюме.",
            "The document does not look like a resume.",
        ),
        "invalid_resume_fields": (
            "Поля резюме не соответствуют формату: {where}.",
            "The fields of the resume do not fit the format: {where}.",
        ),
        "several_resumes": (
            "В файле {count} резюме, а нужен файл с одним: отправьте строки по одной.",
            "The file holds {count} resumes where one is expected: send its rows one by one.",
        ),
        "office_missing": (
            "Для документов DOC, RTF и ODT здесь нужен LibreOffice, он не установлен. Пришлите PDF или DOCX.",
            "Documents in DOC, RTF and ODT need LibreOffice, which is not installed here. Send PDF or DOCX.",
        ),
        "document_too_heavy": (
            "Документ слишком сложен: на него не хватило времени или памяти.",
            "The document is too complex: it took more time or memory than is given to one.",
        ),
        "link_import_unavailable": (
            "Импорт резюме по ссылке не настроен: пришлите файл.",
            "Importing a resume by its link is not set up: send the file.",
        ),
        "link_token_refused": (
            "Сайт hh.ru не принял ключ доступа: он неверен, отозван или истёк. Пришлите файл, "
            "а администратору нужно получить новый ключ и задать ATTESTA_HH_API_TOKEN.",
            "The site hh.ru has refused the access token: it is wrong, revoked or expired. Send the file, "
            "and have the operator get a new one and set ATTESTA_HH_API_TOKEN.",
        ),
        "link_agent_refused": (
            "Сайт hh.ru не принял название приложения. Пришлите файл, а администратору нужно задать "
            "ATTESTA_HH_USER_AGENT в виде «приложение/версия (почта)».",
            "The site hh.ru has refused the name of the application. Send the file, and have the operator "
            "set ATTESTA_HH_USER_AGENT as 'application/version (e-mail)'.",
        ),
        "link_view_limit": (
            "Исчерпан лимит просмотров резюме на hh.ru: повторите завтра или пришлите файл.",
            "The limit of resume views on hh.ru is used up: try again tomorrow, or send the file.",
        ),
        "link_captcha": (
            "Сайт hh.ru просит подтвердить, что запрос делает человек. Откройте резюме в браузере, "
            "сохраните его в PDF и пришлите файл.",
            "The site hh.ru asks to confirm that a human is there. Open the resume in a browser, save it "
            "as PDF and send the file.",
        ),
        "link_no_access": (
            "Резюме скрыто, или к нему нет доступа: попросите у соискателя файл.",
            "The resume is hidden, or there is no access to it: ask the candidate for the file.",
        ),
        "link_login_required": (
            "Сайт hh.ru показывает это резюме только после входа: откройте его под своим именем, "
            "сохраните в PDF и пришлите файл.",
            "The site hh.ru shows this resume only to those who have logged in: open it under your name, "
            "save it as PDF and send the file.",
        ),
        "link_not_found": (
            "Резюме по ссылке нет: оно удалено, или в ссылке ошибка. Проверьте её или пришлите файл.",
            "There is no resume at the link: it was deleted, or the link is wrong. Check it, or send "
            "the file.",
        ),
        "link_bad_answer": (
            "Сайт hh.ru ответил не резюме: пришлите файл.",
            "What hh.ru has answered is no resume: send the file.",
        ),
        "link_address_refused": (
            "Адрес hh.ru ведёт здесь во внутреннюю сеть, поэтому импорт отклонён: пришлите файл.",
            "The address of hh.ru leads into a private network here, so the import was refused: "
            "send the file.",
        ),
        "file_unreadable": (
            "Файл не открывается: {reason}.",
            "The file can't be opened: {reason}.",
        ),
        "no_vacancy_files": (
            "По пути {path} нет файлов с вакансиями: нужны .json, .jsonl, .parquet, .zip или папка с ними.",
            "There are no files of vacancies at {path}: .json, .jsonl, .parquet, .zip or a folder of them.",
        ),
        "vacancy_kind_unknown": (
            "Записи файла {name} не похожи на вакансии известных видов: {kinds}. Вид задаёт --kind.",
            "The records of {name} look like no known kind of vacancy: {kinds}. Name the kind with --kind.",
        ),
        "too_few_vacancies": (
            "Вакансий с зарплатой {count}, а для обучения нужно не меньше {needed}.",
            "There are {count} vacancies with pay; training needs at least {needed}.",
        ),
        "encoder_not_usable": (
            "Модель предложений в папке {folder} не загружается: {reason}.",
            "The sentence encoder in the folder {folder} does not load: {reason}.",
        ),
        "output_kind_unknown": (
            "Файл {name} должен оканчиваться на {kinds}.",
            "The file {name} must end in {kinds}.",
        ),
        "invalid_row": (
            "Строка не подходит: {where}.",
            "The row does not fit: {where}.",
        ),
        # What rows to train from can be wrong in.
        "no_training_rows": (
            "В файле нет ни одной строки, учиться не на чем.",
            "The file holds no rows: there is nothing to learn from.",
        ),
        "broken_training_rows": (
            "Исправьте или удалите строки, которые не подходят: {where}.",
            "Correct or remove the lines that do not fit: {where}.",
        ),
        "one_outcome_only": (
            "Во всех строках один и тот же исход: нужны и подтверждённые, и неподтверждённые.",
            "All rows have the same outcome: both confirmed and not confirmed ones are needed.",
        ),
        "one_vacancy_only": (
            "Все строки об одной вакансии: нужны хотя бы две (поле vacancy_id).",
            "All rows are about one vacancy: at least two are needed (field vacancy_id).",
        ),
        # What a table for a comparison of groups can be wrong in.
        "damaged_table": (
            "Таблица не читается до строки {line}: незакрытая кавычка или слишком длинная ячейка.",
            "The table can't be read up to line {line}: a quote that is not closed, or too long a cell.",
        ),
        "empty_table": (
            "В таблице нет строк или заголовка.",
            "The table holds no rows or no header.",
        ),
        "unknown_column": (
            "В таблице нет столбца «{column}»; есть: {columns}.",
            "The table has no column {column}; it has: {columns}.",
        ),
        "invalid_cells": (
            "В столбце «{column}» не подходят значения в строках: {where}. Нужно {expected}.",
            "Column {column} does not fit in lines: {where}. Expected: {expected}.",
        ),
        "no_outcomes": (
            "В столбце «{column}» нет ни одного значения.",
            "Column {column} holds no value.",
        ),
        "too_many_groups": (
            "В столбце «{column}» больше {limit} разных значений: объедините их в группы.",
            "Column {column} holds over {limit} different values: put them into groups first.",
        ),
        "file_not_unicode": (
            "Файл не в кодировке UTF-8: сохраните его в ней.",
            "The file is not UTF-8: save it as UTF-8.",
        ),
        # What the parser leaves out and says so.
        "hidden_text": (
            "Скрытый текст отброшен, фрагментов: {count}, страница {page}.",
            "Hidden text was dropped, fragments: {count}, page {page}.",
        ),
        "pages_unread": (
            "Страниц без распознанного текста: {count}; они не учтены.",
            "Pages whose text was not recognised: {count}; they are left out.",
        ),
        "section_unreadable": (
            "Раздел «{section}» прочитать не удалось.",
            "The section '{section}' could not be read.",
        ),
        "layout_unknown": (
            "Оформление резюме незнакомо, часть полей могла остаться пустой.",
            "The layout of the resume is unknown, some fields may be left empty.",
        ),
        # What an assessment can lack.
        "company_unknown": (
            "Компания не найдена в рейтинге работодателей.",
            "The company is not in the employer rating.",
        ),
        "rating_not_loaded": (
            "Рейтинг работодателей ещё не был загружен, искать компанию было негде.",
            "No employer rating was loaded yet, so there was nowhere to look for the company.",
        ),
        "too_little_to_score": (
            "В резюме слишком мало сведений для оценки грейда.",
            "The resume says too little to judge the grade.",
        ),
        "score_unsure": (
            "Модель не уверена: на таких резюме она ошибалась слишком часто, решать нужно человеку.",
            "The model is not sure: it was wrong too often on resumes like this one. A person has to decide.",
        ),
        "not_it_resume": (
            "Резюме не похоже на резюме ИТ-специалиста: оценить его нельзя.",
            "The resume does not look like one of an IT specialist: it can't be judged or priced.",
        ),
        "too_little_to_price": (
            "В резюме слишком мало сведений для оценки зарплаты.",
            "The resume says too little to estimate the pay.",
        ),
        "market_too_thin": (
            "Вакансий с указанной зарплатой мало: {count}, нужно не меньше {needed}. Расширьте выбор.",
            "Too few vacancies tell their pay: {count}, at least {needed} are needed. Ask for more.",
        ),
        "step_crashed": (
            "Шаг «{step}» не удался после {deaths} попыток; о сбое сообщено.",
            "The step '{step}' failed after {deaths} attempts; the fault has been recorded.",
        ),
        "step_unavailable": (
            "Шаг «{step}» не дождался нужной ему службы.",
            "The step '{step}' waited too long for a service that it needs.",
        ),
        # What a request can be wrong in.
        "unauthorized": (
            "Нужен действующий ключ: Authorization: Bearer КЛЮЧ.",
            "A valid key is needed: Authorization: Bearer KEY.",
        ),
        "not_found": ("Не найдено.", "Not found."),
        "method_not_allowed": (
            "Этот метод здесь не поддерживается.",
            "This method is not supported here.",
        ),
        "invalid_request": (
            "Запрос составлен неверно: {where_ru}.",
            "The request is not valid: {where_en}.",
        ),
        "unsupported_media_type": (
            "Нужен multipart/form-data с полем file или application/json.",
            "Send multipart/form-data with the field 'file', or application/json.",
        ),
        "invalid_link": (
            "Нужна ссылка вида https://hh.ru/resume/….",
            "A link like https://hh.ru/resume/… is needed.",
        ),
        "service_unavailable": (
            "Служба временно недоступна, повторите запрос позже.",
            "The service is unavailable for the moment, try again later.",
        ),
        "internal_error": (
            "Внутренняя ошибка; о ней сообщено.",
            "An internal error; it has been recorded.",
        ),
    }
)


def name_misfits(error: ValidationError) -> str:
    """Which fields of what was given do not fit, never what they hold; "JSON" for the whole of it."""
    places = (".".join(map(str, one["loc"])) or "JSON" for one in error.errors(include_input=False))
    return ", ".join(dict.fromkeys(places))


def problem(code: str, **facts: str | int) -> Problem:
    """Make a problem of the table, its sentences filled in.

    Args:
        code: a key of `SENTENCES`.
        facts: what the sentences name; never personal data.

    Raises:
        KeyError: for an unknown code or a missing fact: a bug of the caller.
    """
    russian, english = SENTENCES[code]
    return Problem(code=code, message=f"{russian.format(**facts)} / {english.format(**facts)}")

"""Words that tell what a line of a free-form resume is."""

import re

# Stems of what people are called at work; an ending follows each.
_RUSSIAN_ROLES = (
    "разработчи(?:к|ц)|программист|инженер|аналитик|тестировщи(?:к|ц)|администратор|архитектор|дизайнер"
    "|менеджер|руководител|директор|начальник|специалист|стаж[её]р|консультант|преподавател|учител|психолог"
    "|оператор|операционист|копирайтер|помощни(?:к|ц)|ассистент|сотрудни(?:к|ц)|тимлид|техлид|девопс"
    "|верстальщи(?:к|ц)|бухгалтер|экономист|продав(?:ец|ц)|владел(?:ец|ь?ц)|совладел(?:ец|ь?ц)|основател"
    "|лаборант|амбассадор|наставни(?:к|ц)|ментор|координатор|модератор|редактор|корректор|переводчи(?:к|ц)"
    "|журналист|маркетолог|рекрутер|супервайзер|мерчендайзер|промоутер|логист|кладовщи(?:к|ц)|секретар|юрист"
    "|адвокат|врач|медсестр|фармацевт|тренер|инструктор|фотограф|видеограф|иллюстратор|художни(?:к|ц)"
    "|аниматор|монтаж[её]р|монтажник|механик|электрик|электромонт[её]р|слесар|сварщик|технолог|конструктор"
    "|проектировщик|эксперт|ревизор|аудитор|воспитател|педагог|репетитор|доцент|профессор|лектор|волонт[её]р"
    "|вожат|курьер|водител|кассир|повар|официант|бармен|бариста|диспетчер|брокер|риелтор|фрилансер"
    "|заместител|командир|офицер|упаковщи(?:к|ц)|грузчик|комплектовщи(?:к|ц)|охранник|библиотекар|методист"
    "|куратор|исследовател|продюсер|сценарист|флорист|геодезист|геолог|металлург|химик|биолог|хостес"
    "|закупщи(?:к|ц)|товаровед|сммщи(?:к|ц)|таргетолог|сео-?специалист"
)
_RUSSIAN_WHOLE_ROLES = (
    r"мастер(?:а|ом)?|техник(?:ом)?|агент(?:а|ом)?|научный\s+сотрудник|ведущий\s+\w+|главный\s+\w+"
    r"|старший\s+\w+|младший\s+\w+|продакт|проджект|лид|тех\.?\s*поддержк\w+"
)
_BEFORE_RUSSIAN_ROLES = (
    "веб-?|web-?|back-?end-?|front-?end-?|бэк-?[эе]нд-?|бекенд-?|фронт-?[эе]нд-?|python-?|java-?|php-?|go-?"
    "|c#-?"
    r"|devops-?|qa-?|sql-?|bi-?|ml-?|data-?|ios-?|android-?|1[cс]-?|scrum-?|ux(?:/ui)?-?|ui(?:/ux)?-?|pr-?"
    r"|hr-?|smm-?"
)
_ENGLISH_ROLES = (
    r"developer\w*|devoloper|engineer\w*|programmer\w*|coder|analyst\w*|tester\w*|administrator|admin"
    r"|architect\w*|designer\w*|manager|team\s*lead\w*|tech\s*lead\w*|lead|leader|head|director|c[tepmf]o"
    r"|ceo|vp|founder|co-founder|consultant|interns?|trainee|teacher|lecturer|tutor|specialist|scientist"
    r"|researcher|assistant|officer|devops|sre|qa|quality\s+assurance|owner|full-?\s?stack|dba"
    r"|data\s+science|markup|coordinator|supervisor|technician|operator|instructor|trainer|coach|mentor"
    r"|expert|advisor|adviser|associate|fellow|professor|writer|editor|translator|marketer|recruiter"
    r"|accountant|cashier|waiter|waitress|barista|driver|nurse|doctor|lawyer|volunteer|freelancer"
    r"|representative|executive|planner|buyer|clerk|secretary|receptionist|photographer|artist|animator"
    r"|producer|scrum\s+master|copywriter|illustrator|strategist|evangelist|ambassador|apprentice|postdoc"
)
# Not any letters: 'технолог' is somebody, 'технологий' and 'логистика' are nobody.
_ENDING = r"(?:а|у|ом|е|ы|и|ов|ам|ами|ах|я|ю|ем|ей|ь|ью|ям|ями|ях|ша|ьница|ый|ая|ого|ой)?"
JOB_WORD = re.compile(
    rf"(?<!\w)(?:(?:{_BEFORE_RUSSIAN_ROLES})?(?:(?:{_RUSSIAN_ROLES}){_ENDING}|{_RUSSIAN_WHOLE_ROLES})"
    rf"|{_ENGLISH_ROLES})(?!\w)",
    re.IGNORECASE,
)
LEGAL_FORM = re.compile(
    r"(?<!\w)(?:ООО|OOO|ОАО|ЗАО|ПАО|АО|ИП|НПП|НПО|ГК|ФГУП|МУП|ФГБОУ|ФГБУ|ГБУ|МБОУ|ГБОУ|МАОУ|МАУ|ФГАОУ|АНО"
    r"|ТОО|ОсОО|УП|ЧУП|LLC|L\.L\.C\.|Ltd|Limited|Inc|GmbH|Corp|Corporation|PLC|Pty|S\.A\.|B\.V\.|s\.r\.o\."
    r"|Sp\.?\s?z\s?o\.?o|LLP|JSC|CJSC)(?!\w)|[«\"“]"
)
# Work of one's own, where no company is.
OWN_WORK = re.compile(
    r"^(?:фриланс|freelance|self[\s-]?employed|самозанят\w+|индивидуальный\s+предприниматель"
    r"|частная\s+практика|private\s+practice|upwork|fiverr|kwork|fl\.ru)(?!\w)",
    re.IGNORECASE,
)
BULLETS = "–—•·*▪●■◦○+✓✔➢➤►»‣∙❖"
"""Marks of list items, beside the hyphen; for a class of characters."""

# Ways of working, which stand where a company or a position could.
WORK_TERMS = re.compile(
    r"(?:удал[её]нн?(?:о|ая|ый|ка)(?:\s+работа)?|дистанционно|гибрид\w*|полн(?:ая|ый)\s+(?:занятость|рабочий"
    r"|день)|частичн\w+\s+занят\w+|неполн\w+\s+\w+|проектная\s+(?:работа|занятость)|вахт\w*|в\s+офисе|офис"
    r"|remote(?:ly)?|hybrid|on-?site|in\s+office|full[\s-]?time|part[\s-]?time|contract|temporary"
    r"|(?:стажировка|internship)$)(?!\w)",
    re.IGNORECASE,
)
# How papers begin that name people, firms, dates and phones as resumes do.
PAPER_TITLE = re.compile(
    r"\W*(?:(?:сч[её]т(?:-фактура)?|накладная|акт|договор|доверенность|приказ|протокол|invoice|receipt|contract|agreement)"
    r"(?!\w).{0,60}(?:№|#|\bно(?:мер)?\b|\bот\s+\d|\d{2}[./]\d{2})"
    r"|(?:коммерческое\s+предложение|акт\s+(?:выполненных|оказанных|при[её]м)\w*|трудовой\s+договор|договор\s+\w+"
    r"|техническое\s+задание|программа\s+(?:курса|обучения|дисциплины)|сопроводительное\s+письмо|cover\s+letter"
    r"|employment\s+(?:contract|agreement)|course\s+(?:programme|program|syllabus))(?!\w))",
    re.IGNORECASE,
)
GREETING = re.compile(
    r"(?:здравствуйте|добрый\s+(?:день|вечер)|доброе\s+утро|уважаем\w+|dear|hello|good\s+(?:morning|afternoon))(?!\w)",
    re.IGNORECASE,
)
RESUME_WORD = re.compile(r"(?<!\w)(?:резюме|resume|résumé|curriculum\s+vitae|cv)(?!\w)", re.IGNORECASE)
# What a line of two or three capitalised words may be besides a name.
NO_NAME = re.compile(
    r"резюме|resume|curriculum|vitae|опыт|работ|навык|образован|контакт|телефон|почта|город|россия|москва"
    r"|санкт|петербург|experience|skill|education|contact|phone|email|profile|about|summary|project|language"
    r"|university|институт|университет|stack|стек|портфолио|portfolio|ссылк|онлайн|школа|школы|курс|agency"
    r"|studio|group|company|data|science|machine|learning|saint|federation|region|область|республика|дата"
    r"|рожден|переезд|командировк|гражданств|женат|замужем|готов|birth|address|nationality|citizenship"
    r"|present|available|relocat|технолог|проект|обо мне|о себе",
    re.IGNORECASE,
)

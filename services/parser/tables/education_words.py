"""Words of places of study and courses that are neither a school nor what is studied there."""

import re

SCHOOL_WORD = re.compile(
    r"(?i:университет\w*|институт\w*|академи\w+|колледж\w*|техникум\w*|училищ\w+|лице[йя]\w*|гимнази\w+"
    r"|консерватори\w+|(?<!\w)школа(?!\w)|(?<!\w)ВУЗ(?!\w)|политех\w*|universit\w+|universidad\w*"
    r"|institute\w*|college\w*|academy|(?<!\w)school(?!\w)|polytechnic\w*|hochschule|educational\s+cent\w+)"
    # Abbreviations: КФУ, МГТУ, СПбГУТ, УрФУ, and those that say nothing of a university.
    r"|(?<!\w)(?:[А-ЯЁ][А-ЯЁа-яё]{0,6}(?:ГУ|ТУ|ПУ|АУ|ФУ|ЭУ)[А-ЯЁ]{0,4}|[КСДУЮБ]ФУ|[А-ЯЁ]{0,3}ГИ[А-ЯЁ]{1,3}"
    r"|УУНиТ|МФТИ|НИУ|ВШЭ|ИТМО|МИФИ|НИЯУ|НИТУ|М[Ии]С[Ии]С|МИЭТ|МАИ|МЭИ|МАДИ|МГИМО|МИРЭА|МТУСИ|ЛЭТИ|ЛИТМО"
    r"|ВоенМех|Военмех|РУДН|РАНХиГС|МИИТ|ПНИПУ|МИЭМ|РГГУ|МАРХИ|РЭУ|ГУУ|БГУИР|БНТУ|КПИ|НГУ|ТПУ|НГТУ|МГУ|СПбГУ"
    r"|СПБГУ|MIPT|MSU|HSE|ITMO|MEPhI|BMSTU|MIT)(?!\w)"
)
FACULTY = re.compile(
    r"факультет|кафедра|отделение|faculty|department|институт|institute|(?<!\w)school\s+of", re.IGNORECASE
)
# A name that begins in the genitive goes on from a dropped 'факультет': 'Электроники и техники'.
GENITIVE = re.compile(r"^\w+(?:ики|гии|фии|мии|ции|ого|его|ых|их|ства|ения)(?!\w)", re.IGNORECASE)
# What stands beside a school and is no speciality: marks, honours, sentences about oneself.
NO_SPECIALITY = re.compile(
    r"диплом\w*\s+(?!по\s)|отличи\w+|медал\w+|аттестат|средн\w+\s+балл|(?<!\w)(?:gpa|honou?rs"
    r"|cum\s+laude)(?!\w)|(?<!\w)(?:сейчас|обуча\w+|окончил\w*|закончил\w*|учусь|поступил\w*|получил\w*"
    r"|изуч\w+|completed|graduated|studied)(?!\w)|тема\s+(?:диплома|вкр)|дисциплин\w+|^(?:очн|заочн|вечерн"
    r"|дистанц|online|full-time)\w*|^(?:образование|education|engineering|инженерия|science|наука|инженер"
    r"|специалист|бакалавр|магистр)$",
    re.IGNORECASE,
)
# A school in another case than the nominative is spoken of; it does not head an entry.
OBLIQUE_SCHOOL = re.compile(
    r"(?:университет|институт|колледж|техникум)(?:а|е|у|ом|ов|ах)|академи(?:и|ю|ей)|училищ(?:а|у|ем)|лице[яе]"
)
DEGREE_ABOVE = re.compile(
    r"^(?:masters?|bachelors?|diploma|b\.?\s?sc\.?|m\.?\s?sc\.?|b\.?a\.?|m\.?a\.?|b\.?s\.?|m\.?s\.?"
    r"|b\.?eng\.?|m\.?eng\.?|ph\.?\s?d\.?|mba)(?:[\s’']+(?:s\s+)?(?:degree\s+)?(?:in|of))?\s+",
    re.IGNORECASE,
)
RUSSIAN_DEGREE_ABOVE = re.compile(
    r"^(?:[Мм]агистр|[Бб]акалавр|[Мм]агистратура|[Бб]акалавриат|МАГИСТР|БАКАЛАВР)\s+(?=[А-ЯЁ«\"])"
)
# A subject that is said in one word.
SUBJECT = re.compile(
    r"\w*(?:ика|гия|фия|номия|мия|ведение|право|дело|ство|истика|метрия)|дизайн|менеджмент|маркетинг|финансы"
    r"|история|химия|право|\w+(?:ics|logy|graphy|nomy|metry|istry)|law|finance|medicine|history|design"
    r"|marketing|management|accounting|statistics|engineering|linguistics|philosophy|architecture",
    re.IGNORECASE,
)
QUALIFICATION = re.compile(
    r",\s*(?:инженер|бакалавр|магистр|специалист|техник|программист|engineer|bachelor|master)[\w-]*\.?$",
    re.IGNORECASE,
)
# Who gives courses, as `fold` leaves the names. Only these are told from a course's name without a mark.
_PROVIDER_NAMES = (
    "stepik,степик,udemy,coursera,kaggle,geekbrains,нетология,netology,skillbox,skillfactory,otus,hexlet,"
    "хекслет,html academy,яндекс практикум,яндекс.практикум,yandex practicum,практикум,edx,udacity,"
    "codecademy,freecodecamp,datacamp,pluralsight,linkedin learning,openedu,открытое образование,rs school,"
    "rsschool,rolling scopes school,sololearn,futurelearn,лекториум,presium education,deeplearning.ai,"
    "karpov.courses,слерм,slurm,школа 21,school 21,huawei,cisco,microsoft,oracle,aws,google,ibm,red hat"
)
PROVIDERS = frozenset(_PROVIDER_NAMES.split(","))

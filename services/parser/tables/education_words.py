"""Words of places of study and courses that are neither a school nor what is studied there."""

import re

FACULTY = re.compile(
    r"факультет|кафедра|отделение|faculty|department|институт|institute|(?<!\w)school\s+of", re.IGNORECASE
)
# A name that begins in the genitive goes on from a dropped 'факультет': 'Электроники и техники'.
GENITIVE = re.compile(r"^\w+(?:ики|гии|фии|мии|ции|ого|его|ых|их|ства|ения)(?!\w)", re.IGNORECASE)
# What stands beside a school and is no speciality: marks, honours, sentences about oneself.
NO_SPECIALITY = re.compile(
    r"диплом\w*\s+(?!по\s)|отличи\w+|медал\w+|аттестат|средн\w+\s+балл|(?<!\w)(?:gpa|honou?rs|cum\s+laude)(?!\w)"
    r"|(?<!\w)(?:сейчас|обуча\w+|окончил\w*|закончил\w*|учусь|поступил\w*|получил\w*|изуч\w+|completed|graduated|studied)(?!\w)"
    r"|тема\s+(?:диплома|вкр)|дисциплин\w+|^(?:очн|заочн|вечерн|дистанц|online|full-time)\w*"
    r"|^(?:образование|education|engineering|инженерия|science|наука|инженер|специалист|бакалавр|магистр)$",
    re.IGNORECASE,
)
# A school in another case than the nominative is spoken of; it does not head an entry.
OBLIQUE_SCHOOL = re.compile(
    r"(?:университет|институт|колледж|техникум)(?:а|е|у|ом|ов|ах)|академи(?:и|ю|ей)|училищ(?:а|у|ем)|лице[яе]"
)
DEGREE_ABOVE = re.compile(
    r"^(?:masters?|bachelors?|diploma|b\.?\s?sc\.?|m\.?\s?sc\.?|b\.?a\.?|m\.?a\.?|b\.?s\.?|m\.?s\.?|b\.?eng\.?|m\.?eng\.?"
    r"|ph\.?\s?d\.?|mba)(?:[\s’']+(?:s\s+)?(?:degree\s+)?(?:in|of))?\s+",
    re.IGNORECASE,
)
RUSSIAN_DEGREE_ABOVE = re.compile(
    r"^(?:[Мм]агистр|[Бб]акалавр|[Мм]агистратура|[Бб]акалавриат|МАГИСТР|БАКАЛАВР)\s+(?=[А-ЯЁ«\"])"
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

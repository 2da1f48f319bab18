"""Words that tell what a line of a free-form resume is."""

import re

# Stems of what people are called at work, Russian and English.
JOB_WORD = re.compile(
    r"(?<!\w)(?:(?:веб-?|web-?|back-?end-?|front-?end-?|бэк-?энд-?|бекенд-?|фронт-?[эе]нд-?|python-?|java-?|php-?|devops-?|qa-?"
    r"|sql-?|bi-?|ml-?|data-?|ios-?|android-?|1[cс]-?)?"
    r"(?:разработчи\w+|программист\w*|инженер\w*|аналитик\w*|тестировщи\w+|администратор\w*|архитектор\w*|дизайнер\w*"
    r"|менеджер\w*|руководител\w+|директор\w*|начальник\w*|специалист\w*|стаж[её]р\w*|консультант\w*|преподавател\w+"
    r"|учител\w+|психолог\w*|оператор\w*|операционист\w*|копирайтер\w*|помощник\w*|ассистент\w*|техник\w*|научный\s+сотрудник"
    r"|сотрудник\w*|тимлид\w*|техлид\w*|девопс\w*|верстальщи\w+|мастер\w*|бухгалтер\w*|экономист\w*|продавец\w*|владелец\w*"
    r"|совладелец\w*|основател\w+|лаборант\w*|амбассадор\w*|наставник\w*|ментор\w*|ведущий\s+\w+|главный\s+\w+)"
    r"|developer\w*|devoloper|engineer\w*|programmer\w*|analyst\w*|tester\w*|administrator|architect\w*|designer\w*"
    r"|manager|team\s*lead\w*|tech\s*lead\w*|lead|head|director|cto|ceo|founder|co-founder|consultant|intern|trainee"
    r"|teacher|lecturer|tutor|specialist|scientist|researcher|assistant|officer|devops|sre|qa|quality\s+assurance|owner"
    r"|full-?\s?stack|dba|data\s+science|markup)(?!\w)",
    re.IGNORECASE,
)
SCHOOL_WORD = re.compile(
    r"(?i:университет\w*|институт\w*|академи\w+|колледж\w*|техникум\w*|училищ\w+|лице[йя]\w*|гимнази\w+"
    r"|(?<!\w)школа(?!\w)|политех\w*|universit\w+|institute\w*|college\w*|academy|(?<!\w)school(?!\w)"
    r"|polytechnic\w*|educational\s+cent\w+)"
    r"|(?<!\w)(?:[А-ЯЁ][А-ЯЁа-яё]{0,6}(?:ГУ|ТУ|ПУ|АУ|ФУ|ЭУ)|[А-ЯЁ]{2,4}ГУ[А-ЯЁ]{1,4}|УУНиТ|МФТИ|НИУ|ВШЭ|ИТМО|МИФИ"
    r"|М[Ии]С[Ии]С|МИЭТ|МАИ|МЭИ|МАДИ|МГИМО|МИРЭА|МТУСИ|ЛЭТИ|ЛИТМО|ВоенМех|СПбГУТ|РУДН|РАНХиГС|МИИТ|ДВФУ|ПНИПУ|МИЭМ)(?!\w)"
)
LEGAL_FORM = re.compile(r"(?<!\w)(?:ООО|ОАО|ЗАО|ПАО|АО|ИП|НПП|ГК|ФГУП|LLC|Ltd|Inc|GmbH|Corp)(?!\w)|[«\"“]")
# Ways of working, which stand where a company or a position could.
WORK_TERMS = re.compile(
    r"(?:удал[её]нн?(?:о|ая|ый|ка)|дистанционно|гибрид\w*|полн(?:ая|ый)\s+(?:занятость|рабочий|день)|частичн\w+\s+занят\w+"
    r"|проектная\s+(?:работа|занятость)|вахт\w*|в\s+офисе|remote(?:ly)?|hybrid|on-?site|full[\s-]?time|part[\s-]?time"
    r"|contract|temporary)(?!\w)",
    re.IGNORECASE,
)
_COUNTRY_NAMES = (
    "россия,рф,беларусь,белоруссия,украина,казахстан,узбекистан,кыргызстан,армения,грузия,азербайджан,"
    "сербия,германия,израиль,польша,турция,кипр,russia,russian federation,belarus,ukraine,kazakhstan,"
    "uzbekistan,kyrgyzstan,armenia,georgia,azerbaijan,serbia,germany,israel,poland,turkey,cyprus,portugal,"
    "spain,usa,uk,united kingdom,netherlands"
)
COUNTRIES = frozenset(_COUNTRY_NAMES.split(","))
RESUME_WORD = re.compile(r"(?<!\w)(?:резюме|resume|résumé|curriculum\s+vitae|cv)(?!\w)", re.IGNORECASE)
LANGUAGE_NAME = re.compile(
    r"(?<!\w)(русск\w+|английск\w+|немецк\w+|французск\w+|испанск\w+|итальянск\w+|китайск\w+|японск\w+|корейск\w+"
    r"|татарск\w+|украинск\w+|белорусск\w+|казахск\w+|узбекск\w+|киргизск\w+|армянск\w+|грузинск\w+|турецк\w+"
    r"|польск\w+|португальск\w+|арабск\w+|башкирск\w+|чешск\w+|финск\w+|иврит\w*"
    r"|russian|english|german|french|spanish|italian|chinese|japanese|korean|ukrainian|belarusian|kazakh|uzbek"
    r"|kyrgyz|armenian|georgian|turkish|polish|portuguese|arabic|hebrew|czech|finnish)(?!\w)",
    re.IGNORECASE,
)
LANGUAGE_LEVEL = re.compile(
    r"(?<!\w)([ABC][12]\+?(?:\s*[-–—(]\s*[\w\s-]+\)?)?|N[1-5](?:\s*\([\w\s-]+\))?|родной|свободн\w+|в\s+совершенстве"
    r"|разговорный|базовый|начальный|средн\w+|выше\s+среднего|продвинутый|технический|со\s+словар[её]м"
    r"|native|fluent|upper[\s-]?intermediate|pre[\s-]?intermediate|intermediate|advanced|proficient|elementary"
    r"|beginner|basic|conversational|professional\s+working)(?!\w)",
    re.IGNORECASE,
)
# What a line of two or three capitalised words may be besides a name.
NO_NAME = re.compile(
    r"резюме|resume|curriculum|vitae|опыт|работ|навык|образован|контакт|телефон|почта|город|россия|москва|санкт|петербург"
    r"|experience|skill|education|contact|phone|email|profile|about|summary|project|language|university|институт|университет"
    r"|stack|стек|портфолио|portfolio|ссылк|онлайн|школа|школы|курс|agency|studio|group|company|data|science|machine|learning"
    r"|saint|federation|region|область|республика",
    re.IGNORECASE,
)
_CITY_NAMES = (
    "москва,санкт-петербург,новосибирск,екатеринбург,казань,нижний новгород,челябинск,самара,омск,"
    "ростов-на-дону,уфа,красноярск,пермь,воронеж,волгоград,краснодар,саратов,тюмень,тольятти,ижевск,"
    "барнаул,ульяновск,иркутск,хабаровск,ярославль,владивосток,махачкала,томск,оренбург,кемерово,"
    "новокузнецк,рязань,астрахань,пенза,липецк,киров,чебоксары,тула,калининград,курск,ставрополь,"
    "улан-удэ,сочи,тверь,магнитогорск,иваново,брянск,белгород,владимир,сургут,вологда,чита,калуга,"
    "смоленск,саранск,петрозаводск,иннополис,долгопрудный,минск,гомель,алматы,астана,ташкент,бишкек,"
    "ереван,тбилиси,батуми,баку,киев,харьков,белград,moscow,saint petersburg,st. petersburg,"
    "st petersburg,saint-petersburg,novosibirsk,yekaterinburg,ekaterinburg,kazan,nizhny novgorod,"
    "samara,tomsk,perm,minsk,almaty,astana,tashkent,bishkek,yerevan,tbilisi,batumi,kyiv,kharkiv,"
    "belgrade,berlin,london,warsaw,tel aviv,haifa,herzliya,dubai,limassol"
)
CITIES = frozenset(_CITY_NAMES.split(","))

"""Human languages and how well one knows them, in Russian and English."""

import re

_RUSSIAN_STEMS = (
    "русск|английск|немецк|французск|испанск|итальянск|китайск|японск|корейск|татарск|украинск|белорусск"
    "|казахск|узбекск|киргизск|кыргызск|таджикск|туркменск|армянск|грузинск|азербайджанск|турецк|польск"
    "|португальск|арабск|башкирск|чувашск|якутск|чеченск|осетинск|удмуртск|бурятск|марийск|чешск|словацк"
    "|болгарск|сербск|хорватск|словенск|румынск|молдавск|венгерск|греческ|финск|шведск|норвежск|датск"
    "|голландск|нидерландск|эстонск|латышск|литовск|персидск|вьетнамск|тайск|монгольск|латинск"
)
_ENGLISH_NAMES = (
    "russian|english|german|french|spanish|italian|chinese|mandarin|cantonese|japanese|korean|tatar"
    "|ukrainian|belarusian|belorussian|kazakh|uzbek|kyrgyz|tajik|turkmen|armenian|georgian|azerbaijani"
    "|turkish|polish|portuguese|arabic|hebrew|persian|farsi|bashkir|czech|slovak|bulgarian|serbian|croatian"
    "|slovenian|romanian|moldovan|hungarian|greek|finnish|swedish|norwegian|danish|dutch|estonian|latvian"
    "|lithuanian|vietnamese|thai|indonesian|hindi|urdu|bengali|mongolian|latin"
)
LANGUAGE_NAME = re.compile(
    rf"(?<!\w)((?:{_RUSSIAN_STEMS})(?:ий|ого|ому|им|ом)|иврит\w*|хинди|фарси|{_ENGLISH_NAMES})(?!\w)",
    re.IGNORECASE,
)
LANGUAGE_LEVEL = re.compile(
    r"(?<!\w)([ABC][12]\+?(?:\s*[-–—(/]\s*[\w\s-]+\)?(?:\([\w\s-]+\))?)?|N[1-5](?:\s*\([\w\s-]+\))?|родной"
    r"|носитель(?:\s+языка)?|свободн\w+(?:\s+владение)?|в\s+совершенстве|разговорный|базовый|начальный"
    r"|средн\w+|выше\s+среднего|ниже\s+среднего|продвинутый|технический|профессиональный|деловой"
    r"|со\s+словар[её]м|читаю\s+[\w\s]+|native(?:\s+speaker)?|bilingual|mother\s+tongue|fluent"
    r"|upper[\s-]?intermediate|pre[\s-]?intermediate|intermediate|advanced|proficien(?:t|cy)|elementary"
    r"|beginner|basic|conversational|technical|(?:full\s+"
    r"|limited\s+)?professional(?:\s+working)?(?:\s+proficiency)?)(?!\w)",
    re.IGNORECASE,
)

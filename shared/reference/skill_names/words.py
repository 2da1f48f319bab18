"""Words inside the names of skills: which mean the same, and which say nothing about the skill."""

from types import MappingProxyType


def _list_words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LINKING_WORDS = _list_words(
    """
и в во на с со для по к от из при или о об the and of for in on with to a an &
"""
)

# An idea, then its words: whole words, or Russian stems (words without their endings).
_IDEAS = """
access: доступ
admin: администрирован administration administering
agent: агент
ai: ии
algorithm: алгоритм
analysis: анализ аналитик analytic analytics analysing analyzing
app: приложен application
architecture: архитектур architectural архитектурн
artificial: искусствен
async: асинхрон asynchronous
auto: автоматизац automation automated автоматизирован automating автоматическ automatic
backup: бэкап бекап
bank: банк банковск banking
base: баз
bot: бот
browser: браузер
business: бизнес деловой делов
chart: диаграмм diagram
check: проверк
client: клиент клиентск customer
clean: чист
cloud: облак облачн
code: код
computer: компьютер компьютерн пк pc
content: контент
control: контрол
convolutional: сверточн
cross: кросс
data: данн
database: бд субд
debug: отладк debugging
decentralized: децентрализован
deep: глубок глубин
description: описан
design: дизайн
development: разработк developing девелопмент
device: устройств
digital: цифров диджитал
distributed: распределен
document: документ
documentation: документац
electronic: электрон электронн
embedded: встраиваем встроен
end: энд
engineering: инженер инжиниринг инженери
enterprise: корпоратив корпоративн предприят
equipment: оборудован
error: ошибк
event: событи событийн
exploratory: исследовательск
finance: финанс финансов financial
flow: поток
framework: фреймворк
function: функци
functional: функциональн
game: игр игров gaming
generation: генерац
graphic: график графическ
hardware: железо
image: изображен
implementation: внедрен
information: информац информационн
infrastructure: инфраструктур
integration: интеграц интеграцион integrating
intelligence: интеллект
interface: интерфейс
internet: интернет
language: язык
layout: верстк
learning: обучен
library: библиотек
load: нагрузк нагрузочн
log: лог
machine: машин машинн
maintenance: обслуживан
management: управлен менеджмент managing
manual: ручн мануальн
marketing: маркетинг
math: математик математическ mathematical mathematics maths
memory: памят
message: сообщен
method: метод
methodology: методологи
microservice: микросервис микросервисн
mobile: мобильн
model: модел
modeling: моделирован modelling
monitoring: мониторинг
network: сет сетев networking
neural: нейрон нейросетев
object: объект
operating: операцион
optimization: оптимизац optimisation optimizing
oriented: ориентирован
parallel: параллельн
pattern: паттерн шаблон
performance: производительност
pipeline: пайплайн
plan: план
platform: платформ
process: процесс
processing: обработк
product: продукт продуктов
programming: программирован
project: проект проектн
prototyping: прототипирован
query: запрос
queue: очеред
reactive: реактив реактивн
recognition: распознаван
recovery: восстановлен
regression: регрессион
reinforcement: подкреплен
release: релиз
remote: удален удаленн
report: отчет
reporting: отчетност
requirement: требован
research: исследован
responsive: адаптив адаптивн
review: ревью
risk: риск
sale: продаж
script: скрипт
search: поиск поисков
security: безопасност
server: сервер
service: сервис служб
setup: настройк configuration configuring
signal: сигнал
site: сайт website
social: социальн
soft: софт
software: по
source: источник
specification: спецификац
standard: стандарт
statistic: статистик статистическ statistical
storage: хранен хранилищ
strategic: стратегическ
stress: стресс
structure: структур
support: поддержк
system: систем системн
task: задач
team: команд командн
technical: техническ технич
technology: технологи tech
telephony: телефони
test: тестирован testing тест
time: врем времен
tool: инструмент
traffic: трафик
training: тренинг
transformation: трансформац
unit: юнит модульн
user: пользовател пользовательск
version: верси
video: видео
virtual: виртуальн
vision: зрен
visualization: визуализац visualisation
voice: голос голосов
vulnerability: уязвимост
web: веб
writing: написан
"""
CONCEPTS = MappingProxyType(
    {
        word: idea
        for line in _IDEAS.strip().splitlines()
        for idea, _, words in (line.partition(":"),)
        for word in (idea, *words.split())
    }
)
"""Word or Russian stem -> the idea it stands for."""

VENDORS = _list_words(
    """
apache microsoft ms atlassian jetbrains autodesk adobe hashicorp amazon aws google oracle ibm yandex
яндекс jfrog nvidia embarcadero borland facebook meta майкрософт hp dassault siemens
"""
)
"""Makers whose name before a product adds nothing."""

PRODUCT_KINDS = frozenset({"framework", "library", "tool", "platform", "database", "office"})
PROPER_KINDS = PRODUCT_KINDS | {"language", "os", "platform"}
CODE_KINDS = frozenset({"language", "framework", "library"})

NUMBERED_THINGS = _list_words(
    """
iso исо iec мэк гост gost ieee rs rfc en din класс группа группы level уровень web категория категории
фз снип сп сто ту ias ifrs форма part часть top топ type тип этап glonass серия
"""
)
"""Things that a number after them tells apart: ISO 9001 is no version of ISO."""

LANGUAGE_LEVELS = _list_words(
    """
a1 a2 b1 b2 c1 c2 а1 а2 в1 в2 с1 с2 язык языка языком language level уровень уровня уровне не ниже от и
выше до свободно свободный свободное средний средне продвинутый начальный элементарный базовый
профессиональный intermediate upper pre advanced elementary beginner basic fluent native proficiency
родной носитель чтение документации технической литературы технический технического technical знание
владение письменный устный письменно устно разговорный со словарем хороший хорошее уверенный уверенное
good written spoken на в для общения переписки + b1+ b2+ a2+ в1+ в2+ достаточный читаю читать
английского английским
"""
)
"""Words that tell how well a human language is known."""

KNOWING_STARTS = _list_words(
    """
знан навы опыт умен влад пони испо прим поль осно знак прин рабо expe know skil basi fund unde prof увер
высо отли хоро базо глуб углу прод своб нача прак adva stro good exce soli deep
"""
)
"""First letters of texts that may begin with words of knowing: "знание", "опыт работы с", "strong"."""

LEVEL_MARKS = _list_words(
    """
уров level пользовател user уверенн отличн хорош базов глубок продвинут свободн начальн basic advanced
intermediate beginner junior middle senior основы знание владение
"""
)
"""How words begin one of which stands in every text that ends with a level."""

EMPTY_TAILS = _list_words(
    """
framework фреймворк library lib language stack стек pipeline pipelines пайплайны platform software корп
проф базовая pro professional enterprise community ultimate standard lts edition аналоги желательно
преимущество плюс плюсом приветствуется опционально
"""
)
"""Last words that make no other skill: what a thing is, its edition, how much it is wanted."""

CLASS_IDEAS = _list_words(
    """
system platform software tool technology language library framework operating database base data service
server equipment network monitoring ос oc семейств продукт протокол сред пакет решен виртуализац
контейнеризац стек антивирус движк брокер редактор программ линейк экосистем
"""
)
"""What a named product is, as `read_idea` reads it: "система мониторинга Zabbix" is Zabbix."""

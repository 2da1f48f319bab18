"""Pages as hh.ru draws them, in its older and its newer design; the people are made up."""

OLDER = """<!DOCTYPE html><html><head><title>Резюме</title><style>p {}</style></head><body>
<div class="header"><a data-qa="login" href="/account/login">Войти</a></div>
<div class="resume-header-title">
  <h2 data-qa="resume-personal-name" class="bloko-header-1"><span>Пробников Иван Сергеевич</span></h2>
  <p><span data-qa="resume-personal-gender">Мужчина</span>,
     <span data-qa="resume-personal-age"><span>31&nbsp;год</span></span>, родился
     <span data-qa="resume-personal-birthday">17&nbsp;апреля 1993</span></p>
  <p><span data-qa="resume-personal-address">Казань</span>, не готов к переезду</p>
  <div data-qa="resume-block-contacts"><a data-qa="resume-contact-preferred" href="tel:+79573164209">
     <span>+7 (957) 316-42-09</span></a>
     <div data-qa="resume-contact-email">i.probnikov@example.com</div></div>
</div>
<div data-qa="resume-block-position">
  <h2><span data-qa="resume-block-title-position">Backend-разработчик</span></h2>
  <span data-qa="resume-block-salary">150&nbsp;000&nbsp;₽<span> на руки</span></span>
  <ul><li data-qa="resume-block-position-specialization">Программист, разработчик</li></ul>
</div>
<div data-qa="resume-block-experience">
  <h2><span class="resume-block__title-text_sub">Опыт работы <span>5 лет</span>
    <span>3 месяца</span></span></h2>
  <div class="resume-block-item-gap"><div class="bloko-columns-row">
    <div class="resume-block-item-gap" itemprop="worksFor"><div class="bloko-columns-row">
      <div class="bloko-column">Октябрь 2022 — настоящее время<div class="bloko-text">2&nbsp;года</div></div>
      <div class="bloko-column"><div class="resume-block-container">
        <div class="bloko-text bloko-text_strong">ООО «Ромашка»</div>
        <p><span itemprop="addressLocality">Казань</span>, <a href="https://romashka.example">сайт</a></p>
        <div class="bloko-text bloko-text_strong" data-qa="resume-block-experience-position">Старший
          разработчик</div>
        <div data-qa="resume-block-experience-description">Переносил сервисы 2019 — 2021
          годов.<br>Вёл команду.</div>
      </div></div></div></div>
    <div class="resume-block-item-gap" itemprop="worksFor"><div class="bloko-columns-row">
      <div class="bloko-column">Март&nbsp;2019 — Сентябрь&nbsp;2022</div>
      <div class="bloko-column"><div class="resume-block-container">
        <div class="bloko-text bloko-text_strong">Вектор</div>
        <div class="bloko-text bloko-text_strong" data-qa="resume-block-experience-position">Разработчик</div>
        <div data-qa="resume-block-experience-description">Отчёты</div>
      </div></div></div></div>
  </div></div>
</div>
<div data-qa="skills-table"><h2>Ключевые навыки</h2>
  <div data-qa="bloko-tag bloko-tag_inline skills-element"><span data-qa="bloko-tag__text">Python</span></div>
  <div data-qa="bloko-tag skills-element"><span data-qa="bloko-tag__text">PostgreSQL</span></div>
  <div style="display: none"><span data-qa="bloko-tag__text">Kubernetes</span></div></div>
<div data-qa="resume-block-skills"><h2>Обо мне</h2>
  <div data-qa="resume-block-skills-content">Люблю порядок.<br>И тесты.</div></div>
<div data-qa="resume-block-education"><h2>Высшее образование</h2><div class="resume-block-item-gap">
  <div class="resume-block-item-gap"><div class="bloko-column">2015</div><div class="bloko-column">
    <div data-qa="resume-block-education-name"><a>КФУ, Казань</a></div>
    <div data-qa="resume-block-education-organization">Институт чисел, Прикладная математика</div></div></div>
  <div class="resume-block-item-gap"><div class="bloko-column">2017</div><div class="bloko-column">
    <div data-qa="resume-block-education-name">КНИТУ</div>
    <div data-qa="resume-block-education-organization">Информатика</div></div></div></div></div>
<div data-qa="resume-block-languages"><p data-qa="resume-block-language-item">Русский — Родной</p>
  <p data-qa="resume-block-language-item">Английский — B2 — Средне-продвинутый</p></div>
<div data-qa="resume-block-additional-education"><h2>Повышение квалификации, курсы</h2>
  <div class="resume-block-item-gap"><div class="bloko-column">2021</div><div>
    <div data-qa="resume-block-education-name">Алгоритмы</div>
    <div data-qa="resume-block-education-organization">Школа примеров, Программист</div></div></div></div>
<script>window.captcha = {"text": "Подтвердите, что вы не робот"}</script>
</body></html>"""

NEWER = """<!DOCTYPE html><html><body><template>{"hhcaptcha": {"isBot": false}}</template>
<div data-qa="resume-main-info"><h1 data-qa="resume-personal-name">Проба Анна</h1>
  <span data-qa="resume-personal-gender">Женщина,
    <span data-qa="resume-personal-age"><span>28 лет</span></span></span>
  <span data-qa="resume-personal-address">Москва</span></div>
<div data-qa="resume-position"><h2 data-qa="title">Аналитик данных</h2><button>Сохранить</button>
  <div data-qa="resume-specialization-professional-role-value">Аналитик, BI-аналитик, аналитик
    данных</div></div>
<div data-qa="resume-salary-expectation"><h2 data-qa="title">200 000 ₽</h2><span>на руки</span></div>
<div data-qa="resume-experience-block">
  <h2 data-qa="resume-experience-block-title"><span data-qa="title">Опыт работы: 7 лет 1 месяц</span></h2>
  <div class="magritte-card"><div class="magritte-h-spacing-container">
      <div><span data-qa="resume-experience-period">
        <span data-qa="resume-experience-period-from">Янв 2022 -&nbsp;</span>
        <span data-qa="resume-experience-period-to">сейчас</span></span>
        <span data-qa="resume-experience-value">3 года</span></div>
      <div><a data-qa="resume-experience-company-title">
        <span data-qa="resume-experience-company-title-text">Банк Пример</span></a>
        <span data-qa="resume-experience-company-area">Москва</span>
        <div data-qa="resume-block-experience-position">Аналитик</div>
        <div data-qa="resume-block-experience-description"><span>- отчёты
- SQL</span></div></div></div>
    <div class="magritte-h-spacing-container">
      <div><span data-qa="resume-experience-period">Дек 2018 - Дек 2021</span></div>
      <div><span data-qa="resume-experience-company-title">Ритейл Ко</span>
        <div data-qa="resume-block-experience-position">Младший аналитик</div></div></div></div>
  <div class="magritte-card"><span data-qa="resume-experience-company-title">Завод</span>
    <div class="step"><div data-qa="resume-block-experience-position">Экономист</div>
      <span data-qa="resume-experience-period">Фев 2017 - Ноя 2018</span></div>
    <div class="step"><div data-qa="resume-block-experience-position">Стажёр</div>
      <span data-qa="resume-experience-period">Дек 2016 - Янв 2017</span></div></div></div>
<div data-qa="skills-table"><h2 data-qa="title">Навыки</h2>
  <div data-qa="skill-level-title-3">Продвинутый уровень</div>
  <div class="magritte-tag___QEGnj_3-0-5"><span class="magritte-tag__label___YHV-o_3-0-5">SQL</span></div>
  <div class="magritte-tag___QEGnj_3-0"><span class="magritte-tag__label___YHV-o_3-0">Power BI</span></div>
</div>
<div data-qa="resume-about-block"><h2>Обо мне</h2><p>Внимательная</p></div>
<div data-qa="resume-education-block"><h2>Образование</h2>
  <a data-qa="cell"><div><span>Пример Университет</span></div>
  <div><span>Факультет чисел, Статистика</span><span> • </span>2019</div></a></div>
<div data-qa="resume-education-courses-block"><a data-qa="cell"><div>Статистика на практике</div>
  <div><span>Школа</span><span> • </span>2023</div></a></div>
<div data-qa="resume-languages-block"><div data-qa="resume-block-language-item">Английский — C1</div></div>
</body></html>"""

CAPTCHA = """<!DOCTYPE html><html><body><h1>Подтвердите, что вы не робот</h1>
<form action="/account/captcha"><img src="/captcha/picture?key=1"><input name="captchaText"></form>
</body></html>"""
LOGIN = """<!DOCTYPE html><html><body><a href="/">hh.ru</a>
<h2>Войдите или зарегистрируйтесь, чтобы посмотреть резюме</h2></body></html>"""
HIDDEN = "<!DOCTYPE html><html><body><h2>Соискатель скрыл резюме</h2><a>Войти</a></body></html>"
DELETED = "<!DOCTYPE html><html><body><h2>Резюме удалено или не существует</h2></body></html>"
WITHOUT_MARKS = """<!DOCTYPE html><html><body><h1>Пробников Иван</h1><p>Python-разработчик</p>
<p>i.probnikov@example.com</p><h2>Опыт работы</h2><p>Разработчик | Вектор | Март 2019 — Май 2021</p>
<h2>Навыки</h2><p>Python, SQL, Docker</p></body></html>"""

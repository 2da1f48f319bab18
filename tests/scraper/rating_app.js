// A small application that behaves like the rating's page; CONFIG chooses its moods.
const GROUPS = ['Крупнейшие', 'Крупные', 'Средние', 'Небольшие'];
const CODES = ['giant', 'big', 'middle', 'small'];
const hash = () => 'c' + Math.random().toString(36).slice(2, 9);
const make = (tag, text, attributes = {}) => {
  const element = document.createElement(tag);
  element.className = hash();
  element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};
const later = (ms) => new Promise((done) => setTimeout(done, ms));
const root = document.getElementById('root');
const year = Number(/rating(\d+)/.exec(location.pathname)[1]);
const holder = make('div', '');
let current = -1, visit = 0;

function renderTabs() {
  const list = CONFIG.tabs === 'select' ? make('select', '') : make('nav', '', CONFIG.tabs === 'role' ? {role: 'tablist'} : {});
  if (CONFIG.tabs === 'select') list.append(make('option', 'Выберите размер'));
  GROUPS.forEach((group, index) => {
    if (CONFIG.missing_tab === group) return;
    const tab = {
      button: () => make('button', group),
      link: () => make('a', group, {href: `?tab=${CODES[index]}`}),
      role: () => make('div', group.toUpperCase(), {role: 'tab', 'aria-selected': 'false', tabindex: 0}),
      count: () => { const b = make('button', ''); b.append(make('span', group), make('sup', CONFIG.counts[index])); return b; },
      select: () => make('option', group),
    }[CONFIG.tabs]();
    if (CONFIG.tabs === 'select') return list.append(tab);
    if (CONFIG.tabs !== 'link') tab.onclick = () => show(index);
    if (CONFIG.tabs === 'role') tab.dataset.index = index;
    list.append(tab);
  });
  if (CONFIG.tabs === 'select') list.onchange = () => show(list.selectedIndex - 1);
  root.append(make('h1', 'Рейтинг работодателей'), list, decoy(), holder);
  const other = make('div', '');
  CONFIG.linked_years.forEach((one) => other.append(make('a', one, {href: `/history/rating${one}/summary?tab=giant`})));
  root.append(other);
  if (CONFIG.banner) root.append(banner());
}

function decoy() {
  const table = make('table', '');
  table.innerHTML = '<tr><th>Место</th><th>Номинация</th></tr><tr><td>1</td><td>Выбор соискателей</td></tr>';
  return table;
}

function banner() {
  const box = make('div', 'Мы используем файлы cookie ', {style: 'position:fixed;inset:0;background:#fffa;z-index:9'});
  if (CONFIG.banner === 'button') {
    const accept = make('button', 'Понятно');
    accept.onclick = () => box.remove();
    box.append(accept);
  }
  return box;
}

async function fetchRows(index, page) {
  const answer = await fetch(`/api?year=${year}&group=${index}&page=${page}`);
  return answer.json();
}

async function show(index) {
  if (index === CONFIG.captcha_group) {
    root.innerHTML = '<form action="/showcaptcha"><p>Введите символы с картинки</p><input></form>';
    return;
  }
  const mine = ++visit;
  current = index;
  document.querySelectorAll('[role=tab]').forEach((tab) => tab.setAttribute('aria-selected', tab.dataset.index == index));
  if (!CONFIG.stale) holder.replaceChildren(make('p', 'Загрузка…'));
  const first = await fetchRows(index, 0);
  await later(CONFIG.render_ms);
  if (mine !== visit) return;
  const table = renderTable();
  const body = table.querySelector('tbody');
  PAGING[CONFIG.paging](index, body, first, mine);
}

function renderTable() {
  const table = make('table', ''), head = document.createElement('thead'), line = document.createElement('tr');
  CONFIG.headers.forEach((header) => line.append(make('th', header)));
  head.append(line);
  table.append(head, document.createElement('tbody'));
  const area = make('div', '', CONFIG.area ? {style: 'height:400px;overflow-y:auto'} : {});
  area.append(table);
  holder.replaceChildren(area);
  return table;
}

function line(row) {
  const tr = document.createElement('tr');
  tr.className = hash();
  row.forEach((cell) => tr.append(make('td', cell)));
  if (CONFIG.medals && row[0] === '1') tr.children[0].innerHTML = '<img alt="1" src="data:,">';
  if (CONFIG.badge) tr.children[1].append(make('div', 'Победитель'));
  return tr;
}
const put = (body, rows) => body.append(...rows.map(line));

const PAGING = {
  whole: (index, body, answer) => put(body, answer.rows),
  drops: async (index, body, answer, mine) => {  // rows come in drops, by themselves
    for (let at = 0; at < answer.rows.length && mine === visit; at += 10) {
      put(body, answer.rows.slice(at, at + 10));
      await later(120);
    }
  },
  scroll: (index, body, answer, mine) => {
    let page = 0, loading = false;
    put(body, answer.rows);
    onscroll = async () => {
      const end = scrollY + innerHeight > document.documentElement.scrollHeight - 50;
      if (!end || loading || mine !== visit) return;
      loading = true;
      const next = await fetchRows(index, ++page);
      put(body, next.rows);
      loading = !next.rows.length;
    };
  },
  more: (index, body, answer) => pager(index, body, answer, 'Показать ещё', (rows) => put(body, rows)),
  next: (index, body, answer) => pager(index, body, answer, '›', (rows) => { body.replaceChildren(); put(body, rows); }),
  numbers: (index, body, answer) => {
    put(body, answer.rows);
    const list = make('ul', '');
    for (let page = 0; page < answer.pages; page++) {
      const item = make('li', ''), link = make('a', page + 1, {href: '#'});
      link.onclick = async (event) => {
        event.preventDefault();
        const rows = (await fetchRows(index, page)).rows;
        body.replaceChildren();
        put(body, rows);
      };
      item.append(link);
      list.append(item);
    }
    holder.append(list);
  },
  virtual: (index, body, answer) => {  // only the rows that are seen exist
    const area = body.closest('div'), height = 30, all = answer.rows;
    const draw = () => {
      const from = Math.max(0, Math.floor(area.scrollTop / height) - 2), to = Math.min(all.length, from + 20);
      const spacer = (rows) => `<tr style="height:${rows * height}px"></tr>`;
      body.innerHTML = spacer(from);
      put(body, all.slice(from, to));
      body.querySelectorAll('td').forEach((cell) => { cell.style.cssText = 'height:30px;padding:0;white-space:nowrap'; });
      body.insertAdjacentHTML('beforeend', spacer(all.length - to));
    };
    body.parentElement.style.cssText = 'border-spacing:0';
    area.onscroll = draw;
    draw();
  },
};

function pager(index, body, answer, label, take) {
  let page = 0;
  put(body, answer.rows);
  const button = make('button', label);
  button.onclick = async () => {
    const next = await fetchRows(index, ++page);
    take(next.rows);
    if (page + 1 >= answer.pages) button.disabled = true;
  };
  if (answer.pages > 1) holder.append(button);
}

(async () => {
  await later(CONFIG.start_ms);
  if (!CONFIG.years.includes(year)) return root.append(make('h1', 'Страница не найдена'));
  renderTabs();
  const asked = CODES.indexOf(new URLSearchParams(location.search).get('tab'));
  if (CONFIG.shown_at_once || CONFIG.tabs === 'link') await show(asked < 0 ? 0 : asked);
  if (CONFIG.ticking) setInterval(() => document.querySelector('h1').append(' '), 50);
})();

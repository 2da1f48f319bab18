// Another application with the same rating, written by nobody who has seen the first: it redraws itself as a whole
// from its state, in a later task, as frameworks do. `V` chooses how it is built.
(() => {
  'use strict';
  const SIZES = [['giant', 'Крупнейшие'], ['large', 'Крупные'], ['medium', 'Средние'], ['small', 'Небольшие']];
  const TITLES = ['Место', 'Название компании', 'Регион', 'Отрасль', 'Итоговый балл'];
  const salt = Math.random().toString(36).slice(2, 7);
  const css = (name) => `${name}--${salt}${name.length}`;
  const h = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
      else if (value !== false && value != null) element.setAttribute(name, value);
    }
    element.append(...children.flat(3).filter((child) => child != null && child !== false));
    return element;
  };
  const params = new URLSearchParams(location.search);
  const state = {size: null, rows: [], total: 0, page: 1, pages: 1, loading: false, failed: false, top: 0, turn: 0};
  const channel = new MessageChannel();
  let dirty = false;
  channel.port1.onmessage = () => { dirty = false; draw(); };
  const update = (changes) => {
    Object.assign(state, changes);
    if (!dirty) { dirty = true; channel.port2.postMessage(0); }
  };

  const ask = (size, page) => new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open('GET', `/shards/rating?year=${V.year}&size=${size}&page=${page}`);
    request.responseType = 'json';
    request.onload = () => (request.status === 200 ? done(request.response) : fail(request.status));
    request.onerror = fail;
    request.send();
  });

  async function choose(size) {
    const turn = state.turn + 1;
    update({size, turn, rows: V.keeps_old_rows ? state.rows : [], page: 1, loading: true, failed: false, top: 0});
    try {
      const answer = await ask(size, 1);
      if (answer.captcha) return void location.replace(answer.captcha);
      setTimeout(() => {
        if (turn === state.turn) update({rows: answer.rows, pages: answer.pages, total: answer.total, loading: false});
      }, V.draw_ms);
    } catch { if (turn === state.turn) update({failed: true, loading: false, rows: []}); }
  }

  async function turn(page, appends) {
    const started = state.turn;
    state.loading = true;
    const answer = await ask(state.size, page);
    setTimeout(() => {
      if (started !== state.turn) return;
      update({rows: appends ? [...state.rows, ...answer.rows] : answer.rows, page, loading: false});
    }, V.late_ms);
  }

  const TABS = {
    aria: (code, word, on) => h('button', {role: 'tab', 'aria-selected': String(on), onpointerdown: () => choose(code)}, word),
    anchor: (code, word) => h('a', {href: `${location.pathname}?tab=${code}`}, h('span', {}, word), h('span', {}, 'компании')),
    push: (code, word, on) => h('a', {href: `?tab=${code}`, 'aria-current': on && 'page', onclick: (event) => {
      event.preventDefault();
      history.pushState(null, '', `?tab=${code}`);
      choose(code);
    }}, h('span', {}, word)),
    radio: (code, word, on) => h('label', {class: css('chip')}, (() => {
      const input = h('input', {type: 'radio', name: 'size', style: 'position:absolute;opacity:0;width:1px', onchange: () => choose(code)});
      input.checked = on;
      return input;
    })(), h('span', {}, word, ' ', h('span', {}, String(V.counts[code])))),
  };
  const tabs = () => h('div', {class: css('tabs'), role: V.tabs === 'aria' && 'tablist'},
    SIZES.map(([code, word]) => TABS[V.tabs](code, word, code === state.size)));

  const DECOR = {
    plain: (cell) => cell,
    avatar: (cell, column) => (column === 1 ? [h('div', {class: css('logo')}, cell.replace(/["«]/g, '')[0]), h('div', {}, h('a', {href: '/employer/1'}, cell)), h('div', {}, 'Открытых вакансий: 12')] : cell),
    footnote: (cell, column, rank) => (column === 1 && rank % 4 === 0 ? [h('span', {}, cell), h('sup', {}, '1')] : column === 1 && rank % 7 === 0 ? `${cell}*` : cell),
    trend: (cell, column, rank) => (column === 0 ? [h('span', {style: 'position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)'}, 'Место'), h('b', {}, cell), rank % 3 ? h('span', {}, rank % 2 ? '▲2' : '▼ 10') : null] : column === 4 ? h('span', {}, cell, h('small', {style: 'display:block'}, '+0,5')) : cell),
  };
  const cell = (text, column, rank, more = {}) => h('td', {class: css('cell'), ...more}, DECOR[V.decor](text, column, rank));
  function lines(rows) {
    return rows.map((row, index) => {
      const same = V.spans && index && rows[index - 1][0] === row[0];
      const twin = V.spans && rows[index + 1] && rows[index + 1][0] === row[0];
      return h('tr', {class: css('row')}, row.map((text, column) => (column === 0 && same ? null
        : cell(text, column, Number(row[0].replace(/\s/g, '')), column === 0 && twin ? {rowspan: 2} : {}))));
    });
  }
  const seen = () => Math.ceil((V.inner_scroll ? 500 : innerHeight) / 40) + 6;
  const titles = () => h('thead', {}, h('tr', {}, V.titles.map((title, column) => h('th', {scope: 'col'},
    h('div', {}, title, V.hints && column > 3 ? h('span', {style: 'display:none'}, 'Сумма баллов по всем критериям') : null,
      V.hints ? h('button', {type: 'button', 'aria-label': 'Сортировать'}, '⇅') : null)))));

  function table() {
    const shown = V.paging === 'window' ? state.rows.slice(state.top, state.top + seen()) : state.rows;
    const body = h('tbody', {}, shown.length || state.loading ? lines(shown)
      : h('tr', {}, h('td', {colspan: V.titles.length}, 'Ничего не найдено')));
    if (V.paging === 'window') {
      body.prepend(h('tr', {style: `height:${state.top * 40}px`}));
      body.append(h('tr', {style: `height:${(state.rows.length - state.top - shown.length) * 40}px`}));
      body.querySelectorAll('td').forEach((one) => { one.style.cssText = 'height:40px;padding:0;white-space:nowrap'; });
    }
    if (!V.split) return h('table', {class: css('table')}, titles(), body);
    return h('div', {}, h('div', {}, h('table', {}, titles())), h('div', {}, h('table', {}, h('colgroup', {}), body)));
  }

  const PAGERS = {
    all: () => null,
    window: () => null,
    observer: () => h('div', {class: css('sentinel'), style: 'height:1px'}),
    more: () => (state.page < state.pages ? h('div', {}, h('p', {}, `Показано ${state.rows.length} из ${state.total}`),
      h('button', {onclick: () => turn(state.page + 1, true)}, h('span', {}, `Показать ещё ${V.page_size} компаний`))) : null),
    arrows: () => h('div', {}, h('button', {'aria-label': 'Предыдущая страница', disabled: state.page === 1 ? '' : false}, '‹'),
      h('span', {}, `${state.page} / ${state.pages}`),
      h('button', {'aria-label': 'Следующая страница', disabled: state.page === state.pages ? '' : false, onclick: () => turn(state.page + 1, false)}, h('i', {}))),
    pages: () => {
      const near = [1, state.page - 1, state.page, state.page + 1, state.pages].filter((page) => page >= 1 && page <= state.pages);
      const shown = [...new Set(near)].sort((one, other) => one - other);
      return h('div', {class: css('pager')}, shown.map((page, index) => [
        index && page - shown[index - 1] > 1 ? h('span', {}, '…') : null,
        page === state.page ? h('span', {'aria-current': 'page'}, String(page)) : h('button', {onclick: () => turn(page, false)}, String(page)),
      ]));
    },
  };

  const years = () => h('select', {'aria-label': 'Год', onchange: (event) => { location.href = event.target.value; }},
    V.years.map((year) => h('option', {value: `/history/rating${year}/summary?tab=giant`, selected: year === V.year ? '' : false}, String(year))));
  const winners = () => h('table', {}, h('tr', {}, h('td', {}, 'Место'), h('td', {}, 'Название компании'), h('td', {}, 'Итоговый балл')),
    h('tr', {}, h('td', {}, '1'), h('td', {}, 'Победитель прошлого года'), h('td', {}, '99')));

  function content() {
    if (state.size === null) return null;
    if (state.failed) return h('div', {}, h('h2', {}, 'Что-то пошло не так'), h('button', {}, 'Обновить'));
    if (state.loading && !state.rows.length) return h('div', {class: css('loader')}, 'Загружаем…');
    return h('div', {class: css('scroll'), style: V.inner_scroll ? 'height:500px;overflow:auto' : ''}, table(), V.inner_scroll ? PAGERS[V.paging]() : null);
  }

  let observer = null;
  function draw() {
    const root = document.getElementById('root'), area = root.querySelector(`.${css('scroll')}`);
    const kept = area ? area.scrollTop : 0;
    root.replaceChildren(h('div', {}, h('header', {}, h('h1', {}, `Рейтинг работодателей ${V.year}`), years()),
      h('section', {}, h('div', {}, tabs()), h('div', {}, h('div', {}, content())), V.inner_scroll ? null : h('div', {}, state.size && !state.loading ? PAGERS[V.paging]() : null)),
      h('aside', {}, winners())));
    const drawn = root.querySelector(`.${css('scroll')}`);
    if (drawn) drawn.scrollTop = kept;
    watch(root, drawn);
  }

  function watch(root, area) {
    if (V.paging === 'window') {
      const place = () => {
        const offset = V.inner_scroll ? area.scrollTop : window.scrollY - 250;
        const top = Math.max(0, Math.min(state.rows.length - seen(), Math.floor(offset / 40) - 3));
        if (top !== state.top) update({top});
      };
      (V.inner_scroll && area ? area : window).onscroll = place;
    }
    const sentinel = root.querySelector(`.${css('sentinel')}`);
    if (observer) observer.disconnect();
    if (!sentinel) return;
    observer = new IntersectionObserver(([entry]) => {
      if (entry.isIntersecting && !state.loading && state.page < state.pages) turn(state.page + 1, true);
    });
    observer.observe(sentinel);
  }

  const overlay = () => {
    const close = () => box.remove();
    const box = V.overlay === 'modal'
      ? h('div', {role: 'dialog', style: 'position:fixed;inset:0;background:#000a;z-index:99'}, h('div', {}, 'Подпишитесь на новости', h('button', {'aria-label': 'Закрыть', onclick: close}, h('i', {}))))
      : h('div', {style: 'position:sticky;top:0;bottom:0;height:220px;margin-bottom:-220px;background:#ffe;z-index:99'}, h('p', {}, 'Сайт использует cookie'), h('div', {}, h('button', {onclick: close}, 'Принять все'), h('a', {href: '/privacy'}, 'Подробнее')));
    document.body.prepend(box);
  };

  setTimeout(() => {
    draw();
    const asked = params.get('tab');
    if (V.tabs === 'anchor' || V.opens_first) choose(SIZES.some(([code]) => code === asked) ? asked : 'giant');
    if (V.overlay) setTimeout(overlay, V.overlay_ms);
  }, V.start_ms);
})();

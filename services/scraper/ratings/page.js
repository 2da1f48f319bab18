// What the page object asks the page. `SELECTORS` and all words come from page.py.
const normalise = (text) => (text || '').toLowerCase().replace(/ё/g, 'е').replace(/[^a-zа-я0-9]+/g, ' ').trim();
const isVisible = (element) => {
  if (element.getClientRects().length) return element.checkVisibility({visibilityProperty: true});
  const boxless = getComputedStyle(element).display === 'contents';
  return boxless && !!element.parentElement && isVisible(element.parentElement);
};
const isEnabled = (element) => !element.disabled && element.getAttribute('aria-disabled') !== 'true'
  && !/disabled/i.test(element.getAttribute('class') || '');

// The mark of a footnote: no part of the text it stands at. Nor is what only screen readers are told.
function isAside(element) {
  if (element.tagName === 'SUP') return /^[\s\d*†,]*$/.test(element.textContent);
  const box = element.getBoundingClientRect();
  return box.width <= 1 && box.height <= 1 && getComputedStyle(element).position === 'absolute';
}

// The text a reader sees, as written: CSS may show it in capitals. Blocks stand on lines of their own.
function textOf(node) {
  let text = '';
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) text += child.data;
    else if (child.nodeType === Node.ELEMENT_NODE && child.tagName === 'BR') text += '\n';
    else if (child.nodeType === Node.ELEMENT_NODE && isVisible(child) && !isAside(child)) {
      const inline = getComputedStyle(child).display.startsWith('inline');
      text += inline ? textOf(child) : `\n${textOf(child)}\n`;
    }
  }
  return text;
}

// The first places may be medals: a picture says its text too.
function textOrPicture(cell) {
  const text = textOf(cell), picture = text.trim() ? null : cell.querySelector('img[alt],[aria-label]');
  return picture ? picture.getAttribute('alt') || picture.getAttribute('aria-label') || text : text;
}

// By column. A cell that spans columns stands in its first; one that spans rows in each of them: `open` knows those.
function cellsOf(row, open = []) {
  const cells = [], own = [...row.querySelectorAll(SELECTORS.anyCell)].filter((cell) => cell.closest(SELECTORS.row) === row);
  const carry = () => {
    while (open[cells.length] && open[cells.length].rows > 0) {
      open[cells.length].rows--;
      cells.push(open[cells.length].cell);
    }
  };
  for (const cell of own) {
    carry();
    for (let column = 0; column < (cell.colSpan || 1); column++) {
      open[cells.length] = {cell: column ? null : cell, rows: (cell.rowSpan || 1) - 1};
      cells.push(column ? null : cell);
    }
  }
  carry();
  return cells;
}

const rowsOf = (table) => [...table.querySelectorAll(SELECTORS.row)].filter((row) => row.closest(SELECTORS.table) === table);
const isBody = (row) => row.querySelector(SELECTORS.cell) && isVisible(row);
const hasHeader = (table) => !!table.querySelector(SELECTORS.header);

// A header that stays in sight may be a table of its own: its rows are then in the next one, which has no header.
function findBody(table, tables, width) {
  const next = tables[tables.indexOf(table) + 1];
  if (!next || hasHeader(next)) return null;
  const rows = rowsOf(next).filter(isBody);
  return rows.some((row) => cellsOf(row).length === width) ? {table: next, body: rows} : null;
}

// The visible table that has all these headers, wherever they stand; of several the longest.
function findTable(headers) {
  let best = null;
  const tables = [...document.querySelectorAll(SELECTORS.table)].filter(isVisible);
  for (const table of tables) {
    const rows = rowsOf(table);
    for (const head of rows.slice(0, 3)) {
      const cells = cellsOf(head);
      const columns = headers.map((header) => cells.findIndex((cell) => cell && isTitled(cell, header)));
      if (columns.includes(-1)) continue;
      const body = rows.filter((row) => row !== head && isBody(row));
      const found = (body.length ? null : findBody(table, tables, cells.length)) || {table, body};
      if (!best || found.body.length > best.body.length) best = {...found, columns};
      break;
    }
  }
  return best;
}

// A header's cell may hold a hint that is shown on demand only.
const isTitled = (cell, header) => [textOf(cell), cell.textContent].some((text) => normalise(text) === header);

function busyWith() {
  const busy = window.__attesta_busy || {requests: 0, timers: 0};
  const marks = [...document.querySelectorAll(SELECTORS.busy)].some(isVisible);
  return document.readyState !== 'complete' || busy.requests > 0 || busy.timers > 0 || marks;
}

// One look at the page. `rows`: for each row the texts of the wanted columns; null: there is no such table.
function look(headers) {
  const found = findTable(headers), open = [];
  const rows = found && found.body.map((row) => {
    const cells = cellsOf(row, open);
    return found.columns.map((column) => (cells[column] ? textOrPicture(cells[column]) : null));
  });
  const navigation = performance.getEntriesByType('navigation')[0];
  return {
    rows,
    busy: busyWith(),
    size: document.getElementsByTagName('*').length,
    height: scrollAreas(found).reduce((sum, area) => sum + area.scrollHeight, 0),
    status: (navigation && navigation.responseStatus) || 200,
    address: location.href,
    captcha: [...document.querySelectorAll(SELECTORS.captcha)].some(isVisible),
    text: rows ? '' : `${document.title}\n${document.body ? document.body.innerText : ''}`.slice(0, 5000),
    otherHeaders: rows ? [] : [...document.querySelectorAll(SELECTORS.table)].filter(isVisible).slice(0, 5)
      .map((table) => [...table.querySelectorAll(SELECTORS.header)].slice(0, 12).map((cell) => textOf(cell).trim())),
  };
}

const RANKS = [['tab', 6], ['control', 4], ['item', 2]];

// For each group the element that best looks like its tab: [element, is it the selected one (or null), its text].
function findTabs(groups) {
  const table = document.querySelector(SELECTORS.table), found = {};
  for (const element of document.querySelectorAll(SELECTORS.anything)) {
    if (element.textContent.length > 80 || (table && table.contains(element))) continue;
    const words = normalise(element.textContent.replace(/[0-9]+/g, ' ')).split(' ');  // a tab may tell its size
    for (const [group, names] of Object.entries(groups)) {
      if (!names.includes(words[0]) || (element.tagName !== 'OPTION' && !isVisible(element))) continue;
      let rank = words.length === 1 ? 3 : 0;
      for (const [kind, points] of RANKS) if (element.matches(SELECTORS[kind])) { rank += points; break; }
      if (element.closest(SELECTORS.tabList)) rank += 2;
      if (getComputedStyle(element).cursor === 'pointer') rank += 1;
      if (!found[group] || rank > found[group].rank) found[group] = {rank, element};
    }
  }
  return Object.fromEntries(Object.entries(found).map(([group, {element}]) => [group, [element, isSelected(element), textOf(element)]]));
}

// What the page says around the table, up to so many characters.
function textAround(headers, longest) {
  const found = findTable(headers);
  let text = '';
  for (let inner = found && found.table; inner && inner !== document.body; inner = inner.parentElement) {
    for (const beside of inner.parentElement.children) {
      if (beside !== inner && isVisible(beside) && text.length < longest) text += `\n${textOf(beside)}`;
    }
  }
  return text.slice(0, longest);
}

function isSelected(element) {
  for (const name of SELECTORS.selectedMarks) {
    const mark = element.closest(`[${name}]`);
    if (mark) return !['false', ''].includes(mark.getAttribute(name));
  }
  const input = element.control || element.querySelector('input[type=radio]');
  if (input) return input.checked;
  if (element.tagName === 'OPTION') return element.selected;
  if (element.tagName === 'A' && element.getAttribute('href')) return element.href === location.href;
  return null;
}

// A button that brings more rows: "show more", "next", or the number of the next page; near the table.
function findMore(headers, words, pageNumber) {
  const found = findTable(headers);
  if (!found) return null;
  const around = found.table.getBoundingClientRect(), here = location.pathname;
  for (const element of document.querySelectorAll(SELECTORS.control)) {
    if (found.table.contains(element) && !element.closest('tfoot')) continue;
    if (!isVisible(element) || !isEnabled(element) || element.closest(SELECTORS.tabList)) continue;
    if (element.tagName === 'A' && element.getAttribute('href') && element.pathname !== here) continue;
    const place = element.getBoundingClientRect();
    if (place.top > around.bottom + 600 || place.bottom < around.top - 300) continue;
    const texts = [element.textContent, element.getAttribute('aria-label'), element.title];
    const isMore = texts.map(normalise).some((text) => text && words.some((word) => text === word || (word.includes(' ') && text.startsWith(`${word} `))));
    const isArrow = SELECTORS.arrows.includes((element.textContent || '').trim()) || element.rel === 'next';
    const isNumber = normalise(element.textContent) === String(pageNumber) && hasSibling(element, String(pageNumber - 1));
    if (isMore || isArrow || isNumber) return element;
  }
  return null;
}

function hasSibling(element, text) {
  const pager = element.parentElement && (element.parentElement.closest('ul,ol,nav') || element.parentElement);
  return [...(pager ? pager.querySelectorAll('*') : [])].some((other) => normalise(other.textContent) === text);
}

// A button that closes what lies over the page: only in what floats.
function findDismissal(words) {
  for (const element of document.querySelectorAll(SELECTORS.control)) {
    const texts = [element.textContent, element.getAttribute('aria-label'), element.title].map(normalise);
    const closes = texts.some((text) => words.includes(text)) || SELECTORS.crosses.includes(element.textContent.trim());
    if (!closes || !isVisible(element) || !isEnabled(element)) continue;
    for (let floating = element; floating; floating = floating.parentElement) {
      const floats = ['fixed', 'sticky', 'absolute'].includes(getComputedStyle(floating).position);
      if (floats || floating.matches(SELECTORS.dialog)) return element;
    }
  }
  return null;
}

// The table's own scroll area, if it has one, and the page.
function scrollAreas(found) {
  const page = document.scrollingElement;
  for (let around = found && found.table.parentElement; around && around !== page; around = around.parentElement) {
    const scrolls = ['auto', 'scroll', 'overlay'].includes(getComputedStyle(around).overflowY);
    if (scrolls && around !== document.body && around.scrollHeight > around.clientHeight + 4) return [around, page];
  }
  return page ? [page] : [];
}

// One step down, first inside the table's own scroll area. Returns whether the end is reached.
function scrollOn(headers, toTop) {
  const areas = scrollAreas(findTable(headers));
  if (toTop) return areas.map((area) => { area.scrollTop = 0; }) && false;
  for (const area of areas) {
    const before = area.scrollTop;
    area.scrollTop = before + Math.max(100, 0.7 * area.clientHeight);
    if (area.scrollTop > before + 1) return false;
    // Those who wait for a scroll want to hear one, even where there is nowhere left to go.
    (area === document.scrollingElement ? document : area).dispatchEvent(new Event('scroll', {bubbles: true}));
  }
  return true;
}

// Where links and choices lead to.
function findTargets() {
  return [...document.querySelectorAll(SELECTORS.links)].map((element) => {
    try { return new URL(element.getAttribute('href') || element.value, location.href).href; } catch { return ''; }
  });
}

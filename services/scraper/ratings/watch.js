// Runs before the page's own scripts: counts what may still change the page, so that waiting has an end.
(() => {
  const busy = (window.__attesta_busy = {requests: 0, timers: 0});
  const LONGEST_TIMER_MS = 30000, SHORTEST_TIMER_MS = 20;

  const request = window.fetch;
  window.fetch = (...given) => {
    busy.requests++;
    return request.apply(window, given).finally(() => busy.requests--);
  };
  for (const name of ['json', 'text', 'blob', 'arrayBuffer', 'formData']) {  // the body may come long after its head
    const read = Response.prototype[name];
    Response.prototype[name] = function (...given) {
      busy.requests++;
      return read.apply(this, given).finally(() => busy.requests--);
    };
  }
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (...given) {
    busy.requests++;
    this.addEventListener('loadend', () => busy.requests--, {once: true});
    return send.apply(this, given);
  };

  const start = window.setTimeout, stop = window.clearTimeout, counted = new Set();
  const forget = (id) => { if (counted.delete(id)) busy.timers--; };
  window.setTimeout = (work, ms, ...given) => {
    const counts = typeof work === 'function' && ms >= SHORTEST_TIMER_MS && ms <= LONGEST_TIMER_MS;
    if (!counts) return start.call(window, work, ms, ...given);
    const id = start.call(window, (...late) => { forget(id); work.apply(window, late); }, ms, ...given);
    counted.add(id);
    busy.timers++;
    return id;
  };
  window.clearTimeout = (id) => { forget(id); stop.call(window, id); };
})();

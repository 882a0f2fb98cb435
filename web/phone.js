// On an enrolled phone's own pages: brings the worker, and lets it deliver while a page is open.
(() => {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  const address = '/phone/sw.js';
  const rules = { createScriptURL: (s) => { if (s !== address) throw new TypeError('no other worker is ours'); return s; } };
  const policy = window.trustedTypes ? trustedTypes.createPolicy('soria', rules) : rules;
  const controlled = !!workers.controller;
  workers.register(policy.createScriptURL(address), { updateViaCache: 'none' }).catch(() => {});
  // The server's page is there only until the worker is: then the phone's own comes.
  if (document.getElementById('ready')) {
    if (!controlled) workers.ready.then(() => location.replace(`/phone/${location.search}`));
    return;
  }
  navigator.storage?.persist?.();
  const line = document.getElementById('waiting');
  // Not while somebody goes on at once: what is asked for when the worker changes may be lost (worker.js).
  workers.ready.then((r) => setTimeout(() => r.waiting?.postMessage('take over'), 4000));
  const ask = () => workers.controller?.postMessage('deliver');
  workers.addEventListener('message', (e) => {
    if (line && line.textContent !== e.data.waiting) line.textContent = e.data.waiting;
  });
  addEventListener('online', ask);
  setInterval(ask, 30e3);
  ask();
})();

// My desk, kept up to date while it is looked at. The server says that something has changed; the desk is then asked for like any
// other page. A page of a case stays as it is, with what is half written on it, and says that the case has changed. Without this, or
// when the server is full, a page is as it was when it was opened.
(() => {
  const changed = document.getElementById('changed');
  let source, asking = false;
  const main = () => document.getElementById('desk');
  const close = () => { source?.close(); source = undefined; };
  // What has the focus keeps it, when it is still there.
  const mark = (e) => e && (e.getAttribute('href') ?? e.closest('form')?.getAttribute('action'));
  const renew = () => {
    if (asking) return;
    asking = true;
    const q = new XMLHttpRequest();
    q.open('GET', location.pathname);
    q.setRequestHeader('Soria-By-Itself', '1');
    q.responseType = 'document';
    q.onloadend = () => {
      asking = false;
      const fresh = q.status === 200 && q.response?.getElementById('desk');
      if (!fresh) return;
      const old = main(), had = old.contains(document.activeElement) ? mark(document.activeElement) : null;
      old.replaceWith(document.adoptNode(fresh));
      if (had) [...main().querySelectorAll('a, button')].find((e) => mark(e) === had)?.focus();
      const line = document.getElementById('renewed');
      if (line) line.hidden = false;
      if (line) line.textContent = line.dataset.text;
      document.documentElement.dataset.renewed = String(Number(document.documentElement.dataset.renewed ?? 0) + 1);
      open();
    };
    q.send();
  };
  const open = () => {
    close();
    if (document.hidden || (changed ? !changed.hidden : !main())) return;
    source = new EventSource(changed ? changed.dataset.changes : `/desk/changes?seen=${main().dataset.seen}`);
    source.addEventListener('desk', renew);
    source.addEventListener('case', () => { close(); changed.hidden = false; });
    source.addEventListener('ended', () => changed ? close() : location.reload());
    // The browser tries again by itself, but not when the server has said no: then once more in a minute.
    source.onerror = () => { if (source?.readyState === EventSource.CLOSED) { close(); setTimeout(open, 60e3); } };
  };
  // A page in the background holds no connection: a browser has few of them.
  document.addEventListener('visibilitychange', open);
  addEventListener('pagehide', close);
  open();
})();

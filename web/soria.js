// The page's few conveniences. Everything works without them.
(() => {
  // Leave at once: the button, or Shift three times within a second and a half. replace() keeps this page out of Back.
  const link = document.getElementById('leave');
  if (link) {
    const leave = () => {
      document.documentElement.hidden = true;
      location.replace(link.href);
    };
    link.addEventListener('click', (e) => {
      e.preventDefault();
      leave();
    });
    let times = [];
    addEventListener('keydown', (e) => {
      if (e.key !== 'Shift') times = [];
      else if (!e.repeat) {
        const now = Date.now();
        times = times.filter((t) => now - t < 1500).concat(now);
        if (times.length >= 3) leave();
      }
    });
  }
  // A page kept by the browser for Back is asked for again: whoever signed out does not see it.
  addEventListener('pageshow', (e) => {
    if (e.persisted) location.reload();
  });
  const errors = document.getElementById('errors');
  if (errors) errors.focus();
  for (const b of document.querySelectorAll('[data-print]')) {
    b.hidden = false;
    b.addEventListener('click', () => print());
  }
})();

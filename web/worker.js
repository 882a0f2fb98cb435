// The worker of an enrolled phone. The pages are written by the C++ in engine.wasm; here is only what a page cannot do: keep, seal,
// deliver. `soria` is what the server puts before this file: the phone, the key to seal to, the files, the pages' policy.
import { bytesOf, newLock, seal, tryLock, unwrap, wrap } from './seal.js';

const know = self.soria;
const store = `soria ${know.engine} ${know.kits} ${know.phone}`;
const kit = (language) => `/phone/kit/${language}`;
const passedOn = ['/phone/kit/', '/phone/sealed', '/phone/sw.js', '/phone/enrol', '/phone/forget'];
const tries = 5, outboxMost = 500, draftsMost = 20, sealedBytesMost = 1e6, againMs = 3600e3, patienceMs = 20e3, answerMs = 4e3;
let draftKey = null;                     // in memory only: whoever ends the worker locks the drafts

// --- what is kept: outbox (sealed reports), drafts (wrapped), facts ---

let opened;
const base = () => opened ??= new Promise((done, failed) => {
  const ask = indexedDB.open('soria', 1);
  ask.onupgradeneeded = () => {
    const db = ask.result;
    db.createObjectStore('outbox', { keyPath: 'key' });
    db.createObjectStore('drafts', { keyPath: 'id', autoIncrement: true });
    db.createObjectStore('facts');
  };
  ask.onsuccess = () => {
    ask.result.onversionchange = () => { ask.result.close(); opened = undefined; };
    done(ask.result);
  };
  ask.onerror = () => failed(ask.error);
});
// Done when it is on the disk, not when it is asked for; but what may be lost to a power cut, as it only says what is so, waits for no disk:
// whoever reads waits for who writes, and a busy disk would hold up every page.
async function within(names, mode, work, durability = 'strict') {
  const db = await base();
  return new Promise((done, failed) => {
    const t = db.transaction(names, mode, { durability });
    const ask = work(...[].concat(names).map((n) => t.objectStore(n)));
    t.oncomplete = () => done(ask?.result);
    t.onabort = t.onerror = () => failed(t.error);
  });
}
const fact = (name) => within('facts', 'readonly', (f) => f.get(name));
const setFact = (name, value) => within('facts', 'readwrite', (f) => f.put(value, name));
const all = (name) => within(name, 'readonly', (s) => s.getAll());

const two = (n) => String(n).padStart(2, '0');
const day = (d = new Date()) => `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
const moment = (d = new Date()) => `${day(d)} ${two(d.getHours())}:${two(d.getMinutes())}`;

// --- the pages ---

// The kit leaves the names of countries and languages to the browser, which has them in every language, and in its order.
function named(text, language) {
  const names = {}, order = new Intl.Collator([language, 'en']);
  const say = (kind, code) => (names[kind] ??= new Intl.DisplayNames([language, 'en'], { type: kind })).of(code);
  return text.replace(/(?:^[A-Za-z]+\t@(?:region|language)\t\n)+/gm, (lines) => lines.trimEnd().split('\n').map((l) => {
    const [code, kind] = l.split('\t');
    return [code, say(kind.slice(1), code)];
  }).sort((a, b) => order.compare(a[1], b[1])).map(([code, name]) => `${code}\t${name}\t\n`).join(''));
}

let engine;
async function pages(language) {
  if (engine?.language === language) return engine.exports;
  const files = await caches.open(store);
  const [code, words] = await Promise.all([files.match(know.engine), files.match(kit(language))]);
  const { instance } = await WebAssembly.instantiate(await code.arrayBuffer(), {});
  const e = instance.exports;
  put(e, new TextEncoder().encode(named(await words.text(), language)));
  if (!e.take()) throw new Error('the kit is none');
  engine = { language, exports: e };
  return e;
}
function put(e, bytes) {
  const at = e.room(bytes.length);
  new Uint8Array(e.memory.buffer, at, bytes.length).set(bytes);
}

async function stands() {
  const [outbox, drafts, lock, last] = await Promise.all([all('outbox'), all('drafts'), fact('lock'), fact('last')]);
  const refused = outbox.filter((r) => r.because);
  const s = new URLSearchParams({
    phone: know.phone, key: [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join(''), today: day(),
    waiting: outbox.length - refused.length, refused: refused.length, because: refused[0]?.because ?? '', last: last ?? '', lock: !lock ? 'none' : draftKey ? 'open' : 'locked',
  });
  for (const d of drafts) s.append('draft', `${d.id} ${d.at}`);
  return s;
}
async function languageOf(url) {
  const asked = url?.searchParams.get('lang');
  if (know.languages.includes(asked)) await setFact('language', asked);
  const kept = await fact('language');
  const own = kept ?? navigator.languages.map((l) => l.split('-')[0].replace(/^n[on]$/, 'nb')).find((l) => know.languages.includes(l)) ?? know.languages[0];
  return { own, wanted: asked ?? own };
}
// Asks the C++, and reads what it answers.
async function ask(method, path, language, stand, body) {
  const e = await pages(language.own);
  put(e, new TextEncoder().encode(`${method} ${path}\n${language.wanted}\n${stand}\n${body}`));
  const at = e.answer(), bytes = new Uint8Array(e.memory.buffer, at, e.length());
  const end = bytes.indexOf(10);
  const [status, does, number] = new TextDecoder().decode(bytes.subarray(0, end)).split(' ');
  return { status: Number(status), does, number: Number(number), rest: bytes.slice(end + 1) };
}
const go = (said) => Response.redirect(`/phone/${said ? `?said=${said}` : ''}`, 303);
const text = (bytes) => new TextDecoder().decode(bytes);

async function keepDraft(number, answers) {
  if (!number && (await all('drafts')).length >= draftsMost) return go('drafts_full');
  const draft = { at: moment(), wrapped: wrap(answers, draftKey) };
  if (number) draft.id = number;
  await within('drafts', 'readwrite', (d) => d.put(draft));
  return go('draft');
}
async function usePin(fields) {
  if (fields.get('_do') === 'choose') {
    const made = newLock(fields.get('pin'));
    await setFact('lock', made.lock);
    draftKey = made.key;
    return null;
  }
  const lock = await fact('lock');
  if (!lock) return { wiped: 1, lock: 'none' };
  await setFact('lock', { ...lock, wrong: lock.wrong + 1 });       // counted before it is tried: a restart gives none back
  const key = tryLock(lock, fields.get('pin'));
  if (key) {
    draftKey = key;
    await setFact('lock', { ...lock, wrong: 0 });
    return null;
  }
  if (lock.wrong + 1 < tries) return { wrong: tries - lock.wrong - 1 };
  draftKey = null;
  await within(['drafts', 'facts'], 'readwrite', (d, f) => { d.clear(); f.delete('lock'); });   // the outbox is sealed and stays
  return { wiped: 1, lock: 'none' };
}

async function page(event, url) {
  const language = await languageOf(url), stand = await stands();
  let { method } = event.request, body = method === 'POST' ? await event.request.text() : '';
  if (url.searchParams.has('said')) stand.set('said', url.searchParams.get('said'));
  const number = Number(url.searchParams.get('draft'));
  if (method === 'GET' && number && draftKey) {
    const draft = await within('drafts', 'readonly', (d) => d.get(number)), answers = draft && unwrap(draft.wrapped, draftKey);
    if (answers) [method, body] = ['POST', `${text(answers)}&_draft=${number}&_step=change`];
  }
  let a = await ask(method, url.pathname, language, stand, body);
  if (a.does === 'send') {
    const sealed = seal(a.rest, bytesOf(know.key)), key = new URLSearchParams(text(a.rest)).get('_key');
    if ((await all('outbox')).length >= outboxMost || sealed.length > sealedBytesMost) {
      stand.set('said', 'full');
      a = await ask(method, url.pathname, language, stand, `${body}&_step=change`);
    } else {
      await within(['outbox', 'drafts'], 'readwrite', (o, d) => { o.put({ key, sealed, at: moment() }); d.delete(a.number); });
      event.waitUntil(deliver(false));
      return go('kept');
    }
  } else if (a.does === 'keep') {
    return keepDraft(a.number, a.rest);
  } else if (a.does === 'pin') {
    const fields = new URLSearchParams(text(a.rest)), wrong = await usePin(fields);
    if (!wrong) return fields.get('waiting') ? keepDraft(0, new TextEncoder().encode(fields.get('waiting'))) : go();
    for (const [name, value] of Object.entries(wrong)) stand.set(name, value);
    a = await ask(method, url.pathname, language, stand, body);
  } else if (a.does === 'drop') {
    await within('drafts', 'readwrite', (d) => d.delete(a.number));
    return go();
  } else if (a.does === 'lock') {
    draftKey = null;
    return go();
  } else if (a.does === 'deliver') {
    event.waitUntil(deliver(true));
    await awhile(deliver(true));
    return go();
  }
  const type = a.does === 'show' ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8';
  return new Response(a.rest, { status: a.status, headers: {
    'Content-Type': type, 'Content-Security-Policy': know.policy, 'Referrer-Policy': 'no-referrer', 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Resource-Policy': 'same-origin', 'Permissions-Policy': 'camera=(), geolocation=(), microphone=()' } });
}

// --- delivery: one at a time, and each until the server says that it has it ---

let delivering;
const deliver = (forced) => delivering ??= (async () => {
  const { own } = await languageOf();
  for (const r of await all('outbox')) {
    if (r.because && !forced && Date.now() - r.tried < againMs) continue;
    let answer;
    try {
      answer = await fetch('/phone/sealed', { method: 'POST', body: r.sealed, headers: { 'Content-Type': 'application/octet-stream', 'Accept-Language': own }, signal: AbortSignal.timeout(patienceMs) });
    } catch {
      break;
    }
    if (answer.status === 200 || answer.status === 201) {
      await within(['outbox', 'facts'], 'readwrite', (o, f) => { o.delete(r.key); f.put(moment(), 'last'); }, 'relaxed');    // forgotten, it is delivered again and counts once
    } else if (answer.status >= 500 || answer.status === 408) {
      break;
    } else {
      const because = (await answer.json().catch(() => ({}))).because || `${answer.status}`;
      await within('outbox', 'readwrite', (o) => o.put({ ...r, because, tried: Date.now() }), 'relaxed');
    }
  }
  if ((await all('outbox')).length) self.registration.sync?.register('deliver').catch(() => {});     // it may take its time
})().finally(() => { delivering = undefined; });

// A slow network leaves no page hanging: it hears how far it has come, and the delivery goes on.
const awhile = (delivered) => Promise.race([delivered, new Promise((done) => setTimeout(done, answerMs, false))]);

// --- the browser's calls ---

self.addEventListener('install', (event) => event.waitUntil((async () => {
  const files = await caches.open(store);
  await files.addAll([...know.files, ...know.languages.map(kit)]);
})()));
self.addEventListener('activate', (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith('soria ') && name !== store) await caches.delete(name);
  await self.clients.claim();
})()));
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== location.origin) return;
  if (url.pathname.startsWith('/assets/')) {
    event.respondWith(caches.match(event.request).then((kept) => kept ?? fetch(event.request)));
  } else if (url.pathname.startsWith('/phone/') && !passedOn.some((p) => url.pathname.startsWith(p))) {
    event.respondWith(page(event, url));
  }
});
self.addEventListener('sync', (event) => event.waitUntil(deliver(false)));
// A newer worker takes over when a page that has stood open for some seconds says so (phone.js). By itself it would come while the older one answers, and
// Chromium was seen to lose the page that was asked for then.
self.addEventListener('message', (event) => event.waitUntil((async () => {
  if (event.data === 'take over') return self.skipWaiting();
  const delivered = deliver(false).then(() => true);
  for (let done = false; !done;) {
    done = await awhile(delivered);
    const a = await ask('GET', '/phone/waiting', await languageOf(), await stands(), '');
    event.source?.postMessage({ waiting: text(a.rest) });
  }
})()));

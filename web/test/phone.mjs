// An enrolled phone without a network: what is written there is refused, sealed, kept, delivered once.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Door, Server, browserIn, fill, held, hold, signIn, watch } from './common.mjs';
import { bytesOf, seal } from './seal.mjs';

const home = mkdtempSync(join(tmpdir(), 'soria-phone-'));
const server = new Server(), door = new Door(server);
const secret = 'Made up: zzyzx behind the church.';
const said = (page) => page.locator('#waiting').innerText();
const waits = (page, text) => page.waitForFunction((t) => document.getElementById('waiting')?.textContent.includes(t), text);
const outbox = (page) => page.evaluate(() => new Promise((done, failed) => {
  const ask = indexedDB.open('soria');
  ask.onerror = () => failed(ask.error);
  ask.onsuccess = () => {
    const all = ask.result.transaction('outbox').objectStore('outbox').getAll();
    all.onsuccess = () => { ask.result.close(); done(all.result.map((r) => ({ key: r.key, because: r.because, sealed: [...r.sealed] }))); };
  };
}));

async function reports() {          // as the server counts them
  const tokens = readFileSync(join(process.env.DATA, 'tokens'), 'utf8');
  const token = /^rosa (\S+)$/m.exec(tokens)[1];
  const country = await (await fetch(`http://127.0.0.1:${server.port}/api/v1/national`, { headers: { Authorization: `Bearer ${token}` } })).json();
  return country.reports;
}
async function enrolled(context) {
  const page = context.pages()[0] ?? await context.newPage();
  await signIn(page, door.at, 'pro-centre', '/phone/');
  await page.click('form[action="/phone/enrol"] button');
  await page.waitForSelector('#waiting');
  return page;
}
async function write(page, text) {   // by the form's own buttons
  await page.goto(`${door.at}/phone/report`);
  await fill(page, text);
  await page.click('form#form button[type=submit]:not([name])');
  await page.click('button[value=send]');
  await page.waitForSelector('#waiting');
}
// The same through the worker without the clicks.
const queue = (page, n, text) => page.evaluate(async ([n, text, answers]) => {
  for (let i = 0; i < n; ++i) {
    const fields = new URLSearchParams([...answers, ['seen', `${text} ${i}`], ['_key', [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('')], ['_step', 'send']]);
    const a = await fetch('/phone/report', { method: 'POST', body: fields });
    if (!a.url.includes('said=kept')) throw new Error(`report ${i}: ${a.status}`);
  }
}, [n, text, answers]);

let context, page, violations, answers;   // answers: what every report below says besides what was seen
async function browser(name = 'a') {
  context = await browserIn(join(home, name));
  violations = await watch(context);
  page = context.pages()[0];
}

try {
  await server.start();
  await door.open();
  for (const path of ['/sw.js', '/phone/sw.js']) hold(`${path} is not given to just anybody`, (await fetch(door.at + path)).status === 404);

  // --- an older worker first: everything below happens after it was updated ---
  door.change = (path, body) => path === '/phone/sw.js' ? Buffer.from(body.toString().replace('self.soria={', 'self.older=1;self.soria={').replace(/"kits":"\d+"/, '"kits":"older"')) : body;
  await browser();
  page = await enrolled(context);
  hold('the worker is for the phone\'s own pages alone', await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).map((r) => new URL(r.scope).pathname).join()) === '/phone/');
  hold('no page may compile WebAssembly', !(await (await fetch(`${door.at}/sign-in`)).headers.get('content-security-policy')).includes('unsafe'));
  await server.kill();
  await write(page, secret);
  hold('one waits', (await said(page)).includes('1 report waits'));
  await page.goto(`${door.at}/phone/report`);
  const countries = await page.$$eval('select[name="people.0.citizenship"] option', (all) => all.map((o) => `${o.value} ${o.textContent}`));
  hold(`without a network countries have their names, in their order: ${countries.slice(0, 4)}`, countries.includes('NG Nigeria') && countries[1].endsWith('Afghanistan') && !countries.some((t) => t.includes('@')));
  await server.start();
  door.loseAnswers = 1e9;              // it arrives, and nobody hears of it
  door.change = (path, body) => body;
  await page.evaluate(() => navigator.serviceWorker.controller.postMessage('deliver'));
  while (await reports() < 1) await new Promise((done) => setTimeout(done, 50));
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration('/phone/')).update());
  await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration('/phone/')).waiting);
  await page.goto(`${door.at}/phone/`);
  await page.waitForFunction(async () => (await caches.keys()).every((k) => !k.includes('older')) && (await caches.keys()).length === 1);
  await server.kill();
  door.loseAnswers = 0;
  await page.goto(`${door.at}/phone/`);
  hold('a new worker keeps what the older one had', (await said(page)).includes('1 report waits'));

  // --- without the server ---
  const began = Date.now();
  const opened = await page.goto(`${door.at}/phone/report`);
  console.log(`phone: the form opened without the server in ${Date.now() - began} ms`);
  hold('the worker answers', opened.fromServiceWorker() && opened.status() === 200);
  const [refused] = await Promise.all([page.waitForNavigation(), page.click('form#form button[type=submit]:not([name])')]);
  // Where the phone's user works is chosen already, as on the desk: what is left to say is the form, the age and what was seen.
  hold('the C++ refuses what is incomplete', refused.status() === 422 && refused.fromServiceWorker() && await page.locator('#errors a').count() === 3);
  hold('the summary has the focus', await page.evaluate(() => document.activeElement?.id === 'errors'));
  await fill(page, secret);
  answers = await page.$$eval('form#form', ([f]) => [...new FormData(f).entries()].filter(([n]) => n !== 'seen' && n[0] !== '_'));
  await page.click('form#form button[type=submit]:not([name])');
  hold('what was written is read once more', (await page.innerText('dl.facts')).includes(secret));
  await page.click('button[value=send]');
  await page.waitForSelector('#waiting');
  hold('two wait', (await said(page)).includes('2 reports wait'));
  const kept = await outbox(page);
  hold('sealed: nothing of it can be read on the phone', kept.length === 2 && kept.every((r) => r.sealed.length > 48 && !Buffer.from(r.sealed).includes('zzyzx')));
  await queue(page, 98, 'Made up: in a row.');
  await context.close();
  await browser();
  await page.goto(`${door.at}/phone/`);
  hold('a hundred wait after the browser was closed', (await said(page)).includes('100 reports wait') && (await outbox(page)).length === 100);
  hold('and nothing says that it is connected', !/online|offline/i.test(await page.innerText('main')));

  // --- another language: what was written stays where it was ---
  const inLanguage = async (language) => {
    await page.click(`#languages button[lang=${language}]`);
    await page.waitForSelector(`html[lang=${language}]`);
  };
  await page.goto(`${door.at}/phone/report`);
  await fill(page, secret);
  await inLanguage('ar');
  hold('in Arabic the form has what was written', await page.inputValue('textarea[name=seen]') === secret && await page.locator('#errors').count() === 0 && await page.locator('html[dir=rtl]').count() === 1);
  await page.click('form#form button[type=submit]:not([name])');
  await inLanguage('en');
  hold('and in English it is read once more', (await page.innerText('dl.facts')).includes(secret) && await page.locator('button[value=send]').count() === 1);

  // --- drafts and the PIN ---
  await page.goto(`${door.at}/phone/report`);
  await page.fill('textarea[name=seen]', secret);
  await page.click('button[value=keep]');
  await inLanguage('nb');
  await inLanguage('en');
  await page.fill('#f-pin', '12');
  await page.click('main form button[type=submit]');
  hold('a short PIN is refused', await page.locator('#errors').count() === 1);
  await page.fill('#f-pin', '135790');
  await page.click('main form button[type=submit]');
  await page.waitForSelector('a[href^="/phone/report?draft="]');
  await page.click('a[href^="/phone/report?draft="]');
  hold('an unfinished report is opened again', await page.inputValue('textarea[name=seen]') === secret);
  await page.goto(`${door.at}/phone/`);
  await page.click('form[action="/phone/lock"] button');
  await page.waitForSelector('#f-pin');
  hold('locked: its text is nowhere', !(await page.content()).includes('zzyzx') && await page.locator('a[href*="draft="]').count() === 0);
  for (let i = 0; i < 5; ++i) {
    await page.fill('#f-pin', '000000');
    await Promise.all([page.waitForNavigation(), page.click('form[action="/phone/drafts"] button[type=submit]')]);
  }
  hold('five wrong PINs wipe the drafts', (await page.innerText('main')).includes('wiped'));
  await page.goto(`${door.at}/phone/`);
  hold('and nothing of the outbox', (await outbox(page)).length === 100 && await page.locator('#f-pin').count() === 0);

  // --- the server is back: each once, though answers are lost on the way ---
  await server.start();
  const before = await reports();
  hold('what arrived unheard is there once', before === 1);
  door.loseAnswers = 3;
  const one = (await outbox(page))[5];
  for (let i = 0; i < 100 && (await outbox(page)).length; ++i) {   // it ends at each lost answer, and answers before all are delivered
    await page.click('form[action="/phone/deliver"] button');
    await page.waitForSelector('#waiting');
  }
  await waits(page, 'Nothing waits');
  hold('it says when the last delivery was', (await said(page)).includes('Last delivery:'));
  hold(`a hundred reports, each once: ${await reports()}`, await reports() === 100);

  // --- what else may arrive ---
  const cookie = (await context.cookies(`${door.at}/phone/`)).find((c) => c.name === 'soria-phone').value;
  const worker = await (await fetch(`${door.at}/phone/sw.js`, { headers: { Cookie: `soria-phone=${cookie}` } })).text();
  const know = JSON.parse(/^self\.soria=(.*);$/m.exec(worker)[1]);
  const deliver = async (bytes, headers = { Cookie: `soria-phone=${cookie}` }) => (await fetch(`${door.at}/phone/sealed`, { method: 'POST', body: bytes, headers: { 'Content-Type': 'application/octet-stream', ...headers } })).status;
  const packet = (more, to = know.key) => seal(new TextEncoder().encode(new URLSearchParams({ _key: [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join(''), _phone: know.phone, _today: '2026-01-01', ...Object.fromEntries(answers), seen: secret, ...more }).toString()), bytesOf(to));
  hold('one that arrived is heard again and counts once', await deliver(Uint8Array.from(one.sealed)) === 200 && await reports() === 100);
  hold('a clock that runs ahead', await deliver(packet({ _today: '2099-01-01' })) === 201);
  hold('a clock that stands at its beginning', await deliver(packet({ _today: '1970-01-01' })) === 201);
  hold('a clock that says nothing', await deliver(packet({ _today: 'now' })) === 201);
  hold('a day that has not been', await deliver(packet({ happened: '2099-01-01' })) === 422);
  hold('incomplete', await deliver(packet({ seen: '' })) === 422);
  hold('no key', await deliver(packet({ _key: 'x' })) === 400);
  hold('no such phone', await deliver(packet({ _phone: '00' })) === 403);
  hold('sealed to another', await deliver(packet({}, '09'.repeat(32))) === 400);
  hold('not sealed', await deliver(new TextEncoder().encode('x'.repeat(100))) === 400);
  hold('too large', await deliver(new Uint8Array(1_000_001)) === 413);
  hold('from no phone', await deliver(packet({}), {}) === 403);
  hold('from another site', await deliver(packet({}), { Cookie: `soria-phone=${cookie}`, 'Sec-Fetch-Site': 'cross-site' }) === 403);
  hold('what was refused left nothing', await reports() === 103);

  // --- a second browser ---
  hold(`the policy was never broken: ${violations}`, violations.length === 0);
  await context.close();
  await browser('b');
  page = await enrolled(context);
  await write(page, secret);
  await waits(page, 'Nothing waits');
  hold('a second phone delivers too', await reports() === 104);
  for (const path of ['/report', '/sign-in']) {
    await page.goto(door.at + path);
    hold(`${path} is the server's`, await page.evaluate(() => navigator.serviceWorker.controller === null));
  }
  hold(`the policy was never broken: ${violations}`, violations.length === 0);
  console.log(`phone: ${held()} checks hold`);
} finally {
  await context?.close();
  door.close();
  if (server.port) await server.kill();
  rmSync(home, { recursive: true, force: true });
}

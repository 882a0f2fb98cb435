// A desk that is open shows what was done elsewhere without being loaded again; it works without that, without scripts, and when the
// server is killed under it; every renewal is a look that is recorded; what is kept open has a limit. A page of a case says
// that the case has changed, keeps what is half written on it, and tells nobody of what they may not see.
import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server, api, browserIn, held, hold, madeUp, signIn, watch } from './common.mjs';

const home = mkdtempSync(join(tmpdir(), 'soria-live-'));
const server = new Server();
const at = () => `http://127.0.0.1:${server.port}`;
const act = (user, name, command) => api(server, user, `commands/${name}`, command);
const person = madeUp;
const open = (path, cookie) => new Promise((done, failed) => {
  const q = get(`${at()}${path}`, { headers: { Cookie: cookie } }, (a) => done({ a, q, status: a.statusCode, type: a.headers['content-type'] ?? '', text: '' }));
  q.on('error', failed);
});
const cookieOf = async (context) => (await context.cookies(at())).map((c) => `${c.name}=${c.value}`).join('; ');
const looksAt = async (code) => (await api(server, 'rosa', `cases/${code}/readers`)).looks.filter((l) => l.by === 'clinic' && l.what === 'desk').length;

let context, plain, writer;
try {
  await server.start();
  context = await browserIn(join(home, 'a'));
  const violations = await watch(context), page = context.pages()[0];
  const { report } = await act('rosa', 'receive-report', { channel: 'outreach', region: 'oslo', form: 'prostitution', people: [person], seen: 'Made up: seen at night.' });
  const code = (await act('rosa', 'open-case', { report, audience: 'women' })).case;
  await act('rosa', 'give-consent', { case: code, to: 'clinic', purpose: 'assistance', classes: ['identity', 'health', 'status'], language: 'en', words: 'Made up: yes.' });
  await signIn(page, at(), 'clinic');
  hold('the desk does not know the case yet', !(await page.innerText('main')).includes(code));
  await page.evaluate(() => { window.sameDocument = true; });

  // 1. Offered by another agency: the open desk shows it, in the same document, and says that something has changed.
  await act('rosa', 'offer-referral', { case: code, to: 'clinic', service: 'health-care', parts: ['identity', 'health'], why: 'Made up.' });
  const accept = `form[action="/cases/${code}/do/accept-referral"] button`;
  await page.waitForSelector(accept);
  hold('it is the same document', await page.evaluate(() => window.sameDocument));
  hold('it says so to who listens', (await page.innerText('#renewed[role=status]')).length > 5);
  hold('the look by which it was shown is recorded', await looksAt(code) >= 1);

  // 2. What has the focus keeps it.
  await page.focus(accept);
  const before = Number(await page.evaluate(() => document.documentElement.dataset.renewed));
  const second = (await act('rosa', 'open-case', { report: (await act('rosa', 'receive-report', { channel: 'outreach', region: 'oslo', form: 'prostitution', people: [person], seen: 'Made up.' })).report, audience: 'women' })).case;
  await act('rosa', 'give-consent', { case: second, to: 'clinic', purpose: 'assistance', classes: ['identity', 'status'], language: 'en', words: 'Made up: yes.' });
  await act('rosa', 'offer-referral', { case: second, to: 'clinic', service: 'health-care', parts: ['identity'], why: 'Made up.' });
  await page.waitForFunction((n) => Number(document.documentElement.dataset.renewed) > n, before);
  await page.waitForSelector(`form[action="/cases/${second}/do/accept-referral"]`);
  hold('the focus is where it was', await page.evaluate((c) => document.activeElement?.closest('form')?.getAttribute('action')?.includes(c), code));

  // 3. Accepted by a colleague elsewhere: it leaves the desk; and the button of the other still does its work.
  await act('clinic', 'accept-referral', { case: second, referral: 1 });
  await page.waitForFunction((c) => !document.querySelector(`form[action="/cases/${c}/do/accept-referral"]`), second);
  await page.click(accept);
  await page.waitForLoadState();
  hold('accepted from a renewed desk', await page.locator('#errors').count() === 0 && page.url().includes(code));

  // Who offered it hears of the answer on their own open desk, without loading it, until they have opened the case.
  writer = await browserIn(join(home, 'd'));
  const offers = writer.pages()[0], third = (await act('rosa', 'open-case', { report: (await act('rosa', 'receive-report', { channel: 'outreach', region: 'oslo', form: 'prostitution', people: [person], seen: 'Made up.' })).report, audience: 'women' })).case;
  await act('rosa', 'give-consent', { case: third, to: 'clinic', purpose: 'assistance', classes: ['identity', 'status'], language: 'en', words: 'Made up: yes.' });
  await act('rosa', 'offer-referral', { case: third, to: 'clinic', service: 'health-care', parts: ['identity'], why: 'Made up.' });
  await signIn(offers, at(), 'rosa');
  await offers.evaluate(() => { window.sameDocument = true; });
  const says = (words, of) => offers.waitForFunction(([w, c]) => [...document.querySelectorAll('#desk li')].some((e) => e.innerText.includes(c) && e.innerText.includes(w)), [words, of]);
  const told = async (words) => (await offers.locator('#desk li').allInnerTexts()).some((t) => t.includes(third) && t.includes(words));
  hold('nothing is answered yet', !(await told('accepted on')));
  await act('clinic', 'accept-referral', { case: third, referral: 1 });
  await says('accepted on', third);
  hold('the desk of who offered it is the same document', await offers.evaluate(() => window.sameDocument));
  await act('rosa', 'offer-referral', { case: third, to: 'iom', service: 'return-assistance', why: 'Made up.' });
  await act('iom', 'decline-referral', { case: third, referral: 2, reason: 'full' });
  await says('declined on', third);
  await offers.click(`#desk a[href="/cases/${third}"]`);
  await offers.waitForLoadState();
  await offers.goto(at());
  hold('opened, it is told no more', !(await told('declined on')) && !(await told('accepted on')));
  await writer.close();

  // 4. Nothing changes on this desk: another agency's work is no reason to renew it.
  await page.goto(at());
  const quiet = await looksAt(code);
  await act('rosa', 'receive-report', { channel: 'outreach', region: 'oslo', form: 'begging', people: [person], seen: 'Made up.' });
  await new Promise((done) => setTimeout(done, 2500));
  hold('a change elsewhere renews no desk', await looksAt(code) === quiet && !(await page.evaluate(() => document.documentElement.dataset.renewed)));

  // A form about a case, half written, while the case changes elsewhere: it says so, keeps what was written, and shows the case beside it.
  writer = await browserIn(join(home, 'c'));
  const broken = await watch(writer), form = writer.pages()[0];
  await signIn(form, at(), 'rosa', `/cases/${code}/do/record-threat`);
  await form.locator('form#form textarea').first().fill('Made up: half a sentence');
  hold('nothing is said before anything changed', await form.locator('#changed').count() === 1 && !(await form.isVisible('#changed')));
  const listening = async (user, path, on) => {
    await signIn(page, at(), user, path);
    const k = await open(await page.getAttribute('#changed', 'data-changes'), await cookieOf(context));
    k.a.on('data', (d) => { k.text += d; });
    hold(`${user} listens on ${path}`, k.status === 200 && k.type === 'text/event-stream');
    await on(k);
    k.q.destroy();
  };
  const own = async (path) => JSON.stringify(await api(server, 'clinic', `cases/${path}`));
  await listening('clinic', `/cases/${code}`, async (k) => {
    const was = await own(code);
    await act('rosa', 'order-service', { case: code, service: 'interpreting', provider: 'provider-oslo', need: 'Made up: twice a week.' });
    await form.waitForSelector('#changed', { state: 'visible' });
    await new Promise((done) => setTimeout(done, 2500));
    hold('whoever sees no order sees the same case', await own(code) === was);
    hold(`and is told nothing: ${JSON.stringify(k.text)}`, !k.text.includes('event'));
  });
  hold('what was written is still there', await form.locator('form#form textarea').first().inputValue() === 'Made up: half a sentence');
  const [beside] = await Promise.all([writer.waitForEvent('page'), form.click('#changed a')]);
  await beside.waitForLoadState();
  hold('the case is shown beside the form', beside.url().endsWith(`/cases/${code}`) && form.url().endsWith('/record-threat'));
  await act('clinic', 'complete-referral', { case: code, referral: 1 });
  await beside.waitForSelector('#changed', { state: 'visible' });
  await beside.click('#changed a');
  await beside.waitForLoadState();
  hold('shown again in the same tab, it is as it is', beside.url().endsWith(`/cases/${code}`) && !(await beside.isVisible('#changed')));
  // Who may not see a case hears of it what they hear of one that is not there.
  const secret = (await act('rosa', 'open-case', { report: (await act('rosa', 'receive-report', { channel: 'outreach', region: 'oslo', form: 'prostitution', people: [person], seen: 'Made up.' })).report, audience: 'women' })).case;
  await signIn(page, at(), 'clinic');
  const clinic = await cookieOf(context), answers = [];
  for (const of of [secret, 'K7M-4QX-Z']) answers.push(await (await fetch(`${at()}/cases/${of}/changes?seen=none`, { headers: { Cookie: clinic } })).text());
  hold('a case that is not theirs is absent', answers[0].replaceAll(secret, 'CODE') === answers[1].replaceAll('K7M-4QX-Z', 'CODE') && !answers[0].includes('retry'));
  hold(`the policy was never broken beside: ${broken}`, broken.length === 0);
  await writer.close();
  writer = undefined;

  // 5. The server is killed under it and comes back on another port: the page stays as it is, and works when it is loaded.
  const body = await page.innerText('#desk');
  await server.kill();
  await new Promise((done) => setTimeout(done, 500));
  hold('the desk stays readable without the server', await page.innerText('#desk') === body);
  await server.start();

  // 6. Without JavaScript the desk is as it was when it was opened, and what is on it works.
  plain = await browserIn(join(home, 'b'), { javaScriptEnabled: false });
  const bare = plain.pages()[0];
  await bare.goto(`${at()}/sign-in`);
  await bare.selectOption('#user', 'clinic');
  await bare.click('main button[type=submit]');
  hold('without scripts there is a desk', await bare.locator('#desk').count() === 1 && (await bare.innerText('#renewed')) === '');

  // 7. So many for a session and no more; whoever has not signed in hears nothing; a stream says nothing but that something changed.
  const cookie = await cookieOf(plain), kept = [];
  for (let i = 0; i < 6; ++i) kept.push(await open('/desk/changes?seen=none', cookie));
  hold('a stream is an event stream', kept.every((k) => k.status === 200 && k.type === 'text/event-stream'));
  const refused = await open('/desk/changes?seen=none', cookie);
  hold(`a seventh of the same session is refused: ${refused.status}`, refused.status === 503);
  hold('nobody listens without signing in', (await open('/desk/changes', '')).status === 401);
  const first = kept[0];
  first.a.on('data', (d) => { first.text += d; });
  for (let i = 0; i < 100 && !first.text.includes('event: desk'); ++i) await new Promise((done) => setTimeout(done, 100));
  hold(`it says that something changed and nothing else: ${JSON.stringify(first.text)}`, first.text === 'retry: 3000\n\nevent: desk\ndata: -\n\n');
  for (const k of kept.slice(1)) k.q.destroy();

  // 8. Whoever signs out is told no more: the stream ends.
  const over = new Promise((done) => first.a.on('close', done));
  await bare.click('form[action="/sign-out"] button');
  await over;
  hold('the stream of an ended session ends', first.text.includes('event: ended'));
  hold(`the policy was never broken: ${violations}`, violations.length === 0);
  console.log(`live: ${held()} checks hold`);
} finally {
  await context?.close();
  await plain?.close();
  await writer?.close();
  if (server.port) await server.kill();
  rmSync(home, { recursive: true, force: true });
}

// The whole main job by keyboard alone, from a report to an accepted return; and report, case, desk and plan in a browser without scripts.
// No mouse and no address typed: Tab, Space, arrows, letters and Enter, and what has the focus is always seen.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server, api, browserIn, held, hold, watch } from './common.mjs';

const home = mkdtempSync(join(tmpdir(), 'soria-keys-'));
const server = new Server();
let context, plain, page, pressed = 0;
const press = async (key) => { ++pressed; await page.keyboard.press(key); };
const type = async (text) => { pressed += text.length; await page.keyboard.type(text); };
const is = (selector) => page.evaluate((s) => !!document.activeElement?.matches(s), selector);
// The focus is drawn: an outline, or a frame that the same element does not have without it.
const seen = () => page.evaluate(() => {
  const e = document.activeElement, of = (x) => { const c = getComputedStyle(x); return [c.outlineStyle !== 'none' && parseFloat(c.outlineWidth) > 0, c.boxShadow, c.borderColor].join(); };
  const look = () => [e, e.closest('.ds-field')].filter(Boolean).map(of).join();      // a choice is framed with its words
  const had = look();
  e.blur();
  const has = look();
  e.focus();
  return had !== has || had.startsWith('true');
});
async function reach(selector) {
  for (let i = 0; i < 400; ++i) {
    if (await is(selector)) {
      hold(`the focus on ${selector} is seen`, await seen());
      return;
    }
    await press('Tab');
  }
  throw new Error(`Tab never reaches ${selector} on ${page.url()}`);
}
async function follow(selector) {
  await reach(selector);
  await Promise.all([page.waitForNavigation(), press('Enter')]);
}
// Of a select by its first letters' arrows, of radio buttons by arrows, of checkboxes by Space.
async function choose(name, value) {
  await unfold(name);
  const kind = await page.evaluate((n) => { const e = document.querySelector(`form#form [name="${n}"]`); return e.tagName === 'SELECT' ? 'select' : e.type; }, name);
  if (kind === 'checkbox') {
    await reach(`[name="${name}"][value="${value}"]`);
    return press('Space');
  }
  await reach(`[name="${name}"]`);
  if (kind === 'select') {
    await press('Home');
    for (let i = 0; i < 400 && await page.evaluate(() => document.activeElement.value) !== value; ++i) await press('ArrowDown');
  } else {
    await press('Space');
    for (let i = 0; i < 60 && await page.evaluate((n) => document.querySelector(`[name="${n}"]:checked`)?.value, name) !== value; ++i) await press('ArrowDown');
  }
  hold(`${name} is ${value}`, await page.evaluate((n) => (document.querySelector(`form#form [name="${n}"]:checked`) ?? document.querySelector(`form#form [name="${n}"]`)).value, name) === value);
}
// What may be said and need not be is folded together; its summary opens it.
async function unfold(name) {
  if (await page.evaluate((n) => !!document.querySelector(`form#form [name="${n}"]`)?.closest('details:not([open])'), name)) {
    await reach('form#form details:not([open]) > summary');
    await press('Enter');
  }
}
async function write(name, text) {
  await unfold(name);
  await reach(`[name="${name}"]`);
  await type(text);
}
// A browser asks for a day's parts in the order of its own language.
async function writeDay(name, day) {
  const [y, m, d] = day.split('-');
  for (const parts of [[m, d, y], [d, m, y], [y, m, d]]) {
    await reach(`[name="${name}"]`);
    await type(parts.join(''));
    if (await page.inputValue(`[name="${name}"]`) === day) return;
    for (let i = 0; i < 3; ++i) { await press('Shift+Tab'); await press('Backspace'); }
  }
  throw new Error(`${name} does not take ${day}`);
}
const send = (selector = 'form#form button[type=submit]:not([name])') => follow(selector);
const done = async (what) => hold(`${what}: ${(await page.innerText('main')).slice(0, 300)}`, await page.locator('#errors').count() === 0 && (await page.innerText('main')).includes('done.'));
async function signInAs(user) {
  if (await page.locator('form[action="/sign-out"]').count()) await follow('form[action="/sign-out"] button');
  else await page.goto(`http://127.0.0.1:${server.port}/`);
  await choose_user(user);
}
async function choose_user(user) {
  await reach('#user');
  await press('Home');
  for (let i = 0; i < 60 && await page.evaluate(() => document.activeElement.value) !== user; ++i) await press('ArrowDown');
  await follow('main button[type=submit]');
}
// To a case by its code, as somebody who was told it would.
async function find(code) {
  await follow('nav.tasks a[href="/find"]');
  await reach('main input[name=code]');
  await type(code);
  await Promise.all([page.waitForNavigation(), press('Enter')]);
}
async function doOn(code, command, work) {
  if (!new URL(page.url()).pathname.endsWith(`/cases/${code}`)) await find(code);
  await follow(`a[href="/cases/${code}/do/${command}"]`);
  await work();
  await send();
  await done(command);
}

try {
  await server.start();
  context = await browserIn(join(home, 'a'));
  const violations = await watch(context);
  page = context.pages()[0];
  const { today } = await api(server, 'rosa', 'desk');

  // 1. A report, screened.
  await signInAs('rosa');
  await follow('nav.tasks a[href="/report"]');
  await choose('channel', 'outreach');
  await choose('region', 'oslo');
  await choose('form', 'prostitution');
  await choose('people.0.gender', 'woman');
  await choose('people.0.age', 'adult');
  await write('seen', 'Made up: by keyboard.');
  await send();
  await follow('button[value=send]');
  const report = /\/reports\/([0-9A-Z-]{9})/.exec(page.url())[1];
  await follow(`a[href="/reports/${report}/screen"]`);
  await follow('a[href$="list=prostitution"]');
  await write('evidence.sex-02', 'Made up: a debt.');
  await send();
  hold('the reading ends with whom to call', (await page.innerText('main')).includes('Whom to call') && (await page.innerText('main')).includes('Made up: a debt.'));

  // 2. A case, a finding, consents, a referral.
  await follow(`a[href="/do/open-case?report=${report}"]`);
  await choose('audience', 'women');
  await send();
  const code = /\/cases\/([0-9A-Z-]{9})/.exec(page.url())[1];
  await doOn(code, 'record-finding', async () => { await choose('finding', 'presumed'); await write('grounds', 'Made up: a passport kept.'); });
  for (const [to, purpose] of [['udi', 'residence'], ['clinic', 'assistance']])
    await doOn(code, 'give-consent', async () => { await choose('to', to); await choose('purpose', purpose); await choose('classes', 'identity'); await choose('classes', 'status'); await choose('language', 'en'); await write('words', 'Made up: yes.'); });
  await doOn(code, 'offer-referral', async () => { await choose('to', 'clinic'); await choose('service', 'health-care'); await choose('parts', 'identity'); });

  // 3. Accepted by another agency from its desk; a reflection period granted by a third.
  await signInAs('clinic');
  await follow(`form[action="/cases/${code}/do/accept-referral"] button`);
  await done('accept-referral');
  await signInAs('udi');
  await doOn(code, 'grant-reflection-period', () => writeDay('from', today));
  await follow(`a[href="/cases/${code}/law#clock-reflection-period"]`);
  hold('a date leads to its rule', (await page.innerText('[id="clock-reflection-period"]')).length > 40);

  // 4. A bed; a consent withdrawn; the way home.
  await signInAs('rosa');
  await follow('a[href="/do/open-house"]');
  await choose('audience', 'women');
  await choose('region', 'oslo');
  await write('beds', '2');
  await write('address', 'Made up: behind the church.');
  await send();
  await find(code);
  await follow(`a[href="/cases/${code}/services"]`);
  await follow(`form[action="/cases/${code}/do/hold-bed"] button`);
  await done('hold-bed');
  await follow(`a[href="/cases/${code}/sharing"]`);
  await follow(`form[action="/cases/${code}/do/withdraw-consent"] button`);
  await done('withdraw-consent');
  await doOn(code, 'release-bed', () => page.evaluate(() => 0));
  await doOn(code, 'plan-return', async () => { await choose('kind', 'wished'); await choose('country', 'NG'); await choose('anonymous', 'no'); });
  await doOn(code, 'assess-return-risk', async () => { await choose('acceptable', 'yes'); await write('grounds', 'Made up: a sister receives her.'); });
  await doOn(code, 'record-departure', () => page.evaluate(() => 0));
  hold('the case says that she has gone home', (await page.innerText('main')).includes('travelled home'));
  const keys = pressed;

  // 5. Without scripts: report, case, desk, plan.
  plain = await browserIn(join(home, 'b'), { javaScriptEnabled: false });
  const bare = plain.pages()[0];
  const at = `http://127.0.0.1:${server.port}`;
  await bare.goto(`${at}/sign-in`);
  await bare.selectOption('#user', 'rosa');
  await bare.click('main button[type=submit]');
  hold('desk', await bare.locator('#desk .rows').count() > 0);
  await bare.click('nav a[href="/report"]');
  await bare.check('input[name="channel"][value="outreach"]');
  for (const [name, value] of [['region', 'oslo'], ['form', 'begging'], ['people.0.age', 'adult']]) {
    const at = bare.locator(`form#form [name="${name}"]`);
    if (await bare.locator(`form#form select[name="${name}"]`).count()) await at.selectOption(value);
    else await bare.check(`input[name="${name}"][value="${value}"]`);
  }
  await bare.fill('textarea[name=seen]', 'Made up: without scripts.');
  await bare.click('form#form button[type=submit]:not([name])');
  await bare.click('button[value=send]');
  hold('report', /\/reports\//.test(bare.url()));
  await bare.click('main a[href^="/do/open-case"]');
  await bare.check('input[name=audience][value=women]').catch(() => bare.selectOption('select[name=audience]', 'women'));
  await bare.click('form#form button[type=submit]:not([name])');
  hold('case', /\/cases\//.test(bare.url()) && (await bare.innerText('main')).includes('What has happened'));
  for (const part of ['person', 'services', 'sharing', 'child', 'return']) {
    await bare.click(`nav.parts a[href$="/${part}"]`);
    hold(`case, ${part}`, (await bare.innerText('main')).includes('Who can see this'));
  }
  await bare.click('nav.tasks a[href="/plan"]');
  hold('plan', (await bare.innerText('main')).includes('37'));
  await bare.click('#leave');
  hold('the way out', new URL(bare.url()).pathname !== '/plan');
  hold(`the policy was never broken: ${violations}`, violations.length === 0);
  console.log(`keys: the main job in ${keys} keys; report, case, desk and plan without scripts; ${held()} checks hold`);
} finally {
  await context?.close();
  await plain?.close();
  if (server.port) await server.kill();
  rmSync(home, { recursive: true, force: true });
}

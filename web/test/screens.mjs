// Every screen, light and dark, and with errors: axe finds nothing, nothing is wider than 320 px, the policy is kept, and the bytes stay
// below their limits. In Norwegian, English and Arabic each screen in both; in every other language each screen once, light and dark in turn, so that
// every pair of screen, language and colours is seen; with SORIA_ALL=1 all of them.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DATA, SORIA, Server, aCase, api, browserIn, fill, held, hold, madeUp, roundTrips, signIn, watch } from './common.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const kB = 1000, htmlMost = 15 * kB, sharedMost = 45 * kB, wholeMost = 50 * kB;
const home = mkdtempSync(join(tmpdir(), 'soria-screens-'));
const server = new Server();

// In a world of its own: the page's policy lets no other script in, and this test is not to ask it to.
async function violationsOf(page) {
  const cdp = await page.context().newCDPSession(page);
  try {
    const { frameTree } = await cdp.send('Page.getFrameTree');
    const { executionContextId: contextId } = await cdp.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: 'axe' });
    await cdp.send('Runtime.evaluate', { contextId, expression: axe });
    const found = await cdp.send('Runtime.evaluate', { contextId, awaitPromise: true, returnByValue: true,
      expression: 'axe.run(document, { resultTypes: ["violations"] }).then((r) => r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.html).slice(0, 2).join(" | ")))' });
    if (found.exceptionDetails) throw new Error(found.exceptionDetails.exception?.description ?? 'axe did not run');
    return found.result.value;
  } finally {
    await cdp.detach();
  }
}

const bytesOf = (at, cookie) => new Promise((done, failed) => get(at, { headers: { 'Accept-Encoding': 'br', Cookie: cookie } }, (a) => {
  let n = 0;
  a.on('data', (p) => { n += p.length; });
  a.on('end', () => done(n));
}).on('error', failed));

let context;
try {
  await server.start();
  const at = `http://127.0.0.1:${server.port}`;
  context = await browserIn(join(home, 'a'), { viewport: { width: 320, height: 640 } });
  const violations = await watch(context), page = context.pages()[0];
  const { report, code } = await aCase(server);
  const girl = (await api(server, 'barnevern', 'commands/receive-report', { channel: 'agency', region: 'oslo', form: 'begging', people: [{ ...madeUp, age: 'under-18' }], seen: 'Made up.' })).report;
  const child = (await api(server, 'barnevern', 'commands/open-case', { report: girl, audience: 'children' })).case;
  const milestone = (await api(server, 'kom', 'commands/set-milestone', { measure: 'm29', title: 'Made up: the methods are issued', due: '2030-01-01' })).milestone;
  await signIn(page, at, 'rosa');
  // A path, and what is done there; what is wrong on purpose has its own line.
  const go = (selector) => async () => { await Promise.all([page.waitForNavigation(), page.locator(selector).first().evaluate((b) => b.click())]); };
  const screens = [
    ['/'], ['/report'], ['/report', go('form#form button[type=submit]:not([name])'), 'with errors'],
    ['/report', async () => { await fill(page); await go('form#form button[type=submit]:not([name])')(); }, 'read once more'],
    ['/find'], ['/find', async () => { await page.fill('main input[type=text]', 'nothing'); await go('main form button')(); }, 'with errors'],
    ['/me'], ['/houses'], ['/national'], ['/plan'], ['/plan/1'], ['/plan/29'], ['/plan/reports'], ['/plan/annual'], ['/plan/ministries/justice-ministry'], ['/plan/returns/glotip'],
    ['/plan/figures/reports-received'], ['/plan/figures/projects-nok-paid'], ['/plan/work'], [`/plan/work/${milestone}`], ['/phone/'], ['/do/open-case'],
    ['/do/open-case', go('form#form button[type=submit]:not([name])'), 'with errors'], ['/nothing-here'],
    [`/cases/${code}`], ...['law', 'readers', 'person', 'services', 'sharing', 'child', 'return'].map((p) => [`/cases/${code}/${p}`]),
    [`/cases/${code}/do/give-consent`, go('form#form button[type=submit]:not([name])'), 'with errors'],
    [`/cases/${code}/do/record-departure`, go('form#form button[type=submit]:not([name])'), 'refused by the law'],
    [`/reports/${report}`], [`/reports/${report}/screen`], [`/reports/${report}/screen?list=prostitution`],
    [`/reports/${report}/screen?list=children`, async () => { await page.locator('form#form textarea').first().fill('x'.repeat(5000)); await go('form#form button[type=submit]')(); }, 'with errors'],
    ['/card'], ['/card/en'], ['/letter'], ['/letter', async () => { await page.fill('main input[name=code]', 'nothing'); await go('main form button')(); }, 'with errors'],
  ];
  const languages = await page.$$eval('#language a', (all) => all.map((a) => a.lang));
  const whole = (l) => process.env.SORIA_ALL === '1' || ['en', 'nb', 'ar'].includes(l);
  const faults = [];
  let seen = 0;
  let turn = 0;
  const look = async (what, language, both = whole(language)) => {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) faults.push(`${what} in ${language} is ${wide} px wider than 320`);
    for (const colorScheme of both ? ['light', 'dark'] : [['light', 'dark'][turn % 2]]) {
      await page.emulateMedia({ colorScheme });
      for (const v of await violationsOf(page)) faults.push(`${what} in ${language}, ${colorScheme}: ${v}`);
      ++seen;
    }
  };
  for (const language of languages) {
    turn = languages.indexOf(language);
    for (const [path, act, state] of screens) {
      ++turn;
      await page.goto(`${at}${path.replace('/card/en', `/card/${language}`)}${path.includes('?') ? '&' : '?'}lang=${language}`);
      if (act) await act().catch((e) => { throw new Error(`${path} ${state} in ${language}: ${e.message}`); });
      await look(`${path}${state ? ` ${state}` : ''}`, language);
    }
  }
  // What is overdue, on the desk of whoever has the duty and on its case: in every language, light and dark.
  const { today } = await api(server, 'barnevern', 'desk');
  execFileSync(SORIA, ['day', new Date(Date.parse(today) + 30 * 86400e3).toISOString().slice(0, 10), '--data', DATA], { stdio: ['ignore', 'ignore', 'inherit'] });
  await signIn(page, at, 'barnevern');
  for (const language of languages)
    for (const path of ['/', `/cases/${child}`]) {
      await page.goto(`${at}${path}?lang=${language}`);
      hold(`${path} in ${language} has what is overdue`, await page.locator('main .ds-tag[data-color=danger]').count() > 0);
      if (language === 'en') hold(`${path} says so in words`, /overdue/i.test(await page.innerText('main')));
      await look(`${path} with what is overdue`, language, true);
    }
  // A child's, as child welfare sees it.
  for (const language of languages.filter(whole))
    for (const path of [`/reports/${girl}`, `/cases/${child}/child`]) {
      await page.goto(`${at}${path}?lang=${language}`);
      await look(`${path} of a child`, language);
    }
  // The coordinating unit's and the immigration authority's own.
  for (const [user, paths] of [['kom', ['/', '/estimate', '/matches', '/matches/blind', '/plan/30']], ['udi', ['/', `/cases/${code}`, `/cases/${code}/law`, `/cases/${code}/do/grant-permit`, '/estimate']]]) {
    await signIn(page, at, user);
    for (const language of languages.filter(whole))
      for (const path of paths) {
        await page.goto(`${at}${path}?lang=${language}`);
        await look(`${path} of ${user}`, language);
      }
  }
  await signIn(page, at, 'rosa');
  // Without signing in.
  const stranger = await browserIn(join(home, 'b'), { viewport: { width: 320, height: 640 } });
  const out = stranger.pages()[0];
  for (const language of languages.filter(whole))
    for (const path of ['/sign-in', '/report', '/card', '/letter']) {
      await out.goto(`${at}${path}?lang=${language}`);
      for (const v of await violationsOf(out)) faults.push(`${path} unsigned in ${language}: ${v}`);
      ++seen;
    }
  await stranger.close();
  // The pages that the worker writes.
  await signIn(page, at, 'pro-centre', '/phone/');
  await page.click('form[action="/phone/enrol"] button');
  await page.waitForSelector('#waiting');
  for (const language of languages.filter(whole)) {
    for (const [path, act, state] of [['/phone/'], ['/phone/report'], ['/phone/report', go('form#form button[type=submit]:not([name])'), 'with errors'], ['/phone/report', go('button[value=keep]'), 'put aside'],
      ['/phone/report', async () => { await go('button[value=keep]')(); await go('main form button[type=submit]')(); }, 'put aside without a PIN']]) {
      await page.goto(`${at}${path}?lang=${language}`);
      if (act) await act().catch((e) => { throw new Error(`${path} ${state} in ${language}: ${e.message}`); });
      await look(`${path}${state ? ` ${state}` : ''}`, language);
    }
  }
  const cookie = (await context.cookies(at)).map((c) => `${c.name}=${c.value}`).join('; ');
  await signIn(page, at, 'rosa');
  const own = (await context.cookies(at)).map((c) => `${c.name}=${c.value}`).join('; ');
  const files = await page.$$eval('link[rel=stylesheet], script[src]', (all) => all.map((e) => e.href ?? e.src).concat([]).filter(Boolean));
  const scripts = await page.$$eval('script[src]', (all) => all.map((e) => e.src));
  let shared = 0;
  for (const f of new Set([...files, ...scripts])) shared += await bytesOf(f, cookie);
  if (shared > sharedMost) faults.push(`styles and scripts: ${shared} bytes`);
  const sizes = [];
  for (const path of ['/sign-in', ...new Set(screens.map(([p]) => p))]) {
    const n = await bytesOf(at + path, path === '/sign-in' ? '' : own), entry = path === '/sign-in' || path === '/report';
    sizes.push(`${path.replace(/[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]/, 'CODE')} ${n}`);
    if (entry ? n + shared > wholeMost : n > htmlMost) faults.push(`${path}: ${n} bytes of HTML`);
  }
  for (const path of ['/report', '/card/en', '/', `/cases/${code}`]) {
    const { trips } = await roundTrips(page, at + path);
    sizes.push(`${path} in ${trips} round trips`);
    if (trips > 3) faults.push(`${path} takes ${trips} round trips`);
  }
  if (violations.length) faults.push(`the policy was broken: ${violations}`);
  console.log(`screens: ${seen} looks by axe in ${languages}; shared ${shared} bytes; HTML ${sizes.join(', ')}`);
  for (const f of [...new Set(faults)].slice(0, 40)) console.error(`screens: ${f}`);
  hold(`${faults.length} faults`, faults.length === 0);
  console.log(`screens: ${held()} checks hold`);
} finally {
  await context?.close();
  if (server.port) await server.kill();
  rmSync(home, { recursive: true, force: true });
}

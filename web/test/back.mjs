// Going Back to what a form was answered leads to a page of ours that says what became of the form: with scripts and without, signed in or
// not, after a check, a refusal, too much at once and a report that was sent. Who is signed in and has not sent it goes on with it; nobody
// who comes after a stranger reads a word.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server, aCase, api, browserIn, fill, held, hold, signIn, watch } from './common.mjs';

const home = mkdtempSync(join(tmpdir(), 'soria-back-'));
const server = new Server();
const secret = 'Made up: behind the blue door.';
const open = [];
const submit = 'form#form button[type=submit]:not([name])';

try {
  await server.start();
  const at = `http://127.0.0.1:${server.port}`;
  const { code } = await aCase(server);
  for (const javaScriptEnabled of [true, false]) {
    const way = javaScriptEnabled ? 'with scripts' : 'without scripts';
    const context = await browserIn(join(home, String(javaScriptEnabled)), { javaScriptEnabled });
    open.push(context);
    const violations = javaScriptEnabled ? await watch(context) : [], page = context.pages()[0];
    const said = async () => (await page.innerText('main')).replace(/\s+/g, ' ');
    const back = async (what) => {
      const fault = await page.goBack({ waitUntil: 'load' }).then(() => '', (e) => e.message);
      hold(`${way}, ${what}: Back is a page of ours, not ${page.url()} ${fault}`, !fault && page.url().startsWith(at) && await page.locator('#leave').count() === 1);
      return said();
    };
    const press = async (selector) => { await page.locator(selector).first().click(); await page.waitForLoadState(); };

    // 1. A stranger's report: refused, read once more, sent; then Back all the way.
    await page.goto(`${at}/report?lang=en`);
    await page.locator('form#form').evaluate((f) => { f.noValidate = true; });
    await press(submit);
    hold(`${way}: an empty report is answered where it can be asked for again`, /\/answer\//.test(page.url()) && await page.locator('#errors').count() === 1);
    await fill(page, secret);
    await press(submit);
    hold(`${way}: it is read once more`, (await said()).includes(secret));
    await press('button[value=send]');
    hold(`${way}: it is received`, (await said()).includes('has been received'));
    hold(`${way}: Back to the check says that it was sent`, (await back('the check')).includes('sent already') && !(await page.content()).includes(secret));
    hold(`${way}: Back to the errors`, (await back('the errors')).includes('sent already') && !(await page.content()).includes(secret));
    await back('the form');
    hold(`${way}: and the form`, page.url() === `${at}/report?lang=en` && !(await page.content()).includes(secret));
    await page.goForward();
    await page.goForward();
    await page.goForward();
    hold(`${way}: forward to what was received says so too`, (await said()).includes('sent already'));
    await press('main a');
    hold(`${way}: an empty form is there`, page.url().startsWith(`${at}/report`) && await page.locator('textarea[name=seen]').inputValue() === '');

    // 2. A check that nobody sent: it is gone, and the page says that nothing was recorded.
    await fill(page, secret);
    await press(submit);
    await page.goto(`${at}/card`);
    hold(`${way}: what was not sent is not kept`, (await back('a check not sent')).includes('Nothing of it has been recorded') && !(await page.content()).includes(secret));
    const left = [await context.cookies(), await page.evaluate(() => [localStorage.length, sessionStorage.length]).catch(() => [0, 0])];
    hold(`${way}: nothing is left behind: ${JSON.stringify(left)}`, left[0].length === 0 && left[1].every((n) => n === 0));

    // 3. Too much at once.
    await page.goto(`${at}/report?lang=en`);
    await page.locator('form#form').evaluate((f) => { f.noValidate = true; f.seen.value = 'x'.repeat(1_100_000); });
    await press(submit);
    hold(`${way}: too much at once`, (await said()).includes('too much at once') && /\/answer\//.test(page.url()));
    await page.goto(`${at}/card`);
    await back('too much');

    // 4. Signed in: a report, a case's form refused, and sent.
    await signIn(page, at, 'rosa', '/report?lang=en');
    await fill(page, secret);
    await press(submit);
    await page.goto(at);
    hold(`${way}: whoever wrote it goes on with it`, (await back('a check')).includes('has not been sent yet') && (await said()).includes(secret));
    await press('button[value=send]');
    hold(`${way}: it has a code`, /\/reports\/[0-9A-Z-]{9}/.test(page.url()));
    hold(`${way}: and was sent`, (await back('the check that was sent')).includes('sent already'));
    await page.goto(`${at}/cases/${code}/do/record-need`);
    await page.locator('form#form').evaluate((f) => { f.noValidate = true; });
    await press(submit);
    hold(`${way}: a need without a service`, await page.locator('#errors').count() === 1);
    await page.goto(at);
    hold(`${way}: what was refused is there again`, (await back('a case form')).includes('has not been sent yet') && await page.locator('form#form').count() === 1);
    await fill(page, secret);
    await page.selectOption('form#form select[name=service]', { index: javaScriptEnabled ? 1 : 2 });      // the same need is not recorded twice
    await press(submit);
    hold(`${way}: the need is recorded at ${page.url()}`, page.url().includes(`/cases/${code}`));
    hold(`${way}: it was sent once`, (await back('a need that was sent')).includes('sent already'));
    // 5. Not another's.
    const theirs = page.url();
    const other = await browserIn(join(home, `${javaScriptEnabled}-other`), { javaScriptEnabled });
    open.push(other);
    await signIn(other.pages()[0], at, 'clinic');
    await other.pages()[0].goto(theirs);
    const read = (await other.pages()[0].innerText('main'));
    hold(`${way}: another reads nothing of it: ${read}`, read.includes('not kept any longer') && !(await other.pages()[0].content()).includes(secret));
    hold(`${way}: the policy was never broken: ${violations}`, violations.length === 0);
  }
  console.log(`back: ${held()} checks hold`);
} finally {
  for (const c of open) await c.close();
  if (server.port) await server.kill();
  rmSync(home, { recursive: true, force: true });
}

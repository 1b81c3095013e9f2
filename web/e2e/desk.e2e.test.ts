import AxeBuilder from '@axe-core/playwright';
import { eq } from 'drizzle-orm';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { requestContext } from '#api/request-context.ts';
import { ensureWebBuilt } from '#cli/web-build.ts';
import { session } from '#db/schema/auth.ts';
import { startApi, type TestApi } from '#test/api.ts';
import { awake, openBrowser, openDesk, type Desk } from './desk.ts';
import { servePages } from './pages.ts';

let api: TestApi;
let pages: Awaited<ReturnType<typeof servePages>>;
let browser: Browser;
const desks: Desk[] = [];

beforeAll(async () => {
  await ensureWebBuilt();
  api = await startApi();
  pages = await servePages(api.origin, requestContext);
  browser = await openBrowser();
});
afterEach(async () => {
  const open = desks.splice(0);
  expect(open.flatMap(({ complaints }) => complaints)).toEqual([]);
  await Promise.all(open.map(({ context }) => context.close()));
});
afterAll(async () => {
  await browser.close();
  await pages.close();
  await api.stop();
});

type Options = Parameters<typeof openDesk>[3];
async function desk(cookie = '', options: Options = {}): Promise<Desk> {
  const opened = await openDesk(browser, pages.origin, cookie, options);
  desks.push(opened);
  return opened;
}
const collector = () => api.member(api.home, 'collector');

it('turns a wrong password away with a sentence, and leads to the page that was asked for', async () => {
  const { email } = await collector();
  const { page } = await desk();
  await page.goto('/handoffs');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill('not the password');
  await page.keyboard.press('Enter');
  await page.getByText('E-mail or password is wrong.').waitFor();
  await page.getByLabel('Password').fill(api.password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Handoffs' }).waitFor();
});

it('leaves no page behind in the browser', async () => {
  const { cookie } = await collector();
  for (const path of ['/work', '/work/nobody', '/sign-in']) {
    const { headers } = await fetch(pages.origin + path, { headers: { cookie } });
    expect(Object.fromEntries(headers), path).toMatchObject({ 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' });
  }
});

it('works without script: sign in, claim, finish, change language', async () => {
  const { handoffId } = await api.offered(api.home);
  const { email } = await collector();
  const { page } = await desk('', { javaScriptEnabled: false });
  await page.goto(`/handoffs/${handoffId}`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(api.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('complementary').getByRole('button', { name: 'Claim' }).click();
  await page.locator('label', { hasText: 'Promise' }).click();
  await page.getByLabel('Amount, USD').fill('10.00');
  await page.getByRole('button', { name: 'Finish' }).click();
  expect(new URL(page.url()).pathname).toBe('/handoffs');
  await page.getByLabel('Language').click();
  await page.getByRole('button', { name: '简体中文' }).click();
  expect(await page.locator('html').getAttribute('lang')).toBe('zh');
  await page.getByRole('heading', { name: '转人工' }).waitFor();
});

it('gives a handoff to one of two collectors, and tells the other who was first', async () => {
  const { handoffId } = await api.offered(api.home);
  const [first, second] = [await collector(), await api.member(api.home, 'collector', { name: 'Ibrahim Sesay' })];
  const [one, other] = [await desk(second.cookie), await desk(first.cookie)];
  for (const { page } of [one, other]) {
    await page.goto('/handoffs');
    await awake(page);
  }
  const claim = `#claim-${handoffId} button`;
  await one.page.locator(claim).click();
  await one.page.getByText('How did it end?').waitFor();
  await other.page.locator(claim).click();
  await other.page.getByText(/Taken by Ibrahim Sesay, \d+\.\d+ s before you/).waitFor();
});

it('claims by one key, takes a disposition by another, and keeps a promise typed into it', async () => {
  const { caseId } = await api.offered(api.home, { balanceMinor: 12_000 });
  const { page } = await desk((await collector()).cookie);
  await page.goto(`/work/${caseId}`);
  await awake(page);
  await page.getByRole('button', { name: 'Claim' }).click();
  await page.getByText('Yours').waitFor();
  await page.keyboard.press('e');
  await page.getByText('How did it end?').waitFor();
  await page.keyboard.press('1');
  await page.getByLabel('Amount, USD').fill('500.00');
  await page.getByRole('button', { name: 'Finish' }).last().click();
  await page.getByText('The amount must be more than nothing').waitFor();
  await page.getByLabel('Amount, USD').fill('60.50');
  await page.getByRole('button', { name: 'Finish' }).last().click();
  await page.getByText('Promise: 60.50 USD').waitFor();
});

it('keeps what was typed when the sign-in ends meanwhile, and makes a repeated click one act', async () => {
  const { caseId } = await api.home.placeCase();
  await api.decide(api.home, caseId);
  const member = await collector();
  const { page } = await desk(member.cookie);
  await page.goto(`/work/${caseId}`);
  await awake(page);
  await page.keyboard.press('h');
  await page.getByLabel('In your words').fill('her statement is being checked');
  await api.authDb.delete(session).where(eq(session.userId, member.userId));
  await page.getByRole('button', { name: 'Place a hold' }).click();
  await page.getByText('You were signed out.').waitFor();
  await page.getByLabel('E-mail').fill(member.email);
  await page.getByLabel('Password').fill(api.password);
  await page.keyboard.press('Enter');
  await awake(page);
  await page.waitForURL(/\/work\//);
  await page.keyboard.press('h');
  await expect.poll(() => page.getByLabel('In your words').inputValue()).toBe('her statement is being checked');
  await page.getByRole('button', { name: 'Place a hold' }).dblclick();
  await page.getByText('On hold: Held by a person').waitFor();
  const { json } = await (await collector()).call('GET', `/api/v1/cases/${caseId}`);
  expect(json['holds']).toHaveLength(1);
});

it('says why nobody may write now, with the rules in the order they spoke', async () => {
  const { caseId } = await api.home.placeCase();
  await api.decide(api.home, caseId);
  const { page } = await desk((await collector()).cookie);
  await page.goto(`/work/${caseId}`);
  await awake(page);
  await page.keyboard.press('w');
  await page.getByRole('complementary', { name: 'Why, SMS' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('complementary', { name: 'Why, SMS' }).waitFor({ state: 'detached' });
});

it('announces a new case without moving what is being read', async () => {
  const before = await api.home.placeCase();
  await api.decide(api.home, before.caseId);
  const { page } = await desk((await collector()).cookie);
  await page.goto('/work');
  await awake(page);
  const row = page.locator(`#row-${before.caseId}`);
  await row.scrollIntoViewIfNeeded();
  const place = await row.boundingBox();
  const came = await api.offered(api.home);
  await api.publish();
  await page.getByText(/\d+ new, /).waitFor();
  expect(await row.boundingBox()).toEqual(place);
  await page.keyboard.press('r');
  await page.locator(`#row-${came.caseId}`).waitFor();
});

it('answers an unknown case, and one of another tenant, alike', async () => {
  const far = await api.far.placeCase();
  const { page } = await desk((await collector()).cookie);
  const texts: string[] = [];
  for (const caseId of [far.caseId, crypto.randomUUID()]) {
    expect((await page.goto(`/work/${caseId}`))?.status()).toBe(404);
    texts.push(await page.getByRole('main').innerText());
  }
  expect(texts[0]).toBe(texts[1]);
});

it.each([
  ['light', 1440, 'en-GB'],
  ['dark', 390, 'zh-CN'],
] as const)('passes for accessible: %s, %d px, %s', async (colorScheme, width, locale) => {
  const { caseId, handoffId } = await api.offered(api.home);
  const { page } = await desk((await collector()).cookie, { colorScheme, locale, viewport: { width, height: 844 } });
  const found: unknown[] = [];
  for (const path of [
    '/work',
    `/work/${caseId}`,
    `/work/${caseId}?panel=hold`,
    `/work/${caseId}?panel=why`,
    '/handoffs',
    `/handoffs/${handoffId}`,
  ]) {
    await page.goto(path);
    await awake(page);
    const { violations } = await new AxeBuilder({ page }).analyze();
    found.push(...violations.map(({ id, nodes }) => ({ path, id, html: nodes[0]?.html })));
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  }
  expect(found).toEqual([]);
});

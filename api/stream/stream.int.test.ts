import { afterAll, beforeAll, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import { change } from '#db/schema/index.ts';
import { session } from '#db/schema/auth.ts';
import { startApi, type TestApi } from '#test/api.ts';
import { openPage, type Page } from '#test/event-stream.ts';
import type { World } from '#test/world.ts';

let api: TestApi;
const pages: Page[] = [];
beforeAll(async () => {
  api = await startApi({ recheckMs: 200 });
});
afterAll(async () => {
  await Promise.all(pages.map((page) => page.close()));
  await api.stop();
});

type Member = Awaited<ReturnType<TestApi['member']>>;
async function open(who: Member, { after, lastEventId }: { after?: string; lastEventId?: string } = {}): Promise<Page> {
  const address = `${api.origin}/api/v1/stream${after === undefined ? '' : `?after=${after}`}`;
  const page = await openPage(address, { cookie: who.cookie, ...(lastEventId !== undefined && { 'last-event-id': lastEventId }) });
  pages.push(page);
  return page;
}

/** Something changes, and the tailer tells of it. */
async function happen(world: World, ref: string, { creditorId = world.creditorId }: { creditorId?: string } = {}): Promise<void> {
  await api.read(world, (tx) =>
    tx.insert(change).values({ tenantId: world.tenantId, creditorId, kind: 'case', ref, caseId: crypto.randomUUID() }),
  );
  await api.publish();
}
const refs = (page: Page) => page.events.filter(({ name }) => name === 'change').map(({ data }) => (data as { ref: string }).ref);
const cursorNow = async (who: Member) => (await who.call('GET', '/api/v1/queues')).headers.get('x-cursor') ?? '';

it('tells an open page at once, ids only', async () => {
  const page = await open(await api.member(api.home, 'collector'));
  await happen(api.home, 'first');
  await expect.poll(() => refs(page), { interval: 10 }).toEqual(['first']);
  expect(Object.keys(page.events[0]?.data as object).sort()).toEqual(['caseId', 'kind', 'ref']);
});

it('misses nothing between the answer a page was made from and its stream, and nothing across a lost connection', async () => {
  const collector = await api.member(api.home, 'collector');
  const after = await cursorNow(collector);
  await happen(api.home, 'between');
  const page = await open(collector, { after });
  await happen(api.home, 'open');
  await expect.poll(() => refs(page)).toEqual(['between', 'open']);
  await page.close();
  await happen(api.home, 'while away');
  const back = await open(collector, { after, lastEventId: page.lastId() });
  await happen(api.home, 'back');
  await expect.poll(() => refs(back)).toEqual(['while away', 'back']);
});

it('tells a page nothing of another tenant or an ungranted creditor, and gives it a cursor that tells nothing either', async () => {
  const other = await api.secondCreditor(api.home);
  const collector = await api.member(api.home, 'collector');
  const [page, farPage] = [await open(collector), await open(await api.member(api.far, 'admin'))];
  await happen(api.far, 'far');
  await happen(api.home, 'ungranted', { creditorId: other });
  await happen(api.home, 'granted');
  await expect.poll(() => refs(page)).toEqual(['granted']);
  expect(refs(farPage)).toEqual(['far']);
  expect(await cursorNow(collector)).not.toMatch(/^\d+$/);
});

it('asks a page to read again whose cursor it can not follow', async () => {
  const collector = await api.member(api.home, 'collector');
  const foreign = await cursorNow(await api.member(api.far, 'admin'));
  for (const after of ['12', foreign]) {
    const page = await open(collector, { after });
    await expect.poll(() => page.events.map(({ name }) => name)).toEqual(['reload']);
  }
  const old = await cursorNow(collector);
  const watching = await open(collector);
  await happen(api.home, 'cleared away');
  await expect.poll(() => refs(watching)).toEqual(['cleared away']);
  await api.clearChanges();
  const page = await open(collector, { after: old });
  await expect.poll(() => page.events.map(({ name }) => name)).toEqual(['reload']);
});

it('ends with the sign-in, and narrows with the grants', async () => {
  const collector = await api.member(api.home, 'collector');
  const page = await open(collector);
  await api.authDb.delete(session).where(eq(session.userId, collector.userId));
  await expect.poll(() => page.ended()).toBe(true);
  expect(page.events.map(({ name }) => name)).toEqual(['ended']);

  const other = await api.member(api.home, 'collector');
  const [still, witness] = [await open(other), await open(await api.member(api.home, 'collector'))];
  await api.ungrant(other.userId);
  let ref = 0;
  const isTold = async () => {
    const name = `ungranted ${++ref}`;
    await happen(api.home, name);
    await expect.poll(() => refs(witness)).toContain(name);
    return refs(still).includes(name);
  };
  await expect.poll(isTold).toBe(false);
  expect(await isTold()).toBe(false);
});

it('goes on after the database was away, at its old speed', async () => {
  const collector = await api.member(api.home, 'collector');
  const page = await open(collector);
  await api.outage(async () => {
    expect((await collector.call('GET', '/api/v1/cases')).status).toBeGreaterThanOrEqual(500);
    await new Promise((resolve) => setTimeout(resolve, 1500));
  });
  expect(api.logLines.filter((line) => /Failed query|params|"stack"/.test(line))).toEqual([]);
  await expect.poll(async () => (await collector.call('GET', '/api/v1/cases')).status, { timeout: 10_000 }).toBe(200);
  await new Promise((resolve) => setTimeout(resolve, 3000));
  for (const ref of ['after', 'again']) {
    await happen(api.home, ref);
    const since = performance.now();
    await expect.poll(() => refs(page), { interval: 20 }).toContain(ref);
    // Told by a notice; without one the table is looked at every five seconds only.
    expect(performance.now() - since).toBeLessThan(3000);
  }
});

it('is closed to strangers and to keys without the scope', async () => {
  expect((await api.call('GET', '/api/v1/stream')).status).toBe(401);
});

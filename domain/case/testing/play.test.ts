import { describe, expect, it } from 'vitest';
import { pays, says } from '#domain/case/testing/begun.ts';
import { account, facts, said, TUESDAY } from '#domain/case/testing/given.ts';
import { play, type Script } from '#domain/case/testing/play.ts';
import { DAY_MS, HOUR_MS } from '#domain/time/local.ts';

const MINUTES_A_DAY = 1440;
const tour = (more: Partial<Script>) =>
  play({
    facts: facts({ accounts: [account('loan', 100_00)] }),
    from: TUESDAY,
    until: TUESDAY + 20 * DAY_MS,
    anchors: [{ real: 0, tenant: TUESDAY, rate: MINUTES_A_DAY }],
    ...more,
  });

describe('a debtor who promises for tomorrow and pays', () => {
  const kept = tour({
    debtor: () => [{ after: HOUR_MS, body: says('promise', { amountMinor: 100_00, dueOn: '2026-11-25' }) }],
    inputs: [{ at: TUESDAY + DAY_MS, body: pays(100_00) }],
  });
  it('has paid and is left alone after a single message', () => {
    expect([kept.state.stage, kept.steps.length]).toEqual(['closed', 1]);
    expect(kept.events.filter(({ type }) => type.startsWith('Promise')).map(({ type }) => type)).toEqual(['PromiseMade', 'PromiseKept']);
  });
  it('does so within a minute and a bit where a day is a minute', () => {
    expect(kept.decisions.at(-1)?.input.realAt).toBe(60_000);
  });
});

it('plays a debtor who disputes at once to those who work on disputes', () => {
  const { steps } = tour({ debtor: () => [{ after: 60_000, body: says('dispute') }] });
  expect(steps.map((step) => (step.type === 'offerHandoff' ? step.team : step.type))).toEqual(['sendSms', 'disputes']);
});

it('lets a test change what the rows say before an input, or tell nothing after all', () => {
  const { events, state } = tour({
    inputs: [
      { at: TUESDAY + HOUR_MS, body: () => undefined },
      {
        at: TUESDAY + 2 * HOUR_MS,
        rows: (rows) => ({ ...rows, accounts: [...rows.accounts, account('card', 50_00)] }),
        body: { type: 'AccountAdded', accountId: 'card' },
      },
    ],
  });
  expect(state.accounts.map(({ id }) => id)).toEqual(['loan', 'card']);
  const added = events.findLast(({ type }) => type === 'AccountJoined');
  expect(said(added?.at ?? 0)).toBe('tue 2026-11-24 11:00');
});

it('gives up on a case that never comes to rest, and shows its last moves', () => {
  const { playbook } = facts();
  const restless = facts({
    people: [],
    playbook: { ...playbook, start: 'p', steps: { p: { kind: 'pause', for: { minutes: 1 }, then: 'p' } } },
  });
  expect(() => tour({ facts: restless, until: TUESDAY + 9999 * DAY_MS })).toThrow('the case never rests: ');
});

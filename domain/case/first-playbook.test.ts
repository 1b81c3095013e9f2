import { describe, expect, it } from 'vitest';
import { account, facts, moment, NEW_YORK, person, phone, said, TUESDAY } from '#domain/case/testing/given.ts';
import { play, type Played, type Script } from '#domain/case/testing/play.ts';
import { DAY_MS, HOUR_MS } from '#domain/time/local.ts';

const silent = (more: Partial<Script> = {}) => play({ facts: facts(), from: TUESDAY, until: TUESDAY + 30 * DAY_MS, ...more });
const done = ({ steps }: Played, zone = NEW_YORK) => steps.map(({ type, at }) => `${type} ${said(at, zone)}`);

describe('the first playbook, with a debtor who stays silent', () => {
  it('writes, waits two days, writes at another hour, pauses, and brings a person', () => {
    expect(done(silent())).toEqual(['sendSms tue 2026-11-24 09:00', 'sendSms thu 2026-11-26 17:00', 'offerHandoff tue 2026-12-01 17:00']);
  });

  it('says at each moment what comes next and why', () => {
    const { events } = silent({ until: TUESDAY + 5 * DAY_MS });
    const waits = events.flatMap((event) => (event.type === 'WaitBegan' ? [`${event.why} until ${said(event.until)}`] : []));
    expect(waits).toEqual([
      // Two days, and on to the hour of the message that follows.
      'reply until thu 2026-11-26 17:00',
      'reply until sat 2026-11-28 17:00',
      'pause until tue 2026-12-01 17:00',
    ]);
  });

  it('leaves at the same wall time after the clocks were set back', () => {
    const from = moment('2026-10-30 09:00');
    expect(done(silent({ from, until: from + 20 * DAY_MS }))).toEqual([
      'sendSms fri 2026-10-30 09:00',
      'sendSms sun 2026-11-01 17:00',
      'offerHandoff fri 2026-11-06 17:00',
    ]);
  });

  it('waits for an hour that suits every zone the debtor may be in', () => {
    const rows = facts({ people: [person('debtor', phone('mobile', { zones: [NEW_YORK, 'America/Los_Angeles'] }))] });
    const first = silent({ facts: rows }).steps[0];
    expect(said(first?.at ?? 0)).toBe('tue 2026-11-24 12:00');
  });

  it('writes at the hour a rule names where the zones share none, and does not wait for one for ever', () => {
    const zones = [NEW_YORK, 'Pacific/Honolulu'];
    const rows = facts({ people: [person('debtor', phone('mobile', { zones }))] });
    const hawaiiAwake = (at: number) => {
      const awake = moment(`${said(at, 'Pacific/Honolulu').slice(4, 14)} 08:00`, 'Pacific/Honolulu');
      return at < awake ? { rule: 'QUIET', notBefore: awake } : undefined;
    };
    const { events } = silent({ facts: rows, gate: (_step, at) => hawaiiAwake(at) });
    const sent = events.filter((event) => event.type === 'AttemptEnded' && event.status === 'delivered');
    expect(said(sent[0]?.at ?? 0)).toBe('wed 2026-11-25 13:00');
    expect(sent).toHaveLength(2);
  });

  it('runs the same on a calendar on which a day is a minute', () => {
    const anchors = [{ real: 1_000_000, tenant: TUESDAY, rate: 1440 }];
    const { steps, decisions } = silent({ anchors });
    expect(steps.map(({ type }) => type)).toEqual(['sendSms', 'sendSms', 'offerHandoff']);
    const took = (decisions.findLast(({ decision }) => 'steps' in decision && decision.steps.length > 0)?.input.realAt ?? 0) - 1_000_000;
    expect(Math.round(took / 60_000)).toBe(7);
  });

  it('stands still while the calendar does, and goes on where it stood', () => {
    const pausedAt = TUESDAY + HOUR_MS;
    const anchors = [
      { real: TUESDAY, tenant: TUESDAY, rate: 1 },
      { real: pausedAt, tenant: pausedAt, rate: 0 },
      { real: pausedAt + 10 * DAY_MS, tenant: pausedAt, rate: 1 },
    ];
    const { events, decisions } = silent({ anchors, until: TUESDAY + 3 * DAY_MS });
    expect(events.filter(({ realAt }) => realAt > pausedAt && realAt < pausedAt + 10 * DAY_MS)).toEqual([]);
    expect(events.flatMap((event) => (event.type === 'AttemptPlanned' ? [said(event.at)] : []))).toEqual([
      'tue 2026-11-24 09:00',
      'thu 2026-11-26 17:00',
    ]);
    expect(decisions.filter(({ input }) => input.body.type === 'ClockChanged').map(({ decision }) => decision)).toEqual([
      { events: [], steps: [] },
      { events: [], steps: [] },
    ]);
  });

  it('brings a person in the end when there was nobody to write to, and says that this is why', () => {
    const { events } = silent({ facts: facts({ people: [person('debtor', phone('landline', { phoneType: 'home' }))] }) });
    const offered = events.find((event) => event.type === 'HandoffOffered');
    expect([offered?.why, said(offered?.at ?? 0)]).toEqual(['no-way-to-reach', 'fri 2026-11-27 09:00']);
  });

  it('starts again in a second round after a person found no agreement', () => {
    const { events } = silent({
      inputs: [
        { at: TUESDAY + 8 * DAY_MS, body: ({ handoff }) => claim(handoff?.id, TUESDAY + 8 * DAY_MS) },
        { at: TUESDAY + 8 * DAY_MS + 60_000, body: ({ handoff }) => complete(handoff?.id) },
      ],
    });
    const again = events.find((event) => event.type === 'PlaceEntered' && event.round === 2);
    expect([again?.type === 'PlaceEntered' && again.step, said(again?.at ?? 0)]).toEqual(['morning-sms', 'wed 2026-12-09 09:01']);
  });

  it('writes nothing more once the debt is paid', () => {
    const { state, steps } = silent({
      facts: facts({ accounts: [account('loan', 100_00)] }),
      inputs: [{ at: TUESDAY + DAY_MS, body: { type: 'PaymentPosted', entryId: 'p', accountId: 'loan', amountMinor: 100_00 } }],
    });
    expect([state.stage, steps.length]).toEqual(['closed', 1]);
  });
});

const claim = (handoffId = '', requestedAt = 0) => ({ type: 'ClaimHandoff' as const, handoffId, by: 'ann', requestedAt });
const complete = (handoffId = '') => ({
  type: 'CompleteHandoff' as const,
  handoffId,
  by: 'ann',
  disposition: 'no-agreement' as const,
  requestedAt: 0,
});

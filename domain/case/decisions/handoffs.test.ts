import { describe, expect, it } from 'vitest';
import type { Case } from '#domain/case/case.ts';
import { nextWake } from '#domain/case/next-wake.ts';
import { claimed, says, waiting } from '#domain/case/testing/begun.ts';
import { facts, moment, person, phone, said, tell, the, TUESDAY } from '#domain/case/testing/given.ts';
import type { CaseInput, Disposition } from '#domain/case/vocabulary.ts';
import { DAY_MS, MINUTE_MS } from '#domain/time/local.ts';

const offered = tell(waiting(), says('help')).state;
const idOf = (state: Case) => state.handoff?.id ?? '';
const claim = (state: Case, by = 'ann', requestedAt = TUESDAY): CaseInput => ({
  type: 'ClaimHandoff',
  handoffId: idOf(state),
  by,
  requestedAt,
});
const complete = (
  state: Case,
  disposition: Disposition,
  more: Partial<Extract<CaseInput, { type: 'CompleteHandoff' }>> = {},
): CaseInput => ({ type: 'CompleteHandoff', handoffId: idOf(state), by: 'ann', disposition, requestedAt: TUESDAY, ...more });

describe('claiming a handoff', () => {
  it('lends it to the collector for a quarter of an hour', () => {
    const { decision, state } = tell(offered, claim(offered));
    const leaseUntil = TUESDAY + 15 * MINUTE_MS;
    expect(decision).toMatchObject({ answer: { accepted: true, ref: idOf(state), leaseUntil } });
    expect(state.handoff).toMatchObject({ claimedBy: 'ann', claimedAt: TUESDAY, leaseUntil });
    expect(nextWake(state, [], TUESDAY)).toBe(leaseUntil);
  });

  it('tells whoever comes second who was first, and since when', () => {
    const state = claimed();
    expect(tell(state, claim(state, 'bob'), { now: TUESDAY + 1000 }).decision).toEqual({ refused: 'taken', by: 'ann', since: TUESDAY });
    const hourLate = claim(state, 'bob', TUESDAY - 3_600_000);
    expect(tell(state, hourLate).decision).toEqual({ refused: 'taken', by: 'ann', since: TUESDAY });
  });

  it('again by the same collector is the same claim', () => {
    const state = claimed();
    expect(tell(state, claim(state), { now: TUESDAY + 1000 }).decision).toEqual({
      events: [],
      steps: [],
      answer: { accepted: true, ref: idOf(state), leaseUntil: TUESDAY + 15 * MINUTE_MS },
    });
  });

  it('expires thirty seconds after the click, so that an outage takes nobody’s time', () => {
    expect(tell(offered, claim(offered), { now: TUESDAY + 30_000 }).decision).toHaveProperty('answer');
    expect(tell(offered, claim(offered), { now: TUESDAY + 30_001 }).decision).toEqual({ refused: 'expired' });
    expect(tell(offered, claim(offered, 'ann', NaN)).decision).toEqual({ refused: 'expired' });
  });

  it('is refused to a collector who holds as many as they may, or whom nobody knows', () => {
    const full = facts({ collector: { userId: 'ann', held: 5, capacity: 5 } });
    expect(tell(offered, claim(offered), { rows: full }).decision).toEqual({ refused: 'at-capacity' });
    const rows = facts();
    delete rows.collector;
    expect(tell(offered, claim(offered), { rows }).decision).toEqual({ refused: 'at-capacity' });
  });

  it('that is over names who had it, and when', () => {
    const rows = facts({ endedHandoffs: [{ id: 'old', by: 'bob', at: 42 }] });
    const late = { type: 'ClaimHandoff' as const, handoffId: 'old', by: 'ann', requestedAt: TUESDAY };
    expect(tell(waiting(), late, { rows }).decision).toEqual({ refused: 'handoff-over', by: 'bob', since: 42 });
    expect(tell(waiting(), { ...late, handoffId: 'never' }, { rows }).decision).toEqual({ refused: 'handoff-over' });
  });

  it('takes over from a collector whose lease has ended, though the machine has not looked yet', () => {
    const state = claimed();
    const now = TUESDAY + 15 * MINUTE_MS;
    const { types, events } = tell(state, claim(state, 'bob', now), { now });
    expect(types).toEqual(['HandoffReturned', 'HandoffClaimed']);
    expect(the('HandoffReturned', events)).toMatchObject({ how: 'lease-ended', by: 'ann' });
  });
});

describe('a claimed handoff', () => {
  const late = { now: TUESDAY + 15 * MINUTE_MS };
  const request = (type: 'RenewHandoff' | 'ReleaseHandoff', by = 'ann'): CaseInput => ({
    type,
    handoffId: idOf(annHas),
    by,
    requestedAt: TUESDAY,
  });
  const annHas = claimed();

  it('goes back before the others when its lease ends without a sign of life', () => {
    const { types, state } = tell(annHas, { type: 'Woke' }, late);
    expect([types, state.handoff?.claimedBy]).toEqual([['HandoffReturned'], undefined]);
    expect(tell(state, claim(state, 'bob', late.now), late).state.handoff?.claimedBy).toBe('bob');
  });

  it('stays with the collector who gives one', () => {
    const { decision, state } = tell(annHas, request('RenewHandoff'), { now: TUESDAY + 14 * MINUTE_MS });
    expect(decision).toMatchObject({ answer: { leaseUntil: TUESDAY + 29 * MINUTE_MS } });
    expect(tell(state, { type: 'Woke' }, late).types).toEqual([]);
  });

  it('is renewed even a moment late, while nobody has taken it back', () => {
    expect(tell(annHas, request('RenewHandoff'), late).types).toEqual(['HandoffRenewed']);
  });

  it('can be released, and is on the list again', () => {
    const { decision, state } = tell(annHas, request('ReleaseHandoff'));
    expect(decision).toMatchObject({ answer: { accepted: true } });
    expect([state.stage, state.handoff?.claimedBy]).toEqual(['with-person', undefined]);
  });

  it('is nobody else’s to renew, release or complete', () => {
    for (const body of [request('RenewHandoff', 'bob'), request('ReleaseHandoff', 'bob'), complete(annHas, 'no-agreement', { by: 'bob' })])
      expect(tell(annHas, body).decision).toEqual({ refused: 'not-yours', by: 'ann' });
    expect(tell(offered, complete(offered, 'no-agreement')).decision).toEqual({ refused: 'not-yours' });
  });

  it('once over can not be renewed', () => {
    const { state } = tell(annHas, complete(annHas, 'no-agreement'));
    expect(tell(state, request('RenewHandoff')).decision).toEqual({ refused: 'handoff-over' });
  });
});

describe('completing a handoff', () => {
  const state = claimed();
  const done = (disposition: Disposition, more = {}) => tell(state, complete(state, disposition, more));
  const promise = { amountMinor: 100_00, currency: 'USD', dueOn: '2026-11-27' };

  it('with a promise makes the promise', () => {
    expect(done('promise', { promise }).types).toEqual(['HandoffCompleted', 'PromiseMade']);
    expect(done('promise').decision).toEqual({ refused: 'promise-needed' });
    expect(done('promise', { promise: { ...promise, amountMinor: 0 } }).decision).toEqual({ refused: 'promise-amount' });
    expect(done('promise', { promise: { ...promise, currency: 'EUR' } }).decision).toEqual({ refused: 'promise-amount' });
    expect(done('promise', { promise: { ...promise, dueOn: '2026-02-30' } }).decision).toEqual({ refused: 'promise-day' });
  });

  it('with a claim of payment holds for three days', () => {
    const { events, state: after } = done('paid-claim');
    expect([said(the('HoldPlaced', events).until ?? 0), after.stage]).toEqual(['fri 2026-11-27 09:00', 'held']);
  });

  it('with a dispute holds without an end and brings those who work on disputes', () => {
    const { types, state: after } = done('dispute');
    expect(types).toEqual(['HandoffCompleted', 'DisputeRaised', 'HoldPlaced', 'HandoffOffered']);
    expect([after.handoff?.team, after.holds[0]?.until]).toEqual(['disputes', undefined]);
  });

  it('with a dispute that is still open leaves it with the same people, who see it again in a week', () => {
    const disputed = done('dispute').state;
    const theirs = tell(disputed, claim(disputed)).state;
    const open = tell(theirs, complete(theirs, 'dispute')).state;
    expect([open.stage, open.handoff]).toEqual(['held', undefined]);
    const week = TUESDAY + 7 * DAY_MS;
    expect(nextWake(open, [], week - 1000)).toBe(week);
    expect(tell(open, { type: 'Woke' }, { now: week }).state.handoff?.team).toBe('disputes');
  });

  it('with a dispute settled ends the hold and lets the case rest', () => {
    const disputed = done('dispute').state;
    const theirs = tell(disputed, claim(disputed)).state;
    const settled = tell(theirs, complete(theirs, 'dispute-settled'));
    expect(settled.types).toEqual(['HandoffCompleted', 'HoldEnded', 'WaitBegan']);
    expect(settled.state.stage).toBe('working');
  });

  it('with hardship holds for thirty days, then starts from the beginning', () => {
    const { state: after } = done('hardship');
    const then = tell(after, { type: 'Woke' }, { now: moment('2026-12-24 09:00') });
    expect(then.types).toEqual(['HoldEnded', 'PlaceEntered', 'AttemptPlanned']);
    expect(then.state.place).toMatchObject({ step: 'morning-sms', round: 2 });
  });

  it('with a call back brings a person that day at nine, not a message', () => {
    const { state: after, events } = done('callback', { resumeOn: '2026-11-27' });
    expect(said(the('WaitBegan', events).until)).toBe('fri 2026-11-27 09:00');
    const day = tell(after, { type: 'Woke' }, { now: moment('2026-11-27 09:00') });
    expect([day.steps.map(({ type }) => type), day.state.handoff?.why]).toEqual([['offerHandoff'], 'resume-day']);
  });

  it('with a call back on no day, on a past one or a distant one', () => {
    expect(done('callback').state.wait?.why).toBe('rest-after-person');
    for (const resumeOn of ['2026-11-23', '2099-01-01', 'friday'])
      expect(done('callback', { resumeOn }).decision).toEqual({ refused: 'promise-day' });
  });

  it('with a wrong person marks the address last in use, so that nobody writes there again', () => {
    const { events, state: after } = done('wrong-person');
    expect(the('WrongPersonReported', events)).toMatchObject({ partyId: 'debtor', contactPointId: 'mobile' });
    expect(after.wait?.why).toBe('rest-after-person');
  });

  it('with a wrong person marks the address the collector names, if it is one of the case', () => {
    const rows = facts({ people: [person('debtor', phone('mobile')), person('co-debtor', phone('theirs'))] });
    const named = (contactPointId: string) => tell(state, complete(state, 'wrong-person', { contactPointId }), { rows });
    expect(the('WrongPersonReported', named('theirs').events)).toMatchObject({ partyId: 'co-debtor', contactPointId: 'theirs' });
    expect(named('elsewhere').types).toEqual(['HandoffCompleted', 'WaitBegan']);
  });

  it('without an agreement lets the case rest for a week', () => {
    expect(said(the('WaitBegan', done('no-agreement').events).until)).toBe('tue 2026-12-01 09:00');
  });
});

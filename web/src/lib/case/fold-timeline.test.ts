import { expect, it } from 'vitest';
import { foldTimeline } from './fold-timeline.ts';

const ZONE = 'America/New_York';
const at = (iso: string, routine = false) => ({ id: iso, at: Date.parse(iso), routine });
const fold = (...entries: ReturnType<typeof at>[]) => foldTimeline(entries, ZONE, (entry) => entry.routine).map(({ kind }) => kind);

it('opens a day of the debtor, not of the server', () => {
  // 01:12 UTC is still the evening before in New York.
  expect(fold(at('2026-12-01T14:00:00Z'), at('2026-12-02T01:12:00Z'), at('2026-12-02T14:00:00Z'))).toEqual([
    'day',
    'entry',
    'entry',
    'day',
    'entry',
  ]);
});

it('folds two idle days into one line', () => {
  const folds = foldTimeline([at('2026-12-01T14:00:00Z'), at('2026-12-04T14:00:00Z')], ZONE, () => false);
  expect(folds.find(({ kind }) => kind === 'quiet')).toMatchObject({ days: 2 });
});

it('does not call one day without contact idle', () => {
  expect(fold(at('2026-12-01T14:00:00Z'), at('2026-12-03T14:00:00Z'))).toEqual(['day', 'entry', 'day', 'entry']);
});

it('gathers a run of routine entries, which open no day of their own', () => {
  expect(fold(at('2026-12-01T14:00:00Z'), at('2026-12-02T14:00:00Z', true), at('2026-12-03T14:00:00Z', true))).toEqual([
    'day',
    'entry',
    'routine',
  ]);
});

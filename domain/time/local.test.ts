import { fc, test } from '@fast-check/vitest';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addSpan,
  daysBetween,
  endOfDay,
  instantAt,
  localDate,
  localTime,
  localWeekday,
  nextAt,
  startOfDay,
  weekdayOf,
} from './local.ts';

const utc = (text: string): number => Date.parse(text);
const NEW_YORK = 'America/New_York';
const ZONES = [
  NEW_YORK,
  'Europe/Dublin',
  'Australia/Lord_Howe',
  'Asia/Shanghai',
  'Africa/Cairo',
  'America/Sao_Paulo',
  'Asia/Kathmandu',
  'UTC',
];
const instants = fc.integer({ min: utc('2015-01-01T00:00:00Z'), max: utc('2032-01-01T00:00:00Z') });
const zones = fc.constantFrom(...ZONES);

describe('local time', () => {
  it('reads date, time and weekday of an instant in a zone', () => {
    const at = utc('2026-11-24T03:30:15Z');
    expect([localDate(at, NEW_YORK), localTime(at, NEW_YORK), localWeekday(at, NEW_YORK)]).toEqual(['2026-11-23', '22:30:15', 'mon']);
    expect([localDate(at, 'Asia/Shanghai'), localTime(at, 'Asia/Shanghai')]).toEqual(['2026-11-24', '11:30:15']);
  });

  it('moves a wall time that the clocks skip as much later as they skip', () => {
    expect(instantAt('2026-03-08', '02:30', NEW_YORK)).toBe(utc('2026-03-08T03:30:00-04:00'));
  });

  it('takes the first of two moments with the same wall time', () => {
    expect(instantAt('2026-11-01', '01:30', NEW_YORK)).toBe(utc('2026-11-01T01:30:00-04:00'));
  });

  it('makes a day 23 or 25 hours long when the clocks change', () => {
    const hours = (date: string) => (endOfDay(date, NEW_YORK) - startOfDay(date, NEW_YORK)) / 3_600_000;
    expect([hours('2026-03-08'), hours('2026-03-09'), hours('2026-11-01')]).toEqual([23, 24, 25]);
  });

  it('starts a day without a midnight at its first moment', () => {
    expect(localTime(startOfDay('2018-11-04', 'America/Sao_Paulo'), 'America/Sao_Paulo')).toBe('01:00:00');
  });

  it('finds the next moment at a wall time, strictly later', () => {
    const nine = instantAt('2026-11-24', '09:00', NEW_YORK);
    expect(nextAt(nine - 1, '09:00', NEW_YORK)).toBe(nine);
    expect(nextAt(nine, '09:00', NEW_YORK)).toBe(nine + 24 * 3_600_000);
  });

  it('keeps the wall time when days are added, and not when hours are', () => {
    const eve = instantAt('2026-10-31', '10:00', NEW_YORK);
    expect(addSpan(eve, { days: 1 }, NEW_YORK)).toBe(instantAt('2026-11-01', '10:00', NEW_YORK));
    expect(addSpan(eve, { hours: 24 }, NEW_YORK)).toBe(instantAt('2026-11-01', '09:00', NEW_YORK));
    expect(addSpan(eve, { minutes: 5 }, NEW_YORK)).toBe(eve + 300_000);
  });

  it('counts days over months and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2);
    expect(weekdayOf('2026-11-22')).toBe('sun');
  });

  it('refuses a zone, a date and a time that do not exist', () => {
    expect(() => localDate(0, 'America/Nowhere')).toThrow(RangeError);
    expect(() => addDays('2026-02-30x', 1)).toThrow(RangeError);
    expect(() => instantAt('2026-01-01', '25:00', 'UTC')).toThrow(RangeError);
  });

  test.prop([instants, zones])('agrees with Temporal on every reading', (at, zone) => {
    const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
    expect(localDate(at, zone)).toBe(local.toPlainDate().toString());
    expect(localTime(at, zone)).toBe(local.toPlainTime().toString({ smallestUnit: 'second' }));
    expect(startOfDay(localDate(at, zone), zone)).toBe(local.startOfDay().epochMilliseconds);
  });

  test.prop([instants, zones, fc.nat(24 * 60 - 1), fc.integer({ min: -400, max: 400 })])(
    'agrees with Temporal on every placing',
    (at, zone, minute, days) => {
      const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
      expect(instantAt(localDate(at, zone), time, zone)).toBe(local.withPlainTime(time).epochMilliseconds);
      expect(addSpan(at, { days }, zone)).toBe(local.add({ days }).epochMilliseconds);
    },
  );
});

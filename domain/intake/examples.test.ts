import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NOTHING_KNOWN } from './known.ts';
import { Mapping } from './mapping.ts';
import { readPlacement } from './read-placement.ts';
import { imported } from './testing/csv.ts';
import { accountZones } from './zones.ts';

const example = (name: string) => readFileSync(new URL(`../../examples/${name}`, import.meta.url));
const json = (name: string): unknown => JSON.parse(example(name).toString('utf8'));
const read = (file: string, mapping: string) =>
  imported(readPlacement({ bytes: example(file), mapping: Mapping.parse(json(mapping)), receivedOn: '2026-11-02', known: NOTHING_KNOWN }));
const cards = read('us-cards-150.csv', 'us-cards.mapping.json');
const loans = read('harbor-loans.csv', 'harbor-loans.mapping.json');
const phonesOf = ({ placed }: typeof cards) =>
  placed.flatMap(({ contactPoints }) => contactPoints.filter(({ kind }) => kind === 'phone').map(({ value }) => value));

describe('the examples', () => {
  it('are accepted without a word', () => {
    expect(cards).toMatchObject({ rows: { data: 150, accepted: 150, warned: 0 }, issues: [] });
    expect(loans).toMatchObject({ rows: { data: 12, accepted: 12, warned: 0 }, issues: [] });
    expect(cards.placed.filter(({ secondParty }) => secondParty)).toHaveLength(13);
    expect(loans.placed.filter(({ secondParty }) => secondParty)).toHaveLength(2);
  });
  it('reach nobody who exists, and share no phone', () => {
    const phones = [...phonesOf(cards), ...phonesOf(loans)];
    for (const phone of phones) expect(phone).toMatch(/^\+1\d{3}55501\d{2}$/);
    const ofCards = new Set(phonesOf(cards));
    expect(phonesOf(loans).filter((phone) => ofCards.has(phone))).toEqual([]);
    expect(new Set(phonesOf(loans)).size).toBe(phonesOf(loans).length);
  });
  it('hold three debtors for the tour who may be texted in the daytime of New York', () => {
    const tour = json('tour.json') as { accountRef: string; creditor: string; phone: string; plays: string }[];
    expect(tour.map(({ plays }) => plays)).toEqual(['promise-and-pay', 'dispute', 'silent']);
    for (const { accountRef, creditor, phone } of tour) {
      const row = loans.placed.find(({ key }) => key.accountRef === accountRef && key.creditor === creditor);
      expect(row?.values).toMatchObject({ phone1: phone, phone1Type: 'mobile', consentSms: true, language: 'en' });
      expect(row?.values).not.toHaveProperty('phone2');
      expect(accountZones(row?.values ?? {})).toEqual([{ tz: 'America/New_York', source: 'state' }]);
    }
  });
});

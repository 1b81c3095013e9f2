import { expect, it } from 'vitest';
import { facts, NEW_YORK, person, phone } from '#domain/case/testing/given.ts';
import { wayToReach } from '#domain/case/way-to-reach.ts';

const reach = (people: Parameters<typeof facts>[0], refused: string[] = []) => wayToReach(facts(people), refused);

it('prefers the debtor to co-debtors, and a mobile to another phone', () => {
  const people = [person('debtor', phone('other', { phoneType: 'other' }), phone('mobile')), person('co-debtor', phone('theirs'))];
  expect(reach({ people })?.point.id).toBe('mobile');
  expect(reach({ people }, ['mobile'])?.point.id).toBe('other');
  expect(reach({ people }, ['mobile', 'other'])).toMatchObject({ partyId: 'co-debtor', point: { id: 'theirs' } });
  expect(reach({ people }, ['mobile', 'other', 'theirs'])).toBeUndefined();
});

it('never texts a telephone at home or at work, an e-mail address, or who opted out', () => {
  const people = [
    person(
      'debtor',
      phone('home', { phoneType: 'home' }),
      phone('work', { phoneType: 'work' }),
      phone('mail', { kind: 'email' }),
      phone('opted-out', { usable: { sms: false } }),
    ),
  ];
  expect(reach({ people })).toBeUndefined();
});

it('counts with every zone the person may be in: the debtor’s all, a co-debtor’s those of the number', () => {
  const far = phone('far', { zones: ['Pacific/Honolulu'] });
  expect(reach({ people: [person('debtor', far)] })?.zones).toEqual([NEW_YORK, 'Pacific/Honolulu']);
  expect(reach({ people: [person('co-debtor', far)] })?.zones).toEqual(['Pacific/Honolulu']);
  expect(reach({ people: [person('guarantor', phone('nowhere', { zones: [] }))] })?.zones).toEqual([NEW_YORK]);
});

import type { ContactPointFact, Facts, PersonFact } from '#domain/case/facts.ts';

export type Way = { partyId: string; point: ContactPointFact; zones: readonly [string, ...string[]] };

/**
 * Who can be written to, and where: the debtor before co-debtors and guarantors, mobiles before other phones, never a
 * telephone at home or at work.
 * @param refused contact points to leave out
 * @returns the zones of the person and of the number, any of which the person may be in; undefined when nobody is left
 */
export function wayToReach(facts: Pick<Facts, 'people' | 'zones'>, refused: readonly string[]): Way | undefined {
  for (const person of facts.people) {
    const point = textable(person).find(({ id }) => !refused.includes(id));
    if (point) return { partyId: person.partyId, point, zones: zonesOf(facts, person, point) };
  }
  return undefined;
}

const textable = (person: PersonFact): ContactPointFact[] => {
  const phones = person.contactPoints.filter((p) => p.kind === 'phone' && p.usable.sms && p.phoneType !== 'home' && p.phoneType !== 'work');
  return [...phones.filter((p) => p.phoneType === 'mobile'), ...phones.filter((p) => p.phoneType !== 'mobile')];
};

function zonesOf(facts: Pick<Facts, 'zones'>, person: PersonFact, point: ContactPointFact): readonly [string, ...string[]] {
  const [first, ...others] = new Set([...(person.role === 'debtor' ? facts.zones : []), ...point.zones]);
  return first ? [first, ...others] : facts.zones;
}

import { PHONE_ZONES } from './data/phone-zones.ts';
import { US_STATE_ZONES } from './data/us-state-zones.ts';
import { PHONE_FIELDS } from './fields.ts';
import type { PlacedValues } from './placed-values.ts';

const LONGEST_PREFIX = 9;
let byPrefix: ReadonlyMap<string, readonly string[]> | undefined;

function prefixes(): ReadonlyMap<string, readonly string[]> {
  byPrefix ??= new Map(
    PHONE_ZONES.split('\n').map((line) => {
      const [prefix = '', zones = ''] = line.split('|');
      return [prefix, zones.split('&')];
    }),
  );
  return byPrefix;
}

/** IANA zones a number may ring in: those of its longest known prefix; none for an unknown one. */
export function phoneZones(e164: string): readonly string[] {
  const digits = e164.replace(/;.*$/, '').replace(/\D/g, '');
  for (let length = LONGEST_PREFIX; length > 0; length--) {
    const zones = digits.length >= length ? prefixes().get(digits.slice(0, length)) : undefined;
    if (zones) return zones;
  }
  return [];
}

/** Zones in use in a US state, by its two letters; none for anything else. */
export function stateZones(region: string | undefined): readonly string[] {
  const state = region?.toUpperCase() ?? '';
  return Object.hasOwn(US_STATE_ZONES, state) ? (US_STATE_ZONES[state] ?? []) : [];
}

export type Whereabouts = { country?: string | undefined; region?: string | undefined; phones: readonly string[] };

/** A zone the debtor may be in, and what speaks for it. */
export type LikelyZone = { readonly tz: string; readonly source: 'state' | 'phone' };

/**
 * Every IANA zone a debtor may be in, each once: those of the US state first, then those of each phone. Contact must be
 * allowed in all of them. Empty means that nothing is known, which is for the gate to refuse.
 */
export function zonesOf({ country, region, phones }: Whereabouts): readonly LikelyZone[] {
  const zones = new Map<string, LikelyZone>();
  const states = country === 'US' ? stateZones(region) : [];
  for (const tz of states) zones.set(tz, { tz, source: 'state' });
  for (const tz of phones.flatMap(phoneZones)) if (!zones.has(tz)) zones.set(tz, { tz, source: 'phone' });
  return [...zones.values()];
}

/** Zones of an account's debtor. The second party and the reference live where they like. */
export function accountZones(values: PlacedValues): readonly LikelyZone[] {
  const phones = PHONE_FIELDS.map((field) => values[field]).filter((phone) => phone !== undefined);
  return zonesOf({ country: values.country, region: values.region, phones });
}

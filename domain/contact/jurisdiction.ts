/** Cities with rules of their own inside a region's. */
const CITIES: Readonly<Record<string, Readonly<Record<string, string>>>> = { 'US-NY': { 'new york': 'NYC' } };

/**
 * The leaf of the rule packs that a debtor's address falls under, e.g. 'US-NY-NYC'.
 * @returns undefined without a country: the gate then denies by the fact's name
 */
export function jurisdictionOf({ country, region, city }: { country?: string; region?: string; city?: string }): string | undefined {
  if (!country) return undefined;
  const state = region ? `${country}-${region}` : country;
  const place = city && CITIES[state]?.[city.trim().toLowerCase()];
  return place ? `${state}-${place}` : state;
}

import { expect, it } from 'vitest';
import { jurisdictionOf } from '#domain/contact/jurisdiction.ts';

it('puts a debtor in New York City under the city, and one in Albany under the state', () => {
  expect(jurisdictionOf({ country: 'US', region: 'NY', city: 'New York' })).toBe('US-NY-NYC');
  expect(jurisdictionOf({ country: 'US', region: 'NY', city: 'Albany' })).toBe('US-NY');
});
it('knows no jurisdiction without a country', () => {
  expect(jurisdictionOf({ region: 'NY' })).toBeUndefined();
});

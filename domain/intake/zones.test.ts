import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { phoneZones, stateZones, zonesOf } from './zones.ts';

describe('where a debtor may be', () => {
  it('is every zone of the US state and of each phone', () =>
    expect(zonesOf({ country: 'US', region: 'tn', phones: ['+12125550100', '+13125550100'] })).toEqual([
      { tz: 'America/New_York', source: 'state' },
      { tz: 'America/Chicago', source: 'state' },
    ]));
  it('adds the phones the state does not explain', () =>
    expect(zonesOf({ country: 'US', region: 'NY', phones: ['+18085550173'] })).toEqual([
      { tz: 'America/New_York', source: 'state' },
      { tz: 'Pacific/Honolulu', source: 'phone' },
    ]));
  it('elsewhere is told by the phones alone', () => {
    expect(zonesOf({ country: 'GB', region: 'NY', phones: ['+442079460893;ext=12'] })).toEqual([{ tz: 'Europe/London', source: 'phone' }]);
    expect(zonesOf({ country: 'US', region: 'Narnia', phones: [] })).toEqual([]);
  });
  it('goes by the longest prefix', () => {
    expect(phoneZones('+12082155555')).toEqual(['America/Los_Angeles']);
    expect(phoneZones('+12082')).toEqual(['America/Boise', 'America/Los_Angeles']);
    expect(phoneZones('+0')).toEqual([]);
  });
  it('has no place for names that are not states', () => expect(stateZones('constructor')).toEqual([]));

  test.prop([fc.stringMatching(/^\+[1-9]\d{5,14}$/)])('only names zones that clocks know', (phone) => {
    for (const zone of phoneZones(phone)) expect(() => new Intl.DateTimeFormat('en', { timeZone: zone })).not.toThrow();
  });
});

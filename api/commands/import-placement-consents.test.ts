import { expect, it } from 'vitest';
import { consentsGiven, consentsWithdrawn } from '#api/commands/import-placement-consents.ts';

const known = { phone1: '+15185550141', phone2: '+15185550142', email: 'nora@example.com' };

it('takes a yes to texts as consent to electronic contact, whatever the number', () => {
  expect(consentsGiven({}, { ...known, consentSms: true })).toEqual([{ type: 'electronic_contact' }]);
});
it('takes a yes to calls for each number', () => {
  expect(consentsGiven({}, { ...known, phone3: known.phone1, consentCall: true })).toEqual([
    { type: 'tcpa_prior_express', address: known.phone1 },
    { type: 'tcpa_prior_express', address: known.phone2 },
  ]);
});
it('does not let a yes to e-mail open the door to texts', () => {
  expect(consentsGiven({}, { ...known, consentEmail: true, consentSms: false })).toEqual([{ type: 'email_contact', address: known.email }]);
});
it('adds nothing when the same is said again, and a new number when one comes', () => {
  const before = { phone1: known.phone1, consentCall: true, consentSms: true };
  expect(consentsGiven(before, before)).toEqual([]);
  expect(consentsGiven(before, { ...before, phone2: known.phone2 })).toEqual([{ type: 'tcpa_prior_express', address: known.phone2 }]);
});
it('takes a consent back only where a yes becomes a no', () => {
  expect(consentsWithdrawn({ consentSms: true, consentCall: true }, { consentSms: false, consentCall: true })).toEqual([
    'electronic_contact',
  ]);
  expect(consentsWithdrawn({}, { consentSms: false })).toEqual([]);
  expect(consentsWithdrawn({ consentSms: true }, {})).toEqual([]);
});

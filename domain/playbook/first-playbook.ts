import type { Playbook } from '#domain/playbook/playbook.ts';

/** SMS → no reply in two days → SMS at another hour → pause → handoff. Replies interrupt it. */
export const FIRST_PLAYBOOK: Playbook = {
  key: 'early-sms',
  version: 1,
  name: 'Early arrears by SMS',
  start: 'morning-sms',
  steps: {
    'morning-sms': {
      kind: 'message',
      channel: 'sms',
      template: 'payment-reminder',
      hours: ['09:00', '13:00'],
      replyWithin: { days: 2 },
      otherwise: 'evening-sms',
    },
    'evening-sms': {
      kind: 'message',
      channel: 'sms',
      template: 'payment-options',
      hours: ['17:00', '19:30'],
      replyWithin: { days: 2 },
      otherwise: 'breathing-space',
    },
    'breathing-space': { kind: 'pause', for: { days: 3 }, then: 'person' },
    person: { kind: 'handoff', team: 'collections', because: 'no reply to two messages' },
  },
  restAfterPerson: { days: 7 },
  claimMinutes: 15,
};

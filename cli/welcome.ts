import { DEMO_PASSWORD, NORTHQUAY } from '#cli/demo/cast.ts';

/** What a newcomer needs to know once everything runs. */
export const welcome = ({ origin, demo }: { origin: string; demo: boolean }, tookMs: number): string[] => [
  `CollectionONE runs: ${origin}   (started in ${(tookMs / 1000).toFixed(1)} s)`,
  ...(demo ? demoLines() : []),
];

function demoLines(): string[] {
  const width = Math.max(...NORTHQUAY.members.map(({ email }) => email.length));
  return [
    '',
    `Sign in with the password ${DEMO_PASSWORD} as`,
    ...NORTHQUAY.members.map(({ email, name, role }) => `  ${email.padEnd(width)}  ${name}, ${role}`),
    '',
    'A day of the demo takes a minute. What to try:',
    '  Work      Nora Whitfield promises to pay tomorrow, and pays: her case closes.',
    '  Handoffs  Victor Almeida disputes his debt: claim it, and complete it.',
    '  More      c1 import FILE --creditor NAME --mapping FILE, c1 clock pause, c1 help',
  ];
}

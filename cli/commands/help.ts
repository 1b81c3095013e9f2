import { COMMANDS } from '#cli/commands/index.ts';

export function run(): Promise<number> {
  const entries = Object.values(COMMANDS);
  const width = Math.max(...entries.map(({ usage }) => usage.length));
  const lines = entries.map(({ usage, does }) => `  c1 ${usage.padEnd(width)}  ${does}`);
  console.log(`CollectionONE. npm start and npm test are c1 up and c1 test; c1 itself is node cli/c1.mjs.\n\n${lines.join('\n')}`);
  return Promise.resolve(0);
}

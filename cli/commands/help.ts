import { USAGE } from '#cli/usage.ts';

export function run(): Promise<number> {
  const commands = Object.entries(USAGE).map(([name, { words, does }]) => ({ line: `c1 ${name} ${words}`, does }));
  const width = Math.max(...commands.map(({ line }) => line.length));
  const lines = commands.map(({ line, does }) => `  ${line.padEnd(width)}  ${does}`);
  console.log(`CollectionONE. npm start and npm test are c1 up and c1 test; c1 itself is node cli/c1.mjs.\n\n${lines.join('\n')}`);
  return Promise.resolve(0);
}

import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** SHA-256 over source files, tests left out: names what code made a verdict or a state. */
function hashOf(patterns: readonly string[]): string {
  const files = patterns.flatMap((pattern) => globSync(pattern, { cwd: root })).filter((file) => !/\.test\.ts$|fixtures/.test(file));
  const hash = createHash('sha256');
  for (const file of files.sort())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0');
  return hash.digest('hex').slice(0, 32);
}

export const gateHash = (): string => hashOf(['domain/compliance/**/*.{ts,json}', 'domain/time/*.ts']);
export const evolveHash = (): string => hashOf(['domain/case/evolve.ts', 'domain/case/case.ts', 'domain/contact/attempt-status.ts']);

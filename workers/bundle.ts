import { bundleWorkflowCode } from '@temporalio/worker';
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = ['workflows/*.ts', 'domain/**/*.ts', 'package-lock.json'];

/** The workflow code as one script; bundled once for the same sources and kept, since it takes seconds. */
export async function workflowBundle(): Promise<{ code: string }> {
  const file = join(root, '.local/cache', `workflows-${sourceHash()}.js`);
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept !== undefined) return { code: kept };
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(root, 'workflows/index.ts'),
    logger: { log: () => {}, trace: () => {}, debug: () => {}, info: () => {}, warn: console.warn, error: console.error },
  });
  await mkdir(join(root, '.local/cache'), { recursive: true });
  const part = `${file}.${process.pid}`;
  await writeFile(part, code);
  await rename(part, file);
  return { code };
}

function sourceHash(): string {
  const hash = createHash('sha256');
  const files = SOURCES.flatMap((pattern) => globSync(pattern, { cwd: root })).filter((file) => !file.endsWith('.test.ts'));
  for (const file of files.sort())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 16);
}

import { readArguments, readPort } from '#cli/arguments.ts';
import { box } from '#cli/box.ts';
import { localDirectory } from '#cli/installation.ts';
import { startStack, type Stack } from '#cli/stack.ts';
import { stopAsked } from '#cli/stop-asked.ts';
import { telling } from '#cli/telling.ts';
import { welcome } from '#cli/welcome.ts';

const DEFAULT_PORT = '4400';

export async function run(words: string[]): Promise<number> {
  const { values } = readArguments({ args: words, options: { dev: { type: 'boolean' }, port: { type: 'string' } } });
  const asked = values.port ?? process.env['C1_PORT'];
  const port = readPort(asked ?? DEFAULT_PORT, values.port ? '--port' : 'C1_PORT');
  const stopping = stopAsked();
  const began = performance.now();
  const { DATABASE_URL: databaseUrl, TEMPORAL_ADDRESS: temporalAddress, TEMPORAL_NAMESPACE: namespace } = process.env;
  let stack: Stack;
  try {
    stack = await startStack({
      directory: localDirectory(),
      port,
      firm: asked !== undefined && port !== 0,
      dev: values.dev ?? false,
      seed: true,
      ...(databaseUrl && { databaseUrl }),
      ...(temporalAddress && { temporalAddress }),
      ...(namespace && { namespace }),
      tell: telling(began),
      signal: stopping,
    });
  } catch (error) {
    if (stopping.aborted) return 130;
    throw error;
  }
  console.log(box(welcome(stack, Math.round(performance.now() - began))));
  await untilAborted(stopping);
  console.log('\nStopping …');
  await stack.stop();
  console.log('Stopped.');
  return 0;
}

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

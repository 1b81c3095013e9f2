import { setPriority } from 'node:os';
import { pino } from 'pino';
import { readSettings } from '#workers/settings.ts';
import { quietRuntime, startWorker } from '#workers/worker.ts';

const BEHIND_PEOPLE = 4;

// On a machine they share, people's clicks and providers' webhooks go before work that nobody waits for.
setPriority(BEHIND_PEOPLE);
const settings = readSettings(process.env);
const log = pino({ name: 'worker', level: settings.logLevel ?? 'info' });
quietRuntime(settings.logLevel ?? 'info');
const worker = await startWorker(settings);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void worker.stop());
log.info('ready');
await worker.ended;

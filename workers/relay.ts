import { pino } from 'pino';
import { startRelay } from '#workers/relay/start.ts';
import { readSettings } from '#workers/settings.ts';

const settings = readSettings(process.env);
const log = pino({ name: 'relay', level: settings.logLevel ?? 'info' });
const relay = await startRelay(settings, (error, doing) =>
  log.warn({ err: { type: (error as Error).name, code: (error as { code?: string }).code } }, doing),
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void relay.stop());
log.info('ready');

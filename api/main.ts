import { createLog } from '#api/log.ts';
import { serve } from '#api/server.ts';

const given = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
};

const logger = createLog(process.env['C1_LOG_LEVEL']);
const running = await serve({
  database: given('C1_DATABASE'),
  secret: given('C1_SECRET'),
  temporal: { address: given('TEMPORAL_ADDRESS'), namespace: process.env['TEMPORAL_NAMESPACE'] ?? 'cases' },
  port: Number(process.env['C1_PORT'] ?? 4400),
  publicOrigin: given('C1_ORIGIN'),
  logger,
  web: process.env['C1_DEV'] ? 'dev' : 'built',
});
logger.info({ origin: running.origin }, 'ready');

let ending = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    if (ending) return;
    ending = true;
    void running.close().finally(() => process.exit(0));
  });

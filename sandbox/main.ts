import pino from 'pino';
import { readConfig } from './config.ts';
import { startSandbox } from './sandbox.ts';

const log = pino({ name: 'sandbox', level: process.env['C1_LOG_LEVEL'] ?? 'info' });
const config = readConfig(process.env);
const sandbox = await startSandbox(config);
log.info({ url: sandbox.url, debtors: config.apiKey !== undefined }, 'sandbox ready');

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await sandbox.stop();
  process.exit(0);
}
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());

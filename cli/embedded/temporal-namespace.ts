import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** io.temporal's IndexedValueType: an exact word. */
const KEYWORD = 2;
const ATTRIBUTES = ['Tenant', 'Creditor', 'Playbook', 'Stage'];
const RETENTION = msToTs('90 days');

/** Whether the server at `address` answers for `namespace`. */
export async function answersAt(address: string, namespace: string): Promise<boolean> {
  if (!(await isOpen(address))) return false;
  return withConnection(address, async ({ workflowService }) => {
    await workflowService.describeNamespace({ namespace });
    return true;
  }).catch(() => false);
}

/** Makes the namespace exist as the cases need it: kept for 90 days, with the attributes they are found by. */
export async function prepareNamespace(address: string, namespace: string): Promise<void> {
  await withConnection(address, async ({ workflowService, operatorService }) => {
    const found = await workflowService.describeNamespace({ namespace }).catch(() => undefined);
    if (!found) await workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: RETENTION });
    else if (Number(found.config?.workflowExecutionRetentionTtl?.seconds) !== Number(RETENTION.seconds))
      await workflowService.updateNamespace({ namespace, config: { workflowExecutionRetentionTtl: RETENTION } });
    const attributes = async () => (await operatorService.listSearchAttributes({ namespace })).customAttributes ?? {};
    // A namespace just made is not known everywhere at once.
    const there = await insist(attributes);
    const missing = ATTRIBUTES.filter((name) => !(name in there));
    if (missing.length === 0) return;
    await insist(() =>
      operatorService.addSearchAttributes({ namespace, searchAttributes: Object.fromEntries(missing.map((name) => [name, KEYWORD])) }),
    );
    await insist(async () => {
      const now = await attributes();
      if (ATTRIBUTES.some((name) => !(name in now))) throw new Error(`the search attributes of ${namespace} are not there yet`);
    });
  });
}

async function withConnection<T>(address: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address, connectTimeout: 3000 });
  try {
    return await connection.withDeadline(Date.now() + 30_000, () => work(connection));
  } finally {
    await connection.close();
  }
}

async function insist<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1)
    try {
      return await ask();
    } catch (error) {
      if (tries >= 50) throw error;
      await pause(100);
    }
}

/** A quick knock: a gRPC client that knocks too early waits a second before it tries again. */
function isOpen(address: string): Promise<boolean> {
  const at = address.lastIndexOf(':');
  return new Promise((resolve) => {
    const socket = connect(Number(address.slice(at + 1)), address.slice(0, at).replace(/^\[|\]$/g, ''));
    const answer = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.setTimeout(2000, () => answer(false));
    socket.once('connect', () => answer(true)).once('error', () => answer(false));
  });
}

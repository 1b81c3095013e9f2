import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, NativeConnection, Worker } from '@temporalio/worker';
import { quietRuntime } from '#workers/worker.ts';
import type { Installation } from '#bench/installation.ts';
import type { Bench } from '#bench/measure.ts';
import { percentile, timed } from '#bench/spread.ts';
import { ECHO, type peerWorkflow } from '#bench/spine/peer-workflow.ts';

const QUEUE = 'peer';
const silent = { log() {}, trace() {}, debug() {}, info() {}, warn: console.error, error: console.error };

/**
 * `peer.update_p50_ms`, `peer.update_p99_ms`: a bare Temporal update on the same server in the same run, one after the
 * other, each to another workflow that waits: sent, handled by one line of code, answered. No database, no API, no decision.
 * What a claim takes above this is ours.
 */
export async function peer(bench: Bench, { client, stack }: Installation, times: number): Promise<void> {
  quietRuntime('warn');
  const connection = await NativeConnection.connect({ address: stack.temporalAddress });
  const worker = await Worker.create({
    connection,
    namespace: stack.namespace,
    taskQueue: QUEUE,
    workflowBundle: await bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL('./peer-workflow.ts', import.meta.url)),
      logger: silent,
    }),
  });
  const running = worker.run();
  bench.atEnd(async () => {
    worker.shutdown();
    await running;
    await connection.close();
  });
  const ids = Array.from({ length: times }, (_, n) => `peer-${n}`);
  for (const workflowId of ids)
    await client.workflow.start<typeof peerWorkflow>('peerWorkflow', { workflowId, taskQueue: QUEUE, args: [] });
  const took: number[] = [];
  for (const workflowId of ids) {
    const handle = client.workflow.getHandle(workflowId);
    took.push(await timed(() => handle.executeUpdate<string, [string]>(ECHO, { args: [workflowId] })));
  }
  bench.line('peer.update_p50_ms', percentile(took, 0.5), 'ms');
  bench.line('peer.update_p99_ms', percentile(took, 0.99), 'ms');
}

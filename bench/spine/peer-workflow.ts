import { condition, defineUpdate, setHandler } from '@temporalio/workflow';

export const ECHO = 'echo';

/** The least that can be asked of Temporal: an update that is answered with what it was sent. */
export async function peerWorkflow(): Promise<void> {
  setHandler(defineUpdate<string, [string]>(ECHO), (word) => word);
  await condition(() => false);
}

import { inject } from 'vitest';
import { prepareNamespace } from '#cli/embedded/temporal-namespace.ts';

/** A namespace of the test file's own on the one Temporal server of the run, with the attributes cases are found by. */
export async function freshNamespace(): Promise<{ address: string; namespace: string }> {
  const address = inject('temporalAddress');
  const namespace = `t-${crypto.randomUUID()}`;
  await prepareNamespace(address, namespace);
  return { address, namespace };
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import { expect, it } from 'vitest';
import { workflowBundle } from '#workers/bundle.ts';

const directory = join(import.meta.dirname, 'histories');
const files = readdirSync(directory).filter((name) => name.endsWith('.json'));

it('has the histories that matter', () => {
  expect(files.map((name) => name.replace('.json', '')).sort()).toEqual(
    expect.arrayContaining([
      'claims-meet-continue-as-new',
      'rebuilt-generation',
      'silent-debtor-to-handoff',
      'superseded-generation',
      'unknown-attempt',
    ]),
  );
});

it.each(files)('makes the same commands as the release that recorded %s', async (name) => {
  const history = historyFromJSON(JSON.parse(readFileSync(join(directory, name), 'utf8')));
  await Worker.runReplayHistory({ workflowBundle: await workflowBundle() }, history);
});

it('notices when a release would do something else', async () => {
  const history = historyFromJSON(JSON.parse(readFileSync(join(directory, 'silent-debtor-to-handoff.json'), 'utf8')));
  for (const event of history.events ?? []) {
    const type = event.activityTaskScheduledEventAttributes?.activityType;
    if (type) type.name = 'sendLetter';
  }
  await expect(Worker.runReplayHistory({ workflowBundle: await workflowBundle() }, history)).rejects.toThrow();
});

import type { Suite } from '#bench/suites.ts';
import { claim } from '#bench/spine/claim.ts';
import { cold } from '#bench/spine/cold.ts';
import { continueAsNew } from '#bench/spine/continue-as-new.ts';
import { history } from '#bench/spine/history.ts';
import { idle } from '#bench/spine/idle.ts';
import { noise } from '#bench/spine/noise.ts';
import { open } from '#bench/spine/open.ts';
import { start } from '#bench/spine/start.ts';
import { webhook } from '#bench/spine/webhook.ts';

/** Each on an installation of its own, so that one run alone finds what it finds among the others. */
export const SPINE: Suite = {
  first: noise,
  measures: { start, idle, claim, 'continue-as-new': continueAsNew, webhook, history, open, cold },
  // Installs from scratch: minutes, and the network.
  onRequest: ['cold'],
};

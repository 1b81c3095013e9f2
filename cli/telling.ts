import type { StackOptions } from '#cli/stack.ts';

/** A line of progress each, with the seconds since the start. */
export function telling(began: number): NonNullable<StackOptions['tell']> {
  const say = (text: string) => console.log(`  ${seconds(performance.now() - began).padStart(6)}  ${text}`);
  return (notice) => {
    switch (notice.kind) {
      case 'step':
        return say(notice.says);
      case 'ready':
        return say(`${notice.part} ${notice.again ? 'is back' : 'ready'} (${seconds(notice.tookMs)})`);
      case 'ended':
        // Words of a part that never came up are told once, when its start is given up.
        say(`${notice.part} ended (${notice.how}), starting it again`);
        if (notice.again && notice.lastWords && notice.how !== 'SIGKILL') say(`its last words:\n${indent(notice.lastWords)}`);
        return;
    }
  };
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
const indent = (text: string): string => text.replaceAll(/^/gm, '          │ ');

/** Fires when this process is asked to end: by a signal, or because the one that started it is gone. */
export function stopAsked(): AbortSignal {
  const controller = new AbortController();
  // Ctrl-C comes twice: from the terminal and passed on by c1.mjs. The second must not cut the ending short.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort());
  process.on('disconnect', () => controller.abort());
  return controller.signal;
}

/** Runs at once, then at most every `ms`, and never forgets the last call: a sandbox clock changes hundreds of rows a second. */
export function paced(run: () => Promise<void>, ms: number): () => void {
  let again = false;
  let resting = false;
  const go = async (): Promise<void> => {
    if (resting) return void (again = true);
    resting = true;
    again = false;
    const started = Date.now();
    await run();
    setTimeout(
      () => {
        resting = false;
        if (again) void go();
      },
      Math.max(0, ms - (Date.now() - started)),
    );
  };
  return () => void go();
}

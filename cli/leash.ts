// Loaded first into every process that c1 starts: when c1 is killed outright, its children notice and end as if asked to.
const PATIENCE_MS = 10_000;

process.on('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), PATIENCE_MS).unref();
});
// Listening alone must not keep a process alive that has ended its work.
process.channel?.unref();

/**
 * Shows that something long is alive: one line that counts on a terminal, a line every half minute elsewhere.
 * @param {string} label
 * @param {NodeJS.WriteStream} [stream]
 * @returns {(outcome?: string) => void} ends it
 */
export function patience(label, stream = process.stderr) {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  if (!stream.isTTY) stream.write(`  ${label} …\n`);
  const show = () => stream.write(stream.isTTY ? `\r\u001b[K  ${label} … ${seconds()} s` : `  ${label} … ${seconds()} s\n`);
  const timer = setInterval(show, stream.isTTY ? 1000 : 30_000);
  if (stream.isTTY) show();
  return (outcome) => {
    clearInterval(timer);
    if (stream.isTTY) stream.write('\r\u001b[K');
    if (outcome !== undefined) stream.write(`  ${outcome} (${seconds()} s)\n`);
  };
}

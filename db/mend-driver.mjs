// @ts-check
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * postgres 3.4.9 outlives the loss of a connection only by luck: what a transaction still sends goes to a socket that is
 * gone, which throws where nobody can catch it, or into a connection that somebody else has by then, and bytes left
 * unwritten poison the connection for good. Until a release has these guards, they are put in after each installation.
 * @see https://github.com/porsager/postgres/issues/1208, issues/1154, pull/1209
 */
const SOURCE = new URL('../node_modules/postgres/src/', import.meta.url);

/** @type {readonly { file: string, was: string, is: string }[]} */
const MENDS = [
  {
    // Nothing can be sent without a socket.
    file: 'connection.js',
    was: `      return queryError(q, Errors.connection('CONNECTION_DESTROYED', options))

    if (stream)`,
    is: `      return queryError(q, Errors.connection('CONNECTION_DESTROYED', options))

    if (!socket)
      return queryError(q, Errors.connection('CONNECTION_CLOSED', options)), true

    if (stream)`,
  },
  {
    file: 'connection.js',
    was: `  function nextWrite(fn) {
    const x = socket.write(chunk, fn)`,
    is: `  function nextWrite(fn) {
    if (!socket) {
      chunk = nextWriteTimer = null
      return false
    }
    const x = socket.write(chunk, fn)`,
  },
  {
    // What was not written belongs to the connection that is gone; who waits for it is told, however it went.
    file: 'connection.js',
    was: `    clearImmediate(nextWriteTimer)
    socket.removeListener('data', data)
    socket.removeListener('connect', connected)
    idleTimer.cancel()`,
    is: `    clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
    socket.removeListener('data', data)
    socket.removeListener('connect', connected)
    idleTimer.cancel()`,
  },
  {
    file: 'connection.js',
    was: `    !hadError && (query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))
    closedTime`,
    is: `    ;(query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))
    query = results = errorResponse = null
    result = new Result()
    closedTime`,
  },
  {
    // Who waits for the connection has been told; nobody waits for this.
    file: 'connection.js',
    was: `        return fetchArrayTypes()
`,
    is: `        return fetchArrayTypes().catch(() => {})
`,
  },
  {
    // A transaction ends with its connection, which by then may be another's.
    file: 'index.js',
    was: `        new Promise((_, reject) => connection.onclose = reject)
      ])
    } catch (error) {`,
    is: `        new Promise((_, reject) => connection.onclose = error => reject(lost = error))
      ])
    } catch (error) {`,
  },
  {
    file: 'index.js',
    was: `    let savepoints = 0
      , connection
      , prepare = null

    try {`,
    is: `    let savepoints = 0
      , connection
      , prepare = null
      , lost = null

    try {`,
  },
  {
    file: 'index.js',
    was: `        q.catch(e => uncaughtError || (uncaughtError = e))
        c.queue === full`,
    is: `        q.catch(e => uncaughtError || (uncaughtError = e))
        lost
          ? q.reject(lost)
          : c.queue === full`,
  },
];

const read = (/** @type {string} */ file, /** @type {URL} */ source) => readFileSync(new URL(file, source), 'utf8');

/** Whether every guard is in. */
export const isMended = (source = SOURCE) => MENDS.every(({ file, is }) => read(file, source).includes(is));

/** Puts the guards in; a second time changes nothing. @throws when the driver is another one than they were made for */
export function mendDriver(source = SOURCE) {
  for (const { file, was, is } of MENDS) {
    const text = read(file, source);
    if (text.includes(is)) continue;
    if (!text.includes(was)) throw new Error(`db/mend-driver.mjs was made for postgres 3.4.9, and ${file} is another`);
    // Beside it first: whoever loads the file meanwhile gets one of the two whole.
    const path = fileURLToPath(new URL(file, source));
    writeFileSync(
      `${path}.new`,
      text.replace(was, () => is),
    );
    renameSync(`${path}.new`, path);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) mendDriver();

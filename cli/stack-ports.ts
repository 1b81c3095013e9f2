import { Trouble } from '#cli/arguments.ts';
import { isFree, nextFree } from '#cli/ports.ts';

export type Ports = { api: number; sandbox: number; postgres: number; temporal: number };

/**
 * The API's port and, near above it, those of the other parts; what is taken is stepped over.
 * @param port of the API; 0 asks for any free ones
 * @param firm the port was asked for by name, so another one will not do
 */
export async function choosePorts({ port, firm = false }: { port: number; firm?: boolean }): Promise<Ports> {
  if (firm && !(await isFree(port)))
    throw new Trouble(`Port ${port} is taken by another program. Stop that one, or choose another port: C1_PORT=${port + 100} npm start`);
  const taken = new Set<number>();
  const next = async (offset: number): Promise<number> => {
    const found = await nextFree(port === 0 ? 0 : port + offset, taken);
    taken.add(found);
    return found;
  };
  return { api: await next(0), sandbox: await next(10), postgres: await next(32), temporal: await next(33) };
}

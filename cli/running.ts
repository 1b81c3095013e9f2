import { Trouble } from '#cli/arguments.ts';
import { addressesIn, localDirectory, runningIn, type Addresses } from '#cli/installation.ts';
import { installationSecret } from '#cli/secret.ts';

/** The installation that runs here, and its secret. @throws Trouble when none does */
export function runningInstallation(): Addresses & { secret: string } {
  const directory = localDirectory();
  const addresses = addressesIn(directory);
  if (addresses) return { ...addresses, secret: installationSecret(directory) };
  throw new Trouble(
    runningIn(directory)
      ? 'CollectionONE is still starting: try again in a moment.'
      : 'CollectionONE is not running: npm start, then this again.',
  );
}

/**
 * What is owed once a creditor states another balance than last time. A rise adds to what is owed. A fall caps it:
 * the file doesn't say whether its figure knows of the payments received here, and nobody is asked for more than
 * either side says.
 * @param owedMinor the ledger's balance, payments included
 */
export function correctedBalance({
  owedMinor,
  beforeMinor,
  statedMinor,
}: {
  owedMinor: number;
  beforeMinor: number;
  statedMinor: number;
}): number {
  return statedMinor >= beforeMinor ? owedMinor + statedMinor - beforeMinor : Math.min(owedMinor, statedMinor);
}

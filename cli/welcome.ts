/** What a newcomer needs to know once everything runs. */
export const welcome = (origin: string, tookMs: number): string[] => [
  `CollectionONE runs: ${origin}   (started in ${(tookMs / 1000).toFixed(1)} s)`,
];

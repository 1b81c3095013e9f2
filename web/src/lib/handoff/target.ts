/** How long a handoff may wait for a person before it is late: real seconds. Nobody has set one per team yet. */
export const TARGET_SECONDS = 300;
